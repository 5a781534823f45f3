"""Terms: the language in which certificates are written.

A number is a text such as "-3/4". Everything else is a tuple whose first entry is its head:

    ("s", name)                      a symbol            ("c", "i" | "pi" | "e" | "oo" | "-oo")
    ("+", t, ...)  ("*", t, ...)     sum and product     ("^", base, exponent)  principal power
    ("f", name, t, ...)              a function of FUNCTIONS
    ("u", name, (k, ...), t, ...)    the derivative of orders k of an unknown function, at t, ...
    ("sum" | "prod", body, var, lo, hi)   over integers      ("int", body, var, lo, hi)
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
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from symq.kernel.expression import *  # noqa: F403
from symq.kernel.expression import RELATIONS, Term, is_number, need

Build = Callable[[tuple[Term, ...], tuple[Term, ...]], Term]
MAX_NODES, MAX_DEPTH, MAX_DIGITS = 400_000, 240, 3_000
FUNCTIONS = {
    "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan", "asinh",
    "acosh", "atanh", "abs", "re", "im", "conj", "sign", "floor", "gamma", "factorial", "binomial",
    "erf", "besselj", "bessely", "besseli", "besselk"}
STATEMENTS = RELATIONS | {"and", "or", "not", "=>", "iff", "true", "false", "forall", "exists",
                          "count", "O", "lim", "bound", "op="}
RANGED = {"sum", "prod", "int"}
HEADS = {"s", "c", "+", "*", "^", "f", "u", "o", ".", "list", "int>="} | STATEMENTS | RANGED
# where the sub-terms begin below a head that binds no names, for a leaf beyond its end
FIRST = dict.fromkeys(HEADS - RANGED - {"forall", "exists", "count", "=>", "O", "lim", "bound",
                                        "op="}, 1) | {"f": 2, "u": 3}
FIRST |= dict.fromkeys(("", "s", "c", "o"), MAX_NODES)


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


def head(term: Term) -> str:
    """The head of a compound term, "" for a number."""
    if type(term) is tuple and term and (kind := term[0]) in HEADS:
        if kind == "f":
            need(len(term) > 2 and term[1] in FUNCTIONS, "unknown function {}", term[1:2])
        return kind     # type: ignore[no-any-return]
    need(is_number(term), "{} is not a term", term)
    return ""


def layers(term: Term) -> tuple[tuple[Term, ...], tuple[str, ...], tuple[Term, ...], Build]:
    """Sub-terms that no binder governs, the names that the head binds, the sub-terms under it.

    The last entry puts such sub-terms together to a term of the same shape.
    """
    kind = head(term)
    if not kind:
        return (), (), (), lambda outer, inner: term
    if kind in RANGED:
        return term[3:], (term[2],), term[1:2], lambda outer, inner: (kind, *inner, term[2], *outer)
    if kind in ("forall", "exists", "count"):
        names = tuple(name for name, _ in term[1])
        need(len(set(names)) == len(names) and all(
            s in ("real", "complex", "integer") or s[0] == "list" or (s[0] == "int>=" and is_number(
                s[1]) and len(s) == 2) for _, s in term[1]), "a variable has no set of its own")
        listed = tuple(s for _, s in term[1] if s[0] == "list")

        def build(outer: tuple[Term, ...], inner: tuple[Term, ...]) -> Term:
            rest = iter(outer)
            over = tuple((n, next(rest) if s[0] == "list" else s) for n, s in term[1])
            return (kind, over, *inner, *term[3:])

        return listed, names, term[2:3], build
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


@lru_cache(1 << 14)
def heads(term: Term) -> frozenset[str]:
    """Every head and every function name that occurs in a term."""
    kind = head(term)
    found = frozenset({kind, term[1]} if kind in ("f", "c") else {kind})
    return found.union(*map(heads, parts(term)))


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
