"""Knowledge balance against classical complementarity, for pairs of systems, exhaustively."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from symq.errors import EngineRefusal, InputError
from symq.lang.checked import checked
from symq.phasespace.counting import canonical_variables, isotropic_subspaces
from symq.phasespace.rings import Row, Rows
from symq.phasespace.space import LinearFunctional, PhaseSpace
from symq.phasespace.subspace import Subspace


@checked
@dataclass(frozen=True)
class Violation:
    """Why a set of known variables is not allowed.

    Attributes:
        system: who would know too much.
        measured: what is measured on the other system first, or None if nothing has to be.
        known: variables of the system that are known then, more than half of its information.
    """

    system: int
    measured: LinearFunctional | None
    known: tuple[LinearFunctional, ...]


@checked
def subspaces(space: PhaseSpace, rank: int) -> Iterator[Subspace]:
    """Every subspace of the functionals of a dimension once, isotropic or not, over Z_p.

    >>> [sum(1 for _ in subspaces(PhaseSpace(2, p), 2)) for p in (2, 3)]
    [35, 130]
    """
    p, size = space.ring.modulus, space.dimension
    if not (p and space.ring.is_field):
        raise EngineRefusal(f"subspaces are listed over Z_p, p prime, not {space.ring}")
    for pivots in combinations(range(size), rank):
        free = [(i, j) for i, c in enumerate(pivots) for j in range(c + 1, size)
                if j not in pivots]
        for values in product(range(p), repeat=len(free)):
            rows = [[int(j == c) for j in range(size)] for c in pivots]
            for (i, j), v in zip(free, values, strict=True):
                rows[i][j] = v
            basis: Rows = tuple(tuple(row) for row in rows)
            yield Subspace.of(space, basis)


@checked
def balance_violation(V: Subspace, locality: bool = True) -> Violation | None:
    """What forbids a set of known variables of two systems by knowledge balance, or None.

    Args:
        V: the known variables, at most two independent ones.
        locality: also require that a measurement on one system, which does not touch the other,
            leaves the other one with at most half of its information.
    Conventions:
        Each variable is a d-valued question; a system of n has 2n independent ones, and at most
        n answers may be known, of a pair and of each of its systems.
    Source:
        Spekkens, Phys. Rev. A 75, 032110 (2007); van Enk, Found. Phys. 37, 1447 (2007).

    >>> V = Subspace(PhaseSpace(2, 2), ["X2", "X1 + P2"])
    >>> found = balance_violation(V)
    >>> print(found.system, found.measured, *found.known)
    2 X1 X2 P2
    """
    space = V.space
    if space.n != 2:
        raise InputError(f"knowledge balance is examined for two systems, not {space.n}")
    if V.rank > 2:
        raise InputError(f"{V.rank} independent variables of two systems are more than half")
    for system in (2, 1):
        own = V.restricted([system])
        if own.rank > 1:
            return Violation(system, None, own.functionals)
        if not locality:
            continue
        for f in _variables_of(space, 3 - system):
            after = (V + Subspace(space, [f])).restricted([system])
            if after.rank > 1:
                return Violation(system, f, after.functionals)
    return None


def _variables_of(space: PhaseSpace, system: int) -> Iterator[LinearFunctional]:
    """The variables of one system, X and P first."""
    names = (f"X{system}", f"P{system}")
    first = [space.linear(name) for name in names]
    rest = []
    small = space.on(1)
    for f in canonical_variables(small):
        row: list[int] = [0] * space.dimension
        row[space.x(system)], row[space.p(system)] = (
            f.coefficients[small.x(1)], f.coefficients[small.p(1)])
        g = LinearFunctional(space, tuple(row))
        if g not in first:
            rest.append(g)
    return iter((*first, *rest))


@checked
@dataclass(frozen=True)
class BalanceReport:
    """Sets of known variables that the two principles allow, for a pair of systems.

    Attributes:
        balanced: allowed by knowledge balance with locality, by number of variables.
        isotropic: allowed by classical complementarity, likewise.
        extra: allowed by knowledge balance alone.
        missing: allowed by complementarity alone.
    """

    balanced: tuple[int, ...]
    isotropic: tuple[int, ...]
    extra: tuple[Subspace, ...]
    missing: tuple[Subspace, ...]

    @property
    def agree(self) -> bool:
        """Whether the two principles allow the same."""
        return not self.extra and not self.missing


@checked
def compare_principles(space: PhaseSpace, locality: bool = True) -> BalanceReport:
    """Go through all subspaces of known variables of a pair and compare the two principles.

    >>> compare_principles(PhaseSpace(2, 2)).agree
    True
    >>> len(compare_principles(PhaseSpace(2, 3)).extra)
    24
    """
    balanced, isotropic = [], []
    extra: list[Subspace] = []
    missing: list[Subspace] = []
    for rank in range(3):
        allowed = {V.basis: V for V in subspaces(space, rank)
                   if balance_violation(V, locality) is None}
        wanted = {V.basis: V for V in isotropic_subspaces(space, rank)}
        balanced.append(len(allowed))
        isotropic.append(len(wanted))
        extra += [V for b, V in allowed.items() if b not in wanted]
        missing += [V for b, V in wanted.items() if b not in allowed]
    return BalanceReport(tuple(balanced), tuple(isotropic), tuple(extra), tuple(missing))


@checked
def balanced_supports() -> frozenset[frozenset[tuple[Row, ...]]]:
    """All sets of 4 of the 16 ontic states of two bits that knowledge balance and locality allow.

    No linear structure is assumed: a bit may be in any of two of four ontic states or in all of
    them, with equal probabilities; each half of a pair must be so before and after any two-outcome
    measurement (a partition into two and two) of the other half.

    >>> len(balanced_supports())
    60
    """
    points = list(product(range(2), repeat=2))
    halves = [frozenset(h) for h in combinations(points, 2)]
    pairs = list(product(points, repeat=2))
    found = set()
    for chosen in combinations(pairs, 4):
        if all(_valid([m[k] for m in chosen]) and all(
                _valid([m[k] for m in chosen if m[1 - k] in half]) for half in halves)
                for k in (0, 1)):
            found.add(frozenset(chosen))
    return frozenset(found)


def _valid(values: list[Row]) -> bool:
    """Nothing, or equally often two different points or all four."""
    counts = {v: values.count(v) for v in values}
    return not values or (len(counts) in (2, 4) and len(set(counts.values())) == 1)
