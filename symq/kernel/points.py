"""Statements at one exact point: witnesses and counterexamples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from math import prod
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from symq.errors import Rejected
from symq.kernel.balls import Read, exact, reader, sign
from symq.kernel.calculus import smooth
from symq.kernel.context import Context, conditions, standard
from symq.kernel.expression import ORDER, RELATIONS, ZERO, I, Term, is_number, need, sub
from symq.kernel.field import Value
from symq.kernel.formulas import turn
from symq.kernel.functions import applied, diff, made, put_functions
from symq.kernel.limits import above, holds, remainder
from symq.kernel.logic import Evidence, Proof, Terms, negation, prove
from symq.kernel.operators import Algebra
from symq.kernel.series import Expansion
from symq.kernel.term import RANGED, freeze, head, heads, integer, number, parts, subst, symbols

LIMIT = 6_000_000       # choices in an enumeration
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
STRANGE = {"f", "u", "c", "O", "lim", "bound", "op="} | RANGED


class Point:
    """Exact values for the symbols, and bodies for the unknown functions."""

    def __init__(self, data: Any, sorts: dict[str, str]) -> None:
        need(isinstance(data, dict) and set(data) - {"germ"} == {"at", "functions", "bits"}
             and all(isinstance(data[k], dict) for k in ("at", "functions")), "a malformed point")
        self.bits, self.settled, self.known = data["bits"], set[Term](), dict[Term, bool]()
        need(isinstance(self.bits, int) and 0 < self.bits <= 8192, "a precision is out of range")
        self.sorts = sorts
        self.env = {k: freeze(v) for k, v in data["at"].items()}
        for name, value in self.env.items():
            need(not symbols(value), f"{name} has no closed value")
            if sorts.get(name) == "integer":
                integer(value)
            elif sorts.get(name) == "real":
                self.real(name, value)
        self.functions = {}
        for name, told in data["functions"].items():
            need(isinstance(told, dict) and set(told) == {"args", "body"}
                 and sorts.get(name) in ("function", "real-function"), "a malformed function")
            args, body = freeze(told["args"]), freeze(told["body"])
            context = Context(dict.fromkeys(args, "real"))
            need(sorts[name] == "function" or (context.plainly_real(body) and
                                               context.real_term(body)), f"{name} is not real")
            need(symbols(body) <= set(args), f"the body of {name} has other symbols")
            self.functions[name] = (args, body)
        self.over, self.along, leads, self.depth = freeze(data.get("germ", ((), 0, (), 0)))
        self.orders, self.left = dict(leads), [f for f, _ in leads]
        need(len(self.orders) == len(self.left) and all(isinstance(n, int) and 0 <= n <= 12 for n in
             (self.depth, *self.orders.values())), "a malformed germ")

    def real(self, name: str, value: Term) -> None:
        """Check that a closed term is real, and written without the imaginary unit."""
        need(Context({}).plainly_real(value) and self.sign(value) in "+-0", f"{name} is not real")

    def sign(self, term: Term) -> str:
        """Sign of a closed term; Rejected where it is undefined or not decided."""
        found = sign(term, self.bits)
        return "0" if found == "?" and self.vanishes(term) else found

    def vanishes(self, term: Term) -> bool:
        """Whether a closed term is zero in its tower, its divisors enclosed away from zero."""
        context = Context({})
        for condition in context.conditions(("=", term, "0")):
            need(self.decide(condition), "a divisor may vanish")
            context.fact(condition)
        return context.zero(context.value(term))

    def decide(self, relation: Term) -> bool:
        """The truth of a closed relation; Rejected where it is undefined."""
        new = [c for c in Context({}).conditions(relation) if c not in self.settled]
        need(all(map(self.decide, new)), "not defined at the point")
        self.settled.update(new)    # nested roots have their conditions in common
        term, op = standard(relation)
        found = self.sign(term)
        if head(relation) in ORDER and not arithmetic(term):
            need(all(self.sign(side) in "+-0" for side in relation[1:]),
                 "a side is not known to be real")
        need(found != "?", "the precision does not decide")
        if op in ("=", "!="):
            return (found == "0") == (op == "=")
        need(found != "apart", "an order of complex numbers")
        return found == "+" or (found == "0" and op == ">=")

    def truth(self, statement: Term) -> bool:
        """The truth of a closed statement; Rejected where it is undefined."""
        return bool(test(statement, self.judge)([]))

    def judge(self, statement: Term) -> bool:
        """The truth of a closed statement without connectives."""
        if head(statement) in ("O", "lim"):
            return self.tends(statement)
        return self.commutes(statement) if head(statement) == "op=" else self.decide(statement)

    def commutes(self, statement: Term) -> bool:
        """The truth of an operator identity; exp(2 pi i / n) is a root of unity in it."""
        context = Context({})
        for value in self.env.values():
            if value[:2] == ("f", "exp") and value[2][:4] == ("*", "2", ("c", "pi"), I):
                turn(context, "1", integer(value[2][4][1]))
        algebra = Algebra(context, statement)
        left = algebra.difference()
        if all(self.sign(context.term(c)) == "0" for c in left.values()):
            return True
        algebra.confluent()
        need(any(self.sign(context.term(c)) in "+-apart" for c in left.values()), "not decided")
        return False

    def tends(self, statement: Term) -> bool:
        """The truth of an asymptotic statement in this direction, or of a limit."""
        context = Context({})
        context.fact((">", ("c", "pi"), ZERO))
        if head(statement) == "O":
            for name, _ in statement[3]:
                context.rewritten["s", name] = self.env[name]

        class Here(Expansion):
            def known(here, value: Value, op: str) -> bool:
                found = self.sign(context.term(value))
                need(found != "?", "the precision does not decide")
                return found in {"=": "0", "!=": ("+", "-", "apart"), ">": "+", ">=": "+0"}[op]

        return holds(context, statement, min(self.bits // 16, 16), Here)

    def place(self, statement: Term) -> Term:
        """The statement with the point's functions and values put in."""
        if "u" in heads(statement):
            self.low(statement, self.depth)
            self.analytic(statement)
            statement = put_functions(statement, self.functions)
        return subst(statement, self.env)

    def inside(self, assumptions: list[Term], conditions: list[Term]) -> None:
        """Check that every assumption and every condition holds here."""
        for assumption in assumptions:
            self.satisfies(assumption)
        for condition in conditions:
            need(self.true(condition), "the statement is not defined at the point")

    def satisfies(self, assumption: Term) -> None:
        """Check an assumption; an equation between unknown functions must hold identically.

        Other statements about them speak of their values here, as facts do.
        """
        unknown = "u" in heads(assumption)
        if unknown and head(assumption) == "and":
            for part in assumption[1:]:
                self.satisfies(part)
        elif unknown and head(assumption) == "=":
            (self.extend if any(u[1] in self.orders for u in applied(assumption))
             else self.identity)(assumption)
        else:
            need(self.true(assumption), "the point violates {}", assumption)

    def low(self, statement: Term, more: int, along: int | None = None) -> None:
        """Check the orders of the derivatives of determined functions."""
        for u in applied(statement):
            n = self.orders.get(u[1])
            need(n is None or (u[3:] == tuple(("s", c) for c in self.over)
                               and sum(u[2]) <= n + more and (along is None or u[2][along] < n)),
                 "a derivative is too high")

    def analytic(self, statement: Term) -> None:
        """Check that functions whose arguments move in an expansion are smooth on the whole line.

        The Taylor polynomial of a solution says nothing about other places.
        """
        if head(statement) in ("O", "lim"):
            moving = {n for n, _ in statement[3]} if head(statement) == "O" else {statement[2]}
            for u in applied(statement):
                need(moving.isdisjoint(symbols(u)) or (u[1] not in self.orders and all(
                    made(self.functions[u[1]][1], c) for c in self.functions[u[1]][0])),
                     f"{u[1]} may not be smooth")
        for part in parts(statement):
            self.analytic(part)

    def extend(self, equation: Term) -> None:
        """Check an equation for a function whose body is a Taylor polynomial (Kovalevskaya).

        Each equation G = 0 in turn determines one function: its derivative of order n along one
        coordinate occurs in G with dG/d(it) not zero, and no other derivative of a determined
        function in G is of a higher order than that function's n, or of order n along the
        coordinate. With G analytic, polynomials that satisfy all equations and the derivatives of
        these up to `depth` at the point agree there up to order n + depth with a solution near it.
        """
        need(self.left and self.along in self.over and len(set(self.over)) == len(self.over)
             and all(self.sorts.get(c) in ("real", "complex") for c in self.over),
             "no function is left for an equation")
        name, k, context = self.left.pop(0), self.over.index(self.along), Context(self.sorts)
        term = subst(put_functions(standard(equation)[0], {
            f: body for f, body in self.functions.items() if f not in self.orders}),
            {n: value for n, value in self.env.items() if n not in self.over})
        top = ("u", name, tuple(self.orders[name] * (c == self.along) for c in self.over),
               *(("s", c) for c in self.over))
        inner = swap(term, top, ("s", "top"))
        self.low(inner, 0, k)
        for op, base, _ in conditions(term, True, self.sorts):      # roots, analytic where
            if op in (">", ">=") and self.true((">", base, ZERO)):  # their base is positive
                context.fact((">", base, ZERO))
        need("top" not in self.sorts and all(smooth(context, term, c) for c in self.over) and (
            all(self.sorts[f] == "function" for f in self.orders) or context.plainly_real(term)),
            "an equation is not analytic")
        for condition in (*context.conditions(("=", term, ZERO)),
                          ("!=", subst(diff(inner, "top"), {"top": top}), ZERO)):
            need(self.true(condition), "an equation is singular at the point")
        terms = {put_functions(term, self.functions)}
        for _ in range(self.depth + 1):
            need(all(self.true(("=", t, ZERO)) for t in terms), "an equation fails at the point")
            terms = {diff(t, c) for t in terms for c in self.over}

    def true(self, statement: Term) -> bool:
        """Truth of a statement here; Rejected where it is undefined."""
        if statement not in self.known:
            self.known[statement] = self.truth(self.place(statement))
        return self.known[statement]

    def identity(self, equation: Term) -> None:
        """Check that an equation holds for all arguments of its functions."""
        moving = set().union(*(symbols(a) for u in applied(equation) for a in u[3:]))
        here = {n: value for n, value in self.env.items() if n not in moving}
        equation = subst(put_functions(equation, self.functions), here)
        context = Context(self.sorts)
        for condition in context.conditions(equation):
            context.fact(condition)
        need(context.zero(context.value(standard(equation)[0])),
             "the point's functions do not satisfy an assumption")

    def falsifies(self, goal: Term) -> None:
        """Check that the goal is defined and false here."""
        kind = head(goal)
        if kind == "forall" and any(s[0] != "list" for _, s in goal[1]):
            need(goal[3] is None, "only finite sets have residues")
            outside = self.sorts
            for name, s in goal[1]:
                need(name in self.env, f"{name} needs a value")
                value = self.env[name]
                if s == "integer" or s[0] == "int>=":
                    need(is_number(value) and integer(value) >= (
                        integer(s[1]) if s != "integer" else integer(value)), f"{name} is outside")
                elif s == "real":
                    self.real(name, value)
                else:
                    need(s == "complex" or value in s[1:], f"{name} is outside its set")
            self.sorts = {**outside, **{n: s if isinstance(s, str) else "integer" if
                                        s[0] == "int>=" else "complex" for n, s in goal[1]}}
            try:
                self.falsifies(goal[2])
            finally:
                self.sorts = outside
        elif kind == "=>":
            self.inside(list(goal[1]), [])
            self.falsifies(goal[2])
        elif kind == "iff":
            one, other = ("=>", (goal[1],), goal[2]), ("=>", (goal[2],), goal[1])
            need(not (self.holds(one) and self.holds(other)), "the equivalence holds here")
        elif kind == "bound":
            for name in goal[4]:
                need(name in self.env and self.sorts.get(name) in ("real", "integer"), "no value")
            self.inside(list(goal[6]), [])
            upper = goal[2] in ("sup", "max")
            op = ("<" if upper else ">") + ("" if goal[5] == "0" else "=")
            self.falsifies((op, goal[1], goal[3]))
        elif kind == "and" and len(goal) > 2:
            self.inside([], [c for p in goal[1:] for c in Context(self.sorts).conditions(p)])
            need(not all(self.holds(part) for part in goal[1:]), "the statement holds here")
        else:
            need(kind in (*RELATIONS, "O", "lim") or "u" not in heads(goal),
                 "unknown functions under a logical connective")
            self.inside([], Context(self.sorts).conditions(goal))
            need(not self.truth(self.place(goal)), "the statement holds at the point")

    def holds(self, part: Term) -> bool:
        """Whether a part holds here, reading False from any part that is falsified."""
        try:
            self.falsifies(part)
        except Rejected:
            return True
        return False


