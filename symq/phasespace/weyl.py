"""Weyl operators of n systems with d levels, as permutations with phases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import lcm
from typing import Any

from sympy import MatrixBase

from symq.errors import DimensionError, DomainError, EngineRefusal, InputError
from symq.lang.checked import checked, shown
from symq.phasespace.cyclotomic import Cyclotomic
from symq.phasespace.rings import Row
from symq.phasespace.space import PhaseSpace

Matrix = tuple[tuple[Cyclotomic, ...], ...]


def phase_order(d: int) -> int:
    """N such that the phases of Weyl operators are powers of zeta_N: d if odd, 2d if even.

    >>> phase_order(3), phase_order(2)
    (3, 4)
    """
    return d if d % 2 else 2 * d


@checked
@dataclass(frozen=True, init=False)
class WeylOperator:
    """A phase times the displacement T(a) by a point a of Z_d^2n.

    Args:
        space: over Z_d.
        point: a = (q, p, ...) in the order of the space.
        phase: exponent of zeta_N in front, N = d for odd and 2d for even d.
    Conventions:
        X|x> = |x+1>, Z|x> = zeta_d^x |x>, T(q, p)|x> = t^(2px + qp)|x+q> for each system, with
        t = zeta_d^((d+1)/2) for odd d and zeta_2d for even d (then 0 <= q, p < d, and the sign
        of T(q, p) depends on this choice). T(a) T(b) = t^(-<a, b>) T(a+b) with
        <a, b> = sum(q p' - p q'), T(a) displaces by a: T(a)^* F T(a) = F + F(a).

    >>> one = PhaseSpace(1, 3)
    >>> a, b = WeylOperator(one, (1, 0)), WeylOperator(one, (0, 1))
    >>> (a @ b).phase, (b @ a).phase
    (1, 2)
    """

    space: PhaseSpace
    point: Row
    phase: int

    def __init__(self, space: PhaseSpace, point: Sequence[object], phase: int = 0) -> None:
        if not space.ring.is_finite:
            raise EngineRefusal(f"Weyl operators as matrices need Z_d, not {space.ring}")
        object.__setattr__(self, "space", space)
        object.__setattr__(self, "point", space.point(point))
        object.__setattr__(self, "phase", phase % phase_order(space.ring.modulus))

    def _units(self) -> tuple[int, int]:
        """(N, exponent of zeta_N that is t)."""
        d = self.space.ring.modulus
        return phase_order(d), (d + 1) // 2 if d % 2 else 1

    def act(self, levels: Sequence[int]) -> tuple[tuple[int, ...], int]:
        """The image of a basis state: new levels and the exponent of zeta_N."""
        d, (order, t) = self.space.ring.modulus, self._units()
        if len(levels) != self.space.n:
            raise DimensionError(f"{levels!r} does not give a level for each of "
                                 f"{self.space.n} systems")
        power, new = 0, []
        for i, x in enumerate(levels, 1):
            q, p = self.point[self.space.x(i)], self.point[self.space.p(i)]
            power += t * (2 * p * x + q * p)
            new.append((x + q) % d)
        return tuple(new), (power + self.phase) % order

    def __matmul__(self, other: WeylOperator) -> WeylOperator:
        """The product of two operators."""
        if other.space != self.space:
            raise InputError("the two operators act on different systems")
        zero = (0,) * self.space.n
        middle, first = other.act(zero)
        _, second = self.act(middle)
        target = tuple(a + b for a, b in zip(self.point, other.point, strict=True))
        plain = WeylOperator(self.space, target)
        return WeylOperator(self.space, target, first + second - plain.act(zero)[1])

    def adjoint(self) -> WeylOperator:
        """The adjoint, which is the inverse."""
        back = WeylOperator(self.space, [-x for x in self.point])
        return WeylOperator(self.space, back.point, -(self @ back).phase)

    def trace(self) -> Cyclotomic:
        """The trace: zero unless the operator is a multiple of 1."""
        order, _ = self._units()
        if any(self.point):
            return Cyclotomic(order)
        return Cyclotomic(order, {self.phase: self.space.ring.modulus ** self.space.n})

    def matrix(self) -> Matrix:
        """The d^n x d^n matrix over the cyclotomic numbers."""
        order, _ = self._units()
        states = list(basis_states(self.space))
        rows = [[Cyclotomic(order)] * len(states) for _ in states]
        place = {s: i for i, s in enumerate(states)}
        for j, s in enumerate(states):
            image, power = self.act(s)
            rows[place[image]][j] = Cyclotomic.root(order, power)
        return tuple(map(tuple, rows))


def basis_states(space: PhaseSpace) -> Iterator[tuple[int, ...]]:
    """The labels of the computational basis, first system slowest."""
    return product(range(space.ring.modulus), repeat=space.n)


# -- matrices over cyclotomic numbers -----------------------------------------------------------
def matmul(a: Matrix, b: Matrix) -> Matrix:
    """The product of two matrices."""
    if len(a[0]) != len(b):
        raise DimensionError(f"matrices with {len(a[0])} columns and {len(b)} rows do not multiply")
    columns = list(zip(*b, strict=True))
    return tuple(tuple(_dot(row, column) for column in columns) for row in a)


def _dot(row: Sequence[Cyclotomic], column: Sequence[Cyclotomic]) -> Cyclotomic:
    order = row[0].order
    result = Cyclotomic(order)
    for x, y in zip(row, column, strict=True):
        if x and y:
            result = result + x * y
    return result


def adjoint(a: Matrix) -> Matrix:
    """The conjugate transpose."""
    return tuple(tuple(x.conjugate() for x in column) for column in zip(*a, strict=True))


def scaled(a: Matrix, factor: object) -> Matrix:
    """A multiple of a matrix."""
    return tuple(tuple(x * factor for x in row) for row in a)


def identity(size: int, order: int) -> Matrix:
    """The unit matrix."""
    return tuple(tuple(Cyclotomic(order, int(i == j)) for j in range(size)) for i in range(size))


def unitary_norm(a: Matrix) -> Cyclotomic:
    """The number c with A A^* = c.

    Raises:
        DomainError: there is none but zero; the entry of A A^* that shows it is named.
    """
    square = matmul(a, adjoint(a))
    norm = square[0][0]
    for i, row in enumerate(square):
        for j, x in enumerate(row):
            if x != norm * int(i == j) or not norm:
                raise DomainError("the matrix U is not unitary, not even up to a factor: entry "
                                  f"({i + 1}, {j + 1}) of U U^* is {x!r}")
    return norm


def is_multiple(a: Matrix, b: Matrix) -> bool:
    """Whether two matrices are equal up to a factor (which may be zero only for zero ones)."""
    pairs = [(x, y) for r, s in zip(a, b, strict=True) for x, y in zip(r, s, strict=True)]
    pivot = next(((x, y) for x, y in pairs if x or y), None)
    if pivot is None:
        return True
    u, v = pivot
    return all(x * v == u * y for x, y in pairs) and bool(u) == bool(v)


def as_matrix(rows: Any, order: int) -> Matrix:
    """Rows of exact numbers as a matrix over one field, which contains zeta_N of the order.

    Raises:
        DimensionError: the rows have different lengths.
        DomainError: an entry is no cyclotomic number.
    """
    rows = rows.tolist() if isinstance(rows, MatrixBase) else rows
    if isinstance(rows, str) or not isinstance(rows, Iterable) or any(
            isinstance(r, str) or not isinstance(r, Iterable) for r in rows):
        raise DimensionError(f"{shown(rows)} is not a matrix given by its rows")
    given = [[x if isinstance(x, Cyclotomic) else Cyclotomic.of(x) for x in row] for row in rows]
    if not given or any(len(row) != len(given[0]) for row in given):
        raise DimensionError("the rows of a matrix must have one length")
    whole = lcm(order, *(x.order for row in given for x in row))
    return tuple(tuple(x.lifted(whole) for x in row) for row in given)
