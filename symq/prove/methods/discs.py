"""Moduli of quotients: |p/q| < |r/s| from q q* r r* - p p* s s* > 0, as for maps of the disc."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.expression import FLIP
from symq.kernel.functions import conjugate
from symq.kernel.term import (
    ONE,
    ORDER,
    ZERO,
    Term,
    add,
    fn,
    head,
    is_number,
    mul,
    number,
    square,
    sub,
)
from symq.prove.bridge import lowest
from symq.prove.builder import Builder
from symq.prove.search import Evidence, Search

WORK = 1_500_000     # units of work for the difference of the squares


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an order between two moduli, or a modulus and a number that is not negative."""
    if goal[0] not in ORDER or "discs" in search.busy:
        return None
    op, large, small = goal if goal[0] in (">", ">=") else (FLIP[goal[0]], *goal[2:0:-1])
    sides = large, small
    if not any(modulus(t) for t in sides) or not all(
            modulus(t) or (is_number(t) and number(t) >= 0) for t in sides):
        return None
    builder = Builder(search, context)
    (up, under), (down, over) = (norm(builder, t) for t in sides)
    bottoms = [q for t in sides if modulus(t) for q in quotient(t[2])[1]]
    if not bottoms and op == ">=":
        return None         # sums of moduli are seen to elsewhere
    value = builder.value(sub(mul(up, over), mul(down, under)))
    if value is None:
        return None
    polynomial = lowest(builder.context, value)
    with search.alone("discs"):
        at = builder.lemma((op, polynomial, ZERO), search.briefly(
            builder.context, (op, polynomial, ZERO), WORK))
    if at is None:
        return None
    lengths = []
    for q in bottoms:
        builder.unequal(q)
        length = builder.lemma((">", fn("abs", q), ZERO), {"kind": "intrinsic/1"})
        if length is None:
            return None
        lengths.append(length)      # the conjugate divides too
        builder.lemma(("!=", conjugate(builder.context, q), ZERO), {
            "kind": "combine/1", "times": {"term": q}, "sum": [["1", [[length, 2]], None]]})
    for t in sides:
        if modulus(t):
            builder.lemma((">=", t, ZERO), {"kind": "intrinsic/1"})
    gap = sub(square(large), square(small))
    squares = builder.lemma((op, gap, ZERO), {
        "kind": "combine/1", "times": [[i, 2] for i in lengths], "sum": [["1", [[at, 1]], None]]})
    return None if squares is None else builder.close(
        roots(builder, large, small, squares, op))


def modulus(term: Term) -> bool:
    """Whether a term is the modulus of something."""
    return term[:2] == ("f", "abs")


def quotient(term: Term) -> tuple[list[Term], list[Term]]:
    """Factors above and below the line."""
    above: list[Term] = []
    below: list[Term] = []
    for t in term[1:] if head(term) == "*" else (term,):
        if head(t) == "^" and is_number(t[2]) and number(t[2]).denominator == 1 \
                and number(t[2]) < 0:
            below += [t[1]] * int(-number(t[2]))
        else:
            above.append(t)
    return above, below


def norm(builder: Builder, term: Term) -> tuple[Term, Term]:
    """Numerator and denominator of the square of a modulus, or of a number."""
    if not modulus(term):
        return square(term), ONE
    parts = (mul(*factors) for factors in quotient(term[2]))
    top, bottom = (mul(t, conjugate(builder.context, t)) for t in parts)
    return top, bottom


def roots(builder: Builder, large: Term, small: Term, squares: int, op: str) -> Evidence:
    """large op small from large**2 op small**2, both not negative: their sum is positive."""
    n, both = len(builder.context.facts), add(large, small)
    known = [[["1", [[i, 1]], None]] if (i := builder.index(t, ">=")) is not None else
             [[t, [], None]] if t != ZERO else [] for t in (large, small)]
    contrary: Evidence = {"kind": "absurd/1", "proof": {
        "kind": "combine/1", "times": [], "sum": [["1", [[n, 1]], None], *known[0], *known[1]]}}
    if op == ">":   # the sum of both vanishes: so does the difference of the squares
        zero: Evidence = {"kind": "absurd/1", "proof": {"kind": "combine/1", "times": [], "sum": [
            ["1", [[squares, 1]], None], ["-1", [[n, 1]], sub(large, small)]]}}
    else:
        zero = {"kind": "combine/1", "times": [], "sum": [
            *([str(2 * number(c)), f, last] for c, f, last in known[0]),
            ["-1", [[n, 1]], None]]}
    positive = {"kind": "combine/1", "times": [[n, 1]], "sum": [["1", [[squares, 1]], None]]}
    return {"kind": "cases/1", "on": both, "negative": contrary, "zero": zero,
            "positive": positive}
