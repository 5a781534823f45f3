"""Quantified statements: values, fresh symbols, choices from lists, induction."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.expression import Term, add, need
from symq.kernel.logic import Items, Proof, Terms, establish, known_at, prove
from symq.kernel.term import head, integer, subst


def chosen(context: Context, over: Term, values: Terms, member: Items) -> dict[str, Term]:
    """Values for a quantifier's variables, each shown to lie in its set."""
    need(len(over) == len(values) == len(member), "each variable needs a value")
    for (_, kind), value, proof in zip(over, values, member, strict=True):
        belongs(context, value, kind, proof)
    return {name: value for (name, _), value in zip(over, values, strict=True)}


def belongs(context: Context, value: Term, kind: Term, proof: Proof) -> None:
    """Check that a value lies in a quantifier's set."""
    context.value(value)
    if kind[0] == "list":
        need(value in kind[1:], "the value is not in the list")
    elif kind == "real":
        need(context.real_term(value) or (context.real(context.value(value))
                                          and context.plainly_real(value)), "not known to be real")
    elif kind != "complex":
        need(context.whole(value), "the value is not known to be an integer")
        need(kind == "integer" or kind[0] == "int>=", "an unknown set")
        if kind != "integer":
            prove(context, (">=", value, kind[1]), proof)


def instance(context: Context, goal: Term, formula: int, values: Terms, member: Items) -> None:
    """What a known universal statement says at given values; it must be defined there."""
    known = known_at(context.formulas, formula)
    need(head(known) == "forall" and known[3] is None, "only a universal statement is used so")
    need(goal == subst(known[2], chosen(context, known[1], values, member)), "another statement")
    context.demand(context.conditions(goal))


def exists(context: Context, goal: Term, values: Terms, member: Items, proof: Proof) -> None:
    """Give the values; the body must hold, and be defined, there."""
    need(head(goal) == "exists" and goal[3] is None, "values prove an existence")
    body = subst(goal[2], chosen(context, goal[1], values, member))
    context.demand(context.conditions(body))
    prove(context, body, proof)


def introduce(context: Context, goal: Term, proof: Proof) -> None:
    """A universal statement over numbers: fresh symbols of the right sort."""
    need(head(goal) == "forall" and goal[3] is None, "only a universal statement is introduced")
    prove(fresh(context, goal[1]).defined(goal[2]), goal[2], proof)


def fresh(context: Context, over: Items) -> Context:
    """A copy with new symbols from infinite sets."""
    inside = context.fork()
    for name, kind in over:
        need(kind in ("real", "complex", "integer") or kind[0] == "int>=", "the set is a list")
        inside.declare(name, kind if isinstance(kind, str) else "integer")
        if not isinstance(kind, str):
            inside.fact((">=", ("s", name), kind[1]))
    return inside


def each(context: Context, goal: Term, parts: Items) -> None:
    """A universal statement over finite lists, one proof for each choice."""
    need(head(goal) == "forall" and goal[3] is None, "only a universal statement has instances")
    choices: list[dict[str, Term]] = [{}]
    for name, kind in goal[1]:
        need(kind[0] == "list", "the set is not a list")
        choices = [{**c, name: value} for c in choices for value in kind[1:]]
    need(len(choices) == len(parts), "each choice needs its proof")
    for choice, proof in zip(choices, parts, strict=True):
        body = subst(goal[2], choice)
        prove(context.defined(body), body, proof)


def induction(context: Context, goal: Term, base: Items, step: Proof, defined: Items) -> None:
    """Base cases n0, ..., n0 + k - 1 and a step from k consecutive values to the next one.

    `defined` proves each condition of the body for all n >= n0, so that no value is left out.
    """
    need(head(goal) == "forall" and len(goal[1]) == 1 and goal[3] is None
         and goal[1][0][1][0] == "int>=", "induction runs over the integers from a first one")
    ((name, (_, first)),), body = goal[1], goal[2]
    need(base, "induction needs a base case")
    inside = context.fork()
    inside.declare(name, "integer")
    inside.fact((">=", ("s", name), first))
    establish(inside, inside.conditions(body), defined)
    shifts = [subst(body, {name: add(("s", name), str(k))}) for k in range(len(base) + 1)]
    for known in shifts[:-1]:
        inside.assume(known)
    prove(inside.defined(shifts[-1]), shifts[-1], step)
    for k, proof in enumerate(base):
        case = subst(body, {name: str(integer(first) + k)})
        prove(context.defined(case), case, proof)


def obtain(context: Context, goal: Term, formula: int, names: Items, then: Proof) -> None:
    """Use a known existence: fresh symbols at which its body holds and is defined."""
    known = known_at(context.formulas, formula)
    need(head(known) == "exists" and known[3] is None, "only a known existence is used so")
    need(len(names) == len(known[1]), "each variable needs a fresh name")
    table = {old: ("s", name) for (old, _), name in zip(known[1], names, strict=True)}
    body = subst(known[2], table)
    over = [(name, kind) for (_, kind), name in zip(known[1], names, strict=True)]
    inside = fresh(context, over).defined(body)
    inside.assume(body)
    prove(inside, goal, then)
