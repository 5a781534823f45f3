"""Modes that grow in every step although the formal limit exists (von Neumann's condition)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from operator import add
from typing import Any

from sympy import (
    Dummy,
    Expr,
    I,
    Integer,
    Matrix,
    Poly,
    cancel,
    expand_complex,
    factor,
    fraction,
    lcm,
    nan,
    pi,
    sign,
    together,
    zoo,
)

from symq.algebra.adjoint import adjoint
from symq.continuum.model import Scaling, Scheme
from symq.continuum.waves import lattice_matrix
from symq.errors import DomainError, EngineRefusal
from symq.lang.checked import checked
from symq.lang.inputs import assumed
from symq.lang.shown import characteristic
from symq.lang.statement import Inequality, Statement
from symq.prove import prove

PHASES = {I: pi / 2, Integer(-1): pi, Integer(1): Integer(0)}
WIDEST = 4                              # components up to which determinants are multiplied out


@dataclass(frozen=True)
class GrowingMode:
    """A wave on the lattice whose amplitude grows in each step by a factor that stays above one.

    Attributes:
        angles: wave number times spacing, per axis.
        excess: minus a minor of the Schur-Cohn matrix of this wave (|M|**2 - 1 for one
            component) as the lattice is refined; above zero, some mode grows.
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
def growing_modes(scheme: Scheme, scaling: Scaling, normalise: Expr | int = 1,
                  assuming: Iterable[Any] = ()) -> tuple[GrowingMode, ...]:
    """Waves that violate von Neumann's condition, looked for at a few wave numbers.

    Args:
        scheme: the difference equations.
        scaling: how the lattice is refined.
        normalise: what each step is divided by.
        assuming: relations of the parameters, such as nu > 0; conditions that they rule out are
            left out.
    Returns:
        A certain one alone; else those that grow for some values of the parameters. Nothing says
        that a scheme is stable, or that its coefficients depend on position.
    Conventions:
        Where all roots of p lie in the closed unit disc, the Schur-Cohn matrices of p and, by
        Gauss and Lucas, of its derivatives have no negative leading minor.

    >>> from sympy import Function, symbols
    >>> from symq.continuum import from_equations
    >>> u, (x, t, h, e, c, nu) = Function("u"), symbols("x t h e c nu")
    >>> centred = from_equations([(u(x, t + e), u(x, t) - nu/2*(u(x + h, t) - u(x - h, t)))],
    ...                          [u], [x], [h], t, e)
    >>> print(growing_modes(centred, Scaling(h, ((e, nu*h/c),)))[0])
    unstable: the wave with k h = pi/2 grows in every step, but where nu**2 = 0, at every finite \
spacing; the limit is formal
    """
    known = assumed(assuming)
    try:
        matrix, waves = lattice_matrix(scheme)
    except EngineRefusal:
        return ()
    if matrix.rows > WIDEST:
        return ()
    root = Dummy("lambda")
    modes = Poly(characteristic(matrix, root), root).all_coeffs()
    scale = scaling.apply(Integer(1) * normalise)
    found: dict[Expr, GrowingMode] = {}
    for place in _places(len(waves)):
        coefficients = _refined(modes, dict(zip(waves, place, strict=True)), scaling, scale)
        angles = tuple(PHASES[z] for z in place)
        for excess in () if coefficients is None else _excesses(coefficients):
            certain = _certain(excess, known)
            if certain:
                return (GrowingMode(angles, excess, True),)
            if certain is False:
                found.setdefault(_shape(excess), GrowingMode(angles, excess, False))
    return tuple(found.values())


def _refined(modes: list[Expr], place: dict[Expr, Expr], scaling: Scaling, scale: Expr
             ) -> list[Expr] | None:
    """The characteristic polynomial of a wave on a fine lattice, the highest power first.

    Where the implicit part has no inverse for this wave a root is infinite: then the polynomial is
    taken without denominators, and its highest coefficient is zero.
    """
    def values(polynomial: Sequence[Expr]) -> list[Expr] | None:
        here = [c.xreplace(place) for c in polynomial]
        if any(c.has(nan, zoo) for c in here):
            return None
        fine = [cancel(scaling.apply(c) / scale**power).subs(scaling.small, 0)
                for power, c in enumerate(here)]
        return None if any(c.has(nan, zoo) for c in fine) else fine

    found = values(modes)
    if found is None:
        parts = [fraction(together(c)) for c in modes]
        common = reduce(lcm, (below for _, below in parts), Integer(1))
        found = values([cancel(above * common / below) for above, below in parts])
    return found if found is not None and any(found) else None


def _excesses(coefficients: list[Expr]) -> Iterator[Expr]:
    """Numbers of which none is above zero where no root lies outside the unit circle."""
    while len(coefficients) > 1:
        n = len(coefficients) - 1
        bar = [adjoint(c, {}) for c in coefficients]
        minors = Matrix(n, n, lambda i, j, a=coefficients, b=bar: reduce(add, (
            b[i - k] * a[j - k] - a[len(a) - 1 - i + k] * b[len(a) - 1 - j + k]
            for k in range(min(i, j) + 1))))
        degenerate = True                           # as for roots on the circle and mirrored in it
        for size in range(1, n + 1):
            value = cancel(-minors[:size, :size].det(method="berkowitz"))
            value = expand_complex(value) if value.is_number else factor(value)
            degenerate = degenerate and value == 0
            yield value
        if not degenerate:
            return
        coefficients = [c * (n - k) for k, c in enumerate(coefficients[:-1])]


def _certain(excess: Expr, assuming: tuple[Any, ...]) -> bool | None:
    """Whether growth is proved but where the excess is zero; None where there is none, or none
    is known of a number."""
    if excess.is_Rational:
        return True if excess > 0 else None
    try:
        if excess.is_number:
            found = prove(Inequality(excess, ">", Integer(0)))
            return True if found.verdict == "proved" else None
        if prove(Inequality(excess, "<=", Integer(0)), assuming).verdict == "proved":
            return None
        return prove(Inequality(excess, ">=", Integer(0)), assuming).verdict == "proved"
    except DomainError:
        return None


def _shape(excess: Expr) -> Expr:
    """The excess without a positive factor."""
    number, rest = excess.as_coeff_Mul()
    return sign(number) * rest


def _places(dimension: int) -> Iterator[tuple[Expr, ...]]:
    for place in product(PHASES, repeat=dimension):
        if any(z != 1 for z in place):
            yield place


__all__ = ["GrowingMode", "growing_modes"]
