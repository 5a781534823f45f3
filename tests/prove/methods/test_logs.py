"""Logarithms and inverse functions: true equations and false twins."""

import pytest
from sympy import (
    I,
    Symbol,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    cos,
    log,
    pi,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
)

from symq.lang.statement import Equivalence, Implication, Q, between, eq, ge, gt, lt
from symq.prove import prove
from symq.prove.methods import logs
from tests.prove.methods.common_equations import proved, twins

x, y, z = symbols("x y z")
r = Symbol("r", real=True)

CLOSED = [
    (4 * atan(Q(1, 5)) - atan(Q(1, 239)), pi / 4, 5 * pi / 4),
    (atan(1) + atan(2) + atan(3), pi, 0),
    (5 * atan(Q(1, 7)) + 2 * atan(Q(3, 79)), pi / 4, -3 * pi / 4),
    (asin(Q(3, 5)) + asin(Q(4, 5)), pi / 2, -pi / 2),
    (acos(Q(1, 7)) + acos(Q(11, 14)), 2 * pi / 3, pi / 3),
    (2 * atan(sqrt(5) - 2), atan(Q(1, 2)), atan(Q(1, 3))),
    (log(1 + I), log(2) / 2 + I * pi / 4, log(2) / 2 - I * pi / 4),
    (log(2 + sqrt(3)), acosh(2), -acosh(2)),
    (atanh(Q(1, 3)), log(2) / 2, log(2)),
    (asinh(Q(3, 4)), log(2), log(3)),
]


@twins
@pytest.mark.parametrize(("lhs", "rhs", "wrong"), CLOSED)
def test_closed_values(lhs, rhs, wrong, work):
    assert proved(logs, eq(lhs, rhs))
    assert not proved(logs, eq(lhs, wrong), work=work)


OPEN = [
    (asin(z) + acos(z), pi / 2, (), None),
    (atan(x) + atan(1 / x), pi / 2, (gt(x, 0),), (lt(x, 0),)),
    (atan(x) - atan(y), atan((x - y) / (1 + x * y)), (gt(x * y, -1),), (gt(x, 0), lt(y, 0))),
    (2 * atan(x), asin(2 * x / (1 + x**2)), (between(-1, x, 1),), (gt(x, 0),)),
    (acos(2 * x**2 - 1), 2 * acos(x), (between(0, x, 1, strict=False),),
     (between(-1, x, 1, strict=False),)),
    (asinh(r), log(r + sqrt(r**2 + 1)), (), None),
    (atanh(x), log((1 + x) / (1 - x)) / 2, (between(-1, x, 1),), None),
    (acosh(x), log(x + sqrt(x**2 - 1)), (ge(x, 1),), None),
    (asin(sin(x)), x, (between(-pi / 2, x, pi / 2, strict=False),),
     (between(0, x, pi, strict=False),)),
    (atan(tan(x)), x, (between(-pi / 2, x, pi / 2),), (between(0, x, pi),)),
    (acos(cos(x)), x, (between(0, x, pi, strict=False),), (between(-1, x, pi, strict=False),)),
]


@twins
@pytest.mark.parametrize(("lhs", "rhs", "enough", "wrong"), OPEN)
def test_principal_values(lhs, rhs, enough, wrong, work):
    assert proved(logs, eq(lhs, rhs), *enough)
    if wrong is not None:
        assert not proved(logs, eq(lhs, rhs), *wrong, work=work)
    assert not proved(logs, eq(lhs, -rhs), *enough, work=work)


@twins
def test_injectivity_on_an_interval(work):
    quarter = (between(0, x, pi / 2), between(0, y, pi / 2))
    half = (between(0, x, pi), between(0, y, pi))
    claim = Implication((eq(cos(x), cos(y)),), eq(x, y))
    assert proved(logs, claim, *quarter)
    assert proved(logs, claim, *half)
    assert not proved(logs, Implication((eq(sin(x), sin(y)),), eq(x, y)), *half, work=work)


def test_an_exponential_is_found_first():
    """The critical point of the square Ising model: sinh 2K = 1."""
    k = symbols("K", positive=True)
    claim = Equivalence(eq(sinh(2*k), 1), eq(k, log(1 + sqrt(2))/2))
    assert prove(claim).verdict == "proved"
    assert prove(Equivalence(eq(sinh(2*k), 1), eq(k, log(1 + sqrt(2))))).verdict == "refuted"
