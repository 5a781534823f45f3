"""Binomials inside Pascal's triangle by factorials: C(n, k) k! (n - k)! = n! for 0 <= k <= n."""

from __future__ import annotations

from typing import Any

from symq.kernel.context import Context
from symq.kernel.term import Term, fn, inv, mul, sub, subst, symbols
from symq.prove.builder import PLAIN, Builder, by_fact
from symq.prove.focus import focused
from symq.prove.neighbours import ensure, gap, occurring, reduce_all
from symq.prove.search import Evidence, Search, unused

MOST, WORK = 6, 400_000


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a relation with its binomials written by factorials."""
    if "binomials" in search.busy:
        return None
    every = occurring(context, list(goal[1:]))
    found = [t for t in every if t[:2] == ("f", "binomial") and symbols(t[2]) and symbols(t[3])]
    if not 0 < len(found) <= MOST or len(every) == 1:
        return None
    builder = Builder(search, context)
    inner = [t for t in found if inside(builder, *t[2:])]
    known = list[tuple[Term, int]]()
    with search.alone("binomials"):
        for term in inner:
            at = builder.lemma(product(*term[2:]), lemma(search, builder.context, *term[2:]))
            if at is not None:
                known.append((term, at))
        if not any([by_factorials(builder, term, at) for term, at in known]):
            return None
        reduce_all(builder, list(goal[1:]))
        if builder.accepts(goal, PLAIN):
            return builder.close(PLAIN)
        return builder.close(search.find(builder.context, goal))


def inside(builder: Builder, n: Term, k: Term) -> bool:
    """Whether an entry is known to lie inside the triangle, at no fixed distance from its edges."""
    return gap(builder, n, k) is None and gap(builder, k, "0") is None and all(
        builder.context.whole(t) and ensure(builder, t, ">=") for t in (k, sub(n, k), n))


def by_factorials(builder: Builder, term: Term, at: int) -> bool:
    """Rewrite one binomial by the fact that tells its product with two factorials."""
    n, k = term[2:]
    for part in (k, sub(n, k)):
        builder.lemma((">", fn("factorial", part), "0"), {"kind": "intrinsic/1"})
    below = mul(inv(fn("factorial", k)), inv(fn("factorial", sub(n, k))))
    return builder.rewrite(term, "lemma", [mul(fn("factorial", n), below), by_fact(at, last=below)])


def product(n: Term, k: Term) -> Term:
    """C(n, k) k! (n - k)! = n!."""
    return ("=", mul(fn("binomial", n, k), fn("factorial", k), fn("factorial", sub(n, k))),
            fn("factorial", n))


def lemma(search: Search, context: Context, n: Term, k: Term) -> Evidence | None:
    """Evidence of the product, as an instance of what induction on the lower entry proves."""
    upper = unused("n", context, n, k)
    lower = unused("k", context, n, k, ("s", upper))
    row = ("forall", ((lower, ("int>=", "0")),), implied(("s", upper), ("s", lower)), None)
    every = ("forall", ((upper, ("int>=", "0")),), row, None)
    bare = focused(search, context, set())
    bare.declare(upper, "integer")
    bare.fact((">=", ("s", upper), "0"))
    proof = search.briefly(bare.defined(row), row, WORK)
    if proof is None:
        return None
    lemmas: list[list[Any]] = [[every, {"kind": "introduce/1", "proof": proof}]]
    inner = context.fork()
    inner.assume(every)
    for statement, value in ((subst(row, {upper: n}), n), (implied(n, k), k)):
        member = search.briefly(inner, (">=", value, "0"), WORK)
        here = {"kind": "instance/1", "formula": len(inner.formulas) - 1, "values": [value],
                "member": [member]}
        if member is None or not search.verified(inner, statement, here):
            return None
        inner.assume(statement)
        lemmas.append([statement, here])
    order = implied(n, k)[1][0]
    below = search.briefly(inner, order, WORK)
    if below is None:
        return None
    lemmas.append([order, below])
    inner.fact(order)
    then = search.briefly(inner, product(n, k), WORK)
    return then and {"kind": "have/1", "lemmas": lemmas, "then": then}


def implied(n: Term, k: Term) -> Term:
    """The product where k <= n."""
    return ("=>", ((">=", sub(n, k), "0"),), product(n, k))
