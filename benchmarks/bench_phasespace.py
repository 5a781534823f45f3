"""symq.phasespace beside stim, sdim, galois and thewalrus, on the same work in one process.

Run with: python -m benchmarks.bench_phasespace [--json FILE]

Peers that are not installed are left out. Times are CPU seconds, the best of three runs. Answers
are compared first: "wrong" counts answers of the peer that contradict exact ones, "missing" what it
cannot answer or answers without noticing an invalid input.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from sympy import Matrix, Rational, eye

from symq.phasespace import (
    Gate,
    PhaseSpace,
    Physical,
    Tableau,
    bloch_messiah,
    decide,
    from_gates,
    isotropic_subspaces,
    lagrangian_count,
    williamson,
)
from symq.phasespace.rings import Ring, kernel

Row = dict[str, Any]


def best(call: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    found, result = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        result = call()
        found = min(found, time.process_time() - start)
    return found, result


def peer(name: str) -> Any:
    return import_module(name) if find_spec(name) else None


def row(task: str, ours: float, name: str, theirs: float | None, wrong: int = 0,
        missing: int = 0) -> Row:
    return {"task": task, "symq": ours, "peer": name, "seconds": theirs, "wrong": wrong,
            "missing": missing}


def circuit(n: int, size: int, seed: int) -> list[Gate]:
    random = Random(seed)
    return [Gate("fourier", (random.randint(1, n),)) if random.random() < 0.4 else
            Gate("sum", tuple(random.sample(range(1, n + 1), 2))) for _ in range(size)]


def run(p: int, n: int, gates: list[Gate]) -> Tableau:
    tableau = Tableau(n, p)
    tableau.apply(gates)
    return tableau


def tableaus() -> list[Row]:
    n, gates = 1000, circuit(1000, 10_000, 1)
    found = []
    ours, _ = best(lambda: run(2, n, gates))
    stim = peer("stim")
    if stim is not None:
        def theirs() -> Any:
            simulator = stim.TableauSimulator()
            for g in gates:
                if g.name == "fourier":
                    simulator.h(g.systems[0] - 1)
                else:
                    simulator.cx(g.systems[0] - 1, g.systems[1] - 1)
            return simulator
        seconds, simulator = best(theirs)
        # an X that is known in one theory is a Z with an expectation in the other
        known, wrong = run(2, n, gates), 0
        for i in range(1, 201):
            wrong += known.is_known({f"X{i}": 1}) != (simulator.peek_z(i - 1) != 0)
        found.append(row("1000 systems, 10 000 gates, d = 2", ours, "stim", seconds, wrong))
        found.append(row("the same, d = 3", best(lambda: run(3, n, gates))[0], "stim", None,
                         missing=1))
    sdim = peer("sdim")
    if sdim is not None:
        small, short = 20, circuit(20, 200, 2)
        def qudits() -> Any:
            c = sdim.Circuit(small, 3)
            for g in short:
                if g.name == "fourier":
                    c.add_gate("H", g.systems[0] - 1)
                else:
                    c.add_gate("CNOT", g.systems[0] - 1, g.systems[1] - 1)
            c.add_gate("M", list(range(small)))
            return sdim.Program(c).simulate(shots=1)
        def mine() -> list[int]:
            t = run(3, small, short)
            return [t.measure({f"X{i}": 1}) for i in range(1, small + 1)]
        seconds, results = best(qudits)
        ours, _ = best(mine)
        t, wrong = run(3, small, short), 0
        for i in range(1, small + 1):
            value = int(results[i - 1].measurement_value)
            if t.is_known({f"X{i}": 1}):
                wrong += t.measure({f"X{i}": 1}) != value
            else:
                t.measure({f"X{i}": 1}, outcome=value)
        found.append(row("20 systems, 200 gates, all measured, d = 3", ours, "sdim", seconds,
                         wrong))
    return found


def subspaces() -> list[Row]:
    found = []
    random, n = Random(3), 300
    rows = [[random.randrange(3) for _ in range(n)] for _ in range(n // 2)]
    ours, null = best(lambda: kernel(rows, Ring("Z", 3), n))
    galois = peer("galois")
    if galois is not None:
        field = galois.GF(3)
        matrix = field(np.array(rows))
        seconds, theirs = best(lambda: matrix.null_space())
        wrong = int([list(map(int, r)) for r in theirs] != [list(r) for r in null])
        found.append(row("kernel of a 150 x 300 matrix over GF(3)", ours, "galois", seconds,
                         wrong))
    space = PhaseSpace(3, 3)
    ours, count = best(lambda: sum(1 for _ in isotropic_subspaces(space, 3)))
    assert count == lagrangian_count(3, 3) == 1120
    found.append(row("the 1120 Lagrangian subspaces of Z_3^6", ours, "none", None, missing=1))
    return found


def moved(n: int, seed: int, length: int = 60) -> Matrix:
    random = Random(seed)
    space, gates = PhaseSpace(n, "Q", "block"), []
    for _ in range(length):
        i, j = random.sample(range(1, n + 1), 2)
        gates.append(random.choice([Gate("phase", (i,), Rational(random.randint(-2, 2), 2)),
                                    Gate("fourier", (i,)), Gate("sum", (i, j))]))
    return Matrix([list(r) for r in from_gates(space, gates).matrix])


def gaussian() -> list[Row]:
    found = []
    walrus = peer("thewalrus")
    space = PhaseSpace(20, "Q", "block")
    S = moved(20, 1)
    pure = S * S.T
    cases = [(pure * s, s >= 1) for s in (1, Rational(10**9 + 1, 10**9),
                                          Rational(10**9 - 1, 10**9), Rational(1, 2))]
    for gamma, wanted in cases:
        assert isinstance(decide(space, gamma), Physical) == wanted
    ours, _ = best(lambda: decide(space, cases[1][0]))
    if walrus is not None:
        quantum = import_module("thewalrus.quantum")
        floats = [np.array(g.tolist(), dtype=float) for g, _ in cases]
        seconds, _ = best(lambda: quantum.is_valid_cov(floats[1], hbar=1 * 2))
        wrong = sum(bool(quantum.is_valid_cov(f, hbar=2)) != wanted
                    for f, (_, wanted) in zip(floats, cases, strict=True))
        found.append(row("20 modes: physical or not (4 cases)", ours, "thewalrus", seconds, wrong))
        found += normal_forms(import_module("thewalrus.decompositions"))
    else:
        found.append(row("20 modes: physical or not (4 cases)", ours, "none", None))
    return found


def normal_forms(decompositions: Any) -> list[Row]:
    two = PhaseSpace(2, "Q", "block")
    J = np.array(two.J.tolist(), dtype=float)
    mixed = from_gates(two, [Gate("sum", (1, 2)), Gate("phase", (1,))])
    T = Matrix([list(r) for r in mixed.matrix])
    gammas = [eye(4), eye(4) * 2, T * T.T * 3, T * T.T]
    ours, _ = best(lambda: [williamson(two, g) for g in gammas], 1)
    wrong = 0

    def check(product: Any, target: Any, factors: list[Any]) -> bool:
        return np.allclose(product, target) and all(
            np.allclose(f.T @ J @ f, J) for f in factors)

    def theirs() -> list[Any]:
        return [decompositions.williamson(np.array(g.tolist(), dtype=float)) for g in gammas]
    seconds, results = best(theirs, 1)
    for g, (D, S) in zip(gammas, results, strict=True):
        wrong += not check(S @ D @ S.T, np.array(g.tolist(), dtype=float), [S])
    indefinite = np.diag([1.0, 1.0, 1.0, -1.0])
    missing = 0
    try:
        decompositions.williamson(indefinite)
        missing = 1
    except ValueError:
        missing = 0
    found = [row("Williamson forms, degenerate", ours, "thewalrus", seconds, wrong, missing)]
    changes = [from_gates(two, g) for g in (
        [], [Gate("multiply", (1,), 3), Gate("multiply", (2,), 3)], [Gate("sum", (1, 2))],
        [Gate("fourier", (1,))], [Gate("phase", (1,))])]
    ours, _ = best(lambda: [bloch_messiah(c) for c in changes], 1)
    seconds, wrong = 0.0, 0
    for c in changes:
        S = np.array([list(map(float, r)) for r in c.matrix])
        try:
            spent, (O, D, Q) = best(lambda S=S: decompositions.blochmessiah(S), 1)  # noqa: E741
            seconds += spent
            ok = check(O @ D @ Q, S, [O, Q]) and np.allclose(O @ O.T, np.eye(4)) \
                and np.allclose(D, np.diag(np.diag(D)))
            wrong += not ok
        except (ValueError, np.linalg.LinAlgError):
            wrong += 1
    found.append(row("Bloch-Messiah forms, degenerate", ours, "thewalrus", seconds, wrong))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = [*tableaus(), *subspaces(), *gaussian()]
    print(f"{'task':<48}{'symq':>10}{'peer':>12}{'seconds':>10}{'ratio':>9}{'wrong':>7}{'missing':>9}")
    for r in rows:
        theirs = "-" if r["seconds"] is None else f"{r['seconds']:.4f}"
        ratio = "-" if not r["seconds"] else f"{r['symq'] / r['seconds']:.2f}"
        print(f"{r['task']:<48}{r['symq']:>10.4f}{r['peer']:>12}{theirs:>10}{ratio:>9}"
              f"{r['wrong']:>7}{r['missing']:>9}")
    if options.json:
        options.json.write_text(json.dumps({"machine": platform.machine(),
                                            "python": platform.python_version(), "rows": rows},
                                           indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
