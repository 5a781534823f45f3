"""The Wigner representation: Weyl operators, characteristic and Wigner functions."""

from collections.abc import Sequence
from itertools import product

from sympy import Expr, I, ImmutableMatrix, Symbol

from symq.lang.calc import Derivation, Step
from symq.lang.shown import over, plus, spare, times
from symq.lang.statement import (
    All,
    OperatorAlgebra,
    OperatorIdentity,
    Q,
    Statement,
    Table,
    eq,
    ge,
)
from symq.lang.theorems import use
from symq.paper.claim import Correction, Reading
from symq.phasespace.cyclotomic import Cyclotomic
from symq.phasespace.stabiliser import phase_point_operator
from symq.phasespace.weyl import WeylOperator

from .setting import CANONICAL, OPERATORS, POINT, TRIT, commutator, p1, p2, paper, x1, x2

X1, P1, X2, P2 = OPERATORS
W = paper.operators("w_q", latex=[r"\hat{w}(m)"])


def exponent(sign: int) -> Expr:
    """-i sum (q_i P_i + sign p_i X_i), (q_1, p_1, ...) being the point (x_1, p_1, ...)."""
    return -I * (x1 * P1 + sign * p1 * X1 + x2 * P2 + sign * p2 * X2)


def pushed(sign: int) -> tuple[Expr, ...]:
    """[K, r] for the exponent K and each coordinate operator r, by the canonical commutators."""
    return -x1, sign * p1, -x2, sign * p2


def displaces(sign: int) -> All:
    """The operator e^K takes r to r + m: r w = w (r + m) for each coordinate operator r.

    Because [K, r] is a number r e^K is e^K (r - [K, r]), which is the rule of the algebra.
    """
    rules = [(r * W, W * r - by * W) for r, by in zip(OPERATORS, pushed(sign), strict=True)]
    algebra = OperatorAlgebra((W, *OPERATORS), (*CANONICAL.rules, *rules))
    return All(tuple(OperatorIdentity(r * W, W * (r + m), algebra)
                     for r, m in zip(OPERATORS, POINT, strict=True)))


@paper.claim(
    "spekkens:weyl-operator", lambda: displaces(1),
    correction=Correction(lambda: displaces(-1),
                          "the exponent has to be -i sum (q_i P_i - p_i X_i): as printed the "
                          "operator moves the momenta by -p"),
    because="the operator that displaces phase space by m, with hbar = 1, its exponent read with "
            "parentheses")
def weyl_operator() -> Derivation:
    """Commutators of the exponent with X and P, then what the exponential does."""
    steps = [Step(OperatorIdentity(commutator(exponent(-1), r), by + 0 * r, CANONICAL),
                  (), "a number, so that the series of the exponential ends")
             for r, by in zip(OPERATORS, pushed(-1), strict=True)]
    goal = displaces(-1)
    return Derivation(goal, (*steps, Step(goal, (), "hence displacements")))


# A trit: the displacement T(q, p) and the phase point operator of each point, as sums of products.

POINTS = tuple(product(range(3), repeat=2))
ENTRIES: tuple[tuple[Symbol, ...], ...] = tuple(
    tuple(paper.complex(f"rho_{j}{k}", latex=[rf"\rho_{{{j}{k}}}"]) for k in range(3))
    for j in range(3))


def traced(operator: Sequence[Sequence[Cyclotomic]]) -> Expr:
    """The trace of rho times an operator, rho with any entries."""
    return plus(*(spare(ENTRIES[j][k], operator[k][j].expression())
                  for j in range(3) for k in range(3) if operator[k][j]))


def characteristic(point: tuple[int, int]) -> Expr:
    """Tr(rho w(m)^*), w the displacement by m."""
    return traced(WeylOperator(TRIT, point).adjoint().matrix())


def rebuilt(j: int, k: int, share: Expr) -> Statement:
    """An entry of rho as the sum of chi(a) w(a), the displacements being orthogonal."""
    terms = [spare(characteristic(m), WeylOperator(TRIT, m).matrix()[j][k].expression())
             for m in POINTS if WeylOperator(TRIT, m).matrix()[j][k]]
    return eq(times(share, plus(*terms)), ENTRIES[j][k])


paper.definition(
    "spekkens:char-function",
    asserts=lambda: tuple(rebuilt(j, k, Q(1, 3)) for j, k in POINTS),
    neighbours=lambda: (("without the factor", rebuilt(0, 0, Q(1))),
                        ("the transposed matrix", eq(rebuilt(0, 1, Q(1, 3)).lhs,  # type: ignore[attr-defined]
                                                     ENTRIES[1][0]))),
    because="for a trit: chi determines rho, which is the mean of chi(a) w(a)")


