"""One continuous degree of freedom, a trit, and a pair of trits with one variable known."""

from collections.abc import Sequence

from sympy import Expr

from symq.lang.shown import minus, plus, times
from symq.lang.statement import (
    All,
    Count,
    Equivalence,
    Exists,
    Implication,
    Statement,
    Table,
    eq,
    ne,
)
from symq.lang.statement import Any as AnyOf
from symq.phasespace.counting import count_statement
from symq.phasespace.epistemic import EpistemicState, grid
from symq.phasespace.space import PhaseSpace

from .setting import (
    F_ROW,
    POINT,
    TRIT,
    TRITS,
    a1,
    b1,
    bracket,
    c1,
    d1,
    f,
    form,
    g,
    modulo,
    p1,
    paper,
    s,
    value,
    x1,
)

ONE, TWO, HERE = (a1, b1), (c1, d1), (x1, p1)
JOINT = "spekkens:joint-knowable"

# -- one continuous degree of freedom --------------------------------------------------------------

def multiple(share: Expr) -> Implication:
    """G is a multiple of F; where F is known to be f, G is known to be the same multiple of f."""
    factor = (a1*c1 + b1*d1)/share
    return Implication((ne(share, 0),), All((
        eq(c1, factor*a1), eq(d1, factor*b1),
        eq(value(TWO, HERE), factor*value(ONE, HERE)))))


def line_or_all(row: Sequence[Expr]) -> All:
    """The points with a known value of F are those at p_1 = 0 or x_1 = 0, and any multiple of
    (-b, a) farther."""
    start = (f*row[0]/(row[0]**2 + row[1]**2), f*row[1]/(row[0]**2 + row[1]**2))
    amount = (p1*row[0] - x1*row[1])/(row[0]**2 + row[1]**2)
    variable, known = ne(row[0]**2 + row[1]**2, 0), eq(value(row, HERE), f)
    on_line = (eq(x1, start[0] - amount*row[1]), eq(p1, start[1] + amount*row[0]))
    return All((Implication((variable, known), All(on_line)),
                Implication((variable, *on_line), known)))


paper.claim(
    "spekkens:single-dof-states",
    lambda: All((multiple(a1**2 + b1**2), line_or_all(ONE))), given_by=JOINT,
    neighbours=lambda: (("X and P both known", eq(bracket(x1, p1, HERE), 0)),
                        ("G equals F", Implication((ne(a1**2 + b1**2, 0),), All((
                            eq(c1, a1), eq(d1, b1)))))),
    because="all variables that are known are multiples of one, F: a line aX + bP = c; or nothing "
            "is known. Both together would need [X, P] = 0")

# -- a trit ----------------------------------------------------------------------------------------


def up_to_sign(rows: Sequence[Sequence[int]]) -> Table:
    """Every variable of a trit is one of these or its negative, 1 or 2 times it; none is named
    twice."""
    cases = [eq(e, 0) for e in ONE]
    same = [Exists(grid((s,), 3), All((ne(s, 0), *(eq(e, times(s, r)) for e, r in
                                                 zip(ONE, row, strict=True))))) for row in rows]
    apart: list[tuple[str, Statement]] = []
    for place, row in enumerate(rows):
        for other in rows[place + 1:]:
            apart.append((f"{row} and {other}", modulo(3, ne(plus(
                times(row[0], other[1]), times(-1, row[1], other[0])), 0))))
    return Table((("all", modulo(3, AnyOf((All(tuple(cases)), *same)), *ONE)), *apart))


def named(*names: str) -> list[Sequence[int]]:
    """Coefficients of the named variables of a trit."""
    return [TRIT.linear(name).coefficients for name in names]


paper.claim(
    "spekkens:trit-variables",
    lambda: All((up_to_sign(named("X", "P", "X + P", "X - P")), count_statement(TRIT, 1, 4))),
    neighbours=lambda: (("three variables are enough", up_to_sign(named("X", "P", "X + P"))),
                        ("X + 2P is a fifth", up_to_sign(named("X", "P", "X + P", "X - P",
                                                               "X + 2P"))),
                        ("there are five", count_statement(TRIT, 1, 5))),
    because="2 = -1 is invertible, and F and 2F say the same; there are 8 non-zero functionals")

paper.claim(
    "spekkens:trit-xminusp",
    lambda: modulo(3, eq(minus(x1, p1), plus(x1, times(2, p1))), x1, p1),
    neighbours=lambda: (("over Z_2", modulo(2, eq(minus(x1, p1), plus(x1, times(2, p1))), x1, p1)),
                        ("over Z_5", modulo(5, eq(minus(x1, p1), plus(x1, times(2, p1))), x1, p1)),
                        ("X + P", modulo(3, eq(minus(x1, p1), plus(x1, p1)), x1, p1))))


