from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import I, Matrix, eye, kronecker_product, sqrt, symbols, zeros

from symq import Q
from symq.entanglement import (
    LocalMeasurement,
    ProductOperator,
    SeparableInstrument,
    WState,
    certainty,
    eta,
    fast,
    kappa,
    pair_condition,
    pair_instrument,
    product_factors,
    product_statement,
    three_party_weights,
)
from symq.errors import DimensionError, DomainError, InputError

ZERO, ONE = Matrix([[1, 0], [0, 0]]), Matrix([[0, 0], [0, 1]])
entries = st.lists(st.integers(-3, 3), min_size=4, max_size=4)
SWAP = Matrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])


@settings(deadline=None, max_examples=40)
@given(entries, entries, entries, st.integers(0, 63))
def test_product_test(p, q, r, place):
    m = kronecker_product(*(Matrix(2, 2, v) for v in (p, q, r)))
    factors = product_factors(m, (2, 2, 2))
    assert kronecker_product(*factors) == m
    assume(sum(map(bool, p)) > 1 and sum(map(bool, q)) > 1 and sum(map(bool, r)) > 1)
    spoilt = Matrix(m)
    spoilt[divmod(place, 8)] += 1
    assert product_factors(spoilt, (2, 2, 2)) is None


def test_product_test_over_roots_and_symbols():
    a, b = symbols("a b")
    m = kronecker_product(Matrix([[sqrt(2), I], [0, 1]]), Matrix([[sqrt(3), 0], [1, sqrt(6)]]))
    assert product_factors(m, (2, 2)) is not None
    assert product_factors(m, (4, 1)) is not None
    assert product_factors(SWAP, (2, 2)) is None
    assert product_factors(kronecker_product(Matrix([[a, b], [1, a]]), eye(3)), (2, 3)) is not None
    assert product_factors(zeros(4, 4), (2, 2)) is not None
    assert product_statement(eye(4), (2, 2)).lhs == eye(4)
    with pytest.raises(DomainError, match="not a tensor product"):
        product_statement(SWAP, (2, 2))


def test_three_party_instrument_symbolic():
    x, y = symbols("x y")
    xs = (x, y, 1 - x - y)
    instrument = pair_instrument(xs, three_party_weights(xs))
    state = WState(xs, 0)
    probabilities = [p for _, p, _ in instrument.outcomes(state)]
    assert all(fast.is_zero(p - q) for p, q in
               zip(probabilities, (1 - 2 * xs[2], 1 - 2 * y, 1 - 2 * x, 0, 0), strict=True))
    assert fast.is_zero(certainty(instrument, state, 3).lhs - 1)
    claim = instrument.completeness()
    assert all(fast.is_zero(e) for e in claim.lhs - eye(8))
    # the weight of |000> factors, so that it is positive for x, y, z <= 1/2
    zero = instrument.operators[3].effect()[0, 0]
    z = xs[2]
    assert fast.is_zero(zero - (1 - 2 * x) * (1 - 2 * y) * (1 - 2 * z) / (4 * x * y * z))


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(1, 9), min_size=3, max_size=3))
def test_three_party_instrument_distils_with_certainty(parts):
    total = sum(parts)
    xs = [Q(v, total) for v in parts]
    if max(xs) > Q(1, 2):
        # the pair of the two smaller parties would have probability 1 - 2 max(x) < 0
        with pytest.raises(DomainError, match="negative"):
            pair_instrument(xs, three_party_weights(xs))
        return
    state = WState(xs, 0)
    instrument = pair_instrument(xs, three_party_weights(xs))
    live = [s for s in instrument.w_outcomes(state) if s.weight != 0]
    assert all(s.epr_pair() is not None for s in live)
    assert sum(s.weight for s in live) == 1
    assert instrument.average(kappa().value, state) == 1
    assert kappa().value(state) <= 1


