"""Spin chains: dispersions, Holstein-Primakoff, Jordan-Wigner, Bethe ansatz, spin algebra."""

from sympy import (
    Abs,
    I,
    Matrix,
    Sum,
    Symbol,
    conjugate,
    cos,
    diag,
    exp,
    eye,
    kronecker_product,
    sin,
    sqrt,
    symbols,
    zeros,
)

from symq.lang.statement import (
    Bound,
    Equivalence,
    ForAll,
    Implication,
    MatrixIdentity,
    Not,
    Q,
    between,
    eq,
    expands,
    ge,
    gt,
    le,
)
from tests.corpus.case import Case

AUERBACH = "Auerbach, Interacting Electrons and Quantum Magnetism"
FADDEEV = "Faddeev, How algebraic Bethe ansatz works for integrable model (1996)"
LIEB = "Lieb, Schultz and Mattis, Ann. Phys. 16, 407 (1961)"

J, S, k, gr = symbols("J S k g", real=True)
kp = Symbol("k", positive=True)
occ = Symbol("n", nonnegative=True)
v, w = symbols("v w", real=True)
u1, u2 = symbols("u1 u2")
r1, r2 = symbols("u1 u2", real=True)
u, uv, zc, q = symbols("u v z q")
sm, mm = symbols("s m")
theta, phi = symbols("theta phi", real=True)
n = Symbol("n", integer=True, nonnegative=True)
j1, j2 = symbols("j1 j2", integer=True, nonnegative=True)
jj = Symbol("j", integer=True)
mi = Symbol("m", integer=True)
t, lam = symbols("t lambda")

up = Matrix([[0, 1], [0, 0]])
dn = Matrix([[0, 0], [1, 0]])
sz = diag(1, -1)
one = eye(2)
sx2, sy2, sz2 = (up + dn) / 2, (up - dn) / (2 * I), sz / 2

sp3 = sqrt(2) * Matrix([[0, 1, 0], [0, 0, 1], [0, 0, 0]])
sx3, sy3, sz3 = (sp3 + sp3.T) / 2, (sp3 - sp3.T) / (2 * I), diag(1, 0, -1)
dot3 = sum((kronecker_product(s, s) for s in (sx3, sy3, sz3)), zeros(9, 9))


def _site(op: Matrix, i: int, sites: int) -> Matrix:
    return kronecker_product(*[op if s == i else one for s in range(sites)])


def _dot(i: int, l: int) -> Matrix:
    return sum((_site(s, i, 3) * _site(s, l, 3) for s in (sx2, sy2, sz2)), zeros(8, 8))


ring = _dot(0, 1) + _dot(1, 2) + _dot(2, 0)
chirality = sum((sign * _site(a, 0, 3) * _site(b, 1, 3) * _site(c, 2, 3) for sign, a, b, c in (
    (1, sx2, sy2, sz2), (1, sy2, sz2, sx2), (1, sz2, sx2, sy2),
    (-1, sy2, sx2, sz2), (-1, sz2, sy2, sx2), (-1, sx2, sz2, sy2))), zeros(8, 8))
swap01 = 2 * _dot(0, 1) + eye(8) / 2
swap12 = 2 * _dot(1, 2) + eye(8) / 2
swap02 = 2 * _dot(0, 2) + eye(8) / 2


def _spin_one(angle: object, sign: int = -1) -> Matrix:
    return eye(3) - I * sin(angle) * sy3 + sign * (1 - cos(angle)) * sy3 * sy3


def _yang_baxter(middle: object) -> MatrixIdentity:
    def r(x: object, perm: Matrix) -> Matrix:
        return x * eye(8) + I * perm

    left = r(u, swap01) * r(middle, swap02) * r(uv, swap12)
    right = r(uv, swap12) * r(middle, swap02) * r(u, swap01)
    return MatrixIdentity(left, right)


tl = Matrix([[0, 0, 0, 0], [0, 1 / q, -1, 0], [0, -1, q, 0], [0, 0, 0, 0]])
e1, e2 = kronecker_product(tl, one), kronecker_product(one, tl)

string = (kronecker_product(dn, one, one), kronecker_product(sz, dn, one),
          kronecker_product(sz, sz, dn))
hop = t * string[0].T * string[2] + conjugate(t) * string[2].T * string[0]
lower = Matrix(4, 4, lambda r, c: sqrt(c) if c == r + 1 else 0)
hp = Matrix(4, 4, lambda r, c: sqrt(c) * sqrt(3 - r) if c == r + 1 else 0)
ising = sqrt(1 + gr**2 - 2 * gr * cos(k))

