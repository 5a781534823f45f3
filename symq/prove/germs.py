"""Taylor polynomials of solutions of differential equations in normal form along a coordinate.

Where each premise gives a highest derivative of one function, all lower ones are free: their
values are chosen, the equations and their derivatives give the rest (Cauchy and Kovalevskaya).
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from fractions import Fraction
from math import factorial, prod
from typing import Any

from symq.errors import Rejected
from symq.kernel import Problem
from symq.kernel.context import Context, standard
from symq.kernel.functions import diff, put_functions
from symq.kernel.points import Point, counterexample, swap
from symq.kernel.term import ZERO, Term, add, head, inv, mul, sub, subst
from symq.prove.solutions import POSITIVE, VALUES, applications, premises

Exponents = tuple[int, ...]
Series = dict[Exponents, Term]
DEEPEST, TRIES = 4, 4
STEEPEST = 8        # derivatives of a polynomial as a tree grow with a power of their order


def refute(problem: Problem, conditions: list[Term]) -> dict[str, Any] | None:
    """Evidence of a solution of the premises that violates the conclusion at a point, or None."""
    for point in germs(problem):
        evidence = {"kind": "point/1", "point": point}
        try:
            counterexample(problem.sorts, list(problem.assumptions), conditions, problem.goal,
                           evidence)
        except (Rejected, ZeroDivisionError):
            continue
        return evidence
    return None


def witness(problem: Problem, conditions: list[Term]) -> dict[str, Any] | None:
    """A solution of the assumptions about a point where the goal is defined, or None."""
    for point in germs(problem):
        try:
            Point(point, problem.sorts).inside(list(problem.assumptions), conditions)
        except (Rejected, ZeroDivisionError):
            continue
        return point
    return None


def germs(problem: Problem) -> Iterator[dict[str, Any]]:
    """Points with Taylor polynomials about them that satisfy the premises to the depth needed."""
    equations = premises(problem.assumptions, problem.goal)
    terms = list(applications((*equations, problem.goal)))
    over = max((tuple(a[1] for a in u[3:] if head(a) == "s") for u in terms), key=len, default=())
    arguments = tuple(("s", c) for c in over)
    own = {u[1] for u in terms if u[3:] == arguments}
    if max((sum(u[2]) for u in terms), default=0) > STEEPEST or not set(over) <= set(problem.sorts):
        return      # too steep, or a quantifier binds an argument
    determined = [e for e in equations if any(u[1] in own for u in applications(e))]
    if not determined or len(determined) != len(equations):
        return
    claim = problem.goal
    while head(claim) == "=>":
        claim = claim[2]
    for along in over:
        for leads in normal(determined, own, over, along):
            depth = max((sum(u[2]) - leads[u[1]] for u in applications(claim) if u[1] in leads),
                        default=0)
            if depth > DEEPEST:
                continue
            for seed in range(TRIES):
                try:
                    yield Taylor(problem, determined, over, along, leads, max(depth, 0),
                                 seed).point()
                except (Rejected, ZeroDivisionError):
                    continue


def normal(equations: list[Term], own: set[str], over: tuple[str, ...], along: str
           ) -> Iterator[dict[str, int]]:
    """Choices of the highest derivatives, one of its own for each equation in turn."""
    k, options = over.index(along), []
    for equation in equations:
        tops = {(u[1], u[2][k]) for u in applications(equation)
                if u[1] in own and sum(u[2]) == u[2][k]}
        options.append(sorted(tops, key=lambda top: -top[1]))
    for chosen in itertools.islice(itertools.product(*options), 200):
        leads = dict(chosen)
        if len(leads) < len(chosen):
            continue
        if all(u[1] not in leads or ((u[1], u[2][k]) == top and sum(u[2]) == u[2][k]) or (
                sum(u[2]) <= leads[u[1]] and u[2][k] < leads[u[1]])
               for equation, top in zip(equations, chosen, strict=True)
               for u in applications(equation)):
            yield leads


class Taylor:
    """Polynomials about a point that satisfy the equations there to some depth."""

    def __init__(self, problem: Problem, equations: list[Term], over: tuple[str, ...], along: str,
                 leads: dict[str, int], depth: int, seed: int) -> None:
        self.over, self.along, self.leads, self.depth = over, along, leads, depth
        source = random.Random(seed)
        names = [n for n, s in problem.sorts.items() if "function" not in s]
        self.at: dict[str, Term] = {n: str(source.choice(POSITIVE)) for n in names}
        k = over.index(along)
        arity = {u[1]: len(u) - 3 for u in applications((*equations, problem.goal))}
        self.free = {f: (tuple(f"a{i}" for i in range(n)), add(*(mul(
            str(source.choice(VALUES)), *(("s", f"a{i}") for i in range(n) if e >> i & 1))
            for e in range(2**n)))) for f, n in arity.items() if f not in leads}
        self.series: dict[str, Series] = {}
        for f, n in leads.items():
            self.series[f] = {e: str(source.choice(VALUES)) for e in orders(len(over), n + depth)
                              if e[k] < n}
        self.equations = []
        for equation, name in zip(equations, leads, strict=True):
            term = subst(put_functions(standard(equation)[0], self.free),
                         {n: v for n, v in self.at.items() if n not in over})
            top = ("u", name, tuple(leads[name] * (c == along) for c in over),
                   *(("s", c) for c in over))
            slope = subst(diff(swap(term, top, ("s", "top")), "top"), {"top": top})
            self.equations.append((name, term, slope))
        for shift in sorted(orders(len(over), depth), key=lambda e: (e[k], sum(e))):
            for name, term, slope in self.equations:
                self.step(name, term, slope, shift, k)

    def step(self, name: str, term: Term, slope: Term, shift: Exponents, k: int) -> None:
        """The coefficient that a derivative of an equation gives."""
        bodies = self.bodies()
        rate = self.number(put_functions(slope, bodies))
        term = put_functions(term, bodies)
        for c, times in zip(self.over, shift, strict=True):
            for _ in range(times):
                term = diff(term, c)
        place = tuple(e + self.leads[name] * (i == k) for i, e in enumerate(shift))
        series, share = self.series[name], Fraction(-1, prod(map(factorial, place)))
        series[place] = self.number(add(series.get(place, ZERO), mul(
            str(share), self.number(term), inv(rate))))

    def number(self, term: Term) -> Term:
        """The value at the point in the tower; its divisors are taken to be different from zero."""
        here = subst(term, self.at)
        context = Context({})
        for condition in context.conditions(("=", here, ZERO)):
            context.fact(condition)
        return context.term(context.value(here))

    def bodies(self) -> dict[str, tuple[tuple[str, ...], Term]]:
        """The polynomials."""
        names = tuple(f"a{i}" for i in range(len(self.over)))
        steps = [sub(("s", n), self.at[c]) for n, c in zip(names, self.over, strict=True)]
        made = {f: (names, add("0", *(mul(c, *(("^", s, str(e)) if e > 1 else s for s, e in zip(
            steps, es, strict=True) if e)) for es, c in sorted(series.items()) if c != ZERO)))
            for f, series in self.series.items()}
        return {**self.free, **made}

    def point(self) -> dict[str, Any]:
        """The point as a certificate carries it."""
        made = {f: {"args": list(args), "body": body} for f, (args, body) in self.bodies().items()}
        germ = [list(self.over), self.along, [list(p) for p in self.leads.items()], self.depth]
        return {"at": self.at, "functions": made, "bits": 64, "germ": germ}


def orders(count: int, top: int) -> list[Exponents]:
    """Multi-indices up to a total order."""
    return [e for e in itertools.product(range(top + 1), repeat=count) if sum(e) <= top]
