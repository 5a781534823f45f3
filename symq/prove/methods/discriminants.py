"""What quadratic relations with a real solution say of their coefficients: discriminants, signs."""

from __future__ import annotations

from typing import Any

from symq.errors import Rejected
from symq.kernel.context import Context
from symq.kernel.term import (
    ORDER,
    Term,
    add,
    is_number,
    mul,
    neg,
    number,
    square,
    symbols,
)
from symq.prove.bridge import Ring
from symq.prove.builder import Builder
from symq.prove.search import Evidence, Search


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence after known quadratic relations told of their coefficients.

    a y**2 + b y + c = 0 gives b**2 >= 4 a c, and so does >= for a < 0; with y > 0, a < 0 and
    c <= 0 it also gives b > 0.
    """
    if goal[0] not in ORDER or "discriminants" in search.busy:
        return None
    builder = Builder(search, context)
    for index, fact in enumerate(context.facts):
        if fact.op == "!=" or fact.value[2] or not fact.value[0]:
            continue
        for name in sorted(symbols(fact.relation) - symbols(goal)):
            told(builder, index, name)
    if not builder.steps:
        return None
    with search.alone("discriminants"):
        return builder.close(search.find(builder.context, goal))


def told(builder: Builder, index: int, name: str) -> None:
    """What one relation says that is quadratic in one of its real symbols."""
    fact, parts = builder.context.facts[index], coefficients(builder.context, index, name)
    if parts is None:
        return
    (a, b, c), y = parts, ("s", name)
    root, gap = add(mul("2", a, y), b), add(square(b), neg(mul("4", a, c)))
    if fact.op == "=":      # root**2 = b**2 - 4 a c
        state(builder, (">=", gap, "0"), [], [["1", [], root], ["1", [[index, 1]], mul("-4", a)]])
        for sign in ("1", "-1"):
            positive(builder, index, y, [mul(sign, t) for t in (a, b, c)], sign)
        return
    if (is_number(a) and number(a) > 0) or not builder.sign(neg(a), ">", deep=False):
        return
    below = builder.index(neg(a), ">")
    state(builder, (fact.op, gap, "0"), [], [
        ["1", [], root], ["4", [[below, 1], [index, 1]], None]])
    if fact.op == ">":
        positive(builder, index, y, [a, b, c], None)


def positive(builder: Builder, index: int, y: Term, parts: list[Term], sign: str | None) -> None:
    """b > 0 from a y**2 + b y + c = 0 or > 0 where y > 0, a < 0 and c <= 0, one of them strict."""
    a, b, c = parts
    if not builder.sign(y, ">", deep=False) or not builder.sign(neg(a), ">", deep=False) or not (
            builder.sign(neg(c), ">=", deep=False)):
        return
    fact = ["1", [[index, 1]], None] if sign is None else [sign, [[index, 1]], None]
    state(builder, (">", b, "0"), [[builder.index(y, ">"), 1]], [
        fact, ["1", [[builder.index(neg(a), ">"), 1]], y],
        ["1", [[builder.index(neg(c), ">="), 1]], None]])


def state(builder: Builder, relation: Term, times: list[Any], total: list[Any]) -> None:
    """Add a relation between coefficients, if its evidence is accepted."""
    try:
        builder.lemma(relation, {"kind": "combine/1", "times": times, "sum": total})
    except Rejected:
        return


def coefficients(context: Context, index: int, name: str) -> list[Term] | None:
    """a, b and c of a y**2 + b y + c, which a fact compares with zero; y is a real symbol."""
    fact = context.facts[index]
    if context.sorts.get(name) not in ("real", "integer"):
        return None
    ring = Ring(context, [fact.value])
    place = next((ring.place[i] for i in ring.indices if context.names[i] == ("s", name)), None)
    others = [context.names[i] for i in ring.indices if context.names[i] != ("s", name)]
    if place is None or any(name in symbols(t) for t in others):
        return None
    table: dict[int, dict[Any, Any]] = {}
    for exponents, c in ring.fraction(fact.value)[0].to_dict().items():
        rest = tuple(0 if k == place else e for k, e in enumerate(exponents))
        table.setdefault(int(exponents[place]), {})[rest] = c
    if max(table) != 2:
        return None
    return [ring.term(ring.ctx.from_dict(table.get(k, {}))) for k in (2, 1, 0)]
