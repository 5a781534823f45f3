"""Kernel values as python-flint polynomials, and back: converted once at the edge of a method."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from symq.kernel.context import Context
from symq.kernel.field import BITS, MASK, Poly, Value
from symq.kernel.term import I, Term, add, mul


class Ring:
    """The polynomial ring over Q in the generators that some values use.

    `indices` are generator numbers of the context's tower, lowest first; relations between them
    (r**2 = base) are in `context.field.relations`.
    """

    def __init__(self, context: Context, values: Iterable[Value],
                 extra: Iterable[int] = ()) -> None:
        self.context = context
        used = set(extra).union(*(context.field.used(v) for v in values))
        self.indices = sorted(used)
        self.place = {index: k for k, index in enumerate(self.indices)}
        names = [f"g{i}" for i in self.indices] or ["g"]
        self.ctx = fmpq_mpoly_ctx.get(names, Ordering.degrevlex)

    def poly(self, num: Poly) -> fmpq_mpoly:
        """A packed integer polynomial."""
        size = max(len(self.indices), 1)
        table = {}
        for key, c in num.items():
            exponents = [0] * size
            for index in self.indices:
                exponents[self.place[index]] = (key >> (BITS * index)) & MASK
            table[tuple(exponents)] = fmpq(c)
        return self.ctx.from_dict(table)

    def fraction(self, value: Value) -> tuple[fmpq_mpoly, fmpq_mpoly]:
        """Numerator and denominator of a value."""
        field = self.context.field
        return self.poly(value[0]) * fmpq(1, value[1]), self.poly(field.expand(value[2]))

    def term(self, poly: fmpq_mpoly) -> Term:
        """A polynomial as a term in the generators' own terms."""
        summands = []
        for exponents, c in sorted(poly.to_dict().items(), reverse=True):
            factors: list[Term] = [str(Fraction(int(c.p), int(c.q)))]
            for index, e in zip(self.indices, exponents, strict=False):
                if e:
                    base = self.context.names[index]
                    factors.append(base if e == 1 else ("^", base, str(int(e))))
            summands.append(mul(*factors))
        return add(*summands)


def lowest(context: Context, value: Value) -> Term:
    """A value as a term without common factors; what is left below stays in known factors."""
    ring = Ring(context, [value])
    top, below = ring.poly(value[0]) * fmpq(1, value[1]), []
    if top == 0:
        return "0"
    for number, power in value[2]:
        factor = ring.poly(context.field.factors[number])
        while power and divmod(top, factor)[1] == 0:
            top, power = divmod(top, factor)[0], power - 1
        if power:
            below.append(("^", ring.term(factor), str(-power)))
    return mul(ring.term(top), *below)


def real_parts(context: Context, value: Value) -> tuple[Term, Term] | None:
    """The real and imaginary part of the numerator, if both occur and all else in it is real."""
    ring = Ring(context, [value])
    unit = [i for i in ring.indices if context.names[i] == I]
    if not unit or value[2] or not all(
            i in unit or context.real_term(context.names[i]) for i in ring.indices):
        return None
    place = ring.place[unit[0]]
    parts: list[dict[tuple[int, ...], Any]] = [{}, {}]
    for exponents, c in ring.poly(value[0]).to_dict().items():
        rest = tuple(0 if k == place else e for k, e in enumerate(exponents))
        parts[int(exponents[place])][rest] = c
    if not all(parts):
        return None
    p, q = (ring.term(ring.ctx.from_dict(part)) for part in parts)
    return p, q
