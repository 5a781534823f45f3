"""Universal statements over the integers beside false twins."""

import pytest
from sympy import Rational, Symbol, factorial, symbols

from symq.lang.statement import Exists, ForAll, eq, ge, gt, ne
from symq.prove import Budget, prove

n, m, k, j = symbols("n m k j", integer=True)
x = Symbol("x", real=True)


def multiple(number, divisor):
    return Exists(((k, "integer"),), eq(number, divisor * k))


CASES = [
    (ForAll(n, gt(3**n, 2 * n), 0), (), "proved"), (ForAll(n, gt(3**n, 3 * n), 0), (), "refuted"),
    (ForAll(n, ge(factorial(n), 2**n), 4), (), "proved"),
    (ForAll(n, ge(factorial(n), 2**n), 3), (), "refuted"),
    (ForAll(n, eq((2**n - (-1)**n) * (2**n + (-1)**n), 4**n - 1), 0), (), "proved"),
    (ForAll(n, eq((2**n - (-1)**n) * (2**n + (-1)**n), 4**n + 1), 0), (), "refuted"),
    (ForAll(n, multiple(n**3 + 5 * n, 6)), (), "proved"),
    (ForAll(n, multiple(n**3 + 4 * n, 6)), (), "refuted"),
    (ForAll(n, Exists(((k, "integer"), (j, "integer")), eq(4 * k + 6 * j, 2 * n))), (), "proved"),
    (ForAll(n, Exists(((k, "integer"), (j, "integer")), eq(4 * k + 6 * j, n))), (), "refuted"),
    (ForAll(n, ne(n**2, 3 * m + 2)), (), "proved"),
    (ForAll(n, ne(n**2, 3 * m + 1)), (), "refuted"),
    (ForAll(n, ge(n**2 - n, Rational(-1, 4))), (), "proved"),
]


@pytest.mark.parametrize("statement, assuming, verdict", CASES)
def test_over_all_integers(statement, assuming, verdict):
    assert prove(statement, assuming, budget=Budget(work=30_000_000)).verdict == verdict