# -- finite statements ----------------------------------------------------------------------------
def arithmetic(term: Term) -> bool:
    """Whether a term or statement has rational operations only, so that its values are exact."""
    kind = head(term)
    root = kind == "^" and is_number(term[2]) and number(term[2]).denominator > 1
    return not root and kind not in STRANGE and all(map(arithmetic, parts(term)))


def test(statement: Term, decide: Callable[[Term], bool] | None = None,
         names: tuple[str, ...] = (), d: int | None = None, work: list[int] | None = None) -> Read:
    """A function that decides a statement from the list of the variables' values.

    Every part must be defined, whatever the others say; a conclusion only where its premises hold.
    Equations modulo d are congruences between
    integers; `work` collects the number of choices; `decide` judges closed parts that are not
    arithmetic.
    """
    kind, work = head(statement), [0] if work is None else work
    if kind in COMPARE and arithmetic(statement):
        compare, f = COMPARE[kind], reader(sub(*statement[1:]), names, d)
        need(d is None or kind in ("=", "!="), "an order has no meaning modulo d")
        return (lambda e: compare(f(e) % d, 0)) if d else lambda e: compare(exact(f(e)), 0)
    if kind in ("forall", "exists", "count"):
        return over(statement, decide, names, d, work)
    if kind in ("true", "false"):
        return lambda e: kind == "true"
    if kind not in ("and", "or", "not", "=>", "iff"):
        need(decide is not None and not names and d is None, f"{kind} is not decided here")
        return lambda e: decide(statement)  # type: ignore[misc]
    tests = [test(s, decide, names, d, work) for s in parts(statement)]
    if kind == "=>":
        return lambda e: not all([t(e) for t in tests[:-1]]) or tests[-1](e)
    join = {"and": all, "or": any, "not": lambda found: not found[0],
            "iff": lambda found: found[0] == found[1]}[kind]
    if kind in ("and", "or") and names and "^" not in heads(statement):
        return lambda e: join(t(e) for t in tests)      # polynomials are defined everywhere
    return lambda e: join([t(e) for t in tests])


