"""Cases from a product that is known to vanish: one factor is zero, or none of this one."""

from __future__ import annotations

from typing import Any

from symq.kernel import logic
from symq.kernel.context import Context
from symq.kernel.term import ZERO, Term
from symq.prove.bridge import Ring
from symq.prove.order.build import combine
from symq.prove.search import FAILURES, Evidence, GaveUp, Search

LARGEST = 3  # cases inside one another


def split(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence of the goal with a factor of a vanishing fact zero, and with it different."""
    if len(search.factors) >= LARGEST:
        return None
    for index, fact in enumerate(context.facts):
        if fact.op != "=" or fact.identity or not fact.value[0] or len(fact.value[0]) > 60:
            continue
        ring = Ring(context, [fact.value])
        poly = ring.poly(fact.value[0])
        factors = [f for f, _ in poly.factor()[1]]
        if len(factors) < 2:
            continue
        first = min(factors, key=lambda f: (len(f), f.total_degree()))
        on, rest = ring.term(first), ("=", ring.term(poly / first), ZERO)
        if context.is_known(on, "!=") or context.is_known(on, "=") or on in search.factors:
            continue
        search.factors.append(on)
        try:
            zero = search.find(known(context, "=", on), goal)
            apart, divided = known(context, "!=", on), combine(
                [[len(context.facts), 1]], [[str(fact.value[1]), [[index, 1]], None]])
            logic.prove(apart.fork(), rest, divided)
            apart.fact(rest)
            return {"kind": "cases/1", "on": on, "negative": None, "zero": zero, "positive": {
                "kind": "have/1", "lemmas": [[rest, divided]],
                "then": search.find(apart, goal)}}
        except (GaveUp, *FAILURES):
            search.tick()
        finally:
            search.factors.pop()
    return None


def known(context: Context, op: str, term: Any) -> Context:
    """The context with one more fact."""
    inside = context.fork()
    inside.fact((op, term, ZERO))
    return inside
