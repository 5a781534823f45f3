"""What does not vanish because something else does not: the cases u < 0 and u > 0 of u != 0.

A function such as sinh that vanishes at zero alone has a sign on each side of it. The other way
round, x is not zero where its sine is not.
"""

from __future__ import annotations

from symq.kernel.context import Context, standard
from symq.kernel.functions import diff
from symq.kernel.term import (
    FUNCTIONS,
    ZERO,
    Term,
    head,
    heads,
    inv,
    is_number,
    mul,
    neg,
    number,
    subst,
    symbols,
)
from symq.prove.builder import Builder, by_fact
from symq.prove.order.build import combine
from symq.prove.screen import plausible
from symq.prove.search import Evidence, Search

WORK, LESS = 600_000, 150_000     # units of work for each case, and for an order
NESTED = ("apart", "apart within")
LINEAR = {"", "s", "c", "i", "pi", "+", "*"}


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence that a term with functions is not zero, or that a product of squares is positive."""
    term, op = standard(goal)
    if op == "!=" and len(symbols(term)) == 1 and heads(term) <= LINEAR:
        return by_value(search, context, term)
    level = next((name for name in NESTED if name not in search.busy), None)
    if level is None or not heads(term) & FUNCTIONS:
        return None
    with search.alone(level):
        if op == "!=":
            return by_cases(search, context, goal, term) or by_order(search, context, term)
        return of_squares(search, context, term) if op == ">" else None


def by_value(search: Search, context: Context, term: Term) -> Evidence | None:
    """A symbol does not have a value at which something vanishes that is not zero."""
    name, = symbols(term)
    rate = diff(term, name)
    if symbols(rate) or not any(f.op in (">", "!=") and name in symbols(f.relation) and heads(
            f.relation) & FUNCTIONS for f in context.facts):
        return None
    inside = context.fork()
    inside.fact(("=", term, ZERO))
    builder, value = Builder(search, inside), mul(neg(subst(term, {name: ZERO})), inv(rate))
    at = builder.lemma(("=", ("s", name), value), combine(
        [], [["1", [[len(context.facts), 1]], inv(rate)]]))
    if at is None or not builder.rewrite(("s", name), "lemma", [value, by_fact(at)]):
        return None
    for index, fact in enumerate(builder.context.facts):
        if fact.op in (">", "!=") and not fact.value[0]:
            absurd = {"kind": "absurd/1", "proof": combine([], [["1", [[index, 1]], None]])}
            return {"kind": "cases/1", "on": term, "negative": None,
                    "zero": builder.close(absurd), "positive": combine(
                        [], [["1", [[len(context.facts), 1]], None]])}
    return None


def by_cases(search: Search, context: Context, goal: Term, term: Term) -> Evidence | None:
    """The goal where something that is not zero is negative, and where it is positive."""
    for index, fact in enumerate(context.facts):
        known, op = standard(fact.relation)
        own = symbols(known)
        if op != "!=" or not own or not own <= symbols(term) or not plain(known) or \
                not context.real(fact.value) or any(
                    context.is_known(t, ">") for t in (known, neg(known))):
            continue
        cases = {}
        for sign, name in (("<", "negative"), (">", "positive")):
            inside = context.fork()
            inside.fact((sign, known, ZERO))
            cases[name] = search.briefly(inside, goal, WORK)
            if cases[name] is None:
                break
        else:
            both = [["1", [[index, 1]], None], ["-1", [[len(context.facts), 1]], None]]
            return {"kind": "cases/1", "on": known, **cases,
                    "zero": {"kind": "absurd/1", "proof": combine([], both)}}
    return None


def by_order(search: Search, context: Context, term: Term) -> Evidence | None:
    """The term has one sign everywhere."""
    for op, share in ((">", "1"), ("<", "-1")):
        relation, builder = (op, term, ZERO), Builder(search, context)
        at = builder.lemma(relation, search.briefly(context, relation, LESS)) \
            if plausible(context, relation) else None
        if at is not None:
            return builder.close(combine([], [[share, [[at, 1]], None]]))
    return None


def plain(term: Term) -> bool:
    """Whether a term is a symbol, or a number away from one."""
    return head(term) == "s" or (head(term) == "+" and len(term) == 3 and all(
        is_number(t) or head(t) == "s" or (head(t) == "*" and len(t) == 3 and t[1] == "-1")
        for t in term[1:]))


def of_squares(search: Search, context: Context, term: Term) -> Evidence | None:
    """A product with even powers, none of whose bases is zero."""
    builder, found = Builder(search, context), False
    for factor in term[1:] if head(term) == "*" else (term,):
        if head(factor) == "^" and is_number(factor[2]) and number(factor[2]) % 2 == 0:
            claim = ("!=", factor[1], ZERO)
            if not builder.known(factor[1], "!=") and builder.lemma(
                    claim, search.briefly(builder.context, claim, WORK)) is None:
                return None
            found = True
    if not found or not builder.sign(term, ">"):
        return None
    at = builder.index(term, ">")
    return None if at is None else builder.close(by_fact(at))


__all__ = ["attempt"]
