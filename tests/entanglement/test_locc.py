import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Rational, symbols

from symq import Q
from symq.entanglement import (
    LocalMeasurement,
    LOCCTree,
    Protocol,
    WState,
    check_monotone,
    derive_fortescue_lo,
    derive_largest_gap,
    derive_optimal_rounds,
    distillation_optimum,
    eta,
    fast,
    fortescue_lo,
    fortescue_lo_probability,
    gap_limit,
    kappa,
    largest_gap,
    locc_gap,
    optimal_fortescue_lo,
    pair_instrument,
    random_pair_protocol,
    separable_value,
    star_protocol,
    two_qubit_protocol,
    w_state,
)
from symq.errors import DimensionError, DomainError, EngineRefusal, InputError

weights = st.fractions(min_value=Q(1, 20), max_value=Q(19, 20), max_denominator=20)
triples = st.lists(st.integers(1, 12), min_size=3, max_size=3)


def state(parts):
    total = sum(parts)
    return WState([Q(p, total) for p in parts], 0)


@settings(deadline=None, max_examples=25)
@given(weights, st.integers(0, 4), st.booleans())
def test_fortescue_lo_closed_form_is_the_tree(a, rounds, last):
    a = Rational(a.numerator, a.denominator)
    tree = LOCCTree(w_state(), fortescue_lo(rounds, a, last=last))
    assert tree.success_probability() == fortescue_lo_probability(rounds, a, last=last)
    assert len(tree.leaves()) <= 8 * rounds + 2


def test_fortescue_lo_best_weights():
    for rounds in range(5):
        weights, value = optimal_fortescue_lo(rounds)
        assert value == Q(rounds, rounds + 1)
        assert LOCCTree(w_state(), fortescue_lo(rounds, list(weights))
                        ).success_probability() == value
        assert optimal_fortescue_lo(rounds, last=True)[1] == Q(rounds + 2, rounds + 3)
    # stopping as soon as a pair appears does better with the same measurements
    tree = LOCCTree(w_state(), fortescue_lo(1, Q(1, 2)), stop_at_pairs=True)
    assert tree.success_probability() == Q(2, 3)


@settings(deadline=None, max_examples=20)
@given(triples, weights, st.integers(0, 3))
def test_random_pair_protocol_reaches_kappa_minus_the_loss_on_w(parts, a, rounds):
    a = Rational(a.numerator, a.denominator)
    s = state(parts)
    x1, x2, x3 = s.sorted_components()
    tree = LOCCTree(s, random_pair_protocol(s, rounds, a))
    lost = 1 - fortescue_lo_probability(rounds, a)
    assert tree.success_probability() == kappa().value(s) - 3 * x2 * x3 / x1 * lost
    for claim in tree.conservation().parts[1::2]:
        assert fast.is_zero(claim.lhs - claim.rhs)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 9), min_size=3, max_size=5).filter(lambda p: sum(map(bool, p)) > 1),
       st.integers(1, 3))
def test_star_protocol_attains_the_bound(parts, center):
    s = state(parts)
    n = s.n
    pairs = [(center, k) for k in s.parties if k != center]
    optimum = distillation_optimum(s, pairs)
    tree = LOCCTree(s, star_protocol(s, center))
    assert tree.success_probability(pairs) == optimum.value
    assert optimum.attained
    assert n == optimum.bound.n


def test_bounds_are_monotones_worth_one_on_their_pairs():
    s = state([4, 3, 2, 1])
    for targets in (None, [(1, 2)], [(1, 2), (1, 4)], [(2, 3), (2, 4), (3, 4)],
                    [(1, 2), (1, 3), (1, 4)]):
        optimum = distillation_optimum(s, targets)
        assert type(check_monotone(optimum.bound)).__name__ == "MonotoneCertificate"
        for i, j in optimum.targets:
            assert optimum.bound.value(pair_state(i, j, 4)) == 1
        tree = LOCCTree(s, optimum.protocol(2, Q(3, 4)))
        reached = tree.success_probability(optimum.targets)
        assert fast.sign(optimum.value - reached) == (0 if optimum.attained else 1)


def pair_state(i, j, n):
    return WState([Q(1, 2) if k in (i, j) else 0 for k in range(1, n + 1)])


def test_four_parties_approach_kappa():
    s = state([4, 3, 2, 2])
    before = 0
    for rounds, a in ((1, Q(1, 2)), (3, Q(3, 4)), (6, Q(7, 8))):
        value = LOCCTree(s, random_pair_protocol(s, rounds, a)).success_probability()
        assert before < value < kappa(4).value(s)
        before = value


