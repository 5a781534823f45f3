"""Rotating frames and changes of variables."""

import pytest
from sympy import Function, I, Matrix, cancel, cos, pi, sin, sqrt, symbols, trigsimp, zeros

from symq.continuum import Coin, Scaling, Scheme, Shift, continuum_limit, quantum_walk
from symq.continuum.frames import frame_effect, rotating_limit
from symq.errors import EngineRefusal, InputError
from symq.prove import prove

from . import schemes as s
from .schemes import FIXED_RATIO, WAVE, D, e, h, m, t, x

DIFFUSIVE = Scaling.diffusive(h, e, D)


def rotation(angle):
    return Scheme.explicit({1: Matrix([[cos(angle), 0], [sin(angle), 0]]),
                            -1: Matrix([[0, -sin(angle)], [0, cos(angle)]])}, ("p", "q"), (x,),
                           (h,), t, e)


def test_the_rotating_frame_has_the_same_limit_as_the_stroboscope():
    v = Function("v")(x)
    strobe = continuum_limit(s.signed_walk(v), DIFFUSIVE)
    turning = rotating_limit(s.signed_walk(v), DIFFUSIVE, normalise=1 / sqrt(2))
    assert turning.operator() == strobe.operator()
    assert turning.rotation == Matrix([[1, -1], [1, 1]]) / sqrt(2)
    assert turning.change(1) != zeros(2, 2)
    for line in turning.evidence():
        assert prove(line.statement).verdict == "proved"


def test_any_angle_has_a_limit_in_a_rotating_frame():
    """Mean square displacement cot(angle): a free Schroedinger equation."""
    b = symbols("b")
    with pytest.raises(EngineRefusal, match="rotating_limit"):
        continuum_limit(rotation(b), DIFFUSIVE)
    found = rotating_limit(rotation(b), DIFFUSIVE).operator()
    expected = D * cos(b) / sin(b) * WAVE**2
    assert trigsimp(cancel(found[0, 1] - expected)) == 0
    assert found[0, 0] == 0
    assert cancel(found[0, 1] + found[1, 0]) == 0


def test_rotating_frames_are_refused_where_modes_decay_or_the_rotation_varies():
    theta = Function("theta")(x)
    with pytest.raises(EngineRefusal, match="depends on position"):
        rotating_limit(rotation(theta), DIFFUSIVE)
    with pytest.raises(EngineRefusal, match="decay"):
        rotating_limit(s.signed_walk(Function("v")(x)), DIFFUSIVE)
    with pytest.raises(EngineRefusal, match="diverges"):
        rotating_limit(s.upwind(), Scaling(h, ((e, h**2),)))


def test_the_first_correction_of_the_dirac_walk_is_an_effect_of_the_frame():
    """Shift by halves before and after the coin: the symmetric walk is of second order."""
    coin = Matrix([[cos(m * e), -I * sin(m * e)], [-I * sin(m * e), cos(m * e)]])
    walk = quantum_walk([Coin(coin), Shift((1, -1))], [x], [e], t, e)
    limit = continuum_limit(walk, Scaling(e, ()), orders=1)
    assert limit.remainder == 1
    found = frame_effect(limit)
    assert found.rest == zeros(2, 2)
    l0, l1, change = limit.operator(0), limit.operator(1), found.change
    assert (l1 + l0 * change - change * l0).applyfunc(cancel) == zeros(2, 2)


def test_real_dissipation_is_no_effect_of_the_frame():
    limit = continuum_limit(s.upwind(), FIXED_RATIO, orders=1)
    assert frame_effect(limit).rest == limit.operator(1)
    with pytest.raises(InputError):
        frame_effect(limit, 2)


def test_the_eight_step_correction_is_an_effect_of_the_frame():
    limit = continuum_limit(s.signed_walk(Function("v")(x)), DIFFUSIVE, orders=1)
    assert limit.remainder == 1
    assert frame_effect(limit).rest == zeros(2, 2)


def test_rotating_limits_say_where_eigenvalues_must_not_meet():
    """cos w = cos a cos k: no group velocity at k = 0, but for sin a = 0, where waves are free."""
    angle = symbols("a")

    def limit(value):
        return rotating_limit(rotation(value), Scaling(h, ((e, h),)))
    (condition,) = limit(angle).provided
    assert condition.rel == "!=" and limit(angle).operator() == zeros(2, 2)
    assert trigsimp((condition.lhs + 4 * sin(angle)**2).expand()) == 0
    for number, still in ((0, False), (pi, False), (pi / 3, True), (2 * pi / 7, True)):
        assert limit(number).provided == ()
        assert (limit(number).operator() == zeros(2, 2)) == still
