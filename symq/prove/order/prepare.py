"""Rewritings that make a relation easier: perfect roots, solved equations, moduli of known sign."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import lcm

import numpy as np

from symq.kernel.context import Context
from symq.kernel.field import BITS, MASK, Poly
from symq.kernel.term import (
    ONE,
    ZERO,
    Term,
    add,
    fn,
    head,
    inv,
    is_number,
    mul,
    neg,
    number,
    sub,
    symbols,
)
from symq.prove.order.build import FAILURES, Builder, Evidence, combine, exponents, term_of
from symq.prove.order.guess import recognised
from symq.prove.order.known import Prover
from symq.prove.order.sample import evaluate

Equal = Callable[[Context, Term], "Evidence | None"]


def prepare(builder: Builder, goal: Term, prover: Prover, equal: Equal,
            solving: bool = True) -> None:
    """Rewrite what can be rewritten; equations replace symbols only if `solving`."""
    steps = (solved, perfect, moduli) if solving else (perfect, moduli)
    for _ in range(12):
        if not any(step(builder, goal, prover) for step in steps):
            break
    powers(builder, goal, prover)
    numbers(builder, goal)
    for term in occurring(builder, goal):
        if head(term) == "f" and not symbols(term) and term not in builder.context.rewritten:
            closed(builder, term, equal)


def powers(builder: Builder, goal: Term, prover: Prover) -> None:
    """Powers of one positive base with several symbolic exponents become exponentials."""
    bases: dict[Term, list[Term]] = {}
    for term in occurring(builder, goal):
        if head(term) == "^" and not is_number(term[2]) and term not in builder.context.rewritten:
            bases.setdefault(term[1], []).append(term)
    for base, terms in bases.items():
        if len(terms) < 2:
            continue
        positive = (">", base, ZERO)
        if not builder.context.is_known(base, ">") and builder.have(
                positive, prover(builder.context, positive, 0)) is None:
            continue
        for term in terms:
            num, den, bottom = builder.context.value(term[2])
            if not bottom:
                rest = {k: Fraction(c, den) for k, c in num.items() if k}
                shift = Fraction(num.get(0, 0), den)
                parts = [["exp", mul(term_of(builder.context, rest), fn("log", base)), "1"]]
                parts += [["log", base, str(shift)]] if shift else []
                builder.rewrite(term, "exp", parts)


def numbers(builder: Builder, goal: Term) -> None:
    """Powers of e with rational exponents become powers of one of them."""
    found = [t for t in occurring(builder, goal) if t[:2] == ("f", "exp") and is_number(t[2])
             and t not in builder.context.rewritten]
    if len(found) < 2:
        return
    unit = Fraction(min((1, -1), key=lambda s: sum(s * number(t[2]) < 0 for t in found)),
                    lcm(*(number(t[2]).denominator for t in found)))
    for term in found:
        count = number(term[2]) / unit
        if count != 1:
            builder.rewrite(term, "exp", [["exp", str(unit), str(count)]])


def closed(builder: Builder, term: Term, equal: Equal) -> None:
    """The exact value of a function of a number, where it is recognised and proved."""
    try:
        with np.errstate(all="ignore"):
            value = complex(evaluate(term, {}))
    except FAILURES:
        return
    if abs(value.imag) > 1e-12 or term[1] in ("exp", "log", "gamma") or (
            term[1] in ("sin", "cos", "tan") and is_number(term[2])):
        return
    for other in recognised(value.real)[:2]:
        proof = equal(builder.context, ("=", term, other))
        if proof is not None and builder.rewrite(term, "lemma", [other, proof]):
            return


def occurring(builder: Builder, goal: Term) -> list[Term]:
    """The generators' terms that occur in the goal and in the facts."""
    context = builder.context
    values = [f.value for f in context.facts]
    for side in goal[1:]:
        values.append(context.value(side))
    used = set().union(*(context.field.used(v) for v in values))
    return [context.names[i] for i in sorted(used)]


def solved(builder: Builder, goal: Term, prover: Prover, only: set[str] | None = None) -> bool:
    """An equation that is linear in a symbol, perhaps one of some, replaces that symbol."""
    context = builder.context
    for index, fact in enumerate(context.facts):
        if fact.op != "=" or fact.identity or not fact.value[0]:
            continue
        num = fact.value[0]
        for generator in sorted(context.field.used((num, 1, ())), reverse=True):
            symbol = context.names[generator]
            if head(symbol) != "s" or symbol in context.rewritten or (
                    only is not None and symbol[1] not in only):
                continue
            parts = by_power(num, generator)
            if max(parts) != 1 or any(symbol[1] in symbols(context.names[i])
                                      for i in context.field.used((num, 1, ())) if i != generator):
                continue
            lead = parts[1]
            if context.sorts[symbol[1]] == "integer" and lead != {0: 1} and lead != {0: -1}:
                continue
            rest = term_of(context, {k: -c for k, c in parts.get(0, {}).items()})
            if set(lead) == {0}:
                other = mul(str(Fraction(1, lead[0])), rest)
                evidence: Evidence = combine([], [[str(Fraction(fact.value[1], lead[0])),
                                                   [[index, 1]], bottom(builder, index)]])
            else:
                term = term_of(context, lead)
                unequal = ("!=", term, ZERO)
                at = builder.have(unequal, prover(context, unequal, 0) or by_product(
                    builder, index, symbol, parts))
                if at is None:
                    continue
                other = mul(rest, inv(term))
                evidence = combine([[at, 1]], [[str(fact.value[1]), [[index, 1]],
                                                bottom(builder, index)]])
            if builder.rewrite(symbol, "lemma", [other, evidence]):
                return True
    return False


