"""Epistemic states against distributions on all points."""

from fractions import Fraction
from itertools import islice, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Rational, Symbol, log

from symq.errors import DomainError, EngineRefusal, InputError
from symq.phasespace import (
    AffineSymplectic,
    EpistemicState,
    LinearFunctional,
    PhaseSpace,
    Subspace,
    displacement,
    known,
    random_symplectic,
)
from symq.prove import prove
from tests.phasespace import brute


def random_case(random, d, n):
    space = PhaseSpace(n, d, random.choice(("interleaved", "block")), random.choice((1, -1)))
    V = Subspace(space, brute.random_isotropic(space, random.randrange(n + 1), random))
    point = [random.randrange(d) for _ in range(2 * n)]
    return space, EpistemicState.of(V, point), point


CASES = st.sampled_from([(2, 1), (2, 2), (3, 1), (3, 2), (4, 1), (4, 2), (5, 1), (6, 1), (8, 1),
                         (9, 1)])


@settings(max_examples=200, deadline=None, derandomize=True)
@given(CASES, st.randoms(use_true_random=False))
def test_states_measurements_and_updates(case, random):
    """Measuring U conditions on its values and spreads uniformly along what U generates."""
    d, n = case
    space, state, point = random_case(random, d, n)
    support = set(state.support())
    assert len(support) == state.support_size
    assert tuple(point) in support
    assert sum(state.distribution().values()) == 1
    U = [LinearFunctional(space, r) for r in brute.random_isotropic(space, 1 + (n > 1), random)]
    outcomes = state.measure(*U)
    assert sum(o.probability for o in outcomes) == 1
    spread = list(Subspace(space, [space.vector(f) for f in U], dual=False).elements())
    for o in outcomes:
        fits = {m for m in support if tuple(f(m) for f in U) == o.values}
        assert o.probability == Fraction(len(fits), len(support))
        after = {tuple((a + b) % d for a, b in zip(m, s, strict=True)) for m in fits
                 for s in spread}
        assert after == set(o.state.support())
        (again,) = o.state.measure(*U)
        assert (again.probability, again.values, again.state) == (1, o.values, o.state)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(CASES, st.randoms(use_true_random=False))
def test_evolution_moves_the_support(case, random):
    d, n = case
    space, state, _ = random_case(random, d, n)
    change = displacement(space, [random.randrange(d) for _ in range(2 * n)]) \
        @ random_symplectic(space, random.randrange(10**6))
    after = state.evolve(change)
    assert {change(m) for m in state.support()} == set(after.support())
    assert after.evolve(change.inverse()) == state
    for f, v in zip(state.subspace.functionals, state.values, strict=True):
        g, c = change.transported(f)
        assert after.value(g) == space.ring.element(v + c)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(CASES, st.randoms(use_true_random=False))
def test_marginals_purifications_and_products(case, random):
    d, n = case
    space, state, _ = random_case(random, d, n)
    pure = state.purification()
    assert pure.is_pure
    assert pure.marginal(range(1, n + 1)) == state
    part = state.marginal([1])
    seen = {(m[space.x(1)], m[space.p(1)]) for m in state.support()}
    assert set(part.support()) == seen
    if n == 2:
        other = state.marginal([2])
        assert (part.compose(other) == state) == (not state.is_correlated([1]))
        bits = state.mutual_information([1])
        assert bits == log(Rational(part.support_size * other.support_size,
                                    state.support_size))


def test_the_example_of_two_known_variables():
    space = PhaseSpace(2, "R")
    state = EpistemicState(space, {"X1": 2, "P2": 2})
    assert not state.is_normalisable
    assert state.contains((2, 7, -5, 2))
    assert not state.contains((1, 7, -5, 2))
    assert state.is_pure
    with pytest.raises(EngineRefusal, match="improper"):
        state.probability((2, 0, 0, 2))
    only = state.measure("X1")[0]
    assert (only.probability, only.values) == (1, (2,))
    with pytest.raises(EngineRefusal, match="infinitely many outcomes"):
        state.measure("P1")
    free = state.outcome({"P1": Symbol("c")})
    assert free.probability is None
    assert free.state.value("P1") == Symbol("c")
    assert state.outcome({"X1": 3}) is None


