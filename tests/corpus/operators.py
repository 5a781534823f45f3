"""Operator identities: bosons, fermions, Heisenberg, Pauli, su(2), su(1,1), clock and shift."""

from sympy import I, sqrt, symbols

from symq.lang.statement import Expr, OperatorAlgebra, OperatorIdentity, Q
from tests.corpus.case import Case

LOUISELL = "Louisell, Quantum Statistical Properties of Radiation"
SAKURAI = "Sakurai, Modern Quantum Mechanics"
CLIFFORD = "Clifford algebra; checked with matrices"

ad, a, bd, b = symbols("ad a bd b", commutative=False)
x, p = symbols("x p", commutative=False)
jx, jy, jz = symbols("jx jy jz", commutative=False)
jp, j0, jm = symbols("jp j0 jm", commutative=False)
sx, sy, sz = symbols("sx sy sz", commutative=False)
c1d, c2d, c1, c2 = symbols("c1d c2d c1 c2", commutative=False)
g1, g2, g3, g4 = symbols("g1:5", commutative=False)
X, Z = symbols("X Z", commutative=False)
A, B, C = symbols("A B C", commutative=False)
hbar, alpha, beta, q, w = symbols("hbar alpha beta q w")
u1, u2, u3, v1, v2, v3 = symbols("u1:4 v1:4")

BOSON = OperatorAlgebra.from_commutators((ad, a), {(a, ad): 1})
TWO_BOSONS = OperatorAlgebra.from_commutators((ad, bd, a, b), {(a, ad): 1, (b, bd): 1})
HEISENBERG = OperatorAlgebra.from_commutators((x, p), {(x, p): I * hbar})
NATURAL = OperatorAlgebra.from_commutators((x, p), {(x, p): I})
SU2 = OperatorAlgebra.from_commutators((jx, jy, jz), {(jx, jy): I * jz, (jy, jz): I * jx,
                                                     (jz, jx): I * jy})
SL2 = OperatorAlgebra.from_commutators((jp, j0, jm), {(j0, jp): jp, (j0, jm): -jm,
                                                     (jp, jm): 2 * j0})
PAULI = OperatorAlgebra((sx, sy, sz), (
    (sx * sx, 1), (sy * sy, 1), (sz * sz, 1), (sx * sy, I * sz), (sy * sz, I * sx),
    (sz * sx, I * sy), (sy * sx, -I * sz), (sz * sy, -I * sx), (sx * sz, -I * sy)))
FERMIONS = OperatorAlgebra.from_anticommutators((c1d, c2d, c1, c2), {(c1, c1d): 1, (c2, c2d): 1})
MAJORANA = OperatorAlgebra.from_anticommutators((g1, g2, g3, g4), {(g, g): 2 for g in (g1, g2, g3,
                                                                                      g4)})
FREE = OperatorAlgebra((A, B, C), ())
QBOSON = OperatorAlgebra((ad, a), ((a * ad, q * ad * a + 1),))


def _clock(order: int, root: Expr) -> OperatorAlgebra:
    return OperatorAlgebra((X, Z), ((Z * X, root * X * Z), (X**order, 1), (Z**order, 1)))


def _comm(left: Expr, right: Expr) -> Expr:
    return left * right - right * left


number = ad * a
kp, km, k0 = ad**2 / 2, a**2 / 2, (ad * a + Q(1, 2)) / 2
casimir = jx**2 + jy**2 + jz**2
ladder_up, ladder_down = jx + I * jy, jx - I * jy
n1, n2 = c1d * c1, c2d * c2
hop = c1d * c2 + c2d * c1
us, vs = u1 * sx + u2 * sy + u3 * sz, v1 * sx + v2 * sy + v3 * sz
cross = ((u2 * v3 - u3 * v2) * sx + (u3 * v1 - u1 * v3) * sy + (u1 * v2 - u2 * v1) * sz)
scalar = u1 * v1 + u2 * v2 + u3 * v3
schwinger_x, schwinger_y = (ad * b + bd * a) / 2, (ad * b - bd * a) / (2 * I)
schwinger_z = (ad * a - bd * b) / 2
total = ad * a + bd * b
weyl22 = (x**2 * p**2 + x * p * x * p + x * p**2 * x + p * x**2 * p + p * x * p * x
          + p**2 * x**2) / 6
braid1, braid2 = 1 + g1 * g2, 1 + g2 * g3


def _op(name: str, left: Expr, right: Expr, algebra: OperatorAlgebra, truth: bool, source: str,
        flaw: str = "") -> Case:
    return Case(f"operators:{name}", OperatorIdentity(left, right, algebra), truth, source,
                flaw=flaw)


