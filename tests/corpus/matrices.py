"""Matrix identities: rotations, boosts, Dirac matrices, projectors, transfer matrices."""

from sympy import (
    Expr,
    I,
    Matrix,
    Symbol,
    cos,
    cosh,
    diag,
    exp,
    eye,
    kronecker_product,
    sin,
    sinh,
    sqrt,
    symbols,
    zeros,
)

from symq.lang.statement import (
    All,
    Equivalence,
    Exists,
    Implication,
    MatrixIdentity,
    Table,
    between,
    eq,
    expands,
)
from tests.corpus.case import Case

PESKIN = "Peskin and Schroeder, An Introduction to Quantum Field Theory"
BORN = "Born and Wolf, Principles of Optics"
HORN = "Horn and Johnson, Matrix Analysis"
PDG = "Particle Data Group, neutrino mixing"
CHECKED = "elementary; checked numerically"

th, ph, de = symbols("theta phi delta", real=True)
cde = Symbol("delta")
n1, n2, n3 = symbols("n1:4", real=True)
v, u = symbols("v u", real=True)
vx, vy, gam = symbols("vx vy gamma", real=True)
a, b, c, d, e, f, g, h = symbols("a b c d e f g h")
p = symbols("p0:4")
k = symbols("k0:4")
m, lam, s, t = symbols("m lambda s t")

sx, sy, sz = Matrix([[0, 1], [1, 0]]), Matrix([[0, -I], [I, 0]]), diag(1, -1)
one2, one3, one4 = eye(2), eye(3), eye(4)
G = (kronecker_product(sz, one2),
     *(kronecker_product(I * sy, sigma) for sigma in (sx, sy, sz)))
eta = (1, -1, -1, -1)
g5 = I * G[0] * G[1] * G[2] * G[3]


def _rot(angle: Expr) -> Matrix:
    return Matrix([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]])


def _rodrigues(angle: Expr) -> Matrix:
    cross = Matrix([[0, -n3, n2], [n3, 0, -n1], [-n2, n1, 0]])
    return one3 + sin(angle) * cross + (1 - cos(angle)) * cross**2


def _boost(speed: Expr) -> Matrix:
    return Matrix([[1, speed], [speed, 1]]) / sqrt(1 - speed**2)


def _rapidity(angle: Expr) -> Matrix:
    return Matrix([[cosh(angle), sinh(angle)], [sinh(angle), cosh(angle)]])


def _slash(vec: tuple[Symbol, ...]) -> Matrix:
    return sum((eta[i] * vec[i] * G[i] for i in range(4)), zeros(4, 4))


def _dot(x: tuple[Symbol, ...], y: tuple[Symbol, ...]) -> Expr:
    return sum(eta[i] * x[i] * y[i] for i in range(4))


def _contract(matrix: Matrix) -> Matrix:
    return sum((eta[i] * G[i] * matrix * G[i] for i in range(4)), zeros(4, 4))


def _jordan(x: Expr) -> Matrix:
    return exp(lam * x) * Matrix([[1, x, x**2 / 2], [0, 1, x], [0, 0, 1]])


def _pmns(phase: Expr, sign: int = 1) -> Matrix:
    r23 = Matrix([[1, 0, 0], [0, cos(th), sin(th)], [0, -sin(th), cos(th)]])
    r13 = Matrix([[cos(ph), 0, sin(ph) * exp(-I * phase)], [0, 1, 0],
                  [-sin(ph) * exp(sign * I * phase), 0, cos(ph)]])
    return r23 * r13


def _spin_rotation(angle: Expr) -> Matrix:
    return cos(angle) * one2 - I * sin(angle) * (n1 * sx + n2 * sy + n3 * sz)


