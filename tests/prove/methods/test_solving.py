"""Symbols inside functions that an equation gives, and inverse functions with coefficients."""

import pytest
from sympy import acosh, asinh, cosh, exp, log, sinh, sqrt, symbols, tanh

from symq.lang.statement import Equivalence, Implication, eq
from symq.prove import prove

g, D, w, T, x = symbols("g Delta omega_c T x", positive=True)
a, b = symbols("a b", real=True)

# Tinkham, Introduction to Superconductivity, 3.4: the gap at zero temperature
GAP = eq(g*asinh(w/D), 1)


@pytest.mark.parametrize(("statement", "verdict"), [
    (Equivalence(GAP, eq(D, w/sinh(1/g))), "proved"),
    (Equivalence(GAP, eq(D, w/cosh(1/g))), "refuted"),
    (Implication((GAP,), eq(D*sinh(1/g), w)), "proved"),
    (Implication((eq(T*log(x), 1),), eq(x, exp(1/T))), "proved"),
    (Implication((eq(T*log(x), 1),), eq(x, exp(-1/T))), "refuted"),
    (Implication((eq(a, log(x)/T),), eq(exp(a*T), x)), "proved"),
    (Implication((eq(b, 2*a),), eq(tanh(b)*(1 + tanh(a)**2), 2*tanh(a))), "proved"),
    (Implication((eq(b, 2*a),), eq(tanh(b)*(1 - tanh(a)**2), 2*tanh(a))), "refuted"),
    (eq(g*asinh((exp(1/g) - exp(-1/g))/2), 1), "proved"),
    (eq(g*asinh(x), g*log(x + sqrt(x**2 + 1))), "proved"),
    (eq(g*acosh(sqrt(1 + x**2)), g*asinh(x)), "proved"),
    (eq(g*asinh(x), g*log(x + sqrt(x**2 + 1)) + 1), "refuted"),
])
def test_what_equations_give(statement, verdict):
    assert prove(statement).verdict == verdict
