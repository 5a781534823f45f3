"""The commands and their options; bodies live in `symq.cli.commands` and load on use."""

from __future__ import annotations

from typing import Annotated

import typer

from symq.errors import InputError

# ClickException, wherever typer keeps it
_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name="symq", rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False,
    no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]},
    help="Physics papers, executable: proves or refutes their statements exactly.",
    epilog="Exit status: 0 all as required, 1 a claim or certificate fails, 2 bad usage or input, "
           "130 interrupted.")

Targets = Annotated[list[str] | None, typer.Argument(
    metavar="PAPER|ID|FILE", show_default=False,
    help="A paper, one statement of it, a Python file with a paper, or FILE.py:ID; all papers by "
         "default.")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, metavar="N", show_default=False,
                                   help="Worker processes; by default one for each core.")]
Limit = Annotated[float, typer.Option("--time-limit", min=0.1, metavar="SECONDS",
                                      help="What takes longer is unknown.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="PATH", show_default=False,
                                            help="Where to write; - is the terminal.")]


def _version(wanted: bool) -> None:
    if wanted:
        from symq import __version__

        print(f"symq {__version__}")
        raise typer.Exit


@app.callback()
def options(version: Annotated[bool, typer.Option(
        "--version", "-V", callback=_version, is_eager=True,
        help="Print the version.")] = False) -> None:
    """Physics papers, executable: proves or refutes their statements exactly."""


@app.command("list")
def list_(paper: Annotated[str | None, typer.Argument(
        metavar="PAPER", show_default=False, help="List the statements of this paper.")] = None,
        json: Json = False) -> int:
    """List the papers, or the statements of one."""
    from symq.cli.commands import papers

    return papers.list_papers(paper, as_json=json)


@app.command()
def show(target: Annotated[str, typer.Argument(metavar="ID", help="A statement (of a file: "
                                               "FILE.py:ID), a paper or a file.")],
         jobs: Jobs = None, time_limit: Limit = 120.0) -> int:
    """Show everything about one statement."""
    from symq.cli.commands import papers

    return papers.show(target, jobs, time_limit)


@app.command()
def verify(targets: Targets = None, json: Json = False, jobs: Jobs = None,
           certificates: Annotated[str | None, typer.Option(
               metavar="DIR", show_default=False,
               help="Write every certificate below this folder.")] = None,
           fail_on: Annotated[str, typer.Option(
               metavar="VERDICTS", show_default=False,
               help="Verdicts, separated by commas, that give exit status 1 beside refuted and "
                    "unknown.")] = "",
           fresh: Annotated[bool, typer.Option(
               "--fresh", help="Search for every proof anew, without the certificates that a "
                               "paper carries.")] = False,
           keep: Annotated[bool, typer.Option(
               "--keep", help="Write the certificates beside the paper: the next run checks them "
                              "and searches only for what has changed.")] = False,
           time_limit: Limit = 120.0) -> int:
    """Judge papers, statements or files; print the verdicts."""
    from symq.cli.commands import verify as command

    return command.verify(targets or [], as_json=json, jobs=jobs, certificates=certificates,
                          fail_on=fail_on, time_limit=time_limit, fresh=fresh, keep=keep)


@app.command()
def derive(target: Annotated[str, typer.Argument(metavar="ID|PAPER|FILE")],
           format: Annotated[str | None, typer.Option(
               "--format", "-f", metavar="FORMAT", show_default=False,
               help="tex, pdf, html, md or ipynb; else the ending of PATH tells.")] = None,
           output: Output = None,
           latexmk: Annotated[bool, typer.Option(
               "--latexmk", help="Make the PDF with latexmk instead of Typst.")] = False,
           jobs: Jobs = None, time_limit: Limit = 120.0) -> int:
    """Write verdicts and derivations as a document."""
    from symq.cli.commands import documents

    return documents.derive(target, format, output, latexmk, jobs, time_limit)


@app.command()
def errata(targets: Targets = None, json: Json = False, jobs: Jobs = None,
           time_limit: Limit = 120.0) -> int:
    """Show what is wrong in the papers and how it should read."""
    from symq.cli.commands import papers

    return papers.errata(targets or [], jobs, time_limit, as_json=json)


@app.command()
def graph(target: Annotated[str, typer.Argument(metavar="PAPER|FILE")],
          format: Annotated[str, typer.Option(
              "--format", "-f", metavar="FORMAT", help="text, dot, mermaid or svg.")] = "text",
          output: Output = None, jobs: Jobs = None, time_limit: Limit = 120.0) -> int:
    """Draw what rests on what, coloured by verdict."""
    from symq.cli.commands import documents

    return documents.graph(target, format, output, jobs, time_limit)


@app.command()
def mutate(targets: Targets = None, json: Json = False, jobs: Jobs = None,
           sample: Annotated[int | None, typer.Option(
               min=1, metavar="N", show_default=False,
               help="Only so many changes of each paper, chosen by the seed.")] = None,
           seed: Annotated[int, typer.Option(metavar="S", help="Chooses the sample.")] = 0,
           every: Annotated[bool, typer.Option(
               "--all", help="Show every change, not only those to look at.")] = False,
           time_limit: Limit = 60.0) -> int:
    """Change what papers state, and expect the prover to notice."""
    from symq.cli.commands import mutate as command

    return command.run(targets or [], as_json=json, jobs=jobs, sample=sample, seed=seed,
                       time_limit=time_limit, every=every)


@app.command()
def check(files: Annotated[list[str], typer.Argument(
        metavar="FILE", help="Certificates, or folders of them.")],
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show failures only.")] = False
        ) -> int:
    """Check certificates with the small checker alone."""
    from symq.cli.commands import check as command

    return command.check_files(files, quiet=quiet)


def run(args: list[str]) -> int:
    """Run one command and return its exit status.

    Raises:
        InputError: the usage is wrong.
        KeyboardInterrupt: the command was interrupted.
    """
    command = typer.main.get_command(app)
    try:
        status = command.main(args, prog_name="symq", standalone_mode=False)
    except _USAGE_ERROR as error:
        text = error.format_message()  # type: ignore[attr-defined]
        if not text.strip() or type(error).__name__ == "NoArgsIsHelpError":
            print(text.strip())
            return 2
        context = getattr(error, "ctx", None)
        raise InputError(f"{text.rstrip('.')}; see {context.command_path if context else 'symq'} "
                         "--help") from None
    except typer.Abort:
        raise KeyboardInterrupt from None
    if status == 130:
        raise KeyboardInterrupt
    return int(status or 0)
