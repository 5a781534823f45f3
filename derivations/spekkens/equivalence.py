"""From equal states to equal theories: Liouville mechanics and trits, and why not bits."""

from sympy import I, Integer

from symq.lang.shown import matrix_product
from symq.lang.statement import All, OperatorIdentity, eq
from symq.lang.theorems import use

from .setting import CANONICAL, OPERATORS, PAULI, commutator, paper, square_values

STATES = "spekkens:wigner-quadrature"

paper.claim(
    "spekkens:equiv-implies",
    lambda: All((use("quadrature-equivalence").conclusion, use("odd-equivalence").conclusion)),
    uses=(STATES,),
    theorem=lambda: (use("quadrature-equivalence"), use("odd-equivalence")),
    neighbours=lambda: (("for one bit: a unitary that exchanges Z and X and keeps Y = i X Z",
                         eq(matrix_product(I * PAULI["Z"], PAULI["X"]), PAULI["Y"])),),
    because="for continuous systems and for every odd d, where unitaries realise all symplectic "
            "maps; measurements follow from the overlaps of states. It is no general rule: the "
            "states of one bit and of one qubit agree, but the map that exchanges X and P and "
            "keeps X + P belongs to no unitary")

paper.claim(
    "spekkens:thm-liouville", lambda: use("quadrature-equivalence").conclusion, uses=(STATES,),
    theorem=lambda: use("quadrature-equivalence"),
    neighbours=lambda: (("if X and P may be known jointly", OperatorIdentity(
        commutator(OPERATORS[0], OPERATORS[1]), Integer(0) * OPERATORS[0], CANONICAL)),),
    because="every number of degrees of freedom: states, affine symplectic maps, quadrature "
            "measurements, their probabilities and updates")

paper.claim(
    "spekkens:thm-trits", lambda: use("odd-equivalence").conclusion, uses=(STATES,),
    theorem=lambda: use("odd-equivalence"),
    neighbours=lambda: (("for bits: all nine operators of a square have values",
                         square_values(quantum=True)),),
    because="every number of systems, and every odd d; for d = 2 it fails")
