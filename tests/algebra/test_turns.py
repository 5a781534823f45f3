"""Fields with roots of unity: one generator, no divisors of zero."""

import random

import pytest
from sympy import I, Rational, Symbol, cos, exp, pi, sin, sqrt

from symq.algebra.scalars import Field
from symq.algebra.turns import cosine, minimal, sine, square_root
from symq.errors import EngineRefusal

a = Symbol("a")
SETS = [[exp(2 * pi * I / 5), sqrt(5), sqrt(2), exp(I * pi / 4), I, cos(pi / 5), a],
        [exp(2 * pi * I / 7), sqrt(7), sqrt(2), cos(pi / 7), sin(2 * pi / 7), sin(pi / 7), I, a],
        [exp(2 * pi * I / 9), sqrt(3), exp(I * pi / 3), I, cos(pi / 9)],
        [exp(I * pi / 12), sqrt(2), sqrt(3), sqrt(5), a]]


@pytest.mark.parametrize("seed", range(12))
def test_quotients_have_the_values_of_their_expressions(seed):
    rng = random.Random(seed)
    parts = SETS[seed % len(SETS)]
    above = sum(rng.choice([1, -2, 3]) * rng.choice(parts) * rng.choice(parts) for _ in range(3))
    below = 1 + sum(rng.choice([1, -2, 3]) * rng.choice(parts) for _ in range(2))
    field = Field([above, below])
    quotient = field(above) / field(below)
    gap = (quotient.expr() - above / below).subs(a, Rational(3, 7))
    assert abs(complex(gap.evalf(30))) < 1e-20
    assert (quotient * field(below) - field(above)).is_zero()


@pytest.mark.parametrize("n", [3, 5, 7, 12, 15])
def test_roots_of_unity_add_up_to_zero(n):
    field = Field([exp(2 * pi * I / n)])
    total = sum((field(exp(2 * pi * I * k / n)) for k in range(1, n)), field(1))
    assert total.is_zero() and total.expr() == 0
    assert not (total + field(Rational(1, 10**30))).is_zero()
    assert (field(exp(2 * pi * I / n))**n).expr() == 1


@pytest.mark.parametrize("prime,order", [(2, 8), (2, 24), (3, 12), (5, 20), (7, 28), (11, 44),
                                         (13, 52)])
def test_square_roots_are_gauss_sums(prime, order):
    value = float(cos(2 * pi / order))
    root = square_root(prime, order)
    assert (root * root) % minimal(order) == prime
    found = sum(int(root[k].p) / int(root[k].q) * value**k for k in range(root.length()))
    assert abs(found - prime**0.5) < 1e-6


def test_sines_and_cosines():
    assert (cosine(3, 28)**2 + sine(3, 28)**2) % minimal(28) == 1
    assert minimal(28).degree() == 6


def test_a_field_that_is_too_large():
    with pytest.raises(EngineRefusal, match="order 20012"):
        Field([exp(2 * pi * I / 5003)])
