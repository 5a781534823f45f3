"""Entropies and their bounds, fidelities, Bell inequalities, channels, counting Pauli operators."""

from sympy import I, Matrix, Rational, Symbol, cos, eye, log, pi, sqrt, symbols

from symq.lang.statement import (
    All,
    Bound,
    Count,
    Equivalence,
    Exists,
    Expr,
    ForAllFinite,
    Limit,
    MatrixIdentity,
    Not,
    OperatorAlgebra,
    OperatorIdentity,
    Q,
    between,
    eq,
    ge,
    gt,
    le,
    lt,
    ne,
)
from tests.corpus.case import Case

NIELSEN = "Nielsen and Chuang, Quantum Computation and Quantum Information"
COVER = "Cover and Thomas, Elements of Information Theory"
TOPSOE = "F. Topsoe, Bounds for entropy and divergence, JIPAM 2, 25 (2001)"
CIRELSON = "B. S. Cirel'son, Lett. Math. Phys. 4, 93 (1980)"

p, q, r, t, f, s = symbols("p q r t f s", real=True)
a, b, c, d = symbols("a b c d", positive=True)
x1, x2, x3, y1, y2, y3 = symbols("x1 x2 x3 y1 y2 y3", integer=True)
u1, u2, v1, v2 = symbols("u1 u2 v1 v2", integer=True)
al, be, ga, de = symbols("alpha beta gamma delta", real=True)
open_p, open_q = between(0, p, 1), between(0, q, 1)


def _h(x: Expr) -> Expr:
    return -x * log(x) - (1 - x) * log(1 - x)


def _kl(x: Expr, y: Expr) -> Expr:
    return x * log(x / y) + (1 - x) * log((1 - x) / (1 - y))


kl3 = p * log(p / a) + q * log(q / b) + r * log(r / c)
simplex = (gt(p, 0), gt(q, 0), gt(r, 0), eq(p + q + r, 1))
entropy3 = -p * log(p) - q * log(q) - r * log(r)
mutual = (a * log(a / ((a + b) * (a + c))) + b * log(b / ((a + b) * (b + d)))
          + c * log(c / ((c + d) * (a + c))) + d * log(d / ((c + d) * (b + d))))
werner = Matrix([[1 - p, 0, 0, -2 * p], [0, 1 + p, 0, 0], [0, 0, 1 + p, 0],
                 [-2 * p, 0, 0, 1 - p]]) / 4
chsh = cos(al - be) + cos(al - de) + cos(ga - be) - cos(ga - de)
signs = (1, -1)
classical = x1 * y1 + x1 * y2 + x2 * y1 - x2 * y2
A, A2, B, B2 = symbols("A Ap B Bp", commutative=False)
observables = OperatorAlgebra((A, A2, B, B2), (
    (A * A, 1), (A2 * A2, 1), (B * B, 1), (B2 * B2, 1),
    (B * A, A * B), (B * A2, A2 * B), (B2 * A, A * B2), (B2 * A2, A2 * B2)))
bell = A * B + A * B2 + A2 * B - A2 * B2
comm = (A * A2 - A2 * A) * (B * B2 - B2 * B)
X, Y, Z = Matrix([[0, 1], [1, 0]]), Matrix([[0, -I], [I, 0]]), Matrix([[1, 0], [0, -1]])
z1, z2, z3, z4 = symbols("z1:5")
rho = Matrix([[z1, z2], [z3, z4]])
twirl = (rho + X * rho * X + Y * rho * Y + Z * rho * Z).expand()
ghz = (eq(x1 * y2 * y3, -1), eq(y1 * x2 * y3, -1), eq(y1 * y2 * x3, -1))
bits = (0, 1)
six = tuple((v, signs) for v in (x1, x2, x3, y1, y2, y3))
tsallis = (1 - p**t - (1 - p)**t) / (t - 1)


