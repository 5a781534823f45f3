"""Malformed input is refused with one of our own exceptions."""

import pytest
from sympy import Symbol, simplify, sin

from symq.errors import EngineRefusal, InputError, SymqError
from symq.phasespace import (
    AffineSymplectic,
    Constraints,
    Cyclotomic,
    EpistemicState,
    GaussianState,
    PhaseSpace,
    PoissonManifold,
    check_list,
    decide,
    displacement,
    isotropic_count,
    lagrangian_count,
    state_count,
    symplectic_eigenvalues,
    symplectic_order,
    two_mode_squeezed,
    value_assignment,
    wigner,
    williamson,
)

ONE, TWO, REAL = PhaseSpace(1, 3), PhaseSpace(2, 3), PhaseSpace(1)
FLAT = PoissonManifold.canonical(REAL)


@pytest.mark.parametrize("call", [
    lambda: EpistemicState(TWO, ["X1"]),
    lambda: EpistemicState(TWO, {"X1": "a"}),
    lambda: EpistemicState(TWO, {"X1": 0.5}),
    lambda: EpistemicState(TWO, {"X1": Symbol("q")}),
    lambda: EpistemicState(ONE).outcome([("X", 1)]),
    lambda: EpistemicState(ONE).marginal([]),
    lambda: EpistemicState(ONE).marginal([2]),
    lambda: TWO.point(5),
    lambda: TWO.point("abcd"),
    lambda: TWO.linear(None),
    lambda: TWO.linear("X1 +"),
    lambda: displacement(ONE, None),
    lambda: AffineSymplectic(ONE, 5),
    lambda: AffineSymplectic.from_images(ONE, {"X + P": "P"}),
    lambda: AffineSymplectic.from_images(ONE, {"2X": "P"}),
    lambda: AffineSymplectic.from_images(ONE, {"X": "P"}),
    lambda: check_list(ONE, ["X", "P"]),
    lambda: lagrangian_count(-1, 3),
    lambda: state_count(0, 3),
    lambda: isotropic_count(1.5, 3, 1),
    lambda: symplectic_order(1.5, 3),
    lambda: GaussianState(ONE, [[1, 0], [0, 1]]),
    lambda: GaussianState(REAL, 5),
    lambda: decide(REAL, [[1, "a"], ["a", 1]]),
    lambda: decide(REAL, [[1.0, 0], [0, 1]]),
    lambda: two_mode_squeezed(PhaseSpace(2), 4).homodyne({}),
    lambda: two_mode_squeezed(PhaseSpace(2), 4).heterodyne([1], [1]),
    lambda: two_mode_squeezed(PhaseSpace(2), -1),
    lambda: wigner(ONE, 5),
    lambda: wigner(ONE, [[1, 0], [0, 0]]),
    lambda: wigner(ONE, [[Symbol("a"), 0, 0], [0, 0, 0], [0, 0, 0]]),
    lambda: Cyclotomic(3, 0.5),
    lambda: Cyclotomic(0),
    lambda: Cyclotomic(3) ** -1,
    lambda: PoissonManifold((1, 2), {}),
    lambda: Constraints(FLAT, [1]),
    lambda: Constraints(FLAT, [sin(Symbol("X1"))]),
    lambda: value_assignment(PhaseSpace(2, 2), [(1, 2, 3)]),
])
def test_malformed_input(call):
    with pytest.raises(SymqError) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_dimensions_outside_the_range_count_nothing():
    assert isotropic_count(2, 3, 3) == isotropic_count(2, 3, -1) == 0


@pytest.mark.parametrize("form", [decide, williamson, symplectic_eigenvalues])
def test_gaussian_forms_need_a_continuous_phase_space(form):
    with pytest.raises(EngineRefusal, match="need R or Q, not Z_3"):
        form(ONE, [[1, 0], [0, 1]])
    with pytest.raises(InputError, match="should be a PhaseSpace"):
        form(None, [[1, 0], [0, 1]])


def test_constraints_on_a_phase_space():
    circle = PhaseSpace(2)
    x, p, y, q = circle.symbols
    found = Constraints(circle, [x**2 + y**2 - 1, x*p + y*q])
    assert simplify(found.dirac_bracket(x, p) - y**2/(x**2 + y**2)) == 0
    assert simplify(found.dirac_bracket(p, q) - (y*p - x*q)/(x**2 + y**2)) == 0
    with pytest.raises(InputError, match=r"PhaseSpace .* or a PoissonManifold"):
        Constraints(None, [x])
    with pytest.raises(EngineRefusal, match="no derivatives"):
        Constraints(TWO, [TWO.symbols[0]])
