"""Figures: bands along a path, lattices with their links (matplotlib, on demand)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from itertools import product as cartesian
from pathlib import Path
from typing import Any

import numpy as np
from sympy import Expr, Symbol

from symq.errors import DimensionError, EngineRefusal
from symq.lang.checked import checked
from symq.lang.statement import expression
from symq.lattice.bands import Bands
from symq.lattice.lattice import Bond, Lattice
from symq.plots import axes_of, save_figure


@checked
def plot_bands(bands: Bands, path: Sequence[tuple[str, Sequence[object]]],
               couplings: Mapping[Symbol, object], points: int = 60, axes: Any = None,
               save: str | Path | None = None) -> Any:
    """All frequencies along straight lines between named points of the zone.

    Args:
        path: (label, angles k.vectors[a]) for each corner.
        couplings: numbers for the couplings.
    Raises:
        DimensionError: a corner has the wrong number of angles.
    """
    d = bands.lattice.dimension
    corners = []
    for label, angles in path:
        if len(angles) != d:
            raise DimensionError(f"the point {label} has {len(angles)} angles, not {d}")
        corners.append(np.array([float(expression(a)) for a in angles]))
    axes = axes_of(axes)
    reciprocal = np.linalg.pinv(np.array([[float(c) for c in v] for v in bands.lattice.vectors]))
    start, ticks, places, rows = 0.0, [0.0], [], []
    for a, b in pairwise(corners):
        length = float(np.linalg.norm(reciprocal @ (b - a))) or 1.0
        for j in range(points + 1):
            places.append(start + length * j / points)
            rows.append(bands.frequencies_at(a + (b - a) * j / points, dict(couplings)))
        start += length
        ticks.append(start)
    axes.plot(places, np.array(rows), color="tab:blue", linewidth=1.2)
    axes.set_xticks(ticks, [label for label, _ in path])
    for tick in ticks:
        axes.axvline(tick, color="0.8", linewidth=0.6)
    axes.set_xlim(0, start)
    axes.set_ylim(bottom=min(0.0, 1.05 * float(np.min(rows))))
    axes.set_ylabel("frequency")
    save_figure(axes.figure, save)
    return axes


@checked
def plot_lattice(lattice: Lattice, bonds: Sequence[Bond] | None = None, cells: int = 3,
                 spins: Sequence[Sequence[Expr]] | None = None, axes: Any = None,
                 save: str | Path | None = None) -> Any:
    """Sites, bonds and (optionally) spin directions of a few cells; three dimensions obliquely.

    Args:
        bonds: nearest neighbours if left out.
        spins: a direction for each site; x and z are drawn.
    Raises:
        EngineRefusal: a number of cells below 1.
    """
    if cells < 1:
        raise EngineRefusal(f"{cells} cells cannot be drawn", "draw at least one")
    axes = axes_of(axes)
    vectors = np.array([[float(c) for c in v] for v in lattice.vectors])
    sites = np.array([[float(c) for c in s] for s in lattice.sites]) @ vectors
    view = {1: np.array([[1.0, 0.0]]), 2: np.eye(2),
            3: np.array([[1.0, 0.0], [0.45, 0.35], [0.0, 1.0]])}[vectors.shape[1]]
    shells = lattice.bonds() if bonds is None else bonds
    for cell in cartesian(range(cells), repeat=lattice.dimension):
        offset = np.array(cell) @ vectors
        for bond in shells:
            ends = np.array([sites[bond.start] + offset,
                             sites[bond.end] + offset + np.array(bond.cell) @ vectors]) @ view
            axes.plot(ends[:, 0], ends[:, 1], color="0.6", linewidth=1.0, zorder=1)
        points = (sites + offset) @ view
        axes.scatter(points[:, 0], points[:, 1], s=16, color="tab:blue", zorder=2)
        for point, spin in zip(points, spins or (), strict=False):
            arrow = 0.35 * np.array([float(spin[0]), float(spin[2])])
            axes.annotate("", point + arrow, point - arrow, zorder=3,
                          arrowprops={"arrowstyle": "->", "color": "tab:red"})
    axes.set_aspect("equal")
    axes.set_axis_off()
    save_figure(axes.figure, save)
    return axes


__all__ = ["plot_bands", "plot_lattice"]
