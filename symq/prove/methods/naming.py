"""Order relations that hold for every real number in the place of a compound one.

Where a function's argument, or a root in one, is made of several symbols, and these enter in no
other way, the relation is proved for a symbol of its own in that place, of the sign that the
argument has, and used at the argument: cos(w) >= 1 - w**2/2 at w = sqrt(a**2 + b**2). A negative
number takes the place of minus a positive one in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Dummy, Expr, Poly, PolynomialError, Pow, Symbol, fraction, reduced, together
from sympy import Function as Applied
from sympy.core.function import AppliedUndef

from symq.errors import SymqError
from symq.kernel.context import Context, standard
from symq.kernel.term import (
    ORDER,
    ZERO,
    Term,
    head,
    heads,
    inv,
    is_number,
    neg,
    number,
    sub,
    symbols,
)
from symq.lang.translate import from_term, to_term
from symq.prove.bridge import lowest
from symq.prove.builder import Builder, subterms
from symq.prove.methods.symmetry import used
from symq.prove.screen import plausible
from symq.prove.search import FAILURES, Evidence, GaveUp, Search, unused

LIMIT = 1_500_000   # units of work, less than the other methods have
SIGN = 60_000       # units of work for the sign of the argument
MOST = 3            # arguments that are tried


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence from a proof for all real numbers of some sign, used at an argument."""
    if goal[0] not in ORDER or "naming" in search.busy or "f" not in heads(goal):
        return None
    name = unused("w", context, goal)
    try:
        with search.alone("naming"), search.within(LIMIT):
            tried = 0
            for place in places(context, goal):
                search.tick(2000)
                body = renamed(goal, place, name)
                if body is None:
                    continue
                evidence = used_at(search, context, goal, place, name, body)
                tried += 1
                if evidence is not None or tried == MOST:
                    return evidence
    except (GaveUp, *FAILURES):
        search.tick()
    return None


def places(context: Context, goal: Term) -> Iterator[Term]:
    """Roots inside arguments, then arguments, of at least two symbols."""
    inner = [t[2] for side in goal[1:] for t in subterms(side) if head(t) == "f" and len(t) == 3
             and t[1] not in ("abs", "re", "im", "conj", "floor")]
    roots = [t for argument in inner for t in subterms(argument) if head(t) == "^"
             and t[2] == "1/2"]
    for term in dict.fromkeys((*roots, *sorted(inner, key=lambda t: len(repr(t))))):
        if len(symbols(term)) > 1 and context.plainly_real(term) and all(
                context.sorts.get(n) in ("real", "integer") for n in symbols(term)):
            yield term
    for name in symbols(goal) if len(symbols(goal)) == 1 else ():
        x = ("s", name)     # a negative number is minus a positive one
        if context.sorts.get(name) == "real" and context.is_known(neg(x), ">="):
            yield neg(x)
        if any(head(t) == "^" and is_number(t[2]) and number(t[2]) < 0 and name in symbols(t)
               for argument in inner for t in subterms(argument)):
            yield inv(x)


def renamed(goal: Term, place: Term, name: str) -> Term | None:
    """The goal with a symbol in a place, None if that makes it no simpler.

    One of the symbols in the place is expressed by the new one and the others; a root may leave
    as many symbols as there were.
    """
    w, root = Symbol(name, real=True), head(place) == "^" and place[2] == "1/2"
    try:
        inside, sides = from_term(place[1] if root else place), [from_term(t) for t in goal[1:]]
    except SymqError:
        return None
    if head(place) == "^" and head(place[1]) == "s":        # a reciprocal
        (x,) = inside.free_symbols
        return (goal[0], *(to_term(together(e.xreplace({x: 1 / w}))) for e in sides))
    ordered = sorted((s for s in inside.free_symbols if s.name in symbols(place)),
                     key=lambda s: s.name)
    found: list[tuple[int, int, Term]] = []
    for first in ordered:
        gens = [first, *(s for s in ordered if s != first)]
        try:
            relation = Poly(inside - (w**2 if root else w), *gens, w)
            if not all(c.is_number for c in relation.coeffs()):
                return None
            made = [rewritten(e, inside if root else None, relation, gens, w) for e in sides]
        except (PolynomialError, SymqError):
            continue
        left = {s.name for e in made for s in e.free_symbols}
        alone = root or len(ordered) == 1
        if first.name not in left and len(left) < len(symbols(goal)) + alone:
            new = (goal[0], *map(to_term, made))
            found.append((len(left), len(repr(new)), new))
    return min(found, key=lambda t: t[:2])[2] if found else None


