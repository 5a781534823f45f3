"""Non-negative combinations: floating-point active sets, then exact coefficients."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mat

from symq.kernel.field import Poly

Array = Any
Tick = Callable[..., None]
TINY = 1e-12


def active_set(matrix: Array, target: Array, rounds: int, tick: Tick) -> list[int] | None:
    """Columns with a non-negative combination equal to the target (Lawson and Hanson)."""
    gram, against = matrix.T @ matrix, matrix.T @ target
    chosen: list[int] = []
    x = np.zeros(matrix.shape[1])
    banned: set[int] = set()
    for _ in range(rounds):
        tick(90 + matrix.size // 90)
        rest = target - matrix[:, chosen] @ x[chosen]
        if np.max(np.abs(rest)) < 1e-10:
            break
        gain = matrix.T @ rest
        gain[[*chosen, *banned]] = -np.inf
        best = int(np.argmax(gain))
        if gain[best] < 1e-11:
            break
        chosen.append(best)
        while chosen:
            solved = solution(gram[np.ix_(chosen, chosen)], against[chosen])
            if np.min(solved) > TINY:
                x[:] = 0
                x[chosen] = solved
                banned.clear()
                break
            old, low = x[chosen], solved <= TINY
            step = float(np.min(old[low] / np.maximum(old[low] - solved[low], 1e-300)))
            x[chosen] = old + step * (solved - old)
            leaving = [i for i in chosen if x[i] <= TINY]
            x[leaving] = 0
            chosen = [i for i in chosen if x[i] > TINY]
            if best in leaving:
                banned.add(best)
    if np.max(np.abs(target - matrix[:, chosen] @ x[chosen])) > 1e-7:
        return None
    return [i for i in chosen if x[i] > 1e-9]


def solution(gram: Array, against: Array) -> Array:
    """The least-squares weights from the normal equations."""
    try:
        return np.linalg.solve(gram + 1e-14 * np.eye(len(gram)), against)
    except np.linalg.LinAlgError:
        return np.linalg.lstsq(gram, against, rcond=1e-12)[0]


def rational(c: Fraction | int) -> fmpq:
    """A Python number as a flint one."""
    value = Fraction(c)
    return fmpq(value.numerator, value.denominator)


def exact(columns: Sequence[Mapping[int, Fraction | int]], target: Mapping[int, Fraction | int]
          ) -> list[Fraction] | None:
    """The rational solution of columns * c = target; free unknowns are zero."""
    rows = sorted(set(target).union(*columns)) if columns else sorted(target)
    place = {k: i for i, k in enumerate(rows)}
    width = len(columns)
    table = fmpq_mat(len(rows), width + 1)
    for j, column in enumerate(columns):
        for k, c in column.items():
            table[place[k], j] = rational(c)
    for k, c in target.items():
        table[place[k], width] = rational(c)
    reduced, rank = table.rref()
    found = [Fraction(0)] * width
    for i in range(rank):
        lead = next(j for j in range(width + 1) if reduced[i, j] != 0)
        if lead == width:
            return None
        right = reduced[i, width]
        found[lead] = Fraction(int(right.p), int(right.q))
    return found


def conic(columns: list[Poly], free: list[Poly], target: Poly, tick: Tick, rounds: int = 160
          ) -> tuple[list[Fraction], list[Fraction]] | None:
    """Coefficients c >= 0 of the columns, and any of the free ones, that give the target."""
    if not target:
        return [Fraction(0)] * len(columns), [Fraction(0)] * len(free)
    if not columns and not free:
        return None
    rows = sorted(set(target).union(*columns, *free))
    tick(500 + len(rows) * len(columns) // 20)
    place = {k: i for i, k in enumerate(rows)}
    allowed = set(target)
    matrix = np.zeros((len(rows), len(columns) + 2 * len(free)))
    for j, column in enumerate([*columns, *free]):
        for k, c in column.items():
            matrix[place[k], j] = float(c)
    for j in range(len(free)):
        matrix[:, len(columns) + len(free) + j] = -matrix[:, len(columns) + j]
    goal = np.zeros(len(rows))
    for k in allowed:
        goal[place[k]] = float(target[k])
    norms = np.maximum(np.linalg.norm(matrix, axis=0), 1e-300)
    scale = float(np.max(np.abs(goal))) or 1.0
    chosen = active_set(matrix / norms, goal / scale, rounds, tick)
    if chosen is None:
        return None
    n, m = len(columns), len(free)
    plain = sorted({i for i in chosen if i < n})
    loose = sorted({i - n if i < n + m else i - n - m for i in chosen if i >= n})
    for extra in (loose, list(range(m))):
        solved = exact([columns[i] for i in plain] + [free[i] for i in extra], target)
        if solved is not None and all(c >= 0 for c in solved[:len(plain)]):
            weights, cofactors = [Fraction(0)] * n, [Fraction(0)] * m
            for i, w in zip(plain, solved, strict=False):
                weights[i] = w
            for i, w in zip(extra, solved[len(plain):], strict=True):
                cofactors[i] = w
            return weights, cofactors
    return None
