"""Ordered states of spins: stationarity, Landau-Lifshitz and Holstein-Primakoff spin waves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product as cartesian
from math import prod
from typing import Any

from sympy import Expr, I, Integer, Matrix, Rational, Symbol, cancel, expand, eye, sqrt

from symq.algebra.scalars import Field
from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.statement import (
    All,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    expression,
)
from symq.lattice.bands import Bands
from symq.lattice.lattice import Cell
from symq.lattice.laurent import Laurent
from symq.lattice.model import SpinModel
from symq.lattice.quadratic import QuadraticHamiltonian


@checked
@dataclass(frozen=True)
class Spiral:
    """A rotation about `axis` by the angles of the translations: (cos, sin) for each vector.

    The spin in the cell n points along R(n_1 angle_1 + n_2 angle_2 + ...) times its direction.
    """

    turns: tuple[tuple[Expr, Expr], ...]
    axis: tuple[Expr, ...] = (Integer(0), Integer(0), Integer(1))

    def rotation(self, cell: Cell) -> Matrix:
        """The rotation of a cell."""
        x, y, z = self.axis
        cross = Matrix([[0, -z, y], [z, 0, -x], [-y, x, 0]])
        total = eye(3)
        for (c, s), n in zip(self.turns, cell, strict=True):
            sign = 1 if n >= 0 else -1
            one = eye(3) + sign * s * cross + (1 - c) * cross * cross
            for _ in range(abs(n)):
                total = (total * one).applyfunc(expand)
        return total


@checked
@dataclass(frozen=True)
class SpinState:
    """A reference state: a unit vector for each site of the cell, turned from cell to cell.

    Args:
        model: the Hamiltonian.
        directions: a vector for each site of the cell.
        spiral: how the directions turn from cell to cell (not at all if left out).
    Raises:
        InputError: a vector is not a unit vector.
        EngineRefusal: the state is not stationary, or the model does not look the same in the
            turning frame.
    """

    model: SpinModel
    directions: tuple[tuple[Expr, ...], ...]
    spiral: Spiral | None = None

    @classmethod
    def of(cls, model: SpinModel, directions: Sequence[Sequence[object]],
           spiral: Sequence[Sequence[object]] | Spiral | None = None) -> SpinState:
        """Read directions and (cos, sin) pairs."""
        rows: list[Any] = list(directions)
        if len(rows) != len(model.lattice.sites):
            raise DimensionError(f"{len(rows)} directions for {len(model.lattice.sites)} sites")
        found = tuple(tuple(expression(c) for c in row) for row in rows)
        turning = spiral if isinstance(spiral, Spiral) or spiral is None else Spiral(
            tuple((expression(c), expression(s)) for c, s in spiral))
        return cls(model, found, turning)

    def __post_init__(self) -> None:
        for n in self.directions:
            if len(n) != 3 or not self._vanishes(sum((c * c for c in n), Integer(-1))):
                raise InputError(f"{n} is not a unit vector of three components")
        if self.spiral is not None:
            self._check_spiral(self.spiral)
        for site, torque in enumerate(self.torques()):
            if not all(self._vanishes(t) for t in torque):
                raise EngineRefusal(f"the reference state is not stationary: the torque n x dH/dS "
                                    f"on site {site} is {tuple(map(cancel, torque))}",
                                    "turn the spins until it vanishes")

    @cached_property
    def _field(self) -> Field:
        parts = [e for n in self.directions for e in n]
        parts += [e for _, m in self.model.bonds for e in m]
        parts += [e for _, m in (*self.model.anisotropy, *self.model.field) for e in m]
        parts += [s for s in self.model.spins]
        if self.spiral is not None:
            parts += [e for pair in self.spiral.turns for e in pair] + list(self.spiral.axis)
        return Field(parts)

    def _vanishes(self, e: Expr) -> bool:
        return self._field(e).is_zero()

    def _check_spiral(self, spiral: Spiral) -> None:
        if len(spiral.turns) != self.model.lattice.dimension:
            raise DimensionError(f"{len(spiral.turns)} angles for a lattice of dimension "
                                 f"{self.model.lattice.dimension}")
        for c, s in spiral.turns:
            if not self._vanishes(c * c + s * s - 1):
                raise InputError(f"({c}, {s}) is not (cos, sin) of an angle")
        couplings = [m for _, m in self.model.bonds] + [m for _, m in self.model.anisotropy]
        units = [tuple(int(a == b) for b in range(len(spiral.turns)))
                 for a in range(len(spiral.turns))]
        for turn in (spiral.rotation(u) for u in units):
            gaps = [turn.T * m * turn - m for m in couplings]
            gaps += [turn * v - v for _, v in self.model.field]
            if not all(self._vanishes(e) for gap in gaps for e in gap):
                raise EngineRefusal("the couplings are not invariant under the rotation of the "
                                    "spiral, so the turning frame is not translation invariant",
                                    "use a larger cell with a direction for each of its sites")

    def spin(self, site: int, cell: Cell) -> Matrix:
        """The direction of a spin."""
        vector = Matrix(self.directions[site])
        return self.spiral.rotation(cell) * vector if self.spiral is not None else vector

    def torques(self) -> tuple[tuple[Expr, ...], ...]:
        """n x dH/dS for each site of the cell 0."""
        found = []
        for site in range(len(self.directions)):
            gradient = self.model.exchange_field(
                site, lambda i, cell: self.model.spins[i] * self.spin(i, cell))
            found.append(tuple(expand(e) for e in Matrix(self.directions[site]).cross(gradient)))
        return tuple(found)

    def stationarity(self) -> Statement:
        """All torques vanish."""
        rows = self.torques()
        return MatrixIdentity(Matrix(rows), Matrix.zeros(len(rows), 3))

    @cached_property
    def _plane(self) -> int | None:
        """An axis that is orthogonal to all spins, so that one transverse direction is common."""
        return next((a for a in (1, 2, 0)
                     if all(self._vanishes(n[a]) for n in self.directions)), None)

    def frame(self, site: int) -> tuple[Matrix, Matrix, Matrix]:
        """e1, e2, n: a right-handed frame at a site of the cell 0."""
        n = Matrix(self.directions[site])
        common = self._plane if self._plane is not None and self.spiral is None else None
        zero = common if common is not None else next(
            (a for a in (2, 1, 0) if self._vanishes(n[a])), None)
        if zero is not None:
            first = Matrix([Integer(a == zero) for a in range(3)])
        else:
            first = Matrix([-n[1], n[0], 0]) / sqrt(expand(n[0]**2 + n[1]**2))
        return first, n.cross(first), n

    def spin_waves(self) -> QuadraticHamiltonian:
        """The quadratic Hamiltonian of small transverse oscillations.

        S_i = n (S - (q^2 + p^2)/2) + sqrt(S) (q e1 + p e2) with {q, p} = 1: Landau-Lifshitz to
        first order, and Holstein-Primakoff with a = (q + i p)/sqrt 2 to leading order in 1/S.
        """
        model = self.model
        frames = [self.frame(i) for i in range(len(self.directions))]
        tables: tuple[dict[tuple[int, int], list[tuple[Cell, Expr]]], ...] = ({}, {}, {})
        here = (0,) * model.lattice.dimension

        def add(which: int, i: int, j: int, cell: Cell, value: Expr) -> None:
            tables[which].setdefault((i, j), []).append((cell, value))

        for bond, matrix in model.bonds:
            i, j, cell = bond.start, bond.end, bond.cell
            back = tuple(-c for c in cell)
            coupling = matrix if self.spiral is None else matrix * self.spiral.rotation(cell)
            both = sqrt(model.spins[i] * model.spins[j]) if model.spins[i] != model.spins[j] \
                else model.spins[i]
            (a1, a2, a3), (b1, b2, b3) = frames[i], frames[j]
            entries = {(s, t): both * (a.T * coupling * b)[0]
                       for s, a in enumerate((a1, a2)) for t, b in enumerate((b1, b2))}
            for which, (s, t) in ((0, (0, 0)), (1, (1, 1))):
                add(which, i, j, cell, entries[s, t])
                add(which, j, i, back, entries[s, t])
            add(2, i, j, cell, entries[0, 1])                # q_i p_j
            add(2, j, i, back, entries[1, 0])                # q_j p_i
            along = (a3.T * coupling * b3)[0]
            for site, other in ((i, j), (j, i)):
                for which in (0, 1):
                    add(which, site, site, here, -model.spins[other] * along)
        for i, matrix in model.anisotropy:
            e1, e2, n = frames[i]
            s, along = model.spins[i], (n.T * matrix * n)[0]
            add(0, i, i, here, 2 * s * ((e1.T * matrix * e1)[0] - along))
            add(1, i, i, here, 2 * s * ((e2.T * matrix * e2)[0] - along))
            add(2, i, i, here, 2 * s * (e1.T * matrix * e2)[0])
        for i, vector in model.field:
            along = (vector.T * frames[i][2])[0]
            for which in (0, 1):
                add(which, i, i, here, along)
        A, B, C = ({key: self._clean(Laurent.of(terms)) for key, terms in t.items()}
                   for t in tables)
        return QuadraticHamiltonian(model.lattice, model.components, A, B,
                                    {k: e for k, e in C.items() if e}, model.assuming,
                                    "linear spin waves, leading order in 1/S")

    def _clean(self, e: Laurent) -> Laurent:
        """Normal forms of the coefficients."""
        if self.spiral is None and all(c.is_Rational for n in self.directions for c in n):
            return Laurent.of([(n, expand(c)) for n, c in e.terms])
        field = Field([c for _, c in e.terms])
        return Laurent.of([(n, field(c).expr()) for n, c in e.terms])

    def bands(self) -> Bands:
        """The spin-wave frequencies.

        Raises:
            EngineRefusal: the state is unstable, with the wave vector and direction.
        """
        return self.spin_waves().bands()


@checked
def ferromagnet(model: SpinModel, direction: Sequence[object] = (0, 0, 1)) -> SpinState:
    """All spins along one direction."""
    return SpinState.of(model, [tuple(direction)] * len(model.lattice.sites))


@checked
def collinear(model: SpinModel, signs: Sequence[int]) -> SpinState:
    """Spins up (+1) and down (-1) along z."""
    if any(s not in (1, -1) for s in signs):
        raise InputError(f"signs {list(signs)} must be +1 or -1")
    return SpinState.of(model, [(0, 0, s) for s in signs])


@checked
def staggered(model: SpinModel) -> SpinState:
    """Neel order along x: nearest spins are opposite.

    With one site in the cell S turns by pi with every primitive vector. The frequencies are then
    those in the turning frame: k is shifted by the ordering vector for one of the two transverse
    directions, and a mode of small k is the mode near k = 0 or near pi.

    Raises:
        EngineRefusal: bonds of the shortest length form rings with an odd number of sites.
    """
    d, n = model.lattice.dimension, len(model.lattice.sites)
    if not model.bonds:
        return SpinState.of(model, [(1, 0, 0)] * n, [(-1, 0)] * d)
    signs = _opposite(model)
    turns = [(s, 0) for s in signs[n:]] if -1 in signs[n:] else None
    return SpinState.of(model, [(s, 0, 0) for s in signs[:n]], turns)


def _opposite(model: SpinModel) -> list[int]:
    """Signs of the sites of a cell, and for each primitive vector, opposite on nearest bonds."""
    lattice, n = model.lattice, len(model.lattice.sites)
    lengths = {b: expand(sum((c * c for c in lattice.separation(b)), Integer(0)))
               for b, _ in model.bonds}
    nearest = [b for b, length in lengths.items() if length == min(lengths.values())]
    for turns in cartesian((1, -1), repeat=lattice.dimension):
        links = [(b.start, b.end, -prod(t for t, c in zip(turns, b.cell, strict=True) if c % 2))
                 for b in nearest]
        sites = [0] * n
        while 0 in sites:
            sites[sites.index(0)] = 1
            for i, j, sign in links * n:               # as far as bonds reach
                sites[j] = sites[j] or sign * sites[i]
                sites[i] = sites[i] or sign * sites[j]
        if all(sites[i] * sites[j] == sign for i, j, sign in links):
            return [*sites, *turns]
    raise EngineRefusal("nearest spins cannot all be opposite: bonds of the shortest length form "
                        "rings with an odd number of sites", "give a direction for each site")


@checked
def landau_lifshitz(model: SpinModel, spins: Mapping[tuple[int, Cell], Sequence[Expr]], site: int
                    ) -> Matrix:
    """dS/dt = (dH/dS) x S of one spin, in terms of the spins around it.

    Conventions:
        From i [H, S] with [S^x, S^y] = i S^z: a spin in a field h (energy -h.S) has dS/dt = S x h.
    """
    here = (0,) * model.lattice.dimension
    gradient = model.exchange_field(site, lambda i, cell: spins[i, cell])
    return Matrix(gradient.cross(Matrix(spins[site, here]))).applyfunc(expand)


@checked
def quantum_equation(model: SpinModel, site: int) -> Statement:
    """i [H, S] = (dH/dS) x S for the spin operators of one site, as operator identities.

    Products of components of one spin (from the anisotropy) are symmetrised.
    """
    here = (0,) * model.lattice.dimension
    names: dict[tuple[int, Cell], tuple[Symbol, ...]] = {}

    def spin(i: int, cell: Cell) -> tuple[Symbol, ...]:
        if (i, cell) not in names:
            tag = "_".join(str(c).replace("-", "m") for c in (i, *cell))
            names[i, cell] = tuple(Symbol(f"S{a}_{tag}", commutative=False) for a in "xyz")
        return names[i, cell]

    x, y, z = spin(site, here)
    energy: Expr = Integer(0)
    right: list[Expr] = [Integer(0)] * 3
    own = Matrix([x, y, z])

    def torque(gradient: Sequence[Expr]) -> None:
        for a in range(3):
            b, c = (a + 1) % 3, (a + 2) % 3
            right[a] += Rational(1, 2) * (gradient[b] * own[c] + own[c] * gradient[b]
                                          - gradient[c] * own[b] - own[b] * gradient[c])

    for bond, matrix in model.bonds:
        for start, end, cell, m in ((bond.start, bond.end, bond.cell, matrix),
                                    (bond.end, bond.start, tuple(-c for c in bond.cell),
                                     matrix.T)):
            if start == site:
                other = spin(end, cell)
                gradient = [sum((m[a, b] * other[b] for b in range(3)), Integer(0))
                            for a in range(3)]
                energy += sum((own[a] * gradient[a] for a in range(3)), Integer(0))
                torque(gradient)
    for i, m in model.anisotropy:
        if i == site:
            gradient = [sum((m[a, b] * own[b] for b in range(3)), Integer(0)) for a in range(3)]
            energy += sum((own[a] * gradient[a] for a in range(3)), Integer(0))
            torque([2 * g for g in gradient])
    for i, v in model.field:
        if i == site:
            energy -= sum((v[a] * own[a] for a in range(3)), Integer(0))
            torque([-v[a] for a in range(3)])
    generators = tuple(s for key in sorted(names) for s in names[key])
    rules = {}
    for a, b, c in names.values():
        rules.update({(a, b): I * c, (b, c): I * a, (a, c): -I * b})
    algebra = OperatorAlgebra.from_commutators(generators, rules)
    return All(tuple(OperatorIdentity(I * (energy * s - s * energy), right[a], algebra)
                     for a, s in enumerate((x, y, z))))


__all__ = ["Spiral", "SpinState", "collinear", "ferromagnet", "landau_lifshitz",
           "quantum_equation", "staggered"]
