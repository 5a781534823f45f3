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
from fractions import Fraction
from typing import Any

from symq.errors import Rejected

Term = Any
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
ORDER = {"<", "<=", ">", ">="}
FLIP = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(/[1-9][0-9]*)?\Z")
ZERO, ONE, I = "0", "1", ("c", "i")  # noqa: E741


def need(condition: object, reason: str) -> None:
    """Raise Rejected unless the condition holds."""
    if not condition:
        raise Rejected(reason)


def freeze(data: Any, depth: int = 0, counter: list[int] | None = None) -> Term:
    """Turn JSON lists into tuples, checking the size limits."""
    counter = counter if counter is not None else [0]
    counter[0] += 1
    need(counter[0] <= MAX_NODES and depth <= MAX_DEPTH, "a term is too large or too deep")
    if isinstance(data, list | tuple):
        return tuple(freeze(d, depth + 1, counter) for d in data)
    need(data is None or (isinstance(data, str | int) and not isinstance(data, bool)),
         f"{data!r} has no place in a term")
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
    return isinstance(term, str) and NUMBER.match(term) is not None


def number(term: Term) -> Fraction:
    """The value of a rational number."""
    need(is_number(term), f"{term!r} is not an exact number")
    return Fraction(term)


def integer(term: Term) -> int:
    """The value of an integer."""
    value = number(term)
    need(value.denominator == 1, f"{term!r} is not an integer")
    return value.numerator


def head(term: Term) -> str:
    """The head of a compound term, "" for a number."""
    if isinstance(term, str):
        need(is_number(term), f"{term!r} is not an exact number")
        return ""
    need(isinstance(term, tuple) and term and isinstance(term[0], str) and term[0] in HEADS,
         f"{term!r} is not a term")
    if term[0] == "f":
        need(len(term) > 2 and term[1] in FUNCTIONS, f"unknown function {term[1:2]}")
    return term[0]


def parts(term: Term) -> tuple[Term, ...]:
    """The sub-terms of an expression, without those under a binder's own variable list."""
    kind = head(term)
    if kind in ("", "s", "c", "o"):
        return ()
    if kind == "u":
        return term[3:]
    if kind == "f":
        return term[2:]
    if kind in ("sum", "prod"):
        return (term[1], term[3], term[4])
    return term[1:]


def symbols(term: Term) -> set[str]:
    """Names of the free symbols of an expression or a statement."""
    kind = head(term)
    if kind == "s":
        return {term[1]}
    if kind in ("sum", "prod"):
        return symbols(term[1]) - {term[2]} | symbols(term[3]) | symbols(term[4])
    if kind in ("forall", "exists", "count"):
        inside = symbols(term[2]) - {name for name, _ in term[1]}
        return inside.union(*(symbols(t) for _, s in term[1] if s[0] == "list" for t in s[1:]))
    if kind == "=>":
        return symbols(term[2]).union(*(symbols(p) for p in term[1]))
    if kind == "O":
        return symbols(term[1]) | symbols(term[2])
    if kind == "lim":
        return (symbols(term[1]) - {term[2]}) | symbols(term[3]) | symbols(term[4])
    if kind == "bound":
        inside = symbols(term[1]).union(*(symbols(w) for w in term[6]))
        return (inside - set(term[4])) | symbols(term[3])
    if kind == "op=":
        return set().union(*(symbols(t) for t in (*term[1:3], *sum(term[4], ()))))
    return set().union(*(symbols(p) for p in parts(term)))


def heads(term: Term) -> set[str]:
    """Every head and every function name that occurs in an expression or relation."""
    kind = head(term)
    found = {kind, term[1]} if kind in ("f", "c") else {kind}
    return found.union(*(heads(p) for p in parts(term)))


def subst(term: Term, env: dict[str, Term]) -> Term:
    """Replace free symbols; a bound variable that would be captured is rejected."""
    if not env:
        return term
    kind = head(term)
    if kind in ("", "c", "o", "true", "false"):
        return term
    if kind == "s":
        return env.get(term[1], term)
    if kind == "op=":
        return ("op=", subst(term[1], env), subst(term[2], env), term[3],
                tuple(tuple(subst(t, env) for t in rule) for rule in term[4]))
    if kind in ("sum", "prod"):
        inner = _under((term[2],), env)
        return (kind, subst(term[1], inner), term[2], subst(term[3], env), subst(term[4], env))
    if kind in ("forall", "exists", "count"):
        inner = _under(tuple(name for name, _ in term[1]), env)
        over = tuple((n, ("list", *(subst(t, env) for t in s[1:])) if s[0] == "list" else s)
                     for n, s in term[1])
        return (kind, over, subst(term[2], inner), *term[3:])
    if kind == "=>":
        return ("=>", tuple(subst(p, env) for p in term[1]), subst(term[2], env))
    if kind == "O":
        inner = _under(tuple(n for n, _ in term[3]), env)
        return ("O", subst(term[1], inner), subst(term[2], inner), *term[3:])
    if kind == "lim":
        return ("lim", subst(term[1], _under((term[2],), env)), term[2], subst(term[3], env),
                subst(term[4], env), term[5])
    if kind == "bound":
        inner = _under(term[4], env)
        return ("bound", subst(term[1], inner), term[2], subst(term[3], env), term[4], term[5],
                tuple(subst(w, inner) for w in term[6]))
    first = 3 if kind == "u" else 2 if kind == "f" else 1
    return (*term[:first], *(subst(p, env) for p in term[first:]))


def _under(bound: tuple[str, ...], env: dict[str, Term]) -> dict[str, Term]:
    inner = {k: v for k, v in env.items() if k not in bound}
    for value in inner.values():
        need(not symbols(value) & set(bound), "a replacement would be captured by a quantifier")
    return inner


def put_functions(term: Term, env: dict[str, tuple[tuple[str, ...], Term]]) -> Term:
    """Replace unknown functions by given bodies, differentiating them as often as asked."""
    kind = head(term)
    if kind == "u":
        args = tuple(put_functions(t, env) for t in term[3:])
        if term[1] not in env:
            return (*term[:3], *args)
        names, body = env[term[1]]
        need(len(names) == len(args) == len(term[2]), f"{term[1]} has another number of arguments")
        for name, order in zip(names, term[2], strict=True):
            need(isinstance(order, int) and 0 <= order <= 24, "a derivative order is out of range")
            for _ in range(order):
                body = diff(body, name)
        return subst(body, dict(zip(names, args, strict=True)))
    if kind in ("", "s", "c", "o", "op=", "true", "false"):
        return term
    if kind == "=>":
        return ("=>", tuple(put_functions(p, env) for p in term[1]), put_functions(term[2], env))
    need(kind not in ("forall", "exists", "count", "O", "lim", "bound", "sum", "prod"),
         "unknown functions cannot be replaced under a binder")
    first = 2 if kind == "f" else 1
    return (*term[:first], *(put_functions(p, env) for p in term[first:]))


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
