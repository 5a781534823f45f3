"""Integrable partial differential equations and field theory."""

from sympy import (
    Derivative,
    Function,
    I,
    Symbol,
    atan,
    conjugate,
    cosh,
    exp,
    log,
    sin,
    sqrt,
    symbols,
    tanh,
)

from symq.lang.statement import Equivalence, Expr, Implication, between, eq
from tests.corpus.case import Case

DRAZIN = "Drazin and Johnson, Solitons: an Introduction"
MIURA = "Miura, J. Math. Phys. 9, 1202 (1968)"
HIROTA = "Hirota, Phys. Rev. Lett. 27, 1192 (1971)"
JACKSON = "Jackson, Classical Electrodynamics"

x, y, t, z = symbols("x y t z", real=True)
k, l, v = symbols("k l v", real=True)
eta, nu, c, amp = symbols("eta nu c a", positive=True)
mass = Symbol("m", positive=True)
omega = Symbol("omega", real=True)
k1, k2 = symbols("k1 k2", positive=True)
u, w = Function("u"), Function("w")
psi, chi = Function("psi"), Function("chi")
phi = Function("phi")
f, g = Function("f"), Function("g")
E, B = Function("E"), Function("B")
U, W, P, C = u(x, t), w(x, t), psi(x, t), chi(x, t)
PHI, EF, BF = phi(x, t), E(x, t), B(x, t)


def _d(expr: Expr, *over: Symbol) -> Expr:
    return Derivative(expr, *over)


def _kdv(field: Expr, factor: int = 6) -> Expr:
    return field.diff(t) + factor * field * field.diff(x) + field.diff(x, 3)


def _mkdv(field: Expr) -> Expr:
    return field.diff(t) - 6 * field**2 * field.diff(x) + field.diff(x, 3)


def _soliton(height: Expr, speed: Expr) -> Expr:
    return height / cosh(k * (x - speed * t))**2


def _burgers(field: Expr) -> Expr:
    return field.diff(t) + field * field.diff(x) - nu * field.diff(x, 2)


def _nls(field: Expr) -> Expr:
    return I * field.diff(t) + field.diff(x, 2) + 2 * field**2 * conjugate(field)


def _sine_gordon(field: Expr) -> Expr:
    return field.diff(t, 2) - field.diff(x, 2) + sin(field)


def _kp(frequency: Expr) -> Expr:
    field = k**2 / 2 / cosh((k * x + l * y + frequency * t) / 2)**2
    return _kdv(field).diff(x) + 3 * field.diff(y, 2)


def _hirota(coupling: Expr) -> Expr:
    first, second = exp(k1 * x - k1**3 * t), exp(k2 * x - k2**3 * t)
    tau = 1 + first + second + coupling * first * second
    return (tau * tau.diff(x, t) - tau.diff(x) * tau.diff(t) + tau * tau.diff(x, 4)
            - 4 * tau.diff(x) * tau.diff(x, 3) + 3 * tau.diff(x, 2)**2)


def _liouville(factor: int) -> Expr:
    density = factor * f(x).diff(x) * g(t).diff(t) / (f(x) + g(t))**2
    return log(density).diff(x, t) - density


kdv_u = (eq(_d(U, t) + 6 * U * _d(U, x) + _d(U, (x, 3)), 0),)
nls_pair = (eq(I * _d(P, t) + _d(P, (x, 2)) + 2 * P**2 * C, 0),
            eq(-I * _d(C, t) + _d(C, (x, 2)) + 2 * C**2 * P, 0))
dirac = (eq(I * (_d(P, t) + _d(P, x)), mass * C), eq(I * (_d(C, t) - _d(C, x)), mass * P))
maxwell = (eq(_d(BF, t), -_d(EF, x)), eq(_d(EF, t), -c**2 * _d(BF, x)))
schroedinger = (eq(I * _d(P, t), -_d(P, (x, 2)) / (2 * mass) + phi(x) * P),
                eq(-I * _d(C, t), -_d(C, (x, 2)) / (2 * mass) + phi(x) * C))
backlund = (eq(_d(U, x) - _d(W, x), 2 * amp * sin((U + W) / 2)),
            eq(_d(U, t) + _d(W, t), 2 / amp * sin((U - W) / 2)))
e1, e2, e3 = (Function(name)(x, y, z, t) for name in ("E1", "E2", "E3"))
b1, b2, b3 = (Function(name)(x, y, z, t) for name in ("B1", "B2", "B3"))
faraday = (eq(_d(b1, t), _d(e2, z) - _d(e3, y)), eq(_d(b2, t), _d(e3, x) - _d(e1, z)),
           eq(_d(b3, t), _d(e1, y) - _d(e2, x)))
