"""Theorem 1 and its proof: eta and kappa under local measurements."""

from functools import cache

from sympy import Expr, I, ImmutableMatrix, eye, sqrt

from symq.entanglement.candidate import kappa as kappa_of
from symq.entanglement.measurement import LocalMeasurement
from symq.lang.calc import Derivation, argue, calc
from symq.lang.shown import over, times
from symq.lang.statement import (
    All,
    Any,
    Implication,
    Q,
    between,
    eq,
    expands,
    ge,
    gt,
    le,
    lt,
)
from symq.lang.theorems import use
from symq.paper.claim import Condition, Correction, Neighbour, Reading

from .setting import (
    MEASUREMENT,
    SORTED,
    a,
    c1,
    c2,
    eta,
    eta_at,
    kappa,
    kappa_at,
    paper,
    rest,
    x1,
    x2,
    x3,
    xA,
    xB,
    xC,
)

x4 = paper.real("x_4", latex=["x_{n_4}"])
ETA, KAPPA = eta_at(*SORTED), kappa_at(*SORTED)


def keeps(f: Expr) -> object:
    """f does not increase under measurements after which n_1 is still maximal."""
    return use("concave-iff-monotone", f=f, x=SORTED, keep_largest=True)


def monotone(f: Expr) -> object:
    """f does not increase under LOCC."""
    return use("concave-iff-monotone", f=f, x=SORTED)


def strict(f: Expr) -> object:
    """f decreases whenever a maximal party measures, three components being positive."""
    return use("strictly-concave-iff-strict", f=f, x=SORTED, positive=3)


@cache
def four_parties() -> object:
    """The function of four parties that takes the place of kappa."""
    x = (x1, x2, x3, x4)
    of_four = kappa_of(4)
    body = of_four.piece((1, 2, 3, 4)).xreplace(dict(zip(of_four.symbols, x, strict=True)))
    return use("concave-iff-monotone", f=body, x=x)


paper.claim(
    "chitambar:T1A", lambda: keeps(ETA).conclusion, theorem=lambda: keeps(ETA),
    neighbours=lambda: (
        Neighbour(monotone(ETA).conclusion, r"$\eta$ is an LOCC monotone whatever $n_1$ becomes",
                  theorem=monotone(ETA)),
        keeps(x2 + x3 - 2 * x2 * x3 / x1)))

paper.claim(
    "chitambar:T1B", lambda: monotone(KAPPA).conclusion,
    theorem=lambda: (monotone(KAPPA), four_parties()),
    readings=(Reading("beyond the letter: its counterpart for four parties",
                      lambda: four_parties().conclusion),),
    neighbours=lambda: (monotone(ETA), monotone(x2 / 2 + x3 / 2 + ETA)))

paper.claim(
    "chitambar:T1B-strict", lambda: strict(KAPPA).conclusion,
    theorem=lambda: (strict(KAPPA), monotone(KAPPA)), condition=(x3 > 0,),
    readings=(Reading("a measurement whose operators are multiples of a unitary counts as a "
                      "measurement, too: it leaves $\\kappa$ unchanged",
                      lambda: lt(kappa_at(a * x1, a * x2, a * x3) + kappa_at(
                          (1 - a) * x1, (1 - a) * x2, (1 - a) * x3), KAPPA),
                      (a > 0, a < 1, x3 > 0)),),
    because="If $x_{n_3} = 0$ the largest component does not enter $\\kappa$, and $n_1$ may "
            "measure without loss as long as it stays maximal")

# M_1, M_2 have the effects (1 - d)/2, (1 + d)/2 on a common eigenvector; the walk leads along
# (1 + t d)/2 from t = 0 to t = -1 or t = 1

d_path, t_now, t_up, t_down = paper.real("d_path t t_up t_down", latex="d t t_+ t_-")


def walk() -> All:
    """A step from t to t_up or t_down is complete, and two steps in turn are one step."""
    here, up, down = (1 + t * d_path for t in (t_now, t_up, t_down))
    inside = (lt(t_down, t_now), lt(t_now, t_up), gt(here, 0), gt(up, 0))
    return All((
        Implication(inside, eq((t_now - t_down) / (t_up - t_down) * up / here
                               + (t_up - t_now) / (t_up - t_down) * down / here, 1)),
        Implication(inside, eq(times(over(up, here), over(down, up)), down / here))))


