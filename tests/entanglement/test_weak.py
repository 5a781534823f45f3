import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import eye, factor, series, symbols

from symq import Q
from symq.entanglement import (
    derive_weak_walk,
    eta,
    expand_weak,
    fast,
    kappa,
    step_completeness,
    two_outcome_change,
    weak_step,
)
from symq.errors import DomainError, EngineRefusal, InputError

a, c, c2, u, v, t = symbols("a c c2 u v t")
x1, x2, x3 = symbols("x1 x2 x3")


def test_change_of_eta():
    change = two_outcome_change(eta(), (1, 2, 3), 1, a, c, c2)
    assert fast.is_zero(change - x2 * x3 / x1 * (1 - a**2 / c - (1 - a)**2 / c2))
    # the other parties: linear in their component, never positive with c + c2 <= 1
    second = two_outcome_change(eta(), (1, 2, 3), 2, a, c, c2)
    assert fast.is_zero(second - x2 * (1 - x3 / x1) * (c + c2 - 1))


def test_expansion_about_the_middle_in_both_parameters():
    change = two_outcome_change(eta(), (1, 2, 3), 1, a, c, 1 - c)
    e = expand_weak(change, {a: (u, Q(1, 2)), c: (v, Q(1, 2))}, 3)
    assert fast.is_zero(e.truncated + 4 * x2 * x3 / x1 * (u - v)**2)
    assert e.leading_order == 2
    assert fast.is_zero(e.exact - e.truncated - e.remainder)
    assert e.statement.weights == ((u, 1), (v, 1))
    assert e.statement.order == 3
    # in fact nothing of third order: the remainder starts at degree four
    assert fast.is_zero(expand_weak(change, {a: (u, Q(1, 2)), c: (v, Q(1, 2))}, 4).truncated
                        - e.truncated)
    assert not fast.is_zero(expand_weak(change, {a: (u, Q(1, 2)), c: (v, Q(1, 2))}, 5).truncated
                            - e.truncated)


@settings(deadline=None, max_examples=10)
@given(st.lists(st.integers(-3, 3), min_size=6, max_size=6), st.integers(1, 4))
def test_expansion_against_series_in_one_parameter(k, order):
    expr = (k[0] + k[1] * a + k[2] * a**2) / (5 + k[3] * a + k[4] * a**2 + k[5] * a**3)
    ours = expand_weak(expr, {a: (t, 0)}, order)
    theirs = series(expr.subs(a, t), t, 0, order).removeO()
    assert fast.is_zero(ours.truncated - theirs)
    if not fast.is_zero(ours.remainder):
        top, bottom = ours.remainder.as_numer_denom()
        assert top.subs(t, 0) == 0
        assert bottom.subs(t, 0) != 0


def test_weights():
    e = expand_weak(1 / (1 - u**2 - v), {u: (t, 0), v: (a, 0)}, 3, {t: 1, a: 2})
    assert fast.is_zero(e.truncated - 1 - t**2 - a)


def test_weak_steps():
    up, down = weak_step((1, Q(1, 4)), Q(1, 2), Q(1, 2))
    assert up[1, 1] == Q(1, 2)
    assert down[0, 0] == 0
    claim = step_completeness((Q(1, 3), Q(3, 4)), Q(3, 5), Q(1, 10))
    assert all(fast.is_zero(x) for x in claim.lhs - eye(2))
    for step in derive_weak_walk().steps[:2]:
        assert fast.is_zero(step.statement.lhs - step.statement.rhs)


def test_kappa_change_at_the_top():
    change = two_outcome_change(kappa(), (1, 2, 3), 1, a, c, 1 - c)
    assert factor(change) == factor(x2 * x3 * (a - c)**2 / (c * x1 * (c - 1)))


@pytest.mark.parametrize(("bad", "good", "error", "text"), [
    (lambda: expand_weak(1 / a, {a: (t, 0)}, 2), lambda: expand_weak(1 / a, {a: (t, 1)}, 2),
     EngineRefusal, "vanishes"),
    (lambda: expand_weak(a, {a: (t, 0)}, 0), lambda: expand_weak(a, {a: (t, 0)}, 1), InputError,
     "order=0"),
    (lambda: expand_weak(a, {}, 1), lambda: expand_weak(a, {a: (t, 0)}, 1), InputError, "no small"),
    (lambda: expand_weak(a + t, {a: (t, 0)}, 1), lambda: expand_weak(a + t, {a: (u, 0)}, 1),
     InputError, "occur"),
    (lambda: expand_weak(a, {a: (t, 0)}, 1, {t: 0}), lambda: expand_weak(a, {a: (t, 0)}, 1, {t: 2}),
     InputError, "positive"),
    (lambda: expand_weak(a**Q(1, 2), {a: (t, 1)}, 1), lambda: expand_weak(a**2, {a: (t, 1)}, 1),
     EngineRefusal, "square root"),
    (lambda: weak_step((1, 0), Q(1, 2), Q(3, 5)), lambda: weak_step((1, 0), Q(1, 2), Q(2, 5)),
     DomainError, "11/10"),
    (lambda: weak_step((2, 0), Q(1, 2), Q(1, 5)), lambda: weak_step((1, 0), Q(1, 2), Q(1, 5)),
     DomainError, "2"),
    (lambda: two_outcome_change(eta(), (1, 2, 3), 4, a, c, c2),
     lambda: two_outcome_change(eta(), (1, 2, 3), 3, a, c, c2), InputError, "4"),
])
def test_refusals(bad, good, error, text):
    with pytest.raises(error, match=text):
        bad()
    good()
