"""The classical uncertainty principle, maximal entropy, and Gaussian quantum mechanics."""

from collections.abc import Sequence
from functools import cache

from sympy import E, Expr, I, ImmutableMatrix, Symbol, eye, log, pi

from symq.lang.calc import Derivation, by_theorem, calc, stepwise
from symq.lang.shown import minus, over, plus, scaled, times
from symq.lang.statement import All, Equation, Implication, Statement, Table, eq, ge, gt, lt
from symq.lang.theorems import use

from .setting import (
    F_ROW,
    POINT,
    a1,
    b1,
    c1,
    f,
    form,
    g,
    hbar,
    paper,
    s,
    t,
    u,
    v1,
    v2,
    v3,
    v4,
    value,
    w,
)

OTHER = (v1, v2, v3, v4)
PRINTED_J = ImmutableMatrix([[0, -1, 0, 0], [1, 0, 0, 0], [0, 0, 0, -1], [0, 0, 1, 0]])

# Any distribution: v_i are the means of the coordinates, m_ij those of their products.
_PLACES = [(i, j) for i in range(4) for j in range(i, 4)]
_MEANS = dict(zip(_PLACES, paper.real(" ".join(f"m_{i + 1}{j + 1}" for i, j in _PLACES)),
                  strict=True))


def product_mean(i: int, j: int) -> Symbol:
    """The mean of the product of two coordinates."""
    return _MEANS[min(i, j), max(i, j)]


def gamma(factor: int) -> ImmutableMatrix:
    """The factor times the matrix of second central moments, in the order x_1, p_1, x_2, p_2."""
    return ImmutableMatrix(4, 4, [times(factor, minus(product_mean(i, j), times(
        OTHER[i], OTHER[j]))) for i in range(4) for j in range(4)])


def twice_the_variance(factor: int) -> Statement:
    """The quadratic form of gamma is twice the mean of F^2 less the square of the mean of F."""
    entries, places = gamma(factor), [(i, j) for i in range(4) for j in range(4)]
    square = plus(*(times(F_ROW[i], F_ROW[j], product_mean(i, j)) for i, j in places))
    average = value(F_ROW, OTHER)
    return eq(plus(*(times(F_ROW[i], entries[i, j], F_ROW[j]) for i, j in places)),
              times(2, minus(square, times(average, average))))


paper.definition(
    "spekkens:gamma-def",
    asserts=lambda: (twice_the_variance(2), eq(gamma(2).T, gamma(2))),
    neighbours=lambda: (("without the factor 2", twice_the_variance(1)),),
    because="the matrix is symmetric, and its quadratic form is twice the variance of the "
            "functional with these coefficients, hence not negative; the mean of the square of a "
            "functional is the sum of the means of products, whatever the distribution")


def product_with_j(sign: int) -> Statement:
    """m J m' with the printed matrix, against the sum (q p' - p q') times a sign."""
    return eq(quadratic_pair(PRINTED_J), times(sign, form(POINT, OTHER)))


def quadratic_pair(matrix: ImmutableMatrix) -> Expr:
    """The sum of m_i matrix_ij m'_j over the entries that are not zero."""
    return plus(*(times(POINT[i], matrix[i, j], OTHER[j])
                  for i in range(4) for j in range(4) if matrix[i, j] != 0))


def squared(matrix: ImmutableMatrix) -> ImmutableMatrix:
    """The square, its products not carried out; those with 0 are left out."""
    return ImmutableMatrix(4, 4, [plus(*([times(matrix[i, k], matrix[k, j]) for k in range(4)
                                          if matrix[i, k] != 0 and matrix[k, j] != 0] or [0]))
                                  for i in range(4) for j in range(4)])


paper.definition(
    "spekkens:J-def",
    asserts=lambda: (eq(PRINTED_J.T, scaled(-1, PRINTED_J)),
                     eq(squared(PRINTED_J), -ImmutableMatrix(eye(4))),
                     product_with_j(-1)),
    neighbours=lambda: (("with the other sign", product_with_j(1)),),
    because="the same matrix as before, antisymmetric with the square -1, so that i J is "
            "Hermitian; m J m' is minus the sum (q p' - p q'). The sign makes no difference for "
            "gamma + i hbar J >= 0, as the complex conjugate shows")


# One system: Delta^2 x = a_1, Delta^2 p = b_1, C = c_1; a vector z = (s + i t, u + i w).

def excess(divisor: int = 4) -> Expr:
    """Delta^2 x Delta^2 p - C^2 - hbar^2/4."""
    return minus(minus(times(a1, b1), times(c1, c1)), over(hbar**2, divisor))


def hermitian(factor: int, z: Sequence[Expr], conjugate: Sequence[Expr]) -> Expr:
    """The sum of conj(z_i) (gamma + i hbar J)_ij z_j with the printed J."""
    entries = ((times(factor, a1), plus(times(factor, c1), times(-1, I, hbar))),
               (plus(times(factor, c1), times(I, hbar)), times(factor, b1)))
    return plus(*(times(conjugate[i], entries[i][j], z[j]) for i in range(2) for j in range(2)))


def general(factor: int) -> Expr:
    """The form of gamma + i hbar J at any vector."""
    return hermitian(factor, (s + I * t, u + I * w), (s - I * t, u - I * w))


def squares() -> Statement:
    """Delta^2 x times the form is a sum of squares and the excess times a square."""
    half = over(hbar, 2)
    first = plus(times(a1, s), times(c1, u), times(half, w))
    second = plus(times(a1, t), times(c1, w), times(-1, half, u))
    rest = times(excess(), plus(times(u, u), times(w, w)))
    return eq(times(a1, general(2)), times(2, plus(times(first, first), times(second, second),
                                                   rest)))


