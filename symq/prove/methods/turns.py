"""exp(w) != 1 where w is not zero and within a full turn."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.term import ONE, Term, add, fn
from symq.prove.builder import Builder, by_fact
from symq.prove.search import Evidence, Search
from symq.prove.turns import not_one


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence that an exponential is not one."""
    if goal[0] != "!=" or ONE not in goal[1:] or "turns" in search.busy:
        return None
    other = goal[2] if goal[1] == ONE else goal[1]
    if other[:2] != ("f", "exp"):
        return None
    builder, gap = Builder(search, context), add(fn("exp", other[2]), "-1")
    with search.alone("turns"):
        index = builder.index(gap, "!=") if not_one(builder, gap) else None
    return None if index is None else builder.close(by_fact(
        index, "1" if goal[2] == ONE else "-1"))
