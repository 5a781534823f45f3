"""Orders and differences that follow from what is not zero, beside false twins."""

import pytest
from sympy import Abs, cos, sin, sqrt, symbols

from symq import Equivalence, Implication, eq, gt, lt, ne
from symq.kernel import check
from symq.prove import prove

x, y = symbols("x y", real=True)

CASES = [
    (lt(cos(x)**2, 1), (ne(sin(x), 0),), "proved"),
    (lt(cos(x)**2, 1), (), "refuted"),
    (lt(cos(x), 1), (ne(sin(x), 0),), "proved"),
    (lt(Abs(cos(x)), 1), (ne(sin(x), 0),), "proved"),
    (gt(sin(x)**2, 0), (ne(sin(x), 0),), "proved"),
    (lt(x**2, 1), (eq(x**2 + y**2, 1), ne(y, 0)), "proved"),
    (lt(x**2, 1), (eq(x**2 + y**2, 1),), "refuted"),
    (ne(sin(x), 0), (lt(Abs(cos(x)), 1),), "proved"),
    (ne(cos(x), 0), (lt(Abs(cos(x)), 1),), "refuted"),
    (ne(1 + sin(x), 0), (ne(cos(x), 0),), "proved"),
    (ne(1 + sin(x), 0), (ne(sin(x), 0),), "refuted"),
    (ne(3 - x * sqrt(y), 0), (gt(y, 0), ne(x**2 * y, 9)), "proved"),
    (Equivalence(lt(Abs(2 * cos(x)), 2), ne(sin(x), 0)), (), "proved"),
    (Implication(ne(sin(x), 0), lt(Abs(cos(x)), 1)), (), "proved"),
]


@pytest.mark.parametrize("statement, given, verdict", CASES)
def test_what_is_not_zero(statement, given, verdict):
    found = prove(statement, given)
    assert found.verdict == verdict
    assert check(found.certificate).verdict == verdict
