"""Textbook values: Nielsen and Chuang chs. 2 and 12; Horodecki et al., Rev. Mod. Phys. 81, 865."""

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    I,
    Matrix,
    Max,
    Rational,
    cos,
    eye,
    kronecker_product,
    log,
    pi,
    sin,
    sqrt,
    symbols,
    zeros,
)

from symq import Q
from symq.entanglement import (
    concurrence,
    conversion_with_certainty,
    convertible,
    curve_points,
    curve_table,
    eigenvalues,
    family_curves,
    fast,
    largest_probability,
    linear_entropy,
    majorisation,
    mixed_concurrence,
    negativity,
    plot_curves,
    reduced_density,
    renyi_entropy,
    schmidt_coefficients,
    schmidt_decomposition,
    schmidt_probabilities,
    schmidt_statement,
    tangle,
    three_tangle,
    vidal_probability,
    von_neumann_entropy,
    w_state,
)
from symq.errors import (
    DimensionError,
    DomainError,
    EngineRefusal,
    InexactError,
    InputError,
    MissingExtra,
)
from symq.paper.judge import Judge
from symq.paper.verdict import FAILS, HOLDS
from tests.entanglement import brute

BELL = Matrix([1, 0, 0, 1]) / sqrt(2)
TILTED = Matrix([2, 0, 0, 1]) / sqrt(5)
PRODUCT = Matrix([1, 0, 0, 0])
QUTRITS = Matrix([1, 0, 0, 0, 1, 0, 0, 0, 1]) / sqrt(3)


def werner(p):
    return p * BELL * BELL.T + (1 - p) * eye(4) / 4


@pytest.mark.parametrize(("state", "dims", "values"), [
    (BELL, (2, 2), (1, 1, Q(1, 2), 1)),
    (PRODUCT, (2, 2), (0, 0, 0, 0)),
    (TILTED, (2, 2), (Q(4, 5), Q(16, 25), Q(2, 5), None)),
    (QUTRITS, (3, 3), (2 / sqrt(3), Q(4, 3), 1, log(3) / log(2))),
])
def test_measures_of_pure_states(state, dims, values):
    c, tau, n, s = values
    assert fast.is_zero(concurrence(state, dims) - c)
    assert tangle(state, dims) == tau
    assert negativity(state * state.T, dims) == n
    if s is not None:
        assert von_neumann_entropy(state, dims) == s
    assert linear_entropy(state, dims) == Rational(tau) / 2


def test_entropies():
    assert von_neumann_entropy(TILTED, (2, 2)) == \
        Q(4, 5) * (log(Q(5, 4)) / log(2)) + Q(1, 5) * (log(5) / log(2))
    assert von_neumann_entropy(QUTRITS, (3, 3), 3) == 1
    assert renyi_entropy(QUTRITS, (3, 3), 2, 3) == 1
    assert renyi_entropy(TILTED, (2, 2), 2) == -log(Q(17, 25)) / log(2)
    assert renyi_entropy(TILTED, (2, 2), 0) == 1


def test_schmidt():
    assert schmidt_coefficients(TILTED, (2, 2)) == (2 * sqrt(5) / 5, sqrt(5) / 5)
    golden = Matrix([1, 1, 1, 0]) / sqrt(3)
    assert schmidt_probabilities(golden, (2, 2)) == (sqrt(5) / 6 + Q(1, 2), Q(1, 2) - sqrt(5) / 6)
    assert schmidt_probabilities(w_state().vector(), (2, 4)) == (Q(2, 3), Q(1, 3))
    assert schmidt_probabilities(w_state().vector(), (4, 2)) == (Q(2, 3), Q(1, 3))
    assert len(schmidt_decomposition(PRODUCT, (2, 2))) == 1
    for state, dims in ((BELL, (2, 2)), (TILTED, (2, 2)), (QUTRITS, (3, 3)),
                        (w_state().vector(), (2, 4))):
        claim = schmidt_statement(state, dims)
        assert all(fast.is_zero(e) for e in claim.lhs - claim.rhs)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6))
def test_two_qubit_formulae_agree(seed):
    from random import Random

    v = brute.unit_vector(Random(seed), 4)
    psi = Matrix([Q(x.numerator, x.denominator) for x in v])
    a, b, c, d = psi
    assert concurrence(psi) == abs(2 * (a * d - b * c))
    assert negativity(psi * psi.T) == concurrence(psi) / 2
    assert fast.is_zero(sum(schmidt_probabilities(psi, (2, 2))) - 1)
    assert fast.is_zero(mixed_concurrence(psi * psi.T) - concurrence(psi))
    for side in (0, 1):
        rho = reduced_density(psi, (2, 2), side)
        assert rho.trace() == 1
    assert reduced_density(psi, (2, 2), 0).det() == reduced_density(psi, (2, 2), 1).det()


