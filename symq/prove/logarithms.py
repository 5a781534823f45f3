"""Logarithms split over the factors of their arguments, as far as branches allow."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symq.kernel.term import (
    ZERO,
    I,
    Term,
    add,
    fn,
    head,
    is_number,
    mul,
    neg,
    number,
    symbols,
)
from symq.prove.bridge import Ring
from symq.prove.builder import Builder
from symq.prove.lattice import relation
from symq.prove.order.build import by_formula

PI = ("c", "pi")


def primes(n: int) -> dict[int, int]:
    """The factors of a positive integer, those below a bound split off."""
    found: dict[int, int] = {}
    p = 2
    while p * p <= n and p < 20_000:
        while n % p == 0:
            found[p] = found.get(p, 0) + 1
            n //= p
        p += 1
    if n > 1:
        found[n] = found.get(n, 0) + 1
    return found


def factors(builder: Builder, x: Term) -> list[tuple[Term, Fraction]] | None:
    """x as a product of powers of primes, positive factors and at most one other factor."""
    value = builder.value(x)
    if value is None or not value[0]:
        return None
    field, ring = builder.context.field, None
    found: list[tuple[Term, int]] = []
    ring = Ring(builder.context, [value])
    top, tops = ring.poly(value[0]).factor()
    content = Fraction(int(top.p), int(top.q)) / value[1]
    pairs = [(p, int(e)) for p, e in tops]
    for i, e in value[2]:
        c, more = ring.poly(field.factors[i]).factor()
        content /= Fraction(int(c.p), int(c.q)) ** e
        pairs += [(p, -e * int(k)) for p, k in more]
    for poly, e in sorted(pairs, key=lambda pair: str(pair[0])):
        found.append((ring.term(poly), e))
    if x[0] in ("+", "^", "f") and len(found) == 1 and found[0][1] == 1 and content == 1:
        found = [(x, 1)]
    found = [(t, e) for t, e in found if e]
    return _signed(builder, found, content)


def polarity(builder: Builder, t: Term) -> int:
    """1 if a term is known to be positive, -1 if negative, else 0."""
    both = ((1, t), (-1, neg(t)))
    for sign, x in both:
        if builder.sign(x, ">", deep=False):
            return sign
    for sign, x in both:
        if builder.sign(x, ">="):
            return sign if builder.sign(x, ">") else 0
    return 0


def _signed(builder: Builder, found: list[tuple[Term, int]], content: Fraction
            ) -> list[tuple[Term, Fraction]] | None:
    result: list[tuple[Term, Fraction]] = []
    free: list[tuple[Term, int]] = []
    for t, e in found:
        sign = polarity(builder, t)
        if sign == 1:
            result.append((t, Fraction(e)))
        elif sign == -1:
            result.append((mul("-1", t), Fraction(e)))
            content *= -1 if e % 2 else 1
        elif e % 2 == 0 and (builder.context.real_term(t)
                             and builder.sign(fn("abs", t), ">", deep=False)):
            result.append((fn("abs", t), Fraction(e)))
        else:
            free.append((t, e))
    for n, sign in ((abs(content.numerator), 1), (content.denominator, -1)):
        result += [(str(p), Fraction(sign * e)) for p, e in primes(n).items()]
    if content < 0:
        free.append(("-1", 1))
    if free:
        rest = mul(*(t if e == 1 else ("^", t, str(e)) for t, e in free))
        if not builder.unequal(rest):
            return None
        result.append((rest, Fraction(0)))
    return result


def sum_of_logs(builder: Builder, term: Term, entries: list[Any]) -> bool:
    """Rewrite log X as the sum of n log Y and real n A, for X = product of Y**n * exp(A)**n.

    An entry is ["log", Y, n] with Y positive, ["exp", A, n], or once ["any", Y, "1"]. The two
    sides have one exponential, and their difference w has an imaginary part below a full turn.
    """
    logs = {name: [fn("log", y) for kind, y, _ in entries if kind == name]
            for name in ("log", "any")}
    positive = [fn("exp", y) for kind, y, _ in entries if kind == "exp"]
    positive += [t[2] for t in logs["log"]] + ([] if logs["any"] else [term[2]])
    if not all(builder.sign(t, ">") for t in positive):
        return False
    other = add(*(mul(n, y if kind == "exp" else fn("log", y)) for kind, y, n in entries))
    powers = [["log", term[2], "1"]]
    for kind, y, n in entries:
        whole = number(n).denominator == 1
        powers.append(["log", y, str(-number(n))] if kind != "exp" else
                      ["exp", y if whole else mul(n, y), str(-number(n)) if whole else "-1"])
    start = len(builder.context.facts)
    lemmas: list[Any] = [[(">", PI, ZERO), {"kind": "intrinsic/1"}]]
    low, high = [["2", [[start, 1]], None]], [["2", [[start, 1]], None]]
    if logs["any"]:
        ranges = [(op, fn("im", t), bound) for t in (term, *logs["any"])
                  for op, bound in ((">", neg(PI)), ("<=", PI))]
        lemmas += [[relation, {"kind": "bounded/1"}] for relation in ranges]
        low = [["1", [[start + 1, 1]], None], ["1", [[start + 4, 1]], None]]
        high = [["1", [[start + 2, 1]], None], ["1", [[start + 3, 1]], None]]
    ends = [{"kind": "have/1", "lemmas": lemmas, "then": {
        "kind": "combine/1", "times": [], "sum": total}} for total in (low, high)]
    return builder.rewrite(term, "lemma", [other, {
        "kind": "exponential/1", "times": "1", "low": ends[0], "high": ends[1],
        "proof": by_formula("exp", powers)}])


def unite_logs(builder: Builder, terms: list[Term]) -> None:
    """Express logarithms of closed numbers by the others where an integer relation is found."""
    minus = fn("log", "-1")
    leaves = builder.leaves(terms)
    if minus in leaves:
        half = mul(I, ("c", "pi"))
        ball = {"kind": "ball/1", "bits": 128}
        unit = by_formula("exp", [["log", "-1", "1"], ["turn", "-1", "2"]])
        builder.rewrite(minus, "lemma", [half, {
            "kind": "exponential/1", "times": "1", "proof": unit, "low": ball, "high": ball}])
    known: list[Term] = []
    for leaf in leaves:
        if leaf[:2] != ("f", "log") or symbols(leaf) or leaf == minus:
            continue
        found = relation([leaf, *known]) if known and not is_number(leaf[2]) else None
        entries = [["log", y[2], str(c)] for c, y in zip(found or [], known, strict=False) if c]
        if not entries or not sum_of_logs(builder, leaf, entries):
            known.append(leaf)


def split_log(builder: Builder, term: Term) -> bool:
    """Rewrite a logarithm as the sum of those of its factors."""
    x = term[2]
    if term in builder.context.rewritten:
        return True
    entries: list[Any] = []
    if head(x) == "f" and x[1] == "exp" and builder.context.real_term(x[2]):
        return sum_of_logs(builder, term, [["exp", x[2], "1"]])
    if head(x) == "^" and builder.sign(x[1], ">") and builder.context.real_term(x[2]):
        if is_number(x[2]):
            entries = [["log", x[1], x[2]]]
            split_log(builder, fn("log", x[1]))
            return sum_of_logs(builder, term, entries)
        other = fn("exp", mul(x[2], fn("log", x[1])))
        return builder.rewrite(x, "exp", [["exp", other[2], "1"]]) and \
            sum_of_logs(builder, term, [["exp", other[2], "1"]])
    found = factors(builder, x)
    if found is None or (len(found) == 1 and found[0][1] in (0, 1) and
                         found[0][0] == x):
        return False
    for t, e in found:
        named = head(t) == "f" and t[1] == "exp" and builder.context.real_term(t[2])
        entries.append(["any", t, "1"] if e == 0 else
                       ["exp", t[2], str(e)] if named else ["log", t, str(e)])
    return sum_of_logs(builder, term, entries)