def sufficient() -> Statement:
    """A form f with a_1 f = 2 (v_1^2 + v_2^2 + g (u^2 + w^2)), g the excess, is not negative."""
    total = plus(times(v1, v1), times(v2, v2), times(g, plus(times(u, u), times(w, w))))
    return Implication((gt(a1, 0), ge(g, 0), eq(times(a1, f), times(2, total))), ge(f, 0))


def enough(divisor: int) -> Statement:
    """The form is not negative where Delta^2 x Delta^2 p - C^2 is at least hbar^2/divisor."""
    return Implication((gt(a1, 0), ge(excess(divisor), 0)), ge(general(2).expand(), 0))


def necessary() -> Statement:
    """The form at a vector that makes the squares vanish."""
    z = (-c1 + I * hbar / 2, a1 + 0 * I)
    return eq(hermitian(2, z, (-c1 - I * hbar / 2, a1 + 0 * I)), times(2, a1, excess()))


def vacuum() -> Statement:
    """The variances hbar/2 saturate it."""
    return Implication((eq(a1, hbar / 2), eq(b1, hbar / 2), eq(c1, 0)), eq(excess(), 0))


def uncertainty_of_one_system() -> All:
    """The form as squares, that it suffices, that it is necessary, and the vacuum."""
    return All((squares(), sufficient(), necessary(), vacuum()))


@paper.claim(
    "spekkens:cup", uncertainty_of_one_system,
    neighbours=lambda: (("half as much is enough", enough(8)),
                        ("without the factor 2", eq(hermitian(
                            1, (-c1 + I * hbar / 2, a1 + 0 * I), (-c1 - I * hbar / 2, a1 + 0 * I)),
                            times(2, a1, excess())))),
    because="for one system it is Delta^2 x Delta^2 p - C^2 >= hbar^2/4, with Delta^2 x > 0: the "
            "form of gamma + i hbar J is not negative under it, and its value at one vector is "
            "the excess; the vacuum, Delta^2 x = Delta^2 p = hbar/2, saturates it. The relation "
            "for n systems is that of quantum mechanics, word for word")
def complete_the_squares() -> Derivation:
    """The form of gamma + i hbar J at any vector, times the variance of x, by squares."""
    first, _, third, _ = uncertainty_of_one_system().parts
    assert isinstance(first, Equation) and isinstance(third, Equation)
    real = plus(times(2, a1, plus(times(s, s), times(t, t))), times(2, b1, plus(times(u, u), times(
        w, w))), times(4, c1, plus(times(s, u), times(t, w))),
        times(2, hbar, minus(times(s, w), times(t, u))))
    at_one = plus(times(2, a1, plus(times(c1, c1), over(hbar**2, 4))), times(2, b1, a1, a1),
                  times(-2, a1, plus(times(2, c1, c1), over(hbar**2, 2))))
    return stepwise(uncertainty_of_one_system(), (
        calc(first.lhs).becomes(times(a1, real), note="the imaginary terms cancel")
        .becomes(first.rhs, note=r"complete the squares of $s$ and $t$"),
        r"a sum of squares and a non-negative multiple of one, over $\Delta^2 x > 0$",
        calc(third.lhs).becomes(at_one, note="the vector that makes both squares vanish")
        .becomes(third.rhs, note="collect: only the excess is left"),
        "the vacuum has no excess"))


def others(width: int = 12) -> Table:
    """Entropies of distributions of one coordinate with the variance 1, against the Gaussian's."""
    most = over(log(times(2, pi, E)), 2)
    return Table((("uniform", lt(over(log(width), 2), most)),
                  ("two-sided exponential", lt(plus(1, over(log(2), 2)), most)),
                  ("exponential", lt(1, most))))


paper.claim(
    "spekkens:maxent",
    lambda: All((use("gaussian-entropy").conclusion, others())),
    theorem=lambda: use("gaussian-entropy"),
    neighbours=lambda: (("uniform with twice the width", others(48)),),
    because="they are the Gaussian distributions, one for each mean and covariance matrix; "
            "three others with the same variance have less entropy")


def moved_excess() -> Statement:
    """A linear map multiplies the determinant of gamma by the square of its own."""
    images = [[plus(times(r[0], a1, k[0]), times(r[0], c1, k[1]), times(r[1], c1, k[0]),
                    times(r[1], b1, k[1])) for k in ((s, t), (u, w))] for r in ((s, t), (u, w))]
    determinant = form((s, t), (u, w))
    return eq(minus(times(images[0][0], images[1][1]), times(images[0][1], images[1][0])),
              times(determinant, determinant, minus(times(a1, b1), times(c1, c1))))


@cache
def gaussian_theories() -> All:
    """The sentence for every n, and the excess under a linear map of one system."""
    return All((use("gaussian-equivalence").conclusion, moved_excess()))


@paper.claim(
    "spekkens:thm-gaussian", gaussian_theories,
    uses=("spekkens:maxent",), theorem=lambda: use("gaussian-equivalence"),
    neighbours=lambda: (("without the uncertainty relation: variances hbar/4 are those of a state",
                         Implication((eq(a1, hbar / 4), eq(b1, hbar / 4), eq(c1, 0)),
                                     ge(excess(), 0))),),
    because="every number of systems; the dynamics are the quadratic Hamiltonians, whose linear "
            "maps of determinant 1 keep the product of uncertainties of one system")
def same_moments_same_motion() -> Derivation:
    """Gaussian states by their moments, and the same linear motion of both theories."""
    return stepwise(gaussian_theories(), (
        by_theorem(use("gaussian-equivalence"), "spekkens:maxent"),
        r"$\det S\gamma S^T = (\det S)^2\det\gamma$ for one system"))
