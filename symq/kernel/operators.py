"""Operator identities: words over generators, in normal order by the statement's rules."""

from __future__ import annotations

from collections.abc import Iterable
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

    def sum(self, terms: Iterable[tuple[Word, Value]]) -> Poly:
        """Terms with the same word put together."""
        total = Poly()
        for word, c in terms:
            total[word] = self.context.field.add(total[word], c) if word in total else c
        return {w: c for w, c in total.items() if c[0]}

    def mul(self, a: Poly, b: Poly) -> Poly:
        """The product in the order given."""
        return self.sum((u + v, self.context.field.mul(c, d))
                        for u, c in a.items() for v, d in b.items())

    def read(self, term: Term) -> Poly:
        """An expression as a sum of words."""
        kind, one = head(term), self.context.field.const(1)
        if kind == "o":
            need(term[1] in self.names, f"{term[1]} is no generator")
            return {(term[1],): one}
        if kind == "+":
            return self.sum(item for part in term[1:] for item in self.read(part).items())
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
        todo, done = poly, list[tuple[Word, Value]]()
        while todo:
            todo = self.sum(x for w, c in todo.items() for x in self.rewritten(w, c, done))
        return self.sum(done)

    def rewritten(self, word: Word, c: Value, done: list[tuple[Word, Value]]
                  ) -> list[tuple[Word, Value]]:
        """The terms that the first rule that applies makes of one; one that stays is done."""
        self.context.field.spend(50 + sum(n.bit_length() for n in c[0].values()))
        for i in range(len(word)):
            for left, right in self.rules:
                if word[i:i + len(left)] == left:
                    return [(word[:i] + w + word[i + len(left):], self.context.field.mul(c, d))
                            for w, d in right.items()]
        done.append((word, c))
        return []

    def confluent(self) -> None:
        """Check that normal forms are unique: rules go down, and overlapping rules agree."""
        def size(word: Word) -> tuple[int, list[int]]:
            return len(word), [self.names.index(n) for n in word]

        for left, right in self.rules:
            need(all(size(w) < size(left) for w in right), "a rule does not go down")
        one, minus = map(self.context.field.const, (1, -1))
        for i, (a, right) in enumerate(self.rules):
            for j, (b, other) in enumerate(self.rules):
                for k in range(1, len(a) + 1):
                    n = min(k, len(b))
                    if a[len(a) - k:len(a) - k + n] == b[:n] and (i, k) != (j, len(a)):
                        first = self.mul(right, {b[k:]: one})
                        second = self.mul(self.mul({a[:len(a) - k]: minus}, other),
                                          {a[len(a) - k + n:]: one})
                        need(not self.normal(self.sum((*first.items(), *second.items()))),
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
