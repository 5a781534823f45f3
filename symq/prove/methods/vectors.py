"""Sums of cosines of angles between directions: K + sum c_ij cos(a_i - a_j) by unit vectors.

With x_i = (cos a_i, sin a_i) the sum is a quadratic form, and numbers l_i with the sum K make its
matrix positive: the bound of Tsirelson, and the one on the sum of three cosines, are of this kind.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp
from sympy import Expr, Symbol, cos

from symq.errors import SymqError
from symq.kernel.context import Context, standard
from symq.kernel.term import ORDER, ZERO, Term, add, fn, heads, mul, neg
from symq.lang.translate import from_term, to_term
from symq.prove.builder import Builder, subterms
from symq.prove.order.guess import recognised
from symq.prove.search import Evidence, Search

MOST, ROUNDS, WORK = 8, 400, 100_000
CLOSE = 1e-6
ONE = Symbol("1")       # the fixed direction, at angle zero


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a bound on a sum of cosines of differences and sums of angles."""
    if goal[0] not in ORDER or "cos" not in heads(goal[1]) | heads(goal[2]):
        return None
    term, op = standard(goal)
    try:
        found = read(sp.expand(from_term(term)))
    except SymqError:
        return None
    if found is None or any(context.sorts.get(s.name) not in ("real", "integer")
                            for s in found[1] if s is not ONE):
        return None
    constant, signs, matrix = found
    weights = balanced(constant, matrix)
    if weights is None:
        return None
    whole = matrix + sp.diag(*weights)
    squares, rest = pivots(whole), sp.radsimp(sp.expand(constant - sum(weights)))
    if squares is None or not (rest > 0 or (rest == 0 and op == ">=")):
        return None
    return evidence(search, context, goal, squares, rest, signs)


def read(e: Expr) -> tuple[Expr, dict[Symbol, int], Any] | None:
    """The constant, the directions with the sense in which their angles count, the matrix c/2."""
    constant, pairs = sp.S.Zero, dict[tuple[Symbol, Symbol, int], Expr]()
    for summand in sp.Add.make_args(e):
        c, rest = summand.as_independent(*e.free_symbols, as_Add=False)
        if rest == 1:
            constant += c
            continue
        if not isinstance(rest, cos):
            return None
        names = sorted(rest.args[0].free_symbols, key=lambda s: s.name)
        rates = [rest.args[0].coeff(s) for s in names]
        if len(names) > 2 or sp.expand(rest.args[0] - sum(
                r * s for r, s in zip(rates, names, strict=True))) != 0 or any(
                abs(r) != 1 for r in rates):
            return None
        key = (ONE, names[0], 0) if len(names) == 1 else (*names, int(-rates[0] * rates[1]))
        pairs[key] = pairs.get(key, sp.S.Zero) + c
    signs = senses(pairs)
    if signs is None or not 2 <= len(signs) <= MOST:
        return None
    order = list(signs)
    matrix = sp.zeros(len(order), len(order))
    for (a, b, _), c in pairs.items():
        i, j = order.index(a), order.index(b)
        matrix[i, j] += c / 2
        matrix[j, i] += c / 2
    return constant, signs, matrix


def senses(pairs: dict[tuple[Symbol, Symbol, int], Expr]) -> dict[Symbol, int] | None:
    """For each direction 1 or -1, so that every angle is a difference; None if that fails."""
    found: dict[Symbol, int] = {}
    todo = list(pairs)
    while todo:
        known = [p for p in todo if p[2] and (p[0] in found or p[1] in found)]
        a, b, sense = known[0] if known else next((p for p in todo if p[2]), todo[0])
        todo.remove((a, b, sense))
        if a not in found and b in found:
            a, b = b, a
        found.setdefault(a, 1)
        if found.setdefault(b, found[a] * (sense or 1)) != found[a] * sense and sense:
            return None
    return found


