"""What a correction changes in the printed statement: the smallest differing parts."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass
from itertools import zip_longest
from typing import Any

from sympy import Add, Basic, Integer, MatrixBase, Mul

from symq.lang.statement import Statement
from symq.lang.wording import Wording

Pair = tuple[Any, Any]
_SHOWN = (Statement, Basic, MatrixBase, int, str, type(None))


def changes(old: Any, new: Any) -> list[Pair]:
    """Pairs (old part, new part); None stands for nothing.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> changes(x + 2*y, x - 2*y)
    [(2*y, -2*y)]
    """
    if old == new:
        return []
    if isinstance(old, Statement) and type(old) is type(new) and is_dataclass(old):
        found = [pair for f in fields(old)
                 for pair in changes(getattr(old, f.name), getattr(new, f.name))]
        # other variables, another algebra or other numbers of parts: the statement as a whole
        return found if all(isinstance(part, _SHOWN) for pair in found for part in pair) \
            else [(old, new)]
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        return [pair for a, b in zip(old, new, strict=True) for pair in changes(a, b)]
    if isinstance(old, MatrixBase) and isinstance(new, MatrixBase) and old.shape == new.shape:
        return changes(tuple(old), tuple(new))
    if isinstance(old, Basic) and isinstance(new, Basic):
        return _expressions(old, new)
    return [(old, new)]


def _expressions(old: Basic, new: Basic) -> list[Pair]:
    if isinstance(old, Add) or isinstance(new, Add):
        before, after = Counter(Add.make_args(old)), Counter(Add.make_args(new))
        gone = sorted((before - after).elements(), key=str)
        come = sorted((after - before).elements(), key=str)
        pairs = zip_longest(gone, come)
        return [pair for a, b in pairs for pair in
                (_factors(a, b) if a is not None and b is not None else [(a, b)])]
    return _factors(old, new)


def _factors(old: Basic, new: Basic) -> list[Pair]:
    """Terms that differ by numbers are shown whole; a single differing factor is looked into."""
    if isinstance(old, Mul) or isinstance(new, Mul):
        before, after = Counter(Mul.make_args(old)), Counter(Mul.make_args(new))
        gone, come = list((before - after).elements()), list((after - before).elements())
        if len(gone) == len(come) == 1 and not gone[0].is_number and not come[0].is_number:
            return changes(gone[0], come[0])
        return [(old, new)]
    if old.func is new.func and len(old.args) == len(new.args) > 0:
        inner = [pair for a, b in zip(old.args, new.args, strict=True) for pair in changes(a, b)]
        if len(inner) == 1 and not all(getattr(p, "is_number", True) for p in inner[0]):
            return inner
    return [(old, new)]


def edit(old: Statement, new: Statement, wording: Wording) -> str:
    """The changes as prose, such as `$3/4$ becomes $3/8$`."""
    parts = []
    for before, after in changes(old, new):
        if before is None:
            parts.append(f"{_shown(after, wording)} is added")
        elif after is None:
            parts.append(f"{_shown(before, wording)} is dropped")
        else:
            parts.append(f"{_shown(before, wording)} becomes {_shown(after, wording)}")
    return "; ".join(dict.fromkeys(parts))


def _shown(value: Any, wording: Wording) -> str:
    if isinstance(value, Statement):
        return f"${wording.latex(value)}$"
    if isinstance(value, Basic | MatrixBase):
        return f"${wording.expression(value)}$"
    if isinstance(value, int):
        return f"${wording.expression(Integer(value))}$"
    return f"{value}"


__all__ = ["changes", "edit"]
