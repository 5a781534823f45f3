"""Simple places at which two sides that differ by a strict relation seem to be equal, and simple
points of spheres at which a relation seems to fail.

Floats find them; that it fails there is proved like any other statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import numpy as np

from symq.errors import Rejected
from symq.kernel import Problem
from symq.kernel.context import standard
from symq.kernel.term import RELATIONS, Term, head, is_number, mul, number, symbols
from symq.prove.numeric import compile_statement
from symq.prove.order.sample import evaluate
from symq.prove.places import flat
from symq.prove.refute import Attack
from symq.prove.search import FAILURES

POOL: tuple[Term, ...] = ("1/2", "1", "0", "1/3", "2", "-1", "1/4", "3")
MOST = 4        # symbols
FEW = 5         # places
SPARSE = 12     # symbols of which most are zero
NONZERO = 4
ZEROS = 3       # coordinates of a point that are made zero


def touching(problem: Problem, attack: Attack) -> Iterator[Any]:
    """Points of the domain, as certificates carry them, where a relation seems to fail."""
    goal, premises = problem.goal, list[Term]()
    while head(goal) == "=>":
        premises += goal[1]
        goal = goal[2]
    names = sorted(problem.sorts)
    if head(goal) not in RELATIONS or not symbols(goal) or any(
            sort not in ("real", "integer", "complex") for sort in problem.sorts.values()):
        return
    known = flat([*problem.assumptions, *premises])
    strict = head(goal) in ("<", ">", "!=")
    chosen = choices(problem, strict, any(head(r) == "=" for r in known))
    chosen += changed(problem, attack) if known else []
    if not chosen:
        return
    try:
        tests = [compile_statement(p, names) for p in known]
        values = {c: complex(float(evaluate(c, {}).real)) for row in chosen for c in row}
        env = {n: np.array([values[row[i]] for row in chosen]) for i, n in enumerate(names)}
        with np.errstate(all="ignore"):
            gap = evaluate(standard(goal)[0], env) + 0 * env[names[0]]
    except (Rejected, KeyError, *FAILURES):
        return
    fails = np.abs(gap) > 1e-6 if goal[0] == "=" else gap.real < -1e-6
    fails = np.abs(gap) < 1e-11 if goal[0] == "!=" else (np.abs(gap) < 1e-11) | fails if strict \
        else fails
    given = 0
    for at in np.flatnonzero(fails):
        if not all(test([complex(env[n][at]) for n in names]) for test in tests):
            continue
        place = attack.inside(dict(zip(names, chosen[int(at)], strict=True)), {})
        if place is not None:
            yield place
            given += 1
        if given == FEW:
            return


def choices(problem: Problem, strict: bool, tied: bool) -> list[tuple[Term, ...]]:
    """Simple values for a few symbols in a strict relation; where equations tie them, also a few
    of one size, the others being zero, whose squares have the sum one."""
    names, whole = sorted(problem.sorts), set(problem.sorts.values()) == {"integer"}
    found: list[tuple[Term, ...]] = []
    if strict and len(names) <= MOST:
        pool = [v for v in POOL if "/" not in v] if whole else POOL
        found += sorted(product(pool, repeat=len(names)), key=lambda c: len(set(c)))
    if tied and not whole and len(names) <= SPARSE:
        for count in range(1, min(NONZERO, len(names)) + 1):
            size: Term = ("^", str(count), "-1/2") if count in (2, 3) else f"1/{count // 2}" \
                if count > 1 else "1"
            for used in combinations(range(len(names)), count):
                for signs in product((size, mul("-1", size)), repeat=count):
                    row = dict(zip(used, signs, strict=True))
                    found.append(tuple(row.get(i, "0") for i in range(len(names))))
    return found


def changed(problem: Problem, attack: Attack) -> list[tuple[Term, ...]]:
    """Points of the domain with a few coordinates zero, and perhaps one of the other sign."""
    names = sorted(problem.sorts)
    if len(names) <= MOST or len(names) > SPARSE:
        return []
    found: list[tuple[Term, ...]] = []
    for place in attack.witnesses(2):
        plain = [place["at"].get(n, "0") for n in names]
        if not all(map(is_number, plain)):
            continue
        for count in range(ZEROS + 1):
            for gone in combinations(range(len(names)), count):
                for turned in range(-1, len(names)):
                    found.append(tuple("0" if i in gone else str(-number(v)) if i == turned else v
                                       for i, v in enumerate(plain)))
    return list(dict.fromkeys(found))
