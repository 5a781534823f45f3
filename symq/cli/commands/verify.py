"""`symq verify`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from symq.cli.commands.console import stdout
from symq.cli.commands.run import judge, status
from symq.errors import InputError
from symq.report.model import VERDICTS


def verify(targets: Sequence[str], *, as_json: bool, jobs: int | None, certificates: str | None,
           fail_on: str, time_limit: float, fresh: bool, keep: bool) -> int:
    """Judge, print, and tell by the exit status whether all is as required."""
    also = [word.strip() for word in fail_on.split(",") if word.strip()]
    for word in also:
        if word not in VERDICTS:
            raise InputError(f"--fail-on: {word!r} is no verdict; choose from "
                             f"{', '.join(VERDICTS)}")
    report = judge(targets, jobs, time_limit, certificates, detail="data" if as_json else "table",
                   fresh=fresh, keep=keep)
    if as_json:
        print(json.dumps(report.public(), indent=2, ensure_ascii=False))
    else:
        from symq.report.terminal import show_table

        show_table(stdout(), report)
    return status(report, also)
