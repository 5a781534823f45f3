"""Families on every torus by one product of symbols, against all pairs on tori."""

from itertools import product
from random import Random

import pytest

from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lattice.codes import face_word, vertex_charge
from symq.lattice.families import (
    Charges,
    Family,
    charge_exponents,
    charge_symbol,
    commutation_exponents,
    commutation_symbol,
    commute,
    failure,
    long_enough,
    require_bipartite,
    require_commuting,
    staggered,
)
from symq.lattice.lattice import CellComplex, hypercubic
from symq.lattice.operators import QUBIT, ROTOR, clock
from symq.prove import prove


def some_family(rng, kind, dimension=1):
    cells = list(product((0, 1), repeat=dimension))
    powers = [{(i, rng.choice(cells)): rng.randint(1, 3) for i in (0, 1) if rng.random() < 0.8}
              for _ in range(2)]
    if not any(kind.word(*powers).places):
        powers[0][0, cells[0]] = 1
    return Family(kind.word(*powers))


def test_symbols_agree_with_all_pairs_on_tori():
    rng = Random(5)
    for _ in range(200):
        kind, d = rng.choice([QUBIT, clock(3), clock(4)]), rng.choice([1, 2])
        try:
            a, b = some_family(rng, kind, d), some_family(rng, kind, d)
        except DimensionError:
            continue
        for sizes in ((1,)*d, (2,)*d, (4,)*d):
            direct = all(v.commutes(w) for v in a.on(sizes) for w in b.on(sizes))
            assert direct == commute(a, b, sizes)
            if commute(a, b):
                assert direct
            elif long_enough(commutation_exponents(a, b), sizes):
                assert not direct


def test_symbol_statements():
    cube = CellComplex.of(hypercubic(3))
    for face in range(3):
        b = face_word(cube, ROTOR, face, unsigned=True)
        q = vertex_charge(cube, unsigned=True)
        assert charge_exponents(q, b) == {}
        assert prove(charge_symbol(q, b)).verdict == "proved"
        wrong = face_word(cube, ROTOR, face)          # oriented signs do not suit the plain sum
        assert charge_exponents(q, wrong)
        assert prove(charge_symbol(q, wrong)).verdict == "refuted"
    xx = Family(QUBIT.word({(0, (0,)): 1, (0, (1,)): 1}))
    zz = Family(QUBIT.word({}, {(0, (0,)): 1, (0, (1,)): 1}))
    assert commutation_exponents(xx, zz) == {(-1,): 1, (1,): 1}
    far = Family(QUBIT.word({}, {(0, (0,)): 1, (0, (1,)): 1, (1, (0,)): 1}))
    pair = Family(QUBIT.word({(0, (0,)): 1, (0, (1,)): 1, (1, (0,)): 1, (1, (1,)): 1,
                              (1, (-1,)): 1}))
    assert (commutation_exponents(far, pair) == {}) == commute(far, pair)
    doubled = Family(clock(4).word({(0, (0,)): 2, (0, (1,)): 2}))
    twice = Family(clock(4).word({}, {(0, (0,)): 2, (0, (1,)): 2}))
    assert prove(commutation_symbol(doubled, twice)).verdict == "proved"
    with pytest.raises(EngineRefusal, match="do not commute"):
        commutation_symbol(xx, zz)


def test_failures_are_named():
    x, z = Family(QUBIT.word({(0, (0,)): 1}), "field"), Family(QUBIT.word({}, {(0, (2,)): 1}))
    one, two = failure(x, z)
    assert not one.commutes(two)
    with pytest.raises(EngineRefusal, match="field at the cell 0"):
        require_commuting([x, z])
    require_commuting([x, x])


def test_sublattices_need_even_tori():
    require_bipartite((2, 4))
    with pytest.raises(EngineRefusal, match="odd length 3"):
        require_bipartite((2, 3))
    plain = vertex_charge(CellComplex.of(hypercubic(2)), unsigned=True)
    assert dict(staggered(plain, (-1, -1)).weights) == {
        (0, (0, 0)): 1, (1, (0, 0)): 1, (0, (-1, 0)): -1, (1, (0, -1)): -1}


def test_malformed_families():
    with pytest.raises(DimensionError, match="places of a family"):
        Family(QUBIT.word({(0, ()): 1}))
    f = Family(QUBIT.word({(0, (0,)): 1}))
    with pytest.raises(DimensionError, match="2 lengths"):
        list(f.on((2, 2)))
    with pytest.raises(InputError, match="positive"):
        list(f.on((0,)))
    with pytest.raises(InputError, match="different kinds"):
        commute(f, Family(clock(3).word({(0, (0,)): 1})))
    with pytest.raises(DimensionError, match="1 and 2"):
        commute(f, Family(QUBIT.word({(0, (0, 0)): 1})))
    assert Charges.of({(0, (0,)): 0, (1, (0,)): 2}).weights == (((1, (0,)), 2),)
