"""All entwined paths up to a few steps, and their rows: what the statements in words speak of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise, product

from sympy import Expr, Integer, Symbol, expand

from symq.continuum.process import EntwinedPath, EntwinedWalk
from symq.lang.shown import plus, times
from symq.lang.statement import All, Statement, Table, eq

OUTWARD = {"left": -1, "right": 1}
Densities = Mapping[int, Sequence[Expr]]
Moves = tuple[int, ...]


def compositions(total: int) -> Iterator[tuple[int, ...]]:
    """Positive lengths with a sum, in every order."""
    for cuts in product((False, True), repeat=total - 1):
        legs, length = [], 1
        for cut in cuts:
            if cut:
                legs.append(length)
            length = 1 if cut else length + 1
        yield (*legs, length)


def paths(steps: int) -> Iterator[EntwinedPath]:
    """Every entwined path that returns after so many steps."""
    for legs in compositions(steps):
        if len(legs) % 2 == 0:
            yield EntwinedPath(tuple(zip(legs[::2], legs[1::2], strict=True)))


def each(longest: int, rows: Callable[[EntwinedPath], Sequence[Statement]]) -> Table:
    """The rows of every path that returns after so many steps or one less, under its legs.

    These contain every shorter one, which may be continued by a rectangle with legs of one step.
    """
    found = [(p, tuple(rows(p))) for steps in (longest - 1, longest) for p in paths(steps)]
    return Table(tuple((f"legs {p.legs}", All(row)) for p, row in found if row))


def moves(path: EntwinedPath, side: str) -> Moves:
    """The steps of an envelope."""
    return tuple(path.arrival(side, s)[1] for s in range(1, path.duration + 1))


def charges(path: EntwinedPath, side: str) -> Moves:
    """The charge of an envelope on each step."""
    return tuple(path.arrival(side, s)[2] for s in range(1, path.duration + 1))


def forward(path: EntwinedPath) -> Moves:
    """The steps of the way forth."""
    return tuple(path.forth(s) - path.forth(s - 1) for s in range(1, path.duration + 1))


def indications(path: EntwinedPath) -> tuple[int, ...]:
    """The times of the indications: turns and markers in turn."""
    times_, now = [], 0
    for first, second in path.legs:
        times_ += [now + first, now + first + second]
        now += first + second
    return tuple(times_)


def probability(path: EntwinedPath, alpha: Expr, beta: Expr) -> Expr:
    """alpha at each indication on the way forth, beta at each other point."""
    found = indications(path)
    return times(*(alpha if s in found else beta for s in range(1, path.duration + 1)))


def turning(walk: Moves, alpha: Expr, beta: Expr) -> Expr:
    """Probability of the steps after the first if each point is a corner with alpha."""
    return times(Integer(1), *(alpha if a != b else beta
                               for a, b in pairwise(walk)))


def trajectories(steps: int, side: str) -> Iterator[Moves]:
    """Walks that start outwards and whose next corner would be an even one."""
    for legs in compositions(steps):
        if len(legs) % 2 == 0:
            yield tuple(OUTWARD[side] * (-1)**k for k, n in enumerate(legs) for _ in range(n))


def walk_law(steps: int, side: str, alpha: Expr, beta: Expr) -> dict[tuple[int, int], Expr]:
    """Law of (position, direction) of a walk that starts outwards and turns with alpha."""
    law: dict[tuple[int, int], Expr] = {(OUTWARD[side], OUTWARD[side]): Integer(1)}
    for _ in range(steps - 1):
        new: dict[tuple[int, int], Expr] = {}
        for (z, v), p in law.items():
            for w, q in ((v, beta), (-v, alpha)):
                new[z + w, w] = new.get((z + w, w), Integer(0)) + q * p
        law = new
    return law


Rule = Callable[[Callable[[int], Sequence[Expr]]], tuple[Expr, Expr]]


def obeys(now: Densities, then: Densities, rule: Rule, label: str = "") -> Table:
    """That densities one step later follow from those now; `rule` sees offsets of the site."""
    zero = (Integer(0), Integer(0))
    rows = []
    for z in sorted(set(then) | {s + d for s in now for d in (-1, 1)}):
        right = rule(lambda d, z=z: now.get(z + d, zero))  # type: ignore[misc]
        for i, name in enumerate(("-z", "+z")):
            if then.get(z, zero)[i] != 0 or right[i] != 0:
                rows.append((f"{label} z={z}, moving to {name}",
                             eq(then.get(z, zero)[i], right[i])))
    return Table(tuple(rows))


def joined(tables: Sequence[Table]) -> Table:
    """The rows of several tables."""
    return Table(tuple(row for table in tables for row in table.rows))


def evolved(start: Densities, rule: Rule, steps: int) -> Densities:
    """Densities after some steps of a difference equation."""
    now = dict(start)
    for _ in range(steps):
        now = _next(now, rule)
    return now


def _next(now: Densities, rule: Rule) -> dict[int, Sequence[Expr]]:
    zero = (Integer(0), Integer(0))
    then: dict[int, Sequence[Expr]] = {}
    for z in {s + d for s in now for d in (-1, 1)}:
        pair = [expand(x) for x in rule(lambda d, z=z: now.get(z + d, zero))]  # type: ignore[misc]
        if any(pair):
            then[z] = pair
    return then


def walk(alpha: Symbol) -> EntwinedWalk:
    """The process of the paper."""
    return EntwinedWalk(alpha)


def total(*terms: Expr) -> Expr:
    """A sum that is not carried out, without its zeros."""
    return plus(*([x for x in terms if x != 0] or [Integer(0)]))
