"""Statements from lecture notes: sums, products, recurrences, branches, matrices, operators."""

from sympy import (
    Abs,
    I,
    KroneckerDelta,
    Matrix,
    Max,
    Min,
    Mod,
    Product,
    Sum,
    Symbol,
    binomial,
    ceiling,
    chebyshevt,
    chebyshevu,
    conjugate,
    cos,
    diag,
    exp,
    eye,
    fibonacci,
    floor,
    harmonic,
    im,
    log,
    lucas,
    oo,
    pi,
    re,
    sign,
    sin,
    sqrt,
    symbols,
)

from symq.lang.statement import (
    Exists,
    Limit,
    OperatorAlgebra,
    OperatorIdentity,
    Q,
    between,
    eq,
    ge,
    gt,
    lt,
    ne,
)
from tests.corpus.case import Case

GRAHAM = "Graham, Knuth, Patashnik, Concrete Mathematics"
KNOPP = "Knopp, Theory and Application of Infinite Series"
AHLFORS = "Ahlfors, Complex Analysis"
RUDIN = "Rudin, Principles of Mathematical Analysis"
HARDY = "Hardy and Wright, An Introduction to the Theory of Numbers"
HORN = "Horn and Johnson, Matrix Analysis"
NIELSEN = "Nielsen and Chuang, Quantum Computation and Quantum Information"
SAKURAI = "Sakurai, Modern Quantum Mechanics"
STEIN = "Stein and Shakarchi, Fourier Analysis"
MASON = "Mason and Handscomb, Chebyshev Polynomials"
YEH = "Yeh, Optical Waves in Layered Media"

n = Symbol("n", integer=True, nonnegative=True)
m = Symbol("m", integer=True, nonnegative=True)
N = Symbol("N", integer=True, positive=True)
j, k, l = symbols("j k l", integer=True)
x, y, t, th, ph = symbols("x y t theta phi", real=True)
a, b, c, d = symbols("a b c d", real=True)
z, w = symbols("z w")
s = Symbol("s", positive=True)

step = Matrix([[1, 1], [1, 0]])
turn = Matrix([[cos(th), -sin(th)], [sin(th), cos(th)]])
X, Y, Z = Matrix([[0, 1], [1, 0]]), Matrix([[0, -I], [I, 0]]), diag(1, -1)
A, Ad, J1, J2, J3 = symbols("A Ad J1 J2 J3", commutative=False)
BOSON = OperatorAlgebra.from_commutators((Ad, A), {(A, Ad): 1})
SPIN = OperatorAlgebra.from_commutators(
    (J1, J2, J3), {(J1, J2): I * J3, (J2, J3): I * J1, (J3, J1): I * J2})
casimir = J1**2 + J2**2 + J3**2
raising, lowering = J1 + I * J2, J1 - I * J2
general = Matrix([[a, b], [c, d]])
half = (gt(im(z), 0),)
mobius = (a * z + b) / (c * z + d)

