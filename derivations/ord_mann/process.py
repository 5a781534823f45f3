"""Entwined pairs: a classical stochastic model. The process, its envelopes and colours.

Positions are in units of delta, times in units of epsilon. Statements about ways are made for legs
of any length in any number of rectangles (`rectangles`), and counted for all ways up to five steps.
"""

from collections.abc import Callable
from itertools import pairwise

from sympy import Expr, I, Integer, im, re

from symq.continuum.process import EntwinedPath
from symq.lang.shown import minus, plus, power, times
from symq.lang.statement import All, ForAll, Implication, Not, Statement, Table, eq, ge, gt, le

from .paths import (
    OUTWARD,
    charges,
    each,
    forward,
    indications,
    moves,
    paths,
    probability,
    total,
    trajectories,
    turning,
    walk,
    walk_law,
)
from .rectangles import (
    colour,
    envelope,
    k,
    opposite_sides,
    tau,
    u1,
    u2,
    w1,
    w2,
    weights,
)
from .setting import paper

alpha, beta = paper.real("alpha beta", latex=r"\alpha \beta")

PROCESS = "ord-mann:first-steps"
LONGEST = 5
BOTH = ("left", "right")

# the process

paper.definition("ord-mann:lattice", asserts=lambda: each(4, lambda p: (
    eq(plus(p.forth(0), 1), p.forth(1)),
    *(eq(power(minus(way(s), way(s - 1)), 2), 1) for way in (p.forth, p.back)
      for s in range(1, p.duration + 1)))),
    because="each step moves one spacing in z and one in t")

paper.assume("ord-mann:first-steps", ge(alpha, 0), ge(beta, 0), eq(alpha + beta, 1))


def alternation(path: EntwinedPath) -> list[Statement]:
    """An odd indication turns the particle, an even one leaves its direction."""
    steps = (*forward(path), forward(path)[-1])
    return [eq(times(steps[s - 1], steps[s]), power(-1, n))
            for n, s in enumerate(indications(path)[:-1], 1)]


paper.definition("ord-mann:marker-rule", asserts=lambda: each(LONGEST, alternation))


def turned_back(path: EntwinedPath) -> list[Statement]:
    """The way back keeps the direction in space and passes the other sides of the rectangles."""
    end = path.duration
    rows = [eq(minus(path.back(end - 1), path.back(end)), forward(path)[-1])]
    for (a, place), (b, other) in pairwise(path.markers):
        rows += [eq(path.forth(b), path.back(b)),
                 *(eq(plus(path.forth(a + s), path.back(b - s)), plus(place, other))
                   for s in range(b - a + 1))]
    return rows


paper.definition("ord-mann:return-rule",
                 asserts=lambda: (opposite_sides(), each(5, turned_back)),
                 because="legs of any length: the ways are each other's mirror images at the "
                         "middle between two markers")


def two_legs(first: int, second: int) -> All:
    """Two light-like legs u_1, u_2 in these directions lead from a marker to the next one."""
    return All((eq(u1 + u2, w1 + w2), eq(first * u1 + second * u2, w1 - w2)))


def apart(start: Expr, end: Expr) -> Table:
    """Way forth minus way back between the markers, where each is on its first or second leg."""
    forth = {1: tau, 2: 2 * w1 - tau}
    back = {1: -tau, 2: tau - 2 * w2}
    return Table((
        ("both on the first leg", Implication((gt(tau, start), le(tau, w1), le(tau, w2)),
                                              gt(forth[1] - back[1], 0))),
        ("the way back has turned", Implication((ge(tau, w2), le(tau, w1)),
                                                gt(forth[1] - back[2], 0))),
        ("the way forth has turned", Implication((ge(tau, w1), le(tau, w2)),
                                                 gt(forth[2] - back[1], 0))),
        ("both have turned", Implication((ge(tau, w1), ge(tau, w2), end > tau),
                                         gt(forth[2] - back[2], 0)))))


def way_back(first: Expr, second: Expr) -> Table:
    """All ways of two light-like legs between two markers."""
    return Table((
        ("the other order", Implication((two_legs(-1, 1),), All((eq(u1, first), eq(u2, second))))),
        ("it exists", Implication((eq(u1, first), eq(u2, second)), two_legs(-1, 1))),
        ("the same order", Implication((two_legs(1, -1),), All((eq(u1, w1), eq(u2, w2))))),
        ("twice to +z", Not(two_legs(1, 1))), ("twice to -z", Not(two_legs(-1, -1)))))


def crossing(sign: int) -> Table:
    """At a marker inside, the two ways change sides."""
    return each(LONGEST, lambda p: [
        gt(times(sign, minus(p.forth(m - 1), p.back(m - 1)), minus(p.forth(m + 1), p.back(m + 1))),
           0) for m, _ in p.markers[1:-1]])


