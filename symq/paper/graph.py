"""The graph of a paper: what its claims depend on, as printed and as proved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from symq.paper.register import Register
from symq.paper.uses import check_uses


def graph(register: Register, uses: Mapping[str, Iterable[str]] | None = None) -> Any:
    """A networkx `DiGraph` whose edges lead from a claim to what it rests on.

    Edges carry `depends` (the paper cites it) and `uses` (the proof used it).

    Raises:
        RegisterError: the edges of one kind run in a circle; the ids along it are named.

    >>> row = {"where": "Eq. (1)", "latex": "x", "says": "A line.", "kind": "equation"}
    >>> from symq.paper.register import parse
    >>> register = parse([{"id": "k:1", **row}, {"id": "k:2", "depends": ["k:1"], **row}])
    >>> list(graph(register).edges(data=True))
    [('k:2', 'k:1', {'depends': True, 'uses': False})]
    """
    used = {id: tuple(ids) for id, ids in (uses or {}).items()}
    result = nx.DiGraph()
    for row in register.rows:
        result.add_node(row.id, where=row.where, kind=row.kind)
    for row in register.rows:
        for id in dict.fromkeys((*row.depends, *used.get(row.id, ()))):
            result.add_edge(row.id, id, depends=id in row.depends,
                            uses=id in used.get(row.id, ()))
    check_uses(used)
    return result


def order(register: Register, uses: Mapping[str, Iterable[str]] | None = None) -> tuple[str, ...]:
    """All ids, each after everything it uses; in register order where that leaves a choice."""
    used = {row.id: tuple((uses or {}).get(row.id, ())) for row in register.rows}
    check_uses(used)
    rank = {id: n for n, id in enumerate(register.ids)}
    back = nx.DiGraph()
    back.add_nodes_from(register.ids)
    back.add_edges_from((u, id) for id, ids in used.items() for u in ids if u in rank)
    return tuple(nx.lexicographical_topological_sort(back, key=rank.__getitem__))


__all__ = ["graph", "order"]
