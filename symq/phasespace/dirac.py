"""Constraints on a Poisson manifold: first and second class, and the Dirac bracket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import (
    Dummy,
    Expr,
    ImmutableMatrix,
    Integer,
    Matrix,
    Poly,
    Symbol,
    cancel,
    expand,
    factor,
)
from sympy.polys.polytools import groebner, reduced

from symq.errors import DomainError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.statement import Equation, Inequality, Statement, Table, expression
from symq.phasespace.bracket import PoissonManifold
from symq.phasespace.exact import vanishes
from symq.phasespace.rings import Ring, kernel, reduce_rows
from symq.phasespace.space import PhaseSpace


@checked
@dataclass(frozen=True, init=False)
class Constraints:
    """Constraints phi_a = 0, split into first and second class.

    Args:
        manifold: the Poisson manifold, or a phase space over R or Q.
        functions: the constraints, polynomials in the coordinates.
    Attributes:
        matrix: the brackets {phi_a, phi_b}.
        weak: the same on the surface where all constraints vanish.
        first_class: combinations whose brackets with all constraints vanish there.
        second_class: constraints that complete them, with an invertible matrix of brackets.
        provided: for which values of symbols that are no coordinates this is the split; what is
            reduced modulo the constraints is so for all values but special ones.
    Raises:
        EngineRefusal: the brackets on the surface are no numbers, so that the split may change
            from point to point; all constraints first or all second class are decided anyway. Or
            the matrix of brackets is not zero, but vanishes on the surface (x**2 instead of x).
        DomainError: no point obeys all constraints, or they are linearly dependent.

    >>> from sympy import symbols
    >>> x, p, y, q = symbols("x p y q")
    >>> flat = PoissonManifold((x, p, y, q), {(x, p): 1, (y, q): 1})
    >>> c = Constraints(flat, [y, q, p])
    >>> c.first_class, c.second_class
    ((p,), (y, q))
    >>> c.dirac_bracket(x, p), c.dirac_bracket(y, q)
    (1, 0)
    >>> B = symbols("B")
    >>> lowest = Constraints(flat, [p - B*y/2, q + B*x/2])      # Landau's lowest level
    >>> lowest.dirac_bracket(x, y), lowest.provided
    (1/B, (Inequality(lhs=B**2, rel='!=', rhs=0),))
    """

    manifold: PoissonManifold
    functions: tuple[Expr, ...]
    matrix: ImmutableMatrix
    weak: ImmutableMatrix
    first_class: tuple[Expr, ...]
    second_class: tuple[Expr, ...]
    provided: tuple[Statement, ...]

    def __init__(self, manifold: PoissonManifold | PhaseSpace,
                 functions: Sequence[object]) -> None:
        if isinstance(manifold, PhaseSpace):
            manifold = PoissonManifold.canonical(manifold)
        phis = tuple(expression(f) for f in functions)
        if not phis:
            raise InputError("no constraint was given")
        for phi in phis:
            if not phi.is_polynomial(*manifold.coordinates) or not (
                    phi.free_symbols & set(manifold.coordinates)):
                raise InputError(f"the constraint {phi} is no polynomial that involves a "
                                 "coordinate")
        size, xs = len(phis), manifold.coordinates
        if _whole(phis, xs):
            raise DomainError("the constraints contradict each other: no point obeys all of them")
        parts = [dict(Poly(phi, *xs).terms()) for phi in phis]
        places = sorted({powers for part in parts for powers in part})
        for k, phi in enumerate(phis):
            if Matrix([[part.get(p, 0) for p in places] for part in parts[:k + 1]]).rank() <= k:
                raise DomainError(f"the constraint {phi} is a sum of multiples of those before "
                                  "it; leave it out")
        rows = [[manifold.bracket(a, b) for b in phis] for a in phis]
        weak = [[self._on_surface(manifold, phis, value) for value in row] for row in rows]
        flat = [v for row in weak for v in row]
        provided: tuple[Statement, ...] = ()
        if all(v.is_Rational for v in flat):
            null = kernel(weak, Ring("Q"), size)
            first = tuple(expand(sum((c * f for c, f in zip(row, phis, strict=True)),
                                     Integer(0))) for row in null)
            leads = {next(k for k, v in enumerate(row) if v != 0) for row in null}
            second = tuple(f for k, f in enumerate(phis) if k not in leads)
        elif not vanishes(minor := ImmutableMatrix(weak).det()):
            inverse = Dummy("inverse")
            if _whole((*phis, 1 - inverse * minor), (*xs, inverse)):
                raise EngineRefusal(f"the determinant {expand(minor)} of the brackets vanishes on "
                                    "the surface", "write the constraints so that their gradients "
                                    "are independent there, x instead of x**2")
            first, second = (), phis
            if minor.free_symbols - set(xs):
                provided = (Inequality(factor(minor), "!=", Integer(0)),)
        else:
            raise EngineRefusal("the brackets of the constraints on their surface are no numbers",
                                "treat regions of the surface one by one")
        for name, value in (("manifold", manifold), ("functions", phis),
                            ("matrix", ImmutableMatrix(rows)), ("weak", ImmutableMatrix(weak)),
                            ("first_class", first), ("second_class", second),
                            ("provided", provided)):
            object.__setattr__(self, name, value)

    @staticmethod
    def _on_surface(manifold: PoissonManifold, phis: tuple[Expr, ...], value: Expr) -> Expr:
        """The remainder modulo the ideal of the constraints: zero exactly in the ideal."""
        if value.is_Rational:
            return value
        return _remainder(value, phis, manifold.coordinates)

    @property
    def second_matrix(self) -> ImmutableMatrix:
        """The brackets of the second-class constraints."""
        return ImmutableMatrix([[self.manifold.bracket(a, b) for b in self.second_class]
                                for a in self.second_class])

    def dirac_bracket(self, f: object, g: object) -> Expr:
        """{f, g} - {f, phi_a} (C^-1)_ab {phi_b, g} over the second-class constraints."""
        start = self.manifold.bracket(f, g)
        if not self.second_class:
            return start
        inverse = self.second_matrix.inv()
        left = [self.manifold.bracket(f, a) for a in self.second_class]
        right = [self.manifold.bracket(b, g) for b in self.second_class]
        size = len(left)
        return cancel(start - sum((left[i] * inverse[i, j] * right[j] for i in range(size)
                                   for j in range(size)), Integer(0)))

    def statement(self) -> Table:
        """That the second-class constraints commute with every coordinate in the Dirac bracket,
        and that C C^-1 = 1."""
        rows = []
        size = len(self.second_class)
        if size:
            value = self.second_matrix * self.second_matrix.inv()
            rows.append(("C C^-1 = 1", Table(tuple(
                (f"entry {i + 1}, {j + 1}", Equation(value[i, j], Integer(int(i == j))))
                for i in range(size) for j in range(size)))))
        for a in self.second_class:
            for x in self.manifold.coordinates:
                rows.append((f"{{{a}, {x}}}_D = 0", Table((
                    ("value", Equation(self.dirac_bracket(a, x), Integer(0))),))))
        return Table(tuple(rows))


def _remainder(value: Expr, phis: Sequence[Expr], xs: Sequence[Symbol]) -> Expr:
    """The remainder of a polynomial modulo an ideal."""
    basis = groebner(phis, *xs, order="grevlex")
    return expand(reduced(value, list(basis.exprs), *xs, order="grevlex")[1])


def _whole(phis: Sequence[Expr], xs: Sequence[Symbol]) -> bool:
    """Whether polynomials have no common zero, even a complex one."""
    return list(groebner(phis, *xs, order="grevlex").exprs) == [1]


@checked
def linear_split(ring: Ring, matrix: Sequence[Sequence[object]]) -> tuple[int, int]:
    """(number of first-class combinations, number of second-class ones) of a constant matrix.

    >>> linear_split(Ring("Q"), [[0, 1, 0], [-1, 0, 0], [0, 0, 0]])
    (1, 2)
    """
    rank = len(reduce_rows([list(row) for row in matrix], ring, len(matrix)))
    return len(matrix) - rank, rank
