"""Exercises of algebra, discrete mathematics, quantum information and operator algebra."""

from sympy import (
    Abs,
    Function,
    I,
    Integer,
    KroneckerDelta,
    Matrix,
    Mod,
    Rational,
    Sum,
    Symbol,
    binomial,
    catalan,
    conjugate,
    cos,
    diag,
    exp,
    eye,
    factorial,
    fibonacci,
    floor,
    kronecker_product,
    log,
    lucas,
    ones,
    oo,
    pi,
    re,
    sin,
    sqrt,
    subfactorial,
    symbols,
)

from symq.lang.statement import (
    All,
    Any,
    Count,
    Equivalence,
    Exists,
    Expr,
    ForAll,
    ForAllFinite,
    Implication,
    Limit,
    MatrixIdentity,
    Not,
    OperatorAlgebra,
    OperatorIdentity,
    Table,
    between,
    eq,
    ge,
    gt,
    le,
    lt,
    ne,
)
from tests.corpus.case import Case

GKP = "Graham, Knuth and Patashnik, Concrete Mathematics"
HARDY = "Hardy and Wright, An Introduction to the Theory of Numbers"
HLP = "Hardy, Littlewood and Polya, Inequalities"
NIELSEN = "Nielsen and Chuang, Quantum Computation and Quantum Information"
SAKURAI = "Sakurai, Modern Quantum Mechanics"
TSIRELSON = "Cirel'son, Lett. Math. Phys. 4, 93 (1980)"
HORN = "Horn and Johnson, Matrix Analysis"
AUERBACH = "Auerbach, Interacting Electrons and Quantum Magnetism"
WILF = "Wilf, generatingfunctionology"
CHECKED = "elementary; checked by enumeration"

k, m, n, r, q = symbols("k m n r q", integer=True)
X, Y = symbols("X Y", integer=True)
N = Symbol("N", integer=True, nonnegative=True)
P = Symbol("P", integer=True, positive=True)
a, b, c, d, z, w = symbols("a b c d z w")
A, B, C, D, s, t, u, v, x, y = symbols("A B C D s t u v x y", real=True)
e, f, g, h = symbols("e f g h", nonnegative=True)
al, be, ga, de = symbols("alpha beta gamma delta", real=True)
p = Symbol("p", positive=True)
hbar = Symbol("hbar", positive=True)
F, G = Function("F"), Function("G")

one = eye(2)
sx, sy, sz = Matrix([[0, 1], [1, 0]]), Matrix([[0, -I], [I, 0]]), Matrix([[1, 0], [0, -1]])
had = Matrix([[1, 1], [1, -1]]) / sqrt(2)
gate = diag(1, I)
lower = Matrix([[0, 0], [1, 0]])
exchange = sum((kronecker_product(o, o) for o in (sx, sy, sz)), Matrix.zeros(4))
left = Matrix(3, 3, symbols("l1:10"))
two, other = Matrix(2, 2, symbols("a1:5")), Matrix(2, 2, symbols("b1:5"))
vec, wec = Matrix(symbols("v1:4")), Matrix(symbols("w1:4"))

A1, A2, B1, B2 = symbols("A1 A2 B1 B2", commutative=False)
ad, bd, o1, o2 = symbols("ad bd o1 o2", commutative=False)
lx, ly, lz = symbols("lx ly lz", commutative=False)
xx, pp = symbols("xx pp", commutative=False)
BELL = OperatorAlgebra((A1, A2, B1, B2), (
    (A1**2, 1), (A2**2, 1), (B1**2, 1), (B2**2, 1), (B1 * A1, A1 * B1), (B1 * A2, A2 * B1),
    (B2 * A1, A1 * B2), (B2 * A2, A2 * B2)))
MODES = OperatorAlgebra.from_commutators((ad, bd, o1, o2), {(o1, ad): 1, (o2, bd): 1})
ANGULAR = OperatorAlgebra.from_commutators(
    (lx, ly, lz), {(lx, ly): I * hbar * lz, (ly, lz): I * hbar * lx, (lz, lx): I * hbar * ly})
