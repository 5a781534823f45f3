"""What a measurement leaves of a charge, written with the amplitudes of the exact state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from sympy import Add, Expr, Integer, Mul, Pow

from symq.algebra.scalars import Field
from symq.algebra.states import Labels, State
from symq.conservation.ledger import ConservationLedger, Path
from symq.errors import InputError
from symq.lang.checked import checked
from symq.lang.statement import Equation, Statement

Vector = Mapping[Labels, Expr]


@lru_cache(1 << 12)
def conjugated(e: Expr) -> Expr:
    """The conjugate, in normal form; symbols are real."""
    return Field([e])(e).conj().expr()


def mean_terms(ledger: ConservationLedger, charge: str, system: str, systems: Sequence[str],
               vector: Vector) -> list[Expr]:
    """The terms conj(a_r) <r|Q_s|k> a_k of the mean of what one system holds, not normalised."""
    c, place = ledger.charge(charge), list(systems).index(system)
    if system not in c.parts:
        return []
    if c.is_diagonal([system]):
        return [Mul(q, conjugated(a), a, evaluate=False) for k, a in vector.items()
                if (q := c.value(system, k[place])) != 0]
    found = []
    for (label,), column in c.table(ledger.spaces[system]).items():
        for k, a in vector.items():
            if k[place] == label:
                for (row,), v in column.items():
                    out = (*k[:place], row, *k[place + 1:])
                    if out in vector and v != 0:
                        found.append(Mul(conjugated(vector[out]), v, a, evaluate=False))
    return found


def norm_terms(vector: Vector) -> list[Expr]:
    """The terms conj(a_k) a_k of the squared norm."""
    return [Mul(conjugated(a), a, evaluate=False) for a in vector.values()]


@checked
def branch_statements(ledger: ConservationLedger, event: str, charge: str,
                      before: Path = ()) -> tuple[tuple[str, Statement], ...]:
    """In each branch the total has the mean, and the distribution, that it had before.

    Returns:
        (branch and what is compared, statement), with the sums over amplitudes written out; a
        distribution is compared only if the labels have definite values. Whether the statements
        hold is left to `prove`.
    Raises:
        InputError: the event is no measurement, or there is no such branch before it.
    """
    i = ledger.stage(event)
    if ledger.events[i].kind != "measure":
        raise InputError(f"{event} is a step of kind {ledger.events[i].kind}; branches are those "
                         "of a measurement")
    old = next((b for b in ledger.stages[i] if b.path == tuple(before)), None)
    if old is None:
        raise InputError(f"no branch {before} before {event}")
    found: list[tuple[str, Statement]] = []
    for b in ledger.stages[i + 1]:
        if b.path[:-1] != old.path:
            continue
        outcome = b.path[-1][1]
        found.append((f"{outcome}: mean",
                      Equation(_mean(ledger, charge, b.state), _mean(ledger, charge, old.state))))
        if ledger.charge(charge).is_diagonal():
            new, start = (_shares(ledger, charge, s.state) for s in (b, old))
            found += [(f"{outcome}: {charge} = {q}",
                       Equation(new.get(q, Integer(0)), start.get(q, Integer(0))))
                      for q in sorted({*new, *start}, key=str)]
    return tuple(found)


def _mean(ledger: ConservationLedger, charge: str, state: State) -> Expr:
    systems, vector = state.systems, state.vector()
    terms = [t for s in systems for t in mean_terms(ledger, charge, s, systems, vector)]
    return _over(terms, vector)


def _shares(ledger: ConservationLedger, charge: str, state: State) -> dict[Expr, Expr]:
    """The probability of each value of the total."""
    c, vector = ledger.charge(charge), state.vector()
    groups: dict[Expr, list[Expr]] = {}
    for k, a in vector.items():
        q = Add(*(c.value(s, x) for s, x in zip(state.systems, k, strict=True)))
        groups.setdefault(q, []).append(Mul(conjugated(a), a, evaluate=False))
    return {q: _over(terms, vector) for q, terms in groups.items()}


def _over(terms: list[Expr], vector: Vector) -> Expr:
    norm = Add(*norm_terms(vector), evaluate=False)
    above = Add(*terms, evaluate=False) if terms else Integer(0)
    return Mul(above, Pow(norm, -1, evaluate=False), evaluate=False)
