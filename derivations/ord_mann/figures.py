"""Pictures of the process and of its limit: a path, the ensemble, waves, convergence (floats)."""

from pathlib import Path
from typing import Any

from sympy import Integer, cos, exp, lambdify, pi, sin

from symq.continuum import (
    ContinuumLimit,
    EntwinedPath,
    Scaling,
    continuum_limit,
    convergence,
    evolve_limit,
    from_equations,
    plot_convergence,
    plot_dispersion,
    plot_fields,
    plot_path,
    sample_packet,
)

from .setting import D, delta, epsilon, f1, f2, left_step, t, z

HALF = Integer(1) / 2
STEPS, SPACING, WIDTH = 8, 0.08, 0.45                # of the ensemble, and of its packet


def free(orders: int = 0) -> ContinuumLimit:
    """The limit without a potential, with corrections."""
    rows = left_step(f1, f2, HALF, HALF)
    scheme = from_equations([(f1(z, t + epsilon), rows[0]), (f2(z, t + epsilon), rows[1])],
                            [f1, f2], [z], [delta], t, epsilon)
    return continuum_limit(scheme, Scaling.diffusive(delta, epsilon, D), orders=orders)


def ensemble(samples: int, seed: int = 1) -> tuple[Any, Any, Any]:
    """Points, normalised mean net charges of paths that start in a packet, and (13) for it.

    The left envelope starts with the charge -1 towards -z.
    """
    packet = lambdify(z, exp(-(z / WIDTH)**2), "numpy")
    points = [k * SPACING for k in range(-60, 61)]
    weights = [packet(at) for at in points]
    smooth = evolve_limit(free(), {D: 1}, [[-w for w in weights], [0.0 for _ in weights]], points,
                          STEPS * SPACING**2 / 2)
    return points, sample_packet(weights, STEPS, samples, seed=seed), smooth


def draw(folder: str | Path, suffix: str = ".svg", samples: int = 40_000) -> tuple[Path, ...]:
    """Draw all of them.

    Args:
        folder: an existing folder to write to.
        suffix: the format: .svg, .png or .pdf.
        samples: paths of the ensemble.
    """
    where = {name: Path(folder) / f"{name}{suffix}" for name in (
        "path", "ensemble", "waves", "convergence")}
    plot_path(EntwinedPath(((2, 3), (4, 1), (1, 2), (3, 2))), save=where["path"])
    points, lattice, smooth = ensemble(samples)
    plot_fields(points, lattice, smooth, (r"$\phi_1$", r"$\phi_2$"), save=where["ensemble"])
    plot_dispersion(free(), {D: 1, delta: 0.1}, [0.175 * k for k in range(-48, 49)],
                    save=where["waves"])
    around = float(2 * pi)
    grids = [around / n for n in (64, 128, 256, 512)]
    waves = lambdify(z, [cos(z), sin(2 * z)], "numpy")
    plot_convergence({name: convergence(free(orders=1), {D: 1}, grids, waves, around, 2, k)
                      for k, name in enumerate(("raw", "in the better frame"))},
                     save=where["convergence"])
    return tuple(where.values())
