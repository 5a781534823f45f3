"""Non-negative combinations of the facts, by exact linear programming."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symq.kernel.context import Context
from symq.kernel.field import Value
from symq.prove.bridge import Ring

MOST, FEW = 60, 7


def linear(context: Context, value: Value | None) -> dict[str, Any] | None:
    """A value as a sum of products of up to two facts >= 0, and a constant >= 0, as evidence."""
    if value is None or value[2] or len(value[0]) > 12:
        return None
    simple = [(i, f.op, f.value) for i, f in enumerate(context.facts)
              if f.op != "!=" and not f.value[2] and f.value[0] and len(f.value[0]) < 12]
    rows = [([[i, 1]], v, sign) for i, op, v in simple for sign in (1, -1)
            if sign == 1 or op == "="]
    found = _solve(context, rows, value)
    if found is None:
        used = context.field.used(value)
        near = [(i, v) for i, op, v in simple if op != "=" and context.field.used(v) & used]
        if 0 < len(near) <= FEW:
            rows += [([[i, 1], [j, 1]] if i != j else [[i, 2]], context.field.mul(v, w), 1)
                     for k, (i, v) in enumerate(near) for j, w in near[k:]]
            found = _solve(context, [r for r in rows if not r[1][2]], value)
    return None if found is None else {"kind": "combine/1", "times": [], "sum": found}


def _solve(context: Context, rows: list[tuple[list[Any], Value, int]], value: Value
           ) -> list[Any] | None:
    wanted = set(value[0])
    if len(rows) > MOST or not wanted <= {0}.union(*(v[0] for _, v, _ in rows)):
        return None
    ring = Ring(context, [value, *(v for _, v, _ in rows)])
    table = [{e: sign * Fraction(int(c.p), int(c.q)) / v[1]
              for e, c in ring.poly(v[0]).to_dict().items()} for _, v, sign in rows]
    zero = (0,) * max(len(ring.indices), 1)
    strict = frozenset(k for k, (facts, _, _) in enumerate(rows)
                       if all(context.facts[i].op == ">" for i, _ in facts)) | {len(rows)}
    found = nonnegative([*table, {zero: Fraction(1)}], {
        e: Fraction(int(c.p), int(c.q)) / value[1]
        for e, c in ring.poly(value[0]).to_dict().items()}, strict)
    if found is None:
        return None
    return [[str(c * rows[k][2]), rows[k][0], None] if k < len(rows) else [str(c), [], None]
            for k, c in sorted(found.items())]


def nonnegative(rows: list[dict[Any, Fraction]], want: dict[Any, Fraction],
                prefer: frozenset[int] = frozenset()) -> dict[int, Fraction] | None:
    """Coefficients >= 0 with sum c * row = want, by the simplex method with Bland's rule.

    Where that is possible, one of the rows in `prefer` gets a coefficient > 0.
    """
    keys = sorted({k for r in (*rows, want) for k in r})
    n, m = len(rows), len(keys)
    table = []
    for i, k in enumerate(keys):
        sign = -1 if want.get(k, 0) < 0 else 1
        line = [sign * r.get(k, Fraction(0)) for r in rows]
        table.append([*line, *(Fraction(int(i == j)) for j in range(m)),
                      sign * want.get(k, Fraction(0))])
    basis = [n + i for i in range(m)]
    for phase in (1, 2):
        while True:
            if phase == 2 and any(basis[i] in prefer and table[i][-1] for i in range(m)):
                break
            enter = _entering(table, basis, n, phase, prefer)
            if enter is None:
                break
            ratios = [(table[i][-1] / table[i][enter], basis[i], i) for i in range(m)
                      if table[i][enter] > 0]
            if not ratios:
                if phase == 1:
                    return None
                found = {basis[i]: table[i][-1] - table[i][enter] for i in range(m)}
                return {k: c for k, c in {**found, enter: Fraction(1)}.items() if c and k < n}
            _pivot(table, basis, min(ratios)[2], enter)
        if any(basis[i] >= n and table[i][-1] for i in range(m)):
            return None
    return {basis[i]: table[i][-1] for i in range(m) if basis[i] < n and table[i][-1]}


def _entering(table: list[list[Fraction]], basis: list[int], n: int, phase: int,
              prefer: frozenset[int]) -> int | None:
    """The first column that improves the objective: no artificial ones, then preferred ones."""
    for j in range(n):
        if j in basis:
            continue
        if phase == 1:
            gain = sum((line[j] for line, b in zip(table, basis, strict=True) if b >= n),
                       Fraction(0))
        else:
            stuck = any(line[j] for line, b in zip(table, basis, strict=True) if b >= n)
            gain = Fraction(0) if stuck else int(j in prefer) - sum(
                (line[j] for line, b in zip(table, basis, strict=True) if b in prefer), Fraction(0))
        if gain > 0:
            return j
    return None


def _pivot(table: list[list[Fraction]], basis: list[int], row: int, column: int) -> None:
    pivot = table[row][column]
    table[row] = [v / pivot for v in table[row]]
    for i, line in enumerate(table):
        if i != row and line[column]:
            c = line[column]
            table[i] = [a - c * b for a, b in zip(line, table[row], strict=True)]
    basis[row] = column