def commuting_sets(rows: Sequence[Sequence[int]], result: bool) -> Table:
    """Two different ones of these variables do not commute, each commutes with itself."""
    found: list[tuple[str, Statement]] = []
    for place, row in enumerate(rows):
        found.append((f"[{TRIT.linear(row)}] with itself", modulo(3, eq(form(row, row), 0))))
        for other in rows[place + 1:]:
            line = form(row, other)
            found.append((f"{TRIT.linear(row)}, {TRIT.linear(other)}",
                          modulo(3, eq(line, 0) if result else ne(line, 0))))
    return Table(tuple(found))


paper.claim(
    "spekkens:trit-commuting-sets",
    lambda: All((commuting_sets(named("X", "P", "X + P", "X - P"), False),
                 modulo(3, Implication((eq(form(ONE, TWO), 0), ne(a1**2 + b1**2, 0)), Exists(
                     grid((s,), 3), All((eq(c1, s*a1), eq(d1, s*b1))))), *ONE, *TWO))),
    neighbours=lambda: (("also pairs", commuting_sets(named("X", "P"), True)),),
    because="a set with two of the four variables does not commute. (Multiples of one variable "
            "count as one)")


def supports(number: int) -> Statement:
    """How many sets of ontic states are given by one known value: F, f and -F, -f give the same."""
    return Table((
        ("pairs of F and f", modulo(3, Count(grid((*ONE, f), 3),
                                             AnyOf(tuple(ne(e, 0) for e in ONE)), 2*number))),
        ("F, f and -F, -f", modulo(3, Equivalence(
            eq(value(ONE, HERE), f), eq(value((-a1, -b1), HERE), -f)), *ONE, *HERE, f)),
        ("two variables agree on one point of three",
         modulo(3, Implication((ne(form(ONE, TWO), 0),), Count(
             grid(HERE, 3), All((eq(value(ONE, HERE), f), eq(value(TWO, HERE), g))), 1)),
             *ONE, *TWO, f, g)),
        ("each has three points", modulo(3, Implication((ne(a1**2 + b1**2, 0),), Count(
            grid(HERE, 3), eq(value(ONE, HERE), f), 3)), *ONE, f))))


def total(number: int) -> All:
    """States of maximal knowledge, and the one in which nothing is known."""
    return All((supports(12), count_statement(TRIT, 1, 4), eq(plus(times(4, 3), 1), number)))


paper.claim(
    "spekkens:trit-states-count", lambda: total(13),
    neighbours=lambda: (("twelve, with nothing known", total(12)),
                        ("nine pure states", supports(9))),
    because="four variables with three values each, on different sets of three ontic states, and "
            "the uniform distribution: 12 + 1")

# -- a pair of trits -------------------------------------------------------------------------------

paper.definition(
    "spekkens:two-trit-variables",
    asserts=lambda: (count_statement(TRITS, 1, 40), modulo(3, eq(
        value(F_ROW, POINT), value(tuple(times(-2, e) for e in F_ROW), POINT)),
        *F_ROW, *POINT)),
    neighbours=lambda: (("81 different variables", count_statement(TRITS, 1, 81)),),
    because="81 functionals, among them 40 variables up to the sign, since F = -2F")


def with_one_known(space: PhaseSpace, number: int, *names: str) -> Table:
    """How many ontic states a pair has for every value of each variable alone."""
    size = space.ring.modulus
    return Table(tuple((name, modulo(size, Count(
        grid(POINT, size), eq(value(space.linear(name).coefficients, POINT), f), number), f))
        for name in names))


ONE_KNOWN = ("X1", "P2", "X1 - X2", "P1 + P2")


def marginals(name: str) -> Table:
    """With one variable of both systems known, every point of system 1 is equally likely."""
    row = EpistemicState(TRITS, {name: 0}).subspace.basis[0]
    return Table(((name, modulo(3, Count(grid(POINT[2:], 3), eq(value(row, POINT), f), 3),
                                *HERE, f)),))


paper.claim(
    "spekkens:two-trit-one-known",
    lambda: All((with_one_known(TRITS, 27, *ONE_KNOWN), marginals("X1 - X2"),
                 marginals("P1 + P2"), Table(tuple(
                     (name, modulo(3, eq(form(row, row), 0)))
                     for name in ONE_KNOWN for row in (TRITS.linear(name).coefficients,))))),
    neighbours=lambda: (("nine ontic states", with_one_known(TRITS, 9, *ONE_KNOWN)),
                        ("X_1 says nothing about system 1", marginals("X1"))),
    because="for each value; a single variable commutes with itself. The last two are correlated: "
            "system 1 alone is uniform")
