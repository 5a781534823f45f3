"""Terms: the language in which certificates are written.

A number is a text such as "-3/4". Everything else is a tuple whose first entry is its head:

    ("s", name)                      a symbol            ("c", "i" | "pi" | "e" | "oo" | "-oo")
    ("+", t, ...)  ("*", t, ...)     sum and product     ("^", base, exponent)  principal power
    ("f", name, t, ...)              a function of FUNCTIONS
    ("u", name, (k, ...), t, ...)    the derivative of orders k of an unknown function, at t, ...
    ("sum" | "prod", body, var, lo, hi)
    ("=", a, b) "!=" "<" "<=" ">" ">="   relations       ("and", ...) ("or", ...) ("not", s)
    ("=>", (premise, ...), s)        ("iff", a, b)       ("true",) ("false",)
    ("forall" | "exists", ((name, set), ...), body, modulus)      modulus: number text or None
    ("count", ((name, set), ...), body, number, modulus)
    further statement heads: see STATEMENTS; sets: ("list", t, ...), "real", "complex", "integer",
    ("int>=", number)
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import prod
from typing import Any

from symq.errors import Rejected

Term = Any
Build = Callable[[tuple[Term, ...], tuple[Term, ...]], Term]
MAX_NODES, MAX_DEPTH, MAX_DIGITS = 400_000, 240, 3_000
FUNCTIONS = {
    "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan", "asinh",
    "acosh", "atanh", "abs", "re", "im", "conj", "sign", "floor", "gamma", "factorial", "binomial",
    "max", "min",
}
RELATIONS = {"=", "!=", "<", "<=", ">", ">="}
STATEMENTS = RELATIONS | {"and", "or", "not", "=>", "iff", "true", "false", "forall", "exists",
                          "count", "O", "lim", "bound", "op="}
HEADS = {"s", "c", "+", "*", "^", "f", "u", "sum", "prod", "o", ".", "list", "int>="} | STATEMENTS
# where the sub-terms begin below a head that binds no names, for a leaf beyond its end
FIRST = dict.fromkeys(RELATIONS | {"+", "*", "^", ".", "list", "int>=", "and", "or", "not", "iff"},
                      1) | {"f": 2, "u": 3} | dict.fromkeys(
    ("", "s", "c", "o", "true", "false"), MAX_NODES)
ORDER = {"<", "<=", ">", ">="}
FLIP = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(/[1-9][0-9]*)?\Z")
ZERO, ONE, I = "0", "1", ("c", "i")  # noqa: E741


def need(condition: object, reason: str, *shown: object) -> None:
    """Raise Rejected unless the condition holds; what is shown is written out only then."""
    if not condition:
        raise Rejected(reason.format(*(repr(s)[:200] for s in shown)) if shown else reason)


def freeze(data: Any, depth: int = 0, counter: list[int] | None = None) -> Term:
    """Turn JSON lists into tuples, checking the size limits."""
    counter = counter if counter is not None else [0]
    if isinstance(data, (list, tuple)):
        counter[0] += len(data)
        need(counter[0] < MAX_NODES and depth < MAX_DEPTH, "a term is too large or too deep")
        return tuple([d if type(d) is str and len(d) <= MAX_DIGITS else freeze(
            d, depth + 1, counter) for d in data])
    need(data is None or type(data) in (str, int), "{} has no place in a term", data)
    need(len(str(data)) <= MAX_DIGITS, "a number or a name is too long")
    return data


def canonical(data: Any) -> str:
    """The one JSON text of `data`, keys sorted."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def seal(certificate: dict[str, Any]) -> str:
    """SHA-256 of everything in the certificate but the seal."""
    rest = {k: v for k, v in certificate.items() if k != "seal"}
    return hashlib.sha256(canonical(rest).encode()).hexdigest()


def is_number(term: Term) -> bool:
    """Whether the term is a rational number."""
    return isinstance(term, str) and _matched(term) is not None


def number(term: Term) -> Fraction:
    """The value of a rational number."""
    need(is_number(term), "{} is not an exact number", term)
    return _valued(term)


# texts recur all over a term, so that looking them up is quicker than reading them
_matched, _valued = lru_cache(4096)(NUMBER.match), lru_cache(4096)(Fraction)


def integer(term: Term) -> int:
    """The value of an integer."""
    value = number(term)
    need(value.denominator == 1, "{} is not an integer", term)
    return value.numerator


def head(term: Term) -> str:
    """The head of a compound term, "" for a number."""
    if isinstance(term, tuple) and term and term[0] in HEADS:
        if term[0] == "f":
            need(len(term) > 2 and term[1] in FUNCTIONS, "unknown function {}", term[1:2])
        return term[0]  # type: ignore[no-any-return]
    need(isinstance(term, str), "{} is not a term", term)
    need(is_number(term), "{} is not an exact number", term)
    return ""


