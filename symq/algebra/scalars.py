"""Exact scalars for the engines: rational functions with roots, angles and exponentials.

A `Field` is a ring of polynomials over Q in generators with relations: symbols, the imaginary
unit, square roots of primes and of other expressions, cosine and sine of base angles, exponentials
of base exponents. A `Scalar` is a fraction in normal form. Expressions of sympy are converted once
at the edge, and back once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from math import lcm

import flint
from sympy import (
    Add,
    CRootOf,
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    cos,
    cosh,
    exp,
    factorint,
    nan,
    pi,
    sin,
    sinh,
    sqrt,
    zoo,
)
from sympy import E as EULER

from symq.algebra import turns
from symq.algebra.parts import Parts, base_angle, is_free, split_angle
from symq.errors import DomainError, EngineRefusal, UnsupportedError
from symq.lang.statement import expression

Poly = flint.fmpq_mpoly


class Scalar:
    """An element of a field; the denominator has no roots and leading coefficient 1."""

    __slots__ = ("den", "field", "num")

    def __init__(self, field: Field, num: Poly, den: Poly) -> None:
        self.field, self.num, self.den = field, num, den

    def __add__(self, other: Scalar) -> Scalar:
        if self.den == other.den:
            return self.field.make(self.num + other.num, self.den)
        return self.field.make(self.num * other.den + other.num * self.den, self.den * other.den)

    def __sub__(self, other: Scalar) -> Scalar:
        return self + -other

    def __neg__(self) -> Scalar:
        return Scalar(self.field, -self.num, self.den)

    def __mul__(self, other: Scalar) -> Scalar:
        return self.field.make(self.num * other.num, self.den * other.den)

    def __truediv__(self, other: Scalar) -> Scalar:
        if other.is_zero():
            raise DomainError("a division by zero in exact scalars")
        return self.field.make(self.num * other.den, self.den * other.num)

    def __pow__(self, n: int) -> Scalar:
        if n < 0:
            return (self.field.one / self) ** -n
        return reduce(Scalar.__mul__, [self] * n, self.field.one)

    def __repr__(self) -> str:
        return str(self.expr())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scalar) and (self - other).is_zero()

    def __hash__(self) -> int:
        raise TypeError("exact scalars are compared by value and cannot be hashed")

    def conj(self) -> Scalar:
        """The complex conjugate; symbols are real."""
        return self.field.conjugate(self)

    def is_zero(self) -> bool:
        """Whether the scalar is zero wherever it is defined."""
        return self.field.is_zero(self)

    def expr(self) -> Expr:
        """The scalar as a sympy expression."""
        return self.field.expr(self)


class Field:
    """The field of fractions in the symbols, roots, angles and exponentials of some expressions.

    Args:
        exprs: expressions whose parts become generators; symbols are real.
    Raises:
        UnsupportedError: something other than rational functions, square roots, cos, sin, cosh,
            sinh and exp occurs.

    >>> from sympy import symbols
    >>> t = symbols("t")
    >>> f = Field([exp(I*t), sqrt(2)])
    >>> (f(exp(I*t))*f(exp(-I*t))).expr(), (f(sqrt(2)) + f(1)).expr()
    (1, 1 + sqrt(2))
    """

    def __init__(self, exprs: Iterable[Expr] = ()) -> None:
        found = Parts()
        for e in exprs:
            found.visit(expression(e))
        self.parts = found
        self.gens: tuple[Expr, ...] = found.ordered()
        self.ctx = flint.fmpq_mpoly_ctx.get([f"g{i}" for i in range(len(self.gens))] or ["g"],
                                            "lex")
        self.index = {g: i for i, g in enumerate(self.gens)}
        self._gens = self.ctx.gens()
        self.one_poly = self.ctx.constant(1)
        self._imaginary = self.index.get(I)
        self._turn = found.turn
        self._cosine = self.index[turns.generator(self._turn)] if self._turn > 4 else None
        if self._cosine is not None:
            self._minimal = self._powers(turns.minimal(self._turn))
        self._cache: dict[Expr, Scalar] = {}
        self.zero, self.one = self.rational(0), self.rational(1)
        self.plain = all(self._is_plain(g) for g in self.gens)
        self._squares: dict[int, tuple[Poly, Poly]] = {}
        self._order: list[int] = []            # outer generators first
        for g in reversed(self.gens):          # inner roots come last: they are needed first
            square = self._square(g)
            if square is not None:
                self._squares[self.index[g]] = square
                self._order.insert(0, self.index[g])

    def _square(self, g: Expr) -> tuple[Poly, Poly] | None:
        """What the square of a generator is, as a fraction, if there is a relation."""
        if g is I:
            return self.ctx.constant(-1), self.one_poly
        if isinstance(g, sin):
            return self.one_poly - self._gens[self.index[cos(g.args[0])]] ** 2, self.one_poly
        if isinstance(g, Pow):
            inner = self._convert(g.base)
            return inner.num, inner.den
        return None

    def _is_plain(self, g: Expr) -> bool:
        """Whether the generator is independent of the others apart from its relation."""
        if is_free(g) or g is I:
            return True
        if isinstance(g, Pow) and g.base is not EULER:
            return bool(g.base.is_Integer)
        if isinstance(g, cos | sin):
            return g == turns.generator(self._turn or 1) or (
                bool(g.free_symbols) and len(g.args[0].as_ordered_factors()) <= 2)
        return bool(g.free_symbols)

    def make(self, num: Poly, den: Poly) -> Scalar:
        """The normal form of a fraction."""
        num, extra = self._reduce(num)
        return self._normal(num, den if extra == 1 else den * extra)

    def _reduce(self, num: Poly) -> tuple[Poly, Poly]:
        """Replace squares of generators that have a relation; outer generators first."""
        den = self.one_poly
        if num == 0:
            return num, den
        for i in self._order:
            degree = num.degrees()[i]
            if degree < 2:
                continue
            top_num, top_den = self._squares[i]
            half = degree // 2
            by_power: dict[int, dict[tuple[int, ...], flint.fmpq]] = {}
            for exps, c in num.to_dict().items():
                by_power.setdefault(exps[i], {})[(*exps[:i], 0, *exps[i + 1:])] = c
            total = self.ctx.constant(0)
            for power, terms in by_power.items():
                part = self.ctx.from_dict(terms) * top_num ** (power // 2)
                if top_den != 1:
                    part = part * top_den ** (half - power // 2)
                total = total + (part * self._gens[i] if power % 2 else part)
            num = total
            if top_den != 1:
                den = den * top_den ** half
        if self._cosine is not None:
            num = num % self._minimal
        return num, den

    def _powers(self, p: flint.fmpq_poly) -> Poly:
        """A polynomial in the cosine of the smallest angle."""
        if self._cosine is None:                                # that cosine is zero
            return self.ctx.constant(p[0])
        g = self._gens[self._cosine]
        return sum((g**k * p[k] for k in range(p.length())), self.ctx.constant(0))

    def _normal(self, num: Poly, den: Poly) -> Scalar:
        if den == 1:
            return Scalar(self, num, den)
        if den.is_constant() and den != 0:
            return Scalar(self, num / den.leading_coefficient(), self.one_poly)
        bottom, extra = self._reduce(den)
        if bottom == 0:
            raise DomainError("a division by zero in exact scalars")
        num, extra_den = self._reduce(num * extra)
        num, den = num, bottom * extra_den
        for i in self._order:                  # make the denominator free of roots
            degree = den.degrees()[i]
            if degree == 0:
                continue
            flipped = self._flip(den, i)
            product, low = self._reduce(den * flipped)
            if product == 0:
                raise EngineRefusal("a divisor of zero among dependent roots",
                                    "write the roots over independent radicands")
            num, up = self._reduce(num * flipped)
            num, den = num * low, product * up
            num, more = self._reduce(num)
            den = den * more
        if self._cosine is not None and den.degrees()[self._cosine]:
            others = self._cofactor(den, self._cosine)
            num, den = self._reduce(num * others)[0], self._reduce(den * others)[0]
        if num == 0:
            return Scalar(self, num, self.one_poly)
        common = num.gcd(den)
        if common != 1:
            num, den = num / common, den / common
        lead = den.leading_coefficient()
        return Scalar(self, num / lead, den / lead)

    def _cofactor(self, den: Poly, place: int) -> Poly:
        """What makes a denominator free of the cosine of the smallest angle."""
        table = den.to_dict()
        if all(not any(e for i, e in enumerate(exps) if i != place) for exps in table):
            number = flint.fmpq_poly([0])
            for exps, c in table.items():
                number += flint.fmpq_poly([0, 1]) ** int(exps[place]) * c
            _, inverse, _ = number.xgcd(turns.minimal(self._turn))
            return self._powers(inverse)
        total = self.one_poly
        for root in turns.conjugates(self._turn):
            images = list(self._gens)
            images[place] = self._powers(root)
            total = self._reduce(total * den.compose(*images, ctx=self.ctx))[0]
        return total

    def _flip(self, poly: Poly, i: int) -> Poly:
        """The polynomial with generator i replaced by its negative."""
        return self.ctx.from_dict({e: -c if e[i] % 2 else c for e, c in poly.to_dict().items()})

    def conjugate(self, a: Scalar) -> Scalar:
        """Complex conjugate: i goes to -i, all other generators are real."""
        if self._imaginary is None:
            return a
        return Scalar(self, self._flip(a.num, self._imaginary), a.den)

    def rational(self, value: object) -> Scalar:
        """A rational number."""
        r = Rational(value)
        return Scalar(self, self.ctx.constant(flint.fmpq(int(r.p), int(r.q))), self.one_poly)

    def __call__(self, value: object) -> Scalar:
        """The scalar of an expression.

        Raises:
            UnsupportedError: a part of the expression is not in the field.
        """
        e = expression(value)
        if e not in self._cache:
            self._cache[e] = self._convert(e)
        return self._cache[e]

    def _convert(self, e: Expr) -> Scalar:
        if e.is_Rational:
            return self.rational(e)
        if e in (zoo, nan):
            raise DomainError(f"{e}: an expression divides by zero")
        if e in self.index and not isinstance(e, Pow):
            return self.make(self._gens[self.index[e]], self.one_poly)
        if isinstance(e, Add):
            return reduce(Scalar.__add__, map(self._convert, e.args))
        if isinstance(e, Mul):
            return reduce(Scalar.__mul__, map(self._convert, e.args))
        if isinstance(e, exp) or (isinstance(e, Pow) and e.base is EULER):
            return self._exponential(e.args[0] if isinstance(e, exp) else e.exp)
        if isinstance(e, Pow) and e.exp.is_Integer:
            return self._convert(e.base) ** int(e.exp)
        if isinstance(e, Pow) and e.exp.is_Rational and e.exp.q == 2:
            return self._root(e.base) ** int(e.exp.p)
        if isinstance(e, cos | sin | cosh | sinh):
            x = e.args[0] * (I if isinstance(e, cos | sin) else 1)
            up, down = self._exponential(x), self._exponential(-x)
            half = self.rational(Rational(1, 2))
            if isinstance(e, cos | cosh):
                return (up + down) * half
            total = (up - down) * half
            return total / self._convert(I) if isinstance(e, sin) else total
        raise UnsupportedError(f"{e} is not in the field of {self.gens}; supported are rational "
                               "functions, square roots, exp, cos, sin, cosh and sinh")

    def _root(self, radicand: Expr) -> Scalar:
        if not radicand.is_Rational:
            return self.make(self._gens[self.index[sqrt(radicand)]], self.one_poly)
        num = self.one_poly if radicand > 0 else self._gens[self.index[I]]
        for prime, power in factorint(abs(radicand.p * radicand.q)).items():
            num = num * prime ** (power // 2)
            if power % 2 and self._turn and turns.holds_root(prime, self._turn):
                num = num * self._powers(turns.square_root(prime, self._turn))
            elif power % 2:
                num = num * self._gens[self.index[sqrt(Integer(prime))]]
        return self.make(num, self.ctx.constant(int(radicand.q)))

    def _exponential(self, argument: Expr) -> Scalar:
        total = self.one
        for base, c in split_angle(argument).items():
            unit, imaginary = base_angle(base)
            if unit is pi and imaginary:
                k = int(c * self._turn / 2) % self._turn
                real, up = (self._powers(w(k, self._turn)) for w in (turns.cosine, turns.sine))
                total = total * self.make(real + self._gens[self.index[I]] * up, self.one_poly)
                continue
            step = self.parts.steps[unit, imaginary]
            n = c / step
            if imaginary:
                ci, si = cos(step * unit), sin(step * unit)
                num = self._gens[self.index[ci]]
                up = self._gens[self.index[I]] * self._gens[self.index[si]]
                unit_circle = self.make(num + (up if n > 0 else -up), self.one_poly)
                total = total * unit_circle ** int(abs(n))
            else:
                e = self.make(self._gens[self.index[exp(step * unit)]], self.one_poly)
                total = total * e ** int(n)
        return total

    def is_zero(self, a: Scalar) -> bool:
        """Whether a scalar is zero; with dependent generators decided by enclosures too.

        Raises:
            EngineRefusal: neither the relations nor 4096 bits decide.
        """
        if a.num == 0:
            return True
        if self.plain:
            return False
        for bits in (64, 256, 1024, 4096):
            for seed in (1, 2, 3):
                value = self.ball(a.num, bits, seed)
                if value is not None and not value.contains(0):
                    return False
        raise EngineRefusal(f"whether {a.expr()} is zero is not decided by the relations between "
                            "its roots and angles", "write it over independent roots and angles")

    def ball(self, poly: Poly, bits: int, seed: int = 1) -> flint.acb | None:
        """An enclosure of a polynomial at a fixed rational point of its symbols."""
        old = flint.ctx.prec
        flint.ctx.prec = bits
        try:
            free = {s for g in self.gens for s in g.free_symbols} | self.parts.symbols
            points = {s: Rational(3 * k + 7 * seed, 11 + 2 * seed)
                      for k, s in enumerate(sorted(free, key=str))}
            values = [enclosure(g.xreplace(points)) for g in self.gens]
            total = flint.acb(0)
            for exps, c in poly.to_dict().items():
                term = flint.acb(flint.arb(c))
                for v, e in zip(values, exps, strict=False):
                    if e:
                        term *= v ** int(e)
                total += term
            return total if total.is_finite() else None
        finally:
            flint.ctx.prec = old

    def expr(self, a: Scalar) -> Expr:
        """A scalar as a sympy expression."""
        scale = lcm(*(int(c.q) for c in a.den.to_dict().values()))
        if scale == 1 and a.den == 1:
            return self._expr(a.num)
        return self._expr(a.num * scale) / self._expr(a.den * scale)

    def _expr(self, poly: Poly) -> Expr:
        terms = []
        if self._cosine is not None and poly != 0 and poly.degrees()[self._cosine]:
            place, parts = self._cosine, dict[tuple[int, ...], dict[int, flint.fmpq]]()
            for exps, c in poly.to_dict().items():
                parts.setdefault((*exps[:place], 0, *exps[place + 1:]), {})[exps[place]] = c
            return Add(*(self._expr(self.ctx.from_dict({rest: flint.fmpq(1)}))
                         * turns.shown(powers, self._turn) for rest, powers in parts.items()))
        for exps, c in poly.to_dict().items():
            factors = [g ** int(e) for g, e in zip(self.gens, exps, strict=False) if e]
            terms.append(Mul(Rational(int(c.p), int(c.q)), *factors))
        return Add(*terms)

    def covers(self, exprs: Iterable[Expr]) -> bool:
        """Whether every generator that the expressions need is in the field."""
        other = self.parts.copy()
        for e in exprs:
            other.visit(expression(e))
        return other.ordered() == self.gens

    def extended(self, exprs: Iterable[Expr]) -> Field:
        """The field itself if it covers the expressions, else a larger one."""
        exprs = tuple(exprs)
        return self if self.covers(exprs) else Field((*self.parts.seen, *exprs))

    def lift(self, a: Scalar) -> Scalar:
        """A scalar of a smaller field as one of this field."""
        return a if a.field is self else self(a.expr())


def ordered(a: Expr, b: Expr) -> int:
    """-1, 0 or 1 as a real number is smaller than, the same expression as, or larger than another.

    Raises:
        EngineRefusal: they are written differently and 4096 bits do not tell them apart.

    >>> ordered(sqrt(2), Rational(3, 2)), ordered(sqrt(2), Rational(7, 5))
    (-1, 1)
    """
    if a == b:
        return 0
    old = flint.ctx.prec
    try:
        for bits in (64, 256, 1024, 4096):
            flint.ctx.prec = bits
            gap = (enclosure(a) - enclosure(b)).real
            if not gap.contains(0):
                return -1 if gap < 0 else 1
    finally:
        flint.ctx.prec = old
    raise EngineRefusal(f"which of {a} and {b} is larger is not decided with 4096 bits",
                        "write both in lowest terms")


def enclosure(e: Expr) -> flint.acb:
    """A rigorous enclosure of a number, at the current precision of flint.

    >>> enclosure(sqrt(2)).real.contains(flint.arb(2).sqrt())
    True
    """
    if e.is_Rational:
        return flint.acb(flint.arb(flint.fmpq(int(e.p), int(e.q))))
    if e is I:
        return flint.acb(0, 1)
    if e is pi:
        return flint.acb(flint.arb.pi())
    if e is EULER:
        return flint.acb(1).exp()
    if isinstance(e, Add):
        return reduce(lambda a, b: a + b, map(enclosure, e.args))
    if isinstance(e, Mul):
        return reduce(lambda a, b: a * b, map(enclosure, e.args))
    if isinstance(e, Pow) and e.exp.is_Rational and e.exp.q in (1, 2):
        base = enclosure(e.base)
        return base ** int(e.exp.p) if e.exp.q == 1 else base.sqrt() ** int(e.exp.p)
    if isinstance(e, exp) or (isinstance(e, Pow) and e.base is EULER):
        return enclosure(e.args[0] if isinstance(e, exp) else e.exp).exp()
    for head, name in ((cos, "cos"), (sin, "sin"), (cosh, "cosh"), (sinh, "sinh")):
        if isinstance(e, head):
            return getattr(enclosure(e.args[0]), name)()
    if e.func.__name__ == "log":
        return enclosure(e.args[0]).log()
    if isinstance(e, CRootOf) and e.is_real:
        near = e.eval_rational(Rational(1, 2 ** flint.ctx.prec))
        return flint.acb(flint.arb(flint.fmpq(int(near.p), int(near.q)),
                                   flint.arb(2) ** -flint.ctx.prec))
    raise UnsupportedError(f"{e} is not a number that can be enclosed")
