"""Reversible transformations m -> S m + a of phase space that preserve the Poisson bracket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import ImmutableMatrix, MatrixBase

from symq.errors import DimensionError, DomainError, InputError
from symq.lang.checked import checked
from symq.lang.statement import ForAllFinite, MatrixIdentity, Statement
from symq.phasespace.exact import normal, vanishes
from symq.phasespace.rings import Row, Rows
from symq.phasespace.space import LinearFunctional, PhaseSpace


@checked
@dataclass(frozen=True, init=False)
class AffineSymplectic:
    """The map m -> S m + a with S symplectic.

    Args:
        space: the phase space.
        matrix: S as rows or as a matrix; by default the identity.
        shift: a; by default zero.
    Raises:
        DimensionError: not 2n rows of 2n entries.
        DomainError: S does not preserve the symplectic form; names two columns and their product.

    >>> space = PhaseSpace(1, 3)
    >>> fourier = AffineSymplectic(space, [[0, 1], [-1, 0]])
    >>> fourier((1, 2)), (fourier @ fourier)((1, 2))
    ((2, 2), (2, 1))
    """

    space: PhaseSpace
    matrix: Rows
    shift: Row

    def __init__(self, space: PhaseSpace, matrix: object = None, shift: object = None) -> None:
        size = space.dimension
        if matrix is None:
            matrix = [[int(i == j) for j in range(size)] for i in range(size)]
        rows = matrix.tolist() if isinstance(matrix, MatrixBase) else matrix
        if not isinstance(rows, Sequence) or len(rows) != size or any(len(r) != size for r in rows):
            raise DimensionError(f"a symplectic matrix on {space.n} systems has {size} rows of "
                                 f"{size} entries")
        object.__setattr__(self, "space", space)
        object.__setattr__(self, "matrix", tuple(space.point(r) for r in rows))
        object.__setattr__(self, "shift", space.point([0] * size if shift is None
                                                      else shift))  # type: ignore[arg-type]
        bad = offending_columns(space, self.matrix)
        if bad is not None:
            i, j, value, wanted = bad
            raise DomainError(f"the matrix is not symplectic: its columns {space.names[i]} and "
                              f"{space.names[j]} have the product {value} instead of {wanted}")

    @classmethod
    def from_images(cls, space: PhaseSpace, images: Mapping[str, object],
                    shift: object = None) -> AffineSymplectic:
        """The map whose new coordinates are the given functionals of the old point.

        Coordinates that are not named stay as they are.

        >>> images = {"P1": "P1 - P2", "X2": "X1 + X2"}
        >>> cnot = AffineSymplectic.from_images(PhaseSpace(2, 3), images)
        >>> cnot((1, 0, 1, 1))
        (1, 2, 2, 1)
        """
        table: dict[str, LinearFunctional] = {}
        for name, image in images.items():
            places = [i for i, a in enumerate(space.linear(name).coefficients) if a == 1]
            if len(places) != 1 or space.linear(name) != space.linear(space.names[places[0]]):
                raise InputError(f"{name!r} is not a coordinate; images are given of "
                                 f"{', '.join(space.names)}")
            table[space.names[places[0]]] = space.linear(image)
        return cls(space, [table[n].coefficients if n in table else space.unit(n)
                           for n in space.names], shift)

    def __call__(self, point: Sequence[object]) -> Row:
        """The image of a point."""
        m = self.space.point(point)
        return self._tidy(sum((a * x for a, x in zip(row, m, strict=True)), shift)
                          for row, shift in zip(self.matrix, self.shift, strict=True))

    def _tidy(self, values: Any) -> Row:
        d = self.space.ring.modulus
        if d:
            return tuple(x % d for x in values)
        return tuple(normal(x) if self.space.ring.kind == "R" else x for x in values)

    def __matmul__(self, other: AffineSymplectic) -> AffineSymplectic:
        """The composition: first `other`, then this map."""
        if not isinstance(other, AffineSymplectic) or other.space != self.space:
            raise InputError("the two maps act on different phase spaces")
        columns = list(zip(*other.matrix, strict=True))
        rows = [self._tidy(sum((a * b for a, b in zip(row, col, strict=True)), 0 * row[0])
                           for col in columns) for row in self.matrix]
        return trusted(self.space, tuple(rows), self(other.shift))

    def inverse(self) -> AffineSymplectic:
        """The inverse map, by S^-1 = J^-1 S^T J."""
        rows = symplectic_inverse(self.space, self.matrix)
        back = trusted(self.space, tuple(self._tidy(r) for r in rows), self._tidy(
            [0 * x for x in self.shift]))
        shift = back(self.shift)
        return trusted(self.space, back.matrix, self._tidy(-x for x in shift))

    def transported(self, functional: object) -> tuple[LinearFunctional, Any]:
        """(F', c) with F'(m') - c = F(m) at m' = S m + a: what is known of m' if F is known of m.

        >>> shift = AffineSymplectic(PhaseSpace(1, 3), None, (1, 0))
        >>> f, c = shift.transported("X")
        >>> print(f, c)
        X1 1
        """
        old = self.space.linear(functional).coefficients
        back = symplectic_inverse(self.space, self.matrix)
        rows = self._tidy(sum((old[i] * back[i][j] for i in range(len(old))), 0 * old[0])
                          for j in range(len(old)))
        new = LinearFunctional(self.space, rows)
        return new, new(self.shift)

    def statement(self) -> Statement:
        """S^T J S = J as a statement; a congruence over Z_d."""
        return symplectic_statement(self.space, self.matrix)

    @property
    def is_identity(self) -> bool:
        """Whether every point stays where it is."""
        return self == AffineSymplectic(self.space)


def trusted(space: PhaseSpace, matrix: Rows, shift: Row) -> AffineSymplectic:
    """A map whose matrix is symplectic because products and inverses of such matrices are."""
    made = AffineSymplectic.__new__(AffineSymplectic)
    for name, value in (("space", space), ("matrix", matrix), ("shift", shift)):
        object.__setattr__(made, name, value)
    return made


def offending_columns(space: PhaseSpace,
                      matrix: Sequence[Sequence[Any]]) -> tuple[int, int, Any, Any] | None:
    """Two columns whose symplectic product is wrong: (i, j, product, expected), or None."""
    columns = list(zip(*matrix, strict=True))
    for i in range(len(columns)):
        for j in range(i + 1, len(columns)):
            value = space.product(columns[i], columns[j])
            wanted = space.product(space.unit(space.names[i]), space.unit(space.names[j]))
            if value != wanted and (space.ring.is_finite or not vanishes(value - wanted)):
                return i, j, value, wanted
    return None


def symplectic_inverse(space: PhaseSpace, matrix: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """J^-1 S^T J, the inverse of a symplectic matrix."""
    size = space.dimension
    partner, sign = [0] * size, [0] * size
    for i in range(1, space.n + 1):
        x, p = space.x(i), space.p(i)
        partner[x], partner[p], sign[x], sign[p] = p, x, 1, -1
    return [[sign[i] * sign[j] * matrix[partner[j]][partner[i]] for j in range(size)]
            for i in range(size)]


@checked
def symplectic_statement(space: PhaseSpace, matrix: Sequence[Sequence[Any]]) -> Statement:
    """S^T J S = J for any square matrix, as a statement that may be true or false.

    >>> symplectic_statement(PhaseSpace(1, "Q"), [[2, 0], [0, 1]]).lhs
    Matrix([
    [ 0, 2],
    [-2, 0]])
    """
    S = ImmutableMatrix([list(row) for row in matrix])
    line = MatrixIdentity(S.T * space.J * S, space.J)
    return ForAllFinite((), line, space.ring.modulus) if space.ring.is_finite else line


@checked
def displacement(space: PhaseSpace, shift: Sequence[object]) -> AffineSymplectic:
    """The translation m -> m + a (Heisenberg-Weyl).

    >>> displacement(PhaseSpace(1, 3), (1, 2))((2, 2))
    (0, 1)
    """
    return AffineSymplectic(space, None, space.point(shift))