unit = (eq(n1**2 + n2**2 + n3**2, 1),)
slow = (between(-1, u, 1), between(-1, v, 1))
M = Matrix([[a, b], [c, d]])
M3 = Matrix([[a, b, c], [d, e, f], [g, h, s]])
N = Matrix([[e, f], [g, h]])
proj = (one2 + n1 * sx + n2 * sy + n3 * sz) / 2
vec2, wec2 = Matrix([a, b]), Matrix([c, d])
norm2 = (vec2.T * vec2)[0]
inner = (wec2.T * vec2)[0]
vander = Matrix([[1, a, a**2], [1, b, b**2], [1, c, c**2]])
root = (-1 + sqrt(3) * I) / 2
fourier = Matrix(3, 3, lambda i, j: root**(i * j % 3)) / sqrt(3)
circ = Matrix([[a, b, c], [c, a, b], [b, c, a]])
boost2 = Matrix([[gam, -gam * vx, -gam * vy],
                 [-gam * vx, 1 + (gam - 1) * vx**2 / (vx**2 + vy**2),
                  (gam - 1) * vx * vy / (vx**2 + vy**2)],
                 [-gam * vy, (gam - 1) * vx * vy / (vx**2 + vy**2),
                  1 + (gam - 1) * vy**2 / (vx**2 + vy**2)]])
metric3 = diag(1, -1, -1)
J2 = Matrix([[0, 1], [-1, 0]])
film = Matrix([[cos(th), I * sin(th) / lam], [I * lam * sin(th), cos(th)]])
ones = Matrix([[1, 1, 1], [1, 1, 1], [1, 1, 1]])

