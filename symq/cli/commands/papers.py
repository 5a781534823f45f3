"""`symq list`, `symq show` and `symq errata`."""

from __future__ import annotations

import json
from collections.abc import Sequence


def list_papers(paper: str | None, *, as_json: bool) -> int:
    """List papers, or statements of one; reads registers only."""
    from symq.paper.locate import find, sources

    if paper is not None:
        source, id = find(paper)
        rows = [row for row in source.register.rows if id in (None, row.id)]
        if as_json:
            print(json.dumps([{"id": r.id, "where": r.where, "kind": r.kind, "printed": r.latex}
                              for r in rows], indent=2, ensure_ascii=False))
            return 0
        from symq.cli.commands.console import stdout
        from symq.report.terminal import show_rows

        show_rows(stdout(), [(r.id, r.where, r.kind, r.latex) for r in rows])
        return 0
    found = [(s.slug, s.header.title, len(s.register.rows)) for s in sources()]
    if as_json:
        print(json.dumps([{"slug": slug, "title": title, "statements": count}
                          for slug, title, count in found], indent=2, ensure_ascii=False))
        return 0
    from symq.cli.commands.console import stdout
    from symq.report.terminal import show_list

    show_list(stdout(), found)
    return 0


def show(target: str, jobs: int | None, time_limit: float) -> int:
    """Everything about one statement, or about all of a paper."""
    from symq.cli.commands.console import stdout
    from symq.cli.commands.run import judge, status
    from symq.report.terminal import show_claim

    report = judge([target], jobs, time_limit)
    console = stdout()
    for number, claim in enumerate(report.claims):
        if number:
            console.print()
        show_claim(console, claim)
    return status(report)


def errata(targets: Sequence[str], jobs: int | None, time_limit: float, *, as_json: bool) -> int:
    """What is wrong in the papers."""
    from symq.cli.commands.console import stdout
    from symq.cli.commands.run import judge, status
    from symq.report.layout import is_wrong
    from symq.report.terminal import show_errata

    report = judge(targets, jobs, time_limit, detail="data")
    if as_json:
        data = report.public()
        for paper in data["papers"]:
            paper["claims"] = [c for c in paper["claims"] if is_wrong(c["verdict"])]
        print(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        show_errata(stdout(), report)
    return status(report)