CASES: tuple[Case, ...] = (
    Case("spin:ferromagnet", eq(2 * J * S * (1 - cos(k)), 4 * J * S * sin(k / 2)**2), True,
         AUERBACH + ", ferromagnetic magnons"),
    Case("spin:ferromagnet_factor", eq(2 * J * S * (1 - cos(k)), 2 * J * S * sin(k / 2)**2), False,
         "differs at k = pi", flaw="factor 2 for 4"),
    Case("spin:ferromagnet_argument", eq(2 * J * S * (1 - cos(k)), 4 * J * S * sin(k)**2), False,
         "differs at k = pi", flaw="argument k for k/2"),
    Case("spin:antiferromagnet", eq(sqrt(1 - cos(k)**2), Abs(sin(k))), True,
         AUERBACH + ", antiferromagnetic magnons"),
    Case("spin:antiferromagnet_branch", eq(sqrt(1 - cos(k)**2), sin(k)), False,
         "negative at k = -pi/2", flaw="branch of the root"),
    Case("spin:antiferromagnet_zone", eq(sqrt(1 - cos(k)**2), sin(k)), True,
         "sin k >= 0 on the interval", (between(0, k, 3, strict=False),)),
    Case("spin:ferromagnet_long_wave",
         expands(2 * J * S * (1 - cos(k)), J * S * k**2, k, 4, sharp=True), True,
         "Taylor series"),
    Case("spin:ferromagnet_long_wave_order",
         expands(2 * J * S * (1 - cos(k)), J * S * k**2, k, 5), False,
         "next term -J S k^4/12", flaw="order 5 for 4"),
    Case("spin:ferromagnet_long_wave_factor",
         expands(2 * J * S * (1 - cos(k)), 2 * J * S * k**2, k, 4), False, "Taylor series",
         flaw="factor 2"),
    Case("spin:linear_dispersion", expands(sqrt(2 - 2 * cos(kp)), kp, kp, 3), True,
         "2 sin(k/2) for small k > 0"),
    Case("spin:linear_dispersion_negative", expands(sqrt(2 - 2 * cos(k)), k, k, 3), False,
         "|k| for negative k", flaw="branch of the root; k > 0 missing"),
    Case("spin:spin_one_rotation",
         MatrixIdentity(_spin_one(theta) * _spin_one(phi), _spin_one(theta + phi)), True,
         "exp(-i theta S_y), as S_y^3 = S_y"),
    Case("spin:spin_one_rotation_sign",
         MatrixIdentity(_spin_one(theta, 1) * _spin_one(phi, 1), _spin_one(theta + phi, 1)), False,
         "checked numerically", flaw="sign of the quadratic term"),
    Case("spin:spin_one_cubic",
         MatrixIdentity((v * sx3 + w * sz3)**3, (v**2 + w**2) * (v * sx3 + w * sz3)), True,
         "Cayley-Hamilton theorem for spin 1"),
    Case("spin:spin_one_square",
         MatrixIdentity((v * sx3 + w * sz3)**2, (v**2 + w**2) * eye(3)), False,
         "holds for spin 1/2 with Pauli matrices only", flaw="spin 1/2 relation used for spin 1"),
    Case("spin:truncated_boson_minus_one",
         MatrixIdentity(lower * lower.T - lower.T * lower, diag(1, 1, 1, -1)), False,
         "trace of a commutator vanishes", flaw="last entry 1 - d taken as -1"),
    Case("spin:holstein_primakoff_expansion",
         expands(sqrt(1 - occ / (2 * S)), 1 - occ / (4 * S), S, 2, at="oo", sharp=True), True,
         "Holstein and Primakoff, Phys. Rev. 58, 1098 (1940)", (gt(S, 0),)),
    Case("spin:holstein_primakoff_expansion_factor",
         expands(sqrt(1 - occ / (2 * S)), 1 - occ / (2 * S), S, 2, at="oo"), False,
         "binomial series", (gt(S, 0),), flaw="factor 1/2 dropped"),
    Case("spin:holstein_primakoff_expansion_order",
         expands(sqrt(1 - occ / (2 * S)), 1 - occ / (4 * S), S, 3, at="oo"), False,
         "next term -n^2/(32 S^2)", (gt(S, 0),), flaw="order 3 for 2"),
    Case("spin:ising_gap_form", eq(1 + gr**2 - 2 * gr * cos(k),
                                   (1 - gr)**2 + 4 * gr * sin(k / 2)**2), True,
         "Pfeuty, Ann. Phys. 57, 79 (1970)"),
    Case("spin:ising_gap_form_factor", eq(1 + gr**2 - 2 * gr * cos(k),
                                          (1 - gr)**2 + 2 * gr * sin(k / 2)**2), False,
         "differs at k = pi", flaw="factor 2 for 4"),
    Case("spin:ising_gap", Bound(ising, "min", Abs(1 - gr), (k,)), True,
         "Pfeuty, Ann. Phys. 57, 79 (1970)", (ge(gr, 0),)),
    Case("spin:ising_gap_any_field", Bound(ising, "min", Abs(1 - gr), (k,)), False,
         "for g = -1 the minimum is 0, not 2", flaw="condition g >= 0 missing"),
    Case("spin:ssh_gapped", Not(eq(v**2 + w**2 + 2 * v * w * cos(k), 0)), True,
         "Su, Schrieffer and Heeger, Phys. Rev. Lett. 42, 1698 (1979)",
         (gt(v, 0), gt(w, v))),
    Case("spin:ssh_gapped_equal", Not(eq(v**2 + w**2 + 2 * v * w * cos(k), 0)), False,
         "v = w, k = pi", (gt(v, 0), ge(w, v)), flaw=">= for >: gap closes at v = w"),
    Case("spin:ssh_winding",
         MatrixIdentity(Matrix([[0, v + w * exp(-I * k)], [v + w * exp(I * k), 0]])**2,
                        (v**2 + w**2 + 2 * v * w * cos(k)) * one), True, "Bloch Hamiltonian"),
    Case("spin:ssh_winding_same_phase",
         MatrixIdentity(Matrix([[0, v + w * exp(I * k)], [v + w * exp(I * k), 0]])**2,
                        (v**2 + w**2 + 2 * v * w * cos(k)) * one), False,
         "not Hermitian; checked at k = pi/2", flaw="sign of k in one entry"),
    Case("spin:jordan_wigner_no_string",
         MatrixIdentity(hop, -t * kronecker_product(up, one, dn)
                        - conjugate(t) * kronecker_product(dn, one, up)), False,
         "middle spin down changes the sign", flaw="string dropped"),
    Case("spin:jordan_wigner_hard_core",
         MatrixIdentity((u1 * kronecker_product(dn, one) + u2 * kronecker_product(one, dn))**2,
                        zeros(4, 4)), False,
         "spin operators on two sites commute", flaw="anticommuting without string"),
    Case("spin:ladder_norm",
         eq(sm * (sm + 1) - mm * (mm + 1), (sm - mm) * (sm + mm + 1)), True, "angular momentum"),
    Case("spin:ladder_norm_lowering",
         eq(sm * (sm + 1) - mm * (mm + 1), (sm + mm) * (sm - mm + 1)), False,
         "that is the norm of the lowering operator", flaw="sign of m"),
    Case("spin:sum_of_m_squared",
         ForAll(n, eq(Sum(mi**2, (mi, -n, n)), n * (n + 1) * (2 * n + 1) / 3), 0), True,
         "trace of S_z^2"),
    Case("spin:sum_of_m_squared_half",
         ForAll(n, eq(Sum(mi**2, (mi, -n, n)), n * (n + 1) * (2 * n + 1) / 6), 0), False,
         "n = 1: 2, not 1", flaw="half of the range"),
    Case("spin:clebsch_gordan_dimension",
         eq(Sum(2 * jj + 1, (jj, j1 - j2, j1 + j2)), (2 * j1 + 1) * (2 * j2 + 1)), True,
         "dimension count", (ge(j1, j2),)),
    Case("spin:clebsch_gordan_dimension_lower",
         eq(Sum(2 * jj + 1, (jj, j1 - j2 + 1, j1 + j2)), (2 * j1 + 1) * (2 * j2 + 1)), False,
         "j1 = j2 = 1: 8, not 9", (ge(j1, j2), ge(j2, 1)), flaw="lower limit shifted"),
    Case("spin:magnon_s_matrix_complex",
         eq((u1 - u2 + I) / (u1 - u2 - I) * conjugate((u1 - u2 + I) / (u1 - u2 - I)), 1), False,
         "u1 - u2 = 2 I gives 9", flaw="rapidities not real"),
    Case("spin:bethe_energy",
         Implication((eq(zc, (u + I / 2) / (u - I / 2)),),
                     eq(1 - (zc + 1 / zc) / 2, 1 / (2 * (u**2 + Q(1, 4))))), True, FADDEEV),
    Case("spin:bethe_energy_factor",
         Implication((eq(zc, (u + I / 2) / (u - I / 2)),),
                     eq(1 - (zc + 1 / zc) / 2, 1 / (u**2 + Q(1, 4)))), False, "u = 1/2: 1, not 2",
         flaw="factor 1/2 dropped"),
    Case("spin:yang_baxter", _yang_baxter(u + uv), True, FADDEEV),
    Case("spin:yang_baxter_difference", _yang_baxter(u - uv), False, "checked numerically",
         flaw="sign of a spectral parameter"),
    Case("spin:temperley_lieb_loop",
         MatrixIdentity(tl * tl, (q + 1 / q) * tl), True, "Temperley and Lieb (1971)"),
    Case("spin:temperley_lieb_loop_sign",
         MatrixIdentity(tl * tl, (q - 1 / q) * tl), False, "q = 1", flaw="sign of 1/q"),
    Case("spin:temperley_lieb_cubic_weight", MatrixIdentity(e1 * e2 * e1, (q + 1 / q) * e1), False,
         "q = 1", flaw="loop weight inserted"),
    Case("spin:dimer_quadratic_sign",
         MatrixIdentity((lam * eye(8) + _dot(0, 1))**2,
                        (lam**2 + Q(3, 16)) * eye(8) + (2 * lam + Q(1, 2)) * _dot(0, 1)), False,
         "triplet: 1/16, not 5/16", flaw="sign"),
    Case("spin:trimer_spectrum",
         eq((lam * eye(8) - ring).det(), (lam - Q(3, 4))**4 * (lam + Q(3, 4))**4), True,
         "total spin 3/2 once and 1/2 twice"),
    Case("spin:trimer_spectrum_multiplicity",
         eq((lam * eye(8) - ring).det(), (lam - Q(3, 4))**6 * (lam + Q(3, 4))**2), False,
         "trace of the Hamiltonian vanishes", flaw="multiplicities"),
    Case("spin:chirality_square_factor",
         MatrixIdentity(lam * chirality**2, lam * (Q(3, 32) * eye(8) - ring / 16)), False,
         "does not vanish for total spin 3/2", flaw="factor 1/16 for 1/8"),
    Case("spin:aklt_projector_coefficient",
         MatrixIdentity((eye(9) / 3 + dot3 / 2 + dot3**2 / 3)**2,
                        eye(9) / 3 + dot3 / 2 + dot3**2 / 3), False,
         "spin 2 has S1.S2 = 1", flaw="coefficient 1/3 for 1/6"),
    Case("spin:bogoliubov_angle",
         Implication((eq(v**2 + w**2, lam**2), eq(2 * r1**2, 1 + v / lam),
                      eq(2 * r2**2, 1 - v / lam)), eq(4 * r1**2 * r2**2, w**2 / lam**2)), True,
         "Bogoliubov transformation of the XY chain"),
    Case("spin:bogoliubov_angle_root",
         Implication((eq(v**2 + w**2, lam**2), eq(2 * r1**2, 1 + v / lam),
                      eq(2 * r2**2, 1 - v / lam)), eq(2 * r1 * r2, w / lam)), False,
         "the product of the amplitudes may have either sign", flaw="branch of the root"),
    Case("spin:critical_field",
         Equivalence(eq(1 + gr**2 - 2 * gr * cos(k), 0), eq(gr, 1)), False,
         "g = -1, k = pi, and g = 1 only at k = 0", flaw="k = 0 missing and g = -1 forgotten"),
    Case("spin:critical_momentum_zero",
         Equivalence(eq(1 + gr**2 - 2 * gr * cos(k), 0), eq(cos(k), gr)), False,
         "g = cos k = 0 gives 1", flaw="converse needs |g| = 1"),
    Case("spin:critical_field_bound",
         Implication((eq(1 + gr**2 - 2 * gr * cos(k), 0),), eq(gr**2, 1)), True,
         "(g - cos k)^2 + sin^2 k = 0"),
    Case("spin:spin_wave_positive",
         ge(2 * J * S * (1 - cos(k)), 0), True, "ferromagnet is stable", (gt(J, 0), gt(S, 0))),
    Case("spin:spin_wave_upper",
         le(2 * J * S * (1 - cos(k)), 2 * J * S), False, "k = pi gives 4 J S",
         (gt(J, 0), gt(S, 0)), flaw="band width 2JS for 4JS"),
)
