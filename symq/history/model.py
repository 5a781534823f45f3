"""Histories of interactions: events on worldlines, each backed by an exact state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sympy import Expr, Integer, S

from symq.conservation.quantities import Charge
from symq.errors import InputError, SymqError
from symq.history.backends import BACKENDS, Backend
from symq.lang.checked import checked
from symq.lang.statement import expression

if TYPE_CHECKING:
    import networkx as nx

KINDS = ("prepare", "interact", "measure", "decohere", "lose", "refactor")
EVERY = 256          # events between two stored copies of a tableau


@dataclass(frozen=True)
class HistoryEvent:
    """One event.

    Attributes:
        kind: prepare, interact, measure, decohere, lose or refactor.
        systems: the worldlines that come in (for a preparation: that start).
        outputs: the worldlines that go on.
        spec: the exact data: amplitudes, operator, Pauli word, ...
        outcome: of a measurement.
        probability: of that outcome, given the past; for a window on a continuum 0.
        time: a number, if given; it increases along every worldline.
    """

    index: int
    name: str
    kind: str
    systems: tuple[str, ...]
    outputs: tuple[str, ...]
    spec: Any = field(default=None, compare=False)
    outcome: Any = None
    probability: Expr = S.One
    time: Expr | None = None


@checked
class InteractionHistory:
    """Systems as worldlines and events as nodes of a directed acyclic graph, with exact states.

    Args:
        backend: "amplitudes" (finite dimensions, sparse and exact), "stabilisers" (qubits and
            Clifford gates, thousands of systems) or "gaussian" (modes).
        charges: quantities that every interaction has to conserve.
    Conventions:
        A history is one branch: each measurement has one outcome, with its exact probability.
        Nothing is forgotten: a lost system stays a part of the state, out of reach.

    >>> h = InteractionHistory("stabilisers")
    >>> for s in "ABCD":
    ...     _ = h.prepare(s, "0")
    >>> for a, b in ("AB", "CD"):
    ...     _ = h.interact(f"H{a}", a, "H"); _ = h.interact(f"pair {a}{b}", (a, b), "CX")
    >>> _ = h.interact("meet", ("B", "C"), "CX"); _ = h.interact("turn", "B", "H")
    >>> _ = h.measure("MB", "B", outcome=0); _ = h.measure("MC", "C", outcome=0)
    >>> h.partition()
    (('A', 'D'), ('B',), ('C',))
    """

    def __init__(self, backend: str = "amplitudes", charges: Iterable[Charge] = ()) -> None:
        if backend not in BACKENDS:
            raise InputError(f"backend {backend!r} is not one of {', '.join(BACKENDS)}")
        self.backend = backend
        self.charges = tuple(charges)
        self.events: list[HistoryEvent] = []
        self._by_name: dict[str, int] = {}
        self._last: dict[str, int] = {}          # live worldlines: last event
        self._gone: dict[str, int] = {}          # ended worldlines: the event that ended them
        self._state: Backend = BACKENDS[backend]()
        self._kept: dict[int, Backend] = {0: self._state.copy()}

    # events

    def prepare(self, systems: str | Sequence[str], state: object = 0, *,
                labels: Mapping[str, object] | None = None, name: str = "",
                time: object = None) -> HistoryEvent:
        """Start worldlines.

        Args:
            state: amplitudes, {labels: amplitude} or a label; for stabilisers a word of
                0, 1, +, -, i, j; for modes a position variance, or (variance of x, covariance of
                x and p, (mean of x, mean of p)).
            labels: {system: dimension, labels or None}; qubits by default.
        """
        names = _tuple(systems)
        strange = next((s for s in labels or {} if s not in names), None)
        if strange is not None:
            raise InputError(f"{name or f'prepare {systems}'}: labels are given for {strange!r}, "
                             f"which is not one of {', '.join(names)}")
        sizes = {s: (labels or {}).get(s, 2) for s in names}
        return self._add("prepare", name or f"prepare {' '.join(names)}", names, names,
                         (sizes, state), time=time)

    def interact(self, name: str, systems: str | Sequence[str], operator: object, *,
                 time: object = None) -> HistoryEvent:
        """An interaction: a named gate, a unitary matrix or table, or a symplectic matrix."""
        names = _tuple(systems)
        return self._add("interact", name, names, names, operator, time=time)

    def measure(self, name: str, systems: str | Sequence[str], what: object = None, *,
                outcome: object = None, time: object = None) -> HistoryEvent:
        """A measurement with one outcome; the event knows its exact probability.

        Args:
            what: None for the basis labels, a Pauli word (outcomes 0 and 1), {outcome: operator},
                or for modes ({mode: (a, b)}, width).
        Raises:
            EngineRefusal: the outcome has probability zero, or none is given where several are
                possible.
        """
        names = _tuple(systems)
        return self._add("measure", name, names, names, what, outcome=outcome, time=time)

    def decohere(self, name: str, system: str, environment: str = "", *, width: object = None,
                 time: object = None) -> HistoryEvent:
        """An environment takes a copy of the basis label, and is out of reach afterwards."""
        new = environment or f"env {name}"
        if width is not None and self.backend != "gaussian":
            raise InputError(f"{name}: width={width!r} is for modes; the back end is "
                             f"{self.backend!r}")
        if new in self._last or new in self._gone:
            raise InputError(f"{name}: system {new!r} exists already")
        event = self._add("decohere", name, (system,), (system, new), width, time=time)
        self._gone[new] = event.index
        del self._last[new]
        return event

    def lose(self, name: str, system: str, *, time: object = None) -> HistoryEvent:
        """A system gets out of reach; its part of the state is kept."""
        return self._add("lose", name, (system,), (), time=time)

    def refactor(self, name: str, systems: str | Sequence[str], new: str | Sequence[str],
                 mapping: object, *, labels: Mapping[str, object] | None = None,
                 time: object = None) -> HistoryEvent:
        """Another tensor product structure: the old worldlines end, new ones start.

        Args:
            mapping: a bijection {old labels: new labels} or a table; for stabilisers a list of
                (gate, positions); for modes a symplectic matrix.
        """
        names, fresh = _tuple(systems), _tuple(new)
        sizes = {s: (labels or {}).get(s, 2) for s in fresh}
        return self._add("refactor", name, names, fresh, (sizes, mapping), time=time)

    def _add(self, kind: str, name: str, systems: tuple[str, ...], outputs: tuple[str, ...],
             spec: Any = None, outcome: Any = None, time: object = None) -> HistoryEvent:
        self._check(kind, name, systems, outputs, time)
        event = HistoryEvent(len(self.events), name, kind, systems, outputs, spec, outcome,
                             time=None if time is None else Integer(0) + time)
        state = self._state
        try:
            if kind == "measure":
                value, p = state.measure(name, systems, spec, outcome)
                event = replace(event, outcome=value, probability=p)
            else:
                self._play(state, event)
        except SymqError as error:
            if str(error).startswith(f"{name}: "):
                raise
            raise type(error)(f"{name}: {error}") from None
        self.events.append(event)
        self._by_name[name] = event.index
        for s in systems:
            if s not in outputs:
                self._gone[s] = event.index
                self._last.pop(s, None)
        for s in outputs:
            self._last[s] = event.index
        if self.backend != "stabilisers" or len(self.events) % EVERY == 0:
            self._kept[len(self.events)] = state.copy()
        return event

    def _check(self, kind: str, name: str, systems: tuple[str, ...], outputs: tuple[str, ...],
               time: object) -> None:
        if time is not None and not expression(time).is_real:
            raise InputError(f"{name}: the time {time!r} is no real number")
        if not systems or len(set(systems)) != len(systems):
            raise InputError(f"{name}: systems {systems} are repeated or empty")
        for s in systems if kind != "prepare" else ():
            if s in self._gone:
                raise InputError(f"{name}: system {s!r} was ended by "
                                 f"{self.events[self._gone[s]].name!r} and cannot be used")
            if s not in self._last:
                raise InputError(f"{name}: no system {s!r}; prepare it first")
            before = self.events[self._last[s]].time
            if time is not None and before is not None and not Integer(0) + time > before:
                raise InputError(f"{name}: at time {time} it is not later than "
                                 f"{self.events[self._last[s]].name!r} at {before}, which comes "
                                 f"before it on the worldline of {s}")
        for s in outputs:
            if (s in self._gone or s in self._last) and s not in systems:
                raise InputError(f"{name}: system {s!r} exists already")
            if kind == "prepare" and (s in self._gone or s in self._last):
                raise InputError(f"{name}: system {s!r} exists already")
        if not name or name in self._by_name:
            raise InputError(f"two events are named {name!r}" if name else "an event has no name")

    def _play(self, state: Backend, event: HistoryEvent) -> None:
        match event.kind:
            case "prepare":
                state.prepare(event.name, event.systems, event.spec)
            case "interact":
                state.interact(event.name, event.systems, event.spec, self.charges)
            case "measure":
                state.measure(event.name, event.systems, event.spec, event.outcome)
            case "decohere":
                state.decohere(event.name, event.systems[0], event.outputs[1], event.spec)
            case "refactor":
                state.refactor(event.name, event.systems, event.outputs, event.spec)

    # states and graphs

    def position(self, at: str | int | None) -> int:
        """The number of events up to and including `at` (all of them by default).

        Raises:
            InputError: there is no such event.
        """
        if at is None:
            return len(self.events)
        if isinstance(at, int) and 0 <= at <= len(self.events):
            return at
        if at not in self._by_name:
            raise InputError(f"no event {at!r}")
        return self._by_name[str(at)] + 1

    def event(self, name: str) -> HistoryEvent:
        """An event by its name."""
        return self.events[self.position(name) - 1]

    def state(self, at: str | int | None = None) -> Backend:
        """The exact state after an event; a copy, with the methods of the back end."""
        n = self.position(at)
        if n == len(self.events):
            return self._state.copy()
        start = max(k for k in self._kept if k <= n)
        state = self._kept[start].copy()
        for e in self.events[start:n]:
            self._play(state, e)
        return state

    def systems(self, at: str | int | None = None) -> tuple[str, ...]:
        """The worldlines that go on after an event."""
        live: dict[str, None] = {}
        for e in self.events[:self.position(at)]:
            for s in e.systems:
                live.pop(s, None)
            hidden = e.outputs[1:] if e.kind == "decohere" else ()
            live |= dict.fromkeys(s for s in e.outputs if s not in hidden)
        return tuple(sorted(live))

    @property
    def graph(self) -> nx.MultiDiGraph:
        """Events as nodes, worldlines as edges with the system as key; acyclic by construction."""
        import networkx as nx  # takes as long to load as a whole paper

        g = nx.MultiDiGraph()
        g.graph["states"] = self.backend
        last: dict[str, str] = {}
        for e in self.events:
            g.add_node(e.name, kind=e.kind, index=e.index, systems=" ".join(e.outputs or e.systems))
            for s in e.systems if e.kind != "prepare" else ():
                g.add_edge(last[s], e.name, key=s, system=s)
            for s in e.outputs:
                last[s] = e.name
        return g

    def met(self, at: str | int | None = None) -> nx.Graph:
        """Who has met whom: systems joined by an event in which both took part.

        Conventions:
            Joint preparations, interactions, measurements and changes of factorisation are
            meetings; the edge lists the events.
        """
        import networkx as nx  # slow to load, and few need it

        g = nx.Graph()
        for e in self.events[:self.position(at)]:
            both = tuple(dict.fromkeys((*e.systems, *e.outputs)))
            g.add_nodes_from(both)
            for i, a in enumerate(both):
                for b in both[i + 1:]:
                    if g.has_edge(a, b):
                        g[a][b]["events"].append(e.name)
                    else:
                        g.add_edge(a, b, events=[e.name])
        return g

    def partition(self, at: str | int | None = None) -> tuple[tuple[str, ...], ...]:
        """The finest partition over which the state after an event is a product.

        With symbols that for all values but special ones.
        """
        return tuple(sorted(tuple(sorted(b)) for b in self.state(at).partition()))

    def entangled(self, at: str | int | None = None) -> tuple[tuple[str, ...], ...]:
        """The hyperedges of the entanglement graph: blocks of two or more systems."""
        return tuple(b for b in self.partition(at) if len(b) > 1)

    def entropy(self, systems: str | Sequence[str], at: str | int | None = None,
                base: object = 2, alpha: object = 1) -> Expr:
        """Entropy of entanglement of some systems with all others, after an event.

        Args:
            base: of the logarithm; 2 counts bits.
            alpha: order of the Rényi entropy; 1 is that of von Neumann.
        """
        return self.state(at).entropy(_tuple(systems), base, alpha)

    def schmidt_rank(self, systems: str | Sequence[str], at: str | int | None = None) -> Expr:
        """Schmidt rank between some systems and all others, after an event."""
        return self.state(at).schmidt_rank(_tuple(systems))

    def mean(self, charge: str, system: str, at: str | int | None = None) -> Expr:
        """Mean of a charge of one system after an event."""
        return self.state(at).mean(self.charge(charge), system)

    def charge(self, name: str) -> Charge:
        """A charge by its name.

        Raises:
            InputError: there is no such charge.
        """
        for c in self.charges:
            if c.name == name:
                return c
        raise InputError(f"no charge {name!r}; known: "
                         f"{', '.join(c.name for c in self.charges) or 'none'}")


def _tuple(systems: str | Sequence[str]) -> tuple[str, ...]:
    names = (systems,) if isinstance(systems, str) or not isinstance(systems, Iterable) \
        else tuple(systems)
    if not all(isinstance(s, str) and s for s in names):
        raise InputError(f"{systems!r} does not name systems; give texts that are not empty")
    return names
