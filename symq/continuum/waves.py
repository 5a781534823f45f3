"""One step of a scheme on plane waves."""

from __future__ import annotations

from sympy import ImmutableMatrix, Matrix, Mul, Pow, Symbol, cancel

from symq.continuum.model import Scheme, Stencil
from symq.errors import EngineRefusal
from symq.lang.checked import checked


@checked
def lattice_matrix(scheme: Scheme) -> tuple[ImmutableMatrix, tuple[Symbol, ...]]:
    """One step of the one-level form on plane waves, exactly, with z_a = exp(i k_a spacing_a).

    Raises:
        EngineRefusal: coefficients depend on position or time.
    """
    moving = {*scheme.axes, scheme.time}
    if any(e.free_symbols & moving for e in scheme.coefficients()):
        raise EngineRefusal("coefficients depend on position or time, so plane waves are no "
                            "solutions", "replace the functions by constants")
    base = scheme.one_level()
    waves = tuple(Symbol(f"z_{a.name}") for a in scheme.axes)

    def total(part: Stencil) -> Matrix:
        found = Matrix.zeros(base.n, base.n)
        for shift, matrix in part:
            found += matrix * Mul(*(Pow(z, s) for z, s in zip(waves, shift, strict=True)))
        return found

    new = total(base.new)
    step = total(base.old[0])
    whole = step if base.is_explicit else new.inv() * step
    return whole.applyfunc(cancel).as_immutable(), waves
