"""What is changed in a paper: statements, corrections, conditions, assumptions, definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any

from sympy import Expr

from symq.attack.classify import relate
from symq.attack.mutants import data, expressions, mutants
from symq.errors import SymqError
from symq.lang.statement import All, Equation, Inequality, Statement
from symq.lang.symbols import has_sentence
from symq.lang.theorems import Instance, Sentence, use
from symq.paper.claim import Claim, Defined, condition, instances, stated
from symq.paper.examine import Examiner
from symq.paper.judge import NOTHING, Judge, Judgement, Known, Statements
from symq.paper.paper import Paper
from symq.paper.scope import PaperScope
from symq.paper.verdict import CONTRADICTION, FAILS, HOLDS, OPEN

MOST = 8       # mutants of one statement
FEWEST = 5     # with fewer a statement is reported


@dataclass(frozen=True)
class Case:
    """One change, how to show it, and how to judge it.

    Attributes:
        target: "statement", "correction", "condition", "assumption" or "definition".
        change: the kind of change.
        shown: the changed statement; what was dropped, for an assumption or condition.
        run: judges the change; gives outcome, reason and the decisive judgement.
    """

    target: str
    change: str
    shown: Statement
    run: Callable[[], Found]


@dataclass(frozen=True)
class Found:
    """What came of a change: refuted, equivalent, weaker, independent, undecided or survived."""

    outcome: str
    because: str = ""
    judgement: Judgement | None = None


class Attack:
    """Changes the claims of one paper and puts every change to the prover."""

    def __init__(self, paper: Paper, judge: Judge) -> None:
        self.paper = paper
        self.judge = judge
        self.examiner = Examiner(paper, judge)
        self.scope = self.examiner.scope
        self.accepted = {id: self._accepted(claim) for id, claim in paper.claims.items()}

    def _accepted(self, claim: Claim) -> tuple[str, Callable[[], list[Statement]]]:
        """What a claim stands for in the end, and whether that is its correction."""
        if claim.role == "definition":
            return "definition", lambda: list(self.examiner.asserted(claim))
        if claim.role != "claim":
            return "", lambda: []
        if claim.correction is not None:
            right = claim.correction.statement
            return "correction", lambda: [stated(right)]
        return "statement", lambda: [stated(claim.printed)]

    def local(self, claim: Claim) -> Statements:
        """The claim's assumptions, its condition included."""
        extra = condition(claim.condition)
        return (*self.examiner.local(claim), *(extra.relations if extra else ()))

    def cases(self, id: str) -> list[Case]:
        """All changes of one claim, in a fixed order."""
        claim = self.paper.find(id)
        target, accepted = self.accepted[id]
        if not target:
            return []
        known, _ = self.examiner.known(claim, self.local(claim), printed=False)
        result: list[Case] = []
        for statement in accepted():
            result += self._statement(claim, target, statement, known)
            if claim.role == "claim":
                result += self._assumptions(claim, statement, known)
        for defined in claim.defines:
            result += self._definition(defined)
        return result

    # statements

    def _statement(self, claim: Claim, target: str, original: Statement,
                   known: Known) -> Iterator[Case]:
        theorems = instances(claim.theorems)
        local = self.local(claim)
        for applied in theorems:
            if isinstance(applied.conclusion, Sentence):
                for change, other in _applied(applied):
                    shown = _with(original, applied.conclusion, other.conclusion)
                    if shown is not None:
                        yield Case(target, change, shown,
                                   partial(self._sentence, shown, other, theorems, local))
        for mutant in _mutants(original):
            yield Case(target, mutant[0], mutant[1], partial(
                self._judge, claim, target, original, mutant[1], known, theorems))

    def _judge(self, claim: Claim, target: str, original: Statement, mutant: Statement,
               known: Known, theorems: tuple[Instance, ...]) -> Found:
        local = self.local(claim)
        found = self.judge(mutant, local, self.scope, known, theorems)
        if found.outcome is OPEN and not has_sentence(original):
            relation = relate(self.judge, original, mutant, local, self.scope, NOTHING)
            if relation.name in ("weaker", "equivalent"):
                return Found(relation.name, relation.because)
        if found.outcome is OPEN and isinstance(mutant, All) and not has_sentence(mutant):
            for part in mutant.parts:       # one false part is enough
                alone = self.judge(part, local, self.scope, known, theorems)
                if alone.outcome is FAILS:
                    return _failed(alone)
        if found.outcome is OPEN and not has_sentence(mutant) and any(
                self._never(c, local) for c in self.judge.conditions(mutant, local, self.scope)):
            return Found("refuted", "the changed line is defined nowhere", found)
        if found.outcome is not HOLDS:
            return _failed(found)
        if has_sentence(original):
            return Found("independent", "the theorem gives it too", found)
        relation = relate(self.judge, original, mutant, local, self.scope, NOTHING)
        if target == "correction" and relation.because == "it is stronger":
            return Found("survived", "it is stronger than the correction, and proved", found)
        return Found(relation.name, relation.because, found)

    def _sentence(self, shown: Statement, other: Instance, theorems: tuple[Instance, ...],
                  local: Statements) -> Found:
        others = tuple(_alike(t, other) for t in theorems)
        found = self.judge(shown, local, self.scope, NOTHING, (other, *others, *theorems))
        if found.outcome is HOLDS:
            return Found("independent", f"theorem {other.theorem} concludes it too", found)
        return _failed(found)

    # assumptions and conditions

    def _assumptions(self, claim: Claim, statement: Statement, known: Known) -> Iterator[Case]:
        own = self.examiner.local(claim)
        extra = condition(claim.condition)
        needed = extra.relations if extra else ()
        everything = (*own, *needed)
        theorems = instances(claim.theorems)
        for n, relation in enumerate(everything):
            rest = (*everything[:n], *everything[n + 1:])
            dropped = n >= len(own)
            yield Case("condition" if dropped else "assumption", "dropped", relation,
                       partial(self._without, statement, rest, known, theorems, dropped))
        for n, relation in enumerate(needed):
            rest = (*own, *needed[:n], *needed[n + 1:])
            for mutant in mutants(relation, FEWEST):
                yield Case("condition", mutant.change, mutant.statement, partial(
                    self._condition, statement, mutant.statement, rest, relation, known, theorems))

    def _without(self, statement: Statement, rest: Statements, known: Known,
                 theorems: tuple[Instance, ...], needed: bool) -> Found:
        found = self.judge(statement, rest, self.scope, known, theorems)
        if found.outcome is FAILS:
            return _failed(found)
        if needed:
            return Found("survived", "the statement is not refuted without it", found)
        if found.outcome is HOLDS:
            return Found("independent", "the statement holds without this assumption", found)
        return _failed(found)

    def _condition(self, statement: Statement, changed: Statement, rest: Statements,
                   original: Statement, known: Known, theorems: tuple[Instance, ...]) -> Found:
        found = self.judge(statement, (*rest, changed), self.scope, known, theorems)
        if found.outcome is CONTRADICTION:
            return Found("refuted", f"no such case: {found.reason}", found)
        if found.outcome is not HOLDS:
            if found.outcome is OPEN and self._never(changed, rest):
                return Found("refuted", "no point satisfies the changed condition")
            if found.outcome is OPEN and \
                    self.judge(original, (*rest, changed), self.scope).outcome is HOLDS:
                return Found("weaker", "it implies the condition")
            return _failed(found)
        if self.judge(original, (*rest, changed), self.scope).outcome is not HOLDS:
            return Found("independent", "another condition that suffices", found)
        back = self.judge(changed, (*rest, original), self.scope).outcome is HOLDS
        return Found("equivalent" if back else "weaker", "it implies the condition", found)

    def _never(self, relation: Statement, rest: Statements) -> bool:
        opposite = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
        return isinstance(relation, Inequality) and relation.rel in opposite and self.judge(
            replace(relation, rel=opposite[relation.rel]), rest, self.scope).outcome is HOLDS

    # definitions

    def _definition(self, defined: Defined) -> Iterator[Case]:
        seen = {defined.body}
        for change, body in expressions(defined.body):
            if body not in seen and len(seen) <= MOST:
                seen.add(body)
                yield Case("definition", change, Equation(defined.symbol, body),
                           partial(self._redefined, defined, body))

    def _redefined(self, defined: Defined, body: Expr) -> Found:
        changed = tuple(replace(d, body=body) if d is defined else d
                        for d in self.paper.definitions)
        scope = PaperScope(tuple(self.paper.givens), changed)
        dependents = [(id, s) for id, (_, accepted) in self.accepted.items() for s in accepted()
                      if any(d.symbol == defined.symbol for d in scope(s, ())[1])]
        undecided = ""
        for id, statement in dependents:
            claim = self.paper.claims[id]
            found = self.judge(statement, self.local(claim), scope, NOTHING,
                               instances(claim.theorems))
            if found.outcome is FAILS:
                return Found("refuted", f"{id} fails", found)
            if found.outcome is not HOLDS:
                undecided = undecided or f"{id} is not decided: {found.reason}"
        if undecided:
            return Found("undecided", undecided)
        if not dependents:
            return Found("survived", "no claim depends on this definition")
        if self.judge(Equation(defined.body, body), (), self.scope).outcome is HOLDS:
            return Found("equivalent", "both bodies are equal")
        return Found("survived", "no claim that depends on the definition notices the change")


