"""Integrals over the circle (Gradshteyn and Ryzhik 3.613, 3.661), also those of Kepler orbits."""

import pytest
from sympy import Abs, Integral, Rational, atan, cos, exp, oo, pi, sin, sqrt, symbols, tan

from symq.lang.statement import eq
from symq.prove import prove
from symq.prove.periodic import periodic

x, y = symbols("x y", real=True)
a, b, e = symbols("a b e", positive=True)
TURN = (x, 0, 2*pi)


@pytest.mark.parametrize(("body", "at"), [
    (1/(2 + cos(x)), {}), (1/(1 + e*cos(x))**2, {e: Rational(1, 3)}),
    (sin(x)**2/(a + b*cos(x)), {a: 3, b: 2}), (1/(3 + cos(x) + sin(x)), {}),
    (1/(2 + sin(2*x)), {}), (1/((2 + cos(x))*(3 - cos(x))), {}),
    (sin(x)**3*cos(x)/(5 - 4*cos(x)), {}), (1/(-3 + cos(x)), {}), (1/(1 + cos(x)**2), {}),
    (1/(3 + cos(x) + sin(x))**3, {}), (cos(2*x)/(5 + 4*cos(x)), {}),
    (1/(a**2*cos(x)**2 + b**2*sin(x)**2), {a: 3, b: 2})])
def test_antiderivatives(body, at):
    found = list(periodic(body, x))
    assert found
    for slope in ((f.diff(x) - body).subs(at) for f in found):
        assert all(abs(slope.subs(x, place).evalf(30)) < 1e-20 for place in (Rational(7, 10), 3, 5))


@pytest.mark.parametrize("body", [x*cos(x), exp(cos(x)), cos(x) + cos(sqrt(2)*x), x])
def test_other_forms_are_left_alone(body):
    assert not list(periodic(body, x))


@pytest.mark.parametrize(("lhs", "rhs", "assuming"), [
    (Integral(1/(2 + cos(x)), TURN), 2*pi/sqrt(3), ()),
    (Integral(1/(2 + sin(x)), (x, -pi, pi)), 2*pi/sqrt(3), ()),
    (Integral(1/(3 + cos(x) + sin(x)), TURN), 2*pi/sqrt(7), ()),
    (Integral(sin(x)**2/(5 + 4*cos(x)), TURN), pi/4, ()),
    (Integral(1/(1 + e*cos(x)), TURN), 2*pi/sqrt(1 - e**2), (e < 1,)),
    (Integral(1/(1 + e*cos(x))**2, (x, 0, pi)), pi/(1 - e**2)**Rational(3, 2), (e < 1,)),
    (Integral((1 - e**2)/(1 - 2*e*cos(x) + e**2), TURN), 2*pi, (e < 1,)),
    (Integral(32*a**2*exp(-4*a**2/pi)/pi**2, (a, 0, oo)), 1, ()),
    (Integral(exp(-Abs(x - y)), (x, 0, a), (y, 0, a)), 2*a - 2 + 2*exp(-a), ())])
def test_integrals_and_their_false_neighbours(lhs, rhs, assuming):
    assert prove(eq(lhs, rhs), assuming).verdict == "proved"
    assert prove(eq(lhs, -rhs), assuming).verdict == "refuted"


def test_the_wrong_branch_is_not_taken():
    jumping = 2*atan(tan(x/2)/sqrt(3))/sqrt(3)      # zero at both ends of a turn
    assert prove(eq(Integral(1/(2 + cos(x)), TURN), 0)).verdict == "refuted"
    assert prove(eq(Integral(1/(2 + cos(x)), (x, 0, y)), jumping.subs(x, y))).verdict != "proved"
