"""Quadrature quantum mechanics: operators, joint eigenstates, transformations (hbar = 1)."""

from collections.abc import Sequence

from sympy import Derivative, Expr, I, Integer, exp

from symq.lang.shown import minus, plus, times
from symq.lang.statement import (
    All,
    Exists,
    Implication,
    OperatorAlgebra,
    OperatorIdentity,
    Q,
    Statement,
    eq,
    ge,
    ne,
)
from symq.phasespace.epistemic import grid

from .setting import (
    CANONICAL,
    F_ROW,
    G_ROW,
    OPERATORS,
    a1,
    a2,
    b1,
    b2,
    c1,
    c2,
    commutator,
    d1,
    d2,
    f,
    form,
    g,
    modulo,
    p1,
    paper,
    s,
    some,
    t,
    u,
    value,
    w,
    x1,
    zero,
)

A, B, C = paper.operators("F_q G_q H_q", latex=r"\hat{F} \hat{G} \hat{H}")
R, S = paper.operators("R_q S_q", latex=r"\hat{R} \hat{S}")
psi = paper.complex("psi", latex=[r"\psi"])
rest, phase = paper.real("r_q theta_q", latex=r"r \theta")

X1, P1, X2, P2 = OPERATORS
FREE = OperatorAlgebra((A, B, C), ())
# one system beside operators R, S of the others, which commute with X_1 and P_1
BESIDE = OperatorAlgebra((X1, P1, R, S), (
    (P1 * X1, X1 * P1 - I), (R * X1, X1 * R), (R * P1, P1 * R), (S * X1, X1 * S),
    (S * P1, P1 * S)))


def leibniz(last: Expr) -> OperatorIdentity:
    """The commutator with a product GH; `last` is the product that stands beside [F, G] H."""
    return OperatorIdentity(commutator(A, B * C), commutator(A, B) * C + last, FREE)


paper.definition(
    "spekkens:q-commutator",
    asserts=lambda: (
        OperatorIdentity(commutator(A, B), -commutator(B, A), FREE),
        OperatorIdentity(commutator(A, s * B + t * C), s * commutator(A, B)
                         + t * commutator(A, C), FREE),
        leibniz(B * commutator(A, C)),
        OperatorIdentity(commutator(A, commutator(B, C)) + commutator(B, commutator(C, A)),
                         -commutator(C, commutator(A, B)), FREE),
        # the adjoint of i (FG - GF) for Hermitian F and G reverses the products
        OperatorIdentity(-I * (B * A - A * B), I * commutator(A, B), FREE)),
    neighbours=lambda: (("the product in the other order", leibniz(commutator(A, C) * B)),
                        ("Hermitian without $i$",
                         OperatorIdentity(B * A - A * B, commutator(A, B), FREE))))


def quadrature(row: Sequence[Expr]) -> Expr:
    """The quadrature operator a_1 X_1 + b_1 P_1 + a_2 X_2 + b_2 P_2."""
    return sum((k * v for k, v in zip(row, OPERATORS, strict=True)), Integer(0))


def number(factor: Expr) -> OperatorIdentity:
    """The commutator of two quadrature operators as a multiple of the symplectic product."""
    return OperatorIdentity(commutator(quadrature(F_ROW), quadrature(G_ROW)),
                            factor * form(F_ROW, G_ROW), CANONICAL)


def one_more_system(factor: Expr) -> OperatorIdentity:
    """What one system adds to the commutator of the others' contributions R and S."""
    return OperatorIdentity(
        commutator(a1 * X1 + b1 * P1 + R, c1 * X1 + d1 * P1 + S),
        factor * form((a1, b1), (c1, d1)) + commutator(R, S), BESIDE)


paper.definition(
    "spekkens:q-operators", asserts=lambda: (number(I), one_more_system(I)),
    neighbours=lambda: (("with the other sign", number(-I)),
                        ("without $i$", one_more_system(Integer(1)))),
    because="real combinations of Hermitian operators are Hermitian; their commutator is i times "
            "the bracket of the functionals, one term for each system")


def eigenfunction(slope: Expr) -> All:
    """The eigenstates of P - s X - r and of X + s P + r, r what other systems contribute.

    `slope` is the s of the function; the other representation exchanges the parts of X and P.
    """
    at_x = exp(I * plus(times(Q(1, 2), slope, x1**2), times(rest, x1), phase))
    at_p = exp(-I * plus(times(Q(1, 2), slope, p1**2), times(rest, p1), phase))
    return All((eq(times(-I, Derivative(at_x, x1)), times(plus(times(s, x1), rest), at_x)),
                eq(times(I, Derivative(at_p, p1)), times(plus(times(s, p1), rest), at_p))))


def symmetric(last: Expr) -> OperatorIdentity:
    """P_1 - s X_1 - t X_2 and P_2 - u X_1 - w X_2: they commute exactly if t = u."""
    return OperatorIdentity(commutator(P1 - s * X1 - t * X2, P2 - u * X1 - w * X2), I * last,
                            CANONICAL)


def joint(left: Expr, right: Expr) -> Statement:
    """F psi = f psi, G psi = g psi give (FG - GF) psi = 0: two sides of it, and psi != 0."""
    return Implication((eq(times(I, left, psi), minus(times(g, f, psi), times(f, g, psi))),
                        ne(psi, 0)), eq(left, right))


