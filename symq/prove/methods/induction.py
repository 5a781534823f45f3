"""Universal statements over the integers by induction."""

from __future__ import annotations

from typing import Any

from symq.kernel.context import Context
from symq.kernel.term import Term, add, subst
from symq.prove.search import FAILURES, Evidence, GaveUp, Search


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence by induction of width one or two."""
    if len(goal[1]) != 1 or goal[3] is not None or goal[1][0][1][0] != "int>=":
        raise GaveUp("induction needs one variable with a first value")
    reason = ""
    for width in (1, 2):
        try:
            return induction(search, context, goal, width)
        except (GaveUp, *FAILURES) as error:
            search.tick()
            reason = str(error)
    raise GaveUp(reason)


def induction(search: Search, context: Context, goal: Term, width: int) -> Evidence:
    """The base cases and the step."""
    (name, (_, first)), body = goal[1][0], goal[2]
    base = []
    for k in range(width):
        instance = subst(body, {name: str(int(first) + k)})
        base.append(search.find(context.defined(instance), instance))
    inside, proofs = context.fork(), []
    inside.declare(name, "integer")
    n = ("s", name)
    inside.fact((">=", n, first))
    for condition in inside.conditions(body):
        proofs.append(search.find(inside, condition))
        inside.fact(condition)
    shifts = [subst(body, {name: add(n, str(k))}) for k in range(width + 1)]
    for known in shifts[:-1]:
        inside.assume(known)
    step: Any = search.obtaining(inside.defined(shifts[-1]), shifts[-1], len(context.formulas))
    return {"kind": "induction/1", "base": base, "step": step, "defined": proofs}


