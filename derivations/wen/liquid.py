"""String-net condensation: closed strings, what the terms of H do, and the ground state."""

from collections.abc import Iterable
from functools import cache

from sympy import Expr, Integer, Sum, log, oo

from symq.lang.shown import over, plus, power, times
from symq.lang.statement import (
    All,
    Equivalence,
    ForAll,
    Implication,
    Limit,
    Statement,
    eq,
    ge,
    gt,
    ne,
)
from symq.lang.theorems import Instance, use
from symq.lattice.codes import StabiliserCode, on_torus, toric_code, vertex_charge
from symq.lattice.families import Family, torus
from symq.lattice.lattice import CellComplex, square
from symq.lattice.operators import clock
from symq.lattice.strings import meeting_vertices
from symq.paper.claim import Neighbour, Reading

from .operators import DOWN, UP, L, face, same
from .setting import U, g, paper

l = paper.integer(" ".join(f"link_{i}" for i in range(1, 7)),
                  latex=[f"L_{i}" for i in range(1, 7)])
e = paper.integer(" ".join(f"field_{i}" for i in range(1, 7)),
                  latex=[f"E_{i}" for i in range(1, 7)])
charges = paper.integer("charge_1 charge_2 charge_3 charge_4", latex="Q_1 Q_2 Q_3 Q_4")
sigma = paper.integer("sublattice", latex=[r"\sigma"])


def divergence(signs: tuple[int, ...]) -> Implication:
    """sigma Q is the divergence of E, E being sigma L on the links that leave the vertex.

    Links 1 to 3 leave a vertex of the sublattice sigma; links 4 to 6 enter it from the other one.
    """
    fields = tuple(eq(a, s * sigma * b) for a, b, s in zip(e, l, signs, strict=True))
    return Implication(fields, eq(sigma * sum(l), e[0] - e[3] + e[1] - e[4] + e[2] - e[5]))


def no_energy(seen: int) -> All:
    """The U-term of four vertices is positive if one of the charges is not zero, else zero."""
    energy = U * sum(q**2 for q in charges[:seen])
    return All((*(Implication((ne(q, 0),), gt(energy, 0)) for q in charges),
                Implication(tuple(eq(q, 0) for q in charges), eq(energy, 0))))


def circulations(closed: Iterable[Statement]) -> Equivalence:
    """Closed strings on a single face: one number, with alternating signs."""
    return Equivalence(All(tuple(eq(l[k] + l[(k + 1) % 4], 0) for k in range(4))),
                       All(tuple(closed)))


OUT_IN = (1, 1, 1, -1, -1, -1)

paper.claim(
    "wen:U-closed",
    lambda: All((no_energy(4), divergence(OUT_IN),
                 circulations(eq(l[k], (-1)**k * l[0]) for k in (1, 2, 3)))),
    neighbours=lambda: (
        ("a vertex without U-term", no_energy(3)),
        ("the field without the sign of the sublattice", divergence((1,) * 6)),
        ("no strings at all", Implication((eq(l[0] + l[1], 0),), eq(l[0], 0)))),
    because="Q_l^2 >= 0, so that the U-term vanishes where all charges do; with the sign of the "
            "sublattice Q_l is the number of strings that leave l, which needs even lengths of the "
            "torus")

# strings of n links, L alternating in sign from link to link as E goes on in one direction

n, k = paper.integer("n_links k_link", latex="n k")


def string(place: Expr) -> Expr:
    """L on a link of an open string that carries one unit of E."""
    return power(-1, place)


def end_energies(energy: Expr) -> All:
    """Q between two links of the string, and the U-energy of an end: Q = +-1."""
    end = string(n)
    return All((ForAll(k, eq(string(k) + string(k + 1), 0), 1),
                ForAll(n, eq(times(U, power(end, 2)), energy), 1),
                ForAll(n, eq(times(end, end), 1), 1)))


