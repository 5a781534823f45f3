"""Explicit functions that satisfy differential equations: counterexamples to false consequences.

Polynomials, exponentials, travelling waves and powers with unknown coefficients are put into the
premises; what must vanish is a system of polynomial equations for the coefficients and for the
parameters, and any of its rational points gives functions.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from symq.errors import Rejected
from symq.kernel import Problem
from symq.kernel.context import Context, standard
from symq.kernel.field import Value
from symq.kernel.functions import diff, put_functions
from symq.kernel.points import Point, swap
from symq.kernel.term import (
    ZERO,
    I,
    Term,
    add,
    fn,
    head,
    heads,
    inv,
    is_number,
    mul,
    need,
    number,
    parts,
    subst,
    symbols,
)
from symq.prove.bridge import Ring
from symq.prove.numeric import compile_statement
from symq.prove.refute import UNDECIDED, certify, data
from symq.prove.variety import Variety

Bodies = dict[str, tuple[tuple[str, ...], Term]]
VALUES = [Fraction(n, d) for n, d in ((1, 1), (2, 1), (-1, 1), (3, 1), (1, 2), (-2, 1), (0, 1))]
POSITIVE = [Fraction(n, d) for n, d in ((2, 1), (1, 1), (3, 1), (1, 2), (4, 1))]
PLACES = (("1", "2", "3", "1/2", "5/3"), ("2", "1/3", "-1", "1", "4"))
WORK, LARGEST = 300_000, 90


def premises(assumptions: tuple[Term, ...], goal: Term) -> list[Term]:
    """The equations between unknown functions among assumptions and premises."""
    found, todo = [], [*assumptions, *(goal[1] if head(goal) == "=>" else ())]
    while todo:
        item = todo.pop(0)
        if head(item) == "and":
            todo = [*item[1:], *todo]
        elif head(item) == "=" and "u" in heads(item):
            found.append(item)
    return found


def applications(term: Any) -> Iterator[Term]:
    """Every application of an unknown function inside a term or statement."""
    if isinstance(term, tuple):
        if len(term) > 3 and term[0] == "u" and isinstance(term[2], tuple):
            yield term
        for part in term:
            yield from applications(part)


class Coefficients:
    """Fresh names for unknown numbers."""

    def __init__(self, complex_: bool) -> None:
        self.complex, self.names = complex_, list[str]()

    def one(self) -> Term:
        """An unknown real number."""
        self.names.append(f"k{len(self.names)}_")
        return ("s", self.names[-1])

    def number(self) -> Term:
        """An unknown number, complex where that is allowed."""
        return add(self.one(), mul(I, self.one())) if self.complex else self.one()


Family = Callable[[Coefficients, dict[str, tuple[str, ...]]], dict[str, Term]]


def powers(names: tuple[str, ...], degree: int) -> list[Term]:
    """Monomials up to a degree."""
    found = []
    for exponents in itertools.product(range(degree + 1), repeat=len(names)):
        if sum(exponents) <= degree:
            found.append(mul(*(("^", ("s", n), str(e)) if e > 1 else ("s", n)
                               for n, e in zip(names, exponents, strict=True) if e)))
    return found


def polynomial(degree: int) -> Family:
    """Every function a polynomial of some degree."""
    return lambda c, args: {f: add(*(mul(c.number(), m) for m in powers(names, degree)))
                            for f, names in args.items()}


def wave(c: Coefficients, args: dict[str, tuple[str, ...]]) -> tuple[Term, set[str]]:
    """A phase, linear in all coordinates, and the coordinates."""
    rates = {n: c.number() for n in dict.fromkeys(n for names in args.values() for n in names)}
    return add(*(mul(r, ("s", n)) for n, r in rates.items())), set(rates)


def waves(shape: Callable[[Coefficients, Term, Term], Term], turning: int = 0) -> Family:
    """Every function a shape of E**(1 or -1), E an exponential, and of a linear s.

    Functions of fewer coordinates are linear. The signs alternate with a period given by the bits
    of `turning`, so that a wave meets its conjugate.
    """
    def family(c: Coefficients, args: dict[str, tuple[str, ...]]) -> dict[str, Term]:
        phase, coordinates = wave(c, args)
        real = Coefficients(False)
        real.names = c.names
        s, e, found = wave(real, args)[0], fn("exp", phase), {}
        for k, (f, names) in enumerate(args.items()):
            up = inv(e) if turning >> k & 1 else e
            found[f] = shape(c, up, s) if set(names) == coordinates else \
                add(*(mul(c.number(), m) for m in powers(names, 1)))
        return found
    return family


def similar(c: Coefficients, args: dict[str, tuple[str, ...]]) -> dict[str, Term]:
    """Every function (a + b x)/t, in its first and its last coordinate."""
    return {f: mul(add(c.number(), mul(c.number(), ("s", names[0]))), inv(("s", names[-1])))
            if len(names) > 1 else c.number() for f, names in args.items()}


def chain(c: Coefficients, *terms: Term) -> Term:
    """A sum of terms with unknown coefficients."""
    return add(*(mul(c.number(), t) for t in terms))


SIMPLE: tuple[Family, ...] = (
    polynomial(1), polynomial(2),
    waves(lambda c, e, s: chain(c, e)),
    waves(lambda c, e, s: chain(c, "1", e)),
)
FAMILIES: tuple[Family, ...] = (
    waves(lambda c, e, s: chain(c, "1", inv(s), ("^", s, "-2"))),
    similar,
    waves(lambda c, e, s: chain(c, e, inv(e))),
    polynomial(3),
    waves(lambda c, e, s: mul(chain(c, "1", e, ("^", e, "2")), inv(add("1", ("^", e, "2"))))),
    waves(lambda c, e, s: mul(chain(c, e), ("^", add("1", e), "-2"))),
    waves(lambda c, e, s: mul(chain(c, "1", inv(s)), e), 2),
    waves(lambda c, e, s: chain(c, e, mul(s, e)), 2),
)


def given(equations: list[Term]) -> tuple[dict[str, tuple[tuple[Term, ...], Term]], list[Term]]:
    """Functions that an equation gives in terms of others, in order, and the other equations."""
    found: dict[str, tuple[tuple[Term, ...], Term]] = {}
    rest, needed = [], set[str]()
    for equation in equations:
        for u, other in linear(equation):
            inner = {v[1] for v in applications(other)}
            if u[1] not in {*found, *needed, *inner} and \
                    symbols(other) <= symbols(u) | fixed(other):
                found[u[1]] = (u[3:], other)
                needed |= inner
                break
        else:
            rest.append(equation)
    return found, rest


def linear(equation: Term) -> Iterator[tuple[Term, Term]]:
    """Plain applications of functions that an equation determines, and what it says they are."""
    gap = standard(equation)[0]
    for u in sorted(set(applications(equation)), key=lambda u: u not in equation[1:]):
        if any(u[2]) or any(head(a) != "s" for a in u[3:]):
            continue
        for side, other in (equation[1:], equation[:0:-1]):
            if side == u:
                yield u, other
                break
        else:
            moved = swap(gap, u, ("s", "_u"))
            try:
                rate = diff(moved, "_u")
            except Rejected:
                continue
            if rate != ZERO and "_u" not in symbols(rate):
                yield u, mul("-1", subst(moved, {"_u": ZERO}), inv(rate))


def fixed(term: Term) -> set[str]:
    """Symbols that are no arguments of unknown functions."""
    return symbols(term) - set().union(*(symbols(a) for u in applications(term) for a in u[3:]))


def solve(problem: Any, families: Sequence[Family]) -> Iterator[tuple[Bodies, dict[str, Term]]]:
    """Bodies for the unknown functions, and values of the parameters, by growing effort."""
    equations = premises(problem.assumptions, problem.goal)
    if not equations:
        return
    everything = [*equations, problem.goal]
    arity = {u[1]: tuple(a[1] if head(a) == "s" else f"x{i}" for i, a in enumerate(u[3:]))
             for u in applications((*everything,))}
    explicit, rest = given(equations)
    free = {f: names for f, names in sorted(arity.items()) if f not in explicit}
    moving = set().union(*(symbols(a) for u in applications((*everything,)) for a in u[3:]))
    unit = any(heads(e) >= {"c", "i"} for e in equations) and all(
        problem.sorts.get(f) == "function" for f in arity)
    for family in families:
        for complex_ in ((False, True) if unit else (False,)):
            c = Coefficients(complex_)
            try:
                bodies: Bodies = {f: own(body, free[f]) for f, body in family(c, free).items()}
                need(len(c.names) <= LARGEST, "too many coefficients")
                for f, (args, body) in explicit.items():
                    bodies[f] = own(put_functions(body, bodies), [a[1] for a in args])
                yield from System(problem, equations, rest, bodies, c.names, moving).points()
            except Rejected:
                continue


def refute(problem: Any, conditions: list[Term], families: Sequence[Family] = FAMILIES
           ) -> dict[str, Any] | None:
    """Evidence of functions that satisfy the premises and not the conclusion, or None."""
    for bodies, at in solve(problem, families):
        names = [n for n, s in problem.sorts.items() if "function" not in s and n not in at]
        claim = problem.goal
        while head(claim) == "=>":
            claim = claim[2]
        try:
            holds = compile_statement(put_functions(claim, bodies), [*at, *names])
        except (Rejected, KeyError):
            continue
        for values in PLACES:
            point = {**at, **dict(zip(names, itertools.cycle(values), strict=False))}
            if holds([complex(Fraction(v)) for v in point.values()]) is not False:
                continue
            evidence = certify(problem, conditions, point, bodies)
            if evidence is not None:
                return evidence
    return None


def witness(problem: Problem, conditions: list[Term]) -> dict[str, Any] | None:
    """Functions that satisfy the assumptions and a point where the goal is defined, or None."""
    bare = Problem(problem.sorts, problem.assumptions, ("true",))
    for bodies, at in solve(bare, (*SIMPLE, *FAMILIES)):
        names = [n for n, s in problem.sorts.items() if "function" not in s and n not in at]
        for values in PLACES:
            point = {**at, **dict(zip(names, itertools.cycle(values), strict=False))}
            found = data(point, bodies, 64)
            try:
                Point(found, problem.sorts).inside(list(problem.assumptions), conditions)
            except UNDECIDED:
                continue
            return found
    return None


def own(body: Term, names: Sequence[str]) -> tuple[tuple[str, ...], Term]:
    """A body with argument names of its own."""
    return tuple(f"{n}_" for n in names), subst(body, {n: ("s", f"{n}_") for n in names})


class System:
    """Polynomial equations for the coefficients of bodies and for parameters."""

    def __init__(self, problem: Any, equations: list[Term], rest: list[Term], bodies: Bodies,
                 names: list[str], moving: set[str]) -> None:
        self.bodies, self.names = bodies, names
        sorts = {n: s for n, s in problem.sorts.items() if n not in bodies}
        context = Context({**sorts, **dict.fromkeys(names, "real")})
        context.field.work = WORK
        values: list[Value] = []
        self.placed = [put_functions(e, bodies) for e in rest]
        for equation in self.placed:
            for condition in context.conditions(equation):
                context.fact(condition)
            values.append(context.value(standard(equation)[0]))
        self.ring = Ring(context, values)
        unknown = {*names, *(n for n in fixed_names(equations) if n not in moving)}
        self.own = [self.ring.place[i] for i in self.ring.indices
                    if context.names[i][0] == "s" and context.names[i][1] in unknown]
        need(not any(symbols(context.names[i]) <= unknown and symbols(context.names[i])
                     and context.names[i][0] != "s" for i in self.ring.indices),
             "a parameter occurs in a function")
        self.context, self.values = context, values
        self.parameters = sorted(unknown - set(names))
        self.positive = {t[1][1] for t in problem.assumptions
                         if t[0] in (">", ">=") and head(t[1]) == "s" and t[2] == "0"}
        self.positive |= {t[2][1] for t in problem.assumptions
                          if t[0] in ("<", "<=") and head(t[2]) == "s" and t[1] == "0"}

    def equations(self) -> list[Any]:
        """The coefficients of the monomials in everything that moves."""
        found = []
        for value in self.values:
            groups: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
            for exponents, c in self.ring.poly(value[0]).to_dict().items():
                key = tuple(0 if v in self.own else int(e) for v, e in enumerate(exponents))
                rest = tuple(e if v in self.own else 0 for v, e in enumerate(exponents))
                groups.setdefault(key, {})[rest] = c
            found += [self.ring.ctx.from_dict(g) for g in groups.values()]
        return found

    def points(self) -> Iterator[tuple[Bodies, dict[str, Term]]]:
        """Bodies with numbers in place of the coefficients, and the parameters' values."""
        name = {self.ring.place[i]: self.context.names[i][1] for i in self.ring.indices
                if self.ring.place[i] in self.own}
        pools = [POSITIVE if name.get(v) in self.positive else VALUES
                 for v in range(self.ring.ctx.nvars())]
        variety = Variety(self.ring.ctx, pools)
        for point in variety.points(self.equations()):
            at = {n: str(point[v]) for v, n in name.items()}
            for n in (*self.names, *self.parameters):
                pool = POSITIVE if n in self.positive else VALUES
                at.setdefault(n, str(variety.random.choice(pool[:6])))
            made = {f: (args, folded(subst(body, at))) for f, (args, body) in self.bodies.items()}
            yield made, {n: at[n] for n in self.parameters}


def folded(term: Term) -> Term:
    """The term with its numbers multiplied and added."""
    kind = head(term)
    if kind not in ("+", "*", "^", "f"):
        return term
    first = 2 if kind == "f" else 1
    inner = [folded(t) for t in parts(term)]
    if kind in ("f", "^"):
        return inner[0] if kind == "^" and (inner[1] == "1" or inner[0] == "1") else \
            (*term[:first], *inner)
    inner = [p for t in inner for p in (t[1:] if head(t) == kind else (t,))]
    total = Fraction(kind == "*")
    for t in inner:
        if is_number(t):
            total = total + number(t) if kind == "+" else total * number(t)
    rest = [t for t in inner if not is_number(t)]
    return (add if kind == "+" else mul)(str(total), *rest)


def fixed_names(equations: list[Term]) -> set[str]:
    """Symbols of the equations that are no arguments of unknown functions in any of them."""
    return set().union(*map(symbols, equations))
