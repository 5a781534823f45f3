"""A report as PDF: by Typst without any TeX, or by `latexmk` where it is asked for and present."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import typst

from symq.errors import InputError, SymqError
from symq.report import layout as L
from symq.report.model import JudgedReport, Report
from symq.report.tex import to_tex
from symq.report.texmath import TexMathError, to_typst, typst_parts
from symq.report.texmath.typst import string
from symq.report.words import LOOKS, method_words

_PREAMBLE = r"""
#set page(paper: "a4", margin: 2.3cm, numbering: "1")
#set text(font: "New Computer Modern", size: 10.5pt, lang: "en")
#set par(spacing: 0.75em)
#show raw: set text(font: "DejaVu Sans Mono", size: 8.5pt)
#show math.equation: set text(font: "New Computer Modern Math")
#let sans(body) = text(size: 0.9em, weight: "bold", body)
#let label-of(body) = text(size: 0.88em, style: "normal", fill: rgb("#57606a"), body + [: ])
#let glyph(body) = text(font: "DejaVu Sans Mono", size: 0.92em, body)
// Inline formulas may be as tall as they like without touching the lines around them.
#let tall(body) = box({ set par(leading: 0pt); body })
// A formula that is too wide is shrunk to the line; one that is much too wide is broken, at the
// places between its parts.
#let fit(whole, ..parts) = layout(size => {
  let natural = measure(whole).width
  // What would become too small to read shows its beginning alone.
  let shrink(body, width) = if width > 3 * size.width {
    box(width: 0.9 * size.width, clip: true, box(width: width, body)) + [ … (long)]
  } else {
    scale(x: size.width / width * 100%, y: size.width / width * 100%, reflow: true, body)
  }
  if natural <= size.width { whole
  } else if natural <= 1.2 * size.width or parts.pos().len() < 2 { shrink(whole, natural)
  } else {
    par(leading: 0.8em, parts.pos().map(part => {
      let wide = measure(part).width
      if wide <= size.width { part } else { box(shrink(part, wide)) }
    }).join([ ]))
  }
})
#let shown(body, tag, fill) = block(width: 100%, breakable: false, grid(
  columns: (1fr, auto), column-gutter: 8pt, align: (center + horizon, right + horizon),
  text(fill: fill, body), tag))
