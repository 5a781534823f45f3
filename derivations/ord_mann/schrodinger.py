"""Eight steps at a time: Eqs. (12)-(14), the right envelope, rotating densities.

Products of expanded operators are identities in the algebra of d/dz and v with D_z v = v D_z + v'.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from sympy import Expr, I, Integer, Matrix, MatrixBase, Rational, diff, sqrt

from symq.continuum import (
    ContinuumLimit,
    EntwinedWalk,
    Scaling,
    Scheme,
    continuum_limit,
    derive_limit,
    from_equations,
)
from symq.continuum.evidence import Operators, used_places
from symq.lang.calc import Derivation, Step, argue, stepwise
from symq.lang.shown import minus, plus, power, times
from symq.lang.statement import (
    All,
    Implication,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    eq,
    expands,
    ge,
)
from symq.paper.claim import Correction, Reading

from .diffusive import GROWTH, KEEP, TURN, X, Y, one_step_norm, v
from .setting import D, delta, epsilon, f1, f2, f3, f4, left_step, paper, right_step, t, z

ONE, TWO, THREE, FOUR = f1(z, t), f2(z, t), f3(z, t), f4(z, t)
TIME_STEP = delta**2 / (2 * D)
Rows = tuple[tuple[Expr, Expr], tuple[Expr, Expr]]
Generator = Callable[[Expr, Expr], Rows]
DIFFUSIVE = Scaling.diffusive(delta, epsilon, D)

# twelve: the original equation, eight steps at a time

STEP, LATER, STATE = paper.operators("M E_eps Phi_n", latex=r"M E_\epsilon \Phi")
ENTRIES = paper.operators("alpha_n beta_n E_up E_down", latex=r"\alpha \beta E_z^+ E_z^-")


def eight_applications(factor: int, *, static: bool = True) -> OperatorIdentity:
    """E^8 Phi from E Phi = sqrt(2) M Phi; E M = M E since alpha and beta do not depend on time."""
    rules = [(LATER*STATE, sqrt(2)*STEP*STATE)]
    if static:
        rules.append((LATER*STEP, STEP*LATER))
    return OperatorIdentity(power(LATER, 8)*STATE, times(factor, STEP**8)*STATE,
                            OperatorAlgebra((STEP, LATER, STATE), tuple(rules)))


def rows_twice(turn: Expr) -> All:
    """Two steps of the densities are the square of the matrix of (4), coefficients after shifts."""
    alpha_, beta_, up, down = ENTRIES
    matrix = ((beta_*up, -alpha_*down), (alpha_*up, beta_*down))
    one, two = paper.operators("phi_1n phi_2n", latex=r"\phi_1 \phi_2")
    once = [matrix[k][0]*one + matrix[k][1]*two for k in (0, 1)]
    again = [beta_*up*once[0] - turn*down*once[1], turn*up*once[0] + beta_*down*once[1]]
    algebra = OperatorAlgebra((*ENTRIES, one, two), ((up*down, Integer(1)), (down*up, Integer(1))))
    return All(tuple(OperatorIdentity(again[k], sum(
        (matrix[k][m]*matrix[m][n]*(one, two)[n] for m in (0, 1) for n in (0, 1)), Integer(0)),
        algebra) for k in (0, 1)))


def twelve(factor: int) -> All:
    """(12) from (4) and the normalisation."""
    return All((one_step_norm(), eight_applications(factor), rows_twice(ENTRIES[0]),
                eq(GROWTH.subs(t, t + 8 * epsilon), times(factor, GROWTH))))


@paper.claim("ord-mann:12", lambda: twelve(2**4),
             neighbours=lambda: (("the eighth power of the length", twelve(2**8)),
                                 ("also if alpha depends on time",
                                  eight_applications(2**4, static=False))),
             because="one step is sqrt(2) M (4), and M commutes with the shift of time: "
                     "E^8 Phi = E^7 sqrt(2) M Phi = sqrt(2) M E^7 Phi = ...; products of M are "
                     "those of matrices whose entries do not commute with the shifts")
def eight_steps() -> Derivation:
    """Normalise one step, apply it eight times."""
    return stepwise(twelve(2**4), (
        r"one step of the normalised densities is $\sqrt2$ times (4)",
        r"$E_\epsilon\Phi = \sqrt2 M\Phi$, and $M$ does not depend on time",
        "products of the step are those of the matrix, coefficients after shifts",
        r"the normalisation grows by $2^4$ in eight steps"))

# thirteen


def left(v_: Expr, d: Expr) -> Rows:
    """The generator of (13)."""
    return (Integer(0), D * d**2 - v_), (-D * d**2 + v_, Integer(0))


def right(v_: Expr, d: Expr) -> Rows:
    """The generator of (13) with time reversed."""
    (a, b), (c, e) = left(v_, d)
    return (-a, -b), (-c, -e)


@cache
def left_scheme() -> Scheme:
    """Eq. (4) with the probabilities (5)."""
    return _scheme(left_step, f1, f2)


def right_scheme() -> Scheme:
    """Eq. (2) with the probabilities (5)."""
    return _scheme(right_step, f3, f4)


def _scheme(step: Any, one: Any, two: Any) -> Scheme:
    rows = step(one, two, TURN, KEEP)
    return from_equations([(one(z, t + epsilon), rows[0]), (two(z, t + epsilon), rows[1])],
                          [one, two], [z], [delta], t, epsilon)


def letters(algebra: OperatorAlgebra) -> tuple[Expr, Expr]:
    """The potential and the derivative in the algebra."""
    table = {g.name: g for g in algebra.generators}
    return table["v"], table["D_z"]


@cache
def limit_of(scheme: Callable[[], Scheme]) -> ContinuumLimit:
    """The continuum limit of the engine."""
    return continuum_limit(scheme(), DIFFUSIVE)


@cache
def derived(scheme: Callable[[], Scheme]) -> dict[str, Step]:
    """The steps of the engine's derivation."""
    return {step.name: step for step in derive_limit(limit_of(scheme)).steps}


