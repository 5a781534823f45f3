"""Order relations that do not change with the sign of a symbol: it may be taken as positive."""

from __future__ import annotations

from typing import Any

import numpy as np

from symq.kernel.context import Context, standard
from symq.kernel.term import ORDER, ZERO, Term, fn, head, heads, neg, subst, symbols
from symq.prove.bridge import lowest
from symq.prove.builder import Builder, by_fact, subterms
from symq.prove.order.sample import evaluate
from symq.prove.search import FAILURES, Evidence, GaveUp, Search, unused

CURVED = {"exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "asin", "asinh", "erf",
          "abs"}
ODD, EVEN = ("sin", "tan", "sinh", "tanh", "atan", "asin", "asinh", "erf"), ("cos", "cosh")
POINTS = 40
LIMIT = 1_500_000   # units of work, less than the other methods have
WORK = 30_000       # units of work for f(-x) = -f(x)


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence from a proof for all positive values, used at the symbol and at its negative."""
    if goal[0] not in ORDER or "symmetry" in search.busy or not heads(goal) & (
            {"f"} if len(symbols(goal)) == 1 else {"abs"}):
        return None
    name = next((n for n in sorted(symbols(goal)) if even(context, goal, n)), None)
    if name is None:
        return None
    try:
        with search.alone("symmetry"), search.within(LIMIT):
            return reflected(search, context, goal, name)
    except (GaveUp, *FAILURES):
        search.tick()
        return None


def even(context: Context, goal: Term, name: str) -> bool:
    """Whether a real symbol of unknown sign seems to enter by its square only; floats guide."""
    x = ("s", name)
    if context.sorts.get(name) != "real" or any(
            context.is_known(t, ">=") for t in (x, neg(x))):
        return False
    source = np.random.default_rng(5)
    env: dict[str, Any] = {n: source.integers(1, 7, POINTS) + 0j if
                           context.sorts.get(n) == "integer" else
                           source.uniform(-2, 2, POINTS) + 0j for n in symbols(goal)}
    term = standard(goal)[0]
    try:
        with np.errstate(all="ignore"):
            values = [np.asarray(evaluate(term, {**env, name: s * env[name]})) + 0 * env[name]
                      for s in (1, -1)]
    except FAILURES:
        return False
    good = np.isfinite(values[0]) & np.isfinite(values[1])
    return bool(np.any(good) and np.all(np.abs(values[0] - values[1])[good] < 1e-9 * (
        1 + np.abs(values[0][good]))))


def reflected(search: Search, context: Context, goal: Term, name: str) -> Evidence:
    """The lemma for positive values, and its use on both sides of zero."""
    other = unused(name + "_p", context, goal)
    x, y = ("s", name), ("s", other)
    lemma = ("forall", ((other, "real"),), ("=>", ((">", y, ZERO),), subst(goal, {name: y})), None)
    proof = search.universal(context.fork(), lemma)
    outside, formula = context.fork(), len(context.formulas)
    outside.assume(lemma)
    made: dict[str, Any] = {}
    for op, key, at in ((">", "positive", x), ("<", "negative", neg(x))):
        inside = outside.fork()
        inside.fact((op, x, ZERO))
        made[key] = used(search, inside, lemma, formula, [at], goal)
    inside = outside.fork()
    inside.fact(("=", x, ZERO))
    made["zero"] = search.find(inside, goal)
    return {"kind": "have/1", "lemmas": [[lemma, proof]],
            "then": {"kind": "cases/1", "on": x, **made}}


def used(search: Search, context: Context, lemma: Term, formula: int, values: list[Term],
         goal: Term) -> Evidence:
    """The goal from what a lemma for all y, if P(y) and more then Q(y), says at some values."""
    statement = subst(lemma[2], {name: at for (name, _), at in zip(lemma[1], values, strict=True)})
    builder = Builder(search, context)
    for condition in (*statement[1], *context.conditions(statement)):
        if not builder.known(*standard(condition)):
            builder.lemma(condition, search.find(builder.context, condition))
    here = builder.context.fork()
    here.assume(statement)
    holds, parts = here.fork(), []
    holds.assume(statement[2])
    for premise in statement[1]:
        denied = here.fork()
        denied.assume(("not", premise))
        parts.append(search.contradiction(denied))
    return builder.close({"kind": "have/1", "lemmas": [[statement, {
        "kind": "instance/1", "formula": formula, "values": values,
        "member": [None] * len(values)}]],
        "then": {"kind": "split/1", "formula": formula + 1, "parts": [
            *parts, same(search, holds, goal)]}})


def same(search: Search, context: Context, goal: Term) -> Evidence:
    """The goal from the last fact, whose sides are equal to its own."""
    known, at = context.facts[-1].relation, len(context.facts)
    if known == goal:
        return by_fact(at - 1)
    builder = Builder(search, context)
    for side in known[1:]:
        for term in subterms(side):
            unsigned(builder, term)
    if builder.accepts(goal, by_fact(at - 1)):
        return builder.close(by_fact(at - 1))
    equal = ("=", standard(goal)[0], standard(known)[0])
    return {"kind": "have/1", "lemmas": [[equal, search.find(context, equal)]],
            "then": {"kind": "combine/1", "times": [], "sum": [
                ["1", [[at - 1, 1]], None], ["1", [[at, 1]], None]]}}


def unsigned(builder: Builder, term: Term) -> None:
    """Write a function of -x, or the modulus of what changes sign with x, by one of x."""
    if head(term) != "f" or term[1] not in (*ODD, *EVEN, "abs"):
        return
    own = builder.value(term[2])
    minus = builder.value(neg(term[2]))
    if own is None or minus is None or not own[0] or not symbols(term):
        return
    inner = builder.value(neg(term[2][2])) if term[2][:1] == ("f",) and \
        term[2][1] in ODD else None
    other = fn(term[2][1], lowest(builder.context, inner)) if inner is not None else \
        lowest(builder.context, minus)
    if len(repr(other)) >= len(repr(term[2])):
        return
    new = fn(term[1], other) if term[1] not in ODD else neg(fn(term[1], other))
    if term[1] == "abs":
        builder.sign(term, ">=", deep=False)
        builder.equal_squares(term, new)
    elif builder.search is not None:
        proof = builder.search.briefly(builder.context, ("=", term, new), WORK)
        if proof is not None:
            builder.rewrite(term, "lemma", [new, proof])
