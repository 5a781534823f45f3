"""Roots of unity, trigonometric sums and values, discrete Fourier transforms, diffraction."""

from sympy import (
    Abs,
    I,
    KroneckerDelta,
    Matrix,
    Product,
    Sum,
    Symbol,
    cos,
    diag,
    exp,
    eye,
    log,
    oo,
    pi,
    sin,
    sqrt,
    symbols,
)

from symq.lang.statement import (
    Bound,
    Equivalence,
    Limit,
    MatrixIdentity,
    Q,
    between,
    eq,
    ge,
    le,
    lt,
    ne,
)
from tests.corpus.case import Case

GRAHAM = "Graham, Knuth, Patashnik, Concrete Mathematics"
ZYGMUND = "Zygmund, Trigonometric Series"
HECHT = "Hecht, Optics"
IRELAND = "Ireland and Rosen, A Classical Introduction to Modern Number Theory"
GRADSHTEYN = "Gradshteyn and Ryzhik, Table of Integrals, Series, and Products"

n = Symbol("n", integer=True, positive=True)
N = Symbol("N", integer=True, nonnegative=True)
k = Symbol("k", integer=True)
a, b = symbols("a b", integer=True)
x, th, r, y = symbols("x theta r y", real=True)
w = exp(2 * pi * I / n)
w3 = exp(2 * pi * I / 3)
F3 = Matrix(3, 3, lambda i, j: w3**(i * j)) / sqrt(3)
F4 = Matrix(4, 4, lambda i, j: I**(i * j)) / 2
flip4 = Matrix([[1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0]])
shift3 = Matrix([[0, 0, 1], [1, 0, 0], [0, 1, 0]])
clock3 = diag(1, w3, w3**2)


def _gauss(p: int) -> object:
    return sum(exp(2 * pi * I * ((i * i) % p) / p) for i in range(p))


