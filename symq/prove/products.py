"""Cases from a product that is known to vanish: one factor is zero, or none of this one."""

from __future__ import annotations

from typing import Any

from symq.kernel.context import Context
from symq.kernel.term import ZERO, Term
from symq.prove.bridge import Ring
from symq.prove.search import FAILURES, Evidence, GaveUp, Search

LARGEST = 3  # cases inside one another


def split(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence of the goal with a factor of a vanishing fact zero, and with it different."""
    if len(search.factors) >= LARGEST:
        return None
    for fact in context.facts:
        if fact.op != "=" or fact.identity or not fact.value[0] or len(fact.value[0]) > 60:
            continue
        ring = Ring(context, [fact.value])
        factors = [f for f, _ in ring.poly(fact.value[0]).factor()[1]]
        if len(factors) < 2:
            continue
        on = ring.term(min(factors, key=lambda f: (len(f), f.total_degree())))
        if context.is_known(on, "!=") or context.is_known(on, "=") or on in search.factors:
            continue
        search.factors.append(on)
        try:
            return {"kind": "cases/1", "on": on, "negative": None,
                    "zero": search.find(known(context, "=", on), goal),
                    "positive": search.find(known(context, "!=", on), goal)}
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
