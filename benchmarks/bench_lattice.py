"""symq.lattice beside plain sympy and magnopy, at the same points, correctness checked first.

Run with: python -m benchmarks.bench_lattice [--json FILE]

The exact bands are compared with the eigenvalues that magnopy finds at the same wave vectors (if it
can be imported; it works in floating point), and with the polynomial that sympy finds by itself.
Counted: frequencies off by more than 1e-6, frequencies that should vanish and are larger than 1e-9,
values that are not numbers or complex, and unstable states that pass without a word. Times are CPU
times, the best of some runs, after import.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from sympy import Expr, Matrix, Rational, Symbol, expand, factor, sqrt, symbols

from symq.errors import EngineRefusal
from symq.lattice import (
    Lattice,
    SpinModel,
    SpinState,
    chain,
    collinear,
    ferromagnet,
    heisenberg,
    honeycomb,
    kagome,
    square,
)
from symq.lattice.fast import product_factors

J, S, K = symbols("J S K")
HALF, ROOT = Rational(-1, 2), sqrt(3) / 2
POINTS = 40


def timed(work: Callable[[], Any], runs: int = 5) -> tuple[float, Any]:
    """Best CPU time in seconds of some runs, and the last result."""
    best, result = float("inf"), None
    for _ in range(runs):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
        if best > 2:
            break
    return best, result


def neel(lattice: Lattice, **options: Any) -> SpinState:
    """Up and down alternately, by the parity of the coordinates."""
    model = SpinModel.on(lattice, S, {1: heisenberg(J), **options}, assuming=[J > 0, S > 0])
    signs = [1 if sum(lattice.position(i)) % 2 == 0 else -1 for i in range(len(lattice.sites))]
    return collinear(model, signs)


def cases() -> dict[str, SpinState]:
    """The states, by name; all at J = S = 1 for the numbers."""
    def on(lattice: Lattice, sign: int) -> SpinModel:
        return SpinModel.on(lattice, S, {1: heisenberg(sign * J)}, assuming=[J > 0, S > 0])
    return {
        "ferromagnetic chain": ferromagnet(on(chain(), -1)),
        "honeycomb antiferromagnet": collinear(on(honeycomb(), 1), [1, -1]),
        "kagome ferromagnet": ferromagnet(on(kagome(), -1)),
        "kagome antiferromagnet, q = 0": SpinState.of(
            on(kagome(), 1), [(1, 0, 0), (HALF, ROOT, 0), (HALF, -ROOT, 0)]),
        "square antiferromagnet, 4 sites": neel(square().supercell((2, 2))),
        "square antiferromagnet, 8 sites": neel(square().supercell((4, 2))),
    }


def plain(state: SpinState) -> tuple[Expr, Expr]:
    """The characteristic polynomial of B A by sympy alone, factored."""
    waves = state.spin_waves()
    n, m = waves.size, waves.matrix()
    omega = Symbol("omega")
    square_ = (m[n:, n:] * m[:n, :n]).applyfunc(expand)
    return factor((omega**2 * Matrix.eye(n) - square_).det(method="berkowitz")), omega


def peer(state: SpinState, angles: np.ndarray) -> np.ndarray | None:
    """Frequencies by magnopy; None if it is not installed."""
    try:
        magnopy = import_module("magnopy")
    except ImportError:
        return None
    lattice, model = state.model.lattice, state.model
    d = lattice.dimension
    cell = np.eye(3) * 7.0
    for a, vector in enumerate(lattice.vectors):
        cell[a, :] = 0
        cell[a, :len(vector)] = [float(c) for c in vector]
    n = len(lattice.sites)
    places = [[*(float(c) for c in s), *[0.0] * (3 - d)] for s in lattice.sites]
    hamiltonian = magnopy.SpinHamiltonian(
        cell=cell, atoms={"names": [f"X{i}" for i in range(n)], "species": ["X"] * n,
                          "spins": [1.0] * n, "g_factors": [2] * n, "positions": places},
        convention=magnopy.Convention(spin_normalized=False, multiple_counting=False, c21=1,
                                      c22=1))
    for bond, matrix in model.bonds:
        hamiltonian.add(nus=[(*bond.cell, *[0] * (3 - d))], alphas=[bond.start, bond.end],
                        parameter=np.array(matrix.subs({J: 1, S: 1, K: 1}).tolist(), dtype=float))
    waves = magnopy.LSWT(hamiltonian, [[float(c) for c in v] for v in state.directions])
    found = []
    for row in angles:
        k = [*(row / (2 * np.pi)), *[0.0] * (3 - d)]
        found.append(np.sort_complex(np.asarray(waves.omega(k=k, relative=True))))
    return np.array(found)


def compare(exact: np.ndarray, found: np.ndarray) -> dict[str, Any]:
    """How many answers are wrong, and how large the exact zeros are."""
    bad = ~np.isfinite(found)
    rough = np.abs(np.sort(np.where(bad, 1e9, found.real), axis=1) - exact) > 1e-6
    zero = np.abs(exact) < 1e-12
    silent = int(bad.sum() + (np.abs(np.where(bad, 0, found.imag)) > 1e-6).sum())
    largest = float(np.abs(np.sort(found.real, axis=1)[zero]).max()) if zero.any() else 0.0
    return {"values": int(exact.size), "wrong": int((rough & ~bad).sum()),
            "no real number": silent, "largest exact zero": largest}


def run() -> list[dict[str, Any]]:
    """All cases."""
    rows: list[dict[str, Any]] = []
    angles_of = np.random.default_rng(3)
    for name, state in cases().items():
        waves = state.spin_waves()
        d = state.model.lattice.dimension
        core, _ = timed(lambda w=waves, d=d: product_factors(w.B, w.A, w.size, d))  # type: ignore[misc]
        whole, bands = timed(lambda s=state: s.bands(), 2)                     # type: ignore[misc]
        slow, (polynomial, omega) = timed(lambda s=state: plain(s), 1)         # type: ignore[misc]
        shown = bands.polynomial(omega)
        if bands.paired:
            for band in bands.bands:
                if band.power == 1:
                    shown *= ((-1)**band.degree * band.polynomial(-omega))**band.multiplicity
        assert expand(shown - polynomial) == 0, name
        angles = angles_of.uniform(0, 2 * np.pi, (POINTS, d))
        exact = np.array([bands.frequencies_at(a, {J: 1, S: 1}) for a in angles])
        row: dict[str, Any] = {"case": name, "determinant ms": 1e3 * core, "symq ms": 1e3 * whole,
                               "sympy ms": 1e3 * slow}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            spent, found = timed(lambda s=state, a=angles: peer(s, a), 3)      # type: ignore[misc]
        if found is not None:
            row |= {"magnopy ms": 1e3 * spent, **compare(exact, found)}
        rows.append(row)
    rows.append(unstable())
    return rows


def unstable() -> dict[str, Any]:
    """Neel order at J2 = 0.6 J: refused here; what does the peer say?"""
    lattice = square().supercell(((1, 1), (1, -1)))
    model = SpinModel.on(lattice, S, {1: heisenberg(J), 2: heisenberg(J * 3 / 5)},
                         assuming=[J > 0, S > 0])
    state = collinear(model, [1, -1])
    try:
        state.bands()
        answer = "not refused"
    except EngineRefusal:
        answer = "refused with wave vector and direction"
    row: dict[str, Any] = {"case": "J1-J2, unstable", "symq": answer}
    angles = np.random.default_rng(3).uniform(0, 2 * np.pi, (POINTS, 2))
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = peer(state, angles)
    if found is not None:
        odd = int((~np.isfinite(found) | (np.abs(found.imag) > 1e-6) | (found.real < -1e-6)).sum())
        row["magnopy"] = f"{odd} of {found.size} values are nan, complex or negative, " \
            f"{len(said)} warnings"
    return row


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rows = run()
    for row in rows:
        print("; ".join(f"{k}: {v:.3g}" if isinstance(v, float) else f"{k}: {v}"
                        for k, v in row.items()))
    if arguments.json:
        arguments.json.write_text(json.dumps({"python": platform.python_version(), "rows": rows},
                                             indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
