"""Sign twists of face operators: counted by brute force on small tori, statistics of the ends."""

from itertools import combinations
from random import Random

import pytest

from symq.errors import EngineRefusal, InputError
from symq.lattice.codes import face_word
from symq.lattice.families import commute
from symq.lattice.lattice import CellComplex, cubic, honeycomb, square, triangular
from symq.lattice.operators import QUBIT, ROTOR, clock
from symq.lattice.statistics import exchange
from symq.lattice.twists import (
    attached,
    end_statistics,
    faces_from_hops,
    framed_hops,
    hops,
    links_at,
    sign_twists,
    straight_path,
    twisted,
)

SQUARE, CUBE = CellComplex.of(square()), CellComplex.of(cubic())


def faces(cells, kind=QUBIT):
    alternate = len(cells.faces[0]) % 2 == 0
    return [face_word(cells, kind, f, unsigned=alternate) for f in range(len(cells.faces))]


def test_square_lattice_all_256_choices():
    plain, found = faces(SQUARE), sign_twists(SQUARE, faces(SQUARE))
    links, kept = attached(SQUARE, 0), 0
    for size in range(len(links) + 1):
        for chosen in combinations(links, size):
            (face,) = twisted(plain, {0: chosen})
            good = commute(face, face)
            assert good == found.is_commuting({0: chosen})
            kept += good
            if good:
                # on a torus of length 4 all pairs, directly
                direct = all(v.commutes(w) for v in face.on((4, 4)) for w in face.on((4, 4)))
                assert direct
                value = end_statistics(SQUARE, [face])
                assert value == (1 if found.is_trivial({0: chosen}) else -1)
    assert kept == 2**found.commuting == 32 and len(found.trivial) == 4


def test_changes_of_basis_do_not_change_statistics_and_fermions_exist():
    for cells in (SQUARE, CUBE, CellComplex.of(honeycomb()), CellComplex.of(triangular())):
        plain = faces(cells)
        assert end_statistics(cells, plain) == 1
        signs = [[s for _, _, s in f] for f in cells.faces]
        found = faces_from_hops(cells, framed_hops(cells, QUBIT), signs)
        assert all(commute(a, b) for a in found for b in found)
        assert end_statistics(cells, found) == -1
        for trivial in sign_twists(cells, plain).trivial[:3]:
            assert end_statistics(cells, twisted(plain, trivial)) == 1


def test_framed_hops_anticommute_at_every_vertex():
    found = framed_hops(CUBE, ROTOR)
    at = [found[i].at(lambda p, c=c: (p[0], tuple(a + b for a, b in zip(p[1], c, strict=True))))
          for i, c in links_at(CUBE, (0, (0, 0, 0)))]
    assert len(at) == 6
    assert all(a.commutation(b) == 1 for a, b in combinations(at, 2))
    assert {exchange(*t) for t in combinations(at, 3)} == {-1}


def test_all_attached_links_in_three_dimensions():
    # sixteen links at each face: the product of the four vertex parities, which commutes with all
    # faces but excites some of them wherever an end sits
    plain, found = faces(CUBE, ROTOR), sign_twists(CUBE, faces(CUBE, ROTOR))
    everything = {f: attached(CUBE, f) for f in range(3)}
    assert [len(v) for v in everything.values()] == [16]*3
    assert found.is_commuting(everything) and not found.is_trivial(everything)
    with pytest.raises(EngineRefusal, match="excites"):
        end_statistics(CUBE, twisted(plain, everything))


def test_random_twists_that_do_not_commute():
    rng, plain = Random(9), faces(CUBE)
    found, refused = sign_twists(CUBE, plain), 0
    for _ in range(100):
        twist = {f: tuple(p for p in attached(CUBE, f) if rng.random() < 0.5) for f in range(3)}
        words = twisted(plain, twist)
        good = all(commute(a, b) for a in words for b in words)
        assert good == found.is_commuting(twist)
        refused += not good
    assert refused > 90


def test_hops_commute_with_all_faces_and_paths_are_straight():
    found = faces_from_hops(CUBE, framed_hops(CUBE, ROTOR), [[1, -1, 1, -1]]*3)
    for k, hop in hops(CUBE, found).items():
        near = [c for c in ((x, y, z) for x in range(-3, 4) for y in range(-3, 4)
                            for z in range(-3, 4))]
        assert all(hop.commutes(f.at(c)) for f in found for c in near)
        path = straight_path(CUBE, (k, (0, 0, 0)), (0, (0, 0, 0)), 3)
        assert [p[0] for p, _ in path] == [k]*3 and all(s == 1 for _, s in path)


def test_refusals():
    with pytest.raises(InputError, match="not the parity"):
        twisted([face_word(SQUARE, clock(3))], {0: attached(SQUARE, 0)})
    with pytest.raises(InputError, match="exactly one"):
        framed_hops(SQUARE, QUBIT, [[], []])
