"""Abstract: what a measurement does to a conserved quantity."""

from __future__ import annotations

from functools import cache
from itertools import product

from sympy import (
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    Sum,
    conjugate,
    cos,
    exp,
    eye,
    kronecker_product,
    oo,
    pi,
    sin,
    sqrt,
)

from symq.conservation import (
    Charge,
    ConservationLedger,
    branch_statements,
    statements,
)
from symq.lang.shown import minus, over, plus, power, times
from symq.lang.statement import (
    All,
    Implication,
    Limit,
    Not,
    Statement,
    Table,
    eq,
    expands,
    ge,
    gt,
    lt,
    ne,
)
from symq.paper.claim import Neighbour

from .setting import (
    HALF,
    column,
    integral,
    many,
    paper,
    q1,
    q2,
    real_parts,
    seen,
    shannon,
    t,
    theta,
)

p1, p2, rest = paper.real("p_v1 p_v2 r_rest", latex="p_1 p_2 r")
levels = paper.integer("N_levels", latex="N")
fraction = paper.real("lambda_1", latex=r"\lambda")
width = paper.positive("s_Q", latex=r"\sigma_Q")
charge_value, shift = paper.real("Q q_A", latex="Q q")

BEFORE = plus(times(p1, q1), times(p2, q2), rest)
OUTCOMES = (over(times(p1, q1), p1), over(times(p2, q2), p2))
BOTH = (gt(p1, 0), gt(p2, 0))

paper.claim(
    "gillis:abs-perceived-violation",
    Not(All(tuple(eq(k, BEFORE) for k in OUTCOMES))), assuming=(*BOTH, ne(q1, q2)),
    neighbours=(("in every outcome", All(tuple(ne(k, BEFORE) for k in OUTCOMES))),
                Neighbour(Not(All(tuple(eq(k, BEFORE) for k in OUTCOMES))), "in an eigenstate",
                          (*BOTH, eq(q1, q2), eq(p1 + p2, 1), eq(rest, 0)))),
    because="two values q_1, q_2 of the measured quantity occur, with p_1, p_2 > 0; r is what all "
            "other values contribute to the mean")

PAULI = (ImmutableMatrix([[0, 1], [1, 0]]), ImmutableMatrix([[0, -I], [I, 0]]),
         ImmutableMatrix([[1, 0], [0, -1]]))
coupling = [[paper.real(f"h_{a}{b}") for b in "xyz"] for a in "xyz"]
local_a, local_b = paper.real("a_x a_y a_z"), paper.real("b_x b_y b_z")
energy = [paper.real(f"h_{n}") for n in ("00", "01", "10", "11")]
phase = [paper.real(f"g_{n}") for n in ("00", "01", "10", "11")]
later = [paper.complex(f"r_{n}") for n in ("00", "01", "10", "11")]
UP = (column(1, 0), column(0, 1))
ACROSS = (column(1, 1) / sqrt(2), column(1, -1) / sqrt(2))


def linear_entropy(interaction: Expr) -> Statement:
    """1 - Tr rho^2 = 2 |det|^2 of the amplitudes 1 - iHt + O(t^2) of a product input |00>."""
    start = (1, 0, 0, 0)
    c = [s - I * t * (h + I * g) + t**2 * r
         for s, h, g, r in zip(start, energy, phase, later, strict=True)]
    cc = [s + I * t * (h - I * g) + t**2 * conjugate(r)
          for s, h, g, r in zip(start, energy, phase, later, strict=True)]
    det, other = c[0] * c[3] - c[1] * c[2], cc[0] * cc[3] - cc[1] * cc[2]
    return expands(times(2, det, other), times(2, power(t, 2), interaction), t, 3)


@cache
def two_qubits() -> ImmutableMatrix:
    """A general Hamiltonian of two qubits."""
    h = sum((coupling[i][k] * kronecker_product(PAULI[i], PAULI[k])
             for i in range(3) for k in range(3)), ImmutableMatrix.zeros(4, 4))
    for i in range(3):
        h += local_a[i] * kronecker_product(PAULI[i], eye(2))
        h += local_b[i] * kronecker_product(eye(2), PAULI[i])
    return ImmutableMatrix(h)


def entangling_element(a: tuple[ImmutableMatrix, ImmutableMatrix],
                       b: tuple[ImmutableMatrix, ImmutableMatrix]) -> Expr:
    """<a' b'|H|a b> for a general Hamiltonian of two qubits, a', b' orthogonal to a, b."""
    left, right = kronecker_product(a[1], b[1]), kronecker_product(a[0], b[0])
    return (left.H * two_qubits() * right)[0].expand()


def no_entangling(axes: tuple[tuple[ImmutableMatrix, ImmutableMatrix], ...]) -> Implication:
    """If no product state of these axes is entangled at first order, nothing is coupled."""
    lines = tuple(eq(part, 0) for a, b in product(axes, axes) for c in (b, b[::-1])
                  for part in real_parts(entangling_element(a, c)))
    return Implication(lines, All(tuple(eq(e, 0) for row in coupling for e in row)))


