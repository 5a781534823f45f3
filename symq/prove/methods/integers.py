"""Integers: linear equations with integer solutions, and polynomials that differ modulo d."""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from symq.kernel.context import Context, standard
from symq.kernel.term import Term, add, head, mul, subst, symbols
from symq.prove.bridge import Ring
from symq.prove.search import Evidence, GaveUp, Search

MODULI = (2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 6, 10, 12, 25, 27, 32)
LARGEST, CHOICES = 64, 20_000


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a != b by residues, or for an integer solution of a linear equation."""
    if head(goal) == "!=":
        return differ(search, context, goal)
    if head(goal) == "exists" and goal[3] is None and head(goal[2]) == "=" \
            and all(s == "integer" for _, s in goal[1]):
        return solution(search, context, goal)
    return None


def differ(search: Search, context: Context, goal: Term) -> Evidence | None:
    """A modulus for which the two sides have no common residue."""
    names = symbols(goal)
    if not names or any(context.sorts.get(n) != "integer" for n in names):
        return None
    for bottom in sorted(names):
        for top in sorted(names - {bottom}):
            evidence = {"kind": "rational/1", "top": top, "bottom": bottom}
            if len(names) == 2 and search.verified(context, goal, evidence):
                return evidence
    if not all(context.whole(side) for side in goal[1:]):
        return None
    value = context.value(standard(goal)[0])
    large = sorted({abs(c) for c in value[0].values() if 1 < abs(c) <= LARGEST})
    for d in dict.fromkeys((*large, *MODULI)):
        evidence = {"kind": "congruence/1", "modulus": str(d)}
        if d ** len(names) <= CHOICES and search.verified(context, goal, evidence):
            return evidence
    return None


def solution(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Values from Bezout's identity, if need be for each residue of a free integer."""
    names = [name for name, _ in goal[1]]
    inside = context.fork()
    for name in names:
        inside.declare(name, "integer")
    value = inside.value(standard(goal[2])[0])
    ring = Ring(inside, [value])
    coefficients, rest = {name: 0 for name in names}, {}
    for exponents, c in ring.fraction(value)[0].to_dict().items():
        used = [n for i, n in enumerate(ring.indices)
                if exponents[i] and inside.names[n][:1] == ("s",) and inside.names[n][1] in names]
        if not used:
            rest[exponents] = c
        elif sum(exponents) == 1 and c.q == 1:
            coefficients[inside.names[used[0]][1]] = int(c.p)
        else:
            return None
    divisor, factors = bezout([coefficients[name] for name in names])
    if not divisor or value[2]:
        return None
    remainder = ring.term(ring.ctx.from_dict(rest)) if rest else "0"
    found = at(search, context, goal, remainder, divisor, factors)
    free = sorted(symbols(remainder))
    if found is not None or len(free) != 1 or divisor > LARGEST:
        return found
    quotient, parts = free[0] + "_quotient", []
    for r in range(divisor):
        branch, n = context.fork(), add(mul(str(divisor), ("s", quotient)), str(r))
        branch.declare(quotient, "integer")
        branch.fact(("=", ("s", free[0]), n))
        part = at(search, branch, goal, subst(remainder, {free[0]: n}), divisor, factors)
        if part is None:
            return None
        parts.append(part)
    return {"kind": "residues/1", "on": ("s", free[0]), "modulus": str(divisor),
            "quotient": quotient, "parts": parts}


def at(search: Search, context: Context, goal: Term, remainder: Term, divisor: int,
       factors: list[int]) -> Evidence | None:
    """The solution where the remainder is a multiple of the divisor."""
    value = context.value(mul(remainder, str(Fraction(-1, divisor))))
    if value[1] != 1 or value[2]:
        return None
    share = Ring(context, [value]).term(Ring(context, [value]).poly(value[0]))
    values = [mul(str(f), share) if f else "0" for f in factors]
    body = subst(goal[2], dict(zip((n for n, _ in goal[1]), values, strict=True)))
    try:
        proof = search.find(context, body)
    except GaveUp:
        search.tick()
        return None
    return {"kind": "exists/1", "values": values, "member": [None] * len(values), "proof": proof}


def bezout(numbers: list[int]) -> tuple[int, list[int]]:
    """The greatest common divisor and the factors that give it."""
    total, factors = 0, [0] * len(numbers)
    for i, c in enumerate(numbers):
        common = gcd(total, c)
        if common == total or not c:
            continue
        a = pow(total // common, -1, abs(c // common)) if total and abs(c) != common else 0
        b = (common - a * total) // c
        factors = [a * f for f in factors]
        factors[i], total = b, common
    return total, factors


