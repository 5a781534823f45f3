"""Exact numbers in the cyclotomic field Q(zeta_N), zeta_N = exp(2 pi i/N)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import gcd, lcm

from flint import fmpq, fmpq_poly, fmpz_poly
from sympy import Add, Expr, I, Integer, Rational, exp, pi

from symq.errors import DomainError, InputError
from symq.lang.checked import checked
from symq.lang.statement import expression


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
        if isinstance(order, bool) or not isinstance(order, int) or order < 1:
            raise InputError(f"the order {order!r} of a root of unity must be a positive integer")
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

    def __pow__(self, power: int) -> Cyclotomic:
        result, base = Cyclotomic(self.order, 1), self if power >= 0 else self.inverse()
        for _ in range(abs(power)):
            result = result * base
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


@checked
def gauss_sum(d: int) -> Cyclotomic:
    """The sum of zeta_d^(x^2) over x = 0..d-1; for odd d its square is d or -d.

    >>> gauss_sum(5)**2, gauss_sum(3)**2
    (5, -3)
    """
    total: dict[int, int] = {}
    for x in range(d):
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
