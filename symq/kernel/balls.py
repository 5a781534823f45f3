"""Values of terms as functions of a list: exact rationals, else complex balls (Arb is trusted)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from operator import itemgetter
from typing import Any

import flint
from flint import acb, fmpq

from symq.errors import Rejected
from symq.kernel.expression import Term, need
from symq.kernel.functions import rational_value
from symq.kernel.term import head, integer, is_number, number, parts

Number = Any        # int, fmpq or, where the value is no rational number, acb
Read = Callable[[list[Number]], Number]
METHODS = {"conj": "conjugate"} | {f"bessel{kind}": f"bessel_{kind}" for kind in "jyik"} | {
    name: name for name in ("exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin",
                            "acos", "atan", "asinh", "acosh", "atanh", "gamma", "erf")}
ENTIRE = {"exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "erf"}    # or meromorphic


def plain(value: Fraction) -> Number:
    """A rational number for flint, an integer where possible: faster than a fraction."""
    return value.numerator if value.denominator == 1 else fmpq(*value.as_integer_ratio())


def fraction(value: Number) -> Fraction | None:
    """A value as a rational number, None for a ball."""
    return None if isinstance(value, acb) else Fraction(int(fmpq(value).p), int(fmpq(value).q))


def exact(value: Number) -> Number:
    """The value itself, if it is a rational number."""
    need(not isinstance(value, acb), "a value is not exact")
    return value


def reader(term: Term, names: tuple[str, ...] = (), d: int | None = None) -> Read:
    """A function that computes an expression, perhaps modulo d, from the variables' values."""
    kind = head(term)
    if kind == "":
        value = number(term)
        fixed = value.numerator * pow(value.denominator, -1, d) if d else plain(value)
        return lambda e: fixed
    if kind == "s":
        need(term[1] in names, f"{term[1]} has no value")
        return itemgetter(len(names) - 1 - names[::-1].index(term[1]))
    if kind in ("+", "*"):
        return reduce(lambda f, g: (lambda e: f(e) + g(e)) if kind == "+" else
                      (lambda e: f(e) * g(e)), [reader(t, names, d) for t in term[1:]])
    if kind == "^":
        base = reader(term[1], names, d)
        if is_number(term[2]) and number(term[2]).denominator == 1:
            n = integer(term[2])
            return (lambda e: base(e) ** 2) if n == 2 else lambda e: power(base(e), n, d)
        exponent = reader(term[2], names, None)
        return lambda e: power(base(e), exponent(e), d)
    need(d is None, f"{kind} has no meaning modulo a number")
    if kind == "c":
        need(term[1] in ("i", "pi"), f"{term[1]} is no number")
        return (lambda e: acb(0, 1)) if term[1] == "i" else lambda e: acb.pi()
    if kind in ("sum", "prod"):
        low, high = (reader(t, names) for t in term[3:])
        body = reader(term[1], (*names, term[2]))
        return lambda e: ranged(kind, lambda k: body([*e, k]), low(e), high(e))
    if kind == "int":
        low, high = (reader(t, names) for t in term[3:])
        body, smooth = reader(term[1], (*names, term[2])), meromorphic(term[1])
        return lambda e: area(lambda z: body([*e, z]), low(e), high(e), smooth)
    need(kind == "f", f"{kind!r} cannot be enclosed")
    args = [reader(t, names) for t in term[2:]]
    return lambda e: function(term[1], [arg(e) for arg in args])


def power(base: Number, exponent: Number, d: int | None) -> Number:
    """A power; exact for rational numbers with integer exponents."""
    p = fraction(exponent)
    if p is not None and p.denominator == 1:
        n = int(p)
        if d:
            return pow(base, n, d)
        if not isinstance(base, acb):
            need(abs(n) <= 4096, "an exponent is out of range")
            need(base != 0 or n >= 0, "a division by zero")
            return base ** n if n >= 0 else fmpq(base) ** n
        return finite(base ** n)
    need(d is None, "an exponent is out of range")
    if p is not None and p.denominator == 2:
        return finite(acb(base).sqrt() ** p.numerator)
    need(not acb(base).contains(0), "a power of something that may be zero")
    return finite((exponent * acb(base).log()).exp())


def function(name: str, args: list[Number]) -> Number:
    """A known function of numbers."""
    exact = [fraction(a) for a in args]
    if None not in exact:
        value = rational_value(name, [a for a in exact if a is not None])
        if value is not None:
            return plain(value)
    *orders, x = map(acb, args)
    if name in METHODS:
        return finite(getattr(x, METHODS[name])(*orders))
    if name in ("abs", "re", "im"):
        return acb(abs(x) if name == "abs" else x.real if name == "re" else x.imag)
    if name == "floor":
        down = x.real.floor()
        need(x.imag == 0 and down.is_exact(), "an integer part is not decided")
        return acb(down)
    if name == "factorial":
        return finite((x + 1).gamma())
    raise Rejected(f"{name} cannot be enclosed here")


def ranged(kind: str, body: Callable[[int], Number], low: Number, high: Number) -> Number:
    """A sum or product over an explicit finite range."""
    first, last = fraction(low), fraction(high)
    need(first is not None and last is not None and first.denominator == last.denominator == 1
         and -1 <= last - first <= 5000, "a range is not finite and explicit")
    values = map(body, range(int(first or 0), int(last or 0) + 1))
    return reduce(lambda a, b: a + b, values, 0) if kind == "sum" else \
        reduce(lambda a, b: a * b, values, 1)


def meromorphic(term: Term) -> bool:
    """Whether a term is plainly a meromorphic function of each of its symbols."""
    kind = head(term)
    return (kind in ("", "s", "c", "+", "*") or (kind == "f" and term[1] in ENTIRE) or (
        kind == "^" and is_number(term[2]) and number(term[2]).denominator == 1)) \
        and all(map(meromorphic, parts(term)))


def area(body: Callable[[acb], Number], low: Number, high: Number, analytic: bool) -> acb:
    """An integral over a finite interval; a singular integrand has no finite enclosure."""
    def at(z: acb, smooth: bool) -> acb:
        try:
            return acb(body(z)) if analytic or not smooth else acb("nan")
        except Rejected:
            return acb("nan")

    ends = acb(low), acb(high)
    need(all(end.imag == 0 for end in ends), "the bounds must be real")
    return finite(acb.integral(at, *ends, eval_limit=2000, use_heap=True))


def finite(value: acb) -> acb:
    """The value, which must be a bounded ball."""
    need(value.is_finite(), "an enclosure is not finite")
    return value


def sign(term: Term, bits: int) -> str:
    """ "+", "-" or "apart" from zero, "0" if exactly zero, "?" if not decided at this precision."""
    with flint.ctx.workprec(bits):
        value = reader(term)([])
        real = value.real if isinstance(value, acb) else value
        if not isinstance(value, acb) or value.imag == 0:
            return "+" if real > 0 else "-" if real < 0 else "0" if real == 0 else "?"
        return "?" if value.contains(0) else "apart"
