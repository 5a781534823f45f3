"""Information protocols in the restricted theories, with exact statistics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from sympy import Rational

from symq.errors import DomainError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.statement import Inequality
from symq.phasespace.channels import correlated_pair, matched
from symq.phasespace.counting import epistemic_states, isotropic_subspaces
from symq.phasespace.epistemic import EpistemicState
from symq.phasespace.group import Gate
from symq.phasespace.rings import Row
from symq.phasespace.space import LinearFunctional, PhaseSpace
from symq.phasespace.subspace import Subspace
from symq.phasespace.transformation import displacement


def _finite(space: PhaseSpace) -> int:
    if not space.ring.is_finite:
        raise EngineRefusal(f"exact statistics need Z_d, not {space.ring}",
                            "use the Gaussian engine")
    return space.ring.modulus


@dataclass(frozen=True)
class TeleportationRow:
    """One outcome: its values, probability, and the receiver's state after the correction."""

    values: tuple[Any, ...]
    probability: Rational
    received: EpistemicState


@checked
def teleportation(state: EpistemicState) -> tuple[TeleportationRow, ...]:
    """Teleport a state of n systems with n correlated pairs, joint measurements of X_i - X_(n+i)
    and P_i + P_(n+i), and the displacement by their values.

    >>> state = EpistemicState(PhaseSpace(1, 3), {"X + P": 2})
    >>> rows = teleportation(state)
    >>> len(rows), {r.probability for r in rows}, all(r.received == state for r in rows)
    (9, {1/9}, True)
    """
    space = state.space
    _finite(space)
    n = space.n
    whole = state.compose(correlated_pair(space))
    rows = []
    for outcome in whole.measure(*(f for i in range(1, n + 1) for f in matched(i, n + i))):
        shift: list[Any] = [0] * space.dimension
        for i in range(1, n + 1):
            shift[space.x(i)], shift[space.p(i)] = outcome.values[2 * i - 2:2 * i]
        assert outcome.probability is not None
        rows.append(TeleportationRow(outcome.values, outcome.probability, outcome.state.marginal(
            range(2 * n + 1, 3 * n + 1)).evolve(displacement(space, shift))))
    return tuple(rows)


@checked
def dense_coding(space: PhaseSpace) -> dict[Row, tuple[Any, ...]]:
    """The outcome of measuring X_i - X_(n+i), P_i + P_(n+i) for each displacement (q1, p1, q2, ...)
    of the first halves of n correlated pairs; the outcomes are certain.

    Raises:
        DomainError: an outcome is not certain.

    >>> len(set(dense_coding(PhaseSpace(1, 3)).values()))
    9
    """
    d, n = _finite(space), space.n
    pair = correlated_pair(space)
    both = pair.space
    found = {}
    for message in product(range(d), repeat=2 * n):
        point: list[Any] = [0] * both.dimension
        for i in range(1, n + 1):
            point[both.x(i)], point[both.p(i)] = message[2 * i - 2:2 * i]
        outcomes = pair.evolve(displacement(both, point)).measure(
            *(f for i in range(1, n + 1) for f in matched(i, n + i)))
        if len(outcomes) != 1:
            raise DomainError(f"the message {message} has {len(outcomes)} outcomes")
        found[message] = outcomes[0].values
    return found


@checked
def overlap(first: EpistemicState, second: EpistemicState) -> Rational:
    """The sum of p(m) q(m), which every reversible map keeps.

    >>> space = PhaseSpace(1, 3)
    >>> overlap(EpistemicState(space, {"X": 0}), EpistemicState(space, {"P": 0}))
    1/9
    """
    _finite(first.space)
    if first.space != second.space:
        raise InputError("the two states live on different phase spaces")
    shared = sum(1 for m in first.support() if second.contains(m))
    return Rational(shared, (first.support_size or 1) * (second.support_size or 1))


@checked
def cloning_obstruction(first: EpistemicState, second: EpistemicState,
                        blank: EpistemicState) -> Inequality:
    """Reversible maps keep overlaps; cloning both states would change this one.

    Returns:
        The statement that overlap(S x blank, S' x blank) differs from overlap(S x S, S' x S');
        true for distinct overlapping states, so that no permutation of ontic states clones both.
    """
    before = overlap(first, second) * overlap(blank, blank)
    return Inequality(before, "!=", overlap(first, second) ** 2)


