"""Composition: what a sequence of proved statements gives by itself.

Three rules, purely structural: the last statement is the goal; links with common ends chain up
(`a = b`, `b <= c` give `a <= c`; `a = b`, `b = c + O(x^n)` give `a = c + O(x^n)`); a conjunction
or table follows from its parts, each of them a statement or a chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symq.lang.statement import (
    All,
    Asymptotic,
    Equation,
    Inequality,
    MatrixIdentity,
    OperatorIdentity,
    Statement,
    Table,
)


def same(a: Statement, b: Statement) -> bool:
    """Whether two statements are the same up to swapping the sides of an equation.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> same(Equation(x, y), Equation(y, x))
    True
    """
    return a == b or swapped(a) == b


def swapped(a: Statement) -> Statement:
    """The statement with its sides exchanged, if that changes only how it is written."""
    if isinstance(a, Equation | MatrixIdentity | OperatorIdentity):
        return replace(a, lhs=a.rhs, rhs=a.lhs)
    if isinstance(a, Inequality):
        mirror = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!="}
        return Inequality(a.rhs, mirror[a.rel], a.lhs)
    return a


def join(a: Statement, b: Statement) -> Statement | None:
    """What `a` and `b` give if the right side of `a` is the left side of `b`; else None.

    >>> from sympy import symbols
    >>> x, y, z = symbols("x y z")
    >>> join(Equation(x, y), Inequality(y, "<", z))
    Inequality(lhs=x, rel='<', rhs=z)
    """
    ends = (Equation, Inequality, Asymptotic, MatrixIdentity, OperatorIdentity)
    if not isinstance(a, ends) or not isinstance(b, ends) or a.rhs != b.lhs:
        return None
    if isinstance(a, OperatorIdentity) and isinstance(b, OperatorIdentity):
        return replace(a, rhs=b.rhs) if a.algebra == b.algebra else None
    if isinstance(a, MatrixIdentity) and isinstance(b, MatrixIdentity):
        return replace(a, rhs=b.rhs)
    if isinstance(a, MatrixIdentity | OperatorIdentity) or \
            isinstance(b, MatrixIdentity | OperatorIdentity):
        return None
    rel = _relation(_rel(a), _rel(b))
    if rel is None:
        return None
    remainders = [s for s in (a, b) if isinstance(s, Asymptotic)]
    if not remainders:
        return Equation(a.lhs, b.rhs) if rel == "=" else Inequality(a.lhs, rel, b.rhs)
    rel = rel.replace("<=", "<").replace("<", "<=").replace(">=", ">").replace(">", ">=")
    first, last = remainders[0], remainders[-1]
    if (first.weights, first.at) != (last.weights, last.at):
        return None
    sharp = len(remainders) == 1 and first.sharp and rel == "="
    return Asymptotic(a.lhs, b.rhs, first.weights, min(r.order for r in remainders), first.at,
                      sharp, rel)


def _rel(a: Equation | Inequality | Asymptotic) -> str:
    return "=" if isinstance(a, Equation) else a.rel


def _relation(a: str, b: str) -> str | None:
    if a == "=":
        return b
    if b == "=":
        return a
    if "!=" in (a, b) or a[0] != b[0]:
        return None
    return a if len(a) == 1 else b


def composes(goal: Statement, statements: Sequence[Statement]) -> bool:
    """Whether the goal follows from the statements by one of the three rules.

    >>> from sympy import symbols
    >>> x, y, z = symbols("x y z")
    >>> composes(Equation(x, z), [Equation(x, y), Equation(y, z)])
    True
    """
    return composition(goal, statements) is not None


def composition(goal: Statement, statements: Sequence[Statement]) -> tuple[int, ...] | None:
    """Which of the statements give the goal, by place; None if they do not.

    >>> from sympy import symbols
    >>> x, y, z = symbols("x y z")
    >>> composition(Equation(x, z), [Equation(x, y), Equation(x, z)])
    (1,)
    >>> both = All((Equation(x, z), Equation(x, 1)))
    >>> composition(both, [Equation(x, y), Equation(y, z), Equation(x, 1)])
    (0, 1, 2)
    """
    if not statements:
        return None
    if same(statements[-1], goal):
        return (len(statements) - 1,)
    if conjuncts(goal):
        places = _parts(goal, statements)
        return None if places is None else tuple(dict.fromkeys(places))
    return _run(goal, statements, len(statements) - 1)


def conjuncts(goal: Statement) -> tuple[Statement, ...]:
    """The parts of a conjunction, the rows of a table; else nothing."""
    if isinstance(goal, All):
        return goal.parts
    return tuple(row for _, row in goal.rows) if isinstance(goal, Table) else ()


def _parts(goal: Statement, statements: Sequence[Statement]) -> list[int] | None:
    """Which of the statements give the parts of a conjunction, one after the other."""
    found: list[int] = []
    for part in conjuncts(goal):
        ends = (run for end in range(len(statements)) if (run := _run(part, statements, end)))
        places = next(ends, None)
        if places is None and conjuncts(part):
            inner = _parts(part, statements)
            places = None if inner is None else tuple(inner)
        if places is None:
            return None
        found += places
    return found


def _run(goal: Statement, statements: Sequence[Statement], end: int) -> tuple[int, ...] | None:
    """The shortest run of statements that ends at a place and chains up to the goal."""
    for start in range(end, -1, -1):
        total: Statement | None = statements[start]
        for following in statements[start + 1:end + 1]:
            total = None if total is None else join(total, following)
        if total is not None and (same(total, goal) or _weaker(total, goal)):
            return tuple(range(start, end + 1))
    return None


def _weaker(found: Statement, goal: Statement) -> bool:
    """Whether the goal is the found relation with `=` or `<` relaxed to `<=`."""
    if isinstance(found, Equation | Inequality) and isinstance(goal, Inequality):
        ends = (found.lhs, found.rhs) == (goal.lhs, goal.rhs)
        return ends and (goal.rel, _rel(found)) in {("<=", "="), ("<=", "<"), (">=", "="),
                                                    (">=", ">")}
    return False


__all__ = ["composes", "composition", "conjuncts", "join", "same", "swapped"]
