"""Figures: envelopes, lattice against limit, dispersion, convergence (matplotlib, on demand)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sympy import I as imaginary
from sympy import Matrix, Symbol, lambdify

from symq.continuum.lattice import lattice_matrix
from symq.continuum.process import EntwinedPath
from symq.continuum.result import ContinuumLimit
from symq.lang.checked import checked
from symq.plots import axes_of, save_figure


@checked
def plot_path(path: EntwinedPath, axes: Any = None, save: str | Path | None = None) -> Any:
    """One path: the way forth, the way back, the markers, the two envelopes; time upwards."""
    axes = axes_of(axes)
    times = range(path.duration + 1)
    for k, side in enumerate(("left", "right")):
        axes.plot([path.envelope(side, t) for t in times], list(times), color="0.85", linewidth=7,
                  solid_joinstyle="round", label="_" if k else "envelopes", zorder=0)
    axes.plot([path.forth(t) for t in times], list(times), color="tab:blue", label="forth, +1")
    axes.plot([path.back(t) for t in times], list(times), color="tab:red", label="back, -1")
    axes.plot([z for _, z in path.markers], [t for t, _ in path.markers], "ko", markersize=4)
    axes.set_xlabel("z / spacing")
    axes.set_ylabel("t / step")
    axes.legend()
    save_figure(axes.figure, save)
    return axes


@checked
def plot_fields(points: Any, lattice: Any, limit: Any, names: Sequence[str], axes: Any = None,
                save: str | Path | None = None) -> Any:
    """Fields of the lattice (dots) and of the limit (lines)."""
    axes = axes_of(axes)
    for i, name in enumerate(names):
        (line,) = axes.plot(points, limit[i], label=f"{name}, limit")
        axes.plot(points, lattice[i], ".", color=line.get_color(), markersize=3,
                  label=f"{name}, lattice")
    axes.set_xlabel("x")
    axes.legend()
    save_figure(axes.figure, save)
    return axes


@checked
def plot_convergence(tables: Mapping[str, Sequence[tuple[float, float]]], axes: Any = None,
                     save: str | Path | None = None) -> Any:
    """Errors against the small parameter; the slope of each line is its observed order."""
    axes = axes_of(axes)
    for name, rows in tables.items():
        h, errors = np.array(rows).T
        slope = np.polyfit(np.log(h), np.log(errors), 1)[0]
        axes.loglog(h, errors, "o-", label=f"{name}: order {slope:.2f}")
    axes.set_xlabel("h")
    axes.set_ylabel("largest error")
    axes.legend()
    save_figure(axes.figure, save)
    return axes


@checked
def dispersion_table(limit: ContinuumLimit, values: Mapping[Any, float], waves: Any) -> Any:
    """(wave numbers, exact lattice growth, that of the limit): eigenvalues after one period.

    One space dimension; `values` gives numbers for all parameters and the small one.
    """
    scheme = limit.scheme
    table = {**values, **{s: v.subs(values) for s, v in limit.scaling.values}}
    matrix, (z,) = lattice_matrix(scheme)
    spacing = float(scheme.spacings[0].subs(table))
    step = float(scheme.step.subs(table))
    exact = lambdify(z, matrix.subs(table), "numpy")
    d = limit.dimension
    wave = Symbol(f"d_{scheme.axes[0].name}")
    total = Matrix.zeros(d, d)
    for k in range(limit.orders + 1):
        total += limit.scaling.small**k * limit.operator(k)
    symbol = lambdify(wave, total.subs(values).subs(wave, imaginary * wave), "numpy")
    lattice, smooth = [], []
    for k in waves:
        one = np.asarray(exact(np.exp(1j * k * spacing)), dtype=complex)
        one = one / float(limit.normalisation)
        lattice.append(_by_angle(np.linalg.eigvals(np.linalg.matrix_power(one, limit.period))))
        flow = np.asarray(symbol(k), dtype=complex)
        smooth.append(_by_angle(np.exp(np.linalg.eigvals(flow) * limit.period * step)))
    return np.asarray(waves), np.array(lattice), np.array(smooth)


def _by_angle(values: Any) -> Any:
    return values[np.argsort(np.angle(values))]


@checked
def plot_dispersion(limit: ContinuumLimit, values: Mapping[Any, float], waves: Any,
                    axes: Any = None, save: str | Path | None = None) -> Any:
    """Frequencies of the exact lattice (dots) and of the limit (lines), per unit of time."""
    axes = axes_of(axes)
    k, lattice, smooth = dispersion_table(limit, values, waves)
    table = {**values, **{s: v.subs(values) for s, v in limit.scaling.values}}
    duration = limit.period * float(limit.scheme.step.subs(table))
    for lines, style, color, name in ((smooth, "-", "tab:blue", "limit"),
                                      (lattice, ".", "tab:orange", "lattice")):
        drawn = axes.plot(k, np.log(lines).imag / duration, style, color=color, markersize=3)
        drawn[0].set_label(name)
    axes.legend()
    axes.set_xlabel("k")
    axes.set_ylabel("frequency")
    save_figure(axes.figure, save)
    return axes
