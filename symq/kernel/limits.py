"""Asymptotic statements and limits, by the expansions of their two sides."""

from __future__ import annotations

from functools import cmp_to_key
from typing import Any

from symq.kernel.context import Context
from symq.kernel.expression import ONE, ZERO, Term, add, fn, need, neg, square, sub
from symq.kernel.field import Value
from symq.kernel.logic import Items, Proof, Terms, establish, items, prove
from symq.kernel.series import UNIT, Expansion, Monomial, Series
from symq.kernel.term import head, integer, number, subst, symbols

INFINITE = {("c", "oo"): 1, ("c", "-oo"): -1}


def remainder(context: Context, goal: Term, depth: int, hints: list[Term],
              kind: type[Expansion] = Expansion) -> tuple[Expansion, Series, Monomial]:
    """The difference of the two sides of an asymptotic statement, and the order as a monomial.

    Each small parameter x of weight w is x * s**w (x / s**w at infinity), s -> 0 from above. For
    "<=" and ">=" the difference is the one that should not be negative.
    """
    _, lhs, rhs, weights, order, at, sharp, rel = goal
    need(at in ("0", "oo") and sharp in ("0", "1") and rel in ("=", "<=", ">="), "malformed")
    sign, images = 1 if at == "0" else -1, dict[str, Series]()
    for name, weight in weights:
        need(integer(weight) > 0 and name not in images, "weights are positive integers")
        images[name] = ({((), sign * integer(weight), 0): context.value(("s", name))}, None)
    expansion = kind(context, images, depth, hints)
    series = expansion.expand(sub(lhs, rhs) if rel != "<=" else sub(rhs, lhs))
    return expansion, series, ((), number(order), 0)


def approaches(context: Context, goal: Term, depth: int, hints: list[Term],
          kind: type[Expansion] = Expansion) -> list[tuple[Expansion, Series]]:
    """The expression minus a finite limit from each side on which the limit is taken."""
    _, term, name, point, value, side = goal
    field, expansions = context.field, []
    need(side in ("+", "-", "+-", "n"), "a limit is taken from a side")
    signs = (INFINITE[point],) if point in INFINITE else {"+": (1,), "-": (-1,)}.get(side, (1, -1))
    for sign in signs:
        need(side != "n" or point in INFINITE, "an integer variable goes to infinity")
        line: dict[Monomial, Value] = {((), -1 if point in INFINITE else 1, 0): field.const(sign)}
        if point not in INFINITE and context.value(point)[0]:
            line[UNIT] = context.value(point)
        expansion = kind(context, {name: (line, None)}, depth, hints)
        series = expansion.expand(term)
        if value not in INFINITE:
            series = expansion.add(series, expansion.const(expansion.minus(context.value(value))))
        expansions.append((expansion, series))
    return expansions


def above(expansion: Expansion, series: Series, level: Monomial, strict: bool) -> list[Value]:
    """Coefficients of the terms larger than a level (or of its size), the largest first."""
    compare, bound = expansion.compare, series[1]
    need(bound is None or compare(level, bound) >= strict, "the precision is too low")
    kept = [m for m in series[0] if compare(m, level) >= 1 - strict]
    return [series[0][m] for m in sorted(kept, key=cmp_to_key(compare), reverse=True)]


def grows(expansion: Expansion, series: Series) -> int:
    """1 or -1 where a series goes to plus or minus infinity, else 0; Rejected if not known."""
    if series == ({}, None):
        return 0
    top, c = expansion.lead(series)
    return (1 if expansion.positive(c) else -1) if expansion.compare(top, UNIT) > 0 else 0


