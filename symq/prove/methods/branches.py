"""Relations between logarithms, roots and arguments of complex numbers, by their arguments."""

from __future__ import annotations

from collections.abc import Iterator

from symq.kernel.context import Context, standard
from symq.kernel.functions import conjugate
from symq.kernel.term import (
    ONE,
    ZERO,
    I,
    Term,
    add,
    fn,
    head,
    is_number,
    mul,
    neg,
    number,
    sub,
)
from symq.prove.arguments import Atom, Relation, quarter_turn, related
from symq.prove.branches import (
    FULL,
    angle,
    bases,
    half_turns,
    inner_sign,
    mirrored,
    polar,
    root,
    two_ways,
    vanishes,
)
from symq.prove.bridge import Ring
from symq.prove.builder import PLAIN, Builder, by_fact, subterms
from symq.prove.exponents import exponentials
from symq.prove.linear import linear
from symq.prove.methods import ideal, logs
from symq.prove.neighbours import applied
from symq.prove.search import Evidence, Search

MOST = 5            # bases
DEEP = 2            # cases within cases
# units of work for one line and for everything
WORK, ALL = 60_000, 600_000


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an equation or an inequality with branches of complex numbers."""
    found = sorted(bases(context, list(goal[1:])), key=lambda t: len(repr(t)))
    if not found or len(found) > MOST or "branches" in search.busy or context.rewritten:
        return None
    with search.alone("branches"), search.within(ALL):
        return by_cases(search, context, goal, found, DEEP)


def by_cases(search: Search, context: Context, goal: Term, found: list[Term], depth: int
             ) -> Evidence | None:
    """Evidence at once, or in cases: a base is zero, a part has one of three signs."""
    builder = Builder(search, context)
    for u in found:
        if not nonzero(builder, u):
            return at_zero(search, builder, goal, found, u, depth) if depth else None
    evidence = by_arguments(search, builder.context, goal, found)
    if evidence is not None:
        return builder.close(evidence)
    for t in parts_of_unknown_sign(builder, found) if depth else ():
        evidence = three_ways(search, builder, goal, found, t, depth)
        if evidence is not None:
            return builder.close(evidence)
        break
    return None


def parts_of_unknown_sign(builder: Builder, found: list[Term]) -> Iterator[Term]:
    """Imaginary and real parts of bases, of those that are sums of symbols and numbers."""
    for name in ("im", "re"):
        for u in found:
            value, t = builder.value(u), fn(name, u)
            if value is not None and not value[2] and not any(
                    builder.known(x, op) for x in (t, neg(t)) for op in (">", "=")):
                yield t


def nonzero(builder: Builder, u: Term) -> bool:
    """Make u != 0 known; the conjugate of a number that is not zero is none."""
    v = u[2] if u[:2] == ("f", "conj") else None
    if v is not None and builder.unequal(v):
        size = fn("abs", v)
        if builder.sign(size, ">", deep=False):
            builder.lemma(("!=", u, ZERO), {"kind": "combine/1", "times": {"term": v}, "sum": [
                ["1", [[builder.index(size, ">"), 2]], None]]})
    return builder.unequal(u)


def at_zero(search: Search, builder: Builder, goal: Term, found: list[Term], u: Term, depth: int
            ) -> Evidence | None:
    """The two cases u = 0 and u != 0."""
    inside = builder.context.fork()
    inside.assume(("=", u, ZERO))
    zero = search.briefly(inside, goal, WORK)
    if zero is None:
        return None
    other = builder.context.fork()
    other.assume(("!=", u, ZERO))
    rest = by_cases(search, other, goal, found, depth - 1)
    return None if rest is None else builder.close(two_ways(
        builder.context, ("=", u, ZERO), zero, rest))


def three_ways(search: Search, builder: Builder, goal: Term, found: list[Term], t: Term,
               depth: int) -> Evidence | None:
    """The three cases of the sign of a real number."""
    up, rest = builder.context.fork(), builder.context.fork()
    up.assume((">", t, ZERO))
    positive = by_cases(search, up, goal, found, depth - 1)
    if positive is None:
        return None
    rest.formulas.append(("or", (">", t, ZERO), ("<=", t, ZERO)))
    rest.assume(("<=", t, ZERO))
    down, none = rest.fork(), rest.fork()
    down.assume(("<", t, ZERO))
    negative = by_cases(search, down, goal, found, depth - 1)
    if negative is None:
        return None
    none.formulas.append(("or", ("<", t, ZERO), (">=", t, ZERO)))
    none.assume((">=", t, ZERO))
    inner = Builder(search, none)
    if not vanishes(inner, t):
        return None
    never, index = inner.index(t, "!="), inner.index(t, "=")
    zero: Evidence | None = {"kind": "absurd/1", "proof": {
        "kind": "combine/1", "times": [], "sum": [
            ["1", [[never, 1]], None], ["-1", [[index, 1]], None]]}}
    if never is None or not inner.accepts(goal, zero):
        zero = by_cases(search, inner.context, goal, found, depth - 1)
    return None if zero is None else two_ways(
        builder.context, (">", t, ZERO), positive,
        two_ways(rest, ("<", t, ZERO), negative, inner.close(zero)))


def by_arguments(search: Search, context: Context, goal: Term, found: list[Term]
                 ) -> Evidence | None:
    """Evidence from the ranges of the arguments, and then from the half turns they lie in."""
    places = Builder(search, context)
    simple: list[Term] = []
    for u in [*(f for t in found for f in factors(places, t)), *found]:
        if u not in simple and polar(places, u):
            simple.append(u)
    powers = [t for t in dict.fromkeys(t for s in goal[1:] for t in subterms(s))
              if root(t) and t[1] in simple]
    if goal[0] != "=":
        for u in simple:
            half_turns(places, u)
        return by_signs(places, goal, powers)
    made: dict[Term, Relation] = {}
    proofs: dict[Term, Evidence] = {}
    for deep in (False, True):
        before = len(made)
        relate(places, simple, made, proofs, deep)
        if made and (len(made) > before or not deep):
            evidence = by_products(search, context, goal, powers, made, proofs)
            if evidence is not None:
                return evidence
    evidence = by_products(search, context, goal, powers, made, proofs) if not made else None
    if evidence is None and any(t[:2] == ("f", "im") for s in goal[1:] for t in subterms(s)):
        return by_inverses(search, places, context, goal, simple)
    return evidence


def by_products(search: Search, context: Context, goal: Term, powers: list[Term],
                made: dict[Term, Relation], proofs: dict[Term, Evidence]) -> Evidence | None:
    """An equation after the logarithms and powers of products have been written by factors."""
    builder = Builder(search, context)
    for u, other in made.items():
        builder.unequal(u)
        builder.rewrite(fn("log", u), "lemma", [other.total, proofs[u]])
    bars = any(t[:2] in (("f", "conj"), ("f", "re"), ("f", "im"), ("f", "abs"))
               for s in goal[1:] for t in subterms(s))
    for t in powers:
        if builder.unequal(t[1]) and t[1] in made and is_number(t[2]) and not bars:
            builder.rewrite(t, "exp", made[t[1]].entries(number(t[2])))
        elif t[1] in made or bars:
            builder.rewrite(t, "exp", [["exp", mul(t[2], fn("log", t[1])), "1"]])
    if builder.accepts(goal, PLAIN):
        return builder.close(PLAIN)
    exponentials(builder, [applied(builder.context, t) for t in goal[1:]], circular=False)
    if builder.accepts(goal, PLAIN):
        return builder.close(PLAIN)
    if quarter_turn(builder) is None:
        return None
    evidence = ideal.attempt(search, builder.context, goal, WORK)
    if evidence is None or not builder.accepts(goal, evidence):
        return None
    return builder.close(evidence)


def relate(places: Builder, simple: list[Term], made: dict[Term, Relation],
           proofs: dict[Term, Evidence], deep: bool) -> None:
    """The logarithms of products by those of their factors, the shorter bases first."""
    atoms: list[Atom] = []
    for u in sorted(simple, key=lambda t: len(repr(t))):
        own = [*atoms, *((t[2], t) for t in places.leaves([u]) if t[:2] == ("f", "exp"))]
        other = None if u in made else related(places, u, own)
        if other is None and deep and u not in made:
            half_turns(places, u)
            other = related(places, u, own)
        if other is not None:
            made[u], proofs[u] = other, places.close(by_fact(len(places.context.facts) - 1))
        elif u not in made:
            log = fn("log", u)
            atoms += [(log, u), (fn("conj", log), conjugate(places.context, u))]


def by_inverses(search: Search, places: Builder, context: Context, goal: Term, simple: list[Term]
                ) -> Evidence | None:
    """Arguments beside inverse functions: exp(2 i (a - b)) = 1, and the half turns."""
    times = ("*", I, "2")
    w = mul(times, sub(*goal[1:]))
    logs.ranges(places, w)
    low, high = (linear(places.context, places.value(t)) for t in (
        add(FULL, fn("im", w)), sub(FULL, fn("im", w))))
    if low is None or high is None:
        return None
    builder = Builder(search, context)
    for u in simple:
        polar(builder, u)
        image, bar = mirrored(builder, u)
        index = builder.index(sub(image, bar), "=")
        if index is None or not builder.rewrite(image, "lemma", [bar, by_fact(index)]):
            return None
    exponentials(builder, [fn("exp", w)], circular=False)
    if not builder.accepts(("=", fn("exp", w), ONE), PLAIN):
        return None
    return {"kind": "exponential/1", "times": times, "proof": builder.close(PLAIN),
            "low": places.close(low), "high": places.close(high)}


def by_signs(builder: Builder, goal: Term, powers: list[Term]) -> Evidence | None:
    """An inequality by the signs of parts of powers, of sines and of cosines."""
    for t in powers:
        waves(builder, t)
    for t in dict.fromkeys(t for s in goal[1:] for t in subterms(s)):
        if t[:2] in (("f", "sin"), ("f", "cos")) and not inner_sign(builder, t[1], t[2]):
            inner_sign(builder, t[1], neg(t[2]))
    gap, op = standard(goal)
    evidence = linear(builder.context, builder.value(gap)) if op != "!=" else None
    if evidence is not None and builder.accepts(goal, evidence):
        return builder.close(evidence)
    if builder.sign(gap, op):
        index = builder.index(gap, op)
        if index is not None and builder.accepts(goal, by_fact(index)):
            return builder.close(by_fact(index))
    return None


def factors(builder: Builder, u: Term) -> list[Term]:
    """The factors of a product that are no numbers, and not the whole of it."""
    if head(u) == "*":
        return [f for t in u[1:] for f in (factors(builder, t) or [t])
                if f[0] in ("s", "+") or root(f)]
    if head(u) == "^":
        return [] if root(u) else factors(builder, u[1]) or [u[1]]
    value = builder.value(u)
    if value is None or head(u) != "+" or value[2]:
        return []
    ring = Ring(builder.context, [value])
    terms = [ring.term(factor) for factor, _ in ring.poly(value[0]).factor()[1]]
    return [t for t in terms if head(t) in ("s", "+")] if len(terms) > 1 else []


def waves(builder: Builder, power: Term) -> None:
    """The signs of the real and the imaginary part of a power u**r, |r| <= 1."""
    r, log = power[2], fn("log", power[1])
    if not is_number(r) or abs(number(r)) > 1:
        return
    x, size = mul(r, angle(power[1])), fn("exp", mul(r, fn("re", log)))
    half, other = mul("1/2", r, log), mul("1/2", r, fn("conj", log))
    if not builder.sign(size, ">"):
        return
    big = builder.index(size, ">")
    for name, part, s in (("cos", "re", "1"), ("sin", "im", "1"), ("sin", "im", "-1")):
        y = mul(s, x)
        op = inner_sign(builder, name, y)
        if not op:
            continue
        trig, h = fn(name, y), mul(s, fn(part, power))
        inner = Builder(None, builder.context)
        inner.rewrite(power, "exp", [["exp", mul(r, log), "1"]])
        inner.rewrite(fn(name, y), "euler", None)
        for t, data in ((size, [["exp", half, "1"], ["exp", other, "1"]]),
                        (fn("exp", mul(I, y)), [["exp", half, s], ["exp", other, neg(s)]]),
                        (fn("exp", mul(r, log)), [["exp", half, "2"]]),
                        (fn("exp", mul(r, fn("conj", log))), [["exp", other, "2"]])):
            inner.rewrite(t, "exp", data)
        equation = builder.lemma(("=", mul(size, trig), h), inner.close(PLAIN))
        at = builder.index(trig, op)
        if None not in (equation, at, big):
            builder.lemma((op, h, ZERO), {"kind": "combine/1", "times": [], "sum": [
                ["1", [[big, 1], [at, 1]], None], ["-1", [[equation, 1]], None]]})


__all__ = ["attempt"]
