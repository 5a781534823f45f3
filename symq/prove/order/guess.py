"""Exact numbers that a float may stand for."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

import numpy as np

from symq.kernel.term import Term, fn, mul, neg

PI = ("c", "pi")
LARGEST = 1000      # numerators beyond it are chance


def recognised(value: float) -> list[Term]:
    """Exact numbers close to a float: rationals, their roots, multiples of pi, powers of e."""
    found: list[Term] = []
    if not np.isfinite(value):
        return found

    def close(x: float, bound: int) -> Fraction | None:
        near = Fraction(x).limit_denominator(bound)
        return near if abs(float(near) - x) < 2e-6 * (1 + abs(x)) and abs(
            near.numerator) <= LARGEST else None

    plain = close(value, 60)
    if plain is not None:
        found.append(str(plain))
    squared = close(value * value, 60)
    if squared is not None and squared > 0:
        root = ("^", str(squared), "1/2")
        n, d = isqrt(squared.numerator), isqrt(squared.denominator)
        if n * n != squared.numerator or d * d != squared.denominator:
            found.append(root if value > 0 else neg(root))
    turns = close(value / np.pi, 12)
    if turns is not None and turns:
        found.append(mul(str(turns), PI))
    if value > 0:
        power = close(float(np.log(value)), 4)
        if power is not None and power:
            found.append(fn("exp", str(power)))
        power = close(float(np.exp(min(value, 50.0))), 20)
        if power is not None and power > 0 and power != 1:
            found.append(fn("log", str(power)))
    return found
