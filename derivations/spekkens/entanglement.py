"""Entanglement theory and the formalism: monogamy, maps as states, dilations, mixtures."""

from collections.abc import Sequence

from sympy import Expr, Integer, Piecewise

from symq.lang.shown import dot, minus, over, plus, times
from symq.lang.statement import (
    All,
    Count,
    Equivalence,
    Exists,
    ForAll,
    ForAllFinite,
    Implication,
    Statement,
    Table,
    eq,
    gt,
    lt,
)
from symq.lang.theorems import use
from symq.paper.claim import Correction
from symq.phasespace.counting import count_statement
from symq.phasespace.epistemic import grid
from symq.phasespace.group import Gate
from symq.phasespace.space import PhaseSpace

from .model import (
    HERE,
    ONE,
    PAIR,
    PRIMES,
    SIZES,
    image,
    lagrangians,
    not_zero,
    one_line,
    own_multiples,
    same_points,
)
from .setting import (
    BITS,
    F_ROW,
    POINT,
    REALS,
    TRITS,
    a1,
    b1,
    f,
    form,
    j,
    k,
    modulo,
    modulus,
    p1,
    p2,
    paper,
    s,
    t,
    u,
    v1,
    v2,
    value,
    w,
    x1,
    x2,
)

# -- monogamy --------------------------------------------------------------------------------------


def nothing_else(space: PhaseSpace, number: int) -> Table:
    """What commutes with a Lagrangian subspace of two systems belongs to it: no more functionals
    than it has elements commute with it."""
    size = space.ring.modulus
    return Table(tuple(
        (f"{space.ring}: {place}", modulo(size, Count(grid(F_ROW, size), All((
            eq(form(F_ROW, first), 0), eq(form(F_ROW, second), 0))), number)))
        for place, (first, second) in enumerate(lagrangians(space), 1)))


def with_pair(rows: Sequence[Sequence[int]]) -> Implication:
    """A functional that commutes with these is a combination of X_1 - X_2 and P_1 + P_2."""
    return Implication(tuple(eq(form(F_ROW, row), 0) for row in rows), All(tuple(
        eq(e, plus(times(F_ROW[0], one), times(F_ROW[1], two)))
        for e, one, two in zip(F_ROW, *PAIR, strict=True))))


paper.claim(
    "spekkens:phen-monogamy",
    lambda: All((with_pair(PAIR), nothing_else(BITS, 4), nothing_else(TRITS, 9))),
    neighbours=lambda: (("if only X_1 - X_2 is known", with_pair(PAIR[:1])),),
    because="let V know the pure state of AB and F = F_AB + F_C. F_AB commutes with all that is "
            "known of AB, hence belongs to it, so that F_C is known by itself: V says nothing "
            "about C together with AB. Over every ring for the correlated pair, and for every "
            "pure state of two bits or trits; C may consist of any number of systems")

# -- conversion ------------------------------------------------------------------------------------

NUMBERS = tuple(map(Integer, range(4)))
before, then, lent = paper.integer("k_pairs l_pairs c_pairs", latex=["k", "l", "c"])


def chance(first: Expr, second: Expr) -> Expr:
    """The largest probability of turning so many correlated pairs into others."""
    return Piecewise((1, first >= second), (0, True))


def every(body: Statement) -> ForAll:
    """For all numbers of pairs before, after, and lent."""
    return ForAll(before, ForAll(then, ForAll(lent, body, 0), 0), 0)


def some(*lines: Statement) -> Exists:
    """For some numbers of pairs, up to three, before and after."""
    return Exists(((before, NUMBERS), (then, NUMBERS)), All(lines))


WITH_HELP, WITHOUT = chance(before + lent, then + lent), chance(before, then)
UNCERTAIN = times(WITHOUT, minus(1, WITHOUT))         # positive exactly for 0 < p < 1


