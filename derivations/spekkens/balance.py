"""Knowledge balance against classical complementarity, for bits and for trits."""

from itertools import combinations, product

from sympy import Expr, Integer, Symbol

from symq.lang.calc import Derivation, calc, stepwise
from symq.lang.shown import over, plus, spare, times
from symq.lang.statement import (
    All,
    Any,
    Count,
    Equivalence,
    Exists,
    ForAllFinite,
    Implication,
    Not,
    Q,
    Statement,
    eq,
    ne,
)
from symq.paper.claim import Reading
from symq.phasespace.counting import count_statement
from symq.phasespace.cyclotomic import Cyclotomic
from symq.phasespace.epistemic import grid
from symq.phasespace.stabiliser import phase_point_operator
from symq.phasespace.weyl import WeylOperator

from .setting import (
    BITS,
    F_ROW,
    G_ROW,
    POINT,
    TRIT,
    TRITS,
    a1,
    a2,
    b1,
    b2,
    c1,
    c2,
    d1,
    d2,
    difference_bracket,
    form,
    functional,
    modulo,
    p1,
    p2,
    paper,
    row,
    s,
    some,
    step,
    t,
    u,
    value,
    w,
    x1,
    x2,
)

FIRST, SECOND = (x1, p1), (x2, p2)
PARTS = ((a1, b1), (c1, d1)), ((a2, b2), (c2, d2))     # of F and G in the first, second system


def canonical(modulus: int, left: int) -> tuple[Statement, ...]:
    """Two questions that fix the ontic state of one system, and what one answer leaves open."""
    f, g = value((a1, b1), FIRST), value((c1, d1), FIRST)
    return (modulo(modulus, Implication((ne(form(*PARTS[0]), 0),), Count(
                grid(FIRST, modulus), All((eq(f, s), eq(g, t))), 1, modulus)),
                a1, b1, c1, d1, s, t),
            modulo(modulus, Implication((some(a1, b1),), Count(
                grid(FIRST, modulus), eq(f, s), left, modulus)), a1, b1, s),
            modulo(modulus, Count(grid(POINT, modulus), All((eq(x1, s), eq(x2, t))), left**2,
                                  modulus), s, t))


paper.definition(
    "spekkens:kb-principle", asserts=lambda: (*canonical(2, 2), *canonical(3, 3)),
    neighbours=lambda: (("an answer leaves one bit's state open in one way", canonical(2, 1)[1]),
                        ("of four questions two leave one state", canonical(2, 1)[2])),
    because="a system has two independent questions with d answers, a pair has four; at most one, "
            "or two, may be known, which leave d of d^2, or d^2 of d^4 ontic states")

# A pair of known variables F, G. Whoever measures (s, t) on one system without touching the other
# one knows afterwards of that one what F, G and the outcome say about it.


def included(system: int, modulus: int) -> Exists:
    """Some variable (s, t) of a system has the parts of F and of G in it as its multiples."""
    return Exists(grid((s, t), modulus), All((some(s, t), *(
        eq(form((s, t), part), 0) for part in PARTS[system]))), modulus)


def permitted(modulus: int) -> All:
    """Knowledge balance with locality: no measurement leaves both variables of the other known."""
    return All(tuple(Not(All((ne(form(*PARTS[1 - k]), 0), included(k, modulus))))
                     for k in (0, 1)))


def independent() -> Any:
    """F and G are no multiples of one variable."""
    columns = combinations(zip(F_ROW, G_ROW, strict=True), 2)
    return some(*(form(*zip(*pair, strict=True)) for pair in columns))


def same_planes() -> ForAllFinite:
    """Two independent variables of bits commute if and only if knowledge balance allows them."""
    return modulo(2, Implication((independent(),), Equivalence(
        eq(form(F_ROW, G_ROW), 0), permitted(2))), *F_ROW, *G_ROW)


def no_others(modulus: int) -> ForAllFinite:
    """Variables commute if their parts in both systems are dependent, or in neither."""
    either = tuple(eq(form(*parts), 0) for parts in PARTS)
    return modulo(modulus, Implication((Equivalence(*either),), eq(form(F_ROW, G_ROW), 0)),
                  *F_ROW, *G_ROW)


COLUMNS = (x1, p1, x2, p2)


def one_in_each_row(number: int) -> Count:
    """Supports with one state in each row: after measuring rows the columns differ."""
    places = tuple(Integer(k) for k in range(4))
    return Count(tuple((c, places) for c in COLUMNS),
                 All(tuple(ne(c, e) for c, e in combinations(COLUMNS, 2))), number)


def two_in_two_rows(number: int) -> Count:
    """Supports in two given rows: any two columns leave the same number of states in each."""
    other = (a1, b1, a2, b2)
    digits = (Integer(0), Integer(1))
    pairs = combinations(zip(COLUMNS, other, strict=True), 2)
    return Count(tuple((v, digits) for v in (*COLUMNS, *other)), All((
        eq(plus(*COLUMNS), 2), eq(plus(*other), 2),
        *(eq(plus(i, k), plus(j, m)) for (i, j), (k, m) in pairs))), number)