def layers(term: Term) -> tuple[tuple[Term, ...], tuple[str, ...], tuple[Term, ...], Build]:
    """Sub-terms that no binder governs, the names that the head binds, the sub-terms under it.

    The last entry puts such sub-terms together to a term of the same shape.
    """
    kind = head(term)
    if not kind:
        return (), (), (), lambda outer, inner: term
    if kind in ("sum", "prod"):
        return term[3:], (term[2],), term[1:2], lambda outer, inner: (kind, *inner, term[2], *outer)
    if kind in ("forall", "exists", "count"):
        names = tuple(name for name, _ in term[1])
        need(len(set(names)) == len(names) and all(
            s in ("real", "complex", "integer") or s[0] == "list"
            or (s[0] == "int>=" and len(s) == 2 and is_number(s[1]))
            for _, s in term[1]), "a variable has no set of its own")
        listed = tuple(t for _, s in term[1] if s[0] == "list" for t in s[1:])

        def over(outer: tuple[Term, ...]) -> Term:
            rest = iter(outer)
            return tuple((n, ("list", *(next(rest) for _ in s[1:])) if s[0] == "list" else s)
                         for n, s in term[1])

        return listed, names, term[2:3], lambda outer, inner: (kind, over(outer), *inner, *term[3:])
    if kind == "=>":
        return (*term[1], term[2]), (), (), lambda outer, inner: (kind, outer[:-1], outer[-1])
    if kind == "O":
        return (), tuple(n for n, _ in term[3]), term[1:3], \
            lambda outer, inner: (kind, *inner, *term[3:])
    if kind == "lim":
        return term[3:5], (term[2],), term[1:2], \
            lambda outer, inner: (kind, *inner, term[2], *outer, term[5])
    if kind == "bound":
        return term[3:4], term[4], (term[1], *term[6]), \
            lambda outer, inner: (kind, inner[0], term[2], *outer, *term[4:6], inner[1:])
    if kind == "op=":
        rules = sum(term[4], ())
        return (*term[1:3], *rules), (), (), lambda outer, inner: (
            kind, *outer[:2], term[3], tuple(zip(outer[2::2], outer[3::2], strict=True)))
    return term[FIRST[kind]:], (), (), lambda outer, inner: (*term[:FIRST[kind]], *outer)


def parts(term: Term) -> tuple[Term, ...]:
    """The sub-terms of a term, those under a binder first."""
    kind = head(term)
    if kind in FIRST:
        return tuple(term[FIRST[kind]:])
    outer, _, inner, _ = layers(term)
    return (*inner, *outer)


def symbols(term: Term) -> set[str]:
    """Names of the free symbols of a term; the small parameters of an order are free."""
    found, left = set(), [term]
    while left:
        term = left.pop()
        kind = head(term)
        if kind == "s":
            found.add(term[1])
        elif kind in FIRST:
            left += term[FIRST[kind]:]
        else:
            outer, bound, inner, _ = layers(term)
            own = set().union(*map(symbols, inner))
            found |= own if kind == "O" else own - set(bound)
            left += outer
    return found


def heads(term: Term) -> set[str]:
    """Every head and every function name that occurs in a term."""
    kind = head(term)
    found = {kind, term[1]} if kind in ("f", "c") else {kind}
    return found.union(*map(heads, parts(term)))


def applied(term: Term) -> list[Term]:
    """The applied unknown functions in a term."""
    return sum(map(applied, parts(term)), [term] if head(term) == "u" else [])


def subst(term: Term, env: dict[str, Term]) -> Term:
    """Replace free symbols; a bound variable that would be captured is rejected."""
    if not env:
        return term
    kind = head(term)
    if kind == "s":
        return env.get(term[1], term)
    if not kind:
        return term
    if kind in FIRST:
        return (*term[:FIRST[kind]], *[subst(t, env) for t in term[FIRST[kind]:]])
    outer, bound, inner, build = layers(term)
    within = {k: v for k, v in env.items() if k not in bound} if bound else env
    need(not bound or all(set(bound).isdisjoint(symbols(v)) for v in within.values()),
         "a replacement would be captured by a quantifier")
    return build(tuple(subst(t, env) for t in outer), tuple(subst(t, within) for t in inner))


def put_functions(term: Term, env: dict[str, tuple[tuple[str, ...], Term]]) -> Term:
    """Replace unknown functions by given bodies, differentiating them as often as asked."""
    outer, bound, inner, build = layers(term)
    need(not bound or (head(term) in ("O", "lim") and all(
        set(bound).isdisjoint(symbols(body) - set(names)) for names, body in env.values())),
         "unknown functions cannot be replaced under this binder")
    args = tuple(put_functions(t, env) for t in outer)
    if head(term) != "u" or term[1] not in env:
        return build(args, tuple(put_functions(t, env) for t in inner))
    names, body = env[term[1]]
    need(len(names) == len(args) == len(term[2]), f"{term[1]} has another number of arguments")
    for name, order in zip(names, term[2], strict=True):
        need(isinstance(order, int) and 0 <= order <= 24, "a derivative order is out of range")
        for _ in range(order):
            body = diff(body, name)
    return subst(body, dict(zip(names, args, strict=True)))


