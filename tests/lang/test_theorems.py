"""Each cited theorem against brute force, and without one of its hypotheses.

The brute force is plain arithmetic with fractions: states of N qubits as dense vectors or as tuples
(x_1, ..., x_N) of unnormalised components, measurements as lists of matrices or of weights (a, c).
"""

import math
from collections import Counter
from fractions import Fraction as F
from itertools import pairwise, permutations, product
from pathlib import Path
from random import Random

import numpy as np
import pytest
from sympy import (
    I,
    Integer,
    Matrix,
    Rational,
    Symbol,
    diag,
    exp,
    eye,
    kronecker_product,
    pi,
    sqrt,
    symbols,
)

from symq.errors import InputError
from symq.lang.monotones import MONOTONE
from symq.lang.statement import eq, gt, le, lt
from symq.lang.theorem import RESERVED
from symq.lang.theorems import THEOREMS, Sentence, use
from symq.paper.examine import Examiner
from symq.paper.judge import Judge, touching
from symq.paper.paper import Paper
from symq.paper.scope import PaperScope
from symq.paper.verdict import FAILS, HOLDS, OPEN, decide
from symq.phasespace.counting import isotropic_subspaces
from symq.phasespace.space import PhaseSpace
from tests.entanglement import brute

X = x1, x2, x3 = symbols("x1 x2 x3", real=True)
ETA, KAPPA = x2 + x3 - x2*x3/x1, 2*x2 + 2*x3 - x2*x3/x1
ORDERED = (x1 >= x2, x2 >= x3, x3 >= 0, x1 > 0)
ORDERS = tuple(permutations((1, 2, 3)))
STAR = tuple((o, 2*ETA if o[0] == 1 else 2*x1) for o in ORDERS)
Q = Rational


@pytest.fixture(scope="module")
def judge():
    return Judge()


def monotone(f, **more):
    return use("concave-iff-monotone", f=f, x=X, **more)


def outcome(judge, instance, *others, local=()):
    """What becomes of a sentence, concluded by these theorems."""
    return judge(instance.conclusion, local, theorems=(instance, *others)).outcome


def value(f, components):
    """f on the sorted components, 0 on product states."""
    largest = sorted(components, reverse=True)
    return F(0) if largest[1] == 0 else F(str(f.xreplace(dict(zip(X, map(
        lambda v: Q(v.numerator, v.denominator), largest), strict=True)))))


def split(rng, total, parts):
    found = [F(rng.randint(0, 9)) for _ in range(parts)]
    whole = sum(found)
    return [total * v / whole for v in found] if whole else [total] + [F(0)] * (parts - 1)


def measured(x, k, weights):
    """Unnormalised components after each outcome (a, c) of a measurement by party k."""
    return [tuple((c if j == k else a) * y for j, y in enumerate(x)) for a, c in weights]


def violation(f, rng, tries=4000):
    """A state, a party and weights with a larger average, or None."""
    for _ in range(tries):
        x = tuple(F(rng.randint(0, 8), 24) for _ in range(3))
        weights = list(zip(split(rng, F(1), 2), split(rng, F(rng.randint(3, 4), 4), 2),
                           strict=True))
        k = rng.randrange(3)
        if sum(value(f, y) for y in measured(x, k, weights)) > value(f, x):
            return x, k, weights
    return None


def test_every_entry_is_tested_here():
    text = "".join(p.read_text(encoding="utf-8") for p in sorted(
        Path(__file__).parent.glob("test_t*.py")))
    assert [name for name in THEOREMS if f'"{name}"' not in text] == []


# concave-iff-monotone

CANDIDATES = (KAPPA, x2 + x3, x2 + 2*x3 - x2*x3/x1/2, x2 + 3*x3 - x3**2/x1 - x2*x3/x1,
              ETA, x2 - x3, x2/2 + x3/2 + ETA, x2 + x3/2, KAPPA - x3**2/x1/2 - x2**2/x1)


@pytest.mark.parametrize("f", CANDIDATES, ids=str)
def test_monotones_against_brute_force(judge, f):
    rng = Random(5)
    found = outcome(judge, monotone(f))
    assert found in (HOLDS, FAILS)
    if found is FAILS:
        assert violation(f, rng) is not None
        return
    for _ in range(120):
        amplitudes = brute.unit_vector(rng, 4)
        vector, party = brute.w_vector([abs(v) for v in amplitudes]), rng.randint(1, 3)
        before = value(f, brute.components(vector)[1:])
        after = sum(value(f, brute.components(brute.act(m, party, vector, 3))[1:])
                    for m in brute.measurement(rng, 3))
        assert after <= before


def test_some_of_the_candidates_are_monotones_and_some_are_not(judge):
    found = [outcome(judge, monotone(f)) for f in CANDIDATES]
    assert (found.count(HOLDS), found.count(FAILS)) == (3, 6)


def test_homogeneity_is_needed(judge):
    """x1 x2 x3 is concave, increasing, and 0 on products; values are p f(x/p)."""
    f = x1*x2*x3
    assert outcome(judge, monotone(f)) is OPEN
    x, weights = (F(1, 20), F(1, 20), F(9, 10)), [(F(1, 2), F(1, 4)), (F(1, 2), F(3, 4))]
    after = measured(x, 2, weights)
    assert sum(a*b*c / (a + b + c)**2 for a, b, c in after) > x[0]*x[1]*x[2]


def test_vanishing_on_products_is_needed(judge):
    """x1 + x2 + x3 rises from 0 when the product state |000> is rotated locally."""
    assert outcome(judge, monotone(x1 + x2 + x3)) is not HOLDS
    start = brute.w_vector([F(1), F(0), F(0), F(0)])
    turned = brute.act([[F(3, 5), -F(4, 5)], [F(4, 5), F(3, 5)]], 1, start, 3)
    assert sum(brute.components(start)[1:]) == 0 < sum(brute.components(turned)[1:])


