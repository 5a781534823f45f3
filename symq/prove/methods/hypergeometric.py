"""Relations with sums, factorials, Gamma functions and binomials: by ratios to representatives."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.term import Term, head, is_number
from symq.prove.bessel import bessel, connect
from symq.prove.builder import PLAIN, Builder, by_fact, subterms
from symq.prove.exponents import exponentials
from symq.prove.gammas import relate
from symq.prove.natural import natural_powers
from symq.prove.neighbours import applied, occurring, reduce_all, signs, solve
from symq.prove.search import Evidence, Search
from symq.prove.steps import by_difference
from symq.prove.summation import close_sums


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a relation after its functions have been connected with each other."""
    order = goal[0] != "="
    terms = [*goal[1:], *(t for f in context.facts if order or f.op == "="
                          for t in f.relation[1:])]
    waves = bessel(list(goal[1:]))
    if not occurring(context, list(goal[1:])) and not powers(goal) and not waves:
        return None
    builder = Builder(search, context)
    if waves:
        connect(builder, terms)
    close_sums(builder, list(goal[1:]))
    relate(builder, terms)
    reduce_all(builder, terms)
    natural_powers(builder, terms)
    solve(builder, terms)
    if order:
        signs(builder, terms)
        exponentials(builder, [applied(builder.context, t) for t in terms], circular=False)
    if not builder.steps:
        return None
    if builder.accepts(goal, PLAIN):
        return builder.close(PLAIN)
    if order:
        evidence = by_difference(search, builder, goal)
        if evidence is not None:
            return builder.close(evidence)
    plain = applied(builder.context, goal)
    index = builder.lemma(plain, search.find(builder.context, plain))
    return None if index is None else builder.close(by_fact(index))


def powers(goal: Term) -> bool:
    """Whether a power with a symbolic exponent occurs."""
    return any(head(t) == "^" and not is_number(t[2]) for side in goal[1:] for t in subterms(side))
