"""Fluid mechanics, elasticity and plasma waves."""

from sympy import Function, cos, exp, log, sin, sqrt, symbols

from symq.lang.statement import (
    All,
    Bound,
    Expr,
    Implication,
    Q,
    between,
    eq,
    expands,
    ge,
    gt,
    lt,
)
from tests.corpus.case import Case

BATCHELOR = "Batchelor, An Introduction to Fluid Dynamics"
LIEPMANN = "Liepmann and Roshko, Elements of Gasdynamics"
LANDAU = "Landau and Lifshitz, Theory of Elasticity"
CHEN = "Chen, Introduction to Plasma Physics"

x, y, t = symbols("x y t", real=True)
r, R, G, mu, nu, k, g, s, c, wp, lam, bulk = symbols(
    "r R G mu nu k g s c omega_p lambda K", positive=True)
M, m, gamma = symbols("M m gamma", real=True)
young, poisson = symbols("E nu_P", real=True)
W, z, q = symbols("W z q", real=True)
psi, u, v, p = (Function(name)(x, y) for name in ("psi", "u", "v", "p"))
phi, sxx, syy, sxy = (Function(name)(x, y) for name in ("phi", "sxx", "syy", "sxy"))


def _vortex(rate: int) -> Expr:
    decay = exp(-rate * nu * t)
    first, second = sin(x) * cos(y) * decay, -cos(x) * sin(y) * decay
    curl = second.diff(x) - first.diff(y)
    return (curl.diff(t) + first * curl.diff(x) + second * curl.diff(y)
            - nu * (curl.diff(x, 2) + curl.diff(y, 2)))


def _entropy(square: Expr, index: Expr) -> Expr:
    pressure = 1 + 2 * index / (index + 1) * (square - 1)
    density = (index + 1) * square / ((index - 1) * square + 2)
    return log(pressure) - index * log(density)


def _pipe(factor: int) -> Expr:
    profile = G * (R**2 - r**2) / (factor * mu)
    return (r * profile.diff(r)).diff(r) / r


def _bound(expr: Expr, kind: str, value: Expr, attained: bool | None = None) -> Bound:
    return Bound(expr, kind, value, (q,), attained, (gt(q, 0),))


compression = (gamma + 1) * M**2 / ((gamma - 1) * M**2 + 2)
air = _entropy(M**2, Q(7, 5))
euler = (eq(u * u.diff(x) + v * u.diff(y), -p.diff(x)), eq(u * v.diff(x) + v * v.diff(y),
                                                           -p.diff(y)))
head = ((u**2 + v**2) / 2 + p).diff(x)
lame = (eq(young * (lam + mu), mu * (3 * lam + 2 * mu)), eq(2 * poisson * (lam + mu), lam))
ratio = (3 * bulk - 2 * mu) / (2 * (3 * bulk + mu))
cold = sqrt(wp**2 + c**2 * k**2)
phase = sqrt(wp**2 + c**2 * q**2) / q
ripple = g / q + s * q
beams = eq(W**2 - (2 * z**2 + 1) * W + z**4 - z**2, 0)

