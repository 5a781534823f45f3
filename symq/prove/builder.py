"""Evidence built step by step: lemmas and rewritings, tried on a context as they are found."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import fmpq

from symq.errors import Rejected
from symq.kernel import logic
from symq.kernel.context import Context
from symq.kernel.expression import FLIP
from symq.kernel.field import Value
from symq.kernel.functions import conjugate
from symq.kernel.term import (
    ZERO,
    Term,
    add,
    fn,
    head,
    is_number,
    mul,
    neg,
    number,
    parts,
)
from symq.prove.bridge import Ring
from symq.prove.linear import linear
from symq.prove.order.build import circular, equal_term
from symq.prove.screen import plausible
from symq.prove.search import FAILURES, PLAIN, Evidence

if TYPE_CHECKING:
    from symq.prove.search import Search

BRIEFLY = 400_000  # units of work for the sign of one term


def by_fact(index: int, coefficient: str = "1", last: Term | None = None) -> Evidence:
    """The goal is a multiple of one fact."""
    return {"kind": "combine/1", "times": [], "sum": [[coefficient, [[index, 1]], last]]}


def subterms(term: Term) -> list[Term]:
    """Every sub-expression once, inner ones first, without those under a binder."""
    found: dict[Term, None] = {}

    def walk(t: Term) -> None:
        if t in found:
            return
        if head(t) not in ("sum", "prod"):
            for part in parts(t):
                walk(part)
        found[t] = None

    walk(term)
    return list(found)


def opened(search: Search, context: Context) -> Builder:
    """A builder that knows x < a and -x < a for each fact |x| < a about a real x."""
    builder = Builder(search, context)
    for fact in context.facts:
        op, small, large = fact.relation
        if op in (">", ">="):
            op, small, large = FLIP[op], large, small
        if op not in ("<", "<=") or small[:2] != ("f", "abs") or not context.real_term(small[2]):
            continue
        for side in (small[2], neg(small[2])):
            claim = (op, side, large)
            builder.lemma(claim, search.briefly(builder.context, claim, BRIEFLY))
    return builder


class Builder:
    """A context and the lemmas and rewritings that led to it."""

    def __init__(self, search: Search | None, context: Context) -> None:
        self.search = search
        self.context = context.fork()
        self.steps: list[tuple[str, Any]] = []

    def _try(self) -> Context:
        trial = self.context.fork()
        trial.depth = self.context.depth
        return trial

    def accepts(self, goal: Term, evidence: Evidence | None) -> bool:
        """Whether the kernel accepts the evidence here."""
        if evidence is None:
            return False
        try:
            logic.prove(self.context.fork(), goal, evidence)
        except FAILURES:
            return False
        return True

    def lemma(self, relation: Term, evidence: Evidence | None) -> int | None:
        """Add a proved relation; its number among the facts, or None if it is not accepted."""
        if evidence is None:
            return None
        trial = self._try()
        try:
            for side in relation[1:]:
                trial.value(side)
            logic.prove(trial, relation, evidence)
            trial.fact(relation)
        except FAILURES:
            return None
        self.context = trial
        self.steps.append(("have", [relation, evidence]))
        return len(trial.facts) - 1

    def rewrite(self, term: Term, rule: str, data: Any) -> bool:
        """Replace a term by a rule of the kernel; False if it is not accepted."""
        trial = self._try()
        try:
            other, proof = equal_term(trial, term, rule, data)
            if circular(trial, term, other):
                return False
            trial.rewritten[term] = other
            trial.refresh()
        except FAILURES:
            return False
        self.context = trial
        self.steps.append(("rewrite", [term, other, proof]))
        return True

    def renew(self) -> None:
        """Compute all values anew: the signs found since may tell that more of them are real."""
        trial, idle = self._try(), ("+", ZERO, ZERO)
        trial.rewritten[idle] = ZERO
        trial.refresh()
        self.context = trial
        self.steps.append(("rewrite", [idle, ZERO, PLAIN]))

    def close(self, evidence: Evidence) -> Evidence:
        """The whole evidence, given that for the goal in the final context."""
        for kind, group in reversed(self._groups()):
            evidence = {"kind": "have/1", "lemmas": group, "then": evidence} if kind == "have" \
                else {"kind": "rewrite/1", "atoms": group, "then": evidence}
        return evidence

    def _groups(self) -> list[tuple[str, list[Any]]]:
        groups: list[tuple[str, list[Any]]] = []
        for kind, entry in self.steps:
            if groups and groups[-1][0] == kind:
                groups[-1][1].append(entry)
            else:
                groups.append((kind, [entry]))
        return groups

    def value(self, term: Term) -> Value | None:
        """The value of a term here, None where it has none."""
        try:
            return self.context.value(term)
        except FAILURES:
            return None

    def leaves(self, terms: list[Term]) -> list[Term]:
        """The terms of the generators on which some terms depend."""
        found: dict[Term, None] = {}
        for term in terms:
            value = self.value(term)
            for index in sorted(self.context.field.used(value)) if value is not None else ():
                found[self.context.names[index]] = None
        return list(found)

    def zero(self, term: Term) -> bool:
        """Whether a term is zero in the tower."""
        value = self.value(term)
        return value is not None and not value[0]

    # -- signs --------------------------------------------------------------------------------
    def known(self, term: Term, op: str) -> bool:
        """Whether `term op 0` is plainly known here."""
        try:
            return self.context.is_known(term, op)
        except FAILURES:
            return False

    def sign(self, term: Term, op: str, deep: bool = True) -> bool:
        """Make `term op 0` known, by a lemma if need be; `deep` asks the other methods too."""
        if self.known(term, op):
            return True
        relation = (op, term, ZERO)
        value = self.value(term)
        # what is plainly not real has no sign, unless a root in it becomes real by its base
        if value is None or (op != "!=" and head(term) in ("s", "c", "f")
                             and not self.context.real(value)):
            return False
        if head(term) == "^" and (not is_number(term[2]) or number(term[2]).denominator > 1):
            self.sign(term[1], ">" if not is_number(term[2]) else op, deep)
        elif term[:2] == ("f", "abs") and op != ">=":
            if op == ">" and self.known(term, "!=") and not self.known(term[2], "!="):
                return self._sharpen(term)
            self.unequal(term[2])
        elif term[:2] in (("f", "sin"), ("f", "cos")) and op != "!=" and deep:
            quarter = mul("1/2", ("c", "pi"))
            low, high = (term[2], add(("c", "pi"), neg(term[2]))) if term[1] == "sin" else (
                add(term[2], quarter), add(quarter, neg(term[2])))
            if self.context.real_term(term[2]) and self.sign(low, op) and self.sign(high, op) \
                    and self.lemma(relation, {"kind": "bounded/1"}) is not None:
                return True
        for evidence in ({"kind": "intrinsic/1"}, self.manifest(term, op),
                         linear(self.context, value) if op != "!=" else None):
            if self.lemma(relation, evidence) is not None:
                return True
        if head(term) in ("*", "^") and self._by_factors(term, op, deep):
            return True
        if op != "!=" and head(term) == "+" and self._by_conjugate(term, op, deep):
            return True
        for leaf in self.leaves([term]) if head(term) == "+" and op == ">=" else ():
            sine = fn("sin", leaf[2]) if leaf[:2] == ("f", "cos") else None
            if sine is not None and self.zero(add(term, neg(("^", sine, "2")))):
                return self.lemma(relation, {"kind": "combine/1", "times": [], "sum": [
                    ["1", [], sine]]}) is not None
        if not deep or self.search is None:
            return False
        self.search.tick(250 * (1 + len(self.context.facts)))
        if not plausible(self.context, relation):
            return False
        evidence = self.search.briefly(self.context, relation, BRIEFLY)
        return self.lemma(relation, evidence) is not None

    def _sharpen(self, term: Term) -> bool:
        """What is not negative and known not to vanish is positive."""
        if not self.sign(term, ">=", deep=False):
            return False
        least, n = self.index(term, ">="), len(self.context.facts)
        if least is None:
            return False
        negative: list[Any] = [["1", [[n, 1]], None], ["1", [[least, 1]], None]]
        zero: list[Any] = [["1", [], term], ["-1", [[n, 1]], term]]
        return self.lemma((">", term, ZERO), {"kind": "cases/1", "on": term, **{
            key: {"kind": "absurd/1", "proof": {"kind": "combine/1", "times": [], "sum": total}}
            for key, total in (("negative", negative), ("zero", zero))},
            "positive": by_fact(n)}) is not None

    def _by_factors(self, term: Term, op: str, deep: bool) -> bool:
        """A product of factors of known signs."""
        factors = [(t, 1) for t in term[1:]] if head(term) == "*" else [
            (term[1], int(number(term[2])))] if is_number(term[2]) and \
            number(term[2]).denominator == 1 else []
        if op == ">=" and len(factors) == 1 and factors[0][1] % 2 == 0:
            half = ("^", factors[0][0], str(factors[0][1] // 2))
            return self.lemma((op, term, ZERO), {"kind": "combine/1", "times": [], "sum": [
                ["1", [], half]]}) is not None
        used, coefficient = [], "1"
        for factor, power in factors:
            if is_number(factor):
                coefficient = str(number(coefficient) * number(factor) ** power)
                continue
            even = power % 2 == 0 and op != "!="
            if not self.sign(factor, "!=" if even and op == ">" else op, deep):
                return False
            index = self.index(factor, "!=" if even and op == ">" else op)
            if index is None:
                return False
            used.append([index, power])
        evidence = {"kind": "combine/1", "times": [], "sum": [[coefficient, used, None]]}
        return bool(used) and self.lemma((op, term, ZERO), evidence) is not None

    def _by_conjugate(self, term: Term, op: str, deep: bool) -> bool:
        """a r + b for a root r: (a r + b)(a r - b) is free of it, and the last factor positive."""
        value = self.value(term)
        if value is None or value[2] or not value[0]:
            return False
        for index in sorted(self.context.field.used(value), reverse=True):
            if self.context.field.relations.get(index, (0,))[0] != 2 or \
                    head(self.context.names[index]) != "^":
                continue
            ring = Ring(self.context, [value])
            poly, place = ring.poly(value[0]) * fmpq(1, value[1]), ring.place[index]
            if poly.degrees()[place] != 1:
                continue
            rest = poly.subs({ring.ctx.names()[place]: 0})
            for other in (poly - 2 * rest, 2 * rest - poly):
                bar = ring.term(other)
                if rest == 0 or not (self.known(bar, ">") or self.lemma(
                        (">", bar, ZERO), self.manifest(bar, ">")) is not None):
                    continue
                product = self.value(mul(term, bar))
                if product is None or product[2]:
                    continue
                plain = Ring(self.context, [product])
                norm = mul(str(Fraction(1, product[1])), plain.term(plain.poly(product[0])))
                if not self.sign(norm, op, deep):
                    continue
                at, over = self.index(norm, op), self.index(bar, ">")
                total = [["1", [[at, 1]], None]] if at is not None else \
                    [[str(Fraction(product[0].get(0, 0), product[1])), [], None]]
                if over is not None and self.lemma((op, term, ZERO), {
                        "kind": "combine/1", "times": [[over, 1]], "sum": total}) is not None:
                    return True
        return False

    def index(self, term: Term, op: str) -> int | None:
        """The number of a fact `term op 0`, exactly as it stands."""
        enough = {">": (">",), ">=": (">", ">=", "="), "!=": (">", "!="), "=": ("=",)}[op]
        value = self.value(term)
        for i, fact in enumerate(self.context.facts):
            if fact.op in enough and fact.value == value:
                return i
        return None

    def manifest(self, term: Term, op: str) -> Evidence | None:
        """A polynomial whose monomials all have a positive sign, as the sum that shows it."""
        value = self.value(term)
        if value is None or not value[0] or value[2] or len(value[0]) > 60:
            return None
        context = self.context
        ring = Ring(context, [value])
        total: list[Any] = []
        for exponents, c in sorted(ring.poly(value[0]).to_dict().items()):
            coefficient = number(str(c)) / value[1]
            if coefficient <= 0:
                return None
            square: list[Term] = []
            facts: list[Any] = []
            for index, e in zip(ring.indices, exponents, strict=False):
                base = context.names[index]
                if e % 2:
                    if base != term and head(base) in ("^", "f", "c"):
                        self.sign(base, ">=", deep=False)
                    at = self.index(base, ">=")
                    if at is None:
                        return None
                    facts.append([at, 1])
                if e // 2:
                    if not context.real_term(base):
                        return None
                    square.append(base if e // 2 == 1 else ("^", base, str(e // 2)))
            total.append([str(coefficient), facts, mul(*square) if square else None])
        return {"kind": "combine/1", "times": [], "sum": total}

    def unequal(self, term: Term) -> bool:
        """Make `term != 0` known: as a factor of something known, or by its conjugate."""
        if self.known(term, "!=") or self.sign(term, "!=", deep=False):
            return True
        value = self.value(term)
        if value is None or not value[0]:
            return False
        if value[2]:
            return self._numerator(term, value)
        bar = conjugate(self.context, term)
        if bar != term:
            norm = self.value(mul(term, bar))
            if norm is not None:
                evidence = self.manifest(mul(term, bar), ">")
                if evidence is not None:
                    evidence = {**evidence, "times": {"term": bar}}
                    if self.lemma(("!=", term, ZERO), evidence) is not None:
                        return True
        for i, fact in enumerate(self.context.facts):
            if fact.op in (">", "!=") and (other := self._cofactor(fact.value, term)) is not None:
                evidence = {"kind": "combine/1", "times": {"term": other},
                            "sum": [["1", [[i, 1]], None]]}
                if self.lemma(("!=", term, ZERO), evidence) is not None:
                    return True
        return self.sign(term, "!=")

    def _numerator(self, term: Term, value: Value) -> bool:
        """A fraction is not zero where its numerator is not."""
        ring = Ring(self.context, [value])
        top, bottom = ring.fraction(value)
        up = ring.term(top)
        if not self.unequal(up):
            return False
        index = self.index(up, "!=")
        down = ring.term(bottom)
        evidence = {"kind": "combine/1", "times": {"term": down if index is not None else mul(
            up, down)}, "sum": [["1", [], up] if index is None else ["1", [[index, 1]], None]]}
        return self.lemma(("!=", term, ZERO), evidence) is not None

    def _cofactor(self, product: Value, term: Term) -> Term | None:
        value = self.value(term)
        if value is None or not value[0] or product[2] or value[2] or not product[0]:
            return None
        ring = Ring(self.context, [product, value])
        quotient, rest = divmod(ring.fraction(product)[0], ring.fraction(value)[0])
        return ring.term(quotient) if rest == 0 else None

    # -- the square lemma ---------------------------------------------------------------------
    def equal_squares(self, a: Term, b: Term, zero: list[Any] | None = None) -> bool:
        """Replace a by b where both are known to be non-negative and a**2 = b**2.

        `zero` are summands that contain vanishing facts, with a**2 - b**2 as their sum.
        """
        if zero is None and not self.zero(add(("^", a, "2"), neg(("^", b, "2")))):
            return False
        if not self.sign(b, ">="):
            return False
        if head(a) == "^" and not self.known(a[1], ">="):
            self.lemma((">=", a[1], ZERO), {"kind": "combine/1", "times": [], "sum": [
                ["1", [], b], *(zero or [])]})
        if not self.sign(a, ">="):
            return False
        return self.rewrite(a, "lemma", [b, self.squares(a, b, zero)])

    def squares(self, a: Term, b: Term, zero: list[Any] | None = None) -> Evidence:
        """Evidence of a = b from a >= 0, b >= 0 (facts here) and a**2 = b**2.

        `zero` are summands that contain vanishing facts, with a**2 - b**2 as their sum.
        """
        n = len(self.context.facts)

        def contrary(smaller: Term, sign: int) -> Evidence:
            # d = |a - b| > 0 gives d**2 + 2 d min(a, b) = 0, a sum that is strictly positive
            total: list[Any] = [["1", [[n, 2]], None]]
            fact, value = self.index(smaller, ">="), self.value(smaller)
            if fact is not None:
                total.append(["2", [[n, 1], [fact, 1]], None])
            elif value is not None and set(value[0]) == {0}:
                total.append([str(Fraction(2 * value[0][0], value[1])), [[n, 1]], None])
            total += [[str(sign * number(c)), facts, last] for c, facts, last in zero or []]
            return {"kind": "absurd/1", "proof": {"kind": "combine/1", "times": [], "sum": total}}

        return {"kind": "cases/1", "on": add(a, neg(b)), "negative": contrary(a, 1),
                "zero": by_fact(n), "positive": contrary(b, -1)}


def conj(term: Term) -> Term:
    """The conjugate of a term."""
    return fn("conj", term)


__all__ = ["PLAIN", "Builder", "Rejected", "by_fact", "conj", "subterms"]
