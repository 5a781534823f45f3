"""Building evidence step by step: lemmas and rewritings, and polynomials of a context's tower."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import Any

from flint import Ordering, fmpq_mpoly, fmpq_mpoly_ctx

from symq.errors import Rejected
from symq.kernel import logic
from symq.kernel.context import Context
from symq.kernel.field import BITS, MASK, Field, Poly, Value
from symq.kernel.formulas import FORMULAS
from symq.kernel.term import Term, add, freeze, mul

Evidence = dict[str, Any]
WORK = 30_000_000
FAILURES = (Rejected, RecursionError, ValueError, ArithmeticError, IndexError, KeyError, TypeError)


def combine(times: list[Any], total: list[Any]) -> Evidence:
    """Evidence of the kernel's algebraic rule."""
    return {"kind": "combine/1", "times": times, "sum": total}


def arithmetic(field: Field) -> Field:
    """The same tower with a work budget of its own."""
    twin = Field.__new__(Field)
    twin.__dict__.update(field.__dict__)
    twin.work = 10**15
    return twin


def circular(context: Context, term: Term, other: Term) -> bool:
    """Whether the rewritings lead from one term back to another one, without an end."""
    while other != term:
        following = context.rewritten.get(other)
        if following is None:
            return False
        other = following
    return True


class Builder:
    """A context that grows by lemmas and rewritings; `wrap` puts them around the last evidence."""

    def __init__(self, context: Context) -> None:
        self.context = context.fork()
        self.context.field.work = WORK
        self.frames: list[tuple[str, list[Any]]] = []

    def holds(self, goal: Term, evidence: Evidence | None) -> bool:
        """Whether the kernel accepts the evidence here."""
        if evidence is None:
            return False
        self.context.field.work = WORK
        try:
            logic.prove(self.context.fork(), goal, evidence)
        except FAILURES:
            return False
        return True

    def have(self, relation: Term, evidence: Evidence | None) -> int | None:
        """Add a lemma; its number among the facts, or None if the kernel refuses it."""
        if not self.holds(relation, evidence):
            return None
        if not self.frames or self.frames[-1][0] != "have":
            self.frames.append(("have", []))
        self.frames[-1][1].append([relation, evidence])
        self.context.fact(relation)
        return len(self.context.facts) - 1

    def rewrite(self, term: Term, rule: str, data: Any) -> bool:
        """Replace a term everywhere."""
        trial = self.context.fork()
        trial.field.work = WORK
        target = freeze(term)
        try:
            other, proof = equal_term(trial, target, rule, data)
            if circular(trial, target, other):
                return False
            trial.rewritten[target] = other
            trial.refresh()
        except FAILURES:
            return False
        self.context = trial
        if not self.frames or self.frames[-1][0] != "rewrite":
            self.frames.append(("rewrite", []))
        self.frames[-1][1].append([target, other, proof])
        return True

    def wrap(self, evidence: Evidence) -> Evidence:
        """The evidence with everything built so far around it."""
        for kind, entries in reversed(self.frames):
            evidence = {"kind": "have/1", "lemmas": entries, "then": evidence} if kind == "have" \
                else {"kind": "rewrite/1", "atoms": entries, "then": evidence}
        return evidence


def equal_term(context: Context, term: Term, rule: str, data: Any) -> tuple[Term, Evidence]:
    """What replaces a term, shown here to be equal: by a formula, or (term, evidence) for "lemma".

    Raises:
        Rejected: it is not equal, or not defined.
    """
    if rule != "lemma":
        return FORMULAS[rule](context, term, data), by_formula(rule, data)
    other, proof = data
    logic.prove(context, ("=", term, other), proof)
    context.value(other)
    return other, proof


def by_formula(name: str, data: Any) -> Evidence:
    """Evidence that a term is equal to what a formula makes of it."""
    return {"kind": "formula/1", "name": name, "data": data}


# -- packed polynomials ---------------------------------------------------------------------------
def generators(poly: Poly, count: int) -> list[int]:
    """The generators that occur in a polynomial."""
    keys = 0
    for k in poly:
        keys |= k
    return [i for i in range(count) if (keys >> (BITS * i)) & MASK]


def exponents(key: int) -> dict[int, int]:
    """Generator -> exponent of a packed monomial."""
    found, i = {}, 0
    while key:
        if key & MASK:
            found[i] = key & MASK
        key >>= BITS
        i += 1
    return found