paper.claim(
    "ord-mann:return-path-unique",
    lambda: All((way_back(w2, w1), apart(Integer(0), w1 + w2), crossing(-1))),
    neighbours=lambda: (("legs in the same order of lengths", way_back(w1, w2)),
                        ("the ways touch at a marker without crossing", crossing(1)),
                        ("they are apart at the next marker too", apart(Integer(0), w1 + w2 + 1))),
    because="legs of any lengths; with direction -1 of the way forth everything is mirrored")


def coloured(path: EntwinedPath) -> list[Statement]:
    """Charge +1 where the envelope is the way forth, -1 where it is the way back."""
    rows: list[Statement] = []
    for side in BOTH:
        for s, q in enumerate(charges(path, side), 1):
            apart_ = minus(plus(path.forth(s), path.forth(s - 1)),
                           plus(path.back(s), path.back(s - 1)))
            rows.append(gt(times(OUTWARD[side], q, apart_), 0))
    return rows


paper.definition("ord-mann:charge-def", asserts=lambda: (
    *(envelope(side) for side in BOTH), *(colour(side, OUTWARD[side]) for side in BOTH),
    each(5, coloured)),
    because="an envelope is one of the ways in each rectangle, whatever its legs")

paper.definition("ord-mann:envelopes-def", asserts=lambda: each(5, lambda p: [
    row for s in range(p.duration + 1) for row in (
        le(p.envelope("left", s), p.envelope("right", s)),
        eq(plus(p.envelope("left", s), p.envelope("right", s)), plus(p.forth(s), p.back(s))),
        eq(times(p.envelope("left", s), p.envelope("right", s)),
           times(p.forth(s), p.back(s))))]))

# the envelopes


def same_law(turn: Expr, keep: Expr, own: Callable[[EntwinedPath, str], tuple[int, ...]] = moves,
             longest: int = LONGEST) -> Table:
    """Every walk with an even corner at a time: its weight in the process and without stutter."""
    rows = []
    for side in BOTH:
        for steps in range(2, longest + 1):
            found: dict[tuple[int, ...], list[Expr]] = {}
            for path in paths(steps):
                found.setdefault(own(path, side), []).append(probability(path, alpha, beta))
            rows += [(f"{side} {e}", eq(total(*found.get(e, ())),
                                        times(turning(e, turn, keep), turn)))
                     for e in trajectories(steps, side)]
    return Table(tuple(rows))


def same_places(turn: Expr, keep: Expr) -> Table:
    """Law of position and direction of each envelope, from renewal at the markers."""
    return Table(tuple(
        (f"{side}, t={s}, {key}", eq(walk(alpha).unsigned(s, side).get(key, Integer(0)), p))
        for side in BOTH for s in range(2, 6)
        for key, p in walk_law(s, side, turn, keep).items()))


paper.claim(
    "ord-mann:envelope-geometry",
    lambda: All((*map(envelope, BOTH), weights(alpha, beta, alpha, beta), same_law(alpha, beta),
                 same_places(alpha, beta))),
    given_by=PROCESS, assuming=(gt(beta, 0),),
    neighbours=lambda: (
        ("turn probability beta in any rectangle", weights(beta, alpha, alpha, beta)),
        ("turn probability beta", same_law(beta, alpha)),
        ("half the indications turn", same_places(alpha / 2, 1 - alpha / 2)),
        ("the way forth itself", same_law(alpha, beta, lambda p, _: forward(p)))),
    because="a walk with its 2nd, 4th, ... corner at t has the weight of the one way forth with a "
            "marker at t whose envelope it is. By induction over the rectangles, for any number "
            "and legs of any length: the legs of the envelope are those of the way forth, in some "
            "order, and only their sum enters the weight. Counted for all trajectories up to five "
            "steps, and for the law of position and direction with ways still under way")


def corners(right: Expr, left: Expr) -> Table:
    """The envelopes leave a site as they arrive, up to corners of both hands, up to five steps."""
    rows = []
    for side in BOTH:
        for s in range(1, 5):
            now, then = walk(alpha).unsigned(s, side), walk(alpha).unsigned(s + 1, side)
            for site in sorted({place for place, _ in now}):
                minus_z, plus_z = (now.get((site, v), Integer(0)) for v in (-1, 1))
                for v, p in ((-1, (1 - right) * minus_z + left * plus_z),
                             (1, (1 - left) * plus_z + right * minus_z)):
                    rows.append((f"{side}, t={s}, z={site}, leaving to {v}",
                                 eq(then.get((site + v, v), Integer(0)), p)))
    return Table(tuple(rows))


