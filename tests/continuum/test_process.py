"""The process with turns and markers against enumeration and its difference equation."""

import pytest
from sympy import Function, Matrix, Rational, binomial, expand, symbols

from symq.continuum import Scheme
from symq.continuum.process import (
    EntwinedPath,
    EntwinedWalk,
    follows,
    law_of,
    remaining,
    signed,
    weighted_paths,
)
from symq.errors import DomainError, InputError
from symq.prove import prove

a = symbols("a", real=True)
z, t, h, e = symbols("z t h e")
WALK = EntwinedWalk(a)


def scheme(turn, sign=-1, other=1):
    """phi1 moves to smaller z, phi2 to larger z; turns carry the given signs."""
    return Scheme.explicit({1: Matrix([[1 - turn, 0], [other * turn, 0]]),
                            -1: Matrix([[0, sign * turn], [0, 1 - turn]])}, ("f", "g"), (z,), (h,),
                           t, e)


def test_the_ways_meet_at_the_markers_only_by_crossing():
    path = EntwinedPath(((2, 1), (1, 3), (2, 2)))
    for moment, place in path.markers:
        assert path.forth(moment) == path.back(moment) == place
    meeting = [s for s in range(path.duration + 1) if path.forth(s) == path.back(s)]
    assert meeting == [moment for moment, _ in path.markers]
    with pytest.raises(DomainError):
        path.forth(path.duration + 1)
    with pytest.raises(InputError):
        EntwinedPath(((0, 1),))


def test_charges_change_where_the_ways_cross():
    path = EntwinedPath(((2, 1), (1, 3), (2, 2)))
    for side, first in (("left", -1), ("right", 1)):
        charges = [path.arrival(side, s)[2] for s in range(1, path.duration + 1)]
        changes = [s for s in range(1, path.duration) if charges[s] != charges[s - 1]]
        assert charges[0] == first
        assert changes == [moment for moment, _ in path.markers[1:-1]]


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_envelope_is_a_persistent_walk(side):
    """Corners come independently with probability alpha: by total probability and by counting."""
    for time in range(1, 7):
        law = WALK.unsigned(time, side)
        assert expand(sum(law.values())) == 1
        outward = -1 if side == "left" else 1
        expected = {}
        for history in range(2**(time - 1)):
            place, move, weight = outward, outward, 1
            for k in range(time - 1):
                if history >> k & 1:
                    move, weight = -move, weight * a
                else:
                    weight = weight * (1 - a)
                place += move
            expected[place, move] = expand(expected.get((place, move), 0) + weight)
        assert law == expected


@pytest.mark.parametrize("side, sign, other", [("left", -1, 1), ("right", 1, -1)])
def test_signed_densities_obey_the_difference_equation(side, sign, other):
    for time in range(5):
        claim = follows(scheme(a, sign, other), WALK.densities(time, side),
                        WALK.densities(time + 1, side))
        assert prove(claim).verdict == "proved"
    wrong = follows(scheme(a, 1, 1), WALK.densities(3, side), WALK.densities(4, side))
    assert prove(wrong).verdict == "refuted"


def test_arriving_charges_turn_before_they_move():
    """The same step with turn and move in the other order: phi2 is taken at z + 1, too."""
    turned = Scheme.explicit({1: Matrix([[1 - a, -a], [0, 0]]), -1: Matrix([[0, 0], [a, 1 - a]])},
                             ("f", "g"), (z,), (h,), t, e)
    for time in range(1, 5):
        now, then = (WALK.densities(s, "left", "arriving") for s in (time, time + 1))
        assert prove(follows(turned, now, then)).verdict == "proved"
        assert prove(follows(scheme(a), now, then)).verdict == "refuted"


def test_the_renewal_law_agrees_with_enumeration():
    """Certain indications at two points close the enumeration; else a bounded rest is left."""
    half = EntwinedWalk(Rational(1, 2))
    for side in ("left", "right"):
        exact = half.arrivals(3, side)
        listed = law_of(half.paths(3, 16), 3, side)
        rest = remaining(half.paths(3, 16))
        assert 0 < rest < Rational(1, 100)
        assert all(0 <= exact[key] - listed.get(key, 0) <= rest for key in exact)
        assert set(listed) <= set(exact)


def test_markers_come_by_renewal():
    for n in range(2, 8):
        by_paths = sum(w for p, w in weighted_paths(lambda _: a, 0, n) if p.duration == n)
        assert expand(by_paths - WALK.rectangle(n)) == 0
    assert expand(WALK.marker(4) - (3 * a**2 * (1 - a)**2 + a**4)) == 0
    assert WALK.rectangle(5) == binomial(4, 1) * a**2 * (1 - a)**3


def test_total_charge_of_both_envelopes_is_zero():
    for time in range(1, 6):
        total = sum(x + y for side in ("left", "right")
                    for x, y in WALK.densities(time, side).values())
        assert expand(total) == 0


def test_a_probability_that_depends_on_position_is_met_on_the_way_forth():
    """The way back does not ask the walls: its envelope feels alpha at mirrored points."""
    def alpha(place):
        return {1: a, 2: Rational(1), -1: Rational(1, 3)}.get(place, Rational(1))

    paths = list(weighted_paths(alpha, 3, 12))
    assert remaining(iter(paths)) == 0
    v = Function("v")
    values = {z: alpha(z) for z in range(-8, 9)}
    before, after = (signed(law_of(iter(paths), time, "left")) for time in (1, 2))
    turn = scheme(v(z / h))
    claim = follows(turn, before, after)
    table = {v(n): p for n, p in values.items()}
    rows = [type(p)(p.lhs, p.rhs.subs(table)) for p in claim.parts]
    assert any(prove(row).verdict == "refuted" for row in rows)


def test_bad_probabilities_and_schemes():
    with pytest.raises(DomainError):
        EntwinedWalk(Rational(3, 2))
    with pytest.raises(InputError):
        WALK.arrivals(2, "top")
    with pytest.raises(InputError):
        follows(scheme(a), {0: (1,)}, {0: (1, 2)})
