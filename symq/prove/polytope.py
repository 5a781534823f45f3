"""Ranges for sampling: linear inequalities, one symbol after the other (Fourier and Motzkin).

Guides the choice of points only; every point is tested against the assumptions themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flint import fmpq

from symq.kernel.term import Term, head

Row = dict[str, fmpq]            # coefficients, "" for the constant: row >= 0
LIMIT = 240
ZERO = fmpq(0)


def rational(text: str) -> fmpq:
    """A rational number from its text."""
    return fmpq(*map(int, text.split("/")))


def linear(term: Term) -> Row | None:
    """Coefficients of a term that is linear in symbols with rational coefficients, else None.

    >>> row = linear(("+", ("s", "x"), ("*", "-2", ("s", "y")), "1/2"))
    >>> {name: str(c) for name, c in row.items()}
    {'x': '1', 'y': '-2', '': '1/2'}
    """
    kind = head(term)
    if kind == "":
        return {"": rational(term)}
    if kind == "s":
        return {term[1]: fmpq(1)}
    if kind == "+":
        total: Row = {}
        for part in term[1:]:
            row = linear(part)
            if row is None:
                return None
            for name, c in row.items():
                total[name] = total.get(name, fmpq(0)) + c
        return total
    if kind == "*":
        scale, found = fmpq(1), None
        for part in term[1:]:
            row = linear(part)
            if row is None:
                return None
            if set(row) <= {""}:
                scale *= row.get("", fmpq(0))
            elif found is not None:
                return None
            else:
                found = row
        return {n: scale * c for n, c in (found or {"": fmpq(1)}).items()}
    return None


def without(row: Row, solved: Mapping[str, Row]) -> Row:
    """The row with symbols that equations give replaced by what they are equal to."""
    result: Row = {}
    for name, c in row.items():
        for inner, d in solved.get(name, {name: fmpq(1)}).items():
            result[inner] = result.get(inner, fmpq(0)) + c * d
    return result


def stages(rows: Sequence[Row], names: Sequence[str]) -> dict[str, list[Row]]:
    """For each symbol the rows that bound it by symbols earlier in `names`."""
    found: dict[str, list[Row]] = {}
    todo = [{n: c for n, c in row.items() if c} for row in rows]
    for name in reversed(names):
        with_name = [r for r in todo if name in r]
        todo = [r for r in todo if name not in r]
        found[name] = with_name
        low = [r for r in with_name if r[name] > 0]
        high = [r for r in with_name if r[name] < 0]
        if len(todo) + len(low) * len(high) > LIMIT:
            continue
        for p in low:
            for q in high:
                row = {n: p.get(n, fmpq(0)) / p[name] - q.get(n, fmpq(0)) / q[name]
                       for n in {**p, **q} if n != name}
                row = {n: c for n, c in row.items() if c}
                if set(row) - {""} and row not in todo:
                    todo.append(row)
    return found


def bounds(rows: Sequence[Row], name: str, env: Mapping[str, fmpq]
           ) -> tuple[fmpq | None, fmpq | None]:
    """Lower and upper bound of a symbol when the earlier ones have these values."""
    low: fmpq | None = None
    high: fmpq | None = None
    for row in rows:
        value = row.get("", ZERO)
        for n, c in row.items():
            if n and n != name:
                value += c * env[n]
        value = -value / row[name]
        if row[name] > 0:
            low = value if low is None or value > low else low
        else:
            high = value if high is None or value < high else high
    return low, high


__all__ = ["Row", "bounds", "linear", "rational", "stages", "without"]
