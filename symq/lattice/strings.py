"""Closed strings on finite lattices, and the ground states that are superpositions of them.

A configuration gives each place (link) an integer L; it is a closed string-net if the charge at
every vertex vanishes. Words act on configurations, so a ground state of commuting words is known by
its amplitudes: one for each configuration that they reach, all of modulus one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sympy import Expr

from symq.errors import EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lattice.operators import Place, Word, unit

Configuration = dict[Place, int]
Frozen = tuple[tuple[Place, int], ...]
LIMIT = 300_000


def frozen(state: Mapping[Place, int]) -> Frozen:
    """A configuration as sorted pairs without zeros.

    >>> frozen({2: 1, 1: 0})
    ((2, 1),)
    """
    return tuple(sorted((p, v) for p, v in state.items() if v))


@checked
def meeting_vertices(charges: Iterable[Mapping[Place, int]], region: Iterable[Place]) -> int:
    """The number of vertices at which a place of the region meets one outside.

    Args:
        charges: for each vertex {place: weight}.

    >>> meeting_vertices([{1: 1, 2: -1}, {2: 1, 3: -1}, {3: 1, 1: -1}], [1])
    2
    """
    inside = frozenset(region)
    return sum(1 for charge in charges
               if 0 < sum(p in inside for p, w in charge.items() if w) < sum(
                   1 for w in charge.values() if w))


@checked
def closed_configurations(charges: Sequence[Mapping[Place, int]], places: Sequence[Place], *,
                          levels: int = 0, values: Sequence[int] | None = None
                          ) -> Iterator[Configuration]:
    """All configurations in which every charge vanishes (modulo the levels).

    Args:
        charges: for each vertex {place: weight}.
        levels: N for Z_N rotors; 0 for rotors, which need `values`.
        values: what L may be; 0 ... N - 1 if left out.
    Raises:
        InputError: rotors without a range of values, a charge on a place that is not listed.

    >>> star = [{1: 1, 2: 1}, {1: 1, 2: 1}]
    >>> [frozen(c) for c in closed_configurations(star, [1, 2], levels=2)]
    [(), ((1, 1), (2, 1))]
    """
    if values is None:
        if levels < 2:
            raise InputError("a rotor has infinitely many values of L; give values=range(-1, 2)")
        values = range(levels)
    order = {p: k for k, p in enumerate(places)}
    closing: list[list[tuple[tuple[int, int], ...]]] = [[] for _ in places]
    for charge in charges:
        kept = {p: w for p, w in charge.items() if w}
        missing = [p for p in kept if p not in order]
        if missing:
            raise InputError(f"a charge speaks of {missing[0]!r}, which is not among the places")
        if kept:
            row = tuple((order[p], w) for p, w in kept.items())
            closing[max(k for k, _ in row)].append(row)
    chosen = [0] * len(places)

    def fits(k: int) -> bool:
        return all((t % levels if levels else t) == 0
                   for t in (sum(w * chosen[i] for i, w in row) for row in closing[k]))

    choice = [iter(values)] if places else []
    if not places:
        yield {}
    while choice:
        k = len(choice) - 1
        value = next(choice[-1], None)
        if value is None:
            choice.pop()
            continue
        chosen[k] = value
        if not fits(k):
            continue
        if k + 1 == len(places):
            yield {p: v for p, v in zip(places, chosen, strict=True) if v}
        else:
            choice.append(iter(values))


@checked
@dataclass(frozen=True)
class StringNet:
    """A common eigenstate with eigenvalue 1 of commuting words, by its amplitudes.

    Attributes:
        phases: configuration -> phase in units of pi/M.
        root: M.
    """

    phases: dict[Frozen, int]
    root: int

    def amplitude(self, state: Mapping[Place, int]) -> Expr:
        """The amplitude of a configuration; 0 outside the class, 1 for the reference."""
        phase = self.phases.get(frozen(state))
        return unit(0, self.root) * 0 if phase is None else unit(phase, self.root)

    @property
    def is_uniform(self) -> bool:
        """Whether all amplitudes are equal."""
        return not any(self.phases.values())

    @property
    def signs(self) -> dict[Expr, int]:
        """How often each amplitude occurs."""
        found: dict[Expr, int] = {}
        for phase in self.phases.values():
            value = unit(phase, self.root)
            found[value] = found.get(value, 0) + 1
        return found


@checked
def string_net(words: Iterable[Word], reference: Mapping[Place, int] | None = None) -> StringNet:
    """The state with W = 1 for all words that contains a reference configuration.

    Args:
        reference: a configuration; no string at all if left out.
    Raises:
        EngineRefusal: no such state, because a diagonal word differs from 1 at the reference or
            two ways to a configuration give different phases; or more configurations than the
            limit.

    >>> from symq.lattice.operators import QUBIT
    >>> flip = [QUBIT.word({1: 1, 2: 1}), QUBIT.word({}, {1: 1, 2: 1})]
    >>> string_net(flip).phases
    {(): 0, ((1, 1), (2, 1)): 0}
    """
    found = list(words)
    if not found:
        raise InputError("give at least one word")
    if found[0].kind.levels == 0:
        raise EngineRefusal("rotors reach infinitely many configurations; the state is not "
                            "normalisable", "take Z_N rotors, or ask for amplitude ratios")
    moves = [w for w in found if w.shift]
    if not moves:
        raise InputError("no word changes the configuration; give the faces too")
    start = dict(frozen(reference or {}))
    for w in found:
        if not w.shift and w.act(start)[0]:
            raise EngineRefusal(f"{w} is {unit(w.act(start)[0], w.kind.root)} at the reference",
                                "take a closed configuration")
    places = sorted({p for w in found for p in w.places} | set(start))
    phases = _reached([_Move.of(w, places) for w in moves], tuple(start.get(p, 0) for p in places))
    return StringNet({frozen(dict(zip(places, state, strict=True))): phase
                      for state, phase in phases.items()}, found[0].kind.root)


@dataclass(frozen=True)
class _Move:
    """A word by the numbers of its places."""

    word: Word
    shift: tuple[tuple[int, int], ...]
    clock: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, word: Word, places: Sequence[Place]) -> _Move:
        index = {p: k for k, p in enumerate(places)}
        return cls(word, tuple((index[p], s) for p, s in word.shift),
                   tuple((index[p], c) for p, c in word.clock))


def _reached(moves: Sequence[_Move], start: tuple[int, ...]) -> dict[tuple[int, ...], int]:
    levels, root = moves[0].word.kind.levels, moves[0].word.kind.root
    phases = {start: 0}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        before = phases[here]
        for m in moves:
            phase = (before + m.word.phase + 2 * sum(c * here[k] for k, c in m.clock)) % (2 * root)
            there = list(here)
            for k, s in m.shift:
                there[k] = (there[k] + s) % levels
            place = tuple(there)
            known = phases.get(place)
            if known is None:
                if len(phases) >= LIMIT:
                    raise EngineRefusal(f"more than {LIMIT} configurations", "take a smaller torus")
                phases[place] = phase
                queue.append(place)
            elif known != phase:
                raise EngineRefusal(f"{m.word} and other ways to one configuration give the phases "
                                    f"{unit(known, root)} and {unit(phase, root)}: no state has "
                                    "the value 1 for all words, which frustrate each other",
                                    "change a sign or the torus")
    return phases


@checked
def eigenvalue(state: StringNet, word: Word) -> Expr | None:
    """The eigenvalue of a word in a string-net state, or None if it is no eigenstate.

    The state is mapped to another combination if a configuration leaves the class.
    """
    value: int | None = None
    for here, phase in state.phases.items():
        turn, new = word.act(dict(here))
        target = state.phases.get(frozen(new))
        if target is None:
            return None
        ratio = (phase + turn - target) % (2 * state.root)
        if value is None:
            value = ratio
        elif value != ratio:
            return None
    return None if value is None else unit(value, state.root)


@checked
def string_length(state: Mapping[Place, int]) -> int:
    """The sum of |L| over all links."""
    return sum(abs(v) for v in state.values())


@checked
def ends(state: Mapping[Place, int], charges: Mapping[Place, Mapping[Place, int]]
         ) -> dict[Place, int]:
    """The vertices with a charge, {vertex: charge}.

    >>> ends({1: 1}, {"a": {1: 1}, "b": {1: -1, 2: 1}, "c": {2: -1}})
    {'a': 1, 'b': -1}
    """
    total = {v: sum(w * state.get(p, 0) for p, w in star.items()) for v, star in charges.items()}
    return {v: q for v, q in total.items() if q}
