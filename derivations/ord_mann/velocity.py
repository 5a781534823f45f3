"""Entwined pairs with fixed signal velocity: from the lattice to the Dirac system, (15)-(20)."""

from sympy import Expr, I, Integer, Matrix, atan, cos, cosh, diff, exp, pi, sin, sinh

from symq.lang.statement import (
    All,
    Equivalence,
    Implication,
    Limit,
    Q,
    Statement,
    eq,
    expands,
    le,
)
from symq.paper.claim import Correction, Reading

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
    t,
    z,
)

A = paper.real("A")
ONE, TWO, THREE, FOUR = p1(z, t), p2(z, t), p3(z, t), p4(z, t)
MEAN_TIME = epsilon / (a * epsilon)               # steps of epsilon, 1/(a epsilon) of them
RARE = (le(a * epsilon, 1),)                     # a epsilon is a probability

ZERO = Integer(0)

# the scaling (15)

paper.definition(
    "ord-mann:15a", asserts=lambda: (le(a * epsilon, 1), le(0, 1 - a * epsilon),
                                     eq(a * epsilon + (1 - a * epsilon), 1)),
    assuming=RARE, because="alpha and beta are probabilities once epsilon is at most 1/a")
paper.definition(
    "ord-mann:15b", asserts=lambda: eq((c * epsilon) / epsilon, c),
    because="delta = c epsilon: the lattice speed is the same on every scale")


def turn_free(n: Expr) -> Expr:
    """Probability of no turn in n steps."""
    return (1 - a * epsilon)**n



paper.claim(
    "ord-mann:15", lambda: All((
        Limit(MEAN_TIME, epsilon, 0, 1 / a, "+"), eq((c * epsilon) / epsilon, c))),
    neighbours=lambda: (("a is the mean free time", Limit(MEAN_TIME, epsilon, 0, a, "+")),),
    because="the number of steps up to and including the next turn has the geometric law with "
            "mean 1/(a epsilon), and each step takes epsilon")


# the system (18) and its relatives


def system(one: Expr, two: Expr, *, decay: Expr = ZERO, sign: int = 1,
           rate: Expr = a) -> tuple[Statement, Statement]:
    """Eq. (18); `decay` is what each density loses, `sign` that of the first scattering term."""
    return (eq(diff(one, t), c * diff(one, z) - decay * one - sign * rate * two),
            eq(diff(two, t), -c * diff(two, z) - decay * two + rate * one))


def gaps(statements: tuple[Statement, ...]) -> tuple[Expr, ...]:
    """Left minus right side of each equation."""
    return tuple(s.lhs - s.rhs for s in statements)  # type: ignore[attr-defined]


def consistent(difference: tuple[Expr, ...], limit: tuple[Statement, ...], order: int,
               *, sharp: bool = False) -> All:
    """Each difference equation, divided by epsilon, is its limit up to O(epsilon**order)."""
    return All(tuple(expands(d / epsilon, r, epsilon, order, sharp=sharp)
                     for d, r in zip(difference, gaps(limit), strict=True)))


def lattice() -> tuple[Expr, Expr]:
    """Left minus right side of Eq. (16), with delta = c epsilon."""
    one, two = left_step(p1, p2, a * epsilon, 1 - a * epsilon, c * epsilon)
    return p1(z, t + epsilon) - one, p2(z, t + epsilon) - two


EQ_16 = left_step(p1, p2, a * epsilon, 1 - a * epsilon)


def scaled() -> tuple[Expr, Expr]:
    """The right sides of Eq. (1) with the scaling (15)."""
    alpha, beta = paper.real("alpha beta", latex=r"\alpha \beta")
    at = {alpha: a * epsilon, beta: 1 - a * epsilon}
    one, two = left_step(p1, p2, alpha, beta)
    return one.subs(at), two.subs(at)


paper.claim("ord-mann:16", lambda: All((
    eq((1 - a * epsilon) * p1(z + delta, t) - a * epsilon * p2(z - delta, t), scaled()[0]),
    eq(a * epsilon * p1(z + delta, t) + (1 - a * epsilon) * p2(z - delta, t), scaled()[1]))))

paper.claim(
    "ord-mann:16-persistent", lambda: All((
        Limit(a * epsilon, epsilon, 0, 0, "+"), Limit((c * epsilon) / (a * epsilon), epsilon, 0,
                                                     c / a, "+"))),
    neighbours=lambda: (
        ("the mean free path vanishes", Limit((c * epsilon) / (a * epsilon), epsilon, 0, 0, "+")),))


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

paper.claim(
    "ord-mann:18", lambda: consistent(lattice(), PRINTED_18, 1),
    correction=Correction(
        lambda: consistent(lattice(), TRUE_18, 1),
        "the first-order terms -a epsilon phi_1' and -a epsilon phi_2' of (17) are lost; the "
        "printed system is that of the densities exp(a t) phi'",
        stronger=(lambda: consistent(lattice(), TRUE_18, 2),)))


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
    because="with the two signs each density obeys a wave equation with the restoring term "
            "-a**2 phi', with equal signs the term pushes away; the coefficients are real")

CONSTANT = (eq(diff(ONE, z), 0), eq(diff(TWO, z), 0))
EQ_19 = (eq(diff(ONE, t), -a * TWO), eq(diff(TWO, t), a * ONE))

paper.claim(
    "ord-mann:19", lambda: Implication((*PRINTED_18, *CONSTANT), All(EQ_19)),
    readings=(Reading("from the corrected (18), for exp(a t) phi'",
                      lambda: Implication((*TRUE_18, *CONSTANT), All((
                          eq(diff(growing(ONE), t), -a * growing(TWO)),
                          eq(diff(growing(TWO), t), a * growing(ONE)))))),))

