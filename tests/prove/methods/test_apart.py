"""What does not vanish because something else does not, beside false twins."""

import pytest
from sympy import Abs, atan, cosh, exp, log, sin, sinh, symbols, tanh

from symq import gt, le, ne
from symq.kernel import check
from symq.prove import prove

a, k, x = symbols("a k x", real=True)

CASES = [
    (ne(sinh(k), 0), (ne(k, 0),), "proved"),
    (ne(sinh(k), 0), (ne(k, 1),), "refuted"),
    (ne(sinh(1 / k), 0), (gt(k, 0),), "proved"),
    (ne(tanh(k), 0), (ne(k, 0),), "proved"),
    (ne(log(k), 0), (ne(k, 1), gt(k, 0)), "proved"),
    (ne(log(k), 0), (gt(k, 0),), "refuted"),
    (ne(atan(x), 0), (ne(x, 0),), "proved"),
    (ne(sinh(a * k), 0), (ne(k, 0), ne(a, 0)), "proved"),
    (ne(sinh(a * k), 0), (ne(k, 0),), "refuted"),
    (ne(1 - exp(-2 * x), 0), (ne(x, 0),), "proved"),
    (ne(cosh(k), 1), (ne(k, 0),), "proved"),
    (gt(tanh(k)**2, 0), (ne(k, 0),), "proved"),
    (gt(tanh(k)**2, 0), (), "refuted"),
    (gt(x**2 * sinh(k)**2, 0), (ne(k, 0), ne(x, 0)), "proved"),
]


@pytest.mark.parametrize("statement, given, verdict", CASES)
def test_signs_on_both_sides(statement, given, verdict):
    found = prove(statement, given)
    assert found.verdict == verdict
    assert check(found.certificate).verdict == verdict


def test_a_sine_vanishes_elsewhere_too():
    assert prove(ne(sin(x), 0), (ne(x, 0),)).verdict == "refuted"


def test_a_symbol_does_not_have_a_value_at_which_something_vanishes():
    assert prove(ne(x, 0), (ne(sin(x / 2), 0),)).verdict == "proved"
    assert prove(ne(x, 1), (ne(log(x), 0), gt(x, 0))).verdict == "proved"
    assert prove(ne(x, 1), (ne(sin(x), 0),)).verdict == "refuted"


def test_a_modulus_that_is_bounded_bounds_both_sides():
    assert prove(le(cosh(x), cosh(a)), (le(Abs(x), a),)).verdict == "proved"
    assert prove(le(sinh(x), sinh(a)), (le(Abs(x), a),)).verdict == "proved"
    assert prove(le(cosh(x), cosh(a)), (le(x, a),)).verdict == "refuted"
