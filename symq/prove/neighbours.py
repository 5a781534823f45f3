"""Sums, factorials, Gamma functions and binomials brought to common representatives.

Arguments that differ by integers are connected by the kernel's one-step ratios, so that in the end
few terms are left, with rational relations to all the others.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from symq.kernel.context import Context
from symq.kernel.field import MASK, Poly, Value
from symq.kernel.formulas import BINOMIAL
from symq.kernel.term import ZERO, Term, add, fn, head, inv, is_number, mul, neg, parts, sub, subst
from symq.prove.builder import PLAIN, Builder, subterms
from symq.prove.exponents import exponentials
from symq.prove.order.build import by_formula
from symq.prove.order.linear import conic
from symq.prove.search import FAILURES, Evidence
from symq.prove.turns import not_one

NAMES = {"factorial", "gamma", "binomial"}
SHORT = 12


def occurring(context: Context, terms: list[Term]) -> list[Term]:
    """Sums, products and functions of NAMES in terms, as they are after the rewritings."""
    found: dict[Term, None] = {}

    def walk(term: Term) -> None:
        if term in context.rewritten:
            walk(context.rewritten[term])
            return
        if head(term) in ("sum", "prod"):
            found[term] = None
            return
        for part in parts(term):
            walk(part)
        if head(term) == "f" and term[1] in NAMES:
            found[term] = None

    for term in terms:
        walk(term)
    return list(found)


def gap(builder: Builder, a: Term, b: Term) -> int | None:
    """The integer a - b, or None."""
    value = builder.value(sub(a, b))
    if value is None or not set(value[0]) <= {0} or value[2] or value[1] != 1:
        return None
    return value[0].get(0, 0)


def ensure(builder: Builder, term: Term, op: str) -> bool:
    """Make `term op 0` known, by a linear combination of facts where that is enough."""
    if builder.known(term, op):
        return True
    value = builder.value(term)
    if value is None:
        return False
    if not value[0]:
        return op == ">="
    if term[:2] in (("f", "sin"), ("f", "cos")) and builder.sign(term, ">"):
        return True
    if op == "!=":
        return ensure(builder, term, ">") or ensure(builder, neg(term), ">") or \
            builder.sign(term, "!=", deep=False) or not_one(builder, term)
    evidence = linear(builder.context, value, op)
    if evidence is not None and builder.lemma((op, term, ZERO), evidence) is not None:
        return True
    if op == ">=" and builder.context.whole(term):      # n > 0 gives n - 1 >= 0
        above = builder.value(plus(term, 1))
        proof = linear(builder.context, above, ">") if above is not None else None
        if proof is not None and builder.lemma((op, term, ZERO), {
                "kind": "discrete/1", "proof": proof}) is not None:
            return True
    return builder.sign(term, op, deep=False)


def linear(context: Context, value: Value, op: str,
           tick: Callable[..., None] = lambda cost=0: None) -> Evidence | None:
    """Evidence that a value is a non-negative combination of facts and a constant."""
    if value[2]:
        return None
    facts = [(i, f) for i, f in enumerate(context.facts)
             if f.op in (">", ">=") and not f.value[2] and set(f.value[0]) - {0}]
    keys = set(value[0])
    facts = [(i, f) for i, f in facts if set(f.value[0]) & keys - {0}][:24]
    columns: list[Poly] = [f.value[0] for _, f in facts]
    for slack in (1, Fraction(1, 4), 0) if op == ">" else (0,):
        target: dict[int, Any] = {**value[0], 0: value[0].get(0, 0) - slack * value[1]}
        found = conic([*columns, {0: 1}], [], {k: c for k, c in target.items() if c}, tick)
        if found is not None:
            break
    else:
        return None
    weights, total = found[0], []
    for (i, f), c in zip(facts, weights, strict=False):
        if c:
            total.append([str(c * f.value[1] / value[1]), [[i, 1]], None])
    if weights[-1] or slack:
        total.append([str(weights[-1] / value[1] + slack), [], None])
    return {"kind": "combine/1", "times": [], "sum": total}


def reduce_all(builder: Builder, terms: list[Term]) -> bool:
    """Bring everything in the terms to representatives; whether anything changed."""
    before = len(builder.steps)
    for _ in range(4):
        steps = len(builder.steps)
        ranges(builder, [t for t in occurring(builder.context, terms) if t[0] != "f"])
        functions(builder, [t for t in occurring(builder.context, terms) if t[0] == "f"])
        if len(builder.steps) == steps:
            break
    return len(builder.steps) > before


def signs(builder: Builder, terms: list[Term]) -> None:
    """Make it known that the factorials and binomials in the terms are positive."""
    for term in occurring(builder.context, terms):
        if term[0] != "f" or builder.known(term, ">"):
            continue
        if term[1] == "binomial":
            ensure(builder, term[3], ">=")
            ensure(builder, sub(term[2], term[3]), ">=")
        else:
            ensure(builder, term[2], ">=" if term[1] == "factorial" else ">")
        builder.lemma((">", term, ZERO), {"kind": "intrinsic/1"})


def identity(builder: Builder, equation: Term) -> Evidence | None:
    """Evidence of an equation by ratios and a common basis of exponents alone."""
    reduce_all(builder, list(equation[1:]))
    if not builder.accepts(equation, PLAIN):
        plain = [applied(builder.context, t) for t in equation[1:]]
        exponentials(builder, plain, circular=True)
    return builder.close(PLAIN) if builder.accepts(equation, PLAIN) else None


def applied(context: Context, term: Term) -> Term:
    """A term or relation with the rewritings carried out."""
    if term in context.rewritten:
        return applied(context, context.rewritten[term])
    kind = head(term)
    if kind in ("", "s", "c", "sum", "prod"):
        return term
    first = 3 if kind == "u" else 2 if kind == "f" else 1
    changed = (*term[:first], *(applied(context, t) for t in term[first:]))
    return changed if changed == term or changed not in context.rewritten else \
        applied(context, context.rewritten[changed])


def solve(builder: Builder, terms: list[Term]) -> bool:
    """Replace sums and functions that an equation among the facts gives by the others."""
    before = len(builder.steps)
    for index in range(len(builder.context.facts)):
        fact = builder.context.facts[index]
        if fact.op != "=" or not fact.value[0]:
            continue
        found = occurring(builder.context, list(fact.relation[1:]))
        for term in sorted(found, key=lambda t: (t[0] == "f", t[1] != "gamma")):
            if _solve(builder, index, term):
                break
    return len(builder.steps) > before


def _solve(builder: Builder, index: int, term: Term) -> bool:
    """Solve one fact for one term in which it is linear."""
    field, context = builder.context.field, builder.context
    own, (num, den, factors) = context.value(term), context.facts[index].value
    ((key, _),) = own[0].items()
    shift = key.bit_length() - 1
    parts: dict[int, Poly] = {0: {}, 1: {}}
    for k, c in num.items():
        power = (k >> shift) & MASK
        if power > 1:
            return False
        parts[power][k - key * power] = c
    if not parts[1] or any(term in subterms(context.names[i])
                           for i in field.used((num, 1, ())) if context.names[i] != term):
        return False
    try:
        inverse = field.inverse((parts[1], 1, ()), context.nonzero)
        other = context.term(field.mul(({k: -c for k, c in parts[0].items()}, 1, ()), inverse))
        cofactor = context.term(field.mul((field.expand(factors), 1, ()), field.mul(
            field.const(den), inverse)))
    except FAILURES:
        return False
    return builder.rewrite(term, "lemma", [other, {"kind": "combine/1", "times": [], "sum": [
        ["1", [[index, 1]], cofactor]]}])


# -- sums and products ----------------------------------------------------------------------------
def ranges(builder: Builder, found: list[Term]) -> None:
    """Expand short ranges; peel those with one body down to a common range."""
    groups: list[list[Term]] = []
    for term in found:
        length = gap(builder, term[4], term[3])
        if length is not None and length <= SHORT:
            expand(builder, term, length)
            continue
        for group in groups:
            if group[0][:3] == term[:3] and gap(builder, group[0][3], term[3]) is not None \
                    and gap(builder, group[0][4], term[4]) is not None:
                group.append(term)
                break
        else:
            groups.append([term])
    for group in groups:
        low = max(group, key=lambda t: gap(builder, t[3], group[0][3]) or 0)[3]
        high = min(group, key=lambda t: gap(builder, t[4], group[0][4]) or 0)[4]
        for term in group:
            peel_to(builder, term, low, high)


def expand(builder: Builder, term: Term, length: int) -> bool:
    """Write out a range of length + 1 terms; an empty one is its neutral element."""
    while length >= 0:
        step = peel(builder, term, "last", less(term[4], 1))
        if step is None:
            return False
        term, length = step, length - 1
    neutral = ZERO if term[0] == "sum" else "1"
    return length == -1 and builder.rewrite(term, "lemma", [
        neutral, by_formula("peel", ["empty", term[4]])])


def peel_to(builder: Builder, term: Term, low: Term, high: Term) -> Term | None:
    """Peel a range down to another one; the remaining sum, or None if that fails."""
    for end, place, target in (("last", 4, high), ("first", 3, low)):
        distance = gap(builder, term[place], target)
        if distance is None:
            return None
        for k in range(abs(distance), 0, -1):
            sign = k - 1 if end == "last" else 1 - k
            to = target if k == 1 else plus(target, sign)
            step = peel(builder, term, end, to)
            if step is None:
                return None
            term = step
        if term[place] != target:
            step = peel(builder, term, end, target)
            if step is None:
                return None
            term = step
    return term


def peel(builder: Builder, term: Term, end: str, to: Term) -> Term | None:
    """Split off the last or first term; what remains of the range."""
    kind, body, name, low, high = term
    rest = (kind, body, name, low, to) if end == "last" else (kind, body, name, to, high)
    one = subst(body, {name: high if end == "last" else low})
    same = builder.zero(sub(to, high if end == "last" else low))
    if not same and not ensure(builder, sub(high, low), ">="):
        return None
    defined(builder, one)
    other = rest if same else (add if kind == "sum" else mul)(rest, one)
    done = builder.rewrite(term, "lemma", [other, by_formula("peel", [end, to])])
    return rest if done else None


def defined(builder: Builder, term: Term) -> None:
    """Make the conditions of an expression known as far as possible."""
    for condition in builder.context.conditions(("=", term, ZERO)):
        if builder.value(sub(condition[1], condition[2])) is not None:
            ensure(builder, sub(condition[1], condition[2]), condition[0])


def plus(term: Term, k: int) -> Term:
    """An integer added to a term, its numbers put together."""
    summands = term[1:] if head(term) == "+" else (term,)
    total = k + sum(Fraction(t) for t in summands if is_number(t))
    rest = add(*(t for t in summands if not is_number(t)))
    return str(total) if rest == ZERO else add(rest, str(total))


def less(term: Term, k: int) -> Term:
    """An integer subtracted from a term."""
    return plus(term, -k)


# -- functions ------------------------------------------------------------------------------------
def functions(builder: Builder, found: list[Term]) -> None:
    """Connect functions whose arguments differ by integers with one representative each."""
    groups: list[list[Term]] = []
    for term in found:
        if edge(builder, term):
            continue
        for group in groups:
            if group[0][1] == term[1] and all(gap(builder, a, b) is not None for a, b in zip(
                    term[2:], group[0][2:], strict=True)):
                group.append(term)
                break
        else:
            groups.append([term])
    for group in groups:
        for target in sorted(group, key=lambda t: tuple(
                gap(builder, a, b) or 0 for a, b in zip(t[2:], group[0][2:], strict=True))):
            if all(t == target or walk(builder, t, target) for t in group):
                break


def edge(builder: Builder, term: Term) -> bool:
    """Values that are known: ends of Pascal's triangle, numbers, Gamma by a factorial."""
    name, x = term[1], term[2]
    if name == "binomial":
        n, k = term[2:]
        ensure(builder, k, ">=")
        inside = gap(builder, n, k)
        if gap(builder, k, ZERO) is not None and 0 <= (gap(builder, k, ZERO) or 0) <= SHORT:
            return walk(builder, term, fn("binomial", n, ZERO))
        if inside is not None and builder.context.whole(n) and inside <= SHORT:
            ensure(builder, n, ">=")
            if inside < 0:
                return ensure(builder, sub(k, n), ">") and value(builder, term, ZERO)
            return walk(builder, term, fn("binomial", n, n))
        return False
    number = gap(builder, x, ZERO)
    if name == "factorial" and number is not None and 0 < number <= SHORT:
        return walk(builder, term, fn("factorial", "1"))
    if name == "gamma" and builder.context.whole(x) and ensure(builder, less(x, 1), ">=") \
            and ensure(builder, x, ">"):
        y = less(x, 1)
        return builder.rewrite(term, "gamma", ["factorial", y])
    half = gap(builder, x, "1/2")
    return name == "gamma" and half is not None and walk(builder, term, fn("gamma", "1/2"))


