"""Known limits with their corrections, from published sources."""

import pytest
from sympy import (
    Function,
    I,
    Matrix,
    Rational,
    Symbol,
    cancel,
    cos,
    diag,
    exp,
    expand,
    eye,
    kronecker_product,
    simplify,
    sin,
    symbols,
)

from symq.continuum import (
    Coin,
    Scaling,
    Shift,
    continuum_limit,
    from_equations,
    lattice_boltzmann,
    persistent_walk,
    quantum_walk,
    random_walk,
    walk_with_memory,
)
from symq.errors import EngineRefusal

from . import schemes as s
from .schemes import FIXED_NUMBER, FIXED_RATIO, HALF, WAVE, D, a, c, e, h, m, nu, r, t, x, y, z

dx, dy, dz = WAVE, Symbol("d_y"), Symbol("d_z")


def series(limit):
    """The scalar generator as one expression in h and d_x."""
    return sum(h**k * limit.operator(k)[0] for k in range(limit.orders + 1))


def same(found, expected):
    return cancel(expand(found - expected)) == 0


def test_symmetric_walk_is_diffusion():
    """log cos k = -k^2/2 - k^4/12 - k^6/45 - 17 k^8/2520."""
    limit = continuum_limit(random_walk({1: HALF, -1: HALF}, [x], [h], t, e),
                            Scaling.diffusive(h, e, D), orders=6)
    assert limit.remainder == 2
    assert same(series(limit), D * (dx**2 - h**2 * dx**4 / 6 + 2 * h**4 * dx**6 / 45
                                    - 17 * h**6 * dx**8 / 1260))


def test_biased_walk_drifts():
    p = Symbol("p")
    walk = random_walk({1: p, -1: 1 - p}, [x], [h], t, e)
    limit = continuum_limit(walk, Scaling.ballistic(h, e, c), orders=2)
    # cumulants of a step: mean 2p - 1, variance 4p(1-p), third 8p(1-p)(1-2p)
    assert same(limit.operator(0)[0], -(2 * p - 1) * c * dx)
    assert same(limit.operator(1)[0], 4 * p * (1 - p) / 2 * c**2 * dx**2)
    assert same(limit.operator(2)[0], -8 * p * (1 - p) * (1 - 2 * p) / 6 * c**3 * dx**3)


def test_weakly_biased_walk_is_drift_and_diffusion():
    b = Symbol("b")
    walk = random_walk({1: HALF + b * h, -1: HALF - b * h}, [x], [h], t, e)
    limit = continuum_limit(walk, Scaling.diffusive(h, e, D))
    assert same(limit.operator(0)[0], D * dx**2 - 4 * D * b * dx)


def test_biased_walk_in_a_moving_frame():
    p = Symbol("p")
    walk = random_walk({1: p, -1: 1 - p}, [x], [h], t, e)
    limit = continuum_limit(walk, Scaling.diffusive(h, e, D), moving_frame=(2 * p - 1) * h / e)
    assert same(limit.operator(0)[0], 4 * p * (1 - p) * D * dx**2)


def test_probabilities_of_the_point_that_is_left():
    """A potential well: Fokker-Planck P_t = D (P_xx + (2 k x P)_x)."""
    k = Symbol("k")
    walk = random_walk({1: HALF * (1 - k * x * h), -1: HALF * (1 + k * x * h)}, [x], [h], t, e)
    limit = continuum_limit(walk, Scaling.diffusive(h, e, D))
    assert same(limit.operator(0)[0], D * dx**2 + 2 * D * k * x * dx + 2 * D * k)


def test_persistent_walk_is_kac_telegraph():
    limit = continuum_limit(persistent_walk(a * e, x, h, t, e), Scaling.ballistic(h, e, c))
    assert limit.operator(0) == Matrix([[-a - c * dx, a], [a, -a + c * dx]])
    # the total density obeys u_tt + 2 a u_t = c^2 u_xx
    w = Symbol("w")
    assert same((w * eye(2) - limit.operator(0)).det(), w**2 + 2 * a * w - c**2 * dx**2)


