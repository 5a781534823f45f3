"""Values of couplings that satisfy assumptions, and what these say about single couplings."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sympy import Expr, Integer, Rational, Symbol
from sympy.core.relational import Relational

from symq.errors import EngineRefusal
from symq.lang.statement import All, Equation, Inequality, statement
from symq.lang.statement import Any as AnyOf


def couplings(symbols: Sequence[Symbol], assuming: Iterable[Any], count: int = 5
              ) -> list[dict[Symbol, Expr]]:
    """Values that satisfy the assumptions.

    Raises:
        EngineRefusal: none were found.
    """
    relations = [a for a in assuming if not isinstance(a, bool)]
    every = sorted({*symbols, *(s for r in relations for s in _free(r))}, key=lambda s: s.name)
    draw = random.Random(7)
    found: list[dict[Symbol, Expr]] = []
    pool = [Rational(p, q) for p in (1, 2, 3, 5, 7, 9) for q in (1, 2, 4, 8)]
    for attempt in range(4000):
        point = {s: Integer(1) if attempt == 0 else
                 draw.choice(pool) * (1 if s.is_nonnegative or draw.random() < 0.5 else -1)
                 for s in every}
        point = {s: -v if s.is_nonpositive and v > 0 else v for s, v in point.items()}
        if all(holds(r, point) for r in relations):
            kept = {s: point[s] for s in symbols}
            if kept not in found:
                found.append(kept)
            if len(found) == count or not symbols:
                break
    if not found:
        raise EngineRefusal(f"no couplings {', '.join(map(str, every))} were found that satisfy "
                            "the assumptions", "check that they do not contradict each other")
    return found


def extremes(symbols: Sequence[Symbol], assuming: Iterable[Any]) -> Iterator[dict[Symbol, Expr]]:
    """Allowed couplings of which one is much larger or smaller than the others."""
    relations = [a for a in assuming if not isinstance(a, bool)]
    every = sorted({*symbols, *(s for r in relations for s in _free(r))}, key=lambda s: s.name)
    for symbol in symbols:
        for value in (Integer(64), Rational(1, 64)):
            point = {s: value if s == symbol else Integer(1) for s in every}
            if not any(s.is_nonpositive for s in every) and all(
                    holds(r, point) for r in relations):
                yield {s: point[s] for s in symbols}


def bounds(assuming: Iterable[Any]) -> tuple[tuple[Symbol, Expr, Expr], ...]:
    """Between what couplings lie by two relations that are linear in them: (symbol, low, high).

    >>> from sympy import symbols
    >>> g, J = symbols("g J")
    >>> bounds([g > -1, 2*g <= 1, J > 0])
    ((g, -1, 1/2),)
    >>> bounds([g > 0, 3*g < 2*J])
    ((g, 0, 2*J/3),)
    """
    low: dict[Symbol, list[Expr]] = {}
    high: dict[Symbol, list[Expr]] = {}
    for relation in assuming:
        r = statement(relation) if isinstance(relation, Relational) else relation
        if not isinstance(r, Inequality) or r.rel == "!=":
            continue
        gap = (r.lhs - r.rhs).expand() * (1 if r.rel in (">", ">=") else -1)
        for symbol in sorted(gap.free_symbols, key=lambda s: s.name):
            slope = gap.diff(symbol)
            if slope.is_Rational and slope != 0:
                side = low if slope > 0 else high
                side.setdefault(symbol, []).append(-(gap - slope * symbol).expand() / slope)
    return tuple((s, a, b) for s in sorted(low, key=lambda s: s.name) if s in high
                 for a in low[s] for b in high[s] if (b - a).free_symbols or b > a)


def _free(relation: Any) -> set[Symbol]:
    if isinstance(relation, All | AnyOf):
        return {s for part in relation.parts for s in _free(part)}
    if isinstance(relation, Equation | Inequality):
        return {*relation.lhs.free_symbols, *relation.rhs.free_symbols}
    return set(getattr(relation, "free_symbols", set()))


def holds(relation: Any, point: Mapping[Symbol, Expr]) -> bool:
    """Whether an assumption holds at exact values; others than relations are taken to hold."""
    if isinstance(relation, Relational):
        relation = statement(relation)
    if isinstance(relation, All):
        return all(holds(p, point) for p in relation.parts)
    if isinstance(relation, AnyOf):
        return any(holds(p, point) for p in relation.parts)
    if isinstance(relation, Equation | Inequality):
        gap = (relation.lhs - relation.rhs).subs(point)
        sign = 0 if gap == 0 else 1 if gap.is_positive else -1
        rel = relation.rel if isinstance(relation, Inequality) else "="
        return {"<": sign < 0, "<=": sign <= 0, ">": sign > 0, ">=": sign >= 0, "!=": sign != 0,
                "=": sign == 0}[rel]
    return True


__all__ = ["bounds", "couplings", "extremes", "holds"]