# name, statement, source, assumptions
TRUE = [
    ("parseval", eq(Sum(Abs(Sum(exp(2 * pi * I * j * k / N), (j, 0, N - 1)))**2, (k, 0, N - 1)),
                    N**2), STEIN, ()),
    ("character", eq(Sum(exp(2 * pi * I * (j - l) * k / N), (k, 0, N - 1)), 0), STEIN,
     (ne(Mod(j - l, N), 0),)),
    ("kernel-sum", eq(Sum(sin((k + Q(1, 2)) * x), (k, 0, n)) * sin(x / 2),
                      sin((n + 1) * x / 2)**2), STEIN, ()),
    ("shrinking-product", eq(Product(1 - 1 / (k + 1)**2, (k, 1, N)), (N + 2) / (2 * (N + 1))),
     KNOPP, ()),
    ("odd-over-even", eq(Product((2 * k - 1) / (2 * k), (k, 1, n)), binomial(2 * n, n) / 4**n),
     GRAHAM, ()),
    ("doubling-product", eq((1 - x) * Product(1 + x**(2**k), (k, 0, n)), 1 - x**(2**(n + 1))),
     KNOPP, ()),
    ("harmonic-series", Limit(Sum(1 / k, (k, 1, N)), N, oo, oo), RUDIN, ()),
    ("root-series", Limit(Sum(1 / sqrt(k), (k, 1, N)), N, oo, oo), RUDIN, ()),
    ("hockey-stick", eq(Sum(binomial(k, m), (k, m, m + n)), binomial(m + n + 1, m + 1)), GRAHAM,
     ()),
    ("trinomial-revision", eq(binomial(n, k) * binomial(k, j),
                              binomial(n, j) * binomial(n - j, k - j)), GRAHAM,
     (ge(j, 0), ge(k, j), ge(n, k))),
    ("summed-harmonic", eq(Sum(harmonic(k), (k, 1, n)), (n + 1) * harmonic(n) - n), GRAHAM, ()),
    ("lucas", eq(lucas(n)**2 - 5 * fibonacci(n)**2, 4 * (-1)**n), GRAHAM, ()),
    ("chebyshev-cosine", eq(chebyshevt(n, cos(th)), cos(n * th)), MASON, ()),
    ("mersenne-seven", eq(Mod(2**(3 * n) - 1, 7), 0), HARDY, ()),
    ("halves", eq(floor(k / 2) + ceiling(k / 2), k), GRAHAM, ()),
    ("thirds", eq(floor(x) + floor(x + Q(1, 3)) + floor(x + Q(2, 3)), floor(3 * x)), GRAHAM, ()),
    ("max-modulus", eq(Max(x, y), (x + y + Abs(x - y)) / 2), RUDIN, ()),
    ("log-square", eq(log(z**2), 2 * log(z)), AHLFORS, (gt(re(z), 0),)),
    ("half-plane-map", gt(im((a * z + b) / (c * z + d)), 0), AHLFORS,
     (gt(a * d - b * c, 0), gt(im(z), 0))),
    ("disc-map", lt(Abs((z - w) / (1 - conjugate(w) * z)), 1), AHLFORS,
     (lt(Abs(z), 1), lt(Abs(w), 1))),
    ("root-of-phase", eq(sqrt(exp(I * t)), exp(I * t / 2)), AHLFORS, (between(-pi, t, pi),)),
    ("layer-cube", eq(general**3, (a**2 + d**2 + a * d + b * c) * general
                      - (a + d) * (a * d - b * c) * eye(2)), YEH, ()),
    ("pauli-turn", eq((cos(th) * eye(2) - I * sin(th) * Z) * X
                      * (cos(th) * eye(2) + I * sin(th) * Z),
                      cos(2 * th) * X + sin(2 * th) * Y), NIELSEN, ()),
    ("number-square", OperatorIdentity(A * (Ad * A)**2 - (Ad * A)**2 * A, (2 * Ad * A + 1) * A,
                                       BOSON), SAKURAI, ()),
    ("casimir-lowering", OperatorIdentity(lowering * raising, casimir - J3**2 - J3, SPIN), SAKURAI,
     ()),
    ("consecutive", Exists(((j, "integer"),), eq(n * (n + 1) * (n + 2), 6 * j)), HARDY, ()),
]
# name, statement, where it fails, assumptions, flaw
FALSE = [
    ("parseval", eq(Sum(Abs(Sum(exp(2 * pi * I * j * k / N), (j, 0, N - 1)))**2, (k, 0, N - 1)),
                    N), "N = 2", (), "a factor N is missing"),
    ("character", eq(Sum(exp(2 * pi * I * (j - l) * k / N), (k, 0, N - 1)), 0), "j = l + N",
     (ne(j, l),), "equal modulo N"),
    ("kernel-sum", eq(Sum(sin((k + Q(1, 2)) * x), (k, 0, n)) * sin(x / 2), sin(n * x / 2)**2),
     "n = 0, x = pi", (), "number of terms"),
    ("shrinking-product", eq(Product(1 - 1 / (k + 1)**2, (k, 1, N)), (N + 1) / (2 * N)), "N = 1",
     (), "shifted index"),
    ("odd-over-even", eq(Product((2 * k - 1) / (2 * k), (k, 1, n)), binomial(2 * n, n) / 2**n),
     "n = 1", (), "power of 2"),
    ("doubling-product", eq((1 - x) * Product(1 + x**(2**k), (k, 0, n)), 1 - x**(2**n)),
     "n = 0, x = 2", (), "last exponent"),
    ("square-series", Limit(Sum(1 / k**2, (k, 1, N)), N, oo, oo), "it converges", (), "exponent"),
    ("hockey-stick", eq(Sum(binomial(k, m), (k, m, m + n)), binomial(m + n, m + 1)), "n = m = 0",
     (), "upper index"),
    ("trinomial-revision", eq(binomial(n, k) * binomial(k, j),
                              binomial(n, j) * binomial(n - j, k)), "n = k = j = 1",
     (ge(j, 0), ge(k, j), ge(n, k)), "lower index"),
    ("summed-harmonic", eq(Sum(harmonic(k), (k, 1, n)), (n + 1) * harmonic(n) - n - 1), "n = 0", (),
     "constant"),
    ("lucas", eq(lucas(n)**2 - 5 * fibonacci(n)**2, 4), "n = 1", (), "alternating sign"),
    ("chebyshev-second", eq(chebyshevu(n, cos(th)) * sin(th), sin(n * th)), "n = 0", (), "index"),
    ("mersenne-seven", eq(Mod(2**(2 * n) - 1, 7), 0), "n = 1", (), "order of 2 modulo 7"),
    ("halves", eq(floor(x / 2) + ceiling(x / 2), x), "x = 1/2", (), "x not an integer"),
    ("thirds", eq(floor(x) + floor(x + Q(1, 3)) + floor(x + Q(2, 3)), floor(3 * x + 1)), "x = 0",
     (), "shift"),
    ("min-modulus", eq(Min(x, y), (x + y - Abs(x + y)) / 2), "x = 1, y = 2", (), "sign"),
    ("log-square", eq(log(z**2), 2 * log(z)), "z = -1", (ne(z, 0),), "branch"),
    ("half-plane-map", gt(im((a * z + b) / (c * z + d)), 0), "a = -1, b = c = 0, d = 1",
     (ne(a * d - b * c, 0), gt(im(z), 0)), "sign of the determinant"),
    ("disc-map", lt(Abs((z - w) / (1 - w * z)), 1), "z = i/2, w = -i/2",
     (lt(Abs(z), 1), lt(Abs(w), 1)), "conjugate missing"),
    ("root-of-phase", eq(sqrt(exp(I * t)), exp(I * t / 2)), "t = 3 pi/2",
     (between(0, t, 2 * pi),), "branch"),
    ("layer-cube", eq(general**3, (a**2 + d**2 + a * d - b * c) * general
                      - (a + d) * (a * d - b * c) * eye(2)), "a = d = 0, b = c = 1", (), "sign"),
    ("pauli-turn", eq((cos(th) * eye(2) - I * sin(th) * Z) * X
                      * (cos(th) * eye(2) + I * sin(th) * Z),
                      cos(2 * th) * X - sin(2 * th) * Y), "theta = pi/4", (), "sense of rotation"),
    ("number-square", OperatorIdentity(A * (Ad * A)**2 - (Ad * A)**2 * A, (2 * Ad * A - 1) * A,
                                       BOSON), "on two quanta", (), "ordering constant"),
    ("casimir-lowering", OperatorIdentity(lowering * raising, casimir - J3**2 + J3, SPIN),
     "spin 1/2", (), "order of the product"),
    ("delta-square", eq(KroneckerDelta(j, k) + KroneckerDelta(k, l), 2 * KroneckerDelta(j, l)),
     "j = k, l = k + 1", (), "one index is free"),
    ("sign-sum", eq(sign(x)**2, 1), "x = 0", (), "zero"),
]

CASES = [
    *(Case(f"lectures:{name}", statement, True, source, assuming)
      for name, statement, source, assuming in TRUE),
    *(Case(f"lectures:not-{name}", statement, False, source, assuming, flaw)
      for name, statement, source, assuming, flaw in FALSE),
]
