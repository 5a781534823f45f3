"""Infinite sums with a closed partial sum, bases of any sign; powers of -1 and floors in limits."""

import pytest
from sympy import Sum, Symbol, exp, floor, oo, sinh, symbols

from symq.lang.statement import Limit, Q, between, eq, gt, lt
from symq.prove import Budget, prove

x = Symbol("x", real=True)
beta = Symbol("beta", positive=True)
k = Symbol("k", integer=True)
n = Symbol("n", integer=True, positive=True)
p, q = symbols("p q", real=True)
disc = (between(-1, x, 1),)


def series(body, first=0):
    return Sum(body, (k, first, oo))


TRUE = [
    (eq(series(x**k), 1 / (1 - x)), disc),
    (eq(series(k * x**k), x / (1 - x)**2), disc),
    (eq(series(x**(2 * k)), 1 / (1 - x**2)), disc),
    (eq(series((1 - x**2) * x**(2 * k)), 1), disc), (Limit(x**(2 * n), n, oo, 0), disc),
    (Limit(x**n / n, n, oo, 0), disc),
    (eq(series(x**k, 1), x / (1 - x)), (between(-1, x, 0),)),
    (eq(series(p * (1 - p)**k), 1), (between(0, p, 1),)),
    (eq(series(exp(-beta * (k + Q(1, 2)))), 1 / (2 * sinh(beta / 2))), ()),
    (Limit((-1)**n / n, n, oo, 0), ()), (Limit(floor(x) / x, x, oo, 1), ()),
    (Limit((-1)**n * n * x**n, n, oo, 0), (between(0, x, 1),)),
]
FALSE = [
    (eq(series(x**k), 1 / (1 + x)), disc),
    (eq(series(k * x**k), 1 / (1 - x)**2), disc), (Limit(x**(2 * n), n, oo, 1), disc),
    (Limit(x**n / n, n, oo, 0), (gt(x, 0),)),
    (eq(series(x**(2 * k)), 1 / (1 - x)), disc),
    (eq(series(x**k, 1), 1 / (1 - x)), (between(-1, x, 0),)),
    (eq(series(p * (1 - p)**k), p), (between(0, p, 1),)),
    (Limit((-1)**n, n, oo, 0), ()), (Limit((1 + (-1)**n) / 2, n, oo, Q(1, 2)), ()),
    (Limit((-1)**n * n / (n + 1), n, oo, 1), ()), (Limit(x - floor(x), x, oo, 0), ()),
    (Limit(floor(x) / x, x, oo, 2), ()),
]


@pytest.mark.parametrize(("statement", "assuming"), TRUE, ids=str)
def test_limits(statement, assuming):
    assert prove(statement, assuming, budget=Budget(work=4_000_000)).verdict == "proved"


@pytest.mark.slow
@pytest.mark.parametrize(("statement", "assuming"), FALSE, ids=str)
def test_false_twins(statement, assuming):
    assert prove(statement, assuming, budget=Budget(work=4_000_000)).verdict == "refuted"


def test_outside_of_the_disc_nothing_is_proved():
    outside = (gt(x, -2), lt(x, 0))
    result = prove(eq(series(x**k), 1 / (1 - x)), outside, budget=Budget(work=1_000_000))
    assert result.verdict != "proved"
