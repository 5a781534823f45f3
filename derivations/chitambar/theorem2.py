"""Theorem 2: the protocol that approaches kappa, and why kappa itself is never reached."""

from functools import cache

from sympy import Expr, Rational, eye, oo

from symq.entanglement.locc import LOCCTree, Protocol, fortescue_lo
from symq.entanglement.measurement import KrausOperator, LocalMeasurement
from symq.entanglement.model import WState, w_state
from symq.lang.calc import argue, calc
from symq.lang.shown import matrix_sum, over, plus
from symq.lang.statement import (
    All,
    Equivalence,
    ForAll,
    Implication,
    Limit,
    MatrixIdentity,
    Q,
    eq,
    ge,
    gt,
    le,
    lt,
)
from symq.lang.theorems import use
from symq.paper.claim import Correction, Neighbour, Reading

from .setting import SORTED, a, c1, c2, eta, eta_at, kappa, kappa_at, paper, rest, x1, x2, x3

# probabilities of the pairs in some LOCC protocol, by party and by place in the order
pAB, pAC, pBC = paper.real("p_AB p_AC p_BC", latex="p_{AB} p_{AC} p_{BC}")
p12, p13, p23 = paper.real("p_12 p_13 p_23", latex="p_{n_1n_2} p_{n_1n_3} p_{n_2n_3}")
paper.given(pAB >= 0, pAC >= 0, pBC >= 0, p12 >= 0, p13 >= 0, p23 >= 0)
TOTAL = pAB + pAC + pBC

# weight kept in the protocol's measurements, success of the last stage, tolerance, rounds
a1, P_FL = paper.real("a_1 P_FL", latex="a_1 P_{FL}")
epsilon = paper.positive("epsilon", latex=r"\epsilon")
n = paper.integer("n")

NO_VACUUM = eq(x1 + x2 + x3, 1)                  # x_0 = 0
TRIPARTITE = (gt(x3, 0), NO_VACUUM)              # x_{n_3} > x_0 = 0, the hypothesis of Theorem 2
W_WEIGHT = 3 * x2 * x3 / x1
THIRDS = (eq(x1, Q(1, 3)), eq(x2, Q(1, 3)), eq(x3, Q(1, 3)))


def star_pieces() -> tuple[tuple[tuple[int, ...], Expr], ...]:
    """Twice what pairs with party 1 can have: 2 eta where it is the largest, else 2 x_1."""
    inside = 2 * eta_at(x1, x2, x3)
    orders = ((1, 2, 3), (1, 3, 2), (2, 1, 3), (2, 3, 1), (3, 1, 2), (3, 2, 1))
    return tuple((order, inside if order[0] == 1 else 2 * x1) for order in orders)


def monotone() -> object:
    """Theorem 1 (B)."""
    return use("concave-iff-monotone", f=kappa_at(*SORTED), x=SORTED)


def bounded(p: tuple[Expr, ...], at: tuple[Expr, ...] = SORTED) -> object:
    """The monotone kappa bounds the probability of the pairs."""
    return use("monotone-bounds-pairs", f=kappa_at(*SORTED), x=SORTED, p=p, at=at)


def never(p: tuple[Expr, ...]) -> object:
    """No protocol reaches kappa."""
    return use("supremum-not-attained", f=kappa_at(*SORTED), x=SORTED, star=star_pieces(), p=p)


# the value 1 and the upper bound

VACUUM = rest(*SORTED)                           # x_0
IS_ONE, TIE = eq(kappa, 1), All((eq(x1, x2), eq(VACUUM, 0)))


