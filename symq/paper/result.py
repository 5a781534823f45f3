"""From what was found out about a claim to plain data: the fields of a report and certificates.

This is the second waist: nothing below this line holds a sympy object. Verdicts are filled in
later, when the findings of all claims are together.
"""

from __future__ import annotations

from typing import Any

from symq.lang.compose import composes
from symq.lang.evidence import explain
from symq.lang.notation import Notation
from symq.lang.statement import All, Asymptotic, Statement
from symq.lang.symbols import has_sentence, symbols_of
from symq.lang.theorems import theorem
from symq.lang.wording import Wording
from symq.paper.edit import edit
from symq.paper.examine import Examined
from symq.paper.judge import Judgement
from symq.paper.paper import Paper
from symq.paper.pool import Detail
from symq.paper.register import Row
from symq.paper.scope import PaperScope
from symq.paper.verdict import FAILS, HOLDS

EVIDENCE_LINES = 8
_WORDS = {HOLDS: "proved", FAILS: "refuted"}


class Writer:
    """Writes what was found out about the claims of one paper, in its notation."""

    def __init__(self, paper: Paper) -> None:
        rows = paper.register.rows if paper.register else ()
        self.names = {getattr(item, "__name__", None) or str(item): text
                      for item, text in paper.names.items()}
        self.notation = Notation(self.names, [row.latex for row in rows])
        self.paper = paper
        self.wording = Wording(self.notation)
        self.scope = PaperScope(tuple(paper.givens), paper.definitions)

    def label(self, statement: Statement) -> str:
        """A statement as prose, for messages."""
        return f"${self.wording.latex(statement)}$"

    def header(self) -> dict[str, Any]:
        """Title, authors, source, standing assumptions."""
        given = [self.label(g.relation) + (f" ({g.note})" if g.note else "")
                 if g.relation is not None else g.note for g in self.paper.givens]
        return {"slug": self.paper.slug, "title": self.paper.title,
                "authors": list(self.paper.authors), "source": self.paper.source,
                "given": given}

    def report(self, found: Examined, row: Row, *, detail: Detail = "document") -> dict[str, Any]:
        """The fields of `ClaimReport` beyond the row's, without verdict, reason and rests_on.

        A document shows them all; the data of `--json` and of errata lack evidence, derivation
        and neighbours, a table of verdicts also the sentences that are made from the statements.
        """
        wording = Wording(self.notation.for_line(row.latex))
        main = found.printed
        decisive = next((j for j in (found.correction, found.condition_judged, main)
                         if j is not None), None)
        data: dict[str, Any] = {
            "uses": list(found.uses), "because": self._because(found),
            "seconds": round(sum(j.seconds for _, j in found.judgements), 6)}
        if found.printed_statement is not None and (detail == "document" or not row.latex):
            data["statement"] = wording.latex(found.printed_statement)
        if detail != "table":
            data["reads"] = self._reads(found, wording)
        if found.correction is not None:
            right = found.correction.statement
            data["correction"] = wording.latex(right)
            if found.printed_statement is not None and detail != "table":
                data["edit"] = edit(found.printed_statement, right, wording)
        if found.condition is not None and found.findings.condition is not FAILS:
            together = found.condition.relations
            joined = together[0] if len(together) == 1 else All(together)
            data |= {"condition": wording.latex(joined),
                     "condition_reads": wording.sentence(joined)}
        elif found.condition_words:
            data |= {"condition": rf"\text{{{found.condition_words}}}",
                     "condition_reads": f"It holds {found.condition_words}."}
        data["iff"] = found.findings.iff
        if decisive is not None:
            data["method"] = decisive.method or None
            data["where_defined"] = r",\; ".join(map(wording.latex, found.where_defined)) or None
        elif found.asserts:
            data["method"] = "; ".join(dict.fromkeys(j.method for _, j in found.asserts
                                                     if j.method)) or None
        # A point that refutes the statement even under the condition says more.
        refuted = next((j for j in (found.condition_judged, main, *(j for _, j in found.asserts))
                        if j is not None and j.outcome is FAILS), None)
        data["counterexample"] = self._counterexample(found, refuted, wording) \
            if refuted else None
        return data | self._details(found, wording) if detail == "document" else data

    def _reads(self, found: Examined, wording: Wording) -> str | None:
        """The sentence that says what was understood."""
        if found.printed_statement is not None:
            return wording.sentence(found.printed_statement, found.claim.assuming
                                    if found.claim.role != "assumption" else ())
        return " ".join(wording.sentence(j.statement) for _, j in found.asserts) or None

    def _details(self, found: Examined, wording: Wording) -> dict[str, Any]:
        """What only documents show: the evidence and everything that was judged beside."""
        data: dict[str, Any] = {"certificate": self._evidence(found, wording)}
        printed, correction = found.printed_statement, found.correction
        if correction is not None:
            data["correction_reads"] = wording.sentence(correction.statement,
                                                        found.claim.assuming)
        for role in ("readings", "neighbours", "drops"):
            data[role] = [self._judged(found, label, j, wording)
                          for label, j in getattr(found, role)]
        if found.derived is not None:
            data["derivation"] = [
                {"latex": wording.latex(p.step.statement), "by": list(p.step.by),
                 "note": p.step.note or None, "method": p.judgement.method or None,
                 "name": p.step.name or None} for p in found.derived.steps]
            data["derivation_note"] = found.derived.note or None
            data["in_lines"] = isinstance(printed, All) and composes(
                printed, [p.step.statement for p in found.derived.steps])
        return data

    def rests(self, found: Examined) -> dict[str, list[str]]:
        """What the claim itself rests on: assumptions said at the line, and theorems."""
        names = dict.fromkeys(t for role, j in found.judgements
                              if not role.startswith(("neighbour", "reading", "stronger"))
                              for t in j.theorems)
        local = () if found.claim.role == "assumption" else found.claim.assuming
        return {"local": [self.label(r) for r in local],
                "theorems": [f"theorem {name} ({theorem(name).source})" for name in names],
                "literature": [found.claim.cites] if found.claim.cites else []}

    def certificates(self, found: Examined) -> list[tuple[str, dict[str, Any]]]:
        """All certificates with the part they play: `printed`, `correction`, `step-1`, ..."""
        result = []
        for role, judgement in found.judgements:
            if judgement.method.startswith("derivation of"):
                continue        # its certificates are those of the steps
            many = len(judgement.certificates) > 1
            result += [(f"{role}.{n}" if many else role, c)
                       for n, c in enumerate(judgement.certificates, 1)]
        return result

    def _evidence(self, found: Examined, wording: Wording) -> list[str]:
        """The evidence in words; of a derivation only how much there is."""
        lines: dict[str, None] = {}
        beside = 0
        for role, certificate in self.certificates(found):
            part = role.split(".")[0].split("-")[0]
            if part not in ("printed", "condition", "correction", "assert") \
                    or len(lines) >= EVIDENCE_LINES:
                beside += 1
                continue
            label = {"printed": "", "assert": ""}.get(part, f"{part.capitalize()}: ")
            lines |= dict.fromkeys(label + line for line in explain(certificate, wording))
        if beside:
            more = "more " if lines else ""
            lines[f"{beside} {more}certificate{'s' if beside > 1 else ''}."] = None
        return list(lines)

    def _because(self, found: Examined) -> str | None:
        claim = found.claim
        parts = [claim.because, claim.correction.because if claim.correction else "",
                 found.condition.because if found.condition else "",
                 f"Source: {claim.cites}." if claim.cites else ""]
        said = [p if p.endswith((".", "?", "!")) else f"{p}." for p in parts if p]
        return " ".join(said[:-1] + [p for p in parts if p][-1:]) or None

    def _judged(self, found: Examined, label: str, judgement: Judgement,
                wording: Wording) -> dict[str, Any]:
        return {"reads": wording.sentence(judgement.statement),
                "label": label or self.label(judgement.statement),
                "verdict": _WORDS.get(judgement.outcome, "unknown"),
                "latex": wording.latex(judgement.statement), "method": judgement.method or None,
                "counterexample": self._counterexample(found, judgement, wording)}

    def _idle(self, found: Examined, statement: Statement) -> set[str]:
        """Symbols of a counterexample that occur in standing assumptions of the paper alone."""
        claim = found.claim
        if has_sentence(statement) or claim.uses:
            return set()
        named = tuple(self.paper.claims[id].assuming for id in claim.given_by)
        needed = found.condition.relations if found.condition else ()
        spoken = dict.fromkeys(symbols_of((statement, claim.assuming, named, needed)))
        size = -1
        while len(spoken) > size:
            size = len(spoken)
            for symbol, body in self.scope.bodies.items():
                if symbol in spoken:
                    spoken.update(dict.fromkeys(body))
        standing = {str(s) for _, names in self.scope.relations for s in names}
        return standing - {str(s) for s in spoken}

    def _counterexample(self, claimed: Examined, judgement: Judgement,
                        wording: Wording) -> dict[str, Any] | None:
        if judgement.outcome is not FAILS:
            return None
        found = judgement.counterexample
        if found is None:
            return {"note": "Its contrary is proved."}
        point = found.point.items() if hasattr(found.point, "items") else found.point
        idle = self._idle(claimed, judgement.statement)
        point = [(s, v) for s, v in point if _text(s) not in idle
                 and not _scales(s, v, judgement.statement)]
        entries = [{"name": _text(s), "value": _text(v), "name_latex": self._name(s, wording),
                    "value_latex": self._math(v, wording)} for s, v in point]
        lhs, rhs = getattr(found, "lhs", None), getattr(found, "rhs", None)
        if getattr(judgement.statement, "rel", "") == "!=":
            lhs = rhs = None        # both are the same
        sides = {side: None if value is None else _text(value)
                 for side, value in (("lhs", lhs), ("rhs", rhs))}
        latex = {f"{side}_latex": None if value is None else self._math(value, wording)
                 for side, value in (("lhs", lhs), ("rhs", rhs))}
        same = isinstance(judgement.statement, Asymptotic) and judgement.statement.rel == "=" \
            and not judgement.statement.sharp
        return {"point": entries, **sides, **latex,
                "note": "The expansions differ below the order that is left out." if same else None}

    def _name(self, name: Any, wording: Wording) -> str:
        """LaTeX of a symbol in a point; one of a theorem's hypothesis has no name in the paper."""
        plain = isinstance(name, str) and name.isidentifier()
        return wording.notation.latex(name) if plain else self._math(name, wording)

    def _math(self, value: Any, wording: Wording) -> str:
        if isinstance(value, str):
            return wording.notation.latex(value) if value in self.names else value
        if rest := _rest(value):        # the beginning of a power series
            return wording.expression(value - rest) + r" + \dots"
        return wording.expression(value)


def _scales(name: Any, value: Any, statement: Statement) -> bool:
    """Whether a coordinate is the one small parameter of an expansion, which goes to zero."""
    return isinstance(statement, Asymptotic) and len(statement.weights) == 1 and \
        str(name) == statement.weights[0][0].name and bool(value.is_positive)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return f"{value - rest} + {rest}" if (rest := _rest(value)) else str(value)


def _rest(value: Any) -> Any:
    """The symbol O(n) of what a counterexample leaves out of a power series, or None."""
    return next((s for s in value.free_symbols if s.name.startswith("O(")), None)


__all__ = ["Writer"]
