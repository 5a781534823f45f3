"""Existence over infinite sets: values solved from the body's equations, or small numbers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from math import prod
from typing import Any

from symq.errors import Rejected
from symq.kernel.calculus import continuous
from symq.kernel.context import Context, standard
from symq.kernel.points import arithmetic
from symq.kernel.quantifiers import fresh
from symq.kernel.term import RELATIONS, Term, add, head, inv, mul, neg, sub, subst, symbols
from symq.prove import pell
from symq.prove.bridge import Ring
from symq.prove.numeric import compile_statement, exact
from symq.prove.screen import plausible as likely
from symq.prove.search import Evidence, GaveUp, Search

PLACES = ("0", "1", "-1", "2", "-2", "1/2", "-1/2", "4", "-4", "10", "-10")
SMALL = ("0", "1", "-1", "2", "-2", "1/2", "3", "-1/2", "3/2", "4", "-3", "1/3", "5", "6", "7", "8")


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Find values for the variables and prove the body there."""
    if head(goal) != "exists" or goal[3] is not None or enumerated(goal):
        return None
    seen: set[Any] = set()
    for found_values in candidates(context, goal):
        search.tick()
        values = tuple(tidy(context, v) for v in found_values)
        if values in seen:
            continue
        seen.add(values)
        env = {name: value for (name, _), value in zip(goal[1], values, strict=True)}
        body = subst(goal[2], env)
        if not symbols(body) and not plausible(body):
            continue
        evidence = at(search, context, goal, values, body)
        if search.verified(context, goal, evidence):
            return evidence
    return crossing(search, context, goal)


def enumerated(goal: Term) -> bool:
    """Whether the kernel has gone through all choices already, so that none was missed."""
    lists = [s for _, s in goal[1]]
    return all(s[0] == "list" for s in lists) and not symbols(goal) and arithmetic(goal) and \
        prod(len(s) - 1 for s in lists) <= 20_000


def tidy(context: Context, term: Term) -> Term:
    """A number in its plain form."""
    if symbols(term):
        return term
    try:
        value = context.value(term)
    except Rejected:
        return term
    plain = set(value[0]) <= {0} and not value[2]
    return str(Fraction(value[0].get(0, 0), value[1])) if plain else term


def crossing(search: Search, context: Context, goal: Term) -> Evidence | None:
    """A root between two places at which a continuous function has opposite signs."""
    if [s for _, s in goal[1]] != ["real"] or head(goal[2]) != "=":
        return None
    name, gap = goal[1][0][0], sub(*goal[2][1:])
    if not continuous(fresh(context, goal[1]), gap, name):
        return None
    signs: dict[str, list[tuple[Term, Evidence]]] = {"<=": [], ">=": []}
    for place in (*PLACES, *far(goal[2], name)):
        for op in ("<=", ">="):
            search.tick()
            relation = (op, subst(gap, {name: place}), "0")
            if signs[op] or not likely(context, relation):
                continue
            proof = search.briefly(context, relation, 1_500_000)
            if proof is not None:
                signs[op].append((place, proof))
        if signs["<="] and signs[">="]:
            (low, below), (high, above) = signs["<="][0], signs[">="][0]
            return {"kind": "crossing/1", "low": low, "high": high, "below": below,
                    "above": above}
    return None


def far(equation: Term, name: str) -> list[Term]:
    """Places beyond the roots of a polynomial with a constant leading coefficient."""
    others = sorted(symbols(equation) - {name})
    total = add("2", *(("^", ("s", n), "2") for n in others))
    return [total, neg(total), mul("4", ("^", total, "2")), mul("-4", ("^", total, "2"))]


