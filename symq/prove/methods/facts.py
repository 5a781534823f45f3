"""What follows from the facts as they are said: the same relation, or a sum of a few of them.

The summands of a fact are taken as they stand, nothing is multiplied out, so that long
expressions cost nothing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symq.errors import Rejected
from symq.kernel.context import Context, standard
from symq.kernel.term import RELATIONS, Term, head, is_number, mul, number, sub
from symq.prove.bridge import Ring
from symq.prove.order.build import Evidence, combine
from symq.prove.order.linear import conic, exact

FACTOR = 100_000    # units of work for one factor of a product


def attempt(search: Any, context: Context, goal: Term) -> Evidence | None:
    """A non-negative combination of order facts, any one of equations, or a contradiction."""
    if head(goal) not in RELATIONS or not context.facts:
        return None
    table = Rows(context, search.tick)
    term, op = standard(goal)
    target = table.row(term)
    if op == "!=":
        found = table.apart(target) or table.signed(target) or divided(context, term) or \
            by_factors(search, context, term)
    elif op == "=":
        found = table.equal(target) or table.squeezed(search, context, goal)
    else:
        found = table.combination(target)
    return found or table.contradiction()


def by_factors(search: Any, context: Context, term: Term) -> Evidence | None:
    """A product is not zero because none of its factors is."""
    powers: dict[Term, int] = {}
    coefficient = Fraction(1)
    for factor in term[1:] if head(term) == "*" else (term,):
        if is_number(factor):
            coefficient *= number(factor)
            continue
        whole = head(factor) == "^" and is_number(factor[2]) and number(factor[2]).denominator == 1
        base, n = (factor[1], int(number(factor[2]))) if whole else (factor, 1)
        powers[base] = powers.get(base, 0) + n
    if not coefficient or min(powers.values(), default=0) < 1 or sum(powers.values()) < 2:
        return None
    inside, first = context.fork(), len(context.facts)
    lemmas = []
    for base in powers:
        relation = ("!=", base, "0")
        proof = search.briefly(inside, relation, FACTOR)
        if proof is None:
            return None
        lemmas.append([relation, proof])
        inside.fact(relation)
    product = [[first + i, n] for i, n in enumerate(powers.values())]
    return {"kind": "have/1", "lemmas": lemmas,
            "then": combine([], [[str(coefficient), product, None]])}


class Rows:
    """The facts of a context as rows over their summands."""

    def __init__(self, context: Context, tick: Any) -> None:
        self.context, self.tick = context, tick
        self.places: dict[Term, int] = {}
        self.rows = [self.row(standard(f.relation)[0]) for f in context.facts]
        self.zero = [i for i, f in enumerate(context.facts) if f.op == "="]
        self.sign = [i for i, f in enumerate(context.facts) if f.op in (">", ">=")]

    def row(self, term: Term) -> dict[int, Fraction]:
        """The row of a term."""
        return row(term, self.places)

    def equal(self, target: dict[int, Fraction]) -> Evidence | None:
        """t = 0 as a combination of equations."""
        weights = exact([self.rows[i] for i in self.zero], target)
        return None if weights is None else combine([], [
            [str(w), [[i, 1]], None] for w, i in zip(weights, self.zero, strict=True) if w])

    def combination(self, target: dict[int, Fraction]) -> Evidence | None:
        """t >= 0 as a combination, of a strict fact and others if there is one."""
        plain = self.weights(target, [])
        if plain is not None and (any(self.context.facts[i].op == ">" or i < 0
                                      for i, _ in plain)):
            return self.evidence(plain)
        for strict in (i for i in self.sign if self.context.facts[i].op == ">"):
            rest = {k: target.get(k, Fraction(0)) - self.rows[strict].get(k, 0)
                    for k in {**target, **self.rows[strict]}}
            found = self.weights({k: c for k, c in rest.items() if c}, [(strict, Fraction(1))])
            if found is not None:
                return self.evidence(found)
        return None if plain is None or not target else self.evidence(plain)

    def weights(self, target: dict[int, Fraction], given: list[tuple[int, Fraction]]
                ) -> list[tuple[int, Fraction]] | None:
        """(fact, weight) pairs that add up; the fact -1 is the number one."""
        columns: list[Any] = [*(self.rows[i] for i in self.sign), {one(self.places): Fraction(1)}]
        zero: list[Any] = [self.rows[i] for i in self.zero]
        wanted: Any = target
        found = conic(columns, zero, wanted, self.tick)
        if found is None:
            return None
        pairs = [*given, *zip([*self.sign, -1], found[0], strict=True),
                 *zip(self.zero, found[1], strict=True)]
        return [(i, w) for i, w in pairs if w]

    def evidence(self, pairs: list[tuple[int, Fraction]]) -> Evidence:
        """The combination as evidence."""
        return combine([], [[str(w), [[i, 1]] if i >= 0 else [], None] for i, w in pairs])

    def contradiction(self) -> Evidence | None:
        """Facts that cannot hold together."""
        proof = self.combination({}) if any(
            self.context.facts[i].op == ">" for i in self.sign) else None
        if proof is None:
            proof = next((found for i, f in enumerate(self.context.facts) if f.op == "!="
                          for found in [self.denied(i)] if found is not None), None)
        return None if proof is None else {"kind": "absurd/1", "proof": proof}

    def denied(self, index: int) -> Evidence | None:
        """0 != 0 from t != 0 and t = 0."""
        weights = exact([self.rows[i] for i in self.zero], self.rows[index])
        if weights is None:
            return None
        return combine([], [["1", [[index, 1]], None], *(
            [str(-w), [[i, 1]], None] for w, i in zip(weights, self.zero, strict=True) if w)])

    def squeezed(self, search: Any, context: Context, goal: Term) -> Evidence | None:
        """a = b since neither a < b nor a > b is possible."""
        gap, made = sub(goal[1], goal[2]), {}
        try:
            if not context.real(context.value(gap)):
                return None
        except Rejected:
            return None
        for op, name in (("<", "negative"), (">", "positive")):
            inside = context.fork()
            inside.fact((op, gap, "0"))
            proof = Rows(inside, self.tick).contradiction() or squared(inside)
            if proof is None:
                return None
            made[name] = proof
        return {"kind": "cases/1", "on": gap, **made,
                "zero": combine([], [["1", [[len(context.facts), 1]], None]])}

    def signed(self, target: dict[int, Fraction]) -> Evidence | None:
        """t != 0 because t > 0 or t < 0 is a combination with a strict fact."""
        for sign in (1, -1):
            found = self.combination({k: sign * c for k, c in target.items()})
            if found is not None and any(
                    not refs or self.context.facts[refs[0][0]].op == ">"
                    for _, refs, _ in found["sum"]):
                return found if sign == 1 else {**found, "times": {"term": "-1"}}
        return None

    def apart(self, target: dict[int, Fraction]) -> Evidence | None:
        """t != 0 because a fact says so of t or of -t."""
        for index, fact in enumerate(self.context.facts):
            if fact.op in ("!=", ">"):
                for sign in (1, -1):
                    if {k: sign * c for k, c in self.rows[index].items()} == target:
                        return combine([], [[str(sign), [[index, 1]], None]])
        return None


def divided(context: Context, term: Term) -> Evidence | None:
    """t != 0 because a fact says q t + r = 0 with r not zero."""
    value = context.value(term)
    if value[2] or not value[0]:
        return None
    for index, fact in enumerate(context.facts):
        if fact.op != "=" or fact.value[2] or not fact.value[0]:
            continue
        ring = Ring(context, [value, fact.value])
        quotient, rest = divmod(ring.fraction(fact.value)[0], ring.fraction(value)[0])
        if quotient == 0 or rest == 0:
            continue
        known = context.value(ring.term(rest))
        for at, other in enumerate(context.facts):
            if other.op in (">", "!=") and other.value == known:
                return {**combine([], [["1", [[at, 1]], None], ["-1", [[index, 1]], None]]),
                        "times": {"term": ring.term(-quotient)}}
        if rest.is_constant():
            share = Fraction(known[1], known[0].get(0, 1))
            return {**combine([], [["1", [], None], [str(-share), [[index, 1]], None]]),
                    "times": {"term": mul(str(-share), ring.term(quotient))}}
    return None


def squared(context: Context) -> Evidence | None:
    """The last fact is strict, but its square is known not to be positive."""
    field, last = context.field, len(context.facts) - 1
    square = field.mul(context.facts[last].value, context.facts[last].value)
    for index, fact in enumerate(context.facts[:last]):
        if fact.op in ("=", ">=") and context.zero(field.add(fact.value, square)):
            return {"kind": "absurd/1", "proof": combine([], [
                ["1", [[last, 2]], None], ["1", [[index, 1]], None]])}
    return None


def one(places: dict[Term, int]) -> int:
    """The place of the constant summand."""
    return places.setdefault("1", len(places))


def row(term: Term, places: dict[Term, int]) -> dict[int, Fraction]:
    """Coefficients of the summands of a term; each summand that is no number has a place."""
    found: dict[int, Fraction] = {}

    def add(part: Term, factor: Fraction) -> None:
        kind = head(part)
        if kind == "":
            place, factor = one(places), factor * number(part)
        elif kind == "+":
            for p in part[1:]:
                add(p, factor)
            return
        elif kind == "*" and any(is_number(p) for p in part[1:]):
            rest = [p for p in part[1:] if not is_number(p)]
            for p in part[1:]:
                if is_number(p):
                    factor *= number(p)
            add(rest[0] if len(rest) == 1 else ("*", *rest) if rest else "1", factor)
            return
        else:
            place = places.setdefault(part, len(places))
        found[place] = found.get(place, Fraction(0)) + factor

    try:
        add(term, Fraction(1))
    except Rejected:
        return {}
    return {k: c for k, c in found.items() if c}
