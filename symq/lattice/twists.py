"""Sign twists of face operators: which commute, which are a change of basis, which statistics.

A twisted face is B_p times the parity of L on some links near p. All conditions are linear over
F_2. With c_p(j) = 1 for the links j whose parity enters, the twisted faces commute on every torus
if c_p . s_q + c_q . s_p is even for all faces p and q, s being the exponents of the shifts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sympy import Expr, Integer

from symq.errors import EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lattice.families import Family
from symq.lattice.lattice import Cell, CellComplex
from symq.lattice.operators import Kind, Word
from symq.lattice.statistics import exchange

Link = tuple[int, Cell]
Twist = Mapping[int, Iterable[Link]]           # for each face of the cell the links at it
Bits = dict[int, int]


def _plus(a: Cell, b: Cell, sign: int = 1) -> Cell:
    return tuple(p + sign * q for p, q in zip(a, b, strict=True))


def vertices_of(cells: CellComplex, link: Link) -> tuple[tuple[int, Cell], tuple[int, Cell]]:
    """Start and end of a link, as (site, cell)."""
    bond = cells.links[link[0]]
    return (bond.start, link[1]), (bond.end, _plus(link[1], bond.cell))


def links_at(cells: CellComplex, vertex: tuple[int, Cell]) -> tuple[Link, ...]:
    """The links that meet at a vertex (site, cell)."""
    site, cell = vertex
    found = [(k, cell) for k, b in enumerate(cells.links) if b.start == site]
    found += [(k, _plus(cell, b.cell, -1)) for k, b in enumerate(cells.links) if b.end == site]
    return tuple(sorted(found))


@checked
def attached(cells: CellComplex, face: int) -> tuple[Link, ...]:
    """The links that meet a face of the cell 0 at a vertex and are not part of it.

    >>> from symq.lattice.lattice import hypercubic
    >>> len(attached(CellComplex.of(hypercubic(3)), 0))
    16
    """
    boundary = {(k, cell) for k, cell, _ in cells.faces[face]}
    corners = {v for link in boundary for v in vertices_of(cells, link)}
    return tuple(sorted({p for v in corners for p in links_at(cells, v)} - boundary))


@checked
def twisted(faces: Sequence[Family], twist: Twist) -> list[Family]:
    """Face words times the parity of L on the links of a twist.

    Raises:
        InputError: the clock of the words is not the parity.
    """
    found = []
    for k, f in enumerate(faces):
        if f.kind.root != 2:
            raise InputError(f"the clock of {f.kind} is not the parity; take root=2")
        found.append(Family(f.kind.word(f.word.shift, [*f.word.clock,
                                                       *((p, 1) for p in twist.get(k, ()))],
                                        f.word.phase), f"twisted {f.name}"))
    return found


@checked
@dataclass(frozen=True)
class Twists:
    """The space over F_2 of translation-invariant twists by attached links.

    Attributes:
        choices: its dimension, the number of attached links of all faces of a cell.
        basis: of the twists whose faces commute on every torus.
        trivial: of those that are a change of basis of the untwisted faces, up to signs.
    """

    choices: int
    basis: tuple[dict[int, tuple[Link, ...]], ...]
    trivial: tuple[dict[int, tuple[Link, ...]], ...]

    @property
    def commuting(self) -> int:
        """The dimension of the space of commuting twists."""
        return len(self.basis)

    def is_commuting(self, twist: Twist) -> bool:
        """Whether the faces of a twist commute."""
        return _inside(self.basis, twist)

    def is_trivial(self, twist: Twist) -> bool:
        """Whether a diagonal unitary of neighbouring links turns the faces into untwisted ones."""
        return _inside(self.trivial, twist)


@checked
def sign_twists(cells: CellComplex, faces: Sequence[Family]) -> Twists:
    """All twists of the faces of a cell by attached links.

    Conventions:
        Changes of basis are the diagonal unitaries with the phases (-1)^(L_i L_j), for links i, j
        that share a vertex, and i^(L^2), and their translates.

    >>> from symq.lattice.codes import face_word
    >>> from symq.lattice.lattice import hypercubic
    >>> from symq.lattice.operators import QUBIT
    >>> square = CellComplex.of(hypercubic(2))
    >>> found = sign_twists(square, [face_word(square, QUBIT)])
    >>> found.choices, found.commuting, len(found.trivial)
    (8, 5, 4)
    """
    unknown = [(f, p) for f in range(len(faces)) for p in attached(cells, f)]
    number = {u: k for k, u in enumerate(unknown)}
    odd = [[p for p, s in f.word.shift if s % 2] for f in faces]
    conditions: dict[tuple[int, int, Cell], int] = {}
    for (f, link), k in number.items():
        for other, shifts in enumerate(odd):
            for index, cell in shifts:
                if index == link[0]:               # the face `other` at r contains the link
                    r = _plus(link[1], cell, -1)
                    for key in ((f, other, r), (other, f, tuple(-c for c in r))):
                        conditions[key] = conditions.get(key, 0) ^ (1 << k)
    kernel = _kernel([c for c in conditions.values() if c], len(unknown))

    def read(bits: int) -> dict[int, tuple[Link, ...]]:
        return {f: tuple(p for k, (g, p) in enumerate(unknown) if g == f and bits >> k & 1)
                for f in range(len(faces))}

    return Twists(len(unknown), tuple(map(read, kernel)),
                  tuple(map(read, _changes(cells, odd, number))))


def _changes(cells: CellComplex, odd: Sequence[Sequence[Link]],
             number: Mapping[tuple[int, Link], int]) -> list[int]:
    """Twists by changes of basis, as far as combinations of them stay on attached links."""
    zero = (0,) * cells.lattice.dimension
    pairs = {(p, q) for v in range(len(cells.lattice.sites))
             for p, q in combinations(links_at(cells, (v, zero)), 2)}
    pairs |= {((k, zero), (k, zero)) for k in range(len(cells.links))}
    images: list[set[tuple[int, Link]]] = []
    for p, q in sorted(pairs):
        image: set[tuple[int, Link]] = set()
        for f, shifts in enumerate(odd):
            for one, two in {(p, q), (q, p)}:
                for index, cell in shifts:
                    if index == one[0]:
                        move = _plus(cell, one[1], -1)
                        image ^= {(f, (two[0], _plus(two[1], move)))}
        images.append(image)
    others = sorted({u for image in images for u in image if u not in number})
    place = {u: k for k, u in enumerate(others)}
    place |= {u: len(others) + k for u, k in number.items()}
    rows = [sum(1 << place[u] for u in image) for image in images]
    return [w >> len(others) for w in _echelon(rows).values()
            if _low(w) >= len(others)]


def _low(word: int) -> int:
    return (word & -word).bit_length() - 1


def _echelon(rows: Iterable[int]) -> dict[int, int]:
    """Rows over F_2 as bit masks, by their lowest bit."""
    basis: dict[int, int] = {}
    for row in rows:
        while row:
            low = _low(row)
            if low not in basis:
                basis[low] = row
                break
            row ^= basis[low]
    return basis


def _kernel(rows: Iterable[int], width: int) -> list[int]:
    """Bit masks x with an even overlap with every row."""
    basis = _echelon(rows)
    found = []
    for free in (k for k in range(width) if k not in basis):
        x = 1 << free
        for low in sorted(basis, reverse=True):
            if (basis[low] & x).bit_count() % 2:
                x ^= 1 << low
        found.append(x)
    return found


def _inside(basis: Sequence[Twist], twist: Twist) -> bool:
    wanted = {(f, tuple(p)) for f, links in twist.items() for p in links}
    known = sorted({(f, p) for b in basis for f, links in b.items() for p in links} | wanted)
    number = {u: k for k, u in enumerate(known)}
    echelon = _echelon(sum(1 << number[f, p] for f, links in b.items() for p in links)
                       for b in basis)
    rest = sum(1 << number[u] for u in wanted)
    while rest and _low(rest) in echelon:
        rest ^= echelon[_low(rest)]
    return not rest


@checked
def hops(cells: CellComplex, faces: Sequence[Family]) -> dict[int, Word]:
    """For each kind of link a hop: U times parities nearby that commutes with all faces.

    Raises:
        EngineRefusal: there is none, so that moving an end costs energy at some faces.
    """
    zero = (0,) * cells.lattice.dimension
    return {k: _hop(cells, faces, (k, zero)) for k in range(len(cells.links))}


def _hop(cells: CellComplex, faces: Sequence[Family], link: Link) -> Word:
    near = sorted({p for v in vertices_of(cells, link) for q in links_at(cells, v)
                   for w in vertices_of(cells, q) for p in links_at(cells, w)})
    number = {p: k for k, p in enumerate(near)}
    conditions: dict[tuple[int, Cell], int] = {}
    for f, family in enumerate(faces):
        for (index, cell), s in family.word.shift:
            for place, k in number.items():
                if place[0] == index and s % 2:
                    key = (f, _plus(place[1], cell, -1))
                    conditions[key] = conditions.get(key, 0) ^ (1 << k)
        for (index, cell), c in family.word.clock:
            if index == link[0] and c % 2:
                key = (f, _plus(link[1], cell, -1))
                conditions[key] = conditions.get(key, 0) ^ (1 << len(near))
    # one more column, the right side: x is wanted with the last bit set
    kernel = [x for x in _kernel(conditions.values(), len(near) + 1) if x >> len(near) & 1]
    if not kernel:
        raise EngineRefusal(f"no product of parities near the link {link} makes its hop commute "
                            "with all faces: moving an end excites them", "take another twist")
    return faces[0].kind.word({link: 1}, [(p, 1) for p, k in number.items() if kernel[0] >> k & 1])


def straight_path(cells: CellComplex, link: Link, start: tuple[int, Cell], length: int
                  ) -> tuple[tuple[Link, int], ...]:
    """A path of links from a vertex that begins with a link and goes on as straight as possible.

    Returns:
        Pairs (link, +1 along it or -1 against it).
    """
    def step(p: Link, vertex: tuple[int, Cell]) -> tuple[tuple[Expr, ...], int, tuple[int, Cell]]:
        sign = 1 if vertices_of(cells, p)[0] == vertex else -1
        arrow = cells.lattice.separation(cells.links[p[0]])
        return tuple(sign * c for c in arrow), sign, vertices_of(cells, p)[sign == 1]

    ahead, sign, here = step(link, start)
    path, seen = [(link, sign)], {start, here}
    while len(path) < length:
        choices = [(p, *step(p, here)) for p in links_at(cells, here)]
        open_ = [c for c in choices if c[3] not in seen]
        if not open_:
            break
        p, _, sign, here = max(open_, key=lambda c: sum(
            (u * v for u, v in zip(ahead, c[1], strict=True)), Integer(0)))
        path.append((p, sign))
        seen.add(here)
    return tuple(path)


def string_word(found: Mapping[int, Word], path: Sequence[tuple[Link, int]]) -> Word:
    """The product of hops along a path, the last hop to the left."""
    word = next(iter(found.values())).kind.word()
    for (index, cell), sign in path:
        hop = found[index].at(lambda p, c=cell: (p[0], _plus(p[1], c)))
        word = (hop if sign == 1 else hop.inverse()) * word
    return word


def strings_from(cells: CellComplex, found: Mapping[int, Word], vertex: tuple[int, Cell],
                 length: int = 4) -> tuple[Word, ...]:
    """Strings of hops along all links at a vertex, outwards.

    Long strings forget what a hop does at other vertices: a hop may carry the parity of a charge
    nearby, which would be mistaken for statistics if the strings ended there.
    """
    return tuple(string_word(found, straight_path(cells, link, vertex, length))
                 for link in links_at(cells, vertex))


@checked
def end_statistics(cells: CellComplex, faces: Sequence[Family]) -> Expr:
    """The phase of t1 t2 t3 = phase t3 t2 t1 for strings along any three links at a vertex.

    1 is a boson, -1 a fermion.

    Raises:
        EngineRefusal: no hops that commute with all faces, or different phases.

    >>> from symq.lattice.codes import face_word
    >>> from symq.lattice.lattice import hypercubic
    >>> from symq.lattice.operators import ROTOR
    >>> cube = CellComplex.of(hypercubic(3))
    >>> end_statistics(cube, [face_word(cube, ROTOR, f, unsigned=True) for f in range(3)])
    1
    """
    zero = (0,) * cells.lattice.dimension
    found = hops(cells, faces)
    phases = {exchange(*triple) for v in range(len(cells.lattice.sites))
              for triple in combinations(strings_from(cells, found, (v, zero)), 3)}
    if len(phases) != 1:
        raise EngineRefusal(f"strings at a vertex have the phases {sorted(map(str, phases))}",
                            "the ends are not one kind of particle")
    return phases.pop()


@checked
def framed_hops(cells: CellComplex, kind: Kind,
                after: Sequence[Sequence[Link]] | None = None) -> dict[int, Word]:
    """Hops t = U times parities of neighbouring links, any two at a vertex anticommuting.

    Args:
        after: for each kind of link at the cell 0 the neighbouring links whose parity it carries;
            of two neighbours exactly one carries that of the other. By default the later one in
            the order of (index, cell), which is translation invariant.
    Raises:
        InputError: two neighbours carry the parity of each other, or neither does.
    """
    zero = (0,) * cells.lattice.dimension

    def near(link: Link) -> set[Link]:
        return {q for v in vertices_of(cells, link) for q in links_at(cells, v)} - {link}

    if after is None:
        after = [[q for q in sorted(near((k, zero))) if q > (k, zero)]
                 for k in range(len(cells.links))]
    words = {k: kind.word({(k, zero): 1}, [(p, 1) for p in after[k]])
             for k in range(len(cells.links))}
    for index, word in words.items():
        for q in sorted(near((index, zero))):
            other = words[q[0]].at(lambda p, c=q[1]: (p[0], _plus(p[1], c)))
            if word.commutation(other) != 1:
                raise InputError(f"of the links {(index, zero)} and {q} exactly one has to carry "
                                 "the parity of the other")
    return words


@checked
def faces_from_hops(cells: CellComplex, found: Mapping[int, Word], signs: Sequence[Sequence[int]]
                    ) -> list[Family]:
    """The faces as products of hops around them, without an overall sign.

    Args:
        signs: for each face the powers +-1 of the hops along its boundary.
    """
    result = []
    for f, steps in enumerate(cells.faces):
        word = next(iter(found.values())).kind.word()
        for (index, cell, _), sign in zip(steps, signs[f], strict=True):
            word = word * found[index].at(lambda p, c=cell: (p[0], _plus(p[1], c)))**sign
        result.append(Family(word.kind.word(word.shift, word.clock), f"face {f} of hops"))
    return result
