"""Limits by expansions from each side."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import numpy as np
from sympy import Dummy, Pow, cancel, expand, gcd_list

from symq.errors import Rejected
from symq.kernel.context import Context
from symq.kernel.field import Value
from symq.kernel.limits import INFINITE, above, approaches, grows, near, power_base
from symq.kernel.series import UNIT
from symq.kernel.term import RANGED, Term, head, heads, sub, subst, symbols
from symq.lang.translate import from_term, to_term
from symq.prove import partial
from symq.prove.bridge import lowest
from symq.prove.builder import PLAIN, Builder
from symq.prove.expansions import Expander
from symq.prove.exponents import exponentials
from symq.prove.methods import endless
from symq.prove.methods.closed import numbers
from symq.prove.methods.domination import dominated
from symq.prove.methods.integrals import integrals, valued
from symq.prove.methods.oscillation import STARTS, equal, oscillation, squeeze
from symq.prove.neighbours import applied, ensure, occurring, reduce_all, signs
from symq.prove.order.guess import recognised
from symq.prove.order.sample import evaluate
from symq.prove.search import FAILURES, Evidence, GaveUp, Search
from symq.prove.summation import close_sums

DEPTHS = (3, 6, 12, 24)
WORK = 1_000_000    # units of work for the expansions of functions that have other ways
SHARE = 600_000     # units of work for another limit


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a limit, or for its being another one."""
    if head(goal) != "not":
        return direct(search, context, goal)
    try:
        evidence, reason = direct(search, context, goal), ""
    except (Rejected, GaveUp) as error:
        search.tick()
        evidence, reason = None, str(error)
    if evidence is None and "unique" not in search.busy:
        with search.alone("unique"):
            evidence = unique(search, context, goal[1])
    if evidence is None and reason:
        raise GaveUp(reason)
    return evidence


def unique(search: Search, context: Context, statement: Term) -> Evidence | None:
    """A limit is denied by the one that the values suggest."""
    for other in supposed(context, statement):
        if other == statement[4]:
            continue
        apart = None
        if other not in INFINITE and statement[4] not in INFINITE:
            apart = search.briefly(context, ("!=", statement[4], other), SHARE)
            if apart is None:
                continue
        then = search.briefly(context, (*statement[:4], other, statement[5]), SHARE)
        if then is not None:
            return {"kind": "unique/1", "other": other, "apart": apart, "then": then}
    return None


def supposed(context: Context, statement: Term) -> list[Term]:
    """Values that the expression may tend to, from floats where the other symbols have values."""
    _, term, name, point, _, side = statement
    term = subst(term, {n: v for n, (v, _) in numbers(context, symbols(term) - {name}).items()})
    if symbols(term) - {name}:
        return ["0"]
    try:
        if point in INFINITE:
            places = np.array([INFINITE[point] * 2.0**k for k in (5, 6, 7)])
        else:
            places = complex(evaluate(point, {})).real + np.array(
                [(-1 if side == "-" else 1) * 2.0**-k for k in (6, 8, 10)])
        with np.errstate(all="ignore"):
            found = [np.ravel(evaluate(term, {name: np.array([x + 0j])}) + 0j)[0].real
                     for x in places]
    except FAILURES:
        return ["0"]
    a, b, c = map(float, found)
    if not np.all(np.isfinite(found)):
        return ["0"]
    if abs(c) < abs(b) < abs(a):
        return ["0", *recognised(c + (c - b))]
    if abs(c) > abs(b) > abs(a) and abs(c - b) > abs(b - a):
        return [v for v, sign in INFINITE.items() if sign * c > 0]
    return [*recognised(c), *recognised(c + (c - b))]


