"""Integrals, by antiderivatives and their limits at the ends."""

from __future__ import annotations

from typing import Any

from sympy import Symbol, cancel, degree

from symq.errors import SymqError
from symq.kernel.context import Context, conditions
from symq.kernel.functions import diff
from symq.kernel.integrals import plain as real_analysis
from symq.kernel.integrals import split
from symq.kernel.limits import INFINITE, approaches
from symq.kernel.points import swap
from symq.kernel.series import UNIT, Expansion
from symq.kernel.term import (
    ONE,
    ORDER,
    ZERO,
    Term,
    add,
    fn,
    head,
    heads,
    neg,
    parts,
    square,
    sub,
    subst,
    symbols,
)
from symq.lang.translate import from_term, to_term
from symq.prove.antiderivatives import Split, splits
from symq.prove.bridge import lowest
from symq.prove.builder import Builder, by_fact, subterms
from symq.prove.changes import likely
from symq.prove.expansions import Expander, reduced
from symq.prove.methods.oscillation import wavy
from symq.prove.methods.variables import changed, proved
from symq.prove.neighbours import ensure
from symq.prove.search import FAILURES, PLAIN, Evidence, GaveUp, Search

DEPTHS = (3, 6, 12)
# units of work for one antiderivative, for the form of its value, for an order of error functions
WORK, TIDY, BRIEF = 1_000_000, 100_000, 1_000_000


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a relation in which every integral has its value in its place."""
    found = integrals(goal)
    if not found or any(term in context.rewritten for term in found):
        return None
    builder = Builder(search, context)
    bare = replaced(builder, goal)
    if bare is None:
        raise GaveUp("no antiderivative was found, or the integral does not converge here")
    plainly = builder.context.fork()
    plainly.rewritten = dict(context.rewritten)     # no integral is left
    with search.within(BRIEF if "erf" in heads(bare) and goal[0] in ORDER else search.limit):
        evidence = search.find(plainly, bare)
    index = builder.lemma(bare, evidence)
    return None if index is None else builder.close(by_fact(index))


def valued(search: Search, context: Context, goal: Term) -> Term | None:
    """The goal with the values of its integrals, None where one of them has none."""
    try:
        return replaced(Builder(search, context), goal)
    except (GaveUp, *FAILURES):
        search.tick()
        return None


def replaced(builder: Builder, goal: Term) -> Term | None:
    """The goal with the values of its integrals, which become known; None if one has none."""
    for term in integrals(goal):
        value = evaluated(builder, term)
        if value is None:
            return None
        goal = swap(goal, term, value)
    return goal


def integrals(term: Term) -> list[Term]:
    """The integrals in a term, without those under a binder."""
    if head(term) == "int":
        return [term]
    if head(term) in ("sum", "prod"):
        return []
    return list(dict.fromkeys(t for part in parts(term) for t in integrals(part)))


def evaluated(builder: Builder, term: Term) -> Term | None:
    """The value of an integral, by which it is replaced in what follows."""
    assert builder.search is not None
    _, body, name, low, high = term
    if not {low, high} & INFINITE.keys():
        ensure(builder, sub(high, low), ">")
    known = {n: _symbol(builder, n) for n in symbols(body) | symbols(low) | symbols(high)}
    known[name] = _symbol(Builder(None, builder.context.within(term)), name)
    if (place := _corner(builder, term)) is not None:
        # what is even is simpler from zero on
        value = _moved(builder, term, known) if place == ZERO else None
        return value or _divided(builder, term, place)
    try:
        expr = from_term(_plain(builder, term), known)
        if "abs" in heads(body):        # what is left of u/|u|
            expr = cancel(expr)
        ends = from_term(low, known), from_term(high, known)
        options = splits(expr, known[name], *ends)
    except SymqError:
        return None
    first = likely(expr, known[name], *ends)
    if first and (value := _moved(builder, term, known)) is not None:
        return value
    for option in options:
        builder.search.tick(2000)
        try:
            with builder.search.within(WORK):
                found = _integrated(builder, term, option)
        except (GaveUp, SymqError, *FAILURES):
            builder.search.tick()
            continue
        found = _tidy(builder, term, *found)
        _divisible(builder, found[0])
        if builder.rewrite(term, "lemma", found):
            return found[0]
    return None if first else _moved(builder, term, known)


def _moved(builder: Builder, term: Term, known: dict[str, Symbol]) -> Term | None:
    """The value of an integral by a change of its variable."""
    found = changed(builder, term, known, evaluated)
    if found is None or not builder.rewrite(term, "lemma", _tidy(builder, term, *found)):
        return None
    return builder.context.rewritten[term]


def _corner(builder: Builder, term: Term) -> Term | None:
    """A place inside at which a modulus in the integrand vanishes."""
    _, body, name, low, high = term
    for part in subterms(body):
        if part[:2] != ("f", "abs") or name not in symbols(part):
            continue
        inner = from_term(part[2])
        x = next(s for s in inner.free_symbols if s.name == name)
        if not inner.is_polynomial(x) or degree(inner, x) != 1:
            continue
        place = to_term(-inner.subs(x, 0) / inner.diff(x))
        if all(end in INFINITE or ensure(builder, sub(*gap), ">")
               for end, gap in ((low, (place, low)), (high, (high, place)))):
            return place
    return None


def _divided(builder: Builder, term: Term, place: Term) -> Term | None:
    """The value of an integral by those on both sides of a place."""
    _, body, name, low, high = term
    found = []
    for part in (("int", body, name, low, place), ("int", body, name, place, high)):
        inside = Builder(builder.search, builder.context)
        value = evaluated(inside, part)
        if value is None:
            return None
        found.append((value, inside.close(PLAIN)))
    (first, proof), (last, then) = found
    total = add(first, last)
    done = builder.rewrite(term, "lemma", (total, {
        "kind": "divide/1", "at": place, "first": first, "last": last, "proof": proof,
        "then": then}))
    return total if done else None


def _tidy(builder: Builder, term: Term, value: Term, evidence: Evidence) -> tuple[Term, Evidence]:
    """The value as sympy writes it, with evidence, if it is proved to be the same."""
    assert builder.search is not None
    inside = Builder(builder.search, builder.context)
    try:
        other = _written(builder, value)
        if other == value or not inside.rewrite(term, "lemma", (value, evidence)):
            return value, evidence
        same = ("=", _lowest(inside, value), other)
        index = inside.lemma(same, builder.search.briefly(inside.context, same, TIDY))
    except (SymqError, *FAILURES):
        return value, evidence
    whole = {} if index is None else inside.close(by_fact(index))
    return (other, whole) if builder.accepts(("=", term, other), whole) else (value, evidence)


def _lowest(builder: Builder, term: Term) -> Term:
    """A term with its functions and roots, and their arguments, as simple as they are proved."""
    kind = head(term)
    if kind in ("", "s", "c", "sum", "prod", "int"):
        return term
    first = 3 if kind == "u" else 2 if kind == "f" else 1
    inner = [_lowest(builder, t) for t in term[first:]]
    for place, old in enumerate(inner if kind == "f" else inner[:1] if kind == "^" else ()):
        new = lowest(builder.context, builder.context.value(old))
        if new != old and builder.rewrite(old, "lemma", (new, PLAIN)):
            inner[place] = new
    plain, term = term, (*term[:first], *inner)
    if kind not in ("f", "^"):
        return term
    if plain != term:
        builder.rewrite(plain, "lemma", (term, PLAIN))
    other = _written(builder, term)
    assert builder.search is not None
    return other if other != term and builder.rewrite(term, "lemma", (
        other, builder.search.briefly(builder.context, ("=", term, other), TIDY))) else term


def _written(builder: Builder, term: Term) -> Term:
    """A term as sympy writes it, which draws roots and knows values of functions."""
    return to_term(from_term(term, {n: _symbol(builder, n) for n in symbols(term)}))


def _symbol(builder: Builder, name: str) -> Symbol:
    """A sympy symbol with the flags that are known, so that sympy draws roots."""
    sort = builder.context.sorts.get(name)
    if sort not in ("real", "integer"):
        return Symbol(name)
    flags: dict[str, bool] = {sort: True}
    x = ("s", name)
    for term, op, flag in ((x, ">", "positive"), (neg(x), ">", "negative"),
                           (x, ">=", "nonnegative"), (x, "!=", "nonzero")):
        if builder.known(term, op):
            flags[flag] = True
            break
    return Symbol(name, **flags)


def _plain(builder: Builder, term: Term) -> Term:
    """The integrand with the values of the integrals inside it, and without moduli."""
    inside = Builder(builder.search, builder.context.within(term))
    body = replaced(inside, term[1])
    if body is None:
        raise GaveUp("an inner integral has no known value")
    for part in subterms(body):
        if part[:2] == ("f", "abs") and term[2] in symbols(part):
            for sign in (part[2], neg(part[2])):
                if inside.sign(sign, ">=", deep=False):
                    body = swap(body, part, sign)
                    break
    return body


def _integrated(builder: Builder, term: Term, option: Split) -> tuple[Term, Evidence]:
    """Value and evidence by one antiderivative."""
    assert builder.search is not None
    search, (_, _, name, low, high) = builder.search, term
    shares = []
    if "pi" in heads(term):
        builder.unequal(("c", "pi"))
    for c, kind, data in option.shares:
        given = [to_term(d) for d in data]
        for d in given if kind != "gauss" else given[:1]:
            builder.sign(lowest(builder.context, builder.context.value(fn("re", d))), ">")
            builder.unequal(d)
        shares.append([to_term(c), kind, *given])
        if kind == "beta":
            builder.sign(fn("gamma", add(*given)), ">")
    tail = to_term(option.tail)
    edges = [c for end in (low, high) if end not in INFINITE for c in conditions(
        subst(tail, {name: end}), False, builder.context.sorts)]
    for relation in (*split(builder.context, term, shares, tail)[1], *edges):
        if name not in symbols(relation):
            if relation[0] != "!=":
                ensure(builder, relation[1], relation[0])
            elif not builder.sign(relation[1], ">", deep=False):
                builder.unequal(relation[1])
    for point in (low, high):
        if point not in INFINITE:
            _divisible(builder, subst(tail, {name: point}))
    context = builder.context
    inside, relations, rest, total = split(context, term, shares, tail)
    where = []
    for relation in relations:
        where.append(search.find(inside, relation))
        inside.fact(relation)
    slope = ("=", diff(tail, name), rest)
    inner = Builder(search, inside)
    if inner.value(slope[1]) is None:
        _squares(inner, tail)
    proof = inner.close(proved(search, inner.context, slope))
    ends = [_end(search, context, inside, tail, name, point, side)
            for point, side in ((low, "+"), (high, "-"))]
    first, last = (subst(tail, {name: point}) if end[0] is None else end[0]
                   for point, end in zip((low, high), ends, strict=True))
    return add(total, sub(last, first)), {
        "kind": "integral/1", "shares": shares, "tail": tail, "where": where, "proof": proof,
        "ends": ends}


def _divisible(builder: Builder, term: Term) -> None:
    """Make known that what a term is divided by is not zero."""
    for part in subterms(term):
        if head(part) == "^" and builder.value(part) is None:
            builder.unequal(part[1])


def _squares(builder: Builder, tail: Term) -> None:
    """Make 1 + u**2 > 0 known for the real u of atan(u), by which its derivative is divided."""
    for part in subterms(tail):
        if part[:2] == ("f", "atan") and builder.context.real_term(part[2]):
            builder.lemma((">", add(ONE, square(part[2])), ZERO), {
                "kind": "combine/1", "times": [], "sum": [["1", [], "1"], ["1", [], part[2]]]})


def _end(search: Search, context: Context, inside: Context, tail: Term, name: str, point: Term,
         side: str) -> list[Any]:
    """An antiderivative at an end: defined and continuous there, or its limit."""
    if point not in INFINITE:
        there, trial, proofs = subst(tail, {name: point}), context.fork(), []
        try:
            for relation in conditions(there, real_analysis(inside, tail), context.sorts):
                proofs.append(search.find(trial, relation))
                trial.fact(relation)
            context.fork().value(there)
            return [None, proofs]
        except (GaveUp, *FAILURES):
            search.tick()
    value = _limit(search, context, tail, name, point, side)
    return [value, search.find(context, ("lim", tail, name, point, value, side))]


def _limit(search: Search, context: Context, tail: Term, name: str, point: Term, side: str
           ) -> Term:
    """The limit at an end, the constant of an expansion."""
    if name not in symbols(tail):
        return tail
    if point in INFINITE and wavy(tail):
        return ZERO     # what oscillates has no expansion, but may fade away

    def constant(inside: Context, hints: list[Term], kind: type[Expansion], depth: int) -> Term:
        ((expansion, series),) = approaches(
            inside, ("lim", tail, name, point, ZERO, side), depth, hints, kind)
        if series[1] is not None and expansion.compare(UNIT, series[1]) <= 0:
            raise GaveUp("the precision is too low")
        return reduced(inside, series[0][UNIT]) if UNIT in series[0] else ZERO

    for depth in DEPTHS:
        try:
            return Expander(search, context, tail).run(
                lambda c, h, k, d=depth: constant(c, h, k, d))[0]  # type: ignore[misc]
        except (GaveUp, *FAILURES):
            search.tick()
    raise GaveUp("an antiderivative has no known limit at an end")


__all__ = ["attempt", "integrals", "valued"]