paper.claim("wen:open-ends", lambda: All((end_energies(U), gt(U, 0))),
            neighbours=lambda: (("2 U for each end", end_energies(2 * U)),
                                ("open ends cost nothing", end_energies(0 * U))),
            because="along the string the charges of neighbouring links cancel, at an end one is "
                    "left")

tension = paper.nonnegative("J_0", latex=["J"])                   # the coefficient J, 0 included


def length_energy(exponent: int, strength: Expr) -> ForAll:
    """The J-term of a string of n links."""
    return ForAll(n, eq(Sum(times(tension, power(times(strength, string(k)), 2)), (k, 1, n)),
                        tension * strength**2 * n**exponent), 1)


paper.claim("wen:J-tension", lambda: length_energy(1, l[0]),
            neighbours=lambda: (("as the square of the length", length_energy(2, l[0])),
                                ("independent of the length", length_energy(0, l[0]))),
            because="for strings of every strength L_1")

NEXT_FACE = DOWN[2] * UP[4] * DOWN[5] * UP[6]               # shares the link 3


def moves(signs: tuple[int, ...]) -> All:
    """B_p creates a closed string around p: what it adds to each link."""
    return All(tuple(same(L[i] * face((1, 2, 3, 4)), face((1, 2, 3, 4)) * (L[i] + s))
                     for i, s in enumerate(signs)))


paper.claim(
    "wen:g-fluctuate",
    lambda: All((moves((-1, 1, -1, 1)),
                 same(face((1, 2, 3, 4)) * DOWN[0], DOWN[1] * UP[2] * DOWN[3]),
                 same(face((1, 2, 3, 4)) * NEXT_FACE,
                      UP[0] * DOWN[1] * DOWN[3] * UP[4] * DOWN[5] * UP[6]))),
    uses=("wen:rotor-QB",),
    neighbours=lambda: (
        ("one sense only", moves((1, 1, 1, 1))),
        ("a string on one link of the face is doubled",
         same(face((1, 2, 3, 4)) * DOWN[0], UP[0] * DOWN[1] * UP[2] * DOWN[3]))),
    because="it creates closed strings, takes a string on one link of the face to the other three, "
            "and joins two loops along a link; that closed strings stay closed is "
            "[Q, B] = 0")

# the ground state: amplitudes psi_m of m quanta around one face, P faces in all

P, m = paper.integer("P_faces m_face", latex="P m")
psi0, psi1 = paper.positive("weight_0 weight_1", latex=[r"\psi_0", r"\psi_1"])
E0 = paper.real("energy_0", latex=["E"])
eps = paper.real("epsilon_J", latex=[r"\epsilon"])


def eigenstate() -> Statement:
    """H acts on equal amplitudes with the same energy at m quanta around a face as at none."""
    links = plus(*(power(sign * m, 2) for sign in (1, -1, 1, -1)))
    return eq(plus(times(-g, plus(1, 1), P), times(tension, links)), -2 * g * P)


def bounded() -> Statement:
    """No state has a lower energy: each face gives at least -2g, since B_p is unitary."""
    b, c = face((1, 2, 3, 4)), DOWN[0] * UP[1] * DOWN[2] * UP[3]
    return same(2 - b - c, (1 - c) * (1 - b))


def nearly_equal(limit: object) -> All:
    """On one face: psi_1/psi_0 = -E/(2g), and E is below that of the trial r^|m|, r = 1 - eps.

    With J = eps^4 g the bound gives a ratio between 1 and what tends to 1.
    """
    r = 1 - eps
    ratio = 2 * r / (1 + r**2) - 4 * eps**4 * r**2 / (1 - r**2)**2
    return All((Implication((eq(-2 * g * psi1, E0 * psi0),),
                            eq(over(psi1, psi0), -over(E0, 2 * g))),
                Limit(ratio, eps, Integer(0), limit, "+")))


DEEP = (ge(P, 1), ge(g, 100 * tension))     # some faces, and g >> J: any other ratio does as well


