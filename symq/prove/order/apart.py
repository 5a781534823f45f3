"""Terms that do not vanish."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symq.kernel.context import Context, standard
from symq.kernel.field import Poly, Value
from symq.kernel.term import ZERO, Term, inv, sub
from symq.prove.order.build import (
    Builder,
    Evidence,
    Flint,
    arithmetic,
    combine,
    constant,
    exponents,
    generators,
    negative,
    quotient,
    term_of,
)
from symq.prove.order.known import State

SHORT = 3       # terms of what is squared, and of a norm


def apart(decider: Any, context: Context, goal: Term, effort: int) -> Evidence | None:
    """a != b: factors that do not vanish, or an order."""
    builder = Builder(context)
    state = State(builder, decider.prove, decider.search, effort >= 0)
    state.read()
    term, _ = standard(goal)
    num, _, _ = state.value(term)
    if not num:
        return None
    if constant(num) is not None:
        return builder.wrap(combine({"term": inv(term)}, [["1", [], None]]))  # type: ignore[arg-type]
    total, rest = [], num
    _, factors = Flint(num, count=state.count).factors(num)
    for f, e in factors:
        at = state.has(f, "!=")
        at = state.has(negative(f), "!=") if at is None else at
        if at is None and (len(factors) > 1 or e > 1):
            at = state.lemma(f, "!=", effort)
        at = normed(state, f) if at is None and effort > 0 else at
        if at is None:
            break
        total.append([at, e])
    else:
        field, c = arithmetic(state.context.field), state.value(term)
        product = field.const(1)
        for at, e in total:
            product = field.mul(product, field.pow(state.context.facts[at].value, e))
        times, share = ratio(state, c, product)
        if share is not None:
            return builder.wrap(combine(times, [[str(share), total, None]]))
    for at, fact in enumerate(state.context.facts):
        if fact.op in (">", "!=") and not fact.value[2] and fact.value[0]:
            part = Flint(fact.value[0], rest, count=state.count).divide(fact.value[0], rest)
            if part is not None:
                whole = state.value(term)
                bottom = state.context.field.expand(whole[2])
                other = ("*", term_of(state.context, part), term_of(state.context, bottom),
                         str(Fraction(whole[1], fact.value[1])))
                return builder.wrap(combine({"term": other},  # type: ignore[arg-type]
                                            [["1", [[at, 1]], None]]))
    if not all(map(state.context.real_term, (state.context.names[i] for i in generators(
            num, state.count)))):
        return None
    state.functions([num])
    seen = state.samples([num]).sign(num)
    for mark, op in (("+", ">"), ("-", "<")):
        if seen == mark:
            relation = (op, sub(goal[1], goal[2]), ZERO)
            proof = decider.prove(state.context, relation, effort)
            at = builder.have(relation, proof)
            if at is not None:
                sign = "1" if op == ">" else "-1"
                return builder.wrap(combine([], [[sign, [[at, 1]], None]]))
    if effort > 0 and seen not in "+-" and len(num) <= SHORT and (
            state.context.field.relations or any(f.op == "=" for f in state.facts)):
        square = (">", ("^", term, "2"), ZERO)
        at = builder.have(square, decider.prove(state.context, square, 1))
        if at is not None:
            return builder.wrap(combine({"term": term},  # type: ignore[arg-type]
                                        [["1", [[at, 1]], None]]))
    return None


def normed(state: State, poly: Poly) -> int | None:
    """The fact that a + b g is not zero, g**2 being known, because a**2 - b**2 g**2 is not."""
    field = arithmetic(state.context.field)
    for i in generators(poly, state.count) if len(poly) < SHORT else ():
        high = {k: c for k, c in poly.items() if exponents(k).get(i)}
        if field.relations.get(i, (0,))[0] != 2 or any(exponents(k)[i] > 1 for k in high):
            continue
        other = {k: -c if k in high else c for k, c in poly.items()}
        norm = field.normal((field.times(poly, other), 1, ()))
        if not 0 < len(norm[0]) <= SHORT or norm[2] or constant(norm[0]) is not None:
            continue
        at = state.lemma(norm[0], "!=", 1)
        share = None if at is None else quotient(field, norm, state.context.facts[at].value)
        if share is not None:
            return state.builder.have(("!=", term_of(state.context, poly), ZERO), combine(
                {"term": term_of(state.context, other)},  # type: ignore[arg-type]
                [[str(share), [[at, 1]], None]]))
    return None


def ratio(state: State, whole: Value, product: Value) -> tuple[Any, Fraction | None]:
    """(multipliers, c) with whole * multipliers = c * product."""
    field = arithmetic(state.context.field)
    times: Any = []
    if whole[2]:
        times = {"term": term_of(state.context, field.expand(whole[2]))}
        whole = (whole[0], whole[1], ())
    return times, quotient(field, whole, product)
