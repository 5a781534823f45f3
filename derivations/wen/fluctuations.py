"""The semi-classical picture: how much the angles fluctuate."""

from sympy import Derivative, Expr, Integer, Matrix, oo, pi, sin, sqrt

from symq.lang.calc import argue
from symq.lang.shown import matrix_product
from symq.lang.statement import (
    All,
    Implication,
    Limit,
    MatrixIdentity,
    Q,
    Statement,
    eq,
    ge,
    le,
    lt,
)

from .light import ALTERNATE, GRADIENT, faces, stiff
from .magnets import kappa
from .setting import J, U, k, paper

# fluctuations: <q**2> = sqrt(B/A)/2 in the ground state of a wave

ratio, tends = paper.positive("rho sigma_0", latex=r"\rho \sigma")       # J/g; and what tends to 0


def spread(inverse: Expr, stiffness: Expr) -> Expr:
    """The mean square of theta of a wave."""
    return sqrt(inverse / stiffness) / 2


radius = paper.positive("R_0", latex="R")


def weak(limit: Expr, bound: Expr) -> All:
    """One wave, and the mean over all waves of the zone, as J/g goes to zero.

    sin(k/2) >= k/4 on [0, pi], so that sqrt(sum sin**2) >= |k|/4; the cube of the zone lies in a
    ball of radius pi sqrt(3), so that the mean of 1/|k| is at most int 4 pi k dk/(2 pi)**3.
    """
    one = spread(2 * ratio, 8 * sin(k / 2)**2)
    mean = sqrt(ratio) / 4 * 4 * (2 * pi * radius**2 / (2 * pi)**3)
    return All((
        Implication((lt(0, k), lt(k, pi)), Limit(one.subs(ratio, tends), tends, 0, limit, "+")),
        Implication((le(0, kappa), le(kappa, pi / 2)), ge(sin(kappa), kappa / 2)),
        eq(Derivative(2 * pi * radius**2, radius), 4 * pi * radius),
        Implication((eq(radius, pi * sqrt(3)),), eq(2 * mean, bound * sqrt(ratio))),
        Limit(bound * sqrt(tends), tends, 0, limit, "+"),
        Implication((le(ratio, 1),), lt(bound * sqrt(ratio), (2 * pi)**2))))


@paper.claim("wen:semi-fluct-pm", lambda: weak(Integer(0), Q(3, 2)),
             neighbours=lambda: (("they stay of order 2 pi", weak(2 * pi, Q(3, 2)).parts[4]),),
             because="the mean square of theta of the waves of helicity +-1 at k is sqrt(J/g) over "
                     "4 sqrt(sum sin^2), and its mean over the zone for both is at most 3/2 "
                     "sqrt(J/g), far below (2 pi)^2 for g >= J")
def small_fluctuations():
    """The bound on the sine first, which the mean over the zone rests on."""
    whole = weak(Integer(0), Q(3, 2))
    return argue().so(whole.parts[1], name="sine").so(whole, by="sine")


def strong(limit: Expr) -> All:
    """The wave along the gradient has no stiffness: its mean square exceeds every bound R."""
    rows: list[Statement] = [
        MatrixIdentity(matrix_product(faces().xreplace(ALTERNATE), GRADIENT),
                       Matrix.zeros(3, 1)),
        Limit(spread(2 * J + 2 * U, tends), tends, 0, limit, "+"),
        Implication((eq(stiff, 2 * J / (4 * radius**2)),), eq(spread(2 * J, stiff), radius))]
    return All(tuple(rows))


paper.claim("wen:semi-fluct-0", lambda: strong(oo),
            neighbours=lambda: (("finite", strong(2 * pi).parts[1]),),
            because="helicity 0: A is a gradient, no face changes, and the energy does not depend "
                    "on theta, so that all angles are equally likely")
