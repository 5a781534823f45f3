"""Phases inside roots and moduli as cosines and sines: |1 + exp(i a)| is sqrt(2 + 2 cos a).

sympy writes the modulus of a sum of phases as a root of exponentials; with real functions in their
place the statement is one of real analysis.
"""

from __future__ import annotations

from sympy import I as IMAGINARY

from symq.errors import SymqError
from symq.kernel.context import Context
from symq.kernel.term import I, Term, add, fn, head, is_number, mul, number, parts
from symq.lang.translate import from_term, to_term
from symq.prove.bridge import lowest
from symq.prove.builder import PLAIN, Builder, by_fact, subterms
from symq.prove.neighbours import applied
from symq.prove.search import Evidence, Search

MOST = 8        # phases


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a relation in which phases of real angles stand inside a root or a modulus."""
    if "euler" in search.busy or context.rewritten:
        return None
    found = list(dict.fromkeys(
        t for side in goal[1:] for outer in subterms(side) if rooted(outer)
        for t in subterms(outer) if t[:2] == ("f", "exp") and I in subterms(t[2])))
    if not found or len(found) > MOST:
        return None
    builder = Builder(search, context)
    try:
        if not all(written(builder, t) for t in found):
            return None
    except SymqError:       # something that is no expression of sympy
        return None
    plain = tuple(tidy(builder, t) for t in applied(builder.context, goal))
    real = builder.context.fork()
    real.rewritten = dict(context.rewritten)    # no phase is left
    with search.alone("euler"):
        evidence = search.find(real, plain)
    at = builder.lemma(plain, evidence)
    return None if at is None else builder.close(by_fact(at))


def rooted(term: Term) -> bool:
    """Whether a term is a root or a modulus."""
    return term[:2] == ("f", "abs") or (
        head(term) == "^" and is_number(term[2]) and number(term[2]).denominator > 1)


def written(builder: Builder, phase: Term) -> bool:
    """Replace exp(i a) by cos a + i sin a, for a real a."""
    angle = to_term((from_term(phase[2]) / IMAGINARY).expand())
    if not builder.context.plainly_real(angle):
        return False
    inner = Builder(None, builder.context)
    for name in ("cos", "sin"):
        inner.rewrite(fn(name, angle), "euler", None)
    return builder.rewrite(phase, "lemma", [
        add(fn("cos", angle), mul(I, fn("sin", angle))), inner.close(PLAIN)])


def tidy(builder: Builder, term: Term) -> Term:
    """A term with what stands inside its roots and moduli multiplied out."""
    if not isinstance(term, tuple) or head(term) in ("", "s", "c"):
        return term
    if not rooted(term):
        return (*term[:len(term) - len(parts(term))], *(tidy(builder, t) for t in parts(term)))
    place = 1 if head(term) == "^" else 2
    value = builder.value(term[place])
    return term if value is None else (
        *term[:place], lowest(builder.context, value), *term[place + 1:])


__all__ = ["attempt"]
