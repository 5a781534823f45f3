"""Every isotropic subspace and every epistemic state once, closed formulas, and complete lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import gcd, prod
from random import Random

from sympy import Add, Expr, Integer, Matrix, Symbol

from symq.errors import EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.statement import All, Count, Equation, Inequality, Statement
from symq.lang.statement import Any as AnyOf
from symq.phasespace.epistemic import EpistemicState, grid
from symq.phasespace.rings import (
    Row,
    Rows,
    howell,
    is_prime,
    kernel,
    prime_powers,
    remainder,
)
from symq.phasespace.space import LinearFunctional, PhaseSpace
from symq.phasespace.subspace import Subspace


@checked
def isotropic_count(n: int, p: int, k: int) -> int:
    """Number of isotropic subspaces of dimension k of Z_p^2n, p prime, by the closed formula.

    Conventions:
        prod over i < k of (p^(2n-2i) - 1)/(p^(i+1) - 1).

    >>> [isotropic_count(3, 3, k) for k in range(4)]
    [1, 364, 3640, 1120]
    """
    _prime(p)
    check_number(n, "systems")
    if not 0 <= k <= n:
        return 0
    above = prod(p ** (2 * (n - i)) - 1 for i in range(k))
    return above // prod(p ** (i + 1) - 1 for i in range(k))


@checked
def lagrangian_count(n: int, p: int) -> int:
    """Number of Lagrangian subspaces of Z_p^2n, p prime: the product of p^i + 1, i = 1..n.

    >>> lagrangian_count(2, 3)
    40
    """
    _prime(p)
    check_number(n, "systems")
    return prod(p**i + 1 for i in range(1, n + 1))


@checked
def state_count(n: int, p: int, pure: bool = False) -> int:
    """Number of epistemic states of n systems, p prime: each subspace with each valuation.

    >>> state_count(1, 3), state_count(2, 3), state_count(2, 3, pure=True), state_count(2, 2)
    (13, 481, 360, 91)
    """
    check_number(n, "systems")
    ranks = [n] if pure else range(n + 1)
    return sum(isotropic_count(n, p, k) * p**k for k in ranks)


def check_number(n: object, what: str) -> None:
    """Refuse what is not a positive integer.

    Raises:
        InputError: naming it.
    """
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise InputError(f"the number of {what} must be a positive integer, not {n!r}")


def _prime(p: int) -> None:
    if not is_prime(p):
        raise EngineRefusal(f"{p} is not prime: Z_{p} is no field, and the closed formula counts "
                            "subspaces over a field", "enumerate with isotropic_subspaces")


@checked
def isotropic_subspaces(space: PhaseSpace, rank: int | None = None) -> Iterator[Subspace]:
    """Every isotropic subspace of the functionals once.

    Args:
        space: a phase space over Z_d.
        rank: only those with this dimension; over composite d with this number of canonical
            generators.
    Raises:
        EngineRefusal: the ring is infinite.
    Conventions:
        Over composite d the subspaces are submodules; they are put together from those over the
        prime powers (Chinese remainder theorem).

    >>> sum(1 for _ in isotropic_subspaces(PhaseSpace(2, 3), 2))
    40
    >>> [sum(V.is_lagrangian() for V in isotropic_subspaces(PhaseSpace(1, d))) for d in (4, 6, 9)]
    [7, 12, 13]
    """
    d = space.ring.modulus
    if not d:
        raise EngineRefusal(f"over {space.ring} there are infinitely many subspaces",
                            "choose a phase space over Z_d")
    if is_prime(d):
        ranks = range(space.n + 1) if rank is None else [rank]
        for k in ranks:
            for rows in _echelon_forms(space, k):
                yield Subspace.of(space, rows)
        return
    parts = [(q**k, _over_prime_power(space, q, k)) for q, k in prime_powers(d)]
    for choice in product(*(found for _, found in parts)):
        lifted = [tuple(d // m * x % d for x in row)
                  for (m, _), basis in zip(parts, choice, strict=True) for row in basis]
        whole = howell(lifted, d, space.dimension)
        if rank is None or len(whole) == rank:
            yield Subspace.of(space, whole)


def _echelon_forms(space: PhaseSpace, k: int) -> Iterator[Rows]:
    """Reduced echelon forms of isotropic subspaces over Z_p, row by row from the last one."""
    p, size = space.ring.modulus, space.dimension
    partner, sign = [0] * size, [0] * size
    for i in range(1, space.n + 1):
        x, q = space.x(i), space.p(i)
        partner[x], partner[q], sign[x], sign[q] = q, x, 1, -1

    def extend(pivots: tuple[int, ...], rows: tuple[Row, ...]) -> Iterator[Rows]:
        if len(rows) == len(pivots):
            yield rows
            return
        c = pivots[len(pivots) - len(rows) - 1]
        free = [j for j in range(c + 1, size) if j not in pivots]
        lines = [[sign[j] * r[partner[j]] % p for j in free]
                 + [-sign[c] * r[partner[c]] % p] for r in rows]
        for values in _solutions(lines, len(free), p):
            row = [0] * size
            row[c] = 1
            for j, value in zip(free, values, strict=True):
                row[j] = value
            yield from extend(pivots, (tuple(row), *rows))

    for pivots in combinations(range(size), k):
        yield from extend(pivots, ())


def _solutions(lines: list[list[int]], width: int, p: int) -> Iterator[tuple[int, ...]]:
    """All solutions over Z_p of linear equations given as rows with the value at the end."""
    rows = [list(line) for line in lines]
    pivots: list[int] = []
    done = 0
    for column in range(width):
        found = next((i for i in range(done, len(rows)) if rows[i][column]), None)
        if found is None:
            continue
        rows[done], rows[found] = rows[found], rows[done]
        inverse = pow(rows[done][column], -1, p)
        top = rows[done] = [x * inverse % p for x in rows[done]]
        for i, row in enumerate(rows):
            if i != done and row[column]:
                f = row[column]
                rows[i] = [(x - f * y) % p for x, y in zip(row, top, strict=True)]
        pivots.append(column)
        done += 1
    if any(row[width] for row in rows[done:]):
        return
    free = [j for j in range(width) if j not in pivots]
    for choice in product(range(p), repeat=len(free)):
        values = [0] * width
        for j, x in zip(free, choice, strict=True):
            values[j] = x
        for i, j in enumerate(pivots):
            values[j] = (rows[i][width] - sum(rows[i][f] * values[f] for f in free)) % p
        yield tuple(values)


def _over_prime_power(space: PhaseSpace, p: int, k: int) -> list[Rows]:
    """Isotropic submodules over Z_(p^k), grown by one element w with p w in the module."""
    d, width = p**k, space.dimension
    small = PhaseSpace(space.n, d, space.order, space.sign)
    seen: dict[Rows, None] = {(): None}
    todo: list[Rows] = [()]
    while todo:
        basis = todo.pop()
        V = Subspace.of(small, basis)
        outer = V.symplectic_complement()
        # w with p w in V, modulo V: the kernel of w -> p w in outer/V
        rows = [tuple(p * x % d for x in row) for row in outer.basis]
        relations = kernel(list(zip(*(*rows, *basis), strict=True)), small.ring,
                           len(rows) + len(basis)) if rows else ()
        lifts = howell([[sum(c * row[j] for c, row in zip(rel, outer.basis, strict=False)) % d
                         for j in range(width)] for rel in relations], d, width)
        fresh = [r for r in (remainder(row, basis, small.ring) for row in lifts) if any(r)]
        for k, first in enumerate(fresh):  # each line of the elementary abelian quotient
            for amounts in product(range(p), repeat=len(fresh) - k - 1):
                w = [(x + sum(c * r[j] for c, r in zip(amounts, fresh[k + 1:], strict=True))) % d
                     for j, x in enumerate(first)]
                grown = howell([*basis, w], d, width)
                if grown not in seen:
                    seen[grown] = None
                    todo.append(grown)
    return sorted(seen, key=lambda b: (len(b), b))


@checked
def epistemic_states(space: PhaseSpace, pure: bool | None = None) -> Iterator[EpistemicState]:
    """Every epistemic state of the space once: all valuations of all isotropic subspaces.

    Args:
        space: a phase space over Z_d.
        pure: only the pure ones (True) or only the others (False).

    >>> sum(1 for _ in epistemic_states(PhaseSpace(1, 3)))
    13
    >>> sum(1 for _ in epistemic_states(PhaseSpace(2, 2), pure=True))
    60
    """
    for V in isotropic_subspaces(space):
        if pure is not None and V.is_lagrangian() != pure:
            continue
        for point in _representatives(V):
            yield EpistemicState.trusted(V, point)


def _representatives(V: Subspace) -> Iterator[Row]:
    """Points that meet every coset of the annihilator of V."""
    space, d = V.space, V.space.ring.modulus
    if space.ring.is_field:
        leads = [next(k for k, x in enumerate(row) if x) for row in V.basis]
        for values in product(range(d), repeat=V.rank):
            yield tuple(values[leads.index(k)] if k in leads else 0
                        for k in range(space.dimension))
        return
    perp = V.annihilator().basis
    ranges = [d] * space.dimension
    for row in perp:
        j = next(k for k, x in enumerate(row) if x)
        ranges[j] = row[j]
    yield from product(*map(range, ranges))


@checked
def random_isotropic(space: PhaseSpace, rank: int, seed: int) -> Subspace:
    """An isotropic subspace over Z_p of the given dimension, uniformly at random.

    Raises:
        EngineRefusal: the ring is no finite field.
        InputError: the dimension exceeds n.

    >>> random_isotropic(PhaseSpace(3, 5), 2, seed=1).is_isotropic()
    True
    """
    p = space.ring.modulus
    if not (p and space.ring.is_field):
        raise EngineRefusal(f"uniform random subspaces need a finite field, not {space.ring}",
                            "choose a prime modulus")
    if not 0 <= rank <= space.n:
        raise InputError(f"an isotropic subspace of {space.n} systems has dimension 0 to "
                         f"{space.n}, not {rank!r}")
    random = Random(seed)
    V = Subspace(space)
    while V.rank < rank:
        outer = V.symplectic_complement()
        amounts = [random.randrange(p) for _ in outer.basis]
        row = [sum(c * r[j] for c, r in zip(amounts, outer.basis, strict=True)) % p
               for j in range(space.dimension)]
        V = V + Subspace(space, [row])
    return V


@checked
def random_state(space: PhaseSpace, rank: int, seed: int) -> EpistemicState:
    """A uniformly random epistemic state that knows `rank` variables over Z_p.

    >>> random_state(PhaseSpace(2, 3), 2, seed=5).is_pure
    True
    """
    V = random_isotropic(space, rank, seed)
    random = Random(f"values {seed}")
    return EpistemicState.of(V, [random.randrange(space.ring.modulus) for _ in range(
        space.dimension)])


@checked
@dataclass(frozen=True)
class ListReport:
    """What is wrong with a list that claims to contain every item of a kind exactly once.

    Attributes:
        expected: how many there are.
        invalid: (position, reason) of entries that are no valid item of the kind.
        repeated: (position, position of the first occurrence).
        missing: the items that do not occur.
    """

    expected: int
    invalid: tuple[tuple[int, str], ...]
    repeated: tuple[tuple[int, int], ...]
    missing: tuple[Subspace, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every item occurs exactly once and nothing else does."""
        return not (self.invalid or self.repeated or self.missing)


