"""Inequalities between moduli: by squares, and |u| |v| >= |Re(u conj v)| for each pair."""

from __future__ import annotations

from itertools import combinations

from symq.kernel.context import Context, standard
from symq.kernel.functions import conjugate
from symq.kernel.points import swap
from symq.kernel.term import (
    ONE,
    ORDER,
    I,
    Term,
    add,
    fn,
    head,
    heads,
    is_number,
    mul,
    neg,
    number,
    square,
    sub,
    symbols,
)
from symq.prove.bridge import lowest
from symq.prove.builder import Builder, by_fact, subterms
from symq.prove.focus import focused
from symq.prove.neighbours import linear
from symq.prove.search import Evidence, Search

MANY = 6
BRANCH = 500_000     # units of work for each sign of a real number


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a sum of moduli that is at least another sum; real ones by their signs first.

    An equation of a modulus with something that is not negative follows from that of the squares.
    """
    if goal[0] == "=":
        return equal_lengths(search, context, goal)
    found = by_signs(search, context, goal) if goal[0] in ORDER else None
    return found or by_norms(search, context, goal)


def equal_lengths(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence of |w| = r, sqrt(u) = r, or a multiple of that, from that of the squares."""
    found = [[t for t in (side, *(side[1:] if head(side) == "*" else ()))
              if t[:2] == ("f", "abs") or (head(t) == "^" and t[2] == "1/2" and symbols(t))]
             for side in goal[1:]]
    if not any(found) or "lengths" in search.busy:
        return None
    builder = Builder(search, context)
    for t in (*found[0], *found[1]):
        if head(t) == "^" and not builder.sign(t, ">="):
            builder.lemma((">=", t[1], "0"), search.briefly(
                builder.context, (">=", t[1], "0"), BRANCH))
    if not all(builder.sign(side, ">=") for side in goal[1:]):
        return None
    values = [builder.value(square(side)) for side in goal[1:]]
    squares = ("=", *(lowest(builder.context, v) for v in values if v is not None))
    with search.alone("lengths"):
        at = builder.lemma(squares, search.briefly(builder.context, squares, BRANCH))
    if at is None:
        return None
    evidence = builder.squares(goal[1], goal[2], [["1", [[at, 1]], None]])
    return builder.close(evidence) if builder.accepts(goal, evidence) else None


def by_signs(search: Search, context: Context, goal: Term) -> Evidence | None:
    """|u| is u or -u, for a real u inside which a function is."""
    atoms = [t for side in goal[1:] for t in subterms(side) if t[:2] == ("f", "abs")
             and not heads(t[2]) & {"abs"}]
    plain = [t for t in dict.fromkeys(atoms) if context.real(context.value(t[2]))]
    curved = any(t[1] != "abs" for side in goal[1:] for t in subterms(side) if t[0] == "f")
    if not plain or len(plain) > 2 or not curved:
        return None
    builder = Builder(search, context)
    for atom in plain:
        for u in (atom[2], neg(atom[2])):
            if builder.sign(u, ">=", deep=False) and builder.equal_squares(atom, u):
                other = swap(goal, atom, u)
                at = builder.lemma(other, search.find(builder.context, other))
                return None if at is None else builder.close(by_fact(at))
    # the sign of a symbol tells more than that of a function of it
    bare = [t for t in plain if not heads(t[2]) & {"f"}]
    atom = bare[0] if bare else max(plain, key=lambda t: len(repr(t)))
    made: dict[str, Evidence] = {}
    for op, key in ((">", "positive"), ("<", "negative"), ("=", "zero")):
        inside = context.fork()
        inside.fact((op, atom[2], "0"))
        builder = Builder(search, inside)
        value = neg(atom[2]) if op == "<" else atom[2]
        if not builder.equal_squares(atom, value):
            return None
        other = swap(goal, atom, value)
        at = None
        alone = focused(search, builder.context, set(context.sorts), len(context.facts))
        # the sign of a function itself is seldom of use
        for place in (builder.context,) if bare else (alone, builder.context):
            if at is None:
                at = builder.lemma(other, search.briefly(place, other, BRANCH))
        if at is None:
            return None
        made[key] = builder.close(by_fact(at))
    return {"kind": "cases/1", "on": atom[2], **made}