@paper.claim("chitambar:kappa-one-iff", Equivalence(IS_ONE, TIE))
def kappa_is_one():
    """What is missing to 1 is $x_0$ and a product of two differences."""
    product = (x1 - x2) * (x1 - x3)
    return (argue()
            .so(eq(x1 * (1 - kappa), x1 * VACUUM + product), by=("chitambar:3", "chitambar:4"),
                name="missing")
            .so(ge(product, (x1 - x2)**2), note="$x_{n_3}$ is at most $x_{n_2}$", name="square")
            .so(ge(x1 * VACUUM, 0), name="weight")
            .so(Implication(IS_ONE, le((x1 - x2)**2, 0)), by=("missing", "square", "weight"),
                name="low square", note="neither term is negative, so both vanish")
            .so(Implication(IS_ONE, eq(x1, x2)), by="low square", name="tie")
            .so(Implication(IS_ONE, le(x1 * VACUUM, 0)), by=("missing", "square"),
                name="low weight")
            .so(Implication(IS_ONE, le(VACUUM, 0)), by="low weight", name="low vacuum")
            .so(Implication(IS_ONE, eq(VACUUM, 0)), by="low vacuum", name="no vacuum")
            .so(Implication(TIE, IS_ONE), by="missing", name="back")
            .so(Equivalence(IS_ONE, TIE), by=("tie", "no vacuum", "back")))


paper.claim("chitambar:bound", le(TOTAL, kappa), assuming=(NO_VACUUM,), uses="chitambar:T1B",
            theorem=lambda: bounded((pAB, pAC, pBC)))

# the protocol, measurement by measurement

paper.assume("chitambar:T2-csum", eq(c1 + c2, 1),
             because="then completeness leaves $|b_1|^2 + |b_2|^2 = 0$")

FIRST = WState(SORTED, 0)
SECOND = WState((x2, x2, x2 * x3 / x1), 0)


def outcomes(state: WState, party: int) -> tuple[WState, WState]:
    """What diag(sqrt a_1, sqrt c_1) and diag(sqrt(1 - a_1), sqrt c_2) make of a state vector."""
    return (KrausOperator.triangular(a1, 0, c1).apply(state, party),
            KrausOperator.triangular(1 - a1, 0, c2).apply(state, party))


def complete() -> MatrixIdentity:
    """The two operators form a measurement."""
    first, second = KrausOperator.triangular(a1, 0, c1), KrausOperator.triangular(1 - a1, 0, c2)
    return MatrixIdentity(matrix_sum(first.effect(), second.effect()), eye(2))


def components(found: WState, printed: tuple[object, ...]) -> tuple[object, ...]:
    """The unnormalised components as the paper gives them."""
    return tuple(eq(x, y) for x, y in zip(found.components, printed, strict=True))


def first_measurement() -> All:
    """Party n_2: complete, with outcomes (x2, x2, x2x3/x1) and (x1-x2, 0, x3(1-x2/x1))."""
    one, two = outcomes(FIRST, 2)
    return All((complete(), *components(one, (x2, x2, x2 * x3 / x1)),
                *components(two, (x1 - x2, 0, x3 * (1 - x2 / x1)))))


def second_measurement() -> All:
    """Party n_3 on (x2, x2, x2x3/x1): complete, with outcomes W and a pair of n_1 and n_2."""
    one, two = outcomes(SECOND, 3)
    y3 = SECOND.components[2]
    return All((complete(), eq(x3 / x1, over(y3, SECOND.components[0])),
                *components(one, (y3,) * 3),
                *components(two, (x2 * (1 - x3 / x1), x2 * (1 - x3 / x1), 0))))


paper.claim("chitambar:T2-m1", first_measurement, given_by="chitambar:T2-csum",
            assuming=(eq(a1, x2 / x1), eq(c1, 1)))
paper.claim("chitambar:T2-m2", second_measurement, given_by="chitambar:T2-csum",
            assuming=(eq(a1, x3 / x1), eq(c1, 1), x2 > 0))