def test_the_form_of_bipartite_states_matters(judge):
    """Concave, increasing, 0 on products, but larger for the Schmidt form of two parties."""
    f = (x1 + x2)/2 - (x1 - x2)**4/(2*x1**3) + 5*x3/2
    assert outcome(judge, monotone(f)) is FAILS
    pieces = tuple((o, f.xreplace(dict(zip(X, (X[k - 1] for k in o), strict=True))))
                   for o in ORDERS)
    assert outcome(judge, use("concave-iff-nonincreasing", pieces=pieces, x=X)) is HOLDS
    e = F(1, 1000)
    x = ((1 - e)/2, (1 - e)*F(12, 25), e)                  # party 3 measures in the basis
    assert F(1, 2)*F(12, 25) == F(3, 5)*F(2, 5)            # equal determinants: Schmidt form
    assert (1 - e)*value(f, (F(3, 5), F(2, 5), F(0))) > value(f, x)


def test_the_largest_party_has_to_stay(judge):
    assert outcome(judge, monotone(ETA, keep_largest=True)) is HOLDS
    assert outcome(judge, monotone(ETA)) is FAILS
    rng = Random(2)
    for _ in range(300):
        x = tuple(sorted((F(rng.randint(1, 9), 30) for _ in range(3)), reverse=True))
        weights = list(zip(split(rng, F(1), 2), split(rng, F(1), 2), strict=True))
        for k in range(3):
            after = measured(x, k, weights)
            if all(y[0] == max(y) for y in after):
                assert sum(value(ETA, y) for y in after) <= value(ETA, x)
    x = (F(1, 3),)*3
    assert sum(value(ETA, y) for y in measured(x, 0, [(F(1, 2), F(1, 4)), (F(1, 2), F(3, 4))])) \
        > value(ETA, x)


def test_functions_that_are_not_rational_are_refused():
    with pytest.raises(InputError, match="rational"):
        monotone(sqrt(x2*x3))
    with pytest.raises(InputError, match="occurs nowhere else"):
        use("concave-iff-monotone", f=KAPPA, x=(x1, x1, x2))


# concave-iff-nonincreasing

def worth(pieces, x):
    order = tuple(sorted((1, 2, 3), key=lambda k: -x[k - 1]))
    if not any(x):
        return F(0)
    body = dict(pieces)[order].xreplace(dict(zip(X, (Q(v.numerator, v.denominator) for v in x),
                                                 strict=True)))
    return F(str(body))


def test_functions_with_pieces_against_brute_force(judge):
    smaller = tuple((o, 2*(x2 if o.index(1) < o.index(2) else x1)) for o in ORDERS)
    one, jump = tuple((o, x1) for o in ORDERS), tuple((o, x1 if o[0] == 1 else x2) for o in ORDERS)
    rng = Random(3)
    for pieces in (STAR, smaller, one):
        assert outcome(judge, use("concave-iff-nonincreasing", pieces=pieces, x=X)) is HOLDS
        for _ in range(150):
            x = tuple(F(rng.randint(1, 9), 30) for _ in range(3))
            weights = list(zip(split(rng, F(1), 3), split(rng, F(1), 3), strict=True))
            if all(a for a, _ in weights):
                assert sum(worth(pieces, y) for y in measured(x, rng.randrange(3), weights)) \
                    <= worth(pieces, x)
    assert outcome(judge, use("concave-iff-nonincreasing", pieces=jump, x=X)) is not HOLDS
    x, half = (F(2, 10), F(3, 10), F(1, 10)), F(1, 2)          # not continuous: it gains
    after = measured(x, 1, [(half, half*F(1, 2)), (half, half*F(3, 2))])
    assert sum(worth(jump, y) for y in after) > worth(jump, x)
    with pytest.raises(InputError, match="no piece for the order"):
        use("concave-iff-nonincreasing", pieces=STAR[:-1], x=X)


# strictly-concave-iff-strict

def test_strict_decrease_against_brute_force(judge):
    strict = use("strictly-concave-iff-strict", f=KAPPA, x=X, positive=3)
    assert outcome(judge, strict, monotone(KAPPA), local=(*ORDERED[:2], x3 > 0)) is HOLDS
    assert outcome(judge, strict, monotone(KAPPA), local=ORDERED) is FAILS
    rng = Random(11)
    for _ in range(200):
        x = tuple(sorted((F(rng.randint(1, 9), 30) for _ in range(3)), reverse=True))
        a, c = split(rng, F(1), 2), split(rng, F(rng.randint(3, 4), 4), 2)
        if a != c:
            assert sum(value(KAPPA, y) for y in measured(x, 0, list(zip(a, c, strict=True)))) \
                < value(KAPPA, x)
    x, half = (F(3, 5), F(2, 5), F(0)), F(1, 2)        # without a third component: no loss
    after = measured(x, 0, [(half, half*F(9, 10)), (half, half*F(11, 10))])
    assert sum(value(KAPPA, y) for y in after) == value(KAPPA, x)


def test_strict_concavity_is_needed(judge):
    f = x2 + x3
    strict = use("strictly-concave-iff-strict", f=f, x=X, positive=3)
    assert outcome(judge, strict, monotone(f), local=(*ORDERED[:2], x3 > 0)) is FAILS
    x, half = (F(1, 2), F(1, 4), F(1, 8)), F(1, 2)
    after = measured(x, 0, [(half, half*F(9, 10)), (half, half*F(11, 10))])
    assert sum(value(f, y) for y in after) == value(f, x)
    with pytest.raises(InputError, match="positive=5"):
        use("strictly-concave-iff-strict", f=f, x=X, positive=5)


# curved-pieces-strict

def test_curved_pieces_decrease_strictly(judge):
    pieces = tuple((o, KAPPA.xreplace(dict(zip(X, (X[k - 1] for k in o), strict=True))))
                   for o in ORDERS)
    assert outcome(judge, use("curved-pieces-strict", pieces=pieces, x=X, places=(1,))) is HOLDS
    flat = use("curved-pieces-strict", pieces=pieces, x=X, places=(1, 2))
    assert outcome(judge, flat) is OPEN
    x, half = (F(1, 2), F(1, 4), F(1, 8)), F(1, 2)      # linear in the second component: no loss
    after = measured(x, 1, [(half, half*F(9, 10)), (half, half*F(11, 10))])
    assert sum(value(KAPPA, y) for y in after) == value(KAPPA, x)
    with pytest.raises(InputError, match="no run"):
        use("curved-pieces-strict", pieces=pieces, x=X, places=(2,))


