"""`Judge`: puts statements to the prover and believes only checked certificates.

Sentences are judged through applied theorems: their hypotheses go to the prover. Premises are
joined to the statement as an implication. Nothing here names a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from time import perf_counter
from typing import Any

from symq.errors import DomainError, Rejected, UnsupportedError
from symq.kernel import check, read_problem
from symq.kernel.term import canonical
from symq.lang.domain import Definition, Domain
from symq.lang.statement import All, Implication, Inequality, Statement, Table
from symq.lang.symbols import has_sentence, symbols_of, unfold_bound
from symq.lang.theorems import Hypothesis, Instance, Sentence
from symq.lang.translate import statement_from_term
from symq.lang.wording import Wording
from symq.paper.claim import Defined
from symq.paper.verdict import CONTRADICTION, FAILS, HOLDS, OPEN, PROVIDED, Outcome

Statements = tuple[Statement, ...]
Scope = Callable[[Statement, Statements], tuple[Statements, tuple[Defined, ...]]]


def bare(statement: Statement, local: Statements) -> tuple[Statements, tuple[Defined, ...]]:
    """The scope of no paper: the local assumptions and nothing else."""
    return local, ()


@dataclass(frozen=True)
class Judgement:
    """What came out for one statement, with everything that a document shows of it.

    Attributes:
        statement: what was judged.
        outcome: see `Outcome`.
        reason: why it is open, or which side condition is left.
        method: what proved or refuted it.
        certificates: the checked certificates, JSON data.
        counterexample: of the refutation, as the prover gives it, or None.
        where_defined: statements that describe where the printed expressions speak.
        theorems: names of the entries that it rests on.
        uses: ids of the claims whose statements it took as known.
        seconds: time taken.
    """

    statement: Statement
    outcome: Outcome
    reason: str = ""
    method: str = ""
    certificates: tuple[dict[str, Any], ...] = ()
    counterexample: Any = None
    where_defined: tuple[Any, ...] = ()
    theorems: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Known:
    """Statements that may be taken as premises, each with the id that established it.

    `checked` asks the judge to check that they are defined wherever the statement is.
    """

    statements: tuple[tuple[str, Statement], ...] = ()
    checked: bool = True

    @property
    def premises(self) -> tuple[Statement, ...]:
        """Those that the prover can read."""
        return tuple(s for _, s in self.statements if not has_sentence(s))

    def sentence(self, wanted: Sentence) -> str | None:
        """The id of the claim that states the sentence."""
        for id, known in self.statements:
            if wanted in (known, *(known.parts if isinstance(known, All) else ())):
                return id
        return None


NOTHING = Known()
FEW = 6         # so many methods that found nothing are named


class Judge:
    """The prover with a checker behind it.

    Args:
        prove: a function of the form of `symq.prove.prove`, whose certificates are then checked
            here; None for that one itself, which returns nothing that the kernel has not accepted.
        budget: how much it searches.
        archive: evidence found before.
    """

    def __init__(self, prove: Callable[..., Any] | None = None, *, budget: Any = None,
                 archive: Any = None) -> None:
        self.foreign = prove is not None
        self.prove = prove or partial(import_module("symq.prove").prove, budget=budget,
                                      archive=archive)
        self.decided: dict[Any, Judgement] = {}     # the same question is asked only once
        self.speaking: dict[Any, Statements] = {}

    def __call__(self, statement: Statement, local: Statements = (), scope: Scope = bare,
                 known: Known = NOTHING, theorems: tuple[Instance, ...] = ()) -> Judgement:
        """Judge one statement; sentences through `theorems`, everything else by the prover.

        `local` are the assumptions made here; `scope` adds those that the paper makes everywhere,
        and the definitions. Premises must be defined wherever the statement is.
        """
        started = perf_counter()
        found = self._judge(statement, local, scope, known, theorems)
        return replace(found, seconds=perf_counter() - started)

    def _judge(self, statement: Statement, local: Statements, scope: Scope, known: Known,
               theorems: tuple[Instance, ...]) -> Judgement:
        if isinstance(statement, Sentence):
            return self._sentence(statement, local, scope, known, theorems)
        if has_sentence(statement):
            if not isinstance(statement, All | Table):
                return Judgement(statement, OPEN, "a sentence may stand alone or in All(...) only")
            parts = statement.parts if isinstance(statement, All) else \
                tuple(s for _, s in statement.rows)
            return both(statement, [self._judge(p, local, scope, known, theorems)
                                    for p in parts])
        results = [self._instance(i, local, scope, known, theorems) for i in theorems
                   if not has_sentence(i.conclusion)]
        for result in results:
            if result.outcome is FAILS and result.statement == statement:
                return result
            if result.outcome is not HOLDS:
                return replace(result, statement=statement, outcome=OPEN,
                               reason=f"the theorem does not apply: {result.reason}")
        premises = (*known.premises, *(r.statement for r in results))
        main = self._prove(statement, local, scope, premises)
        if main.outcome is HOLDS and premises and known.checked:
            gap = self.gap(premises, statement, local, scope)
            if gap is not None:
                main = replace(main, outcome=PROVIDED, reason=f"a premise says nothing {said(gap)}")
        used = tuple(id for id, s in known.statements if not has_sentence(s))
        return replace(both(statement, [*results, main]), counterexample=main.counterexample,
                       where_defined=main.where_defined, reason=main.reason, uses=used,
                       method=main.method)

    def _sentence(self, statement: Sentence, local: Statements, scope: Scope, known: Known,
                  theorems: tuple[Instance, ...]) -> Judgement:
        id = known.sentence(statement)
        if id is not None:
            return Judgement(statement, HOLDS, method=f"by {id}", uses=(id,))
        for instance in theorems:
            if instance.conclusion == statement:
                return self._instance(instance, local, scope, known, theorems)
        names = ", ".join(i.theorem for i in theorems) or "none"
        return Judgement(statement, OPEN, f"no applied theorem concludes it (applied: {names})")

    def _instance(self, instance: Instance, local: Statements, scope: Scope, known: Known,
                  theorems: tuple[Instance, ...]) -> Judgement:
        name = instance.theorem
        others = tuple(t for t in theorems if t is not instance)
        parts: list[Judgement] = []
        required: list[Judgement] = []
        for hypothesis in instance.hypotheses:
            needed = (*touching(hypothesis, local, scope), *hypothesis.assuming)
            part = self._judge(hypothesis.statement, needed, scope,
                               Known(tuple(
                                   (i, s) for i, s in known.statements if has_sentence(s))),
                               tuple(t for t in others if has_sentence(t.conclusion)))
            if part.outcome is FAILS:
                fails = FAILS if hypothesis.necessary and all(
                    p.outcome is HOLDS for p in required) else OPEN
                return replace(part, statement=instance.conclusion, outcome=fails,
                               reason=f"hypothesis {hypothesis.label!r} of {name} is false",
                               method=f"theorem {name}: {part.method}", theorems=(name,))
            elif part.outcome is HOLDS and not has_sentence(hypothesis.statement):
                gap = self.gap((hypothesis.statement,), None, needed, scope)
                if gap is not None:
                    part = replace(part, outcome=PROVIDED, reason=f"it says nothing {said(gap)}")
            if part.outcome is not HOLDS:
                part = replace(part, reason=f"hypothesis {hypothesis.label!r} of {name} is not "
                                            f"proved{': ' + part.reason if part.reason else ''}")
            parts.append(part)
            if not hypothesis.necessary:
                required.append(part)
        joined = both(instance.conclusion, parts)
        used = dict.fromkeys((name, *joined.theorems))
        return replace(joined, method=f"theorem {name}", theorems=tuple(used))

    def _prove(self, statement: Statement, local: Statements, scope: Scope,
               premises: Statements) -> Judgement:
        asked = Implication(premises, statement) if premises else statement
        assuming, definitions = scope(asked, local)
        asked, assuming, definitions = unfold_bound(asked, assuming, definitions)
        named = tuple(Definition(d.symbol, d.body) for d in definitions)
        question = asked, assuming, named
        if question not in self.decided:
            self.decided[question] = self._ask(*question)
        return replace(self.decided[question], statement=statement)

    def _ask(self, asked: Statement, assuming: Statements,
             named: tuple[Definition, ...]) -> Judgement:
        statement = asked
        try:
            result = self.prove(asked, assuming, definitions=named)
        except DomainError as error:
            return Judgement(statement, CONTRADICTION, str(error))
        except UnsupportedError as error:
            return Judgement(statement, OPEN, str(error))
        if result.verdict == "unknown":
            return Judgement(statement, OPEN, why(result))
        strange = self.doubt(result, asked, assuming, named) if self.foreign else ""
        if strange:
            return Judgement(statement, OPEN, strange)
        outcome = FAILS if result.verdict == "refuted" else \
            PROVIDED if result.provided else HOLDS
        reason = "; ".join(str(p) for p in result.provided) if outcome is PROVIDED else ""
        return Judgement(statement, outcome, reason, result.method, (result.certificate,),
                         getattr(result, "counterexample", None),
                         tuple(getattr(result, "where_defined", ()) or ()),
                         tuple(getattr(result, "rests_on", ())))

    def gap(self, inner: Iterable[Statement], outer: Statement | None, local: Statements,
            scope: Scope) -> Statement | None:
        """A condition under which `inner` speaks and which `outer` and the assumptions leave open.

        A premise, a hypothesis or an intermediate line says nothing where it is undefined; what is
        concluded from it would be lost there.
        """
        own = self.conditions(outer, local, scope) if outer is not None else ()
        for statement in inner:
            for item in self.conditions(statement, local, scope):
                known, _ = scope(item, local)
                if item not in own and not follows_at_once(item, known) and \
                        self._prove(item, (*local, *own), scope, ()).outcome is not HOLDS:
                    return item
        return None

    def conditions(self, statement: Statement, local: Statements,
                   scope: Scope) -> Statements:
        """The relations under which a statement speaks, as the kernel reads it."""
        assuming, definitions = scope(statement, local)
        asked, assuming, definitions = unfold_bound(statement, assuming, definitions)
        named = tuple(Definition(d.symbol, d.body) for d in definitions)
        question = asked, assuming, named
        if question not in self.speaking:
            self.speaking[question] = _conditions(*question)
        return self.speaking[question]

    def doubt(self, result: Any, asked: Statement, assuming: Statements,
              definitions: tuple[Definition, ...]) -> str:
        """Why a certificate does not carry what was asked, or an empty text."""
        try:
            checked = check(result.certificate)
        except Rejected as error:
            return f"the checker rejects the evidence: {error}"
        if checked.verdict != result.verdict:
            return f"the certificate says {checked.verdict}, the prover {result.verdict}"
        wanted = Domain.build(asked, assuming, definitions).data(asked)
        if canonical(result.certificate["statement"]) != canonical(wanted):
            return "the certificate is about another statement"
        return ""


def _conditions(asked: Statement, assuming: Statements, named: tuple[Definition, ...]
                ) -> Statements:
    domain = Domain.build(asked, assuming, named)
    try:
        _, where = read_problem(domain.data(asked)).context()
    except Rejected:
        return ()
    return tuple(statement_from_term(term, domain.symbols) for term in where)


def quick_judge(archive: Any = None) -> Judge:
    """A judge with a small budget, for questions whose answer only adds to a report."""
    return Judge(budget=import_module("symq.prove").Budget(work=1_000_000), archive=archive)


def touching(hypothesis: Hypothesis, local: Statements, scope: Scope) -> Statements:
    """The local assumptions that speak, directly or through others, about what a hypothesis does.

    A hypothesis about a function has symbols of its own and is proved for all arguments.
    """
    chosen: Statements = ()
    while True:
        given, defined = scope(hypothesis.statement, chosen)
        names = set(symbols_of((hypothesis.statement, hypothesis.assuming, given)))
        names.update(*(symbols_of((d.symbol, d.body)) for d in defined))
        found = tuple(r for r in local if not names.isdisjoint(symbols_of(r)))
        if found == chosen:
            return chosen
        chosen = found


def follows_at_once(item: Statement, known: Statements) -> bool:
    """Whether an assumption says it: x != 0 where x > 0 is assumed.

    >>> from sympy import symbols
    >>> from symq.lang.statement import gt, ne
    >>> x = symbols("x")
    >>> follows_at_once(ne(x, 0), (gt(x, 0),))
    True
    """
    if isinstance(item, Inequality) and item.rhs == 0:
        rels = {"!=": "<>", ">=": ">", "<=": "<"}.get(item.rel, item.rel)
        return any(Inequality(item.lhs, rel, 0) in known for rel in (item.rel, *rels))
    return item in known


def said(condition: Statement) -> str:
    """A condition as the end of a message, with its formula."""
    return f"unless ${Wording().latex(condition)}$, which does not follow here"


def both(statement: Statement, parts: list[Judgement]) -> Judgement:
    """One judgement for a conjunction: it fails if a part fails, holds if all hold."""
    for outcome in (FAILS, CONTRADICTION, OPEN, PROVIDED):
        for part in parts:
            if part.outcome is outcome:
                return replace(part, statement=statement, theorems=_union(parts, "theorems"),
                               uses=_union(parts, "uses"),
                               certificates=part.certificates if outcome is FAILS
                               else _union(parts, "certificates"))
    return Judgement(statement, HOLDS, method="; ".join(dict.fromkeys(
        p.method for p in parts if p.method)), certificates=_union(parts, "certificates"),
        where_defined=_union(parts, "where_defined"), theorems=_union(parts, "theorems"),
        uses=_union(parts, "uses"))


def _union(parts: Iterable[Judgement], name: str) -> tuple[Any, ...]:
    result: list[Any] = []
    for part in parts:
        result += [item for item in getattr(part, name) if item not in result]
    return tuple(result)


def why(result: Any) -> str:
    """The reason of an unknown: why methods stopped, and which of them stopped so.

    What is left is told by the statement itself, so a term of the certificate is not repeated.
    Many methods that found nothing are only counted; `result.tried` names them.
    """
    stopped: dict[str, list[str]] = {}
    for method, reason, *_ in result.tried:
        text = "" if reason.startswith(("found no evidence", "no method decides")) else reason
        stopped.setdefault(text, []).append(method)
    silent = stopped.pop("", [])
    told = [f"{reason} ({', '.join(methods)})" for reason, methods in stopped.items()]
    if silent:
        names = ", ".join(silent) if len(silent) <= FEW else f"{len(silent)} other methods"
        told.append(f"no evidence was found by {names}")
    return "; ".join(told) or "no method applies"


__all__ = ["NOTHING", "Judge", "Judgement", "Known", "Scope", "Statements", "bare", "both",
           "follows_at_once", "quick_judge", "said", "touching", "why"]
