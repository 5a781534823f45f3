"""Figures contain what they should."""

import numpy as np
import pytest
from sympy import pi, symbols

from symq.errors import DimensionError, EngineRefusal
from symq.lattice import (
    SpinModel,
    ferromagnet,
    heisenberg,
    kagome,
    plot_bands,
    plot_lattice,
    pyrochlore,
)

J, S = symbols("J S")
PATH = [("G", (0, 0)), ("K", (2 * pi / 3, -2 * pi / 3)), ("M", (pi, 0)), ("G", (0, 0))]


def bands():
    model = SpinModel.on(kagome(), S, {1: heisenberg(-J)}, assuming=[J > 0, S > 0])
    return ferromagnet(model).bands()


def test_a_flat_band_is_a_straight_line(tmp_path):
    axes = plot_bands(bands(), PATH, {J: 1, S: 1}, points=8, save=tmp_path / "bands.png")
    assert (tmp_path / "bands.png").stat().st_size > 2000
    lines = [np.asarray(line.get_ydata()) for line in axes.lines if len(line.get_xdata()) > 2]
    assert len(lines) == 3
    np.testing.assert_allclose(lines[2], 6)
    assert [t.get_text() for t in axes.get_xticklabels()] == ["G", "K", "M", "G"]


def test_lattices_are_drawn():
    axes = plot_lattice(kagome(), cells=2, spins=[(0, 0, 1), (1, 0, 0), (0, 0, -1)])
    assert len(axes.lines) == 4 * 6
    assert plot_lattice(pyrochlore(), cells=1).collections


def test_malformed_requests():
    with pytest.raises(DimensionError):
        plot_bands(bands(), [("G", (0,)), ("M", (pi,))], {J: 1, S: 1})
    with pytest.raises(EngineRefusal):
        plot_lattice(kagome(), cells=0)
