import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import I, Matrix, Rational, sqrt, symbols

from symq import Q, ge, gt, le
from symq.entanglement import (
    WState,
    basis_index,
    chain,
    epr_state,
    known_relation,
    local_invariants,
    psi_state,
    symbols_decreasing,
    w_state,
)
from symq.errors import DimensionError, DomainError, InexactError, InputError

s, x, y, z = symbols("s x y z")
weights = st.lists(st.integers(0, 9), min_size=3, max_size=5)


def test_named_states():
    assert w_state(4).components == (Q(1, 4),) * 4
    assert w_state().x0 == 0
    assert epr_state(1, 3).components == (Q(1, 2), 0, Q(1, 2))
    assert psi_state(Q(1, 2)).components == (Q(1, 2), Q(1, 4), Q(1, 4))
    assert list(w_state(3).vector()) == [0, sqrt(3)/3, sqrt(3)/3, 0, sqrt(3)/3, 0, 0, 0]
    assert basis_index((0, 1, 0)) == 2


@settings(deadline=None)
@given(weights)
def test_vector_round_trip(w):
    total = sum(w) + 1
    state = WState([Q(v, total) for v in w])
    assert state.x0 == Q(1, total)
    assert WState.from_vector(state.vector()) == state
    assert state.weight == 1


def test_from_vector_drops_phases_and_refuses_other_support():
    v = Matrix([0, I * Q(3, 5), -Q(4, 5), 0])
    assert WState.from_vector(v).components == (Q(16, 25), Q(9, 25))
    with pytest.raises(DomainError, match="11"):
        WState.from_vector(Matrix([0, Q(3, 5), 0, Q(4, 5)]))
    with pytest.raises(DimensionError, match="3 entries"):
        WState.from_vector(Matrix([1, 0, 0]))


@pytest.mark.parametrize(("bad", "good", "error", "text"), [
    (lambda: WState((-Q(1, 10), Q(1, 2))), lambda: WState((0, Q(1, 2))), DomainError, "-1/10"),
    (lambda: WState((Q(2, 3), Q(1, 2))), lambda: WState((Q(1, 2), Q(1, 2))), DomainError, "-1/6"),
    (lambda: WState((Q(1, 2), Q(1, 2)), Q(1, 10)), lambda: WState((Q(1, 2), Q(2, 5)), Q(1, 10)),
     DomainError, "11/10"),
    (lambda: WState((0.5, Q(1, 2))), lambda: WState((Q(1, 2), Q(1, 2))), InexactError, "0.5"),
    (lambda: WState((1,)), lambda: WState((1, 0)), DimensionError, "at least 2"),
    (lambda: WState((-s, Q(1, 2)), 0, [s > 0]), lambda: WState((s, Q(1, 2)), 0, [s > 0]),
     DomainError, "-s"),
    (lambda: epr_state(1, 1), lambda: epr_state(1, 2), InputError, "1 twice"),
    (lambda: epr_state(1, 4), lambda: epr_state(1, 4, 4), InputError, "4"),
    (lambda: w_state(1), lambda: w_state(2), DimensionError, "1"),
    (lambda: psi_state(Q(3, 2)), lambda: psi_state(1), DomainError, "-1/4"),
    (lambda: WState((Q(1, 2), "x")), lambda: WState((Q(1, 2), x)), InputError, "text"),
    (lambda: basis_index((0, 2)), lambda: basis_index((0, 1)), InputError, "2"),
])
def test_refusals(bad, good, error, text):
    with pytest.raises(error, match=text):
        bad()
    good()


def test_order():
    assert WState((Q(1, 6), Q(1, 2), Q(1, 3))).order() == (2, 3, 1)
    assert w_state().order() == (1, 2, 3)
    with pytest.raises(DomainError, match="x1 = s and x2"):
        psi_state(s).order()
    known = psi_state(s, assuming=[s >= Q(1, 3)])
    assert known.sorted_components() == (s, (1 - s) / 2, (1 - s) / 2)
    assert psi_state(s, assuming=[s <= Q(1, 3)]).order()[-1] == 1
    assert len(WState((x, y, z), 0).sectors()) == 6


def test_known_relation():
    assert known_relation(x - z, [ge(x, y), ge(y, z)]) == ">="
    assert known_relation(x - z, [ge(x, y), gt(y, z)]) == ">"
    assert known_relation(x - z, [ge(x, y)]) is None
    assert known_relation(z - x, [ge(x, y), ge(y, z)]) == "<="
    assert known_relation(x * y - z * y, [ge(x, z), ge(y, 0)]) == ">="
    assert known_relation((x - y) / 2 + (y - x) / 2) == "="
    assert known_relation(1 - x - y, [le(x + y, Q(1, 2))]) == ">"
    with pytest.raises(InputError, match="neither"):
        known_relation(x, [~ge(x, y)])


def test_symbols_decreasing():
    xs, order = symbols_decreasing(3)
    assert order[:2] == chain(xs)
    assert order[2] == gt(xs[2], 0)


def test_scaling_and_relabelling():
    state = WState((Q(1, 2), Q(1, 3), Q(1, 6)))
    assert state.scaled(Q(1, 2)).normalised() == state
    assert state.relabelled((3, 1, 2)).components == (Q(1, 6), Q(1, 2), Q(1, 3))
    with pytest.raises(InputError, match="permutation"):
        state.relabelled((1, 1, 2))
    with pytest.raises(DomainError, match="weight 0"):
        WState((0, 0), 0).normalised()


def test_products_and_pairs():
    assert WState((Q(1, 2), 0, 0)).is_product()
    assert not w_state().is_product()
    assert epr_state(2, 3).epr_pair() == (2, 3)
    assert epr_state(2, 3).scaled(Q(1, 7)).epr_pair() == (2, 3)
    assert WState((Q(1, 2), Q(1, 4), 0), 0).epr_pair() is None
    assert WState((Q(1, 4), Q(1, 4), 0)).epr_pair() is None


@settings(deadline=None)
@given(weights)
def test_local_invariants_do_not_depend_on_x0(w):
    total = sum(w) + 2
    xs = [Q(v, total) for v in w]
    expected = tuple(v * (sum(xs) - v) for v in xs)
    assert local_invariants(WState(xs)) == expected
    assert local_invariants(WState(xs, 0)) == expected


def test_statements():
    state = psi_state(s, assuming=[ge(s, 0), le(s, 1)])
    assert len(state.validity()) == 5
    assert state.normalisation().rhs == 1
    assert state.x0 == 0
    assert isinstance(Rational(1) * state.weight, type(Rational(1)))
