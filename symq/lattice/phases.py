"""Whether a group of commuting words contains a multiple of 1 other than 1 itself.

Words are eliminated like the rows of a matrix over Z_N, with their phases. A pivot divides the
entries below it (for prime powers N the pivot of smallest order always does; otherwise Bezout's
identity makes one), and the multiple of its word that loses the pivot goes back to the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import gcd

from symq.lattice.operators import Place, Word

Row = tuple[int, dict[int, int]]               # phase, {column: power}; shifts even, clocks odd


def scalar_in_group(words: Sequence[Word], places: Sequence[Place]) -> Word | None:
    """A product of the words that is a multiple of 1 and not 1, or None.

    Args:
        words: commuting words of Z_N rotors with the clock of all N levels.

    >>> from symq.lattice.operators import QUBIT
    >>> x = QUBIT.word({0: 1})
    >>> scalar_in_group([x, QUBIT.word({0: 1}, {}, 2)], [0])
    -1
    """
    if all(w.phase == 0 and not (w.shift and w.clock) for w in words):
        return None                                # shifts and clocks apart: no phases arise
    kind = words[0].kind
    phase = Elimination(words, places).phase()
    return None if phase is None else kind.word(phase=phase)


class Elimination:
    """Rows of powers with phases, and for each column the rows in which it occurs."""

    def __init__(self, words: Sequence[Word], places: Sequence[Place]) -> None:
        self.levels = words[0].kind.levels
        index = {p: k for k, p in enumerate(places)}
        self.rows: dict[int, Row] = {}
        self.columns: dict[int, set[int]] = {}
        self.found: int | None = None
        self.count = 0
        for w in words:
            self.add((w.phase, {**{2 * index[p]: s for p, s in w.shift},
                                **{2 * index[p] + 1: c for p, c in w.clock}}))

    def add(self, row: Row) -> None:
        """Put a row among the others; a multiple of 1 is remembered."""
        if row[1]:
            self.rows[self.count] = row
            for c in row[1]:
                self.columns.setdefault(c, set()).add(self.count)
            self.count += 1
        elif row[0]:
            self.found = row[0]

    def take(self, key: int) -> Row:
        """Remove a row."""
        row = self.rows.pop(key)
        for c in row[1]:
            self.columns[c].discard(key)
        return row

    def power(self, row: Row, m: int) -> Row:
        """The m-th power of a word."""
        phase, entries = row
        own = sum(v * entries.get(c - 1, 0) for c, v in entries.items() if c % 2)
        n = self.levels
        turned = (m * phase + own * m * (m - 1)) % (2 * n)
        return turned, {c: m * v % n for c, v in entries.items() if m * v % n}

    def product(self, a: Row, b: Row) -> Row:
        """The product of two words."""
        n = self.levels
        moved = sum(v * a[1].get(c + 1, 0) for c, v in b[1].items() if c % 2 == 0)
        entries = dict(a[1])
        for c, v in b[1].items():
            value = (entries.get(c, 0) + v) % n
            if value:
                entries[c] = value
            else:
                entries.pop(c, None)
        return (a[0] + b[0] + 2 * moved) % (2 * n), entries

    def phase(self) -> int | None:
        """The phase of a multiple of 1, or None after everything is eliminated."""
        n = self.levels
        while self.rows and self.found is None:
            key = min(self.rows, key=lambda k: (min(gcd(v, n) for v in self.rows[k][1].values()),
                                                len(self.rows[k][1])))
            row = self.take(key)
            column = min(row[1], key=lambda c: (gcd(row[1][c], n), len(self.columns[c]), c))
            for other in sorted(self.columns[column]):
                row = self.clear(column, row, other)
            self.add(self.power(row, n // gcd(row[1][column], n)))
        return self.found

    def clear(self, column: int, row: Row, other: int) -> Row:
        """Remove the column from another row; returns the pivot row, which may change."""
        n, target = self.levels, self.take(other)
        pivot, value = row[1][column], target[1][column]
        divisor = gcd(pivot, n)
        if value % divisor:
            g, s, t = bezout(divisor, value)
            unit = self.power(row, multiplier(pivot, divisor, n))
            row, target = (self.product(self.power(unit, s), self.power(target, t)),
                           self.product(self.power(target, divisor // g),
                                        self.power(unit, -(value // g))))
            self.add(target)
            return row
        factor = -(value // divisor) * multiplier(pivot, divisor, n)
        self.add(self.product(target, self.power(row, factor % (2 * n))))
        return row


def multiplier(value: int, divisor: int, n: int) -> int:
    """u with u value = divisor modulo n, and u a unit modulo n.

    >>> multiplier(6, 2, 8) * 6 % 8
    2
    """
    u = pow(value // divisor, -1, n // divisor) if n != divisor else 1
    while gcd(u, n) != 1:
        u += n // divisor
    return u


def bezout(a: int, b: int) -> tuple[int, int, int]:
    """(g, s, t) with g = gcd(a, b) = s a + t b.

    >>> bezout(6, 4)
    (2, 1, -1)
    """
    s, t, u, v = 1, 0, 0, 1
    while b:
        q, (a, b) = a // b, (b, a % b)
        s, u, t, v = u, s - q * u, v, t - q * v
    return a, s, t