def over(statement: Term, decide: Callable[[Term], bool] | None, names: tuple[str, ...],
         d: int | None, work: list[int]) -> Read:
    """A quantifier or a count over lists; its modulus, or else the outer one, applies."""
    kind, sets, body = statement[0], statement[1], statement[2]
    d, inner = d if statement[-1] is None else integer(statement[-1]), [1]
    need(d is None or d >= 2, "a modulus is too small")
    need(all(s[0] == "list" for _, s in sets), "a set is not finite")
    lists: list[Any] = [s[1:] for _, s in sets]
    own = tuple(name for name, _ in sets)
    if arithmetic(statement):
        lists = [[reader(v)([]) for v in values] for values in lists]
        need(d is None or all(isinstance(v, int) for values in lists for v in values),
             "a listed value is not plain")
        compiled = test(body, decide, (*names, *own), d, inner)

        def found(e: list[Any]) -> Iterator[Any]:
            return (compiled([*e, *choice]) for choice in product(*lists))
    else:
        need(not names and d is None and prod(map(len, lists)) <= 20_000, "not arithmetic")

        def found(e: list[Any]) -> Iterator[Any]:
            return (test(subst(body, dict(zip(own, choice, strict=True))), decide)([])
                    for choice in product(*lists))
    work[0] += prod(map(len, lists)) * inner[0]
    need(work[0] <= LIMIT, "an enumeration is too long")
    if kind == "count":
        wanted = integer(statement[3])
        return lambda e: wanted == sum(map(bool, found(e)))
    return lambda e: all(found(e)) if kind == "forall" else any(found(e))


