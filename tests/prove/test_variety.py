"""Rational points of varieties: every one is checked by evaluation."""

from fractions import Fraction

import pytest
from flint import Ordering, fmpq_mpoly_ctx

from symq.prove.variety import Variety, value

POOL = [Fraction(k) for k in (1, 2, -1, 3, 0)]
ring = fmpq_mpoly_ctx.get(["a", "b", "c"], Ordering.degrevlex)
a, b, c = (ring.gen(i) for i in range(3))


@pytest.mark.parametrize("system", [
    [a + b - 2 * c, a - b - 1], [a * b - a, b * c - 2], [a**2 - 4, a * b - c],
    [a * (b - 6 * c), b**2 - b * c], [a * b * c - 6, a - 1], [], [(a - b)**2 * (c - 1)]])
def test_points_lie_on_the_variety(system):
    found = list(Variety(ring, [POOL] * 3).points(system))
    assert found
    assert all(value(p, point) == 0 for point in found for p in system)


@pytest.mark.parametrize("system", [[a - 1, a - 2], [a**2 - 2], [ring.constant(3)], [a**2 + 1]])
def test_no_point_is_invented(system):
    assert list(Variety(ring, [POOL] * 3).points(system)) == []


def test_choices_differ_between_points():
    points = [tuple(p.values()) for p in Variety(ring, [POOL] * 3).points([a * b - c])]
    assert len(set(points)) > 3
