"""Convergence of difference equations against evolution on the lattice, mode by mode."""

import numpy as np
import pytest
from sympy import Function, Matrix, diff, sqrt, symbols

from symq.continuum import Scaling, Scheme, lax_convergence, rotating_limit
from symq.errors import EngineRefusal, InputError
from symq.lang.theorems import use
from symq.paper.judge import Judge
from symq.paper.verdict import FAILS, HOLDS

x, t, h, e = symbols("x t h e", real=True)
D = symbols("D", real=True)
POSITIVE = (h > 0, D > 0)
F, G, V = Function("f"), Function("g"), Function("v")
TURN = Matrix([[1, -1], [1, 1]]) / sqrt(2)


def walk(potential=0):
    turn, keep = (1 + potential * e) / 2, (1 - potential * e) / 2
    return Scheme.explicit({1: Matrix([[keep, 0], [turn, 0]]), -1: Matrix([[0, -turn], [0, keep]])},
                           ("f", "g"), (x,), (h,), t, e)


def judged(instance):
    return Judge()(instance.conclusion, POSITIVE, theorems=(instance,)).outcome


@pytest.mark.parametrize("potential", [0, V(x)])
def test_the_signed_walk_converges(potential):
    limit = rotating_limit(walk(potential), Scaling.diffusive(h, e, D), normalise=1 / sqrt(2))
    found = lax_convergence(limit, 8)
    assert found.theorem == "lax-convergence"
    assert judged(found) is HOLDS
    assert judged(lax_convergence(limit, 4)) is not HOLDS      # the fourth power is -1


def by_hand(**changes):
    f, g = F(x, t), G(x, t)
    data = {"densities": (f, g), "step": ((F(x + h, t) - G(x - h, t)) / sqrt(2),
                                          (F(x + h, t) + G(x - h, t)) / sqrt(2)),
            "frame": (f - h * diff(f, x) + h * diff(g, x) - h**2 * diff(g, x, 2), g),
            "rotation": TURN, "increment": (h**2 * diff(g, x, 2) / 2, -h**2 * diff(f, x, 2) / 2),
            "generator": (D * diff(g, x, 2), -D * diff(f, x, 2)), "small": h,
            "duration": h**2 / (2 * D), "power": 2, "period": 8}
    return use("lax-convergence", **(data | changes))


def error(sign, points):
    """Evolution of modes with the wave number 1 on finer and finer lattices, at times near 1."""
    found = []
    for n in points:
        step_size = 0.4 / n
        duration = step_size**2 / 2
        steps = 8 * round(1 / (8 * duration))
        up, down = np.exp(1j * step_size), np.exp(-1j * step_size)
        one = np.array([[up, -down], [up, down]]) / np.sqrt(2)
        angle = sign * steps * duration                        # d/dt (f, g) = sign (-g, f)
        exact = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        found.append(np.abs(np.linalg.matrix_power(one, steps) - exact).max())
    return found


def test_it_says_what_happens_on_the_lattice():
    """For D = 1 and the wave number 1 the generator (13) is (0, -1; 1, 0)."""
    assert judged(by_hand()) is HOLDS
    coarse, fine = error(1, (4, 16))
    assert 3 < coarse / fine < 5                               # first order in the spacing
    f, g = F(x, t), G(x, t)
    wrong = by_hand(generator=(-D * diff(g, x, 2), D * diff(f, x, 2)))
    assert judged(wrong) is FAILS
    assert min(error(-1, (4, 16))) > 0.5
    assert [h_.label for h_ in wrong.hypotheses if Judge()(
        h_.statement, (*POSITIVE, *h_.assuming)).outcome is FAILS]


def test_each_hypothesis_can_fail():
    f, g = F(x, t), G(x, t)
    for changes in ({"period": 7}, {"duration": h**2 / D}, {"rotation": TURN.T},
                    {"step": ((F(x + h, t) - G(x - h, t)) / 2, (F(x + h, t) + G(x - h, t)) / 2)}):
        assert judged(by_hand(**changes)) is FAILS, changes
    for changes in ({"frame": (f, g)}, {"frame": (2 * f, 2 * g)}, {"increment": (0 * f, 0 * g)}):
        assert judged(by_hand(**changes)) is not HOLDS, changes


def test_refusals():
    with pytest.raises(InputError, match="one shift"):
        by_hand(step=((F(x + h, t) + F(x - h, t)) / 2, G(x, t)))
    with pytest.raises(InputError, match="2 densities"):
        by_hand(step=(F(x + h, t),))
    with pytest.raises(InputError, match="the same for all"):
        by_hand(densities=(F(x, t), G(t, x)))
    with pytest.raises(InputError, match="period"):
        by_hand(period=0)
    two_levels = Scheme.explicit({1: Matrix([[1, 0], [0, 1]])}, ("f", "g"), (x,), (h,), t, e)
    limit = rotating_limit(walk(), Scaling.diffusive(h, e, D), normalise=1 / sqrt(2))
    limit.scheme = Scheme(two_levels.components, two_levels.axes, two_levels.spacings, t, e,
                          (two_levels.old[0], two_levels.old[0]), two_levels.new)
    with pytest.raises(EngineRefusal, match="one old level"):
        lax_convergence(limit, 8)
