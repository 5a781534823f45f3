"""A worker process: loads papers and examines claims, one JSON line in, one JSON line out.

It is started, watched and ended by `symq.paper.run`. Whatever the paper prints goes to stderr;
it has no input.
A claim that crashes becomes an open finding with its reason; it costs no other claim.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import traceback
import warnings
from importlib import import_module
from typing import IO, Any

from symq.errors import SymqError
from symq.paper.examine import Examiner
from symq.paper.kept import place, read
from symq.paper.locate import load
from symq.paper.paper import Paper
from symq.paper.pool import Detail
from symq.paper.register import Row
from symq.paper.result import Writer
from symq.paper.verdict import Findings
from symq.prove.archive import Archive


class Desk:
    """The papers that this process has loaded, each with its examiner and writer."""

    def __init__(self, *, detail: Detail = "document", fresh: bool = False, keep: bool = False,
                 proofs: bool = True) -> None:
        self.detail = detail    # how much of a claim the report tells
        self.fresh = fresh      # whether every proof is searched anew
        self.keep = keep        # whether answers carry all the evidence that was asked for
        self.proofs = proofs    # whether answers carry the certificates
        self.loaded: dict[str, tuple[Paper, Examiner, Writer, Archive]] = {}

    def open(self, source: dict[str, str]) -> tuple[Paper, Examiner, Writer, Archive]:
        """Load a paper once, with the evidence that it carries."""
        key = source["path"]
        if key not in self.loaded:
            paper = load(source)
            archive = Archive({} if self.fresh else read(place(key)))
            writer = Writer(paper)
            examiner = Examiner(paper, label=writer.label, archive=archive)
            self.loaded[key] = (paper, examiner, writer, archive)
            gc.freeze()         # a paper stays until the end
        return self.loaded[key]

    def header(self, source: dict[str, str]) -> dict[str, Any]:
        """What the parent needs to plan: header, rows, and which ids name which assumptions."""
        paper, _, writer, _ = self.open(source)
        rows = paper.register.rows if paper.register else ()
        return {**writer.header(),
                "rows": [_fields(row) for row in rows],
                "roles": {id: claim.role for id, claim in paper.claims.items()},
                "given_by": sorted({id for c in paper.claims.values() for id in c.given_by})}

    def answer(self, source: dict[str, str], id: str, part: int | None) -> dict[str, Any]:
        """The answer to one request: the header if no id is named, else the claim examined."""
        return self.examine(source, id) if id else self.header(source)

    def examine(self, source: dict[str, str], id: str) -> dict[str, Any]:
        """Examine one claim; a crash is part of the answer."""
        paper, examiner, writer, archive = self.open(source)
        archive.begin()
        assert paper.register is not None
        row = paper.register.row(id)
        try:
            found = examiner.examine(id, row)
            return {"findings": found.findings.data(),
                    "report": writer.report(found, row, detail=self.detail),
                    "rests": writer.rests(found),
                    "certificates": writer.certificates(found) if self.proofs else [],
                    "archive": archive.asked if self.keep else {}}
        except SymqError as error:
            reason = str(error)
        except BaseException as error:      # a crash must not take other claims along
            reason = f"crashed: {whereabouts(error)}"
        role = paper.claims[id].role
        return {"findings": Findings(role=role, crash=reason).data(), "report": {},
                "rests": {}, "certificates": [],
                "archive": archive.asked if self.keep else {}}


def _fields(row: Row) -> dict[str, Any]:
    return {"id": row.id, "where": row.where, "kind": row.kind, "printed": row.latex,
            "says": row.says, "ocr_note": row.ocr_note, "depends": list(row.depends)}


def whereabouts(error: BaseException) -> str:
    """An exception in one line, with the place where it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    where = f" ({os.path.basename(last.filename)}, line {last.lineno})" if last else ""
    return f"{told(error)}{where}"


def told(error: BaseException) -> str:
    """The type and message of an exception in one line; for a known mistake, what to write."""
    try:
        text = " ".join(str(error).split())
    except Exception:       # a foreign exception may fail to tell itself
        text = ""
    if isinstance(error, TypeError) and "truth value of Relational" in text:
        text += "; write between(a, x, b) for a < x < b, and All((p, q)) for p and q"
    return f"{type(error).__name__}: {text}{_hint(error)}" if text else type(error).__name__


def _hint(error: BaseException) -> str:
    """What to import where a name is missing, or is the one of sympy that symq has too."""
    own, other = import_module("symq"), import_module("sympy")
    if isinstance(error, NameError):
        sources = [m.__name__ for m in (own, other) if error.name and hasattr(m, error.name)]
        return f"; write 'from {sources[0]} import {error.name}'" if sources else ""
    if isinstance(error, TypeError):
        taken = sorted({name for frame, _ in traceback.walk_tb(error.__traceback__)
                        for name in frame.f_code.co_names if name in own.__all__
                        and name in frame.f_globals and name in vars(other)
                        and frame.f_globals[name] is not getattr(own, name)})
        if taken:
            return f"; {', '.join(taken)} is sympy's here: import from symq after sympy"
    return ""


def _load_error(error: BaseException, source: dict[str, str]) -> dict[str, str]:
    if isinstance(error, SyntaxError):
        name = os.path.basename(error.filename or source["path"])
        line = f", line {error.lineno}" if error.lineno else ""
        return {"type": "InputError", "message": f"{name}{line}: {error.msg}"}
    folder = source["path"]
    inside = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(folder)]
    where = f"{os.path.basename(inside[-1].filename)}, line {inside[-1].lineno}" if inside else \
        os.path.basename(folder)
    if isinstance(error, SymqError):
        place = f"{where}: " if inside else ""
        return {"type": type(error).__name__, "message": f"{place}{error}"}
    return {"type": "InputError", "message": f"{where}: {told(error)}"}


def serve(requests: IO[str], answers: IO[str], desk: Desk) -> None:
    """Answer requests until the stream ends."""
    for line in requests:
        request = json.loads(line)
        if hasattr(signal, "alarm"):
            signal.alarm(int(request["limit"]) + 30)    # ends an orphan, even inside foreign code
        source = request["source"]
        try:
            text = json.dumps(desk.answer(source, request["id"], request["part"]))
        except BaseException as error:      # whatever a user's module raises as it loads
            text = json.dumps({"error": _load_error(error, source)})
        try:
            answers.write(text + "\n")
            answers.flush()
        except BrokenPipeError:     # the run is over
            return


def main(desk: Desk | None = None) -> None:
    """Serve on the standard streams; the paper's own output goes to stderr."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    requests = os.fdopen(os.dup(0), encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)    # a paper that reads finds the end of input
    sys.setrecursionlimit(10_000)
    warnings.simplefilter("ignore", RuntimeWarning)     # floats only screen; overflow is no news
    gc.set_threshold(50_000, 20, 50)    # many small terms and no circles among them
    serve(requests, answers, desk or Desk())


__all__ = ["Desk", "main", "place", "serve"]
