"""The programme: tables of theories, what is left open, joint measurability and joint knowledge."""

from sympy import I, ImmutableMatrix, kronecker_product

from symq.lang.shown import matrix_product, plus, scaled
from symq.lang.statement import (
    All,
    Exists,
    Implication,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    Table,
    eq,
    ge,
    gt,
    le,
)
from symq.paper.claim import Reading, stated
from symq.phasespace.counting import count_statement

from .setting import BITS, POINT, a1, b1, c1, d1, form, hbar, modulo, paper, s, t, u

# -- theories --------------------------------------------------------------------------------------


ODD, QUADRATURES, GAUSSIAN = (f"spekkens:thm-{name}" for name in ("trits", "liouville", "gaussian"))


def says(id: str) -> Statement:
    """What a theorem of the deck says: a row of its tables says it again."""
    return stated(paper.find(id).printed)


PAULI_X, PAULI_Z = ImmutableMatrix([[0, 1], [1, 0]]), ImmutableMatrix([[1, 0], [0, -1]])
PAULI_Y = ImmutableMatrix([[0, -I], [I, 0]])


def twice(matrix: ImmutableMatrix) -> ImmutableMatrix:
    """The same observable of both qubits."""
    return ImmutableMatrix(kronecker_product(matrix, matrix))


def products(sign: int) -> Statement:
    """The product of the correlations of X and Z is this multiple of that of Y."""
    return eq(matrix_product(twice(PAULI_X), twice(PAULI_Z)), scaled(sign, twice(PAULI_Y)))


def correlations() -> Statement:
    """For bits the correlations of X and P add up to that of X + P."""
    x_1, p_1, x_2, p_2 = POINT
    return modulo(2, eq(plus(plus(x_1, p_1), plus(x_2, p_2)),
                        plus(plus(x_1, x_2), plus(p_1, p_2))), *POINT)


paper.claim(
    "spekkens:slogan", lambda: All((says(ODD), says(QUADRATURES))), uses=(ODD, QUADRATURES),
    neighbours=lambda: (("all of quantum theory: correlations of qubits multiply as those of bits "
                         "add", products(1)),),
    because="the restriction is classical complementarity; the part of quantum theory is "
            "stabiliser theory for every odd d, and quadrature quantum mechanics. For bits it "
            "holds approximately, and entangled qubits show what is missing")


def vacuum_knows() -> Exists:
    """In the vacuum, of variance hbar/2 for x and p, some variable has a definite value."""
    return Exists(((s, "real"), (t, "real")), All((
        gt(s**2 + t**2, 0), eq(s**2*hbar/2 + t**2*hbar/2, 0))))


paper.claim(
    "spekkens:table-liouville-gaussian", lambda: says(GAUSSIAN),
    uses=(GAUSSIAN,),
    readings=(Reading("the restriction being classical complementarity: then every state of "
                      "maximal knowledge knows a variable, as the vacuum would", vacuum_knows),),
    because="with the classical uncertainty principle as the restriction. With classical "
            "complementarity it is quadrature quantum mechanics, as the second table says")

paper.claim("spekkens:table-liouville-quadrature", lambda: says(QUADRATURES),
            uses=(QUADRATURES,))


def alike() -> All:
    """Two bits and two qubits: the same 15 pure sets of variables, and when variables commute."""
    rows = (("X1", (PAULI_X, 0)), ("P1", (PAULI_Z, 0)), ("X2", (PAULI_X, 1)), ("P2", (PAULI_Z, 1)))
    one = ImmutableMatrix.eye(2)
    placed = {name: ImmutableMatrix(kronecker_product(*((m, one) if k == 0 else (one, m))))
              for name, (m, k) in rows}
    found: list[tuple[str, Statement]] = []
    for place, (left, _) in enumerate(rows):
        for right, _ in rows[place + 1:]:
            sign = -1 if BITS.bracket(left, right) else 1
            found.append((f"{left}, {right}", eq(
                matrix_product(placed[left], placed[right]),
                scaled(sign, matrix_product(placed[right], placed[left])))))
    return All((count_statement(BITS, 2, 15), Table(tuple(found))))


