"""Asymptotic statements about unknown smooth functions: shifts, difference quotients."""

import pytest
from sympy import Function, Rational, diff, exp, symbols

from symq import expands
from symq.prove import prove

x, t, h = symbols("x t h", real=True)
f, v = Function("f"), Function("v", real=True)


@pytest.mark.parametrize("sign, verdict", [(1, "proved"), (-1, "refuted")])
def test_a_shift_is_the_exponential_of_a_derivative(sign, verdict):
    u = f(x, t)
    taylor = u + h * diff(u, x) + sign * h**2 * diff(u, x, 2) / 2
    assert prove(expands(f(x + h, t), taylor, h, 3)).verdict == verdict


@pytest.mark.parametrize("order, verdict", [(2, "proved"), (3, "refuted")])
def test_central_difference(order, verdict):
    quotient = (f(x + h, t) - f(x - h, t)) / (2 * h)
    assert prove(expands(quotient, diff(f(x, t), x), h, order)).verdict == verdict


def test_the_order_of_the_second_difference_is_sharp():
    quotient = (f(x + h, t) - 2 * f(x, t) + f(x - h, t)) / h**2
    second = diff(f(x, t), x, 2)
    assert prove(expands(quotient, second + h**2 * diff(f(x, t), x, 4) / 12, h, 4)).verdict == \
        "proved"
    assert prove(expands(quotient, second + h**2 * diff(f(x, t), x, 4) / 6, h, 4)).verdict == \
        "refuted"


def test_a_coefficient_does_not_commute_with_a_shift():
    weight = exp(h * v(x + h))
    right = 1 + h * v(x) + h**2 * (diff(v(x), x) + v(x)**2 / 2)
    assert prove(expands(weight, right, h, 3)).verdict == "proved"
    assert prove(expands(weight, right - h**2 * diff(v(x), x), h, 3)).verdict == "refuted"


def test_two_parameters_of_different_weight():
    tau = symbols("tau", real=True)
    u = f(x, t)
    right = u + h * diff(u, x) + h**2 * diff(u, x, 2) / 2 + tau * diff(u, t)
    assert prove(expands(f(x + h, t + tau), right, {h: 1, tau: 2}, 3)).verdict == "proved"
    assert prove(expands(f(x + h, t + tau), right, {h: 1, tau: 1}, 3)).verdict == "refuted"
    assert prove(expands(f(x + h, t + tau), right, {h: 1, tau: 1}, Rational(2))).verdict == "proved"


@pytest.mark.parametrize("order, verdict", [
    (4, "proved"), pytest.param(3, "refuted", marks=pytest.mark.slow), (5, "refuted")])
def test_the_best_order_of_a_difference_formula(order, verdict):
    formula = (8 * f(x + h) - 8 * f(x - h) - f(x + 2 * h) + f(x - 2 * h)) / (12 * h)
    assert prove(expands(formula, diff(f(x), x), h, order, sharp=True)).verdict == verdict


def test_a_formula_that_is_exact_has_no_best_order():
    assert prove(expands(f(x + h) - f(x + h), 0, h, 2, sharp=True)).verdict == "refuted"