def swap(term: Any, old: Term, new: Term) -> Any:
    """The term with another one in place of a part."""
    return new if term == old else tuple(swap(t, old, new) for t in term) \
        if isinstance(term, tuple) else term


def ball(context: Context, goal: Term, bits: int) -> None:
    """A closed statement by enclosures."""
    point = Point({"at": {}, "functions": {}, "bits": bits}, {})
    need(point.true(goal), "the enclosures show the contrary")


def witness(problem: Any, where: list[Term], data: dict[str, Any]) -> Point:
    """The point of a certificate, where its statement speaks.

    A condition in `shown` is proved from the assumptions and the conditions before it instead.
    """
    shown = dict(data.get("shown", ()))
    point = Point({k: told for k, told in data.items() if k != "shown"}, problem.sorts)
    need(set(point.env) <= set(problem.sorts), "the witness has other symbols")
    point.inside(list(problem.assumptions), [c for k, c in enumerate(where) if k not in shown])
    for k, proof in shown.items():
        prove(problem.context(k)[0], where[k], proof)
    return point


def counterexample(sorts: dict[str, str], assumptions: list[Term], conditions: list[Term],
                   goal: Term, evidence: Evidence) -> None:
    """A point of the domain at which the goal is defined and false."""
    need(set(evidence) == {"kind", "point"}, "a counterexample is a point")
    point = Point(evidence["point"], sorts)
    point.inside(assumptions, conditions)
    point.falsifies(goal)


