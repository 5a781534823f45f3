"""Algebraic numbers in a polynomial ring: i, square roots of primes, roots of unity.

i and square roots of different primes generate a field by one relation each. As soon as another
root of unity occurs, one cyclotomic field holds them all (square roots are Gauss sums), so that
zero is recognised by the normal form alone.
"""

from __future__ import annotations

import math
from typing import Any

from flint import fmpq
from sympy import Add, Expr, I, Mul, Pow, Rational, cos, factorint, pi, sin

from symq.continuum.fast import Poly, Ring
from symq.errors import EngineRefusal


class Needed(Exception):
    """A conversion needs one more generator; the builder adds it and starts again."""

    def __init__(self, kind: str, key: Any) -> None:
        super().__init__(kind)
        self.kind, self.key = kind, key


class Numbers:
    """Closed numbers as elements of a ring; `roots` are the algebraic generators."""

    roots: dict[str, tuple[Any, ...]]

    def number(self, ring: Ring, root: tuple[Any, ...]) -> Poly:
        """i, the square root of a prime, or a root of unity as an element of the ring."""
        zeta = self.roots.get("zeta")
        if zeta is not None:
            order = zeta[1]
            if root[0] == "i":
                wanted = 4
            elif root[0] == "zeta":
                wanted = root[1]
            else:
                wanted = _root_conductor(root[1])
            if order % wanted:
                raise Needed("root", ("zeta", _lcm(order, wanted)))
            g = ring.gen("zeta")
            unit = ring.reduce(g**(order // wanted))
            if root[0] != "sqrt":
                return unit
            return ring.reduce(_gauss_sum(root[1], unit, wanted, ring))
        name = "_".join(map(str, root))
        if root[0] == "zeta":
            order = root[1]
            for old in self.roots.values():
                order = _lcm(order, 4 if old[0] == "i" else _root_conductor(old[1]))
            self.roots.clear()
            raise Needed("root", ("zeta", order))
        if name not in self.roots:
            raise Needed("root", root)
        return ring.gen(name)

    def root_of_unity(self, ring: Ring, k: int, order: int) -> Poly:
        """exp(2 pi i k / order)."""
        turn = Rational(k, order)
        k, order = int(turn.p % turn.q), int(turn.q)
        if order in (1, 2):
            return ring.one if order == 1 else -ring.one
        if order == 4:
            return self.number(ring, ("i",)) * (1 if k == 1 else -1)
        if order in (8, 3, 6, 12, 24) and "zeta" not in self.roots:
            return self.closed(ring, cos(2 * pi * turn) + I * sin(2 * pi * turn))
        unit = self.number(ring, ("zeta", order))
        return ring.reduce(unit**k)

    def closed(self, ring: Ring, expr: Expr) -> Poly:
        """A closed number made of rationals, square roots and i."""
        if expr.is_Rational:
            return ring.const(expr)
        if expr is I:
            return self.number(ring, ("i",))
        if isinstance(expr, Add | Mul):
            parts = [self.closed(ring, a) for a in expr.args]
            total = parts[0]
            for part in parts[1:]:
                total = total + part if isinstance(expr, Add) else ring.reduce(total * part)
            return total
        if isinstance(expr, Pow) and expr.exp.is_Rational and expr.exp.q == 2 \
                and expr.base.is_Rational:
            return self.square_root(ring, expr.base, int(expr.exp.p))
        if isinstance(expr, Pow) and expr.exp.is_Integer:
            base = self.closed(ring, expr.base)
            if expr.exp > 0:
                return ring.reduce(base**int(expr.exp))
            cofactor, norm = ring.norm(base)
            if norm and norm.is_constant():
                return ring.reduce((cofactor / norm.leading_coefficient())**int(-expr.exp))
        if isinstance(expr, Pow) and expr.exp == Rational(1, 2):
            found = self._circle_number(ring, expr)
            if found is not None:
                return found
        raise EngineRefusal(f"the number {expr} is not carried",
                            "use rationals, square roots, i and roots of unity, or a symbol")

    def _circle_number(self, ring: Ring, root: Expr) -> Poly | None:
        """A nested square root that is a cosine of a fraction of a turn, or twice that."""
        value = complex(root)
        for order in range(5, 65):
            for k in range(1, order // 2 + 1):
                for factor in (1, 2):
                    if abs(value - factor * _cosine(k, order)) > 1e-12:
                        continue
                    unit = self.root_of_unity(ring, k, order)
                    found = (unit + self.root_of_unity(ring, -k, order)) * factor / 2
                    if not ring.reduce(found**2 - self.closed(ring, root.base)):
                        return found
        return None

    def square_root(self, ring: Ring, value: Rational, power: int = 1) -> Poly:
        """A rational number to the power of half an integer."""
        result = ring.const(value ** ((power - 1) // 2))
        number = value.p * value.q
        if number < 0:
            result = result * self.number(ring, ("i",))
        for prime, e in sorted(factorint(abs(number)).items()):
            result = result * fmpq(int(prime))**(e // 2)
            if e % 2:
                result = ring.reduce(result * self.number(ring, ("sqrt", int(prime))))
        return result / int(value.q)


def _cosine(k: int, order: int) -> float:
    """A float that only suggests which cosine to try."""
    return math.cos(2 * math.pi * k / order)


def coprime(a: int, b: int) -> bool:
    """Whether two integers have no common factor."""
    while b:
        a, b = b, a % b
    return a == 1


def _lcm(a: int, b: int) -> int:
    x, y = a, b
    while y:
        x, y = y, x % y
    return a * b // x


def _root_conductor(prime: int) -> int:
    """The order of the roots of unity whose field holds the square root of a prime."""
    return 8 if prime == 2 else prime if prime % 4 == 1 else 4 * prime


def _gauss_sum(prime: int, unit: Poly, order: int, ring: Ring) -> Poly:
    """The positive square root of a prime by roots of unity."""
    if prime == 2:
        return unit + unit**7
    step = order // prime
    total = ring.zero
    for k in range(prime):
        total = total + ring.reduce(unit**(step * (k * k % prime)))
    if prime % 4 == 3:                                   # the sum is i * sqrt(p)
        total = ring.reduce(total * unit**(3 * order // 4))
    return ring.reduce(total)

