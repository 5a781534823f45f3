"""LOCC protocols as trees with exact branch probabilities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sympy import Add, Expr, Integer, Rational, factor

from symq.entanglement import fast
from symq.entanglement.measurement import LocalMeasurement
from symq.entanglement.model import WState, check_party, require_state
from symq.errors import DimensionError, DomainError, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.shown import plus, times
from symq.lang.statement import All, Equation, Statement, eq, expression

MOST = 10_000                           # rounds that are written out

Pair = tuple[int, int]


@checked
@dataclass(frozen=True)
class Protocol:
    """A measurement by one party and what follows each outcome; None ends the branch.

    Args:
        party: who measures.
        measurement: what.
        then: for each outcome the protocol that follows, or None.
    Raises:
        DimensionError: the number of continuations is not the number of outcomes.

    >>> Protocol(1, LocalMeasurement.computational(), (None, None)).party
    1
    """

    party: int
    measurement: LocalMeasurement
    then: tuple[Protocol | None, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "then", tuple(self.then))
        outcomes = len(self.measurement.operators)
        if len(self.then) != outcomes:
            raise DimensionError(f"{self.measurement.name}: {len(self.then)} continuations for "
                                 f"{outcomes} outcomes")


@checked
@dataclass(frozen=True)
class Node:
    """A state reached in a run: the unnormalised state, the path to it, and its children.

    Attributes:
        state: its weight is the probability of the branch.
        path: ((party, outcome), ...), outcomes counted from 1.
        protocol: what is done here, or None at a leaf.
        children: nodes of the outcomes, those of probability zero left out.
    """

    state: WState
    path: tuple[tuple[int, int], ...]
    protocol: Protocol | None
    children: tuple[Node, ...]

    def leaves(self) -> Iterator[Node]:
        """The leaves below this node, in order."""
        stack = [self]
        while stack:
            node = stack.pop()
            if node.children:
                stack.extend(reversed(node.children))
            else:
                yield node

    def nodes(self) -> Iterator[Node]:
        """This node and all below it, parents first."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


@checked
@dataclass(frozen=True, init=False)
class LOCCTree:
    """A protocol applied to a W-class state, with every branch computed exactly.

    Args:
        state: the initial state.
        protocol: what is done; None for nothing.
        stop_at_pairs: end a branch as soon as its state is an EPR pair, whatever the protocol
            goes on to do there.
    Raises:
        InputError: a measuring party does not exist.
    Conventions:
        Every measurement was validated when it was made. Branches end where the protocol says
        or where the state is a product, and those of probability zero are left out.
    Source:
        chitambar, Theorem 2, for the use of such trees.

    >>> tree = LOCCTree(WState((Rational(1, 3),)*3),
    ...                 Protocol(3, LocalMeasurement.computational(), (None, None)))
    >>> tree.success_probability()
    2/3
    """

    root: Node

    def __init__(self, state: WState, protocol: Protocol | None, *,
                 stop_at_pairs: bool = False) -> None:
        object.__setattr__(self, "root", _run(state, protocol, stop_at_pairs))

    def leaves(self) -> tuple[Node, ...]:
        """The leaves in order of their paths."""
        return tuple(self.root.leaves())

    def nodes(self) -> tuple[Node, ...]:
        """All nodes, parents first."""
        return tuple(self.root.nodes())

    def history(self, path: Sequence[tuple[int, int]]) -> tuple[Expr, ...]:
        """The components at the end of a branch, each as the product that it comes from.

        Args:
            path: ((party, outcome), ...) from the root, outcomes counted from 1.
        Returns:
            For each party its component at the root, times c of each operator of its own and a of
            each operator of others; products are not carried out, factors 1 are left out.
        Raises:
            InputError: the protocol has no such branch.

        >>> tree = LOCCTree(WState((Rational(1, 2), Rational(1, 4), Rational(1, 4))),
        ...                 Protocol(2, LocalMeasurement.extraction(Rational(1, 2)), (None, None)))
        >>> tree.history([(2, 1)])
        ((1/2)*(1/2), 1/4, (1/2)*(1/4))
        """
        factors: list[list[Expr]] = [[] for _ in self.root.state.parties]
        here = self.root.protocol
        for party, outcome in path:
            if here is None or here.party != party or not 1 <= outcome <= len(here.then):
                raise InputError(f"the protocol has no branch {tuple(path)!r}")
            operator = here.measurement.operators[outcome - 1]
            for k, found in enumerate(factors, 1):
                found.append(operator.c if k == party else operator.a)
            here = here.then[outcome - 1]
        return tuple(times(*([f for f in (*found, x) if f != 1] or [x])) for found, x in
                     zip(factors, self.root.state.components, strict=True))

    def pair_probabilities(self) -> dict[Pair, Expr]:
        """Probability of ending in the EPR pair of parties (i, j), i < j."""
        found: dict[Pair, list[Expr]] = {}
        for leaf in self.root.leaves():
            pair = leaf.state.epr_pair()
            if pair is not None:
                found.setdefault(pair, []).append(leaf.state.weight)
        return {pair: Add(*found[pair]) for pair in sorted(found)}

    def success_probability(self, targets: Iterable[Pair] | None = None) -> Expr:
        """Probability that a leaf is an EPR pair of one of the target pairs (default: any).

        Raises:
            InputError: a target is not a pair of different parties.
        """
        wanted = None if targets is None else check_targets(targets, self.root.state.n)
        return Add(*(p for pair, p in self.pair_probabilities().items()
                     if wanted is None or pair in wanted))

    def average(self, value: object) -> Expr:
        """Sum over the leaves of a function of the unnormalised state.

        Args:
            value: a callable that takes a `WState` and is homogeneous of degree one.
        """
        if not callable(value):
            raise InputError(f"average needs a function of a WState, got {value!r}")
        return Add(*(value(leaf.state) for leaf in self.root.leaves()))

    def conservation(self) -> All:
        """At each node with a measurement: the measurement is complete, and the probabilities
        of its outcomes sum to that of the node.
        """
        claims: list[Statement] = []
        for node in self.root.nodes():
            if node.protocol is not None and node.children:
                claims.append(node.protocol.measurement.completeness())
                claims.append(eq(plus(*(c.state.weight for c in node.children)),
                                 node.state.weight))
        return All(tuple(claims))

    def success_statement(self, targets: Iterable[Pair] | None = None,
                          value: object = None) -> Equation:
        """The statement that the target leaves sum to `value` (default: the computed sum)."""
        total = self.success_probability(targets)
        return Equation(total, factor(total) if value is None else expression(value))


