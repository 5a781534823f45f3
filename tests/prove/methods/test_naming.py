"""Roots inside functions, beside false twins."""

import pytest
from sympy import Abs, cos, cosh, exp, sin, sqrt, symbols, tanh

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


a, b, s = symbols("a b s", real=True)
p, q = symbols("p q", positive=True)
ELSEWHERE_TRUE = {
    "a root that may vanish": ge(cos(sqrt(a**2 + b**2)), 1 - (a**2 + b**2) / 2),
    "a product": le(cosh(s * a), exp(s**2 * a**2 / 2)),
    "a difference": ge(exp(a - b), 1 + a - b),
    "a sum of unlike terms": ge(exp(a * b + s), 1 + a * b + s),
    "a modulus": le(Abs(sin(a * b)), Abs(a * b)),
    "a positive product": lt(tanh(p * q), p * q),
    "a square": le((a + b)**2 * exp(-(a + b)**2), exp(-1)),
}
ELSEWHERE_FALSE = {
    "a root that vanishes": gt(cos(sqrt(a**2 + b**2)), 1 - (a**2 + b**2) / 2),
    "a cross term": ge(cos(sqrt(a**2 + b**2)), 1 - (a + b)**2 / 2),
    "a constant": le(cosh(s * a), exp(s**2 * a**2 / 3)),
    "equality at zero": gt(exp(a - b), 1 + a - b),
    "a product of any sign": lt(tanh(a * b), a * b),
}


@pytest.mark.parametrize("case", ELSEWHERE_TRUE)
def test_a_relation_for_any_number_is_used_at_an_argument(case):
    assert prove(ELSEWHERE_TRUE[case]).verdict == "proved"


@pytest.mark.parametrize("case", ELSEWHERE_FALSE)
def test_and_not_where_it_fails(case):
    assert prove(ELSEWHERE_FALSE[case]).verdict == "refuted"
