"""The symbols of a statement: all, free, bound; and the statements inside a statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from sympy import Basic, MatrixBase, Product, Sum, Symbol

from symq.lang import statement as st
from symq.lang.contents import free
from symq.lang.statement import Statement
from symq.lang.theorems import Sentence
from symq.paper.claim import Defined


def parts_of(value: object) -> Iterator[Statement]:
    """All statements inside a statement, itself first."""
    if isinstance(value, Statement):
        yield value
        for name in getattr(value, "__dataclass_fields__", ()):
            yield from parts_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from parts_of(item)


def has_sentence(statement: Statement) -> bool:
    """Whether a sentence occurs anywhere in the statement."""
    return any(isinstance(part, Sentence) for part in parts_of(statement))


def symbols_of(value: object) -> tuple[Any, ...]:
    """All symbols of a statement or expression, bound ones too, in a fixed order."""
    found: dict[Any, None] = {}

    def walk(item: object) -> None:
        if isinstance(item, Symbol):
            found[item] = None
        elif isinstance(item, MatrixBase):
            for symbol in sorted(item.free_symbols, key=str):
                found[symbol] = None
        elif isinstance(item, Basic):
            found.update(dict.fromkeys(free(item)))
        elif isinstance(item, tuple | list):
            for part in item:
                walk(part)
        elif not isinstance(item, type):
            for name in getattr(item, "__dataclass_fields__", ()):
                walk(getattr(item, name))

    walk(value)
    return tuple(found)


def bound_in(statement: Statement) -> tuple[Symbol, ...]:
    """Symbols that the statement quantifies over, so that assumptions do not speak about them.

    >>> from sympy import symbols
    >>> n, x = symbols("n x")
    >>> bound_in(st.ForAll(n, st.Equation(n*x, x*n)))
    (n,)
    """
    return tuple(dict.fromkeys(s for part in parts_of(statement) for s in _binds(part)))


def _binds(part: Statement) -> tuple[Symbol, ...]:
    match part:
        case st.ForAllFinite() | st.Exists() | st.Count():
            return tuple(s for s, _ in part.over)
        case st.ForAll():
            return (part.n,)
        case st.Limit():
            return (part.var,)
    return ()


def _varies(part: Statement) -> tuple[Symbol, ...]:
    content: list[Any] = [getattr(part, f.name) for f in fields(part)] if is_dataclass(part) else []
    indices = tuple(sorted({s for value in content for s in _indices(value)}, key=str))
    match part:
        case st.Asymptotic():
            return (*(s for s, _ in part.weights), *indices)
        case st.Bound():
            return (*part.over, *indices)
    return (*_binds(part), *indices)


def _indices(value: Any) -> set[Symbol]:
    """The indices of sums and products in an expression or a tuple of them."""
    if isinstance(value, tuple):
        return {s for item in value for s in _indices(item)}
    if not isinstance(value, Basic | MatrixBase):
        return set()
    return {limit[0] for term in value.atoms(Sum, Product) for limit in term.limits}


def unfold_bound(statement: Statement, assuming: tuple[Statement, ...],
                 definitions: tuple[Defined, ...]
                 ) -> tuple[Statement, tuple[Statement, ...], tuple[Defined, ...]]:
    """Write out definitions whose bodies contain a symbol that varies inside the statement.

    In `E = m c^2 + O(v^2)` the symbol E is a function of v: its body takes its place, as does that
    of P_n in a sum over n. What was assumed of an index that is now bound speaks of nothing.
    """
    varying = {s for part in parts_of(statement) for s in _varies(part)}
    bodies: dict[Any, Any] = {}
    bound = frozenset(varying)
    for d in definitions:
        if varying & (d.body.free_symbols | {d.symbol}):
            varying.add(d.symbol)
            bodies[d.symbol] = d.body.xreplace(bodies)
    if not bodies:
        return statement, assuming, definitions
    changed = substituted(statement, bodies)
    idle = bound - set(symbols_of(changed))
    assuming = tuple(a for a in assuming if not idle.intersection(symbols_of(a)))
    left = set(symbols_of((changed, assuming)))
    kept: list[Defined] = []
    for d in reversed(definitions):
        if d.symbol in left:
            left |= set(symbols_of(d.body))
            kept.insert(0, d)
    return changed, assuming, tuple(kept)


def substituted(value: Any, names: dict[Any, Any]) -> Any:
    """A statement with symbols replaced in all its expressions, all at once.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> substituted(st.lt(x, 2*y), {x: y, y: x})
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


__all__ = ["bound_in", "has_sentence", "parts_of", "substituted", "symbols_of", "unfold_bound"]
