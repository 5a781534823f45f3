"""One variable at a time: inequalities from the sign of a derivative."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from symq.kernel.context import Context, Fact, conditions, standard
from symq.kernel.field import BITS, Poly
from symq.kernel.functions import diff
from symq.kernel.term import ZERO, Term, head, inv, is_number, mul, neg, sub, subst, symbols
from symq.prove.order.build import (
    FAILURES,
    Builder,
    Evidence,
    combine,
    constant,
    degree,
    exponents,
    generators,
    negative,
    term_of,
)
from symq.prove.order.known import State
from symq.prove.order.prepare import by_power
from symq.prove.order.sample import Samples, evaluate
from symq.prove.order.starts import starts
from symq.prove.smooth import below, padded

FLAT = {"log", "atan", "asin", "acos", "asinh", "acosh", "atanh", "erf"}


def moving(context: Context, poly: Poly) -> list[str]:
    """Real symbols that occur inside functions or symbolic exponents."""
    found: dict[str, int] = {}
    for i in generators(poly, context.field.count):
        name = context.names[i]
        if head(name) == "f" or (head(name) == "^" and not is_number(name[2])):
            for symbol in symbols(name):
                if context.sorts.get(symbol) in ("real", "integer"):
                    found[symbol] = found.get(symbol, 0) + 1
    return sorted(found, key=lambda s: (-found[s], s))


def by_slope(decider: Any, state: State, poly: Poly, op: str, samples: Samples) -> Evidence | None:
    """The polynomial, times a positive factor, has a derivative of one sign from some start."""
    names = moving(state.context, poly)
    if not names or decider.slopes >= decider.deepest:
        return None
    decider.slopes += 1
    try:
        for scale in scalings(state, poly, samples):
            for name in names[:3]:
                choice = starts(state, poly, name, samples, decider.origins[-1:])
                for start in choice[:(6, 3, 2)[min(decider.slopes, 3) - 1]]:
                    decider.search.tick()
                    found = scaled(decider, state, poly, op, name, start, scale, samples)
                    if found is not None:
                        return found
            if scale is None and decider.slopes <= 3:
                found = concave(decider, state, poly, op, names, samples)
                if found is not None:
                    return found
    finally:
        decider.slopes -= 1
    return None


def scalings(state: State, poly: Poly, samples: Samples) -> list[Term | None]:
    """Divisors of one sign: coefficients of functions, exponentials; None for no divisor."""
    found: list[Term] = []
    for i in generators(poly, state.count):
        name = state.context.names[i]
        if head(name) == "f" and name[1] in FLAT:
            pieces = by_power(poly, i)
            if max(pieces) == 1 and constant(pieces[1]) is None:
                seen = samples.sign(pieces[1])
                if seen in ("+", "-"):
                    found.append(term_of(state.context, pieces[1] if seen == "+"
                                         else negative(pieces[1])))
    return [*dict.fromkeys(found), *exponentials(state, poly)][:4]


def exponentials(state: State, poly: Poly) -> list[Term | None]:
    """The products of exponentials in a polynomial, those with simple cofactors first."""
    groups: dict[int, Poly] = {}
    for key, c in poly.items():
        part = sum(e << (BITS * i) for i, e in exponents(key).items()
                   if state.context.names[i][:2] == ("f", "exp"))
        groups.setdefault(part, {})[key - part] = c
    order = sorted(groups, key=lambda part: (degree(groups[part]), part != 0, part))
    found = [term_of(state.context, {part: 1}) if part else None for part in order]
    return found if None in found else [*found[:2], None]


def scaled(decider: Any, state: State, poly: Poly, op: str, name: str, start: Term,
           scale: Term | None, samples: Samples) -> Evidence | None:
    """`poly op 0` by way of poly / scale."""
    term = term_of(state.context, poly)
    if scale is not None:
        with np.errstate(all="ignore"):
            try:
                under = np.asarray(evaluate(subst(scale, {name: start}), samples.env))
            except FAILURES:
                return None
        if not np.all(under.real > 1e-12):
            return None
    if scale is None:
        return around(decider, state.context, (op, term, ZERO), name, start, samples)
    builder = Builder(state.context)
    at = builder.have((">", scale, ZERO), decider.prove(builder.context, (">", scale, ZERO), 1))
    if at is None:
        return None
    goal = (op, mul(term, inv(scale)), ZERO)
    lemma = builder.have(goal, around(decider, builder.context, goal, name, start, samples))
    if lemma is None:
        return None
    return builder.wrap(combine([], [["1", [[at, 1], [lemma, 1]], None]]))


def around(decider: Any, context: Context, goal: Term, name: str, start: Term, samples: Samples
           ) -> Evidence | None:
    """From a start: on the side on which the variable lies, or on both."""
    if not is_number(start) and head(start) != "s" and not context.is_known(start, ">"):
        builder = Builder(context)      # what lies beyond a positive place is positive
        positive = (">", start, ZERO)
        with np.errstate(all="ignore"):
            if np.all(np.real(evaluate(start, samples.env)) > 0) and builder.have(
                    positive, decider.prove(context, positive, 1)) is not None:
                found = around(decider, builder.context, goal, name, start, samples)
                return None if found is None else builder.wrap(found)
    gap = sub(("s", name), start)
    with np.errstate(all="ignore"):
        value = np.real(np.asarray(evaluate(gap, samples.env)) + np.zeros(samples.count))
    up, down = bool(np.any(value > 1e-12)), bool(np.any(value < -1e-12))
    if up != down:
        builder = Builder(context)
        side = "+" if up else "-"
        relation = (">=", gap if up else neg(gap), ZERO)
        strict = (">", *relation[1:])
        at = None
        wanted: Term
        for wanted in (strict, relation):
            if at is None:
                at = builder.have(wanted, decider.prove(builder.context, wanted, 1))
        if at is not None:
            found = slope(decider, builder.context, goal, name, start, side)
            return None if found is None else builder.wrap(found)
    made: dict[str, Evidence] = {}
    for op, key, side in ((">", "positive", "+"), ("<", "negative", "-")):
        inside = context.fork()
        inside.fact((op, gap, ZERO))
        found = slope(decider, inside, goal, name, start, side)
        if found is None:
            return None
        made[key] = found
    inside = context.fork()
    inside.fact(("=", gap, ZERO))
    for candidate in (made["positive"], made["negative"]):
        if Builder(inside).holds(goal, candidate):
            made["zero"] = candidate
            break
    else:
        found = slope(decider, inside, goal, name, start, "+") or clash(inside, gap)
        if found is None:
            return None
        made["zero"] = found
    return {"kind": "cases/1", "on": gap, **made}


def clash(context: Context, gap: Term) -> Evidence | None:
    """The case gap = 0 (the last fact) where the gap is known not to vanish."""
    if not context.is_known(gap, "!="):
        return None
    last = len(context.facts) - 1
    square = combine([], [["1", [], gap], ["-1", [[last, 1]], gap]])
    return {"kind": "absurd/1", "proof": square}


def fresh(context: Context) -> str:
    """A name that no symbol has."""
    k = 1
    while f"y{k}" in context.sorts or f"_y{k}" in context.sorts:
        k += 1
    return f"_y{k}"


def slope(decider: Any, context: Context, goal: Term, name: str, start: Term, side: str
          ) -> Evidence | None:
    """Evidence of the kernel's rule, the variable being known to lie on that side."""
    decider.search.tick()
    term, op = standard(goal)
    if op not in (">", ">=") or not context.plainly_real(term):
        return None
    wider = padded(term, name)
    if wider is not None:
        return spoken(decider, context, (op, wider, ZERO), name, start, side)
    x, at_start = ("s", name), subst(term, {name: start})
    gap = sub(x, start) if side == "+" else sub(start, x)
    try:
        context.value(start)
        strict_gap = context.is_known(gap, ">")
        if not context.is_known(gap, ">="):
            return None
    except FAILURES:
        return None
    strict = "start"
    begin = at(decider, context, op, at_start)
    if begin is None and op == ">" and strict_gap:
        strict, begin = "slope", at(decider, context, ">=", at_start)
    if begin is None:
        return None
    inside = context.fork()
    var = fresh(context)
    inside.declare(var, "real")
    y = ("s", var)
    low, high = (start, x) if side == "+" else (x, start)
    inside.fact((">=", y, low))
    inside.fact((">=", high, y))
    there = subst(term, {name: y})
    where = conditions(there, True, inside.sorts)
    closed, opened = [], []
    for condition in where:
        proof = together(inside, condition) or decider.prove(inside, condition, 1)
        if proof is None:
            return None
        closed.append(proof)
        inside.fact(condition)
    inside.fact((">", y, low))
    inside.fact((">", high, y))
    for condition in where:
        if condition[0] == ">=":
            sharp = (">", *condition[1:])
            proof = decider.prove(inside, sharp, 1)
            if proof is None:
                return None
            opened.append(proof)
            inside.fact(sharp)
    wanted = ">" if strict == "slope" else ">="
    try:
        rate = diff(there, var)
        inside.value(rate)
    except FAILURES:
        return None
    claim = (wanted, rate, ZERO) if side == "+" else (wanted, ZERO, rate)
    decider.origins.append(start)
    try:
        proof = between(decider, inside, claim, name, var, side, len(context.facts))
    finally:
        decider.origins.pop()
    if proof is None:
        return None
    return {"kind": "slope/1", "var": name, "first": start, "side": side, "name": var,
            "strict": strict, "start": begin, "closed": closed, "open": opened, "slope": proof}


