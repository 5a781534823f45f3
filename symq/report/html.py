"""A report as one HTML file that needs no network and no script, and prints well."""

from __future__ import annotations

import base64
import re
from html import escape
from importlib import resources

from symq.report import layout as L
from symq.report.model import JudgedReport, Report
from symq.report.texmath import TexMathError, mathml_parts, to_mathml
from symq.report.texmath.mathml import CSS as MATH_CSS
from symq.report.words import LOOKS, method_words

_CSS = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { font-size: 16px; }
body { font: 1rem/1.5 Georgia, "Latin Modern Roman", "Times New Roman", serif; color: #1f2328;
  background: #fff; max-width: 52rem; margin: 2rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.7rem; font-weight: normal; text-align: center; margin: 1.5rem 0 .3rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid #d0d7de;
  padding-bottom: .2rem; }
.head { text-align: center; margin: 0; }
.source, .small { font-size: .9rem; }
.claim { display: flex; flex-wrap: wrap; gap: 0 .8rem; align-items: baseline;
  margin: 1.4rem 0 .2rem; }
.claim .place { margin-left: auto; color: #57606a; font-size: .88rem; text-align: right; }
.says { font-style: italic; }
p, ul, ol { margin: .35rem 0; }
.label { color: #57606a; font-family: system-ui, sans-serif; font-size: .82rem; }
.verdict { font-family: system-ui, sans-serif; font-weight: 600; font-size: .88rem;
  white-space: nowrap; }
.formula { display: flex; align-items: center; gap: 1rem; margin: .1rem 0; padding: .1rem 0;
  overflow: auto hidden; }
.formula > .body { flex: 1; min-width: min-content; text-align: center; padding: .25rem 0; }
.formula > .tag { color: #57606a; white-space: nowrap; }
.steps li { margin: .5rem 0; }
.steps .why { font-size: .9rem; color: #424a53; }
.steps .line, .long { overflow: auto hidden; padding: .15rem 0; }
table { border-collapse: collapse; margin: .6rem auto; font-size: .92rem; }
td { padding: .12rem .7rem; vertical-align: baseline; }
.contents { width: 100%; }
.alarm { color: #c1121f; }
.whole { white-space: nowrap; }
a { color: inherit; }
code { font-size: .85rem; }
@media (max-width: 36rem) {
  body { padding: 0 .8rem; }
  td { padding: .12rem .35rem; }
  .formula { flex-wrap: wrap; gap: 0; }
  .formula > .body { flex-basis: 100%; }
  .formula > .tag { margin-left: auto; font-size: .88rem; }
  .contents { font-size: .85rem; }
}
@media print {
  html { font-size: 10pt; }
  body { max-width: none; margin: 0; }
  h2 { break-after: avoid; }
  .claim, .says, .list { break-after: avoid; }
  .shown, li { break-inside: avoid; }
  .formula, .steps .line, .long { overflow: visible; }
}
@page { size: A4; margin: 2cm; }
"""


def to_html(report: Report) -> str:
    """The report as one HTML page."""
    title = escape("; ".join(L.spoken(p.title) for p in report.papers))
    colours = "\n".join(f".v-{v} {{ color: {look.colour}; }}" for v, look in LOOKS.items())
    body = "\n".join(_block(block) for block in L.blocks(report))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{_font_face()}{_CSS}{colours}{MATH_CSS}</style>
</head>
<body>
{body}
</body>
</html>
"""


def _font_face() -> str:
    font = resources.files("symq.report").joinpath("assets/symq-math.woff2").read_bytes()
    data = base64.b64encode(font).decode()
    return f'@font-face {{ font-family: "Symq Math"; src: url(data:font/woff2;base64,{data}); }}'


def formula(latex: str, display: bool = False) -> str:
    """A formula as MathML, or its source if it is not understood."""
    try:
        if display and L.is_long(latex) and len(parts := mathml_parts(latex)) > 1:
            return " ".join(parts)
        return to_mathml(latex, display)
    except TexMathError:
        return f"<code>{escape(latex)}</code>"


def prose(text: str, display: bool = False) -> str:
    """Prose with formulas between dollar signs."""
    out = ""
    for run in L.runs(text):
        if run.kind == "words":
            mark = re.match(r"[.,;:)]+", run.text) if out.endswith("</math>") else None
            if mark:        # no line begins with a mark
                start = out.rindex("<math")
                out = f'{out[:start]}<span class="whole">{out[start:]}{mark[0]}</span>'
            out += escape(run.text[mark.end():] if mark else run.text, quote=False)
        elif run.kind == "long":
            out += f'<div class="long">{formula(run.text, True)}</div>'
        elif display:
            out += formula(run.text).replace("<math>", '<math displaystyle="true">', 1)
        else:
            out += formula(run.text)
    return out


def anchor(id: str) -> str:
    """The id as an HTML anchor."""
    return re.sub(r"[^A-Za-z0-9:_.-]", "-", id)


def _verdict(verdict: str) -> str:
    return f'<span class="verdict v-{verdict}">{LOOKS[verdict].glyph}&nbsp;{verdict}</span>'


def _label(text: str) -> str:
    return f'<span class="label">{escape(text)}:</span> ' if text else ""


def _list(items: list[str], kind: str = "ul", name: str = "") -> str:
    rows = "\n".join(f"<li>{item}</li>" for item in items)
    mark = f' class="{name}"' if name else ""
    return f"<{kind}{mark}>\n{rows}\n</{kind}>"


def _block(block: L.Block) -> str:
    match block:
        case L.Title():
            lines = [f"<h1>{prose(block.title)}</h1>"]
            if block.authors:
                lines.append(f'<p class="head">{escape(", ".join(block.authors))}</p>')
            if block.source:
                lines.append(f'<p class="head source">{escape(block.source)}</p>')
            return "\n".join(lines)
        case L.Heading():
            return f"<h{block.level}>{prose(block.text)}</h{block.level}>"
        case L.ClaimHead():
            mark = f' id="{anchor(block.id)}"' if block.id else ""
            place = ", ".join(filter(None, [block.where, block.kind]))
            return (f'<div class="claim"{mark}><strong>{escape(block.name)}</strong>'
                    f'{_verdict(block.verdict)}<span class="place">{escape(place)}</span></div>')
        case L.Para():
            name = f' class="{block.role}"' if block.role in ("says", "small", "alarm") else ""
            # a div, because a long formula inside is a block of its own
            return f"<div{name}>{_label(block.label)}" \
                f"{prose(block.text, block.role == 'reads')}</div>"
        case L.Formula():
            colour = {"wrong": "refuted", "right": "proved", "condition": "conditional"}.get(
                block.role)
            mark = f" v-{colour}" if colour else ""
            tag = f'<span class="tag">({escape(block.tag)})</span>' if block.tag else ""
            return (f'<div class="shown">{_label(block.label)}<div class="formula">'
                    f'<span class="body{mark}">{formula(block.latex, True)}</span>{tag}'
                    "</div></div>")
        case L.Steps():
            return _steps(block)
        case L.Judged():
            return f'<div class="list">{_label(block.label)}</div>' + \
                _list([_judged(item) for item in block.items])
        case L.Bullets():
            return f'<div class="list">{_label(block.label)}</div>' + \
                _list([prose(item) for item in block.items], name="small")
        case L.Summary():
            rows = "\n".join(f"<tr><td>{_verdict(v)}</td><td>{n}</td>"
                             f"<td>{escape(LOOKS[v].meaning, quote=False)}</td></tr>"
                             for v, n in block.counts)
            return f"<table>\n{rows}\n</table>"
        case L.Contents():
            rows = "\n".join(
                f'<tr><td><a href="#{anchor(id)}">{escape(name)}</a></td><td>{escape(where)}</td>'
                f"<td>{_verdict(verdict)}</td></tr>" for id, name, where, verdict in block.rows)
            return f'<table class="contents">\n{rows}\n</table>'
    raise AssertionError(block)


def _steps(block: L.Steps) -> str:
    rows = []
    for step in block.steps:
        by = L.cites(step)
        why = ", ".join(filter(None, [prose(step.note) if step.note else "",
                                      escape(f"by {by}") if by else ""]))
        if step.method:
            why += (". " if why else "") + \
                f'<span class="v-proved">✓</span> {escape(method_words(step.method), quote=False)}'
        if step.name and not step.name.isdigit():
            why = f"{escape(step.name)}: {why}"
        math = formula(step.latex).replace("<math>", '<math displaystyle="true">', 1)
        line = prose(L.words(step)) or math
        rows.append(f'<div class="line">{line}</div><div class="why">{why}</div>')
    return _list(rows, "ol", "steps")


def _judged(item: JudgedReport) -> str:
    label = f"{prose(item.label)}: " if item.label else ""
    tail = ""
    if item.counterexample:
        tail = f' <span class="small">{prose(L.counterexample(item.counterexample))}</span>'
    return f"{_verdict(item.verdict)} {label}{prose(item.reads)}{tail}"
