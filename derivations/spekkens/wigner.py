"""The Wigner representation: Weyl operators, characteristic and Wigner functions."""

from collections.abc import Sequence
from functools import cache
from itertools import product

from sympy import Expr, I, ImmutableMatrix, Symbol

from symq.lang.calc import Calculation, Derivation, by_theorem, calc, stepwise
from symq.lang.shown import over, plus, spare, times
from symq.lang.statement import (
    All,
    Equation,
    Equivalence,
    OperatorIdentity,
    Q,
    Statement,
    Table,
    eq,
    ge,
    ne,
)
from symq.lang.theorems import use
from symq.paper.claim import Correction, Reading
from symq.phasespace.cyclotomic import Cyclotomic
from symq.phasespace.stabiliser import phase_point_operator
from symq.phasespace.weyl import WeylOperator

from .setting import CANONICAL, OPERATORS, TRIT, commutator, p1, p2, paper, s, x1, x2

X1, P1, X2, P2 = OPERATORS


def exponent(sign: Expr) -> Expr:
    """-i sum (q_i P_i + sign p_i X_i), (q_1, p_1, ...) being the point (x_1, p_1, ...)."""
    return -I * (x1 * P1 + sign * p1 * X1 + x2 * P2 + sign * p2 * X2)


def displaces(sign: int) -> All:
    """Which sign of p_i X_i makes the exponential of the exponent K displace phase space by m.

    Because [K, r] is a number for each coordinate operator r, it moves r by -[K, r]: X_i by x_i
    and P_i by -s p_i.
    """
    moved = -x1, s * p1, -x2, s * p2
    commutators = (OperatorIdentity(commutator(exponent(s), r), by + 0 * r, CANONICAL)
                   for r, by in zip(OPERATORS, moved, strict=True))
    return All((*commutators, Equivalence(All((eq(-s * p1, p1), eq(-s * p2, p2))), eq(s, sign))))


def one_term(r: Expr, by: Expr) -> Calculation:
    """[K, r]: of the terms of K only that of the conjugate coordinate does not commute with r."""
    k = OPERATORS.index(r)
    partner = OPERATORS[k ^ 1]
    weight = (x1, s * p1, x2, s * p2)[k]
    return (calc(commutator(exponent(s), r), CANONICAL)
            .becomes(-I * weight * commutator(partner, r), note="all other terms commute with it")
            .becomes(by + 0 * r, note=r"$[\hat X_i, \hat P_i] = i$"))


@paper.claim(
    "spekkens:weyl-operator", lambda: displaces(1), assuming=(ne(p1, 0), ne(p2, 0)),
    correction=Correction(lambda: displaces(-1),
                          "the exponent has to be -i sum (q_i P_i - p_i X_i): as printed the "
                          "operator moves the momenta by -p"),
    because="the operator that displaces phase space by m, with hbar = 1 and its exponent read "
            "with parentheses; s is the sign of the second term, printed as +1")
def displacement_of_each_coordinate() -> Derivation:
    """The commutators with the exponent are numbers; the momenta move by p only for s = -1."""
    moved = -x1, s * p1, -x2, s * p2
    return stepwise(displaces(-1), (
        *(one_term(r, by) for r, by in zip(OPERATORS, moved, strict=True)),
        "$P_i$ moves by $-s p_i$, which has to be $p_i$"))


# A trit: the displacement T(q, p) and the phase point operator of each point, as sums of products.

POINTS = tuple(product(range(3), repeat=2))
ENTRIES: tuple[tuple[Symbol, ...], ...] = tuple(
    tuple(paper.complex(f"rho_{j}{k}", latex=[rf"\rho_{{{j}{k}}}"]) for k in range(3))
    for j in range(3))


def traced(operator: Sequence[Sequence[Cyclotomic]]) -> Expr:
    """The trace of rho times an operator, rho with any entries."""
    return plus(*(spare(ENTRIES[j][k], operator[k][j].expression())
                  for j in range(3) for k in range(3) if operator[k][j]))


