"""Small oscillations of any classical Hamiltonian of canonical pairs: rotors, phonons, bosons.

The energy is written per cell, with functions of the lattice coordinates: (u(n + 1) - u(n))**2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product as cartesian
from typing import Any

from sympy import Derivative, Expr, I, Integer, Symbol, cancel, diff, expand
from sympy.core.function import AppliedUndef, UndefinedFunction

from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.contents import free
from symq.lang.inputs import assumed
from symq.lang.statement import All, Equation, Statement, expression
from symq.lattice.lattice import Cell, Lattice
from symq.lattice.laurent import Laurent
from symq.lattice.quadratic import QuadraticHamiltonian


@checked
@dataclass(frozen=True)
class FieldModel:
    """The phase-space Lagrangian sum p dq/dt - H with H = sum over cells of `density`.

    Args:
        lattice: its primitive translations move the coordinates; its sites are for pictures.
        coordinates: one symbol for each primitive vector.
        pairs: (q, p), canonically conjugate: {q(n), p(m)} is 1 for n = m and 0 otherwise.
        density: an expression in q(n + 1, ...) and p(n, ...).
        assuming: relations between the couplings.
    Raises:
        EngineRefusal: the density is not real.
        InputError: a function that is in no pair, arguments that are no translations.

    >>> from sympy import Function, symbols
    >>> from symq.lattice import chain
    >>> u, p = Function("u"), Function("p")
    >>> n, m, K = symbols("n m K")
    >>> springs = FieldModel.of(chain(), [n], [(u, p)], p(n)**2/(2*m) + K*(u(n + 1) - u(n))**2/2,
    ...                         assuming=[m > 0, K > 0])
    >>> springs.oscillations().bands().polynomial(angles=[Symbol("k")])
    2*K*cos(k)/m - 2*K/m + omega**2
    """

    lattice: Lattice
    coordinates: tuple[Symbol, ...]
    pairs: tuple[tuple[UndefinedFunction, UndefinedFunction], ...]
    density: Expr
    assuming: tuple[Any, ...] = ()

    @classmethod
    def of(cls, lattice: Lattice, coordinates: Sequence[Symbol],
           pairs: Sequence[tuple[UndefinedFunction, UndefinedFunction]], density: object,
           assuming: Iterable[object] = ()) -> FieldModel:
        """Read and check a model."""
        return cls(lattice, tuple(coordinates), tuple((q, p) for q, p in pairs),
                   expression(density), assumed(assuming))

    def __post_init__(self) -> None:
        if len(self.coordinates) != self.lattice.dimension:
            raise DimensionError(f"{len(self.coordinates)} coordinates for a lattice of dimension "
                                 f"{self.lattice.dimension}")
        if self.density.has(I):
            raise EngineRefusal("the energy contains i, so the Hamiltonian is not Hermitian",
                                "write real terms, such as cos(theta) for (e^(i theta) + h.c.)/2")
        names = [f for pair in self.pairs for f in pair]
        if len(set(names)) != len(names):
            raise InputError("a function occurs in two pairs")
        self.places()

    def places(self) -> dict[AppliedUndef, tuple[int, int, Cell]]:
        """Each occurrence of a field: (pair, 0 for q or 1 for p, translation)."""
        known = {f: (i, s) for i, pair in enumerate(self.pairs) for s, f in enumerate(pair)}
        found = {}
        for atom in sorted(self.density.atoms(AppliedUndef), key=str):
            if atom.func not in known:
                raise InputError(f"{atom} belongs to no canonical pair")
            shifts = [expand(a - c) for a, c in zip(atom.args, self.coordinates, strict=False)]
            if len(atom.args) != len(self.coordinates) or not all(s.is_Integer for s in shifts):
                raise InputError(f"{atom} is not a field at a translated cell; write "
                                 f"{atom.func}({', '.join(f'{c} + 1' for c in self.coordinates)})")
            found[atom] = (*known[atom.func], tuple(int(s) for s in shifts))
        return found

    def gradient(self, pair: int, which: int) -> Expr:
        """The derivative of the whole H by the field q (0) or p (1) of the cell 0."""
        total: Expr = Integer(0)
        places = self.places()
        names = {atom: Symbol(f"_x{k}") for k, atom in enumerate(places)}
        fields = {name: atom for atom, name in names.items()}
        flat = self.density.xreplace(names)
        for atom, (i, s, cell) in places.items():
            if (i, s) == (pair, which):
                back = {c: c - m for c, m in zip(self.coordinates, cell, strict=True)}
                total += diff(flat, names[atom]).xreplace(fields).xreplace(back)
        return total

    def equations(self, time: Symbol) -> tuple[Equation, ...]:
        """Hamilton's equations dq/dt = dH/dp, dp/dt = -dH/dq, exact (not linearised)."""
        found = []
        moving = {f(*atom.args): f(*atom.args, time) for atom in self._every() for f in [atom.func]}
        for i, (q, p) in enumerate(self.pairs):
            for f, right in ((q, self.gradient(i, 1)), (p, -self.gradient(i, 0))):
                shown = right.replace(
                    lambda e: isinstance(e, AppliedUndef) and e.func in {a.func for a in moving},
                    lambda e: e.func(*e.args, time))
                found.append(Equation(Derivative(f(*self.coordinates, time), time), shown))
        return tuple(found)

    def _every(self) -> list[AppliedUndef]:
        return [f(*self.coordinates) for pair in self.pairs for f in pair]

    def stationarity(self, reference: Mapping[UndefinedFunction, object] | None = None
                     ) -> Statement:
        """All derivatives of H vanish at the reference values (0 where none is given)."""
        values = self._values(reference)
        rows = [Equation(self.gradient(i, s).replace(
            lambda e: isinstance(e, AppliedUndef), lambda e: values[e.func]), 0)
            for i in range(len(self.pairs)) for s in (0, 1)]
        return All(tuple(rows))

    def _values(self, reference: Mapping[UndefinedFunction, object] | None
                ) -> dict[UndefinedFunction, Expr]:
        values = {f: Integer(0) for pair in self.pairs for f in pair}
        for f, value in (reference or {}).items():
            if f not in values:
                raise InputError(f"{f} belongs to no canonical pair")
            values[f] = expression(value)
        return values

    def oscillations(self, reference: Mapping[UndefinedFunction, object] | None = None
                     ) -> QuadraticHamiltonian:
        """The second-order terms about a state that is the same in all cells.

        Raises:
            EngineRefusal: the state is not stationary.
        """
        values, places = self._values(reference), self.places()
        names = {atom: Symbol(f"_x{k}") for k, atom in enumerate(places)}
        flat = self.density.xreplace(names)
        here = {names[atom]: values[atom.func] for atom in places}
        first = {atom: diff(flat, name) for atom, name in names.items()}
        slopes: dict[tuple[int, int], Expr] = {}
        for atom, (i, s, _) in places.items():
            slopes[i, s] = slopes.get((i, s), Integer(0)) + first[atom].xreplace(here)
        for (i, s), slope in slopes.items():
            if cancel(expand(slope, trig=True)) != 0:
                raise EngineRefusal(f"the reference state is not stationary: dH/d{self.pairs[i][s]}"
                                    f" = {slope}", "choose values at which it vanishes")
        tables: dict[tuple[int, int], dict[tuple[int, int], list[tuple[Cell, Expr]]]] = {}
        for (a, (i, s, m)), (b, (j, t, n)) in cartesian(places.items(), repeat=2):
            if (s, t) == (1, 0) or names[b] not in free(first[a]):
                continue                                     # counted as (0, 1), or zero
            second = diff(first[a], names[b]).xreplace(here)
            if second != 0:
                step = tuple(y - x for x, y in zip(m, n, strict=True))
                tables.setdefault((s, t), {}).setdefault((i, j), []).append((step, second))
        A, B, C = ({key: Laurent.of([(n, expand(c)) for n, c in Laurent.of(terms).terms])
                    for key, terms in tables.get(which, {}).items()}
                   for which in ((0, 0), (1, 1), (0, 1)))
        return QuadraticHamiltonian(self.lattice, tuple(str(q) for q, _ in self.pairs), A, B, C,
                                    self.assuming, "small classical oscillations")


__all__ = ["FieldModel"]
