"""The same context with few facts: what is proved there holds in the full one, fact by fact."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.term import Term, heads, symbols
from symq.prove.search import Search

EMPTY: Term = (">=", "0", "0")


def focused(search: Search, context: Context, names: set[str], first: int | None = None
            ) -> Context:
    """A context that knows the facts about some symbols only; the facts keep their numbers.

    Facts from the number `first` on, and those about unknown functions, are left out too.
    Terms that the given context rewrites are not rewritten here.
    """
    bare = search.meter(Context(context.sorts, context.rules))
    for index, fact in enumerate(context.facts):
        known = symbols(fact.relation) <= names and "u" not in heads(fact.relation) and (
            first is None or index < first)
        bare.fact(fact.relation if known else EMPTY)
    bare.formulas = [("true",)] * len(context.formulas)
    return bare
