"""Codes: published degeneracies and entropies, dense matrices, random codes, refusals."""

from random import Random

import pytest
from sympy import log

from symq.errors import EngineRefusal, InputError
from symq.lattice.codes import (
    StabiliserCode,
    double_semion,
    face_word,
    homology,
    homology_count,
    on_torus,
    toric_code,
    torus_rows,
    vertex_charge,
)
from symq.lattice.families import Family
from symq.lattice.lattice import (
    CellComplex,
    cubic,
    honeycomb,
    hypercubic,
    kagome,
    square,
    triangular,
)
from symq.lattice.operators import QUBIT, ROTOR, clock

from .dense import common_ones

SQUARE, CUBE = CellComplex.of(square()), CellComplex.of(cubic())


@pytest.mark.parametrize("lattice", [square(), honeycomb(), triangular(), kagome()])
@pytest.mark.parametrize("levels", [2, 3, 4, 6])
def test_toric_code_has_n_squared_ground_states(lattice, levels):
    # A. Kitaev, Ann. Phys. 303, 2 (2003): |H^1(torus, Z_N)| = N^2, on every lattice and torus
    for sizes in ((2, 2), (3, 2), (1, 3)):
        assert toric_code(CellComplex.of(lattice), levels, sizes).degeneracy == levels**2


@pytest.mark.parametrize("levels", [2, 3, 4])
def test_three_dimensional_toric_code(levels):
    # H. Hamma, P. Zanardi, X.-G. Wen, Phys. Rev. B 72, 035307 (2005): 2^3 for Z_2
    assert toric_code(CUBE, levels, (2, 3, 2)).degeneracy == levels**3


def test_double_semion_has_four_ground_states_and_entropy_log_two():
    assert {double_semion(s).degeneracy for s in ((2, 2), (3, 3), (4, 3))} == {4}
    # total quantum dimension 2
    assert double_semion((8, 8)).topological_entropy(*regions()) == log(2)


def regions():
    def slab(xs, ys):
        return [(k, (x, y)) for k in (0, 1) for x in xs for y in ys]
    return slab((1, 2), range(1, 5)), slab((3, 4), (1, 2)), slab((3, 4), (3, 4))


@pytest.mark.parametrize("levels", [2, 3, 6])
def test_topological_entropy_of_the_toric_code(levels):
    # A. Kitaev, J. Preskill (2006): gamma = log D with D = N; product states have none
    code = toric_code(SQUARE, levels, (7, 7))
    assert code.topological_entropy(*regions()) == log(levels)
    field = on_torus([Family(clock(levels).word({(k, (0, 0)): 1})) for k in (0, 1)], (7, 7), 2)
    assert field.topological_entropy(*regions()) == 0 and field.degeneracy == 1
    a, b, _ = regions()
    with pytest.raises(InputError, match="overlap"):
        code.topological_entropy(a, b, a)


def test_entropy_of_a_disc_counts_its_boundary():
    # the entropy of a region is (number of boundary vertices - 1) log N for the toric code
    code = toric_code(SQUARE, 2, (6, 6))
    star = [p for p, w in vertex_charge(SQUARE).at((2, 2), (6, 6)).items() if w]
    assert code.entropy(star) == 3*log(2) or code.entropy(star) == log(8)
    assert code.entropy([]) == 0 and code.entropy(star[:1]) == log(2)
    with pytest.raises(InputError, match="not a place"):
        code.entropy([(7, (0, 0))])


def test_torsion():
    # the projective plane and the Klein bottle, from their one-face cell complexes
    assert homology([{0: 2}], [], 1) == (0, (2,))
    assert homology([{0: 2, 1: 0}], [{0: 0}], 2) == (1, (2,))
    assert [homology_count(0, (2,), n) for n in (2, 3, 4)] == [2, 1, 2]
    plane = [clock(4).word({0: 2})]
    assert StabiliserCode(tuple(plane), (0,)).degeneracy == 2
    assert homology(*torus_rows(SQUARE, (3, 4))) == (2, ())
    assert homology(*torus_rows(CUBE, (2, 2, 3))) == (3, ())
    with pytest.raises(InputError, match="not closed"):
        homology([{0: 1}], [{0: 1}], 1)


def test_against_dense_matrices_on_small_tori():
    for cells, levels, sizes in ((SQUARE, 2, (2, 2)), (SQUARE, 3, (1, 2)), (SQUARE, 2, (1, 3))):
        code = toric_code(cells, levels, sizes)
        assert common_ones(code.words, code.places) == code.degeneracy


def test_random_codes_against_dense_matrices():
    rng, refused, kept = Random(7), 0, 0
    for _ in range(220):
        kind = rng.choice([QUBIT, QUBIT, clock(3), clock(4)])
        places = tuple(range(3 if kind == QUBIT else 2))
        words = []
        for _ in range(rng.randint(1, 4)):
            w = kind.word({p: rng.randrange(kind.levels) for p in places},
                          {p: rng.randrange(kind.levels) for p in places},
                          rng.randrange(2*kind.levels))
            if all(w.commutes(v) for v in words):
                words.append(w)
        dimension = common_ones(words, places)
        try:
            found = StabiliserCode(tuple(words), places).degeneracy
            kept += 1
        except EngineRefusal:
            found, refused = 0, refused + 1
        assert found == dimension
    assert refused > 20 and kept > 20


def test_malformed_codes():
    x, z = QUBIT.word({0: 1}), QUBIT.word({}, {0: 1})
    with pytest.raises(EngineRefusal, match="do not commute"):
        StabiliserCode((x, z))
    with pytest.raises(EngineRefusal, match="product of the words is -1"):
        StabiliserCode((x, QUBIT.word({0: 1}, {}, 2)))
    xx, zz = QUBIT.word({0: 1, 1: 1}), QUBIT.word({}, {0: 1, 1: 1})
    assert StabiliserCode((xx, zz)).degeneracy == 1
    with pytest.raises(EngineRefusal, match="is -1"):
        StabiliserCode((xx, zz, xx*zz*QUBIT.word(phase=2)))
    with pytest.raises(InputError, match="infinitely many"):
        StabiliserCode((ROTOR.word({0: 1}),))
    with pytest.raises(InputError, match="not among the places"):
        StabiliserCode((x,), (1,))
    with pytest.raises(InputError, match="at least one"):
        StabiliserCode(())
    with pytest.raises(InputError, match="different kinds"):
        StabiliserCode((x, clock(3).word({0: 1})))
    with pytest.raises(EngineRefusal, match="cannot alternate"):
        face_word(CellComplex.of(triangular()), ROTOR, 0, unsigned=True)


def test_a_broken_gauge_constraint_is_refused():
    # the vertex sum with one wrong sign does not commute with the faces
    q = vertex_charge(SQUARE)
    weights = {p: -w if p == (0, (0, 0)) else w for p, w in q.weights}
    broken = Family(clock(3).word((), weights), "broken vertex")
    with pytest.raises(EngineRefusal, match="broken vertex"):
        on_torus([broken, face_word(SQUARE, clock(3))], (3, 3), 2)
    on_torus([q.parity(clock(3)), face_word(SQUARE, clock(3))], (3, 3), 2)


def test_one_dimension_has_no_faces():
    with pytest.raises(InputError, match="face 0"):
        face_word(CellComplex.of(hypercubic(1)), QUBIT)
