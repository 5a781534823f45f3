"""Antiderivatives of rational functions of cosine and sine that are smooth on the whole circle.

The substitution t = tan(x/2) jumps at odd multiples of pi. The angle is split off instead: with
D = a + b cos u + c sin u and R = sqrt(a**2 - b**2 - c**2) the derivative of
(u - 2 atan((b sin u - c cos u)/(R + D)))/R is 1/D (Gradshteyn and Ryzhik 2.558, shifted by whole
turns), and powers of 1/D are derivatives of that by a.
"""

from __future__ import annotations

import sympy as sp
from sympy import Expr, Symbol

MOST = 4        # the highest power of 1/D


def circle(body: Expr, x: Symbol) -> Expr | None:
    """An antiderivative of a rational function of cos(k x) and sin(k x), None if not of the form.

    >>> from sympy import cos, symbols
    >>> circle(1/(2 + cos(symbols("x"))), symbols("x"))
    sqrt(3)*(x - 2*atan(sin(x)/(cos(x) + sqrt(3) + 2)))/3
    """
    waves = [w for w in body.atoms(sp.sin, sp.cos) if w.has(x)]
    angles = {w.args[0] for w in waves}
    if not waves or len(angles) != 1:
        return None
    angle = angles.pop()
    rate = angle.diff(x)
    c, s = sp.Dummy("c"), sp.Dummy("s")
    form = body.xreplace({sp.cos(angle): c, sp.sin(angle): s})
    if rate.has(x) or form.has(x) or not form.is_rational_function(c, s):
        return None
    top, below = sp.fraction(sp.cancel(sp.together(form)))
    found = _cosines(top, below, c, s, angle) if not below.has(s) else \
        _tilted(top, below, c, s, angle)
    return None if found is None else found / rate


def _tilted(top: Expr, below: Expr, c: Symbol, s: Symbol, angle: Expr) -> Expr | None:
    """A constant over a power of a + b cos + c sin."""
    base, power = _power(below)
    form = sp.Poly(base, c, s)
    if top.has(c, s) or form.total_degree() != 1:
        return None
    a, b, d = (form.coeff_monomial(m) for m in (1, c, s))
    found = inverse(a, b, d, power, angle)
    return None if found is None else top * found


def _cosines(top: Expr, below: Expr, c: Symbol, s: Symbol, angle: Expr) -> Expr | None:
    """P(cos, sin) over a product of powers of a + b cos."""
    even, odd = sp.Integer(0), sp.Integer(0)
    for (n,), share in sp.Poly(top, s).terms():
        rest = share * (1 - c**2)**(n // 2)
        even, odd = (even, odd + rest) if n % 2 else (even + rest, odd)
    total = sp.Integer(0)
    for term in sp.Add.make_args(sp.apart(sp.cancel(even / below), c)):
        if term.is_polynomial(c):
            total += sp.integrate(sp.expand(sp.fu(sp.expand(term.xreplace({c: sp.cos(s)})))), s
                                  ).xreplace({s: angle})
            continue
        over, under = sp.fraction(term)
        factor, rest = under.as_independent(c, as_Add=False)
        base, power = _power(rest)
        line = sp.Poly(base, c)
        if over.has(c) or line.degree() != 1:
            return None
        found = inverse(line.coeff_monomial(1), line.coeff_monomial(c), sp.Integer(0), power, angle)
        if found is None:
            return None
        total += over / factor * found
    if odd != 0:        # sin P(cos): the substitution of the cosine
        total -= sp.integrate(sp.cancel(odd / below), c).xreplace({c: sp.cos(angle)})
    return total


def _power(below: Expr) -> tuple[Expr, int]:
    factored = sp.factor(below)
    base, power = factored.as_base_exp()
    return (base, int(power)) if power.is_Integer and power > 0 else (below, 1)


def inverse(a: Expr, b: Expr, d: Expr, power: int, angle: Expr) -> Expr | None:
    """An antiderivative of (a + b cos u + d sin u)**-power by u at an angle."""
    if power > MOST or a == 0:
        return None
    if a.could_extract_minus_sign():
        found = inverse(-a, -b, -d, power, angle)
        return None if found is None else (-1)**power * found
    first, u = sp.Dummy("a"), sp.Dummy("u")
    root = sp.sqrt(first**2 - sp.expand(b**2 + d**2))
    wave = b * sp.cos(u) + d * sp.sin(u)
    found = (u - 2 * sp.atan((b * sp.sin(u) - d * sp.cos(u)) / (root + first + wave))) / root
    for k in range(1, power):
        found = -found.diff(first) / k
    return found.xreplace({first: a, u: angle})


__all__ = ["circle"]
