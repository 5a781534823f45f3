"""Order relations from quadratic equations with a real solution: their discriminants."""

from __future__ import annotations

from typing import Any

from symq.errors import Rejected
from symq.kernel.context import Context
from symq.kernel.term import ORDER, Term, add, mul, neg, square, symbols
from symq.prove.bridge import Ring
from symq.prove.builder import Builder
from symq.prove.search import Evidence, Search


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence after each known quadratic equation a y**2 + b y + c = 0 gave b**2 >= 4 a c."""
    if goal[0] not in ORDER or "discriminants" in search.busy:
        return None
    builder = Builder(search, context)
    for index, fact in enumerate(context.facts):
        if fact.op != "=" or fact.value[2] or not fact.value[0]:
            continue
        for name in sorted(symbols(fact.relation) - symbols(goal)):
            lemma(builder, index, name)
    if not builder.steps:
        return None
    with search.alone("discriminants"):
        return builder.close(search.find(builder.context, goal))


def lemma(builder: Builder, index: int, name: str) -> None:
    """The discriminant of one equation in one of its real symbols."""
    context = builder.context
    fact = context.facts[index]
    if context.sorts.get(name) not in ("real", "integer"):
        return
    ring = Ring(context, [fact.value])
    place = next((ring.place[i] for i in ring.indices if context.names[i] == ("s", name)), None)
    others = [context.names[i] for i in ring.indices if context.names[i] != ("s", name)]
    if place is None or any(name in symbols(t) for t in others):
        return
    table: dict[int, dict[Any, Any]] = {}
    for exponents, c in ring.fraction(fact.value)[0].to_dict().items():
        rest = tuple(0 if k == place else e for k, e in enumerate(exponents))
        table.setdefault(int(exponents[place]), {})[rest] = c
    if max(table) != 2:
        return
    a, b, c = (ring.term(ring.ctx.from_dict(table.get(k, {}))) for k in (2, 1, 0))
    root = add(mul("2", a, ("s", name)), b)
    try:
        builder.lemma((">=", add(square(b), neg(mul("4", a, c))), "0"), {
            "kind": "combine/1", "times": [], "sum": [
                ["1", [], root], ["1", [[index, 1]], mul("-4", a)]]})
    except Rejected:
        return
