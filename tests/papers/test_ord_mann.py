"""ord-mann: every registered id is claimed; facts from elsewhere, by plain complex arithmetic."""

import cmath
import math

import pytest

from symq.paper.derive import as_derivation
from symq.paper.locate import find, load


@pytest.fixture(scope="module")
def paper():
    return load(find("ord-mann")[0])


def test_every_registered_id_is_claimed(paper):
    assert {row.id for row in paper.register.rows} == set(paper.claims)


@pytest.mark.parametrize("name", ["9-10", "11", "12", "13", "14", "18", "22", "23", "24", "25"])
def test_displayed_equations_come_about_step_by_step(paper, name):
    lines = as_derivation(paper.claims[f"ord-mann:{name}"].derive()).steps
    assert len(lines) > 1 and all(line.note for line in lines)


def stepped(alpha, beta, phase):
    """The eigenvalues of the step (1) on exp(i phase z/delta)."""
    up, down = cmath.exp(1j * phase), cmath.exp(-1j * phase)
    trace, det = beta * (up + down), (beta**2 + alpha**2)
    root = cmath.sqrt(trace**2 - 4 * det)
    return (trace + root) / 2, (trace - root) / 2


def test_eight_steps_turn_by_the_frequency_of_schroedinger():
    # D k^2 times 8 epsilon with epsilon = delta^2/(2 D) is 4 (k delta)^2
    phase = 1e-3
    angles = sorted(cmath.phase((math.sqrt(2) * x)**8) for x in stepped(0.5, 0.5, phase))
    assert angles == pytest.approx([-4 * phase**2, 4 * phase**2], rel=1e-4)


def test_the_densities_decay_with_a_fixed_velocity():
    # (18) as printed would conserve |phi'|; the step with beta = 1 - a epsilon loses a epsilon
    a, epsilon = 1.0, 1e-4
    for eigenvalue in stepped(a * epsilon, 1 - a * epsilon, 0.0):
        assert math.log(abs(eigenvalue)) / epsilon == pytest.approx(-a, rel=1e-3)
