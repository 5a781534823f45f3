"""Questions to a history: pasts, partners, carriers of a charge, effects of measurements."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from sympy import Add, Expr, Integer, MatrixBase

from symq.algebra.scalars import Field
from symq.algebra.states import Table, space, table_of
from symq.conservation.quantities import Charge
from symq.errors import EngineRefusal, InputError
from symq.history.backends import AmplitudeBackend, GaussianBackend, linear_part
from symq.history.gates import gate_matrix
from symq.history.model import HistoryEvent, InteractionHistory
from symq.lang.checked import checked

if TYPE_CHECKING:
    import networkx as nx

At = str | int | None


@checked
def partners(history: InteractionHistory, system: str, at: At = None) -> tuple[str, ...]:
    """The systems that are entangled with a system: the rest of its block."""
    for block in history.partition(at):
        if system in block:
            return tuple(s for s in block if s != system)
    raise InputError(f"no system {system!r} at this time")


@checked
def causal_past(history: InteractionHistory, of: str, at: At = None) -> tuple[str, ...]:
    """The events in the causal past of an event, or of a system up to a time, in order.

    Raises:
        InputError: `of` is neither a system nor an event.
    """
    events = history.events[:history.position(at)]
    if any(of in (*e.systems, *e.outputs) for e in events):
        wanted = {of}
    else:
        event = history.event(of)
        events = history.events[:event.index]
        wanted = set(event.systems)
    found = []
    for e in reversed(events):
        if wanted & {*e.systems, *e.outputs}:
            found.append(e.name)
            wanted |= {*e.systems}
    return tuple(reversed(found))


@checked
def never_met_but_entangled(history: InteractionHistory, at: At = None
                            ) -> tuple[tuple[str, str], ...]:
    """Pairs in one block of the finest partition that never took part in one event."""
    met = history.met(at)
    return tuple((a, b) for block in history.entangled(at) for a, b in combinations(block, 2)
                 if not met.has_edge(a, b))


@checked
def met_but_not_entangled(history: InteractionHistory, at: At = None
                          ) -> tuple[tuple[str, str], ...]:
    """Pairs that took part in one event and lie in different blocks."""
    home = {s: i for i, block in enumerate(history.partition(at)) for s in block}
    return tuple(sorted((min(a, b), max(a, b)) for a, b in history.met(at).edges
                        if a in home and b in home and home[a] != home[b]))


@checked
@dataclass(frozen=True)
class MeasurementEffect:
    """Blocks of the finest partition (of two or more systems) that a measurement changed."""

    vanished: tuple[tuple[str, ...], ...]
    appeared: tuple[tuple[str, ...], ...]
    unchanged: tuple[tuple[str, ...], ...]
    probability: Expr


@checked
def measurement_effect(history: InteractionHistory, event: str) -> MeasurementEffect:
    """Which entanglement a measurement ended, and which it made (as in swapping).

    Raises:
        InputError: the event is no measurement.
    """
    e = history.event(event)
    if e.kind != "measure":
        raise InputError(f"{event} is of kind {e.kind}; expected a measurement")
    before, after = history.entangled(e.index), history.entangled(e.index + 1)
    return MeasurementEffect(tuple(b for b in before if b not in after),
                             tuple(b for b in after if b not in before),
                             tuple(b for b in before if b in after), e.probability)


@checked
@dataclass(frozen=True)
class Comparison:
    """Two histories side by side: their events, meetings and entanglement at the end."""

    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    different: tuple[str, ...]
    met_only_first: tuple[tuple[str, str], ...]
    met_only_second: tuple[tuple[str, str], ...]
    entangled_only_first: tuple[tuple[str, ...], ...]
    entangled_only_second: tuple[tuple[str, ...], ...]


@checked
def compare(first: InteractionHistory, second: InteractionHistory) -> Comparison:
    """What differs between two histories; events are matched by name.

    Raises:
        InputError: one of them is no history.
    """
    for h in (first, second):
        if not isinstance(h, InteractionHistory):
            raise InputError(f"{h!r} is no InteractionHistory")
    a, b = ({e.name: e for e in h.events} for h in (first, second))
    changed = tuple(n for n in a if n in b and (a[n] != _moved(b[n], a[n].index)
                                                or repr(a[n].spec) != repr(b[n].spec)))
    m, n = ({tuple(sorted(edge)) for edge in h.met().edges} for h in (first, second))
    p, q = set(first.entangled()), set(second.entangled())
    return Comparison(tuple(n for n in a if n not in b), tuple(n for n in b if n not in a), changed,
                      tuple(sorted(m - n)), tuple(sorted(n - m)),
                      tuple(sorted(p - q)), tuple(sorted(q - p)))


def _moved(event: HistoryEvent, index: int) -> HistoryEvent:
    return HistoryEvent(index, event.name, event.kind, event.systems, event.outputs, event.spec,
                        event.outcome, event.probability, event.time)


@checked
def exchanging(history: InteractionHistory, event: HistoryEvent, charge: Charge) -> tuple[str, ...]:
    """The systems whose own part of a charge an interaction can change."""
    if event.kind != "interact":
        return ()
    if history.backend == "gaussian":
        changed = []
        for k, s in enumerate(event.systems):
            a, b = linear_part(charge, s)
            row = [Integer(0)] * (2 * len(event.systems))
            row[2 * k], row[2 * k + 1] = Integer(0) + a, Integer(0) + b
            moved = [Add(*(r * event.spec[i, j] for i, r in enumerate(row)))
                     for j in range(len(row))]
            if any((x - y).expand() != 0 for x, y in zip(moved, row, strict=True)):
                changed.append(s)
        return tuple(changed)
    table = _table(history, event)
    return tuple(s for k, s in enumerate(event.systems)
                 if s in charge.parts and _changes(table, k, charge, s, history, event))


def _table(history: InteractionHistory, event: HistoryEvent) -> Table:
    if isinstance(event.spec, str):
        return table_of(gate_matrix(event.spec), [space(s, 2) for s in event.systems])
    state = history.state(event.index)
    assert isinstance(state, AmplitudeBackend)
    return state.table(event.systems, event.spec)


def _changes(table: Table, k: int, charge: Charge, system: str, history: InteractionHistory,
             event: HistoryEvent) -> bool:
    """Whether U does not commute with the charge of the k-th system."""
    part = charge.parts[system]
    if not isinstance(part, MatrixBase):
        return any(charge.value(system, c[k]) != charge.value(system, r[k])
                   for c, column in table.items() for r in column)
    state = history.state(event.index)
    sp = state.spaces[system] if isinstance(state, AmplitudeBackend) else space(system, 2)
    q = charge.table(sp)
    f = Field([v for t in (table, q) for column in t.values() for v in column.values()])
    for c, column in table.items():
        gap: dict[object, object] = {}
        pairs = [((*r[:k], x, *r[k + 1:]), f(v) * f(w)) for r, v in column.items()
                 for (x,), w in q[(r[k],)].items()]
        pairs += [(r, -(f(v) * f(w))) for (x,), w in q[(c[k],)].items()
                  for r, v in table[(*c[:k], x, *c[k + 1:])].items()]
        for r, v in pairs:
            gap[r] = gap[r] + v if r in gap else v                       # type: ignore[operator]
        if any(not g.is_zero() for g in gap.values()):                   # type: ignore[attr-defined]
            return True
    return False


@checked
@dataclass(frozen=True)
class Carrier:
    """A past interaction that can have carried a charge to a system.

    Attributes:
        event: the interaction.
        path: ((event, system on the worldline towards the next event), ...); the last system is
            the target.
    """

    event: str
    path: tuple[tuple[str, str], ...]


@checked
def carriers(history: InteractionHistory, target: str, charge: str,
             at: At = None) -> tuple[Carrier, ...]:
    """The past interactions that can have carried a charge to a system, and along which path.

    Conventions:
        A charge moves along worldlines, and changes worldline only in an interaction that does
        not commute with the parts of both systems. The path has the fewest events.
    """
    c = history.charge(charge)
    events = history.events[:history.position(at)]
    on_line: dict[str, list[int]] = {}
    active: dict[int, tuple[str, ...]] = {}
    for e in events:
        for s in dict.fromkeys((*e.systems, *e.outputs)):
            on_line.setdefault(s, []).append(e.index)
        if e.kind == "interact":
            active[e.index] = exchanging(history, e, c)
    if target not in on_line:
        raise InputError(f"no system {target!r} at this time")
    paths: dict[int, tuple[tuple[str, str], ...]] = {}
    seen: set[tuple[int, str]] = set()
    queue: deque[tuple[int, str, tuple[tuple[str, str], ...]]] = deque([(len(events), target, ())])
    while queue:
        before, system, path = queue.popleft()
        for i in on_line[system]:
            if i >= before or system not in active.get(i, ()):
                continue
            here = ((events[i].name, system), *path)
            if i not in paths or len(here) < len(paths[i]):
                paths[i] = here
            for other in active[i]:
                if other != system and (i, other) not in seen:
                    seen.add((i, other))
                    queue.append((i, other, here))
    return tuple(Carrier(events[i].name, paths[i]) for i in sorted(paths))


@checked
def deviations(history: InteractionHistory, event: str, charge: str) -> dict[str, Expr]:
    """For each system, the mean of a charge after a measurement minus the mean before it."""
    e, c = history.event(event), history.charge(charge)
    if e.kind != "measure":
        raise InputError(f"{event} is of kind {e.kind}; expected a measurement")
    before, after = history.state(e.index), history.state(e.index + 1)
    known = [s for b in after.partition() for s in b]
    result = {}
    for s in sorted(known):
        if s in c.parts:
            gap = after.mean(c, s) - before.mean(c, s)
            value = Field([gap])(gap).expr()
            if value != 0:
                result[s] = value
    return result


@checked
def accounts(history: InteractionHistory, event: str, charge: str, *,
             limit: int = 100_000) -> tuple[tuple[str, ...], ...]:
    """The smallest sets of other systems whose changes balance that of the measured ones.

    Returns:
        Every set of the smallest size; () if no set does, ((),) if nothing has to be balanced.
    Raises:
        EngineRefusal: more than `limit` sets would have to be tried.
    """
    measured = history.event(event).systems
    shares = deviations(history, event, charge)
    debt = Add(*(shares.pop(s, Integer(0)) for s in measured))
    f = Field([debt, *shares.values()])
    if f(debt).is_zero():
        return ((),)
    names, tried = list(shares), 0
    for size in range(1, len(names) + 1):
        found = []
        for chosen in combinations(names, size):
            tried += 1
            if tried > limit:
                raise EngineRefusal(f"more than {limit} sets of systems", "raise the limit")
            total = f(debt)
            for s in chosen:
                total = total + f(shares[s])
            if total.is_zero():
                found.append(chosen)
        if found:
            return tuple(found)
    return ()


@checked
def with_outcome(history: InteractionHistory, event: str, outcome: object) -> InteractionHistory:
    """The same history with another outcome of a measurement; later outcomes stay as they are.

    Raises:
        EngineRefusal: the outcome, or a later one after it, has probability zero.
    """
    chosen = history.event(event)
    return replay(history, [e if e.index != chosen.index else HistoryEvent(
        e.index, e.name, e.kind, e.systems, e.outputs, e.spec, outcome, time=e.time)
        for e in history.events])


@checked
def replay(history: InteractionHistory, events: Iterable[HistoryEvent]) -> InteractionHistory:
    """A new history of the same kind from a sequence of events, every one checked again."""
    new = InteractionHistory(history.backend, history.charges)
    for e in events:
        append(new, e)
    return new


def append(history: InteractionHistory, e: HistoryEvent) -> None:
    """Add a copy of an event to a history."""
    if e.kind == "prepare":
        history.prepare(e.systems, e.spec[1], labels=e.spec[0], name=e.name, time=e.time)
    elif e.kind == "interact":
        history.interact(e.name, e.systems, e.spec, time=e.time)
    elif e.kind == "measure":
        history.measure(e.name, e.systems, e.spec, outcome=e.outcome, time=e.time)
    elif e.kind == "decohere":
        history.decohere(e.name, e.systems[0], e.outputs[1], width=e.spec, time=e.time)
    elif e.kind == "lose":
        history.lose(e.name, e.systems[0], time=e.time)
    elif e.kind == "refactor":
        history.refactor(e.name, e.systems, e.outputs, e.spec[1], labels=e.spec[0], time=e.time)
    else:
        raise InputError(f"{e.name}: kind {e.kind!r} is not known")


@checked
def entanglement_graph(history: InteractionHistory, at: At = None) -> nx.Graph:
    """Systems and blocks as a bipartite graph, the form of a hypergraph that networkx draws."""
    import networkx as nx  # slow to load, and few need it

    g = nx.Graph()
    for k, block in enumerate(history.entangled(at)):
        node = f"block {k + 1}"
        g.add_node(node, bipartite=1)
        for s in block:
            g.add_node(s, bipartite=0)
            g.add_edge(node, s)
    return g


@checked
def total(history: InteractionHistory, charge: str, at: At = None,
          systems: Sequence[str] | None = None) -> Expr:
    """Mean of the total of a charge over some systems, or over all."""
    state, c = history.state(at), history.charge(charge)
    names = systems or [s for b in state.partition() for s in b]
    value = Add(*(state.mean(c, s) for s in names
                  if s in c.parts or isinstance(state, GaussianBackend)))
    return Field([value])(value).expr()
