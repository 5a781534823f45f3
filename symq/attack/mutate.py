"""`mutate`: changes what a paper states, and expects the prover to notice.

Every change is refuted, equivalent, weaker, independent or undecided; what is proved and none of
these has survived, which is a defect of the claim or of symq.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from symq.errors import InputError
from symq.paper.pool import Pool, Task
from symq.paper.run import answered, plan
from symq.paper.uses import needed

OUTCOMES = ("refuted", "equivalent", "weaker", "independent", "undecided", "survived")
COMMAND = (sys.executable, "-P", "-c", "from symq.attack.worker import main; main()")
FEWEST = 5
TIME_LIMIT = 60.0

Progress = Callable[[int, int, dict[str, Any]], None]


def mutate(targets: Iterable[str] = (), *, jobs: int = 1, sample: int | None = None,
           seed: int = 0, time_limit: float = TIME_LIMIT, progress: Progress | None = None
           ) -> dict[str, Any]:
    """Change the statements of papers and put every change to the prover.

    Args:
        targets: `PAPER`, `PAPER:NAME` or `FILE.py`; all papers if nothing is named.
        jobs: number of worker processes.
        sample: number of changes of each paper, chosen by `seed`; all if None.
        time_limit: seconds for one change.
        progress: called with (done, total, row) after each change.
    Returns:
        `{"papers": [{"slug", "title", "rows", "summary", "undecided", "few"}]}`. A row has "id",
        "target", "change", "mutant" (prose), "outcome", "because" and "counterexample"; "undecided"
        is their share; "few" names statements with fewer than five changes.
    Raises:
        InputError: a target does not exist, or a paper cannot be loaded.
    """
    if sample is not None and sample < 1:
        raise InputError(f"sample must be at least 1, not {sample}")
    wanted = plan(targets)
    papers = []
    with Pool(jobs, time_limit, COMMAND) as pool:
        for source, chosen in wanted.items():
            header = answered(pool.run([Task(source)])[0])
            rows = [row["id"] for row in header["rows"]]
            ids = [id for id in rows if not chosen or id in needed(chosen, {})]
            changes, few, failed = _changes(pool, [Task(source, id) for id in ids],
                                            header["roles"])
            if sample is not None and sample < len(changes):
                picked = sorted(Random(seed).sample(range(len(changes)), sample))
                changes = [changes[n] for n in picked]
            tasks = [task for task, _ in changes]
            named = dict(changes)
            done: list[int] = []

            def told(task: Task, answer: dict[str, Any], total: int = len(tasks),
                     done: list[int] = done, named: dict[Task, Any] = named) -> None:
                done.append(1)
                if progress is not None:
                    progress(len(done), total, _row(task, answer, named[task]))

            answers = pool.run(tasks, told) if tasks else []
            found = [*failed, *(_row(t, a, named[t]) for t, a in zip(tasks, answers, strict=True))]
            papers.append({"slug": header["slug"], "title": header["title"], "rows": found,
                           "summary": summary(found), "undecided": _share(found, "undecided"),
                           "few": few})
    return {"papers": papers}


def _changes(pool: Pool, claims: list[Task], roles: dict[str, str]
             ) -> tuple[list[tuple[Task, dict[str, str]]], list[str], list[dict[str, Any]]]:
    """The changes of all claims, the claims with few of them, and those that could not be read."""
    changes: list[tuple[Task, dict[str, str]]] = []
    few: list[str] = []
    failed: list[dict[str, Any]] = []
    for task, answer in zip(claims, pool.run(claims), strict=True):
        if "cases" not in answer:
            failed.append(_row(task, answer))
            continue
        changes += [(Task(task.source, task.id, n), case) for n, case in enumerate(answer["cases"])]
        if roles[task.id] == "claim" and len(answer["cases"]) < FEWEST:
            few.append(task.id)
    return changes, few, failed


def _row(task: Task, answer: dict[str, Any],
         named: dict[str, str] | None = None) -> dict[str, Any]:
    if "row" in answer:
        return {"id": task.id, **answer["row"]}
    reason = answer.get("stopped") or answer.get("findings", {}).get("crash") or "no answer"
    return {"id": task.id, **(named or {"target": "", "change": "", "mutant": ""}),
            "outcome": "undecided", "because": reason, "counterexample": None}


def summary(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    """How often each outcome occurs.

    >>> summary([{"outcome": "weaker"}, {"outcome": "refuted"}, {"outcome": "refuted"}])
    {'refuted': 2, 'weaker': 1}
    """
    found = [row["outcome"] for row in rows]
    return {outcome: found.count(outcome) for outcome in OUTCOMES if outcome in found}


def _share(rows: list[dict[str, Any]], outcome: str) -> float:
    return round(sum(row["outcome"] == outcome for row in rows) / max(len(rows), 1), 4)


__all__ = ["OUTCOMES", "mutate", "summary"]