def by_norms(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Squares of sums of moduli, and |u| |v| >= |Re(u conj v)|."""
    atoms = list(dict.fromkeys(t for side in goal[1:] for t in subterms(side)
                               if t[:2] == ("f", "abs")))
    inner = [t for t in atoms if not any(t != u and t in subterms(u) for u in atoms)]
    if goal[0] not in ("<=", ">=") or not atoms or len(atoms) > MANY or not all(
            map(context.plainly_real, atoms)):
        return None
    plain = context.value(standard(goal)[0])
    if not any(context.names[i][:2] == ("f", "abs") for i in context.field.used(plain)):
        return None
    large, small = sides(standard(goal)[0], atoms)
    if large is None or small == "0":
        return None
    builder = Builder(search, context)
    for atom in atoms:
        builder.lemma((">=", atom, "0"), {"kind": "intrinsic/1"})
    for u, v in combinations([*(t[2] for t in atoms), ONE, I], 2):
        if not (is_number(u) or u == I):
            pair(search, builder, u, v)
    for part in (large, small):
        if not builder.sign(part, ">="):
            return None
    gap = sub(square(large), square(small))
    value = builder.value(gap)
    if value is None or not inner:
        return None
    proof = linear(builder.context, value, ">=", search.tick)
    if proof is None and "moduli" not in search.busy:      # squares of squares lead nowhere
        with search.alone("moduli"):
            proof = search.briefly(builder.context, (">=", gap, "0"), 1_500_000)
    if builder.lemma((">=", gap, "0"), proof) is None:
        return None
    return builder.close(by_squares(builder, goal, large, small, gap))


def sides(term: Term, atoms: list[Term]) -> tuple[Term | None, Term]:
    """Summands of a difference with a positive and with a negative factor."""
    large: list[Term] = []
    small: list[Term] = []

    def walk(part: Term, factor: Term) -> None:
        if part[0] == "+":
            for p in part[1:]:
                walk(p, factor)
            return
        numbers = [p for p in part[1:] if is_number(p)] if part[0] == "*" else []
        rest = [p for p in part[1:] if not is_number(p)] if part[0] == "*" else [part]
        if is_number(part):
            numbers, rest = [part], []
        for p in numbers:
            factor = str(number(factor) * number(p))
        if len(rest) == 1 and rest[0][0] == "+":
            walk(rest[0], factor)
        elif number(factor):
            (large if number(factor) > 0 else small).append(
                mul(str(abs(number(factor))), *rest))

    walk(term, ONE)
    return (add(*large) if large else None), add(*small)


def pair(search: Search, builder: Builder, u: Term, v: Term) -> None:
    """Lemmas |u| |v| >= r and |u| |v| >= -r for the real part r of u conj v."""
    context = builder.context
    bar = mul(u, conjugate(context, v))
    other = mul(conjugate(context, u), v)
    product = mul(fn("abs", u), fn("abs", v)) if v not in (ONE, I) else fn("abs", u)
    for r in (mul("1/2", add(bar, other)), mul("-1/2", add(bar, other))):
        inside = builder.context.fork()
        inside_builder = Builder(search, inside)
        inside_builder.lemma((">=", product, "0"), {"kind": "combine/1", "times": [], "sum": [
            ["1", [[i, 1] for i in known(builder, u, v)], None]]})
        at = len(inside_builder.context.facts)
        whole = sub(product, r)
        last = mul("1/2", I, sub(bar, other))
        evidence = inside_builder.close({
            "kind": "cases/1", "on": r,
            "negative": {"kind": "combine/1", "times": [], "sum": [
                ["1", [[at - 1, 1]], None], ["1", [[at, 1]], None]]},
            "zero": {"kind": "combine/1", "times": [], "sum": [
                ["1", [[at - 1, 1]], None], ["-1", [[at, 1]], None]]},
            "positive": {"kind": "have/1", "lemmas": [[(">", add(product, r), "0"), {
                "kind": "combine/1", "times": [], "sum": [
                    ["1", [[at - 1, 1]], None], ["1", [[at, 1]], None]]}]], "then": {
                "kind": "combine/1", "times": [[at + 1, 1]], "sum": [["1", [], last]]}}})
        builder.lemma((">=", whole, "0"), evidence)


def known(builder: Builder, u: Term, v: Term) -> list[int]:
    """The numbers of the facts |u| >= 0 and |v| >= 0."""
    found = [builder.index(fn("abs", t), ">=") for t in (u, v) if t not in (ONE, I)]
    return [i for i in found if i is not None]


def by_squares(builder: Builder, goal: Term, large: Term, small: Term, gap: Term) -> Evidence:
    """large >= small from large**2 >= small**2, both not negative."""
    n = len(builder.context.facts)
    squares, one, other = (builder.index(t, ">=") for t in (gap, large, small))
    both = add(large, small)
    zero = {"kind": "combine/1", "times": [], "sum": [
        ["2", [[one, 1]], None], ["-1", [[n, 1]], None]]}
    contrary = {"kind": "absurd/1", "proof": {"kind": "combine/1", "times": [], "sum": [
        ["1", [[n, 1]], None], ["1", [[one, 1]], None], ["1", [[other, 1]], None]]}}
    positive = {"kind": "combine/1", "times": [[n, 1]], "sum": [["1", [[squares, 1]], None]]}
    return {"kind": "cases/1", "on": both, "negative": contrary, "zero": zero,
            "positive": positive}