PLANE = OperatorAlgebra.from_commutators((xx, pp), {(xx, pp): I * hbar})
FERMI = OperatorAlgebra.from_anticommutators((ad, bd, o1, o2), {(o1, ad): 1, (o2, bd): 1})


def _comm(one_: Expr, two_: Expr) -> Expr:
    return one_ * two_ - two_ * one_


def _over(first: int, last: int, *names: Symbol) -> tuple[tuple[Symbol, tuple[Expr, ...]], ...]:
    return tuple((name, tuple(Integer(i) for i in range(first, last + 1))) for name in names)


def _norm(*parts: Expr) -> Expr:
    return sum(Abs(part)**2 for part in parts)


def _dft(values: tuple[Expr, ...]) -> list[Expr]:
    size = len(values)
    return [sum(val * exp(-2 * pi * I * i * j / size) for j, val in enumerate(values))
            for i in range(size)]


def _trine(weight: Expr) -> Matrix:
    vectors = [Matrix([cos(pi * i / 3), sin(pi * i / 3)]) for i in range(3)]
    return sum((weight * vec_ * vec_.T for vec_ in vectors), Matrix.zeros(2))


bell = A1 * B1 + A1 * B2 + A2 * B1 - A2 * B2
angles = cos(al - be) + cos(al - de) + cos(ga - be) - cos(ga - de)
casimir = lx**2 + ly**2 + lz**2
up, down = lx + I * ly, lx - I * ly
spin_x, spin_y = (ad * o2 + bd * o1) / 2, (ad * o2 - bd * o1) / (2 * I)
spin_z = (ad * o1 - bd * o2) / 2
quanta = ad * o1 + bd * o2
small = (between(-1, x, 1),)
form = A * Abs(z)**2 + 2 * re(c * conjugate(z) * w) + B * Abs(w)**2
ordered = (le(0, k), le(k, m), le(m, n))
divergence = p * log(p / u) + (1 - p) * log((1 - p) / (1 - u))
levels = (between(0, p, 1), between(0, u, 1))
pell = All((eq(X**2 - 2 * Y**2, 1), gt(Y, n)))
turn = Matrix([[cos(al), -sin(al), 0], [sin(al), cos(al), 0], [0, 0, 1]])
tilt = Matrix([[1, 0, 0], [0, cos(be), -sin(be)], [0, sin(be), cos(be)]])
partial_exp = Sum((-1)**k / factorial(k), (k, 0, N))

