"""Rigorous enclosures of closed terms by complex balls (Arb is trusted)."""

from __future__ import annotations

from fractions import Fraction

import flint
from flint import acb, arb, fmpq

from symq.errors import Rejected
from symq.kernel.term import Term, head, is_number, need, number, rational_value, subst

SIMPLE = {
    "exp": "exp", "log": "log", "sin": "sin", "cos": "cos", "tan": "tan", "sinh": "sinh",
    "cosh": "cosh", "tanh": "tanh", "asin": "asin", "acos": "acos", "atan": "atan",
    "asinh": "asinh", "acosh": "acosh", "atanh": "atanh", "gamma": "gamma", "conj": "conjugate",
}


def exact(term: Term) -> Fraction | None:
    """The value of a closed term if it is rational by plain arithmetic, else None."""
    kind = head(term)
    if kind == "":
        return number(term)
    if kind in ("+", "*"):
        values = [exact(t) for t in term[1:]]
        if any(v is None for v in values):
            return None
        total = Fraction(kind == "*")
        for v in values:
            total = total + v if kind == "+" else total * v  # type: ignore[operator]
        return total
    if kind == "^" and is_number(term[2]):
        base, power = exact(term[1]), number(term[2])
        if base is None or power.denominator != 1 or abs(power) > 4096:
            return None
        need(base != 0 or power >= 0, "a division by zero")
        return base ** int(power)
    if kind == "f":
        args = [exact(t) for t in term[2:]]
        return None if None in args else rational_value(term[1], args)  # type: ignore[arg-type]
    return None


def ball(term: Term) -> acb:
    """An enclosure at the current precision; raises Rejected where none is finite."""
    value = exact(term)
    if value is not None:
        return acb(arb(fmpq(value.numerator, value.denominator)))
    kind = head(term)
    if kind == "c":
        need(term[1] in ("i", "pi"), f"{term[1]} is no number")
        return acb(0, 1) if term[1] == "i" else acb(arb.pi())
    if kind in ("+", "*"):
        total = acb(0 if kind == "+" else 1)
        for t in term[1:]:
            total = total + ball(t) if kind == "+" else total * ball(t)
        return total
    if kind == "^":
        base, power = ball(term[1]), term[2]
        if is_number(power):
            p = number(power)
            if p.denominator == 1:
                return finite(base ** int(p))
            if p.denominator == 2:
                return finite(base.sqrt() ** int(p.numerator))
        need(not base.contains(0), "a power of something that may be zero")
        return finite((ball(power) * base.log()).exp())
    if kind in ("sum", "prod"):
        return ranged(term)
    need(kind == "f", f"{kind!r} cannot be enclosed")
    args = [ball(t) for t in term[2:]]
    name = term[1]
    if name in SIMPLE:
        return finite(getattr(args[0], SIMPLE[name])())
    if name in ("abs", "re", "im"):
        x = args[0]
        return acb(abs(x) if name == "abs" else x.real if name == "re" else x.imag)
    if name == "factorial":
        return finite((args[0] + 1).gamma())
    if name in ("max", "min"):
        need(all(a.imag == 0 for a in args), "an order of complex numbers")
        best = args[0].real
        for a in args[1:]:
            best = best.max(a.real) if name == "max" else best.min(a.real)
        return acb(best)
    raise Rejected(f"{name} cannot be enclosed here")


def ranged(term: Term) -> acb:
    """A sum or product over an explicit finite range."""
    low, high = exact(term[3]), exact(term[4])
    need(low is not None and high is not None and low.denominator == high.denominator == 1
         and -1 <= high - low <= 5000, "a range is not finite and explicit")
    total = acb(0 if term[0] == "sum" else 1)
    for k in range(int(low), int(high) + 1):  # type: ignore[arg-type]
        value = ball(subst(term[1], {term[2]: str(k)}))
        total = total + value if term[0] == "sum" else total * value
    return total


def finite(value: acb) -> acb:
    """The value, which must be a bounded ball."""
    need(value.is_finite(), "an enclosure is not finite")
    return value


def sign(term: Term, bits: int) -> str:
    """ "+", "-" or "apart" from zero, "0" if exactly zero, "?" if not decided at this precision."""
    value = exact(term)
    if value is not None:
        return "0" if value == 0 else "+" if value > 0 else "-"
    with flint.ctx.workprec(bits):
        enclosure = ball(term)
        if enclosure.imag == 0:
            return "+" if enclosure.real > 0 else "-" if enclosure.real < 0 else \
                "0" if enclosure.real == 0 else "?"
        return "?" if enclosure.contains(0) else "apart"