def memoryless(turn: Expr) -> Table:
    """Whatever the length of a leg so far, it ends at the next point with one probability."""
    return Table((
        ("any leg", eq(power(beta, k - 1) - power(beta, k), turn * power(beta, k - 1))),
        *((f"what has lasted {n} steps",
           eq(minus(1, total(*(alpha * power(beta, i - 1) for i in range(1, n)))),
              power(beta, n - 1))) for n in range(2, 7))))


paper.claim(
    "ord-mann:corner-prob", lambda: All((corners(alpha, alpha), memoryless(alpha))),
    given_by=PROCESS, assuming=(gt(beta, 0), ge(k, 1)),
    neighbours=lambda: (("left-hand corners with beta", corners(alpha, beta)),
                        ("right-hand corners half as often", corners(alpha / 2, alpha)),
                        ("legs end with beta", memoryless(beta))),
    because="a leg of either envelope is a leg of the way forth, whose points are independent")


def colours(side: str, first: int, changing: int) -> All:
    """The envelope and its charge in any rectangle; start, and charge after each point times charge
    before, -1 at the corners that change it."""
    def rows(path: EntwinedPath) -> list[Statement]:
        q, v = charges(path, side), moves(path, side)
        found = [eq(times(1, q[0]), first), eq(times(1, v[0]), OUTWARD[side])]
        for s in range(1, path.duration):
            corner = v[s] != v[s - 1]
            value = -1 if corner and v[s] == changing else 1
            found.append(eq(times(q[s - 1], q[s]), value))
        return found + [eq(times(q[s - 1], q[s]), power(-1, n + 1))
                        for n, s in enumerate(path.corners(side), 1)]
    return All((envelope(side), colour(side, first), eq(times(1, changing), OUTWARD[side]),
                each(LONGEST, rows)))


paper.claim("ord-mann:left-colour", lambda: colours("left", -1, -1),
            neighbours=lambda: (("starts blue", colours("left", 1, -1)),
                                ("changes at right-hand corners", colours("left", -1, 1)),
                                ("the right envelope alike", colours("right", -1, -1))),
            because="in every rectangle the envelope goes outward, to -z, and then inward on one "
                    "way, whose charge is the opposite one in the next rectangle: the charge "
                    "changes at each marker, where the direction after the corner is -z, and "
                    "nowhere else. Step by step for all ways up to five steps; the n-th corner "
                    "multiplies the charge by (-1)^(n+1)")

paper.claim("ord-mann:right-colour", lambda: colours("right", 1, 1),
            neighbours=lambda: (("starts red", colours("right", -1, 1)),
                                ("changes at left-hand corners", colours("right", 1, -1))),
            because="as for the left envelope, mirrored")


def changes(inside: int, elsewhere: int) -> All:
    """Products of the charges before and after each point, for markers and for other points."""
    def rows(path: EntwinedPath) -> list[Statement]:
        markers = [m for m, _ in path.markers]
        found: list[Statement] = []
        for s in range(1, path.duration):
            gap = minus(path.forth(s), path.back(s))
            at_marker = s in markers
            found.append(eq(gap, 0) if at_marker else gt(power(gap, 2), 0))
            for side in BOTH:
                q = charges(path, side)
                found.append(eq(times(q[s - 1], q[s]), inside if at_marker else elsewhere))
        return found
    return All((*map(envelope, BOTH), *(colour(side, OUTWARD[side], inside) for side in BOTH),
                each(LONGEST, rows)))


paper.claim("ord-mann:colour-change-at-markers", lambda: changes(-1, 1),
            neighbours=lambda: (("at every point", changes(-1, -1)), ("never", changes(1, 1))),
            because="between two markers, legs of any length, the ways do not meet, and each "
                    "envelope is one of them; in the next rectangle it is the other one. Step by "
                    "step for all ways up to five steps")


def phase(shift: int) -> All:
    """(-1)**floor((R+shift)/2) against the chessboard's i**R, on the envelopes and for all R."""
    def rows(path: EntwinedPath) -> list[Statement]:
        q, found = charges(path, "left"), []
        for s in range(path.duration):
            count = sum(1 for c in path.corners("left") if c <= s)
            found += [eq(times(q[0], q[s]), power(-1, (count + shift) // 2)),
                      eq(times(q[0], q[s]), plus(re(I**count), im(I**count)))]
        return found
    return All((envelope("left"), colour("left", -1), each(LONGEST, rows),
                ForAll(k, eq(power(-1, k), power(I, 2 * k)), 0),
                ForAll(k, eq(I * power(-1, k), power(I, 2 * k + 1)), 0)))


paper.claim("ord-mann:chessboard-phase", lambda: phase(0),
            neighbours=lambda: (("changes at the 1st, 3rd, ... corner", phase(1)),),
            because="after R = 2k or R = 2k + 1 corners the envelope is in the k-th rectangle, "
                    "where its charge is (-1)^k times that at the start; i^R is (-1)^k, which "
                    "is real, or i (-1)^k")
