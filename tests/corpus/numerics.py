"""Numerical analysis: differences, quadrature, stability, iterations, exact matrices."""

from sympy import (
    Abs,
    Function,
    I,
    Matrix,
    Sum,
    Symbol,
    chebyshevt,
    cos,
    det,
    exp,
    eye,
    legendre,
    log,
    oo,
    pi,
    sin,
    sqrt,
    symbols,
    zeros,
)

from symq.lang.statement import (
    Bound,
    Equivalence,
    Exists,
    Expr,
    ForAll,
    ForAllFinite,
    Implication,
    Limit,
    MatrixIdentity,
    Q,
    Table,
    between,
    eq,
    expands,
    ge,
    gt,
    le,
    lt,
)
from tests.corpus.case import Case

STOER = "Stoer and Bulirsch, Introduction to Numerical Analysis"
HAIRER = "Hairer, Norsett, Wanner, Solving Ordinary Differential Equations"
RICHTMYER = "Richtmyer and Morton, Difference Methods for Initial-Value Problems"
GOLUB = "Golub and Van Loan, Matrix Computations"
DLMF = "NIST Digital Library of Mathematical Functions"

x, h, z, y, c, th, r, u, v = symbols("x h z y c theta r u v", real=True)
a, b = symbols("a b", positive=True)
n = Symbol("n", integer=True, positive=True)
k = Symbol("k", integer=True)
f = Function("f")


def _d(m: int) -> Expr:
    return f(x).diff(x, m)


central = (f(x + h) - f(x - h)) / (2 * h)
five = (-f(x + 2 * h) + 8 * f(x + h) - 8 * f(x - h) + f(x - 2 * h)) / (12 * h)
runge = 1 + z + z**2 / 2 + z**3 / 6 + z**4 / 24
lax_wendroff = (1 - c**2 * (1 - cos(th)))**2 + (c * sin(th))**2
hilbert = Matrix(3, 3, lambda i, j: Q(1, i + j + 1))
inverse = Matrix([[9, -36, 30], [-36, 192, -180], [30, -180, 180]])
wrong = Matrix([[9, -36, 30], [-36, 190, -180], [30, -180, 180]])
vec = Matrix([u, v, c])
house = eye(3) - 2 * vec * vec.T / (vec.T * vec)[0]
skew = Matrix([[0, -u], [u, 0]])
cayley = (eye(2) - skew) * (eye(2) + skew).inv()
p0, p1, p2, p3 = symbols("p0:4", real=True)
vander = Matrix([[1, p0, p0**2], [1, p1, p1**2], [1, p2, p2**2]])
lagrange = ((x - p1) * (x - p2) / ((p0 - p1) * (p0 - p2))
            + (x - p0) * (x - p2) / ((p1 - p0) * (p1 - p2))
            + (x - p0) * (x - p1) / ((p2 - p0) * (p2 - p1)))
gauss = 1 / sqrt(3)


def _quadrature(m: int) -> Expr:
    return gauss**m + (-gauss)**m


def _exact(m: int) -> Expr:
    return Q(1 + (-1)**m, m + 1)


tri = Matrix([[2, -1, 0], [-1, 2, -1], [0, -1, 2]])

