"""The dependency graph of a paper, coloured by what was computed: text, dot, mermaid or svg."""

from __future__ import annotations

from html import escape

import networkx as nx

from symq.errors import InputError
from symq.report.model import PaperReport
from symq.report.words import LOOKS, badge

FORMATS = ("text", "dot", "mermaid", "svg")


def graph(paper: PaperReport) -> nx.DiGraph:
    """Claims as nodes with their verdict; an edge leads from a claim to what it rests on.

    Edges carry `paper` (the paper cites it) and `proof` (the proof used it).
    """
    found = nx.DiGraph()
    for claim in paper.claims:
        found.add_node(claim.id, name=claim.name, verdict=claim.verdict)
    for claim in paper.claims:
        for id in dict.fromkeys((*claim.depends, *claim.uses)):
            if id in found and id != claim.id:
                found.add_edge(claim.id, id, paper=id in claim.depends, proof=id in claim.uses)
    return found


def to_graph(paper: PaperReport, format: str = "text") -> str:
    """The graph in one of `FORMATS`.

    Raises:
        InputError: the format is another one.
    """
    writers = {"text": _text, "dot": _dot, "mermaid": _mermaid, "svg": _svg}
    if format not in writers:
        raise InputError(f"graph format {format!r} is not one of {', '.join(FORMATS)}")
    return writers[format](graph(paper))


def _text(found: nx.DiGraph) -> str:
    lines = []
    for id, node in found.nodes(data=True):
        lines.append(f"{badge(node['verdict'])}  {id}")
        for to, edge in found[id].items():
            kind = "proof and paper" if edge["proof"] and edge["paper"] else \
                "proof" if edge["proof"] else "paper"
            lines.append(f"    └ {to}  ({kind}, {found.nodes[to]['verdict']})")
    return "\n".join(lines) + "\n"


def _dot(found: nx.DiGraph) -> str:
    lines = ["digraph paper {", "  rankdir=BT;",
             '  node [shape=box, style="rounded,filled", fillcolor=white, fontname="sans-serif"];']
    for id, node in found.nodes(data=True):
        look = LOOKS[node["verdict"]]
        label = f"{node['name']}\\n{badge(node['verdict'])}"
        lines.append(f'  "{_quoted(id)}" [label="{_quoted(label)}", color="{look.colour}", '
                     f'fontcolor="{look.colour}"];')
    for id, to, edge in found.edges(data=True):
        style = "solid" if edge["proof"] else "dashed"
        lines.append(f'  "{_quoted(id)}" -> "{_quoted(to)}" [style={style}];')
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    return text.replace('"', r"\"")


def _mermaid(found: nx.DiGraph) -> str:
    number = {id: f"n{i}" for i, id in enumerate(found)}
    lines = ["graph BT"]
    for id, node in found.nodes(data=True):
        lines.append(f'  {number[id]}["{node["name"].replace(chr(34), "#quot;")}<br>'
                     f'{badge(node["verdict"])}"]:::{node["verdict"]}')
    for id, to, edge in found.edges(data=True):
        lines.append(f"  {number[id]} {'-->' if edge['proof'] else '-.->'} {number[to]}")
    used = {node["verdict"] for _, node in found.nodes(data=True)}
    lines += [f"  classDef {v} fill:#fff,stroke:{look.colour},color:{look.colour};"
              for v, look in LOOKS.items() if v in used]
    return "\n".join(lines) + "\n"


_BOX, _ROW, _LEFT = (150, 40), 84, 14


