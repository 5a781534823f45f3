"""Entwined pairs with fixed signal velocity: from the lattice to the Dirac system, (15)-(20)."""

from sympy import (
    Derivative,
    Expr,
    I,
    Integer,
    Matrix,
    Mul,
    Sum,
    atan,
    cos,
    cosh,
    diff,
    exp,
    factorial,
    oo,
    pi,
    sin,
    sinh,
)

from symq.lang.calc import Derivation, Step, calc
from symq.lang.shown import over, power, times
from symq.lang.statement import (
    All,
    Equivalence,
    Implication,
    Limit,
    Q,
    Statement,
    between,
    eq,
    expands,
    gt,
    lt,
)
from symq.paper.claim import Correction, Neighbour, Reading

from .setting import (
    a,
    c,
    delta,
    epsilon,
    hbar,
    left_step,
    m,
    p1,
    p2,
    p3,
    p4,
    paper,
    right_step,
    small,
    t,
    z,
)

A = paper.real("A")
ONE, TWO, THREE, FOUR = p1(z, t), p2(z, t), p3(z, t), p4(z, t)
RARE = (lt(a * epsilon, 1),)                     # a turn is possible, not certain
ZERO = Integer(0)
steps = paper.integer("n")


def mean(each: Expr) -> Expr:
    """Mean of n * each, when the n-th step is the first with a turn: the geometric law."""
    return Sum(times(steps * each, a * epsilon, (1 - a * epsilon)**(steps - 1)), (steps, 1, oo))


def corners(number: int, rate: Expr) -> Limit:
    """So many turns at the points up to the time t: the binomial law becomes that of Poisson."""
    points = t / small
    ways = Mul(*((points - k) / (k + 1) for k in range(number)))
    return Limit(ways * (a * small)**number * (1 - a * small)**(points - number), small, 0,
                 (rate * t)**number / factorial(number) * exp(-rate * t), "+")


def no_turn(rate: Expr) -> Limit:
    """No turn up to the time t."""
    return corners(0, rate)


# the scaling (15)

paper.definition(
    "ord-mann:15a", asserts=lambda: (between(0, a * epsilon, 1), between(0, 1 - a * epsilon, 1)),
    assuming=RARE, because="alpha and beta are probabilities once epsilon is less than 1/a")
paper.definition(
    "ord-mann:15b", asserts=lambda: eq(over(times(c, epsilon), epsilon), c),
    because="delta = c epsilon: the lattice speed is the same on every scale")


paper.claim(
    "ord-mann:15", lambda: All((
        eq(mean(epsilon), 1 / a), eq(over(times(c, epsilon), epsilon), c), no_turn(a),
        eq(mean(c * epsilon), times(c, over(1, a))))),
    assuming=(gt(t, 0), *RARE),
    neighbours=lambda: (("a is the mean free time", eq(mean(epsilon), a)),
                        ("the rate of turns is twice as large", no_turn(2 * a)),
                        ("half of it", eq(mean(epsilon), 1 / (2 * a)))),
    because="the number of steps up to and including the next turn has the geometric law, and "
            "each step takes epsilon; in the limit no turn happens up to the time t with the "
            "probability exp(-a t), whose mean time is 1/a; mean free path over mean free time "
            "is c")


# the system (18) and its relatives


def system(one: Expr, two: Expr, *, decay: Expr = ZERO, sign: int = 1,
           rate: Expr = a) -> tuple[Statement, Statement]:
    """Eq. (18); `decay` is what each density loses, `sign` that of the first scattering term."""
    return (eq(diff(one, t), c * diff(one, z) - decay * one - sign * rate * two),
            eq(diff(two, t), -c * diff(two, z) - decay * two + rate * one))


def gaps(statements: tuple[Statement, ...]) -> tuple[Expr, ...]:
    """Left minus right side of each equation."""
    return tuple(s.lhs - s.rhs for s in statements)  # type: ignore[attr-defined]


