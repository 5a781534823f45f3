"""The derivation of spin waves and other small oscillations: every line can be proved."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Symbol

from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.statement import All, MatrixIdentity, Statement
from symq.lattice.bands import leading_statement
from symq.lattice.quadratic import QuadraticHamiltonian
from symq.lattice.spins import SpinState, quantum_equation

EPSILON = Symbol("epsilon", real=True)


@checked
def derive_oscillations(waves: QuadraticHamiltonian, before: Sequence[Step] = (),
                        direction: Sequence[object] | None = None) -> Derivation:
    """From a quadratic Hamiltonian to its dispersion.

    Returns:
        Steps: the Hermitian form, its positivity in the whole zone, the equations of motion and
        their characteristic polynomial as the product of the bands (the goal). With `direction`
        the expansion of each coefficient at k = 0 comes before the goal.
    Raises:
        EngineRefusal: the reference state is unstable.
    """
    bands = waves.bands()
    steps = list(before)
    form = waves.matrix()
    swap = {z: 1 / z for z in waves.lattice.waves}
    steps.append(Step(MatrixIdentity(form, form.T.xreplace(swap)), (),
                      "the quadratic form is Hermitian: $z_a$ goes to $1/z_a$", "form"))
    if waves.stability.verdict == "stable" and waves.stability.conditions:
        steps.append(Step(waves.stability.statement(), (),
                          "no direction lowers the energy, at any wave vector: the form "
                          "is a sum of squares"
                          if waves.stability.squares == waves.stability.evidence else
                          "no direction lowers the energy, at any wave vector", "stability"))
    if direction is not None:
        rates = waves.lattice.phases(direction)
        rows: list[Statement] = [
            leading_statement(c, rates, EPSILON, (1,) * waves.lattice.dimension)
            for band in bands.bands for c in band.coefficients if c]
        if rows:
            steps.append(Step(All(tuple(rows)) if len(rows) > 1 else rows[0], (),
                              "the coefficients at long waves", "long"))
    steps.append(Step(waves.statement(), (), f"the frequencies of all modes ({waves.kind})",
                      "bands"))
    return Derivation(steps[-1].statement, tuple(steps), tuple(waves.assuming),
                      f"Waves on the lattice {waves.lattice.name}".strip())


@checked
def derive_spin_waves(state: SpinState, direction: Sequence[object] | None = None) -> Derivation:
    """From a spin Hamiltonian and an ordered state to the dispersion of its spin waves.

    >>> from sympy import symbols
    >>> from symq.lattice import SpinModel, chain, ferromagnet, heisenberg
    >>> J, S = symbols("J S")
    >>> model = SpinModel.on(chain(), S, {1: heisenberg(-J)}, assuming=[J > 0, S > 0])
    >>> for step in derive_spin_waves(ferromagnet(model), (1,)).steps:
    ...     print(step.note)
    the equation of motion of one spin, $i[H, S]$
    the reference state exerts no torque
    the quadratic form is Hermitian: $z_a$ goes to $1/z_a$
    no direction lowers the energy, at any wave vector: the form is a sum of squares
    the coefficients at long waves
    the frequencies of all modes (linear spin waves, leading order in 1/S)
    """
    motion: list[Statement] = [quantum_equation(state.model, i)
                               for i in range(len(state.directions))]
    steps = [Step(All(tuple(motion)) if len(motion) > 1 else motion[0], (),
                  "the equation of motion of one spin, $i[H, S]$", "motion"),
             Step(state.stationarity(), (), "the reference state exerts no torque", "stationary")]
    return derive_oscillations(state.spin_waves(), steps, direction)


__all__ = ["derive_oscillations", "derive_spin_waves"]
