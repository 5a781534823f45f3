"""Arguments that no function of the engine can use, each beside a neighbour that it can."""

import pytest
from sympy import Matrix, expand, symbols

from symq.errors import InputError, InternalError, SymqError
from symq.lattice import (
    QUBIT,
    ROTOR,
    AbelianAnyons,
    CellComplex,
    HoppingModel,
    Laurent,
    SpinModel,
    StabiliserCode,
    chain,
    ferromagnet,
    gradient,
    heisenberg,
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


J, S = symbols("J S")
PLANE = SpinModel.on(square(), S, {1: heisenberg(-J)}, assuming=[J > 0, S > 0])


@pytest.mark.parametrize("make", [
    lambda: SpinModel.on(None, S, {1: heisenberg(J)}), lambda: SpinModel.on(square(), -1, {}),
    lambda: SpinModel.on(square(), 0, {}), lambda: SpinModel.on(square(), S, {"a": heisenberg(J)}),
    lambda: SpinModel.on(square(), S, {}, assuming="J>0"),
    lambda: SpinModel.on(square(), S, {}, assuming=[3]),
    lambda: HoppingModel.of(chain(), "bosons", {(0, 0): {(0, 0): 1}}),
    lambda: square().supercell(2), lambda: square().neighbours(1),
    lambda: square().neighbours(0, 1.5),
    lambda: ferromagnet(PLANE).bands().gapless_points(1.5),
    lambda: ferromagnet(PLANE).bands().bands[0].frequencies((1,)),
    lambda: ferromagnet(PLANE).bands().bands[0].frequencies((0, 1))])
def test_models_and_wave_vectors_of_another_kind(make):
    with pytest.raises(SymqError):
        make()


def test_the_same_models_well_formed():
    band = ferromagnet(PLANE).bands().bands[0]
    assert [expand(w) for w in band.frequencies((1, -1))] == [4*J*S]   # at k.a = (0, pi)
    assert len(square().supercell(Matrix([[1, 1], [1, -1]])).sites) == 2


@pytest.mark.parametrize("call", [
    lambda: QUBIT.word("abc"), lambda: QUBIT.word([None]), lambda: QUBIT.word({}, {}, phase="x"),
    lambda: QUBIT.word({0: 1}).act(None), lambda: ROTOR.word({0: 1}).charge("w"),
    lambda: QUBIT.word({0: 1}).commutes(3), lambda: chain().bonds(10**30),
    lambda: chain(10**30), lambda: homology_count(10**30, (), 2), lambda: Laurent.of(5),
    lambda: Laurent.of([1]), lambda: Laurent.of({(1,): 1}).angles([1, 2]),
    lambda: Laurent.of({(1,): 1}).at("z"), lambda: Laurent.of({(1,): 1}).moment([1], 10**30, [1])])
def test_words_shells_and_phases_of_another_kind(call):
    with pytest.raises(InputError) as found:
        call()
    assert type(found.value) is not InternalError