def printed_product(m: tuple[int, int], k: tuple[int, int]) -> int:
    """[m, a] = m^T J a with the printed matrix J."""
    form = ImmutableMatrix([[0, -1], [1, 0]])
    return int((ImmutableMatrix([m]) * form * ImmutableMatrix(k))[0])


def point_value(m: tuple[int, int]) -> Expr:
    """W_rho(m), the mean of the phase point operator of m."""
    return over(traced(phase_point_operator(TRIT, m)), 3)


def transformed(m: tuple[int, int], moving: bool, share: Expr) -> Expr:
    """The sum over a of exp(-i [m, a]) chi(a), or chi(m) if it is not moving, times a factor."""
    return times(share, plus(*(
        times(Cyclotomic.root(3, -printed_product(m, k)).expression(),
              characteristic(k if moving else m)) for k in POINTS)))


def wigner_table(moving: bool, share: Expr) -> Table:
    """The Wigner function of any matrix at two points, as a sum over phase space."""
    return Table(tuple((f"at {m}", eq(point_value(m), transformed(m, moving, share)))
                       for m in ((0, 0), (1, 2))))


paper.claim(
    "spekkens:wigner-def", lambda: wigner_table(False, Q(1)),
    correction=Correction(lambda: wigner_table(True, Q(1, 9)),
                          "the sum runs over the argument of chi, which is a and not m, and "
                          "needs the factor 1/d^(2n) for a normalised Wigner function"),
    neighbours=lambda: (("the argument alone", wigner_table(True, Q(1))),
                        ("the factor alone", wigner_table(False, Q(1, 9)))),
    because="for a trit and every matrix rho, so that the points shown stand for all; the "
            "Wigner function is the mean of the phase point operators, the displaced parities, "
            "and [m, a] is m J a with the printed J. With the bracket sum (q p' - p q'), which "
            "has the other sign, the exponent is + i [m, a]")


def transformed_line(vector: Sequence[Cyclotomic], mirrored: bool, known: int, value: int
                     ) -> Table:
    """W of a pure state of a trit by the corrected sum is uniform on x = value or p = value.

    `known` is the place of the coordinate; `mirrored` takes the Weyl operator as printed, which
    displaces by (q, -p).
    """
    norm = sum((z.conjugate() * z for z in vector), Cyclotomic(3)).rational
    rows = []
    for m in POINTS:
        terms = []
        for q, k in POINTS:
            back = WeylOperator(TRIT, (q, -k if mirrored else k)).adjoint().matrix()
            mean = sum((vector[i].conjugate() * back[i][j] * vector[j]
                        for i in range(3) for j in range(3)), Cyclotomic(3))
            if mean:
                terms.append(times(Cyclotomic.root(3, -printed_product(m, (q, k))).expression(),
                                   mean.expression()))
        rows.append((f"at {m}", eq(over(plus(*terms), 9 * norm),
                                    Q(int(m[known] == value), 3))))
    return Table(tuple(rows))


def position(value: int) -> list[Cyclotomic]:
    """The state of a trit with X = value."""
    return [Cyclotomic(3, int(level == value)) for level in range(3)]


def momentum(value: int) -> list[Cyclotomic]:
    """The state of a trit with P = value, without its factor 1/sqrt(3)."""
    return [Cyclotomic.root(3, value * level) for level in range(3)]


paper.claim(
    "spekkens:wigner-quadrature",
    lambda: All((use("quadrature-wigner").conclusion, use("stabiliser-wigner").conclusion,
                 transformed_line(position(1), False, 0, 1),
                 transformed_line(momentum(1), False, 1, 1))),
    theorem=lambda: (use("quadrature-wigner"), use("stabiliser-wigner")),
    readings=(Reading("with the Weyl operator as printed",
                      lambda: transformed_line(position(1), True, 0, 1)),),
    neighbours=lambda: (("another line", transformed_line(momentum(1), False, 1, 2)),
                        ("a Bell state of qubits, which is negative somewhere",
                         ge(over(plus(1, -1, -1, -1), 16), 0))),
    because="with the corrected Weyl operator and sum, for quadrature states and for stabiliser "
            "states with every odd d; the two lines of a trit are summed explicitly. With the "
            "printed Weyl operator the positions are reversed: X = 1 of a trit becomes X = 2")
