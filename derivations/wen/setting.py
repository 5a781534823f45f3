"""The symbols of the talk: spins, rotors, couplings, wave vectors.

hbar = 1 and [S^x, S^y] = i S^z. The lattice constant is a; each pair of neighbours counts once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from symq.lang.calc import Derivation, Step
from symq.lang.statement import All
from symq.paper.paper import Paper

paper = Paper.at(__file__)

S, a, c = paper.positive("S a c")                          # spin, lattice constant, speed of light
U, g, J = paper.positive("U g J")                          # couplings of the rotor model
x, y, z, t = paper.real("x y z t")
k, omega = paper.real("k omega", latex=r"k \omega")
kx, ky, kz = K = paper.real("k_x k_y k_z")
paper.given(note="fields are smooth functions")


def stepwise(found: Iterable[Derivation], goal: All, notes: Sequence[str],
             skip: Iterable[str] = ()) -> Derivation:
    """The lines of what an engine derived, each once, and then the parts of the goal.

    Args:
        skip: names of lines that are left out.
    """
    steps: list[Step] = []
    for number, derived in enumerate(found, 1):
        for step in derived.steps:
            if f"{step.name} {number}" not in skip:
                steps.append(replace(step, name=f"{step.name} {number}"))
    lines = [Step(part, (), note) for part, note in zip(goal.parts, notes, strict=True)]
    return Derivation(goal, (*steps, *lines))
