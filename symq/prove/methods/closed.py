"""Relations between symbols to which facts give numbers: put in, and decided as closed ones."""

from __future__ import annotations

from symq.kernel.context import Context, standard
from symq.kernel.term import Term, add, sub, subst, symbols
from symq.prove.bridge import lowest
from symq.prove.builder import by_fact
from symq.prove.focus import focused
from symq.prove.search import Evidence, Search

WORK = 150_000      # units of work for an equation between numbers


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence where every symbol of the goal is said to be a closed term."""
    names = sorted(symbols(goal))
    table = numbers(context, set(names))
    if not names or not table.keys() >= set(names) or context.rewritten:
        return None
    plain = subst(goal, {n: table[n][0] for n in names})
    bare, lemmas = focused(search, context, set()), []
    for relation in (*bare.conditions(plain), plain):
        proof = search.closed(bare, relation) or touched(search, bare, relation) or \
            search.briefly(bare, relation, WORK)
        if proof is None:
            return None
        lemmas.append([relation, proof])
        bare.fact(relation)
    atoms = [[("s", n), *table[n]] for n in names]
    return {"kind": "have/1", "lemmas": lemmas, "then": {
        "kind": "rewrite/1", "atoms": atoms, "then": by_fact(len(bare.facts) - 1)}}


def touched(search: Search, context: Context, goal: Term) -> Evidence | None:
    """a >= b for numbers that floats do not tell apart, by their being equal."""
    if goal[0] not in (">=", "<="):
        return None
    proof = search.briefly(context, ("=", *goal[1:]), WORK)
    sign = "1" if goal[0] == ">=" else "-1"
    return proof and {"kind": "have/1", "lemmas": [[("=", *goal[1:]), proof]],
                      "then": by_fact(len(context.facts), sign)}


def numbers(context: Context, names: set[str]) -> dict[str, tuple[Term, Evidence]]:
    """The number that a symbol is, and evidence for that, by facts about one symbol."""
    found: dict[str, tuple[Term, Evidence]] = {}
    for index, fact in enumerate(context.facts):
        about = symbols(fact.relation)
        if fact.op != "=" or len(about) != 1 or not about <= names or about <= found.keys():
            continue
        (name,) = about
        x, gap = ("s", name), standard(fact.relation)[0]
        if fact.relation[1] == x:
            found[name] = fact.relation[2], by_fact(index)
            continue
        for sign, other in (("1", sub(x, gap)), ("-1", add(x, gap))):
            plain = lowest(context, context.value(other))
            if not symbols(plain):
                found[name] = plain, by_fact(index, sign)
    return found


