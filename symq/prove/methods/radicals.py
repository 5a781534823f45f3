"""Roots on one branch: denesting, squares of non-negative numbers, zero as its own case."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
from flint import fmpz

from symq.kernel.context import Context
from symq.kernel.term import Term, add, head, inv, mul, number, sub, symbols
from symq.prove.angles import angles
from symq.prove.bridge import Ring
from symq.prove.builder import PLAIN, Builder, subterms
from symq.prove.lattice import relation
from symq.prove.methods import ideal
from symq.prove.roots import constant, roots
from symq.prove.search import FAILURES, Evidence, GaveUp, Search


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an equation between roots."""
    if goal[0] != "=":
        return None
    builder = Builder(search, context)
    terms = [*goal[1:], *builder.leaves([sub(goal[1], goal[2])])]
    found = [t for t in roots(terms) if t not in context.rewritten] + list(dict.fromkeys(
        t for term in terms for t in subterms(term) if t[:2] == ("f", "abs")))
    if not found:
        return None
    if constants(builder, found) and builder.accepts(goal, PLAIN):
        return builder.close(PLAIN)
    if angles(builder, terms) and builder.accepts(goal, PLAIN):
        return builder.close(PLAIN)
    evidence = squares(search, builder, goal)
    if evidence is None:
        evidence = denested(search, builder, goal, found)
    if evidence is None:
        return cases(search, context, goal, found)
    return builder.close(evidence)


# -- closed roots -----------------------------------------------------------------------------
def constants(builder: Builder, found: list[Term]) -> bool:
    """Express closed nested roots by the others, found by lattice reduction."""
    closed = [t for t in found if head(t) == "^" and not symbols(t)
              and not {"exp", "pi"} & set(map(str, _names(t)))]
    simple = [t for t in closed if not roots([t[1]])]
    nested = [t for t in closed if roots([t[1]])]
    changed = False
    for root in nested:
        units = _units(builder, simple)
        degree = number(root[2]).denominator
        if len(units) > 40:
            break
        coefficients = relation([root, *units])
        if coefficients is None:
            simple.append(root)
            continue
        other = add(*(mul(str(c), u) for c, u in zip(coefficients, units, strict=True) if c))
        if constant(builder, root, other, degree):
            changed = True
        else:
            simple.append(root)
    return changed


def _names(term: Term) -> list[Any]:
    return [t[1] for t in subterms(term) if head(t) in ("f", "c")]


def _units(builder: Builder, simple: list[Term]) -> list[Term]:
    """Products of the independent roots, a basis of the field they generate."""
    units: list[Term] = ["1"]
    seen = set()
    for root in simple:
        value = builder.value(root)
        if value is None:
            continue
        for index in sorted(builder.context.field.used(value)):
            name = builder.context.names[index]
            if index in seen or index not in builder.context.field.relations:
                continue
            seen.add(index)
            degree = builder.context.field.relations[index][0]
            units = [mul(u, ("^", name, str(k))) if k > 1 else mul(u, name) if k else u
                     for k in range(degree) for u in units]
    return units


# -- one root at a time -----------------------------------------------------------------------
def squares(search: Search, builder: Builder, goal: Term) -> Evidence | None:
    """Both sides are not negative and have equal squares."""
    zero: list[Any] | None = []
    if not builder.zero(sub(("^", goal[1], "2"), ("^", goal[2], "2"))):
        both = ("=", ("^", goal[1], "2"), ("^", goal[2], "2"))
        zero = ideal.membership(search, builder.context, both)
    if zero is None:
        return None
    for a, b, sign in ((goal[1], goal[2], 1), (goal[2], goal[1], -1)):
        own = [[str(sign * number(c)), facts, last] for c, facts, last in zero or []]
        if head(a) == "^" and builder.equal_squares(a, b, own):
            return PLAIN
    if builder.sign(goal[1], ">=") and builder.sign(goal[2], ">="):
        return builder.squares(goal[1], goal[2], zero)
    return None


def denested(search: Search, builder: Builder, goal: Term, found: list[Term]) -> Evidence | None:
    """Replace square roots and moduli by other expressions with the same square."""
    changed = False
    for root in reversed(found):
        if root[:2] != ("f", "abs") and root[2] != "1/2":
            continue
        for other in (*by_goal(builder, goal, root), *by_discriminant(builder, root)):
            if builder.equal_squares(root, other):
                changed = True
                break
    if not changed:
        return None
    if builder.accepts(goal, PLAIN):
        return PLAIN
    return search.attempt(builder.context, goal)


