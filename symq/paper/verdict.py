"""The rule table: from what was found out about a claim to its verdict.

This is the only file that names a verdict. Everything it decides on is in `Findings`, plain data
that the examination of a claim fills in; no claim, register or option can give a verdict.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What became of a registered statement."""

    DEFINITION = "definition"
    ASSUMPTION = "assumption"
    PROVED = "proved"
    CONDITIONAL = "conditional"
    ERRATUM = "erratum"
    SUPPORTED = "supported"
    CITED = "cited"
    REFUTED = "refuted"
    UNKNOWN = "unknown"


FAILING = (Verdict.REFUTED, Verdict.UNKNOWN)


class Outcome(StrEnum):
    """What the prover found out about one statement. `HOLDS` needs nothing else to be true.

    `PROVIDED` is a proof that leaves a side condition which the assumptions do not imply.
    `CONTRADICTION` means that the assumptions exclude each other.
    """

    HOLDS = "holds"
    PROVIDED = "provided"
    FAILS = "fails"
    OPEN = "open"
    CONTRADICTION = "contradiction"


HOLDS, PROVIDED, FAILS = Outcome.HOLDS, Outcome.PROVIDED, Outcome.FAILS
OPEN, CONTRADICTION = Outcome.OPEN, Outcome.CONTRADICTION


@dataclass(frozen=True)
class Test:
    """One statement that was put to the prover beside the claim, and what came out.

    `label` names it in messages; `reason` says why it is open.
    """

    __test__ = False
    label: str
    outcome: Outcome
    reason: str = ""

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Test:
        """Rebuild the test from JSON data."""
        return cls(data["label"], Outcome(data["outcome"]), data["reason"])


