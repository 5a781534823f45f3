"""Textbook schemes for the tests."""

from sympy import Function, Matrix, Rational, Symbol, exp, symbols, zeros

from symq.continuum import Scaling, Scheme, from_equations, lattice_boltzmann

x, y, z, t = symbols("x y z t")
h, e = symbols("h e")
D, c, a, nu, r, m = symbols("D c a nu r m")
u = Function("u")
HALF = Rational(1, 2)
FIXED_RATIO = Scaling(h, ((e, nu * h / c),))
FIXED_NUMBER = Scaling(h, ((e, r * h**2 / D),))


def scalar(lhs, rhs):
    return from_equations([(lhs, rhs)], [u], [x], [h], t, e)


def lax_friedrichs():
    return scalar(u(x, t + e), (u(x + h, t) + u(x - h, t)) / 2
                  - nu / 2 * (u(x + h, t) - u(x - h, t)))


def upwind():
    return scalar(u(x, t + e), u(x, t) - nu * (u(x, t) - u(x - h, t)))


def lax_wendroff():
    return scalar(u(x, t + e), u(x, t) - nu / 2 * (u(x + h, t) - u(x - h, t))
                  + nu**2 / 2 * (u(x + h, t) - 2 * u(x, t) + u(x - h, t)))


def leapfrog():
    return scalar(u(x, t + e), u(x, t - e) - nu * (u(x + h, t) - u(x - h, t)))


def ftcs():
    return scalar(u(x, t + e), u(x, t) + r * (u(x + h, t) - 2 * u(x, t) + u(x - h, t)))


def crank_nicolson():
    def second(moment):
        return u(x + h, moment) - 2 * u(x, moment) + u(x - h, moment)

    return scalar(u(x, t + e) - r / 2 * second(t + e), u(x, t) + r / 2 * second(t))


def dufort_frankel():
    return scalar(u(x, t + e), u(x, t - e) + 2 * r * (
        u(x + h, t) - u(x, t + e) - u(x, t - e) + u(x - h, t)))


def signed_walk(potential):
    """A two-component walk with weights exp(+-v e), one of the turns with a minus sign."""
    v = potential * e
    turn = exp(v) / (exp(v) + exp(-v))
    go = 1 - turn
    return Scheme.explicit({1: Matrix([[go, 0], [turn, 0]]), -1: Matrix([[0, -turn], [0, go]])},
                           ("phi1", "phi2"), (x,), (h,), t, e)


D2Q9_VELOCITIES = [(0, 0), (1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (-1, 1), (-1, -1), (1, -1)]
S_BULK, S_SHEAR, S_FLUX, S_GHOST = symbols("s_e s_nu s_q s_g")


def d2q9():
    """Lallemand and Luo's moments (Phys. Rev. E 61, 6546 (2000)), linear equilibrium at rest."""
    rows = [[1] * 9, [p for p, _ in D2Q9_VELOCITIES], [q for _, q in D2Q9_VELOCITIES]]
    squares = [p * p + q * q for p, q in D2Q9_VELOCITIES]
    rows += [[3 * s - 4 for s in squares], [p * p - q * q for p, q in D2Q9_VELOCITIES],
             [p * q for p, q in D2Q9_VELOCITIES]]
    rows += [[p * (3 * s - 5) for (p, _), s in zip(D2Q9_VELOCITIES, squares, strict=True)],
             [q * (3 * s - 5) for (_, q), s in zip(D2Q9_VELOCITIES, squares, strict=True)],
             [4 - Rational(21, 2) * s + Rational(9, 2) * s * s for s in squares]]
    equilibrium = zeros(9, 9)
    for i, j, value in ((0, 0, 1), (1, 1, 1), (2, 2, 1), (3, 0, -2), (8, 0, 1), (6, 1, -1),
                        (7, 2, -1)):
        equilibrium[i, j] = value
    rates = [0, 0, 0, S_BULK, S_SHEAR, S_SHEAR, S_FLUX, S_FLUX, S_GHOST]
    return lattice_boltzmann(D2Q9_VELOCITIES, Matrix(rows), equilibrium, rates, [x, y], [h, h],
                             t, e)


WAVE = Symbol("d_x")
