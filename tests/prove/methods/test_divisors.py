"""Common divisors of integers with a combination that is one."""

import pytest
from sympy import symbols

from symq.lang.statement import Any, Exists, Implication, eq, ge
from symq.prove import prove

n, q, a, b = symbols("n q a b", integer=True)


def divides(*numbers):
    return tuple(Exists(((a, "integer"),), eq(number, q * a)) for number in numbers)


# Hardy and Wright, An Introduction to the Theory of Numbers, theorem 24
@pytest.mark.parametrize("statement", [
    Implication(divides(n, n + 1), eq(q**2, 1)),
    Implication((*divides(21 * n + 4, 14 * n + 3), ge(q, 0)), eq(q, 1)),
    Implication(divides(n, n**2 + 1), Any((eq(q, 1), eq(q, -1)))),
])
def test_coprime(statement):
    assert prove(statement).verdict == "proved"


@pytest.mark.parametrize("statement", [
    Implication((eq(n, q * a), eq(n + 2, q * b)), eq(q**2, 1)),
    Implication((eq(n, q * a), eq(n + 1, q * b)), eq(q, 1)),
    Implication((eq(2 * n + 1, q * a), eq(n + 3, q * b)), eq(q**2, 1)),
])
def test_common_divisors_are_found(statement):
    assert prove(statement).verdict == "refuted"
