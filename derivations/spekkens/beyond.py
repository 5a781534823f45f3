"""Beyond classical complementarity: other transformations."""

from sympy import Derivative, Expr, Integer

from symq.lang.shown import plus, times
from symq.lang.statement import All, Exists, Implication, Statement, Table, eq
from symq.lang.theorems import use
from symq.paper.claim import Neighbour, Reading
from symq.phasespace.epistemic import grid

from .setting import (
    a1,
    b1,
    bracket,
    c1,
    d1,
    form,
    modulo,
    p1,
    p2,
    paper,
    some,
    u,
    x1,
    x2,
)


def divisible() -> Exists:
    """Some power of 2, which are 1, 2, 4 and 3 modulo 5, makes 3 2^k a multiple of 5."""
    powers = tuple(Integer(2**k % 5) for k in range(4))
    return Exists(((u, powers),), eq(times(3, u), 0), 5)


def reached(d: int) -> Statement:
    """Some symplectic map of one system takes (1, 0) to any other displacement but 0."""
    return modulo(d, Implication((some(a1, b1),), Exists(
        grid((c1, d1), d), eq(form((a1, b1), (c1, d1)), 1), d)), a1, b1)


paper.claim(
    "spekkens:nonclifford",
    lambda: All((use("clifford-maximal", d=2).conclusion, use("clifford-maximal", d=3).conclusion,
                 reached(2), reached(3))),
    theorem=lambda: (use("clifford-maximal", d=2), use("clifford-maximal", d=3)),
    readings=(Reading("every unitary, not only as a limit: entries of words in Clifford unitaries "
                      "and diag(1, exp(i pi/4)) are integers of Q(exp(i pi/4)) divided by powers "
                      "of 2; is (3 + 4i)/5 one?", divisible),),
    neighbours=lambda: tuple(
        Neighbour(use("clifford-maximal", d=d).conclusion, f"for d = {d}",
                  theorem=use("clifford-maximal", d=d)) for d in (4, 6)),
    because="for bits and trits, and any number of them. All unitaries means a dense set of them, "
            "and up to phases, since words in finitely many unitaries are countable. For d = 4 "
            "and d = 6 it fails")


def norm() -> Expr:
    """The sum of all squares, which rotations of phase space conserve."""
    return plus(*(times(v, v) for v in (x1, p1, x2, p2)))


# generators: displacements X_i, P_i; rotations; squeezing of the first system
ROTATION = plus(times(x1, x1), times(p1, p1))
SPLITTER, TURN = plus(times(x1, x2), times(p1, p2)), plus(times(x1, p2), times(-1, p1, x2))
SQUEEZING = times(x1, p1)


def generated() -> Table:
    """Each quadratic Hamiltonian from brackets of generators and of what they gave before."""
    rows = (
        ("1", bracket(x1, p1), 1),
        ("the square of $X_1$", plus(times(2, ROTATION), bracket(ROTATION, SQUEEZING)),
         times(4, x1**2)),
        ("the square of $P_1$", plus(times(2, ROTATION), times(-1, bracket(ROTATION, SQUEEZING))),
         times(4, p1**2)),
        ("$X_1X_2$", plus(SPLITTER, bracket(SPLITTER, SQUEEZING)), times(2, x1, x2)),
        ("$P_1P_2$", plus(SPLITTER, times(-1, bracket(SPLITTER, SQUEEZING))), times(2, p1, p2)),
        ("$X_1P_2$", plus(TURN, bracket(TURN, SQUEEZING)), times(2, x1, p2)),
        ("$P_1X_2$", plus(bracket(TURN, SQUEEZING), times(-1, TURN)), times(2, p1, x2)),
        ("the square of $X_2$", bracket(x1 * x2, p1 * x2), x2**2),
        ("the square of $P_2$", bracket(x1 * p2, p1 * p2), p2**2),
        ("$X_2P_2$", bracket(x1 * x2, p1 * p2), plus(times(x2, p2), times(x1, p1))))
    return Table(tuple((label, eq(left, right)) for label, left, right in rows))


def conserved(energy: Expr) -> Statement:
    """A Hamiltonian has no bracket with the sum of all squares."""
    return eq(bracket(norm(), energy), 0)


paper.claim(
    "spekkens:squeezing", lambda: All((generated(), *map(conserved, (SPLITTER, TURN)))),
    readings=(Reading("rotations of each system by itself alone: products of coordinates of two "
                      "systems are sums of functions of one",
                      lambda: eq(Derivative(x1 * x2, x1, x2), 0)),),
    neighbours=lambda: (("without squeezing", conserved(SQUEEZING)),
                        ("the other rotation", eq(plus(TURN, bracket(TURN, SQUEEZING)),
                                                  times(2, p1, x2)))),
    because="rotations of the phase space of two systems, X_1^2 + P_1^2 and the two that mix "
            "them, with displacements and squeezing of one system, give all 15 polynomials of "
            "degree two at most; a term of a quadratic Hamiltonian involves no more than two "
            "systems. Rotations alone conserve the sum of all squares")