def lines(scheme: Callable[[], Scheme], *names: str) -> tuple[Statement, ...]:
    """Some of its lines."""
    return tuple(derived(scheme)[name].statement for name in names)


def rules(scheme: Callable[[], Scheme], *names: str) -> tuple[str, ...]:
    """The rules of some lines, in words."""
    return tuple(derived(scheme)[name].note for name in names)


PRODUCTS = ("2 steps", "4 steps", "8 steps", "normalised")


def flow(scheme: Callable[[], Scheme], generator: Generator, entries: str = "all"
         ) -> tuple[Statement, ...]:
    """2**4 M**8 = 1 + 8 epsilon L + O(delta**3), with the product that the lines arrive at."""
    (last,) = lines(scheme, "normalised")
    rows = []
    for n, part in enumerate(last.parts):               # type: ignore[attr-defined]
        i, j = divmod(n, 2)
        rate = generator(*letters(part.algebra))[i][j]
        if entries == "all" or i == j:
            rows.append(OperatorIdentity(plus(int(i == j), 8 * TIME_STEP * rate), part.rhs,
                                         part.algebra))
    return tuple(rows)


@cache
def reaches(scheme: Callable[[], Scheme], generator: Generator) -> All:
    """From the exact step to its eighth power, and the same time on the left."""
    return All((*lines(scheme, "step", *PRODUCTS), *flow(scheme, generator),
                expands(f1(z, t + 8 * epsilon), ONE + 8 * epsilon * diff(ONE, t), epsilon, 2)))


ENTRIES_OF_L = tuple(rf"entry ({i}, {j}) of $1 + 8\epsilon L$" for i in (1, 2) for j in (1, 2))


def reached(scheme: Callable[[], Scheme], generator: Generator) -> Derivation:
    """Expand one step, square three times, compare with the flow of the generator."""
    return stepwise(reaches(scheme, generator), (
        *rules(scheme, "step", *PRODUCTS), *ENTRIES_OF_L, "eight steps of time on the left side"))


@paper.claim("ord-mann:13", lambda: reaches(left_scheme, left),
             because="expansion of one step, squares of series up to the second order in delta, "
                     "and 1 + 8 epsilon L; epsilon = delta^2/(2 D)")
def to_the_system() -> Derivation:
    """Expand one step, square three times, compare with the flow of the generator."""
    return reached(left_scheme, left)


def diagonal(v_: Expr, d: Expr) -> Rows:
    """A generator with diffusion on the diagonal."""
    return (D * d**2, Integer(0)), (Integer(0), D * d**2)


def on_diagonal(generator: Generator) -> All:
    """The diagonal of eight steps."""
    return All((*lines(left_scheme, "step", *PRODUCTS),
                *flow(left_scheme, generator, "diagonal")))


@paper.claim("ord-mann:13-diag-zero", lambda: on_diagonal(left))
def diagonal_of_eight_steps() -> Derivation:
    """Expand one step, square three times, look at the diagonal."""
    return stepwise(on_diagonal(left), (*rules(left_scheme, "step", *PRODUCTS),
                                        ENTRIES_OF_L[0], ENTRIES_OF_L[3]))


