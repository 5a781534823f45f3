"""Roots inside functions, beside false twins."""

import pytest
from sympy import cos, sin, sqrt, symbols, tanh

from symq.lang.statement import Q, ge, gt, le, lt
from symq.prove import prove

a, b, t = symbols("a b t", real=True)
w = sqrt(a**2 + b**2)


@pytest.mark.parametrize(("statement", "verdict"), [
    (le(a**2 / (a**2 + b**2) * sin(w * t / 2)**2, a**2 * t**2 / 4), "proved"),
    (le(a**2 / (a**2 + b**2) * sin(w * t / 2)**2, a**2 * t**2 / 5), "refuted"),
    (lt(a**2 / (a**2 + b**2) * sin(w * t / 2)**2, a**2 * t**2 / 4), "refuted"),
    (le(sin(w)**2, a**2 + b**2), "proved"), (ge(cos(w), 1 - w**2 * Q(2, 5)), "refuted"),
    (lt(tanh(w), w), "proved"), (lt(w, tanh(w)), "refuted"),
])
def test_a_root_is_any_positive_number(statement, verdict):
    assert prove(statement, (gt(a, 0),)).verdict == verdict


def test_a_root_that_may_vanish_is_none():
    assert prove(lt(tanh(w), w)).verdict != "proved"
