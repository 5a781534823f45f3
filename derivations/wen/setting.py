"""The symbols of the talk: spins, rotors, couplings, wave vectors.

hbar = 1 and [S^x, S^y] = i S^z. The lattice constant is a; each pair of neighbours counts once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from symq.lang import calc
from symq.lang.calc import Derivation
from symq.lang.statement import All
from symq.paper.paper import Paper

paper = Paper.at(__file__)

S, a, c = paper.positive("S a c")                          # spin, lattice constant, speed of light
U, g, J = paper.positive("U g J")                          # couplings of the rotor model
x, y, z, t = paper.real("x y z t")
k, omega = paper.real("k omega", latex=r"k \omega")
kx, ky, kz = K = paper.real("k_x k_y k_z")
paper.given(note="fields are smooth functions")


def stepwise(found: Iterable[Derivation], goal: All, notes: Sequence[str]) -> Derivation:
    """The lines of what an engine derived, and the parts of the goal.

    Two matrices that are shown alike (a form and its adjoint, two torques 0) are left out.
    """
    return calc.stepwise(goal, notes, (replace(step, name="") for derived in found
                                       for step in derived.steps
                                       if step.name not in ("stationary", "form")))
