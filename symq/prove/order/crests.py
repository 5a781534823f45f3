"""Where a sin(t) + b cos(t) is greatest or least: the angle of the point (b, a)."""

from __future__ import annotations

from sympy import Add, Expr, acos, cos, expand, sin, sqrt

from symq.errors import SymqError
from symq.kernel.term import Term
from symq.lang.translate import from_term, to_term


def crests(term: Term, name: str) -> list[Term]:
    """Places of one symbol for an expression that is linear in the waves of one angle.

    Of the places found, which of them is a crest depends on the sign of the sine's coefficient.
    """
    try:
        expr = expand(from_term(term))
    except SymqError:
        return []
    x = next((s for s in expr.free_symbols if s.name == name), None)
    if x is None:
        return []
    waves = [w for w in expr.atoms(sin, cos) if w.has(x)]
    angles = {w.args[0] for w in waves}
    if len(angles) != 1:
        return []
    (angle,) = angles
    scale = angle.diff(x)
    a, b = expr.coeff(sin(angle)), expr.coeff(cos(angle))
    rest = Add(expr, -a * sin(angle), -b * cos(angle)).expand()
    if any(e.has(x) for e in (scale, a, b, rest)) or scale == 0:
        return []
    size = sqrt(a**2 + b**2)
    offset: Expr = angle - scale * x
    try:
        return [to_term(((sign * acos(end * b / size)) - offset) / scale)
                for end in (1, -1) for sign in (1, -1)] if size != 0 else []
    except SymqError:
        return []
