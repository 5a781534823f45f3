"""Section 3: entangled or factorisable is a question of the factors."""

from __future__ import annotations

from functools import cache

from sympy import (
    Derivative,
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    cos,
    diff,
    exp,
    eye,
    kronecker_product,
    sin,
    sqrt,
)

from symq.conservation import change_of_factorisation, pure_state
from symq.history import GaussianState, centre_of_mass
from symq.lang.calc import Derivation, Step, stepwise
from symq.lang.shown import matrix_product, minus, over, plus, power, times
from symq.lang.statement import (
    All,
    Equivalence,
    Implication,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    eq,
    expands,
    ge,
    lt,
    ne,
)
from symq.paper.claim import Neighbour, Reading

from .setting import hbar, paper, t, theta, written

m1, m2, k = paper.positive("m_1 m_2 k_C", latex="m_1 m_2 k")
x1, x2 = paper.real("x_b1 x_b2", latex="x_1 x_2")
r1, r2 = paper.real("r_1 r_2", latex=r"\mathbf{r}_1 \mathbf{r}_2")
radius = paper.positive("r")
level = paper.integer("n_level", latex="n")
M = m1 + m2
mu = m1 * m2 / M
R, r = over(plus(times(m1, x1), times(m2, x2)), M), minus(x1, x2)

# the tensor product structure

