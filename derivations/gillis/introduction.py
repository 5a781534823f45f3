"""Section 1: what is conserved, and what entanglement has to do with it."""

from __future__ import annotations

from itertools import permutations

from sympy import (
    Expr,
    ImmutableMatrix,
    Integer,
    LeviCivita,
    oo,
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
    many,
    paper,
    q1,
    q2,
    q3,
    seen,
    weight,
)

runs = paper.integer("n_runs", latex="n")

in_a, in_b = (paper.real(f"{s}_in0 {s}_in1", latex=f"{s}_0 {s}_1") for s in "ab")
turn = paper.real("c_U s_U", latex="c s")
kick = paper.real("g_re g_im", latex=r"g_r g_i")
UNIT = (eq(in_a[0]**2 + in_a[1]**2, 1), eq(in_b[0]**2 + in_b[1]**2, 1),
        eq(turn[0]**2 + turn[1]**2, 1), eq(kick[0]**2 + kick[1]**2, 1))


def distribution_kept() -> Implication:
    """A conserving unitary of two qubits: unchanged joint distribution implies no entanglement."""
    (a0, a1), (b0, b1), (c, s), (g, h) = in_a, in_b, turn, kick
    one, two = c * a1 * b0 - s * a0 * b1, s * a1 * b0 + c * a0 * b1
    same = (eq(power(one, 2), power(a1 * b0, 2)), eq(power(two, 2), power(a0 * b1, 2)))
    det = (g * a0 * b0 * a1 * b1 - one * two, h * a0 * b0 * a1 * b1)
    return Implication(same, All(tuple(eq(d, 0) for d in det)))


paper.claim(
    "gillis:intro-sharing", distribution_kept, assuming=UNIT,
    condition=(eq(in_a[0] * in_a[1] * in_b[0] * in_b[1], 0),),
    neighbours=(Neighbour(distribution_kept, "whatever the interaction", UNIT[:2]),),
    because="U keeps |00>, turns |10>, |01> and multiplies |11> by g: if the joint distribution of "
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

paper.claim("gillis:intro-interpretations", cites="Refs. [4], [5, 6], [7-10]",
            because="which interpretations treat all systems as quantum systems is a matter of "
                    "their definition; nothing is computed")

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

paper.claim("gillis:intro-gisin-clocks", cites="Ref. [13]",
            because="the text reports that such a method has been proposed, without stating it")
