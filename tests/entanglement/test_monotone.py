"""check_monotone against brute force that shares no code with it."""

from fractions import Fraction
from functools import cache
from itertools import permutations
from random import Random

import pytest
from sympy import Add, Matrix, Rational, Symbol, symbols

from symq import Q
from symq.entanglement import (
    Candidate,
    KrausOperator,
    LocalMeasurement,
    MonotoneCertificate,
    MonotoneCounterexample,
    MonotoneRegion,
    Undecided,
    WState,
    check_monotone,
    eta,
    fast,
    kappa,
    on_parties,
    smaller_pair,
    star,
    symbols_decreasing,
    w_state,
)
from symq.errors import DimensionError, DomainError, EngineRefusal, InputError
from tests.entanglement import brute

Y = symbols_decreasing(3)[0]
TERMS = (
    (Y[0], lambda p, q, r: p),
    (Y[1], lambda p, q, r: q),
    (Y[2], lambda p, q, r: r),
    (Y[1] * Y[2] / Y[0], lambda p, q, r: q * r / p),
    (Y[2] ** 2 / Y[0], lambda p, q, r: r * r / p),
    (Y[1] ** 2 / Y[0], lambda p, q, r: q * q / p),
    (Y[1] * Y[2] ** 2 / Y[0] ** 2, lambda p, q, r: q * r * r / p**2),
)


def fraction(v):
    return Fraction(int(v.p), int(v.q))


def exact(v):
    return Q(v.numerator, v.denominator)


def value(coefficients, xs):
    """The candidate at sorted components, in Fractions; 0 at the zero vector."""
    p, q, r = sorted(xs, reverse=True)
    if p == 0:
        return Fraction(0)
    return sum((c * term(p, q, r) for c, (_, term) in zip(coefficients, TERMS, strict=True)),
               Fraction(0))


def coefficients_for(seed):
    """Random candidates; a third of them close to the boundary of the monotones."""
    rng = Random(seed)
    if seed % 3 == 0:
        # combinations of known monotones with a small disturbance
        k, t, u = rng.randint(0, 3), rng.randint(0, 3), rng.randint(0, 3)
        c = [Fraction(u), Fraction(2 * k + t + u), Fraction(2 * k + t + u), Fraction(-k),
             Fraction(0), Fraction(0), Fraction(0)]
        c[rng.randrange(7)] += Fraction(rng.choice([-1, 0, 0, 1]), rng.choice([2, 4, 8]))
        return c
    return [Fraction(rng.randint(-2, 4), rng.randint(1, 3)) if rng.random() < 0.6 else Fraction(0)
            for _ in TERMS]


def candidate_of(c):
    return Candidate.sorted(Add(*(exact(v) * term for v, (term, _) in zip(c, TERMS, strict=True))),
                            Y)


@cache
def decision(seed):
    return check_monotone(candidate_of(coefficients_for(seed)))


def gain_by_brute_force(c, amplitudes, party, kraus):
    """Average value after minus value before, from dense state vectors."""
    vector = brute.w_vector(amplitudes)
    after = [brute.components(brute.act(k, party, vector, 3))[1:] for k in kraus]
    return sum(value(c, xs) for xs in after) - value(c, brute.components(vector)[1:])


SEEDS = range(240)


@pytest.mark.parametrize("block", range(8))
def test_against_brute_force(block):
    kinds = set()
    for seed in SEEDS[block::8]:
        c = coefficients_for(seed)
        result = decision(seed)
        kinds.add(type(result))
        if isinstance(result, MonotoneCertificate):
            rng = Random(seed + 1)
            for _ in range(12):
                amplitudes = [abs(v) for v in brute.unit_vector(rng, 4)]
                party = rng.randint(1, 3)
                kraus = brute.measurement(rng, rng.randint(1, 4))
                assert gain_by_brute_force(c, amplitudes, party, kraus) <= 0
        else:
            assert isinstance(result, MonotoneCounterexample), result
            # component rule in Fractions: x_k -> c x_k, x_j -> a x_j
            xs = [fraction(v) for v in result.state.components]
            total = -value(c, xs)
            for k in result.measurement.operators:
                a, s = fraction(k.a), fraction(k.c)
                total += value(c, [(s if j == result.party else a) * x
                                   for j, x in enumerate(xs, 1)])
            assert total == fraction(result.gain)
            assert total > 0
            assert sum(xs) == 1
    assert kinds == {MonotoneCertificate, MonotoneCounterexample}


def test_both_answers_are_common():
    answers = [type(decision(seed)) for seed in SEEDS]
    assert answers.count(MonotoneCertificate) >= 40
    assert answers.count(MonotoneCounterexample) >= 80
    assert len(answers) >= 200


def test_malformed_twins_are_refused():
    for seed in SEEDS:
        c = coefficients_for(seed)
        body = candidate_of(c).pieces[0][1]
        with pytest.raises(EngineRefusal, match="not homogeneous"):
            Candidate.sorted(body + 1 + Y[0] ** 2, Y)
        rng = Random(seed)
        kraus = [KrausOperator(Matrix(2, 2, [exact(v) for row in k for v in row]))
                 for k in brute.measurement(rng, 2)]
        LocalMeasurement(tuple(kraus))
        spoilt = KrausOperator(kraus[0].matrix + Matrix([[Q(1, 100), 0], [0, 0]]))
        with pytest.raises(DomainError, match="differs from 1"):
            LocalMeasurement((spoilt, kraus[1]))


