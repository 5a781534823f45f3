"""Drawings of histories: worldlines run to the right, events stand in the order of time."""

from __future__ import annotations

from dataclasses import dataclass

from symq.history.model import HistoryEvent, InteractionHistory
from symq.lang.checked import checked

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#555555", "#8c564b")


@dataclass(frozen=True)
class Mark:
    """One event in the drawing: column, rows, and what it is."""

    column: int
    rows: tuple[int, ...]
    event: HistoryEvent


@checked
@dataclass(frozen=True)
class Layout:
    """Rows of the worldlines with their first and last column, and the events' marks."""

    rows: dict[str, int]
    spans: dict[str, tuple[int, int]]
    marks: tuple[Mark, ...]
    columns: int
    blocks: tuple[tuple[str, ...], ...]


@checked
def layout(history: InteractionHistory) -> Layout:
    """Place the events: as early as their worldlines allow, without boxes over each other.

    Conventions:
        Each event stands to the right of everything on the rows that its box covers.
    """
    rows: dict[str, int] = {}
    for e in history.events:
        for s in (*e.systems, *e.outputs):
            rows.setdefault(s, len(rows))
    free = [0] * len(rows)
    spans: dict[str, tuple[int, int]] = {}
    marks = []
    for e in history.events:
        touched = [rows[s] for s in dict.fromkeys((*e.systems, *e.outputs))]
        covered = range(min(touched), max(touched) + 1)
        column = max(free[r] for r in covered)
        for r in covered if e.kind != "prepare" else touched:
            free[r] = column + 1
        for s in dict.fromkeys((*e.systems, *e.outputs)):
            spans[s] = (spans.get(s, (column, column))[0], column)
        marks.append(Mark(column, tuple(touched), e))
    width = max(free, default=0)
    live = set(history.systems())
    spans = {s: (a, width if s in live else b) for s, (a, b) in spans.items()}
    return Layout(rows, spans, tuple(marks), width, history.entangled())


def _label(e: HistoryEvent) -> str:
    outcome = f" = {e.outcome}" if e.kind == "measure" else ""
    return f"{e.name}{outcome}"


TEX = str.maketrans({"\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
                     "$": r"\$", "{": r"\{", "}": r"\}", "^": r"\^{}", "~": r"\~{}"})


def _tex(text: str) -> str:
    return text.translate(TEX)


@checked
def to_tikz(history: InteractionHistory, *, standalone: bool = False) -> str:
    """A TikZ picture; entangled systems at the end carry the colour of their block.

    Args:
        standalone: with document class, ready to compile.
    """
    plan = layout(history)
    lines = [r"\begin{tikzpicture}[x=20mm,y=-9mm,font=\small,"
             r"box/.style={draw,fill=white,rounded corners=1pt,align=center,inner sep=3pt}]"]
    for s, r in plan.rows.items():
        a, b = plan.spans[s]
        arrow = "->" if s in history.systems() else "-"
        lines.append(rf"\draw[{arrow}] ({a},{r}) -- ({b}.5,{r});" if arrow == "->"
                     else rf"\draw ({a},{r}) -- ({b},{r});")
    for m in plan.marks:
        top, bottom = min(m.rows), max(m.rows)
        if bottom > top and m.event.kind != "prepare":
            lines.append(rf"\draw[line width=1.2pt] ({m.column},{top}) -- ({m.column},{bottom});")
            lines += [rf"\fill ({m.column},{r}) circle (1.6pt);" for r in m.rows]
        if m.event.kind == "prepare":
            for s in m.event.outputs:
                lines.append(rf"\node[left] at ({m.column},{plan.rows[s]}) {{{_tex(s)}}};")
        elif m.event.kind == "lose":
            lines.append(rf"\node at ({m.column},{top}) {{$\times$}};")
        else:
            lines += [rf"\node[below right,font=\scriptsize] at ({m.column},{plan.rows[s]}) "
                      rf"{{{_tex(s)}}};" for s in m.event.outputs if s not in m.event.systems]
            style = "box,rounded corners=4pt" if m.event.kind == "measure" else \
                "box,dashed" if m.event.kind == "decohere" else "box"
            middle = (top + bottom) / 2 if bottom > top else top
            lines.append(rf"\node[{style}] at ({m.column},{middle:g}) {{{_tex(_label(m.event))}}};")
    for k, block in enumerate(plan.blocks):
        colour = COLOURS[k % len(COLOURS)].lstrip("#").upper()
        lines.append(rf"\definecolor{{block{k}}}{{HTML}}{{{colour}}}")
        for s in block:
            end = plan.spans[s][1] + 0.6
            lines.append(rf"\fill[block{k}] ({end:g},{plan.rows[s]}) circle (2.2pt) "
                         rf"node[right] {{{k + 1}}};")
    lines.append(r"\end{tikzpicture}")
    body = "\n".join(lines)
    if not standalone:
        return body + "\n"
    return ("\\documentclass{article}\n\\usepackage{tikz}\n\\pagestyle{empty}\n"
            "\\begin{document}\n\\noindent\n" + body + "\n\\end{document}\n")


