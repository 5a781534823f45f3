"""Section 1, (1.1) and (1.2): the rate of change of a mean, in any dimension.

<psi|, |psi> and d/dt are operators among others (`symq.conservation.Motion`): the rate of X is
[d/dt, X]. Beside this the same is written out, with functions of time, for systems of two levels.
"""

from __future__ import annotations

from sympy import Derivative, Expr, I, ImmutableMatrix, Integer, conjugate, exp

from symq.conservation import Motion
from symq.lang.calc import Derivation, calc, stepwise
from symq.lang.shown import minus, over, plus, times
from symq.lang.statement import (
    All,
    Implication,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    eq,
)
from symq.paper.claim import Reading

from .setting import column, hbar, hermitian, opH, opQ, paper, t

CLOCK = paper.operators("d_dt bra_psi ket_psi",
                        latex=[r"\frac{d}{dt}", r"\langle\psi|", r"|\psi\rangle"])
opG, opR, opQdot = paper.operators("H_adj R_op Q_dot", latex=[
    r"\hat{H}^\dagger", r"\hat{R}", r"\frac{\partial\hat{Q}}{\partial t}"])
ANY = OperatorAlgebra((opH, opQ), ())
COMMUTE = OperatorAlgebra((opQ, opH), ((opH * opQ, opQ * opH),))


def motion(algebra: OperatorAlgebra = ANY) -> Motion:
    """All solutions of i hbar d|psi>/dt = H|psi> for a self-adjoint H."""
    return Motion(opH, algebra, hbar, symbols=CLOCK)


def by_itself() -> Motion:
    """The same where Q depends on time explicitly."""
    return Motion(opH, OperatorAlgebra((opH, opQ, opQdot), ()), hbar, {opQ: opQdot},
                  symbols=CLOCK)


def not_self_adjoint() -> Motion:
    """The same for an H that differs from its adjoint, which the bra obeys."""
    return Motion(opH, OperatorAlgebra((opH, opG, opQ), ()), hbar, {}, opG, CLOCK)


# two levels, written out: psi_k = u_k + i v_k, any Hermitian H and Q

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


def schroedinger() -> tuple[Statement, ...]:
    """i hbar dpsi/dt = H psi, real and imaginary parts."""
    lines: list[Statement] = []
    for k, (u, v) in enumerate(amplitude):
        right = [(H[k, j] + conjugate(H[k, j])).expand() / 2 for j in range(DIM)]
        left = [((H[k, j] - conjugate(H[k, j])) / (2 * I)).expand() for j in range(DIM)]
        real = sum(r * a(t) - s * b(t) for r, s, (a, b) in zip(right, left, amplitude, strict=True))
        imag = sum(r * b(t) + s * a(t) for r, s, (a, b) in zip(right, left, amplitude, strict=True))
        lines += [eq(hbar * Derivative(u(t), t), imag), eq(hbar * Derivative(v(t), t), -real)]
    return tuple(lines)


def rate() -> Statement:
    """(1.2), first equality."""
    return eq(Derivative(held(QM), t),
              times(over(I, hbar), minus(held(H * QM), held(QM * H))))


def leibniz(q: Expr) -> OperatorIdentity:
    """The rate of <psi|Q|psi> by those of bra, operator and ket."""
    m = by_itself()
    _, bra, ket = CLOCK
    return OperatorIdentity(m.rate(m.mean(opQ)), plus(
        times(m.rate(bra), opQ, ket), m.mean(q), times(bra, opQ, m.rate(ket))), m.algebra)


paper.definition(
    "gillis:1.1", asserts=lambda: (
        leibniz(opQdot),
        eq(Derivative(held(QM), t),
           plus(held(QM, BRA.diff(t)), held(QM, BRA, PSI.diff(t)))),
        eq(held(QM), held(QM).xreplace({I: -I}))),
    neighbours=lambda: (("an explicit rate of Q does not count", leibniz(0 * opQ)),),
    because="in any dimension the rate of the mean is that of the state and of Q itself; for two "
            "levels and any Hermitian Q, written out, the mean is real, and its rate is the one "
            "of the state")


@paper.claim("gillis:1.2-rate", lambda: motion().equation(opQ),
             readings=(Reading("two levels, any Hermitian H and Q, every solution, written out",
                               lambda: Implication(schroedinger(), rate())),
                       Reading("if Q depends on time by itself",
                               lambda: by_itself().equation(opQ))),
             neighbours=lambda: (
                 ("if H is not self-adjoint", not_self_adjoint().equation(opQ)),
                 ("if Q depends on time by itself, without its rate", OperatorIdentity(
                     by_itself().rate(by_itself().mean(opQ)), motion().commutator(opQ),
                     by_itself().algebra)),
                 ("for every motion of psi, two levels", rate())),
             because="in any dimension, for every solution of i hbar d|psi>/dt = H|psi> and its "
                     "adjoint, H self-adjoint and perhaps dependent on time; the rate of X is "
                     "[d/dt, X] = dX/dt")
def rate_of_the_mean() -> Derivation:
    """The product rule, then Schrödinger's equation for bra and ket."""
    return motion().derive(opQ)


