"""Operator identities: the kernel finds the normal form, the search proves its coefficients."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.operators import Algebra
from symq.kernel.term import Term
from symq.prove.search import Evidence, GaveUp, Search, Settled


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence that two operators are equal, or that they differ everywhere in the domain."""
    negative = goal[0] == "not"
    inside = context.fork()
    left = Algebra(inside, goal[1] if negative else goal).difference()
    if not negative:
        return Settled(kind="normal-order/1", parts=[
            search.find(inside, ("=", inside.term(left[word]), "0")) for word in sorted(left)])
    for word in sorted(left):
        proof = search.attempt(inside, ("!=", inside.term(left[word]), "0"))
        if proof is not None:
            return {"kind": "normal-order/1", "parts": [[list(word), proof]]}
    raise GaveUp("no coefficient of the normal form is known not to vanish")
