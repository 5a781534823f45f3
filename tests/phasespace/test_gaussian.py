"""Gaussian states: known states, floating-point cross-checks, degenerate normal forms."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import I, Matrix, Rational, diag, exp, eye, log, pi, simplify, sqrt, symbols

from symq.errors import DimensionError, DomainError, EngineRefusal, InputError
from symq.lang.statement import Equation
from symq.phasespace import (
    AffineSymplectic,
    Gate,
    GaussianState,
    PhaseSpace,
    Physical,
    Unphysical,
    bloch_messiah,
    closure_statement,
    decide,
    derive_quadratic_evolution,
    from_gates,
    generated_algebra,
    symplectic_eigenvalues,
    two_mode_squeezed,
    uncertainty_statement,
    williamson,
)
from symq.prove import prove

Q = Rational
ONE, TWO = PhaseSpace(1), PhaseSpace(2)


def proved(statement, assuming=()):
    return prove(statement, assuming).verdict == "proved"


def numbers(matrix):
    return np.array(matrix.evalf(30).tolist(), dtype=float)


def random_gamma(random, n, scale):
    root = Matrix(2 * n, 2 * n, [Q(random.randint(-3, 3), random.randint(1, 3))
                                 for _ in range(4 * n * n)])
    return root * root.T * scale


def random_change(space, random, length=8):
    gates = []
    for _ in range(length):
        i = random.randint(1, space.n)
        amount = Q(random.choice([-2, -1, 1, 2, 3]), random.choice([1, 2]))
        gates.append(random.choice([Gate("phase", (i,), amount), Gate("fourier", (i,)),
                                    Gate("multiply", (i,), amount)]))
        if space.n > 1:
            j = random.choice([k for k in range(1, space.n + 1) if k != i])
            gates.append(Gate("sum", (i, j), amount))
    return from_gates(space, gates)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(1, 2), st.sampled_from(("interleaved", "block")), st.sampled_from((1, -1)),
       st.randoms(use_true_random=False))
def test_decisions_against_eigenvalues(n, order, sign, random):
    space = PhaseSpace(n, "Q", order, sign)
    gamma = random_gamma(random, n, random.choice([Q(1, 10), Q(1, 2), 1]))
    hbar = random.choice([Q(1, 2), Q(1)])
    found = decide(space, gamma, hbar)
    J = np.array(space.J.tolist(), dtype=float)
    least = np.linalg.eigvalsh(numbers(gamma) + 1j * float(hbar) * J).min()
    if abs(least) > 1e-8:
        assert isinstance(found, Physical) == (least > 0)
    if isinstance(found, Unphysical):
        z = found.witness
        value = (z.H * (gamma + sqrt(-1) * hbar * space.J) * z)[0].expand()
        assert value == found.value
        assert value < 0


@pytest.mark.parametrize("gamma", [
    eye(4), Matrix([[5, 0, 3, 0], [0, 5, 0, -3], [3, 0, 5, 0], [0, -3, 0, 5]]) / 4,
    diag(2, 3, 1, 5)])
def test_certificates_are_proved(gamma):
    assert proved(decide(TWO, gamma).statement())


@pytest.mark.parametrize("gamma", [
    diag(0, 1, 1, 1), diag(-1, 1, 1, 1), eye(4) * Q(99, 100), diag(1, Q(1, 2), 9, 9),
    Matrix([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]), diag(0, 0, 0, 0)])
def test_witnesses_are_proved(gamma):
    found = decide(TWO, gamma)
    assert isinstance(found, Unphysical)
    assert proved(found.statement())
    with pytest.raises(DomainError, match="not positive"):
        GaussianState(TWO, gamma)


def test_symbolic_uncertainty_relation_of_one_mode():
    a, b, c, h = symbols("a b c h", real=True)
    table = uncertainty_statement(ONE, Matrix([[a, c], [c, b]]), h)
    assert [row.lhs for _, row in table.rows] == [a, b, a * b - c**2 - h**2]
    assert proved(table, [a > 0, b > 0, a * b > c**2 + h**2])


def test_malformed_matrices():
    with pytest.raises(DomainError, match="not symmetric"):
        decide(ONE, [[1, 1], [0, 1]])
    with pytest.raises(DimensionError):
        decide(ONE, eye(4))
    with pytest.raises(DomainError, match=r"gamma is not real: its entry \(1, 2\) is I"):
        GaussianState(ONE, [[1, I], [I, 1]])
    with pytest.raises(DomainError, match="gamma is not real"):
        symplectic_eigenvalues(ONE, [[2, I * symbols("a")], [I * symbols("a"), 2]])
    with pytest.raises(DomainError, match="is not real"):
        GaussianState(ONE, eye(2), (I * symbols("a"), 0))
    with pytest.raises(EngineRefusal, match="whether a >= 0 is not known"):
        decide(ONE, [[symbols("a"), 0], [0, 1]])
    with pytest.raises(DomainError, match="hbar = h is not known"):
        decide(ONE, [[1, 0], [0, 1]], symbols("h"))
    with pytest.raises(DomainError, match="hbar"):
        decide(ONE, [[1, 0], [0, 1]], -1)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(1, 2), st.randoms(use_true_random=False))
def test_symplectic_eigenvalues_against_floats(n, random):
    space = PhaseSpace(n, "Q")
    gamma = random_gamma(random, n, 1) + eye(2 * n) * Q(1, 3)
    exact = sorted(float(v.evalf(30)) for v, k in symplectic_eigenvalues(space, gamma)
                   for _ in range(k))
    J = np.array(space.J.tolist(), dtype=float)
    floats = np.sort(np.abs(np.linalg.eigvals(J @ numbers(gamma)).imag))[::2]
    assert np.allclose(exact, floats, rtol=1e-6)


@pytest.mark.parametrize("gamma", [
    diag(2, 2, 2, 2), diag(2, 3, 1, 5), eye(4), diag(4, 1, 1, 4),
    Matrix([[5, 0, 3, 0], [0, 5, 0, -3], [3, 0, 5, 0], [0, -3, 0, 5]]) / 4,
    Matrix([[2, 0, 1, 0], [0, 2, 0, 1], [1, 0, 2, 0], [0, 1, 0, 2]])])
def test_williamson_forms(gamma):
    for space in (TWO, PhaseSpace(2, "Q", "block", -1)):
        form = williamson(space, gamma)
        assert proved(form.statement())
        assert proved(form.vectors_statement())


def test_williamson_with_nested_roots():
    gamma = Matrix([[2, 1, 0, 0], [1, 3, 1, 0], [0, 1, 4, 1], [0, 0, 1, 5]])
    form = williamson(TWO, gamma)
    assert proved(form.vectors_statement())
    assert np.allclose(numbers(form.matrix * form.diagonal * form.matrix.T - gamma), 0)
    with pytest.raises(DomainError):
        williamson(TWO, diag(1, 1, 1, -1))
    with pytest.raises(EngineRefusal, match="degree above two"):
        williamson(PhaseSpace(3), Matrix(6, 6, lambda i, j: (i + 2) * (i == j)
                                         + int(abs(i - j) == 1)))


def test_williamson_with_irrational_and_symbolic_entries():
    """Squeezed thermal states, exp(+-2r) n, and the transpose of a two-mode squeezed vacuum."""
    a, b, n, r, V = symbols("a b n r V")
    form = williamson(ONE, [[sqrt(2), 0], [0, sqrt(3)]])
    assert form.eigenvalues == (Q(6) ** Q(1, 4),) and proved(form.statement())
    squeezed = williamson(ONE, [[n * exp(2 * r), 0], [0, n * exp(-2 * r)]], [n >= 1])
    assert squeezed.eigenvalues == (n,) and squeezed.matrix == diag(exp(r), exp(-r))
    known = [a > 0, a * V > b**2]
    assert proved(williamson(ONE, [[a, b], [b, V]], known).statement(), known)
    mixed = williamson(TWO, diag(n, n, a, a), [n >= 1, a > n])
    assert mixed.eigenvalues == (a, n)
    coupled = [[a, 0, b, 0], [0, a, 0, b], [b, 0, a, 0], [0, b, 0, a]]
    known = [a > b, b > 0]
    assert williamson(TWO, coupled, known).eigenvalues == (a + b, a - b)
    assert proved(williamson(TWO, coupled, known).statement(), known)
    with pytest.raises(EngineRefusal, match="!= 0 is not known"):      # equal if b = 0
        williamson(TWO, coupled, [a > b, b >= 0])
    with pytest.raises(DomainError, match="not positive definite"):
        williamson(ONE, [[a, 0], [0, -a]], [a > 0])


def test_logarithmic_negativity_with_roots_of_symbols():
    """cosh 2r = V: log(V + sqrt(V^2 - 1)) = 2 r (Vidal, Werner 2002)."""
    V = symbols("V")
    c = sqrt(V**2 - 1)
    gamma = [[V, 0, c, 0], [0, V, 0, -c], [c, 0, V, 0], [0, -c, 0, V]]
    found = GaussianState(TWO, gamma, assuming=[V > 1]).log_negativity([1])
    assert proved(Equation(found, log(V + c)), [V > 1])
    assert not proved(Equation(found, log(V)), [V > 1])


def test_maps_of_other_spaces_are_refused():
    state = GaussianState(ONE, eye(2))
    for space in (TWO, PhaseSpace(1, "R", "block", -1)):
        with pytest.raises(InputError, match="does not act on states of"):
            state.evolve(AffineSymplectic(space))
    assert state.evolve(AffineSymplectic(ONE)).gamma == state.gamma


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_williamson_of_moved_thermal_states(random):
    """gamma = S diag(nu) S^T has the eigenvalues that were put in, equal ones included."""
    space = PhaseSpace(2, "Q")
    nus = random.choice([(2, 2), (1, 3), (1, 1), (5, 2)])
    S = Matrix([list(r) for r in random_change(space, random, 3).matrix])
    gamma = S * diag(nus[0], nus[0], nus[1], nus[1]) * S.T
    form = williamson(space, gamma)
    assert sorted(form.eigenvalues) == sorted(nus)
    assert np.allclose(numbers(form.matrix * form.diagonal * form.matrix.T - gamma), 0, atol=1e-6)
    assert form.matrix.T * space.J * form.matrix == space.J or np.allclose(
        numbers(form.matrix.T * space.J * form.matrix - space.J), 0, atol=1e-6)


@pytest.mark.parametrize("gates", [
    [Gate("phase", (1,), 1)], [Gate("sum", (1, 2), 1)], [Gate("fourier", (1,))], [],
    [Gate("multiply", (1,), 3), Gate("multiply", (2,), 3)],
    [Gate("multiply", (1,), 2), Gate("sum", (1, 2), 2)]])
def test_bloch_messiah_forms(gates):
    form = bloch_messiah(from_gates(PhaseSpace(2, "Q"), gates))
    assert proved(form.statement())
    assert all(z >= 1 for z in form.squeezing)


def test_bloch_messiah_refusals():
    with pytest.raises(EngineRefusal):
        bloch_messiah(AffineSymplectic(PhaseSpace(1, 3)))


def test_two_mode_squeezed_vacuum():
    """e^(2r) = 4: pure, thermal marginals with cosh 2r, log-negativity 2r."""
    state = two_mode_squeezed(TWO, 4)
    assert state.is_pure
    assert state.purity == 1
    assert state.von_neumann_entropy() == 0
    assert state.log_negativity([1]) == log(4)
    part = state.marginal([1])
    assert part.gamma == eye(2) * Q(17, 8)
    n = Q(9, 16)
    wanted = (n + 1) * log(n + 1) - n * log(n)
    assert abs((part.von_neumann_entropy() - wanted).evalf(30)) < 1e-25
    found = state.ppt([1])
    assert isinstance(found, Unphysical)
    assert proved(found.statement())
    assert isinstance(two_mode_squeezed(TWO, 1).ppt([1]), Physical)


def test_measurements_on_an_entangled_pair():
    state = two_mode_squeezed(TWO, 4)
    a, c = Q(17, 8), Q(15, 8)
    out = state.homodyne({"X2": 1})
    assert out.variance == Matrix([[a / 2]])
    assert out.state.gamma == diag(a - c**2 / a, a)
    assert out.state.mean == (c / a, 0)
    assert out.state.is_pure
    out = state.heterodyne([2], [1, 1])
    assert out.state.gamma == eye(2)
    assert out.state.mean == (c / (a + 1), -c / (a + 1))
    with pytest.raises(DomainError, match="not jointly measurable"):
        state.homodyne({"X2": 1, "P2": 0})
    joint = state.homodyne({"X1 - X2": 0, "P1 + P2": 0})
    assert joint.state is None
    assert joint.variance == diag(a - c, a - c)


def test_evolution_keeps_invariants():
    random = Random(4)
    state = GaussianState(TWO, diag(3, 3, 2, 2), (1, 0, 0, 2))
    change = random_change(PhaseSpace(2, "R"), random)
    after = state.evolve(change)
    assert after.symplectic_eigenvalues == state.symplectic_eigenvalues
    assert after.evolve(change.inverse()) == state
    assert state.compose(state).marginal([3, 4]) == state
    assert proved(after.validity())


def test_distribution_is_normalised_in_one_mode():
    state = GaussianState(ONE, [[2, 1], [1, 3]], (1, 0))
    assert (state.liouville_entropy() - 1 - log(pi) - log(5) / 2).expand() == 0
    f = state.distribution()
    X, P = ONE.symbols
    h = 0.05
    grid = np.arange(-12, 12, h)
    xs, ps = np.meshgrid(grid, grid)
    value = np.exp(-(3 * (xs - 1) ** 2 - 2 * (xs - 1) * ps + 2 * ps**2) / 5) / np.pi / 5**0.5
    assert abs(float(f.subs({X: 0, P: 1}).evalf()) - np.exp(-(3 + 2 + 2) / 5) / np.pi / 5**0.5) \
        < 1e-12
    assert abs(value.sum() * h * h - 1) < 1e-9


def test_liouville_and_schroedinger_evolution_agree():
    for space in (ONE, TWO):
        for step in derive_quadratic_evolution(space).steps:
            assert proved(step.statement), step.note


def test_what_generates_the_quadratic_hamiltonians():
    """Rotations and squeezing give sp(2n, R), of dimension n (2n + 1); with displacements and
    constants 2n + 1 more."""
    X, P = ONE.symbols
    assert len(generated_algebra(ONE, [X**2 + P**2])) == 1
    assert len(generated_algebra(ONE, [X**2 + P**2, X * P])) == 3
    assert len(generated_algebra(ONE, [X**2 + P**2, X * P, X])) == 6
    X1, P1, X2, P2 = TWO.symbols
    rotations = [X1**2 + P1**2, X2**2 + P2**2, X1 * X2 + P1 * P2]
    assert len(generated_algebra(TWO, rotations)) == 4
    assert len(generated_algebra(TWO, [*rotations, X1 * P1])) == 10
    assert len(generated_algebra(TWO, [*rotations, X1 * P1, X1])) == 15
    basis = generated_algebra(ONE, [X**2 + P**2, X * P])
    assert proved(closure_statement(ONE, basis))
    with pytest.raises(DomainError, match="no combination"):
        closure_statement(ONE, [X**2, P**2])
    with pytest.raises(DomainError):
        generated_algebra(ONE, [X**3])


@pytest.mark.slow
def test_twenty_modes_are_decided_exactly():
    random = Random(1)
    space = PhaseSpace(20, "Q")
    S = Matrix([list(r) for r in random_change(space, random, 40).matrix])
    gamma = S * S.T
    assert isinstance(decide(space, gamma), Physical)
    assert isinstance(decide(space, gamma * Q(999999, 1000000)), Unphysical)


N_, R_, V_ = symbols("n r V")


@pytest.mark.parametrize("gamma,assuming,physical", [
    (diag(N_, N_), [N_ >= 1], True), (diag(N_, N_), [N_ > 0, N_ < 1], False),
    (diag(exp(2 * R_), exp(-2 * R_)), [], True), (diag(sqrt(2), 1 / sqrt(2)), [], True),
    (diag(sqrt(2), Q(7, 10)), [], False), (diag(N_, 0), [N_ > 0], False), (diag(N_, 1), [N_ < 0],
                                                                           False),
    (Matrix([[N_, 1], [1, N_]]), [N_**2 >= 2, N_ > 0], True)])
def test_entries_with_symbols_and_roots(gamma, assuming, physical):
    """One mode: gamma > 0 and det gamma >= 1."""
    found = decide(ONE, gamma, assuming=assuming)
    assert isinstance(found, Physical if physical else Unphysical)
    assert proved(found.statement(), found.assuming)


def test_thermal_state_with_a_symbol():
    state = GaussianState(ONE, diag(N_, N_), assuming=[N_ >= 1])
    assert state.symplectic_eigenvalues == ((N_, 1),)
    assert (state.purity, state.is_pure) == (1 / N_, False)
    up, down = (N_ + 1) / 2, (N_ - 1) / 2
    assert simplify(state.von_neumann_entropy() - up * log(up) + down * log(down)) == 0
    assert state.compose(state).assuming == (*state.assuming, *state.assuming)


def test_two_mode_squeezing_with_a_symbol():
    """Weedbrook et al., Rev. Mod. Phys. 84, 621 (2012), with V = e^(2r)."""
    state = two_mode_squeezed(TWO, V_, assuming=[V_ > 1])
    assert state.is_pure
    assert state.log_negativity([1]) == log(V_)
    (half,) = state.marginal([1]).symplectic_eigenvalues
    assert simplify(half[0] - (V_ + 1 / V_) / 2) == 0
    after = state.homodyne({"X2": 0}).state.gamma
    assert (after - diag(2 * V_ / (1 + V_**2), (1 + V_**2) / (2 * V_))).applyfunc(simplify) == \
        Matrix.zeros(2, 2)
    assert state.heterodyne([2]).state.gamma == eye(2)


def test_noise_that_breaks_entanglement():
    """Added noise n on every variable: the smaller eigenvalue of the partial transpose is
    e^(-2r) + n, so that the state is entangled for n < 1 - e^(-2r) (Simon's criterion)."""
    gamma = two_mode_squeezed(TWO, 4).gamma + N_ * eye(4)
    entangled = GaussianState(TWO, gamma, assuming=[N_ > 0, Q(3, 4) > N_])
    assert simplify(exp(entangled.log_negativity([1])) * (Q(1, 4) + N_)) == 1
    assert isinstance(entangled.ppt([1]), Unphysical)
    separable = GaussianState(TWO, gamma, assuming=[Q(3, 4) <= N_])
    assert separable.log_negativity([1]) == 0
    assert isinstance(separable.ppt([1]), Physical)
    either = GaussianState(TWO, gamma, assuming=[N_ >= 0])
    amount = either.log_negativity([1])
    assert [amount.subs(N_, v) for v in (0, Q(1, 4), 1)] == [log(4), log(2), 0]
    with pytest.raises(EngineRefusal, match="is not known"):
        either.ppt([1])


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_decisions_about_symbols_agree_with_numbers(random):
    """gamma(n) = A A^T + n B B^T: what is decided for n >= 1 holds at numbers."""
    a, b = (Matrix(4, 4, lambda i, j: random.randint(-2, 2)) for _ in range(2))
    gamma = a * a.T + N_ * b * b.T + eye(4) * random.choice([0, 1, 2]) / 2
    try:
        found = decide(TWO, gamma, assuming=[N_ >= 1])
    except EngineRefusal:
        return
    for value in (1, Q(3, 2), 7):
        at = decide(TWO, gamma.subs(N_, value))
        assert type(at) is type(found)
