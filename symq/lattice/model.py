"""Spin Hamiltonians on a lattice: what the user writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import Expr, I, ImmutableMatrix, Integer, Matrix, MatrixBase, Symbol, eye, symbols

from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import assumed, integer
from symq.lang.statement import expression
from symq.lattice.lattice import Bond, Lattice


@checked
def heisenberg(J: object) -> ImmutableMatrix:
    """J S.S' (J > 0 antiferromagnetic)."""
    return ImmutableMatrix(expression(J) * eye(3))


@checked
def xxz(J: object, anisotropy: object) -> ImmutableMatrix:
    """J (S^x S'^x + S^y S'^y + anisotropy S^z S'^z)."""
    return ImmutableMatrix(Matrix.diag(J, J, expression(J) * expression(anisotropy)))


@checked
def dzyaloshinskii_moriya(*D: object) -> ImmutableMatrix:
    """D.(S x S') with the vector D = (D_x, D_y, D_z); S is the spin at the start of the bond.

    >>> dzyaloshinskii_moriya(0, 0, 1)
    Matrix([
    [ 0, 1, 0],
    [-1, 0, 0],
    [ 0, 0, 0]])
    """
    if len(D) != 3:
        raise DimensionError(f"a vector D with {len(D)} components; give D_x, D_y, D_z")
    x, y, z = (expression(c) for c in D)
    return ImmutableMatrix([[0, z, -y], [-z, 0, x], [y, -x, 0]])


