"""Quantum information: entanglement measures, channels, Bell inequalities, entropies."""

from sympy import (
    Abs,
    I,
    Matrix,
    Symbol,
    conjugate,
    cos,
    exp,
    eye,
    kronecker_product,
    log,
    oo,
    pi,
    sin,
    sqrt,
    symbols,
)

from symq.lang.statement import (
    All,
    Bound,
    Count,
    Equivalence,
    Exists,
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

CHECKED = "elementary; checked by enumeration"
NIELSEN = "Nielsen and Chuang, Quantum Computation and Quantum Information"
CKW = "Coffman, Kundu and Wootters, Phys. Rev. A 61, 052306 (2000)"
HORODECKI = "Horodecki, Horodecki and Horodecki, Phys. Rev. A 60, 1888 (1999)"

X = Matrix([[0, 1], [1, 0]])
Y = Matrix([[0, -I], [I, 0]])
Z = Matrix([[1, 0], [0, -1]])
ID = eye(2)
CNOT = Matrix([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
SWAP = Matrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])

a, b, c, d = symbols("a b c d")
ar, br, cr, dr = symbols("a b c d", real=True)
g, p, lam, theta, phi = symbols("gamma p lambda theta phi", real=True)
x, y, z = symbols("x y z", real=True)
x0, x1, x2, x3 = symbols("x0:4", nonnegative=True)
f, dim, eps = symbols("f d epsilon", real=True)
n = Symbol("n", integer=True, positive=True)
m = Symbol("m", integer=True, positive=True)
s1, s2, t1, t2 = symbols("s1 s2 t1 t2", integer=True)
SIGNS = tuple((s, (1, -1)) for s in (s1, s2, t1, t2))

rho = Matrix([[a, b], [c, d]])
bloch = (ID + x * X + y * Y + z * Z) / 2
damp0 = Matrix([[1, 0], [0, sqrt(1 - g)]])
damp1 = Matrix([[0, sqrt(g)], [0, 0]])
entropy = -p * log(p) - (1 - p) * log(1 - p)
inside = (between(0, p, 1),)
settings = (between(-1, x, 1, strict=False),)
unit = (between(0, p, 1, strict=False),)
werner_pt = Matrix(
    [[1 - p, 0, 0, -2 * p], [0, 1 + p, 0, 0], [0, 0, 1 + p, 0], [-2 * p, 0, 0, 1 - p]]) / 4
normal = (eq(ar**2 + br**2 + cr**2 + dr**2, 1),)
wsum = (eq(x0 + x1 + x2 + x3, 1),)
wthree = (eq(x1 + x2 + x3, 1),)
pairs = 2 * sqrt(x1 * x2) + 2 * sqrt(x1 * x3) + 2 * sqrt(x2 * x3)
chsh = s1 * t1 + s1 * t2 + s2 * t1 - s2 * t2
overlap = 1 + x * y + sqrt((1 - x**2) * (1 - y**2))
ghz = Matrix([a, 0, 0, 0, 0, 0, 0, a])


def _three(u: Matrix, v: Matrix, w: Matrix) -> Matrix:
    return kronecker_product(u, v, w)


def _ghz(sign_xyy: int) -> Table:
    return Table((("XXX", MatrixIdentity(_three(X, X, X) * ghz, ghz)),
                  ("XYY", MatrixIdentity(_three(X, Y, Y) * ghz, sign_xyy * ghz)),
                  ("YXY", MatrixIdentity(_three(Y, X, Y) * ghz, -ghz)),
                  ("YYX", MatrixIdentity(_three(Y, Y, X) * ghz, -ghz))))


def _exchange(t: object) -> Matrix:
    return cos(t) * eye(4) - I * sin(t) * SWAP


phase = Matrix([[1, 0], [0, exp(I * phi)]])

CASES: tuple[Case, ...] = (
    Case("quantum:damping_complete",
         MatrixIdentity(damp0.H * damp0 + damp1.H * damp1, ID), True,
         NIELSEN + ", amplitude damping", (between(0, g, 1, strict=False),)),
    Case("quantum:damping_complete_any_real",
         MatrixIdentity(damp0.H * damp0 + damp1.H * damp1, ID), False,
         "at gamma = 2 the sum is 3 on the excited state",
         flaw="condition 0 <= gamma <= 1 missing"),
    Case("quantum:damping_complete_transposed",
         MatrixIdentity(damp0.H * damp0 + damp1 * damp1.H, ID), False,
         "gives diag(1 + gamma, 1 - gamma)", (between(0, g, 1, strict=False),),
         flaw="K K^dagger for K^dagger K in one term"),
    Case("quantum:pauli_sum_transpose",
         MatrixIdentity(X * rho * X + Y * rho * Y + Z * rho * Z, 2 * (a + d) * ID - rho.T), False,
         "differs at b != c", flaw="transposed density matrix"),
    Case("quantum:purity_concurrence",
         eq((ar**2 + br**2)**2 + (cr**2 + dr**2)**2 + 2 * (ar * cr + br * dr)**2,
            1 - 2 * (ar * dr - br * cr)**2), True,
         "Wootters, Phys. Rev. Lett. 80, 2245 (1998): tr rho_A^2 = 1 - C^2/2", normal),
    Case("quantum:purity_concurrence_factor",
         eq((ar**2 + br**2)**2 + (cr**2 + dr**2)**2 + 2 * (ar * cr + br * dr)**2,
            1 - (ar * dr - br * cr)**2), False,
         "at a = d = 1/sqrt(2) the left is 1/2", normal, flaw="factor 1 for 2"),
    Case("quantum:purity_concurrence_unnormalised",
         eq((ar**2 + br**2)**2 + (cr**2 + dr**2)**2 + 2 * (ar * cr + br * dr)**2,
            1 - 2 * (ar * dr - br * cr)**2), False,
         "at a = b = c = d = 0", flaw="normalisation missing"),
    Case("quantum:reduced_determinant",
         eq((a * conjugate(a) + b * conjugate(b)) * (c * conjugate(c) + d * conjugate(d))
            - (a * conjugate(c) + b * conjugate(d)) * (c * conjugate(a) + d * conjugate(b)),
            (a * d - b * c) * conjugate(a * d - b * c)), True, "Lagrange identity"),
    Case("quantum:reduced_determinant_no_conjugate",
         eq((a * conjugate(a) + b * conjugate(b)) * (c * conjugate(c) + d * conjugate(d))
            - (a * c + b * d) * conjugate(a * c + b * d),
            (a * d - b * c) * conjugate(a * d - b * c)), False,
         "at a = 1, b = 0, c = 0, d = 1 both are 1, at a = 1, b = I, c = 1, d = 0 they differ",
         flaw="complex conjugation in the overlap"),
    Case("quantum:w_monogamy",
         eq((2 * sqrt(x1 * x2))**2 + (2 * sqrt(x1 * x3))**2, 4 * x1 * (1 - x0 - x1)), True,
         CKW + ", equality for W states", wsum),
    Case("quantum:w_monogamy_without_x0",
         eq((2 * sqrt(x1 * x2))**2 + (2 * sqrt(x1 * x3))**2, 4 * x1 * (1 - x1)), False,
         "fails for x0 > 0 and x1 > 0", wsum, flaw="x0 dropped"),
    Case("quantum:w_pair_concurrences",
         le(pairs, 2), True, "Cauchy inequality", wthree),
    Case("quantum:w_pair_concurrences_sqrt3",
         le(pairs, sqrt(3)), False, "at x1 = x2 = x3 = 1/3 the sum is 2", wthree,
         flaw="constant sqrt(3) for 2"),
    Case("quantum:w_pair_concurrences_strict",
         lt(pairs, 2), False, "equality at x1 = x2 = x3 = 1/3", wthree, flaw="< for <="),
    Case("quantum:w_pair_concurrences_max",
         Bound(pairs, "max", 2, (x1, x2, x3), where=wthree), True, "Cauchy inequality"),
    Case("quantum:teleportation_classical",
         Equivalence(gt((2 * f + 1) / 3, Q(2, 3)), gt(f, Q(1, 2))), True, HORODECKI,
         (between(0, f, 1, strict=False),)),
    Case("quantum:teleportation_classical_third",
         Equivalence(gt((2 * f + 1) / 3, Q(2, 3)), gt(f, Q(1, 3))), False,
         "f = 2/5 gives fidelity 3/5", (between(0, f, 1, strict=False),),
         flaw="threshold 1/3 for 1/2"),
    Case("quantum:teleportation_dimension",
         Equivalence(gt((f * dim + 1) / (dim + 1), 2 / (dim + 1)), gt(f, 1 / dim)), True,
         HORODECKI, (ge(dim, 2),)),
    Case("quantum:teleportation_dimension_plus_one",
         Equivalence(gt((f * dim + 1) / (dim + 1), 2 / (dim + 1)), gt(f, 1 / (dim + 1))), False,
         "d = 2, f = 2/5", (ge(dim, 2),), flaw="d + 1 for d"),
    Case("quantum:teleportation_dimension_sign",
         Equivalence(gt((f * dim + 1) / (dim + 1), 2 / (dim + 1)), gt(f, 1 / dim)), False,
         "d = -1/2, f = 0 makes both sides differ", flaw="condition d > 0 missing"),
    Case("quantum:werner_transpose_spectrum",
         eq((lam * eye(4) - werner_pt).det(),
            (lam - (1 + p) / 4)**3 * (lam - (1 - 3 * p) / 4)), True,
         "Peres, Phys. Rev. Lett. 77, 1413 (1996)"),
    Case("quantum:werner_transpose_spectrum_swapped",
         eq((lam * eye(4) - werner_pt).det(),
            (lam - (1 - p) / 4)**3 * (lam - (1 + 3 * p) / 4)), False,
         "that is the spectrum before the partial transposition",
         flaw="sign of p, the state itself for its partial transpose"),
    Case("quantum:entropy_one_bit", le(entropy, log(2)), True, NIELSEN, inside),
    Case("quantum:entropy_parabola_above", le(entropy, 4 * p * (1 - p) * log(2)), False,
         "at p = 1/10 the left is 0.325, the right 0.250", inside, flaw="direction"),
    Case("quantum:entropy_linear", ge(entropy, 2 * p * (1 - p)), True,
         "from -log p >= 1 - p", inside),
    Case("quantum:entropy_linear_factor", ge(entropy, 4 * p * (1 - p)), False,
         "at p = 1/2: log 2 < 1", inside, flaw="factor 4 for 2"),
    Case("quantum:entropy_max", Bound(entropy, "max", log(2), (p,), where=inside), True, NIELSEN),
    Case("quantum:entropy_min", Bound(entropy, "min", 0, (p,), where=inside), False,
         "the infimum 0 is not attained in the open interval", flaw="attained"),
    Case("quantum:entropy_inf", Bound(entropy, "inf", 0, (p,), attained=False, where=inside),
         True, NIELSEN),
    Case("quantum:entropy_pure_limit", Limit(entropy, p, 0, 0, "+"), True, "x log x -> 0"),
    Case("quantum:entropy_slope_limit", Limit(entropy / p, p, 0, 1, "+"), False,
         "diverges like -log p", flaw="limit is infinite"),
    Case("quantum:chsh_local", ForAllFinite(SIGNS, le(chsh, 2)), True,
         "Clauser, Horne, Shimony and Holt, Phys. Rev. Lett. 23, 880 (1969)"),
    Case("quantum:chsh_local_strict", ForAllFinite(SIGNS, lt(chsh, 2)), False,
         CHECKED, flaw="< for <="),
    Case("quantum:chsh_never_zero_square", ForAllFinite(SIGNS, eq(chsh**2, 4)), True, CHECKED),
    Case("quantum:chsh_saturated", Count(SIGNS, eq(chsh, 2), 8), True, CHECKED),
    Case("quantum:chsh_saturated_six", Count(SIGNS, eq(chsh, 2), 6), False, CHECKED,
         flaw="count 6 for 8"),
    Case("quantum:chsh_wrong_term_order",
         ForAllFinite(SIGNS, le(s1 * t1 + s1 * t2 + s2 * t1 + s2 * t2, 2)), False,
         "all signs + give 4", flaw="sign of one correlator"),
    Case("quantum:tsirelson",
         Bound(sqrt(2 + 2 * x) + sqrt(2 - 2 * x), "max", 2 * sqrt(2), (x,),
               where=settings), True,
         "Cirel'son, Lett. Math. Phys. 4, 93 (1980)"),
    Case("quantum:tsirelson_unattained",
         Bound(sqrt(2 + 2 * x) + sqrt(2 - 2 * x), "sup", 2 * sqrt(2), (x,), attained=False,
               where=settings),
         False, "attained at orthogonal settings x = 0", flaw="attained"),
    Case("quantum:tsirelson_minimum",
         Bound(sqrt(2 + 2 * x) + sqrt(2 - 2 * x), "min", sqrt(2), (x,),
               where=settings), False,
         "the minimum is 2 at x = 1", flaw="factor sqrt(2)"),
    Case("quantum:exchange_evolution",
         MatrixIdentity(_exchange(theta) * _exchange(phi), _exchange(theta + phi)), True,
         "exp(-i t SWAP), as SWAP^2 = 1"),
    Case("quantum:exchange_evolution_minus",
         MatrixIdentity(_exchange(theta) * _exchange(phi), _exchange(theta - phi)), False,
         "differs at phi = pi/2", flaw="sign of an angle"),
    Case("quantum:root_of_swap",
         MatrixIdentity(_exchange(pi / 4) * _exchange(pi / 4), -I * SWAP), True,
         "Loss and DiVincenzo, Phys. Rev. A 57, 120 (1998)"),
    Case("quantum:cnot_phase_target",
         MatrixIdentity(CNOT * kronecker_product(ID, phase) * CNOT, kronecker_product(ID, phase)),
         False, "a phase on the target does not", flaw="control and target exchanged"),
    Case("quantum:phase_gate_rotates_x",
         MatrixIdentity(phase * X * phase.H, cos(phi) * X + sin(phi) * Y), True, NIELSEN),
    Case("quantum:phase_gate_rotates_x_sign",
         MatrixIdentity(phase * X * phase.H, cos(phi) * X - sin(phi) * Y), False,
         "differs at phi = pi/2", flaw="sign of the rotation"),
    Case("quantum:ghz_mermin", _ghz(-1), True, "Mermin, Am. J. Phys. 58, 731 (1990)"),
    Case("quantum:ghz_mermin_row", _ghz(1), False, "X Y Y |GHZ> = -|GHZ>", flaw="sign in row XYY"),
    Case("quantum:pure_bloch",
         Equivalence(MatrixIdentity(bloch * bloch, bloch), eq(x**2 + y**2 + z**2, 1)), True,
         NIELSEN + ", Bloch sphere"),
    Case("quantum:pure_bloch_equator",
         Equivalence(MatrixIdentity(bloch * bloch, bloch), eq(x**2 + y**2, 1)), False,
         "x = 1, z = 1", flaw="z dropped"),
    Case("quantum:qubit_fidelity", le(overlap, 2), True, "Cauchy inequality",
         (between(-1, x, 1, strict=False), between(-1, y, 1, strict=False))),
    Case("quantum:qubit_fidelity_outside", le(overlap, 2), False, "x = 2, y = 3",
         flaw="condition |x|, |y| <= 1 missing"),
    Case("quantum:fuchs_van_de_graaf", le(1 - f, sqrt(1 - f**2)), True,
         "Fuchs and van de Graaf, IEEE Trans. Inf. Theory 45, 1216 (1999)",
         (between(0, f, 1, strict=False),)),
    Case("quantum:fuchs_van_de_graaf_negative", le(1 - f, sqrt(1 - f**2)), False, "f = -1/2",
         flaw="condition f >= 0 missing"),
    Case("quantum:depolarizing_repeated", Limit((1 - 4 * p / 3)**n, n, oo, 0), True,
         NIELSEN + ", depolarizing channel", inside),
    Case("quantum:depolarizing_repeated_edge", Limit((1 - 4 * p / 3)**n, n, oo, 0), False,
         "at p = 3/2 the factor is -1", (between(0, p, Q(3, 2), strict=False), gt(p, 0)),
         flaw="boundary of the range included"),
    Case("quantum:concurrence_near_maximal",
         expands(2 * sqrt((Q(1, 2) + eps) * (Q(1, 2) - eps)), 1 - 2 * eps**2, eps, 4, sharp=True),
         True, "binomial series"),
    Case("quantum:concurrence_near_maximal_coefficient",
         expands(2 * sqrt((Q(1, 2) + eps) * (Q(1, 2) - eps)), 1 - eps**2, eps, 4), False,
         "binomial series", flaw="coefficient 1 for 2"),
    Case("quantum:concurrence_near_maximal_order",
         expands(2 * sqrt((Q(1, 2) + eps) * (Q(1, 2) - eps)), 1 - 2 * eps**2, eps, 5), False,
         "next term is -2 eps^4", flaw="order 5 for 4"),
    Case("quantum:concurrence_near_maximal_sharp_three",
         expands(2 * sqrt((Q(1, 2) + eps) * (Q(1, 2) - eps)), 1 - 2 * eps**2, eps, 3, sharp=True),
         False, "there is no cubic term", flaw="sharpness claimed of a vanishing coefficient"),
    Case("quantum:weak_kraus_two_scales",
         expands(sqrt((1 - eps) * (1 - theta)), 1 - eps / 2 - theta / 2 - theta**2 / 8,
                 {theta: 1, eps: 2}, 3), True, "binomial series with weights 1 and 2"),
    Case("quantum:weak_kraus_two_scales_dropped",
         expands(sqrt((1 - eps) * (1 - theta)), 1 - eps / 2 - theta / 2, {theta: 1, eps: 2}, 3),
         False, "the term -theta^2/8 has weight 2", flaw="term of weight 2 dropped"),
    Case("quantum:cloning_limit",
         Limit((m * n + m + n) / (m * (n + 2)), m, oo, (n + 1) / (n + 2)), True,
         "Gisin and Massar, Phys. Rev. Lett. 79, 2153 (1997)"),
    Case("quantum:cloning_limit_wrong",
         Limit((m * n + m + n) / (m * (n + 2)), m, oo, n / (n + 1)), False, "n = 1: 2/3, not 1/2",
         flaw="index n shifted by one"),
    Case("quantum:schmidt_exists",
         Exists(((x, "real"), (y, "real")), All((eq(x**2 + y**2, 1), eq(2 * x * y, p)))), True,
         "x = cos t, y = sin t, p = sin 2t", unit),
    Case("quantum:schmidt_exists_too_entangled",
         Exists(((x, "real"), (y, "real")), All((eq(x**2 + y**2, 1), eq(2 * x * y, p)))), False,
         "2 x y <= 1", (between(0, p, sqrt(2), strict=False),), flaw="range sqrt(2) for 1"),
    Case("quantum:majorised_two_levels",
         Implication((ge(x, y), ge(y, Q(1, 2)), le(x, 1)),
                     le(x * (1 - x), y * (1 - y))), True,
         "Nielsen, Phys. Rev. Lett. 83, 436 (1999), for two-level Schmidt vectors"),
    Case("quantum:majorised_two_levels_unordered",
         Implication((ge(x, y), ge(y, 0), le(x, 1)), le(x * (1 - x), y * (1 - y))), False,
         "x = 1/2, y = 0", flaw="condition y >= 1/2 weakened to y >= 0"),
    Case("quantum:triangle_overlap",
         eq(Abs(a * conjugate(b))**2, a * conjugate(a) * b * conjugate(b)), True, "elementary"),
)
