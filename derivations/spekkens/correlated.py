"""Back-up slides: the states of pairs, one by one: orbits, uncorrelated and correlated trits."""

from collections.abc import Sequence
from itertools import combinations

from sympy import Expr, Integer, Symbol

from symq.lang.calc import Derivation, Step, stepwise
from symq.lang.shown import dot, plus, times
from symq.lang.statement import All, Any, Count, Equivalence, Exists, Implication, Statement, eq, ne
from symq.paper.claim import Correction
from symq.phasespace.counting import count_statement
from symq.phasespace.epistemic import grid

from .setting import (
    BITS,
    F_ROW,
    G_ROW,
    POINT,
    REAL,
    TRITS,
    a1,
    a2,
    b1,
    b2,
    c1,
    c2,
    d1,
    d2,
    form,
    functional,
    modulo,
    p1,
    p2,
    paper,
    row,
    s,
    some,
    t,
    u,
    w,
    x1,
    x2,
    zero,
)

Row = tuple[Expr, ...]


def known(*rows: Sequence[object]) -> All:
    """That functionals have the value 0 at the point (x_1, p_1, x_2, p_2)."""
    return zero(*map(functional, rows))


def correlated(first: Sequence[object], second: Sequence[object], points: int = 1) -> All:
    """Two variables commute, and their values fix one system by the other and nothing alone.

    With it they are independent, and neither system has a known variable of its own. `points`
    is the number of ontic states of either system for each one of the other.
    """
    both = known(first, second)
    return All((
        modulo(3, eq(form(first, second), 0)),
        modulo(3, Count(grid((x2, p2), 3), both, points, 3), x1, p1),
        modulo(3, Count(grid((x1, p1), 3), both, points, 3), x2, p2)))


# knowledge balance for a pair of bits: all valid states up to permutations of rows and columns

def lines(present: Sequence[Symbol], absent: Sequence[Symbol], states: int) -> Count:
    """States of two bits that know one variable with its value, joint unless one is named."""
    involved = (present,) if present else ((a1, b1), (a2, b2))
    return Count(grid((a1, b1, a2, b2, s), 2), All((
        *(some(*group) for group in involved), *zero(*absent).parts)), states, 2)


def planes(states: int, rectangles: bool) -> Count:
    """States that know two variables, as bases with values: rectangles or permutation matrices."""
    first, second = form((a1, b1), (c1, d1)), form((a2, b2), (c2, d2))
    columns = combinations(zip(F_ROW, G_ROW, strict=True), 2)
    independent = some(*(form(*zip(*pair, strict=True)) for pair in columns))
    kind = eq(first, 0) if rectangles else ne(first, 0)
    bases = 6                                           # of a plane over Z_2
    return Count(grid((a1, b1, a2, b2, c1, d1, c2, d2, s, t), 2), All((
        eq(plus(first, second), 0), independent, kind)), bases * states, 2)


def permutations(number: int) -> Count:
    """Affine symplectic maps of one bit: so many as there are permutations of four states."""
    return Count(grid((a1, b1, c1, d1, s, t), 2), eq(form((a1, b1), (c1, d1)), 1), number, 2)


def reached() -> All:
    """A local map takes any variable of a bit to any other one: x to a x + b p."""
    return All((
        modulo(2, Implication((some(a1, b1),), Exists(
            grid((c1, d1), 2), eq(form((a1, b1), (c1, d1)), 1), 2)), a1, b1),
        permutations(24)))


def classes(rectangle: int, permuted: int) -> All:
    """Orbits under permutations of rows and of columns, with their sizes; all 91 states."""
    return All((
        reached(), lines((a1, b1), (a2, b2), 6), lines((a2, b2), (a1, b1), 6),
        lines((), (), 18), planes(rectangle, True), planes(permuted, False),
        count_statement(BITS, 1, 15), count_statement(BITS, 2, 15),
        eq(plus(1, 6, 6, 18, rectangle, permuted), plus(1, times(15, 2), times(15, 4)))))


