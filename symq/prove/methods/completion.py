"""Quadratic polynomials in one symbol v: 4 a t = (2 a v + b)**2 + 4 a c - b**2.

The coefficients are polynomials in the other symbols; the last two terms are proved in turn.
"""

from __future__ import annotations

from typing import Any

from symq.kernel.context import Context, standard
from symq.kernel.term import ORDER, Term, add, is_number, mul, square, sub, symbols
from symq.prove.bridge import Ring
from symq.prove.builder import Builder
from symq.prove.screen import plausible
from symq.prove.search import Evidence, Search

LEVELS = ("completion", "completion 2", "completion 3")
LONGEST, MOST = 80, 4       # monomials, symbols
SIGN, REST = 60_000, 500_000


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for t >= 0 or t > 0, t being quadratic in a real symbol."""
    level = next((name for name in LEVELS if name not in search.busy), None)
    if goal[0] not in ORDER or level is None or not plausible(context, goal):
        return None
    term, op = standard(goal)
    value = context.value(term)
    if value[2] or not 1 < len(value[0]) <= LONGEST:
        return None
    with search.alone(level):
        for deep in (False, True) if level == LEVELS[0] else (False,):
            for name, parts in quadratic(context, value)[:MOST]:
                evidence = completed(search, context, op, name, parts, value[1], deep)
                if evidence is not None and search.verified(context, goal, evidence):
                    return evidence
    return None


def quadratic(context: Context, value: Any) -> list[tuple[Term, list[Term]]]:
    """The real symbols of degree two in the numerator, with its coefficients c, b, a."""
    ring, found = Ring(context, [value]), []
    if any(context.names[i][0] == "f" and symbols(context.names[i]) for i in ring.indices):
        return []       # slopes tell more of functions than squares do
    for index in ring.indices:
        name, place = context.names[index], ring.place[index]
        if name[0] != "s" or context.sorts.get(name[1]) not in ("real", "integer") or any(
                name[1] in symbols(context.names[i]) for i in ring.indices if i != index):
            continue
        table: list[dict[tuple[int, ...], Any]] = [{}, {}, {}]
        for exponents, c in ring.poly(value[0]).to_dict().items():
            if exponents[place] > 2:
                break
            rest = tuple(0 if k == place else e for k, e in enumerate(exponents))
            table[int(exponents[place])][rest] = c
        else:
            if table[2]:
                found.append((name, [ring.term(ring.ctx.from_dict(t)) if t else "0"
                                     for t in table]))
    return sorted(found, key=lambda pair: not is_number(pair[1][2]))


def completed(search: Search, context: Context, op: str, name: Term, parts: list[Term], den: int,
              deep: bool) -> Evidence | None:
    """Evidence by the sign of the leading coefficient, which may take a search, and of the rest."""
    c, b, a = parts
    gap = sub(mul("4", a, c), square(b))
    if not plausible(context, (">=", a, "0")) or not plausible(context, (op, gap, "0")):
        return None
    builder = Builder(search, context)
    lead = known(builder, a, ">", deep)
    weak = known(builder, a, ">=", deep) if lead is None else None
    if lead is None and (weak is None or op == ">"):
        return None
    rest = builder.lemma((op, gap, "0"), search.briefly(builder.context, (op, gap, "0"), REST))
    if rest is None:
        return None
    root = add(mul("2", a, name), b)
    share = f"1/{4 * den}"

    def whole(at: int) -> Evidence:
        return {"kind": "combine/1", "times": [[at, 1]], "sum": [
            [share, [], root], [share, [[rest, 1]], None]]}

    if lead is not None:
        return builder.close(whole(lead))
    here = len(builder.context.facts)
    inside = Builder(search, builder.context)
    inside.context.fact(("=", a, "0"))
    total = [["1", [[here + 1, 2]], None], ["1", [[rest, 1]], None],
             ["-1", [[here, 1]], mul("4", c)]]
    vanish: Evidence = {"kind": "absurd/1", "proof": {
        "kind": "combine/1", "times": [], "sum": total}}
    flat = inside.lemma(("=", b, "0"), {
        "kind": "cases/1", "on": b, "negative": vanish, "positive": vanish,
        "zero": {"kind": "combine/1", "times": [], "sum": [["1", [[here + 1, 1]], None]]}})
    last = inside.lemma((">=", c, "0"), search.briefly(inside.context, (">=", c, "0"), REST))
    if flat is None or last is None:
        return None
    zero = inside.close({"kind": "combine/1", "times": [], "sum": [
        [f"1/{den}", [[last, 1]], None], [f"1/{den}", [[flat, 1]], name],
        [f"1/{den}", [[here, 1]], square(name)]]})
    clash = {"kind": "absurd/1", "proof": {"kind": "combine/1", "times": [], "sum": [
        ["1", [[here, 1]], None], ["1", [[weak, 1]], None]]}}
    return builder.close({"kind": "cases/1", "on": a, "negative": clash, "zero": zero,
                          "positive": whole(here)})


def known(builder: Builder, term: Term, op: str, deep: bool) -> int | None:
    """The number of a fact that tells the sign of a term, which is made one if need be."""
    if builder.search is not None and deep:
        goal = (op, term, "0")
        return builder.lemma(goal, builder.search.briefly(builder.context, goal, SIGN))
    return builder.index(term, op) if builder.sign(term, op, deep=False) else None