paper.claim(
    "chitambar:weak-suffices",
    lambda: All((use("binary-weak-measurements").conclusion, *walk().parts)),
    theorem=lambda: use("binary-weak-measurements"),
    neighbours=lambda: (
        ("one weak measurement leads from the start to the end",
         eq((1 + t_now * d_path) / 2, (1 + d_path) / 2)),
        ("the steps up and down have equal weights",
         eq((1 + (t_up) * d_path) / 2 + (1 + t_down * d_path) / 2, 1 + t_now * d_path))))


# The weak measurement of n_1

beta1, beta2, gamma1, gamma2 = paper.real("beta_1 beta_2 gamma_1 gamma_2")
B1, B2 = beta1 + I * gamma1, beta2 + I * gamma2


def effect(weight: Expr, off: Expr, low: Expr) -> ImmutableMatrix:
    """M†M of the operator [[sqrt(weight), off], [0, sqrt(low)]], symbols being real."""
    m = ImmutableMatrix([[sqrt(weight), off], [0, sqrt(low)]])
    return ImmutableMatrix(m.T.xreplace({I: -I}) * m)


LAST = beta1**2 + gamma1**2 + c1 + beta2**2 + gamma2**2 + c2


def sum_of_effects() -> ImmutableMatrix:
    """M_1†M_1 + M_2†M_2, which completeness sets to 1: off-diagonal 0, last entry 1."""
    off = sqrt(a) * B1 + sqrt(1 - a) * B2
    return ImmutableMatrix([[1, off], [off.xreplace({I: -I}), LAST]])


WEIGHTS = (a >= 0, a <= 1, c1 >= 0, c2 >= 0)

paper.definition(
    "chitambar:two-kraus",
    asserts=lambda: (
        eq(effect(a, B1, c1) + effect(1 - a, B2, c2), sum_of_effects()),
        Implication((le(c1 + c2, 1),),
                    LocalMeasurement.two_outcome(a, c1, c2).completeness())),
    assuming=WEIGHTS,
    because=r"They are complete if $\sqrt{a}\,b_1 + \sqrt{1-a}\,b_2 = 0$ and "
            r"$|b_1|^2 + c_1 + |b_2|^2 + c_2 = 1$, possible if $c_1 + c_2 \le 1$",
    neighbours=lambda: (("they are complete whatever $c_1$ and $c_2$ are",
                         eq(effect(a, B1, c1) + effect(1 - a, B2, c2), eye(2))),))

# (5): n_1 measures and stays maximal

STAYS = (c1 > 0, c2 > 0, ge(c1 * x1, a * x2), ge(c2 * x1, (1 - a) * x2))


def change(first: tuple[Expr, Expr, Expr], second: tuple[Expr, Expr, Expr]) -> Expr:
    """Average of eta over two outcomes, given by unnormalised components, minus eta."""
    return eta_at(*first) + eta_at(*second) - eta


def change_n1(low2: Expr) -> Expr:
    """The change of eta when n_1 measures with the weights a, 1 - a and c_1, low2."""
    return change((c1 * x1, a * x2, a * x3), (low2 * x1, (1 - a) * x2, (1 - a) * x3))


def right_of_5(low2: Expr) -> Expr:
    """The printed right side of Eq. (5) with low2 in place of c_2."""
    return x2 * x3 / x1 * (1 - a**2 / c1 - (1 - a)**2 / low2)


@paper.claim("chitambar:5", eq(change_n1(c2), right_of_5(c2)), assuming=(*MEASUREMENT, *STAYS))
def average_change() -> object:
    r"""The linear terms of $\eta$ average out since the weights $a$ and $1 - a$ sum to 1."""
    return (calc(change_n1(c2))
            .becomes(x2 + x3 - (a * x2) * (a * x3) / (c1 * x1)
                     - ((1 - a) * x2) * ((1 - a) * x3) / (c2 * x1) - eta,
                     note="the weights $a$ and $1 - a$ sum to 1")
            .becomes(right_of_5(c2), by="chitambar:3"))


