"""Inequalities between functions of a real variable, by derivatives."""

from __future__ import annotations

from typing import Any

from symq.errors import Rejected
from symq.kernel.context import Context
from symq.kernel.term import ORDER, Term, heads, sub, symbols
from symq.prove.order.build import Evidence
from symq.prove.order.decide import Decider
from symq.prove.order.slopes import clash

WORK = 1_500_000      # units of work for each piece of the line


def attempt(search: Any, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an order relation or !=."""
    if goal[0] not in ORDER and goal[0] != "!=":
        return None
    for deepest, efforts in ((2, (1,)), (5, (1, 2))):
        if deepest > 2 and (found := by_pieces(search, context, goal)) is not None:
            return found
        found = Decider(search, deepest).best(context, goal, efforts)
        if found is not None:
            return found
    return None


def by_pieces(search: Any, context: Context, goal: Term) -> Evidence | None:
    """Waves beside other functions: near some place by slopes, far from it by their bounds."""
    names = [n for n in sorted(symbols(goal)) if context.sorts.get(n) == "real"]
    if len(names) != 1 or goal[0] not in ORDER or not heads(goal) & {"sin", "cos"}:
        return None
    x = ("s", names[0])
    place = cut(context, x)
    if place is None:
        return None
    gap, made = sub(x, place), dict[str, Evidence]()
    for op, key in ((">", "positive"), ("<", "negative"), ("=", "zero")):
        inside = context.fork()
        inside.fact((op, gap, "0"))
        found = next((e for e in made.values() if search.verified(inside, goal, e)), None) \
            or clash(inside, gap) if op == "=" else None
        found = found or search.briefly(inside, goal, WORK)
        if found is None:
            return None
        made[key] = found
    return {"kind": "cases/1", "on": gap, **made}


def cut(context: Context, x: Term) -> str | None:
    """Where to cut the line: at 0, then at 1 or -1 if the half-line goes on beyond."""
    def known(relation: Term, op: str) -> bool:
        try:
            return context.is_known(relation, op)
        except Rejected:
            return False

    up, down = known(x, ">"), known(sub("0", x), ">")
    if not (up or down):
        return "0"
    place = "1" if up else "-1"
    gap = sub(x, place)
    return None if known(gap, ">") or known(sub(place, x), ">") else place
