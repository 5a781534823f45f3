"""Exact numbers in the cyclotomic field Q(zeta_N), zeta_N = exp(2 pi i/N)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import gcd, lcm

from flint import fmpq, fmpq_poly, fmpz_poly
from sympy import Add, Expr, I, Integer, Mul, Pow, Rational, cos, exp, factorint, pi, sin

from symq.errors import DomainError, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import expression

LARGEST = 100_000                       # coefficients are kept for every power below the order


@cache
def _modulus(order: int) -> fmpq_poly:
    return fmpq_poly(fmpz_poly.cyclotomic(order))


@checked
class Cyclotomic:
    """A number of Q(zeta_N), as coefficients of 1, zeta, zeta^2, ... in the power basis.

    Args:
        order: N >= 1.
        terms: rational amount by exponent of zeta_N, or a rational number.

    >>> w = Cyclotomic.root(3)
    >>> 1 + w + w*w
    0
    >>> Cyclotomic.root(4)**2, (w - w.conjugate())**2
    (-1, -3)
    """

    __slots__ = ("_poly", "order")

    order: int
    _poly: fmpq_poly

    def __init__(self, order: int, terms: Mapping[int, object] | object = 0) -> None:
        if isinstance(order, bool) or not isinstance(order, int) or not 1 <= order <= LARGEST:
            raise InputError(f"the order {order!r} of a root of unity is not a whole number from 1 "
                             f"to {LARGEST}")
        pairs = terms.items() if isinstance(terms, Mapping) else [(0, terms)]
        rows = [fmpq(0)] * order
        for k, value in pairs:
            if type(value) is int:
                rows[k % order] += value
                continue
            q = expression(value)
            if not isinstance(q, Rational):
                raise DomainError(f"{q} is not rational; give amounts by exponent of zeta")
            rows[k % order] += fmpq(int(q.p), int(q.q))
        self.order, self._poly = order, fmpq_poly(rows) % _modulus(order)

    @property
    def coefficients(self) -> tuple[Rational, ...]:
        """Amounts of 1, zeta, zeta^2, ..., without zeros at the end."""
        return tuple(Rational(int(c.p), int(c.q)) for c in map(fmpq, self._poly.coeffs()))

    @classmethod
    def root(cls, order: int, power: int = 1) -> Cyclotomic:
        """zeta_N to a power."""
        return cls(order, {power: 1})

    @classmethod
    def of(cls, value: object) -> Cyclotomic:
        """A number given as an expression in rational numbers, i, roots of unity and of numbers.

        Raises:
            DomainError: it is no such number.

        >>> from sympy import sqrt
        >>> Cyclotomic.of(sqrt(2)/2), Cyclotomic.of(exp(2*pi*I/3)), Cyclotomic.of(sqrt(15))**2
        (1/2*z8 - 1/2*z8**3, z3, 15)
        """
        if isinstance(value, Cyclotomic):
            return value
        given = expression(value)
        found = _read(given)
        if found is None:
            raise DomainError(f"{given} is not read as a cyclotomic number; write it by rational "
                              "numbers, I, exp(2*pi*I*k/N) and square roots of rational numbers")
        return found

    @classmethod
    def _of(cls, order: int, poly: fmpq_poly) -> Cyclotomic:
        made = cls.__new__(cls)
        made.order, made._poly = order, poly
        return made

    def lifted(self, order: int) -> Cyclotomic:
        """The same number in a larger field.

        Raises:
            DomainError: N does not divide the order.
        """
        if order % self.order:
            raise DomainError(f"Q(zeta_{self.order}) does not lie in Q(zeta_{order}) by powers")
        if order == self.order:
            return self
        step = order // self.order
        return Cyclotomic(order, {k * step: c for k, c in enumerate(self.coefficients)})

    def _pair(self, other: object) -> tuple[Cyclotomic, Cyclotomic]:
        if not isinstance(other, Cyclotomic):
            return self, Cyclotomic(self.order, other)
        if other.order == self.order:
            return self, other
        order = lcm(self.order, other.order)
        return self.lifted(order), other.lifted(order)

    def __add__(self, other: object) -> Cyclotomic:
        a, b = self._pair(other)
        return Cyclotomic._of(a.order, a._poly + b._poly)

    __radd__ = __add__

    def __neg__(self) -> Cyclotomic:
        return Cyclotomic._of(self.order, -self._poly)

    def __sub__(self, other: object) -> Cyclotomic:
        a, b = self._pair(other)
        return Cyclotomic._of(a.order, a._poly - b._poly)

    def __rsub__(self, other: object) -> Cyclotomic:
        return -self + other

    def __mul__(self, other: object) -> Cyclotomic:
        a, b = self._pair(other)
        return Cyclotomic._of(a.order, a._poly * b._poly % _modulus(a.order))

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Cyclotomic:
        a, b = self._pair(other)
        return a * b.inverse()

    def __rtruediv__(self, other: object) -> Cyclotomic:
        return self.inverse() * other

    def __pow__(self, power: object) -> Cyclotomic:
        k = integer(power, "the power of a cyclotomic number", -LARGEST, LARGEST)
        result, base = Cyclotomic(self.order, 1), self if k >= 0 else self.inverse()
        for bit in bin(abs(k))[2:]:
            result = result * result * base if bit == "1" else result * result
        return result

    def inverse(self) -> Cyclotomic:
        """1 divided by this number.

        Raises:
            DomainError: it is zero.
        """
        if not self:
            raise DomainError("division by zero in a cyclotomic field")
        _, s, _ = self._poly.xgcd(_modulus(self.order))
        return Cyclotomic._of(self.order, s % _modulus(self.order))

    def conjugate(self) -> Cyclotomic:
        """The complex conjugate."""
        return Cyclotomic(self.order, {-k: c for k, c in enumerate(self.coefficients)})

    def galois(self, power: int) -> Cyclotomic:
        """The image under zeta -> zeta^power, power prime to N."""
        if gcd(power, self.order) != 1:
            raise DomainError(f"zeta_{self.order} -> zeta^{power} is no automorphism")
        return Cyclotomic(self.order, {k * power: c for k, c in enumerate(self.coefficients)})

    def __bool__(self) -> bool:
        return self._poly != 0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cyclotomic | int | Rational):
            return NotImplemented
        a, b = self._pair(other)
        return bool(a._poly == b._poly)

    def __hash__(self) -> int:
        # equal numbers may be written with different N, so the others share one value
        return hash(self.rational) if self.is_rational else 1

    @property
    def is_rational(self) -> bool:
        """Whether it is a rational number."""
        return self._poly.degree() <= 0

    @property
    def rational(self) -> Rational:
        """Its value as a rational number.

        Raises:
            DomainError: it is not rational.
        """
        if not self.is_rational:
            raise DomainError(f"{self!r} is not a rational number")
        return self.coefficients[0] if self else Rational(0)

    def add_to(self, amounts: dict[int, Rational], power: int = 0) -> None:
        """Add zeta^power times this number to amounts by exponent, which are not reduced."""
        for k, c in enumerate(self.coefficients):
            if c:
                k = (k + power) % self.order
                amounts[k] = amounts.get(k, Rational(0)) + c

    def expression(self) -> Expr:
        """The number as a sympy expression in exp(2 pi i k/N)."""
        return Add(*(c * (exp(2 * pi * I * Rational(k, self.order)) if k else Integer(1))
                     for k, c in enumerate(self.coefficients)))

    def __repr__(self) -> str:
        if self.is_rational:
            return str(self.rational)
        terms = [(str(c) if k == 0 else ("" if c == 1 else "-" if c == -1 else f"{c}*")
                  + f"z{self.order}" + ("" if k == 1 else f"**{k}"))
                 for k, c in enumerate(self.coefficients) if c]
        return " + ".join(terms).replace("+ -", "- ")


def _read(e: Expr) -> Cyclotomic | None:
    """An expression as a cyclotomic number, None where it is not understood."""
    if isinstance(e, Rational):
        return Cyclotomic(1, e)
    if e is I:
        return Cyclotomic.root(4)
    if isinstance(e, Add | Mul):
        parts = [_read(a) for a in e.args]
        if any(p is None for p in parts):
            return None
        result = Cyclotomic(1, int(isinstance(e, Mul)))
        for p in parts:
            result = result * p if isinstance(e, Mul) else result + p
        return result
    if isinstance(e, exp):
        return _root(e.args[0] / (2 * pi * I))
    if isinstance(e, cos | sin):
        z = _root(e.args[0] / (2 * pi))
        if z is None:
            return None
        return (z + z.conjugate()) / Cyclotomic(1, 2) if isinstance(e, cos) else \
            (z - z.conjugate()) / (2 * Cyclotomic.root(4))
    if isinstance(e, Pow) and e.exp.is_Integer:
        base = _read(e.base)
        return base**int(e.exp) if base is not None and (base or e.exp > 0) else None
    if isinstance(e, Pow) and e.exp.is_Rational and e.base == -1:
        return _root(e.exp / 2)
    if isinstance(e, Pow) and e.exp.is_Rational and e.exp.q == 2 and e.base.is_Rational:
        return _square_root(e.base)**int(e.exp.p)
    return None


def _root(turns: Expr) -> Cyclotomic | None:
    return Cyclotomic.root(int(turns.q), int(turns.p)) if turns.is_Rational else None


def _square_root(value: Rational) -> Cyclotomic:
    """The square root with real part or imaginary part above zero, by Gauss sums."""
    result = Cyclotomic(1, Rational(1, int(value.q)))
    for p, power in factorint(int(value.p) * int(value.q)).items():
        if p == -1:
            result = result * Cyclotomic.root(4)
        elif p == 2:
            root = Cyclotomic.root(8) + Cyclotomic.root(8, 7)
            result = result * root**power
        else:
            sign = 1 if p % 4 == 1 else -Cyclotomic.root(4)
            result = result * (gauss_sum(p) * sign)**power
    return result


@checked
def gauss_sum(d: int) -> Cyclotomic:
    """The sum of zeta_d^(x^2) over x = 0..d-1; for odd d its square is d or -d.

    >>> gauss_sum(5)**2, gauss_sum(3)**2
    (5, -3)
    """
    total: dict[int, int] = {}
    for x in range(Cyclotomic(d).order):
        total[x * x % d] = total.get(x * x % d, 0) + 1
    return Cyclotomic(d, total)


def total(values: Iterable[Cyclotomic], order: int) -> Cyclotomic:
    """The sum of numbers of one field.

    >>> total([Cyclotomic.root(3, k) for k in range(3)], 3)
    0
    """
    result = Cyclotomic(order)
    for value in values:
        result = result + value
    return result