def holds(context: Context, goal: Term, depth: int, kind: type[Expansion]) -> bool:
    """The truth of an asymptotic statement or a limit whose coefficients have known signs."""
    if head(goal) == "O":
        expansion, series, level = remainder(context, goal, depth, [], kind)
        for c in above(expansion, series, level, False):
            if not expansion.known(c, "="):
                return goal[7] != "=" and expansion.positive(c)
        need(goal[6] == "0", "an order is not sharp at one point")
        return True
    base = power_base(goal)
    if base is not None:
        gap = sub(ONE, square(fn("abs", base)))
        small = kind(context, {}, depth, []).known(context.value(gap), ">")
        if small or goal[1] == ("^", base, ("s", goal[2])):
            return small
    for expansion, series in approaches(context, goal, depth, [], kind):
        if goal[4] in INFINITE:
            if grows(expansion, series) != INFINITE[goal[4]]:
                return False
        elif any(not expansion.known(c, "=") for c in above(expansion, series, UNIT, True)):
            return False
    return True


def vanish(context: Context, values: list[Value], proofs: Any, rel: str) -> None:
    """Prove that coefficients vanish; for an inequality, that the first other one is positive."""
    for c, (op, proof) in zip(values, map(items, items(proofs)), strict=False):
        need(op == "=" or (rel != "=" and op in (">", ">=")), "a coefficient must vanish")
        prove(context, (op, context.term(c), ZERO), proof)
        if op == ">":
            return
    need(len(values) == len(proofs), "each coefficient needs its proof")


def series(context: Context, goal: Term, depth: int, hints: Terms, parts: Items) -> None:
    """f = g + O(s**order): every coefficient below the order vanishes.

    The negation of a sharp statement is shown by the coefficient at the order being zero.
    """
    negative, inside = head(goal) == "not", context.fork()
    statement = goal[1] if negative else goal
    need(head(statement) == "O" and (statement[6] == "1") == negative, "an order, not a sharp one")
    expansion, series, level = remainder(inside, statement, depth, hints)
    values = above(expansion, series, level, negative)
    if negative:
        values = [series[0][level]] if level in series[0] else []
    vanish(inside, values, parts, "=" if negative else statement[7])


def limit(context: Context, goal: Term, depth: int, hints: Terms, parts: Items) -> None:
    """A limit, or that another number is not the limit, by expansions from each side."""
    negative, inside = head(goal) == "not", context.fork()
    statement = goal[1] if negative else goal
    need(head(statement) == "lim", "a limit was expected")
    found, wrong = approaches(inside, statement, depth, hints), False
    need(len(parts) == (0 if negative or statement[4] in INFINITE else len(found)),
         "each side needs its proofs")
    target = INFINITE.get(statement[4])
    for i, (expansion, series) in enumerate(found):
        if target:
            wrong |= grows(expansion, series) != target
        elif negative:
            top, _ = expansion.lead(series)
            wrong |= expansion.compare(top, UNIT) >= 0
        else:
            vanish(inside, above(expansion, series, UNIT, True), parts[i], "=")
    need(wrong == negative, "the limit is another one")


def near(context: Context, statement: Term, first: Term) -> Context:
    """A copy with the variable of a limit near its point: beyond a number, or within a distance."""
    _, _, name, point, _, side = statement
    inside, x, size = context.fork(), ("s", name), number(first)
    inside.declare(name, "integer" if side == "n" else "real")
    if point in INFINITE:
        inside.fact((">=", x, first) if INFINITE[point] > 0 else ("<=", x, str(-size)))
        return inside
    need(size > 0 and context.real(context.value(point)), "a real point and a positive distance")
    inside.fact(("<", x, add(point, first)) if side != "-" else ("<", x, point))
    inside.fact((">", x, sub(point, first)) if side != "+" else (">", x, point))
    inside.fact(("!=", x, point))
    return inside


def alike(context: Context, goal: Term, other: Term, first: Term, where: Items, proof: Proof,
          then: Proof) -> None:
    """A limit of an expression that equals another one near the point."""
    negative = head(goal) == "not"
    statement = goal[1] if negative else goal
    need(head(statement) == "lim", "a limit was expected")
    _, term, name, *rest = statement
    inside = near(context, statement, first)
    establish(inside, inside.conditions(("=", term, ZERO)), where)
    prove(inside, ("=", term, other), proof)
    changed = ("lim", other, name, *rest)
    prove(context, ("not", changed) if negative else changed, then)


