"""Double-entry bookkeeping of additive quantities over interactions and measurement branches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

from sympy import Expr, Integer, MatrixBase

from symq.algebra.scalars import Field, Scalar
from symq.algebra.states import (
    Labels,
    Space,
    State,
    Table,
    amplitudes_of,
    identity_table,
    space,
    table_of,
)
from symq.conservation.books import Entry, Path, audited
from symq.conservation.quantities import (
    Charge,
    check_complete,
    check_conserved,
    check_unitary,
    eigenvalues_of,
    entries,
    filled,
    is_projector,
    scalars,
)
from symq.errors import InputError
from symq.lang.checked import checked


@checked
@dataclass(frozen=True)
class Event:
    """A step of the ledger: "prepare", "interact" or "measure".

    Attributes:
        tables: the operator, or one Kraus operator for each outcome.
        projective: whether all operators are projectors.
    """

    name: str
    kind: str
    systems: tuple[str, ...]
    tables: tuple[tuple[str, Table], ...] = ()
    projective: bool = True


@checked
@dataclass(frozen=True)
class Branch:
    """One branch with its unnormalised state; its weight is the probability."""

    path: Path
    state: State

    @property
    def probability(self) -> Expr:
        """Probability of the outcomes of this branch."""
        return self.state.weight().expr()

    @property
    def name(self) -> str:
        """The outcomes in words."""
        return ", ".join(f"{m}={k}" for m, k in self.path) or "all"


@checked
class ConservationLedger:
    """Bookkeeping of additive quantities for exact states of finitely many systems.

    Args:
        systems: {name: dimension or labels or None}; None is a ladder with all integers.
        charges: the quantities; names are different.
    Conventions:
        The state stays pure: a preparation by an apparatus is an interaction with it, a mixture
        is a part of an entangled state. Symbols are real. A ledger is changed by its methods;
        every state that it ever had is kept.

    >>> from sympy import Matrix, sqrt
    >>> half = {0: 0, 1: 1}
    >>> ledger = ConservationLedger({"A": 2, "B": 2}, [Charge("N", {"A": half, "B": half})])
    >>> ledger.prepare(("A", "B"), {(1, 0): 1})
    >>> ledger.interact("share", ("A", "B"), {
    ...     (0, 0): {(0, 0): 1}, (1, 1): {(1, 1): 1},
    ...     (1, 0): {(1, 0): sqrt(2)/2, (0, 1): sqrt(2)/2},
    ...     (0, 1): {(0, 1): sqrt(2)/2, (1, 0): -sqrt(2)/2}})
    >>> ledger.measure("M", "A")
    >>> [(b.name, b.probability) for b in ledger.branches]
    [('M=0', 1/2), ('M=1', 1/2)]
    >>> ledger.total("N", ledger.branches[0])
    1
    """

    def __init__(self, systems: Mapping[str, object], charges: Iterable[Charge] = ()) -> None:
        if not isinstance(systems, Mapping):
            raise InputError(f"{systems!r} is no table {{system: dimension or labels}}")
        self.spaces: dict[str, Space] = {n: space(n, v) for n, v in systems.items()}
        self.charges: dict[str, Charge] = {}
        for c in charges:
            if not isinstance(c, Charge):
                raise InputError(f"{c!r} is no Charge")
            if c.name in self.charges:
                raise InputError(f"two charges are named {c.name!r}")
            self.charges[c.name] = c
        for c in self.charges.values():
            unknown = [s for s in c.parts if s not in self.spaces]
            if unknown:
                raise InputError(f"{c.name} speaks of {unknown[0]!r}, which is no system; known: "
                                 f"{', '.join(self.spaces)}")
            for s in c.parts:
                if self.spaces[s].labels is not None:
                    c.table(self.spaces[s])                # refuses what is no Hermitian operator
        self.events: list[Event] = []
        self.stages: list[tuple[Branch, ...]] = [(Branch((), State()),)]

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The branches after the last event."""
        return self.stages[-1]

    def prepare(self, systems: str | Sequence[str], amplitudes: object,
                name: str = "") -> None:
        """Add systems in a state of their own: a column, {labels: amplitude}, or one label.

        Raises:
            InputError: a system is unknown or exists already, or the state is not normalised.
        """
        names = self._names(systems)
        values = amplitudes_of(amplitudes, [self.spaces[s] for s in names])
        norm = State().prepared(names, values).weight() if values else None
        if norm is None or norm != norm.field.one:
            raise InputError(f"the state of {', '.join(names)} has the squared norm "
                             f"{norm.expr() if norm else 0}; expected 1")
        event = Event(self._name(name or f"prepare {' '.join(names)}"), "prepare", names)
        self._book(event, [replace(b, state=b.state.prepared(names, values))
                           for b in self.branches])

    def interact(self, name: str, systems: str | Sequence[str], unitary: object, *,
                 only: Mapping[str, str] | None = None) -> None:
        """Apply an exact unitary that conserves every total.

        Args:
            unitary: a matrix in the product basis, or {input labels: {output labels: amplitude}}
                with a column for every label that occurs in the state.
            only: {measurement: outcome}: the branches in which it happens; in all by default.
        Raises:
            EngineRefusal: not unitary, not conserving (with the matrix element), or a column is
                missing for a component of the state.
        """
        names = self._names(systems)
        self._check_prepared(names)
        spaces = [self.spaces[s] for s in names]
        table = table_of(unitary, spaces)
        check_unitary(name, table)
        for c in self.charges.values():
            check_conserved(name, table, spaces, c)
        event = Event(self._name(name), "interact", names, (("", table),))
        chosen = dict(only or {})
        self._book(event, [
            replace(b, state=b.state.applied(names, table, name))
            if all(dict(b.path).get(m) == k for m, k in chosen.items()) else b
            for b in self.branches])

    def measure(self, name: str, systems: str | Sequence[str], outcomes: object = None) -> None:
        """Split every branch by a measurement.

        Args:
            outcomes: {outcome: operator} with a matrix, a table, or a list of labels for the
                projector on them; by default one outcome for each label. The operators are
                complete, sum K†K = 1; they need not be projectors.
        Raises:
            EngineRefusal: the operators are not complete.
        """
        names = self._names(systems)
        self._check_prepared(names)
        spaces = [self.spaces[s] for s in names]
        tables = self._operators(names, spaces, outcomes)
        check_complete(name, tables)
        event = Event(self._name(name), "measure", names, tuple(tables.items()),
                      all(is_projector(t) for t in tables.values()))
        after = []
        for b in self.branches:
            for k, table in tables.items():
                state = b.state.applied(names, table, name)
                if all(f.amplitudes for f in state.factors):
                    after.append(Branch((*b.path, (name, k)), state))
        self._book(event, after)

    def _operators(self, names: tuple[str, ...], spaces: Sequence[Space],
                   outcomes: object) -> dict[str, Table]:
        if outcomes is None:
            if any(s.labels is None for s in spaces):
                found = {k for b in self.branches for k in _support(b.state, names)}
                basis = sorted(found, key=str)
            else:
                basis = list(product(*(s.labels or () for s in spaces)))
            return {" ".join(map(str, k)): {m: {m: Integer(1)} if m == k else {} for m in basis}
                    for k in basis}
        if not isinstance(outcomes, Mapping):
            raise InputError("outcomes are given as {outcome: operator or labels}")
        result: dict[str, Table] = {}
        for k, spec in outcomes.items():
            if isinstance(spec, MatrixBase | Mapping):
                result[str(k)] = table_of(spec, spaces)
            else:
                wanted = {x if isinstance(x, tuple) else (x,) for x in spec}
                full = identity_table(spaces) if all(s.labels for s in spaces) \
                    else {m: {m: Integer(1)} for b in self.branches
                          for m in _support(b.state, names)}
                result[str(k)] = {m: c if m in wanted else {} for m, c in full.items()}
        return filled(result)

    def _names(self, systems: str | Sequence[str]) -> tuple[str, ...]:
        names = (systems,) if isinstance(systems, str) else tuple(systems)
        for s in names:
            if s not in self.spaces:
                raise InputError(f"no system {s!r}; known: {', '.join(self.spaces)}")
        if len(set(names)) != len(names) or not names:
            raise InputError(f"systems {names} are repeated or empty")
        return names

    def _check_prepared(self, names: Sequence[str]) -> None:
        present = {s for b in self.branches for part in b.state.partition() for s in part}
        for s in names:
            if s not in present:
                raise InputError(f"system {s!r} is not prepared yet; prepare it first")

    def _name(self, name: str) -> str:
        if any(e.name == name for e in self.events):
            raise InputError(f"two events are named {name!r}")
        return name

    def _book(self, event: Event, branches: Iterable[Branch]) -> None:
        self.events.append(event)
        self.stages.append(tuple(branches))

    # what the book says

    def stage(self, event: str) -> int:
        """The number of an event; stages[i] is before it and stages[i + 1] after it.

        Raises:
            InputError: there is no such event.
        """
        for i, e in enumerate(self.events):
            if e.name == event:
                return i
        raise InputError(f"no event {event!r}; known: {', '.join(e.name for e in self.events)}")

    def holding(self, charge: str, system: str, branch: Branch) -> Expr:
        """Mean of what a system holds of a charge in the normalised state of a branch."""
        return self.mean(charge, system, branch.state).expr()

    def mean(self, charge: str, system: str, state: State) -> Scalar:
        """As `holding`, for a state."""
        c = self.charge(charge)
        if system not in c.parts or system not in state.systems:
            return state.field.zero
        if c.is_diagonal([system]):
            probabilities = state.distribution({system: partial(c.value, system)})
            larger = state.over([*probabilities])
            result = larger.field.zero
            for q, p in probabilities.items():
                result = result + larger.field(q) * larger.field.lift(p)
            return result
        return state.expectation([system], c.table(self.spaces[system]))

    def total(self, charge: str, branch: Branch) -> Expr:
        """Mean of the total of a charge in a branch."""
        result: Expr = Integer(0)
        values = [self.holding(charge, s, branch) for s in branch.state.systems]
        f = Field(values)
        total = f.zero
        for v in values:
            total = total + f(v)
        result = total.expr()
        return result

    def charge(self, name: str) -> Charge:
        """A charge by its name.

        Raises:
            InputError: there is no such charge.
        """
        if name not in self.charges:
            raise InputError(f"no charge {name!r}; known: {', '.join(self.charges) or 'none'}")
        return self.charges[name]

    def parent(self, event: int, branch: Branch) -> Branch:
        """The branch before an event from which a branch after it comes."""
        before = self.stages[event]
        cut = branch.path[:-1] if self.events[event].kind == "measure" else branch.path
        return next(b for b in before if b.path == cut)

    def book(self) -> tuple[Entry, ...]:
        """Every entry of the book, in the order of the events."""
        found = []
        for i, event in enumerate(self.events):
            for b in self.stages[i + 1]:
                old = self.parent(i, b)
                for c in self.charges:
                    for s in b.state.systems:
                        if s not in self.charges[c].parts:
                            continue
                        before = self.holding(c, s, old) if s in old.state.systems \
                            else Integer(0)
                        found.append(Entry(event.name, b.path, c, s, before,
                                           self.holding(c, s, b)))
        return tuple(found)

    def audit(self, book: Iterable[Entry]) -> None:
        """Compare a book with the exact states, line by line.

        Raises:
            EngineRefusal: a line is altered, missing or too much; the first one is named.
        """
        audited(self.book(), book)

    def distribution(self, charge: str, branch: Branch,
                     systems: Iterable[str] | None = None) -> dict[Expr, Expr]:
        """Probabilities of the values of a charge, of the total or of some systems together.

        Raises:
            EngineRefusal: a part that is not diagonal has irrational values.
        """
        c, state = self.charge(charge), branch.state
        names = [s for s in (systems or state.systems) if s in c.parts and s in state.systems]
        if c.is_diagonal(names):
            found = state.distribution({s: partial(c.value, s) for s in names})
            return {q: p.expr() for q, p in sorted(found.items(), key=lambda t: str(t[0]))
                    if not p.is_zero()}
        result: dict[Expr, Expr] = {Integer(0): Integer(1)}
        for f in state.factors:
            own = [s for s in f.systems if s in names]
            part = self._spectral(c, State(state.field, [f]), own) if own else None
            if part:
                merged: dict[Expr, Expr] = {}
                for q, p in result.items():
                    for r, w in part.items():
                        merged[q + r] = merged.get(q + r, Integer(0)) + p * w
                g = Field(merged.values())
                result = {q: g(p).expr() for q, p in merged.items()}
        return {q: p for q, p in sorted(result.items(), key=lambda t: str(t[0])) if p != 0}

    def _spectral(self, c: Charge, state: State, names: Sequence[str]) -> dict[Expr, Expr]:
        """Probabilities <psi|L_q(Q)|psi> with the Lagrange polynomial L_q of the spectrum."""
        spectrum = sorted({sum(v, Integer(0)) for v in product(
            *(eigenvalues_of(c, self.spaces[s]) for s in names))})
        tables = {s: c.table(self.spaces[s]) for s in names}
        state = state.over(entries(*tables.values()))
        (factor,), f = state.factors, state.field
        places = [factor.systems.index(s) for s in names]
        parts = [scalars(f, tables[s]) for s in names]
        vectors = [factor.amplitudes]
        for _ in spectrum[1:]:
            new: dict[Labels, Scalar] = {}
            for k, a in vectors[-1].items():
                for i, part in zip(places, parts, strict=True):
                    for row, v in part[(k[i],)].items():
                        out = (*k[:i], row[0], *k[i + 1:])
                        new[out] = new[out] + a * v if out in new else a * v
            vectors.append(new)
        psi, norm = vectors[0], factor.norm(f)
        moments = []
        for vector in vectors:
            moment = f.zero
            for k, a in psi.items():
                if k in vector:
                    moment = moment + a.conj() * vector[k]
            moments.append(moment / norm)
        result = {}
        for q in spectrum:
            poly, scale = [f.one], f.one
            for r in spectrum:
                if r != q:
                    poly = [a - f(r) * b for a, b in
                            zip([f.zero, *poly], [*poly, f.zero], strict=True)]
                    scale = scale * f(q - r)
            value = f.zero
            for c_k, m_k in zip(poly, moments, strict=True):
                value = value + c_k * m_k
            result[q] = (value / scale).expr()
        return result


def _support(state: State, names: Sequence[str]) -> set[Labels]:
    whole, _ = state.merged(names)
    places = [whole.systems.index(s) for s in names]
    return {tuple(k[i] for i in places) for k in whole.amplitudes}
