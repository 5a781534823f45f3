"""Stabiliser codes over Z_N on tori and other complexes: ground states, degeneracy, entropy.

The Hamiltonian -sum of (S + S†) of commuting words has the ground states S = 1, if the group that
the words generate contains no other multiple of 1 than 1 itself; their number is then
N^places / |group|. All counting is by Smith normal forms over Z_N, so that torsion is included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import gcd

from sympy import Expr, Rational, log

from symq.algebra.smith import invariant_factors, row_module_order
from symq.errors import EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lattice.families import Charges, Family, check_sizes, folded, require_commuting, torus
from symq.lattice.lattice import Cell, CellComplex, hypercubic
from symq.lattice.operators import Kind, Place, Word, clock
from symq.lattice.phases import scalar_in_group

Rows = list[dict[int, int]]


@checked
@dataclass(frozen=True)
class StabiliserCode:
    """Commuting words, required to be 1 in the ground states.

    Args:
        words: of one kind, with the clock of all N levels.
        places: where Z_N rotors sit; those of the words if left out.
    Raises:
        EngineRefusal: two words do not commute, or the group contains a multiple of 1 (then no
            state has S = 1 for all of them).
        InputError: rotors with infinitely many levels, words on places that are not listed.

    >>> from symq.lattice.lattice import hypercubic
    >>> toric_code(CellComplex.of(hypercubic(2)), 2, (3, 3)).degeneracy
    4
    """

    words: tuple[Word, ...]
    places: tuple[Place, ...] = ()

    def __post_init__(self) -> None:
        words = tuple(self.words)
        if not words:
            raise InputError("a code needs at least one word")
        for w in words:
            if not isinstance(w, Word):
                raise InputError(f"{w!r} is no word; QUBIT.word and its relatives make one")
        kinds = {w.kind for w in words}
        if len(kinds) > 1:
            raise InputError(f"words of different kinds: {sorted(map(str, kinds))}")
        if words[0].kind.levels == 0 or words[0].kind.levels != words[0].kind.root:
            raise InputError("a code needs Z_N rotors with the clock of all N levels; rotors have "
                             "infinitely many states")
        used = {p for w in words for p in w.places}
        places = tuple(sorted(set(self.places))) or tuple(sorted(used))
        if not used <= set(places):
            raise InputError(f"a word acts on {sorted(used - set(places))[0]!r}, which is not "
                             "among the places")
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "places", places)
        self._require_commuting()
        scalar = scalar_in_group(words, places)
        if scalar is not None:
            raise EngineRefusal(f"a product of the words is {scalar.scalar}: no state has the "
                                "value 1 for all of them", "change the sign of one word")

    @property
    def kind(self) -> Kind:
        """What sits on the places."""
        return self.words[0].kind

    @property
    def levels(self) -> int:
        """N."""
        return self.kind.levels

    def _require_commuting(self) -> None:
        touching: dict[Place, list[int]] = {}
        for k, w in enumerate(self.words):
            for p in w.places:
                touching.setdefault(p, []).append(k)
        pairs = {(i, j) for found in touching.values() for i in found for j in found if i < j}
        for i, j in sorted(pairs):
            if not self.words[i].commutes(self.words[j]):
                raise EngineRefusal(
                    f"{self.words[i]} and {self.words[j]} do not commute: A B = zeta_{self.levels}^"
                    f"{self.words[i].commutation(self.words[j])} B A", "repair one of them")

    def _rows(self, words: Iterable[Word], outside: frozenset[Place] = frozenset()) -> Rows:
        """Exponent vectors, without the places in `outside`."""
        index = {p: k for k, p in enumerate(self.places) if p not in outside}
        n = len(self.places)
        return [{**{index[p]: s for p, s in w.shift if p in index},
                 **{n + index[p]: c for p, c in w.clock if p in index}} for w in words]

    @cached_property
    def group_order(self) -> int:
        """The number of elements of the group."""
        return row_module_order(self._rows(self.words), self.levels)

    @cached_property
    def degeneracy(self) -> int:
        """The number of ground states: N^places / |group|."""
        quotient, rest = divmod(int(self.levels) ** len(self.places), self.group_order)
        assert rest == 0
        return quotient

    def entropy(self, region: Iterable[Place]) -> Expr:
        """The entanglement entropy of a region in the equal mixture of all ground states.

        For a region without logical operators it is the entropy in every ground state. It is
        log(N^|region| / number of group elements inside the region).
        """
        inside = frozenset(region)
        if not inside <= set(self.places):
            raise InputError(f"{sorted(inside - set(self.places))[0]!r} is not a place of the code")
        elsewhere = row_module_order(self._rows(self.words, inside), self.levels)
        return log(Rational(self.levels ** len(inside) * elsewhere, self.group_order))

    def topological_entropy(self, a: Iterable[Place], b: Iterable[Place],
                            c: Iterable[Place]) -> Expr:
        """gamma with S_A + S_B + S_C - S_AB - S_BC - S_CA + S_ABC = -gamma.

        Args:
            a, b, c: disjoint regions that meet pairwise along lines and together at points, like
                three slices of a disc (Kitaev and Preskill, Phys. Rev. Lett. 96, 110404, 2006).
        Raises:
            InputError: the regions overlap.
        """
        one, two, three = frozenset(a), frozenset(b), frozenset(c)
        if one & two or two & three or one & three:
            raise InputError("the three regions must not overlap")
        total = self.entropy(one) + self.entropy(two) + self.entropy(three) + self.entropy(
            one | two | three) - self.entropy(one | two) - self.entropy(
            two | three) - self.entropy(one | three)
        ratio = Rational(1)
        for term in total.as_ordered_terms():
            factor, body = term.as_coeff_Mul()
            if body.func is log:
                ratio *= body.args[0]**factor
        return log(1 / ratio)


@checked
def vertex_charge(cells: CellComplex, vertex: int = 0, unsigned: bool = False) -> Charges:
    """The divergence of L at a vertex (or the plain sum over the links that meet there)."""
    weights: dict[tuple[int, Cell], int] = {}
    zero = (0,) * cells.lattice.dimension
    for k, link in enumerate(cells.links):
        if link.start == vertex:
            weights[k, zero] = weights.get((k, zero), 0) + 1
        if link.end == vertex:
            place = (k, tuple(-c for c in link.cell))
            weights[place] = weights.get(place, 0) + (1 if unsigned else -1)
    return Charges.of(weights, f"Q of vertex {vertex}")


@checked
def face_word(cells: CellComplex, kind: Kind, face: int = 0, unsigned: bool = False) -> Family:
    """The product of shifts around a face, with the orientation of the links.

    Args:
        unsigned: alternate U and U^-1 along the boundary instead; this suits the plain sum of L.
    Raises:
        InputError: there is no such face.
        EngineRefusal: alternating signs around a face with an odd number of links.
    """
    if not 0 <= face < len(cells.faces):
        raise InputError(f"there is no face {face} in a cell of {len(cells.faces)} faces")
    steps = cells.faces[face]
    if unsigned and len(steps) % 2:
        raise EngineRefusal(f"face {face} has {len(steps)} links: raising and lowering cannot "
                            "alternate around it", "use the orientation of the links")
    shift = [((link, cell), (-1) ** k if unsigned else sign)
             for k, (link, cell, sign) in enumerate(steps)]
    return Family(kind.word(shift), f"B of face {face}")


def toric_families(cells: CellComplex, levels: int) -> tuple[list[Family], list[Family]]:
    """The vertex and face words of the Z_N toric code."""
    if not isinstance(cells, CellComplex):
        raise InputError(f"{cells!r} is no cell complex; CellComplex.of(lattice) makes one")
    kind = clock(levels)
    return ([vertex_charge(cells, v).parity(kind) for v in range(len(cells.lattice.sites))],
            [face_word(cells, kind, f) for f in range(len(cells.faces))])


@checked
def toric_code(cells: CellComplex, levels: int, sizes: Sequence[int]) -> StabiliserCode:
    """Z_N lattice gauge theory without tension: closed strings in equal superposition.

    Raises:
        EngineRefusal: vertex and face words do not commute.
    """
    vertices, faces = toric_families(cells, levels)
    return on_torus([*vertices, *faces], sizes, len(cells.links))


@checked
def on_torus(families: Sequence[Family], sizes: Sequence[int], places: int) -> StabiliserCode:
    """The code of some families on a torus.

    Args:
        places: how many places a cell has.
    """
    check_sizes(sizes, families[0].dimension)
    require_commuting(families)
    words = [w for f in families for w in f.on(sizes)]
    return StabiliserCode(tuple(words), tuple((k, cell) for k in range(places)
                                              for cell in torus(sizes)))


@checked
def double_semion(sizes: Sequence[int]) -> StabiliserCode:
    """The double semion model on the square lattice, as a code of Z_4 rotors.

    It is the Z_4 toric code in which pairs of two charges and two fluxes are condensed: short
    strings that move such pairs, and the products of vertex and face words that commute with them
    (T. D. Ellison et al., PRX Quantum 3, 010353, 2022).

    >>> double_semion((3, 3)).degeneracy
    4
    """
    four = clock(4)
    short = [Family(four.word({(0, (0, 0)): 2}, {(1, (1, 0)): 2}), "pair along 1"),
             Family(four.word({(1, (0, 0)): 2}, {(0, (0, 1)): -2}), "pair along 2")]
    cells = CellComplex.of(hypercubic(2))
    vertices, faces = toric_families(cells, 4)
    return on_torus([Family(vertices[0].word * faces[0].word, "vertex and face"),
                     Family(vertices[0].word**2, "vertex squared"), *short], sizes, 2)


@checked
def homology(boundary: Iterable[Mapping[int, int]], coboundary: Iterable[Mapping[int, int]],
             links: int) -> tuple[int, tuple[int, ...]]:
    """First homology over Z of a complex: its rank and torsion coefficients.

    Args:
        boundary: for each face the links around it, {link: sign}.
        coboundary: for each vertex the links at it, {link: sign}.
    Raises:
        InputError: the boundary of a face is not closed.

    >>> homology([{0: 2}], [], 1)                      # the projective plane
    (0, (2,))
    """
    faces, stars = [dict(f) for f in boundary], [dict(s) for s in coboundary]
    for i, f in enumerate(faces):
        for j, s in enumerate(stars):
            if sum(v * s.get(k, 0) for k, v in f.items()):
                raise InputError(f"face {i} is not closed at vertex {j}")
    inner = invariant_factors(faces)
    return links - len(invariant_factors(stars)) - len(inner), tuple(v for v in inner if v > 1)


@checked
def homology_count(rank: int, torsion: Sequence[int], levels: int) -> int:
    """The number of homomorphisms from Z^rank + sum of Z_t to Z_N: ground states of the code.

    >>> homology_count(2, (), 3), homology_count(0, (2,), 2), homology_count(0, (2,), 3)
    (9, 2, 1)
    """
    levels = integer(levels, "the number of levels", 2)
    found = levels**integer(rank, "the rank", 0, 10**6)
    for t in torsion:
        found *= gcd(integer(t, "the torsion", 1), levels)
    return found


def torus_rows(cells: CellComplex, sizes: Sequence[int]) -> tuple[Rows, Rows, int]:
    """Faces and vertices of a torus as rows over its links, and the number of links."""
    check_sizes(sizes, cells.lattice.dimension)
    number = {place: k for k, place in enumerate((link, cell) for link in range(len(cells.links))
                                                 for cell in torus(sizes))}
    faces: Rows = []
    stars: Rows = []
    for cell in torus(sizes):
        for steps in cells.faces:
            row: dict[int, int] = {}
            for link, own, sign in steps:
                k = number[link, folded(tuple(a + b for a, b in zip(own, cell, strict=True)),
                                        sizes)]
                row[k] = row.get(k, 0) + sign
            faces.append(row)
        for v in range(len(cells.lattice.sites)):
            stars.append({number[p]: w for p, w in
                          vertex_charge(cells, v).at(cell, sizes).items() if w})
    return faces, stars, len(number)
