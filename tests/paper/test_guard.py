"""What a correction must keep of the printed line."""

import pytest
from sympy import Derivative, Function, Matrix, symbols

from symq.lang.statement import eq, expands, le
from symq.paper.guard import idle, same_side

x, y, w, t = symbols("x y w t")
f = Function("f")(t)
MOTION = -w**3*f


@pytest.mark.parametrize("printed, correction", [
    (eq(x, y), eq(x, 2*y)),                                          # the left side
    (eq(Derivative(f, t, 2), MOTION), eq(w*Derivative(f, t, 2), MOTION)),   # a factor is missing
    (eq(2*x, y**2), eq(x, y**2)),                                    # one too many
    (eq(Matrix([[x, 2*y]]), Matrix([[w, y]])), eq(Matrix([[x, y]]), Matrix([[w, y]]))),
    (le(x, y), le(x, 2*y)),
])
def test_a_correction_keeps_one_side(printed, correction):
    assert same_side(printed, correction) and not idle(printed, correction)


@pytest.mark.parametrize("printed, correction", [
    (eq(x, y), eq(w, 2*y)),                 # neither side
    (eq(x, y), eq(w, y)),                   # the right side, but of something else
    (eq(x, y), eq(x + w, y)),               # the left side, and more than a factor
    (eq(x, y), eq(y + (x + 1)**2 - x**2 - 2*x - 1, y)),     # true of every x
    (eq(x, 0), eq(x - 1, 0)),               # a number holds nothing
    (eq(1, y), eq(2, y)),
    (le(x, y), le(x/2, y)),                 # a bound is turned round instead
    (expands(x, y, t, 2), expands(2*x, y, t, 2)),
])
def test_what_keeps_neither_is_no_correction(printed, correction):
    assert not same_side(printed, correction)
