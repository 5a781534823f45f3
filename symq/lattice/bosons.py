"""Quadratic Hamiltonians of bosons and fermions: hopping, pairing, Bogoliubov spectra."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sympy import I, ImmutableMatrix, Matrix

from symq.errors import EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import assumed, integer
from symq.lang.shown import characteristic
from symq.lang.statement import Equation, Statement
from symq.lattice.bands import OMEGA, Bands, bands_of, is_even, squared_bands
from symq.lattice.fast import characteristic_factors
from symq.lattice.lattice import Cell, Lattice
from symq.lattice.laurent import Hopping, Laurent, read_hopping
from symq.lattice.quadratic import QuadraticHamiltonian
from symq.lattice.stability import Stability, stability

STATISTICS = ("bosons", "fermions")


def conjugated(e: Laurent) -> Laurent:
    """The Hermitian conjugate of an entry: coefficients conjugated, translations reversed."""
    return Laurent.of([(tuple(-a for a in n), c.subs(I, -I)) for n, c in e.terms])


def barred(e: Laurent) -> Laurent:
    """The entry at -k, conjugated: coefficients conjugated, translations kept."""
    return Laurent.of([(n, c.subs(I, -I)) for n, c in e.terms])


@checked
@dataclass(frozen=True)
class HoppingModel:
    """H = sum a+_i h_ij a_j + 1/2 sum (a+_i d_ij a+_j + h.c.) over the lattice.

    Attributes:
        lattice: its sites, or the names, number the operators of a cell.
        statistics: "bosons" or "fermions".
        hopping, pairing: {(i, j): coefficients of the translations}, a_j at `cell` from the cell 0.
        assuming: relations between the couplings; symbols are real.
    Raises:
        EngineRefusal: h is not Hermitian, or d has the wrong symmetry (symmetric for bosons,
            antisymmetric for fermions).
    """

    lattice: Lattice
    statistics: str
    size: int
    hopping: Hopping
    pairing: Hopping
    assuming: tuple[Any, ...] = ()
    kind: str = ""

    @classmethod
    def of(cls, lattice: Lattice, statistics: str,
           hopping: Mapping[tuple[int, int], Mapping[Cell, object]],
           pairing: Mapping[tuple[int, int], Mapping[Cell, object]] | None = None,
           assuming: Iterable[object] = (), size: int | None = None) -> HoppingModel:
        """From tables of all matrix elements, each in both directions.

        >>> from sympy import symbols
        >>> from symq.lattice import chain
        >>> t, k = symbols("t k", real=True)
        >>> model = HoppingModel.of(chain(), "fermions", {(0, 0): {(1,): -t, (-1,): -t}})
        >>> model.bands().polynomial(angles=[k])
        omega + 2*t*cos(k)
        """
        n = len(lattice.sites) if size is None else integer(size, "the number of operators", 1)
        if statistics not in STATISTICS:
            raise InputError(f"statistics {statistics!r} is not one of {', '.join(STATISTICS)}")
        h, d = (read_hopping(table, n, lattice.dimension) for table in (hopping, pairing or {}))
        sign = 1 if statistics == "bosons" else -1
        for i, j in sorted({*h, *((b, a) for a, b in h)}):
            _same(h.get((i, j)), h.get((j, i)), conjugated, f"the hopping ({i}, {j})",
                  "not Hermitian", "give each hopping in both directions, complex conjugate")
        for i, j in sorted({*d, *((b, a) for a, b in d)}):
            _same(d.get((i, j)), d.get((j, i)),
                  lambda e: Laurent.of([(tuple(-a for a in m), sign * c) for m, c in e.terms]),
                  f"the pairing ({i}, {j})", "of the wrong symmetry",
                  "symmetric for bosons, antisymmetric for fermions")
        return cls(lattice, statistics, n, h, d, assumed(assuming))

    def hermitian(self) -> Hopping:
        """The matrix of H on (a, a+): [[h, d], [d+, +-h*]], or h alone without pairing."""
        if not any(self.pairing.values()):
            return dict(self.hopping)
        n, sign = self.size, 1 if self.statistics == "bosons" else -1
        found = dict(self.hopping)
        for (i, j), e in self.hopping.items():
            found[n + i, n + j] = barred(e).scaled(sign)
        for (i, j), e in self.pairing.items():
            found[i, n + j], found[n + j, i] = e, conjugated(e)
        return found

    @property
    def _whole(self) -> int:
        return self.size * (2 if any(self.pairing.values()) else 1)

    @cached_property
    def stability(self) -> Stability:
        """Whether the matrix is positive semidefinite in the whole zone (for bosons)."""
        n = self.size
        labels = [f"a_{i + 1}" for i in range(n)] + [f"a_{i + 1}^+" for i in range(n)]
        return stability(self.lattice, self.hermitian(), self._whole, self.assuming,
                         labels[:self._whole])

    def motion(self) -> Hopping:
        """The matrix D of i d(a, a+)/dt = D (a, a+): for bosons the lower rows change sign."""
        if self.statistics == "fermions" or self._whole == self.size:
            return self.hermitian()
        return {(i, j): e.scaled(-1) if i >= self.size else e
                for (i, j), e in self.hermitian().items()}

    def matrix(self) -> ImmutableMatrix:
        """D(z) as a matrix of expressions."""
        found = Matrix.zeros(self._whole, self._whole)
        for (i, j), e in self.motion().items():
            found[i, j] += e.expr()
        return ImmutableMatrix(found)

    def bands(self) -> Bands:
        """The energies of quasi-particles: factors of det(omega - D).

        Raises:
            EngineRefusal: bosons whose vacuum is unstable.
        """
        sample = None
        if self.statistics == "bosons":
            self.stability.require()
            sample = dict(self.stability.sample)
        factors = characteristic_factors(self.motion(), self._whole, self.lattice.dimension)
        if self._whole > self.size and is_even(factors):
            return squared_bands(self.lattice, factors, self.kind or self.statistics, sample,
                                 self.assuming)
        return bands_of(self.lattice, factors, self.kind or self.statistics, self.assuming)

    def statement(self) -> Statement:
        """det(omega - D) is the product of the factors."""
        return characteristic_statement(self.matrix(), self.bands())


@checked
def characteristic_statement(matrix: ImmutableMatrix, bands: Bands) -> Statement:
    """det(omega - D) = product of the factors, those left out included."""
    shown = bands.polynomial()
    if bands.paired:
        for band in bands.bands:
            if band.power == 1:
                m = band.degree * band.multiplicity
                shown *= (-1)**m * band.polynomial(-OMEGA)**band.multiplicity
    whole = characteristic(matrix, OMEGA)
    return Equation(whole, shown)


def _same(one: Laurent | None, two: Laurent | None, turn: Any, what: str, how: str, do: str
          ) -> None:
    gap = (one or Laurent(())) + turn(two or Laurent(())).scaled(-1)
    if any(c.expand() != 0 for _, c in gap.terms):
        raise EngineRefusal(f"{what} is {how}: it differs by {gap.expr()}", do)


@checked
def holstein_primakoff(waves: QuadraticHamiltonian) -> HoppingModel:
    """The same small oscillations in a = (q + i p)/sqrt 2: S^z = S - a+ a, S^+ = sqrt(2S) a + ...

    To leading order in 1/S. The matrix is [[h, d], [d+, h*]] with i da/dt = h a + d a+.
    """
    n = waves.size
    table = waves.boson_motion()
    return HoppingModel(waves.lattice, "bosons", n,
                        {key: e for key, e in table.items() if max(key) < n},
                        {(i, j - n): e for (i, j), e in table.items() if i < n <= j},
                        waves.assuming, waves.kind)


__all__ = ["HoppingModel", "characteristic_statement", "holstein_primakoff"]
