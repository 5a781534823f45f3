"""The symbols of a statement: all, and those that it binds."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, Protocol, TypeVar

from sympy import Basic, Derivative, Integral, MatrixBase, Product, Sum, Symbol

from symq.lang import statement as st
from symq.lang.contents import by_name, contains, free
from symq.lang.statement import Statement
from symq.lang.theorems import Sentence
from symq.lang.traverse import expressions_of, parts_of, remembered, substituted


class Defining(Protocol):
    """A definition: a symbol and what it stands for."""

    @property
    def symbol(self) -> Symbol:
        """The new symbol."""

    @property
    def body(self) -> Any:
        """An expression in earlier symbols."""


D = TypeVar("D", bound=Defining)


@remembered
def has_sentence(statement: Statement) -> bool:
    """Whether a sentence occurs anywhere in the statement."""
    return any(isinstance(part, Sentence) for part in parts_of(statement))


def symbols_of(value: object) -> tuple[Any, ...]:
    """All symbols of a statement or expression, bound ones too, in a fixed order."""
    if isinstance(value, Statement):
        return _symbols(value)
    items = map(symbols_of, value) if isinstance(value, tuple) else \
        map(_free, expressions_of(value))
    return tuple(dict.fromkeys(s for names in items for s in names))


@remembered
def _symbols(statement: Statement) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(s for e in expressions_of(statement) for s in _free(e)))


def _free(item: Any) -> tuple[Any, ...]:
    return by_name({s for e in item.flat() for s in free(e)}) if isinstance(item, MatrixBase) \
        else free(item)


@remembered
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


@remembered
def _varying(statement: Statement) -> frozenset[Symbol]:
    """The symbols that do not have one value all through a statement."""
    return frozenset(s for part in parts_of(statement) for s in _varies(part))


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
    """The indices of sums and products, and the variables of integrals, in an expression."""
    if isinstance(value, tuple):
        return {s for item in value for s in _indices(item)}
    return {limit[0] for term in _atoms(value, Sum, Product, Integral) for limit in term.limits}


def _atoms(value: Any, *kinds: type) -> set[Any]:
    if not isinstance(value, Basic | MatrixBase) or (
            isinstance(value, Basic) and not contains(value, *kinds)):
        return set()
    return value.atoms(*kinds)  # type: ignore[no-any-return]


def _moved(statement: Statement, definitions: tuple[Any, ...]) -> set[Symbol]:
    """Symbols by which something defined is differentiated, its body being made of them."""
    derivatives = {d for e in expressions_of(statement) for d in _atoms(e, Derivative)}
    if not derivatives:
        return set()
    inside: dict[Any, set[Any]] = {}
    for d in definitions:
        inside[d.symbol] = {t for s in d.body.free_symbols for t in (s, *inside.get(s, ()))}
    return {v for term in derivatives for v in term.variables
            if any(v in inside.get(s, ()) for s in term.expr.free_symbols)}


def unfold_bound(statement: Statement, assuming: tuple[Any, ...], definitions: tuple[D, ...]
                 ) -> tuple[Statement, tuple[Any, ...], tuple[D, ...]]:
    """Write out definitions whose bodies contain a symbol that varies inside the statement.

    In `E = m c^2 + O(v^2)` the symbol E is a function of v: its body takes its place, as does that
    of P_n in a sum over n, or that of a(t) where it is differentiated by t. What was assumed of an
    index that is now bound speaks of nothing.
    """
    bound = _varying(statement)
    varying = bound | _moved(statement, definitions) if definitions else set()
    bodies: dict[Any, Any] = {}
    for d in definitions:
        if varying & (d.body.free_symbols | {d.symbol}):
            varying |= {d.symbol}
            bodies[d.symbol] = d.body.xreplace(bodies)
    if not bodies:
        return statement, assuming, definitions
    changed = substituted(statement, bodies)
    idle = bound - set(symbols_of(changed))
    assuming = tuple(a for a in assuming if not idle.intersection(symbols_of(a)))
    left = set(symbols_of((changed, assuming)))
    kept: list[D] = []
    for d in reversed(definitions):
        if d.symbol in left:
            left |= set(symbols_of(d.body))
            kept.insert(0, d)
    return changed, assuming, tuple(kept)


__all__ = ["bound_in", "has_sentence", "symbols_of", "unfold_bound"]