def add(*terms: Term) -> Term:
    """Sum without the zeros."""
    rest = [t for t in terms if t != ZERO]
    return ZERO if not rest else rest[0] if len(rest) == 1 else ("+", *rest)


def mul(*terms: Term) -> Term:
    """Product without the ones; zero if a factor is zero."""
    if ZERO in terms:
        return ZERO
    rest = [t for t in terms if t != ONE]
    return ONE if not rest else rest[0] if len(rest) == 1 else ("*", *rest)


def neg(term: Term) -> Term:
    """Minus a term."""
    return mul("-1", term)


def sub(a: Term, b: Term) -> Term:
    """Difference of two terms."""
    return add(a, neg(b))


def inv(term: Term) -> Term:
    """One over a term."""
    return ("^", term, "-1")


def fn(name: str, *args: Term) -> Term:
    """A known function of its arguments."""
    return ("f", name, *args)


def square(term: Term) -> Term:
    """Square of a term."""
    return ("^", term, "2")


# functions that are abbreviations
ELEMENTARY = {
    "tan": lambda x: mul(fn("sin", x), inv(fn("cos", x))),
    "sinh": lambda x: mul("1/2", sub(fn("exp", x), inv(fn("exp", x)))),
    "cosh": lambda x: mul("1/2", add(fn("exp", x), inv(fn("exp", x)))),
    "tanh": lambda x: mul(fn("sinh", x), inv(fn("cosh", x))),
}
AT_ZERO = {"exp": 1, "cos": 1, "cosh": 1, "sin": 0, "tan": 0, "sinh": 0, "tanh": 0, "asin": 0,
           "atan": 0, "asinh": 0, "atanh": 0, "im": 0}


def rational_value(name: str, args: list[Fraction]) -> Fraction | None:
    """A function's value at rational arguments where it is rational, None where that is unknown."""
    x = args[0]
    if name in AT_ZERO:
        return Fraction(AT_ZERO[name]) if x == 0 or name == "im" else None
    if name == "log":
        return Fraction(0) if x == 1 else None
    if name in ("factorial", "binomial"):
        k = x if name == "factorial" else args[1]
        need(k.denominator == 1 and 0 <= k <= 2000, "a factorial of no natural number")
        return prod((x - j if name == "factorial" else (x - j) / (j + 1) for j in range(int(k))),
                    start=Fraction(1))
    if name in ("max", "min"):
        return max(args) if name == "max" else min(args)
    return {"abs": abs(x), "re": x, "conj": x, "floor": Fraction(x.__floor__()),
            "sign": Fraction((x > 0) - (x < 0))}.get(name)


# outer derivatives of the known functions of one argument
DERIVATIVES = {
    "exp": lambda x: fn("exp", x), "log": inv, "sin": lambda x: fn("cos", x),
    "cos": lambda x: neg(fn("sin", x)), "tan": lambda x: ("^", fn("cos", x), "-2"),
    "sinh": lambda x: fn("cosh", x), "cosh": lambda x: fn("sinh", x),
    "tanh": lambda x: ("^", fn("cosh", x), "-2"),
    "asin": lambda x: ("^", sub(ONE, square(x)), "-1/2"),
    "acos": lambda x: neg(("^", sub(ONE, square(x)), "-1/2")),
    "atan": lambda x: inv(add(ONE, square(x))),
    "asinh": lambda x: ("^", add(ONE, square(x)), "-1/2"),
    "acosh": lambda x: mul(("^", sub(x, ONE), "-1/2"), ("^", add(x, ONE), "-1/2")),
    "atanh": lambda x: inv(sub(ONE, square(x))),
}


def diff(term: Term, name: str) -> Term:
    """The derivative with respect to a symbol, where the term is differentiable."""
    kind = head(term)
    if kind == "s":
        return ONE if term[1] == name else ZERO
    if kind in ("", "c") or name not in symbols(term):
        return ZERO
    if kind == "+":
        return add(*(diff(t, name) for t in term[1:]))
    if kind == "*":
        return add(*(mul(*(diff(t, name) if i == j else t for j, t in enumerate(term[1:])))
                     for i in range(len(term) - 1)))
    if kind == "^":
        base, power = term[1:]
        if is_number(power):
            lower = str(Fraction(power) - 1)
            return mul(power, base if lower == "1" else ONE if lower == "0" else ("^", base, lower),
                       diff(base, name))
        return mul(term, add(mul(diff(power, name), fn("log", base)),
                             mul(power, diff(base, name), inv(base))))
    if kind == "f" and term[1] in DERIVATIVES and len(term) == 3:
        return mul(DERIVATIVES[term[1]](term[2]), diff(term[2], name))
    if kind == "u":
        return add(*(mul(("u", term[1], tuple(k + (i == j) for j, k in enumerate(term[2])),
                          *term[3:]), diff(arg, name)) for i, arg in enumerate(term[3:])))
    raise Rejected(f"no derivative is known for {term[:2]}")
