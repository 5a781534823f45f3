"""What a limit claims, as statements that the prover and the kernel recheck by multiplication.

Operators of a truncated series are multiplied order by order: for series A, B, C known up to h**N
the statement "A B = C + O(h**(N+1))" is the operator identity
sum over i + j <= N of h**(i+j) A_i B_j = sum over k <= N of h**k C_k.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sympy import Add, Expr, Mul, Rational, Symbol

from symq.continuum.fast import Generator, Poly, Series
from symq.continuum.ring import Builder, Jet
from symq.lang.statement import (
    All,
    Equation,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
)


class Operators:
    """Elements of a limit's ring as words of an operator algebra, derivatives on the right.

    Every identity is stated in the algebra of what occurs in it: the relations of these generators
    and of the derivatives that its products make of them.
    """

    def __init__(self, builder: Builder, small: Symbol) -> None:
        self.builder, self.ring, self.small = builder, builder.ring, small
        self.symbols: dict[int, Expr] = {}
        self.rank: dict[int, int] = {}
        self.words: dict[int, tuple[Poly, Expr]] = {}
        self.algebras: dict[frozenset[int], OperatorAlgebra] = {}
        self.commuting: dict[int, Expr] = {
            i: builder.meaning[g.name] for i, g in enumerate(self.ring.generators)}

    def prepare(self, used: set[int]) -> None:
        """Make symbols of the generators that depend on position, and of the derivatives."""
        ring = self.ring
        if not ring.moving:
            return
        live = self._closed({p for p in used if p in ring.slopes}, len(ring.gens))
        for place in sorted(live):
            self.symbols[place] = Symbol(self._name(ring.generators[place]), commutative=False)
        waves = [p for p in ring.xi if p in used or live]
        for place in waves:
            axis = self.builder.axes[ring.generators[place].key]
            self.symbols[place] = Symbol(f"D_{axis.name}", commutative=False)
        self.rank = {place: n for n, place in enumerate((*self._order(live), *waves))}
        self.words.clear()                                 # names have changed

    @property
    def algebra(self) -> OperatorAlgebra | None:
        """The algebra of everything that was prepared; None if nothing depends on position."""
        return self._algebra(frozenset(self.symbols), 1) if self.symbols else None

    def _closed(self, places: set[int], rounds: int) -> set[int]:
        """Generators, what their relations speak of, and so many rounds of derivatives."""
        ring, found, new = self.ring, set[int](), set(places)
        for round_ in range(rounds + 1):
            while new - found:
                found |= new
                for relation, place, _, more in ring.leading():
                    if place in found and all(p in found for p, _ in more):
                        new |= {p for p in ring.support(relation) if p in ring.slopes}
            if round_ < rounds:
                new = found | {p for place in found for slope in ring.slopes[place]
                               for p in ring.support(slope) if p in ring.slopes}
                if new == found:
                    break
        return found

    def _algebra(self, occurring: frozenset[int], rounds: int) -> OperatorAlgebra:
        """The algebra of some generators, in which derivatives act so many times."""
        ring = self.ring
        waves = [p for p in ring.xi if p in occurring]
        inner = self._closed({p for p in occurring if p in ring.slopes}, rounds - 1)
        live = self._closed(inner, 1) if waves else inner
        key = frozenset((*live, *waves))
        if key not in self.algebras:
            order = sorted(key, key=self.rank.__getitem__)
            rules: list[tuple[Expr, Expr]] = []
            for i, p in enumerate(order):
                for q in order[i + 1:]:
                    slope = ring.slopes[p][ring.xi.index(q)] if p not in ring.xi and \
                        q in ring.xi else ring.zero
                    if self._beyond(p, q) or not all(x in key for x in ring.support(slope)
                                                     if x in ring.slopes):
                        continue                           # no line needs this relation
                    a, b = self.symbols[p], self.symbols[q]
                    rules.append((b * a, a * b + self.word(slope)))
            for relation, place, e, more in ring.leading():
                factors = [(place, e), *more]
                if all(p in live for p, _ in factors):
                    head = Mul(*(self.symbols[p]**k for p, k in
                                 sorted(factors, key=lambda f: self.rank[f[0]])))
                    lead, c = tuple(relation.monomial(0)), relation.coefficient(0)
                    rules.append((head, self.word((ring.ctx.from_dict({lead: c}) - relation) / c)))
            self.algebras[key] = OperatorAlgebra(tuple(self.symbols[p] for p in order),
                                                 tuple(rules))
        return self.algebras[key]

    def _beyond(self, place: int, wave: int) -> bool:
        """Whether the derivative of a function is of a higher order than the ring carries."""
        ring, jet = self.ring, self.ring.generators[place].key
        if wave not in ring.xi or not isinstance(jet, Jet):
            return False
        axis = ring.xi.index(wave)
        return axis in jet.places and not ring.slopes[place][axis]

    def _order(self, live: set[int]) -> list[int]:
        """Places in normal order: an inverse stands next to what it is the inverse of."""
        ring = self.ring
        order = [p for p in sorted(live) if ring.generators[p].kind != "inverse"]
        for place in sorted(live):
            if ring.generators[place].kind != "inverse":
                continue
            lead = self.builder.read(ring, ring.generators[place].key).monomial(0)
            group = [p for p in order if lead[p]]
            at = order.index(group[0]) if group else len(order)
            order = [p for p in order if p not in group]
            order[at:at] = [place, *group]
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
        found = self.words.get(id(poly))                   # elements have no hash; they are kept
        if found is None:
            found = self.words[id(poly)] = poly, self._word(poly)
        return found[1]

    def _word(self, poly: Poly) -> Expr:
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

    def identities(self, rows: Sequence[tuple[Expr, Expr]], rounds: int = 1) -> Statement:
        """Operators are equal; derivatives act so many times on what is to their right."""
        named = set[Any]().union(*(side.free_symbols for row in rows for side in row))
        occurring = frozenset(p for p, symbol in self.symbols.items() if symbol in named)
        algebra = self._algebra(occurring, rounds) if occurring else None
        found = tuple(Equation(*row) if algebra is None else OperatorIdentity(*row, algebra)
                      for row in rows)
        return All(found) if len(found) > 1 else found[0]

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
                rows.append((Add(*terms), self.series(c, i, j, upto)))
        return self.identities(rows, self._rounds(a, b, upto))

    def _rounds(self, a: Series, b: Series, upto: int) -> int:
        """How often derivatives of A act on coefficients of B, up to h**upto; at least once."""
        moving = set(self.ring.slopes)
        low = min((k for k, m in b.terms.items()
                   if any(self.ring.support(p) & moving for p in m.values())), default=upto + 1)
        return max((sum(a.degrees(k)) for k in a.terms if k + low <= upto), default=1) or 1

    def same(self, parts: Iterable[tuple[Rational | int, Series]], c: Series, upto: int
             ) -> Statement:
        """A sum of series is C."""
        given = list(parts)
        return self.identities([(Add(*(f * self.series(s, i, j, upto) for f, s in given)),
                                 self.series(c, i, j, upto))
                                for i in range(c.shape[0]) for j in range(c.shape[1])])


def used_places(series: Iterable[Series]) -> set[int]:
    """Generators that occur in some series."""
    found: set[int] = set()
    for one in series:
        for matrix in one.terms.values():
            for poly in matrix.values():
                found |= one.ring.support(poly)
    return found