CASES: tuple[Case, ...] = (
    Case("information:parabola", ge(_h(p), 4 * log(2) * p * (1 - p)), True, TOPSOE, (open_p,)),
    Case("information:parabola-constant", ge(_h(p), 3 * p * (1 - p)), False, "3/4 > ln 2",
         (open_p,), flaw="constant above 4 ln 2"),
    Case("information:parabola-from-below", le(_h(p), 4 * log(2) * p * (1 - p)), False,
         "p = 1/10", (open_p,), flaw="direction"),
    Case("information:linear-entropy", ge(_h(p), 2 * p * (1 - p)), True, COVER, (open_p,)),
    Case("information:semicircle", le(_h(p), 2 * log(2) * sqrt(p * (1 - p))), True, TOPSOE,
         (open_p,)),
    Case("information:semicircle-constant", le(_h(p), Q(4, 3) * sqrt(p * (1 - p))), False,
         "2/3 < ln 2", (open_p,), flaw="constant below 2 ln 2"),
    Case("information:one-bit", le(_h(p), log(2)), True, COVER, (open_p,)),
    Case("information:one-bit-strict", lt(_h(p), log(2)), False, "p = 1/2", (open_p,),
         flaw="strict"),
    Case("information:pinsker", ge(_kl(p, q), 2 * (p - q)**2), True, COVER, (open_p, open_q)),
    Case("information:pinsker-constant", ge(_kl(p, q), Q(5, 2) * (p - q)**2), False,
         "best constant is 2", (open_p, open_q), flaw="constant"),
    Case("information:chi-square", le(_kl(p, q), (p - q)**2 / (q * (1 - q))), True, COVER,
         (open_p, open_q)),
    Case("information:chi-square-half", le(_kl(p, q), (p - q)**2 / (2 * q * (1 - q))), False,
         "third order", (open_p, open_q), flaw="factor 1/2"),
    Case("information:relative-entropy", ge(_kl(p, q), 0), True, COVER, (open_p, open_q)),
    Case("information:relative-entropy-strict", gt(_kl(p, q), 0), False, "p = q",
         (open_p, open_q), flaw="strict"),
    Case("information:gibbs", ge(kl3, 0), True, COVER, (*simplex, eq(a + b + c, 1))),
    Case("information:gibbs-normalised", ge(kl3, 0), False, "a = b = c = 1", simplex,
         flaw="second distribution not normalised"),
    Case("information:three-outcomes", le(entropy3, log(3)), True, COVER, simplex),
    Case("information:three-outcomes-strict", lt(entropy3, log(3)), False, "uniform", simplex,
         flaw="strict"),
    Case("information:log-sum", ge(a * log(a / c) + b * log(b / d),
                                   (a + b) * log((a + b) / (c + d))), True, COVER),
    Case("information:log-sum-strict", gt(a * log(a / c) + b * log(b / d),
                                          (a + b) * log((a + b) / (c + d))), False,
         "a/c = b/d", flaw="strict"),
    Case("information:mutual", ge(mutual, 0), True, COVER, (eq(a + b + c + d, 1),)),
    Case("information:mutual-sign", le(mutual, 0), False, "correlated bits",
         (eq(a + b + c + d, 1),), flaw="direction"),
    Case("information:renyi-two", le(-log(p**2 + (1 - p)**2), _h(p)), True, COVER, (open_p,)),
    Case("information:renyi-half", le(2 * log(sqrt(p) + sqrt(1 - p)), _h(p)), False,
         "Renyi entropies decrease with the order", (open_p,), flaw="order below one"),
    Case("information:tsallis", Limit(tsallis, t, 1, _h(p)), True, "C. Tsallis, 1988", (open_p,)),
    Case("information:tsallis-bits", Limit(tsallis, t, 1, _h(p) / log(2)), False, "natural units",
         (open_p,), flaw="base of the logarithm"),
    Case("information:werner", eq(werner.det(), (1 + p)**3 * (1 - 3 * p) / 256), True,
         "R. F. Werner, Phys. Rev. A 40, 4277 (1989)"),
    Case("information:werner-multiplicity", eq(werner.det(), (1 + p)**2 * (1 - 3 * p)**2 / 256),
         False, "p = 1", flaw="multiplicities"),
    Case("information:tsirelson", Bound(chsh, "max", 2 * sqrt(2), (al, be, ga, de)), True,
         CIRELSON),
    Case("information:tsirelson-inequality", le(chsh, 2 * sqrt(2)), True, CIRELSON),
    Case("information:tsirelson-classical", Bound(chsh, "max", Q(14, 5), (al, be, ga, de)), False,
         "2 sqrt 2 > 14/5", flaw="too small"),
    Case("information:tsirelson-strict", Bound(chsh, "sup", 2 * sqrt(2), (al, be, ga, de), False),
         False, "attained", flaw="attained"),
    Case("information:chsh-local", ForAllFinite(tuple((v, signs) for v in (x1, x2, y1, y2)),
                                                le(classical, 2)), True, CIRELSON),
    Case("information:chsh-local-values", ForAllFinite(
        tuple((v, signs) for v in (x1, x2, y1, y2)), eq(classical, 2)), False, "also -2",
         flaw="only one sign"),
    Case("information:chsh-square", OperatorIdentity(bell * bell, 4 - comm, observables), True,
         "L. J. Landau, Phys. Lett. A 120, 54 (1987)"),
    Case("information:chsh-square-sign", OperatorIdentity(bell * bell, 4 + comm, observables),
         False, "L. J. Landau", flaw="sign of the commutators"),
    Case("information:twirl", MatrixIdentity(twirl, 2 * (z1 + z4) * eye(2)), True, NIELSEN),
    Case("information:twirl-factor", MatrixIdentity(twirl, (z1 + z4) * eye(2)), False, NIELSEN,
         flaw="factor 2"),
    Case("information:no-cloning", Equivalence(eq(s, s**2), eq(s, 0) | eq(s, 1)), True, NIELSEN),
    Case("information:no-cloning-two", Equivalence(eq(s**2, s**4), eq(s, 0) | eq(s, 1)), False,
         "s = -1", flaw="solution lost"),
    Case("information:fuchs-graaf", le(1 - f, sqrt(1 - f**2)), True, NIELSEN,
         (between(0, f, 1, strict=False),)),
    Case("information:fuchs-graaf-square", le(sqrt(1 - f**2), 1 - f**2), False, "f = 1/2",
         (between(0, f, 1, strict=False),), flaw="direction"),
    Case("information:ghz", Not(Exists(six, All((*ghz, eq(x1 * x2 * x3, 1))))), True,
         "N. D. Mermin, Am. J. Phys. 58, 731 (1990)"),
    Case("information:ghz-sign", Not(Exists(six, All((*ghz, eq(x1 * x2 * x3, -1))))), False,
         "all y = 1, all x = -1", flaw="sign"),
    Case("information:commuting-pairs", Count(
        ((u1, bits), (u2, bits), (v1, bits), (v2, bits)), eq(u1 * v2 - u2 * v1, 0), 10, 2), True,
         NIELSEN),
    Case("information:commuting-pairs-half", Count(
        ((u1, bits), (u2, bits), (v1, bits), (v2, bits)), eq(u1 * v2 - u2 * v1, 0), 8, 2), False,
         "the identity commutes with all", flaw="count"),
    Case("information:bloch", Equivalence(
        ge((1 + Symbol("z", real=True)) * (1 - Symbol("z", real=True)) / 4 - p**2 / 4 - q**2 / 4,
           0), le(p**2 + q**2 + Symbol("z", real=True)**2, 1)), True, NIELSEN),
    Case("information:chsh-angles", eq(chsh.subs({al: 0, ga: pi / 2, be: pi / 4, de: -pi / 4}),
                                       2 * sqrt(2)), True, CIRELSON),
    Case("information:distinguish", le(Rational(1, 2) * (1 + sqrt(1 - 4 * p * (1 - p) * f**2)), 1),
         True, "Helstrom, Quantum Detection and Estimation Theory",
         (open_p, between(0, f, 1, strict=False))),
    Case("information:distinguish-prior", ge(
        Rational(1, 2) * (1 + sqrt(1 - 4 * p * (1 - p) * f**2)), p + Q(1, 100)), False,
         "f = 1", (open_p, between(0, f, 1, strict=False)), flaw="gains without information"),
    Case("information:pure-states-differ", ne(sqrt(1 - f**2), 0), False, "f = 1",
         (between(0, f, 1, strict=False),), flaw="boundary"),
)
