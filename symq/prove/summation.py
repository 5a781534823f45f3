"""Sums in closed form, or by the same sum at a smaller parameter, by telescoping term by term."""

from __future__ import annotations

from symq.errors import SymqError
from symq.kernel.context import Context
from symq.kernel.term import Term, add, mul, neg, subst, symbols
from symq.lang.translate import from_term, to_term
from symq.prove.builder import Builder
from symq.prove.natural import natural_powers
from symq.prove.neighbours import (
    SHORT,
    defined,
    ensure,
    gap,
    identity,
    less,
    occurring,
    peel_to,
    plus,
)
from symq.prove.search import FAILURES, Evidence
from symq.prove.telescoping import telescope

WORK = 100_000      # units of work for a summand
CUTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (0, 3))


def close_sums(builder: Builder, terms: list[Term]) -> None:
    """Rewrite each long sum of the terms, if one of the two ways works."""
    for term in occurring(builder.context, terms):
        length = gap(builder, term[4], term[3]) if term[0] == "sum" else 0
        if length is not None and length <= SHORT:
            continue
        term = substituted(builder, term)
        found = telescope(term[1], term[2])
        if found is not None and _apply(builder, term, [], found[1]):
            continue
        for other, parameter in _smaller(builder.context, term):
            found = telescope(other[1], other[2], parameter)
            if found is not None and found[0] is not None and \
                    _apply(builder, term, [(found[0], other[1])], found[1]):
                break


def substituted(builder: Builder, term: Term) -> Term:
    """A sum whose terms have the values that equations among the facts give to symbols."""
    if term[0] != "sum":
        return term
    _, body, name, low, high = term
    for fact in builder.context.facts:
        for symbol, other in (fact.relation[1:], fact.relation[:0:-1]) if fact.op == "=" else ():
            if symbol[0] != "s" or symbol[1] not in symbols(body) or symbol[1] in symbols(other) \
                    or name in symbols(other):
                continue
            try:
                simple = to_term(from_term(subst(body, {symbol[1]: other})))
            except SymqError:
                continue
            proof = search_body(builder, term, ("=", body, simple))
            changed: Term = ("sum", simple, name, low, high)
            if proof is not None and builder.rewrite(term, "lemma", [changed, {
                    "kind": "termwise/1", "parts": [["1", simple]], "tail": "0",
                    "proof": proof}]):
                return changed
    return term


def _smaller(context: Context, term: Term) -> list[tuple[Term, str]]:
    """Sums in the equations that are known, with the parameter that is one less in them."""
    found = []
    known = [t for f in context.facts if f.op == "=" for t in f.relation[1:]]
    for other in occurring(context, known):
        if other[0] != "sum" or other[2] != term[2]:
            continue
        for name in sorted(symbols(other[1]) - {other[2]}):
            if context.sorts.get(name) == "integer" and _same(
                    subst(other[1], {name: add(("s", name), "1")}), term[1]):
                found.append((other, name))
    return found


def _same(a: Term, b: Term) -> bool:
    try:
        return bool(from_term(a) == from_term(b))
    except SymqError:
        return False


def _apply(builder: Builder, term: Term, parts: list[tuple[Term, Term]], tail: Term) -> bool:
    """Peel a few terms off and rewrite the rest by the kernel's termwise rule."""
    start = builder.context, list(builder.steps)
    for first, last in CUTS:
        builder.context, builder.steps = start[0], list(start[1])
        rest = peel_to(builder, term, plus(term[3], first), less(term[4], last))
        if rest is None or not ensure(builder, add(rest[4], neg(rest[3]), "1"), ">="):
            continue
        _, body, name, low, high = rest
        following = subst(tail, {name: add(("s", name), "1")})
        wanted = add(*(mul(c, b) for c, b in parts), following, neg(tail))
        ends = [subst(tail, {name: add(high, "1")}), neg(subst(tail, {name: low}))]
        other = add(*(mul(c, ("sum", b, name, low, high)) for c, b in parts), *ends)
        defined(builder, other)
        proof = _body(builder, rest, ("=", body, wanted))
        if proof is not None and builder.rewrite(rest, "lemma", [other, {
                "kind": "termwise/1", "parts": [list(p) for p in parts], "tail": tail,
                "proof": proof}]):
            return True
    builder.context, builder.steps = start
    return False


def search_body(builder: Builder, rest: Term, equation: Term) -> Evidence | None:
    """Evidence of an equation between summands by any method."""
    try:
        inside = builder.context.within(rest)
        return builder.search.briefly(inside, equation, WORK) if builder.search else None
    except FAILURES:
        return None


def _body(builder: Builder, rest: Term, equation: Term) -> Evidence | None:
    """Evidence of an equation between summands inside the range."""
    try:
        inner = Builder(builder.search, builder.context.within(rest))
        for side in equation[1:]:
            defined(inner, side)
        if None in map(inner.value, equation[1:]):      # a pole in the range
            return None
        natural_powers(inner, list(equation[1:]))
        return identity(inner, equation)
    except FAILURES:
        return None
