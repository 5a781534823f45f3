"""Section 1: what is conserved, and what entanglement has to do with it."""

from __future__ import annotations

from itertools import permutations

from sympy import (
    Derivative,
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    LeviCivita,
    conjugate,
    exp,
    oo,
)

from symq.conservation import (
    canonical,
    conserved,
    operators,
)
from symq.lang.shown import minus, over, plus, power, times
from symq.lang.statement import (
    All,
    Implication,
    Limit,
    OperatorAlgebra,
    OperatorIdentity,
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
    hermitian,
    many,
    opH,
    opQ,
    paper,
    q1,
    q2,
    q3,
    real_parts,
    seen,
    t,
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
    condition=(eq(in_a[0] * in_a[1], 0),),
    neighbours=(Neighbour(distribution_kept, "whatever the interaction", UNIT[:2]),),
    because="U keeps |00>, turns |10>, |01> and multiplies |11> by g: if the joint distribution of "
            "Q_A and Q_B stays that of the product, the state is a product. A controlled phase "
            "entangles without any exchange if both start in superpositions; it is so if one "
            "quantity is definite at the start")

DIM = 2
amplitude = [paper.functions(f"u_{k} v_{k}") for k in range(1, DIM + 1)]
PSI = column(*(u(t) + I * v(t) for u, v in amplitude))
BRA = ImmutableMatrix(1, DIM, [u(t) - I * v(t) for u, v in amplitude])
H = hermitian(paper.real("H_1 H_2"), [paper.real("H_r H_i")])
QM = hermitian(paper.real("Q_1 Q_2"), [paper.real("Q_r Q_i")])


def held(operator: ImmutableMatrix, bra: ImmutableMatrix = BRA, ket: ImmutableMatrix = PSI) -> Expr:
    """<bra|operator|ket>."""
    return plus(*(bra[i] * operator[i, k] * ket[k] for i in range(DIM) for k in range(DIM)
                  if operator[i, k] != 0))


def schroedinger(energy_matrix: ImmutableMatrix = H) -> tuple[Statement, ...]:
    """i hbar dpsi/dt = H psi, real and imaginary parts."""
    lines: list[Statement] = []
    for k, (u, v) in enumerate(amplitude):
        right = [(energy_matrix[k, j] + conjugate(energy_matrix[k, j])).expand() / 2
                 for j in range(DIM)]
        left = [((energy_matrix[k, j] - conjugate(energy_matrix[k, j])) / (2 * I)).expand()
                for j in range(DIM)]
        real = sum(r * a(t) - s * b(t) for r, s, (a, b) in zip(right, left, amplitude, strict=True))
        imag = sum(r * b(t) + s * a(t) for r, s, (a, b) in zip(right, left, amplitude, strict=True))
        lines += [eq(hbar * Derivative(u(t), t), imag), eq(hbar * Derivative(v(t), t), -real)]
    return tuple(lines)


paper.definition(
    "gillis:1.1", asserts=lambda: (
        eq(Derivative(held(QM), t),
           plus(held(QM, BRA.diff(t)), held(QM, BRA, PSI.diff(t)))),
        eq(held(QM) - held(QM.T, ImmutableMatrix(PSI.T), ImmutableMatrix(BRA.T)), 0)),
    because="two levels, any Hermitian Q: the mean is real, and its rate is the one of the state")


def rate() -> Statement:
    """(1.2), first equality, for any Hermitian H and Q."""
    return eq(Derivative(held(QM), t),
              times(over(I, hbar), minus(held(H * QM), held(QM * H))))


paper.claim("gillis:1.2-rate", lambda: Implication(schroedinger(), rate()),
            neighbours=lambda: (("for every motion of psi", rate()),),
            because="two levels, any Hermitian H and Q, every solution")

vector = [paper.real(f"x_c{k} y_c{k}", latex=f"x_{k} y_{k}") for k in range(1, DIM + 1)]


def commutator_mean() -> Expr:
    """i/hbar <psi|HQ - QH|psi>."""
    ket = column(*(a + I * b for a, b in vector))
    bra = ImmutableMatrix(1, DIM, [a - I * b for a, b in vector])
    return times(over(I, hbar), minus(held(H * QM, bra, ket), held(QM * H, bra, ket)))


def commuting() -> tuple[Statement, ...]:
    """H Q = Q H, entry by entry."""
    gap = H * QM - QM * H
    return tuple(eq(part, 0) for e in gap for part in real_parts(e.expand()) if part != 0)


