"""Arguments that no function of the engine can use, each beside a neighbour that it can."""

import numpy as np
import pytest
from sympy import Integer, nan, symbols, zoo

from symq.errors import DomainError, EngineRefusal, InputError
from symq.phasespace import (
    Constraints,
    GaussianState,
    PhaseSpace,
    PoissonManifold,
    symplectic_order,
)

x, p, y, q = symbols("x p y q")
FLAT = PoissonManifold((x, p, y, q), {(x, p): 1, (y, q): 1})


def test_numbers_of_every_library():
    assert PhaseSpace(Integer(1), Integer(3)) == PhaseSpace(np.int64(1), np.int64(3)) == \
        PhaseSpace(1, 3)


@pytest.mark.parametrize("make", [
    lambda: PhaseSpace(True, 3), lambda: PhaseSpace(1, True), lambda: PhaseSpace(1, 3, sign=True),
    lambda: symplectic_order(True, 3), lambda: symplectic_order("a", 3),
    lambda: FLAT.casimirs(1.5), lambda: PoissonManifold((x, p), {(x, p): nan}),
    lambda: PoissonManifold((x, p), {(x, p): zoo}),
    lambda: GaussianState(PhaseSpace(1), [[1, 0], [0, 1]], [nan, 0])])
def test_arguments_of_another_kind(make):
    with pytest.raises(InputError):
        make()


def test_constraints_that_repeat_or_contradict_each_other():
    for bad in ([x, x], [x, p, x + p], [x, x - 1], [x*p, 2*x*p]):
        with pytest.raises(DomainError):
            Constraints(FLAT, bad)
    assert Constraints(FLAT, [x, p, q]).first_class == (q,)


def test_a_constraint_without_a_gradient_on_its_surface():
    with pytest.raises(EngineRefusal, match="vanishes on the surface"):
        Constraints(FLAT, [x**2, p])
    assert Constraints(FLAT, [x + x**2, p + 1]).second_class == (x + x**2, p + 1)
