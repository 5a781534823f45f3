"""Arguments that no function of the engine can use, each beside a neighbour that it can."""

import pytest
from sympy import Matrix

from symq.errors import InputError
from symq.lattice import (
    QUBIT,
    AbelianAnyons,
    CellComplex,
    StabiliserCode,
    gradient,
    homology_count,
    invariants,
    square,
    toric_code,
)


@pytest.mark.parametrize("make", [
    lambda: AbelianAnyons(3), lambda: AbelianAnyons("ab"), lambda: QUBIT.word(None),
    lambda: StabiliserCode((1,)), lambda: invariants(gradient(), -1),
    lambda: invariants(gradient(), 1.5), lambda: invariants(3, 1),
    lambda: homology_count(-1, (), 2), lambda: homology_count(1, (), 0),
    lambda: homology_count(1, (0,), 2), lambda: toric_code(None, 2, (3, 3)),
    lambda: toric_code(CellComplex.of(square()), 2, None),
    lambda: toric_code(CellComplex.of(square()), 2, "33")])
def test_arguments_of_another_kind(make):
    with pytest.raises(InputError):
        make()


def test_near_neighbours_that_are_accepted():
    assert AbelianAnyons(Matrix([[2]])).anyons == AbelianAnyons([[2]]).anyons == ((0,), (1,))
    assert homology_count(0, (2,), 2) == 2 and len(invariants(gradient(), 1)) == 3
