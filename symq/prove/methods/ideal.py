"""Equations from equations: ideal membership with cofactors, also after differentiation.

Unknowns that occur linearly, with a coefficient that cannot vanish, are eliminated first; a
Groebner basis takes the rest, if need be saturated by what is known to be different from zero. For
differential equations the identities are differentiated and derivatives treated as unknowns.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement
from typing import Any

from symq.kernel.calculus import variables
from symq.kernel.context import Context, Fact
from symq.kernel.field import Value
from symq.kernel.functions import diff
from symq.kernel.term import I, Term, add, head, mul, neg, number
from symq.prove.bridge import Ring
from symq.prove.builder import Builder, by_fact
from symq.prove.elimination import Basis, Cofactors, Linear, Member, saturated
from symq.prove.exponents import exponentials
from symq.prove.search import Evidence, GaveUp, Search

DEEPEST, WORK, SIZE = 4, 3_000_000, 60


class OutOfWork(Exception):
    """This attempt took too much."""


def attempt(search: Search, context: Context, goal: Term, work: int = WORK
            ) -> Evidence | None:
    """Evidence for an equation from the equations among the facts."""
    if goal[0] != "=" or not any(f.op == "=" for f in context.facts):
        return None
    if not any(f.identity for f in context.facts):
        return Problem(search, Builder(search, context), goal, work).solve(jets=False)
    for depth in range(DEEPEST + 1):
        builder = Builder(search, context)
        if not prolong(builder, depth):
            break
        evidence = Problem(search, builder, goal, work).solve(jets=True)
        if evidence is not None:
            return evidence
    return None


def membership(search: Search, context: Context, goal: Term, work: int = WORK
               ) -> list[Any] | None:
    """The goal's left minus right as a sum of vanishing facts with cofactors, times nothing."""
    problem = Problem(search, Builder(search, context), goal, work)
    problem.plain = True
    evidence = problem.solve(jets=False)
    if evidence is None or evidence["kind"] != "combine/1" or evidence["times"]:
        return None
    return list(evidence["sum"])


def prolong(builder: Builder, depth: int) -> bool:
    """Add the derivatives of identities up to an order as lemmas; False if they are too many."""
    identities = [(i, f) for i, f in enumerate(builder.context.facts) if f.identity]
    relations: list[Term] = []
    for i, fact in identities:
        names = sorted(variables(fact.relation))
        for order in range(1, depth + 1):
            for by in combinations_with_replacement(names, order):
                sides = fact.relation[1:]
                for name in by:
                    sides = tuple(diff(side, name) for side in sides)
                relation = ("=", *sides)
                if builder.lemma(relation, {"kind": "derive/1", "fact": i, "by": list(by)}) is None:
                    return False
                relations.append(relation)
                if len(relations) > SIZE:
                    return False
    terms = [side for relation in relations for side in relation[1:]]
    exponentials(builder, [*terms, *(s for _, f in identities for s in f.relation[1:])])
    return True


