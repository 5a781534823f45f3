"""Bits are not qubits: negative Wigner functions, correlations, transformations that differ."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

from sympy import ImmutableMatrix, Integer, Rational, Symbol

from symq.lang.calc import Derivation, Step
from symq.lang.checked import checked
from symq.lang.statement import Any as AnyOf
from symq.lang.statement import ForAllFinite, Inequality, MatrixIdentity, Statement, Table
from symq.phasespace.assignments import (
    ContextReport,
    context_statement,
    contexts,
    mermin_squares,
    value_assignment,
)
from symq.phasespace.cyclotomic import Cyclotomic
from symq.phasespace.epistemic import EpistemicState
from symq.phasespace.paulis import (
    QubitState,
    check_bits,
    pauli,
    pauli_name,
    product_sign,
    qubit_states,
)
from symq.phasespace.rings import Row
from symq.phasespace.space import PhaseSpace
from symq.phasespace.stabiliser import check_density
from symq.phasespace.transformation import AffineSymplectic
from symq.phasespace.weyl import adjoint, as_matrix, matmul, unitary_norm


# -- negativity ---------------------------------------------------------------------------------
@checked
def signs_without_negativity(space: PhaseSpace) -> ContextReport:
    """Signs of the Pauli operators for which no stabiliser state has a negative Wigner function.

    A Wigner function of a stabiliser state is non-negative exactly when its signs are a character
    of the isotropic subspace, so that the signs have to obey the relations of all contexts.

    >>> signs_without_negativity(PhaseSpace(1, 2)).contradiction
    ()
    >>> signs_without_negativity(PhaseSpace(2, 2)).values is None
    True
    """
    return value_assignment(space, contexts(space))


@checked
def negative_state(space: PhaseSpace, choice: Mapping[Row, int]
                   ) -> tuple[QubitState, Row, Rational] | None:
    """A pure state, a point and a negative value of its Wigner function, or None."""
    for state in qubit_states(space):
        for m, value in state.wigner(choice).items():
            if value < 0:
                return state, m, value
    return None


# -- correlations and transformations -----------------------------------------------------------
LETTERS = {0: "C", 1: "A"}


@checked
def bell_table() -> tuple[tuple[str, str], ...]:
    """Correlation (C) or anticorrelation (A) of Z, X, Y on the four Bell states.

    >>> bell_table()
    (('Phi+', 'CCA'), ('Phi-', 'CAC'), ('Psi+', 'ACC'), ('Psi-', 'AAA'))
    """
    space = PhaseSpace(2, 2)
    found = []
    for name, z, x in (("Phi+", 0, 0), ("Phi-", 0, 1), ("Psi+", 1, 0), ("Psi-", 1, 1)):
        state = QubitState.of(space, {"X1 + X2": z, "P1 + P2": x})
        y = state.value("X1 + P1 + X2 + P2")
        assert y is not None
        found.append((name, LETTERS[z] + LETTERS[x] + LETTERS[y]))
    return tuple(found)


@checked
def bit_table() -> tuple[tuple[str, str], ...]:
    """The same for X, P, X + P of two maximally correlated bits.

    >>> bit_table()
    (('00', 'CCC'), ('01', 'CAA'), ('10', 'ACA'), ('11', 'AAC'))
    """
    space = PhaseSpace(2, 2)
    found = []
    for s, t in product(range(2), repeat=2):
        state = EpistemicState(space, {"X1 + X2": s, "P1 + P2": t})
        values = [state.value(f) for f in ("X1 + X2", "P1 + P2", "X1 + P1 + X2 + P2")]
        found.append((f"{s}{t}", "".join(LETTERS[v] for v in values)))
    return tuple(found)


VARIABLES = ("X", "P", "X + P")
Signed = tuple[tuple[int, int], ...]


@checked
def bit_action(change: AffineSymplectic) -> Signed:
    """Where a map of one bit takes X, P, X + P: (place, exponent of the sign) for each.

    >>> bit_action(AffineSymplectic(PhaseSpace(1, 2), [[0, 1], [1, 0]]))
    ((1, 0), (0, 0), (2, 0))
    """
    space = change.space
    check_bits(space)
    places = [space.linear(v) for v in VARIABLES]
    found = []
    for f in places:
        g, c = change.transported(f)
        found.append((places.index(g), c))
    return tuple(found)


@checked
def qubit_action(unitary: Any) -> Signed | None:
    """Where a unitary takes Z, X, Y up to sign, or None if it is not Clifford.

    Args:
        unitary: a 2 x 2 matrix, or rows, of exact numbers; unitary up to a factor.
    Returns:
        For each of Z, X, Y the place of its image in this list, and 1 if the sign is reversed.
    Raises:
        DomainError: not unitary up to a factor, or an entry is no cyclotomic number.
        DimensionError: the matrix is not 2 x 2.
    Conventions:
        A is taken to U A U*.

    >>> one, zero = Cyclotomic(8, 1), Cyclotomic(8)
    >>> qubit_action(((one, one), (one, -one)))       # Hadamard: Z and X are exchanged, Y reversed
    ((1, 0), (0, 0), (2, 1))
    >>> qubit_action(((one, zero), (zero, Cyclotomic.root(8, 1)))) is None
    True
    """
    space = PhaseSpace(1, 2)
    U = check_density(space, unitary)
    order, back, norm = U[0][0].order, adjoint(U), unitary_norm(U)
    plain = [as_matrix(pauli(space, v).matrix(), order) for v in VARIABLES]
    found = []
    for a in plain:
        moved = matmul(matmul(U, a), back)
        hit = next(((k, s) for k, b in enumerate(plain) for s in (0, 1) if all(
            x == y * norm * (-1) ** s for r, t in zip(moved, b, strict=True)
            for x, y in zip(r, t, strict=True))), None)
        if hit is None:
            return None
        found.append(hit)
    return tuple(found)


@checked
def determinant(action: Signed) -> int:
    """+1 for a rotation of the three axes, -1 for a reflection."""
    places = [k for k, _ in action]
    swaps = sum(places[i] > places[j] for i in range(3) for j in range(i + 1, 3))
    return (-1) ** (swaps + sum(s for _, s in action))


@checked
def clifford_actions() -> frozenset[Signed]:
    """The actions of all Clifford unitaries of one qubit, generated by H and S.

    >>> len(clifford_actions()), {determinant(a) for a in clifford_actions()}
    (24, {1})
    """
    one, i = Cyclotomic(4, 1), Cyclotomic.root(4)
    zero = Cyclotomic(4)
    gates = [qubit_action(((one, one), (one, -one))), qubit_action(((one, zero), (zero, i)))]
    seen: set[Signed] = {((0, 0), (1, 0), (2, 0))}
    todo = list(seen)
    while todo:
        first = todo.pop()
        for gate in gates:
            assert gate is not None
            image = tuple((gate[k][0], (s + gate[k][1]) % 2) for k, s in first)
            if image not in seen:
                seen.add(image)
                todo.append(image)
    return frozenset(seen)


@checked
def unmatched_map() -> tuple[AffineSymplectic, Signed]:
    """A reversible map of one bit that no unitary of a qubit realises, and its action.

    It exchanges X and P and keeps X + P: a reflection of the three axes, where every unitary is
    a rotation.

    >>> change, action = unmatched_map()
    >>> action in clifford_actions(), determinant(action)
    (False, -1)
    """
    change = AffineSymplectic(PhaseSpace(1, 2), [[0, 1], [1, 0]])
    return change, bit_action(change)


@checked
def derive_negativity() -> Derivation:
    """Whatever signs are chosen, some stabiliser state of two qubits has a negative value.

    The signs enter through nine operators of a square; a state of the context F, G, F+G with
    eigenvalues +1 has W(m) = (1 + g_F c + g_G e + (-1)^beta g_(F+G) c e)/16 with signs c, e.

    >>> len(derive_negativity().steps)
    3
    """
    space = PhaseSpace(2, 2)
    square = mermin_squares(space)[0]
    names = sorted({f.coefficients for line in square for f in line})
    table = {row: Symbol("g_" + pauli_name(space, row)) for row in names}
    signs = (Integer(1), Integer(-1))
    over = tuple((table[row], signs) for row in names)
    cases: list[Statement] = []
    for f, g, h in square:
        a, b, c = (table[u.coefficients] for u in (f, g, h))
        beta = (-1) ** product_sign(space, f, g)
        cases += [Inequality(1 + s * a + t * b + beta * s * t * c, "<", Integer(0))
                  for s in (1, -1) for t in (1, -1)]
    products = Table(tuple(
        (" ".join(pauli_name(space, u) for u in line), MatrixIdentity(
            ImmutableMatrix([[x.expression() for x in row] for row in matmul(matmul(
                pauli(space, line[0]).matrix(), pauli(space, line[1]).matrix()),
                pauli(space, line[2]).matrix())]),
            (-1) ** product_sign(space, line[0], line[1]) * ImmutableMatrix.eye(4)))
        for line in square))
    goal = ForAllFinite(over, AnyOf(tuple(cases)))
    steps = (Step(products, (), "the products of the six contexts", "products"),
             Step(context_statement(space, square), (), "no values obey them all", "values"),
             Step(goal, (), "hence some context has a negative value", "negative"))
    return Derivation(goal, steps, (), "Negative Wigner functions of two qubits")
