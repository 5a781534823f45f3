"""One rectangle between two markers, with legs of any length: what holds on ways of any length.

A way forth goes w_1 steps in its direction and, turned, w_2 steps to the next marker, where it is
w_1 - w_2 further; the way back takes the other sides. The next rectangle starts in the other
direction, so that the k-th one (k = 0, 1, ...) starts with (-1)**k.
"""

from functools import cache
from itertools import product

from sympy import Expr, Integer

from symq.lang.shown import minus, plus, power, times
from symq.lang.statement import ForAll, Implication, Statement, Table, eq, ge, gt, le, lt

from .paths import OUTWARD
from .setting import paper

w1, w2, u1, u2 = paper.positive("w_1 w_2 u_1 u_2", latex="w_1 w_2 u_1 u_2")
tau = paper.real("tau", latex=r"\tau")
k = paper.integer("k")
before, then = paper.real("W_a W_b", latex="W W'")
CHARGE = {"forth": 1, "back": -1}
FORTH_FIRST = {1: "to +z first", -1: "to -z first"}


def way(name: str, direction: int, at: Expr = tau) -> tuple[Expr, Expr]:
    """The place after some steps in a rectangle, on the first and on the second leg."""
    if name == "forth":
        return direction * at, direction * (2 * w1 - at)
    return -direction * at, direction * (at - 2 * w2)


def leg(name: str, number: int) -> tuple[Statement, ...]:
    """When a way is on its first (0) or second (1) leg."""
    length = w1 if name == "forth" else w2
    return (ge(tau, 0), le(tau, length)) if number == 0 else (ge(tau, length), le(tau, w1 + w2))


def outer(side: str, direction: int) -> str:
    """The way that is the envelope of a side in a rectangle that starts in a direction."""
    return "forth" if direction == OUTWARD[side] else "back"


@cache
def envelope(side: str, outward: int = 1) -> Table:
    """In either rectangle one way is strictly outside between the markers, goes outward on its
    first leg and inward on its second, and is at the other way's place at the markers."""
    rows: list[tuple[str, Statement]] = []
    for direction in (1, -1):
        own = outer(side, direction)
        other = "back" if own == "forth" else "forth"
        here, there = way(own, direction), way(other, direction)
        for i, j in product((0, 1), repeat=2):
            rows.append((f"{FORTH_FIRST[direction]}, legs {i + 1}, {j + 1}", Implication(
                (gt(tau, 0), lt(tau, w1 + w2), *leg(own, i), *leg(other, j)),
                gt(times(OUTWARD[side], minus(here[i], there[j])), 0))))
        for i in (0, 1):
            step = minus(way(own, direction, tau + 1)[i], here[i])
            rows.append((f"{FORTH_FIRST[direction]}, moving on leg {i + 1}",
                         eq(step, times(outward, OUTWARD[side], (-1)**i))))
        end = w1 + w2
        rows.append((f"{FORTH_FIRST[direction]}, next marker", eq(
            way(own, direction, end)[1], way(other, direction, end)[1])))
    return Table(tuple(rows))


def opposite_sides() -> Table:
    """The way back passes the points of the way forth, mirrored at the middle of the rectangle."""
    end = w1 + w2
    return Table(tuple((f"{FORTH_FIRST[d]}, leg {i + 1}", eq(
        plus(way("forth", d)[i], way("back", d, end - tau)[1 - i]), d * (w1 - w2)))
        for d in (1, -1) for i in (0, 1)))


def charge(side: str, number: Expr) -> Expr:
    """The charge of an envelope in a rectangle: of the way that is outside there."""
    return times(CHARGE[outer(side, 1)], power(-1, number))


@cache
def colour(side: str, first: int, inside: int = -1) -> Table:
    """The charge in the k-th rectangle, at its start, and from one rectangle to the next one."""
    return Table((
        *((f"the way outside, {FORTH_FIRST[d]}", eq(
            CHARGE[outer(side, d)], times(first, d))) for d in (1, -1)),
        ("at first", eq(charge(side, Integer(0)), first)),
        ("at a marker", ForAll(k, eq(times(charge(side, k), charge(side, k + 1)), inside), 0))))


def weights(turn: Expr, keep: Expr, alpha: Expr, beta: Expr) -> Implication:
    """A rectangle more multiplies two weights by the same: that of the way forth, alpha at its turn
    and its marker, and that of a walk with the corners of an envelope, legs u_1 and u_2."""
    walk = (power(keep, u1 - 1), turn, power(keep, u2 - 1), turn)
    process = (power(beta, w1 - 1), alpha, power(beta, w2 - 1), alpha)
    return Implication((eq(before, then), eq(u1 + u2, w1 + w2)),
                       eq(times(before, *process), times(then, *walk)))
