"""Translation-invariant functions: Laurent polynomials in the Bloch phases, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import Add, Expr, I, Integer, Mul, cos, exp, factorial, sin

from symq.errors import DimensionError, DomainError, InputError
from symq.lang.inputs import integer
from symq.lang.statement import expression
from symq.lattice.lattice import Cell, phase

HIGHEST = 200                           # powers of a small wave vector


@dataclass(frozen=True)
class Laurent:
    """sum over cells n of c_n z_1**n_1 z_2**n_2 ...

    Attributes:
        terms: (cell, coefficient), sorted by cell, no coefficient the number 0.
    """

    terms: tuple[tuple[Cell, Expr], ...]

    @classmethod
    def of(cls, terms: Mapping[Cell, object] | Iterable[tuple[Cell, object]]) -> Laurent:
        """From a table of coefficients; those of one cell are added."""
        total: dict[Cell, Expr] = {}
        pairs = terms.items() if isinstance(terms, Mapping) else _row(terms, "terms")
        for pair in pairs:
            if not isinstance(pair, tuple | list) or len(pair) != 2:
                raise InputError(f"{pair!r} is no pair (cell, coefficient)")
            cell, value = pair
            total[cell] = total.get(cell, Integer(0)) + expression(value)
        return cls(tuple((c, total[c]) for c in sorted(total) if total[c] != 0))

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __add__(self, other: Laurent) -> Laurent:
        if not isinstance(other, Laurent):
            raise InputError(f"a Laurent polynomial plus {other!r}; Laurent.of makes one")
        return Laurent.of([*self.terms, *other.terms])

    def scaled(self, factor: object) -> Laurent:
        """All coefficients times a factor."""
        return Laurent.of([(n, expression(factor) * c) for n, c in self.terms])

    def conjugate(self) -> Laurent:
        """The complex conjugate on the unit circle, for real coefficients: n -> -n."""
        return Laurent.of([(tuple(-a for a in n), c) for n, c in self.terms])

    @property
    def is_constant(self) -> bool:
        """Whether it does not depend on the wave vector."""
        return all(not any(n) for n, _ in self.terms)

    @property
    def is_even(self) -> bool:
        """Whether the coefficients of n and -n are the same expressions."""
        table = dict(self.terms)
        return all(table.get(tuple(-a for a in n), 0) == c for n, c in self.terms)

    def expr(self) -> Expr:
        """As an expression in z_1, z_2, ..."""
        return Add(*(c * phase(n) for n, c in self.terms))

    def at(self, values: Sequence[object]) -> Expr:
        """With numbers or expressions in place of z_1, z_2, ...

        Raises:
            DimensionError: there is not one value for each direction.
            DomainError: a value is 0, which is no phase.
        """
        z = self._values(values, "phases z = exp(i k)")
        if any(v == 0 for v in z):
            raise DomainError("a phase z = exp(i k) cannot be 0; the centre of the zone is z = 1")
        return Add(*(c * Mul(*(v**m for v, m in zip(z, n, strict=True))) for n, c in self.terms))

    def _values(self, values: Sequence[object], name: str) -> list[Expr]:
        """One expression for each direction.

        Raises:
            DimensionError: there are more or fewer.
        """
        found = [expression(v) for v in _row(values, name)]
        if any(len(n) != len(found) for n, _ in self.terms):
            raise DimensionError(f"{len(found)} {name} for a lattice of dimension "
                                 f"{len(self.terms[0][0])}; give one for each primitive vector")
        return found

    def angles(self, angles: Sequence[object]) -> Expr:
        """With z_a = exp(i angle_a), written by cosines and sines."""
        values = self._values(angles, "angles")
        total: list[Expr] = []
        table = dict(self.terms)
        for n, c in self.terms:
            back = tuple(-a for a in n)
            if n > back:                                      # one of each pair n, -n
                continue
            argument = -Add(*(m * v for m, v in zip(n, values, strict=True)))
            other = table.get(back, Integer(0))
            if n == back:
                total.append(c)
            elif other == c:
                total.append(2 * c * cos(argument))
            elif other == -c:
                total.append(-2 * I * c * sin(argument))
            else:
                total.append((c + other) * cos(argument) + I * (other - c) * sin(argument))
        total += [c * exp(I * Add(*(m * v for m, v in zip(n, values, strict=True))))
                  for n, c in self.terms if n > tuple(-a for a in n)
                  and tuple(-a for a in n) not in table]
        return Add(*total)

    def moment(self, direction: Sequence[object], power: int, point: Sequence[object]) -> Expr:
        """The coefficient of eps**power for z_a = point_a exp(i eps direction_a)."""
        steps, places = self._values(direction, "direction"), self._values(point, "point")
        power = integer(power, "the power of eps", 0, HIGHEST)
        found = []
        for n, c in self.terms:
            rate = I * Add(*(m * d for m, d in zip(n, steps, strict=True)))
            here = Mul(*(v**m for v, m in zip(places, n, strict=True)))
            found.append(c * here * rate**power / factorial(power))
        return Add(*found).expand()


def _row(values: object, name: str) -> Iterable[Any]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise InputError(f"the {name} {values!r} are no list")
    return values


Hopping = dict[tuple[int, int], Laurent]


def read_hopping(table: Mapping[tuple[int, int], Mapping[Cell, object]], size: int,
                 dimension: int) -> Hopping:
    """Check and read {(i, j): {cell: coefficient}}.

    Raises:
        InputError: an index is out of range.
        DimensionError: a cell has not one integer for each direction.
    """
    for (i, j), terms in table.items():
        if not (0 <= i < size and 0 <= j < size):
            raise InputError(f"entry {(i, j)} of a matrix with {size} rows; count from 0")
        for cell in (terms if isinstance(terms, Mapping) else ()):
            if not isinstance(cell, tuple) or len(cell) != dimension:
                raise DimensionError(f"the cell {cell} of the entry {(i, j)} has not one integer "
                                     f"for each of the {dimension} directions")
    return {key: Laurent.of(terms) for key, terms in table.items()}


__all__ = ["Hopping", "Laurent", "read_hopping"]
