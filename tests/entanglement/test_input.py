"""Arguments that no function of the engine can use, each beside a neighbour that it can."""

import numpy as np
import pytest
from sympy import Matrix, Rational, diag, eye, log, nan, oo, sqrt

from symq.entanglement import (
    KrausOperator,
    check_monotone,
    largest_gap,
    mixed_concurrence,
    renyi_entropy,
    schmidt_probabilities,
)
from symq.errors import DimensionError, DomainError, InputError, SymqError

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
