"""Flags of symbols against what the symbols run over.

sympy evaluates by flags as soon as an expression is made: `Abs(k)` of a positive `k` is `k`, and
nothing remembers the modulus. A statement that lets such a `k` be -1 would not be the one that was
written, so it is refused.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Expr, Symbol

from symq.errors import DomainError, InputError

SIGNS = ("positive", "negative", "nonnegative", "nonpositive", "nonzero")
CARRIED = ("integer", "real", *SIGNS)
PLAIN = {"commutative", "complex", "finite", "infinite"}
KEPT = 1 << 12      # symbols, and values of them, that were found to fit


@lru_cache(KEPT)
def carried(symbol: Symbol) -> None:
    """Refuse flags that no relation says.

    Raises:
        InputError: naming the flag.

    >>> carried(Symbol("n", integer=True, positive=True))
    >>> carried(Symbol("n", even=True))
    Traceback (most recent call last):
    symq.errors.InputError: n: the flag even is not carried; write it as a relation
    """
    known = {flag: True for flag in CARRIED if symbol.assumptions0.get(flag)}
    expected = Symbol(symbol.name, **known).assumptions0.keys() | PLAIN
    if known or symbol.assumptions0.keys() - PLAIN:
        extra = sorted((f for f in symbol.assumptions0 if f not in expected),
                       key=lambda f: (not symbol.assumptions0[f], f.startswith("extended"), f))
        if extra:
            flag = extra[0] if symbol.assumptions0[extra[0]] else f"{extra[0]}=False"
            raise InputError(f"{symbol}: the flag {flag} is not carried; write it as a relation")


def carried_by_function(function: Any) -> None:
    """Refuse flags of an unknown function other than that it is real."""
    for flag in (*SIGNS, "integer", "zero", "even", "odd", "imaginary"):
        if getattr(function, f"is_{flag}", None) is True:
            raise InputError(f"{function}: the flag {flag} of a function is not carried; write it "
                             "as an assumption")


@lru_cache(KEPT)
def fits(symbol: Symbol, value: Expr) -> None:
    """Refuse a value that contradicts the flags of its symbol.

    >>> from sympy import Integer
    >>> fits(Symbol("k", positive=True), Integer(-1))
    Traceback (most recent call last):
    symq.errors.InputError: k = -1 contradicts the flag positive=True of k; declare k without it
    """
    if symbol == value:
        return
    flags = symbol.assumptions0
    for flag in sorted(flags, key=lambda f: (not flags[f], f not in SIGNS[:2], f)):
        wanted, found = flags[flag], getattr(value, f"is_{flag}", None)
        if found is not wanted and (found is not None or not value.is_number):
            raise InputError(f"{symbol} = {value} contradicts the flag {flag}={wanted} of "
                             f"{symbol}; declare {symbol} without it")


def fits_set(symbol: Symbol, name: str) -> None:
    """Refuse a set of numbers that is larger than a flag of its symbol; signs become relations."""
    narrow = {"complex": "real", "real": "integer", "rational": "integer"}.get(name)
    if narrow is not None and getattr(symbol, f"is_{narrow}"):
        raise InputError(f"{symbol} is declared {narrow} and cannot run through all {name} "
                         "numbers; declare it without")


def fits_range(symbol: Symbol, low: Expr, high: Expr) -> None:
    """Refuse a range of a sum or product that the sign flags of its index forbid."""
    known = {"positive": low.is_positive, "nonnegative": low.is_nonnegative,
             "negative": high.is_negative, "nonpositive": high.is_nonpositive,
             "nonzero": low.is_positive or high.is_negative}
    _runs(symbol, low, high, known, "the index", "an integer")


def fits_interval(symbol: Symbol, low: Expr, high: Expr) -> None:
    """Refuse an interval of integration that the flags of its variable forbid."""
    if symbol.is_integer:
        raise InputError(f"the variable {symbol} of an integral is declared integer; declare it "
                         "real")
    known = {"positive": low.is_extended_nonnegative and high.is_extended_nonnegative,
             "negative": low.is_extended_nonpositive and high.is_extended_nonpositive}
    known |= {"nonnegative": known["positive"], "nonpositive": known["negative"],
              "nonzero": known["positive"] or known["negative"]}
    _runs(symbol, low, high, known, "the variable", "real")


def _runs(symbol: Symbol, low: Expr, high: Expr, known: dict[str, bool | None], called: str,
          sort: str) -> None:
    """Refuse sign flags that are not known of a whole range."""
    for flag in SIGNS:
        if getattr(symbol, f"is_{flag}") and not known[flag]:
            raise InputError(f"{called} {symbol} is declared {flag}, but runs from {low} to "
                             f"{high}; declare it as {sort}")


def reaches(symbol: Symbol, point: Expr, side: str) -> None:
    """Refuse a point that a variable cannot approach from that side because of its flags."""
    zero = point.is_zero
    outside = (symbol.is_nonnegative and (point.is_extended_negative or (zero and side == "-"))) \
        or (symbol.is_nonpositive and (point.is_extended_positive or (zero and side == "+")))
    if outside:
        raise DomainError(f"{symbol} cannot tend to {point} from the side {side!r}: its flags "
                          "forbid it; declare it as real")


__all__ = ["carried", "carried_by_function", "fits", "fits_interval", "fits_range",
           "fits_set", "reaches"]
