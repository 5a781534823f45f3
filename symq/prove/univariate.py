"""Exact roots of polynomials in one symbol: linear and quadratic factors, and pure powers."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from flint import fmpq, fmpq_poly

from symq.errors import Rejected
from symq.kernel.term import I, Term, add, head, is_number, mul, number

Coefficients = list[Fraction]


def coefficients(term: Term, name: str) -> Coefficients | None:
    """A rational polynomial in one symbol, constant term first; None if it is none."""
    kind = head(term)
    if kind == "":
        return [number(term)]
    if kind == "s":
        return [Fraction(0), Fraction(1)] if term[1] == name else None
    if kind in ("+", "*"):
        total = fmpq_poly([0] if kind == "+" else [1])
        for part in term[1:]:
            other = coefficients(part, name)
            if other is None:
                return None
            value = _poly(other)
            total = total + value if kind == "+" else total * value
        return _list(total)
    if kind == "^" and is_number(term[2]) and number(term[2]).denominator == 1:
        base, n = coefficients(term[1], name), int(number(term[2]))
        if base is None or abs(n) > 60 or (n < 0 and (len(base) > 1 or not any(base))):
            return None
        return [base[0] ** n] if n < 0 else _list(_poly(base) ** n)
    return None


def _poly(values: Coefficients) -> fmpq_poly:
    return fmpq_poly([fmpq(v.numerator, v.denominator) for v in values])


def _list(poly: fmpq_poly) -> Coefficients:
    return [Fraction(int(c.p), int(c.q)) for c in poly.coeffs()] or [Fraction(0)]


def roots(values: Coefficients) -> list[Term]:
    """Closed terms for the roots of the linear, quadratic and pure factors, complex ones too."""
    poly = _poly(values)
    if poly.degree() < 1:
        return []
    found: list[Term] = []
    for factor, _ in poly.factor()[1]:
        c = _list(factor)
        if len(c) == 2:
            found.append(str(-c[0] / c[1]))
        elif len(c) == 3:
            middle, root = -c[1] / (2 * c[2]), square_root((c[1]**2 - 4*c[0]*c[2]) / (4 * c[2]**2))
            found += [add(str(middle), root), add(str(middle), mul("-1", root))]
        elif not any(c[1:-1]) and -c[0] / c[-1] > 0:
            found.append(("^", str(-c[0] / c[-1]), f"1/{len(c) - 1}"))
    return found


def square_root(value: Fraction) -> Term:
    """A square root of a rational number, squares taken out and i for a negative one."""
    size = abs(value.numerator) * value.denominator
    outside, inside, p = 1, size, 2
    while p * p <= inside and p < 2000:
        while inside % (p * p) == 0:
            inside //= p * p
            outside *= p
        p += 1
    if isqrt(inside) ** 2 == inside:
        outside, inside = outside * isqrt(inside), 1
    factors: list[Term] = [str(Fraction(outside, value.denominator))]
    if inside != 1:
        factors.append(("^", str(inside), "1/2"))
    return mul(*factors, *([I] if value < 0 else [])) if value else "0"


def solutions(equation: Term, name: str) -> list[Term]:
    """Roots of a polynomial equation in one symbol, all others having rational values."""
    try:
        left, right = coefficients(equation[1], name), coefficients(equation[2], name)
    except (Rejected, ZeroDivisionError):
        return []
    if left is None or right is None:
        return []
    return roots(_list(_poly(left) - _poly(right)))
