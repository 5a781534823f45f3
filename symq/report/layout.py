"""The one layout of all documents: a report as a sequence of blocks.

Renderers only decide how a block looks in their format; what is said, and in which order, is
decided here once. Nothing here depends on the time, the machine or the order of a set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from symq.report.model import (
    ClaimReport,
    CounterexampleReport,
    JudgedReport,
    PaperReport,
    Report,
    StepReport,
)
from symq.report.texmath import TexMathError, pieces, to_plain
from symq.report.words import LOOKS, method_words, plural


class Block:
    """Base of the blocks."""


@dataclass(frozen=True)
class Title(Block):
    """The paper's head."""

    title: str
    authors: tuple[str, ...]
    source: str
    slug: str


@dataclass(frozen=True)
class Heading(Block):
    """A section heading in prose; level 2 or 3."""

    level: int
    text: str


@dataclass(frozen=True)
class ClaimHead(Block):
    """Opens a claim: its id, name, place (if it is not in the heading above) and verdict."""

    id: str
    name: str
    where: str
    kind: str
    verdict: str


@dataclass(frozen=True)
class Para(Block):
    """Prose with an optional label; `role` is "", "says", "reads", "small" or "alarm"."""

    text: str
    label: str = ""
    role: str = ""


@dataclass(frozen=True)
class Formula(Block):
    """A displayed formula with its number; `role` is printed, wrong, right, condition or ""."""

    latex: str
    tag: str = ""
    label: str = ""
    role: str = ""


@dataclass(frozen=True)
class Steps(Block):
    """A derivation, step by step."""

    steps: tuple[StepReport, ...]


@dataclass(frozen=True)
class Judged(Block):
    """Statements beside the claim, each with its own verdict."""

    label: str
    items: tuple[JudgedReport, ...]


