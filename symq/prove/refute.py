"""Exact points: witnesses of a domain and counterexamples, screened in floats, then certified."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from typing import Any

from symq.errors import Rejected
from symq.kernel import Problem
from symq.kernel.context import Context, standard
from symq.kernel.functions import put_functions
from symq.kernel.points import Point, counterexample
from symq.kernel.term import (
    RELATIONS,
    Term,
    add,
    head,
    heads,
    inv,
    mul,
    need,
    parts,
    symbols,
)
from symq.prove.numeric import compile_statement, kinked
from symq.prove.sampler import Sampler

Choice = dict[str, tuple[tuple[str, ...], Term]]
BITS = (64, 256, 1280)
UNDECIDED = (Rejected, RecursionError, ValueError, ArithmeticError)


def binders(goal: Term) -> dict[str, Term]:
    """Variables of the outer universal quantifiers over infinite sets, with their sets."""
    if head(goal) == "forall" and goal[3] is None and any(s[0] != "list" for _, s in goal[1]):
        return {name: s for name, s in goal[1]} | binders(goal[2])
    if head(goal) == "=>":
        return binders(goal[2])
    return {}


class Attack:
    """Points against one statement; what is set up for a few points serves for many later.

    Args:
        problem: the statement.
        conditions: the relations under which the goal speaks.
    """

    def __init__(self, problem: Problem, conditions: list[Term]) -> None:
        self.problem, self.conditions = problem, conditions
        self.plain: Sampler | None = None
        self.bound: Sampler | None = None
        self.targets: dict[Any, Sampler] = {}
        self.test: Any = None

    def counterexample(self, count: int, seed: int = 1) -> dict[str, Any] | None:
        """Evidence of a point at which the goal fails, or None.

        Args:
            count: how many random points to screen.
            seed: of the pseudo-random points.
        """
        for functions in function_choices(self.problem, seed):
            try:
                placed = place_functions(self.problem, functions)
                if placed is None:
                    continue
                direct = judged_by_kernel(placed.goal)
                for surface in (*surfaces(placed.goal), *edges(placed)):
                    sampler = self.target(placed, functions, surface, seed)
                    evidence = self.screen(
                        placed, sampler, functions, direct,
                        count if not surface else min(count, max(12, count // 8)))
                    if evidence is not None:
                        return evidence
            except Rejected:
                return None
        return None

    def first(self, count: int = 40) -> dict[str, Any] | None:
        """Evidence of a point among the few that cost next to nothing, or None."""
        for functions in islice(function_choices(self.problem, 1), 6):
            try:
                placed = place_functions(self.problem, functions)
                if placed is None:
                    continue
                sampler = self.target(placed, functions, [], 1)
                evidence = self.screen(placed, sampler, functions,
                                       judged_by_kernel(placed.goal), count, (64,))
                if evidence is not None:
                    return evidence
            except Rejected:
                return None
        return None

    def of_part(self, count: int = 40) -> dict[str, Any] | None:
        """Evidence of a point at which a part of a conjunction fails whose premises are equations.

        Points that are drawn for the whole do not satisfy the premises of one part.
        """
        if head(self.problem.goal) != "and":
            return None
        for part in conjuncts(self.problem.goal):
            if not equations_of(part):
                continue
            found = Attack(Problem(self.problem.sorts, self.problem.assumptions, part),
                           self.conditions).first(count)
            point = found and found["point"]
            if point and not point["functions"]:
                evidence = certify(self.problem, self.conditions, point["at"], {})
                if evidence is not None:
                    return evidence
        return None

    def target(self, placed: Problem, functions: Choice, surface: list[Term], seed: int) -> Sampler:
        """The sampler for a surface."""
        key = tuple(surface)
        if functions or key not in self.targets:
            over = binders(placed.goal)
            base = self.base(placed, functions) if not over else self.bound
            if base is None or (over and functions):
                base = self.bound = Sampler(placed, self.where(functions), over)
            self.targets[key] = base.restricted([*surface, *equations_of(placed.goal)], seed)
        else:
            self.targets[key].reseed(seed)
        return self.targets[key]

    def base(self, placed: Problem, functions: Choice) -> Sampler:
        """The sampler of the whole domain."""
        if functions or self.plain is None:
            self.plain = Sampler(placed, self.where(functions), {})
        return self.plain

    def where(self, functions: Choice) -> list[Term]:
        """The conditions with the functions put in."""
        return [put_functions(c, functions) for c in self.conditions]

    def screen(self, placed: Problem, sampler: Sampler, functions: Choice, direct: bool,
               count: int, bits: tuple[int, ...] = BITS) -> dict[str, Any] | None:
        """The first sampled point that the kernel accepts as a counterexample."""
        if functions or self.test is None:
            self.test = None if direct else compile_statement(placed.goal, sampler.names)
        tried = (4 if len(bits) > 1 else 12) if direct else 0
        for point in roots_of_unity(placed, sampler):
            evidence = certify(self.problem, self.conditions, point, functions, bits)
            if evidence is not None:
                return evidence
        for draw in sampler.draws(count):
            if not direct and self.test(draw.values) is not False:
                continue
            evidence = certify(self.problem, self.conditions, draw.terms(),
                               functions, bits)
            if evidence is not None:
                return evidence
            tried += 1
            if tried > 12:
                break
        return None

    def witness(self) -> dict[str, Any] | None:
        """A point of the domain at which the goal is defined, as a certificate carries it."""
        return next(self.witnesses(1), None)

    def witnesses(self, wanted: int, count: int = 4000) -> Iterator[dict[str, Any]]:
        """Some points of the domain at which the goal is defined."""
        given, bare = 0, Problem(self.problem.sorts, self.problem.assumptions, ("true",))
        for functions in function_choices(self.problem, 1):
            try:
                placed = place_functions(bare, functions)
                if placed is None:
                    continue
                sampler = self.base(placed, functions)
            except Rejected:
                continue
            sampler.reseed(1)
            for tried, draw in enumerate(sampler.draws(count), 1):
                found = self.inside(draw.terms(), functions)
                if found is not None:
                    yield found
                    given += 1
                if given >= wanted or tried > 12 + wanted:
                    break
            if given >= wanted:
                return

    def inside(self, point: dict[str, Term] | None, functions: Choice) -> dict[str, Any] | None:
        """The data of a point that the kernel finds inside the domain."""
        for bits in (64, 640) if point is not None else ():
            found = data(point, functions, bits)
            try:
                Point(found, self.problem.sorts).inside(list(self.problem.assumptions),
                                                        self.conditions)
            except UNDECIDED:
                continue
            return found
        return None


def certify(problem: Problem, conditions: list[Term], point: dict[str, Term] | None,
            functions: Choice, precisions: tuple[int, ...] = BITS) -> dict[str, Any] | None:
    """The evidence of a point at which the kernel finds the goal false."""
    if point is None or nested(problem.goal):
        return None
    for bits in precisions:
        evidence = {"kind": "point/1", "point": data(point, functions, bits)}
        try:
            counterexample(problem.sorts, list(problem.assumptions), conditions, problem.goal,
                           evidence)
        except UNDECIDED as error:
            if "holds at the point" in str(error):
                return None
            continue
        return evidence
    return None


def nested(term: Term) -> bool:
    """Whether an integral with kinks stands inside another one, of which no enclosure is had in
    reasonable time; its value may still be found and refuted."""
    return "int" in heads(term) and (
        (head(term) == "int" and kinked(term[1])) or any(map(nested, parts(term))))


def data(point: dict[str, Term] | None, functions: Choice, bits: int) -> dict[str, Any]:
    """A point as a certificate carries it."""
    made = {f: {"args": list(args), "body": body} for f, (args, body) in functions.items()}
    return {"at": point, "functions": made, "bits": bits}


def surfaces(goal: Term) -> Iterator[list[Term]]:
    """Sets of equations on which a statement is likely to fail: none, each boundary, all of them.

    A boundary is lhs = rhs of a relation inside the statement.
    """
    yield []
    found = list(dict.fromkeys(_boundaries(goal, True)))[:6]
    for equation in found:
        yield [equation]
    if len(found) > 1:
        yield found
    names = sorted(symbols(goal)) if found else []
    if 2 <= len(names) <= 6:
        yield [("=", ("s", names[0]), ("s", name)) for name in names[1:]]


def edges(problem: Problem) -> list[list[Term]]:
    """Where one or two symbols end their range, if the premises contain equations."""
    if not any(head(p) == "=" for p in equations_of(problem.goal)):
        return []
    ends = [("=", *a[1:]) for a in problem.assumptions if head(a) in (">=", "<=")
            and len(symbols(a)) == 1 and "s" in (head(a[1]), head(a[2]))]
    ends = list(dict.fromkeys(ends))[:8]
    return [*([e] for e in ends), *([e, f] for i, e in enumerate(ends) for f in ends[i + 1:])]


def _boundaries(statement: Term, top: bool) -> Iterator[Term]:
    kind = head(statement)
    if kind in RELATIONS and not (top and kind == "="):
        yield ("=", *statement[1:])
    elif kind == "=>":
        for part in (*statement[1], statement[2]):
            yield from _boundaries(part, False)
    elif kind in ("and", "or", "not", "iff"):
        for part in statement[1:]:
            yield from _boundaries(part, kind == "and" and top)
    elif kind == "forall" and statement[3] is None and head_of_set(statement) is None:
        yield from _boundaries(statement[2], top)


def head_of_set(statement: Term) -> str | None:
    """ "list" if a quantifier runs over some explicit list."""
    return "list" if any(s[0] == "list" for _, s in statement[1]) else None


def roots_of_unity(problem: Problem, sampler: Sampler) -> Iterator[dict[str, Term]]:
    """For operator identities: points at which one coefficient is a root of unity."""
    names = [n for n in sampler.names if sampler.sorts[n] == "complex"]
    if head(problem.goal) != "op=" or not names:
        return
    draw = next(sampler.draws(200), None)
    rest = (draw.terms() if draw is not None else None) or {}
    for name in names:
        for n in (3, 4, 5, 6, 7, 8):
            yield {**rest, name: ("f", "exp", mul("2", ("c", "pi"), ("c", "i"), inv(str(n))))}


def judged_by_kernel(goal: Term) -> bool:
    """Whether a statement contains a kind whose truth at a point the kernel alone finds."""
    kind = head(goal)
    if kind in ("forall", "exists"):
        return judged_by_kernel(goal[2])
    if kind == "=>":
        return any(map(judged_by_kernel, (*goal[1], goal[2])))
    return kind in ("O", "lim", "op=") or (
        kind in ("and", "or", "not", "iff") and any(map(judged_by_kernel, goal[1:])))


def conjuncts(goal: Term) -> Iterator[Term]:
    """The parts of a conjunction, and the parts of those that are conjunctions."""
    if head(goal) != "and":
        yield goal
        return
    for part in goal[1:]:
        yield from conjuncts(part)


def equations_of(goal: Term) -> list[Term]:
    """Relations among the premises, or those of a bound's region, to be satisfied by the points."""
    while head(goal) == "forall":
        goal = goal[2]
    if head(goal) not in ("=>", "bound"):
        return []
    found = []
    for premise in goal[1] if head(goal) == "=>" else goal[6]:
        found += list(premise[1:]) if head(premise) == "and" else [premise]
    return [p for p in found if head(p) in RELATIONS]


