"""Equations of angles within one turn; counterexamples at special angles; numbers put in."""

import pytest
from sympy import E, I, cos, cosh, exp, log, pi, sin, sinh, sqrt, symbols, tan, tanh

from symq.lang.statement import Equivalence, Implication, Not, Q, between, eq, gt, le, lt, ne
from symq.prove import Budget, prove
from symq.prove.methods import closed, phases
from tests.prove.methods.common_equations import proved

x, y = symbols("x y", real=True)
a, b = symbols("a b", positive=True)
z, w = symbols("z w")
turn = (gt(x, -pi), lt(x, pi))

TRUE = [
    (Implication((eq(exp(I * x), 1),), eq(x, 0)), turn),
    (Implication((eq(exp(I * x), -1),), eq(x, pi)), (between(0, x, 2 * pi),)),
    (Implication((eq(exp(2 * I * x), 1),), eq(x, 0)), turn),
    (Implication((eq(exp(I * x), exp(I * y)),), eq(x, y)), (*turn, between(0, y, pi))),
    (Implication((eq(cos(x), 1),), eq(x, 0)), turn),
]
FALSE = [
    (Implication((eq(exp(I * x), 1),), eq(x, 0)), ()),
    (Implication((eq(exp(I * x), 1),), eq(x, 0)), (gt(x, -pi), le(x, 2 * pi))),
    (Implication((eq(exp(3 * I * x), 1),), eq(x, 0)), turn),
    (Implication((eq(exp(z), exp(w)),), eq(z, w)), ()),
    (Implication((eq(sin(x), 0),), eq(cos(x), 1)), ()),
    (Implication((eq(cos(x), cos(y)),), eq(x, y)), ()),
    (Equivalence(eq(sin(x), 1), eq(x, pi / 2)), ()),
    (ne(1 + exp(I * x), 0), ()),
    (ne(sin(x), Q(1, 2)), ()),
    (Not(eq(cosh(z), Q(99, 100))), ()),
    (Implication((eq(tanh(a), exp(-2 * b)),), eq(sinh(2 * a) * cosh(2 * b), 1)), ()),
    (Implication((eq(a * sin(x), b * sin(y)), eq(tan(x), b / a)), eq(a * cos(x), b * cos(y))),
     (between(0, x, pi / 2), between(0, y, pi / 2))),
]


@pytest.mark.parametrize(("statement", "assuming"), TRUE, ids=str)
def test_one_turn(statement, assuming):
    assert proved(phases, statement, *assuming)


@pytest.mark.parametrize(("statement", "assuming"), FALSE, ids=str)
def test_special_angles_refute(statement, assuming):
    assert prove(statement, assuming, budget=Budget(work=1_500_000)).verdict == "refuted"


def test_more_than_one_turn_is_too_much():
    assert proved(phases, Implication((eq(exp(I * x), 1),), eq(x, 0)), *turn)
    assert not proved(phases, Implication((eq(exp(I * x), 1),), eq(x, 0)), gt(x, -7), lt(x, 7))
    assert not proved(phases, Implication((eq(exp(I * x), I),), eq(x, 0)), *turn)


def test_numbers_that_facts_give():
    assert proved(closed, ne(z, w), eq(w, 0), eq(z, 2 * pi * I))
    assert proved(closed, eq(sin(x), sqrt(3) / 2), eq(x, pi / 3))
    assert proved(closed, lt(log(x) + y, 2), eq(x, E), eq(y + 1, 1))
    assert not proved(closed, eq(sin(x), Q(1, 2)), eq(x, pi / 3))
    assert not proved(closed, ne(z, w), eq(w, 1 - 1), eq(2 * z, 0))
    assert not proved(closed, lt(x, y), eq(x, 1))
