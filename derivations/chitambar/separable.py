"""Separable operations: Eq. (7), the one-parameter family, Fig. 1."""

from functools import cache

from sympy import Add, Expr, ImmutableMatrix, Matrix, diag, eye, oo, sqrt

from symq.entanglement.model import epr_state
from symq.entanglement.separable import ProductOperator
from symq.lang.calc import Derivation, Step, calc
from symq.lang.shown import matrix_sum, minus, over, plus, power, squared_norm, times
from symq.lang.statement import All, Limit, MatrixIdentity, Q, Table, eq, ge, gt, le, lt
from symq.paper.claim import Neighbour, Reading

from .setting import kappa_at, kappa_shown, paper, xA, xB, xC
from .theorem2 import NO_VACUUM, REACHED, TOTAL, n, x1, x2, x3

paper.assume("chitambar:7-cond", le(xA, Q(1, 2)), ge(xA, xB), ge(xB, xC), eq(xA + xB + xC, 1))
COND = "chitambar:7-cond"


def coefficient(i: str, j: str, x: Expr, y: Expr) -> Expr:
    """The coefficient lambda_ij as Eq. (7) defines it, for components x_i = x and x_j = y."""
    return paper.define("chitambar:7-lambda", rf"\lambda_{{{i}{j}}}", sqrt((1 - 2 * x) / (2 * y)),
                        name=f"lambda_{i}{j}", given_by=COND, condition=(gt(xC, 0),),
                        because=r"at $x_C = 0$ the state is an EPR pair of A and B already, and "
                                r"$\lambda_{AC}$, $\lambda_{BC}$ are 0/0")


lCB, lCA = coefficient("C", "B", xC, xB), coefficient("C", "A", xC, xA)
lBC, lBA = coefficient("B", "C", xB, xC), coefficient("B", "A", xB, xA)
lAC, lAB = coefficient("A", "C", xA, xC), coefficient("A", "B", xA, xB)

P0, P1 = Matrix([[1, 0], [0, 0]]), Matrix([[0, 0], [0, 1]])


def weighted(coefficient: Expr) -> Matrix:
    """lambda |0><0| + |1><1|."""
    return coefficient * P0 + P1


LEFT = 1 - lCA**2 * lCB**2 - lBA**2 * lBC**2 - lAB**2 * lAC**2

M_AB = ProductOperator((weighted(lCB), weighted(lCA), P0), "AB")
M_AC = ProductOperator((weighted(lBC), P0, weighted(lBA)), "AC")
M_BC = ProductOperator((P0, weighted(lAC), weighted(lAB)), "BC")
M_000 = ProductOperator((sqrt(LEFT) * P0, P0, P0), "000")
M_111 = ProductOperator((P1, P1, P1), "111")
OPERATORS = (M_AB, M_AC, M_BC, M_000, M_111)

# sqrt(x_A)|100> + sqrt(x_B)|010> + sqrt(x_C)|001>
PHI = ImmutableMatrix([0, sqrt(xC), sqrt(xB), 0, sqrt(xA), 0, 0, 0])


def distils(operator: ProductOperator, pair: tuple[int, int], probability: Expr) -> All:
    """The operator maps the state to sqrt(probability) times the pair; the norm says the same."""
    after = operator.apply(PHI)
    return All((MatrixIdentity(after, sqrt(probability) * epr_state(*pair).vector()),
                eq(norm_squared(after), probability)))


def norm_squared(vector: Matrix) -> Expr:
    """The squared norm of a vector with real entries."""
    return squared_norm(vector)


paper.claim("chitambar:7-AB", distils(M_AB, (1, 2), 1 - 2 * xC), given_by=COND)
paper.claim("chitambar:7-AC", distils(M_AC, (1, 3), 1 - 2 * xB), given_by=COND)
paper.claim("chitambar:7-BC", distils(M_BC, (2, 3), 1 - 2 * xA), given_by=COND)


def entry(bits: int, operators: tuple[ProductOperator, ...]) -> Expr:
    """The diagonal entry of the sum of M^dagger M at a basis state."""
    places = [bits >> 2 & 1, bits >> 1 & 1, bits & 1]
    return plus(*(times(*(power(factor[k, k], 2) if factor[k, k].free_symbols else factor[k, k]
                          for factor, k in zip(operator.factors, places, strict=True)))
                  for operator in operators))


@paper.claim("chitambar:7-000", All((ge(LEFT, 0), eq(entry(0, OPERATORS), 1))), given_by=COND)
def completing_operator():
    r"""What is left at $|000\rangle$ factors; no factor is negative in the whole range."""
    product = (1 - 2 * xA) * (1 - 2 * xB) * (1 - 2 * xC) / (4 * xA * xB * xC)
    whole = eq(entry(0, OPERATORS), 1)
    return Derivation(All((ge(LEFT, 0), whole)), (
        Step(eq(LEFT, product), "chitambar:7-lambda", "it factors", "left"),
        Step(ge(product, 0), (), "no factor is negative", "sign"),
        Step(ge(LEFT, 0), ("left", "sign")),
        Step(whole, (), r"it completes the entry at $|000\rangle$")))