def together(context: Context, goal: Term) -> Evidence | None:
    """Evidence that a term is the sum of two facts, denominators and all."""
    wanted, known = context.value(goal[1]), [
        (i, f.value, f.op) for i, f in enumerate(context.facts) if f.op in (">", ">=")]
    if goal[0] not in (">", ">=") or goal[2] != ZERO or len(known) > 40:
        return None
    for i, v, op in known:
        rest = context.field.add(wanted, context.field.mul(context.field.const(-1), v))
        for j, w, other in known[:known.index((i, v, op))]:
            if w == rest and (goal[0] == ">=" or ">" in (op, other)):
                return combine([], [["1", [[i, 1]], None], ["1", [[j, 1]], None]])
    return None


def spoken(decider: Any, context: Context, goal: Term, name: str, start: Term, side: str
           ) -> Evidence | None:
    """The same, for a term of equal value that tells where its derivative is defined."""
    builder = Builder(context)
    for base, _ in below(goal[1], name):
        for at_place in (base, subst(base, {name: start})):
            if not is_number(at_place) and builder.have((">", at_place, ZERO), decider.prove(
                    builder.context, (">", at_place, ZERO), 1)) is None:
                return None
    at_goal = builder.have(goal, slope(decider, builder.context, goal, name, start, side))
    return None if at_goal is None else builder.wrap(combine([], [["1", [[at_goal, 1]], None]]))