paper.claim(
    "gillis:abs-generic-entanglement",
    lambda: All((linear_entropy(power(energy[3], 2) + power(phase[3], 2)),
                 no_entangling((UP, ACROSS)))),
    neighbours=lambda: (("another matrix element",
                         linear_entropy(power(energy[0], 2) + power(phase[0], 2))),
                        ("one axis is enough", no_entangling((UP,)))),
    because="<a'b'|H|ab> = h + ig is the element that counts, with a' and b' orthogonal to a and "
            "b; for two qubits it vanishes for all product states only if H = H_A + H_B (each "
            "pair of levels of larger systems is such a case)")

LEVELS = (ge(levels, 2),)


@cache
def ladder() -> ConservationLedger:
    """The preparation for N = 3: a quarter turn between |0, k> and |1, k - 1>."""
    unit = {0: 0, 1: 1}
    root = sqrt(2) / 2
    ledger = ConservationLedger({"S": 2, "A": 4}, [
        Charge("Q", {"S": unit, "A": {k: k for k in range(4)}})])
    ledger.prepare("S", 0)
    ledger.prepare("A", {(k,): 1 / sqrt(3) for k in (1, 2, 3)})
    turn = {(0, 0): {(0, 0): Integer(1)}, (1, 3): {(1, 3): Integer(1)}}
    for k in (1, 2, 3):
        turn |= {(0, k): {(0, k): root, (1, k - 1): root},
                 (1, k - 1): {(0, k): -root, (1, k - 1): root}}
    ledger.interact("prepare", ("S", "A"), turn)
    return ledger


def prepared(overlap: Expr) -> All:
    """|0>|A_0> + |1>|A_1> with a ladder of N equal amplitudes, shifted by one step."""
    small = over(1 - overlap, 2)
    entropy = shannon(1 - small, small)
    end = {levels: many}
    return All((*(line for _, line in statements(ladder(), "prepare")),
                eq(Sum(over(1, levels), (seen, 1, levels - 1)), overlap),
                Implication((gt(fraction, 0), lt(fraction, HALF)),
                            All(tuple(gt(shannon(f), 0) for f in (fraction, 1 - fraction)))),
                Limit(entropy.xreplace(end), many, oo, 0),
                Limit(over(1 + overlap, 2).xreplace(end), many, oo, 1)))


paper.claim("gillis:abs-small-entanglement", lambda: prepared(1 - over(1, levels)),
            assuming=LEVELS,
            neighbours=lambda: (("one part in N^2", prepared(1 - over(1, levels**2))),
                                ("not small", prepared(over(1, levels)))),
            because="|0> + |1> is made from |0> with a ladder of N levels (equal amplitudes) which "
                    "gives one unit, by an interaction that conserves the total (written out for "
                    "N = 3): the overlap of the ladder's states is 1 - 1/N; the entropy "
                    "is positive and tends to 0, the fidelity (1 + overlap)/2 to 1")


def pointer(q: Expr) -> Expr:
    """Gaussian amplitude of a quantity Q around q, with spread sigma_Q."""
    return exp(-(charge_value - q)**2 / (4 * width**2))


def displaced(overlap: Expr) -> tuple:
    """Overlap of a Gaussian and its copy displaced by q in Q, and the difference of the means."""
    norm = sqrt(2 * pi) * width
    return (integral(pointer(Integer(0)) * pointer(shift) / norm, charge_value, overlap),
            integral(charge_value * pointer(shift)**2 / norm, charge_value, shift))


NEAR = exp(-shift**2 / (8 * width**2))


def tiny(overlap: Expr, limit: int) -> All:
    """The overlap tends to one while the difference stays."""
    return All((*(i.conclusion for i in displaced(overlap)), lt(minus(1, overlap), shift**2 / (
        8 * width**2)), Limit(overlap, width, oo, limit)))


paper.claim("gillis:abs-tiny-difference", lambda: tiny(NEAR, 1), assuming=(ne(shift, 0),),
            theorem=lambda: displaced(NEAR),
            neighbours=lambda: (Neighbour(tiny(NEAR**2, 1), "squared", theorem=displaced(NEAR**2)),
                                ("tends to zero", Limit(NEAR, width, oo, 0))))

ONE = {0: 0, 1: 1}


def shared(start: dict[int, Expr]) -> ConservationLedger:
    """A quantum is exchanged by an angle theta and then counted on the first system."""
    ledger = ConservationLedger({"S": 2, "A": 2}, [Charge("Q", {"S": ONE, "A": ONE})])
    ledger.prepare("S", {(k,): a for k, a in start.items()})
    ledger.prepare("A", 0)
    ledger.interact("exchange", ("S", "A"), {
        (0, 0): {(0, 0): 1}, (1, 0): {(1, 0): cos(theta), (0, 1): sin(theta)}})
    ledger.measure("count", "S")
    return ledger


def balanced(start: dict[int, Expr]) -> Table:
    """In every branch the total is what it was."""
    return Table(branch_statements(shared(start), "count", "Q"))


paper.claim("gillis:abs-need-not-violate", lambda: balanced({1: Integer(1)}),
            assuming=(ne(sin(theta), 0), ne(cos(theta), 0)),
            neighbours=lambda: (("from a superposition of 0 and 1",
                                 balanced({0: sqrt(2) / 2, 1: sqrt(2) / 2})),),
            because="a ledger with exact entries: one quantum, exchanged by any angle, is counted "
                    "on one of the two systems")
