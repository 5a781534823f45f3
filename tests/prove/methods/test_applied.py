"""Inequalities between values of unknown functions, and differential equations as assumptions."""

import pytest
from sympy import Abs, Derivative, Function, Rational, cos, exp, log, pi, sin, sqrt, symbols, tanh

from symq.errors import DomainError
from symq.lang.statement import eq, ge, gt, le, lt, ne
from symq.prove import prove

t, s = symbols("t s", real=True)
a, b, rho, p, x, y, theta = (Function(n, real=True) for n in ("a", "b", "rho", "p", "x", "y",
                                                             "theta"))
z = Function("z")
A, B, X, Y = a(t), b(t), x(t), y(t)
G, c, g, L = symbols("G c g L", positive=True)

VALUES = [
    (gt(A**2, 1), (gt(A, 1),), gt(A**2, 2)),
    (le(exp(-A), 1), (ge(A, 0),), le(exp(A), 1)),
    (gt(log(A), 0), (gt(A, 1),), gt(log(A), 1)),
    (gt(a(t) + a(s), 2), (gt(a(t), 1), gt(a(s), 1)), gt(a(t) + a(s), 3)),
    (le(Abs(z(t) + z(s)), Abs(z(t)) + Abs(z(s))), (), ge(Abs(z(t) + z(s)), Abs(z(t)))),
    (gt(1 - 2 / A, 0), (gt(A, 2),), gt(1 - 3 / A, 0)),
    (ge(A.diff(t), 0), (eq(A.diff(t), B**2),), gt(A.diff(t), 0)),
    (gt(A.diff(t, 2), 0), (eq(A.diff(t, 2), exp(A)),), gt(A.diff(t, 2), 1)),
    (lt(A, 1), (eq(A, tanh(B)),), gt(A, 0)),
    (le(sin(A)**2, 1), (), le(2*sin(A)**2, 1)),
    (ne(A, B), (gt(A, B),), ne(A, B + 1)),
]


@pytest.mark.parametrize(("statement", "assuming", "false"), VALUES,
                         ids=[str(i) for i in range(len(VALUES))])
def test_what_holds_for_all_numbers_holds_for_values(statement, assuming, false):
    assert prove(statement, assuming).verdict == "proved"
    assert prove(false, assuming).verdict == "refuted"


def test_an_inequality_is_about_one_place():
    assert prove(gt(a(2*t), 0), (gt(a(t), 1),)).verdict == "refuted"
    assert prove(gt(A.diff(t), 0), (gt(A, 1),)).verdict == "refuted"
    with pytest.raises(DomainError):
        prove(eq(A, 2), (ne(A, 1), eq(A, 1)))


# Weinberg, Cosmology, 1.5: energy conservation follows from the two equations of Friedmann
EXPANSION = (eq((A.diff(t)/A)**2, 8*pi*G/3*rho(t)),
             eq(A.diff(t, 2)/A, -4*pi*G/3*(rho(t) + 3*p(t)/c**2)), gt(A, 0))


@pytest.mark.parametrize("factor", [-3, -2, 3, -4])
def test_energy_in_an_expanding_universe(factor):
    loss = eq(rho(t).diff(t), factor*A.diff(t)/A*(rho(t) + p(t)/c**2))
    assert prove(loss, EXPANSION).verdict == ("proved" if factor == -3 else "refuted")


# Goldstein, Classical Mechanics, 3.9
R = sqrt(X**2 + Y**2)
KEPLER = (eq(X.diff(t, 2), -X/R**3), eq(Y.diff(t, 2), -Y/R**3), gt(X**2 + Y**2, 0))
PENDULUM = (eq(theta(t).diff(t, 2), -g/L*sin(theta(t))),)
CONSERVED = [
    (KEPLER, X*Y.diff(t) - Y*X.diff(t), X*Y.diff(t) + Y*X.diff(t)),
    (KEPLER, (X.diff(t)**2 + Y.diff(t)**2)/2 - 1/R, (X.diff(t)**2 + Y.diff(t)**2)/2 + 1/R),
    (KEPLER, Y.diff(t)*(X*Y.diff(t) - Y*X.diff(t)) - X/R,
     Y.diff(t)*(X*Y.diff(t) - Y*X.diff(t)) + X/R),
    (PENDULUM, L*theta(t).diff(t)**2/2 - g*cos(theta(t)),
     L*theta(t).diff(t)**2/2 + g*cos(theta(t))),
    (PENDULUM, L*theta(t).diff(t)**2 - 2*g*cos(theta(t)),
     L*theta(t).diff(t)**2 - Rational(3, 2)*g*cos(theta(t))),
]


@pytest.mark.parametrize(("equations", "constant", "other"), CONSERVED,
                         ids=[str(i) for i in range(len(CONSERVED))])
def test_constants_of_motion(equations, constant, other):
    assert prove(eq(constant.diff(t), 0), equations).verdict == "proved"
    assert prove(eq(Derivative(other, t), 0), equations).verdict == "refuted"