a, b = u(x, y), w(x, y)
cubic_flux = (9 * U**4 / 2 + 3 * U**2 * _d(U, (x, 2)) - 6 * U * _d(U, x)**2
              - _d(U, x) * _d(U, (x, 3)) + _d(U, (x, 2))**2 / 2)
plane = exp(I * (k * x - omega * t))
gamma = 1 / sqrt(1 - v**2)
subluminal = (between(-1, v, 1),)

CASES: tuple[Case, ...] = (
    Case("pde:kdv_soliton", eq(_kdv(_soliton(2 * k**2, 4 * k**2)), 0), True, DRAZIN),
    Case("pde:kdv_soliton_speed", eq(_kdv(_soliton(2 * k**2, 2 * k**2)), 0), False,
         "the speed is twice the height", flaw="speed 2k^2 for 4k^2"),
    Case("pde:kdv_soliton_sign", eq(_kdv(_soliton(-2 * k**2, 4 * k**2)), 0), False,
         "the other sign convention of KdV", flaw="sign of the amplitude"),
    Case("pde:kdv_rational_sign", eq(_kdv(2 / x**2, 6), 0), False, "checked by substitution",
         flaw="sign of the nonlinear term"),
    Case("pde:kdv_mass", Implication(kdv_u, eq(_d(U, t) + _d(3 * U**2 + _d(U, (x, 2)), x), 0)),
         True, DRAZIN),
    Case("pde:kdv_momentum",
         Implication(kdv_u, eq(_d(U**2, t)
                               + _d(4 * U**3 + 2 * U * _d(U, (x, 2)) - _d(U, x)**2, x), 0)),
         True, DRAZIN),
    Case("pde:kdv_momentum_sign",
         Implication(kdv_u, eq(_d(U**2, t)
                               + _d(4 * U**3 + 2 * U * _d(U, (x, 2)) + _d(U, x)**2, x), 0)),
         False, "remainder 4 u_x u_xx", flaw="sign of u_x^2 in the flux"),
    Case("pde:kdv_energy",
         Implication(kdv_u, eq(_d(U**3 - _d(U, x)**2 / 2, t) + _d(cubic_flux, x), 0)), True,
         "Miura, Gardner and Kruskal, J. Math. Phys. 9, 1204 (1968)"),
    Case("pde:kdv_energy_factor",
         Implication(kdv_u, eq(_d(U**3 - _d(U, x)**2, t) + _d(cubic_flux, x), 0)), False,
         "the density needs u_x^2/2", flaw="factor 1/2 dropped"),
    Case("pde:kdv_not_linear_conserved",
         Implication(kdv_u, eq(_d(U, t) + _d(6 * U**2 + _d(U, (x, 2)), x), 0)), False,
         "u u_x = (u^2/2)_x", flaw="factor 6 for 3 in the flux"),
    Case("pde:miura",
         Implication((eq(_d(W, t) - 6 * W**2 * _d(W, x) + _d(W, (x, 3)), 0),),
                     eq(_kdv(W**2 + W.diff(x), -6), 0)), True, MIURA),
    Case("pde:miura_other_sign",
         Implication((eq(_d(W, t) - 6 * W**2 * _d(W, x) + _d(W, (x, 3)), 0),),
                     eq(_kdv(W**2 - W.diff(x), -6), 0)), True, MIURA),
    Case("pde:miura_factor",
         Implication((eq(_d(W, t) - 6 * W**2 * _d(W, x) + _d(W, (x, 3)), 0),),
                     eq(_kdv(W**2 + 2 * W.diff(x), -6), 0)), False,
         "checked by reduction", flaw="factor 2 on the derivative"),
    Case("pde:miura_kdv_sign",
         Implication((eq(_d(W, t) - 6 * W**2 * _d(W, x) + _d(W, (x, 3)), 0),),
                     eq(_kdv(W**2 + W.diff(x), 6), 0)), False,
         "checked by reduction", flaw="sign convention of KdV"),
    Case("pde:miura_with_definition",
         Implication((eq(U, W**2 + _d(W, x)), eq(_mkdv(W), 0)), eq(_kdv(U, -6), 0)), True, MIURA),
    Case("pde:miura_converse",
         Implication((eq(U, W**2 + _d(W, x)), eq(_kdv(U, -6), 0)), eq(_mkdv(W), 0)), False,
         "u = 0, w = 1/(x + t)", flaw="converse of the Miura map"),
    Case("pde:cole_hopf",
         Implication((eq(_d(PHI, t), nu * _d(PHI, (x, 2))),),
                     eq(_burgers(-2 * nu * PHI.diff(x) / PHI), 0)), True,
         "Cole (1951) and Hopf (1950)"),
    Case("pde:cole_hopf_factor",
         Implication((eq(_d(PHI, t), nu * _d(PHI, (x, 2))),),
                     eq(_burgers(-nu * PHI.diff(x) / PHI), 0)), False, "checked by reduction",
         flaw="factor 1 for 2"),
    Case("pde:cole_hopf_sign",
         Implication((eq(_d(PHI, t), nu * _d(PHI, (x, 2))),),
                     eq(_burgers(2 * nu * PHI.diff(x) / PHI), 0)), False, "checked by reduction",
         flaw="sign"),
    Case("pde:burgers_shock", eq(_burgers(c - amp * tanh(amp * (x - c * t) / (2 * nu))), 0), True,
         "Whitham, Linear and Nonlinear Waves"),
    Case("pde:burgers_shock_width", eq(_burgers(c - amp * tanh(amp * (x - c * t) / nu)), 0),
         False, "checked numerically", flaw="width nu/a for 2 nu/a"),
    Case("pde:burgers_inviscid",
         eq(_d(x / (1 + t), t) + x / (1 + t) * _d(x / (1 + t), x), 0), True,
         "rarefaction wave"),
    Case("pde:nls_soliton", eq(_nls(eta / cosh(eta * x) * exp(I * eta**2 * t)), 0), True,
         "Zakharov and Shabat (1972)"),
    Case("pde:nls_soliton_phase", eq(_nls(eta / cosh(eta * x) * exp(I * eta**2 * t / 2)), 0),
         False, "checked numerically", flaw="factor 1/2 in the phase"),
    Case("pde:nls_moving_soliton",
         eq(_nls(eta / cosh(eta * (x - 2 * v * t)) * exp(I * (v * x + (eta**2 - v**2) * t))), 0),
         True, "Galilean boost of the soliton at rest"),
    Case("pde:nls_moving_soliton_sign",
         eq(_nls(eta / cosh(eta * (x - 2 * v * t)) * exp(I * (v * x + (eta**2 + v**2) * t))), 0),
         False, "checked numerically", flaw="sign of v^2"),
    Case("pde:nls_norm",
         Implication(nls_pair, eq(_d(P * C, t), I * _d(C * _d(P, x) - P * _d(C, x), x))), True,
         "conservation of the norm"),
    Case("pde:nls_norm_sign",
         Implication(nls_pair, eq(_d(P * C, t), I * _d(P * _d(C, x) - C * _d(P, x), x))), False,
         "checked by reduction", flaw="sign of the current"),
    Case("pde:schroedinger_continuity",
         Implication(schroedinger,
                     eq(_d(P * C, t) + _d((C * _d(P, x) - P * _d(C, x)) / (2 * I * mass), x), 0)),
         True, "continuity equation"),
    Case("pde:schroedinger_continuity_mass",
         Implication(schroedinger,
                     eq(_d(P * C, t) + _d((C * _d(P, x) - P * _d(C, x)) / (I * mass), x), 0)),
         False, "checked by reduction", flaw="factor 1/2 dropped in the current"),
    Case("pde:sine_gordon_kink", eq(_sine_gordon(4 * atan(exp(gamma * (x - v * t)))), 0), True,
         DRAZIN, subluminal),
    Case("pde:sine_gordon_kink_gamma",
         eq(_sine_gordon(4 * atan(exp((x - v * t) / gamma))), 0), False, "v = 1/2", subluminal,
         flaw="1/gamma for gamma"),
    Case("pde:sine_gordon_kink_two", eq(_sine_gordon(2 * atan(exp(gamma * (x - v * t)))), 0),
         False, "v = 0", subluminal, flaw="factor 2 for 4"),
    Case("pde:backlund", Implication(backlund, eq(_d(U, x, t), sin(U))), True, DRAZIN),
    Case("pde:backlund_swapped", Implication(backlund, eq(_d(U, x, t), sin(W))), False,
         "checked by reduction", flaw="swapped functions"),
    Case("pde:liouville", eq(_liouville(2), 0), True, "Liouville (1853)"),
    Case("pde:liouville_factor", eq(_liouville(1), 0), False, "checked by substitution",
         flaw="factor 1 for 2"),
    Case("pde:kp_line_soliton", eq(_kp(-k**3 - 3 * l**2 / k), 0), True,
         "Kadomtsev-Petviashvili equation, line soliton"),
    Case("pde:kp_line_soliton_exponent", eq(_kp(-k**3 - 3 * l / k), 0), False,
         "checked numerically", flaw="exponent of l"),
    Case("pde:hirota_two_soliton", eq(_hirota(((k1 - k2) / (k1 + k2))**2), 0), True, HIROTA),
    Case("pde:hirota_two_soliton_exponent", eq(_hirota((k1 - k2) / (k1 + k2)), 0), False,
         "checked numerically", flaw="exponent 1 for 2"),
    Case("pde:klein_gordon_wave",
         Equivalence(eq(plane.diff(t, 2) - plane.diff(x, 2) + mass**2 * plane, 0),
                     eq(omega**2, k**2 + mass**2)), True, "dispersion relation"),
    Case("pde:klein_gordon_wave_tachyon",
         Equivalence(eq(plane.diff(t, 2) - plane.diff(x, 2) - mass**2 * plane, 0),
                     eq(omega**2, k**2 + mass**2)), False, "k = 0, omega = m",
         flaw="sign of the mass term"),
    Case("pde:klein_gordon_positive_branch",
         Equivalence(eq(plane.diff(t, 2) - plane.diff(x, 2) + mass**2 * plane, 0),
                     eq(omega, sqrt(k**2 + mass**2))), False, "negative frequencies also solve it",
         flaw="branch of the root"),
    Case("pde:dirac_squares", Implication(dirac, eq(_d(P, (t, 2)) - _d(P, (x, 2))
                                                    + mass**2 * P, 0)), True,
         "Dirac equation in 1+1 dimensions"),
    Case("pde:dirac_squares_sign", Implication(dirac, eq(_d(P, (t, 2)) - _d(P, (x, 2))
                                                         - mass**2 * P, 0)), False,
         "checked by reduction", flaw="sign of the mass term"),
    Case("pde:dirac_current",
         Implication((eq(I * (_d(P, t) + _d(P, x)), mass * C), eq(I * (_d(C, t) - _d(C, x)),
                                                                 mass * P)),
                     eq(_d(P**2 - C**2, t) + _d(P**2 + C**2, x), 0)), True,
         "P P_t + P P_x and C C_t - C C_x have the same source"),
    Case("pde:dirac_current_sign",
         Implication(dirac, eq(_d(P**2 + C**2, t) + _d(P**2 - C**2, x), 0)), False,
         "without complex conjugation that current has a source",
         flaw="conjugation dropped in the current"),
    Case("pde:maxwell_wave", Implication(maxwell, eq(_d(EF, (t, 2)), c**2 * _d(EF, (x, 2)))),
         True, JACKSON),
    Case("pde:maxwell_poynting",
         Implication(maxwell, eq(_d((EF**2 + c**2 * BF**2) / 2, t) + _d(c**2 * EF * BF, x), 0)),
         True, JACKSON),
    Case("pde:maxwell_poynting_speed",
         Implication(maxwell, eq(_d((EF**2 + c**2 * BF**2) / 2, t) + _d(c * EF * BF, x), 0)),
         False, "c = 2", flaw="exponent of c in the flux"),
    Case("pde:maxwell_stress_sign",
         Implication(maxwell, eq(_d(EF * BF, t) - _d((EF**2 + c**2 * BF**2) / 2, x), 0)), False,
         "the momentum flux has the other sign", flaw="sign of the flux"),
    Case("pde:faraday_divergence",
         Implication(faraday, eq(_d(_d(b1, x) + _d(b2, y) + _d(b3, z), t), 0)), True, JACKSON),
    Case("pde:faraday_no_monopoles",
         Implication(faraday, eq(_d(b1, x) + _d(b2, y) + _d(b3, z), 0)), False,
         "E = 0, B = (x, 0, 0)", flaw="initial condition missing"),
    Case("pde:cauchy_riemann",
         Implication((eq(_d(a, x), _d(b, y)), eq(_d(a, y), -_d(b, x))),
                     eq(_d(a, (x, 2)) + _d(a, (y, 2)), 0)), True, "harmonic functions"),
    Case("pde:cauchy_riemann_sign",
         Implication((eq(_d(a, x), _d(b, y)), eq(_d(a, y), _d(b, x))),
                     eq(_d(a, (x, 2)) + _d(a, (y, 2)), 0)), False, "u = x^2 + y^2, w = 2xy",
         flaw="sign in a Cauchy-Riemann equation"),
    Case("pde:harmonic_product",
         Implication((eq(_d(a, x), _d(b, y)), eq(_d(a, y), -_d(b, x))),
                     eq(_d(a * b, (x, 2)) + _d(a * b, (y, 2)), 0)), True,
         "imaginary part of a holomorphic square"),
    Case("pde:harmonic_square",
         Implication((eq(_d(a, x), _d(b, y)), eq(_d(a, y), -_d(b, x))),
                     eq(_d(a**2, (x, 2)) + _d(a**2, (y, 2)), 0)), False, "u = x, w = y",
         flaw="square of a harmonic function"),
    Case("pde:heat_kernel",
         eq((exp(-x**2 / (4 * nu * t)) / sqrt(t)).diff(t)
            - nu * (exp(-x**2 / (4 * nu * t)) / sqrt(t)).diff(x, 2), 0), True, "heat kernel"),
    Case("pde:heat_kernel_exponent",
         eq((exp(-x**2 / (4 * nu * t)) / t).diff(t)
            - nu * (exp(-x**2 / (4 * nu * t)) / t).diff(x, 2), 0), False,
         "that is the kernel of the plane", flaw="exponent of t"),
)
