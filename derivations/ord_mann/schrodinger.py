"""Eight steps at a time: Eqs. (12)-(14), the right envelope, rotating densities.

Products of expanded operators are identities in the algebra of d/dz and v with D_z v = v D_z + v'.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from sympy import Add, Expr, I, Integer, Matrix, MatrixBase, Mul, Rational, diff, sqrt

from symq.continuum import (
    ContinuumLimit,
    EntwinedWalk,
    RotatingLimit,
    Scaling,
    Scheme,
    continuum_limit,
    derive_limit,
    from_equations,
    rotating_limit,
)
from symq.continuum.evidence import Operators, used_places
from symq.lang.shown import matrix_product, minus, plus, power, times
from symq.lang.statement import (
    All,
    Implication,
    Limit,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    eq,
    expands,
    gt,
)
from symq.paper.claim import Correction

from .diffusive import GROWTH, KEEP, TURN, V, X, Y, norms, one_step_norm, v
from .setting import D, delta, epsilon, f1, f2, f3, f4, left_step, paper, right_step, small, t, z

ONE, TWO, THREE, FOUR = f1(z, t), f2(z, t), f3(z, t), f4(z, t)
TIME_STEP = delta**2 / (2 * D)
Rows = tuple[tuple[Expr, Expr], tuple[Expr, Expr]]
Generator = Callable[[Expr, Expr], Rows]
DIFFUSIVE = Scaling.diffusive(delta, epsilon, D)

# twelve: the original equation, eight steps at a time

STEP = paper.operators("M")


def eight_applications(factor: int) -> All:
    """Eight steps of the normalised densities against the eighth power of the matrix M."""
    return All((one_step_norm(),
                OperatorIdentity(power(times(sqrt(2), STEP), 8), times(factor, STEP**8),
                                 OperatorAlgebra((STEP,), ())),
                eq(GROWTH.subs(t, t + 8 * epsilon), times(factor, GROWTH))))


paper.claim("ord-mann:12", lambda: eight_applications(2**4),
            because="one step is sqrt(2) M (4), M acting on both densities")

# thirteen


def left(v_: Expr, d: Expr) -> Rows:
    """The generator of (13)."""
    return (Integer(0), D * d**2 - v_), (-D * d**2 + v_, Integer(0))


def right(v_: Expr, d: Expr) -> Rows:
    """The generator of (13) with time reversed."""
    (a, b), (c, e) = left(v_, d)
    return (-a, -b), (-c, -e)


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
def derived(scheme: Callable[[], Scheme]) -> dict[str, Statement]:
    """The lines of the engine's derivation."""
    return {step.name: step.statement for step in derive_limit(limit_of(scheme)).steps}


def lines(scheme: Callable[[], Scheme], *names: str) -> tuple[Statement, ...]:
    """Some of these lines."""
    return tuple(derived(scheme)[name] for name in names)


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


paper.claim("ord-mann:13", lambda: reaches(left_scheme, left),
            because="expansion of one step, squares of series up to the second order in delta, "
                    "and 1 + 8 epsilon L; epsilon = delta**2/(2 D)")


def diagonal(v_: Expr, d: Expr) -> Rows:
    """A generator with diffusion on the diagonal."""
    return (D * d**2, Integer(0)), (Integer(0), D * d**2)


def on_diagonal(generator: Generator) -> All:
    """The diagonal of eight steps."""
    return All((*lines(left_scheme, "step", *PRODUCTS),
                *flow(left_scheme, generator, "diagonal")))


paper.claim("ord-mann:13-diag-zero", lambda: on_diagonal(left))


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


paper.claim("ord-mann:13-from-11", lambda: from_displayed(left),
            neighbours=lambda: (("the time-reversed system", from_displayed(right)),
                                ("diffusion", from_displayed(diagonal))))


def schrodinger(psi: Expr, sign: int = 1) -> Statement:
    """i d psi/dt = sign (-D d^2/dz^2 + v) psi."""
    return eq(I * diff(psi, t), sign * (-D * diff(psi, z, 2) + v(z) * psi))


def rows(one: Expr, two: Expr, sign: int = 1) -> tuple[Statement, Statement]:
    """The system (13), or its time-reversed version."""
    return (eq(diff(one, t), sign * (D * diff(two, z, 2) - v(z) * two)),
            eq(diff(two, t), sign * (-D * diff(one, z, 2) + v(z) * one)))


LEFT = TWO + I * ONE
paper.claim("ord-mann:14", lambda: All((
    Implication(rows(ONE, TWO), schrodinger(LEFT)),
    Implication((schrodinger(LEFT), schrodinger(TWO - I * ONE, -1)), All(rows(ONE, TWO))))),
    because="for real densities the complex equation and its conjugate are the system (13)")


def accumulated(gain: int) -> Limit:
    """Local errors s**gain in each of the steps up to the time t vanish with s."""
    return Limit(t / (8 * small**2 / (2 * D)) * small**gain, small, 0, 0, "+")


