"""Sums of roots of unity of symbolic order, and phases that are not one."""

import pytest
from sympy import I, KroneckerDelta, Sum, exp, pi, symbols

from symq.lang.statement import eq, ge, gt, le, lt, ne
from symq.prove import prove

N = symbols("N", integer=True, positive=True)
a, k = symbols("a k", integer=True)
total = Sum(exp(2 * pi * I * k * a / N), (k, 0, N - 1))
inside = (gt(a, -N), lt(a, N))

# Stein and Shakarchi, Fourier Analysis, 7.1
TRUE = [
    (eq(total, 0), (gt(a, 0), lt(a, N))),
    (eq(total, 0), (ne(a, 0), *inside)),
    (eq(total, N), (eq(a, 0),)),
    (ne(exp(2 * pi * I * a / N), 1), (ne(a, 0), *inside)),
]
FALSE = [
    (eq(total, 0), (ne(a, 0),)),
    (eq(total, 0), inside),
    (eq(total, N), inside),
    (eq(total, N + 1), (eq(a, 0),)),
    (ne(exp(2 * pi * I * a / N), 1), (gt(a, 0),)),
]


@pytest.mark.parametrize(("statement", "assuming"), TRUE, ids=[str(i) for i in range(len(TRUE))])
def test_sums_over_a_period(statement, assuming):
    assert prove(statement, assuming).verdict == "proved"


@pytest.mark.parametrize(("statement", "assuming"), FALSE, ids=[str(i) for i in range(len(FALSE))])
def test_multiples_of_the_period_are_noticed(statement, assuming):
    assert prove(statement, assuming).verdict == "refuted"


def test_orthogonality_of_two_plane_waves():
    m, n = symbols("m n", integer=True)
    wave = Sum(exp(2 * pi * I * (m - n) * k / N), (k, 0, N - 1))
    range_ = (ge(m, 0), le(m, N - 1), ge(n, 0), le(n, N - 1))
    delta = N * KroneckerDelta(m, n)
    assert prove(eq(wave, delta), range_).verdict == "proved"
    assert prove(eq(wave, delta), range_[:3]).verdict == "refuted"
