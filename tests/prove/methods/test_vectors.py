"""Bounds on sums of cosines of differences of angles."""

import pytest
from sympy import Rational, cos, sqrt, symbols

from symq.lang.statement import ge, gt, le, lt
from symq.prove import prove

a, b, c, d = symbols("a b c d", real=True)
bell = cos(a - b) + cos(b - c) + cos(c - d) - cos(a - d)
three = cos(a - b) + cos(b - c) + cos(c - a)


# Cirel'son, Lett. Math. Phys. 4, 93 (1980); |u + v + w|^2 >= 0 for unit vectors
@pytest.mark.parametrize("statement", [
    le(bell, 2 * sqrt(2)), ge(bell, -2 * sqrt(2)), lt(bell, 3),
    le(cos(a + b) + cos(a + d) + cos(c + b) - cos(c + d), 2 * sqrt(2)),
    ge(three, -Rational(3, 2)), le(cos(a) + cos(b) - cos(a + b), Rational(3, 2)),
])
def test_bounds(statement):
    assert prove(statement).verdict == "proved"


@pytest.mark.parametrize("statement", [
    le(bell, Rational(14, 5)), lt(bell, 2 * sqrt(2)), gt(three, -Rational(3, 2)),
    ge(three, -Rational(7, 5)), lt(cos(a) + cos(b) - cos(a + b), Rational(3, 2)),
])
def test_bounds_that_are_passed_or_reached(statement):
    assert prove(statement).verdict == "refuted"