CASES: tuple[Case, ...] = (
    Case("fourier:roots", eq(Sum(exp(2 * pi * I * k / n), (k, 0, n - 1)), 0), True, GRAHAM,
         (ge(n, 2),)),
    Case("fourier:roots-one", eq(Sum(exp(2 * pi * I * k / n), (k, 0, n - 1)), 0), False, "n = 1",
         flaw="n = 1 not excluded"),
    Case("fourier:orthogonal", eq(Sum(exp(2 * pi * I * k * (a - b) / n), (k, 0, n - 1)),
                                  n * KroneckerDelta(a, b)), True, GRAHAM,
         (ge(a, 0), lt(a, n), ge(b, 0), lt(b, n))),
    Case("fourier:orthogonal-aliasing", eq(Sum(exp(2 * pi * I * k * (a - b) / n), (k, 0, n - 1)),
                                           n * KroneckerDelta(a, b)), False, "a = b + n",
         (ge(a, 0), ge(b, 0)), flaw="indices not below n"),
    Case("fourier:cosines", eq(Sum(cos(2 * pi * k / n), (k, 0, n - 1)), 0), True, GRAHAM,
         (ge(n, 2),)),
    Case("fourier:cosines-upper", eq(Sum(cos(2 * pi * k / n), (k, 0, n)), 0), False, "sum is 1",
         (ge(n, 2),), flaw="upper limit"),
    Case("fourier:cosine-squares", eq(Sum(cos(2 * pi * k / n)**2, (k, 0, n - 1)), n / 2), True,
         GRAHAM, (ge(n, 3),)),
    Case("fourier:cosine-squares-two", eq(Sum(cos(2 * pi * k / n)**2, (k, 0, n - 1)), n / 2),
         False, "n = 2", (ge(n, 2),), flaw="n = 2"),
    Case("fourier:sines", eq(Sum(sin(2 * pi * k / n), (k, 0, n - 1)), 0), True, GRAHAM),
    Case("fourier:weighted", eq(Sum(k * exp(2 * pi * I * k / n), (k, 0, n - 1)), n / (w - 1)),
         True, GRAHAM, (ge(n, 2),)),
    Case("fourier:weighted-sign", eq(Sum(k * exp(2 * pi * I * k / n), (k, 0, n - 1)),
                                     n / (1 - w)), False, "n = 2", (ge(n, 2),), flaw="sign"),
    Case("fourier:sine-product", eq(Product(2 * sin(pi * k / n), (k, 1, n - 1)), n), True,
         GRADSHTEYN),
    Case("fourier:sine-product-power", eq(Product(sin(pi * k / n), (k, 1, n - 1)), n / 2**n),
         False, "n = 2", flaw="exponent n - 1"),
    Case("fourier:dirichlet", eq(1 + 2 * Sum(cos(k * x), (k, 1, N)),
                                 sin((N + Q(1, 2)) * x) / sin(x / 2)), True, ZYGMUND),
    Case("fourier:dirichlet-half", eq(1 + 2 * Sum(cos(k * x), (k, 1, N)),
                                      sin((N + 1) * x) / sin(x / 2)), False, "N = 0",
         flaw="N + 1/2"),
    Case("fourier:odd-sines", eq(Sum(sin((k + Q(1, 2)) * x), (k, 0, n - 1)),
                                 sin(n * x / 2)**2 / sin(x / 2)), True, ZYGMUND),
    Case("fourier:odd-sines-square", eq(Sum(sin((k + Q(1, 2)) * x), (k, 0, n - 1)),
                                        sin(n * x / 2) / sin(x / 2)), False, "x = pi, n = 1 or 2",
         flaw="square missing"),
    Case("fourier:fejer", eq(n + 2 * Sum((n - k) * cos(k * x), (k, 1, n - 1)),
                             sin(n * x / 2)**2 / sin(x / 2)**2), True, ZYGMUND),
    Case("fourier:fejer-weight", eq(n + 2 * Sum((n - k + 1) * cos(k * x), (k, 1, n - 1)),
                                    sin(n * x / 2)**2 / sin(x / 2)**2), False, "n = 2",
         flaw="weight"),
    Case("fourier:slits", Limit(sin(n * x)**2 / sin(x)**2, x, 0, n**2), True, HECHT),
    Case("fourier:slits-amplitude", Limit(sin(n * x)**2 / sin(x)**2, x, 0, n), False, HECHT,
         flaw="intensity grows as n^2"),
    Case("fourier:slits-bound", le(Abs(sin(n * x)), n * Abs(sin(x))), True, HECHT),
    Case("fourier:slits-bound-strict", lt(Abs(sin(n * x)), n * Abs(sin(x))), False, "x = 0",
         flaw="strict"),
    Case("fourier:poisson-kernel", eq(Sum(r**k * cos(k * th), (k, 0, oo)),
                                      (1 - r * cos(th)) / (1 - 2 * r * cos(th) + r**2)), True,
         ZYGMUND, (between(0, r, 1),)),
    Case("fourier:poisson-kernel-sign", eq(Sum(r**k * cos(k * th), (k, 0, oo)),
                                           (1 - r * cos(th)) / (1 + 2 * r * cos(th) + r**2)),
         False, "theta = 0", (between(0, r, 1),), flaw="sign"),
    Case("fourier:pentagon", eq(cos(2 * pi / 5) + cos(4 * pi / 5), -Q(1, 2)), True, GRADSHTEYN),
    Case("fourier:heptagon", eq(cos(2 * pi / 7) + cos(4 * pi / 7) + cos(6 * pi / 7), -Q(1, 2)),
         True, GRADSHTEYN),
    Case("fourier:heptagon-half", eq(cos(pi / 7) + cos(2 * pi / 7) + cos(3 * pi / 7), Q(1, 2)),
         False, "cos(pi/7) - cos(2 pi/7) + cos(3 pi/7) = 1/2", flaw="sign"),
    Case("fourier:morrie", eq(cos(pi / 7) * cos(2 * pi / 7) * cos(3 * pi / 7), Q(1, 8)), True,
         GRADSHTEYN),
    Case("fourier:morrie-double", eq(cos(pi / 7) * cos(2 * pi / 7) * cos(4 * pi / 7), Q(1, 8)),
         False, "-1/8", flaw="sign"),
    Case("fourier:gauss-five", eq(_gauss(5), sqrt(5)), True, IRELAND),
    Case("fourier:gauss-seven", eq(_gauss(7), sqrt(7)), False, "i sqrt 7", flaw="factor i"),
    Case("fourier:gauss-seven-i", eq(_gauss(7), I * sqrt(7)), True, IRELAND),
    Case("fourier:three-unitary", MatrixIdentity(F3 * F3.H, eye(3)), True, GRAHAM),
    Case("fourier:three-symmetric", MatrixIdentity(F3 * F3, eye(3)), False, "parity",
         flaw="F^2 is the parity"),
    Case("fourier:four-square", MatrixIdentity(F4 * F4, flip4), True, GRAHAM),
    Case("fourier:four-fourth", MatrixIdentity(F4**4, eye(4)), True, GRAHAM),
    Case("fourier:weyl", MatrixIdentity(clock3 * shift3, w3 * shift3 * clock3), True,
         "Weyl, Gruppentheorie und Quantenmechanik"),
    Case("fourier:weyl-order", MatrixIdentity(shift3 * clock3, w3 * clock3 * shift3), False,
         "inverse phase", flaw="order of the product"),
    Case("fourier:malus", Bound(cos(th)**2 * sin(th)**2 / 2, "max", Q(1, 8), (th,)), True, HECHT),
    Case("fourier:malus-factor", Bound(cos(th)**2 * sin(th)**2 / 2, "max", Q(1, 4), (th,)), False,
         HECHT, flaw="factor"),
    Case("fourier:fabry-perot", eq((1 - r)**2 / (1 - 2 * r * cos(th) + r**2),
                                   1 / (1 + 4 * r / (1 - r)**2 * sin(th / 2)**2)), True, HECHT,
         (between(0, r, 1),)),
    Case("fourier:fabry-perot-finesse", eq((1 - r)**2 / (1 - 2 * r * cos(th) + r**2),
                                           1 / (1 + 4 * r / (1 + r)**2 * sin(th / 2)**2)), False,
         HECHT, (between(0, r, 1),), flaw="1 - r for 1 + r"),
    Case("fourier:vanishing-phase", Equivalence(eq(exp(I * x), 1), eq(x, 0)), True,
         "2 pi periodic", (between(-pi, x, pi),)),
    Case("fourier:vanishing-phase-period", Equivalence(eq(exp(I * x), 1), eq(x, 0)), False,
         "x = 2 pi", flaw="periods"),
    Case("fourier:beats", eq(cos(x) + cos(y), 2 * cos((x + y) / 2) * cos((x - y) / 2)), True,
         HECHT),
    Case("fourier:beats-sine", eq(cos(x) - cos(y), 2 * sin((x + y) / 2) * sin((x - y) / 2)),
         False, "sign", flaw="sign"),
    Case("fourier:three-waves", Bound(sin(x) + sin(y) - sin(x + y), "max", 3 * sqrt(3) / 2,
                                      (x, y)), True, "x = y = 2 pi/3"),
    Case("fourier:half-turn", ne(log(-1 * exp(I * x)), I * (x + pi)), False, "x = -1",
         (between(-pi, x, pi),), flaw="right for x <= 0"),
)
