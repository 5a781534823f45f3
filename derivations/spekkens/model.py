"""The exact model behind the phenomena: ontic states, measurements that displace them, maps.

A measurement of G reveals G(m) and displaces m by a random multiple t of u_G, the point with
G(m) = [u_G, m]; all t are equally likely. Probabilities are numbers of ontic states and of t.
"""

from collections.abc import Sequence

from sympy import Expr, Integer

from symq.lang.congruences import congruent
from symq.lang.shown import dot, plus, times
from symq.lang.statement import All, Count, ForAllFinite, Implication, Statement, eq, ne
from symq.lang.statement import Any as AnyOf
from symq.phasespace.counting import isotropic_subspaces
from symq.phasespace.epistemic import grid
from symq.phasespace.space import PhaseSpace
from symq.phasespace.transformation import AffineSymplectic

from .setting import a1, b1, c1, d1, f, form, g, k, modulo, p1, s, t, u, v1, v2, value, x1

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
    for at in range(0, len(point), 2):
        found += [point[at] + amount*row[at + 1], point[at + 1] - amount*row[at]]
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


INVERTIBLE = (times(k, form(ONE, TWO)), 1)          # [F, G] has the inverse k modulo d


def with_values(first: Expr, second: Expr) -> tuple[Expr, Expr]:
    """The ontic state of one system in which F and G have these values, by Cramer's rule."""
    return k*(d1*first - b1*second), k*(a1*second - c1*first)


def one_state(shift: int = 0) -> All:
    """Modulo every d for which [F, G] has an inverse F = f and G = g in exactly one ontic state.

    It exists, and the coordinates of any other one are congruent to its; d = 0 is R.
    """
    x, p = with_values(f + shift, g)
    return All((
        congruent([INVERTIBLE], (value(ONE, (x, p)), f), by=(f,)),
        congruent([INVERTIBLE], (value(TWO, (x, p)), g), by=(g,)),
        congruent([INVERTIBLE, (value(ONE, HERE), f), (value(TWO, HERE), g)], (x1, x),
                  by=(-x1, k*d1, -k*b1)),
        congruent([INVERTIBLE, (value(ONE, HERE), f), (value(TWO, HERE), g)], (p1, p),
                  by=(-p1, -k*c1, k*a1))))


def one_multiple(result: Expr) -> All:
    """Modulo every d: F takes each value f at exactly one of the points m + t u_G, if [F, G] has
    the inverse k, and the multiple t is this one."""
    at = value(ONE, displaced(HERE, t, TWO))
    there = value(ONE, displaced(HERE, result, TWO))
    return All((
        congruent([INVERTIBLE, (at, f)], (t, result), by=(-t, k)),
        congruent([INVERTIBLE], (there, f), by=(f - value(ONE, HERE),))))


PRIMITIVE = (value(ONE, (s, t)), 1)                 # modulo d: F has the value 1 at (s, t)


def one_line(shift: int = 0) -> All:
    """Modulo every d the points with F = f are f (s, t) + u (-b, a), one for each u modulo d.

    F is no multiple of a non-unit: it has the value 1 somewhere. d = 0 is R.
    """
    along = s*p1 - t*x1
    start = f*s - along*b1, f*t + along*a1
    there = f*s - u*b1, f*t + u*a1
    return All((
        congruent([PRIMITIVE, (value(ONE, HERE), f)], (x1, start[0]), by=(-x1, s)),
        congruent([PRIMITIVE, (value(ONE, HERE), f)], (p1, start[1]), by=(-p1, t)),
        congruent([PRIMITIVE], (value(ONE, there), f + shift), by=(f,)),
        congruent([PRIMITIVE], (s*there[1] - t*there[0], u), by=(u,))))


def own_multiples() -> All:
    """Modulo every d what commutes with F of one system is a multiple of F."""
    number = value((s, t), (v1, v2))
    return All((congruent([PRIMITIVE, (form(ONE, (v1, v2)), 0)], (v1, number*a1), by=(-v1, -t)),
                congruent([PRIMITIVE, (form(ONE, (v1, v2)), 0)], (v2, number*b1), by=(-v2, s))))


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
