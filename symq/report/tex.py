"""A report as a LaTeX article that compiles with the packages of any TeX distribution."""

from __future__ import annotations

import re

from symq.report import layout as L
from symq.report.model import JudgedReport, Report
from symq.report.texmath import TexMathError, parse, plain_parts
from symq.report.texmath.symbols import BINARY, LETTERS, RELATIONS, UPRIGHT
from symq.report.words import LOOKS, method_words

_PREAMBLE = r"""\documentclass[11pt]{article}
\usepackage[utf8]{inputenc}
\IfFileExists{lmodern.sty}{\usepackage[T1]{fontenc}\usepackage{lmodern}}{}
\usepackage[a4paper,margin=2.5cm]{geometry}
\usepackage{amsmath,amssymb,graphicx,xcolor}
\usepackage[hidelinks]{hyperref}
\setlength{\parindent}{0pt}
\setlength{\parskip}{4pt plus 2pt}
\setcounter{secnumdepth}{0}
\emergencystretch=3em
\newsavebox{\formulabox}
% A formula that is too wide is shrunk to the line, or if it has several parts, broken; one that
% would become too small to read is left to the certificate.
\newcommand{\fit}[2]{\sbox{\formulabox}{$\displaystyle #2$}%
  \ifdim\wd\formulabox>3\dimexpr#1\relax\emph{(a long formula: see the certificate)}%
  \else\ifdim\wd\formulabox>#1\relax\resizebox{#1}{!}{\usebox{\formulabox}}%
  \else\usebox{\formulabox}\fi\fi}
\newcommand{\fitparts}[2]{\sbox{\formulabox}{$\displaystyle #2$}%
  \ifdim\wd\formulabox>1.2\dimexpr#1\relax\parbox{#1}{\raggedright$\displaystyle #2$}%
  \else\fit{#1}{#2}\fi}
\newcommand{\verdict}[3]{\textcolor{#1}{\ensuremath{#2}~\textsf{\bfseries #3}}}
\newcommand{\labelled}[1]{\textsf{\small #1:}\ }
"""
LINE_LENGTH = 90        # characters of a formula
LINE, SHORTER = r"\linewidth", r"0.92\linewidth"
_GLYPHS = {"definition": ":=", "assumption": r"\vdash", "proved": r"\checkmark",
           "conditional": r"\circleddash", "erratum": r"\divideontimes", "supported": r"\approx",
           "cited": r"\rightarrow", "refuted": r"\times", "unknown": "?"}
_SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
            "%": r"\%", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
            "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", "\"": "''",
            "–": "--", "—": "---", "’": "'", "‘": "`", "“": "``", "”": "''", "…": r"\dots{}",
            "−": r"\ensuremath{-}", "′": r"\ensuremath{'}", "²": r"\ensuremath{^2}",
            "³": r"\ensuremath{^3}", "√": r"\ensuremath{\surd}", "½": r"\ensuremath{\frac12}"}
for _table in (LETTERS, UPRIGHT, RELATIONS, BINARY):
    for _name, _char in _table.items():
        if ord(_char[0]) > 127 and _char not in _SPECIAL:
            _SPECIAL[_char] = rf"\ensuremath{{\{_name}}}"


def to_tex(report: Report) -> str:
    """The report as a LaTeX document."""
    out = [_PREAMBLE]
    for verdict, colour in _colours().items():
        out.append(rf"\definecolor{{{verdict}}}{{HTML}}{{{colour}}}")
    titles = "; ".join(_text(L.spoken(p.title)) for p in report.papers)
    out.append(rf"\hypersetup{{pdftitle={{{titles}}}}}")
    out.append(r"\begin{document}")
    before: L.Block | None = None
    for block in L.blocks(report):
        if isinstance(block, L.Title) and before is not None:
            out.append(r"\clearpage")
        if isinstance(block, L.ClaimHead):      # not parted from the heading above it
            out.append(r"\nopagebreak" if isinstance(before, L.Heading) else
                       r"\medskip\pagebreak[2]")
        out.append(_block(block))
        before = block
    out.append(r"\end{document}")
    return "\n".join(out) + "\n"


