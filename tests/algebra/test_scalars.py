"""Exact scalars against rational and floating arithmetic."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import E, I, Rational, Symbol, cos, exp, log, sin, sqrt

from symq.algebra.linear import characteristic, null_space, rank
from symq.algebra.scalars import Field, enclosure
from symq.errors import DomainError, EngineRefusal, UnsupportedError

ROOTS = (1, sqrt(2), sqrt(3), I, sqrt(6), I * sqrt(2))
numbers = st.lists(st.fractions(-3, 3, max_denominator=4), min_size=6, max_size=6).map(
    lambda cs: sum((Rational(c.numerator, c.denominator) * r for c, r in
                    zip(cs, ROOTS, strict=True)), Rational(0)))


@settings(max_examples=40, deadline=None)
@given(numbers, numbers, numbers)
def test_field_laws(x, y, z):
    f = Field(ROOTS[1:])
    a, b, c = f(x), f(y), f(z)
    assert a * (b + c) == a * b + a * c
    assert (a * b).conj() == a.conj() * b.conj()
    if not b.is_zero():
        assert a / b * b == a
    value = complex(x * y + z)
    assert abs(complex((a * b + c).expr()) - value) < 1e-9 * (1 + abs(value))


def test_angles_and_exponentials_have_one_form():
    t, u, x = (Symbol(n) for n in "tux")
    f = Field([exp(I * (t + u) / 2), cos(t), sin(2 * u), exp(x / 3), exp(-x)])
    assert f(cos(t) ** 2 + sin(t) ** 2) == f.one
    assert f(sin(2 * u)) == f(2 * sin(u) * cos(u))
    assert f(exp(I * t)) * f(exp(-I * t)) == f.one
    assert f(exp(x / 3)) ** 3 * f(exp(-x)) == f.one
    assert f(cos(t)) != f(cos(u))
    assert f(exp(I * t)).conj() == f(exp(-I * t))


def test_refusals():
    x = Symbol("x")
    with pytest.raises(UnsupportedError):
        Field([log(x)])
    with pytest.raises(DomainError):
        Field([x])(x) / Field([x]).zero
    dependent = Field([sqrt(2 + sqrt(2)), sqrt(2 - sqrt(2))])
    with pytest.raises(EngineRefusal):
        (dependent(sqrt(2 + sqrt(2))) * dependent(sqrt(2 - sqrt(2))) - dependent(sqrt(2))).is_zero()
    assert not (dependent(sqrt(2 + sqrt(2))) - dependent(sqrt(2))).is_zero()


def test_linear_algebra():
    f = Field([sqrt(2), I])
    m = [[f(1), f(sqrt(2)), f(I)], [f(sqrt(2)), f(2), f(sqrt(2) * I)], [f(0), f(1), f(3)]]
    assert rank(m) == 2
    (v,) = null_space(m, 3, f)
    for row in m:
        total = f.zero
        for a, b in zip(row, v, strict=True):
            total = total + a * b
        assert total.is_zero()
    trace = characteristic(m, f)[2]
    assert trace == f(-6)


def test_enclosures_contain_the_number():
    value = enclosure(sqrt(2) * exp(1) + log(3) * cos(1) - E)
    assert abs(complex(value) - complex(sqrt(2) * exp(1) + log(3) * cos(1) - E)) < 1e-12
