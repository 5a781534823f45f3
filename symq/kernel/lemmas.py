"""Statements shown on the way, and existence that is known."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.logic import Items, Proof, fresh, prove
from symq.kernel.term import Term, head, need, subst


def claim(context: Context, goal: Term, statement: Term, proof: Proof, then: Proof) -> None:
    """Prove any statement, then the goal with it; the statement's own terms are defined."""
    context.demand(context.conditions(statement))
    prove(context, statement, proof)
    inside = context.fork()
    inside.assume(statement)
    prove(inside, goal, then)


def obtain(context: Context, goal: Term, formula: int, names: Items, then: Proof) -> None:
    """Use a known existence: fresh symbols at which its body holds and is defined."""
    need(0 <= formula < len(context.formulas), "no such formula")
    known = context.formulas[formula]
    need(head(known) == "exists" and known[3] is None, "only a known existence is used so")
    need(len(names) == len(known[1]), "each variable needs a fresh name")
    table = {old: ("s", name) for (old, _), name in zip(known[1], names, strict=True)}
    body = subst(known[2], table)
    over = [(name, kind) for (_, kind), name in zip(known[1], names, strict=True)]
    inside = fresh(context, over).defined(body)
    inside.assume(body)
    prove(inside, goal, then)
