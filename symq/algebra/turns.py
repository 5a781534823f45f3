"""Cosines of fractions of a turn, and the square roots of primes among them, as polynomials.

For n divisible by four Q(cos 2 pi/n) is the real part of the field of the n-th roots of unity, so
that one generator c = cos(2 pi/n) with its minimal polynomial holds all cosines and sines of
multiples of 2 pi/n. Coefficients are listed by powers of c, the lowest first.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import comb, gcd

from flint import fmpq, fmpq_poly, fmpz_poly
from sympy import Add, Expr, Rational, cos, pi

from symq.errors import EngineRefusal

LARGEST = 2_000                         # the order of a root of unity


def generator(order: int) -> Expr:
    """cos(2 pi/order), as it stands.

    Raises:
        EngineRefusal: the field has too many dimensions to compute in.
    """
    if order > LARGEST:
        raise EngineRefusal(f"roots of unity of order {order} are not carried",
                            f"use fractions of a turn with a denominator up to {LARGEST}")
    return cos(2 * pi / order, evaluate=False)


@cache
def minimal(order: int) -> fmpq_poly:
    """The monic minimal polynomial of cos(2 pi/order).

    >>> minimal(12)
    x^2 + (-3/4)
    """
    doubled = fmpq_poly(fmpz_poly.cos_minpoly(order))(fmpq_poly([0, 2]))
    return doubled / doubled[doubled.degree()]


@cache
def cosine(k: int, order: int) -> fmpq_poly:
    """cos(2 pi k/order) as a polynomial in cos(2 pi/order)."""
    return fmpq_poly(fmpz_poly.chebyshev_t(abs(k) % order)) % minimal(order)


def sine(k: int, order: int) -> fmpq_poly:
    """sin(2 pi k/order), for an order divisible by four."""
    return cosine(order // 4 - k, order)


def holds_root(prime: int, order: int) -> bool:
    """Whether Q(cos(2 pi/order)) contains the square root of a prime, for 4 | order."""
    return order % 8 == 0 if prime == 2 else order % prime == 0


@cache
def square_root(prime: int, order: int) -> fmpq_poly:
    """The positive square root of a prime that the field contains: a Gauss sum.

    >>> square_root(5, 20)**2 % minimal(20)
    5
    """
    if prime == 2:
        return 2 * cosine(order // 8, order)
    wave = cosine if prime % 4 == 1 else sine
    residues = {a * a % prime for a in range(1, prime)}
    total = fmpq_poly([0])
    for a in range(1, prime):
        part = wave(a * order // prime, order)
        total = total + part if a in residues else total - part
    return total


def conjugates(order: int) -> list[fmpq_poly]:
    """The other roots of the minimal polynomial, as polynomials in the first one."""
    return [cosine(k, order) for k in range(2, order // 2) if gcd(k, order) == 1]


def shown(powers: Mapping[int, fmpq], order: int) -> Expr:
    """A combination of powers of cos(2 pi/order) as one of cosines of its multiples."""
    found: dict[int, fmpq] = {}
    for j, c in powers.items():
        for i in range(j + 1):
            k = abs(j - 2 * i)
            found[k] = found.get(k, fmpq(0)) + c * comb(j, i) / fmpq(2)**j
    return Add(*(Rational(int(c.p), int(c.q)) * cos(2 * pi * Rational(k, order))
                 for k, c in sorted(found.items()) if c))


__all__ = ["conjugates", "cosine", "generator", "holds_root", "minimal", "shown", "sine",
           "square_root"]
