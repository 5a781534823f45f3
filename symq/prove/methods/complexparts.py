"""Equations between complex numbers as two between real ones: P + i Q = 0 gives P = 0 and Q = 0."""

from __future__ import annotations

from typing import Any

from symq.kernel.context import Context
from symq.kernel.field import Value
from symq.kernel.term import ZERO, I, Term, mul, sub
from symq.prove.bridge import Ring
from symq.prove.builder import Builder, by_fact
from symq.prove.search import Evidence, Search

MOST = 6        # equations


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a relation from the real and imaginary parts of equations among the facts."""
    if "complexparts" in search.busy:
        return None
    builder = Builder(search, context)
    given = [i for i, f in enumerate(context.facts) if f.op == "="]
    for index in given if len(given) <= MOST else ():
        split(builder, index)
    if not builder.steps:
        return None
    with search.alone("complexparts"):
        return builder.close(search.find(builder.context, goal))


def split(builder: Builder, index: int) -> None:
    """Add the two equations that one between complex numbers gives."""
    value = builder.context.facts[index].value
    found = real_parts(builder.context, value)
    if found is None:
        return
    p, q = found
    for one, other in ((p, q), (q, p)):
        # one**2 + other**2 is the left side times its conjugate
        here = len(builder.context.facts)
        clash: Evidence = {"kind": "absurd/1", "proof": {"kind": "combine/1", "times": [], "sum": [
            ["1", [[here, 2]], None], ["1", [], other],
            [str(-value[1]), [[index, 1]], sub(p, mul(I, q))]]}}
        builder.lemma(("=", one, ZERO), {"kind": "cases/1", "on": one, "negative": clash,
                                         "zero": by_fact(here), "positive": clash})


def real_parts(context: Context, value: Value) -> tuple[Term, Term] | None:
    """The real and imaginary part of the numerator, if both occur and all else in it is real."""
    ring = Ring(context, [value])
    unit = [i for i in ring.indices if context.names[i] == I]
    if not unit or value[2] or not all(
            i in unit or context.real_term(context.names[i]) for i in ring.indices):
        return None
    place = ring.place[unit[0]]
    parts: list[dict[tuple[int, ...], Any]] = [{}, {}]
    for exponents, c in ring.poly(value[0]).to_dict().items():
        rest = tuple(0 if k == place else e for k, e in enumerate(exponents))
        parts[int(exponents[place])][rest] = c
    if not all(parts):
        return None
    p, q = (ring.term(ring.ctx.from_dict(part)) for part in parts)
    return p, q
