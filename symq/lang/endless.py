"""Infinite sums and integrals that are known by name: series of exp, values of zeta, Planck's.

Exponential, circular and hyperbolic functions are their power series (DLMF 4.2.19, 4.19.1,
4.19.2, 4.33.1, 4.33.2); a polynomial in the index becomes falling factorials, which shift the
index. The numbers are in DLMF 25.6.1, 25.2.2, 25.2.3, 24.8.3 and 4.6.1 at x = 1, the integrals of
Bose and Fermi distributions in DLMF 25.5.1 and 25.5.3. All other infinite sums are limits.

No certificate shows that these series converge to these values: they are entries of the list of
theorems, and what rests on one of them says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import sympy as sp
from sympy import Expr, Symbol

from symq.lang.contents import contains
from symq.lang.statement import Statement
from symq.lang.theorem import Theorem
from symq.lang.traverse import expressions_of, remembered

ENTRIES = (
    Theorem(
        "power-series",
        ("the terms are a polynomial in k times z^k/(k - s)!, or z^k/(2k)!, or z^k/(2k + 1)!",),
        "the infinite sum over k is a polynomial in z times exp z, or cosh, cos, sinh, sin of a "
        "root of z or -z",
        "NIST Digital Library of Mathematical Functions, 4.2.19, 4.19.1, 4.19.2, 4.33.1, 4.33.2"),
    Theorem(
        "zeta-values",
        ("the terms are 1/k^s or 1/(2k + 1)^s, alternating or not",
         "s is even, or odd for the alternating sum over odd numbers, or 1 for the alternating "
         "sum over all numbers"),
        "the infinite sum over k is a rational multiple of pi^s, or log 2",
        "NIST Digital Library of Mathematical Functions, 25.6.1, 25.2.2, 25.2.3, 24.8.3, 4.6.1"),
    Theorem(
        "planck-integrals",
        ("the integrand is x^n/(exp(k x) - 1) or x^n/(exp(k x) + 1), from 0 to infinity, k > 0",
         "n is odd, or 0 for the plus sign"),
        "the integral is n! zeta(n + 1)/k^(n + 1), times 1 - 1/2^n for the plus sign, or (log 2)/k",
        "NIST Digital Library of Mathematical Functions, 25.5.1, 25.5.3, 25.6.1"),
)


def entries(of: object) -> tuple[str, ...]:
    """The names of the theorems that the infinite sums in a statement rest on.

    >>> from sympy import Sum, oo, pi, symbols
    >>> from symq import eq
    >>> k = symbols("k")
    >>> entries(eq(Sum(1/k**2, (k, 1, oo)), pi**2/6))
    ('zeta-values',)
    """
    if isinstance(of, tuple):
        return tuple(dict.fromkeys(name for item in of for name in entries(item)))
    return _entries(of) if isinstance(of, Statement) else _of_expressions(expressions_of(of))


@remembered
def _entries(statement: Statement) -> tuple[str, ...]:
    return _of_expressions(expressions_of(statement))


def _of_expressions(found: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(
        name for e in found
        if isinstance(e, sp.Basic) and contains(e, sp.Sum, sp.Integral)
        for whole in sorted(e.atoms(sp.Sum, sp.Integral), key=str) for name in _named(whole)[1]))


def value(series: Expr) -> Expr | None:
    """The value of an infinite sum or integral, None where it is not one of these.

    >>> from sympy import Sum, factorial, oo, symbols
    >>> k, x = symbols("k x")
    >>> value(Sum(k*x**k/factorial(k), (k, 0, oo)))
    x*exp(x)
    >>> value(Sum(1/k**2, (k, 1, oo)))
    pi**2/6
    """
    return _named(series)[0]


@lru_cache(1 << 10)
def _named(series: Expr) -> tuple[Expr | None, tuple[str, ...]]:
    """The value, if there is one, and the entries that give it."""
    if not isinstance(series, sp.Sum | sp.Integral) or len(series.limits) != 1 or \
            len(series.limits[0]) != 3:
        return None, ()
    index, low, high = series.limits[0]
    if isinstance(series, sp.Integral):
        planck = _planck(series.function, index) if (low, high) == (0, sp.oo) else None
        return planck, () if planck is None else (ENTRIES[2].name,)
    if high is not sp.oo or not low.is_Integer:
        return None, ()
    k = sp.Symbol(index.name, integer=True)
    total, used = sp.Integer(0), []
    for part in sp.Add.make_args(series.function.xreplace({index: k})):
        found, entry = _entire(part, k, int(low)), ENTRIES[0].name
        if found is None:
            found, entry = _number(part, k, int(low)), ENTRIES[1].name
        if found is None:
            return None, ()
        total += found
        used.append(entry)
    return total, tuple(dict.fromkeys(used))


def _planck(body: Expr, x: Symbol) -> Expr | None:
    """c x**n / (exp(k x) - 1) or c x**n / (exp(k x) + 1), from 0 to infinity."""
    constant, rest = body.as_independent(x, as_Add=False)
    power, factor = (1 / rest).as_independent(sp.exp, as_Add=False)
    n = -power.as_base_exp()[1] if power != 1 else sp.Integer(0)
    wave, sign = sp.Wild("w"), sp.Wild("s")
    found = sp.expand(factor).match(sp.exp(wave) + sign)
    if found is None or found[sign] not in (1, -1) or power != x**-n or not n.is_Integer:
        return None
    k = sp.cancel(found[wave] / x)
    if k.has(x) or not k.is_positive:
        return None
    if n == 0 and found[sign] == 1:
        return constant * sp.log(2) / k
    if n < 0 or n % 2 == 0 or n > 19:
        return None
    weight = 1 if found[sign] == -1 else 1 - sp.Rational(1, 2**n)
    return constant * weight * sp.factorial(n) * sp.zeta(n + 1) / k**(n + 1)


def _entire(body: Expr, k: Symbol, low: int) -> Expr | None:
    """Polynomial times z**k / (m k + s)!, by exp, cos, sin, cosh or sinh."""
    z, factor, poly, argument = sp.Integer(1), sp.Integer(1), sp.Integer(1), None
    for part in sp.Mul.make_args(sp.powsimp(body, force=False)):
        base, power = part.as_base_exp()
        if not part.has(k):
            factor *= part
        elif isinstance(base, sp.factorial) and power == -1 and argument is None:
            argument = base.args[0]
        elif part.is_polynomial(k):
            poly *= part
        elif isinstance(part, sp.exp) or not base.has(k):
            rate = sp.expand(power).coeff(k, 1)
            rest = sp.expand(power - rate * k)
            if rest.has(k) or not (rate.is_Integer or isinstance(part, sp.exp)) or not (
                    rest.is_Integer or isinstance(part, sp.exp)):
                return None
            z, factor = z * base**rate, factor * base**rest
        else:
            return None
    if argument is None:
        return None
    step, shift = sp.expand(argument).coeff(k, 1), sp.expand(argument).subs(k, 0)
    if not shift.is_Integer or low * step + shift < 0:
        return None
    if step == 1 and shift <= 0:
        return factor * _shifted(sp.Poly(poly, k), z, -int(shift), low)
    if step == 2 and shift in (0, 1) and low == 0 and not poly.has(k):
        return _half(factor * poly, z, int(shift))
    return None


def _shifted(poly: sp.Poly, z: Expr, shift: int, low: int) -> Expr:
    """The sum of poly(k) z**k / (k - shift)! from k = low >= shift."""
    j = poly.gen
    rest, total = sp.Poly(poly.as_expr().subs(j, j + shift), j), sp.Integer(0)
    first = sum((rest.eval(i) * z**i / sp.factorial(i) for i in range(low - shift)), sp.Integer(0))
    i = 0
    while not rest.is_zero:         # divided differences: coefficients of falling factorials
        rest, c = sp.div(rest, sp.Poly(j - i, j))
        total += c.as_expr() * z**i
        i += 1
    return z**shift * (total * sp.exp(z) - first)


def _half(factor: Expr, z: Expr, odd: int) -> Expr | None:
    """The sum of factor z**k / (2 k + odd)! from 0."""
    sign = -1 if z.could_extract_minus_sign() else 1
    root = sp.Mul(*(base**(power / 2) for base, power in (
        p.as_base_exp() for p in sp.Mul.make_args(sign * z))))
    if root.has(sp.sqrt) or any(isinstance(p, sp.Pow) and not p.exp.is_Integer
                                for p in root.atoms(sp.Pow)):
        return None
    function = {(1, 0): sp.cosh, (-1, 0): sp.cos, (1, 1): sp.sinh, (-1, 1): sp.sin}[sign, odd]
    weight = sp.cancel(factor / root) if odd else factor
    return None if odd and sp.fraction(weight)[1].free_symbols else weight * function(root)


def _number(body: Expr, k: Symbol, low: int) -> Expr | None:
    """c / (a k + b)**s, with alternating signs or not, for a = 1 or 2."""
    constant, rest = body.as_independent(k)
    alternating, power = False, None
    for part in sp.Mul.make_args(rest):
        base, exponent = part.as_base_exp()
        if base == -1 and sp.expand(exponent - k).is_Integer and not alternating:
            alternating, constant = True, constant * (-1)**sp.expand(exponent - k)
        elif exponent.is_Integer and exponent < 0 and power is None and base.is_polynomial(k):
            power = sp.Poly(base, k), -int(exponent)
        else:
            return None
    if power is None or power[0].degree() != 1 or constant.free_symbols:
        return None
    (a, b), s = power[0].all_coeffs(), power[1]
    start = a * low + b
    if a not in (1, 2) or not b.is_Integer or start < 1 or (a == 2 and start % 2 == 0):
        return None
    # the terms are signs**k / n**s over n = start, start + a, ...; those before are taken off
    count = int((start - 1) // a)
    sign = (-1)**low if alternating else 1
    before = sum(((-1)**(count - i) if alternating else 1) * sp.Rational(1, 1 + a * i)**s
                 for i in range(count))
    total = _table(int(a), s, alternating)
    if total is None:
        return None
    return constant * sign * ((-1)**count * total - before if alternating else total - before)


def _table(a: int, s: int, alternating: bool) -> Expr | None:
    """The sum of 1/n**s over all n (a = 1) or odd n (a = 2), signs + - + - if alternating."""
    if not alternating:
        if s % 2 or s > 20:
            return None
        return sp.zeta(s) * (1 if a == 1 else 1 - sp.Rational(1, 2**s))
    if a == 1:
        if s == 1:
            return sp.log(2)
        return sp.zeta(s) * (1 - sp.Rational(2, 2**s)) if s % 2 == 0 and s <= 20 else None
    if s % 2 == 0 or s > 19:
        return None
    n = (s - 1) // 2
    return sp.Abs(sp.euler(2 * n)) * sp.pi**s / (4**(n + 1) * sp.factorial(2 * n))


__all__ = ["ENTRIES", "entries", "value"]