def test_kappa_grows_under_a_separable_map_but_not_under_local_ones():
    xs = (Q(1, 2), Q(1, 4), Q(1, 4))
    state = WState(xs)
    instrument = pair_instrument(xs, three_party_weights(xs))
    assert instrument.average(kappa().value, state) == 1
    assert kappa().value(state) == Q(7, 8)
    for seed in range(10):
        local = SeparableInstrument.local(LocalMeasurement.random(seed, 2), 2, 3)
        assert fast.sign(local.average(kappa().value, state) - Q(7, 8)) <= 0
    assert eta().value(state) == Q(3, 8)


def test_local_measurement_as_instrument_gives_the_same_outcomes():
    rng = Random(3)
    state = WState((Q(1, 2), Q(1, 6), Q(1, 6)))
    for seed in range(6):
        m = LocalMeasurement.random(seed, 3)
        party = rng.randint(1, 3)
        instrument = SeparableInstrument.local(m, party, 3)
        ours = [s.components for s in m.outcomes(state, party)]
        theirs = [s.components for s in instrument.w_outcomes(state)]
        assert ours == theirs
        assert fast.is_zero(instrument.conservation(state).lhs - 1)


def test_from_matrices():
    four = [kronecker_product(p, q) for p in (ZERO, ONE) for q in (ZERO, ONE)]
    assert len(SeparableInstrument.from_matrices(four, (2, 2)).operators) == 4
    bell = Matrix([1, 0, 0, 1]) / sqrt(2)
    with pytest.raises(DomainError, match="operator 1 is not a tensor product"):
        SeparableInstrument.from_matrices([bell * bell.T, eye(4) - bell * bell.T], (2, 2))


def test_completeness_is_on_the_whole_space():
    # complete on the W-class support, incomplete on |11>
    three = tuple(ProductOperator(p) for p in ((ZERO, ZERO), (ZERO, ONE), (ONE, ZERO)))
    with pytest.raises(DomainError, match=r"\(3, 3\).*-1"):
        SeparableInstrument(three)
    SeparableInstrument((*three, ProductOperator((ONE, ONE))))


@pytest.mark.parametrize(("bad", "good", "error", "text"), [
    (lambda: ProductOperator(()), lambda: ProductOperator((ZERO,)), InputError, "no factors"),
    (lambda: SeparableInstrument(()), lambda: SeparableInstrument((ProductOperator((eye(2),)),)),
     InputError, "no operators"),
    (lambda: SeparableInstrument((ProductOperator((ZERO,)), ProductOperator((ONE, ONE)))),
     lambda: SeparableInstrument((ProductOperator((ZERO,)), ProductOperator((ONE,)))),
     DimensionError, "different spaces"),
    (lambda: product_factors(eye(4), (2, 3)), lambda: product_factors(eye(6), (2, 3)),
     DimensionError, "2, 3"),
    (lambda: pair_instrument((Q(1, 2), Q(1, 2)), {(1, 2): Q(1, 2)}),
     lambda: pair_instrument((Q(1, 2), Q(1, 2)), {(1, 2): 1}), DomainError, "1/2"),
    (lambda: pair_instrument((1, 0), {(1, 2): 1}),
     lambda: pair_instrument((Q(1, 2), Q(1, 2)), {(2, 1): 1}), DomainError, "not positive"),
    (lambda: three_party_weights((1, 0)), lambda: three_party_weights((1, 0, 0)), DimensionError,
     "2"),
    (lambda: ProductOperator((ZERO,)).apply(Matrix([1, 0, 0])),
     lambda: ProductOperator((ZERO,)).apply(Matrix([1, 0])), DimensionError, "2 columns"),
    (lambda: pair_condition((Q(1, 2), Q(1, 2)), {(1, 1): 1}),
     lambda: pair_condition((Q(1, 2), Q(1, 2)), {(1, 2): 1}), InputError, "repeated"),
])
def test_refusals(bad, good, error, text):
    with pytest.raises(error, match=text):
        bad()
    good()
