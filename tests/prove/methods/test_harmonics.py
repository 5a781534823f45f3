"""Sums of waves with polynomial and geometric weights; the binomial theorem."""

import cmath
import math

import pytest
from sympy import I, Sum, Symbol, binomial, cos, exp, pi, sin, symbols

from symq.kernel.term import subst
from symq.lang.statement import Q, between, eq, ge, ne
from symq.lang.translate import from_term, to_term
from symq.prove import Budget, prove
from symq.prove.harmonics import antidifference

x, y, r, t = symbols("x y r t", real=True)
a, b = symbols("a b")
k = Symbol("k", integer=True)
n = Symbol("n", integer=True, positive=True)
N = Symbol("N", integer=True, nonnegative=True)


@pytest.mark.parametrize("body", [
    cos(k * x)**2, k * cos(k * x + y), k**2 * sin(k * x), r**k * cos(k * x), sin(k * x)**3,
    k * r**k * sin(k * x + y), k * exp(2 * pi * I * k / n), cos(k * x) * cos(k * y) * sin(k * x),
    (n - k) * cos(k * x), (k + 1)**2 * exp(-k * x), k**3,
], ids=str)
def test_differences_of_the_sum_are_the_terms(body):
    values = {"x": 0.7, "y": 1.1, "r": 0.3, "n": 5.0}
    found = antidifference(to_term(body), "k")

    def at(term, place):
        return complex(from_term(subst(term, {"k": str(place)})).subs(values))

    for place in (0, 1, 4):
        assert cmath.isclose(at(found, place + 1) - at(found, place), at(to_term(body), place),
                             abs_tol=1e-9)


def test_what_is_no_wave():
    assert antidifference(to_term(exp(k**2)), "k") is None
    assert antidifference(to_term(sin(k * x) / k), "k") is None
    assert antidifference(to_term(sin(k * x)**8), "k") is None


TRUE = [
    (eq(Sum(cos(2 * pi * k / n)**2, (k, 0, n - 1)), n / 2), (ge(n, 3),)),
    (eq(Sum(k * exp(2 * pi * I * k / n), (k, 0, n - 1)), n / (exp(2 * pi * I / n) - 1)),
     (ge(n, 2),)),
    (eq(Sum(sin((k + Q(1, 2)) * x), (k, 0, n - 1)), sin(n * x / 2)**2 / sin(x / 2)), ()),
    (eq(Sum(binomial(N, k) * a**k * b**(N - k), (k, 0, N)), (a + b)**N), (ne(a + b, 0),)),
    (eq(Sum(r**k * sin(k * t), (k, 0, N)), (r * sin(t) - r**(N + 1) * sin((N + 1) * t) + r**(
        N + 2) * sin(N * t)) / (1 - 2 * r * cos(t) + r**2)), (between(0, r, 1),)),
]
FALSE = [
    (eq(Sum(cos(2 * pi * k / n)**2, (k, 0, n - 1)), n / 2), (ge(n, 2),)),
    (eq(Sum(k * exp(2 * pi * I * k / n), (k, 0, n - 1)), n / (exp(2 * pi * I / n) + 1)),
     (ge(n, 3),)),
    (eq(Sum(sin((k + Q(1, 2)) * x), (k, 0, n - 1)), sin(n * x / 2) / sin(x / 2)), (ne(x, 0),)),
    (eq(Sum(binomial(N, k) * a**k * b**(N - k), (k, 0, N - 1)), (a + b)**N), (ge(N, 1),)),
    (eq(Sum(binomial(N, k) * a**k * b**k, (k, 0, N)), (a + b)**N), ()),
]


@pytest.mark.parametrize(("statement", "assuming"), TRUE, ids=str)
def test_sums(statement, assuming):
    assert prove(statement, assuming).verdict == "proved"


@pytest.mark.parametrize(("statement", "assuming"), FALSE, ids=str)
def test_false_sums(statement, assuming):
    assert prove(statement, assuming, budget=Budget(work=2_000_000)).verdict == "refuted"


def test_a_full_turn_between_the_terms_is_not_summed_so():
    # sin(a/2) = 0: the sum of cos(2 pi k) is n, not a quotient
    found = prove(eq(Sum(cos(2 * pi * k * N), (k, 0, n - 1)), 0), budget=Budget(work=1_000_000))
    assert found.verdict != "proved"
    assert math.isclose(math.cos(2 * math.pi * 3), 1)
