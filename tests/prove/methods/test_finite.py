"""Finite quantifiers and counts beside false twins."""

import pytest
from sympy import Integer, sqrt, symbols

from symq.lang.statement import All, Any, Count, Exists, ForAllFinite, Implication, eq, ge, lt, ne
from symq.prove import prove

a, b, c = symbols("a b c", integer=True)
z = symbols("z")


def over(size, *names):
    return tuple((name, tuple(Integer(i) for i in range(size))) for name in names)


CASES = [
    (Count(over(5, a, b), lt(a, b), 10), "proved"), (Count(over(5, a, b), lt(a, b), 15), "refuted"),
    (ForAllFinite(over(11, a), eq(a**11, a), 11), "proved"),
    (ForAllFinite(over(12, a), eq(a**12, a), 12), "refuted"),
    (ForAllFinite(over(6, a, b), Implication((eq(a * b, 0),), Any((eq(a, 0), eq(b, 0)))), 5),
     "proved"),
    (ForAllFinite(over(6, a, b), Implication((eq(a * b, 0),), Any((eq(a, 0), eq(b, 0)))), 6),
     "refuted"),
    (Exists(over(8, a, b), All((eq(a**2 + b**2, 25), ne(a, b)))), "proved"),
    (Exists(over(8, a, b), All((eq(a**2 + b**2, 25), eq(a, b)))), "refuted"),
    (ForAllFinite(((z, (sqrt(2), -sqrt(2))),), eq(z**2, 2)), "proved"),
    (ForAllFinite(((z, (sqrt(2), -sqrt(2), sqrt(3))),), eq(z**2, 2)), "refuted"),
    (ForAllFinite(((z, (sqrt(2), sqrt(3))),), ge(z, 1)), "proved"),
    (Count(over(4, a, b, c), eq(a + b + c, 3), 16, modulus=4), "proved"),
    (Count(over(4, a, b, c), eq(a + b + c, 3), 10, modulus=4), "refuted"),
]


@pytest.mark.parametrize("statement, verdict", CASES)
def test_enumerations(statement, verdict):
    assert prove(statement).verdict == verdict


def test_the_choices_decide_for_every_value_of_a_parameter():
    squares = ForAllFinite(over(3, a), ge((a - z)**2, 0))
    assert prove(squares).verdict == "proved"
    assert prove(ForAllFinite(over(3, a), ge((a - z)**2, 1))).verdict == "refuted"
