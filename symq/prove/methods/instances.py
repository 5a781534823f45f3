"""Instances of known universal statements: recurrences and functional equations as premises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Symbol, expand

from symq.errors import SymqError
from symq.kernel.context import Context
from symq.kernel.term import RELATIONS, Term, head, is_number, subst, symbols
from symq.lang.translate import from_term, to_term
from symq.prove.search import FAILURES, Evidence, Search
from symq.prove.solutions import applications

MOST, ROUNDS, WORK = 24, 8, 60_000


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a relation from what universal statements say at the arguments that occur."""
    known = [i for i, f in enumerate(context.formulas) if head(f) == "forall" and f[3] is None
             and len(f[1]) == 1 and f[1][0][1][0] != "list"]
    if not known or "instances" in search.busy:
        return None
    inside, lemmas, made = context.fork(), [], set[tuple[int, Term]]()
    for _ in range(ROUNDS):
        spoken = (goal, *(f.relation for f in inside.facts))
        fresh = [(i, v) for i in known for v in values(inside, inside.formulas[i], spoken)
                 if (i, v) not in made]
        for index, value in fresh[:MOST - len(made)]:
            made.add((index, value))
            lemma = instance(search, inside, index, value)
            if lemma is not None:
                lemmas.append(lemma)
        if not fresh or len(made) >= MOST:
            break
    if not lemmas:
        return None
    with search.alone("instances"):
        return {"kind": "have/1", "lemmas": lemmas, "then": search.find(inside, goal)}


def values(context: Context, formula: Term, spoken: tuple[Term, ...]) -> Iterator[Term]:
    """Values of the bound variable at which the statement speaks of what is spoken of."""
    (name, kind), body = formula[1][0], formula[2]
    variable, found = Symbol(name), dict[Term, None]()
    own = [u for u in applications(body) if name in symbols(u)]
    try:
        slots = [(u, k, expand(from_term(u[3 + k]) - variable)) for u in own
                 for k in range(len(u) - 3) if name in symbols(u[3 + k])]
        for other in applications(spoken):
            for u, k, shift in slots:
                if other[1] == u[1] and len(other) == len(u) and not shift.has(variable) \
                        and symbols(other) <= context.sorts.keys():
                    found[to_term(expand(from_term(other[3 + k]) - shift))] = None
    except (SymqError, *FAILURES):
        return
    if not own:
        sort = kind if isinstance(kind, str) else "integer"
        found |= {("s", n): None for n in sorted(symbols(spoken)) if context.sorts.get(n) == sort}
    yield from found


def instance(search: Search, context: Context, index: int, value: Term) -> list[Any] | None:
    """The lemma of one instance, which is added to the context; None where it does not hold."""
    (name, kind), body = context.formulas[index][1][0], context.formulas[index][2]
    member = None
    if not isinstance(kind, str):
        if is_number(value) and int(value) < int(kind[1]):
            return None
        member = search.briefly(context, (">=", value, kind[1]), WORK)
        if member is None:
            return None
    statement = subst(body, {name: value})
    evidence = {"kind": "instance/1", "formula": index, "values": [value], "member": [member]}
    if not search.verified(context, statement, evidence):
        return None
    try:
        if head(statement) in RELATIONS:
            context.fact(statement)
        else:
            context.assume(statement)
    except FAILURES:
        return None
    return [statement, evidence]
