"""Polynomials of degree two: exact completion of squares, with multiples of quadratic equations."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symq.kernel.field import BITS, Poly
from symq.prove.order.build import degree, exponents, generators, term_of
from symq.prove.order.cone import real
from symq.prove.order.known import Known, State
from symq.prove.order.squares import exact_squares

MOST = 40                                   # generators
MULTIPLES = tuple(Fraction(n, d) for n, d in (
    (1, 1), (2, 1), (3, 1), (1, 2), (4, 1), (6, 1), (9, 1), (16, 1), (36, 1), (100, 1)))


def quadratic(state: State, poly: Poly) -> list[Any] | None:
    """Summands that show poly >= 0: squares, and a multiple of one equation of degree two.

    The matrix of a form is unique, so that there is nothing to search but the multiple.
    """
    if degree(poly) != 2:
        return None
    equations = [f for f in state.facts if f.op == "=" and degree(f.poly) == 2
                 and set(generators(poly, state.count)) <= set(generators(f.poly, state.count))]
    for fact in (None, *equations[:4]):
        used = generators(poly if fact is None else fact.poly, state.count)
        if len(used) > MOST or not all(real(state, i) for i in used):
            continue
        state.tick(50 + len(used)**2)
        if fact is None:
            found = completed(state, poly, used)
            if found is not None:
                return found
            continue
        scale = size(poly) / size(fact.poly)
        for multiple in MULTIPLES:
            for sign in (1, -1):
                weight = sign * multiple * scale
                found = completed(state, added(poly, fact, weight), used)
                if found is not None:
                    return [*found, [str(-weight * fact.den), [[fact.index, 1]], None]]
    return None


def size(poly: Poly) -> Fraction:
    """The largest coefficient of degree two."""
    return max((abs(Fraction(c)) for k, c in poly.items() if degree({k: c}) == 2),
               default=Fraction(1))


def added(poly: Poly, fact: Known, weight: Fraction) -> dict[int, Fraction]:
    """poly + weight * fact."""
    total = {k: Fraction(c) for k, c in poly.items()}
    for k, c in fact.poly.items():
        total[k] = total.get(k, Fraction(0)) + weight * c
    return {k: c for k, c in total.items() if c}


def completed(state: State, poly: Any, used: list[int]) -> list[Any] | None:
    """The polynomial as a sum of squares with positive weights, if it is one."""
    place = {i: k + 1 for k, i in enumerate(used)}
    n = len(used) + 1
    matrix = [[Fraction(0)] * n for _ in range(n)]
    for key, c in poly.items():
        inside = [place[i] for i, e in exponents(key).items() for _ in range(e)]
        a, b = (0, 0) if not inside else (0, inside[0]) if len(inside) == 1 else inside
        if a == b:
            matrix[a][a] += Fraction(c)
        else:
            matrix[a][b] += Fraction(c) / 2
            matrix[b][a] += Fraction(c) / 2
    order = [*range(1, n), 0]
    squares = exact_squares([[matrix[i][j] for j in order] for i in order])
    if squares is None:
        return None
    found = []
    for weight, vector in squares:
        line = {0 if i == 0 else 1 << (BITS * used[i - 1]): c
                for i, c in zip(order, vector, strict=True) if c}
        found.append([str(weight), [], term_of(state.context, line)])
    return found


__all__ = ["quadratic"]