@dataclass(frozen=True)
class Findings:
    """Everything the rule table looks at.

    Attributes:
        role: "claim", "definition", "assumption" or "cited".
        printed: outcome of the statement as printed (of a definition: see `asserts`).
        printed_reason: why it is open, or which side condition is left.
        asserts: what the text of a definition asserts, and that its body is well defined.
        condition: outcome with the condition, None if the claim declares none.
        drops: the printed statement with one relation of the condition dropped.
        iff: the printed statement also implies the condition.
        restates: the condition is the statement itself.
        correction: outcome of the correction, None if the claim declares none.
        same_side: the correction keeps the printed left side, or the right one of an equation
            and the left one up to a factor.
        differs: the correction differs from the printed statement.
        idle: why the correction says nothing, if so.
        stronger: statements stronger than the correction.
        neighbours: false neighbours of the claim.
        needs_neighbour: the claim is one in words and must have a neighbour.
        readings: further readings of the line.
        derivation: "" if there is none or it holds; else where it breaks.
        used: an assumption is the hypothesis of some claim.
        support: numerical evidence; None if there is none.
        cited: reference and reason are given.
        leaves: ids used that are not themselves established, each with its reason.
        crash: the examination stopped; the reason.
    """

    role: str = "claim"
    printed: Outcome = OPEN
    printed_reason: str = ""
    asserts: tuple[Test, ...] = ()
    condition: Outcome | None = None
    condition_reason: str = ""
    drops: tuple[Test, ...] = ()
    iff: bool = False
    restates: bool = False
    correction: Outcome | None = None
    correction_reason: str = ""
    same_side: bool = True
    differs: bool = True
    idle: str = ""
    stronger: tuple[Test, ...] = ()
    neighbours: tuple[Test, ...] = ()
    needs_neighbour: bool = False
    readings: tuple[Test, ...] = ()
    derivation: str = ""
    used: bool = False
    support: Test | None = None
    cited: bool = False
    leaves: tuple[tuple[str, str], ...] = ()
    crash: str = ""

    def data(self) -> dict[str, Any]:
        """The findings as JSON data."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Findings:
        """Rebuild the findings from `data()`."""
        values = dict(data)
        for key in ("printed", "condition", "correction"):
            values[key] = None if values.get(key) is None else Outcome(values[key])
        for key in ("asserts", "drops", "stronger", "neighbours", "readings"):
            values[key] = tuple(Test.from_data(t) for t in values.get(key, ()))
        values["support"] = Test.from_data(values["support"]) if values.get("support") else None
        values["leaves"] = tuple((id, why) for id, why in values.get("leaves", ()))
        return cls(**values)


def decide(found: Findings) -> tuple[Verdict, str]:
    """The verdict and, where it is not plain, the reason in words.

    >>> decide(Findings(printed=Outcome.HOLDS))
    (<Verdict.PROVED: 'proved'>, '')
    >>> decide(Findings(printed=Outcome.FAILS))[0].value
    'refuted'
    """
    if found.crash:
        return Verdict.UNKNOWN, found.crash
    rule = {"claim": _claim, "definition": _definition, "assumption": _assumption,
            "cited": _cited}[found.role]
    verdict, reason = rule(found)
    if verdict not in FAILING and verdict is not Verdict.CITED and found.leaves:
        id, why = found.leaves[0]
        return Verdict.UNKNOWN, f"rests on {id}, which {why}"
    return verdict, reason


def established(verdict: Verdict) -> bool:
    """Whether other claims may rest on a claim of this verdict.

    A conditional claim may be used where its condition is implied, an erratum through its
    correction; the examination proves the former and takes the latter.
    """
    return verdict in (Verdict.DEFINITION, Verdict.ASSUMPTION, Verdict.PROVED,
                       Verdict.CONDITIONAL, Verdict.ERRATUM)


def leaf_role(verdict: Verdict, role: str) -> str:
    """How a used claim shows among the things that another one rests on."""
    return "condition" if verdict is Verdict.CONDITIONAL else role


def _definition(found: Findings) -> tuple[Verdict, str]:
    if not found.asserts:
        return Verdict.UNKNOWN, "the definition has no body and asserts nothing; add asserts="
    for test in found.asserts:
        if test.outcome is FAILS:
            return Verdict.REFUTED, f"{test.label} fails{_because(test)}"
    for test in found.asserts:
        if test.outcome is not HOLDS:
            return Verdict.UNKNOWN, f"{test.label} is not proved{_because(test)}"
    stop = _side_tests(found)
    if found.condition is not None:
        if found.printed is FAILS:
            return _conditional(found, stop)
        return Verdict.UNKNOWN, "what the text asserts is not refuted without the condition"
    return (Verdict.UNKNOWN, stop) if stop else (Verdict.DEFINITION, "")


def _assumption(found: Findings) -> tuple[Verdict, str]:
    if found.printed is CONTRADICTION:
        return Verdict.UNKNOWN, "the assumption contradicts what the paper assumes"
    if found.printed is not HOLDS:
        return Verdict.UNKNOWN, f"no point satisfies the assumption: {found.printed_reason}"
    if not found.used:
        return Verdict.UNKNOWN, "no claim uses this assumption; name it in given_by="
    return Verdict.ASSUMPTION, ""


def _cited(found: Findings) -> tuple[Verdict, str]:
    if not found.cited:
        return Verdict.UNKNOWN, "nothing is stated; give printed=, or cites= and because="
    return Verdict.CITED, ""


def _claim(found: Findings) -> tuple[Verdict, str]:
    if found.printed is CONTRADICTION:
        return Verdict.UNKNOWN, found.printed_reason or "the assumptions contradict each other"
    if found.restates:
        return Verdict.UNKNOWN, "the condition restates the claim; a condition must be independent"
    stop = _side_tests(found)
    if found.printed is HOLDS:
        if found.correction is not None:
            return Verdict.UNKNOWN, "the printed statement is proved; remove the correction"
        if found.condition is not None:
            return Verdict.UNKNOWN, "the printed statement is proved without the condition"
        if found.derivation:
            return Verdict.UNKNOWN, found.derivation
        if found.needs_neighbour and not found.neighbours:
            return Verdict.UNKNOWN, ("a claim in words needs a false neighbour that is refuted; "
                                     "add neighbours=")
        return (Verdict.UNKNOWN, stop) if stop else (Verdict.PROVED, "")
    if found.printed is FAILS:
        if found.condition is not None:
            return _conditional(found, stop)
        if found.correction is not None:
            return _erratum(found, stop)
        return Verdict.REFUTED, "false as printed; no correction was found yet"
    if found.printed is PROVIDED:
        return Verdict.UNKNOWN, f"proved with a gap: {found.printed_reason}"
    if found.support is not None and found.support.outcome is HOLDS:
        return Verdict.SUPPORTED, found.support.reason
    return Verdict.UNKNOWN, found.derivation or found.printed_reason or "not decided"


def _conditional(found: Findings, stop: str) -> tuple[Verdict, str]:
    if found.correction is not None:
        return Verdict.UNKNOWN, "give either a condition or a correction, not both"
    if found.condition is CONTRADICTION:
        return Verdict.UNKNOWN, "the condition contradicts the assumptions"
    if found.condition is FAILS:
        return Verdict.REFUTED, "false as printed, and false under the condition too"
    if found.condition is not HOLDS:
        return Verdict.UNKNOWN, (f"refuted as printed; with the condition not proved"
                                 f"{_tail(found.condition_reason)}")
    for test in found.drops:
        if test.outcome is HOLDS:
            return Verdict.UNKNOWN, f"the condition is too strong: {test.label} is not needed"
        if test.outcome is not FAILS:
            return Verdict.UNKNOWN, (f"whether {test.label} is needed is not decided"
                                     f"{_because(test)}")
    if found.derivation:
        return Verdict.UNKNOWN, found.derivation
    return (Verdict.UNKNOWN, stop) if stop else (Verdict.CONDITIONAL, "")


def _erratum(found: Findings, stop: str) -> tuple[Verdict, str]:
    if not found.differs:
        return Verdict.UNKNOWN, "the correction is the printed statement"
    if not found.same_side:
        return Verdict.UNKNOWN, ("the correction does not keep the printed left side; "
                                 "write what it equals (or is bounded by) on the right, or of "
                                 "an equation keep the right side and mend a factor on the left")
    if found.idle:
        return Verdict.UNKNOWN, found.idle
    if found.correction is FAILS:
        return Verdict.REFUTED, "false as printed, and the correction is false too"
    if found.correction is not HOLDS:
        return Verdict.UNKNOWN, (f"refuted as printed; the correction is not proved"
                                 f"{_tail(found.correction_reason)}")
    for test in found.stronger:
        if test.outcome is HOLDS:
            return Verdict.UNKNOWN, f"the correction is too weak: {test.label} is proved too"
        if test.outcome is not FAILS:
            return Verdict.UNKNOWN, f"the stronger {test.label} is not refuted{_because(test)}"
    if found.derivation:
        return Verdict.UNKNOWN, found.derivation
    return (Verdict.UNKNOWN, stop) if stop else (Verdict.ERRATUM, "")


def _side_tests(found: Findings) -> str:
    for test in found.neighbours:
        if test.outcome is HOLDS:
            return f"the neighbour {test.label} should be false but is proved"
        if test.outcome is not FAILS:
            return f"the neighbour {test.label} is not refuted{_because(test)}"
    for test in found.readings:
        if test.outcome not in (HOLDS, FAILS):
            return f"the reading {test.label} is not decided{_because(test)}"
    return ""


def _because(test: Test) -> str:
    return _tail(test.reason)


def _tail(reason: str) -> str:
    return f": {reason}" if reason else ""


__all__ = ["FAILING", "Findings", "Outcome", "Test", "Verdict", "decide", "established",
           "leaf_role"]