@checked
def check_list(space: PhaseSpace, entries: Iterable[Sequence[object]],
               where: Callable[[Subspace], bool] = Subspace.is_lagrangian) -> ListReport:
    """Check a list of sets of jointly known variables that claims to be complete.

    Args:
        space: a phase space over Z_d.
        entries: each a list of functionals, whose span is meant.
        where: which isotropic subspaces the list should contain; by default the Lagrangian ones.
    Returns:
        Invalid, repeated and missing entries; positions count from 1.
    Raises:
        InputError: an entry is no list of functionals.

    >>> report = check_list(PhaseSpace(1, 2), [["X"], ["P"], ["-X"]])
    >>> report.repeated, [str(V) for V in report.missing]
    (((3, 1),), ['<X1 + P1>'])
    """
    wanted = [V for V in isotropic_subspaces(space) if where(V)]
    first: dict[Rows, int] = {}
    invalid, repeated = [], []
    for i, entry in enumerate(entries, 1):
        if isinstance(entry, str):
            raise InputError(f"entry {i} is the text {entry!r}; give a list of functionals, such "
                             f"as [{entry!r}]")
        V = Subspace(space, list(entry))
        bad = V.offending_pair()
        if bad is not None:
            invalid.append((i, f"[{bad[0]}, {bad[1]}] = {bad[2]}, not 0"))
        elif V.basis in first:
            repeated.append((i, first[V.basis]))
        else:
            first[V.basis] = i
            if not where(V):
                invalid.append((i, f"{V} is not of the kind that the list enumerates"))
    missing = tuple(V for V in wanted if V.basis not in first)
    return ListReport(len(wanted), tuple(invalid), tuple(repeated), missing)


