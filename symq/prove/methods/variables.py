"""Values of integrals by folding them about zero and by changes of variables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import sympy as sp

from symq.errors import SymqError
from symq.kernel.context import Context, conditions
from symq.kernel.functions import alpha, diff
from symq.kernel.integrals import differentiable
from symq.kernel.limits import INFINITE
from symq.kernel.points import swap
from symq.kernel.term import ZERO, Term, add, fn, inv, mul, neg, square, sub, subst, symbols
from symq.lang.translate import from_term, to_term
from symq.prove.bridge import lowest
from symq.prove.builder import Builder, by_fact, subterms
from symq.prove.changes import Change, above, changes, folded
from symq.prove.neighbours import ensure
from symq.prove.search import FAILURES, PLAIN, Evidence, GaveUp, Search

Evaluate = Callable[[Builder, Term], Term | None]
NESTED = ("change", "change 2", "change 3")     # changes one after the other
# functions of asin(u), root being sqrt(1 - u**2)
ALGEBRAIC = {"sin": ("u",), "cos": ("root",), "tan": ("u", "1/root")}
# units of work for one change, for a condition under an integral
WORK, BRIEF = 1_000_000, 100_000


def changed(builder: Builder, term: Term, known: dict[str, sp.Symbol], evaluate: Evaluate
            ) -> tuple[Term, Evidence] | None:
    """The value of an integral by that of another one, and evidence."""
    search = builder.search
    assert search is not None
    level = next((name for name in NESTED if name not in search.busy), None)
    if level is None:
        return None
    with search.alone(level):
        for other, evidence in others(builder, term, known, evaluate):
            inside = Builder(search, builder.context)
            if not inside.rewrite(term, "lemma", (other, evidence)):
                continue
            value = evaluate(inside, other)
            if value is not None:
                return value, inside.close(PLAIN)
    return None


def others(builder: Builder, term: Term, known: dict[str, sp.Symbol], evaluate: Evaluate
           ) -> Iterator[tuple[Term, Evidence]]:
    """Integrals that are equal, each with its evidence."""
    _, body, name, low, high = term
    search, context, x = builder.search, builder.context, known[name]
    assert search is not None
    expr, *ends = (from_term(t, known) for t in (body, low, high))
    found = _folded(builder, term, expr, known, ends, evaluate)
    if found is not None:
        yield found
    var = next(n for i in range(1, 99) if (n := f"{name}_{i}") not in context.sorts)
    for change in changes(expr, x, ends[0], ends[1], sp.Symbol(var, positive=True)):
        search.tick(2000)
        try:
            with search.within(WORK):
                yield substituted(builder, term, var, change)
        except (GaveUp, SymqError, *FAILURES):
            search.tick()


def _folded(builder: Builder, term: Term, expr: sp.Expr, known: dict[str, sp.Symbol],
            ends: list[sp.Expr], evaluate: Evaluate) -> tuple[Term, Evidence] | None:
    """The integral from zero on that an integral about zero is."""
    search, (_, body, name, _, high) = builder.search, term
    x = known[name]
    if ends[0] + ends[1] != 0 and ends != [-sp.oo, sp.oo]:
        return None
    assert search is not None
    try:
        other = ("int", to_term(folded(expr, x)), name, ZERO, high)
        mirrored = subst(body, {name: neg(("s", name))})
        inside, bound, order = builder.context.within(other), ZERO, []
        over = to_term(above(expr, x))
        if alpha(term) not in builder.context.spoken:
            trial = Builder(search, builder.context)
            value = evaluate(trial, ("int", over, name, ZERO, high))
            if value is None:
                return None
            bound, order = value, [trial.close(PLAIN), *(
                _below(search, inside, half, known, name, over)
                for half in (body, mirrored))]
        return other, {"kind": "folded/1", "above": over, "bound": bound, "order": order,
                       "proof": proved(search, inside, ("=", other[1], add(body, mirrored)))}
    except (GaveUp, SymqError, *FAILURES):
        search.tick()
        return None


def proved(search: Search, inside: Context, goal: Term) -> Evidence:
    """Evidence for a relation under an integral, whose denominators may be new ones.

    Sines of inverse functions are algebraic.
    """
    builder, plain = Builder(search, inside), goal
    for part in (t for side in goal[1:] for t in subterms(side)):
        if part[0] == "f" and part[1] in ALGEBRAIC and part[2][:2] == ("f", "asin"):
            u = part[2][2]
            root = ("^", sub("1", u[1] if u[0] == "^" and u[2] == "1/2" else square(u)), "1/2")
            other = mul(*({"u": u, "root": root, "1/root": inv(root)}[t]
                          for t in ALGEBRAIC[part[1]]))
            if builder.rewrite(part, "lemma", (other, search.briefly(
                    builder.context, ("=", part, other), BRIEF))):
                plain = swap(plain, part, other)
    spoken(search, builder, plain)
    for part in (t for side in plain[1:] for t in subterms(side) if t[0] == "u"):
        for old in part[3:]:
            new = lowest(builder.context, builder.context.value(old))
            if new != old:
                builder.rewrite(old, "lemma", (new, PLAIN))
    evidence = search.find(builder.context, plain)
    if plain == goal:
        return builder.close(evidence)
    at = builder.lemma(plain, evidence)
    if at is None:
        raise GaveUp("the algebraic form is not accepted")
    return builder.close(by_fact(at))


def spoken(search: Search, builder: Builder, goal: Term) -> Builder:
    """With the conditions under which an equation speaks."""
    for relation in builder.context.conditions(goal):
        if not builder.sign(relation[1], relation[0], deep=False):
            builder.lemma(relation, search.briefly(builder.context, relation, BRIEF))
    return builder


def _below(search: Search, inside: Context, half: Term, known: dict[str, sp.Symbol], name: str,
           over: Term) -> Evidence:
    """Evidence for |f| <= a bound, where sympy draws factors out of the modulus."""
    builder = spoken(search, Builder(search, inside), ("=", half, over))
    expr = from_term(half, {**known, name: sp.Symbol(name, positive=True)})
    plain, whole = to_term(expr), fn("abs", half)
    if plain != half:
        builder.rewrite(half, "lemma", (plain, proved(search, builder.context, ("=", half, plain))))
    drawn = to_term(sp.Abs(expr))
    same = ("=", whole, drawn)
    if drawn == whole or not (builder.equal_squares(whole, drawn) or builder.rewrite(
            whole, "lemma", (drawn, search.briefly(builder.context, same, WORK)))):
        drawn = whole
    less = ("<=", drawn, over)
    at = builder.lemma(less, damped(builder, drawn, over) or search.find(builder.context, less))
    if at is None:
        raise GaveUp("the bound is not accepted")
    return builder.close(by_fact(at))


def damped(builder: Builder, drawn: Term, over: Term) -> Evidence | None:
    """Evidence for |w| a <= a, where |w| <= 1 for a sine or cosine w."""
    found = [t for t in subterms(drawn) if t[:2] == ("f", "abs") and t[2][1] in ("sin", "cos")]
    if len(found) != 1 or builder.search is None or not builder.sign(over, ">="):
        return None
    wave, one = found[0], add("1", found[0])
    builder.sign(wave, ">=")
    builder.sign(one, ">")
    other = fn("cos" if wave[2][1] == "sin" else "sin", wave[2][2])
    at = builder.lemma((">=", sub("1", wave), ZERO), {      # (1 - |w|) (1 + |w|) = 1 - w**2
        "kind": "combine/1", "times": [[builder.index(one, ">"), 1]], "sum": [["1", [], other]]})
    evidence = None if at is None else {"kind": "combine/1", "times": [], "sum": [
        ["1", [[at, 1], [builder.index(over, ">="), 1]], None]]}
    return evidence if builder.accepts(("<=", drawn, over), evidence) else None


def substituted(builder: Builder, term: Term, var: str, change: Change) -> tuple[Term, Evidence]:
    """The integral over another variable."""
    search, (_, body, name, *old) = builder.search, term
    assert search is not None
    new, (low, high) = to_term(change.x), map(to_term, change.ends)
    other = ("int", to_term(change.body), var, low, high)
    for relation in conditions(to_term(change.body), True, {**builder.context.sorts, var: "real"}):
        if var not in symbols(relation):
            ensure(builder, relation[1], relation[0])
    inside = builder.context.within(other)
    rate = diff(new, var) if change.grows else neg(diff(new, var))
    image, where = subst(body, {name: new}), []
    for relation in [*differentiable(inside, new), (">", rate, ZERO),
                     *conditions(image, False, inside.sorts)]:
        where.append(proved(search, inside, relation))
        inside.fact(relation)
    proof = proved(search, inside, ("=", other[1], mul(image, rate)))
    limits = [_end(search, builder.context, ("lim", new, var, point, to, side))
              for point, to, side in zip((low, high), old if change.grows else old[::-1], "+-",
                                         strict=True)]
    return other, {"kind": "substitution/1", "new": new, "side": "+" if change.grows else "-",
                   "where": where, "proof": proof, "ends": limits}


def _end(search: Search, context: Context, limit: Term) -> list[Any]:
    """The new variable at an end: defined and continuous there, or its limit."""
    _, new, var, point, to, _ = limit
    if point not in INFINITE and to not in INFINITE:
        there, trial, proofs = subst(new, {var: point}), context.fork(), []
        try:
            for relation in conditions(there, True, context.sorts):
                proofs.append(search.find(trial, relation))
                trial.fact(relation)
            return [None, proofs, search.find(context, ("=", there, to))]
        except (GaveUp, *FAILURES):
            search.tick()
    return [to, search.find(context, limit), None]


__all__ = ["changed", "proved", "substituted"]
