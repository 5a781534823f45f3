"""Arguments of complex numbers: what the signs of real and imaginary parts say about branches.

With L = log u, p = re L and q = im L: u = exp(p) (cos q + i sin q) and -pi < q <= pi, so that a
sign of re u or im u puts q into a half turn.
"""

from __future__ import annotations

from symq.kernel.context import Context
from symq.kernel.functions import conjugate
from symq.kernel.term import ZERO, I, Term, add, fn, head, is_number, mul, neg, number, sub
from symq.prove.builder import PLAIN, Builder, by_fact, subterms
from symq.prove.linear import linear
from symq.prove.order.build import by_formula
from symq.prove.search import Evidence, GaveUp

PI = ("c", "pi")
SHORT = 15_000      # units of work for the sign of a part
HALF, FULL = mul("1/2", PI), mul("2", PI)
AGAINST = {">": "<=", ">=": "<", "=": "!=", "!=": "=", "<": ">=", "<=": ">"}


def bases(context: Context, terms: list[Term]) -> list[Term]:
    """What stands in logarithms and roots and is not plainly real there, inner ones first."""
    found: dict[Term, None] = {}
    for t in dict.fromkeys(t for whole in terms for t in subterms(whole)):
        base = t[2] if t[:2] == ("f", "log") else t[1] if root(t) else None
        if base is not None and not is_number(base) and not context.real(context.value(base)):
            found[base] = None
    return list(found)


def root(term: Term) -> bool:
    """Whether a term is a power that needs a branch."""
    return head(term) == "^" and (not is_number(term[2]) or number(term[2]).denominator > 1)


def angle(u: Term) -> Term:
    """The argument of a number."""
    return fn("im", fn("log", u))


def polar(builder: Builder, u: Term) -> bool:
    """Make -pi < im log u <= pi known, and the exponential of the conjugate logarithm."""
    q = angle(u)
    if not builder.unequal(u) or not builder.sign(PI, ">", deep=False):
        return False
    for relation in ((">", q, neg(PI)), ("<=", q, PI)):
        if builder.lemma(relation, {"kind": "bounded/1"}) is None:
            return False
    image, bar = mirrored(builder, u)
    same = ("=", fn("conj", fn("exp", fn("log", u))), bar)
    if head(u) in ("*", "^"):
        builder.unequal(bar)        # a divisor
    builder.lemma(("=", image, bar), {"kind": "have/1", "lemmas": [[same, {
        "kind": "rewrite/1", "then": PLAIN, "atoms": [[
            fn("exp", fn("log", u)), u, by_formula("exp", [["log", u, "1"]])]]}]],
        "then": by_fact(len(builder.context.facts))})
    return True


def mirrored(builder: Builder, u: Term) -> tuple[Term, Term]:
    """exp conj log u and what it is equal to, the conjugate of u."""
    return fn("exp", fn("conj", fn("log", u))), conjugate(builder.context, u)


def half_turns(builder: Builder, u: Term) -> None:
    """Put the argument of u into the half turns that the signs of its parts give."""
    q = angle(u)
    if not builder.sign(fn("exp", fn("re", fn("log", u))), ">", deep=False):
        return
    left, right = ("cos", "-1", "1"), ("cos", "1", "1")     # cos(pi - q), cos(q + pi)
    up, side = sign_of(builder, fn("im", u)), sign_of(builder, fn("re", u))
    if up in (">", ">=", "="):
        within(builder, u, (up if up != "=" else ">=", q), ("sin", "-1", "0"))
    if up == ">":
        within(builder, u, (">", sub(PI, q)), ("sin", "1", "-1"))
    elif up == "<":
        within(builder, u, (">", neg(q)), ("sin", "1", "0"))
    if side in (">", ">="):
        within(builder, u, (side, sub(HALF, q)), left)
        within(builder, u, (side, add(HALF, q)), right)
    if up in ("=", "<=") and side in (">", ">="):
        within(builder, u, (">=", neg(q)), ("sin", "1", "0"))
    for t, sign in ((q, "1"), (neg(q), "-1")):
        if side == "<" and builder.index(t, ">=") is not None:
            within(builder, u, (">", sub(t, HALF)), ("cos", sign, "0"))
    if up == "=" and builder.index(sub(q, HALF), ">") is not None:
        within(builder, u, (">=", sub(q, PI)), ("sin", "1", "0"))


def sign_of(builder: Builder, part: Term) -> str:
    """The sign of a part that is known or soon proved here, or nothing."""
    for deep in (False, True):
        for op in (">", ">="):
            for t, name in ((part, op), (neg(part), {">": "<", ">=": "<="}[op])):
                if signed(builder, t, op, deep):
                    return "=" if op == ">=" and vanishes(builder, t) else name
    return ""


def signed(builder: Builder, t: Term, op: str, deep: bool) -> bool:
    """Make `t op 0` known with little work."""
    if not deep or builder.search is None:
        return builder.sign(t, op, deep=False)
    try:
        with builder.search.within(SHORT):
            return builder.sign(t, op)
    except GaveUp:
        builder.search.tick()
        return False


