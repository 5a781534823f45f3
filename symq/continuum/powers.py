"""Fractional powers of a small positive parameter."""

from __future__ import annotations

from collections.abc import Iterable
from math import lcm

from sympy import Expr, Integer, Pow, Symbol

from symq.lang.contents import free


def _split(power: Expr, small: Symbol) -> tuple[Expr, Expr]:
    """(c, e) with base = c small**e, for a root of such a base; e = 0 for others."""
    if power.exp.is_Rational and small in free(power.base):
        c, rest = power.base.as_independent(small, as_Add=False)
        base, e = rest.as_base_exp()
        if base == small and e.is_Rational:
            return c, e
    return power.base, Integer(0)


def opened(expr: Expr, small: Symbol) -> Expr:
    """Powers of the small parameter taken out of the roots in which they stand.

    >>> from sympy import sqrt, symbols
    >>> D, h = symbols("D h")
    >>> opened(sqrt(2*D*h**2), h)
    sqrt(2)*sqrt(D)*h
    """
    def inside(part: Expr) -> bool:
        return isinstance(part, Pow) and not part.exp.is_Integer and part.base != small \
            and _split(part, small)[1] != 0

    def taken(part: Expr) -> Expr:
        c, e = _split(part, small)
        return c**part.exp * small**(e * part.exp)

    if small not in free(expr) or not any(map(inside, expr.atoms(Pow))):
        return expr
    return expr.replace(inside, taken)


def denominator(exprs: Iterable[Expr], small: Symbol) -> int:
    """The number q for which all powers of the small parameter are whole powers of small**(1/q)."""
    return lcm(*(int((e * p.exp).q) for expr in exprs if small in free(expr)
                 for p in expr.atoms(Pow) if p.exp.is_Rational for _, e in [_split(p, small)]))


def root_of(small: Symbol, order: int) -> Symbol:
    """The name of small**(1/order)."""
    name = f"sqrt_{small}" if order == 2 else f"root{order}_{small}"
    return Symbol(name, positive=True) if small.is_positive else Symbol(name)


__all__ = ["denominator", "opened", "root_of"]
