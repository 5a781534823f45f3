"""A history as a ledger: what each system holds after each event, for every kind of state.

For modes this is the double-entry book of linear quantities. A measurement of a mode has a
continuum of outcomes: the outcome may be a symbol, and the branch speaks of all of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Add, Expr, Integer

from symq.conservation.books import Entry, Path, audited
from symq.conservation.tables import Row, heading, line
from symq.errors import InputError
from symq.history.backends import GaussianBackend, linear_part
from symq.history.gaussian import GaussianState
from symq.history.model import InteractionHistory
from symq.lang.checked import checked
from symq.lang.shown import minus
from symq.lang.statement import Statement, eq, expression

Lines = tuple[tuple[str, Statement], ...]


@checked
def book(history: InteractionHistory) -> tuple[Entry, ...]:
    """Every entry: event, branch, charge and system, and what this holds before and after.

    >>> from sympy import Matrix, Rational
    >>> from symq.conservation import Charge
    >>> h = InteractionHistory("gaussian", [Charge("P", {"a": (0, 1), "b": (0, 1)})])
    >>> _ = h.prepare("a", (1, 0, (0, 2))); _ = h.prepare("b", Rational(1, 2))
    >>> push = Matrix([[1, 0, 0, 0], [-1, 1, 1, 0], [0, 0, 1, 0], [1, 0, -1, 1]])
    >>> _ = h.interact("spring", ("a", "b"), push)
    >>> [(e.system, e.after) for e in book(h) if e.event == "spring"]
    [('a', 2), ('b', 0)]
    """
    found = []
    path: Path = ()
    for event in history.events:
        if event.kind == "measure":
            path = (*path, (event.name, str(event.outcome)))
        before, after = history.state(event.index), history.state(event.index + 1)
        then = {s for b in before.partition() for s in b}
        for charge in history.charges:
            for s in sorted({s for b in after.partition() for s in b}):
                if s in charge.parts:
                    old = before.mean(charge, s) if s in then else Integer(0)
                    found.append(Entry(event.name, path, charge.name, s, old,
                                       after.mean(charge, s)))
    return tuple(found)


@checked
def audit(history: InteractionHistory, entries: Iterable[Entry]) -> None:
    """Compare a book with the exact states of a history, line by line.

    Raises:
        EngineRefusal: a line is altered, missing or too much; the first one is named.
    """
    audited(book(history), entries)


@checked
def history_rows(history: InteractionHistory, charge: str) -> list[Row]:
    """The book of a charge as a table: event, branch, probability, each system, the total.

    Returns:
        The first row has the headings; a system that does not exist then has an empty text. The
        probability of one outcome of a continuum is 0.
    """
    systems = list(history.charge(charge).parts)
    rows: list[Row] = [heading(systems)]
    for event in history.events:
        live = history.systems(event.name)
        held: list[str | Expr] = [history.mean(charge, s, event.name) if s in live else ""
                                  for s in systems]
        rows.append(line(event.name, str(event.outcome) if event.outcome is not None else "all",
                         event.probability, held))
    return rows


@checked
def mode_statements(history: InteractionHistory, event: str, charge: str) -> Lines:
    """What a measurement of modes does to the total of a linear charge, in the branch it leaves.

    Returns:
        Mean and variance of the total after it equal those before it; and the changes of all
        systems add up to nothing.
    Raises:
        InputError: the history is not one of modes, or the event is no measurement.
    """
    before, after = _around(history, event)
    c = history.charge(charge)
    total = {m: _coefficients(history, charge, m) for m in after.modes if m in c.parts}
    (old, was), (new, now) = before.moments(total), after.moments(total)
    gains = [minus(after.moments({m: u})[0], before.moments({m: u})[0]) for m, u in total.items()]
    return (("mean of the total", eq(new, old)), ("variance of the total", eq(now, was)),
            ("gains and losses", eq(Add(*gains, evaluate=False), 0)))


@checked
def balance_condition(history: InteractionHistory, event: str, charge: str) -> Statement:
    """Exactly when the mean of the total is kept whatever the outcome of a measurement of modes.

    It is that total and measured quantity have no covariance before the measurement.

    Raises:
        InputError: the history is not one of modes, or the event is no measurement.
    """
    before, _ = _around(history, event)
    c = history.charge(charge)
    total = before.vector({m: _coefficients(history, charge, m) for m in before.modes
                           if m in c.parts})
    measured = before.vector(history.event(event).spec[0])
    return eq((total.T * before.covariance * measured)[0], 0)


def _coefficients(history: InteractionHistory, charge: str, mode: str) -> tuple[Expr, Expr]:
    x, p = linear_part(history.charge(charge), mode)
    return expression(x), expression(p)


def _around(history: InteractionHistory, event: str) -> tuple[GaussianState, GaussianState]:
    """The states before and after a measurement."""
    e = history.event(event)
    before, after = history.state(e.index), history.state(e.index + 1)
    if not isinstance(before, GaussianBackend) or not isinstance(after, GaussianBackend):
        raise InputError(f"a history of {history.backend} has no modes; use "
                         "conservation.branch_statements for a ledger")
    if e.kind != "measure":
        raise InputError(f"{event} is of kind {e.kind}; expected a measurement")
    return before.state, after.state
