from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import I, Matrix, eye, sqrt, symbols

from symq import Q
from symq.entanglement import (
    KrausOperator,
    LocalMeasurement,
    WState,
    derive_average_components,
    derive_transformation,
    fast,
    w_state,
)
from symq.errors import DimensionError, DomainError, InexactError, InputError
from tests.entanglement import brute

a, b, c = symbols("a b c")
seeds = st.integers(0, 10**6)


def exact(v: Fraction):
    return Q(v.numerator, v.denominator)


def frac(v) -> Fraction:
    return Fraction(int(v.p), int(v.q))


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(2, 4), st.integers(1, 4))
def test_components_against_dense_state_vectors(seed, n, outcomes):
    rng = Random(seed)
    amplitudes = [abs(v) for v in brute.unit_vector(rng, n + 1)]
    party = rng.randint(1, n)
    state = WState([exact(v * v) for v in amplitudes[1:]])
    for kraus in brute.measurement(rng, outcomes):
        dense = brute.components(brute.act(kraus, party, brute.w_vector(amplitudes), n))
        # symq drops local phases: it works with the triangular form of non-negative diagonal
        operator = KrausOperator(Matrix(2, 2, [exact(v) for row in kraus for v in row]))
        after = operator.apply(state, party)
        assert [after.x0, *after.components] == [exact(v) for v in dense]


@settings(max_examples=40, deadline=None)
@given(seeds, st.integers(2, 4))
def test_random_measurements_are_complete_and_conserve_probability(seed, outcomes):
    m = LocalMeasurement.random(seed, outcomes)
    state = WState((Q(1, 2), Q(1, 5), Q(1, 10)))
    assert fast.is_zero(sum(s.weight for s in m.outcomes(state, 2)) - 1)
    first, *rest = sorted(m.operators, key=lambda k: k.matrix == Matrix.zeros(2, 2))
    with pytest.raises(DomainError, match="differs from 1"):
        LocalMeasurement((KrausOperator(first.matrix * Q(99, 100)), *rest))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-3, 3), min_size=8, max_size=8))
def test_triangular_form_of_any_matrix(v):
    k = KrausOperator(Matrix(2, 2, [v[2 * i] + I * v[2 * i + 1] for i in range(4)]))
    _, t = k.normal_form
    assert t[1, 0] == 0
    assert all(fast.is_zero(e) for e in k.factorisation().lhs - k.factorisation().rhs)
    assert all(fast.is_zero(e) for e in k.unitarity().lhs - eye(2))
    assert fast.sign(k.a) >= 0
    assert fast.sign(k.c) >= 0


def test_transformation_rules():
    m = LocalMeasurement.two_outcome(Q(1, 3), Q(1, 4), Q(1, 2))
    state = WState((Q(1, 2), Q(1, 4), Q(1, 4)))
    first, second = m.outcomes(state, 1)
    assert first.components == (Q(1, 8), Q(1, 12), Q(1, 12))
    assert second.components == (Q(1, 4), Q(1, 6), Q(1, 6))
    assert first.x0 + second.x0 == Q(1, 8)  # = x1 sum |b|^2 >= x0 = 0


def test_symbolic_two_outcome():
    x, y = symbols("x y")
    m = LocalMeasurement.two_outcome(a, b, c)
    out = m.outcomes(WState((x, y), 0), 1)
    assert [o.components for o in out] == [(b * x, a * y), (c * x, y - a * y)]
    assert m.diagonal_statements()[1].lhs == b + c
    assert fast.is_zero(m.conservation(WState((x, y)), 2).lhs - 1)


@pytest.mark.parametrize(("bad", "good", "error", "text"), [
    (lambda: LocalMeasurement.diagonal([(Q(1, 2), Q(1, 2)), (Q(1, 2), Q(2, 5))], "A"),
     lambda: LocalMeasurement.diagonal([(Q(1, 2), Q(1, 2)), (Q(1, 2), Q(1, 2))], "A"),
     DomainError, r"A: .*diag\(0, -1/10\)"),
    (lambda: LocalMeasurement.diagonal([(Q(1, 2), 1), (Q(3, 5), 0)]),
     lambda: LocalMeasurement.diagonal([(Q(1, 2), 1), (Q(1, 2), 0)]), DomainError, "1/10"),
    (lambda: LocalMeasurement((Matrix([[1, 0], [0, 1], [0, 0]]),)),
     lambda: LocalMeasurement((eye(2),)), DimensionError, r"\(3, 2\)"),
    (lambda: LocalMeasurement(()), lambda: LocalMeasurement((eye(2),)), InputError, "no operators"),
    (lambda: KrausOperator(Matrix([[0.5, 0], [0, 1]])),
     lambda: KrausOperator(Matrix([[Q(1, 2), 0], [0, 1]])), InexactError, "float"),
    (lambda: KrausOperator.triangular(-1, 0, 1), lambda: KrausOperator.triangular(0, 0, 1),
     DomainError, "a = -1"),
    (lambda: LocalMeasurement.two_outcome(Q(1, 2), Q(3, 4), Q(1, 2)),
     lambda: LocalMeasurement.two_outcome(Q(1, 2), Q(1, 2), Q(1, 2)), DomainError, "-1/4"),
    (lambda: LocalMeasurement.two_outcome(Q(3, 2), 0), lambda: LocalMeasurement.two_outcome(1, 0),
     DomainError, "1 - a = -1/2"),
    (lambda: LocalMeasurement.computational().outcomes(w_state(), 4),
     lambda: LocalMeasurement.computational().outcomes(w_state(), 3), InputError, "4"),
    (lambda: LocalMeasurement((KrausOperator.triangular(a, b, 1),
                               KrausOperator.triangular(1 - a, 0, 0))),
     lambda: LocalMeasurement((KrausOperator.triangular(a, 0, 1),
                               KrausOperator.triangular(1 - a, 0, 0))),
     DomainError, "differs from 1"),
    (lambda: LocalMeasurement.random(1, 1), lambda: LocalMeasurement.random(1, 2), InputError,
     "outcomes=1"),
])
def test_refusals(bad, good, error, text):
    with pytest.raises(error, match=text):
        bad()
    good()


def test_rank_one_column():
    k = KrausOperator(Matrix([[0, Q(3, 5)], [0, -Q(4, 5)]]))
    u, t = k.normal_form
    assert t == Matrix([[0, Q(3, 5)], [0, Q(4, 5)]])
    assert all(fast.is_zero(e) for e in u * t - k.matrix)


def test_projector_outcome_of_probability_zero():
    out = LocalMeasurement.computational().outcomes(WState((0, Q(1, 2), Q(1, 2))), 1)
    assert out[1].weight == 0
    assert out[1].components == (0, 0, 0)


def test_derivations_name_what_they_use():
    d = derive_transformation(3, 2)
    assert [s.name for s in d.steps] == ["action", "x1", "x2", "x3", "probability"]
    assert d.steps[2].statement.rhs == c * symbols("x2")
    assert str(d.steps[2].statement.lhs) == "(sqrt(c)*sqrt(x2))**2"
    averages = derive_average_components(3, 1, 3)
    assert [s.rel for s in averages.goal.parts] == ["<=", ">=", ">=", ">="]
    with pytest.raises(InputError, match="4"):
        derive_transformation(3, 4)
    with pytest.raises(InputError, match="outcomes=0"):
        derive_average_components(3, 1, 0)


def test_sqrt_entries():
    assert KrausOperator.triangular(2, 0, 3).matrix == Matrix([[sqrt(2), 0], [0, sqrt(3)]])
