"""Writes `docs/reference/` from the code: commands, kinds of evidence, cited theorems.

Run `python docs/generate.py` after a change; `tests/test_docs.py` notices if it was forgotten.
"""

from __future__ import annotations

import inspect
import os
from pathlib import Path

import typer

from symq.cli.app import app
from symq.kernel import CHECKS
from symq.lang.theorems import THEOREMS

FOLDER = Path(__file__).parent / "reference"


def commands() -> str:
    """The help of every command."""
    os.environ["COLUMNS"] = "100"
    group = typer.main.get_command(app)
    parts = ["# Commands", "Generated from the command line itself.",
             _help(group, "symq")]
    context = typer.Context(group, info_name="symq")
    for name in group.list_commands(context):
        parts += [f"## symq {name}", _help(group.get_command(context, name), f"symq {name}")]
    return "\n\n".join(parts) + "\n"


def _help(command: object, name: str) -> str:
    context = typer.Context(command, info_name=name, terminal_width=96, max_content_width=96,
                            help_option_names=["-h", "--help"])
    lines = command.get_help(context).splitlines()
    return "```text\n" + "\n".join(line.rstrip() for line in lines) + "\n```"


def evidence() -> str:
    """The table of evidence kinds with what each check accepts."""
    rows = ["# Kinds of evidence",
            "What a certificate may contain, and what the kernel demands of it. Generated "
            "from `symq.kernel.CHECKS`; a counterexample is `point/1`, a proof of the contrary "
            "`deny/1`.",
            "\n".join(["| kind | accepted when |", "|---|---|",
                       *(f"| `{kind}` | {_first(check)} |" for kind, check in CHECKS.items())])]
    return "\n\n".join(rows) + "\n"


def _first(thing: object) -> str:
    text = inspect.getdoc(thing) or ""
    return " ".join(text.split("\n\n")[0].split()).replace("|", r"\|")


def theorems() -> str:
    """The list of theorems beyond the kernel's reach."""
    parts = ["# Theorems that are cited",
             "Each use proves the hypotheses and shows the entry in `rests_on`. Nothing outside "
             "this list is assumed. Generated from `symq.lang.theorems`."]
    for name, entry in THEOREMS.items():
        hypotheses = "\n".join(f"- {h}" for h in entry.hypotheses)
        parts.append(f"## {name}\n\nIf\n\n{hypotheses}\n\nthen {entry.conclusion}\n\n"
                     f"Source: {entry.source}")
    return "\n\n".join(parts) + "\n"


PAGES = {"cli.md": commands, "evidence.md": evidence, "theorems.md": theorems}


def main() -> None:
    """Write all pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
