"""Relativity, optics, spin chains, solitons and thermal physics, from textbooks."""

from sympy import (
    Function,
    I,
    Matrix,
    asin,
    atan,
    atanh,
    cos,
    cosh,
    coth,
    diag,
    exp,
    eye,
    log,
    oo,
    pi,
    sech,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)
from sympy.physics.quantum import TensorProduct

from symq.lang.statement import (
    Bound,
    Count,
    Equivalence,
    Exists,
    Expr,
    Implication,
    Limit,
    MatrixIdentity,
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

RINDLER = "Rindler, Introduction to Special Relativity"
JACKSON = "Jackson, Classical Electrodynamics"
BORN = "Born and Wolf, Principles of Optics"
DRAZIN = "Drazin and Johnson, Solitons: an Introduction"
FADDEEV = "L. D. Faddeev, hep-th/9605187"
PATHRIA = "Pathria and Beale, Statistical Mechanics"
BAXTER = "Baxter, Exactly Solved Models in Statistical Mechanics"
SACHDEV = "Sachdev, Quantum Phase Transitions"
SAKURAI = "Sakurai, Modern Quantum Mechanics"

x, t, k, th, h, g, z = symbols("x t k theta h g z", real=True)
be, u, v, eta = symbols("beta u v eta", real=True)
m, M, c, K, w, n1, n2, R = symbols("m M c K w n1 n2 R", positive=True)
p, q, E, kk, kp = symbols("p q E k1 k2", real=True)
slow = (between(-1, u, 1), between(-1, v, 1))
added = (u + v) / (1 + u * v)


def _boost(e: Expr) -> Matrix:
    return Matrix([[cosh(e), sinh(e)], [sinh(e), cosh(e)]])


bx = diag(_boost(u), 1)
by = Matrix([[cosh(v), 0, sinh(v)], [0, 1, 0], [sinh(v), 0, cosh(v)]])
X, Y, Z = Matrix([[0, 1], [1, 0]]), Matrix([[0, -I], [I, 0]]), Matrix([[1, 0], [0, -1]])
one = eye(2)
swap = Matrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
exchange = sum((TensorProduct(s, s) for s in (X, Y, Z)), Matrix.zeros(4))
P12, P23 = TensorProduct(swap, one), TensorProduct(one, swap)
P13 = P12 * P23 * P12


def _r(matrix: Matrix, a: Expr) -> Matrix:
    return a * eye(8) + matrix


a1, a2, a3, b1, b2, b3 = symbols("a1:4 b1:4", real=True)
dot_a, dot_b = a1 * X + a2 * Y + a3 * Z, b1 * X + b2 * Y + b3 * Z
cross = ((a2 * b3 - a3 * b2) * X + (a3 * b1 - a1 * b3) * Y + (a1 * b2 - a2 * b1) * Z)
inner = (a1 * b1 + a2 * b2 + a3 * b3) * one
s1, s2, s3, s4 = symbols("s1:5", integer=True)
ring = tuple((s, (1, -1)) for s in (s1, s2, s3, s4))
bonds = s1 * s2 + s2 * s3 + s3 * s4 + s4 * s1
soliton = c / 2 * sech(sqrt(c) / 2 * (x - c * t))**2
fast = c / 2 * sech(sqrt(c) / 2 * (x - 2 * c * t))**2


def _kdv(f: Expr) -> Expr:
    return f.diff(t) + 6 * f * f.diff(x) + f.diff(x, 3)


U, V = Function("u")(x, t), Function("v")(x, t)
mkdv = (eq(V.diff(t) - 6 * V**2 * V.diff(x) + V.diff(x, 3), 0),)
kink = 4 * atan(exp((x - h * t) / sqrt(1 - h**2)))
bright = sech(x - 2 * k * t) * exp(I * (k * x + (1 - k**2) * t))
nls = I * bright.diff(t) + bright.diff(x, 2) + 2 * sech(x - 2 * k * t)**2 * bright
heat = (eq(V.diff(t), V.diff(x, 2)), ne(V, 0))
cole = -2 * V.diff(x) / V
einstein = (x / 2 / sinh(x / 2))**2
waals = 8 * t / (3 * v - 1) - 3 / v**2
snell = eq(n1 * sin(u), n2 * sin(v))
acute = (between(0, u, pi / 2), between(0, v, pi / 2))
rp = (n2 * cos(u) - n1 * cos(v)) / (n2 * cos(u) + n1 * cos(v))
rs = (n1 * cos(u) - n2 * cos(v)) / (n1 * cos(u) + n2 * cos(v))
ts = 2 * n1 * cos(u) / (n1 * cos(u) + n2 * cos(v))

CASES: tuple[Case, ...] = (
    Case("waves:slower-than-light", lt(added, 1), True, RINDLER, slow),
    Case("waves:faster-than-both", gt(added, u), False, "v < 0", slow, flaw="v > 0 missing"),
    Case("waves:rapidity", eq(atanh(added), atanh(u) + atanh(v)), True, RINDLER, slow),
    Case("waves:rapidity-difference", eq(atanh(added), atanh(u) - atanh(v)), False, RINDLER, slow,
         flaw="sign"),
    Case("waves:doppler", eq(sqrt((1 + be) / (1 - be)), exp(atanh(be))), True, RINDLER,
         (between(-1, be, 1),)),
    Case("waves:doppler-square", eq((1 + be) / (1 - be), exp(atanh(be))), False, RINDLER,
         (between(-1, be, 1),), flaw="root"),
    Case("waves:boosts", MatrixIdentity(_boost(u) * _boost(v), _boost(u + v)), True, RINDLER),
    Case("waves:boosts-commute", MatrixIdentity(bx * by, by * bx), False, "Thomas rotation",
         flaw="different directions"),
    Case("waves:metric", MatrixIdentity(bx.T * diag(1, -1, -1) * bx, diag(1, -1, -1)), True,
         RINDLER),
    Case("waves:compton", Implication(
        (eq(kk - kp + m, E), eq(E**2 - m**2, kk**2 + kp**2 - 2 * kk * kp * cos(th))),
        eq(m * (kk - kp), kk * kp * (1 - cos(th)))), True, JACKSON),
    Case("waves:compton-sign", Implication(
        (eq(kk - kp + m, E), eq(E**2 - m**2, kk**2 + kp**2 - 2 * kk * kp * cos(th))),
        eq(m * (kk - kp), kk * kp * (1 + cos(th)))), False, JACKSON, flaw="sign"),
    Case("waves:invariant-mass", ge(sqrt(p**2 + m**2) + sqrt(q**2 + M**2),
                                    sqrt((p + q)**2 + (m + M)**2)), True, JACKSON),
    Case("waves:invariant-mass-strict", gt(sqrt(p**2 + m**2) + sqrt(q**2 + M**2),
                                           sqrt((p + q)**2 + (m + M)**2)), False, "p/m = q/M",
         flaw="strict"),
    Case("waves:acceleration", eq(tanh(asin(0) + eta)**2 + sech(eta)**2, 1), True, RINDLER),
    Case("waves:kinetic", expands(1 / sqrt(1 - u**2) - 1, u**2 / 2 + 3 * u**4 / 8, u, 6,
                                  sharp=True), True, RINDLER),
    Case("waves:kinetic-sharp", expands(1 / sqrt(1 - u**2) - 1, u**2 / 2 + 3 * u**4 / 8, u, 5,
                                        sharp=True), False, "next is u^6", flaw="order not best"),
    Case("waves:fresnel", Implication((snell,), eq(
        rs**2 + n2 * cos(v) / (n1 * cos(u)) * ts**2, 1)), True, BORN, acute),
    Case("waves:fresnel-factor", Implication((snell,), eq(rs**2 + ts**2, 1)), False, BORN, acute,
         flaw="cross section of the beam"),
    Case("waves:brewster", Implication((snell, eq(tan(u), n2 / n1)), eq(rp, 0)), True, BORN,
         acute),
    Case("waves:brewster-perpendicular", Implication((snell, eq(tan(u), n2 / n1)), eq(rs, 0)),
         False, BORN, acute, flaw="polarisation"),
    Case("waves:total-reflection", Implication((gt(n1 * sin(u), n2),), Not(Exists(
        ((v, "real"),), snell))), True, BORN),
    Case("waves:total-reflection-angle", Implication((gt(n1, n2), snell), ge(
        n1 * sin(u), n2)), False, "u = 0", flaw="any angle"),
    Case("waves:refraction", Implication((snell,), le(n1 * sin(u), n2)), True, BORN),
    Case("waves:gaussian-beam", Bound(z + R**2 / z, "min", 2 * R, (z,)), True, BORN, (gt(z, 0),)),
    Case("waves:gaussian-beam-range", Bound(z + R**2 / z, "min", 2 * R, (z,)), False, "z < 0",
         (ne(z, 0),), flaw="sign of z"),
    Case("waves:swap", MatrixIdentity((eye(4) + exchange) / 2, swap), True, SAKURAI),
    Case("waves:swap-sign", MatrixIdentity((eye(4) - exchange) / 2, swap), False, SAKURAI,
         flaw="sign"),
    Case("waves:yang-baxter", MatrixIdentity(
        _r(P12, u - v) * _r(P13, u) * _r(P23, v), _r(P23, v) * _r(P13, u) * _r(P12, u - v)), True,
         FADDEEV),
    Case("waves:yang-baxter-argument", MatrixIdentity(
        _r(P12, u + v) * _r(P13, u) * _r(P23, v), _r(P23, v) * _r(P13, u) * _r(P12, u + v)), False,
         FADDEEV, flaw="difference of the parameters"),
    Case("waves:pauli-product", MatrixIdentity(dot_a * dot_b, inner + I * cross), True, SAKURAI),
    Case("waves:pauli-product-sign", MatrixIdentity(dot_a * dot_b, inner - I * cross), False,
         SAKURAI, flaw="sign"),
    Case("waves:transverse-ising", Bound(sqrt(1 + h**2 - 2 * h * cos(k)), "min", sqrt((1 - h)**2),
                                         (k,)), True, SACHDEV, (ge(h, 0),)),
    Case("waves:transverse-ising-phase", Bound(sqrt(1 + h**2 - 2 * h * cos(k)), "min", 1 - h,
                                               (k,)), False, "h = 2", (ge(h, 0),),
         flaw="modulus"),
    Case("waves:magnon", Bound(2 * sin(k), "max", 2, (k,)), True, SACHDEV),
    Case("waves:duality", Implication((eq(tanh(w), exp(-2 * K)),), eq(
        sinh(2 * K) * sinh(2 * w), 1)), True, BAXTER),
    Case("waves:duality-cosh", Implication((eq(tanh(w), exp(-2 * K)),), eq(
        sinh(2 * K) * cosh(2 * w), 1)), False, BAXTER, flaw="sinh"),
    Case("waves:onsager", Equivalence(eq(sinh(2 * K), 1), eq(K, log(1 + sqrt(2)) / 2)), True,
         BAXTER),
    Case("waves:onsager-factor", Equivalence(eq(sinh(2 * K), 1), eq(K, log(1 + sqrt(2)))), False,
         BAXTER, flaw="factor"),
    Case("waves:ising-ring", Count(ring, eq(bonds, 0), 12), True, BAXTER),
    Case("waves:ising-ring-half", Count(ring, eq(bonds, 0), 6), False, BAXTER, flaw="two signs"),
    Case("waves:kdv", eq(_kdv(soliton), 0), True, DRAZIN),
    Case("waves:kdv-speed", eq(_kdv(fast), 0), False, DRAZIN, flaw="speed"),
    Case("waves:sine-gordon", eq(kink.diff(t, 2) - kink.diff(x, 2), -sin(kink)), True, DRAZIN,
         (between(-1, h, 1),)),
    Case("waves:sine-gordon-sign", eq(kink.diff(t, 2) - kink.diff(x, 2), sin(kink)), False, DRAZIN,
         (between(-1, h, 1),), flaw="sign"),
    Case("waves:schroedinger", eq(nls, 0), True, DRAZIN),
    Case("waves:miura", Implication(mkdv, eq(
        _kdv(-(V**2 + V.diff(x))).doit(), 0)), True, DRAZIN),
    Case("waves:miura-sign", Implication(mkdv, eq(_kdv(V**2 + V.diff(x)).doit(), 0)), False,
         DRAZIN, flaw="sign"),
    Case("waves:cole-hopf", Implication(heat, eq(
        cole.diff(t) + cole * cole.diff(x), cole.diff(x, 2))), True, DRAZIN),
    Case("waves:cole-hopf-factor", Implication(heat, eq(
        (cole / 2).diff(t) + cole / 2 * (cole / 2).diff(x), (cole / 2).diff(x, 2))), False, DRAZIN,
         flaw="factor 2"),
    Case("waves:kdv-momentum", Implication((eq(_kdv(U), 0),), eq(
        (U**2).diff(t) + (4 * U**3 + 2 * U * U.diff(x, 2) - U.diff(x)**2).diff(x), 0)), True,
         DRAZIN),
    Case("waves:kdv-momentum-flux", Implication((eq(_kdv(U), 0),), eq(
        (U**2).diff(t) + (4 * U**3 + 2 * U * U.diff(x, 2) + U.diff(x)**2).diff(x), 0)), False,
         DRAZIN, flaw="sign"),
    Case("waves:einstein", lt(einstein, 1), True, PATHRIA, (gt(x, 0),)),
    Case("waves:einstein-limit", Limit(einstein, x, 0, 1), True, PATHRIA),
    Case("waves:einstein-cold", Limit(x**2 * exp(-x), x, oo, 1), False, PATHRIA, flaw="frozen"),
    Case("waves:fermi", eq(exp(x) / (exp(x) + 1)**2, 1 / (4 * cosh(x / 2)**2)), True, PATHRIA),
    Case("waves:fermi-sinh", eq(exp(x) / (exp(x) + 1)**2, 1 / (4 * sinh(x / 2)**2)), False,
         PATHRIA, (ne(x, 0),), flaw="Bose"),
    Case("waves:planck", eq(1 / (exp(x) - 1) + Q(1, 2), coth(x / 2) / 2), True, PATHRIA),
    Case("waves:critical", eq(waals.diff(v).subs({v: 1, t: 1}), 0), True, PATHRIA),
    Case("waves:critical-stable", lt(waals.diff(v), 0), True, PATHRIA, (gt(v, Q(1, 3)), gt(t, 1))),
    Case("waves:critical-unstable", lt(waals.diff(v), 0), False, PATHRIA,
         (gt(v, Q(1, 3)), gt(t, Q(9, 10))), flaw="below the critical temperature"),
    Case("waves:spin-flip", MatrixIdentity(Y * (dot_a.conjugate()) * Y, -dot_a), True, SAKURAI),
    Case("waves:spin-flip-sign", MatrixIdentity(Y * (dot_a.conjugate()) * Y, dot_a), False,
         SAKURAI, flaw="sign"),
    Case("waves:uncertainty", ge(p**2 / (2 * m) + m * w**2 * Q(1, 2) * (g / p)**2, w * g), True,
         SAKURAI, (gt(p, 0), gt(g, 0))),
    Case("waves:uncertainty-factor", ge(p**2 / (2 * m) + m * w**2 * Q(1, 2) * (g / p)**2,
                                        2 * w * g), False, SAKURAI, (gt(p, 0), gt(g, 0)),
         flaw="factor 2"),
)
