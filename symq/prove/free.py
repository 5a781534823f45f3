"""Plain equations between non-commuting symbols, of which no rule is known."""

from __future__ import annotations

from sympy import Symbol

from symq.lang.contents import free
from symq.lang.statement import (
    All,
    Equation,
    Implication,
    Inequality,
    OperatorAlgebra,
    OperatorIdentity,
    Statement,
)


def for_all_operators(goal: Statement) -> Statement:
    """Equations between non-commuting symbols as identities of a free algebra.

    No rule is known, so that an equation holds for all operators or does not. Where a statement
    is denied or presupposed it is left as it is, and undecided.
    """
    match goal:
        case Equation(lhs, rhs) if found := letters(goal):
            return OperatorIdentity(lhs, rhs, OperatorAlgebra(found, ()))
        case All(parts):
            return All(tuple(map(for_all_operators, parts)))
        case Implication(premises, conclusion):
            return Implication(premises, for_all_operators(conclusion))
    return goal


def letters(relation: Statement) -> tuple[Symbol, ...]:
    """The non-commuting symbols of an equation or inequality, by name."""
    if not isinstance(relation, Equation | Inequality):
        return ()
    return tuple(sorted({s for side in (relation.lhs, relation.rhs) for s in free(side)
                         if not s.is_commutative}, key=lambda s: s.name))


__all__ = ["for_all_operators", "letters"]
