"""A report as a Jupyter notebook that runs: each claim is proved again by the cell below it."""

from __future__ import annotations

import re
from typing import Any

from symq.errors import MissingExtra
from symq.report import layout as L
from symq.report.markdown import text
from symq.report.model import ClaimReport, PaperReport, Report

_SETUP = '''from symq import verify

def reprove(target, verdict):
    """Judge the claim again, from its statement alone, and compare."""
    report = verify(target)
    for claim in report.claims:
        if claim.id == target and claim.verdict != verdict:
            raise AssertionError(f"{target} is now {claim.verdict}: {claim.reason}")
    return report'''


def to_notebook(report: Report, sources: dict[str, str] | None = None) -> str:
    """The report as the text of an `.ipynb` file.

    `sources` maps the slug of a paper that lives in a file of its own to that file's name.

    Raises:
        MissingExtra: nbformat is not installed.
    """
    try:
        from nbformat import v4, writes
    except ImportError:
        raise MissingExtra("nbformat", "all") from None
    cells: list[Any] = []

    def add(kind: str, source: str, name: str) -> None:
        make = v4.new_markdown_cell if kind == "markdown" else v4.new_code_cell
        cells.append(make(source, id=_cell_id(name, len(cells))))

    for paper in report.papers:
        _paper(paper, add, (sources or {}).get(paper.slug))
    notebook = v4.new_notebook(cells=cells, metadata={
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"}})
    return str(writes(notebook)) + "\n"


def _cell_id(name: str, number: int) -> str:
    return f"{number:04d}-{re.sub('[^A-Za-z0-9_-]', '-', name)}"[:64]


def _paper(paper: PaperReport, add: Any, source: str | None) -> None:
    head = [b for b in L.paper_blocks(PaperReport(paper.slug, paper.title, paper.authors,
                                                  paper.source, (), paper.given))
            if not isinstance(b, L.Summary)]
    add("markdown", "\n\n".join(text(b) for b in head), paper.slug)
    add("code", _SETUP, "setup")
    where = None
    for claim in paper.claims:
        shown = [text(b) for b in L.claim_blocks(claim)]
        if claim.where != where:
            shown.insert(0, f"## {claim.where}")
            where = claim.where
        add("markdown", "\n\n".join(shown), claim.name)
        add("code", _call(claim, source), f"prove-{claim.name}")


def _call(claim: ClaimReport, source: str | None) -> str:
    target = claim.id if source is None else f"{source}:{claim.name}"
    return f"reprove({target!r}, {claim.verdict!r})"
