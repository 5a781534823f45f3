"""Series that diverge and products that converge, with neighbours that do not."""

import pytest
from sympy import Product, Rational, Sum, harmonic, oo, sqrt, symbols

from symq.lang.statement import Limit, eq
from symq.prove import prove

N = symbols("N", integer=True, positive=True)
k = symbols("k", integer=True)

# Knopp, Theory and Application of Infinite Series
DIVERGENT = [1 / k, 1 / (2 * k + 1), 1 / sqrt(k), k**Rational(-1, 3), k / (k + 1),
             1 / (k + 5)]
CONVERGENT = [1 / k**2, 1 / (k * (k + 1)), Rational(1, 2)**k]
PRODUCTS = [(1 - 1 / k**2, Rational(1, 2)), (1 - 2 / (k * (k + 1)), Rational(1, 3)),
            (1 - 1 / k, 0)]


@pytest.mark.parametrize("term", DIVERGENT, ids=str)
def test_series_with_large_terms_diverge(term):
    assert prove(Limit(Sum(term, (k, 1, N)), N, oo, oo)).verdict == "proved"
    assert prove(Limit(Sum(term, (k, 1, N)), N, oo, 7)).verdict != "proved"


@pytest.mark.parametrize("term", CONVERGENT, ids=str)
def test_series_with_small_terms_are_not_said_to_diverge(term):
    assert prove(Limit(Sum(term, (k, 1, N)), N, oo, oo)).verdict != "proved"


def test_harmonic_numbers_grow():
    assert prove(Limit(harmonic(N), N, oo, oo)).verdict == "proved"
    assert prove(Limit(-harmonic(N), N, oo, oo)).verdict != "proved"


@pytest.mark.parametrize(("factor", "value"), PRODUCTS, ids=str)
def test_rational_products(factor, value):
    assert prove(eq(Product(factor, (k, 2, oo)), value)).verdict == "proved"
    assert prove(eq(Product(factor, (k, 2, oo)), value + Rational(1, 6))).verdict == "refuted"
    assert prove(Limit(Product(factor, (k, 3, N)), N, oo, value)).verdict == (
        "proved" if value == 0 else "refuted")
