"""Inequalities between functions of a real variable, by derivatives."""

from __future__ import annotations

from typing import Any

from symq.kernel.context import Context
from symq.kernel.term import ORDER, Term
from symq.prove.order.build import Evidence
from symq.prove.order.decide import Decider


def attempt(search: Any, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an order relation or !=."""
    if goal[0] not in ORDER and goal[0] != "!=":
        return None
    for deepest, efforts in ((2, (1,)), (5, (1, 2))):
        found = Decider(search, deepest).best(context, goal, efforts)
        if found is not None:
            return found
    return None
