"""Limits by expansions from each side."""

from __future__ import annotations

from typing import Any

from symq.errors import Rejected
from symq.kernel.context import Context
from symq.kernel.field import Value
from symq.kernel.limits import INFINITE, above, grows, sides
from symq.kernel.series import UNIT
from symq.kernel.term import Term, head
from symq.prove.expansions import Expander
from symq.prove.search import Evidence, GaveUp, Search

DEPTHS = (3, 6, 12, 24)


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a limit, or for its being another one."""
    negative = head(goal) == "not"
    statement = goal[1] if negative else goal
    if not negative and statement[1][0] == "^" and statement[1][2] == ("s", statement[2]) \
            and statement[4] == "0":
        proof = search.attempt(context, ("<", ("^", ("f", "abs", statement[1][1]), "2"), "1"))
        if proof is not None:
            return {"kind": "geometric/1", "proof": proof}
    reason = "no expansion"
    for depth in DEPTHS:
        expander = Expander(search, context)
        try:
            values, inside = expander.run(
                lambda c, h, k, d=depth: _values(c, statement, d, h, k, negative))  # type: ignore[misc]
            parts = [] if negative else [expander.zero(inside, v) for v in values]
        except (Rejected, GaveUp) as error:
            search.tick()
            reason = str(error)
            if "precision" not in reason and "left" not in reason:
                break
            continue
        return expander.close({"kind": "limit/1", "depth": depth, "hints": expander.hints,
                               "parts": parts})
    raise GaveUp(reason)


def _values(context: Context, goal: Term, depth: int, hints: list[Term], kind: Any,
            negative: bool) -> list[list[Value]]:
    """The coefficients that must vanish from each side; for other goals only the signs."""
    found = sides(context, goal, depth, hints, kind)
    if goal[4] in INFINITE:
        for expansion, series in found:
            grows(expansion, series)
        return []
    if negative:
        for expansion, series in found:
            top, _ = expansion.lead(series)
            if expansion.compare(top, UNIT) >= 0:
                break
        return []
    return [above(expansion, series, UNIT, True) for expansion, series in found]
