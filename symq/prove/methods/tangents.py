"""Logarithms between their tangents: log y <= log z + y/z - 1 for positive y and z.

With z an argument of another logarithm, or a number whose logarithm occurs, entropies become
rational functions: Gibbs' inequality, the log-sum inequality, and their kin. The tangents are
instances of exp(u) >= 1 + u.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, islice, product
from typing import Any

import numpy as np

from symq.kernel.context import Context, standard
from symq.kernel.term import (
    ONE,
    ORDER,
    ZERO,
    Term,
    add,
    fn,
    head,
    inv,
    is_number,
    mul,
    neg,
    number,
    sub,
    symbols,
)
from symq.prove.bridge import lowest
from symq.prove.builder import PLAIN, Builder, by_fact, subterms
from symq.prove.order.build import term_of
from symq.prove.order.prepare import by_power
from symq.prove.order.sample import Samples, evaluate
from symq.prove.search import FAILURES, Evidence, Search

NAME = "u_"
BELOW: Term = ("forall", ((NAME, "real"),), (">=", fn("exp", ("s", NAME)),
                                              add(ONE, ("s", NAME))), None)
CHOICES = 150
WORK = 800_000      # units of work for the rational inequality that is left


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an order relation that is linear in logarithms."""
    if goal[0] not in ORDER or NAME in context.sorts or "tangents" in search.busy:
        return None
    term, op = standard(goal)
    logs = [t for t in subterms(term) if t[:2] == ("f", "log") and symbols(t)]
    if not logs or len(logs) > 6 or (len(logs) == 1 and len(symbols(term)) == 1):
        return None
    builder = Builder(search, context)
    if not all(builder.sign(t[2], ">") for t in logs):
        return None
    table = weights(builder, term, logs)
    if table is None:
        return None
    with search.alone("tangents"):
        for choice in islice(choices(builder.context, term, logs, table), CHOICES):
            search.tick(500)
            if seems(builder.context, rest(term, choice)):
                return build(search, builder, goal, term, op, choice)
    return None


Tangent = tuple[Term, Term, Term]      # weight >= 0, u, and exp(u) as a quotient


def weights(builder: Builder, term: Term, logs: list[Term]) -> list[tuple[Term, int]] | None:
    """(coefficient, its sign) for each logarithm, in which the term is linear."""
    context, found = builder.context, []
    num, den, bottom = context.value(term)
    below = term_of(context, context.field.expand(bottom))
    samples = Samples(context, [num, context.field.expand(bottom)])
    if not samples.count:
        return None
    places = {context.names[i]: i for i in context.field.used((num, 1, ()))}
    for log in logs:
        if log not in places:
            return None
        parts = by_power(num, places[log])
        if set(parts) - {0, 1} or any(
                symbols(context.names[i]) and context.names[i][:2] == ("f", "log")
                for i in context.field.used((parts[1], 1, ()))):
            return None
        c = mul(str(Fraction(1, den)), term_of(context, parts[1]), inv(below))
        values = np.real(np.asarray(evaluate(c, samples.env)) + np.zeros(samples.count))
        if np.any(values < -1e-12) and np.any(values > 1e-12):
            return None
        found.append((c, -1 if np.any(values < -1e-12) else 1))
    return found


def choices(context: Context, term: Term, logs: list[Term], table: list[tuple[Term, int]]
            ) -> Any:
    """A tangent for each logarithm, or none for one that the others take up."""
    numbers = [t[2] for t in subterms(term) if t[:2] == ("f", "log") and not symbols(t)
               and is_number(t[2]) and number(t[2]) > 1]
    options: list[list[Tangent | None]] = []
    for log, (c, sign) in zip(logs, table, strict=True):
        own: list[Tangent | None] = []
        points: list[tuple[Term, Term]] = [(ONE, ZERO)]
        points += [(other[2], other) for other in logs if other != log]
        for n in numbers:
            points += [(n, fn("log", n)), (inv(n), neg(fn("log", n)))]
        for z, log_z in points:
            u = sub(log, log_z) if sign < 0 else sub(log_z, log)
            ratio = mul(log[2], inv(z)) if sign < 0 else mul(z, inv(log[2]))
            own.append((c if sign > 0 else neg(c), u, ratio))
        options.append([*own, None])
    alike = zip(*(o[:1] + o[len(logs):-1] for o in options), strict=True)
    return chain(alike, product(*options))