@checked
def monogamy_failures(space: PhaseSpace) -> tuple[int, int]:
    """(pure states in which systems 1 and 2 are pure and correlated, how many of them leave the
    other systems correlated with these).

    Args:
        space: of three systems or more, with finitely many points.

    >>> monogamy_failures(PhaseSpace(3, 2))
    (18, 0)
    """
    if space.n < 3:
        raise InputError(f"monogamy is about three systems or more, not {space.n}")
    _finite(space)
    others = range(3, space.n + 1)
    cases = failures = 0
    for V in isotropic_subspaces(space, space.n if space.ring.is_field else None):
        if not V.is_lagrangian():
            continue
        part = EpistemicState.of(V, (0,) * space.dimension).marginal([1, 2])
        if part.is_pure and part.is_correlated([1]):
            cases += 1
            failures += V.is_correlated([1, 2], others)
    return cases, failures


@checked
def intercept_error(space: PhaseSpace, variables: Sequence[object] = ("X", "P")) -> Rational:
    """Error rate of the sifted key when every system is intercepted, measured and resent.

    Sender, receiver and interceptor choose one of the variables with equal probabilities; only
    rounds in which sender and receiver chose alike count.

    >>> intercept_error(PhaseSpace(1, 2)), intercept_error(PhaseSpace(1, 3))
    (1/4, 1/3)
    """
    d = _finite(space)
    if space.n != 1 or len(variables) < 2:
        raise InputError("the protocol uses one system and at least two variables")
    total = Rational(0)
    for sent, tapped in product(variables, repeat=2):
        for value in range(d):
            state = EpistemicState(space, {sent: value})
            for tap in state.measure(tapped):
                for heard in tap.state.measure(sent):
                    if heard.values[0] != value:
                        assert tap.probability is not None and heard.probability is not None
                        total += tap.probability * heard.probability
    return total / (d * len(variables) ** 2)


# -- error correction ---------------------------------------------------------------------------
def weight(space: PhaseSpace, point: Sequence[Any]) -> int:
    """Number of systems that a displacement moves."""
    return sum(point[space.x(i)] != 0 or point[space.p(i)] != 0 for i in range(1, space.n + 1))


@checked
def code_distance(V: Subspace) -> int:
    """Smallest weight of a displacement that keeps all known values and is not generated by V.

    For a Lagrangian V the smallest weight of any non-zero displacement that keeps the values.

    >>> code_distance(five_system_code(PhaseSpace(5, 2)))
    3
    """
    space = V.space
    d = _finite(space)
    trivial = Subspace(space, [space.vector(row) for row in V.basis], dual=False)
    for size in range(1, space.n + 1):
        for systems in combinations(range(1, space.n + 1), size):
            places = [k for i in systems for k in (space.x(i), space.p(i))]
            for values in product(range(d), repeat=2 * size):
                point = [0] * space.dimension
                for k, v in zip(places, values, strict=True):
                    point[k] = v
                if weight(space, point) != size or any(
                        sum(a * b for a, b in zip(row, point, strict=True)) % d
                        for row in V.basis):
                    continue
                if V.is_lagrangian() or tuple(point) not in trivial:
                    return size
    raise DomainError(f"{V} encodes nothing: every displacement that it does not notice is its own")


@checked
def five_system_code(space: PhaseSpace) -> Subspace:
    """The cyclic code of five systems with distance 3, for every d.

    Source:
        Laflamme et al., Phys. Rev. Lett. 77, 198 (1996); Chau, Phys. Rev. A 56, R1 (1997).
    """
    if space.n != 5:
        raise InputError(f"the code has five systems, not {space.n}")
    rows = [{f"P{k % 5 + 1}": 1, f"X{(k + 1) % 5 + 1}": 1, f"X{(k + 2) % 5 + 1}": -1,
             f"P{(k + 3) % 5 + 1}": -1} for k in range(4)]
    return Subspace(space, [space.linear(row) for row in rows])


@checked
def correct(state: EpistemicState, code: Subspace, error: Sequence[object], most: int = 1
            ) -> EpistemicState:
    """Displace a state of a code, measure the code's variables, undo the lightest displacement
    with these values.

    Args:
        state: a state that knows all variables of the code with value 0.
        code: an isotropic subspace.
        error: the displacement that happens.
        most: largest weight of errors that are considered.
    Raises:
        DomainError: the values fit no displacement of that weight, or the state is not in the
            code.
    """
    space = state.space
    d = _finite(space)
    if any(state.value(f) != 0 for f in code.functionals):
        raise DomainError("the state does not know all variables of the code with value 0")
    (seen,) = state.evolve(displacement(space, error)).measure(*code.functionals)
    for size in range(most + 1):
        for systems in combinations(range(1, space.n + 1), size):
            places = [k for i in systems for k in (space.x(i), space.p(i))]
            for values in product(range(d), repeat=2 * size):
                point = [0] * space.dimension
                for k, v in zip(places, values, strict=True):
                    point[k] = v
                if tuple(f(point) for f in code.functionals) == seen.values:
                    return seen.state.evolve(displacement(space, [-x for x in point]))
    raise DomainError(f"the values {seen.values} fit no error on at most {most} systems")