paper.claim("chitambar:c2-bound",
            lambda: All((Implication((eq(LAST, 1),), le(c2, 1 - c1)),
                         Implication((gt(c1, 0), lt(c1, 1), gt(c2, 0), le(c2, 1 - c1)),
                                     le(right_of_5(c2), right_of_5(1 - c1))))),
            assuming=WEIGHTS,
            neighbours=lambda: (
                ("it lowers the right side of (5)", Implication(
                    (gt(c1, 0), lt(c1, 1), gt(c2, 0), le(c2, 1 - c1)),
                    ge(right_of_5(c2), right_of_5(1 - c1)))),),
            because="the last entry of the sum of the effects is 1; the right side of (5) grows "
                    "with c_2")

# (6): expansion about a = c_1 = 1/2 in alpha = a - 1/2 and gamma = c_1 - 1/2. The second
# outcome has c_2 = (1 - delta)(1 - c_1), which runs through all c_2 <= 1 - c_1.

al, ga, de = paper.real("alpha gamma delta", latex=[r"\alpha", r"\gamma", r"\delta"])
HALF = {a: Q(1, 2) + al, c1: Q(1, 2) + ga}


def near_half(low2: Expr) -> Expr:
    """The right side of (5) near a = c_1 = 1/2."""
    return right_of_5(low2).xreplace(HALF)


LOWER = (1 - de) * (Q(1, 2) - ga)


@paper.claim(
    "chitambar:6",
    expands(near_half(LOWER), -4 * (al - ga)**2, {al: 1, ga: 1}, 3, rel="<="),
    assuming=(de >= 0, de < 1, al < Q(1, 2), al > -Q(1, 2), ga < Q(1, 2), ga > -Q(1, 2)),
    correction=Correction(
        le(near_half(LOWER), -4 * x2 * x3 / x1 * (al - ga)**2),
        "The factor $x_{n_2}x_{n_3}/x_{n_1}$ of (5) was lost; with it the bound holds without any "
        "remainder",
        stronger=(lambda: le(near_half(LOWER), -5 * x2 * x3 / x1 * (al - ga)**2),)))
def expansion() -> object:
    r"""Raise $c_2$ to $1 - c_1$; what is left is a square over $c_1 (1 - c_1) \le 1/4$."""
    top = Q(1, 2) - ga
    return (calc(near_half(LOWER))
            .at_most(near_half(top), note=r"$c_2 \le 1 - c_1$")
            .becomes(-x2 * x3 / x1 * (al - ga)**2 / ((Q(1, 2) + ga) * top),
                     note="a common denominator")
            .at_most(-4 * x2 * x3 / x1 * (al - ga)**2, note=r"$c_1 (1 - c_1) \le 1/4$"))


# The measurement is trivial, c_1 = a and c_2 = 1 - a, where both terms of LOST vanish.

LOST = c1 * c2 * (1 - c1 - c2) + (a * c2 - (1 - a) * c1)**2


@paper.claim(
    "chitambar:6-strict", lt(right_of_5(c2), 0), assuming=(*MEASUREMENT, c1 > 0, c2 > 0),
    condition=lambda: Condition(
        (x3 > 0, gt(LOST, 0)),
        "the measurement is not trivial: $c_1 = a$, $c_2 = 1 - a$ leaves every component "
        "unchanged"))
def strictness() -> object:
    """Write the change as a sum of two terms that vanish together for a trivial measurement."""
    return (calc(right_of_5(c2))
            .becomes(-x2 * x3 / x1 * LOST / (c1 * c2 * (c1 + c2)), note="a common denominator")
            .less_than(0, note="every factor is positive"))


# Parties n_2 and n_3


@paper.claim("chitambar:eta-alt", All((eq(eta, x2 * (1 - x3 / x1) + x3),
                                       eq(eta, x3 * (1 - x2 / x1) + x2))))