@checked
def to_svg(history: InteractionHistory) -> str:
    """An SVG picture; entangled systems at the end carry the colour of their block."""
    plan = layout(history)
    step = max([60, *(9 * len(_label(m.event)) + 26 for m in plan.marks
                      if m.event.kind not in ("prepare", "lose"))])
    left = 24 + 9 * max([1, *(len(s) for s in plan.rows)])
    width, height = left + step * plan.columns + 70, 44 * len(plan.rows) + 30

    def x(column: float) -> float:
        return left + step * column

    def y(row: float) -> float:
        return 34 + 44 * row

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
           f'width="{width:g}" height="{height:g}" font-family="sans-serif" font-size="13">',
           f'<rect width="{width:g}" height="{height:g}" fill="white"/>']
    live = set(history.systems())
    for s, r in plan.rows.items():
        a, b = plan.spans[s]
        end = x(b) if s not in live else x(b) + 10
        out.append(f'<line x1="{x(a):g}" y1="{y(r):g}" x2="{end:g}" y2="{y(r):g}" '
                   'stroke="#333" stroke-width="1.4"/>')
        if s in live:
            out.append(f'<path d="M{end:g},{y(r):g} l-7,-4 l0,8 z" fill="#333"/>')
    for m in plan.marks:
        rows, e = m.rows, m.event
        top, bottom = min(rows), max(rows)
        if e.kind == "prepare":
            out += [f'<text x="{x(m.column) - 8:g}" y="{y(plan.rows[s]) + 4:g}" '
                    f'text-anchor="end">{_xml(s)}</text>' for s in e.outputs]
            out += [f'<circle cx="{x(m.column):g}" cy="{y(r):g}" r="2.6" fill="#333"/>'
                    for r in rows]
            if bottom > top:
                out.append(f'<line x1="{x(m.column):g}" y1="{y(top):g}" x2="{x(m.column):g}" '
                           f'y2="{y(bottom):g}" stroke="#333" stroke-dasharray="2 3"/>')
            continue
        if e.kind == "lose":
            out.append(f'<text x="{x(m.column):g}" y="{y(top) + 5:g}" font-size="18" '
                       'text-anchor="middle">×</text>')
            continue
        out += [f'<text x="{x(m.column) + 8:g}" y="{y(plan.rows[s]) + 15:g}" '
                f'font-size="11">{_xml(s)}</text>' for s in e.outputs if s not in e.systems]
        if bottom > top:
            out.append(f'<line x1="{x(m.column):g}" y1="{y(top):g}" x2="{x(m.column):g}" '
                       f'y2="{y(bottom):g}" stroke="#333" stroke-width="2"/>')
            out += [f'<circle cx="{x(m.column):g}" cy="{y(r):g}" r="3.4" fill="#333"/>'
                    for r in rows]
        text = _label(e)
        half = (8 * len(text) + 14) / 2
        middle = (y(top) + y(bottom)) / 2
        dash = ' stroke-dasharray="4 3"' if e.kind == "decohere" else ""
        out.append(f'<rect x="{x(m.column) - half:g}" y="{middle - 12:g}" width="{2 * half:g}" '
                   f'height="24" rx="{9 if e.kind == "measure" else 2}" fill="white" '
                   f'stroke="#333"{dash}/>')
        out.append(f'<text x="{x(m.column):g}" y="{middle + 4:g}" text-anchor="middle">'
                   f'{_xml(text)}</text>')
    for k, block in enumerate(plan.blocks):
        colour = COLOURS[k % len(COLOURS)]
        for s in block:
            cx = x(plan.spans[s][1]) + 24
            out.append(f'<circle cx="{cx:g}" cy="{y(plan.rows[s]):g}" r="6" fill="{colour}"/>'
                       f'<text x="{cx + 11:g}" y="{y(plan.rows[s]) + 4:g}" fill="{colour}">'
                       f'{k + 1}</text>')
    return "\n".join([*out, "</svg>", ""])


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
