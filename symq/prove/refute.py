"""Exact points: witnesses of a domain and counterexamples, screened in floats, then certified."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any

from symq.errors import Rejected
from symq.kernel import Problem
from symq.kernel.context import Context, standard
from symq.kernel.points import Point, counterexample
from symq.kernel.term import (
    ORDER,
    RELATIONS,
    Term,
    add,
    head,
    heads,
    inv,
    is_number,
    mul,
    need,
    neg,
    number,
    put_functions,
    subst,
    symbols,
)
from symq.prove.bridge import Ring
from symq.prove.numeric import Test, compile_statement, compile_terms, exact
from symq.prove.polytope import Row, bounds, linear, stages, without
from symq.prove.univariate import solutions

SMALL = [Fraction(n, d) for n, d in (
    (1, 1), (2, 1), (-1, 1), (1, 2), (3, 1), (0, 1), (-2, 1), (1, 3), (-1, 2), (3, 2), (5, 1),
    (2, 3), (-3, 1), (1, 4), (7, 2), (1, 10), (10, 1), (-5, 2), (3, 4), (1, 5))]


class Sampler:
    """Exact points of a domain: random rationals, equations solved for one symbol each."""

    def __init__(self, problem: Problem, conditions: list[Term], bound: dict[str, Term],
                 seed: int = 1) -> None:
        self.sorts = {n: s for n, s in problem.sorts.items() if "function" not in s}
        for name, kind in bound.items():
            self.sorts[name] = kind if kind in ("real", "complex") else "integer"
        self.assumptions = list(problem.assumptions)
        for name, kind in bound.items():
            if kind[0] == "int>=":
                self.assumptions.append((">=", ("s", name), kind[1]))
        self.conditions = conditions
        self.names = sorted(self.sorts)
        self.random = random.Random(seed)
        self.solved: dict[str, list[Term]] = {}
        self.late: dict[str, Term] = {}
        self.ranges: dict[str, list[Fraction | None]] = {}
        for relation in self._relations():
            self._range(relation)
            if head(relation) == "=":
                self._solve(relation)
        self.free = [n for n in self.names if n not in {**self.solved, **self.late}]
        self.stages = stages(self.rows(), self.free)
        tests = [*self.assumptions, *conditions]
        self.tests: list[Test] = [compile_statement(t, self.names) for t in tests]

    def restrict(self, relations: Sequence[Term]) -> None:
        """Draw points that satisfy further relations as well, as far as they can be solved."""
        for relation in relations:
            self._range(relation)
            if head(relation) == "=":
                self._solve(relation)
        self.free = [n for n in self.names if n not in {**self.solved, **self.late}]
        self.stages = stages(self.rows(relations), self.free)

    def rows(self, more: Sequence[Term] = ()) -> list[Row]:
        """The linear inequalities, and those among `more`, in symbols that no equation gives."""
        given = {n: linear(v[0]) for n, v in self.solved.items() if len(v) == 1}
        solved = {n: row for n, row in given.items() if row is not None}
        found = []
        for relation in (*self._relations(), *more):
            row = linear(standard(relation)[0]) if head(relation) in ORDER else None
            row = without(row, solved) if row is not None else None
            if row is not None and set(row) - {""} <= {
                    n for n in self.free if self.sorts[n] != "complex"}:
                found.append(row)
        return found

    def _relations(self) -> list[Term]:
        found, todo = [], list(self.assumptions)
        while todo:
            item = todo.pop(0)
            if head(item) == "and":
                todo = [*item[1:], *todo]
            elif head(item) in RELATIONS:
                found.append(item)
        return found

    def _range(self, relation: Term) -> None:
        names = symbols(relation)
        if head(relation) not in ORDER or len(names) != 1:
            return
        (name,) = names
        term, _ = standard(relation)
        try:
            at = [exact(subst(term, {name: str(k)})) for k in (0, 1, 2)]
        except Rejected:
            return
        if any(v is None for v in at) or at[2] - at[1] != at[1] - at[0] or at[1] == at[0]:  # type: ignore[operator]
            return
        slope = at[1] - at[0]  # type: ignore[operator]
        root = -at[0] / slope  # type: ignore[operator]
        low_high = self.ranges.setdefault(name, [None, None])
        k = 0 if slope > 0 else 1
        old = low_high[k]
        low_high[k] = root if old is None else max(old, root) if k == 0 else min(old, root)

    def _solve(self, relation: Term) -> None:
        """Solve an equation for a symbol: at once if it is linear in one, else at each point."""
        for known, terms in self.solved.items():
            relation = subst(relation, {known: terms[0]})
        context = Context({n: s for n, s in self.sorts.items()})
        try:
            for condition in context.conditions(relation):
                context.fact(condition)
            value = context.value(standard(relation)[0])
        except Rejected:
            return
        ring = Ring(context, [value])
        factors = [f for f, _ in ring.poly(value[0]).factor()[1]] if value[0] else []
        spread = [f for f in factors if len(f.to_dict()) > 1] or factors
        poly = ring.ctx.from_dict({(0,) * max(len(ring.indices), 1): 1})
        for factor in spread:
            poly *= factor
        best: tuple[int, str, list[Any]] | None = None
        for index in ring.indices:
            name_term = context.names[index]
            if head(name_term) != "s" or self.sorts[name_term[1]] == "integer":
                continue
            others = [context.names[i] for i in ring.indices if i != index]
            if any(name_term[1] in symbols(t) for t in others):
                continue
            place = ring.place[index]
            parts: dict[int, dict[tuple[int, ...], Any]] = {}
            for exponents, number_ in poly.to_dict().items():
                rest = tuple(0 if k == place else e for k, e in enumerate(exponents))
                parts.setdefault(int(exponents[place]), {})[rest] = number_
            degree = max(parts, default=0)
            if degree >= 1 and name_term[1] not in self.late and (
                    best is None or degree < best[0]):
                coefficients = [ring.ctx.from_dict(parts.get(k, {})) for k in range(degree + 1)]
                best = (degree, name_term[1], coefficients)
        if best is None:
            return
        degree, name, coefficients = best
        if degree > 1 or len(spread) > 1:
            self.late[name] = ("=", ring.term(poly), "0")
            return
        c = [ring.term(p) for p in coefficients]
        scale: Term = str(-1 / number(c[1])) if is_number(c[1]) else neg(inv(c[1]))
        solution = mul(scale, c[0])
        self.solved = {n: [subst(t, {name: solution}) for t in v] for n, v in self.solved.items()}
        self.late = {n: subst(t, {name: solution}) for n, t in self.late.items()}
        self.solved[name] = [solution]

    def _pick(self, name: str, step: int, env: dict[str, Fraction]) -> Fraction:
        sort, rand = self.sorts[name], self.random
        low, high = self.ranges.get(name, [None, None])
        more = bounds(self.stages.get(name, ()), name, env)
        low = more[0] if low is None else low if more[0] is None else max(low, more[0])
        high = more[1] if high is None else high if more[1] is None else min(high, more[1])
        if sort == "integer":
            first = -(-low // 1) if low is not None else None
            if step < 40:
                base = rand.randint(0, 4)
                return Fraction(base + first) if first is not None else Fraction(base - 2)
            return Fraction(rand.randint(0, 12)) + (first if first is not None else -6)
        if low is not None and high is not None:
            grid = rand.choice((2, 3, 4, 6, 10, 16, 100))
            return low + (high - low) * Fraction(rand.randint(0, grid), grid)
        if step < 40 and rand.random() < 0.8:
            value = SMALL[min(int(rand.expovariate(0.25)), len(SMALL) - 1)]
        else:
            value = Fraction(rand.randint(-30, 30), rand.choice((1, 1, 2, 3, 4, 5, 7, 10, 20)))
            if rand.random() < 0.15:
                value *= rand.choice((Fraction(1, 50), 20, 300))
        if low is not None and value < low:
            value = low + abs(value)
        if high is not None and value > high:
            value = high - abs(value)
        return value

    def points(self, count: int) -> Iterator[dict[str, Term]]:
        """Points at which, in floats, every assumption and condition holds."""
        found: list[dict[str, Fraction]] = []
        for step in range(count):
            if found and self.random.random() < 0.35:
                near = self.random.choice(found[-8:])
            else:
                near = None
            env: dict[str, Fraction] = {}
            for n in self.free:
                keep = near is not None and self.random.random() < 0.5
                env[n] = near[n] if keep and near is not None else self._pick(n, step, env)
            point: dict[str, Term] = {n: str(v) for n, v in env.items()}
            for name in self.free:
                if self.sorts[name] == "complex" and self.random.random() < 0.4:
                    imag = self._pick(name, step, env)
                    if imag:
                        point[name] = add(str(env[name]), mul(str(imag), ("c", "i")))
            point = self._complete(point)
            if (point or not self.names) and self.feasible(point):
                found.append(env)
                yield point

    def _complete(self, point: dict[str, Term]) -> dict[str, Term]:
        for name, relation in reversed(self.late.items()):
            found = solutions(subst(relation, point), name)
            if not found:
                return {}
            point[name] = self.random.choice(found)
        for name, options in self.solved.items():
            value = subst(self.random.choice(options), point)
            try:
                plain = exact(value)
            except Rejected:
                return {}
            point[name] = value if plain is None else str(plain)
        return point

    def floats(self, point: dict[str, Term]) -> list[complex] | None:
        """The point as floats in the order of the names."""
        values = compile_terms([point[n] for n in self.names], [])([])
        return None if any(v is None for v in values) else [v for v in values if v is not None]

    def feasible(self, point: dict[str, Term]) -> bool:
        """Whether the point seems to lie in the domain."""
        values = self.floats(point)
        return values is not None and all(test(values) for test in self.tests)


def binders(goal: Term) -> dict[str, Term]:
    """Variables of the outer universal quantifiers over infinite sets, with their sets."""
    if head(goal) == "forall" and goal[3] is None and any(s[0] != "list" for _, s in goal[1]):
        return {name: s for name, s in goal[1]} | binders(goal[2])
    if head(goal) == "=>":
        return binders(goal[2])
    return {}


def find_counterexample(problem: Problem, conditions: list[Term], count: int,
                        seed: int = 1) -> dict[str, Any] | None:
    """Evidence of a point at which the goal fails, or None.

    Args:
        problem: the statement.
        conditions: the relations under which the goal speaks.
        count: how many random points to screen.
        seed: of the pseudo-random points.
    """
    for functions in islice(function_choices(problem, seed), 6 if count <= 100 else None):
        try:
            placed = place_functions(problem, functions)
            if placed is None:
                continue
            where = [put_functions(c, functions) for c in conditions]
            direct = judged_by_kernel(placed.goal)
            corners = edges(placed) if count > 100 else []
            for surface in (*surfaces(placed.goal), *corners):
                sampler = Sampler(placed, where, binders(placed.goal), seed)
                sampler.restrict([*surface, *equations_of(placed.goal)])
                evidence = _screen(problem, conditions, placed, sampler, functions, direct,
                                   count if not surface else min(count, max(12, count // 8)))
                if evidence is not None:
                    return evidence
        except Rejected:
            return None
    return None


def _screen(problem: Problem, conditions: list[Term], placed: Problem, sampler: Sampler,
            functions: dict[str, Any], direct: bool, count: int) -> dict[str, Any] | None:
    """The first sampled point that the kernel accepts as a counterexample."""
    test = (lambda values: False) if direct else compile_statement(placed.goal, sampler.names)
    tried = 9 if direct else 0
    for point in roots_of_unity(placed, sampler):
        evidence = certify(problem, conditions, point, functions)
        if evidence is not None:
            return evidence
    for point in sampler.points(count):
        values = sampler.floats(point)
        if values is None or test(values) is not False:
            continue
        evidence = certify(problem, conditions, point, functions)
        if evidence is not None:
            return evidence
        tried += 1
        if tried > 12:
            break
    return None


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
    rest = next(sampler.points(200), {})
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


def certify(problem: Problem, conditions: list[Term], point: dict[str, Term],
            functions: dict[str, Any]) -> dict[str, Any] | None:
    """The evidence of a point at which the kernel finds the goal false."""
    made = {f: {"args": list(args), "body": body} for f, (args, body) in functions.items()}
    for bits in (64, 256, 1280):
        evidence = {"kind": "point/1", "point": {"at": point, "functions": made, "bits": bits}}
        try:
            counterexample(problem.sorts, list(problem.assumptions), conditions, problem.goal,
                           evidence)
        except (Rejected, RecursionError, ValueError, ArithmeticError) as error:
            if "holds at the point" in str(error):
                return None
            continue
        return evidence
    return None


def find_witness(problem: Problem, conditions: list[Term], count: int = 4000
                 ) -> dict[str, Any] | None:
    """A point of the domain at which the goal is defined, as a certificate carries it."""
    return next(witnesses(problem, conditions, 1, count), None)


def witnesses(problem: Problem, conditions: list[Term], wanted: int, count: int = 4000
              ) -> Iterator[dict[str, Any]]:
    """Some points of the domain at which the goal is defined."""
    given, bare = 0, Problem(problem.sorts, problem.assumptions, ("true",))
    for functions in function_choices(problem, 1):
        try:
            placed = place_functions(bare, functions)
            if placed is None:
                continue
            where = [put_functions(c, functions) for c in conditions]
            sampler = Sampler(placed, where, {})
        except Rejected:
            continue
        made = {f: {"args": list(args), "body": body} for f, (args, body) in functions.items()}
        tried = 0
        for point in sampler.points(count):
            for bits in (64, 640):
                data = {"at": point, "functions": made, "bits": bits}
                try:
                    Point(data, problem.sorts).inside(list(problem.assumptions), conditions)
                except (Rejected, RecursionError, ValueError, ArithmeticError):
                    continue
                yield data
                given += 1
                break
            tried += 1
            if given >= wanted or tried > 12 + wanted:
                break
        if given >= wanted:
            return


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


def function_choices(problem: Problem, seed: int
                     ) -> Iterator[dict[str, tuple[tuple[str, ...], Term]]]:
    """Bodies for the unknown functions: polynomials and exponentials with small coefficients."""
    arity = unknown_functions(problem)
    if not arity:
        yield {}
        return
    rand = random.Random(seed)
    for round_ in range(60):
        choice: dict[str, tuple[tuple[str, ...], Term]] = {}
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
