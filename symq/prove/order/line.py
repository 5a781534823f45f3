"""Polynomials in one generator on an interval: Bernstein coefficients and subdivision."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

from symq.kernel.field import Poly
from symq.kernel.term import ZERO, Term, sub
from symq.prove.order.build import Evidence, combine, exponents, generators
from symq.prove.order.known import State

End = tuple[Fraction, int, Fraction]


def coefficients(poly: Poly) -> list[Fraction]:
    """Coefficients of a polynomial in one generator, constant first."""
    table = {sum(exponents(k).values()): Fraction(c) for k, c in poly.items()}
    return [table.get(k, Fraction(0)) for k in range(max(table, default=0) + 1)]


def shifted(p: list[Fraction], a: Fraction) -> list[Fraction]:
    """Coefficients of p(a + s)."""
    q = p[:]
    for i in range(len(q) - 1):
        for j in range(len(q) - 2, i - 1, -1):
            q[j] += a * q[j + 1]
    return q


def at(p: list[Fraction], x: Fraction) -> Fraction:
    """Value of a polynomial."""
    total = Fraction(0)
    for c in reversed(p):
        total = total * x + c
    return total


def ends(state: State, generator: int) -> tuple[End | None, End | None]:
    """(edge, fact, scale): the best facts scale * (g - edge) >= 0 and scale * (edge - g) >= 0."""
    low: End | None = None
    high: End | None = None
    for fact in state.facts:
        if fact.op not in (">", ">=") or generators(fact.poly, state.count) != [generator]:
            continue
        parts = coefficients(fact.poly)
        if len(parts) != 2:
            continue
        edge, scale = -parts[0] / parts[1], abs(parts[1]) / fact.den
        if parts[1] > 0 and (low is None or edge > low[0]):
            low = (edge, fact.index, scale)
        if parts[1] < 0 and (high is None or edge < high[0]):
            high = (edge, fact.index, scale)
    return low, high


def on_line(state: State, poly: Poly, op: str, depth: int = 24) -> Evidence | None:
    """A polynomial in one generator, between the bounds that are known for it."""
    used = generators(poly, state.count)
    if len(used) != 1 or not state.context.real_term(state.context.names[used[0]]):
        return None
    low, high = ends(state, used[0])
    p = coefficients(poly)
    line = _Line(state.context.names[used[0]], p, op, [200])
    return line.prove(low, high, len(state.context.facts), depth)


class _Line:
    def __init__(self, name: Term, p: list[Fraction], op: str, budget: list[int]) -> None:
        self.name, self.p, self.op, self.budget = name, p, op, budget

    def prove(self, low: End | None, high: End | None, facts: int, depth: int) -> Evidence | None:
        """Evidence on one interval; `facts` is the number of the next fact."""
        self.budget[0] -= 1
        if self.budget[0] < 0 or depth < 0:
            return None
        direct = self.direct(low, high)
        if direct is not None:
            return direct
        m = self.middle(low, high)
        value = at(self.p, m)
        if value < 0 or (value == 0 and self.op == ">"):
            return None
        below = self.prove(low, (m, facts, Fraction(1)), facts + 1, depth - 1)
        if below is None:
            return None
        above = self.prove((m, facts, Fraction(1)), high, facts + 1, depth - 1)
        if above is None:
            return None
        return {"kind": "cases/1", "on": sub(self.name, str(m)), "negative": below,
                "zero": self.at_point(m, facts), "positive": above}

    def at_point(self, m: Fraction, fact: int) -> Evidence:
        """p(m) + (x - m) q(x) for the case x = m."""
        q, carry = [], Fraction(0)
        for c in reversed(self.p[1:]):
            carry = c + m * carry
            q.append(carry)
        quotient: Any = ("+", ZERO, *(("*", str(c), ("^", self.name, str(k))) if k else str(c)
                                      for k, c in enumerate(reversed(q))))
        value = at(self.p, m)
        total: list[Any] = [[str(value), [], None]] if value else []
        return combine([], [*total, ["1", [[fact, 1]], quotient]])

    @staticmethod
    def middle(low: End | None, high: End | None) -> Fraction:
        """Where to cut."""
        if low is None and high is None:
            return Fraction(0)
        if low is None:
            assert high is not None
            return min(2 * high[0], Fraction(0)) - 1 if high[0] <= 0 else Fraction(0)
        if high is None:
            return max(2 * low[0], Fraction(0)) + 1 if low[0] >= 0 else Fraction(0)
        a, b = low[0], high[0]
        middle = (a + b) / 2
        return middle.limit_denominator(max(2, int(8 / (b - a)))) if b > a else middle

    def direct(self, low: End | None, high: End | None) -> Evidence | None:
        """Non-negative coefficients in the distances from the ends."""
        if low is not None and high is not None:
            return self.bernstein(low, high)
        if low is None and high is None:
            return combine([], [[str(self.p[0]), [], None]]) if len(self.p) == 1 and (
                self.p[0] > 0 or (self.p[0] == 0 and self.op == ">=")) else None
        for end, flip in ((low, False), (high, True)):
            if end is None:
                continue
            edge, fact, scale = end
            p = [c * (-1) ** k for k, c in enumerate(self.p)] if flip else self.p
            q = shifted(p, -edge if flip else edge)
            if all(c >= 0 for c in q) and (self.op == ">=" or q[0] > 0):
                return combine([], [[str(c / scale**k), [[fact, k]] if k else [], None]
                                    for k, c in enumerate(q) if c])
        return None

    def bernstein(self, low: End, high: End) -> Evidence | None:
        """p = sum b_k C(n, k) (x - a)^k (b - x)^(n - k) / (b - a)^n with b_k >= 0."""
        (a, f, s), (b, g, t) = low, high
        if b <= a:
            return None
        base = shifted(self.p, a)
        size = len(base) - 1
        for n in (size, size + 2):
            scaled = [c * (b - a) ** k for k, c in enumerate(base)] + [Fraction(0)] * (n - size)
            b_k = [sum((Fraction(comb(k, i), comb(n, i)) * scaled[i] for i in range(k + 1)),
                       Fraction(0)) for k in range(n + 1)]
            if any(c < 0 for c in b_k) or (self.op == ">" and (b_k[0] == 0 or b_k[-1] == 0)):
                continue
            if self.op == ">":
                floor = min(b_k)
                if floor > 0:
                    total: list[Any] = [[str(floor), [], None]]
                    b_k = [c - floor for c in b_k]
                else:
                    continue
            else:
                total = []
            width = (b - a) ** n
            for k, c in enumerate(b_k):
                if c:
                    weight = c * comb(n, k) / width / s**k / t ** (n - k)
                    factors = [x for x in ([f, k], [g, n - k]) if x[1]]
                    total.append([str(weight), factors, None])
            return combine([], total)
        return None


__all__ = ["on_line"]
