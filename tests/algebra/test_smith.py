"""Smith forms of sparse matrices against counting, and known homology."""

from itertools import combinations
from math import gcd
from random import Random

import pytest

from symq.algebra.smith import invariant_factors, row_module_order
from symq.errors import InputError


def span(rows, width, n):
    found = {(0,)*width}
    for row in rows:
        found = {tuple((a + k*row.get(c, 0)) % n for c, a in enumerate(v))
                 for v in found for k in range(n)}
    return len(found)


def test_orders_against_enumeration():
    rng = Random(3)
    for _ in range(200):
        n, width = rng.choice([2, 3, 4, 6, 8, 9]), rng.randint(1, 4)
        rows = [{c: rng.randint(-4, 4) for c in range(width)} for _ in range(rng.randint(1, 4))]
        assert row_module_order(rows, n) == span(rows, width, n)


def minors(rows, width, k):
    total = 0
    for chosen in combinations(range(len(rows)), k):
        for columns in combinations(range(width), k):
            total = gcd(total, det([[rows[i].get(c, 0) for c in columns] for i in chosen]))
    return total


def det(m):
    if not m:
        return 1
    return sum((-1)**j*m[0][j]*det([r[:j] + r[j + 1:] for r in m[1:]]) for j in range(len(m)))


def test_invariant_factors_are_quotients_of_gcds_of_minors():
    rng = Random(4)
    for _ in range(100):
        width, height = rng.randint(1, 4), rng.randint(1, 4)
        rows = [{c: rng.choice([-6, -2, -1, 0, 0, 1, 2, 3]) for c in range(width)}
                for _ in range(height)]
        factors = invariant_factors(rows)
        value = 1
        for k, f in enumerate(factors, 1):
            value *= f
            assert minors(rows, width, k) == value
        assert len(factors) == min(width, height) or minors(rows, width, len(factors) + 1) == 0


def test_many_rows_and_refusals():
    cycle = [{k: 1, (k + 1) % 300: -1} for k in range(300)]
    assert invariant_factors(cycle) == (1,)*299
    assert invariant_factors([]) == ()
    with pytest.raises(InputError, match="modulus 1"):
        row_module_order(cycle, 1)
