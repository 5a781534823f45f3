"""Certificates in words: what the evidence says, for a reader who checks by hand.

The words are a courtesy; what is believed is `symq.kernel.check`. Long evidence is cut, and says
so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symq.errors import SymqError
from symq.lang.translate import from_term, statement_from_term
from symq.lang.wording import Wording

LINES = 12

# Kinds of evidence that are told in one fixed sentence; parts inside are told after it.
_SENTENCES = {
    "absurd": "What is assumed here contradicts itself.",
    "suppose": "Assume the premises.",
    "negate": "Prove what the negation means one level further in.",
    "intrinsic": "The sign of the function's value is known from the function itself.",
    "monotone": "The function on both sides increases, so its arguments may be compared.",
    "discrete": "Both sides are integers, so $a > b - 1$ gives $a \\ge b$.",
    "trivial": "Nothing is left to prove.",
    "introduce": "Take any values of the quantified variables.",
    "exponential": "Both sides have the same exponential and lie in one strip of height $2\\pi$.",
    "range": "The bounds of a principal value.",
    "slope": "The sign of the derivative on an interval, and the value at one end.",
    "derive": "Differentiate a known identity.",
    "bound": "The value bounds the expression everywhere, and is reached or approached.",
    "beyond": "A place lies beyond the claimed bound.",
    "short": "A nearer bound holds as well.",
    "asymptotic": "All coefficients of the expansion below the order agree.",
    "limit": "Expand at the point and read off the leading term.",
    "sharp": "The next coefficient of the expansion does not vanish.",
    "geometric": "A power of a number smaller than one goes to zero.",
    "alike": "Replace the expression by an equal one far out.",
    "deny": "The contrary is proved at a point of the domain.",
}


def explain(certificate: dict[str, Any], wording: Wording, lines: int = LINES) -> tuple[str, ...]:
    """The evidence of a certificate as prose lines."""
    told: list[str] = []
    for line in _Teller(wording).tell(certificate.get("evidence")):
        if len(told) == lines:
            return (*told, "The rest stands in the certificate.")
        told.append(line)
    return tuple(told)


class _Teller:
    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    def tell(self, evidence: Any) -> Iterator[str]:
        """The lines of one piece of evidence, then those of its parts."""
        if not isinstance(evidence, dict) or "kind" not in evidence:
            return
        kind = str(evidence["kind"]).split("/")[0]
        special = getattr(self, f"_{kind}", None)
        if special is not None:
            yield from special(evidence)
            return
        yield _SENTENCES.get(kind, f"By the rule {kind}.")
        yield from self._parts(evidence)

    def _parts(self, evidence: dict[str, Any]) -> Iterator[str]:
        """The lines of everything inside, in the order of the entries' names."""
        for name in sorted(evidence):
            value = evidence[name]
            for item in value if isinstance(value, list) else [value]:
                yield from self.tell(item)

    def _term(self, term: Any) -> str:
        try:
            return f"${self.wording.expression(from_term(_frozen(term)))}$"
        except SymqError:
            return "a term"

    def _statement(self, term: Any) -> str:
        try:
            return f"${self.wording.latex(statement_from_term(_frozen(term)))}$"
        except SymqError:
            return "a statement"

    def _combine(self, evidence: dict[str, Any]) -> Iterator[str]:
        total, times = evidence["sum"], evidence["times"]
        if not total:
            yield "Both sides have the same normal form."
            return
        squares = [self._term(entry[2]) for entry in total if entry[2] is not None]
        facts = sum(len(entry[1]) for entry in total)
        parts = [f"a sum of {len(total)} term{'s' if len(total) > 1 else ''}"]
        if facts:
            parts.append(f"made of {facts} known relation{'s' if facts > 1 else ''}")
        if squares:
            parts.append(f"with factors {', '.join(squares[:4])}"
                         + (", ..." if len(squares) > 4 else ""))
        left = "The difference, times factors that cannot vanish, is" if times else \
            "The difference of both sides is"
        yield f"{left} {' '.join(parts)}."

    def _have(self, evidence: dict[str, Any]) -> Iterator[str]:
        for lemma, proof in evidence["lemmas"]:
            yield f"First {self._statement(lemma)}:"
            yield from self.tell(proof)
        yield from self.tell(evidence["then"])

    def _cases(self, evidence: dict[str, Any]) -> Iterator[str]:
        on = self._term(evidence["on"])
        if evidence["negative"] is None:
            yield f"Two cases: {on} is zero, or not."
        else:
            yield f"Three cases: {on} is negative, zero or positive."
        for name in ("negative", "zero", "positive"):
            yield from self.tell(evidence[name])

    def _every(self, evidence: dict[str, Any]) -> Iterator[str]:
        parts = evidence["parts"]
        for number, part in enumerate(parts, 1):
            for i, line in enumerate(self.tell(part)):
                yield line if i or len(parts) == 1 else f"Part {number}: {line}"

    def _either(self, evidence: dict[str, Any]) -> Iterator[str]:
        yield f"Alternative {evidence['index'] + 1} holds."
        yield from self.tell(evidence["proof"])

    def _split(self, evidence: dict[str, Any]) -> Iterator[str]:
        yield f"Go through the {len(evidence['parts'])} alternatives that are left."
        for part in evidence["parts"]:
            yield from self.tell(part)

    def _instance(self, evidence: dict[str, Any]) -> Iterator[str]:
        values = ", ".join(self._term(v) for v in evidence["values"])
        yield f"Use a known universal statement at {values}."
        yield from self.tell(evidence["then"])

    def _exists(self, evidence: dict[str, Any]) -> Iterator[str]:
        yield f"Take {', '.join(self._term(v) for v in evidence['values'])}."
        yield from self.tell(evidence["proof"])

    def _each(self, evidence: dict[str, Any]) -> Iterator[str]:
        yield f"All {len(evidence['parts'])} choices are checked one by one."

    def _induction(self, evidence: dict[str, Any]) -> Iterator[str]:
        count = len(evidence["base"])
        yield f"Induction with {count} base case{'s' if count > 1 else ''}; the step:"
        yield from self.tell(evidence["step"])

    def _rewrite(self, evidence: dict[str, Any]) -> Iterator[str]:
        for term, rule, _ in evidence["atoms"]:
            yield f"Rewrite {self._term(term)} ({str(rule).split('/')[0]})."
        yield from self.tell(evidence["then"])

    def _ball(self, evidence: dict[str, Any]) -> Iterator[str]:
        yield f"Enclosed rigorously with {evidence['bits']} bits."

    def _point(self, evidence: dict[str, Any]) -> Iterator[str]:
        at = evidence["point"]["at"]
        values = ", ".join(f"${self.wording.notation.latex(n)} = {self._term(at[n])[1:-1]}$"
                           for n in sorted(at))
        yield f"Evaluated exactly at {values}." if values else "Both sides evaluated exactly."


def _frozen(data: Any) -> Any:
    return tuple(_frozen(d) for d in data) if isinstance(data, list | tuple) else data


__all__ = ["LINES", "explain"]
