"""Histories as JSON and GraphML, and back; every event is checked again when it is read."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sympy import Expr, ImmutableMatrix, MatrixBase

from symq.conservation.quantities import Charge
from symq.errors import InputError
from symq.history.model import KINDS, HistoryEvent, InteractionHistory
from symq.history.queries import append
from symq.lang.checked import checked
from symq.lang.statement import expression
from symq.lang.translate import from_term, to_term
from symq.plots import writing

FORMAT = "symq-history/1"


def encode(value: Any) -> Any:
    """Exact data as JSON."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value
    if isinstance(value, MatrixBase):
        return {"m": [value.rows, value.cols, [_lists(to_term(expression(e))) for e in value]]}
    if isinstance(value, Expr):
        return {"x": _lists(to_term(value))}
    if isinstance(value, tuple):
        return {"t": [encode(v) for v in value]}
    if isinstance(value, list):
        return {"l": [encode(v) for v in value]}
    if isinstance(value, Mapping):
        return {"d": [[encode(k), encode(v)] for k, v in value.items()]}
    raise InputError(f"{value!r} cannot be written; give a table of labels instead")


def decode(data: Any) -> Any:
    """Exact data from JSON.

    Raises:
        InputError: the data is malformed.
    """
    if data is None or isinstance(data, bool | str | int):
        return data
    if isinstance(data, dict) and len(data) == 1:
        ((kind, value),) = data.items()
        try:
            if kind == "x":
                return from_term(_tuples(value))
            if kind == "m":
                rows, cols, entries = value
                return ImmutableMatrix(rows, cols, [from_term(_tuples(e)) for e in entries])
            if kind in ("t", "l"):
                found = [decode(v) for v in value]
                return tuple(found) if kind == "t" else found
            if kind == "d":
                return {decode(k): decode(v) for k, v in value}
        except (TypeError, ValueError, KeyError, IndexError) as error:
            raise InputError(f"malformed data {str(data)[:60]}: {error}") from None
    raise InputError(f"malformed data {str(data)[:60]}")


def _lists(term: Any) -> Any:
    return [_lists(t) for t in term] if isinstance(term, tuple) else term


def _tuples(term: Any) -> Any:
    return tuple(_tuples(t) for t in term) if isinstance(term, list) else term


@checked
def to_json(history: InteractionHistory) -> str:
    """A history as JSON text.

    Raises:
        InputError: a charge is given by a function; give a table of labels.
    """
    return json.dumps({"format": FORMAT, "backend": history.backend,
                       "charges": [[c.name, encode(dict(c.parts))] for c in history.charges],
                       "events": [_event(e) for e in history.events]}, ensure_ascii=False)


def _event(e: HistoryEvent) -> dict[str, Any]:
    return {"name": e.name, "kind": e.kind, "systems": list(e.systems), "outputs": list(e.outputs),
            "spec": encode(e.spec), "outcome": encode(e.outcome),
            "time": encode(e.time)}


@checked
def from_json(text: str) -> InteractionHistory:
    """The history of a JSON text; every event is played and checked again.

    Raises:
        InputError, EngineRefusal: the text is malformed, or an event is refused.
    """
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, TypeError, RecursionError) as error:
        raise InputError(f"no JSON: {error}") from None
    return _build(data)


def _build(data: Any) -> InteractionHistory:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError(f"no history of the format {FORMAT!r}")
    at = ""
    try:
        charges = [Charge(name, decode(parts)) for name, parts in data["charges"]]
        new = InteractionHistory(data["backend"], charges)
        if not isinstance(data["events"], list):
            raise InputError(f"the events {str(data['events'])[:60]!r} are no list")
        for i, e in enumerate(data["events"]):
            at = f", event {i + 1}"
            if e["kind"] not in KINDS:
                raise InputError(f"{e['name']}: kind {e['kind']!r} is not known")
            append(new, HistoryEvent(i, e["name"], e["kind"], tuple(e["systems"]),
                                     tuple(e["outputs"]), decode(e["spec"]),
                                     decode(e["outcome"]), time=decode(e["time"])))
            again = _event(new.events[-1])
            odd = next((k for k in (*again, *e) if again.get(k) != e.get(k)), None)
            if odd is not None:                   # nothing that a file says is left out
                raise InputError(f"{e['name']}: {odd} = {str(e.get(odd))[:60]} does not fit the "
                                 f"event, which has {str(again.get(odd))[:60]}")
    except KeyError as error:
        raise InputError(f"a malformed history{at}: {error} is missing") from None
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        raise InputError(f"a malformed history{at}: {error!r}") from None
    return new


@checked
def to_graphml(history: InteractionHistory, path: str | Path | None = None) -> str:
    """The graph of events as GraphML; written to a file if a path is given."""
    import networkx as nx  # slow to load, and few need it

    g = history.graph
    g.graph["format"] = FORMAT
    g.graph["charges"] = json.dumps([[c.name, encode(dict(c.parts))] for c in history.charges])
    for e in history.events:
        g.nodes[e.name].update({k: json.dumps(v, ensure_ascii=False)
                                for k, v in _event(e).items() if k not in ("name", "kind")})
    text = "\n".join(nx.generate_graphml(g, named_key_ids=True))
    if path is not None:
        with writing(path):
            Path(path).write_text(text, encoding="utf-8")
    return text


@checked
def from_graphml(text: str) -> InteractionHistory:
    """The history of a GraphML text.

    Raises:
        InputError: the graph has a cycle, an edge goes against the order of the events, or an
            event is refused; the event is named.
    """
    import networkx as nx  # slow to load, and few need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")        # a value without its key is damage
            g = nx.parse_graphml(text, force_multigraph=True)
    except (nx.NetworkXError, SyntaxError, ValueError, LookupError, Warning) as error:
        raise InputError(f"no GraphML: {error}") from None
    if not nx.is_directed_acyclic_graph(g):
        (a, b, *_) = nx.find_cycle(g)[0]
        raise InputError(f"{b}: the events form a cycle, in which it comes after and before {a}")
    try:
        nodes = sorted(g.nodes, key=lambda n: int(g.nodes[n]["index"]))
        place = {n: i for i, n in enumerate(nodes)}
        for a, b in g.edges():
            if place[a] >= place[b]:
                raise InputError(f"{b}: an edge comes to it from the later event {a}")
        events = [{"name": n, "kind": g.nodes[n]["kind"],
                   **{k: json.loads(g.nodes[n][k])
                      for k in ("systems", "outputs", "spec", "outcome", "time")}} for n in nodes]
        history = _build({"format": g.graph.get("format"), "backend": g.graph.get("states"),
                          "charges": json.loads(g.graph.get("charges", "[]")), "events": events})
    except (KeyError, ValueError, TypeError) as error:
        raise InputError(f"the graph misses data: {error!r}") from None
    if set(history.graph.edges(keys=True)) != {(a, b, d.get("system")) for a, b, d in
                                              g.edges(data=True)}:
        raise InputError("the edges of the graph are not the worldlines of its events")
    return history
