"""Fixed signal velocity, continued: from the Dirac system to (21)-(25) and their limits."""

from functools import cache

from sympy import Derivative, Expr, I, Integer, conjugate, diff, exp, oo, sqrt

from symq.lang.calc import Derivation, argue
from symq.lang.shown import times
from symq.lang.statement import (
    All,
    Equivalence,
    Implication,
    Limit,
    Statement,
    eq,
)
from symq.paper.claim import Correction, Neighbour, Reading

from .setting import D, a, c, hbar, m, paper, t, z
from .velocity import MASS, ONE, PRINTED_18, TWO, dirac, system

chi, minus, plus = paper.functions("chi psi_minus psi_plus", latex=r"\chi \psi_- \psi_+")
CHI, MINUS, PLUS = (f(z, t) for f in (chi, minus, plus))
wave_number = paper.real("k_z", latex=["k"])


def eq_22(up: Expr, down: Expr) -> Statement:
    """Eq. (22) for psi_+ and psi_-."""
    return eq(diff(up, t), c * diff(down, z))


def eq_23(up: Expr, down: Expr) -> Statement:
    """Eq. (23) for psi_+ and psi_-."""
    return eq(diff(down, t), c * diff(up, z) + 2 * I * a * down)


def changed(sign: int) -> tuple[Expr, Expr]:
    """psi_+ and psi_- of Eq. (21) with exp(sign i a t)."""
    one, two = I * ONE * exp(sign * I * a * t), TWO * exp(sign * I * a * t)
    return one + two, one - two


def turned(sign: int) -> Equivalence:
    """The change of variables turns (18) into (22)-(23)."""
    up, down = changed(sign)
    return Equivalence(All(PRINTED_18), All((eq_22(up, down), eq_23(up, down))))


paper.claim(
    "ord-mann:21", lambda: turned(-1),
    correction=Correction(
        lambda: turned(1),
        "with exp(-i a t) the term 2 i a goes to the first equation with the other sign; the "
        "equations (22)-(23) belong to exp(+i a t)"),
    because="psi_+ and psi_- are the sum and the difference of psi_1 and psi_2, which the text "
            "does not say")



def solved_for(unit: Expr) -> Implication:
    """The densities from psi_+ and psi_-; `unit` is the i of Eq. (21), to be divided out."""
    up, down = changed(-1)
    back = exp(I * a * t)
    return Implication((eq(PLUS, up), eq(MINUS, down)), All((
        eq(ONE, back * (PLUS + MINUS) / (2 * unit)), eq(TWO, back * (PLUS - MINUS) / 2))))


paper.claim(
    "ord-mann:21-linear", lambda: solved_for(I),
    neighbours=lambda: (("the i's drop out", solved_for(Integer(1))),),
    because="the inverse is written down: the densities are linear combinations of psi_+ and "
            "psi_- with coefficients that never vanish")

def by_the_system(sign: int) -> Derivation:
    """The derivative of the sum (+) or the difference (-) of psi_1 and psi_2."""
    wave = exp(I * a * t)
    whole = changed(1)[0 if sign == 1 else 1]
    rate = wave * (I * diff(ONE, t) - a * ONE + sign * (diff(TWO, t) + I * a * TWO))
    used = wave * (I * (c * diff(ONE, z) - a * TWO) - a * ONE
                   + sign * (-c * diff(TWO, z) + a * ONE + I * a * TWO))
    goal = (eq_22 if sign == 1 else eq_23)(*changed(1))
    return (argue()
            .so(eq(Derivative(whole, t), rate), note="product rule")
            .so(Implication(PRINTED_18, eq(rate, used)), note="(18)")
            .so(eq(used, goal.rhs), note="terms without derivatives collected")
            .so(Implication(PRINTED_18, goal), note="the three lines together")
            .derivation())


@paper.claim("ord-mann:22", lambda: Implication(PRINTED_18, eq_22(*changed(1))),
             readings=(Reading("with exp(-i a t) as printed in (21)",
                               lambda: Implication(PRINTED_18, eq_22(*changed(-1)))),),
             because="read with the corrected (21)")