def rewritings() -> object:
    """Collect $x_{n_2}$, then $x_{n_3}$."""
    return (argue()
            .so(eq(eta, x2 * (1 - x3 / x1) + x3), by="chitambar:3")
            .so(eq(eta, x3 * (1 - x2 / x1) + x2), by="chitambar:3")
            .so(All((eq(eta, x2 * (1 - x3 / x1) + x3), eq(eta, x3 * (1 - x2 / x1) + x2))),
                by="chitambar:3"))


SECOND = change((a * x1, c1 * x2, a * x3), ((1 - a) * x1, c2 * x2, (1 - a) * x3))
THIRD = change((a * x1, a * x2, c1 * x3), ((1 - a) * x1, (1 - a) * x2, c2 * x3))


@paper.claim("chitambar:A-n2n3", All((le(SECOND, 0), le(THIRD, 0))),
             assuming=(*MEASUREMENT, a > 0, a < 1))
def other_parties() -> object:
    """The ratio of the other two components is conserved, the measured one shrinks on average."""
    lost = 1 - c1 - c2
    lines = (argue()
            .so(eq(SECOND, -lost * x2 * (1 - x3 / x1)), by="chitambar:3", name="second")
            .so(le(SECOND, 0), by="second")
            .so(eq(THIRD, -lost * x3 * (1 - x2 / x1)), by="chitambar:3", name="third")
            .so(le(THIRD, 0), by="third"))
    return Derivation(All((le(SECOND, 0), le(THIRD, 0))), lines.steps)


# Part (B)

paper.claim("chitambar:B-sum", lambda: monotone(x2 + x3).conclusion,
            theorem=lambda: monotone(x2 + x3),
            neighbours=lambda: (monotone(x2 - x3),))

paper.claim("chitambar:B-tie", Implication((eq(x1, x2),), eq(kappa, 1 - rest(*SORTED))))

paper.claim("chitambar:B-upper", ge(1 - rest(*SORTED), kappa))

aK, cK = paper.nonnegative("a_mu c_mu", latex=r"a_\lambda c_\lambda")
uK, vK = paper.real("u_mu v_mu", latex=r"u_\lambda v_\lambda")
y0 = paper.nonnegative("y_0")


def less_vacuum(x: Expr) -> object:
    """-y_0 when the party with component x measures, for any number of outcomes."""
    outcome = (sqrt(aK) * sqrt(y0) + uK * sqrt(x))**2 + vK**2 * x
    return use("sum-over-outcomes", kraus=(aK, uK, vK, cK), term=-outcome, rel="<=",
               weights=(-y0, -2 * sqrt(y0) * sqrt(x), 0))


paper.claim(
    "chitambar:B-x0",
    lambda: All(tuple(less_vacuum(x).conclusion for x in (xA, xB, xC))),
    theorem=lambda: tuple(less_vacuum(x) for x in (xA, xB, xC)),
    neighbours=lambda: (
        (r"$y_0$ does not grow when A measures $\mathrm{diag}(1, \sqrt{c_1})$, "
         r"$\sqrt{1 - c_1}|0\rangle\langle1|$",
         Implication((ge(c1, 0), le(c1, 1)), ge(y0, y0 + (1 - c1) * xA))),))

BRANCH = Any((ge(c1 * x1, a * x2), ge(c2 * x1, (1 - a) * x2)))

paper.claim(
    "chitambar:B-strict-end", BRANCH, assuming=(*MEASUREMENT, c1 > 0, c2 > 0),
    condition=(le(x2, (c1 + c2) * x1),),
    neighbours=lambda: (
        ("$n_1$ stays maximal in both branches",
         All((ge(c1 * x1, a * x2), ge(c2 * x1, (1 - a) * x2)))),
        Neighbour(BRANCH, "as printed, for weak measurements", assuming=(
            *MEASUREMENT, *(between(Q(2, 5), p, Q(3, 5)) for p in (a, c1, c2))))),
    because="At a tie $x_{n_1} = x_{n_2}$ a measurement with $c_1 + c_2 < 1$ may lower the "
            r"component of $n_1$ in both branches; $\kappa$ decreases all the same (T1B-strict)")
