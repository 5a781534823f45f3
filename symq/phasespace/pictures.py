"""Pictures of phase space: grids of epistemic states and Wigner functions, lines, tables.

A picture is plain data; `svg()` and `tikz()` write it as text without any other package, and
`save` writes SVG, TikZ, or PNG and PDF through matplotlib.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

from sympy import Expr, Rational

from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.phasespace.epistemic import EpistemicState, Outcome
from symq.phasespace.rings import Row
from symq.phasespace.space import PhaseSpace
from symq.plots import axes_of, save_figure, writing

CELL, MARGIN = 26, 46
SHADES = ("#4a6fa5", "#e08e45", "#6aa84f", "#b565a7", "#c9b037", "#7f8c8d", "#a33b3b", "#2f4858",
          "#9bc1bc")
EMPTY, NEGATIVE, LINE = "#ffffff", "#c0392b", "#444444"


@checked
@dataclass(frozen=True)
class Cell:
    """One field of a grid: its colour and the text in it."""

    fill: str = EMPTY
    text: str = ""


@checked
@dataclass(frozen=True)
class Grid:
    """A grid of cells with labelled rows (from the top) and columns.

    Attributes:
        cells: rows of cells, the top row first.
        rows: labels of the rows, top first.
        columns: labels of the columns.
        vertical: name of the vertical axis.
        horizontal: name of the horizontal axis.
        title: above the grid, or "".
        block: a thicker line is drawn after so many cells, 0 for none.
    """

    cells: tuple[tuple[Cell, ...], ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    vertical: str
    horizontal: str
    title: str = ""
    block: int = 0

    def __post_init__(self) -> None:
        if len(self.cells) != len(self.rows) or any(len(r) != len(self.columns)
                                                    for r in self.cells):
            raise DimensionError(f"a grid of {len(self.rows)} x {len(self.columns)} labels needs "
                                 "as many cells")

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        top = 24 if self.title else 8
        return (self._left + 10 + CELL * len(self.columns), top + MARGIN + CELL * len(self.rows))

    @property
    def _surplus(self) -> int:
        """By how many letters the longest label of a row exceeds the usual margin."""
        return max(0, max(map(len, self.rows), default=0) - 3)

    @property
    def _left(self) -> int:
        return MARGIN + 7 * self._surplus

    def svg(self) -> str:
        """The picture as SVG text."""
        width, height = self.size
        top, left = 24 if self.title else 8, self._left
        parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
                 f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">']
        if self.title:
            parts.append(_text(width // 2, 15, self.title, size=12))
        for i, row in enumerate(self.cells):
            y = top + CELL * i
            parts.append(_text(left - 6, y + 17, self.rows[i], "end"))
            for j, cell in enumerate(row):
                x = left + CELL * j
                parts.append(f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" '
                             f'fill="{cell.fill}" stroke="{LINE}" stroke-width="0.6"/>')
                if cell.text:
                    colour = LINE if cell.fill == EMPTY else "#ffffff"
                    parts.append(_text(x + CELL // 2, y + 17, cell.text, colour=colour, size=9))
        bottom = top + CELL * len(self.rows)
        right = left + CELL * len(self.columns)
        if self.block:
            for k in range(0, len(self.columns) + 1, self.block):
                x = left + CELL * k
                parts.append(_stroke(x, top, x, bottom))
            for k in range(0, len(self.rows) + 1, self.block):
                y = top + CELL * k
                parts.append(_stroke(left, y, right, y))
        for j, label in enumerate(self.columns):
            parts.append(_text(left + CELL * j + CELL // 2, bottom + 14, label))
        parts.append(_text((left + right) // 2, bottom + 31, self.horizontal, size=12))
        middle = (top + bottom) // 2
        parts.append(f'<text x="13" y="{middle}" font-size="12" text-anchor="middle" '
                     f'fill="{LINE}" transform="rotate(-90 13 {middle})">'
                     f'{escape(self.vertical)}</text>')
        return "\n".join([*parts, "</svg>"]) + "\n"

    def tikz(self) -> str:
        """The picture as a TikZ environment; one unit is 0.5 cm."""
        height = len(self.rows)
        side = round(-1.6 - 0.3 * self._surplus, 1)
        lines = ["\\begin{tikzpicture}[x=0.5cm,y=0.5cm,font=\\scriptsize]"]
        for name, fill in sorted({(_colour_name(c.fill), c.fill) for r in self.cells for c in r
                                  if c.fill != EMPTY}):
            lines.append(f"\\definecolor{{{name}}}{{HTML}}{{{fill[1:].upper()}}}")
        for i, row in enumerate(self.cells):
            y = height - 1 - i
            lines.append(f"\\node[left] at (0,{y}.5) {{{self.rows[i]}}};")
            for j, cell in enumerate(row):
                if cell.fill != EMPTY:
                    lines.append(f"\\fill[{_colour_name(cell.fill)}] ({j},{y}) rectangle "
                                 f"({j + 1},{y + 1});")
                if cell.text:
                    lines.append(f"\\node at ({j}.5,{y}.5) {{\\tiny ${cell.text}$}};")
        lines.append(f"\\draw[thin] (0,0) grid ({len(self.columns)},{height});")
        if self.block:
            lines.append(f"\\draw[thick,step={self.block}] (0,0) grid "
                         f"({len(self.columns)},{height});")
        lines += [f"\\node[below] at ({j}.5,0) {{{label}}};"
                  for j, label in enumerate(self.columns)]
        lines.append(f"\\node at ({len(self.columns) / 2},-1.4) {{${_tex(self.horizontal)}$}};")
        lines.append(f"\\node[rotate=90] at ({side},{height / 2}) {{${_tex(self.vertical)}$}};")
        if self.title:
            lines.append(f"\\node[above] at ({len(self.columns) / 2},{height}) "
                         f"{{{_tex_title(self.title)}}};")
        return "\n".join([*lines, "\\end{tikzpicture}"]) + "\n"


def _text(x: int, y: int, body: str, anchor: str = "middle", colour: str = LINE,
          size: int = 11) -> str:
    return (f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">'
            f"{escape(body)}</text>")


def _stroke(x: int, y: int, u: int, v: int) -> str:
    return f'<line x1="{x}" y1="{y}" x2="{u}" y2="{v}" stroke="{LINE}" stroke-width="1.6"/>'


def _colour_name(fill: str) -> str:
    return "c" + fill[1:].lower()


def _tex(text: str) -> str:
    return "".join(f"_{c}" if c.isdigit() else c for c in text)


def _tex_title(text: str) -> str:
    return text.replace("_", "\\_").replace("&", "\\&").replace("%", "\\%").replace("#", "\\#")


# -- grids --------------------------------------------------------------------------------------
@checked
def grid_of(space: PhaseSpace, cells: Mapping[Row, Cell], title: str = "") -> Grid:
    """A grid from cells by point; X upwards and P to the right for one system, (X1, P1) upwards
    and (X2, P2) to the right for two.

    Raises:
        EngineRefusal: more than two systems, or an infinite ring.
    """
    d = space.ring.modulus
    if not d or space.n > 2:
        raise EngineRefusal(f"grids show one or two systems over Z_d, not {space.n} over "
                            f"{space.ring}", "take a marginal, or line_picture over R")

    def cell(row: Sequence[int], column: Sequence[int]) -> Cell:
        point = [0] * space.dimension
        if space.n == 1:
            point[space.x(1)], point[space.p(1)] = row[0], column[0]
        else:
            for i, pair in ((1, row), (2, column)):
                point[space.x(i)], point[space.p(i)] = pair
        return cells.get(tuple(point), Cell())

    labels = list(product(range(d), repeat=space.n))
    down = labels[::-1]
    names = tuple("".join(map(str, label)) for label in labels)
    return Grid(tuple(tuple(cell(r, c) for c in labels) for r in down), names[::-1], names,
                "X" if space.n == 1 else "X1 P1", "P" if space.n == 1 else "X2 P2", title,
                d if space.n == 2 else 0)


@checked
def state_grid(state: EpistemicState, title: str | None = None) -> Grid:
    """The support of an epistemic state as filled cells.

    >>> grid = state_grid(EpistemicState(PhaseSpace(1, 3), {"X": 2}))
    >>> [cell.fill == EMPTY for cell in grid.cells[0]], grid.rows
    ([False, False, False], ('2', '1', '0'))
    """
    cells = {m: Cell(SHADES[0]) for m in state.support()}
    return grid_of(state.space, cells, str(state) if title is None else title)


@checked
def measurement_grid(outcomes: Sequence[Outcome], title: str = "") -> Grid:
    """A reproducible measurement as a partition: one colour for each outcome of the totally
    ignorant state.

    Raises:
        InputError: no outcomes.
    """
    if not outcomes:
        raise InputError("a measurement has at least one outcome")
    cells = {}
    for k, outcome in enumerate(outcomes):
        for m in outcome.state.support():
            cells[m] = Cell(SHADES[k % len(SHADES)], ",".join(map(str, outcome.values)))
    return grid_of(outcomes[0].state.space, cells, title)


@checked
def wigner_grid(space: PhaseSpace, table: Mapping[Row, Any], title: str = "") -> Grid:
    """A Wigner function with its exact values; negative ones stand out.

    Raises:
        InputError: a value is not rational.
    """
    cells = {}
    for m, value in table.items():
        if not isinstance(value, Rational | int):
            raise InputError(f"the value {value} at {m} is not rational")
        if value != 0:
            cells[m] = Cell(NEGATIVE if value < 0 else SHADES[0], str(value))
    return grid_of(space, cells, title)


@checked
def correlation_grid(rows: Iterable[tuple[str, str]], columns: Sequence[str],
                     title: str = "") -> Grid:
    """A table of letters, C for correlated and A for anticorrelated.

    >>> correlation_grid([("Phi+", "CCA")], ("Z", "X", "Y")).columns
    ('Z', 'X', 'Y')
    """
    given = list(rows)
    cells = tuple(tuple(Cell(SHADES[0] if letter == "C" else EMPTY, letter) for letter in word)
                  for _, word in given)
    return Grid(cells, tuple(name for name, _ in given), tuple(columns), "state", "variable",
                title)


# -- lines --------------------------------------------------------------------------------------
@checked
@dataclass(frozen=True)
class Lines:
    """Lines a X + b P = c in the phase plane of one continuous degree of freedom.

    Attributes:
        lines: (a, b, c, label), numbers.
        reach: the square from -reach to reach is shown.
    """

    lines: tuple[tuple[Expr, Expr, Expr, str], ...]
    reach: int = 3

    def segments(self) -> tuple[tuple[tuple[float, float], tuple[float, float], str], ...]:
        """End points of each line in the square, for drawing only, as (X, P) pairs."""
        found = []
        for a, b, c, label in self.lines:
            u, v, w = (float(x) for x in (a, b, c))
            r = float(self.reach)
            ends = []
            if v:
                ends += [(x, (w - u * x) / v) for x in (-r, r)]
            if u:
                ends += [((w - v * p) / u, p) for p in (-r, r)]
            inside = sorted({(round(x, 9), round(p, 9)) for x, p in ends
                             if abs(x) <= r + 1e-9 and abs(p) <= r + 1e-9})
            if len(inside) >= 2:
                found.append((inside[0], inside[-1], label))
        return tuple(found)

    def svg(self) -> str:
        """The picture as SVG text; X upwards, P to the right."""
        half, size = 110, 260
        scale = half / self.reach
        at = lambda x, p: (130 + p * scale, 130 - x * scale)  # noqa: E731
        parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
                 f'viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="11">',
                 f'<rect x="20" y="20" width="{2 * half}" height="{2 * half}" fill="none" '
                 f'stroke="{LINE}" stroke-width="0.6"/>',
                 _stroke(20, 130, 240, 130).replace("1.6", "0.5"),
                 _stroke(130, 20, 130, 240).replace("1.6", "0.5"),
                 _text(250, 134, "P"), _text(130, 14, "X")]
        for k, (start, end, label) in enumerate(self.segments()):
            (x, y), (u, v) = at(*start), at(*end)
            colour = SHADES[k % len(SHADES)]
            parts.append(f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{u:.1f}" y2="{v:.1f}" '
                         f'stroke="{colour}" stroke-width="2"/>')
            parts.append(_text(26, 34 + 14 * k, label, "start", colour, 10))
        return "\n".join([*parts, "</svg>"]) + "\n"

    def tikz(self) -> str:
        """The picture as a TikZ environment."""
        r = self.reach
        lines = ["\\begin{tikzpicture}[x=0.6cm,y=0.6cm,font=\\scriptsize]",
                 f"\\draw[->] (-{r},0) -- ({r},0) node[right] {{$P$}};",
                 f"\\draw[->] (0,-{r}) -- (0,{r}) node[above] {{$X$}};"]
        for start, end, label in self.segments():
            lines.append(f"\\draw[thick] ({start[1]:g},{start[0]:g}) -- ({end[1]:g},{end[0]:g}) "
                         f"node[right] {{${_tex(label)}$}};")
        return "\n".join([*lines, "\\end{tikzpicture}"]) + "\n"


@checked
def line_picture(states: Iterable[EpistemicState], reach: int = 3) -> Lines:
    """Epistemic states of one continuous degree of freedom as lines.

    Args:
        states: each knows one variable with a numerical value.
        reach: how far the axes go.
    Raises:
        EngineRefusal: more than one system, or Z_d.
        InputError: a state that knows nothing, or a symbolic value.

    >>> space = PhaseSpace(1)
    >>> len(line_picture([EpistemicState(space, {"X + P": 1})]).segments())
    1
    """
    found = []
    for state in states:
        space = state.space
        if space.n != 1 or space.ring.is_finite:
            raise EngineRefusal(f"lines show one system over R or Q, not {space.n} over "
                                f"{space.ring}", "use state_grid")
        if state.subspace.rank != 1:
            raise InputError("a state that knows nothing fills the plane and is no line")
        (row,), (value,) = state.subspace.basis, state.values
        a, b = row[space.x(1)], row[space.p(1)]
        if any(e.free_symbols for e in (a, b, value)):
            raise InputError(f"{state} contains symbols; give numbers")
        found.append((a, b, value, str(state).replace("X1", "X").replace("P1", "P")))
    return Lines(tuple(found), reach)


# -- files --------------------------------------------------------------------------------------
@checked
def save(picture: Grid | Lines, path: str | Path) -> Path:
    """Write a picture; the suffix gives the format: svg, tikz, tex, png or pdf.

    Raises:
        InputError: another suffix, or a file that cannot be written.
        MissingExtra: png or pdf without matplotlib.
    """
    target = Path(path)
    kind = target.suffix.lstrip(".")
    if kind not in ("svg", "tikz", "tex", "png", "pdf"):
        raise InputError(f"suffix {target.suffix!r} is not one of .svg, .tikz, .tex, .png, .pdf")
    with writing(target):
        if kind == "svg":
            target.write_text(picture.svg(), encoding="utf-8")
        elif kind in ("tikz", "tex"):
            target.write_text(picture.tikz(), encoding="utf-8")
        else:
            _draw(picture, target)
    return target


def _draw(picture: Grid | Lines, target: Path) -> None:
    if isinstance(picture, Grid):
        size = picture.size
        axes = axes_of(None, max(size[0] / 72, 2), max(size[1] / 72, 2))
        rectangle = import_module("matplotlib.patches").Rectangle
        height = len(picture.rows)
        for i, row in enumerate(picture.cells):
            for j, cell in enumerate(row):
                axes.add_patch(rectangle((j, height - 1 - i), 1, 1, facecolor=cell.fill,
                                         edgecolor=LINE, linewidth=0.6))
                if cell.text:
                    axes.text(j + 0.5, height - 0.5 - i, cell.text, ha="center", va="center",
                              fontsize=7, color=LINE if cell.fill == EMPTY else "white")
        for k in range(picture.block, len(picture.columns) if picture.block else 0,
                       picture.block or 1):
            axes.axvline(k, color=LINE, linewidth=1.6)
            axes.axhline(k, color=LINE, linewidth=1.6)
        axes.set_xticks([j + 0.5 for j in range(len(picture.columns))], picture.columns,
                        fontsize=8)
        axes.set_yticks([height - 0.5 - i for i in range(height)], picture.rows, fontsize=8)
        axes.set_xlim(0, len(picture.columns))
        axes.set_ylim(0, height)
        axes.set_xlabel(picture.horizontal)
        axes.set_ylabel(picture.vertical)
        axes.tick_params(length=0)
        axes.set_aspect("equal")
        if picture.title:
            axes.set_title(picture.title, fontsize=9)
    else:
        axes = axes_of(None, 3.4, 3.2)
        for k, (start, end, label) in enumerate(picture.segments()):
            axes.plot([start[1], end[1]], [start[0], end[0]], color=SHADES[k % len(SHADES)],
                      label=label)
        axes.axhline(0, color=LINE, linewidth=0.5)
        axes.axvline(0, color=LINE, linewidth=0.5)
        axes.set_xlim(-picture.reach, picture.reach)
        axes.set_ylim(-picture.reach, picture.reach)
        axes.set_xlabel("P")
        axes.set_ylabel("X")
        axes.set_aspect("equal")
        axes.legend(fontsize=7, frameon=False)
    save_figure(axes.figure, target, dpi=150)
