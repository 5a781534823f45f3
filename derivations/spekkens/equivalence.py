"""From equal states to equal theories: Liouville mechanics and trits, and why not bits."""

from functools import cache

from sympy import I, Integer

from symq.lang.calc import Derivation, by_theorem, stepwise
from symq.lang.shown import matrix_product, plus
from symq.lang.statement import All, OperatorIdentity, Statement, Table, eq
from symq.lang.theorems import use
from symq.phasespace.stabiliser import phase_point_operator

from .setting import (
    CANONICAL,
    F_ROW,
    G_ROW,
    OPERATORS,
    PAULI,
    TRIT,
    commutator,
    form,
    paper,
    square_values,
)

STATES = "spekkens:wigner-quadrature"


def overlaps(equal: int) -> Table:
    """Tr A(0) A(m) for a trit: 3 for m = 0 and else 0, so that Tr rho sigma = 3 sum of W W'."""
    parity = phase_point_operator(TRIT, (0, 0))
    rows: list[tuple[str, Statement]] = []
    for m in ((0, 0), (0, 1), (0, 2)):
        point = phase_point_operator(TRIT, m)
        terms = [(parity[i][j] * point[j][i]).expression() for i in range(3) for j in range(3)
                 if parity[i][j] and point[j][i]]
        rows.append((f"{m}", eq(plus(*terms), equal if m == (0, 0) else 0)))
    return Table(tuple(rows))


def quadratures(factor: object) -> OperatorIdentity:
    """[F, G] is the bracket of the functionals times i, for two degrees of freedom."""
    left, right = (sum((k * v for k, v in zip(row, OPERATORS, strict=True)), Integer(0))
                   for row in (F_ROW, G_ROW))
    return OperatorIdentity(commutator(left, right), factor * form(F_ROW, G_ROW), CANONICAL)


paper.claim(
    "spekkens:equiv-implies",
    lambda: All((use("quadrature-equivalence").conclusion, use("odd-equivalence").conclusion,
                 overlaps(3), quadratures(I))),
    uses=(STATES,),
    theorem=lambda: (use("quadrature-equivalence"), use("odd-equivalence")),
    neighbours=lambda: (("for one bit: a unitary that exchanges Z and X and keeps Y = i X Z",
                         eq(matrix_product(I * PAULI["Z"], PAULI["X"]), PAULI["Y"])),),
    because="for continuous systems and for every odd d, where unitaries realise all symplectic "
            "maps, and measurements follow from the overlaps of states. It is no general rule: "
            "the states of one bit and of one qubit agree, but the map that exchanges X and P "
            "and keeps X + P belongs to no unitary")

def liouville() -> All:
    """The sentence for every n, and the commutators of two degrees of freedom."""
    return All((use("quadrature-equivalence").conclusion, quadratures(I)))


@paper.claim(
    "spekkens:thm-liouville", liouville, uses=(STATES,),
    theorem=lambda: use("quadrature-equivalence"),
    neighbours=lambda: (("if all variables may be known jointly", quadratures(Integer(0))),),
    because="every number of degrees of freedom: states, affine symplectic maps, quadrature "
            "measurements, their probabilities and updates")
def equal_states_equal_theories() -> Derivation:
    """States and maps agree in the Wigner representation, hence measurements too."""
    return stepwise(liouville(), (
        by_theorem(use("quadrature-equivalence"), STATES),
        "two degrees of freedom: variables are jointly known where their operators commute"))


@cache
def trits() -> All:
    """The sentence for every n and odd d, and the overlaps of phase point operators of a trit."""
    return All((use("odd-equivalence").conclusion, overlaps(3)))


@paper.claim(
    "spekkens:thm-trits", trits,
    uses=(STATES,), theorem=lambda: use("odd-equivalence"),
    neighbours=lambda: (("for bits: all nine operators of a square have values",
                         square_values(quantum=True)),
                        ("the factor 1 of probabilities", overlaps(1))),
    because="every number of systems, and every odd d; for d = 2 it fails")
def equal_states_equal_statistics() -> Derivation:
    """States and maps agree in the Wigner representation, hence measurements too."""
    return stepwise(trits(), (by_theorem(use("odd-equivalence"), STATES),
                              "one trit: probabilities are three times the overlap of Wigner "
                              "functions"))
