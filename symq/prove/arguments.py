"""The logarithm of a product as the sum of logarithms and a multiple of 2 pi i that fits."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from symq.kernel.context import multiple
from symq.kernel.term import ONE, ZERO, I, Term, add, fn, head, is_number, mul, neg, sub
from symq.prove.branches import FULL, PI, mirrored
from symq.prove.builder import PLAIN, Builder, by_fact
from symq.prove.linear import linear
from symq.prove.search import Evidence

Atom = tuple[Term, Term]        # A and exp A


@dataclass(frozen=True)
class Relation:
    """log u as a sum of multiples of A, for atoms (A, exp A), of log c and of i pi turn/2."""

    pairs: tuple[tuple[Atom, int], ...]
    c: Fraction
    turn: int

    @property
    def total(self) -> Term:
        """The sum."""
        more = [fn("log", str(self.c))] if self.c != 1 else []
        if self.turn:
            more.append(mul(str(Fraction(self.turn, 2)), I, PI))
        return add(*(mul(str(e), t) for (t, _), e in self.pairs), *more)

    def entries(self, r: Fraction) -> list[list[Any]]:
        """The factors of u**r, as the kernel's rule for exponentials takes them."""
        found: list[list[Any]] = [
            ["log", x, str(r * e)] if t == fn("log", x) else ["exp", mul(str(r * e), t), "1"]
            for (t, x), e in self.pairs]
        if self.c != 1:
            found.append(["log", str(self.c), str(r)])
        part = r * self.turn / 4
        return [*found, ["turn", str(part.numerator), str(part.denominator)]]


def related(builder: Builder, u: Term, atoms: list[Atom]) -> Relation | None:
    """What log u is by others, as the last lemma, where u is a number times a product."""
    for some in (*combinations(atoms, 1), *combinations(atoms, 2)):
        for powers in product((1, -1, 2, -2, 3), repeat=len(some)):
            pairs = list(zip(some, powers, strict=True))
            top = mul(u, *(("^", x, str(-e)) for (_, x), e in pairs if e < 0))
            bottom = mul(*(("^", x, str(e)) for (_, x), e in pairs if e > 0))
            for quarters in range(4):
                c = quotient(builder, top, mul(*[I] * quarters, bottom))
                if c is not None:
                    return turned(builder, u, pairs, c, quarters)
    return None


def quotient(builder: Builder, top: Term, bottom: Term) -> Fraction | None:
    """The positive rational number top / bottom, or None."""
    a, b = builder.value(top), builder.value(bottom)
    if a is None or b is None or not a[0] or not b[0]:
        return None
    field = builder.context.field
    x = (field.times(a[0], field.expand(b[2])), a[1], ())
    y = (field.times(b[0], field.expand(a[2])), b[1], ())
    key = min(x[0])
    return Fraction(x[0][key], x[1]) / Fraction(y[0][key], y[1]) if multiple(x, y, 1) else None


def turned(builder: Builder, u: Term, pairs: list[tuple[Atom, int]], c: Fraction, quarters: int
           ) -> Relation | None:
    """The relation with the multiple of 2 pi i that keeps its two sides within a turn."""
    log = fn("log", u)
    for n in (0, -1, 1):
        other = Relation(tuple(pairs), c, quarters + 4 * n)
        w = sub(log, other.total)
        low, high = (linear(builder.context, builder.value(t)) for t in (
            add(FULL, fn("im", w)), sub(FULL, fn("im", w))))
        if low is None or high is None:
            continue
        proof = unit(builder, w, [["log", u, "1"], *other.entries(Fraction(-1))])
        if proof is not None and builder.lemma(("=", log, other.total), {
                "kind": "exponential/1", "times": ONE, "proof": proof, "low": low,
                "high": high}) is not None:
            return other
    return None


def unit(builder: Builder, w: Term, entries: list[list[Any]]) -> Evidence | None:
    """Evidence of exp w = 1, whose factors are those of the entries."""
    inner, goal = Builder(None, builder.context), ("=", fn("exp", w), ONE)
    for kind, what, _count in entries:
        if kind == "exp" and head(what) == "*" and what[-1][:2] == ("f", "conj") and \
                what[-1][2][:2] == ("f", "log"):
            image, bar = mirrored(inner, what[-1][2][2])
            index = inner.index(sub(image, bar), "=")
            if index is not None:
                inner.rewrite(image, "lemma", [bar, by_fact(index)])
    whole = [[kind, what[-1], what[1]] if kind == "exp" and head(what) == "*" and is_number(what[1])
             else [kind, what, count] for kind, what, count in entries]
    if not inner.rewrite(goal[1], "exp", whole):
        return None
    same = quarter_turn(inner)
    lasts: list[Evidence] = [PLAIN] if same is None else [{
        "kind": "combine/1", "times": [], "sum": [["1", [[same, 1]], c]]} for c in (I, neg(I))]
    return next((inner.close(last) for last in lasts if inner.accepts(goal, last)), None)


def quarter_turn(builder: Builder) -> int | None:
    """Make exp(2 pi i / 4) = i known where it is the root of a polynomial: it is not -i."""
    quarter = fn("exp", mul("2", PI, I, ONE, ("^", "4", "-1")))
    if quarter not in builder.context.turns:
        return None
    apart = builder.lemma(("!=", add(quarter, I), ZERO), {"kind": "ball/1", "bits": 64})
    return None if apart is None else builder.lemma(("=", quarter, I), {
        "kind": "combine/1", "times": [[apart, 1]], "sum": []})
