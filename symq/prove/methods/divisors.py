"""Integers that divide one: where equations say q w = 1 or -1, q**2 = 1."""

from __future__ import annotations

from math import gcd, lcm
from typing import Any

from flint import fmpq_mat

from symq.kernel.context import Context
from symq.kernel.term import ONE, ZERO, Term, add, mul, square, symbols
from symq.prove.bridge import Ring
from symq.prove.builder import Builder, by_fact
from symq.prove.search import Evidence, Search

MOST = 40       # equations, with their multiples by a symbol
Multiple = tuple[int, Term, dict[tuple[int, ...], Any]]


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a relation in an integer that divides one."""
    names = sorted(n for n in symbols(goal) if context.sorts.get(n) == "integer")
    given = [i for i, f in enumerate(context.facts) if f.op == "=" and not f.value[2]
             and len(symbols(f.relation)) > 1
             and all(context.sorts.get(n) == "integer" for n in symbols(f.relation))]
    if not names or not given or "divisors" in search.busy:
        return None
    builder = Builder(search, context)
    if not any([unit(builder, given, name) for name in names]):
        return None
    with search.alone("divisors"):
        return builder.close(search.find(builder.context, goal))


def unit(builder: Builder, given: list[int], name: str) -> bool:
    """Make q**2 = 1 known, if a combination of the equations is q w = 1 or q w = -1."""
    found = combination(builder.context, given, name)
    if found is None:
        return False
    total, w, sign = found
    q = ("s", name)
    at = builder.lemma(("=", mul(q, w), sign), {
        "kind": "combine/1", "times": [], "sum": total})
    if at is None:
        return False
    least = []
    for one, other in ((q, w), (w, q)):
        away = builder.lemma(("!=", one, ZERO), {
            "kind": "combine/1", "times": {"term": mul(sign, other)},
            "sum": [["1", [], None], [sign, [[at, 1]], None]]})
        if away is None:
            return False
        above = builder.lemma((">", square(one), ZERO), {
            "kind": "combine/1", "times": [], "sum": [["1", [[away, 2]], None]]})
        if above is None:
            return False
        least += [above, builder.lemma((">=", square(one), ONE), {
            "kind": "discrete/1", "proof": by_fact(above)})]
    if None in least:
        return False
    here, gap = len(builder.context.facts), add(square(q), "-1")
    below = [["1", [[here, 1]], None], ["1", [[least[1], 1]], None]]
    over = [["1", [[here, 1], [least[2], 1]], None], ["1", [[least[3], 1]], None],
            ["-1", [[at, 1]], add(mul(q, w), sign)]]
    clash = [{"kind": "absurd/1", "proof": {"kind": "combine/1", "times": [], "sum": total}}
             for total in (below, over)]
    return builder.lemma(("=", square(q), ONE), {
        "kind": "cases/1", "on": gap, "negative": clash[0], "zero": by_fact(here),
        "positive": clash[1]}) is not None


def combination(context: Context, given: list[int], name: str
                ) -> tuple[list[Any], Term, str] | None:
    """The summands of q w - s as equations with cofactors, w and s = 1 or -1."""
    values = [context.facts[i].value for i in given]
    ring = Ring(context, values)
    place = next((ring.place[i] for i in ring.indices if context.names[i] == ("s", name)), None)
    others = [(ring.place[i], context.names[i]) for i in ring.indices]
    if place is None or any(t[0] != "s" for _, t in others):
        return None
    rows: list[Multiple] = []
    for index, value in zip(given, values, strict=True):
        table = ring.poly(value[0]).to_dict()
        rows.append((index, ONE, table))
        for k, term in others:
            rows.append((index, term, {(*e[:k], e[k] + 1, *e[k + 1:]): c
                                       for e, c in table.items()}))
    start = (0,) * len(others)
    keys = sorted({e for _, _, table in rows for e in table if not e[place] and e != start})
    if len(rows) > MOST:
        return None
    matrix = fmpq_mat(max(len(keys), 1), len(rows))
    for j, (_, _, table) in enumerate(rows):
        for i, key in enumerate(keys):
            matrix[i, j] = table.get(key, 0)
    for weights in null(matrix, len(rows)):
        constant = sum(c * table.get(start, 0) for c, (_, _, table) in zip(
            weights, rows, strict=True))
        if abs(int(constant)) != 1:
            continue
        poly: dict[tuple[int, ...], Any] = {}
        for c, (_, _, table) in zip(weights, rows, strict=True):
            for e, x in table.items() if c else ():
                if e[place]:
                    key = (*e[:place], e[place] - 1, *e[place + 1:])
                    poly[key] = poly.get(key, 0) + c * x
        w = ring.term(ring.ctx.from_dict({e: x for e, x in poly.items() if x}))
        total = [[str(c * context.facts[index].value[1]), [[index, 1]], term]
                 for c, (index, term, _) in zip(weights, rows, strict=True) if c]
        return total, w, str(-int(constant))
    return None


def null(matrix: Any, width: int) -> list[list[int]]:
    """Integer vectors that the matrix maps to zero, one for each free column."""
    reduced, rank = matrix.rref()
    leads = [next(j for j in range(width) if reduced[i, j] != 0) for i in range(rank)]
    found = []
    for j in sorted(set(range(width)) - set(leads)):
        low = lcm(*(int(reduced[i, j].q) for i in range(rank)), 1)
        vector = [0] * width
        vector[j] = low
        for i, lead in enumerate(leads):
            vector[lead] = -int(reduced[i, j] * low)
        common = gcd(*vector)
        found.append([c // common for c in vector])
    return found


