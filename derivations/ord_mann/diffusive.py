"""Entwined pairs and diffusive scaling: Eqs. (3)-(14), (26), (27)."""

from functools import cache

from sympy import (
    Expr,
    I,
    Matrix,
    MatrixBase,
    cos,
    diff,
    exp,
    oo,
    pi,
    sin,
    sqrt,
)

from symq.lang.calc import Derivation, Step, calc, stepwise
from symq.lang.shown import dot, matrix_product, plus, power, scaled, times
from symq.lang.statement import (
    All,
    Implication,
    Limit,
    MatrixIdentity,
    Q,
    Statement,
    between,
    eq,
    expands,
    ge,
    gt,
    lt,
)

from .setting import D, delta, epsilon, f1, f2, f3, f4, left_step, p1, p2, paper, small, t, z

v = paper.functions("v")
X, Y, V, W, kappa, theta = paper.real("X Y V W kappa theta", latex=r"X Y V W \kappa \theta")
ONE, TWO, THREE, FOUR = f1(z, t), f2(z, t), f3(z, t), f4(z, t)
CHARGES = Matrix([p1(z, t), p2(z, t)])
ENERGY = v(z) * epsilon
DIFFUSIVE = {delta: 1, epsilon: 2}              # epsilon is of the second order in delta
HALF = Q(1, 2)

# scaling (3) and what follows from it at once: (26), (27)

TIME_STEP = delta**2 / (2 * D) * (1 + kappa * delta)     # one of the time steps that scale so

paper.definition(
    "ord-mann:3", asserts=lambda: (Limit(delta**2 / (2 * TIME_STEP), delta, 0, D, "+"),
                                   Limit(TIME_STEP, delta, 0, 0, "+")),
    because="epsilon = delta^2/(2 D) (1 + kappa delta) scales so for every kappa")

paper.claim("ord-mann:26",
            lambda: All((Limit(delta / TIME_STEP / (2 * D / delta), delta, 0, 1, "+"),
                         Limit(delta / TIME_STEP, delta, 0, oo, "+"))),
            because="both sides grow without bound: their ratio tends to 1")
paper.claim("ord-mann:27", lambda: Limit(delta / TIME_STEP * delta, delta, 0, 2 * D, "+"))

PRODUCT = (delta / TIME_STEP * delta).subs(delta, small)
spacing, speed = paper.real("Deltax Deltav", latex=r"\Delta{x} \Delta{v}")


def uncertain(constant: Expr) -> Implication:
    """No finer than a lattice and no slower than its particle."""
    return Implication((ge(spacing, delta), ge(speed, delta / (delta**2 / (2 * D)))),
                       ge(spacing * speed, constant))


paper.claim(
    "ord-mann:27-uncertainty",
    lambda: All((uncertain(2 * D),
                 Limit(PRODUCT / D, small, 0, 2, "+"))),
    neighbours=lambda: (("a larger bound", uncertain(3 * D)),
                        ("vanishes on fine lattices",
                         Limit(PRODUCT / D, small, 0, 0, "+"))))

# the matrix (4); a coefficient multiplies after the shift

alpha, beta = paper.functions("alpha_z beta_z", latex=r"\alpha \beta")


def shifted(entry: Expr, dz: Expr) -> Expr:
    """E_z^+ and E_z^- on a function of z."""
    return entry.subs(z, z + dz)


def step_rows(turn: Expr, keep: Expr) -> tuple[Expr, Expr]:
    """The matrix of (4) on the densities, row by row."""
    down, up = shifted(CHARGES[0], delta), shifted(CHARGES[1], -delta)
    return dot((keep, -turn), (down, up)), dot((turn, keep), (down, up))


def difference(rows: tuple[Expr, Expr]) -> All:
    """The densities one time step later are these rows."""
    return All(tuple(eq(p.subs(t, t + epsilon), r) for p, r in zip(CHARGES, rows, strict=True)))


def matrix_of_4(turn: Expr, keep: Expr) -> tuple[tuple[tuple[Expr, int], ...], ...]:
    """The entries: a coefficient, and whether E_z^+ or E_z^- stands to the right of it."""
    return ((keep, 1), (times(-1, turn), -1)), ((turn, 1), (keep, -1))


