"""Bounds of one function's value inside a relation of several symbols, beside false twins."""

import pytest
from sympy import cos, exp, log, sin, symbols, tanh

from symq import Bound, ge, gt, le, lt
from symq.kernel import check
from symq.prove import prove

a, b, m, x = symbols("a b m x", real=True)
cold = (gt(m, 0), gt(b, 0), le(b, 1))


@pytest.mark.parametrize("statement, given, verdict", [
    (lt(tanh(b * m), m), cold, "proved"),
    (lt(tanh(b * m), m), (gt(m, 0), gt(b, 0), le(b, 2)), "refuted"),
    (le(sin(a * b), a), (ge(a, 0), ge(b, 0), le(b, 1)), "proved"),
    (le(sin(a * b), a), (ge(a, 0), ge(b, 0)), "refuted"),
    (le(a + b * cos(a * b), a + b), (ge(b, 0),), "proved"),
    (le(a + b * cos(a * b), a + b), (), "refuted"),
    (ge(exp(a * b) + a**2 * b**2 / 4, a * b + 1), (), "proved"),
    (ge(exp(a * b), a * b + 2), (), "refuted"),
    (le(log(a / b), a / b), (gt(a, 0), gt(b, 0)), "proved"),
])
def test_a_bound_in_the_place_of_a_value(statement, given, verdict):
    found = prove(statement, given)
    assert found.verdict == verdict
    assert check(found.certificate).verdict == verdict


@pytest.mark.parametrize("given, verdict", [((ge(x, -1), le(x, 1)), "proved"),
                                            ((ge(x, -1), le(x, 2)), "refuted")])
def test_a_maximum_at_the_ends_and_between(given, verdict):
    assert prove(Bound(8 * x**4 - 8 * x**2 + 1, "max", 1, (x,)), given).verdict == verdict
