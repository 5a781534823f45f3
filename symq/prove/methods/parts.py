"""Equations between integrals that have no values: by linearity and by parts.

An integrand becomes constants times those of the other integrals, and the derivative of an
expression. The integrals are those of unknown functions, or plainly exist.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from sympy import Expr, Symbol
from sympy.core.function import AppliedUndef

from symq.errors import SymqError
from symq.kernel.context import Context
from symq.kernel.functions import alpha, diff
from symq.kernel.integrals import plainly_there, split
from symq.kernel.limits import INFINITE
from symq.kernel.term import Term, add, heads, sub, subst, symbols
from symq.lang.translate import from_term, to_term
from symq.prove.antiderivatives import splits
from symq.prove.builder import Builder, by_fact
from symq.prove.changes import Change
from symq.prove.methods.integrals import integrals
from symq.prove.methods.variables import proved, substituted
from symq.prove.neighbours import ensure
from symq.prove.search import FAILURES, PLAIN, Evidence, GaveUp, Search

STEPS = 12      # integrations by parts
Shares = dict[Expr, Expr]


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an equation in which one integral is expressed by the others."""
    found = integrals(goal)
    if goal[0] != "=" or not found or "parts" in search.busy or (not any(
            "u" in heads(t) for t in found) and not all(
                plainly_there(t, context.sorts) for t in found)):
        return None
    with search.alone("parts"):
        for term in sorted(found, key=lambda t: -len(repr(t))):
            others = [t for t in found if t != term]
            if (evidence := joined(search, context, goal, term, others)) is not None:
                return evidence
            for image, evidence in images(search, context, term, others):
                for shares, tail in expressed(context, image, others):
                    try:
                        builder = Builder(search, context)
                        if evidence is None or builder.rewrite(term, "lemma", (image, evidence)):
                            return by_parts(builder, goal, image, shares, tail)
                    except (GaveUp, SymqError, *FAILURES):
                        search.tick()
    return None


def joined(search: Search, context: Context, goal: Term, term: Term, others: list[Term]
           ) -> Evidence | None:
    """Evidence by the integrals up to and from a place where another one ends or begins."""
    _, body, name, low, high = term
    for at in dict.fromkeys(end for t in others for end in t[3:]):
        if at in (low, high) or at in INFINITE:
            continue
        builder = Builder(search, context)
        if not all(end in INFINITE or ensure(builder, sub(*gap), ">")
                   for end, gap in ((low, (at, low)), (high, (high, at)))):
            continue
        first, last = ("int", body, name, low, at), ("int", body, name, at, high)
        if builder.rewrite(term, "lemma", (add(first, last), {
                "kind": "divide/1", "at": at, "first": first, "last": last, "proof": PLAIN,
                "then": PLAIN})):
            index = builder.lemma(goal, search.attempt(builder.context, goal))
            if index is not None:
                return builder.close(by_fact(index))
    return None


def images(search: Search, context: Context, term: Term, others: list[Term]
           ) -> Iterator[tuple[Term, Evidence | None]]:
    """An integral and, with evidence, those over the ends of the others by linear changes."""
    yield term, None
    _, body, name, low, high = term
    if {low, high} & INFINITE.keys():
        return
    x, known = Symbol(name, real=True), symbols_of(context)
    var = next(n for i in range(1, 99) if (n := f"{name}_{i}") not in context.sorts)
    y, expr = Symbol(var, real=True), from_term(body, {**known, name: x})
    for ends in dict.fromkeys(t[3:] for t in others if not {*t[3:]} & INFINITE.keys()):
        (a, b), (c, d) = (tuple(from_term(t, known) for t in pair) for pair in ((low, high), ends))
        for start, stop, grows in ((a, b, True), (b, a, False)):
            rate = sp.cancel((stop - start) / (d - c))
            change = Change(sp.expand(start + rate * (y - c)), grows, sp.expand(expr.subs(
                x, sp.expand(start + rate * (y - c))) * (rate if grows else -rate)), (c, d))
            builder = Builder(search, context)
            try:
                ensure(builder, sub(ends[1], ends[0]), ">")
                ensure(builder, sub(high, low), ">")
                other, evidence = substituted(builder, term, var, change)
                yield other, builder.close(evidence)
            except (GaveUp, SymqError, *FAILURES):
                search.tick()


def symbols_of(context: Context) -> dict[str, Symbol]:
    """Symbols by name, real ones as such."""
    return {n: Symbol(n, real=True) if s in ("real", "integer") else Symbol(n)
            for n, s in context.sorts.items() if s not in ("function", "real-function")}