def consistent(difference: tuple[Expr, ...], limit: tuple[Statement, ...], order: int) -> All:
    """Each difference equation, divided by epsilon, is its limit up to O(epsilon**order)."""
    return All(tuple(expands(d / epsilon, r, epsilon, order)
                     for d, r in zip(difference, gaps(limit), strict=True)))


def lattice() -> tuple[Expr, Expr]:
    """Left minus right side of Eq. (16), with delta = c epsilon."""
    one, two = left_step(p1, p2, a * epsilon, 1 - a * epsilon, c * epsilon)
    return p1(z, t + epsilon) - one, p2(z, t + epsilon) - two


EQ_16 = left_step(p1, p2, a * epsilon, 1 - a * epsilon)


alpha, beta = paper.real("alpha beta", latex=r"\alpha \beta")


def scaled(right: tuple[Expr, Expr]) -> All:
    """The right sides of Eq. (1) are these."""
    return All(tuple(eq(x, y) for x, y in zip(left_step(p1, p2, alpha, beta), right,
                                              strict=True)))


paper.claim("ord-mann:16", lambda: scaled((
    (1 - a * epsilon) * p1(z + delta, t) - a * epsilon * p2(z - delta, t),
    a * epsilon * p1(z + delta, t) + (1 - a * epsilon) * p2(z - delta, t))),
    assuming=(eq(alpha, a * epsilon), eq(beta, 1 - a * epsilon)))


def mean_path(step: Expr) -> Expr:
    """The mean free path with these time steps, c step times the mean number of steps."""
    return times(c, step, power(times(a, step), -1))


paper.claim(
    "ord-mann:16-persistent", lambda: All((
        Limit(a * small, small, 0, 0, "+"), Limit(over(a * small, small), small, 0, a, "+"),
        eq(times(over(t, epsilon), a * epsilon), a * t), eq(mean(c * epsilon), c / a),
        Limit(mean_path(small), small, 0, c / a, "+"))),
    assuming=RARE,
    neighbours=lambda: (("it goes down faster", Limit(over(a * small, small**2), small, 0, a, "+")),
                        ("the mean free path vanishes", eq(mean(c * epsilon), 0)),
                        ("another length", eq(mean(c * epsilon), 1 / a))),
    because="the probability is proportional to epsilon, so that the mean number a t of turns up "
            "to the time t, and, since delta = c epsilon, the mean free path are the same for "
            "every epsilon")


def first_order() -> All:
    """Eq. (17): what is left of (16) is that of (17) up to second order."""
    printed = ((1 - a * epsilon) * (ONE + delta * diff(ONE, z))
               - a * epsilon * (TWO - delta * diff(TWO, z)),
               a * epsilon * (ONE + delta * diff(ONE, z))
               + (1 - a * epsilon) * (TWO - delta * diff(TWO, z)))
    left = (ONE + epsilon * diff(ONE, t), TWO + epsilon * diff(TWO, t))
    exact = (p1(z, t + epsilon) - EQ_16[0], p2(z, t + epsilon) - EQ_16[1])
    return All(tuple(expands(e, x - y, {epsilon: 1, delta: 1}, 2)
                     for e, x, y in zip(exact, left, printed, strict=True)))


paper.claim("ord-mann:17", first_order)

PRINTED_18, TRUE_18 = system(ONE, TWO), system(ONE, TWO, decay=a)

@paper.claim(
    "ord-mann:18", lambda: consistent(lattice(), PRINTED_18, 1),
    correction=Correction(
        lambda: consistent(lattice(), TRUE_18, 1),
        "the first-order terms -a epsilon phi_1' and -a epsilon phi_2' of (17) are lost; the "
        "printed system is that of the densities exp(a t) phi'",
        stronger=(lambda: consistent(lattice(), TRUE_18, 2),)))
