"""Exact arithmetic in a tower: fractions of polynomials modulo monic relations of generators.

A polynomial is a dict from packed exponents (BITS bits a generator) to integers. A value is
(numerator, positive integer, ((factor number, exponent), ...)): denominators stay factored, so no
gcd is ever needed. A generator of degree d carries the value of its d-th power.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import chain
from math import gcd
from operator import or_

from symq.kernel.expression import need

BITS = 16
MASK = (1 << BITS) - 1
LIMIT = 1 << (BITS - 1)
Poly = dict[int, int]
Factors = tuple[tuple[int, int], ...]
Value = tuple[Poly, int, Factors]


class Field:
    """Generators, their relations, and the factors that stand in denominators."""

    def __init__(self, work: int = 30_000_000) -> None:
        self.count = 0
        self.relations: dict[int, tuple[int, Value]] = {}
        self.factors: list[Poly] = []
        self.numbers: dict[frozenset[tuple[int, int]], int] = {}
        self.work = work
        self.guard = 0

    def spend(self, amount: int) -> None:
        """Take from the work budget."""
        self.work -= amount
        need(self.work > 0, "the check needs more work than its limit")

    def generator(self, relation: tuple[int, Value] | None = None) -> int:
        """A new generator g; with (d, value), the relation g**d = value."""
        need(self.count < 400, "too many generators")
        index = self.count
        self.count += 1
        self.guard |= LIMIT << (BITS * index)
        if relation is not None:
            self.relations[index] = relation
        return index

    def gen(self, index: int, power: int = 1) -> Value:
        """A power of a generator as a value."""
        need(0 <= power < LIMIT, "an exponent is too large")
        return self.normal(({power << (BITS * index): 1}, 1, ()))

    @staticmethod
    def const(value: Fraction | int) -> Value:
        """A rational number as a value."""
        return ({0: value.numerator} if value else {}, value.denominator, ())

    def times(self, a: Poly, b: Poly) -> Poly:
        """Product of two polynomials."""
        if len(a) > len(b):
            a, b = b, a
        self.spend(len(a) * len(b) + 1)
        out: Poly = {}
        for m, x in a.items():
            for n, y in b.items():
                k = m + n
                out[k] = out.get(k, 0) + x * y
        need(not reduce(or_, out, 0) & self.guard, "a degree is too large")
        return {k: v for k, v in out.items() if v}

    def expand(self, den: Factors) -> Poly:
        """The product of denominator factors, multiplied out."""
        return reduce(self.times, (self.factors[i] for i, e in den for _ in range(e)), {0: 1})

    def add(self, a: Value, b: Value) -> Value:
        """Sum of two values."""
        (p, m, s), (q, n, t) = a, b
        if not p:
            return b
        if not q:
            return a
        low = m * n // gcd(m, n)
        if s != t:
            u, v = dict(s), dict(t)
            top = {i: max(u.get(i, 0), v.get(i, 0)) for i in {**u, **v}}
            p = self.times(p, self.expand(tuple((i, e - u.get(i, 0)) for i, e in top.items()
                                                if e > u.get(i, 0))))
            q = self.times(q, self.expand(tuple((i, e - v.get(i, 0)) for i, e in top.items()
                                                if e > v.get(i, 0))))
            s = tuple(sorted(top.items()))
        x, y = low // m, low // n
        out = {k: c * x for k, c in p.items()}
        for k, c in q.items():
            out[k] = out.get(k, 0) + c * y
        self.spend(len(out) + 1)
        return self.normal(({k: c for k, c in out.items() if c}, low, s))

    def mul(self, a: Value, b: Value) -> Value:
        """Product of two values."""
        return self.normal((self.times(a[0], b[0]), a[1] * b[1], joined(a[2], b[2])))

    def pow(self, a: Value, n: int) -> Value:
        """Power with a non-negative integer exponent."""
        need(0 <= n < 4096, f"the exponent {n} is out of range")
        if len(a[0]) == 1 and n > 1:
            (key, c), = a[0].items()
            need(all((key >> (BITS * i) & MASK) * n < LIMIT for i in range(self.count)),
                 "a degree is too large")
            return self.normal(({key * n: c**n}, a[1]**n, tuple((i, e * n) for i, e in a[2])))
        result = self.const(1)
        while n:
            if n & 1:
                result = self.mul(result, a)
            n >>= 1
            a = self.mul(a, a) if n else a
        return result

    def normal(self, value: Value) -> Value:
        """Reduce by the relations, last generator first; cancel the integer content."""
        num, den, factors = value
        for index in sorted(self.relations, reverse=True):
            degree, (top, low, bottom) = self.relations[index]
            shift = BITS * index
            while high := {k - (degree << shift): c for k, c in num.items()
                           if (k >> shift) & MASK >= degree}:
                rest = {k: c * low for k, c in num.items() if (k >> shift) & MASK < degree}
                if bottom and rest:
                    rest = self.times(rest, self.expand(bottom))
                num = self.times(high, top)
                for k, c in rest.items():
                    num[k] = num.get(k, 0) + c
                num = {k: c for k, c in num.items() if c}
                den *= low
                factors = joined(factors, bottom)
        if not num:
            return {}, 1, ()
        common = reduce(gcd, num.values(), den)
        if common > 1:
            num, den = {k: c // common for k, c in num.items()}, den // common
        return num, den, factors

    def pieces(self, num: Poly) -> tuple[int, list[tuple[int, int]]]:
        """A non-zero numerator as (integer, [(factor number, exponent), ...]).

        The factors are single generators and one primitive polynomial.
        """
        lead = max(num)
        content = reduce(gcd, num.values(), 0) * (-1 if num[lead] < 0 else 1)
        found: list[tuple[int, int]] = []
        key = 0
        for i in range(self.count):
            if (lead >> (BITS * i)) & MASK and (e := min((k >> (BITS * i)) & MASK for k in num)):
                key += e << (BITS * i)
                found.append((self.factor({1 << (BITS * i): 1}), e))
        rest = {k - key: c // content for k, c in num.items()}
        if rest != {0: 1}:
            found.append((self.factor(rest), 1))
        return content, found

    def factor(self, poly: Poly) -> int:
        """The number under which a primitive polynomial is known."""
        key = frozenset(poly.items())
        if key not in self.numbers:
            self.numbers[key] = len(self.factors)
            self.factors.append(poly)
        return self.numbers[key]

    def inverse(self, value: Value, nonzero: set[int]) -> Value:
        """One over a value, whose numerator must be a product of factors known to be non-zero."""
        num, den, bottom = value
        need(num, "a division by zero")
        content, found = self.pieces(num)
        need(all(number in nonzero for number, _ in found),
             "a denominator is not known to be different from zero")
        sign = -1 if content < 0 else 1
        top = {k: c * den * sign for k, c in self.expand(bottom).items()}
        return self.normal((top, abs(content), tuple(sorted(found))))

    def used(self, value: Value) -> set[int]:
        """Indices of the generators that occur in a value."""
        polys = (value[0], *(self.factors[i] for i, _ in value[2]))
        keys = reduce(or_, chain(*polys), 0)
        return {i for i in range(self.count) if (keys >> (BITS * i)) & MASK}


def joined(a: Factors, b: Factors) -> Factors:
    """The product of two products of denominator factors."""
    found = dict(a)
    for i, e in b:
        found[i] = found.get(i, 0) + e
    return tuple(sorted(found.items())) if a and b else a or b


def constant(value: Value) -> Fraction | None:
    """The rational number that a value is, if it is one."""
    num, den, factors = value
    return None if factors or not set(num) <= {0} else Fraction(num.get(0, 0), den)


def rational_root(value: Value, q: int) -> Fraction | None:
    """The non-negative rational q-th root of a value, if there is one."""
    plain, roots = constant(value), []
    if plain is None or plain < 0:
        return None
    for n in plain.as_integer_ratio():
        low, high = 0, 1 << (n.bit_length() // q + 1)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if middle**q <= n else (low, middle - 1)
        roots.append(low)
    return Fraction(*roots) if Fraction(*roots)**q == plain else None
