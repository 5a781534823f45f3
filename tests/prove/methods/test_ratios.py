"""Factorials beside growing powers, by the ratio of neighbours."""

import pytest
from sympy import E, Symbol, binomial, factorial, oo, pi, sqrt

from symq import Limit, ge, gt, le
from symq.kernel import check
from symq.prove import prove

n = Symbol("n", integer=True, positive=True)
stirling = (n / E)**n

TRUE = {
    "below": ge(factorial(n), stirling),
    "strictly": gt(factorial(n), stirling),
    "above": le(factorial(n), E * n * stirling),
    "closer": le(factorial(n), E * sqrt(n) * stirling),
    "a power": le(factorial(n), n**n),
    "a third": ge(factorial(n), (n / 3)**n),
    "central binomials": ge(binomial(2 * n, n), 4**n / (2 * sqrt(n))),
}
FALSE = {
    "without e": le(factorial(n), n * stirling),
    "a half": ge(factorial(n), (n / 2)**n),
    "the leading term is a lower bound": le(factorial(n), sqrt(2 * pi * n) * stirling),
    "central binomials": ge(binomial(2 * n, n), 4**n / sqrt(3 * n)),
}


@pytest.mark.parametrize("case", TRUE)
def test_true(case):
    found = prove(TRUE[case])
    assert found.verdict == "proved"
    assert check(found.certificate).verdict == "proved"


@pytest.mark.parametrize("case", FALSE)
def test_false(case):
    assert prove(FALSE[case]).verdict == "refuted"


@pytest.mark.parametrize("term, value", [
    (2**n / factorial(n), 0), ((-3)**n / factorial(n), 0), (factorial(n) / 10**n, oo),
    (binomial(2 * n, n) / 5**n, 0), (factorial(n)**2 / factorial(2 * n), 0)])
def test_limits_by_powers(term, value):
    assert prove(Limit(term, n, oo, value)).verdict == "proved"


@pytest.mark.parametrize("term, value", [
    (2**n / factorial(n), oo), (factorial(n) / 10**n, 0), (binomial(2 * n, n) / 4**n, 1)])
def test_no_other_limit_is_proved(term, value):
    assert prove(Limit(term, n, oo, value)).verdict != "proved"
