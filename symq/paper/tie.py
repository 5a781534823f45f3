"""The tie between what is printed and what is understood, so that neither changes unseen.

For every claim the register's LaTeX stands beside the LaTeX of the formal statement. A person who
has compared the two records the pair in `reviewed.yaml` beside the register; when either side
changes, the pair no longer fits. In addition the signs of both are compared automatically: the same
letters, indices, numbers and relations, in any order.

`python -m symq.paper.tie PAPER` prints the pairs of a paper, to be reviewed.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from symq.errors import RegisterError
from symq.lang.statement import All, Equation, Statement
from symq.lang.wording import Wording
from symq.paper.claim import Claim, force, many, stated
from symq.paper.locate import Source, find, load
from symq.paper.paper import Paper
from symq.paper.result import Writer

DISPLAYED = ("equation", "inequality", "definition", "asymptotic", "count", "assumption")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DROPPED = {"{", "}", "(", ")", "[", "]", "&", ",", ";", "!", " ", "~", r"\left", r"\right",
            r"\quad", r"\qquad", r"\,", r"\;", r"\!", r"\big", r"\Big", r"\bigl", r"\bigr",
            r"\Bigl", r"\Bigr", r"\cdot", r"\text", r"\mathrm", r"\displaystyle", r"\\", r"\frac",
            "/", ":"}
_SAME = {r"\leq": r"\le", r"\geq": r"\ge", r"\neq": r"\ne", r"\Leftrightarrow": r"\iff",
         r"\Longleftrightarrow": r"\iff", r"\to": r"\rightarrow"}


@dataclass(frozen=True)
class Tie:
    """One claim: what is printed, what is understood, and how they are tied.

    `agrees` says that both consist of the same signs; `reviewed` that a person has compared
    exactly these two.
    """

    id: str
    kind: str
    printed: str
    understood: str
    agrees: bool
    reviewed: bool


def signs(latex: str) -> Counter[str]:
    r"""The letters, numbers, relations and operators of a formula, in any order.

    >>> signs(r"\tfrac12mv^2") == signs(r"\frac{m v^{2}}{2}")
    True
    >>> signs(r"a\leq \frac{b}{2}") == signs(r"b/2 \le a")
    True
    """
    text = re.sub(r"\\[td]?frac\s*(\d)\s*(\d)", r"\\frac{\1}{\2}", latex)
    text = re.sub(r"\\[td]frac", r"\\frac", text)
    text = re.sub(r"\\frac\{1\}", r"\\frac{}", text)     # 1/2 x and x/2
    text = re.sub(r"(?<![\d.])1/", "/", text)
    tokens = re.findall(r"\\[A-Za-z]+|\\.|\d+|\S", text)
    return Counter(_SAME.get(t, t) for t in tokens if t not in _DROPPED)


def understood(paper: Paper, claim: Claim) -> Statement | None:
    """The formal statement of what is printed; None for what is only cited."""
    if claim.role == "cited":
        return None
    parts: tuple[Statement, ...]
    if claim.role == "assumption":
        parts = claim.assuming
    elif claim.role == "definition":
        parts = tuple(Equation(d.symbol, d.body) for d in claim.defines) or \
            tuple(stated(force(item)) for item in many(force(claim.asserts)))
    else:
        parts = (stated(claim.printed),)
    return parts[0] if len(parts) == 1 else All(parts)


def ties(paper: Paper, reviewed: dict[str, dict[str, str]]) -> list[Tie]:
    """All claims that state something, printed beside understood."""
    whole = Wording(Writer(paper).notation, whole=True)
    result = []
    for row in paper.register.rows if paper.register else ():
        statement = understood(paper, paper.claims[row.id])
        if statement is None:
            continue
        latex = whole.latex(statement)
        pair = {"printed": row.latex, "understood": latex}
        result.append(Tie(row.id, row.kind, row.latex, latex, signs(row.latex) == signs(latex),
                          reviewed.get(row.id) == pair))
    return result


def read_review(source: Source) -> dict[str, dict[str, str]]:
    """The reviewed pairs beside the register; none if there is no such file.

    Raises:
        RegisterError: the file is no table of pairs.
    """
    where = Path(source.path)
    path = where.with_suffix(".reviewed.yaml") if source.kind == "file" else \
        where / "reviewed.yaml"
    if not path.exists():
        return {}
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    if not isinstance(data, dict) or not all(
            isinstance(v, dict) and set(v) == {"printed", "understood"} for v in data.values()):
        raise RegisterError(f"{path.parent.name}/{path.name}: expected id: {{printed, understood}}")
    return data


def check(source: Source) -> tuple[list[Tie], list[Tie]]:
    """The displayed formulas that are tied, and those that are not."""
    found = [t for t in ties(load(source), read_review(source)) if t.kind in DISPLAYED]
    return [t for t in found if t.reviewed], [t for t in found if not t.reviewed]


def main(target: str) -> None:
    """Print the pairs of a paper as they would stand in `reviewed.yaml`."""
    source, _ = find(target)
    found = ties(load(source), read_review(source))
    pairs = {t.id: {"printed": t.printed, "understood": t.understood} for t in found}
    print(yaml.safe_dump(pairs, sort_keys=False, allow_unicode=True, width=100), end="")
    for tie in found:
        if not tie.agrees:
            print(f"{tie.id}: the signs of both differ", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])

__all__ = ["Tie", "check", "read_review", "signs", "ties", "understood"]
