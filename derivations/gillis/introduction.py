"""Section 1: what is conserved, and what entanglement has to do with it."""

from __future__ import annotations

from functools import cache
from itertools import permutations

from sympy import (
    Expr,
    ImmutableMatrix,
    Integer,
    LeviCivita,
    diff,
    oo,
    sqrt,
)

from symq.conservation import (
    canonical,
    conserved,
    operators,
)
from symq.lang.shown import over, plus, power, times
from symq.lang.statement import (
    All,
    Implication,
    Limit,
    Statement,
    eq,
    ge,
    gt,
    le,
    lt,
    ne,
)
from symq.lang.theorems import use
from symq.paper.claim import Neighbour, Reading

from .setting import (
    branch,
    column,
    hbar,
    m,
    many,
    paper,
    q1,
    q2,
    q3,
    seen,
    weight,
    x,
)

runs = paper.integer("n_runs", latex="n")

in_a, in_b = (paper.real(f"{s}_in0 {s}_in1", latex=f"{s}_0 {s}_1") for s in "ab")
turn = paper.real("c_U s_U", latex="c s")
kick = paper.real("g_re g_im", latex=r"g_r g_i")
twist = paper.real("z_re z_im", latex=r"z_r z_i")
UNIT = tuple(eq(a**2 + b**2, 1) for a, b in (in_a, in_b, turn, kick, twist))


def distribution_kept() -> Implication:
    """A conserving unitary of two qubits: unchanged joint distribution implies no entanglement.

    |10> becomes c|10> + s z'|01> and |01> becomes c|01> - s z|10> (z' the conjugate of z), |11>
    g|11>. Other phases are those of basis vectors of one system.
    """
    (a0, a1), (b0, b1), (c, s), (g, h), (z, w) = in_a, in_b, turn, kick, twist
    one = c * a1 * b0 - s * z * a0 * b1, -s * w * a0 * b1
    two = s * z * a1 * b0 + c * a0 * b1, -s * w * a1 * b0
    same = tuple(eq(power(re, 2) + power(im, 2), power(start, 2))
                 for (re, im), start in ((one, a1 * b0), (two, a0 * b1)))
    det = (g * a0 * b0 * a1 * b1 - (one[0] * two[0] - one[1] * two[1]),
           h * a0 * b0 * a1 * b1 - (one[0] * two[1] + one[1] * two[0]))
    return Implication(same, All(tuple(eq(d, 0) for d in det)))


paper.claim(
    "gillis:intro-sharing", distribution_kept, assuming=UNIT,
    condition=(eq(in_a[0] * in_a[1] * in_b[0] * in_b[1], 0),),
    neighbours=(Neighbour(distribution_kept, "whatever the interaction", UNIT[:2]),),
    because="every conserving U of two qubits, up to phases of one of them, keeps |00>, turns "
            "|10>, |01> and multiplies |11> by g: if the joint distribution of "
            "Q_A and Q_B stays that of the product, the state is a product. A controlled phase "
            "entangles without any exchange if both start in superpositions; it is so, whatever U "
            "is, if the quantity of A or that of B is definite at the start")

parts = paper.real("x_i y_i x_j y_j")
EIGEN = (q1 - q2) * parts[0] * parts[2]


def null_set() -> tuple:
    """(q_1 - q_2) x_i x_j, which vanishes on every eigenvector."""
    return (use("zero-set-null", f=EIGEN, x=(parts[0], parts[2])),)


def in_eigenvector() -> Implication:
    """An eigenvector to q_3 has no component to q_1, or none to q_2."""
    a, b, c, d = parts
    return Implication((eq(q1 * a, q3 * a), eq(q1 * b, q3 * b), eq(q2 * c, q3 * c),
                        eq(q2 * d, q3 * d)), eq(EIGEN, 0))


paper.claim("gillis:intro-eigenstate-fraction",
            lambda: All((in_eigenvector(), null_set()[0].conclusion)), assuming=(ne(q1, q2),),
            theorem=null_set,
            neighbours=lambda: (Neighbour(null_set()[0].conclusion, "a multiple of the identity",
                                          (eq(q1, q2),), null_set()),),
            because="psi_i = x_i + i y_i, psi_j are components to two different values q_1, q_2 of "
                    "Q, in any dimension")

success = paper.real("p_k", latex="p")
CHANCE = (gt(success, 0), lt(success, 1))
KEPT = (ge(seen, 0), le(seen, runs), ge(runs, 1))


