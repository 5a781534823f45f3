"""Ends of strings: charges, bosons or fermions by the sign twist of the face operators."""

from functools import cache
from itertools import combinations, product

from sympy import Expr, Integer

from symq.lang.shown import plus, power, times
from symq.lang.statement import (
    All,
    ForAll,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    eq,
)
from symq.lang.theorems import Instance
from symq.lattice.families import Family
from symq.lattice.operators import ROTOR
from symq.lattice.twists import attached, faces_from_hops, framed_hops, twisted
from symq.paper.claim import Reading

from .liquid import DEEP, NEXT_FACE, eigenstate, l, n, sigma, string, tension
from .operators import (
    CUBE,
    DOWN,
    PARITY,
    UP,
    L,
    commutator,
    conjugate_face,
    face,
    printed_face,
    same,
    words_commute,
)
from .rotor import bounded, conjugate
from .setting import U, paper

FACE = face((1, 2, 3, 4))
LOOP = UP[0] * DOWN[1] * DOWN[3] * UP[4] * DOWN[5] * UP[6]        # around both faces

# strings modulo 2: L^+ = L^- = X; faces 1 2 3 4 and 3 5 6 7

X = paper.operators("X_1 X_2 X_3 X_4 X_5 X_6 X_7")
FACES = X[0] * X[1] * X[2] * X[3], X[2] * X[4] * X[5] * X[6]
CONDENSED = (1 + FACES[0]) * (1 + FACES[1])                       # the states with B_p = 1
FLIPS = OperatorAlgebra.from_commutators(X, {}, [(v * v, 1) for v in X])


def acts(first: Expr, second: Expr) -> OperatorIdentity:
    """Two operators agree on the condensed state of strings modulo 2."""
    return OperatorIdentity(first * CONDENSED, second * CONDENSED, FLIPS)


ROUND = X[0] * X[1] * X[3] * X[4] * X[5] * X[6]

paper.claim(
    "wen:strings-unobservable",
    lambda: All((same(FACE * NEXT_FACE, LOOP),
                 same(DOWN[0], DOWN[1] * UP[2] * DOWN[3] * conjugate_face((1, 2, 3, 4))),
                 acts(FACES[0], Integer(1)), acts(ROUND, Integer(1)),
                 acts(X[0], X[1] * X[2] * X[3]), acts(X[0] * X[1], X[4] * X[5] * X[6] * X[3]))),
    neighbours=lambda: (("an open string acts as 1", acts(X[0], Integer(1))),
                        ("whatever its ends", acts(X[0], X[1])),
                        ("a closed string is one face", same(FACE * NEXT_FACE, FACE))),
    because="Every contractible closed string is a product of faces, and two open strings with the "
            "same ends differ by a closed one; the condensed state has B_p = 1. Exact for J = 0; "
            "written out for strings modulo 2 on two faces")

# energies of ends

f = paper.real("f_0 f_1 f_2")
weight = paper.real("w_L", latex=["w"])


def mean(weights: tuple[object, ...], shift: int) -> Expr:
    """The sum of weight_L times f at L + shift, over L modulo 3."""
    return plus(*(times(w, f[(value + shift) % 3]) for value, w in enumerate(weights)))


def spread(weights: tuple[object, ...]) -> Statement:
    """The mean of any function of L of a link before and after a string passes, L modulo 3."""
    return eq(mean(weights, 1), mean(weights, 0))


def energy(*by_length: Expr) -> ForAll:
    """The U-term of both ends of a string of n links, and what it costs by its length."""
    first, last = power(string(Integer(1)), 2), power(string(n), 2)
    return ForAll(n, eq(plus(times(U, first), times(U, last), *by_length), 2 * U), 1)


paper.claim(
    "wen:ends-independent",
    lambda: All((energy(), same(commutator(DOWN[0] * UP[4], FACE), Integer(0)),
                 same(commutator(DOWN[0], conjugate_face((1, 2, 3, 4))), Integer(0)),
                 spread((weight, weight, weight)))),
    neighbours=lambda: (
        ("a string that is not condensed, with its tension", energy(tension * n)),
        ("links without fluctuations", spread((1, 0, 0)))),
    because="A string commutes with all faces, and its charges are at its ends: 2U for every path, "
            "exactly for J = 0. To first order in J too: in the condensed state every L of a link "
            "is equally likely, so that a passing string does not change the mean of the J-term "
            "(L modulo 3)")

OPEN = DOWN[0] * UP[1]                                            # a string of two links
m = paper.integer(" ".join(f"next_{i}" for i in range(2, 7)),
                  latex=[f"L'_{i}" for i in range(2, 7)])


