"""Running the verification for a command: jobs, progress, a report."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from rich.console import Console

from symq.paper.pool import Detail
from symq.report.build import verify
from symq.report.model import FAILING, Report

Progress = Callable[[int, int, dict[str, Any]], None]


def judge(targets: Sequence[str], jobs: int | None, time_limit: float,
          certificates: str | None = None, *, detail: Detail = "document", fresh: bool = False,
          keep: bool = False) -> Report:
    """Verify, with progress on stderr where that is a terminal."""
    with progress() as told:
        return verify(targets, jobs=jobs or cores(), time_limit=time_limit,
                      certificates=certificates, detail=detail, fresh=fresh, keep=keep,
                      progress=told)


def cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def status(report: Report, fail_on: Sequence[str] = ()) -> int:
    """1 if a claim has a failing verdict, else 0."""
    return int(any(c.verdict in (*FAILING, *fail_on) for c in report.claims))


def progress() -> AbstractContextManager[Progress | None]:
    """What to call after each piece of work; None unless stderr is a terminal that can draw."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return nullcontext(None)
    return _Bar()


class _Bar:
    """A line on stderr that tells which claim was judged last."""

    def __enter__(self) -> Progress:
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        self.bar = Bar(
            BarColumn(24), MofNCompleteColumn(), TextColumn("{task.description}", markup=False),
            console=Console(stderr=True), transient=True)
        self.task = self.bar.add_task("loading", total=None)
        self.bar.start()
        return self.told

    def told(self, done: int, total: int, fields: dict[str, Any]) -> None:
        self.bar.update(self.task, completed=done, total=total,
                        description=str(fields.get("id", "")))

    def __exit__(self, *error: object) -> None:
        self.bar.stop()
