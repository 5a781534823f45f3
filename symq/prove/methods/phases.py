"""Equations a = b from known equations of exponentials, sines and cosines within one full turn.

With w = c (a - b), exp(w) = 1 and -2 pi < Im w < 2 pi leave w = 0 only.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import I, expand

from symq.errors import SymqError
from symq.kernel.context import Context
from symq.kernel.term import Term, add, fn, head, mul, sub, symbols
from symq.lang.translate import from_term
from symq.prove.builder import subterms
from symq.prove.search import Evidence, Search
from symq.prove.turns import FULL

FACTORS = 4
FUNCTIONS = ("exp", "sin", "cos", "tan", "sinh", "cosh")
WORK = 200_000      # units of work for one factor


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an equation between angles or exponents."""
    if goal[0] != "=" or "phases" in search.busy:
        return None
    try:
        with search.alone("phases"):
            for times in list(factors(context, goal))[:FACTORS]:
                w = mul(times, sub(*goal[1:]))
                found = {}
                for key, relation in (("low", (">", add(FULL, fn("im", w)), "0")),
                                      ("high", (">", sub(FULL, fn("im", w)), "0")),
                                      ("proof", ("=", fn("exp", w), "1"))):
                    found[key] = search.briefly(context, relation, WORK)
                    if found[key] is None:
                        break
                else:
                    return {"kind": "exponential/1", "times": times, **found}
    except SymqError:       # something that is no expression of sympy
        return None
    return None


def factors(context: Context, goal: Term) -> Iterator[Term]:
    """Rational numbers, perhaps times i, by which the gap enters exponents of known equations."""
    seen = set()
    angles = [(part[1], from_term(part[2])) for fact in context.facts if fact.op == "="
              for side in fact.relation[1:] for part in subterms(side)
              if head(part) == "f" and part[1] in FUNCTIONS and symbols(part)]
    if not angles:
        return
    gap = expand(from_term(sub(*goal[1:])), multinomial=False)      # only linear terms matter
    names = [s for s in sorted(gap.free_symbols, key=str) if gap.coeff(s, 1) != 0]
    for function, angle in angles:
        for name in names:
            share = expand(angle).coeff(name, 1) / gap.coeff(name, 1)
            if function in ("sin", "cos", "tan"):
                share *= I
            for c in (share, 2 * share) if function == "exp" else (2 * share, share):
                if c not in seen and c != 0 and (c.is_Rational or (c / I).is_Rational):
                    seen.add(c)
                    yield str(c) if c.is_Rational else ("*", ("c", "i"), str(c / I))
