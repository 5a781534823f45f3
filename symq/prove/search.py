"""The driver of the search: takes a statement apart and asks the methods, cheapest first.

Nothing found here is believed: the kernel checks the whole certificate in the end.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from symq.errors import Rejected
from symq.kernel import logic
from symq.kernel.context import NEGATION, Context, opened
from symq.kernel.quantifiers import fresh
from symq.kernel.term import ORDER, RELATIONS, Term, head, parts, subst, symbols
from symq.prove.numeric import exact

Evidence = dict[str, Any]

# Modules of symq.prove.methods, in the order in which they are tried.
EQUALITY = ("integrals", "parts", "closed", "constants", "euler", "hypergeometric", "binomials",
            "floors", "naturals", "branches", "fewer", "solving", "normalform", "facts",
            "instances", "divisors", "ideal", "cancel", "moduli", "radicals", "logs", "phases",
            "complexparts", "positivity", "onevar", "applied")
ORDERS = ("integrals", "estimates", "closed", "constants", "euler", "branches", "facts",
          "manifest", "instances", "applied", "fewer", "apart", "vectors", "floors", "products",
          "ratios", "naturals", "discriminants", "naming", "symmetry", "turns", "discs", "moduli",
          "hypergeometric", "binomials", "tangents", "envelopes", "complexparts", "completion",
          "positivity", "taylor", "onevar", "normalform", "integers")
OTHER = {"O": ("series",), "lim": ("limits",), "bound": ("bounds",), "count": ("finite",),
         "op=": ("operators",), "exists": ("finite", "integers", "existence"),
         "forall": ("finite", "induction")}
PLAIN: Evidence = {"kind": "combine/1", "times": [], "sum": []}
FAILURES = (Rejected, RecursionError, ValueError, ArithmeticError, IndexError, MemoryError)


OUT_OF_TIME = "out of time"
NOTHING = "found no evidence"


class GaveUp(Exception):
    """The search has no evidence; the message says why."""


@dataclass(frozen=True)
class Budget:
    """How much to search; what is found depends on nothing but the question.

    Attributes:
        work: units of work for the proofs of one `prove`; one takes one to three microseconds.
        points: random points that are screened for a counterexample.
        seconds: processor time after which the search is abandoned, a safety net that is far wider
            than the work allows; only then does an answer depend on the machine.
    """

    work: int = 5_000_000
    points: int = 1500
    seconds: float = 100.0


def stopped(error: BaseException) -> str:
    """Why a method stopped, for the reader of an unknown; what only its author knows is left out.

    >>> stopped(RecursionError("maximum recursion depth exceeded")), stopped(ValueError("max()"))
    ('the terms are nested too deeply', 'found no evidence')
    """
    if isinstance(error, RecursionError):
        return "the terms are nested too deeply"
    if isinstance(error, MemoryError | OverflowError):
        return "the terms become too large"
    told = isinstance(error, Rejected) and not str(error).endswith("is not a term")
    return str(error) if told else NOTHING


@cache
def method(name: str) -> Any:
    """The module of a method."""
    return import_module(f"symq.prove.methods.{name}")


class Settled(Evidence):
    """Evidence that the kernel's own computation gave: a trial would only repeat it."""