# sum-over-outcomes

A, U, V, C, W = symbols("a u v c w", real=True)


def test_sums_over_outcomes_against_brute_force(judge):
    cell = (A >= 0, C >= 0)
    rng = Random(4)
    cases = ((A, "=", (1, 0, 0)), (C, "<=", (0, 0, 1)), (sqrt(A)*U, "=", (0, 1, 0)),
             (A*3 + C*2 + 2*(U**2 + V**2), "=", (3, 0, 2)))
    for term, rel, weights in cases:
        found = use("sum-over-outcomes", kraus=(A, U, V, C), term=term, rel=rel, weights=weights)
        assert outcome(judge, found, local=cell) is HOLDS
        total = dict(found.conclusion.about)["total"]
        for _ in range(10):
            added = Integer(0)
            for (p, q), (_, r) in brute.measurement(rng, 3):
                sign = 1 if p >= 0 else -1
                p, q, r = (Q(z.numerator, z.denominator) for z in (abs(p), sign*q, r))
                added += term.xreplace({A: p**2, U: q, V: Integer(0), C: r**2})
            assert added == total if rel == "=" else added <= total
    wrong = use("sum-over-outcomes", kraus=(A, U, V, C), term=2*C, rel="<=", weights=(0, 0, 1))
    assert outcome(judge, wrong, local=cell) is FAILS      # nothing is measured: the sum is 2
    other = use("sum-over-outcomes", kraus=(A, U, V, C), term=C, rel="<=", weights=(1, 0, 0))
    assert outcome(judge, other, local=cell) is OPEN       # true, but not outcome by outcome


def test_coefficients_are_the_same_for_all_outcomes(judge):
    """With the weight a itself the sum of a c would be 'a': nonsense, and refused."""
    with pytest.raises(InputError, match="occurs nowhere else"):
        use("sum-over-outcomes", kraus=(A, U, V, C), term=A*C, rel="<=", weights=(0, 0, A))
    with pytest.raises(InputError, match="rel="):
        use("sum-over-outcomes", kraus=(A, U, V, C), term=A, rel="~", weights=(1, 0, 0))


# sorted-continuous

def test_continuity(judge):
    found = use("sorted-continuous", f=KAPPA, x=X)
    assert outcome(judge, found) is HOLDS
    rng = Random(6)
    for _ in range(100):
        x = [F(rng.randint(1, 6), 30) for _ in range(3)]
        near = [v + F(rng.randint(-1, 1), 10**9) for v in x]
        assert abs(value(KAPPA, x) - value(KAPPA, near)) < F(1, 10**7)
    wild = use("sorted-continuous", f=x1*x2/x3, x=X)
    assert outcome(judge, wild) is FAILS
    assert value(x1*x2/x3, (F(1, 3), F(1, 3), F(1, 10**9))) > 10**8


# binary-weak-measurements

def test_a_walk_of_weak_measurements_is_the_measurement(judge):
    """Effects of ending at +1, solved on a lattice of places, are those of the outcome."""
    assert outcome(judge, use("binary-weak-measurements")) is HOLDS
    d, places = F(2, 5), [F(k, 4) for k in range(-4, 5)]
    ends = {t: (t + 1)/2*(1 + d)/(1 + t*d) for t in places}
    for down, t, up in zip(places, places[1:], places[2:], strict=False):
        rise, fall = (t - down)/(up - down), (up - t)/(up - down)
        first, second = rise*(1 + up*d)/(1 + t*d), fall*(1 + down*d)/(1 + t*d)
        assert first + second == 1 and ends[t] == first*ends[up] + second*ends[down]
    assert ends[F(0)] == (1 + d)/2 and ends[F(1)] == 1 and ends[F(-1)] == 0
    down, t, up = F(-1, 2), F(0), F(1, 4)              # equal weights are not complete
    assert ((1 + up*d) + (1 + down*d))/2 != 1 + t*d


# local-invariants

def determinant(vector, party):
    """Determinant of the density matrix of one of three qubits."""
    bit = 1 << (3 - party)
    zero = [v for i, v in enumerate(vector) if not i & bit]
    one = [v for i, v in enumerate(vector) if i & bit]
    dot = [[sum(p*q for p, q in zip(s, t, strict=True)) for t in (zero, one)] for s in (zero, one)]
    return dot[0][0]*dot[1][1] - dot[0][1]*dot[1][0]


def test_local_unitaries_keep_what_fixes_the_components():
    rng, seen = Random(8), {}
    for _ in range(60):
        amplitudes = [abs(v) for v in brute.unit_vector(rng, 4, positive=True)]
        vector = brute.w_vector(amplitudes)
        before = tuple(determinant(vector, k) for k in (1, 2, 3))
        x = tuple(v**2 for v in amplitudes[1:])
        assert before == tuple(v*(sum(x) - v) for v in x)
        for k in (1, 2, 3):
            p, q = brute.unit_vector(rng, 2)
            vector = brute.act([[p, -q], [q, p]], k, vector, 3)
        assert tuple(determinant(vector, k) for k in (1, 2, 3)) == before
        assert seen.setdefault(before, x) == x
    half = (F(1, 2), F(12, 25), F(0)), (F(3, 5), F(2, 5), F(0))      # bipartite: not unique
    assert len({tuple(v*(sum(x) - v) for v in x) for x in half}) == 1


def test_local_invariants_need_three_components(judge):
    y = symbols("y1 y2 y3", real=True)
    found = use("local-invariants", x=X, y=y)
    assert outcome(judge, found, local=(x1 > 0, x2 > 0)) is FAILS
    for wrong in ({"x": X[:2], "y": y[:2]}, {"x": X, "y": X}):
        with pytest.raises(InputError):
            use("local-invariants", **wrong)