def balanced(constant: Expr, matrix: Any) -> list[Expr] | None:
    """Numbers with at most the given sum that make the matrix positive when put on its diagonal."""
    plain = np.array(matrix.tolist(), dtype=float)
    top = float(constant)
    near = least(plain)
    slack = top - near.sum()
    if slack > CLOSE * len(near):
        shares = near + slack / (2 * len(near))
        return [sp.Rational(round(float(x) * 4096), 4096) for x in shares]
    if slack < -CLOSE * len(near):
        return None
    weights = []
    for x in near:
        options = recognised(float(x))
        if not options:
            return None
        weights.append(from_term(options[0]))
    return weights if sp.radsimp(sp.expand(constant - sum(weights))) == 0 else None


def least(plain: Any) -> Any:
    """The diagonal of least trace that makes the matrix positive, by a barrier."""
    diagonal = np.abs(plain).sum(axis=1) + 1.0
    weight = 1.0
    for _ in range(ROUNDS):
        inverse = np.linalg.inv(plain + np.diag(diagonal))
        gradient = weight - np.diag(inverse)
        step = np.linalg.solve(inverse * inverse, -gradient)
        size = float(np.sqrt(abs(gradient @ step)))
        length = 1.0 if size < 0.25 else 1.0 / (1.0 + size)
        diagonal = diagonal + length * step
        if size < 1e-3:
            if weight > 1e9:
                break
            weight *= 4
    return diagonal


def pivots(matrix: Any) -> list[tuple[Expr, list[Expr]]] | None:
    """The matrix as a sum of d v v^T with d > 0, exactly; None if it is not positive."""
    rest, n, found = matrix.applyfunc(sp.radsimp), matrix.rows, []
    for k in range(n):
        pivot = rest[k, k]
        if pivot == 0:
            if any(rest[k, j] != 0 for j in range(k, n)):
                return None
            continue
        if not pivot > 0:
            return None
        row = [sp.S.Zero] * k + [sp.radsimp(rest[k, j] / pivot) for j in range(k, n)]
        found.append((pivot, row))
        rest = (rest - pivot * sp.Matrix(n, n, lambda i, j, r=row: r[i] * r[j])).applyfunc(
            lambda e: sp.radsimp(sp.expand(e)))
    return found


def evidence(search: Search, context: Context, goal: Term, squares: list[tuple[Expr, list[Expr]]],
             rest: Expr, signs: dict[Symbol, int]) -> Evidence | None:
    """The cosines of sums written out, and the squares of the two components."""
    builder, order = Builder(search, context), list(signs)
    for atom in dict.fromkeys(t for s in goal[1:] for t in subterms(s) if t[:2] == ("f", "cos")):
        other = sp.expand_trig(from_term(atom))
        if isinstance(other, cos):
            continue
        written = to_term(other)
        if not builder.rewrite(atom, "lemma", [written, search.briefly(
                context, ("=", atom, written), WORK)]):
            return None
    total: list[Any] = []

    def positive(number: Expr) -> int | None:
        relation = (">", to_term(number), ZERO)
        return builder.lemma(relation, search.closed(builder.context, relation))

    for pivot, row in squares:
        at = positive(pivot)
        if at is None:
            return None
        for component in ("cos", "sin"):
            parts = [mul(to_term(c), direction(s, signs[s], component))
                     for c, s in zip(row, order, strict=True) if c != 0]
            total.append(["1", [[at, 1]], add(*(p for p in parts if p != ZERO))])
    if rest != 0:
        at = positive(rest)
        if at is None:
            return None
        total.append(["1", [[at, 1]], None])
    made: Evidence = {"kind": "combine/1", "times": [], "sum": [t for t in total if t[2] != ZERO]}
    return builder.close(made) if builder.accepts(goal, made) else None


def direction(s: Symbol, sense: int, component: str) -> Term:
    """A component of a unit vector."""
    if s is ONE:
        return "1" if component == "cos" else ZERO
    made = fn(component, ("s", s.name))
    return neg(made) if component == "sin" and sense < 0 else made