def given(turn: Expr, keep: Expr) -> All:
    """E_t Phi', which is (1), is the matrix times Phi', row by row."""
    found = []
    for right, row in zip(left_step(p1, p2, alpha(z), beta(z)), matrix_of_4(turn, keep),
                          strict=True):
        applied_ = plus(*(times(k, shifted(f, sign * delta))
                          for (k, sign), f in zip(row, CHARGES, strict=True)))
        found.append(eq(right, applied_))
    return All(tuple(found))


paper.claim(
    "ord-mann:4", lambda: given(alpha(z), beta(z)),
    neighbours=lambda: (
        ("coefficients before the shift", given(alpha(z + delta), beta(z + delta))),
        ("alpha and beta exchanged", given(beta(z), alpha(z)))),
    because="each entry shifts the density and multiplies by alpha(z) or beta(z) afterwards; the "
            "other way round these would be taken at the neighbour")

# the canonical ensemble (5)

TURN = exp(ENERGY) / (exp(ENERGY) + exp(-ENERGY))
KEEP = 1 - TURN
keep_energy, turn_energy = paper.real("e_k e_t", latex=r"e_{\to} e_{\leftarrow}")

paper.claim("ord-mann:5", lambda: Implication(
    (eq(keep_energy, ENERGY), eq(turn_energy, -ENERGY)),
    All((eq(TURN, exp(-turn_energy) / (exp(-turn_energy) + exp(-keep_energy))),
         eq(1 - TURN, exp(-keep_energy) / (exp(-turn_energy) + exp(-keep_energy)))))))

LEVEL = TURN.subs(v(z), V)

paper.claim(
    "ord-mann:5-sign",
    lambda: All((Limit(TURN.subs(v(z), W), W, oo, 1), Implication((lt(V, 0),), lt(LEVEL, HALF)),
                 Implication((gt(V, 0),), gt(LEVEL, HALF)),
                 eq(diff(LEVEL, V), 2 * epsilon * LEVEL * (1 - LEVEL)))),
    neighbours=lambda: (
        ("fewer reversals where v is large", Limit(TURN.subs(v(z), W), W, oo, 0)),
        ("more reversals where v is negative", Implication((lt(V, 0),), gt(LEVEL, HALF)))),
    because="the derivative with respect to v is positive: more reversals for higher v")

# The way forth starts to the right. It turns at once (alpha at delta) or goes on; the way back
# starts with the leg after the turn. If the particle turns at once this leg is over at the origin.
at_right, at_origin, at_left, later = paper.real(
    "a_1 a_0 a_m r", latex=r"\alpha_{\delta} \alpha_{0} \alpha_{-\delta} \rho")
corner = at_right * at_origin + (1 - at_right) * later

paper.claim(
    "ord-mann:5-process", lambda: eq(-corner, -at_left),
    assuming=(*(between(0, p, 1) for p in (at_right, at_origin, at_left)), between(0, later, 1)),
    condition=(eq(at_origin, at_left), eq(later, at_left)),
    because="first corner of the left envelope: by (1) its charge at (-delta, epsilon) is "
            "-alpha(-delta), but this envelope is the way back, whose first leg was decided at "
            "the origin, or (with probability rho, after a later turn) further to the right. The "
            "densities obey (1) where these probabilities agree, as for constant v")

# expansions (6)-(8)

paper.claim("ord-mann:6", lambda: All((
    expands(TURN, HALF * (1 + ENERGY), epsilon, 2),
    expands(KEEP, HALF * (1 - ENERGY), epsilon, 2))))


def space_shift(sign: int) -> Statement:
    """(7) on a smooth function."""
    return expands(f1(z + sign * delta, t), ONE + sign * delta * diff(ONE, z)
                   + HALF * delta**2 * diff(ONE, z, 2), delta, 3)


paper.claim("ord-mann:7", lambda: All((space_shift(1), space_shift(-1))))
paper.claim("ord-mann:8", lambda: expands(f1(z, t + epsilon), ONE + epsilon * diff(ONE, t),
                                          epsilon, 2))