# locc-is-separable, monotone-excludes

def test_branches_of_protocols_are_products(judge):
    assert outcome(judge, use("locc-is-separable")) is HOLDS
    rng = Random(9)
    for _ in range(20):
        total = [[F(i == j) for j in range(4)] for i in range(4)]
        for _ in range(3):
            m, one = rng.choice(brute.measurement(rng, 2)), [[F(1), F(0)], [F(0), F(1)]]
            step = brute.kron(m, one) if rng.random() < 0.5 else brute.kron(one, m)
            total = [[sum(p*r[j] for p, r in zip(row, total, strict=True)) for j in range(4)]
                     for row in step]
        rows = [[total[2*i + k][2*j + m] for k in (0, 1) for m in (0, 1)]
                for i in (0, 1) for j in (0, 1)]               # realigned: rank one
        assert all(r[i]*s[j] == r[j]*s[i] for r in rows for s in rows
                   for i in range(4) for j in range(4))
    swap = [[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]]
    assert swap[0][0]*swap[3][3] != swap[1][1]*swap[2][2]      # no product of local operators


ONE, HALVED = eye(2), Matrix([[1/sqrt(2), 0], [0, 1]])
P0, P1 = diag(1, 0), diag(0, 1)
SEVEN = ((ONE, HALVED, P0), (ONE, P0, HALVED), (P0, P1, P1), (P1, P1, P1))
STATE = (Integer(0), Q(1, 2), Q(1, 4), Q(1, 4))


def excludes(operators, outcomes, state=STATE):
    return use("monotone-excludes", f=KAPPA, x=X, state=state, operators=operators,
               outcomes=outcomes)


def test_a_monotone_excludes_what_raises_it(judge):
    q, o = Q(1, 4), Integer(0)
    after = ((o, q, q, o), (o, q, o, q), (o, o, o, o), (o, o, o, o))
    assert outcome(judge, excludes(SEVEN, after), monotone(KAPPA)) is HOLDS
    assert sum(value(KAPPA, tuple(F(str(v)) for v in y[1:])) for y in after) == 1 > F(7, 8)
    still = excludes(((ONE, ONE, ONE),), (STATE,))
    assert outcome(judge, still, monotone(KAPPA)) is OPEN
    assert outcome(judge, excludes(SEVEN[:3], after[:3]), monotone(KAPPA)) is OPEN     # incomplete
    assert outcome(judge, excludes(SEVEN, after)) is OPEN              # no monotone
    with pytest.raises(InputError, match="operators but"):
        excludes(SEVEN, after[:2])


def test_a_local_unitary_is_not_excluded():
    """(9/10, 1/10, 0) and (3/10, 3/10, 0) with x_0 = 2/5 are equal up to local unitaries."""
    with pytest.raises(InputError, match="not unique"):
        excludes(((ONE, ONE, ONE),), ((Q(2, 5), Q(3, 10), Q(3, 10), Integer(0)),),
                 (Integer(0), Q(9, 10), Q(1, 10), Integer(0)))


# closed-by-compactness

def test_completeness_bounds_operators(judge):
    d = Symbol("d", real=True)
    for kind in ("global", "separable", "one-way LOCC"):
        found = use("closed-by-compactness", kind=kind, d=d)
        assert outcome(judge, found, local=(d >= 1,)) is HOLDS
        assert outcome(judge, found) is OPEN                   # a dimension below 1
    with pytest.raises(InputError, match="kind="):
        use("closed-by-compactness", kind="LOCC", d=d)         # not closed: Theorem 2
    rng = Random(10)
    for _ in range(20):
        norms = [sum(e**2 for row in m for e in row) for m in brute.measurement(rng, 3)]
        assert sum(norms) == 2 and max(norms) <= 2
    scaled = [(F(n), F(1, n)) for n in (1, 10, 100)]           # factors without a fixed norm
    assert {a*b for a, b in scaled} == {1} and max(a for a, _ in scaled) == 100


# bounds on pairs: protocols by components, plain recursion

def protocol(x, rounds, a):
    """Success of the protocol of Theorem 2 with so many weak rounds on W; x sorted, sum 1."""
    n1, n2, n3 = x
    w = F(0)
    for _ in range(rounds):
        w = a**2*w + 2*a*(1 - a)
    return 2*n3*(1 - n2/n1) + 2*n2*(1 - n3/n1) + 3*n2*n3/n1*w


def with_largest(x):
    """Success of the finite protocol that makes pairs of n1 only."""
    n1, n2, n3 = x
    return 2*n2 + 2*n3*(1 - n2/n1)


def sorted_state(rng):
    x = sorted((F(rng.randint(1, 9)) for _ in range(3)), reverse=True)
    return tuple(v/sum(x) for v in x)


P = symbols("p q", real=True)


def concluded(judge, instance, *others, local=()):
    """Whether the theorem gives its conclusion, which is no sentence."""
    return judge(instance.conclusion, local, theorems=(instance, *others)).outcome


def test_bounds_on_pairs_against_protocols(judge):
    bound = use("monotone-bounds-pairs", f=KAPPA, x=X, p=P, at=X)
    assert concluded(judge, bound, monotone(KAPPA), local=ORDERED) is HOLDS
    assert concluded(judge, bound, monotone(KAPPA)) is OPEN              # order not known
    half = use("monotone-bounds-pairs", f=KAPPA/2, x=X, p=P, at=X)       # not 1 on a pair
    assert concluded(judge, half, monotone(KAPPA/2), local=ORDERED) is OPEN
    rng = Random(12)
    for _ in range(50):
        x = sorted_state(rng)
        assert protocol(x, 4, F(3, 4)) <= value(KAPPA, x)
        assert protocol(x, 4, F(3, 4)) > value(KAPPA, x)/2
        assert with_largest(x) <= value(KAPPA, x)
    with pytest.raises(InputError, match="occurs nowhere else"):
        use("monotone-bounds-pairs", f=KAPPA, x=X, p=(x1, x1), at=X)