def test_counterexample_survives_the_state_vector():
    result = check_monotone(eta())
    assert isinstance(result, MonotoneCounterexample)
    total = Add(*(eta().value(s) for s in result.measurement.outcomes(result.state, result.party)))
    assert total - eta().value(result.state) == result.gain > 0
    assert result.statement.rel == ">"
    assert result.statement.rhs == result.before


@pytest.mark.parametrize("n", range(2, 7))
def test_standard_monotones_for_n_parties(n):
    certificate = check_monotone(kappa(n))
    assert isinstance(certificate, MonotoneCertificate)
    assert certificate.theorem == "concave-iff-nonincreasing"
    assert len(certificate.obligations) == 3 * n - 1
    assert isinstance(check_monotone(eta(n), keep_largest=True), MonotoneCertificate)
    whole = check_monotone(eta(n))
    assert isinstance(whole, MonotoneCertificate if n == 2 else MonotoneCounterexample)
    if n > 2:
        strict = check_monotone(kappa(n), strict=(1,))
        assert isinstance(strict, MonotoneCertificate)
        assert strict.theorem == "curved-pieces-strict"
        assert any(o.kind == "strict" for o in strict.obligations)


def test_kappa_n_values():
    for n in range(2, 7):
        assert kappa(n).value(w_state(n)) == 1
        assert eta(n).value(w_state(n)) == Q(1, n)
    # inclusion and exclusion for four parties
    y = symbols_decreasing(4)[0]
    p, q, r, s = y
    printed = q + r + s - (q * r + q * s + r * s) / p + q * r * s / p**2
    assert fast.is_zero(eta(4).piece((1, 2, 3, 4)) - printed)
    p, q, r = Y
    assert fast.is_zero(eta(3).piece((1, 2, 3)) - (q + r - q * r / p))


def test_strictness_fails_where_the_smaller_parties_measure():
    result = check_monotone(kappa(), strict=(2,))
    assert isinstance(result, MonotoneCounterexample)
    assert result.strict
    assert result.gain == 0
    assert result.party == 2
    assert result.measurement.operators[0].c != result.measurement.operators[0].a


def test_strictness_needs_all_components():
    # with x3 = 0 the largest party may measure without loss: gain 0 by hand
    state = WState((Q(2, 3), Q(1, 3), 0), 0)
    m = LocalMeasurement.diagonal([(Q(1, 2), Q(5, 8)), (Q(1, 2), Q(3, 8))])
    after = Add(*(kappa().value(s) for s in m.outcomes(state, 1)))
    assert after == kappa().value(state)
    assert isinstance(check_monotone(kappa(2), strict=(1,)), MonotoneCounterexample)


def test_exact_regions():
    t, u = symbols("t u")
    p, q, r = Y

    def region(body, **options):
        result = check_monotone(Candidate.sorted(body, Y), **options)
        assert isinstance(result, MonotoneRegion)
        return {str(s.lhs) for s in result.relations}

    assert region(q + r - t * q * r / p) == {"t", "1 - 2*t"}
    assert region(q + r - t * q * r / p, keep_largest=True) == {"t", "1 - t"}
    assert region(t * p + u * q + r) == {"t", "-t + u", "1 - u"}
    assert region(q + t * r - r**2 / p) == {"t - 3"}
    assert region(u * (q + r) - t * q * r / p) == {"t", "-2*t + u"}


@pytest.mark.parametrize("seed", range(12))
def test_region_agrees_with_decisions_at_numbers(seed):
    rng = Random(seed)
    t = Symbol("t")
    c = coefficients_for(3 * seed)
    place = rng.randrange(7)
    body = candidate_of(c).pieces[0][1] + t * TERMS[place][0]
    result = check_monotone(Candidate.sorted(body, Y))
    if isinstance(result, Undecided):
        assert "parameters" in result.reason
        return
    for k in range(-12, 13):
        number = Rational(k, 4)
        inside = all(fast.sign(s.lhs.subs(t, number)) >= 0 for s in result.relations)
        decided = check_monotone(Candidate.sorted(body.subs(t, number), Y))
        assert isinstance(decided, MonotoneCertificate) == inside


