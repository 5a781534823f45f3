"""An equation from a product that vanishes, by factors that cannot."""

from __future__ import annotations

from typing import Any

from symq.errors import Rejected
from symq.kernel.context import Context, standard
from symq.kernel.term import ZERO, Term, add, mul, sub, symbols
from symq.prove.bridge import Ring
from symq.prove.methods import ideal
from symq.prove.order.build import Evidence, combine


def attempt(search: Any, context: Context, goal: Term) -> Evidence | None:
    """t = 0 since t times a non-zero product is a multiple of a known equation."""
    if goal[0] != "=":
        return None
    value = context.value(standard(goal)[0])
    facts = [(i, f) for i, f in enumerate(context.facts) if f.op == "=" and f.value[0]]
    if not value[0] or not facts:
        return None
    ring = Ring(context, [value, *(f.value for _, f in facts)])
    wanted = [f for f, _ in ring.poly(value[0]).factor()[1]]
    for index, fact in facts:
        factors = [f for f, _ in ring.poly(fact.value[0]).factor()[1]]
        others = [f for f in factors if f not in wanted]
        if len(others) == len(factors) or len(factors) > 8:
            continue
        evidence = _cancelled(search, context, ring, goal, index, others)
        if evidence is not None:
            return evidence
    return _saturated(search, context, goal)


def _saturated(search: Any, context: Context, goal: Term) -> Evidence | None:
    """t times non-zero symbols, and perhaps the sum of the two sides, lies in the ideal."""
    names = sorted(symbols(goal).union(*(symbols(f.relation) for f in context.facts
                                         if f.op == "=")))
    solid: list[Term] = [("s", n) for n in names if context.sorts.get(n, "").find("function") < 0
                         and context.is_known(("s", n), "!=")][:6]
    others = [t for t in solid if t[1] not in symbols(goal)]
    total = [] if ZERO in goal[1:] else [add(goal[1], goal[2])]
    tried: list[list[Term]] = []
    for factors in ([*others], [*total, *others], [*solid], [*total, *solid]):
        if not factors or factors in tried:
            continue
        tried.append(factors)
        product: Term = ("=", mul(sub(goal[1], goal[2]), *factors), ZERO)
        evidence = _member(search, context, product)
        if not search.verified(context, product, evidence):
            continue
        inside, lemmas, times = context.fork(), [[product, evidence]], []
        inside.fact(product)
        for factor in factors:
            relation = ("!=", factor, ZERO)
            proof = search.briefly(inside, relation, 2_000_000)
            if proof is None:
                break
            lemmas.append([relation, proof])
            times.append([len(inside.facts), 1])
            inside.fact(relation)
        else:
            return {"kind": "have/1", "lemmas": lemmas, "then": combine(
                times, [["1", [[len(context.facts), 1]], None]])}
    return None


def _member(search: Any, context: Context, product: Term) -> Evidence | None:
    """Ideal membership by the equations alone, no division by what is known not to vanish."""
    bare, numbers = Context(context.sorts, context.rules), []
    for index, fact in enumerate(context.facts):
        if fact.op == "=":
            numbers.append(index)
            try:
                bare.fact(fact.relation)
            except Rejected:
                return None
    found = ideal.attempt(search, bare, product)
    if found is None or found["kind"] != "combine/1" or found["times"]:
        return None
    return combine([], [[c, [[numbers[i], e] for i, e in refs], last]
                        for c, refs, last in found["sum"]])


def _cancelled(search: Any, context: Context, ring: Ring, goal: Term, index: int,
               others: list[Any]) -> Evidence | None:
    inside, lemmas, times = context.fork(), [], []
    for factor in others:
        relation = ("!=", ring.term(factor), "0")
        proof = search.briefly(inside, relation, 1_000_000)
        if proof is None:
            return None
        lemmas.append([relation, proof])
        times.append([len(inside.facts), 1])
        inside.fact(relation)
    powers = [[i, 1] for i, _ in times]
    target = context.value(standard(goal)[0])
    product = target
    for place, _ in powers:
        product = context.field.mul(product, inside.facts[place].value)
    top, bottom = ring.fraction(product)
    over, under = ring.fraction(context.facts[index].value)
    numerator, denominator = top * under, bottom * over
    common = numerator.gcd(denominator)
    numerator, denominator = numerator / common, denominator / common
    cofactor = ring.term(numerator) if denominator.is_constant() else None
    if cofactor is None:
        return None
    scale = denominator.to_dict()
    constant = next(iter(scale.values()))
    rest = mul(cofactor, str(1 / constant))
    return {"kind": "have/1", "lemmas": lemmas,
            "then": combine(powers, [["1", [[index, 1]], rest]])}