def to_first_order() -> Derivation:
    """Expand (16) as in (17), divide by epsilon."""
    steps: list[Step] = []
    kept = (a * ONE + a * TWO, a * TWO - a * ONE)
    drift = (diff(ONE, z), -diff(TWO, z))
    for gap, density, moved, loss, limit in zip(lattice(), (ONE, TWO), drift, kept, gaps(TRUE_18),
                                                strict=True):
        first = (epsilon * diff(density, t) - c * epsilon * moved + epsilon * loss) / epsilon
        steps += (calc(gap / epsilon)
                  .expands(first, epsilon, 1, note="(16) with the expansions of (17)")
                  .becomes(limit, note=r"divided by $\epsilon$").derivation().steps)
    return Derivation(consistent(lattice(), TRUE_18, 1), tuple(steps))


def growing(density: Expr) -> Expr:
    """exp(a t) times a density."""
    return exp(a * t) * density


paper.claim(
    "ord-mann:18-real-oscillatory",
    lambda: All((Implication(PRINTED_18, eq(diff(ONE, t, 2), c**2 * diff(ONE, z, 2) - a**2 * ONE)),
                 Implication(system(ONE, TWO, sign=-1),
                             eq(diff(ONE, t, 2), c**2 * diff(ONE, z, 2) + a**2 * ONE)))),
    neighbours=lambda: (
        ("equal signs oscillate",
         Implication(system(ONE, TWO, sign=-1),
                     eq(diff(ONE, t, 2), c**2 * diff(ONE, z, 2) - a**2 * ONE))),),
    readings=(Reading("from the corrected (18), for exp(a t) phi'", lambda: Implication(
        TRUE_18, eq(diff(growing(ONE), t, 2),
                    c**2 * diff(growing(ONE), z, 2) - a**2 * growing(ONE)))),),
    because="with the two signs each density obeys a wave equation with the restoring term "
            "-a^2 phi', with equal signs the term pushes away; the coefficients are real")

u, w = paper.functions("u w")
CONSTANT = (eq(diff(ONE, z), 0), eq(diff(TWO, z), 0))


def uniform(one: Expr, two: Expr, *, decay: Expr = ZERO, sign: int = 1
            ) -> tuple[Statement, Statement]:
    """Eq. (19); `decay` is what each density loses."""
    return (eq(diff(one, t), -decay * one - sign * a * two),
            eq(diff(two, t), -decay * two + a * one))


def lattice_without_place() -> tuple[Expr, Expr]:
    """Left minus right side of Eq. (16) for densities that do not depend on z."""
    one, two = left_step(lambda _, at: u(at), lambda _, at: w(at), a * epsilon, 1 - a * epsilon)
    return u(t + epsilon) - one, w(t + epsilon) - two


paper.claim(
    "ord-mann:19", lambda: consistent(lattice_without_place(), uniform(u(t), w(t)), 1),
    correction=Correction(
        lambda: consistent(lattice_without_place(), uniform(u(t), w(t), decay=a), 1),
        "the terms -a phi' that (18) has lost; (19) holds for exp(a t) phi'",
        stronger=(lambda: consistent(lattice_without_place(), uniform(u(t), w(t), decay=a), 2),)),
    readings=(Reading("from (18) as printed",
                      lambda: Implication((*PRINTED_18, *CONSTANT), All(uniform(ONE, TWO)))),
              Reading("from the corrected (18), for exp(a t) phi'",
                      lambda: Implication((*TRUE_18, *CONSTANT),
                                          All(uniform(growing(ONE), growing(TWO)))))))


def obeys(one: Expr, two: Expr, *, decay: Expr = ZERO, sign: int = 1) -> All:
    """The two densities solve (19)."""
    return All(tuple(eq(Derivative(x, t), rate.rhs)      # type: ignore[attr-defined]
                     for x, rate in zip((one, two), uniform(one, two, decay=decay, sign=sign),
                                        strict=True)))


