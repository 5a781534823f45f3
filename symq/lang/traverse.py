"""What stands inside a statement: statements and expressions; and others in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from functools import wraps
from typing import Any, TypeVar

from sympy import Basic, MatrixBase

from symq.lang.statement import Statement

Found = TypeVar("Found")


def remembered(look: Callable[[Any], Found]) -> Callable[[Any], Found]:
    """A function of a statement that looks at each one once: statements never change.

    What was found stays with the statement itself, beside its fields.
    """
    name = f"_{look.__module__}.{look.__name__}"

    @wraps(look)
    def again(statement: Any) -> Found:
        known: dict[str, Found] = statement.__dict__
        if name not in known:
            known[name] = look(statement)
        return known[name]

    return again


def parts_of(value: object) -> Iterable[Statement]:
    """All statements inside a statement or a tuple of them, itself first.

    >>> from sympy import symbols
    >>> from symq.lang.statement import Not, lt
    >>> x, y = symbols("x y")
    >>> [type(part).__name__ for part in parts_of(Not(lt(x, y)))]
    ['Not', 'Inequality']
    """
    if isinstance(value, Statement):
        return _parts(value)
    return [part for item in value for part in parts_of(item)] if isinstance(value, tuple) else ()


@remembered
def _parts(whole: Statement) -> list[Statement]:
    found = [whole]
    for name in getattr(whole, "__dataclass_fields__", ()):
        found += parts_of(getattr(whole, name))
    return found


def expressions_of(value: object) -> Iterable[Basic | MatrixBase]:
    """All expressions and matrices in a statement, a definition or a tuple of them, in their order.

    >>> from sympy import symbols
    >>> from symq.lang.statement import Not, lt
    >>> x, y = symbols("x y")
    >>> list(expressions_of(Not(lt(x, 2*y))))
    [x, 2*y]
    """
    if isinstance(value, Basic | MatrixBase):
        return (value,)
    if isinstance(value, Statement):
        return _expressions(value)
    if isinstance(value, tuple | list):
        return [e for item in value for e in expressions_of(item)]
    return () if isinstance(value, type) else _within(value)


@remembered
def _expressions(whole: Statement) -> list[Basic | MatrixBase]:
    return _within(whole)


def _within(value: object) -> list[Basic | MatrixBase]:
    return [e for name in getattr(value, "__dataclass_fields__", ())
            for e in expressions_of(getattr(value, name))]


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


__all__ = ["expressions_of", "parts_of", "remembered", "substituted"]