CASES: tuple[Case, ...] = (
    Case("matrices:rotation_sum", MatrixIdentity(_rot(th) * _rot(ph), _rot(th + ph)), True,
         "addition theorems"),
    Case("matrices:rotation_transpose", MatrixIdentity(_rot(th) * _rot(ph).T, _rot(th + ph)),
         False, "gives theta - phi", flaw="transpose inverts the rotation"),
    Case("matrices:rotation_cube", MatrixIdentity(_rot(th)**3, _rot(3 * th)), True, "de Moivre"),
    Case("matrices:rodrigues_orthogonal",
         MatrixIdentity(_rodrigues(th).T * _rodrigues(th), one3), True, "Rodrigues formula", unit),
    Case("matrices:rodrigues_not_unit",
         MatrixIdentity(_rodrigues(th).T * _rodrigues(th), one3), False, "n = (2, 0, 0)",
         flaw="condition |n| = 1 missing"),
    Case("matrices:rodrigues_fixes_axis",
         MatrixIdentity(_rodrigues(th) * Matrix([n1, n2, n3]), Matrix([n1, n2, n3])), True,
         "Rodrigues formula"),
    Case("matrices:rodrigues_trace", eq(_rodrigues(th).trace(), 1 + 2 * cos(th)), True,
         "angle of a rotation", unit),
    Case("matrices:rodrigues_trace_factor", eq(_rodrigues(th).trace(), 1 + cos(th)), False,
         "theta = 0: 3", unit, flaw="factor 2 dropped"),
    Case("matrices:boost_composition",
         MatrixIdentity(_boost(u) * _boost(v), _boost((u + v) / (1 + u * v))), True,
         "Einstein (1905)", slow),
    Case("matrices:boost_composition_sign",
         MatrixIdentity(_boost(u) * _boost(v), _boost((u + v) / (1 - u * v))), False, CHECKED,
         (between(0, u, 1), between(0, v, 1), between(0, u + v, 1 - u * v)),
         flaw="sign in the denominator"),
    Case("matrices:boost_composition_superluminal",
         MatrixIdentity(_boost(u) * _boost(v), _boost((u + v) / (1 + u * v))), False,
         "u = v = 2: the roots give -1 times the right side",
         flaw="condition |u|, |v| < 1 missing: branch of the root"),
    Case("matrices:rapidity_sum",
         MatrixIdentity(_rapidity(th) * _rapidity(ph), _rapidity(th + ph)), True,
         "addition theorems"),
    Case("matrices:rapidity_metric",
         MatrixIdentity(_rapidity(th).T * sz * _rapidity(th), sz), True, "Lorentz boost"),
    Case("matrices:rapidity_orthogonal",
         MatrixIdentity(_rapidity(th).T * _rapidity(th), one2), False, "a boost is no rotation",
         flaw="metric dropped"),
    Case("matrices:boost_any_direction",
         Implication((eq(gam**2 * (1 - vx**2 - vy**2), 1),),
                     MatrixIdentity(boost2.T * metric3 * boost2, metric3)), True,
         "Jackson, Classical Electrodynamics"),
    Case("matrices:boost_any_direction_exponent",
         Implication((eq(gam * (1 - vx**2 - vy**2), 1),),
                     MatrixIdentity(boost2.T * metric3 * boost2, metric3)), False,
         "v^2 = 1/2, gamma = 2", flaw="exponent of gamma"),
    Case("matrices:slash_anticommute",
         MatrixIdentity(_slash(p) * _slash(k) + _slash(k) * _slash(p), 2 * _dot(p, k) * one4),
         True, PESKIN),
    Case("matrices:slash_anticommute_factor",
         MatrixIdentity(_slash(p) * _slash(k) + _slash(k) * _slash(p), 4 * _dot(p, k) * one4),
         False, PESKIN, flaw="factor 4 for 2"),
    Case("matrices:dirac_projectors",
         MatrixIdentity((_slash(p) - m * one4) * (_slash(p) + m * one4),
                        (_dot(p, p) - m**2) * one4), True, PESKIN),
    Case("matrices:dirac_on_shell",
         Implication((eq(_dot(p, p), m**2),),
                     MatrixIdentity((_slash(p) + m * one4)**2, 2 * m * (_slash(p) + m * one4))),
         True, PESKIN),
    Case("matrices:dirac_off_shell",
         MatrixIdentity((_slash(p) + m * one4)**2, 2 * m * (_slash(p) + m * one4)), False,
         "p = 0, m = 1", flaw="mass shell condition missing"),
    Case("matrices:contraction_one_sign", MatrixIdentity(_contract(_slash(p)), 2 * _slash(p)),
         False, PESKIN, flaw="sign"),
    Case("matrices:contraction_two",
         MatrixIdentity(_contract(_slash(p) * _slash(k)), 4 * _dot(p, k) * one4), True, PESKIN),
    Case("matrices:contraction_five",
         MatrixIdentity(g5 * _slash(p) * g5, _slash(p)), False, "gamma5 anticommutes", flaw="sign"),
    Case("matrices:chiral_projector_swapped",
         MatrixIdentity((one4 + g5) * _slash(p) * (one4 - g5) / 4, zeros(4, 4)), False, PESKIN,
         flaw="sign of gamma5 in one projector"),
    Case("matrices:trace_two", eq((_slash(p) * _slash(k)).trace(), 4 * _dot(p, k)), True, PESKIN),
    Case("matrices:trace_two_euclid",
         eq((_slash(p) * _slash(k)).trace(), 4 * sum(x * y for x, y in zip(p, k, strict=True))),
         False, PESKIN, flaw="metric signs dropped"),
    Case("matrices:gordon_like",
         MatrixIdentity(_slash(p) * _slash(k) * _slash(p),
                        2 * _dot(p, k) * _slash(p) - _dot(p, p) * _slash(k)), True, PESKIN),
    Case("matrices:gordon_like_sign",
         MatrixIdentity(_slash(p) * _slash(k) * _slash(p),
                        2 * _dot(p, k) * _slash(p) + _dot(p, p) * _slash(k)), False, PESKIN,
         flaw="sign"),
    Case("matrices:projector_unit",
         Equivalence(MatrixIdentity(proj * proj, proj), eq(n1**2 + n2**2 + n3**2, 1)), True,
         "Bloch sphere"),
    Case("matrices:spin_rotation",
         MatrixIdentity(_spin_rotation(th) * _spin_rotation(ph), _spin_rotation(th + ph)), True,
         "exponential of a Pauli vector", unit),
    Case("matrices:spin_rotation_not_unit",
         MatrixIdentity(_spin_rotation(th) * _spin_rotation(ph), _spin_rotation(th + ph)), False,
         "n = 0", flaw="condition |n| = 1 missing"),
    Case("matrices:cayley_hamilton",
         MatrixIdentity(M**2 - (a + d) * M + (a * d - b * c) * one2, zeros(2, 2)), True, HORN),
    Case("matrices:cayley_hamilton_sign",
         MatrixIdentity(M**2 - (a + d) * M - (a * d - b * c) * one2, zeros(2, 2)), False, HORN,
         flaw="sign of the determinant"),
    Case("matrices:cayley_hamilton_three",
         MatrixIdentity(M3**3 - M3.trace() * M3**2
                        + (M3.trace()**2 - (M3 * M3).trace()) / 2 * M3 - M3.det() * one3,
                        zeros(3, 3)), True, HORN),
    Case("matrices:cayley_hamilton_three_factor",
         MatrixIdentity(M3**3 - M3.trace() * M3**2
                        + (M3.trace()**2 - (M3 * M3).trace()) * M3 - M3.det() * one3,
                        zeros(3, 3)), False, HORN, flaw="factor 1/2 dropped"),
    Case("matrices:sherman_morrison",
         MatrixIdentity((one2 + vec2 * wec2.T) * (one2 - vec2 * wec2.T / (1 + inner)), one2), True,
         HORN),
    Case("matrices:sherman_morrison_sign",
         MatrixIdentity((one2 + vec2 * wec2.T) * (one2 - vec2 * wec2.T / (1 - inner)), one2),
         False, HORN, flaw="sign in the denominator"),
    Case("matrices:householder_factor",
         MatrixIdentity((one2 - vec2 * vec2.T / norm2)**2, one2), False, HORN,
         flaw="factor 2 dropped"),
    Case("matrices:unimodular_cube",
         Implication((eq(a * d - b * c, 1),),
                     MatrixIdentity(M**3, ((a + d)**2 - 1) * M - (a + d) * one2)), True,
         BORN + ", Chebyshev form of periodic layers"),
    Case("matrices:unimodular_cube_missing",
         MatrixIdentity(M**3, ((a + d)**2 - 1) * M - (a + d) * one2), False,
         "a = d = 2, b = c = 0", flaw="condition det = 1 missing"),
    Case("matrices:layer_unimodular", eq(film.det(), 1), True, BORN),
    Case("matrices:layer_inverse",
         MatrixIdentity(film * film.subs(lam, -lam), one2), True, BORN),
    Case("matrices:layer_inverse_reciprocal",
         MatrixIdentity(film * film.subs(lam, 1 / lam), one2), False, "lambda = 1, theta = pi/2",
         flaw="reciprocal for opposite index"),
    Case("matrices:symplectic_two",
         Equivalence(MatrixIdentity(M.T * J2 * M, J2), eq(a * d - b * c, 1)), True,
         "Sp(2) = SL(2)"),
    Case("matrices:symplectic_square",
         Equivalence(MatrixIdentity(M.T * J2 * M, J2), eq((a * d - b * c)**2, 1)), False,
         "diag(1, -1)", flaw="determinant -1 included"),
    Case("matrices:jordan_flow", MatrixIdentity(_jordan(s) * _jordan(t), _jordan(s + t)), True,
         "exponential of a Jordan block"),
    Case("matrices:jordan_flow_factorial",
         MatrixIdentity(_jordan(s) * _jordan(t), exp(lam * (s + t)) * Matrix(
             [[1, s + t, (s + t)**2], [0, 1, s + t], [0, 0, 1]])), False, "s = 1, t = 0",
         flaw="1/2! dropped"),
    Case("matrices:vandermonde", eq(vander.det(), (b - a) * (c - a) * (c - b)), True, HORN),
    Case("matrices:vandermonde_sign", eq(vander.det(), (a - b) * (a - c) * (b - c)), False, HORN,
         flaw="sign: three transpositions"),
    Case("matrices:fourier_unitary", MatrixIdentity(fourier * fourier.H, one3), True,
         "discrete Fourier transform"),
    Case("matrices:fourier_involution", MatrixIdentity(fourier * fourier, one3), False,
         "the square is the parity", flaw="conjugation dropped"),
    Case("matrices:circulant_diagonal",
         MatrixIdentity(fourier.H * circ * fourier,
                        diag(a + b + c, a + root * b + root**2 * c, a + root**2 * b + root * c)),
         True, "discrete Fourier transform"),
    Case("matrices:circulant_diagonal_swapped",
         MatrixIdentity(fourier.H * circ * fourier,
                        diag(a + b + c, a + root**2 * b + root * c, a + root * b + root**2 * c)),
         False, CHECKED, flaw="swapped eigenvalues"),
    Case("matrices:kronecker_determinant",
         eq(kronecker_product(M, N).det(), M.det()**2 * N.det()**2), True, HORN),
    Case("matrices:kronecker_determinant_exponent",
         eq(kronecker_product(M, N).det(), M.det() * N.det()), False, HORN, flaw="exponents"),
    Case("matrices:pmns_unitary", MatrixIdentity(_pmns(de).H * _pmns(de), one3), True, PDG),
    Case("matrices:pmns_complex_phase", MatrixIdentity(_pmns(cde).H * _pmns(cde), one3), False,
         "delta = I", flaw="delta real missing"),
    Case("matrices:pmns_phase_sign", MatrixIdentity(_pmns(de, -1).H * _pmns(de, -1), one3), False,
         "delta = pi/2", flaw="sign of the phase in one entry"),
    Case("matrices:commuting_symmetric",
         MatrixIdentity(Matrix([[a, b], [b, c]]) * Matrix([[d, e], [e, f]]),
                        Matrix([[d, e], [e, f]]) * Matrix([[a, b], [b, c]])), False,
         "product of symmetric matrices is not symmetric", flaw="equal diagonals missing"),
    Case("matrices:potts_transfer",
         MatrixIdentity(((a - b) * one3 + b * ones)**2,
                        (a - b)**2 * one3 + (2 * (a - b) * b + 3 * b**2) * ones), True,
         "three-state Potts chain"),
    Case("matrices:potts_transfer_states",
         MatrixIdentity(((a - b) * one3 + b * ones)**2,
                        (a - b)**2 * one3 + (2 * (a - b) * b + 2 * b**2) * ones), False,
         "three-state Potts chain", flaw="2 states for 3"),
    Case("matrices:nilpotent_two",
         Implication((MatrixIdentity(M * M, zeros(2, 2)),), All((eq(a + d, 0),
                                                                 eq(a * d - b * c, 0)))), True,
         HORN),
    Case("matrices:nilpotent_two_zero",
         Implication((MatrixIdentity(M * M, zeros(2, 2)),), eq(b, 0)), False, "a = c = d = 0",
         flaw="nilpotent for zero"),
    Case("matrices:commutator_never_identity",
         Exists(((a, "complex"), (b, "complex"), (c, "complex"), (d, "complex"), (e, "complex"),
                 (f, "complex"), (g, "complex"), (h, "complex")),
                MatrixIdentity(M * N - N * M, one2)), False, "trace of a commutator",
         flaw="canonical commutator in finite dimension"),
    Case("matrices:anticommuting_exist",
         Exists(((a, "complex"), (b, "complex"), (c, "complex"), (d, "complex")),
                All((MatrixIdentity(M * sz + sz * M, zeros(2, 2)), MatrixIdentity(M * M, one2)))),
         True, "sigma_x"),
    Case("matrices:pauli_table",
         Table((("xy", MatrixIdentity(lam * sx * sy, lam * I * sz)),
                ("yz", MatrixIdentity(lam * sy * sz, lam * I * sx)),
                ("zx", MatrixIdentity(lam * sz * sx, lam * I * sy)))), True, "Pauli (1927)"),
    Case("matrices:pauli_table_xz",
         Table((("xy", MatrixIdentity(lam * sx * sy, lam * I * sz)),
                ("yz", MatrixIdentity(lam * sy * sz, lam * I * sx)),
                ("xz", MatrixIdentity(lam * sx * sz, lam * I * sy)))), False, "Pauli (1927)",
         flaw="order of the indices in the last row"),
    Case("matrices:determinant_expansion",
         expands((one2 + t * M).det(), 1 + t * (a + d), t, 2, sharp=True), True, "det and trace"),
    Case("matrices:determinant_expansion_order",
         expands((one2 + t * M).det(), 1 + t * (a + d), t, 3), False, "next term t^2 det",
         flaw="order 3 for 2"),
)
