"""Roots and moduli: split over factors of known sign; constants of one cyclotomic field united."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import fmpq

from symq.kernel.functions import conjugate
from symq.kernel.term import I, Term, add, fn, head, is_number, mul, neg, number, sub
from symq.prove.bridge import Ring
from symq.prove.builder import Builder, subterms
from symq.prove.exponents import PI, conductor, exponentials
from symq.prove.logarithms import primes, split_log


def roots(terms: list[Term]) -> list[Term]:
    """The principal roots ("^", base, 1/q) in some terms, inner ones first."""
    found: dict[Term, None] = {}
    for whole in terms:
        for t in subterms(whole):
            if head(t) == "^" and is_number(t[2]) and number(t[2]).denominator > 1:
                found[("^", t[1], str(Fraction(1, number(t[2]).denominator)))] = None
    return list(found)


def split_roots(builder: Builder, terms: list[Term]) -> bool:
    """Rewrite roots of products as products of roots, moduli of products likewise."""
    before = len(builder.steps)
    terms = [*terms, *builder.leaves(terms)]
    for root in roots(terms):
        if root not in builder.context.rewritten:
            split_root(builder, root)
    for whole in terms:
        for t in subterms(whole):
            if head(t) == "f" and t[1] == "abs" and t not in builder.context.rewritten:
                split_modulus(builder, t)
    return len(builder.steps) > before


def split_root(builder: Builder, root: Term) -> bool:
    """The root of a product of factors >= 0, or with at most one factor of unknown sign."""
    base, power = root[1], number(root[2])
    if power == Fraction(1, 2) and (_sine(builder, root) or _nonnegative(builder, root)):
        return True
    mark, context = len(builder.steps), builder.context
    log = fn("log", base)
    if not builder.unequal(base) or not split_log(builder, log):
        builder.context, builder.steps = context, builder.steps[:mark]
        return False
    value = builder.context.rewritten[log]
    entries: list[Any] = []
    for part in value[1:] if head(value) == "+" else (value,):
        count, what = ("1", part) if head(part) != "*" else (part[1], part[2])
        if head(part) == "*" and len(part) != 3:
            return False
        r = str(number(count) * power) if is_number(count) else None
        if r is None:
            return False
        if head(what) == "f" and what[1] == "log":
            entries.append(["log", what[2], r])
        else:
            share = Fraction(1, Fraction(r).denominator)
            entries.append(["exp", what if share == 1 else mul(str(share), what),
                            str(Fraction(r).numerator)])
    return builder.rewrite(root, "exp", entries)


def _sine(builder: Builder, root: Term) -> bool:
    """sqrt(1 - cos(t)**2) = |sin(t)| where the sign is known."""
    for leaf in builder.leaves([root[1]]):
        if leaf[:2] == ("f", "cos"):
            sine = fn("sin", leaf[2])
            if builder.zero(sub(root[1], ("^", sine, "2"))):
                return any(builder.equal_squares(root, t) for t in (sine, neg(sine)))
    return False


def _nonnegative(builder: Builder, root: Term) -> bool:
    """sqrt(x y) = sqrt(x) sqrt(y) for factors that are not negative, perhaps zero."""
    value = builder.value(root[1])
    if value is None or not value[0] or value[2]:
        return False
    ring = Ring(builder.context, [value])
    content, pairs = (ring.poly(value[0]) * fmpq(1, value[1])).factor()
    scale, parts = Fraction(int(content.p), int(content.q)), list[Term]()
    if len(pairs) == 1 and int(pairs[0][1]) == 1 and abs(scale) == 1:
        return False
    for p, e in pairs:
        t = ring.term(p)
        signed = next((x for x in (t, neg(t)) if builder.sign(x, ">=")), None)
        if signed is None:
            return False
        scale *= (-1 if signed != t and int(e) % 2 else 1)
        parts.append(signed if int(e) == 2 else ("^", signed, str(Fraction(int(e), 2))))
        builder.sign(parts[-1], ">", deep=False)
    if scale <= 0:
        return False
    n, d = scale.as_integer_ratio()
    other = mul(str(Fraction(1, d)), *([("^", str(n * d), "1/2")] if n * d != 1 else []), *parts)
    return builder.equal_squares(root, other)


def split_modulus(builder: Builder, term: Term) -> bool:
    """The modulus of a number of known sign, of a product, or of an exponential."""
    x = term[2]
    others: list[Term] = []
    norm = mul(x, conjugate(builder.context, x))
    exponentials(builder, [norm])
    if builder.zero(sub(norm, "1")):
        return builder.equal_squares(term, "1")
    if builder.context.real_term(x):
        others = [t for t in (x, neg(x)) if builder.sign(t, ">=", deep=builder.search is not None)]
    elif head(x) == "f" and x[1] == "exp":
        others = [fn("exp", mul("1/2", add(x[2], conjugate(builder.context, x[2]))))]
    elif head(x) == "*":
        others = [mul(*(fn("abs", t) for t in x[1:]))]
    elif head(x) == "^" and is_number(x[2]):
        others = [("^", fn("abs", x[1]), x[2])]
    return any(builder.equal_squares(term, t) for t in others)


# -- constants --------------------------------------------------------------------------------
def unite_constants(builder: Builder, terms: list[Term]) -> bool:
    """Express i and square roots of primes in the root of unity that occurs, if they lie there."""
    order = max((_order(name) for name in builder.context.turns), default=0)
    if order < 3:
        return False
    zeta = fn("exp", mul("2", PI, I, ("^", str(order), "-1")))
    changed = order % 4 == 0 and constant(builder, I, ("^", zeta, str(order // 4)), 2)
    for leaf in builder.leaves(terms):
        if head(leaf) == "^" and leaf[2] == "1/2" and is_number(leaf[1]) and all(
                order % conductor(p) == 0 for p in primes(int(number(leaf[1])))):
            changed |= constant(builder, leaf, gauss(zeta, order, int(number(leaf[1]))), 2)
    return changed


def _order(name: Term) -> int:
    """N for the term exp(2 pi i / N), else 0."""
    inner = name[2]
    return int(inner[4][1]) if len(inner) == 5 and head(inner[4]) == "^" \
        and is_number(inner[4][1]) else 0


def constant(builder: Builder, term: Term, other: Term, degree: int) -> bool:
    """Replace a closed number by another one with the same power, the enclosures deciding."""
    rest = add(*(mul(*(("^", t, str(k)) for t, k in ((term, i), (other, degree - 1 - i)) if k))
                 for i in range(degree)))
    apart = builder.lemma(("!=", rest, "0"), {"kind": "ball/1", "bits": 256})
    return apart is not None and builder.rewrite(term, "lemma", [other, {
        "kind": "combine/1", "times": [[apart, 1]], "sum": []}])


def gauss(zeta: Term, order: int, n: int) -> Term:
    """The square root of n as a combination of powers of exp(2 pi i / order)."""
    factors = []
    for p in primes(n):
        if p == 2:
            eighth = order // 8
            factors.append(add(("^", zeta, str(eighth)), ("^", zeta, str(7 * eighth))))
            continue
        step = order // p
        squares = {k * k % p for k in range(1, p)}
        total = add(*(mul("1" if k in squares else "-1", ("^", zeta, str(step * k)))
                      for k in range(1, p)))
        factors.append(total if p % 4 == 1 else mul("-1", ("^", zeta, str(order // 4)), total))
    return mul(*factors)


__all__ = ["constant", "roots", "split_modulus", "split_root", "split_roots",
           "unite_constants"]
