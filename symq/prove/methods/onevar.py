"""Inequalities between functions of a real variable, by derivatives."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symq.errors import Rejected
from symq.kernel.context import Context, standard
from symq.kernel.field import constant
from symq.kernel.term import ORDER, Term, add, heads, sub, symbols
from symq.prove.order.build import Evidence
from symq.prove.order.decide import Decider
from symq.prove.order.slopes import clash
from symq.prove.search import GaveUp

WORK = 1_500_000      # units of work for each piece of the line
# How many derivatives deep, how hard at each step, and units of work; a short way is found soon.
PASSES = ((2, (1,), 300_000), (3, (1,), 1_200_000), (5, (1, 2), 10**9))


def attempt(search: Any, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an order relation or !=."""
    if goal[0] not in ORDER and goal[0] != "!=":
        return None
    waves = bool(heads(goal) & {"sin", "cos"})
    for number, (deepest, efforts, work) in enumerate(PASSES):
        try:
            with search.within(work):
                found = Decider(search, deepest).best(context, goal, efforts)
        except GaveUp:
            search.tick()
            found = None
        if found is None and number == (0 if waves else 1):
            found = by_pieces(search, context, goal)
        if found is not None:
            return found
    return None


def by_pieces(search: Any, context: Context, goal: Term) -> Evidence | None:
    """Pieces of the line, each by its own means: waves near some place and far from it, others
    on the two halves of an interval."""
    names = [n for n in sorted(symbols(goal)) if context.sorts.get(n) == "real"]
    if len(names) != 1 or goal[0] not in ORDER or search.pieces > 1:
        return None
    x = ("s", names[0])
    place = cut(context, x) if heads(goal) & {"sin", "cos"} else middle(context, x)
    if place is None:
        return None
    gap, made = sub(x, place), dict[str, Evidence]()
    search.pieces += 1
    try:
        for op, key in ((">", "positive"), ("<", "negative"), ("=", "zero")):
            inside = context.fork()
            inside.fact((op, gap, "0"))
            found = next((e for e in made.values() if search.verified(inside, goal, e)), None) \
                or clash(inside, gap) if op == "=" else None
            found = found or search.briefly(inside, goal, WORK)
            if found is None:
                return None
            made[key] = found
    finally:
        search.pieces -= 1
    return {"kind": "cases/1", "on": gap, **made}


def known(context: Context, term: Term) -> bool:
    """Whether a term is plainly positive."""
    try:
        return context.is_known(term, ">")
    except Rejected:
        return False


def cut(context: Context, x: Term) -> str | None:
    """Where to cut the line: at 0, then at 1 or -1 if the half-line goes on beyond."""
    up, down = known(context, x), known(context, sub("0", x))
    if not (up or down):
        return "0"
    place = "1" if up else "-1"
    gap = sub(x, place)
    return None if known(context, gap) or known(context, sub(place, x)) else place


def middle(context: Context, x: Term) -> str | None:
    """The middle of an interval between two numbers."""
    ends: dict[bool, list[Fraction]] = {True: [], False: []}
    for fact in context.facts:
        if fact.op not in (">", ">=") or symbols(fact.relation) != {x[1]}:
            continue
        for up in (True, False):
            other = context.value(sub(x, standard(fact.relation)[0]) if up
                                  else add(x, standard(fact.relation)[0]))
            plain = constant(other)
            if plain is not None:
                ends[up].append(plain)
    return str((max(ends[True]) + min(ends[False])) / 2) if all(ends.values()) else None
