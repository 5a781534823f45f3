"""Exact real expressions: the field they lie in, normal forms, and whether they vanish."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import (
    QQ,
    Expr,
    I,
    Integer,
    Pow,
    Rational,
    Symbol,
    expand,
    oo,
    preorder_traversal,
)
from sympy.polys.constructor import construct_domain

from symq.algebra.fractions import is_zero
from symq.errors import EngineRefusal
from symq.lang.checked import checked
from symq.lang.statement import Equation
from symq.prove import prove


def normal(value: Expr) -> Expr:
    """An exact real expression in the normal form of its field of definition.

    >>> from sympy import sqrt
    >>> normal((1 + sqrt(2))*(1 - sqrt(2)) + 1)
    0
    """
    if value.is_Rational:
        return value
    domain, (inside,) = in_field([value])
    return domain.to_sympy(inside)


def may_be_real(value: Expr) -> bool:
    """Whether an expression is written without I or infinity and is not known not to be real.

    >>> may_be_real(Symbol("a")), may_be_real(Pow(-2, Rational(1, 2))*Symbol("a"))
    (True, False)
    """
    return value.is_Rational or not (value.has(I, oo, -oo) or value.is_extended_real is False)


def in_field(values: Sequence[Expr]) -> tuple[Any, list[Any]]:
    """A field that contains the expressions, and their elements in it.

    It is made by the roots of numbers that occur, and by the symbols; what else occurs (pi,
    functions) counts as a symbol, so that zero is recognised but not every zero.
    """
    roots: dict[Expr, None] = {}
    names: dict[Expr, None] = {}
    for node in (n for value in values for n in preorder_traversal(value)):
        if isinstance(node, Symbol):
            names.setdefault(node)
        elif isinstance(node, Pow) and not node.exp.is_Integer:
            if node.free_symbols or not node.exp.is_Rational:
                return _loose(values)
            roots.setdefault(Pow(node.base, Rational(1, node.exp.q)))
        elif not (node.is_Rational or node.is_Add or node.is_Mul or node.is_Pow):
            return _loose(values)
    domain = QQ.algebraic_field(*sorted(roots, key=str)) if roots else QQ
    if names:
        domain = domain.frac_field(*sorted(names, key=str))
    return domain, [domain.from_sympy(expand(v) if roots else v) for v in values]


def _loose(values: Sequence[Expr]) -> tuple[Any, list[Any]]:
    domain, found = construct_domain([expand(v) for v in values], field=True, extension=True)
    return domain, list(found)


@checked
def vanishes(value: Expr) -> bool:
    """Whether an expression is identically zero: normal form, then the prover.

    Raises:
        EngineRefusal: neither decides it.

    >>> from sympy import cos, sin
    >>> x = Symbol("x")
    >>> vanishes(sin(x)**2 + cos(x)**2 - 1), vanishes((x + 1)**2 - x**2 - 2*x)
    (True, False)
    """
    zero = is_zero(value)
    if zero is not None:
        return zero
    found = prove(Equation(value, Integer(0))).verdict
    if found == "unknown":
        raise EngineRefusal(f"whether {value} vanishes is not decided")
    return found == "proved"
