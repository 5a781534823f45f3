"""Limits beside false twins."""

import pytest
from sympy import Abs, Symbol, binomial, cos, exp, factorial, log, oo, pi, sin, sqrt, symbols

from symq.lang.statement import Limit, Q, between, ge, gt, lt, ne
from symq.prove import Budget, prove

x, a, b = symbols("x a b", real=True)
n = Symbol("n", integer=True)

CASES = [
    (Limit(2**n / factorial(n), n, oo, 1), (), "refuted"),
    (Limit((cos(x) - 1) / x**2, x, 0, -Q(1, 2)), (), "proved"),
    (Limit((cos(x) - 1) / x**2, x, 0, Q(1, 2)), (), "refuted"),
    (Limit(sin(a * x) / x, x, 0, a), (), "proved"),
    (Limit(sin(a * x) / x, x, 0, 1), (), "refuted"),
    (Limit(Abs(x - 1) / (x - 1), x, 1, -1, "-"), (), "proved"),
    (Limit(Abs(x - 1) / (x - 1), x, 1, -1), (), "refuted"),
    (Limit((2 * x**2 + 1) / (x - 3), x, oo, oo), (), "proved"),
    (Limit((2 * x**2 + 1) / (x - 3), x, -oo, oo), (), "refuted"),
    (Limit((2 * x**2 + 1) / (x - 3), x, -oo, -oo), (), "proved"),
    (Limit(x**5 * exp(-x), x, oo, 0), (), "proved"),
    (Limit(x**5 * exp(x), x, -oo, oo), (), "refuted"),
    (Limit(log(x)**3 / sqrt(x), x, oo, 0), (), "proved"),
    (Limit(log(x) * sqrt(x), x, 0, 1, "+"), (), "refuted"),
    (Limit((1 + a / x)**(b * x), x, oo, exp(a * b)), (), "proved"),
    (Limit((1 + a / x)**(b * x), x, oo, exp(a + b)), (), "refuted"),
    (Limit(1 / (x - 2)**2, x, 2, oo), (), "proved"),
    (Limit(1 / (x - 2)**3, x, 2, oo), (), "refuted"),
    (Limit(sqrt(a**2 + x), x, 0, a), (gt(a, 0),), "proved"),
    (Limit(sqrt(a**2 + x), x, 0, a), (), "refuted"),
    (Limit(a**n, n, oo, 0), (between(-1, a, 1),), "proved"),
    (Limit(a**n, n, oo, 0), (between(-1, a, 1, strict=False), ge(a**2, Q(1, 4))), "refuted"),
    (Limit(factorial(n + 1) / (n * factorial(n)), n, oo, 1), (), "proved"),
    (Limit(factorial(n + 1) / (n * factorial(n)), n, oo, 2), (), "refuted"),
    (Limit(binomial(2 * n, n + 1) / binomial(2 * n, n), n, oo, 1), (), "proved"),
    (Limit(binomial(2 * n, n + 1) / binomial(2 * n, n), n, oo, Q(1, 2)), (), "refuted"),
    (Limit(x * sin(pi / x), x, oo, pi), (), "proved"),
    (Limit(sin(x), x, oo, 0), (), "refuted"),
    (Limit(cos(1 / x), x, 0, 1), (), "refuted"),
    (Limit((1 - x**(n + 1)) / (1 - x), n, oo, 1 / (1 - x)), (lt(x, 1), gt(x, -1), ne(x, 0)),
     "proved"),
    (Limit((1 - x**(n + 1)) / (1 - x), n, oo, 1 / (1 + x)), (lt(x, 1), gt(x, -1), ne(x, 0)),
     "refuted"),
    (Limit(2 + 3 * x**n, n, oo, 2), (lt(x, 2), gt(x, 0)), "refuted"),
]


@pytest.mark.parametrize("statement, assuming, verdict", CASES)
def test_limits(statement, assuming, verdict):
    assert prove(statement, assuming, budget=Budget(work=30_000_000)).verdict == verdict


@pytest.mark.parametrize("statement", [
    Limit(exp(exp(x)), x, oo, 0)])
def test_what_has_no_expansion_is_unknown(statement):
    assert prove(statement, budget=Budget(work=5_000_000, points=50)).verdict == "unknown"