@cache
def displaced(point: tuple[int, int]) -> tuple[tuple[Cyclotomic, ...], ...]:
    """The displacement by m."""
    return WeylOperator(TRIT, point).matrix()


@cache
def displaced_back(point: tuple[int, int]) -> tuple[tuple[Cyclotomic, ...], ...]:
    """Its adjoint."""
    return WeylOperator(TRIT, point).adjoint().matrix()


@cache
def characteristic(point: tuple[int, int]) -> Expr:
    """Tr(rho w(m)^*), w the displacement by m."""
    return traced(displaced_back(point))


def rebuilt(j: int, k: int, share: Expr) -> Statement:
    """An entry of rho as the sum of chi(a) w(a), the displacements being orthogonal."""
    terms = [spare(characteristic(m), displaced(m)[j][k].expression())
             for m in POINTS if displaced(m)[j][k]]
    return eq(times(share, plus(*terms)), ENTRIES[j][k])


paper.definition(
    "spekkens:char-function",
    asserts=lambda: tuple(rebuilt(j, k, Q(1, 3)) for j, k in POINTS),
    neighbours=lambda: (("without the factor", rebuilt(0, 0, Q(1))),
                        ("the transposed matrix", eq(rebuilt(0, 1, Q(1, 3)).lhs,  # type: ignore[attr-defined]
                                                     ENTRIES[1][0]))),
    because="for a trit: chi determines rho, which is the mean of chi(a) w(a)")


@cache
def printed_product(m: tuple[int, int], k: tuple[int, int]) -> int:
    """[m, a] = m^T J a with the printed matrix J."""
    form = ImmutableMatrix([[0, -1], [1, 0]])
    return int((ImmutableMatrix([m]) * form * ImmutableMatrix(k))[0])


@cache
def root(power: int) -> Expr:
    """exp(2 pi i power/3)."""
    return Cyclotomic.root(3, power).expression()


def transformed(unit: tuple[int, int], moving: bool, share: Expr) -> Expr:
    """The sum over a of exp(-i [m, a]) chi(a), or chi(m) if it is not moving, times a factor."""
    terms = []
    for k in POINTS:
        chi = displaced_back(k if moving else AT)[unit[1]][unit[0]]
        if chi:
            terms.append(spare(root(-printed_product(AT, k)), chi.expression()))
    return times(share, plus(*(terms or [0])))


AT = (1, 2)                    # a point m of a trit


def wigner_table(moving: bool, share: Expr) -> Table:
    """W_rho(m), the mean of the phase point operator of m, for each matrix unit rho."""
    point = phase_point_operator(TRIT, AT)
    return Table(tuple((f"for |{j}><{k}|", eq(over(point[k][j].expression(), 3),
                                              transformed((j, k), moving, share)))
                       for j, k in POINTS))


def summed(j: int, k: int, line: Statement) -> Calculation:
    """The entry of the phase point operator, as a sum of phases, as the transform of chi."""
    assert isinstance(line, Equation)
    phases = [(Cyclotomic.root(3, -printed_product(AT, a))
                           * displaced_back(a)[k][j]).expression()
              for a in POINTS if displaced_back(a)[k][j]]
    found = calc(line.lhs).becomes(
        times(Q(1, 9), plus(*phases)),
        note=rf"$|{j}\rangle\langle{k}|$: three displacements have this entry")
    return found if found.derivation().goal == line else found.becomes(
        line.rhs, note=r"each phase as that of $\chi$ and that of the transform")


