"""Finite arithmetic: symplectic phase spaces over Z_d, stabilizers, lines, enumeration."""

from sympy import Add, Expr, I, Integer, Rational, Symbol, exp, pi, symbols

from symq.lang.statement import (
    All,
    Any,
    Count,
    Equivalence,
    Exists,
    ForAllFinite,
    Implication,
    Not,
    Table,
    eq,
    ne,
)
from tests.corpus.case import Case

CHECKED = "elementary; checked by enumeration"
GROSS = "Gross, J. Math. Phys. 47, 122107 (2006)"
MERMIN = "Mermin, Rev. Mod. Phys. 65, 803 (1993)"
IRELAND = "Ireland and Rosen, A Classical Introduction to Modern Number Theory"

a, b, c, d = symbols("a b c d", integer=True)
x, y, z, m = symbols("x y z m", integer=True)
h1, h2 = symbols("h1 h2", integer=True)
u = symbols("u1:5", integer=True)
v = symbols("v1:5", integer=True)
j = Symbol("j", integer=True)
mx, my = symbols("mx1:4", integer=True), symbols("my1:4", integer=True)
s = symbols("s1:10", integer=True)
SIGN = (Integer(1), Integer(-1))


def _over(size: int, *names: Symbol, start: int = 0) -> tuple[tuple[Symbol, tuple[Expr, ...]], ...]:
    return tuple((name, tuple(Integer(i) for i in range(start, size))) for name in names)


def _form(p: tuple[Expr, ...], q: tuple[Expr, ...]) -> Expr:
    half = len(p) // 2
    return sum(p[i] * q[half + i] - p[half + i] * q[i] for i in range(half))


def _root_sum(order: int, exponent: int) -> Expr:
    return Add(*(exp(2 * pi * I * Rational(k**exponent, order)) for k in range(order)))


def _character(order: int) -> Expr:
    return Add(*(exp(2 * pi * I * Rational(k, order) * j) for k in range(order)))


pair_u, pair_v, pair_h = (a, b), (c, d), (h1, h2)
shear_u = (a + _form(pair_u, pair_h) * h1, b + _form(pair_u, pair_h) * h2)
shear_v = (c + _form(pair_v, pair_h) * h1, d + _form(pair_v, pair_h) * h2)
wrong_v = (c + _form(pair_v, pair_h) * h1, d)
nonzero_u = Any(tuple(ne(s_, 0) for s_ in u))
square_rows = (eq(s[0] * s[1] * s[2], 1), eq(s[3] * s[4] * s[5], 1), eq(s[6] * s[7] * s[8], 1))
square_columns = (eq(s[0] * s[3] * s[6], 1), eq(s[1] * s[4] * s[7], 1))
signs9 = tuple((name, SIGN) for name in s)
signs6 = tuple((name, SIGN) for name in (*mx, *my))
mermin = (eq(mx[0] * my[1] * my[2], -1), eq(my[0] * mx[1] * my[2], -1),
          eq(my[0] * my[1] * mx[2], -1))

