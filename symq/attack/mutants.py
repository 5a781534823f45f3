"""Mutants: small changes of an understood statement, each in one place.

Changes of expressions: the sign of a term, a factor 2 or 1/2, an exponent, exchanged symbols, a
dropped term. Changes of statements: a relation, the order of a remainder, a range, a count, a
bound's value or attainment, one table row, one premise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import combinations, islice
from typing import Any

from sympy import (
    Add,
    Basic,
    Expr,
    Integer,
    MatrixBase,
    Pow,
    Product,
    Rational,
    Sum,
    Symbol,
    nan,
    oo,
    zoo,
)

from symq.lang import statement as st
from symq.lang.statement import Statement

Changed = tuple[str, Any]      # what was changed, and the result
_ENOUGH = 400                  # changes that are looked at before some are chosen


@dataclass(frozen=True)
class Mutant:
    """A changed statement and the kind of change."""

    change: str
    statement: Statement


def mutants(of: Statement, most: int = 8) -> tuple[Mutant, ...]:
    """At most `most` different mutants, of as many kinds as there are, in a fixed order.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> for m in mutants(st.le(x + 2*y, x), 3):
    ...     print(m.change, "|", m.statement.lhs, m.statement.rel, m.statement.rhs)
    relation | x + 2*y < x
    sign of a term | x + 2*y <= -x
    factor 2 | x + 2*y <= 2*x
    """
    queues: dict[str, list[Statement]] = {}
    seen = {of}
    for change, changed in islice(statements(of), _ENOUGH):
        if changed not in seen and not _meaningless(changed):
            seen.add(changed)
            queues.setdefault(change, []).append(changed)
    result: list[Mutant] = []
    while queues and len(result) < most:
        for change in list(queues):
            if len(result) < most:
                result.append(Mutant(change, queues[change].pop(0)))
            if not queues[change]:
                del queues[change]
    return tuple(result)


def _meaningless(changed: Any) -> bool:
    """Whether a change made something infinite, such as a division by zero."""
    return any(has(zoo, nan, oo, -oo) for has in _haves(changed))


def _haves(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for item in value:
            yield from _haves(item)
    elif isinstance(value, Statement):
        for f in fields(value):     # type: ignore[arg-type]
            if not isinstance(value, st.Limit | st.Bound) or f.name in ("expr", "where"):
                yield from _haves(getattr(value, f.name))
    elif hasattr(value, "has"):
        # the end of an infinite sum or product is no value
        yield (value.replace(lambda e: isinstance(e, Sum | Product), lambda e: e.function)
               if value.has(Sum, Product) else value).has


def statements(of: Any) -> Iterator[Changed]:
    """All changes of a statement; halves are left out modulo d, where they have no meaning."""
    for change, new in _statements(of):
        if getattr(of, "modulus", None) is None or "factor 1/2" not in change:
            yield change, new


def _statements(of: Any) -> Iterator[Changed]:
    match of:
        case st.Inequality(lhs, rel, rhs):
            for other in {"<=": ("<",), "<": (">",), ">=": (">",), ">": ("<",), "!=": ()}[rel]:
                yield "relation", replace(of, rel=other)
            if rel in ("<", ">"):
                yield "relation", replace(of, rel=rel + "=")
            if rel == "!=":
                yield "relation", st.Equation(lhs, rhs)
            if rel in ("<=", ">="):
                yield "relation", replace(of, rel=">=" if rel == "<=" else "<=")
            yield from _sides(of)
        case st.Equation() | st.OperatorIdentity():
            yield from _sides(of)
        case st.Asymptotic():
            yield "order", replace(of, order=of.order + 1)
            yield from _sides(of)
        case st.MatrixIdentity(lhs, rhs):
            for k, entry in enumerate(rhs):
                for change, new in expressions(entry, _common(lhs, rhs)):
                    cells = list(rhs)
                    cells[k] = new
                    yield f"entry: {change}", replace(of, rhs=type(rhs)(*rhs.shape, cells))
        case st.Limit():
            yield from _field(of, "value")
            yield from _field(of, "expr")
        case st.Bound():
            if of.attained is not None:
                kind = {"max": "sup", "min": "inf"}.get(of.kind, of.kind)
                yield "attainment", replace(of, kind=kind, attained=not of.attained)
            elif of.kind in ("max", "min"):
                yield "attainment", replace(of, kind={"max": "sup", "min": "inf"}[of.kind],
                                            attained=False)
            yield from _field(of, "value")
            yield from _field(of, "expr")
            for k, where in enumerate(of.where):
                for change, new in statements(where):
                    yield change, replace(of, where=(*of.where[:k], new, *of.where[k + 1:]))
        case st.Count():
            yield "count", replace(of, equals=of.equals + 1)
            yield "count", replace(of, equals=of.equals - 1)
            yield from _ranges(of)
            yield from _inside(of, "where")
        case st.ForAllFinite() | st.Exists():
            yield from _inside(of, "body")
            if isinstance(of, st.Exists):
                yield from _ranges(of)
        case st.ForAll():
            if of.start is not None:
                yield "range", replace(of, start=of.start - 1)
            yield from _inside(of, "body")
        case st.Implication(premises, conclusion):
            yield from _inside(of, "conclusion")
            for k in range(len(premises)):
                rest = (*premises[:k], *premises[k + 1:])
                yield "dropped premise", st.Implication(rest, conclusion) if rest else conclusion
            for k, premise in enumerate(premises):
                for change, new in statements(premise):
                    yield f"premise: {change}", replace(
                        of, premises=(*premises[:k], new, *premises[k + 1:]))
        case st.Equivalence():
            yield from _inside(of, "b")
            yield from _inside(of, "a")
        case st.Not():
            yield "negation", of.a
            yield from _inside(of, "a")
        case st.All(parts) | st.Any(parts):
            yield from _parts(of, parts)
        case st.Table(rows):
            for k, (label, row) in enumerate(rows):
                for change, new in statements(row):
                    yield f"cell: {change}", replace(
                        of, rows=(*rows[:k], (label, new), *rows[k + 1:]))


def _parts(of: Any, parts: tuple[Statement, ...]) -> Iterator[Changed]:
    """Changes of each part in turn, so that the first part does not get all of them."""
    sources = [(k, statements(part)) for k, part in enumerate(parts)]
    while sources:
        for k, source in list(sources):
            found = next(source, None)
            if found is None:
                sources.remove((k, source))
            else:
                yield found[0], replace(of, parts=(*parts[:k], found[1], *parts[k + 1:]))


def data(value: Any) -> Iterator[Changed]:
    """Changes of the data that a theorem is applied to."""
    if isinstance(value, bool):
        yield "truth value", not value
    elif isinstance(value, int):
        yield "number", value + 1
        yield "number", value - 1
    elif isinstance(value, Statement):
        yield from statements(value)
    elif isinstance(value, MatrixBase):
        for k, entry in enumerate(value):
            for change, new in data(entry):
                yield f"entry: {change}", type(value)(
                    *value.shape, [*list(value)[:k], new, *list(value)[k + 1:]])
    elif isinstance(value, Expr):
        if not isinstance(value, Symbol):
            yield from expressions(value)
    elif isinstance(value, tuple):
        for k, item in enumerate(value):
            for change, new in data(item):
                yield change, (*value[:k], new, *value[k + 1:])


def _inside(of: Any, name: str) -> Iterator[Changed]:
    for change, new in statements(getattr(of, name)):
        yield change, replace(of, **{name: new})


def _field(of: Any, name: str) -> Iterator[Changed]:
    for change, new in expressions(getattr(of, name)):
        yield change, replace(of, **{name: new})


def _ranges(of: Any) -> Iterator[Changed]:
    for k, (symbol, values) in enumerate(of.over):
        if isinstance(values, tuple) and len(values) > 1:
            over = (*of.over[:k], (symbol, values[:-1]), *of.over[k + 1:])
            yield "range", replace(of, over=over)


def _sides(of: Any) -> Iterator[Changed]:
    """Changes of the right side, then of the left, with symbols of both to exchange."""
    common = _common(of.lhs, of.rhs)
    for name, other in (("rhs", "lhs"), ("lhs", "rhs")):
        side = getattr(of, name)
        scaled = getattr(of, other) == 0 and not isinstance(side, Add)
        for change, new in expressions(side, common):
            if not (scaled and change.startswith("factor")):     # 2x >= 0 says the same
                yield change, replace(of, **{name: new})
    if of.rhs == 0:
        yield "right side", replace(of, rhs=Integer(1))
        yield "right side", replace(of, rhs=Integer(-1))


def _common(*sides: Any) -> tuple[Symbol, ...]:
    found = {s for side in sides for s in side.free_symbols}
    return tuple(sorted(found, key=lambda s: s.name))


def expressions(expr: Expr, symbols: tuple[Symbol, ...] = ()) -> Iterator[Changed]:
    """All changes of an expression, outermost first.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> [str(new) for change, new in expressions(x**2, (x, y)) if change == "exponent"]
    ['x**3', 'x']
    """
    for change, new in _expressions(expr, symbols):
        if not new.has(zoo, nan):               # a divisor that became 0
            yield change, new


def _expressions(expr: Expr, symbols: tuple[Symbol, ...]) -> Iterator[Changed]:
    if expr != 0:
        for term in Add.make_args(expr):
            yield "sign of a term", expr - 2 * term
        for term in Add.make_args(expr):
            yield "factor 2", expr + term
            yield "factor 1/2", expr - term / 2
        if isinstance(expr, Add):
            for term in expr.args:
                yield "dropped term", expr - term
    yield from _exponents(expr)
    own = tuple(sorted(expr.free_symbols, key=lambda s: str(s)))
    names = tuple(dict.fromkeys((*own, *symbols)))
    for a, b in combinations(names, 2):
        if (a in own or b in own) and a.is_commutative == b.is_commutative:
            yield "exchanged symbols", expr.xreplace({a: b, b: a})
    yield from _deep(expr)


def _exponents(expr: Expr) -> Iterator[Changed]:
    for power in sorted(expr.atoms(Pow), key=str):
        if power.exp.is_Rational:
            for step in (1, -1):
                new = Pow(power.base, power.exp + step)
                if new != power:
                    yield "exponent", expr.xreplace({power: new})


def _deep(expr: Expr) -> Iterator[Changed]:
    """Changes below the outermost sum: signs and terms of inner sums, numbers."""
    for inner in sorted((a for a in expr.atoms(Add) if a != expr), key=str):
        for term in inner.args:
            yield "sign of a term", expr.xreplace({inner: inner - 2 * term})
            yield "dropped term", expr.xreplace({inner: inner - term})
    numbers = {n for n in _numbers(expr) if n not in (0, 1, -1)}
    for number in sorted(numbers):
        yield "number", _replaced(expr, number, number + 1)


def _numbers(expr: Basic) -> Iterator[Rational]:
    if isinstance(expr, Rational):
        yield expr
    for arg in expr.args:
        if not (isinstance(expr, Pow) and arg is expr.exp):
            yield from _numbers(arg)


def _replaced(expr: Any, old: Rational, new: Rational) -> Any:
    """The first occurrence of a number replaced, exponents left alone."""
    if expr == old:
        return new
    if isinstance(expr, Pow):
        return Pow(_replaced(expr.base, old, new), expr.exp)
    for k, arg in enumerate(expr.args):
        changed = _replaced(arg, old, new)
        if changed != arg:
            return expr.func(*expr.args[:k], changed, *expr.args[k + 1:])
    return expr


__all__ = ["Mutant", "data", "expressions", "mutants", "statements"]
