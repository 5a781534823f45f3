"""Asymptotic statements beside false twins."""

import pytest
from sympy import Symbol, asin, atan, cos, exp, log, sin, sqrt, symbols

from symq.lang.statement import Q, expands, gt, lt
from symq.prove import Budget, prove

x, y, a = symbols("x y a", real=True)
p, q = symbols("p q", positive=True)
n = Symbol("n", integer=True, positive=True)

CASES = [
    (expands(exp(x) * cos(x), 1 + x - x**3 / 3, x, 4, sharp=True), (), "proved"),
    (expands(exp(x) * cos(x), 1 + x - x**3 / 6, x, 4), (), "refuted"),
    (expands(exp(x) * cos(x), 1 + x - x**3 / 3, x, 5), (), "refuted"),
    (expands(log(1 + x), x - x**2 / 2, x, 3, sharp=True), (), "proved"),
    (expands(log(1 + x), x - x**2 / 2, x, 4), (), "refuted"),
    (expands(cos(x), 1 - x**2 / 2, x, 3, sharp=True), (), "refuted"),
    (expands(sqrt(a**2 + x), a + x / (2 * a), x, 2), (gt(a, 0),), "proved"),
    (expands(sqrt(a**2 + x), a + x / (2 * a), x, 2), (lt(a, 0),), "refuted"),
    (expands(sqrt(a**2 + x), -a - x / (2 * a), x, 2), (lt(a, 0),), "proved"),
    (expands(1 / (1 + x + y), 1 - x + x**2 - y, {x: 1, y: 2}, 3), (), "proved"),
    (expands(1 / (1 + x + y), 1 - x + x**2 - y, {x: 1, y: 1}, 3), (), "refuted"),
    (expands(sqrt(p + 1) - sqrt(p), 1 / (2 * sqrt(p)), p, Q(3, 2), at="oo", sharp=True), (),
     "proved"),
    (expands(sqrt(p + 1) - sqrt(p), 1 / (2 * sqrt(p)), p, 2, at="oo"), (), "refuted"),
    (expands(asin(Q(1, 2) + x), asin(Q(1, 2)) + 2 * x / sqrt(3), x, 2, sharp=True), (), "proved"),
    (expands(asin(Q(1, 3) + x), asin(Q(1, 3)) + x, x, 2), (), "refuted"),
    (expands(atan(a + x), atan(a) + x / (1 + a**2), x, 2), (), "proved"),
    (expands(atan(a + x), atan(a) - x / (1 + a**2), x, 2), (), "refuted"),
    (expands(sin(x), x, x, 5, rel="<="), (gt(x, 0),), "proved"),
    (expands(sin(x), x, x, 5, rel="<="), (), "refuted"),
    (expands(sin(x), x, x, 5, rel=">="), (gt(x, 0),), "refuted"),
    (expands(p**3 * exp(-p), 0, p, 7, at="oo"), (), "proved"),
    (expands(p * log(p), 0, p, 1), (), "refuted"),
    (expands(p * log(p), 0, p, Q(9, 10)), (), "proved"),
]


@pytest.mark.parametrize("statement, assuming, verdict", CASES)
def test_orders(statement, assuming, verdict):
    assert prove(statement, assuming, budget=Budget(work=30_000_000)).verdict == verdict