def sharp(context: Context, goal: Term, depth: int, hints: Terms, proof: Proof, point: Any
          ) -> None:
    """An order is the best one: the next coefficient does not vanish at a point of the domain."""
    need(head(goal) == "O" and goal[6] == "1", "a sharp order was expected")
    need(symbols(goal) <= context.given, "one point does not do for every value of a variable")
    prove(context, (*goal[:6], "0", goal[7]), proof)
    inside = context.fork()
    expansion, series, level = remainder(inside, goal, depth, hints)
    above(expansion, series, level, True)
    place = Point(point, context.sorts)
    place.inside([fact.relation for fact in context.facts] + context.formulas, [])
    need(level in series[0] and place.true(("!=", inside.term(series[0][level]), "0")),
         "the next coefficient vanishes")


def denial(context: Context, goal: Term, evidence: Evidence, witness: Point) -> None:
    """A proof of the contrary; the certificate's witness shows that there is a place for it.

    Symbols listed in `at` have the witness's values in the proof.
    """
    need(evidence.get("kind") == "deny/1" and set(evidence) == {"kind", "proof", "at"},
         "no evidence of a refutation: a proof of the contrary, and where")
    for name in evidence["at"]:
        context.fact(("=", ("s", name), witness.env[name]))
    prove(context, negation(goal), evidence["proof"])