def test_three_tangle():
    ghz = Matrix([1, 0, 0, 0, 0, 0, 0, 1]) / sqrt(2)
    assert three_tangle(ghz) == 1
    assert three_tangle(w_state().vector()) == 0
    assert three_tangle(kronecker_product(BELL, Matrix([1, 0]))) == 0
    tilted = Matrix([Q(3, 5), 0, 0, 0, 0, 0, 0, Q(4, 5)])
    assert three_tangle(tilted) == Q(144, 625) * 4
    assert three_tangle(Matrix([Q(3, 5), 0, 0, 0, 0, 0, 0, I * Q(4, 5)])) == Q(576, 625)


@pytest.mark.parametrize(("p", "c"), [(1, 1), (Q(1, 3), 0), (Q(1, 2), Q(1, 4)), (Q(2, 3), Q(1, 2)),
                                      (0, 0)])
def test_werner_states(p, c):
    assert mixed_concurrence(werner(p)) == c
    assert negativity(werner(p)) == Rational(c) / 2


def test_negativity_of_a_cubic():
    # partial transpose with an irreducible cubic: the sign of its roots comes from counting
    m = Matrix([[2, 1, 0], [1, 3, 1], [0, 1, 1]])
    assert [v > 0 for v in eigenvalues(m)] == [True, True, True]
    rho = zeros(9, 9)
    psi = Matrix([2, 1, 0, 0, 1, 2, 1, 0, 1]) / sqrt(12)
    rho = psi * psi.T
    total = negativity(rho, (3, 3))
    p = schmidt_probabilities(psi, (3, 3))
    assert abs(float(total) - (sum(float(x) ** 0.5 for x in p) ** 2 - 1) / 2) < 1e-9


def test_majorisation_and_conversion():
    claim = majorisation((Q(1, 2), Q(1, 2)), (Q(3, 4), Q(1, 4)))
    assert all(p.lhs <= p.rhs for p in claim.parts)
    claim = majorisation((Q(3, 4), Q(1, 4)), (Q(1, 2), Q(1, 2)))
    assert not all(p.lhs <= p.rhs for p in claim.parts)
    assert len(convertible(BELL, TILTED, (2, 2)).parts) == 1
    # Jonathan and Plenio's incomparable pair
    p, q = (Q(2, 5), Q(2, 5), Q(1, 10), Q(1, 10)), (Q(1, 2), Q(1, 4), Q(1, 4), 0)
    for left, right in ((p, q), (q, p)):
        assert not all(s.lhs <= s.rhs for s in majorisation(left, right).parts)
    assert vidal_probability(p, q) == Q(4, 5)
    judge = Judge()
    for applied, expected in (
            (largest_probability(p, q), HOLDS), (largest_probability(p, q, Q(3, 4)), FAILS),
            (conversion_with_certainty(p, q), FAILS), (conversion_with_certainty(q, p), FAILS),
            (conversion_with_certainty((Q(1, 2), Q(1, 2)), (Q(3, 4), Q(1, 4))), HOLDS)):
        assert judge(applied.conclusion, theorems=(applied,)).outcome is expected
    assert vidal_probability(q, p) == 0
    assert vidal_probability((Q(1, 2), Q(1, 2)), (Q(3, 4), Q(1, 4))) == 1
    assert vidal_probability((Q(9, 10), Q(1, 10)), (Q(1, 2), Q(1, 2))) == Q(1, 5)


@pytest.mark.parametrize(("bad", "good", "error", "text"), [
    (lambda: concurrence(Matrix([1, 0, 0, 1])), lambda: concurrence(BELL), DomainError, "norm 2"),
    (lambda: concurrence(Matrix([1, 0, 0])), lambda: concurrence(PRODUCT), DimensionError, "3"),
    (lambda: concurrence(Matrix([1.0, 0, 0, 0])), lambda: concurrence(Matrix([1, 0, 0, 0])),
     InexactError, "float"),
    (lambda: reduced_density(BELL, (2, 2), 2), lambda: reduced_density(BELL, (2, 2), 1), InputError,
     "side=2"),
    (lambda: mixed_concurrence(eye(4)), lambda: mixed_concurrence(eye(4) / 4), DomainError,
     "trace 4"),
    (lambda: negativity(Matrix([[Q(1, 2), 1], [0, Q(1, 2)]]), (1, 2)),
     lambda: negativity(Matrix([[Q(1, 2), 0], [0, Q(1, 2)]]), (1, 2)), DomainError, "Hermitian"),
    (lambda: majorisation((Q(1, 2), Q(1, 3)), (1, 0)),
     lambda: majorisation((Q(1, 2), Q(1, 2)), (1, 0)), DomainError, "5/6"),
    (lambda: vidal_probability((Q(3, 2), -Q(1, 2)), (1, 0)),
     lambda: vidal_probability((Q(1, 2), Q(1, 2)), (1, 0)), DomainError, "-1/2"),
    (lambda: renyi_entropy(BELL, (2, 2), 1), lambda: renyi_entropy(BELL, (2, 2), 2), DomainError,
     "alpha=1"),
    (lambda: von_neumann_entropy(BELL, (2, 2), 1), lambda: von_neumann_entropy(BELL, (2, 2), 2),
     DomainError, "base 1"),
])
def test_refusals(bad, good, error, text):
    with pytest.raises(error, match=text):
        bad()
    good()