def conversions(probabilistic: Statement, catalysis: Statement) -> All:
    """Conversion of pure states: with certainty, with a probability below 1, with a catalyst."""
    return All((use("pair-conversion").conclusion, some(lt(then, before), eq(WITHOUT, 1)),
                probabilistic, catalysis))


paper.claim(
    "spekkens:phen-ent-transform",
    lambda: conversions(Exists(((before, NUMBERS), (then, NUMBERS)),
                               gt(UNCERTAIN, 0)),
                        Exists(tuple((e, NUMBERS) for e in (before, then, lent)),
                               gt(WITH_HELP, WITHOUT))),
    theorem=lambda: use("pair-conversion"),
    correction=Correction(
        lambda: conversions(ForAll(before, ForAll(then, eq(UNCERTAIN, 0), 0), 0),
                            every(eq(WITH_HELP, WITHOUT))),
        "pure states of two parties are numbers k of correlated pairs beside uncorrelated systems, "
        "for bits, trits and quadratures alike. l pairs are made of k with certainty if l <= k and "
        "never otherwise: for all k and l the probability is 0 or 1, and with any number of lent "
        "pairs what it is without. Only deterministic conversions arise"),
    neighbours=lambda: (("one pair into two", eq(chance(before, before + 1), 1)),
                        ("lent pairs that need not be returned", every(
                            eq(chance(before + lent, then), WITHOUT)))))

# -- maps and states -------------------------------------------------------------------------------

# (x_2, p_2) = S (x_1, -p_1) + a: what S makes of the second half of X_1 - X_2 = 0, P_1 + P_2 = 0
GRAPH = ((-s, t, Integer(1), Integer(0)), (-u, w, Integer(0), Integer(1)))
DET = s*w - t*u


def graph(determinant: int) -> All:
    """The image of the pair under S + a is given by two variables, which commute exactly for
    determinant 1; S and a can be read off: a combination of the two with the coefficients 1, 0 (or
    0, 1) of X_2 and P_2 is the one (or the other)."""
    at = (s*x1 - t*p1 + v1, u*x1 - w*p1 + v2)
    mixed = tuple(j*one + k*two for one, two in zip(*GRAPH, strict=True))
    return All((
        Equivalence(eq(form(*GRAPH), 0), eq(DET, determinant)),
        eq(value(GRAPH[0], (x1, p1, *at)), v1), eq(value(GRAPH[1], (x1, p1, *at)), v2),
        Implication((eq(mixed[2], 1), eq(mixed[3], 0)),
                    All(tuple(eq(e, one) for e, one in zip(mixed, GRAPH[0], strict=True)))),
        Implication((eq(mixed[2], 0), eq(mixed[3], 1)),
                    All(tuple(eq(e, two) for e, two in zip(mixed, GRAPH[1], strict=True))))))


def maps(size: int, number: int) -> ForAllFinite:
    """How many matrices over Z_d have determinant 1."""
    return modulo(size, Count(grid((s, t, u, w), size), eq(DET, 1), number))


def both_sides(space: PhaseSpace, number: int) -> Table:
    """Matrices, and correlated planes; each with d^2 displacements, or values."""
    size = space.ring.modulus
    return Table((("matrices", maps(size, number)),
                  ("planes", count_statement(space, 2, number, correlated=True)),
                  ("displacements", modulo(size, Count(grid((v1, v2), size), Exists(
                      grid(HERE, size), same_points(HERE, (v1, v2))), size**2)))))


paper.claim(
    "spekkens:phen-choi",
    lambda: All((graph(1), both_sides(BITS, 6), both_sides(TRITS, 24))),
    neighbours=lambda: (("determinant -1", graph(-1)), ("12 planes of trits", both_sides(
        TRITS, 12))),
    because="a reversible map of one system, applied to one half of the correlated pair, gives a "
            "state that determines it. For trits there are 24 matrices with 9 displacements, and "
            "24 correlated planes with 9 valuations: 216 on both sides; for bits 24")

