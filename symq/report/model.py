"""The report: plain data between the verdicts and every document.

All fields are strings, numbers, booleans, or tuples of these. Two kinds of text occur:

* *LaTeX*: a formula without dollar signs (`printed`, `statement`, `correction`, `condition`,
  `where_defined`, the `latex` of a step);
* *prose*: English in which formulas stand between dollar signs (`says`, `reads`, `because`, `note`,
  `reason`, `edit`, `rests_on`, `given`, certificate lines).

`data()` and `from_data()` carry everything both ways as JSON; `ClaimReport.public()` is the part
that `symq verify --json` prints. A missing value is None, never an empty text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

VERDICTS = ("definition", "assumption", "proved", "conditional", "erratum", "supported", "cited",
            "refuted", "unknown")
FAILING = ("refuted", "unknown")
PUBLIC_KEYS = ("id", "where", "kind", "verdict", "printed", "reads", "correction", "condition",
               "counterexample", "where_defined", "method", "rests_on", "seconds", "depends")


class _Data:
    """JSON both ways for a frozen dataclass; nested records are named in `_records`."""

    _records: dict[str, type[_Data]] = {}

    def data(self) -> dict[str, Any]:
        """All fields as JSON data."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}  # type: ignore[arg-type]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Rebuild the record from `data()`; keys that are absent take their defaults.

        Raises:
            KeyError: a key is not a field of the record.
        """
        known = {f.name for f in fields(cls)}  # type: ignore[arg-type]
        unknown = [key for key in data if key not in known]
        if unknown:
            raise KeyError(f"{cls.__name__} has no field {unknown[0]!r}")
        return cls(**{key: _record(cls._records.get(key), value) for key, value in data.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, _Data):
        return value.data()
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


def _record(kind: type[_Data] | None, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, list | tuple):
        return tuple(_record(kind, v) for v in value)
    return kind.from_data(value) if kind and isinstance(value, Mapping) else value


@dataclass(frozen=True)
class PointEntry(_Data):
    """One coordinate of a counterexample: symbol and value, each as text and as LaTeX."""

    name: str
    value: str
    name_latex: str
    value_latex: str


@dataclass(frozen=True)
class CounterexampleReport(_Data):
    """Where a statement fails: the point, and both sides there, as text and as LaTeX.

    `note` is prose for refutations without a point, such as a normal form that does not vanish.
    """

    point: tuple[PointEntry, ...] = ()
    lhs: str | None = None
    rhs: str | None = None
    lhs_latex: str | None = None
    rhs_latex: str | None = None
    note: str | None = None

    def public(self) -> dict[str, Any]:
        """The form that `--json` prints: `{"point": {name: value}, "lhs", "rhs", "note"}`."""
        return {"point": {p.name: p.value for p in self.point},
                "lhs": self.lhs, "rhs": self.rhs, "note": self.note}


CounterexampleReport._records = {"point": PointEntry}


@dataclass(frozen=True)
class StepReport(_Data):
    """One proved line of a derivation.

    `latex` is the line; `by` the ids and step names that it uses; `note` the rule in words;
    `method` the proof method that carried it; `name` the name by which later steps cite it.
    """

    latex: str
    by: tuple[str, ...] = ()
    note: str | None = None
    method: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class JudgedReport(_Data):
    """A further statement with its own verdict ("proved", "refuted", "unknown").

    Used for the readings of an ambiguous line, for false neighbours of a claim in words, and for
    a condition with one of its relations dropped. `label` is prose and may be empty.
    """

    reads: str
    verdict: str
    label: str = ""
    latex: str | None = None
    counterexample: CounterexampleReport | None = None
    method: str | None = None


JudgedReport._records = {"counterexample": CounterexampleReport}


@dataclass(frozen=True)
class ClaimReport(_Data):
    """What became of one registered statement.

    Attributes:
        id, where, kind: from the register.
        verdict: one of `VERDICTS`, computed.
        printed: the register's LaTeX, exactly as it stands there.
        reads: prose generated from the formal statement; None if there is none.
        correction, condition: LaTeX generated from the formal correction and condition.
        counterexample: where the printed statement fails.
        where_defined: LaTeX of the set on which the printed expressions are defined, if it is not
            the whole domain.
        method: what proved (or refuted) it.
        rests_on: assumptions, cited theorems and literature at the leaves, as prose.
        seconds: time taken; never shown in a document.
        depends: ids that the paper uses for it.
        uses: ids that the proof used.
        says: the register's paraphrase.
        ocr_note: the register's doubt about the text.
        because: prose of the claim: why cited, why this correction, how it is understood.
        statement: LaTeX of the formal statement.
        correction_reads, condition_reads: prose of correction and condition.
        iff: the condition is also necessary.
        edit: prose, what the correction changes in the printed statement.
        readings: an ambiguous line's readings.
        neighbours: false neighbours, refuted.
        drops: the condition with one relation dropped, refuted.
        derivation: the proved steps that lead to the statement or to its correction.
        derivation_note: prose, the docstring of the derivation.
        in_lines: the statement says what the lines of the derivation say together.
        certificate: prose lines that explain the evidence.
        reason: prose, why the verdict is unknown, refuted or supported.
    """

    id: str
    where: str
    kind: str
    verdict: str
    printed: str | None = None
    reads: str | None = None
    correction: str | None = None
    condition: str | None = None
    counterexample: CounterexampleReport | None = None
    where_defined: str | None = None
    method: str | None = None
    rests_on: tuple[str, ...] = ()
    seconds: float = 0.0
    depends: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    says: str = ""
    ocr_note: str | None = None
    because: str | None = None
    statement: str | None = None
    correction_reads: str | None = None
    condition_reads: str | None = None
    iff: bool = False
    edit: str | None = None
    readings: tuple[JudgedReport, ...] = ()
    neighbours: tuple[JudgedReport, ...] = ()
    drops: tuple[JudgedReport, ...] = ()
    derivation: tuple[StepReport, ...] = ()
    derivation_note: str | None = None
    in_lines: bool = False
    certificate: tuple[str, ...] = ()
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"verdict {self.verdict!r} is not one of {', '.join(VERDICTS)}")

    @property
    def name(self) -> str:
        """The id without its paper: `kinematics:2` is `2`."""
        return self.id.partition(":")[2] or self.id

    def public(self) -> dict[str, Any]:
        """The object that `symq verify --json` prints for the claim: `PUBLIC_KEYS`, in order."""
        data = {key: _plain(getattr(self, key)) for key in PUBLIC_KEYS}
        data["counterexample"] = self.counterexample and self.counterexample.public()
        return data


ClaimReport._records = {"counterexample": CounterexampleReport, "readings": JudgedReport,
                        "neighbours": JudgedReport, "drops": JudgedReport,
                        "derivation": StepReport}


@dataclass(frozen=True)
class PaperReport(_Data):
    """One paper: its header, its standing assumptions, and its claims in register order.

    `given` holds the assumptions that are declared once for the whole paper, as prose.
    """

    slug: str
    title: str
    authors: tuple[str, ...] = ()
    source: str = ""
    claims: tuple[ClaimReport, ...] = ()
    given: tuple[str, ...] = ()

    def public(self) -> dict[str, Any]:
        """The object that `symq verify --json` prints for the paper."""
        return {"slug": self.slug, "title": self.title,
                "claims": [claim.public() for claim in self.claims]}


PaperReport._records = {"claims": ClaimReport}


@dataclass(frozen=True)
class Report(_Data):
    """Everything that one run found out."""

    papers: tuple[PaperReport, ...] = ()

    @property
    def claims(self) -> tuple[ClaimReport, ...]:
        """All claims of all papers, in order."""
        return tuple(claim for paper in self.papers for claim in paper.claims)

    @property
    def summary(self) -> dict[str, int]:
        """How often each verdict occurs, in the order of `VERDICTS`, without zeros."""
        found = [claim.verdict for claim in self.claims]
        return {v: found.count(v) for v in VERDICTS if v in found}

    def public(self) -> dict[str, Any]:
        """The document that `symq verify --json` prints."""
        return {"papers": [paper.public() for paper in self.papers], "summary": self.summary}


Report._records = {"papers": PaperReport}
