"""Section 4: states that began, or end, completely entangled."""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Expr, oo

from symq.lang.shown import over, plus, power, times
from symq.lang.statement import (
    All,
    ForAll,
    Limit,
    Statement,
    eq,
    ge,
    gt,
    le,
    lt,
    ne,
)
from symq.paper.claim import Reading

from .branches import SHARP, VAGUE, carried
from .setting import HALF, paper

# sum_i |i>|i'>/sqrt(3): Q_A is diagonal in the |i>, r_ii the mean of any Q_B in |i'>

LEVELS = paper.real("q_m1 q_m2 q_m3", latex="q_1 q_2 q_3")
PARTNER = paper.real("b_11 b_22 b_33", latex="r_{11} r_{22} r_{33}")
APART = (ne(LEVELS[0], LEVELS[1]), ne(LEVELS[1], LEVELS[2]), ne(LEVELS[2], LEVELS[0]))
BRANCHES = range(3)


def branch_total(i: int) -> Expr:
    """Mean of the total after Q_A has been found to be q_i: the partner is in |i'>."""
    return plus(LEVELS[i], PARTNER[i])


def average(numbers: Iterable[Expr]) -> Expr:
    """The mean over the three branches, all of the same weight."""
    return over(plus(*numbers), 3)


def kept_in_all() -> All:
    """The total in each branch is the mean before."""
    before = average(branch_total(i) for i in BRANCHES)
    return All(tuple(eq(branch_total(i), before) for i in BRANCHES))


def uncorrelated() -> tuple[Statement, ...]:
    """Neither Q_A nor its square is correlated with the total."""
    totals = [branch_total(i) for i in BRANCHES]
    return tuple(eq(average(times(q, v) for q, v in zip(found, totals, strict=True)),
                    times(average(found), average(totals)))
                 for found in (LEVELS, [power(q, 2) for q in LEVELS]))


paper.claim(
    "gillis:s4-completely-entangled", kept_in_all, assuming=APART, condition=uncorrelated,
    readings=(Reading("entangled so that the total is sharp, in any dimension",
                      lambda: carried(SHARP)),
              Reading("completely entangled, in any dimension", lambda: carried(VAGUE))),
    because="a maximally entangled state of two systems of three levels, with any different "
            "values q_i of Q_A and any Q_B, of means r_ii; measuring Q_A leaves the total "
            "q_i + r_ii. Maximal entanglement alone is not enough: sum_i |i>|i> with Q_A = Q_B "
            "violates it. It is so exactly if Q_A (with its square) is uncorrelated with the "
            "total; a total without variance is always enough: then every measurement that "
            "commutes with it keeps it in every branch, for any amount of entanglement and in any "
            "dimension")

# collisions

collisions = paper.integer("n_coll", latex="n")
start, bath = paper.real("P_0 q_b", latex="P_0 q")
keep, coherence = paper.real("c_2 d_0", latex="c^2 d_0")
COLLIDE = (gt(keep, 0), lt(keep, 1), ge(start, 0), le(start, 1), ge(bath, 0), le(bath, 1))


def excited(n: Expr) -> Expr:
    """Excitation of a system after n exchanges with fresh partners of excitation q."""
    return bath + (start - bath) * keep**n


def collision() -> ForAll:
    """One exchange more: |10> -> c|10> + s|01>, |01> -> c|01> - s|10>, |11> and |00> stay."""
    now, then = excited(collisions), excited(collisions + 1)
    return ForAll(collisions, eq(plus(times(now, 1 - bath, keep), times(1 - now, bath, 1 - keep),
                                      times(now, bath)), then), 0)


counter = paper.integer("n_many", latex="n")
paper.claim(
    "gillis:s4-approach", lambda: All((collision(), Limit(excited(counter), counter, oo, HALF))),
    assuming=(*COLLIDE, ne(start, bath)), condition=(eq(bath, HALF),),
    because="a system of two levels exchanges its quantum partially (c^2 stays) with one fresh "
            "partner after the other, each entangled with others and excited with probability q: "
            "its entropy with all others becomes maximal exactly if q = 1/2; in general it tends "
            "to the entropy of (q, 1 - q), for q = 0 to none")


def equilibrium(limit: Expr) -> All:
    """State, distance and coherence of the system after many collisions."""
    return All((Limit(excited(counter), counter, oo, limit),
                Limit(coherence**2 * keep**counter, counter, oo, 0),
                ForAll(collisions, eq(excited(collisions + 1) - bath,
                                      keep * (excited(collisions) - bath)), 0)))


paper.claim("gillis:s4-thermal", lambda: equilibrium(bath), assuming=COLLIDE,
            neighbours=lambda: (("it keeps its energy", equilibrium(start)),
                                ("always half", equilibrium(HALF))),
            because="energy-conserving exchanges bring any state to that of the partners, with "
                    "which the distance shrinks by c^2 in each collision, as does the square of "
                    "the coherence d_0")
