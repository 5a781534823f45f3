"""Smith normal forms of sparse integer matrices, over Z and modulo N.

Entries that are units are eliminated first, in sparse rows and shortest row first; what is left is
small and goes to FLINT. Boundary matrices of a few hundred cells take some ten milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from math import gcd, prod

from flint import fmpz_mat
from sympy import factorint

from symq.errors import InputError

Sparse = Mapping[int, int]


def _units_first(rows: Iterable[Sparse], modulus: int) -> tuple[int, list[dict[int, int]]]:
    """How many unit pivots there are, and the rows that are left."""
    table: dict[int, dict[int, int]] = {}
    columns: dict[int, set[int]] = {}
    for k, row in enumerate(rows):
        kept = {c: v % modulus if modulus else v for c, v in row.items()}
        table[k] = {c: v for c, v in kept.items() if v}
        for c in table[k]:
            columns.setdefault(c, set()).add(k)
    heap = [(len(r), k) for k, r in table.items()]
    heapify(heap)
    pivots = 0
    while heap:
        size, k = heappop(heap)
        if k not in table or len(table[k]) != size or not size:
            continue
        row = table[k]
        units = [c for c, v in row.items() if (gcd(v, modulus) if modulus else abs(v)) == 1]
        if not units:
            continue                               # comes back when elimination changes it
        best = min(units, key=lambda c: (len(columns[c]), c))
        inverse = pow(row[best], -1, modulus) if modulus else row[best]
        del table[k]
        for c in row:
            columns[c].discard(k)
        pivots += 1
        for other in sorted(columns.pop(best)):
            target = table[other]
            factor = target.pop(best) * inverse
            for c, v in row.items():
                if c == best:
                    continue
                value = target.get(c, 0) - factor * v
                value = value % modulus if modulus else value
                if value:
                    if c not in target:
                        columns[c].add(other)
                    target[c] = value
                elif c in target:
                    del target[c]
                    columns[c].discard(other)
            heappush(heap, (len(target), other))
    return pivots, [r for r in table.values() if r]


def _rest(rows: list[dict[int, int]]) -> list[int]:
    if not rows:
        return []
    places = {c: i for i, c in enumerate(sorted({c for r in rows for c in r}))}
    dense = [[0] * len(places) for _ in rows]
    for i, row in enumerate(rows):
        for c, v in row.items():
            dense[i][places[c]] = v
    form = fmpz_mat(dense).snf()
    values = [abs(int(form[i, i])) for i in range(min(len(rows), len(places)))]
    return [v for v in values if v]


def invariant_factors(rows: Iterable[Sparse]) -> tuple[int, ...]:
    """The non-zero invariant factors of an integer matrix, each dividing the next.

    Args:
        rows: each {column: entry}.

    >>> invariant_factors([{0: 2, 1: 4}, {0: 0, 1: 6}])
    (2, 6)
    """
    pivots, rest = _units_first(rows, 0)
    return (1,) * pivots + tuple(_rest(rest))


def row_module_order(rows: Iterable[Sparse], modulus: int) -> int:
    """How many elements the rows generate over Z_N.

    Raises:
        InputError: the modulus is below 2.

    >>> row_module_order([{0: 2}, {1: 1}], 4)
    8
    """
    if isinstance(modulus, bool) or not isinstance(modulus, int) or modulus < 2:
        raise InputError(f"the modulus {modulus!r} is not an integer of at least 2")
    return prod(_prime_power_order(list(rows), int(p), k)
                for p, k in factorint(modulus).items())


def _prime_power_order(rows: list[Sparse], p: int, k: int) -> int:
    """Without units all entries are multiples of p; they are divided, and the modulus too."""
    order, rest = 1, rows
    for power in range(k, 0, -1):
        pivots, left = _units_first(rest, p**power)
        order *= p ** (power * pivots)
        rest = [{c: v // p for c, v in r.items()} for r in left]
    return order
