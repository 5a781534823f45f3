"""Equations from equations, also after differentiation: true ones and false twins."""

import pytest
from sympy import Derivative, Function, I, cos, exp, sin, sqrt, symbols

from symq.lang.statement import Implication, eq, ne
from symq.prove.methods import ideal, normalform
from tests.prove.methods.common_equations import proved, twins

a, b, c, d, s, u, v = symbols("a b c d s u v")
x, t = symbols("x t", real=True)
k, m, nu = symbols("k m nu", positive=True)
f, g, h = (Function(name)(x, t) for name in "fgh")


def D(term, *by):
    return Derivative(term, *by)


ALGEBRA = [
    ((eq(a + b, 2), eq(a * b, -1)), eq(a**3 + b**3, 14), eq(a**3 + b**3, 13)),
    ((eq(a**2, 2), eq(b, a + 1)), eq(b**2, 2 * b + 1), eq(b**2, 2 * b - 1)),
    ((eq(a * b, a * c), ne(a, 0)), eq(b, c), eq(b, -c)),
    ((eq(a**2 - b**2, 0), ne(a, b)), eq(a, -b), eq(a, b)),
    ((eq(a**3, 0),), eq(a, 0), eq(a, 1)),
    ((eq(a / b, c / d),), eq(a * d, b * c), eq(a * b, c * d)),
    ((eq(s**2 + a * s + b, 0), eq(u**2 + a * u + b, 0), ne(s, u)), eq(s * u, b), eq(s * u, a)),
    ((eq(a, sqrt(2) + sqrt(3)),), eq(a**4 - 10 * a**2 + 1, 0), eq(a**4 - 10 * a**2 - 1, 0)),
    ((eq(a * cos(u), b * sin(u)), eq(v, a**2 + b**2)), eq(v * sin(u)**2, a**2),
     eq(v * sin(u)**2, b**2)),
    ((eq(a, 1), eq(a, 2)), eq(b, c), None),
]


@pytest.mark.parametrize(("premises", "claim", "wrong"), ALGEBRA)
def test_ideal_membership(premises, claim, wrong):
    assert proved(ideal, Implication(premises, claim))
    if wrong is not None:
        assert not proved(ideal, Implication(premises, wrong), work=4_000_000)


def test_a_needed_premise_cannot_be_dropped():
    assert not proved(ideal, Implication((eq(a * b, a * c),), eq(b, c)), work=4_000_000)
    assert not proved(ideal, Implication((eq(a**2 - b**2, 0),), eq(a, -b)), work=4_000_000)


def kdv(w):
    return w.diff(t) - 6 * w * w.diff(x) + w.diff(x, 3)


MKDV = eq(D(g, t) - 6 * g**2 * D(g, x) + D(g, (x, 3)), 0)
BURGERS = -2 * nu * h.diff(x) / h
PDE = [
    ((eq(D(f, t), D(g, x)), eq(D(g, t), k**2 * D(f, x))), eq(D(f, (t, 2)), k**2 * D(f, (x, 2))),
     eq(D(f, (t, 2)), k * D(f, (x, 2)))),
    ((eq(I * (D(f, t) + D(f, x)), m * g), eq(I * (D(g, t) - D(g, x)), m * f)),
     eq(D(f, (t, 2)) - D(f, (x, 2)) + m**2 * f, 0), eq(D(f, (t, 2)) - D(f, (x, 2)) - m**2 * f, 0)),
    ((eq(D(f, x), -k * D(g, t) - m * g), eq(D(g, x), -D(f, t))),
     eq(D(g, (x, 2)), k * D(g, (t, 2)) + m * D(g, t)),
     eq(D(g, (x, 2)), k * D(g, (t, 2)) - m * D(g, t))),
    ((MKDV,), eq(kdv(g**2 + g.diff(x)), 0), eq(kdv(g**2 + 2 * g.diff(x)), 0)),
    ((eq(D(h, t), nu * D(h, (x, 2))),),
     eq(BURGERS.diff(t) + BURGERS * BURGERS.diff(x), nu * BURGERS.diff(x, 2)),
     eq(BURGERS.diff(t) - BURGERS * BURGERS.diff(x), nu * BURGERS.diff(x, 2))),
    ((eq(D(f, x) - D(g, x), 2 * sin((f + g) / 2)), eq(D(f, t) + D(g, t), 2 * sin((f - g) / 2))),
     eq(D(f, x, t), sin(f)), eq(D(f, x, t), sin(g))),
    ((eq(D(f, t), D(f, (x, 2))),), eq(D(f, t, x), D(f, (x, 3))), eq(D(f, t, x), D(f, (x, 2)))),
    ((eq(f, exp(k * x) * g), eq(D(f, x), k * f)), eq(D(g, x), 0), eq(D(g, x), g)),
]


@twins
@pytest.mark.parametrize(("premises", "claim", "wrong"), PDE)
def test_consequences_of_differential_equations(premises, claim, wrong, work):
    methods = (normalform, ideal)
    assert any(proved(m, Implication(premises, claim)) for m in methods)
    assert not any(proved(m, Implication(premises, wrong), work=work) for m in methods)
