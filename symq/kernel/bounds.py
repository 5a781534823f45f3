"""Suprema, infima, maxima and minima, reduced to inequalities and places."""

from __future__ import annotations

from typing import Any

from symq.kernel.context import Context
from symq.kernel.logic import Items, Proof, Terms, chosen, prove
from symq.kernel.term import FLIP, ONE, ZERO, Term, add, head, inv, need, neg, subst

INFINITE = {"sup": ("c", "oo"), "max": ("c", "oo"), "inf": ("c", "-oo"), "min": ("c", "-oo")}


def parts(goal: Term) -> tuple[bool, bool, bool]:
    """Whether a bound is an upper one, infinite, and claimed to be attained."""
    need(head(goal) == "bound" and goal[2] in INFINITE and goal[5] in ("?", "0", "1"),
         "a bound was expected")
    exact = goal[2] in ("max", "min") or goal[5] == "1"
    need(not (exact and goal[5] == "0"), "a maximum is attained")
    return goal[2] in ("sup", "max"), goal[3] == INFINITE[goal[2]], exact


def side(up: bool, op: str, a: Term, b: Term) -> Term:
    """`a op b` for upper bounds, its mirror image for lower ones."""
    return (op if up else FLIP[op], a, b)


def everywhere(context: Context, goal: Term, names: Items, op: str, other: Term,
               proof: Proof) -> None:
    """Check `expr op other` at all values of the bound's variables, under fresh names."""
    context.value(other)
    inside, env = context.fork(), {}
    for old, fresh in zip(goal[4], names, strict=True):
        inside.declare(fresh, context.sorts.get(old, "real"))
        env[old] = ("s", fresh)
    for condition in goal[6]:
        inside.assume(subst(condition, env))
    claim = side(parts(goal)[0], op, subst(goal[1], env), other)
    prove(inside.defined((claim[0], claim[1], ZERO)), claim, proof)


def somewhere(inside: Context, goal: Term, place: Terms, proofs: Items) -> Term:
    """Check that terms are a place of the region; the value there, with its conditions as facts."""
    over = [(name, inside.sorts.get(name, "real")) for name in goal[4]]
    env, found = chosen(inside, over, place, [None] * len(place)), []
    for condition in goal[6]:
        placed = subst(condition, env)
        found += [*inside.conditions(placed), placed]
    value = subst(goal[1], env)
    found += inside.conditions((">", value, ZERO))
    for statement, proof in zip(found, proofs, strict=True):
        prove(inside, statement, proof)
        inside.assume(statement)
    return value


def bound(context: Context, goal: Term, names: Items, always: Proof, eps: Any, place: Terms,
          proofs: Items, reach: Proof) -> None:
    """Nothing lies beyond the value, and a place has it, or comes closer than eps < 1 to it.

    `value` may be infinite: then the place lies beyond 1/eps. `eps` is None where it has it.
    """
    (up, infinite, exact), value = parts(goal), goal[3]
    need(not (exact and (infinite or eps is not None)) and not (infinite and eps is None),
         "a place at which the bound is attained is needed, or one near it")
    if not infinite:
        everywhere(context, goal, names, "<" if goal[5] == "0" else "<=", value, always)
    inside, near = context.fork(), value
    if eps is not None:
        inside.declare(eps, "real")
        small = ("s", eps)
        inside.fact((">", small, ZERO))
        inside.fact((">", ONE, small))
        distance = inv(small) if infinite else neg(small)
        near = add(ZERO if infinite else value, distance if up else neg(distance))
    there = somewhere(inside, goal, place, proofs)
    prove(inside, side(up, ">=" if eps is None else ">", there, near), reach)


def beyond(context: Context, goal: Term, place: Terms, proofs: Items, reach: Proof) -> None:
    """A bound fails: a place lies beyond the value, or has it although it should not."""
    need(head(goal) == "not", "the denial of a bound")
    inside, (up, infinite, _) = context.fork(), parts(goal[1])
    need(not infinite, "nothing lies beyond infinity")
    there = somewhere(inside, goal[1], place, proofs)
    prove(inside, side(up, ">=" if goal[1][5] == "0" else ">", there, goal[1][3]), reach)


def short(context: Context, goal: Term, names: Items, other: Term, always: Proof, less: Proof
          ) -> None:
    """A bound fails: another one holds that is nearer, or (`other` None) it is not attained."""
    need(head(goal) == "not", "the denial of a bound")
    up, infinite, exact = parts(goal[1])
    need(other is not None or (exact and not infinite), "the value may be approached")
    nearer = goal[1][3] if other is None else other
    everywhere(context, goal[1], names, "<" if other is None else "<=", nearer, always)
    if other is not None and not infinite:
        prove(context, side(up, "<", nearer, goal[1][3]), less)
