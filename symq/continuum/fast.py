"""Normal-ordered differential operators over jets: the arithmetic behind continuum limits.

Everything lives in one polynomial ring over Q (FLINT). Its generators are parameters, algebraic
numbers, inverses, functions of the coordinates with their derivatives ("jets"), and one symbol per
axis for the derivative d/dx. A polynomial stands for the operator with all derivatives on the
right; the product of operators is the star product

    a * b = sum over j of (1/j!) (d/dxi)^j a . D_x^j b,

where D_x is the total derivative of the jets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product as cartesian
from math import factorial
from typing import Any

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx

Poly = fmpq_mpoly
Index = tuple[int, ...]
Matrix = dict[tuple[int, int], Poly]


@dataclass(frozen=True)
class Generator:
    """One generator of the ring.

    Attributes:
        name: unique name.
        kind: "derivative", "jet", "parameter", "algebraic", "inverse", "elementary".
        key: what it stands for; (function, orders) for a jet, an axis for a derivative.
    """

    name: str
    kind: str
    key: Any = None


@dataclass
class Ring:
    """A polynomial ring with relations and one total derivative per axis.

    Attributes:
        generators: in lexicographic order, largest first.
        axes: names of the axes.
    """

    generators: tuple[Generator, ...]
    axes: tuple[str, ...]
    relations: list[Poly] = field(default_factory=list)
    slopes: dict[int, list[Poly]] = field(default_factory=dict)
    conjugates: list[tuple[int, list[Poly]]] = field(default_factory=list)
    mirror: dict[int, Poly] = field(default_factory=dict)
    leads: list[tuple[Poly, int, int, list[tuple[int, int]]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        names = [g.name for g in self.generators] or ["unit"]
        self.ctx = fmpq_mpoly_ctx.get(names, "lex")
        self.gens = self.ctx.gens()
        self.place = {g.name: i for i, g in enumerate(self.generators)}
        self.zero, self.one = self.ctx.constant(0), self.ctx.constant(1)
        self.xi = [self.place[f"d_{axis}"] for axis in self.axes]

    @property
    def moving(self) -> bool:
        """Whether some generator depends on the coordinates."""
        return bool(self.slopes)

    def gen(self, name: str) -> Poly:
        """The generator of a name."""
        return self.gens[self.place[name]]

    def const(self, value: Any) -> Poly:
        """A rational number as a polynomial."""
        return self.ctx.constant(fmpq(int(value.p), int(value.q)) if hasattr(value, "p") and
                                 not isinstance(value, fmpq) else value)

    def reduce(self, poly: Poly) -> Poly:
        """The normal form modulo the relations."""
        if not self.relations or not poly:
            return poly
        leads, changed = self.leading(), True
        while changed and poly:
            changed = False
            degrees = poly.degrees()
            for relation, place, e, more in leads:           # else nothing can be divided
                if degrees[place] >= e and all(degrees[p] >= k for p, k in more):
                    rest = poly % relation
                    if rest != poly:
                        poly, changed = rest, True
                        break
        return poly

    def leading(self) -> list[tuple[Poly, int, int, list[tuple[int, int]]]]:
        """Relations with the first generator of their leading monomials, its power, the others."""
        if len(self.leads) != len(self.relations):
            self.leads = []
            for r in self.relations:
                (place, e), *more = [(p, int(e)) for p, e in enumerate(r.monomial(0)) if e]
                self.leads.append((r, place, e, more))
        return self.leads

    def total(self, poly: Poly, axis: int) -> Poly:
        """The total derivative along an axis, derivatives on the right untouched."""
        result = self.zero
        for place, slopes in self.slopes.items():
            if slopes[axis]:
                part = poly.derivative(place)
                if part:
                    result = result + part * slopes[axis]
        return self.reduce(result)

    def support(self, poly: Poly) -> set[int]:
        """Places of the generators that occur."""
        return {i for i, d in enumerate(poly.degrees()) if d > 0}

    def conjugate(self, poly: Poly) -> Poly:
        """Complex conjugation: parameters and functions are real."""
        if not self.mirror:
            return poly
        images = [self.mirror.get(i, g) for i, g in enumerate(self.gens)]
        return self.reduce(poly.compose(*images, ctx=self.ctx))

    def norm(self, poly: Poly) -> tuple[Poly, Poly]:
        """(cofactor, norm) with poly * cofactor = norm free of algebraic numbers."""
        cofactor, value = self.one, poly
        for place, images in self.conjugates:
            if not value.degrees()[place]:
                continue
            others = self.one
            for image in images:
                gens = list(self.gens)
                gens[place] = image
                others = self.reduce(others * self.reduce(value.compose(*gens, ctx=self.ctx)))
            cofactor, value = self.reduce(cofactor * others), self.reduce(value * others)
        return cofactor, value


def multi_indices(dimension: int, top: Sequence[int]) -> Iterable[Index]:
    """All multi-indices up to the given orders, the zero one first."""
    return cartesian(*(range(t + 1) for t in top[:dimension]))


class Series:
    """A matrix of operators as a polynomial in the small parameter h, truncated.

    Attributes:
        ring: where the entries live.
        shape: rows and columns.
        terms: order -> sparse matrix of polynomials.
        top: the highest order that is known.
    """

    def __init__(self, ring: Ring, shape: tuple[int, int], terms: Mapping[int, Matrix],
                 top: int) -> None:
        self.ring, self.shape, self.top = ring, shape, top
        self.terms: dict[int, Matrix] = {}
        for k in sorted(terms):
            kept = {ij: p for ij, p in terms[k].items() if p}
            if kept and k <= top:
                self.terms[k] = kept
        self._totals: dict[tuple[int, Index], Matrix] = {}
        self._slopes: dict[tuple[int, Index], Matrix] = {}
        self._rows: dict[tuple[int, Index], dict[int, list[tuple[int, Poly]]]] = {}

    @classmethod
    def identity(cls, ring: Ring, n: int, top: int) -> Series:
        """The identity."""
        return cls(ring, (n, n), {0: {(i, i): ring.one for i in range(n)}}, top)

    def order(self, k: int) -> Matrix:
        """The coefficient of h**k."""
        return self.terms.get(k, {})

    def entry(self, k: int, i: int, j: int) -> Poly:
        """One entry of the coefficient of h**k."""
        return self.terms.get(k, {}).get((i, j), self.ring.zero)

    def first(self) -> int | None:
        """The lowest order that does not vanish; None if all vanish."""
        return min(self.terms, default=None)

    def block(self, rows: range, columns: range) -> Series:
        """A block of the matrix."""
        terms = {k: {(i - rows.start, j - columns.start): p for (i, j), p in m.items()
                     if i in rows and j in columns} for k, m in self.terms.items()}
        return Series(self.ring, (len(rows), len(columns)), terms, self.top)

    def truncate(self, top: int) -> Series:
        """The same up to a lower order."""
        return Series(self.ring, self.shape, self.terms, min(top, self.top))

    def scale(self, factor: Poly | int | fmpq) -> Series:
        """Multiply from the left by something without derivatives."""
        reduce = self.ring.reduce
        return Series(self.ring, self.shape, {k: {ij: reduce(p * factor) for ij, p in m.items()}
                                              for k, m in self.terms.items()}, self.top)

    def __add__(self, other: Series) -> Series:
        terms = {k: dict(m) for k, m in self.terms.items()}
        for k, m in other.terms.items():
            mine = terms.setdefault(k, {})
            for ij, p in m.items():
                mine[ij] = mine[ij] + p if ij in mine else p
        return Series(self.ring, self.shape, terms, min(self.top, other.top))

    def __sub__(self, other: Series) -> Series:
        return self + other.scale(-1)

    def slope(self, k: int, index: Index) -> Matrix:
        """Derivatives by the symbols of d/dx, divided by the factorials."""
        known = self._slopes.get((k, index))
        if known is None:
            known, ring = {}, self.ring
            weight = 1
            for e in index:
                weight *= factorial(e)
            for ij, p in self.terms[k].items():
                for place, e in zip(ring.xi, index, strict=True):
                    for _ in range(e):
                        p = p.derivative(place)
                if p:
                    known[ij] = p / weight
            self._slopes[k, index] = known
        return known

    def total(self, k: int, index: Index) -> Matrix:
        """Total derivatives of the coefficients of h**k."""
        known = self._totals.get((k, index))
        if known is None:
            axis = next((a for a, e in enumerate(index) if e), None)
            if axis is None:
                known = self.terms[k]
            else:
                lower = (*index[:axis], index[axis] - 1, *index[axis + 1:])
                known = {}
                for ij, p in self.total(k, lower).items():
                    q = self.ring.total(p, axis)
                    if q:
                        known[ij] = q
            self._totals[k, index] = known
        return known

    def degrees(self, k: int) -> list[int]:
        """The highest power of each derivative in the coefficient of h**k."""
        tops = [0] * len(self.ring.xi)
        for p in self.terms[k].values():
            degrees = p.degrees()
            for a, place in enumerate(self.ring.xi):
                tops[a] = max(tops[a], int(degrees[place]))
        return tops

    def product(self, other: Series, pairs: Iterable[tuple[int, int]]) -> dict[int, Matrix]:
        """The sum of the products of given orders, by their total order."""
        ring = self.ring
        found: dict[int, Matrix] = {}
        none = (0,) * len(ring.xi)
        for i, j in pairs:
            if i not in self.terms or j not in other.terms:
                continue
            indices = multi_indices(len(ring.xi), self.degrees(i)) if ring.moving else (none,)
            into = found.setdefault(i + j, {})
            for index in indices:
                left = self.slope(i, index)
                if not left:
                    continue
                right = other.rows(j, index)
                if not right:
                    continue
                for (m, k), p in left.items():
                    for n, q in right.get(k, ()):
                        term = p * q
                        mine = into.get((m, n))
                        into[m, n] = term if mine is None else mine + term
        return {k: {ij: q for ij, p in m.items() if (q := ring.reduce(p))}
                for k, m in found.items()}

    def rows(self, k: int, index: Index) -> dict[int, list[tuple[int, Poly]]]:
        """The total derivative of an order, row by row."""
        found = self._rows.get((k, index))
        if found is None:
            found = self._rows[k, index] = {}
            for (m, n), p in self.total(k, index).items():
                found.setdefault(m, []).append((n, p))
        return found

    def append(self, k: int, matrix: Matrix) -> None:
        """Set the coefficient of an order that was not known before."""
        kept = {ij: p for ij, p in matrix.items() if p}
        if kept:
            self.terms[k] = kept

    def at(self, other: Series, k: int, skip: int = 0) -> Matrix:
        """The coefficient of h**k in the product, orders of `self` from `skip` on."""
        return self.product(other, [(i, k - i) for i in range(skip, k + 1)]).get(k, {})

    def __matmul__(self, other: Series) -> Series:
        top = min(self.top, other.top)
        found = self.product(other, [(i, j) for i in self.terms for j in other.terms
                                     if i + j <= top])
        return Series(self.ring, (self.shape[0], other.shape[1]), found, top)

    def __pow__(self, exponent: int) -> Series:
        result, base = None, self
        while exponent:
            if exponent & 1:
                result = base if result is None else result @ base
            exponent >>= 1
            if exponent:
                base = base @ base
        return Series.identity(self.ring, self.shape[0], self.top) if result is None else result

    def equals(self, other: Series) -> bool:
        """Equality up to the lower of the two truncations."""
        top = min(self.top, other.top)
        return not (self.truncate(top) - other.truncate(top)).terms

    def log(self) -> Series:
        """The logarithm of 1 + O(h)."""
        small = self - Series.identity(self.ring, self.shape[0], self.top)
        low = small.first()
        if low is None:
            return small
        total, power, k = small, small, 1
        while low * (k + 1) <= self.top:
            k += 1
            power = power @ small
            total = total + power.scale(fmpq((-1) ** (k + 1), k))
        return total

    def exp(self) -> Series:
        """The exponential of O(h)."""
        total = Series.identity(self.ring, self.shape[0], self.top)
        low, power, k = self.first(), total, 0
        while low is not None and low * (k + 1) <= self.top:
            k += 1
            power = (power @ self).scale(fmpq(1, k))
            total = total + power
        return total

    def inverse(self, zeroth: Matrix) -> Series:
        """The inverse, given the inverse of the zeroth order."""
        n = self.shape[0]
        start = Series(self.ring, (n, n), {0: zeroth}, self.top)
        small = Series.identity(self.ring, n, self.top) - start @ self
        total, power = Series.identity(self.ring, n, self.top), small
        while power.terms:
            total = total + power
            power = power @ small
        return total @ start
