"""Antiderivatives of rational functions of cos x and sin x that are continuous on the whole line.

A denominator a + b cos x keeps away from zero for a > |b|; with r = sqrt(a**2 - b**2)

    dx/(a + b cos x) = d(x - 2 atan(b sin x/(a + r + b cos x)))/r,

and higher powers follow by recurrence. Nothing here is believed.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from sympy import Expr, Symbol
from sympy.integrals.rationaltools import ratint

COS, SIN = sp.Dummy("c"), sp.Dummy("s")
MOST = 4        # the highest power of a denominator with both


def periodic(body: Expr, x: Symbol) -> Iterator[Expr]:
    """Antiderivatives of a rational function of cos m x and sin m x.

    >>> x = Symbol("x", real=True)
    >>> next(periodic(1/(2 + sp.cos(x)), x))
    sqrt(3)*(x - 2*atan(sin(x)/(cos(x) + sqrt(3) + 2)))/3
    """
    angles = {f.args[0] for f in body.atoms(sp.sin, sp.cos) if f.has(x)}
    if len(angles) > 1:
        body = sp.expand_trig(body)
        angles = {f.args[0] for f in body.atoms(sp.sin, sp.cos) if f.has(x)}
    if len(angles) != 1:
        return
    (angle,) = angles
    rate = angle.diff(x)
    plain = body.xreplace({sp.cos(angle): COS, sp.sin(angle): SIN})
    if rate.has(x) or rate == 0 or plain.has(x) or not plain.is_rational_function(COS, SIN):
        return
    yield from (found / rate for found in _antiderivatives(plain, angle))


def _antiderivatives(body: Expr, angle: Expr) -> Iterator[Expr]:
    """Those of R(c, s) by the angle, c and s being its cosine and sine."""
    num, den = sp.fraction(sp.together(body))
    yield from _tilted(num, den, angle)
    mirrored = body.subs({COS: -COS, SIN: -SIN}, simultaneous=True)
    if den.has(COS, SIN) and sp.cancel(mirrored - body) == 0:     # a function of twice the angle
        half = _reduced(num, den)
        if half is not None and not half[1].subs(COS**2, 0).has(COS):
            twice = sp.cancel((half[0] / half[1]).subs(COS**2, (1 + COS) / 2).subs(
                COS * SIN, SIN / 2))
            if not twice.has(COS**2 * SIN):
                yield from (f / 2 for f in _antiderivatives(twice, 2 * angle))
                return
    if den.has(SIN) and not den.has(COS):       # the sine is the cosine of another angle
        turned = body.subs({COS: SIN, SIN: COS}, simultaneous=True)
        yield from (-f for f in _antiderivatives(turned, sp.pi / 2 - angle))
        return
    parts = _reduced(num, den)
    if parts is None:
        return
    top, bottom = parts
    even, odd = (sp.cancel(sp.Poly(top, SIN).coeff_monomial(SIN**k) / bottom) for k in (0, 1))
    inner = -ratint(odd, COS).subs(COS, sp.cos(angle)) if odd != 0 else sp.Integer(0)
    for sign in (1, -1):
        total = inner
        for term in sp.Add.make_args(sp.apart(even, COS)):
            found = _simple(term, angle, sign)
            if found is None:
                return
            total += found
        yield total


def _tilted(num: Expr, den: Expr, angle: Expr) -> Iterator[Expr]:
    """A constant over a power of a + b c + d s: powers are derivatives by a (2.558 of Gradshteyn
    and Ryzhik, shifted by whole turns)."""
    if num.has(COS, SIN) or not (den.has(COS) and den.has(SIN)):
        return
    scale, power = sp.factor(den).as_independent(COS, SIN, as_Add=False)
    base, n = power.as_base_exp()
    form = sp.Poly(base, COS, SIN)
    if not (n.is_Integer and 0 < n <= MOST) or form.total_degree() != 1:
        return
    first = sp.Dummy("a")
    for sign in (1, -1):
        a, b, d = (sign * form.coeff_monomial(m) for m in (1, COS, SIN))
        root = sp.sqrt(first**2 - sp.expand(b**2 + d**2))
        cosine, sine = sp.cos(angle), sp.sin(angle)
        found = (angle - 2 * sp.atan((b * sine - d * cosine)
                                     / (first + root + b * cosine + d * sine))) / root
        for k in range(1, int(n)):
            found = -found.diff(first) / k
        yield num / scale * sign**int(n) * found.xreplace({first: a})


def _reduced(num: Expr, den: Expr) -> tuple[Expr, Expr] | None:
    """A fraction with a denominator free of s, and a numerator of degree one in it."""
    def low(expr: Expr) -> Expr:
        return sp.rem(sp.expand(expr), SIN**2 + COS**2 - 1, SIN)

    try:
        den = low(den)
        other = den.subs(SIN, -SIN)
        if den.has(SIN):
            num, den = num * other, low(den * other)
        num = low(num)
        num, den = sp.fraction(sp.cancel(num / den))
        return num, den
    except sp.PolynomialError:
        return None


def _simple(term: Expr, angle: Expr, sign: int) -> Expr | None:
    """The antiderivative of a polynomial in c, or of a constant over a power of a + b c."""
    num, den = sp.fraction(sp.together(term))
    if not den.has(COS):
        waves = sp.Poly(num, COS)
        return sp.Add(*(c * _power(n, angle) for (n,), c in waves.terms())) / den
    scale, base = den.as_independent(COS, as_Add=False)
    linear, n = base.as_base_exp()
    if not (n.is_Integer and n > 0 and linear.is_polynomial(COS)) or num.has(COS) or \
            sp.degree(linear, COS) != 1:
        return None
    b, a = (sign * c for c in sp.Poly(linear, COS).all_coeffs())
    cosine, sine = sp.cos(angle), sp.sin(angle)
    square = sp.factor(a**2 - b**2)
    root = sp.sqrt(square)
    found = [angle, (angle - 2 * sp.atan(b * sine / (a + root + b * cosine))) / root]
    for k in range(2, int(n) + 1):
        found.append(((2 * k - 3) * a * found[k - 1] - (k - 2) * found[k - 2]
                      - b * sine / (a + b * cosine)**(k - 1)) / ((k - 1) * square))
    return num / scale * sign**int(n) * found[int(n)]


def _power(n: int, angle: Expr) -> Expr:
    """The antiderivative of a natural power of the cosine."""
    if n < 2:
        return angle if n == 0 else sp.sin(angle)
    return (sp.cos(angle)**(n - 1) * sp.sin(angle) + (n - 1) * _power(n - 2, angle)) / n


__all__ = ["periodic"]