def test_bounds_by_pieces_against_protocols(judge):
    pairs = ((1, 2), (1, 3))
    bound = use("pieces-bound-pairs", pieces=STAR, x=X, pairs=pairs, p=P)
    assert concluded(judge, bound, local=ORDERED) is HOLDS
    low = tuple((o, f/2) for o, f in STAR)
    assert concluded(judge, use("pieces-bound-pairs", pieces=low, x=X, pairs=pairs, p=P),
                     local=ORDERED) is OPEN
    rng = Random(13)
    for _ in range(50):
        x = sorted_state(rng)
        assert with_largest(x) == value(2*ETA, x) > value(ETA, x)
    with pytest.raises(InputError):
        use("pieces-bound-pairs", pieces=STAR, x=X, pairs=pairs, p=P[:1])
    with pytest.raises(InputError, match="no pair"):
        use("pieces-bound-pairs", pieces=STAR, x=X, pairs=((1, 2), (1, 4)), p=P)


def test_hypotheses_hold_for_all_states_and_not_only_those_of_a_paper():
    """The pieces for the other orders matter although the paper sorts its components."""
    paper = Paper("demo")
    a, b, c = paper.real("a b c")
    p, q = paper.real("p q")
    paper.given(a > 0, a >= b, b >= c, c >= 0, eq(a + b + c, 1))
    good = tuple((o, f.xreplace(dict(zip(X, (a, b, c), strict=True)))) for o, f in STAR)
    bad = tuple((o, 2*(b + c - b*c/a) if o[0] == 1 else 2*a + 5*(a - b)*(a - c)/(a + b + c))
                for o in ORDERS)
    for n, pieces in enumerate((good, bad)):
        found = use("pieces-bound-pairs", pieces=pieces, x=(a, b, c), pairs=((1, 2), (1, 3)),
                    p=(p, q))
        paper.claim(f"demo:{n}", le(p + q, 2*(b + c - b*c/a)), theorem=found)
    first, second = (decide(Examiner(paper).examine(f"demo:{n}").findings) for n in (0, 1))
    assert first[0] == "proved"
    assert second[0] == "unknown" and "does not apply" in second[1]


def test_only_assumptions_on_the_same_symbols_touch_a_hypothesis():
    t, s = symbols("t s", real=True)
    hypothesis = monotone(t*x2 + x3).hypotheses[0]
    scope = PaperScope((), ())
    below, chained, other = lt(t, 1), lt(s, t), gt(x1, 0)
    assert touching(hypothesis, (below, chained, other), scope) == (below, chained)
    with pytest.raises(InputError, match="reserved"):
        Paper("demo").real(RESERVED + "x1")


def test_the_supremum_is_not_attained(judge):
    found = use("supremum-not-attained", f=KAPPA, x=X, star=STAR, p=P)
    tripartite = (*ORDERED[:2], x3 > 0)
    assert concluded(judge, found, monotone(KAPPA), local=tripartite) is HOLDS
    assert concluded(judge, found, monotone(KAPPA), local=ORDERED) is FAILS
    rng = Random(14)
    for _ in range(30):
        x = sorted_state(rng)
        assert max(protocol(x, n, F(n, n + 1)) for n in (1, 5, 25)) < value(KAPPA, x)
        assert with_largest(x) < value(KAPPA, x)
    assert with_largest((F(3, 5), F(2, 5), F(0))) == value(KAPPA, (F(3, 5), F(2, 5), F(0)))
    loose = tuple((o, 2*f) for o, f in STAR)               # the bound for the largest party
    assert concluded(judge, use("supremum-not-attained", f=KAPPA, x=X, star=loose, p=P),
                     monotone(KAPPA), local=tripartite) is OPEN


def test_a_tie_is_crossed(judge):
    found = use("tie-is-crossed", x=X, pair=(2, 3))
    assert outcome(judge, found, local=ORDERED) is HOLDS
    assert outcome(judge, use("tie-is-crossed", x=X, pair=(1, 2)), local=ORDERED) is FAILS
    assert outcome(judge, found) is OPEN                   # another party may be the largest
    with pytest.raises(InputError):
        use("tie-is-crossed", x=X, pair=(2, 2))
    rng, crossed = Random(15), 0
    for _ in range(200):       # party k measures; its path is affine before normalisation
        x, k = sorted_state(rng), rng.choice((0, 1))
        a, c = F(rng.randint(0, 9), 10), F(rng.randint(0, 9), 10)
        start = x[0] - x[1]
        end = 2*(c*x[0] - a*x[1] if k == 0 else a*x[0] - c*x[1])
        if start > 0 > end:
            t, crossed = start/(start - end), crossed + 1
            low, high = 1 + t*(2*a - 1), 1 + t*(2*c - 1)
            y = [(high if j == k else low)*v for j, v in enumerate(x)]
            assert 0 < t < 1 and y[0] == y[1]
    assert crossed > 10


def test_limits_of_protocols(judge):
    n = Symbol("n", integer=True)
    found = use("limit-of-protocols", success=n/(n + 1), n=n, limit=Integer(1))
    assert outcome(judge, found) is HOLDS
    assert outcome(judge, use("limit-of-protocols", success=n/(n + 1), n=n, limit=Q(7, 8))) is FAILS
    assert outcome(judge, use("limit-of-protocols", success=n, n=n, limit=Integer(1))) is OPEN
    values, w = [], F(0)
    for k in range(40):                                    # weights (k+1)/(k+2), one more round
        a = F(k + 1, k + 2)
        w = a**2*w + 2*a*(1 - a)
        values.append(w)
    assert values == [F(k, k + 1) for k in range(1, 41)]
    assert all(p < q < 1 for p, q in pairwise(values))


# conversions

def two(p, q):
    """Measurement of A that turns sqrt(p_i)|ii> into sqrt(q_i)|ii>, up to an exchange, if any."""
    w = (p[0] - q[1])/(q[0] - q[1])
    effects = [(w*q[0]/p[0], w*q[1]/p[1]), ((1 - w)*q[1]/p[0], (1 - w)*q[0]/p[1])]
    assert all(sum(e[i] for e in effects) == 1 for i in (0, 1))
    return 0 <= w <= 1


