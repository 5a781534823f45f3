"""Forms in symbols that are not negative, as sums of m (u - v)**2 with monomials m, u and v.

The inequality of arithmetic and geometric means, and Muirhead's, are of this shape (Hurwitz).
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from symq.kernel.field import BITS, Poly
from symq.kernel.term import Term
from symq.prove.order.build import arithmetic, degree, exponents, generators, homogeneous, term_of
from symq.prove.order.cone import Column, monomials, products, search_cone
from symq.prove.order.known import Known, State
from symq.prove.order.sample import Samples

FEWEST, MOST, LARGEST, COLUMNS = 3, 6, 8, 1500


def means(state: State, poly: Poly, op: str, facts: list[Known], samples: Samples
          ) -> list[Any] | None:
    """Summands that give a form in symbols that are not negative."""
    used, size = generators(poly, state.count), degree(poly)
    if not homogeneous(poly) or not FEWEST <= len(used) <= MOST or not 3 <= size <= LARGEST:
        return None
    alone = {1 << (BITS * i) for i in used}
    plain = [f for f in facts if len(f.poly) == 1 and set(f.poly) <= alone]
    if len(plain) < len(used) or any(i in state.context.field.relations for i in used):
        return None
    weights = products(state, plain, size, COLUMNS)
    columns = [c for c in weights if c.degree == size]
    for half in range(1, size // 2 + 1):
        fitting = [c for c in weights if c.degree == size - 2 * half]
        roots = differences(used, half)
        if len(columns) + len(fitting) * len(roots) > COLUMNS:
            break
        columns += squared(state, fitting, roots)
    return search_cone(state, poly, op, columns, samples, size)


def differences(used: list[int], half: int) -> list[tuple[int, int]]:
    """Pairs of monomials of a degree without a common symbol."""
    keys = monomials(used, half, half)
    inside = {k: set(exponents(k)) for k in keys}
    return [(u, v) for u, v in combinations(keys, 2) if not inside[u] & inside[v]]


def squared(state: State, weights: list[Column], roots: list[tuple[int, int]]) -> list[Column]:
    """The weights times (u - v)**2."""
    field, found = arithmetic(state.context.field), []
    for u, v in roots:
        root = {u: 1, v: -1}
        last: Term = term_of(state.context, root)
        plain = (root, 1, ())
        square = field.mul(plain, plain)
        for weight in weights:
            product = field.mul((weight.poly, weight.den, ()), square)
            if not product[2]:
                found.append(Column(weight.factors, last, product[0], product[1], False,
                                    weight.degree + 2 * degree(root)))
    return found


__all__ = ["means"]
