"""Integrals over real intervals, by an antiderivative and by a few integrals over the half line."""

from __future__ import annotations

from collections.abc import Callable

from symq.kernel.calculus import smooth
from symq.kernel.context import Context, conditions
from symq.kernel.expression import ONE, ZERO, Term, add, fn, inv, mul, need, neg, square, sub
from symq.kernel.formulas import equal
from symq.kernel.functions import PI, between, diff
from symq.kernel.logic import Items, Proof, establish, items, prove
from symq.kernel.term import freeze, head, heads, subst, symbols

LINE, HALF = (("c", "-oo"), ("c", "oo")), (ZERO, ("c", "oo"))


def integral(context: Context, goal: Term, shares: Items, tail: Term, where: Items, proof: Proof,
             ends: Items) -> None:
    """The integral of c_1 B_1 + ... + dF/dx, the B known ones, by F = `tail` at its ends.

    F is differentiable inside. An entry of `ends` is the limit there and its proof, or a list of
    proofs that F is defined, so that it is continuous, at that end.
    """
    need(head(goal) == "=" and head(goal[1]) == "int", "an integral was expected")
    _, _, name, low, high = goal[1]
    inside, relations, rest, total = split(context, goal[1], shares, tail)
    establish(inside, relations, where)
    real = plain(inside, tail)
    need(real or smooth(inside, tail, name), "the antiderivative may not be differentiable")
    prove(inside, ("=", diff(tail, name), rest), proof)
    order = [relation[0] for relation in between(context, *goal[1])]
    values = []
    for point, side, end in zip((low, high), "+-", map(items, ends), strict=True):
        value, proof = end
        need(value is None or order != [">="], "a limit needs an interval")
        there = subst(tail, {name: point}) if value is None else freeze(value)
        if value is None:
            need(real or smooth(Context(inside.sorts), tail, name), "no continuity at an end")
            establish(context.fork(), conditions(there, real, context.sorts), items(proof))
        else:
            prove(context, ("lim", tail, name, point, there, side), proof)
        context.value(there)
        values.append(there)
    equal(context, goal, add(total, sub(values[1], values[0])))


def plain(context: Context, term: Term) -> bool:
    """Whether a term is read as in real analysis: it is continuous where it is defined."""
    return "u" not in heads(term) and context.plainly_real(term)


def split(context: Context, term: Term, shares: Items, tail: Term
          ) -> tuple[Context, list[Term], Term, Term]:
    """What is known inside, what must hold there, the rest of the integrand, the known part."""
    _, rest, name, low, high = term
    inside, total = context.within(term), ZERO
    for c, kind, *data in map(items, shares):
        need(kind in KNOWN and name not in symbols(mul(*map(freeze, (c, *data)))),
             "no known integral")
        body, value = KNOWN[kind](context, (low, high), ("s", name), *map(freeze, data))
        total, rest = add(total, mul(freeze(c), value)), sub(rest, mul(freeze(c), body))
    strict = [(">" if op == ">=" else op, t, zero)
              for op, t, zero in conditions(tail, plain(inside, tail), inside.sorts)]
    return inside, [*conditions(rest, False, inside.sorts), *strict], rest, total


def gauss(context: Context, ends: tuple[Term, Term], x: Term, k: Term, m: Term
          ) -> tuple[Term, Term]:
    """exp(-k (x - m)**2), Re k > 0, over the line."""
    need(context.is_known(fn("re", k), ">") and ends == LINE, "no Gaussian")
    return fn("exp", neg(mul(k, square(sub(x, m))))), ("^", mul(PI, inv(k)), "1/2")


def euler(context: Context, ends: tuple[Term, Term], x: Term, s: Term, k: Term, n: Term
          ) -> tuple[Term, Term]:
    """x**(s - 1) exp(-k x**n), with s, n and Re k positive, over the half line."""
    need(context.is_known(fn("re", k), ">") and ends == HALF and all(
        context.is_known(t, ">") for t in (s, n)), "no Gamma function")
    ratio = mul(s, inv(n))
    return mul(("^", x, sub(s, ONE)), fn("exp", neg(mul(k, x if n == ONE else ("^", x, n))))), \
        mul(inv(n), fn("gamma", ratio), ("^", k, neg(ratio)))


def dirichlet(context: Context, ends: tuple[Term, Term], x: Term, k: Term) -> tuple[Term, Term]:
    """sin(k x)/x, k > 0, over the half line."""
    need(context.is_known(k, ">") and ends == HALF, "no sine integral")
    return mul(fn("sin", mul(k, x)), inv(x)), mul("1/2", PI)


def divide(context: Context, goal: Term, at: Term, first: Term, last: Term, proof: Proof,
           then: Proof) -> None:
    """An integral is the sum of those up to and from a place inside, which have values."""
    need(head(goal) == "=" and head(goal[1]) == "int", "an integral was expected")
    _, body, name, low, high = goal[1]
    need(context.real(context.value(at)) and all(
        start == LINE[0] or end == LINE[1] or context.is_known(sub(end, start), ">")
        for start, end in ((low, at), (at, high))), "the place is not known to lie inside")
    prove(context, ("=", ("int", body, name, low, at), first), proof)
    prove(context, ("=", ("int", body, name, at, high), last), then)
    equal(context, goal, add(first, last))


def enclosed(context: Context, goal: Term, where: Items, below: Items, above: Items, strict: int,
             then: Proof) -> None:
    """A bound of an integral whose integrand lies between two others that have integrals.

    `below` and `above` are [integrand, value, proof of the value, proof of the order]; the bound
    is shown for the value on its side, where >= is enough for > if the integrands are `strict`.
    """
    (op, whole, bound), values = goal, dict[str, Term]()
    need(op[0] in "<>" and head(whole) == "int", "a bound of an integral was expected")
    _, body, name, *ends = whole
    need([r[0] for r in between(context, *whole)] != [">="], "the order of the ends is not known")
    inside, pair = context.within(whole), [(">=", *below), ("<=", *above)]
    establish(inside, inside.conditions(("and", *(("=", body, freeze(p[1])) for p in pair))), where)
    for side, other, value, proof, order in pair:
        sharp = op[0] if strict and side[0] == op[0] else side
        prove(inside, (sharp, body, freeze(other)), order)
        prove(context, ("=", ("int", freeze(other), name, *ends), freeze(value)), proof)
        context.value(values.setdefault(side[0], freeze(value)))
    prove(context, (op[0] + "=" if strict else op, values[op[0]], bound), then)


# integrands that have a known integral, and this
KNOWN: dict[str, Callable[..., tuple[Term, Term]]] = {
    "gauss": gauss, "euler": euler, "dirichlet": dirichlet}