def by_goal(builder: Builder, goal: Term, root: Term) -> list[Term]:
    """What the root must be if the goal, linear in it, is true."""
    value, own = builder.value(sub(goal[1], goal[2])), builder.value(root)
    if value is None or own is None or len(own[0]) != 1:
        return []
    used = builder.context.field.used(own)
    ring = Ring(builder.context, [value], used)
    place = ring.place[max(used)]
    poly = ring.poly(value[0])
    if len(used) != 1 or poly == 0 or poly.degrees()[place] != 1:
        return []
    slope = poly.derivative(place)
    rest = poly - slope * ring.ctx.gen(place)
    if slope.is_constant():
        return [mul(str(-1 / number(str(slope.leading_coefficient()))), ring.term(rest))]
    bottom = ring.term(slope)
    return [mul("-1", ring.term(rest), inv(bottom))] if builder.unequal(bottom) else []


def by_discriminant(builder: Builder, root: Term) -> list[Term]:
    """sqrt(A + B s) = sqrt((A + D)/2) +- sqrt((A - D)/2) where A**2 - B**2 s**2 = D**2."""
    if head(root) != "^":
        return []
    context = builder.context
    value = builder.value(root[1])
    if value is None or value[2]:
        return []
    found: list[Term] = []
    plain = Ring(context, [value])
    whole = _root(plain.poly(value[0]) * flint.fmpq(1, value[1]))
    if whole is not None:
        found += [plain.term(whole), plain.term(-whole)]
    for index in sorted(context.field.used(value)):
        if context.field.relations.get(index, (0,))[0] != 2:
            continue
        square = context.field.relations[index][1]
        ring = Ring(context, [value, square])
        poly, place = ring.poly(value[0]) * flint.fmpq(1, value[1]), ring.place[index]
        if poly.degrees()[place] != 1 or square[2]:
            continue
        b = poly.derivative(place)
        a = poly - b * ring.ctx.gen(place)
        inside = a * a - b * b * ring.fraction(square)[0]
        d = _root(inside)
        if d is None:
            continue
        parts = [("^", ring.term((a + sign * d) / 2), "1/2") for sign in (1, -1)]
        for p, q in (parts, parts[::-1]):
            found += [add(p, q), sub(p, q)]
    return found


def _root(poly: Any) -> Any | None:
    """The square root of a polynomial, None where it is no square."""
    if poly == 0:
        return poly
    content, pairs = poly.factor()
    top, low = Fraction(int(content.p), int(content.q)).as_integer_ratio()
    if top < 0 or any(e % 2 for _, e in pairs) or any(
            int(fmpz(n).sqrtrem()[1]) for n in (top, low)):
        return None
    result = poly**0 * flint.fmpq(int(fmpz(top).isqrt()), int(fmpz(low).isqrt()))
    for p, e in pairs:
        result = result * p ** (int(e) // 2)
    return result


# -- zero as a case of its own ----------------------------------------------------------------
def cases(search: Search, context: Context, goal: Term, found: list[Term]) -> Evidence | None:
    """Where a factor under a root may vanish: the case that it does, and that it does not."""
    if search.splits.count(-1) > 2:
        return None
    search.splits.append(-1)
    try:
        return _cases(search, context, goal, found)
    finally:
        search.splits.pop()


def _cases(search: Search, context: Context, goal: Term, found: list[Term]) -> Evidence | None:
    for root in found:
        inside = root[1] if head(root) == "^" else root[2]
        builder = Builder(None, context)
        for factor in candidates(builder, inside):
            if builder.known(factor, "!="):
                continue
            at = builder.index(factor, ">=")
            try:
                zero = search.find(_with(context, "=", factor), goal)
                apart = search.find(_with(context, "!=" if at is None else ">", factor), goal)
            except (GaveUp, *FAILURES):
                search.tick()
                continue
            contrary = None if at is None else {
                "kind": "absurd/1", "proof": {"kind": "combine/1", "times": [], "sum": [
                    ["1", [[at, 1]], None], ["1", [[len(context.facts), 1]], None]]}}
            return {"kind": "cases/1", "on": factor, "negative": contrary, "zero": zero,
                    "positive": apart}
    return None


def _with(context: Context, op: str, term: Term) -> Context:
    inside = context.fork()
    inside.fact((op, term, "0"))
    return inside


def candidates(builder: Builder, term: Term) -> list[Term]:
    """The irreducible factors of a polynomial."""
    value = builder.value(term)
    if value is None or not value[0] or set(value[0]) == {0}:
        return []
    ring = Ring(builder.context, [value])
    return [ring.term(p) for p, _ in ring.poly(value[0]).factor()[1]]


__all__ = ["attempt"]