def _run(state: WState, protocol: Protocol | None, stop_at_pairs: bool) -> Node:
    """Breadth-first run without recursion, so that long protocols are no problem."""
    require_state(state)
    if protocol is not None:
        check_party(protocol.party, state.n)
    order: list[tuple[WState, tuple[tuple[int, int], ...], Protocol | None, list[int]]] = []
    order.append((state, (), protocol, []))
    i = 0
    while i < len(order):
        here, path, what, below = order[i]
        i += 1
        if what is None or here.is_product():
            continue
        if stop_at_pairs and here.epr_pair() is not None:
            continue
        after = what.measurement.outcomes(here, what.party)
        for number, (child, then) in enumerate(zip(after, what.then, strict=True), 1):
            if fast.is_zero(child.weight):
                continue
            below.append(len(order))
            order.append((child, (*path, (what.party, number)), then, []))
    built: list[Node | None] = [None] * len(order)
    for index in range(len(order) - 1, -1, -1):
        here, path, what, below = order[index]
        children = tuple(node for j in below if (node := built[j]) is not None)
        built[index] = Node(here, path, what if children else None, children)
    root = built[0]
    assert root is not None
    return root


def check_targets(targets: Iterable[Pair], n: int) -> tuple[Pair, ...]:
    """The target pairs as sorted pairs i < j without repetition.

    Raises:
        InputError: an entry is not a pair of two different parties of 1..n.

    >>> check_targets([(2, 1), (1, 3)], 3)
    ((1, 2), (1, 3))
    """
    result: set[Pair] = set()
    for pair in targets:
        if not isinstance(pair, Sequence) or len(pair) != 2 or pair[0] == pair[1]:
            raise InputError(f"target {pair!r} is not a pair of two different parties")
        check_party(pair[0], n)
        check_party(pair[1], n)
        result.add((min(pair), max(pair)))
    if not result:
        raise InputError("no target pair was given")
    return tuple(sorted(result))


@checked
def two_qubit_protocol(state: WState) -> Protocol | None:
    """The optimal conversion of a two-qubit state (x0 = 0) into an EPR pair.

    Args:
        state: exactly two components are not zero.
    Returns:
        The larger party damps its component to that of the smaller one; None when nothing is
        to be done. The success probability is twice the smaller component.
    Raises:
        DomainError: the state has x0 > 0, or not exactly two entangled parties.
    Source:
        Vidal, Phys. Rev. Lett. 83, 1046 (1999).

    >>> s = WState((Rational(3, 4), Rational(1, 4), 0))
    >>> LOCCTree(s, two_qubit_protocol(s)).success_probability()
    1/2
    """
    live = [k for k in state.parties if not fast.is_zero(state.component(k))]
    if len(live) != 2 or not fast.is_zero(state.x0):
        raise DomainError(f"components {state.components} with x0 = {state.x0} are not those of "
                          "a two-qubit state with x0 = 0")
    if state.epr_pair() is not None:
        return None
    big, small = sorted(live, key=state.order().index)
    s = state.component(small) / state.component(big)
    return Protocol(big, LocalMeasurement.damping(s, "equalise"), (None, None))