def test_turning_rate_of_the_place_that_is_left():
    """Goldstein 1951 with a rate r(x, t): the rate at x - h, h = c e, is that at x to lowest
    order; the spacing is scaled and occurs in the argument of the function."""
    rate = Function("r")(x, t)
    limit = continuum_limit(persistent_walk(rate * e, x, h, t, e), Scaling.ballistic(h, e, c))
    assert limit.operator(0) == Matrix([[-rate - c * dx, rate], [rate, -rate + c * dx]])
    still = continuum_limit(persistent_walk(x**2 * e, x, h, t, e), Scaling.ballistic(h, e, c),
                            orders=2)
    moving = continuum_limit(persistent_walk(Function("r")(x) * e, x, h, t, e),
                             Scaling.ballistic(h, e, c), orders=2)
    named = moving.operator(2).subs(Function("r")(x), x**2).doit()
    assert (still.operator(2) - named).applyfunc(expand) == Matrix.zeros(2, 2)


def test_persistent_walk_with_fixed_turning_diffuses():
    """Diffusion constant (1-a)/a times that of the symmetric walk; the fast mode is 1 - 2a."""
    limit = continuum_limit(persistent_walk(a, x, h, t, e), Scaling.diffusive(h, e, D))
    assert same(limit.operator(0)[0], D * (1 - a) / a * dx**2)
    assert [same(r.lhs - r.rhs, (1 - 2 * a)**2 - 1) for r in limit.assumptions] == [True]


def test_upwind_modified_equation():
    """Warming and Hyett, J. Comput. Phys. 14, 159 (1974)."""
    limit = continuum_limit(s.upwind(), FIXED_RATIO, orders=3)
    assert same(series(limit), -c * dx + c * h / 2 * (1 - nu) * dx**2
                - c * h**2 / 6 * (2 * nu**2 - 3 * nu + 1) * dx**3
                + c * h**3 / 24 * (1 - nu) * (6 * nu**2 - 6 * nu + 1) * dx**4)


def test_lax_friedrichs_modified_equation():
    limit = continuum_limit(s.lax_friedrichs(), FIXED_RATIO, orders=3)
    assert same(series(limit), -c * dx + c * h / 2 * (1 / nu - nu) * dx**2
                + c * h**2 / 3 * (1 - nu**2) * dx**3
                + c * h**3 * (nu / 3 - nu**3 / 4 - 1 / nu / 12) * dx**4)


def test_lax_wendroff_modified_equation():
    limit = continuum_limit(s.lax_wendroff(), FIXED_RATIO, orders=4)
    assert limit.remainder == 2
    assert same(series(limit) - h**4 * limit.operator(4)[0],
                -c * dx - c * h**2 / 6 * (1 - nu**2) * dx**3
                - c * h**3 / 8 * nu * (1 - nu**2) * dx**4)


def test_leapfrog_has_a_physical_and_a_parasitic_branch():
    both = continuum_limit(s.leapfrog(), FIXED_RATIO)
    assert both.period == 2
    assert both.dimension == 2
    assert both.operator(0) == Matrix([[0, -c * dx], [-c * dx, 0]])
    physical = continuum_limit(s.leapfrog(), FIXED_RATIO, orders=4, branch=1)
    # arcsin(nu sin k) / nu
    assert same(series(physical), -c * dx + h**2 * c * dx**3 * (nu**2 - 1) / 6
                - c * h**4 * dx**5 * (9 * nu**4 - 10 * nu**2 + 1) / 120)
    parasite = continuum_limit(s.leapfrog(), FIXED_RATIO, orders=2, branch=-1)
    assert same(series(parasite), c * dx - h**2 * c * dx**3 * (nu**2 - 1) / 6)


def test_ftcs_modified_equation():
    limit = continuum_limit(s.ftcs(), FIXED_NUMBER, orders=4)
    assert same(series(limit), D * dx**2 + D * h**2 * (Rational(1, 12) - r / 2) * dx**4
                + D * h**4 * (r**2 / 3 - r / 12 + Rational(1, 360)) * dx**6)


def test_crank_nicolson_modified_equation():
    limit = continuum_limit(s.crank_nicolson(), FIXED_NUMBER, orders=4)
    assert same(series(limit), D * dx**2 + D * h**2 / 12 * dx**4
                + D * h**4 * (r**2 / 12 + Rational(1, 360)) * dx**6)


def test_dufort_frankel():
    limit = continuum_limit(s.dufort_frankel(), FIXED_NUMBER, orders=2, branch=1)
    assert same(series(limit), D * dx**2 + D * h**2 * (Rational(1, 12) - r**2) * dx**4)


def test_dufort_frankel_at_fixed_ratio_is_hyperbolic():
    """With step = b h^2/D shrunk like h it is the telegraph equation b^2/D u_tt + u_t = D u_xx."""
    b = Symbol("b")
    scheme = s.dufort_frankel().with_components({"u": (0, 1), "w": (-1 / e, 1 / e)})
    limit = continuum_limit(scheme.substitute({r: b / h}), Scaling(h, ((e, b * h / D),)))
    w = Symbol("w")
    found = (w * eye(2) - limit.operator(0)).det()
    assert same(found * b**2 / D, b**2 / D * w**2 + w - D * dx**2)


