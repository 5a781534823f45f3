"""Section 4: states that began, or end, completely entangled."""

from __future__ import annotations

from sympy import Expr, oo

from symq.lang.shown import minus, over, plus, power, times
from symq.lang.statement import (
    All,
    ForAll,
    Limit,
    eq,
    ge,
    gt,
    le,
    lt,
    ne,
)
from symq.paper.claim import Reading

from .branches import SHARP, VAGUE, carried
from .setting import HALF, hermitian, paper

# sum_i |i>|i'>/sqrt(2): Q_A is diagonal in the |i>, Q_B any Hermitian matrix in the |i'>

levels = paper.real("q_m1 q_m2", latex="q_1 q_2")
PARTNER = hermitian(paper.real("b_11 b_22", latex="r_{11} r_{22}"),
                    [paper.real("b_12r b_12i", latex="r' r''")])


def branch_total(i: int) -> Expr:
    """Mean of the total after Q_A has been found to be q_i: the partner is in |i'>."""
    return plus(levels[i], PARTNER[i, i])


AVERAGE = over(plus(*(branch_total(i) for i in range(2))), 2)


def spread() -> Expr:
    """Variance of the total Q_A + Q_B in the whole state."""
    across = (PARTNER[0, 1] * PARTNER[1, 0]).expand()
    squares = [plus(power(branch_total(i), 2), across) for i in range(2)]
    return minus(over(plus(*squares), 2), power(AVERAGE, 2))


paper.claim(
    "gillis:s4-completely-entangled",
    lambda: All(tuple(eq(branch_total(i), AVERAGE) for i in range(2))),
    condition=lambda: (eq(spread(), 0),),
    readings=(Reading("entangled so that the total is sharp, in any dimension",
                      lambda: carried(SHARP)),
              Reading("completely entangled, in any dimension", lambda: carried(VAGUE))),
    because="a maximally entangled state of two systems of two levels, with any values q_i of "
            "Q_A and any Hermitian Q_B; measuring Q_A leaves the total q_i + r_ii. Maximal "
            "entanglement alone is not enough: sum_i |i>|i> with Q_A = Q_B violates it. It is "
            "enough that the total has no variance, and then every measurement that commutes "
            "with it keeps it in every branch, for any amount of entanglement")

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