def _failed(found: Judgement) -> Found:
    if found.outcome is FAILS:
        return Found("refuted", found.reason, found)
    return Found("undecided", found.reason, found)


def _applied(instance: Instance) -> Iterator[tuple[str, Instance]]:
    """The theorem applied to changed data, one piece of data at a time."""
    given = dict(instance.given)
    for key, value in given.items():
        for change, new in islice(data(value), MOST):
            try:
                other = use(instance.theorem, **{**given, key: new})
            except (SymqError, ValueError, TypeError):      # no longer what the theorem is about
                continue
            yield f"{key}: {change}", other


def _alike(theorem: Instance, changed: Instance) -> Instance:
    """A theorem applied to the data of another one as far as the names agree."""
    given = dict(theorem.given)
    shared = {k: v for k, v in changed.given if k in given}
    try:
        return use(theorem.theorem, **{**given, **shared})
    except (SymqError, ValueError, TypeError):
        return theorem


def _with(whole: Statement, old: Statement, new: Statement) -> Statement | None:
    """The statement with one of its sentences replaced; None if nothing changes."""
    if old == new:
        return None
    if whole == old:
        return new
    if isinstance(whole, All):
        parts = tuple(_with(p, old, new) for p in whole.parts)
        if any(p is not None for p in parts):
            return All(tuple(p if p is not None else q
                             for p, q in zip(parts, whole.parts, strict=True)))
    return None


