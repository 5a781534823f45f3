"""Inequalities with an exact place of equality, and derivatives of inverse functions."""

import pytest
from sympy import (
    Abs,
    E,
    Symbol,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    exp,
    log,
    sqrt,
    tanh,
)

from symq import Q, ge, gt, le, lt, ne
from symq.kernel import check
from symq.prove import prove

x = Symbol("x", real=True)
y = Symbol("y", positive=True)
pos = (gt(x, 0),)

TRUE = {
    "x log x": (ge(x * log(x), -exp(-1)), pos),
    "x squared log x": (ge(x**2 * log(x), -exp(-1) / 2), pos),
    "log over x": (le(log(x) / x, exp(-1)), pos),
    "several powers of e": (le(x**3 * exp(-x), 27 * exp(-3)), pos),
    "roots of e": (ge(exp(x) * exp(-Q(1, 3)), x * exp(Q(2, 3))), ()),
    "a Gaussian": (le(x**2 * exp(-x**2), exp(-1)), ()),
    "Legendre transform of exp": (le(x * y, exp(x) + y * log(y) - y), ()),
    "tangent with a parameter": (le(log(x), y * x - 1 - log(y)), pos),
    "maximum with a parameter": (le(x**2 * exp(-y * x), 4 * exp(-2) / y**2), pos),
    "arctangent": (gt(atan(x), 3 * x / (3 + x**2)), pos),
    "arctangent to third order": (ge(atan(x), x - x**3 / 3), (ge(x, 0),)),
    "its modulus": (le(Abs(atan(x)), Abs(x)), ()),
    "inverse hyperbolic sine": (le(asinh(x), x - x**3 / 6 + 3 * x**5 / 40), pos),
    "arcsine up to its end": (ge(asin(x), x), (ge(x, 0), le(x, 1))),
    "inverse hyperbolic cosine": (ge(acosh(x), log(x)), (ge(x, 1),)),
    "inverse hyperbolic tangent": (ge(atanh(x), x), (ge(x, 0), lt(x, 1))),
    "hyperbolic tangent": (lt(Abs(tanh(x)), Abs(x)), (ne(x, 0),)),
}
FALSE = {
    "x log x, another constant": (ge(x * log(x), -exp(-1) * Q(99, 100)), pos),
    "log over x, another power": (le(log(x) / x, exp(-Q(11, 10))), pos),
    "exp against a power": (gt(exp(x / 2), E * x / 2), pos),
    "arctangent of any sign": (ge(atan(x), 3 * x / (3 + x**2)), ()),
    "arctangent, coefficient": (ge(atan(x), x - x**3 / 4), (ge(x, 0),)),
    "modulus at zero": (lt(Abs(atan(x)), Abs(x)), ()),
    "arcsine of any sign": (ge(asin(x), x), (ge(x, -1), le(x, 1))),
    "inverse hyperbolic cosine": (ge(acosh(x), log(2 * x)), (ge(x, 1),)),
    "a parameter in the wrong place": (le(log(x), y * x - 1 + log(y)), pos),
}


@pytest.mark.parametrize("case", TRUE)
def test_true(case):
    statement, assuming = TRUE[case]
    found = prove(statement, assuming)
    assert found.verdict == "proved"
    assert check(found.certificate).verdict == "proved"


@pytest.mark.parametrize("case", FALSE)
def test_false(case):
    statement, assuming = FALSE[case]
    assert prove(statement, assuming).verdict == "refuted"


def test_a_root_below_is_not_taken_where_it_is_not_real():
    # the square root in the bound is not defined for x < 1: nothing is said there
    found = prove(le(sqrt(x - 1), x / 2))
    assert found.verdict == "proved"
    assert [str(c) for c in found.where_defined] != []
