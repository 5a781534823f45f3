"""Bravais lattices with a basis in one to three dimensions, their bonds, links and faces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cmp_to_key
from itertools import product as cartesian

from sympy import (
    Expr,
    ImmutableMatrix,
    Integer,
    Matrix,
    MatrixBase,
    Mul,
    Pow,
    Rational,
    Symbol,
    sqrt,
)

from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import expression

Cell = tuple[int, ...]


@dataclass(frozen=True, order=True)
class Bond:
    """From site `start` of the cell 0 to site `end` of the cell `cell`; sites count from 0."""

    start: int
    end: int
    cell: Cell

    def reversed(self) -> Bond:
        """The same bond seen from its other end."""
        return Bond(self.end, self.start, tuple(-c for c in self.cell))


FARTHEST = 100                          # shells of neighbours
LARGEST = 1_000                         # sites of a cell


def waves(dimension: int) -> tuple[Symbol, ...]:
    """The Bloch phases z_1, z_2, ...: z_a = exp(i k.vectors[a])."""
    return tuple(Symbol(f"z_{a + 1}") for a in range(dimension))


def phase(cell: Sequence[int]) -> Expr:
    """The Laurent monomial of a translation: z_1**n_1 z_2**n_2 ...

    >>> phase((1, -2))
    z_1/z_2**2
    """
    return Mul(*(Pow(z, n) for z, n in zip(waves(len(cell)), cell, strict=True)))


@checked
@dataclass(frozen=True)
class Lattice:
    """A Bravais lattice with a basis.

    Args:
        vectors: primitive vectors, Cartesian, exact numbers, in units of the lattice constant.
        sites: positions of the basis in units of the primitive vectors (one site at 0 if left
            out).
        name: for messages and pictures.
    Conventions:
        A plane wave has the phase z_1**n_1 z_2**n_2 ... on *all* sites of the cell n: positions
        inside the cell do not enter, so that everything is a Laurent polynomial in z_a.
    Raises:
        DimensionError: shapes differ. InputError: dependent vectors, a site given twice.

    >>> Lattice(((1, 0), (0, 1))).bonds()
    (Bond(start=0, end=0, cell=(0, 1)), Bond(start=0, end=0, cell=(1, 0)))
    """

    vectors: tuple[tuple[Expr, ...], ...]
    sites: tuple[tuple[Expr, ...], ...] = ()
    name: str = ""
    _shells: dict[int, tuple[Bond, ...]] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        vectors = tuple(tuple(expression(c) for c in v) for v in self.vectors)
        d = len(vectors)
        if not 1 <= d <= 3 or any(not d <= len(v) <= 3 or len(v) != len(vectors[0])
                                  for v in vectors):
            raise DimensionError(f"{d} primitive vectors of lengths {[len(v) for v in vectors]}; "
                                 "give one to three vectors with as many components each")
        sites = tuple(tuple(expression(c) for c in s) for s in self.sites) or ((Integer(0),) * d,)
        if any(len(s) != d for s in sites):
            raise DimensionError(f"positions in the cell need {d} components each")
        if any(not c.is_number for row in (*vectors, *sites) for c in row):
            raise InputError("vectors and positions must be numbers, in units of the lattice "
                             "constant")
        object.__setattr__(self, "vectors", vectors)
        object.__setattr__(self, "sites", sites)
        if self.gram.det() == 0:
            raise InputError(f"the primitive vectors {vectors} are linearly dependent")
        for i, j in cartesian(range(len(sites)), repeat=2):
            if i < j and all((p - q).is_integer for p, q in zip(sites[i], sites[j], strict=True)):
                raise InputError(f"sites {i} and {j} of the basis are the same point")

    @property
    def dimension(self) -> int:
        """The number of primitive vectors."""
        return len(self.vectors)

    @property
    def gram(self) -> ImmutableMatrix:
        """The scalar products of the primitive vectors."""
        rows = Matrix(self.vectors)
        return ImmutableMatrix((rows * rows.T).applyfunc(lambda e: e.expand()))

    @property
    def waves(self) -> tuple[Symbol, ...]:
        """The Bloch phases z_a = exp(i k.vectors[a])."""
        return waves(self.dimension)

    def position(self, site: int, cell: Sequence[int] | None = None) -> tuple[Expr, ...]:
        """The Cartesian position of a site."""
        cell = cell or (0,) * self.dimension
        whole = [s + n for s, n in zip(self.sites[site], cell, strict=True)]
        return tuple(sum((w * v[c] for w, v in zip(whole, self.vectors, strict=True)),
                         Integer(0)).expand() for c in range(len(self.vectors[0])))

    def separation(self, bond: Bond) -> tuple[Expr, ...]:
        """The Cartesian vector from the start of a bond to its end."""
        return tuple((b - a).expand() for a, b in zip(self.position(bond.start),
                                                      self.position(bond.end, bond.cell),
                                                      strict=True))

    def phases(self, momentum: Sequence[object]) -> tuple[Expr, ...]:
        """The angles k.vectors[a] of a Cartesian wave vector k."""
        if len(momentum) != len(self.vectors[0]):
            raise DimensionError(f"a wave vector here has {len(self.vectors[0])} components")
        return tuple(sum((expression(k) * c for k, c in zip(momentum, v, strict=True)),
                         Integer(0)) for v in self.vectors)

    def bonds(self, shell: int = 1) -> tuple[Bond, ...]:
        """The pairs of `shell`-th neighbours (over the whole lattice), each once.

        Raises:
            EngineRefusal: squared distances are not rational, so that shells are not obvious.
        """
        if integer(shell, "shell", most=FARTHEST) < 1:
            raise InputError(f"shell {shell} does not exist; nearest neighbours are shell 1")
        if shell not in self._shells:
            self._shells.update(enumerate(self._find(shell), 1))
        return self._shells[shell]

    def _find(self, shell: int) -> list[tuple[Bond, ...]]:
        gram, d = self.gram, self.dimension
        if any(not e.is_Rational for e in (*gram, *(c for s in self.sites for c in s))):
            raise EngineRefusal("squared distances of this lattice are not rational",
                                "list the bonds as Bond(start, end, cell)")
        reach = max(gram.inv()[a, a] for a in range(d))       # cells beyond r are r/sqrt(reach) off
        radius = 1
        while True:
            radius += 1
            found: dict[Rational, list[Bond]] = {}
            for bond in self._pairs(radius):
                gap = [q + n - p for p, q, n in zip(self.sites[bond.start], self.sites[bond.end],
                                                    bond.cell, strict=True)]
                squared = sum((gap[a] * gap[b] * gram[a, b] for a in range(d) for b in range(d)),
                              Integer(0))
                found.setdefault(squared, []).append(bond)
            lengths = sorted(found)
            if len(lengths) >= shell and lengths[shell - 1] * reach < radius**2:
                return [tuple(sorted(found[length])) for length in lengths[:shell]]

    def _pairs(self, radius: int) -> Iterable[Bond]:
        zero = (0,) * self.dimension
        for cell in cartesian(range(-radius, radius + 1), repeat=self.dimension):
            for i, j in cartesian(range(len(self.sites)), repeat=2):
                if i < j or (i == j and cell > zero):
                    yield Bond(i, j, cell)

    def neighbours(self, site: int, shell: int = 1) -> tuple[Bond, ...]:
        """The bonds that leave a site.

        Raises:
            InputError: there is no such site.
        """
        integer(site, "the site", 0, len(self.sites) - 1)
        both = [b for bond in self.bonds(shell) for b in (bond, bond.reversed())]
        return tuple(sorted(b for b in both if b.start == site))

    def supercell(self, matrix: Sequence[Sequence[int]] | Sequence[int]) -> Lattice:
        """The same points with a larger cell: rows are the new vectors in units of the old ones.

        A sequence of integers means multiples of the primitive vectors.

        >>> len(chain().supercell([2]).sites)
        2
        """
        if not isinstance(matrix, MatrixBase | Sequence) or isinstance(matrix, str):
            raise InputError(f"{matrix!r} is no sequence of multiples, nor of integer vectors")
        rows = Matrix([[m if a == b else 0 for b in range(self.dimension)]
                       for a, m in enumerate(matrix)] if all(
                           isinstance(m, int) for m in matrix) else matrix)
        if rows.shape != (self.dimension,) * 2 or rows.det() == 0 or not all(
                e.is_Integer for e in rows):
            raise InputError("a supercell needs as many independent integer vectors as dimensions")
        if abs(rows.det()) * len(self.sites) > LARGEST:
            raise InputError(f"a cell with {abs(rows.det()) * len(self.sites)} sites; at most "
                             f"{LARGEST} are carried")
        inverse = rows.inv()
        bound = sum(abs(int(e)) for e in rows)
        sites: list[tuple[Expr, ...]] = []
        for site in self.sites:                                # all copies of a site together
            for cell in cartesian(range(-bound, bound + 1), repeat=self.dimension):
                place = Matrix([[s + n for s, n in zip(site, cell, strict=True)]]) * inverse
                if all(0 <= c < 1 for c in (Matrix([list(cell)]) * inverse)):
                    sites.append(tuple(place))
        vectors = rows * Matrix(self.vectors)
        return Lattice(tuple(tuple(vectors.row(a)) for a in range(self.dimension)), tuple(sites),
                       f"{self.name} {tuple(map(tuple, rows.tolist()))}")


@checked
def chain(basis: int = 1) -> Lattice:
    """The chain, with `basis` equally spaced sites in the cell."""
    integer(basis, "the number of sites", 1, LARGEST)
    return Lattice(((Integer(1),),), tuple((Rational(i, basis),) for i in range(basis)), "chain")


@checked
def hypercubic(dimension: int) -> Lattice:
    """The chain, the square and the simple cubic lattice."""
    if dimension not in (1, 2, 3):
        raise DimensionError(f"dimension {dimension} is not 1, 2 or 3")
    unit = tuple(tuple(Integer(a == b) for b in range(dimension)) for a in range(dimension))
    return Lattice(unit, (), ("chain", "square", "cubic")[dimension - 1])


@checked
def square() -> Lattice:
    """The square lattice."""
    return hypercubic(2)


@checked
def cubic() -> Lattice:
    """The simple cubic lattice."""
    return hypercubic(3)


_HALF, _THIRD = Rational(1, 2), Rational(1, 3)
_TRIANGULAR = ((Integer(1), Integer(0)), (_HALF, sqrt(3) / 2))


@checked
def triangular() -> Lattice:
    """The triangular lattice, neighbours at distance 1 along 0, 60, 120 degrees."""
    return Lattice(_TRIANGULAR, (), "triangular")


@checked
def honeycomb() -> Lattice:
    """The honeycomb lattice; its Bravais lattice is triangular."""
    return Lattice(_TRIANGULAR, ((_THIRD, _THIRD), (2 * _THIRD, 2 * _THIRD)), "honeycomb")


@checked
def kagome() -> Lattice:
    """The kagome lattice: the midpoints of the links of the triangular lattice."""
    return Lattice(_TRIANGULAR, ((Integer(0), Integer(0)), (_HALF, Integer(0)),
                                 (Integer(0), _HALF)), "kagome")


@checked
def body_centred() -> Lattice:
    """The body-centred cubic lattice, with its primitive cell."""
    return Lattice(((-_HALF, _HALF, _HALF), (_HALF, -_HALF, _HALF), (_HALF, _HALF, -_HALF)), (),
                   "body-centred cubic")


_FCC = ((Integer(0), _HALF, _HALF), (_HALF, Integer(0), _HALF), (_HALF, _HALF, Integer(0)))


@checked
def face_centred() -> Lattice:
    """The face-centred cubic lattice, with its primitive cell."""
    return Lattice(_FCC, (), "face-centred cubic")


@checked
def diamond() -> Lattice:
    """The diamond lattice."""
    return Lattice(_FCC, ((Integer(0),) * 3, (_HALF / 2,) * 3), "diamond")


@checked
def pyrochlore() -> Lattice:
    """The pyrochlore lattice of corner-sharing tetrahedra."""
    zero = Integer(0)
    return Lattice(_FCC, ((zero,) * 3, (_HALF, zero, zero), (zero, _HALF, zero),
                          (zero, zero, _HALF)), "pyrochlore")


Face = tuple[tuple[int, Cell, int], ...]                     # (link, cell, +1 along or -1 against)


@checked
@dataclass(frozen=True)
class CellComplex:
    """Vertices, directed links and oriented faces of a lattice, as sites for degrees of freedom.

    Attributes:
        lattice: its sites are the vertices.
        links: from the start of the bond to its end.
        faces: closed paths of links, (link, cell, sign).
    Raises:
        InputError: a face is not closed.

    >>> square = CellComplex.of(hypercubic(2))
    >>> square.gradient().T, square.curl()
    (Matrix([[z_1 - 1, z_2 - 1]]), Matrix([[1 - z_2, z_1 - 1]]))
    """

    lattice: Lattice
    links: tuple[Bond, ...]
    faces: tuple[Face, ...] = ()

    def __post_init__(self) -> None:
        for face in self.faces:
            ends: dict[tuple[int, Cell], int] = {}
            for which, cell, sign in face:
                link = self.links[which]
                far = tuple(a + b for a, b in zip(cell, link.cell, strict=True))
                for vertex, change in (((link.start, cell), -sign), ((link.end, far), sign)):
                    ends[vertex] = ends.get(vertex, 0) + change
            if any(ends.values()):
                raise InputError(f"the links {face} do not close to a face")

    @classmethod
    def of(cls, lattice: Lattice) -> CellComplex:
        """Nearest-neighbour links; faces of a planar lattice, or the squares of the cubic one.

        On hypercubic lattices links and faces come in the order x, y, z and yz, zx, xy.

        Raises:
            EngineRefusal: three dimensions and not simple cubic: list the faces.
        """
        d = lattice.dimension
        if lattice == hypercubic(d) or (lattice.vectors, lattice.sites) == (
                hypercubic(d).vectors, hypercubic(d).sites):
            unit = [tuple(int(a == b) for b in range(d)) for a in range(d)]
            links = tuple(Bond(0, 0, e) for e in unit)
            planes = {1: (), 2: ((0, 1),), 3: ((1, 2), (2, 0), (0, 1))}[d]
            zero = (0,) * d
            return cls(lattice, links, tuple(
                ((a, zero, 1), (b, unit[a], 1), (a, unit[b], -1), (b, zero, -1))
                for a, b in planes))
        if d == 3:
            raise EngineRefusal(f"the faces of the lattice {lattice.name} are not unique",
                                "list links and faces: CellComplex(lattice, links, faces)")
        links = lattice.bonds()
        return cls(lattice, links, _planar_faces(lattice, links) if d == 2 else ())

    def gradient(self) -> ImmutableMatrix:
        """Links times vertices: value at the end of a link minus value at its start."""
        found = Matrix.zeros(len(self.links), len(self.lattice.sites))
        for row, link in enumerate(self.links):
            found[row, link.end] += phase(link.cell)
            found[row, link.start] -= 1
        return ImmutableMatrix(found)

    def curl(self) -> ImmutableMatrix:
        """Faces times links: the sum along the boundary of a face."""
        found = Matrix.zeros(len(self.faces), len(self.links))
        for row, face in enumerate(self.faces):
            for link, cell, sign in face:
                found[row, link] += sign * phase(cell)
        return ImmutableMatrix(found)


def _planar_faces(lattice: Lattice, links: tuple[Bond, ...]) -> tuple[Face, ...]:
    """Walk along links, always turning as far to the left as possible."""
    leaving: list[list[tuple[int, int]]] = [[] for _ in lattice.sites]
    for which, link in enumerate(links):
        leaving[link.start].append((which, 1))
        leaving[link.end].append((which, -1))

    def arrow(step: tuple[int, int]) -> tuple[Expr, ...]:
        return tuple(step[1] * c for c in lattice.separation(links[step[0]]))

    def turn(one: tuple[int, int], two: tuple[int, int]) -> int:
        (a, b), (c, d) = arrow(one), arrow(two)
        lower = [bool(y < 0 or (y == 0 and x < 0)) for x, y in ((a, b), (c, d))]
        if lower[0] != lower[1]:
            return -1 if lower[1] else 1
        cross = (a * d - b * c).expand()
        return -1 if cross > 0 else int(bool(cross < 0))

    around = [sorted(steps, key=cmp_to_key(turn)) for steps in leaving]
    seen: set[tuple[int, int]] = set()
    faces: list[Face] = []
    for first in [(w, s) for w in range(len(links)) for s in (1, -1)]:
        if first in seen:
            continue
        path: list[tuple[int, Cell, int]] = []
        step, here = first, (0,) * lattice.dimension
        while not path or (step, here) != (first, (0,) * lattice.dimension):
            if step in seen and not path:
                break
            seen.add(step)
            link = links[step[0]] if step[1] == 1 else links[step[0]].reversed()
            far = tuple(a + b for a, b in zip(here, link.cell, strict=True))
            path.append((step[0], here if step[1] == 1 else far, step[1]))
            ring = around[link.end]
            step, here = ring[(ring.index((step[0], -step[1])) - 1) % len(ring)], far
            if len(path) > 4 * len(links) + 4:
                raise EngineRefusal(f"the links of the lattice {lattice.name} cross each other",
                                    "list the faces: CellComplex(lattice, links, faces)")
        faces.append(tuple(path))
    return tuple(faces)


__all__ = ["Bond", "CellComplex", "Lattice", "body_centred", "chain", "cubic", "diamond",
           "face_centred", "honeycomb", "hypercubic", "kagome", "phase", "pyrochlore", "square",
           "triangular", "waves"]
