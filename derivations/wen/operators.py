"""The rotor model on the cubic lattice: operators of a few links, and families on every torus.

All operators are those of L = i d/d theta as printed, so that e^{i theta} lowers L by one.
"""

from collections.abc import Sequence

from sympy import Expr

from symq.lang.statement import OperatorAlgebra, OperatorIdentity, expression
from symq.lang.theorems import Instance, use
from symq.lattice.codes import face_word, vertex_charge
from symq.lattice.families import Family, row
from symq.lattice.lattice import CellComplex, cubic, waves
from symq.lattice.operators import ROTOR

from .setting import paper

LINKS = 7
L = paper.operators(" ".join(f"L_{k}" for k in range(1, LINKS + 1)))
UP = paper.operators(" ".join(f"u_{k}" for k in range(1, LINKS + 1)),
                     latex=[f"L_{k}^+" for k in range(1, LINKS + 1)])
DOWN = paper.operators(" ".join(f"d_{k}" for k in range(1, LINKS + 1)),
                       latex=[f"L_{k}^-" for k in range(1, LINKS + 1)])
CUBE = CellComplex.of(cubic())
Z = waves(3)
KINDS = len(CUBE.links)


def algebra(*operators: Expr) -> OperatorAlgebra:
    """The rules of L = i d/d theta for the rotors that occur, and for nothing else."""
    found = {v for e in operators for v in expression(e).free_symbols if not v.is_commutative}
    table, products = {}, []
    for momentum, up, down in zip(L, UP, DOWN, strict=True):
        table |= {(momentum, up): -up, (momentum, down): down}
        products += [(up * down, 1), (down * up, 1)]
    inside = {pair: value for pair, value in table.items() if found.issuperset(pair)}
    kept = [(word, one) for word, one in products if found.issuperset(word.free_symbols)]
    order = [v for rotor in zip(L, UP, DOWN, strict=True) for v in rotor if v in found]
    return OperatorAlgebra.from_commutators(order, inside, kept)


def same(left: object, right: object) -> OperatorIdentity:
    """Two operators of the rotor model are equal."""
    one, two = expression(left), expression(right)
    return OperatorIdentity(one, two, algebra(one, two))


def commutator(a: Expr, b: Expr) -> Expr:
    """a b - b a."""
    return a * b - b * a


def face(links: Sequence[int]) -> Expr:
    """L^+ L^- L^+ L^- around the links."""
    a, b, c, d = (i - 1 for i in links)
    return UP[a] * DOWN[b] * UP[c] * DOWN[d]


def conjugate_face(links: Sequence[int]) -> Expr:
    """The Hermitian conjugate: the factors in the opposite order, each replaced by its own."""
    a, b, c, d = (i - 1 for i in links)
    return UP[d] * DOWN[c] * UP[b] * DOWN[a]


def printed_face(which: int, unsigned: bool = True) -> Family:
    """B_p of one of the three kinds of faces, raising and lowering in turn as printed."""
    return face_word(CUBE, ROTOR, which, unsigned=unsigned)


def conserved(which: int, unsigned: bool = True, signed_charge: bool = False) -> Instance:
    """[Q, B] = 0 for one kind of faces, at all vertices of every torus."""
    charge = vertex_charge(CUBE, unsigned=not signed_charge)
    return use("charges-commute", q=row(charge.symbol(), KINDS),
               b=row(printed_face(which, unsigned).symbols()[0], KINDS), z=Z)


def words_commute(a: Family, b: Family) -> Instance:
    """All translates of two products of shifts and parities commute on every torus."""
    (s, c), (t, d) = (tuple(row(p, KINDS) for p in f.symbols()) for f in (a, b))
    return use("words-commute", s=s, c=c, t=t, d=d, m=2, z=Z)


__all__ = ["CUBE", "DOWN", "KINDS", "L", "UP", "Z", "algebra", "commutator", "conjugate_face",
           "conserved", "face", "printed_face", "same", "words_commute"]
