"""Vanishing products give cases; each statement has a twin with a case left out."""

import pytest
from sympy import symbols

from symq.lang.statement import All, Any, Implication, eq, ge, ne
from symq.prove import Budget, prove

a, b, c = symbols("a b c")
x, y = symbols("x y", real=True)


@pytest.mark.parametrize(("premises", "claim", "wrong"), [
    ((eq(a * b, 0),), Any((eq(a, 0), eq(b, 0))), All((eq(a, 0), eq(b, 0)))),
    ((eq(a**2 - b**2, 0),), Any((eq(a, b), eq(a, -b))), eq(a, b)),
    ((eq(a + b, 1), eq(a * b, 0)), Any((All((eq(a, 0), eq(b, 1))), All((eq(a, 1), eq(b, 0))))),
     All((eq(a, 0), eq(b, 1)))),
    ((eq(a * (b - c), 0), ne(a, 0)), eq(b, c), eq(b, -c)),
    ((eq(a**3, a),), eq(a**5, a), eq(a**4, a)),
    ((eq(x * (y - 1), 0), ge(x, 1)), eq(y**2, 1), eq(y**2, 2)),
    ((eq(a * b * c, 0),), Any((eq(a, 0), eq(b, 0), eq(c, 0))), Any((eq(a, 0), eq(b, 0)))),
])
def test_cases(premises, claim, wrong):
    assert prove(Implication(premises, claim)).verdict == "proved"
    assert prove(Implication(premises, wrong), budget=Budget(work=4_000_000)).verdict == "refuted"
