"""One normal form: both sides agree in a tower in which all relations are known.

First as the terms stand; then with symbols eliminated by linear equations, logarithms split,
exponentials and powers over a common basis, roots of products split where branches allow it.
"""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.term import ORDER, Term, head
from symq.prove.builder import PLAIN, Builder, subterms
from symq.prove.exponents import eliminate, exponentials
from symq.prove.methods import ideal
from symq.prove.roots import roots, split_roots, unite_constants
from symq.prove.search import Evidence, Search

TRANSCENDENTAL = {"exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos",
                  "atan", "asinh", "acosh", "atanh"}


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an equation by normal forms; for other relations only rewriting."""
    equation = goal[0] == "="
    if equation and search.verified(context, goal, PLAIN):
        return PLAIN
    if equation:
        builder = prepared(search, context, goal, circular=True)
        if builder.steps and builder.accepts(goal, PLAIN):
            return builder.close(PLAIN)
        split(builder, goal, circular=True)
        if not builder.steps:
            return None
        if builder.accepts(goal, PLAIN):
            return builder.close(PLAIN)
        evidence = ideal.attempt(search, builder.context, goal)
        if evidence is not None and builder.accepts(goal, evidence):
            return builder.close(evidence)
    again = repr(goal)
    if again in search.busy:        # what was rewritten once is not rewritten again
        return None
    builder = prepared(search, context, goal, circular=False)
    split(builder, goal, circular=False)
    if not builder.steps:
        return None
    with search.alone(again):
        return builder.close(search.find(builder.context, goal))


def prepared(search: Search | None, context: Context, goal: Term, circular: bool) -> Builder:
    """The rewritings that give the goal's terms their normal form.

    With `circular` sines and cosines become exponentials, which are complex; else they stay.
    """
    builder = Builder(search, context)
    terms = list(goal[1:])
    all_terms = terms + [f.relation[k] for f in context.facts if f.op == "=" for k in (1, 2)]
    found = {t[1] for term in all_terms for t in subterms(term) if head(t) == "f"}
    powers = any(head(t) == "^" and head(t[2]) for term in all_terms for t in subterms(term))
    order = goal[0] in ORDER
    if not order and any(f.op == "=" for f in context.facts):
        eliminate(builder, terms)
    for root in roots(all_terms):
        if builder.context.plainly_real(root[1]):
            builder.sign(root[1], ">=", deep=False)
    if "conj" in found and builder.steps:
        builder.renew()
    if found & TRANSCENDENTAL or powers:
        exponentials(builder, all_terms, circular)
    if not order:
        unite_constants(builder, terms)
    return builder


def split(builder: Builder, goal: Term, circular: bool) -> None:
    """Split the roots too; that may bring new exponentials and constants."""
    terms = list(goal[1:])
    if split_roots(builder, terms):
        exponentials(builder, [t for t in builder.leaves(terms) if head(t) == "f"], circular)
        if goal[0] not in ORDER:
            unite_constants(builder, terms)
