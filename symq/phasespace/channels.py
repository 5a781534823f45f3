"""Channels of the restricted theories, and the states that correspond to them (Choi)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from symq.errors import DimensionError, DomainError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.phasespace.counting import isotropic_subspaces
from symq.phasespace.epistemic import EpistemicState, embed
from symq.phasespace.group import affine_order, symplectic_elements
from symq.phasespace.space import LinearFunctional, PhaseSpace
from symq.phasespace.transformation import AffineSymplectic, displacement


@checked
def correlated_pair(space: PhaseSpace) -> EpistemicState:
    """The maximally correlated state X_i - X_(n+i) = 0, P_i + P_(n+i) = 0 of n pairs of systems.

    Args:
        space: of the n systems on one side.

    >>> correlated_pair(PhaseSpace(1, 3)).support_size, correlated_pair(PhaseSpace(2, 2)).is_pure
    (9, True)
    """
    n = space.n
    return EpistemicState(space.on(2 * n), {
        text: 0 for i in range(1, n + 1) for text in matched(i, n + i)})


def matched(i: int, j: int) -> tuple[str, str]:
    """The two variables that are known to vanish of a correlated pair of systems."""
    return f"X{i} - X{j}", f"P{i} + P{j}"


def ordered(space: PhaseSpace, systems: Sequence[int]) -> tuple[int, ...]:
    """Some systems in the given order.

    Raises:
        InputError: none, one twice, or one that does not exist.
    """
    if len(space.systems(systems)) != len(systems):
        raise InputError(f"a system occurs twice in {list(systems)}")
    return tuple(systems)


@checked
def on_systems(change: AffineSymplectic, whole: PhaseSpace, systems: Sequence[int]
               ) -> AffineSymplectic:
    """A map of some systems as one of all.

    Raises:
        DimensionError: not as many systems as the map acts on.
    """
    small, chosen = change.space, ordered(whole, systems)
    if len(chosen) != small.n:
        raise DimensionError(f"a map of {small.n} systems does not act on {len(chosen)}")
    place = {}
    for k, i in enumerate(chosen, 1):
        place[small.x(k)], place[small.p(k)] = whole.x(i), whole.p(i)
    rows = [list(whole.unit(name)) for name in whole.names]
    for i, a in place.items():
        for j, b in place.items():
            rows[a][b] = change.matrix[i][j]
    return AffineSymplectic(whole, rows, embed(small, change.shift, whole, chosen))


@checked
def choi_state(change: AffineSymplectic) -> EpistemicState:
    """The state of 2n systems that a map of n systems makes of the second half of n pairs.

    >>> print(choi_state(AffineSymplectic(PhaseSpace(1, 3), [[0, 1], [-1, 0]])))
    X1 + P2 = 0, P1 + X2 = 0
    """
    n = change.space.n
    pair = correlated_pair(change.space)
    return pair.evolve(on_systems(change, pair.space, range(n + 1, 2 * n + 1)))


@checked
@dataclass(frozen=True)
class Channel:
    """A map of states of some systems to states of others, given by its Choi state.

    Args:
        choi: a state of the input systems, which come first, and the output systems.
        inputs: number of input systems; the others are outputs.
    Raises:
        InputError: there are not so many systems, or none is left for the output.
        DomainError: something is known about the inputs alone, so that other inputs would be lost.
    Conventions:
        The Choi state is what the channel makes of the second halves of `correlated_pair`. It knows
        nothing about the inputs alone exactly if the channel is defined for every input.

    >>> trit = PhaseSpace(1, 3)
    >>> turn = Channel.of(AffineSymplectic(trit, [[0, 1], [-1, 0]]))
    >>> print(turn.apply(EpistemicState(trit, {"X": 1})))
    P1 = 2
    >>> forget = Channel(EpistemicState(trit.on(2), {"X1 - X2": 0}), 1)
    >>> print(forget.apply(EpistemicState(trit, {"X": 1})), "|",
    ...       forget.apply(EpistemicState(trit, {"P": 1})))
    X1 = 1 | nothing known
    """

    choi: EpistemicState
    inputs: int

    def __post_init__(self) -> None:
        if not 1 <= self.inputs < self.choi.space.n:
            raise InputError(f"{self.inputs} inputs of {self.choi.space.n} systems leave no "
                             "output, or are none")
        part = self.choi.subspace.restricted(range(1, self.inputs + 1))
        if part.basis:
            raise DomainError(f"{LinearFunctional(self.choi.space, part.basis[0])} is known about "
                              "the inputs alone: the map is not defined for every input")

    @property
    def outputs(self) -> int:
        """Number of output systems."""
        return self.choi.space.n - self.inputs

    @classmethod
    def of(cls, change: AffineSymplectic) -> Channel:
        """A reversible map as a channel."""
        return cls(choi_state(change), change.space.n)

    @classmethod
    def from_dilation(cls, change: AffineSymplectic, ancilla: EpistemicState,
                      kept: Sequence[int]) -> Channel:
        """A reversible map of the inputs and of ancillas in a state, after which some systems are
        kept.

        Args:
            change: acts on the inputs, which come first, and the ancillas.
            ancilla: a state of the last systems.
            kept: numbers of the systems that are the output, in this order.
        Raises:
            InputError: no input is left, or the systems are not those of the map.
        """
        n = change.space.n - ancilla.space.n
        if n < 1:
            raise InputError(f"{ancilla.space.n} ancillas of {change.space.n} systems leave no "
                             "input")
        whole = correlated_pair(change.space.on(n)).compose(ancilla)
        moved = whole.evolve(on_systems(change, whole.space,
                                        range(n + 1, n + change.space.n + 1)))
        chosen = ordered(change.space, kept)
        choi = moved.marginal([*range(1, n + 1), *(n + i for i in chosen)])
        places = sorted(chosen)
        return cls(choi.evolve(_sorting(choi.space, [*range(1, n + 1), *(
            n + 1 + places.index(i) for i in chosen)])), n)

    def apply(self, state: EpistemicState, systems: Sequence[int] | None = None
              ) -> EpistemicState:
        """What the channel makes of a state.

        Args:
            state: of the inputs, or of more systems.
            systems: the systems that go in, in this order; by default all. The others come first
                in the result, the outputs last.
        Raises:
            InputError: the state has other conventions, or not as many systems go in as the channel
                takes.
        """
        chosen = ordered(state.space, systems if systems is not None
                         else range(1, state.space.n + 1))
        if len(chosen) != self.inputs:
            raise InputError(f"{len(chosen)} systems go in; the channel takes {self.inputs}")
        whole, n = state.compose(self.choi), state.space.n
        found = whole.outcome({text: 0 for k, i in enumerate(chosen, n + 1)
                               for text in matched(i, k)})
        assert found is not None                  # nothing is known about the inputs alone
        rest = [i for i in range(1, n + 1) if i not in chosen]
        return found.state.marginal([*rest, *range(n + self.inputs + 1, whole.space.n + 1)])

    def then(self, other: Channel) -> Channel:
        """This channel and another one after it.

        Raises:
            InputError: the second does not take the outputs of the first.
        """
        outputs = range(self.inputs + 1, self.choi.space.n + 1)
        return Channel(other.apply(self.choi, outputs), self.inputs)

    @property
    def is_reversible(self) -> bool:
        """Whether it is a reversible map: the Choi state is pure, and nothing is known about the
        outputs alone."""
        outputs = range(self.inputs + 1, self.choi.space.n + 1)
        return self.choi.is_pure and not self.choi.subspace.restricted(outputs).basis


def _sorting(space: PhaseSpace, order: Sequence[int]) -> AffineSymplectic:
    """The map after which system k is what system order[k - 1] was."""
    rows = [[0] * space.dimension for _ in range(space.dimension)]
    for k, i in enumerate(order, 1):
        rows[space.x(k)][space.x(i)] = rows[space.p(k)][space.p(i)] = 1
    return AffineSymplectic(space, rows)


@checked
def choi_counts(space: PhaseSpace) -> tuple[int, int, int]:
    """(reversible maps of one system, different Choi states, pure maximally correlated states).

    All three are equal when the correspondence is one to one.

    >>> choi_counts(PhaseSpace(1, 3))
    (216, 216, 216)
    """
    if not space.ring.is_finite:
        raise EngineRefusal(f"there are infinitely many maps over {space.ring}", "take Z_d")
    if space.n != 1:
        raise InputError(f"the maps are those of one system, not of {space.n}")
    d = space.ring.modulus
    maps = [displacement(space, a) @ s for s in symplectic_elements(space)
            for a in product(range(d), repeat=2)]
    both = space.on(2)
    wanted = sum(V.size or 0 for V in isotropic_subspaces(both) if V.is_lagrangian()
                 and not V.restricted([1]).basis and not V.restricted([2]).basis)
    assert len(maps) == affine_order(1, d)
    return len(maps), len({choi_state(m) for m in maps}), wanted
