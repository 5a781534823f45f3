"""Examination of one claim: what the rule table needs to know, found out by judging statements."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sympy import Integer
from sympy.core.function import AppliedUndef

from symq.errors import DerivationError, RegisterError
from symq.lang.compose import composes, same
from symq.lang.contents import contains
from symq.lang.statement import All, Equation, Implication, Statement, Truth
from symq.lang.symbols import has_sentence
from symq.lang.theorems import Instance
from symq.lang.traverse import expressions_of
from symq.paper.claim import (
    Claim,
    Condition,
    Support,
    condition,
    force,
    instances,
    many,
    neighbours,
    relations,
    stated,
)
from symq.paper.derive import Citation, Derived, as_derivation, execute
from symq.paper.guard import demands, flat, idle, restates, same_side, stronger_than
from symq.paper.judge import (
    NOTHING,
    Judge,
    Judgement,
    Known,
    Statements,
    both,
    follows_at_once,
    quick_judge,
)
from symq.paper.paper import Paper
from symq.paper.register import FORMAL, Row, suggestion
from symq.paper.scope import PaperScope
from symq.paper.verdict import FAILS, HOLDS, OPEN, Findings, Outcome, Test
from symq.prove.archive import Archive


@dataclass
class Examined:
    """What was found out about one claim, with everything a document shows of it.

    What has no label of its own is named by its statement.
    """

    claim: Claim
    findings: Findings
    printed: Judgement | None = None
    printed_statement: Statement | None = None
    condition: Condition | None = None
    condition_judged: Judgement | None = None
    condition_words: str = ""
    correction: Judgement | None = None
    derived: Derived | None = None
    asserts: list[tuple[str, Judgement]] = field(default_factory=list)
    readings: list[tuple[str, Judgement]] = field(default_factory=list)
    neighbours: list[tuple[str, Judgement]] = field(default_factory=list)
    drops: list[tuple[str, Judgement]] = field(default_factory=list)
    stronger: list[tuple[str, Judgement]] = field(default_factory=list)
    support: Support | None = None
    uses: tuple[str, ...] = ()
    where_defined: Statements = ()

    @property
    def judgements(self) -> list[tuple[str, Judgement]]:
        """All judgements with the part they play, in a fixed order."""
        single = [("printed", self.printed), ("condition", self.condition_judged),
                  ("correction", self.correction)]
        found = [(role, j) for role, j in single if j is not None]
        for role in ("asserts", "readings", "neighbours", "drops", "stronger"):
            found += [(f"{role[:-1] if role != 'stronger' else role}-{n}", j)
                      for n, (_, j) in enumerate(getattr(self, role), 1)]
        if self.derived is not None:
            found += [(f"step-{n}", p.judgement) for n, p in enumerate(self.derived.steps, 1)]
        return found


class Examiner:
    """Examines the claims of one paper.

    Args:
        paper: the paper.
        judge: what decides statements; the real prover if None.
        archive: evidence found before, for the real prover.
        label: writes a statement as prose for messages.
    """

    def __init__(self, paper: Paper, judge: Judge | None = None,
                 label: object = None, archive: Archive | None = None) -> None:
        self.paper = paper
        self.judge = judge or Judge(archive=archive)
        # what speaks for a claim by staying open is not taken from a file that nobody can check
        self.sure = judge or Judge(archive=archive and archive.decided())
        self.quick = judge or quick_judge(archive)
        self.scope = PaperScope(tuple(paper.givens), paper.definitions)
        self.label = label if callable(label) else str

    def examine(self, id: str, row: Row | None = None) -> Examined:
        """Find out about one claim.

        Raises:
            RegisterError: the paper has no such claim.
            DerivationError: a derivation cites an id that does not exist.
        """
        claim = self.paper.find(id)
        if callable(claim.supported) and self.judge is not self.sure:
            return Examiner(self.paper, self.sure, self.label).examine(id, row)
        role = {"definition": self._definition, "assumption": self._assumption,
                "cited": self._cited, "claim": self._claim}[claim.role]
        found = role(claim)
        words = row is not None and row.kind not in FORMAL
        found.findings = replace(found.findings, role=claim.role, needs_neighbour=words)
        return found

    # what a claim may take for granted

    def local(self, claim: Claim) -> Statements:
        """The paper's own assumptions at this claim."""
        result = list(claim.assuming)
        for id in claim.given_by:
            other = self.paper.find(id)
            if other.role != "assumption":
                raise RegisterError(f"{claim.id}: given_by names {id}, which is no assumption; "
                                    "use uses= for claims")
            result += [r for r in self.local(other) if r not in result]
        return tuple(result)

    def cite(self, id: str, by: str, *, printed: bool = False) -> Citation:
        """What citing an id gives; `printed` takes an erratum as it is printed."""
        if id not in self.paper.claims:
            raise DerivationError(f"{by} cites {id!r}, which does not exist"
                                  f"{suggestion(id, self.paper.ids)}")
        claim = self.paper.claims[id]
        if id == by:
            return Citation(reason="is the claim itself")
        if claim.role == "cited":
            return Citation(reason="is only cited and proves nothing")
        local = self.local(claim)
        if claim.role == "assumption":
            return Citation(assuming=local)
        if claim.role == "definition":
            asserts = () if claim.defines else self.asserted(claim)
            return Citation(claim.defines, asserts, needs=local if asserts else ())
        if claim.correction is not None and not printed:
            return Citation(premises=(stated(claim.correction.statement),), needs=local)
        extra = condition(claim.condition)
        needs = (*local, *(extra.relations if extra else ()))
        return Citation(premises=(stated(claim.printed),), needs=needs)

    def known(self, claim: Claim, local: Statements, *, printed: bool) -> tuple[Known, str]:
        """The premises that `uses` gives, or why one of them is not to be had here."""
        found: list[tuple[str, Statement]] = []
        for id in claim.uses:
            citation = self.cite(id, claim.id, printed=printed)
            if citation.reason:
                return NOTHING, f"uses {id}, which {citation.reason}"
            for need in citation.needs:
                if need not in local and self.judge(need, local, self.scope).outcome is not HOLDS:
                    return NOTHING, (f"uses {id}, whose assumption {self.label(need)} does not "
                                     "follow here")
            found += [(id, p) for p in citation.premises]
        return Known(tuple(found)), ""

    def asserted(self, claim: Claim) -> Statements:
        """What the text of a definition asserts."""
        return tuple(stated(force(item)) for item in many(force(claim.asserts)))

    # the four roles

    def _cited(self, claim: Claim) -> Examined:
        return Examined(claim, Findings(cited=bool(claim.cites and claim.because)))

    def _assumption(self, claim: Claim) -> Examined:
        judged = self.judge(Equation(Integer(0), Integer(0)), self.local(claim), self.scope)
        stated_here = _conjunction(claim.assuming)
        return Examined(claim, Findings(printed=judged.outcome, printed_reason=judged.reason),
                        printed=replace(judged, statement=stated_here),
                        printed_statement=stated_here, uses=claim.given_by)

    def _definition(self, claim: Claim) -> Examined:
        extra = condition(claim.condition)
        found = Examined(claim, Findings(), uses=claim.given_by, condition=extra)
        stated_here = self.local(claim)
        local = (*stated_here, *(extra.relations if extra else ()))
        for d in claim.defines:
            real = all(s.is_extended_real is not False for s in d.body.free_symbols) and \
                any(s.is_real for s in d.body.free_symbols)
            for wanted in (Equation(d.symbol, d.body), *demands(d.body, real=real)):
                label = f"that ${d.latex}$ is well defined"
                if not isinstance(wanted, Equation):
                    label += f", for which {self.label(wanted)} is needed,"
                found.asserts.append((label, self.judge(wanted, local, self.scope)))
        for wanted in self.asserted(claim):
            found.asserts.append(("", self.judge(wanted, local, self.scope)))
        if claim.defines:
            found.printed_statement = _conjunction(tuple(Equation(d.symbol, d.body)
                                                         for d in claim.defines))
        self._neighbours(claim, found, local, ())
        found.findings = Findings(asserts=self._tests(found.asserts, HOLDS),
                                  neighbours=self._tests(found.neighbours, FAILS))
        if extra is not None:
            found.findings = self._partial(found, extra, stated_here)
        return found

    def _partial(self, found: Examined, extra: Condition, local: Statements) -> Findings:
        """A definition whose text asserts something false, such as a divisor that may vanish."""
        parts = tuple(j.statement for _, j in found.asserts)

        def judged(assuming: Statements) -> Judgement:
            """Part by part: where one is not defined, another one fails."""
            return both(_conjunction(parts), [self.judge(p, assuming, self.scope) for p in parts])

        found.printed = judged(local)
        found.condition_judged = both(_conjunction(parts), [j for _, j in found.asserts])
        if len(extra.relations) > 1:
            for n, relation in enumerate(extra.relations):
                rest = (*local, *extra.relations[:n], *extra.relations[n + 1:])
                found.drops.append((self.label(relation), judged(rest)))
        return replace(found.findings, printed=found.printed.outcome,
                       printed_reason=found.printed.reason,
                       condition=found.condition_judged.outcome,
                       condition_reason=found.condition_judged.reason,
                       drops=self._tests(found.drops))

    def _claim(self, claim: Claim) -> Examined:
        local = self.local(claim)
        printed = stated(claim.printed)
        theorems = instances(claim.theorems)
        extra = condition(claim.condition)
        right = stated(claim.correction.statement) if claim.correction else None
        found = Examined(claim, Findings(), printed_statement=printed, condition=extra)
        inside = (*local, *(extra.relations if extra else ()))
        known, problem = self.known(claim, inside, printed=False)
        if problem:
            found.findings = Findings(printed=OPEN, printed_reason=problem)
            return found
        target, broken = self._derive(claim, found, printed, right, inside)
        done = found.derived
        if target == "printed" and extra is None and not broken and done is not None:
            found.printed = _from_steps(printed, done)
        else:
            self._printed(claim, found, printed, local, known, theorems)
        assert found.printed is not None
        if found.printed.outcome is HOLDS and self._vacuous(printed, inside):
            found.printed = replace(found.printed, outcome=OPEN,
                                    reason="the premises of the statement exclude each other")
        facts = Findings(printed=found.printed.outcome, printed_reason=found.printed.reason,
                         derivation=broken)
        if found.condition_judged is not None:      # holds from the correction of an erratum
            facts = replace(facts, condition=found.condition_judged.outcome,
                            condition_reason=found.condition_judged.reason)
        if extra is not None:
            facts = self._condition(found, facts, extra, printed, local, known, theorems,
                                    target == "printed" and not broken)
        if right is not None:
            facts = self._correction(found, facts, printed, right, local, known, theorems,
                                     target == "correction" and not broken)
        for reading in claim.readings:
            assuming = local if reading.assuming is None else relations(reading.assuming)
            found.readings.append((reading.words, self.judge(
                stated(reading.statement), assuming, self.scope, known, theorems)))
        self._neighbours(claim, found, inside, theorems)
        if callable(claim.supported) and found.printed.outcome is OPEN:
            found.support = claim.supported()
            facts = replace(facts, support=Test(found.support.method, HOLDS if found.support.holds
                                                else OPEN, found.support.bounds))
        found.findings = replace(facts, readings=self._tests(found.readings),
                                 neighbours=self._tests(found.neighbours, FAILS))
        found.uses = _uses(claim, found)
        found.where_defined = self._where(found, local, inside)
        return found

    # parts of a claim

    def _where(self, found: Examined, local: Statements, inside: Statements) -> Statements:
        """Where the decisive statement speaks, as far as the assumptions do not say so anyway."""
        if found.correction is not None or found.condition_judged is None:
            decisive, assuming = found.correction or found.printed, local
        else:
            decisive, assuming = found.condition_judged, inside
        if decisive is None:
            return ()
        left: list[Statement] = []
        for item in decisive.where_defined:
            known, _ = self.scope(item, assuming)
            if item not in left and not follows_at_once(item, known) and \
                    self.quick(item, assuming, self.scope).outcome is not HOLDS:
                left.append(item)
        return tuple(left)

    def _derive(self, claim: Claim, found: Examined, printed: Statement, right: Statement | None,
                local: Statements) -> tuple[str, str]:
        """Execute the derivation; which statement it ends at, and where it breaks."""
        if claim.derive is None:
            return "", ""
        derivation = as_derivation(claim.derive())
        note = " ".join((claim.derive.__doc__ or "").split())
        goals = [("correction", right)] if right is not None else []
        goals.append(("printed", printed))
        allowed = [*local]
        target = ""
        for name, goal in goals:
            core = goal.conclusion if isinstance(goal, Implication) else goal
            if goal is not None and _ends_at(derivation.goal, goal):
                target = name
            elif isinstance(goal, Implication) and _ends_at(derivation.goal, core):
                target, allowed = name, [*local, *goal.premises]
            if target:
                break
        for item in relations(derivation.assuming):
            if item not in allowed:
                if self.judge(item, tuple(allowed), self.scope).outcome is not HOLDS:
                    return target, (f"the derivation assumes {self.label(item)}, which does not "
                                    "follow from what the paper assumes")
                allowed.append(item)
        found.derived = execute(derivation, self.judge, self.scope, tuple(allowed),
                                lambda id: self.cite(id, claim.id), note,
                                instances(claim.theorems))
        if found.derived.broken:
            return target, found.derived.broken
        if not target:
            which = "the printed statement" if right is None else \
                "the printed statement nor the correction"
            return "", (f"the derivation ends at {self.label(derivation.goal)}, which is "
                        f"{'not' if right is None else 'neither'} {which}")
        return target, ""

    def _printed(self, claim: Claim, found: Examined, printed: Statement, local: Statements,
                 known: Known, theorems: tuple[Instance, ...]) -> None:
        errata = [id for id in claim.uses if self.paper.find(id).correction is not None]
        if not errata:
            found.printed = self.judge(printed, local, self.scope, known, theorems)
            return
        literal, problem = self.known(claim, local, printed=True)
        found.printed = self.judge(printed, local, self.scope, literal, theorems) if not problem \
            else Judgement(printed, OPEN, problem)
        corrected = self.judge(printed, local, self.scope, known, theorems)
        if found.printed.outcome is FAILS and corrected.outcome is HOLDS:
            found.condition_judged = corrected
            found.condition_words = f"with the correction of {' and '.join(errata)}"
        elif corrected.outcome is not HOLDS and found.printed.outcome is HOLDS:
            found.printed = corrected       # true only because its premise is false

    def _condition(self, found: Examined, facts: Findings, extra: Condition, printed: Statement,
                   local: Statements, known: Known, theorems: tuple[Instance, ...],
                   derived: bool) -> Findings:
        facts = replace(facts, condition=OPEN)
        if facts.printed is not FAILS:
            return facts
        inside = (*local, *extra.relations)
        if restates(self.sure, printed, extra.relations, local, self.scope):
            return replace(facts, restates=True)
        if derived and found.derived is not None:
            found.condition_judged = _from_steps(printed, found.derived)
        else:
            found.condition_judged = self.judge(printed, inside, self.scope, known, theorems)
        outcome = found.condition_judged.outcome
        if outcome is HOLDS and len(extra.relations) > 1:
            for n, relation in enumerate(extra.relations):
                rest = (*local, *extra.relations[:n], *extra.relations[n + 1:])
                found.drops.append((self.label(relation),
                                    self.judge(printed, rest, self.scope, known, theorems)))
        iff = outcome is HOLDS and not has_sentence(printed) and all(
            self.quick(Implication((printed,), r), local, self.scope, known).outcome is HOLDS
            for r in extra.relations)
        return replace(facts, condition=outcome, iff=iff, drops=self._tests(found.drops),
                       condition_reason=found.condition_judged.reason)

    def _correction(self, found: Examined, facts: Findings, printed: Statement, right: Statement,
                    local: Statements, known: Known, theorems: tuple[Instance, ...],
                    derived: bool) -> Findings:
        facts = replace(facts, correction=OPEN, differs=not same(printed, right),
                        same_side=same_side(printed, right), idle=idle(printed, right))
        if facts.printed is not FAILS or not facts.differs or not facts.same_side or facts.idle:
            return facts
        if derived and found.derived is not None:
            found.correction = _from_steps(right, found.derived)
        else:
            found.correction = self.judge(right, local, self.scope, known, theorems)
        outcome: Outcome = found.correction.outcome
        if outcome is HOLDS:
            given = found.claim.correction.stronger if found.claim.correction else ()
            for item in (*stronger_than(right, printed), *(stated(s) for s in many(force(given)))):
                found.stronger.append((self.label(item), self.judge(
                    item, local, self.scope, known, theorems)))
        return replace(facts, correction=outcome, correction_reason=found.correction.reason,
                       stronger=self._tests(found.stronger))

    def _vacuous(self, printed: Statement, local: Statements) -> bool:
        """Whether an implication in the statement has premises that nothing satisfies."""
        return any(
            self.quick(Implication(part.premises, Truth(False)), local, self.scope).outcome is HOLDS
            for part in flat(printed) if isinstance(part, Implication)
            and not isinstance(part.conclusion, Truth) and not has_sentence(part)
            and not any(contains(e, AppliedUndef) for e in expressions_of(part.premises)))

    def _neighbours(self, claim: Claim, found: Examined, local: Statements,
                    theorems: tuple[Instance, ...]) -> None:
        for item in neighbours(claim.neighbours):
            wrong = stated(item.statement)
            assuming = local if item.assuming is None else relations(item.assuming)
            applied = instances(item.theorem) or theorems
            found.neighbours.append((item.label, self.judge(
                wrong, assuming, self.scope, NOTHING, applied)))

    def _tests(self, judged: list[tuple[str, Judgement]], usual: Outcome | None = None
               ) -> tuple[Test, ...]:
        """Judgements by their labels; what is as usual needs no name in any message."""
        return tuple(Test(label or ("" if j.outcome is usual else self.label(j.statement)),
                          j.outcome, j.reason) for label, j in judged)


def _ends_at(goal: Statement, wanted: Statement | None) -> bool:
    return wanted is not None and composes(wanted, [goal])


def _from_steps(wanted: Statement, derived: Derived) -> Judgement:
    steps = [p.judgement for p in derived.steps]
    count = len(steps)
    return Judgement(
        wanted, HOLDS, method=f"derivation of {count} step{'s' if count > 1 else ''}",
        certificates=tuple(c for j in steps for c in j.certificates),
        where_defined=tuple(dict.fromkeys(w for j in steps for w in j.where_defined)),
        theorems=tuple(dict.fromkeys(t for j in steps for t in j.theorems)),
        uses=derived.uses, seconds=sum(j.seconds for j in steps))


def _uses(claim: Claim, found: Examined) -> tuple[str, ...]:
    ids = [*claim.given_by, *claim.uses]
    for _, judgement in found.judgements:
        ids += [id for id in judgement.uses if id]
    ids += found.derived.uses if found.derived is not None else ()
    return tuple(dict.fromkeys(ids))


def _conjunction(parts: Statements) -> Statement:
    return parts[0] if len(parts) == 1 else All(parts)


__all__ = ["Examined", "Examiner"]
