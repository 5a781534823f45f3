"""Bounds of integrals by those of other integrands, and the wrong ones next to them."""

import pytest
from sympy import (
    Integral,
    Symbol,
    besseli,
    besselj,
    besselk,
    binomial,
    cos,
    erf,
    erfc,
    exp,
    factorial,
    gamma,
    oo,
    pi,
    sin,
    sqrt,
    symbols,
)

from symq.lang.statement import Limit, Q, eq, expands, ge, gt, le, lt, ne
from symq.prove import prove

x, t, nu = symbols("x t nu", real=True)
n = Symbol("n", integer=True, positive=True)
pos = (gt(x, 0),)
tail = Integral(exp(-t**2), (t, x, oo))
borel = Integral(exp(-x * t) / (1 + t), (t, 0, oo))
power = Integral(t**n / (1 + t), (t, 0, 1))


def J(order):
    return besselj(order, x)


# Bender and Orszag, ch. 6; DLMF 5, 7 and 10
TRUE = [
    (lt(tail, exp(-x**2) / (2 * x)), pos),
    (lt(borel, 1 / x), pos),
    (gt(borel, 1 / x - 1 / x**2), pos),
    (lt(power, 1 / (n + 1)), ()),
    (gt(power, 1 / (2 * (n + 1))), ()),
    (eq(Integral(exp(-t**2), (t, 0, x)), sqrt(pi) * erf(x) / 2), ()),
    (le(erf(x), 2 * x / sqrt(pi)), (ge(x, 0),)),
    (Limit(sqrt(pi) * x * exp(x**2) * erfc(x), x, oo, 1), ()),
    (Limit(erf(x), x, -oo, -1), ()),
    (Limit(factorial(n) / (sqrt(2 * pi * n) * (n * exp(-1))**n), n, oo, 1), ()),
    (Limit(binomial(2 * n, n) * sqrt(n) / 4**n, n, oo, 1 / sqrt(pi)), ()),
    (expands(gamma(x + Q(1, 2)) / gamma(x), sqrt(x) * (1 - 1 / (8 * x)), x, Q(3, 2), at="oo",
             sharp=True), pos),
    (eq(J(nu - 1) + J(nu + 1), 2 * nu * J(nu) / x), (ne(x, 0),)),
    (eq(x**2 * J(nu).diff(x, 2) + x * J(nu).diff(x) + (x**2 - nu**2) * J(nu), 0), pos),
    (eq(besselk(nu + 1, x) - besselk(nu - 1, x), 2 * nu * besselk(nu, x) / x), pos),
]
FALSE = [
    (gt(tail, exp(-x**2) / (2 * x)), pos),
    (gt(borel, 1 / x), pos),
    (le(power, 1 / (2 * (n + 1))), ()),
    (eq(Integral(exp(-t**2), (t, 0, x)), sqrt(pi) * erf(x)), ()),
    (le(erf(x), 2 * x / sqrt(pi)), ()),
    (Limit(sqrt(pi) * x * exp(x**2) * erfc(x), x, oo, 2), ()),
    (Limit(erf(x), x, -oo, 1), ()),
    (Limit(factorial(n) / (sqrt(2 * pi * n) * (n * exp(-1))**n), n, oo, 2), ()),
    (Limit(binomial(2 * n, n) * sqrt(n) / 4**n, n, oo, 1 / pi), ()),
    (eq(J(nu - 1) - J(nu + 1), 2 * nu * J(nu) / x), pos),
    (eq(besseli(nu - 1, x) + besseli(nu + 1, x), 2 * nu * besseli(nu, x) / x), pos),
]
# without a value there is nothing to compare
DIVERGENT = [gt(Integral(1 / t, (t, 0, 1)), 5), gt(Integral(1, (t, 0, oo)), 5),
             gt(Integral(1 / t**2, (t, -1, 1)), 0), ge(Integral(exp(t), (t, 0, oo)), 1),
             lt(Integral(cos(t) - 1 / t, (t, 0, 1)), 5), gt(Integral(1 / sin(t), (t, 0, pi)), 0)]


@pytest.mark.parametrize(("statement", "assuming"), TRUE, ids=[str(i) for i in range(len(TRUE))])
def test_true_ones_are_proved(statement, assuming):
    assert prove(statement, assuming).verdict == "proved"


@pytest.mark.parametrize(("statement", "assuming"), FALSE, ids=[str(i) for i in range(len(FALSE))])
def test_false_ones_are_refuted(statement, assuming):
    assert prove(statement, assuming).verdict == "refuted"


@pytest.mark.parametrize("statement", DIVERGENT, ids=[str(i) for i in range(len(DIVERGENT))])
def test_divergent_integrals_have_no_bound(statement):
    assert prove(statement).verdict != "proved"
