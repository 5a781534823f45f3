"""Modes that grow in every step although the formal limit exists (von Neumann's condition)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from sympy import Expr, I, Integer, Rational, cancel, expand, nan, pi, zoo

from symq.algebra.adjoint import adjoint
from symq.continuum.model import Scaling, Scheme
from symq.continuum.waves import lattice_matrix
from symq.errors import DomainError, EngineRefusal
from symq.lang.checked import checked
from symq.lang.statement import Inequality, Statement
from symq.prove import prove

PHASES = {I: pi / 2, Integer(-1): pi, Integer(1): Integer(0)}
WIDEST = 4                              # components up to which determinants are multiplied out


@dataclass(frozen=True)
class GrowingMode:
    """A wave on the lattice whose amplitude grows in each step by a factor that stays above one.

    Attributes:
        angles: wave number times spacing, per axis.
        excess: |det M|**2 - 1 at this wave as the lattice is refined; above zero, some mode grows.
        certain: whether that is proved not to be negative for all real parameters.
    """

    angles: tuple[Expr, ...]
    excess: Expr
    certain: bool

    @property
    def statement(self) -> Statement:
        """What is proved if it is certain, and else the condition for growth."""
        return Inequality(self.excess, ">=" if self.certain else ">", 0)

    def __str__(self) -> str:
        where = ", ".join(f"k h = {a}" for a in self.angles)
        grows = "grows in every step" + ("" if self.excess.is_number else
                                         f", but where {self.excess} = 0" if self.certain else
                                         f" where {self.excess} > 0")
        return (f"unstable: the wave with {where} {grows}, at every finite spacing; the limit is "
                "formal" if self.certain else f"stable only in part: the wave with {where} {grows}")


@checked
def growing_modes(scheme: Scheme, scaling: Scaling, normalise: Expr | int = 1
                  ) -> tuple[GrowingMode, ...]:
    """Waves that violate von Neumann's condition, looked for at a few wave numbers.

    Returns:
        A certain one alone; else those that grow for some values of the parameters. Nothing says
        that a scheme is stable, or that its coefficients depend on position.

    >>> from sympy import Function, symbols
    >>> from symq.continuum import from_equations
    >>> u, (x, t, h, e, c, nu) = Function("u"), symbols("x t h e c nu")
    >>> centred = from_equations([(u(x, t + e), u(x, t) - nu/2*(u(x + h, t) - u(x - h, t)))],
    ...                          [u], [x], [h], t, e)
    >>> print(growing_modes(centred, Scaling(h, ((e, nu*h/c),)))[0])
    unstable: the wave with k h = pi/2 grows in every step, but where nu**2 = 0, at every finite \
spacing; the limit is formal
    """
    try:
        matrix, waves = lattice_matrix(scheme)
    except EngineRefusal:
        return ()
    if matrix.rows > WIDEST:
        return ()
    volume = matrix.det(method="berkowitz")
    found: list[GrowingMode] = []
    for place in _places(len(waves)):
        value = volume.xreplace(dict(zip(waves, place, strict=True)))
        value = cancel(scaling.apply(value) / scaling.apply(Integer(1) * normalise)**matrix.rows)
        value = value.subs(scaling.small, 0)
        if value.has(nan, zoo):
            continue
        excess = expand(value * adjoint(value, {}) - 1)
        if excess == 0 or excess.is_nonpositive:
            continue
        angles = tuple(PHASES[z] for z in place)
        if excess.is_positive or _never_negative(excess):
            return (GrowingMode(angles, excess, True),)
        if excess.free_symbols:
            found.append(GrowingMode(angles, excess, False))
    return tuple(found)


def _places(dimension: int) -> Iterator[tuple[Expr, ...]]:
    for place in product(PHASES, repeat=dimension):
        if any(z != 1 for z in place):
            yield place


def _never_negative(excess: Expr) -> bool:
    try:
        return prove(Inequality(excess, ">=", Rational(0))).verdict == "proved"
    except DomainError:
        return False


__all__ = ["GrowingMode", "growing_modes"]
