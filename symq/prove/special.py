"""Special angles and exponents at which a statement about periodic functions seems to fail.

Floats find them; that the statement fails there is proved like any other statement. The symbols
inside exponentials, sines and their kin take simple values, or those that an equation f(s) = c with
one symbol left gives; what remains is drawn by a sampler.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np

from symq.errors import Rejected, SymqError
from symq.kernel import Problem
from symq.kernel.context import Context, standard
from symq.kernel.term import (
    ONE,
    RELATIONS,
    I,
    Term,
    add,
    fn,
    head,
    inv,
    mul,
    neg,
    parts,
    square,
    sub,
    subst,
    symbols,
)
from symq.lang.translate import from_term, to_term
from symq.prove.bridge import Ring
from symq.prove.numeric import compile_statement
from symq.prove.order.sample import evaluate
from symq.prove.places import flat
from symq.prove.refute import Attack, unknown_functions
from symq.prove.search import FAILURES

PI = ("c", "pi")
FULL = mul("2", PI)
INVERSE = {"exp": "log", "sin": "asin", "cos": "acos", "log": "exp"}
PERIODIC = {"exp", "sin", "cos", "tan", "sinh", "cosh", "tanh"}
TURNS = ("2", "1", "-1", "-2", "1/2", "-1/2", "1/3", "1/6", "1/4", "2/3", "3/4", "3/2", "5/6")
REAL: tuple[Term, ...] = ("0", *(mul(t, PI) for t in TURNS), "1", mul("1/2", fn("log", "2")),
                           fn("log", "2"))
COMPLEX: tuple[Term, ...] = ("0", *(mul(t, I, PI) for t in TURNS), *(
    mul(t, PI) for t in TURNS[:5]), "1")
MOST, NODES, FEW = 3, 400, 5


def special(problem: Problem, attack: Attack) -> Iterator[Any]:
    """Points of the domain, as certificates carry them, at which the goal seems to fail."""
    goal = problem.goal
    if unknown_functions(problem) or head(goal) not in RELATIONS | {"=>", "iff", "or", "not"}:
        return
    inner = sorted(moving(goal))
    if not inner or len(inner) > MOST or not all(
            problem.sorts.get(n) in ("real", "complex") for n in inner):
        return
    given = 0
    for point in sorted(points(problem, inner), key=lambda p: len(repr(sorted(p.items())))):
        place = attack.inside(point, {})
        if place is not None:
            yield place
            given += 1
        if given == FEW:
            return


def moving(term: Any) -> set[str]:
    """The symbols inside the periodic functions of a statement."""
    if head(term) == "f" and term[1] in PERIODIC:
        return symbols(term)
    if head(term) in ("", "s", "c", "forall", "exists", "sum", "prod", "lim", "bound", "count"):
        return set()
    if head(term) == "=>":
        return set().union(*map(moving, (*term[1], term[2])))
    return set().union(*map(moving, term[1:] if head(term) in RELATIONS | {
        "and", "or", "not", "iff"} else parts(term)))


def points(problem: Problem, inner: list[str]) -> Iterator[dict[str, Term]]:
    """Points that seem to satisfy the assumptions and to violate the goal."""
    goal = problem.goal
    premises = [list(goal[1])] if head(goal) == "=>" else \
        [[goal[1]], [goal[2]]] if head(goal) == "iff" else \
        [[goal[1]]] if head(goal) == "not" else [[("=", *goal[1:])]] if head(goal) == "!=" else [[]]
    names = sorted(problem.sorts)
    try:
        fails = compile_statement(goal, names)
        tests = [compile_statement(t, names) for t in problem.assumptions]
    except (Rejected, KeyError):
        return
    left, seen = [NODES], []
    for given in premises:
        known = flat([*problem.assumptions, *given])
        for chosen in choices(problem.sorts, known, inner, {}, left):
            for point in rest(problem, known, chosen, names):
                values = [float_of(point[n]) for n in names]
                if point not in seen and fails(values) is False and all(
                        t(values) is not False for t in tests):
                    seen.append(point)
                    yield point


def choices(sorts: dict[str, str], known: list[Term], inner: list[str], env: dict[str, Term],
            left: list[int]) -> Iterator[dict[str, Term]]:
    """Values for the inner symbols that do not plainly contradict an equation."""
    here = [subst(r, env) for r in known] if env else known
    if any(contradicted(r) for r in here):
        return
    free = [n for n in inner if n not in env]
    if not free:
        yield env
        return
    for name in free:
        found = [v for r in here if head(r) == "=" and symbols(r) == {name}
                 for v in solutions(sorts, r, name)]
        if found:
            break
    else:
        name, found = free[0], []
    pool = REAL if sorts[name] == "real" else COMPLEX
    for value in dict.fromkeys([*found, *pool]):
        left[0] -= 1
        if left[0] < 0:
            return
        yield from choices(sorts, known, inner, {**env, name: value}, left)


def contradicted(relation: Term) -> bool:
    """Whether floats speak against a closed equation."""
    if head(relation) != "=" or symbols(relation):
        return False
    return not abs(float_of(sub(*relation[1:]))) < 1e-9


def float_of(term: Term) -> complex:
    """A closed term in floats, nan where it has no value."""
    with np.errstate(all="ignore"):
        try:
            return complex(evaluate(term, {}))
        except (*FAILURES, KeyError, TypeError):
            return complex(np.nan)


def solutions(sorts: dict[str, str], equation: Term, name: str) -> list[Term]:
    """Values of a symbol that occurs only as f(c s), where the equation has degree one or two."""
    context = Context({name: sorts[name]})
    try:
        for condition in context.conditions(equation):
            context.fact(condition)
        value = context.value(standard(equation)[0])
        ring = Ring(context, [value])
        moved = [i for i in ring.indices if name in symbols(context.names[i])]
        if len(moved) != 1 or context.names[moved[0]][:1] != ("f",):
            return []
        function, (scale, plain) = context.names[moved[0]][1], scaled(context.names[moved[0]][2])
        table: dict[int, dict[Any, Any]] = {}
        place = ring.place[moved[0]]
        for exponents, c in ring.poly(value[0]).to_dict().items():
            other = tuple(0 if k == place else e for k, e in enumerate(exponents))
            table.setdefault(int(exponents[place]), {})[other] = c
        table = {k - min(table): part for k, part in table.items()}     # exp(s) is not zero
        if plain != ("s", name) or function not in INVERSE or max(table) not in (1, 2):
            return []
        c, b, a = (ring.term(ring.ctx.from_dict(table.get(k, {}))) for k in range(3))
    except FAILURES:
        return []
    root = ("^", sub(square(b), mul("4", a, c)), "1/2")
    roots = [mul("-1", c, inv(b))] if max(table) == 1 else [
        mul(add(neg(b), sign), inv(mul("2", a))) for sign in (root, neg(root))]
    found: list[Term] = []
    for value in roots:
        first = fn(INVERSE[function], value)
        found += [mul(inv(scale), first)]
        if function in ("sin", "cos"):
            found.append(mul(inv(scale), sub(PI, first) if function == "sin" else neg(first)))
            found += [mul(inv(scale), add(first, turn)) for turn in (FULL, neg(FULL))]
    return [t for t in found if np.isfinite(v := float_of(t)) and (
        sorts[name] == "complex" or abs(v.imag) < 1e-12)]


def scaled(term: Term) -> tuple[Term, Term]:
    """A number, or i times one, and what it multiplies."""
    if head(term) != "*":
        return ONE, term
    numbers = [t for t in term[1:] if not symbols(t)]
    return mul(*numbers), mul(*(t for t in term[1:] if symbols(t)))


def rest(problem: Problem, known: list[Term], chosen: dict[str, Term], names: list[str]
         ) -> Iterator[dict[str, Term]]:
    """The chosen values with a few for the other symbols."""
    others = {n: s for n, s in problem.sorts.items() if n not in chosen}
    assumptions = tuple(subst(r, chosen) for r in known)
    open_ones = tuple(r for r in assumptions if symbols(r))
    try:
        sampler = Attack(Problem(others, open_ones, ("true",)), []).base(
            Problem(others, open_ones, ("true",)), {})
        for draw in islice(sampler.draws(30), 3):
            point = {**chosen, **draw.terms()}
            yield {n: to_term(from_term(value)) for n, value in point.items()}
    except (*FAILURES, SymqError, KeyError):
        return


__all__ = ["special"]
