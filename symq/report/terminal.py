"""A report on a terminal: a table that is good to read, with glyph and word for every verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from symq.report import layout as L
from symq.report.layout import plain
from symq.report.layout import spoken as prose
from symq.report.model import ClaimReport, JudgedReport, PaperReport, Report
from symq.report.words import LOOKS, badge, method_words

LONGEST = 200                   # characters of a statement, or of its correction, in the table
ROOM = 16                       # for what a statement says, beside the other columns


def verdict(name: str) -> Text:
    """Glyph and word, coloured where the terminal has colours."""
    return Text(badge(name), style=LOOKS[name].terminal, no_wrap=True)


def show_table(console: Console, report: Report) -> None:
    """The table of `symq verify`, then what needs attention, then the counts."""
    for paper in report.papers:
        console.print(Text(prose(paper.title), style="bold"))
        parts = [_parts(claim) for claim in paper.claims]
        console.print(_table(console, paper, parts))
        if any(len(text) > LONGEST for texts in parts for text in texts):
            console.print(Text("… shortened; symq show ID gives a statement in full", style="dim"))
    for claim in report.claims:
        if claim.verdict in ("refuted", "unknown"):
            reason = prose(claim.reason or "no reason given")
            if claim.verdict == "refuted" and claim.counterexample:
                reason += f". {prose(L.counterexample(claim.counterexample))}"
            console.print(Text.assemble(verdict(claim.verdict), f" {claim.id}: {reason}"))
    console.print(L.summary_line(report.summary))


def _table(console: Console, paper: PaperReport, parts: Sequence[tuple[str, ...]]) -> Text:
    """One row for each claim; on a narrow terminal what it says stands below it."""
    heads = [Text(name, style="dim") for name in ("statement", "verdict", "time", "what it says")]
    rows = [(Text(claim.id), verdict(claim.verdict),
             Text(f"{claim.seconds:.2f} s" if claim.seconds >= 0.005 else ""),
             Text(_gist(claim, texts)))
            for claim, texts in zip(paper.claims, parts, strict=True)]
    name, judged, time = (max(cell.cell_len for cell in column)
                          for column in list(zip(heads, *rows, strict=True))[:3])
    rest = console.width - name - judged - time - 6
    lines: list[Text] = []
    for id, word, seconds, says in (tuple(heads), *rows):
        id.pad_right(name + 2 - id.cell_len)
        if rest < ROOM:
            lines.append(Text.assemble(id, word, "  ", seconds))
            lines += [Text("  ") + line for line in says.wrap(console, console.width - 2)]
            continue
        first, *more = says.wrap(console, rest) or [Text("")]
        word.pad_right(judged + 2 - word.cell_len)
        if seconds.plain:
            first.pad_right(rest + 2 + time - first.cell_len - seconds.cell_len)
        lines.append(Text.assemble(id, word, first, seconds))
        lines += [Text(" " * (name + judged + 4)) + line for line in more]
    return Text("\n").join(lines)


def _parts(claim: ClaimReport) -> tuple[str, ...]:
    """The statement; for an erratum what it should be, or the condition that it needs."""
    text = plain(claim.printed) if claim.printed and claim.printed != "-" else claim.says
    if claim.verdict == "erratum" and claim.correction:
        return text, plain(claim.correction)
    if claim.verdict == "conditional":
        return text, plain(claim.condition) if claim.condition else prose(
            claim.condition_reads or "")
    return (text,)


def _gist(claim: ClaimReport, parts: tuple[str, ...]) -> str:
    """These parts, each shortened to what a table has room for."""
    link = "  ⟶  " if claim.verdict == "erratum" else "  if "
    return link.join(text if len(text) <= LONGEST else
                     f"{text[:LONGEST + 1].rpartition(' ')[0]} …" for text in parts)


def show_claim(console: Console, claim: ClaimReport) -> None:
    """Everything about one claim, for `symq show`."""
    for block in L.claim_blocks(claim):
        console.print(_block(block))


def show_errata(console: Console, report: Report) -> None:
    """What is wrong in the papers and how it should read, for `symq errata`."""
    for paper in report.papers:
        wrong = [c for c in paper.claims if L.is_wrong(c.verdict)]
        console.print(Text(prose(paper.title), style="bold"))
        if not wrong:
            console.print("no errata found")
        for claim in wrong:
            console.print()
            for block in L.statement_blocks(claim):
                console.print(_block(block))


def _labelled(label: str, text: str) -> Any:
    if not label:
        return Text(text)
    return Text.assemble((f"{label}: ", "dim"), text)


def _block(block: L.Block) -> Any:
    match block:
        case L.ClaimHead():
            name = block.id or block.name
            place = ", ".join(filter(None, [block.where, block.kind]))
            return Text.assemble((name, "bold"), "  ", verdict(block.verdict), f"  {place}")
        case L.Para(role="says"):
            return Text(prose(block.text), style="italic")
        case L.Para():
            return _labelled(block.label, prose(block.text))
        case L.Formula():
            return Group(Text(f"{block.label}:" if block.label else "", style="dim"),
                         _indented(Text(plain(block.latex)), 4))
        case L.Steps():
            return _steps(block)
        case L.Judged():
            return Group(Text(f"{block.label}:", style="dim"),
                         *[_indented(_judged(item)) for item in block.items])
        case L.Bullets():
            return Group(Text(f"{block.label}:", style="dim"),
                         *[_indented(Text(f"- {prose(item)}")) for item in block.items])
    return Text("")


def _indented(text: Text, by: int = 2) -> Padding:
    return Padding(text, (0, 0, 0, by), expand=False)


def _steps(block: L.Steps) -> Group:
    lines: list[Any] = []
    for number, step in enumerate(block.steps, 1):
        lines.append(_indented(Text(f"{number}. {plain(step.latex)}")))
        by = L.cites(step)
        why = ", ".join(filter(None, [prose(step.note) if step.note else "",
                                      f"by {by}" if by else "",
                                      method_words(step.method) if step.method else ""]))
        if why:
            lines.append(_indented(Text(why, style="dim"), 5))
    return Group(*lines)


def _judged(item: JudgedReport) -> Text:
    label = f"{prose(item.label)}: " if item.label else ""
    tail = f"  {prose(L.counterexample(item.counterexample))}" if item.counterexample else ""
    return Text.assemble(verdict(item.verdict), f" {label}{prose(item.reads)}{tail}")


def show_list(console: Console, rows: list[tuple[str, str, int]]) -> None:
    """Slug, title and number of statements of every paper, for `symq list`."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("paper", no_wrap=True)
    table.add_column("statements", justify="right")
    table.add_column("title", ratio=1)
    for slug, title, count in rows:
        table.add_row(slug, str(count), prose(title))
    console.print(table)


def show_rows(console: Console, rows: list[tuple[str, str, str, str]]) -> None:
    """Id, place, kind and printed line of every statement, for `symq list PAPER`."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("statement", no_wrap=True)
    table.add_column("place", max_width=28)
    table.add_column("kind", no_wrap=True)
    table.add_column("printed", ratio=1, overflow="fold")
    for id, where, kind, latex in rows:
        table.add_row(id, where, kind, plain(latex))
    console.print(table)