def test_leapfrog_wave_equation():
    wave = s.scalar(s.u(x, t + e) - 2 * s.u(x, t) + s.u(x, t - e),
                    nu**2 * (s.u(x + h, t) - 2 * s.u(x, t) + s.u(x - h, t)))
    with pytest.raises(EngineRefusal, match="secular"):
        continuum_limit(wave, FIXED_RATIO)
    pair = wave.with_components({"u": (0, 1), "w": (-1 / e, 1 / e)})
    limit = continuum_limit(pair, FIXED_RATIO)
    assert limit.operator(0) == Matrix([[0, 1], [c**2 * dx**2, 0]])


def test_d1q2_is_the_telegraph_walk():
    w = Symbol("w")
    scheme = lattice_boltzmann([(1,), (-1,)], Matrix([[1, 1], [1, -1]]), Matrix([[1, 0], [0, 0]]),
                               [0, w], [x], [h], t, e)
    limit = continuum_limit(scheme, Scaling(h, ((e, h**2),)))
    assert same(limit.operator(0)[0], (1 / w - HALF) * dx**2)


def test_d1q3_advection_diffusion():
    """Conserved density with flux u0 rho; diffusivity (1/w - 1/2)(alpha - u0^2)."""
    w1, w2, u0, alpha = symbols("w1 w2 u0 alpha")
    scheme = lattice_boltzmann([(0,), (1,), (-1,)], Matrix([[1, 1, 1], [0, 1, -1], [0, 1, 1]]),
                               Matrix([[1, 0, 0], [u0, 0, 0], [alpha, 0, 0]]), [0, w1, w2], [x],
                               [h], t, e)
    limit = continuum_limit(scheme, Scaling(h, ((e, h),)), orders=1)
    assert same(limit.operator(0)[0], -u0 * dx)
    assert same(limit.operator(1)[0], (1 / w1 - HALF) * (alpha - u0**2) * dx**2)


def test_d2q9_linearised():
    """Sound speed c/sqrt 3; shear and bulk viscosities of Lallemand and Luo (2000)."""
    limit = continuum_limit(s.d2q9(), Scaling(h, ((e, h / c),)), orders=1)
    assert limit.operator(0) == Matrix([[0, -c * dx, -c * dy], [-c * dx / 3, 0, 0],
                                        [-c * dy / 3, 0, 0]])
    shear = c * (1 / s.S_SHEAR - HALF) / 3
    bulk = c * (1 / s.S_BULK - HALF) / 3
    viscous = limit.operator(1)
    lap = dx**2 + dy**2
    # the frame in which the p-step map is the exponential moves density terms into sound modes
    sound = Matrix([[0, 0, 0], [0, 0, 0], [0, 0, 0]])
    for i, p in enumerate((dx, dy)):
        for j, q in enumerate((dx, dy)):
            sound[i + 1, j + 1] = shear * (lap if i == j else 0) + bulk * p * q
    gap = (viscous - sound).applyfunc(simplify)
    assert gap == Matrix([[0, 0, 0], [0, 0, 0], [0, 0, 0]])


def dirac_coin(mass):
    return Matrix([[cos(mass * e), -I * sin(mass * e)], [-I * sin(mass * e), cos(mass * e)]])


BALLISTIC = Scaling(e, ())


def test_dirac_walk_in_one_dimension():
    """i psi_t = (sigma_z p + m sigma_x) psi; Strauch, Phys. Rev. A 73, 054302 (2006)."""
    walk = quantum_walk([Coin(dirac_coin(m)), Shift((1, -1))], [x], [e], t, e)
    limit = continuum_limit(walk, BALLISTIC, orders=1)
    assert limit.operator(0) == Matrix([[-dx, -I * m], [-I * m, dx]])
    assert limit.remainder == 1


def test_dirac_walk_with_electric_potential():
    v = Function("V")
    walk = quantum_walk([Coin(dirac_coin(m)), Shift((1, -1)), Coin(exp(-I * e * v(x, t)) * eye(2))],
                        [x], [e], t, e)
    limit = continuum_limit(walk, BALLISTIC)
    assert limit.operator(0) == Matrix([[-dx - I * v(x, t), -I * m], [-I * m, dx - I * v(x, t)]])