CASES: tuple[Case, ...] = (
    Case("numerics:central", expands(central, _d(1) + h**2 * _d(3) / 6, h, 4, sharp=True), True,
         STOER),
    Case("numerics:central-coefficient", expands(central, _d(1) + h**2 * _d(3) / 3, h, 4), False,
         STOER, flaw="coefficient"),
    Case("numerics:five-points", expands(five, _d(1), h, 4, sharp=True), True, STOER),
    Case("numerics:five-points-order", expands(five, _d(1), h, 5), False, STOER, flaw="order"),
    Case("numerics:second", expands((f(x + h) - 2 * f(x) + f(x - h)) / h**2, _d(2), h, 2,
                                    sharp=True), True, STOER),
    Case("numerics:forward", expands((f(x + h) - f(x)) / h, _d(1), h, 2), False, STOER,
         flaw="first order only"),
    Case("numerics:trapezoid", expands((exp(h) - 1), h * (1 + exp(h)) / 2, h, 3, sharp=True),
         True, STOER),
    Case("numerics:simpson", expands((exp(h) - exp(-h)), h * (exp(-h) + 4 + exp(h)) / 3, h, 5,
                                     sharp=True), True, STOER),
    Case("numerics:simpson-order", expands((exp(h) - exp(-h)), h * (exp(-h) + 4 + exp(h)) / 3, h,
                                           6), False, "h^5/90", flaw="order"),
    Case("numerics:runge-kutta", expands(runge, exp(z), z, 5, sharp=True), True, HAIRER),
    Case("numerics:crank-nicolson", expands((1 + z / 2) / (1 - z / 2), exp(z), z, 3, sharp=True),
         True, HAIRER),
    Case("numerics:crank-nicolson-order", expands((1 + z / 2) / (1 - z / 2), exp(z), z, 4), False,
         HAIRER, flaw="order"),
    Case("numerics:midpoint-stable", le(Abs((1 + (x + I * y) / 2) / (1 - (x + I * y) / 2)), 1),
         True, HAIRER, (le(x, 0),)),
    Case("numerics:euler-stable", le(Abs(1 + x + I * y), 1), False, "x = -3", (le(x, 0),),
         flaw="explicit method"),
    Case("numerics:euler-implicit", le(Abs(1 / (1 - x - I * y)), 1), True, HAIRER, (le(x, 0),)),
    Case("numerics:lax-wendroff", eq(lax_wendroff, 1 - c**2 * (1 - c**2) * (1 - cos(th))**2), True,
         RICHTMYER),
    Case("numerics:lax-wendroff-power", eq(lax_wendroff, 1 - c**2 * (1 - c**2) * (1 - cos(th))),
         False, "theta = pi/3", flaw="exponent"),
    Case("numerics:lax-wendroff-stable", le(lax_wendroff, 1), True, RICHTMYER,
         (between(-1, c, 1, strict=False),)),
    Case("numerics:lax-wendroff-unstable", le(lax_wendroff, 1), False, "c = 2", flaw="Courant"),
    Case("numerics:heat", le(Abs(1 - 4 * r * sin(th / 2)**2), 1), True, RICHTMYER,
         (between(0, r, Q(1, 2), strict=False),)),
    Case("numerics:heat-step", le(Abs(1 - 4 * r * sin(th / 2)**2), 1), False, "r = 1, theta = pi",
         (between(0, r, 1, strict=False),), flaw="step too long"),
    Case("numerics:heat-growth", Bound(4 * r * sin(th / 2)**2, "max", 4 * r, (th,)), True,
         RICHTMYER, (gt(r, 0),)),
    Case("numerics:newton", ge((x + a / x) / 2, sqrt(a)), True, STOER, (gt(x, 0),)),
    Case("numerics:newton-strict", gt((x + a / x) / 2, sqrt(a)), False, "x = sqrt(a)",
         (gt(x, 0),), flaw="strict"),
    Case("numerics:newton-error", eq((x + a / x) / 2 - sqrt(a), (x - sqrt(a))**2 / (2 * x)), True,
         STOER),
    Case("numerics:newton-error-factor", eq((x + a / x) / 2 - sqrt(a), (x - sqrt(a))**2 / x),
         False, STOER, flaw="factor"),
    Case("numerics:hilbert", MatrixIdentity(hilbert * inverse, eye(3)), True, GOLUB),
    Case("numerics:hilbert-entry", MatrixIdentity(hilbert * wrong, eye(3)), False, GOLUB,
         flaw="entry"),
    Case("numerics:householder", MatrixIdentity(house * house, eye(3)), True, GOLUB),
    Case("numerics:householder-zero", MatrixIdentity(house, eye(3)), False, GOLUB,
         flaw="not its square"),
    Case("numerics:cayley", MatrixIdentity(cayley * cayley.T, eye(2)), True, GOLUB),
    Case("numerics:vandermonde", eq(det(vander), (p1 - p0) * (p2 - p0) * (p2 - p1)), True, GOLUB),
    Case("numerics:vandermonde-sign", eq(det(vander), (p0 - p1) * (p0 - p2) * (p1 - p2)), False,
         "odd number of factors", flaw="sign"),
    Case("numerics:unity", eq(lagrange, 1), True, STOER),
    Case("numerics:gauss-cubic", ForAllFinite(((Symbol("m"), (0,)),), Table(tuple(
        (f"x^{m}", eq(_quadrature(m), _exact(m))) for m in range(4)))), True, STOER),
    Case("numerics:gauss-quartic", Table(tuple(
        (f"x^{m}", eq(_quadrature(m), _exact(m))) for m in range(5))), False, "2/9 for 2/5",
         flaw="degree"),
    Case("numerics:laplacian", eq(det(tri - (2 - sqrt(2)) * eye(3)), 0), True, GOLUB),
    Case("numerics:laplacian-eigenvalue", eq(det(tri - (2 - sqrt(3)) * eye(3)), 0), False, GOLUB,
         flaw="eigenvalue"),
    Case("numerics:chebyshev", Bound(chebyshevt(4, x), "max", 1, (x,)), True, DLMF,
         (between(-1, x, 1, strict=False),)),
    Case("numerics:chebyshev-monic", le(Abs(x**3 - 3 * x / 4), Q(1, 4)), True, DLMF,
         (between(-1, x, 1, strict=False),)),
    Case("numerics:chebyshev-monic-small", le(Abs(x**3 - 4 * x / 5), Q(1, 4)), False, "x = 1/2",
         (between(-1, x, 1, strict=False),), flaw="coefficient"),
    Case("numerics:bonnet", eq(4 * legendre(4, x), 7 * x * legendre(3, x) - 3 * legendre(2, x)),
         True, DLMF),
    Case("numerics:bonnet-index", eq(4 * legendre(4, x), 7 * x * legendre(3, x)
                                     - 4 * legendre(2, x)), False, DLMF, flaw="coefficient"),
    Case("numerics:chebyshev-compose", eq(chebyshevt(2, chebyshevt(n, x)), chebyshevt(2 * n, x)),
         True, DLMF),
    Case("numerics:chebyshev-compose-square", eq(chebyshevt(n, x)**2, chebyshevt(2 * n, x)), False,
         DLMF, flaw="2 T^2 - 1"),
    Case("numerics:bisection", Exists(((y, "real"),), eq(y**3 - 2 * y - 5, 0)
                                      & between(2, y, 3)), True, "Wallis' example"),
    Case("numerics:bisection-interval", Exists(((y, "real"),), eq(y**3 - 2 * y - 5, 0)
                                               & between(1, y, 2)), False, "y = 2.0946",
         flaw="interval"),
    Case("numerics:logarithmic-mean", le((a - b) / (log(a) - log(b)), (a + b) / 2), True, GOLUB,
         (gt(a, b),)),
    Case("numerics:geometric-mean", ge((a - b) / (log(a) - log(b)), (a + b) / 2), False, "a = 2",
         (gt(a, b),), flaw="direction"),
    Case("numerics:power-sum", eq(Sum(k**3, (k, 1, n)), Sum(k, (k, 1, n))**2), True, STOER),
    Case("numerics:power-sum-square", eq(Sum(k**2, (k, 1, n)), Sum(k, (k, 1, n))**2), False,
         "n = 2", flaw="exponent"),
    Case("numerics:riemann", Limit(Sum((k / n)**2, (k, 1, n)) / n, n, oo, Q(1, 3)), True, STOER),
    Case("numerics:riemann-half", Limit(Sum((k / n)**2, (k, 1, n)) / n, n, oo, Q(1, 2)), False,
         STOER, flaw="exponent"),
    Case("numerics:archimedes", Limit(n * sin(pi / n), n, oo, pi), True, "Archimedes"),
    Case("numerics:archimedes-bound", lt(n * sin(pi / n), pi), True, "Archimedes"),
    Case("numerics:contraction", Implication((lt(Abs(x - y), h), between(0, c, 1)),
                                             lt(Abs(c * x - c * y), c * h)), True, STOER),
    Case("numerics:contraction-constant", Implication((lt(Abs(x - y), h),),
                                                      lt(Abs(c * x - c * y), c * h)), False,
         "c = 0", flaw="c > 0 missing"),
    Case("numerics:definite", Equivalence(gt(u, 0) & gt(u * v - c**2, 0),
                                          gt(u + v, 0) & gt(u * v - c**2, 0)), True, GOLUB),
    Case("numerics:definite-trace", Equivalence(gt(u, 0) & gt(v, 0),
                                                gt(u + v, 0) & gt(u * v - c**2, 0)), False, GOLUB,
         flaw="determinant"),
    Case("numerics:parity", ForAll(k, Exists(((Symbol("j", integer=True), "integer"),),
                                             eq(k**2 + k, 2 * Symbol("j", integer=True)))), True,
         STOER),
    Case("numerics:nilpotent", MatrixIdentity(Matrix([[0, x, y], [0, 0, c], [0, 0, 0]])**2,
                                              zeros(3)), False, "x c in the corner",
         flaw="third power"),
)
