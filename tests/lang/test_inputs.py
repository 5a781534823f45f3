"""Arguments that are no statements: whole numbers, matrices, and numbers that are none."""

import numpy as np
import pytest
from sympy import I, ImmutableMatrix, Integer, Matrix, Rational, Symbol, nan, oo, zoo

from symq.errors import DimensionError, DomainError, InexactError, InputError
from symq.lang.inputs import exact_matrix, integer
from symq.lang.statement import eq, expression


@pytest.mark.parametrize("value", [3, Integer(3), np.int64(3), np.uint8(3)])
def test_whole_numbers_of_every_library(value):
    found = integer(value, "n", 1, 5)
    assert found == 3 and type(found) is int


@pytest.mark.parametrize("value", [3.0, np.float64(3), "3", None, True, np.True_, Rational(1, 2),
                                   Symbol("n"), oo, 0, 6])
def test_what_is_no_whole_number_in_range(value):
    with pytest.raises(InputError, match=r"n .* is not a whole number from 1 to 5"):
        integer(value, "n", 1, 5)


def test_messages_name_the_bounds_that_there_are():
    for bounds, words in (((), ""), ((1,), " of at least 1"), ((None, 5), " of at most 5")):
        with pytest.raises(InputError) as caught:
            integer("a", "rank", *bounds)
        assert str(caught.value) == f"rank 'a' is not a whole number{words}"


def test_matrices_of_every_library():
    rows = [[1, 2], [3, 4]]
    for value in (rows, tuple(map(tuple, rows)), Matrix(rows), np.array(rows)):
        assert exact_matrix(value, "m", (2, 2)) == ImmutableMatrix(rows)
    assert exact_matrix([[I, Symbol("a")]], "m").shape == (1, 2)
    assert exact_matrix(Matrix(0, 3, []), "m").shape == (0, 3)


@pytest.mark.parametrize(("value", "error"), [
    ([[1, 2], [3]], DimensionError), ([1, 2], InputError), ("ab", InputError), (3, InputError),
    (None, InputError), ([["a"]], InputError), ([[0.5]], InexactError), (np.eye(2), InexactError),
    (Matrix([[nan]]), DomainError), ([[1, 2]], DimensionError)])
def test_what_is_no_matrix(value, error):
    with pytest.raises(error):
        exact_matrix(value, "m", (2, 2))


@pytest.mark.parametrize("value", [nan, zoo, Symbol("x") + zoo])
def test_no_number(value):
    with pytest.raises(DomainError, match="divides by zero"):
        expression(value)
    with pytest.raises(DomainError):
        eq(value, 1)
    assert expression(oo) == oo
