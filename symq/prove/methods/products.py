"""Products of powers with symbolic exponents, compared by their logarithms."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.term import (
    ONE,
    ORDER,
    ZERO,
    Term,
    add,
    fn,
    head,
    heads,
    is_number,
    mul,
    number,
    symbols,
)
from symq.prove.builder import Builder, by_fact, subterms
from symq.prove.screen import plausible
from symq.prove.search import FAILURES, Evidence, GaveUp, Search

COUNTED = {"factorial", "gamma", "binomial", "sum", "prod"}    # their ratios say more
LIMIT = 1_500_000   # units of work, less than the other methods have


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an order of two products from the order of their logarithms."""
    if goal[0] not in ORDER or "products" in search.busy or not any(
            head(t) == "^" and not is_number(t[2]) and symbols(t[2])
            for side in goal[1:] for t in subterms(side)) or heads(goal) & COUNTED:
        return None
    try:
        with search.alone("products"), search.within(LIMIT):
            return compared(Builder(search, context), goal)
    except (GaveUp, *FAILURES):
        search.tick()
        return None


def compared(builder: Builder, goal: Term) -> Evidence | None:
    """The order of the logarithms as a lemma, and what it says of the products."""
    op, *sides = goal
    found = [powers(side) for side in sides]
    if any(f is None for f in found):
        return None
    tables = [f for f in found if f is not None]
    for table in tables:
        for base, _ in table:
            if base is not None and not builder.sign(base, ">"):
                return None
    logs = [logarithm(table) for table in tables]
    claim = (op, *logs)
    if builder.search is None or not plausible(builder.context, claim):
        return None
    at = builder.lemma(claim, builder.search.find(builder.context, claim))
    if at is None:
        return None
    images = [fn("exp", log) for log in logs]
    last = builder.lemma((op, *images), {"kind": "monotone/1", "proof": by_fact(at)})
    if last is None:
        return None
    for image, table, side in zip(images, tables, sides, strict=True):
        parts, whole = [], []
        for base, exponent in table:
            if base is None:        # an exponential
                parts.append(["exp", exponent, "1"])
            elif is_number(exponent):
                parts.append(["log", base, exponent])
            else:
                parts.append(["exp", mul(exponent, fn("log", base)), "1"])
                whole.append((base, exponent))
        if image[2] != ZERO and not is_number(image[2]) and parts != [["exp", image[2], "1"]] and \
                not builder.rewrite(image, "exp", parts):
            return None
        for base, exponent in whole:
            term = ("^", base, exponent)
            if term in subterms(side) and term not in builder.context.rewritten and \
                    not builder.rewrite(term, "exp", [
                        ["exp", mul(exponent, fn("log", base)), "1"]]):
                return None
    return builder.close(by_fact(last)) if builder.accepts(goal, by_fact(last)) else None


Power = tuple[Term | None, Term]        # a base and its exponent; no base for an exponential


def powers(term: Term, outer: Term = ONE) -> list[Power] | None:
    """The factors of a product as powers; None for what is plainly not positive."""
    kind = head(term)
    if kind == "*":
        inner = [powers(t, outer) for t in term[1:]]
        return None if any(p is None for p in inner) else [q for p in inner for q in p or ()]
    if kind == "^" and (is_number(term[2]) or outer == ONE) and is_number(outer):
        return powers(term[1], mul(term[2], outer) if not is_number(term[2]) else
                      str(number(term[2]) * number(outer)))
    if term[:2] == ("f", "exp"):
        return [(None, mul(outer, term[2]))]
    if is_number(term):
        return None if number(term) <= 0 else [] if number(term) == 1 else [(term, outer)]
    return [(term, outer)]


def logarithm(table: list[Power]) -> Term:
    """The sum of exponents times logarithms."""
    return add(*(exponent if base is None else mul(exponent, fn("log", base))
                 for base, exponent in table))
