"""Quantifiers and counts over finite lists: the kernel goes through every choice."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.term import Term, symbols
from symq.prove.search import Evidence, GaveUp, Search


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a closed statement over lists, or for its negation."""
    statement = goal[1] if goal[0] == "not" else goal
    if any(s[0] != "list" for _, s in statement[1]):
        raise GaveUp("a set is not a finite list")
    if symbols(statement):
        raise GaveUp(f"{', '.join(sorted(symbols(statement)))} is not bound by the statement")
    return {"kind": "ball/1", "bits": 128}