def derivative_of_the_sum() -> Derivation:
    """Differentiate, insert (18), collect."""
    return by_the_system(1)


@paper.claim("ord-mann:23", lambda: Implication(PRINTED_18, eq_23(*changed(1))),
             because="read with the corrected (21)")
def derivative_of_the_difference() -> Derivation:
    """Differentiate, insert (18), collect."""
    return by_the_system(-1)


def eq_24(rate: Expr = a) -> Statement:
    """Eq. (24)."""
    return eq(diff(MINUS, z, 2) + (2 * I * rate / c**2) * diff(MINUS, t),
              diff(MINUS, t, 2) / c**2)


def combined(factor: Expr) -> Statement:
    """d/dt of (23) plus factor times d/dz of (22), left minus right sides."""
    first, second = eq_22(PLUS, MINUS), eq_23(PLUS, MINUS)
    return eq(diff(second.lhs - second.rhs, t) + factor * diff(first.lhs - first.rhs, z),
              diff(MINUS, t, 2) - c**2 * diff(MINUS, z, 2) - 2 * I * a * diff(MINUS, t))


paper.claim(
    "ord-mann:24-elim",
    lambda: combined(c),
    neighbours=lambda: (("the difference of the two", combined(-c)),),
    because="d/dt of (23) plus c d/dz of (22) contains psi_- only")

@paper.claim("ord-mann:24",
             lambda: Implication((eq_22(PLUS, MINUS), eq_23(PLUS, MINUS)), eq_24()))
def psi_minus_alone() -> Derivation:
    """Eliminate psi_+ from the derivatives of (22) and (23)."""
    both = (eq_22(PLUS, MINUS), eq_23(PLUS, MINUS))
    wave = diff(MINUS, t, 2) - c**2 * diff(MINUS, z, 2) - 2 * I * a * diff(MINUS, t)
    return (argue()
            .so(combined(c), note="$\\partial_t$ of (23) plus $c\\,\\partial_z$ of (22)")
            .so(Implication(both, eq(wave, 0)), note="(22) and (23)")
            .so(eq(wave, -c**2 * (eq_24().lhs - eq_24().rhs)), note="divided by $-c^2$")
            .so(Implication(both, eq_24()), note="the lines together")
            .derivation())



def eq_25(wave: Expr = MINUS) -> Statement:
    """Eq. (25)."""
    return eq(I * diff(wave, t),
              -(hbar / (2 * m)) * (diff(wave, z, 2) - diff(wave, t, 2) / c**2))


@paper.claim("ord-mann:25", lambda: Equivalence(eq_24(MASS), eq_25()))
def in_units_of_energy() -> Derivation:
    """Insert $a = mc^2/\\hbar$, solve for the first derivative."""
    before, after = eq_24(MASS), eq_25()
    return (argue()
            .so(eq(times(hbar / (2 * m), before.lhs - before.rhs), after.lhs - after.rhs),
                note="(24) times $\\hbar/2m$")
            .so(Equivalence(before, after), note="the factor does not vanish")
            .derivation())


TERMS = (I * diff(MINUS, t), (hbar / (2 * m)) * diff(MINUS, z, 2),
         (hbar / (2 * m)) * diff(MINUS, t, 2) / c**2)     # the last of (25)


def depends_on_c(*rates: Expr) -> All:
    """How each term changes with c."""
    return All(tuple(eq(Derivative(term, c), rate) for term, rate in zip(TERMS, rates,
                                                                        strict=True)))


paper.claim(
    "ord-mann:25-only-c", lambda: depends_on_c(Integer(0), Integer(0), -2 * TERMS[2] / c),
    neighbours=lambda: (("the last term does not",
                         depends_on_c(Integer(0), Integer(0), Integer(0))),))


@cache
def gap_25() -> Expr:
    """Left minus right side of (25)."""
    return eq_25().lhs - eq_25().rhs


def schrodinger(diffusion: Expr) -> Expr:
    """Left minus right side of the free Schroedinger equation."""
    return I * diff(MINUS, t) + diffusion * diff(MINUS, z, 2)


