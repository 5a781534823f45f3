"""What the abstract and the closing paragraphs say about the gap and about limits of protocols."""

from sympy import Expr, Integer, oo

from symq.entanglement.gap import gap_limit, largest_gap
from symq.lang.statement import (
    All,
    Bound,
    ForAllFinite,
    Limit,
    Q,
    Statement,
    eq,
    ge,
    gt,
    le,
    lt,
)
from symq.lang.theorems import use
from symq.paper.claim import Correction, Neighbour, Reading

from .separable import ALSO, P_LOCC, WEIGHTS, s
from .setting import kappa_at, paper, x1, x2, x3, xA, xB, xC
from .theorem2 import NO_VACUUM, REACHED, THIRDS, TOTAL, TRIPARTITE, n, success

SEPARABLE = sum(WEIGHTS, Integer(0))
AT_HALF = (NO_VACUUM, eq(x1, Q(1, 2)), eq(x2, Q(1, 4)), eq(x3, Q(1, 4)),
           eq(xA, Q(1, 2)), eq(xB, Q(1, 4)), eq(xC, Q(1, 4)))


# the gap

def gap(value: Expr) -> All:
    """SEP reaches 1; no LOCC protocol exceeds 1 - value, and some come as close as desired."""
    return All((eq(SEPARABLE, 1), le(TOTAL, 1 - value), Limit(REACHED, n, oo, 1 - value)))


def family_gap() -> Bound:
    """The largest difference between SEP and LOCC on the family psi_s."""
    return Bound(1 - P_LOCC, "max", Q(1, 8), (s,))


def gap_everywhere() -> Bound:
    """The largest difference among all states with x_0 = 0 and 1/2 >= x_A >= x_B >= x_C."""
    return largest_gap(3)


paper.claim("chitambar:abs-gap", lambda: gap(Q(1, 8)), assuming=AT_HALF,
            uses="chitambar:bound",
            neighbours=lambda: (("a gap of 1/7", gap(Q(1, 7))), ("a gap of 1/9", gap(Q(1, 9)))),
            readings=(Reading(r"as large as 12.5 percent: the largest gap on the family $\psi_s$",
                              family_gap, assuming=()),
                      Reading("the largest gap among all states to which Eq. (7) applies",
                              gap_everywhere, assuming=()),
                      Reading("for many parties the largest gap tends to $1/(2e)$",
                              gap_limit, assuming=())))

# kappa rises under SEP: each of the three pairs has kappa = 1

AVERAGE = sum((p * kappa_at(Q(1, 2), Q(1, 2), Q(0)) for p in WEIGHTS), Integer(0))

paper.claim("chitambar:abs-not-sep-monotone", gt(AVERAGE, P_LOCC), assuming=(s > Q(1, 3), *ALSO),
            neighbours=(Neighbour(gt(AVERAGE, P_LOCC), "for W, $s = 1/3$", assuming=ALSO),
                        ("twice the value", gt(AVERAGE, 2 * P_LOCC))))

# limits of protocols


def limit_map(limit: Expr) -> object:
    """What the limit of the Fortescue-Lo protocols with n rounds achieves on W."""
    return use("limit-of-protocols", success=success(n), n=n, limit=limit)


paper.claim("chitambar:abs-closure",
            lambda: All((limit_map(Integer(1)).conclusion, lt(TOTAL, 1))),
            assuming=(*TRIPARTITE, *THIRDS),
            uses="chitambar:T2-not-exact", theorem=lambda: limit_map(Integer(1)),
            neighbours=lambda: limit_map(Q(7, 8)),
            because="The limit succeeds with certainty on W; every LOCC protocol, of finitely or "
                    "infinitely many rounds, with probability below 1")

# comparison with earlier gaps

earlier = paper.real("g")


def magnitude(factor: Expr) -> Statement:
    """The gap is at least so many times each of the two earlier gaps."""
    return ForAllFinite(((earlier, (Q(8, 1000), Q(1, 10**6))),), ge(Q(1, 8), factor * earlier))


paper.claim("chitambar:closing-magnitude", magnitude(Integer(100)),
            correction=Correction(
                magnitude(Q(125, 8)),
                "the gap of 0.8% is smaller by a factor 15.6, one order of magnitude; two or more "
                "separate only the gap of $10^{-6}$",
                stronger=(magnitude(Integer(16)),
                          ForAllFinite(((earlier, (Q(8, 1000), Q(1, 10**6))),),
                                       gt(Q(1, 8), Q(125, 8) * earlier)))),
            readings=(Reading("orders of magnitude: at least one", magnitude(Integer(10))),
                      Reading("orders of magnitude: at least two", magnitude(Integer(100)))),
            because="with the two numbers as the introduction quotes them; orders, in the plural, "
                    "are at least two")

paper.claim("chitambar:closing-experiment",
            cites="Refs. [35, 36] for more parties, [37-39] for the sources and ion traps",
            because="a judgement about the laboratories of 2012 ('could possibly be demonstrated') "
                    "and an announcement of other manuscripts. Tried: a bound on what a "
                    "demonstration needs, the exact success probability of the protocol of "
                    "Theorem 2 after n rounds, is computed in the claims on that theorem, but the "
                    "text names no number of rounds, no fidelity of the sources and no losses to "
                    "compare it with; of more parties it says only that results will follow")
