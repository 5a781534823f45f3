"""Forms of degree four and more in many symbols of which few squares can occur.

The Gram matrix of such a form is small whatever the number of symbols. Where an equation N = c with
a form N of degree two is known, a polynomial is made homogeneous by it first.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from symq.prove.order import squares as gram
from symq.prove.order.build import degree, exponents, generators, homogeneous, term_of
from symq.prove.order.cone import monomials, real
from symq.prove.order.known import Known, State
from symq.prove.order.sums import newton, reduced

FEWEST, MOST, LONGEST, DENSE, WIDE, ZEROS = 3, 12, 60, 24, 8, 200
Rational = dict[int, Any]


def sparse(state: State, poly: Rational) -> list[Any] | None:
    """Summands that show poly >= 0: squares, and a multiple of one equation."""
    size = degree(poly)
    if size not in (2, 4, 6):
        return None
    if homogeneous(poly) or not any(f.op == "=" for f in state.facts):
        return form(state, poly) if size > 2 else None
    for fact in state.facts:
        made = levelled(poly, fact, size) if fact.op == "=" and degree(fact.poly) == 2 else None
        found = None if made is None else form(state, made[0])
        if made is not None and found is not None:
            return [*found, [str(fact.den), [[fact.index, 1]], term_of(state.context, made[1])]]
    return form(state, poly) if size > 2 else None


def form(state: State, poly: Rational) -> list[Any] | None:
    """Squares with positive weights that give the polynomial."""
    used, size = generators(poly, state.count), degree(poly)
    if not FEWEST <= len(used) <= MOST or size % 2 or any(
            i in state.context.field.relations or not real(state, i) for i in used):
        return None
    keys = newton(poly, monomials(used, size // 2, size // 2 if homogeneous(poly) else 0))
    if not 0 < len(keys) <= LONGEST:
        return None
    state.tick(300 * len(keys) + 20 * len(poly) * 2**min(len(used), WIDE))
    basis = reduced(keys, zeros(poly, used))
    if not 0 < len(basis) <= DENSE:
        return None
    table = {(i, j): times(p, basis[j]) for i, p in enumerate(basis)
             for j in range(i, len(basis))}
    found = gram.solve(blocks := [gram.Block(basis, table)], [], poly, state.tick)
    if found is None:
        return None
    left = blocks[0].basis
    return [[str(c), [], term_of(state.context, {
        k: x for k, x in combined(vector, left).items() if x})] for c, vector in found[0][0]]


def zeros(poly: Rational, used: list[int]) -> list[dict[int, Fraction]]:
    """Places with coordinates 0, 1 and -1 at which the polynomial vanishes."""
    steps = (0, 1, -1) if len(used) <= WIDE else (0, 1)
    points = np.array(list(product(steps, repeat=len(used))), dtype=float)
    total = np.zeros(len(points))
    for key, c in poly.items():
        total += float(c) * np.prod([points[:, used.index(i)]**e
                                     for i, e in exponents(key).items()], axis=0)
    found = points[np.abs(total) < 1e-9]
    keep = found[np.linspace(0, len(found) - 1, min(len(found), ZEROS)).astype(int)]
    return [{i: Fraction(int(v)) for i, v in zip(used, row, strict=True)} for row in keep]


def levelled(poly: Rational, fact: Known, size: int) -> tuple[Rational, Rational] | None:
    """poly = form + cofactor * fact, where the fact says that a form of degree two is a number."""
    level = Fraction(-fact.poly.get(0, 0))
    norm = {k: Fraction(c) / level for k, c in fact.poly.items() if k and level}
    if not level or any(degree({k: 1}) != 2 for k in norm):
        return None
    total, cofactor = dict[int, Any](), dict[int, Any]()
    for k, c in poly.items():
        part: Rational = {k: Fraction(c)}
        while degree(part) < size:
            if (size - degree(part)) % 2:
                return None
            # part = part * norm - part * (norm - 1), and norm - 1 = fact / level
            cofactor = plus(cofactor, part, -1 / level)
            part = times(part, norm)
        total = plus(total, part, 1)
    return total, cofactor


def plus(a: Rational, b: Rational, factor: Any) -> Rational:
    """a + factor * b."""
    total = dict(a)
    for k, c in b.items():
        total[k] = total.get(k, 0) + factor * c
    return {k: c for k, c in total.items() if c}


def times(a: Rational, b: Rational) -> Rational:
    """The product of two polynomials without relations."""
    total = dict[int, Any]()
    for k, c in a.items():
        for m, d in b.items():
            total[k + m] = total.get(k + m, 0) + c * d
    return {k: c for k, c in total.items() if c}


def combined(vector: list[Fraction], basis: list[Rational]) -> Rational:
    """A linear combination of polynomials."""
    total = dict[int, Any]()
    for c, p in zip(vector, basis, strict=True):
        total = plus(total, p, c)
    return total


__all__ = ["sparse"]
