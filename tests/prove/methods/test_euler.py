"""Moduli of sums of phases, step functions in integrands, and the wrong ones next to them."""

import pytest
from sympy import (
    Abs,
    Heaviside,
    I,
    Integral,
    Symbol,
    chebyshevt,
    chebyshevu,
    cos,
    exp,
    oo,
    pi,
    sign,
    sin,
    sqrt,
    symbols,
)

from symq.lang.statement import Q, between, eq, gt, le, lt
from symq.prove import prove

a, b, t, x = symbols("a b t x", real=True)
n = Symbol("n", integer=True, positive=True)
two = Abs(1 + exp(I * a))
delayed = Integral(Heaviside(t - x) * exp(-t), (t, 0, oo))

# Ahlfors, Complex Analysis, 1.2; Gradshteyn and Ryzhik, ch. 2
TRUE = [
    (eq(two, 2 * Abs(cos(a / 2))), ()),
    (eq(Abs(exp(I * a) - exp(I * b)), 2 * Abs(sin((a - b) / 2))), ()),
    (eq(two, 2 * cos(a / 2)), (between(-pi, a, pi),)),
    (eq(Abs(1 - exp(I * a)), 2 * sin(a / 2)), (between(0, a, 2 * pi),)),
    (le(two, 2), ()), (le(Abs(1 - b * (1 - exp(-I * a)))**2, 1), (between(0, b, 1),)),
    (eq(sqrt(2 + 2 * cos(a)), 2 * Abs(cos(a / 2))), ()),
    (eq(delayed, exp(-x)), (gt(x, 0),)),
    (eq(Integral(sign(t - x), (t, 0, 1)), 1 - 2 * x), (between(0, x, 1),)),
    (eq(Integral(Heaviside(x - t) * t, (t, 0, 2)), x**2 / 2), (between(0, x, 2),)),
    (eq(chebyshevt(n, cos(a)), cos(n * a)), ()),
]
FALSE = [
    (eq(two, 2 * cos(a / 2)), ()),
    (eq(Abs(1 - exp(I * a)), 2 * sin(a / 2)), (between(0, a, 4 * pi),)),
    (lt(two, 2), ()), (le(Abs(1 - b * (1 - exp(-I * a)))**2, 1), (between(-1, b, 1),)),
    (eq(sqrt(2 + 2 * cos(a)), 2 * Abs(sin(a / 2))), ()),
    (eq(Integral(sign(t - x), (t, 0, 1)), 1 - 2 * x), ()),
    (eq(Integral(sign(t) * t**3, (t, -1, 1)), Q(1, 4)), ()),
    (eq(chebyshevu(n, cos(a)) * sin(a), sin(n * a)), ()),
]
# true under a condition that is not there
OPEN = [(eq(delayed, exp(-x)), ()),
        (eq(Integral(Heaviside(x - t) * t, (t, 0, 2)), x**2 / 2), (gt(x, 0),))]


@pytest.mark.parametrize(("statement", "assuming"), TRUE, ids=[str(i) for i in range(len(TRUE))])
def test_true_ones_are_proved(statement, assuming):
    assert prove(statement, assuming).verdict == "proved"


@pytest.mark.parametrize(("statement", "assuming"), FALSE, ids=[str(i) for i in range(len(FALSE))])
def test_false_ones_are_refuted(statement, assuming):
    assert prove(statement, assuming).verdict == "refuted"


@pytest.mark.slow
@pytest.mark.parametrize(("statement", "assuming"), OPEN, ids=[str(i) for i in range(len(OPEN))])
def test_a_missing_condition_is_missed(statement, assuming):
    assert prove(statement, assuming).verdict != "proved"
