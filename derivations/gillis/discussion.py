"""Section 5: the singlet, and how far entanglement can be followed."""

from __future__ import annotations

from functools import cache

from sympy import Expr, ImmutableMatrix, Integer, eye, kronecker_product, oo, sqrt

from symq.conservation import spin_matrices
from symq.lang.calc import Derivation, stepwise
from symq.lang.shown import matrix_product, minus, over, plus, power, times
from symq.lang.statement import (
    All,
    Equivalence,
    ForAll,
    Implication,
    Limit,
    MatrixIdentity,
    Statement,
    Table,
    eq,
    gt,
    lt,
    ne,
)

from .setting import HALF, column, hbar, mean, paper

SPINS = spin_matrices(HALF)
one = eye(2)
n, k = (paper.real(" ".join(f"{s}_axis{c}" for c in "xyz"),
                   latex=" ".join(f"{s}_{c}" for c in "xyz")) for s in "nm")
UNIT = (eq(sum(c**2 for c in n), 1), eq(sum(c**2 for c in k), 1))
pairs = paper.integer("n_sys", latex="n")


@cache
def total(component: ImmutableMatrix, count: int = 2) -> ImmutableMatrix:
    """A component of the angular momentum of some spins 1/2."""
    size = 2**count
    result = ImmutableMatrix.zeros(size, size)
    for place in range(count):
        factors = [one] * place + [component] + [one] * (count - place - 1)
        result += kronecker_product(*factors)
    return hbar * result


def pair(sign: int) -> ImmutableMatrix:
    """(|up down> + sign |down up>)/sqrt(2)."""
    return column(0, 1, sign, 0) / sqrt(2)


def annihilated(state: ImmutableMatrix, count: int = 2) -> All:
    """Every component of the total gives zero."""
    zero = ImmutableMatrix.zeros(2**count, 1)
    return All(tuple(MatrixIdentity(matrix_product(total(c, count), state), zero) for c in SPINS))


ab, ba = paper.real("s_ud s_du", latex=[r"s_{\uparrow\downarrow}", r"s_{\downarrow\uparrow}"])


def only_singlet(sign: int) -> All:
    """J gives zero on the singlet, and of the states with one spin up on this one alone."""
    return All((annihilated(pair(sign)), Equivalence(annihilated(column(0, ab, ba, 0)),
                                                     eq(ab, sign * ba))))


@paper.claim("gillis:disc-singlet-zero", lambda: only_singlet(-1),
             neighbours=lambda: (("the other sign", only_singlet(1)),))
def no_component_of_the_total() -> Derivation:
    """Apply each component of the total to the singlet; then to any other superposition."""
    return stepwise(only_singlet(-1), (
        stepwise(annihilated(pair(-1)), [f"$J_{c}$ of the singlet" for c in "xyz"]),
        "no other superposition is annihilated"))


def projector(axis: tuple[Expr, Expr, Expr], sign: int) -> ImmutableMatrix:
    """Spin along an axis up (sign = 1) or down."""
    along = sum((2 * c * s for c, s in zip(axis, SPINS, strict=True)), ImmutableMatrix.zeros(2, 2))
    return ((one + sign * along) / 2).applyfunc(lambda e: e.expand())


def probability(first: tuple[Expr, Expr, Expr], s: int, second: tuple[Expr, Expr, Expr],
                r: int) -> Expr:
    """<singlet|P_s x P_r|singlet>."""
    return mean(kronecker_product(projector(first, s), projector(second, r)), pair(-1))


Z = (Integer(0), Integer(0), Integer(1))
SIZE = plus(*(power(c, 2) for c in n))


def equal_results(value: Expr) -> All:
    """Both up or both down along one axis, and opposite results."""
    return All((*(eq(probability(n, s, n, s), over(minus(1, SIZE), 4)) for s in (1, -1)),
                *(eq(probability(n, s, n, -s), over(plus(1, SIZE), 4)) for s in (1, -1)),
                Implication((eq(SIZE, 1),), All((eq(over(minus(1, SIZE), 4), value),
                                                 eq(over(plus(1, SIZE), 4), HALF - value))))))


@paper.claim("gillis:disc-common-axis", lambda: equal_results(Integer(0)),
             neighbours=lambda: (("a quarter along z", eq(probability(Z, 1, Z, 1), HALF**2)),),
             because="for every unit vector n as the axis; then the results add up to the total 0")
def results_along_one_axis() -> Derivation:
    """The probabilities by the projectors along n, for a vector of any length; then length 1."""
    return stepwise(equal_results(Integer(0)), (
        "both up along $n$", "both down", "up and down", "down and up",
        "for a unit vector: equal results never, each opposite pair half the time"))