# -- unknown functions --------------------------------------------------------------------------
def unknown_functions(problem: Problem) -> dict[str, int]:
    """Names and numbers of arguments of the unknown functions."""
    found: dict[str, int] = {}

    def walk(term: Any) -> None:
        if isinstance(term, tuple):
            if len(term) > 3 and term[0] == "u" and isinstance(term[2], tuple):
                found[term[1]] = len(term) - 3
            for part in term:
                walk(part)

    walk(problem.goal)
    for assumption in problem.assumptions:
        walk(assumption)
    return dict(sorted(found.items()))


def function_choices(problem: Problem, seed: int) -> Iterator[Choice]:
    """Bodies for the unknown functions: polynomials and exponentials with small coefficients."""
    arity = unknown_functions(problem)
    if not arity:
        yield {}
        return
    rand = random.Random(seed)
    for round_ in range(60):
        choice: Choice = {}
        for name, count in arity.items():
            args = tuple(f"a{i}_" for i in range(count))
            choice[name] = (args, _body(args, round_, rand))
        yield choice


def _body(args: tuple[str, ...], round_: int, rand: random.Random) -> Term:
    variables = [("s", a) for a in args]
    if round_ < 2:
        return str(rand.randint(1, 3) if round_ else 0)
    linear = add(*(mul(str(rand.choice((-2, -1, 1, 2, 3))), v) for v in variables))
    if round_ % 3 == 1:
        return ("f", "exp", linear)
    if round_ % 3 == 2:
        return add(str(rand.randint(1, 3)), linear, *(
            mul(str(rand.randint(-2, 2)), v, w) for v in variables for w in variables))
    return ("^", add(str(rand.randint(1, 4)), linear), str(rand.choice((2, 3, -1))))


def place_functions(problem: Problem, functions: dict[str, Any]) -> Problem | None:
    """The problem with the functions put in; None when they violate a premise."""
    if not functions:
        return problem
    sorts = {n: s for n, s in problem.sorts.items() if n not in functions}
    goal = problem.goal
    kept = []
    for relation in problem.assumptions:
        placed = put_functions(relation, functions)
        if head(relation) == "=" and "u" in heads(relation):
            if not _identity(placed, sorts):
                return None
        else:
            kept.append(placed)
    if head(goal) == "=>":
        for premise in goal[1]:
            if head(premise) == "=" and "u" in heads(premise) and not _identity(
                    put_functions(premise, functions), sorts):
                return None
    need(head(goal) not in ("forall", "exists", "count", "bound"), "functions under a binder")
    return Problem(sorts, tuple(kept), put_functions(goal, functions))


def _identity(equation: Term, sorts: dict[str, str]) -> bool:
    context = Context(sorts)
    try:
        for condition in context.conditions(equation):
            context.fact(condition)
        return context.zero(context.value(standard(equation)[0]))
    except Rejected:
        return False