def end_charges(values: tuple[int, int, int]) -> All:
    """[Q, W] at the start, the middle and the end of a string W of the links 1 and 2."""
    stars = (L[0] + L[4], L[0] + L[1], L[1] + L[5])
    return All(tuple(same(commutator(q, OPEN), v * OPEN)
                     for q, v in zip(stars, values, strict=True)))


def gauss(sign: int) -> Statement:
    """The charges of two neighbouring vertices, which share link 1, are the flux out of both."""
    inside = sigma * sum(l) + sign * sigma * (l[0] + sum(m))
    return eq(inside, sigma * (sum(l[1:]) - sum(m)))


paper.claim(
    "wen:ends-charges", lambda: All((end_charges((1, 0, -1)), gauss(-1))), uses=("wen:rotor-QB",),
    neighbours=lambda: (("a charge in the middle", end_charges((1, 1, -1))),
                        ("the flux without the sign of the sublattice", gauss(1))),
    because="Q_l with the sign of the sublattice is the divergence of E: the ends are its sources, "
            "of opposite charge, and the flux of E through a surface is the charge inside")

# the two Hamiltonians

paper.definition(
    "wen:boson-H",
    asserts=lambda: (conjugate(), bounded(FACE, conjugate_face((1, 2, 3, 4)))),
    neighbours=lambda: (("B_p without h.c.", same(FACE, conjugate_face((1, 2, 3, 4)))),),
    because="the Hamiltonian of the rotor model, the index i now for vertices and for links")


def two_moves(first: Expr, second: Expr, joined: Expr) -> OperatorIdentity:
    """(1 + B)(1 + B') applied to no strings: four configurations with their amplitudes."""
    return same((1 + first) * (1 + second), 1 + first + second + joined)


paper.claim(
    "wen:boson-state",
    lambda: All((two_moves(FACE, NEXT_FACE, LOOP), two_moves(NEXT_FACE, FACE, LOOP),
                 eigenstate())),
    assuming=DEEP, condition=lambda: eq(tension, 0),
    neighbours=lambda: (("two faces with a negative sign", two_moves(FACE, NEXT_FACE, -LOOP)),),
    because="Every configuration is reached with the amplitude +1, in any order of the faces; "
            "as for the ground state this is exact for J = 0 and a limit otherwise")


def exchange(hops: tuple[Expr, Expr, Expr], sign: int) -> OperatorIdentity:
    """t1 t2 t3 = sign t3 t2 t1."""
    one, two, three = hops
    return same(one * two * three, sign * three * two * one)


@cache
def plain(sign: int) -> All:
    """All triples of the six links at a vertex, the ends moving by L^+-."""
    return All(tuple(exchange(tuple(UP[k] for k in triple), sign)
                     for triple in combinations(range(6), 3)))


paper.claim(
    "wen:boson-ends", lambda: All((plain(1), same(commutator(UP[0], FACE), Integer(0)))),
    neighbours=lambda: (("fermions", plain(-1)),),
    because="the hops L^+- commute with all faces and with each other")

# the twist: each link carries the parity of the later ones among its neighbours (links of the x
# before those of the y before those of the z direction)

HOPS = framed_hops(CUBE, ROTOR)
TWISTED = faces_from_hops(CUBE, HOPS, [[1, -1, 1, -1]] * 3)
EVERY = twisted([printed_face(k) for k in range(3)], {k: attached(CUBE, k) for k in range(3)})
ONE_LINK = twisted([printed_face(k) for k in range(3)], {2: ((0, (1, 0, 0)),)})


def local_twist(links: tuple[int, ...]) -> Expr:
    """B_p times the parities of some links."""
    found = FACE
    for k in reversed(links):
        found = PARITY[k - 1] * found
    return found


def conjugate_twist(links: tuple[int, ...]) -> Expr:
    """Its Hermitian conjugate."""
    found = conjugate_face((1, 2, 3, 4))
    for k in links:
        found = found * PARITY[k - 1]
    return found


def unitary(links: tuple[int, ...]) -> All:
    """The twisted face is unitary and the order of its factors does not matter."""
    return All((same(local_twist(links) * conjugate_twist(links), Integer(1)),
                same(local_twist(links), FACE * local_twist(links) * conjugate_face((1, 2, 3, 4)))))


paper.definition(
    "wen:fermion-H",
    asserts=lambda: (unitary((5, 6, 7, 8)),
                     bounded(local_twist((5, 6)), conjugate_twist((5, 6))),
                     same(commutator(L[0] + L[1], local_twist((5, 6))), Integer(0))),
    neighbours=lambda: (("with the parity of a link of the face itself", unitary((1, 5))),
                        ("the twisted face is Hermitian", same(local_twist((5, 6)),
                                                               conjugate_twist((5, 6))))),
    because="the links are attached to p, so that their parities commute with B_p and the order of "
            "factors does not matter; which of the sixteen is not printed")


