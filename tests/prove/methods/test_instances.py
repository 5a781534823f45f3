"""Consequences of recurrences that are premises."""

import pytest
from sympy import Function, factorial, symbols

from symq.lang.statement import ForAll, Implication, eq, ge
from symq.prove import prove

n = symbols("n", integer=True)
F = Function("F")
fibonacci = (ForAll(n, eq(F(n + 2), F(n + 1) + F(n)), 0), eq(F(0), 0), eq(F(1), 1))


def every(closed):
    return ForAll(n, eq(F(n), closed), 0)


# Graham, Knuth and Patashnik, Concrete Mathematics, chapter 1
@pytest.mark.parametrize("premises, conclusion", [
    ((ForAll(n, eq(F(n + 1), 2 * F(n) + 1), 0), eq(F(0), 0)), every(2**n - 1)),
    ((ForAll(n, eq(F(n + 1), F(n) + n + 1), 0), eq(F(0), 0)), every(n * (n + 1) / 2)),
    ((ForAll(n, eq(F(n + 2), 5 * F(n + 1) - 6 * F(n)), 0), eq(F(0), 2), eq(F(1), 5)),
     every(2**n + 3**n)),
    ((ForAll(n, eq(F(n + 1), (n + 1) * F(n)), 0), eq(F(0), 1)), every(factorial(n))),
    ((ForAll(n, ge(F(n + 1), 2 * F(n)), 0), eq(F(0), 1)), ForAll(n, ge(F(n), 2**n), 0)),
    (fibonacci, eq(F(6), 8)),
])
def test_closed_forms(premises, conclusion):
    assert prove(Implication(premises, conclusion)).verdict == "proved"


@pytest.mark.parametrize("premises, conclusion", [
    ((ForAll(n, eq(F(n + 1), 2 * F(n) + 1), 0), eq(F(0), 1)), every(2**n - 1)),
    ((ForAll(n, eq(F(n + 1), F(n) + n + 1), 1), eq(F(0), 0)), every(n * (n + 1) / 2)),
    ((ForAll(n, eq(F(n + 2), F(n + 1) + F(n)), 0), eq(F(0), 0)), eq(F(2), 1)),
    (fibonacci, eq(F(6), 9)),
    (fibonacci, eq(F(-1), 1)),
])
def test_other_starts_and_values_are_not_proved(premises, conclusion):
    assert prove(Implication(premises, conclusion)).verdict != "proved"
