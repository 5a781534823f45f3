"""How the search goes through what is known."""

from sympy import symbols

import symq
from symq import Implication, eq, le
from symq.prove import prove

x, y, k = symbols("x y k", real=True)


def test_an_implication_whose_premises_are_known_is_applied_first():
    square = Implication((eq(k, 1),), le((x - y)**2, 0))
    assert prove(Implication((square, eq(k, 1)), eq(x, y))).verdict == "proved"
    assert prove(Implication((square, eq(k, 2)), eq(x, y))).verdict == "refuted"


def test_the_package_may_be_called_like_its_function():
    assert symq.prove(symq.eq((x + 1)**2, x**2 + 2 * x + 1)).verdict == "proved"
    assert symq.prove(symq.gt(x, 0), [symq.gt(x, -1)]).verdict == "refuted"
