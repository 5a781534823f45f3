"""Eigenvalues of small Hermitian matrices and roots of squares, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    for (a, b, *rest), power in _short_factors(coefficients):
        if rest:
            root = modulus(b * b - 4 * a * rest[0], known)
            found += [(-b + root) / (2 * a), (-b - root) / (2 * a)] * power
        else:
            found += [fast.normal_form(-b / a)] * power
    return _decreasing(found, known)


def singular_values(matrix: MatrixBase, assuming: Iterable[Any] = ()) -> tuple[Expr, ...]:
    """Square roots of the eigenvalues, which are known not to be negative, with multiplicity.

    Where the product of two conjugate eigenvalues is a square d**2 and their sum is s, the roots
    are (sqrt(s + 2 d) +- sqrt(s - 2 d))/2, so that they do not nest.

    >>> a, b = Symbol("a"), Symbol("b")
    >>> singular_values(Matrix([[a + b, 2*a], [2*b, a + b]]), [a > b, b > 0])
    (sqrt(a) + sqrt(b), sqrt(a) - sqrt(b))
    """
    known = read_assumptions(assuming)
    found: list[Expr] = []
    for (a, b, *rest), power in _short_factors(_characteristic(Matrix(matrix))):
        if not rest:
            found += [modulus(-b / a, known)] * power
            continue
        total = fast.normal_form(-b / a)
        middle = modulus(rest[0] / a, known)
        if all(p.exp.is_Integer for p in middle.atoms(Pow)):
            open_ = middle.atoms(Abs)                  # up**2 - down**2 = 4 d has the sign of d
            middle = middle.xreplace({m: m.args[0] for m in open_})
            up, down = (modulus(total + 2 * s * middle, known) for s in (1, -1))
            found += [(up + down) / 2, Abs(up - down) / 2 if open_ else (up - down) / 2] * power
        else:
            step = modulus(b * b - 4 * a * rest[0], known)
            found += [modulus((s * step - b) / (2 * a), known) for s in (1, -1)] * power
    return tuple(found)


def _short_factors(coefficients: Sequence[Expr]) -> list[tuple[list[Expr], int]]:
    """The factors of a characteristic polynomial with their multiplicity.

    Raises:
        EngineRefusal: one has a degree above two.
    """
    x = Symbol("x")
    found = []
    for part, power in factor_list(Poly(coefficients, x).as_expr(), x)[1]:
        shown = Poly(part, x).all_coeffs()
        if len(shown) > 3:
            size = len(coefficients) - 1
            raise EngineRefusal(f"the characteristic polynomial of the {size}x{size} "
                                f"matrix has the factor {part} of degree {len(shown) - 1} with "
                                "irrational coefficients", "give rational entries")
        found.append((shown, int(power)))
    return found


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
    total, sure = Integer(1), Integer(1)               # even powers need no sign
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
        total *= (sqrt(number) * Mul(*(p**(n // 2) for p, n in powers.items() if n % 4)))**sign
        sure *= Mul(*(p**(n // 2) for p, n in powers.items() if n % 4 == 0))**sign
    relation = known_relation(total, assuming)
    if relation in (">", ">=", "="):
        return total * sure
    return expand(-total) * sure if relation in ("<", "<=") else Abs(total) * sure


def is_zero(value: Expr) -> bool:
    """A root of an irreducible polynomial of degree above two is not zero."""
    return not isinstance(value, ComplexRootOf) and not value.has(Abs) and fast.is_zero(value)


def is_negative(value: Expr) -> bool:
    """Sign of an eigenvalue; real roots of one polynomial are numbered in increasing order."""
    if isinstance(value, ComplexRootOf):
        return bool(value.index < value.poly.count_roots(None, 0))
    return fast.sign(value) < 0
