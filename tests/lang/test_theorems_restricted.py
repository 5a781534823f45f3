"""The theorems about restricted theories against brute force over Z_2, Z_3 and Z_5."""

from collections import Counter
from itertools import product
from random import Random

import pytest

from symq.lang.congruences import congruent
from symq.lang.theorems import use
from symq.paper.judge import Judge
from symq.paper.verdict import HOLDS
from symq.prove import prove

CASES = ((1, 2), (1, 3), (1, 5), (2, 2), (2, 3))


@pytest.mark.parametrize("name", ["restricted-states", "restricted-measurements"])
def test_hypotheses_are_proved(name):
    found = use(name)
    assert Judge()(found.conclusion, (), theorems=(found,)).outcome is HOLDS


def dot(row, point, d):
    return sum(a * b for a, b in zip(row, point, strict=True)) % d


def bracket(one, two, d):
    return sum(one[k] * two[k + 1] - one[k + 1] * two[k] for k in range(0, len(one), 2)) % d


def span(rows, n, d):
    return {tuple(sum(c * r[k] for c, r in zip(cs, rows, strict=True)) % d for k in range(2 * n))
            for cs in product(range(d), repeat=len(rows))}


def commuting(rng, n, d, size):
    """Independent functionals that commute."""
    found = []
    while len(found) < size:
        row = tuple(rng.randrange(d) for _ in range(2 * n))
        if row not in span(found, n, d) and all(bracket(row, r, d) == 0 for r in found):
            found.append(row)
    return found


def valued(rng, rows, n, d):
    """The span with a linear valuation."""
    values = [rng.randrange(d) for _ in rows]
    return {tuple(sum(c * r[k] for c, r in zip(cs, rows, strict=True)) % d for k in range(2 * n)):
            sum(c * v for c, v in zip(cs, values, strict=True)) % d
            for cs in product(range(d), repeat=len(rows))}, dict(zip(rows, values, strict=True))


@pytest.mark.parametrize(("n", "d"), CASES)
def test_supports_are_translates_of_the_annihilator(n, d):
    rng = Random(100 * n + d)
    points = list(product(range(d), repeat=2 * n))
    for size in range(n + 1):
        for _ in range(3):
            rows = commuting(rng, n, d, size)
            whole, generators = valued(rng, rows, n, d)
            support = [m for m in points if all(dot(r, m, d) == v for r, v in generators.items())]
            assert support == [m for m in points
                               if all(dot(r, m, d) == v for r, v in whole.items())]
            assert len(support) == d**(2 * n - size)
            null = {m for m in points if all(dot(r, m, d) == 0 for r in rows)}
            start = support[0]
            assert {tuple((a + b) % d for a, b in zip(m, start, strict=True))
                    for m in null} == set(support)


@pytest.mark.parametrize(("n", "d"), CASES[:-1])
def test_what_measurements_find_and_leave(n, d):
    rng = Random(7 * n + d)
    points = list(product(range(d), repeat=2 * n))
    for size, asked in product(range(n + 1), range(1, n + 1)):
        whole, generators = valued(rng, commuting(rng, n, d, size), n, d)
        questions = commuting(rng, n, d, asked)
        u = span(questions, n, d)
        reached, outcomes = {}, Counter()
        for m in points:
            if any(dot(r, m, d) != v for r, v in generators.items()):
                continue
            found = tuple(dot(g, m, d) for g in questions)
            for ts in product(range(d), repeat=asked):
                end = list(m)
                for t, g in zip(ts, questions, strict=True):
                    for k in range(0, 2 * n, 2):
                        end[k] = (end[k] + t * g[k + 1]) % d
                        end[k + 1] = (end[k + 1] - t * g[k]) % d
                assert tuple(dot(g, end, d) for g in questions) == found        # it repeats
                outcomes[found] += 1
                reached.setdefault(found, Counter())[tuple(end)] += 1
        shared = [g for g in u if g in whole]
        assert len(set(outcomes.values())) == 1
        assert len(outcomes) == d**asked // len(shared)
        kept = [r for r in whole if all(bracket(r, g, d) == 0 for g in u)]
        for found, final in reached.items():
            expected = {m for m in points if all(dot(r, m, d) == whole[r] for r in kept)
                        and tuple(dot(g, m, d) for g in questions) == found}
            assert set(final) == expected and len(set(final.values())) == 1


def test_an_invertible_coefficient_is_needed():
    # over Z_4 the values of 2 P are 0 and 2 only, two points have each of them
    values = Counter(2 * p % 4 for _, p in product(range(4), repeat=2))
    assert values == {0: 8, 2: 8}
    assert prove(congruent([(2, 2)], (2 * 3, 1), by=(1,))).verdict == "refuted"
