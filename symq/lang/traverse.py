"""What stands inside a statement: statements and expressions; and others in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from sympy import Basic, MatrixBase

from symq.lang.statement import Statement


def parts_of(value: object) -> Iterator[Statement]:
    """All statements inside a statement or a tuple of them, itself first.

    >>> from sympy import symbols
    >>> from symq.lang.statement import Not, lt
    >>> x, y = symbols("x y")
    >>> [type(part).__name__ for part in parts_of(Not(lt(x, y)))]
    ['Not', 'Inequality']
    """
    if isinstance(value, Statement):
        yield value
        for name in getattr(value, "__dataclass_fields__", ()):
            yield from parts_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from parts_of(item)


def expressions_of(value: object) -> Iterator[Basic | MatrixBase]:
    """All expressions and matrices in a statement, a definition or a tuple of them, in their order.

    >>> from sympy import symbols
    >>> from symq.lang.statement import Not, lt
    >>> x, y = symbols("x y")
    >>> list(expressions_of(Not(lt(x, 2*y))))
    [x, 2*y]
    """
    if isinstance(value, Basic | MatrixBase):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from expressions_of(item)
    elif not isinstance(value, type):
        for name in getattr(value, "__dataclass_fields__", ()):
            yield from expressions_of(getattr(value, name))


def substituted(value: Any, names: dict[Any, Any]) -> Any:
    """A statement with symbols replaced in all its expressions, all at once.

    >>> from sympy import symbols
    >>> from symq.lang.statement import lt
    >>> x, y = symbols("x y")
    >>> substituted(lt(x, 2*y), {x: y, y: x})
    Inequality(lhs=y, rel='<', rhs=2*x)
    """
    if isinstance(value, tuple):
        return tuple(substituted(item, names) for item in value)
    if isinstance(value, Statement) and is_dataclass(value):
        return replace(value, **{f.name: substituted(getattr(value, f.name), names)
                                 for f in fields(value)})
    if isinstance(value, MatrixBase):
        return value.applyfunc(lambda entry: entry.xreplace(names))
    return value.xreplace(names) if hasattr(value, "xreplace") else value


__all__ = ["expressions_of", "parts_of", "substituted"]