"""


def to_typst_source(report: Report) -> str:
    """The report as Typst source."""
    titles = "; ".join(L.spoken(p.title) for p in report.papers)
    out = [f"#set document(title: {string(titles)}, date: none)", _PREAMBLE]
    out += [f"#let {v} = rgb({string(look.colour)})" for v, look in LOOKS.items()]
    first = True
    for block in L.blocks(report):
        if isinstance(block, L.Title) and not first:
            out.append("#pagebreak()")
        first = False
        out.append(_block(block))
    return "\n".join(out) + "\n"


def to_pdf(report: Report) -> bytes:
    """The report as PDF, made by Typst with the fonts that it brings along."""
    pdf: bytes = typst.compile(to_typst_source(report).encode(), format="pdf", timestamp=0,
                               ignore_system_fonts=True)
    return pdf


def to_pdf_latexmk(report: Report) -> bytes:
    """The report as PDF, made by `latexmk` from the LaTeX article.

    Raises:
        InputError: `latexmk` is not installed.
        SymqError: LaTeX stopped; the first error is quoted.
    """
    if shutil.which("latexmk") is None:
        raise InputError("latexmk is not installed; leave --latexmk out to use Typst")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "document.tex"
        source.write_text(to_tex(report), encoding="utf-8")
        fixed = {**os.environ, "SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1"}
        run = subprocess.run(
            ["latexmk", "-pdf", "-interaction=nonstopmode", "-halt-on-error", source.name],
            cwd=folder, env=fixed, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if run.returncode != 0:
            log = run.stdout.decode(errors="replace").splitlines()
            first = next((line for line in log if line.startswith("!")), "no message")
            raise SymqError(f"LaTeX stopped: {first.removeprefix('! ')}")
        return source.with_suffix(".pdf").read_bytes()


def _text(text: str) -> str:
    return f"#{string(text)};"


_HIGH = re.compile(r"\\[td]?frac|\\sqrt|matrix|cases|\\sum|\\prod|\\int|\\binom")


def _formula(latex: str) -> str:
    """A formula in a line, or its source in typewriter type if it is not understood."""
    try:
        return f"${to_typst(latex)}$"
    except TexMathError:
        return f"#raw({string(latex)});"


def _tall(latex: str) -> str:
    """A formula in display style in a line."""
    try:
        return f"#tall(${_display(to_typst(latex))}$);"
    except TexMathError:
        return f"#raw({string(latex)});"


def _wide(latex: str) -> str:
    """A formula that is shrunk or broken where it is too wide."""
    try:
        parts = [f"tall(${_display(part)}$)" for part in typst_parts(latex)]
        return f"#fit(tall(${_display(to_typst(latex))}$), {', '.join(parts)});"
    except TexMathError:
        return f"#raw({string(latex)});"


def _display(typst_math: str) -> str:
    return f"display({typst_math})" if typst_math.strip() else '""'


def _prose(text: str, display: bool = False) -> str:
    out = ""
    for run in L.runs(text):
        if run.kind == "words":
            out += _text(run.text)
        elif run.kind == "long":
            out += f"#block(above: 6pt, below: 6pt)[{_wide(run.text)}]"
        elif display:
            out += _tall(run.text)
        else:
            out += _boxed(run.text) if _HIGH.search(run.text) else _formula(run.text)
    return out


def _boxed(latex: str) -> str:
    """A formula in a line that is higher than the line."""
    body = _formula(latex)
    return f"#tall({body});" if body.startswith("$") else body


def _verdict(verdict: str) -> str:
    look = LOOKS[verdict]
    return f"#text(fill: {verdict})[#glyph({string(look.glyph)}) #sans[{verdict}]];"


def _label(text: str) -> str:
    return f"#label-of({string(text)});" if text else ""


def _list(items: list[str], kind: str = "list") -> str:
    return f"#{kind}(tight: true, indent: 6pt, {', '.join(f'[{i}]' for i in items)})"


def _block(block: L.Block) -> str:
    match block:
        case L.Title():
            lines = [f"#text(size: 1.5em)[{_prose(block.title)}]"]
            if block.authors:
                lines.append(_text(", ".join(block.authors)))
            if block.source:
                lines.append(f"#text(size: 0.9em)[{_text(block.source)}]")
            return f"#align(center)[{' #parbreak() '.join(lines)}]\n#v(6pt)"
        case L.Heading():
            size = "1.2em" if block.level == 2 else "1.05em"
            return (f"#block(sticky: true, above: 20pt, below: 8pt, text(size: {size}, "
                    f"weight: \"bold\")[{_prose(block.text)}])")
        case L.ClaimHead():
            place = ", ".join(filter(None, [block.where, block.kind]))
            mark = f"#metadata(none) #label({string(block.id)});" if block.id else ""
            return ("#block(sticky: true, above: 14pt, below: 6pt)["
                    f"{mark}#strong[{_text(block.name)}] #h(6pt) {_verdict(block.verdict)} "
                    f"#h(1fr) #text(size: 0.88em)[{_text(place)}]]")
        case L.Para():
            return _para(block)
        case L.Formula():
            fill = {"wrong": "refuted", "right": "proved", "condition": "conditional"}.get(
                block.role, "black")
            tag = f"[{_text('(' + block.tag + ')')}]" if block.tag else "[]"
            head = f"#block(sticky: true, below: 4pt)[{_label(block.label)}]\n" \
                if block.label else ""
            return f"{head}#shown([{_wide(block.latex)}], {tag}, {fill})"
        case L.Steps():
            return _steps(block)
        case L.Judged():
            return f"#block(sticky: true)[{_label(block.label)}]\n" + \
                _list([_judged(item) for item in block.items])
        case L.Bullets():
            return f"#block(sticky: true)[{_label(block.label)}]\n" \
                f"#text(size: 0.92em)[{_list([_prose(item) for item in block.items])}]"
        case L.Summary():
            cells = ", ".join(f"[{_verdict(v)}], [{n}], [{_text(LOOKS[v].meaning)}]"
                              for v, n in block.counts)
            return "#text(size: 0.9em, align(center, grid(columns: (auto, auto, auto), " \
                f"column-gutter: 10pt, row-gutter: 5pt, align: (left, right, left), {cells})))"
        case L.Contents():
            cells = ", ".join(
                f"[#link(label({string(id)}))[{_text(name)}]], [{_text(where)}], "
                f"[{_verdict(verdict)}]" for id, name, where, verdict in block.rows)
            return "#text(size: 0.9em, table(columns: (auto, 1fr, auto), stroke: none, " \
                f"inset: (x: 4pt, y: 2.2pt), {cells}))"
    raise AssertionError(block)


def _para(block: L.Para) -> str:
    body = _label(block.label) + _prose(block.text, block.role == "reads")
    if block.role == "says":
        return f"#block(sticky: true)[#emph[{body}]]\n"
    if block.role == "alarm":
        return f"#text(fill: unknown)[{body}]\n"
    if block.role == "reads":
        return f"#block(inset: (y: 2pt))[{body}]"
    return f"#block(text(size: 0.92em)[{body}])" if block.role == "small" else body + "\n"


def _steps(block: L.Steps) -> str:
    rows = []
    for step in block.steps:
        by = L.cites(step)
        why = ", ".join(filter(None, [_prose(step.note) if step.note else "",
                                      _text(f"by {by}") if by else ""]))
        if step.method:
            why += (". " if why else "") + \
                f"#text(fill: proved)[#glyph({string('✓')})] {_text(method_words(step.method))}"
        if step.name and not step.name.isdigit():
            why = f"{_text(step.name)}: {why}"
        below = f"#block(above: 4pt, text(size: 0.88em)[{why}])" if why else ""
        line = L.words(step)
        rows.append((_prose(line) if line else _wide(step.latex)) + below)
    return f"#enum(indent: 6pt, spacing: 1em, {', '.join(f'[{r}]' for r in rows)})"


def _judged(item: JudgedReport) -> str:
    label = f"{_prose(item.label)}: " if item.label else ""
    tail = ""
    if item.counterexample:
        tail = f" #text(size: 0.92em)[{_prose(L.counterexample(item.counterexample))}]"
    return f"{_verdict(item.verdict)} {label}{_prose(item.reads)}{tail}"