paper.claim("ord-mann:20", lambda: All((
    eq(diff(A * cos(a * t), t), -a * (A * sin(a * t))),
    eq(diff(A * sin(a * t), t), a * (A * cos(a * t))))))

paper.claim(
    "ord-mann:20-hyperbolic", lambda: All((
        eq(diff(A * cosh(a * t), t), a * (A * sinh(a * t))),
        eq(diff(A * sinh(a * t), t), a * (A * cosh(a * t))))),
    neighbours=lambda: (("both signs + and trigonometric functions", All((
        eq(diff(A * cos(a * t), t), a * (A * sin(a * t))),
        eq(diff(A * sin(a * t), t), a * (A * cos(a * t)))))),))

# the Dirac equation


def dirac() -> tuple[Statement, Statement]:
    """The rows of i hbar dPhi/dt = (-c sigma_z p + m c^2 sigma_y) Phi with p = -i hbar d/dz."""
    sigma_y, sigma_z = Matrix([[0, -I], [I, 0]]), Matrix([[1, 0], [0, -1]])
    state = Matrix([ONE, TWO])
    momentum = -I * hbar * diff(state, z)
    right = -c * sigma_z * momentum + m * c**2 * sigma_y * state
    return tuple(eq(I * hbar * diff(x, t), y)
                 for x, y in zip(state, right, strict=True))  # type: ignore[return-value]


MASS = m * c**2 / hbar

paper.claim(
    "ord-mann:18-dirac",
    lambda: Equivalence(All(system(ONE, TWO, rate=MASS)), All(dirac())),
    neighbours=lambda: (
        ("with equal signs", Equivalence(All(system(ONE, TWO, rate=MASS, sign=-1)),
                                         All(dirac()))),),
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
        eq(atan(Q(1, 2) / Q(1, 2)), Q(1, 4) * pi),
        expands(atan(a * epsilon / (1 - a * epsilon)), a * epsilon, epsilon, 2),
        consistent(lattice(), TRUE_18, 1))),
    neighbours=lambda: (
        ("a finite angle", Limit(atan(a * epsilon / (1 - a * epsilon)), epsilon, 0, pi / 4, "+")),
        ("of twice the rate",
         expands(atan(a * epsilon / (1 - a * epsilon)), 2 * a * epsilon, epsilon, 2))))

paper.definition("ord-mann:l-tau-c", asserts=lambda: eq((c / a) / (1 / a), c))

paper.claim(
    "ord-mann:compton",
    lambda: All((eq(c / MASS, hbar / (m * c)), eq(1 / MASS, hbar / (m * c**2)),
                 eq(c**2 / (2 * MASS), hbar / (2 * m)))),
    neighbours=lambda: (("the whole of hbar/m", eq(c**2 / (2 * MASS), hbar / m)),),
    because="mean free path c/a, mean free time 1/a, and c**2/(2a), the coefficient of the "
            "second derivative in (24), at a = m c^2/hbar")

paper.claim(
    "ord-mann:poisson-leg", lambda: All((
        Limit((1 - a * epsilon)**(t / epsilon), epsilon, 0, exp(-a * t), "+"),
        eq(MEAN_TIME, 1 / a))),
    assuming=(t > 0,),
    neighbours=lambda: (("another rate",
                         Limit((1 - a * epsilon)**(t / epsilon), epsilon, 0, exp(-2 * a * t),
                               "+")),))


def mirrored() -> tuple[Statement, Statement]:
    """The limit of Eq. (2) with the scaling (15)."""
    return (eq(diff(THREE, t), c * diff(THREE, z) - a * THREE + a * FOUR),
            eq(diff(FOUR, t), -c * diff(FOUR, z) - a * FOUR - a * THREE))


def right_lattice() -> tuple[Expr, Expr]:
    """Left minus right side of Eq. (2) with the scaling (15)."""
    three, four = right_step(p3, p4, a * epsilon, 1 - a * epsilon, c * epsilon)
    return p3(z, t + epsilon) - three, p4(z, t + epsilon) - four


paper.claim(
    "ord-mann:dirac-4comp",
    lambda: All((consistent(lattice(), TRUE_18, 1), consistent(right_lattice(), mirrored(), 1),
                 *(eq(s.lhs - s.rhs, r.lhs - r.rhs)  # type: ignore[attr-defined]
                   for s, r in zip(reflected(), mirrored(), strict=True)))),
    neighbours=lambda: (("the right envelope has the same equations",
                         consistent(right_lattice(), system(THREE, FOUR, decay=a), 1)),))


def reflected() -> tuple[Statement, Statement]:
    """The limit of (1) seen in the mirror: phi_4 for phi_1, phi_3 for phi_2, -d/dz for d/dz."""
    return (eq(diff(THREE, t), c * diff(THREE, z) - a * THREE + a * FOUR),
            eq(diff(FOUR, t), -c * diff(FOUR, z) - a * FOUR - a * THREE))


def fixed_rate() -> tuple[Expr, Expr]:
    """Left minus right side of (1) with delta = c epsilon and a turn with probability 1/2."""
    one, two = left_step(p1, p2, Q(1, 2), Q(1, 2), c * epsilon)
    return p1(z, t + epsilon) - one, p2(z, t + epsilon) - two


paper.claim("ord-mann:scaling-ref", lambda: consistent(lattice(), TRUE_18, 1),
            neighbours=lambda: (("with a fixed probability of a turn",
                                 consistent(fixed_rate(), TRUE_18, 1)),),
            because="the number of the equation is damaged; (15) is the scaling that has this "
                    "limit")