paper.claim(
    "spekkens:kb-pair-orbits", lambda: classes(36, 24),
    neighbours=lambda: (("as many of either kind", planes(30, True)),
                        ("23 maps of a bit", permutations(23)),
                        ("12 states with one joint variable", lines((), (), 12)),
                        ("trits have so many pure pairs", count_statement(TRITS, 2, 15))),
    because="pictures lost. Every permutation of the four ontic states of a bit is one of its 24 "
            "affine symplectic maps, so that permuting rows or columns is a map of one system. "
            "The 91 states fall into six classes: nothing known (1), a variable of the first (6) "
            "or of the second bit (6), a joint variable (18), one variable of each bit, which is "
            "a rectangle of 2 by 2 cells (36), and two joint variables, a permutation matrix (24)")


# two trits: the pictures

def one_of_each(states: int) -> Count:
    """States with one known variable of each trit, each counted with F, -F and G, -G."""
    own, other = some(a1, b1), some(a2, b2)
    return Count(grid((a1, b1, a2, b2, s, t), 3), All((own, other)), 4 * states, 3)


paper.claim(
    "spekkens:uncorrelated-count",
    lambda: All((count_statement(TRITS, 2, 16, correlated=False), one_of_each(144))),
    neighbours=lambda: (
        ("as many as there are correlated ones", one_of_each(9 * 24)),
        ("one trit may know nothing", one_of_each(169))),
    because="pictures lost. There are 16 pairs of one known variable of each trit, which are all "
            "the commuting planes that are not correlated, and nine values for each: 144 states")

# two trits: the printed list, in its order

PRINTED = (
    ("X1 + X2", "P1 - P2"), ("X1 + X2", "X1 + P1 - P2"), ("X1 + X2", "X1 - P1 + P2"),
    ("X1 - X2", "P1 + P2"), ("X1 - X2", "X1 - P1 - P2"), ("X1 - X2", "P1 + X2 + P2"),
    ("X1 - P2", "P1 - X2"), ("X1 - P2", "P1 - X2 + P2"), ("X1 - P2", "P1 - X2 - P2"),
    ("P1 - X2", "X1 + P1 - P2"), ("X1 + P1 - X2", "X1 + X2 - P2"),
    ("P1 - P2", "X1 - P1 + X2"), ("P1 - X2", "X1 - P1 - P2"),
    ("X1 + P1 - X2", "X1 - P1 - X2 - P2"), ("X1 - X2 - P2", "X1 - P1 + X2"),
    ("X1 + P2", "P1 + X2"), ("X1 + P2", "P1 + X2 + P2"), ("X1 + P2", "P1 + X2 - P2"),
    ("P1 + X2", "X1 + X2 + P2"), ("X1 + P1 - P2", "P1 - X2 + P2"),
    ("X1 + P1 + P2", "P1 - P2"), ("P1 + X2", "X1 + P1 + P2"), ("P1 + P2", "X1 - X2 + P2"),
    ("X1 - P1 - P2", "P1 - X2 - P2"))
RIGHT = {14: ("X1 + P1 - X2", "X1 - P1 - X2 + P2"), 21: ("X1 + P1 + X2", "P1 - P2")}


def entry(number: int) -> tuple[Row, Row]:
    """The two functionals of a printed pair, counted from 1."""
    first, second = PRINTED[number - 1]
    return row(first), row(second)


def as_printed(number: int) -> All:
    """The statement that a printed pair makes."""
    return correlated(*entry(number))


def wrong_sign(number: int) -> tuple[tuple[str, Statement], ...]:
    """The pair with the second trit's part of a variable reversed, and without correlation."""
    first, second = entry(number)
    return (("with the part of the second trit reversed",
             correlated(first, (*second[:2], *(-k for k in second[2:])))),
            ("not correlated", correlated(first, second, 3)))


for _number in range(1, len(PRINTED) + 1):
    if _number not in RIGHT:
        paper.claim(f"spekkens:pair-{_number:02d}", lambda k=_number: as_printed(k),
                    neighbours=lambda k=_number: wrong_sign(k))