def same_states(permuted: int, rectangle: int) -> All:
    """The planes agree; without any linear structure there are as many supports."""
    return All((
        same_planes(), one_in_each_row(permuted), two_in_two_rows(rectangle),
        count_statement(BITS, 1, 15), count_statement(BITS, 2, 15),
        eq(plus(permuted, times(6, rectangle)), times(15, 4))))


paper.claim(
    "spekkens:kb-same-states", lambda: same_states(24, 6),
    neighbours=lambda: (("for trits too", no_others(3)),
                        ("all supports with one state in each row", one_in_each_row(256)),
                        ("every two columns in either row", two_in_two_rows(36))),
    because="single variables satisfy both principles. Without linear structure: four of 16 "
            "ontic states, a row and a column for each bit; each bit has to be in two or in four "
            "states, equally often, before and after any division of the other bit's states into "
            "two and two. Either there is one state in each row (24 permutation matrices) or "
            "there are two in each of two rows (36 rectangles), which are the 60 commuting ones")


def left_open(modulus: int, first: str, second: str, question: Expr, states: int,
              answer: Symbol) -> Count:
    """Ontic states of the second system after a question to the first one was answered."""
    return Count(grid(SECOND, modulus), Exists(grid(FIRST, modulus), All((
        eq(question, answer), eq(functional(row(first)), t), eq(functional(row(second)), u))),
        modulus), states, modulus)


def ruled_out(modulus: int, measured: Expr, states: int) -> All:
    """X_2 and X_1 + P_2 are half of the questions; then a measurement fixes the other system."""
    names = "X2", "X1 + P2"
    both = tuple(eq(functional(row(name)), k) for name, k in zip(names, (t, u), strict=True))
    return All((
        modulo(modulus, Count(grid(POINT, modulus), All(both), modulus**2, modulus), t, u),
        modulo(modulus, Count(grid(SECOND, modulus), Exists(grid(FIRST, modulus), All(both),
                                                            modulus), modulus, modulus), t, u),
        modulo(modulus, left_open(modulus, *names, measured, states, s), s, t, u)))


paper.claim(
    "spekkens:kb-forbidden-locality", lambda: ruled_out(2, x1, 1),
    neighbours=lambda: (("by measuring $P_1$", ruled_out(2, p1, 1)),
                        ("two states are left", ruled_out(2, x1, 2))),
    because="4 of 16 ontic states, and 2 of 4 for the second bit: balance holds. Measuring $X_1$, "
            "which does not touch the second bit, leaves one of its ontic states")


def do_not_commute(second: str) -> All:
    """The bracket with X_2 is 1, hence not 0 modulo 2 or 3, by differences and by the sum."""
    f, g = row("X2"), row(second)
    return All((eq(difference_bracket(functional(f), functional(g)), 1),
                modulo(2, ne(form(f, g), 0)), modulo(3, ne(form(f, g), 0))))


@paper.claim("spekkens:cc-forbidden", lambda: do_not_commute("X1 + P2"),
             neighbours=lambda: (("$X_1+X_2$", do_not_commute("X1 + X2")),
                                 ("$P_1$", do_not_commute("P1"))))
def only_the_second_system() -> Derivation:
    """X_1 adds nothing to the bracket with X_2, P_2 adds 1."""
    f, g = (functional(row(name)) for name in ("X2", "X1 + P2"))
    parts = [difference_bracket(f, functional(row(name))) for name in ("X1", "P2")]
    return stepwise(do_not_commute("X1 + P2"), (
        calc(difference_bracket(f, g)).becomes(plus(*parts), note="the bracket is linear")
        .becomes(plus(0, times(step(x2, x2), step(p2, p2))), note="positions commute")
        .becomes(1, note="a unit step along each"),
        "modulo 2 it is not 0", "modulo 3 it is not 0"))

# trits


def single(modulus: int, states: int) -> All:
    """Two variables of one system commute if and only if they are one question, asked twice."""
    f, g = PARTS[0]
    return All((
        modulo(modulus, Equivalence(eq(form(f, g), 0), Exists(grid((s, t), modulus), All((
            some(s, t), *(eq(plus(times(s, k), times(t, m)), 0)
                          for k, m in zip(f, g, strict=True)))), modulus)), *f, *g),
        count_statement(TRIT, 1, 4),
        Count(grid((a1, b1, s), 3), some(a1, b1), 2 * states, 3)))


def threes() -> ForAllFinite:
    """Any three ontic states of a trit are those with one value of a variable."""
    points = FIRST, SECOND, (s, t)
    apart = tuple(some(plus(m[0], times(-1, k[0])), plus(m[1], times(-1, k[1])))
                  for m, k in combinations(points, 2))
    return modulo(3, Implication(apart, Exists(grid((a1, b1, w), 3), All((
        some(a1, b1), *(eq(value((a1, b1), m), w) for m in points))), 3)), *POINT, s, t)


