"""A proof is enough only if it reaches wherever the printed statement speaks."""

import pytest
from sympy import (
    Abs,
    KroneckerDelta,
    Sum,
    Symbol,
    binomial,
    exp,
    factorial,
    gamma,
    log,
    oo,
    pi,
    sign,
    sin,
    symbols,
)

from symq import All, ForAll, ForAllFinite, Implication, Limit, Q, Table, eq, ge, gt, le, lt, ne
from symq.kernel import check
from symq.lang.domain import Definition
from symq.prove import Budget, prove

x, y = symbols("x y", real=True)
z = Symbol("z")
n, l = symbols("n l", integer=True)
N = Symbol("N", integer=True, nonnegative=True)
K = Symbol("K", integer=True, positive=True)
i = Symbol("i", integer=True)

# false at the place that the second entry names, and true wherever the kernel has its functions
FALSE = {
    "an even power at zero": (gt(x**(2 * N), 0), (), "x = 0"),
    "a power that is not zero": (ne(x**K, 0), (), "x = 0"),
    "a power of a difference": (ne((x - y)**K, 0), (), "x - y = 0"),
    "a power of a modulus": (gt(Abs(z)**K, 0), (), "Abs(z) = 0"),
    "under a premise": (Implication((ge(x, 0),), gt(x**N, 0)), (), "x = 0"),
    "for all n": (ForAll(N, gt(x**(2 * N), 0)), (), "x = 0"),
    "a real exponent": (gt(x**y, 0), (ge(x, 0), gt(y, 0)), "x = 0"),
    "in a row of a table": (Table((("a", eq(x, x)), ("b", gt(x**(2 * N), 0)))), (), "x = 0"),
    "in a case": (eq(Abs(x)**y * Abs(x)**(1 - y), Abs(x) + KroneckerDelta(x, 0)),
                  (gt(y, 0), lt(y, 1)), "Abs(x) = 0"),
    "gamma between its poles": (gt(gamma(x), 0), (ne(x, 0),), "gamma(x)"),
    "gamma of a half-line": (gt(gamma(x + Q(1, 2)), 0), (gt(x, -1),), "gamma(x + 1/2)"),
    "its modulus": (eq(Abs(gamma(x)), gamma(x)), (), "gamma(x)"),
    "two gammas": (ge(gamma(x) * gamma(x + 1), 0), (), "gamma(x"),
    "a factorial of a real number": (gt(factorial(x), 0), (gt(x, -2), ne(x, -1)), "factorial(x)"),
    "binomials below zero": (gt(binomial(N, l)**2 + binomial(N, -l)**2, 0), (), "binomial(N, "),
    "a listed zero": (ForAllFinite(((n, (0, 1)),), eq(1 / n, 1)), (), "n = 0"),
    "a listed logarithm": (ForAllFinite(((n, (-1, 1)),), ge(log(n), 0)), (), "n = -1"),
    "a premise that divides by zero": (Implication((eq(x, 0),), eq(y / x, 1)), (), "premises"),
    "a premise that has no logarithm": (Implication((le(x, 0),), gt(log(x), 5)), (), "premises"),
}


UNDECIDED = {"a listed zero", "a listed logarithm", "a premise that divides by zero",
             "a premise that has no logarithm"}


@pytest.mark.parametrize("case", FALSE)
def test_what_fails_at_an_edge_is_not_proved(case):
    statement, assuming, place = FALSE[case]
    result = prove(statement, assuming)
    if result.verdict == "refuted":         # by its instance at the edge
        assert result.method.startswith("edge: ")
        assert check(result.certificate).verdict == "refuted"
        return
    assert case in UNDECIDED
    assert result.verdict == "unknown"
    assert place in result.reason


TRUE = {
    "an even power": (ge(x**(2 * N), 0), ()),
    "away from zero": (gt(x**(2 * N), 0), (ne(x, 0),)),
    "Bernoulli": (ge((1 + x)**N, 1 + N * x), (ge(x, -1),)),
    "a geometric sum": (eq((1 - x) * Sum(x**i, (i, 0, N)), 1 - x**(N + 1)), ()),
    "products of powers": (eq(x**N * x**K, x**(N + K)), ()),
    "powers tend to zero": (Limit(y**n, n, oo, 0), (lt(Abs(y), 1),)),
    "gamma of positive numbers": (gt(gamma(x), 0), (gt(x, 0),)),
    "an identity of gammas continues": (eq(gamma(z + 1), z * gamma(z)), ()),
    "so does the reflection": (eq(gamma(x) * gamma(1 - x), pi / sin(pi * x)), ()),
    "a binomial sum": (eq(Sum(binomial(N, i), (i, 0, N)), 2**N), ()),
    "Pascal": (eq(binomial(n, l) + binomial(n, l + 1), binomial(n + 1, l + 1)),
               (ge(n, 0), ge(l, 0))),
    "factorials": (eq(factorial(n), n * factorial(n - 1)), (ge(n, 1),)),
    "listed values": (ForAllFinite(((n, (1, 2)),), eq(n / n**2, 1 / n)), ()),
    "premises that exclude each other": (Implication((gt(x, 0), lt(x, 0)), eq(1 / x, 5)), ()),
}


@pytest.mark.parametrize("case", TRUE)
def test_what_holds_at_the_edge_stays_proved(case):
    statement, assuming = TRUE[case]
    assert prove(statement, assuming).verdict == "proved"


def test_definitions_are_unfolded_before_the_edges_are_looked_at():
    p = Symbol("p")
    assert prove(gt(p, 0), definitions=(Definition(p, x**(2 * N)),)).verdict == "refuted"
    assert prove(ge(p, 0), definitions=(Definition(p, x**(2 * N)),)).verdict == "proved"


def test_one_part_of_a_conjunction_is_enough_to_fail():
    assert prove(All((ge(x**(2 * N), 0), ne(x**K, 0)))).verdict == "refuted"
    assert prove(eq(sign(x**(2 * N)), 1)).verdict != "proved"


def test_a_huge_power_is_not_multiplied_out():
    assert prove(eq((x + y)**100000, x), budget=Budget(work=200_000)).verdict != "proved"


# Glauber 1963: numbers of quanta in a coherent state, the vacuum among them
@pytest.mark.parametrize(("total", "verdict"), [
    (eq(Sum(exp(-Abs(z)**2)*Abs(z)**(2*N)/factorial(N), (N, 0, oo)), 1), "proved"),
    (eq(Sum(N*exp(-Abs(z)**2)*Abs(z)**(2*N)/factorial(N), (N, 0, oo)), Abs(z)**2), "proved"),
    (eq(Sum(exp(-x**2)*x**(2*N)/factorial(N), (N, 0, oo)), Abs(x)/x), "refuted"),
])
def test_a_series_at_zero(total, verdict):
    assert prove(total).verdict == verdict
