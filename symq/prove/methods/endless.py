"""Infinite sums with a closed partial sum v + c_1(n) b_1**n + ...: v is the limit where |b| < 1.

A base of unknown sign is taken in three cases, since a power of zero with a symbolic exponent has
no logarithm and a power of a negative number alternates.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import (
    Add,
    Expr,
    Integer,
    Mul,
    Pow,
    Symbol,
    cancel,
    cos,
    exp,
    expand,
    expand_power_exp,
    sin,
    zoo,
)
from sympy import factor as factored

from symq.errors import SymqError
from symq.kernel.context import Context
from symq.kernel.limits import near
from symq.kernel.term import Term, add, head, mul, neg, subst, symbols
from symq.lang.translate import from_term, to_term
from symq.prove.builder import Builder, by_fact
from symq.prove.methods.oscillation import equal, established
from symq.prove.search import FAILURES, Evidence, GaveUp, Search
from symq.prove.telescoping import telescope

SIGNS = ((">", "positive"), ("<", "negative"), ("=", "zero"))
Parts = tuple[Expr, dict[Expr, Expr], Expr]     # v, {b: c(n)}, and what contains waves


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence that a sum has a limit or not, by the closed form of its partial sums."""
    negative = head(goal) == "not"
    statement = goal[1] if negative else goal
    _, term, name, _, value, _ = statement
    total = sums(term)
    found = closed(total, name) if total is not None else None
    if found is None:
        return None
    counter = Symbol(name, integer=True, nonnegative=True)
    constant, powers, wave = found
    weight = from_term(mul(*(t for t in term[1:] if t != total))) if head(term) == "*" \
        else Integer(1)
    target = from_term(value)
    constant = target if equal_numbers(constant * weight, target) else constant * weight
    powers = {b: factored(cancel(c * weight)) for b, c in powers.items()}
    if not negative and wave != 0:
        return direct(search, context, statement, to_term(constant + weight * (wave + Add(
            *(c * b**counter for b, c in powers.items())))))
    if not negative:
        return through(search, context, statement, constant, powers, counter)
    table = numbers(context)
    shape = constant + weight * wave + Add(*(c * b**counter for b, c in powers.items()))
    if not table or zoo in (shape := shape.subs(table)).atoms():
        return None
    changed = to_term(shape)
    builder = Builder(search, context)
    for index, fact in enumerate(context.facts):
        if fact.op == "=" and fact.relation[1][:1] == ("s",) and not symbols(fact.relation[2]):
            builder.rewrite(fact.relation[1], "lemma", [fact.relation[2], by_fact(index)])
    then = search.find(builder.context, ("not", ("lim", changed, *statement[2:])))
    return equal(search, context, statement, changed, "1", builder.close(then))


def equal_numbers(a: Expr, b: Expr) -> bool:
    """Whether two expressions are plainly equal; if not seen here, the proof has to see it."""
    return bool(cancel((a - b).rewrite(exp)) == 0)


def numbers(context: Context) -> dict[Symbol, Expr]:
    """The symbols that have a number as value, as facts say."""
    found = {}
    for fact in context.facts:
        if fact.op == "=" and head(fact.relation[1]) == "s" and not symbols(fact.relation[2]):
            found[Symbol(fact.relation[1][1])] = from_term(fact.relation[2])
    return found


def sums(term: Term) -> Term | None:
    """The sum in a product of it with something."""
    inside = [t for t in (term[1:] if head(term) == "*" else (term,)) if head(t) == "sum"]
    return inside[0] if len(inside) == 1 else None


def closed(total: Term, name: str) -> Parts | None:
    """v and {b: c(n)} for a sum up to n, by telescoping; c is a polynomial in n."""
    _, body, index, low, high = total
    if high != ("s", name):
        return None
    found = telescope(body, index)
    if found is None or found[0] is not None:
        return None
    counter = Symbol(name)
    try:
        last = from_term(subst(found[1], {index: add(high, "1")}))
        first = from_term(subst(found[1], {index: low}))
    except SymqError:
        return None
    powers: dict[Expr, Expr] = {}
    constant, wave = -first, Integer(0)
    for weight, part in summands(last, counter):
        base, rest = Integer(1), weight
        if piece_waves(part, counter):
            wave += weight * part
            continue
        for factor in Mul.make_args(part):
            if not factor.has(counter):
                rest *= factor
                continue
            if isinstance(factor, exp | Pow) and factor.exp.has(counter):
                power = expand(factor.exp)
                rate = power.coeff(counter, 1)
                base *= (exp(rate) if isinstance(factor, exp) else factor.base**rate)
                rest *= factor.base**(power - rate * counter)
                if (power - rate * counter).has(counter) or factor.base.has(counter):
                    return None
            elif factor.is_polynomial(counter):
                rest *= factor
            else:
                return None
        if base == 1:
            constant += rest
        else:
            powers[base] = powers.get(base, Integer(0)) + rest
    if constant.has(counter):
        return None
    return constant, powers, wave


