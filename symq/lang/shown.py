"""Arithmetic that is written down and not carried out.

sympy adds and multiplies as soon as an expression is built, so that the two sides of a statement
become the same text before anybody has proved anything. What is built here stays as it stands: a
product of two matrices shows in each entry the sum of products that it is.
"""

from __future__ import annotations

from sympy import Add, Expr, ImmutableMatrix, MatrixBase, Mul, Pow, S
from sympy.polys.matrices import DomainMatrix
from sympy.polys.rings import sring

from symq.errors import DimensionError
from symq.lang.statement import expression


def plus(*terms: object) -> Expr:
    """The sum of the terms, not carried out.

    >>> plus(1, 2)
    1 + 2
    """
    found = tuple(expression(t) for t in terms)
    return found[0] if len(found) == 1 else Add(*found, evaluate=False)


def times(*factors: object) -> Expr:
    """The product of the factors, not carried out.

    >>> times(2, 3)
    2*3
    """
    found = tuple(expression(f) for f in factors)
    return found[0] if len(found) == 1 else Mul(*found, evaluate=False)


def power(base: object, exponent: object) -> Expr:
    """The power, not carried out.

    >>> power(times(2, 3), 2)
    (2*3)**2
    """
    return Pow(expression(base), expression(exponent), evaluate=False)


def over(above: object, below: object) -> Expr:
    """The quotient, not carried out.

    >>> over(2, 4)
    2/4
    """
    return Mul(expression(above), power(below, -1), evaluate=False)


def minus(first: object, second: object) -> Expr:
    """The difference, not carried out.

    >>> minus(3, 1)
    3 - 1*1
    """
    return plus(first, times(-1, second))


def spare(*factors: object) -> Expr:
    """The product without its factors 1, not carried out; 0 if one of them is 0.

    >>> spare(1, 2, 3), spare(2, 0)
    (2*3, 0)
    """
    found = [f for f in map(expression, factors) if f is not S.One]
    return S.Zero if any(f is S.Zero for f in found) else times(*(found or [1]))


def dot(left: object, right: object) -> Expr:
    """The sum of products of entries; products with 0 are left out, and factors 1.

    >>> from sympy import symbols
    >>> a, b, x, y = symbols("a b x y")
    >>> dot((a, 0, 1), (x, y, b))
    a*x + b
    """
    terms = [spare(p, q) for p, q in zip(left, right, strict=True)]     # type: ignore[call-overload]
    return plus(*([t for t in terms if t is not S.Zero] or [0]))


def matrix_product(left: MatrixBase, right: MatrixBase) -> ImmutableMatrix:
    """The matrix product, each entry as a sum of products.

    Raises:
        DimensionError: the shapes do not fit.
    """
    if left.cols != right.rows:
        raise DimensionError(f"matrices of the shapes {left.shape} and {right.shape} cannot be "
                             "multiplied")
    rows, columns = left.tolist(), right.T.tolist()
    return ImmutableMatrix(left.rows, right.cols, [dot(r, c) for r in rows for c in columns])


def scaled(factor: object, matrix: MatrixBase) -> ImmutableMatrix:
    """The matrix with each entry, unless it is 0, as a product with the factor."""
    return ImmutableMatrix(*matrix.shape, [times(factor, e) if e is not S.Zero else e
                                           for e in matrix])


def matrix_sum(*matrices: MatrixBase) -> ImmutableMatrix:
    """The sum of matrices, each entry as a sum; entries 0 are left out.

    Raises:
        DimensionError: the shapes differ.
    """
    shapes = {m.shape for m in matrices}
    if len(shapes) != 1:
        raise DimensionError(f"matrices of the shapes {sorted(shapes)} cannot be added")
    rows, cols = shapes.pop()
    return ImmutableMatrix(rows, cols, [
        plus(*([e for e in entries if e is not S.Zero] or [0]))
        for entries in zip(*(m.flat() for m in matrices), strict=True)])


def characteristic(matrix: MatrixBase, value: Expr) -> Expr:
    """det(value - matrix), multiplied out, in the polynomials of what the entries are made of.

    >>> from sympy import Matrix, symbols
    >>> a, b, w = symbols("a b w")
    >>> characteristic(Matrix([[a, b], [b, a]]), w)
    a**2 - 2*a*w - b**2 + w**2

    Raises:
        DimensionError: the matrix is not square.
    """
    if matrix.rows != matrix.cols:
        raise DimensionError(f"a matrix of shape {matrix.shape} has no characteristic polynomial")
    ring, (at, *entries) = sring([value, *matrix.flat()])
    n = matrix.rows
    rows = [entries[n * i:n * (i + 1)] for i in range(n)]
    total = ring.zero
    for coefficient in DomainMatrix(rows, matrix.shape, ring.to_domain()).charpoly():
        total = total * at + coefficient
    return total.as_expr()      # type: ignore[no-any-return]


def squared_norm(vector: MatrixBase) -> Expr:
    """The sum of squares of real entries; entries 0 are left out."""
    return plus(*([power(e, 2) for e in vector if e is not S.Zero] or [0]))


__all__ = ["characteristic", "dot", "matrix_product", "matrix_sum", "minus", "over", "plus",
           "power", "scaled", "spare", "squared_norm", "times"]
