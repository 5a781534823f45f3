"""Points of a domain: random rationals, equations solved for one symbol each.

Points are drawn exactly and screened in floats; the exact values of solved symbols are worked out
only for a point that somebody wants.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from typing import Any

from flint import fmpq

from symq.errors import Rejected
from symq.kernel import Problem
from symq.kernel.context import Context, standard
from symq.kernel.term import (
    ORDER,
    RELATIONS,
    I,
    Term,
    add,
    head,
    heads,
    inv,
    is_number,
    mul,
    neg,
    number,
    subst,
    symbols,
)
from symq.prove.bridge import Ring, real_parts
from symq.prove.numeric import (
    Test,
    closed,
    compile_rational,
    compile_statement,
    compile_vector,
    exact,
    floated,
)
from symq.prove.polytope import Row, bounds, linear, rational, stages, without
from symq.prove.univariate import roots

SMALL = [fmpq(n, d) for n, d in (
    (1, 1), (2, 1), (-1, 1), (1, 2), (3, 1), (0, 1), (-2, 1), (1, 3), (-1, 2), (3, 2), (5, 1),
    (2, 3), (-3, 1), (1, 4), (7, 2), (1, 10), (10, 1), (-5, 2), (3, 4), (1, 5))]
FAR = (fmpq(1, 50), fmpq(20), fmpq(300))


class Draw:
    """A point in floats, in the order of the sampler's names, and exactly when asked."""

    def __init__(self, sampler: Sampler, point: dict[str, Term], values: list[complex]) -> None:
        self.sampler, self.point, self.values = sampler, point, values

    def terms(self) -> dict[str, Term]:
        """The exact values."""
        point = dict(self.point)
        for name, solution in self.sampler.solved.items():
            value = subst(solution, point)
            plain = exact(value)
            point[name] = value if plain is None else str(plain)
        return point


