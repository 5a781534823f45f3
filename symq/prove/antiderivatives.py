"""Antiderivatives that are proposed for integrals; nothing here is believed.

An integrand becomes constants times integrals that the kernel knows (Gaussian, Gamma and Beta
function, Dirichlet's, Lorentzian) and the derivative of an expression.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import sympy as sp
from sympy import Expr, Symbol
from sympy.integrals.manualintegrate import manualintegrate
from sympy.integrals.rationaltools import ratint
from sympy.simplify.fu import TR8

from symq.prove.periodic import periodic

LINE, HALF, UNIT = (-sp.oo, sp.oo), (sp.Integer(0), sp.oo), (sp.Integer(0), sp.Integer(1))
STRANGE = (sp.Integral, sp.Ei, sp.li, sp.Li, sp.Si, sp.Ci, sp.Shi, sp.Chi,
           sp.expint, sp.uppergamma, sp.lowergamma, sp.polylog, sp.fresnels, sp.fresnelc, sp.hyper,
           sp.RootSum, sp.elliptic_e, sp.elliptic_f, sp.elliptic_pi)
# antiderivatives of the inverse square of a function
SQUARES = {sp.cosh: sp.tanh, sp.sinh: lambda u: -sp.coth(u), sp.cos: sp.tan,
           sp.sin: lambda u: -sp.cot(u)}
MOST = 150      # operations of an integrand that is tried


@dataclass(frozen=True)
class Split:
    """c * known integrals, as (c, kind, data), and an antiderivative of the rest."""

    shares: tuple[tuple[Expr, str, tuple[Expr, ...]], ...]
    tail: Expr


def splits(body: Expr, x: Symbol, low: Expr, high: Expr) -> Iterator[Split]:
    """Ways to integrate an expression, the likely ones first.

    >>> from sympy import exp, oo, symbols
    >>> a, x = symbols("a x")
    >>> next(splits(x**2*exp(-a*x**2), x, -oo, oo))
    Split(shares=((1/(2*a), 'gauss', (a, 0)),), tail=-x*exp(-a*x**2)/(2*a))
    """
    if body.count_ops() > MOST:
        return
    terms = sp.Add.make_args(sp.expand(body, trig=False))
    if (low, high) in (LINE, HALF, UNIT):
        for form in (terms, sp.Add.make_args(_exponentials(body))):
            found = [_known(t, x, (low, high)) for t in form]
            if any(f is not None for f in found):
                parts = [f or _elementary(t, x) for f, t in zip(found, form, strict=True)]
                if None not in parts:
                    yield Split(tuple(s for p in parts if p for s in p.shares),
                                sp.Add(*(p.tail for p in parts if p)))
    for split in _tails(body, x, terms):
        yield split
        if split.tail.has(sp.log):      # left of zero
            yield Split((), split.tail.replace(sp.log, lambda u: sp.log(-u)))


def _tails(body: Expr, x: Symbol, terms: tuple[Expr, ...]) -> Iterator[Split]:
    """Antiderivatives of the whole and of its forms term by term."""
    for around in periodic(body, x):
        if around.has(sp.atan):     # other ways jump where tan(x/2) does
            yield Split((), around)
    whole = _plain(body, x)
    if whole is not None:
        yield Split((), whole)
    waves, rational = TR8(sp.expand(body)), body
    if body.is_rational_function(x):
        rational = sp.apart(body, x)
        if whole is None and body.free_symbols != {x}:
            yield Split((), ratint(body, x))
    for form in dict.fromkeys((sp.Add(*terms), waves, _exponentials(body), rational)):
        parts = [_elementary(t, x) for t in sp.Add.make_args(form)]
        if None not in parts:
            yield Split((), sp.Add(*(p.tail for p in parts if p)))


def _exponentials(body: Expr) -> Expr:
    """Circular and hyperbolic functions as exponentials, one in each term."""
    terms = sp.Add.make_args(sp.expand(body.rewrite(sp.exp), power_exp=False))
    return sp.Add(*(sp.powsimp(t, combine="exp") for t in terms))


def _elementary(term: Expr, x: Symbol) -> Split | None:
    factor, rest = term.as_independent(x, as_Add=False)
    tail = _plain(rest, x)
    return None if tail is None else Split((), factor * tail)


@lru_cache(1 << 10)
def _plain(body: Expr, x: Symbol) -> Expr | None:
    """An elementary antiderivative, of the case that is the general one."""
    if not body.has(x):
        return body * x
    base, power = body.as_base_exp()
    slope = base.args[0].diff(x) if base.func in SQUARES and power == -2 else x
    if not slope.has(x):
        return SQUARES[base.func](base.args[0]) / slope
    damped = _damped(body, x)
    if damped is not None:
        return damped
    rational = body.free_symbols == {x} and body.is_rational_function(x)
    try:
        found = ratint(body, x) if rational else manualintegrate(body, x)
    except (NotImplementedError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    while found.has(sp.Piecewise):
        piece = next(iter(found.atoms(sp.Piecewise)))
        found = found.xreplace({piece: piece.args[0].expr})
    return None if found.has(*STRANGE) else found


def _damped(body: Expr, x: Symbol) -> Expr | None:
    """P(x) exp(a x) cos(b x) or sin(b x), P a polynomial: by parts, with 1/(a + i b) real."""
    poly, rate, wave = sp.Integer(1), sp.Integer(0), None
    for part in sp.Mul.make_args(sp.powsimp(body)):
        if isinstance(part, sp.exp):
            rate += part.exp
        elif isinstance(part, sp.sin | sp.cos) and wave is None:
            wave = part
        elif part.is_polynomial(x):
            poly *= part
        else:
            return None
    if wave is None or not all(e.is_polynomial(x) and sp.degree(e, x) <= 1
                               for e in (rate, wave.args[0])):
        return None
    a, b = rate.diff(x), wave.args[0].diff(x)
    norm, u, v, parts = a**2 + b**2, a, -b, []
    while poly != 0:
        parts.append((poly * u, poly * v))
        u, v = sp.expand(u * a + v * b), sp.expand(v * a - u * b)
        poly = -sp.expand(poly.diff(x))
    last = len(parts)
    real, imaginary = (sp.Add(*(p[i] * norm**(last - k) for k, p in enumerate(parts, 1)))
                       for i in (0, 1))
    cosine, sine = sp.cos(wave.args[0]), sp.sin(wave.args[0])
    whole = real * cosine - imaginary * sine if isinstance(wave, sp.cos) else \
        real * sine + imaginary * cosine
    return sp.exp(rate) * whole / norm**last


def _known(term: Expr, x: Symbol, ends: tuple[Expr, Expr]) -> Split | None:
    """Constants times integrals that the kernel knows, with what is left of them.

    On the line x**p exp(-k x**2 + b x) with natural p; on the half line x**p exp(-k x**n), and
    sines and cosines over squares; from zero to one x**p (1 - x)**q.
    """
    factor, rest = term.as_independent(x, as_Add=False)
    rest = sp.powsimp(rest)
    if ends == UNIT:
        return _beta(factor, rest, x)
    if ends == HALF and rest.has(sp.sin, sp.cos):
        return _waves(factor, rest, x)
    power, exponent = sp.Integer(0), sp.Integer(0)
    for part in sp.Mul.make_args(rest):
        base, e = part.as_base_exp()
        if base == x and not e.has(x):
            power += e
        elif isinstance(part, sp.exp):
            exponent += part.exp
        else:
            return None
    if ends == HALF:
        c, moving = exponent.as_independent(x, as_Add=True)
        k, plain = moving.as_independent(x, as_Add=False)
        base, n = plain.as_base_exp()
        return None if base != x or n.has(x) else Split(
            ((factor * sp.exp(c), "euler", (power + 1, -k, n)),), sp.Integer(0))
    if not exponent.is_polynomial(x) or sp.degree(exponent, x) != 2 or not (
            power.is_Integer and power >= 0):
        return None
    return _gauss(factor, power, sp.Poly(exponent, x), x)


def _gauss(factor: Expr, power: Expr, exponent: sp.Poly, x: Symbol) -> Split:
    """factor * x**power exp(a x**2 + b x + c) on the line."""
    a, b, c = exponent.all_coeffs()
    m = sp.cancel(-b / (2 * a))
    weight, wave = factor * sp.exp(sp.cancel(c - b**2 / (4 * a))), sp.exp(a * (x - m)**2)
    share, tail = sp.Integer(0), sp.Integer(0)
    rest_poly = sp.Poly(sp.expand((x + m)**power), x)     # in powers of x - m
    for (n,), coefficient in rest_poly.terms():
        while n > 0:
            tail += coefficient * (x - m)**(n - 1) * wave / (2 * a)
            coefficient, n = -coefficient * (n - 1) / (2 * a), n - 2
        if n == 0:
            share += coefficient
    share = sp.cancel(share)
    shares = ((weight * share, "gauss", (-a, m)),) if share != 0 else ()
    return Split(shares, weight * tail)


def _beta(factor: Expr, rest: Expr, x: Symbol) -> Split | None:
    """factor * x**p (1 - x)**q."""
    p, q = sp.Integer(0), sp.Integer(0)
    for part in sp.Mul.make_args(rest):
        base, e = part.as_base_exp()
        if e.has(x) or base not in (x, 1 - x):
            return None
        p, q = (p + e, q) if base == x else (p, q + e)
    if p.is_Integer and q.is_Integer:       # an antiderivative is simpler
        return None
    return Split(((factor, "beta", (p + 1, q + 1)),), sp.Integer(0))


def _waves(factor: Expr, rest: Expr, x: Symbol) -> Split | None:
    """sin(k x)/x, its square, cos(k x)/(x**2 + m**2), x sin(k x)/(x**2 + m**2)."""
    waves = [p for p in sp.Mul.make_args(rest) if p.as_base_exp()[0].func in (sp.sin, sp.cos)]
    if len(waves) != 1:
        return None
    wave, degree = waves[0].as_base_exp()
    k, left = sp.cancel(wave.args[0] / x), sp.cancel(rest / waves[0])
    if k.has(x):
        return None
    if isinstance(wave, sp.sin) and left == x**-degree and degree in (1, 2):
        if degree == 1:
            return Split(((factor, "dirichlet", (k,)),), sp.Integer(0))
        return Split(((factor * k, "dirichlet", (2 * k,)),), -factor * wave**2 / x)
    num, den = sp.fraction(left)
    if not den.is_polynomial(x):
        return None
    scale, square = sp.Poly(den, x).LC(), sp.Poly(den, x).nth(0)
    even = isinstance(wave, sp.cos)
    if degree != 1 or sp.expand(den - scale * x**2 - square) != 0 or square == 0 or (
            sp.cancel(num / (1 if even else x)).has(x)):
        return None
    m, c = sp.sqrt(sp.factor(square / scale)), factor * num / scale
    return Split(((c, "lorentz", (m, k)) if even else (sp.cancel(c / x), "dirichlet", (k, m)),),
                 sp.Integer(0))


__all__ = ["Split", "splits"]