def value(builder: Builder, term: Term, other: Term) -> bool:
    """Replace a function by its known value."""
    return builder.rewrite(term, "lemma", [other, by_formula("ratio", [])])


def walk(builder: Builder, term: Term, target: Term) -> bool:
    """Rewrite a function by its neighbours until the target is reached."""
    for _ in range(2 * SHORT):
        distance = tuple(gap(builder, a, b) or 0 for a, b in zip(term[2:], target[2:], strict=True))
        if not any(distance):
            break
        step = next((s for s in steps(term[1], distance) if ratio(builder, term, s)), None)
        if step is None:
            return False
        term = moved(term, step)
    if term != target and not builder.rewrite(term, "lemma", [
            target, by_formula("ratio", list(target[2:]))]):
        return False
    if target[1] == "binomial" and (target[3] == ZERO or target[2] == target[3]):
        return value(builder, target, "1")
    if target == fn("gamma", "1/2"):
        return target in builder.context.rewritten or value(
            builder, target, ("^", ("c", "pi"), "1/2"))
    return True


def steps(name: str, distance: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Unit steps towards the target, the diagonal one first."""
    if name != "binomial":
        return [(1 if distance[0] > 0 else -1,)]
    i, j = ((d > 0) - (d < 0) for d in distance)
    wanted = [(i, j), (0, j), (i, 0)] if i * j > 0 else [(0, j), (i, 0)]
    return [s for s in wanted if any(s) and s in BINOMIAL]


def moved(term: Term, step: tuple[int, ...]) -> Term:
    """The neighbour of a function."""
    return (*term[:2], *(less(x, s) for x, s in zip(term[2:], step, strict=True)))


def ratio(builder: Builder, term: Term, step: tuple[int, ...]) -> bool:
    """Rewrite a function by one neighbour."""
    if term in builder.context.rewritten:
        return True
    other, x = moved(term, step), term[2]
    if term[1] == "binomial":
        factor = BINOMIAL[step[0], step[1]](x, term[3])
        if not (ensure(builder, term[3], ">=") and ensure(builder, other[3], ">=")):
            return False
    else:
        y, op = other[2], ">=" if term[1] == "factorial" else ">"
        if not (ensure(builder, x, op) and ensure(builder, y, op)):
            return False
        up, down = (x, inv(y)) if term[1] == "factorial" else (y, inv(x))
        factor = up if step[0] > 0 else down
    defined(builder, factor)
    try:
        return builder.rewrite(term, "lemma", [
            mul(factor, other), by_formula("ratio", list(other[2:]))])
    except FAILURES:
        return False