paper.claim(
    "spekkens:q-states-eigen",
    lambda: All((eigenfunction(s), symmetric(u - t), number(I),
                 joint(form(F_ROW, G_ROW), Integer(0)))),
    neighbours=lambda: (("another slope", eigenfunction(2 * s)),
                        ("all of them commute", symmetric(Integer(0))),
                        ("joint eigenstates of $X$ and $P$", Implication(
                            (eq(times(I, psi), 0),), ne(psi, 0)))),
    because="where the known variables can be solved for the momenta they are P_i - sum M_ij X_j, "
            "which commute exactly if M is symmetric, and exp(i (x M x/2 + k x)) is the joint "
            "eigenstate (a generalised one, not normalisable). Otherwise X_i and P_i are "
            "exchanged for some i. Operators that do not commute have no joint eigenstate")


def length(row: Sequence[Expr]) -> Expr:
    """The sum of the squares of coefficients."""
    return plus(*(times(k, k) for k in row))


def valuation_vector() -> All:
    """The vector of V with given values on F and G, by the Gram matrix, and why it is unique."""
    ff, gg = length(F_ROW), length(G_ROW)
    fg = value(F_ROW, G_ROW)
    weights = plus(times(f, gg), times(-1, g, fg)), plus(times(g, ff), times(-1, f, fg))
    gram = plus(times(ff, gg), times(-1, fg, fg))
    vector = [plus(times(weights[0], x), times(weights[1], y))
              for x, y in zip(F_ROW, G_ROW, strict=True)]
    minors = [minus(times(F_ROW[i], G_ROW[j]), times(F_ROW[j], G_ROW[i]))
              for i in range(4) for j in range(i + 1, 4)]
    return All((
        eq(value(F_ROW, vector), times(gram, f)), eq(value(G_ROW, vector), times(gram, g)),
        eq(gram, length(minors)),
        Implication((eq(plus(times(a1, a1), times(b1, b1), w), 0), ge(w, 0)), zero(a1, b1, w))))


def isotropic_vector(modulus: int, systems: int) -> Statement:
    """No functional but zero has the length zero modulo d."""
    row = F_ROW[:2 * systems]
    return modulo(modulus, Implication((eq(length(row), 0),), zero(*row)), *row)


paper.claim(
    "spekkens:q-states-Vv",
    lambda: All((number(I),
                 eq(plus(times(s, f, psi), times(t, g, psi)), times(plus(times(s, f), times(t, g)),
                                                                    psi)),
                 valuation_vector())),
    neighbours=lambda: (
        ("$v\\in V$ for bits", modulo(2, Implication((some(a1, b1),), Exists(
            grid((t,), 2), eq(times(t, length((a1, b1))), 1), 2)), a1, b1)),
        ("for bits", isotropic_vector(2, 1)), ("for two trits", isotropic_vector(3, 2)),
        ("any two operators", OperatorIdentity(
            commutator(quadrature(F_ROW), quadrature(G_ROW)), 0 * X1, CANONICAL))),
    because="operators commute exactly where the symplectic product vanishes, eigenvalues of "
            "combinations are combinations of eigenvalues, and over R exactly one vector of V has "
            "given values on V, because F F = 0 only for F = 0. The state is the projector on the "
            "joint eigenspace; it is a single vector if V is maximal. Over Z_d there need be no "
            "such vector in V")


def kept() -> Statement:
    """Of two known variables F, K the combination that commutes with a measured G survives."""
    known = (s, t, u, w)
    survivor = [plus(times(form(known, G_ROW), x), times(-1, form(F_ROW, G_ROW), y))
                for x, y in zip(F_ROW, known, strict=True)]
    return eq(form(survivor, G_ROW), 0)


def moved(factor: Expr) -> tuple[Statement, ...]:
    """Every quadratic Hamiltonian of two systems moves X_1 and P_1 to quadrature operators."""
    energy = (a1 * X1**2 + b1 * P1**2 + c1 * (X1 * P1 + P1 * X1) + a2 * X2**2 + b2 * P2**2
              + c2 * (X2 * P2 + P2 * X2) + d1 * X1 * X2 + d2 * P1 * P2 + s * X1 * P2
              + t * P1 * X2 + u * X1 + w * P1)
    return (OperatorIdentity(commutator(X1, energy), factor * (
                2 * c1 * X1 + 2 * b1 * P1 + t * X2 + d2 * P2 + w), CANONICAL),
            OperatorIdentity(commutator(P1, energy), -factor * (
                2 * a1 * X1 + 2 * c1 * P1 + d1 * X2 + s * P2 + u), CANONICAL))


paper.definition(
    "spekkens:q-closure", asserts=lambda: (*moved(I), kept()),
    neighbours=lambda: (("cubic Hamiltonians", OperatorIdentity(
        commutator(P1, X1**3), quadrature(F_ROW) + c1, CANONICAL)),
        ("$X_1P_1X_2$", OperatorIdentity(commutator(P1, X1 * P1 * X2), quadrature(F_ROW) + c1,
                                         CANONICAL)),
        ("both with the same sign", moved(-I)[0])),
    because="quadratic Hamiltonians, which generate the affine symplectic maps, move quadrature "
            "operators to quadrature operators, and each term of one couples at most two systems; "
            "other Hamiltonians do not. A measurement keeps of the known variables those that "
            "commute with the measured ones")
