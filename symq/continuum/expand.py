"""Coefficients as power series in the small parameter."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product as cartesian
from math import factorial

from flint import fmpq
from sympy import (
    Add,
    Derivative,
    E,
    Expr,
    I,
    Mul,
    Pow,
    Rational,
    Symbol,
    acos,
    asin,
    atan,
    cos,
    cosh,
    cot,
    exp,
    log,
    pi,
    sin,
    sinh,
    tan,
    tanh,
)
from sympy.core.function import AppliedUndef

from symq.continuum.fast import Poly
from symq.continuum.ring import Builder, Needed
from symq.errors import EngineRefusal, InexactError

Powers = list[Poly]


class Divergence(EngineRefusal):
    """A coefficient grows without bound; a sum of several may not."""


class Expander:
    """Turns expressions into lists of coefficients of 1, h, h**2, ...

    Args:
        builder: the generators; it grows while expressions are read.
        small: the symbol h.
        depth: the highest order to keep.
    """

    def __init__(self, builder: Builder, small: Symbol, depth: int) -> None:
        self.builder, self.small, self.depth = builder, small, depth
        self.ring = builder.ring
        self.known: dict[Expr, Powers] = {}

    # -- arithmetic -----------------------------------------------------------------------------
    def const(self, poly: Poly) -> Powers:
        """A series without h."""
        return [poly] + [self.ring.zero] * self.depth

    def mul(self, a: Powers, b: Powers) -> Powers:
        """The truncated product."""
        return [self.ring.reduce(p) for p in self.raw(a, b)]

    def raw(self, a: Powers, b: Powers) -> Powers:
        """The truncated product, not reduced by the relations."""
        found = [self.ring.zero] * (self.depth + 1)
        for i, p in enumerate(a):
            if p:
                for j, q in enumerate(b[:self.depth + 1 - i]):
                    if q:
                        found[i + j] = found[i + j] + p * q if found[i + j] else p * q
        return found

    def add(self, a: Powers, b: Powers) -> Powers:
        """The sum."""
        return [p + q for p, q in zip(a, b, strict=True)]

    def small_part(self, a: Powers) -> Powers:
        """The series without its zeroth order."""
        return [self.ring.zero, *a[1:]]

    def compose(self, coefficients: Callable[[int], Poly | fmpq | int], u: Powers) -> Powers:
        """The sum of c_k u**k, u = O(h)."""
        total = self.const(self.ring.zero + coefficients(0))
        power = self.const(self.ring.one)
        for k in range(1, self.depth + 1):
            power = self.mul(power, u)
            if not any(power):
                break
            total = self.add(total, self.mul(self.const(self.ring.zero + coefficients(k)), power))
        return total

    def inverse(self, a: Powers) -> Powers:
        """The inverse; the zeroth order must be invertible."""
        start = self.builder.inverse(self.ring, a[0])
        u = self.mul(self.const(start), self.small_part(a))
        series = self.compose(lambda k: (-1) ** k, u)
        return self.mul(self.const(start), series)

    # -- expressions ----------------------------------------------------------------------------
    def series(self, expr: Expr) -> Powers:
        """The coefficients of 1, h, ..., h**depth."""
        found = self.known.get(expr)
        if found is None:
            found = self.known[expr] = self._series(expr)
        return found

    def _series(self, expr: Expr) -> Powers:
        ring = self.ring
        if expr.is_Rational:
            return self.const(ring.const(expr))
        if expr.is_Float:
            raise InexactError(f"{expr} is a float; give an exact number such as Q(1, 10)")
        if isinstance(expr, Symbol):
            return self._symbol(expr)
        if isinstance(expr, Add):
            total = self.series(expr.args[0])
            for a in expr.args[1:]:
                total = self.add(total, self.series(a))
            return total
        if isinstance(expr, Mul):
            return self._product(expr)
        if isinstance(expr, Pow) and expr.base is not E:
            return self._power(expr)
        if expr is I:
            return self.const(self.builder.number(ring, ("i",)))
        if expr.is_NumberSymbol:
            return self.const(self.builder.constant(ring, expr))
        if isinstance(expr, AppliedUndef):
            return self._function(expr, (0,) * len(expr.args))
        if isinstance(expr, Derivative):
            return self._derivative(expr)
        return self._elementary(expr)

    def _symbol(self, symbol: Symbol) -> Powers:
        if symbol == self.small:
            found = self.const(self.ring.zero)
            if self.depth:
                found[1] = self.ring.one
            return found
        kind = "x_" if symbol in self.builder.axes else "p_"
        return self.const(self.ring.gen(kind + symbol.name))

    def _product(self, expr: Mul) -> Powers:
        """A product; negative powers of h cancel before anything is cut off."""
        shift = 0
        total = self.const(self.ring.one)
        low, wide = 0, []
        for factor in expr.args:
            base, e = factor.as_base_exp()
            if base == self.small and e.is_Integer:
                shift += int(e)
            else:
                wide.append(factor)
        if shift < 0:
            deeper = Expander(self.builder, self.small, self.depth - shift)
            deeper.ring = self.ring
            total = deeper.const(self.ring.one)
            for factor in wide:
                total = deeper.mul(total, deeper.series(factor))
            low = -shift
            if any(not self.builder.vanishes(self.ring, p) for p in total[:low]):
                raise Divergence(f"{expr} diverges as {self.small} -> 0",
                                 "choose another scaling")
            return total[low:low + self.depth + 1]
        for factor in wide:
            total = self.mul(total, self.series(factor))
        return ([self.ring.zero] * shift + total)[:self.depth + 1]

    def _power(self, expr: Pow) -> Powers:
        base, e = expr.base, expr.exp
        if e.is_Integer:
            if base == self.small:
                return self._product(Mul(expr, 1, evaluate=False))
            a = self.series(base)
            if e < 0:
                a = self.inverse(a)
            total = a
            for _ in range(abs(int(e)) - 1):
                total = self.mul(total, a)
            return total
        if e.is_Rational:
            if base.is_number:
                return self.const(self.builder.closed(self.ring, expr))
            return self._root(self.series(base), e, expr)
        return self.series(exp(e * log(base)))

    def _root(self, a: Powers, e: Rational, expr: Expr) -> Powers:
        lead, ring = a[0], self.ring
        if lead and lead.is_constant():
            value = lead.leading_coefficient()
            number = Rational(int(value.p), int(value.q))
            root = number**e
            start = ring.const(root) if root.is_Rational else self.builder.closed(ring, root)
            back = ring.const(1 / number)
        elif lead and e.q == 2 and self._new_radical(lead):
            key = self.builder.key(ring, lead)
            name = next((n for n, k in self.builder.waves.items() if k == ("radical", key)), None)
            if name is None:
                raise Needed("wave", ("radical", key))
            back = self.builder.inverse(ring, lead) if any(a[1:]) or e < 0 else ring.one
            whole = (int(e.p) - 1) // 2
            start = ring.reduce(ring.gen(f"rad_{name}") *
                                (lead**whole if whole >= 0 else back**-whole))
        else:
            raise EngineRefusal(f"{expr}: the root of {self.builder.expr(lead)} is not carried",
                                "declare functions under it positive, as Function('k', "
                                "positive=True), or name it by a symbol of its own")
        u = self.mul(self.const(back), self.small_part(a))
        factors = [Rational(1)]
        for k in range(self.depth):
            factors.append(factors[-1] * (e - k) / (k + 1))
        return self.mul(self.const(start), self.compose(lambda k: ring.const(factors[k]), u))

    def _new_radical(self, lead: Poly) -> bool:
        """Whether a square root generates a field with the roots that are there."""
        if any(self.ring.generators[p].kind in ("algebraic", "elementary")
               for p in self.ring.support(lead)) or any(e > 1 for _, e in lead.factor()[1]):
            return False
        others = [self.builder.read(self.ring, key) for kind, key in self.builder.waves.values()
                  if kind == "radical"]
        return all(other == lead or other.gcd(lead).is_constant() for other in others)

    # -- functions of the coordinates -------------------------------------------------------------
    def _function(self, applied: AppliedUndef, orders: tuple[int, ...]) -> Powers:
        """Taylor expansion of v(x + small, ...)."""
        name = applied.func.__name__
        _, places = self.builder.functions[name]
        offsets = [self.series(a - self.builder.axes[p])
                   for a, p in zip(applied.args, places, strict=True)]
        for offset, argument in zip(offsets, applied.args, strict=True):
            if offset[0]:
                raise EngineRefusal(f"{applied}: the argument {argument} is not close to a "
                                    "coordinate")
        total = self.const(self.ring.zero)
        live = [range(self.depth + 1) if any(o) else range(1) for o in offsets]
        for index in cartesian(*live):
            if sum(index) > self.depth:
                continue
            label = "_".join(str(o + k) for o, k in zip(orders, index, strict=True))
            place = self.ring.place.get(f"jet_{name}_{label}")
            if place is None:
                continue
            term = self.const(self.ring.gens[place])
            for offset, k in zip(offsets, index, strict=True):
                for _ in range(k):
                    term = self.mul(term, offset)
                term = [p / factorial(k) for p in term]
            total = self.add(total, term)
        return total

    def _derivative(self, expr: Derivative) -> Powers:
        applied = expr.expr
        if not isinstance(applied, AppliedUndef) or any(a not in self.builder.axes
                                                        for a in applied.args):
            raise EngineRefusal(f"{expr} is not carried", "apply the derivative first")
        orders = [0] * len(applied.args)
        for variable, n in expr.variable_count:
            orders[applied.args.index(variable)] += int(n)
        return self._function(applied, tuple(orders))

    # -- elementary functions ---------------------------------------------------------------------
    def _elementary(self, expr: Expr) -> Powers:
        if isinstance(expr, exp) or (isinstance(expr, Pow) and expr.base is E):
            turn, rest = _turns(expr.exp, pi * I)
            start = self.const(self.builder.root_of_unity(self.ring, int(turn.p), 2 * int(turn.q)))
            return self.mul(start, self._exp(self.series(rest))) if rest else start
        if isinstance(expr, cos | sin):
            turn, rest = _turns(expr.args[0], pi)
            c, s = self._circle(self.series(rest))
            if turn:
                c0, s0 = map(self.const, self._fraction(turn))
                c, s = (self.add(self.mul(c0, c), self.mul(self.const(-self.ring.one),
                                                           self.mul(s0, s))),
                        self.add(self.mul(s0, c), self.mul(c0, s)))
            return c if isinstance(expr, cos) else s
        if isinstance(expr, cosh | sinh | tanh | tan | cot):
            return self.series(_plain(expr))
        if isinstance(expr, log):
            return self._log(expr)
        if isinstance(expr, atan | asin | acos):
            return self._inverse_circle(expr)
        if expr.is_number:
            return self.const(self.builder.closed(self.ring, expr))
        raise EngineRefusal(f"{expr} is not carried in coefficients",
                            "use rational functions, exp, log, sin, cos, tan, sinh, cosh, tanh")

    def _log(self, expr: Expr) -> Powers:
        a, ring = self.series(expr.args[0]), self.ring
        if not a[0]:
            raise Divergence(f"{expr} diverges as {self.small} -> 0", "choose another scaling")
        start, u = ring.zero, a
        if a[0] != ring.one:
            key = self.builder.key(ring, a[0])
            name = next((n for n, k in self.builder.waves.items() if k == ("log", key)), None)
            if name is None:
                raise Needed("wave", ("log", key))
            start, u = ring.gen(f"log_{name}"), a if not any(a[1:]) else self.mul(
                self.const(self.builder.inverse(ring, a[0])), a)
        return self.add(self.const(start), self.compose(
            lambda k: fmpq((-1) ** (k + 1), k) if k else 0, self.small_part(u)))

    def _fraction(self, turn: Rational) -> tuple[Poly, Poly]:
        """Cosine and sine of a fraction of half a turn."""
        p, q = int(turn.p), 2 * int(turn.q)
        up, down = (self.builder.root_of_unity(self.ring, k, q) for k in (p, -p))
        i = self.builder.number(self.ring, ("i",))
        return self.ring.reduce(up + down) / 2, self.ring.reduce((down - up) * i) / 2

    def _inverse_circle(self, expr: Expr) -> Powers:
        a = self.series(expr.args[0])
        if a[0] or isinstance(expr, acos):
            raise EngineRefusal(f"{expr} is not carried", "name the angle by a symbol")
        if isinstance(expr, atan):
            return self.compose(lambda k: fmpq((-1) ** (k // 2), k) if k % 2 else 0, a)
        table = [fmpq(0)] * (self.depth + 2)
        coefficient = fmpq(1)
        for k in range(1, self.depth + 1, 2):
            table[k] = coefficient / k
            coefficient = coefficient * k / (k + 1)
        return self.compose(lambda k: table[k], a)

    def _exp(self, a: Powers) -> Powers:
        small = self.compose(lambda k: fmpq(1, factorial(k)), self.small_part(a))
        if not a[0]:
            return small
        real, imaginary = self._parts(a[0])
        start = self.ring.one
        for monomial, c in self._monomials(real):
            base = "exp" if c > 0 else "neg"
            name, power = self._wave("real", monomial, abs(c))
            start = self.ring.reduce(start * self.ring.gen(f"{base}_{name}")**power)
        if imaginary:
            c, s = self._turn(imaginary)
            start = self.ring.reduce(start * (c + self.builder.number(self.ring, ("i",)) * s))
        return self.mul(self.const(start), small)

    def _circle(self, a: Powers) -> tuple[Powers, Powers]:
        u = self.small_part(a)
        c1 = self.compose(lambda k: 0 if k % 2 else fmpq((-1) ** (k // 2), factorial(k)), u)
        s1 = self.compose(lambda k: fmpq((-1) ** (k // 2), factorial(k)) if k % 2 else 0, u)
        if not a[0]:
            return c1, s1
        c0, s0 = map(self.const, self._turn(a[0]))
        minus = self.const(-self.ring.one)
        return (self.add(self.mul(c0, c1), self.mul(minus, self.mul(s0, s1))),
                self.add(self.mul(s0, c1), self.mul(c0, s1)))

    def _turn(self, angle: Poly) -> tuple[Poly, Poly]:
        """Cosine and sine of an element."""
        c, s = self.ring.one, self.ring.zero
        for monomial, k in self._monomials(angle):
            name, power = self._wave("angle", monomial, abs(k))
            c1, s1 = self.ring.gen(f"cos_{name}"), self.ring.gen(f"sin_{name}")
            s1 = s1 if k > 0 else -s1
            for _ in range(power):
                c, s = (self.ring.reduce(c * c1 - s * s1), self.ring.reduce(s * c1 + c * s1))
        return c, s

    def _parts(self, a: Poly) -> tuple[Poly, Poly]:
        """Real and imaginary part of an exponent."""
        if not self.ring.mirror:
            return a, self.ring.zero
        bar = self.ring.conjugate(a)
        i = self.builder.number(self.ring, ("i",))
        return (a + bar) / 2, self.ring.reduce((bar - a) * i) / 2

    def _monomials(self, a: Poly) -> list[tuple[Poly, Rational]]:
        found = []
        for exponents, c in a.to_dict().items():
            found.append((self.ring.ctx.from_dict({exponents: fmpq(1)}),
                          Rational(int(c.p), int(c.q))))
        return found

    def _wave(self, kind: str, monomial: Poly, c: Rational) -> tuple[str, int]:
        """The generator of a function of monomial/d with c a multiple of 1/d."""
        best = None
        for name, (known, key) in self.builder.waves.items():
            if known != kind:
                continue
            base = self.builder.read(self.ring, key)
            scale = base.leading_coefficient()
            if base == monomial * scale:
                ratio = c / Rational(int(scale.p), int(scale.q))
                if ratio.q == 1:
                    return name, int(ratio)
                best = name, Rational(int(scale.p), int(scale.q)) / ratio.q
        if best is not None:                              # a finer unit serves both
            del self.builder.waves[best[0]]
            c = best[1]
        raise Needed("wave", (kind, self.builder.key(self.ring,
                                                     monomial * fmpq(int(c.p), int(c.q)))))


def _turns(angle: Expr, half: Expr) -> tuple[Rational, Expr]:
    """The rational part of an angle in units of half a turn, and the rest."""
    parts = [(a / half, a) for a in Add.make_args(angle)]
    return (sum((r for r, _ in parts if r.is_Rational), Rational(0)),
            Add(*(a for r, a in parts if not r.is_Rational)))


def _plain(expr: Expr) -> Expr:
    """tan, cot, sinh, cosh, tanh by sine, cosine and exponentials."""
    a = expr.args[0]
    if isinstance(expr, tan):
        return sin(a) / cos(a)
    if isinstance(expr, cot):
        return cos(a) / sin(a)
    up, down = exp(a), exp(-a)
    if isinstance(expr, tanh):
        return (up - down) / (up + down)
    return (up + down) / 2 if isinstance(expr, cosh) else (up - down) / 2