def last_sign(sign: int) -> Statement:
    """Which coefficient of P_2 makes a state of X_1 + P_1 - X_2 and X_1 - P_1 - X_2 + s P_2."""
    first, second = row("X1 + P1 - X2"), (*row("X1 - P1 - X2")[:3], s)
    return modulo(3, Equivalence(correlated(first, second), eq(s, sign)), s)


paper.claim(
    "spekkens:pair-14", lambda: last_sign(-1),
    correction=Correction(lambda: last_sign(1),
                          "the bracket of the printed variables is 2 modulo 3: they do not "
                          "commute. With the last sign changed the pair is one of the two states "
                          "that the printed list lacks"),
    neighbours=lambda: (("without $P_2$", last_sign(0)), ("as printed", as_printed(14))),
    because="the coefficient of $P_2$, printed as -1, is called s")


def last_variable(at_x: int, at_p: int) -> Statement:
    """Which s X_2 + t P_2 makes a state of X_1 + P_1 + s X_2 + t P_2 and P_1 - P_2.

    It has to be no plane that another pair of the list has, with P_1 - P_2 and X_1 + X_2 or
    X_1 - P_1 + X_2.
    """
    first, second = (*row("X1 + P1")[:2], s, t), row("P1 - P2")
    fresh = tuple(Count(grid(POINT, 3), known(first, second, row(other)), 3, 3)
                  for other in ("X1 + X2", "X1 - P1 + X2"))
    return modulo(3, Equivalence(All((correlated(first, second), *fresh)),
                                 All((eq(s, at_x), eq(t, at_p)))), s, t)


paper.claim(
    "spekkens:pair-21", lambda: last_variable(0, 1),
    correction=Correction(lambda: last_variable(1, 0),
                          "the bracket of the printed variables is 1: they do not commute. With "
                          "$X_2$ for $P_2$ the pair is one of the two states that the printed "
                          "list lacks"),
    neighbours=lambda: (("both variables", last_variable(1, 1)), ("as printed", as_printed(21))),
    because="the last term, printed as $P_2$, is called $s X_2 + t P_2$")


def graph(first: Row, second: Row) -> All:
    """That a plane consists of the variables (f, M f), f of the first trit, M = [[s, t], [u, w]].

    It does if the generators have this form.
    """
    return All(tuple(
        eq(dot(r[:2], line), r[place])
        for r in (first, second) for line, place in (((s, t), 2), ((u, w), 3))))


DETERMINANT = form((s, t), (u, w))


def occurs(replaced: dict[int, tuple[str, str]]) -> Statement:
    """The commuting graphs are those in the list, in which some pairs are replaced."""
    pairs = [(row(a), row(b)) for a, b in
             (replaced.get(k, pair) for k, pair in enumerate(PRINTED, 1))]
    return modulo(3, Equivalence(eq(DETERMINANT, -1), Any(tuple(graph(*p) for p in pairs))),
                  s, t, u, w)


def dependent() -> Statement:
    """Parts (x_1, p_1), (x_2, p_2) of two variables with the form 0 cancel in a combination."""
    return modulo(3, Equivalence(eq(form((x1, p1), (x2, p2)), 0), Exists(grid((s, t), 3), All((
        some(s, t), eq(plus(times(s, x1), times(t, x2)), 0),
        eq(plus(times(s, p1), times(t, p2)), 0))), 3)), *POINT)


def listed(replaced: dict[int, tuple[str, str]]) -> All:
    """Every correlated plane, which is a graph with the determinant -1, occurs in the list once."""
    number = len(PRINTED)
    image, other = (tuple(plus(times(m, x), times(k, p)) for m, k in ((a2, b2), (c2, d2)))
                    for x, p in ((a1, b1), (c1, d1)))
    return All((
        dependent(),
        eq(form((a1, b1, *image), (c1, d1, *other)),
           times(plus(1, form((a2, b2), (c2, d2))), form((a1, b1), (c1, d1)))),
        Count(grid((s, t, u, w), 3), eq(DETERMINANT, -1), number, 3),
        occurs(replaced)))