def piece_waves(part: Expr, counter: Symbol) -> bool:
    """Whether a sine or cosine of the counter occurs."""
    return any(w.has(counter) for w in part.atoms(sin, cos))


def summands(value: Expr, counter: Symbol) -> Iterator[tuple[Expr, Expr]]:
    """(factor free of the counter, monomial in it) for each summand."""
    for part in Add.make_args(value):
        weight, rest = part.as_independent(counter, as_Add=False)
        for piece in Add.make_args(expand(expand_power_exp(rest))):
            yield weight, piece


def through(search: Search, context: Context, statement: Term, constant: Expr,
            powers: dict[Expr, Expr], counter: Symbol) -> Evidence | None:
    """The limit of v + c_1 b_1**n + ..., in cases where a base may have any sign."""
    n = ("s", counter.name)
    bases = {b: to_term(b) for b in powers}
    unknown = [b for b in powers
               if not Builder(search, context).sign(bases[b], ">", deep=False)]
    if not unknown:
        other = add(to_term(constant), *(
            mul(to_term(c), to_term(exp(b.exp * counter)) if isinstance(b, exp) else
                ("^", bases[b], n)) for b, c in powers.items()))
        return direct(search, context, statement, other)
    base = unknown[0]
    if len(powers) > 1:
        return None
    if not powers[base].has(Symbol(counter.name)):
        evidence = direct(search, context, statement, add(
            to_term(constant), mul(to_term(powers[base]), ("^", bases[base], n))))
        if evidence is not None:
            return evidence
    even = base.is_Pow and base.exp.is_Integer and base.exp % 2 == 0
    on = to_term(base.base) if even else bases[base]
    if not context.real_term(on):
        return None
    made: dict[str, Any] = {}
    for op, key in SIGNS:
        inside = context.fork()
        inside.fact((op, on, "0"))
        made[key] = signed(search, inside, statement, constant, powers[base], bases[base],
                           ">" if even and op == "<" else op, n)
        if made[key] is None:
            return None
    return {"kind": "cases/1", "on": on, **made}


def direct(search: Search, context: Context, statement: Term, other: Term, first: str = "1"
           ) -> Evidence | None:
    """The limit of the closed form, which equals the sum."""
    builder = Builder(search, context)
    try:
        for op, term, _ in context.conditions(("=", other, "0")):
            if statement[2] not in symbols(term):
                builder.sign(term, op)
        then = search.find(builder.context, ("lim", other, *statement[2:]))
        return builder.close(equal(search, builder.context, statement, other, first, then))
    except (GaveUp, *FAILURES):
        search.tick()
        return None


def signed(search: Search, context: Context, statement: Term, constant: Expr, c: Expr, base: Term,
           op: str, n: Term) -> Evidence | None:
    """The limit where the base has a known sign."""
    value = to_term(constant)
    if op == "=":
        return direct(search, context, statement, value)
    if op == ">":
        return direct(search, context, statement, add(value, mul(to_term(c), ("^", base, n))))
    wave, size = ("^", "-1", n), ("^", neg(base), n)
    changed = ("lim", add(value, mul(to_term(c), wave, size)), *statement[2:])
    try:
        then = alternating(search, context, changed, to_term(c), wave, size)
        return None if then is None else equal(search, context, statement, changed[1], "1", then)
    except (GaveUp, *FAILURES):
        search.tick()
        return None


def alternating(search: Search, context: Context, statement: Term, c: Term, wave: Term, size: Term
                ) -> Evidence | None:
    """The limit v of v + c (-1)**n r**n, by the bounds -1 and 1 of the second factor."""
    place = near(context, statement, "1")
    inside, where = established(search, place, ("=", statement[1], "0"), ("=", mul(c, size), "0"))
    sign = next((s for s, op in (("1", ">="), ("-1", "<=")) if search.briefly(
        inside, (op, c, "0"), 300_000) is not None), None)
    if sign is None:
        return None
    other = mul(sign, c, size)
    sides = []
    for turn in ("1", "-1"):        # |c| r**n + turn c (-1)**n r**n is a product of three signs
        builder, gap = Builder(search, inside), add("1", mul(turn, sign, wave))
        lemma = builder.lemma((">=", gap, "0"), search.find(builder.context, (">=", gap, "0")))
        factors = [lemma] + [builder.lemma((">=", t, "0"), search.find(
            builder.context, (">=", t, "0"))) for t in (mul(sign, c), size)]
        if None in factors:
            return None
        sides.append(builder.close({"kind": "combine/1", "times": [], "sum": [
            ["1", [[i, 1] for i in factors], None]]}))
    then = search.find(context, ("lim", other, *statement[2:4], "0", statement[5]))
    return {"kind": "squeezed/1", "other": other, "first": "1", "where": where,
            "low": sides[0], "high": sides[1], "then": then}