paper.claim(
    "ord-mann:20", lambda: obeys(A * cos(a * t), A * sin(a * t)),
    readings=(Reading("as a solution of the corrected (19)", lambda: obeys(
        A * cos(a * t), A * sin(a * t), decay=a)),
        Reading("times exp(-a t), of the corrected (19)", lambda: obeys(
            A * exp(-a * t) * cos(a * t), A * exp(-a * t) * sin(a * t), decay=a))))

paper.claim(
    "ord-mann:20-hyperbolic", lambda: obeys(A * cosh(a * t), A * sinh(a * t), sign=-1),
    neighbours=lambda: (("both signs + and trigonometric functions",
                         obeys(A * cos(a * t), A * sin(a * t), sign=-1)),
                        ("the signs of (19) and hyperbolic functions",
                         obeys(A * cosh(a * t), A * sinh(a * t)))))

# the Dirac equation


def dirac(one: Expr = ONE, two: Expr = TWO, potential: Expr = ZERO
          ) -> tuple[Statement, Statement]:
    """The rows of i hbar dPhi/dt = (-c sigma_z p + m c^2 sigma_y + V) Phi with p = -i hbar d/dz."""
    sigma_y, sigma_z = Matrix([[0, -I], [I, 0]]), Matrix([[1, 0], [0, -1]])
    state = Matrix([one, two])
    momentum = -I * hbar * diff(state, z)
    right = -c * sigma_z * momentum + m * c**2 * sigma_y * state + potential * state
    return tuple(eq(I * hbar * diff(x, t), y)
                 for x, y in zip(state, right, strict=True))  # type: ignore[return-value]


MASS = m * c**2 / hbar

paper.claim(
    "ord-mann:18-dirac",
    lambda: Equivalence(All(system(ONE, TWO, rate=MASS)), All(dirac())),
    neighbours=lambda: (
        ("with equal signs", Equivalence(All(system(ONE, TWO, rate=MASS, sign=-1)),
                                         All(dirac()))),),
    readings=(Reading(
        "from the corrected (18), for exp(a t) phi'",
        lambda: Equivalence(All(system(ONE, TWO, rate=MASS, decay=MASS)),
                            All(dirac(*(exp(MASS * t) * x for x in (ONE, TWO)))))),),
    because="the equivalent system has real coefficients, so that real initial data stay real")


def paths() -> tuple[Statement, Statement]:
    """Kac: the persistent walk without charges."""
    return system(ONE, TWO, decay=a, sign=-1)


def unsigned() -> tuple[Expr, Expr]:
    """Left minus right side of (16) with both scattering terms positive."""
    return (p1(z, t + epsilon) - (1 - a * epsilon) * p1(z + c * epsilon, t)
            - a * epsilon * p2(z - c * epsilon, t),
            p2(z, t + epsilon) - (1 - a * epsilon) * p2(z - c * epsilon, t)
            - a * epsilon * p1(z + c * epsilon, t))


U = ONE + TWO


def telegraph(damping: Expr) -> Implication:
    """The telegraph equation for the total density."""
    return Implication(paths(), eq(diff(U, t, 2) + damping * diff(U, t), c**2 * diff(U, z, 2)))


paper.claim("ord-mann:kac-telegraph",
            lambda: All((consistent(unsigned(), paths(), 1), telegraph(2 * a))),
            neighbours=lambda: (("half the damping", telegraph(a)),))

# what the two routes have in common

paper.claim(
    "ord-mann:infinitesimal-rotation", lambda: All((
        eq(atan(over(Q(1, 2), Q(1, 2))), Q(1, 4) * pi),
        expands(atan(a * epsilon / (1 - a * epsilon)), a * epsilon, epsilon, 2),
        consistent(lattice(), TRUE_18, 1))),
    neighbours=lambda: (
        ("a finite angle", Limit(atan(a * epsilon / (1 - a * epsilon)), epsilon, 0, pi / 4, "+")),
        ("of twice the rate",
         expands(atan(a * epsilon / (1 - a * epsilon)), 2 * a * epsilon, epsilon, 2))))

