"""What quadratic relations say of their coefficients: roots, signs, thresholds of instabilities."""

import pytest
from sympy import Eq, Ne, sqrt, symbols

from symq import Implication, ge, gt, lt
from symq.prove import prove

x, a, b, c = symbols("x a b c", real=True)
below, zero = a*x**2 - b*x + c < 0, Eq(a*x**2 - b*x + c, 0)
POSITIVE = (x > 0, a > 0, c > 0)


@pytest.mark.parametrize("goal, given", [
    (gt(b**2, 4*a*c), (below, a > 0)), (ge(b**2, 4*a*c), (zero,)), (gt(b, 0), (below, *POSITIVE)),
    (gt(b, 0), (zero, *POSITIVE)), (ge(b**2, 4*a*c), (a*x**2 - b*x + c <= 0, a > 0)),
    # Turing: a band of unstable wave numbers
    (Implication((lt(a*x**2 - b*x + c, 0),), gt(b, 2*sqrt(a*c))), POSITIVE)])
def test_what_follows(goal, given):
    assert prove(goal, given).verdict == "proved"


@pytest.mark.parametrize("goal, given", [
    (gt(b**2, 4*a*c), (below,)), (gt(b**2, 4*a*c), (zero, Ne(a, 0))), (gt(b, 0), (below, a > 0)),
    (lt(b, 0), (zero, *POSITIVE)), (gt(b**2, 4*a*c), (a*x**2 - b*x + c <= 0, a > 0)),
    (Implication((lt(a*x**2 - b*x + c, 0),), gt(b, 3*sqrt(a*c))), POSITIVE)])
def test_a_missing_condition_is_refuted(goal, given):
    assert prove(goal, given).verdict == "refuted"