def test_dirac_walk_in_two_and_three_dimensions():
    sx, sy, sz = Matrix([[0, 1], [1, 0]]), Matrix([[0, -I], [I, 0]]), diag(1, -1)
    turn = Matrix([[1, 1], [1, -1]])
    about_y = Matrix([[1, 1], [I, -I]])          # columns: eigenvectors of sigma_y
    walk = quantum_walk([Coin(turn / 2), Shift((1, -1), 0), Coin(turn),
                         Coin(about_y.inv()), Shift((1, -1), 1), Coin(about_y),
                         Coin(cos(m * e) * eye(2) - I * sin(m * e) * sz)], [x, y], [e, e], t, e)
    limit = continuum_limit(walk, BALLISTIC)
    assert (limit.operator(0) - (-sx * dx - sy * dy - I * m * sz)).applyfunc(expand) == \
        Matrix([[0, 0], [0, 0]])
    weyl = quantum_walk([Coin(turn / 2), Shift((1, -1), 0), Coin(turn),
                         Coin(about_y.inv()), Shift((1, -1), 1), Coin(about_y),
                         Shift((1, -1), 2)], [x, y, z], [e, e, e], t, e)
    limit = continuum_limit(weyl, BALLISTIC)
    assert (limit.operator(0) - (-sx * dx - sy * dy - sz * dz)).applyfunc(expand) == \
        Matrix([[0, 0], [0, 0]])


def test_position_dependent_coin_is_dirac_in_curved_space():
    """Di Molfetta, Brachet, Debbasch, Phys. Rev. A 88, 042301 (2013): velocity cos theta."""
    theta = Function("theta")(x)
    coin = Matrix([[-cos(theta), sin(theta)], [sin(theta), cos(theta)]])
    walk = quantum_walk([Coin(coin), Shift((1, -1))], [x], [e], t, e)
    limit = continuum_limit(walk, BALLISTIC)
    assert limit.period == 2
    velocity = limit.operator(0).applyfunc(lambda p: -p.coeff(dx, 1))
    assert (velocity**2).applyfunc(simplify) == cos(theta)**2 * eye(2)
    # unitary evolution: L + its adjoint vanishes, i.e. the symmetric part is half a derivative
    rest = limit.operator(0).applyfunc(lambda p: p.coeff(dx, 0))
    half = velocity.applyfunc(lambda p: p.diff(x)) / 2
    assert (rest + rest.T + 2 * half).applyfunc(simplify) == Matrix([[0, 0], [0, 0]])


def test_eight_step_limit_with_potential():
    v = Function("v")(x)
    limit = continuum_limit(s.signed_walk(v), Scaling.diffusive(h, e, D))
    assert limit.period == 8
    assert limit.normalisation**2 == HALF
    assert limit.operator(0) == Matrix([[0, D * dx**2 - v], [-D * dx**2 + v, 0]])


def test_time_dependent_potential():
    v = Function("v")(x, t)
    limit = continuum_limit(s.signed_walk(v), Scaling.diffusive(h, e, D))
    assert limit.operator(0) == Matrix([[0, D * dx**2 - v], [-D * dx**2 + v, 0]])


def test_coefficients_left_and_right_of_a_shift_differ():
    w = Function("w")
    left = from_equations([(s.u(x, t + e), s.u(x, t) + w(x) * (s.u(x + h, t) - s.u(x, t)))],
                          [s.u], [x], [h], t, e)
    right = from_equations([(s.u(x, t + e), s.u(x, t) + w(x + h) * s.u(x + h, t)
                             - w(x) * s.u(x, t))], [s.u], [x], [h], t, e)
    scaling = Scaling(h, ((e, h),))
    assert continuum_limit(left, scaling).operator(0)[0] == w(x) * dx
    assert expand(continuum_limit(right, scaling).operator(0)[0]) == w(x) * dx + w(x).diff(x)


@pytest.mark.parametrize("orders", [0, 1, 2])
def test_orders_agree_with_each_other(orders):
    v = Function("v")(x)
    long = continuum_limit(s.signed_walk(v), Scaling.diffusive(h, e, D), orders=2)
    short = continuum_limit(s.signed_walk(v), Scaling.diffusive(h, e, D), orders=orders)
    assert short.operator(orders) == long.operator(orders)


