"""What is known, as polynomials: facts, their factors, and what functions are by themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import acb

from symq.kernel.balls import reader
from symq.kernel.context import Context
from symq.kernel.field import Poly, Value
from symq.kernel.term import ONE, ZERO, Term, add, head, is_number, mul, neg, sub, symbols
from symq.prove.order.build import (
    FAILURES,
    Builder,
    Evidence,
    Flint,
    arithmetic,
    combine,
    constant,
    degree,
    exponents,
    generators,
    negative,
    primitive,
    quotient,
    same,
    term_of,
)
from symq.prove.order.sample import Samples, names_in

Prover = Callable[[Context, Term, int], "Evidence | None"]


@dataclass
class Known:
    """A fact as a polynomial: value = poly / den, `op` 0."""

    index: int
    poly: Poly
    den: int
    op: str


def single(poly: Poly) -> int | None:
    """The generator that a polynomial c * g with c > 0 consists of."""
    if len(poly) == 1:
        (key, c), = poly.items()
        found = exponents(key)
        if c > 0 and list(found.values()) == [1]:
            return next(iter(found))
    return None


class State:
    """A builder and the polynomial facts in it; `thin` where they hold on a thin set only."""

    def __init__(self, builder: Builder, prover: Prover, search: Any,
                 splitting: bool = True) -> None:
        self.builder, self.prover, self.tick = builder, prover, search.tick
        self.drawn = search.drawn
        self.splitting = splitting
        self.sampled: dict[Any, Samples] = {}
        self.facts: list[Known] = []
        self.signs: dict[frozenset[tuple[int, int]], tuple[str, int]] = {}
        self.seen = 0
        self.thin = False

    @property
    def context(self) -> Context:
        """The context as it is now."""
        return self.builder.context

    @property
    def count(self) -> int:
        """Number of generators."""
        return self.context.field.count

    def value(self, term: Term) -> Value:
        """The value of a term, without limit of work."""
        self.context.field.work = 30_000_000
        return self.context.value(term)

    def samples(self, polys: list[Poly]) -> Samples:
        """Places where the facts hold, for the symbols in some polynomials."""
        key = (len(self.context.facts), frozenset(names_in(self.context, polys)))
        if key not in self.sampled:
            equations = sum(f.op == "=" for f in self.context.facts)
            self.tick(2_000 + 1_000 * equations)
            self.sampled[key] = Samples(self.context, polys, drawn=self.drawn)
        return self.sampled[key]

    # -- reading facts ----------------------------------------------------------------------
    def read(self) -> None:
        """Take up facts that are new: clear denominators, split factors, integers."""
        fresh: list[int] = []
        while self.seen < len(self.context.facts) or fresh:
            if self.seen == len(self.context.facts):
                self.split(fresh.pop(0))
                continue
            index = self.seen
            self.seen += 1
            fact = self.context.facts[index]
            if fact.identity or not fact.value[0]:
                continue
            if fact.op in (">", ">=") and not self.context.real(fact.value):
                continue
            if fact.value[2]:
                self.clear(index)
                continue
            self.note(Known(index, fact.value[0], fact.value[1], fact.op))
            self.integral(index)
            if self.splitting:
                fresh.append(index)
                if fact.op == "!=":
                    self.square(index)

    def note(self, known: Known) -> None:
        """Store a polynomial fact."""
        if constant(known.poly) is not None and known.op != "=":
            return
        key, rank = same(primitive(known.poly)), {"=": 3, ">": 2, ">=": 1, "!=": 0}
        old = self.signs.get(key)
        if old is not None and {old[0], known.op} == {">=", "!="}:
            self.sharpen(known.poly, old[1] if old[0] == ">=" else known.index)
        against = self.signs.get(same(primitive(negative(known.poly))))
        if against is not None and (against[0], known.op) == (">=", "!="):
            self.sharpen(negative(known.poly), against[1])
        if against is not None and (against[0], known.op) == ("!=", ">="):
            self.sharpen(known.poly, known.index)
        if old is None or rank[known.op] > rank[old[0]]:
            self.signs[key] = (known.op, known.index)
            self.facts = [f for f in self.facts if same(primitive(f.poly)) != key]
            self.facts.append(known)

    def sharpen(self, poly: Poly, at: int) -> None:
        """What is not negative (fact `at`) and not zero is positive."""
        fact, term = self.context.facts[at], term_of(self.context, poly)
        case = len(self.context.facts)
        share = quotient(arithmetic(self.context.field), (poly, 1, ()), fact.value)
        bad = combine([], [[str(share), [[at, 1]], None], ["1", [[case, 1]], None]])
        zero = combine([], [["1", [], term], ["1", [[case, 1]], sub(ONE, term)]])
        self.builder.have((">", term, ZERO), {
            "kind": "cases/1", "on": term, "negative": {"kind": "absurd/1", "proof": bad},
            "zero": zero, "positive": combine([], [["1", [[case, 1]], None]])})

    def square(self, index: int) -> None:
        """The square of a generator that is not zero is positive, if a relation rewrites it."""
        fact = self.context.facts[index]
        used = list(exponents(next(iter(fact.value[0]))).items())
        if len(fact.value[0]) > 1 or [e for _, e in used] != [1] or not (
                used[0][0] in self.context.field.relations or any(
                    f.op == "=" and used[0][0] in generators(f.poly, self.count)
                    for f in self.facts)) or not self.context.real(fact.value):
            return
        square = ("^", term_of(self.context, fact.value[0]), "2")
        share = str(fact.value[1] ** 2)
        self.builder.have((">", square, ZERO), combine([], [[share, [[index, 2]], None]]))

    def clear(self, index: int) -> None:
        """A fact with denominators, times their squares."""
        fact = self.context.facts[index]
        (num, den, bottom), op = fact.value, fact.op
        field = arithmetic(self.context.field)
        zero = op == "="
        root = field.expand(tuple((i, e if zero else (e + 1) // 2) for i, e in bottom))
        left = field.expand(tuple((i, 1) for i, e in bottom if e % 2 and not zero))
        top, low, rest = field.normal((field.times(num, left), 1, ()))
        if rest or not top:
            return
        whole = term_of(self.context, root)
        evidence = combine([], [[str(Fraction(den, low)), [[index, 1]], whole]])
        self.builder.have((op, term_of(self.context, top), ZERO), evidence)

    def integral(self, index: int) -> None:
        """A strict fact between integers leaves a gap of one."""
        fact = self.context.facts[index]
        if fact.op != ">" or fact.value[1] != 1 or len(fact.value[0]) > 6:
            return
        term = term_of(self.context, fact.value[0])
        if self.context.whole(term):
            proof = combine([], [["1", [[index, 1]], None]])
            self.builder.have((">=", term, ONE), {"kind": "discrete/1", "proof": proof})

    def split(self, index: int) -> None:
        """The signs of the factors of a fact that follow from it and the others."""
        fact = self.context.facts[index]
        poly, op = fact.value[0], fact.op
        if op == "=" or len(poly) > 60 or degree(poly) < 2:
            return
        self.tick(70 * len(poly))
        _, factors = Flint(poly, count=self.count).factors(poly)
        if len(factors) == 1 and factors[0][1] == 1:
            return
        if op != ">=":
            for f, _ in factors:
                if self.sign_of(f) is None:
                    rest = Flint(poly, f, count=self.count).divide(poly, f)
                    if rest is not None:
                        self.builder.have(("!=", term_of(self.context, f), ZERO), combine(
                            {"term": term_of(self.context, rest)},  # type: ignore[arg-type]
                            [[str(fact.value[1]), [[index, 1]], None]]))
        if op == "!=":
            return
        odd = [f for f, e in factors if e % 2]
        unknown = [f for f in odd if self.has(f, ">") is None
                   and self.has(negative(f), ">") is None]
        if len(unknown) != 1:
            return
        self.isolate(index, unknown[0])

    def isolate(self, index: int, f: Poly) -> None:
        """The sign of one factor of a fact, the others being known."""
        fact = self.context.facts[index]
        rest = Flint(fact.value[0], f, count=self.count).divide(fact.value[0], f)
        if rest is None:
            return
        term, op = term_of(self.context, rest), fact.op
        for sign in (1, -1):
            piece = f if sign > 0 else negative(f)
            cofactor = self.prover(self.context, (">", term if sign > 0 else neg(term), ZERO), -1)
            if cofactor is None:
                continue
            at = self.builder.have((">", term if sign > 0 else neg(term), ZERO), cofactor)
            if at is not None:
                self.builder.have((op, term_of(self.context, piece), ZERO), combine(
                    [[at, 1]], [[str(fact.value[1]), [[index, 1]], None]]))
            return

    def sign_of(self, poly: Poly) -> tuple[str, int] | None:
        """(op, number of the fact) if the polynomial is a fact."""
        return self.signs.get(same(primitive(poly)))

    def has(self, poly: Poly, op: str) -> int | None:
        """The number of a fact that shows `poly op 0`."""
        found = self.sign_of(poly)
        enough = {">": (">",), ">=": (">", ">=", "="), "!=": (">", "!=")}[op]
        return found[1] if found is not None and found[0] in enough else None

    def lemma(self, poly: Poly, op: str, effort: int) -> int | None:
        """The number of a fact `poly op 0`, proved if it is not known yet."""
        known = self.has(poly, op)
        if known is not None:
            return known
        relation = (op, term_of(self.context, poly), ZERO)
        evidence = self.prover(self.context, relation, effort)
        index = self.builder.have(relation, evidence)
        if index is not None:
            self.read()
        return index

    # -- what functions are -----------------------------------------------------------------
    def functions(self, polys: list[Poly]) -> None:
        """Facts about the generators that occur: signs, ranges, moduli, constants."""
        done: set[int] = set()
        for _ in range(3):
            used = set().union(*(generators(p, self.count) for p in polys),
                               *(generators(f.poly, self.count) for f in self.facts
                                 if self.splitting)) - done
            if not used:
                return
            for i in sorted(used):
                done.add(i)
                self.describe(self.context.names[i])
            self.read()

    def describe(self, term: Term) -> None:
        """Facts about one generator."""
        kind, have = head(term), self.builder.have
        (key,) = self.value(term)[0] or (0,)
        if self.has({key: 1}, ">") is not None:
            return
        if kind in ("c", "f", "^") and not symbols(term) and self.enclose(term):
            return
        if term == ("c", "pi"):
            have((">", term, ZERO), {"kind": "intrinsic/1"})
        elif kind == "^":
            self.root(term)
        elif kind == "f" and term[1] == "floor":
            have((">", term, sub(term[2], ONE)), {"kind": "bounded/1"})
            have(("<=", term, term[2]), {"kind": "bounded/1"})
            above = (">", add(term, ONE), ZERO)
            if self.splitting and self.context.is_known(term[2], ">="):
                have(above, self.prover(self.context, above, -1))
        elif kind == "f" and term[1] == "erf":
            have(("<", term, ONE), {"kind": "bounded/1"})
            have((">", term, "-1"), {"kind": "bounded/1"})
        elif kind == "f" and term[1] in ("exp", "gamma", "factorial"):
            have((">", term, ZERO), {"kind": "intrinsic/1"})
        elif kind == "f" and term[1] == "abs":
            if have((">", term, ZERO), {"kind": "intrinsic/1"}) is None:
                have((">=", term, ZERO), {"kind": "intrinsic/1"})
            if self.context.real_term(term[2]):
                self.modulus(term)
        elif kind == "f" and term[1] in ("sin", "cos") and self.splitting \
                and self.context.real_term(term[2]):
            other = ("f", "cos" if term[1] == "sin" else "sin", term[2])
            for one in (sub(ONE, term), add(ONE, term)):
                have((">=", one, ZERO), combine([], [["1/2", [], one], ["1/2", [], other]]))
            have((">=", sub(ONE, ("^", term, "2")), ZERO), combine([], [["1", [], other]]))
            self.angle(term)

    def angle(self, term: Term) -> None:
        """The sign of sine or cosine where the angle is known to lie in the first half turn."""
        x, pi = term[2], ("c", "pi")
        first = ZERO if term[1] == "sin" else mul("1/2", pi)
        low, high = (">", add(x, first), ZERO), (">", sub(sub(pi, first), x), ZERO)
        if not self.seems(add(x, first)) or not self.seems(sub(sub(pi, first), x)):
            return
        for strict in (True, False):
            found = []
            for relation in (low, high):
                wanted = relation if strict else (">=", *relation[1:])
                if not self.context.is_known(wanted[1], wanted[0]) and self.builder.have(
                        wanted, self.prover(self.context, wanted, -1)) is None:
                    break
                found.append(wanted)
            if len(found) == 2:
                self.builder.have((">" if strict else ">=", term, ZERO), {"kind": "bounded/1"})
                return

    def seems(self, term: Term) -> bool:
        """Whether a term is non-negative at the places where the facts hold."""
        value = self.value(term)
        return value[2] != () or self.samples([value[0]]).sign(value[0]) in ("+", "0")

    def root(self, term: Term) -> None:
        """The sign of a root, or of a power with a symbolic exponent, from its base."""
        have, base = self.builder.have, term[1]
        numeric = is_number(term[2])
        try:
            self.value(base)
        except FAILURES:
            return
        for op in (">",) if not numeric else (">", ">="):
            if op == ">=" and self.has(self.value(term)[0], ">=") is not None:
                return
            if not self.context.is_known(base, op) and self.splitting:
                have((op, base, ZERO), self.prover(self.context, (op, base, ZERO), -1))
            if self.context.is_known(base, op):
                have((op, term, ZERO), {"kind": "intrinsic/1"})
                return
        if numeric:
            return

    def modulus(self, term: Term) -> None:
        """|x| is at least x and at least -x."""
        x = term[2]
        for y in (x, neg(x)):
            one, other, at = sub(term, y), add(term, y), self.ref(term)
            if self.value(one)[2] or not self.value(one)[0]:
                continue
            here = len(self.context.facts)
            plain = [["1", [at], None], ["1", [[here, 1]], None]]
            product = {"kind": "have/1", "lemmas": [[(">", other, ZERO), combine([], plain)]],
                       "then": combine([[here + 1, 1]], [])}
            middle = combine([], [["1", [at], None], ["-1", [[here, 1]], None]])
            self.builder.have((">=", one, ZERO), {
                "kind": "cases/1", "on": y, "negative": combine([], plain), "zero": middle,
                "positive": product})

    def ref(self, term: Term) -> list[int]:
        """A generator's own sign among the facts."""
        self.read()
        (key,) = self.value(term)[0]
        found = self.has({key: 1}, ">=")
        return [-1 if found is None else found, 1]

    def enclose(self, term: Term) -> bool:
        """Rational bounds of a closed term."""
        try:
            enclosure = acb(reader(term)([]))
            if not (enclosure.imag == 0 and enclosure.is_finite()):
                return False
            middle = Fraction(float(enclosure.real.mid()))
        except FAILURES:
            return False
        self.builder.have((">" if middle > 0 else "<", term, ZERO), {"kind": "ball/1", "bits": 128})
        scale = Fraction(10) ** len(str(int(abs(middle))))
        for digits in (4, 9):
            unit = scale / 10**digits
            low = (middle / unit).__floor__() * unit
            for op, edge in ((">", low), ("<", low + unit)):
                self.builder.have((op, term, str(edge)), {"kind": "ball/1", "bits": 128})
        return True
