"""Coefficients and scalings of all kinds: roots of the small parameter, numbers, functions."""

import pytest
from sympy import (
    Add,
    Function,
    I,
    Matrix,
    Poly,
    Rational,
    cancel,
    cos,
    diag,
    exp,
    expand,
    expand_trig,
    log,
    pi,
    simplify,
    sin,
    sqrt,
    symbols,
    tanh,
)

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
from symq.errors import DomainError, EngineRefusal
from symq.prove import prove

from .brute import convergence_order
from .schemes import FIXED_NUMBER, HALF, WAVE, D, a, e, h, m, scalar, t, u, x

STEP = Scaling(e, ())
DIFFUSIVE = Scaling.diffusive(h, e, D)
WALK = random_walk({1: HALF, -1: HALF}, [x], [h], t, e)


def rotation(angle):
    return Coin(Matrix([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]]))


def test_the_step_as_small_parameter_is_the_same_diffusion():
    """exp(e L) = cosh(sqrt(2 D e) d): L = D d^2 - e D^2 d^4/3 + 8 e^2 D^3 d^6/45."""
    limit = continuum_limit(WALK, Scaling(e, ((h, sqrt(2 * D * e)),)), orders=4)
    found = [limit.operator(k)[0] for k in range(5)]
    assert found == [D * WAVE**2, 0, -D**2 * WAVE**4 / 3, 0, 8 * D**3 * WAVE**6 / 45]
    assert dict(limit.scaling.values)[e] == limit.scaling.small**2
    assert convergence_order(limit, {D: 3}, (Rational(1, 2),)) == pytest.approx(8, abs=1e-3)


@pytest.mark.parametrize("spacing,step,leading", [
    (h, h**Rational(3, 2), 1), (h, h**Rational(5, 3), 1), (e**Rational(2, 3), e, 1),
    (sqrt(e), e, 0)])
def test_powers_between_ballistic_and_diffusive(spacing, step, leading):
    scaling = Scaling(h, ((e, step),)) if spacing == h else Scaling(e, ((h, spacing),))
    limit = continuum_limit(WALK, scaling, orders=1)
    assert limit.operator(leading)[0] == WAVE**2 / 2
    assert all(limit.operator(k)[0] == 0 for k in range(leading))


def test_faster_than_diffusive_diverges():
    with pytest.raises(EngineRefusal, match="diverges"):
        continuum_limit(WALK, Scaling(e, ((h, e**Rational(1, 3)),)))


def test_coins_of_the_root_of_the_step():
    walk = quantum_walk([rotation(m * sqrt(e)), Shift((1, -1)), rotation(-m * sqrt(e)),
                         Shift((1, -1))], [x], [e], t, e)
    limit = continuum_limit(walk, STEP, orders=2)
    assert limit.operator() == Matrix([[-2 * WAVE, 0], [0, 2 * WAVE]])
    assert limit.operator(1) == Matrix([[0, 2 * m * WAVE], [2 * m * WAVE, 0]])
    assert convergence_order(limit, {m: Rational(1, 3)}, (Rational(1, 2),)) > 4.9


def test_angles_that_are_fractions_of_a_turn():
    """cos(2 pi/7) is of degree three; with a mass the walk turns by 7 m e in seven steps."""
    limit = continuum_limit(quantum_walk([rotation(2 * pi / 7 + m * e), Shift((1, -1))],
                                         [x], [e], t, e), STEP)
    assert limit.period == 7
    assert limit.operator() == Matrix([[0, -m], [m, 0]])
    phase = Coin(diag(exp(I * pi / 5 + I * m * e), exp(-I * pi / 5)))
    limit = continuum_limit(quantum_walk([phase, Shift((1, -1))], [x], [e], t, e), STEP)
    assert limit.period == 10
    assert limit.operator() == diag(I * m - WAVE, WAVE)


@pytest.mark.parametrize("potential", [
    log(x), x**a, exp(-1 / x), 1 / x, tanh(x), sqrt(x), sin(2 * pi * x), pi * x, exp(1) * x**2,
    1 / (1 + x**2), log(1 + x**2), exp(x * log(x)), cos(1) * x], ids=str)
def test_a_function_is_an_unknown_function_with_values(potential):
    """The limit with V(x) carries every derivative of V; so does that with a given function."""
    V = Function("V")

    def limit(value):
        scheme = scalar(u(x, t + e), (u(x + h, t) + u(x - h, t)) / 2 + e * value * u(x, t))
        return continuum_limit(scheme, DIFFUSIVE, orders=2)

    given, unknown = limit(potential), limit(V(x))
    for k in range(3):
        gap = given.operator(k)[0] - unknown.operator(k)[0].subs(V(x), potential).doit()
        assert simplify(expand_trig(gap.rewrite(exp).expand())) == 0 or cancel(gap) == 0