def compton(diffusion: Expr) -> All:
    """Mean free path, mean free time and diffusion constant."""
    return All((eq(over(c, a), hbar / (m * c)), eq(over(1, a), hbar / (m * c**2)),
                eq(over(c**2, times(2, a)), diffusion)))


paper.definition("ord-mann:l-tau-c", asserts=lambda: (
    eq(mean(c * epsilon), over(c, a)), eq(mean(epsilon), over(1, a)),
    eq(over(over(c, a), over(1, a)), c)),
                 assuming=RARE)

paper.claim(
    "ord-mann:compton",
    lambda: compton(hbar / (2 * m)),
    assuming=(eq(a, MASS),),
    neighbours=lambda: (Neighbour(compton(hbar / m), "the whole of hbar/m", (eq(a, MASS),)),),
    because="mean free path c/a, mean free time 1/a, and c^2/(2a), the coefficient of the "
            "second derivative in (24), at a = m c^2/hbar")



def leg(expected: Expr, each: Expr, rate: Expr = a) -> All:
    """None, one and two turns up to the time t, by Poisson's law; the mean leg."""
    return All((*(corners(number, rate) for number in range(3)), eq(mean(each), expected)))


paper.claim(
    "ord-mann:poisson-leg", lambda: leg(1 / a, c * epsilon),
    assuming=(gt(t, 0), *RARE),
    correction=Correction(
        lambda: leg(c / a, c * epsilon),
        "1/a is a time, the mean duration of a segment; its mean length is c/a",
        stronger=(lambda: leg(c / a, c * epsilon, 2 * a),)),
    readings=(Reading("lengths of segments as durations", lambda: leg(1 / a, epsilon)),))


def mirrored() -> tuple[Statement, Statement]:
    """The limit of Eq. (2) with the scaling (15)."""
    return (eq(diff(THREE, t), c * diff(THREE, z) - a * THREE + a * FOUR),
            eq(diff(FOUR, t), -c * diff(FOUR, z) - a * FOUR - a * THREE))


def right_lattice() -> tuple[Expr, Expr]:
    """Left minus right side of Eq. (2) with the scaling (15)."""
    three, four = right_step(p3, p4, a * epsilon, 1 - a * epsilon, c * epsilon)
    return p3(z, t + epsilon) - three, p4(z, t + epsilon) - four


def reflected(s: Statement) -> Statement:
    """A line about phi_1, phi_2 seen in the mirror: phi_4, phi_3 at -z."""
    def seen(side: Expr) -> Expr:
        return side.subs({ONE: p4(-z, t), TWO: p3(-z, t)}).doit().subs(z, -z).doit()
    return eq(seen(s.lhs), seen(s.rhs))                  # type: ignore[attr-defined]


def mirror_images() -> Equivalence:
    """The second pair of equations is the first in the mirror."""
    return Equivalence(All(tuple(map(reflected, TRUE_18))), All(mirrored()))


paper.claim(
    "ord-mann:dirac-4comp",
    lambda: All((consistent(lattice(), TRUE_18, 1), consistent(right_lattice(), mirrored(), 1),
                 mirror_images())),
    neighbours=lambda: (("the right envelope has the same equations",
                         consistent(right_lattice(), system(THREE, FOUR, decay=a), 1)),))


def fixed_rate() -> tuple[Expr, Expr]:
    """Left minus right side of (1) with delta = c epsilon and a turn with probability 1/2."""
    one, two = left_step(p1, p2, Q(1, 2), Q(1, 2), c * epsilon)
    return p1(z, t + epsilon) - one, p2(z, t + epsilon) - two


paper.claim("ord-mann:scaling-ref", lambda: consistent(lattice(), TRUE_18, 1),
            neighbours=lambda: (("with a fixed probability of a turn",
                                 consistent(fixed_rate(), TRUE_18, 1)),),
            because="the number of the equation is damaged; (15) is the scaling that has this "
                    "limit")
