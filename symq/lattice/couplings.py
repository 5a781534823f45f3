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


def bounds(assuming: Iterable[Any]) -> dict[Symbol, tuple[Expr, Expr]]:
    """Numbers between which couplings lie, as far as the assumptions say so one by one.

    >>> from sympy import symbols
    >>> g, J = symbols("g J")
    >>> bounds([g > -1, 2*g <= 1, J > 0])
    {g: (-1, 1/2)}
    """
    low: dict[Symbol, Expr] = {}
    high: dict[Symbol, Expr] = {}
    for relation in assuming:
        r = statement(relation) if isinstance(relation, Relational) else relation
        if not isinstance(r, Inequality) or r.rel == "!=":
            continue
        gap = (r.lhs - r.rhs).expand() * (1 if r.rel in (">", ">=") else -1)
        if len(gap.free_symbols) == 1:
            (symbol,) = gap.free_symbols
            slope, rest = gap.coeff(symbol), gap.subs(symbol, 0)
            if (gap - slope * symbol - rest).expand() == 0 and slope.is_Rational:
                side = low if slope > 0 else high
                side[symbol] = -rest / slope
    return {s: (v, high[s]) for s, v in low.items() if s in high and v.is_Rational
            and high[s].is_Rational and v < high[s]}


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
