"""Integrals of unknown functions: linear, by parts, over joined ranges, by linear changes."""

import pytest
from sympy import Derivative, Eq, Function, Integral, Rational, cos, oo, sin, symbols

from symq import eq
from symq.prove import prove

x, y, a, b, t = symbols("x y a b t", real=True)
k = symbols("k", positive=True)
f, g = Function("f"), Function("g")
F = Integral(f(y), (y, 0, 1))


def slope(h, at):
    return h(x).diff(x).subs(x, at)


TRUE = [
    (Integral(f(x), (x, 0, 1)), F, ()),
    (Integral(f(x) + x, (x, 0, 1)), F + Rational(1, 2), ()),
    (Integral(f(1 - x), (x, 0, 1)), F, ()),
    (Integral(k * f(k * x), (x, 0, 1)), Integral(f(y), (y, 0, k)), ()),
    (Integral(x * f(x).diff(x), (x, 0, 1)), f(1) - F, ()),
    (Integral(f(x).diff(x) * g(x), (x, a, b)),
     f(b) * g(b) - f(a) * g(a) - Integral(f(x) * g(x).diff(x), (x, a, b)), (b > a,)),
    (Integral(g(x) * f(x).diff(x, 2) - f(x) * g(x).diff(x, 2), (x, 0, 1)),      # Green's identity
     slope(f, 1) * g(1) - f(1) * slope(g, 1) - slope(f, 0) * g(0) + f(0) * slope(g, 0), ()),
    (Integral(f(x) * f(x).diff(x), (x, 0, 1)), (f(1)**2 - f(0)**2) / 2, ()),
    (Integral(f(x) * f(x).diff(x, 2), (x, 0, 1)),
     f(1) * slope(f, 1) - Integral(f(x).diff(x)**2, (x, 0, 1)), (Eq(f(0), 0),)),
    (Integral(2 * f(x) - 3 * g(x), (x, 0, 1)),
     2 * Integral(f(x), (x, 0, 1)) - 3 * Integral(g(x), (x, 0, 1)), ()),
    (Integral(f(x) + g(x), (x, 0, oo)), Integral(f(x), (x, 0, oo)) + Integral(g(x), (x, 0, oo)),
     ()),
    (Integral(f(x) * cos(x)**2, (x, 0, 1)), Integral((1 - sin(x)**2) * f(x), (x, 0, 1)), ()),
    (Integral(f(x), (x, a, b)), Integral(f(x), (x, a, t)) + Integral(f(y), (y, t, b)),
     (a < t, t < b)),
]


@pytest.mark.parametrize("left, right, given", TRUE)
def test_integrals_by_others(left, right, given):
    assert prove(eq(left, right), given).verdict == "proved"


@pytest.mark.parametrize("left, right", [
    (Integral(f(1 - x), (x, 0, 1)), -F), (Integral(x * f(x).diff(x), (x, 0, 1)), f(1) + F),
    (Integral(f(x) + x, (x, 0, 1)), F + 1), (Integral(f(x)**2, (x, 0, 1)), F**2),
    (Integral(f(x), (x, 0, 2)), F + Integral(f(x), (x, 0, 1)))])
def test_a_slip_is_refuted(left, right):
    assert prove(eq(left, right)).verdict == "refuted"


@pytest.mark.parametrize("whole, rate", [
    (Integral(f(x, t), (x, 0, 1)), Integral(f(x, t).diff(t), (x, 0, 1))),
    (Integral(f(x), (x, a, t)), f(t)),
    (Integral(t * f(x), (x, t, t**2)),
     Integral(f(x), (x, t, t**2)) + 2 * t**2 * f(t**2) - t * f(t)),
    (Integral(sin(t * x), (x, 0, 1)), Integral(x * cos(t * x), (x, 0, 1)))])
def test_derivatives_of_integrals(whole, rate):
    assert prove(eq(Derivative(whole, t), rate)).verdict == "proved"
    assert prove(eq(Derivative(whole, t), -rate)).verdict == "refuted"
