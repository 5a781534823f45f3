"""A report as a Jupyter notebook that runs: each claim is proved again by the cell below it."""

from __future__ import annotations

import re
from typing import Any

from nbformat import v4, writes

from symq.report import layout as L
from symq.report.markdown import text
from symq.report.model import PaperReport, Report

_SETUP = '''from symq import verify
from symq.report.words import method_words

# Proves everything below again, from the statements alone.
judged = {claim.id: claim for claim in verify(%s).claims}

def reprove(id, verdict):
    """Compare the verdict with the one in the text above."""
    found = judged[id]
    if found.verdict != verdict:
        raise AssertionError(f"{id} is now {found.verdict}: {found.reason}")
    open_ = verdict in ("unknown", "refuted")
    how = found.reason if open_ else method_words(found.method) if found.method else ""
    return f"{id}: {verdict}" + (f" ({how})" if how else "")'''


def to_notebook(report: Report, targets: tuple[str, ...] = ()) -> str:
    """The report as the text of an `.ipynb` file.

    `targets` is what was verified, as on the command line; by default every paper by its slug.
    """
    cells: list[Any] = []

    def add(kind: str, source: str, name: str) -> None:
        make = v4.new_markdown_cell if kind == "markdown" else v4.new_code_cell
        cells.append(make(source, id=_cell_id(name, len(cells))))  # type: ignore[no-untyped-call]

    wanted = list(targets) or [paper.slug for paper in report.papers]
    for number, paper in enumerate(report.papers):
        _paper(paper, add, _SETUP % wanted if number == 0 else "")
    notebook = v4.new_notebook(cells=cells, metadata={  # type: ignore[no-untyped-call]
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"}})
    return str(writes(notebook)) + "\n"  # type: ignore[no-untyped-call]


def _cell_id(name: str, number: int) -> str:
    return f"{number:04d}-{re.sub('[^A-Za-z0-9_-]', '-', name)}"[:64]


def _paper(paper: PaperReport, add: Any, setup: str) -> None:
    head = [b for b in L.paper_blocks(PaperReport(paper.slug, paper.title, paper.authors,
                                                  paper.source, (), paper.given))
            if not isinstance(b, L.Summary)]
    add("markdown", "\n\n".join(text(b) for b in head), paper.slug)
    if setup:
        add("code", setup, "setup")
    where = None
    for claim in paper.claims:
        shown = [text(b) for b in L.claim_blocks(claim)]
        if claim.where != where:
            shown.insert(0, f"## {claim.where}")
            where = claim.where
        add("markdown", "\n\n".join(shown), claim.name)
        add("code", f"reprove({claim.id!r}, {claim.verdict!r})", f"prove-{claim.name}")