def degree(poly: Poly) -> int:
    """Total degree."""
    return max((sum(exponents(k).values()) for k in poly), default=0)


def homogeneous(poly: Poly) -> bool:
    """Whether all monomials have one degree."""
    return len({sum(exponents(k).values()) for k in poly}) <= 1


def primitive(poly: Poly) -> Poly:
    """The polynomial without its positive integer content."""
    content = gcd(*poly.values()) if poly else 1
    return {k: c // content for k, c in poly.items()} if content > 1 else poly


def negative(poly: Poly) -> Poly:
    """Minus a polynomial."""
    return {k: -c for k, c in poly.items()}


def constant(poly: Poly) -> int | None:
    """The value of a constant polynomial."""
    return poly.get(0, 0) if set(poly) <= {0} else None


def same(poly: Poly) -> frozenset[tuple[int, int]]:
    """A key under which equal polynomials meet."""
    return frozenset(poly.items())


def term_of(context: Context, poly: dict[int, Any]) -> Term:
    """A polynomial as a term."""
    summands = []
    for key in sorted(poly, reverse=True):
        factors: list[Term] = [str(Fraction(poly[key]))]
        for i, e in exponents(key).items():
            base = context.names[i]
            factors.append(base if e == 1 else ("^", base, str(e)))
        summands.append(mul(*factors))
    return add(*summands)


def value_of(poly: dict[int, Any]) -> Value:
    """A polynomial with rational coefficients as a value."""
    low = 1
    for c in poly.values():
        low = low * Fraction(c).denominator // gcd(low, Fraction(c).denominator)
    return {k: int(Fraction(c) * low) for k, c in poly.items() if c}, low, ()


class Flint:
    """Conversion of packed polynomials to python-flint and back."""

    def __init__(self, *polys: Poly, count: int) -> None:
        self.indices = sorted(set().union(*(generators(p, count) for p in polys)))
        names = [f"g{i}" for i in self.indices] or ["g"]
        self.ctx = fmpq_mpoly_ctx.get(names, Ordering.degrevlex)

    def there(self, poly: Poly) -> fmpq_mpoly:
        """A packed polynomial in flint."""
        width = max(1, len(self.indices))
        table = {}
        for key, c in poly.items():
            row = [0] * width
            for k, i in enumerate(self.indices):
                row[k] = (key >> (BITS * i)) & MASK
            table[tuple(row)] = c
        return self.ctx.from_dict(table)

    def back(self, poly: fmpq_mpoly) -> tuple[Poly, int]:
        """(integer polynomial, positive denominator)."""
        table = {}
        for row, c in poly.to_dict().items():
            key = sum(int(e) << (BITS * i) for e, i in zip(row, self.indices, strict=False))
            table[key] = Fraction(int(c.p), int(c.q))
        num, den, _ = value_of(table)
        return num, den

    def factors(self, poly: Poly) -> tuple[Fraction, list[tuple[Poly, int]]]:
        """Constant and primitive irreducible factors with exponents."""
        lead, found = self.there(poly).factor()
        scale, out = Fraction(int(lead.p), int(lead.q)), []
        for piece, e in found:
            num, den = self.back(piece)
            part = primitive(num)
            k = next(iter(part))
            scale *= Fraction(num[k], part[k] * den) ** int(e)
            out.append((part, int(e)))
        return scale, sorted(out, key=lambda f: sorted(f[0].items()))

    def divide(self, a: Poly, b: Poly) -> dict[int, Fraction] | None:
        """a / b if the division is exact."""
        quotient, rest = divmod(self.there(a), self.there(b))
        if rest != 0:
            return None
        num, den = self.back(quotient)
        return {k: Fraction(c, den) for k, c in num.items()}


def quotient(field: Field, a: Value, b: Value) -> Fraction | None:
    """a / b if that is a rational number."""
    if not a[0] or not b[0]:
        return None
    top = field.normal((field.times(a[0], field.expand(b[2])), a[1], ()))
    low = field.normal((field.times(b[0], field.expand(a[2])), b[1], ()))
    if set(top[0]) != set(low[0]) or top[2] or low[2]:
        return None
    key = next(iter(top[0]))
    c = Fraction(top[0][key] * low[1], top[1] * low[0][key])
    return c if all(Fraction(v, top[1]) == c * Fraction(low[0][k], low[1])
                    for k, v in top[0].items()) else None