def direct(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence by the methods for a limit or its denial."""
    negative = head(goal) == "not"
    statement = goal[1] if negative else goal
    base = power_base(statement)
    if base is not None and (not negative or statement[1] == ("^", base, ("s", statement[2]))):
        proof = search.attempt(context, (">=" if negative else "<", (
            "^", ("f", "abs", base), "2"), "1"))
        if proof is not None:
            return {"kind": "geometric/1", "proof": proof}
    if integrals(statement[1]):
        return _by_values(search, context, statement, negative)
    if statement[3] == ("c", "oo") and occurring(context, [statement[1]]):
        if not RANGED & heads(statement[1]):
            with suppress(GaveUp), search.within(WORK):
                return expanded(search, context, statement, negative)
        found = endless.attempt(search, context, goal)
        if found is None and not negative:
            found = dominated(search, context, statement)
        if found is None:
            found = partial.attempt(search, context, goal)
        return found or alike(search, context, goal, statement)
    try:
        return expanded(search, context, statement, negative)
    except GaveUp:
        search.tick()
        evidence = oscillation(search, context, statement) if negative else \
            falling(search, context, statement) or squeeze(search, context, statement)
        if evidence is None:
            raise
        return evidence


def expanded(search: Search, context: Context, statement: Term, negative: bool) -> Evidence:
    """Evidence by expansions from each side.

    Raises:
        GaveUp: there are none, or they do not decide.
    """
    reason = "no expansion"
    for depth in DEPTHS:
        expander = Expander(search, context, statement)
        try:
            values, inside = expander.run(
                lambda c, h, k, d=depth: _values(c, statement, d, h, k, negative))  # type: ignore[misc]
            parts = [] if negative else [expander.zero(inside, v) for v in values]
        except (Rejected, GaveUp) as error:
            search.tick()
            reason = str(error)
            if "precision" not in reason and "left" not in reason:
                break
            continue
        return expander.close({"kind": "limit/1", "depth": depth, "hints": expander.hints,
                               "parts": parts})
    raise GaveUp(reason)


def _values(context: Context, goal: Term, depth: int, hints: list[Term], kind: Any,
            negative: bool) -> list[list[Value]]:
    """The coefficients that must vanish from each side; for other goals only the signs."""
    found = approaches(context, goal, depth, hints, kind)
    if goal[4] in INFINITE:
        for expansion, series in found:
            grows(expansion, series)
        return []
    if negative:
        for expansion, series in found:
            top, _ = expansion.lead(series)
            if expansion.compare(top, UNIT) >= 0:
                break
        return []
    return [above(expansion, series, UNIT, True) for expansion, series in found]


def _by_values(search: Search, context: Context, statement: Term, negative: bool
               ) -> Evidence | None:
    """The limit of what the expression is with the values of its integrals near the point."""
    for first in STARTS[statement[3] in INFINITE]:
        other = valued(search, near(context, statement, first), statement[1])
        if other is not None:
            changed = ("lim", other, *statement[2:])
            then = search.find(context, ("not", changed) if negative else changed)
            return equal(search, context, statement, other, first, then)
    return None


def falling(search: Search, context: Context, statement: Term) -> Evidence | None:
    """v + c b**n: a limit v through the power of one base, of whatever sign."""
    _, term, name, point, value, side = statement
    body = from_term(term)
    powers = {p for p in body.atoms(Pow) if any(s.name == name for s in p.exp.free_symbols)}
    if side != "n" or point != ("c", "oo") or len({p.base for p in powers}) != 1:
        return None
    (base,), place = {p.base for p in powers}, Dummy()
    counter = next(s for p in powers for s in p.exp.free_symbols if s.name == name)
    slopes = {p: expand(p.exp).coeff(counter) for p in powers}
    shifts = {p: expand(p.exp - a * counter) for p, a in slopes.items()}
    if not all(s.is_Integer for s in (*shifts.values(), *slopes.values())):
        return None
    step = gcd_list(list(slopes.values()))
    poly = cancel(body.xreplace({p: place**(slopes[p] / step) * base**s
                                 for p, s in shifts.items()}))
    factor = cancel(poly.diff(place))
    if factor.has(place):
        return None
    if factor.has(counter):
        rest = {base**step: factor}
        return endless.through(search, context, statement, from_term(value), rest, counter)
    power = ("*", to_term(factor), ("^", to_term(base**step), ("s", name)))
    other = power if value == "0" else ("+", value, power)
    if other == term:
        return None
    then = search.find(context, ("lim", other, *statement[2:]))
    return equal(search, context, statement, other, "1", then)


def alike(search: Search, context: Context, goal: Term, statement: Term) -> Evidence | None:
    """The limit of what the expression becomes when its functions are reduced by ratios."""
    _, term, name, *rest = statement
    inside, first = context.fork(), "4"
    inside.declare(name, "integer" if rest[-1] == "n" else "real")
    inside.fact((">=", ("s", name), first))
    where = []
    for condition in inside.conditions(("=", term, "0")):
        prover = Builder(search, inside)
        signs(prover, [term])
        ensure(prover, sub(*condition[1:]), condition[0])
        where.append(prover.close(search.find(prover.context, condition)))
        inside.fact(condition)
    builder = Builder(search, inside)
    close_sums(builder, [term])
    reduce_all(builder, [term])
    exponentials(builder, [applied(builder.context, term)], circular=False)
    value = builder.value(term)
    if value is None:
        return None
    other = lowest(builder.context, value)
    if occurring(builder.context, [other]):
        raise GaveUp("the ratio of the functions is not rational")
    if not builder.accepts(("=", term, other), PLAIN):
        return None
    changed = ("lim", other, name, *rest)
    changed = ("not", changed) if head(goal) == "not" else changed
    return {"kind": "alike/1", "other": other, "first": first, "where": where,
            "proof": builder.close(PLAIN), "then": search.find(context, changed)}
