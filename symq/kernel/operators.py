"""Operator identities: words over generators, in normal order by the statement's rules."""

from __future__ import annotations

from functools import reduce
from typing import Any

from symq.kernel.context import Context
from symq.kernel.expression import ZERO, Term, need, sub
from symq.kernel.field import Value
from symq.kernel.logic import Items, items, prove
from symq.kernel.term import head, integer

Word = tuple[str, ...]
Poly = dict[Word, Value]


class Algebra:
    """Polynomials in words with values of a context as coefficients."""

    def __init__(self, context: Context, goal: Term) -> None:
        need(head(goal) == "op=", "an operator identity was expected")
        _, self.lhs, self.rhs, names, rules = goal
        self.context, self.names = context, names
        self.rules: list[tuple[Word, Poly]] = []
        for left, right in rules:
            word = self.read(left)
            need(len(word) == 1 and () not in word, "a rule rewrites one word")
            ((key, c),) = word.items()
            need(c == context.field.const(1), "a rule rewrites a word without a coefficient")
            self.rules.append((key, self.read(right)))

    def add(self, a: Poly, b: Poly, factor: Value) -> Poly:
        """The sum a + factor * b."""
        field, total = self.context.field, dict(a)
        for word, c in b.items():
            total[word] = field.add(total.get(word, field.const(0)), field.mul(factor, c))
        return {w: c for w, c in total.items() if c[0]}

    def mul(self, a: Poly, b: Poly) -> Poly:
        """The product in the order given."""
        one = self.context.field.const(1)
        return reduce(lambda total, part: self.add(total, part, one), (
            {u + v: self.context.field.mul(c, d)} for u, c in a.items() for v, d in b.items()), {})

    def read(self, term: Term) -> Poly:
        """An expression as a sum of words."""
        kind, one = head(term), self.context.field.const(1)
        if kind == "o":
            need(term[1] in self.names, f"{term[1]} is no generator")
            return {(term[1],): one}
        if kind == "+":
            return reduce(lambda a, b: self.add(a, b, one), map(self.read, term[1:]))
        if kind in ("*", "."):
            return reduce(self.mul, map(self.read, term[1:]))
        if kind == "^" and operators(term[1]):
            need(0 <= integer(term[2]) <= 64, "a power is out of range")
            return reduce(self.mul, [self.read(term[1])] * integer(term[2]), {(): one})
        need(not operators(term), "an operator stands where a number is needed")
        value = self.context.value(term)
        return {(): value} if value[0] else {}

    def normal(self, poly: Poly) -> Poly:
        """Rewrite until no rule applies."""
        todo, done = dict(poly), Poly()
        while todo:
            word, c = todo.popitem()
            self.context.field.spend(50)
            place = next(((i, left, right) for i in range(len(word)) for left, right in self.rules
                          if word[i:i + len(left)] == left), None)
            if place is None:
                done = self.add(done, {word: c}, self.context.field.const(1))
                continue
            i, left, right = place
            todo = self.add(todo, {word[:i] + w + word[i + len(left):]: d
                                   for w, d in right.items()}, c)
        return done

    def confluent(self) -> None:
        """Check that normal forms are unique: rules go down, and overlapping rules agree."""
        def size(word: Word) -> tuple[int, list[int]]:
            return len(word), [self.names.index(n) for n in word]

        for left, right in self.rules:
            need(all(size(w) < size(left) for w in right), "a rule does not go down")
        minus = self.context.field.const(-1)
        for i, (a, right) in enumerate(self.rules):
            for j, (b, other) in enumerate(self.rules):
                for k in range(1, len(a) + 1):
                    n = min(k, len(b))
                    if a[len(a) - k:len(a) - k + n] == b[:n] and (i, k) != (j, len(a)):
                        one = self.context.field.const(1)
                        first = self.mul(right, {b[k:]: one})
                        second = self.mul(self.mul({a[:len(a) - k]: one}, other),
                                          {a[len(a) - k + n:]: one})
                        need(not self.normal(self.add(first, second, minus)),
                             "the rules are not confluent")

    def difference(self) -> Poly:
        """The normal form of the difference of the two sides."""
        return self.normal(self.read(sub(self.lhs, self.rhs)))


def operators(term: Any) -> bool:
    """Whether a generator occurs in a term."""
    return isinstance(term, tuple) and (term[:1] == ("o",) or any(map(operators, term)))


def normal_order(context: Context, goal: Term, parts: Items) -> None:
    """Every coefficient of the difference's normal form vanishes; or, for a negation, one does not.

    `parts` has the evidence for each word that is left, in alphabetical order; for a negation the
    one entry [word, evidence] that its coefficient is not zero, the rules being confluent.
    """
    inside, negative = context.fork(), head(goal) == "not"
    algebra = Algebra(inside, goal[1] if negative else goal)
    left = algebra.difference()
    if negative:
        algebra.confluent()
        ((word, proof),) = map(items, parts)
        need(tuple(word) in left, "this word is not left")
        prove(context, ("!=", inside.term(left[tuple(word)]), ZERO), proof)
        return
    need(len(parts) == len(left), "each word that is left needs its proof")
    for word, proof in zip(sorted(left), parts, strict=True):
        prove(context, ("=", inside.term(left[word]), ZERO), proof)
