"""Asymptotic statements: the difference of the two sides, expanded to just beyond the order."""

from __future__ import annotations

from itertools import islice
from typing import Any

from symq.errors import Rejected
from symq.kernel import Problem
from symq.kernel.context import Context
from symq.kernel.field import Value
from symq.kernel.limits import above, remainder
from symq.kernel.points import Point
from symq.kernel.term import Term, head, number
from symq.prove.expansions import Expander
from symq.prove.refute import data, function_choices, place_functions
from symq.prove.sampler import Sampler
from symq.prove.search import Evidence, GaveUp, Search, Settled

DEPTHS = (4, 8, 16, 32)


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for f = g + O(s**order), or that a sharp order is not sharp."""
    negative = head(goal) == "not"
    statement = goal[1] if negative else goal
    sharp = statement[6] == "1"
    if negative and not sharp:
        return None
    plain = (*statement[:6], "0", statement[7])
    expander = Expander(search, context, statement)
    start = next((d for d in DEPTHS if d > number(statement[4])), DEPTHS[-1])
    for depth in (d for d in DEPTHS if d >= start):
        try:
            (values, last), inside = expander.run(
                lambda c, h, k, d=depth: _values(c, plain, d, h, k, sharp))  # type: ignore[misc]
        except Rejected as error:
            if "precision" in str(error) and depth != DEPTHS[-1]:
                continue
            raise GaveUp(str(error)) from None
        break
    if negative:
        parts = expander.zero(inside, [] if last is None else [last])
        return expander.close({"kind": "series/1", "depth": depth, "hints": expander.hints,
                               "parts": parts})
    evidence = {"kind": "series/1", "depth": depth, "hints": expander.hints,
                "parts": _parts(expander, inside, values, statement[7])}
    if sharp:
        point = _witness(inside, last)
        if point is None:
            raise GaveUp("the coefficient at the order seems to vanish")
        evidence = {"kind": "sharp/1", "depth": depth, "hints": expander.hints, "proof": evidence,
                    "point": point}
    closed = expander.close(evidence)
    return Settled(closed) if closed is evidence and not (sharp or expander.hints) else closed


def _values(context: Context, goal: Term, depth: int, hints: list[Term], kind: Any, sharp: bool
            ) -> tuple[list[Value], Value | None]:
    expansion, series, level = remainder(context, goal, depth, hints, kind)
    values = above(expansion, series, level, sharp)
    last = series[0].get(level)
    return [v for v in values if v is not last], last


def _parts(expander: Expander, inside: Context, values: list[Value], rel: str) -> list[list[Any]]:
    """Evidence for each coefficient, the largest first; a positive one ends an inequality."""
    if rel == "=":
        return expander.zero(inside, values)
    parts: list[list[Any]] = []
    for i, value in enumerate(values):
        term = inside.term(value)
        for op in (">", ">=", "=") if i < len(values) - 1 else (">=", "="):
            found = expander.search.attempt(inside, (op, term, "0"))
            if found is not None:
                parts.append([op, found])
                break
        else:
            raise GaveUp("a coefficient below the order has no known sign")
        if parts[-1][0] == ">":
            break
    return parts


def _witness(context: Context, last: Value | None) -> dict[str, Any] | None:
    """A point of the domain, and functions, at which the coefficient at the order is not zero."""
    if last is None:
        return None
    relations = tuple(f.relation for f in context.facts)
    term = context.term(last)
    problem = Problem(context.sorts, relations, ("!=", term, "0"))
    for functions in islice(function_choices(problem, 3), 8):
        placed = place_functions(problem, functions)
        sampler = Sampler(placed, [], {}, seed=3) if placed is not None else None
        for draw in islice(sampler.draws(400), 40 if not functions else 6) if sampler else ():
            for bits in (64, 320):
                found = data(draw.terms(), functions, bits)
                try:
                    point = Point(found, context.sorts)
                    point.inside([*relations, *context.formulas], [])
                    if point.true(("!=", term, "0")):
                        return found
                except (Rejected, ValueError, ArithmeticError, RecursionError):
                    continue
    return None
