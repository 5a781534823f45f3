"""Closed strings counted, ground states built move by move, and frustrated words."""

import pytest

from symq.errors import EngineRefusal, InputError
from symq.lattice.codes import face_word, toric_code, vertex_charge
from symq.lattice.families import torus
from symq.lattice.lattice import CellComplex, honeycomb, square
from symq.lattice.operators import QUBIT, ROTOR, clock
from symq.lattice.strings import (
    closed_configurations,
    eigenvalue,
    ends,
    frozen,
    string_length,
    string_net,
)
from symq.lattice.twists import faces_from_hops, framed_hops

SQUARE = CellComplex.of(square())


def stars(cells, sizes, unsigned=False):
    return [vertex_charge(cells, v, unsigned).at(c, sizes)
            for c in torus(sizes) for v in range(len(cells.lattice.sites))]


def links(cells, sizes):
    return [(k, c) for k in range(len(cells.links)) for c in torus(sizes)]


@pytest.mark.parametrize("levels", [2, 3, 4])
def test_number_of_closed_strings(levels):
    # links - vertices + 1 independent loops
    sizes = (2, 2)
    found = list(closed_configurations(stars(SQUARE, sizes), links(SQUARE, sizes), levels=levels))
    assert len(found) == levels**(8 - 4 + 1) == len({frozen(c) for c in found})


def test_oriented_strings_with_small_fields():
    # circulations of one square with |L| <= b: 2 b + 1
    place = [(0, (0, 0)), (1, (1, 0)), (0, (0, 1)), (1, (0, 0))]
    corner = [{place[0]: 1, place[3]: 1}, {place[0]: -1, place[1]: 1},
              {place[1]: -1, place[2]: -1}, {place[2]: 1, place[3]: -1}]
    for b in (1, 2, 3):
        found = list(closed_configurations(corner, place, values=range(-b, b + 1)))
        assert len(found) == 2*b + 1
        assert {string_length(c) for c in found} == {4*k for k in range(b + 1)}
    with pytest.raises(InputError, match="infinitely many"):
        list(closed_configurations(corner, place))
    with pytest.raises(InputError, match="not among the places"):
        list(closed_configurations(corner, place[:2], levels=2))


def test_toric_code_states_are_uniform_and_exhaust_the_closed_strings():
    sizes = (2, 3)
    code = toric_code(SQUARE, 2, sizes)
    states = []
    loops = [{}, {(0, (0, 0)): 1, (0, (1, 0)): 1}, {(1, (0, k)): 1 for k in range(3)}]
    loops.append({**loops[1], **loops[2]})
    for loop in loops:
        state = string_net(code.words, loop)
        assert state.is_uniform
        states.append(set(state.phases))
    closed = {frozen(c) for c in closed_configurations(stars(SQUARE, sizes), links(SQUARE, sizes),
                                                       levels=2)}
    assert set.union(*states) == closed and sum(map(len, states)) == len(closed)
    assert len(states) == code.degeneracy
    with pytest.raises(EngineRefusal, match="at the reference"):
        string_net(code.words, {(0, (0, 0)): 1})


def test_fermionic_strings_have_signs():
    words = [w for f in faces_from_hops(SQUARE, framed_hops(SQUARE, QUBIT), [[1, -1, 1, -1]])
             for w in f.on((3, 4))]
    state = string_net(words[:5])
    assert not state.is_uniform and set(state.signs) <= {1, -1}
    # around the whole torus the faces frustrate each other or not: both answers are exact
    try:
        full = string_net(words)
    except EngineRefusal as refusal:
        assert "frustrate" in str(refusal)
    else:
        assert all(eigenvalue(full, w) == 1 for w in words)


def test_double_semion_amplitudes_change_sign_with_the_number_of_loops():
    # on the honeycomb lattice the toric code is uniform; (-1)^loops is another state, whose faces
    # carry phases of the legs: M. Levin, X.-G. Wen, Phys. Rev. B 71, 045110 (2005)
    cells = CellComplex.of(honeycomb())
    code = toric_code(cells, 2, (2, 2))
    state = string_net(code.words)
    assert state.is_uniform and len(state.phases) == 2**3


def test_closed_strings_act_as_one_and_open_ones_by_their_ends():
    sizes = (3, 3)
    code = toric_code(SQUARE, 3, sizes)
    state = string_net(code.words)
    face = face_word(SQUARE, clock(3)).at((1, 1), sizes)
    assert eigenvalue(state, face) == 1
    assert eigenvalue(state, clock(3).word({(0, (0, 0)): 1})) is None
    charges = {c: vertex_charge(SQUARE).at(c, sizes) for c in torus(sizes)}
    assert ends({(0, (0, 0)): 1, (0, (1, 0)): 1}, charges) == {(0, 0): 1, (2, 0): -1}


def test_frustrated_words_and_rotors_are_refused():
    flip, turned = QUBIT.word({0: 1}), QUBIT.word({0: 1}, {}, 2)
    with pytest.raises(EngineRefusal, match="frustrate"):
        string_net([flip, turned])
    with pytest.raises(EngineRefusal, match="not normalisable"):
        string_net([ROTOR.word({0: 1})])
    with pytest.raises(InputError, match="at least one"):
        string_net([])
