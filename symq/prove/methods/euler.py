"""Phases as cosines and sines inside roots and moduli, and anywhere in an order relation.

sympy writes |1 + exp(i a)| as a root of exponentials, and its square as their sum; with real
functions in their place, sqrt(2 + 2 cos a), the statement is one of real analysis.
"""

from __future__ import annotations

from sympy import I as IMAGINARY

from symq.errors import SymqError
from symq.kernel.context import Context
from symq.kernel.term import ORDER, I, Term, add, fn, head, is_number, mul, number, parts
from symq.lang.translate import from_term, to_term
from symq.prove.bridge import lowest
from symq.prove.builder import PLAIN, Builder, by_fact, subterms
from symq.prove.neighbours import applied
from symq.prove.search import Evidence, GaveUp, Search

MOST = 8        # phases


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an order with phases of real angles, or for what has them inside a root."""
    if "euler" in search.busy or context.rewritten:
        return None
    anywhere = goal[0] in ORDER
    found = list(dict.fromkeys(
        t for side in goal[1:] for outer in (side, *subterms(side)) if anywhere or rooted(outer)
        for t in subterms(outer) if t[:2] == ("f", "exp") and I in subterms(t[2])))
    if not found or len(found) > MOST:
        return None
    trial, builder = Builder(search, context), Builder(search, context)
    try:
        replace(trial, found)
        plain = tuple(tidy(trial, t) for t in applied(trial.context, goal))
        if anywhere:
            plain = goal[0], *(multiplied(trial, side) for side in plain[1:])
        with search.alone("euler"):
            at = builder.lemma(plain, search.find(context, plain))
        if at is None:
            return None
        replace(builder, found)
    except SymqError:       # something that is no expression of sympy
        return None
    return builder.close(by_fact(at))


def replace(builder: Builder, phases: list[Term]) -> None:
    """Replace phases by what they are.

    Raises:
        GaveUp: this was not accepted.
    """
    known = [written(builder, t) for t in phases]
    for t, (other, index) in zip(phases, known, strict=True):
        if not builder.rewrite(t, "lemma", [other, by_fact(index)]):
            raise GaveUp("a phase was not replaced")


def rooted(term: Term) -> bool:
    """Whether a term is a root or a modulus."""
    return term[:2] == ("f", "abs") or (
        head(term) == "^" and is_number(term[2]) and number(term[2]).denominator > 1)


def written(builder: Builder, phase: Term) -> tuple[Term, int]:
    """cos a + i sin a for exp(i a) with a real a, and the fact that says so.

    Raises:
        GaveUp: the angle is not plainly real.
    """
    whole = (from_term(phase[2]) / IMAGINARY).expand()
    sign = -1 if whole.could_extract_minus_sign() else 1
    angle = to_term(sign * whole)
    inner = Builder(None, builder.context)
    if phase[2] != mul(I, angle):
        inner.rewrite(phase, "exp", [["exp", mul(I, angle), str(sign)]])
    for name in ("cos", "sin"):
        inner.rewrite(fn(name, angle), "euler", None)
    other = add(fn("cos", angle), mul(str(sign), I, fn("sin", angle)))
    index = builder.lemma(("=", phase, other), inner.close(PLAIN)) \
        if builder.context.plainly_real(angle) else None
    if index is None:
        raise GaveUp("a phase is not plainly one of a real angle")
    return other, index


def tidy(builder: Builder, term: Term) -> Term:
    """A term with what stands inside its roots and moduli multiplied out."""
    if not isinstance(term, tuple) or head(term) in ("", "s", "c"):
        return term
    if not rooted(term):
        return (*term[:len(term) - len(parts(term))], *(tidy(builder, t) for t in parts(term)))
    place = 1 if head(term) == "^" else 2
    return *term[:place], multiplied(builder, term[place]), *term[place + 1:]


def multiplied(builder: Builder, term: Term) -> Term:
    """A term multiplied out, if it has a value."""
    value = builder.value(term)
    return term if value is None else lowest(builder.context, value)


__all__ = ["attempt"]
