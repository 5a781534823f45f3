"""Where a term may be least: ends of its range, stationary places, simple numbers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from symq.errors import Rejected
from symq.kernel.context import Context
from symq.kernel.field import Poly
from symq.kernel.functions import diff
from symq.kernel.term import ZERO, Term, add, fn, head, inv, mul, neg, sub, subst, symbols
from symq.prove.bridge import lowest
from symq.prove.numeric import exact
from symq.prove.order.build import FAILURES, Flint, generators, term_of
from symq.prove.order.guess import recognised
from symq.prove.order.known import State
from symq.prove.order.prepare import by_power
from symq.prove.order.sample import Samples, evaluate

PI = ("c", "pi")
FIXED: tuple[Term, ...] = ("0", "1", mul("1/2", PI), PI, "1/2", "-1", mul("1/4", PI), "2")
FAR = 100.0     # farther away no exact place is guessed
ZOOM = 9        # how often the neighbourhood of the smallest value is looked at more closely


def starts(state: State, poly: Poly, name: str, samples: Samples, first: list[Term]
           ) -> list[Term]:
    """Terms without the symbol at which the polynomial is plausibly zero, or else positive."""
    context, found = state.context, [t for t in first if name not in symbols(t)]
    x = ("s", name)
    for fact in context.facts:
        if fact.relation[0] == "!=" or name not in symbols(fact.relation):
            continue
        for a, b in (fact.relation[1:], fact.relation[2:0:-1]):
            if a == x and name not in symbols(b):
                found.append(b)
        if fact.relation[2] == ZERO and head(fact.relation[1]) == "+":
            found += isolated(fact.relation[1], name)
    found += least(state, poly, name, samples)
    found += stationary(context, term_of(context, poly), name)[:4]
    found += FIXED
    found += [("s", n) for n in samples.names if n != name and context.sorts[n] == "real"]
    term = term_of(context, poly)
    tight: list[Term] = []
    loose: list[Term] = []
    seen = np.abs(samples.values(poly))
    seen = seen[np.isfinite(seen)]
    scale = min(float(np.median(seen)), 1e6) if len(seen) else 1.0
    with np.errstate(all="ignore"):
        for start in dict.fromkeys(found):
            try:
                value = np.asarray(evaluate(subst(term, {name: start}), samples.env))
            except FAILURES:
                continue
            if np.all(np.isfinite(value)) and np.all(value.real > -1e-8 * (1 + scale)) and np.all(
                    np.abs(value.imag) < 1e-8 * (1 + scale)):
                (tight if np.all(np.abs(value) < 1e-9 * (1 + scale)) else loose).append(start)
    return tight[:4] + loose[:1 if tight else 6]


def isolated(term: Term, name: str) -> list[Term]:
    """s from a fact s - x or x - s, written as a sum."""
    x, minus = ("s", name), ("*", "-1", ("s", name))
    for own, sign in ((x, True), (minus, False)):
        rest = [t for t in term[1:] if t != own]
        if len(rest) == len(term) - 2 and not any(name in symbols(t) for t in rest):
            other = ("+", *rest) if len(rest) > 1 else rest[0]
            return [neg(other) if sign else other]
    return []


def least(state: State, poly: Poly, name: str, samples: Samples) -> list[Term]:
    """Exact and simple numbers near the place of the smallest value."""
    if samples.names != [name] or not samples.count:
        return []
    values = samples.values(poly)
    if not np.any(np.isfinite(values)):
        return []
    places = samples.env[name].real
    place = float(places[int(np.nanargmin(values))])
    low, high = float(np.min(places)), float(np.max(places))
    term, width = term_of(state.context, poly), 0.2 * (1 + abs(place))
    with np.errstate(all="ignore"):
        for _ in range(ZOOM):
            near = np.clip(np.linspace(place - width, place + width, 41), low, high)
            there = np.asarray(evaluate(term, {name: near + 0j})) + 0 * near
            if not np.any(np.isfinite(there)):
                break
            place = float(near[int(np.nanargmin(there.real))])
            width /= 8
    exactly = recognised(place) if abs(place) < FAR else []
    return [*(t for t in exactly if not isinstance(t, str)),
            *(str(Fraction(place).limit_denominator(d)) for d in (1, 2, 6))]


def stationary(context: Context, term: Term, name: str) -> list[Term]:
    """Places at which the derivative in one symbol vanishes."""
    try:
        return roots(context, diff(term, name), name)
    except FAILURES:
        return []


def roots(context: Context, term: Term, name: str) -> list[Term]:
    """Roots in one symbol of the factors of a term that are linear or quadratic in it, or in its
    logarithm or exponential."""
    found: list[Term] = []
    if name not in symbols(term):
        return found
    try:
        num = context.value(term)[0]
    except FAILURES:
        return found
    if not num:
        return found
    for factor, _ in Flint(num, count=context.field.count).factors(num)[1]:
        used = generators(factor, context.field.count)
        for i in used:
            symbol = context.names[i]
            inner = symbol[2] if head(symbol) == "f" else symbol
            if inner != ("s", name) or any(name in symbols(context.names[j])
                                           for j in used if j != i):
                continue
            parts = by_power(factor, i)
            values = [plain(context, t) for t in solved(
                {k: term_of(context, p) for k, p in parts.items()})]
            if head(symbol) == "s":
                found += values
            elif symbol[1] == "log":
                found += [fn("exp", v) for v in values]
            elif symbol[1] == "exp":
                found += [fn("log", v) for v in values if v != ZERO]
    return list(dict.fromkeys(found))


def plain(context: Context, term: Term) -> Term:
    """A term in lowest terms, where its value is known."""
    try:
        return lowest(context, context.value(term))
    except FAILURES:
        return term


def solved(c: dict[int, Term]) -> Iterator[Term]:
    """Roots of a polynomial of degree one or two, by its coefficients."""
    if max(c) == 1:
        yield simple(mul(neg(c.get(0, ZERO)), inv(c[1])))
    if max(c) != 2:
        return
    a, b, z = c[2], c.get(1, ZERO), c.get(0, ZERO)
    if b == ZERO:
        root = ("^", simple(mul(neg(z), inv(a))), "1/2")
        yield from (root, neg(root))
        return
    inner = ("^", simple(sub(("^", b, "2"), mul("4", a, z))), "1/2")
    low = inv(mul("2", a))
    yield from (mul(add(neg(b), inner), low), mul(sub(neg(b), inner), low))


def simple(term: Term) -> Term:
    """A rational number where the term is one by plain arithmetic."""
    try:
        value = exact(term) if not symbols(term) else None
    except Rejected:
        return term
    return term if value is None else str(value)
