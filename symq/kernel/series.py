"""Expansions in one parameter s that goes to zero from above.

With L = -log s, the monomial (P, e, k) is exp(P) * s**e * L**k, where P is a tuple of entries
((j, m), c), largest first, for the sum of c * s**-j * L**m. A series is (terms, bound): a dict from
monomials to values of the tower, and a monomial that bounds the rest (None: there is no rest).
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import product
from math import factorial, prod
from typing import Any

from symq.kernel.context import Context
from symq.kernel.expression import ONE, ZERO, Term, add, fn, inv, mul, need, neg, square, sub
from symq.kernel.field import Value, constant
from symq.kernel.functions import DERIVATIVES, ELEMENTARY, PI, conditions
from symq.kernel.term import head, is_number, number, symbols

Monomial = tuple[tuple[Any, ...], Fraction | int, int]
Series = tuple[dict[Monomial, Value], Monomial | None]
UNIT: Monomial = ((), 0, 0)
# x sqrt(pi) exp(x**2) (1 - erf(x)) is the sum of c_k / x**(2 k)
# log gamma(x) is (x - 1/2) log x - x + log(2 pi)/2 + the sum of c_k / x**(2 k + 1)
ERROR = [Fraction(prod(range(1 - 2 * k, 0, 2)), 2**k) for k in range(64)]
STIRLING = [Fraction(1, n) for n in (12, -360, 1260, -1680, 1188)]

class Expansion:
    """Series of terms in which some symbols have given series; signs come from the context."""

    def __init__(self, context: Context, images: dict[str, Series], depth: int,
                 hints: list[Term]) -> None:
        need(isinstance(depth, int) and 0 < depth <= 64, "the depth is out of range")
        self.context, self.images, self.depth = context, images, depth
        self.hints = [(t, context.value(t)) for t in hints]

    # -- sizes --------------------------------------------------------------------------------
    def known(self, value: Value, op: str) -> bool:
        """Whether `value op 0` is known."""
        return self.context.settled(value, op)

    def positive(self, value: Value) -> bool:
        """Whether a value is positive, it being known to be positive or negative."""
        if self.known(value, ">"):
            return True
        need(self.known(self.minus(value), ">"), "the sign of a coefficient is not known")
        return False

    def minus(self, value: Value) -> Value:
        """Minus a value."""
        return self.context.field.mul(self.context.field.const(-1), value)

    def merge(self, p: tuple[Any, ...], q: tuple[Any, ...], factor: int) -> tuple[Any, ...]:
        """The exponent P + factor * Q."""
        if not q:
            return p
        field, total = self.context.field, {j: (dict(c[0]), *c[1:]) for j, c in p}
        for j, c in q:
            scaled = field.mul(field.const(factor), (dict(c[0]), *c[1:]))
            total[j] = field.add(total.get(j, field.const(0)), scaled)
        return tuple((j, (tuple(sorted(c[0].items())), *c[1:]))
                     for j, c in sorted(total.items(), reverse=True) if c[0])

    def compare(self, a: Monomial, b: Monomial) -> int:
        """1, 0 or -1 as |a| is of larger, the same or smaller size than |b|."""
        gap = self.merge(a[0], b[0], -1)
        if gap:
            (j, c), field = gap[0], self.context.field
            value = (dict(c[0]), *c[1:])
            if j == (0, 1):
                value = field.add(value, field.const(b[1] - a[1]))
            if value[0]:
                return 1 if self.positive(value) else -1
        elif a[1] != b[1]:
            return 1 if a[1] < b[1] else -1
        return (a[2] > b[2]) - (a[2] < b[2])

    def larger(self, a: Monomial | None, b: Monomial | None) -> Monomial | None:
        """The larger of two bounds."""
        return b if a is None else a if b is None or self.compare(a, b) >= 0 else b

    def size(self, series: Series) -> Monomial | None:
        """A monomial that bounds a series; None for zero."""
        return reduce(self.larger, series[0], series[1])

    def join(self, a: Monomial, b: Monomial | None) -> Monomial | None:
        """Product of monomials."""
        return b and (self.merge(a[0], b[0], 1), a[1] + b[1], a[2] + b[2])

    # -- arithmetic ---------------------------------------------------------------------------
    def const(self, value: Value | int) -> Series:
        """A series without s."""
        value = self.context.field.const(value) if isinstance(value, int) else value
        return ({UNIT: value} if value[0] else {}), None

    def collect(self, pairs: list[tuple[Monomial, Value]], bound: Monomial | None) -> Series:
        """The sum of monomials with values, without what the bound swallows."""
        terms: dict[Monomial, Value] = {}
        for m, c in pairs:
            terms[m] = self.context.field.add(terms[m], c) if m in terms else c
        return {m: c for m, c in terms.items()
                if c[0] and (bound is None or self.compare(m, bound) > 0)}, bound

    def add(self, a: Series, b: Series) -> Series:
        """Sum of two series."""
        return self.collect([*a[0].items(), *b[0].items()], self.larger(a[1], b[1]))

    def mul(self, a: Series, b: Series) -> Series:
        """Product of two series."""
        top, other = self.size(a), self.size(b)
        if top is None or other is None:
            return self.const(0)
        bound = self.larger(self.join(top, b[1]), self.join(other, a[1]))
        return self.collect([(self.join(m, n), self.context.field.mul(c, d))  # type: ignore[misc]
                             for m, c in a[0].items() for n, d in b[0].items()], bound)

    def lead(self, series: Series) -> tuple[Monomial, Value]:
        """The largest monomial and its coefficient, which must be known not to vanish."""
        top = self.size(series)
        need(top is not None and top in series[0], "nothing of an expansion is left")
        assert top is not None
        need(all(m == top or self.compare(top, m) > 0 for m in series[0]), "no term is largest")
        need(self.known(series[0][top], "!="), "a leading coefficient may vanish")
        self.context.mark(series[0][top], "!=")
        return top, series[0][top]

    def compose(self, coefficients: list[Value], u: Series) -> Series:
        """The sum of c_k * u**k for an analytic function of u, u going to zero."""
        top = self.size(u)
        if top is None:
            return self.const(coefficients[0])
        need(self.compare(UNIT, top) > 0, "the argument of a power series does not go to zero")
        total: Series = ({}, UNIT)
        for c in reversed(coefficients[:self.depth]):
            total = self.add(self.mul(total, u), self.const(c))
        return total

    def split(self, series: Series) -> tuple[list[tuple[Monomial, Value]], Value, Series]:
        """What grows, the constant term, and what goes to zero."""
        sizes = {m: self.compare(m, UNIT) for m in series[0]}
        need(series[1] is None or self.compare(UNIT, series[1]) > 0, "the precision is too low")
        small = {m: c for m, c in series[0].items() if sizes[m] < 0}
        need(all(m == UNIT for m in sizes if not sizes[m]), "two terms of one size")
        grown = [(m, c) for m, c in series[0].items() if sizes[m] > 0]
        return grown, series[0].get(UNIT, self.context.field.const(0)), (small, series[1])

    # -- functions ----------------------------------------------------------------------------
    def name(self, value: Value) -> Term:
        """A term for a value; a hint if one fits."""
        for term, other in self.hints:
            if not self.context.field.add(other, self.minus(value))[0]:
                return term
        return self.context.term(value)

    def at(self, name: str, value: Value) -> Value:
        """A known function at a value."""
        x = self.name(value) if value[0] else ZERO
        if name == "exp" and x[:2] == ("f", "log"):
            return self.context.value(x[2])
        return self.context.value(fn(name, x))

    def root(self, value: Value, q: int) -> Value:
        """The positive q-th root of a positive value."""
        need(q == 1 or self.known(value, ">"), "the base of a root is not known to be positive")
        for _, other in () if q == 1 else self.hints:
            if not self.context.field.add(self.context.field.pow(other, q), self.minus(value))[0] \
                    and self.known(other, ">"):
                return other
        if q == 1:
            return value
        root = ("^", self.name(value), f"1/{q}")
        self.context.fact((">", root, ZERO))
        return self.context.value(root)

    def power(self, series: Series, p: Fraction) -> Series:
        """A rational power."""
        field = self.context.field
        if p.denominator == 1 and 0 <= p <= 64:
            return reduce(self.mul, [series] * int(p), self.const(1))
        (exponent, e, k), c = self.lead(series)
        need(not exponent or p.denominator == 1, "a root of an exponential")
        need(k * p == int(k * p) and abs(p) <= 4096, "a power is out of range")
        root = self.root(c, p.denominator)
        value = field.pow(root if p > 0 else field.inverse(root, self.context.nonzero),
                          abs(p.numerator))
        factors, u = [field.const(1)], self.rest(series, ((exponent, e, k), c))
        for i in range(self.depth):
            factors.append(field.mul(factors[-1], field.const((p - i) / (i + 1))))
        top = (self.merge((), exponent, int(p)) if exponent else (), e * p, int(k * p))
        return self.mul(({top: value}, None), self.compose(factors, u))

    def rest(self, series: Series, lead: tuple[Monomial, Value]) -> Series:
        """The series u with series = lead * (1 + u)."""
        (exponent, e, k), c = lead
        inverse = self.context.field.inverse(c, self.context.nonzero)
        scaled = self.mul(series, ({(self.merge((), exponent, -1), -e, -k): inverse}, None))
        return {m: v for m, v in scaled[0].items() if m != UNIT}, scaled[1]

    def exp(self, series: Series) -> Series:
        """The exponential; what grows becomes an exponential monomial."""
        grown, c, u = self.split(series)
        exponent, e, field = dict[Any, Value](), UNIT[1], self.context.field
        for (inner, power, k), v in grown:
            need(not inner and self.context.real(v), "an exponential of an exponential")
            plain = constant(v)
            if (power, k) == (0, 1) and plain is not None:
                e = -plain
            else:
                exponent[-power, k] = v
        table, factors = self.merge((), tuple(
            (j, (tuple(v[0].items()), *v[1:])) for j, v in exponent.items()), 1), [field.const(1)]
        for i in range(self.depth):
            factors.append(field.mul(factors[-1], field.const(Fraction(1, i + 1))))
        value = self.at("exp", c)
        return self.mul(({(table, e, 0): value}, None), self.compose(factors, u))

    def log(self, series: Series) -> Series:
        """The logarithm of something positive."""
        lead = (exponent, e, k), c = self.lead(series)
        need(not k and self.known(c, ">"), "a logarithm of nothing known to be positive")
        field, one = self.context.field, self.context.field.const(1)
        logs = [field.const(0), *(field.const(Fraction((-1) ** i, i + 1))
                                  for i in range(self.depth))]
        value = field.const(0) if c == one else self.at("log", c)
        pairs = [(((), -j, m), (dict(v[0]), *v[1:])) for (j, m), v in exponent]
        pairs += [(UNIT, value), (((), 0, 1), field.const(-e))]
        constant = self.collect(pairs, None)
        return self.add(constant, self.compose(logs, self.rest(series, lead)))

    def taylor(self, name: str, argument: Series) -> Series:
        """A function that is analytic on the real line where it is defined in real analysis."""
        grown, c, u = self.split(argument)
        field, x = self.context.field, self.name(c) if c[0] else ZERO
        need(not grown, f"{name} has no expansion there")
        if name in ("sin", "cos"):
            i = 1 if name == "sin" else 0
            sin, cos = self.context.value(fn("sin", x)), self.context.value(fn("cos", x))
            cycle = (cos, self.minus(sin), self.minus(cos), sin)
            factors, fact = [], Fraction(1)
            for k in range(self.depth + 1):
                factors.append(field.mul(cycle[(k - i) % 4], field.const(fact)))
                fact /= k + 1
            return self.compose(factors, u)
        need(self.context.real(c), "only real arguments")
        for op, t, _ in conditions(name, (x,), True):
            need(self.known(self.context.value(t), op), f"{name} may be undefined")
        line = self.add(self.const(c), ({((), 1, 0): field.const(1)}, None))
        inner = type(self)(self.context, {"": line}, self.depth, [t for t, _ in self.hints])
        slope, bound = inner.expand(DERIVATIVES[name](("s", "")))
        need(all(not m[0] and not m[2] and m[1] >= 0 and m[1].denominator == 1 for m in slope),
             f"{name} is not analytic there")
        first = self.context.value(fn(name, x))
        known = self.depth if bound is None else int(bound[1])
        shape = [first, *(field.mul(slope.get(((), k, 0), field.const(0)),
                                    field.const(Fraction(1, k + 1))) for k in range(known))]
        whole = self.depth
        self.depth = min(whole, len(shape))
        result = self.compose(shape, u)
        self.depth = whole
        return result

    def smooth(self, term: Term) -> Series:
        """An unknown function, smooth in all its arguments, by Taylor's theorem."""
        _, name, orders, *arguments = term
        parts = [self.split(self.expand(x)) for x in arguments]
        need(not any(grown for grown, _, _ in parts), f"{name} has no expansion at infinity")
        centre = [self.name(c) if c[0] else ZERO for _, c, _ in parts]
        small = [u for _, _, u in parts]
        tops = [top for top in map(self.size, small) if top is not None]
        total, field = self.const(0), self.context.field
        for steps in product(*(range(self.depth if self.size(u) else 1) for u in small)):
            if sum(steps) < self.depth:
                moved = tuple(k + n for k, n in zip(orders, steps, strict=True))
                value = self.context.value(("u", name, moved, *centre))
                weight = field.const(Fraction(1, prod(map(factorial, steps))))
                powers = [u for u, n in zip(small, steps, strict=True) for _ in range(n)]
                total = self.add(total, reduce(self.mul, powers, self.const(
                    field.mul(value, weight))))
        rest: Series = ({}, reduce(self.larger, tops, None))
        return self.add(total, reduce(self.mul, [rest] * self.depth)) if tops else total

    def beyond(self, coefficients: list[Fraction], x: Term) -> Series:
        """The sum of c_k / x**k for an asymptotic series, x going to infinity."""
        return self.compose(list(map(self.context.field.const, coefficients)), self.expand(inv(x)))

    def function(self, term: Term) -> Series:
        """The series of a known function."""
        name, x = term[1], term[2]
        if name == "binomial":
            return self.expand(mul(*(("^", fn("factorial", k), p) for k, p in (
                (x, "1"), (term[3], "-1"), (sub(x, term[3]), "-1")))))
        if name in ELEMENTARY:
            return self.expand(ELEMENTARY[name](x))
        argument = self.expand(x)
        if name in ("exp", "log"):
            return self.exp(argument) if name == "exp" else self.log(argument)
        if name == "abs":
            need(all(self.context.real(c) for c in argument[0].values()), "a complex modulus")
            return self.mul(self.const([-1, 1][self.positive(self.lead(argument)[1])]), argument)
        top = self.size(argument)
        if name in ("atan", "asinh", "acosh", "erf", "gamma", "factorial") and top and \
                self.compare(top, UNIT) > 0:
            up = self.positive(self.lead(argument)[1])
            if name == "atan":
                return self.expand(sub(mul("1/2" if up else "-1/2", PI), fn("atan", inv(x))))
            if name == "erf":
                tail = mul("-1", inv(x), ("^", PI, "-1/2"), fn("exp", neg(square(x))))
                return self.add(self.const(1 if up else -1), self.mul(
                    self.expand(tail), self.beyond(ERROR, square(x))))
            need(up, "only real arguments")
            if name in ("gamma", "factorial"):
                root = mul(("^", mul("2", PI), "1/2"), ("^", x, f"{'-' * (name == 'gamma')}1/2"))
                rest = self.mul(self.expand(inv(x)), self.beyond(STIRLING, square(x)))
                return self.mul(self.expand(root), self.exp(self.add(self.expand(sub(
                    mul(x, fn("log", x)), x)), rest)))
            return self.expand(fn("log", add(x, ("^", add(
                square(x), ONE if name == "asinh" else "-1"), "1/2"))))
        need(name in DERIVATIVES, f"{name} has no expansion here")
        return self.taylor(name, argument)

    def expand(self, term: Term) -> Series:
        """The series of an expression."""
        self.context.field.spend(20)
        if not symbols(term) & set(self.images):
            return self.const(self.context.value(term))
        kind = head(term)
        if kind == "s":
            return self.images[term[1]]
        if kind in ("+", "*"):
            return reduce(self.add if kind == "+" else self.mul, map(self.expand, term[1:]))
        if kind == "^" and is_number(term[2]):
            return self.power(self.expand(term[1]), number(term[2]))
        if kind == "^":
            return self.expand(fn("exp", mul(term[2], fn("log", term[1]))))
        if kind == "u":
            return self.smooth(term)
        need(kind == "f", f"{kind!r} has no expansion")
        return self.function(term)
