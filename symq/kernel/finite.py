"""Statements over finite lists, exactly or modulo d, by going through every choice."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from itertools import product
from math import prod
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from symq.kernel.balls import exact
from symq.kernel.context import Context
from symq.kernel.logic import Items, prove
from symq.kernel.term import (
    Term,
    add,
    head,
    integer,
    is_number,
    mul,
    need,
    number,
    symbols,
)

LIMIT = 6_000_000
COMPARE = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
STRANGE = {"f", "u", "c", "sum", "prod", "O", "lim", "bound", "op="}
Read = Callable[[list[Any]], Any]


def arithmetic(data: Any) -> bool:
    """Whether a statement has rational operations only, so that its values are exact."""
    if not isinstance(data, tuple) or not data:
        return True
    pair = len(data) == 2 and isinstance(data[1], tuple)  # a variable with its set
    root = data[0] == "^" and isinstance(data[2], str) and "/" in data[2]
    return (pair or not (root or data[0] in STRANGE)) and all(map(arithmetic, data))


def plain(value: Fraction) -> Any:
    """An integer where possible: faster than a fraction."""
    return value.numerator if value.denominator == 1 else value


def plus(f: Read, g: Read) -> Read:
    """The sum of two functions."""
    return lambda e: f(e) + g(e)


def times(f: Read, g: Read) -> Read:
    """The product of two functions."""
    return lambda e: f(e) * g(e)


def power(base: Any, exponent: Any, d: int | None) -> Any:
    """An exact power with an integer exponent."""
    need(exponent == int(exponent) and abs(exponent) <= 4096, "an exponent is out of range")
    if d:
        return pow(base, int(exponent), d)
    return base ** int(exponent) if exponent >= 0 else Fraction(1) / base ** int(-exponent)


def reader(term: Term, names: tuple[str, ...], d: int | None) -> Read:
    """A function that computes a rational expression from the list of the variables' values."""
    kind = head(term)
    if kind == "":
        value = number(term)
        fixed = value.numerator * pow(value.denominator, -1, d) if d else plain(value)
        return lambda e: fixed
    if kind == "s":
        need(term[1] in names, f"{term[1]} is free in an enumeration")
        place = len(names) - 1 - names[::-1].index(term[1])
        return lambda e: e[place]
    if kind in ("+", "*"):
        f, *rest = (reader(t, names, d) for t in term[1:])
        return reduce(plus if kind == "+" else times, rest, f)
    need(kind == "^", f"{kind} is not computed in an enumeration")
    base = reader(term[1], names, d)
    if term[2] == "2":
        return lambda e: base(e) ** 2
    if is_number(term[2]):
        n = integer(term[2])
        return lambda e: power(base(e), n, d)
    other = reader(term[2], names, None)
    return lambda e: power(base(e), other(e), d)


def divides(data: Any) -> bool:
    """Whether a power in a statement has an exponent that may be negative."""
    if not isinstance(data, tuple) or not data:
        return False
    power = data[0] == "^" and not (is_number(data[2]) and number(data[2]) >= 0)
    return power or any(map(divides, data))


def test(statement: Term, names: tuple[str, ...], d: int | None, work: list[int]) -> Read:
    """A function that decides a statement from the list of the variables' values.

    `work` collects the number of choices; equations modulo d are congruences between integers.
    """
    kind = head(statement)
    if kind in COMPARE:
        f, g = (reader(t, names, d) for t in statement[1:])
        if d:
            need(kind in ("=", "!="), "an order has no meaning modulo d")
            return (lambda e: not (f(e) - g(e)) % d) if kind == "=" else \
                (lambda e: (f(e) - g(e)) % d != 0)
        compare = COMPARE[kind]
        return lambda e: compare(f(e), g(e))
    if kind in ("true", "false"):
        return lambda e: kind == "true"
    if kind in ("forall", "exists", "count"):
        return over(statement, names, d, work)
    need(kind in ("and", "or", "not", "=>", "iff"), f"{kind} is not decided by enumeration")
    flat = (*statement[1], statement[2]) if kind == "=>" else statement[1:]
    parts = [test(s, names, d, work) for s in flat]
    if kind != "not" and divides(flat):  # every part must be defined, whatever the others say
        free, parts = parts, [lambda e: [p(e) for p in free]]
        return (lambda e: all(parts[0](e))) if kind == "and" else \
            (lambda e: any(parts[0](e))) if kind == "or" else \
            (lambda e: len(set(parts[0](e))) == 1) if kind == "iff" else \
            lambda e: (found := parts[0](e))[-1] or not all(found[:-1])
    if kind == "and":
        return lambda e: all(p(e) for p in parts)
    if kind == "or":
        return lambda e: any(p(e) for p in parts)
    if kind == "not":
        return lambda e: not parts[0](e)
    if kind == "iff":
        return lambda e: parts[0](e) == parts[1](e)
    return lambda e: parts[-1](e) or not all(p(e) for p in parts[:-1])


def over(statement: Term, names: tuple[str, ...], d: int | None, work: list[int]) -> Read:
    """A quantifier or a count over lists; its modulus, or else the outer one, applies."""
    kind, sets, body = statement[0], statement[1], statement[2]
    d = d if statement[-1] is None else integer(statement[-1])
    need(d is None or d >= 2, "a modulus is too small")
    lists = []
    for _, values in sets:
        need(values[0] == "list", "a set is not finite")
        found = [exact(v) for v in values[1:]]
        need(all(v is not None and (d is None or v.denominator == 1) for v in found),
             "a listed value is not plain")
        lists.append([plain(v) for v in found if v is not None])
    inner: list[int] = [1]
    passes = test(body, (*names, *(name for name, _ in sets)), d, inner)
    work[0] += prod(map(len, lists)) * inner[0]
    need(work[0] <= LIMIT, "an enumeration is too long")
    if kind == "forall":
        return lambda e: all(passes([*e, *choice]) for choice in product(*lists))
    if kind == "exists":
        return lambda e: any(passes([*e, *choice]) for choice in product(*lists))
    wanted = integer(statement[3])
    return lambda e: wanted == sum(1 for choice in product(*lists) if passes([*e, *choice]))


def polynomial(term: Term) -> bool:
    """Whether a term is made by sums, products and powers with exponents that are numbers."""
    kind = head(term)
    return kind in ("", "s") or (kind == "^" and is_number(term[2]) and polynomial(term[1])) or \
        (kind in ("+", "*") and all(map(polynomial, term[1:])))


def congruence(context: Context, goal: Term, modulus: Term) -> None:
    """Two integer polynomials differ: modulo d they do so at all residues of their symbols."""
    names = sorted(symbols(goal))
    need(head(goal) == "!=" and all(context.sorts.get(n) == "integer" for n in names)
         and all(polynomial(side) and context.whole(side) for side in goal[1:]),
         "integer polynomials that differ were expected")
    values = ("list", *(str(i) for i in range(integer(modulus))))
    need(test(("forall", tuple((n, values) for n in names), goal, modulus), (), None, [0])([]),
         "the two sides agree at some residue")


def residues(context: Context, goal: Term, on: Term, modulus: Term, quotient: Any, parts: Items
             ) -> None:
    """An integer is d q + r for some integer q and one of r = 0, ..., d - 1."""
    need(context.whole(on) and 0 < integer(modulus) == len(parts), "each residue needs its proof")
    for r, proof in enumerate(parts):
        inside = context.fork()
        inside.declare(quotient, "integer")
        inside.fact(("=", on, add(mul(modulus, ("s", quotient)), str(r))))
        prove(inside, goal, proof)
