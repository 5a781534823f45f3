"""Third try: a rotor model on the cubic lattice."""

from itertools import product

from sympy import Derivative, Expr, I, Integer, exp, pi

from symq.lang.statement import All, Count, Not, Statement, eq
from symq.paper.claim import Correction

from .operators import (
    DOWN,
    UP,
    L,
    commutator,
    conjugate_face,
    conserved,
    face,
    printed_face,
    same,
    words_commute,
)
from .setting import J, U, g, paper

# the lattice, with places in units of half a lattice constant: a vertex has even coordinates, the
# middle of a link one odd coordinate, the middle of a face two

hx, hy, hz = HALVES = paper.integer("h_x h_y h_z")
bx, by, bz = paper.integer("b_x b_y b_z")
NEAR = tuple(map(Integer, (-1, 0, 1)))
CELL = tuple(map(Integer, (0, 1)))


def odd(total: int) -> Statement:
    """So many of the three coordinates, each -1, 0 or 1, are odd."""
    return eq(hx**2 + hy**2 + hz**2, total)


def places(total: int, values: tuple[Integer, ...], number: int) -> Count:
    """How many places have so many odd coordinates."""
    return Count(tuple((h, values) for h in HALVES), odd(total), number)


def around(number: int) -> Count:
    """Middles of links at distance one half from the middle (1, 1, 0) of a face."""
    inside = tuple(map(Integer, (0, 1, 2)))
    distance = (hx - 1)**2 + (hy - 1)**2 + hz**2
    return Count(((hx, inside), (hy, inside), (hz, NEAR)), eq(distance, 1) & eq(hz, 0), number)


paper.definition(
    "wen:rotor-lattice",
    asserts=lambda: (places(1, NEAR, 6), places(1, CELL, 3), places(2, CELL, 3),
                     places(0, CELL, 1), around(4)),
    neighbours=lambda: (("three links meet at a vertex", places(1, NEAR, 3)),
                        ("six faces for each vertex", places(2, CELL, 6))),
    because="vertices, links and faces counted by the places of their middles, in a cell and next "
            "to a vertex")

# one rotor

theta = paper.real("theta_rotor", latex=[r"\theta"])
n = paper.integer("n_rotor", latex="n")
f, h = paper.functions("f_rotor h_rotor", latex="f h")


def momentum(state: Expr) -> Expr:
    """L = i d/d theta as printed."""
    return I * Derivative(state, theta)


def hermitian(sign: int) -> Statement:
    """(f, L h) - (L f, h) is the integral of a derivative, which vanishes on periodic functions."""
    left, right = f(theta), h(theta)            # f stands for the conjugate of a function
    return eq(left * momentum(right) - sign * -momentum(left) * right,
              I * Derivative(left * right, theta))


def eigenfunction(value: Expr) -> Statement:
    """exp(-i n theta) has this eigenvalue."""
    return eq(momentum(exp(-I * n * theta)), value * exp(-I * n * theta))


paper.definition(
    "wen:rotor-L",
    asserts=lambda: (hermitian(1), eigenfunction(n),
                     eq(exp(-I * n * (theta + 2 * pi)), exp(-I * n * theta))),
    neighbours=lambda: (("the eigenvalue of exp(-i n theta) is -n", eigenfunction(-n)),
                        ("anti-Hermitian", hermitian(-1))),
    because="the functions exp(-i n theta) are a basis of the periodic functions, and L is an "
            "integer on each; the boundary term of a periodic function is 0")


def ladder(signs: tuple[int, int]) -> All:
    """[L, L^+-] = +-L^+- on every function."""
    raised = [exp(I * theta), exp(-I * theta)]
    return All(tuple(eq(momentum(up * f(theta)) - up * momentum(f(theta)),
                        s * up * f(theta)) for up, s in zip(raised, signs, strict=True)))


paper.claim(
    "wen:rotor-Lpm", lambda: ladder((1, -1)),
    correction=Correction(
        lambda: ladder((-1, 1)),
        "with L = i d/d theta the operator e^{i theta} lowers L and e^{-i theta} raises it; with "
        "L = -i d/d theta the printed names are right. Nothing later depends on it: B_p and its "
        "conjugate are exchanged"),
    neighbours=lambda: (("both raise", ladder((1, 1))), ("both lower", ladder((-1, -1)))))

# the operators of the Hamiltonian: links 1, 2, 3, 4 around a face


def conjugate() -> All:
    """B_p is unitary, and B_p + h.c. Hermitian."""
    b, c = face((1, 2, 3, 4)), conjugate_face((1, 2, 3, 4))
    return All((same(b * c, Integer(1)), same(c * b, Integer(1)),
                same(c, DOWN[0] * UP[1] * DOWN[2] * UP[3])))


