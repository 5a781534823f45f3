"""Independent brute force: dense state vectors of Fractions, no symq code."""

from fractions import Fraction
from random import Random


def unit_vector(rng: Random, size: int, *, positive: bool = False) -> list[Fraction]:
    """A rational point of the sphere by stereographic projection."""
    while True:
        q = [Fraction(rng.randint(-5, 5), rng.randint(1, 5)) for _ in range(size - 1)]
        norm = sum((x * x for x in q), Fraction(0))
        v = [2 * x / (1 + norm) for x in q] + [(1 - norm) / (1 + norm)]
        rng.shuffle(v)
        if not positive or all(v):
            return v


def kron(a, b):
    return [[x * y for x in ra for y in rb] for ra in a for rb in b]


def act(matrix, party, vector, n):
    """The 2x2 matrix on one qubit as a dense 2**n matrix, applied to the vector."""
    full = [[Fraction(1)]]
    for k in range(1, n + 1):
        one = [[Fraction(1), Fraction(0)], [Fraction(0), Fraction(1)]]
        full = kron(full, matrix if k == party else one)
    return [sum(e * v for e, v in zip(row, vector, strict=True)) for row in full]


def w_vector(amplitudes):
    """Dense vector of sum_k amp_k |1_k> + amp_0 |0...0>; amplitudes = [amp_0, ..., amp_n]."""
    n = len(amplitudes) - 1
    v = [Fraction(0)] * 2 ** n
    v[0] = amplitudes[0]
    for k in range(1, n + 1):
        v[2 ** (n - k)] = amplitudes[k]
    return v


def components(vector):
    """(x0, x1, ..., xn) of a vector of W-class form."""
    n = len(vector).bit_length() - 1
    live = {0, *(2 ** (n - k) for k in range(1, n + 1))}
    assert all(a == 0 for i, a in enumerate(vector) if i not in live)
    return [vector[0] ** 2, *(vector[2 ** (n - k)] ** 2 for k in range(1, n + 1))]


def measurement(rng: Random, outcomes: int):
    """Triangular rational Kraus matrices [[p, q], [0, r]] with sum K^T K = 1.

    The first column (u, 0) and the second one (w, v) are orthonormal: w is made orthogonal to u
    by a reflection that maps the last basis vector to u.
    """
    u = unit_vector(rng, outcomes)
    rest = unit_vector(rng, 2 * outcomes - 1)
    w, v = [*rest[:outcomes - 1], Fraction(0)], rest[outcomes - 1:]
    d = [x - (i == outcomes - 1) for i, x in enumerate(u)]
    norm = sum(x * x for x in d)
    if norm:
        dot = sum(x * y for x, y in zip(w, d, strict=True))
        w = [x - 2 * dot * y / norm for x, y in zip(w, d, strict=True)]
    return [[[p, q], [Fraction(0), r]] for p, q, r in zip(u, w, v, strict=True)]
