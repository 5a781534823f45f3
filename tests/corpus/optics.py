"""Optics: Fresnel, lenses, thin films, Snell, Brewster, beams, interference."""

from sympy import (
    Abs,
    I,
    Matrix,
    Symbol,
    asin,
    atan,
    cos,
    exp,
    oo,
    pi,
    sin,
    sqrt,
    symbols,
    tan,
)

from symq.lang.statement import (
    Bound,
    Equivalence,
    Implication,
    Limit,
    Q,
    Table,
    between,
    eq,
    expands,
    ge,
    gt,
    lt,
    ne,
)
from tests.corpus.case import Case

n, n0, n1, n2, ns, f, f1, f2, A, B, L = symbols("n n0 n1 n2 ns f f1 f2 A B L", positive=True)
zR = Symbol("zR", positive=True)
c1, c2 = symbols("c1 c2", positive=True)
a, d, R, s, s1, x, y, z, e = symbols("a d R s s1 x y z e")
alpha, beta, delta = symbols("alpha beta delta", real=True)
kappa, q = symbols("kappa q", real=True)

SNELL = eq(n1 * sin(alpha), n2 * sin(beta))
FRESNEL = "Fresnel equations; checked numerically"
rs = (n1 * c1 - n2 * c2) / (n1 * c1 + n2 * c2)
ts = 2 * n1 * c1 / (n1 * c1 + n2 * c2)
rp = (n2 * c1 - n1 * c2) / (n2 * c1 + n1 * c2)
tp = 2 * n1 * c1 / (n2 * c1 + n1 * c2)
RS = (n1 * cos(alpha) - n2 * cos(beta)) / (n1 * cos(alpha) + n2 * cos(beta))
RP = (n2 * cos(alpha) - n1 * cos(beta)) / (n2 * cos(alpha) + n1 * cos(beta))
airy = (1 - R)**2 / ((1 - R)**2 + 4 * R * sin(delta / 2)**2)
half = 1 / sqrt(2)
inside = sqrt(1 - 1 / (2 * n**2))
rs45 = (half - n * inside) / (half + n * inside)
rp45 = (n * half - inside) / (n * half + inside)
graze = (sin(e) - sqrt(n**2 - cos(e)**2)) / (sin(e) + sqrt(n**2 - cos(e)**2))
FIRST = between(0, alpha, pi / 2)


def lens(focal):
    """Ray matrix of a thin lens."""
    return Matrix([[1, 0], [-1 / focal, 1]])


def gap(length):
    """Ray matrix of free propagation."""
    return Matrix([[1, length], [0, 1]])