def alternating(signs: tuple[int, ...]) -> All:
    """[L_k, B_p] = sign B_p on the four links."""
    b = face((1, 2, 3, 4))
    return All(tuple(same(commutator(L[k], b), s * b) for k, s in enumerate(signs)))


paper.definition(
    "wen:rotor-B", asserts=lambda: (conjugate(), alternating((-1, 1, -1, 1))),
    neighbours=lambda: (("Hermitian by itself", same(face((1, 2, 3, 4)),
                                                     conjugate_face((1, 2, 3, 4)))),
                        ("all four links change alike", alternating((-1, -1, -1, -1)))),
    because="with L as printed L^+ = e^{i theta} lowers L")


def vertex(links: int) -> Expr:
    """The plain sum of L over the first links."""
    return sum(L[1:links], start=L[0])


def counts(links: int, signs: tuple[int, ...]) -> All:
    """Each L_k^+ next to the vertex changes Q by one, the same for all links."""
    return All(tuple(same(commutator(vertex(links), UP[k]), s * UP[k]) for k, s in
                     enumerate(signs)))


paper.definition(
    "wen:rotor-Q", asserts=lambda: (counts(6, (-1,) * 6 + (0,)),),
    neighbours=lambda: (("signs by the direction of the links", counts(6, (-1, 1) * 3 + (0,))),
                        ("seven links", counts(6, (-1,) * 7))),
    because="the plain sum over the six links: a quantum on any of them counts alike, and one on a "
            "seventh link does not")


def square_terms(product_: Expr) -> Expr:
    """H on a single face of four links and four vertices, with the given g-term."""
    charges = [L[k] + L[(k + 1) % 4] for k in range(4)]
    return U * sum(q * q for q in charges) + product_ + J * sum(v * v for v in L[:4])


def square_hamiltonian() -> Expr:
    """H on a single face."""
    return square_terms(-g * (face((1, 2, 3, 4)) + conjugate_face((1, 2, 3, 4))))


def bounded(b: Expr, c: Expr) -> Statement:
    """H + 2g is a sum of products of an operator with its conjugate, for B = b and h.c. = c."""
    return same(square_terms(-g * (b + c)) + 2 * g, square_terms(g * (1 - c) * (1 - b)))


paper.definition(
    "wen:rotor-H",
    asserts=lambda: (conjugate(), bounded(face((1, 2, 3, 4)), conjugate_face((1, 2, 3, 4)))),
    neighbours=lambda: (("without h.c.", same(
        -g * face((1, 2, 3, 4)), -g * conjugate_face((1, 2, 3, 4)))),),
    because="H is Hermitian, as the factors of h.c. stand in the opposite order, and bounded "
            "below: on a face by -2g")


def square_conserves(term: Expr) -> Statement:
    """[Q_l, term] for a vertex of a face; the other three are alike."""
    return same(commutator(L[0] + L[1], term), Integer(0))


def everywhere(unsigned: bool = True) -> All:
    """[Q_l, B_p] = 0 for the three kinds of faces."""
    return All(tuple(conserved(k, unsigned).conclusion for k in range(3)))


paper.claim(
    "wen:rotor-QB", lambda: All((everywhere(), square_conserves(square_hamiltonian()))),
    theorem=lambda: tuple(conserved(k) for k in range(3)),
    neighbours=lambda: (
        conserved(0, unsigned=False),                 # raised along the boundary: L+ L+ L- L-
        conserved(2, signed_charge=True),
        ("a single shift is conserved", square_conserves(UP[0] + DOWN[0]))),
    because="on every torus, of even or odd lengths; Q_l commutes with L_i, hence with the U- and "
            "J-terms")


def tension() -> Expr:
    """The sum of L^2 over the links of a face."""
    return sum(v * v for v in L[:4])


def commuting_faces() -> All:
    """All pairs of kinds of faces."""
    return All(tuple(words_commute(printed_face(a), printed_face(b)).conclusion
                     for a, b in product(range(3), repeat=2) if a <= b))


paper.claim(
    "wen:rotor-BB",
    lambda: All((commuting_faces(),
                 same(commutator(face((1, 2, 3, 4)), conjugate_face((3, 5, 6, 7))), Integer(0)),
                 same(commutator(face((1, 2, 3, 4)), tension()),
                      2 * (L[0] - L[1] + L[2] - L[3]) * face((1, 2, 3, 4))
                      + 4 * face((1, 2, 3, 4))),
                 Not(same(commutator(face((1, 2, 3, 4)), tension()), Integer(0))))),
    theorem=lambda: tuple(words_commute(printed_face(a), printed_face(b))
                          for a, b in product(range(3), repeat=2) if a <= b),
    neighbours=lambda: (("B commutes with the J-term",
                         same(commutator(face((1, 2, 3, 4)), tension()), Integer(0))),))
