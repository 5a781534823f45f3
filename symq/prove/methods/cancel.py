"""An equation from a product that vanishes, by factors that cannot."""

from __future__ import annotations

from typing import Any

from symq.kernel.context import Context, standard
from symq.kernel.term import Term, mul
from symq.prove.bridge import Ring
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
    return None


def _cancelled(search: Any, context: Context, ring: Ring, goal: Term, index: int,
               others: list[Any]) -> Evidence | None:
    inside, lemmas, times = context.fork(), [], []
    for factor in others:
        relation = ("!=", ring.term(factor), "0")
        proof = search.attempt(inside, relation)
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
