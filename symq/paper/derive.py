"""Derivations executed: every step is proved from what it cites, and the steps give the goal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from symq.errors import DerivationError
from symq.lang.calc import Calculation, Derivation, Step
from symq.lang.compose import composition, conjuncts
from symq.lang.statement import All, Statement
from symq.lang.symbols import has_sentence
from symq.lang.theorems import Instance
from symq.paper.claim import Defined
from symq.paper.judge import Judge, Judgement, Known, Statements, said
from symq.paper.scope import PaperScope, StepScope
from symq.paper.verdict import CONTRADICTION, FAILS, HOLDS, PROVIDED


@dataclass(frozen=True)
class Citation:
    """What an id gives to a step: definitions, premises, assumptions.

    `reason` says why it gives nothing; `needs` are assumptions that must follow where it is used.
    """

    definitions: tuple[Defined, ...] = ()
    premises: Statements = ()
    assuming: Statements = ()
    needs: Statements = ()
    reason: str = ""


@dataclass(frozen=True)
class ProvedStep:
    """A step and what the judge said about it."""

    step: Step
    judgement: Judgement


@dataclass(frozen=True)
class Derived:
    """An executed derivation. `broken` is empty if every step is proved and they give the goal."""

    goal: Statement | None
    steps: tuple[ProvedStep, ...]
    broken: str
    uses: tuple[str, ...]
    note: str = ""

    @property
    def certificate(self) -> dict[str, Any]:
        """The steps' certificates as one bundle, in order, with what each step cites."""
        return {"kind": "chain/1", "links": [
            {"name": p.step.name or f"step {number}", "by": list(p.step.by),
             "certificates": list(p.judgement.certificates)}
            for number, p in enumerate(self.steps, 1)]}


def as_derivation(value: object) -> Derivation:
    """Read what a derivation function returned: a chain, a derivation, or steps.

    Raises:
        DerivationError: it is none of these.
    """
    if isinstance(value, Calculation):
        return value.derivation()
    if isinstance(value, Derivation):
        return value
    if hasattr(value, "derivation"):
        return as_derivation(value.derivation() if callable(value.derivation)
                             else value.derivation)
    if isinstance(value, tuple | list) and value and all(isinstance(s, Step) for s in value):
        return Derivation(value[-1].statement, tuple(value))
    raise DerivationError(f"a derivation function must return calc(...), a Derivation or steps, "
                          f"not {type(value).__name__}")


def execute(derivation: Derivation, judge: Judge, scope: PaperScope, local: Statements,
            cite: Callable[[str], Citation], note: str = "",
            theorems: tuple[Instance, ...] = ()) -> Derived:
    """Prove every step from what it cites, then compose.

    Args:
        local: the claim's own assumptions.
        cite: what an id gives; raises `DerivationError` for an id that does not exist.
        theorems: what a step may cite by the name of its theorem.
    """
    if not derivation.steps:
        return Derived(derivation.goal, (), "the derivation has no steps", (), note)
    statements = (derivation.goal, *(s.statement for s in derivation.steps))
    done: list[ProvedStep] = []
    named: dict[str, Statement] = {}
    behind: list[Statements] = []
    uses: dict[str, None] = {}
    for number, step in enumerate(derivation.steps, 1):
        definitions: list[Defined] = []
        premises: list[Statement] = []
        extra: list[Statement] = []
        needs: list[Statement] = []
        sentences: list[tuple[str, Statement]] = []
        applied: list[Instance] = []
        for id in step.by:
            if id in named:
                premises.append(named[id])
                continue
            instances = [t for t in theorems if t.theorem == id]
            if instances:
                applied += instances
                continue
            found = cite(id)
            if found.reason:
                return Derived(derivation.goal, tuple(done), f"step {number} cites {id}, "
                               f"which {found.reason}", tuple(uses), note)
            uses[id] = None
            definitions += [d for d in found.definitions if d not in definitions]
            premises += [p for p in found.premises if not has_sentence(p)]
            sentences += [(id, p) for p in found.premises if has_sentence(p)]
            extra += found.assuming
            needs += found.needs
        assuming, _ = scope.over(statements, (*local, *extra))
        cited = tuple(d for d in scope.definitions if d in definitions)
        wanted = StepScope(assuming, cited)
        for need in needs:
            if need not in assuming and judge(need, (), scope.within(assuming)).outcome \
                    is not HOLDS:
                return Derived(derivation.goal, tuple(done), f"step {number} cites a claim whose "
                               f"assumption {need} does not follow here", tuple(uses), note)
        known = Known((*(("", p) for p in premises), *sentences), checked=False)
        concluded = [t.conclusion for t in applied if not has_sentence(t.conclusion)]
        behind.append((*premises, *concluded))
        judgement = judge(step.statement, (), wanted, known, tuple(applied))
        done.append(ProvedStep(step, judgement))
        if judgement.outcome is not HOLDS:
            return Derived(derivation.goal, tuple(done),
                           _broken(number, step, judgement), tuple(uses), note)
        if step.name:
            named[step.name] = step.statement
    lines = [s.statement for s in derivation.steps]
    used = composition(derivation.goal, lines)
    if used is None:
        return Derived(derivation.goal, tuple(done), "the steps do not join up to the goal: each "
                       "must begin where the one before ends, or the last must be the goal",
                       tuple(uses), note)
    speaking = tuple(s for s in _behind(used, lines, behind) if not has_sentence(s))
    gap = judge.gap(speaking, _speaking(derivation.goal), local, scope)
    if gap is not None:
        why = f"an intermediate line says nothing {said(gap)}"
        return Derived(derivation.goal, tuple(done), why, tuple(uses), note)
    return Derived(derivation.goal, tuple(done), "", tuple(uses), note)


def _behind(used: tuple[int, ...], lines: list[Statement],
            behind: list[Statements]) -> tuple[Statement, ...]:
    """The lines that give the goal, and everything that these rest on."""
    found: dict[Statement, None] = {}
    stack = [lines[n] for n in used]
    while stack:
        line = stack.pop()
        if line not in found:
            found[line] = None
            if line in lines:
                stack += behind[lines.index(line)]
    return tuple(found)


def _speaking(goal: Statement) -> Statement | None:
    """The goal without its sentences, which speak everywhere."""
    if not has_sentence(goal):
        return goal
    parts = [p for p in map(_speaking, conjuncts(goal)) if p is not None]
    return All(tuple(parts)) if parts else None


def _broken(number: int, step: Step, judgement: Judgement) -> str:
    cited = ", ".join(step.by) if step.by else "no cited line"
    if judgement.outcome is CONTRADICTION:
        return f"step {number}: {judgement.reason}"
    if judgement.outcome is PROVIDED:
        return f"step {number} has a gap: {judgement.reason}"
    if judgement.outcome is FAILS:
        if not step.by:
            return f"step {number} does not follow, and names in `by` no line that it uses"
        return f"step {number} does not follow: {cited} does not suffice"
    return f"step {number} is not proved from {cited}: {judgement.reason}"


__all__ = ["Citation", "Derived", "ProvedStep", "as_derivation", "execute"]
