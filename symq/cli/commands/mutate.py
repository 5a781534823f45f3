"""`symq mutate`: change what papers state, and expect the prover to notice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from symq.attack.mutate import OUTCOMES, mutate
from symq.cli.commands.console import stdout
from symq.cli.commands.run import cores, progress
from symq.report.layout import spoken as prose
from symq.report.words import plural

_GLYPHS = {"refuted": "✗", "equivalent": "=", "weaker": "<", "independent": "∥", "undecided": "?",
           "survived": "!"}


def run(targets: Sequence[str], *, as_json: bool, jobs: int | None, sample: int | None, seed: int,
        time_limit: float, every: bool) -> int:
    """Mutate and print; 1 if a mutant survived."""
    with progress() as told:
        data = mutate(targets, jobs=jobs or cores(), sample=sample, seed=seed,
                      time_limit=time_limit, progress=told)
    if as_json:
        print(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        for paper in data["papers"]:
            _show(paper, every)
    return int(any(row["outcome"] == "survived" for p in data["papers"] for row in p["rows"]))


def _show(paper: dict[str, Any], every: bool) -> None:
    console = stdout()
    console.print(Text(prose(paper["title"]), style="bold"))
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("statement", no_wrap=True)
    for outcome in OUTCOMES:
        table.add_column(outcome, justify="right")
    for id in dict.fromkeys(row["id"] for row in paper["rows"]):
        found = [row["outcome"] for row in paper["rows"] if row["id"] == id]
        table.add_row(id, *[str(found.count(o)) if o in found else "" for o in OUTCOMES])
    console.print(table)
    for row in paper["rows"]:
        if every or row["outcome"] in ("survived", "undecided", "independent"):
            console.print(_line(row))
    if paper["few"]:
        console.print(f"fewer than five changes: {', '.join(paper['few'])}")
    counts = ", ".join(f"{_GLYPHS[o]} {n} {o}" for o, n in paper["summary"].items())
    share = f"; {100 * paper['undecided']:.1f} % undecided" if paper["rows"] else ""
    console.print(f"{plural(len(paper['rows']), 'change')}: {counts or 'none'}{share}")


def _line(row: dict[str, Any]) -> Text:
    style = {"survived": "red", "undecided": "yellow"}.get(row["outcome"], "")
    because = f" ({prose(row['because'])})" if row["because"] else ""
    change = f"{row['target']}: {row['change']}: " if row["change"] else ""
    return Text.assemble((f"{_GLYPHS[row['outcome']]} {row['outcome']}", style),
                         f" {row['id']}  {prose(change)}{prose(row['mutant'])}{because}")
