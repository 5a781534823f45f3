"""Sums, products, factorials and binomials, one step at a time; integers by their residues."""

from __future__ import annotations

from itertools import product
from typing import Any

from symq.kernel.context import Context, integral
from symq.kernel.field import MASK, constant
from symq.kernel.logic import Items, Proof, Terms, items, prove
from symq.kernel.points import test
from symq.kernel.term import (
    ONE,
    ZERO,
    Term,
    add,
    fn,
    freeze,
    head,
    integer,
    inv,
    mul,
    need,
    sub,
    subst,
    symbols,
)

# C(N, K) divided by C(N - i, K - j), by (i, j)
BINOMIAL = {
    (0, 0): lambda n, k: ONE, (1, 0): lambda n, k: mul(n, inv(sub(n, k))),
    (-1, 0): lambda n, k: mul(add(n, ONE, mul("-1", k)), inv(add(n, ONE))),
    (0, 1): lambda n, k: mul(add(n, ONE, mul("-1", k)), inv(k)),
    (0, -1): lambda n, k: mul(add(k, ONE), inv(sub(n, k))),
    (1, 1): lambda n, k: mul(n, inv(k)), (-1, -1): lambda n, k: mul(add(k, ONE), inv(add(n, ONE))),
}


def equal(context: Context, goal: Term, other: Term) -> None:
    """Check that the goal is an equation whose right side has another term's value."""
    need(head(goal) == "=", "an equation was expected")
    need(context.zero(context.value(sub(goal[2], other))), "the right side is another one")


def distance(context: Context, a: Term, b: Term) -> int:
    """The integer a - b."""
    step = constant(context.value(sub(a, b)))
    need(step is not None and step.denominator == 1, "no integer distance")
    return int(step or 0)


def peel(context: Context, goal: Term, end: Any, to: Term) -> None:
    """A sum or product without its first or last term; an empty one; or over equal bounds."""
    kind, body, name, low, high = goal[1]
    need(kind in ("sum", "prod") and all(map(context.whole, (low, high, to))),
         "a sum or product over integers")
    join, neutral = (add, ZERO) if kind == "sum" else (mul, ONE)
    if end == "empty":
        need(distance(context, high, low) == -1, "the range is not empty")
        equal(context, goal, neutral)
    elif end == "last":
        step = distance(context, high, to)
        need(step == 0 or (step == 1 and context.is_known(sub(high, low), ">=")), "no last term")
        rest = (kind, body, name, low, to)
        equal(context, goal, join(rest, subst(body, {name: high})) if step else rest)
    else:
        step = distance(context, to, low)
        inside = step == 1 and context.is_known(sub(high, low), ">=")
        need(end == "first" and (step == 0 or inside), "no first term")
        rest = (kind, body, name, to, high)
        equal(context, goal, join(subst(body, {name: low}), rest) if step else rest)


def termwise(context: Context, goal: Term, parts: Items, tail: Term, proof: Proof) -> None:
    """A sum of c_1 B_1 + c_2 B_2 + ... + T(k + 1) - T(k), the c free of k."""
    kind, body, name, low, high = goal[1]
    need(kind == "sum" and context.whole(low) and context.whole(high)
         and context.is_known(add(sub(high, low), ONE), ">="), "a sum over integers")
    inside, k = context.fork(), ("s", name)
    inside.declare(name, "integer")
    inside.fact((">=", k, low))
    inside.fact(("<=", k, high))
    shares = [(freeze(c), freeze(b)) for c, b in map(items, parts)]
    for c, _ in shares:
        context.value(c)
    prove(inside, ("=", body, add(*(mul(c, b) for c, b in shares), subst(tail, {name: add(k, ONE)}),
                                  mul("-1", tail))), proof)
    equal(context, goal, add(*(mul(c, ("sum", b, name, low, high)) for c, b in shares),
                             subst(tail, {name: add(high, ONE)}),
                             mul("-1", subst(tail, {name: low}))))


def ratio(context: Context, goal: Term, to: Terms) -> None:
    """A factorial, Gamma function or binomial by its neighbour at `to`, or by its value."""
    need(head(goal[1]) == "f", "a function was expected")
    _, name, x, *rest = goal[1]
    if name == "binomial":
        return binomial(context, goal, x, rest[0], to)
    need(name in ("factorial", "gamma"), "no ratio is known")
    if not to:
        need(goal[1] == fn("gamma", "1/2"), "no value is known")
        return equal(context, goal, ("^", ("c", "pi"), "1/2"))
    y, op = to[0], ">=" if name == "factorial" else ">"
    step = distance(context, x, y)
    need(context.is_known(x, op), "the argument is not known to lie in the domain")
    if len(to) == 2:
        need(to[1] == "factorial" and step == 1 and name == "gamma" and context.is_known(y, ">="),
             "Gamma as a factorial")
        return equal(context, goal, fn("factorial", y))
    need(abs(step) <= 1 and context.is_known(y, op), "no neighbour in the domain")
    up = x if name == "factorial" else y
    down = inv(y if name == "factorial" else x)
    equal(context, goal, mul(ONE if not step else up if step > 0 else down, fn(name, y)))


