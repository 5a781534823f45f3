"""Verification of whole papers: worker processes that can be ended, results in register order.

Nothing here imports sympy: the workers do the mathematics, this module plans, watches the clock,
and applies the rule table to what they found.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import symq.errors
from symq.errors import InputError, SymqError
from symq.paper.kept import place, read, write
from symq.paper.locate import Source, find, sources
from symq.paper.pool import Detail, Pool, Task, command
from symq.paper.uses import check_uses, needed
from symq.paper.verdict import Findings, Verdict, decide, established, leaf_role

Progress = Callable[[int, int, dict[str, Any]], None]
TIME_LIMIT = 120.0


def verify(targets: Iterable[str] = (), *, jobs: int = 1, time_limit: float = TIME_LIMIT,
           certificates: str | Path | None = None, detail: Detail = "document", fresh: bool = False,
           keep: bool = False, progress: Progress | None = None) -> dict[str, Any]:
    """Verify papers, single claims or files; all papers if nothing is named.

    Args:
        targets: `PAPER`, `PAPER:NAME` or `FILE.py`.
        jobs: number of worker processes.
        time_limit: seconds for one claim; a claim that takes longer is unknown.
        certificates: folder to which every certificate is written.
        detail: what the report holds: all that a document shows, the data of `--json`, or what
            a table of verdicts needs.
        fresh: search for every proof anew, without the evidence that a paper carries.
        keep: write the evidence of each paper beside it, for the next run to check.
        progress: called with (done, total, fields of the claim) after each claim.
    Returns:
        `{"papers": [...]}`, the data of a report.
    Raises:
        InputError: a target does not exist, or a paper cannot be loaded.
        RegisterError: a register does not fit its paper, or proofs run in a circle.
    """
    if jobs < 1:
        raise InputError(f"jobs must be at least 1, not {jobs}")
    wanted = plan(targets)
    if certificates is not None:        # what cannot be written is told before the work
        Path(certificates).mkdir(parents=True, exist_ok=True)
    desk = command(detail=detail, fresh=fresh, keep=keep, proofs=certificates is not None)
    with Pool(jobs, time_limit, desk) as pool:
        opening = [Task(source) for source in wanted]
        opening += [opening[0]] * (jobs - len(opening))         # start all processes at once
        headers = {task.source: answered(answer)
                   for task, answer in zip(opening, pool.run(opening), strict=True)}
        runs = {source: Run(source, headers[source], ids) for source, ids in wanted.items()}
        while True:
            tasks = [Task(run.source, id) for run in runs.values() for id in run.missing()]
            if not tasks:
                break
            total = sum(len(run.found) for run in runs.values()) + len(tasks)

            def told(task: Task, answer: dict[str, Any], total: int = total) -> None:
                run = runs[task.source]
                run.found[task.id] = answer
                answer["report"] = {**run.fields[task.id], **answer["report"]}
                if progress is not None:
                    done = sum(len(r.found) for r in runs.values())
                    progress(done, total, run.found[task.id]["report"])

            pool.run(tasks, told)
    papers = [run.paper() for run in runs.values()]
    if certificates is not None:
        for run in runs.values():
            run.write(Path(certificates))
    if keep:
        for run in runs.values():
            run.keep()
    return {"papers": papers}


def plan(targets: Iterable[str]) -> dict[Source, list[str]]:
    """Which ids of which papers are wanted; an empty list means all."""
    wanted: dict[Source, list[str]] = {}
    for target in [targets] if isinstance(targets, str) else targets:
        source, id = find(target)
        ids = wanted.get(source)
        if id is None:
            wanted[source] = []
        elif ids is None:
            wanted[source] = [id]
        elif ids and id not in ids:
            ids.append(id)
    if not wanted:
        wanted = {source: [] for source in sources()}
    if not wanted:
        raise InputError("no papers found; name a FILE.py")
    return wanted


def answered(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, or the error that it reports, raised."""
    if "error" in answer:
        kind = getattr(symq.errors, answer["error"]["type"], InputError)
        error: SymqError = kind(answer["error"]["message"])
        raise error
    return answer


