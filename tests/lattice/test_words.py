"""Words of shifts and clocks against dense matrices; rotors against their wave numbers."""

from random import Random

import numpy as np
import pytest
from sympy import I

from symq.errors import DomainError, InputError
from symq.lattice.operators import (
    QUBIT,
    ROTOR,
    Kind,
    charge_statement,
    clock,
    commutation_statement,
    unit,
)
from symq.prove import prove

from .dense import matrix

KINDS = [QUBIT, clock(3), clock(4), Kind(4, 2), Kind(6, 3)]


def some_word(rng, kind, places=(0, 1)):
    return kind.word({p: rng.randrange(kind.levels) for p in places},
                     {p: rng.randrange(kind.root) for p in places}, rng.randrange(2*kind.root))


def test_products_powers_inverses_and_commutations_are_those_of_the_matrices():
    rng = Random(1)
    for _ in range(200):
        kind = rng.choice(KINDS)
        a, b = some_word(rng, kind), some_word(rng, kind)
        one, two = matrix(a, (0, 1)), matrix(b, (0, 1))
        assert np.allclose(matrix(a*b, (0, 1)), one @ two)
        assert np.allclose(matrix(a.inverse(), (0, 1)), one.conj().T)
        n = rng.randint(-4, 4)
        assert np.allclose(matrix(a**n, (0, 1)), np.linalg.matrix_power(one, n))
        phase = np.exp(2j*np.pi*a.commutation(b)/kind.root)
        assert np.allclose(one @ two, phase*(two @ one))
        assert a.commutes(b) == np.allclose(one @ two, two @ one)


def test_action_on_states_is_a_column_of_the_matrix():
    rng = Random(2)
    for _ in range(100):
        kind = rng.choice(KINDS)
        word, n = some_word(rng, kind), kind.levels
        state = {0: rng.randrange(n), 1: rng.randrange(n)}
        phase, new = word.act(state)
        column = matrix(word, (0, 1))[:, state[0]*n + state[1]]
        expected = np.zeros(n*n, complex)
        expected[new.get(0, 0)*n + new.get(1, 0)] = np.exp(1j*np.pi*phase/kind.root)
        assert np.allclose(column, expected)


def test_pauli_matrices():
    x, z = QUBIT.word({0: 1}), QUBIT.word({}, {0: 1})
    y = QUBIT.word({0: 1}, {0: 1}, 1)
    assert x*y == QUBIT.word({}, {0: 1}, 1) and (x*y).scalar == I          # XY = iZ
    assert (y*y).is_scalar and (y*y).scalar == 1
    assert x.commutation(z) == 1 and unit(3, 2) == -I


@pytest.mark.parametrize("kind", [QUBIT, clock(4), ROTOR])
def test_statements_of_commutations_are_proved_and_their_twins_refuted(kind):
    from dataclasses import replace
    a = kind.word({0: 1, 1: -1}, {2: 1})
    b = kind.word({2: 1}, {1: 1})
    good = commutation_statement(a, b)
    assert prove(good).verdict == "proved"
    assert prove(replace(good, rhs=-good.rhs)).verdict == "refuted"


def test_charges_of_rotor_words():
    word = ROTOR.word({0: 1, 1: -2}, {0: 1})
    assert word.charge({0: 1, 1: 1}) == -1
    good = charge_statement({0: 1, 1: 1}, word)
    assert prove(good).verdict == "proved"
    assert prove(charge_statement({0: 1, 1: 1, 2: 5}, word)).verdict == "proved"
    from dataclasses import replace
    assert prove(replace(good, rhs=-good.rhs)).verdict == "refuted"
    with pytest.raises(DomainError, match="modulo 2"):
        QUBIT.word({0: 1}).charge({0: 1})


@pytest.mark.parametrize("levels,root", [(1, 2), (4, 3), (2, 4), (-2, 2), (3, 1), (True, 2)])
def test_kinds_that_do_not_exist(levels, root):
    with pytest.raises(InputError, match=r"root|levels"):
        Kind(levels, root)


def test_words_of_different_kinds_and_powers_that_are_no_integers():
    with pytest.raises(InputError, match="different kinds"):
        QUBIT.word({0: 1})*clock(3).word({0: 1})
    with pytest.raises(InputError, match="not an integer"):
        QUBIT.word({0: 0.5})
