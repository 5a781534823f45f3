"""Equations between logarithms and inverse functions: equal exponentials, and bounds.

If exp(w) = 1 for w = c (a - b), then w is a multiple of 2 pi i; where the imaginary part of w
stays between -2 pi and 2 pi it is zero. The bounds come from the ranges of principal values.
"""

from __future__ import annotations

from fractions import Fraction

from sympy import Add, Expr, Symbol, expand, log

from symq.kernel.context import Context
from symq.kernel.field import Value
from symq.kernel.term import ZERO, I, Term, add, fn, head, inv, mul, neg, sub, symbols
from symq.kernel.values import RANGES
from symq.lang.translate import from_term, to_term
from symq.prove.bridge import Ring
from symq.prove.builder import PLAIN, Builder, subterms
from symq.prove.exponents import PI, REAL_INVERSE, TURNED_INVERSE
from symq.prove.linear import linear
from symq.prove.methods import ideal
from symq.prove.order.build import combine, term_of
from symq.prove.order.prepare import by_power
from symq.prove.search import Evidence, Search

FULL = mul("2", PI)
QUICK = 200_000     # units of work
SCALED = 1_000_000
INVERSES = {("f", name) for name in ("log", *REAL_INVERSE, *TURNED_INVERSE)}
BALL: Evidence = {"kind": "ball/1", "bits": 256}


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an equation by comparing exponentials."""
    if goal[0] != "=":
        return None
    builder = Builder(None, context)
    value = builder.value(sub(goal[1], goal[2]))
    if value is None:
        return None
    leaves = [builder.context.names[i] for i in context.field.used(value)]
    names = {t[1] for t in leaves if head(t) == "f"}
    if not names & {"log", *REAL_INVERSE, *TURNED_INVERSE}:
        if "injective" in search.busy:
            return None
        with search.alone("injective"):
            return injective(search, context, goal)
    for c in factors(value[1], names):
        search.tick()
        evidence = exponential(search, context, goal, c)
        if evidence is not None:
            return evidence
    return None if "scaled" in search.busy else scaled(search, builder.context, goal, value)


def scaled(search: Search, context: Context, goal: Term, value: Value) -> Evidence | None:
    """c f(u) + r = 0, one inverse function f and c no number, from f(u) = -r/c; c t = 0 from t = 0.
    """
    inverse = {i for i in context.field.used(value) if context.names[i][:2] in INVERSES}
    ring = Ring(context, [value])
    _, found = ring.poly(value[0]).factor()
    inner = [(p, n) for p, n in found if any(p.degrees()[ring.place[i]] for i in inverse)]
    if len(inner) != 1 or inner[0][1] != 1:
        return None
    builder, (poly, _) = Builder(search, context), inner[0]
    over = [inv(term_of(context, context.field.expand(value[2])))] if value[2] else []
    cofactor = mul(ring.term(ring.poly(value[0]) / poly), *over)
    if len(found) > 1:
        equal = ("=", ring.term(poly), ZERO)
    else:
        index = next(iter(inverse))
        powers = by_power(value[0], index)
        lead = term_of(context, powers[1])
        if len(inverse) > 1 or max(powers) != 1 or set(powers[1]) == {0} or \
                not builder.unequal(lead):
            return None
        equal = ("=", context.names[index], neg(mul(term_of(context, powers.get(0, {})),
                                                    inv(lead))))
        cofactor = mul(lead, *over)
    with search.alone("scaled"):
        at = builder.lemma(equal, search.briefly(builder.context, equal, SCALED))
    if at is None:
        return None
    evidence = combine([], [[str(Fraction(1, value[1])), [[at, 1]], cofactor]])
    return builder.close(evidence) if builder.accepts(goal, evidence) else None


def injective(search: Search, context: Context, goal: Term) -> Evidence | None:
    """a = b because exponentials, sines or cosines of both agree by the facts."""
    equations = [f.relation for f in context.facts if f.op == "="]
    seen = {t[1:] for e in equations for side in e[1:] for t in subterms(side) if head(t) == "f"}
    names = {t[0] for t in seen}
    turned = names & {"sin", "cos", "tan"}
    if not turned and not names & {"exp", "sinh", "cosh", "tanh"}:
        return None
    builder = Builder(search, context)
    angles = sorted({t[1] for t in seen if t[0] in ("sin", "cos", "tan")}, key=repr)
    for i, x in enumerate(angles):
        for y in angles[i + 1:]:
            pairs = [(fn(p, x), fn(q, y)) for p in ("sin", "cos") for q in ("sin", "cos")]
            for a, b in pairs:
                same = ("=", a, b)
                builder.lemma(same, ideal.attempt(search, builder.context, same, QUICK))
            for a, b in pairs:
                _companions(builder, a, b)
    for c in (("*", I, "1"), ("*", I, "2")) if turned else ("1",):
        evidence = exponential(search, builder.context, goal, c)
        if evidence is not None:
            return builder.close(evidence)
    return None


def _companions(builder: Builder, a: Term, b: Term) -> None:
    """Two sines, or two cosines, that are not negative and whose squares the facts make equal."""
    goal = ("=", ("^", a, "2"), ("^", b, "2"))
    if builder.search is None or not builder.context.real_term(a):
        return
    zero = ideal.membership(builder.search, builder.context, goal, QUICK)
    if zero is not None and builder.sign(a, ">=") and builder.sign(b, ">="):
        builder.lemma(("=", a, b), builder.squares(a, b, zero))


def factors(scale: int, names: set[str]) -> list[Term]:
    """Numbers c such that exp(c (a - b)) may be algebraic; `scale` is a common denominator."""
    plain = ["1"] if scale == 1 else ["1", str(scale)]
    turned = [("*", I, c) for c in dict.fromkeys((*plain, "2"))]
    return [*turned, *plain] if names & set(TURNED_INVERSE) else plain


def exponential(search: Search, context: Context, goal: Term, c: Term) -> Evidence | None:
    """The rule `exponential` with one factor c."""
    w = mul(c, sub(goal[1], goal[2]))
    unit = ("=", fn("exp", w), "1")
    low = bounded(search, context, w, ">")
    if low is None:
        return None
    high = bounded(search, context, w, "<")
    if high is None:
        return None
    builder = Builder(search, context)
    value = valued(builder, w)
    if value is not None:       # exp(u) = v says more than exp(u - log(v)) = 1
        builder.lemma(value, search.briefly(builder.context, value, SCALED))
    proof = search.attempt(builder.context, unit)
    if proof is None:
        return None
    proof = builder.close(proof)
    return {"kind": "exponential/1", "times": c, "proof": proof, "low": low, "high": high}


def valued(builder: Builder, w: Term) -> Term | None:
    """exp(u) = v where w is u - log(v), up to sign, for a number v."""
    known = {n: Symbol(n) for n in symbols(w)}
    logs: list[Expr] = []
    rest: list[Expr] = []
    for part in Add.make_args(expand(from_term(w, known), log=False)):
        (logs if isinstance(part / part.as_coeff_Mul()[0], log) else rest).append(part)
    if len(logs) != 1 or not rest or logs[0].free_symbols:
        return None
    scale, value = logs[0].as_coeff_Mul()
    if scale not in (1, -1):
        return None
    return ("=", fn("exp", to_term(Add(*rest) / -scale)), to_term(value.args[0]))


def bounded(search: Search, context: Context, w: Term, op: str) -> Evidence | None:
    """Evidence that im w is above -2 pi, or below 2 pi."""
    goal = (">", (add if op == ">" else sub)(FULL, fn("im", w)), ZERO)
    if not symbols(w):
        return BALL if search.verified(context, goal, BALL) else None
    builder = Builder(search, context)
    builder.sign(PI, ">")
    ranges(builder, w)
    for refine in (False, True):
        if refine:
            for t in subterms(w):
                if head(t) == "f":
                    _sharper(builder, t)
        evidence = linear(builder.context, builder.value(goal[1]))
        if evidence is not None and builder.accepts(goal, evidence):
            return builder.close(evidence)
    evidence = search.briefly(builder.context, goal, 1_000_000)
    return None if evidence is None else builder.close(evidence)


def ranges(builder: Builder, w: Term) -> None:
    """Add the ranges of the functions in a term as lemmas."""
    for t in subterms(w):
        if head(t) != "f" or t[1] not in {name for _, name in RANGES}:
            continue
        for part, name in RANGES:
            if name != t[1]:
                continue
            if name in ("atan", "atanh"):
                square = ("^", t[2], "2")
                builder.unequal((add if name == "atan" else sub)("1", square))
            elif name == "log":
                builder.unequal(t[2])
            elif name in ("asin", "acos") and builder.context.real_term(t[2]):
                builder.sign(sub("1", ("^", t[2], "2")), ">=")
            for relation, number in ((">", RANGES[part, name][0]), ("<", RANGES[part, name][1])):
                bound = mul(number, PI)
                for strict in ("", "="):
                    fact = (relation + strict, fn(part, t), bound)
                    if builder.lemma(fact, {"kind": "bounded/1"}) is not None:
                        break


def _sharper(builder: Builder, t: Term) -> None:
    """Where an argument's sign is known, so is the sign of an increasing odd function."""
    if t[1] == "acos" and builder.search is not None and builder.context.real_term(t[2]) and any(
            builder.sign(x, ">=", deep=False) for x in (t[2], neg(t[2]))):
        other = fn("asin", t[2])
        relation = ("=", t, sub(mul("1/2", PI), other))
        builder.lemma(relation, exponential(builder.search, builder.context, relation,
                                            ("*", I, "1")))
        t = other
    if t[1] not in ("atan", "asin") or not builder.context.real_term(t):
        return
    zero = fn(t[1], ZERO)
    for op, x in ((">", t[2]), (">", neg(t[2])), (">=", t[2]), (">=", neg(t[2]))):
        if builder.sign(x, op):
            relation = (op, t, zero) if x == t[2] else (op, zero, t)
            index = builder.index(x, op)
            if index is not None:
                builder.lemma(relation, {"kind": "monotone/1", "proof": {
                    "kind": "combine/1", "times": [], "sum": [["1", [[index, 1]], None]]}})
            return


__all__ = ["PLAIN", "attempt"]
