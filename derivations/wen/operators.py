"""The rotor model on the cubic lattice: operators of a few links, and families on every torus.

All operators are those of L = i d/d theta as printed, so that e^{i theta} lowers L by one.
"""

from collections.abc import Sequence
from functools import cache

from sympy import Expr, Symbol

from symq.lang.statement import OperatorAlgebra, OperatorIdentity, expression
from symq.lang.theorems import Instance, use
from symq.lattice.codes import face_word, vertex_charge
from symq.lattice.families import Family, row
from symq.lattice.lattice import CellComplex, cubic, waves
from symq.lattice.operators import ROTOR

from .setting import paper

LINKS = 8
L = paper.operators(" ".join(f"momentum_{k}" for k in range(1, LINKS + 1)),
                    latex=[f"L_{k}" for k in range(1, LINKS + 1)])
UP = paper.operators(" ".join(f"raise_{k}" for k in range(1, LINKS + 1)),
                     latex=[f"L_{k}^+" for k in range(1, LINKS + 1)])
DOWN = paper.operators(" ".join(f"lower_{k}" for k in range(1, LINKS + 1)),
                       latex=[f"L_{k}^-" for k in range(1, LINKS + 1)])
PARITY = paper.operators(" ".join(f"parity_{k}" for k in range(1, LINKS + 1)),
                         latex=[f"(-)^{{L_{k}}}" for k in range(1, LINKS + 1)])
CUBE = CellComplex.of(cubic())
Z = waves(3)
KINDS = len(CUBE.links)


def algebra(*operators: Expr) -> OperatorAlgebra:
    """The rules of L = i d/d theta for the rotors that occur, and for nothing else."""
    return rules_of(frozenset(v for e in operators for v in expression(e).free_symbols
                              if not v.is_commutative))


@cache
def rules_of(found: frozenset[Symbol]) -> OperatorAlgebra:
    """The rules of these operators."""
    order: list[Symbol] = []
    rules: list[tuple[object, object]] = []
    for momentum, parity, up, down in zip(L, PARITY, UP, DOWN, strict=True):
        own = [v for v in (momentum, parity, up, down) if v in found]
        rules += [(late * early, early * late) for late in own for early in order]
        order += own
        inside: list[tuple[object, object]] = [
            (parity * momentum, momentum * parity), (up * momentum, momentum * up + up),
            (down * momentum, momentum * down - down), (up * parity, -parity * up),
            (down * parity, -parity * down), (parity * parity, 1), (up * down, 1), (down * up, 1)]
        rules += [rule for rule in inside if found.issuperset(expression(rule[0]).free_symbols)]
    return OperatorAlgebra(tuple(order), tuple(rules))


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


@cache
def words_commute(a: Family, b: Family) -> Instance:
    """All translates of two products of shifts and parities commute on every torus."""
    (s, c), (t, d) = (tuple(row(p, KINDS) for p in f.symbols()) for f in (a, b))
    return use("words-commute", s=s, c=c, t=t, d=d, m=2, z=Z)


__all__ = ["CUBE", "DOWN", "KINDS", "PARITY", "UP", "L", "Z", "algebra", "commutator",
           "conjugate_face", "conserved", "face", "printed_face", "same", "words_commute"]
