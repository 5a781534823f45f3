"""A goal from a few of many equations: those about its own symbols and a few others."""

from __future__ import annotations

from itertools import combinations

from symq.kernel.context import Context
from symq.kernel.term import Term, symbols
from symq.prove.focus import focused
from symq.prove.search import Evidence, Search

WORK = 1_200_000      # units of work for one choice
MOST = 4            # choices
MANY = 3            # fewer equations than these need no choice


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence by what is known of the goal's symbols and at most three others."""
    if "fewer" in search.busy:
        return None
    with search.alone("fewer"):
        for names in choices(context, goal):
            evidence = search.briefly(focused(search, context, names), goal, WORK)
            if evidence is not None:
                return evidence
    return None


def choices(context: Context, goal: Term) -> list[set[str]]:
    """Sets of symbols that leave out some equations, those first that have many for the others.

    For an equation, another symbol helps only if two equations have it.
    """
    equations = [symbols(f.relation) for f in context.facts if f.op == "=" and not f.identity]
    if len(equations) < MANY:
        return []
    own, found = symbols(goal), dict[tuple[int, ...], tuple[int, int, set[str]]]()
    others, least = sorted(set().union(*equations) - own), 2 if goal[0] == "=" else 1
    for more in (more for size in range(4) for more in combinations(others, size)):
        names = own.union(more)
        kept = tuple(i for i, e in enumerate(equations) if e <= names)
        if 0 < len(kept) < len(equations) and len(more) <= len(kept) and all(
                sum(n in equations[i] for i in kept) >= least for n in more):
            found.setdefault(kept, (len(more) - len(kept), -len(kept), names))
    return [names for *_, names in sorted(found.values(), key=lambda c: c[:2])][:MOST]
