"""Definitions whose bodies vary inside a statement are written out."""

import pytest
from sympy import Derivative, Integral, Sum, symbols

from symq.lang.domain import Definition
from symq.lang.statement import Limit, eq, expands
from symq.prove import prove

t, G, x = symbols("t G x", real=True)
n, m = symbols("n m", integer=True, nonnegative=True)
f, h = symbols("f h")
DEFINED = (Definition(f, G*t**2), Definition(h, f + 1))


@pytest.mark.parametrize(("statement", "verdict"), [
    (eq(Derivative(f, t), 2*G*t), "proved"),
    (eq(Derivative(f, t), 0), "refuted"),
    (eq(Derivative(h**2, t), 4*G*t*(G*t**2 + 1)), "proved"),
    (eq(Derivative(h, x), 0), "proved"),
    (eq(Integral(f, (t, 0, 1)), G/3), "proved"),
    (eq(Integral(f, (t, 0, 1)), G/2), "refuted"),
    (eq(Integral(h, (t, 0, x)), G*x**3/3 + x), "proved"),
    (Limit(f, t, 2, 4*G), "proved"),
    (Limit(f, t, 2, 2*G), "refuted"),
    (expands(f, 0, t, 2), "proved"),
    (expands(f, 0, t, 3), "refuted"),
])
def test_a_symbol_is_a_function_of_what_its_body_contains(statement, verdict):
    assert prove(statement, definitions=DEFINED).verdict == verdict


def test_the_term_of_a_sum():
    term = (Definition(f, 2*n),)
    assert prove(eq(Sum(f, (n, 0, m)), m*(m + 1)), definitions=term).verdict == "proved"
    assert prove(eq(Sum(f, (n, 0, m)), m*(m - 1)), definitions=term).verdict == "refuted"
