"""W-class states of N qubits as component vectors and as state vectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

from sympy import Add, Expr, I, ImmutableMatrix, Integer, MatrixBase, Rational, expand, sqrt

from symq.entanglement import fast
from symq.entanglement.order import as_exprs, chain, known_relation, read_assumptions
from symq.errors import DimensionError, DomainError, InputError
from symq.lang.checked import checked
from symq.lang.statement import Equation, Inequality, Statement, expression


@checked
def basis_index(bits: Sequence[int]) -> int:
    """Row of the basis vector |bits> in a state vector; party 1 is the most significant bit.

    Raises:
        InputError: an entry is neither 0 nor 1.

    >>> basis_index((1, 0, 0))
    4
    """
    index = 0
    for b in bits:
        if b not in (0, 1):
            raise InputError(f"basis label {tuple(bits)!r} has the entry {b!r}; use 0 and 1")
        index = 2 * index + int(b)
    return index


def squared_modulus(amplitude: Expr) -> Expr:
    """|amplitude|**2 with real symbols: i is replaced by -i for the conjugate.

    >>> squared_modulus(3 + 4*I)
    25
    """
    return fast.normal_form(amplitude * amplitude.xreplace({I: -I}))


def _total(*terms: object) -> Expr:
    """A sum, angles in normal form."""
    value = expand(Add(*terms))
    return fast.normal_form(value) if fast.has_angles(value) else value


@checked
@dataclass(frozen=True, init=False)
class WState:
    """The W-class vector sqrt(x0)|0...0> + sum_k sqrt(xk)|0...1_k...0> of N qubits.

    Args:
        components: (x1, ..., xN), rational or symbolic, N >= 2.
        x0: weight of |0...0>; by default 1 - x1 - ... - xN.
        assuming: what is known about the symbols; kept with the state.
    Raises:
        InexactError: a float.
        DomainError: a component or x0 is negative, or the total weight is above 1.
        DimensionError: fewer than two components.
    Conventions:
        Parties are numbered 1 to N. The weight x0 + x1 + ... + xN is the squared norm: it is 1
        for a normalised state and a probability for an outcome. Symbols are real. A sign that
        the assumptions do not decide is accepted; `validity()` states what remains to be proved.
    Source:
        chitambar, section "W-class states"; Dür, Vidal, Cirac, Phys. Rev. A 62, 062314 (2000).

    >>> WState((Rational(1, 2), Rational(1, 4), Rational(1, 8))).x0
    1/8
    """

    components: tuple[Expr, ...]
    x0: Expr
    assuming: tuple[Statement, ...]

    def __init__(self, components: Iterable[object], x0: object = None,
                 assuming: Iterable[object] = ()) -> None:
        comps = as_exprs(components, "components")
        if len(comps) < 2:
            raise DimensionError(f"a W-class state needs at least 2 components, got {len(comps)}")
        vacuum = _total(1, *(-c for c in comps)) if x0 is None else expression(x0)
        object.__setattr__(self, "components", comps)
        object.__setattr__(self, "x0", vacuum)
        object.__setattr__(self, "assuming", read_assumptions(assuming))
        for i, value in enumerate((vacuum, *comps)):
            if known_relation(value, self.assuming) == "<":
                hint = "; the components sum to more than 1" if i == 0 and x0 is None else ""
                raise DomainError(f"component x{i} = {value} is negative{hint}")
        if known_relation(1 - self.weight, self.assuming) == "<":
            raise DomainError(f"the weights sum to {self.weight}, which is above 1")

    @property
    def n(self) -> int:
        """Number of parties."""
        return len(self.components)

    @property
    def parties(self) -> range:
        """The party numbers 1, ..., N."""
        return range(1, self.n + 1)

    @property
    def weight(self) -> Expr:
        """Squared norm x0 + x1 + ... + xN."""
        return _total(self.x0, *self.components)

    def component(self, party: int) -> Expr:
        """The component of one party, or x0 for party 0."""
        check_party(party, self.n, zero=True)
        return self.x0 if party == 0 else self.components[party - 1]

    def amplitudes(self) -> dict[int, Expr]:
        """Non-zero amplitudes by row of the state vector."""
        values = {0: sqrt(self.x0)}
        values |= {1 << (self.n - k): sqrt(self.component(k)) for k in self.parties}
        return {row: a for row, a in values.items() if a != 0}

    def vector(self) -> ImmutableMatrix:
        """The state vector, a column of length 2**N; row `basis_index(bits)` is |bits>.

        >>> list(w_state(2).vector())
        [0, sqrt(2)/2, sqrt(2)/2, 0]
        """
        entries = [Integer(0)] * 2 ** self.n
        for row, a in self.amplitudes().items():
            entries[row] = a
        return ImmutableMatrix(entries)

    @classmethod
    def from_vector(cls, vector: MatrixBase, assuming: Iterable[object] = ()) -> WState:
        """The W-class state of a state vector supported on |0...0> and the |0...1_k...0>.

        Raises:
            DimensionError: the length is not a power of two, or below 4.
            DomainError: a basis state with two or more ones has an amplitude.
        Conventions:
            Phases are dropped: N local phases and the global one remove those of all N + 1
            amplitudes, which leaves a locally equivalent state.

        >>> WState.from_vector(ImmutableMatrix([0, Rational(3, 5), 4*I/5, 0])).components
        (16/25, 9/25)
        """
        rows = as_exprs(vector, "state vector")
        n = len(rows).bit_length() - 1
        if n < 2 or len(rows) != 2 ** n:
            raise DimensionError(f"a state vector of {len(rows)} entries is not one of N >= 2 "
                                 "qubits; expected 2**N entries")
        for row, a in enumerate(rows):
            if row.bit_count() > 1 and not fast.is_zero(a):
                raise DomainError(f"amplitude {a} of |{row:0{n}b}> is outside the W-class form; "
                                  "only |0...0> and single ones may occur")
        comps = [squared_modulus(rows[1 << (n - k)]) for k in range(1, n + 1)]
        return cls(comps, squared_modulus(rows[0]), assuming)

    def normalised(self) -> WState:
        """The state with weight 1.

        Raises:
            DomainError: the weight is zero.

        >>> WState((Rational(1, 4), Rational(1, 4)), 0).normalised().components
        (1/2, 1/2)
        """
        weight = self.weight
        if fast.is_zero(weight):
            raise DomainError("a state of weight 0 cannot be normalised")
        return WState([c / weight for c in self.components], self.x0 / weight, self.assuming)

    def scaled(self, factor: object) -> WState:
        """The state with every weight multiplied by `factor`."""
        f = expression(factor)
        return WState([f * c for c in self.components], f * self.x0, self.assuming)

    def relabelled(self, order: Sequence[int]) -> WState:
        """The state whose party i is the old party order[i - 1].

        Raises:
            InputError: `order` is not a permutation of the parties.
        """
        if sorted(order) != list(self.parties):
            raise InputError(f"{tuple(order)!r} is not a permutation of 1..{self.n}")
        return WState([self.component(k) for k in order], self.x0, self.assuming)

    def order(self) -> tuple[int, ...]:
        """The parties by decreasing component; equal components keep the order of the numbers.

        Raises:
            DomainError: the assumptions do not decide the order of some pair.

        >>> WState((Rational(1, 4), Rational(1, 2), Rational(1, 4))).order()
        (2, 1, 3)
        """
        result: list[int] = []
        for k in self.parties:
            place = next((i for i, j in enumerate(result) if self._before(k, j)), len(result))
            result.insert(place, k)
        return tuple(result)

    def _before(self, k: int, j: int) -> bool:
        """Whether x_k goes before x_j, where j < k keeps its place in a tie."""
        relation = known_relation(self.component(k) - self.component(j), self.assuming)
        if relation is None:
            raise DomainError(
                f"the order of x{j} = {self.component(j)} and x{k} = {self.component(k)} is not "
                "known; assume it, or use sectors()")
        return relation in (">", ">=")

    def sorted_components(self) -> tuple[Expr, ...]:
        """The components in decreasing order.

        Raises:
            DomainError: the assumptions do not decide the order.
        """
        return tuple(self.component(k) for k in self.order())

    def sectors(self) -> tuple[tuple[tuple[int, ...], tuple[Statement, ...]], ...]:
        """Every order of the parties with the assumptions that put the components in it.

        >>> from sympy import symbols
        >>> x, y = symbols("x y")
        >>> [order for order, _ in WState((x, y)).sectors()]
        [(1, 2), (2, 1)]
        """
        return tuple((order, chain([self.component(k) for k in order]))
                     for order in permutations(self.parties))

    def validity(self) -> tuple[Statement, ...]:
        """What makes the components a state: none is negative, and the weight is at most 1."""
        zero = Integer(0)
        return (*(Inequality(v, ">=", zero) for v in (self.x0, *self.components)),
                Inequality(self.weight, "<=", Integer(1)))

    def normalisation(self) -> Equation:
        """The statement that the squared norm of the state vector is 1."""
        norm = Add(*(squared_modulus(a) for a in self.amplitudes().values()), evaluate=False)
        return Equation(norm, Integer(1))

    def is_product(self) -> bool:
        """Whether at most one component is not zero (a finite exact decision)."""
        return sum(not fast.is_zero(c) for c in self.components) <= 1

    def epr_pair(self) -> tuple[int, int] | None:
        """The parties (i, j) when the state is a multiple of an EPR pair, else None.

        >>> epr_state(1, 3, 3).epr_pair()
        (1, 3)
        """
        if not fast.is_zero(self.x0):
            return None
        live = [k for k in self.parties if not fast.is_zero(self.component(k))]
        if len(live) != 2:
            return None
        i, j = live
        return (i, j) if fast.is_zero(self.component(i) - self.component(j)) else None


def require_state(state: object) -> None:
    """Refuse what is no W-class state.

    Raises:
        InputError: naming what was given.
    """
    if not isinstance(state, WState):
        raise InputError(f"{state!r} is no WState")


def check_party(party: int, n: int, *, zero: bool = False) -> None:
    """Refuse a party number outside 1..n (0 is allowed with zero=True).

    Raises:
        InputError: the number is out of range or not an integer.
    """
    low = 0 if zero else 1
    if isinstance(party, bool) or not isinstance(party, int) or not low <= party <= n:
        raise InputError(f"party {party!r} is not one of {low}..{n}")


@checked
def w_state(n: int = 3) -> WState:
    """The state W of n qubits, all components 1/n.

    Raises:
        DimensionError: n < 2.

    >>> w_state().components
    (1/3, 1/3, 1/3)
    """
    if isinstance(n, bool) or not isinstance(n, int) or n < 2:
        raise DimensionError(f"W needs at least 2 qubits, got {n!r}")
    if n > 10_000:
        raise DimensionError(f"W is written out for at most 10000 qubits, not {n}")
    return WState([Rational(1, n)] * n)


@checked
def epr_state(i: int, j: int, n: int = 3) -> WState:
    """The pair (|01> + |10>)/sqrt(2) of parties i and j, the others in |0>.

    Raises:
        InputError: i and j are not two different parties.

    >>> epr_state(1, 2).components
    (1/2, 1/2, 0)
    """
    check_party(i, n)
    check_party(j, n)
    if i == j:
        raise InputError(f"an EPR pair needs two different parties, got {i} twice")
    return WState([Rational(1, 2) if k in (i, j) else 0 for k in range(1, n + 1)])


@checked
def psi_state(s: object, n: int = 3, assuming: Iterable[object] = ()) -> WState:
    """The family with components (s, (1-s)/(n-1), ..., (1-s)/(n-1)).

    Args:
        s: component of party 1.
        n: number of parties.
        assuming: what is known about s; nothing by default.
    Raises:
        DomainError: s is outside [0, 1].

    >>> psi_state(Rational(1, 2)).components
    (1/2, 1/4, 1/4)
    """
    value = expression(s)
    return WState([value] + [(1 - value) / (n - 1)] * (n - 1), 0, assuming)


@checked
def local_invariants(state: WState) -> tuple[Expr, ...]:
    """Determinants of the one-party density matrices, which no local unitary changes.

    Args:
        state: any W-class state.
    Returns:
        For each party det(rho_k), computed from the state vector.
    Conventions:
        For a W-class state det(rho_k) = x_k (sum of the other components), whatever x0 is.

    >>> local_invariants(w_state())
    (2/9, 2/9, 2/9)
    """
    amplitudes = state.amplitudes()
    zero = Integer(0)
    result = []
    for k in state.parties:
        bit = 1 << (state.n - k)
        rows = sorted({row & ~bit for row in amplitudes})
        pairs = [(amplitudes.get(r, zero), amplitudes.get(r | bit, zero)) for r in rows]
        p0 = Add(*(u * u for u, _ in pairs))
        p1 = Add(*(v * v for _, v in pairs))
        off = Add(*(u * v for u, v in pairs))
        result.append(expand(p0 * p1 - off * off))
    return tuple(result)
