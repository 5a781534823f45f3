"""Order relations: from a goal to a polynomial, and from cheap strategies to costly ones."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import combinations
from typing import Any

from symq.kernel.context import Context, conditions, standard
from symq.kernel.field import BITS, Poly
from symq.kernel.term import ZERO, Term
from symq.prove.order import apart, cone, means, roots, slopes, sums, waves
from symq.prove.order.build import (
    FAILURES,
    Builder,
    Evidence,
    Flint,
    arithmetic,
    combine,
    constant,
    degree,
    generators,
    negative,
    primitive,
    quotient,
    same,
    term_of,
)
from symq.prove.order.forms import quadratic
from symq.prove.order.known import State
from symq.prove.order.line import on_line
from symq.prove.order.prepare import prepare
from symq.prove.order.sample import Samples
from symq.prove.order.sparse import sparse


class Decider:
    """Finds evidence for order relations; nested searches share the time limit."""

    def __init__(self, search: Any, deepest: int = 0) -> None:
        self.search = search
        self.deepest = deepest
        self.slopes = 0
        self.origins: list[Term] = []
        self.depth = 0
        self.splits = 0
        self.failed: set[Any] = set()
        self.active: set[Any] = set()
        self.vain: dict[Any, Any] = {}

    def best(self, context: Context, goal: Term, efforts: tuple[int, ...] = (0, 1, 2, 3)
             ) -> Evidence | None:
        """Efforts in turn."""
        for effort in efforts:
            self.search.tick()
            evidence = self.prove(context, goal, effort)
            if evidence is not None:
                return evidence
        return None

    def prove(self, context: Context, goal: Term, effort: int) -> Evidence | None:
        """Evidence for a relation; effort 0 looks only, 1 combines, 2 splits, 3 sums squares."""
        self.search.tick()
        key = (goal, effort, self.slopes, *map(id, context.facts))
        if self.depth > 14 or (goal, effort) in self.active or key in self.vain:
            return None
        self.depth += 1
        self.active.add((goal, effort))
        try:
            found = apart.apart(self, context, goal, effort) if goal[0] == "!=" \
                else self.order(context, goal, effort)
            if found is None:
                self.vain[key] = list(context.facts)
            return found
        except FAILURES:
            return None
        finally:
            self.depth -= 1
            self.active.discard((goal, effort))

    def equal(self, context: Context, goal: Term) -> Evidence | None:
        """Evidence for an equation, by any method."""
        self.search.lemmas += 1
        try:
            return self.search.attempt(context, goal)  # type: ignore[no-any-return]
        except FAILURES:
            return None
        finally:
            self.search.lemmas -= 1

    # -- from relations to polynomials ------------------------------------------------------
    def order(self, context: Context, goal: Term, effort: int) -> Evidence | None:
        """An order relation, or an equation that two of them give."""
        builder = Builder(context)
        term, op = standard(goal)
        if op not in (">", ">="):
            return None
        if effort > 0:
            prepare(builder, goal, self.prove, self.equal, effort != 2)
        state = State(builder, self.prove, self.search, effort >= 0)
        state.read()
        num, den, bottom = state.value(term)
        if not num:
            return builder.wrap(combine([], [])) if op == ">=" else None
        if not state.context.real((num, den, bottom)):
            return None
        times: list[list[int]] = []
        field = arithmetic(state.context.field)
        poly = num
        for i, e in bottom:
            at, factor = self.multiplier(state, field.factors[i], e % 2 == 1, effort)
            if at is None:
                return None
            times.append([at, e if e % 2 and factor is not None else (e + 1) // 2])
            if factor is not None:
                if factor < 0 and e % 2:
                    poly = negative(poly)
            elif e % 2:
                product = field.normal((field.times(poly, field.factors[i]), 1, ()))
                poly = product[0]
                if product[2]:
                    return None
        evidence = self.polynomial(state, poly, op, effort)
        if evidence is not None and (times or den != 1 or self.otherwise(state, term, poly)):
            evidence = self.by_lemma(state, poly, op, evidence, times, term)
        return None if evidence is None else builder.wrap(evidence)

    @staticmethod
    def otherwise(state: State, term: Term, poly: Poly) -> bool:
        """Whether a term asks for its conditions in another order than the polynomial does."""
        sorts = state.context.sorts
        return conditions(term, True, sorts) != conditions(
            term_of(state.context, poly), True, sorts)

    def by_lemma(self, state: State, poly: Poly, op: str, evidence: Evidence,
                 times: list[list[int]], term: Term) -> Evidence | None:
        """term op 0 from `poly op 0` as a lemma: times * term = c * poly."""
        at = state.builder.have((op, term_of(state.context, poly), ZERO), evidence)
        if at is None:
            return None
        field = arithmetic(state.context.field)
        left = state.value(term)
        for ref, e in times:
            left = field.mul(left, field.pow(state.context.facts[ref].value, e))
        ratio = quotient(field, left, state.context.facts[at].value)
        return None if ratio is None else combine(times, [[str(ratio), [[at, 1]], None]])

    def multiplier(self, state: State, factor: Poly, odd: bool, effort: int
                   ) -> tuple[int | None, int | None]:
        """A positive fact: the factor (1), minus it (-1), or its square (None)."""
        samples = None
        for sign in (1, -1):
            piece = factor if sign > 0 else negative(factor)
            at = state.has(piece, ">")
            if at is not None and odd:
                return at, sign
        if odd:
            state.functions([factor])
            samples = state.samples([factor])
            seen = samples.sign(factor)
            for sign, mark in ((1, "+"), (-1, "-")):
                if seen == mark or (seen == "?" and not samples.count):
                    at = state.lemma(factor if sign > 0 else negative(factor), ">", min(effort, 1))
                    if at is not None:
                        return at, sign
        term = term_of(state.context, factor)
        at = state.builder.have((">", ("^", term, "2"), ZERO), combine([], [["1", [], term]]))
        return at, None

    # -- polynomials ------------------------------------------------------------------------
    def polynomial(self, state: State, poly: Poly, op: str, effort: int) -> Evidence | None:
        """Evidence for `poly op 0` in the state's context."""
        value = constant(poly)
        if value is not None:
            good = value > 0 or (value == 0 and op == ">=")
            return combine([], [[str(value), [], None]] if value else []) if good else None
        found = self.fact(state, poly, op)
        if found is not None:
            return found
        state.functions([poly])
        found = self.fact(state, poly, op) or cone.manifest(state, poly, op)
        if found is not None:
            return found
        key = (same(primitive(poly)), op, effort,
               frozenset((same(primitive(f.poly)), f.op) for f in state.facts))
        if key in self.failed:
            return None
        found = self.factored(state, poly, op, effort)
        if found is None and not self.settled(state, poly):
            found = self.whole(state, poly, op, effort)
        if found is None:
            self.failed.add(key)
        return found

    def fact(self, state: State, poly: Poly, op: str) -> Evidence | None:
        """A fact that says it."""
        at = state.has(poly, op)
        if at is None:
            return None
        num, den, _ = state.context.facts[at].value
        key = next(iter(num))
        ratio = Fraction(poly[key] * den, num[key])
        return combine([], [[str(ratio), [[at, 1]], None]]) if ratio > 0 or (
            state.context.facts[at].op == "=") else None

    def factored(self, state: State, poly: Poly, op: str, effort: int) -> Evidence | None:
        """The signs of the factors."""
        if len(poly) > 300:
            return None
        self.search.tick(70 * len(poly))
        scale, factors = Flint(poly, count=state.count).factors(poly)
        if len(factors) == 1 and factors[0][1] == 1:
            return None
        samples = state.samples([poly])
        sign, used, squares = (1 if scale > 0 else -1), [], []
        for f, e in factors:
            half = e // 2
            if half:
                squares.append((f, half))
                if op == ">" and state.lemma(f, "!=", min(effort, 1)) is None:
                    return None
            if e % 2:
                seen = samples.sign(f)
                if seen not in "+-" and op == ">":
                    return None
                for mark, piece in (("+", f), ("-", negative(f))):
                    if seen in "+-" and seen != mark:
                        continue
                    at = state.lemma(piece, op, effort)
                    if at is not None:
                        used.append((at, piece))
                        sign *= 1 if mark == "+" else -1
                        break
                else:
                    return None
        if sign < 0:
            return None
        last: Term | None = None
        if squares:
            field = arithmetic(state.context.field)
            total: Poly = {0: 1}
            for f, half in squares:
                total = reduce(field.times, [f] * half, total)
            last = term_of(state.context, total)
            if op == ">" and not state.context.is_known(last, "!="):
                state.builder.have(("!=", last, ZERO), self.nonzero_product(state, squares))
        c = abs(scale)
        for at, piece in used:
            num, den, _ = state.context.facts[at].value
            key = next(iter(num))
            c *= Fraction(piece[key] * den, num[key])
        return combine([], [[str(c), [[at, 1] for at, _ in used], last]])

    def settled(self, state: State, poly: Poly) -> bool:
        """Whether slopes have been tried on factors that seem to have one sign each."""
        if not self.deepest or len(poly) > 300 or not slopes.moving(state.context, poly):
            return False
        samples = state.samples([poly])
        _, factors = Flint(poly, count=state.count).factors(poly)
        return len(factors) > 1 and all(samples.sign(f) in ("+", "-") for f, _ in factors)

    def nonzero_product(self, state: State, squares: list[tuple[Poly, int]]) -> Evidence | None:
        """A product of factors that do not vanish."""
        factors, c = [], Fraction(1)
        for f, half in squares:
            at = state.has(f, "!=")
            if at is None:
                return None
            num, den, _ = state.context.facts[at].value
            key = next(iter(num))
            c *= Fraction(f[key] * den, num[key]) ** half
            factors.append([at, half])
        return combine([], [[str(c), factors, None]])

    def whole(self, state: State, poly: Poly, op: str, effort: int) -> Evidence | None:
        """The polynomial as it is, with growing effort."""
        facts = cone.relevant(state, poly)
        if effort < 0 and degree(poly) == 1:
            columns = cone.products(state, facts[:60], 1)
            total = cone.search_cone(state, poly, op, columns, None, 1)
            return None if total is None else combine([], total)
        found = cone.cells(state, poly, op, facts)
        if found is not None:
            return found
        squares = quadratic(state, poly) if op == ">=" else None
        if squares is None and op == ">=" and effort >= 1:
            squares = sparse(state, poly)
        if squares is not None:
            return combine([], squares)
        samples = state.samples([poly, *(f.poly for f in facts)])
        if samples.count and samples.sign(poly) in ("?-" if op == ">=" else "?-0"):
            return None
        used = len(generators(poly, state.count))
        if used == 1:
            found = on_line(state, poly, op)
            if found is not None:
                return found
        curved = self.deepest > 0 and bool(slopes.moving(state.context, poly))
        places = set(generators(poly, state.count))
        if op == ">" and effort >= 1 and not curved and 1 < used < 7 and all(
                set(generators(f.poly, state.count)) <= places for f in state.facts) and \
                sums.vanishing(state, poly, facts, sorted(places)):
            return None
        found = sums.linear(state, poly, op, facts, samples, effort, curved)
        if found is not None:
            return found
        total = means.means(state, poly, op, facts, samples) if effort >= 1 and not curved else None
        if total is not None:
            return combine([], total)
        if effort >= 1 and not curved:
            found = self.contrary(state, poly, op)
            if found is not None:
                return found
        if effort >= 1:
            found = roots.conjugate(state, poly, op, effort, samples)
            if found is None:
                found = waves.amplitude(state, poly, op, effort)
            if found is not None:
                return found
        if effort >= 1 and self.deepest:
            found = slopes.by_slope(self, state, poly, op, samples)
            if found is not None or (slopes.moving(state.context, poly)
                                     and (self.slopes or effort < 2)):
                return found
        if effort >= 2:
            found = self.split(state, poly, op, effort, samples)
            if found is not None:
                return found
        if effort >= 3:
            self.search.tick()
            return sums.squares(self, state, poly, op, facts, samples)
        return None

    def contrary(self, state: State, poly: Poly, op: str) -> Evidence | None:
        """The contrary contradicts the facts: a combination of them is 0 > 0."""
        facts = [f for f in state.facts if f.op in (">", ">=")]
        if not facts or degree(poly) > 3 or len(state.facts) > 30:
            return None
        made = {}
        for relation, key in (("<", "negative"), ("=", "zero")):
            if key == "zero" and op == ">=":
                break
            inside = state.context.fork()
            inside.fact((relation, term_of(state.context, poly), ZERO))
            twin = State(Builder(inside), self.prove, self.search, False)
            twin.thin = True
            twin.read()
            total = cone.contradiction(twin, poly)
            if total is None:
                return None
            made[key] = {"kind": "absurd/1", "proof": combine([], total)}
        at = len(state.context.facts)
        same_sign = combine([], [["1", [[at, 1]], None]])
        return {"kind": "cases/1", "on": term_of(state.context, poly),
                "negative": made["negative"], "zero": made.get("zero", same_sign),
                "positive": same_sign}

    # -- cases ------------------------------------------------------------------------------
    def split(self, state: State, poly: Poly, op: str, effort: int, samples: Samples
              ) -> Evidence | None:
        """The sign of a symbol, a difference of two, or a factor of a fact."""
        if self.splits >= 3:
            return None
        goal = (op, term_of(state.context, poly), ZERO)
        indices = [i for i in generators(poly, state.count)
                   if state.context.real_term(state.context.names[i])]
        ones: list[Poly] = [{1 << (BITS * i): 1} for i in indices]
        pieces = roots.pivots(state, poly, samples)
        pieces += [p for p in ones if samples.sign(p) == "?"]
        pieces += [{**p, **negative(q)} for p, q in combinations(ones, 2)
                   if samples.sign({**p, **negative(q)}) == "?"]
        self.splits += 1
        try:
            for piece in pieces[:8]:
                found = self.cases(state, piece, goal, 1 if self.splits >= 2 else effort - 1)
                if found is not None:
                    return found
        finally:
            self.splits -= 1
        return None

    def cases(self, state: State, piece: Poly, goal: Term, effort: int) -> Evidence | None:
        """Evidence from the three signs of a polynomial."""
        on = term_of(state.context, piece)
        made: dict[str, Evidence] = {}
        for op, name in ((">", "positive"), ("<", "negative"), ("=", "zero")):
            self.search.tick()
            inside = state.context.fork()
            inside.fact((op, on, ZERO))
            found = None
            if op == "=" and Builder(inside).holds(goal, made["positive"]):
                found = made["positive"]
            if found is None:
                found = self.ladder(inside, goal, effort)
            if found is None:
                return None
            made[name] = found
        return {"kind": "cases/1", "on": on, **made}

    def ladder(self, context: Context, goal: Term, effort: int) -> Evidence | None:
        """Efforts from 1 to the given one."""
        for k in range(1, max(effort, 1) + 1):
            found = self.prove(context, goal, k)
            if found is not None:
                return found
        return None


__all__ = ["Decider"]
