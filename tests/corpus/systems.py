"""Control theory, chemical kinetics, partition functions and quantum optics."""

from sympy import Function, I, Matrix, cosh, exp, log, sinh, sqrt, symbols

from symq.lang.statement import (
    Bound,
    Equivalence,
    Expr,
    Implication,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Q,
    eq,
    ge,
    gt,
    lt,
    ne,
)
from tests.corpus.case import Case

OGATA = "Ogata, Modern Control Engineering"
ATKINS = "Atkins and de Paula, Physical Chemistry"
MURRAY = "Murray, Mathematical Biology I"
PATHRIA = "Pathria and Beale, Statistical Mechanics"
WALLS = "Walls and Milburn, Quantum Optics"

x, y, K, h, beta, s = symbols("x y K h beta S", real=True)
e1, e2, e3 = symbols("e1:4", real=True)
a, b, c, d = symbols("a b c d", positive=True)
w, z, kk, damp = symbols("omega zeta k gamma", positive=True)
k1, k2, start, top, half = symbols("k1 k2 A_0 V K_m", positive=True)
t, rr = symbols("t r", real=True)
A, B, C = (Function(name)(t) for name in ("A", "B", "C"))
X, Y = Function("X")(t), Function("Y")(t)

root = x + I * y
cubic = (eq(x**3 - 3 * x * y**2 + a * (x**2 - y**2) + b * x + c, 0),
         eq(3 * x**2 * y - y**3 + 2 * a * x * y + b * y, 0))
resonance = 1 / ((1 - w**2)**2 + 4 * z**2 * w**2)
peak = 1 / (4 * z**2 * (1 - z**2))
drift = Matrix([[0, 1], [-kk, -damp]])
middle = start * k1 / (k2 - k1) * (exp(-k1 * t) - exp(-k2 * t))
some = (gt(s, 0),)
uptake = top * s / (half + s)
binding = (eq(A.diff(t), -k1 * A * B + k2 * C), eq(B.diff(t), -k1 * A * B + k2 * C),
           eq(C.diff(t), k1 * A * B - k2 * C))
prey = (eq(X.diff(t), X * (a - b * Y)), eq(Y.diff(t), Y * (d * X - c)))
schottky = x**2 * exp(x) / (1 + exp(x))**2
states = exp(-beta * e1) + exp(-beta * e2) + exp(-beta * e3)
variance = states * states.diff(beta, 2) - states.diff(beta)**2
planck = x / (exp(x) - 1)
lower = exp(K) * cosh(h) - sqrt(exp(2 * K) * sinh(h)**2 + exp(-2 * K))
ad, an = symbols("ad a", commutative=False)
up, dn, sz = symbols("sp sm sz", commutative=False)
boson = OperatorAlgebra.from_commutators((ad, an), {(an, ad): 1})
atom = OperatorAlgebra.from_commutators(
    (ad, an, up, dn, sz), {(an, ad): 1, (up, dn): sz, (sz, up): 2 * up, (sz, dn): -2 * dn})
squeezed = an * cosh(rr) + ad * sinh(rr), ad * cosh(rr) + an * sinh(rr)
coupling = ad * dn + an * up


def _lyapunov(sign: int) -> MatrixIdentity:
    form = Matrix([[(damp**2 + kk + kk**2) / (2 * damp * kk), 1 / (2 * kk)],
                   [1 / (2 * kk), (1 + sign * kk) / (2 * damp * kk)]])
    return MatrixIdentity(drift.T * form + form * drift, Matrix([[-1, 0], [0, -1]]))


def _bracket(p: Expr, q: Expr) -> Expr:
    return p * q - q * p


def _yield(denominator: Expr) -> Expr:
    return middle.diff(t).subs(t, log(k1 / k2) / denominator)


