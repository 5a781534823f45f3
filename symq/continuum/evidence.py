"""What a limit claims, as statements that the prover and the kernel recheck by multiplication.

Operators of a truncated series are multiplied order by order: for series A, B, C known up to h**N
the statement "A B = C + O(h**(N+1))" is the operator identity
sum over i + j <= N of h**(i+j) A_i B_j = sum over k <= N of h**k C_k.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Add, Expr, Integer, Mul, Rational, Symbol

from symq.continuum.fast import Generator, Poly, Series
from symq.continuum.ring import Builder, Jet
from symq.errors import EngineRefusal
from symq.lang.statement import (
    All,
    Equation,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
)


class Operators:
    """Elements of a limit's ring as words of an operator algebra, derivatives on the right."""

    def __init__(self, builder: Builder, small: Symbol) -> None:
        self.builder, self.ring, self.small = builder, builder.ring, small
        self.moving = self.ring.moving
        self.symbols: dict[int, Expr] = {}
        self.rank: dict[int, int] = {}
        self.algebra: OperatorAlgebra | None = None
        self.commuting: dict[int, Expr] = {
            i: builder.meaning[g.name] for i, g in enumerate(self.ring.generators)}

    def prepare(self, used: set[int]) -> None:
        """Make the algebra of the generators that occur, and their derivatives."""
        ring = self.ring
        if not self.moving:
            return
        todo, live = [p for p in used if p in ring.slopes], set[int]()
        while todo:
            place = todo.pop()
            if place in live:
                continue
            live.add(place)
            todo += [p for slope in ring.slopes[place] for p in ring.support(slope)
                     if p in ring.slopes]
        for place in sorted(live):
            self.symbols[place] = Symbol(self._name(ring.generators[place]), commutative=False)
        waves = [p for p in ring.xi if p in used or live]
        for place in waves:
            axis = self.builder.axes[ring.generators[place].key]
            self.symbols[place] = Symbol(f"D_{axis.name}", commutative=False)
        order = [*self._order(live), *waves]
        self.rank = {place: n for n, place in enumerate(order)}
        rules: list[tuple[Expr, Expr]] = []
        for i, p in enumerate(order):
            for q in order[i + 1:]:
                a, b = self.symbols[p], self.symbols[q]
                more: Expr = Integer(0)
                if q in ring.xi and p not in ring.xi:
                    more = self.word(ring.slopes[p][ring.xi.index(q)])
                rules.append((b * a, a * b + more))
        for relation in ring.relations:
            lead = relation.monomial(0)
            factors = [(p, int(e)) for p, e in enumerate(lead) if e]
            if all(p in live for p, _ in factors):
                head = Mul(*(self.symbols[p]**e for p, e in
                             sorted(factors, key=lambda f: self.rank[f[0]])))
                rest = relation - ring.ctx.from_dict({tuple(lead): relation.coefficient(0)})
                rules.append((head, self.word(-rest / relation.coefficient(0))))
        self.algebra = OperatorAlgebra(tuple(self.symbols[p] for p in order), tuple(rules))

    def _order(self, live: set[int]) -> list[int]:
        """Places in normal order: an inverse stands next to what it is the inverse of."""
        ring = self.ring
        order = [p for p in sorted(live) if ring.generators[p].kind != "inverse"]
        for place in sorted(live):
            if ring.generators[place].kind != "inverse":
                continue
            lead = self.builder.read(ring, ring.generators[place].key).monomial(0)
            partners = [p for p, e in enumerate(lead) if e]
            if len(partners) != 1 or partners[0] not in order:
                raise EngineRefusal("the inverse of a sum or product that depends on position has "
                                    "no operator identity", "name it by a function of its own")
            order.insert(order.index(partners[0]), place)
        return order

    def _name(self, generator: Generator) -> str:
        key: Any = generator.key
        if isinstance(key, Jet):
            if not any(key.orders):
                return key.function
            names = "".join(self.builder.axes[a].name * o
                            for a, o in zip(key.places, key.orders, strict=True))
            return f"{key.function}_{names}"
        if generator.kind == "coordinate":
            return str(key)
        return generator.name

    def word(self, poly: Poly) -> Expr:
        """An element as an expression in the algebra's generators."""
        terms = []
        for exponents, c in poly.to_dict().items():
            plain, words = [Rational(int(c.p), int(c.q))], []
            for place, e in enumerate(exponents):
                if e:
                    if place in self.symbols:
                        words.append((place, self.symbols[place]**int(e)))
                    else:
                        plain.append(self.commuting[place]**int(e))
            words.sort(key=lambda pair: self.rank[pair[0]])
            terms.append(Mul(*plain, *(w for _, w in words)))
        return Add(*terms)

    def identity(self, lhs: Expr, rhs: Expr) -> Statement:
        """Two operators are equal."""
        if self.algebra is None:
            return Equation(lhs, rhs)
        return OperatorIdentity(lhs, rhs, self.algebra)

    def series(self, series: Series, i: int, j: int, upto: int) -> Expr:
        """One entry as a polynomial in h."""
        return Add(*(self.small**k * self.word(series.entry(k, i, j)) for k in range(upto + 1)))

    def product(self, a: Series, b: Series, c: Series, upto: int) -> Statement:
        """A B = C up to h**upto, entry by entry."""
        rows = []
        for i in range(a.shape[0]):
            for j in range(b.shape[1]):
                terms = []
                for m in range(a.shape[1]):
                    for k in range(upto + 1):
                        left = a.entry(k, i, m)
                        right = [(n, b.entry(n, m, j)) for n in range(upto + 1 - k)]
                        if left and any(p for _, p in right):
                            total = Add(*(self.small**n * self.word(p) for n, p in right if p))
                            terms.append(self.small**k * Mul(self.word(left), total))
                rows.append(self.identity(Add(*terms), self.series(c, i, j, upto)))
        return All(tuple(rows)) if len(rows) > 1 else rows[0]

    def same(self, parts: Iterable[tuple[Rational | int, Series]], c: Series, upto: int
             ) -> Statement:
        """A sum of series is C."""
        given = list(parts)
        rows = [self.identity(Add(*(f * self.series(s, i, j, upto) for f, s in given)),
                              self.series(c, i, j, upto))
                for i in range(c.shape[0]) for j in range(c.shape[1])]
        return All(tuple(rows)) if len(rows) > 1 else rows[0]


def used_places(series: Iterable[Series]) -> set[int]:
    """Generators that occur in some series."""
    found: set[int] = set()
    for one in series:
        for matrix in one.terms.values():
            for poly in matrix.values():
                found |= one.ring.support(poly)
    return found
