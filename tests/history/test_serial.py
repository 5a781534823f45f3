"""Round trips, drawings, and malformed files."""

import json
import xml.etree.ElementTree as ET
from random import Random

import pytest
from sympy import Matrix, Rational, sqrt

from symq.conservation import Charge
from symq.errors import EngineRefusal, InputError, InternalError, SymqError
from symq.history import (
    InteractionHistory,
    centre_of_mass,
    from_graphml,
    from_json,
    layout,
    to_graphml,
    to_json,
    to_svg,
    to_tikz,
)

R = sqrt(2) / 2
SHARE = Matrix([[1, 0, 0, 0], [0, R, R, 0], [0, -R, R, 0], [0, 0, 0, 1]])


def amplitudes():
    h = InteractionHistory("amplitudes", [Charge("N", {s: {0: 0, 1: 1} for s in "ABC"})])
    h.prepare("A", 1, time=0)
    h.prepare("B", 0)
    h.prepare("C", {0: Rational(3, 5), 1: Rational(4, 5)})
    h.interact("a_b & c", ("A", "B"), SHARE, time=Rational(1, 2))
    h.interact("swap", ("B", "C"), {(0, 0): {(0, 0): 1}, (1, 1): {(1, 1): 1},
                                    (1, 0): {(0, 1): 1}, (0, 1): {(1, 0): 1}})
    h.measure("M", "A", outcome=0)
    h.decohere("dec", "B")
    h.refactor("new", ("B", "C"), ("D", "E"), {(0, 0): (0, 0), (0, 1): (0, 1), (1, 0): (1, 1),
                                               (1, 1): (1, 0)})
    h.lose("lost", "D")
    return h


def stabilisers():
    h = InteractionHistory("stabilisers")
    h.prepare(("A", "B"), "+0")
    h.interact("cx", ("A", "B"), "CX")
    h.measure("M", ("A", "B"), "ZZ", outcome=0)
    return h


def gaussian():
    h = InteractionHistory("gaussian")
    h.prepare("1", Rational(1, 3))
    h.prepare("2", (Rational(1, 2), 0, (1, 2)))
    h.refactor("cm", ("1", "2"), ("R", "r"), centre_of_mass(1, 3))
    h.measure("window", "R", ({"R": (1, 0)}, Rational(1, 7)), outcome=0)
    return h


ALL = pytest.mark.parametrize("make", [amplitudes, stabilisers, gaussian])


@ALL
def test_round_trips(make):
    h = make()
    text = to_json(h)
    for again in (from_json(text), from_graphml(to_graphml(h))):
        assert to_json(again) == text
        assert again.entangled() == h.entangled()
        assert [e.probability for e in again.events] == [e.probability for e in h.events]
        assert set(again.graph.edges(keys=True)) == set(h.graph.edges(keys=True))


@ALL
def test_drawings_show_every_event_in_the_order_of_time(make):
    h = make()
    root = ET.fromstring(to_svg(h))
    texts = {e.text for e in root.iter() if e.tag.endswith("text")}
    plan = layout(h)
    last = {}
    for m in plan.marks:
        for s in m.event.systems if m.event.kind != "prepare" else ():
            assert m.column > last[s]
        for s in (*m.event.systems, *m.event.outputs):
            last[s] = m.column
        if m.event.kind in ("interact", "measure", "decohere", "refactor"):
            assert any(t.startswith(m.event.name) for t in texts if t)
    tikz = to_tikz(h)
    assert tikz.count(r"\begin{tikzpicture}") == 1 and "_b" not in tikz.replace(r"\_b", "")
    boxes = {}
    for m in plan.marks:
        if m.event.kind != "prepare":
            for r in range(min(m.rows), max(m.rows) + 1):
                assert (m.column, r) not in boxes
                boxes[m.column, r] = m


