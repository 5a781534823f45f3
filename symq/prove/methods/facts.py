"""What follows from the facts as they are said: the same relation, or a sum of a few of them.

The summands of a fact are taken as they stand, nothing is multiplied out, so that long
expressions cost nothing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symq.errors import Rejected
from symq.kernel.context import Context, standard
from symq.kernel.term import ORDER, RELATIONS, Term, head, is_number, number
from symq.prove.order.build import Evidence, combine
from symq.prove.order.linear import conic, exact


def attempt(search: Any, context: Context, goal: Term) -> Evidence | None:
    """A non-negative combination of order facts, or any combination of equations."""
    if head(goal) not in RELATIONS or not context.facts:
        return None
    term, op = standard(goal)
    places: dict[Term, int] = {}
    target = row(term, places)
    equations, signs = [], []
    for index, fact in enumerate(context.facts):
        (equations if fact.op == "=" else signs).append((index, row(standard(fact.relation)[0],
                                                                    places)))
    if op == "!=":
        return apart(context, target, signs)
    free = [r for _, r in equations]
    if op == "=":
        weights = exact(free, target)
        return None if weights is None else combine([], [
            [str(w), [[i, 1]], None] for w, (i, _) in zip(weights, equations, strict=True) if w])
    if goal[0] not in ORDER:
        return None
    columns = [(i, r) for i, r in signs if context.facts[i].op in (">", ">=")]
    numbers = [{one(places): 1}]
    found = conic([*(r for _, r in columns), *numbers], free, target, search.tick)
    if found is None:
        return None
    summands = [[str(w), [[i, 1]] if i >= 0 else [], None] for w, i in zip(
        found[0], [*(i for i, _ in columns), -1], strict=True) if w]
    summands += [[str(w), [[i, 1]], None] for w, (i, _) in zip(found[1], equations, strict=True)
                 if w]
    return combine([], summands)


def apart(context: Context, target: dict[int, Fraction], signs: list[tuple[int, Any]]
          ) -> Evidence | None:
    """t != 0 because a fact says so of t or of -t."""
    for index, other in signs:
        if context.facts[index].op in ("!=", ">"):
            for sign in (1, -1):
                if {k: sign * c for k, c in other.items()} == target:
                    return combine([], [[str(sign), [[index, 1]], None]])
    return None


def one(places: dict[Term, int]) -> int:
    """The place of the constant summand."""
    return places.setdefault("1", len(places))


def row(term: Term, places: dict[Term, int]) -> dict[int, Fraction]:
    """Coefficients of the summands of a term; each summand that is no number has a place."""
    found: dict[int, Fraction] = {}

    def add(part: Term, factor: Fraction) -> None:
        kind = head(part)
        if kind == "":
            place, factor = one(places), factor * number(part)
        elif kind == "+":
            for p in part[1:]:
                add(p, factor)
            return
        elif kind == "*" and any(is_number(p) for p in part[1:]):
            rest = [p for p in part[1:] if not is_number(p)]
            for p in part[1:]:
                if is_number(p):
                    factor *= number(p)
            add(rest[0] if len(rest) == 1 else ("*", *rest) if rest else "1", factor)
            return
        else:
            place = places.setdefault(part, len(places))
        found[place] = found.get(place, Fraction(0)) + factor

    try:
        add(term, Fraction(1))
    except Rejected:
        return {}
    return {k: c for k, c in found.items() if c}
