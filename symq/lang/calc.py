"""Derivations as data: steps, each a statement with the rule that leads to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sympy import MatrixBase

from symq.errors import InputError
from symq.lang.compose import conjuncts, join
from symq.lang.statement import (
    All,
    Equation,
    Implication,
    Inequality,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
    Table,
    expands,
    expression,
    statement,
)
from symq.lang.theorems import Instance, Sentence

Remainder = tuple[Any, Any, str]                             # small, order, at
Link = tuple[str, Any, tuple[str, ...], str, "Remainder | None"]


@dataclass(frozen=True)
class Step:
    """One line of a derivation.

    Attributes:
        statement: what the line says.
        by: ids of the definitions, claims and earlier steps that it uses, and nothing else.
            A step may cite an earlier step by its `name`.
        note: the rule in words.
        name: a name by which later steps may cite this one.
    """

    statement: Statement
    by: tuple[str, ...] = ()
    note: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "statement", statement(self.statement))
        by = (self.by,) if isinstance(self.by, str) else self.by
        object.__setattr__(self, "by", tuple(by))


@dataclass(frozen=True)
class Derivation:
    """A goal and the steps that lead to it; `assuming` holds for every step."""

    goal: Statement
    steps: tuple[Step, ...]
    assuming: tuple[object, ...] = ()
    title: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "goal", statement(self.goal))
        object.__setattr__(self, "steps", tuple(self.steps))


class Calculation:
    """A chain a = b <= c ...; every link becomes a step, the ends give the goal.

    Links are expressions, matrices (equalities only), or operators of one algebra.
    """

    def __init__(self, start: object, links: Iterable[Link] = (),
                 algebra: OperatorAlgebra | None = None) -> None:
        self.start = _term(start)
        self.links = tuple(links)
        self.algebra = algebra

    def _add(self, rel: str, value: object, by: str | Iterable[str], note: str,
             remainder: Remainder | None = None) -> Calculation:
        cites = (by,) if isinstance(by, str) and by else tuple(by)
        link = (rel, _term(value), cites, note, remainder)
        return Calculation(self.start, (*self.links, link), self.algebra)

    def becomes(self, expr: object, by: str | Iterable[str] = (), note: str = "") -> Calculation:
        """Add the link `= expr`."""
        return self._add("=", expr, by, note)

    def at_most(self, expr: object, by: str | Iterable[str] = (), note: str = "") -> Calculation:
        """Add the link `<= expr`."""
        return self._add("<=", expr, by, note)

    def at_least(self, expr: object, by: str | Iterable[str] = (), note: str = "") -> Calculation:
        """Add the link `>= expr`."""
        return self._add(">=", expr, by, note)

    def less_than(self, expr: object, by: str | Iterable[str] = (), note: str = "") -> Calculation:
        """Add the link `< expr`."""
        return self._add("<", expr, by, note)

    def greater_than(self, expr: object, by: str | Iterable[str] = (),
                     note: str = "") -> Calculation:
        """Add the link `> expr`."""
        return self._add(">", expr, by, note)

    def expands(self, expr: object, small: object, order: object, by: str | Iterable[str] = (),
                note: str = "", *, at: str = "0") -> Calculation:
        """Add the link `= expr + O(small**order)`; `small` is a symbol or {symbol: weight}."""
        return self._add("=", expr, by, note, (small, order, at))

    def _told(self) -> list[Link]:
        """The links without those that repeat what stands there, as sympy carried it out."""
        ends = [self.start, *(link[1] for link in self.links)]
        told = [link for left, link in zip(ends, self.links, strict=False)
                if any(link[2:]) or link[:2] != ("=", left)]
        return told or list(self.links[:1])

    def derivation(self) -> Derivation:
        """The chain as a derivation whose goal joins its two ends.

        A link that repeats the expression before it, and cites and remarks nothing, is left out.

        Raises:
            InputError: the chain is empty, or two links do not compose (`<` with `>`).
        """
        if not self.links:
            raise InputError("a calculation needs at least one link; add .becomes(...)")
        steps: list[Step] = []
        left, goal = self.start, None
        for rel, right, by, note, remainder in self._told():
            line = self._relation(left, rel, right, remainder)
            joined = line if goal is None else join(goal, line)
            if joined is None:
                raise InputError("a calculation cannot mix < with >, remainders of different "
                                 "parameters, or a relation other than = between matrices")
            steps.append(Step(line, by, note))
            left, goal = right, joined
        assert goal is not None
        return Derivation(goal, tuple(steps))

    def _relation(self, lhs: Any, rel: str, rhs: Any, remainder: Remainder | None) -> Statement:
        if remainder is not None:
            small, order, at = remainder
            return expands(lhs, rhs, small, order, at=at)
        if isinstance(lhs, MatrixBase) or isinstance(rhs, MatrixBase):
            if rel != "=":
                raise InputError(f"matrices cannot be compared by {rel}")
            return MatrixIdentity(lhs, rhs)
        if self.algebra is not None:
            if rel != "=":
                raise InputError(f"operators cannot be compared by {rel}")
            return OperatorIdentity(lhs, rhs, self.algebra)
        return Equation(lhs, rhs) if rel == "=" else Inequality(lhs, rel, rhs)


def _term(value: object) -> Any:
    return value.as_immutable() if isinstance(value, MatrixBase) else expression(value)


def calc(start: object, algebra: OperatorAlgebra | None = None) -> Calculation:
    """Start a chain of equalities and inequalities; with `algebra`, of operators.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> calc((x + y)**2).becomes(x**2 + 2*x*y + y**2, note="expand").derivation().goal
    Equation(lhs=(x + y)**2, rhs=x**2 + 2*x*y + y**2)
    """
    return Calculation(start, (), algebra)


class Argument:
    """Statements that follow one from another; the last one is the goal."""

    def __init__(self, steps: Iterable[Step] = (), assuming: Iterable[object] = ()) -> None:
        self.steps = tuple(steps)
        self.assuming = tuple(assuming)

    def so(self, line: object, by: str | Iterable[str] = (), note: str = "",
           name: str = "") -> Argument:
        """Add a line; `by` may cite definitions, claims, and earlier lines by name."""
        cites = (by,) if isinstance(by, str) and by else tuple(by)
        if name and any(step.name == name for step in self.steps):
            raise InputError(f"two steps are named {name!r}")
        return Argument((*self.steps, Step(statement(line), cites, note, name)), self.assuming)

    def derivation(self) -> Derivation:
        """The lines as a derivation of the last one.

        Raises:
            InputError: there are no lines.
        """
        if not self.steps:
            raise InputError("an argument needs at least one line; add .so(...)")
        return Derivation(self.steps[-1].statement, self.steps, self.assuming)


def argue(*assuming: object) -> Argument:
    """Start a sequence of statements, each with what it follows from.

    >>> from sympy import symbols
    >>> x, y = symbols("x y", real=True)
    >>> argue(x > y).so(x + 1 > y + 1, name="shift").so(x + 1 > y, by="shift").derivation().goal
    Inequality(lhs=x + 1, rel='>', rhs=y)
    """
    return Argument((), assuming)


def stepwise(goal: All | Table, rules: Iterable[Rule], before: Iterable[Step] = ()) -> Derivation:
    """A conjunction whose parts are the lines of its derivation, with the rule of each.

    Args:
        rules: for each part, or row of a table, a note; a pair of a note and what the part cites;
            or a chain, an argument or a derivation that ends at it.
        before: lines that come first, such as those of an engine.

    Raises:
        InputError: there is not one rule for each part.

    >>> from sympy import symbols
    >>> from symq.lang.statement import eq
    >>> x, y = symbols("x y")
    >>> both = All((eq((x + y)**2, x**2 + 2*x*y + y**2), eq(x*y + x, x*(1 + y))))
    >>> [step.note for step in stepwise(both, ("expand", "common factor")).steps]
    ['expand', 'common factor']
    >>> chain = calc((x + y)**2).becomes(x*(x + y) + y*(x + y)).becomes(x**2 + 2*x*y + y**2)
    >>> len(stepwise(both, (chain, "common factor")).steps)
    3
    """
    parts = conjuncts(goal)
    chosen = tuple(rules)
    if len(chosen) != len(parts):
        raise InputError(f"{len(parts)} parts need as many rules, not {len(chosen)}")
    steps = list(before)
    for part, rule in zip(parts, chosen, strict=True):
        if isinstance(rule, str):
            steps.append(Step(part, (), rule))
        elif isinstance(rule, tuple):
            note, by = rule
            steps.append(Step(part, (by,) if isinstance(by, str) else by, note))
        else:
            steps += (rule if isinstance(rule, Derivation) else rule.derivation()).steps
    return Derivation(goal, tuple(steps))


def by_theorem(applied: Instance, by: str | tuple[str, ...] = ()) -> Derivation:
    """What a theorem asks for, line by line, and what it concludes.

    Equations whose sides are the same expression are left out.

    Args:
        by: ids of the claims that state those hypotheses which are sentences.

    >>> from symq.lang.theorems import use
    >>> [step.note for step in by_theorem(use("linear-bracket", kind="smooth")).steps][0]
    'the term of one system, whatever the others contribute'
    """
    cites = (by,) if isinstance(by, str) else by
    lines = (Step(Implication(tuple(h.assuming), h.statement) if h.assuming else h.statement,
                  cites if isinstance(h.statement, Sentence) else (), h.label)
             for h in applied.hypotheses
             if not isinstance(h.statement, Equation) or h.statement.lhs != h.statement.rhs)
    return Derivation(applied.conclusion, (*lines, Step(
        applied.conclusion, (applied.theorem, *cites), "by the theorem")))


Rule = str | tuple[str, str | tuple[str, ...]] | Calculation | Argument | Derivation

__all__ = ["Argument", "Calculation", "Derivation", "Step", "argue", "by_theorem", "calc",
           "stepwise"]
