"""Von Neumann's condition: what is unstable is said to be, and what is stable is not."""

import pytest
from sympy import Function, I, Matrix, Rational, Symbol, cos, exp, pi, sin, sqrt

from symq.continuum import (
    Coin,
    Scaling,
    Shift,
    continuum_limit,
    derive_limit,
    from_equations,
    growing_modes,
    quantum_walk,
    random_walk,
)
from symq.prove import prove

from . import schemes as s
from .schemes import FIXED_NUMBER, FIXED_RATIO, HALF, D, c, e, h, m, t, u, x

nu, y = s.nu, Symbol("y")


def centred(step):
    """FTCS for u_t + c u_x = 0, |g|**2 = 1 + nu**2 sin(k h)**2 (Courant, Friedrichs, Lewy 1928)."""
    return from_equations([(u(x, t + e), u(x, t) - step / 2 * (u(x + h, t) - u(x - h, t)))],
                          [u], [x], [h], t, e)


def test_centred_advection_is_unstable_for_every_courant_number():
    limit = continuum_limit(centred(nu), FIXED_RATIO, orders=1)
    (mode,) = limit.growing
    assert mode.certain
    assert (mode.angles, mode.excess) == ((pi / 2,), nu**2)
    assert "unstable" in str(limit)
    derivation = derive_limit(limit)
    (line,) = [step for step in derivation.steps if step.name == "growth"]
    assert prove(line.statement).verdict == "proved"
    assert "unstable" in line.note
    assert derivation.steps[-1].statement == derivation.goal


def test_a_number_decides():
    (mode,) = growing_modes(centred(Rational(1, 3)), Scaling(h, ((e, h / (3 * c)),)))
    assert mode.excess == Rational(1, 9)
    assert str(mode).startswith("unstable")


def test_small_steps_tame_it():
    # e = h**2: |g|**2 = 1 + c**2 e sin(k h)**2, which von Neumann's condition allows
    assert growing_modes(centred(c * e / h), Scaling(h, ((e, h**2),))) == ()


@pytest.mark.parametrize("r,stable", [(Rational(1, 2), True), (Rational(1, 4), True),
                                      (Rational(51, 100), False), (1, False)])
def test_heat_equation_at_its_bound(r, stable):
    """g = 1 - 4 r sin(k h / 2)**2: stable for r <= 1/2."""
    scheme = from_equations([(u(x, t + e), u(x, t) + r * (u(x + h, t) - 2 * u(x, t)
                                                           + u(x - h, t)))], [u], [x], [h], t, e)
    found = growing_modes(scheme, Scaling(h, ((e, r * h**2 / D),)))
    assert (found == ()) is stable
    if found:
        assert (found[0].angles, found[0].excess) == ((pi,), (1 - 4 * r)**2 - 1)


def test_conditional_stability_is_a_condition():
    (mode,) = [m for m in growing_modes(s.ftcs(), FIXED_NUMBER) if m.angles == (pi,)]
    assert not mode.certain
    assert mode.statement.lhs == mode.excess
    assert prove(mode.statement, [s.r > HALF]).verdict == "proved"
    assert prove(mode.statement, [s.r > 0, s.r < HALF]).verdict == "refuted"
    assert "stable only in part" in str(mode)


@pytest.mark.parametrize("scheme,scaling", [
    (s.crank_nicolson(), FIXED_NUMBER), (s.leapfrog(), FIXED_RATIO),
    (random_walk({1: HALF, -1: HALF}, [x], [h], t, e), Scaling.diffusive(h, e, D)),
    (quantum_walk([Coin(Matrix([[cos(m * e), -I * sin(m * e)], [-I * sin(m * e), cos(m * e)]])),
                   Shift((1, -1))], [x], [e], t, e), Scaling(e, ()))])
def test_stable_schemes_have_no_warning(scheme, scaling):
    assert not any(mode.certain for mode in growing_modes(scheme, scaling))


def test_two_dimensions():
    w = Function("w")
    both = from_equations([(w(x, y, t + e), w(x, y, t) - nu / 2 * (
        w(x + h, y, t) - w(x - h, y, t) + w(x, y + h, t) - w(x, y - h, t)))],
        [w], [x, y], [h, h], t, e)
    (mode,) = growing_modes(both, Scaling(h, ((e, nu * h / c),)))
    # |g|**2 - 1 = nu**2 (sin(k_x h) + sin(k_y h))**2
    assert mode.certain
    assert mode.excess == nu**2 * (sin(mode.angles[0]) + sin(mode.angles[1]))**2


def scalar(lhs, rhs):
    return from_equations([(lhs, rhs)], [u], [x], [h], t, e)


def second(moment):
    return u(x + h, moment) - 2 * u(x, moment) + u(x - h, moment)


def slope(moment):
    return (u(x + h, moment) - u(x - h, moment)) / 2


@pytest.mark.parametrize("scheme,scaling", [
    # Richardson's scheme (Richtmyer and Morton 1967, section 1.3): lambda - 1/lambda = -8 r sin**2
    (scalar(u(x, t + e), u(x, t - e) + 2 * s.r * second(t)), FIXED_NUMBER),
    # Adams-Bashforth of second order for advection: |lambda|**2 = 1 + (nu sin)**4 / 2 + ...
    (scalar(u(x, t + 2 * e), u(x, t + e) - Rational(3, 2) * nu * slope(t + e) + nu / 2 * slope(t)),
     FIXED_RATIO)])
def test_schemes_of_two_levels_that_are_never_stable(scheme, scaling):
    (mode,) = growing_modes(scheme, scaling)
    assert mode.certain


@pytest.mark.parametrize("number,stable", [(1, True), (Rational(9, 10), True),
                                           (Rational(11, 10), False)])
def test_leapfrog_at_its_bound(number, stable):
    scheme = s.leapfrog().substitute({nu: number})
    found = growing_modes(scheme, Scaling(h, ((e, number * h / c),)))
    assert (found == ()) is stable


def test_staggered_leapfrog_has_the_condition_of_courant():
    """Yee 1966: lambda**2 - (2 - 4 nu**2 sin**2(k h / 2)) lambda + 1 = 0, stable for nu <= 1."""
    f, g = Function("f"), Function("g")
    yee = from_equations([
        (f(x, t + e), f(x, t) - nu * (g(x + h / 2, t) - g(x - h / 2, t))),
        (g(x, t + e), g(x, t) - nu * (f(x + h / 2, t + e) - f(x - h / 2, t + e)))],
        [f, g], [x], [h], t, e)
    (mode,) = [m for m in growing_modes(yee, FIXED_RATIO) if m.angles == (pi,)]
    assert prove(mode.statement, [nu > 1]).verdict == "proved"
    assert prove(mode.statement, [nu > 0, nu <= 1]).verdict == "refuted"
    assert growing_modes(yee, FIXED_RATIO, assuming=[nu > 0, nu <= 1]) == ()


@pytest.mark.parametrize("n", [3, 4])
def test_unitary_coins_of_roots_of_unity_are_no_instability(n):
    fourier = Matrix(n, n, lambda i, j: exp(2 * pi * I * i * j / n) / sqrt(n))
    walk = quantum_walk([Coin(fourier), Shift(tuple(range(n)))], [x], [e], t, e)
    assert growing_modes(walk, Scaling(e, ())) == ()
