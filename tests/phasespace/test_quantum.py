"""Weyl operators, stabiliser states and Clifford unitaries against dense matrices."""

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import I, Matrix, N, Rational, Symbol, cos, exp, pi, simplify, sin, sqrt

from symq import Q
from symq.errors import DimensionError, DomainError, EngineRefusal, InputError
from symq.phasespace import (
    Cyclotomic,
    EpistemicState,
    PhaseSpace,
    WeylOperator,
    born_probability,
    characteristic,
    clifford_action,
    clifford_unitary,
    compare_theories,
    density,
    derive_character_sum,
    derive_clifford_gates,
    derive_quadratures,
    derive_weyl_composition,
    displacement,
    epistemic_states,
    gauss_sum,
    phase_point_operator,
    pure_vector,
    quantum_update,
    qubit_action,
    random_state,
    random_symplectic,
    wigner,
)
from symq.phasespace.weyl import adjoint, identity, matmul
from symq.prove import prove


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(1, 15), st.lists(st.integers(-3, 3), min_size=6, max_size=6))
def test_cyclotomic_numbers_form_a_field(order, numbers):
    a, b = (Cyclotomic(order, dict(enumerate(numbers[i:i + 3]))) for i in (0, 3))
    za, zb = complex(a.expression().evalf()), complex(b.expression().evalf())
    assert abs(complex((a * b).expression().evalf()) - za * zb) < 1e-9
    assert abs(complex((a + b).expression().evalf()) - za - zb) < 1e-9
    assert abs(complex(a.conjugate().expression().evalf()) - za.conjugate()) < 1e-9
    if a:
        assert a * a.inverse() == 1
    assert a.lifted(2 * order) == a


@pytest.mark.parametrize("d", [3, 5, 7, 9, 11])
def test_gauss_sums(d):
    g = gauss_sum(d)
    assert g * g.conjugate() == d
    assert g * g == d * (-1) ** ((d - 1) // 2)
    assert gauss_sum(4) == 2 + 2 * Cyclotomic.root(4)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.sampled_from([(1, 2), (2, 2), (1, 3), (2, 3), (1, 4), (1, 5), (1, 6)]),
       st.randoms(use_true_random=False))
def test_weyl_operators_multiply_as_matrices(case, random):
    n, d = case
    space = PhaseSpace(n, d, random.choice(("interleaved", "block")))
    points = [[random.randrange(d) for _ in range(2 * n)] for _ in range(2)]
    a, b = WeylOperator(space, points[0], random.randrange(9)), WeylOperator(space, points[1])
    assert matmul(a.matrix(), b.matrix()) == (a @ b).matrix()
    assert a.adjoint().matrix() == adjoint(a.matrix())
    total = Cyclotomic(a.matrix()[0][0].order)
    for i, row in enumerate(a.matrix()):
        total = total + row[i]
    assert total == a.trace()
    commute = (a @ b).phase == (b @ a).phase
    assert commute == (space.product(*points) == 0)


@pytest.mark.parametrize(("n", "d"), [(1, 3), (1, 5), (1, 9)])
def test_wigner_functions_are_the_epistemic_states(n, d):
    space = PhaseSpace(n, d)
    for state in list(epistemic_states(space))[::9 if d == 9 else 1]:
        table = wigner(space, density(state))
        assert {m: w for m, w in table.items() if w} == state.distribution()


def test_wigner_functions_of_two_qutrits():
    space = PhaseSpace(2, 3, "block")
    for seed in range(4):
        state = random_state(space, seed % 3, seed)
        rho = density(state)
        assert {m: w for m, w in wigner(space, rho).items() if w} == state.distribution()
        assert born_probability(rho, rho) == Rational(state.subspace.size, 9)


def test_wigner_is_the_expectation_of_the_displaced_parity():
    space = PhaseSpace(1, 5)
    rho = density(EpistemicState(space, {"X + 2P": 3}))
    table = wigner(space, rho)
    for m in product(range(5), repeat=2):
        assert table[m] == born_probability(phase_point_operator(space, m), rho) * Rational(1, 5)