def test_figure(tmp_path, monkeypatch):
    from sympy import Symbol

    s = Symbol("s")
    curves = family_curves(s)
    points = curve_points(curves, s, Q(1, 3), Q(1, 2), 11)
    assert points[0] == (Q(1, 3), (1, 1))
    assert points[-1] == (Q(1, 2), (Q(7, 8), 1))
    falls = [v[0] for _, v in points]
    assert falls == sorted(falls, reverse=True)
    for _, row in curve_table(curves, s, Q(1, 3), Q(1, 2)).rows:
        assert fast.is_zero(row.lhs - row.rhs)
    target = tmp_path / "gap.svg"
    figure = plot_curves(curves, s, Q(1, 3), Q(1, 2), save=target)
    assert target.stat().st_size > 1000
    assert len(figure.axes[0].lines) == 2
    monkeypatch.setattr("symq.plots.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match="matplotlib"):
        plot_curves(curves, s, Q(1, 3), Q(1, 2))
    with pytest.raises(DomainError, match="interval"):
        curve_points(curves, s, Q(1, 2), Q(1, 3))
    with pytest.raises(InputError, match="points=1"):
        curve_points(curves, s, Q(1, 3), Q(1, 2), 1)
    with pytest.raises(InputError, match="besides s"):
        curve_points({"x": Symbol("t")}, s, 0, 1)


def test_order_of_schmidt_probabilities_with_symbols():
    p = symbols("p")
    psi = [sqrt(p), 0, 0, sqrt(1 - p)]
    for most in (p < Q(1, 2), p <= Q(1, 2)):
        assert schmidt_probabilities(psi, (2, 2), [p >= 0, most]) == (1 - p, p)
    assert schmidt_probabilities(psi, (2, 2), [p >= Q(1, 2), p <= 1]) == (p, 1 - p)


def test_min_entropy_and_rank_do_not_guess_the_largest_probability():
    t, p = symbols("t p")
    psi = [cos(t), 0, 0, sin(t)]
    open_ = renyi_entropy(psi, (2, 2), sympy.oo)
    assert open_ == log(1 / Max(cos(t)**2, 1 - cos(t)**2)) / log(2)
    assert open_.subs(t, pi / 2) == 0
    assert renyi_entropy(psi, (2, 2), sympy.oo, assuming=[t >= 0, t <= pi / 4]) \
        == log(1 / cos(t)**2) / log(2)
    psi = [sqrt(p), 0, 0, sqrt(1 - p)]
    with pytest.raises(EngineRefusal, match="> 0 is not known"):
        renyi_entropy(psi, (2, 2), 0, assuming=[p >= 0, p <= 1])
    assert renyi_entropy(psi, (2, 2), 0, assuming=[p > 0, p < 1]) == 1


def test_concurrence_of_x_states():
    """2 max(0, |w| - sqrt(b c), |z| - sqrt(a d)) (Yu and Eberly 2007), with symbols too."""
    a, b, c, w, z, g = symbols("a b c w z g")

    def x_state(a, b, c, d, w, z):
        return Matrix([[a, 0, 0, w], [0, b, z, 0], [0, z, c, 0], [w, 0, 0, d]])
    known = [a > 0, b > 0, w >= 0, 4 * w <= 1, c > 0, a + b + c < 1, w**2 <= a * (1 - a - b - c)]
    found = mixed_concurrence(x_state(a, b, c, 1 - a - b - c, w, 0), known)
    assert found == Max(0, 2 * w - 2 * sqrt(b * c))
    numbers = {a: Q(3, 10), b: Q(1, 5), c: Q(1, 10), w: Q(3, 10), z: Q(1, 10)}
    for change in ({}, {w: Q(1, 10)}, {z: Q(1, 8), w: 0, a: Q(1, 100)}, {w: 0}):
        point = {**numbers, **change}
        d = (1 - a - b - c).subs(point)
        exact = 2 * Max(0, point[w] - sqrt(point[b] * point[c]), point[z] - sqrt(point[a] * d))
        number = mixed_concurrence(x_state(*(point.get(k, d) for k in (a, b, c, "d", w, z))))
        assert abs(float(number - exact)) < 1e-12
    both = x_state((1 + g**2) / 2, g * (1 - g) / 2, g * (1 - g) / 2, (1 - g)**2 / 2, (1 - g) / 2, 0)
    damped = mixed_concurrence(both, [g >= 0, g <= 1])               # both qubits decay
    assert (damped - (1 - g)**2).expand() == 0
    assert mixed_concurrence(both.subs(g, Q(1, 4))) == Q(9, 16)
