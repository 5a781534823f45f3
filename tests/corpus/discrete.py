"""Graph counts, lattice sums, codes and divisibility."""

from sympy import Integer, Sum, Symbol, binomial, symbols

from symq.lang.statement import (
    All,
    Count,
    Exists,
    Expr,
    ForAll,
    Q,
    Statement,
    eq,
    ge,
    le,
    ne,
)
from tests.corpus.case import Case

MACWILLIAMS = "MacWilliams and Sloane, The Theory of Error-Correcting Codes"
CONWAY = "Conway and Sloane, Sphere Packings, Lattices and Groups"
GKP = "Graham, Knuth and Patashnik, Concrete Mathematics"
HARDY = "Hardy and Wright, An Introduction to the Theory of Numbers"
CHECKED = "elementary; checked by enumeration"

n = Symbol("n", integer=True, nonnegative=True)
k, q = symbols("k q", integer=True)
a, b, c, d = symbols("a b c d", integer=True)
w = symbols("w1:8", integer=True)
X, Y = symbols("X Y", integer=True)


def _over(first: int, last: int, *names: Symbol) -> tuple[tuple[Symbol, tuple[Expr, ...]], ...]:
    return tuple((name, tuple(Integer(i) for i in range(first, last + 1))) for name in names)


def _divides(number: int, term: Expr) -> Statement:
    return ForAll(n, Exists(((q, "integer"),), eq(term, number * q)), 0)


def _word(weight: int, number: int) -> Count:
    parity = [w[0] + w[2] + w[4] + w[6], w[1] + w[2] + w[5] + w[6], w[3] + w[4] + w[5] + w[6]]
    i, j, m = symbols("i j m", integer=True)
    even = [eq(p, 2 * s) for p, s in zip(parity, (i, j, m), strict=True)]
    return Count((*_over(0, 1, *w), *_over(0, 2, i, j, m)), All((*even, eq(sum(w), weight))),
                 number)


diamond = All((ne(a, b), ne(a, c), ne(b, c), ne(b, d), ne(c, d)))
pell = Exists(((X, "natural"), (Y, "natural")), All((eq(X**2 - 2 * Y**2, 1), ge(Y, 10))))
central = binomial(2 * n, n)

CASES: tuple[Case, ...] = (
    Case("discrete:diamond_colourings", Count(_over(1, 3, a, b, c, d), diamond, 6), True,
         "chromatic polynomial k (k - 1) (k - 2)^2"),
    Case("discrete:diamond_colourings_four", Count(_over(1, 4, a, b, c, d), diamond, 72), False,
         "4 * 3 * 2^2 = 48", flaw="one factor k - 1 for k - 2"),
    Case("discrete:hamming_weight_three", _word(3, 7), True, MACWILLIAMS),
    Case("discrete:hamming_weight_four", _word(4, 6), False, "weights 1, 7, 7, 1",
         flaw="6 for 7"),
    Case("discrete:hamming_perfect",
         ForAll(n, eq(2**(2**n - 1 - n) * 2**n, 2**(2**n - 1)), 1), True, MACWILLIAMS),
    Case("discrete:disc_points", Count(_over(-3, 3, a, b), le(a**2 + b**2, 5), 21), True, CONWAY),
    Case("discrete:disc_points_open", Count(_over(-3, 3, a, b), le(a**2 + b**2, 4), 12), False,
         "13 with the origin", flaw="origin forgotten"),
    Case("discrete:triple_reciprocals",
         ForAll(n, eq(Sum(1 / (k * (k + 1) * (k + 2)), (k, 1, n)),
                      Q(1, 4) - 1 / (2 * (n + 1) * (n + 2))), 0), True, GKP),
    Case("discrete:triple_reciprocals_limit",
         ForAll(n, eq(Sum(1 / (k * (k + 1) * (k + 2)), (k, 1, n)),
                      Q(1, 4) - 1 / (4 * (n + 1) * (n + 2))), 0), False, "n = 1: 1/6",
         flaw="factor 1/4 for 1/2"),
    Case("discrete:central_binomial", ForAll(n, ge((2 * n + 1) * central, 4**n), 0), True, GKP),
    Case("discrete:central_binomial_half", ForAll(n, ge(2 * central, 4**n), 0), False,
         "n = 2: 12 < 16", flaw="factor 2 n + 1 replaced by 2"),
    Case("discrete:fermat_thirty", _divides(30, n**5 - n), True, HARDY),
    Case("discrete:fermat_sixty", _divides(60, n**5 - n), False, "n = 2: 30",
         flaw="60 for 30"),
    Case("discrete:odd_square", _divides(8, (2 * n + 1)**2 - 1), True, HARDY),
    Case("discrete:odd_square_sixteen", _divides(16, (2 * n + 1)**2 - 1), False, "n = 1: 8",
         flaw="16 for 8"),
    Case("discrete:powers_seven", _divides(7, 3**(2 * n + 1) + 2**(n + 2)), True, HARDY),
    Case("discrete:powers_seven_shift", _divides(7, 3**(2 * n + 1) + 2**(n + 1)), False,
         "n = 0: 5", flaw="exponent n + 1 for n + 2"),
    Case("discrete:powers_eleven", _divides(133, 11**(n + 2) + 12**(2 * n + 1)), True, HARDY),
    Case("discrete:pell", pell, True, "17^2 - 2 * 12^2 = 1"),
    Case("discrete:pell_residue", Exists(((X, "natural"), (Y, "natural")),
                                         eq(X**2 - 3 * Y**2, 2)), False,
         "2 is no square modulo 3", flaw="right side 2 for 1"),
    Case("discrete:two_squares", ne(a**2 + b**2, 4 * c + 3), True, HARDY),
    Case("discrete:two_squares_residue", ne(a**2 + b**2, 4 * c + 2), False, "1 + 1 = 2",
         flaw="residue 2 for 3"),
    Case("discrete:geometric_powers", ForAll(n, eq(Sum(3**k, (k, 0, n)), (3**(n + 1) - 1) / 2), 0),
         True, GKP),
    Case("discrete:geometric_powers_last",
         ForAll(n, eq(Sum(3**k, (k, 0, n)), (3**n - 1) / 2), 0), False, "n = 0: 1",
         flaw="last exponent"),
)
