"""Suprema, infima, maxima and minima: an inequality, and a place that attains or approaches it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations_with_replacement, islice, product
from typing import Any

import numpy as np

from symq.errors import Rejected
from symq.kernel.bounds import INFINITE, side
from symq.kernel.context import Context, conditions
from symq.kernel.quantifiers import fresh
from symq.kernel.term import (
    ONE,
    RELATIONS,
    ZERO,
    Term,
    add,
    fn,
    head,
    inv,
    mul,
    neg,
    sub,
    subst,
    symbols,
)
from symq.prove.methods.existence import floor_lemmas, floors
from symq.prove.order.build import FAILURES, Builder, Evidence
from symq.prove.order.extrema import Region
from symq.prove.order.guess import recognised
from symq.prove.order.sample import evaluate
from symq.prove.screen import plausible

CLOSE, BEYOND = 1e-6, 1e-4
EQUAL = 500_000     # units of work to see that a value is attained
CASES = 2       # parameters by whose signs places are chosen


def attempt(search: Any, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a bound, or for the denial of one."""
    if head(goal) == "not":
        return _Bounds(search, context, goal[1]).denied()
    return _Bounds(search, context, goal).proved()


class _Bounds:
    def __init__(self, search: Any, context: Context, goal: Term, cases: int = 0) -> None:
        self.search, self.goal, self.cases = search, goal, cases
        self.builder = Builder(context)
        _, self.expr, self.kind, self.value, self.names, self.attained, self.where = goal
        self.up = self.kind in ("sup", "max")
        self.infinite = self.value == INFINITE[self.kind]
        self.exact = self.kind in ("max", "min") or self.attained == "1"
        self.region = Region(context, goal)
        self.samples = self.region.samples()
        self.best = self.region.best(self.samples)

    # -- floats ---------------------------------------------------------------------------------
    def number(self, term: Term) -> float | None:
        """A closed term as a float."""
        try:
            found = complex(evaluate(term, {}))
        except FAILURES:
            return None
        return found.real if np.isfinite(found.real) else None

    def gap(self) -> float | None:
        """How far the best value found lies below the value; None with parameters."""
        if self.region.params or self.infinite or self.best is None:
            return None
        value = self.number(self.value)
        if value is None:
            return None
        return (value - self.best[0]) * (1 if self.up else -1) / (1 + abs(value))

    def plausible(self, place: list[Term], op: str, value: Term, eps: str | None = None) -> bool:
        """Whether floats confirm that terms are a place of the region with `expr op value`."""
        size = max(1, min(self.samples.count, 40))
        params = {n: v[:size] for n, v in self.samples.env.items() if n in self.region.params}
        if not params:
            size = 1
        steps = (0.6, 0.1, 0.004) if eps else (0.0,)
        env = {n: np.concatenate([v] * len(steps)) for n, v in params.items()}
        if eps is not None:
            env[eps] = np.repeat(np.array(steps, dtype=complex), size)
        total = size * len(steps)
        at = dict(zip(self.names, place, strict=True))
        try:
            with np.errstate(all="ignore"):
                for condition in self.requirements(self.builder.context, at):
                    if not holds(condition, env, total):
                        return False
                claim = side(self.up, op, subst(self.expr, at), value)
                return holds(claim, env, total)
        except FAILURES:
            return False

    def requirements(self, context: Context, at: dict[str, Term]) -> list[Term]:
        """What the kernel wants to see about a place, in its order."""
        found: list[Term] = []
        for condition in self.where:
            placed = subst(condition, at)
            found += [*context.conditions(placed), placed]
        return found + context.conditions((">", subst(self.expr, at), ZERO))

    # -- proofs ---------------------------------------------------------------------------------
    def fresh(self, *names: str) -> list[str]:
        """New names like the given ones."""
        found: list[str] = []
        for name in names:
            new = f"{name}_"
            while new in self.builder.context.sorts or new in found:
                new += "_"
            found.append(new)
        return found

    def renamed(self, names: list[str], op: str, other: Term) -> tuple[Any, Any, Term]:
        """The variables with their sets, the region, and `expr op other`, under other names."""
        sorts = self.builder.context.sorts
        env = {old: ("s", new) for old, new in zip(self.names, names, strict=True)}
        over = tuple((env[old][1], sorts.get(old, "real")) for old in self.names)
        return over, tuple(subst(c, env) for c in self.where), side(
            self.up, op, subst(self.expr, env), other)

    def everywhere(self, names: list[str], op: str, other: Term) -> Evidence | None:
        """Evidence for `expr op other` in the whole region."""
        over, region, claim = self.renamed(names, op, other)
        inside = fresh(self.builder.context, over).defined(("=>", region, claim)).fork()
        for condition in region:
            inside.assume(condition, identity=True)
        proof = self.search.attempt(inside, claim)
        return None if proof is None else {"kind": "introduce/1", "proof": {
            "kind": "suppose/1", "proof": proof}}

    def somewhere(self, context: Context, place: list[Term], op: str, value: Term
                  ) -> Evidence | None:
        """Evidence that a place lies in the region, with `expr op value`."""
        at, inside = dict(zip(self.names, place, strict=True)), context.fork()
        lemmas = floor_lemmas(self.search, inside, place) if any(map(floors, place)) else []
        for statement in self.requirements(inside, at):
            proof = self.search.attempt(inside, statement)
            if proof is None:
                return None
            lemmas.append([statement, proof])
            (inside.fact if head(statement) in RELATIONS else inside.assume)(statement)
        goals = [subst(condition, at) for condition in self.where]
        parts = [self.search.attempt(inside, goal) for goal in goals]
        parts.append(self.claimed(inside, op, subst(self.expr, at), value))
        if None in parts:
            return None
        found = {"kind": "exists/1", "values": place, "member": [None] * len(place),
                 "proof": {"kind": "every/1", "parts": parts}}
        return {"kind": "have/1", "lemmas": lemmas, "then": found} if lemmas else found

    def claimed(self, context: Context, op: str, term: Term, value: Term) -> Evidence | None:
        """Evidence for `term op value` at a place; where it is attained the two are equal."""
        claim, equal = side(self.up, op, term, value), ("=", term, value)
        if op != ">=" or not plausible(context, equal):
            return self.search.attempt(context, claim)  # type: ignore[no-any-return]
        proof = self.search.briefly(context, equal, EQUAL)
        if proof is None:
            return self.search.attempt(context, claim)  # type: ignore[no-any-return]
        last = {"kind": "combine/1", "times": [], "sum": [
            ["1" if self.up else "-1", [[len(context.facts), 1]], None]]}
        return {"kind": "have/1", "lemmas": [[equal, proof]], "then": last}

    def said(self, names: list[str], proof: Evidence, eps: str | None = None,
             other: Term | None = None) -> Evidence:
        """Evidence by what the bound, or its denial, says."""
        return self.builder.wrap({"kind": "bound/1", "names": names, "eps": eps, "other": other,
                                  "proof": proof})

    def ready(self, place: list[Term], eps: str = "") -> bool:
        """Show that the terms of a place are defined and real, as far as `eps` is not involved."""
        for term in place:
            for condition in conditions(term, True, self.builder.context.sorts):
                if eps in symbols(condition[1]):
                    continue
                try:
                    kind = self.builder.context.is_known(condition[1], condition[0])
                except Rejected:
                    return False
                if not kind and self.builder.have(condition, self.search.attempt(
                        self.builder.context, condition)) is None:
                    return False
        return True

    def attaining(self, op: str, value: Term, tries: int = 5) -> Evidence | None:
        """Evidence of a place with `expr op value`."""
        for place in islice((p for p in self.places() if self.plausible(p, op, value)), tries):
            self.search.tick()
            if not self.ready(place):
                continue
            found = self.somewhere(self.builder.context, place, op, value)
            if found is not None:
                return found
        return self.by_signs(op, value)

    def by_signs(self, op: str, value: Term) -> Evidence | None:
        """Such a place for each sign of a parameter."""
        context = self.builder.context
        for name in self.region.params if self.cases < CASES else ():
            p = ("s", name)
            if context.sorts.get(name) != "real" or any(
                    context.is_known(t, ">=") for t in (p, neg(p))):
                continue
            made: dict[str, Evidence] = {}
            for sign, key in ((">", "positive"), ("<", "negative"), ("=", "zero")):
                inside = context.fork()
                inside.fact((sign, p, ZERO))
                case = _Bounds(self.search, inside, self.goal, self.cases + 1)
                found = case.attaining(op, value)
                if found is None:
                    break
                made[key] = case.builder.wrap(found)
            if len(made) == 3:
                return {"kind": "cases/1", "on": p, **made}
        return None

    def places(self) -> Iterator[list[Term]]:
        """Candidates for places."""
        best = None if self.best is None else self.best[1]
        bounds = (1, 4, 20) if best is not None and not self.region.params else ()
        for bound in bounds:
            yield self.fractions(bound)
        yield from self.region.exact_places(best)
        if bounds:
            yield self.fractions(1000)

    def fractions(self, bound: int) -> list[Term]:
        """The best place in floats as rational numbers with small denominators."""
        best = {} if self.best is None else self.best[1]
        return [str(Fraction(best.get(n, 0.0)).limit_denominator(bound)) for n in self.names]

    def proved(self) -> Evidence | None:
        """Evidence of the bound itself."""
        gap = self.gap()
        # floats may lie a little outside of the region
        if gap is not None and (gap < -BEYOND or gap > 0.1 or (self.exact and gap > 1e-4)):
            return None
        (eps,) = self.fresh("eps")
        made = self.attaining(">=", self.value) if self.exact else self.approaching(eps)
        if made is None:
            return None
        names = self.fresh(*self.names)
        if self.infinite:
            return self.said(names, made, eps)
        always = self.everywhere(names, "<" if self.attained == "0" else "<=", self.value)
        return None if always is None else self.said(names, {
            "kind": "every/1", "parts": [always, made]}, None if self.exact else eps)

    def approaching(self, eps: str) -> Evidence | None:
        """Evidence of places that come closer than eps to the value."""
        e = ("s", eps)
        distance = inv(e) if self.infinite else neg(e)
        near = add(ZERO if self.infinite else self.value, distance if self.up else neg(distance))
        fixed = [] if self.infinite or self.attained == "0" else [
            p for p in islice(self.places(), 40) if self.plausible(p, ">=", self.value)]
        tries = 0
        for real_place in chain(fixed[:5], self.sequences(e)):
            place = self.rounded(real_place)
            if not self.plausible(place, ">", near, eps):
                continue
            self.search.tick()
            tries += 1
            if tries > 8:
                return None
            if not self.ready(place, eps):
                continue
            over, region, claim = self.renamed(self.fresh(*self.names), ">", near)
            small = ((">", e, ZERO), (">", ONE, e))
            inside = fresh(self.builder.context, [(eps, "real")]).defined(
                ("=>", small, ("exists", over, ("and", *region, claim), None)))
            for fact in small:
                inside.fact(fact)
            found = self.somewhere(inside, place, ">", near)
            if found is not None:
                return {"kind": "introduce/1", "proof": {"kind": "suppose/1", "proof": found}}
        return None

    def rounded(self, place: list[Term]) -> list[Term]:
        """Integers just above the terms for the integer variables."""
        sorts = self.builder.context.sorts
        return [add(fn("floor", t), ONE) if sorts.get(n) == "integer" and symbols(t) else t
                for n, t in zip(self.names, place, strict=True)]

    def sequences(self, e: Term) -> Iterator[list[Term]]:
        """Terms in eps that run to the edges of the region, or to infinity."""
        options = []
        for name in self.names:
            moving: list[Term] = []
            edges = self.region.edges(name)
            for edge in [*edges, *(t for t in (ZERO, ONE) if t not in edges)]:
                wide = [ONE, "1/2"]
                if edge not in (ZERO, ONE):
                    wide += [edge, mul("1/2", edge)]
                wide += [mul("1/2", sub(o, edge)) for o in edges if o != edge]
                wide += [mul("1/2", s, inv(add(ONE, ("^", s, "2")))) for s in wide if symbols(s)]
                for step in (e, ("^", e, "2"), ("^", e, "3")):
                    for scale in wide:
                        moving += [add(edge, mul(scale, step)), sub(edge, mul(scale, step))]
            steps = (inv(e), mul("2", inv(e)), ("^", e, "-2"), add(ONE, inv(e)))
            moving += [t for s in steps for t in (s, neg(s))]
            moving = [*(mul(s, inv(e)) for s in self.sizes()), *moving]
            moving += [fn("log", mul("2", inv(e))), neg(fn("log", mul("2", inv(e))))]
            if self.builder.context.sorts.get(name) == "integer":
                moving = [t for s in steps for t in (s, neg(s))]
            options.append([*moving[:200 if len(self.names) == 1 else 40], *edges, ONE, ZERO])
        if len(options) == 1:
            yield from ([t] for t in options[0])
            return
        shared = [t for t in options[0] if all(t in o for o in options)]
        yield from ([t] * len(options) for t in shared)
        yield from islice((list(c) for c in product(*(o[:12] + o[-3:] for o in options))), 3000)

    def sizes(self) -> list[Term]:
        """Products of parameters by which a place may run away."""
        ones: list[Term] = [("s", n) for n in sorted(self.region.params)][:4]
        twos = [mul(p, q) for p, q in combinations_with_replacement(ones, 2)]
        return [*ones, *twos, *(mul(p, inv(q)) for p in ones for q in ones if p != q)]

    # -- refutations ----------------------------------------------------------------------------
    def denied(self) -> Evidence | None:
        """Evidence that the bound fails."""
        gap = self.gap()
        if not self.infinite and (gap is None or gap < CLOSE):
            op = ">=" if self.attained == "0" else ">"
            if gap is None or gap < 0 or self.attained == "0":
                made = self.attaining(op, self.value, 3)
                if made is not None:
                    return self.said(self.fresh(*self.names), {
                        "kind": "either/1", "index": 0, "proof": made})
        names = self.fresh(*self.names)
        if self.exact and not self.infinite and (gap is None or abs(gap) < 1e-2):
            always = self.everywhere(names, "<", self.value)
            if always is not None:
                return self.said(names, {"kind": "either/1", "index": 1, "proof": always})
        for other in self.nearer():
            self.search.tick()
            if not self.ready([other]):
                continue
            parts = [self.everywhere(names, "<=", other)]
            if not self.infinite:
                parts.append(self.search.attempt(
                    self.builder.context, side(self.up, "<", other, self.value)))
            if None not in parts:
                return self.said(names, {"kind": "every/1", "parts": parts}, other=other)
        return None

    def nearer(self) -> list[Term]:
        """Values that may bound the expression on the near side of the claimed one."""
        if self.region.params:
            found = []
            for place in islice(self.region.exact_places(None), 30):
                at = dict(zip(self.names, place, strict=True))
                found.append(subst(self.expr, at))
            return [t for t in found if self.bounds(t)][:3]
        if self.best is None:
            return []
        top, value = self.best[0], None if self.infinite else self.number(self.value)
        sign = 1 if self.up else -1
        slack: list[Term] = []
        if value is not None:
            for part in (4, 100):
                middle = Fraction((top + value) / 2).limit_denominator(part)
                if sign * float(middle) > sign * top and sign * float(middle) < sign * value:
                    slack.append(str(middle))
        else:
            slack.append(str(Fraction(top + sign * (1 + abs(top))).limit_denominator(1)))
        return [*recognised(top), *slack]

    def bounds(self, other: Term) -> bool:
        """Whether floats confirm that a term bounds the expression strictly before the value."""
        try:
            with np.errstate(all="ignore"):
                env, size = self.samples.env, self.samples.count
                return holds(side(self.up, "<=", self.expr, other), env, size) and (
                    self.infinite or holds(side(self.up, "<", other, self.value), env, size))
        except FAILURES:
            return False


def holds(statement: Term, env: dict[str, Any], size: int) -> bool:
    """Whether a statement seems to hold at all the points."""
    kind = head(statement)
    if kind in ("and", "or"):
        found = [holds(s, env, size) for s in statement[1:]]
        return all(found) if kind == "and" else any(found)
    if kind not in RELATIONS:
        return True
    a, b = evaluate(statement[1], env), evaluate(statement[2], env)
    gap = np.asarray(a - b) + np.zeros(size)
    if not np.all(np.isfinite(gap)):
        return False
    scale = 1e-9 * (1 + np.abs(a) + np.abs(b))
    if kind == "=":
        return bool(np.all(np.abs(gap) < scale))
    if kind == "!=":
        return bool(np.all(np.abs(gap) > 1e-14))
    if np.any(np.abs(gap.imag) > scale):
        return False
    gap = gap.real if kind in (">", ">=") else -gap.real
    return bool(np.all(gap > 0 if kind in ("<", ">") else gap > -scale))


__all__ = ["attempt"]
