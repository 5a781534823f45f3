"""exp(w) - 1 does not vanish where w is not zero and its imaginary part lies within a full turn."""

from __future__ import annotations

import sympy as sp

from symq.errors import SymqError
from symq.kernel.term import ONE, ZERO, I, Term, add, fn, head, mul, sub, symbols
from symq.lang.translate import from_term, to_term
from symq.prove.builder import Builder, by_fact

PI = ("c", "pi")
FULL = mul("2", PI)
BRIEFLY = 150_000       # units of work for each end of the turn


def not_one(builder: Builder, term: Term) -> bool:
    """Make exp(w) - 1 != 0 known: else exp(w) = 1, hence w = 0."""
    parts = term[1:] if head(term) == "+" else ()
    found = [t for t in parts if t[:2] == ("f", "exp")]
    if len(parts) != 2 or len(found) != 1 or "-1" not in parts or builder.search is None:
        return False
    w, search = found[0][2], builder.search
    within_a_turn(builder, w)
    if not builder.unequal(w):
        return False
    nonzero = builder.index(w, "!=")
    inside, here = builder.context.fork(), len(builder.context.facts)
    inside.fact(("=", term, ZERO))
    ends = []
    for gap in (add(FULL, fn("im", w)), sub(FULL, fn("im", w))):
        proof = search.briefly(inside, (">", gap, ZERO), BRIEFLY)
        if proof is None:
            return False
        ends.append(proof)
    if nonzero is None:
        return False
    lemma = [("=", w, ZERO), {"kind": "exponential/1", "times": ONE, "proof": by_fact(here),
                              "low": ends[0], "high": ends[1]}]
    clash = {"kind": "combine/1", "times": [], "sum": [
        ["1", [[nonzero, 1]], None], ["-1", [[here + 1, 1]], None]]}
    return builder.lemma(("!=", term, ZERO), {
        "kind": "cases/1", "on": term, "negative": None,
        "zero": {"kind": "have/1", "lemmas": [lemma], "then": {"kind": "absurd/1", "proof": clash}},
        "positive": by_fact(here)}) is not None


def within_a_turn(builder: Builder, w: Term) -> None:
    """Make it known that w = 2 pi i p/q has |p| < q, where the facts say so."""
    try:
        top, bottom = sp.fraction(sp.together(from_term(w) / (2 * sp.pi * sp.I)))
        p, q = to_term(top), to_term(bottom)
    except SymqError:
        return
    if builder.search is None or not symbols(q):
        return
    found = []
    for goal in (("!=", p, ZERO), (">", q, ZERO), (">", PI, ZERO), ("!=", I, ZERO),
                 (">", add(q, p), ZERO), (">", sub(q, p), ZERO)):
        found.append(builder.lemma(goal, builder.search.briefly(builder.context, goal, BRIEFLY)))
    if None not in found[:4]:
        builder.lemma(("!=", w, ZERO), {"kind": "combine/1", "times": [], "sum": [
            ["2", [[at, -1 if k == 1 else 1] for k, at in enumerate(found[:4])], None]]})