def test_majorisation(judge):
    for p, q in ((F(1, 2), F(2, 3)), (F(3, 5), F(4, 5)), (F(4, 5), F(3, 5)), (F(3, 4), F(2, 3))):
        before, after = (tuple(Q(v.numerator, v.denominator) for v in (s, 1 - s)) for s in (p, q))
        found = use("nielsen-majorisation", p=before, q=after)
        assert (outcome(judge, found) is HOLDS) is two((p, 1 - p), (q, 1 - q))
    rng = Random(16)
    for _ in range(10):                                    # three levels: mixed by exchanges
        q = sorted(split(rng, F(1), 3), reverse=True)
        mix = split(rng, F(1), 6)
        p = [sum(m*q[o[i] - 1] for m, o in zip(mix, ORDERS, strict=True)) for i in range(3)]
        p.sort(reverse=True)
        exact = [tuple(Q(v.numerator, v.denominator) for v in s) for s in (p, q)]
        assert outcome(judge, use("nielsen-majorisation", p=exact[0], q=exact[1])) is HOLDS
        if p != q:
            assert outcome(judge, use("nielsen-majorisation", p=exact[1], q=exact[0])) is FAILS
    assert outcome(judge, use("nielsen-majorisation", p=(Q(1, 4), Q(3, 4)),
                              q=(Integer(1), Integer(0)))) is OPEN       # not in order


def test_largest_probability_of_a_conversion(judge):
    def best(p, q):
        return min(sum(p[k:])/sum(q[k:]) for k in range(len(p)) if sum(q[k:]))

    rng = Random(17)
    for _ in range(8):
        p, q = (sorted(split(rng, F(1), 3), reverse=True) for _ in range(2))
        exact = [tuple(Q(v.numerator, v.denominator) for v in s) for s in (p, q)]
        w = best(p, q)
        for other, expected in ((w, HOLDS), (w/2 + F(1, 9), FAILS), (w + F(1, 7), FAILS)):
            if other == w or other != best(p, q):
                found = use("vidal-conversion", p=exact[0], q=exact[1],
                            value=Q(other.numerator, other.denominator))
                assert outcome(judge, found) is (HOLDS if other == w else expected)
    p = F(3, 4)            # damping the larger amplitude reaches 2(1 - p) for an EPR pair
    effect = (1 - p)/p
    assert p*effect + (1 - p) == best((p, 1 - p), (F(1, 2), F(1, 2))) == F(1, 2)


def test_cuts_bound_pairs_under_separable_operations(judge):
    x = (x1, x2, x3)
    given = (x1 >= 0, x2 >= 0, x3 >= 0, eq(x1 + x2 + x3, 1))
    for party in (1, 2, 3):
        found = use("cut-bounds-pairs", x=x, party=party, p=P)
        assert concluded(judge, found, local=given) is HOLDS
        assert concluded(judge, found, local=given[:3]) is OPEN          # x_0 > 0
    rng = Random(18)
    for _ in range(40):        # Eq. (7): 1 - 2 x_k for the pair without k; the bound is reached
        s = sorted_state(rng)
        if s[0] <= F(1, 2):
            p = {k: 1 - 2*v for k, v in enumerate(s)}
            assert all(sum(v for j, v in p.items() if j != k) == 2*s[k] for k in range(3))
    with pytest.raises(InputError, match="no party 4"):
        use("cut-bounds-pairs", x=x, party=4, p=P)


def test_weak_rounds_turn_w_into_pairs(judge):
    for k in (3, 4, 5):
        assert outcome(judge, use("fortescue-lo", parties=k)) is HOLDS

    def rounds(k, a):
        """Weights of 'all stay' and 'one leaves' for W of k parties, branch by branch."""
        branches = {(): tuple(F(1, k) for _ in range(k))}
        for party in range(k):
            branches = {(*path, number): tuple((c if j == party else w)*y for j, y in enumerate(x))
                        for path, x in branches.items()
                        for number, (w, c) in ((0, (a, F(1))), (1, (1 - a, F(0))))}
        sums = {path: sum(x) for path, x in branches.items()}
        left = [x for path, x in branches.items() if sum(path) == 1]
        assert all(len(set(x) - {0}) == 1 for x in left)
        return sums[(0,)*k], sum(sum(x) for x in left)

    for k in (3, 4, 5):
        for a in (F(1, 2), F(9, 10)):
            assert rounds(k, a) == (a**(k - 1), (k - 1)*(1 - a)*a**(k - 2))
    assert rounds(3, F(1, 100))[1] < F(1, 40)              # a strong round destroys W
    shares = [leave/(1 - stay) for stay, leave in (rounds(4, 1 - F(1, n)) for n in (4, 40, 400))]
    assert shares[0] < shares[1] < shares[2] and shares[2] > F(99, 100)
    with pytest.raises(InputError, match="three or more"):
        use("fortescue-lo", parties=2)


def test_a_refuted_hypothesis_refutes_only_if_the_others_hold(judge):
    """x1 x2 is not homogeneous: that its slope rises at a tie says nothing then."""
    found = use("concave-iff-monotone", f=x1*x2, x=X)
    assert outcome(judge, found) is OPEN
    assert judge(Sentence(MONOTONE, {"f": x1*x2, "x": X})).outcome is OPEN


# stabiliser-wigner, odd-equivalence, quadrature-wigner, quadrature-equivalence, gaussian-*,
# linear-bracket, pair-conversion

REPRESENTATIONS = ("stabiliser-wigner", "odd-equivalence", "quadrature-wigner",
                   "quadrature-equivalence", "gaussian-entropy", "gaussian-equivalence")


@pytest.mark.parametrize("name", REPRESENTATIONS)
def test_theories_are_equivalent(judge, name):
    others = tuple(use(n) for n in REPRESENTATIONS if n != name)
    assert outcome(judge, use(name), *others) is HOLDS