paper.claim(
    "spekkens:table-bits-stabilizer",
    lambda: All((alike(), correlations(), products(-1))),
    neighbours=lambda: (("equal", products(1)), ("16 pure sets", count_statement(BITS, 2, 16))),
    because="similar: Pauli operators commute exactly where the variables do, and both theories "
            "have the same pure sets. Not equal: the product of the correlations of X and Z of two "
            "qubits is minus that of Y, where for bits those of X and P give that of X + P")

paper.claim("spekkens:table-trits-stabilizer", lambda: says(ODD), uses=(ODD,))

paper.claim(
    "spekkens:open-questions", cites="the slide 'Categorizing quantum phenomena'",
    because="two questions, with question marks and in neither column, about all restricted "
            "statistical theories, which the deck does not delimit. Tried: 'no distribution that "
            "the classical uncertainty principle allows has a sharp energy of the oscillator' and "
            "'no valid pure state of two trits is the counterpart of an antisymmetric one'. Each "
            "would speak of one theory only, with a notion of level or of exchange that is not "
            "the deck's, and answer neither question for the others")

# -- joint measurability and joint knowledge -------------------------------------------------------

PROJECTORS = paper.operators("A B")
PARTS = paper.operators("E_1 E_2 E_3 E_4", latex="E_{11} E_{12} E_{21} E_{22}")


def from_joint(order: int) -> OperatorIdentity:
    """Marginals E_11 + E_12 and E_11 + E_21 of orthogonal projectors E_jk, and their product."""
    rules = tuple((left*right, left if left == right else 0*left)
                  for left in PARTS for right in PARTS)
    algebra = OperatorAlgebra(PARTS, rules)
    e11, e12, e21, _ = PARTS
    first, second = e11 + e12, e11 + e21
    return OperatorIdentity(first*second, second*first if order else e12 + e21, algebra)


def to_joint(commuting: bool) -> All:
    """A B, A (1 - B), ... are projectors with the sums A and B."""
    left, right = PROJECTORS
    rules = [(left*left, left), (right*right, right)]
    if commuting:
        rules.append((right*left, left*right))
    algebra = OperatorAlgebra(PROJECTORS, tuple(rules))
    parts = [left*right, left - left*right, right - left*right]
    return All((*(OperatorIdentity(e*e, e, algebra) for e in parts),
                OperatorIdentity(plus(parts[0], parts[1]), left, algebra),
                OperatorIdentity(plus(parts[0], parts[2]), right, algebra),
                OperatorIdentity(parts[1]*parts[2], 0*left, algebra)))


def sharp() -> Statement:
    """A part 0 <= E <= A of a projector lies within it: of diag(1, 0) in two dimensions.

    E = (s, t + iu; t - iu, c_1) and A - E are positive, hence E has only the first entry. In more
    dimensions these are minors of E and A - E.
    """
    return All((Implication((ge(c1, 0), ge(-c1, 0)), eq(c1, 0)),
                Implication((eq(c1, 0), le(t**2 + u**2, s*c1)), All((eq(t, 0), eq(u, 0))))))


paper.claim(
    "spekkens:joint-measurable",
    lambda: All((from_joint(1), to_joint(True), sharp())),
    neighbours=lambda: (("any two projectors", to_joint(False)),
                        ("the product of the marginals is the rest", from_joint(0))),
    because="Observables are families of spectral projectors. If there are joint outcomes, their "
            "operators E_jk lie within the projectors of both observables (a positive operator "
            "below a projector has no entries outside it, where the diagonal one vanishes), "
            "are orthogonal projectors, and the marginals commute. If two projectors commute, "
            "their products are the joint outcomes")

paper.assume("spekkens:joint-knowable", eq(form((a1, b1), (c1, d1)), 0),
             because="two variables of one degree of freedom that are known together commute with "
                     "respect to the Poisson bracket")
