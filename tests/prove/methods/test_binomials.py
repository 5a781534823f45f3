"""Products of binomials with symbolic entries."""

import pytest
from sympy import binomial, factorial, symbols

from symq.lang.statement import eq, ge, le
from symq.prove import prove

n, m, k = symbols("n m k", integer=True)
nested, inside = (le(0, k), le(k, m), le(m, n)), (le(0, k), le(k, n))


# Graham, Knuth and Patashnik, Concrete Mathematics, table 174
@pytest.mark.parametrize("statement, assuming", [
    (eq(binomial(n, m) * binomial(m, k), binomial(n, k) * binomial(n - k, m - k)), nested),
    (eq(binomial(n, k), binomial(n, n - k)), inside),
    (eq(binomial(n, k) * factorial(k) * factorial(n - k), factorial(n)), inside),
    (eq(binomial(n + m + k, n) * binomial(m + k, m),
        factorial(n + m + k) / (factorial(n) * factorial(m) * factorial(k))),
     (ge(n, 0), ge(m, 0), ge(k, 0))),
])
def test_factorials(statement, assuming):
    assert prove(statement, assuming).verdict == "proved"


@pytest.mark.parametrize("statement, assuming", [
    (eq(binomial(n, m) * binomial(m, k), binomial(n, k) * binomial(n - m, m - k)), nested),
    (eq(binomial(n, k), binomial(n, n - k - 1)), inside),
    (eq(binomial(n, k), binomial(n, n - k)), (le(0, k),)),
    (eq(binomial(n, k) * factorial(k), factorial(n)), inside),
])
def test_wrong_entries(statement, assuming):
    assert prove(statement, assuming).verdict == "refuted"