# -- selection ----------------------------------------------------------------------------------
@checked
def selected(before: EpistemicState, variable: object, after: Mapping[object, object]
             ) -> dict[Any, Rational]:
    """Distribution of an intermediate measurement given preparation and later outcome.

    Raises:
        DomainError: the later outcome never occurs.

    >>> space = PhaseSpace(1, 3)
    >>> start = EpistemicState(space, {"X": 0})
    >>> selected(start, "X", {"P": 0}), selected(start, "P", {"P": 0})
    ({0: 1}, {0: 1})
    """
    weights: dict[Any, Rational] = {}
    for outcome in before.measure(variable):
        end = outcome.state.outcome(after)
        if end is not None and end.probability and outcome.probability:
            weights[outcome.values[0]] = outcome.probability * end.probability
    total = sum(weights.values(), Rational(0))
    if not total:
        raise DomainError("the selected outcome never occurs")
    return {v: w / total for v, w in weights.items()}


@checked
def interferometer(space: PhaseSpace, phase: int, watched: bool = False) -> dict[Any, Rational]:
    """Distribution of the port X after two beam splitters with a phase between them.

    A beam splitter is a Fourier gate, the phase a shift of P; with `watched` the path X is measured
    in between, which costs the interference.

    >>> space = PhaseSpace(1, 2)
    >>> interferometer(space, 1), interferometer(space, 1, watched=True)
    ({1: 1}, {0: 1/2, 1: 1/2})
    """
    return _ports(_inside(space, phase), watched)


def _inside(space: PhaseSpace, phase: int) -> EpistemicState:
    _finite(space)
    if space.n != 1:
        raise InputError(f"the particle is one system, not {space.n}")
    splitter = Gate("fourier", (1,)).map(space)
    shift = [0, 0]
    shift[space.p(1)] = phase
    return EpistemicState(space, {"X": 0}).evolve(splitter).evolve(displacement(space, shift))


def _ports(state: EpistemicState, watched: bool) -> dict[Any, Rational]:
    """The second beam splitter takes P into X; then X of the first system is measured."""
    found: dict[Any, Rational] = {}
    branches = [(o.probability, o.state) for o in state.measure("X1")] if watched \
        else [(Rational(1), state)]
    back = Gate("fourier", (1,)).map(state.space).inverse()
    for chance, inside in branches:
        for outcome in inside.evolve(back).measure("X1"):
            assert chance is not None and outcome.probability is not None
            value = outcome.values[0]
            found[value] = found.get(value, Rational(0)) + chance * outcome.probability
    return found


@checked
def quantum_eraser(space: PhaseSpace, phase: int, variable: str) -> dict[Any, dict[Any, Rational]]:
    """Distribution of the port for each outcome of a marker that was coupled to the path.

    Args:
        space: of one system.
        phase: shift between the beam splitters.
        variable: "X" reads the path from the marker, "P" erases it.

    >>> space = PhaseSpace(1, 2)
    >>> quantum_eraser(space, 0, "X")
    {0: {0: 1/2, 1: 1/2}, 1: {0: 1/2, 1: 1/2}}
    >>> quantum_eraser(space, 0, "P")
    {0: {0: 1}, 1: {1: 1}}
    """
    if variable not in ("X", "P"):
        raise InputError(f"variable {variable!r} is neither 'X' nor 'P'")
    pair = _inside(space, phase).compose(EpistemicState(space, {"X": 0}))
    marked = pair.evolve(Gate("sum", (1, 2)).map(pair.space))
    return {o.values[0]: _ports(o.state, False) for o in marked.measure(f"{variable}2")}


@checked
def mixture_of(space: PhaseSpace, functional: object) -> dict[Row, Rational]:
    """The uniform mixture of the states that know one variable, value by value.

    >>> set(mixture_of(PhaseSpace(1, 3), "X + P").values())
    {1/9}
    """
    f: LinearFunctional = space.linear(functional)
    _finite(space)
    found: dict[Row, Rational] = {}
    outcomes = EpistemicState(space).measure(f)
    for outcome in outcomes:
        for m, p in outcome.state.distribution().items():
            found[m] = found.get(m, Rational(0)) + p * Rational(1, len(outcomes))
    return found


@checked
def purifications(space: PhaseSpace) -> tuple[int, int]:
    """(epistemic states, how many are the marginal of their purification, which is pure).

    >>> purifications(PhaseSpace(1, 3))
    (13, 13)
    """
    states = list(epistemic_states(space))
    good = 0
    for state in states:
        pure = state.purification()
        good += pure.is_pure and pure.marginal(range(1, space.n + 1)) == state
    return len(states), good