def expressed(context: Context, term: Term, others: list[Term]) -> Iterator[tuple[Shares, Expr]]:
    """Constants for other integrands, and an antiderivative of what they leave."""
    _, body, name, low, high = term
    x = Symbol(name, real=True)
    known = {**symbols_of(context), name: x}
    beside: Shares = {}
    for other in others:
        if other[3:] == (low, high) and (other[2] == name or name not in symbols(other[1])):
            same = subst(other[1], {other[2]: ("s", name)})
            beside[sp.expand(from_term(same, known))] = sp.Integer(0)
    yield from reduced(sp.expand(from_term(body, known)), x, beside, sp.Integer(0), STEPS)
    for same in beside:     # equal, but written otherwise
        yield {same: sp.Integer(1)}, sp.Integer(0)


def reduced(rest: Expr, x: Symbol, shares: Shares, tail: Expr, steps: int
            ) -> Iterator[tuple[Shares, Expr]]:
    """Take other integrands off, then derivatives of products, until no function is left."""
    for other in shares:
        scale = ratio(rest, other, x)
        if scale is not None:
            left = sp.expand(rest - scale * other)
            yield from reduced(left, x, {**shares, other: shares[other] + scale}, tail, steps)
            return
    moving = [t for t in sp.Add.make_args(rest) if t.has(AppliedUndef)]
    if not moving:
        plain = next(iter(splits(rest, x, sp.Integer(0), sp.Symbol("b"))), None) if rest != 0 \
            else None
        if plain is None or not plain.shares:
            yield shares, tail + (plain.tail if plain else 0)
        return
    if steps == 0:
        return
    for term in moving:
        for piece in factors(term, x):
            left = sp.expand(rest - piece.diff(x))
            yield from reduced(left, x, shares, tail + piece, steps - 1)


def ratio(rest: Expr, other: Expr, x: Symbol) -> Expr | None:
    """c with c * (a term of the other one) a term of the first, all terms of the other included."""
    mine = {t.as_independent(x, as_Add=False)[1]: t for t in sp.Add.make_args(rest)}
    scale = None
    for term in sp.Add.make_args(other):
        constant, moving = term.as_independent(x, as_Add=False)
        if moving not in mine:
            return None
        here = mine[moving].as_independent(x, as_Add=False)[0] / constant
        if scale is not None and sp.cancel(here - scale) != 0:
            return None
        scale = here
    return scale


def factors(term: Expr, x: Symbol) -> Iterator[Expr]:
    """What to take off: g u with g u' the term, u' a derivative of an unknown function."""
    for part in sp.Mul.make_args(term):
        if (isinstance(part, sp.Derivative) and part.variables[-1:] == (x,)) or (
                isinstance(part, sp.Derivative) and x in part.variables):
            counts = [(v, n - (v == x)) for v, n in part.variable_count if n - (v == x)]
            lower = sp.Derivative(part.expr, *counts) if counts else part.expr
            beside = sp.cancel(term / part)
            base, n = next(((p.base, p.exp) if isinstance(p, sp.Pow) else (p, sp.Integer(1))
                            for p in sp.Mul.make_args(beside) if p.has(lower)),
                           (lower, sp.Integer(0)))
            if base == lower:       # g u**n u'
                yield term / part * lower / (n + 1)


def by_parts(builder: Builder, goal: Term, term: Term, shares: Shares, tail: Expr
             ) -> Evidence | None:
    """Evidence by one integral in terms of the others."""
    search, (_, _, name, low, high) = builder.search, term
    assert search is not None
    entries = [[to_term(c), "other", to_term(other)] for other, c in shares.items() if c != 0]
    whole = to_term(tail)
    ensure(builder, sub(high, low), ">")
    inside, relations, rest, total = split(builder.context, term, entries, whole)
    where = []
    for relation in relations:
        where.append(search.find(inside, relation))
        inside.fact(relation)
    ends = [subst(whole, {name: end}) for end in (high, low)]
    evidence = {"kind": "integral/1", "shares": entries, "tail": whole, "where": where,
                "proof": proved(search, inside, ("=", diff(whole, name), rest)),
                "ends": [[None, []], [None, []]]}
    value = add(total, sub(*ends))
    if alpha(value) != alpha(term) and not builder.rewrite(term, "lemma", (value, evidence)):
        raise GaveUp("the integral by parts is not accepted")
    index = builder.lemma(goal, search.find(builder.context, goal))
    return None if index is None else builder.close(by_fact(index))
