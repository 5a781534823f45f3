"""Characteristic polynomials of matrices of Laurent polynomials, in FLINT.

All entries share one denominator (couplings and a monomial in z), which is taken out; the rest is
polynomial, and its characteristic polynomial needs no division except by integers, so that it is
right modulo the relations of roots and angles too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sympy import Expr, Symbol

from symq.algebra.scalars import Field, Scalar
from symq.lattice.lattice import waves
from symq.lattice.laurent import Hopping, Laurent

Matrix = list[list[Any]]                                     # polynomials of FLINT
_VALUE = Symbol("_value")


@dataclass(frozen=True)
class Factor:
    """A monic polynomial v**m + c_1 v**(m-1) + ... + c_m, and how often it occurs.

    Attributes:
        coefficients: c_1, ..., c_m.
    """

    coefficients: tuple[Laurent, ...]
    multiplicity: int = 1

    @property
    def degree(self) -> int:
        """The degree m."""
        return len(self.coefficients)


class Arena:
    """One polynomial ring for all matrices of a computation."""

    def __init__(self, tables: Sequence[Hopping], dimension: int) -> None:
        self.dimension = dimension
        coefficients = [c for t in tables for e in t.values() for _, c in e.terms]
        self.field = Field([*waves(dimension), _VALUE, *coefficients])
        gens = self.field.ctx.gens()
        self.z = [gens[self.field.index[z]] for z in waves(dimension)]
        self.places = [self.field.index[z] for z in waves(dimension)]
        self.value = gens[self.field.index[_VALUE]]
        self.related = [self.field.index[g] for g in self.field.gens if not isinstance(g, Symbol)]

    def matrix(self, table: Hopping, size: int) -> tuple[Matrix, Any]:
        """Polynomial numerators and their common denominator."""
        field = self.field
        cells = [n for e in table.values() for n, _ in e.terms]
        shift = tuple(max([0, *(-n[a] for n in cells)]) for a in range(self.dimension))
        scalars = {key: [(n, field(c)) for n, c in e.terms] for key, e in table.items()}
        below = field.one_poly
        for parts in scalars.values():
            for _, s in parts:
                if s.den != 1:
                    below = below * (s.den / s.den.gcd(below))
        found: Matrix = [[field.ctx.constant(0)] * size for _ in range(size)]
        for (i, j), parts in scalars.items():
            for n, s in parts:
                top = s.num if below == 1 else s.num * (below / s.den)
                for z, m, a in zip(self.z, n, shift, strict=True):
                    if m + a:
                        top = top * z**(m + a)
                found[i][j] = found[i][j] + top
        for z, a in zip(self.z, shift, strict=True):
            below = below * z**a
        return found, below

    def product(self, left: Matrix, right: Matrix) -> Matrix:
        """The product of two matrices, reduced by the relations."""
        size = len(left)
        zero = self.field.ctx.constant(0)
        rows: Matrix = []
        for row in left:
            used = [(k, p) for k, p in enumerate(row) if p != 0]
            line = []
            for j in range(size):
                total = zero
                for k, p in used:
                    q = right[k][j]
                    if q != 0:
                        total = total + p * q
                line.append(self.reduced(total))
            rows.append(line)
        return rows

    def reduced(self, poly: Any) -> Any:
        """The normal form of a numerator; relations here are polynomial."""
        return self.field.make(poly, self.field.one_poly).num if self.related else poly

    def coefficients(self, matrix: Matrix) -> list[Any]:
        """c_1, ..., c_n of det(v - A) (Faddeev and LeVerrier)."""
        size = len(matrix)
        power = [list(row) for row in matrix]
        found = []
        for k in range(1, size + 1):
            trace = sum((power[i][i] for i in range(size)), self.field.ctx.constant(0))
            c = trace / -k
            found.append(c)
            if k < size:
                for i in range(size):
                    power[i][i] = power[i][i] + c
                power = self.product(matrix, power)
        return found

    def laurent(self, scalar: Scalar) -> Laurent:
        """A scalar whose denominator is free of z but for a monomial."""
        field = self.field
        shift, below = [0] * self.dimension, scalar.den
        for a, place in enumerate(self.places):
            low = min(int(e[place]) for e in below.to_dict())
            shift[a] = low
            if low:
                below = below / self.z[a]**low
        parts: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
        for exponents, c in scalar.num.to_dict().items():
            cell = tuple(int(exponents[p]) - s for p, s in zip(self.places, shift, strict=True))
            rest = tuple(0 if i in self.places else e for i, e in enumerate(exponents))
            parts.setdefault(cell, {})[rest] = c
        return Laurent.of({cell: field.expr(field.make(field.ctx.from_dict(t), below))
                           for cell, t in parts.items()})

    def factors(self, coefficients: Sequence[Any], scale: Any, even: bool = False
                ) -> list[Factor]:
        """The factors of v**n + c_1/s v**(n-1) + ...; with `even`, of the polynomial of v**2.

        With `even` the scale is s**2 for v**2. Without a factorisation (roots or angles occur) the
        polynomial is its only factor.
        """
        n = len(coefficients)
        step = 2 if even else 1
        value = self.value
        whole = value**(step * n)
        for k, c in enumerate(coefficients, 1):
            whole = whole + c * value**(step * (n - k))
        root = scale
        if even:
            root = self._root(scale)
        support = [i for i, d in enumerate(whole.degrees()) if d]
        if any(i in self.related for i in support):
            return [self._factor(whole, scale if not even else root, 1)]
        _, parts = whole.factor()
        return [self._factor(p, root, int(m)) for p, m in parts]

    def _root(self, square: Any) -> Any:
        """The square root of a scale that is known to be one."""
        return square.sqrt()

    def _factor(self, poly: Any, scale: Any, multiplicity: int) -> Factor:
        """A factor in s*v as one in v."""
        place = self.field.index[_VALUE]
        by_power: dict[int, dict[tuple[int, ...], Any]] = {}
        for exponents, c in poly.to_dict().items():
            rest = tuple(0 if i == place else e for i, e in enumerate(exponents))
            by_power.setdefault(int(exponents[place]), {})[rest] = c
        degree = max(by_power)
        lead = self.field.ctx.from_dict(by_power[degree])
        found = []
        for k in range(1, degree + 1):
            top = self.field.ctx.from_dict(by_power.get(degree - k, {}))
            found.append(self.laurent(self.field.make(top, lead * scale**k)))
        return Factor(tuple(found), multiplicity)


def components(table: Hopping, size: int) -> list[list[int]]:
    """Sets of indices that no entry connects."""
    parent = list(range(size))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for (i, j), entry in table.items():
        if entry:
            parent[find(i)] = find(j)
    groups: dict[int, list[int]] = {}
    for i in range(size):
        groups.setdefault(find(i), []).append(i)
    return sorted(groups.values())


def block(table: Hopping, indices: Sequence[int]) -> Hopping:
    """The rows and columns of a set of indices, renumbered."""
    new = {old: i for i, old in enumerate(indices)}
    return {(new[i], new[j]): e for (i, j), e in table.items() if i in new and j in new}


def characteristic_factors(table: Hopping, size: int, dimension: int) -> list[Factor]:
    """The factors of det(v - A(z))."""
    arena = Arena([table], dimension)
    found: list[Factor] = []
    for indices in components(table, size):
        matrix, scale = arena.matrix(block(table, indices), len(indices))
        found += arena.factors(arena.coefficients(matrix), scale)
    return merged(found)


def product_factors(left: Hopping, right: Hopping, size: int, dimension: int) -> list[Factor]:
    """The factors of det(v**2 - B(z) A(z)), from the matrices B and A.

    Where the polynomial of v**2 splits into f(v) f(-v), both occur.
    """
    arena = Arena([left, right], dimension)
    found: list[Factor] = []
    both = {key: left.get(key, Laurent(())) + right.get(key, Laurent(()))
            for key in {**left, **right}}
    joined = {key: e if e else (left.get(key) or right[key]) for key, e in both.items()}
    for indices in components(joined, size):
        b, below_b = arena.matrix(block(left, indices), len(indices))
        a, below_a = arena.matrix(block(right, indices), len(indices))
        squared = below_b * below_a                           # make the common scale a square
        lift = arena.field.one_poly if below_b == below_a else squared
        product = arena.product(b, a)
        if lift != 1:
            product = [[e * lift for e in row] for row in product]
            squared = squared * lift
        found += arena.factors(arena.coefficients(product), squared, even=True)
    return merged(found)


def merged(factors: Sequence[Factor]) -> list[Factor]:
    """Equal factors together, small ones first."""
    table: dict[tuple[Laurent, ...], int] = {}
    for f in factors:
        table[f.coefficients] = table.get(f.coefficients, 0) + f.multiplicity
    found = [Factor(c, m) for c, m in table.items()]
    return sorted(found, key=lambda f: (f.degree, len(found) > 1 and str(f.coefficients)))


def expressions(factor: Factor, value: Expr) -> Expr:
    """A factor as an expression in z_1, z_2, ..."""
    m = factor.degree
    total: Expr = value**m
    for k, c in enumerate(factor.coefficients, 1):
        total = total + c.expr() * value**(m - k)
    return total


__all__ = ["Arena", "Factor", "block", "characteristic_factors", "components", "expressions",
           "merged", "product_factors"]