def _mutants(original: Statement) -> list[tuple[str, Statement]]:
    if isinstance(original, Sentence):
        return []
    if has_sentence(original) and isinstance(original, All):
        return [(change, All((*original.parts[:k], changed, *original.parts[k + 1:])))
                for k, part in enumerate(original.parts) for change, changed in (
                    _mutants(part) if has_sentence(part) else _changes(part, FEWEST))]
    return _changes(original, MOST)


def _changes(original: Statement, most: int) -> list[tuple[str, Statement]]:
    return [(m.change, m.statement) for m in mutants(original, most)]


def named(case: Case, label: Callable[[Statement], str]) -> dict[str, str]:
    """What is changed, as plain data."""
    return {"target": case.target, "change": case.change, "mutant": label(case.shown)}


def describe(case: Case, found: Found, label: Callable[[Statement], str]) -> dict[str, Any]:
    """A case and what came of it, as plain data."""
    point = getattr(getattr(found.judgement, "counterexample", None), "point", ())
    pairs = point.items() if hasattr(point, "items") else point
    return {**named(case, label), "outcome": found.outcome, "because": found.because,
            "counterexample": {str(s): str(v) for s, v in pairs}
            if found.outcome == "refuted" else None}


__all__ = ["Attack", "Case", "FEWEST", "Found", "MOST", "describe", "named"]