CNOT = ImmutableMatrix([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
RELABEL = {(0, 0): (0, 0), (0, 1): (0, 1), (1, 0): (1, 1), (1, 1): (1, 0)}


def determinant(relabelled: bool) -> Expr:
    """a00 a11 - a01 a10 of cos(theta)|00> + sin(theta)|11>, in the old or in the new factors."""
    state = pure_state({(0, 0): cos(theta), (1, 1): sin(theta)}, {"1": 2, "2": 2})
    if relabelled:
        state = change_of_factorisation(state, ["1", "2"], {"A": 2, "B": 2}, RELABEL)
    a = state.vector(("A", "B") if relabelled else ("1", "2"))
    get = [a.get((i, j), Integer(0)) for i in (0, 1) for j in (0, 1)]
    return minus(times(get[0], get[3]), times(get[1], get[2]))


PROPER = (ne(sin(theta), 0), ne(cos(theta), 0))
paper.claim("gillis:s3-tps",
            lambda: All((ne(determinant(False), 0), eq(determinant(True), 0))), assuming=PROPER,
            neighbours=lambda: (("entangled in both", ne(determinant(True), 0)),
                                ("product in both", eq(determinant(False), 0))),
            because="cos|00> + sin|11> is entangled (its determinant is not zero); with |11> and "
                    "|10> as |1>|0> and |1>|1> of other factors it is a product")

opK = paper.operators("K_w", latex=[r"|w\rangle\langle w|"])
length, product_overlap = paper.real("len_w c_w", latex=[r"\langle w|w\rangle", "c"])
RANK_ONE = OperatorAlgebra((opK,), ((opK * opK, length * opK),))


def reflection(factor: Expr) -> All:
    """1 - 2|w><w|/<w|w> with w = psi - phi is unitary and takes psi to phi."""
    u = 1 - factor / length * opK
    return All((OperatorIdentity(times(u, u), Integer(1), RANK_ONE),
                # (1 - f |w><w|/<w|w>) psi = psi - f <w|psi>/<w|w> (psi - phi)
                Implication((eq(length, 2 - 2 * product_overlap), ne(length, 0)),
                            eq(over(times(factor, 1 - product_overlap), length), 1))))


paper.claim("gillis:s3-unitary-factorise", lambda: reflection(Integer(2)),
            assuming=(ne(length, 0),),
            neighbours=lambda: (("another multiple", reflection(Integer(1))),),
            because="in any dimension: psi is any unit vector, phi a product vector with phase "
                    "such that <phi|psi> = c is real, w = psi - phi, <w|w> = 2 - 2c and "
                    "<w|psi> = 1 - c")

# two bodies

ops = paper.operators("X_1 X_2 P_1 P_2", latex=r"\hat{x}_1 \hat{x}_2 \hat{p}_1 \hat{p}_2")
TWO = OperatorAlgebra.from_commutators(ops, {(ops[0], ops[2]): I * hbar,
                                             (ops[1], ops[3]): I * hbar})
p1, p2 = paper.real("p_1m p_2m", latex="p_1 p_2")
V = paper.functions("V_r", latex="V")


def decoupled(reduced: Expr) -> All:
    """The Hamiltonian in both sets of variables, and that the new ones are canonical."""
    total, relative = plus(p1, p2), over(minus(times(m2, p1), times(m1, p2)), M)
    line = eq(plus(over(power(p1, 2), 2 * m1), over(power(p2, 2), 2 * m2), V(minus(x1, x2))),
              plus(over(power(total, 2), 2 * M), over(power(relative, 2), 2 * reduced), V(r)))
    X1, X2, P1, P2 = ops
    big = (m1 / M * X1 + m2 / M * X2, P1 + P2)
    small = (X1 - X2, m2 / M * P1 - m1 / M * P2)
    pairs = [(big[0], big[1], I * hbar), (small[0], small[1], I * hbar), (big[0], small[1], 0),
             (small[0], big[1], 0), (big[0], small[0], 0), (big[1], small[1], 0)]
    return All((line, *(OperatorIdentity(plus(times(a, b), times(-1, b, a)), c, TWO)
                        for a, b, c in pairs)))


@paper.claim("gillis:s3-decoupling", lambda: decoupled(mu),
             neighbours=lambda: (("the mean for the reduced mass", decoupled(M / 4)),))
def centre_and_relative_motion() -> Derivation:
    """Insert the new momenta: the mixed terms cancel. Both pairs are canonical."""
    kinetic, total, relative = (over(power(p1, 2), 2 * m1), over(power(p2, 2), 2 * m2)), \
        plus(p1, p2), over(minus(times(m2, p1), times(m1, p2)), M)
    spread = Step(eq(plus(over(power(total, 2), 2 * M), over(power(relative, 2), 2 * mu)),
                     plus(*kinetic)), (), "the mixed terms of the squares cancel")
    names = (r"\hat{R}, \hat{P}", r"\hat{r}, \hat{p}", r"\hat{R}, \hat{p}", r"\hat{r}, \hat{P}",
             r"\hat{R}, \hat{r}", r"\hat{P}, \hat{p}")
    return stepwise(decoupled(mu), ("and $V$ depends on $r$ alone",
                                    *(f"the commutator $[{name}]$" for name in names)), (spread,))



def turned(scales: tuple[Expr, Expr, Expr, Expr]) -> All:
    """(s1 x1, s2 x2) -> (S R, s r), r = x2 - x1, is orthogonal with determinant 1."""
    s1, s2, big, small = scales
    matrix = ImmutableMatrix([[big * m1 / M / s1, big * m2 / M / s2], [-small / s1, small / s2]])
    a, b, c, d = matrix
    return All((MatrixIdentity(matrix_product(matrix, matrix.T), eye(2)),
                eq(minus(times(a, d), times(b, c)), 1)))


paper.claim(
    "gillis:s3-rotation",
    lambda: turned((sqrt(m1), sqrt(m2), sqrt(M), sqrt(mu))),
    readings=(Reading("in the coordinates x_1, x_2 themselves",
                      lambda: turned((Integer(1),) * 4)),),
    neighbours=lambda: (("scaled with the masses", turned((m1, m2, M, mu))),),
    because="a rotation in the coordinates sqrt(m) x of configuration space, in which the kinetic "
            "energy is a sum of squares, with r = x_2 - x_1 (the other sign adds a reflection)")

a_R, a_r, a_1, a_2 = paper.positive("a_R a_r a_b1 a_b2", latex="a_R a_r a_1 a_2")


def covariances(state: GaussianState) -> list[Expr]:
    """The covariances between the two modes of a state; those of x and p vanish here."""
    return [state.covariance[0, 2], state.covariance[1, 3]]


@cache
def bodies_from_centre() -> GaussianState:
    """A product in (R, r), read in (x1, x2)."""
    state = GaussianState(hbar=hbar).prepared("R", a_R).prepared("r", a_r)
    return state.applied(("R", "r"), centre_of_mass(m1, m2).inv(), "bodies", ("1", "2"))


@cache
def centre_from_bodies() -> GaussianState:
    """A product in (x1, x2), read in (R, r)."""
    state = GaussianState(hbar=hbar).prepared("1", a_1).prepared("2", a_2)
    return state.applied(("1", "2"), centre_of_mass(m1, m2), "centre", ("R", "r"))


def alters(first: Expr, second: Expr) -> All:
    """Each product state of one kind is one of the other kind under one condition only."""
    return All((
        Equivalence(All(tuple(eq(c, 0) for c in covariances(bodies_from_centre()))), eq(first, 0)),
        Equivalence(All(tuple(eq(c, 0) for c in covariances(centre_from_bodies()))),
                    eq(second, 0))))


paper.claim("gillis:s3-alters-tps",
            lambda: alters(M**2 * a_R - m1 * m2 * a_r, m1 * a_1 - m2 * a_2),
            neighbours=lambda: (
                ("for all Gaussians", All(tuple(eq(c, 0) for c in
                                                covariances(bodies_from_centre())))),
                ("equal widths", alters(a_R - a_r, a_1 - a_2))),
            because="Gaussians of position variances a_R, a_r (or a_1, a_2): a product in one "
                    "pair of factors is entangled in the other, except on one surface")

inverse_mass = paper.real("y_m", latex="y")


def heavy(limit_r: Expr, limit_mu: Expr) -> All:
    """R and mu for y = 1/m_1 to 0."""
    at = {m1: 1 / inverse_mass}
    return All((expands((m1 * x1 + m2 * x2).xreplace(at) / M.xreplace(at), limit_r,
                        inverse_mass, 1, sharp=True),
                expands(mu.xreplace(at), limit_mu, inverse_mass, 1, sharp=True)))


paper.claim("gillis:s3-large-mass", lambda: heavy(x1, m2), assuming=(ne(x1, x2),),
            neighbours=lambda: (("the other body", heavy(x2, m2)),
                                ("the other mass", heavy(x1, 2 * m2))),
            because="y = 1/m_1; both hold up to terms of order m_2/m_1, no better")


def barycentric(first: Expr, second: Expr) -> All:
    """With the centre of mass at rest in the origin, by the relative position."""
    centre = eq(m1 * r1 + m2 * r2, 0)
    return All((Implication((eq(over(m1 * r1 + m2 * r2, M), 0),), centre),
                Implication((centre,), All((eq(r1, first), eq(r2, second),
                                            eq(times(m1, r1), times(-1, m2, r2)))))))


DISTANCE = r1 - r2
paper.claim("gillis:s3-earth-sun", lambda: barycentric(m2 / M * DISTANCE, -m1 / M * DISTANCE),
            neighbours=lambda: (("the sun at rest", barycentric(Integer(0), -DISTANCE)),
                                ("equal orbits", barycentric(DISTANCE / 2, -DISTANCE / 2))),
            because="each component of both positions is a fixed multiple of the relative position "
                    "r_1 - r_2: similar orbits about the common centre, in the ratio m_2 : m_1")


@cache
def hydrogen(mass: Expr, energy: Expr) -> Statement:
    """The circular states u = r^n e^(-r/na) in the potential -k/r, for all n."""
    a = hbar**2 / (m2 * k) if mass == m2 else hbar**2 / (mu * k)
    u = radius**level * exp(-radius / (level * a))
    return eq(-hbar**2 / (2 * mass) * diff(u, radius, 2)
              + hbar**2 * level * (level - 1) / (2 * mass * radius**2) * u - k / radius * u,
              energy * u)


def fixed_centre(factor: Expr) -> All:
    """The levels in a central field, and those of the two-body problem."""
    fixed = -m2 * k**2 / (2 * hbar**2 * level**2)
    both = -mu * k**2 / (2 * hbar**2 * level**2)
    return All((hydrogen(m2, fixed), hydrogen(mu, both), eq(both, factor * fixed),
                lt(fixed, both)))


paper.claim("gillis:s3-hydrogen", lambda: fixed_centre(m1 / M), assuming=(ge(level, 1),),
            neighbours=lambda: (("no difference", fixed_centre(Integer(1))),
                                ("the other ratio", fixed_centre(m2 / M))),
            because="the central field gives levels -m k^2/(2 hbar^2 n^2) (here with the states of "
                    "l = n - 1, for all n); those of nucleus m_1 and electron m_2 are higher by "
                    "the factor m_1/(m_1 + m_2)")

Phi, chi = paper.functions("Phi chi", latex=r"\Phi \chi")
centre, distance = paper.real("R_c r_d", latex="R r")


@cache
def separate() -> tuple[tuple[Statement, Statement], Statement]:
    """The equations of the two factors, and that of their product."""
    f, g = Phi(centre, t), chi(distance, t)
    whole = f * g
    return ((eq(I * hbar * Derivative(f, t), -hbar**2 / (2 * M) * Derivative(f, centre, 2)),
             eq(I * hbar * Derivative(g, t),
                -hbar**2 / (2 * mu) * Derivative(g, distance, 2) + V(distance) * g)),
            eq(I * hbar * diff(whole, t),
               -hbar**2 / (2 * M) * diff(whole, centre, 2)
               - hbar**2 / (2 * mu) * diff(whole, distance, 2) + V(distance) * whole))


paper.claim("gillis:s3-eliminate-interaction", lambda: Implication(*separate()),
            neighbours=lambda: (("whatever the factors do", separate()[1]),),
            because="a product of a free centre of mass and of one body of mass mu in the external "
                    "potential V(r) stays one: nothing acts between the two factors")

PAULI_X = ImmutableMatrix([[0, 1], [1, 0]])
PAULI_Z = ImmutableMatrix([[1, 0], [0, -1]])


oa, ob, oc, od = paper.real("O_11 O_12 O_21 O_22")


def seen_from(operator: ImmutableMatrix, result: ImmutableMatrix) -> MatrixIdentity:
    """An operator on one of the new factors, as one on the old factors."""
    return MatrixIdentity(written(CNOT, operator * CNOT), result)


def local_or_not(across: ImmutableMatrix) -> All:
    """Any operator on the one, and on the other new factor, seen from the old factors."""
    one = eye(2)
    local = ImmutableMatrix([[oa, ob], [oc, od]])
    straight, cross = (ImmutableMatrix([[oa, 0], [0, od]]), ImmutableMatrix([[0, ob], [oc, 0]]))
    return All((seen_from(kronecker_product(local, one),
                          kronecker_product(straight, one) + kronecker_product(cross, across)),
                seen_from(kronecker_product(one, PAULI_Z), kronecker_product(PAULI_Z, PAULI_Z))))


paper.claim("gillis:s3-quote-22", lambda: local_or_not(PAULI_X),
            neighbours=lambda: (("local in both", local_or_not(eye(2))),),
            because="the vector alone fixes nothing: an operator O x 1 that is local for one "
                    "choice of factors couples the others by its elements O_12, O_21 (1 x Z "
                    "becomes Z x Z), and the same vector is a "
                    "product for one and entangled for the other (gillis:s3-tps). Which operators "
                    "act is decided by the interaction or the measuring device")


@cache
def oscillating() -> GaussianState:
    """Two equal bodies with a spring, at the phase theta of it.

    They start as a product with variance a_1 each; the centre moves freely for a time t.
    """
    start = GaussianState(hbar=hbar).prepared("1", a_1).prepared("2", a_1)
    both = start.applied(("1", "2"), centre_of_mass(m1, m1), "centre", ("R", "r"))
    free = ImmutableMatrix([[1, t / (2 * m1)], [0, 1]])
    spring = ImmutableMatrix([[cos(theta), sin(theta) / k], [-k * sin(theta), cos(theta)]])
    both = both.applied(("R",), free, "free").applied(("r",), spring, "spring")
    return both.applied(("R", "r"), centre_of_mass(m1, m1).inv(), "bodies", ("1", "2"))


@cache
def spring_entangles(momentum: Expr) -> All:
    """Covariances between R, P and r, p by those of the bodies; of the bodies' momenta."""
    bodies = oscillating()
    v = bodies.covariance
    between = [minus(v[i, k], v[2 + i, 2 + k]) for i, k in ((0, 0), (0, 1), (1, 1))]
    return All((*(eq(over(c, 2), 0) for c in between),
                eq(covariances(bodies)[1], momentum.xreplace({sine: sin(theta)})),
                ne(momentum, 0)))


sine = paper.real("s_theta", latex=r"s_\theta")
SPRING = sine**2 * (hbar - 4 * k * a_1) * (hbar + 4 * k * a_1) / (8 * a_1)
paper.claim("gillis:s3-entangled-original", lambda: spring_entangles(SPRING),
            assuming=(ne(sine, 0), ne(hbar - 4 * k * a_1, 0)),
            neighbours=lambda: (
                ("of the other sign", spring_entangles(-SPRING)),
                Neighbour(lambda: spring_entangles(SPRING), "at the start", (eq(sine, 0),))),
            because="two equal bodies on a spring (k = mu omega, theta = omega t) start as a "
                    "product in both pairs of factors; centre and relative motion stay a product, "
                    "the momenta of the bodies become correlated for sin(theta) = s_theta not 0, "
                    "except in the width of the spring's ground state")