@checked
def fortescue_lo(rounds: int, a: object, *, last: bool = False) -> Protocol | None:
    """The Fortescue-Lo protocol for W of three qubits as an explicit protocol.

    Args:
        rounds: number of rounds; in each all three parties measure.
        a: weight kept by a party, diag(sqrt(a), 1) or diag(sqrt(1-a), 0); one number, or one
            for each round.
        last: end with a computational measurement by party 3 on what is still W.
    Returns:
        The protocol, None for no rounds and last=False.
    Raises:
        InputError: rounds is negative, or the list `a` has another length.
        DomainError: a value of a is outside [0, 1].
    Conventions:
        All kept: W again. One outcome 2: EPR of the other two. More: failure.
    Source:
        Fortescue, Lo, Phys. Rev. Lett. 98, 260501 (2007).

    >>> tree = LOCCTree(WState((Rational(1, 3),)*3), fortescue_lo(1, Rational(1, 2)))
    >>> tree.success_probability()
    1/2
    """
    integer(rounds, "the number of rounds", 0, MOST)
    weights = tuple(a) if isinstance(a, tuple | list) else (a,) * rounds
    if len(weights) != rounds:
        raise InputError(f"{len(weights)} values of a for {rounds} rounds")
    end = Protocol(3, LocalMeasurement.computational("last"), (None, None)) if last else None
    for weight in reversed(weights):
        end = weak_round(weight, (1, 2, 3), partial(_if_all, end))
    return end


def _if_all(after: Protocol | None, kept: tuple[int, ...]) -> Protocol | None:
    return after if len(kept) == 3 else None


@checked
def weak_round(a: object, parties: Sequence[int],
               then: Callable[[tuple[int, ...]], Protocol | None]) -> Protocol | None:
    """Each of the parties measures diag(sqrt(a), 1), diag(sqrt(1-a), 0).

    Args:
        a: the weight.
        parties: who measures, in this order.
        then: what follows, as a function of the parties with outcome 1.
    """
    measurement = LocalMeasurement.extraction(a, "weak round")
    known: dict[tuple[int, ...], Protocol | None] = {}

    def build(i: int, kept: tuple[int, ...]) -> Protocol | None:
        if i == len(parties):
            if kept not in known:
                known[kept] = then(kept)
            return known[kept]
        return Protocol(parties[i], measurement,
                        (build(i + 1, (*kept, parties[i])), build(i + 1, kept)))

    return build(0, ())


@checked
def fortescue_lo_probability(rounds: object, a: object, *, last: bool = False) -> Expr:
    """Success probability of `fortescue_lo` with constant a, in closed form.

    Args:
        rounds: a number or a symbol.
        a: the weight kept, 0 <= a < 1.
        last: with the final computational measurement.
    Returns:
        2a(1 - a**(2 rounds))/(1 + a), plus 2 a**(2 rounds)/3 with `last`.
    Conventions:
        The sum of 2a(1-a) a**(2k) over k < rounds; `derive_fortescue_lo` proves it.

    >>> fortescue_lo_probability(1, Rational(1, 2))
    1/2
    """
    r, w = expression(rounds), expression(a)
    if r.is_number:
        integer(r, "the number of rounds", 0, MOST)
    if w.is_Rational and not 0 <= w <= 1:
        raise DomainError(f"a={w} is outside [0, 1]")
    value = 2 * w * (1 - w ** (2 * r)) / (1 + w)
    return value + Rational(2, 3) * w ** (2 * r) if last else value


@checked
def optimal_fortescue_lo(rounds: int, *, last: bool = False) -> tuple[tuple[Expr, ...], Expr]:
    """The best weights a for each round, first round first, and the success probability.

    Args:
        rounds: number of rounds.
        last: with the final computational measurement.
    Returns:
        (weights, probability); the probability is n/(n+1), with `last` (n+2)/(n+3).
    Raises:
        InputError: rounds is negative.
    Conventions:
        With value V of what follows on W a round gives a**2 V + 2a(1-a), largest at
        a = 1/(2 - V), where it is 1/(2 - V).

    >>> optimal_fortescue_lo(2)
    ((2/3, 1/2), 2/3)
    """
    integer(rounds, "the number of rounds", 0, MOST)
    value: Expr = Rational(2, 3) if last else Integer(0)
    weights: list[Expr] = []
    for _ in range(rounds):
        value = 1 / (2 - value)
        weights.append(value)
    return tuple(reversed(weights)), value