paper.claim("gillis:1.2-zero", lambda: Implication(commuting(), eq(commutator_mean(), 0)),
            neighbours=lambda: (("whatever H", eq(commutator_mean(), 0)),),
            because="two levels; every H and Q that commute, every state")


def constant_in(states: tuple[tuple[Expr, Expr, Expr, Expr], ...]) -> Implication:
    """A rate i<[H,Q]> with the numbers k_ij of two vectors, which vanishes in these states."""
    k11, k22, kr, ki = rates
    lines = tuple(eq(k11 * (a**2 + b**2) + k22 * (c**2 + d**2)
                     + 2 * (kr * (a * c + b * d) - ki * (a * d - b * c)), 0)
                  for a, b, c, d in states)
    return Implication(lines, All((eq(kr, 0), eq(ki, 0), eq(k11, 0), eq(k22, 0))))


rates = paper.real("k_11 k_22 k_r k_i")
ENERGIES = paper.real("E_1 E_2")
PARTICULAR = ((1, 0, 0, 0), (0, 0, 1, 0))
ARBITRARY = (*PARTICULAR, (1, 0, 1, 0), (1, 0, 0, 1))


def stationary() -> All:
    """In an energy eigenstate every mean is constant."""
    h = ImmutableMatrix.diag(*ENERGIES)
    gap = h * QM - QM * h
    return All(tuple(eq(minus(times(ENERGIES[i], QM[i, i]), times(QM[i, i], ENERGIES[i])),
                        gap[i, i]) for i in range(2)))


paper.claim(
    "gillis:intro-arbitrary-states",
    lambda: All((stationary(), constant_in(ARBITRARY))),
    neighbours=lambda: (("the eigenstates of H are enough", constant_in(PARTICULAR)),
                        ("and one superposition", constant_in(ARBITRARY[:3]))),
    because="the means are constant in each eigenstate of H whatever Q is; if they are constant in "
            "u, v, u + v and u + iv, for any two vectors u, v, then i[H,Q] has no matrix element "
            "between them (k_11, k_22 and k_r + i k_i are those numbers), in any dimension")

energies, weights, values = (paper.real(f"{s}_s1 {s}_s2 {s}_s3", latex=f"{s}_1 {s}_2 {s}_3")
                             for s in ("E", "w", "y"))


def spectral(mixed: bool) -> Expr:
    """The mean at time t in a common eigenbasis, or with one matrix element across."""
    wave = [w * exp(-I * e * t / hbar) for w, e in zip(weights, energies, strict=True)]
    back = [w * exp(I * e * t / hbar) for w, e in zip(weights, energies, strict=True)]
    total = plus(*(times(b, v, a) for b, v, a in zip(back, values, wave, strict=True)))
    return plus(total, back[0] * wave[1] + back[1] * wave[0]) if mixed else total


def kept_mean(mixed: bool = False) -> Statement:
    """The mean at time t is that at time 0."""
    return eq(spectral(mixed), spectral(mixed).subs(t, 0))


paper.definition(
    "gillis:intro-proper-definition",
    asserts=lambda: (Implication(commuting(), eq(commutator_mean(), 0)), kept_mean()),
    neighbours=lambda: (("if Q does not commute with H", kept_mean(True)),),
    because="with [H,Q] = 0 the quantity <psi|Q|psi> does not change in any state, at any time")


def populations() -> Statement:
    """The probability of each value of a Q with values 1 and 2 is conserved."""
    u, v = zip(*amplitude, strict=True)
    return All(tuple(eq(Derivative(u[k](t)**2 + v[k](t)**2, t), 0) for k in range(DIM)))


COMMUTE = OperatorAlgebra((opQ, opH), ((opH * opQ, opQ * opH),))
FREE = OperatorAlgebra((opQ, opH), ())
every_power = [opQ**k for k in range(1, 6)]


def moments(algebra: OperatorAlgebra) -> All:
    """Every power of Q up to the fifth is conserved."""
    return All(tuple(OperatorIdentity(minus(opH * q, q * opH), Integer(0), algebra)
                     for q in every_power))


paper.claim("gillis:intro-the-quantities",
            lambda: All((moments(COMMUTE), Implication(
                schroedinger(ImmutableMatrix.diag(H[0, 0], H[1, 1])), populations()))),
            neighbours=lambda: (("without [H, Q] = 0", moments(FREE)),
                                ("for every motion of psi", populations())),
            because="what is conserved is the mean of Q, and with it that of each power of Q and "
                    "the probability of each value: nothing statistical changes")

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
