"""`symq derive` and `symq graph`: documents written to files, completely or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

from symq.cli.commands.run import judge, status
from symq.errors import InputError
from symq.report.export import FORMATS, render
from symq.report.files import write


def derive(target: str, format: str | None, output: str | None, latexmk: bool, jobs: int | None,
           time_limit: float) -> int:
    """Write a document; the exit status tells of failing claims as `verify` does."""
    kind = _format(format, output)
    if latexmk and kind != "pdf":
        raise InputError(f"--latexmk makes PDF, not {kind}; add --format pdf")
    path = _path(target, kind, output)
    report = judge([target], jobs, time_limit)
    # a notebook verifies again what was named here; a file lies beside it
    _deliver(render(report, kind, latexmk=latexmk, targets=(Path(target).name,)), path)
    return status(report)


def graph(target: str, format: str, output: str | None, jobs: int | None, time_limit: float) -> int:
    """Draw the graph of a paper."""
    from symq.report.graph import FORMATS as DRAWN
    from symq.report.graph import to_graph

    if format not in DRAWN:
        raise InputError(f"graph format {format!r} is not one of {', '.join(DRAWN)}")
    path = None if output is None or output == "-" else _target_file(Path(output))
    report = judge([target], jobs, time_limit, detail="table")
    _deliver("".join(to_graph(p, format) for p in report.papers).encode(), path)
    return status(report)


def _format(format: str | None, output: str | None) -> str:
    if format is None and output not in (None, "-"):
        format = Path(str(output)).suffix.removeprefix(".")
        if format not in FORMATS:
            raise InputError(f"the ending of {output} tells no format; add --format "
                             f"{' or '.join([', '.join(FORMATS[:-1]), FORMATS[-1]])}")
    if format is None:
        raise InputError(f"say what to write: --format {'|'.join(FORMATS)}, or -o FILE.pdf")
    if format not in FORMATS:
        raise InputError(f"format {format!r} is not one of {', '.join(FORMATS)}")
    return format


def _path(target: str, format: str, output: str | None) -> Path | None:
    """Where to write; None is standard output."""
    if output == "-":
        return None
    if output is not None:
        return _target_file(Path(output))
    name = Path(target).name.replace(".py", "").replace(":", "-").replace("/", "-")
    return _target_file(Path(f"{name}.{format}"))


def _target_file(path: Path) -> Path:
    """Refuse early what could not be written after minutes of work."""
    if path.is_dir():
        raise InputError(f"{path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise InputError(f"there is no folder {path.parent}")
    return path


def _deliver(content: bytes, path: Path | None) -> None:
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    write(path, content)
    print(f"wrote {path}", file=sys.stderr)
