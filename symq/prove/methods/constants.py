"""Roots of unity of small order by square roots, where moduli or real parts of them are taken."""

from __future__ import annotations

from sympy import I, cos, pi, sin

from symq.kernel.context import Context
from symq.kernel.term import Term, heads, symbols
from symq.lang.translate import from_term, to_term
from symq.prove.builder import Builder, subterms
from symq.prove.search import Evidence, Search

PARTS = {"abs", "re", "im", "conj"}
MOST, WORK = 24, 200_000


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a relation after exp(q pi i) has become a number x + i y with roots."""
    inner = [t for side in goal[1:] for t in subterms(side)]
    found = [t for t in dict.fromkeys(inner) if t[:2] == ("f", "exp") and not symbols(t)
             and t not in context.rewritten]
    if not 0 < len(found) <= MOST or not symbols(goal) or not any(
            t[:1] == ("f",) and t[1] in PARTS and "exp" in functions(t) for t in inner):
        return None
    builder = Builder(search, context)
    for term in found:
        other = by_roots(term)
        if other is not None:
            builder.rewrite(term, "lemma", [other, search.briefly(
                context, ("=", term, other), WORK)])
    return builder.close(search.find(builder.context, goal)) if builder.steps else None


def functions(term: Term) -> set[str]:
    """The functions inside a term."""
    return {t[1] for t in subterms(term) if t[:1] == ("f",)} if "f" in heads(term) else set()


def by_roots(term: Term) -> Term | None:
    """cos + i sin of a rational multiple of pi where these are square roots."""
    angle = from_term(term[2]) / I
    if not (angle / pi).is_Rational:
        return None
    value = cos(angle) + I * sin(angle)
    return None if value.has(cos, sin) else to_term(value)