def test_turning_that_depends_on_position_diffuses_in_conservation_form():
    """P_t = D d/dx ((1 - w)/w dP/dx): the walker turns where it stands."""
    w, p = Function("w")(x), Function("p")(x, t)
    turn = Matrix([[1 - w, w], [w, 1 - w]])
    limit = continuum_limit(walk_with_memory([1, -1], turn, [x], [h], t, e),
                            Scaling.diffusive(h, e, D))
    (found,) = limit.apply(0, [p])
    assert cancel((found - D * ((1 - w) / w * p.diff(x)).diff(x)).doit()) == 0


def test_dispersive_scheme_of_third_order():
    """The centred third difference: u_t + c u_xxx = -c h^2/4 u_xxxxx."""
    scheme = s.scalar(s.u(x, t + e), s.u(x, t) - r * (
        s.u(x + 2 * h, t) - 2 * s.u(x + h, t) + 2 * s.u(x - h, t) - s.u(x - 2 * h, t)) / 2)
    limit = continuum_limit(scheme, Scaling(h, ((e, r * h**3 / c),)), orders=2)
    assert same(series(limit), -c * dx**3 - c * h**2 / 4 * dx**5)


def test_three_state_grover_walk():
    """Eigenvalues 1, -1, -1 of the coin: period 2, speeds +-1/sqrt 3 and a mode at rest."""
    grover = Matrix(3, 3, lambda i, j: Rational(2, 3) - (1 if i == j else 0))
    walk = quantum_walk([Coin(grover), Shift((1, 0, -1))], [x], [e], t, e)
    limit = continuum_limit(walk, BALLISTIC)
    assert limit.period == 2
    w = Symbol("w")
    assert same((w * eye(3) - limit.operator()).det(), w * (w**2 - dx**2 / 3))


def test_staggered_grid():
    """Yee's scheme: half spacings, and a new field on the right side."""
    p, q = Function("p"), Function("q")
    yee = from_equations(
        [(p(x, t + e), p(x, t) - nu * (q(x + h / 2, t) - q(x - h / 2, t))),
         (q(x, t + e), q(x, t) - nu * (p(x + h / 2, t + e) - p(x - h / 2, t + e)))],
        [p, q], [x], [h], t, e)
    limit = continuum_limit(yee, FIXED_RATIO)
    assert limit.operator() == Matrix([[0, -c * dx], [-c * dx, 0]])


def test_four_component_dirac_walk_in_three_dimensions():
    """alpha_i = sigma_z x sigma_i, beta = sigma_x x 1, with an electric potential."""
    one, v = eye(2), Function("V")(x, y, z)
    sigma = [Matrix([[0, 1], [1, 0]]), Matrix([[0, -I], [I, 0]]), diag(1, -1)]
    turns = [Matrix([[1, 1], [1, -1]]), Matrix([[1, 1], [I, -I]])]
    steps = []
    for axis, turn in enumerate(turns):
        steps += [Coin(kronecker_product(one, turn.inv())), Shift((1, -1, -1, 1), axis),
                  Coin(kronecker_product(one, turn))]
    beta = kronecker_product(sigma[0], one)
    steps += [Shift((1, -1, -1, 1), 2), Coin(cos(m * e) * eye(4) - I * sin(m * e) * beta),
              Coin(exp(-I * e * v) * eye(4))]
    limit = continuum_limit(quantum_walk(steps, [x, y, z], [e, e, e], t, e), BALLISTIC)
    expected = -I * m * beta - I * v * eye(4)
    for s_i, wave in zip(sigma, (dx, dy, dz), strict=True):
        expected -= kronecker_product(sigma[2], s_i) * wave
    assert (limit.operator() - expected).applyfunc(expand) == Matrix.zeros(4, 4)


def test_a_walk_that_remembers_its_axis_by_correlations():
    # Green and Kubo: 2 D times the share of the axis times 1/2 + sum of the correlations, which
    # are powers of (4 p - 1)/3 for a walker that keeps a velocity with probability p.
    p, q = symbols("p q")
    velocities = [(1, 0), (-1, 0), (0, 1), (0, -1)]
    keep = [p, p, q, q]
    turn = Matrix(4, 4, lambda i, j: keep[j] if i == j else (1 - keep[j]) / 3)
    found = continuum_limit(walk_with_memory(velocities, turn, [x, y], [h, h], t, e),
                            Scaling.diffusive(h, e, D)).operator(0)[0]
    for one, other, wave in ((p, q, dx), (q, p, dy)):
        share, memory = (1 - other) / (2 - p - q), (4 * one - 1) / 3
        expected = 2 * D * share * (Rational(1, 2) + memory / (1 - memory))
        assert cancel(found.coeff(wave, 2) - expected) == 0
