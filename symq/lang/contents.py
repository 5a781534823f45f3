"""What occurs in an expression, found once for each of its parts.

Statements of one paper share most of their parts, and each is looked through many times: for its
symbols, its functions, its piecewise parts. Expressions never change, so that what was found may be
looked up the next time.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Basic
from sympy.core.function import AppliedUndef

KEPT = 1 << 15      # expressions that are remembered


@lru_cache(KEPT)
def kinds(expr: Basic) -> frozenset[type]:
    """The classes of an expression and of all its parts.

    >>> from sympy import Add, Symbol
    >>> Add in kinds(2*(Symbol("x") + 1))
    True
    """
    return frozenset((type(expr),)).union(*(kinds(a) for a in expr.args if isinstance(a, Basic)))


def contains(expr: Basic, *classes: type) -> bool:
    """Whether a part of an expression is of one of the classes, or of one derived from them.

    >>> from sympy import Expr, Function, Symbol, sin
    >>> contains(sin(Symbol("x")) + 1, Function), contains(Symbol("x"), Function)
    (True, False)
    """
    return _among(kinds(expr), classes)


@lru_cache(KEPT)
def _among(found: frozenset[type], classes: tuple[type, ...]) -> bool:
    return any(issubclass(kind, classes) for kind in found)


@lru_cache(KEPT)
def free(expr: Basic) -> tuple[Any, ...]:
    """The free symbols of an expression, in the order of their names.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> free(y + x)
    (x, y)
    """
    return by_name(expr.free_symbols)


@lru_cache(KEPT)
def applied(expr: Basic) -> tuple[AppliedUndef, ...]:
    """The unknown functions with their arguments, in the order of how they are written."""
    if not contains(expr, AppliedUndef):
        return ()
    return by_name(expr.atoms(AppliedUndef))


# what a part is called, which sympy's printer takes long to say
_name = lru_cache(KEPT)(str)


def by_name(found: set[Any]) -> tuple[Any, ...]:
    """Parts in the order of how they are written."""
    return tuple(sorted(found, key=_name) if len(found) > 1 else found)


__all__ = ["applied", "by_name", "contains", "free", "kinds"]