CASES = (
    Case("optics:normal-incidence", eq(((n1 - n2) / (n1 + n2))**2 + 4 * n1 * n2 / (n1 + n2)**2, 1),
         True, FRESNEL),
    Case("optics:normal-incidence-amplitude", eq(((n1 - n2) / (n1 + n2))**2
                                                 + (2 * n1 / (n1 + n2))**2, 1), False, FRESNEL, (),
         "missing factor n2/n1 in the transmittance"),
    Case("optics:continuity-s", eq(1 + rs, ts), True, FRESNEL),
    Case("optics:continuity-p", eq(1 + rp, n2 * tp / n1), True, FRESNEL),
    Case("optics:continuity-p-factor", eq(1 + rp, tp), False, FRESNEL, (), "missing factor n2/n1"),
    Case("optics:energy-s", eq(rs**2 + n2 * c2 / (n1 * c1) * ts**2, 1), True, FRESNEL),
    Case("optics:energy-s-swapped", eq(rs**2 + n2 * c1 / (n1 * c2) * ts**2, 1), False, FRESNEL, (),
         "cosines exchanged"),
    Case("optics:sine-law", Implication((SNELL,), eq(RS, -sin(alpha - beta) / sin(alpha + beta))),
         True, "Fresnel's sine law"),
    Case("optics:sine-law-sign",
         Implication((SNELL,), eq(RS, sin(alpha - beta) / sin(alpha + beta))), False,
         "Fresnel's sine law", (), "sign"),
    Case("optics:tangent-law", Implication((SNELL,), eq(RP, tan(alpha - beta) / tan(alpha + beta))),
         True, "Fresnel's tangent law"),
    Case("optics:tangent-law-sine", Implication((SNELL,), eq(RP, sin(alpha - beta)
                                                             / sin(alpha + beta))), False,
         "Fresnel's tangent law", (), "sine law of the other polarisation"),
    Case("optics:brewster",
         Implication((SNELL, eq(tan(alpha), n2 / n1)), eq(alpha + beta, pi / 2)), True,
         "Brewster angle: refracted and reflected ray are perpendicular",
         (FIRST, between(0, beta, pi / 2))),
    Case("optics:brewster-any-angle",
         Implication((SNELL, eq(tan(alpha), n2 / n1)), eq(alpha + beta, pi / 2)), False,
         "beta and pi - beta have the same sine", (FIRST, between(0, beta, pi)),
         "branch of the angle of refraction"),
    Case("optics:brewster-no-reflection",
         eq(n2 * cos(atan(n2 / n1)) - n1 * sqrt(1 - (n1 * sin(atan(n2 / n1)) / n2)**2), 0), True,
         "Brewster angle"),
    Case("optics:brewster-inverted",
         eq(n2 * cos(atan(n1 / n2)) - n1 * sqrt(1 - (n1 * sin(atan(n1 / n2)) / n2)**2), 0), False,
         "Brewster angle", (lt(n1, n2),), "ratio of the indices inverted"),
    Case("optics:newton-lens", Implication((eq(1 / s + 1 / s1, 1 / f), ne(s, 0), ne(s1, 0)),
                                           eq((s - f) * (s1 - f), f**2)), True,
         "Newton's form of the lens equation"),
    Case("optics:newton-lens-sign", Implication((eq(1 / s + 1 / s1, 1 / f), ne(s, 0), ne(s1, 0)),
                                                eq((s + f) * (s1 + f), f**2)), False,
         "Newton's form of the lens equation", (), "sign"),
    Case("optics:newton-lens-equivalence",
         Equivalence(eq(1 / s + 1 / s1, 1 / f), eq((s - f) * (s1 - f), f**2)), True,
         "elementary", (ne(s, 0), ne(s1, 0))),
    Case("optics:two-lenses",
         eq(lens(f2) * gap(d) * lens(f1),
            Matrix([[1 - d / f1, d], [-1 / f1 - 1 / f2 + d / (f1 * f2), 1 - d / f2]])), True,
         "ray-transfer matrix of two thin lenses"),
    Case("optics:two-lenses-sign",
         eq(lens(f2) * gap(d) * lens(f1),
            Matrix([[1 - d / f1, d], [-1 / f1 - 1 / f2 - d / (f1 * f2), 1 - d / f2]])), False,
         "ray-transfer matrix of two thin lenses", (), "sign of the separation term"),
    Case("optics:two-lenses-order",
         eq(lens(f2) * gap(d) * lens(f1),
            Matrix([[1 - d / f2, d], [-1 / f1 - 1 / f2 + d / (f1 * f2), 1 - d / f1]])), False,
         "ray-transfer matrix of two thin lenses", (), "lenses in the wrong order"),
    Case("optics:airy", eq(airy, (1 - R)**2 / (1 + R**2 - 2 * R * cos(delta))), True,
         "Airy function of an etalon, half-angle formula"),
    Case("optics:airy-sign", eq(airy, (1 - R)**2 / (1 + R**2 + 2 * R * cos(delta))), False,
         "Airy function of an etalon, half-angle formula", (), "sign of the interference term"),
    Case("optics:airy-min", Bound(airy, "min", ((1 - R) / (1 + R))**2, (delta,)), True,
         "minimal transmission of an etalon", (between(0, R, 1),)),
    Case("optics:airy-min-exponent", Bound(airy, "min", (1 - R) / (1 + R), (delta,)), False,
         "minimal transmission of an etalon", (between(0, R, 1),), "exponent"),
    Case("optics:antireflection", Equivalence(eq((n0 * ns - n1**2) / (n0 * ns + n1**2), 0),
                                              eq(n1, sqrt(n0 * ns))), True,
         "quarter-wave layer"),
    Case("optics:antireflection-mean", Equivalence(eq((n0 * ns - n1**2) / (n0 * ns + n1**2), 0),
                                                   eq(n1, (n0 + ns) / 2)), False,
         "quarter-wave layer", (), "arithmetic instead of geometric mean"),
    Case("optics:refraction-paraxial",
         expands(asin(sin(x) / n), x / n - (n**2 - 1) * x**3 / (6 * n**3), x, 5), True,
         "third-order Snell law; checked by series"),
    Case("optics:refraction-paraxial-sign",
         expands(asin(sin(x) / n), x / n + (n**2 - 1) * x**3 / (6 * n**3), x, 5), False,
         "third-order Snell law; checked by series", (), "sign"),
    Case("optics:thin-prism",
         expands(2 * asin(n * sin(x / 2)) - x, (n - 1) * x + n * (n**2 - 1) * x**3 / 24, x, 5),
         True, "minimal deviation of a thin prism; checked by series"),
    Case("optics:thin-prism-factor",
         expands(2 * asin(n * sin(x / 2)) - x, (n - 1) * x + n * (n**2 - 1) * x**3 / 6, x, 5),
         False, "minimal deviation of a thin prism; checked by series", (), "factor 4"),
    Case("optics:total-reflection", eq(Abs((c1 - I * kappa) / (c1 + I * kappa)), 1), True,
         "total reflection has unit modulus"),
    Case("optics:total-reflection-complex", eq(Abs((x - I * y) / (x + I * y)), 1), False,
         "absorbing medium", (), "missing condition: real x and y"),
    Case("optics:gauss-beam", eq(1 / (z + I * zR), 1 / (z + zR**2 / z) - I / (zR * (1 + (z / zR)**2)
                                                                             )), True,
         "curvature and width of a Gaussian beam"),
    Case("optics:gauss-beam-sign", eq(1 / (z + I * zR),
                                      1 / (z + zR**2 / z) + I / (zR * (1 + (z / zR)**2))), False,
         "curvature and width of a Gaussian beam", (), "sign of the imaginary part"),
    Case("optics:three-slits", eq((sin(3 * x) / sin(x))**2, (1 + 2 * cos(2 * x))**2), True,
         "three-slit grating"),
    Case("optics:three-slits-angle", eq((sin(3 * x) / sin(x))**2, (1 + 2 * cos(x))**2), False,
         "three-slit grating", (), "phase is twice the half phase"),
    Case("optics:fermat-path",
         ge(sqrt(a**2 + x**2) + sqrt(e**2 + (d - x)**2), sqrt((a + e)**2 + d**2)), True,
         "Minkowski inequality"),
    Case("optics:fermat-path-strict",
         gt(sqrt(a**2 + x**2) + sqrt(e**2 + (d - x)**2), sqrt((a + e)**2 + d**2)), False,
         "equality on the straight line", (gt(a, 0), gt(e, 0)), "strictness"),
    Case("optics:three-polarisers", Bound(cos(delta)**2 * sin(delta)**2, "max", Q(1, 4), (delta,)),
         True, "Malus law twice"),
    Case("optics:three-polarisers-half", Bound(cos(delta)**2 * sin(delta)**2, "max", Q(1, 2),
                                               (delta,)), False, "Malus law twice", (), "factor 2"),
    Case("optics:object-to-image", ge(s + s * f / (s - f), 4 * f), True,
         "real image is at least four focal lengths away; (s - 2f)^2 >= 0", (gt(s, f),)),
    Case("optics:object-to-image-virtual", ge(s + s * f / (s - f), 4 * f), False,
         "s = f/2", (gt(s, 0),), "missing condition s > f"),
    Case("optics:object-to-image-min", Bound(s + s * f / (s - f), "min", 4 * f, (s,), True,
                                             (gt(s, f),)), True, "one-to-one imaging s = 2f"),
    Case("optics:sellmeier",
         expands(sqrt(1 + A * L**2 / (L**2 - B)), sqrt(1 + A) + A * B / (2 * sqrt(1 + A) * L**2),
                 L, 4, at="oo", sharp=True), True, "one-term Sellmeier to Cauchy formula"),
    Case("optics:sellmeier-factor",
         expands(sqrt(1 + A * L**2 / (L**2 - B)), sqrt(1 + A) + A * B / (sqrt(1 + A) * L**2),
                 L, 4, at="oo"), False, "one-term Sellmeier to Cauchy formula", (), "factor 2"),
    Case("optics:grazing-limit", Limit(graze, e, 0, -1), True, FRESNEL, (gt(n, 1),)),
    Case("optics:grazing-limit-sign", Limit(graze, e, 0, 1), False, FRESNEL, (gt(n, 1),), "sign"),
    Case("optics:grazing-expansion", expands(graze, -1 + 2 * e / sqrt(n**2 - 1), e, 2, sharp=True),
         True, FRESNEL, (gt(n, 1),)),
    Case("optics:grazing-expansion-factor", expands(graze, -1 + e / sqrt(n**2 - 1), e, 2), False,
         FRESNEL, (gt(n, 1),), "factor 2"),
    Case("optics:two-beams", eq(Abs(1 + exp(I * delta))**2, 4 * cos(delta / 2)**2), True,
         "two-beam interference"),
    Case("optics:two-beams-complex", eq(Abs(1 + exp(I * z))**2, 4 * cos(z / 2)**2), False,
         "z = I", (), "missing condition: real phase"),
    Case("optics:reflection-at-45-degrees", eq(rp45, rs45**2), True,
         "r_p = r_s^2 at 45 degrees (Abeles)", (gt(n, 1),)),
    Case("optics:reflection-at-45-degrees-sign", eq(rp45, -rs45**2), False,
         "r_p = r_s^2 at 45 degrees (Abeles)", (gt(n, 1),), "sign"),
    Case("optics:lens-table", Table((("at 2f", eq(1 / (1 / f - 1 / (2 * f)), 2 * f)),
                                     ("at 3f", eq(1 / (1 / f - 1 / (3 * f)), 3 * f / 2)),
                                     ("at f/2", eq(1 / (1 / f - 2 / f + x), -f / (1 - f * x))))),
         True, "thin-lens equation"),
    Case("optics:lens-table-row", Table((("at 2f", eq(1 / (1 / f - 1 / (2 * f)), 2 * f)),
                                         ("at 3f", eq(1 / (1 / f - 1 / (3 * f)), 3 * f / 2)),
                                         ("shifted", eq(1 / (1 / f - 2 / f + x), -f / (1 + f * x))
                                          ))), False, "thin-lens equation", (), "sign in one row"),
    Case("optics:cauchy-limit", Limit(sqrt(1 + A * L**2 / (L**2 - B)), L, oo, sqrt(1 + A)), True,
         "static index"),
)