def weyl(q, p, d):
    """T(q, p) as a table: column x has the entry zeta^exponent in row x + q."""
    h = (d + 1)//2
    return {x: ((x + q) % d, h*(2*p*x + q*p) % d) for x in range(d)}


@pytest.mark.parametrize("d", [3, 5, 7, 9, 15])
def test_stabiliser_wigner_by_counting_exponents(d):
    """W(m) of the state with aX + bP = v is a sum of d powers of zeta: all or evenly spread."""
    for a, b, v in ((1, 0, 2), (0, 1, 1), (1, 1, 0), (2, 1, 1)):
        for m in ((0, 0), (1, 2), (2, 1)):
            powers = sorted(k*(a*m[0] + b*m[1] - v) % d for k in range(d))
            if (a*m[0] + b*m[1] - v) % d == 0:
                assert powers == [0]*d
            else:
                steps = {y - x for x, y in pairwise(sorted(set(powers)))}
                assert len(steps) == 1
                assert len({powers.count(k) for k in powers}) == 1
        t, u = weyl(-b % d, a, d), weyl(-2*b % d, 2*a % d, d)   # T(u_F)^2 = T(2 u_F)
        for x in range(d):
            y, k = t[x]
            z, j = t[y]
            assert u[x] == (z, (k + j) % d)


def test_odd_dimension_is_needed():
    """For d = 2 no exponent of i makes T(1, 1) T(1, 1) and T(0, 0) consistent for two qubits."""
    z, x = Matrix([[1, 0], [0, -1]]), Matrix([[0, 1], [1, 0]])
    y = Matrix([[0, -I], [I, 0]])
    assert kronecker_product(x, x)*kronecker_product(z, z) == -kronecker_product(y, y)
    assert kronecker_product(x, z)*kronecker_product(z, x) == kronecker_product(y, y)


@pytest.mark.parametrize("kind", ["smooth", "difference"])
def test_linear_brackets(judge, kind):
    assert outcome(judge, use("linear-bracket", kind=kind)) is HOLDS


def test_linear_brackets_by_differences():
    """Three systems modulo 4, at random points, and a quadratic functional that depends on m."""
    with pytest.raises(InputError):
        use("linear-bracket", kind="lattice")
    rng, d = Random(2), 4
    for _ in range(50):
        f, g = ([rng.randrange(d) for _ in range(6)] for _ in range(2))
        m = [rng.randrange(d) for _ in range(6)]

        def step(row, k, m=m):
            moved = [v + (i == k) for i, v in enumerate(m)]
            return sum(a*v for a, v in zip(row, moved, strict=True)) \
                - sum(a*v for a, v in zip(row, m, strict=True))
        total = sum(step(f, i)*step(g, i + 1) - step(f, i + 1)*step(g, i) for i in (0, 2, 4))
        assert (total - sum(f[i]*g[i + 1] - f[i + 1]*g[i] for i in (0, 2, 4))) % d == 0
    assert {((x + 1)**2 - x**2) % 3 for x in range(3)} == {0, 1, 2}


def test_gaussian_entropy_against_other_distributions():
    """Variance 1: uniform log(12)/2, Laplace 1 + log(2)/2, Gaussian log(2 pi e)/2."""
    gauss = math.log(2*math.pi*math.e)/2
    assert max(math.log(12)/2, 1 + math.log(2)/2) < gauss


def test_pair_conversion(judge):
    """Every pure state of two and two bits, and every local measurement of it."""
    assert outcome(judge, use("pair-conversion")) is HOLDS
    space = PhaseSpace(4, 2)
    alone = [tuple(row) for row in product(range(2), repeat=4) if any(row)]
    numbers = Counter()
    for basis in (V.basis for V in isotropic_subspaces(space, 4)):
        k = _pairs(basis, 0)
        assert k == _pairs(basis, 4)
        numbers[k] += 1
        if numbers[k] > 60:                     # as many of each kind are measured
            continue
        for row in alone:
            g = (*row, 0, 0, 0, 0)
            kept = [f for f in _span(basis) if _commute(f, g)]
            after = _basis([*kept, g])
            assert len(after) == 4 and _pairs(after, 0) <= k
    # local maps reach all of a kind: known variables of either side, and maps that reverse brackets
    assert numbers == {0: 15*15, 1: 15*15*6, 2: 720}


def _commute(f, g):
    return sum(f[i]*g[i + 1] - f[i + 1]*g[i] for i in range(0, len(f), 2)) % 2 == 0


def _span(rows):
    found = {(0,)*len(rows[0])}
    for row in rows:
        found |= {tuple((a + b) % 2 for a, b in zip(f, row, strict=True)) for f in found}
    return found


def _basis(rows):
    chosen = []
    for row in rows:
        if any(row) and (not chosen or tuple(row) not in _span(chosen)):
            chosen.append(tuple(row))
    return chosen


def _pairs(basis, first):
    """2 minus the dimension of what is known of the two systems from this place on."""
    other = range(4 - first, 8 - first)
    inside = [f for f in _span(basis) if not any(f[k] for k in other)]
    return 2 - (len(inside).bit_length() - 1)


# clifford-maximal


def generated(unitaries, most):
    """How many unitaries the given ones generate, up to phases; at least `most` ends the count."""
    def plain(m):
        place = next(k for k in np.ndindex(m.shape) if abs(m[k]) > 1e-6)
        return m * (abs(m[place]) / m[place])

    seen, todo = set(), [np.eye(len(unitaries[0]), dtype=complex)]
    while todo and len(seen) < most:
        m = todo.pop()
        key = tuple(np.round(plain(m).ravel(), 6) + 0)
        if key not in seen:
            seen.add(key)
            todo += [m @ u for u in unitaries]
    return len(seen)


