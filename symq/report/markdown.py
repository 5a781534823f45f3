"""A report as Markdown with formulas between dollar signs, as forges and notebooks draw them."""

from __future__ import annotations

import re

from symq.report import layout as L
from symq.report.model import JudgedReport, Report
from symq.report.tex import formula
from symq.report.texmath import pieces
from symq.report.words import LOOKS, badge, method_words


def to_markdown(report: Report) -> str:
    """The report as a Markdown document."""
    return "\n\n".join(text(block) for block in L.blocks(report)) + "\n"


def _words(words: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|~$])", r"\\\1", words)


def prose(words: str) -> str:
    """Prose with formulas between dollar signs, everything else escaped."""
    return "".join(f"${_math(p.text)}$" if p.is_math else _words(p.text)
                   for p in pieces(words))


def _math(latex: str) -> str:
    # Markdown would read < as a tag, and a bar as the edge of a table cell.
    out = formula(latex).replace("<", r"\lt ").replace(">", r"\gt ")
    return re.sub(r"\\text\{\\ttfamily ", r"\\texttt{", out).strip()


def _label(words: str) -> str:
    return f"**{_words(words)}:** " if words else ""


def _list(items: list[str], mark: str = "-") -> str:
    return "\n".join(f"{mark} {item}" for item in items)


def text(block: L.Block) -> str:
    """One block as Markdown."""
    match block:
        case L.Title():
            head = f"# {prose(block.title)}"
            who = ", ".join(block.authors)
            lines = [head, *filter(None, [_words(who), _words(block.source)])]
            return "\n\n".join(lines)
        case L.Heading():
            return f"{'#' * block.level} {prose(block.text)}"
        case L.ClaimHead():
            place = ", ".join(filter(None, [block.where, block.kind]))
            return f"### {_words(block.name)} · {badge(block.verdict)}\n\n*{_words(place)}*"
        case L.Para():
            body = prose(block.text)
            if block.role == "says":
                return f"> {body}"
            return f"{_label(block.label)}{body}"
        case L.Formula():
            tag = block.tag.replace("′", "'")
            tag = rf" \tag{{{tag}}}" if tag else ""
            return f"{_label(block.label)}\n\n$$\n{_math(block.latex)}{tag}\n$$".strip()
        case L.Steps():
            return _steps(block)
        case L.Judged():
            return _label(block.label) + "\n\n" + _list([_judged(item) for item in block.items])
        case L.Bullets():
            return _label(block.label) + "\n\n" + _list([prose(item) for item in block.items])
        case L.Summary():
            rows = [f"| {badge(v)} | {n} | {LOOKS[v].meaning} |" for v, n in block.counts]
            return "\n".join(["| verdict | count | meaning |", "|---|---|---|", *rows])
        case L.Contents():
            rows = [f"| {_words(name)} | {_words(where)} | {badge(verdict)} |"
                    for _, name, where, verdict in block.rows]
            return "\n".join(["| statement | place | verdict |", "|---|---|---|", *rows])
    raise AssertionError(block)


def _steps(block: L.Steps) -> str:
    rows = []
    for step in block.steps:
        by = L.cites(step)
        why = ", ".join(filter(None, [prose(step.note) if step.note else "",
                                      _words(f"by {by}") if by else ""]))
        if step.method:
            why += (". " if why else "") + f"✓ {_words(method_words(step.method))}"
        name = f"{_words(step.name)}: " if step.name and not step.name.isdigit() else ""
        line = prose(L.words(step)) or rf"${_math(step.latex)}$"
        rows.append(line + (f"  \n   {name}{why}" if name or why else ""))
    return _list(rows, "1.")


def _judged(item: JudgedReport) -> str:
    label = f"{prose(item.label)}: " if item.label else ""
    tail = f" {prose(L.counterexample(item.counterexample))}" if item.counterexample else ""
    return f"{badge(item.verdict)} — {label}{prose(item.reads)}{tail}"
