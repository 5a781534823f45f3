"""Regions of stability from the literature, decided by factors, squares and ends of intervals."""

import pytest
from sympy import Integer, Rational, sqrt, symbols

from symq.errors import EngineRefusal
from symq.lang.statement import All, Inequality
from symq.lattice import (
    Laurent,
    SpinModel,
    SpinState,
    body_centred,
    collinear,
    diamond,
    heisenberg,
    honeycomb,
    staggered,
    triangular,
    xxz,
)
from symq.lattice.couplings import bounds
from symq.lattice.positivity import between, real_factors, squares
from symq.prove import prove

J1, J2, g, S = symbols("J_1 J_2 g S")
KNOWN = [J1 > 0, S > 0]


def frustrated(lattice, *known):
    return collinear(SpinModel.on(lattice, S, {1: heisenberg(J1), 2: heisenberg(J2)},
                                  assuming=[*KNOWN, J2 > 0, *known]), [1, -1])


def coplanar(*known):
    model = SpinModel.on(triangular(), S, {1: xxz(J1, g)}, assuming=[*KNOWN, *known])
    c, s = Rational(-1, 2), sqrt(3) / 2
    return SpinState.of(model, [(1, 0, 0)], [(c, s), (c, -s)])


def easy_plane(*known):
    return staggered(SpinModel.on(honeycomb(), S, {1: xxz(J1, g)}, assuming=[*KNOWN, *known]))


STABLE = {
    "Rastelli, Tassi and Reatto 1979": lambda: frustrated(honeycomb(), 6 * J2 < J1),
    "Bergman et al. 2007": lambda: frustrated(diamond(), 8 * J2 < J1),
    "Miyashita and Kawamura 1985": lambda: coplanar(g > Rational(-1, 2), g < 1),
    "easy plane": lambda: easy_plane(g > -1, g < 1)}
BEYOND = {
    "honeycomb": lambda: frustrated(honeycomb(), 5 * J2 > J1),
    "diamond": lambda: frustrated(diamond(), 7 * J2 > J1),
    "coplanar": lambda: coplanar(g < Rational(-3, 5)),
    "easy axis": lambda: easy_plane(g > Rational(11, 10))}


@pytest.mark.parametrize("name", STABLE)
def test_regions_of_stability(name):
    waves = STABLE[name]().spin_waves()
    assert waves.stability.verdict == "stable"
    for statement in waves.stability.evidence:
        assert prove(statement, waves.assuming).verdict == "proved"


@pytest.mark.parametrize("name", BEYOND)
def test_beyond_them_there_is_a_witness(name):
    with pytest.raises(EngineRefusal, match="unstable"):
        BEYOND[name]().bands()


def test_real_factors():
    """(2 - 2 cos k)(3 + 2 J cos k), and no factors of a polynomial that is not real."""
    one = Laurent.of({(1,): -1, (0,): 2, (-1,): -1})
    two = Laurent.of({(1,): J1, (0,): 3, (-1,): J1})
    table = {}
    for (n,), a in one.terms:
        for (m,), b in two.terms:
            table[n + m,] = table.get((n + m,), 0) + a * b
    front, factors = real_factors(Laurent.of(table), 1)
    assert {abs(f.at((1,)).subs(J1, 1)) for f, _ in factors} == {0, 5}
    assert abs(front) == 1 and [e for _, e in factors] == [1, 1]
    assert real_factors(Laurent.of({(1,): 1, (0,): 1}), 1) is None


def test_squares_and_ends():
    c = Laurent.of({(1,): -g, (0,): 2, (-1,): -g})
    identity, *signs = squares(c, {g: Rational(1, 2)})
    assert prove(identity).verdict == "proved"
    assert all(prove(s, [g >= 0, g <= 1]).verdict == "proved" for s in signs)
    assert not all(prove(s, [g >= 0, g <= 2]).verdict == "proved" for s in signs)
    assert bounds([g > -1, 3 * g <= 2, J1 > 0]) == ((g, -1, Rational(2, 3)),)
    assert bounds([g > 2, g < 1]) == () and bounds([g > 0, g < J1]) == ((g, 0, J1),)
    (identity, low, high), ends = between(c, g, Integer(-1), Integer(1))
    assert prove(identity).verdict == "proved" and (low.rhs, high.rhs) == (-1, 1)
    assert [e.at((1,)) for e in ends] == [4, 0]


def body_centred_state(limit):
    model = SpinModel.on(body_centred(), S, {1: heisenberg(J1), 2: heisenberg(J2)},
                         assuming=[J1 > 0, J2 > 0, S > 0, limit])
    return staggered(model).spin_waves().stability


def test_second_neighbours_on_the_body_centred_lattice():
    """Stable up to J2 = 2 J1/3 (Schmidt et al., Phys. Rev. B 65, 104443): one end of the range is
    seen in Cartesian wave vectors, where c_x^2 + c_y^2 + c_z^2 >= 3 |c_x c_y c_z|."""
    stable = body_centred_state(3 * J2 < 2 * J1)
    assert stable.verdict == "stable"
    assert all(prove(s, stable.assuming).verdict == "proved" for s in stable.evidence)
    for beyond in (3 * J2 > 2 * J1, All((Inequality(3 * J2, ">", 2 * J1),
                                         Inequality(J2, "<", J1 * Rational(3, 4))))):
        assert body_centred_state(beyond).verdict == "unstable"
