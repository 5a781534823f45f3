"""Moduli of sums with roots of unity."""

import pytest
from sympy import Abs, I, exp, pi, symbols

from symq.lang.statement import eq
from symq.prove import prove

a, b, c = symbols("a b c")
w = exp(2 * pi * I / 3)
both = Abs(a + b + c)**2 + Abs(a + b * w + c * w**2)**2 + Abs(a + b * w**2 + c * w)**2
norm = Abs(a)**2 + Abs(b)**2 + Abs(c)**2


def test_parseval():
    assert prove(eq(both, 3 * norm)).verdict == "proved"


@pytest.mark.parametrize("other", [norm, 9 * norm])
def test_other_factors(other):
    assert prove(eq(both, other)).verdict == "refuted"
