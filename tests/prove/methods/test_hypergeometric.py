"""Sums, binomials, factorials and Gamma functions beside false twins."""

import pytest
from sympy import Product, Sum, Symbol, binomial, exp, factorial, gamma, oo, pi, sqrt, symbols

from symq.lang.statement import ForAll, Q, eq, ge, gt, lt, ne
from symq.lang.translate import to_term
from symq.prove import Budget, prove
from symq.prove.telescoping import telescope

k = Symbol("k", integer=True)
n, r, m = symbols("n r m", integer=True, nonnegative=True)
x = Symbol("x")
p = Symbol("p", integer=True, positive=True)


def every(statement, start=0):
    return ForAll(n, statement, start)


CASES = [
    (eq(gamma(p + 1), p*gamma(p)), (), "proved"),
    (eq(gamma(p + 1), (p + 1)*gamma(p)), (), "refuted"),
    (eq(gamma(p + 2), p*(p + 1)*gamma(p)), (), "proved"),
    (every(eq(Sum(k**2, (k, 1, n)), n * (n + 1) * (2 * n + 1) / 6)), (), "proved"),
    (every(eq(Sum(k**2, (k, 1, n)), n * (n + 1) * (2 * n - 1) / 6)), (), "refuted"),
    (every(eq(Sum(k * factorial(k), (k, 0, n)), factorial(n + 1) - 1)), (), "proved"),
    (every(eq(Sum(k * factorial(k), (k, 0, n)), factorial(n + 1) - 2)), (), "refuted"),
    (every(eq(Sum(binomial(n, k) * 2**k, (k, 0, n)), 3**n)), (), "proved"),
    (every(eq(Sum(binomial(n, k) * 3**k, (k, 0, n)), 3**n)), (), "refuted"),
    (every(eq(Sum(binomial(n + k, k), (k, 0, n)), binomial(2 * n + 1, n))), (), "proved"),
    (every(eq(Sum(binomial(n + k, k), (k, 0, n)), binomial(2 * n, n))), (), "refuted"),
    (every(eq(Product((k + 1) / k, (k, 1, n)), n + 1)), (), "proved"),
    (every(eq(Product((k + 1) / k, (k, 1, n)), n)), (), "refuted"),
    (eq(binomial(n + 2, r + 2), binomial(n, r + 2) + 2 * binomial(n, r + 1) + binomial(n, r)),
     (), "proved"),
    (eq(binomial(n + 2, r + 2), binomial(n, r + 2) + binomial(n, r + 1) + binomial(n, r)),
     (), "refuted"),
    (eq(gamma(n + Q(3, 2)) / gamma(n + Q(1, 2)), n + Q(1, 2)), (), "proved"),
    (eq(gamma(n + Q(3, 2)) / gamma(n + Q(1, 2)), n + Q(3, 2)), (), "refuted"),
    (eq(gamma(Q(5, 2)), 3 * sqrt(pi) / 4), (), "proved"),
    (eq(gamma(Q(5, 2)), 3 * sqrt(pi) / 2), (), "refuted"),
    (eq(factorial(n + 2) / factorial(n), (n + 1) * (n + 2)), (), "proved"),
    (eq(factorial(n + 2) / factorial(n), n * (n + 2)), (), "refuted"),
    (gt(binomial(n + 1, 1), 0), (), "proved"),
    (eq(r * binomial(n, r), n * binomial(n - 1, r - 1)), (ge(r, 1), ge(n, 1)), "proved"),
    (every(eq(Sum(x**k, (k, 0, n)), (x**(n + 1) - 1) / (x - 1))), (ne(x, 0),), "proved"),
]


@pytest.mark.parametrize("statement, assuming, verdict", CASES)
def test_identities(statement, assuming, verdict):
    assert prove(statement, assuming, budget=Budget(work=40_000_000)).verdict == verdict


def test_telescoping_is_found():
    assert telescope(to_term(1 / (k * (k + 2))), "k") is not None
    assert telescope(to_term(binomial(n, k)), "k", "n") is not None


def test_no_telescoping_for_harmonic_numbers():
    assert telescope(to_term(1 / k), "k") is None
    assert telescope(to_term(binomial(n, k)), "k") is None


def test_geometric_sums_of_exponentials():
    beta, omega = symbols("beta omega", positive=True)
    boltzmann, y = exp(-beta*omega*k), Symbol("y", real=True)
    closed = (1 - exp(-beta*omega*(n + 1)))/(1 - exp(-beta*omega))
    assert prove(eq(Sum(boltzmann, (k, 0, n)), closed)).verdict == "proved"
    assert prove(eq(Sum(boltzmann, (k, 0, n)), closed + 1)).verdict == "refuted"
    assert prove(eq(Sum(boltzmann, (k, 0, oo)), 1/(1 - exp(-beta*omega)))).verdict == "proved"
    inside = (gt(y, 0), lt(y, 1))
    assert prove(eq(Sum(y**k, (k, 0, oo)), 1/(1 - y)), inside).verdict == "proved"
    assert prove(eq(Sum(y**k, (k, 0, oo)), 1/(1 + y)), inside).verdict == "refuted"
