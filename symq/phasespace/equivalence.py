"""Restricted classical theories and stabiliser theory: proofs for every n, and cross-checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from symq.errors import EngineRefusal
from symq.lang import representations
from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.statement import All, Statement
from symq.phasespace.counting import epistemic_states
from symq.phasespace.cyclotomic import Cyclotomic
from symq.phasespace.epistemic import EpistemicState
from symq.phasespace.group import generators
from symq.phasespace.space import PhaseSpace
from symq.phasespace.stabiliser import gate_unitary, stabiliser_operators
from symq.phasespace.subspace import Subspace
from symq.phasespace.transformation import displacement
from symq.phasespace.weyl import WeylOperator, adjoint, basis_states


def _derivation(lines: Iterable[tuple[str, Statement]], title: str,
                assuming: tuple[Statement, ...] = ()) -> Derivation:
    given = tuple(lines)
    return Derivation(All(tuple(line for _, line in given)),
                      tuple(Step(line, (), label) for label, line in given), assuming, title)


@checked
def derive_weyl_composition() -> Derivation:
    """T(a) T(b) = t^-<a, b> T(a + b) for every odd d = 2h - 1, one system.

    >>> len(derive_weyl_composition().steps)
    5
    """
    return _derivation(representations.composition(), "Composition of Weyl operators")


@checked
def derive_character_sum() -> Derivation:
    """The sum of all powers of a d-th root of unity is 0, or d for the root 1, for every d."""
    return _derivation(representations.character_sums(), "Character sums",
                       representations.NOT_ZERO)


@checked
def derive_clifford_gates() -> Derivation:
    """The elementary gates take Weyl operators to Weyl operators, for every odd d."""
    return _derivation(representations.gates(), "Clifford gates")


@checked
def derive_quadratures() -> Derivation:
    """Commutators of quadrature operators are Poisson brackets; their exponentials displace."""
    return _derivation(representations.quadratures(), "Quadrature operators")


# -- cross-checks by integer arithmetic ---------------------------------------------------------
# A number of Z[zeta_d], d prime, is a row of d integers, the amounts of 1, zeta, ...; two rows are
# the same number when they differ by a multiple of (1, ..., 1). Sizes stay far below 2^63.
@checked
@dataclass(frozen=True)
class Comparison:
    """What was compared between the two theories, and how often they differed.

    Attributes:
        states: epistemic states whose distribution was compared with the Wigner function.
        pairs: pairs of states whose overlap probability was compared.
        generators: pairs of generator and state.
        outcomes: outcomes of measurements with positive probability, with their updates.
        failures: number of differences.
    """

    states: int
    pairs: int
    generators: int
    outcomes: int
    failures: int


@checked
def compare_theories(space: PhaseSpace, measurements: bool = True) -> Comparison:
    """Compare every state, generator and measurement with stabiliser theory, exactly.

    Args:
        space: over Z_p, p an odd prime, with p^n <= 27.
        measurements: whether to go through all measurements of all states.
    Raises:
        EngineRefusal: p is even or composite, or the space is too large.

    >>> compare_theories(PhaseSpace(1, 3)).failures
    0
    """
    d, n = space.ring.modulus, space.n
    if not d or d % 2 == 0 or not space.ring.is_field or d**n > 27:
        raise EngineRefusal(f"the comparison needs an odd prime d with d^n <= 27, not "
                            f"{space.ring} with n = {n}", "for bits see symq.phasespace.qubits")
    states = list(epistemic_states(space))
    size = d**n
    rho = np.stack([_density_array(s) for s in states])          # scaled by d^n
    points = np.array(list(_points(space)))
    supports = np.stack([_support_row(s, points) for s in states])
    weights = supports.sum(axis=1)
    failures = int((_wigner_table(space, rho) * weights[:, None]
                    != supports * size * size).sum())
    # Tr(rho sigma) = d^n sum of p q: both sides times d^2n |A| |B|
    traces = _traces(rho.reshape(len(states), size, size, d))
    overlap = supports.astype(np.int64) @ supports.T.astype(np.int64)
    scale = weights[:, None] * weights[None, :]
    failures += int((traces * scale != overlap * size**3).sum())
    failures += _generator_failures(space, states, rho)
    count, wrong = _measurement_failures(space, states, rho, supports) \
        if measurements else (0, 0)
    gates = len(generators(space)) + 2 * n
    return Comparison(len(states), len(states) ** 2, gates * len(states), count,
                      failures + wrong)


def _points(space: PhaseSpace) -> Iterable[tuple[int, ...]]:
    return ((*m,) for m in np.ndindex(*([space.ring.modulus] * space.dimension)))


def _support_row(state: EpistemicState, points: Any) -> Any:
    d = state.space.ring.modulus
    row = np.ones(len(points), dtype=np.int64)
    for f, v in zip(state.subspace.basis, state.values, strict=True):
        row &= ((points @ np.array(f)) % d == v).astype(np.int64)
    return row


def _density_array(state: EpistemicState) -> Any:
    space = state.space
    d, size = space.ring.modulus, space.ring.modulus ** space.n
    table = np.zeros((size, size, d), dtype=np.int64)
    for operator in stabiliser_operators(state):
        table += _weyl_array(operator)
    return table


def _weyl_array(operator: WeylOperator) -> Any:
    space = operator.space
    d, labels = space.ring.modulus, list(basis_states(space))
    place = {s: i for i, s in enumerate(labels)}
    table = np.zeros((len(labels), len(labels), d), dtype=np.int64)
    for j, s in enumerate(labels):
        image, power = operator.act(s)
        table[place[image], j, power] += 1
    return table


def _tidy(values: Any) -> Any:
    """The unique form with amount 0 of the last power."""
    return values - values[..., -1:]


def _rational(values: Any) -> Any:
    """Rational numbers among the rows; anything else becomes a number that nothing equals."""
    tidy = _tidy(values)
    odd = (tidy[..., 1:] != 0).any(axis=-1)
    return np.where(odd, np.iinfo(np.int64).max // 4, tidy[..., 0])


def _traces(rho: Any) -> Any:
    """Tr(rho_a rho_b) for all pairs, scaled by d^2n."""
    count, size, _, d = rho.shape
    flat = rho.reshape(count, size * size, d)
    turned = rho.transpose(0, 2, 1, 3).reshape(count, size * size, d)
    total = np.zeros((count, count, d), dtype=np.int64)
    for i in range(d):
        for j in range(d):
            total[:, :, (i + j) % d] += flat[:, :, i] @ turned[:, :, j].T
    return _rational(total)


def _wigner_table(space: PhaseSpace, rho: Any) -> Any:
    """Tr(A(m) rho) with A(m) = T(m) (parity) T(m)^*, one row for each matrix."""
    d = space.ring.modulus
    labels = list(basis_states(space))
    place = {s: i for i, s in enumerate(labels)}
    columns = []
    for m in _points(space):
        move = WeylOperator(space, m)
        values = np.zeros((len(rho), d), dtype=np.int64)
        for s in labels:  # A(m) T(m)|s> = T(m)|-s>
            start, first = move.act(s)
            end, second = move.act([-x % d for x in s])
            values += np.roll(rho[:, place[start], place[end], :], (second - first) % d, axis=1)
        columns.append(_rational(values))
    return np.stack(columns, axis=1)


def _multiply(a: Any, b: Any) -> Any:
    d = a.shape[-1]
    total = np.zeros((*np.broadcast_shapes(a.shape[:-3], b.shape[:-3]), a.shape[-3],
                      b.shape[-2], d), dtype=np.int64)
    for i in range(d):
        for j in range(d):
            total[..., (i + j) % d] += a[..., i] @ b[..., j]
    return total


def _array(matrix: Iterable[Iterable[Cyclotomic]], d: int) -> Any:
    """A matrix over Q(zeta_d), d prime, times d, as integers."""
    rows = []
    for row in matrix:
        line = []
        for x in row:
            amounts = [int(d * c) for c in x.coefficients]
            line.append(amounts + [0] * (d - len(amounts)))
        rows.append(line)
    return np.array(rows, dtype=np.int64)


def _generator_failures(space: PhaseSpace, states: list[EpistemicState], rho: Any) -> int:
    d, failures = space.ring.modulus, 0
    place = {s: k for k, s in enumerate(states)}
    moves: list[tuple[Any, Any, Any]] = []
    for gate in generators(space):
        U = gate_unitary(space, gate)
        moves.append((gate.map(space), _array(U, d), _array(adjoint(U), d)))
    for name in space.names:
        T = WeylOperator(space, space.unit(name))
        moves.append((displacement(space, space.unit(name)), d * _weyl_array(T),
                      d * _weyl_array(T.adjoint())))
    for change, forward, backward in moves:
        images = [place[s.evolve(change)] for s in states]
        after = _multiply(_multiply(forward, rho), backward)
        failures += int((_tidy(after) != _tidy(rho[images] * d * d)).any(axis=(1, 2, 3)).sum())
    return failures


def _measurement_failures(space: PhaseSpace, states: list[EpistemicState], rho: Any,
                          supports: Any) -> tuple[int, int]:
    """The Wigner function of P rho P against conditioning on the outcome and spreading evenly
    along the displacements that the measured variables generate."""
    points = {m: k for k, m in enumerate(_points(space))}
    by_space: dict[Subspace, list[int]] = {}
    for k, s in enumerate(states):
        by_space.setdefault(s.subspace, []).append(k)
    sizes = supports.sum(axis=1, keepdims=True)
    count = failures = 0
    for U, members in by_space.items():
        order = U.size or 1
        spread = np.zeros((len(points), len(points)), dtype=np.int64)
        moves = [space.vector(row) for row in U.elements()]
        for m, k in points.items():
            for u in moves:
                spread[k, points[tuple((x + y) % space.ring.modulus
                                       for x, y in zip(m, u, strict=True))]] += 1
        for k in members:
            # rho[k] is d^n times a density matrix, which is |U| times the projector
            after = _wigner_table(space, _multiply(_multiply(rho[k], rho), rho[k]))
            inside = supports * supports[k]
            count += int(inside.any(axis=1).sum())
            wanted = inside @ spread * order * space.ring.modulus ** space.dimension
            failures += int((after * sizes != wanted).any(axis=1).sum())
    return count, failures