@checked
def canonical_variables(space: PhaseSpace) -> tuple[LinearFunctional, ...]:
    """The non-zero functionals up to multiples by units, in order.

    >>> [str(f) for f in canonical_variables(PhaseSpace(1, 3))]
    ['P1', 'X1', 'X1 + P1', 'X1 - P1']
    """
    d = space.ring.modulus
    if not d:
        raise EngineRefusal(f"over {space.ring} there are infinitely many variables")
    units = [u for u in range(1, d) if gcd(u, d) == 1]
    found: dict[Row, None] = {}
    for row in product(range(d), repeat=space.dimension):
        if any(row):
            least = min(tuple(u * x % d for x in row) for u in units)
            found.setdefault(least)
    return tuple(LinearFunctional(space, row) for row in found)


@checked
def count_statement(space: PhaseSpace, rank: int, equals: int,
                    correlated: bool | None = None) -> Count:
    """That there are so many isotropic subspaces of a dimension, as a count of their bases.

    The kernel goes through all lists of `rank` vectors and counts those that are independent and
    commute; each subspace has prod(p^rank - p^i) of them.

    Args:
        space: over Z_p, with p^(2n rank) at most six million.
        rank: the dimension, at least 1.
        equals: the claimed number of subspaces.
        correlated: with two systems and rank 2, only those in which neither system has a known
            variable of its own (True), or some has (False).
    Raises:
        EngineRefusal: the enumeration is too long, or p is not prime.
        InputError: correlation of another number of systems or variables.

    >>> count_statement(PhaseSpace(2, 3), 2, 24, correlated=True).equals
    1152
    """
    p, size = space.ring.modulus, space.dimension
    if not p or not space.ring.is_field or p ** (size * rank) > 6_000_000:
        raise EngineRefusal(f"{rank} vectors of {space.ring}^{size} are too many, or no field")
    if correlated is not None and (space.n, rank) != (2, 2):
        raise InputError("correlation is counted for two variables of two systems")
    vectors = [[Symbol(f"{name.lower()}_{k}") for name in space.names] for k in range(1, rank + 1)]
    table = Matrix(vectors)
    lines: list[Statement] = [Equation(_form(space, u, v), Integer(0))
                              for u, v in combinations(vectors, 2)]
    lines.append(AnyOf(tuple(Inequality(table.extract(list(range(rank)), list(c)).det(), "!=",
                                        Integer(0)) for c in combinations(range(size), rank))))
    if correlated is not None:
        blocks = [table.extract([0, 1], [space.x(i), space.p(i)]).det() for i in (1, 2)]
        lines.append(All(tuple(Inequality(b, "!=", Integer(0)) for b in blocks)) if correlated
                     else AnyOf(tuple(Equation(b, Integer(0)) for b in blocks)))
    bases = prod(p**rank - p**i for i in range(rank))
    return Count(grid([s for row in vectors for s in row], p), All(tuple(lines)),
                 equals * bases, p)


def _form(space: PhaseSpace, u: Sequence[Symbol], v: Sequence[Symbol]) -> Expr:
    return Add(*(u[space.x(i)] * v[space.p(i)] - u[space.p(i)] * v[space.x(i)]
                 for i in range(1, space.n + 1)))
