"""Derivations as data: steps, each a statement with the rule that leads to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sympy import Expr

from symq.errors import InputError
from symq.lang.statement import Equation, Inequality, Statement, expression, statement


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
    """A chain a = b <= c ...; every link becomes a step, the ends give the goal."""

    def __init__(self, start: object, links: Iterable[tuple[str, Expr, tuple[str, ...], str]] = ()):
        self.start = expression(start)
        self.links = tuple(links)

    def _add(self, rel: str, expr: object, by: str | Iterable[str], note: str) -> Calculation:
        cites = (by,) if isinstance(by, str) and by else tuple(by)
        return Calculation(self.start, (*self.links, (rel, expression(expr), cites, note)))

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

    def derivation(self) -> Derivation:
        """The chain as a derivation whose goal joins its two ends.

        Raises:
            InputError: the chain is empty or mixes `<` with `>`.
        """
        if not self.links:
            raise InputError("a calculation needs at least one link; add .becomes(...)")
        rels = {rel for rel, *_ in self.links} - {"="}
        if {r[0] for r in rels} == {"<", ">"}:
            raise InputError("a calculation cannot mix < with >")
        rel = next((r for r in ("<", ">", "<=", ">=") if r in rels), "=")
        steps, left = [], self.start
        for r, right, by, note in self.links:
            steps.append(Step(_relation(left, r, right), by, note))
            left = right
        return Derivation(_relation(self.start, rel, left), tuple(steps))


def _relation(lhs: Expr, rel: str, rhs: Expr) -> Statement:
    return Equation(lhs, rhs) if rel == "=" else Inequality(lhs, rel, rhs)


def calc(start: object) -> Calculation:
    """Start a chain of equalities and inequalities.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> calc((x + y)**2).becomes(x**2 + 2*x*y + y**2, note="expand").derivation().goal
    Equation(lhs=(x + y)**2, rhs=x**2 + 2*x*y + y**2)
    """
    return Calculation(start)