paper.claim(
    "ord-mann:14-approx",
    lambda: All((reaches(left_scheme, left), norms(1 / sqrt(2)), accumulated(3))),
    assuming=(gt(t, 0),),
    neighbours=lambda: (("the opposite sign of time", reaches(left_scheme, right)),
                        ("local errors of second order suffice", accumulated(2))),
    because="a stable and consistent scheme converges: t/(8 epsilon) steps with local errors of "
            "third order in delta, none of which grows by more than a bounded factor")

x1, x2 = paper.functions("y_1 y_2")
bend_x, bend_y = paper.real("b_x b_y", latex=r"x'' y''")


def stays_real(sign: int) -> All:
    """The imaginary part y of a density at one point obeys (13) by itself.

    A density X + i Y with its second derivative; the rate of the other one, and its conjugate.
    """
    def rate(k: int) -> Expr:
        return D * (bend_x + k * I * bend_y) - V * (X + k * I * Y)

    return All((eq((rate(1) - rate(-1)) / (2 * I), D * bend_y - sign * V * Y),
                eq((rate(1) + rate(-1)) / 2, D * bend_x - sign * V * X)))


paper.claim(
    "ord-mann:phi-real", lambda: stays_real(1),
    neighbours=lambda: (("the potential changes its sign for them", stays_real(-1)),),
    because="the coefficients of (13) are real: the imaginary parts obey (13) by themselves and "
            "stay zero if they are zero at the start, as net charges are; nothing is continued "
            "analytically")

FLOW = TWO * diff(ONE, z) - ONE * diff(TWO, z)        # imaginary part of conj(psi) psi_z
DENSITY = ONE**2 + TWO**2
STRESS = D * (ONE * diff(ONE, z, 2) + TWO * diff(TWO, z, 2) - diff(ONE, z)**2 - diff(TWO, z)**2)


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

paper.claim("ord-mann:right-time-reversed", lambda: reaches(right_scheme, right))

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

# rotating densities


@cache
def turning() -> RotatingLimit:
    """Densities that rotate with the ensemble."""
    return rotating_limit(left_scheme(), DIFFUSIVE, normalise=1 / sqrt(2))


@cache
def in_frame(generator: Generator, *, near: bool) -> All:
    """M = W M_0 (1 + epsilon L) W**-1 up to delta**2, with the frame W, or with W = 1."""
    limit = turning()
    operators = Operators(limit.builder, delta)
    step, frame = limit.step, limit.frame
    operators.prepare(used_places([step, frame, limit.generator, limit.log]))
    algebra = operators.algebra
    assert algebra is not None, "v depends on position"
    turn = Matrix([[1, -1], [1, 1]]) / sqrt(2)
    rate = Matrix(2, 2, [x for row in generator(*letters(algebra)) for x in row])
    one = Matrix([[1, 0], [0, 1]])

    def orders(series: Any) -> list[MatrixBase]:
        return [Matrix(2, 2, lambda i, j, k=k: operators.word(series.entry(k, i, j)))
                for k in range(3)]

    none = 0 * one
    m, flow_ = orders(step), [turn, none, turn * rate / (2 * D)]
    w = orders(frame) if near else [one, none, none]
    back = [one, -w[1], w[1] * w[1] - w[2]]
    found: list[Statement] = []
    for i in (0, 1):
        for j in (0, 1):
            left_side = Add(*(delta**a * m[a][i, j] for a in range(3)))
            right_side = Add(*(delta**(a + b + c) * Mul(w[a][i, k], flow_[b][k, n], back[c][n, j])
                               for a in range(3) for b in range(3 - a) for c in range(3 - a - b)
                               for k in (0, 1) for n in (0, 1)))
            found.append(OperatorIdentity(left_side, right_side, algebra))
    return All(tuple(found))


def commutes(generator: Callable[[Expr], MatrixBase]) -> MatrixIdentity:
    """The rotation keeps the generator."""
    turn, rate = Matrix([[1, -1], [1, 1]]) / sqrt(2), generator(X)
    return MatrixIdentity(matrix_product(turn, rate), matrix_product(rate, turn))


paper.claim(
    "ord-mann:rotating-frame",
    lambda: All((in_frame(left, near=True), commutes(lambda x: Matrix([[0, x], [-x, 0]])))),
    neighbours=lambda: (("time reversed", in_frame(right, near=True)),
                        ("diffusion", in_frame(diagonal, near=True)),
                        ("symmetric generators", commutes(lambda x: Matrix([[0, x], [x, 0]])))),
    because="M W = W M_0 (1 + epsilon L) + O(delta^3) with W = 1 + O(delta) and M_0 L = L M_0: n "
            "steps of chi_n = M_0^-n Phi_n are the flow of L up to O(delta), for every n")

paper.claim(
    "ord-mann:rotating-single-step", lambda: in_frame(left, near=False),
    correction=Correction(
        lambda: in_frame(left, near=True),
        "one step has a term of first order in delta, which does not vanish against epsilon; it is "
        "an effect of the frame: with W = 1 + O(delta) each single step of "
        "chi_n = M_0^-n W^-1 Phi_n is 1 + epsilon L",
        stronger=(lambda: in_frame(right, near=True),)))
