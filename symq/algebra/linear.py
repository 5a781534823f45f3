"""Linear algebra over exact scalars: rank, null space, characteristic polynomial."""

from __future__ import annotations

from collections.abc import Sequence

import flint
from sympy import Rational

from symq.algebra.scalars import Field, Scalar

Rows = Sequence[Sequence[Scalar]]


def echelon(rows: Rows) -> tuple[list[list[Scalar]], list[int]]:
    """Reduced row echelon form without zero rows, and the pivot columns.

    Conventions:
        With symbols in the entries a pivot is taken to be non-zero when it is not identically
        zero, so that the result holds for generic values.
    """
    m = [list(r) for r in rows]
    pivots: list[int] = []
    top = 0
    width = len(m[0]) if m else 0
    for j in range(width):
        best = next((i for i in range(top, len(m)) if not m[i][j].is_zero()), None)
        if best is None:
            continue
        m[top], m[best] = m[best], m[top]
        inverse = m[top][j].field.one / m[top][j]
        m[top] = [v if v.num == 0 else v * inverse for v in m[top]]
        for i in range(len(m)):
            if i != top and m[i][j].num != 0:
                c = m[i][j]
                m[i] = [v if w.num == 0 else v - c * w for v, w in zip(m[i], m[top], strict=True)]
        pivots.append(j)
        top += 1
        if top == len(m):
            break
    return m[:top], pivots


def rank(rows: Rows) -> int:
    """Rank of a matrix (for generic values of its symbols)."""
    return len(echelon(rows)[1])


def null_space(rows: Rows, width: int, f: Field) -> list[list[Scalar]]:
    """A basis of the vectors c with M c = 0, in reduced form."""
    reduced, pivots = echelon(rows)
    basis = []
    for free in (j for j in range(width) if j not in pivots):
        vector = [f.zero] * width
        vector[free] = f.one
        for row, p in zip(reduced, pivots, strict=True):
            vector[p] = -row[free]
        basis.append(vector)
    return basis


def cleared(vector: Sequence[Scalar], f: Field) -> list[Scalar]:
    """A multiple of a vector whose entries divide by no symbol.

    >>> from sympy import symbols
    >>> a, b = symbols("a b")
    >>> f = Field([a, b])
    >>> cleared([f(1/a), f(a/b)], f)
    [b, a**2]
    """
    common = f.one.den
    for entry in vector:
        common = common * (entry.den / common.gcd(entry.den))
    factor = type(f.one)(f, common, f.one.den)
    return [entry * factor for entry in vector]


def product(a: Rows, b: Rows, f: Field) -> list[list[Scalar]]:
    """Matrix product."""
    width = len(b[0]) if b else 0
    result = [[f.zero] * width for _ in a]
    for i, row in enumerate(a):
        for k, x in enumerate(row):
            if x.num == 0:
                continue
            for j, y in enumerate(b[k]):
                if y.num != 0:
                    result[i][j] = result[i][j] + x * y
    return result


def characteristic(m: Rows, f: Field) -> list[Scalar]:
    """Coefficients of det(x - M), lowest first (Faddeev and LeVerrier).

    >>> f = Field()
    >>> [c.expr() for c in characteristic([[f(1), f(2)], [f(3), f(4)]], f)]
    [-2, -5, 1]
    """
    n = len(m)
    coefficients = [f.one]
    current = [[f.zero] * n for _ in range(n)]
    for k in range(1, n + 1):
        for i in range(n):
            current[i][i] = current[i][i] + coefficients[-1]
        current = product(m, current, f)
        trace = f.zero
        for i in range(n):
            trace = trace + current[i][i]
        coefficients.append(-trace / f.rational(k))
    return coefficients[::-1]


def rational_factors(coefficients: Sequence[Scalar]
                     ) -> list[tuple[flint.fmpq_poly, int]] | None:
    """Irreducible factors over Q with multiplicity, or None if a coefficient is not rational."""
    values = []
    for c in coefficients:
        if not (c.num.is_constant() and c.den.is_constant()):
            return None
        values.append(c.num.leading_coefficient() if c.num != 0 else flint.fmpq(0))
    return [(p, int(k)) for p, k in flint.fmpq_poly(values).factor()[1]]


def root_of(linear: flint.fmpq_poly) -> Rational:
    """The root of a polynomial of degree one."""
    value = -linear[0] / linear[1]
    return Rational(int(value.p), int(value.q))
