"""Pairs of trits with two known variables, measurements; the restricted theory of bits."""

from collections.abc import Sequence

from sympy import Expr

from symq.lang.shown import minus, plus, times
from symq.lang.statement import (
    All,
    Any,
    Count,
    Exists,
    ForAllFinite,
    Implication,
    Statement,
    eq,
    ne,
)
from symq.phasespace.counting import count_statement, state_count
from symq.phasespace.epistemic import grid

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
    d1,
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
    value,
    w,
    x1,
    x2,
)

ONE = (x1, p1)


def jointly(modulus: int, first: str, second: str, states: int) -> All:
    """Two commuting variables: ontic states for each pair of values, and nothing more is known."""
    f, g = row(first), row(second)
    both = tuple(eq(plus(times(s, x), times(t, y)), z) for x, y, z in zip(f, g, F_ROW, strict=True))
    return All((
        modulo(modulus, eq(form(f, g), 0)),
        modulo(modulus, Count(grid(POINT, modulus), All((
            eq(functional(f), s), eq(functional(g), t))), states, modulus), s, t),
        modulo(modulus, Implication((eq(form(f, F_ROW), 0), eq(form(g, F_ROW), 0)),
                                    Exists(grid((s, t), modulus), All(both), modulus)), *F_ROW)))


paper.claim(
    "spekkens:two-trit-two-known", lambda: jointly(3, "X1 - X2", "P1 + P2", 9),
    neighbours=lambda: (("the difference of the momenta", jointly(3, "X1 - X2", "P1 - P2", 9)),
                        ("27 states", jointly(3, "X1 - X2", "P1 + P2", 27)),
                        ("twice one variable", jointly(3, "X1 - X2", "2X1 - 2X2", 27))),
    because="whatever the two values are; every variable that commutes with both is a combination "
            "of them, so that nothing more can be known")


def cells(coefficients: Sequence[Expr], states: int) -> ForAllFinite:
    """Measuring any variable divides the ontic states into one cell of this size for each value."""
    points = POINT[:len(coefficients)]
    return modulo(3, Implication((some(*coefficients),), Count(
        grid(points, 3), eq(value(coefficients, points), s), states, 3)), *coefficients, s)


def joint_cells(states: int) -> ForAllFinite:
    """Measuring the two variables of a correlated plane, (f, M f) with det M = -1, does so too."""
    parts = All((eq(plus(x1, times(a1, x2), times(b1, p2)), s),
                 eq(plus(p1, times(c1, x2), times(d1, p2)), t)))
    return modulo(3, Implication((eq(form((a1, b1), (c1, d1)), -1),), Count(
        grid(POINT, 3), parts, states, 3)), a1, b1, c1, d1, s, t)


def disturbed(states: int) -> ForAllFinite:
    """After one variable of a trit another one has each value in so many of the three states."""
    return modulo(3, Implication((ne(form((a1, b1), (c1, d1)), 0),), Count(grid(ONE, 3), All((
        eq(value((a1, b1), ONE), s), eq(value((c1, d1), ONE), t))), states, 3)),
        a1, b1, c1, d1, s, t)


paper.claim(
    "spekkens:trit-measurements",
    lambda: All((cells((a1, b1), 3), cells((a1, b1, a2, b2), 27), joint_cells(9), disturbed(1),
                 count_statement(TRIT, 1, 4), count_statement(TRITS, 1, 40),
                 count_statement(TRITS, 2, 40))),
    neighbours=lambda: (
        ("all functionals, zero too", modulo(3, Count(
            grid(ONE, 3), eq(value((a1, b1), ONE), s), 3, 3), a1, b1, s)),
        ("with one cell more", joint_cells(3)), ("the second value is fixed", disturbed(3)),
        ("three measurements of a trit", count_statement(TRIT, 1, 3))),
    because="pictures lost. A measurement divides the ontic states into the cosets of the "
            "annihilator of its variables, of equal size, one for each value; there are 4 for a "
            "trit, and 40 of one and 40 of two variables for a pair")

# one bit