def branch_mean() -> list[Expr]:
    """Mean of the total in the branch with the results up along n and up along m."""
    rho = kronecker_product(projector(n, 1), projector(k, 1))
    return [plus(*(times(rho[i, j], operator[j, i]) for i in range(4) for j in range(4)
                   if operator[j, i] != 0)) for operator in map(total, SPINS)]


def different_axes(sign: int) -> Table:
    """Probability and mean of the total in a branch, the average over all four, and zero."""
    product = plus(*(times(a, b) for a, b in zip(n, k, strict=True)))
    rows: list[tuple[str, Statement]] = [("probability", eq(
        probability(n, 1, k, 1), over(minus(1, times(sign, product)), 4)))]
    rows += [(f"total {c}", eq(value, times(over(hbar, 2), plus(a, b))))
             for c, value, a, b in zip("xyz", branch_mean(), n, k, strict=True)]
    rows += [(f"average {c}", eq(plus(*(
        times(over(minus(1, times(s, r, product)), 4), over(hbar, 2), plus(s * n[i], r * k[i]))
        for s in (1, -1) for r in (1, -1))), 0)) for i, c in enumerate("xyz")]
    size = plus(*(power(times(over(hbar, 2), minus(a, b)), 2) for a, b in zip(n, k, strict=True)))
    rows.append(("opposite results, different axes",
                 Implication((*UNIT, lt(product, 1)), gt(size, 0))))
    return Table(tuple(rows))


paper.claim("gillis:disc-different-axes", lambda: different_axes(1),
            neighbours=lambda: (("probabilities as for the triplet", different_axes(-1)),),
            because="with the results s along n and r along m, that is up along the unit vectors "
                    "sn and rm: probability (1 - sr n.m)/4, mean total hbar (sn + rm)/2, for "
                    "opposite results s = -r not zero if n.m < 1; the average is zero")

# two particles 1, 2 and their partners 3, 4: pairs (1,2) and (3,4) in singlets, total J = 0


def swapped() -> ImmutableMatrix:
    """The exchange of the spins 1 and 3 of four."""
    def target(index: int) -> int:
        bits = [(index >> (3 - b)) & 1 for b in range(4)]
        bits[0], bits[2] = bits[2], bits[0]
        return sum(b << (3 - i) for i, b in enumerate(bits))
    return ImmutableMatrix(16, 16, lambda i, j: int(i == target(j)))


def relative(sign: int) -> ImmutableMatrix:
    """Projector on spin 1 and 3 parallel (sign = 1) or antiparallel, relative to each other."""
    return (eye(16) + sign * swapped()) / 2


def absolute() -> ImmutableMatrix:
    """Projector on spin 1 up along z, with nothing to refer to."""
    return kronecker_product(projector(Z, 1), eye(8))


def restored(*operators: ImmutableMatrix) -> All:
    """Every component of J is zero in these branches, each of which occurs."""
    start = kronecker_product(pair(-1), pair(-1))
    return All(tuple(part for p in operators for part in (
        annihilated(p * start, 4), ne(mean(p, start), 0))))


paper.claim("gillis:disc-history", lambda: restored(relative(1), relative(-1)),
            neighbours=lambda: (("a direction fixed from outside", restored(absolute())),),
            because="particle 1 of a pair is measured against a partner 3 of another pair (all "
                    "systems together have J = 0): in both branches every component of the total "
                    "is 0. Measured along a direction from outside it is not; the partners that "
                    "define the direction have to be counted")


def compared(base: int) -> All:
    """Numbers for general states, and for stabiliser states of n qubits."""
    return All((Limit(over(pairs * (2 * pairs + 1), power(base, pairs)), pairs, oo, 0),
                ForAll(count, lt(count * (2 * count + 1), power(base, count)), 7)))


count = paper.integer("n_qub", latex="n")
paper.claim("gillis:disc-hard-to-track", lambda: compared(2),
            neighbours=lambda: (("one number for all", compared(1)),),
            because="n systems of two levels need 2^n amplitudes in general; stabiliser states "
                    "need n(2n + 1) bits, fewer from n = 7 on")

paper.claim("gillis:disc-quantum-computers", cites="the progress with quantum computers",
            because="what the progress with devices indicates is a report on experiments. Tried: "
                    "for every n there is a state of n qubits that is entangled across every cut; "
                    "it is true of the theory, but says nothing about what has been built, which "
                    "is what the sentence infers from")
