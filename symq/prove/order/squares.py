"""Sums of squares with weights: an interior point in floats, rounded on the exact affine space."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mat

from symq.kernel.field import Poly

Array = Any
Tick = Callable[..., None]
Rational = dict[int, Fraction]


@dataclass
class Block:
    """weight * (sum of squares of combinations of `basis`); products[i, j] is polynomial."""

    basis: list[Rational]
    products: dict[tuple[int, int], Rational]

    @property
    def size(self) -> int:
        """Number of unknowns."""
        n = len(self.basis)
        return n * (n + 1) // 2


def affine(blocks: list[Block], free: list[Poly], target: Poly
           ) -> tuple[list[Fraction], list[list[Fraction]]] | None:
    """One solution of the linear system for all Gram entries, and a basis of its null space."""
    columns: list[dict[int, Any]] = []
    for block in blocks:
        n = len(block.basis)
        for i in range(n):
            for j in range(i, n):
                scale = 1 if i == j else 2
                columns.append({k: c * scale for k, c in block.products[i, j].items()})
    columns += free  # type: ignore[arg-type]
    rows = sorted(set(target).union(*columns))
    place = {k: i for i, k in enumerate(rows)}
    table = fmpq_mat(len(rows), len(columns) + 1)
    for j, column in enumerate([*columns, target]):
        for k, c in column.items():
            value = Fraction(c)
            table[place[k], j] = fmpq(value.numerator, value.denominator)
    reduced, rank = table.rref()
    width = len(columns)
    leads = []
    for i in range(rank):
        lead = next(j for j in range(width + 1) if reduced[i, j] != 0)
        if lead == width:
            return None
        leads.append(lead)
    start = [Fraction(0)] * width
    for i, lead in enumerate(leads):
        start[lead] = fraction(reduced[i, width])
    null = []
    for j in sorted(set(range(width)) - set(leads)):
        vector = [Fraction(0)] * width
        vector[j] = Fraction(1)
        for i, lead in enumerate(leads):
            if reduced[i, j] != 0:
                vector[lead] = -fraction(reduced[i, j])
        null.append(vector)
    return start, null


def forced(blocks: list[Block], start: list[Fraction], null: list[list[Fraction]]
           ) -> list[set[int]]:
    """For each block the elements whose squares cannot occur: their Gram entry is always zero."""
    at, found = 0, []
    for block in blocks:
        n, lost = len(block.basis), set()
        for i in range(n):
            if not start[at] and not any(v[at] for v in null):
                lost.add(i)
            at += n - i
        found.append(lost)
    return found


def without(block: Block, lost: set[int]) -> Block:
    """A block without some elements of its basis."""
    kept = [i for i in range(len(block.basis)) if i not in lost]
    return Block([block.basis[i] for i in kept], {
        (a, b): block.products[i, j] for a, i in enumerate(kept)
        for b, j in enumerate(kept) if (i, j) in block.products})


def fraction(c: fmpq) -> Fraction:
    """A flint rational as a Python one."""
    return Fraction(int(c.p), int(c.q))


def shape(blocks: list[Block], vector: Any, zero: Any) -> list[Any]:
    """The Gram matrices (nested lists) in a vector of unknowns."""
    found, at = [], 0
    for block in blocks:
        n = len(block.basis)
        matrix = [[zero] * n for _ in range(n)]
        for i in range(n):
            for j in range(i, n):
                matrix[i][j] = matrix[j][i] = vector[at]
                at += 1
        found.append(matrix)
    return found


def interior(start: list[Array], null: list[list[Array]], tick: Tick, rounds: int = 60
             ) -> Array | None:
    """y with start + sum y null positive definite, well inside; None if none is found."""
    d = len(null[0]) if null else 0
    y = np.zeros(d + 1)
    eyes = [np.eye(len(m)) for m in start]
    lowest = min(float(np.linalg.eigvalsh(m)[0]) for m in start if len(m))
    y[d] = min(lowest, 0.0) - 1.0
    stacks = [np.concatenate([n, -e[None]], axis=0) if len(n) else -e[None]
              for n, e in zip(null, eyes, strict=True)]

    def matrices(at: Array) -> list[Array]:
        return [m + np.tensordot(at, s, axes=(0, 0)) for m, s in zip(start, stacks, strict=True)]

    weight = 1.0
    cost = 500 + sum((d + 1) * len(m)**2 * (d + len(m)) for m in start) // 4_000
    for _ in range(rounds):
        tick(cost)
        gradient, hessian = np.zeros(d + 1), 1e-9 * np.eye(d + 1)
        gradient[d] = weight
        for matrix, stack in zip(matrices(y), stacks, strict=True):
            if not len(matrix):
                continue
            inverse = np.linalg.inv(matrix)
            moved = inverse @ stack
            gradient += np.einsum("kii->k", moved)
            flat = moved.reshape(d + 1, -1)
            hessian += flat @ moved.transpose(0, 2, 1).reshape(d + 1, -1).T
        # keep the free directions bounded
        hessian += 1e-7 * np.eye(d + 1)
        step = np.linalg.solve(hessian, gradient)
        length, size = 1.0, max(float(gradient @ step), 0.0) ** 0.5
        if size > 0.25:
            length = 1.0 / (1.0 + size)
        while length > 1e-9:
            trial = y + length * step
            if all(not len(m) or np.linalg.eigvalsh(m)[0] > 0 for m in matrices(trial)):
                break
            length /= 2
        else:
            break
        y = trial
        if size < 0.3:
            if y[d] > 1e-4 and weight > 50:
                break
            weight *= 3
        if weight > 1e9:
            break
    return y if y[d] > 1e-9 else None


def exact_squares(matrix: list[list[Fraction]]) -> list[tuple[Fraction, list[Fraction]]] | None:
    """The matrix as sum of c * v v^T with c > 0, if it is positive semidefinite."""
    n = len(matrix)
    rest = [row[:] for row in matrix]
    found = []
    for k in range(n):
        pivot = rest[k][k]
        if pivot < 0:
            return None
        if pivot == 0:
            if any(rest[k][j] for j in range(n)):
                return None
            continue
        vector = [rest[k][j] / pivot for j in range(n)]
        found.append((pivot, vector))
        for i in range(k, n):
            if rest[i][k]:
                factor = rest[i][k]
                for j in range(k, n):
                    rest[i][j] -= factor * vector[j]
    return found


Squares = list[list[tuple[Fraction, list[Fraction]]]]


def solve(blocks: list[Block], free: list[Poly], target: Poly, tick: Tick
          ) -> tuple[Squares, list[Fraction]] | None:
    """Exact squares for each block and coefficients of the free polynomials, giving the target."""
    tick(1_000 + sum(b.size for b in blocks)**2 // 5)
    found = affine(blocks, free, target)
    while found is not None:
        gone = forced(blocks, *found)
        if not any(gone):
            break
        tick(1_000 + sum(b.size for b in blocks)**2 // 5)
        blocks[:] = [without(block, lost) for block, lost in zip(blocks, gone, strict=True)]
        found = affine(blocks, free, target)
    if found is None:
        return None
    start, null = found
    grams = sum(b.size for b in blocks)
    first = [np.array(m, dtype=float).reshape(len(m), len(m)) for m in shape(
        blocks, [float(c) for c in start[:grams]], 0.0)]
    moves: list[list[Array]] = [[] for _ in blocks]
    useful = [v for v in null if any(v[:grams])]
    for vector in useful:
        for k, m in enumerate(shape(blocks, [float(c) for c in vector[:grams]], 0.0)):
            moves[k].append(np.array(m, dtype=float).reshape(len(m), len(m)))
    stacked = [np.array(m) if m else np.zeros((0, len(b.basis), len(b.basis)))
               for m, b in zip(moves, blocks, strict=True)]
    trials: list[list[Fraction]] = [[]]
    if useful:
        y = interior(first, stacked, tick)  # type: ignore[arg-type]
        if y is None:
            return None
        trials = [[Fraction(round(float(c) * 2**bits), 2**bits) for c in y[:-1]]
                  for bits in (1, 3, 6, 10, 16, 24, 36)]
    for values in trials:
        vector = start[:]
        for c, direction in zip(values, useful, strict=True):
            if c:
                vector = [a + c * b for a, b in zip(vector, direction, strict=True)]
        squares = [exact_squares(m) for m in shape(blocks, vector[:grams], Fraction(0))]
        if all(s is not None for s in squares):
            return squares, vector[grams:]  # type: ignore[return-value]
    return None
