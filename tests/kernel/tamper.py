"""Change every number of a certificate, one at a time, and see whether the kernel notices."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any

import sympy
from sympy.core.function import AppliedUndef

from symq.errors import Rejected
from symq.kernel import check, read_problem
from symq.kernel.term import NUMBER, freeze, seal
from symq.kernel.term import symbols as names_in
from symq.lang.statement import Equation, OperatorIdentity, Statement
from symq.lang.translate import from_term, statement_from_term
from tests.corpus.case import Case
from tests.corpus.validate import opinion


@dataclass
class Tampering:
    """What became of the changed copies of one certificate."""

    changes: int = 0
    sealed_accepted: int = 0
    resealed_rejected: int = 0
    same_statement: int = 0
    true_statement: int = 0
    false_statement: list[dict[str, Any]] = field(default_factory=list)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of all numbers, in a fixed order."""
    if isinstance(data, dict):
        for key in sorted(data):
            if key not in ("seal", "symq"):
                yield from places(data[key], (*path, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from places(item, (*path, index))
    elif isinstance(data, str) and NUMBER.match(data) or type(data) is int:  # noqa: RUF021
        yield path


def changed(certificate: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """A copy with one number raised by one."""
    copied = copy.deepcopy(certificate)
    spot = copied
    for key in path[:-1]:
        spot = spot[key]
    old = spot[path[-1]]
    spot[path[-1]] = old + 1 if isinstance(old, int) else str(Fraction(old) + 1)
    return copied


def accepted(certificate: dict[str, Any]) -> bool:
    """Whether the kernel accepts."""
    try:
        check(certificate)
    except Rejected:
        return False
    return True


def seems_right(certificate: dict[str, Any]) -> bool:
    """Whether an evaluator that shares no code with the prover agrees with the verdict."""
    data = certificate["statement"]
    problem = read_problem(data)
    flags = {"real": {"real": True}, "integer": {"integer": True}, "complex": {}}
    symbols: dict[str, Any] = {
        name: sympy.Symbol(name, **flags[sort]) if sort in flags else sympy.Function(name)
        for name, sort in problem.sorts.items()}
    goal = statement_from_term(problem.goal, symbols)
    # the variables of a bound are its own: what limits them is part of it
    own = set(problem.goal[4]) if problem.goal[0] == "bound" else set()
    given = tuple(statement_from_term(a, symbols) for a in problem.assumptions
                  if not names_in(a) or not names_in(a) <= own)
    proved = certificate["verdict"] == "proved"
    if isinstance(goal, OperatorIdentity):
        return (reordered(goal) == 0) == proved
    if any(sort.endswith("function") for sort in problem.sorts.values()):
        goal, *given = (without_functions(s) for s in (goal, *given))  # type: ignore[assignment]
        said = opinion(Case("tampered:copy", goal, proved, "", tuple(given)))
        # The values of functions and derivatives are taken as independent: enough for a proof only.
        return not proved or said is True
    said = opinion(Case("tampered:copy", goal, proved, "", given))
    if said and certificate["evidence"]["kind"] == "point/1":      # the place may be a rare one
        at = certificate["evidence"]["point"]["at"]
        said = opinion(Case("tampered:copy", goal, proved, "", (*given, *(
            Equation(symbols[name], from_term(freeze(value))) for name, value in at.items()))))
    return (said is None and not proved) or said == proved


def without_functions(data: Any) -> Any:
    """A statement with a symbol for every value of an unknown function or of a derivative."""
    if isinstance(data, Statement):
        return type(data)(*(without_functions(getattr(data, f.name)) for f in fields(data)))
    if isinstance(data, tuple):
        return tuple(map(without_functions, data))
    if not isinstance(data, sympy.Basic):
        return data
    # whole derivatives are replaced: none is taken for a derivative of another one
    return data.xreplace({f: sympy.Symbol(str(f), real=f.is_real)
                          for f in data.atoms(sympy.Derivative, AppliedUndef)})


def reordered(goal: OperatorIdentity) -> sympy.Expr:
    """The difference of the two sides in normal order, by rewriting sympy products."""
    def word(product: sympy.Expr) -> tuple[sympy.Expr, list[sympy.Expr]]:
        number, letters = product.args_cnc()
        powers = [x.as_base_exp() for x in letters]
        return sympy.Mul(*number), [b for b, n in powers for _ in range(int(n))]

    todo, done = sympy.expand(goal.lhs - goal.rhs), sympy.Integer(0)
    rules = [(word(left)[1], right) for left, right in goal.algebra.rules]
    while todo != 0:
        first = sympy.Add.make_args(todo)[0]
        todo -= first
        number, letters = word(first)
        place = next(((i, a, b) for i in range(len(letters)) for a, b in rules
                      if letters[i:i + len(a)] == a), None)
        if place is None:
            done += first
        else:
            i, a, b = place
            todo = sympy.expand(todo + number * sympy.Mul(*letters[:i]) * b
                                * sympy.Mul(*letters[i + len(a):]))
    return sympy.expand(sympy.simplify(done))


def tamper(certificate: dict[str, Any], limit: int = 120, seed: int = 0) -> Tampering:
    """Raise numbers one at a time, at most `limit` of them."""
    result = Tampering()
    paths = list(places(certificate))
    if len(paths) > limit:
        paths = sorted(random.Random(seed).sample(paths, limit), key=str)
    for path in paths:
        altered = changed(certificate, path)
        result.changes += 1
        result.sealed_accepted += accepted(altered)
        altered["seal"] = seal(altered)
        if not accepted(altered):
            result.resealed_rejected += 1
        elif altered["statement"] == certificate["statement"]:
            result.same_statement += 1
        elif seems_right(altered):
            result.true_statement += 1
        else:
            result.false_statement.append(altered)
    return result
