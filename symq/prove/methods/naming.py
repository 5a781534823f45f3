"""Order relations that hold for every positive number in the place of a root."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.points import swap
from symq.kernel.term import ORDER, ZERO, Term, head, heads, symbols
from symq.prove.builder import subterms
from symq.prove.methods.symmetry import used
from symq.prove.search import FAILURES, Evidence, GaveUp, Search

LIMIT = 1_500_000   # units of work, less than the other methods have


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence from a proof for all positive numbers, used at a square root in a function."""
    if goal[0] not in ORDER or "naming" in search.busy or "f" not in heads(goal):
        return None
    root = next((t for side in goal[1:] for f in subterms(side) if head(f) == "f"
                 for t in subterms(f) if t[2:] == ("1/2",) and head(t[1]) == "+"), None)
    if root is None:
        return None
    search.busy.add("naming")
    try:
        with search.within(LIMIT):
            return named(search, context, goal, root)
    except (GaveUp, *FAILURES):
        search.tick()
        return None
    finally:
        search.busy.discard("naming")


def named(search: Search, context: Context, goal: Term, root: Term) -> Evidence:
    """The lemma for w > 0 in the place of the root and w**2 in that of what is under it."""
    name = "w"
    while name in context.sorts or name in symbols(goal):
        name += "_"
    w = ("s", name)
    body = swap(swap(goal, root, w), root[1], ("^", w, "2"))
    lemma = ("forall", ((name, "real"),), ("=>", ((">", w, ZERO),), body), None)
    proof = search.universal(context.fork(), lemma)
    outside, formula = context.fork(), len(context.formulas)
    outside.assume(lemma)
    return {"kind": "have/1", "lemmas": [[lemma, proof]],
            "then": used(search, outside, lemma, formula, root, goal)}
