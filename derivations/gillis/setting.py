"""Symbols that several sections share, and small models that speak for all dimensions.

Statements for all dimensions are written without a basis: as identities between operators
(`OperatorIdentity`), or between the numbers <u|K|v> of two vectors u, v.
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr, I, ImmutableMatrix, Integer, MatrixBase, Symbol, conjugate, cos, log, sin

from symq.lang.shown import plus, times
from symq.lang.statement import OperatorAlgebra, OperatorIdentity, gt
from symq.lang.theorems import Instance, use
from symq.paper.paper import Paper

paper = Paper.at(__file__)

hbar, m = paper.positive("hbar m", latex=r"\hbar m")
t, x = paper.real("t x")
theta, phi = paper.real("theta phi", latex=r"\theta \varphi")
q1, q2, q3 = paper.real("q_1 q_2 q_3")
seen = paper.integer("k_seen", latex="k")
many = paper.real("N_many", latex="N")

# the Gaussian packet, its momentum p, the window of its detection at a later time
a, window = paper.positive("a w_det", latex="a w")
p = paper.real("p_vec", latex=r"\vec{p}")
elsewhere = paper.real("x_prime", latex="x'")
AFTER = (gt(t, 0),)
HALF = Integer(1) / 2

# a body's momentum wave function with any three components, as a point of the sphere
lean, tilt = paper.real("mu nu", latex=r"\mu \nu")
WAVE = (cos(lean), sin(lean) * cos(tilt), sin(lean) * sin(tilt))

# outcome k of a measured system, with sum_j (X_kj + i Y_kj)|j> for its partner; p_k its weight
weight = paper.real("p_0 p_1", latex="p_0 p_1")
branch = [[paper.real(f"X_{k}{j} Y_{k}{j}") for j in (0, 1)] for k in (0, 1)]

# operators of any dimension: H, conserved Q, its parts, a unitary and its adjoint, a projector
opH, opQ, opA, opB, opU, opV, opP = paper.operators(
    "H_op Q_op Q_A Q_B U_op V_op P_op",
    latex=r"\hat{H} \hat{Q} \hat{Q}_A \hat{Q}_B U U^\dagger P")

# P is a projector that commutes with Q
COMMUTING = OperatorAlgebra((opQ, opP), ((opP * opP, opP), (opP * opQ, opQ * opP)))
# P is a projector, Q anything
PROJECTOR = OperatorAlgebra((opQ, opP), ((opP * opP, opP),))

# |k> of the measured system with any vector of all the rest, in any dimension; P keeps |0>
kets = paper.operators("ket_0 ket_1", latex=[r"|0\rangle", r"|1\rangle"])
rests = paper.operators("rest_0 rest_1", latex=[r"|\Phi_0\rangle", r"|\Phi_1\rangle"])
KEEPING = OperatorAlgebra((opP, *kets, *rests), (
    (opP * kets[0], kets[0]), (opP * kets[1], Integer(0))))


def selected(shown: int) -> OperatorIdentity:
    """P(|0>|Phi_0> + |1>|Phi_1>) is |0> with the rest that is shown, whatever that consists of."""
    return OperatorIdentity(times(opP, plus(*(times(k, r) for k, r in zip(kets, rests,
                                                                          strict=True)))),
                            times(kets[0], rests[shown]), KEEPING)


def column(*entries: object) -> ImmutableMatrix:
    """A state as a column of amplitudes."""
    return ImmutableMatrix(len(entries), 1, list(entries))


def mean(operator: MatrixBase, state: MatrixBase) -> Expr:
    """<state|operator|state> as a sum that is not carried out."""
    n = state.rows
    terms = [(conjugate(state[i]), operator[i, k], state[k]) for i in range(n) for k in range(n)]
    return plus(*(times(*term) for term in [f for f in terms if 0 not in f] or terms))


def written(left: MatrixBase, right: MatrixBase) -> ImmutableMatrix:
    """The matrix product with every term of every sum, also those with 0 and 1."""
    return ImmutableMatrix(left.rows, right.cols, lambda i, k: plus(
        *(times(left[i, j], right[j, k]) for j in range(left.cols))))


def hermitian(diagonal: Sequence[Expr], off: Sequence[tuple[Expr, Expr]]) -> ImmutableMatrix:
    """A Hermitian matrix from its diagonal and the parts of the entries above it, row by row."""
    n, above = len(diagonal), iter(off)
    entries: dict[tuple[int, int], Expr] = {(i, i): d for i, d in enumerate(diagonal)}
    for i in range(n):
        for k in range(i + 1, n):
            u, v = next(above)
            entries[i, k], entries[k, i] = u + I * v, u - I * v
    return ImmutableMatrix(n, n, lambda i, k: entries[i, k])


def real_parts(e: Expr) -> tuple[Expr, Expr]:
    """Real and imaginary part of a polynomial in real symbols and i."""
    terms = e.expand()
    real = terms.xreplace({I: Integer(0)})
    return real, ((terms - real) / I).expand()


def shannon(*probabilities: Expr) -> Expr:
    """Entropy of a distribution, with the natural logarithm."""
    return plus(*(-p * log(p) for p in probabilities))


def integral(f: Expr, over: Symbol, value: Expr) -> Instance:
    """The integral of a polynomial times a Gaussian over the line."""
    return use("gaussian-integral", f=f, x=over, value=value)
