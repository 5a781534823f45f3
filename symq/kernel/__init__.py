"""What is believed: `check(certificate)` accepts or raises `Rejected`.

The kernel imports the standard library alone (and Arb, for enclosures). It never searches: if
checking needed a search, the evidence would be missing something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symq.errors import Rejected
from symq.kernel import (
    bounds,
    calculus,
    formulas,
    integers,
    integrals,
    limits,
    logic,
    operators,
    points,
    quantifiers,
    values,
)
from symq.kernel.context import SORTS, Context
from symq.kernel.expression import Term, need
from symq.kernel.term import NUMBER, freeze, seal, subst, symbols

# Every kind of evidence, and the rule that judges it: the function of that name in its module.
RULES = {
    logic: "combine have cases absurd every either suppose negate split rewrite",
    quantifiers: "instance exists introduce each induction obtain", operators: "normal_order",
    values: "intrinsic monotone exponential bounded", formulas: "formula termwise",
    integers: "discrete congruence residues rational", points: "ball sharp",
    calculus: "slope derive crossing", integrals: "integral divide substitution folded enclosed",
    bounds: "bound", limits: "series limit alike geometric along squeezed sides unique"}
CHECKS = {f"{name.replace('_', '-')}/1": getattr(module, name)
          for module, names in RULES.items() for name in names.split()}


@dataclass(frozen=True)
class Checked:
    """An accepted certificate: its verdict and the relations under which the statement speaks."""

    verdict: str
    where_defined: tuple[Term, ...]


@dataclass(frozen=True)
class Problem:
    """A statement as the kernel reads it: sorts, assumptions and goal, definitions unfolded."""

    sorts: dict[str, str]
    assumptions: tuple[Term, ...]
    goal: Term

    def context(self, known: int | None = None) -> tuple[Context, list[Term]]:
        """A fresh context with the assumptions, and the conditions under which the goal speaks.

        Of these it knows all, or as many as `known` says.
        """
        context = Context(self.sorts, CHECKS)
        context.spoken.update(*map(integrals.ranged, (self.goal, *self.assumptions)))
        for assumption in self.assumptions:
            context.assume(assumption, identity=True)
        where = context.conditions(self.goal)
        for condition in where[:known]:
            context.fact(condition)
        return context, where


def read_problem(data: Any) -> Problem:
    """Read the statement of a certificate."""
    need(isinstance(data, dict) and set(data) == {"symbols", "assume", "let", "goal"},
         "a malformed statement")
    sorts = data["symbols"]
    need(isinstance(sorts, dict) and all(s in SORTS and not NUMBER.match(n)
                                         for n, s in sorts.items()), "malformed sorts")
    env: dict[str, Term] = {}
    for name, body in data["let"]:
        need(name not in sorts and name not in env, f"{name} is defined twice")
        env[name] = subst(freeze(body), env)
    assumptions = tuple(subst(freeze(a), env) for a in data["assume"])
    goal = subst(freeze(data["goal"]), env)
    unknown = symbols(goal).union(*map(symbols, assumptions)) - set(sorts)
    need(not unknown, f"undeclared symbols {sorted(unknown)}")
    return Problem(sorts, assumptions, goal)


def check(certificate: Any) -> Checked:
    """Accept a certificate or raise Rejected with the reason.

    >>> check({})
    Traceback (most recent call last):
    symq.errors.Rejected: a certificate needs evidence, seal, statement, symq, verdict, witness
    """
    names = {"symq", "statement", "verdict", "evidence", "witness", "seal"}
    need(isinstance(certificate, dict) and set(certificate) == names,
         f"a certificate needs {', '.join(sorted(names))}")
    need(certificate["symq"] == 1, "another version of certificates")
    need(certificate["seal"] == seal(certificate), "the seal does not fit the content")
    try:
        return judge(certificate)
    except (RecursionError, TypeError, ValueError, KeyError, IndexError, AttributeError,
            ArithmeticError) as error:
        raise Rejected(f"malformed: {type(error).__name__}: {error}") from None


def judge(certificate: dict[str, Any]) -> Checked:
    """Check statement, witness and evidence."""
    problem, evidence = read_problem(certificate["statement"]), certificate["evidence"]
    context, where = problem.context()
    verdict = certificate["verdict"]
    need(verdict in ("proved", "refuted"), "a verdict is proved or refuted")
    if verdict == "refuted" and evidence.get("kind") == "point/1":
        need(certificate["witness"] is None, "a counterexample is its own witness")
        points.counterexample(problem.sorts, list(problem.assumptions), where, problem.goal,
                              evidence)
    else:
        witness = points.witness(problem, where, certificate["witness"])
        if verdict == "proved":
            logic.prove(context, problem.goal, evidence)
        else:
            points.denial(context, problem.goal, evidence, witness)
    return Checked(verdict, tuple(where))
