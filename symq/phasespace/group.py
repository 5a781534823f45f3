"""The symplectic group over Z_d, Q and R: order, elements, generators, elementary gates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import gcd, prod
from operator import mul
from random import Random
from typing import Any

from symq.errors import DomainError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.phasespace.rings import Row, module_elements, prime_powers, solve
from symq.phasespace.space import PhaseSpace
from symq.phasespace.subspace import Subspace
from symq.phasespace.transformation import AffineSymplectic, trusted

LIMIT = 1_000_000


@checked
def symplectic_order(n: int, d: int) -> int:
    """|Sp(2n, Z_d)|, by the closed formula.

    Conventions:
        For d = p^k it is p^((k-1) n (2n+1)) p^(n^2) prod(p^(2i) - 1); coprime parts multiply.

    >>> [symplectic_order(1, d) for d in (2, 3, 4, 6)], symplectic_order(2, 3)
    ([6, 24, 48, 144], 51840)
    """
    n, d = integer(n, "the number of systems", 1), integer(d, "the modulus", 2)
    return prod(p ** ((k - 1) * n * (2 * n + 1)) * p ** (n * n)
                * prod(p ** (2 * i) - 1 for i in range(1, n + 1)) for p, k in prime_powers(d))


@checked
def affine_order(n: int, d: int) -> int:
    """Number of affine symplectic maps of Z_d^2n, the Clifford group without phases.

    >>> affine_order(1, 3)
    216
    """
    return symplectic_order(n, d) * d ** (2 * n)


@dataclass(frozen=True)
class Gate:
    """An elementary symplectic map.

    Attributes:
        name: "fourier", "phase", "multiply" or "sum".
        systems: the system, or (control, target) for "sum".
        amount: k of phase and sum, the unit of multiply; 1 for fourier.
    Conventions:
        fourier: x' = -p, p' = x. phase: p' = p + k x. multiply: x' = u x, p' = p/u.
        sum: x_t' = x_t + k x_c, p_c' = p_c - k p_t.
    """

    name: str
    systems: tuple[int, ...]
    amount: Any = 1

    def __post_init__(self) -> None:
        if type(self.systems) is not tuple:
            if isinstance(self.systems, str) or not isinstance(self.systems, Sequence):
                raise InputError(f"gate {self.name}: the systems {self.systems!r} are no list; "
                                 "give (1,) or (1, 2)")
            object.__setattr__(self, "systems", tuple(self.systems))

    def map(self, space: PhaseSpace) -> AffineSymplectic:
        """The gate as a map of a phase space.

        Raises:
            InputError: an unknown name, or systems that do not exist.
            DomainError: multiply by something that has no inverse.

        >>> Gate("sum", (1, 2)).map(PhaseSpace(2, 3))((1, 0, 0, 1))
        (1, 2, 1, 1)
        """
        rows = [list(space.unit(name)) for name in space.names]
        _act(space, self, rows)
        return AffineSymplectic(space, rows)

    def inverse(self, space: PhaseSpace) -> tuple[Gate, ...]:
        """Gates that undo this one, in the order of application."""
        if self.name == "fourier":
            return (self,) * 3
        back = space.ring.inverse(self.amount) if self.name == "multiply" else \
            space.ring.element(-space.ring.element(self.amount))
        return (Gate(self.name, self.systems, back),)


def _act(space: PhaseSpace, gate: Gate, rows: list[list[Any]]) -> None:
    """Apply a gate to coordinate rows in place (each row is one coordinate of many points)."""
    element = space.ring.element
    size = 2 if gate.name == "sum" else 1
    if gate.name not in ("fourier", "phase", "multiply", "sum"):
        raise InputError(f"gate {gate.name!r} is not one of fourier, phase, multiply, sum")
    if len(gate.systems) != size or len(set(gate.systems)) != size:
        raise InputError(f"gate {gate.name} takes {size} different systems, got {gate.systems!r}")
    x, p = space.x(gate.systems[0]), space.p(gate.systems[0])
    k = element(gate.amount)
    if gate.name == "fourier":
        rows[x], rows[p] = [element(-v) for v in rows[p]], rows[x]
    elif gate.name == "phase":
        rows[p] = [element(a + k * b) for a, b in zip(rows[p], rows[x], strict=True)]
    elif gate.name == "multiply":
        inverse = space.ring.inverse(k)
        rows[x] = [element(k * v) for v in rows[x]]
        rows[p] = [element(inverse * v) for v in rows[p]]
    else:
        tx, tp = space.x(gate.systems[1]), space.p(gate.systems[1])
        rows[tx] = [element(a + k * b) for a, b in zip(rows[tx], rows[x], strict=True)]
        rows[p] = [element(a - k * b) for a, b in zip(rows[p], rows[tp], strict=True)]


@checked
def generators(space: PhaseSpace) -> tuple[Gate, ...]:
    """Fourier and phase gates on every system and sums of neighbours.

    They generate Sp(2n, Z_d) for every d; over Q and R their multiples do, with multiply.
    Source: Hostens, Dehaene, De Moor, Phys. Rev. A 71, 042315 (2005).

    >>> [g.name for g in generators(PhaseSpace(2, 3))]
    ['fourier', 'phase', 'fourier', 'phase', 'sum']
    """
    found = [Gate(name, (i,)) for i in range(1, space.n + 1) for name in ("fourier", "phase")]
    return (*found, *(Gate("sum", (i, i + 1)) for i in range(1, space.n)))


@checked
def from_gates(space: PhaseSpace, gates: Sequence[Gate]) -> AffineSymplectic:
    """The map of a circuit; the first gate acts first."""
    rows = [list(space.unit(name)) for name in space.names]
    for gate in gates:
        _act(space, gate, rows)
    return AffineSymplectic(space, rows)


@checked
def decompose(change: AffineSymplectic) -> tuple[Gate, ...]:
    """Elementary gates whose product, the first acting first, is the linear part of a map.

    Works over every ring: by divisions over fields, by Euclid's algorithm over Z_d.

    Raises:
        EngineRefusal: over R, an entry whose vanishing depends on symbols.

    >>> space = PhaseSpace(2, 4)
    >>> s = random_symplectic(space, seed=1)
    >>> from_gates(space, decompose(s)) == s
    True
    """
    space = change.space
    rows = [list(row) for row in change.matrix]
    applied: list[Gate] = []

    def do(name: str, *systems: int, amount: Any = 1) -> None:
        gate = Gate(name, systems, space.ring.element(amount))
        _act(space, gate, rows)
        applied.append(gate)

    for i in range(1, space.n + 1):
        _column_to_unit(space, rows, i, do)
        _partner_to_unit(space, rows, i, do)
    found: list[Gate] = []
    for gate in reversed(applied):
        found += gate.inverse(space)
    return tuple(_merged(found))


def _zero(space: PhaseSpace, value: Any) -> bool:
    return value == 0 if space.ring.is_finite else space.ring.is_zero(value)


def _column_to_unit(space: PhaseSpace, rows: list[list[Any]], i: int, do: Any) -> None:
    """Turn the image of e_{x_i} into e_{x_i} by gates on the systems i..n."""
    c, d = space.x(i), space.ring.modulus
    for j in range(i, space.n + 1):
        x, p = space.x(j), space.p(j)
        while not _zero(space, rows[p][c]):
            if space.ring.is_field and not _zero(space, rows[x][c]):
                do("phase", j, amount=-rows[p][c] * space.ring.inverse(rows[x][c]))
                continue
            if not space.ring.is_field and rows[x][c]:
                do("phase", j, amount=-(rows[p][c] // rows[x][c]))
                if rows[p][c]:  # three Fourier gates put the smaller entry into x
                    for _ in range(3):
                        do("fourier", j)
                continue
            do("fourier", j)
    x = space.x(i)
    for j in range(i + 1, space.n + 1):
        y = space.x(j)
        while not _zero(space, rows[y][c]):
            if _zero(space, rows[x][c]) or (not space.ring.is_field
                                            and rows[x][c] > rows[y][c]):
                amount = 1 if _zero(space, rows[x][c]) else -(rows[x][c] // rows[y][c])
                do("sum", j, i, amount=amount)
            elif space.ring.is_field:
                do("sum", i, j, amount=-rows[y][c] * space.ring.inverse(rows[x][c]))
            else:
                do("sum", i, j, amount=-(rows[y][c] // rows[x][c]))
    value = rows[x][c]
    if d and gcd(value, d) != 1:
        raise DomainError(f"column {space.names[c]} has the common divisor {gcd(value, d)} with "
                          f"{d}; no symplectic matrix has")
    if value != 1:
        do("multiply", i, amount=space.ring.inverse(value))


def _partner_to_unit(space: PhaseSpace, rows: list[list[Any]], i: int, do: Any) -> None:
    """Turn the image of e_{p_i} into e_{p_i} by gates that keep e_{x_i}; its p_i entry is 1."""
    c = space.p(i)
    for j in range(i + 1, space.n + 1):
        if not _zero(space, rows[space.p(j)][c]):
            do("sum", j, i, amount=rows[space.p(j)][c])
        if not _zero(space, rows[space.x(j)][c]):
            do("fourier", j)
            do("sum", j, i, amount=rows[space.p(j)][c])
            for _ in range(3):
                do("fourier", j)
    if not _zero(space, rows[space.x(i)][c]):
        for _ in range(3):
            do("fourier", i)
        # Fourier turned the entries (x, 1) into (1, -x): the momentum is cleared by a phase
        do("phase", i, amount=-rows[space.p(i)][c] * space.ring.inverse(rows[space.x(i)][c]))
        do("fourier", i)


def _merged(gates: Sequence[Gate]) -> list[Gate]:
    """Four Fourier gates in a row on one system are the identity."""
    found: list[Gate] = []
    for gate in gates:
        found.append(gate)
        if gate.name == "fourier" and len(found) >= 4 and all(g == gate for g in found[-4:]):
            del found[-4:]
    return found


@checked
def transvection(space: PhaseSpace, h: Sequence[object], k: object = 1) -> AffineSymplectic:
    """The map m -> m + k <m, h> h with <m, h> = sum(m_x h_p - m_p h_x).

    >>> transvection(PhaseSpace(1, 3), (1, 0))((0, 1))
    (2, 1)
    """
    v, amount = space.point(h), space.ring.element(k)
    columns = []
    for name in space.names:
        e = space.unit(name)
        a = amount * space.product(e, v)
        columns.append([space.ring.element(x + a * y) for x, y in zip(e, v, strict=True)])
    return AffineSymplectic(space, list(zip(*columns, strict=True)))


@checked
def symplectic_elements(space: PhaseSpace) -> Iterator[AffineSymplectic]:
    """Every element of Sp(2n, Z_d) once, by choosing the images of the basis one by one.

    Raises:
        EngineRefusal: more than a million elements, or an infinite ring.

    >>> sum(1 for _ in symplectic_elements(PhaseSpace(1, 4)))
    48
    """
    d = space.ring.modulus
    if not d:
        raise EngineRefusal(f"Sp(2n, {space.ring}) is infinite", "choose a phase space over Z_d")
    size = symplectic_order(space.n, d)
    if size > LIMIT:
        raise EngineRefusal(f"Sp({2 * space.n}, Z_{d}) has {size} elements, more than {LIMIT}",
                            "use generators() or random_symplectic()")
    yield from _elements(space)


def _elements(space: PhaseSpace) -> Iterator[AffineSymplectic]:
    """Each image (e, f) of (x_n, p_n), completed once, times the maps of the other systems."""
    zero = (0,) * space.dimension
    if space.n == 1:
        for columns in _bases(space, ()):
            yield trusted(space, tuple(zip(*columns, strict=True)), zero)
        return
    small, n = space.on(space.n - 1), space.n
    places = [space.names.index(name) for name in small.names]
    inner = []
    for change in _elements(small):
        rows = [list(space.unit(name)) for name in space.names]
        for i, row in zip(places, change.matrix, strict=True):
            for j, value in zip(places, row, strict=True):
                rows[i][j] = value
        inner.append(list(zip(*rows, strict=True)))
    d = space.ring.modulus
    for first in _bases(space, (), 2):
        whole = next(_bases(space, first))
        table: list[Row] = [()] * space.dimension
        order = [n, *range(1, n)]
        for i, x, p in zip(order, whole[::2], whole[1::2], strict=True):
            table[space.x(i)], table[space.p(i)] = x, p
        outer = tuple(zip(*table, strict=True))
        for parts in inner:  # the columns of each inner map
            yield trusted(space, tuple(tuple(sum(map(mul, row, part)) % d for part in parts)
                                       for row in outer), zero)


def _bases(space: PhaseSpace, chosen: tuple[Row, ...], length: int | None = None,
           random: Random | None = None) -> Iterator[tuple[Row, ...]]:
    """Symplectic bases (x, p, x, p, ...) that begin with the chosen vectors, or beginnings of a
    given length; with `random` a single one, uniform."""
    k = len(chosen)
    if k == (space.dimension if length is None else length):
        yield chosen
        return
    d, width = space.ring.modulus, space.dimension
    rows = [_turned(space, u) for u in chosen]
    wanted = [int(k % 2 and i == k - 1) for i in range(k)]
    start = solve(rows, wanted, space.ring, width)
    assert start is not None  # the chosen vectors are part of a symplectic basis
    lines = Subspace(space, chosen, dual=False).symplectic_complement() if chosen else \
        Subspace(space, [space.unit(n) for n in space.names], dual=False)
    if random is None:
        steps: Iterable[Row] = module_elements(lines.basis, d, width)
    else:
        steps = (_mixed(lines.basis, d, width, random) for _ in count())
    for w in steps:
        v = tuple((x + y) % d for x, y in zip(start, w, strict=True))
        if k % 2 or _unimodular(v, d):
            yield from _bases(space, (*chosen, v), length, random)
            if random is not None:
                return


def _mixed(basis: Sequence[Row], d: int, width: int, random: Random) -> Row:
    amounts = [random.randrange(d) for _ in basis]
    return tuple(sum(c * row[k] for c, row in zip(amounts, basis, strict=True)) % d
                 for k in range(width))


def _unimodular(v: Sequence[int], d: int) -> bool:
    return gcd(d, *v) == 1


def _turned(space: PhaseSpace, u: Sequence[Any]) -> list[Any]:
    """The row r with r v = sum(u_x v_p - u_p v_x)."""
    row: list[Any] = [0] * space.dimension
    for i in range(1, space.n + 1):
        x, p = space.x(i), space.p(i)
        row[x], row[p] = -u[p], u[x]
    return row


def _from_columns(space: PhaseSpace, columns: Sequence[Row]) -> AffineSymplectic:
    places = [q for i in range(1, space.n + 1) for q in (space.x(i), space.p(i))]
    table: list[Row] = [()] * space.dimension
    for place, column in zip(places, columns, strict=True):
        table[place] = column
    return AffineSymplectic(space, list(zip(*table, strict=True)))


@checked
def random_symplectic(space: PhaseSpace, seed: int) -> AffineSymplectic:
    """A uniformly random element of Sp(2n, Z_d).

    Raises:
        EngineRefusal: the ring is infinite.
    """
    if not space.ring.is_finite:
        raise EngineRefusal(f"there is no uniform element of Sp(2n, {space.ring})",
                            "choose a phase space over Z_d")
    return _from_columns(space, next(_bases(space, (), None, Random(seed))))


@checked
def orbit(space: PhaseSpace, point: Sequence[object],
          gates: Sequence[Gate] | None = None) -> frozenset[Row]:
    """All points that the gates reach from a point of Z_d^2n; by default the generators.

    >>> len(orbit(PhaseSpace(1, 6), (1, 0)))
    24
    """
    if not space.ring.is_finite:
        raise EngineRefusal("orbits are listed over Z_d only")
    maps = [g.map(space) for g in (generators(space) if gates is None else gates)]
    seen = {space.point(point)}
    todo = list(seen)
    while todo:
        m = todo.pop()
        for change in maps:
            image = change(m)
            if image not in seen:
                seen.add(image)
                todo.append(image)
    return frozenset(seen)


@checked
def counted_order(space: PhaseSpace) -> int:
    """|Sp(2n, Z_d)| by counting symplectic bases: the choices for each basis vector in turn.

    Independent of the closed formula: images of x_i are the unimodular vectors, counted one by
    one, of the remaining space; images of p_i solve one equation with value 1.

    >>> counted_order(PhaseSpace(2, 3)), counted_order(PhaseSpace(2, 4))
    (51840, 737280)
    """
    d = space.ring.modulus
    if not d:
        raise EngineRefusal(f"Sp(2n, {space.ring}) is infinite", "choose a phase space over Z_d")
    total = 1
    for m in range(space.n, 0, -1):
        small = space.on(m)
        units = [small.unit(name) for name in small.names]
        whole = Subspace(small, units, dual=False)
        vectors = sum(_unimodular(v, d) for v in module_elements(whole.basis, d, 2 * m))
        e = small.unit("X1")
        partners = sum(small.product(e, v) == 1 for v in module_elements(whole.basis, d, 2 * m))
        total *= vectors * partners
    return total
