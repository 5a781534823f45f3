"""Angles on a dial of twenty-four places at which a relation between waves seems to fail.

One angle after the other moves to the place where the two sides differ least or most; floats find
the places, that the relation fails there is proved like any other statement.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from symq.kernel import Problem
from symq.kernel.context import standard
from symq.kernel.term import ORDER, Term, head, mul, symbols
from symq.prove.order.sample import evaluate
from symq.prove.refute import Attack, unknown_functions
from symq.prove.search import FAILURES
from symq.prove.special import moving

PLACES, STARTS, SWEEPS, FEW = 24, 12, 6, 3
FEWEST, MOST = 2, 8         # angles
CLOSE = 1e-11


def dial(problem: Problem, attack: Attack) -> Iterator[Any]:
    """Points of the domain, as certificates carry them, at which an order seems to fail."""
    goal, names = problem.goal, sorted(problem.sorts)
    if head(goal) not in ORDER or not FEWEST <= len(names) <= MOST or unknown_functions(problem) \
            or set(names) != moving(goal) & symbols(goal) or set(
                problem.sorts.values()) != {"real"}:
        return
    term, op = standard(goal)
    source, given = random.Random(3), 0
    seen: set[tuple[int, ...]] = set()
    try:
        for _ in range(STARTS):
            place, low = lowest(term, names, source)
            if tuple(place) in seen or not (low < -CLOSE or (op == ">" and low < CLOSE)):
                continue
            seen.add(tuple(place))
            found = attack.inside({n: angle(k) for n, k in zip(names, place, strict=True)}, {})
            if found is not None:
                yield found
                given += 1
            if given == FEW:
                return
    except FAILURES:
        return


def lowest(term: Term, names: list[str], source: random.Random) -> tuple[list[int], float]:
    """Places at which no angle alone can move to a lower value, and the value."""
    place = [source.randrange(PLACES) for _ in names]
    turns = np.arange(PLACES) * (2 * np.pi / PLACES)
    value = np.inf
    for _ in range(SWEEPS):
        before = value
        for k, name in enumerate(names):
            env = {n: np.full(PLACES, turns[p] + 0j) for n, p in zip(names, place, strict=True)}
            env[name] = turns + 0j
            with np.errstate(all="ignore"):
                values = np.nan_to_num(np.real(evaluate(term, env) + 0 * env[name]), nan=np.inf)
            place[k] = int(np.argmin(values))
            value = float(values[place[k]])
        if value > before - CLOSE:
            break
    return [(p - place[0]) % PLACES for p in place] if shifted(term, names, place, value) \
        else place, value


def shifted(term: Term, names: list[str], place: list[int], value: float) -> bool:
    """Whether the value is the same with the first angle at zero."""
    env = {n: np.array([((p - place[0]) % PLACES) * 2 * np.pi / PLACES + 0j])
           for n, p in zip(names, place, strict=True)}
    return bool(abs(np.ravel(evaluate(term, env))[0].real - value) < CLOSE)


def angle(k: int) -> Term:
    """A place of the dial between minus and plus half a turn."""
    k = k if k <= PLACES // 2 else k - PLACES
    return "0" if k == 0 else mul(str(Fraction(2 * k, PLACES)), ("c", "pi"))