CASES: tuple[Case, ...] = (
    Case("systems:hurwitz_cubic", Implication(cubic, lt(x, 0)), True, OGATA,
         (gt(a * b, c),)),
    Case("systems:hurwitz_cubic_condition", Implication(cubic, lt(x, 0)), False,
         "s^3 + s^2 + s + 10", flaw="condition a b > c missing"),
    Case("systems:resonance_peak", Bound(resonance, "max", peak, (w,)), True, OGATA,
         (lt(2 * z**2, 1),)),
    Case("systems:resonance_overdamped", Bound(resonance, "max", peak, (w,)), False,
         "no peak for zeta > 1/sqrt 2", (lt(z, 1),), flaw="range of the damping"),
    Case("systems:lyapunov_equation", _lyapunov(1), True, OGATA),
    Case("systems:lyapunov_equation_sign", _lyapunov(-1), False, "P_22 = (1 + k)/(2 c k)",
         flaw="sign"),
    Case("systems:consecutive_reactions",
         eq(middle.diff(t), k1 * start * exp(-k1 * t) - k2 * middle), True, ATKINS,
         (ne(k1, k2),)),
    Case("systems:consecutive_reactions_rate",
         eq(middle.diff(t), k1 * start * exp(-k1 * t) - k1 * middle), False,
         "B decays with k2", (ne(k1, k2),), flaw="k1 for k2"),
    Case("systems:largest_yield", eq(_yield(k1 - k2), 0), True, ATKINS, (ne(k1, k2),)),
    Case("systems:largest_yield_sign", eq(_yield(k1 + k2), 0), False, "the time has k1 - k2",
         (ne(k1, k2),), flaw="sign in the denominator"),
    Case("systems:michaelis_menten", Bound(uptake, "sup", top, (s,), attained=False, where=some),
         True, ATKINS),
    Case("systems:michaelis_menten_attained", Bound(uptake, "max", top, (s,), where=some), False,
         "V is approached only", flaw="attained"),
    Case("systems:binding_conserved", Implication(binding, eq((A + C).diff(t), 0)), True, ATKINS),
    Case("systems:binding_not_conserved", Implication(binding, eq((A + B + C).diff(t), 0)), False,
         "A + B + 2 C is conserved", flaw="C counted once"),
    Case("systems:lotka_volterra",
         Implication(prey, eq(X.diff(t) * (d - c / X) + Y.diff(t) * (b - a / Y), 0)), True,
         MURRAY),
    Case("systems:lotka_volterra_swapped",
         Implication(prey, eq(X.diff(t) * (d - a / X) + Y.diff(t) * (b - c / Y), 0)), False,
         "a belongs to the predator's logarithm", flaw="a and c swapped"),
    Case("systems:two_level_heat", lt(schottky, Q(9, 20)), True, PATHRIA),
    Case("systems:two_level_heat_low", lt(schottky, Q(2, 5)), False, "the maximum is 0.439",
         flaw="bound 2/5"),
    Case("systems:energy_fluctuation", ge(variance, 0), True, PATHRIA),
    Case("systems:energy_fluctuation_strict", gt(variance, 0), False,
         "zero for equal energies", flaw="strict"),
    Case("systems:planck_lower", gt(planck, 1 - x / 2), True, "Bernoulli numbers", (gt(x, 0),)),
    Case("systems:planck_lower_factor", gt(planck, 1 - x / 3), False, "x = 1: 0.582 < 2/3",
         (gt(x, 0),), flaw="x/3 for x/2"),
    Case("systems:planck_upper", lt(planck, 1 - x / 2 + x**2 / 12), True, "Bernoulli numbers",
         (gt(x, 0),)),
    Case("systems:ising_eigenvalue", Equivalence(gt(lower, 0), gt(K, 0)), True, PATHRIA),
    Case("systems:ising_eigenvalue_field", Equivalence(gt(lower, 0), gt(h, 0)), False,
         "the product of the eigenvalues is 2 sinh 2 K", flaw="field for coupling"),
    Case("systems:squeezed_commutator", OperatorIdentity(_bracket(*squeezed), 1, boson), True,
         WALLS),
    Case("systems:squeezed_commutator_sign",
         OperatorIdentity(_bracket(squeezed[0], ad * cosh(rr) - an * sinh(rr)), 1, boson), False,
         "cosh 2 r", flaw="sign of one sinh"),
    Case("systems:jaynes_cummings", OperatorIdentity(_bracket(coupling, ad * an + sz / 2), 0, atom),
         True, WALLS),
    Case("systems:jaynes_cummings_sign",
         OperatorIdentity(_bracket(coupling, ad * an - sz / 2), 0, atom), False,
         "a photon is absorbed when the atom is excited", flaw="sign of the inversion"),
)