def test_eta_is_half_of_the_best_without_the_third_pair():
    s = state([3, 2, 1])
    optimum = distillation_optimum(s, [(1, 2), (1, 3)])
    assert optimum.value == 2 * eta().value(s)
    assert optimum.value > eta().value(s)
    assert optimum.value < kappa().value(s)


@pytest.mark.parametrize(("bad", "good", "error", "text"), [
    (lambda: LOCCTree(w_state(), Protocol(4, LocalMeasurement.computational(), (None, None))),
     lambda: LOCCTree(w_state(), Protocol(3, LocalMeasurement.computational(), (None, None))),
     InputError, "4"),
    (lambda: Protocol(1, LocalMeasurement.computational(), (None,)),
     lambda: Protocol(1, LocalMeasurement.computational(), (None, None)), DimensionError, "1 cont"),
    (lambda: fortescue_lo(-1, Q(1, 2)), lambda: fortescue_lo(0, Q(1, 2)), InputError, "-1"),
    (lambda: fortescue_lo(2, [Q(1, 2)]), lambda: fortescue_lo(1, [Q(1, 2)]), InputError,
     "2 rounds"),
    (lambda: fortescue_lo(1, Q(3, 2)), lambda: fortescue_lo(1, 1), DomainError, "3/2|-1/2"),
    (lambda: random_pair_protocol(WState((Q(1, 2), Q(1, 4))), 1, Q(1, 2)),
     lambda: random_pair_protocol(WState((Q(1, 2), Q(1, 2))), 1, Q(1, 2)), DomainError, "1/4"),
    (lambda: two_qubit_protocol(w_state()), lambda: two_qubit_protocol(pair_state(1, 2, 3)),
     DomainError, "two-qubit"),
    (lambda: LOCCTree(w_state(), None).success_probability([(1, 1)]),
     lambda: LOCCTree(w_state(), None).success_probability([(1, 2)]), InputError, "different"),
    (lambda: distillation_optimum(w_state(4), [(1, 2), (3, 4)]),
     lambda: distillation_optimum(w_state(4), [(1, 2), (1, 4)]), EngineRefusal, "star"),
    (lambda: separable_value(w_state(4)), lambda: separable_value(w_state(3)), DimensionError, "4"),
    (lambda: largest_gap(2), lambda: largest_gap(3), DimensionError, "2"),
    (lambda: optimal_fortescue_lo(-1), lambda: optimal_fortescue_lo(0), InputError, "-1"),
])
def test_refusals(bad, good, error, text):
    with pytest.raises(error, match=text):
        bad()
    good()


@settings(deadline=None, max_examples=60)
@given(triples)
def test_gap_is_between_zero_and_one_eighth(parts):
    gap = locc_gap(state(parts))
    assert 0 <= gap <= Q(1, 8)


def test_largest_gaps():
    for n in range(3, 7):
        x = [Q(1, 2)] + [Q(1, 2 * (n - 1))] * (n - 1)
        s = WState(x)
        instrument = pair_instrument(x, {(1, j): 2 * x[j - 1] for j in range(2, n + 1)})
        assert sum(p for label, p, _ in instrument.outcomes(s) if "pair" in label) == 1
        assert 1 - kappa(n).value(s) == largest_gap(n).value
    assert largest_gap(4).value == Q(4, 27)
    assert str(gap_limit().value) == "exp(-1)/2"


def test_derivations():
    a = symbols("a")
    d = derive_fortescue_lo()
    assert d.steps[-1].statement.value == 1
    assert fast.is_zero(d.steps[0].statement.lhs - a**2)
    assert fast.is_zero(d.steps[1].statement.lhs - d.steps[1].statement.rhs)
    best = derive_optimal_rounds().steps[0].statement
    assert fast.is_zero(best.lhs - best.rhs)
    gap = derive_largest_gap().steps[-1].statement
    assert gap.lhs == gap.rhs == Q(1, 8)


def test_optimum_names_existing_theorems():
    from symq.lang.theorems import theorem

    for parts, targets in (([4, 3, 2], None), ([4, 3, 2], [(1, 2)]), ([4, 3, 2, 1], [(1, 2), (1, 3),
                                                                                 (2, 3)])):
        for name in distillation_optimum(state(parts), targets).theorems:
            assert theorem(name).name == name