CASES: tuple[Case, ...] = (
    # -- numbers
    Case("exercises:power_thirteen", ForAll(n, eq(Mod(n**13 - n, 2730), 0)), True, HARDY),
    Case("exercises:power_thirteen_double", ForAll(n, eq(Mod(n**13 - n, 5460), 0)), False,
         "n = 2: 8190", flaw="modulus doubled"),
    Case("exercises:common_divisor",
         Implication((eq(2 * n + 1, q * X), eq(3 * n + 2, q * Y)), eq(q**2, 1)), True,
         "Bezout: 2 (3 n + 2) - 3 (2 n + 1) = 1"),
    Case("exercises:common_divisor_five",
         Implication((eq(2 * n + 1, q * X), eq(n + 3, q * Y)), eq(q**2, 1)), False,
         "n = 2: both are 5", flaw="resultant 5"),
    Case("exercises:pell_without_end",
         ForAll(n, Exists(((X, "natural"), (Y, "natural")), pell), 0), True, HARDY),
    Case("exercises:pell_square",
         ForAll(n, Exists(((X, "natural"), (Y, "natural")),
                          All((eq(X**2 - 4 * Y**2, 1), gt(Y, n)))), 0), False,
         "(X - 2 Y)(X + 2 Y) = 1 has Y = 0 alone", flaw="coefficient is a square"),
    Case("exercises:catalan_identity",
         eq(fibonacci(n)**2 - fibonacci(n + r) * fibonacci(n - r),
            (-1)**(n - r) * fibonacci(r)**2), True, GKP),
    Case("exercises:catalan_identity_sign",
         eq(fibonacci(n)**2 - fibonacci(n + r) * fibonacci(n - r), (-1)**n * fibonacci(r)**2),
         False, "n = 2, r = 1: -1, not 1", flaw="sign"),
    Case("exercises:lucas_double", eq(lucas(n)**2, lucas(2 * n) + 2 * (-1)**n), True, GKP),
    Case("exercises:fibonacci_five", eq(Mod(fibonacci(5 * N), 5), 0), True, HARDY),
    Case("exercises:fibonacci_three", eq(Mod(fibonacci(3 * N), 4), 0), False, "F(3) = 2",
         flaw="modulus 4 for 2"),
    Case("exercises:floor_thirds",
         eq(Sum(floor(k / 3), (k, 0, N)), floor(N * (N - 1) / 6)), True, GKP + ", chapter 3"),
    Case("exercises:floor_thirds_square",
         eq(Sum(floor(k / 3), (k, 0, N)), floor(N**2 / 6)), False, "N = 5: 3, not 4",
         flaw="N^2 for N (N - 1)"),
    Case("exercises:two_roots",
         eq(floor(sqrt(N) + sqrt(N + 1)), floor(sqrt(4 * N + 2))), True, GKP + ", chapter 3"),
    Case("exercises:zero_divisors",
         ForAllFinite(_over(0, 14, X, Y), Implication(eq(X * Y, 0), Any((eq(X, 0), eq(Y, 0)))),
                      modulus=15), False, "3 * 5 = 15", flaw="composite modulus"),
    Case("exercises:frobenius_map",
         ForAllFinite(_over(0, 6, X, Y), eq((X + Y)**7, X**7 + Y**7), modulus=7), True,
         "binomial coefficients (7 over k)"),
    Case("exercises:frobenius_map_four",
         ForAllFinite(_over(0, 3, X, Y), eq((X + Y)**4, X**4 + Y**4), modulus=4), False,
         "1 + 1: 16 = 0, not 2", flaw="composite modulus"),
    Case("exercises:zero_products_mod_six", Count(_over(0, 5, X, Y), eq(X * Y, 0), 15, modulus=6),
         True, "sum of gcd(x, 6)"),
    Case("exercises:roots_of_one", Count(_over(0, 23, X), eq(X**2, 1), 4, modulus=24), False,
         "1, 5, 7, 11, 13, 17, 19, 23", flaw="count 4 for 8"),
    Case("exercises:two_rational_squares",
         Exists(((u, "rational"), (v, "rational")), eq(u**2 + v**2, 3)), False,
         "infinite descent modulo 3", flaw="3 is no sum of two squares"),
    # -- combinatorics
    Case("exercises:trinomial_revision",
         eq(binomial(n, m) * binomial(m, k), binomial(n, k) * binomial(n - k, m - k)), True,
         GKP + ", (5.21)", ordered),
    Case("exercises:trinomial_revision_lower",
         eq(binomial(n, m) * binomial(m, k), binomial(n, k) * binomial(n - m, m - k)), False,
         "n = m = 2, k = 1: 2, not 0", ordered, flaw="n - m for n - k"),
    Case("exercises:vandermonde",
         eq(Sum(binomial(m, k) * binomial(n, N - k), (k, 0, N)), binomial(m + n, N)), True,
         GKP + ", (5.22)", (ge(m, 0), ge(n, 0))),
    Case("exercises:hockey_stick",
         eq(Sum(binomial(k, r), (k, r, n)), binomial(n + 1, r + 1)), True, GKP,
         (ge(r, 0), ge(n, r))),
    Case("exercises:hockey_stick_index",
         eq(Sum(binomial(k, r), (k, r, n)), binomial(n + 1, r)), False, "r = 0, n = 1: 2, not 1",
         (ge(r, 0), ge(n, r)), flaw="lower index"),
    Case("exercises:derangements", eq(subfactorial(N), factorial(N) * partial_exp), True,
         GKP + ", chapter 5"),
    Case("exercises:derangement_step",
         eq(subfactorial(N + 1), (N + 1) * subfactorial(N) + (-1)**N), False,
         "N = 0: 0, not 2", flaw="sign"),
    Case("exercises:stirling_two",
         ForAll(n, eq(Sum((-1)**k * binomial(2, k) * (2 - k)**n, (k, 0, 2)) / 2, 2**(n - 1) - 1),
                0), False, "n = 0: 0, not -1/2", flaw="n = 0 included"),
    Case("exercises:catalan_convolution",
         eq(Sum(catalan(k) * catalan(N - k), (k, 0, N)), catalan(N + 1)), True, GKP),
    Case("exercises:weighted_squares",
         eq(Sum(k * binomial(P, k)**2, (k, 0, P)), P * binomial(2 * P - 1, P - 1)), True, GKP),
    Case("exercises:binomial_edge",
         Implication(eq(a + b, 0), eq(Sum(binomial(N, k) * a**k * b**(N - k), (k, 0, N)), 0)),
         False, "N = 0: 1", flaw="N = 0 included"),
    Case("exercises:binomial_theorem",
         eq(Sum(binomial(N, k) * a**k * b**(N - k), (k, 0, N)), (a + b)**N), True, GKP),
    # -- Fourier sums, recurrences, generating functions
    Case("exercises:orthogonality",
         eq(Sum(exp(2 * pi * I * (m - n) * k / P), (k, 0, P - 1)), P * KroneckerDelta(m, n)),
         True, NIELSEN, (between(0, m, P - 1, strict=False), between(0, n, P - 1, strict=False))),
    Case("exercises:orthogonality_any",
         eq(Sum(exp(2 * pi * I * (m - n) * k / P), (k, 0, P - 1)), P * KroneckerDelta(m, n)),
         False, "m = P, n = 0", flaw="indices modulo P"),
    Case("exercises:parseval_three",
         eq(_norm(*_dft((a, b, c))), 3 * _norm(a, b, c)), True, NIELSEN),
    Case("exercises:parseval_four", eq(_norm(*_dft((a, b, c, d))), 16 * _norm(a, b, c, d)), False,
         "a = 1: 4, not 16", flaw="factor 16 for 4"),
    Case("exercises:cosine_squares",
         eq(Sum(cos(2 * pi * k / P)**2, (k, 0, P - 1)), P / 2), False, "P = 1: 1, P = 2: 2",
         flaw="condition P >= 3 missing"),
    Case("exercises:tower",
         Implication((ForAll(n, eq(F(n + 1), 2 * F(n) + 1), 0), eq(F(0), 0)),
                     ForAll(n, eq(F(n), 2**n - 1), 0)), True, GKP + ", (1.1)"),
    Case("exercises:tower_start",
         Implication((ForAll(n, eq(F(n + 1), 2 * F(n) + 1), 0), eq(F(0), 1)),
                     ForAll(n, eq(F(n), 2**n), 0)), False, "n = 1: 3, not 2", flaw="closed form"),
    Case("exercises:logarithm_series", eq(Sum(x**k / k, (k, 1, oo)), -log(1 - x)), True, WILF,
         small),
    Case("exercises:square_series", eq(Sum(k**2 * x**k, (k, 0, oo)), x / (1 - x)**3), False,
         "second coefficient 4, not 3", small, flaw="factor 1 + x dropped"),
    Case("exercises:fibonacci_series",
         eq(Sum(fibonacci(k) * x**k, (k, 0, oo)), x / (1 - x - x**2)), True, WILF,
         (between(-Rational(1, 2), x, Rational(1, 2)),)),
    Case("exercises:power_over_factorial", Limit(2**N / factorial(N), N, oo, 1), False, "0",
         flaw="value"),
    # -- quantum information
    Case("exercises:bell_square",
         OperatorIdentity(bell**2, 4 - _comm(A1, A2) * _comm(B1, B2), BELL), True, TSIRELSON),
    Case("exercises:bell_square_sign",
         OperatorIdentity(bell**2, 4 + _comm(A1, A2) * _comm(B1, B2), BELL), False,
         "the commutators are anti-Hermitian; one sign is wrong", flaw="sign"),
    Case("exercises:bell_angles", le(angles, 2 * sqrt(2)), True, TSIRELSON),
    Case("exercises:bell_angles_below", le(angles, Rational(14, 5)), False,
         "alpha = 0, beta = pi/4, gamma = pi/2, delta = -pi/4", flaw="constant below 2 sqrt(2)"),
    Case("exercises:overlap",
         le(Abs(conjugate(a) * c + conjugate(b) * d)**2, _norm(a, b) * _norm(c, d)), True, HLP),
    Case("exercises:overlap_strict",
         Implication(ne(a * c, b * d),
                     lt(Abs(conjugate(a) * c + conjugate(b) * d)**2, _norm(a, b) * _norm(c, d))),
         False, "a = c = 1, b = d = 0", flaw="condition for a d != b c"),
    Case("exercises:sums_of_products",
         le(Sum(F(k) * G(k), (k, 1, N))**2, Sum(F(k)**2, (k, 1, N)) * Sum(G(k)**2, (k, 1, N))),
         True, HLP),
    Case("exercises:concurrence_below_one",
         le(2 * Abs(a * d - b * c), 1), True, NIELSEN, (eq(_norm(a, b, c, d), 1),)),
    Case("exercises:concurrence_strict",
         lt(2 * Abs(a * d - b * c), 1), False, "a = d = 1/sqrt(2)", (eq(_norm(a, b, c, d), 1),),
         flaw="< for <="),
    Case("exercises:trine", MatrixIdentity(_trine(Rational(2, 3)), one), True, NIELSEN),
    Case("exercises:trine_half", MatrixIdentity(_trine(Rational(1, 2)), one), False,
         "the trace is 3/2", flaw="weight 1/2 for 2/3"),
    Case("exercises:clifford_cube",
         MatrixIdentity((had * gate)**3, exp(I * pi / 4) * one), True, NIELSEN),
    Case("exercises:clifford_cube_phase", MatrixIdentity((had * gate)**3, one), False,
         "the phase exp(i pi/4)", flaw="phase dropped"),
    Case("exercises:pauli_exponential",
         MatrixIdentity((I * al * sy).exp(), cos(al) * one + I * sin(al) * sy), True, NIELSEN),
    Case("exercises:collision_entropy",
         le(-log(p**2 + (1 - p)**2), -p * log(p) - (1 - p) * log(1 - p)), True,
         "Jensen inequality", (lt(p, 1),)),
    Case("exercises:pinsker", ge(divergence, 2 * (p - u)**2), True,
         "Cover and Thomas, Elements of Information Theory", levels),
    Case("exercises:pinsker_four", ge(divergence, 4 * (p - u)**2), False, "p = 1/2, u = 1/4",
         levels, flaw="constant 4 for 2"),
    # -- spins
    Case("exercises:exchange_square",
         MatrixIdentity(exchange**2, 3 * eye(4) - 2 * exchange), True, AUERBACH),
    Case("exercises:exchange_square_sign",
         MatrixIdentity(exchange**2, 3 * eye(4) + 2 * exchange), False, "the singlet: 9, not -3",
         flaw="sign"),
    Case("exercises:string",
         MatrixIdentity(kronecker_product(sz, lower) * kronecker_product(lower, one)
                        + kronecker_product(lower, one) * kronecker_product(sz, lower),
                        Matrix.zeros(4)), True, "Jordan and Wigner, Z. Phys. 47, 631 (1928)"),
    Case("exercises:schwinger_casimir",
         OperatorIdentity(spin_x**2 + spin_y**2 + spin_z**2, quanta / 2 * (quanta / 2 + 1), MODES),
         True, AUERBACH),
    Case("exercises:schwinger_casimir_minus",
         OperatorIdentity(spin_x**2 + spin_y**2 + spin_z**2, quanta / 2 * (quanta / 2 - 1), MODES),
         False, "one quantum: 3/4", flaw="sign"),
    # -- matrices
    Case("exercises:constant_matrix",
         eq((a * eye(4) + b * ones(4)).det(), a**3 * (a + 4 * b)), True, HORN),
    Case("exercises:constant_matrix_three",
         eq((a * eye(4) + b * ones(4)).det(), a**3 * (a + 3 * b)), False, "a = b = 1: 5, not 4",
         flaw="factor 3 for 4"),
    Case("exercises:rank_one",
         eq((eye(3) + vec * wec.T).det(), 1 + (wec.T * vec)[0]), True, HORN),
    Case("exercises:one_sided_inverse",
         Implication(MatrixIdentity(two * other, one), MatrixIdentity(other * two, one)), True,
         HORN),
    Case("exercises:zero_product",
         Implication(MatrixIdentity(two * other, 0 * one), MatrixIdentity(other * two, 0 * one)),
         False, "E12 E11 = 0, E11 E12 = E12", flaw="matrices do not commute"),
    Case("exercises:nilpotent_trace",
         Implication(MatrixIdentity(two * two, 0 * one), eq(two.trace(), 0)), True, HORN),
    Case("exercises:turns", MatrixIdentity(turn * tilt, tilt * turn), False,
         "alpha = beta = pi/2", flaw="rotations about different axes"),
    Case("exercises:positive_form",
         Implication((ge(A, 0), ge(B, 0), ge(A * B, Abs(c)**2)), ge(form, 0)), True, HORN),
    Case("exercises:positive_form_determinant",
         Implication(ge(A * B, Abs(c)**2), ge(form, 0)), False, "A = B = -1, c = 0",
         flaw="positive diagonal missing"),
    # -- operators
    Case("exercises:power_of_creation",
         ForAll(n, OperatorIdentity(_comm(o1, ad**P), P * ad**(P - 1), MODES), 1), True, SAKURAI),
    Case("exercises:pairs",
         OperatorIdentity(ad**2 * o1**2, ad * o1 * (ad * o1 + 1), MODES), False,
         "one quantum: 0, not 2", flaw="sign"),
    Case("exercises:ladder_product",
         OperatorIdentity(down * up, casimir - lz**2 - hbar * lz, ANGULAR), True, SAKURAI),
    Case("exercises:ladder_product_order",
         OperatorIdentity(up * down, casimir - lz**2 - hbar * lz, ANGULAR), False,
         "L+ L- has the other sign", flaw="order"),
    Case("exercises:dilation",
         OperatorIdentity(xx**2 * pp**2 + pp**2 * xx**2,
                          (xx * pp + pp * xx)**2 / 2 - 3 * hbar**2 / 2, PLANE), True, SAKURAI),
    Case("exercises:quadrature_squares",
         OperatorIdentity((ad + o1)**2, 1 + bd * bd, FERMI), True, "anticommutation"),
    Case("exercises:fermi_number",
         OperatorIdentity((ad * o1 + bd * o2)**2, ad * o1 + bd * o2, FERMI), False,
         "two particles: 4, not 2", flaw="not a projector"),
    # -- consequences
    Case("exercises:elastic",
         Implication((eq(p * u + A * v, p * x + A * y),
                      eq(p * u**2 + A * v**2, p * x**2 + A * y**2),
                      ne(u, x)), eq(u - v, y - x)), True, "elastic collision"),
    Case("exercises:elastic_trivial",
         Implication((eq(p * u + A * v, p * x + A * y),
                      eq(p * u**2 + A * v**2, p * x**2 + A * y**2)), eq(u - v, y - x)), False,
         "u = x, v = y", flaw="no collision at all"),
    Case("exercises:torricelli",
         Implication((eq(v, u + A * t), eq(s, u * t + A * t**2)), eq(v**2, u**2 + 2 * A * s)),
         False, "A = t = 1, u = 0: 1, not 2", flaw="factor 1/2"),
    Case("exercises:cubic_discriminant",
         Implication((eq(a + b + c, 0), eq(a * b + b * c + c * a, z), eq(a * b * c, -w)),
                     eq((a - b)**2 * (b - c)**2 * (c - a)**2, -4 * z**3 - 27 * w**2)), True,
         "discriminant of x^3 + z x + w"),
    Case("exercises:damped_roots",
         Implication((eq(z**2 + A * z + B, 0), gt(A, 0), gt(B, 0)), lt(re(z), 0)), True,
         "Routh and Hurwitz"),
    Case("exercises:damped_roots_edge",
         Implication((eq(z**2 + A * z + B, 0), gt(A, 0), ge(B, 0)), lt(re(z), 0)), False,
         "B = 0, z = 0", flaw=">= for >"),
    # -- positivity
    Case("exercises:schur",
         ge(e * (e - f) * (e - g) + f * (f - g) * (f - e) + g * (g - e) * (g - f), 0), True, HLP),
    Case("exercises:schur_real",
         ge(x * (x - y) * (x - t) + y * (y - t) * (y - x) + t * (t - x) * (t - y), 0), False,
         "x = y = 0, t = -1", flaw="negative numbers"),
    Case("exercises:muirhead", ge(x**4 + y**4 + t**4, x * y * t * (x + y + t)), True, HLP),
    Case("exercises:five_means",
         ge(e**5 + f**5 + g**5 + h**5 + p**5, 5 * e * f * g * h * p), True, HLP),
    Case("exercises:minkowski",
         le(sqrt((x + u)**2 + (y + v)**2), sqrt(x**2 + y**2) + sqrt(u**2 + v**2)), True, HLP),
    Case("exercises:triangle_strict",
         Implication((ne(z, 0), ne(w, 0)), lt(Abs(z + w), Abs(z) + Abs(w))), False, "z = w = 1",
         flaw="< for <="),
    Case("exercises:parallelogram",
         eq(Abs(z + w)**2 + Abs(z - w)**2, 2 * Abs(z)**2 + 2 * Abs(w)**2), True, HORN),
    # -- logic
    Case("exercises:cubes_real", Equivalence(eq(x**3, y**3), eq(x, y)), True, "cubes increase"),
    Case("exercises:cubes_complex", Equivalence(eq(z**3, w**3), eq(z, w)), False,
         "w = 1, z = exp(2 pi i/3)", flaw="complex roots"),
    Case("exercises:depressed_cubic", Exists(((x, "real"),), eq(x**3 + A * x + B, 0)), True,
         "intermediate value theorem"),
    Case("exercises:depressed_quartic", Exists(((x, "real"),), eq(x**4 + A * x + B, 0)), False,
         "A = 0, B = 1", flaw="even degree"),
    Case("exercises:never_both", Not(All((gt(x, y**2), lt(x + A**2, 0)))), True, "signs"),
    Case("exercises:residues",
         Table((("5", Exists(_over(0, 4, X), eq(X**2, -1), modulus=5)),
                ("7", Exists(_over(0, 6, X), eq(X**2, -1), modulus=7)),
                ("13", Exists(_over(0, 12, X), eq(X**2, -1), modulus=13)))), False,
         "-1 is no square modulo 7", flaw="row 7"),
)