@dataclass(frozen=True)
class Bullets(Block):
    """A list of prose lines."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Summary(Block):
    """How often each verdict occurs, and what it means."""

    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Contents(Block):
    """All claims at a glance: (id, name, place, verdict)."""

    rows: tuple[tuple[str, str, str, str], ...]


def blocks(report: Report) -> tuple[Block, ...]:
    """The blocks of a report, paper by paper."""
    out: list[Block] = []
    for paper in report.papers:
        out += paper_blocks(paper)
    return tuple(out)


def paper_blocks(paper: PaperReport) -> list[Block]:
    """The blocks of one paper."""
    out: list[Block] = [Title(paper.title, paper.authors, paper.source, paper.slug)]
    if len(paper.claims) > 1:
        out.append(Summary(tuple(Report((paper,)).summary.items())))
    if paper.given:
        out.append(Para("; ".join(paper.given) + ".", "Assumed throughout"))
    if len(paper.claims) > 3:
        out += _errata(paper)
        out.append(Heading(2, "All statements at a glance"))
        out.append(Contents(tuple((c.id, c.name, c.where, c.verdict) for c in paper.claims)))
    where = None
    for claim in paper.claims:
        if claim.where != where:
            out.append(Heading(2, claim.where))
            where = claim.where
        out += claim_blocks(claim)
    return out


def is_wrong(verdict: str) -> bool:
    """Whether the verdict says that the printed line is false as it stands."""
    return verdict in ("erratum", "conditional", "refuted")


def _errata(paper: PaperReport) -> list[Block]:
    wrong = [c for c in paper.claims if is_wrong(c.verdict)]
    if not wrong:
        return []
    out: list[Block] = [Heading(2, "Errata and missing conditions")]
    for claim in wrong:
        out += statement_blocks(claim)
    return out


def statement_blocks(claim: ClaimReport) -> list[Block]:
    """What is printed and what should be, as in a list of errata."""
    why = [Para(claim.reason, "Reason")] if claim.verdict == "refuted" and claim.reason else []
    return [ClaimHead("", claim.name, claim.where, claim.kind, claim.verdict),
            *_statement(claim), *why]


def claim_blocks(claim: ClaimReport) -> list[Block]:
    """The blocks of one claim."""
    out: list[Block] = [ClaimHead(claim.id, claim.name, "", claim.kind, claim.verdict)]
    if claim.says:
        out.append(Para(claim.says, role="says"))
    out += _statement(claim)
    if claim.reason:
        alarm = claim.verdict in ("refuted", "unknown")
        out.append(Para(claim.reason, "Reason" if alarm else "Evidence",
                        "alarm" if alarm else ""))
    if claim.in_lines:
        out.append(Para("all lines of the derivation together.", "Understood as", "reads"))
    elif claim.reads:
        out.append(Para(claim.reads, "Understood as", "reads"))
    if claim.correction_reads and claim.verdict == "erratum":
        out.append(Para(claim.correction_reads, "Corrected", "reads"))
    if claim.because:
        out.append(Para(claim.because, "Remark"))
    if claim.readings:
        out.append(Judged("Readings", _plainly(claim.readings)))
    if claim.drops:
        without = tuple(replace(d, label=f"without {d.label}") for d in claim.drops)
        out.append(Judged("Every part of the condition is needed", without))
    if claim.neighbours:
        out.append(Judged("False neighbours", _plainly(claim.neighbours)))
    if claim.derivation:
        out.append(Para(claim.derivation_note or "", "Derivation"))
        out.append(Steps(claim.derivation))
    out += _evidence(claim)
    return out


def _plainly(items: tuple[JudgedReport, ...]) -> tuple[JudgedReport, ...]:
    """Without labels that only repeat the statement."""
    return tuple(replace(i, label="") if i.label == f"${i.latex}$" else i for i in items)


def _statement(claim: ClaimReport) -> list[Block]:
    """What is printed, and beside it what should be."""
    out: list[Block] = []
    if claim.printed:
        role = "wrong" if claim.verdict in ("erratum", "refuted") else "printed"
        label = {"wrong": "Printed, refuted", "printed": "Printed"}[role]
        if claim.verdict == "conditional":
            label = "Printed, false in general"
        out.append(Formula(claim.printed, claim.name, label, role))
    elif claim.statement:
        out.append(Formula(claim.statement))
    open_ = claim.verdict == "unknown"
    if claim.correction and (open_ or claim.verdict == "erratum"):
        out.append(Formula(claim.correction, claim.name + "′",
                           "Correction, not proved" if open_ else "Corrected",
                           "" if open_ else "right"))
        if claim.edit:
            out.append(Para(claim.edit, "Change", "small"))
    if claim.condition:
        label = "Condition, not proved to suffice" if open_ else \
            "True if and only if" if claim.iff else "True if"
        out.append(Formula(claim.condition, "", label, "condition"))
    elif claim.condition_reads:
        out.append(Para(claim.condition_reads, "True"))
    if claim.counterexample and (text := counterexample(claim.counterexample)):
        out.append(Para(text, "Counterexample" if claim.counterexample.point else "Refutation"))
    return out


def _evidence(claim: ClaimReport) -> list[Block]:
    out: list[Block] = []
    if claim.where_defined:
        out.append(Para(f"${claim.where_defined}$", "Where it speaks", "small"))
    if claim.method and claim.verdict != "unknown":
        out.append(Para(method_words(claim.method), "Method", "small"))
    if claim.certificate:
        out.append(Bullets("Certificate", claim.certificate))
    if claim.rests_on:
        out.append(Para(_rests(claim.rests_on), "Rests on", "small"))
    uses = ", ".join(_short(id, claim.id) for id in claim.uses)
    depends = ", ".join(_short(id, claim.id) for id in claim.depends)
    if uses or depends:
        parts = ([f"proof uses {uses}"] if uses else []) + \
            ([f"paper cites {depends}"] if depends else [])
        out.append(Para("; ".join(parts), "Links", "small"))
    if claim.ocr_note:
        out.append(Para(claim.ocr_note, "Doubt about the text", "small"))
    return out


def _rests(items: tuple[str, ...]) -> str:
    """What a claim rests on, with the assumptions said at the line told together."""
    mark = " (said at the line)"
    local = [i.removesuffix(mark) for i in items if i.endswith(mark)]
    others = [i for i in items if not i.endswith(mark)]
    return "; ".join([*([f"{', '.join(local)}{mark}"] if local else []), *others])


def _short(id: str, of: str) -> str:
    """An id without the slug that it shares with the claim."""
    slug = of.partition(":")[0]
    return f"({id[len(slug) + 1:]})" if id.startswith(slug + ":") else id


def words(step: StepReport) -> str:
    r"""The line of a step that is a sentence, else nothing.

    >>> words(StepReport(r"\text{all of them}")), words(StepReport(r"x \text{ is even}"))
    ('all of them', '')
    """
    found = re.fullmatch(r"\\text\{([^{}\\]*)\}", step.latex)
    return found[1] if found else ""


def cites(step: StepReport) -> str:
    """What a step uses, as `(5), (7)`."""
    return ", ".join(f"({id.partition(':')[2] or id})" for id in step.by)


def counterexample(example: CounterexampleReport) -> str:
    """A counterexample as prose.

    >>> counterexample(CounterexampleReport(lhs="1", rhs="2", lhs_latex="1", rhs_latex="2"))
    'The left side is $1$, the right side $2$.'
    """
    parts = []
    if example.point:
        point = ", ".join(f"${p.name_latex} = {p.value_latex}$" for p in example.point)
        parts.append(f"At {point}")
    sides = []
    if example.lhs_latex or example.lhs:
        sides.append(f"the left side is ${example.lhs_latex or example.lhs}$")
    if example.rhs_latex or example.rhs:
        sides.append(f"the right side ${example.rhs_latex or example.rhs}$")
    text = " ".join(([parts[0]] if parts else []) + [", ".join(sides)]).strip()
    text = text[:1].upper() + text[1:] + "." if text else ""
    return f"{text} {example.note}".strip() if example.note else text


def spoken(prose: str) -> str:
    r"""Prose as one line of text, formulas included.

    >>> spoken(r"Waves with $\omega^2=gk$")
    'Waves with ω² = gk'
    """
    return "".join(plain(p.text) if p.is_math else p.text for p in pieces(prose))


def plain(latex: str) -> str:
    """A formula as text; its LaTeX source if it is not understood."""
    try:
        return to_plain(latex)
    except TexMathError:
        return latex


def is_long(latex: str) -> bool:
    """Whether a formula in prose had better stand on a line of its own.

    >>> is_long("x=1"), is_long("x+" * 50 + "1=0")
    (False, True)
    """
    try:
        return len(to_plain(latex)) > 72
    except TexMathError:
        return False


class Run(NamedTuple):
    """Part of a prose text: kind is "words", "math", or "long" for a formula on its own line."""

    text: str
    kind: str


def runs(prose: str) -> list[Run]:
    r"""Prose cut into words and formulas; a long formula takes the punctuation after it along.

    >>> [run.kind for run in runs("If $x>0$, then $" + "x+" * 50 + "1=0$.")]
    ['words', 'math', 'words', 'long']
    """
    out: list[Run] = []
    for text, is_math in pieces(prose):
        if is_math:
            out.append(Run(text, "long" if is_long(text) else "math"))
            continue
        mark = re.match(r"[.,;:]", text)
        if mark and out and out[-1].kind == "long":
            out[-1] = Run(out[-1].text + mark[0].replace(".", r"\text{.}"), "long")
            text = text[1:]
        if text.strip() or not out or out[-1].kind != "long":
            out.append(Run(text, "words"))
    return out


def summary_line(counts: dict[str, int]) -> str:
    """The counts in one line.

    >>> summary_line({"proved": 3, "erratum": 1})
    '4 statements: ✓ 3 proved, ✎ 1 erratum'
    """
    parts = ", ".join(f"{LOOKS[v].glyph} {n} {v}" for v, n in counts.items())
    return f"{plural(sum(counts.values()), 'statement')}: {parts}" if parts else "no statements"
