"""Simulations agree with exact results within their known errors; figures can be drawn."""

import numpy as np
import pytest
from sympy import Function, Rational

from symq.continuum import Scaling, Scheme, continuum_limit
from symq.continuum.figures import (
    dispersion_table,
    plot_convergence,
    plot_dispersion,
    plot_fields,
    plot_path,
)
from symq.continuum.process import EntwinedPath, EntwinedWalk
from symq.continuum.simulate import (
    convergence,
    evolve_lattice,
    evolve_limit,
    sample_envelopes,
    sample_packet,
)
from symq.errors import DimensionError, InputError

from . import schemes as s
from .schemes import FIXED_NUMBER, HALF, D, e, h, r, t, x

FREE = continuum_limit(s.signed_walk(Rational(0)), Scaling.diffusive(h, e, D), orders=2)


def waves(points):
    return np.array([np.cos(points), np.sin(2 * points)])


def test_evolution_of_a_point_source_is_binomial():
    walk = Scheme.explicit({1: HALF, -1: HALF}, ("u",), (x,), (h,), t, e)
    start = np.zeros((1, 21))
    start[0, 10] = 1
    found = evolve_lattice(walk, {}, start, np.arange(21.0), 4)[0]
    assert np.allclose(found[6:15], np.array([1, 0, 4, 0, 6, 0, 4, 0, 1]) / 16)
    with pytest.raises(DimensionError):
        evolve_lattice(walk, {}, start[0], np.arange(21.0), 1)
    with pytest.raises(InputError):
        evolve_lattice(s.crank_nicolson(), {}, start, np.arange(21.0), 1)


def test_coefficients_that_depend_on_position():
    w = Function("w")
    scheme = Scheme.explicit({0: w(x)}, ("u",), (x,), (h,), t, e)
    points = np.linspace(0, 1, 5)
    found = evolve_lattice(scheme, {"w": np.exp}, np.ones((1, 5)), points, 3)
    assert np.allclose(found[0], np.exp(3 * points))


def test_spectral_evolution_of_the_limit():
    limit = continuum_limit(s.ftcs(), FIXED_NUMBER)
    points = np.arange(64) * 2 * np.pi / 64
    found = evolve_limit(limit, {D: 0.5, r: 0.25}, np.array([np.cos(points)]), points, 1.0)
    assert np.allclose(found[0], np.exp(-0.5) * np.cos(points))


def test_convergence_has_the_order_of_the_first_correction():
    lattices = [2 * np.pi / n for n in (64, 128, 256)]
    for corrections, order in ((0, 1), (1, 2)):
        rows = convergence(FREE, {D: 1}, lattices, waves, 2 * np.pi, 2, corrections)
        errors = [error for _, error in rows]
        assert errors[1] / errors[2] > 2**order * 0.85
        assert errors[1] / errors[2] < 2**order * 1.25


def test_monte_carlo_agrees_with_the_exact_law():
    density = sample_envelopes(0.3, 4, 4000, "left", seed=5)
    for time in (1, 2, 3, 4):
        exact = EntwinedWalk(Rational(3, 10)).densities(time, "left", "arriving")
        for z, pair in exact.items():
            for k in range(2):
                assert abs(density[time, z + 4, k] - float(pair[k])) < 0.05


def test_a_packet_of_paths_is_a_superposition_of_point_sources():
    weights = np.zeros(41)
    weights[[18, 20]] = 1, -2
    found = sample_packet(weights, 2, 20000, seed=3)
    exact = EntwinedWalk(Rational(1, 2)).densities(2, "left")
    for k in range(2):
        expected = np.zeros(41)
        for z, pair in exact.items():
            for at, weight in ((18, 1), (20, -2)):
                expected[at + z] += 2 * weight * float(pair[k])
        assert np.abs(found[k] - expected).max() < 0.06


def test_lattice_dispersion_against_the_limit():
    _, lattice, smooth = dispersion_table(FREE, {D: 1, h: 0.01}, np.linspace(0.1, 2, 5))
    assert lattice.shape == smooth.shape == (5, 2)
    assert np.abs(lattice - smooth).max() < 1e-8


def test_figures(tmp_path):
    pytest.importorskip("matplotlib")
    plot_path(EntwinedPath(((2, 1), (1, 3))), save=tmp_path / "path.pdf")
    plot_dispersion(FREE, {D: 1, h: 0.1}, np.linspace(0.1, 3, 20), save=tmp_path / "waves.svg")
    plot_convergence({"raw": [(0.1, 0.01), (0.05, 0.0025)]}, save=tmp_path / "order.pdf")
    points = np.linspace(0, 6, 20)
    plot_fields(points, waves(points), waves(points), ("f", "g"), save=tmp_path / "fields.pdf")
    assert len(list(tmp_path.iterdir())) == 4