CASES: tuple[Case, ...] = (
    _op("boson_cube", _comm(a, ad**3), 3 * ad**2, BOSON, True, LOUISELL),
    _op("boson_cube_exponent", _comm(a, ad**3), 3 * ad**3, BOSON, False, LOUISELL, "exponent"),
    _op("boson_squares", _comm(a**2, ad**2), 4 * ad * a + 2, BOSON, True, LOUISELL),
    _op("boson_squares_constant", _comm(a**2, ad**2), 4 * ad * a + 1, BOSON, False,
        "vacuum value is 2", "constant 1 for 2"),
    _op("number_square", number**2, ad**2 * a**2 + ad * a, BOSON, True, LOUISELL),
    _op("number_square_sign", number**2, ad**2 * a**2 - ad * a, BOSON, False,
        "one-particle state", "sign"),
    _op("number_cube", number**3, ad**3 * a**3 + 3 * ad**2 * a**2 + ad * a, BOSON, True,
        "Stirling numbers of the second kind"),
    _op("number_cube_stirling", number**3, ad**3 * a**3 + 2 * ad**2 * a**2 + ad * a, BOSON, False,
        "two-particle state: 8 = 3*2 + 2", "Stirling number 2 for 3"),
    _op("number_lowering", _comm(number, a), -a, BOSON, True, LOUISELL),
    _op("number_lowering_sign", _comm(number, a), a, BOSON, False, LOUISELL, "sign"),
    _op("quartic_oscillator", (a + ad)**4,
        ad**4 + 4 * ad**3 * a + 6 * ad**2 * a**2 + 4 * ad * a**3 + a**4
        + 6 * ad**2 + 12 * ad * a + 6 * a**2 + 3, BOSON, True, "Wick's theorem"),
    _op("quartic_oscillator_contractions", (a + ad)**4,
        ad**4 + 4 * ad**3 * a + 6 * ad**2 * a**2 + 4 * ad * a**3 + a**4
        + 6 * ad**2 + 6 * ad * a + 6 * a**2 + 3, BOSON, False, "Wick's theorem",
        "6 contractions for 12"),
    _op("displaced_number", (ad + beta) * (a + alpha),
        ad * a + alpha * ad + beta * a + alpha * beta, BOSON, True, "displacement"),
    _op("bogoliubov_commutator", _comm(alpha * a + beta * ad, beta * a + alpha * ad),
        alpha**2 - beta**2, BOSON, True, "Bogoliubov transformation"),
    _op("bogoliubov_commutator_sign", _comm(alpha * a + beta * ad, beta * a + alpha * ad),
        alpha**2 + beta**2, BOSON, False, "that is the fermionic condition", "sign"),
    _op("su11", _comm(km, kp), 2 * k0, BOSON, True, "Perelomov, Generalized Coherent States"),
    _op("su11_sign", _comm(kp, km), 2 * k0, BOSON, False, "that is su(2)", "sign"),
    _op("su11_casimir", k0**2 - k0 - kp * km, -Q(3, 16), BOSON, True,
        "Perelomov, Generalized Coherent States"),
    _op("su11_casimir_sign", k0**2 - k0 - kp * km, Q(3, 16), BOSON, False,
        "Bargmann index 1/4: k (k - 1) = -3/16", "sign"),
    _op("q_boson", a * ad**2, q**2 * ad**2 * a + (1 + q) * ad, QBOSON, True, "q-number [2] = 1+q"),
    _op("q_boson_number", a * ad**2, q**2 * ad**2 * a + (1 + q**2) * ad, QBOSON, False,
        "q-number [2] = 1+q", "exponent"),
    _op("x2_p2", _comm(x**2, p**2), 2 * I * hbar * (x * p + p * x), HEISENBERG, True, SAKURAI),
    _op("x2_p2_order", _comm(x**2, p**2), 4 * I * hbar * x * p, HEISENBERG, False, SAKURAI,
        "order of the product"),
    _op("x_p3", _comm(x, p**3), 3 * I * hbar * p**2, HEISENBERG, True, SAKURAI),
    _op("x3_p_sign", _comm(p, x**3), 3 * I * hbar * x**2, HEISENBERG, False, SAKURAI, "sign"),
    _op("weyl_x2p", (x**2 * p + x * p * x + p * x**2) / 3, (x**2 * p + p * x**2) / 2, HEISENBERG,
        True, "McCoy (1932)"),
    _op("weyl_x2p2", weyl22, (x**2 * p**2 + 2 * x * p**2 * x + p**2 * x**2) / 4, HEISENBERG, True,
        "McCoy (1932)"),
    _op("weyl_x2p2_symmetric", weyl22, (x**2 * p**2 + p**2 * x**2) / 2, HEISENBERG, False,
        "differs by hbar^2/2", "another Hermitian order"),
    _op("dilation", _comm((x * p + p * x) / 2, x**2), -2 * I * hbar * x**2, HEISENBERG, True,
        "generator of dilations"),
    _op("dilation_sign", _comm((x * p + p * x) / 2, p**2), -2 * I * hbar * p**2, HEISENBERG, False,
        "p scales inversely", "sign"),
    _op("oscillator_factor", (x - I * p) * (x + I * p) / 2, (x**2 + p**2) / 2 - Q(1, 2), NATURAL,
        True, SAKURAI),
    _op("oscillator_factor_sign", (x - I * p) * (x + I * p) / 2, (x**2 + p**2) / 2 + Q(1, 2),
        NATURAL, False, SAKURAI, "sign of the zero-point energy"),
    _op("oscillator_double_commutator",
        _comm(_comm(p**2 / 2 + w**2 * x**2 / 2, x), p**2 / 2 + w**2 * x**2 / 2), -w**2 * x, NATURAL,
        True, "[[H, x], H] = -[H, [H, x]], and x oscillates with frequency w"),
    _op("oscillator_double_commutator_sign",
        _comm(_comm(p**2 / 2 + w**2 * x**2 / 2, x), p**2 / 2 + w**2 * x**2 / 2), w**2 * x, NATURAL,
        False, "x oscillates with frequency w", "sign"),
    _op("casimir_central", _comm(casimir, u1 * jx + u2 * jy + u3 * jz), 0, SU2, True, SAKURAI),
    _op("casimir_two_terms", _comm(jx**2 + jy**2, jx), 0, SU2, False, SAKURAI, "j_z^2 dropped"),
    _op("ladder_product", ladder_down * ladder_up, casimir - jz**2 - jz, SU2, True, SAKURAI),
    _op("ladder_product_sign", ladder_down * ladder_up, casimir - jz**2 + jz, SU2, False, SAKURAI,
        "that is J+ J-"),
    _op("ladder_step", _comm(jz, ladder_up), ladder_up, SU2, True, SAKURAI),
    _op("ladder_anisotropy", _comm(jz**2, ladder_up), ladder_up * (2 * jz + 1), SU2, True,
        "from J_z J+ = J+ (J_z + 1)"),
    _op("ladder_anisotropy_order", _comm(jz**2, ladder_up), (2 * jz + 1) * ladder_up, SU2, False,
        "the other order needs 2 J_z - 1", "order of the product"),
    _op("sl2_casimir", _comm(j0**2 - j0 + jp * jm, jp), 0, SL2, True, "Casimir of sl(2)"),
    _op("sl2_casimir_sign", _comm(j0**2 + j0 + jp * jm, jp), 0, SL2, False,
        "+ j0 belongs to jm jp", "sign"),
    _op("sl2_power", _comm(jm, jp**2), -4 * jp * j0 - 2 * jp, SL2, True, "checked for j = 1, 3/2"),
    _op("sl2_power_sign", _comm(jm, jp**2), -4 * jp * j0 + 2 * jp, SL2, False,
        "checked for j = 1, 3/2", "sign"),
    _op("pauli_product", us * vs, scalar + I * cross, PAULI, True, SAKURAI),
    _op("pauli_product_sign", us * vs, scalar - I * cross, PAULI, False, SAKURAI, "sign"),
    _op("pauli_cube", us**3, (u1**2 + u2**2 + u3**2) * us, PAULI, True, SAKURAI),
    _op("pauli_sandwich", sx * vs * sx + sy * vs * sy + sz * vs * sz, -vs, PAULI, True, SAKURAI),
    _op("pauli_sandwich_sign", sx * vs * sx + sy * vs * sy + sz * vs * sz, vs, PAULI, False,
        SAKURAI, "sign"),
    _op("fermion_projector", n1**2, n1, FERMIONS, True, "Pauli principle"),
    _op("fermion_hop_square", hop**2, n1 + n2 - 2 * n1 * n2, FERMIONS, True, "two-site hopping"),
    _op("fermion_hop_square_factor", hop**2, n1 + n2 - n1 * n2, FERMIONS, False,
        "vanishes on the doubly occupied state", "factor 2 dropped"),
    _op("fermion_current", _comm(c1d * c2, c2d * c1), n1 - n2, FERMIONS, True,
        "generators of gl(2)"),
    _op("fermion_current_sign", _comm(c1d * c2, c2d * c1), n2 - n1, FERMIONS, False,
        "generators of gl(2)", "sign"),
    _op("eta_pairing", _comm(n1 * n2, c1d * c2d), c1d * c2d, FERMIONS, True,
        "Yang, Phys. Rev. Lett. 63, 2144 (1989)"),
    _op("eta_pairing_factor", _comm(n1 * n2, c1d * c2d), 2 * c1d * c2d, FERMIONS, False,
        "that is the commutator with n1 + n2", "factor 2"),
    _op("pair_creation_norm", _comm(c2 * c1, c1d * c2d), 1 - n1 - n2, FERMIONS, True,
        "Anderson pseudospin"),
    _op("pair_creation_norm_sign", _comm(c1 * c2, c1d * c2d), 1 - n1 - n2, FERMIONS, False,
        "c1 c2 = -c2 c1", "order of the fermions"),
    _op("majorana_parity", (g1 * g2 * g3 * g4)**2, 1, MAJORANA, True, CLIFFORD),
    _op("majorana_parity_sign", (g1 * g2 * g3)**2, 1, MAJORANA, False, CLIFFORD,
        "three factors give -1"),
    _op("majorana_braid", braid1 * braid2 * braid1, braid2 * braid1 * braid2, MAJORANA, True,
        "Ivanov, Phys. Rev. Lett. 86, 268 (2001)"),
    _op("majorana_braid_commute", braid1 * braid2, braid2 * braid1, MAJORANA, False,
        "Ivanov, Phys. Rev. Lett. 86, 268 (2001)", "neighbouring exchanges do not commute"),
    _op("majorana_braid_far", (1 + g1 * g2) * (1 + g3 * g4), (1 + g3 * g4) * (1 + g1 * g2),
        MAJORANA, True, CLIFFORD),
    _op("majorana_eighth", braid1**4, -4, MAJORANA, True, CLIFFORD),
    _op("majorana_eighth_sign", braid1**4, 4, MAJORANA, False, CLIFFORD, "sign"),
    _op("clock_shift_three", (X * Z)**3, w**3, _clock(3, w), True, "Weyl (1928)"),
    _op("clock_shift_three_exponent", (X * Z)**3, w**2, _clock(3, w), False, "Weyl (1928)",
        "exponent 2 for 3"),
    _op("clock_shift_two", (X * Z)**2, -1, _clock(2, -1), True, "Pauli matrices"),
    _op("clock_shift_four", (X * Z)**4, -1, _clock(4, I), True, "even dimension"),
    _op("clock_shift_four_sign", (X * Z)**4, 1, _clock(4, I), False, "even dimension: i^6 = -1",
        "sign"),
    _op("clock_shift_root_three", (X * Z)**3, 1, _clock(3, (-1 + sqrt(3) * I) / 2), True,
        "odd dimension"),
    _op("clock_shift_move", Z**2 * X**2, w**4 * X**2 * Z**2, _clock(5, w), True, "Weyl (1928)"),
    _op("clock_shift_move_exponent", Z**2 * X**2, w**2 * X**2 * Z**2, _clock(5, w), False,
        "Weyl (1928)", "exponent 2 for 4"),
    _op("jacobi", _comm(A, _comm(B, C)) + _comm(B, _comm(C, A)) + _comm(C, _comm(A, B)), 0, FREE,
        True, "Jacobi identity"),
    _op("jacobi_sign", _comm(A, _comm(B, C)) + _comm(B, _comm(C, A)) + _comm(C, _comm(B, A)), 0,
        FREE, False, "Jacobi identity", "sign of one term"),
    _op("leibniz", _comm(A * B, C), A * _comm(B, C) + _comm(A, C) * B, FREE, True, SAKURAI),
    _op("leibniz_order", _comm(A * B, C), A * _comm(B, C) + B * _comm(A, C), FREE, False, SAKURAI,
        "order of the product"),
    _op("square_of_sum", (A + B)**2, A**2 + 2 * A * B + B**2, FREE, False,
        "A and B do not commute", "order of the product"),
    _op("anticommutator_identity", _comm(A * B, C), A * (B * C + C * B) - (A * C + C * A) * B, FREE,
        True, "used for fermion bilinears"),
    _op("schwinger_spin", _comm(schwinger_x, schwinger_y), I * schwinger_z, TWO_BOSONS, True,
        "Schwinger (1952)"),
    _op("schwinger_casimir", schwinger_x**2 + schwinger_y**2 + schwinger_z**2,
        total / 2 * (total / 2 + 1), TWO_BOSONS, True, "Schwinger (1952)"),
    _op("schwinger_casimir_shift", schwinger_x**2 + schwinger_y**2 + schwinger_z**2,
        total / 2 * (total / 2 - 1), TWO_BOSONS, False, "Schwinger (1952)", "sign"),
)