def variables(number: int, modulus: int = 2) -> All:
    """X, P and X + P are all functionals but zero, and X + P is X - P."""
    given = value((a1, b1), ONE)
    return All((
        modulo(modulus, eq(plus(x1, p1), minus(x1, p1)), *ONE),
        Count(grid((a1, b1), modulus), some(a1, b1), number, modulus),
        modulo(modulus, Implication((some(a1, b1),), Any(tuple(
            modulo(modulus, eq(given, other), *ONE) for other in (x1, p1, plus(x1, p1))))),
            a1, b1),
        *(modulo(modulus, Exists(grid(ONE, modulus), ne(f, g), modulus))
          for f, g in ((x1, p1), (x1, plus(x1, p1)), (p1, plus(x1, p1))))))


paper.claim("spekkens:bit-variables", lambda: variables(3),
            neighbours=lambda: (("for trits", modulo(3, eq(plus(x1, p1), minus(x1, p1)), *ONE)),
                                ("four variables", variables(4))))


def bit_states(maximal: int) -> All:
    """States of maximal knowledge: each a pair of ontic states, and every pair is one."""
    first, second = value((a1, b1), ONE), value((a1, b1), (u, w))
    return All((
        Count(grid((a1, b1, s), 2), some(a1, b1), maximal, 2),
        modulo(2, Implication((some(a1, b1),), Count(grid(ONE, 2), eq(first, s), 2, 2)),
               a1, b1, s),
        modulo(2, Implication((Any((ne(x1, u), ne(p1, w))),), Exists(grid((a1, b1, s), 2), All((
            some(a1, b1), eq(first, s), eq(second, s))), 2)), *ONE, u, w),
        eq(plus(maximal, 1), state_count(1, 2))))


paper.claim(
    "spekkens:bit-states", lambda: bit_states(6),
    neighbours=lambda: (("one for each variable", bit_states(3)),
                        ("single ontic states are states", modulo(2, Implication(
                            (some(a1, b1),), Count(grid(ONE, 2), eq(value((a1, b1), ONE), s),
                                                   1, 2)), a1, b1, s))),
    because="pictures lost: six states of maximal knowledge, the six pairs of the four ontic "
            "states, and one state in which nothing is known")

# two bits


def two_bits(modulus: int, number: int) -> tuple[Statement, ...]:
    """Functionals with other coefficients are other functions; how many are not zero."""
    alike = modulo(modulus, eq(value(F_ROW, POINT), value(G_ROW, POINT)), *POINT)
    same = All(tuple(eq(x, y) for x, y in zip(F_ROW, G_ROW, strict=True)))
    return (modulo(modulus, Implication((alike,), same), *F_ROW, *G_ROW),
            Count(grid(F_ROW, modulus), some(*F_ROW), number, modulus))


paper.definition("spekkens:two-bit-variables", asserts=lambda: two_bits(2, 15),
                 neighbours=lambda: (("16 that are not zero", two_bits(2, 16)[1]),))

SINGLE = ("X1", "P2", "X1 - X2", "P1 + P2")


def one_known(states: int) -> All:
    """Each of the four variables known, with either value: so many of the 16 ontic states."""
    return All(tuple(modulo(2, Count(grid(POINT, 2), eq(functional(row(f)), s), states, 2), s)
                     for f in SINGLE))


paper.claim("spekkens:two-bit-one-known", lambda: one_known(8),
            neighbours=lambda: (("half as many", one_known(4)),))


def two_known(apart: int, joint: int, states: int) -> All:
    """The two examples, one of each kind, and the number of all states with two known variables."""
    return All((
        jointly(2, "X1", "P2", 4), jointly(2, "X1 - X2", "P1 + P2", 4),
        count_statement(BITS, 2, apart, correlated=False),
        count_statement(BITS, 2, joint, correlated=True),
        eq(times(4, plus(apart, joint)), states)))


paper.claim(
    "spekkens:two-bit-two-known", lambda: two_known(9, 6, 60),
    neighbours=lambda: (("$X_1$ and $P_1$", jointly(2, "X1", "P1", 4)),
                        ("24 states", eq(times(4, plus(9, 6)), 24)),
        ("ten planes", count_statement(BITS, 2, 10, correlated=False))),
    because="nine planes with one variable of each bit and six correlated ones, four values each")
