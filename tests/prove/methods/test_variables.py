"""Integrals by folding and changes of variables: tables of Fourier integrals and Beta functions.

Values from Gradshteyn and Ryzhik, sections 3.2, 3.6, 3.7 and 8.38.
"""

import pytest
from sympy import Abs, I, Integral, Rational, cos, exp, gamma, oo, pi, sin, sqrt, symbols, tan

from symq import eq
from symq.prove import prove

x, t, a, b, e = symbols("x t a b e", real=True)
k, s, p, n = symbols("k s p n", positive=True)
FULL = (x, 0, 2 * pi)

TRUE = [
    (Integral(exp(-x**4), (x, -oo, oo)), gamma(Rational(1, 4)) / 2, ()),
    (Integral(exp(-k * Abs(x)) * cos(t * x), (x, -oo, oo)), 2 * k / (k**2 + t**2), ()),
    (Integral(exp(I * t * x - k * Abs(x)), (x, -oo, oo)), 2 * k / (k**2 + t**2), ()),
    (Integral(exp(I * t * x) / (k**2 + x**2), (x, -oo, oo)), pi * exp(-k * t) / k, (t > 0,)),
    (Integral(x * sin(t * x) / (k**2 + x**2), (x, 0, oo)), pi * exp(-k * t) / 2, (t > 0,)),
    (Integral(x**(s - 1) * (1 - x)**(p - 1), (x, 0, 1)), gamma(s) * gamma(p) / gamma(s + p), ()),
    (Integral(x**(s - 1) / (1 + x)**(s + p), (x, 0, oo)), gamma(s) * gamma(p) / gamma(s + p), ()),
    (Integral(x**2 / (k**2 + x**2)**3, (x, 0, oo)), pi / (16 * k**3), ()),
    (Integral(x**2 * sqrt(k**2 - x**2), (x, 0, k)), pi * k**4 / 16, ()),
    (Integral(1 / (a + b * cos(x)), FULL), 2 * pi / sqrt(a**2 - b**2), (a > Abs(b),)),
    (Integral(1 / (1 + e * cos(x))**2, FULL), 2 * pi / (1 - e**2)**Rational(3, 2), (e > 0, e < 1)),
    (Integral(exp(-k * x) * cos(t * x), (x, 0, oo)), k / (k**2 + t**2), ()),
]


@pytest.mark.parametrize("integral, value, given", TRUE)
def test_values_of_tables(integral, value, given):
    assert prove(eq(integral, value), given).verdict == "proved"


@pytest.mark.slow
@pytest.mark.parametrize("integral, value, given", TRUE)
def test_another_factor_is_not_proved(integral, value, given):
    assert prove(eq(integral, value / 2), given).verdict != "proved"
    assert prove(eq(integral, -value), given).verdict != "proved"


@pytest.mark.slow
def test_sines_by_the_square_of_the_sine():
    assert prove(eq(Integral(sqrt(tan(x)), (x, 0, pi / 2)), pi / sqrt(2))).verdict == "proved"
    assert prove(eq(Integral(sin(x)**s * cos(x)**p, (x, 0, pi / 2)),
                    gamma((s + 1) / 2) * gamma((p + 1) / 2) / (2 * gamma((s + p) / 2 + 1)))
                 ).verdict == "proved"


@pytest.mark.parametrize("integral, value", [
    (Integral(x, (x, -oo, oo)), 0), (Integral(x / (1 + x**2), (x, -oo, oo)), 0),
    (Integral(1 / x, (x, -1, 1)), 0)])
def test_what_does_not_converge_has_no_value(integral, value):
    assert prove(eq(integral, value)).verdict == "unknown"


@pytest.mark.slow
def test_a_pole_within_the_range_is_seen():
    assert prove(eq(Integral(1 / (a + cos(x)), FULL), 2 * pi / sqrt(a**2 - 1)), (a > -2,)
                 ).verdict != "proved"