# the step operator (9)-(11)

UNIT = Matrix([[1, 0], [0, 1]])
SIGMA_X, SIGMA_Y, SIGMA_Z = Matrix([[0, 1], [1, 0]]), Matrix([[0, -I], [I, 0]]), \
    Matrix([[1, 0], [0, -1]])
TURNED = Matrix([[0, -1], [1, 0]])

paper.definition(
    "ord-mann:sigma-q", asserts=lambda: (
        MatrixIdentity(scaled(-I, SIGMA_Y), TURNED),
        MatrixIdentity(matrix_product(TURNED, TURNED), -UNIT),
        MatrixIdentity(matrix_product(TURNED, SIGMA_Z), SIGMA_X)),
    because="real and antisymmetric; its square is -I, and sigma_q sigma_z = sigma_x")


def applied(matrix: MatrixBase, order: int) -> MatrixBase:
    """A constant matrix times a derivative of the densities."""
    return matrix * (diff(CHARGES, z, order) if order else CHARGES)


@cache
def expansion_9() -> MatrixBase:
    """(9)-(10) on the densities."""
    return (HALF * (1 - ENERGY) * (applied(UNIT, 0) + delta * applied(SIGMA_Z, 1)
                                   + HALF * delta**2 * applied(UNIT, 2))
            + HALF * (1 + ENERGY) * (applied(TURNED, 0) + delta * applied(SIGMA_X, 1)
                                     + HALF * delta**2 * applied(TURNED, 2)))


def expansion_11() -> MatrixBase:
    """(11) on the densities."""
    return (HALF * applied(UNIT + TURNED, 0) + HALF * delta * applied(SIGMA_Z + SIGMA_X, 1)
            + HALF * HALF * delta**2 * applied(UNIT + TURNED, 2)
            - HALF * ENERGY * applied(UNIT - TURNED, 0))


def expanded(found: MatrixBase) -> All:
    """The rows of the exact step up to the third order."""
    return All(tuple(expands(row, value, DIFFUSIVE, 3)
                     for row, value in zip(step_rows(TURN, KEEP), found, strict=True)))


def shifts_expanded() -> tuple[Expr, Expr]:
    """The rows with (7) in place of the shifts."""
    first, second = (f + sign * delta * diff(f, z) + HALF * delta**2 * diff(f, z, 2)
                     for f, sign in zip(CHARGES, (1, -1), strict=True))
    return KEEP * first - TURN * second, TURN * first + KEEP * second


@paper.claim("ord-mann:9-10", lambda: expanded(expansion_9()))
def both_expansions() -> Derivation:
    """Expand the shifts, then the probabilities."""
    steps: list[Step] = []
    for row, half_way, end in zip(step_rows(TURN, KEEP), shifts_expanded(), expansion_9(),
                                  strict=True):
        steps += (calc(row).expands(half_way, DIFFUSIVE, 3, note="(7)")
                  .expands(end, DIFFUSIVE, 3, note="(6)").derivation().steps)
    return Derivation(expanded(expansion_9()), tuple(steps))



@paper.claim("ord-mann:11", lambda: expanded(expansion_11()))
def without_higher_orders() -> Derivation:
    """Multiply (9)-(10) out and drop what is of third order in delta."""
    steps: list[Step] = []
    for row, long, short in zip(step_rows(TURN, KEEP), expansion_9(), expansion_11(), strict=True):
        steps += (calc(row)
                  .expands(long, DIFFUSIVE, 3, note="(9)-(10)")
                  .expands(short, DIFFUSIVE, 3, note=r"terms $\epsilon\delta$ and smaller ones "
                                                     "are dropped").derivation().steps)
    return Derivation(expanded(expansion_11()), tuple(steps))


# rotation and norm of the zeroth order


def rotation(angle: Expr) -> MatrixBase:
    """exp(angle sigma_q)."""
    return Matrix([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]])


def is_rotation(angle: Expr) -> All:
    """The zeroth order is 1/sqrt(2) times exp(angle sigma_q)."""
    return All((MatrixIdentity(scaled(HALF, UNIT + TURNED),
                               scaled(1 / sqrt(2), rotation(angle))),
                MatrixIdentity(diff(rotation(theta), theta),
                               matrix_product(TURNED, rotation(theta))),
                MatrixIdentity(rotation(theta).subs(theta, 0), UNIT)))