class Run:
    """One paper in one run: what was asked, what was found, what follows."""

    def __init__(self, source: Source, header: dict[str, Any], ids: list[str]) -> None:
        self.source = source
        self.header = header
        self.fields: dict[str, dict[str, Any]] = {r["id"]: r for r in header["rows"]}
        self.rows = list(self.fields)
        self.roles: dict[str, str] = header["roles"]
        self.wanted = ids or self.rows
        self.found: dict[str, dict[str, Any]] = {}

    @property
    def uses(self) -> dict[str, list[str]]:
        """What each examined claim used."""
        return {id: list(answer["report"].get("uses", ())) for id, answer in self.found.items()}

    def missing(self) -> list[str]:
        """Ids still to be examined: what was asked for and what that rests on, in register order.

        An assumption that nobody names in given_by may still be cited by a derivation, which only
        examining the whole paper can tell.
        """
        known = set(self.header["given_by"])
        open_assumption = any(self.roles.get(id) == "assumption" and id not in known
                              for id in self.wanted)
        ids = self.rows if open_assumption else needed(self.wanted, self.uses)
        return [id for id in self.rows if id in set(ids) and id not in self.found]

    def verdicts(self) -> dict[str, tuple[Verdict, str]]:
        """The rule table applied, each claim after those that it uses."""
        uses = self.uses
        check_uses(uses)
        used = set(self.header["given_by"]) | {u for ids in uses.values() for u in ids}
        result: dict[str, tuple[Verdict, str]] = {}

        def settle(id: str) -> None:
            findings = Findings.from_data(self.found[id]["findings"])
            leaves = tuple((u, f"is {result[u][0]}") for u in uses[id]
                           if u in result and not established(result[u][0]))
            result[id] = decide(replace(findings, leaves=leaves, used=id in used))

        stack = [(id, False) for id in reversed(self.rows) if id in self.found]
        while stack:
            id, ready = stack.pop()
            if id in result:
                continue
            if ready:
                settle(id)
            else:
                stack.append((id, True))
                stack += [(u, False) for u in uses[id] if u in self.found and u not in result]
        return result

    def paper(self) -> dict[str, Any]:
        """The paper as report data, claims in register order."""
        verdicts, uses = self.verdicts(), self.uses
        roles = {id: leaf_role(verdict, self.roles[id]) for id, (verdict, _) in verdicts.items()}
        rests = {id: answer["rests"] for id, answer in self.found.items()}
        claims = []
        for id in self.rows:
            if id not in set(self.wanted):
                continue
            verdict, reason = verdicts[id]
            rest = rest_lines(id, needed([id], uses), roles, rests)
            claims.append({**self.found[id]["report"], "verdict": verdict.value,
                           "reason": reason or None, "rests_on": rest})
        header = {k: self.header[k] for k in ("slug", "title", "authors", "source", "given")}
        return {**header, "claims": claims}

    def write(self, folder: Path) -> None:
        """Write all certificates as `FOLDER/slug/name.part.json`; files are complete or absent."""
        target = folder / self.header["slug"]
        target.mkdir(parents=True, exist_ok=True)
        names = file_names(self.rows)
        for id in self.rows:
            for part, certificate in self.found.get(id, {}).get("certificates", ()):
                _replace(target / f"{names[id]}.{part}.json",
                         json.dumps(certificate, indent=1, sort_keys=True) + "\n")

    def keep(self) -> None:
        """Write the evidence beside the paper; what was not asked of a whole paper is dropped."""
        path = place(self.source.path)
        entries = {} if set(self.rows) == set(self.found) else read(path)
        for answer in self.found.values():
            entries.update(answer["archive"])
        write(path, entries)


def rest_lines(id: str, uses: Iterable[str], roles: dict[str, str],
               rests: dict[str, dict[str, list[str]]]) -> list[str]:
    """What a claim rests on at the leaves, as prose.

    Args:
        id: the claim.
        uses: everything that it uses, directly or not, itself included.
        roles: id -> "assumption", "condition" or something else.
        rests: id -> what that claim itself rests on.

    >>> rest_lines("k:2", ["k:2", "k:1"], {"k:1": "assumption"}, {"k:2": {"local": ["$x > 0$"]}})
    ['$x > 0$ (said at the line)', 'assumption k:1']
    """
    lines = [f"{text} (said at the line)" for text in rests.get(id, {}).get("local", ())]
    for used in uses:
        if used != id and roles.get(used) in ("assumption", "condition"):
            of = "assumption" if roles[used] == "assumption" else "condition of"
            lines.append(f"{of} {used}")
        for key in ("theorems", "literature"):
            lines += rests.get(used, {}).get(key, ())
    return list(dict.fromkeys(lines))


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """A name of a file for each id, no two alike even where letters count in either case.

    >>> file_names(["k:1", "k:2'", 'k:2"', "k:a", "k:A"])
    {'k:1': '1', "k:2'": '2_', 'k:2"': '2_-2', 'k:a': 'a', 'k:A': 'A-2'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id in ids:
        plain = name = re.sub(r"[^A-Za-z0-9._-]", "_", id.partition(":")[2])
        count = 1
        while name.lower() in taken:
            count += 1
            name = f"{plain}-{count}"
        taken.add(name.lower())
        names[id] = name
    return names


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


__all__ = ["Run", "TIME_LIMIT", "answered", "file_names", "plan", "rest_lines", "verify"]
