"""symq.prove beside sympy's `simplify(lhs - rhs) == 0` and `Expr.equals`, on one set of equations.

Run with: python -m benchmarks.bench_prove [--limit N] [--json FILE]

The set is every equation of the corpus between plain expressions. The peers get the assumptions
as flags (real, positive, ...), since they read no others. For each tool the table counts right,
wrong and missing answers. `simplify(...) != 0` is no refutation; for a false statement it counts
as right all the same, in favour of the peer. Each call is ended after LIMIT seconds and counts as
missing.
"""

from __future__ import annotations

import argparse
import json
import platform
import signal
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sympy import Expr, Integer, Symbol, simplify
from sympy.core.function import AppliedUndef

from symq.errors import SymqError
from symq.lang.domain import Domain
from symq.lang.statement import Equation, Inequality
from symq.prove import prove
from tests.corpus.case import Case
from tests.corpus.score import cases

LIMIT = 20


def equations(limit: int | None) -> list[Case]:
    found = [c for c in cases() if isinstance(c.statement, Equation)
             and not (c.statement.lhs - c.statement.rhs).atoms(AppliedUndef)]
    if limit is None or len(found) <= limit:
        return found
    step = len(found) / limit
    return [found[int(i * step)] for i in range(limit)]


def flagged(case: Case) -> tuple[Expr, Expr]:
    """Both sides with the assumptions on single symbols as flags."""
    assert isinstance(case.statement, Equation)
    domain = Domain.build(case.statement, case.assuming)
    flags: dict[str, dict[str, bool]] = {}
    for name, sort in domain.sorts.items():
        flags[name] = {"integer": True} if sort == "integer" else \
            {"real": True} if sort == "real" else {}
    signs = {">": "positive", ">=": "nonnegative", "<": "negative", "<=": "nonpositive"}
    for relation in domain.relations:
        if isinstance(relation, Inequality) and isinstance(relation.lhs, Symbol) \
                and relation.rhs == 0 and relation.rel in signs:
            flags[relation.lhs.name][signs[relation.rel]] = True
    env = {s: Symbol(s.name, **flags[s.name]) for s in
           case.statement.lhs.free_symbols | case.statement.rhs.free_symbols if s.name in flags}
    return case.statement.lhs.xreplace(env), case.statement.rhs.xreplace(env)


class TimeOver(Exception):
    pass


def timed(call: Callable[[], str]) -> tuple[str, float]:
    def stop(signum: int, frame: object) -> None:
        raise TimeOver

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    start = time.perf_counter()
    try:
        answer = call()
    except TimeOver:
        answer = "missing"
    except (SymqError, TypeError, ValueError, NotImplementedError, RecursionError, AttributeError):
        answer = "missing"
    finally:
        signal.alarm(0)
    return answer, time.perf_counter() - start


def by_symq(case: Case) -> str:
    return {"proved": "true", "refuted": "false", "unknown": "missing"}[
        prove(case.statement, case.assuming).verdict]


def by_simplify(case: Case) -> str:
    lhs, rhs = flagged(case)
    return "true" if simplify(lhs - rhs) == Integer(0) else "not shown"


def by_equals(case: Case) -> str:
    lhs, rhs = flagged(case)
    return {True: "true", False: "false", None: "missing"}[lhs.equals(rhs)]


TOOLS = {"symq.prove": by_symq, "simplify(lhs - rhs) == 0": by_simplify, "Expr.equals": by_equals}


def grade(answer: str, truth: bool) -> str:
    if answer == "not shown":
        return "missing" if truth else "right"
    if answer == "missing":
        return "missing"
    return "right" if (answer == "true") == truth else "wrong"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--limit", type=int, default=160)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    chosen = equations(options.limit)
    grades: dict[str, Counter[str]] = {t: Counter() for t in TOOLS}
    seconds: dict[str, list[float]] = {t: [] for t in TOOLS}
    wrong: dict[str, list[str]] = {t: [] for t in TOOLS}
    by_symq(chosen[0])
    for case in chosen:
        for tool, call in TOOLS.items():
            answer, spent = timed(lambda call=call, case=case: call(case))  # type: ignore[misc]
            result = grade(answer, case.truth)
            grades[tool][result] += 1
            seconds[tool].append(spent)
            if result == "wrong":
                wrong[tool].append(case.id)
    base = seconds["symq.prove"]
    print(f"{len(chosen)} equations, {sum(c.truth for c in chosen)} true; "
          f"Python {platform.python_version()}; limit {LIMIT} s a call")
    print(f"{'tool':26} {'right':>5} {'wrong':>5} {'missing':>7} {'median ms':>10} {'total s':>8} "
          f"{'median ratio':>12} {'total ratio':>11}")
    rows = []
    for tool in TOOLS:
        times = seconds[tool]
        ratio = statistics.median(t / b for t, b in zip(times, base, strict=True))
        row = {"tool": tool, **{k: grades[tool][k] for k in ("right", "wrong", "missing")},
               "median_ms": statistics.median(times) * 1e3, "total_s": sum(times),
               "median_ratio": ratio, "total_ratio": sum(times) / sum(base),
               "wrong_ids": wrong[tool]}
        rows.append(row)
        print(f"{tool:26} {row['right']:5} {row['wrong']:5} {row['missing']:7} "
              f"{row['median_ms']:10.2f} {row['total_s']:8.1f} {ratio:12.1f} "
              f"{row['total_ratio']:11.1f}")
        if wrong[tool]:
            print(f"    wrong: {', '.join(wrong[tool][:12])}")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
