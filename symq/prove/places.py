"""Exact points on the solution sets of equations: where witnesses and counterexamples are thin.

The equations among assumptions and premises are polynomials once the symbols inside functions
have values; their rational points come from `variety`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from symq.errors import Rejected
from symq.kernel import Problem
from symq.kernel.context import Context, standard
from symq.kernel.points import Point
from symq.kernel.term import RELATIONS, Term, head, is_number, symbols
from symq.prove.bridge import Ring
from symq.prove.numeric import compile_statement
from symq.prove.order.sample import evaluate
from symq.prove.refute import certify, unknown_functions
from symq.prove.variety import Variety

QUARTERS: tuple[Term, ...] = ("0", *(("*", turn, ("c", "pi")) for turn in ("1", "1/2", "-1/2")))
ROUNDS = 16         # two angles take all quarter turns
INSIDE = ("0", "1", "4", "1/4", "9", "2", "-1")
VALUES = [Fraction(n, d) for n, d in ((1, 1), (2, 1), (-1, 1), (0, 1), (1, 2), (3, 1), (3, 5),
                                      (-2, 1), (4, 5), (1, 3))]


def witness(problem: Problem, conditions: list[Term]) -> dict[str, Any] | None:
    """A point of the domain at which the goal is defined, as a certificate carries it."""
    for point in places(problem, conditions, []):
        data = {"at": point, "functions": {}, "bits": 64}
        try:
            Point(data, problem.sorts).inside(list(problem.assumptions), conditions)
        except (Rejected, RecursionError, ValueError, ArithmeticError):
            continue
        return data
    return None


def refute(problem: Problem, conditions: list[Term]) -> dict[str, Any] | None:
    """Evidence of a point at which assumptions and premises hold and the goal fails."""
    goal, premises = problem.goal, []
    while head(goal) == "=>":
        premises += list(goal[1])
        goal = goal[2]
    if head(goal) not in RELATIONS | {"and", "or", "not", "iff"}:
        return None
    for point in places(problem, conditions, premises, goal):
        evidence = certify(problem, conditions, point, {})
        if evidence is not None:
            return evidence
    return None


def places(problem: Problem, conditions: list[Term], premises: list[Term],
           false: Term | None = None) -> Iterator[dict[str, Term]]:
    """Points that seem to lie in the domain, to satisfy the premises and to violate `false`."""
    if unknown_functions(problem):
        return
    names = sorted(problem.sorts)
    known = flat([*problem.assumptions, *premises])
    equations = [r for r in known if head(r) == "="]
    if not equations:
        return
    try:
        tests = [compile_statement(t, names) for t in (*known, *conditions)]
        wrong = None if false is None else compile_statement(false, names)
    except (Rejected, KeyError):
        return
    source = random.Random(5)
    for round_ in range(ROUNDS):
        for point in system(problem.sorts, known, conditions, source, round_):
            values = [complex(evaluate(point[n], {})) for n in names]
            if all(t(values) for t in tests) and (wrong is None or wrong(values) is False):
                yield point


def angles(terms: list[Term]) -> set[str]:
    """Symbols that occur alone inside sines and cosines and in no other functions."""
    inside = {t[2][1] for t in terms if t[0] == "f" and t[1] in ("sin", "cos")
              and head(t[2]) == "s"}
    return inside.difference(*(symbols(t) for t in terms if t[0] not in ("s", "c") and not (
        t[0] == "f" and t[1] in ("sin", "cos") and head(t[2]) == "s")))


def is_positive(relation: Term) -> str | None:
    """The symbol that a relation says to be positive."""
    op, a, b = relation
    if op in ("<", "<="):
        a, b = b, a
    return a[1] if op in ("<", ">") and head(a) == "s" and is_number(b) and Fraction(b) >= 0 \
        else None


def flat(statements: list[Term]) -> list[Term]:
    """The relations in some statements and their conjunctions."""
    found = []
    for item in statements:
        if head(item) == "and":
            found += flat(list(item[1:]))
        elif head(item) in RELATIONS:
            found.append(item)
    return found


def system(sorts: dict[str, str], known: list[Term], conditions: list[Term],
           source: random.Random, round_: int) -> Iterator[dict[str, Term]]:
    """Rational points of the equations, at chosen values of the symbols inside functions."""
    equations, positive = [r for r in known if head(r) == "="], set(map(is_positive, known))
    context = Context(sorts)
    try:
        for condition in conditions:
            context.fact(condition)
        for equation in equations:
            for condition in context.conditions(equation):
                context.fact(condition)
        values = [context.value(standard(e)[0]) for e in equations]
    except Rejected:
        return
    used = set().union(*(context.field.used(v) for v in values))
    inner = sorted(set().union(*(symbols(context.names[i]) for i in used
                                 if context.names[i][0] != "s")))
    if inner:
        turning = angles([context.names[i] for i in used])
        for k, name in enumerate(inner):
            context.rewritten["s", name] = QUARTERS[5 * round_ >> 2 * k & 3] if name in turning \
                else "0" if round_ == 0 else source.choice(INSIDE)
        context.cache = {}
        try:
            values = [context.value(standard(e)[0]) for e in equations]
        except Rejected:
            return
    ring = Ring(context, values)
    if any(context.names[i][0] != "s" for i in ring.indices):
        return
    variables = {ring.place[i]: context.names[i][1] for i in ring.indices}
    count = ring.ctx.nvars()
    integers = {k for k, n in variables.items() if sorts[n] == "integer"}
    pools = [[v for v in VALUES if (k not in integers or v.denominator == 1) and (
        v > 0 or variables.get(k) not in positive)] for k in range(count)]
    variety = Variety(ring.ctx, pools, 4000, round_ + 1,
                      [k for k, n in variables.items() if n in positive])
    for found in variety.points([ring.poly(v[0]) for v in values], 6, 4):
        point = {n: context.rewritten.get(("s", n), str(source.choice(
            [v for v in VALUES if v > 0 or n not in positive]))) for n in sorts}
        yield {**point, **{n: str(found[k]) for k, n in variables.items()}}
