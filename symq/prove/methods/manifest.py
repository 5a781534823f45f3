"""Order relations that signs of factors and a few products of facts show, tried first."""

from __future__ import annotations

from typing import Any

from symq.kernel.context import Context
from symq.kernel.term import ORDER, Term, symbols
from symq.prove.order.build import Evidence
from symq.prove.order.decide import Decider
from symq.prove.search import GaveUp

WORK, SHARE = 200_000, 40    # units of work, and the part of what is left that may be used


def attempt(search: Any, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an order or for being different, where it takes little work."""
    if (goal[0] not in ORDER and goal[0] != "!=") or not symbols(goal):
        return None
    key = "manifest", goal, frozenset(f.relation for f in context.facts)
    if key in search.failed:
        return None
    try:
        with search.within(min(WORK, (search.limit - search.spent) // SHARE)):
            found = Decider(search).best(context, goal, (0, 1))
    except GaveUp:
        search.tick()
        found = None
    if found is None:
        search.failed.add(key)
    return found
