"""Probability and counting: moments, tails, Markov chains, dice, lattice paths."""

from sympy import (
    Matrix,
    Sum,
    Symbol,
    binomial,
    exp,
    factorial,
    log,
    oo,
    sqrt,
    symbols,
)

from symq.lang.statement import (
    All,
    Bound,
    Count,
    Equivalence,
    Exists,
    ForAll,
    ForAllFinite,
    Implication,
    Limit,
    MatrixIdentity,
    Q,
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

FELLER = "Feller, An Introduction to Probability Theory"
STANLEY = "Stanley, Enumerative Combinatorics"
BOUCHERON = "Boucheron, Lugosi, Massart, Concentration Inequalities"
NORRIS = "Norris, Markov Chains"
GARDNER = "M. Gardner, Sci. Am. 223, 110 (1970)"

a, b, c, d = symbols("a b c d", integer=True)
p, q, r, s, x, y, z, t, mu = symbols("p q r s x y z t mu", real=True)
n = Symbol("n", integer=True, nonnegative=True)
N = Symbol("N", integer=True, positive=True)
k = Symbol("k", integer=True)
die = tuple(range(1, 7))
open_p, open_q = between(0, p, 1), between(0, q, 1)
P = Matrix([[1 - p, p], [q, 1 - q]])


def _power(m: object) -> Matrix:
    return (Matrix([[q, p], [q, p]]) + (1 - p - q)**m * Matrix([[p, -p], [-q, q]])) / (p + q)


four = (1, 2, 3, 4)
words = tuple((v, four) for v in (a, b, c, d))
distinct = All((ne(a, b), ne(a, c), ne(a, d), ne(b, c), ne(b, d), ne(c, d)))
moved = All((ne(a, 1), ne(b, 2), ne(c, 3), ne(d, 4)))
mean = p * x + q * y + r * z
weights = (ge(p, 0), ge(q, 0), ge(r, 0), eq(p + q + r, 1))

CASES: tuple[Case, ...] = (
    Case("chance:seven", Count(((a, die), (b, die)), eq(a + b, 7), 6), True, FELLER),
    Case("chance:eight", Count(((a, die), (b, die)), eq(a + b, 8), 6), False, "5", flaw="count"),
    Case("chance:derangements", Count(words, All((distinct, moved)), 9), True, STANLEY),
    Case("chance:derangements-factorial", Count(words, All((distinct, moved)), 8), False, "9",
         flaw="count"),
    Case("chance:multisets", Count(((a, four), (b, four), (c, four)), le(a, b) & le(b, c), 20),
         True, STANLEY),
    Case("chance:multisets-strict", Count(((a, four), (b, four), (c, four)), lt(a, b) & lt(b, c),
                                          6), False, "4", flaw="count"),
    Case("chance:dice", Count(((a, (2, 4, 9)), (b, (1, 6, 8))), gt(a, b), 5), True, GARDNER),
    Case("chance:dice-transitive", Count(((a, (2, 4, 9)), (b, (3, 5, 7))), gt(a, b), 5), False,
         "4", flaw="not transitive"),
    Case("chance:variance", ge(p * x**2 + q * y**2 + r * z**2, mean**2), True, FELLER, weights),
    Case("chance:variance-weights", ge(p * x**2 + q * y**2 + r * z**2, mean**2), False,
         "weights above one", (ge(p, 0), ge(q, 0), ge(r, 0)), flaw="normalisation"),
    Case("chance:jensen", ge(p * exp(x) + (1 - p) * exp(y), exp(p * x + (1 - p) * y)), True,
         FELLER, (open_p,)),
    Case("chance:jensen-log", ge(p * log(x) + (1 - p) * log(y), log(p * x + (1 - p) * y)), False,
         "concave", (open_p, gt(x, 0), gt(y, 0)), flaw="direction"),
    Case("chance:hoeffding", le(p * exp(t * (1 - p)) + (1 - p) * exp(-t * p), exp(t**2 / 8)), True,
         BOUCHERON, (open_p,)),
    Case("chance:hoeffding-constant",
         le(p * exp(t * (1 - p)) + (1 - p) * exp(-t * p), exp(t**2 / 9)), False, "p = 1/2",
         (open_p,), flaw="constant"),
    Case("chance:bennett", ge((1 + x) * log(1 + x) - x, x**2 / (2 * (1 + x / 3))), True, BOUCHERON,
         (ge(x, 0),)),
    Case("chance:bennett-constant", ge((1 + x) * log(1 + x) - x, x**2 / 2), False, "x = 1",
         (ge(x, 0),), flaw="denominator"),
    Case("chance:union", le(1 - (1 - p)**n, n * p), True, FELLER, (open_p,)),
    Case("chance:union-strict", lt(1 - (1 - p)**n, n * p), False, "n = 1", (open_p,),
         flaw="strict"),
    Case("chance:birthday", le(1 - x, exp(-x)), True, FELLER),
    Case("chance:birthday-strict", lt(1 - x, exp(-x)), False, "x = 0", flaw="strict"),
    Case("chance:bayes", Implication((eq(r * p, s * q), ne(p, 0)), eq(r, s * q / p)), True,
         FELLER),
    Case("chance:bayes-inverted", Implication((eq(r * p, s * q), ne(p, 0)), eq(r, s * p / q)),
         False, FELLER, flaw="inverted"),
    Case("chance:chain-step", MatrixIdentity(_power(n) * P, _power(n + 1)), True, NORRIS,
         (open_p, open_q)),
    Case("chance:chain-step-sign", MatrixIdentity(_power(n) * P.T, _power(n + 1)), False, NORRIS,
         (open_p, open_q), flaw="transposed"),
    Case("chance:chain-limit", Limit((q + p * (1 - p - q)**n) / (p + q), n, oo, q / (p + q)), True,
         NORRIS, (open_p, open_q)),
    Case("chance:chain-periodic", Limit((1 + (1 - 2 * p)**n) / 2, n, oo, Q(1, 2)), False, "p = 1",
         (gt(p, 0), le(p, 1)), flaw="periodic chain"),
    Case("chance:ruin", eq(q * ((q / p)**(n + 1) - 1) / ((q / p)**4 - 1)
                           + p * ((q / p)**(n + 1) - 1) / ((q / p)**4 - 1),
                           ((q / p)**(n + 1) - 1) / ((q / p)**4 - 1)), True, FELLER,
         (gt(p, 0), gt(q, 0), eq(p + q, 1), ne(p, q))),
    Case("chance:ruin-martingale", eq(p * (q / p)**(n + 1) + q * (q / p)**(n - 1), (q / p)**n),
         True, FELLER, (gt(p, 0), gt(q, 0), eq(p + q, 1))),
    Case("chance:ruin-martingale-sign", eq(p * (p / q)**(n + 1) + q * (p / q)**(n - 1),
                                           (p / q)**n), False, FELLER,
         (gt(p, 0), gt(q, 0), eq(p + q, 1)), flaw="inverse ratio"),
    Case("chance:vandermonde", eq(Sum(binomial(n, k)**2, (k, 0, n)), binomial(2 * n, n)), True,
         STANLEY),
    Case("chance:vandermonde-index", eq(Sum(binomial(n, k)**2, (k, 0, n)), binomial(2 * n, n + 1)),
         False, STANLEY, flaw="index"),
    Case("chance:hockey", eq(Sum(binomial(k, 2), (k, 2, n)), binomial(n + 1, 3)), True, STANLEY,
         (ge(n, 2),)),
    Case("chance:hockey-index", eq(Sum(binomial(k, 2), (k, 2, n)), binomial(n, 3)), False, STANLEY,
         (ge(n, 2),), flaw="index"),
    Case("chance:subsets", eq(Sum(k * binomial(n, k), (k, 0, n)), n * 2**n / 2), True, STANLEY),
    Case("chance:factorials", eq(Sum(k * factorial(k), (k, 1, n)), factorial(n + 1) - 1), True,
         STANLEY),
    Case("chance:factorials-constant", eq(Sum(k * factorial(k), (k, 1, n)), factorial(n + 1)),
         False, STANLEY, flaw="constant"),
    Case("chance:stirling", gt(factorial(N), (N / exp(1))**N), True, FELLER),
    Case("chance:stirling-upper", le(factorial(N), (N / 2)**N), False, "N = 1", flaw="N >= 6"),
    Case("chance:independence", ForAllFinite(((a, (0, 1)), (b, (0, 1))), Count(
        ((c, (0, 1)), (d, (0, 1))), eq(c, a) & eq(c + d, b), 1, 2)), True, FELLER),
    Case("chance:independence-three", ForAllFinite(((a, (0, 1)), (b, (0, 1))), Exists(
        ((c, (0, 1)), (d, (0, 1))), eq(c, a) & eq(d, b) & eq(c + d, 0), 2)), False,
         "a = 1, b = 0", flaw="mutual independence"),
    Case("chance:best-p", Bound(p**3 * (1 - p), "max", Q(27, 256), (p,)), True, FELLER,
         (between(0, p, 1, strict=False),)),
    Case("chance:best-p-exponent", Bound(p**2 * (1 - p), "max", Q(27, 256), (p,)), False, "4/27",
         (between(0, p, 1, strict=False),), flaw="exponent"),
    Case("chance:bernoulli-variance", Bound(p * (1 - p), "sup", Q(1, 4), (p,), False), False,
         "p = 1/2", (open_p,), flaw="attained"),
    Case("chance:cantelli", Equivalence(ge(x - mu, 0), ge((x - mu)**3, 0)), True, FELLER),
    Case("chance:cantelli-even", Equivalence(ge(x - mu, 0), ge((x - mu)**2, 0)), False, "x < mu",
         flaw="even power"),
    Case("chance:table", Table((("0", eq(binomial(4, 0), 1)), ("1", eq(binomial(4, 1), 4)),
                                ("2", eq(binomial(4, 2), 5)))), False, "6", flaw="entry"),
    Case("chance:doubling", ForAll(a, ge(2**a, a + 1), 0), True, STANLEY),
    Case("chance:doubling-square", ForAll(a, ge(2**a, a**2), 0), False, "a = 3", flaw="start"),
    Case("chance:correlation", le((p * x * z + q * y * s)**2,
                                  (p * x**2 + q * y**2) * (p * z**2 + q * s**2)), True, FELLER,
         (ge(p, 0), ge(q, 0))),
    Case("chance:correlation-weights", le((p * x * z + q * y * s)**2,
                                          (p * x**2 + q * y**2) * (p * z**2 + q * s**2)), False,
         "q < 0", (ge(p, 0),), flaw="signs of the weights"),
    Case("chance:power-mean", ge((x + y) / 2, ((sqrt(x) + sqrt(y)) / 2)**2), True, FELLER,
         (ge(x, 0), ge(y, 0))),
    Case("chance:central-limit", Limit((1 - t**2 / (2 * N))**N, N, oo, exp(-t**2 / 2)), True,
         FELLER),
    Case("chance:central-limit-factor", Limit((1 - t**2 / (2 * N))**N, N, oo, exp(-t**2)), False,
         FELLER, flaw="factor 1/2"),
    Case("chance:poisson-limit", Limit(N * log(1 + mu / N), N, oo, mu), True, FELLER),
)
