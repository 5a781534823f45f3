"""Limits of hypergeometric terms: a(n + 1)/a(n) tends to a number other than one in modulus.

From some place on the term is then bounded by a power c rho**n that goes to zero, or lies beyond
one that goes to infinity; the bound is proved by induction.
"""

from __future__ import annotations

from fractions import Fraction

from sympy import Expr, Poly, Rational, Symbol, fraction, together
from sympy.simplify.simplify import hypersimp

from symq.errors import SymqError
from symq.kernel.context import Context
from symq.kernel.limits import INFINITE, near
from symq.kernel.term import Term, mul
from symq.lang.translate import from_term
from symq.prove.methods.oscillation import bounded, established
from symq.prove.search import FAILURES, Evidence, GaveUp, Search

LATEST = 40         # places from which the ratio is looked at
AHEAD = 200         # how far it is looked at


def dominated(search: Search, context: Context, statement: Term) -> Evidence | None:
    """Evidence by a power that the term is compared with."""
    _, term, name, point, value, side = statement
    if side != "n" or point != ("c", "oo") or (value != "0" and value not in INFINITE):
        return None
    try:
        body = from_term(term)
        counter = next(s for s in body.free_symbols if s.name == name)
        ratio = hypersimp(body, counter)
    except (SymqError, StopIteration, AttributeError, *FAILURES):
        return None
    if ratio is None or ratio.free_symbols - {counter} or not ratio.is_rational_function(counter):
        return None
    found = power(body, ratio, counter, value)
    if found is None:
        return None
    first, scale, rho = found
    other = mul(str(scale), ("^", str(rho), ("s", name)))
    try:
        inside, where = established(search, near(context, statement, str(first)),
                                    ("=", term, "0"), ("=", other, "0"))
        return bounded(search, context, statement, (str(first), inside, where), other)
    except (GaveUp, SymqError, *FAILURES):
        search.tick()
        return None


def power(body: Expr, ratio: Expr, counter: Symbol, value: Term
          ) -> tuple[int, Fraction, Fraction] | None:
    """(first place, c, rho) of a power that bounds the term, by exact values of the ratio."""
    top, bottom = (Poly(p, counter) for p in fraction(together(ratio)))
    if not all(c.is_Rational for p in (top, bottom) for c in p.all_coeffs()):
        return None
    grows = top.degree() - bottom.degree()
    final = abs(Fraction(str(top.LC() / bottom.LC()))) if not grows else Fraction(2 * (grows > 0))
    if (value == "0") != (final < 1) or final == 1:
        return None
    rho = (1 + final) / 2 if final else Fraction(1, 2)
    try:
        sizes = [abs(Fraction(str(top.eval(n) / bottom.eval(n)))) if bottom.eval(n) else None
                 for n in range(1, LATEST + AHEAD)]
    except (ValueError, TypeError):
        return None
    good = [s is not None and (s <= rho if final < 1 else s >= rho) for s in sizes]
    first = next((n for n in range(1, LATEST) if all(good[n - 1:])), None)
    if first is None:
        return None
    start = body.subs(counter, first)
    if not isinstance(start, Rational) or start == 0:
        return None
    c = Fraction(int(start.p), int(start.q)) / rho**first
    return first, abs(c) if value == "0" else c, rho
