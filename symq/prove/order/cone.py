"""Polynomials as non-negative combinations of products of facts and squares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from flint import fmpq, fmpq_mat

from symq.kernel.field import BITS, Poly, Value
from symq.kernel.term import Term
from symq.prove.order.build import (
    Evidence,
    Flint,
    arithmetic,
    combine,
    degree,
    exponents,
    generators,
    homogeneous,
    negative,
    term_of,
)
from symq.prove.order.known import Known, State
from symq.prove.order.linear import conic
from symq.prove.order.sample import Samples

MANY, SQUARES = 700, 6


@dataclass
class Column:
    """A product of facts times a square: value = poly / den."""

    factors: tuple[tuple[int, int], ...]
    last: Term | None
    poly: Poly
    den: int
    strict: bool
    degree: int

    def entry(self, c: Fraction) -> list[Any]:
        """The summand c * poly of a certificate."""
        return [str(c * self.den), [list(f) for f in self.factors], self.last]


def relevant(state: State, poly: Poly) -> list[Known]:
    """Facts with a sign whose generators are connected with those of the polynomial."""
    known = [f for f in state.facts if f.op in (">", ">=")]

    def around(part: Poly) -> set[int]:
        inside = set(generators(part, state.count))
        for index in list(inside):
            relation = state.context.field.relations.get(index)
            if relation is not None:
                inside |= set(generators(relation[1][0], state.count))
        return inside

    used, grown = around(poly) | set(tied(state, poly)), True
    while grown:
        grown = False
        for fact in known:
            here = around(fact.poly) if state.thin else set(generators(fact.poly, state.count))
            if here & used and not here <= used:
                used, grown = used | here, True
    found = [f for f in known if set(generators(f.poly, state.count)) <= used]
    return sorted(found, key=lambda f: (degree(f.poly), len(f.poly), f.index))


def products(state: State, facts: list[Known], top: int, limit: int = MANY) -> list[Column]:
    """All products of facts up to a degree, each at least of degree 0."""
    field = arithmetic(state.context.field)
    found = [Column((), None, {0: 1}, 1, True, 0)]
    level = [(found[0], 0, field.const(1))]
    while level and len(found) < limit:
        following: list[tuple[Column, int, Value]] = []
        for column, first, value in level:
            for k in range(first, len(facts)):
                fact = facts[k]
                size = column.degree + max(1, degree(fact.poly))
                if size > top:
                    continue
                product = field.mul(value, (fact.poly, fact.den, ()))
                if product[2] or not product[0]:
                    continue
                factors = dict(column.factors)
                factors[fact.index] = factors.get(fact.index, 0) + 1
                made = Column(tuple(factors.items()), None, product[0], product[1],
                              column.strict and fact.op == ">", size)
                found.append(made)
                following.append((made, k, product))
                if len(found) >= limit:
                    return found
        level = following
    return found


def with_squares(state: State, columns: list[Column], roots: list[Poly], top: int) -> list[Column]:
    """The columns times squares of the given polynomials."""
    field = arithmetic(state.context.field)
    found: list[Column] = []
    for root in roots:
        term, plain = term_of(state.context, root), field.normal((root, 1, ()))
        square, size = field.mul(plain, plain), 2 * degree(root)
        if square[2]:
            continue
        for column in columns:
            if column.degree + size > top or len(found) > MANY:
                continue
            product = field.mul((column.poly, column.den, ()), square)
            if product[0] and not product[2]:
                found.append(Column(column.factors, term, product[0], product[1], False,
                                    column.degree + size))
    return found


def plain_roots(state: State, poly: Poly, facts: list[Known], top: int) -> list[Poly]:
    """Simple polynomials whose squares are worth trying."""
    indices = [i for i in tied(state, poly) if real(state, i)]
    ones: list[Poly] = [{1 << (BITS * i): 1} for i in indices]
    found = list(ones)
    for p, q in combinations(ones, 2):
        found += [{**p, **negative(q)}, {**p, **q}]
    linear = [f.poly for f in facts if degree(f.poly) == 1 and 1 < len(f.poly) < 4]
    for f, g in combinations(linear[:6], 2):
        for sign in (1, -1):
            total = dict(f)
            for k, c in g.items():
                total[k] = total.get(k, 0) + sign * c
            found.append({k: c for k, c in total.items() if c})
    if not homogeneous(poly):
        found += [{**p, 0: s} for p in ones for s in (1, -1)]
    if top >= 4:
        found += binomials(poly, indices, top // 2)
        pairs = [{k: 1} for k in {a | b if a != b else 2 * a for p in ones for q in ones
                                  for a in p for b in q}]
        pairs.sort(key=lambda p: sorted(p))
        found += pairs
        for p, q in combinations(pairs[:10], 2):
            found += [{**p, **negative(q)}]
    unique = {frozenset(p.items()): p for p in found if p}
    return list(unique.values())


def binomials(poly: Poly, indices: list[int], half: int) -> list[Poly]:
    """Differences and sums of two monomials whose product occurs in the polynomial."""
    least = min(degree({k: 1}) for k in poly)
    keys = [k for k in monomials(indices, half, (least + 1) // 2) if k]
    if len(keys) > 60:
        return []
    wanted = {k: c for k, c in poly.items() if c}
    found: list[Poly] = []
    for m, n in combinations(keys, 2):
        c = wanted.get(m + n)
        if c is not None:
            found.append({m: 1, n: 1 if c > 0 else -1})
    return found[:120]


def tied(state: State, poly: Poly) -> list[int]:
    """The generators of a polynomial; on thin sets also those that equations tie to them."""
    used = set(generators(poly, state.count))
    if not state.thin:
        return sorted(used)
    zero = [set(generators(f.poly, state.count)) for f in state.facts if f.op == "="]
    for _ in zero:
        for here in zero:
            if here & used and len(used | here) <= 6:
                used |= here
    return sorted(used)


def real(state: State, index: int) -> bool:
    """Whether a generator is real."""
    return state.context.real_term(state.context.names[index])


def cofactors(state: State, poly: Poly, top: int) -> list[tuple[int, int, Poly, Poly]]:
    """(fact, den, monomial, product) for equations times monomials."""
    field = arithmetic(state.context.field)
    found: list[tuple[int, int, Poly, Poly]] = []
    zero = [f for f in state.facts if f.op == "="]
    if not zero:
        return []
    used = sorted(set(generators(poly, state.count)).union(
        *(generators(f.poly, state.count) for f in zero)))
    for fact in zero:
        for monomial in monomials(used, top - degree(fact.poly)):
            value = field.mul((fact.poly, 1, ()), ({monomial: 1}, 1, ()))
            if value[0] and not value[2] and len(found) < 300:
                found.append((fact.index, value[1] * fact.den, {monomial: 1}, value[0]))
    return found


def monomials(indices: list[int], top: int, low: int = 0) -> list[int]:
    """Packed monomials in some generators with degrees from low to top."""
    found: list[int] = []

    def grow(k: int, key: int, left: int, size: int) -> None:
        if k == len(indices):
            if size >= low:
                found.append(key)
            return
        for e in range(left + 1):
            grow(k + 1, key + (e << (BITS * indices[k])), left - e, size + e)

    if top >= 0:
        grow(0, 0, top, 0)
    return found


def manifest(state: State, poly: Poly, op: str) -> Evidence | None:
    """All coefficients positive, all odd powers of non-negative generators."""
    total, strict = [], False
    for key, c in sorted(poly.items()):
        if c < 0:
            return None
        factors, last, sure = [], 0, True
        for i, e in exponents(key).items():
            at = state.has({1 << (BITS * i): 1}, ">=")
            if at is not None:
                factors.append([at, e])
                sure = sure and state.has({1 << (BITS * i): 1}, ">") is not None
            elif e % 2 == 0 and real(state, i):
                last += (e // 2) << (BITS * i)
                sure = sure and state.has({1 << (BITS * i): 1}, "!=") is not None
            else:
                return None
        scale = Fraction(1)
        for at, e in factors:
            scale *= Fraction(1, state.context.facts[at].value[1]) ** e * Fraction(
                next(iter(state.context.facts[at].value[0].values()))) ** e
        strict = strict or sure
        total.append([str(Fraction(c) / scale), factors,
                      term_of(state.context, {last: 1}) if last else None])
    if op == ">" and not strict:
        return None
    return combine([], total)


def search_cone(state: State, poly: Poly, op: str, columns: list[Column], samples: Samples | None,
                top: int) -> list[Any] | None:
    """Summands that give the polynomial, one of them positive if op is ">"."""
    columns = [c for c in columns if c.poly]
    graded = homogeneous(poly) and all(homogeneous(c.poly) for c in columns)
    size = degree(poly)
    if graded:
        columns = [c for c in columns if degree(c.poly) == size]
    loose = cofactors(state, poly, top)
    free = [p for _, _, _, p in loose]

    def attempt(target: Poly) -> list[Any] | None:
        found = conic([c.poly for c in columns], free, target, state.tick)
        if found is None:
            return None
        weights, rest = found
        total = [c.entry(w) for c, w in zip(columns, weights, strict=True) if w]
        for (index, den, monomial, _), w in zip(loose, rest, strict=True):
            if w:
                total.append([str(w * den), [[index, 1]], term_of(state.context, monomial)])
        return total

    total = attempt(poly)
    if op == ">=" or total is None:
        return total
    strict = [c for c in columns if c.strict]
    places = {(c.factors, c.last) for c in strict}
    if any((tuple(tuple(f) for f in e[1]), e[2]) in places for e in total if Fraction(e[0]) > 0):
        return total
    for column in strict[:12]:
        share = Fraction(1, 16)
        if samples is not None and samples.count:
            values, against = samples.values(poly), samples.values(column.poly)
            good = against > 0
            if good.any():
                least = float((values[good] / against[good]).min())
                if not least > 1e-9:
                    continue
                share = Fraction(least / 2).limit_denominator(64) or Fraction(1, 1000)
        for delta in (share, share / 16):
            low = delta.denominator
            target = {k: c * low for k, c in poly.items()}
            for k, c in column.poly.items():
                target[k] = target.get(k, 0) - delta.numerator * c
            found = attempt({k: c for k, c in target.items() if c})
            if found is not None:
                scaled = [[str(Fraction(e[0]) / low), *e[1:]] for e in found]
                return [*scaled, column.entry(delta)]
    return None


def contradiction(state: State, poly: Poly) -> list[Any] | None:
    """Summands of a combination of facts that is zero although one summand is positive."""
    facts = relevant(state, poly)[:9]
    level = max((degree(f.poly) for f in state.facts if f.op == "="), default=0)
    top = max(2, 2 * degree(poly), min(level, 4))
    columns = products(state, facts, top, 300)
    used = set().union(*(generators(f.poly, state.count) for f in facts)) if facts else set()
    plain = all(state.context.names[i][0] != "f" for i in used)
    roots: list[Poly] = [{1 << (BITS * i): 1} for i in sorted(used) if plain and real(state, i)]
    columns += with_squares(state, columns, roots[:SQUARES], top)
    spoken: Poly = {**poly, **{1 << (BITS * i): 1 for i in sorted(used)[:SQUARES] if plain}}
    loose = cofactors(state, spoken, top)
    strict = [c for c in columns if c.strict and c.factors]
    for column in [columns[0], *strict[:10]]:
        target = {k: -c for k, c in column.poly.items()}
        found = conic([c.poly for c in columns], [p for _, _, _, p in loose], target, state.tick)
        if found is not None:
            total = [c.entry(w) for c, w in zip(columns, found[0], strict=True) if w]
            for (index, den, monomial, _), w in zip(loose, found[1], strict=True):
                if w:
                    total.append([str(w * den), [[index, 1]], term_of(state.context, monomial)])
            return [*total, column.entry(Fraction(1))]
    return None


def cells(state: State, poly: Poly, op: str, facts: list[Known]) -> Evidence | None:
    """Non-negative coefficients in new variables, each of them a linear fact."""
    indices = generators(poly, state.count)
    if any(i in state.context.field.relations for i in indices) or not 0 < len(indices) < 8:
        return None
    linear = [f for f in facts if degree(f.poly) == 1
              and set(generators(f.poly, state.count)) <= set(indices)]
    ring = Flint(poly, count=state.count)
    for chosen, images in changes(linear, indices):
        there = ring.there(poly)
        new = there.compose(*(ring.ctx.from_dict(image) for image in images))
        table = {tuple(map(int, row)): Fraction(int(c.p), int(c.q))
                 for row, c in new.to_dict().items()}
        if any(c < 0 for c in table.values()):
            continue
        strict, total = False, []
        for row, c in sorted(table.items()):
            factors = [[f.index, e] for f, e in zip(chosen, row, strict=True) if e]
            for f, e in zip(chosen, row, strict=True):
                c *= Fraction(f.den) ** e
            strict = strict or all(f.op == ">" for f, e in zip(chosen, row, strict=True) if e)
            total.append([str(c), factors, None])
        if op == ">=" or strict:
            return combine([], total)
    return None


def changes(linear: list[Known], indices: list[int]) -> Iterator[tuple[Any, list[Any]]]:
    """Choices of independent linear facts, and the old variables in terms of them."""
    n = len(indices)
    for count, chosen in enumerate(combinations(linear, n)):
        if count > 80:
            return
        table = fmpq_mat(n, n)
        shift = []
        for i, fact in enumerate(chosen):
            for j, index in enumerate(indices):
                table[i, j] = fact.poly.get(1 << (BITS * index), 0)
            shift.append(fact.poly.get(0, 0))
        if table.det() == 0:
            continue
        inverse = table.inv()
        images = []
        for j in range(n):
            image: dict[tuple[int, ...], fmpq] = {}
            for i in range(n):
                image[tuple(int(k == i) for k in range(n))] = inverse[j, i]
            image[(0,) * n] = -sum((inverse[j, i] * shift[i] for i in range(n)), fmpq(0))
            images.append({k: c for k, c in image.items() if c != 0})
        yield chosen, images


