"""Certificates in words: what the evidence says, for a reader who checks by hand.

The kernel's own rules are run once more, and each rule tells what it is asked to show and from
which facts. The words are a courtesy; what is believed is `symq.kernel.check`. Long evidence is
cut, and says so.
"""

from __future__ import annotations

import json
from functools import wraps
from typing import Any

from symq.errors import Rejected, SymqError
from symq.kernel import CHECKS, read_problem
from symq.kernel.context import Context, standard
from symq.kernel.logic import negation, prove
from symq.kernel.term import RELATIONS, Term, freeze, head, is_number, number
from symq.lang.translate import from_term, statement_from_term
from symq.lang.wording import Wording

LINES = 6           # of one certificate
LONGEST = 260       # characters of LaTeX in one formula
LARGEST = 60_000    # characters of evidence that is run again

# What a rule does, in a sentence that follows the statement it shows; None: its parts say it all.
SENTENCES: dict[str, str | None] = {
    "have": None, "every": None, "suppose": None, "introduce": None, "negate": None,
    "either": None, "split": "go through the alternatives that are left",
    "absurd": "what is assumed here contradicts itself",
    "each": "all choices are checked one by one",
    "induction": "by induction; the step, then the base cases",
    "instance": "use a known universal statement at one value",
    "exists": "by giving the values",
    "intrinsic": "the sign is known from the function itself",
    "monotone": "the function on both sides increases, so its arguments are compared",
    "discrete": "both sides are integers",
    "exponential": "both sides have the same exponential and lie in one strip",
    "bounded": "by the bounds of a principal value",
    "slope": "by the sign of the derivative, and the value at one end",
    "integral": "by an antiderivative, and its values or limits at the ends",
    "divide": "divide the interval of integration",
    "derive": "differentiate a known identity",
    "formula": "a known formula",
    "rewrite": "after replacing terms by equal ones",
    "bound": "by what it says of all places and of some",
    "series": "all coefficients of the expansion below the order agree",
    "sharp": "and the next coefficient of the expansion does not vanish",
    "limit": "expand at the point and read off the leading term",
    "alike": "replace the expression by one that is equal far out",
    "geometric": "a power of a number smaller than one goes to zero",
    "ball": "enclosed rigorously by intervals",
    "normal-order": "both sides have the same normal order",
    "obtain": "take a number of which it is known that it exists",
    "termwise": "the terms of the sums are compared one by one",
    "congruence": "both sides differ modulo a number",
    "residues": "divide with remainder",
    "rational": "no fraction is a root",
    "crossing": "the one side is smaller at one place and larger at another",
    "substitution": "change the variable of integration",
    "folded": "fold the interval of integration about zero",
    "enclosed": "the integrand lies between others that are integrated",
    "along": "it fails along a sequence",
    "squeezed": "the distance is bounded by what goes to zero",
    "sides": "from the right and from the left",
    "unique": "there is another limit",
}


def explain(certificate: dict[str, Any], wording: Wording, lines: int = LINES) -> tuple[str, ...]:
    """The evidence of a certificate as prose lines."""
    evidence = certificate["evidence"]
    if evidence.get("kind") == "point/1":
        return (_point(evidence, wording),)
    if len(json.dumps(evidence)) > LARGEST:
        return ("The evidence is too long to be told here.",)
    teller = _Teller(wording, lines)
    try:
        teller.run(certificate)
    except _Enough:
        return (*teller.told, "The rest stands in the certificate.")
    except (Rejected, KeyError, TypeError, ValueError):
        return tuple(teller.told)
    return tuple(teller.told)


def _point(evidence: dict[str, Any], wording: Wording) -> str:
    at = evidence["point"]["at"]
    values = []
    for name in sorted(at):
        value = wording.expression(from_term(freeze(at[name])))
        values.append(f"${wording.notation.latex(name)} = {value}$")
    text = f"Evaluated exactly at {', '.join(values)}." if values else \
        "Both sides are evaluated exactly."
    return text if "germ" not in evidence["point"] else text + (
        " The polynomials begin the power series of a solution, which exists there by the theorem "
        "of Cauchy and Kovalevskaya.")


class _Enough(Exception):
    """The lines are full."""