def _colours() -> dict[str, str]:
    return {v: look.colour[1:].upper() for v, look in LOOKS.items()}


_WORDS = re.compile(r"\\text\{([^{}]*)\}")        # words within a formula
_DIGIT = re.compile(r"\\mathbb\s*(?:\{\s*(\d)\s*\}|(\d))")    # which amssymb does not have
_BARE = re.compile(r"(?<!\\)[_^&#%<>|]")          # what TeX would take for a command there


def _text(text: str) -> str:
    """Words, with everything that means something to TeX escaped."""
    out = []
    for c in text:
        if c in _SPECIAL:
            out.append(_SPECIAL[c])
        elif ord(c) < 0x180:
            out.append(c)
        else:
            out.append("?")
    return "".join(out)


def formula(latex: str) -> str:
    r"""A formula for TeX's mathematics mode; one that is not understood is shown as its source.

    `\'` is an accent in text only, so it is written as the prime that it stands for.

    >>> formula(r"m\'"), formula(r"\oops x")
    ("m'", '\\text{\\ttfamily \\textbackslash{}oops x}')
    >>> print(formula(r"x_1 = \text{a point of Z_d^2, 50%}"))
    x_1 = \text{a point of Z\_d\textasciicircum{}2, 50\%}
    """
    latex = re.sub(r"\\'", "'", latex)
    try:
        parse(latex)
    except TexMathError:
        return rf"\text{{\ttfamily {_text(latex)}}}"
    latex = _DIGIT.sub(r"\\mathbf{\1\2}", latex)
    latex = _WORDS.sub(lambda m: rf"\text{{{_BARE.sub(_escaped, m[1])}}}", latex)
    return latex.replace(r",\;", r",\;\allowbreak")


def _escaped(found: re.Match[str]) -> str:
    return _SPECIAL[found[0]]


def _fit(width: str, latex: str) -> str:
    """A displayed formula that stays within a width."""
    text = formula(latex)
    return rf"\fit{'parts' if _breaks(latex) else ''}{{{width}}}{{{text}}}"


def _breaks(latex: str) -> bool:
    """Whether TeX can break it into lines: no part of it is as long as a line."""
    try:
        parts = plain_parts(latex)
    except TexMathError:
        return False
    return len(parts) > 1 and all(len(part) <= LINE_LENGTH for part in parts)


def prose(text: str, style: str = "") -> str:
    """Prose with formulas between dollar signs; a long one gets a line of its own."""
    out = ""
    for run in L.runs(text):
        if run.kind == "words":
            out += _text(run.text)
        elif run.kind == "long":
            out += rf"\par{_fit(LINE, run.text)}\par "
        else:
            out += f"${style}{formula(run.text)}$"
    return out


def _verdict(verdict: str) -> str:
    return rf"\verdict{{{verdict}}}{{{_GLYPHS[verdict]}}}{{{verdict}}}"


def _anchor(id: str) -> str:
    return re.sub(r"[^A-Za-z0-9:.-]", "-", id)