CASES: tuple[Case, ...] = (
    Case("finite:commuting_paulis",
         Count(_over(2, *u, *v), eq(_form(u, v), 0), 136, modulus=2), True,
         "16 + 15 * 8 ordered pairs of two-qubit Paulis"),
    Case("finite:commuting_paulis_half",
         Count(_over(2, *u, *v), eq(_form(u, v), 0), 128, modulus=2), False,
         "identity commutes with all 16", flaw="identity treated like the others"),
    Case("finite:isotropic_bases",
         Count(_over(2, *u, *v), All((eq(_form(u, v), 0), nonzero_u,
                                      Any(tuple(ne(t, 0) for t in v)),
                                      Any(tuple(ne(p, q) for p, q in zip(u, v, strict=True))))),
               90, modulus=2), True, "15 isotropic planes with 6 ordered bases each"),
    Case("finite:isotropic_bases_wrong",
         Count(_over(2, *u, *v), All((eq(_form(u, v), 0), nonzero_u,
                                      Any(tuple(ne(t, 0) for t in v)))), 90, modulus=2), False,
         "pairs with u = v are counted too: 105", flaw="independence of u and v missing"),
    Case("finite:sl2_three",
         Count(_over(3, a, b, c, d), eq(a * d - b * c, 1), 24, modulus=3), True,
         "|SL(2, 3)| = 3 (9 - 1)"),
    Case("finite:sl2_four",
         Count(_over(4, a, b, c, d), eq(a * d - b * c, 1), 60, modulus=4), False,
         "|SL(2, Z_4)| = 48; 60 belongs to the field with 4 elements",
         flaw="ring Z_4 taken for the field of order 4"),
    Case("finite:sl2_four_ring",
         Count(_over(4, a, b, c, d), eq(a * d - b * c, 1), 48, modulus=4), True,
         "64 (1 - 1/4)"),
    Case("finite:singular_matrices",
         Count(_over(3, a, b, c, d), eq(a * d, b * c), 33, modulus=3), True, "81 - 48"),
    Case("finite:singular_matrices_off_by_one",
         Count(_over(3, a, b, c, d), eq(a * d, b * c), 32, modulus=3), False, "81 - 48",
         flaw="zero matrix forgotten"),
    Case("finite:zero_products_six", Count(_over(6, x, y), eq(x * y, 0), 15, modulus=6), True,
         "sum of gcd(x, 6)"),
    Case("finite:zero_products_six_field", Count(_over(6, x, y), eq(x * y, 0), 11, modulus=6),
         False, "sum of gcd(x, 6) = 15", flaw="zero divisors forgotten"),
    Case("finite:idempotents_six", Count(_over(6, x), eq(x**2, x), 4, modulus=6), True, CHECKED),
    Case("finite:idempotents_eight", Count(_over(8, x), eq(x**2, x), 4, modulus=8), False,
         "only 0 and 1", flaw="prime power has two idempotents"),
    Case("finite:square_root_of_two", Exists(_over(7, x), eq(x**2, 2), modulus=7), True, "3"),
    Case("finite:square_root_of_three", Exists(_over(7, x), eq(x**2, 3), modulus=7), False,
         "squares modulo 7 are 0, 1, 2, 4", flaw="non-residue"),
    Case("finite:square_root_of_minus_one",
         Exists(_over(13, x), eq(x**2, -1), modulus=13), True, "5"),
    Case("finite:square_root_of_minus_one_eleven",
         Exists(_over(11, x), eq(x**2, -1), modulus=11), False, "11 = 3 modulo 4",
         flaw="prime 3 modulo 4"),
    Case("finite:two_squares_seven",
         ForAllFinite(_over(7, z), Exists(_over(7, x, y), eq(x**2 + y**2, z), modulus=7),
                      modulus=7), True, IRELAND),
    Case("finite:two_squares_nine",
         ForAllFinite(_over(9, z), Exists(_over(9, x, y), eq(x**2 + y**2, z), modulus=9),
                      modulus=9), False, "z = 3", flaw="modulus not square-free"),
    Case("finite:doubling_injective_five",
         ForAllFinite(_over(5, x), Implication((eq(2 * x, 0),), eq(x, 0)), modulus=5), True,
         "2 is invertible"),
    Case("finite:doubling_injective_six",
         ForAllFinite(_over(6, x), Implication((eq(2 * x, 0),), eq(x, 0)), modulus=6), False,
         "x = 3", flaw="even modulus"),
    Case("finite:inverse_seven",
         ForAllFinite(_over(7, x, start=1), Exists(_over(7, y), eq(x * y, 1), modulus=7),
                      modulus=7), True, "field"),
    Case("finite:inverse_nine",
         ForAllFinite(_over(9, x, start=1), Exists(_over(9, y), eq(x * y, 1), modulus=9),
                      modulus=9), False, "x = 3", flaw="modulus not prime"),
    Case("finite:inverse_nine_units",
         ForAllFinite(_over(9, x), Equivalence(Exists(_over(9, y), eq(x * y, 1), modulus=9),
                                               ne(3 * x, 0)), modulus=9), True,
         "units modulo 9 are prime to 3"),
    Case("finite:transvection",
         ForAllFinite(_over(3, a, b, c, d, h1, h2),
                      eq(_form(shear_u, shear_v), _form(pair_u, pair_v)), modulus=3), True,
         "symplectic transvection"),
    Case("finite:transvection_half",
         ForAllFinite(_over(3, a, b, c, d, h1, h2),
                      eq(_form(shear_u, wrong_v), _form(pair_u, pair_v)), modulus=3), False,
         CHECKED, flaw="component of the second vector dropped"),
    Case("finite:isotropic_in_plane",
         ForAllFinite(_over(5, a, b, c, d),
                      Implication((eq(_form(pair_u, pair_v), 0), Any((ne(a, 0), ne(b, 0)))),
                                  Exists(_over(5, m), All((eq(c, m * a), eq(d, m * b))),
                                         modulus=5)), modulus=5), True,
         "isotropic lines of Z_5^2 are the lines"),
    Case("finite:isotropic_in_plane_four",
         ForAllFinite(_over(4, a, b, c, d),
                      Implication((eq(_form(pair_u, pair_v), 0), Any((ne(a, 0), ne(b, 0)))),
                                  Exists(_over(4, m), All((eq(c, m * a), eq(d, m * b))),
                                         modulus=4)), modulus=4), False,
         "u = (2, 0), v = (0, 2)", flaw="modulus not prime"),
    Case("finite:line_through_two_points",
         Count(_over(5, m, c), All((eq(c, 0), eq(2 * m + c, 0))), 1, modulus=5), True, GROSS),
    Case("finite:line_through_two_points_four",
         Count(_over(4, m, c), All((eq(c, 0), eq(2 * m + c, 0))), 1, modulus=4), False,
         "slopes 0 and 2", flaw="modulus not prime"),
    Case("finite:slopes_cover",
         ForAllFinite((*_over(5, x, start=1), *_over(5, y)),
                      Exists(_over(5, m), eq(m * x, y), modulus=5), modulus=5), True, GROSS),
    Case("finite:slopes_cover_six",
         ForAllFinite((*_over(6, x, start=1), *_over(6, y)),
                      Exists(_over(6, m), eq(m * x, y), modulus=6), modulus=6), False,
         "x = 2, y = 1", flaw="modulus not prime"),
    Case("finite:residue_or_twice",
         ForAllFinite(_over(5, x), Exists(_over(5, y), Any((eq(y**2, x), eq(y**2, 2 * x))),
                                          modulus=5), modulus=5), True,
         "2 is a non-residue modulo 5"),
    Case("finite:residue_or_twice_seven",
         ForAllFinite(_over(7, x), Exists(_over(7, y), Any((eq(y**2, x), eq(y**2, 2 * x))),
                                          modulus=7), modulus=7), False, "x = 3",
         flaw="2 is a residue modulo 7"),
    Case("finite:hyperbolic_quadric",
         Count(_over(2, *u), eq(u[0] * u[1] + u[2] * u[3], 0), 10, modulus=2), True,
         "Arf invariant 0"),
    Case("finite:elliptic_quadric",
         Count(_over(2, *u), eq(u[0]**2 + u[0] * u[1] + u[1]**2 + u[2] * u[3], 0), 6, modulus=2),
         True, "Arf invariant 1"),
    Case("finite:elliptic_quadric_ten",
         Count(_over(2, *u), eq(u[0]**2 + u[0] * u[1] + u[1]**2 + u[2] * u[3], 0), 10, modulus=2),
         False, "Arf invariant 1: 6", flaw="Arf invariant"),
    Case("finite:gauss_sum_five", eq(_root_sum(5, 2)**2, 5), True, "Gauss"),
    Case("finite:gauss_sum_seven", eq(_root_sum(7, 2)**2, 7), False, "Gauss: -7 for 3 modulo 4",
         flaw="sign for primes 3 modulo 4"),
    Case("finite:gauss_sum_seven_minus", eq(_root_sum(7, 2)**2, -7), True, "Gauss"),
    Case("finite:gauss_sum_six", eq(_root_sum(6, 2), 0), True, "vanishes for 2 modulo 4"),
    Case("finite:characters_orthogonal",
         ForAllFinite(_over(5, j, start=1), eq(_character(5), 0)), True, "roots of unity"),
    Case("finite:characters_orthogonal_zero",
         ForAllFinite(_over(5, j), eq(_character(5), 0)), False, "j = 0: 5",
         flaw="j = 0 included"),
    Case("finite:characters_twice",
         ForAllFinite(_over(6, j, start=1), eq(_character(6).subs(j, 2 * j), 0)), False,
         "j = 3", flaw="even modulus"),
    Case("finite:mermin_three_constraints",
         Exists(signs6, All(mermin)), True, "all y = 1 and all x = -1"),
    Case("finite:mermin_contradiction",
         Exists(signs6, All((*mermin, eq(mx[0] * mx[1] * mx[2], 1)))), False, MERMIN,
         flaw="product of the first three gives x1 x2 x3 = -1"),
    Case("finite:mermin_never",
         ForAllFinite(signs6, Implication(mermin, eq(mx[0] * mx[1] * mx[2], -1))), True, MERMIN),
    Case("finite:mermin_square",
         Exists(signs9, All((*square_rows, *square_columns, eq(s[2] * s[5] * s[8], -1)))), False,
         MERMIN, flaw="parity of rows and columns"),
    Case("finite:mermin_square_count",
         Count(signs9, All((*square_rows, *square_columns)), 16), True, "2^4 free signs"),
    Case("finite:mermin_square_count_wrong",
         Count(signs9, All((*square_rows, *square_columns, eq(s[2] * s[5] * s[8], 1))), 8), False,
         "the last constraint follows from the others: 16", flaw="dependent constraint"),
    Case("finite:exclusive_or",
         ForAllFinite(_over(2, x, y), Equivalence(eq(x + y - 2 * x * y, 1), ne(x, y))), True,
         CHECKED),
    Case("finite:exclusive_or_or",
         ForAllFinite(_over(2, x, y), Equivalence(eq(x + y - x * y, 1), ne(x, y))), False,
         "x = y = 1", flaw="inclusive or for exclusive or"),
    Case("finite:majority_self_dual",
         ForAllFinite(_over(2, x, y, z),
                      eq((1 - x) * (1 - y) + (1 - y) * (1 - z) + (1 - z) * (1 - x)
                         - 2 * (1 - x) * (1 - y) * (1 - z),
                         1 - (x * y + y * z + z * x - 2 * x * y * z))), True, "majority of three"),
    Case("finite:wilson_inverse_pairs",
         Count(_over(11, x, start=1), eq(x**2, 1), 2, modulus=11), True, "Wilson's theorem"),
    Case("finite:power_map_table",
         Table((("cube 5", ForAllFinite(_over(5, x, y), Implication((eq(x**3, y**3),), eq(x, y)),
                                        modulus=5)),
                ("cube 11", ForAllFinite(_over(11, x, y),
                                         Implication((eq(x**3, y**3),), eq(x, y)), modulus=11)))),
         True, "3 is prime to p - 1"),
    Case("finite:power_map_table_seven",
         Table((("cube 5", ForAllFinite(_over(5, x, y), Implication((eq(x**3, y**3),), eq(x, y)),
                                        modulus=5)),
                ("cube 7", ForAllFinite(_over(7, x, y),
                                        Implication((eq(x**3, y**3),), eq(x, y)), modulus=7)))),
         False, "1 and 2 have the same cube modulo 7", flaw="3 divides 7 - 1"),
    Case("finite:no_fixed_point",
         ForAllFinite(_over(3, x, y), Not(All((eq(x + 1, x), eq(y, y**3)))), modulus=3), True,
         "translations have no fixed point"),
)
