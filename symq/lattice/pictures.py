"""Pictures of closed strings on a torus and of the helicities of a wave (matplotlib, on demand)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from symq.errors import DimensionError, EngineRefusal
from symq.lang.checked import checked
from symq.lattice.families import check_sizes, torus
from symq.lattice.lattice import Cell, CellComplex
from symq.plots import axes_of, figure, save_figure

_VIEW = {2: np.eye(2), 3: np.array([[1.0, 0.0], [0.0, 1.0], [0.45, 0.35]])}
_PHASES = 8


@checked
def plot_strings(cells: CellComplex, sizes: Sequence[int],
                 configuration: Mapping[tuple[int, Cell], int], *, axes: Any = None,
                 save: str | Path | None = None) -> Any:
    """A configuration of strings on a torus; arrows along the links, thicker for larger L.

    Args:
        configuration: {(link, cell): L}; the ends of open strings are marked.
    Raises:
        DimensionError: one dimension. EngineRefusal: a place that is not on the torus.
    """
    d = cells.lattice.dimension
    if d not in _VIEW:
        raise DimensionError("strings are drawn in two or three dimensions")
    check_sizes(sizes, d)
    known = {(k, cell) for k in range(len(cells.links)) for cell in torus(sizes)}
    strange = sorted(set(configuration) - known)
    if strange:
        raise EngineRefusal(f"{strange[0]} is no link of the torus {tuple(sizes)}",
                            "give (link, cell) with cells from 0")
    axes = axes_of(axes, 4, 4)
    vectors = np.array([[float(c) for c in v] for v in cells.lattice.vectors])
    sites = np.array([[float(c) for c in s] for s in cells.lattice.sites]) @ vectors
    charges: dict[tuple[int, Cell], int] = {}
    places: dict[tuple[int, Cell], Any] = {}
    for which, cell in sorted(known):
        link = cells.links[which]
        far = tuple(a + b for a, b in zip(cell, link.cell, strict=True))
        start = (sites[link.start] + np.array(cell) @ vectors) @ _VIEW[d]
        end = (sites[link.end] + np.array(far) @ vectors) @ _VIEW[d]
        places[link.start, cell] = start
        axes.plot(*zip(start, end, strict=True), color="0.85", linewidth=0.8, zorder=1)
        value = configuration.get((which, cell), 0)
        if not value:
            continue
        a, b = (start, end) if value > 0 else (end, start)
        axes.annotate("", b, a, zorder=2, arrowprops={
            "arrowstyle": "-|>", "color": "tab:blue", "linewidth": 1.0 + abs(value),
            "shrinkA": 0, "shrinkB": 0})
        home = tuple(c % n for c, n in zip(far, sizes, strict=True))
        for vertex, change in (((link.start, cell), value), ((link.end, home), -value)):
            charges[vertex] = charges.get(vertex, 0) + change
    marked = [places[v] for v, q in sorted(charges.items()) if q and v in places]
    if marked:
        axes.scatter(*zip(*marked, strict=True), s=40, color="tab:red", zorder=3)
    axes.set_aspect("equal")
    axes.set_axis_off()
    save_figure(axes.figure, save)
    return axes


@checked
def plot_helicities(values: Sequence[int], *, save: str | Path | None = None) -> Any:
    """What waves of some helicities do to a ring of points, at a few phases; k towards the reader.

    Args:
        values: helicities -2 ... 2; the pattern of helicity h turns h times slower than the phase.
    Raises:
        EngineRefusal: another helicity.
    """
    wrong = [h for h in values if h not in (-2, -1, 0, 1, 2)]
    if wrong or not values:
        raise EngineRefusal(f"helicities {tuple(values)} are not drawn", "give some of -2 ... 2")
    found = np.atleast_1d(figure(2.2 * len(values), 2.4).subplots(1, len(values)))
    angle = np.linspace(0, 2 * np.pi, 121)
    ring = np.exp(1j * angle)
    for axes, h in zip(found, values, strict=True):
        axes.plot(ring.real, ring.imag, color="0.8", linewidth=0.8)
        for step in range(_PHASES // 2):
            phase = 2 * np.pi * step / _PHASES
            shade = 0.25 + 0.7 * step / _PHASES
            moved = ring + 0.3 * displacement(h, phase, ring)
            axes.plot(moved.real, moved.imag, color=(0.1, 0.3, shade), linewidth=1.1)
        axes.set_title(f"helicity {h:+d}" if h else "helicity 0", fontsize=9)
        axes.set_xlim(-1.5, 1.5)
        axes.set_ylim(-1.5, 1.5)
        axes.set_aspect("equal")
        axes.set_axis_off()
    save_figure(found[0].figure, save)
    return found


def displacement(helicity: int, phase: float, points: Any) -> Any:
    """How points x + i y are displaced: scaled (0), shifted (1) or sheared (2), turning with time.

    A rotation of the plane by a changes the phase by helicity times a.
    """
    turn = np.exp(1j * np.sign(helicity) * phase)
    if helicity == 0:
        return np.cos(phase) * points
    return turn * (np.ones_like(points) if abs(helicity) == 1 else np.conj(points))


__all__ = ["displacement", "plot_helicities", "plot_strings"]