def _svg(found: nx.DiGraph) -> str:
    """A layered drawing: what rests on nothing stands at the bottom; at most seven a line."""
    rows = _rows(found)
    width = 2 * _LEFT + max((len(row) for row in rows), default=1) * (_BOX[0] + 16)
    height = len(rows) * _ROW + 50
    place = {}
    for level, row in enumerate(rows):
        free = width - len(row) * (_BOX[0] + 16)
        for i, id in enumerate(row):
            place[id] = (free / 2 + i * (_BOX[0] + 16) + 8, height - 50 - (level + 1) * _ROW + 40)
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
             f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
             f'<rect width="{width}" height="{height}" fill="#fff"/>',
             '<defs><marker id="tip" markerWidth="7" markerHeight="6" refX="6" refY="3" '
             'orient="auto"><path d="M0,0 L7,3 L0,6 z" fill="#8c959f"/></marker></defs>']
    for id, to, edge in found.edges(data=True):
        lines.append(_edge(place[id], place[to], edge["proof"]))
    for id, node in found.nodes(data=True):
        x, y = place[id]
        look = LOOKS[node["verdict"]]
        lines.append(
            f'<g><title>{escape(id)}</title><rect x="{x:.1f}" y="{y:.1f}" width="{_BOX[0]}" '
            f'height="{_BOX[1]}" rx="6" fill="#fff" stroke="{look.colour}" stroke-width="1.5"/>'
            f'<text x="{x + 8:.1f}" y="{y + 16:.1f}" font-weight="bold"{_squeezed(node["name"])}>'
            f'{escape(node["name"])}'
            f'</text><text x="{x + 8:.1f}" y="{y + 32:.1f}" fill="{look.colour}">'
            f'{escape(badge(node["verdict"]))}</text></g>')
    lines.append(f'<text x="{_LEFT}" y="{height - 12}" fill="#57606a">'
                 "each arrow goes to what is used; solid: by the proof, dashed: by the paper"
                 "</text></svg>")
    return "\n".join(lines) + "\n"


def _squeezed(name: str) -> str:
    """A long name is set narrower, so that it stays inside its box."""
    return f' textLength="{_BOX[0] - 16}" lengthAdjust="spacingAndGlyphs"' if len(name) > 17 else ""


def _rows(found: nx.DiGraph) -> list[list[str]]:
    rank = {id: i for i, id in enumerate(found)}
    level: dict[str, int] = {}
    try:
        order = list(nx.lexicographical_topological_sort(found.reverse(), key=rank.__getitem__))
    except nx.NetworkXUnfeasible:  # paper and proof cite each other: draw without levels
        order, level = [], dict.fromkeys(found, 0)
    for id in order:
        level[id] = 1 + max((level[to] for to in found[id]), default=-1)
    level |= {id: -1 for id in found if not found.degree(id)}     # joined to nothing: below all
    rows: list[list[str]] = []
    for n in sorted(set(level.values())):
        members = [id for id in found if level[id] == n]
        rows += [members[i:i + 7] for i in range(0, len(members), 7)]
    for _ in range(6):
        for row in (*rows, *reversed(rows)):
            _untangle(found, row, rows)
    return rows


def _untangle(found: nx.DiGraph, row: list[str], rows: list[list[str]]) -> None:
    """Sort a row by the mean place of what its claims are joined to."""
    place = {id: (i + 0.5) / len(r) for r in rows for i, id in enumerate(r)}

    def mean(id: str) -> float:
        near = [place[n] for n in (*found.successors(id), *found.predecessors(id))]
        return sum(near) / len(near) if near else place[id]

    row.sort(key=lambda id: (round(mean(id), 6), place[id]))


def _edge(start: tuple[float, float], end: tuple[float, float], proof: bool) -> str:
    x1, y1 = start[0] + _BOX[0] / 2, start[1] + _BOX[1]
    x2, y2 = end[0] + _BOX[0] / 2, end[1]
    if y2 < y1:  # both in one line
        y1, y2 = start[1], end[1]
        middle = y1 - 24
        path = f"M{x1:.1f},{y1:.1f} C{x1:.1f},{middle:.1f} {x2:.1f},{middle:.1f} {x2:.1f},{y2:.1f}"
    else:
        middle = (y1 + y2) / 2
        path = f"M{x1:.1f},{y1:.1f} C{x1:.1f},{middle:.1f} {x2:.1f},{middle:.1f} {x2:.1f},{y2:.1f}"
    dash = "" if proof else ' stroke-dasharray="4 3"'
    return f'<path d="{path}" fill="none" stroke="#8c959f"{dash} marker-end="url(#tip)"/>'
