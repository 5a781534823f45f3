"""From results to a `Report`: the only place that knows the form of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from symq.paper.pool import Detail
from symq.paper.run import TIME_LIMIT
from symq.paper.run import verify as run
from symq.report.model import Report


def verify(targets: Iterable[str] = (), *, jobs: int = 1, time_limit: float = TIME_LIMIT,
           certificates: str | Path | None = None, detail: Detail = "document", fresh: bool = False,
           keep: bool = False,
           progress: Callable[[int, int, dict[str, Any]], None] | None = None) -> Report:
    """Judge papers, single claims or files, and return the report.

    Args:
        targets: `PAPER`, `PAPER:NAME` or `FILE.py`; all papers if nothing is named.
        jobs: number of worker processes.
        time_limit: seconds for one claim; a claim that takes longer is unknown.
        certificates: folder to which every certificate is written.
        detail: what the report holds: all that a document shows, the data of `--json`,
            or what a table of verdicts needs.
        fresh: search for every proof anew, without the evidence that a paper carries.
        keep: write the evidence of each paper beside it, for the next run to check.
        progress: called with (done, total, fields of the claim) after each claim.
    Raises:
        InputError: a target does not exist, or a paper cannot be loaded.
        RegisterError: a register does not fit its paper, or proofs run in a circle.
    """
    wanted = [targets] if isinstance(targets, str) else list(targets)
    return report(run(wanted, jobs=jobs, time_limit=time_limit, certificates=certificates,
                      detail=detail, fresh=fresh, keep=keep, progress=progress))


def report(data: dict[str, Any]) -> Report:
    """The report of a run's data."""
    return Report.from_data(data)