class Search:
    """One search: its budget, what has been tried, how deep it is in goals, in side
    lemmas and in pieces of a line."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.spent = 0
        self.limit = budget.work
        self.stop = time.process_time() + budget.seconds
        self.ticks = 0
        self.tried: dict[str, str] = {}
        self.depth = 0
        self.lemmas = 0
        self.pieces = 0
        self.splits: list[int] = []
        self.factors: list[Any] = []
        self.busy: set[str] = set()  # methods that do not call themselves
        self.failed: set[Any] = set()
        self.vain: dict[Any, int] = {}      # relations that were not decided, and with how much
        self.drawn: dict[Any, Any] = {}     # samples of the places where some facts hold
        self.late = False

    def tick(self, cost: int = 20) -> None:
        """Account for some work, and stop when the budget is used up.

        Raises:
            GaveUp: it is.
        """
        self.spent += cost
        self.ticks += 1
        if self.spent > self.limit:
            raise GaveUp(f"the budget of {self.budget.work} units of work is used up")
        if self.ticks % 2048 == 0 and time.process_time() > self.stop:
            self.limit = -1         # nothing that catches the exception goes on
            self.late = True
            raise GaveUp(OUT_OF_TIME)

    def meter(self, context: Context) -> Context:
        """Charge the arithmetic in a context, and in all its forks, to this search."""
        def spend(amount: int) -> None:
            self.tick(25 + amount + amount // 2)

        context.field.spend = spend     # type: ignore[method-assign]
        return context

    def verified(self, context: Context, goal: Term, evidence: Evidence | None) -> bool:
        """Whether the kernel's rules accept the evidence here."""
        if evidence is None:
            return False
        try:
            logic.prove(context.fork(), goal, evidence)
        except FAILURES:
            return False
        return True

    def find(self, context: Context, goal: Term) -> Evidence:
        """Evidence that the goal follows in the context.

        Raises:
            GaveUp: none was found.
        """
        self.tick()
        if self.depth > 24:
            raise GaveUp("the search is nested too deeply")
        self.depth += 1
        try:
            return self._find(context, goal)
        finally:
            self.depth -= 1

    def attempt(self, context: Context, goal: Term) -> Evidence | None:
        """Like `find`, but None where nothing is found; the budget still ends the search."""
        try:
            return self.find(context, goal)
        except GaveUp:
            self.tick()
            return None

    def briefly(self, context: Context, goal: Term, work: int) -> Evidence | None:
        """Like `attempt`, with a budget of its own."""
        key = (goal, frozenset(f.relation for f in context.facts))
        if key in self.failed:
            return None
        whole = self.limit - self.spent >= work     # else a later search has more to spend
        try:
            with self.within(work):
                return self.find(context, goal)
        except (GaveUp, *FAILURES):
            if whole:
                self.failed.add(key)
            return None

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """A method at work that does not call itself."""
        self.busy.add(name)
        try:
            yield
        finally:
            self.busy.discard(name)

    @contextmanager
    def within(self, work: int) -> Iterator[None]:
        """A part of the search that may use only so much of the budget."""
        whole = self.limit
        self.limit = min(whole, self.spent + work)
        try:
            yield
        finally:
            self.limit = -1 if self.late else whole

    def _find(self, context: Context, goal: Term) -> Evidence:
        kind = head(goal)
        if kind in RELATIONS:
            return self.relation(context, goal)
        if kind in ("and", "true"):
            return {"kind": "every/1", "parts": [self.find(context, p) for p in goal[1:]]}
        if kind == "iff":
            both = (("=>", (goal[1],), goal[2]), ("=>", (goal[2],), goal[1]))
            return {"kind": "every/1", "parts": [self.find(context, p) for p in both]}
        if kind == "=>":
            inside = context.fork()
            for premise in goal[1]:
                inside.assume(premise, identity=True)
            return {"kind": "suppose/1", "proof": self.obtaining(inside, goal[2], len(
                context.formulas))}
        if kind == "or":
            return self.disjunction(context, goal)
        if kind == "not" and head(goal[1]) not in ("O", "lim", "bound", "count", "op=", "not"):
            return {"kind": "negate/1", "proof": self.find(context, logic.negation(goal[1]))}
        if kind == "not" and head(goal[1]) == "not":
            return {"kind": "negate/1", "proof": self.find(context, goal[1][1])}
        if kind == "not":
            return self.ask(context, goal, OTHER[head(goal[1])])
        if kind == "false":
            return self.contradiction(context)
        if kind == "forall":
            return self.universal(context, goal)
        return self.ask(context, goal, OTHER[kind])

    def obtaining(self, context: Context, goal: Term, first: int) -> Evidence:
        """Evidence of a goal after symbols for what is known to exist."""
        for index in range(first, len(context.formulas)):
            known = context.formulas[index]
            if head(known) != "exists" or known[3] is not None or any(
                    s[0] == "list" for _, s in known[1]):
                continue
            names: list[str] = []
            for name, _ in known[1]:
                names.append(unused(name, context, goal, *(("s", other) for other in names)))
            over = [(name, kind) for (_, kind), name in zip(known[1], names, strict=True)]
            body = subst(known[2], {old: ("s", name) for (old, _), name in zip(
                known[1], names, strict=True)})
            inside = fresh(context, over).defined(body)
            inside.assume(body)
            return {"kind": "obtain/1", "formula": index, "names": names,
                    "then": self.obtaining(inside, goal, index + 1)}
        return self.find(context, goal)

    def ask(self, context: Context, goal: Term, names: tuple[str, ...]) -> Evidence:
        """The first evidence of the named methods that the kernel accepts."""
        for name in names:
            self.tick()
            try:
                evidence = method(name).attempt(self, context.fork(), goal)
            except GaveUp as stop:
                self.tried[name] = str(stop)
                self.tick()
                continue
            except FAILURES as error:
                self.tried[name] = stopped(error)
                continue
            if isinstance(evidence, Settled) or self.verified(context, goal, evidence):
                return evidence  # type: ignore[no-any-return]
            self.tried.setdefault(name, NOTHING)
        raise GaveUp(f"no method decides {readable(goal)}")

    def relation(self, context: Context, goal: Term) -> Evidence:
        """A relation: the methods, then the cases of what is known as a disjunction."""
        if not symbols(goal) and (evidence := self.closed(context, goal)) is not None:
            return evidence
        if goal[0] == "=" and self.verified(context, goal, PLAIN):
            return PLAIN
        if (evidence := self.by_cases(context, goal, detached=True)) is not None:
            return evidence
        if goal[0] == "!=" and import_module("symq.prove.screen").vanishes(context, goal):
            raise GaveUp(f"{readable(goal)} fails where all that is known holds")
        key = (goal, frozenset(f.relation for f in context.facts), tuple(context.formulas),
               frozenset(context.rewritten.items()), frozenset(self.busy), self.lemmas > 0)
        left = self.limit - self.spent
        if left <= self.vain.get(key, 0):
            raise GaveUp(f"no method decides {readable(goal)}")
        try:
            return self.ask(context, goal, ORDERS if goal[0] in ORDER or goal[0] == "!="
                            else EQUALITY)
        except GaveUp:
            self.tick()
            evidence = self.by_cases(context, goal)
            if evidence is None:
                self.vain[key] = left
                raise
            return evidence

    def closed(self, context: Context, goal: Term) -> Evidence | None:
        """Enclosures that decide a closed relation; tiny differences take more bits."""
        if goal[0] == "=" and None in (exact(goal[1]), exact(goal[2])):
            return None
        for bits in (128,) if goal[0] == "=" else (128, 1024, 8192):
            evidence: Evidence = {"kind": "ball/1", "bits": bits}
            if self.verified(context, goal, evidence):
                return evidence
        return None

    def by_cases(self, context: Context, goal: Term, detached: bool = False) -> Evidence | None:
        """Prove the goal from each part of a known disjunction.

        `detached` takes implications only, those whose premises are known facts.
        """
        known = {f.relation for f in context.facts} if detached and context.formulas else set()
        for index, formula in enumerate(context.formulas):
            kind = head(formula)
            wide = opened(formula)
            if (head(wide) != "or" and wide == formula) or index in self.splits or (
                    detached and (kind != "=>" or not known.issuperset(formula[1]))):
                continue
            self.splits.append(index)
            parts = []
            try:
                for part in wide[1:] if head(wide) == "or" else (wide,):
                    inside = context.fork()
                    inside.assume(part)
                    parts.append(self.find(inside, goal))
            except (GaveUp, Rejected):
                self.tick()
                continue
            finally:
                self.splits.pop()
            return {"kind": "split/1", "formula": index, "parts": parts}
        if detached:
            return None
        if head(goal) == "or" or not self.lemmas:
            return import_module("symq.prove.products").split(  # type: ignore[no-any-return]
                self, context, goal)
        return None

    def disjunction(self, context: Context, goal: Term) -> Evidence:
        """One part of a disjunction, the others failing."""
        for index, part in enumerate(goal[1:]):
            inside = context.fork()
            for other, rest in enumerate(goal[1:]):
                if other != index and head(rest) in RELATIONS:
                    inside.fact((NEGATION[rest[0]], *rest[1:]))
            evidence = self.attempt(inside, part)
            if evidence is not None:
                return {"kind": "either/1", "index": index, "proof": evidence}
        evidence = self.by_cases(context, goal)
        if evidence is None:
            raise GaveUp("no part of the disjunction is proved")
        return evidence

    def universal(self, context: Context, goal: Term) -> Evidence:
        """A universal statement: by enumeration, with fresh symbols, or by induction."""
        finite = all(s[0] == "list" for _, s in goal[1])
        if finite or goal[3] is not None:
            try:
                return self.ask(context, goal, ("finite",))
            except GaveUp:
                self.tick()
            if goal[3] is None:
                return {"kind": "each/1", "parts": [self.find(*pair)
                                                    for pair in instances(context, goal)]}
            raise GaveUp("the enumeration does not decide the statement")
        if grows(goal):
            try:
                return self.ask(context, goal, ("induction",))
            except GaveUp:
                self.tick()
        inside = context.fork()
        for name, kind in goal[1]:
            inside.declare(name, kind if isinstance(kind, str) else "integer")
            if not isinstance(kind, str):
                inside.fact((">=", ("s", name), kind[1]))
        whole = self.limit - self.spent     # an existence may take induction too
        evidence = self.attempt(inside.defined(goal[2]), goal[2]) if head(goal[2]) != "exists" \
            else self.briefly(inside.defined(goal[2]), goal[2], whole // 2)
        if evidence is not None:
            return {"kind": "introduce/1", "proof": evidence}
        if grows(goal):
            raise GaveUp("neither induction nor a proof for any number was found")
        return self.ask(context, goal, ("induction",))

    def contradiction(self, context: Context) -> Evidence:
        """Evidence that the facts contradict each other."""
        return {"kind": "absurd/1", "proof": self.relation(context, (">", "0", "0"))}


def unused(name: str, context: Context, *terms: Term) -> str:
    """A name like the given one that is neither declared nor free in some terms."""
    taken = set(context.sorts).union(*map(symbols, terms))
    while name in taken:
        name += "_"
    return name


def grows(goal: Term) -> bool:
    """Whether induction should come first: the variable bounds a sum, or is an exponent."""
    names = {name for name, s in goal[1] if s[0] == "int>="}

    def inside(term: Any, order: bool) -> bool:
        if not isinstance(term, tuple) or not term:
            return False
        if term[0] in ("sum", "prod") and names & (symbols(term[3]) | symbols(term[4])):
            return True
        if order and term[0] == "^" and names & symbols(term[2]):
            return True
        return any(inside(t, order) for t in term)

    return len(goal[1]) == 1 and bool(names) and inside(goal[2], head(goal[2]) in ORDER)


def instances(context: Context, goal: Term) -> list[tuple[Context, Term]]:
    """The body at each choice from finite lists, in a context where it is defined."""
    choices: list[dict[str, Term]] = [{}]
    for name, kind in goal[1]:
        choices = [{**c, name: value} for c in choices for value in kind[1:]]
    if len(choices) > 400:
        raise GaveUp(f"{len(choices)} instances are too many to prove one by one")
    found = []
    for choice in choices:
        body = subst(goal[2], choice)
        found.append((context.defined(body), body))
    return found


def readable(term: Term) -> str:
    """A term as short text, for messages; sympy is not asked, because it would evaluate."""
    kind = head(term)
    text = f"{_text(term[1])} {kind} {_text(term[2])}" if kind in RELATIONS \
        else f"a statement of kind {kind!r}"
    return text if len(text) < 160 else text[:157] + "..."


def _text(term: Term, depth: int = 0) -> str:
    kind = head(term)
    if depth > 12:
        return "..."
    if kind == "":
        return str(term)
    if kind in ("s", "c"):
        return str(term[1])
    inner = [_text(t, depth + 1) for t in parts(term)]
    if kind in ("+", "*", "^"):
        return "(" + {"+": " + ", "*": "*", "^": "^"}[kind].join(inner) + ")"
    return f"{term[1] if kind in ('f', 'u') else kind}({', '.join(inner)})"
#X
