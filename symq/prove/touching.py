"""Simple places at which two sides that differ by a strict relation seem to be equal.

Floats find them; that the sides are equal there is proved like any other statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from symq.kernel import Problem
from symq.kernel.context import standard
from symq.kernel.term import Term, head, symbols
from symq.prove.order.sample import evaluate
from symq.prove.refute import Attack
from symq.prove.search import FAILURES

POOL: tuple[Term, ...] = ("1/2", "1", "0", "1/3", "2", "-1", "1/4", "3")
MOST = 4        # symbols
FEW = 5         # places


def touching(problem: Problem, attack: Attack) -> Iterator[Any]:
    """Points of the domain, as certificates carry them, where a strict relation seems to fail."""
    goal = problem.goal
    names = sorted(problem.sorts)
    if head(goal) not in ("<", ">", "!=") or len(names) > MOST or not symbols(goal) or any(
            sort not in ("real", "integer", "complex") for sort in problem.sorts.values()):
        return
    pool = [v for v in POOL if "/" not in v] if all(
        s == "integer" for s in problem.sorts.values()) else POOL
    choices = sorted(product(pool, repeat=len(names)), key=lambda c: len(set(c)))
    env = {n: np.array([complex(float(evaluate(c[i], {}).real)) for c in choices])
           for i, n in enumerate(names)}
    try:
        with np.errstate(all="ignore"):
            gap = np.abs(evaluate(standard(goal)[0], env) + 0 * env[names[0]])
    except FAILURES:
        return
    given = 0
    for at in np.flatnonzero(gap < 1e-11):
        place = attack.inside(dict(zip(names, choices[int(at)], strict=True)), {})
        if place is not None:
            yield place
            given += 1
        if given == FEW:
            return