def rest(term: Term, choice: tuple[Tangent | None, ...]) -> Term:
    """What remains of the term when the tangents are taken away."""
    return sub(term, add(*(mul(c, sub(ratio, add(ONE, u))) for c, u, ratio in
                           (t for t in choice if t is not None))))


def seems(context: Context, term: Term) -> bool:
    """Whether a term is free of logarithms and plausibly not negative."""
    try:
        num, _, bottom = value = context.value(term)
    except FAILURES:
        return False
    if any(context.names[i][:2] == ("f", "log") and symbols(context.names[i])
           for i in context.field.used(value)):
        return False
    samples = Samples(context, [num, context.field.expand(bottom)])
    with np.errstate(all="ignore"):
        values = np.real(np.asarray(evaluate(lowest(context, value), samples.env))
                         + np.zeros(samples.count))
    return bool(samples.count and np.all(values > -1e-9))


def build(search: Search, builder: Builder, goal: Term, term: Term, op: str,
          choice: tuple[Tangent | None, ...]) -> Evidence | None:
    """The evidence from tangents: signs, their instances, and the rational inequality left."""
    tangents = [t for t in choice if t is not None]
    for c, _, ratio in tangents:
        if not builder.sign(c, ">="):
            return None
        builder.sign(ratio, "!=")
    inside, formula = builder.context.fork(), len(builder.context.formulas)
    lemmas: list[Any] = [[BELOW, below(len(inside.facts))]]
    inside.assume(BELOW)
    known = []
    for _, u, _ in tangents:
        tangent = (">=", fn("exp", u), add(ONE, u))
        lemmas.append([tangent, {"kind": "instance/1", "formula": formula, "values": [u],
                                  "member": [None]}])
        known.append(len(inside.facts))
        inside.fact(tangent)
    last = Builder(search, inside)
    for _, u, _ in tangents:
        if not last.rewrite(fn("exp", u), "exp", exponents(u)):
            return None
    remaining = lowest(last.context, last.context.value(rest(term, choice)))
    at = None
    for relation in ("=", op) if op == ">=" else (op,):
        lemma = (relation, remaining, ZERO)
        if at is None:
            at = last.lemma(lemma, PLAIN if remaining == ZERO and op == ">=" else
                            search.briefly(last.context, lemma, WORK))
    if at is None:
        return None
    total: list[Any] = [["1", [[at, 1]], None]] if remaining != ZERO else []
    for (c, _, _), fact in zip(tangents, known, strict=True):
        index = last.index(c, ">=")
        value = last.context.value(c)
        if index is not None:
            total.append(["1", [[index, 1], [fact, 1]], None])
        elif set(value[0]) == {0}:
            total.append([str(Fraction(value[0][0], value[1])), [[fact, 1]], None])
        else:
            return None
    return builder.close({"kind": "have/1", "lemmas": lemmas, "then": last.close(
        {"kind": "combine/1", "times": [], "sum": total})})


def below(known: int) -> Evidence:
    """Evidence of exp(u) >= 1 + u for every u, by the slope, after so many facts."""
    def half(side: str) -> Evidence:
        # after the sign of u: y >= low, high >= y, y > low, high > y for the place y between
        first = known + 1 if side == "+" else known + 2
        pair = (fn("exp", ("s", "w_")), fn("exp", ZERO))
        lemma = (">=", *(pair if side == "+" else pair[::-1]))
        rises = {"kind": "monotone/1", "proof": by_fact(first)}
        return {"kind": "slope/1", "var": NAME, "first": ZERO, "side": side, "name": "w_",
                "strict": "start", "start": PLAIN, "closed": [], "open": [],
                "slope": {"kind": "have/1", "lemmas": [[lemma, rises]],
                          "then": by_fact(known + 5)}}

    return {"kind": "introduce/1", "proof": {
        "kind": "cases/1", "on": ("s", NAME), "negative": half("-"), "zero": half("+"),
        "positive": half("+")}}


def exponents(u: Term) -> list[Any]:
    """The entries of the kernel's rule for exp(u), u a sum of logarithms and their negatives."""
    found = []
    for part in u[1:] if head(u) == "+" else (u,):
        sign = 1
        while head(part) == "*" and part[1] == "-1":
            sign, part = -sign, mul(*part[2:])
        found.append(["log", part[2], str(sign)])
    return found
