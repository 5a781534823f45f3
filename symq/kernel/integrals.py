"""Integrals over real intervals, by an antiderivative and by a few integrals over the half line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symq.kernel.calculus import smooth
from symq.kernel.context import Context, conditions
from symq.kernel.expression import ONE, ZERO, Term, add, fn, inv, mul, need, neg, square, sub
from symq.kernel.formulas import equal
from symq.kernel.functions import PI, alpha, between, diff
from symq.kernel.logic import Items, Proof, establish, items, prove
from symq.kernel.term import freeze, head, heads, layers, subst, symbols

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
        values.append(reached(context, inside, ("lim", tail, name, point, value, side), proof))
        context.value(values[-1])
    equal(context, goal, add(total, sub(values[1], values[0])))


def reached(context: Context, inside: Context, limit: Term, proof: Proof) -> Term:
    """A limit at an end, None standing for the value there, where the function is continuous."""
    _, tail, name, point, value, side = limit
    if value is not None:
        there = freeze(value)
        prove(context, ("lim", tail, name, point, there, side), proof)
        return there
    real, there = plain(inside, tail), subst(tail, {name: point})
    need(real or smooth(Context(inside.sorts), tail, name), "no continuity at an end")
    establish(context.fork(), conditions(there, real, context.sorts), items(proof))
    return there


def plain(context: Context, term: Term) -> bool:
    """Whether a term is read as in real analysis: it is continuous where it is defined."""
    return "u" not in heads(term) and context.plainly_real(term)


def split(context: Context, term: Term, shares: Items, tail: Term
          ) -> tuple[Context, list[Term], Term, Term]:
    """What is known inside, what must hold there, the rest of the integrand, the known part."""
    _, rest, name, low, high = term
    inside, total = context.within(term), ZERO
    for c, kind, *data in map(items, shares):
        need(kind in KNOWN and name not in symbols(mul(*map(freeze, (
            c, *(data if kind != "other" else ()))))), "no known integral")
        body, value = KNOWN[kind](context, (low, high), ("s", name), *map(freeze, data))
        total, rest = add(total, mul(freeze(c), value)), sub(rest, mul(freeze(c), body))
    return inside, [*conditions(rest, False, inside.sorts), *differentiable(inside, tail)], rest, \
        total


def differentiable(inside: Context, term: Term) -> list[Term]:
    """The conditions of a term, strict ones."""
    return [(">" if op == ">=" else op, t, zero)
            for op, t, zero in conditions(term, plain(inside, term), inside.sorts)]


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


def dirichlet(context: Context, ends: tuple[Term, Term], x: Term, k: Term, m: Term = ZERO
              ) -> tuple[Term, Term]:
    """x sin(k x)/(x**2 + m**2), k > 0 and m >= 0, over the half line."""
    need(context.is_known(k, ">") and context.is_known(m, ">=") and ends == HALF, "no such sine")
    return mul(x, fn("sin", mul(k, x)), inv(add(square(x), square(m)))), \
        mul("1/2", PI, fn("exp", neg(mul(k, m))))


def lorentz(context: Context, ends: tuple[Term, Term], x: Term, k: Term, t: Term
            ) -> tuple[Term, Term]:
    """cos(t x)/(k**2 + x**2), k > 0 and t >= 0, over the half line."""
    need(context.is_known(k, ">") and context.is_known(t, ">=") and ends == HALF, "no such cosine")
    return mul(fn("cos", mul(t, x)), inv(add(square(k), square(x)))), \
        mul("1/2", PI, inv(k), fn("exp", neg(mul(k, t))))


def beta(context: Context, ends: tuple[Term, Term], x: Term, a: Term, b: Term) -> tuple[Term, Term]:
    """x**(a - 1) (1 - x)**(b - 1), a and b positive, from 0 to 1."""
    need(context.is_known(a, ">") and context.is_known(b, ">") and ends == (ZERO, ONE),
         "no Beta function")
    return mul(("^", x, sub(a, ONE)), ("^", sub(ONE, x), sub(b, ONE))), \
        mul(fn("gamma", a), fn("gamma", b), inv(fn("gamma", add(a, b))))


def other(context: Context, ends: tuple[Term, Term], x: Term, body: Term) -> tuple[Term, Term]:
    """Another integral that exists: one of the statement, or of what is plainly smooth."""
    whole = ("int", body, x[1], *ends)
    need(alpha(whole) in context.spoken or plainly_there(whole, context.sorts),
         "an integral that may not exist")
    return body, whole


def plainly_there(term: Term, sorts: dict[str, str]) -> bool:
    """Whether an integral exists because its ends are finite and its integrand is smooth."""
    _, body, name, *ends = term
    inside = {**sorts, name: "real"}
    return set(ends).isdisjoint(LINE) and not conditions(body, False, inside) \
        and smooth(Context(inside), body, name)


def ranged(statement: Term) -> set[Term]:
    """The integrals of unknown functions that no binder governs."""
    found = {alpha(statement)} if head(statement) == "int" and "u" in heads(statement) else set()
    return found.union(*map(ranged, layers(statement)[0] if "int" in heads(statement) else ()))


def substitution(context: Context, goal: Term, new: Term, side: Any, where: Items, proof: Proof,
                 ends: Items) -> None:
    """An integral of f(x) is that of f(g(y)) |dg/dy|, x = g(y) = `new` being monotonic inside.

    It grows (`side` is "+") or falls ("-"), and its limits at the ends of y are those of x.
    """
    need(head(goal) == "=" and {head(t) for t in goal[1:]} == {"int"}, "two integrals")
    (_, body, name, *old), (_, other, var, *_) = goal[1:]
    need(name not in symbols(new) and side in ("+", "-"), "a new variable, growing or falling")
    inside, image = context.within(goal[2]), subst(body, {name: new})
    rate = diff(new, var) if side == "+" else neg(diff(new, var))
    establish(inside, [*differentiable(inside, new), (">", rate, ZERO),
                       *conditions(image, False, inside.sorts)], where)
    need(inside.real_term(new) and (plain(inside, new) or smooth(inside, new, var)),
         "x may be no smooth real function")
    prove(inside, ("=", other, mul(image, rate)), proof)
    order = [relation[0] for relation in between(context, *goal[2])]
    need(order != [">="] and [r[0] for r in between(context, *goal[1])] != [">="],
         "the order of the ends is not known")
    for point, to, sign, end in zip(goal[2][3:], old if side == "+" else old[::-1], "+-",
                                    map(items, ends), strict=True):
        value, proof, then = end
        there = reached(context, inside, ("lim", new, var, point, value, sign), proof)
        if there != to:
            context.value(there)
            prove(context, ("=", there, to), then)


def folded(context: Context, goal: Term, above: Term, bound: Term, order: Items, proof: Proof
           ) -> None:
    """An integral from -a to a that exists is that of f(x) + f(-x) from zero on.

    It exists if it is spoken of, or if |f(x)| and |f(-x)| are at most `above`, of which the
    integral is `bound`: `order` holds the proofs of these.
    """
    need(head(goal) == "=" and {head(t) for t in goal[1:]} == {"int"}, "two integrals")
    (_, body, name, low, high), (_, other, var, *rest) = goal[1:]
    need(rest == [ZERO, high] and var == name and ((low, high) == LINE or (
        context.is_known(high, ">") and context.zero(context.value(add(low, high))))),
        "no integral about zero")
    inside, mirrored = context.within(goal[2]), subst(body, {name: neg(("s", name))})
    if alpha(goal[1]) not in context.spoken:
        need("int" not in heads(bound) and len(order) == 3, "a bound without a value")
        prove(context, ("=", ("int", above, name, *rest), bound), order[0])
        for half, less in zip((body, mirrored), order[1:], strict=True):
            prove(inside, ("<=", fn("abs", half), above), less)
    prove(inside, ("=", other, add(body, mirrored)), proof)


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
    "gauss": gauss, "euler": euler, "dirichlet": dirichlet, "lorentz": lorentz, "beta": beta,
    "other": other}