def branch(sign: int) -> Expr:
    """Frequency w of a plane wave exp(i(k z - w t)) that solves (25)."""
    return m * c**2 / hbar * (-1 + sign * sqrt(1 + (hbar * wave_number / (m * c))**2))


def plane_waves() -> All:
    """The waves exp(i(k z - w t)) with the two frequencies, solve (25)."""
    return All(tuple(eq_25(exp(I * (wave_number * z - branch(sign) * t)))
                     for sign in (1, -1)))


paper.claim(
    "ord-mann:25-c-inf", lambda: Limit(gap_25(), c, oo, schrodinger(hbar / (2 * m))),
    readings=(
        Reading("plane waves that stay: their frequency becomes that of Schroedinger's equation",
                lambda: Limit(branch(1), c, oo, hbar * wave_number**2 / (2 * m))),
        Reading("the other plane waves oscillate ever faster",
                lambda: Limit(branch(-1), c, oo, -oo)),
        Reading("these are the frequencies of plane waves that solve (25)",
                plane_waves)),
    because="a smooth function that does not depend on c leaves the residual of Schroedinger's "
            "equation; of the two plane waves with wave number k one has no limit")

paper.claim(
    "ord-mann:25-m-0",
    lambda: Limit(2 * m / hbar * (-gap_25()), m, 0,
                  -(diff(MINUS, z, 2) - diff(MINUS, t, 2) / c**2), "+"))


@cache
def klein_gordon() -> Statement:
    """The Klein-Gordon equation of mass m for chi."""
    return eq(diff(CHI, t, 2) / c**2 - diff(CHI, z, 2) + (m * c / hbar)**2 * CHI, 0)


def form_of(rate: Expr) -> Equivalence:
    """chi solves the Klein-Gordon equation if and only if exp(i rate t) chi solves (25)."""
    return Equivalence(klein_gordon(), eq_25(exp(I * rate * t) * CHI))


@paper.claim(
    "ord-mann:25-KG", lambda: form_of(m * c**2),
    correction=Correction(
        lambda: form_of(MASS), "the exponent lacks 1/hbar, which (25) carries",
        stronger=(lambda: All((form_of(MASS), form_of(-MASS))),)))
def the_rest_energy_drops_out() -> Derivation:
    """Insert the wave into (25): the phase comes out as a factor."""
    wave, relativistic = eq_25(exp(I * MASS * t) * CHI), klein_gordon().lhs
    return (argue()
            .so(eq(wave.lhs - wave.rhs, times(-hbar / (2 * m), exp(I * MASS * t), relativistic)),
                note="the first derivative of $\\chi$ drops out")
            .so(form_of(MASS), note="the factor does not vanish")
            .derivation())



def same_limit() -> Limit:
    """(25) becomes (14) without a potential."""
    return Limit(gap_25(), c, oo, schrodinger(D))


paper.claim(
    "ord-mann:same-limit", same_limit,
    assuming=(eq(D, hbar / (2 * m)),),
    neighbours=lambda: (Neighbour(same_limit(), "with D = hbar/m", (eq(D, hbar / m),)),))

V = paper.real("V")
v = paper.functions("v")


def scattering(level: Expr) -> Expr:
    """What a potential adds to each line of (18), divided by the density."""
    return -I * level / hbar


def with_potential(added: Expr) -> Equivalence:
    """The Dirac equation with a potential v(z), and (18) with a further term in each line."""
    return Equivalence(All(system(ONE, TWO, rate=MASS, decay=-added)),
                       All(dirac(potential=v(z))))


paper.claim(
    "ord-mann:25-no-potential",
    lambda: All((with_potential(scattering(v(z))),
                 eq(scattering(V) - conjugate(scattering(V)), -2 * I * V / hbar))),
    neighbours=lambda: (("real for every potential",
                         eq(conjugate(scattering(V)), scattering(V))),
                        ("a real term in each line gives the potential",
                         with_potential(-v(z) / hbar))),
    because="a potential v in i hbar d/dt Phi = (H + v) Phi is equivalent to a further term "
            "-i v/hbar in each line of (18), which differs from its conjugate by -2 i v/hbar and "
            "is real only where v = 0; (25) contains none")