def _block(block: L.Block) -> str:
    match block:
        case L.Title():
            authors = ", ".join(map(_text, block.authors))
            source = rf"\\[2pt] {{\small {_text(block.source)}}}" if block.source else ""
            lines = [rf"{{\LARGE {prose(block.title)}}}"]
            if authors:
                lines.append(authors)
            return r"\begin{center}" + r"\\[6pt] ".join(lines) + source + r"\end{center}"
        case L.Heading():
            return rf"\{'sub' * (block.level - 2)}section{{{prose(block.text)}}}"
        case L.ClaimHead():
            target = rf"\hypertarget{{{_anchor(block.id)}}}{{}}" if block.id else ""
            place = ", ".join(filter(None, [_text(block.where), _text(block.kind)]))
            return (rf"{target}\textbf{{{_text(block.name)}}}\quad "
                    rf"{_verdict(block.verdict)}\hfill{{\small {place}}}\par\nopagebreak")
        case L.Para():
            return _para(block)
        case L.Formula():
            return _formula(block)
        case L.Steps():
            return _steps(block)
        case L.Judged():
            items = "\n".join(rf"\item {_judged(item)}" for item in block.items)
            return rf"\labelled{{{_text(block.label)}}}" + \
                f"\n\\begin{{itemize}}\\setlength{{\\itemsep}}{{0pt}}\n{items}\n\\end{{itemize}}"
        case L.Bullets():
            items = "\n".join(rf"\item {prose(item)}" for item in block.items)
            return rf"\labelled{{{_text(block.label)}}}" + \
                "\n\\begin{itemize}\\setlength{\\itemsep}{0pt}\\small\n" + items + \
                "\n\\end{itemize}"
        case L.Summary():
            rows = "\n".join(rf"{_verdict(v)} & {n} & {_text(LOOKS[v].meaning)}\\"
                             for v, n in block.counts)
            return "\\begin{center}\\small\\begin{tabular}{lrl}\n" + rows + \
                "\n\\end{tabular}\\end{center}"
        case L.Contents():
            rows = r"\par ".join(
                rf"\hyperlink{{{_anchor(id)}}}{{{_text(name)}}}\dotfill {_text(where)}\quad "
                rf"\makebox[2.6cm][l]{{{_verdict(verdict)}}}"
                for id, name, where, verdict in block.rows)
            return rf"{{\small {rows}\par}}"
    raise AssertionError(block)


def _para(block: L.Para) -> str:
    label = rf"\labelled{{{_text(block.label)}}}" if block.label else ""
    body = prose(block.text, r"\displaystyle " if block.role == "reads" else "")
    if block.role == "says":
        return rf"\textit{{{body}}}\par"
    if block.role == "alarm":
        return rf"{label}\textcolor{{unknown}}{{{body}}}\par"
    return rf"{{\small {label}{body}\par}}" if block.role == "small" else rf"{label}{body}\par"


def _formula(block: L.Formula) -> str:
    colour = {"wrong": "refuted", "right": "proved", "condition": "conditional"}.get(block.role)
    tag = block.tag.replace("′", "'")
    tag = rf"\tag{{{_text(tag)}}}" if tag else ""
    width = r"0.78\linewidth" if len(block.tag) > 6 else r"0.86\linewidth"
    begin, end = ("equation", "equation") if tag else ("equation*", "equation*")
    body = _fit(width, block.latex)
    if colour:
        body = rf"\textcolor{{{colour}}}{{{body}}}"
    label = rf"\labelled{{{_text(block.label)}}}\nopagebreak" if block.label else ""
    return f"{label}\n\\begin{{{begin}}}{body}{tag}\\end{{{end}}}"


def _steps(block: L.Steps) -> str:
    rows = []
    for step in block.steps:
        by = _text(L.cites(step))
        note = prose(step.note) if step.note else ""
        why = ", ".join(filter(None, [note, f"by {by}" if by else ""]))
        method = rf"\textcolor{{proved}}{{\(\checkmark\)}} {_text(method_words(step.method))}" \
            if step.method else ""
        name = f"{_text(step.name)}. " if step.name and not step.name.isdigit() else ""
        why = ". ".join(filter(None, [why, method]))
        tail = rf"\\{{\small {why}}}" if why else ""
        line = prose(L.words(step)) or _fit(SHORTER, step.latex)
        rows.append(rf"\item {name}{line}{tail}")
    return "\\begin{enumerate}\\setlength{\\itemsep}{2pt}\n" + "\n".join(rows) + \
        "\n\\end{enumerate}"


def _judged(item: JudgedReport) -> str:
    label = f"{prose(item.label)}: " if item.label else ""
    tail = ""
    if item.counterexample:
        tail = rf" {{\small {prose(L.counterexample(item.counterexample))}}}"
    return f"{_verdict(item.verdict)} {label}{prose(item.reads)}{tail}"
