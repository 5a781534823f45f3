"""Special relativity: gamma, rapidity, velocity addition, Doppler, Thomas, expansions."""

from sympy import Matrix, Symbol, atanh, cosh, diag, exp, log, oo, sinh, sqrt, symbols, tanh

from symq.lang.statement import (
    All,
    Bound,
    Equivalence,
    Exists,
    Implication,
    Limit,
    Not,
    Q,
    between,
    eq,
    expands,
    ge,
    gt,
    le,
    lt,
    ne,
)
from tests.corpus.case import Case

b, u, v, w, x, t = symbols("b u v w x t")
c, m, f, R, accel = symbols("c m f R a", positive=True)
phi, psi = symbols("phi psi")
p = Symbol("p", real=True)
r = Symbol("r", real=True)
E, E1, k = symbols("E E1 k")
t1, t2, x1, x2 = symbols("t1 t2 x1 x2")
ux, uy = symbols("ux uy", real=True)


def gamma(beta):
    """Lorentz factor in units of c."""
    return 1 / sqrt(1 - beta**2)


def add(first, second):
    """Collinear sum of velocities in units of c."""
    return (first + second) / (1 + first * second)


def boost(beta):
    """Boost of (t, x) in units of c."""
    return gamma(beta) * Matrix([[1, -beta], [-beta, 1]])


def boost_x(rapidity):
    """Boost of (t, x, y) along x."""
    return Matrix([[cosh(rapidity), -sinh(rapidity), 0], [-sinh(rapidity), cosh(rapidity), 0],
                   [0, 0, 1]])


def boost_y(rapidity):
    """Boost of (t, x, y) along y."""
    return Matrix([[cosh(rapidity), 0, -sinh(rapidity)], [0, 1, 0],
                   [-sinh(rapidity), 0, cosh(rapidity)]])


SLOW_U = between(-1, u, 1)
SLOW_V = between(-1, v, 1)
SLOW_B = between(-1, b, 1)
JACKSON = "standard special relativity (textbook kinematics); checked numerically"
TIMELIKE = (gt(t1, 0), gt(t2, 0), lt(x1**2, t1**2), lt(x2**2, t2**2))
s1 = t1**2 - x1**2
s2 = t2**2 - x2**2
S = sqrt(accel**-2 * c**4 + c**2 * t**2) - c**2 / accel
mu = Symbol("mu")

