"""Qubits are not bits: exact counterexamples."""

from itertools import product
from random import Random

import pytest
from sympy import Rational

from symq.errors import DomainError, EngineRefusal, InputError
from symq.lang.statement import ForAllFinite
from symq.phasespace import (
    AffineSymplectic,
    Cyclotomic,
    EpistemicState,
    PhaseSpace,
    QubitState,
    bell_table,
    bit_action,
    bit_table,
    clifford_actions,
    context_statement,
    contexts,
    derive_negativity,
    determinant,
    displacement,
    epistemic_states,
    ghz_relations,
    ghz_statement,
    mermin_squares,
    negative_state,
    operator_statement,
    pauli,
    pauli_name,
    product_sign,
    qubit_action,
    qubit_states,
    signs_without_negativity,
    symplectic_elements,
    unmatched_map,
    value_assignment,
)
from symq.phasespace.weyl import matmul
from symq.prove import prove

TWO = PhaseSpace(2, 2)


def test_pauli_matrices():
    one, i = Cyclotomic(4, 1), Cyclotomic.root(4)
    space = PhaseSpace(1, 2)
    assert pauli(space, "X").matrix() == ((one, 0 * one), (0 * one, -one))
    assert pauli(space, "P").matrix() == ((0 * one, one), (one, 0 * one))
    assert pauli(space, "X + P").matrix() == ((0 * one, -i), (i, 0 * one))
    assert pauli_name(TWO, "X1 + P1 + P2") == "YX"


def test_signs_of_products_against_matrices():
    space = TWO
    for f, g, h in contexts(space):
        whole = matmul(pauli(space, f).matrix(), pauli(space, g).matrix())
        sign = (-1) ** product_sign(space, f, g)
        assert whole == tuple(tuple(sign * x for x in row) for row in pauli(space, h).matrix())
    assert all(operator_statement(space, contexts(space)))


@pytest.mark.parametrize(("n", "pure"), [(1, 6), (2, 60), (3, 1080)])
def test_numbers_of_stabiliser_states(n, pure):
    assert len(set(qubit_states(PhaseSpace(n, 2)))) == pure


def test_density_matrices_are_projectors():
    for state in list(qubit_states(TWO))[::7]:
        rho = state.density()
        assert matmul(rho, rho) == rho
    with pytest.raises(DomainError, match="-1 would be in"):
        QubitState.of(TWO, {"X1 + X2": 0, "P1 + P2": 0, "X1 + P1 + X2 + P2": 0})
    with pytest.raises(DomainError):
        QubitState.of(TWO, {"X1": 0, "P1": 0})


def test_wigner_functions_of_one_qubit_are_positive_and_two_are_not():
    assert signs_without_negativity(PhaseSpace(1, 2)).values == ()
    assert negative_state(PhaseSpace(1, 2), {}) is None
    assert signs_without_negativity(TWO).values is None
    random = Random(3)
    rows = [r for r in product(range(2), repeat=4) if any(r)]
    for _ in range(60):
        choice = {r: random.randrange(2) for r in rows}
        state, m, value = negative_state(TWO, choice)
        assert state.wigner(choice)[m] == value == -Rational(1, 8)
        assert sum(state.wigner(choice).values()) == 1


def test_contradictions_are_real():
    found = signs_without_negativity(TWO).contradiction
    total: dict = {}
    for line in found:
        for f in line:
            total[f.coefficients] = total.get(f.coefficients, 0) + 1
    assert all(k % 2 == 0 for k in total.values())
    assert sum(product_sign(TWO, f, g) for f, g, _ in found) % 2 == 1


def test_ten_mermin_squares():
    squares = mermin_squares(TWO)
    assert len(squares) == 10
    for square in squares:
        assert value_assignment(TWO, square).values is None
        assert value_assignment(TWO, square[1:]).values is not None
    assert prove(context_statement(TWO, squares[0])).verdict == "proved"
    assert prove(context_statement(TWO, squares[0][:5])).verdict == "refuted"
    with pytest.raises(EngineRefusal):
        mermin_squares(PhaseSpace(3, 2))


def test_assignments_obey_their_contexts():
    lines = [c for c in contexts(TWO) if product_sign(TWO, c[0], c[1]) == 0]
    values = dict(value_assignment(TWO, lines).values)
    assert all(sum(values[f.coefficients] for f in line) % 2 == 0 for line in lines)
    f, g, _ = lines[0]
    with pytest.raises(InputError, match="no context"):
        value_assignment(TWO, [(f, g, g)])


def test_ghz():
    assert [(pauli_name(PhaseSpace(3, 2), f), s) for f, s in ghz_relations(PhaseSpace(3, 2))] == [
        ("XXX", 0), ("XYY", 1), ("YXY", 1), ("YYX", 1)]
    assert prove(ghz_statement()).verdict == "proved"
    # without the first relation there are values
    body = ghz_statement().body.a
    rest = type(body)(body.parts[1:])
    assert prove(ForAllFinite(ghz_statement().over, ~rest)).verdict == "refuted"
    # the analogue for bits has ontic states
    bits = EpistemicState(PhaseSpace(3, 2), {"X1 + X2": 0, "X2 + X3": 0, "P1 + P2 + P3": 0})
    assert sum(1 for _ in bits.support()) == 8


def test_tables_of_correlations():
    assert [row for _, row in bell_table()] == ["CCA", "CAC", "ACC", "AAA"]
    assert [row for _, row in bit_table()] == ["CCC", "CAA", "ACA", "AAC"]
    assert all(row.count("C") % 2 == 0 for _, row in bell_table())
    assert all(row.count("C") % 2 == 1 for _, row in bit_table())


def test_transformations_of_a_bit_and_a_qubit():
    space = PhaseSpace(1, 2)
    bits = {bit_action(displacement(space, a) @ s) for s in symplectic_elements(space)
            for a in product(range(2), repeat=2)}
    qubits = clifford_actions()
    assert len(bits) == len(qubits) == 24
    assert len(bits & qubits) == 12
    assert {determinant(a) for a in qubits} == {1}
    change, action = unmatched_map()
    assert action in bits - qubits
    assert bit_action(change) == action
    t = Cyclotomic.root(8)
    assert qubit_action(((Cyclotomic(8, 1), Cyclotomic(8)),
                         (Cyclotomic(8), t))) is None


def test_single_bits_cannot_be_told_from_qubits_by_their_states():
    """Probabilities of X, P, X + P agree for one system: only 0, 1/2, 1 by the same rule."""
    space = PhaseSpace(1, 2)
    for bit in epistemic_states(space):
        qubit = QubitState.of(space, dict(zip(bit.subspace.functionals, bit.values, strict=True)))
        assert {m: w for m, w in qubit.wigner().items() if w} == bit.distribution()


def test_negativity_is_derived():
    for step in derive_negativity().steps:
        assert prove(step.statement).verdict == "proved", step.note


def test_odd_moduli_are_refused():
    with pytest.raises(EngineRefusal):
        pauli(PhaseSpace(1, 3), "X")
    with pytest.raises(EngineRefusal):
        bit_action(AffineSymplectic(PhaseSpace(1, 3)))
