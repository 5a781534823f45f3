"""Special functions: differential equations, generating functions, recurrences, sums."""

from sympy import Function, Sum, Symbol, cos, exp, gamma, sin, sqrt, symbols

from symq.lang.statement import Expr, ForAll, Implication, eq, expands, gt
from tests.corpus.case import Case

DLMF = "NIST Digital Library of Mathematical Functions"
WATSON = "Watson, A Treatise on the Theory of Bessel Functions"

x, t, nu, th, lam = symbols("x t nu theta lambda", real=True)
n = Symbol("n", integer=True, nonnegative=True)
k = Symbol("k", integer=True)
mod = Symbol("m", real=True)
y, z = Function("y")(x), Function("z")(x)
sn, cn, dn = (Function(name)(x) for name in ("sn", "cn", "dn"))


def _bessel(f: Expr) -> Expr:
    return x**2 * f.diff(x, 2) + x * f.diff(x) + (x**2 - nu**2) * f


bessel = (eq(_bessel(y), 0), eq(_bessel(z), 0))
hermite = (eq(y.diff(x, 2) - 2 * x * y.diff(x) + 2 * nu * y, 0),)
airy = (eq(y.diff(x, 2), x * y), eq(z.diff(x, 2), x * z))
jacobi = (eq(sn.diff(x), cn * dn), eq(cn.diff(x), -sn * dn), eq(dn.diff(x), -mod * sn * cn))
legendre = 1 / sqrt(1 - 2 * x * t + t**2)
wronskian = y * z.diff(x) - y.diff(x) * z
oscillator = exp(-x**2 / 2) * y
product = y * z

CASES: tuple[Case, ...] = (
    Case("special:bessel_normal_form",
         Implication((bessel[0],), eq((sqrt(x) * y).diff(x, 2)
                                      + (1 + (1 - 4 * nu**2) / (4 * x**2)) * sqrt(x) * y, 0)),
         True, WATSON, (gt(x, 0),)),
    Case("special:bessel_normal_form_sign",
         Implication((bessel[0],), eq((sqrt(x) * y).diff(x, 2)
                                      + (1 + (1 + 4 * nu**2) / (4 * x**2)) * sqrt(x) * y, 0)),
         False, "nu = 1/2 gives sine and cosine", (gt(x, 0),), flaw="sign of nu^2"),
    Case("special:bessel_wronskian", Implication(bessel, eq(x * (x * wronskian).diff(x), 0)), True,
         DLMF),
    Case("special:bessel_wronskian_weight", Implication(bessel, eq(wronskian.diff(x), 0)), False,
         "the Wronskian is c/x", flaw="weight x missing"),
    Case("special:hermite_oscillator",
         Implication(hermite, eq(oscillator.diff(x, 2) + (2 * nu + 1 - x**2) * oscillator, 0)),
         True, DLMF),
    Case("special:hermite_oscillator_energy",
         Implication(hermite, eq(oscillator.diff(x, 2) + (2 * nu - 1 - x**2) * oscillator, 0)),
         False, "nu = 0, y = 1", flaw="2 nu - 1 for 2 nu + 1"),
    Case("special:airy_product",
         Implication(airy, eq(product.diff(x, 3) - 4 * x * product.diff(x) - 2 * product, 0)),
         True, DLMF),
    Case("special:airy_product_sign",
         Implication(airy, eq(product.diff(x, 3) - 4 * x * product.diff(x) + 2 * product, 0)),
         False, "differs by 4 y z", flaw="sign of the last term"),
    Case("special:jacobi_modulus", Implication(jacobi, eq((dn**2 + mod * sn**2).diff(x), 0)), True,
         DLMF),
    Case("special:jacobi_modulus_sign", Implication(jacobi, eq((dn**2 - mod * sn**2).diff(x), 0)),
         False, "dn^2 + m sn^2 = 1", flaw="sign"),
    Case("special:legendre_generating",
         expands(legendre, 1 + x * t + (3 * x**2 - 1) / 2 * t**2 + (5 * x**3 - 3 * x) / 2 * t**3,
                 t, 4), True, DLMF),
    Case("special:legendre_generating_sign",
         expands(legendre, 1 + x * t + (3 * x**2 - 1) / 2 * t**2 + (5 * x**3 + 3 * x) / 2 * t**3,
                 t, 4), False, "P_3 = (5 x^3 - 3 x)/2", flaw="sign"),
    Case("special:odd_cosines",
         ForAll(n, eq(2 * sin(th) * Sum(cos((2 * k + 1) * th), (k, 0, n)),
                      sin(2 * (n + 1) * th)), 0), True, DLMF),
    Case("special:odd_cosines_last",
         ForAll(n, eq(2 * sin(th) * Sum(cos((2 * k + 1) * th), (k, 0, n)),
                      sin((2 * n + 1) * th)), 0), False, "n = 0: sin 2 theta",
         flaw="last angle"),
    Case("special:gamma_two_steps", eq(gamma(x + 2), x * (x + 1) * gamma(x)), True, DLMF,
         (gt(x, 0),)),
    Case("special:gamma_two_steps_shift", eq(gamma(x + 2), (x + 1) * (x + 2) * gamma(x)), False,
         "x = 1: 2, not 6", (gt(x, 0),), flaw="index of the factors"),
    Case("special:chebyshev", ForAll(n, eq(cos((n + 2) * th), 2 * cos(th) * cos((n + 1) * th)
                                           - cos(n * th)), 0), True, DLMF),
    Case("special:chebyshev_sign", ForAll(n, eq(cos((n + 2) * th), 2 * cos(th) * cos((n + 1) * th)
                                                + cos(n * th)), 0), False, "n = 0",
         flaw="sign"),
)