paper.claim(
    "spekkens:kb-trit-single", lambda: single(3, 12),
    readings=(Reading("any division of the nine ontic states into three threes is a question",
                      threes),),
    neighbours=lambda: (("as many as there are sets of three ontic states", single(3, 84)),),
    because="the questions are the canonical variables: X, P, X + P and X - P have three answers "
            "each, 12 states, and one state in which nothing is known")


def allowed(planes: int) -> All:
    """Planes that knowledge balance allows; all commuting ones are among them, and one more."""
    bases = 48                                          # of a plane over Z_3
    either = tuple(eq(form(*parts), 0) for parts in PARTS)
    return All((
        modulo(3, Equivalence(either[0], included(0, 3)), *PARTS[0][0], *PARTS[0][1]),
        Count(grid((*F_ROW, *G_ROW), 3), All((independent(), Equivalence(*either))),
              bases * planes, 3),
        modulo(3, Implication((eq(form(F_ROW, G_ROW), 0),), Equivalence(*either)),
               *F_ROW, *G_ROW),
        count_statement(TRITS, 2, 40)))


paper.claim(
    "spekkens:kb-trit-different", lambda: allowed(64),
    neighbours=lambda: (("not different", no_others(3)),),
    because="a measurement leaves too much known of the other trit where the parts of F and G in "
            "one trit are dependent and those in the other one are not. All 40 commuting planes "
            "are allowed, and 24 others")

paper.claim(
    "spekkens:kb-trit-x2", lambda: ruled_out(3, x1, 1),
    neighbours=lambda: (("by measuring $P_1$", ruled_out(3, p1, 1)),
                        ("three states are left", ruled_out(3, x1, 3))),
    because="9 of 81 ontic states, 3 of 9 for the second trit; measuring $X_1$ leaves one")


def never_too_much(first: str, second: str, states: int) -> All:
    """Half of the questions, nothing alone, and at most half after any measurement."""
    both = tuple(eq(functional(row(name)), k) for name, k in ((first, t), (second, u)))
    sides = (FIRST, SECOND), (SECOND, FIRST)
    return All((
        modulo(3, Count(grid(POINT, 3), All(both), 9, 3), t, u),
        *(modulo(3, Count(grid(other, 3), All(both), 1, 3), *own, t, u) for own, other in sides),
        *(modulo(3, Implication((some(a1, b1),), Count(grid(other, 3), Exists(grid(own, 3), All((
            eq(value((a1, b1), own), s), *both)), 3), states, 3)), a1, b1, s, t, u)
          for own, other in sides)))


paper.claim(
    "spekkens:kb-trit-allowed", lambda: never_too_much("X1 - X2", "P1 - P2", 3),
    neighbours=lambda: (("$X_2$ and $X_1+P_2$", never_too_much("X2", "X1 + P2", 3)),
                        ("one state is left", never_too_much("X1 - X2", "P1 - P2", 1))),
    because="for all values: any measurement of one trit leaves three states of the other one")


def expectation(position: int, momentum: int, sign: int) -> Expr:
    """<z|rho|z> for the operator rho with the Wigner function of a pair of known differences.

    rho is the mean of the products A(m_1) A(m_2) of phase point operators over the nine points
    with x_1 - x_2 and p_1 - sign p_2 as given, z is (|01> - |10>)/sqrt(2), the first trit
    displaced.
    """
    move = WeylOperator(TRIT, (position, momentum))
    vector = {}
    for levels, amplitude in (((0, 1), 1), ((1, 0), -1)):
        (image,), phase = move.act(levels[:1])
        vector[image, levels[1]] = amplitude * Cyclotomic.root(3, phase)
    terms = []
    for q, k in product(range(3), repeat=2):
        left = phase_point_operator(TRIT, (q + position, sign * k + momentum))
        right = phase_point_operator(TRIT, (q, k))
        for (i, j), z in vector.items():
            for (m, n), y in vector.items():
                factors = z.conjugate(), left[i][m], right[j][n], y
                if all(factors):
                    terms.append(spare(*(k.expression() for k in factors)))
    return over(plus(*terms), times(2, 9))


def no_state(first: str, second: str, sign: int) -> All:
    """Two variables do not commute, and the operator that belongs to them is not positive."""
    return All((modulo(3, ne(form(row(first), row(second)), 0)),
                *(eq(expectation(x, k, sign), Q(-1, 3)) for x, k in product(range(3), repeat=2))))


paper.claim(
    "spekkens:kb-trit-not-qm", lambda: no_state("X1 - X2", "P1 - P2", 1),
    neighbours=lambda: (
        ("$P_1+P_2$", modulo(3, ne(form(row("X1 - X2"), row("P1 + P2")), 0))),
        ("$P_1+P_2$: its operator is not positive either", eq(expectation(0, 0, -1), Q(-1, 3))),
        ("orthogonal", eq(expectation(0, 0, 1), 0))),
    because="a density operator has an expectation that is not negative in every vector; the "
            "operator with this Wigner function has -1/3 in an antisymmetric one, for any values "
            "of the two variables (the antisymmetric vector displaced)")