paper.claim("chitambar:7-111",
            All((MatrixIdentity(diag(*(entry(k, (M_111,)) for k in range(8))),
                                diag(0, 0, 0, 0, 0, 0, 0, 1)),
                 eq(entry(7, OPERATORS[:4]), 0), eq(entry(7, OPERATORS), 1))), given_by=COND)


@cache
def completeness() -> MatrixIdentity:
    """The sum of M^dagger M over the five operators is the identity of eight dimensions."""
    return MatrixIdentity(matrix_sum(*(operator.effect() for operator in OPERATORS)), eye(8))


paper.claim("chitambar:7", completeness, given_by=COND,
            neighbours=(Neighbour(completeness, "with $x_0 > 0$", assuming=(
                le(xA, Q(1, 2)), ge(xA, xB), ge(xB, xC), gt(xC, 0))),))

WEIGHTS = tuple(norm_squared(m.apply(PHI)) for m in (M_AB, M_AC, M_BC))
PRINTED = Add(1 - 2 * xC, 1 - 2 * xB, 1 - 2 * xA, evaluate=False)


@paper.claim("chitambar:7-prob-one", All((eq(Add(*WEIGHTS), PRINTED), eq(PRINTED, 1))),
             given_by=COND)
def certainty():
    """Each pair operator gives its share; the three shares make 1."""
    shares, whole = eq(Add(*WEIGHTS), PRINTED), eq(PRINTED, 1)
    return Derivation(All((shares, whole)), (
        Step(shares, "chitambar:7-lambda", "the squared norms of the three outcomes"),
        Step(whole, (), "the components add up to 1")))


# the one-parameter family

s, t = paper.real("s t")
paper.given(s >= Q(1, 3), s <= Q(1, 2), t >= Q(1, 3), t <= Q(1, 2))
PSI = (s, (1 - s) / 2, (1 - s) / 2)
PSI_VECTOR = ImmutableMatrix([0, sqrt((1 - s) / 2), sqrt((1 - s) / 2), 0, sqrt(s), 0, 0, 0])
ON_FAMILY = (NO_VACUUM, eq(x1, s), eq(x2, (1 - s) / 2), eq(x3, (1 - s) / 2))
ALSO = (eq(xA, s), eq(xB, (1 - s) / 2), eq(xC, (1 - s) / 2))


def p_locc(v: Expr) -> Expr:
    """The printed probability at s = v, not carried out."""
    return minus(times(2, minus(1, v)), over(power(minus(1, v), 2), times(4, v)))


P_LOCC = 2 * (1 - s) - (1 - s)**2 / (4 * s)

paper.definition("chitambar:psi-s", asserts=(
    eq(norm_squared(PSI_VECTOR), 1), ge(s, (1 - s) / 2), le(s, Q(1, 2)), gt((1 - s) / 2, 0)))


@paper.claim("chitambar:psi-s-kappa", eq(kappa_shown(*PSI), P_LOCC))
def family_value():
    """Party A is the largest; the other two components are $(1 - s)/2$."""
    half = (1 - s) / 2
    return (calc(kappa_shown(*PSI))
            .becomes(minus(times(4, half), over(power(half, 2), s)), note="$x_B = x_C$")
            .becomes(P_LOCC))


paper.claim("chitambar:psi-s-optimal",
            All((le(TOTAL, P_LOCC), Limit(REACHED, n, oo, P_LOCC))), assuming=ON_FAMILY,
            uses="chitambar:bound",
            neighbours=(("half the weight of the pair BC forgotten",
                         Limit(REACHED, n, oo, P_LOCC - (1 - s) / 4)),),
            readings=(Reading("optimal: the supremum over all LOCC protocols",
                              All((le(TOTAL, P_LOCC), Limit(REACHED, n, oo, P_LOCC)))),),
            because="optimal as a supremum; by Theorem 2 no protocol attains it")

paper.claim(
    "chitambar:fig1",
    Table((("LOCC", eq(kappa_shown(*PSI), P_LOCC)),
           ("LOCC at s = 1/3", eq(p_locc(Q(1, 3)), 1)),
           ("LOCC at s = 1/2", eq(p_locc(Q(1, 2)), Q(7, 8))),
           ("LOCC falls", gt(P_LOCC, P_LOCC.subs(s, t))),
           ("SEP", eq(Add(*WEIGHTS), 1)))),
    assuming=(s < t, *ALSO),
    neighbours=(("LOCC rises", lt(P_LOCC, P_LOCC.subs(s, t))),
                ("the last $/4s$ read as $(/4)\\,s$",
                 eq(kappa_at(*PSI), 2 * (1 - s) - (1 - s)**2 / 4 * s))))


AT_HALF = minus(1, kappa_shown(Q(1, 2), Q(1, 4), Q(1, 4)))


@paper.claim("chitambar:fig1-gap", eq(AT_HALF, Q(1, 8)))
def gap_at_one_half():
    """Separable operations reach 1, LOCC only 7/8."""
    return calc(AT_HALF).becomes(minus(1, Q(7, 8)), note=r"$\kappa$ is 7/8").becomes(Q(1, 8))
