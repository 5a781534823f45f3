"""General relativity and the mechanics of orbits."""

from sympy import Function, cosh, log, sin, sinh, sqrt, symbols

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
    le,
    lt,
)
from tests.corpus.case import Case

WALD = "Wald, General Relativity"
MTW = "Misner, Thorne and Wheeler, Gravitation"
VALLADO = "Vallado, Fundamentals of Astrodynamics and Applications"

t, x, e, psi = symbols("t x e psi", real=True)
r, M, L, acc, semi, grav = symbols("r M L alpha a mu", positive=True)
spin, ratio = symbols("a_s rho", real=True)
vp, va = symbols("v_p v_a", positive=True)
scale, rho, p = (Function(name)(t) for name in ("a", "rho", "p"))

potential = (1 - 2 * M / r) * (1 + L**2 / r**2)
outer = M + sqrt(M**2 - spin**2)
reduced = (outer**2 + spin**2) / 4
friedmann = (eq(scale.diff(t)**2, rho * scale**2),
             eq(scale.diff(t, 2), -(rho + 3 * p) * scale / 2))
near, far = semi * (1 - e), semi * (1 + e)
apsides = (eq(vp * near, va * far), eq(vp**2 / 2 - grav / near, va**2 / 2 - grav / far))
transfer = sqrt(2 * ratio / (1 + ratio)) - 1 + (1 - sqrt(2 / (1 + ratio))) / sqrt(ratio)
anomaly = psi + e * sin(psi) + e**2 * sin(2 * psi) / 2
rindler = (x * cosh(acc * t), x * sinh(acc * t))


def _circular(square: int) -> All:
    at = {r: 6 * M, L: sqrt(square) * M}
    return All((eq(potential.diff(r).subs(at), 0), eq(potential.diff(r, 2).subs(at), 0)))


def _distance(factor: Expr) -> Expr:
    return (sqrt(r * (r - 2 * M)) + factor * log(sqrt(r) + sqrt(r - 2 * M))).diff(r)


def _continuity(sign: int) -> Expr:
    return scale * (scale * rho.diff(t) + 3 * scale.diff(t) * (rho + sign * p))



CASES: tuple[Case, ...] = (
    Case("gravity:last_stable_orbit", _circular(12), True, MTW),
    Case("gravity:last_stable_orbit_momentum", _circular(16), False,
         "16 belongs to the marginally bound orbit r = 4 M", flaw="L^2 = 16 M^2 for 12 M^2"),
    Case("gravity:photon_sphere",
         Bound((1 - 2 * M / r) / r**2, "max", 1 / (27 * M**2), (r,), where=(gt(r, 2 * M),)), True,
         WALD),
    Case("gravity:photon_sphere_factor",
         Bound((1 - 2 * M / r) / r**2, "max", 1 / (32 * M**2), (r,), where=(gt(r, 2 * M),)), False,
         "1/32 is the value at r = 4 M", flaw="value at another place"),
    Case("gravity:proper_distance", eq(_distance(2 * M), 1 / sqrt(1 - 2 * M / r)), True, MTW,
         (gt(r, 2 * M),)),
    Case("gravity:proper_distance_factor", eq(_distance(M), 1 / sqrt(1 - 2 * M / r)), False,
         "the logarithm has the factor 2 M", (gt(r, 2 * M),), flaw="factor 2"),
    Case("gravity:kerr_horizon", eq(outer**2 + spin**2, 2 * M * outer), True, WALD,
         (between(0, spin, M),)),
    Case("gravity:kerr_horizon_sign", eq(outer**2 - spin**2, 2 * M * outer), False,
         "differs by 2 a^2", (between(0, spin, M),), flaw="sign"),
    Case("gravity:irreducible_mass", le(M**2, 2 * reduced), True, WALD,
         (between(0, spin, M, strict=False),)),
    Case("gravity:irreducible_mass_strict", lt(M**2, 2 * reduced), False,
         "equality for an extreme hole", (between(0, spin, M, strict=False),),
         flaw="strict at a = M"),
    Case("gravity:continuity", Implication(friedmann, eq(_continuity(1), 0)), True, WALD),
    Case("gravity:continuity_sign", Implication(friedmann, eq(_continuity(-1), 0)), False,
         "de Sitter: a = e^t, rho = 1, p = -1", flaw="sign of the pressure"),
    Case("gravity:perihelion_speed",
         Implication(apsides, eq(vp**2, grav * (1 + e) / (semi * (1 - e)))), True, VALLADO,
         (between(0, e, 1),)),
    Case("gravity:perihelion_speed_inverted",
         Implication(apsides, eq(vp**2, grav * (1 - e) / (semi * (1 + e)))), False,
         "that is the aphelion", (between(0, e, 1),), flaw="aphelion for perihelion"),
    Case("gravity:hohmann_bound", lt(transfer, Q(3, 5)), True, VALLADO, (ge(ratio, 1),)),
    Case("gravity:hohmann_bound_low", lt(transfer, Q(1, 2)), False,
         "0.536 at radius ratio 15.6", (ge(ratio, 1),), flaw="bound 1/2"),
    Case("gravity:kepler_series", expands(anomaly - e * sin(anomaly), psi, e, 3), True, VALLADO),
    Case("gravity:kepler_series_order", expands(anomaly - e * sin(anomaly), psi, e, 4), False,
         "a term e^3 remains", flaw="order of the remainder"),
    Case("gravity:rindler", eq(rindler[1].diff(t)**2 - rindler[0].diff(t)**2, acc**2 * x**2),
         True, MTW),
    Case("gravity:rindler_sign", eq(rindler[0].diff(t)**2 - rindler[1].diff(t)**2,
                                    acc**2 * x**2), False, "the other signature", flaw="sign"),
)