def displayed(algebra: OperatorAlgebra) -> MatrixBase:
    """The terms displayed in (11)."""
    v_, d = letters(algebra)
    unit, q = Matrix([[1, 0], [0, 1]]), Matrix([[0, -1], [1, 0]])
    mixed = Matrix([[1, 1], [1, -1]])                     # sigma_z + sigma_x
    half = Rational(1, 2)
    return (half * (unit + q) + half * delta * d * mixed + half**2 * delta**2 * d**2 * (unit + q)
            - half * TIME_STEP * v_ * (unit - q))


@cache
def first_step() -> tuple[Statement, ...]:
    """(11) against the first step of the engine."""
    limit = limit_of(left_scheme)
    series = limit.work.step.series
    operators = Operators(limit.work.builder, delta)
    operators.prepare(used_places([series, limit.work.steps]))
    algebra = operators.algebra
    typed = displayed(algebra)
    return tuple(OperatorIdentity(typed[i, j], operators.series(series, i, j, 2), algebra)
                 for i in (0, 1) for j in (0, 1))


def from_displayed(generator: Generator) -> All:
    """(11) is what the products start from."""
    return All((*first_step(), *lines(left_scheme, *PRODUCTS), *flow(left_scheme, generator)))


@paper.claim("ord-mann:13-from-11", lambda: from_displayed(left),
             neighbours=lambda: (("the time-reversed system", from_displayed(right)),
                                 ("diffusion", from_displayed(diagonal))))
def from_eleven() -> Derivation:
    """Square (11) three times, compare with the flow of the generator."""
    first = tuple(f"entry ({i}, {j}) of (11)" for i in (1, 2) for j in (1, 2))
    return stepwise(from_displayed(left), (*first, *rules(left_scheme, *PRODUCTS), *ENTRIES_OF_L))


@cache
def schrodinger(psi: Expr, sign: int = 1) -> Statement:
    """i d psi/dt = sign (-D d^2/dz^2 + v) psi."""
    return eq(I * diff(psi, t), sign * (-D * diff(psi, z, 2) + v(z) * psi))


@cache
def rows(one: Expr, two: Expr, sign: int = 1) -> tuple[Statement, Statement]:
    """The system (13), or its time-reversed version."""
    return (eq(diff(one, t), sign * (D * diff(two, z, 2) - v(z) * two)),
            eq(diff(two, t), sign * (-D * diff(one, z, 2) + v(z) * one)))


LEFT = TWO + I * ONE


@cache
def complex_form() -> All:
    """(14) and the system (13) from each other."""
    return All((
        Implication(rows(ONE, TWO), schrodinger(LEFT)),
        Implication((schrodinger(LEFT), schrodinger(TWO - I * ONE, -1)), All(rows(ONE, TWO)))))


@paper.claim("ord-mann:14", complex_form,
             because="for real densities the complex equation and its conjugate are the system "
                     "(13)")
def one_complex_equation() -> Derivation:
    """Add i times the second line of (13) and minus the first; conjugate for the way back."""
    one, two = rows(ONE, TWO)
    both, back = complex_form().parts
    lines_ = (argue()
              .so(eq(I * diff(LEFT, t), I * diff(TWO, t) - diff(ONE, t)),
                  note=r"the derivative of $\phi_2 + i\phi_1$")
              .so(Implication((one, two), eq(
                  I * diff(TWO, t) - diff(ONE, t),
                  I * (v(z) * ONE - D * diff(ONE, z, 2)) - (D * diff(TWO, z, 2) - v(z) * TWO))),
                  note="the lines of (13)")
              .so(both, note="collect the terms of $D$ and those of $v$")
              .so(back, note="half the sum and half the difference of it and its conjugate"))
    return Derivation(complex_form(), lines_.steps)


x1, x2 = paper.functions("y_1 y_2")

FLOW = TWO * diff(ONE, z) - ONE * diff(TWO, z)        # imaginary part of conj(psi) psi_z
DENSITY = ONE**2 + TWO**2
STRESS = D * (ONE * diff(ONE, z, 2) + TWO * diff(TWO, z, 2) - diff(ONE, z)**2 - diff(TWO, z)**2)


@cache
def in_time(quantity: Expr) -> Expr:
    """The derivative with respect to time, by (13)."""
    rate = {ONE: D * diff(TWO, z, 2) - v(z) * TWO, TWO: v(z) * ONE - D * diff(ONE, z, 2)}
    return quantity.diff(t).subs({diff(f, t): r for f, r in rate.items()}).doit()


def pushed(strength: int) -> All:
    """The flow of density is driven by strength * v'."""
    return All((
        eq(in_time(DENSITY), -2 * D * diff(FLOW, z)),
        eq(in_time(FLOW), diff(STRESS, z) + strength * diff(v(z), z) * DENSITY)))