@settings(max_examples=200, deadline=None, derandomize=True)
@given(CASES, st.randoms(use_true_random=False))
def test_projectors_and_valuation_vectors_in_the_subspace(case, random):
    """P exists if nothing in V but zero is orthogonal to V; then P m = v cuts out the support."""
    d, n = case
    _, state, _ = random_case(random, d, n)
    V = state.subspace
    P = V.projector()
    inside = set(V.elements())
    dot = lambda u, v: sum(a * b for a, b in zip(u, v, strict=True)) % d  # noqa: E731
    overlap = [u for u in inside if any(u) and all(dot(u, v) == 0 for v in V.basis)]
    if P is None:
        assert overlap
    else:
        image = lambda m: tuple(dot(row, m) for row in P)  # noqa: E731
        assert all(image(v) == v for v in inside)
        v = state.valuation_in_subspace()
        assert v in inside
        for m in islice(product(range(d), repeat=2 * n), 400):
            assert (image(m) == v) == state.contains(m)
    v = state.valuation_in_subspace()
    if v is not None:
        assert v in inside
        assert state.contains(v)
    else:
        assert not any(state.contains(m) for m in inside)


def test_a_trit_state_without_projector():
    """X1 + X2 + X3 is orthogonal to itself modulo 3."""
    V = Subspace(PhaseSpace(3, 3), ["X1 + X2 + X3"])
    assert V.projector() is None
    assert EpistemicState.of(V, (1, 0, 0, 0, 0, 0)).valuation_in_subspace() is None


def test_symbolic_values_move_along():
    space = PhaseSpace(1, "R")
    a = Symbol("a", real=True)
    state = EpistemicState(space, {"X": a})
    turned = state.evolve(AffineSymplectic(space, [[1, Rational(1, 2)], [0, 1]], (1, 0)))
    assert str(turned) == "X1 - 1/2 P1 = a + 1"
    with pytest.raises(EngineRefusal, match="is not known"):
        EpistemicState(space, {"X": a, "2X": Symbol("b")})


@pytest.mark.parametrize(("d", "values", "message"), [
    (2, {"X2": 0, "X1 + P2": 0}, "bracket is 1"),
    (3, {"X1 - X2": 0, "P1 - P2": 0}, "bracket is 2"),
    (3, {"X1": 0, "2 X1": 1}, "contradict"),
    (4, {"2 X1": 1}, "contradict"),
])
def test_invalid_states_are_refused(d, values, message):
    with pytest.raises(DomainError, match=message):
        EpistemicState(PhaseSpace(2, d), values)


def test_measurements_refuse_what_is_not_jointly_knowable():
    state = EpistemicState(PhaseSpace(1, 3))
    with pytest.raises(DomainError, match="jointly knowable"):
        state.measure("X", "P")
    with pytest.raises(DomainError):
        known(PhaseSpace(1, 3), "X", "P")
    with pytest.raises(InputError):
        state.evolve(AffineSymplectic(PhaseSpace(2, 3)))
    with pytest.raises(InputError):
        state.compose(EpistemicState(PhaseSpace(1, 2)))


@pytest.mark.parametrize("rows", [[[1, 0], [0, 2]], [[1, 1], [1, 1]]])
def test_maps_that_are_not_symplectic_are_refused(rows):
    with pytest.raises(DomainError, match="not symplectic"):
        AffineSymplectic(PhaseSpace(1, 5), rows)


def test_statements_are_proved_and_twins_refuted():
    space = PhaseSpace(2, 3)
    state = EpistemicState(space, {"X1 - X2": 0, "P1 + P2": 1})
    assert prove(state.validity()).verdict == "proved"
    assert prove(state.support_statement()).verdict == "proved"
    one = EpistemicState(space, {"X1": 1})
    assert one.support_size == 27
    assert prove(one.support_statement()).verdict == "proved"
    cnot = AffineSymplectic.from_images(space, {"P1": "P1 - P2", "X2": "X1 + X2"})
    assert prove(cnot.statement()).verdict == "proved"
    real = AffineSymplectic.from_images(PhaseSpace(2, "Q"), {"P1": "P1 - P2", "X2": "X1 + X2"})
    assert prove(real.statement()).verdict == "proved"


def test_order_of_measurements_matters():
    state = EpistemicState(PhaseSpace(1, 3), {"X": 0})
    xp = {o2.state for o in state.measure("X") for o2 in o.state.measure("P")}
    px = {o2.state for o in state.measure("P") for o2 in o.state.measure("X")}
    assert len(xp) == len(px) == 3
    assert not xp & px
