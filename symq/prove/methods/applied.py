"""Relations between values of unknown functions, proved for any numbers in their place."""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.term import RANGED, I, Term, add, fn, head, heads, layers, mul
from symq.prove.focus import focused
from symq.prove.methods.symmetry import used
from symq.prove.search import FAILURES, Evidence, GaveUp, Search, unused

LIMIT = 2_000_000   # units of work, less than the other methods have
MOST = 12           # different values


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence from a lemma for all numbers that the facts allow, used at the values."""
    if "u" not in heads(goal) or "applied" in search.busy:
        return None
    names = Names(context)
    try:
        premises = tuple(names.premises())
        lemma = names.lemma(premises, names.of(goal))
    except ValueError:
        return None
    if len(names.values) > MOST:
        return None
    try:
        with search.alone("applied"), search.within(LIMIT):
            proof = search.universal(focused(search, context, set(context.sorts)), lemma)
            outside, formula = context.fork(), len(context.formulas)
            outside.assume(lemma)
            return {"kind": "have/1", "lemmas": [[lemma, proof]], "then": used(
                search, outside, lemma, formula, list(names.values.values()), goal)}
    except (GaveUp, *FAILURES):
        search.tick()
        return None


class Names:
    """Real symbols for the values of unknown functions; a complex value takes two.

    A value that an equation gives is written by the others.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.table: dict[Term, Term] = {}
        self.values: dict[str, Term] = {}

    def premises(self) -> list[Term]:
        """What the facts say of the values, an equation between real ones being two orders."""
        found: list[Term] = []
        for fact in self.context.facts:
            op, a, b = fact.relation
            if "u" not in heads(fact.relation) or (op == "=" and (
                    self.given(a, b) or self.given(b, a))):
                continue
            real = all(map(self.context.real_term, (a, b)))
            for one in (op,) if op != "=" else ("<=", ">=") if real else ():
                found.append((one, self.of(a), self.of(b)))
        return list(dict.fromkeys(found))

    def given(self, side: Term, other: Term) -> bool:
        """Whether an equation gives a value that has not been met yet."""
        if head(side) != "u" or side in self.table:
            return False
        name = self.of(other)
        if side in self.table:
            return False
        self.table[side] = name
        return True

    def of(self, term: Term) -> Term:
        """A term in the symbols.

        Raises:
            ValueError: a value depends on a bound variable.
        """
        if "u" not in heads(term):
            return term
        kind = head(term)
        if kind in RANGED:
            raise ValueError("a value under a binder")
        if kind == "u":
            if term not in self.table:
                real = self.context.real_term(term)
                parts = [self.fresh(v) for v in ((term,) if real else (
                    fn("re", term), fn("im", term)))]
                self.table[term] = add(parts[0], *(mul(I, p) for p in parts[1:]))
            return self.table[term]
        outer, _, inner, build = layers(term)
        return build(tuple(map(self.of, outer)), tuple(map(self.of, inner)))

    def fresh(self, value: Term) -> Term:
        """A symbol for a real value."""
        name = unused(f"u{len(self.values)}", self.context)
        self.values[name] = value
        return ("s", name)

    def lemma(self, premises: tuple[Term, ...], body: Term) -> Term:
        """The statement about all numbers."""
        return ("forall", tuple((name, "real") for name in self.values), ("=>", premises, body),
                None)