def between(decider: Any, context: Context, claim: Term, name: str, var: str, side: str,
            known: int) -> Evidence | None:
    """The sign of the derivative, from bounds of the place alone if they are enough for it.

    The first `known` facts do not speak of the place; a bound of the end beyond it is one of the
    place too, and then the facts about the end are set aside.
    """
    builder, y = Builder(context), ("s", var)
    ends = [i for i, f in enumerate(context.facts[:known]) if name in symbols(f.relation)]
    nearer = ("s", name), y
    near = next(i for i, f in enumerate(context.facts) if i >= known and f.op == ">" and
                f.relation[1:] == (nearer if side == "+" else nearer[::-1]))
    carried = 0
    for i in ends:
        term, op = standard(context.facts[i].relation)
        try:
            share = constant(context.value(diff(term, name))[0])
        except FAILURES:
            continue
        if share and op in (">", ">=") and (share < 0) == (side == "+"):
            moved = subst(term, {name: y})
            for one in (">", op):
                if builder.have((one, moved, ZERO), combine([], [
                        ["1", [[i, 1]], None],
                        [str(abs(slope_of(context, term, name))), [[near, 1]], None]])) is not None:
                    break
            carried += 1
        elif share or op == "!=":
            carried += 1
    if ends and name not in symbols(claim):
        free = builder.context.fork()
        free.facts = [Fact((">=", ZERO, ZERO), context.field.const(0), ">=")
                      if name in symbols(f.relation) else f for f in free.facts]
        proof = decider.ladder(free, claim, 1)
        if proof is not None:
            proof = builder.wrap(proof)
            if Builder(context).holds(claim, proof):
                return proof
        if carried == len(ends):
            return None
    return decider.ladder(context, claim, 1)


def slope_of(context: Context, term: Term, name: str) -> Fraction:
    """The coefficient of a symbol in a term that is linear in it."""
    num, den, _ = context.value(diff(term, name))
    return Fraction(num[0], den)


def at(decider: Any, context: Context, op: str, term: Term) -> Evidence | None:
    """`term op 0` at the start: in the tower, by enclosure, or through an equation."""
    found = decider.prove(context, (op, term, ZERO), 1)
    if found is not None or op == ">":
        return found
    equal = decider.equal(context, ("=", term, ZERO))
    if equal is None:
        return None
    here = len(context.facts)
    return {"kind": "have/1", "lemmas": [[("=", term, ZERO), equal]],
            "then": combine([], [["1", [[here, 1]], None]])}


def concave(decider: Any, state: State, poly: Poly, op: str, names: list[str], samples: Samples
            ) -> Evidence | None:
    """Cases of the sign of the derivative at the place itself: each side has its own start."""
    context = state.context
    term = term_of(context, poly)
    for name in names[:2]:
        try:
            rate = diff(term, name)
            context.value(rate)
        except FAILURES:
            continue
        ends = starts(state, poly, name, samples, decider.origins[-1:])[:4]
        if len(ends) < 2:
            continue
        with np.errstate(all="ignore"):
            seen = np.real(np.asarray(evaluate(rate, samples.env)))
        if not (np.any(seen > 1e-9) and np.any(seen < -1e-9)):
            continue
        made: dict[str, Evidence] = {}
        for relation, key in ((">", "positive"), ("<", "negative"), ("=", "zero")):
            inside = context.fork()
            inside.fact((relation, rate, ZERO))
            if key == "zero" and Builder(inside).holds((op, term, ZERO), made["positive"]):
                made[key] = made["positive"]
                continue
            found = None
            for start in ends:
                part = Samples(inside, [poly])
                if not part.count:
                    part = samples
                found = around(decider, inside, (op, term, ZERO), name, start, part)
                if found is not None:
                    break
            if found is None:
                break
            made[key] = found
        if len(made) == 3:
            return {"kind": "cases/1", "on": rate, **made}
    return None


__all__ = ["by_slope", "moving"]