def test_malformed_files_are_refused():
    data = json.loads(to_json(amplitudes()))
    for change, words in [
        (lambda d: d.update(format="x"), "format"),
        (lambda d: d.pop("backend"), "^a malformed history: 'backend' is missing$"),
        (lambda d: d["events"].pop(0), "no system 'A'"),
        (lambda d: d["events"][3].update(kind="guess"), "a_b & c: kind 'guess'"),
        (lambda d: d["events"][3].update(spec={"m": [1, 1, []]}), "malformed data|shape"),
        (lambda d: d["events"][5].update(outcome=7), "M: no outcome 7"),
    ]:
        twin = json.loads(json.dumps(data))
        change(twin)
        with pytest.raises(InputError, match=words):
            from_json(json.dumps(twin))
    twin = json.loads(json.dumps(data))
    twin["events"][3]["spec"]["m"][2][0] = "2"
    with pytest.raises(EngineRefusal, match="a_b & c: not unitary"):
        from_json(json.dumps(twin))
    with pytest.raises(InputError, match="no JSON"):
        from_json("{")


def test_cyclic_and_acausal_graphs_are_refused():
    h = stabilisers()
    text = to_graphml(h)
    edge = '<edge source="M" target="cx" id="A"><data key="system">A</data></edge></graph>'
    cyclic = text.replace("</graph>", edge)
    assert cyclic != text
    with pytest.raises(InputError, match="form a cycle"):
        from_graphml(cyclic)
    later = text.replace('source="prepare A B" target="cx" id="A"',
                         'source="prepare A B" target="M" id="A"')
    with pytest.raises(InputError, match="worldlines"):
        from_graphml(later)


def test_what_a_file_says_and_an_event_has_not_is_named():
    """Entries that no event would read are refused instead of being dropped."""
    h = InteractionHistory("stabilisers")
    h.prepare("A", "0")
    h.decohere("look", "A")
    text = to_json(h)

    def altered(**changes):
        data = json.loads(text)
        data["events"][1] |= changes
        return json.dumps(data)

    assert to_json(from_json(altered())) == text
    for changes in ({"spec": "wide"}, {"more": 1}, {"systems": ["A", "B"]}, {"outcome": 0}):
        with pytest.raises(InputError, match=r"^look: "):
            from_json(altered(**changes))
    with pytest.raises(InputError, match="no list"):
        from_json(json.dumps(json.loads(text) | {"events": "xy"}))
    with pytest.raises(InputError, match="labels are given for 'B'"):
        h.prepare("C", "0", labels={"B": 2})
    with pytest.raises(InputError, match="for qubits"):
        h.prepare("C", "0", labels={"C": 3})


def damaged(data, random):
    """A copy in which one place is deleted, replaced, doubled, shuffled or wrapped."""
    places = []

    def walk(value, path):
        places.append(path)
        for key in value if isinstance(value, dict) else range(len(value)) \
                if isinstance(value, list) else ():
            walk(value[key], [*path, key])

    walk(data, [])
    copy = json.loads(json.dumps(data))
    *path, last = random.choice(places[1:])
    inside = copy
    for key in path:
        inside = inside[key]
    kind = random.randrange(5)
    if kind == 0:
        del inside[last]
    elif kind == 1:
        inside[last] = random.choice([None, -1, "x", [], {}, 1.5, True, 10**9, "A"])
    elif kind == 2 and isinstance(inside, list):
        inside.append(inside[last])
    elif kind == 3 and isinstance(inside, list):
        random.shuffle(inside)
    else:
        inside[last] = [inside[last]]
    return copy


@ALL
def test_random_damage_is_refused_in_words(make):
    """What is read after all is a history that is written as it was read."""
    random = Random(1)
    text = to_json(make())
    graph = to_graphml(make())
    for _ in range(150):
        data = damaged(json.loads(text), random)
        try:
            assert json.loads(to_json(from_json(json.dumps(data)))) == data
        except SymqError as error:
            assert not isinstance(error, InternalError), error
        k = random.randrange(len(graph))
        broken = graph[:k] + random.choice(["", "<", "&", "0", '"']) + graph[
            k + random.randrange(1, 30):]
        try:
            from_graphml(broken)
        except SymqError as error:
            assert not isinstance(error, InternalError), error
