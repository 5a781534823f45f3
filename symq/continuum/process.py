"""Walks that turn and drop markers in turn, the way back through the markers, and their laws.

A particle moves one lattice spacing in each step. At each lattice point after the origin there is
an indication with probability alpha. The 1st, 3rd, 5th ... indication turns it round, the 2nd, 4th,
... drops a marker. At the first marker after the return time it goes back in time through all
markers: between two markers the way back is the other side of the light-cone rectangle. The two
outer envelopes of the way forth (charge +1) and the way back (charge -1) carry signs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sympy import Add, Expr, Integer, Rational, expand

from symq.continuum.model import Scheme
from symq.errors import DomainError, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import All, Equation, Statement, expression

Legs = tuple[tuple[int, int], ...]
Law = dict[tuple[int, int, int], Expr]
SIDES = ("left", "right")
LATEST = 400                            # laws grow like the cube of the time
LONGEST = 200                           # there are exponentially many paths


@checked
@dataclass(frozen=True)
class EntwinedPath:
    """A way forth and back, given by the two legs between consecutive markers.

    Attributes:
        legs: (w1, w2) for each pair of markers: w1 steps, a turn, w2 steps, a marker.
        direction: +1 or -1, the direction of the first step.

    >>> path = EntwinedPath(((2, 1), (1, 3)))
    >>> path.markers
    ((0, 0), (3, 1), (7, 3))
    >>> [path.forth(t) for t in range(8)], [path.back(t) for t in range(8)]
    ([0, 1, 2, 1, 0, 1, 2, 3], [0, -1, 0, 1, 2, 3, 4, 3])
    """

    legs: Legs
    direction: int = 1

    def __post_init__(self) -> None:
        if self.direction not in (1, -1):
            raise InputError(f"direction={self.direction} is neither 1 nor -1")
        if not self.legs or any(min(pair) < 1 for pair in self.legs):
            raise InputError(f"legs {self.legs} must be pairs of positive lengths")

    @cached_property
    def _ways(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        forth, back, direction = [0], [0], self.direction
        for first, second in self.legs:
            for _ in range(first):
                forth.append(forth[-1] + direction)
            for _ in range(second):
                forth.append(forth[-1] - direction)
            for _ in range(second):
                back.append(back[-1] - direction)
            for _ in range(first):
                back.append(back[-1] + direction)
            direction = -direction
        return tuple(forth), tuple(back)

    @property
    def duration(self) -> int:
        """Steps to the last marker, at which the path returns."""
        return len(self._ways[0]) - 1

    @property
    def markers(self) -> tuple[tuple[int, int], ...]:
        """(time, position) of the origin and of each marker."""
        found, time = [(0, 0)], 0
        for first, second in self.legs:
            time += first + second
            found.append((time, self._ways[0][time]))
        return tuple(found)

    def forth(self, time: int) -> int:
        """Position on the way forth."""
        return self._ways[0][self._time(time)]

    def back(self, time: int) -> int:
        """Position on the way back."""
        return self._ways[1][self._time(time)]

    def _time(self, time: int) -> int:
        if not 0 <= time <= self.duration:
            raise DomainError(f"time {time} lies outside the path, 0 ... {self.duration}")
        return time

    def envelope(self, side: str, time: int) -> int:
        """Position of the left (lower) or right (upper) envelope."""
        return (min if _side(side) == "left" else max)(self.forth(time), self.back(time))

    def arrival(self, side: str, time: int) -> tuple[int, int, int]:
        """(position, direction, charge) of an envelope in the step that ends at a time >= 1.

        The charge is +1 if the step belongs to the way forth, -1 for the way back.
        """
        self._time(time)
        if time < 1:
            raise DomainError("no step ends at time 0")
        here, before = self.envelope(side, time), self.envelope(side, time - 1)
        # on the interval between the two times the ways differ in at least one end
        sign = 1 if side == "left" else -1
        forth_first = sign * (self.forth(time) + self.forth(time - 1)) < \
            sign * (self.back(time) + self.back(time - 1))
        return here, here - before, 1 if forth_first else -1

    def corners(self, side: str) -> tuple[int, ...]:
        """Times at which an envelope turns."""
        moves = [self.envelope(side, t + 1) - self.envelope(side, t)
                 for t in range(self.duration)]
        return tuple(t for t in range(1, self.duration) if moves[t] != moves[t - 1])


def _side(side: str) -> str:
    if side not in SIDES:
        raise InputError(f"side {side!r} is neither 'left' nor 'right'")
    return side


@checked
@dataclass(frozen=True)
class EntwinedWalk:
    """The stochastic process with one probability of an indication.

    Attributes:
        alpha: probability of an indication at each lattice point after the origin.
    """

    alpha: Expr

    def __post_init__(self) -> None:
        object.__setattr__(self, "alpha", expression(self.alpha))
        if self.alpha.is_Rational and not 0 <= self.alpha <= 1:
            raise DomainError(f"alpha={self.alpha} is no probability")

    @property
    def beta(self) -> Expr:
        """1 - alpha."""
        return 1 - self.alpha

    def leg(self, length: int) -> Expr:
        """Probability that a leg has a length, which is at least 1."""
        integer(length, "the length", 1)
        return self.alpha * self.beta**(length - 1)

    def rectangle(self, duration: int) -> Expr:
        """Renewal kernel: probability that the next marker comes after so many steps."""
        return (duration - 1) * self.alpha**2 * self.beta**(duration - 2) if duration > 1 \
            else Integer(0)

    def marker(self, time: int) -> Expr:
        """Probability of a marker at a time (the origin counts), by renewal."""
        table = [Integer(1)]
        for n in range(1, integer(time, "the time", 0, LATEST) + 1):
            table.append(expand(Add(*(self.rectangle(k) * table[n - k]
                                      for k in range(2, n + 1)))))
        return table[time]

    def paths(self, return_time: int, horizon: int) -> Iterator[tuple[EntwinedPath, Expr]]:
        """All paths that return at the first marker after a time, not later than a horizon."""
        return weighted_paths(lambda _: self.alpha, return_time, horizon)

    def arrivals(self, time: int, side: str) -> Law:
        """Exact law of (position, direction, charge) of an envelope in the step ending at `time`.

        Found from the way forth alone: renewal at the markers, then the rectangle that contains
        the step, its legs being independent. The return time is later than `time`.
        """
        _side(side)
        if integer(time, "the time", 0, LATEST) < 1:
            raise DomainError("no step ends at time 0")
        starts: dict[tuple[int, int, int], Expr] = {(0, 0, 1): Integer(1)}
        law: Law = {}
        for now in range(time):
            for (_, place, direction), weight in [
                    (k, v) for k, v in starts.items() if k[0] == now]:
                self._inside(law, weight, time - now, place, direction, side)
                for first in range(1, time - now):
                    for second in range(1, time - now - first + 1):
                        key = (now + first + second, place + direction * (first - second),
                               -direction)
                        starts[key] = starts.get(key, Integer(0)) + \
                            weight * self.leg(first) * self.leg(second)
        return {k: expand(v) for k, v in sorted(law.items())}

    def _inside(self, law: Law, weight: Expr, left: int, place: int, direction: int,
                side: str) -> None:
        """Rectangles that begin here and contain the step that ends `left` steps later."""
        forth_outside = (direction == -1) == (side == "left")
        outward = -1 if side == "left" else 1
        charge = 1 if forth_outside else -1

        def add(position: int, move: int, p: Expr) -> None:
            key = (position, move, charge)
            law[key] = law.get(key, Integer(0)) + weight * p

        # the outer side of the rectangle goes outward for one leg, then inward for the other
        add(place + outward * left, outward, self.beta**(left - 1))
        for turn in range(1, left):
            add(place + outward * (2 * turn - left), -outward,
                self.leg(turn) * self.beta**(left - turn - 1))

    def densities(self, time: int, side: str, when: str = "leaving"
                  ) -> dict[int, tuple[Expr, Expr]]:
        """Net charge of an envelope at each point, moving to smaller and to larger z.

        Args:
            when: "leaving" counts the step that begins at `time`, "arriving" the one that ends.
        """
        if when not in ("leaving", "arriving"):
            raise InputError(f"when={when!r} is neither 'leaving' nor 'arriving'")
        integer(time, "the time", 0, LATEST - 1)
        if when == "arriving":
            return signed(self.arrivals(time, side))
        return signed({(z - move, move, charge): p for (z, move, charge), p in
                       self.arrivals(time + 1, side).items()})

    def unsigned(self, time: int, side: str) -> dict[tuple[int, int], Expr]:
        """Law of (position, direction) of an envelope."""
        found: dict[tuple[int, int], Expr] = {}
        for (place, move, _), p in self.arrivals(time, side).items():
            found[place, move] = expand(found.get((place, move), Integer(0)) + p)
        return found


def _probability(alpha: Callable[[int], Expr], place: int) -> Expr:
    """The probability of an indication at a place.

    Raises:
        InputError: the function cannot be applied to a position, or gives no expression.
        DomainError: it gives a number that is no probability.
    """
    try:
        p = expression(alpha(place))
    except TypeError as error:
        raise InputError(f"alpha cannot be applied to the position {place}: {error}") from None
    if p.is_Rational and not 0 <= p <= 1:
        raise DomainError(f"alpha is {p} at the position {place}, which is no probability")
    return p


@checked
def weighted_paths(alpha: Callable[[int], Expr], return_time: int, horizon: int
                   ) -> Iterator[tuple[EntwinedPath, Expr]]:
    """Paths of the process whose probability of an indication depends on the position.

    Args:
        alpha: position (in spacings) -> probability of an indication there.
        return_time: the path returns at the first marker at a later time.
        horizon: longest path; what needs more time is left out, so the weights add up to less
            than one unless alpha is 1 somewhere on every way.
    """
    def indication(legs: Legs, first: int, second: int, place: int, direction: int, time: int,
                   weight: Expr) -> Iterator[tuple[EntwinedPath, Expr]]:
        p = _probability(alpha, place)
        if p != 1:
            yield from walk(legs, first, second, place, direction, time, weight * (1 - p))
        if p == 0:
            return
        if second == 0:                                   # a turn ends the first leg
            yield from walk_second(legs, first, place, -direction, time, weight * p)
        else:                                             # a marker ends the second leg
            done = (*legs, (first, second))
            if time > return_time:
                yield EntwinedPath(done), expand(weight * p)
            else:
                yield from walk(done, 0, 0, place, direction, time, weight * p)

    def walk(legs: Legs, first: int, second: int, place: int, direction: int, time: int,
             weight: Expr) -> Iterator[tuple[EntwinedPath, Expr]]:
        if time >= horizon:
            return
        if second == 0:
            yield from indication(legs, first + 1, 0, place + direction, direction, time + 1,
                                  weight)
        else:
            yield from indication(legs, first, second + 1, place + direction, direction, time + 1,
                                  weight)

    def walk_second(legs: Legs, first: int, place: int, direction: int, time: int, weight: Expr
                    ) -> Iterator[tuple[EntwinedPath, Expr]]:
        if time < horizon:
            yield from indication(legs, first, 1, place + direction, direction, time + 1, weight)

    if return_time < 0 or horizon < 2:
        raise DomainError("the return time must not be negative and the horizon at least 2")
    integer(horizon, "the horizon", 2, LONGEST)
    return walk((), 0, 0, 0, 1, 0, Integer(1))


@checked
def law_of(paths: Iterator[tuple[EntwinedPath, Expr]], time: int, side: str) -> Law:
    """Law of the arrivals of an envelope over given weighted paths."""
    law: Law = {}
    for path, weight in paths:
        key = path.arrival(side, time)
        law[key] = law.get(key, Integer(0)) + weight
    return {k: expand(v) for k, v in sorted(law.items())}


@checked
def signed(law: Law) -> dict[int, tuple[Expr, Expr]]:
    """Net charge at each point, moving to smaller and to larger z."""
    found: dict[int, list[Expr]] = {}
    for (place, move, charge), p in law.items():
        pair = found.setdefault(place, [Integer(0), Integer(0)])
        pair[0 if move == -1 else 1] += charge * p
    return {z: (expand(a), expand(b)) for z, (a, b) in sorted(found.items())}


@checked
def follows(scheme: Scheme, before: Mapping[int, Sequence[Expr]],
            after: Mapping[int, Sequence[Expr]]) -> Statement:
    """That densities at one time step follow from those before by a difference equation.

    Args:
        scheme: explicit, one space dimension, one old time level; coefficients may depend on the
            coordinate, which is the lattice point times the spacing.
        before: lattice point -> components at one time; points left out are zero.
        after: the same one step later.
    Raises:
        InputError: the scheme has another form, or the numbers of components differ.
    """
    if not scheme.is_explicit or scheme.levels != 1 or len(scheme.axes) != 1:
        raise InputError("an explicit scheme in one dimension with one old level is needed")
    if any(len(v) != scheme.n for table in (before, after) for v in table.values()):
        raise InputError(f"the scheme has {scheme.n} components")
    (axis,), (spacing,) = scheme.axes, scheme.spacings
    shifts = [(int(s[0]), m) for s, m in scheme.old[0]]
    points = set(after) | {z - s for z in before for s, _ in shifts}
    zero = (Integer(0),) * scheme.n
    rows: list[Statement] = []
    for z in sorted(points):
        for i in range(scheme.n):
            total = Add(*(m[i, j].subs(axis, z * spacing) * before.get(z + s, zero)[j]
                          for s, m in shifts for j in range(scheme.n)))
            left = after.get(z, zero)[i]
            if left != 0 or total != 0:
                rows.append(Equation(left, total))
    return All(tuple(rows))


@checked
def remaining(paths: Iterator[tuple[EntwinedPath, Expr]]) -> Expr:
    """What the weights of the paths lack to one."""
    return expand(Rational(1) - Add(*(p for _, p in paths)))
