"""Terms that are equal: exponentials, natural powers, ends of sums, neighbours of factorials."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symq.kernel.context import Context
from symq.kernel.expression import ONE, ZERO, I, Term, add, fn, inv, mul, need, square, sub
from symq.kernel.field import BITS, constant
from symq.kernel.functions import BESSEL, PI, conditions
from symq.kernel.logic import Items, Proof, items, prove
from symq.kernel.term import freeze, head, integer, is_number, number, subst


def formula(context: Context, goal: Term, name: Any, data: Any) -> None:
    """t = what an entry of FORMULAS makes of t, or a term of the same value."""
    need(name in FORMULAS and head(goal) == "=", "no equation by a formula")
    equal(context, goal, FORMULAS[name](context, goal[1], data))


def equal(context: Context, goal: Term, other: Term) -> None:
    """Check that the goal is an equation whose right side is another term, or has its value."""
    need(head(goal) == "=" and (goal[2] == other or context.zero(
        context.value(sub(goal[2], other)))), "the right side is another one")


def distance(context: Context, a: Term, b: Term) -> int:
    """The integer a - b."""
    step = constant(context.value(sub(a, b)))
    need(step is not None and step.denominator == 1, "no integer distance")
    return int(step or 0)


# -- exponentials and powers ----------------------------------------------------------------------
def exponent(context: Context, term: Term, data: Any) -> Term:
    """exp(A) with A = sum of n * B, each n B being the exponent of an entry [kind, X, n].

    The kinds are those of EXPONENTIALS, where for "log" n may be any rational number, and
    ["turn", k, N] for 2 pi i k / N. A power X**E of X not zero is exp(E log X), log(-1) = i pi.
    """
    if head(term) == "^":
        context.demand([("!=", term[1], ZERO)])
        exponent = mul(term[2], mul(I, PI) if term[1] == "-1" else fn("log", term[1]))
    else:
        need(term[:2] == ("f", "exp"), "only exp has an exponent")
        exponent = term[2]
    total, factors = ZERO, []
    for kind, what, count in map(items, items(data)):
        x = freeze(what)
        if kind == "turn":
            total = add(total, mul("2", PI, I, x, inv(str(integer(count)))))
            factors.append(turn(context, x, integer(count)))
            continue
        need(kind in EXPONENTIALS, f"no exponential of {kind}")
        need(kind == "log" or number(count).denominator == 1, "the multiple must be an integer")
        context.demand(conditions(kind.removeprefix("i"), (x,), False))
        power, value = EXPONENTIALS[kind](x)
        if kind not in ("exp", "log"):
            need(context.value(value)[0], "an exponential cannot vanish")
            context.fact(("!=", value, ZERO))
        total = add(total, mul(count, power))
        factors.append(("^", value, count) if count != "1" else value)
    need(context.zero(context.value(sub(exponent, total))), "the exponents differ")
    return mul(*factors)


def plus_root(a: Term, b: Term) -> Term:
    """a + sqrt(b)."""
    return add(a, ("^", b, "1/2"))


# exponents and their exponentials, by kind
EXPONENTIALS: dict[str, Callable[[Term], tuple[Term, Term]]] = {
    "exp": lambda x: (x, fn("exp", x)), "log": lambda x: (fn("log", x), x),
    "asinh": lambda x: (fn("asinh", x), plus_root(x, add(ONE, square(x)))),
    "acosh": lambda x: (fn("acosh", x), add(x, mul(("^", sub(x, ONE), "1/2"),
                                                   ("^", add(x, ONE), "1/2")))),
    "atanh": lambda x: (fn("atanh", x), mul(add(ONE, x), ("^", sub(ONE, square(x)), "-1/2"))),
    "iasin": lambda x: (mul(I, fn("asin", x)), plus_root(mul(I, x), sub(ONE, square(x)))),
    "iacos": lambda x: (mul(I, fn("acos", x)),
                        add(x, mul(I, ("^", sub(ONE, square(x)), "1/2")))),
    "iatan": lambda x: (mul(I, fn("atan", x)),
                        mul(add(ONE, mul(I, x)), ("^", add(ONE, square(x)), "-1/2")))}


def cyclotomic(n: int) -> list[int]:
    """Coefficients of the n-th cyclotomic polynomial, constant term first."""
    poly: list[int] = [-1, *[0] * (n - 1), 1]
    for divisor in (cyclotomic(d) for d in range(1, n) if n % d == 0):
        quotient = [0] * (len(poly) - len(divisor) + 1)
        for i in range(len(quotient) - 1, -1, -1):
            quotient[i] = poly[i + len(divisor) - 1]
            for j, c in enumerate(divisor):
                poly[i + j] -= quotient[i] * c
        poly = quotient
    return poly


def turn(context: Context, k: Term, n: int) -> Term:
    """exp(2 pi i k / n) as a power of one generator; k an integer, perhaps a multiple of one."""
    need(context.whole(k), "a turn is an integer part of a full one")
    need(0 < n <= 5000, "the order of a root of unity is out of range")
    count, unit = 1, k
    if is_number(k):
        count, unit = integer(k), ONE
    elif head(k) == "*" and is_number(k[1]):
        count, unit = integer(k[1]), mul(*k[2:])
    name = fn("exp", mul("2", PI, I, unit, inv(str(n))))
    if n == 1:
        return ONE
    if name not in context.turns:
        relation = cyclotomic(n) if unit == ONE else [-1, *[0] * (n - 1), 1]
        field, index = context.field, context.field.generator()
        low = ({i << (BITS * index): -c for i, c in enumerate(relation[:-1]) if c}, 1, ())
        field.relations[index] = (len(relation) - 1, low)
        context.names[index] = name
        context.turns[name] = field.gen(index)
        context.mark(context.turns[name], "!=")
    return ("^", name, str(count % n))


def euler(context: Context, term: Term, data: Any) -> Term:
    """sin and cos as exponentials, without condition."""
    need(data is None and term[0] == "f" and term[1] in ("sin", "cos"), "Euler: sin or cos")
    up, down = fn("exp", mul(I, term[2])), inv(fn("exp", mul(I, term[2])))
    return mul("1/2", add(up, down)) if term[1] == "cos" else mul("-1/2", I, sub(up, down))


def naturals(context: Context, term: Term, data: Any) -> Term:
    """X**E as a product of Y**A, all A natural: Y = X and E their sum, or A = E and X the product
    of the Y; the bases may vanish."""
    pairs = [(freeze(y), freeze(a)) for y, a in items(data)]
    need(head(term) == "^" and all(context.whole(a) and context.is_known(a, ">=")
                                   for _, a in pairs), "a power with natural exponents")
    sums = all(y == term[1] for y, _ in pairs)
    need(sums or all(a == term[2] for _, a in pairs), "one base or one exponent")
    gap = sub(term[2], add(*(a for _, a in pairs))) if sums else sub(
        term[1], mul(*(y for y, _ in pairs)))
    need(context.zero(context.value(gap)), "the exponents or the bases differ")
    return mul(*(("^", y, a) for y, a in pairs))


# -- sums and products ----------------------------------------------------------------------------
def peel(context: Context, term: Term, data: Any) -> Term:
    """A sum or product without its first or last term, or over equal bounds; an empty one.

    The data are the end, "first", "last" or "empty", and the bound that it gets.
    """
    (end, bound), (kind, body, name, low, high) = items(data), term
    to = freeze(bound)
    need(kind in ("sum", "prod") and all(map(context.whole, (low, high, to))),
         "a sum or product over integers")
    join, neutral = (add, ZERO) if kind == "sum" else (mul, ONE)
    if end == "empty":
        need(distance(context, high, low) == -1, "the range is not empty")
        return neutral
    need(end in ("first", "last"), "a range has two ends")
    at, rest = (high, (low, to)) if end == "last" else (low, (to, high))
    step = distance(context, *((high, to) if end == "last" else (to, low)))
    need(step == 0 or (step == 1 and context.is_known(sub(high, low), ">=")), f"no {end} term")
    return join(subst(body, {name: at}) if step else neutral, (kind, body, name, *rest))


def termwise(context: Context, goal: Term, parts: Items, tail: Term, proof: Proof) -> None:
    """A sum of c_1 B_1 + c_2 B_2 + ... + T(k + 1) - T(k), the c free of k."""
    kind, body, name, low, high = goal[1]
    need(kind == "sum" and context.whole(low) and context.whole(high)
         and context.is_known(add(sub(high, low), ONE), ">="), "a sum over integers")
    inside, k = context.within(goal[1]), ("s", name)
    shares = [(freeze(c), freeze(b)) for c, b in map(items, parts)]
    for c, _ in shares:
        context.value(c)
    prove(inside, ("=", body, add(*(mul(c, b) for c, b in shares), subst(tail, {name: add(k, ONE)}),
                                  mul("-1", tail))), proof)
    other = add(*(mul(c, ("sum", b, name, low, high)) for c, b in shares),
                subst(tail, {name: add(high, ONE)}), mul("-1", subst(tail, {name: low})))
    equal(context, goal, other)


# -- factorials -----------------------------------------------------------------------------------
# C(N, K) divided by C(N - i, K - j), by (i, j)
BINOMIAL = {
    (0, 0): lambda n, k: ONE, (1, 0): lambda n, k: mul(n, inv(sub(n, k))),
    (-1, 0): lambda n, k: mul(sub(add(n, ONE), k), inv(add(n, ONE))),
    (0, 1): lambda n, k: mul(sub(add(n, ONE), k), inv(k)), (1, 1): lambda n, k: mul(n, inv(k)),
    (0, -1): lambda n, k: mul(add(k, ONE), inv(sub(n, k))),
    (-1, -1): lambda n, k: mul(add(k, ONE), inv(add(n, ONE)))}


def ratio(context: Context, term: Term, data: Any) -> Term:
    """A factorial, Gamma function or binomial by its neighbour at `to`, or by its value."""
    need(head(term) == "f", "a function was expected")
    _, name, x, *rest = term
    to = [freeze(t) for t in items(data)]
    if name == "binomial":
        return binomial(context, x, rest[0], to)
    need(name in ("factorial", "gamma"), "no ratio is known")
    if not to:
        need(term == fn("gamma", "1/2"), "no value is known")
        return ("^", PI, "1/2")
    y, op = to[0], ">=" if name == "factorial" else ">"
    step = distance(context, x, y)
    need(context.is_known(x, op), "the argument is not known to lie in the domain")
    need(abs(step) <= 1 and context.is_known(y, op), "no neighbour in the domain")
    up = x if name == "factorial" else y
    down = inv(y if name == "factorial" else x)
    return mul(ONE if not step else up if step > 0 else down, fn(name, y))


def binomial(context: Context, n: Term, k: Term, to: list[Term]) -> Term:
    """The cases of `ratio` for a binomial; `to` is empty for the edges of the triangle."""
    need(context.whole(k) and context.is_known(k, ">="), "the lower entry is no natural number")
    if to:
        i, j = distance(context, n, to[0]), distance(context, k, to[1])
        need((i, j) in BINOMIAL and context.whole(to[1]) and context.is_known(to[1], ">="),
             "no neighbour of this binomial")
        return mul(BINOMIAL[i, j](n, k), fn("binomial", *to))
    if context.zero(context.value(k)):
        return ONE
    need(context.whole(n) and context.is_known(n, ">="), "the upper entry is not natural")
    edge = context.zero(context.value(sub(n, k)))
    need(edge or context.is_known(sub(k, n), ">"), "inside the triangle")
    return ONE if edge else ZERO


def gamma(context: Context, term: Term, data: Any) -> Term:
    """Gamma(x + 1) as a factorial, Gamma(x) times Gamma(1 - x), Gamma(x) times Gamma(x + 1/2)."""
    what, at = items(data)
    x = freeze(at)
    if what == "factorial":
        need(term[:2] == ("f", "gamma") and distance(context, term[2], x) == 1
             and context.is_known(x, ">="), "no factorial")
        return fn("factorial", x)
    need(context.is_known(x, ">"), "the argument must be positive")
    if what == "reflection":
        need(context.is_known(sub(ONE, x), ">"), "the argument must be less than one")
        product, other = mul(fn("gamma", sub(ONE, x)), fn("sin", mul(PI, x))), PI
    else:
        need(what == "duplication", "reflection or duplication")
        product = fn("gamma", add(x, "1/2"))
        other = mul(("^", "2", sub(ONE, mul("2", x))), ("^", PI, "1/2"), fn("gamma", mul("2", x)))
    need(term == mul(fn("gamma", x), product), "another product")
    return other


def bessel(context: Context, term: Term, data: Any) -> Term:
    """A Bessel function by those of the two orders below."""
    n = freeze(data)
    need(term[0] == "f" and term[1] in BESSEL and distance(context, term[2], n) == 1,
         "no Bessel function of the next order")
    (p, q), (name, x) = BESSEL[term[1]], term[1::2]
    return add(mul(p, n, inv(x), fn(name, n, x)), mul(q, fn(name, sub(n, ONE), x)))


FORMULAS: dict[str, Callable[[Context, Term, Any], Term]] = {
    "exp": exponent, "euler": euler, "naturals": naturals, "peel": peel, "ratio": ratio,
    "gamma": gamma, "bessel": bessel}
