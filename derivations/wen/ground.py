"""First and second try: the Hamiltonians of both magnets and their ground states.

Both with coupling 1, each pair of neighbours once, spins of any size.
"""

from collections.abc import Callable
from itertools import product as cartesian

from sympy import Expr, I, Integer, Matrix, Symbol, oo

from symq.conservation import bosons, schwinger
from symq.lang.shown import characteristic, matrix_product, plus, power, times
from symq.lang.statement import (
    All,
    Equivalence,
    Implication,
    Inequality,
    Limit,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Q,
    eq,
    ge,
)

from .setting import S, paper

# two spins

FIRST, SECOND = (paper.operators(" ".join(f"S{i}_{e}" for e in "xyz")) for i in (1, 2))
SPINS = OperatorAlgebra.from_commutators(
    (*FIRST, *SECOND), {(s[p], s[q]): I * (s[r] if (p, q) != (0, 2) else -s[r])
                        for s in (FIRST, SECOND) for p, q, r in ((0, 1, 2), (1, 2, 0), (0, 2, 1))})
BOND = sum((p * q for p, q in zip(FIRST, SECOND, strict=True)), start=Integer(0))


def commutes(charge: Callable[[int], Expr], sign: int) -> All:
    """The bond sign S_1.S_2 has no preferred direction: it commutes with these operators."""
    return All(tuple(OperatorIdentity(sign * (BOND * charge(i) - charge(i) * BOND), Integer(0),
                                      SPINS) for i in range(3)))


u1, u2, u3 = ONE = paper.real("u_1 u_2 u_3")
v1, v2, v3 = TWO = paper.real("v_1 v_2 v_3")


def product(left: tuple[Expr, ...], right: tuple[Expr, ...]) -> Expr:
    """The scalar product of two vectors."""
    return sum((p * q for p, q in zip(left, right, strict=True)), start=Integer(0))


def hamiltonian(sign: int, total: bool, parallel: Expr) -> All:
    """A bond is invariant under common rotations, and its energy for two parallel vectors."""
    charge = (lambda i: FIRST[i] + SECOND[i]) if total else (lambda i: FIRST[i])
    return All((commutes(charge, sign), Implication(
        (eq(product(ONE, ONE), 1),), eq(sign * S**2 * product(ONE, ONE), parallel))))


paper.definition("wen:fm-H", asserts=lambda: hamiltonian(-1, True, -S**2),
                 neighbours=lambda: (("one spin alone", hamiltonian(-1, False, -S**2).parts[0]),
                                     ("the other sign", hamiltonian(1, True, -S**2).parts[1])),
                 because="each bond commutes with the total spin; parallel spins have -S^2")
paper.definition("wen:afm-H", asserts=lambda: hamiltonian(1, True, S**2),
                 neighbours=lambda: (("one spin alone", hamiltonian(1, False, S**2).parts[0]),
                                     ("the other sign", hamiltonian(-1, True, S**2).parts[1])),
                 because="each bond commutes with the total spin; parallel spins have +S^2")

# ground states

s = paper.real("s")


def casimir(total: Expr, spin: Expr) -> Expr:
    """S_1.S_2 where the two spins have the total spin s."""
    return (total * (total + 1) - 2 * spin * (spin + 1)) / 2


# spins of any size by two bosons: n = 2S quanta of a and b on each site, and the pair of quanta
# A_ij = a_i b_j - b_i a_j, which no state of parallel spins contains

SITES = 3
many = paper.integer("n_sites", latex="N")
MODES = [[paper.operators(f"q{c}d_{i} q{c}_{i}", latex=[rf"{c}_{i}^\dagger", f"{c}_{i}"])
          for c in "ab"] for i in range(1, SITES + 1)]
QUANTA = [schwinger(*site) for site in MODES]


def same(left: Expr, right: Expr) -> OperatorIdentity:
    """Two operators are equal, by the rules of the bosons that occur."""
    found = left.free_symbols | right.free_symbols
    whole = bosons(*(mode for site in MODES for mode in site))
    rules = tuple(r for r in whole.rules if r[0].free_symbols <= found)
    return OperatorIdentity(left, right, OperatorAlgebra(
        tuple(g for g in whole.generators if g in found), rules))


def pair(i: int, j: int) -> Expr:
    """A_ij."""
    (a_i, b_i), (a_j, b_j) = ([mode[1] for mode in MODES[s]] for s in (i, j))
    return a_i * b_j - b_i * a_j


def cost(i: int, j: int) -> Expr:
    """A_ij^+ A_ij."""
    (a_i, b_i), (a_j, b_j) = ([mode[0] for mode in MODES[s]] for s in (i, j))
    return (b_j * a_i - a_j * b_i) * pair(i, j)


def number(i: int) -> Expr:
    """n_i, which is 2S."""
    return QUANTA[i][3]


def bond_energy(extra: int, factor: int = 1) -> OperatorIdentity:
    """-S_1.S_2 = -(n_1/2)(n_2/2 + extra) + A^+ A/2, the energy of a bond for spins of any size."""
    energy = -product(QUANTA[0][:3], QUANTA[1][:3])
    return same(energy, plus(-number(0) * (number(1) + 2 * extra) / 4, factor * cost(0, 1) / 2))


def joined(across: int) -> OperatorIdentity:
    """n_2 A_13 by A_12 and A_23: what two bonds of a path allow, the pair of its ends allows."""
    (ad, _), (bd, _) = MODES[1]
    left = [ad * MODES[i][0][1] + bd * MODES[i][1][1] for i in (0, 2)]
    return same(number(1) * pair(0, 2),
                plus(left[0] * pair(1, 2), across * left[1] * pair(0, 1)))