@pytest.mark.parametrize("potential", [log(x), 1 / x, x**a, exp(-1 / x)], ids=str)
def test_derivations_with_inverses_and_logarithms(potential):
    scheme = scalar(u(x, t + e), (u(x + h, t) + u(x - h, t)) / 2 + e * potential * u(x, t))
    for step in derive_limit(continuum_limit(scheme, DIFFUSIVE)).steps:
        assert prove(step.statement).verdict == "proved", step.note


def test_the_walk_of_a_bessel_process():
    """Drift 1/x: P_t = D (P_xx - (2 P/x)_x), Karlin and Taylor 1981, chapter 15."""
    walk = random_walk({1: HALF + h / (2 * x), -1: HALF - h / (2 * x)}, [x], [h], t, e)
    limit = continuum_limit(walk, DIFFUSIVE)
    p = Function("p")(x, t)
    (found,) = limit.apply(0, [p])
    assert cancel((found - D * (p.diff(x, 2) - (2 * p / x).diff(x))).doit()) == 0
    for step in derive_limit(limit).steps:
        assert prove(step.statement).verdict == "proved", step.note


def test_several_levels_are_about_the_field_itself():
    """Du Fort and Frankel with D(t) or D(x): the field obeys u_t = D u_xx, without other terms."""
    v = Function("v")
    for rate in (v(t), v(x)):
        scheme = scalar(u(x, t + e), u(x, t - e) + 2 * rate * (
            u(x + h, t) - u(x, t + e) - u(x, t - e) + u(x - h, t)))
        limit = continuum_limit(scheme, Scaling(h, ((e, h**2),)))
        assert limit.operator()[0] == rate * WAVE**2
        assert limit.names == ("u",)


def test_a_wave_that_the_implicit_part_cannot_step_grows():
    """(u_{j+1} + u_{j-1})/2 at the new time: |g| = 1/|cos kh|, infinite at kh = pi/2."""
    scheme = scalar((u(x + h, t + e) + u(x - h, t + e)) / 2, u(x, t))
    (mode,) = growing_modes(scheme, FIXED_NUMBER)
    assert mode.certain and mode.angles == (pi / 2,)


def test_roots_in_a_coin_are_real():
    f = Function("f")(x)
    c, s = sqrt(1 - f**2), f
    steps = [Coin(Matrix([[c, -s], [s, c]])), Shift((1, -1)), Coin(Matrix([[c, s], [-s, c]]))]
    with pytest.raises(DomainError, match=r"1 - f\(x\)\*\*2 >= 0"):
        quantum_walk(steps, [x], [e], t, e)
    limit = continuum_limit(quantum_walk(steps, [x], [e], t, e, assuming=[f**2 <= 1]), STEP)
    speed = 1 - 2 * f**2
    assert cancel(limit.operator()[0, 0] + speed * WAVE - 2 * f * f.diff(x)) == 0
    with pytest.raises(EngineRefusal, match="square roots"):
        derive_limit(limit)


def test_names_of_generators_do_not_clash():
    angle, one = symbols("angle_0 inv_0")
    scheme = from_equations([(u(x, t + e), u(x, t) + e * sin(angle * x) / (one + x) * u(x, t))],
                            [u], [x], [h], t, e)
    limit = continuum_limit(scheme, Scaling(h, ((e, h),)))
    assert cancel(limit.operator()[0] - sin(angle * x) / (one + x)) == 0


def test_geometric_means_of_positive_coefficients():
    """(k u_x)_x to leading order; the next one against the scheme at a point, by small spacings."""
    r, kappa = symbols("r"), Function("k", positive=True)

    def scheme(k):
        return scalar(u(x, t + e), u(x, t) + r * (
            sqrt(k(x + h) * k(x)) * (u(x + h, t) - u(x, t))
            - sqrt(k(x) * k(x - h)) * (u(x, t) - u(x - h, t))))
    limit = continuum_limit(scheme(kappa), Scaling(h, ((e, r * h**2),)), orders=2)
    k, f, here = 1 + x**2 / 3 + x / 2, x**4 + x**3 - x, Rational(1, 3)

    def act(order, on):
        terms = Poly(expand(limit.operator(order)[0]), WAVE).terms()
        return Add(*(c.subs(kappa(x), k).doit() * on.diff((x, n)) for (n,), c in terms))
    flow, second = act(0, f), act(2, f) + r * act(0, act(0, f)) / 2
    assert (flow - (k * f.diff(x)).diff(x)).expand() == 0
    errors = []
    for spacing in (Rational(1, 20), Rational(1, 40)):
        up, down = (sqrt(k * k.subs(x, x + s)) * (f.subs(x, x + s) - f)
                    for s in (spacing, -spacing))
        gap = ((up + down) / spacing**2 - flow) / spacing**2 - second.subs(r, 0)
        errors.append(float(gap.subs({x: here, r: 0})))
    assert errors[1] == pytest.approx(errors[0] / 4, rel=0.05)
    with pytest.raises(EngineRefusal, match="declare functions under it positive"):
        continuum_limit(scheme(Function("k")), Scaling(h, ((e, r * h**2),)))
