"""Exact roots of polynomials in one symbol: linear and quadratic factors, and pure powers."""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt

from flint import fmpq, fmpq_poly

from symq.kernel.term import I, Term, add, mul


def roots(values: Sequence[fmpq]) -> list[Term]:
    """Closed terms for the roots of the linear, quadratic and pure factors, complex ones too.

    Args:
        values: coefficients, constant term first.
    """
    poly = fmpq_poly(list(values))
    if poly.degree() < 1:
        return []
    found: list[Term] = []
    for factor, _ in poly.factor()[1]:
        c = factor.coeffs()
        if len(c) == 2:
            found.append(str(-c[0] / c[1]))
        elif len(c) == 3:
            middle, root = -c[1] / (2 * c[2]), square_root((c[1]**2 - 4*c[0]*c[2]) / (4 * c[2]**2))
            found += [add(str(middle), root), add(str(middle), mul("-1", root))]
        elif not any(c[1:-1]) and -c[0] / c[-1] > 0:
            found.append(("^", str(-c[0] / c[-1]), f"1/{len(c) - 1}"))
    return found


def square_root(value: fmpq) -> Term:
    """A square root of a rational number, squares taken out and i for a negative one."""
    size = abs(int(value.p)) * int(value.q)
    outside, inside, p = 1, size, 2
    while p * p <= inside and p < 2000:
        while inside % (p * p) == 0:
            inside //= p * p
            outside *= p
        p += 1
    if isqrt(inside) ** 2 == inside:
        outside, inside = outside * isqrt(inside), 1
    factors: list[Term] = [str(fmpq(outside, value.q))]
    if inside != 1:
        factors.append(("^", str(inside), "1/2"))
    return mul(*factors, *([I] if value < 0 else [])) if value else "0"


__all__ = ["roots", "square_root"]
