"""Equations in which a symbol inside functions is given by a known equation."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.term import Term, head, layers, symbols
from symq.prove.bridge import lowest
from symq.prove.builder import subterms
from symq.prove.focus import focused
from symq.prove.order.build import Builder, combine
from symq.prove.order.decide import Decider
from symq.prove.order.prepare import solved
from symq.prove.search import FAILURES, Evidence, Search

LIMIT = 1_000_000   # units of work, less than the other methods have


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """The goal with what an equation gives written for a symbol, and then itself."""
    inner = {n for side in goal[1:] for t in subterms(side) if head(t) == "f" for n in symbols(t)}
    if goal[0] != "=" or not inner or not any(f.op == "=" for f in context.facts):
        return None
    after = Builder(context)
    plain = written(search, after, goal, inner)
    if plain is None or plain == goal:
        return None
    before = Builder(context)       # the fewer rewritings, the less work
    try:
        at = before.have(plain, search.briefly(focused(search, context, symbols(plain)), plain,
                                               LIMIT))
    except FAILURES:                # it is not known to be defined
        at = None
    if at is None or written(search, before, goal, inner) != plain:
        before, at = after, after.have(plain, search.briefly(after.context, plain, LIMIT))
    return None if at is None else before.wrap(combine([], [["1", [[at, 1]], None]]))


def written(search: Search, builder: Builder, goal: Term, inner: set[str]) -> Term | None:
    """The goal with what an equation gives written for one of some symbols."""
    if not (told(builder, inner) or solved(builder, goal, Decider(search).prove, inner)):
        return None
    return ("=", *(reduced(builder, side) for side in goal[1:]))


def told(builder: Builder, names: set[str]) -> bool:
    """Rewrite one of some symbols by a fact that says what it is."""
    for index, fact in enumerate(builder.context.facts):
        for sign, symbol, other in (("1", *fact.relation[1:]), ("-1", *fact.relation[:0:-1])):
            if fact.op == "=" and not fact.identity and head(symbol) == "s" and \
                    symbol[1] in names - symbols(other) and builder.rewrite(symbol, "lemma", [
                        other, combine([], [[sign, [[index, 1]], None]])]):
                return True
    return False


def reduced(builder: Builder, term: Term) -> Term:
    """A term with the arguments of its functions as fractions in lowest terms."""
    if head(term) == "f":
        found = []
        for part in term[2:]:
            new = lowest(builder.context, builder.context.value(reduced(builder, part)))
            if new != part:
                builder.rewrite(part, "lemma", [new, combine([], [])])
            found.append(new)
        return (*term[:2], *found)
    outer, bound, _, build = layers(term)
    return term if bound or not outer else build(tuple(reduced(builder, t) for t in outer), ())
