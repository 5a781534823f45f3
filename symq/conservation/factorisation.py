"""The same state in another tensor product structure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sympy import Integer

from symq.algebra.scalars import Scalar
from symq.algebra.states import Labels, Space, State, Table, space
from symq.conservation.quantities import check_unitary
from symq.errors import DimensionError, InputError
from symq.lang.checked import checked
from symq.lang.statement import expression


@checked
def change_of_factorisation(state: State, systems: Sequence[str], new: Mapping[str, object],
                            mapping: object) -> State:
    """The same vector in another tensor product structure.

    Args:
        systems: what is regrouped.
        new: {name: dimension or labels} of the new factors.
        mapping: {old labels: new labels}, a bijection of basis vectors, or
            {old labels: {new labels: amplitude}} with orthonormal columns.
    Raises:
        InputError: two old labels go to one new label, a label is none of the new factors, or a
            label that occurs in the state goes nowhere.
        DimensionError: the labels are not one for each system.
        EngineRefusal: the columns are not orthonormal.
    """
    event = "change of factorisation"
    whole, _ = state.merged(systems)
    if not set(systems) <= set(whole.systems):
        raise InputError(f"unknown systems among {systems}")
    table = regrouping(event, mapping, len(systems), [space(s, labels) for s, labels in
                                                      new.items()])
    if len(new) == len(systems):
        return state.applied(systems, table, event, list(new))
    return _regrouped(state, systems, list(new), table)


def regrouping(event: str, mapping: object, width: int, spaces: Sequence[Space]) -> Table:
    """A mapping of labels, or of labels to columns, as a table with orthonormal columns.

    Raises:
        InputError: it is no mapping, two old labels go to one new one, or there is no such label.
        DimensionError: the labels are not one for each system.
        EngineRefusal: the columns are not orthonormal.
    """
    if not isinstance(mapping, Mapping):
        raise InputError(f"{event}: a change of factorisation is a mapping of labels")
    table: Table = {}
    for k, v in mapping.items():
        column = v if isinstance(v, Mapping) else {v: Integer(1)}
        table[k if isinstance(k, tuple) else (k,)] = {
            r if isinstance(r, tuple) else (r,): expression(c) for r, c in column.items()}
    for old, column in table.items():
        for labels, size in ((old, width), *((row, len(spaces)) for row in column)):
            if len(labels) != size:
                raise DimensionError(f"{event}: {labels} has {len(labels)} labels for {size} "
                                     f"system{'s' * (size > 1)}")
        for row in column:
            for s, x in zip(spaces, row, strict=True):
                s.check(x)
    plain = [next(iter(c)) for c in table.values() if len(c) == 1]
    if len(set(plain)) != len(plain):
        raise InputError(f"{event}: two old labels go to one new label")
    check_unitary(event, table)
    return table


def _regrouped(state: State, systems: Sequence[str], new: Sequence[str], table: Table) -> State:
    """As `State.applied`, with another number of systems."""
    whole, rest = state.merged(systems)
    state = state.over(v for c in table.values() for v in c.values())
    whole, rest = state.merged(systems)
    places = [whole.systems.index(s) for s in systems]
    others = [i for i in range(len(whole.systems)) if i not in places]
    result: dict[Labels, Scalar] = {}
    for labels, a in whole.amplitudes.items():
        old = tuple(labels[i] for i in places)
        if old not in table:
            raise InputError(f"the labels {old} occur in the state and go nowhere")
        for row, v in table[old].items():
            out = row + tuple(labels[i] for i in others)
            x = a * state.field(v)
            result[out] = result[out] + x if out in result else x
    names = (*new, *(whole.systems[i] for i in others))
    again = State(state.field).prepared(names, {k: a.expr() for k, a in result.items()})
    return State(again.field, (*again.factors, *State(state.field, rest).over(
        [a.expr() for a in result.values()]).factors))