def vanishes(builder: Builder, t: Term) -> bool:
    """Make t = 0 known from t >= 0 and t <= 0."""
    if not builder.sign(neg(t), ">="):
        return False
    inside = builder.context.fork()
    inside.assume(("!=", t, ZERO))
    inner = Builder(None, inside)
    size = inner.lemma((">", fn("abs", t), ZERO), {"kind": "intrinsic/1"})
    up, down = inner.index(t, ">="), inner.index(neg(t), ">=")
    clash = inner.close({"kind": "absurd/1", "proof": {"kind": "combine/1", "times": [], "sum": [
        ["1", [[up, 1], [down, 1]], None], ["1", [[size, 2]], None]]}})
    return None not in (size, up, down) and builder.lemma(("=", t, ZERO), two_ways(
        builder.context, ("=", t, ZERO), None, clash)) is not None


def within(builder: Builder, u: Term, target: tuple[str, Term], wave: tuple[str, str, str]) -> bool:
    """`op t 0` for t linear in q: elsewhere a sine or cosine of s q + k pi has the wrong sign."""
    op, t = target
    if builder.known(t, op):
        return True
    clash = contrary(builder, u, (AGAINST[op], t, ZERO), wave)
    return clash is not None and builder.lemma((op, t, ZERO), two_ways(
        builder.context, (op, t, ZERO), None, clash)) is not None


def two_ways(context: Context, relation: Term, yes: Evidence | None, no: Evidence) -> Evidence:
    """Evidence from a relation between real numbers and from its contrary; `yes` may be it."""
    other, inside = (AGAINST[relation[0]], *relation[1:]), context.fork()
    inside.assume(relation)
    return {"kind": "have/1", "lemmas": [[("or", relation, other), {
        "kind": "either/1", "index": 0, "proof": by_fact(len(context.facts))}]], "then": {
            "kind": "split/1", "formula": len(context.formulas),
            "parts": [yes or by_fact(len(inside.facts) - 1), no]}}


def contrary(builder: Builder, u: Term, fact: Term, wave: tuple[str, str, str]) -> Evidence | None:
    """A contradiction from the sign of a sine or cosine and that of a part of u."""
    name, s, k = wave
    x = add(mul(s, angle(u)), mul(k, PI))
    inside = builder.context.fork()
    inside.assume(fact)
    inner = Builder(None, inside)
    size, trig, h = fn("exp", fn("re", fn("log", u))), fn(name, x), part(u, wave)
    op = inner_sign(inner, name, x)
    equation = inner.lemma(("=", mul(size, trig), h), projection(inner, u, wave))
    at, big = inner.index(trig, op) if op else None, inner.index(size, ">")
    against = next((i for o in (">", ">=") if (i := inner.index(neg(h), o)) is not None), None)
    if None in (at, equation, big, against):
        return None
    return inner.close({"kind": "absurd/1", "proof": {"kind": "combine/1", "times": [], "sum": [
        ["1", [[big, 1], [at, 1]], None], ["1", [[against, 1]], None],
        ["-1", [[equation, 1]], None]]}})


def inner_sign(builder: Builder, name: str, x: Term) -> str:
    """Make sin x or cos x > 0 or >= 0 known, where x is known to be in the right half turn."""
    first = ZERO if name == "sin" else HALF
    for op in (">", ">="):
        ends = (add(x, first), sub(sub(PI, first), x))
        if all(builder.known(t, op) or builder.lemma((op, t, ZERO), linear(
                builder.context, builder.value(t))) is not None for t in ends):
            return op if builder.lemma((op, fn(name, x), ZERO), {
                "kind": "bounded/1"}) is not None else ""
    return ""


def part(u: Term, wave: tuple[str, str, str]) -> Term:
    """exp(p) sin(s q + k pi) or exp(p) cos(s q + k pi): a real or imaginary part."""
    name, s, k = wave
    sign = (int(s) if name == "sin" else 1) * (-1 if int(k) % 2 else 1)
    return mul(str(sign), fn("im" if name == "sin" else "re", u))


def projection(builder: Builder, u: Term, wave: tuple[str, str, str]) -> Evidence | None:
    """Evidence of that, by exponentials of half the logarithm and of half its conjugate."""
    name, s, k = wave
    log = fn("log", u)
    bar, x = fn("conj", log), add(mul(s, angle(u)), mul(k, PI))
    half, other = mul("1/2", log), mul("1/2", bar)
    inner = Builder(None, builder.context)
    inner.rewrite(fn("exp", log), "exp", [["log", u, "1"]])
    squares = [inner.lemma(("=", fn("exp", a), ("^", fn("exp", b), "2")), by_formula(
        "exp", [["exp", b, "2"]])) for a, b in ((log, half), (bar, other))]
    inner.rewrite(fn("exp", fn("re", log)), "exp", [["exp", half, "1"], ["exp", other, "1"]])
    inner.rewrite(fn(name, x), "euler", None)
    inner.rewrite(fn("exp", mul(I, x)), "exp", [
        ["turn", k, "2"], ["exp", half, s], ["exp", other, str(-int(s))]])
    image = inner.index(sub(*mirrored(builder, u)), "=")
    if None in squares or image is None:
        return None
    sign = (int(s) if name == "sin" else 1) * (-1 if int(k) % 2 else 1)
    weights = [mul(str(sign), "1/2", I), mul(str(-sign), "1/2", I)] if name == "sin" else [
        mul(str(-sign), "1/2")] * 2
    # the last fact says that the image is the conjugate; it enters as the second square does
    return inner.close({"kind": "combine/1", "times": [], "sum": [
        *(["1", [[i, 1]], w] for i, w in zip(squares, weights, strict=True)),
        ["-1", [[image, 1]], weights[1]]]})
