"""Ask one method for evidence, and let the kernel judge it."""

import pytest

from symq.errors import Rejected
from symq.kernel import logic, read_problem
from symq.kernel.term import head
from symq.lang.domain import Domain
from symq.lang.statement import statement
from symq.prove.search import Budget, GaveUp, Search

# Units of work for a false twin: about as much as true ones take, and in the slow tests more.
twins = pytest.mark.parametrize(
    "work", [600_000, pytest.param(4_000_000, marks=pytest.mark.slow)], ids=["short", "long"])


def proved(method, claim, *assuming, work=8_000_000.0):
    """Whether the method's evidence for an equation, or an implication, is accepted."""
    claim = statement(claim)
    problem = read_problem(Domain.build(claim, assuming).data(claim))
    context, _ = problem.context()
    goal = problem.goal
    while head(goal) == "=>":
        for premise in goal[1]:
            context.assume(premise, identity=True)
        goal = goal[2]
    search = Search(Budget(work=work))
    search.meter(context)
    try:
        evidence = method.attempt(search, context.fork(), goal)
        if evidence is None:
            return False
        logic.prove(context.fork(), goal, evidence)
    except (GaveUp, Rejected):
        return False
    return True
