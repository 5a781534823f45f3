"""States and density matrices with angles and symbols, against closed forms and numpy."""

from random import Random

import numpy as np
import pytest
from sympy import Abs, I, Matrix, Max, N, Rational, Symbol, cos, exp, eye, sin, sqrt, symbols

from symq.entanglement import (
    KrausOperator,
    LocalMeasurement,
    WState,
    concurrence,
    linear_entropy,
    mixed_concurrence,
    negativity,
    schmidt_decomposition,
    schmidt_probabilities,
    tangle,
    three_tangle,
)
from symq.entanglement.spectrum import eigenvalues, modulus
from symq.errors import DomainError, EngineRefusal
from symq.lang.statement import Equation
from symq.prove import prove

Q = Rational
a, b = symbols("a b", real=True)
p = Symbol("p")
BELL = Matrix([1, 0, 0, 1]) / sqrt(2)
WERNER = p * BELL * BELL.T + (1 - p) * eye(4) / 4


def same(left, right):
    return prove(Equation(left, right)).verdict == "proved"


@pytest.mark.parametrize("phase", [1, exp(I * b)])
def test_schmidt_form_of_an_angle(phase):
    psi = Matrix([cos(a), 0, 0, phase * sin(a)])
    assert all(same(x, y) for x, y in zip(schmidt_probabilities(psi, (2, 2)),
                                          (cos(a)**2, sin(a)**2), strict=True))
    assert concurrence(psi) == 2 * Abs(sin(a) * cos(a))
    assert same(tangle(psi), sin(2 * a)**2)
    assert same(linear_entropy(psi, (2, 2)), sin(2 * a)**2 / 2)


def test_the_sign_of_a_schmidt_coefficient_must_be_known():
    psi = Matrix([cos(a), 0, 0, sin(a)])
    with pytest.raises(EngineRefusal, match="sign of"):
        schmidt_decomposition(psi, (2, 2))
    terms = schmidt_decomposition(psi, (2, 2), [cos(a) > 0, sin(a) > 0])
    assert [s for s, *_ in terms] == [cos(a), sin(a)]


def test_three_tangle_of_a_ghz_state_with_an_angle():
    psi = Matrix([cos(a), 0, 0, 0, 0, 0, 0, sin(a)])
    assert three_tangle(psi) == 4 * sin(a)**2 * cos(a)**2
    with pytest.raises(DomainError, match="squared norm"):
        three_tangle(2 * psi)


def test_components_and_measurements_with_angles():
    state = WState((cos(a)**2, sin(a)**2 * cos(b)**2, sin(a)**2 * sin(b)**2))
    assert (state.x0, state.weight) == (0, 1)
    measured = LocalMeasurement([KrausOperator(Matrix([[cos(a), 0], [0, 1]])),
                                 KrausOperator(Matrix([[sin(a), 0], [0, 0]]))])
    assert prove(measured.completeness()).verdict == "proved"
    with pytest.raises(DomainError, match="differs from 1"):
        LocalMeasurement([KrausOperator(Matrix([[cos(a), 0], [0, 1]])),
                          KrausOperator(Matrix([[cos(a), 0], [0, 0]]))])


def test_werner_states():
    """Entangled for p > 1/3; negativity (3p - 1)/4, concurrence (3p - 1)/2 (Wootters 1998)."""
    within = [p >= 0, p <= 1]
    assert negativity(WERNER, assuming=[p > Q(1, 3), p <= 1]) == (3 * p - 1) / 4
    assert negativity(WERNER, assuming=within) == Max(0, (3 * p - 1) / 4)
    assert negativity(WERNER, assuming=[p >= 0, p <= Q(1, 3)]) == 0
    assert mixed_concurrence(WERNER, within) == Max(0, (3 * p - 1) / 2)
    assert mixed_concurrence(WERNER, [p >= 0, p <= Q(1, 3)]) == 0
    for value in (0, Q(1, 4), Q(1, 2), 1):
        at = negativity(WERNER).subs(p, value)
        assert at == negativity(WERNER.subs(p, value))


def test_a_decaying_bell_pair():
    """One qubit of a Bell pair decays with probability p: the partial transpose has the
    eigenvalues 1/2, (1 - p)/2 and the roots of x^2 - p x/2 - (1 - p)/4."""
    rho = Matrix([[Q(1, 2), 0, 0, sqrt(1 - p) / 2], [0, 0, 0, 0], [0, 0, p / 2, 0],
                  [sqrt(1 - p) / 2, 0, 0, (1 - p) / 2]])
    assert same(negativity(rho, assuming=[p > 0, p < 1]), (1 - p) / 2)


def test_roots_of_squares():
    assert modulus((1 - 3 * p)**2, [p <= Q(1, 3)]) == 1 - 3 * p
    assert modulus(4 * cos(a)**2 - 4 * cos(a)**4) == 2 * Abs(sin(a) * cos(a))
    assert modulus(p**2 + 1) == sqrt(p**2 + 1)
    assert modulus((1 + cos(a))**2 * (1 - cos(a))**2) == sin(a)**2


def random_state(random):
    v = [random.randint(-3, 3) + I * random.randint(-3, 3) for _ in range(4)]
    norm = sum((x * x.conjugate()).expand() for x in v)
    return Matrix(v) / sqrt(norm) if norm != 0 else random_state(random)


def test_random_mixed_states_against_floats():
    random = Random(3)
    flip = np.kron(*[np.array([[0, -1j], [1j, 0]])] * 2)
    for _ in range(8):
        weights = [random.randint(1, 4) for _ in range(random.randint(1, 4))]
        rho = sum((Q(w, sum(weights)) * (v := random_state(random)) * v.H for w in weights),
                  Matrix.zeros(4)).applyfunc(lambda e: e.expand())
        floats = np.array(rho.tolist(), dtype=complex)
        turned = floats.reshape(2, 2, 2, 2).transpose(0, 3, 2, 1).reshape(4, 4)
        expected = -sum(x for x in np.linalg.eigvalsh(turned) if x < 0)
        assert abs(float(N(negativity(rho))) - expected) < 1e-9
        values = np.linalg.eigvals(floats @ flip @ floats.conj() @ flip)
        roots = np.sort(np.sqrt(np.abs(values)))
        assert abs(float(N(mixed_concurrence(rho))) - max(0, 2 * roots[-1] - roots.sum())) < 1e-7


def test_factors_of_high_degree_are_refused():
    rows = Matrix([[p, 1, 0], [1, 2 * p, 1], [0, 1, 5]])
    with pytest.raises(EngineRefusal, match="degree 3"):
        eigenvalues(rows)