def vanishes(algebra: OperatorAlgebra) -> All:
    """The right side of (1.2) is zero, and q is conserved."""
    m = motion(algebra)
    return All((OperatorIdentity(m.commutator(opQ), Integer(0), m.algebra), m.kept(opQ)))


@paper.claim("gillis:1.2-zero", lambda: vanishes(COMMUTE), uses=("gillis:1.2-rate",),
             neighbours=lambda: (("whatever H", vanishes(ANY)),
                                 ("whatever H, the right side alone", vanishes(ANY).parts[0])),
             because="in any dimension, for every state psi(t) and every Q that commutes with H: "
                     "the rule HQ = QH is all that is used")
def nothing_changes() -> Derivation:
    """The commutator in (1.2) is zero, and so is the rate that it gives."""
    model, rate = motion(COMMUTE), vanishes(COMMUTE).parts[1]
    assert isinstance(rate, OperatorIdentity)
    return stepwise(vanishes(COMMUTE), (
        r"$\hat{H}\hat{Q} = \hat{Q}\hat{H}$",
        calc(rate.lhs, rate.algebra)
        .becomes(model.commutator(opQ), note="the rate of the mean, as in (1.2)")
        .becomes(rate.rhs, note=r"$\hat{H}\hat{Q} = \hat{Q}\hat{H}$")))

# which states decide


def constant_in(states: tuple[tuple[Expr, Expr, Expr, Expr], ...]) -> Implication:
    """A rate i<[H,Q]> with the numbers k_ij of two vectors, which vanishes in these states."""
    k11, k22, kr, ki = rates
    lines = tuple(eq(k11 * (a**2 + b**2) + k22 * (c**2 + d**2)
                     + 2 * (kr * (a * c + b * d) - ki * (a * d - b * c)), 0)
                  for a, b, c, d in states)
    return Implication(lines, All((eq(kr, 0), eq(ki, 0), eq(k11, 0), eq(k22, 0))))


rates = paper.real("k_11 k_22 k_r k_i")
PARTICULAR = ((1, 0, 0, 0), (0, 0, 1, 0))
ARBITRARY = (*PARTICULAR, (1, 0, 1, 0), (1, 0, 0, 1))
sharp = paper.real("E_eig", latex="E")
STATIONARY = OperatorAlgebra((CLOCK[1], opQ, CLOCK[2], opH), (
    (opH * CLOCK[2], sharp * CLOCK[2]), (CLOCK[1] * opH, sharp * CLOCK[1])))


def stationary(bra_too: bool = True) -> OperatorIdentity:
    """<psi|HQ - QH|psi> in an energy eigenstate; or in a ket of one and a bra of any state."""
    rules = STATIONARY.rules if bra_too else STATIONARY.rules[:1]
    return OperatorIdentity(motion().commutator(opQ), Integer(0),
                            OperatorAlgebra(STATIONARY.generators, rules))


paper.claim(
    "gillis:intro-arbitrary-states",
    lambda: All((stationary(), constant_in(ARBITRARY), motion(COMMUTE).kept(opQ))),
    neighbours=lambda: (("the eigenstates of H are enough", constant_in(PARTICULAR)),
                        ("and one superposition", constant_in(ARBITRARY[:3])),
                        ("matrix elements with an eigenstate vanish", stationary(False))),
    because="in any dimension: the means are constant in each eigenstate of H whatever Q is; if "
            "they are constant in u, v, u + v and u + iv, for any two vectors u, v, then i[H,Q] "
            "has no matrix element between them (k_11, k_22 and k_r + i k_i are those numbers); "
            "if [H,Q] = 0 they are constant in every state")

# the proper definition

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
    asserts=lambda: (motion(COMMUTE).kept(opQ), kept_mean()),
    neighbours=lambda: (("if Q does not commute with H, in any dimension", motion().kept(opQ)),
                        ("if Q does not commute with H, three levels", kept_mean(True))),
    because="with [H,Q] = 0 the quantity <psi|Q|psi> does not change, in every state and "
            "dimension; written out for three levels at any time")

first, second = paper.real("a_lin b_lin", latex="a b")
BOTH = OperatorAlgebra((opQ, opR, opH), ((opH * opQ, opQ * opH), (opH * opR, opR * opH)))
ONE = OperatorAlgebra((opQ, opR, opH), ((opH * opQ, opQ * opH),))


def functions_of(algebra: OperatorAlgebra) -> All:
    """With Q and R also RQ and aR + bQ have a conserved mean, and commute with H."""
    m = motion(algebra)
    found: list[Statement] = []
    for e in (opR * opQ, first * opR + second * opQ):
        found += [m.kept(e), OperatorIdentity(minus(opH * e, e * opH), Integer(0), m.algebra)]
    return All(tuple(found))


paper.claim("gillis:intro-the-quantities", lambda: functions_of(BOTH),
            neighbours=lambda: (("if R does not commute with H", functions_of(ONE)),
                                ("without [H, Q] = 0", motion().kept(opQ))),
            because="what is conserved is the mean of Q, and with it (R = Q, Q^2, ... one after "
                    "the other) that of each power and each polynomial of Q, hence the "
                    "probability of each value: nothing statistical changes")