def rewritten(e: Expr, base: Expr | None, relation: Poly, ordered: list[Symbol], w: Symbol) -> Expr:
    """An expression modulo the relation between the new symbol and the old ones."""
    if not e.free_symbols & set(ordered):
        return e
    table: dict[Expr, Expr] = {}

    def opaque(t: Expr) -> Expr:
        if base is not None and isinstance(t, Pow) and t.base == base and (2 * t.exp).is_Integer:
            return w**(2 * t.exp)
        if isinstance(t, AppliedUndef):
            raise PolynomialError("an unknown function")
        if isinstance(t, Applied) or (isinstance(t, Pow) and not t.exp.is_Integer):
            new = t.func(*(rewritten(a, base, relation, ordered, w) for a in t.args))
            return next((d for d, f in table.items() if f == new), None) or (table.setdefault(
                d := Dummy(), new) and d)
        return t.func(*map(opaque, t.args)) if t.args else t

    top, bottom = fraction(together(opaque(e)))
    gens = [*ordered, *sorted(table, key=str), w]
    gens += sorted((top.free_symbols | bottom.free_symbols) - set(gens), key=str)
    over = relation.as_expr()
    made = [reduced(p, [over], *gens, order="lex")[1].xreplace(table) if p.free_symbols & set(
        ordered) else p.xreplace(table) for p in (top, bottom)]
    return made[0] / made[1]


def used_at(search: Search, context: Context, goal: Term, place: Term, name: str, body: Term
            ) -> Evidence | None:
    """The lemma for all w of the sign of the place, and what it says there."""
    builder, w = Builder(search, context), ("s", name)
    if head(place) == "^" and not builder.sign(place[1], ">="):
        return None
    premise: Term = (">=", ("^", w, "2"), ZERO)
    for op, sign in ((">", 1), (">", -1), (">=", 1), (">=", -1)):
        wanted = (op, place if sign > 0 else neg(place), ZERO)
        if plausible(builder.context, wanted) and (
                builder.known(wanted[1], op) or builder.lemma(wanted, search.briefly(
                    builder.context, wanted, SIGN)) is not None):
            premise = (op, w if sign > 0 else neg(w), ZERO)
            break
    premises = (premise, *ends(builder.context, place, w))
    inside = builder.context.fork()
    inside.declare(name, "real")
    for relation in premises:
        inside.fact(relation)
    if not plausible(inside.defined(body), body):
        return None
    lemma = ("forall", ((name, "real"),), ("=>", premises, body), None)
    proof = search.universal(builder.context.fork(), lemma)
    outside, formula = builder.context.fork(), len(builder.context.formulas)
    outside.assume(lemma)
    return builder.close({"kind": "have/1", "lemmas": [[lemma, proof]],
                          "then": used(search, outside, lemma, formula, [place], goal)})


def ends(context: Context, place: Term, w: Term) -> list[Term]:
    """What numbers that bound a positive symbol say of its reciprocal."""
    found: list[Term] = []
    for fact in context.facts if head(place) == "^" and place[2] == "-1" else ():
        term = standard(fact.relation)[0]
        edge = lowest(context, context.value(sub(place[1], term)))
        if fact.op in (">", ">=") and is_number(edge) and number(edge) > 0:
            found.append((fact.op, sub(str(1 / number(edge)), w), ZERO))
    return found[:1]