def binomial(context: Context, goal: Term, n: Term, k: Term, to: list[Term]) -> None:
    """The cases of `ratio` for a binomial; `to` is empty for the edges of the triangle."""
    need(context.whole(k) and context.is_known(k, ">="), "the lower entry is no natural number")
    if to:
        i, j = distance(context, n, to[0]), distance(context, k, to[1])
        need((i, j) in BINOMIAL and context.whole(to[1]) and context.is_known(to[1], ">="),
             "no neighbour of this binomial")
        equal(context, goal, mul(BINOMIAL[i, j](n, k), fn("binomial", *to)))
    elif context.zero(context.value(k)):
        equal(context, goal, ONE)
    else:
        need(context.whole(n) and context.is_known(n, ">="), "the upper entry is not natural")
        edge = context.zero(context.value(sub(n, k)))
        need(edge or context.is_known(sub(k, n), ">"), "inside the triangle")
        equal(context, goal, ONE if edge else ZERO)


def congruence(context: Context, goal: Term, modulus: Term) -> None:
    """Two integer polynomials differ: modulo d they do so at all residues of their symbols."""
    names = sorted(symbols(goal))
    need(head(goal) == "!=" and all(integral(side, context.sorts) for side in goal[1:]),
         "integer polynomials that differ were expected")
    values = ("list", *(str(i) for i in range(integer(modulus))))
    need(test(("forall", tuple((n, values) for n in names), goal, modulus))([]),
         "the two sides agree at some residue")


def residues(context: Context, goal: Term, on: Term, modulus: Term, quotient: Any, parts: Items
             ) -> None:
    """An integer is d q + r for some integer q and one of r = 0, ..., d - 1."""
    need(context.whole(on) and 0 < integer(modulus) == len(parts), "each residue needs its proof")
    for r, proof in enumerate(parts):
        inside = context.fork()
        inside.declare(quotient, "integer")
        inside.fact(("=", on, add(mul(modulus, ("s", quotient)), str(r))))
        prove(inside, goal, proof)


def rational(context: Context, goal: Term, top: Any, bottom: Any) -> None:
    """A form sum of c_i p**i q**(n - i) of integers, q not zero, has no zero: no quotient of
    divisors of c_0 and c_n is a root.
    """
    need(head(goal) == "!=" and context.sorts.get(top) == context.sorts.get(bottom) == "integer"
         and context.is_known(("s", bottom), "!=") and top != bottom
         and not {("s", top), ("s", bottom)} & set(context.rewritten),
         "two integers, the second one not zero")
    num, _, _ = context.value(sub(goal[1], goal[2]))
    a, b = (max(context.value(("s", name))[0]) for name in (top, bottom))
    degree = (max(num) // a & MASK) + (max(num) // b & MASK)
    c = [num.get(i * a + (degree - i) * b, 0) for i in range(degree + 1)]
    need(degree < 60 and len(num) == sum(map(bool, c)) and c[0] and c[-1]
         and max(abs(c[0]), abs(c[-1])) <= 10**6, "no form with two outer coefficients")
    for p, q in product(*([d for d in range(1, abs(n) + 1) if n % d == 0] for n in (c[0], c[-1]))):
        need(all(sum(k * r**i * q**(degree - i) for i, k in enumerate(c)) for r in (p, -p)),
             "there is a rational root")


def gamma(context: Context, goal: Term, what: Any, at: Term) -> None:
    """Reflection and duplication: Gamma(x) times Gamma(1 - x), or times Gamma(x + 1/2)."""
    x, pi = at, ("c", "pi")
    need(context.is_known(x, ">"), "the argument must be positive")
    if what == "reflection":
        need(context.is_known(sub(ONE, x), ">"), "the argument must be less than one")
        product, other = mul(fn("gamma", sub(ONE, x)), fn("sin", mul(pi, x))), pi
    else:
        need(what == "duplication", "reflection or duplication")
        product = fn("gamma", add(x, "1/2"))
        other = mul(("^", "2", sub(ONE, mul("2", x))), ("^", pi, "1/2"), fn("gamma", mul("2", x)))
    need(goal == ("=", mul(fn("gamma", x), product), other), "the equation is another one")
