"""Enumerations against brute force and closed formulas; complete lists."""

import pytest

from symq.errors import EngineRefusal, InputError
from symq.phasespace import (
    PhaseSpace,
    Subspace,
    canonical_variables,
    check_list,
    count_statement,
    epistemic_states,
    isotropic_count,
    isotropic_subspaces,
    lagrangian_count,
    random_isotropic,
    random_state,
    state_count,
)
from symq.prove import prove
from tests.phasespace import brute


@pytest.mark.parametrize(("n", "d"), [(1, 2), (2, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 8),
                                      (1, 9), (2, 3), pytest.param(2, 4, marks=pytest.mark.slow)])
def test_every_isotropic_submodule_once(n, d):
    found = list(isotropic_subspaces(PhaseSpace(n, d)))
    sets = [frozenset(V.elements()) for V in found]
    assert len(set(sets)) == len(sets)
    assert set(sets) == brute.isotropic_sets(n, d)


@pytest.mark.parametrize(("n", "p"), [
    (1, 2), (2, 2), (3, 2), (1, 3), (2, 3), (3, 3), (1, 5), (2, 5), (1, 7),
    pytest.param(4, 2, marks=pytest.mark.slow)])
def test_counts_equal_the_closed_formulas(n, p):
    for k in range(n + 1):
        found = set(isotropic_subspaces(PhaseSpace(n, p), k))
        assert len(found) == isotropic_count(n, p, k)
        assert all(V.is_isotropic() and V.rank == k for V in found)
    assert isotropic_count(n, p, n) == lagrangian_count(n, p)


@pytest.mark.parametrize(("n", "p", "pure", "all_"), [
    (1, 2, 6, 7), (2, 2, 60, 91), (1, 3, 12, 13), (2, 3, 360, 481), (1, 5, 30, 31),
    pytest.param(3, 2, 1080, 2467, marks=pytest.mark.slow)])
def test_numbers_of_states(n, p, pure, all_):
    """Stabiliser states: 6, 60, 1080 for qubits; 12, 360 for qutrits (Gross 2006)."""
    assert state_count(n, p, pure=True) == pure
    assert state_count(n, p) == all_
    states = set(epistemic_states(PhaseSpace(n, p)))
    assert len(states) == all_
    assert sum(s.is_pure for s in states) == pure
    assert len({frozenset(s.support()) for s in states}) == all_


@pytest.mark.slow
@pytest.mark.parametrize(("n", "p", "pure", "all_"), [
    (4, 2, 36720, 150451), (3, 3, 30240, 64093), (2, 5, 3900, 4681)])
def test_numbers_of_states_of_larger_systems(n, p, pure, all_):
    assert (state_count(n, p, pure=True), state_count(n, p)) == (pure, all_)
    states = seen = 0
    last = None
    for state in epistemic_states(PhaseSpace(n, p)):
        if state.subspace is not last:
            last, values = state.subspace, set()
        assert state.values not in values
        values.add(state.values)
        states += 1
        seen += last.rank == n
    assert (seen, states) == (pure, all_)


@pytest.mark.parametrize(("d", "sigma"), [(4, 7), (6, 12), (8, 15), (9, 13), (10, 18), (12, 28)])
def test_lagrangian_modules_of_one_system_are_counted_by_divisors(d, sigma):
    """They are the submodules of Z_d^2 with d elements; their number is sigma(d)."""
    assert sum(V.is_lagrangian() for V in isotropic_subspaces(PhaseSpace(1, d))) == sigma


@pytest.mark.parametrize(("n", "p"), [(1, 2), (2, 2), (1, 3)])
def test_lagrangian_modules_over_squares_of_primes(n, p):
    """A residue class of dimension k lifts in p^(k(k+1)/2) ways."""
    wanted = sum(isotropic_count(n, p, k) * p ** (k * (k + 1) // 2) for k in range(n + 1))
    assert sum(V.is_lagrangian() for V in isotropic_subspaces(PhaseSpace(n, p * p))) == wanted


@pytest.mark.slow
def test_lagrangian_modules_over_nine():
    assert sum(V.is_lagrangian() for V in isotropic_subspaces(PhaseSpace(2, 9))) == 1201


def test_composite_moduli_multiply():
    wanted = len(set(isotropic_subspaces(PhaseSpace(1, 2)))) * \
        len(set(isotropic_subspaces(PhaseSpace(1, 3))))
    assert len(set(isotropic_subspaces(PhaseSpace(1, 6)))) == wanted == 20


@pytest.mark.parametrize("d", [4, 6, 9])
def test_formulas_refuse_composite_moduli(d):
    with pytest.raises(EngineRefusal, match="not prime"):
        lagrangian_count(1, d)


def test_infinite_rings_are_refused():
    with pytest.raises(EngineRefusal):
        next(isotropic_subspaces(PhaseSpace(1, "Q")))


def test_variables_of_one_bit_and_one_trit():
    assert [str(f) for f in canonical_variables(PhaseSpace(1, 2))] == ["P1", "X1", "X1 + P1"]
    assert len(canonical_variables(PhaseSpace(1, 3))) == 4
    assert len(canonical_variables(PhaseSpace(2, 3))) == 40


def test_complete_lists_pass_and_damaged_ones_do_not():
    space = PhaseSpace(2, 3)
    entries = [[str(f) for f in V.functionals] for V in isotropic_subspaces(space, 2)]
    assert check_list(space, entries).is_complete
    assert check_list(space, entries).expected == 40
    damaged = [*entries[1:], ["X1", "P1"], [2 * space.linear(entries[5][0]), entries[5][1]]]
    report = check_list(space, damaged)
    assert not report.is_complete
    assert report.invalid == ((40, "[X1, P1] = 1, not 0"),)
    assert report.repeated == ((41, 5),)
    assert report.missing == (Subspace(space, entries[0]),)
    correlated = [e for e in entries if Subspace(space, e).is_correlated([1])]
    report = check_list(space, correlated, lambda V: V.is_lagrangian() and V.is_correlated([1]))
    assert report.is_complete
    assert report.expected == 24
    wrong = check_list(space, [*correlated, ["X1", "X2"]],
                       lambda V: V.is_lagrangian() and V.is_correlated([1]))
    assert wrong.invalid[0][0] == 25


@pytest.mark.parametrize(("n", "p", "rank", "number", "correlated"), [
    (1, 3, 1, 4, None), (2, 2, 2, 15, None), (2, 2, 2, 6, True), (2, 2, 2, 9, False),
    (2, 3, 2, 40, None), (2, 3, 2, 24, True), (2, 3, 2, 16, False), (2, 3, 1, 40, None)])
def test_counts_are_proved_by_the_kernel(n, p, rank, number, correlated):
    space = PhaseSpace(n, p, "block" if n == 2 else "interleaved")
    assert prove(count_statement(space, rank, number, correlated)).verdict == "proved"
    assert prove(count_statement(space, rank, number + 1, correlated)).verdict == "refuted"


def test_counts_that_are_too_long():
    with pytest.raises(EngineRefusal):
        count_statement(PhaseSpace(3, 5), 3, 1)
    with pytest.raises(EngineRefusal):
        count_statement(PhaseSpace(1, 4), 1, 1)
    with pytest.raises(InputError):
        count_statement(PhaseSpace(1, 3), 1, 4, correlated=True)


def test_random_subspaces_reach_everything():
    space = PhaseSpace(1, 3)
    assert len({random_isotropic(space, 1, seed) for seed in range(60)}) == 4
    assert len({random_state(space, 1, seed) for seed in range(200)}) == 12
    assert random_isotropic(space, 1, 7) == random_isotropic(space, 1, 7)
