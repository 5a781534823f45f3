"""Symplectic geometry: the inner product, the dual space, and how both meet the bracket."""

from collections.abc import Sequence

from sympy import Derivative, Expr, ImmutableMatrix, Integer, Sum

from symq.lang.calc import Calculation, Derivation, calc, stepwise
from symq.lang.shown import matrix_product, plus, scaled, times
from symq.lang.statement import All, ForAll, Statement, Table, eq
from symq.lang.theorems import use
from symq.paper.claim import Correction, Reading
from symq.phasespace.space import PhaseSpace

from .setting import (
    F_ROW,
    G_ROW,
    POINT,
    REALS,
    bracket,
    form,
    i,
    n,
    own_terms,
    p,
    paper,
    q,
    r,
    s,
    value,
    x,
)

J_PRINTED = ImmutableMatrix([[0, -1, 0, 0], [1, 0, 0, 0], [0, 0, 0, -1], [0, 0, 1, 0]])
BLOCK = ((0, -1), (1, 0))

# m = (q_1, p_1, q_2, p_2) and m'
M = paper.real("q_1 k_1 q_2 k_2", latex="q_1 p_1 q_2 p_2")
M_PRIME = paper.real("Q_1 K_1 Q_2 K_2", latex="q'_1 p'_1 q'_2 p'_2")


def omega(first: Sequence[Expr], second: Sequence[Expr]) -> Expr:
    """m^T J m' with the printed J, as a sum of products."""
    return matrix_product(ImmutableMatrix([list(first)]),
                          matrix_product(J_PRINTED, ImmutableMatrix(list(second))))[0]


def block_sum() -> Sum:
    """m^T J m' for n systems: J couples no two of them, each block adds its two terms."""
    (xx, xp), (px, pp) = BLOCK
    return Sum(x(i)*(xx*q(i) + xp*r(i)) + p(i)*(px*q(i) + pp*r(i)), (i, 1, n))


def inner_product(matrix: ImmutableMatrix) -> tuple[Statement, ...]:
    """Antisymmetric, and non-degenerate, since the square is minus the identity."""
    return (eq(matrix.T, scaled(-1, matrix)),
            eq(matrix_product(matrix, matrix), scaled(-1, ImmutableMatrix.eye(4))))


paper.definition(
    "spekkens:omega-J", asserts=lambda: inner_product(J_PRINTED),
    neighbours=lambda: (("with $1$ twice", inner_product(ImmutableMatrix(
        [[abs(e) for e in row] for row in J_PRINTED.tolist()]))[0]),),
    because="bilinear by its form; antisymmetric and non-degenerate")


def expanded(first: Sequence[Expr], second: Sequence[Expr], sign: int) -> Statement:
    """m^T J m' is the sum as printed, or minus the sum."""
    total = form(first, second)
    return eq(omega(first, second), total if sign == 1 else times(-1, total))


def for_every_number() -> ForAll:
    """m^T J m' with the printed J for n systems is minus the sum."""
    return ForAll(n, eq(block_sum(), -Sum(x(i)*r(i) - p(i)*q(i), (i, 1, n))), 1)


def entry_by_entry(first: Sequence[Expr], second: Sequence[Expr]) -> Calculation:
    """m^T J m' with the printed J: its entries that are not 0, then each system by itself."""
    entries = [times(first[j], J_PRINTED[j, k], second[k])
               for j in range(4) for k in range(4) if J_PRINTED[j, k]]
    return (calc(omega(first, second))
            .becomes(plus(*entries), note="the entries of $J$ that are not 0")
            .becomes(times(-1, form(first, second)), note="the sign of each term"))


@paper.claim(
    "spekkens:omega-expanded", lambda: expanded(M, M_PRIME, 1),
    correction=Correction(lambda: expanded(M, M_PRIME, -1),
                          "with the printed J the inner product has the opposite sign; the sum "
                          "belongs to J with the blocks (0, 1; -1, 0)"),
    readings=(Reading("with the transposed matrix", lambda: eq(
        matrix_product(ImmutableMatrix([list(M)]), matrix_product(
            J_PRINTED.T, ImmutableMatrix(list(M_PRIME))))[0], form(M, M_PRIME))),
              Reading("with the opposite sign, for every number of systems", for_every_number)))
def with_the_printed_matrix() -> Calculation:
    """Multiply out: each block of J contributes two terms."""
    return entry_by_entry(M, M_PRIME)


