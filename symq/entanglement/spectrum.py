"""Eigenvalues of small Hermitian matrices and roots of squares, exactly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import (
    QQ,
    Abs,
    ComplexRootOf,
    Expr,
    Integer,
    Matrix,
    MatrixBase,
    Mul,
    Poly,
    Pow,
    Symbol,
    cos,
    expand,
    factor_list,
    fraction,
    sin,
    sqrt,
)

from symq.entanglement import fast
from symq.entanglement.order import known_relation, read_assumptions
from symq.errors import DomainError, EngineRefusal
from symq.lang.checked import checked
from symq.lang.statement import Statement


@checked
def eigenvalues(matrix: MatrixBase, assuming: Iterable[Any] = ()) -> tuple[Expr, ...]:
    """Eigenvalues of a Hermitian matrix with multiplicity, in decreasing order.

    Args:
        matrix: exact; symbols are real.
        assuming: relations between its symbols; where they do not order two eigenvalues these
            stand in the order in which they were found.
    Raises:
        EngineRefusal: the characteristic polynomial has other coefficients than rational numbers,
            and a factor of degree above two.
    Conventions:
        Rational coefficients: isolated real roots, written with square roots up to degree two
        and as `CRootOf` above. Cost: one characteristic polynomial.

    >>> eigenvalues(Matrix([[2, 1], [1, 2]]))
    (3, 1)
    """
    x = Symbol("x")
    coefficients = _characteristic(Matrix(matrix))
    if all(c.is_Rational for c in coefficients):
        roots = Poly(coefficients, x, domain=QQ).real_roots()
        if len(roots) != matrix.rows:
            raise DomainError("the matrix has eigenvalues that are not real; it is not Hermitian")
        return tuple(reversed(roots))
    known = read_assumptions(assuming)
    found: list[Expr] = []
    for part, power in factor_list(Poly(coefficients, x).as_expr(), x)[1]:
        a, b, *rest = Poly(part, x).all_coeffs()
        if len(rest) > 1:
            raise EngineRefusal(f"the characteristic polynomial of the {matrix.rows}x{matrix.rows} "
                                f"matrix has the factor {part} of degree {len(rest) + 1} with "
                                "irrational coefficients", "give rational entries")
        if rest:
            root = modulus(b * b - 4 * a * rest[0], known)
            found += [(-b + root) / (2 * a), (-b - root) / (2 * a)] * power
        else:
            found += [fast.normal_form(-b / a)] * power
    return _decreasing(found, known)


def _characteristic(matrix: Matrix) -> list[Expr]:
    """The coefficients of det(x - A), the highest first, by Faddeev and LeVerrier."""
    if all(e.is_Rational for e in matrix):
        return list(matrix.charpoly().all_coeffs())
    total, found = Matrix.eye(matrix.rows), [Integer(1)]
    for k in range(1, matrix.rows + 1):
        total = (matrix * total).applyfunc(fast.normal_form)
        found.append(fast.normal_form(-total.trace() / k))
        total = total + found[-1] * Matrix.eye(matrix.rows)
    return found


def _decreasing(values: list[Expr], assuming: tuple[Statement, ...]) -> tuple[Expr, ...]:
    """Values in decreasing order as far as it is known: inserted before smaller ones."""
    found: list[Expr] = []
    for value in values:
        place = next((i for i, other in enumerate(found) if
                      known_relation(other - value, assuming) in ("<", "<=")), len(found))
        found.insert(place, value)
    return tuple(found)


def modulus(square: Expr, assuming: Iterable[Any] = ()) -> Expr:
    """The square root of a number or expression that is not negative, without a root of squares.

    >>> p = Symbol("p")
    >>> modulus((1 - 3*p)**2), modulus((1 - 3*p)**2, [p < Integer(1)/3])
    (Abs(3*p - 1), 1 - 3*p)
    """
    value = fast.normal_form(square)
    if not value.free_symbols or any(not e.is_Integer for e in (
            p.exp for p in value.atoms(Pow))):
        return sqrt(value)
    total = Integer(1)
    for polynomial, sign in zip(fraction(value), (1, -1), strict=True):
        number, parts = factor_list(polynomial)
        powers = dict(parts)
        for c in value.atoms(cos):                     # (1 - cos**2) stands for sin**2
            low, high = (next((p for p in powers if fast.is_zero(p - c + s) or
                               fast.is_zero(p + c - s)), None) for s in (1, -1))
            if low is not None and high is not None:
                n = min(powers[low], powers[high])
                flips = sum(not fast.is_zero(p - c + s) for p, s in ((low, 1), (high, -1)))
                powers[low], powers[high] = powers[low] - n, powers[high] - n
                powers[sin(c.args[0])] = 2 * n
                number *= (-1)**(n * (1 + flips))
        if any(n % 2 for n in powers.values()) or not (number.is_Rational and number > 0):
            return sqrt(value)
        total *= (sqrt(number) * Mul(*(p**(n // 2) for p, n in powers.items())))**sign
    relation = known_relation(total, assuming)
    if relation in (">", ">=", "="):
        return total
    return expand(-total) if relation in ("<", "<=") else Abs(total)


def is_zero(value: Expr) -> bool:
    """A root of an irreducible polynomial of degree above two is not zero."""
    return not isinstance(value, ComplexRootOf) and not value.has(Abs) and fast.is_zero(value)


def is_negative(value: Expr) -> bool:
    """Sign of an eigenvalue; real roots of one polynomial are numbered in increasing order."""
    if isinstance(value, ComplexRootOf):
        return bool(value.index < value.poly.count_roots(None, 0))
    return fast.sign(value) < 0
