"""Whether a relation survives a few random points: a screen before a longer search."""

from __future__ import annotations

import random
from itertools import product

from symq.kernel.context import Context
from symq.kernel.term import RELATIONS, Term, head, symbols
from symq.prove.numeric import compile_statement
from symq.prove.search import FAILURES

POINTS = 120
SPECIAL = (0, 1, -1, 2, 0.5, -0.5)  # where what may vanish often does
FEW, TRIES = 2, 3


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


def vanishes(context: Context, relation: Term) -> bool:
    """Whether a relation a != b fails where all facts hold, its few symbols having simple values.

    Nothing is lost then by not looking for a proof.
    """
    own = sorted(symbols(relation))
    if not 0 < len(own) <= FEW or context.formulas:
        return False
    facts = [f.relation for f in context.facts]
    names = own + sorted(set().union(*map(symbols, facts)) - set(own))
    try:
        wanted = compile_statement(relation, names)
        source, tests = random.Random(3), None
        tries = TRIES if len(names) > len(own) else 1
        for values in product(*(SPECIAL if context.sorts.get(n) != "integer" else SPECIAL[:4]
                                for n in own)):
            for _ in range(tries):
                point = [*map(complex, values), *(_pick(source, context.sorts.get(
                    n, "complex")) for n in names[len(own):])]
                if wanted(point) is not False:
                    break
                tests = tests or [compile_statement(f, names) for f in facts]
                if all(t(point) is True for t in tests):
                    return True
    except (*FAILURES, KeyError):
        pass
    return False


def _pick(source: random.Random, sort: str) -> complex:
    if sort == "integer":
        return complex(source.randint(-2, 6))
    size = source.choice((0.4, 1.0, 2.5))
    real = source.uniform(-size, size) if source.random() < 0.7 else source.uniform(0, 2 * size)
    return complex(real, 0 if sort == "real" else source.uniform(-size, size))
