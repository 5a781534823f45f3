"""Whether a relation survives a few random points: a screen before a longer search."""

from __future__ import annotations

import random

from symq.kernel.context import Context
from symq.kernel.term import RELATIONS, Term, head, symbols
from symq.prove.numeric import compile_statement
from symq.prove.search import FAILURES

POINTS = 120


def plausible(context: Context, relation: Term) -> bool:
    """False if a point satisfies the facts and not the relation; floats decide nothing else."""
    facts = [f.relation for f in context.facts if head(f.relation) in RELATIONS]
    names = sorted(symbols(relation).union(*map(symbols, facts)))
    try:
        wanted = compile_statement(relation, names)
        tests = [compile_statement(f, names) for f in facts]
    except (*FAILURES, KeyError):
        return True
    source = random.Random(7)
    for _ in range(POINTS):
        point = [_pick(source, context.sorts.get(n, "complex")) for n in names]
        if wanted(point) is False and all(t(point) is True for t in tests):
            return False
    return True


def _pick(source: random.Random, sort: str) -> complex:
    if sort == "integer":
        return complex(source.randint(-2, 6))
    size = source.choice((0.4, 1.0, 2.5))
    real = source.uniform(-size, size) if source.random() < 0.7 else source.uniform(0, 2 * size)
    return complex(real, 0 if sort == "real" else source.uniform(-size, size))