def vector_space(offset: int) -> Table:
    """Sums and multiples of functionals have the sums and multiples of their coefficients."""
    total = tuple(plus(one, two) for one, two in zip(F_ROW, G_ROW, strict=True))
    return Table((
        ("sum", eq(value(total, POINT), plus(value(F_ROW, POINT), value(G_ROW, POINT)) + offset)),
        ("multiple", eq(value(tuple(times(s, e) for e in F_ROW), POINT),
                        times(s, value(F_ROW, POINT)) + offset)),
        *((f"the coefficient of {name}", eq(value(F_ROW, REALS.unit(name)), F_ROW[k]))
          for k, name in enumerate(REALS.names))))


paper.definition("spekkens:dual-space", asserts=lambda: vector_space(0),
                 neighbours=lambda: (("with a constant", vector_space(1)),),
                 because="functionals add as their coefficient vectors, which their values on the "
                         "unit vectors determine")


def dual_table(names: Sequence[str]) -> All:
    """The values of X_1, P_1, X_2, P_2 on unit vectors."""
    return All((eq(
        ImmutableMatrix([[value(REALS.linear(row).coefficients, REALS.unit(name))
                          for name in names] for row in REALS.names]),
        ImmutableMatrix.eye(4)),))


paper.claim(
    "spekkens:dual-basis", lambda: dual_table(REALS.names),
    neighbours=lambda: (("positions and momenta exchanged",
                         dual_table(("P1", "X1", "P2", "X2"))),),
    because="two systems, which have every kind of pair: the same functional, the partner, and "
            "functionals of different systems")

LINEAR_F, LINEAR_G = value(F_ROW, POINT), value(G_ROW, POINT)


def product_is_bracket(sign: int) -> All:
    """omega(F, G) = sum = [F, G]; the last equation for every n."""
    return All((expanded(F_ROW, G_ROW, sign),
                eq(form(F_ROW, G_ROW), bracket(LINEAR_F, LINEAR_G)),
                use("linear-bracket", kind="smooth").conclusion))


@paper.claim(
    "spekkens:omega-pb", lambda: product_is_bracket(1),
    theorem=lambda: use("linear-bracket", kind="smooth"),
    correction=Correction(lambda: product_is_bracket(-1),
                          "with the printed J, omega(F, G) is -[F, G]; the second equation holds"),
    readings=(Reading("with omega as the sum on the same slide",
                      lambda: eq(form(F_ROW, G_ROW), bracket(LINEAR_F, LINEAR_G))),))
def product_and_bracket() -> Derivation:
    """The product of the coefficient vectors, and the bracket by its derivatives."""
    return stepwise(product_is_bracket(-1), (
        entry_by_entry(F_ROW, G_ROW),
        calc(form(F_ROW, G_ROW))
        .becomes(own_terms(Derivative), note="a coordinate has the derivative 1 along itself")
        .becomes(bracket(LINEAR_F, LINEAR_G), note="and 0 along the others"),
        ("for every $n$", "spekkens:pb-linear-continuous")))


def transported(space: PhaseSpace, result: Expr) -> All:
    """The points u with F(m) = omega(u, m) for all m, and the product of two of them."""
    u_f, u_g = (space.vector(space.linear(row)) for row in (F_ROW, G_ROW))
    sign = Integer(space.sign)
    return All((eq(times(sign, form(u_f, POINT)), LINEAR_F),
                eq(times(sign, form(u_g, POINT)), LINEAR_G),
                eq(times(sign, form(u_f, u_g)), result)))


paper.claim(
    "spekkens:pb-slogan",
    lambda: transported(REALS, bracket(LINEAR_F, LINEAR_G)),
    readings=(Reading("with the printed J, whose product has the opposite sign",
                      lambda: transported(PhaseSpace(2, sign=-1), bracket(LINEAR_F, LINEAR_G))),
              Reading("with the printed J, as minus the bracket",
                      lambda: transported(PhaseSpace(2, sign=-1),
                                          times(-1, bracket(LINEAR_F, LINEAR_G))))),
    neighbours=lambda: (
        ("twice the number", transported(REALS, times(2, bracket(LINEAR_F, LINEAR_G)))),
        ("the sum of all products", transported(REALS, plus(*(
            times(j, k) for j, k in zip(F_ROW, G_ROW, strict=True)))))),
    because="functionals become points by F(m) = omega(u, m), with omega as the sum on the slide")
