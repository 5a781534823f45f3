"""Polynomials of degree two: completion of squares, sums of squares that vanish, false twins."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import symbols

from symq.lang.statement import All, eq, ge
from symq.prove import prove

v = symbols("v1:10", real=True)
MEAN = sum(v)/9


def verdict(statement, *assuming):
    return prove(statement, assuming).verdict


def test_variance_of_nine_numbers():
    spread = sum(s**2 for s in v)/9 - MEAN**2
    assert verdict(ge(spread, 0)) == "proved"


def test_a_vanishing_sum_of_squares():
    """All numbers are equal if their variance is zero; each is zero if the sum of squares is."""
    deviations = sum((s - MEAN)**2 for s in v)
    assert verdict(eq(v[0], v[1]), eq(deviations, 0)) == "proved"
    assert verdict(eq(v[0], 0), eq(deviations, 0)) == "refuted"
    assert verdict(All(tuple(eq(s, 0) for s in v)), eq(sum(s**2 for s in v), 0)) == "proved"
    signs = sum((-1)**k*s**2 for k, s in enumerate(v))
    assert verdict(eq(v[0], 0), eq(signs, 0)) == "refuted"


def test_complex_symbols_have_no_positive_squares():
    a, b = symbols("a b")
    assert verdict(eq(a, 0), eq(a**2 + b**2, 0)) == "refuted"


@pytest.mark.parametrize("shift", [0, 1])
def test_inhomogeneous(shift):
    e = (v[0] - 2*v[1] + 3)**2 + (v[2] + v[3] - 1)**2/7 - shift
    assert verdict(ge(e, 0)) == ("refuted" if shift else "proved")


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.integers(-3, 3), min_size=9, max_size=9), min_size=1, max_size=5),
       st.integers(0, 8))
def test_sums_of_squares_and_one_minus(rows, place):
    form = sum(sum(c*s for c, s in zip(row, v, strict=True))**2 for row in rows)
    assert verdict(ge(form, 0)) == "proved"
    assert verdict(ge(form - 10**6*v[place]**2, 0)) == "refuted"