def squeezed(context: Context, goal: Term, other: Term, first: Term, where: Items, low: Proof,
             high: Proof, then: Proof) -> None:
    """Near the point, a real expression is no further from its limit than `other`, which vanishes.

    For an infinite limit it lies beyond `other`, which has the same limit.
    """
    need(head(goal) == "lim", "a limit was expected")
    _, term, name, point, value, side = goal
    inside, sign = near(context, goal, first), INFINITE.get(value)
    establish(inside, inside.conditions(("and", ("=", term, ZERO), ("=", other, ZERO))), where)
    gap = term if sign else sub(term, value)
    need(inside.plainly_real(gap) and inside.plainly_real(other), "the sides must be real")
    if sign != -1:
        prove(inside, (">=", gap, other if sign else neg(other)), low)
    if sign != 1:
        prove(inside, ("<=", gap, other), high)
    prove(context, ("lim", other, name, point, value if sign else ZERO, side), then)


def unique(context: Context, goal: Term, other: Term, apart: Proof, then: Proof) -> None:
    """A limit is denied by another one."""
    need(head(goal) == "not" and head(goal[1]) == "lim" and goal[1][4] != other, "another limit")
    if INFINITE.keys().isdisjoint((goal[1][4], other)):
        prove(context, ("!=", goal[1][4], other), apart)
    prove(context, (*goal[1][:4], other, goal[1][5]), then)


def sides(context: Context, goal: Term, right: Proof, left: Proof) -> None:
    """A limit at a number is the limit from the right and from the left."""
    need(head(goal) == "lim" and goal[5] == "+-" and goal[3] not in INFINITE, "one side is left")
    prove(context, (*goal[:5], "+"), right)
    prove(context, (*goal[:5], "-"), left)


def along(context: Context, goal: Term, name: Any, place: Term, where: Items, tends: Proof,
          op: Any, beside: Proof, then: Proof) -> None:
    """A limit fails that fails along a sequence, `place` for `name` = 1, 2, ..., to its point.

    The sequence is real and stays on one side: it is above or below the point (0 at infinity).
    """
    need(head(goal) == "not" and head(goal[1]) == "lim", "only a limit is denied so")
    _, term, var, point, value, side = goal[1]
    prove(context, ("lim", place, name, ("c", "oo"), point, "n"), tends)
    inside, image = context.fork(), subst(term, {var: place})
    inside.declare(name, "integer")
    inside.fact((">=", ("s", name), ONE))
    establish(inside, inside.conditions(("and", ("=", place, ZERO), ("=", image, ZERO))), where)
    need(side != "n" or inside.whole(place), "the variable is an integer")
    need(op in ((">" if side == "+" else "<",) if side in ("+", "-") and point not in INFINITE
                else (">", "<")), "a limit is taken from a side")
    prove(inside, (op, place, ZERO if point in INFINITE else point), beside)
    prove(context, ("not", ("lim", image, name, ("c", "oo"), value, "n")), then)


def power_base(goal: Term) -> Term | None:
    """The base b of a statement that v + c b**n goes to v for integers n; no v if it is zero."""
    if head(goal) != "lim" or goal[3] != ("c", "oo") or goal[5] != "n":
        return None
    _, term, name, _, value, _ = goal
    if value != ZERO and (term[:2] != ("+", value) or len(term) != 3):
        return None
    term = term if value == ZERO else term[2]
    moving = [t for t in (term[1:] if head(term) == "*" else (term,)) if name in symbols(t)]
    plain = len(moving) == 1 and head(moving[0]) == "^" and moving[0][2] == ("s", name) \
        and name not in symbols(moving[0][1])
    return moving[0][1] if plain else None


def geometric(context: Context, goal: Term, proof: Proof) -> None:
    """v + c b**n goes to v for |b| < 1, and b**n does not go to zero for |b| >= 1."""
    negative = head(goal) == "not"
    base = power_base(goal[1] if negative else goal)
    need(base is not None and (not negative or goal[1][1] == ("^", base, ("s", goal[1][2]))),
         "a power of growing exponent was expected")
    prove(context, (">=" if negative else "<", square(fn("abs", base)), ONE), proof)
