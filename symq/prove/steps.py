"""Order relations from others of their kind: t = d + c h with h known, c > 0 and d >= 0.

The factor c is the one for which a sum, factorial or power that occurs in t and h drops out; with
two hypotheses, small numbers are tried.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from symq.kernel.context import Context, standard
from symq.kernel.field import Value
from symq.kernel.term import ORDER, Term, add, is_number, mul, number
from symq.prove.bridge import Ring, lowest
from symq.prove.builder import Builder
from symq.prove.neighbours import applied, defined
from symq.prove.screen import plausible
from symq.prove.search import FAILURES, Evidence, GaveUp, Search

WORK = 1_500_000  # units, for one remainder


def by_difference(search: Search, builder: Builder, goal: Term) -> Evidence | None:
    """Evidence, in the builder's context, for an order relation from facts of the same kind."""
    if goal[0] not in ORDER:
        return None
    term, op = standard(goal)
    value = builder.value(term)
    growing = grown(builder.context, value) if value is not None else set()
    facts = [i for i, f in enumerate(builder.context.facts)
             if f.op in (">", ">=") and grown(builder.context, f.value) & growing]
    for shares in candidates(builder, term, facts, growing):
        search.tick()
        evidence = with_shares(search, builder, term, op, shares)
        if evidence is not None:
            return evidence
    return None


def grown(context: Context, value: Value) -> set[int]:
    """Generators of a value that are sums, functions or powers with a symbolic exponent."""
    return {i for i in context.field.used(value) if context.names[i][0] in ("sum", "prod", "f")
            or (context.names[i][0] == "^" and not is_number(context.names[i][2]))}


def candidates(builder: Builder, term: Term, facts: list[int], growing: set[int]
               ) -> Iterator[list[tuple[Term, int]]]:
    """Lists of (factor, fact), the most likely first."""
    for index in facts:
        yield [("1", index)]
        yield from ([(c, index)] for c in quotients(builder, term, index, growing))
    for one, other in itertools.combinations(facts, 2):
        for a, b in ((1, 1), (2, 1), (1, 2)):
            yield [(str(a), one), (str(b), other)]


def quotients(builder: Builder, term: Term, index: int, growing: set[int]) -> Iterator[Term]:
    """Coefficient of a monomial of growing generators in the term by that in the fact."""
    context = builder.context
    values = [context.value(term), context.facts[index].value]
    ring = Ring(context, values, {i for v in values for i in context.field.used(v)})
    tables = []
    for value in values:
        top, bottom = ring.fraction(value)
        table: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
        for exponents, c in top.to_dict().items():
            key = tuple(e if i in growing else 0 for i, e in zip(
                ring.indices, exponents, strict=False))
            rest = tuple(0 if i in growing else e for i, e in zip(
                ring.indices, exponents, strict=False))
            table.setdefault(key, {})[rest] = c
        tables.append((table, bottom))
    (up, low), (down, under) = tables
    for key in up:
        if any(key) and key in down:
            a, b = ring.ctx.from_dict(up[key]) * under, ring.ctx.from_dict(down[key]) * low
            common = a.gcd(b)
            top, bottom = divmod(a, common)[0], divmod(b, common)[0]
            scale, factors = bottom.factor()
            yield mul(str(Fraction(int(scale.q), int(scale.p))), ring.term(top), *(
                ("^", ring.term(f), str(-int(e))) for f, e in factors))


def with_shares(search: Search, builder: Builder, term: Term, op: str,
                shares: list[tuple[Term, int]]) -> Evidence | None:
    """t op 0 as a sum of c h, all c > 0, and a remainder that is not negative."""
    start = builder.context, list(builder.steps)
    total: list[Any] = []
    rest = [term]
    strict = False
    for c, index in shares:
        fact = builder.context.facts[index]
        h = standard(fact.relation)[0]
        if constant(builder, c) is not None:
            c = constant(builder, c)
            if number(c) <= 0:
                return restore(builder, start)
            total.append([c, [[index, 1]], None])
        else:
            defined(builder, c)
            at = known(search, builder, c, ">")
            if at is None:
                return restore(builder, start)
            total.append(["1", [[at, 1], [index, 1]], None])
        strict = strict or fact.op == ">"
        rest.append(mul("-1", c, h))
    remainder = simplified(builder, add(*rest))
    wanted = ">=" if op == ">=" or strict else ">"
    if remainder is None:
        return restore(builder, start)
    if remainder != "0":
        if is_number(remainder):
            if number(remainder) < 0:
                return restore(builder, start)
            total.append([remainder, [], None])
        else:
            at = known(search, builder, remainder, wanted)
            if at is None:
                return restore(builder, start)
            total.append(["1", [[at, 1]], None])
    evidence = {"kind": "combine/1", "times": [], "sum": total}
    relation = (op, term, "0")
    if not builder.accepts(relation, evidence):
        return restore(builder, start)
    return evidence


def simplified(builder: Builder, term: Term) -> Term | None:
    """The term in the generators of its value, its denominator in known factors."""
    value = builder.value(applied(builder.context, term)) or builder.value(term)
    if value is None:
        return None
    return lowest(builder.context, value)


def constant(builder: Builder, term: Term) -> Term | None:
    """The rational number that a term is, or None."""
    value = builder.value(term)
    if value is None or value[2] or not set(value[0]) <= {0}:
        return None
    return str(Fraction(value[0].get(0, 0), value[1]))


def known(search: Search, builder: Builder, term: Term, op: str) -> int | None:
    """The number of the fact `term op 0`, by the signs of its factors or by a short search."""
    if not plausible(builder.context, (op, term, "0")):
        return None
    if builder.sign(term, op, deep=False):
        index = builder.index(term, op)
        if index is not None:
            return index
    return builder.lemma((op, term, "0"), proof_of(search, builder.context, (op, term, "0")))


def proof_of(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence found in a short time."""
    try:
        return search.briefly(context, goal, WORK)
    except (GaveUp, *FAILURES):
        return None


def restore(builder: Builder, start: tuple[Context, list[Any]]) -> Evidence | None:
    """Take back what was added to the builder."""
    builder.context, builder.steps = start
    return None