@cache
def protocol() -> Protocol:
    """Party n_2, then n_3; where n_2 drops out, n_1 damps its component to that of n_3."""
    pair = Protocol(1, LocalMeasurement.damping(x3 / x1), (None, None))
    second = Protocol(3, LocalMeasurement.extraction(x3 / x1), (None, None))
    return Protocol(2, LocalMeasurement.extraction(x2 / x1), (second, pair))


def leaf(path: tuple[tuple[int, int], ...]) -> tuple[Expr, ...]:
    """The unnormalised components at the end of a branch, as products along the branch."""
    return LOCCTree(FIRST, protocol()).history(path)


W_LEAF, PAIR_12, PAIR_13 = ((2, 1), (3, 1)), ((2, 1), (3, 2)), ((2, 2), (1, 1))


def out2() -> All:
    """No protocol does better on outcome 2 than the damping, which gives the printed weight."""
    weight = 2 * x3 * (1 - x2 / x1)
    first, second, third = leaf(PAIR_13)
    return All((le(p13, weight), eq(plus(first, third), weight), eq(first, third), eq(second, 0)))


paper.claim("chitambar:T2-out2", out2, assuming=(x1 > x2,), uses="chitambar:T1B",
            theorem=lambda: bounded((p13,), (x1 - x2, x3 * (1 - x2 / x1), Q(0))))


def weights() -> All:
    """The two outcomes of n_3 and their probabilities."""
    w, pair = leaf(W_LEAF), leaf(PAIR_12)
    return All((eq(plus(*w), W_WEIGHT), eq(w[0], w[1]), eq(w[1], w[2]),
                eq(plus(*pair[:2]), 2 * x2 * (1 - x3 / x1)), eq(pair[0], pair[1]),
                eq(pair[2], 0)))


paper.claim("chitambar:T2-w", weights)

OVERALL = 2 * x3 * (1 - x2 / x1) + 2 * x2 * (1 - x3 / x1) + W_WEIGHT * P_FL

ENOUGH = ge(OVERALL, kappa - epsilon)


@paper.claim(
    "chitambar:T2-fl", Equivalence(ENOUGH, ge(P_FL, epsilon / W_WEIGHT)), assuming=(x3 > 0,),
    correction=Correction(
        Equivalence(ENOUGH, ge(P_FL, 1 - epsilon / W_WEIGHT)),
        r"$\epsilon\,(3 x_{n_2} x_{n_3} / x_{n_1})^{-1}$ is what the last stage may fail with; its "
        "success probability has to be at least 1 minus that",
        stronger=(Equivalence(ENOUGH, ge(P_FL, 1 - 2 * epsilon / W_WEIGHT)),
                  Implication((ge(P_FL, 1 - epsilon / W_WEIGHT),),
                              gt(OVERALL, kappa - epsilon)))),
    readings=(
        Reading("this success probability is enough, on W",
                Implication((ge(P_FL, epsilon / W_WEIGHT),), ENOUGH), (x3 > 0, *THIRDS)),
        Reading("this success probability is needed, on W",
                Implication((ENOUGH,), ge(P_FL, epsilon / W_WEIGHT)), (x3 > 0, *THIRDS))))
def required_success():
    r"""The surplus over $\kappa - \epsilon$ is the weight of W times the surplus of $P_{FL}$."""
    return (argue()
            .so(gt(x2, 0), name="second")
            .so(gt(W_WEIGHT, 0), by="second", name="weight")
            .so(eq(OVERALL - (kappa - epsilon), W_WEIGHT * (P_FL - (1 - epsilon / W_WEIGHT))),
                by=("chitambar:3", "chitambar:4"), name="surplus")
            .so(Equivalence(ENOUGH, ge(P_FL, 1 - epsilon / W_WEIGHT)),
                by=("second", "weight", "surplus", "chitambar:3", "chitambar:4")))


@paper.claim("chitambar:T2-total",
             eq(2 * x3 * (1 - x2 / x1) + 2 * x2 * (1 - x3 / x1) + W_WEIGHT, kappa))
