"""Lattice and limit: convergence of the densities, that they are real, rotating densities."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sympy import Add, Expr, I, Matrix, MatrixBase, Mul, diff, sqrt

from symq.continuum import RotatingLimit, lax_convergence, rotating_limit
from symq.continuum.evidence import Operators, used_places
from symq.lang.shown import matrix_product
from symq.lang.statement import (
    All,
    Implication,
    Limit,
    MatrixIdentity,
    OperatorIdentity,
    Statement,
    eq,
    gt,
)
from symq.lang.theorem import Instance
from symq.paper.claim import Correction, Neighbour

from .diffusive import X, norms
from .schrodinger import (
    DIFFUSIVE,
    LEFT,
    ONE,
    TWO,
    Generator,
    diagonal,
    left,
    left_scheme,
    letters,
    reaches,
    right,
    rows,
    schrodinger,
)
from .setting import D, delta, paper, small, t, z


@cache
def turning() -> RotatingLimit:
    """Densities that rotate with the ensemble."""
    return rotating_limit(left_scheme(), DIFFUSIVE, normalise=1 / sqrt(2))


@cache
def converges(period: int = 8) -> Instance:
    """Consistent and stable: solutions of the difference equation against those of (13)."""
    return lax_convergence(turning(), period)


def accumulated(gain: int) -> Limit:
    """Local errors s**gain in each of the steps up to the time t vanish with s."""
    return Limit(t / (8 * small**2 / (2 * D)) * small**gain, small, 0, 0, "+")


paper.claim(
    "ord-mann:14-approx",
    lambda: All((converges().conclusion, Implication(rows(ONE, TWO), schrodinger(LEFT)),
                 norms(1 / sqrt(2)), accumulated(3))),
    theorem=converges, assuming=(gt(t, 0),),
    neighbours=lambda: (("the opposite sign of time", reaches(left_scheme, right)),
                        Neighbour(converges(4).conclusion, "after every four steps",
                                  theorem=converges(4)),
                        ("local errors of second order suffice", accumulated(2))),
    because="Lax's theorem, its hypotheses proved: in the frame W = 1 + O(delta) one step is the "
            "rotation by pi/4 and 1 + epsilon L up to O(delta^3), and no step makes the square "
            "norm grow by more than 1 + O(delta^2); so the difference is O(delta) up to any fixed "
            "time, in the square mean. L is the generator of (13), whose solutions solve (14)")

REAL_PARTS = tuple(f(z, t) for f in paper.functions("re_1 re_2", latex="u_1 u_2"))
IMAGINARY_PARTS = tuple(f(z, t) for f in paper.functions("im_1 im_2", latex="w_1 w_2"))


def parts_separate(sign: int) -> Implication:
    """If u + i w solves (13) and, its coefficients being real, u - i w too, then u and w do."""
    pairs = tuple(zip(REAL_PARTS, IMAGINARY_PARTS, strict=True))
    whole = [rows(*(u + k * I * w for u, w in pairs)) for k in (1, -1)]
    return Implication((*whole[0], *whole[1]),
                       All((*rows(*REAL_PARTS), *rows(*IMAGINARY_PARTS, sign))))


def size_is_kept(factor: int) -> Implication:
    """The square of the imaginary parts changes by a divergence: it stays zero."""
    one, two = IMAGINARY_PARTS
    flow = two * diff(one, z) - one * diff(two, z)
    return Implication(rows(one, two), eq(diff(one**2 + two**2, t), -factor * D * diff(flow, z)))


paper.claim(
    "ord-mann:phi-real",
    lambda: All((parts_separate(1), size_is_kept(2), converges().conclusion)),
    theorem=converges,
    neighbours=lambda: (("the potential changes its sign for them", parts_separate(-1)),
                        ("the square of the parts has another flow", size_is_kept(1))),
    because="the coefficients of (13) are real: real and imaginary parts solve (13) by themselves, "
            "and the integral of the square of the imaginary parts does not change, so that they "
            "stay zero if they are zero at the start, as net charges are. The functions are the "
            "limits of the net charges that (1) moves to smaller z (phi_1) and larger z (phi_2), "
            "by Lax's theorem; nothing is continued analytically")

# rotating densities


@cache
def in_frame(generator: Generator, *, near: bool) -> All:
    """M = W M_0 (1 + epsilon L) W**-1 up to delta**2, with the frame W, or with W = 1."""
    limit = turning()
    operators = Operators(limit.builder, delta)
    step, frame = limit.step, limit.frame
    operators.prepare(used_places([step, frame, limit.generator, limit.log]))
    algebra = operators.algebra
    assert algebra is not None, "v depends on position"
    turn = Matrix([[1, -1], [1, 1]]) / sqrt(2)
    rate = Matrix(2, 2, [x for row in generator(*letters(algebra)) for x in row])
    one = Matrix([[1, 0], [0, 1]])

    def orders(series: Any) -> list[MatrixBase]:
        return [Matrix(2, 2, lambda i, j, k=k: operators.word(series.entry(k, i, j)))
                for k in range(3)]

    none = 0 * one
    m, flow_ = orders(step), [turn, none, turn * rate / (2 * D)]
    w = orders(frame) if near else [one, none, none]
    back = [one, -w[1], w[1] * w[1] - w[2]]
    found: list[Statement] = []
    for i in (0, 1):
        for j in (0, 1):
            left_side = Add(*(delta**a * m[a][i, j] for a in range(3)))
            right_side = Add(*(delta**(a + b + c) * Mul(w[a][i, k], flow_[b][k, n], back[c][n, j])
                               for a in range(3) for b in range(3 - a) for c in range(3 - a - b)
                               for k in (0, 1) for n in (0, 1)))
            found.append(OperatorIdentity(left_side, right_side, algebra))
    return All(tuple(found))


def commutes(generator: Callable[[Expr], MatrixBase]) -> MatrixIdentity:
    """The rotation keeps the generator."""
    turn, rate = Matrix([[1, -1], [1, 1]]) / sqrt(2), generator(X)
    return MatrixIdentity(matrix_product(turn, rate), matrix_product(rate, turn))


paper.claim(
    "ord-mann:rotating-frame",
    lambda: All((in_frame(left, near=True), commutes(lambda x: Matrix([[0, x], [-x, 0]])),
                 converges().conclusion)),
    theorem=converges,
    neighbours=lambda: (("time reversed", in_frame(right, near=True)),
                        ("diffusion", in_frame(diagonal, near=True)),
                        ("symmetric generators", commutes(lambda x: Matrix([[0, x], [x, 0]])))),
    because="M W = W M_0 (1 + epsilon L) + O(delta^3) with W = 1 + O(delta) and M_0 L = L M_0: n "
            "steps of chi_n = M_0^-n Phi_n are the flow of L up to O(delta), for every n, as Lax's "
            "theorem says with its hypotheses proved")

paper.claim(
    "ord-mann:rotating-single-step", lambda: in_frame(left, near=False),
    correction=Correction(
        lambda: in_frame(left, near=True),
        "one step has a term of first order in delta, which does not vanish against epsilon; it is "
        "an effect of the frame: with W = 1 + O(delta) each single step of "
        "chi_n = M_0^-n W^-1 Phi_n is 1 + epsilon L",
        stronger=(lambda: in_frame(right, near=True),)))
