"""Subspaces (submodules over Z_d) of a phase space and of its dual: isotropic, Lagrangian, ..."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd, prod
from typing import Any

from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.phasespace.rings import (
    Row,
    Rows,
    bezout,
    intersection,
    kernel,
    module_elements,
    reduce_rows,
    remainder,
    solve,
    unit_to,
)
from symq.phasespace.space import LinearFunctional, PhaseSpace


@checked
@dataclass(frozen=True, init=False)
class Subspace:
    """A subspace of the functionals (`dual=True`, the default) or of the points.

    Args:
        space: the phase space.
        generators: functionals, texts or coefficient tuples; points when `dual` is False.
        dual: whether its elements are functionals.
    Conventions:
        Stored by its canonical generators (reduced echelon or Howell form), so that equal
        subspaces compare equal. Over Z_d with composite d it is a submodule.

    >>> V = Subspace(PhaseSpace(2, 3), ["X1 - X2", "P1 + P2"])
    >>> V.is_isotropic(), V.is_lagrangian(), V.size
    (True, True, 9)
    """

    space: PhaseSpace
    basis: Rows
    dual: bool

    def __init__(self, space: PhaseSpace, generators: Sequence[object] = (),
                 dual: bool = True) -> None:
        rows = [space.linear(g).coefficients if dual else space.point(g)  # type: ignore[arg-type]
                for g in generators]
        object.__setattr__(self, "space", space)
        object.__setattr__(self, "basis", reduce_rows(rows, space.ring, space.dimension))
        object.__setattr__(self, "dual", dual)

    @classmethod
    def of(cls, space: PhaseSpace, basis: Rows, dual: bool = True) -> Subspace:
        """The subspace with these generators, which have to be canonical already."""
        made = cls.__new__(cls)
        object.__setattr__(made, "space", space)
        object.__setattr__(made, "basis", basis)
        object.__setattr__(made, "dual", dual)
        return made

    def _like(self, rows: Sequence[Sequence[Any]]) -> Subspace:
        return Subspace.of(self.space, reduce_rows(rows, self.space.ring, self.space.dimension),
                           self.dual)

    def __str__(self) -> str:
        if not self.dual:
            return "<" + ", ".join(map(str, self.basis)) + ">"
        return "<" + ", ".join(map(str, self.functionals)) + ">"

    @property
    def functionals(self) -> tuple[LinearFunctional, ...]:
        """The canonical generators as functionals.

        Raises:
            InputError: it is a subspace of points.
        """
        if not self.dual:
            raise InputError("a subspace of points has no functionals; take its annihilator")
        return tuple(LinearFunctional(self.space, row) for row in self.basis)

    @property
    def rank(self) -> int:
        """Number of canonical generators; the dimension over a field."""
        return len(self.basis)

    @property
    def size(self) -> int | None:
        """Number of elements, or None if infinite.

        >>> Subspace(PhaseSpace(1, 4), ["2X"]).size
        2
        """
        d = self.space.ring.modulus
        if not d:
            return None if self.basis else 1
        return prod(d // lead(row) for row in self.basis)

    def __contains__(self, element: object) -> bool:
        row = self.space.linear(element).coefficients if self.dual else \
            self.space.point(element)  # type: ignore[arg-type]
        return not any(x != 0 for x in remainder(row, self.basis, self.space.ring))

    def __le__(self, other: Subspace) -> bool:
        self._same(other)
        return all(not any(x != 0 for x in remainder(row, other.basis, self.space.ring))
                   for row in self.basis)

    def _same(self, other: Subspace) -> None:
        if not isinstance(other, Subspace) or other.space != self.space or other.dual != self.dual:
            raise InputError("the two subspaces do not lie in one space")

    def __add__(self, other: Subspace) -> Subspace:
        """The sum of two subspaces."""
        self._same(other)
        return self._like([*self.basis, *other.basis])

    def __and__(self, other: Subspace) -> Subspace:
        """The intersection of two subspaces."""
        self._same(other)
        return Subspace.of(self.space, intersection(self.basis, other.basis, self.space.ring,
                                                    self.space.dimension), self.dual)

    def elements(self) -> Iterator[Row]:
        """Every element once, in the order of coefficients on the canonical generators.

        Raises:
            EngineRefusal: there are infinitely many.
        """
        d, width = self.space.ring.modulus, self.space.dimension
        if not d and self.basis:
            raise EngineRefusal(f"a subspace over {self.space.ring} has infinitely many elements",
                                "use its basis")
        yield from module_elements(self.basis, d, width) if d else [(0,) * width]

    def annihilator(self) -> Subspace:
        """V^perp: all points on which the functionals vanish (or all functionals on the points).

        Not the symplectic complement: it lies in the other space.

        >>> print(Subspace(PhaseSpace(1, 3), ["X"]).annihilator())
        <(0, 1)>
        """
        return Subspace.of(self.space, kernel(self.basis, self.space.ring,
                                              self.space.dimension), not self.dual)

    def symplectic_complement(self) -> Subspace:
        """V^omega: all elements of the same space with vanishing product with V.

        >>> print(Subspace(PhaseSpace(1, 3), ["X"]).symplectic_complement())
        <X1>
        """
        rows = []
        for row in self.basis:
            turned: list[Any] = [0] * self.space.dimension
            for i in range(1, self.space.n + 1):
                x, p = self.space.x(i), self.space.p(i)
                turned[x], turned[p] = -row[p], row[x]
            rows.append(tuple(map(self.space.ring.element, turned)))
        return Subspace.of(self.space, kernel(rows, self.space.ring, self.space.dimension),
                           self.dual)

    def offending_pair(self) -> tuple[Any, Any, Any] | None:
        """Two generators whose bracket is not zero, and the bracket; None if isotropic.

        >>> f, g, value = Subspace(PhaseSpace(2, 2), ["X2", "X1 + P2"]).offending_pair()
        >>> print(f, g, value)
        X1 + P2 X2 1
        """
        for i, u in enumerate(self.basis):
            for v in self.basis[i + 1:]:
                value = self.space.product(u, v)
                if value != 0:
                    if not self.dual:
                        return u, v, value
                    return (LinearFunctional(self.space, u), LinearFunctional(self.space, v),
                            value)
        return None

    def is_isotropic(self) -> bool:
        """Whether all products of elements vanish (a finite exact decision)."""
        return self.offending_pair() is None

    def is_lagrangian(self) -> bool:
        """Whether it equals its symplectic complement: maximal isotropic over a field."""
        return self == self.symplectic_complement()

    def is_symplectic(self) -> bool:
        """Whether the form is non-degenerate on it: only zero lies in V and V^omega."""
        return not (self & self.symplectic_complement()).basis

    def radical(self) -> Subspace:
        """The elements of V whose product with all of V vanishes."""
        return self & self.symplectic_complement()

    def restricted(self, systems: Sequence[int]) -> Subspace:
        """The elements of V that involve the given systems alone."""
        places = self.space.places(systems)
        rows = [tuple(self.space.ring.element(int(k == i)) for k in range(self.space.dimension))
                for i in places]
        return self & self._like(rows)

    def projected(self, systems: Sequence[int]) -> Subspace:
        """The elements of V with the coordinates of all other systems put to zero."""
        places = set(self.space.places(systems))
        return self._like([[x if k in places else 0 for k, x in enumerate(row)]
                           for row in self.basis])

    def moved(self, rows: Sequence[Sequence[Any]]) -> Subspace:
        """The image under the matrix with these rows (the columns are images of unit vectors).

        Raises:
            DimensionError: not as many rows as coordinates, or a row of another length.

        >>> print(Subspace(PhaseSpace(1, 3), ["X"]).moved([[0, 1], [2, 0]]))
        <P1>
        """
        if len(rows) != self.space.dimension:
            raise DimensionError(f"a matrix of {len(rows)} rows does not act on "
                                 f"{self.space.dimension} coordinates")
        lines = [self.space.point(row) for row in rows]
        return self._like([[sum(a * b for a, b in zip(line, v, strict=True)) for line in lines]
                           for v in self.basis])

    def projector(self) -> Rows | None:
        """The matrix P with P v = v on V and P m = 0 on V^perp, or None if there is none.

        V and V^perp are compared by identifying functionals with their coefficient vectors. Over
        Z_d they may overlap, and then no such matrix exists.

        >>> Subspace(PhaseSpace(1, 3), ["X + P"]).projector()
        ((2, 2), (2, 2))
        >>> Subspace(PhaseSpace(1, 2), ["X + P"]).projector() is None
        True
        """
        ring, B = self.space.ring, self.basis
        gram = [[sum(a * b for a, b in zip(u, v, strict=True)) for v in B] for u in B]
        columns = []
        for k in range(self.space.dimension):
            amounts = solve(gram, [row[k] for row in B], ring, len(B))
            if amounts is None:
                return None
            columns.append(tuple(ring.element(sum(c * row[j] for c, row in zip(
                amounts, B, strict=True))) for j in range(self.space.dimension)))
        return tuple(zip(*columns, strict=True))

    def is_correlated(self, first: Sequence[int], second: Sequence[int] | None = None) -> bool:
        """Whether V is larger than what it says about each of two groups of systems alone.

        Args:
            first: systems of the first group.
            second: systems of the second; by default all others.

        >>> space = PhaseSpace(2, 3)
        >>> [Subspace(space, [f]).is_correlated([1]) for f in ("X1 - X2", "X1")]
        [True, False]
        """
        a = self.space.systems(first)
        rest = tuple(i for i in range(1, self.space.n + 1) if i not in a)
        b = self.space.systems(second if second is not None else rest) if second or rest else ()
        if set(a) & set(b):
            raise InputError(f"systems {sorted(set(a) & set(b))} are in both groups")
        if not b:
            return False
        whole = self.restricted((*a, *b))
        return whole != self.restricted(a) + self.restricted(b)

    def darboux(self) -> tuple[tuple[tuple[Row, Row, Any], ...], Rows]:
        """Canonical form: pairs (e, f, g) with omega(e, f) = g, and generators without partner.

        All other products vanish. Over a field g is 1, and the generators without partner span
        the radical; over Z_d g is a divisor of d, and each divides the next.

        >>> Subspace(PhaseSpace(1, 4), ["X", "2P"]).darboux()
        ((((1, 0), (0, 2), 2),), ())
        """
        ring, rest = self.space.ring, list(self.basis)
        d = ring.modulus
        pairs: list[tuple[Row, Row, Any]] = []
        while True:
            best = _smallest(self.space, rest)
            if best is None:
                return tuple(pairs), reduce_rows(rest, ring, self.space.dimension)
            i, j, value = best
            e, f = rest[i], rest[j]
            scale = ring.inverse(value) if ring.is_field else unit_to(value, d)
            f = tuple(ring.element(scale * x) for x in f)
            others = [row for k, row in enumerate(rest) if k not in (i, j)]
            g = self.space.product(e, f)
            smaller = None if ring.is_field else self._smaller(e, f, others)
            if smaller is not None:
                rest = smaller
                continue
            others = [self._clear(row, e, f, g) for row in others]
            odd = None if ring.is_field else next((u for u in others for w in others
                                                   if self.space.product(u, w) % g), None)
            if odd is not None:
                rest = [tuple((x + y) % d for x, y in zip(e, odd, strict=True)), f, *others]
                continue
            pairs.append((e, f, g))
            rest = others

    def _smaller(self, e: Row, f: Row, others: list[Row]) -> list[Row] | None:
        """Generators with a product that divides omega(e, f) properly, if e or f has one."""
        d, g = self.space.ring.modulus, self.space.product(e, f)
        for k, w in enumerate(others):
            for fixed, partner in ((e, f), (f, e)):
                a, b = self.space.product(fixed, partner), self.space.product(fixed, w)
                if b % g == 0:
                    continue
                h, s, t = bezout(a, b)
                mixed = [tuple((s * x + t * y) % d for x, y in zip(partner, w, strict=True)),
                         tuple((a // h * y - b // h * x) % d
                               for x, y in zip(partner, w, strict=True))]
                return [fixed, *mixed, *others[:k], *others[k + 1:]]
        return None

    def _clear(self, row: Row, e: Row, f: Row, g: Any) -> Row:
        a, b = self.space.product(row, f), self.space.product(row, e)
        if self.space.ring.is_finite:
            a, b = a // g, b // g
        else:
            a, b = a / g, b / g
        return tuple(self.space.ring.element(x - a * y + b * z)
                     for x, y, z in zip(row, e, f, strict=True))


def lead(row: Row) -> Any:
    """The first non-zero entry."""
    return next(x for x in row if x != 0)


def _smallest(space: PhaseSpace, rows: Sequence[Row]) -> tuple[int, int, Any] | None:
    """The pair whose product has the smallest divisor in common with d, or any over a field."""
    found: tuple[int, int, Any] | None = None
    d = space.ring.modulus
    for i, u in enumerate(rows):
        for j in range(i + 1, len(rows)):
            value = space.product(u, rows[j])
            if value == 0:
                continue
            if space.ring.is_field or gcd(value, d) == 1:
                return i, j, value
            if found is None or gcd(value, d) < gcd(found[2], d):
                found = i, j, value
    return found