def record(k: Expr) -> Expr:
    """The probability of one record of n runs with k successes."""
    return times(power(success, k), power(1 - success, runs - k))


def tested(spread: Expr) -> All:
    """Every record is possible whatever p is, and the frequency of many runs is sharp."""
    return All((gt(record(seen), 0), Limit(spread, many, oo, 0)))


paper.claim(
    "gillis:intro-tested-probabilistically",
    lambda: tested(over(success * (1 - success), many)), assuming=(*CHANCE, *KEPT),
    neighbours=lambda: (
        ("all records are alike", eq(record(seen), record(Integer(0)))),
        ("one run is enough", tested(success * (1 - success)))),
    because="outside eigenstates every record of k successes in n runs has a positive probability "
            "for every mean p, so that no finite number of runs decides; the variance "
            "p(1 - p)/n of the frequency tends to 0. That the law itself holds in each run is "
            "judged in the claims on branches")

three = [paper.real(f"d_{k} e_{k}") for k in (1, 2, 3)]


def pointers(ratio: int) -> Statement:
    """The Gram determinant of three states of a pointer with two levels."""
    gram = ImmutableMatrix(3, 3, lambda i, k: three[i][0] * three[k][0]
                           + three[i][1] * three[k][1])
    terms = [times(int(LeviCivita(*order)), *(gram[i, k] for i, k in enumerate(order)))
             for order in permutations(range(3))]
    return eq(plus(*terms), ratio)


def larger(base: int) -> Statement:
    """d levels, then an apparatus of as many for each earlier state, n times over."""
    return gt(power(base, power(2, runs + 1)), power(base, power(2, runs)))


paper.claim("gillis:intro-regress", lambda: All((pointers(0), larger(2))), assuming=(ge(runs, 0),),
            neighbours=lambda: (("three records in two levels", pointers(1)),
                                ("of one level", larger(1))),
            because="records of d results are d orthonormal states: fewer levels are never enough "
                    "(here 3 in 2). System and apparatus together have then d^2 levels, and the "
                    "next apparatus needs as many: d^(2^n) after n steps, without end")

at_x, at_y, push_x, push_y = paper.real("x_0 y_0 dV_x dV_y", latex=r"x y \partial_xV \partial_yV")


@cache
def external() -> dict[str, Expr]:
    """Rates of momentum, angular momentum and energy in a fixed potential V(x, y)."""
    xs, ys, px, py, v, vx, vy = operators("x y px py v vx vy")
    algebra = canonical([xs, ys], [px, py], functions={v: {xs: vx, ys: vy}})
    h = px**2 / 2 + py**2 / 2 + v
    push = {vx: push_x, vy: push_y, xs: at_x, ys: at_y}
    return {name: conserved(h, q, algebra).rate.xreplace(push)
            for name, q in (("momentum", px), ("angular momentum", xs * py - ys * px),
                            ("energy", h))}


def violated(*names: str) -> All:
    """These rates are not zero where a force and a torque act."""
    return All(tuple(ne(external()[n], 0) for n in names))


PUSHED = (ne(push_x, 0), ne(at_x * push_y - at_y * push_x, 0))
paper.claim(
    "gillis:intro-external-potential", lambda: violated("momentum", "angular momentum"),
    assuming=PUSHED,
    readings=(Reading("energy, too, is relevant", lambda: violated("energy")),),
    neighbours=lambda: (Neighbour(violated("momentum"), "without a force",
                                  (eq(push_x, 0),)),),
    because="a fixed potential V(x, y) takes up momentum and angular momentum where it pushes and "
            "turns; the energy p^2/2m + V is conserved as long as V is fixed")

# interpretations: an apparatus that is a quantum system, pilot waves, collapse

pointer_overlap = paper.real("o_ptr", latex="o")
weights = paper.real("w_in0 w_in1", latex="w_0 w_1")
real_part, imaginary, potential = paper.functions("u_pw v_pw V_pw", latex="u v V")
place, top = paper.integer("k_walk N_walk", latex="k N")


def not_definite(purity: Expr) -> All:
    """Purity of an apparatus that has measured a superposition, both by one linear evolution.

    |i>|R> becomes |i>|A_i>, of overlap o; the apparatus has the weights w_i of A_i.
    """
    rho = purity_matrix()
    return All((eq(plus(*(times(rho[i, k], rho[k, i]) for i in range(2) for k in range(2))),
                   purity), lt(purity, 1)))