@paper.claim(
    "spekkens:wigner-def", lambda: wigner_table(False, Q(1)),
    correction=Correction(lambda: wigner_table(True, Q(1, 9)),
                          "the sum runs over the argument of chi, which is a and not m, and "
                          "needs the factor 1/d^(2n) for a normalised Wigner function"),
    neighbours=lambda: (("the argument alone", wigner_table(True, Q(1))),
                        ("the factor alone", wigner_table(False, Q(1, 9)))),
    because="for a trit and every matrix rho, which is a combination of matrix units, so that "
            "the point m = (1, 2) stands for all. The Wigner function is the mean of the phase "
            "point operators, the displaced parities, and [m, a] is m J a with the printed J. "
            "With the bracket sum (q p' - p q'), which has the other sign, the exponent is "
            "+ i [m, a]")
def transform_of_each_matrix_unit() -> Derivation:
    """For each matrix unit: the values of chi inserted, phases multiplied, and their sum."""
    table = wigner_table(True, Q(1, 9))
    return stepwise(table, [summed(j, k, line) for (_, line), (j, k) in zip(
        table.rows, POINTS, strict=True)])


def transformed_line(vector: Sequence[Cyclotomic], mirrored: bool, known: int, value: int
                     ) -> Table:
    """W of a pure state of a trit by the corrected sum is uniform on x = value or p = value.

    `known` is the place of the coordinate; `mirrored` takes the Weyl operator as printed, which
    displaces by (q, -p).
    """
    norm = sum((z.conjugate() * z for z in vector), Cyclotomic(3)).rational
    means = {}
    for q, k in POINTS:
        back = displaced_back((q, -k if mirrored else k))
        mean = sum((vector[i].conjugate() * back[i][j] * vector[j]
                    for i in range(3) for j in range(3)), Cyclotomic(3))
        if mean:
            means[q, k] = mean.expression()
    rows = []
    for m in POINTS:
        terms = [times(root(-printed_product(m, a)), mean) for a, mean in means.items()]
        rows.append((f"at {m}", eq(over(plus(*terms), 9 * norm),
                                    Q(int(m[known] == value), 3))))
    return Table(tuple(rows))


def position(value: int) -> list[Cyclotomic]:
    """The state of a trit with X = value."""
    return [Cyclotomic(3, int(level == value)) for level in range(3)]


def momentum(value: int) -> list[Cyclotomic]:
    """The state of a trit with P = value, without its factor 1/sqrt(3)."""
    return [Cyclotomic.root(3, value * level) for level in range(3)]


@cache
def uniform_on_supports() -> All:
    """For every n over R and for every odd d, and two lines of a trit."""
    return All((use("quadrature-wigner").conclusion, use("stabiliser-wigner").conclusion,
                transformed_line(position(1), False, 0, 1),
                transformed_line(momentum(1), False, 1, 1)))


@paper.claim(
    "spekkens:wigner-quadrature", uniform_on_supports,
    theorem=lambda: (use("quadrature-wigner"), use("stabiliser-wigner")),
    readings=(Reading("with the Weyl operator as printed",
                      lambda: transformed_line(position(1), True, 0, 1)),),
    neighbours=lambda: (("another line", transformed_line(momentum(1), False, 1, 2)),
                        ("a Bell state of qubits, which is negative somewhere",
                         ge(over(plus(1, -1, -1, -1), 16), 0))),
    because="with the corrected Weyl operator and sum, for quadrature states and for stabiliser "
            "states with every odd d; the two lines of a trit are summed explicitly. With the "
            "printed Weyl operator the positions are reversed: X = 1 of a trit becomes X = 2")
def weyl_operators_and_characters() -> Derivation:
    """Displacements compose up to phases; sums over their characters vanish or count."""
    position_line, momentum_line = uniform_on_supports().parts[2:]
    assert isinstance(position_line, Table) and isinstance(momentum_line, Table)
    return stepwise(uniform_on_supports(), (
        by_theorem(use("quadrature-wigner")), by_theorem(use("stabiliser-wigner")),
        stepwise(position_line, [f"a trit with $X = 1$, {at}" for at, _ in position_line.rows]),
        stepwise(momentum_line, [f"a trit with $P = 1$, {at}" for at, _ in momentum_line.rows])))
