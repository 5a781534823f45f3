"""Quadratic Hamiltonians in canonical pairs on a lattice: small oscillations of anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sympy import Expr, I, ImmutableMatrix, Integer, Matrix, Rational, Symbol, expand

from symq.errors import EngineRefusal
from symq.lang.checked import checked
from symq.lang.inputs import assumed
from symq.lang.shown import characteristic
from symq.lang.statement import Equation, Statement
from symq.lattice.bands import OMEGA, Bands, bands_of, is_even, squared_bands
from symq.lattice.fast import characteristic_factors, product_factors
from symq.lattice.lattice import Cell, Lattice
from symq.lattice.laurent import Hopping, Laurent, read_hopping
from symq.lattice.stability import Stability, stability

Table = Mapping[tuple[int, int], Mapping[Cell, object]]


@checked
@dataclass(frozen=True)
class QuadraticHamiltonian:
    """H = 1/2 (q A q + p B p) + q C p, summed over the lattice; {q_i, p_j} = delta_ij.

    Attributes:
        lattice: the cell; wave vectors enter as z_a = exp(i k.vectors[a]).
        names: one for each canonical pair of a cell.
        A, B, C: {(i, j): coefficients of the translations}; A and B Hermitian.
        assuming: relations between the couplings.
        kind: which approximation this is, in words.
    Raises:
        EngineRefusal: A or B is not Hermitian: A_ij(n) = A_ji(-n) fails.
    """

    lattice: Lattice
    names: tuple[str, ...]
    A: Hopping
    B: Hopping
    C: Hopping
    assuming: tuple[Any, ...] = ()
    kind: str = "harmonic"

    @classmethod
    def of(cls, lattice: Lattice, names: Iterable[str], A: Table, B: Table, C: Table | None = None,
           assuming: Iterable[object] = (), kind: str = "harmonic") -> QuadraticHamiltonian:
        """From tables {(i, j): {cell: coefficient}}: q_i at the cell 0 with q_j at `cell`."""
        pairs = tuple(names)
        a, b, c = (read_hopping(t or {}, len(pairs), lattice.dimension) for t in (A, B, C))
        for label, table in (("A", a), ("B", b)):
            for i, j in sorted(table):
                gap = table[i, j] + table.get((j, i), Laurent(())).conjugate().scaled(-1)
                if any(e.expand() != 0 for _, e in gap.terms):
                    raise EngineRefusal(f"{label} is not Hermitian: its entries ({i}, {j}) and "
                                        f"({j}, {i}) differ by {gap.expr()}",
                                        "give each coupling in both directions")
        return cls(lattice, pairs, a, b, c, assumed(assuming), kind)

    @property
    def size(self) -> int:
        """The number of canonical pairs per cell."""
        return len(self.names)

    def matrix(self) -> ImmutableMatrix:
        """The Hermitian matrix M(z) of H = 1/2 x^+ M x with x = (q, p)."""
        n = self.size
        found = Matrix.zeros(2 * n, 2 * n)
        for (i, j), e in self.A.items():
            found[i, j] += e.expr()
        for (i, j), e in self.B.items():
            found[n + i, n + j] += e.expr()
        for (i, j), e in self.C.items():
            found[i, n + j] += e.expr()
            found[n + j, i] += e.conjugate().expr()
        return ImmutableMatrix(found)

    def motion(self) -> ImmutableMatrix:
        """The matrix D(z) of the equations of motion d(q, p)/dt = D (q, p)."""
        n, m = self.size, self.matrix()
        return ImmutableMatrix(Matrix.vstack(m[n:, :], -m[:n, :]))

    @cached_property
    def stability(self) -> Stability:
        """Whether M(z) is positive semidefinite in the whole zone."""
        return stability(self.lattice, self.hermitian(), 2 * self.size, self.assuming,
                         (*(f"q of {n}" for n in self.names), *(f"p of {n}" for n in self.names)))

    def hermitian(self) -> Hopping:
        """The entries of M(z)."""
        n = self.size
        found = {**self.A, **{(n + i, n + j): e for (i, j), e in self.B.items()}}
        for (i, j), e in self.C.items():
            if e:
                found[i, n + j], found[n + j, i] = e, e.conjugate()
        return found

    def bands(self, check: bool = True) -> Bands:
        """The frequencies: factors of det(omega - i D(z)).

        Args:
            check: refuse an unstable model.
        Raises:
            EngineRefusal: the reference state is unstable; the message has the wave vector and the
                direction.
        """
        if check:
            self.stability.require()
        sample = dict(self.stability.sample) if check else None
        if not any(self.C.values()):
            return squared_bands(self.lattice, product_factors(
                self.B, self.A, self.size, self.lattice.dimension), self.kind, sample,
                self.assuming)
        factors = characteristic_factors(self.boson_motion(), 2 * self.size,
                                         self.lattice.dimension)
        if is_even(factors):
            return squared_bands(self.lattice, factors, self.kind, sample, self.assuming)
        return bands_of(self.lattice, factors, self.kind, self.assuming)

    def boson_motion(self) -> Hopping:
        """The matrix of i da/dt = D a on (a, a^+) with a = (q + i p)/sqrt 2."""
        n, zero = self.size, Laurent(())
        found: Hopping = {}
        half = Rational(1, 2)
        for i in range(n):
            for j in range(n):
                a, b = self.A.get((i, j), zero), self.B.get((i, j), zero)
                c, ct = self.C.get((i, j), zero), self.C.get((j, i), zero).conjugate()
                even, odd = (a + b).scaled(half), (a + b.scaled(-1)).scaled(half)
                normal = even + (c.scaled(-1) + ct).scaled(I * half)
                pairing = odd + (c + ct).scaled(I * half)
                for key, e in (((i, j), normal), ((i, n + j), pairing),
                               ((n + i, j), _barred(pairing).scaled(-1)),
                               ((n + i, n + j), _barred(normal).scaled(-1))):
                    if e:
                        found[key] = e
        return found

    def statement(self, omega: Symbol = OMEGA) -> Statement:
        """The characteristic polynomial of the motion and the product of the bands are the same.

        Without C the polynomial is det(omega**2 - B A), else det(omega - i D).
        """
        bands = self.bands()
        if any(self.C.values()):
            turned = I * self.motion()
            whole = characteristic(turned, omega)
        else:
            n, m = self.size, self.matrix()
            square = (m[n:, n:] * m[:n, :n]).applyfunc(expand)
            whole = characteristic(square, omega**2)
        shown: Expr = Integer(1)
        for band in bands.bands:
            one = band.polynomial(omega)
            if band.power == 1 and bands.paired:
                one = one * (-1)**band.degree * one.subs(omega, -omega)
            shown = shown * one**band.multiplicity
        return Equation(whole, shown)


def _barred(e: Laurent) -> Laurent:
    """The coefficients conjugated, the translations kept: the entry for -k, conjugated."""
    return Laurent.of([(n, c.subs(I, -I)) for n, c in e.terms])


__all__ = ["QuadraticHamiltonian"]
