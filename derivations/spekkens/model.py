"""The exact model behind the phenomena: ontic states, measurements that displace them, maps.

A measurement of G reveals G(m) and displaces m by a random multiple t of u_G, the point with
G(m) = [u_G, m]; all t are equally likely. Probabilities are numbers of ontic states and of t.
"""

from collections.abc import Sequence

from sympy import Expr, Integer

from symq.lang.shown import dot, plus
from symq.lang.statement import All, Count, ForAllFinite, Implication, Statement, eq, ne
from symq.lang.statement import Any as AnyOf
from symq.phasespace.counting import isotropic_subspaces
from symq.phasespace.epistemic import grid
from symq.phasespace.space import PhaseSpace
from symq.phasespace.transformation import AffineSymplectic

from .setting import a1, b1, c1, d1, f, form, modulo, p1, s, t, v1, v2, value, x1

HERE, ONE, TWO, THERE = (x1, p1), (a1, b1), (c1, d1), (v1, v2)
PAIR = ((1, 0, -1, 0), (0, 1, 0, 1))                 # X_1 - X_2 and P_1 + P_2 of two systems
SIZES, PRIMES = (2, 3), (2, 3, 5)                    # d of what is counted


def rows(space: PhaseSpace, *functionals: str) -> tuple[Sequence[Expr], ...]:
    """Coefficients of functionals that are given as text."""
    return tuple(space.linear(name).coefficients for name in functionals)


def mixed(*pairs: tuple[Expr, Sequence[Expr]]) -> tuple[Expr, ...]:
    """The coefficients of a combination of functionals."""
    return tuple(sum((e*row[place] for e, row in pairs), Integer(0))
                 for place in range(len(pairs[0][1])))


def lagrangians(space: PhaseSpace) -> tuple[tuple[Sequence[int], ...], ...]:
    """Generators of every Lagrangian subspace of the functionals, in echelon form."""
    return tuple(V.basis for V in isotropic_subspaces(space, space.n))


def displaced(point: Sequence[Expr], amount: Expr, row: Sequence[Expr]) -> tuple[Expr, ...]:
    """m + t u_G for the functional G with these coefficients."""
    found: list[Expr] = []
    for k in range(0, len(point), 2):
        found += [point[k] + amount*row[k + 1], point[k + 1] - amount*row[k]]
    return tuple(found)


def image(change: AffineSymplectic, point: Sequence[Expr]) -> tuple[Expr, ...]:
    """S m + a for a map of the engine, its matrix with entries of least size."""
    d = change.space.ring.modulus
    rows = [[e - d if d and 2*e > d else e for e in row] for row in change.matrix]
    return tuple(plus(dot(row, point), shift) if shift else dot(row, point)
                 for row, shift in zip(rows, change.shift, strict=True))


def same_points(first: Sequence[Expr], second: Sequence[Expr]) -> All:
    """All coordinates agree."""
    return All(tuple(eq(left, right) for left, right in zip(first, second, strict=True)))


def not_zero(row: Sequence[Expr]) -> AnyOf:
    """A functional that is not 0."""
    return AnyOf(tuple(ne(e, 0) for e in row))


def conjugate(body: Statement) -> Implication:
    """The statement where F and G do not commute."""
    return Implication((ne(form(ONE, TWO), 0),), body)


def measured(size: int, share: int) -> ForAllFinite:
    """One system, F = f known, G measured: how many pairs of an ontic state and a displacement lead
    to each ontic state m', whose G(m') is the outcome."""
    conditions: tuple[Statement, ...] = (
        eq(value(ONE, HERE), f),
        *same_points(displaced(HERE, t, TWO), THERE).parts)
    return modulo(size, conjugate(Count(grid((*HERE, t), size), All(conditions), share)),
                  *ONE, *TWO, f, *THERE)


def repeated(size: int) -> ForAllFinite:
    """The outcome of G repeats after the displacement."""
    return modulo(size, eq(value(TWO, displaced(HERE, s, TWO)), value(TWO, HERE)), *TWO, *HERE, s)
