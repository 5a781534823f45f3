"""Rational points on the common zeros of polynomials, by factors, linear steps and choices."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any

from flint import fmpq, fmpq_mat, fmpq_poly

Point = dict[int, Fraction]


class Variety:
    """A search for points at which polynomials of one ring vanish.

    `pools` gives, for each variable, the values that may be chosen freely, the likely ones first;
    `work` bounds the number of terms that are looked at; variables in `solid` are not zero.
    """

    def __init__(self, ctx: Any, pools: Sequence[Sequence[Fraction]], work: int = 12_000,
                 seed: int = 1, solid: Collection[int] = ()) -> None:
        self.ctx, self.pools, self.work = ctx, pools, work
        self.solid = [ctx.gen(v) for v in solid]
        self.random = random.Random(seed)

    def points(self, polys: Sequence[Any], restarts: int = 6, each: int = 4) -> Iterator[Point]:
        """Points, with a value for every variable of the ring; each start chooses anew."""
        start, whole = [p for p in polys if p != 0], self.work
        for left in range(restarts, 0, -1):
            share = self.work = whole // left
            for solved in islice(self.search(start, {}), each):
                yield self.complete(solved)
            whole -= share - max(self.work, 0)

    def complete(self, solved: dict[int, Any]) -> Point:
        """Values for the free variables, then for those that were solved for, the last first."""
        point: Point = {}
        for v in range(self.ctx.nvars()):
            if v not in solved:
                point[v] = self.random.choice(self.pools[v][:6])
        for v, expression in reversed(solved.items()):
            point[v] = value(expression, point)
        return point

    def search(self, polys: list[Any], solved: dict[int, Any]) -> Iterator[dict[int, Any]]:
        """Expressions for some variables, each in terms of those that come later or are free."""
        polys = [self.stripped(p) for p in polys] if self.solid else polys
        if any(p.is_constant() for p in polys):
            return
        self.work -= 10 + sum(map(len, polys))
        if self.work < 0:
            return
        if not polys:
            yield dict(solved)
            return
        linear = [p for p in polys if p.total_degree() == 1]
        if linear:
            rules = eliminate(self.ctx, linear)
            if rules is None:
                return
            rest = [self.put(p, rules) for p in polys if p.total_degree() > 1]
            yield from self.search([p for p in rest if p != 0], {**solved, **rules})
            return
        first = min(polys, key=lambda p: (len(p), p.total_degree()))
        found = first.factor()[1] if len(first) < 40 else [(first, 1)]
        factors = sorted((f for f, _ in found), key=lambda f: self.random.random() - (len(f) > 1))
        others = [p for p in polys if p is not first]
        if len(factors) > 1 or found[0][1] > 1:
            for factor in factors:
                yield from self.search([factor, *others], solved)
            return
        rule = isolated(self.ctx, first)
        if rule:
            rest = [self.put(p, rule) for p in others]
            yield from self.search([p for p in rest if p != 0], {**solved, **rule})
            return
        if first.total_degree() == 2 and self.random.random() < 0.8:
            rule = self.chord(first)
            if rule:
                rest = [self.put(p, rule) for p in polys]
                yield from self.search([p for p in rest if p != 0], {**solved, **rule})
                return
        for v in self.choices(first):
            pool = list(self.pools[v][:6])
            self.random.shuffle(pool)
            for number in pool:
                rule = {v: self.number(number)}
                rest = [self.put(p, rule) for p in polys]
                yield from self.search([p for p in rest if p != 0], {**solved, **rule})
            return

    def stripped(self, poly: Any) -> Any:
        """The polynomial without factors that are not zero."""
        for x in self.solid:
            while poly.total_degree() > 0 and (parts := divmod(poly, x))[1] == 0:
                poly = parts[0]
        return poly

    def choices(self, poly: Any) -> list[int]:
        """Variables to choose first: those that multiply one that occurs linearly."""
        degrees = poly.degrees()
        used = [v for v, d in enumerate(degrees) if d]
        if len(used) < 2:
            return []
        linear = [v for v in used if degrees[v] == 1]
        if linear:
            target = linear[0]
            partners = [v for v in used if v != target and any(
                e[v] and e[target] for e in poly.to_dict())]
            used = partners or used
        return sorted(used, key=lambda v: -degrees[v])

    def chord(self, quadric: Any) -> dict[int, Any]:
        """A second point of a quadric on a line through a simple one; {} where none is found."""
        used = [v for v, d in enumerate(quadric.degrees()) if d]
        last = max(used, key=lambda v: (quadric.degrees()[v], v))
        for _ in range(30):
            near = {v: self.random.choice(self.pools[v][:6]) for v in used if v != last}
            line = fmpq_poly([fraction(value(part(self.ctx, quadric, last, k), near))
                              for k in range(3)])
            roots = [-f[0] / f[1] for f, _ in line.factor()[1] if f.degree() == 1] \
                if line.degree() > 0 else []
            if not roots:
                continue
            base = {**near, last: Fraction(int(roots[0].p), int(roots[0].q))}
            way = {v: Fraction(self.random.randint(-3, 3)) for v in used}
            top = value(self.ctx.from_dict({e: c for e, c in quadric.to_dict().items()
                                            if sum(e) == 2}), way)
            ends = [value(quadric, {v: base[v] + s * way[v] for v in used}) for s in (1, -1)]
            step = -(ends[0] - ends[1]) / 2 / top if top else Fraction(0)
            return {v: self.number(base[v] + step * way[v]) for v in used}
        return {}

    def number(self, constant: Fraction) -> Any:
        """A constant polynomial."""
        return self.ctx.from_dict({(0,) * self.ctx.nvars(): fraction(constant)})

    def put(self, poly: Any, rules: dict[int, Any]) -> Any:
        """The polynomial with expressions in place of some variables."""
        degrees = poly.degrees()
        rules = {v: e for v, e in rules.items() if degrees[v]}
        if not rules:
            return poly
        powers = {v: [e**0] for v, e in rules.items()}
        total = self.ctx.from_dict({})
        groups: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
        for exponents, c in poly.to_dict().items():
            key = tuple(exponents[v] for v in rules)
            rest = tuple(0 if v in rules else e for v, e in enumerate(exponents))
            groups.setdefault(key, {})[rest] = c
        for key, table in groups.items():
            product = self.ctx.from_dict(table)
            for v, e in zip(rules, key, strict=True):
                while len(powers[v]) <= e:
                    powers[v].append(powers[v][-1] * rules[v])
                product = product * powers[v][int(e)]
            total = total + product
        return total


def fraction(number: Fraction) -> fmpq:
    """A rational number for python-flint."""
    return fmpq(number.numerator, number.denominator)


def value(poly: Any, point: Point) -> Fraction:
    """The value at a point; variables that do not occur need none."""
    total = Fraction(0)
    for exponents, c in poly.to_dict().items():
        term = Fraction(int(c.p), int(c.q))
        for v, e in enumerate(exponents):
            if e:
                term *= point[v] ** int(e)
        total += term
    return total


def part(ctx: Any, poly: Any, place: int, degree: int) -> Any:
    """The coefficient of a power of one variable."""
    return ctx.from_dict({tuple(0 if v == place else e for v, e in enumerate(es)): c
                          for es, c in poly.to_dict().items() if es[place] == degree})


def eliminate(ctx: Any, linear: list[Any]) -> dict[int, Any] | None:
    """Solved variables of linear equations in terms of the others; None if they contradict."""
    n = ctx.nvars()
    rows = []
    for p in linear:
        row = [fmpq(0)] * (n + 1)
        for exponents, c in p.to_dict().items():
            row[next((v for v, e in enumerate(exponents) if e), n)] = c
        rows.append(row)
    reduced, rank = fmpq_mat(rows).rref()
    rules = {}
    for i in range(rank):
        pivot = next(j for j in range(n + 1) if reduced[i, j] != 0)
        if pivot == n:
            return None
        table = {tuple(int(k == j) for k in range(n)): -reduced[i, j]
                 for j in range(pivot + 1, n + 1) if reduced[i, j] != 0}
        rules[pivot] = ctx.from_dict(table)
    return rules


def isolated(ctx: Any, poly: Any) -> dict[int, Any] | None:
    """A variable that occurs once, with a constant coefficient, and what it is equal to."""
    n = ctx.nvars()
    table = poly.to_dict()
    for v in range(n):
        hits = [e for e in table if e[v]]
        if len(hits) == 1 and sum(hits[0]) == 1:
            c = table[hits[0]]
            return {v: ctx.from_dict({e: -a / c for e, a in table.items() if e != hits[0]})}
    return None
