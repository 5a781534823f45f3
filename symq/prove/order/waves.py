"""Sine and cosine of one angle: p + a sin + b cos >= 0 for p >= 0 and p**2 >= a**2 + b**2."""

from __future__ import annotations

from typing import Any

from symq.kernel.field import Poly
from symq.kernel.term import ZERO, Term, add, fn, mul, sub
from symq.prove.order.build import (
    Evidence,
    arithmetic,
    combine,
    generators,
    quotient,
    term_of,
    value_of,
)
from symq.prove.order.known import State
from symq.prove.order.prepare import by_power


def amplitude(state: State, poly: Poly, op: str, effort: int) -> Evidence | None:
    """Evidence where the polynomial is linear in the sine and the cosine of some angle."""
    context = state.context
    places = {context.names[i]: i for i in generators(poly, state.count)}
    for name in places:
        if name[:2] not in (("f", "sin"), ("f", "cos")) or not context.real_term(name[2]):
            continue
        sine, cosine = fn("sin", name[2]), fn("cos", name[2])
        rest: Poly = poly
        a: Poly = {}
        b: Poly = {}
        plain = True
        for term, out in ((sine, a), (cosine, b)):
            if term in places:
                parts = by_power(rest, places[term])
                plain = plain and max(parts) == 1
                rest = parts.get(0, {})
                out.update(parts.get(1, {}))
        used = {i for p in (rest, a, b) for i in generators(p, state.count)}
        if plain and rest and not used & {places.get(sine), places.get(cosine)}:
            found = _decided(state, rest, a, b, sine, cosine, op, effort)
            if found is not None:
                return found
    return None


def _decided(state: State, p: Poly, a: Poly, b: Poly, sine: Term, cosine: Term, op: str,
             effort: int) -> Evidence | None:
    field, context = arithmetic(state.context.field), state.context
    square = [field.pow(value_of(x), 2) for x in (p, a, b)]
    minus = field.const(-1)
    gap = field.add(square[0], field.mul(minus, field.add(square[1], square[2])))
    if state.samples([p]).sign(p) not in ("+", "0") or (
            gap[0] and state.samples([gap[0]]).sign(gap[0]) not in ("+", "0")):
        return None
    first = state.lemma(p, op, effort)
    if first is None or gap[2] or (op == ">" and not gap[0]):
        return None
    total: list[Any] = []
    ta, tb = term_of(context, a), term_of(context, b)
    if gap[0]:
        at = state.lemma(gap[0], op, effort)
        if at is None:
            return None
        share = quotient(field, gap, context.facts[at].value)
        total.append([str(share), [[at, 1]], None])
    total.append(["1", [], sub(mul(ta, cosine), mul(tb, sine))])
    wave = add(mul(ta, sine), mul(tb, cosine))
    share = quotient(field, value_of(p), state.context.facts[first].value)
    begin = [str(share), [[first, 1]], None]
    case = len(state.context.facts)
    other = sub(term_of(context, p), wave)
    down = {"kind": "have/1", "lemmas": [[(">", other, ZERO), combine([], [
        begin, ["1", [[case, 1]], None]])]],
        "then": combine([[case + 1, 1]], total)}
    level = combine([], [begin, ["1", [[case, 1]], None]])
    return {"kind": "cases/1", "on": wave, "negative": down, "zero": level, "positive": level}


__all__ = ["amplitude"]