@checked
@dataclass(frozen=True)
class SpinModel:
    """H = sum over bonds S_i J_ij S_j + sum over sites S_i A_i S_i - sum over sites h_i.S_i.

    Args:
        lattice: sites carry spins.
        bonds: (Bond, 3x3 matrix), each pair once; `SpinModel.on` reads shells of neighbours.
        spins: the length S of the spin on each site of the cell, or one for all.
        anisotropy: {site: symmetric 3x3 matrix A}.
        field: the vector h (moment included), or {site: vector}.
        assuming: relations between the couplings.
    Conventions:
        hbar = 1, [S^x, S^y] = i S^z. Symbols are real.
    Raises:
        EngineRefusal: a coupling is not real, so that H is not Hermitian.

    >>> from symq.lattice import square
    >>> J, S = symbols("J S")
    >>> SpinModel.on(square(), S, {1: heisenberg(-J)}, assuming=[J > 0, S > 0]).energy([(0, 0, 1)])
    -2*J*S**2
    """

    lattice: Lattice
    bonds: tuple[tuple[Bond, ImmutableMatrix], ...]
    spins: tuple[Expr, ...]
    anisotropy: tuple[tuple[int, ImmutableMatrix], ...] = ()
    field: tuple[tuple[int, ImmutableMatrix], ...] = ()
    assuming: tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        n = len(self.lattice.sites)
        for length in self.spins:
            if length.is_number and not length.is_positive:
                raise InputError(f"the spin {length} is not positive")
        seen: set[Bond] = set()
        for bond, matrix in self.bonds:
            if len(bond.cell) != self.lattice.dimension or not (
                    0 <= bond.start < n and 0 <= bond.end < n):
                raise InputError(f"{bond} does not fit a lattice of dimension "
                                 f"{self.lattice.dimension} with {n} sites in the cell")
            if not all(isinstance(c, int | Integer) for c in bond.cell):
                raise InputError(f"the cell {bond.cell} of a bond is not made of integers")
            if bond == bond.reversed():
                raise InputError(f"{bond} joins a site with itself; use `anisotropy`")
            if bond in seen or bond.reversed() in seen:
                raise InputError(f"{bond} is given twice; add the couplings")
            seen.add(bond)
            _real(matrix, str(bond))
        for what, table in (("anisotropy", self.anisotropy), ("field", self.field)):
            for site, _ in table:
                integer(site, f"the site of the {what}", 0, n - 1)
        for site, matrix in self.anisotropy:
            _real(matrix, f"the anisotropy of site {site}")
            if (matrix - matrix.T).expand() != Matrix.zeros(3, 3):
                raise EngineRefusal(f"the anisotropy of site {site} is not symmetric, and not "
                                    "Hermitian: its antisymmetric part is i times a field",
                                    "give a symmetric matrix")
        for site, vector in self.field:
            _real(vector, f"the field at site {site}")

    @classmethod
    def on(cls, lattice: Lattice, spins: object,
           couplings: Mapping[int, object] | Iterable[tuple[Bond, object]],
           anisotropy: Mapping[int, object] | object | None = None,
           field: Mapping[int, object] | Sequence[object] | None = None,
           assuming: Iterable[object] = ()) -> SpinModel:
        """Couplings as {shell of neighbours: matrix} or as (Bond, matrix) pairs.

        A matrix for a shell must be symmetric, since the bonds of a shell have no direction.

        Raises:
            InputError: an antisymmetric coupling for a shell.
        """
        if not isinstance(lattice, Lattice):
            raise InputError(f"{lattice!r} is no lattice; square() and its relatives make one")
        n = len(lattice.sites)
        bonds: list[tuple[Bond, ImmutableMatrix]] = []
        if isinstance(couplings, Mapping):
            for shell, value in couplings.items():
                matrix = _matrix(value)
                if (matrix - matrix.T).expand() != Matrix.zeros(3, 3):
                    raise InputError("a coupling that is not symmetric depends on the direction of "
                                     "the bond; list (Bond, matrix) pairs")
                bonds += [(b, matrix) for b in lattice.bonds(shell)]
        else:
            bonds = [(b, _matrix(value)) for b, value in couplings]
        lengths = tuple(spins) if isinstance(spins, list | tuple) else (spins,) * n
        if len(lengths) != n:
            raise DimensionError(f"{len(lengths)} spin lengths for {n} sites in the cell")
        if anisotropy is not None and not isinstance(anisotropy, Mapping):
            anisotropy = dict.fromkeys(range(n), anisotropy)
        if field is not None and not isinstance(field, Mapping):
            field = dict.fromkeys(range(n), field)
        return cls(lattice, tuple(bonds), tuple(expression(s) for s in lengths),
                   tuple((i, _matrix(m)) for i, m in sorted((anisotropy or {}).items())),
                   tuple((i, _vector(v)) for i, v in sorted((field or {}).items())),
                   assumed(assuming))

    @property
    def components(self) -> tuple[str, ...]:
        """The names of the sites of a cell."""
        n = len(self.lattice.sites)
        return ("S",) if n == 1 else tuple(f"S_{i + 1}" for i in range(n))

    def exchange_field(self, site: int, spin: Any) -> Matrix:
        """The gradient of H by the spin at `site`: spin(site, cell) gives the vectors."""
        here = (0,) * self.lattice.dimension
        total = Matrix.zeros(3, 1)
        for bond, matrix in self.bonds:
            if bond.start == site:
                total += matrix * Matrix(spin(bond.end, bond.cell))
            if bond.end == site:
                back = tuple(-c for c in bond.cell)
                total += matrix.T * Matrix(spin(bond.start, back))
        for i, matrix in self.anisotropy:
            if i == site:
                total += 2 * matrix * Matrix(spin(site, here))
        for i, vector in self.field:
            if i == site:
                total -= vector
        return total

    def energy(self, directions: Sequence[Sequence[object]]) -> Expr:
        """The classical energy of a cell with the same directions in all cells."""
        spin = [Matrix(3, 1, [expression(c) * s for c in n])
                for n, s in zip(directions, self.spins, strict=True)]
        total: Expr = Integer(0)
        for bond, matrix in self.bonds:
            total += (spin[bond.start].T * matrix * spin[bond.end])[0]
        for i, matrix in self.anisotropy:
            total += (spin[i].T * matrix * spin[i])[0]
        for i, vector in self.field:
            total -= (vector.T * spin[i])[0]
        return total.expand()


def _matrix(value: object) -> ImmutableMatrix:
    if not isinstance(value, MatrixBase | list | tuple):
        raise InputError(f"the coupling {value} is no 3x3 matrix; heisenberg({value}) is one")
    matrix = ImmutableMatrix(value)
    if matrix.shape != (3, 3):
        raise DimensionError(f"a coupling of two spins is a 3x3 matrix, not {matrix.shape}")
    return ImmutableMatrix(matrix.applyfunc(expression))


def _vector(value: Any) -> ImmutableMatrix:
    if len(value) != 3:
        raise DimensionError(f"a field has three components, not {len(value)}")
    return ImmutableMatrix(3, 1, [expression(c) for c in value])


def _real(matrix: Matrix, where: str) -> None:
    for e in matrix:
        expression(e)
        if e.has(I):
            raise EngineRefusal(f"the coupling {e} of {where} is not real, so H is not Hermitian",
                                "give real couplings")


def spin_symbols(name: str = "S") -> tuple[Symbol, Symbol, Symbol]:
    """Three commuting symbols for the components of a classical spin."""
    return symbols(f"{name}_x {name}_y {name}_z")


__all__ = ["SpinModel", "dzyaloshinskii_moriya", "heisenberg", "spin_symbols", "xxz"]
