"""Equations between real numbers from inequalities, sums of squares and odd powers."""

from __future__ import annotations

from typing import Any

from symq.kernel.context import Context
from symq.kernel.field import Value
from symq.kernel.term import ZERO, Term, neg, sub, symbols
from symq.prove.order import cone, sums
from symq.prove.order.build import Builder, Evidence, combine, degree, term_of
from symq.prove.order.forms import quadratic
from symq.prove.order.known import State
from symq.prove.order.prepare import prepare


def squeeze(decider: Any, context: Context, goal: Term) -> Evidence | None:
    """a = b, since (a - b)**2 <= 0, or since neither a > b nor a < b is possible."""
    if decider.search.lemmas:
        return None
    value = context.value(sub(goal[1], goal[2]))
    gap = term_of(context, value[0])
    here = around(context, value)
    near = [f.op for f in context.facts if here & around(context, f.value)]
    whole = all(context.sorts.get(n) == "integer" for n in symbols(gap))
    if value[2] or not context.real(value) or not (
            {"=", ">="} & set(near) or (whole and near.count(">") > 1)):
        return None
    at = len(context.facts)
    made = by_square(decider, context, gap)
    if made is not None:
        lemma, clash = made
        at += 1
        signs = dict.fromkeys(("negative", "positive"), clash)
    else:
        signs = {}
        for op, name in (("<", "negative"), (">", "positive")):
            inside = context.fork()
            inside.fact((op, gap, ZERO))
            found = impossible(decider, inside)
            if found is None:
                return None
            signs[name] = {"kind": "absurd/1", "proof": found}
    scale = value[1]
    cases = {"kind": "cases/1", "on": gap, **signs,
             "zero": combine([], [[f"1/{scale}", [[at, 1]], None]])}
    return cases if made is None else {"kind": "have/1", "lemmas": [lemma], "then": cases}


def around(context: Context, value: Value) -> set[int]:
    """The generators of a value and of the relations of these."""
    field = context.field
    used = field.used(value)
    return used.union(*(field.used(field.relations[i][1]) for i in used if i in field.relations))


def by_square(decider: Any, context: Context, gap: Term) -> tuple[list[Any], Evidence] | None:
    """-gap**2 >= 0 as a lemma, and the contradiction with a sign of gap."""
    low = (">=", neg(("^", gap, "2")), ZERO)
    proof = lowest(decider, context, low)
    if proof is None:
        return None
    at = len(context.facts)
    return [low, proof], {"kind": "absurd/1", "proof": combine(
        [], [["1", [[at, 1]], None], ["1", [[at + 1, 2]], None]])}


def lowest(decider: Any, context: Context, goal: Term) -> Evidence | None:
    """Evidence that a term that is nowhere positive is not negative where the facts hold.

    Such facts hold on thin sets, where samples say nothing.
    """
    builder = Builder(context)
    prepare(builder, goal, decider.prove, decider.equal, True)
    state = State(builder, decider.prove, decider.search)
    state.thin = True
    state.read()
    poly, den, bottom = state.value(goal[1])
    size = degree(poly)
    found = None if bottom or not poly else quadratic(state, poly)
    if found is not None:
        at = state.builder.have((">=", term_of(state.context, poly), ZERO), combine([], found))
        return None if at is None else builder.wrap(combine([], [[f"1/{den}", [[at, 1]], None]]))
    if bottom or not poly or len(poly) > 30 or size > 6 or len(cone.tied(state, poly)) > 5:
        return None
    state.functions([poly])
    facts = cone.relevant(state, poly)[:8]
    for top in (size, size + 1)[:1 if size > 3 else 2]:
        columns = cone.products(state, facts, top, 80)
        columns = columns + cone.with_squares(state, columns, cone.plain_roots(
            state, poly, facts, top), top)
        total = cone.search_cone(state, poly, ">=", columns, None, top)
        if total is not None:
            break
    else:
        total = None if size > 4 else sums.weighted(
            state, poly, ">=", facts, size + size % 2, state.samples([poly]))
    if total is None:
        return None
    at = state.builder.have((">=", term_of(state.context, poly), ZERO), combine([], total))
    return None if at is None else builder.wrap(combine([], [[f"1/{den}", [[at, 1]], None]]))


def impossible(decider: Any, context: Context) -> Evidence | None:
    """Evidence that the facts, of which the last is strict, contradict each other."""
    last = len(context.facts) - 1
    builder = Builder(context)
    op, gap, _ = context.facts[last].relation
    prepare(builder, (">", gap, ZERO), decider.prove, decider.equal, True)
    state = State(builder, decider.prove, decider.search)
    state.read()
    total = cone.contradiction(state, context.facts[last].value[0])
    if total is not None:
        return builder.wrap(combine([], total))
    size = neg(gap) if op == "<" else gap
    for power in (1, 3):
        low = (">=", neg(size if power == 1 else ("^", size, str(power))), ZERO)
        proof = lowest(decider, context, low)
        if proof is not None:
            at = len(context.facts)
            return {"kind": "have/1", "lemmas": [[low, proof]], "then": combine(
                [], [["1", [[at, 1]], None], ["1", [[last, power]], None]])}
    return None
