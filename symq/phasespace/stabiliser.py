"""Stabiliser states, discrete Wigner functions and Clifford unitaries, over cyclotomic numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sympy import Rational

from symq.errors import DimensionError, DomainError, EngineRefusal
from symq.lang.checked import checked
from symq.phasespace.cyclotomic import Cyclotomic, gauss_sum
from symq.phasespace.epistemic import EpistemicState
from symq.phasespace.group import Gate, decompose
from symq.phasespace.rings import Row
from symq.phasespace.space import LinearFunctional, PhaseSpace
from symq.phasespace.subspace import Subspace
from symq.phasespace.transformation import AffineSymplectic
from symq.phasespace.weyl import (
    Matrix,
    WeylOperator,
    adjoint,
    as_matrix,
    basis_states,
    identity,
    matmul,
    phase_order,
    unitary_norm,
)


@checked
def stabiliser_operators(state: EpistemicState) -> tuple[WeylOperator, ...]:
    """The group of Weyl operators with eigenvalue 1: zeta^(-v(F)) T(u_F) for all F in V.

    Raises:
        EngineRefusal: d is even; signs are then a choice, see `qubits`.
    """
    space = state.space
    _odd(space)
    found = []
    for row in state.subspace.elements():
        f = LinearFunctional(space, row)
        found.append(WeylOperator(space, conjugate_point(space, f),
                                  -f(state.valuation) % space.ring.modulus))
    return tuple(found)


@checked
def conjugate_point(space: PhaseSpace, functional: object) -> Row:
    """The point u with T(u) = zeta^F: q = -b, p = a for F = aX + bP."""
    a = space.linear(functional).coefficients
    rows: list[Any] = [0] * space.dimension
    for i in range(1, space.n + 1):
        x, p = space.x(i), space.p(i)
        rows[x], rows[p] = -a[p], a[x]
    return space.point(rows)


def _odd(space: PhaseSpace) -> int:
    d = space.ring.modulus
    if not d:
        raise EngineRefusal(f"matrices need Z_d, not {space.ring}")
    if d % 2 == 0:
        raise EngineRefusal(f"for even d = {d} the signs of Weyl operators are no function of "
                            "Z_d, and the construction fails", "use symq.phasespace.qubits")
    return d


@checked
def density(state: EpistemicState) -> Matrix:
    """The density matrix d^-n sum over F in V of zeta^(-v(F)) T(u_F), for odd d.

    >>> rho = density(EpistemicState(PhaseSpace(1, 3), {"X": 1}))
    >>> [rho[i][i] for i in range(3)]
    [0, 1, 0]
    """
    space = state.space
    d = _odd(space)
    labels = list(basis_states(space))
    place = {s: i for i, s in enumerate(labels)}
    counts: list[list[dict[int, int]]] = [[{} for _ in labels] for _ in labels]
    for operator in stabiliser_operators(state):
        for j, s in enumerate(labels):
            image, power = operator.act(s)
            cell = counts[place[image]][j]
            cell[power] = cell.get(power, 0) + 1
    share = Rational(1, d**space.n)
    return tuple(tuple(Cyclotomic(d, {k: share * c for k, c in cell.items()}) for cell in row)
                 for row in counts)


@checked
def pure_vector(state: EpistemicState) -> tuple[Cyclotomic, ...]:
    """An unnormalised vector of a pure state: a non-zero column of its density matrix.

    Raises:
        DomainError: the state is mixed.
    """
    if not state.is_pure:
        raise DomainError(f"the state '{state}' is mixed and has no state vector")
    rho = density(state)
    column = next(j for j in range(len(rho)) if rho[j][j])
    return tuple(row[column] for row in rho)


@checked
def characteristic(space: PhaseSpace, rho: Any) -> dict[Row, Cyclotomic]:
    """chi(a) = Tr(rho T(a)^*) at every point a, for odd d.

    >>> space = PhaseSpace(1, 3)
    >>> chi = characteristic(space, density(EpistemicState(space)))
    >>> chi[(0, 0)], chi[(1, 0)]
    (1, 0)
    """
    d = _odd(space)
    matrix = check_density(space, rho)
    labels = list(basis_states(space))
    place = {s: i for i, s in enumerate(labels)}
    whole = Subspace(space, [space.unit(name) for name in space.names], dual=False)
    order = matrix[0][0].order
    step = order // d
    found = {}
    for a in whole.elements():
        operator, amounts = WeylOperator(space, a), dict[int, Rational]()
        for j, s in enumerate(labels):
            image, power = operator.act(s)
            matrix[place[image]][j].add_to(amounts, -power * step)
        found[a] = Cyclotomic(order, amounts)
    return found


def check_density(space: PhaseSpace, rho: Any) -> Matrix:
    """A matrix of the right size over Q(zeta_N).

    Raises:
        DimensionError: not d^n rows.
    """
    size = space.ring.modulus ** space.n
    matrix = as_matrix(rho, phase_order(space.ring.modulus))
    if len(matrix) != size or len(matrix[0]) != size:
        raise DimensionError(f"{space.n} systems with {space.ring.modulus} levels have matrices "
                             f"of {size} rows and columns, not {len(matrix)} x {len(matrix[0])}")
    return matrix


@checked
def wigner(space: PhaseSpace, rho: Any) -> dict[Row, Any]:
    """W(m) = d^-2n sum over a of zeta^<m, a> chi(a), for odd d; rational where it is.

    Conventions:
        <m, a> = sum(q p' - p q'). Normalised: the values of a state add up to 1. Covariant:
        W of T(b) rho T(b)^* at m is W of rho at m - b.
    Source:
        Gross, J. Math. Phys. 47, 122107 (2006).

    >>> space = PhaseSpace(1, 3)
    >>> W = wigner(space, density(EpistemicState(space, {"X": 1})))
    >>> W[(1, 2)], W[(0, 0)]
    (1/3, 0)
    """
    d = _odd(space)
    chi = {a: c for a, c in characteristic(space, rho).items() if c}
    whole = Subspace(space, [space.unit(name) for name in space.names], dual=False)
    found: dict[Row, Any] = {}
    share = Rational(1, d**space.dimension)
    for m in whole.elements():
        amounts: dict[int, Rational] = {}
        for a, c in chi.items():
            c.add_to(amounts, space.product(m, a) * (c.order // d))
        value = Cyclotomic(d if not chi else next(iter(chi.values())).order, amounts) * share
        found[m] = value.rational if value.is_rational else value
    return found


@checked
def phase_point_operator(space: PhaseSpace, point: Sequence[object]) -> Matrix:
    """A(m) with W(m) = d^-n Tr(A(m) rho): for m = 0 the parity |x> -> |-x>, for odd d."""
    d = _odd(space)
    move = WeylOperator(space, point)
    labels = list(basis_states(space))
    parity = [[Cyclotomic(d, int(all((a + b) % d == 0 for a, b in zip(r, s, strict=True))))
               for s in labels] for r in labels]
    shifted = matmul(matmul(move.matrix(), tuple(map(tuple, parity))), move.adjoint().matrix())
    return shifted


@checked
def clifford_unitary(change: AffineSymplectic) -> Matrix:
    """A unitary U with U T(a) U^* = T(S a) up to phase factors, times the displacement T(shift).

    Args:
        change: an affine symplectic map over Z_d, d odd.
    Conventions:
        A product of gates; the Fourier gate has entries zeta^(xy) g/d with the Gauss sum g, whose
        modulus is the square root of d, so that all entries lie in Q(zeta_d).

    >>> space = PhaseSpace(1, 3)
    >>> U = clifford_unitary(AffineSymplectic(space, [[0, -1], [1, 0]]))
    >>> matmul(U, adjoint(U)) == identity(3, 3)
    True
    """
    space = change.space
    d = _odd(space)
    result = identity(d**space.n, d)
    for gate in decompose(change):
        result = matmul(gate_unitary(space, gate), result)
    return matmul(WeylOperator(space, change.shift).matrix(), result)


@checked
def gate_unitary(space: PhaseSpace, gate: Gate) -> Matrix:
    """The unitary of an elementary gate, for odd d.

    Raises:
        InputError: an unknown gate, or systems that do not exist.
        DomainError: multiply by something that has no inverse.
    """
    d = _odd(space)
    gate.map(space)                               # refuses what is no gate of this space
    half, labels = (d + 1) // 2, list(basis_states(space))
    place = {s: i for i, s in enumerate(labels)}
    rows = [[Cyclotomic(d)] * len(labels) for _ in labels]
    g = gauss_sum(d) * Rational(1, d)
    c = gate.systems[0] - 1
    for j, s in enumerate(labels):
        if gate.name == "fourier":
            for y in range(d):
                image = (*s[:c], y, *s[c + 1:])
                rows[place[image]][j] = g * Cyclotomic.root(d, s[c] * y)
            continue
        new, power = list(s), 0
        k = space.ring.element(gate.amount)
        if gate.name == "phase":
            power = half * k * s[c] ** 2
        elif gate.name == "multiply":
            new[c] = k * s[c] % d
        else:
            t = gate.systems[1] - 1
            new[t] = (s[t] + k * s[c]) % d
        rows[place[tuple(new)]][j] = Cyclotomic.root(d, power)
    return tuple(map(tuple, rows))


@checked
def clifford_action(space: PhaseSpace, unitary: Any) -> AffineSymplectic | None:
    """The affine symplectic map of a unitary, or None if it is not a Clifford unitary.

    Args:
        space: over Z_d, d odd.
        unitary: a matrix, or rows, of exact numbers; U U^* must be a multiple of 1.
    Raises:
        DomainError: not unitary up to a factor, or an entry is no cyclotomic number.

    >>> space = PhaseSpace(1, 3)
    >>> z = [Cyclotomic.root(3, k) for k in range(3)]
    >>> clifford_action(space, [[z[0], 0, 0], [0, z[0], 0], [0, 0, z[1]]]).matrix
    ((1, 0), (1, 1))
    >>> clifford_action(space, [[1, 0, 0], [0, 1, 0], [0, 0, -1]]) is None
    True
    """
    _odd(space)
    U = check_density(space, unitary)
    order, back, norm = U[0][0].order, adjoint(U), unitary_norm(U)
    images: list[tuple[Row, int]] = []
    for name in space.names:
        moved = matmul(matmul(U, as_matrix(WeylOperator(space, space.unit(name)).matrix(),
                                           order)), back)
        found = _weyl_of(space, moved, norm, order)
        if found is None:
            return None
        images.append(found)
    matrix = list(zip(*(point for point, _ in images), strict=True))
    return AffineSymplectic(space, matrix, _shift_of(space, images))


def _weyl_of(space: PhaseSpace, matrix: Matrix, norm: Cyclotomic, order: int
             ) -> tuple[Row, int] | None:
    """(a, k) with matrix = norm zeta^k T(a), or None."""
    d = space.ring.modulus
    labels = list(basis_states(space))
    place = {s: i for i, s in enumerate(labels)}
    zero = labels[0]
    target = next((s for s in labels if matrix[place[s]][0]), zero)
    point = [0] * space.dimension
    for i, q in enumerate(target, 1):
        point[space.x(i)] = q
    for i in range(1, space.n + 1):
        s = tuple(int(j == i) for j in range(1, space.n + 1))
        image = tuple((a + b) % d for a, b in zip(target, s, strict=True))
        here, there = matrix[place[target]][0], matrix[place[image]][place[s]]
        power = next((k for k in range(d)
                      if here * Cyclotomic.root(d, k).lifted(order) == there), None)
        if power is None:
            return None
        point[space.p(i)] = power
    operator = WeylOperator(space, point)
    for k in range(d):
        plain = as_matrix(WeylOperator(space, point, k).matrix(), order)
        if all(x == norm * y for r, t in zip(matrix, plain, strict=True)
               for x, y in zip(r, t, strict=True)):
            return operator.point, k
    return None


def _shift_of(space: PhaseSpace, images: Sequence[tuple[Row, int]]) -> list[int]:
    """The displacement b with zeta^<b, S e> = zeta^k for each unit vector e."""
    from_columns = [point for point, _ in images]
    d = space.ring.modulus
    total = [0] * space.dimension
    # U T(e) U^* = zeta^k T(S e) = T(b) T(S e) T(b)^* with <S e, b> = k
    for i in range(1, space.n + 1):
        for j, partner, sign in ((space.x(i), space.p(i), 1), (space.p(i), space.x(i), -1)):
            k = images[j][1]
            column = from_columns[partner]
            total = [(x + sign * k * y) % d for x, y in zip(total, column, strict=True)]
    return total


@checked
def born_probability(rho: Matrix, sigma: Matrix) -> Any:
    """Tr(rho sigma), rational where it is."""
    value = Cyclotomic(rho[0][0].order)
    for i, row in enumerate(rho):
        for j, x in enumerate(row):
            if x and sigma[j][i]:
                value = value + x * sigma[j][i]
    return value.rational if value.is_rational else value


@checked
def quantum_update(state: EpistemicState, measured: Mapping[object, object]
                   ) -> tuple[Rational, Matrix]:
    """Probability and unnormalised state P rho P of an outcome, by projectors, for odd d."""
    space = state.space
    d = _odd(space)
    found = EpistemicState(space, measured)
    size = d**space.n // (found.subspace.size or 1)
    projector = tuple(tuple(x * size for x in row) for row in density(found))
    after = matmul(matmul(projector, density(state)), projector)
    chance = Cyclotomic(d)
    for i, row in enumerate(after):
        chance = chance + row[i]
    return chance.rational, after
