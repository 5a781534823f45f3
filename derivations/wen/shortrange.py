"""Symmetry-breaking states are products, or have entanglement of short range."""

from functools import cache
from itertools import product as cartesian

from sympy import Expr, Integer, Matrix, cos, log, sin

from symq.lang.shown import minus, times
from symq.lang.statement import All, OperatorAlgebra, OperatorIdentity, Statement, eq
from symq.lattice.codes import StabiliserCode, on_torus
from symq.lattice.families import Family
from symq.lattice.operators import clock

from .liquid import string_code, topological
from .setting import paper

SITES = 4
ALPHA = paper.real("alpha_1 alpha_2 alpha_3 alpha_4",
                   latex=r"\alpha_1 \alpha_2 \alpha_3 \alpha_4")


def amplitudes(spins: tuple[Matrix, ...]) -> dict[tuple[int, ...], Expr]:
    """The product state of these spinors."""
    found = {}
    for bits in cartesian((0, 1), repeat=len(spins)):
        found[bits] = times(*(spinor[bit] for spinor, bit in zip(spins, bits, strict=True)))
    return found


def minors(state: dict[tuple[int, ...], Expr], value: int = 0) -> list[Statement]:
    """Rank one for every cut into two parts: the 2 x 2 minors of the amplitudes vanish."""
    rows: list[Statement] = []
    n = len(next(iter(state)))
    for mask in range(1, 2**(n - 1)):
        left = [i for i in range(n) if mask >> i & 1]

        def mixed(one: tuple[int, ...], two: tuple[int, ...], left: list[int] = left
                  ) -> tuple[int, ...]:
            return tuple(one[i] if i in left else two[i] for i in range(n))

        first = (0,) * n
        for other in ((1,) * n, tuple(i % 2 for i in range(n))):
            if mixed(first, other) in (first, other):
                continue
            rows.append(eq(minus(times(state[first], state[other]),
                                 times(state[mixed(first, other)], state[mixed(other, first)])),
                           value))
    return rows


UP, DOWN = Matrix([1, 0]), Matrix([0, 1])


def spinor(angle: Expr) -> Matrix:
    """A spin 1/2 along the angle 2 alpha."""
    return Matrix([cos(angle), sin(angle)])


def product_states() -> All:
    """States of spins with any directions are products; the displayed one has these spins."""
    shown = amplitudes((UP, DOWN, UP, DOWN))
    return All((*minors(amplitudes(tuple(spinor(q) for q in ALPHA))),
                *(eq(value, 1 if bits == (0, 1, 0, 1) else 0) for bits, value in shown.items())))


GHZ = {bits: Integer(bits in ((0, 0, 0, 0), (1, 1, 1, 1)))
       for bits in cartesian((0, 1), repeat=SITES)}
paper.claim("wen:ssb-product", product_states,
            neighbours=lambda: (("a superposition of both orders", All(tuple(minors(GHZ)))),),
            because="four spins with any directions in a plane, every cut: amplitudes of rank one; "
                    "exact for the ferromagnet, and for the antiferromagnet the classical state "
                    "that is displayed")


# any number of spins, in two parts; then four parts 1, 2, 3, 4 in a row, of any size each

BRA, KET = (paper.operators(f"{n}_left {n}_right", latex=[rf"{t[0]}a{t[1]}", rf"{t[0]}b{t[1]}"])
            for n, t in (("bra_side", (r"\langle ", "|")), ("ket_side", ("|", r"\rangle"))))
HERE, THERE = paper.operators("X_here Y_there", latex="X Y")
GATES = paper.operators("U_12 V_34 W_23", latex="U V W")
UNDO = paper.operators("Udg_12 Vdg_34 Wdg_23",
                       latex=[r"U^\dagger", r"V^\dagger", r"W^\dagger"])
LEFT, RIGHT = (BRA[0], UNDO[0], HERE, GATES[0], KET[0]), (BRA[1], UNDO[1], THERE, GATES[1], KET[1])


def apart(middle_touches: bool = False) -> OperatorAlgebra:
    """What acts on the parts 1 and 2 commutes with what acts on 3 and 4; W commutes with X and Y.

    W acts on 2 and 3, Y on 4, X on 1 (or on 2 too, where W does not commute with it).
    """
    rules = [(r * l, l * r) for l in LEFT for r in RIGHT]
    rules += [(UNDO[k] * GATES[k], Integer(1)) for k in range(3)]
    rules += [(THERE * GATES[2], GATES[2] * THERE)]
    if not middle_touches:
        rules += [(HERE * GATES[2], GATES[2] * HERE)]
    return OperatorAlgebra((UNDO[2], GATES[2], *LEFT, *RIGHT), tuple(rules))


def uncorrelated(middle_touches: bool = False) -> OperatorIdentity:
    """<XY> = <X><Y> in the product state after the gates U, V and then W."""
    left, right = times(*LEFT), times(*RIGHT)
    whole = times(BRA[0], BRA[1], UNDO[0], UNDO[1], UNDO[2], HERE, THERE, GATES[2], GATES[0],
                  GATES[1], KET[0], KET[1])
    return OperatorIdentity(whole, times(left, right), apart(middle_touches))


def product_means(product_state: bool = True) -> OperatorIdentity:
    """<XY> = <X><Y> in a product of two states of any number of spins each."""
    inside = [(BRA[0], HERE, KET[0]), (BRA[1], THERE, KET[1])]
    rules = [(r * l, l * r) for l in inside[0] for r in inside[1]] if product_state else []
    return OperatorIdentity(times(BRA[0], BRA[1], HERE, THERE, KET[0], KET[1]),
                            times(*inside[0], *inside[1]),
                            OperatorAlgebra((*inside[0], *inside[1]), tuple(rules)))


@cache
def cluster_code() -> StabiliserCode:
    """A product state after one layer of controlled phases: entangled, with short range only.

    On the links of a torus; phases between a link along x and both links along y at its start and
    at its end.
    """
    two = clock(2)
    one = Family(two.word({(0, (0, 0)): 1}, {(1, (0, 0)): 1, (1, (1, 0)): 1}))
    other = Family(two.word({(1, (0, 0)): 1}, {(0, (0, 0)): 1, (0, (-1, 0)): 1}))
    return on_torus([one, other], (6, 6), 2)


def short_range() -> All:
    """No correlations of products, none beyond the gates, no topological entropy."""
    return All((product_means(), uncorrelated(), topological(cluster_code(), log(1))))


paper.claim("wen:ssb-short-range", short_range,
            neighbours=lambda: (("a state that is no product", product_means(False)),
                                ("where the gates reach", uncorrelated(True)),
                                ("closed strings in superposition", topological(string_code(2),
                                                                                log(1)))),
            because="product states of any numbers of spins have no correlations at all, whatever "
                    "is measured on two parts; products to which two layers of unitary gates "
                    "between neighbours were applied, as fluctuations about an order, none beyond "
                    "the reach of the gates; an example, entangled at each link, has no "
                    "topological entropy. That every ground state with a broken symmetry is of "
                    "this kind is not stated: where waves are gapless correlations fall off as a "
                    "power of the distance")
