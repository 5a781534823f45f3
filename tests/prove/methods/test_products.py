"""Products of powers and floors, beside false twins."""

import pytest
from sympy import E, Symbol, exp, floor, log, oo

from symq import Limit, Q, ge, gt, le, lt
from symq.prove import prove

x = Symbol("x", real=True)
p = Symbol("p", positive=True)
n = Symbol("n", integer=True, positive=True)
pos = (gt(x, 0),)


@pytest.mark.parametrize("statement, given, verdict", [
    (lt((1 + 1 / n)**n, E), (), "proved"),
    (gt((1 + 1 / n)**(n + 1), E), (), "proved"),
    (lt((1 + 1 / n)**(n + 1), E), (), "refuted"),
    (le(p**p, exp(p**2 - p)), (), "proved"),
    (le(p**p, exp(p**2 - 2 * p)), (), "refuted"),
    (le(x**(1 / x), exp(exp(-1))), pos, "proved"),
    (gt((n + Q(1, 2)) * log(1 + 1 / n), 1), (), "proved"),
    (gt((n + Q(1, 3)) * log(1 + 1 / n), 1), (), "refuted"),
])
def test_powers_by_logarithms(statement, given, verdict):
    assert prove(statement, given).verdict == verdict


@pytest.mark.parametrize("statement, given, verdict", [
    (ge(x * floor(1 / x), 1 - x), pos, "proved"),
    (ge(x * floor(1 / x), 1 - x / 2), pos, "refuted"),
    (le(floor(x)**2, x**2), (ge(x, 0),), "proved"),
    (le(floor(x)**2, x**2), (), "refuted"),
    (Limit(x * floor(1 / x), x, 0, 1), (), "proved"),
    (Limit(x * floor(2 / x), x, 0, 1), (), "refuted"),
    (Limit(floor(x)**2 / x**2, x, oo, 1), (), "proved"),
])
def test_floors_by_their_bounds(statement, given, verdict):
    assert prove(statement, given).verdict == verdict
