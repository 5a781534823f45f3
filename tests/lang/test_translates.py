"""Theorems on translates against all pairs of operators on tori."""

from itertools import product
from random import Random

import pytest
from sympy import symbols

from symq.errors import InputError
from symq.lang.theorems import use
from symq.lattice.codes import face_word, vertex_charge
from symq.lattice.families import Family, commute, row
from symq.lattice.lattice import CellComplex, hypercubic
from symq.lattice.operators import ROTOR, Kind
from symq.paper.judge import Judge
from symq.paper.verdict import FAILS, HOLDS

Z = symbols("z_1 z_2 z_3")


@pytest.fixture(scope="module")
def judge():
    return Judge()


def outcome(judge, instance):
    return judge(instance.conclusion, theorems=(instance,)).outcome


def test_vertex_sums_and_faces(judge):
    cube = CellComplex.of(hypercubic(3))
    q = row(vertex_charge(cube, unsigned=True).symbol(), 3)
    for face, unsigned in product(range(3), (True, False)):
        b = row(face_word(cube, ROTOR, face, unsigned=unsigned).symbols()[0], 3)
        found = outcome(judge, use("charges-commute", q=q, b=b, z=Z))
        assert found is (HOLDS if unsigned else FAILS)
        # on a torus of length 3: the charge of each face at each vertex
        weights = vertex_charge(cube, unsigned=True)
        total = [face_word(cube, ROTOR, face, unsigned=unsigned).at(c, (3, 3, 3)).charge(
            weights.at((0, 0, 0), (3, 3, 3))) for c in product(range(3), repeat=3)]
        assert any(total) != unsigned


def test_words_against_all_pairs(judge):
    rng, seen = Random(3), set()
    for _ in range(40):
        m = rng.choice([2, 3])
        kind = Kind(m, m)
        cells = [(0,), (1,), (2,)]
        a, b = (Family(kind.word({(0, c): rng.randrange(m) for c in cells},
                                 {(0, c): rng.randrange(m) for c in cells} | {(1, (0,)): 1}))
                for _ in range(2))
        (s, c), (t, d) = (tuple(row(p, 2) for p in f.symbols()) for f in (a, b))
        found = outcome(judge, use("words-commute", s=s, c=c, t=t, d=d, m=m, z=Z[:1]))
        direct = all(v.commutes(w) for v in a.on((7,)) for w in b.on((7,)))
        assert found is (HOLDS if direct else FAILS) and direct == commute(a, b)
        seen.add(direct)
    assert seen == {True, False} or seen == {False}


def test_data_that_are_refused():
    with pytest.raises(InputError, match="Laurent"):
        use("charges-commute", q=(Z[0]/2,), b=(1,), z=Z)
    with pytest.raises(InputError, match="kinds of links"):
        use("charges-commute", q=(1, 1), b=(1,), z=Z)
    with pytest.raises(InputError, match="m=1"):
        use("words-commute", s=(1,), c=(0,), t=(1,), d=(0,), m=1, z=Z)
    with pytest.raises(InputError, match="nowhere else"):
        use("charges-commute", q=(1,), b=(1,), z=(Z[0], Z[0]))
