"""Exact linear algebra over the ring of an expansion: kernels, ranks, inverses."""

from __future__ import annotations

from dataclasses import dataclass

from symq.continuum.fast import Matrix, Poly, Ring
from symq.continuum.ring import Builder

Dense = list[list[Poly]]


def dense(matrix: Matrix, rows: int, columns: int, ring: Ring) -> Dense:
    """A sparse matrix as lists."""
    return [[matrix.get((i, j), ring.zero) for j in range(columns)] for i in range(rows)]


def sparse(matrix: Dense) -> Matrix:
    """Lists as a sparse matrix."""
    return {(i, j): p for i, row in enumerate(matrix) for j, p in enumerate(row) if p}


def times(a: Dense, b: Dense, ring: Ring) -> Dense:
    """The product of two matrices of functions."""
    columns = len(b[0]) if b else 0
    found = []
    for row in a:
        line = []
        for j in range(columns):
            total = ring.zero
            for x, other in zip(row, b, strict=True):
                if x and other[j]:
                    total = total + x * other[j]
            line.append(ring.reduce(total))
        found.append(line)
    return found


def unit(n: int, ring: Ring) -> Dense:
    """The identity."""
    return [[ring.one if i == j else ring.zero for j in range(n)] for i in range(n)]


def minus(a: Dense, b: Dense) -> Dense:
    """The difference."""
    return [[x - y for x, y in zip(r, s, strict=True)] for r, s in zip(a, b, strict=True)]


def transpose(a: Dense) -> Dense:
    """The transpose."""
    return [list(row) for row in zip(*a, strict=True)]


def power(a: Dense, n: int, ring: Ring) -> Dense:
    """A power by squaring."""
    result = unit(len(a), ring)
    while n:
        if n & 1:
            result = times(result, a, ring)
        a, n = times(a, a, ring), n >> 1
    return result


@dataclass
class Echelon:
    """A reduced row echelon form."""

    rows: Dense
    pivots: list[int]

    @property
    def rank(self) -> int:
        """The rank."""
        return len(self.pivots)


def echelon(a: Dense, builder: Builder, columns: int | None = None) -> Echelon:
    """Gauss-Jordan elimination; numbers are preferred as pivots.

    Args:
        a: the matrix.
        builder: gives inverses of pivots.
        columns: pivots are looked for in the first columns only.
    """
    ring = builder.ring
    rows = [list(r) for r in a]
    width = len(rows[0]) if rows else 0
    pivots: list[int] = []
    for column in range(width if columns is None else columns):
        done = len(pivots)
        found = [(not rows[i][column].is_constant(), len(rows[i][column]), i)
                 for i in range(done, len(rows)) if not builder.vanishes(ring, rows[i][column])]
        if not found:
            continue
        i = min(found)[2]
        rows[done], rows[i] = rows[i], rows[done]
        lead = rows[done][column]
        if lead != 1:
            scale = builder.inverse(ring, lead)
            rows[done] = [ring.reduce(p * scale) for p in rows[done]]
            rows[done][column] = ring.one
        for k, row in enumerate(rows):
            if k != done and row[column]:
                factor = row[column]
                rows[k] = [ring.reduce(p - factor * q) if q else p
                           for p, q in zip(row, rows[done], strict=True)]
        pivots.append(column)
    return Echelon(rows[:len(pivots)], pivots)


def kernel(a: Dense, builder: Builder) -> Dense:
    """Columns x with a x = 0, as a matrix with one row per vector."""
    ring = builder.ring
    width = len(a[0])
    form = echelon(a, builder)
    vectors = []
    for free in (j for j in range(width) if j not in form.pivots):
        vector = [ring.zero] * width
        vector[free] = ring.one
        for row, pivot in zip(form.rows, form.pivots, strict=True):
            vector[pivot] = -row[free]
        vectors.append(vector)
    return vectors


def inverse(a: Dense, builder: Builder) -> Dense | None:
    """The inverse; None if there is none."""
    ring, n = builder.ring, len(a)
    both = [row + one for row, one in zip(a, unit(n, ring), strict=True)]
    form = echelon(both, builder, n)
    return [row[n:] for row in form.rows] if form.rank == n else None


def trace(a: Dense, ring: Ring) -> Poly:
    """The trace."""
    return sum((a[i][i] for i in range(len(a))), ring.zero)


def blocks(a: Dense) -> list[list[int]]:
    """Strongly connected components of the non-zero pattern."""
    n = len(a)
    reach = [{j for j in range(n) if a[i][j]} | {i} for i in range(n)]
    for k in range(n):
        for i in range(n):
            if k in reach[i]:
                reach[i] |= reach[k]
    found: list[list[int]] = []
    for i in range(n):
        group = [j for j in sorted(reach[i]) if i in reach[j]]
        if group[0] == i:
            found.append(group)
    return found


def characteristic(a: Dense, ring: Ring) -> list[list[Poly]]:
    """Characteristic polynomials of the diagonal blocks, coefficients of 1, x, x**2, ..."""
    found = []
    for group in blocks(a):
        block = [[a[i][j] for j in group] for i in group]
        n = len(block)
        coefficients, work = [ring.one], unit(n, ring)
        for k in range(1, n + 1):                        # Faddeev-LeVerrier
            work = times(block, work, ring)
            c = trace(work, ring) / -k
            coefficients.append(ring.reduce(c))
            for i in range(n):
                work[i][i] = work[i][i] + coefficients[-1]
        found.append(coefficients[::-1])
    return found
