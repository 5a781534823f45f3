"""A derivation outside a paper: proved step by step, and told as a report of one claim."""

from __future__ import annotations

from collections.abc import Mapping

from symq.errors import DerivationError
from symq.lang.calc import Calculation, Derivation
from symq.paper.derive import as_derivation
from symq.paper.examine import Examiner
from symq.paper.paper import Paper
from symq.paper.register import Register, Row
from symq.paper.result import Writer
from symq.paper.verdict import FAILING, decide
from symq.report.model import Report

_ID = "derivation:result"


def judged(thing: Derivation | Calculation, title: str = "",
           names: Mapping[object, str] | None = None) -> Report:
    """Prove every step and report.

    Raises:
        DerivationError: a step is not proved, or the steps do not give the goal.
    """
    derivation = as_derivation(thing)
    paper = Paper("derivation", title=title or derivation.title or "Derivation")
    paper.names.update(names or {})
    paper.claim(_ID, derivation.goal, assuming=derivation.assuming)(lambda: derivation)
    latex = Writer(paper).wording.latex(derivation.goal)
    row = Row(_ID, "Result", latex, "", "equation")
    paper.bind(Register((row,)))
    writer = Writer(paper)
    found = Examiner(paper, label=writer.label).examine(_ID, row)
    verdict, reason = decide(found.findings)
    if verdict in FAILING:
        raise DerivationError(found.findings.derivation or reason)
    fields = {"id": _ID, "where": row.where, "kind": row.kind,
              **writer.report(found, row), "verdict": verdict.value, "reason": reason or None,
              "rests_on": [line for lines in writer.rests(found).values() for line in lines]}
    return Report.from_data({"papers": [{**writer.header(), "claims": [fields]}]})
