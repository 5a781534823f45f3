"""Numbers for plots: lattice evolution, spectral evolution of the limit, Monte-Carlo paths.

Floats are used here and in the figures only; nothing in this module decides a claim.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import Expr, I, Matrix, Symbol, lambdify

from symq.continuum.model import Scheme
from symq.continuum.result import ContinuumLimit
from symq.errors import DimensionError, DomainError, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer

Array = NDArray[Any]
MOST = 10_000_000                       # steps and samples
WIDEST = 2_000                          # steps of which densities are kept at every time


@checked
def evolve_lattice(scheme: Scheme, values: Mapping[Any, Any], start: Array, points: Array,
                   steps: int) -> Array:
    """Evolve fields on a periodic line of lattice points.

    Args:
        scheme: explicit, one space dimension, coefficients independent of time.
        values: numbers for the parameters; functions v(x) as numpy callables v -> f(points).
        start: array (components of the one-level form, points).
        points: coordinates of the lattice points.
        steps: number of steps.
    Returns:
        Array of the shape of `start`.
    Raises:
        InputError: the scheme is implicit, or shifts are no whole spacings.
        DimensionError: shapes do not fit.
    """
    integer(steps, "the number of steps", 0, MOST)
    if not scheme.is_explicit or len(scheme.axes) != 1:
        raise InputError("an explicit scheme in one space dimension is needed")
    base = scheme.one_level()
    start = np.asarray(start)
    if start.shape != (base.n, len(points)):
        raise DimensionError(f"start has shape {start.shape}, expected {(base.n, len(points))}")
    tables = []
    for shift, matrix in base.old[0]:
        if not shift[0].is_Integer:
            raise InputError(f"the shift {shift[0]} is no whole number of spacings")
        tables.append((int(shift[0]), [[sample(matrix[i, j], base.axes[0], values, points)
                                        for j in range(base.n)] for i in range(base.n)]))
    state = np.array(start)
    kind = np.result_type(state, *(c for _, t in tables for row in t for c in row if c is not None))
    state = state.astype(kind)
    for _ in range(steps):
        new = np.zeros_like(state)
        for move, table in tables:
            moved = np.roll(state, -move, axis=1)
            for i, row in enumerate(table):
                for j, c in enumerate(row):
                    if c is not None:
                        new[i] += c * moved[j]
        state = new
    return state


def sample(expr: Expr, axis: Symbol, values: Mapping[Any, Any], points: Array) -> Array | None:
    """A coefficient at the lattice points; None for zero."""
    if expr == 0:
        return None
    functions = {str(k.__name__ if hasattr(k, "__name__") else k): f
                 for k, f in values.items() if callable(f)}
    numbers = {k: v for k, v in values.items() if not callable(v)}
    found = lambdify(axis, expr.subs(numbers), modules=[functions, "numpy"])(points)
    return np.broadcast_to(np.asarray(found), points.shape)


@checked
def evolve_limit(limit: ContinuumLimit, values: Mapping[Any, float], start: Array, points: Array,
                 time: float, corrections: int = 0) -> Array:
    """Evolve slow fields by the generator with constant coefficients, on a periodic line.

    Args:
        values: numbers for the parameters and, with corrections, the small parameter.
        start: array (slow variables, points).
        time: how long.
        corrections: highest order of the generator.
    """
    d = limit.dimension
    start, points = np.asarray(start), np.asarray(points)
    if start.shape != (d, len(points)):
        raise DimensionError(f"start has shape {start.shape}, expected {(d, len(points))}")
    total = Matrix.zeros(d, d)
    for k in range(corrections + 1):
        total += limit.scaling.small**k * limit.operator(k)
    axis = limit.scheme.axes[0]
    wave = Symbol(f"d_{axis.name}")
    spacing = points[1] - points[0]
    waves = 2 * np.pi * np.fft.fftfreq(len(points), spacing)
    symbol = lambdify(wave, total.subs(values).subs(wave, I * wave), "numpy")
    transformed = np.fft.fft(start, axis=1)
    result = np.empty_like(transformed)
    for n, k in enumerate(waves):
        matrix = np.asarray(symbol(k), dtype=complex)
        rates, vectors = np.linalg.eig(matrix)
        result[:, n] = vectors @ (np.exp(rates * time) * np.linalg.solve(vectors,
                                                                         transformed[:, n]))
    found = np.fft.ifft(result, axis=1)
    return found if np.iscomplexobj(start) else found.real


@checked
def sample_envelopes(alpha: float | Callable[[Array], Array], steps: int, samples: int,
                     side: str = "left", seed: int = 0) -> Array:
    """Monte-Carlo estimate of the signed densities of an envelope (arrivals).

    Args:
        alpha: probability of an indication.
        steps: number of steps.
        samples: number of paths.
        seed: of the generator.
    Returns:
        Array (steps + 1, 2 steps + 1, 2): mean net charge arriving at time t at position
        z - steps, moving to smaller and to larger z. The way forth is simulated and the way back
        built from it.
    """
    if side not in ("left", "right"):
        raise InputError(f"side {side!r} is neither 'left' nor 'right'")
    integer(steps, "the number of steps", 0, WIDEST)
    integer(samples, "the number of samples", 1, MOST)
    random = np.random.default_rng(integer(seed, "the seed", 0))
    _probabilities(alpha, steps)
    density = np.zeros((steps + 1, 2 * steps + 1, 2))
    for _ in range(samples):
        forth, back = _one_path(alpha, steps, random)
        lower = (forth[1:] + forth[:-1]) < (back[1:] + back[:-1])
        outside = lower if side == "left" else ~lower
        edge = np.where(outside[:steps], forth[1:steps + 1], back[1:steps + 1])
        before = np.where(outside[:steps], forth[:steps], back[:steps])
        charge = np.where(outside[:steps], 1.0, -1.0)
        np.add.at(density, (np.arange(1, steps + 1), edge + steps,
                            (edge > before).astype(int)), charge)
    return density / samples


@checked
def sample_packet(weights: Array, steps: int, samples: int, side: str = "left", seed: int = 0
                  ) -> Array:
    """Monte-Carlo estimate of the densities of paths with alpha = 1/2 that start at many points.

    Args:
        weights: how many paths start at each lattice point.
        steps: number of steps after which the densities are taken.
        samples: number of paths, shifted to every point.
        seed: of the generator.
    Returns:
        Array (2, number of points): mean net charge that leaves each point to smaller and to larger
        z, times 2**(steps/2), which makes up for the damping.
    """
    arrived = sample_envelopes(0.5, steps + 1, samples, side, seed)[steps + 1]
    # what leaves a point is what arrives at its neighbour one step later
    leaving = (np.roll(arrived[:, 0], 1), np.roll(arrived[:, 1], -1))
    return np.array([np.convolve(weights, row, mode="same") for row in leaving]) * 2**(steps / 2)


def _probabilities(alpha: Any, steps: int) -> None:
    """Refuse probabilities of an indication outside of ]0, 1]: no leg would end.

    Raises:
        DomainError: a value near the origin is none.
    """
    for place in range(-steps, steps + 1) if callable(alpha) else (0,):
        value = float(alpha(place) if callable(alpha) else alpha)
        if not 0 < value <= 1:
            raise DomainError(f"the probability {value} of an indication at the position {place} "
                              "is not above 0 and at most 1")


def _one_path(alpha: Any, steps: int, random: np.random.Generator) -> tuple[Array, Array]:
    """Way forth and back up to the first marker at or after a time."""
    forth, back = [0], [0]
    direction = 1
    while len(forth) <= steps:
        lengths = []
        place = forth[-1]
        for sign in (direction, -direction):
            length = 1
            place += sign
            while random.random() >= (alpha(place) if callable(alpha) else alpha):
                place += sign
                length += 1
            lengths.append(length)
        first, second = lengths
        for sign, length in ((direction, first), (-direction, second)):
            forth += [forth[-1] + sign * (k + 1) for k in range(length)]
        for sign, length in ((-direction, second), (direction, first)):
            back += [back[-1] + sign * (k + 1) for k in range(length)]
        direction = -direction
    return np.array(forth), np.array(back)


@checked
def convergence(limit: ContinuumLimit, values: Mapping[Any, Any], spacings: list[float],
                field: Callable[[Array], Array], length: float, periods: int,
                corrections: int = 0) -> list[tuple[float, float]]:
    """(h, largest error) of the limit against the lattice, for fields on a periodic interval.

    The final time is that of `periods` stroboscopic periods on the coarsest lattice.
    """
    integer(periods, "the number of periods", 1, MOST)
    if not spacings or not all(0 < h < length for h in spacings):
        raise InputError(f"the spacings {spacings} are not between 0 and the length {length}")
    small = limit.scaling.small
    scheme = limit.scheme
    step_of = limit.scaling.apply(scheme.step).subs(values)
    total = float(step_of.subs(small, spacings[0])) * limit.period * periods
    found = []
    for h in spacings:
        table = {**values, small: h, **{s: v.subs(values).subs(small, h)
                                        for s, v in limit.scaling.values}}
        spacing = float(scheme.spacings[0].subs(table))
        points = np.arange(round(length / spacing)) * spacing
        start = np.asarray(field(points))
        count = round(total / float(step_of.subs(small, h)))
        lattice = evolve_lattice(scheme, table, start, points, count)
        lattice = lattice / float(limit.normalisation)**count
        expected = evolve_limit(limit, {**values, small: h}, start, points,
                                count * float(step_of.subs(small, h)), corrections)
        found.append((h, float(np.abs(lattice - expected).max())))
    return found