def total():
    r"""The three weights add up to $\kappa$."""
    return (calc(2 * x3 * (1 - x2 / x1) + 2 * x2 * (1 - x3 / x1) + W_WEIGHT)
            .becomes(x2 + x3 + (x2 + x3 - x2 * x3 / x1))
            .becomes(x2 + x3 + eta, by="chitambar:3")
            .becomes(kappa, by="chitambar:4"))


# the Fortescue-Lo stage: n weak rounds, each with the best weight for what follows

def success(rounds: Expr) -> Expr:
    """Success probability on W after so many rounds with the weights 1/(2 - success later)."""
    return rounds / (rounds + 1)


ALL_STAY = ((1, 1), (2, 1), (3, 1))


@cache
def weak_round() -> All:
    """One round on W: a pair with probability 2a(1-a), W again with probability a^2."""
    tree = LOCCTree(w_state(), fortescue_lo(1, a))
    one_leaves = [plus(*(y for y in tree.history(x.path) if not y.is_zero)) for x in tree.leaves()
                  if x.state.epr_pair()]
    return All((eq(plus(*one_leaves), 2 * a * (1 - a)),
                *(eq(y, a**2 / 3) for y in tree.history(ALL_STAY))))


ROUND = 2 * a * (1 - a) + a**2 * success(n)
BEST = (n + 1) / (n + 2)
ONE_MORE = ForAll(n, eq(ROUND.subs(a, BEST), success(n + 1)), 0)
REACHED = OVERALL.subs(P_FL, success(n))


@paper.claim("chitambar:T2", Limit(REACHED, n, oo, kappa), assuming=TRIPARTITE,
             neighbours=(("a smaller supremum", Limit(REACHED, n, oo, 2 * eta)),
                         (r"$\kappa$ is reached in finitely many rounds",
                          ForAll(n, eq(REACHED, kappa), 0))),
             because="the expression is the probability of an EPR pair in the protocol with $n$ "
                     r"weak rounds; that it tends to $\kappa$ says: for every $\epsilon > 0$ all "
                     r"but finitely many of these LOCC protocols reach $\kappa - \epsilon$")
def achievability():
    r"""The tree up to W or a pair, $n$ weak rounds on W, and $n \to \infty$."""
    return (argue()
            .so(LOCCTree(FIRST, protocol()).conservation(), note="the measurements are complete")
            .so(weak_round(), name="round", note="one weak round on W")
            .so(eq(over(0, plus(0, 1)), 0), note="no round, no success")
            .so(ONE_MORE, by="round", note="one more round, with its weight $a = (n+1)/(n+2)$")
            .so(eq(kappa - REACHED, W_WEIGHT / (n + 1)), by=("chitambar:3", "chitambar:4"),
                name="missing", note="what $n$ rounds miss")
            .so(Limit(REACHED, n, oo, kappa), by=("chitambar:3", "chitambar:4")))


# kappa itself

paper.claim("chitambar:T2-not-exact", lt(TOTAL, kappa), assuming=TRIPARTITE,
            uses="chitambar:T1B", theorem=lambda: never((pAB, pAC, pBC)),
            neighbours=lambda: (Neighbour(
                lt(measured_out().success_probability(), kappa),
                "for two entangled parties, $x_{n_3} = 0$", (eq(x3, 0), NO_VACUUM), monotone()),))


def crossing(pair: tuple[int, int]) -> object:
    """Where a pair of these parties comes from."""
    return use("tie-is-crossed", x=SORTED, pair=pair)


# the difference of two components is an affine function of the place on a path
start, end = paper.real("D_0 D_1")


def passes_and_keeps() -> All:
    """A difference that changes its sign vanishes in between; n_3 alone does not end a tie."""
    place = start / (start - end)
    return All((
        Implication((gt(start, 0), lt(end, 0)), All((
            eq((1 - place) * start + place * end, 0), gt(place, 0), lt(place, 1)))),
        Implication((eq(x1, x2), le(c1 * x3, a * x1)), All((
            eq(a * x1, a * x2), ge(a * x1, c1 * x3))))))