def clifford(d):
    """Fourier, phase and shift matrices of one system with d levels."""
    w = np.exp(2j*np.pi/d)
    x = np.arange(d)
    t = np.exp(1j*np.pi/d) if d % 2 == 0 else w**((d + 1)//2)
    return [w**np.outer(x, x)/np.sqrt(d), np.diag(t**(x*x)), np.roll(np.eye(d), 1, axis=0)]


@pytest.mark.parametrize(("d", "order"), [(2, 24), (3, 216)])
def test_one_more_unitary_makes_the_clifford_group_infinite(judge, d, order):
    group = clifford(d)
    assert generated(group, 2000) == order
    for angle in (np.pi/4, 0.3):
        extra = np.diag([1]*(d - 1) + [np.exp(1j*angle)])
        assert generated([*group, extra], 2000) >= 2000
    assert outcome(judge, use("clifford-maximal", d=d)) is HOLDS


def test_composite_dimensions_have_larger_finite_groups(judge):
    # the displacements by 2 commute for d = 4; unitaries that permute their eigenvectors do not mix
    group = clifford(4)
    basis = np.array([[1, 0, 1, 0], [0, 1, 0, 1], [1, 0, -1, 0], [0, 1, 0, -1]]).T/np.sqrt(2)
    signs = basis @ np.diag([1, 1, 1, np.exp(0.3j)]) @ basis.conj().T
    for m in (*group, signs):
        inside = basis.conj().T @ m @ basis
        assert all(np.sum(np.abs(row) > 1e-9) == 1 for row in inside)
    for d in (4, 6, 9):
        assert outcome(judge, use("clifford-maximal", d=d)) is FAILS
    with pytest.raises(InputError):
        use("clifford-maximal", d=1)


# conserved quantities

Z_BASIS = (Matrix([1, 0]), Matrix([0, 1]))
SX, SZ = Matrix([[0, 1], [1, 0]])/2, Matrix([[1, 0], [0, -1]])/2


def test_wigner_araki_yanase(judge):
    assert outcome(judge, use("wigner-araki-yanase", states=Z_BASIS, charge=SX)) is HOLDS
    assert outcome(judge, use("wigner-araki-yanase", states=Z_BASIS, charge=SZ)) is FAILS
    skew = (Matrix([1, 0]), Matrix([1, 1])/sqrt(2))
    assert outcome(judge, use("wigner-araki-yanase", states=skew, charge=SX)) is OPEN
    with pytest.raises(InputError):
        use("wigner-araki-yanase", states=Z_BASIS, charge=eye(3))


def test_wigner_araki_yanase_by_all_permutations():
    """Among permutations of spin x pointer none copies z and conserves S_x + L_A, for any L_A.

    The pointer has two levels and L_A = l sigma_x + k sigma_z; a controlled flip copies z and
    conserves S_z.
    """
    flip = Matrix([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    conserving = []
    for order in permutations(range(4)):
        u = Matrix(4, 4, lambda i, k, order=order: int(order[k] == i))
        copies = u[:, 0] == eye(4)[:, 0] and u[:, 2] == eye(4)[:, 3]
        for one, k in ((0, 0), (1, 0), (0, 1), (1, 1), (-1, 2)):
            total = kronecker_product(SX, eye(2)) + kronecker_product(eye(2), one*SX + k*SZ)
            if copies and u*total == total*u:
                conserving.append((order, one, k))
    assert conserving == []
    total = kronecker_product(SZ, eye(2))
    assert flip*total == total*flip


def test_zeros_of_polynomials(judge):
    a, b, c = symbols("a b c", real=True)
    assert outcome(judge, use("zero-set-null", f=a*b - 2*b**2, x=(a, b))) is HOLDS
    assert outcome(judge, use("zero-set-null", f=c*a*b, x=(a, b)), local=(eq(c, 0),)) is FAILS
    assert outcome(judge, use("zero-set-null", f=a*b - 1, x=(a, b))) is OPEN
    with pytest.raises(InputError):
        use("zero-set-null", f=abs(a), x=(a,))
    rng = Random(1)
    hits = sum(abs(x*y - 2*y*y) < 1e-3 for x, y in
               ((rng.uniform(-1, 1), rng.uniform(-1, 1)) for _ in range(4000)))
    assert hits < 100


def test_recoil_overlaps(judge):
    k = symbols("k", real=True)
    assert outcome(judge, use("recoil-overlap", k=k), local=(gt(k, 0),)) is HOLDS
    assert outcome(judge, use("recoil-overlap", k=k)) is FAILS
    rng = Random(3)
    for _ in range(50):                           # densities of two steps and more
        points = [(rng.uniform(-3, 3), rng.random()) for _ in range(rng.randint(2, 6))]
        norm = sum(w for _, w in points)
        mean = sum(w*complex(math.cos(x), math.sin(x)) for x, w in points)/norm
        assert abs(mean) < 1


def test_gaussian_integrals(judge):
    x, a, b = symbols("x a b", real=True)
    f = (x**3 - 2*x**2 + x)*exp(-2*x**2 + 3*x - 1)
    def number(y):
        return (y**3 - 2*y**2 + y)*math.exp(-2*y**2 + 3*y - 1)

    total = sum(number(-4 + k/100)/100 for k in range(1000))
    n = sqrt(pi/2)*exp(Q(1, 8))                   # moments of a Gaussian at 3/4, variance 1/4
    m1, m2, m3 = Q(3, 4), Q(9, 16) + Q(1, 4), Q(27, 64) + 3*Q(3, 4)*Q(1, 4)
    value = n*(m3 - 2*m2 + m1)
    assert float(value) == pytest.approx(total, rel=1e-9)
    assert outcome(judge, use("gaussian-integral", f=f, x=x, value=value)) is HOLDS
    assert outcome(judge, use("gaussian-integral", f=f, x=x, value=value + 1)) is FAILS
    wave = exp(-a*x**2 + I*b*x)
    good = sqrt(pi/a)*exp(-b**2/(4*a))
    assert outcome(judge, use("gaussian-integral", f=wave, x=x, value=good),
                   local=(gt(a, 0),)) is HOLDS
    assert outcome(judge, use("gaussian-integral", f=wave, x=x, value=good)) is not HOLDS
    with pytest.raises(InputError):
        use("gaussian-integral", f=exp(-x**4), x=x, value=1)
    with pytest.raises(InputError):
        use("gaussian-integral", f=exp(x), x=x, value=1)