class Problem:
    """Polynomials of the facts and of the goal over one ring."""

    def __init__(self, search: Search, builder: Builder, goal: Term,
                 work: int = WORK) -> None:
        self.search, self.builder, self.goal = search, builder, goal
        self.stop = search.spent + work
        self.numbers: dict[str, int | None] = {}
        self.apart: list[tuple[int, Any]] = []
        self.plain = False

    def tick(self, cost: int = 20) -> None:
        """Stop this attempt, or the whole search, when its budget is used up."""
        self.search.tick(cost)
        if self.search.spent > self.stop:
            raise OutOfWork

    def prepare(self) -> bool:
        """Convert to polynomials once; False if the goal has no value."""
        context = self.builder.context
        value = self.builder.value(add(self.goal[1], neg(self.goal[2])))
        if value is None:
            return False
        self.facts = {i: f for i, f in enumerate(context.facts) if f.op == "=" and f.value[0]}
        values = [value, *(f.value for f in self.facts.values())]
        used: set[int] = set().union(*(context.field.used(v) for v in values))
        while True:
            more = set().union(*(context.field.used(context.field.relations[i][1]) | {i}
                                 for i in used if i in context.field.relations)) - used
            if not more:
                break
            used |= more
        for i in sorted(used):
            if context.names[i][:2] == ("f", "exp") and not self.plain:
                self.builder.lemma(("!=", context.names[i], "0"), {"kind": "intrinsic/1"})
        context = self.builder.context
        self.ring = Ring(context, values, used)
        self.value = value
        self.target = self.ring.poly(value[0])
        self.inputs = {i: self.ring.poly(f.value[0]) for i, f in self.facts.items()}
        self.relations, self.rules = [], list[tuple[int, int, Any]]()
        for i in self.ring.indices:
            if i in context.field.relations:
                degree, base = context.field.relations[i]
                top, low = self.ring.fraction(base)
                self.relations.append(self.ring.ctx.gen(self.ring.place[i])**degree * low - top)
                if low.is_constant():
                    self.rules.insert(0, (self.ring.place[i], degree, top * (
                        1 / low.leading_coefficient())))
        return True

    def solve(self, jets: bool) -> Evidence | None:
        """Evidence for the goal, wrapped in the builder's lemmas."""
        if not self.prepare():
            return None
        try:
            for order in self.rankings(jets):
                evidence = self.linear(order)
                if evidence is not None:
                    return self.builder.close(evidence)
        except OutOfWork:
            return None
        return None

    # -- which unknown goes first ---------------------------------------------------------------
    def rankings(self, jets: bool) -> Iterator[list[int]]:
        """Orders of elimination, as lists of places in the ring."""
        names = {self.ring.place[i]: self.builder.context.names[i] for i in self.ring.indices
                 if i not in self.builder.context.field.relations}
        if not jets:
            inside = {self.ring.place[i] for i in self.builder.context.field.used(self.value)}
            yield sorted((p for p, t in names.items() if head(t) == "s"),
                         key=lambda p: (p in inside, p))
            return
        places = [p for p, t in names.items() if head(t) == "u"]
        functions = sorted({names[p][1] for p in places})
        arity = max((len(names[p][2]) for p in places), default=0)
        seen = set()
        for first in (None, *functions):
            for j in (*range(arity), None):
                def rank(p: int, first: str | None = first, j: int | None = j) -> Any:
                    _, name, orders, *_ = names[p]
                    main = orders[j] if j is not None and j < len(orders) else 0
                    return (name == first, main, sum(orders), orders, functions.index(name))

                order = sorted(places, key=rank, reverse=True)
                if tuple(order) not in seen:
                    seen.add(tuple(order))
                    yield order

    # -- elimination ------------------------------------------------------------------------------
    def allowed(self, factor: Any) -> int | None:
        """The number of a factor that is known not to vanish, else None."""
        key = str(factor)
        if self.plain:
            return None
        if key not in self.numbers:
            self.numbers[key] = None
            term = self.ring.term(factor)
            if term != I and not self.builder.sign(term, "!=", deep=False):
                return None
            index = self.builder.index(term, "!=")
            if term == I:
                index = self.builder.lemma(("!=", I, "0"), {
                    "kind": "combine/1", "times": {"term": I}, "sum": [["-1", [], None]]})
            if index is None:
                index = self.builder.index(neg(term), "!=")
            if index is None:
                index = self.builder.lemma(("!=", term, "0"), {
                    "kind": "combine/1", "times": {"term": term}, "sum": [["1", [], term]]})
            if index is None:
                return None
            self.numbers[key] = len(self.apart)
            self.apart.append((index, factor))
        return self.numbers[key]

    def linear(self, order: list[int]) -> Evidence | None:
        """Linear elimination in one order, then Groebner bases for what is left."""
        system = Linear(self.ring.ctx, self.allowed, self.tick)
        system.factors = _Factors(self.apart)
        system.relations = self.rules
        for i in sorted(self.inputs, key=lambda i: (sum(self.inputs[i].degrees()), i)):
            system.add(i, self.inputs[i], order)
        member = system.reduce(Member(self.target, {}))
        if member.poly == 0:
            return self.evidence(member.cofactors, member.mult)
        for i, fact in enumerate(self.builder.context.facts):
            poly = self.nonzero(fact)
            if poly is not None and (none := system.reduce(Member(poly, {}))).poly == 0:
                # the facts contradict each other, so that everything follows
                whole = {k: v * self.target for k, v in none.cofactors.items()}
                return self.evidence(whole, none.mult, [(i, 1)])
        inputs = [*system.rest, *((r, {}) for r in self.relations)]
        if not system.rest:
            return None
        return self.groebner(member, inputs, [(rule[3], rule[4]) for rule in system.rules])

    def groebner(self, member: Member, inputs: list[tuple[Any, Cofactors]],
                 rules: list[tuple[Any, Cofactors]]) -> Evidence | None:
        """Membership, then membership after saturation, then in the radical."""
        ctx = self.ring.ctx
        found = Basis(ctx, self.tick).build(inputs, member.poly)
        if found is not None:
            return self.evidence(_sum(member.cofactors, found), member.mult)
        if self.plain:
            return None
        apart, refs = member.poly**0, list[int]()
        for i, fact in enumerate(self.builder.context.facts):
            poly = self.nonzero(fact)
            if poly is not None:
                apart, refs = apart * poly, [*refs, i]
        # the known non-zero polynomials may contain what the rules eliminate
        inputs = [*inputs, *rules]
        if refs:
            made = saturated(ctx, inputs, member.poly, apart, self.tick)
            if made is not None:
                cofactors, k = made
                whole = _sum({i: v * apart**k for i, v in member.cofactors.items()}, cofactors)
                return self.evidence(whole, member.mult, [(i, k) for i in refs] if k else [])
        made = saturated(ctx, inputs, member.poly, apart * self.target, self.tick)
        if made is None:
            return None
        cofactors, k = made
        power = (apart * self.target)**k
        whole = _sum({i: v * power for i, v in member.cofactors.items()}, cofactors)
        n = len(self.builder.context.facts)
        inner = self.evidence(whole, member.mult, [*((i, k) for i in refs), (n, k)] if k else [],
                              extra=mul(str(number(str(self.value[1]))**-k),
                                        *([self.denominator(self.value, -k)] if k else [])))
        return {"kind": "cases/1", "on": add(self.goal[1], neg(self.goal[2])), "negative": None,
                "zero": by_fact(n), "positive": inner}

    def nonzero(self, fact: Fact) -> Any | None:
        """The polynomial of a fact that cannot vanish, if in the ring and no constant."""
        value, field = fact.value, self.builder.context.field
        if fact.op not in ("!=", ">") or value[2] or not set(field.used(value)) <= set(
                self.ring.indices) or set(value[0]) <= {0}:
            return None
        return self.ring.fraction(value)[0]

    # -- evidence -----------------------------------------------------------------------------
    def denominator(self, value: Value, power: int = 1) -> Term:
        """A power of the factors that a value is divided by; each stays a factor of its own."""
        factors = self.builder.context.field.factors
        return mul(*(t if e * power == 1 else ("^", t, str(e * power)) for i, e in value[2]
                     for t in (self.outer(factors[i]),)))

    def outer(self, poly: Any) -> Term:
        """A factor of a denominator as a term."""
        context = self.builder.context
        ring = Ring(context, [(poly, 1, ())])
        return ring.term(ring.poly(poly))

    def evidence(self, cofactors: Cofactors, mult: dict[int, int],
                 more: list[tuple[int, int]] | None = None, extra: Term = "1") -> Evidence:
        """`combine` with the facts' cofactors, both sides times the multipliers."""
        times = [[i, e] for i, e in more or []]
        scale = number("1")
        for k, e in sorted(mult.items()):
            index, factor = self.apart[k]
            fact = self.ring.fraction(self.builder.context.facts[index].value)[0]
            scale *= number(str(fact.leading_coefficient() / factor.leading_coefficient())) ** e
            times.append([index, e])
        total = []
        for i, c in sorted(cofactors.items()):
            value = self.facts[i].value
            # goal = target / (low * bottom), fact = input / (own low * own bottom)
            ratio = scale * value[1] / self.value[1]
            total.append(["1", [[i, 1]], mul(
                str(ratio), self.ring.term(c), self.denominator(value), extra,
                self.denominator(self.value, -1))])
        return {"kind": "combine/1", "times": times, "sum": total}


class _Factors:
    """The known non-zero factors, growing as they are met."""

    def __init__(self, apart: list[tuple[int, Any]]) -> None:
        self.apart = apart

    def __getitem__(self, k: int) -> Any:
        return self.apart[k][1]


def _sum(a: Cofactors, b: Cofactors) -> Cofactors:
    return {k: (a[k] + b[k] if k in a and k in b else a.get(k, b.get(k))) for k in {**a, **b}}


__all__ = ["GaveUp", "attempt", "prolong"]