class _Teller:
    """Runs a certificate with rules that tell what they do."""

    def __init__(self, wording: Wording, lines: int) -> None:
        self.wording = wording
        self.lines = lines
        self.told: list[str] = []

    def run(self, certificate: dict[str, Any]) -> None:
        """Run the evidence as `symq.kernel.judge` does."""
        problem = read_problem(certificate["statement"])
        context = Context(problem.sorts, {kind: self._rule(kind, rule)
                                          for kind, rule in CHECKS.items()})
        for assumption in problem.assumptions:
            context.assume(assumption, identity=True)
        for condition in context.conditions(problem.goal):
            context.fact(condition)
        evidence, goal = certificate["evidence"], problem.goal
        if evidence.get("kind") == "deny/1":
            for name in evidence["at"]:
                value = freeze(certificate["witness"]["at"][name])
                context.fact(("=", ("s", name), value))
            self._say("The contrary is proved.")
            evidence, goal = evidence["proof"], negation(goal)
        prove(context, goal, evidence)

    def _rule(self, kind: str, rule: Any) -> Any:
        name = kind.split("/")[0]

        @wraps(rule)
        def telling(context: Context, goal: Term, **evidence: Any) -> None:
            if self._plain(context, goal):
                pass    # it says nothing that a reader has to be told
            elif name == "combine":
                self._say(self._combine(context, goal, evidence))
            elif name == "cases":
                self._say(self._cases(evidence))
            elif SENTENCES.get(name, name) is not None:
                self._say(f"{self._statement(goal)}: {SENTENCES.get(name, f'by {name}')}.")
            rule(context, goal, **evidence)

        return telling

    def _plain(self, context: Context, goal: Term) -> bool:
        """Whether a relation holds by its look: t = t, a relation of numbers, a known fact."""
        if head(goal) not in RELATIONS:
            return False
        if goal[1] == goal[2] or all(is_number(side) for side in goal[1:]):
            return True
        return any(fact.relation == goal for fact in context.facts) \
            or self._latex(goal[1]) == self._latex(goal[2])

    def _say(self, line: str) -> None:
        if line in self.told:
            return
        if len(self.told) == self.lines:
            raise _Enough
        self.told.append(line)

    def _latex(self, term: Term) -> str:
        try:
            return self.wording.expression(from_term(term))
        except SymqError:
            return ""

    def _statement(self, goal: Term) -> str:
        try:
            text = self.wording.latex(statement_from_term(goal))
        except SymqError:
            return "A relation"
        return f"${text}$" if len(text) <= LONGEST else "A long relation"

    def _cases(self, evidence: dict[str, Any]) -> str:
        on = self._latex(freeze(evidence["on"]))
        if evidence["negative"] is None:
            return f"Two cases: ${on} = 0$ and ${on} \\ne 0$."
        return f"Three cases: ${on} < 0$, ${on} = 0$ and ${on} > 0$."

    def _combine(self, context: Context, goal: Term, evidence: dict[str, Any]) -> str:
        total, times = evidence["sum"], evidence["times"]
        if not total and not times:
            return f"{self._statement(goal)}: both sides have the same normal form."
        facts: dict[int, str] = {}
        left = self._latex(standard(goal)[0])
        if isinstance(times, dict):
            left = rf"\left({left}\right) \left({self._latex(freeze(times['term']))}\right)"
            left = left.replace(r" \left(1\right)", "")
        elif times:
            factors = self._factors(context, times, facts)
            left = rf"{factors} \left({left}\right)"
        order = head(goal) not in ("=", "!=")
        right = " + ".join(self._summand(context, entry, facts) for entry in total) or "0"
        if right.startswith(r"\left(") and right.count(r"\left(") == 1 and right.endswith("right)"):
            right = right[len(r"\left("):-len(r"\right)")]
        if right == left:
            why = f", since {', '.join(facts.values())}" if facts else " as a square"
            return f"{self._statement(goal)}{why}."
        known = ", ".join(dict.fromkeys(text for text in facts.values() if text))
        line = f"{self._statement(goal)}, since ${left} = {right.replace('+ -', '- ')}$"
        if known:
            line += f" with {known}"
        if len(line) > 2 * LONGEST:
            many = f"{len(total)} terms" if len(total) > 1 else "one term"
            line = f"{self._statement(goal)}: the difference is a sum of {many} of known sign" \
                if order else f"{self._statement(goal)}: the difference is a combination of " \
                f"{many} that vanish"
        return f"{line}."

    def _factors(self, context: Context, refs: Any, facts: dict[int, str]) -> str:
        parts = []
        for ref, power in refs:
            relation = context.facts[ref].relation
            facts[ref] = self._statement(relation)
            text = self._latex(standard(relation)[0])
            exponent = "" if power == 1 else f"^{{{power}}}"
            parts.append(f"{text}{exponent}" if _simple(text) else
                         rf"\left({text}\right){exponent}")
        return " ".join(parts)

    def _summand(self, context: Context, entry: Any, facts: dict[int, str]) -> str:
        coefficient, factors, last = entry
        parts = [self._factors(context, factors, facts)]
        if last is not None:
            term = freeze(last)
            text = self._latex(term)
            zero = any(context.facts[ref].op == "=" for ref, _ in factors)
            if not (zero and text == "1"):
                parts.append((text if _simple(text) else rf"\left({text}\right)")
                             + ("" if zero else "^{2}"))
        body = " ".join(p for p in parts if p)
        c = number(coefficient)
        if abs(c) == 1 and body:
            return body if c > 0 else f"-{body}"
        size = str(c) if c.denominator == 1 else \
            rf"{'-' if c < 0 else ''}\frac{{{abs(c.numerator)}}}{{{c.denominator}}}"
        return f"{size} {body}".strip()


def _simple(latex: str) -> bool:
    """Whether a factor needs no brackets: a symbol with indices, or a whole number."""
    return not any(c in latex for c in " +-^/") and r"\frac" not in latex


__all__ = ["LINES", "SENTENCES", "explain"]
