"""Limits of partial sums and products: lower bounds that grow, closed forms of rational products.

A sum of positive terms is at least the integral of a smaller function, c log n for terms c/k, and
at least the number of its terms times the last one where they decrease. A rational factor whose
numerator and denominator split into k + a has factorials as partial products.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from sympy import Expr, Integer, Symbol

from symq.errors import SymqError
from symq.kernel.context import Context
from symq.kernel.limits import near
from symq.kernel.term import Term, fn, head, is_number, number
from symq.lang.translate import from_term, to_term
from symq.prove.builder import PLAIN, Builder, by_fact
from symq.prove.methods.oscillation import established
from symq.prove.neighbours import defined
from symq.prove.search import FAILURES, Evidence, GaveUp, Search

OO = ("c", "oo")
MANY = 12       # factors k + a of a numerator or denominator
SHARE = 1_000_000


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence that a sum or product of growing length has a limit; a product, that it has not."""
    negative = head(goal) == "not"
    statement = goal[1] if negative else goal
    _, term, name, point, value, side = statement
    if side != "n" or point != OO:
        return None
    scale, total = "1", term
    if head(term) == "*" and len(term) == 3 and is_number(term[1]):
        scale, total = term[1], term[2]
    if head(total) not in ("sum", "prod") or total[4] != ("s", name) or not is_number(total[3]):
        return None
    try:
        if head(total) == "prod" and scale == "1":
            other = closed_product(total)
            return None if other is None else equal(search, context, statement, other, negative)
        if head(total) == "sum" and not negative and value == OO and number(scale) > 0:
            return divergent(search, context, statement, total, sp.Rational(scale))
    except (SymqError, sp.PolynomialError):
        return None
    return None


def equal(search: Search, context: Context, statement: Term, other: Term, negative: bool
          ) -> Evidence | None:
    """The limit of a closed form, which equals the product by induction."""
    first = str(max(int(statement[1][3]), 1))
    try:
        inside, where = established(search, near(context, statement, first), (
            "=", statement[1], "0"))
        builder = Builder(search, inside)
        defined(builder, other)
        proof = builder.close(search.find(builder.context, ("=", statement[1], other)))
        changed = ("lim", other, *statement[2:])
        then = search.find(context, ("not", changed) if negative else changed)
    except (GaveUp, *FAILURES):
        search.tick()
        return None
    return {"kind": "alike/1", "other": other, "first": first, "where": where, "proof": proof,
            "then": then}


def divergent(search: Search, context: Context, statement: Term, total: Term, scale: Expr
              ) -> Evidence | None:
    """A lower bound, shown by induction, that goes to infinity."""
    first = str(max(int(total[3]), 1))
    for bound in lower_bounds(total, Symbol(statement[2])):
        other = to_term(scale * bound)
        try:
            with search.within(SHARE):
                around = near(context, statement, first)
                count = len(around.conditions(("=", statement[1], "0")))
                inside, where = established(search, around, ("=", statement[1], "0"),
                                            ("=", other, "0"))
                low = search.find(inside, (">=", statement[1], other))
                then = search.find(context, ("lim", other, *statement[2:]))
        except (GaveUp, *FAILURES):
            search.tick()
            continue
        # the real part of the sum is plainly real, and the sum is equal to it
        part, at = fn("re", statement[1]), len(inside.facts)
        above = {"kind": "have/1", "lemmas": [[(">=", statement[1], other), low]],
                 "then": by_fact(at)}
        return {"kind": "alike/1", "other": part, "first": first, "where": where[:count],
                "proof": PLAIN, "then": {
                    "kind": "squeezed/1", "other": other, "first": first, "where": where,
                    "low": above, "high": PLAIN, "then": then}}
    return None


def lower_bounds(total: Term, n: Symbol) -> Iterator[Expr]:
    """Functions of n below the sum up to n, as far as the shape of its terms tells."""
    _, body, name, low, _ = total
    k, start = Symbol(name), Integer(low)
    term = from_term(body, {name: k})
    if term.is_rational_function(k) and term.free_symbols == {k}:
        top, bottom = (sp.Poly(p, k) for p in sp.fraction(sp.cancel(term)))
        if bottom.degree() == top.degree() + 1:
            c = top.LC() / bottom.LC()
            shift = bottom.nth(bottom.degree() - 1) / bottom.LC() - (
                top.nth(top.degree() - 1) / top.LC() if top.degree() else 0)
            for b in dict.fromkeys((shift, sp.ceiling(shift), sp.ceiling(shift) + 1)):
                if start + b > 0:
                    yield c * (sp.log(n + 1 + b) - sp.log(start + b))
    yield (n - start + 1) * term.subs(k, n)
    yield (n - start + 1) * term.subs(k, start)


def closed_product(total: Term) -> Term | None:
    """A product of rational factors by factorials, where these leave a function of n."""
    _, body, name, low, high = total
    k, n = Symbol(name), Symbol(high[1])
    term = sp.cancel(from_term(body, {name: k}))
    if not term.is_rational_function(k) or term.free_symbols != {k}:
        return None
    found = Integer(1)
    for part, sign in zip(sp.fraction(term), (1, -1), strict=True):
        c, factors = sp.factor_list(part, k)
        found *= c**(sign * (n - Integer(low) + 1))
        for factor, e in factors:
            poly = sp.Poly(factor, k)
            if poly.degree() != 1 or poly.LC() != 1 or e > MANY:
                return None
            a = poly.nth(0)
            found *= (sp.gamma(n + 1 + a) / sp.gamma(Integer(low) + a))**(sign * e)
    closed = sp.factor(sp.gammasimp(sp.powsimp(found)))
    return None if closed.has(sp.gamma, sp.zoo, sp.nan) else to_term(closed)