class Sampler:
    """Exact points of a domain."""

    def __init__(self, problem: Problem, conditions: list[Term], bound: dict[str, Term],
                 seed: int = 1) -> None:
        self.sorts = {n: s for n, s in problem.sorts.items() if "function" not in s}
        for name, kind in bound.items():
            self.sorts[name] = kind if kind in ("real", "complex") else "integer"
        self.assumptions = list(problem.assumptions)
        for name, kind in bound.items():
            if kind[0] == "int>=":
                self.assumptions.append((">=", ("s", name), kind[1]))
        self.names = sorted(self.sorts)
        self.relations = self._relations()
        self.solved: dict[str, Term] = {}
        self.late: dict[str, list[Term]] = {}
        self.ranges: dict[str, list[fmpq | None]] = {}
        tests = [*self.assumptions, *conditions]
        self.tests: list[Test] = [compile_statement(t, self.names) for t in tests]
        for relation in self.relations:
            self._take(relation)
        self._settle([], seed)

    def restricted(self, relations: Sequence[Term], seed: int) -> Sampler:
        """Points that satisfy further relations as well, as far as they can be solved."""
        other = copy(self)
        other.solved, other.late = dict(self.solved), dict(self.late)
        other.ranges = {n: list(r) for n, r in self.ranges.items()}
        for relation in relations:
            other._take(relation)
        other._settle(relations, seed)
        return other

    def reseed(self, seed: int) -> None:
        """Start the pseudo-random points anew."""
        self.random = random.Random(seed)

    def _take(self, relation: Term) -> None:
        self._range(relation)
        if head(relation) == "=":
            for part in self._parted(relation):
                self._solve(part)

    def _parted(self, relation: Term) -> list[Term]:
        """An equation, or the two that one between real symbols and i amounts to."""
        if I[1] not in heads(relation[1]) | heads(relation[2]):
            return [relation]
        context = Context(self.sorts)
        try:
            for condition in context.conditions(relation):
                context.fact(condition)
            parts = real_parts(context, context.value(standard(relation)[0]))
        except Rejected:
            parts = None
        return [relation] if parts is None else [("=", part, "0") for part in reversed(parts)]

    def _settle(self, more: Sequence[Term], seed: int) -> None:
        self.random = random.Random(seed)
        self.free = [n for n in self.names if n not in self.solved and n not in self.late]
        self.stages = stages(self._rows(more), self.free)
        self.order = [*self.free, *self.late, *self.solved]
        self.vector: Callable[..., Any] | None = None
        self.powers: dict[str, Callable[..., Any]] = {}

    def _rows(self, more: Sequence[Term]) -> list[Row]:
        """The linear inequalities, and those among `more`, in symbols that no equation gives."""
        given = {n: linear(t) for n, t in self.solved.items()}
        solved = {n: row for n, row in given.items() if row is not None}
        found = []
        for relation in (*self.relations, *more):
            row = linear(standard(relation)[0]) if head(relation) in ORDER else None
            row = without(row, solved) if row is not None else None
            if row is not None and set(row) - {""} <= {
                    n for n in self.free if self.sorts[n] != "complex"}:
                found.append(row)
        return found

    def _relations(self) -> list[Term]:
        found, todo = [], list(self.assumptions)
        while todo:
            item = todo.pop(0)
            if head(item) == "and":
                todo = [*item[1:], *todo]
            elif head(item) in RELATIONS:
                found.append(item)
        return found

    def _range(self, relation: Term) -> None:
        if head(relation) not in ORDER:
            return
        row = linear(standard(relation)[0])
        names = [n for n in row or () if n and row and row[n] != 0]
        if row is None or len(names) != 1:
            return
        root = -row.get("", fmpq(0)) / row[names[0]]
        k = 0 if row[names[0]] > 0 else 1
        low_high = self.ranges.setdefault(names[0], [None, None])
        old = low_high[k]
        low_high[k] = root if old is None else max(old, root) if k == 0 else min(old, root)

    def _solve(self, relation: Term) -> None:
        """Solve an equation for a symbol: at once if it is linear in one, else at each point."""
        for known, term in self.solved.items():
            relation = subst(relation, {known: term})
        context = Context({n: s for n, s in self.sorts.items()})
        try:
            for condition in context.conditions(relation):
                context.fact(condition)
            value = context.value(standard(relation)[0])
        except Rejected:
            return
        ring = Ring(context, [value])
        factors = [f for f, _ in ring.poly(value[0]).factor()[1]] if value[0] else []
        spread = [f for f in factors if len(f.to_dict()) > 1] or factors
        poly = ring.ctx.from_dict({(0,) * max(len(ring.indices), 1): 1})
        for factor in spread:
            poly *= factor
        best: tuple[int, str, list[Any]] | None = None
        for index in ring.indices:
            name_term = context.names[index]
            if head(name_term) != "s" or self.sorts[name_term[1]] == "integer":
                continue
            others = [context.names[i] for i in ring.indices if i != index]
            if any(name_term[1] in symbols(t) for t in others):
                continue
            place = ring.place[index]
            parts: dict[int, dict[tuple[int, ...], Any]] = {}
            for exponents, number_ in poly.to_dict().items():
                rest = tuple(0 if k == place else e for k, e in enumerate(exponents))
                parts.setdefault(int(exponents[place]), {})[rest] = number_
            degree = max(parts, default=0)
            if degree >= 1 and name_term[1] not in self.late and (
                    best is None or degree < best[0]):
                coefficients = [ring.ctx.from_dict(parts.get(k, {})) for k in range(degree + 1)]
                best = (degree, name_term[1], coefficients)
        if best is None:
            return
        degree, name, coefficients = best
        c = [ring.term(p) for p in coefficients]
        if degree > 1 or len(spread) > 1:
            self.late[name] = c
            return
        scale: Term = str(-1 / number(c[1])) if is_number(c[1]) else neg(inv(c[1]))
        solution = {name: mul(scale, c[0])}
        self.solved = {n: subst(t, solution) for n, t in self.solved.items()}
        self.late = {n: [subst(t, solution) for t in ts] for n, ts in self.late.items()}
        self.solved |= solution

    def _pick(self, name: str, step: int, env: dict[str, fmpq]) -> fmpq:
        sort, rand = self.sorts[name], self.random
        low, high = self.ranges.get(name, (None, None))
        more = bounds(self.stages.get(name, ()), name, env)
        low = more[0] if low is None else low if more[0] is None else max(low, more[0])
        high = more[1] if high is None else high if more[1] is None else min(high, more[1])
        if sort == "integer":
            first = fmpq(low.ceil()) if low is not None else None
            if step < 40:
                base = rand.randint(0, 4)
                return base + first if first is not None else fmpq(base - 2)
            return rand.randint(0, 12) + (first if first is not None else fmpq(-6))
        if low is not None and high is not None:
            grid = rand.choice((2, 3, 4, 6, 10, 16, 100))
            return low + (high - low) * fmpq(rand.randint(0, grid), grid)
        if step < 40 and rand.random() < 0.8:
            value = SMALL[min(int(rand.expovariate(0.25)), len(SMALL) - 1)]
        else:
            value = fmpq(rand.randint(-30, 30), rand.choice((1, 1, 2, 3, 4, 5, 7, 10, 20)))
            if rand.random() < 0.15:
                value *= rand.choice(FAR)
        if low is not None and value < low:
            value = low + abs(value)
        if high is not None and value > high:
            value = high - abs(value)
        return value

    def _nearest(self, name: str, value: fmpq, env: dict[str, fmpq]) -> fmpq:
        """The value itself or a bound of its range, so that all symbols can have one value.

        Where a sum of squares is to vanish there are few other points.
        """
        sides = (self.ranges.get(name, (None, None)),
                 bounds(self.stages.get(name, ()), name, env))
        low = max((v for v, _ in sides if v is not None), default=value)
        high = min((v for _, v in sides if v is not None), default=value)
        return min(max(value, low), high)

    def draws(self, count: int) -> Iterator[Draw]:
        """Points at which, in floats, every assumption and condition holds."""
        if self.vector is None:
            self.vector = compile_vector(list(self.solved.values()), [*self.free, *self.late])
        places = [self.order.index(n) for n in self.names]
        found: list[dict[str, fmpq]] = []
        for step in range(-2 if self.late else 0, count):
            near = None
            if found and self.random.random() < 0.35:
                near = self.random.choice(found[-8:])
            env: dict[str, fmpq] = {}
            for n in self.free:
                keep = near is not None and self.random.random() < 0.5
                env[n] = self._nearest(n, fmpq(-1 - step), env) if step < 0 else near[n] \
                    if keep and near is not None else self._pick(n, step, env)
            point: dict[str, Term] = {n: str(v) for n, v in env.items()}
            values = [complex(floated(v)) for v in env.values()]
            for k, name in enumerate(self.free):
                if step >= 0 and self.sorts[name] == "complex" and self.random.random() < 0.4:
                    imag = self._pick(name, step, env)
                    if imag:
                        point[name] = add(point[name], mul(str(imag), I))
                        values[k] += 1j * floated(imag)
            if self.late and not self._complete(env, point, values):
                continue
            solved = self.vector(*values)
            if solved is None:
                continue
            values += solved
            values = [values[k] for k in places]
            if all(test(values) for test in self.tests):
                found.append(env)
                yield Draw(self, point, values)

    def _complete(self, env: dict[str, fmpq], point: dict[str, Term], values: list[complex]
                  ) -> bool:
        """Solve the equations that are left for their symbols; False if they have no solution."""
        known: dict[str, fmpq] = {n: v for n, v in env.items() if n not in point
                                  or is_number(point[n])}
        made: dict[str, complex] = {}
        for name, coefficients in reversed(self.late.items()):
            if name not in self.powers:
                self.powers[name] = compile_rational(coefficients)
            poly = self.powers[name](known)
            options = [] if poly is None else roots(poly)
            real = self.sorts[name] != "complex"
            pairs = [(t, v) for t in options for v in [closed(t)]
                     if v is not None and not (real and v.imag)]
            if not pairs:
                return False
            term, value = self.random.choice(pairs)
            point[name], made[name] = term, value
            if is_number(term):
                known[name] = rational(term)
        values += [made[n] for n in self.late]
        return True


__all__ = ["Draw", "Sampler"]
