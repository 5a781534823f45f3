"""Inequalities by Taylor's formula, by the sign of a symbol, by the signs of moduli."""

import pytest
from sympy import Abs, cos, cosh, exp, log, sin, symbols, tan, tanh

from symq.lang.statement import between, ge, gt, le, lt, ne
from symq.prove import Budget, prove
from symq.prove.methods import moduli, symmetry, taylor
from tests.prove.methods.common_equations import proved

x, y, c = symbols("x y c", real=True)

TRUE = [
    (lt(sin(x), x), (gt(x, 0),)),
    (gt(sin(x), x), (lt(x, 0),)),
    (gt(sin(x), x - x**3 / 6), (gt(x, 0),)),
    (gt(cos(x), 1 - x**2 / 2), (gt(x, 0),)),
    (le(log(1 + x), x - x**2 / 2 + x**3 / 3), (gt(x, 0),)),
    (gt(exp(x), 1 + x + x**2 / 2 + x**3 / 6), (gt(x, 0),)),
    (lt(tanh(x), x), (gt(x, 0),)),
    (gt(sin(x) / x, 1 - x**2 / 6), (gt(x, 0),)),
]
FALSE = [
    (lt(sin(x), x), (ge(x, 0),)),                       # equal at 0
    (gt(sin(x), x - x**3 / 6), (gt(x, -1),)),           # turns round at 0
    (gt(cos(x), 1 - x**2 / 3), (gt(x, 0),)),
    (le(log(1 + x), x - x**2 / 2), (gt(x, -1),)),       # for x < 0 only
    (gt(exp(x), 1 + x + x**2 / 2), (gt(x, -1),)),
    (gt(tan(x), x), (gt(x, 0), ne(cos(x), 0))),         # beyond the pole
]


@pytest.mark.parametrize(("statement", "assuming"), TRUE, ids=str)
def test_chains_of_derivatives(statement, assuming):
    assert proved(taylor, statement, *assuming)


@pytest.mark.parametrize(("statement", "assuming"), FALSE, ids=str)
def test_false_neighbours(statement, assuming):
    assert prove(statement, assuming, budget=Budget(work=2_000_000)).verdict == "refuted"
    assert not proved(taylor, statement, *assuming, work=400_000)


@pytest.mark.parametrize(("statement", "assuming"), [
    (gt(cos(x), 1 - x**2 / 2), (ne(x, 0),)),
    (le(cos(x), 1 - x**2 / 2 + x**4 / 24), ()),
    (gt(cosh(x), 1 + x**2 / 2), (ne(x, 0),)),
    (le(Abs(sin(x)), Abs(x)), ()),
    (le(Abs(sin(x) / x), 1), ()),
], ids=str)
def test_even_functions(statement, assuming):
    assert proved(symmetry, statement, *assuming)


@pytest.mark.parametrize(("statement", "assuming"), [
    (gt(cos(x), 1 - x**2 / 2), ()),                     # equal at 0, which belongs to the domain
    (le(sin(x), x), ()),                                # odd
    (lt(Abs(sin(x)), Abs(x)), ()),
    (ge(exp(x), 1 + x + x**2 / 2), ()),
], ids=str)
def test_what_is_not_even_or_not_strict(statement, assuming):
    assert not proved(symmetry, statement, *assuming, work=600_000)
    assert prove(statement, assuming, budget=Budget(work=600_000)).verdict == "refuted"


def test_a_modulus_is_one_of_two_numbers():
    assert proved(moduli, le(Abs(sin(x)), x), gt(x, 0))
    assert proved(moduli, ge(Abs(sin(x)), sin(x)))
    assert proved(moduli, le(Abs(cos(x) - 1), x**2 / 2), gt(x, 0))
    assert not proved(moduli, le(Abs(sin(x)), x), work=600_000)
    assert not proved(moduli, ge(Abs(sin(x)), x), gt(x, 0), work=600_000)
    assert not proved(moduli, le(Abs(cos(x) - 1), x**2 / 3), gt(x, 0), work=600_000)


def test_a_bounded_range_from_either_end():
    assert proved(taylor, ge(sin(x), x * (1 - x**2 / 6)), between(0, x, 1))
    assert proved(taylor, lt(exp(x), 1 / (1 - x)), between(0, x, 1))
    assert not proved(taylor, lt(exp(x), 1 / (1 - x)), between(0, x, 2), work=400_000)
