"""Symplectic eigenvalues, Williamson and Bloch-Messiah forms, exact and for degenerate spectra."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from itertools import chain
from typing import Any

from flint import fmpq_poly
from sympy import (
    CRootOf,
    Expr,
    ImmutableMatrix,
    Integer,
    MatrixBase,
    Pow,
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
from symq.phasespace.symbolic import Signs, eigenvalues, factors, product, root
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
def williamson(space: PhaseSpace, gamma: object, assuming: Iterable[Any] = ()) -> Williamson:
    """The Williamson form of a positive definite matrix, equal eigenvalues included.

    Systems that are not correlated, not even through others, are treated apart. Eigenvalues with
    symbols that are not known to be ordered stand in the order in which they were found.

    Args:
        space: over R or Q.
        gamma: symmetric, positive definite, with exact entries.
        assuming: relations between the symbols of gamma.
    Raises:
        DomainError: gamma is not positive definite.
        EngineRefusal: a squared eigenvalue has degree above two, or it is not known whether two
            eigenvalues are equal, or whether an entry is.

    >>> form = williamson(PhaseSpace(1), [[2, 0], [0, 8]])
    >>> form.eigenvalues, form.matrix
    ((4,), Matrix([
    [sqrt(2)/2,       0],
    [        0, sqrt(2)]]))
    >>> V = Symbol("V")
    >>> williamson(PhaseSpace(1), [[V, 0], [0, V]], assuming=[V >= 1]).eigenvalues
    (V,)
    """
    continuous(space)
    matrix = symmetric_matrix(gamma, space.dimension)
    signs = Signs(assumed(assuming))
    if all(x.is_Rational for x in matrix):
        _positive(space, matrix)
    found: list[_Mode] = []
    for systems in _correlated(space, matrix):
        for mode in _modes(space, systems, matrix, signs):
            found.insert(next((k for k, other in enumerate(found)
                               if _larger(mode.value, other.value, signs)), len(found)), mode)
    columns = [ImmutableMatrix([])] * space.dimension
    plain = list(columns)
    for i, mode in enumerate(found, 1):
        x, p = space.x(i), space.p(i)
        plain[x], plain[p] = mode.first, mode.second
        scale = _scale(mode.value, mode.norm, signs)       # e = scale u, f = -scale/nu w
        columns[x], columns[p] = scale * mode.first, -scale / mode.value * mode.second
    T = ImmutableMatrix.hstack(*columns)
    # S = T^-T = J^T T J, because T^T J T = J
    plus = ImmutableMatrix(space.sign * space.J)
    S = ImmutableMatrix(plus.T * T * plus)
    return Williamson(space, matrix, S, tuple(mode.value for mode in found),
                      ImmutableMatrix.hstack(*plain), tuple(mode.norm for mode in found))


@dataclass(frozen=True)
class _Mode:
    """u, w = J gamma u and u^T gamma u for one symplectic eigenvalue."""

    value: Expr
    first: ImmutableMatrix
    second: ImmutableMatrix
    norm: Expr


def _correlated(space: PhaseSpace, gamma: ImmutableMatrix) -> list[list[int]]:
    """The systems in groups between which gamma vanishes."""
    groups: list[list[int]] = []
    for i in range(1, space.n + 1):
        near = [g for g in groups if any(
            gamma[k, j] != 0 for m in g for k in (space.x(m), space.p(m))
            for j in (space.x(i), space.p(i)))]
        groups = [g for g in groups if g not in near] + [sorted([i, *chain(*near)])]
    return sorted(groups)


def _modes(space: PhaseSpace, systems: Sequence[int], gamma: ImmutableMatrix, signs: Signs
           ) -> list[_Mode]:
    """The modes of systems that are correlated with each other alone."""
    small = space.on(len(systems))
    places = [0] * small.dimension
    for k, i in enumerate(systems, 1):
        places[small.x(k)], places[small.p(k)] = space.x(i), space.p(i)
    part = gamma.extract(places, places)
    spectrum = symplectic_eigenvalues(small, part, signs.assuming)
    squares = [_closed(nu**2) for nu, _ in spectrum]       # refuse before the work begins
    found: list[_Mode] = []
    for (nu, power), value in zip(spectrum, squares, strict=True):
        field = Field([*part, *squares])
        metric = [[field(x) for x in part.row(i)] for i in range(small.dimension)]
        turn = product([[field(small.sign * x) for x in small.J.row(i)]
                        for i in range(small.dimension)], metric, field)
        square = product(turn, turn, field)
        onto = [[field.rational(int(i == j)) for j in range(small.dimension)]
                for i in range(small.dimension)]           # to the eigenspace of -A^2
        for other in squares:
            if other == value:
                continue
            gap = field(value) - field(other)
            if gap.expr().free_symbols and not signs.holds(gap.expr()**2, ">"):
                raise signs.refuse(gap.expr(), "!=")
            shifted = [[x + (field(other) if i == j else field.zero)
                        for j, x in enumerate(row)] for i, row in enumerate(square)]
            onto = product(onto, shifted, field)
        taken: list[tuple[list[Any], Any]] = []
        for start in zip(*onto, strict=True):
            if len(taken) == 2 * power:
                break
            u = _rest(list(start), taken, metric, field)
            if all(x.is_zero() for x in u):
                continue
            size = _form(u, metric, u, field)
            if size.expr().free_symbols and not signs.holds(size.expr(), ">"):
                continue                                   # another column may do
            w = [row[0] for row in product(turn, [[x] for x in u], field)]
            taken += [(u, size), (w, field(value) * size)]
            first, second = (ImmutableMatrix(space.dimension, 1, [
                v[places.index(k)].expr() if k in places else Integer(0)
                for k in range(space.dimension)]) for v in (u, w))
            found.append(_Mode(nu, first, second, size.expr()))
        if len(taken) < 2 * power:
            raise EngineRefusal(f"the directions that belong to the symplectic eigenvalue {nu} "
                                "are different for different values of the symbols",
                                "say more about them by assuming=[...]")
    return found


def _form(u: Sequence[Any], metric: Sequence[Sequence[Any]], v: Sequence[Any], field: Field
          ) -> Any:
    """u^T M v."""
    return sum((a * m * b for a, row in zip(u, metric, strict=True)
                for m, b in zip(row, v, strict=True) if not m.is_zero()), field.zero)


def _rest(v: list[Any], taken: Sequence[tuple[list[Any], Any]],
          metric: Sequence[Sequence[Any]], field: Field) -> list[Any]:
    """The part of a vector that is orthogonal to others, of which the squares are given."""
    for u, size in taken:
        share = _form(u, metric, v, field) / size
        v = [x - share * y for x, y in zip(v, u, strict=True)]
    return v


def _scale(nu: Expr, norm: Expr, signs: Signs) -> Expr:
    """The square root of nu/norm; apart where nu is a root itself, so that roots do not nest."""
    field = Field([norm])
    if all(p.exp.q <= 2 for p in nu.atoms(Pow) if p.exp.is_Rational) and field.covers([nu]):
        return root((field(nu) / field(norm)).expr(), signs)
    return sqrt(nu) * root((field.one / field(norm)).expr(), signs)


def _larger(a: Expr, b: Expr, signs: Signs) -> bool:
    if a.free_symbols or b.free_symbols:
        return signs.holds(a - b, ">")
    return ordered(a, b) > 0


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
