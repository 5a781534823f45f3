"""symq.lattice codes beside stim, FLINT alone and dense matrices, on the same work in one process.

Run with: python -m benchmarks.bench_codes [--json FILE]

Peers that are not installed are left out. Times are CPU seconds, the best of three runs. Answers
are compared first: "wrong" counts answers that contradict exact ones, "missing" what a peer cannot
answer or answers without noticing an invalid input.
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
from flint import fmpz_mat

from symq.errors import EngineRefusal
from symq.lattice.codes import StabiliserCode, toric_code, torus_rows
from symq.lattice.lattice import CellComplex, cubic, square
from symq.lattice.operators import QUBIT, Word

Row = dict[str, Any]


def best(call: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    found, result = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        result = call()
        found = min(found, time.process_time() - start)
    return found, result


def row(task: str, ours: float, name: str, theirs: float | None, wrong: int = 0,
        missing: int = 0) -> Row:
    return {"task": task, "symq": ours, "peer": name, "seconds": theirs, "wrong": wrong,
            "missing": missing}


def degeneracies() -> list[Row]:
    """Ground states of the toric code of 192 links in three dimensions, for Z_2, Z_4 and Z_6."""
    cells, sizes = CellComplex.of(cubic()), (4, 4, 4)
    rows = []
    for n in (2, 4, 6):
        seconds, count = best(lambda n=n: toric_code(cells, n, sizes).degeneracy)
        assert count == n**3

        def plain(n: int = n) -> int:
            faces, stars, links = torus_rows(cells, sizes)
            size = 1
            for part in (faces, stars):
                form = fmpz_mat([[r.get(k, 0) for k in range(links)] for r in part]).snf()
                for i in range(min(form.nrows(), form.ncols())):
                    size *= n // int(np.gcd(int(form[i, i]), n))
            return n**links // size

        theirs, other = best(plain, 1)
        rows.append(row(f"degeneracy, 192 links, Z_{n}", seconds, "FLINT Smith form alone", theirs,
                        other != count))
    return rows


def as_stim(stim: Any, word: Word, qubits: int) -> Any:
    shift, clock = dict(word.shift), dict(word.clock)
    letters = ["_XZY"[shift.get(q, 0) + 2 * clock.get(q, 0)] for q in range(qubits)]
    ys = sum(shift.get(q, 0) * clock.get(q, 0) for q in range(qubits))
    sign = [1, 1j, -1, -1j][(word.phase - ys) % 4]
    return stim.PauliString("".join(letters)) * sign


def random_codes(rng: Random, count: int = 200) -> list[Row]:
    """Random commuting words of four qubits: ground states, or none."""
    samples = []
    for _ in range(count):
        words: list[Word] = []
        for _ in range(rng.randint(2, 6)):
            shift, clock = ({q: rng.randrange(2) for q in range(4)} for _ in range(2))
            ys = sum(shift[q] * clock[q] for q in range(4))
            w = QUBIT.word(shift, clock, ys + 2 * rng.randrange(2))
            if all(w.commutes(v) for v in words):
                words.append(w)
        samples.append(tuple(words))

    def ours(words: tuple[Word, ...]) -> int:
        try:
            return StabiliserCode(words, tuple(range(4))).degeneracy
        except EngineRefusal:
            return 0

    def dense(words: tuple[Word, ...]) -> int:
        x, z = np.array([[0, 1], [1, 0]]), np.diag([1, -1])
        projector = np.eye(16, dtype=complex)
        for w in words:
            shift, clock = dict(w.shift), dict(w.clock)
            m = np.eye(1)
            for q in range(4):
                m = np.kron(m, np.linalg.matrix_power(x, shift.get(q, 0))
                            @ np.linalg.matrix_power(z, clock.get(q, 0)))
            projector = projector @ (np.eye(16) + 1j**w.phase * m) / 2
        return round(np.trace(projector).real)

    seconds, found = best(lambda: [ours(s) for s in samples])
    theirs, other = best(lambda: [dense(s) for s in samples])
    rows = [row(f"{count} random codes", seconds, "numpy, dense", theirs,
                sum(a != b for a, b in zip(found, other, strict=True)))]
    if find_spec("stim"):
        stim = import_module("stim")

        def tableau(words: tuple[Word, ...]) -> int:
            try:
                stim.Tableau.from_stabilizers([as_stim(stim, w, 4) for w in words],
                                              allow_redundant=True, allow_underconstrained=True)
            except ValueError:
                return 0
            return 1

        theirs, other = best(lambda: [tableau(s) for s in samples])
        rows.append(row(f"{count} random codes", seconds, "stim (Z_2; does a state exist)", theirs,
                        sum((a > 0) != bool(b) for a, b in zip(found, other, strict=True)),
                        count))
    return rows


def commuting() -> list[Row]:
    """All vertices and faces of a torus commute: one symbol, or every pair of words."""
    cells, sizes = CellComplex.of(square()), (12, 12)
    seconds, code = best(lambda: toric_code(cells, 2, sizes))
    index = {p: k for k, p in enumerate(code.places)}
    words = [w.at(index.__getitem__) for w in code.words]
    if not find_spec("stim"):
        return []
    stim = import_module("stim")

    def pairs() -> bool:
        strings = [as_stim(stim, w, len(index)) for w in words]
        return all(a.commutes(b) for i, a in enumerate(strings) for b in strings[i + 1:])

    theirs, good = best(pairs)
    return [row("288 words commute", seconds, "stim, all pairs", theirs, not good)]


def table(rows: list[Row]) -> str:
    lines = ["| task | symq (ms) | peer | peer (ms) | peer/symq | wrong | missing |",
             "|---|---|---|---|---|---|---|"]
    for r in rows:
        lines.append(f"| {r['task']} | {1000 * r['symq']:.2f} | {r['peer']} | "
                     f"{1000 * r['seconds']:.2f} | {r['seconds'] / r['symq']:.1f} | {r['wrong']:d} "
                     f"| {r['missing']} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    rows = [*degeneracies(), *random_codes(Random(1)), *commuting()]
    print(table(rows))
    if options.json:
        options.json.write_text(json.dumps({"python": platform.python_version(),
                                            "machine": platform.machine(), "rows": rows}, indent=1))


if __name__ == "__main__":
    main()