def test_nonsymmetric_candidates_against_brute_force():
    rng = Random(5)
    x = symbols_decreasing(3)[0]
    basis = [star(1), star(2), star(3), smaller_pair(1, 2), smaller_pair(1, 3),
             smaller_pair(2, 3), Candidate(x, x[0]), kappa()]
    good = bad = 0
    for _ in range(24):
        weights = [rng.choice([0, 0, 1, 2, Q(1, 2)]) for _ in basis]
        noise = rng.choice([0, 0, Q(-1, 4), Q(-1, 2), Q(1, 2)])
        pieces = {}
        for order in permutations((1, 2, 3)):
            body = Add(*(w * f.piece(order) for w, f in zip(weights, basis, strict=True)))
            small = x[order[2] - 1]
            pieces[order] = body + noise * small ** 2 / x[order[0] - 1]
        f = Candidate(x, pieces)
        result = check_monotone(f)
        if isinstance(result, MonotoneCertificate):
            good += 1
            for i in range(6):
                state = WState([Q(rng.randint(0, 9), 30) for _ in range(3)])
                m = LocalMeasurement.random(i, 2 + i % 2, diagonal=i % 3 == 0)
                party = rng.randint(1, 3)
                after = Add(*(f.value(s) for s in m.outcomes(state, party)))
                assert fast.sign(after - f.value(state)) <= 0
        else:
            bad += 1
            assert result.gain > 0
    assert good >= 5
    assert bad >= 5


def test_discontinuous_candidate():
    x = symbols_decreasing(2)[0]
    for low, high in ((0, 1), (1, 0)):
        f = Candidate(x, {(1, 2): high * x[0], (2, 1): low * x[1]})
        result = check_monotone(f)
        assert isinstance(result, MonotoneCounterexample)
        assert result.gain > 0


def test_on_parties():
    f = on_parties(kappa(3), (1, 2, 4), 4)
    assert isinstance(check_monotone(f), MonotoneCertificate)
    assert f.value(WState((0, 0, 1, 0))) == 0
    assert f.value(WState((Q(1, 4),) * 4)) == Q(3, 4)


@pytest.mark.parametrize(("bad", "good", "error", "text"), [
    (lambda: Candidate.sorted(Y[0] * Y[1], Y), lambda: Candidate.sorted(Y[0] * Y[1] / Y[0], Y),
     EngineRefusal, "homogeneous"),
    (lambda: Candidate.sorted(Y[1] ** 2 / (Y[0] - Y[1]), Y),
     lambda: Candidate.sorted(Y[1] ** 2 / (Y[0] + Y[1]), Y), EngineRefusal, "may vanish"),
    (lambda: Candidate.sorted(Y[0] * Y[2] / Y[1], Y), lambda: Candidate.sorted(Y[2] ** 2 / Y[1], Y),
     EngineRefusal, "may vanish"),
    (lambda: Candidate.sorted((Y[0] * Y[1]) ** Q(1, 2), Y),
     lambda: Candidate.sorted((Y[0] * Y[1]) ** Q(2, 2) / Y[0], Y), EngineRefusal, "square root"),
    (lambda: Candidate(Y[:2], {(1, 2): Y[0]}),
     lambda: Candidate(Y[:2], {(1, 2): Y[0], (2, 1): Y[0]}), InputError, "missing"),
    (lambda: Candidate(Y[:2], {(1, 2): Y[0], (2, 1): Y[0], (1, 1): Y[0]}),
     lambda: Candidate(Y[:2], {(1, 2): Y[0], (2, 1): Y[1]}), InputError, "not an order"),
    (lambda: Candidate.sorted(Y[0], Y[:1]), lambda: Candidate.sorted(Y[0], Y[:2]), DimensionError,
     "two"),
    (lambda: kappa().value(w_state(4)), lambda: kappa().value(w_state(3)), DimensionError, "4"),
    (lambda: kappa(1), lambda: kappa(2), DimensionError, "1"),
    (lambda: check_monotone(kappa(), positions=(1, 3)),
     lambda: check_monotone(kappa(), positions=(2, 3)), InputError, "run"),
    (lambda: check_monotone(kappa(), positions=(2,), strict=(1,)),
     lambda: check_monotone(kappa(), positions=(1,), strict=(1,)), InputError, "allowed"),
    (lambda: check_monotone(Candidate.sorted(Symbol("t") * Y[1], Y), strict=(1,)),
     lambda: check_monotone(Candidate.sorted(Symbol("t") * Y[1], Y)), InputError, "numbers"),
    (lambda: kappa().with_parameters({Symbol("t"): 1}), lambda: kappa().with_parameters({}),
     InputError, "no parameter t"),
    (lambda: star(4), lambda: star(3), InputError, "4"),
    (lambda: smaller_pair(2, 2), lambda: smaller_pair(2, 3), InputError, "2 twice"),
    (lambda: on_parties(kappa(2), (1, 1), 3), lambda: on_parties(kappa(2), (1, 3), 3), InputError,
     "repeat"),
    (lambda: Candidate.sorted(Y[1] ** 2 / (Y[0] + Symbol("t") * Y[1]), Y),
     lambda: Candidate.sorted(Symbol("t") * Y[1] ** 2 / Y[0], Y), EngineRefusal, "parameter"),
])
def test_refusals(bad, good, error, text):
    with pytest.raises(error, match=text):
        bad()
    good()


def test_homogeneity_and_continuity_statements():
    for claim in (*kappa().homogeneity(), *star(1).homogeneity()):
        assert fast.is_zero(claim.lhs - claim.rhs)
    claims = star(1).continuity()
    assert len(claims) == 6
    for (claim,) in claims:
        assert fast.is_zero(claim.lhs - claim.rhs)
