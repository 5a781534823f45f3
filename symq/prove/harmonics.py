"""Sums of p(k) r**k cos(a k + b), of sines and exponentials, by parts.

With q = r exp(i a), p(k) q**k = G(k + 1) - G(k) for G the sum over j of
(-1)**j D**j p(k) q**(k + j) / (q - 1)**(j + 1), where D p = p(k + 1) - p(k). Its real part has the
denominators 2 sin(a/2) for r = 1, and 1 - 2 r cos(a) + r**2 for other r.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp
from sympy import Expr, Symbol

from symq.errors import SymqError
from symq.kernel.term import Term, symbols
from symq.lang.translate import from_term, to_term

MANY = 24       # summands and waves that are taken apart
DEGREE = 6


@dataclass(frozen=True)
class Wave:
    """poly(k) * power * cos(angle - quarters pi/2); power(k + 1) = rate * power(k)."""

    poly: Expr
    power: Expr
    rate: Expr
    angle: Expr
    quarters: int


def antidifference(body: Term, name: str) -> Term | None:
    """G with G(k + 1) - G(k) the body, None where it is no sum of such waves."""
    k = Symbol(name)
    try:
        whole = from_term(body, {s: Symbol(s) for s in symbols(body)})
        total = sum((parts(w, k) for w in waves(whole, k)), sp.Integer(0))
        return None if total.has(sp.zoo, sp.nan) else to_term(total)
    except (SymqError, ValueError, sp.PolynomialError):
        return None


def linear(angle: Expr, k: Symbol) -> tuple[Expr, Expr]:
    """(a, b) of a k + b.

    Raises:
        ValueError: it is not linear.
    """
    angle = sp.expand(angle)
    slope = angle.coeff(k, 1)
    rest = sp.expand(angle - slope * k)
    if slope.has(k) or rest.has(k):
        raise ValueError("not linear in the index")
    return slope, rest


def waves(body: Expr, k: Symbol) -> Iterator[Wave]:
    """The waves of which an expression is the sum.

    Raises:
        ValueError: it is no such sum.
    """
    summands = sp.Add.make_args(sp.expand(body, power_exp=False, power_base=False, log=False))
    if len(summands) > MANY:
        raise ValueError("too many summands")
    for summand in summands:
        poly = power = rate = sp.Integer(1)
        angles: list[tuple[Expr, int]] = []
        for factor in sp.Mul.make_args(summand):
            base, exponent = factor.as_base_exp()
            if not factor.has(k):
                poly *= factor
            elif isinstance(base, sp.cos | sp.sin) and exponent.is_Integer and 0 < exponent < 7:
                angles += [(base.args[0], int(isinstance(base, sp.sin)))] * int(exponent)
            elif isinstance(factor, sp.exp) or not base.has(k):
                slope, _ = linear(factor.exp, k)
                power, rate = power * factor, rate * factor.base**slope
            elif factor.is_polynomial(k):
                poly *= factor
            else:
                raise ValueError("no wave")
        if sp.degree(poly, k) > DEGREE or 2**len(angles) > MANY:
            raise ValueError("too many waves")
        for weight, angle, quarters in product(angles):
            slope, rest = linear(angle, k)
            if slope == 0:
                weight, angle, quarters = weight * turned(rest, quarters), sp.Integer(0), 0
            yield Wave(sp.expand(weight * poly), power, rate, angle, quarters)


def product(angles: list[tuple[Expr, int]]) -> list[tuple[Expr, Expr, int]]:
    """A product of cosines, less quarter turns, as a sum of them with weights."""
    found: list[tuple[Expr, Expr, int]] = [(sp.Integer(1), sp.Integer(0), 0)]
    for n, (angle, quarter) in enumerate(angles):
        if n == 0:
            found = [(sp.Integer(1), angle, quarter)]
            continue
        found = [(weight / 2, sp.expand(other + sign * angle), quarters + sign * quarter)
                 for weight, other, quarters in found for sign in (1, -1)]
    return found


def turned(angle: Expr, quarters: int) -> Expr:
    """cos(angle - quarters pi/2)."""
    return (sp.cos(angle), sp.sin(angle), -sp.cos(angle), -sp.sin(angle))[quarters % 4]


def parts(wave: Wave, k: Symbol) -> Expr:
    """The sum of one wave by parts."""
    slope, rest = linear(wave.angle, k)
    if slope == 0 and wave.rate == 1:
        return wave.power * sum((c * sp.bernoulli(i + 1, k) / (i + 1) for (i,), c in
                                 sp.Poly(wave.poly, k).terms()), sp.Integer(0))
    total, poly, sign, j = sp.Integer(0), wave.poly, 1, 0
    while poly != 0:
        total += sign * poly * wave.power * quotient(wave, slope, rest, k, j)
        poly, sign, j = sp.expand(poly.subs(k, k + 1) - poly), -sign, j + 1
    return total


def quotient(wave: Wave, slope: Expr, rest: Expr, k: Symbol, j: int) -> Expr:
    """The real part of r**j exp(i angle(k + j)) / (q - 1)**(j + 1), the waves r**k left out."""
    rate = wave.rate
    if slope == 0:
        return rate**j / (rate - 1)**(j + 1)
    if rate == 1:
        angle = slope * (k + sp.Rational(j - 1, 2)) + rest
        return turned(angle, wave.quarters + j + 1) / (2 * sp.sin(slope / 2))**(j + 1)
    size = 1 - 2 * rate * sp.cos(slope) + rate**2
    return sum(((-1)**(j + 1 - m) * sp.binomial(j + 1, m) * rate**(m + j)
                * turned(slope * (k + j - m) + rest, wave.quarters)
                for m in range(j + 2)), sp.Integer(0)) / size**(j + 1)
