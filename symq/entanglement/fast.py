"""Exact zero, sign and order decisions in python-flint, converted once at the edge.

An expression is a fraction of polynomials over Q in its symbols and its square roots, which are
generators r with the relation r**2 = radicand; the imaginary unit is the generator with square
-1, and the roots of rational numbers are split at primes, so that constants have a unique form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import lcm

import flint
from sympy import (
    Add,
    Expr,
    I,
    Integer,
    Mul,
    Pow,
    Rational,
    Symbol,
    cos,
    cosh,
    default_sort_key,
    exp,
    factorint,
    nan,
    sin,
    sinh,
    zoo,
)
from sympy.core.numbers import ImaginaryUnit

from symq.algebra.scalars import Field, ordered
from symq.errors import DomainError, UnsupportedError
from symq.lang.statement import expression

Poly = flint.fmpq_mpoly


@dataclass(frozen=True)
class Fraction:
    """A numerator and a denominator in one ring; the denominator is not zero."""

    num: Poly
    den: Poly


def _roots_of(expr: Expr, found: dict[Expr, None]) -> None:
    """Collect the square roots of `expr`, inner ones first."""
    if expr is I or isinstance(expr, ImaginaryUnit):
        found.setdefault(I)
        return
    for arg in expr.args:
        _roots_of(arg, found)
    if isinstance(expr, Pow) and not expr.exp.is_Integer:
        if not (expr.exp.is_Rational and expr.exp.q == 2):
            raise UnsupportedError(f"{expr} is neither rational nor a square root; "
                                   "entanglement works with rational functions and square roots")
        if expr.base.is_Rational:
            for prime in factorint(abs(expr.base.p * expr.base.q)):
                found.setdefault(Integer(prime))
            if expr.base < 0:
                found.setdefault(I)
        else:
            found.setdefault(expr.base)


class Ring:
    """The polynomial ring over Q in given symbols and in the square roots of some expressions.

    Args:
        exprs: expressions whose symbols and square roots become generators.
        symbols: symbols that come first, in this order.

    >>> from sympy import sqrt, symbols
    >>> x, y = symbols("x y")
    >>> Ring([sqrt(x) + y]).is_zero((sqrt(x) + y)*(sqrt(x) - y) - x + y**2)
    True
    """

    def __init__(self, exprs: Iterable[Expr], symbols: Sequence[Symbol] = ()) -> None:
        exprs = tuple(expression(e) for e in exprs)
        radicands: dict[Expr, None] = {}
        free: set[Symbol] = set()
        for e in exprs:
            free |= e.free_symbols
            _roots_of(e, radicands)
        rest = sorted(free - set(symbols), key=default_sort_key)
        self.symbols: tuple[Symbol, ...] = (*symbols, *rest)
        self.radicands = tuple(radicands)
        names = [f"g{i}" for i in range(len(self.symbols) + len(self.radicands))]
        self.ctx = flint.fmpq_mpoly_ctx.get(names, "lex")
        gens = self.ctx.gens()
        self.gens = gens
        self._symbol = dict(zip(self.symbols, gens, strict=False))
        self._root = dict(zip(self.radicands, gens[len(self.symbols):], strict=True))
        self.one = self.ctx.constant(1)

    def fraction(self, expr: Expr) -> Fraction:
        """`expr` as a fraction; powers of square roots are not yet reduced.

        Raises:
            UnsupportedError: a symbol, function or root that the ring does not have.
            DomainError: a divisor is identically zero.
        """
        expr = expression(expr)
        if expr.is_Rational:
            return Fraction(self.ctx.constant(flint.fmpq(expr.p, expr.q)), self.one)
        if expr in (zoo, nan):
            raise DomainError(f"{expr}: an expression divides by zero")
        if isinstance(expr, Symbol):
            if expr not in self._symbol:
                raise UnsupportedError(f"symbol {expr} is not in the ring of {self.symbols}")
            return Fraction(self._symbol[expr], self.one)
        if isinstance(expr, ImaginaryUnit):
            return Fraction(self._root[I], self.one)
        if isinstance(expr, Add):
            num, den = self.ctx.constant(0), self.one
            for arg in expr.args:
                f = self.fraction(arg)
                if f.den == den:
                    num = num + f.num
                else:
                    num, den = num * f.den + f.num * den, den * f.den
            return Fraction(num, den)
        if isinstance(expr, Mul):
            num, den = self.one, self.one
            for arg in expr.args:
                f = self.fraction(arg)
                num, den = num * f.num, den * f.den
            return Fraction(num, den)
        if isinstance(expr, Pow) and expr.exp.is_Integer:
            return self._power(self.fraction(expr.base), int(expr.exp), expr)
        if isinstance(expr, Pow) and expr.exp.is_Rational and expr.exp.q == 2:
            return self._power(self._square_root(expr.base), int(expr.exp.p), expr)
        raise UnsupportedError(f"{expr} is neither rational nor a square root; "
                               "entanglement works with rational functions and square roots")

    def _power(self, base: Fraction, n: int, expr: Expr) -> Fraction:
        if n >= 0:
            return Fraction(base.num ** n, base.den ** n)
        if self._reduce(base).num == 0:
            raise DomainError(f"{expr} divides by zero")
        return Fraction(base.den ** -n, base.num ** -n)

    def _square_root(self, radicand: Expr) -> Fraction:
        if not radicand.is_Rational:
            if radicand not in self._root:
                raise UnsupportedError(f"sqrt({radicand}) is not in the ring")
            return Fraction(self._root[radicand], self.one)
        num = self.one if radicand > 0 else self._root[I]
        for prime, power in factorint(abs(radicand.p * radicand.q)).items():
            num = num * prime ** (power // 2)
            if power % 2:
                num = num * self._root[Integer(prime)]
        return Fraction(num, self.ctx.constant(int(radicand.q)))

    def _reduce(self, f: Fraction) -> Fraction:
        """Replace even powers of each root in the numerator, outer roots first."""
        num, den = f.num, f.den
        for radicand in reversed(self.radicands):
            square = Fraction(self.ctx.constant(-1), self.one) if radicand is I \
                else self.fraction(radicand)
            index = len(self.symbols) + self.radicands.index(radicand)
            degree = num.degrees()[index] if num != 0 else 0
            if degree < 2:
                continue
            root, top = self.gens[index], degree // 2
            by_power: dict[int, dict[tuple[int, ...], flint.fmpq]] = {}
            for exps, c in num.to_dict().items():
                rest = (*exps[:index], 0, *exps[index + 1:])
                by_power.setdefault(exps[index], {})[rest] = c
            num = self.ctx.constant(0)
            for power, terms in by_power.items():
                half = power // 2
                num = num + (self.ctx.from_dict(terms) * square.num ** half
                             * square.den ** (top - half) * root ** (power % 2))
            den = den * square.den ** top
        return Fraction(num, den)

    def reduced(self, expr: Expr) -> Fraction:
        """`expr` as a fraction whose numerator has each root at most to the first power."""
        return self._reduce(self.fraction(expr))

    def is_zero(self, expr: Expr) -> bool:
        """Whether `expr` is zero in this ring: then it is zero wherever it is defined.

        Conventions:
            For rational functions, and for numbers, False means that it is not zero. With roots
            of symbols False only means that the relations r**2 = radicand do not make it zero.
        """
        return self.reduced(expr).num == 0

    def expr(self, poly: Poly) -> Expr:
        """A polynomial of the ring as a sympy expression."""
        gens = [*self.symbols, *(I if r is I else Pow(r, Rational(1, 2)) for r in self.radicands)]
        terms = []
        for exps, c in poly.to_dict().items():
            factors = [g ** int(e) for g, e in zip(gens, exps, strict=True) if e]
            terms.append(Mul(Rational(int(c.p), int(c.q)), *factors))
        return Add(*terms)


def has_angles(expr: Expr) -> bool:
    """Whether angles or exponentials occur, which `Ring` does not carry and `Field` does."""
    return expr.has(cos, sin, exp, cosh, sinh)


def is_zero(expr: Expr) -> bool:
    """Whether `expr` is zero by the normal form of `Ring`, with angles by that of `Field`.

    >>> from sympy import sqrt
    >>> is_zero(sqrt(6) - sqrt(2)*sqrt(3)), is_zero(sqrt(6) - sqrt(5))
    (True, False)
    """
    expr = expression(expr)
    if expr.is_Rational:
        return expr == 0
    if has_angles(expr):
        return Field([expr])(expr).is_zero()
    return Ring([expr]).is_zero(expr)


def normal_form(expr: Expr) -> Expr:
    """`expr` as one fraction, roots reduced and common factors of both parts removed.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> normal_form((x**2 - y**2)/(x - y) - y)
    x
    """
    expr = expression(expr)
    if expr.is_Rational or expr.is_Symbol:
        return expr
    if has_angles(expr):
        return Field([expr])(expr).expr()
    ring = Ring([expr])
    f = ring.reduced(expr)
    if f.num == 0:
        return Integer(0)
    common = f.num.gcd(f.den)
    num, den = f.num / common, f.den / common
    bottom = flint.fmpq(1) / den.leading_coefficient()
    num, den = num * bottom, den * bottom
    scale = lcm(*(int(c.q) for p in (num, den) for c in p.to_dict().values()))
    return ring.expr(num * scale) / ring.expr(den * scale)


def sign(expr: Expr) -> int:
    """Sign -1, 0 or 1 of a real number made of rationals and square roots.

    Raises:
        DomainError: it contains symbols, or is not real.

    >>> from sympy import sqrt
    >>> sign(sqrt(2) + sqrt(3) - sqrt(10))
    -1
    """
    expr = expression(expr)
    if expr.is_Rational:
        return int(expr.p > 0) - int(expr.p < 0)
    if expr.free_symbols:
        raise DomainError(f"the sign of {expr} depends on {sorted(map(str, expr.free_symbols))}")
    if has_angles(expr):
        return 0 if is_zero(expr) else ordered(expr, Integer(0))
    ring = Ring([expr])
    if ring.is_zero(expr):
        return 0
    bits = 64
    while True:
        value = ball(expr, bits)
        if value.imag != 0 and 0 not in value.imag:
            raise DomainError(f"{expr} is not real")
        if value.real > 0:
            return 1
        if value.real < 0:
            return -1
        bits *= 2
        if bits > 1 << 16:
            raise DomainError(f"{expr} is not real, so it has no sign")


def ball(expr: Expr, bits: int = 64) -> flint.acb:
    """A rigorous enclosure of a number made of rationals and square roots.

    Raises:
        UnsupportedError: something else occurs in it.
    """
    old = flint.ctx.prec
    flint.ctx.prec = bits
    try:
        return _ball(expression(expr))
    finally:
        flint.ctx.prec = old


def _ball(expr: Expr) -> flint.acb:
    if expr.is_Rational:
        return flint.acb(flint.arb(flint.fmpq(expr.p, expr.q)))
    if isinstance(expr, ImaginaryUnit):
        return flint.acb(0, 1)
    if isinstance(expr, Add):
        total = flint.acb(0)
        for arg in expr.args:
            total += _ball(arg)
        return total
    if isinstance(expr, Mul):
        product = flint.acb(1)
        for arg in expr.args:
            product *= _ball(arg)
        return product
    if isinstance(expr, Pow) and expr.exp.is_Rational and expr.exp.q in (1, 2):
        base = _ball(expr.base)
        if expr.exp.q == 2:
            return base.sqrt() ** int(expr.exp.p)
        return base ** int(expr.exp)
    raise UnsupportedError(f"{expr} is not a number made of rationals and square roots")


def solve_exact(rows: Sequence[Sequence[flint.fmpq]],
                rhs: Sequence[flint.fmpq]) -> list[flint.fmpq] | None:
    """The unique solution of a linear system with independent columns, or None."""
    height, width = len(rows), len(rows[0])
    m = flint.fmpq_mat(height, width + 1,
                       [v for row, b in zip(rows, rhs, strict=True) for v in (*row, b)])
    r, rank = m.rref()
    if rank != width or any(r[i, i] != 1 for i in range(width)):
        return None
    if any(r[i, width] != 0 for i in range(width, height)):
        return None
    return [r[i, width] for i in range(width)]


def nonnegative_combination(target: Sequence[flint.fmpq], cone: Sequence[Sequence[flint.fmpq]],
                            budget: int = 5_000) -> dict[int, flint.fmpq] | None:
    """Coefficients >= 0 that write `target` by the vectors of `cone`, or None.

    Conventions:
        Carathéodory: linearly independent subsets suffice, so the search is exhaustive when the
        number of subsets stays inside `budget`.
    """
    if all(t == 0 for t in target):
        return {}
    # A coordinate in which nothing of the cone has the sign of the target settles the matter.
    for i, t in enumerate(target):
        if t != 0 and not any(v[i] * t > 0 for v in cone):
            return None
    tried = 0
    for size in range(1, min(len(cone), len(target)) + 1):
        for subset in combinations(range(len(cone)), size):
            tried += 1
            if tried > budget:
                return None
            rows = [[cone[j][i] for j in subset] for i in range(len(target))]
            solution = solve_exact(rows, target)
            if solution is not None and all(s >= 0 for s in solution):
                return dict(zip(subset, solution, strict=True))
    return None