def pairs(faces: list[Family]) -> tuple[Instance, ...]:
    """All kinds of pairs of faces."""
    return tuple(words_commute(faces[a], faces[b]) for a, b in product(range(3), repeat=2)
                 if a <= b)


def everywhere(found: tuple[Instance, ...]) -> All:
    """What they conclude."""
    return All(tuple(i.conclusion for i in found))


SECOND = UP[4] * DOWN[5] * UP[6] * DOWN[7]                 # meets the face 1 2 3 4 at a vertex


@cache
def crossing(sign: int) -> All:
    """Two twisted faces with a common vertex, each with the parity of a link of the other."""
    one, two = PARITY[4] * FACE, PARITY[0] * SECOND
    both = sign * FACE * SECOND * PARITY[0] * PARITY[4]
    return All((same(one * two, both), same(two * one, both)))


paper.claim(
    "wen:fermion-state",
    lambda: All((everywhere(pairs(TWISTED)), crossing(-1), eigenstate())),
    assuming=DEEP, condition=lambda: eq(tension, 0), theorem=lambda: pairs(TWISTED),
    neighbours=lambda: (words_commute(ONE_LINK[2], ONE_LINK[2]),
                        ("both signs are positive", crossing(1))),
    because="The twisted faces commute on every torus, so that amplitudes do not depend on the "
            "order of moves; all have modulus one, and two faces that meet at a vertex have the "
            "amplitude -1. With one link instead of the right ones the faces do not commute. Exact "
            "for J = 0, a limit otherwise")


def framed(order: tuple[int, ...]) -> tuple[Expr, ...]:
    """Hops of three links: each carries the parity of those after it, and of the link 4."""
    found = []
    for place, k in enumerate(order):
        hop = UP[k]
        for later in (*order[place + 1:], 3):
            hop = hop * PARITY[later]
        found.append(hop)
    return tuple(found)


@cache
def fermions(sign: int) -> All:
    """t1 t2 t3 = sign t3 t2 t1 for three links in any order of their parities."""
    return All(tuple(exchange(framed(order), sign)
                     for order in ((0, 1, 2), (1, 2, 0), (2, 1, 0))))


@cache
def hops_commute() -> tuple[Instance, ...]:
    """The hops of the three kinds of links commute with the twisted faces."""
    return tuple(words_commute(Family(HOPS[k]), TWISTED[f])
                 for k, f in product(range(3), repeat=2))


def sixteen() -> Instance:
    """The same hop against a face with the parities of all sixteen attached links."""
    return words_commute(Family(HOPS[0]), EVERY[2])


paper.claim(
    "wen:fermion-ends", lambda: All((everywhere(hops_commute()), fermions(-1))),
    theorem=lambda: (*hops_commute(), sixteen()),
    readings=(Reading("the sum is over all sixteen links attached to p: these hops excite faces",
                      lambda: sixteen().conclusion),
              Reading("the same, and the ends move by plain hops", lambda: plain(-1))),
    neighbours=lambda: (sixteen(), ("bosons", fermions(1))),
    because="With the right links every two hops at a vertex anticommute, and the hops commute "
            "with all twisted faces on every torus. With all sixteen links the twisted face is B_p "
            "times the parities of the charges at its vertices, which changes nothing for closed "
            "strings: the range of the sum matters")


def change_of_basis() -> OperatorIdentity:
    """Where each of two hops carries the parity of the other nothing changes."""
    hops = (UP[0] * PARITY[1] * PARITY[2], UP[1] * PARITY[0] * PARITY[2],
            UP[2] * PARITY[0] * PARITY[1])
    return exchange(hops, 1)


paper.claim(
    "wen:stats-condensation",
    lambda: All((plain(1), two_moves(FACE, NEXT_FACE, LOOP), fermions(-1), crossing(-1),
                 change_of_basis())),
    neighbours=lambda: (("both kinds give fermions", All((plain(-1), fermions(-1)))),
                        ("both give bosons", All((plain(1), fermions(1))))),
    because="equal amplitudes go with bosons, those with signs at crossings with fermions; signs "
            "that a change of basis removes leave the statistics alone")


@cache
def charged_fermions(charge: int, sign: int) -> All:
    """Ends of the twisted model carry the charge of the gauge field, and are fermions."""
    hops = framed((0, 1, 2))
    return All((*(same(commutator(L[0] + L[1] + L[2], hop), charge * hop) for hop in hops),
                exchange(hops, sign)))


paper.claim(
    "wen:unify", lambda: charged_fermions(-1, -1), uses=("wen:ends-charges", "wen:fermion-ends"),
    neighbours=lambda: (("neutral fermions", charged_fermions(0, -1)),
                        ("charged bosons", charged_fermions(-1, 1))),
    because="the same ends of strings are charges of the gauge field and obey Fermi statistics")
