"""Running the kernel's expansions in a search: the signs that they ask for become lemmas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice
from typing import Any, TypeVar

from sympy import factorint

from symq.kernel import Problem
from symq.kernel.context import Context
from symq.kernel.field import BITS, MASK, Value, rational_root
from symq.kernel.series import Expansion
from symq.kernel.term import (
    ZERO,
    Term,
    add,
    fn,
    head,
    heads,
    inv,
    is_number,
    mul,
    neg,
    number,
    parts,
    symbols,
)
from symq.prove.bridge import Ring
from symq.prove.builder import Builder, subterms
from symq.prove.numeric import compile_terms
from symq.prove.sampler import Sampler
from symq.prove.search import FAILURES, Evidence, GaveUp, Search

T = TypeVar("T")
PI = ("c", "pi")
TIDY = 60_000       # units of work for the logarithm of a number


class _Again(Exception):
    """A lemma was added; the expansion starts anew."""


class Expander:
    """A builder of lemmas for expansions in one context, and the names used for constants."""

    def __init__(self, search: Search, context: Context, statement: Term) -> None:
        self.search = search
        self.builder = Builder(search, context)
        self.hints: list[Term] = []
        self.failed: set[Any] = set()
        self.points = list(islice(_points(context), 5))
        if heads(statement) & {"erf", "gamma", "factorial", "binomial"}:    # Stirling's formula
            for term in (PI, ("^", PI, "1/2"), mul("2", PI)):
                self.builder.sign(term, ">", deep=False)
        if any(head(t) == "^" and not is_number(t[2]) for part in parts(statement)
               for t in subterms(part)):
            self.logarithms(statement)

    def logarithms(self, statement: Term) -> None:
        """Logarithms of composite numbers and of exponentials, by those of primes."""
        found = dict.fromkeys(t for part in parts(statement) for t in subterms(part))
        for t in found:
            factors = [f for f in (t[1:] if head(t) == "*" else (t,)) if not symbols(f)]
            if not factors or not all(f[:2] == ("f", "exp") or (
                    is_number(f) and number(f) > 0) for f in factors):
                continue
            other = add(*map(_logarithm, factors))
            log = fn("log", self.builder.context.term(self.builder.context.value(mul(*factors))))
            if other not in (log, ZERO) and log not in self.builder.context.rewritten:
                proof = self.search.briefly(self.builder.context, ("=", log, other), TIDY)
                if proof is not None:
                    self.builder.rewrite(log, "lemma", [other, proof])

    def run(self, compute: Callable[[Context, list[Term], type[Expansion]], T]
            ) -> tuple[T, Context]:
        """The result of a computation with expansions, and the context in which it holds.

        Raises:
            Rejected: it needs something that could not be proved.
        """
        for _ in range(60):
            inside = self.builder.context.fork()
            try:
                return compute(inside, self.hints, self._kind(inside)), inside
            except _Again:
                self.search.tick()
        raise GaveUp("an expansion needs too many lemmas")

    def _kind(self, inside: Context) -> type[Expansion]:
        outer = self

        class Asking(Expansion):
            def known(self, value: Value, op: str) -> bool:
                return inside.settled(value, op) or outer.ask(inside, value, op)

            def name(self, value: Value) -> Term:
                term = super().name(value)
                if set(value[0]) <= {0} or term in outer.hints:
                    return term
                term = reduced(inside, value)
                outer.hints.append(term)
                self.hints.append((term, inside.value(term)))
                return term

            def at(self, name: str, value: Value) -> Value:
                if name == "exp" and value[0] and outer.powers(inside, self.name(value)):
                    raise _Again
                return super().at(name, value)

        return Asking

    def powers(self, inside: Context, exponent: Term) -> bool:
        """Make it known that the exponential of a sum of logarithms is a product of powers."""
        entries = []
        for part in exponent[1:] if head(exponent) == "+" else (exponent,):
            c, log = part[1:] if head(part) == "*" and len(part) == 3 else ("1", part)
            if log[:2] != ("f", "log") or not is_number(c) or not inside.is_known(log[2], ">"):
                return False
            entries.append(["log", log[2], c])
        whole = fn("exp", exponent)
        return whole not in inside.rewritten and exponent[:2] != ("f", "log") and \
            self.builder.rewrite(whole, "exp", entries)

    def ask(self, inside: Context, value: Value, op: str) -> bool:
        """Try to prove a sign; on success the computation starts anew."""
        key = (frozenset(value[0].items()), value[1:], op)
        if (set(value[0]) <= {0} and not value[2]) or key in self.failed:
            return False
        term = inside.term(value)
        count = len(self.hints)
        for t in subterms(term):        # a root in a denominator
            if head(t) == "^" and is_number(t[2]) and number(t[2]).denominator > 1:
                self.builder.sign(t, ">", deep=False)
        if op == ">":
            self._roots(inside, value)
        if self.plausible(term, op):
            done = self.builder.unequal(term) if op == "!=" else self.builder.sign(term, op)
            if not (done or symbols(term)):
                goal = (op, term, ZERO)
                done = self.builder.lemma(goal, self.search.closed(
                    self.builder.context, goal)) is not None
            if done:
                raise _Again
        self.failed.add(key)
        if len(self.hints) > count:
            raise _Again
        return False

    def plausible(self, term: Term, op: str) -> bool:
        """Whether a sign holds at some points of the domain, in floats."""
        for names, point in self.points:
            try:
                (value,) = compile_terms([term], names)(point)
            except FAILURES:
                return True
            if value is not None and ((op == ">" and value.real < -1e-9)
                                      or (op == "!=" and abs(value) < 1e-12)):
                return False
        return True

    def _roots(self, inside: Context, value: Value) -> None:
        """Offer a monomial whose power the value is, in place of a root."""
        num, den, factors = value
        if len(num) != 1:
            return
        ((key, c),) = num.items()
        for q in (2, 3, 4):
            exponents = {i: (key >> (BITS * i)) & MASK for i in range(inside.field.count)}
            first = rational_root(inside.field.const(Fraction(c, den)), q)
            if first is None or any(e % q for e in exponents.values()) or any(
                    e % q for _, e in factors):
                continue
            root = inside.term(({sum((e // q) << (BITS * i) for i, e in exponents.items()):
                                 first.numerator}, first.denominator,
                                tuple((i, e // q) for i, e in factors)))
            for option in (root, neg(root)):
                if self.plausible(option, ">") and option not in self.hints and \
                        self.builder.sign(option, ">"):
                    self.hints.append(option)
                    break

    def zero(self, context: Context, values: list[Value]) -> list[list[Any]]:
        """Evidence that each value is zero."""
        return [["=", self.search.find(context, ("=", context.term(v), "0"))] for v in values]

    def close(self, evidence: Evidence) -> Evidence:
        """The evidence under the lemmas found."""
        return self.builder.close(evidence)


def _logarithm(term: Term) -> Term:
    """The logarithm of a positive number or of an exponential, by those of primes."""
    if term[:2] == ("f", "exp"):
        return term[2]
    return add(*(mul(str(sign * e), fn("log", str(p))) for sign, n in (
        (1, number(term).numerator), (-1, number(term).denominator))
        for p, e in factorint(n, limit=1000).items()))


def reduced(context: Context, value: Value) -> Term:
    """A term for a value, without common factors of numerator and denominator."""
    if not value[2]:
        return context.term(value)
    ring = Ring(context, [value])
    top, bottom = ring.fraction(value)
    common = top.gcd(bottom)
    return mul(ring.term(top / common), inv(ring.term(bottom / common))) \
        if bottom != common else ring.term(top / common)


def _points(context: Context) -> Iterator[tuple[list[str], list[complex]]]:
    """Points of the domain as floats."""
    relations = tuple(f.relation for f in context.facts)
    try:
        sampler = Sampler(Problem(context.sorts, relations, ("true",)), [], {})
    except FAILURES:
        return
    for draw in sampler.draws(400):
        yield sampler.names, draw.values



