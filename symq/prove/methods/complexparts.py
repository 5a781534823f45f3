"""Equations between complex numbers as two between real ones: P + i Q = 0 gives P = 0 and Q = 0."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.term import ZERO, I, Term, mul, sub
from symq.prove.bridge import real_parts
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
