"""Relations, constants, and expressions put together; `symq.kernel.term` has their language."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Any

from symq.errors import Rejected

Term = Any
ZERO, ONE, I = "0", "1", ("c", "i")  # noqa: E741
RELATIONS = {"=", "!=", "<", "<=", ">", ">="}
ORDER = {"<", "<=", ">", ">="}
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(/[1-9][0-9]*)?\Z")
FLIP = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def need(condition: object, reason: str, *shown: object) -> None:
    """Raise Rejected unless the condition holds; what is shown is written out only then."""
    if not condition:
        raise Rejected(reason.format(*(repr(s)[:200] for s in shown)) if shown else reason)


def is_number(term: Term) -> bool:
    """Whether the term is a rational number."""
    return type(term) is str and _valued(term) is not None


def number(term: Term) -> Fraction:
    """The value of a rational number."""
    need(is_number(term), "{} is not an exact number", term)
    return _valued(term)    # type: ignore[return-value]


# texts recur all over a term, so that looking them up is quicker than reading them
_valued = lru_cache(1 << 14)(lambda text: Fraction(text) if NUMBER.match(text) else None)


def integer(term: Term) -> int:
    """The value of an integer."""
    value = number(term)
    need(value.denominator == 1, "{} is not an integer", term)
    return value.numerator


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
