"""Ideal membership with cofactors: linear elimination with known pivots, then Groebner bases."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from flint import fmpq_mpoly

Poly = fmpq_mpoly
Cofactors = dict[int, Any]


@dataclass
class Member:
    """mult * (input `number`, if any) = poly + sum of cofactors * inputs.

    `mult` is a dict from known non-zero factors (by number) to exponents.
    """

    poly: Any
    cofactors: Cofactors
    mult: dict[int, int] = field(default_factory=dict)


def combine(a: Cofactors, x: Any, b: Cofactors, y: Any) -> Cofactors:
    """x * a + y * b."""
    found = {k: v * x for k, v in a.items()}
    for k, v in b.items():
        found[k] = found[k] + v * y if k in found else v * y
    return {k: v for k, v in found.items() if v != 0}


def size(cofactors: Cofactors) -> int:
    """The number of monomials in cofactors."""
    return sum(map(len, cofactors.values()))


class Linear:
    """Rules pivot * variable + rest = 0, the pivot a product of factors that cannot vanish."""

    def __init__(self, ctx: Any, allowed: Callable[[Any], int | None],
                 tick: Callable[..., None]) -> None:
        self.ctx = ctx
        self.allowed = allowed
        self.tick = tick
        self.rules: list[tuple[int, Any, dict[int, int], Any, Cofactors]] = []
        self.rest: list[tuple[Any, Cofactors]] = []
        self.factors: Any = []
        self.relations: list[tuple[int, int, Any]] = []

    def pivot(self, a: Any) -> dict[int, int] | None:
        """The factors of a coefficient if none of them can vanish."""
        if a.is_constant():
            return {}
        found = {}
        for factor, e in a.factor()[1]:
            number = self.allowed(factor)
            if number is None:
                return None
            found[number] = int(e)
        return found

    def reduce(self, member: Member) -> Member:
        """Eliminate the variables of all rules."""
        poly, cofactors, mult = (self.normal(member.poly), dict(member.cofactors),
                                 dict(member.mult))
        changed = True
        while changed and poly != 0:
            changed = False
            for place, a, factors, rule, own in self.rules:
                degree = poly.degrees()[place]
                while degree > 0 and poly != 0:
                    changed = True
                    lead = self.coefficient(poly, place, degree)
                    quotient = lead * self.ctx.gen(place) ** (degree - 1)
                    self.tick(50 + 2 * len(poly) + 2 * size(own) * len(quotient)
                              + 2 * size(cofactors) * len(a))
                    if a == 1:
                        poly = poly - quotient * rule
                        cofactors = combine(cofactors, 1, own, quotient)
                    else:
                        poly = poly * a - quotient * rule
                        cofactors = combine(cofactors, a, own, quotient)
                        for k, e in factors.items():
                            mult[k] = mult.get(k, 0) + e
                    poly = self.normal(poly)
                    degree = poly.degrees()[place] if poly != 0 else 0
        return Member(poly, cofactors, mult)

    def normal(self, poly: Any) -> Any:
        """Reduce by the relations generator**degree = polynomial, last generator first."""
        for place, degree, rest in self.relations:
            while poly != 0 and (top := int(poly.degrees()[place])) >= degree:
                high = self.coefficient(poly, place, top)
                gen = self.ctx.gen(place)
                poly = poly - high * gen ** (top - degree) * (gen**degree - rest)
        return poly

    def coefficient(self, poly: Any, place: int, degree: int) -> Any:
        """The coefficient of a power of one variable."""
        table = {}
        for exponents, c in poly.to_dict().items():
            if exponents[place] == degree:
                table[(*exponents[:place], 0, *exponents[place + 1:])] = c
        return self.ctx.from_dict(table)

    def add(self, number: int, poly: Any, order: list[int]) -> None:
        """Add an equation; `order` lists variables, the first to be eliminated first."""
        member = self.reduce(Member(poly, {}))
        poly = member.poly
        if poly == 0:
            return
        # reduce() gives  M * input = poly + sum c * inputs, so poly = M * input - sum
        scale = self.ctx.from_dict({(0,) * max(self.ctx.nvars(), 1): 1})
        for k, e in member.mult.items():
            scale = scale * self.factors[k] ** e
        own = combine({number: scale}, 1, member.cofactors, -1)
        degrees = poly.degrees()
        for place in order:
            if degrees[place] != 1:
                continue
            a = self.coefficient(poly, place, 1)
            factors = self.pivot(a)
            if factors is None:
                continue
            content = a.factor()[0] if not a.is_constant() else a.leading_coefficient()
            poly, a = poly * (1 / content), a * (1 / content)
            own = {k: v * (1 / content) for k, v in own.items()}
            self.rules.append((place, a, factors, poly, own))
            return
        self.rest.append((poly, own))


def lead(poly: Any) -> tuple[int, ...]:
    """Exponents of the leading monomial."""
    return tuple(poly.monomial(0))


def divides(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether a monomial divides another one."""
    return all(x <= y for x, y in zip(a, b, strict=True))