# -- dilations -------------------------------------------------------------------------------------


def marginal(size: int, number: int) -> All:
    """The pair is valid and pure, and knows nothing of system 1: each of its points occurs so
    often. Of the other states of one system every one is pure itself."""
    return All((
        modulo(size, eq(form(*PAIR), 0)),
        modulo(size, Count(grid((x2, p2), size), All(tuple(
            eq(dot(row, POINT), 0) for row in PAIR)), number), x1, p1),
        modulo(size, Implication((not_zero(ONE), eq(form(ONE, (v1, v2)), 0)), Exists(
            grid((s,), size), All((eq(v1, s*a1), eq(v2, s*b1))))), *ONE, v1, v2)))


def by_ancilla(ancilla: Expr) -> Implication:
    """X of system 1 is measured by adding it to the X of a second system, in the state X = 0, and
    reading that: the value, and what becomes of any F of system 1, p_2 being random."""
    both = image(Gate("sum", (1, 2)).map(REALS), POINT)
    return Implication((eq(x2, ancilla),), All((
        eq(both[2], x1), eq(value(ONE, both[:2]), value(ONE, HERE) + p2*form(ONE, (1, 0))))))


def one_partner(sign: int) -> All:
    """Over every ring: each ontic state of system 1 belongs to one of the pair, whose variables
    commute; and what commutes with a known F of one system is a multiple of it."""
    lines = tuple(eq(dot(row, POINT), 0) for row in PAIR)
    return All((eq(form(*PAIR), 0), own_multiples(),
                Equivalence(All(lines), All((eq(x2, x1), eq(p2, times(sign, p1)))))))


paper.claim(
    "spekkens:phen-dilation",
    lambda: All((one_partner(-1), *(marginal(size, 1) for size in SIZES),
                 by_ancilla(Integer(0)))),
    neighbours=lambda: (("equal momenta", one_partner(1)),
                        ("some ontic states of system 1 do not occur", marginal(3, 0)),
                        ("with an ancilla of unknown X", by_ancilla(f))),
    because="what commutes with a known F of one system is a multiple of F, modulo every d, so "
            "that the only mixed state knows nothing, and it is the marginal of the correlated "
            "pair, each of whose states lies over one of system 1; counted for bits and trits. A "
            "measurement of X is a reversible map on the system and an ancilla, which is read, "
            "over every ring")

# -- mixtures --------------------------------------------------------------------------------------


def decomposed(size: int, weight: Expr) -> Table:
    """Each ontic state lies in the support of exactly one of the d states that know F, and each
    support has d points: 1/d^2 is the sum of 1/d p."""
    return Table((
        ("supports", modulo(size, Implication((not_zero(ONE),), Count(
            grid(HERE, size), eq(value(ONE, HERE), f), size)), *ONE, f)),
        ("one of them", modulo(size, Count(grid((f,), size), eq(value(ONE, HERE), f), 1),
                               *ONE, *HERE)),
        ("weights", eq(over(1, size**2), times(weight, over(1, size))))))


def weights(each: Expr) -> Statement:
    """One of the d states, whose points have the probability 1/d, for every d."""
    return eq(over(1, modulus**2), times(each, over(1, modulus)))


paper.claim(
    "spekkens:phen-convex",
    lambda: All((one_line(), weights(over(1, modulus)),
                 *(decomposed(d, over(1, d)) for d in PRIMES))),
    neighbours=lambda: (("with weights 1", decomposed(3, Integer(1))),
                        ("for every d with weights 1", weights(Integer(1))),
                        ("for d = 4 and every F", decomposed(4, over(1, 4)))),
    because="for every variable F of one system: an ontic state has one value c of F, and the "
            "points with this value are d, f (s, t) + u (-b, a), modulo every d for which F takes "
            "the value 1; counted for d = 2, 3 and 5. For d = 4 the variable 2X has supports of "
            "eight points, or none")