def at(search: Search, context: Context, goal: Term, values: tuple[Term, ...],
       body: Term) -> Evidence | None:
    """Evidence that these values do it, with the lemmas that make them defined and real."""
    inside, lemmas = context.fork(), []

    def know(relation: Term) -> None:
        term, op = standard(relation)
        if inside.is_known(term, op):
            return
        lemmas.append([relation, found(search, inside, relation)])
        inside.fact(relation)

    try:
        member: list[Evidence | None] = []
        for (_, kind), value in zip(goal[1], values, strict=True):
            for part in _roots(value) if kind != "complex" else ():
                know((">=" if kind == "real" else "!=", part, "0"))
            for part in _divisors(value):
                know(("!=", part, "0"))
            lemmas += floor_lemmas(search, inside, [value])
            if isinstance(kind, tuple) and kind[0] == "int>=":
                member.append(found(search, inside, (">=", value, kind[1])))
            else:
                member.append(None)
        for condition in inside.conditions(body):
            know(condition)
        proof = found(search, inside, body)
    except (GaveUp, Rejected):
        search.tick()
        return None
    made = {"kind": "exists/1", "values": list(values), "member": member, "proof": proof}
    return {"kind": "have/1", "lemmas": lemmas, "then": made} if lemmas else made


def found(search: Search, context: Context, goal: Term) -> Evidence:
    """Evidence with the little work that one candidate is worth."""
    evidence = search.briefly(context, goal, 1_500_000)
    if evidence is None:
        raise GaveUp("a candidate fails")
    return evidence


def floors(term: Term) -> list[Term]:
    """What is known about the integer parts in a value."""
    if isinstance(term, str) or term[0] in ("s", "c"):
        return []
    found = [r for t in term[1:] if isinstance(t, tuple) for r in floors(t)]
    if term[:2] == ("f", "floor"):
        found += [("<=", term, term[2]), (">", term, sub(term[2], "1"))]
    return found


def floor_lemmas(search: Search, inside: Context, values: list[Term]) -> list[Any]:
    """Lemmas on the integer parts in some values, added to the context as facts."""
    lemmas: list[Any] = []
    for relation in (r for v in values for r in floors(v)):
        inside.value(relation[2])
        positive = (">", relation[1][2], "0")
        proof = search.briefly(inside, positive, 500_000) if relation[0] == "<=" else None
        for fact, evidence in ((positive, proof), (relation, {"kind": "bounded/1"})):
            if evidence is not None:
                lemmas.append([fact, evidence])
                inside.fact(fact)
    return lemmas


def _roots(term: Term) -> list[Term]:
    inner = [] if isinstance(term, str) or term[0] == "s" else [
        r for t in term[1:] if isinstance(t, tuple | str) for r in (_roots(t) if t else [])]
    if isinstance(term, tuple) and term[0] == "^" and term[2] == "1/2" and exact(term[1]) is None:
        return [*inner, term[1]]
    return inner


def _divisors(term: Term) -> list[Term]:
    if isinstance(term, str) or term[0] in ("s", "c"):
        return []
    found = [d for t in term[1:] if isinstance(t, tuple) for d in _divisors(t)]
    if term[0] == "^" and isinstance(term[2], str) and term[2].startswith("-") \
            and symbols(term[1]):
        found.append(term[1])
    return found


def plausible(body: Term) -> bool:
    """Whether a closed body seems true."""
    try:
        return compile_statement(body, [])([]) is True
    except Rejected:
        return True