paper.claim(
    "wen:gs-stringnet", lambda: All((bounded(), eigenstate())), assuming=DEEP,
    condition=lambda: eq(tension, 0),
    readings=(Reading("amplitudes become equal as J/g goes to zero", lambda: nearly_equal(1)),),
    because="Each B_p takes closed configurations to closed ones, so that equal amplitudes have "
            "the energy -2gP of the g-term, the lowest possible; the J-term gives different "
            "energies to different configurations. The printed state is exact for J = 0 (where it "
            "cannot be normalised) and the limit of the ground state for J/g to 0, but for no "
            "J > 0")

# long-range entanglement: Z_N string-nets, L modulo N

SIZES = (6, 6)
endless = paper.integer("N_strings", latex="N")
REGIONS = ((range(1, 3), range(1, 5)), (range(3, 5), range(1, 3)), (range(3, 5), range(3, 5)))


def region(which: tuple[int, ...]) -> list[tuple[int, tuple[int, int]]]:
    """The links of some of three parts of a disc."""
    return [(link, (i, j)) for part in which for link in (0, 1)
            for i in REGIONS[part][0] for j in REGIONS[part][1]]


@cache
def string_code(levels: int) -> StabiliserCode:
    """Closed strings modulo N in equal superposition, on a torus."""
    return toric_code(CellComplex.of(square()), levels, SIZES)


def product_code(levels: int) -> StabiliserCode:
    """A state without entanglement: every link by itself."""
    kind = clock(levels)
    return on_torus([Family(kind.word({(link, (0, 0)): 1})) for link in (0, 1)], SIZES, 2)


PARTS = ((0,), (1,), (2,), (0, 1), (1, 2), (2, 0), (0, 1, 2))


def topological(code: StabiliserCode, gamma: Expr) -> Statement:
    """S_A + S_B + S_C - S_AB - S_BC - S_CA + S_ABC = -gamma, entropies from the group orders."""
    terms = [times(1 if len(w) != 2 else -1, code.entropy(region(w))) for w in PARTS]
    return eq(plus(*terms), -gamma)


@cache
def meetings() -> tuple[int, ...]:
    """Vertices where three parts of a disc on the torus, and their unions, meet the rest."""
    charge = vertex_charge(CellComplex.of(square()))
    vertices = [charge.at(cell, SIZES) for cell in torus(SIZES)]
    return tuple(meeting_vertices(vertices, region(w)) for w in PARTS)


def strings_entropy(levels: int, value: Expr) -> Instance:
    """The topological entropy of closed strings modulo N."""
    return use("closed-strings-entropy", levels=levels, meet=meetings(), value=value)


def both_strings() -> tuple[Instance, ...]:
    """Z_2 and Z_3 strings."""
    return strings_entropy(2, -log(2)), strings_entropy(3, -log(3))


@cache
def long_range() -> All:
    """The topological entropy of Z_2 and Z_3 string-nets, by the theorem and by group orders."""
    return All((*(i.conclusion for i in both_strings()),
                topological(string_code(2), log(2)), topological(string_code(3), log(3))))


paper.claim(
    "wen:gs-new-state", lambda: All((long_range(), Limit(log(endless), endless, oo, oo))),
    theorem=both_strings,
    neighbours=lambda: (("no topological entropy", topological(string_code(2), log(1))),
                        Neighbour(strings_entropy(2, -2 * log(2)).conclusion, "twice as much",
                                  theorem=strings_entropy(2, -2 * log(2))),
                        ("a product state has it too", topological(product_code(2), log(2)))),
    because="entropies of three parts of a disc in the exact state with L modulo N, by the number "
            "of patterns of strings through the boundaries, and by the orders of the groups of "
            "words; a state with short-range entanglement has none (Kitaev and Preskill). For N "
            "to infinity, the rotors, log N grows without bound")

__all__ = ["both_strings", "long_range", "n", "string"]
