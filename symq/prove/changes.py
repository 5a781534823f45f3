"""Changes of variables that are proposed for integrals; nothing here is believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp
from sympy import Expr, Symbol


@dataclass(frozen=True)
class Change:
    """x as a function of y that grows or falls, the integrand for y, and where y runs."""

    x: Expr
    grows: bool
    body: Expr
    ends: tuple[Expr, Expr]


def changes(body: Expr, x: Symbol, low: Expr, high: Expr, y: Symbol) -> Iterator[Change]:
    """Changes of the variable x to y that lead to integrals with known values.

    >>> x, y = sp.symbols("x y")
    >>> next(changes(sp.sqrt(x)/(1 + x)**3, x, sp.Integer(0), sp.oo, y))
    Change(x=y/(1 - y), grows=True, body=sqrt(y)*sqrt(1 - y), ends=(0, 1))
    """
    if low == -sp.oo and high != sp.oo:
        yield Change(-y, False, body.subs(x, -y), (-high, sp.oo))
    if low == 0 and high == sp.pi / 2:
        yield from _angles(body, x, y)
    if low == 0:
        yield from _powers(body, x, high, y)


def _angles(body: Expr, x: Symbol, y: Symbol) -> Iterator[Change]:
    """sin(x)**p cos(x)**q tan(x)**r, by the square of the sine."""
    p, q = sp.Integer(0), sp.Integer(0)
    factor, rest = sp.powsimp(body).as_independent(x, as_Add=False)
    for part in sp.Mul.make_args(rest):
        base, e = part.as_base_exp()
        if base not in (sp.sin(x), sp.cos(x), sp.tan(x)) or e.has(x):
            return
        p, q = (p + (e if base != sp.cos(x) else 0),
                q + (0 if base == sp.sin(x) else e if base == sp.cos(x) else -e))
    yield Change(sp.asin(sp.sqrt(y)), True,
                 factor / 2 * y**((p - 1) / 2) * (1 - y)**((q - 1) / 2),
                 (sp.Integer(0), sp.Integer(1)))


def _powers(body: Expr, x: Symbol, high: Expr, y: Symbol) -> Iterator[Change]:
    """x**p (A + B x**n)**q on the half line, or up to where the second base vanishes."""
    factor, rest = sp.powsimp(body).as_independent(x, as_Add=False)
    p, q, binomial = sp.Integer(0), sp.Integer(0), None
    for part in sp.Mul.make_args(rest):
        base, e = part.as_base_exp()
        if e.has(x) or (base != x and binomial not in (None, base)):
            return
        if base == x:
            p += e
        else:
            q, binomial = q + e, base
    if binomial is None:
        return
    a, moving = binomial.as_independent(x, as_Add=True)
    b, power = moving.as_independent(x, as_Add=False)
    base, n = power.as_base_exp()
    if base != x or n.has(x) or a == 0:
        return
    u, ends = (p + 1) / n, (sp.Integer(0), sp.Integer(1))
    if high == sp.oo:
        yield Change((a * y / (b * (1 - y)))**(1 / n), True, factor / n * a**(q + u) * b**-u
                     * y**(u - 1) * (1 - y)**(-q - u - 1), ends)
    elif sp.cancel(sp.powsimp(a + b * high**n, force=True)) == 0 and (high, n) != (1, 1):
        yield Change(high * y**(1 / n), True, factor / n * a**q * high**(p + 1)
                     * y**(u - 1) * (1 - y)**q, ends)


def likely(body: Expr, x: Symbol, low: Expr, high: Expr) -> bool:
    """Whether a Beta function is simpler than an antiderivative."""
    return low == 0 and high == sp.oo and any(
        p.base.is_Add and p.exp != -1 and p.has(x) for p in body.atoms(sp.Pow)) and next(
            _powers(body, x, high, sp.Dummy(positive=True)), None) is not None


def folded(body: Expr, x: Symbol) -> Expr:
    """f(x) + f(-x) for positive x, exponentials of phases by cosines and sines.

    >>> x, k = sp.symbols("x k", real=True)
    >>> folded(sp.exp(sp.I*k*x - sp.Abs(x)), x)
    2*exp(-x)*cos(k*x)
    """
    there = sp.Dummy(positive=True)
    total = body.subs(x, there) + body.subs(x, -there)
    return sp.factor_terms(sp.expand(total.replace(sp.exp, _phase), power_exp=False)).subs(there, x)


def _phase(exponent: Expr) -> Expr:
    """exp of an exponent, its imaginary part apart."""
    exponent = sp.expand(exponent)
    turn = exponent.coeff(sp.I)
    return sp.exp(exponent - sp.I * turn) * (sp.cos(turn) + sp.I * sp.sin(turn)) if turn != 0 \
        else sp.exp(exponent)


def above(body: Expr, x: Symbol) -> Expr:
    """A bound of |f| for a positive variable: moduli of the factors of each term.

    >>> x, k = sp.symbols("x k", real=True)
    >>> above(sp.exp(sp.I*k*x)*sp.cos(x)/(1 + x**2), x)
    1/(x**2 + 1)
    """
    there = sp.Dummy(positive=True)
    total, body = sp.Integer(0), body.subs(x, there)
    for term in sp.Add.make_args(sp.expand(body, power_exp=False, deep=False)):
        bound = sp.Integer(1)
        for part in sp.Mul.make_args(term):
            if isinstance(part, sp.exp):
                exponent = sp.expand(part.exp)
                part = sp.exp(exponent - sp.I * exponent.coeff(sp.I))
            elif isinstance(part, sp.sin | sp.cos):
                continue
            bound *= part if part.is_nonnegative else sp.Abs(part)
        total += bound
    return total.subs(there, x)


__all__ = ["Change", "above", "changes", "folded", "likely"]
