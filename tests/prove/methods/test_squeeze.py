"""Equations that hold because of signs: each with a twin that lacks what it needs."""

import pytest
from sympy import Symbol, cos, sin, symbols

from symq.lang.statement import Implication, eq, ge, gt, le, lt
from symq.prove import Budget, prove

x, y, z = symbols("x y z", real=True)
a, b = symbols("a b")
n = Symbol("n", integer=True)


@pytest.mark.parametrize(("premises", "claim"), [
    ((eq(x**2 + y**2, 0),), eq(y, 0)),
    ((eq(x**2 + y**2 + z**2, x * y + y * z + z * x),), eq(x, z)),
    ((eq(x**2 + y**2 + z**2, 3), eq(x + y + z, 3)), eq(x, y)),
    ((le((x - y)**2 + (y - 2 * z)**2, 0),), eq(x, 2 * z)),
    ((eq(x**3, y**3),), eq(x, y)),
    ((eq(x**3 + x, y**3 + y),), eq(x, y)),
    ((ge(sin(x), 1),), eq(cos(x), 0)),
    ((gt(n, 4), lt(n, 6)), eq(n, 5)),
    ((ge(x, y), ge(y, z), ge(z, x)), eq(x, z)),
])
def test_equations_from_signs(premises, claim):
    assert prove(Implication(premises, claim)).verdict == "proved"


@pytest.mark.parametrize(("premises", "claim"), [
    ((eq(a**2 + b**2, 0),), eq(b, 0)),
    ((eq(x**2 + y**2, z),), eq(y, 0)),
    ((eq(x**2, y**2),), eq(x, y)),
    ((eq(x**3 - x, y**3 - y),), eq(x, y)),
    ((gt(n, 4), lt(n, 7)), eq(n, 5)),
    ((ge(x, y), ge(y, z)), eq(x, z)),
])
def test_twins_that_lack_something(premises, claim):
    assert prove(Implication(premises, claim), budget=Budget(work=3_000_000)).verdict == "refuted"


@pytest.mark.parametrize(("premises", "claim"), [
    ((eq(y**2 - (2 * x**2 + 1) * y + x**4 - x**2, 0), ge(x, 1)), ge(y, 0)),
    ((eq(y**3 + x * y - 2, 0), ge(x, 0)), gt(y, 0)),
    ((eq(x * (y - 3), 0), gt(x, 0)), gt(y, 2)),
])
def test_orders_from_equations(premises, claim):
    assert prove(Implication(premises, claim)).verdict == "proved"


@pytest.mark.parametrize(("premises", "claim"), [
    ((eq(y**2 - (2 * x**2 + 1) * y + x**4 - x**2, 0), gt(2 * x, 1)), ge(y, 0)),
    ((eq(y**3 + x * y - 2, 0), ge(x, 0)), gt(y, 1)),
    ((eq(x * (y - 3), 0), ge(x, 0)), gt(y, 2)),
])
def test_orders_that_equations_do_not_give(premises, claim):
    assert prove(Implication(premises, claim), budget=Budget(work=3_000_000)).verdict == "refuted"
