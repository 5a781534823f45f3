"""Translation-invariant families of operators: one product of symbols decides on every torus.

A family is a word (or a sum of momenta) at the cell 0 and its translates. Places are pairs
(index, cell). The exponents k(r) with A_0 B_r = zeta^k(r) B_r A_0 are the coefficients of a product
of Laurent polynomials, the symbols of A and B. On a torus exponents of cells that are the same
there add up. So the families commute on every torus if all k(r) vanish, and on none that is longer
than the support of k if one of them does not; on shorter ones the sums are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sympy import Add, Expr, Integer, Mul

from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.shown import minus, plus, times
from symq.lang.statement import Equation
from symq.lattice.lattice import Cell, phase
from symq.lattice.operators import Kind, Word

Laurent = dict[Cell, int]
Weights = dict[tuple[int, Cell], int]


def _cells(places: Sequence[tuple[int, Cell]]) -> int:
    lengths = {len(c) for _, c in places}
    if len(lengths) != 1 or not lengths <= {1, 2, 3}:
        raise DimensionError("the places of a family are pairs (index, cell) with cells of one to "
                             f"three integers, all of one length; got {list(places)[:3]}")
    return lengths.pop()


@checked
@dataclass(frozen=True)
class Family:
    """A word on places (index, cell) and all its translates.

    >>> from symq.lattice.operators import QUBIT
    >>> bond = Family(QUBIT.word({(0, (0,)): 1, (0, (1,)): 1}))
    >>> field = Family(QUBIT.word({}, {(0, (0,)): 1}))
    >>> commutation_exponents(bond, field)
    {(0,): 1, (1,): 1}
    """

    word: Word
    name: str = ""

    def __post_init__(self) -> None:
        _cells(self.word.places)

    @property
    def dimension(self) -> int:
        """The number of directions of translation."""
        return _cells(self.word.places)

    @property
    def kind(self) -> Kind:
        """What sits on the places."""
        return self.word.kind

    def symbols(self) -> tuple[dict[int, Laurent], dict[int, Laurent]]:
        """The Laurent polynomials of the shifts and of the clocks, for each index."""
        found: tuple[dict[int, Laurent], dict[int, Laurent]] = ({}, {})
        for side, powers in zip(found, (self.word.shift, self.word.clock), strict=True):
            for (index, cell), n in powers:
                side.setdefault(index, {})[cell] = n
        return found

    def at(self, cell: Cell, sizes: Sequence[int] | None = None) -> Word:
        """The translate by a cell, on the lattice or on a torus of these lengths.

        On a torus places that coincide are joined, so that powers of their operators add up.
        """
        return self.word.at(lambda p: (p[0], folded(tuple(
            a + b for a, b in zip(p[1], cell, strict=True)), sizes)))

    def on(self, sizes: Sequence[int]) -> Iterator[Word]:
        """All translates on a torus."""
        check_sizes(sizes, self.dimension)
        for cell in torus(sizes):
            yield self.at(cell, sizes)


def folded(cell: Cell, sizes: Sequence[int] | None) -> Cell:
    """A cell of the lattice as a cell of the torus."""
    return cell if sizes is None else tuple(c % n for c, n in zip(cell, sizes, strict=True))


def torus(sizes: Sequence[int]) -> Iterator[Cell]:
    """The cells of a torus."""
    return product(*(range(n) for n in sizes))


def check_sizes(sizes: Sequence[int], dimension: int) -> None:
    """Lengths of a torus are positive integers, one for each direction."""
    if not isinstance(sizes, Sequence) or isinstance(sizes, str):
        raise InputError(f"{sizes!r} are no lengths of a torus; give one for each direction")
    if len(sizes) != dimension:
        raise DimensionError(f"{len(sizes)} lengths {tuple(sizes)} for {dimension} directions")
    if any(isinstance(n, bool) or not isinstance(n, int) or n < 1 for n in sizes):
        raise InputError(f"the lengths {tuple(sizes)} of a torus must be positive integers")


def correlation(a: Mapping[int, Laurent], b: Mapping[int, Laurent]) -> Laurent:
    """Coefficients of the sum over the index of a(x) b(1/x), without zeros."""
    total: Laurent = {}
    for index in a.keys() & b.keys():
        for one, m in a[index].items():
            for two, n in b[index].items():
                r = tuple(p - q for p, q in zip(one, two, strict=True))
                total[r] = total.get(r, 0) + m * n
    return {r: n for r, n in sorted(total.items()) if n}


@checked
def commutation_exponents(a: Family, b: Family) -> Laurent:
    """k(r) modulo M with A_0 B_r = zeta_M^k(r) B_r A_0, without zeros.

    Raises:
        InputError: different kinds. DimensionError: different dimensions.
    """
    if a.kind != b.kind:
        raise InputError(f"families of different kinds, {a.kind} and {b.kind}")
    if a.dimension != b.dimension:
        raise DimensionError(f"families in {a.dimension} and {b.dimension} dimensions")
    (shift_a, clock_a), (shift_b, clock_b) = a.symbols(), b.symbols()
    total = correlation(clock_a, shift_b)
    for r, n in correlation(shift_a, clock_b).items():
        total[r] = total.get(r, 0) - n
    return {r: n % a.kind.root for r, n in sorted(total.items()) if n % a.kind.root}


@checked
def commute(a: Family, b: Family, sizes: Sequence[int] | None = None) -> bool:
    """Whether all members commute: on the lattice, hence on every torus, or on one torus.

    >>> from symq.lattice.operators import QUBIT
    >>> bond = Family(QUBIT.word({(0, (0,)): 1, (0, (1,)): 1}))
    >>> field = Family(QUBIT.word({}, {(0, (0,)): 1}))
    >>> commute(bond, field), commute(bond, field, (1,))
    (False, True)
    """
    found = commutation_exponents(a, b)
    if sizes is None:
        return not found
    check_sizes(sizes, a.dimension)
    sums: Laurent = {}
    for r, n in found.items():
        sums[folded(r, sizes)] = sums.get(folded(r, sizes), 0) + n
    return all(n % a.kind.root == 0 for n in sums.values())


def long_enough(found: Laurent, sizes: Sequence[int]) -> bool:
    """Whether no two cells of a Laurent polynomial coincide on the torus."""
    return len({folded(r, sizes) for r in found}) == len(found)


def failure(a: Family, b: Family) -> tuple[Word, Word] | None:
    """Two members that do not commute, or None."""
    found = commutation_exponents(a, b)
    if not found:
        return None
    return a.word, b.at(next(iter(found)))


@checked
def require_commuting(families: Sequence[Family]) -> None:
    """Refuse families that do not commute with each other and with themselves.

    Raises:
        EngineRefusal: naming two members that do not commute.
    """
    for i, a in enumerate(families):
        for b in families[i:]:
            pair = failure(a, b)
            if pair is not None:
                raise EngineRefusal(
                    f"{a.name or 'the family'} at the cell 0, {pair[0]}, does not commute with "
                    f"{b.name or 'the family'}, {pair[1]}: A B = zeta_{a.kind.root}^"
                    f"{pair[0].commutation(pair[1])} B A", "repair the operators or the links")


@checked
@dataclass(frozen=True)
class Charges:
    """A sum of momenta, sum of w L over places (index, cell), and all its translates."""

    weights: tuple[tuple[tuple[int, Cell], int], ...]
    name: str = ""

    @classmethod
    def of(cls, weights: Mapping[tuple[int, Cell], int], name: str = "") -> Charges:
        """From a table {(index, cell): weight}."""
        _cells(list(weights))
        return cls(tuple(sorted((p, w) for p, w in weights.items() if w)), name)

    def at(self, cell: Cell, sizes: Sequence[int] | None = None) -> Weights:
        """The weights of a translate, joined on a torus."""
        total: Weights = {}
        for (index, own), w in self.weights:
            place = (index, folded(tuple(p + q for p, q in zip(own, cell, strict=True)), sizes))
            total[place] = total.get(place, 0) + w
        return total

    def symbol(self) -> dict[int, Laurent]:
        """The Laurent polynomial of the weights, for each index."""
        found: dict[int, Laurent] = {}
        for (index, cell), w in self.weights:
            found.setdefault(index, {})[cell] = w
        return found

    def parity(self, kind: Kind) -> Family:
        """zeta_M to the power of the charge, as a family of words."""
        return Family(kind.word((), dict(self.weights)), self.name)


def charge_exponents(q: Charges, b: Family) -> Laurent:
    """n(r) with [Q_0, B_r] = n(r) B_r, without zeros."""
    return correlation(q.symbol(), b.symbols()[0])


def _sum(terms: Mapping[Cell, int], inverse: bool = False) -> Expr:
    parts = [times(n, phase(tuple(-c for c in cell) if inverse else cell)) if n != 1
             else phase(tuple(-c for c in cell) if inverse else cell)
             for cell, n in terms.items()]
    return plus(*parts) if parts else Integer(0)


def _product(a: Mapping[int, Laurent], b: Mapping[int, Laurent]) -> Expr:
    common = sorted(a.keys() & b.keys())
    return plus(*(Mul(_sum(a[i]), _sum(b[i], inverse=True), evaluate=False) for i in common)
                ) if common else Integer(0)


@checked
def charge_symbol(q: Charges, b: Family) -> Equation:
    """The statement that Q commutes with B on every torus: a product of symbols is zero.

    Coefficient by coefficient in z_1, z_2, ... it says [Q_0, B_r] = 0 for each r.
    """
    return Equation(_product(q.symbol(), b.symbols()[0]), Integer(0))


def row(polynomials: Mapping[int, Laurent], kinds: int) -> tuple[Expr, ...]:
    """Laurent polynomials for all kinds of links, as the theorems on translates take them.

    >>> row({1: {(0, 0): 1, (1, 0): -1}}, 2)
    (0, 1 - z_1)
    """
    return tuple(Add(*(n * phase(c) for c, n in polynomials.get(i, {}).items()))
                 for i in range(kinds))


@checked
def commutation_symbol(a: Family, b: Family) -> Equation:
    """The exponents k(r) as a product of symbols, equal to M times a Laurent polynomial.

    With right side M * 0 or M * (...) all k(r) vanish modulo M: A and B commute on every torus.

    Raises:
        EngineRefusal: they do not commute; use `commutation_exponents`.
    """
    pair = failure(a, b)
    if pair is not None:
        raise EngineRefusal(f"{pair[0]} and {pair[1]} do not commute",
                            "commutation_exponents gives the phases")
    (shift_a, clock_a), (shift_b, clock_b) = a.symbols(), b.symbols()
    exact = correlation(clock_a, shift_b)
    for r, n in correlation(shift_a, clock_b).items():
        exact[r] = exact.get(r, 0) - n
    quotient = {r: n // a.kind.root for r, n in exact.items() if n}
    return Equation(minus(_product(clock_a, shift_b), _product(shift_a, clock_b)),
                    times(a.kind.root, _sum(quotient)))


def staggered(q: Charges, signs: Sequence[int]) -> Charges:
    """The charge in terms of (-1)^(n_1 + n_2 + ...) L instead of L, at the cell 0.

    Args:
        signs: for each direction -1 where a step changes the sublattice, else 1.
    """
    def sign(cell: Cell) -> int:
        return -1 if sum(c for c, s in zip(cell, signs, strict=True) if s == -1) % 2 else 1
    return Charges(tuple(((i, c), w * sign(c)) for (i, c), w in q.weights), q.name)


@checked
def require_bipartite(sizes: Sequence[int], name: str = "the model") -> None:
    """Refuse tori on which the two sublattices cannot be told apart.

    Raises:
        EngineRefusal: a length is odd.
    """
    odd = [n for n in sizes if n % 2]
    if odd:
        raise EngineRefusal(f"a torus with the odd length {odd[0]} has no two sublattices: there "
                            f"{name} has no staggered field and is another one",
                            "take even lengths")
