"""What has to be proved for a candidate to be a monotone: signs on cells and at walls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Expr, Integer

from symq.entanglement import fast
from symq.entanglement.candidate import Candidate, Order, to_cell
from symq.entanglement.order import chain
from symq.entanglement.positivity import coefficients_sign
from symq.errors import EngineRefusal
from symq.lang.checked import checked
from symq.lang.statement import Equation, Inequality, Statement


@checked
@dataclass(frozen=True)
class Obligation:
    """One statement that has to be proved, with its assumptions.

    Attributes:
        statement: what is claimed.
        assuming: the order of the components, and relations on the parameters.
        note: what it means.
        kind: "slope", "curvature", "drop", "continuity" or "strict".
        order: parties by decreasing component.
        position: place in that order of the measuring party (its lower side at a wall).
    """

    statement: Statement
    assuming: tuple[Statement, ...]
    note: str
    kind: str
    order: Order
    position: int


@dataclass(frozen=True)
class Goal:
    """An obligation with the polynomial in the cell coordinates whose sign it is."""

    obligation: Obligation
    poly: fast.Poly
    live: tuple[int, ...]


def derivative(f: fast.Fraction, i: int) -> fast.Fraction:
    """Derivative of a fraction with respect to generator i; the denominator is squared."""
    return fast.Fraction(f.num.derivative(i) * f.den - f.num * f.den.derivative(i), f.den ** 2)


def reduced(f: fast.Fraction) -> fast.Fraction:
    """The fraction without the common factors of numerator and denominator."""
    common = f.num.gcd(f.den)
    return fast.Fraction(f.num / common, f.den / common)


def positive_form(f: fast.Fraction, order: Order, wall: int | None) -> fast.Poly:
    """Numerator in cell coordinates, signed so that the denominator is positive there."""
    for candidate in (reduced(f), f):
        num, den = to_cell(candidate.num, order), to_cell(candidate.den, order)
        if wall is not None:
            gens = list(num.context().gens())
            gens[wall] = gens[wall] * 0
            num, den = num.compose(*gens), den.compose(*gens)
        sign = coefficients_sign(den)
        if sign is not None:
            return num * sign
    raise EngineRefusal("a denominator has no manifest sign", "split the piece")


def find_goals(candidate: Candidate, blocks: Sequence[range]) -> list[Goal]:
    """All obligations, cells first, then walls.

    Args:
        candidate: the function.
        blocks: runs of places inside which the measuring party stays.
    """
    n, xs = candidate.n, candidate.symbols
    ring = fast.Ring([body for _, body in candidate.pieces], xs)
    zero = Integer(0)
    goals: list[Goal] = []
    walls: list[Goal] = []
    for order, _ in candidate.pieces:
        body = candidate.piece(order)
        f = reduced(ring.fraction(body))
        tops = [xs[k - 1] for k in order]
        ordered = (*chain(tops), Inequality(tops[-1], ">=", zero), Inequality(tops[0], ">", zero))
        shape = " >= ".join(map(str, tops))
        live = tuple(range(n))
        for block in blocks:
            for m in block:
                party = order[m - 1]
                x = xs[party - 1]
                slope = derivative(f, party - 1)
                bend = derivative(slope, party - 1)
                first, second = rational_expr(ring, slope), rational_expr(ring, bend)
                goals.append(Goal(Obligation(
                    Inequality(first, ">=", zero), ordered,
                    f"{candidate.name} does not decrease with {x} where {shape}", "slope",
                    order, m), positive_form(slope, order, None), live))
                minus = fast.Fraction(-bend.num, bend.den)
                goals.append(Goal(Obligation(
                    Inequality(second, "<=", zero), ordered,
                    f"{candidate.name} is concave in {x} where {shape}", "curvature", order, m),
                    positive_form(minus, order, None), live))
                if m - 1 in block:
                    walls += _wall(candidate, ring, order, m, f)
    return goals + walls


def rational_expr(ring: fast.Ring, f: fast.Fraction) -> Expr:
    """The fraction as an expression, common factors removed."""
    r = reduced(f)
    return ring.expr(r.num) / ring.expr(r.den)


def _wall(candidate: Candidate, ring: fast.Ring, order: Order, m: int,
          f: fast.Fraction) -> list[Goal]:
    """The party at place m rises past the one at place m - 1."""
    n, xs = candidate.n, candidate.symbols
    party, other = order[m - 1], order[m - 2]
    x, y = xs[party - 1], xs[other - 1]
    above = (*order[:m - 2], party, other, *order[m:])
    g = reduced(ring.fraction(candidate.piece(above)))
    zero = Integer(0)
    left, right = derivative(f, party - 1), derivative(g, party - 1)
    drop = fast.Fraction(left.num * right.den - right.num * left.den, left.den * right.den)
    tops = [xs[k - 1] for k in order if k != party]
    ordered = (*chain(tops), Inequality(tops[-1], ">=", zero), Inequality(tops[0], ">", zero))
    tie = {x: y}
    live = tuple(i for i in range(n) if i != m - 2)
    where = f"at {y} = {x}" + (f", {' >= '.join(map(str, tops))}" if len(tops) > 1 else "")
    goals = []
    if not candidate.symmetric:
        jump = fast.Fraction(f.num * g.den - g.num * f.den, f.den * g.den)
        claim = Equation(candidate.piece(order).xreplace(tie), candidate.piece(above).xreplace(tie))
        goals.append(Goal(Obligation(claim, ordered, f"{candidate.name} is continuous {where}",
                                      "continuity", order, m),
                           positive_form(jump, order, m - 2), live))
    falls = Inequality(rational_expr(ring, left).xreplace(tie), ">=",
                       rational_expr(ring, right).xreplace(tie))
    goals.append(Goal(Obligation(falls, ordered,
                                  f"the slope of {candidate.name} in {x} does not rise {where}",
                                  "drop", order, m), positive_form(drop, order, m - 2), live))
    return goals