def by_product(builder: Builder, index: int, symbol: Term, parts: dict[int, Poly]
               ) -> Evidence | None:
    """The factor of a symbol is not zero, since their product is a number that is not."""
    rest = parts.get(0, {})
    if set(rest) != {0}:
        return None
    den = builder.context.facts[index].value[1]
    return {**combine([], [[str(den), [[index, 1]], bottom(builder, index)],
                           [str(-rest[0]), [], None]]), "times": {"term": symbol}}


def bottom(builder: Builder, index: int) -> Term | None:
    """The denominators of a fact, as a cofactor."""
    context = builder.context
    factors = context.facts[index].value[2]
    return term_of(context, context.field.expand(factors)) if factors else None


def by_power(poly: Poly, generator: int) -> dict[int, Poly]:
    """The coefficients of the powers of one generator."""
    shift = BITS * generator
    parts: dict[int, Poly] = {}
    for key, c in poly.items():
        e = (key >> shift) & MASK
        parts.setdefault(e, {})[key - (e << shift)] = c
    return parts


def perfect(builder: Builder, goal: Term, prover: Prover) -> bool:
    """A root of a perfect power, as far as numbers and squares of known sign go."""
    context = builder.context
    for root in occurring(builder, goal):
        if head(root) != "^" or not is_number(root[2]) or root in context.rewritten:
            continue
        q = number(root[2]).denominator
        value = context.value(root[1])
        if value[2] or number(root[2]) != Fraction(1, q) or len(value[0]) != 1:
            continue
        (key, c), = value[0].items()
        powers = exponents(key)
        top, low = round(abs(c) ** (1 / q)), round(value[1] ** (1 / q))
        if c < 0 or top**q != c or low**q != value[1] or any(e % q for e in powers.values()):
            continue
        plain = mul(str(Fraction(top, low)), *(
            ("^", context.names[i], str(e // q)) for i, e in powers.items()))
        if as_root(builder, prover, root, (plain, neg(plain)), q):
            return True
    return False


def equal_powers(builder: Builder, root: Term, other: Term, q: int, at: int) -> Evidence:
    """r = s from r**q = s**q in the tower, r >= 0 by itself and s >= 0 (fact number `at`)."""
    r = len(builder.context.facts)
    case, inner = r + 1, r + 2
    kernel = add(*(mul(("^", root, str(k)) if k else ONE,
                       ("^", other, str(q - 1 - k)) if k < q - 1 else ONE) for k in range(q)))
    total = [["1", [x for x in ([case, k], [at, q - 1 - k]) if x[1]], None] for k in range(q)]
    positive = {"kind": "have/1", "lemmas": [[(">", kernel, ZERO), combine([], total)]],
                "then": combine([[inner, 1]], [])}
    cofactor = sub(("^", other, str(q - 1)), ("^", root, str(q - 1)))
    zero = {"kind": "cases/1", "on": other, "negative": absurd(at, inner),
            "zero": combine([], [["1", [[case, 1]], None], ["-1", [[inner, 1]], None]]),
            "positive": combine([[inner, q - 1]], [["1", [[case, 1]], cofactor]])}
    return {"kind": "have/1", "lemmas": [[(">=", root, ZERO), {"kind": "intrinsic/1"}]], "then": {
        "kind": "cases/1", "on": root, "negative": absurd(r, case), "zero": zero,
        "positive": positive}}


def absurd(one: int, other: int) -> Evidence:
    """Two facts whose sum is zero although one of them is positive."""
    return {"kind": "absurd/1", "proof": combine([], [["1", [[one, 1]], None],
                                                      ["1", [[other, 1]], None]])}


def moduli(builder: Builder, goal: Term, prover: Prover) -> bool:
    """|x| is x or -x where the sign of x is known."""
    context = builder.context
    for term in occurring(builder, goal):
        if head(term) != "f" or term[1] != "abs" or term in context.rewritten:
            continue
        x = term[2]
        if context.real_term(x) and as_root(builder, prover, term, (x, neg(x)), 2):
            return True
    return False


def as_root(builder: Builder, prover: Prover, root: Term, candidates: tuple[Term, ...], q: int
            ) -> bool:
    """Replace a root by the first candidate that is known not to be negative."""
    for other in candidates:
        try:
            proof = prover(builder.context, (">=", other, ZERO), 0)
        except FAILURES:
            continue
        at = builder.have((">=", other, ZERO), proof)
        if at is not None and builder.rewrite(
                root, "lemma", [other, equal_powers(builder, root, other, q, at)]):
            return True
    return False
