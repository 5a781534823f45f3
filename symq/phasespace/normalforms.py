"""Symplectic eigenvalues, Williamson and Bloch-Messiah forms, exact and for degenerate spectra."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Any

from flint import fmpq_poly
from sympy import (
    CRootOf,
    Expr,
    ImmutableMatrix,
    Integer,
    MatrixBase,
    Rational,
    Symbol,
    diag,
    sqrt,
)
from sympy.polys.polytools import Poly

from symq.algebra.scalars import Field, ordered
from symq.errors import DomainError, EngineRefusal
from symq.lang.checked import checked
from symq.lang.inputs import assumed
from symq.lang.statement import All, Inequality, MatrixIdentity, Statement
from symq.phasespace.exact import normal
from symq.phasespace.positivity import (
    continuous,
    ldl,
    rational_matrix,
    symmetric_matrix,
    to_flint,
)
from symq.phasespace.rings import Ring, kernel
from symq.phasespace.space import PhaseSpace
from symq.phasespace.symbolic import Signs, eigenvalues, factors
from symq.phasespace.transformation import AffineSymplectic

INDEFINITE = ("gamma is not positive definite, so that it has no symplectic eigenvalues; decide() "
              "gives a witness")


def positive_roots(poly: fmpq_poly) -> tuple[tuple[Expr, int], ...]:
    """The roots of a polynomial whose roots are all real and not negative, with multiplicity.

    Rational and quadratic ones in closed form, the others as CRootOf.
    """
    x = Symbol("x")
    found: list[tuple[Expr, int]] = []
    _, factors = poly.factor()
    for factor, power in factors:
        coefficients = [Rational(int(c.p), int(c.q)) for c in factor.coeffs()]
        degree = len(coefficients) - 1
        if degree == 1:
            found.append((-coefficients[0] / coefficients[1], power))
        elif degree == 2:
            c, b, a = coefficients
            step = sqrt(b * b - 4 * a * c)
            found += [((-b + s * step) / (2 * a), power) for s in (1, -1)]
        else:
            whole = Poly(list(reversed(coefficients)), x)
            found += [(CRootOf(whole, k), power) for k in range(degree)]
    rank = cmp_to_key(ordered)
    return tuple(sorted(found, key=lambda pair: rank(pair[0]), reverse=True))


@checked
def symplectic_eigenvalues(space: PhaseSpace, gamma: object, assuming: Iterable[Any] = ()
                           ) -> tuple[tuple[Expr, int], ...]:
    """The symplectic eigenvalues of a positive matrix, decreasing, with multiplicity.

    Args:
        space: over R or Q.
        gamma: symmetric, positive definite, with exact entries.
        assuming: relations between the symbols of gamma.
    Returns:
        ((nu, multiplicity), ...), exact: square roots of the roots of the even characteristic
        polynomial of J gamma; those of rational matrices in decreasing order.
    Raises:
        DomainError: gamma is not positive definite.
        EngineRefusal: the entries are not rational, and the signs of pivots are not known or a
            squared eigenvalue has degree above two.

    >>> symplectic_eigenvalues(PhaseSpace(1), [[2, 0], [0, 3]])
    ((sqrt(6), 1),)
    """
    continuous(space)
    entries = symmetric_matrix(gamma, space.dimension)
    if not all(x.is_Rational for x in entries):
        signs, field = Signs(assumed(assuming)), Field(list(entries))
        found, _ = factors([[field(x) for x in entries.row(i)] for i in range(entries.rows)],
                           field, signs)
        if found is None or any(p.is_zero() for p in found[1]):
            raise DomainError(INDEFINITE)
        open_ = next((p.expr() for p in found[1] if not signs.holds(p.expr(), ">")), None)
        if open_ is not None:
            raise signs.refuse(open_, ">")
        return eigenvalues(space, entries, signs)
    matrix = _positive(space, entries)
    flat = to_flint(space.J) * to_flint(matrix)
    coefficients = flat.charpoly().coeffs()
    size = space.dimension
    assert all(coefficients[k] == 0 for k in range(1, size, 2))
    signed = [coefficients[2 * k] * (-1) ** k for k in range(space.n + 1)]
    return tuple((sqrt(value), power) for value, power in positive_roots(fmpq_poly(signed)))


def _positive(space: PhaseSpace, gamma: object) -> ImmutableMatrix:
    continuous(space)
    matrix = rational_matrix(gamma, space.dimension)
    factors, _ = ldl(to_flint(matrix))
    if factors is None or any(p <= 0 for p in factors[1]):
        raise DomainError(INDEFINITE)
    return matrix


@checked
@dataclass(frozen=True)
class Williamson:
    """gamma = S D S^T with S symplectic and D = diag of symplectic eigenvalues in pairs.

    Attributes:
        space: the phase space.
        gamma: the matrix.
        matrix: S.
        eigenvalues: one for each system, decreasing.
        vectors: U, for each system u and w = J gamma u, without square roots of the norms.
        norms: u^T gamma u for each system.
    """

    space: PhaseSpace
    gamma: ImmutableMatrix
    matrix: ImmutableMatrix
    eigenvalues: tuple[Expr, ...]
    vectors: ImmutableMatrix
    norms: tuple[Expr, ...]

    @property
    def diagonal(self) -> ImmutableMatrix:
        """D in the coordinate order of the space."""
        found: list[Expr] = [Integer(0)] * self.space.dimension
        for i, nu in enumerate(self.eigenvalues, 1):
            found[self.space.x(i)] = found[self.space.p(i)] = nu
        return ImmutableMatrix(diag(*found))

    def statement(self) -> All:
        """S D S^T = gamma and S^T J S = J."""
        S, J = self.matrix, self.space.J
        return All((MatrixIdentity(S * self.diagonal * S.T, self.gamma),
                    MatrixIdentity(S.T * J * S, J)))

    def vectors_statement(self) -> All:
        """U^T gamma U and U^T J U are of the right form, with positive norms; without nested
        roots. Scaled by e = u sqrt(nu/g), f = -w/sqrt(nu g) it is `statement`."""
        size, U = self.space.dimension, self.vectors
        metric, form = ([[Integer(0)] * size for _ in range(size)] for _ in range(2))
        signs = []
        for i, (nu, g) in enumerate(zip(self.eigenvalues, self.norms, strict=True), 1):
            x, p = self.space.x(i), self.space.p(i)
            metric[x][x], metric[p][p] = g, normal(nu**2 * g)
            form[x][p], form[p][x] = -self.space.sign * g, self.space.sign * g
            signs.append(Inequality(g, ">", Integer(0)))
        return All((MatrixIdentity(U.T * self.gamma * U, ImmutableMatrix(metric)),
                    MatrixIdentity(U.T * self.space.J * U, ImmutableMatrix(form)), *signs))


@checked
def williamson(space: PhaseSpace, gamma: object) -> Williamson:
    """The Williamson form of a rational positive definite matrix, equal eigenvalues included.

    Raises:
        DomainError: gamma is not positive definite.
        EngineRefusal: a squared eigenvalue has degree above two over Q.

    >>> form = williamson(PhaseSpace(1), [[2, 0], [0, 8]])
    >>> form.eigenvalues, form.matrix
    ((4,), Matrix([
    [sqrt(2)/2,       0],
    [        0, sqrt(2)]]))
    """
    matrix = _positive(space, gamma)
    plus = ImmutableMatrix(space.sign * space.J)
    A = plus * matrix
    square = A * A
    vectors: list[tuple[Expr, Expr, ImmutableMatrix, ImmutableMatrix]] = []
    spectrum = symplectic_eigenvalues(space, matrix)
    squares = [_closed(nu**2) for nu, _ in spectrum]       # refuse before the work begins
    for (nu, power), value in zip(spectrum, squares, strict=True):
        rows = [[square[i, j] + (value if i == j else 0) for j in range(space.dimension)]
                for i in range(space.dimension)]
        left = [ImmutableMatrix(row) for row in kernel(rows, Ring("R"), space.dimension)]
        found: list[ImmutableMatrix] = []
        for start in left:
            u = _orthogonal(start, found, matrix)
            if u is None:
                continue
            w = _tidy(A * u)
            found += [u, w]
            size = normal((u.T * matrix * u)[0])
            vectors.append((nu, size, u, w))
            if len(found) == 2 * power:
                break
    columns: list[ImmutableMatrix] = [ImmutableMatrix([])] * space.dimension
    plain = list(columns)
    for i, (nu, size, u, w) in enumerate(vectors, 1):
        x, p = space.x(i), space.p(i)
        plain[x], plain[p] = u, w
        columns[x], columns[p] = _times_root(u, nu / size), _times_root(-w, 1 / (nu * size))
    T = ImmutableMatrix.hstack(*columns)
    # S = T^-T = J^T T J, because T^T J T = J
    S = ImmutableMatrix((plus.T * T * plus).applyfunc(_simple))
    return Williamson(space, matrix, S, tuple(nu for nu, *_ in vectors),
                      ImmutableMatrix.hstack(*plain), tuple(g for _, g, *_ in vectors))


def _closed(value: Expr) -> Expr:
    if value.has(CRootOf):
        raise EngineRefusal(f"the squared symplectic eigenvalue {value} has degree above two",
                            "use symplectic_eigenvalues, which need no vectors")
    return normal(value)


def _orthogonal(start: ImmutableMatrix, found: Sequence[ImmutableMatrix],
                metric: MatrixBase) -> ImmutableMatrix | None:
    """The part of a vector that is orthogonal to others, or None if nothing is left."""
    v = start
    for u in found:
        share = normal((u.T * metric * v)[0] / (u.T * metric * u)[0])
        v = _tidy(v - share * u)
    return v if any(x != 0 for x in v) else None


def _tidy(v: MatrixBase) -> ImmutableMatrix:
    return ImmutableMatrix(v.applyfunc(normal))


def _simple(value: Expr) -> Expr:
    return value if value.is_Rational else value.expand()


def _times_root(v: ImmutableMatrix, factor: Expr) -> ImmutableMatrix:
    """v times the square root of a positive factor."""
    root = sqrt(normal(factor))
    return ImmutableMatrix(v.applyfunc(lambda x: x * root))


@checked
@dataclass(frozen=True)
class BlochMessiah:
    """S = O Z O' with O, O' orthogonal and symplectic, Z = diag(z, 1/z) for each system.

    Attributes:
        space: the phase space.
        matrix: S.
        left: O.
        squeezing: z >= 1 for each system, decreasing.
        right: O'.
    """

    space: PhaseSpace
    matrix: ImmutableMatrix
    left: ImmutableMatrix
    squeezing: tuple[Expr, ...]
    right: ImmutableMatrix

    @property
    def diagonal(self) -> ImmutableMatrix:
        """Z in the coordinate order of the space."""
        found: list[Expr] = [Integer(0)] * self.space.dimension
        for i, z in enumerate(self.squeezing, 1):
            found[self.space.x(i)], found[self.space.p(i)] = z, 1 / z
        return ImmutableMatrix(diag(*found))

    def statement(self) -> Statement:
        """The product, and that both outer factors are orthogonal and symplectic."""
        J, one = self.space.J, ImmutableMatrix.eye(self.space.dimension)
        lines = [MatrixIdentity(self.left * self.diagonal * self.right, self.matrix)]
        for O in (self.left, self.right):  # noqa: E741
            lines += [MatrixIdentity(O.T * O, one), MatrixIdentity(O.T * J * O, J)]
        return All(tuple(lines))


@checked
def bloch_messiah(change: AffineSymplectic) -> BlochMessiah:
    """The Bloch-Messiah (Euler) form of a rational symplectic matrix, degenerate or not.

    Raises:
        EngineRefusal: the ring is finite, an entry is not rational, or an eigenvalue of S S^T
            has degree above two over Q.

    >>> from symq.phasespace.transformation import AffineSymplectic
    >>> form = bloch_messiah(AffineSymplectic(PhaseSpace(1, "Q"), [[2, 0], [0, Rational(1, 2)]]))
    >>> form.squeezing
    (2,)
    """
    space = change.space
    if space.ring.is_finite:
        raise EngineRefusal(f"there is no squeezing over {space.ring}", "use decompose")
    S = ImmutableMatrix([list(row) for row in change.matrix])
    P = rational_matrix(S * S.T, space.dimension, "S S^T")
    plus = ImmutableMatrix(space.sign * space.J)
    one = ImmutableMatrix.eye(space.dimension)
    found: list[tuple[Expr, ImmutableMatrix]] = []
    for value, power in positive_roots(to_flint(P).charpoly()):
        value = _closed(value)
        if ordered(value, Integer(1)) < 0:
            continue
        z = _square_root(value)
        rows = [[P[i, j] - (value if i == j else 0) for j in range(space.dimension)]
                for i in range(space.dimension)]
        taken: list[ImmutableMatrix] = []
        for row in kernel(rows, Ring("R"), space.dimension):
            u = _orthogonal(ImmutableMatrix(row), taken, one)
            if u is None:
                continue
            size = normal((u.T * u)[0])
            taken.append(u)
            if value == 1:  # the partner -J u lies in the same eigenspace
                taken.append(_tidy(-plus * u))
            found.append((z, _times_root(u, 1 / size)))
            if len(taken) == power:
                break
    columns: list[ImmutableMatrix] = [ImmutableMatrix([])] * space.dimension
    for i, (_, e) in enumerate(found, 1):
        columns[space.x(i)] = e
        columns[space.p(i)] = ImmutableMatrix(-plus * e)
    O = ImmutableMatrix.hstack(*columns)  # noqa: E741
    squeezing = tuple(z for z, _ in found)
    back: list[Expr] = [Integer(0)] * space.dimension
    for i, z in enumerate(squeezing, 1):
        back[space.x(i)], back[space.p(i)] = 1 / z, z
    right = ImmutableMatrix((diag(*back) * O.T * S).applyfunc(_simple))
    return BlochMessiah(space, S, O, squeezing, right)


def _square_root(value: Expr) -> Expr:
    """The square root of a number a + b sqrt(c), denested where its square factors.

    >>> _square_root(3 + 2*sqrt(2))
    1 + sqrt(2)
    """
    if value.is_Rational:
        return sqrt(value)
    # value and 1/value have the trace t: z = (sqrt(t + 2) + sqrt(t - 2))/2 for value > 1
    total = normal(value + normal(1 / value))
    if total.is_Rational:
        return (sqrt(total + 2) + sqrt(total - 2)) / 2
    return sqrt(value)