CASES: tuple[Case, ...] = (
    Case("fluids:stream_function",
         Implication((eq(u, psi.diff(y)), eq(v, -psi.diff(x))), eq(u.diff(x) + v.diff(y), 0)),
         True, BATCHELOR),
    Case("fluids:stream_function_sign",
         Implication((eq(u, psi.diff(y)), eq(v, psi.diff(x))), eq(u.diff(x) + v.diff(y), 0)),
         False, "divergence 2 psi_xy", flaw="sign of one component"),
    Case("fluids:taylor_green", eq(_vortex(2), 0), True, BATCHELOR),
    Case("fluids:taylor_green_rate", eq(_vortex(1), 0), False, "the Laplacian gives -2",
         flaw="decay rate nu for 2 nu"),
    Case("fluids:bernoulli", Implication((*euler, eq(u.diff(y), v.diff(x))), eq(head, 0)), True,
         BATCHELOR),
    Case("fluids:bernoulli_rotational", Implication(euler, eq(head, 0)), False,
         "solid rotation u = -y, v = x, p = (x^2 + y^2)/2", flaw="irrotationality missing"),
    Case("fluids:shock_compression", lt(compression, (gamma + 1) / (gamma - 1)), True, LIEPMANN,
         (gt(gamma, 1), ge(M, 1))),
    Case("fluids:shock_compression_limit", lt(compression, gamma / (gamma - 1)), False,
         "strong shocks reach (gamma + 1)/(gamma - 1)", (gt(gamma, 1), ge(M, 1)),
         flaw="gamma for gamma + 1"),
    Case("fluids:shock_entropy", gt(air, 0), True, LIEPMANN, (gt(M, 1),)),
    Case("fluids:shock_entropy_subsonic", gt(air, 0), False, "expansion shocks lower the entropy",
         (gt(M, Q(1, 2)),), flaw="M > 1 replaced by M > 1/2"),
    Case("fluids:weak_shock", expands(_entropy(1 + m, gamma),
                                      2 * gamma * (gamma - 1) / (3 * (gamma + 1)**2) * m**3, m, 4),
         True, LIEPMANN, (gt(gamma, 1),)),
    Case("fluids:weak_shock_order", expands(_entropy(1 + m, gamma), 0, m, 4), False,
         "the jump is of third order", (gt(gamma, 1),), flaw="order of the remainder"),
    Case("fluids:poiseuille", eq(_pipe(4), -G / mu), True, BATCHELOR),
    Case("fluids:poiseuille_channel", eq(_pipe(2), -G / mu), False, "2 is the plane channel",
         flaw="factor 2 for 4"),
    Case("fluids:capillary_minimum", _bound(ripple, "min", 2 * sqrt(g * s)), True,
         BATCHELOR),
    Case("fluids:capillary_minimum_factor", _bound(ripple, "min", sqrt(g * s)), False,
         "arithmetic and geometric mean", flaw="factor 2"),
    Case("fluids:shear_modulus", Implication(lame, eq(2 * mu * (1 + poisson), young)), True,
         LANDAU),
    Case("fluids:shear_modulus_sign", Implication(lame, eq(2 * mu * (1 - poisson), young)), False,
         "lambda = mu = 1: E = 5/2, nu = 1/4", flaw="sign of Poisson's ratio"),
    Case("fluids:poisson_range", between(-1, ratio, Q(1, 2)), True, LANDAU),
    Case("fluids:poisson_range_low", between(-Q(1, 2), ratio, Q(1, 2)), False,
         "K small: close to -1", flaw="lower end -1/2 for -1"),
    Case("fluids:airy_stress",
         Implication((eq(sxx, phi.diff(y, 2)), eq(syy, phi.diff(x, 2)),
                      eq(sxy, -phi.diff(x, y))),
                     All((eq(sxx.diff(x) + sxy.diff(y), 0), eq(sxy.diff(x) + syy.diff(y), 0)))),
         True, LANDAU),
    Case("fluids:airy_stress_sign",
         Implication((eq(sxx, phi.diff(y, 2)), eq(syy, phi.diff(x, 2)),
                      eq(sxy, phi.diff(x, y))),
                     All((eq(sxx.diff(x) + sxy.diff(y), 0), eq(sxy.diff(x) + syy.diff(y), 0)))),
         False, "residue 2 phi_xyy", flaw="sign of the shear stress"),
    Case("fluids:plasma_velocities", eq(cold.diff(k) * cold / k, c**2), True, CHEN),
    Case("fluids:phase_velocity", _bound(phase, "inf", c, False), True, CHEN),
    Case("fluids:phase_velocity_attained", _bound(phase, "inf", c, True), False,
         "c is approached for short waves", flaw="attained"),
    Case("fluids:bohm_gross", expands(sqrt(wp**2 + 3 * s**2 * z**2),
                                      wp + 3 * s**2 * z**2 / (2 * wp), z, 4, sharp=True), True,
         CHEN),
    Case("fluids:bohm_gross_order", expands(sqrt(wp**2 + 3 * s**2 * z**2),
                                            wp + 3 * s**2 * z**2 / (2 * wp), z, 6), False,
         "the next term is of fourth order", flaw="order of the remainder"),
    Case("fluids:two_stream_stable", Implication((beams,), ge(W, 0)), True, CHEN, (ge(z, 1),)),
    Case("fluids:two_stream_unstable", Implication((beams,), ge(W, 0)), False,
         "unstable for z < 1", (ge(z, Q(1, 2)),), flaw="threshold 1/2 for 1"),
)
