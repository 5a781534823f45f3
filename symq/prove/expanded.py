"""Small identities that hold by expanding both sides: evidence without a search."""

from __future__ import annotations

from math import prod
from typing import Any

from symq.kernel import Problem
from symq.kernel.term import Term, head, is_number, number
from symq.prove.refute import Attack

WORDS, TERMS, ORDER = 2000, 100, 4       # larger ones cost more than a search that gives up


def one_form(problem: Problem, where: list[Term]) -> tuple[str, dict[str, Any], Any] | None:
    """Verdict, evidence and witness if both sides expand to the same: the kernel will tell."""
    evidence = _evidence(problem.goal)
    witness = Attack(problem, where).witness() if evidence is not None else None
    return None if evidence is None or witness is None else ("proved", evidence, witness)


def _evidence(goal: Term) -> dict[str, Any] | None:
    """The evidence if the difference of the two sides of each part expands to nothing."""
    kind = head(goal)
    if kind == "and" and goal[1:]:
        parts = [_evidence(part) for part in goal[1:]]
        return None if None in parts else {"kind": "every/1", "parts": parts}
    if kind == "op=" and _terms(goal[1]) + _terms(goal[2]) <= WORDS:
        return {"kind": "normal-order/1", "parts": []}
    if kind == "O" and goal[6:] == ("0", "=") and number(goal[4]) < ORDER and \
            _terms(goal[1]) + _terms(goal[2]) <= TERMS:
        return {"kind": "series/1", "depth": ORDER, "hints": [], "parts": []}
    return None


def _terms(term: Any) -> int:
    """A bound on the terms of an expression multiplied out."""
    if not isinstance(term, tuple):
        return 1
    if term[0] == "+":
        return sum(map(_terms, term[1:]))
    if term[0] == "^" and is_number(term[2]):
        return _terms(term[1])**min(12, abs(number(term[2]).numerator))
    return prod(map(_terms, term[1:]))
