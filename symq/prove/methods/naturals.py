"""Relations with a natural parameter, by induction over all its values."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

from symq.errors import Rejected
from symq.kernel.context import Context, standard
from symq.kernel.term import ORDER, Term, head, is_number, parts, subst, symbols
from symq.prove.builder import Builder, by_fact
from symq.prove.methods.apart import by_value
from symq.prove.methods.induction import attempt as induct
from symq.prove.numeric import exact
from symq.prove.search import FAILURES, Evidence, GaveUp, Search, unused


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence by induction on a symbol with a known first value; not inside another one."""
    if "naturals" in search.busy:
        return None
    for name in sorted(symbols(goal)):
        first = least(context, name)
        if first is None or not grows(goal, name, goal[0] in ORDER):
            continue
        if goal[0] in ORDER and (evidence := manifest(search, context, goal)) is not None:
            return evidence
        try:
            with search.alone("naturals"):
                evidence = by_induction(search, context, goal, name, first)
        except (GaveUp, *FAILURES) as stop:
            search.tried["induction"] = str(stop) or type(stop).__name__
            search.tick()
            continue
        if evidence is not None:
            return evidence
    return None


def manifest(search: Search, context: Context, goal: Term) -> Evidence | None:
    """The sign of a term by those of its bases, where it takes no search."""
    term, op = standard(goal)
    builder = Builder(search, context)
    if not builder.sign(term, op, deep=False):
        return None
    at = builder.index(term, op)
    return None if at is None else builder.close(by_fact(at))


def by_induction(search: Search, context: Context, goal: Term, name: str, first: int
                 ) -> Evidence | None:
    """The goal for every value of the symbol, then at the symbol itself."""
    builder = Builder(search, context)
    for symbol in sorted(symbols(goal)):    # found once, not in every step
        if not builder.known(("s", symbol), "!="):
            builder.lemma(("!=", ("s", symbol), "0"),
                          by_value(search, builder.context, ("s", symbol)))
    context = builder.context
    other = unused(name + "_n", context, goal)
    body = subst(goal, {name: ("s", other)})
    statement = ("forall", ((other, ("int>=", str(first))),), body, None)
    proof = induct(search, context.fork(), statement)
    member = search.find(context, (">=", ("s", name), str(first)))
    return builder.close({"kind": "have/1", "lemmas": [[statement, proof]], "then": {
        "kind": "instance/1", "formula": len(context.formulas), "values": [("s", name)],
        "member": [member]}})


def least(context: Context, name: str) -> int | None:
    """The largest integer that an integer symbol is known not to lie below."""
    if context.sorts.get(name) != "integer":
        return None
    found = None
    for fact in context.facts:
        if fact.op not in (">", ">=") or symbols(fact.relation) != {name}:
            continue
        term = standard(fact.relation)[0]
        try:
            at = [exact(subst(term, {name: str(k)})) for k in (0, 1, 2)]
        except Rejected:
            continue
        if at[0] is None or at[1] is None or at[2] is None or at[2] - at[1] != at[1] - at[0] \
                or at[1] <= at[0]:
            continue
        place = -at[0] / (at[1] - at[0])
        bound = floor(place) + 1 if fact.op == ">" else ceil(place)
        found = bound if found is None else max(found, bound)
    return found


def grows(term: Any, name: str, order: bool) -> bool:
    """Whether the symbol bounds a range, or, for an order, is an exponent or in a factorial."""
    kind = head(term)
    if name not in symbols(term):
        return False
    if kind in ("sum", "prod") and name in symbols(term[3]) | symbols(term[4]):
        return True
    if kind == "^" and not is_number(term[2]) and name in symbols(term[2]):
        return True
    if order and kind == "f" and term[1] in ("factorial", "gamma", "binomial"):
        return True
    inner = term[1:] if kind in ("=", "!=", "<", "<=", ">", ">=") else parts(term)
    return any(grows(t, name, order) for t in inner)