paper.claim(
    "ord-mann:v-as-potential",
    lambda: All((reaches(left_scheme, left), Implication(rows(ONE, TWO), schrodinger(LEFT)),
                 pushed(-1))),
    neighbours=lambda: (("high v attracts", pushed(1)), ("twice the potential", pushed(-2))),
    because="v enters with the coefficient 1; the momentum of the density changes by -v', away "
            "from high v, and by a divergence")

@paper.claim("ord-mann:right-time-reversed", lambda: reaches(right_scheme, right))
def backwards() -> Derivation:
    """Expand one step, square three times, compare with the flow of the generator."""
    return reached(right_scheme, right)

# conjugates

RIGHT = FOUR + I * THREE
CONJUGATE = TWO - I * ONE                             # of psi_L, the densities being real
p = paper.real("p")


def initial(side: str) -> Expr:
    """psi_L or psi_R at the origin at the start, from the charges of the process."""
    down, up = EntwinedWalk(p).densities(0, side)[0]
    return plus(up, times(I, down))


def conjugates(phase: Expr) -> All:
    """psi_R and phase * conj(psi_L) obey the same equation and start with the same value."""
    start = EntwinedWalk(p).densities(0, "left")[0]
    return All((Implication(rows(ONE, TWO), schrodinger(CONJUGATE, -1)),
                Implication(rows(THREE, FOUR, -1), schrodinger(RIGHT, -1)),
                eq(initial("right"), times(phase, minus(start[1], times(I, start[0]))))))


paper.claim(
    "ord-mann:conjugates", lambda: conjugates(Integer(1)),
    correction=Correction(
        lambda: conjugates(-I),
        "both obey the conjugate equation, but the left envelope starts with phi_1 = -1, the right "
        "one with phi_4 = +1: psi_R is -i times the conjugate of psi_L (and phi_3 + i phi_4 is "
        "-psi_L)",
        stronger=(lambda: conjugates(I), lambda: conjugates(Integer(-1)))))


def conserved(factor: Expr) -> All:
    """The product changes by a divergence; for phi_1, phi_2 = X, Y it is factor * density."""
    psi_l, psi_r = x1(z, t), x2(z, t)
    return All((
        Implication((schrodinger(psi_l), schrodinger(psi_r, -1)),
                    eq(diff(psi_l * psi_r, t),
                       diff(I * D * (psi_r * diff(psi_l, z) - psi_l * diff(psi_r, z)), z))),
        eq((Y + I * X) * (-X - I * Y), times(factor, X**2 + Y**2))))


paper.claim(
    "ord-mann:product-conserved", lambda: conserved(Integer(1)),
    correction=Correction(
        lambda: conserved(-I),
        "constant, but -i times a positive number for psi_R = phi_4 + i phi_3: the initial charges "
        "give phi_3 = -phi_2, phi_4 = -phi_1; i psi_L psi_R is the positive density",
        stronger=(lambda: conserved(I), lambda: conserved(Integer(-1)))))

# Born's rule for the product


def flows(one: Expr, two: Expr, strength: int = 2) -> Statement:
    """one**2 + two**2 changes by what flows, for densities that obey (13)."""
    flow = two * diff(one, z) - one * diff(two, z)
    return eq(in_time(one**2 + two**2), -strength * D * diff(flow, z))


RATES = D * diff(TWO, z, 2) - v(z) * TWO, v(z) * ONE - D * diff(ONE, z, 2)


def probability(strength: int) -> All:
    """psi_L conj(psi_L) is real, not negative and conserved; so is that of the rate of psi_L."""
    return All((eq((Y + I * X) * (Y - I * X), plus(power(X, 2), power(Y, 2))),
                ge(X**2 + Y**2, 0), flows(ONE, TWO, strength), flows(*RATES, strength)))


paper.claim(
    "ord-mann:born", lambda: probability(2),
    neighbours=lambda: (("twice the current", flows(ONE, TWO, 4)),
                        ("psi_L^2 is a density", eq((Y + I * X)**2, X**2 + Y**2)),
                        ("one of the two densities", eq(in_time(TWO**2), -2 * D * diff(FLOW, z)))),
    readings=(Reading("psi_R as the process has it",
                      lambda: eq((Y + I * X) * (-X - I * Y), X**2 + Y**2)),),
    because="the product of conjugate waves is real, not negative, and changes by a divergence "
            "only: it may be taken for a probability density (psi_R of the process is -i times "
            "the conjugate, see the claim on the product). That this has to be so is not claimed, "
            "and does not follow from these properties: the rate of the wave obeys the same "
            "equation, and the square of its modulus has all of them too")
