"""Arguments that no function of the engine can use, each beside a neighbour that it can."""

import numpy as np
import pytest
from sympy import Matrix, Rational, diag, eye, log, nan, oo, sqrt

from symq.entanglement import (
    Candidate,
    KrausOperator,
    LocalMeasurement,
    LOCCTree,
    WState,
    check_monotone,
    derive_gap_bound,
    fortescue_lo,
    fortescue_lo_probability,
    kappa,
    largest_gap,
    mixed_concurrence,
    optimal_fortescue_lo,
    renyi_entropy,
    schmidt_probabilities,
    star,
    symbols_decreasing,
    w_state,
)
from symq.errors import (
    DimensionError,
    DomainError,
    EngineRefusal,
    InputError,
    InternalError,
    SymqError,
)

PAIR = Matrix([2, 0, 0, 1]) / sqrt(5)


def test_min_entropy_is_that_of_the_largest_probability():
    assert renyi_entropy(PAIR, (2, 2), oo) == log(Rational(5, 4)) / log(2)
    assert renyi_entropy(PAIR, (2, 2), 0) == 1


@pytest.mark.parametrize("alpha", [nan, -1, 1, -oo])
def test_orders_without_an_entropy(alpha):
    with pytest.raises(DomainError):
        renyi_entropy(PAIR, (2, 2), alpha)


def test_kraus_operators_as_rows_and_arrays():
    assert KrausOperator([[1, 0], [0, 1]]) == KrausOperator(np.eye(2, dtype=int)) == \
        KrausOperator(eye(2))
    for bad, error in (([[1, 0]], DimensionError), ("a", InputError), (np.eye(2), SymqError)):
        with pytest.raises(error):
            KrausOperator(bad)


def test_matrices_that_are_no_states():
    assert mixed_concurrence(diag(Rational(1, 2), 0, 0, Rational(1, 2))) == 0
    with pytest.raises(DomainError, match="negative eigenvalue"):
        mixed_concurrence(diag(2, 0, 0, -1))


@pytest.mark.parametrize("make", [
    lambda: check_monotone(3), lambda: largest_gap("a"),
    lambda: schmidt_probabilities(PAIR, (2.0, 2)), lambda: schmidt_probabilities(PAIR, (-2, -2))])
def test_arguments_of_another_kind(make):
    with pytest.raises(InputError):
        make()


def test_monotones_of_many_parties_are_made_in_no_time():
    many = kappa(14)
    top, rest = Rational(1, 2), Rational(1, 26)
    value = many.value(WState((top,) + (rest,)*13))
    assert value == 1 - top*(1 - rest/top)**13


def test_a_denominator_that_changes_sign_is_found_by_its_factors():
    a, b, c = symbols_decreasing(3)[0]
    with pytest.raises(EngineRefusal, match="may vanish"):
        Candidate.sorted(b**3/(a*(b - c)), (a, b, c))
    assert Candidate.sorted(b**4/(a*(a**2 - 3*a*b + 3*b**2)), (a, b)).n == 2


@pytest.mark.parametrize("make", [
    lambda: LocalMeasurement.diagonal([(1,)], "A"),
    lambda: LocalMeasurement.computational().outcomes(None, 1),
    lambda: LOCCTree(None, None), lambda: derive_gap_bound("x")])
def test_states_and_numbers_of_another_kind(make):
    with pytest.raises(InputError):
        make()


@pytest.mark.parametrize("call", [
    lambda: kappa(10**30), lambda: star(1, 30), lambda: w_state(10**30),
    lambda: largest_gap(10**30), lambda: fortescue_lo(10**30, Rational(1, 2)),
    lambda: fortescue_lo_probability(10**30, Rational(1, 2)),
    lambda: fortescue_lo_probability(-1, Rational(1, 2)),
    lambda: fortescue_lo_probability(2, 3), lambda: optimal_fortescue_lo(10**30)])
def test_numbers_beyond_what_is_written_out(call):
    with pytest.raises(InputError) as found:
        call()
    assert type(found.value) is not InternalError