def total_spin(own: int) -> All:
    """S_1^2 = (n_1/2)(n_1/2 + 1), and with it the largest total spin of N sites is N S.

    (S_1 + ... + S_N)^2 is the sum of the S_i^2 and of 2 S_i.S_j over all pairs, hence
    N S(S + 1) + N(N - 1) S^2 less A^+ A for each pair.
    """
    return All((same(product(QUANTA[0][:3], QUANTA[0][:3]), number(0) * (number(0) + 2 * own) / 4),
                eq(plus(times(many, S, S + own), times(many, many - 1, power(S, 2))),
                   times(many, S, many * S + 1))))


def multiplet() -> All:
    """A_12 commutes with the sum of both spins, so that turning all spins costs nothing."""
    return All(tuple(same(pair(0, 1) * (QUANTA[0][c] + QUANTA[1][c])
                          - (QUANTA[0][c] + QUANTA[1][c]) * pair(0, 1), Integer(0))
                     for c in range(3)))


def aligned() -> All:
    """Energy of a bond, the step along a path, total spin, and the states that are reached."""
    return All((bond_energy(0), joined(1), total_spin(1), multiplet()))


paper.claim("wen:fm-gs", aligned,
            neighbours=lambda: (("-S(S + 1) for each bond", bond_energy(1)),
                                ("antiparallel spins are lowest", bond_energy(0, -1)),
                                ("one bond is enough for three spins", joined(0)),
                                ("S_i^2 = S^2", total_spin(0))),
            because="for every spin S (n = 2S bosons on each site), number of sites and connected "
                    "lattice: a bond has the energy -S^2 + A^+ A/2, at least -S^2; it is -S^2 on "
                    "all bonds if all A_ij of the bonds give 0. Then, as n_2 A_13 is made of A_12 "
                    "and A_23, those of all pairs do, along paths; and the total spin, whose "
                    "square lacks just A^+ A for each pair, is N S: the aligned states and their "
                    "rotations, no others")

def classical(bound: Expr) -> Implication:
    """S n_1.n_2 S >= -S**2 for unit vectors, with equality if and only if |n_1 + n_2| = 0."""
    energy = S**2 * product(ONE, TWO)
    units = tuple(eq(product(n, n), 1) for n in (ONE, TWO))
    gap = sum((power(p + q, 2) for p, q in zip(ONE, TWO, strict=True)), start=Integer(0))
    return Implication(units, All((ge(energy, bound),
                                   Equivalence(eq(energy, bound), eq(gap, 0)))))


def ring_hamiltonian(sites: int) -> tuple[Matrix, list[tuple[int, ...]]]:
    """Sum of S_i.S_j around a ring of spins 1/2 with S^z = 0, and the basis."""
    basis = [b for b in cartesian((0, 1), repeat=sites) if 2 * sum(b) == sites]
    found = Matrix.zeros(len(basis), len(basis))
    for column, state in enumerate(basis):
        for i in range(sites):
            j = (i + 1) % sites
            if state[i] == state[j]:
                found[column, column] += Q(1, 4)
            else:
                other = list(state)
                other[i], other[j] = other[j], other[i]
                found[column, column] -= Q(1, 4)
                found[basis.index(tuple(other)), column] += Q(1, 2)
    return found, basis


ALTERNATING = ((0, 1, 0, 1), (1, 0, 1, 0))


def neel_correlations(best: Matrix, energy: int) -> All:
    """A ring of four spins 1/2: the lowest state and its correlations of S^z, by distance."""
    ring, basis = ring_hamiltonian(4)
    norm = (best.T * best)[0]

    def correlation(distance: int) -> Expr:
        return sum((best[i]**2 * Q(1, 4) * (1 if b[0] == b[distance] else -1)
                    for i, b in enumerate(basis)), start=Integer(0)) / norm

    value = Symbol("E")
    return All((eq(characteristic(ring, value),
                   value**3 * (value + 2) * (value + 1) * (value - 1)),
                MatrixIdentity(matrix_product(ring, best), energy * best),
                Inequality(plus(correlation(1), 0), "<", 0),
                Inequality(plus(correlation(2), 0), ">", 0)))


def antiferromagnetic(bound: Expr) -> All:
    """Classical spins, the approach of the quantum bond to them, and a small quantum ring."""
    return All((classical(bound), Limit(casimir(Integer(0), s) / bound.subs(S, s), s, oo, 1),
                neel_correlations(Matrix([2 if b in ALTERNATING else -1 for b in BASIS]), -2)))


BASIS = ring_hamiltonian(4)[1]
UP_DOWN = Matrix([1 if b == ALTERNATING[0] else 0 for b in BASIS])
paper.claim("wen:afm-gs", lambda: antiferromagnetic(-S**2),
            neighbours=lambda: (
                ("up-down-up-down is an exact state of the quantum ring",
                 neel_correlations(UP_DOWN, -1)),
                ("-2 S^2 for each bond", classical(-2 * S**2)),
                ("three spins, pairwise opposite", Implication(
                    (eq(u1**2, 1), eq(u2**2, 1), eq(u3**2, 1), eq(u1 * u2, -1)),
                    eq(plus(times(u1, u3), times(u2, u3)), -2)))),
            because="for classical spins, to which the bond of quantum spins tends as S grows; on "
                    "bipartite lattices all bonds can be antiparallel. The state up-down-up-down "
                    "itself is no exact state of quantum spins; the ground state of the ring has "
                    "correlations of these signs")
