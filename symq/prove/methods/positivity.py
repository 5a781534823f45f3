"""Order relations by exact certificates: products of facts, squares, factors, cases."""

from __future__ import annotations

from typing import Any

from symq.kernel.context import Context
from symq.kernel.term import ORDER, Term, sub, symbols
from symq.prove.order.build import Evidence, combine
from symq.prove.order.decide import Decider
from symq.prove.order.slopes import moving
from symq.prove.order.squeeze import squeeze


def attempt(search: Any, context: Context, goal: Term) -> Evidence | None:
    """Evidence for <, <=, >, >= and !=; an equation is proved as two inequalities."""
    decider = Decider(search)
    if goal[0] in (">=", "<=") and not symbols(goal):
        return decider.best(context, goal, (0, 1)) or equal(search, context, goal)
    if goal[0] in ORDER or goal[0] == "!=":
        return decider.best(context, goal, (0, 1) if curved(context, goal) else (0, 1, 2, 3))
    if goal[0] == "=" and symbols(goal):
        return squeeze(decider, context, goal)
    return None


def equal(search: Any, context: Context, goal: Term) -> Evidence | None:
    """a >= b for numbers that are equal."""
    proof = search.attempt(context, ("=", *goal[1:]))
    if proof is None:
        return None
    lemma = {"kind": "have/1", "lemmas": [[("=", *goal[1:]), proof]]}
    sign = "1" if goal[0] == ">=" else "-1"
    return {**lemma, "then": combine([], [[sign, [[len(context.facts), 1]], None]])}


def curved(context: Context, goal: Term) -> bool:
    """Whether a real symbol occurs inside a function that derivatives make simpler."""
    value = context.value(sub(goal[1], goal[2]))
    return bool(moving(context, value[0]))