paper.claim("chitambar:T2-cross",
            lambda: All((crossing((2, 3)).conclusion, *passes_and_keeps().parts)),
            theorem=lambda: crossing((2, 3)), neighbours=lambda: crossing((1, 2)))


@cache
def measured_out() -> LOCCTree:
    """Party n_2 as in Theorem 2; then n_3 measures in the basis, or n_1 damps its component."""
    pair = Protocol(1, LocalMeasurement.damping(x3 / x1), (None, None))
    last = Protocol(3, LocalMeasurement.computational(), (None, None))
    return LOCCTree(FIRST, Protocol(2, LocalMeasurement.extraction(x2 / x1), (last, pair)))


def without_smaller_pair(value: Expr) -> All:
    """No protocol exceeds the value with the pairs of n_1, and an explicit one reaches it."""
    reached = measured_out().success_probability(((1, 2), (1, 3)))
    return All((le(p12 + p13, value), eq(reached, value)))


paper.claim("chitambar:T2-pBC0", lambda: without_smaller_pair(eta), assuming=(NO_VACUUM,),
            theorem=lambda: use("pieces-bound-pairs", pieces=star_pieces(), x=SORTED,
                                pairs=((1, 2), (1, 3)), p=(p12, p13)),
            correction=Correction(
                lambda: without_smaller_pair(2 * eta),
                r"$\eta$ of an EPR pair is 1/2, not 1: the bound that follows is $2\eta$, and a "
                "finite protocol reaches it",
                stronger=(lambda: without_smaller_pair(2 * eta - x2 * x3),)))


@paper.claim("chitambar:T2-eta-lt-kappa", lt(eta, kappa), assuming=(x3 > 0,))
def eta_below_kappa():
    r"""Twice $\eta$, which is what the proof needs, is below $\kappa$ too."""
    return (calc(eta)
            .less_than(2 * eta, by="chitambar:3")
            .less_than(kappa, by=("chitambar:3", "chitambar:4")))


# the corollary

@paper.claim("chitambar:cor-n", ForAll(n, gt(success(n), 1 - 1 / n), 1),
             neighbours=(("certainty", ForAll(n, ge(success(n), 1), 1)),
                         ("faster", ForAll(n, gt(success(n), 1 - 1 / n**2), 1))),
             because="$n/(n+1)$ is the success probability of the Fortescue-Lo protocol with $n$ "
                     "rounds on W")
def fortescue_lo_sequence():
    """$n$ rounds, each with the best weight, succeed with probability $n/(n+1)$."""
    return (argue()
            .so(weak_round(), name="round")
            .so(eq(over(0, plus(0, 1)), 0), note="no round, no success")
            .so(ONE_MORE, by="round")
            .so(ForAll(n, gt(success(n), 1 - 1 / n), 1)))


paper.claim("chitambar:cor-limit", All((Limit(success(n), n, oo, Rational(1)), lt(TOTAL, 1))),
            assuming=(*TRIPARTITE, *THIRDS), uses="chitambar:T2-not-exact",
            neighbours=(("the limit stays below 1", Limit(success(n), n, oo, Q(7, 8))),
                        ("a larger gap on W", le(TOTAL, Q(7, 8)))))

paper.claim("chitambar:cor-infinite", lt(TOTAL, 1), assuming=(*TRIPARTITE, *THIRDS),
            uses="chitambar:T2-not-exact",
            neighbours=lambda: (Neighbour(
                lt(measured_out().success_probability(), 1), "for an EPR pair",
                (eq(x1, Q(1, 2)), eq(x2, Q(1, 2)), eq(x3, 0)), monotone()),),
            because="the theorem behind Theorem 2 speaks about protocols of finitely and of "
                    "infinitely many rounds")
