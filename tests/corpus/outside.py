"""Statements of a reader from outside: edges of domains, branches, and one of each kind."""

from sympy import (
    Abs,
    Function,
    I,
    KroneckerDelta,
    Matrix,
    Mod,
    Sum,
    Symbol,
    acos,
    asin,
    atan,
    binomial,
    conjugate,
    cos,
    cosh,
    coth,
    diag,
    exp,
    eye,
    factorial,
    fibonacci,
    floor,
    gamma,
    im,
    log,
    oo,
    pi,
    re,
    sign,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)

from symq.lang.statement import (
    All,
    Any,
    Bound,
    Count,
    Equivalence,
    Exists,
    ForAll,
    ForAllFinite,
    Implication,
    Limit,
    Not,
    OperatorAlgebra,
    OperatorIdentity,
    Q,
    eq,
    expands,
    ge,
    gt,
    le,
    lt,
    ne,
)
from tests.corpus.case import Case

x, y, t, r, p, q, h, th = symbols("x y t r p q h theta", real=True)
z, w = symbols("z w")
a, b, c, m, k, M0, L0 = symbols("a b c m k M L", positive=True)
n, l, i = symbols("n l i", integer=True)
N = Symbol("N", integer=True, nonnegative=True)
K = Symbol("K", integer=True, positive=True)
F, T, P, U = (Function(name) for name in "FTPU")
A, Ad = symbols("A Ad", commutative=False)
BOSON = OperatorAlgebra.from_commutators((Ad, A), {(A, Ad): 1})
X, Z = Matrix([[0, 1], [1, 0]]), diag(1, -1)
CNOT = Matrix([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
SX = Matrix([[0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]])
XX = Matrix(4, 4, lambda i, j: 1 if i + j == 3 else 0)
SZ = diag(1, -1, 1, -1)
pressure = 8*(1 + y)/(3*(1 + x) - 1) - 3/(1 + x)**2
soliton = 2*k**2/cosh(k*(x - 4*k**2*t))**2
orbit = eq(M0*r**2 - L0**2*r + 3*M0*L0**2, 0)
inside = (lt(x, 1), gt(x, -1), lt(y, 1), gt(y, -1))

TRUE = [
    ("even-power", ge(x**(2*N), 0), (), "order of the real numbers"),
    ("bernoulli", ge((1 + x)**N, 1 + N*x), (ge(x, -1),), "Hardy, Littlewood, Polya, 2.4"),
    ("gamma-continues", eq(gamma(z + 1), z*gamma(z)), (), "DLMF 5.5.1"),
    ("listed", ForAllFinite(((n, (1, 2, 4)),), eq(n*(1/n), 1)), (), "arithmetic"),
    ("sine-inverse", eq(acos(x) + asin(x), pi/2), (), "DLMF 4.24"),
    ("root-cut", eq(sqrt(a*w), sqrt(a)*sqrt(w)), (), "principal root, positive factor"),
    ("atan-sum", eq(atan(x) + atan(y), atan((x + y)/(1 - x*y))), (lt(x*y, 1),), "DLMF 4.24.15"),
    ("atan-sum-pi", eq(atan(x) + atan(y), pi + atan((x + y)/(1 - x*y))),
     (gt(x*y, 1), gt(x, 0)), "DLMF 4.24.15"),
    ("log-strip", eq(log(exp(I*x)), I*x), (gt(x, -pi), le(x, pi)), "DLMF 4.2"),
    ("floor-halves", eq(floor(2*x), floor(x) + floor(x + Q(1, 2))), (), "Hermite's identity"),
    ("thirty", eq(Mod(n**5 - n, 30), 0), (), "Fermat for 2, 3 and 5"),
    ("parallelogram", eq(Abs(z + w)**2 + Abs(z - w)**2, 2*Abs(z)**2 + 2*Abs(w)**2), (),
     "parallelogram law"),
    ("innermost-orbit", Equivalence(Exists(((r, "real"),), orbit), ge(L0**2, 12*M0**2)), (),
     "Wald, General Relativity, 6.3"),
    ("critical-point", expands(pressure, 1 + 4*y - 6*x*y - Q(3, 2)*x**3, {x: 1, y: 2}, 4,
                               sharp=True), (), "Landau and Lifshitz V, 153"),
    ("maxwell", Implication((eq(T(x, y), U(x, y).diff(x)), eq(P(x, y), -U(x, y).diff(y))),
                            eq(T(x, y).diff(y), -P(x, y).diff(x))), (), "Maxwell relation"),
    ("cube-ladder", OperatorIdentity(A**3*Ad**3, (Ad*A + 1)*(Ad*A + 2)*(Ad*A + 3), BOSON), (),
     "a f(N) = f(N + 1) a"),
    ("cnot", eq(CNOT*SX*CNOT, XX), (), "Nielsen and Chuang, 10.5"),
    ("kdv", eq(soliton.diff(t) + 6*soliton*soliton.diff(x) + soliton.diff(x, 3), 0), (),
     "Drazin and Johnson, Solitons"),
    ("velocities", Bound((x + y)/(1 + x*y), "sup", 1, (x, y), attained=False, where=inside), (),
     "special relativity"),
    ("residues", Count(((n, range(13)),), Exists(((l, tuple(range(13))),), eq(l**2, n),
                                                 modulus=13), 7), (), "six squares and zero"),
    ("sign-square", eq(sign(x)**2, 1), (ne(x, 0),), "definition of the sign"),
    ("sign-product", eq(sign(x*y), sign(x)*sign(y)), (), "definition of the sign"),
    ("half-plane-root", eq(sqrt(z**2), z), (gt(re(z), 0),), "principal root"),
    ("falling-sine", eq(asin(sin(x)), pi - x), (ge(x, pi/2), le(x, 3*pi/2)), "DLMF 4.23"),
    ("einstein", expands(x**2*exp(x)/(exp(x) - 1)**2, 1 - x**2/12, x, 4, sharp=True), (),
     "Einstein 1907"),
    ("langevin", Limit(coth(x) - 1/x, x, oo, 1), (), "saturation of a paramagnet"),
]
FALSE = [
    ("even-power", gt(x**(2*N), 0), (), "zero to a positive power", "edge"),
    ("power-differs", ne((x - y)**K, 0), (), "x = y", "edge"),
    ("modulus-power", gt(Abs(z)**K, 0), (), "z = 0", "edge"),
    ("power-for-all", ForAll(N, gt(x**(2*N), 0)), (), "x = 0, N = 1", "edge"),
    ("power-case", eq(Abs(x)**y*Abs(x)**(1 - y), Abs(x) + KroneckerDelta(x, 0)),
     (gt(y, 0), lt(y, 1)), "x = 0", "edge"),
    ("gamma-sign", gt(gamma(x), 0), (ne(x, 0),), "DLMF 5.4.6 at x = -1/2", "missing condition"),
    ("gamma-modulus", eq(Abs(gamma(x)), gamma(x)), (), "x = -1/2", "missing condition"),
    ("factorial-sign", gt(factorial(x), 0), (gt(x, -2), ne(x, -1)), "gamma(-1/2) < 0",
     "missing condition"),
    ("binomial-below", gt(binomial(N, l)**2 + binomial(N, -l)**2, 0), (), "l = N + 1", "edge"),
    ("listed-zero", ForAllFinite(((n, (-1, 1)),), eq(log(n), 0)), (), "n = -1", "listed value"),
    ("rational-root", Exists(((z, "rational"),), eq(z**2, 2)), (), "Euclid X", "set"),
    ("root-product", eq(sqrt(z*w), sqrt(z)*sqrt(w)), (), "z = w = -1", "branch"),
    ("root-half-plane", eq(sqrt(z**2), z), (ge(re(z), 0),), "z = -i", "branch"),
    ("atan-sum", eq(atan(x) + atan(y), pi + atan((x + y)/(1 - x*y))), (gt(x*y, 1),),
     "x = y = -2", "branch"),
    ("asin-branch", eq(asin(sin(x)), x), (ge(x, 0), le(x, pi)), "x = pi", "branch"),
    ("conjugate-root", eq(conjugate(sqrt(z)), sqrt(conjugate(z))), (), "z = -1", "branch"),
    ("complex-cosine", le(Abs(cos(z)), 1), (), "z = i", "complex argument"),
    ("imaginary-part", eq(im(conjugate(z)), im(z)), (), "z = i", "sign"),
    ("fresnel-sine", Implication(
        (eq(a*sin(x), b*sin(y)), ne(sin(x + y), 0)),
        eq((a*cos(x) - b*cos(y))/(a*cos(x) + b*cos(y)), sin(x - y)/sin(x + y))), (),
     "Born and Wolf 1.5", "sign"),
    ("fermi", eq(1/(exp(x) + 1) - 1/(exp(-x) + 1), tanh(x/2)), (), "odd in x", "sign"),
    ("bose", eq(1/(exp(x) - 1), coth(x/2)/2 + Q(1, 2)), (), "zero-point half", "sign"),
    ("innermost-orbit", Equivalence(Exists(((r, "real"),), eq(
        M0*r**2 - q**2*r + 3*M0*q**2, 0)), ge(q**2, 12*M0**2)), (), "q = 0: r = 0", "edge"),
    ("critical-point", expands(pressure, 1 + 4*y - 6*x*y - Q(3, 2)*x**3, {x: 1, y: 2}, 5), (),
     "9 y x**2 is left", "order"),
    ("cnot", eq(CNOT*SZ*CNOT, SZ), (), "it becomes Z Z", "propagation"),
    ("hadamard", eq((X + Z)*X*(X + Z)/2, X), (), "it becomes Z", "basis"),
    ("soliton-speed", eq(soliton.subs(t, t/2).diff(t) + 6*soliton.subs(t, t/2)*soliton.subs(
        t, t/2).diff(x) + soliton.subs(t, t/2).diff(x, 3), 0), (), "speed 4 k**2", "factor"),
    ("velocities", lt((x + y)/(1 + x*y), 1), (le(x, 1), *inside[1:]), "x = 1", "strict"),
    ("modulus-at-zero", expands(Abs(x), x, x, 2), (), "x < 0", "side"),
    ("flat", expands(exp(-1/x), 0, x, 10), (), "x < 0", "side"),
    ("second-difference", expands((F(x + h) - 2*F(x) + F(x - h))/h**2,
                                  F(x).diff(x, 2) + h**2/6*F(x).diff(x, 4), h, 4), (),
     "1/12 in Abramowitz and Stegun 25.3.23", "factor"),
    ("alternating", Limit((-1)**n, n, oo, 0), (), "no limit", "oscillation"),
    ("root-at-minus-infinity", Limit(sqrt(x**2 + x) - x, x, -oo, Q(1, 2)), (), "it is infinite",
     "side"),
    ("step", Limit(atan(1/x), x, 0, pi/2), (), "-pi/2 from below", "side"),
    ("logistic", Limit(1/(1 + exp(-y*x)), x, oo, 1), (), "y < 0", "missing condition"),
    ("bare-bound", Bound(x + 1/x, "min", 2, (x,), where=(ne(x, 0),)), (), "x < 0", "domain"),
    ("gap", Any((le(n, 0), ge(n, 2))), (), "n = 1", "case"),
    ("double-zero", Not(le(x**2 + 1, 2*x)), (), "x = 1", "strict"),
    ("alternating-binomials", eq(Sum((-1)**i*binomial(N, i), (i, 0, N)), 0), (), "N = 0",
     "empty case"),
    ("cassini", eq(fibonacci(K + 1)*fibonacci(K - 1) - fibonacci(K)**2, (-1)**(K + 1)), (),
     "K = 1", "sign"),
    ("two-parts", All((ge(x**2, 0), ne(x**2, 0))), (), "x = 0", "edge"),
    ("half-angle", eq((1 + I*tan(x))/(1 - I*tan(x)), exp(I*x)), (), "twice the angle", "factor"),
    ("boost-trace", eq((1 + cosh(x))*(1 + cosh(y)), 2 + 2*cosh(x)*cosh(y)), (), "x = 0, y = 1",
     "composition of boosts"),
    ("ising", eq((exp(k)*cosh(h) + sqrt(exp(2*k)*sinh(h)**2 + exp(-2*k)))**2
                 - 2*exp(k)*cosh(h)*(exp(k)*cosh(h) + sqrt(exp(2*k)*sinh(h)**2 + exp(-2*k)))
                 + 2*cosh(2*k), 0), (), "the determinant is 2 sinh 2K", "sinh"),
    ("identity-matrix", eq((X*Z)**2, eye(2)), (), "(X Z)**2 = -1", "sign"),
]

CASES = [
    *(Case(f"outside:{name}", statement, True, source, assuming)
      for name, statement, assuming, source in TRUE),
    *(Case(f"outside:not-{name}", statement, False, source, assuming, flaw)
      for name, statement, assuming, source, flaw in FALSE),
]