def candidates(context: Context, goal: Term) -> Iterator[tuple[Term, ...]]:
    """Values to try: each equation solved for a variable, the other variables small numbers."""
    names = [name for name, _ in goal[1]]
    pools = []
    for _, kind in goal[1]:
        if isinstance(kind, tuple) and kind[0] == "list":
            pools.append(list(kind[1:]))
            continue
        integer = kind == "integer" or isinstance(kind, tuple)
        small = [v for v in SMALL if not (integer and "/" in v)]
        pools.append(small if kind != "complex" else [*small, ("c", "i"), neg(("c", "i"))])
    equations = [r for r in _relations(goal[2]) if head(r) == "="]
    sorts = {n: "real" if k == "real" else "complex" if k == "complex" else "integer"
             for n, k in goal[1]}
    if len(names) == 2 and set(sorts.values()) == {"integer"}:
        for equation in equations:
            yield from pell.solutions(context, equation, (names[0], names[1]))
    for order in itertools.permutations(range(len(names)), 1):
        solved = names[order[0]]
        others = [n for n in names if n != solved]
        for choice in itertools.islice(itertools.product(
                *(pools[names.index(n)] for n in others)), 40):
            env = dict(zip(others, choice, strict=True))
            for equation in equations:
                for value in solve(context, sorts, subst(equation, env), solved):
                    yield tuple(value if n == solved else env[n] for n in names)
    for position in range(len(names)):
        if sorts[names[position]] == "integer" and len(names) == 1:
            for relation in _relations(goal[2]):
                for value in solve(context, sorts, ("=", *relation[1:]), names[position]):
                    if not isinstance(value, str):
                        for shift in ("1", "0", "2", "-1", "-2"):
                            yield (add(("f", "floor", value), shift),)
            for symbol in sorted(symbols(goal[2]) - set(names)):
                for value in (inv(("s", symbol)), ("s", symbol)):
                    yield (add(("f", "floor", value), "1"),)
    hints = [t for r in _relations(goal[2]) for t in _sides(r, set(names))]
    middles = [mul("1/2", add(p, q)) for p, q in itertools.combinations(hints[:4], 2)]
    pools = [[*(h for h in hints), *(add(h, "1") for h in hints), *pool] if s != "real" else
             [*hints, *middles, *(add(h, t) for h in hints for t in ("1", "-1")), *pool]
             for (_, s), pool in zip(goal[1], pools, strict=True)]
    yield from itertools.islice(itertools.product(*pools), 400)


def _relations(body: Term) -> list[Term]:
    if head(body) in RELATIONS:
        return [body]
    if head(body) in ("and", "or"):
        return [r for part in body[1:] for r in _relations(part)]
    return []


def _sides(relation: Term, names: set[str]) -> list[Term]:
    return [side for side in relation[1:]
            if not isinstance(side, str) and symbols(side) and not symbols(side) & names]


def solve(context: Context, sorts: dict[str, str], equation: Term, name: str) -> list[Term]:
    """Solutions of an equation that is linear or quadratic in a name, or a pure power."""
    inside = context.fork()
    for other in sorted(symbols(equation) - set(inside.sorts)):
        inside.declare(other, sorts.get(other, "real"))
    try:
        for condition in inside.conditions(equation):
            inside.fact(condition)
        value = inside.value(standard(equation)[0])
    except Rejected:
        return []
    ring = Ring(inside, [value])
    place = next((ring.place[i] for i in ring.indices if inside.names[i] == ("s", name)), None)
    others = [inside.names[i] for i in ring.indices if inside.names[i] != ("s", name)]
    if place is None or any(name in symbols(t) for t in others):
        return []
    parts: dict[int, dict[tuple[int, ...], Any]] = {}
    for exponents, number in ring.poly(value[0]).to_dict().items():
        rest = tuple(0 if k == place else e for k, e in enumerate(exponents))
        parts.setdefault(int(exponents[place]), {})[rest] = number
    c = {k: ring.term(ring.ctx.from_dict(p)) for k, p in parts.items()}
    degree = max(c, default=0)
    if degree == 1:
        return [mul(neg(c.get(0, "0")), inv(c[1]))]
    if degree == 2:
        root = ("^", sub(("^", c.get(1, "0"), "2"), mul("4", c.get(0, "0"), c[2])), "1/2") \
            if 1 in c else ("^", mul("-4", c.get(0, "0"), c[2]), "1/2")
        half = inv(mul("2", c[2]))
        return [mul(add(neg(c.get(1, "0")), s), half) for s in (root, neg(root))]
    if degree > 2 and set(c) <= {0, degree}:
        return [("^", mul(neg(c.get(0, "0")), inv(c[degree])), f"1/{degree}")]
    return []