@paper.claim("ord-mann:finite-rotation", lambda: is_rotation(pi / 4),
             because="exp(theta sigma_q) is the solution of R' = sigma_q R, R(0) = 1")
def by_an_angle() -> Derivation:
    """Compare with the rotation by pi/4, which is an exponential."""
    return stepwise(is_rotation(pi / 4), (
        r"$\cos\frac\pi4 = \sin\frac\pi4 = \frac1{\sqrt2}$",
        r"rotations $R$ obey $R' = \sigma_q R$", "and begin at 1"))


GROWTH = power(sqrt(2), t / epsilon)


def one_step_norm() -> Implication:
    """The normalised densities obey the difference equation with sqrt(2) times the matrix."""
    rows = step_rows(TURN, KEEP)
    return Implication(difference(rows).parts, All(tuple(
        eq(GROWTH.subs(t, t + epsilon) * p.subs(t, t + epsilon), sqrt(2) * GROWTH * r)
        for p, r in zip(CHARGES, rows, strict=True))))


paper.definition("ord-mann:Phi-norm", asserts=one_step_norm,
                 because="every step is multiplied by sqrt(2)")

a_, b_ = paper.real("alpha_0 beta_0", latex=r"\alpha \beta")
DAMPED = LEVEL**2 + (1 - LEVEL)**2


def norms(rate: Expr) -> All:
    """The square of the l2 norm is multiplied by alpha^2 + beta^2 at each point."""
    return All((
        eq((b_ * X - a_ * Y)**2 + (a_ * X + b_ * Y)**2, (a_**2 + b_**2) * (X**2 + Y**2)),
        eq(2 * DAMPED, 1 + (2 * LEVEL - 1)**2), expands(2 * LEVEL - 1, V * epsilon, epsilon, 2),
        Limit(power(1 + V**2 * small**2, t / small), small, 0, 1, "+"),
        eq(power(rate, 2), HALF)))


paper.claim(
    "ord-mann:decaying-exponential", lambda: norms(1 / sqrt(2)),
    assuming=(gt(t, 0),),
    neighbours=lambda: (
        ("a step halves the norm", norms(HALF)),
        ("the normalised norm still decays",
         Limit(power(1 + V**2 * small**2, t / small), small, 0, 0, "+"))),
    because="X and Y arrive at one point from z + delta and z - delta; summed over all points "
            "both squares give the norm before the step. 2 (alpha^2 + beta^2) = "
            "1 + (2 alpha - 1)^2 tends to 1 fast enough: t/epsilon factors of it tend to 1")

ROTATED = scaled(1 / sqrt(2), UNIT + TURNED)


def periods(fourth: MatrixBase) -> All:
    """Squares of squares."""
    return All((MatrixIdentity(matrix_product(ROTATED, ROTATED), TURNED),
                MatrixIdentity(matrix_product(TURNED, TURNED), fourth),
                MatrixIdentity(matrix_product(fourth, fourth), UNIT)))


@paper.claim("ord-mann:period-8", lambda: periods(-UNIT),
             because="square, fourth and eighth power; the fourth power is -1")
def three_squares() -> Derivation:
    """Square three times."""
    return stepwise(periods(-UNIT), ("two steps turn by a right angle",
                                     "four steps change the sign", "eight steps change nothing"))



def turns(angle: Expr) -> All:
    """Each step turns the densities by the same angle."""
    return All((
        Limit(TURN, epsilon, 0, sin(angle) / sqrt(2)), Limit(KEEP, epsilon, 0,
                                                            cos(angle) / sqrt(2)),
        MatrixIdentity(matrix_product(rotation(angle), rotation(theta)),
                       rotation(theta + angle))))


paper.claim("ord-mann:rotation-each-step", lambda: turns(pi / 4),
            neighbours=lambda: (("by half a right angle backwards", turns(-pi / 4)),
                                ("by a right angle", turns(pi / 2))),
            because="theta -> theta + pi/4")