def purity_matrix() -> ImmutableMatrix:
    """The state of the measured system, which has the purity of the apparatus."""
    w0, w1 = weights
    off = sqrt(w0 * w1) * pointer_overlap
    return ImmutableMatrix([[w0, off], [off, w1]])


def carried_along(speed: Expr) -> Statement:
    """Positions that follow the wave u + iv keep the density |psi|^2.

    u and v change as Schroedinger's equation says; speed times Im(psi'/psi) is the velocity.
    """
    u, v = (f(x) for f in (real_part, imaginary))
    energy = [-hbar**2 / (2 * m) * diff(f, x, 2) + potential(x) * f for f in (u, v)]
    rates = energy[1] / hbar, -energy[0] / hbar
    flow = speed * (u * diff(v, x) - v * diff(u, x))           # density times velocity
    return eq(plus(times(2, u, rates[0]), times(2, v, rates[1])), times(-1, diff(flow, x)))


def one_outcome(up: Expr) -> All:
    """Weights k/N and 1 - k/N take steps of 1/N at random until one of them is 1.

    The chance that this is the first, and the mean number of steps, from what the next step does.
    """
    def chance(at: Expr) -> Expr:
        return over(at, top)

    def steps(at: Expr) -> Expr:
        return times(at, top - at)

    down = 1 - up
    return All((eq(chance(place), plus(times(up, chance(place + 1)),
                                       times(down, chance(place - 1)))),
                eq(chance(Integer(0)), 0), eq(chance(top), 1),
                eq(steps(place), plus(1, times(up, steps(place + 1)),
                                      times(down, steps(place - 1)))),
                eq(steps(Integer(0)), 0), eq(steps(top), 0)))


PURITY = 1 - 2 * weights[0] * weights[1] * (1 - pointer_overlap**2)
MEASURED = (gt(weights[0], 0), gt(weights[1], 0), eq(weights[0] + weights[1], 1),
            ge(pointer_overlap, 0), lt(pointer_overlap, 1))
paper.claim(
    "gillis:intro-interpretations",
    lambda: All((not_definite(PURITY), carried_along(hbar / m), one_outcome(Integer(1) / 2))),
    assuming=(*MEASURED, gt(top, 0)),
    neighbours=lambda: (
        ("the apparatus has a definite state", not_definite(Integer(1))),
        Neighbour(lambda: not_definite(PURITY), "which does not tell the two states apart",
                  (*MEASURED[:3], eq(pointer_overlap, 1))),
        ("positions that move twice as fast", carried_along(2 * hbar / m)),
        ("a collapse that prefers one outcome", one_outcome(Integer(2) / 3))),
    because="an apparatus that is a quantum system has no definite state after a measurement "
            "(which a Copenhagen interpretation takes as given for the classical one). Two "
            "accounts with one outcome, in which every system is quantum and the probabilities "
            "are Born's: positions that are carried along by the wave (they keep the density "
            "|psi|^2, for every potential), and weights that walk at random, without preference, "
            "until one of them is left (k/N is the chance that it is the first). Which works "
            "hold these views is said in Refs. [4-10]")

paper.assume(
    "gillis:intro-collapse-assumption",
    *(eq(weight[k], sum(a**2 + b**2 for a, b in branch[k])) for k in (0, 1)),
    gt(weight[0], 0), gt(weight[1], 0),
    because="outcome k of the measured system has the state sum_j (X_kj + i Y_kj)|k>|j>/sqrt(p_k)")


def obstruction(charge: ImmutableMatrix) -> tuple:
    """Wigner, Araki and Yanase for a spin component across, or along, the measured one."""
    return (use("wigner-araki-yanase", states=(column(1, 0), column(0, 1)), charge=charge),)


ALONG = ImmutableMatrix.diag(q1, q2)
TURNED = ImmutableMatrix([[q1, q3], [q3, q2]])
paper.claim("gillis:intro-way", lambda: obstruction(TURNED)[0].conclusion, assuming=(ne(q3, 0),),
            theorem=lambda: obstruction(TURNED),
            neighbours=lambda: (Neighbour(obstruction(ALONG)[0].conclusion, "if they commute",
                                          theorem=obstruction(ALONG)),),
            because="the theorem is about observables that do not commute with an additive "
                    "conserved quantity; the Hamiltonian is one if it is additive before and after")
