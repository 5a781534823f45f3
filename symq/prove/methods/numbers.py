"""Relations between symbols to which facts give numbers: put in, and decided as closed ones."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.term import Term, head, subst, symbols
from symq.prove.builder import by_fact
from symq.prove.search import Evidence, Search

EMPTY: Term = ("=", "0", "0")
WORK = 150_000      # units of work for an equation between numbers


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence where every symbol of the goal is said to be a closed term."""
    table = {f.relation[1][1]: (i, f.relation[2]) for i, f in enumerate(context.facts)
             if f.op == "=" and head(f.relation[1]) == "s" and not symbols(f.relation[2])}
    names = sorted(symbols(goal))
    if not names or not table.keys() >= set(names):
        return None
    plain = subst(goal, {n: table[n][1] for n in names})
    bare = search.meter(Context({}, context.rules))
    for _ in context.facts:
        bare.fact(EMPTY)        # what is known of symbols does not matter, its number does
    bare.formulas = [("true",)] * len(context.formulas)
    lemmas = []
    for relation in (*bare.conditions(plain), plain):
        proof = search.closed(bare, relation) or search.briefly(bare, relation, WORK)
        if proof is None:
            return None
        lemmas.append([relation, proof])
        bare.fact(relation)
    atoms = [[("s", n), table[n][1], by_fact(table[n][0])] for n in names]
    return {"kind": "have/1", "lemmas": lemmas, "then": {
        "kind": "rewrite/1", "atoms": atoms, "then": by_fact(len(bare.facts) - 1)}}