class Basis:
    """A Groebner basis that remembers how its elements come from the inputs."""

    def __init__(self, ctx: Any, tick: Callable[..., None], limit: int = 150) -> None:
        self.ctx, self.tick, self.limit = ctx, tick, limit
        self.members: list[tuple[Any, Cofactors, tuple[int, ...]]] = []

    def reduce(self, poly: Any, cofactors: Cofactors) -> tuple[Any, Cofactors]:
        """Reduce leading terms: poly - result is a combination, added to the cofactors."""
        while poly != 0:
            top = lead(poly)
            member = next((m for m in self.members if divides(m[2], top)), None)
            if member is None:
                return poly, cofactors
            other, own, mark = member
            self.tick(20 + 2 * len(poly) + 2 * size(own))
            shift = tuple(x - y for x, y in zip(top, mark, strict=True))
            factor = self.ctx.from_dict({shift: poly.coefficient(0) / other.coefficient(0)})
            poly = poly - factor * other
            cofactors = combine(cofactors, 1, own, -factor)
        return poly, cofactors

    def build(self, inputs: Iterable[tuple[Any, Cofactors]], goal: Any) -> Cofactors | None:
        """Cofactors of the goal, looked for after each new element of the basis."""
        pairs: list[tuple[int, int, int]] = []
        queue = sorted(((p, c) for p, c in inputs if p != 0),
                       key=lambda pc: (sum(lead(pc[0])), len(pc[0])))
        rest, made = goal, dict[int, Any]()
        while queue or pairs:
            if queue:
                poly, cofactors = queue.pop(0)
            else:
                pairs.sort(reverse=True)
                _, i, j = pairs.pop()
                poly, cofactors = self.spair(i, j)
            poly, cofactors = self.reduce(poly, cofactors)
            if poly == 0:
                continue
            if len(self.members) >= self.limit or len(poly) > 4000:
                return None
            scale = 1 / poly.coefficient(0)
            mark = lead(poly)
            for k, (_, _, other) in enumerate(self.members):
                both = tuple(map(max, mark, other))
                if both != tuple(x + y for x, y in zip(mark, other, strict=True)):
                    pairs.append((sum(both), k, len(self.members)))
            self.members.append((poly * scale, {k: v * scale for k, v in cofactors.items()}, mark))
            rest, made = self.reduce(rest, made)
            if rest == 0:
                return {k: -v for k, v in made.items()}
        return None

    def spair(self, i: int, j: int) -> tuple[Any, Cofactors]:
        """The S-polynomial of two members."""
        (p, a, m), (q, b, n) = self.members[i], self.members[j]
        both = tuple(map(max, m, n))
        x = self.ctx.from_dict({tuple(u - v for u, v in zip(both, m, strict=True)): 1})
        y = self.ctx.from_dict({tuple(u - v for u, v in zip(both, n, strict=True)): 1})
        return p * x - q * y, combine(a, x, b, -y)


def saturated(ctx: Any, inputs: list[tuple[Any, Cofactors]], goal: Any, apart: Any,
              tick: Callable[..., None], limit: int = 150) -> tuple[Cofactors, int] | None:
    """Cofactors of apart**k * goal, and k: a new variable stands for 1 / apart."""
    names = [str(n) for n in ctx.names()]
    wide = type(ctx).get([*names, "saturation"], ctx.ordering())

    def up(p: Any) -> Any:
        return wide.from_dict({(*e, 0): c for e, c in p.to_dict().items()})

    y = wide.gen(len(names))
    lifted = [(up(p), {k: up(v) for k, v in c.items()}) for p, c in inputs]
    found = Basis(wide, tick, limit).build([*lifted, (y * up(apart) - 1, {})], up(goal))
    if found is None:
        return None
    k = max((int(v.degrees()[len(names)]) for v in found.values()), default=0)
    powers = [apart**0]
    for _ in range(k):
        powers.append(powers[-1] * apart)
    result: Cofactors = {}
    for number, v in found.items():
        total = ctx.from_dict({})
        for exponents, c in v.to_dict().items():
            total = total + ctx.from_dict({exponents[:-1]: c}) * powers[k - exponents[-1]]
        result[number] = total
    return result, k