def test_a_state_that_is_no_stabiliser_state_is_negative():
    """(|1> - |2>)/sqrt 2 is odd under parity, so that W(0, 0) = -1/3."""
    space, half = PhaseSpace(1, 3), Rational(1, 2)
    rho = [[0, 0, 0], [0, half, -half], [0, -half, half]]
    table = wigner(space, rho)
    assert table[(0, 0)] == -Rational(1, 3)
    assert sum(table.values()) == 1


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.sampled_from([(1, 3), (1, 5), (1, 9), (2, 3)]), st.integers(0, 10**6))
def test_clifford_unitaries_displace_as_their_maps(case, seed):
    n, d = case
    space, random = PhaseSpace(n, d), Random(seed)
    change = displacement(space, [random.randrange(d) for _ in range(2 * n)]) \
        @ random_symplectic(space, seed)
    U = clifford_unitary(change)
    assert matmul(U, adjoint(U)) == identity(d**n, d)
    assert clifford_action(space, U) == change
    state = random_state(space, n, seed) if d != 9 else EpistemicState(space, {"X": 2})
    assert matmul(matmul(U, density(state)), adjoint(U)) == density(state.evolve(change))


def test_unitaries_that_are_not_clifford():
    space = PhaseSpace(1, 3)
    w = Cyclotomic.root(9)
    assert clifford_action(space, [[1, 0, 0], [0, w, 0], [0, 0, w**8]]) is None
    with pytest.raises(DomainError, match="not unitary"):
        clifford_action(space, [[1, 0, 0], [0, 1, 0], [0, 1, 1]])
    with pytest.raises(DimensionError):
        clifford_action(space, [[1, 0], [0, 1]])


@pytest.mark.parametrize("seed", range(6))
def test_measurements_as_projections(seed):
    space = PhaseSpace(1, 3)
    state = random_state(space, seed % 2, seed)
    for variable in ("X", "P", "X + P"):
        for outcome in state.measure(variable):
            chance, after = quantum_update(state, {variable: outcome.values[0]})
            assert chance == outcome.probability
            assert after == tuple(tuple(x * chance for x in row)
                                  for row in density(outcome.state))


def test_pure_states_are_eigenvectors():
    space = PhaseSpace(1, 3)
    state = EpistemicState(space, {"X + P": 2})
    v = pure_vector(state)
    rho = density(state)
    assert all(rho[i][j] * (v[0] * v[0].conjugate()) == v[i] * v[j].conjugate() * rho[0][0]
               for i in range(3) for j in range(3))
    with pytest.raises(DomainError, match="mixed"):
        pure_vector(EpistemicState(space))


def test_even_dimensions_are_refused():
    for d in (2, 4, 6):
        with pytest.raises(EngineRefusal, match="even d"):
            density(EpistemicState(PhaseSpace(1, d)))
    with pytest.raises(EngineRefusal):
        compare_theories(PhaseSpace(1, 2))
    with pytest.raises(EngineRefusal):
        WeylOperator(PhaseSpace(1), (0, 1))
    with pytest.raises(InputError):
        WeylOperator(PhaseSpace(1, 3), (0, 1)) @ WeylOperator(PhaseSpace(1, 5), (0, 1))


@pytest.mark.parametrize(("n", "d", "states", "outcomes"), [(1, 3, 13, 145), (1, 5, 31, 841)])
def test_the_theories_agree_completely(n, d, states, outcomes):
    found = compare_theories(PhaseSpace(n, d))
    assert (found.states, found.outcomes, found.failures) == (states, outcomes, 0)


def test_two_qutrits_agree_for_states_and_generators():
    found = compare_theories(PhaseSpace(2, 3), measurements=False)
    assert (found.states, found.pairs, found.failures) == (481, 481**2, 0)


@pytest.mark.slow
def test_two_qutrits_agree_for_all_measurements():
    assert compare_theories(PhaseSpace(2, 3)).failures == 0


def test_the_comparison_notices_a_wrong_state(monkeypatch):
    """With the sign of one valuation turned the comparison counts differences."""
    import symq.phasespace.equivalence as module
    real = module._support_row
    monkeypatch.setattr(module, "_support_row",
                        lambda s, points: real(s, (points + (s.values == (1,))) % 3))
    assert compare_theories(PhaseSpace(1, 3)).failures > 0


@pytest.mark.parametrize("derivation", [
    derive_weyl_composition(), derive_character_sum(), derive_clifford_gates(),
    derive_quadratures()], ids=lambda d: d.title)
