"""What the engine claims, asked of the prover; each with a false twin."""


import pytest
from sympy import Symbol, symbols

from symq import Equation, Inequality, Q, eq
from symq.entanglement import (
    LocalMeasurement,
    WState,
    check_monotone,
    derive_average_components,
    derive_fortescue_lo,
    derive_gap_bound,
    derive_largest_gap,
    derive_optimal_rounds,
    derive_separable_bound,
    derive_transformation,
    derive_weak_walk,
    eta,
    kappa,
    pair_condition,
    pair_instrument,
    psi_state,
    three_party_weights,
)
from symq.prove import prove
from tests.howto import examples


@pytest.mark.parametrize(("candidate", "options"), [
    (kappa(2), {}), (kappa(3), {"strict": (1,)}), (eta(3), {"keep_largest": True}),
    (kappa(4), {"strict": (1,)}),
])
def test_obligations_are_proved(candidate, options):
    for o in check_monotone(candidate, **options).obligations:
        assert prove(o.statement, assuming=o.assuming).verdict == "proved", o


def test_obligations_without_the_order_are_not():
    bends = [o for o in check_monotone(kappa(4)).obligations if o.kind == "curvature"]
    zero = Inequality(Symbol("x4"), ">", 0)
    assert prove(bends[0].statement, assuming=[zero]).verdict == "refuted"


def test_counterexample_is_proved_and_its_twin_refuted():
    found = check_monotone(eta(3))
    assert prove(found.statement).verdict == "proved"
    twin = Inequality(found.statement.lhs, "<=", found.statement.rhs)
    assert prove(twin).verdict == "refuted"


@pytest.mark.parametrize("derivation", [
    derive_transformation(3, 1), derive_transformation(3, 3), derive_average_components(3, 2),
    derive_fortescue_lo(), derive_optimal_rounds(), derive_largest_gap(), derive_separable_bound(),
    derive_weak_walk(),
], ids=lambda d: d.title)
def test_derivation_steps_are_proved(derivation):
    for step in derivation.steps:
        verdict = prove(step.statement, assuming=derivation.assuming).verdict
        assert verdict == "proved", step


@pytest.mark.parametrize("n", [3, 4])
def test_the_gap_of_n_parties_is_bounded(n):
    bound = derive_gap_bound(n)
    *lines, last = bound.steps
    for step in lines:
        assert prove(step.statement, assuming=bound.assuming).verdict == "proved", step
    facts = [*bound.assuming, *(s.statement for s in lines)]
    assert prove(last.statement, assuming=facts).verdict == "proved"
    less = Inequality(bound.goal.lhs, "<=", bound.goal.rhs - Q(1, 1000))
    assert prove(less, assuming=bound.assuming).verdict == "refuted"


def test_wrong_rules_are_refuted():
    d = derive_transformation(3, 1)
    swapped = Equation(d.steps[1].statement.lhs, d.steps[2].statement.rhs)
    assert prove(swapped, assuming=d.assuming).verdict == "refuted"
    wrong = derive_optimal_rounds().steps[1].statement
    reverse = Inequality(wrong.lhs, ">=", wrong.rhs)
    assert prove(reverse, assuming=derive_optimal_rounds().assuming).verdict == "refuted"


def test_completeness_and_conditions():
    a, c, d = symbols("a c d")
    inside = [a > 0, a < 1, c > 0, d > 0, c + d < 1]
    m = LocalMeasurement.two_outcome(a, c, d)
    assert prove(m.completeness(), assuming=inside).verdict == "proved"
    total, bound = m.diagonal_statements()
    assert prove(total, assuming=inside).verdict == "proved"
    assert prove(bound, assuming=inside).verdict == "proved"
    assert prove(eq(bound.lhs, 1), assuming=inside).verdict == "refuted"
    x, y = symbols("x y")
    xs = (x, y, 1 - x - y)
    half = [v > 0 for v in xs] + [v <= Q(1, 2) for v in xs]
    weights = three_party_weights(xs)
    assert prove(pair_condition(xs, weights), assuming=half).verdict == "proved"
    assert prove(pair_condition(xs, weights), assuming=half[:3]).verdict == "refuted"
    assert prove(pair_instrument(xs, weights).completeness(), assuming=half).verdict == "proved"


def test_states_are_valid():
    s = Symbol("s")
    state = psi_state(s, assuming=[s >= Q(1, 3), s <= Q(1, 2)])
    for claim in (*state.validity(), state.normalisation()):
        assert prove(claim, assuming=state.assuming).verdict == "proved"
    free = WState((s, Q(1, 2)))
    assert any(prove(v, assuming=[s > 0]).verdict == "refuted" for v in free.validity())


def test_howto_shows_real_output():
    assert examples("entanglement.md") > 40
