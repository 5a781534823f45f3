"""Suprema, infima, maxima and minima: what they say, in quantifiers and inequalities."""

from __future__ import annotations

from typing import Any

from symq.kernel.context import Context
from symq.kernel.expression import FLIP, ONE, ZERO, Term, add, inv, need, neg
from symq.kernel.logic import Items, Proof, prove
from symq.kernel.term import freeze, head, subst, symbols

INFINITE = {"sup": ("c", "oo"), "max": ("c", "oo"), "inf": ("c", "-oo"), "min": ("c", "-oo")}


def side(up: bool, op: str, a: Term, b: Term) -> Term:
    """`a op b` for upper bounds, its mirror image for lower ones."""
    return (op if up else FLIP[op], a, b)


def meaning(context: Context, goal: Term, names: Items, eps: Any, other: Any) -> Term:
    """What a bound says, or what denies it, under fresh names for its variables and for eps < 1.

    Nothing lies beyond the value, and a place has it, or comes closer than eps to it (lies beyond
    1/eps where it is infinite). A bound is denied by a place beyond it, or one at it where it
    should not be attained; by its never being attained; or by `other`, a bound that is nearer.
    """
    denied = head(goal) == "not"
    statement = goal[1] if denied else goal
    need(head(statement) == "bound", "a bound was expected")
    _, expr, kind, value, variables, attained, where = statement
    need(kind in INFINITE and attained in ("?", "0", "1"), "a bound was expected")
    up, infinite = kind in ("sup", "max"), value == INFINITE[kind]
    exact = kind in ("max", "min") or attained == "1"
    need(not exact or (attained != "0" and (denied or not infinite)), "a maximum is attained")
    need({*names, eps}.isdisjoint(set(context.sorts) | symbols(goal)) and eps not in names,
         "the names must be fresh")
    env = {old: ("s", new) for old, new in zip(variables, names, strict=True)}
    over = tuple((env[old][1], context.sorts.get(old, "real")) for old in variables)
    term, region = subst(expr, env), tuple(subst(c, env) for c in where)

    def always(op: str, limit: Term) -> Term:
        return ("forall", over, ("=>", region, side(up, op, term, limit)), None)

    def somewhere(op: str, limit: Term) -> Term:
        return ("exists", over, ("and", *region, side(up, op, term, limit)), None)

    if denied and other is not None:
        context.value(other)    # its symbols are known, none is one of the fresh names
        context.demand(context.conditions((">", other, ZERO)))
        nearer = () if infinite else (side(up, "<", other, value),)
        return ("and", always("<=", other), *nearer)
    if denied:
        need(not infinite, "nothing lies beyond infinity")
        never = (always("<", value),) if exact else ()
        return ("or", somewhere(">=" if attained == "0" else ">", value), *never)
    small = ("s", eps)
    distance = inv(small) if infinite else neg(small)
    near = add(ZERO if infinite else value, distance if up else neg(distance))
    reached = somewhere(">=", value) if exact else ("forall", ((eps, "real"),), (
        "=>", ((">", small, ZERO), (">", ONE, small)), somewhere(">", near)), None)
    return reached if infinite else (
        "and", always("<" if attained == "0" else "<=", value), reached)


def bound(context: Context, goal: Term, names: Items, eps: Any, other: Any, proof: Proof) -> None:
    """A bound, or the denial of one, by what it says of all places and of some."""
    prove(context, meaning(context, goal, names, eps, freeze(other)), proof)