CASES = (
    Case("relativity:gamma-of-sum", eq(gamma(add(u, v)), gamma(u) * gamma(v) * (1 + u * v)), True,
         JACKSON, (SLOW_U, SLOW_V)),
    Case("relativity:gamma-of-sum-sign", eq(gamma(add(u, v)), gamma(u) * gamma(v) * (1 - u * v)),
         False, JACKSON, (SLOW_U, SLOW_V), "sign: that is gamma of the difference"),
    Case("relativity:gamma-of-sum-unbounded",
         eq(gamma(add(u, v)), gamma(u) * gamma(v) * (1 + u * v)), False,
         "u = v = 2 gives 5/3 against -5/3", (gt(u, 0), gt(v, 0)),
         "missing condition u, v < 1: branch of the root"),
    Case("relativity:bondi-factor", eq(exp(atanh(b)), sqrt((1 + b) / (1 - b))), True,
         "Bondi k-factor as exponential of the rapidity", (SLOW_B,)),
    Case("relativity:bondi-factor-inverted", eq(exp(atanh(b)), sqrt((1 - b) / (1 + b))), False,
         "Bondi k-factor as exponential of the rapidity", (SLOW_B,),
         "numerator and denominator exchanged"),
    Case("relativity:gamma-is-cosh", eq(1 / sqrt(1 - tanh(r)**2), cosh(r)), True, JACKSON),
    Case("relativity:gamma-is-cosh-complex", eq(1 / sqrt(1 - tanh(phi)**2), cosh(phi)), False,
         "phi = I*pi*3/4: cosh is negative, the root is not", (),
         "missing condition: rapidity real"),
    Case("relativity:tanh-addition",
         eq((tanh(phi) + tanh(psi)) / (1 + tanh(phi) * tanh(psi)), tanh(phi + psi)), True, JACKSON),
    Case("relativity:tanh-addition-sign",
         eq((tanh(phi) - tanh(psi)) / (1 + tanh(phi) * tanh(psi)), tanh(phi - psi)), False,
         JACKSON, (), "sign in the denominator, as for rotations"),
    Case("relativity:rapidities-add", eq(atanh(u) + atanh(v), atanh(add(u, v))), True, JACKSON,
         (SLOW_U, SLOW_V)),
    Case("relativity:below-c", lt((u + v) / (1 + u * v / c**2), c), True, JACKSON,
         (between(0, u, c), between(0, v, c))),
    Case("relativity:below-c-closed", lt((u + v) / (1 + u * v / c**2), c), False,
         "u = c gives c", (between(0, u, c, strict=False), between(0, v, c)),
         "strictness: light composed with anything is light"),
    Case("relativity:doppler-from-gamma", eq(sqrt((1 - b) / (1 + b)), gamma(b) * (1 - b)), True,
         JACKSON, (SLOW_B,)),
    Case("relativity:doppler-from-gamma-sign", eq(sqrt((1 - b) / (1 + b)), gamma(b) * (1 + b)),
         False, JACKSON, (SLOW_B,), "source approaches instead of recedes"),
    Case("relativity:doppler-composes",
         eq(sqrt((1 - u) / (1 + u)) * sqrt((1 - v) / (1 + v)),
            sqrt((1 - add(u, v)) / (1 + add(u, v)))), True, JACKSON, (SLOW_U, SLOW_V)),
    Case("relativity:kinetic-energy", expands(gamma(b) - 1, b**2 / 2 + Q(3, 8) * b**4, b, 6,
                                              sharp=True), True, JACKSON),
    Case("relativity:kinetic-energy-order", expands(gamma(b) - 1, b**2 / 2 + Q(3, 8) * b**4, b, 7),
         False, "next term is 5 b^6/16", (), "order of the remainder"),
    Case("relativity:kinetic-energy-coefficient",
         expands(gamma(b) - 1, b**2 / 2 + Q(3, 4) * b**4, b, 6), False, "coefficient is 3/8", (),
         "factor 2"),
    Case("relativity:mass-shell-large-c",
         expands(sqrt(p**2 * c**2 + m**2 * c**4) - m * c**2,
                 p**2 / (2 * m) - p**4 / (8 * m**3 * c**2), c, 4, at="oo", sharp=True), True,
         "kinetic correction of the hydrogen fine structure: -p^4/(8 m^3 c^2)"),
    Case("relativity:mass-shell-large-c-sign",
         expands(sqrt(p**2 * c**2 + m**2 * c**4) - m * c**2,
                 p**2 / (2 * m) + p**4 / (8 * m**3 * c**2), c, 4, at="oo"), False,
         "kinetic correction of the hydrogen fine structure: -p^4/(8 m^3 c^2)", (), "sign"),
    Case("relativity:thomas-factor", eq((gamma(b) - 1) / b**2, gamma(b)**2 / (gamma(b) + 1)), True,
         "two forms of the Thomas precession factor", (SLOW_B,)),
    Case("relativity:thomas-factor-power", eq((gamma(b) - 1) / b**2, gamma(b) / (gamma(b) + 1)),
         False, "two forms of the Thomas precession factor", (SLOW_B,), "exponent of gamma"),
    Case("relativity:thomas-half", expands(gamma(b)**2 / (gamma(b) + 1), Q(1, 2) + 3 * b**2 / 8, b,
                                           4, sharp=True), True, "Thomas half and its correction"),
    Case("relativity:thomas-half-sharp", expands(gamma(b)**2 / (gamma(b) + 1),
                                                 Q(1, 2) + 3 * b**2 / 8, b, 3, sharp=True),
         False, "the function is even in b: the b^3 term vanishes", (), "inconsistent sharpness"),
    Case("relativity:mass-shell",
         Implication((eq(E, m * gamma(v)), eq(p, m * v * gamma(v))), eq(E**2 - p**2, m**2)), True,
         JACKSON, (SLOW_V,)),
    Case("relativity:mass-shell-root",
         Implication((eq(E**2 - p**2, m**2),), eq(E, sqrt(p**2 + m**2))), False,
         "negative-energy solutions", (), "missing condition E > 0"),
    Case("relativity:mass-shell-root-positive",
         Implication((eq(E**2 - p**2, m**2), gt(E, 0)), eq(E, sqrt(p**2 + m**2))), True,
         "positive-energy solutions"),
    Case("relativity:boost-preserves-metric",
         eq(boost_x(phi).T * diag(1, -1, -1) * boost_x(phi), diag(1, -1, -1)), True, JACKSON),
    Case("relativity:boost-not-orthogonal", eq(boost_x(phi).T * boost_x(phi), diag(1, 1, 1)),
         False, "a boost is symmetric, so this is the boost of twice the rapidity", (),
         "metric replaced by the identity"),
    Case("relativity:boosts-compose", eq(boost(u) * boost(v), boost(add(u, v))), True, JACKSON,
         (SLOW_U, SLOW_V)),
    Case("relativity:boosts-commute", eq(boost_x(phi) * boost_y(psi), boost_y(psi) * boost_x(phi)),
         False, "Wigner rotation", (), "boosts along different axes do not commute"),
    Case("relativity:aberration",
         eq(((x - b) / (1 - b * x))**2 + (1 - b**2) * (1 - x**2) / (1 - b * x)**2, 1), True,
         "cosine and sine of the aberrated angle"),
    Case("relativity:aberration-factor",
         eq(((x - b) / (1 - b * x))**2 + (1 - b) * (1 - x**2) / (1 - b * x)**2, 1), False,
         "cosine and sine of the aberrated angle", (), "1 - b for 1 - b^2"),
    Case("relativity:compton",
         Implication((eq((E + m - E1)**2, m**2 + E**2 + E1**2 - 2 * E * E1 * x), ne(E, 0),
                      ne(E1, 0)), eq(1 / E1 - 1 / E, (1 - x) / m)), True,
         "Compton formula from energy and momentum conservation, x = cos(theta)"),
    Case("relativity:compton-sign",
         Implication((eq((E + m - E1)**2, m**2 + E**2 + E1**2 - 2 * E * E1 * x), ne(E, 0),
                      ne(E1, 0)), eq(1 / E1 - 1 / E, (1 + x) / m)), False,
         "Compton formula from energy and momentum conservation, x = cos(theta)", (),
         "sign of the cosine"),
    Case("relativity:kallen",
         eq(u**2 + v**2 + w**2 - 2 * (u * v + v * w + w * u),
            (u - (sqrt(v) + sqrt(w))**2) * (u - (sqrt(v) - sqrt(w))**2)), True,
         "Kallen function factorised; holds on every branch of the roots"),
    Case("relativity:kallen-sign",
         eq(u**2 + v**2 + w**2 - 2 * (u * v + v * w - w * u),
            (u - (sqrt(v) + sqrt(w))**2) * (u - (sqrt(v) - sqrt(w))**2)), False,
         "Kallen function factorised", (), "sign of one cross term"),
    Case("relativity:rocket", eq(tanh(log(R)), (R**2 - 1) / (R**2 + 1)), True,
         "relativistic photon rocket with mass ratio R"),
    Case("relativity:rocket-exponent", eq(tanh(log(R)), (R - 1) / (R + 1)), False,
         "relativistic photon rocket with mass ratio R", (), "exponent: rapidity log(R), not half"),
    Case("relativity:hyperbolic-motion", expands(S, accel * t**2 / 2, t, 4, sharp=True), True,
         "uniform proper acceleration, Newtonian limit"),
    Case("relativity:hyperbolic-asymptote", Limit(S - c * t, t, oo, -c**2 / accel), True,
         "Rindler horizon"),
    Case("relativity:hyperbolic-asymptote-lost", Limit(S - c * t, t, oo, 0), False,
         "Rindler horizon at distance c^2/a", (), "constant dropped"),
    Case("relativity:speed-sup", Bound(add(u, v), "sup", 1, (u, v), False,
                                       (between(0, u, 1), between(0, v, 1))), True, JACKSON),
    Case("relativity:speed-max", Bound(add(u, v), "max", 1, (u, v), None,
                                       (between(0, u, 1), between(0, v, 1))), False, JACKSON, (),
         "supremum is not attained on the open square"),
    Case("relativity:gamma-monotone", Implication((lt(u, v),), lt(gamma(u), gamma(v))), True,
         "elementary", (ge(u, 0), lt(u, 1), ge(v, 0), lt(v, 1))),
    Case("relativity:gamma-monotone-signed", Implication((lt(u, v),), lt(gamma(u), gamma(v))),
         False, "u = -1/2, v = 0", (SLOW_U, SLOW_V), "missing condition u >= 0"),
    Case("relativity:reversed-cauchy", ge((t1 * t2 - x1 * x2)**2, s1 * s2), True,
         "difference is (t1 x2 - t2 x1)^2", TIMELIKE),
    Case("relativity:cauchy-not-reversed", le((t1 * t2 - x1 * x2)**2, s1 * s2), False,
         "difference is (t1 x2 - t2 x1)^2", TIMELIKE, "Euclidean direction of the inequality"),
    Case("relativity:invariant-mass",
         ge(sqrt((t1 + t2)**2 - (x1 + x2)**2), sqrt(s1) + sqrt(s2)), True,
         "reversed triangle inequality for future time-like vectors", TIMELIKE),
    Case("relativity:invariant-mass-mixed",
         ge((t1 + t2)**2 - (x1 + x2)**2, s1 + s2), False,
         "t2 may be negative", (lt(x1**2, t1**2), lt(x2**2, t2**2)),
         "missing condition: both future directed"),
    Case("relativity:addition-associates", eq(add(add(u, v), w), add(u, add(v, w))), True,
         "elementary; checked by expansion"),
    Case("relativity:galilei-limit",
         expands((u + v) / (1 + u * v / c**2), u + v - u * v * (u + v) / c**2, c, 4, at="oo",
                 sharp=True), True, "geometric series"),
    Case("relativity:galilei-limit-sign",
         expands((u + v) / (1 + u * v / c**2), u + v + u * v * (u + v) / c**2, c, 4, at="oo"),
         False, "geometric series", (), "sign"),
    Case("relativity:redshift-expansion",
         expands(sqrt((1 - b) / (1 + b)), 1 - b + b**2 / 2, b, 3, sharp=True), True, JACKSON),
    Case("relativity:redshift-expansion-sign",
         expands(sqrt((1 - b) / (1 + b)), 1 - b - b**2 / 2, b, 3), False, JACKSON, (), "sign"),
    Case("relativity:oblique-addition",
         eq(1 - ((ux + v)**2 + uy**2 * (1 - v**2)) / (1 + ux * v)**2,
            (1 - ux**2 - uy**2) * (1 - v**2) / (1 + ux * v)**2), True, JACKSON),
    Case("relativity:oblique-addition-no-gamma",
         eq(1 - ((ux + v)**2 + uy**2) / (1 + ux * v)**2,
            (1 - ux**2 - uy**2) * (1 - v**2) / (1 + ux * v)**2), False, JACKSON, (),
         "transverse component lacks the factor 1/gamma"),
    Case("relativity:no-photon-decay-at-rest",
         Not(All((eq(E, k), eq(E, k + m)))), True, "a photon does not turn into massive at rest"),
    Case("relativity:light-composes-to-light", Equivalence(eq(add(u, v), 1), eq((1 - u) * (1 - v),
                                                                                0)), True,
         "1 - (u + v)/(1 + uv) = (1 - u)(1 - v)/(1 + uv)", (gt(u * v, -1),)),
    Case("relativity:light-from-one-side", Equivalence(eq(add(u, v), 1), eq(u, 1)), False,
         "v = 1", (gt(u * v, -1),), "the other factor may vanish"),
    Case("relativity:rest-frame-exists",
         Exists(((mu, "real"),), All((eq((x1 - mu * t1), 0), between(-1, mu, 1)))), True,
         "the rest frame of a time-like vector", TIMELIKE),
    Case("relativity:simultaneity-frame-exists",
         Exists(((mu, "real"),), All((eq((t1 - mu * x1), 0), between(-1, mu, 1)))), False,
         "time-like events are never simultaneous", TIMELIKE, "time-like instead of space-like"),
)