paper.claim(
    "spekkens:list-24", lambda: listed({}),
    correction=Correction(lambda: listed(RIGHT),
                          "pairs 14 and 21 do not commute, and the two planes are missing that "
                          "the corrected pairs 14 and 21 have; no plane is repeated"),
    neighbours=lambda: (("with pair 14 corrected alone", occurs({14: RIGHT[14]})),
                        ("pair 14 twice", occurs({**RIGHT, 21: RIGHT[14]}))),
    because="unless a combination of its two variables belongs to the second trit alone, a plane "
            "consists of (f, M f) with an invertible matrix M of Z_3, and its "
            "variables commute exactly if det M = -1. There are 24 such planes and 24 such M, so "
            "that a list of 24 pairs which holds all of them holds each of them once")


def all_pure(states: int) -> All:
    """Uncorrelated and correlated planes together, with nine values for each."""
    pairs = (row("X1"), row("X2")), entry(4)
    return All((
        count_statement(TRITS, 2, 40), count_statement(TRITS, 2, 24, correlated=True),
        *(modulo(3, Count(grid(POINT, 3), All((eq(functional(f), s), eq(functional(g), t))), 9, 3),
                 s, t) for f, g in pairs),
        eq(times(9, plus(16, 24)), states)))


paper.claim(
    "spekkens:pure-pair-total", lambda: all_pure(360),
    neighbours=lambda: (("one state for each plane", eq(plus(16, 24), 360)),
                        ("27 ontic states for two values", modulo(3, Count(grid(POINT, 3), All((
                            eq(x1, s), eq(x2, t))), 27, 3), s, t))),
    because="not printed, implied by the two figures: 40 planes with nine values each")

# reversible maps of trits


def preserves(images: Sequence[Sequence[object]], modulus: int = 3) -> All:
    """That the images of the coordinates (X_1, P_1, ...) have the brackets of the coordinates."""
    size = len(images)
    unit = [tuple(Integer(int(k == j)) for j in range(size)) for k in range(size)]
    return All(tuple(
        modulo(modulus, eq(form(images[k], images[j]), form(unit[k], unit[j])))
        for k in range(size) for j in range(k + 1, size)))


def one_trit(text: str) -> Row:
    """The signed coefficients of a functional of one system."""
    return REAL.linear(text).coefficients


@paper.claim(
    "spekkens:trit-map-1", lambda: preserves([one_trit("P"), one_trit("-X")]),
    neighbours=lambda: (("without the sign", preserves([one_trit("P"), one_trit("X")])),),
    because="it is valid modulo every d; modulo 2 the sign makes no difference")
def exchange_with_a_sign() -> Derivation:
    """[P, -X] = [X, P]."""
    p, x = (one_trit(name) for name in ("P", "X"))
    minus_x = one_trit("-X")
    return stepwise(preserves([p, minus_x]), ("hence modulo 3",), (
        Step(eq(form(p, minus_x), times(-1, form(p, x))), (), "the bracket is linear"),
        Step(eq(times(-1, form(p, x)), form(x, p)), (), "and antisymmetric")))

SUM_MAP = ("X1", "P1 - P2", "X1 + X2", "P2")

@paper.claim(
    "spekkens:trit-map-2", lambda: preserves([row(text) for text in SUM_MAP]),
    neighbours=lambda: (
        ("$P_1 + P_2$", preserves([row(text) for text in ("X1", "P1 + P2", "X1 + X2", "P2")])),
        ("$X_2$ alone", preserves([row(text) for text in ("X1", "P1", "X1 + X2", "P2")]))),
    because="all six brackets")
def six_brackets() -> Derivation:
    """Each bracket of two images, term by term, is that of the coordinates."""
    notes = ("[X_1, P_1] - [X_1, P_2] = [X_1, P_1]", "[X_1, X_1] + [X_1, X_2] = 0",
             "[X_1, P_2] = 0", "[P_1, X_1] - [P_2, X_2] = 0",
             "[P_1, P_2] - [P_2, P_2] = 0",
             "[X_1, P_2] + [X_2, P_2] = [X_2, P_2]")
    return stepwise(preserves([row(text) for text in SUM_MAP]), [f"${note}$" for note in notes])
