"""Roots on one branch: true equations and false twins."""

import pytest
from sympy import Abs, I, Symbol, cbrt, cos, exp, sin, sqrt, symbols

from symq.lang.statement import Implication, Q, between, eq, ge, gt, le
from symq.prove.methods import normalform, radicals
from tests.prove.methods.common_equations import proved, twins

a, b, x, y = symbols("a b x y")
r = Symbol("r", real=True)
p, q = symbols("p q", positive=True)

CLOSED = [
    (sqrt(3 + 2 * sqrt(2)), 1 + sqrt(2), -1 + sqrt(2)),
    (sqrt(7 - 4 * sqrt(3)), 2 - sqrt(3), sqrt(3) - 2),
    (sqrt(10 + 2 * sqrt(21)), sqrt(3) + sqrt(7), sqrt(7) - sqrt(3)),
    (cbrt(7 + 5 * sqrt(2)), 1 + sqrt(2), 2 + sqrt(2)),
    (cbrt(26 + 15 * sqrt(3)), 2 + sqrt(3), 2 - sqrt(3)),
    (sqrt(2 + sqrt(3)), (sqrt(6) + sqrt(2)) / 2, (sqrt(6) - sqrt(2)) / 2),
    (cbrt(9 + 4 * sqrt(5)) + cbrt(9 - 4 * sqrt(5)), 3, -3),
]


@twins
@pytest.mark.parametrize(("root", "value", "wrong"), CLOSED)
def test_closed_roots(root, value, wrong, work):
    assert proved(radicals, eq(root, value))
    assert not proved(radicals, eq(root, wrong), work=work)


OPEN = [
    (sqrt(x**2), x, (ge(x, 0),), (le(x, 0),)),
    (sqrt(x**2), -x, (le(x, 0),), (ge(x, 0),)),
    (sqrt(x**2), Abs(x), (ge(x, -3),), ()),
    pytest.param(sqrt(x) * sqrt(y), sqrt(x * y), (ge(x, 0),), (), marks=pytest.mark.slow),
    pytest.param(sqrt(x / y), sqrt(x) / sqrt(y), (gt(y, 0),), (gt(x, 0),), marks=pytest.mark.slow),
    (sqrt(x + 2 * sqrt(x - 1)), 1 + sqrt(x - 1), (ge(x, 1),), ()),
    (sqrt(x - 2 * sqrt(x - 1)), 1 - sqrt(x - 1), (between(1, x, 2, strict=False),), (ge(x, 1),)),
    (sqrt(1 - sin(x)**2), cos(x), (ge(x, 0), le(x, 1)), (ge(x, 0), le(x, 4))),
    pytest.param(sqrt((1 - cos(x)) / 2), sin(x / 2), (ge(x, 0), le(x, 6)), (ge(x, -1), le(x, 6)),
                 marks=pytest.mark.slow),
    (Abs(x * y), x * Abs(y), (ge(x, 0), le(y, 9)), (le(x, 0), le(y, 9))),
]


@twins
@pytest.mark.parametrize(("lhs", "rhs", "enough", "wrong"), OPEN)
def test_the_branch_follows_from_the_domain(lhs, rhs, enough, wrong, work):
    assert any(proved(m, eq(lhs, rhs), *enough) for m in (normalform, radicals))
    assert not any(proved(m, eq(lhs, rhs), *wrong, work=work) for m in (normalform, radicals))


@twins
def test_squares_agree_by_the_facts(work):
    shell = eq(a**2, b**2 + 1)
    assert proved(radicals, Implication((shell, gt(a, 0)), eq(a, sqrt(b**2 + 1))))
    assert not proved(radicals, Implication((shell,), eq(a, sqrt(b**2 + 1))), work=work)


@twins
def test_the_modulus_of_a_phase(work):
    assert proved(normalform, eq(Abs(exp(I * r)), 1))
    assert not proved(normalform, eq(Abs(exp(I * x)), 1), work=work)


@twins
def test_positive_symbols(work):
    assert proved(normalform, eq(sqrt(p * q**2 / 4), q * sqrt(p) / 2))
    assert not proved(normalform, eq(sqrt(p * q**2), Q(1, 2) * q * sqrt(p)), work=work)