def test_steps_of_the_equivalence_are_proved(derivation):
    for step in derivation.steps:
        assert prove(step.statement, derivation.assuming).verdict == "proved", step.note


def test_characteristic_functions_live_on_the_subspace():
    space = PhaseSpace(1, 3)
    chi = characteristic(space, density(EpistemicState(space, {"X": 1})))
    assert {a: c for a, c in chi.items() if c} == {
        (0, 0): 1, (0, 1): Cyclotomic.root(3, 2), (0, 2): Cyclotomic.root(3)}


@pytest.mark.parametrize("number", [
    sqrt(2), sqrt(3), sqrt(7), sqrt(15), sqrt(Q(3, 8)), sqrt(-6), 1 / sqrt(3), cos(pi / 7),
    sin(2 * pi / 7), exp(5 * I * pi / 6), (-1)**Q(2, 5), 5**Q(3, 2), (1 + sqrt(5)) * I / 4,
    cos(2 * pi / 5), (1 - I)**-3])
def test_numbers_of_sympy_are_read_as_cyclotomic_numbers(number):
    found = Cyclotomic.of(number)
    assert abs(N(found.expression() - number, 30)) < Q(1, 10**25)


@pytest.mark.parametrize("number", [Symbol("a"), 2**Q(1, 3), exp(1), sqrt(1 + sqrt(2)), pi])
def test_other_numbers_are_refused_by_name(number):
    with pytest.raises(DomainError, match="cyclotomic"):
        Cyclotomic.of(number)


@pytest.mark.parametrize("d", [3, 5, 9])
def test_unitaries_given_as_matrices_of_sympy(d):
    """The Fourier matrix takes X to P; a unitary and its expression have one action."""
    space = PhaseSpace(1, d)
    fourier = Matrix(d, d, lambda i, j: exp(2 * pi * I * i * j / d) / sqrt(d))
    assert clifford_action(space, fourier).matrix == ((0, d - 1), (1, 0))
    for seed in range(3):
        change = random_symplectic(space, seed)
        rows = [[x.expression() for x in row] for row in clifford_unitary(change)]
        assert clifford_action(space, rows) == clifford_action(space, Matrix(rows)) == change


def test_a_matrix_that_is_not_unitary_names_the_entry():
    with pytest.raises(DomainError, match=r"entry \(1, 2\) of U U\^\* is 1"):
        clifford_action(PhaseSpace(1, 3), [[1, 1, 0], [0, 1, 0], [0, 0, 1]])
    with pytest.raises(DomainError, match="not unitary"):
        qubit_action([[0, 0], [0, 0]])
    with pytest.raises(DimensionError, match="3 x 3"):
        qubit_action([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    with pytest.raises(DimensionError, match="rows"):
        clifford_action(PhaseSpace(1, 3), "abc")


@pytest.mark.parametrize("unitary,expected", [
    (Matrix([[1, 1], [1, -1]]) / sqrt(2), ((1, 0), (0, 0), (2, 1))),
    ([[1, 0], [0, I]], ((0, 0), (2, 0), (1, 1))),
    (Matrix([[1 + I, 1 - I], [1 - I, 1 + I]]) / 2, ((2, 1), (1, 0), (0, 0))),
    (Matrix([[1, 0], [0, exp(I * pi / 4)]]), None)])
def test_unitaries_of_one_qubit_by_numbers(unitary, expected):
    """Compared with U A U* by sympy: the images of Z, X, Y."""
    assert qubit_action(unitary) == expected
    paulis = [Matrix([[1, 0], [0, -1]]), Matrix([[0, 1], [1, 0]]), Matrix([[0, -I], [I, 0]])]
    u = Matrix(unitary)
    for a, (place, sign) in zip(paulis, expected or (), strict=False):
        assert (u * a * u.H - (-1)**sign * paulis[place]).applyfunc(simplify).is_zero_matrix


def test_powers_and_quotients_of_cyclotomic_numbers():
    w = Cyclotomic.root(5)
    assert w**7 == w * w and w**-1 == 1 / w == w.conjugate() and w**0 == 1
    assert (1 + w) ** 3 == 1 + 3 * w + 3 * w**2 + w**3
    for power in (Rational(1, 2), 1.5, "2", True):
        with pytest.raises(InputError, match="the power of a cyclotomic number"):
            w**power
    with pytest.raises(DomainError, match="division by zero"):
        1 / (w - w)
