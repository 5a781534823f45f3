"""Exponentials, powers, sines and cosines over a common basis of exponents.

Every exponent is a Q-linear combination of a few basis elements: multiples of i pi (roots of
unity), logarithms, inverse functions, and what remains. Each exponential then becomes a product of
integer powers of the basis exponentials, so that the tower knows all their relations.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from symq.kernel.context import Context
from symq.kernel.field import BITS, MASK, Value
from symq.kernel.term import ONE, I, Term, add, fn, head, is_number, mul, number, sub
from symq.prove.bridge import Ring, lowest
from symq.prove.builder import Builder, subterms
from symq.prove.logarithms import primes, split_log, unite_logs
from symq.prove.order.build import equal_term
from symq.prove.search import FAILURES

PI = ("c", "pi")
HYPERBOLIC, CIRCULAR = ("exp", "sinh", "cosh", "tanh"), ("sin", "cos", "tan")
REAL_INVERSE, TURNED_INVERSE = ("asinh", "acosh", "atanh"), ("asin", "acos", "atan")
Vector = dict[int, Fraction]


def eliminate(builder: Builder, terms: list[Term]) -> None:
    """Replace symbols for which an equation among the facts is solved."""
    wanted = {t for term in terms for t in subterms(term) if head(t) == "s"}
    for index, fact in enumerate(builder.context.facts):
        value = builder.context.facts[index].value
        if fact.op != "=" or not value[0]:
            continue
        found = _solved(builder.context, value, wanted)
        if found is not None:
            name, other, c = found
            builder.rewrite(name, "lemma", [other, {
                "kind": "combine/1", "times": [], "sum": [[str(c), [[index, 1]], None]]}])


def _solved(context: Context, value: Value, wanted: set[Term]
            ) -> tuple[Term, Term, Fraction] | None:
    """A symbol whose coefficient is a rational multiple of the denominator, and its value."""
    field = context.field
    ring = Ring(context, [value])
    poly, bottom = ring.poly(value[0]), ring.poly(field.expand(value[2]))
    candidates = sorted((context.names[i] for i in ring.indices
                         if context.names[i] in wanted), reverse=True)
    for name in candidates:
        place = ring.place[next(i for i in ring.indices if context.names[i] == name)]
        others = {t for i in ring.indices if context.names[i] != name
                  for t in subterms(context.names[i])}
        if poly.degrees()[place] != 1 or name in others:
            continue
        slope = poly.derivative(place)
        c = slope.leading_coefficient() / bottom.leading_coefficient()
        if slope != c * bottom:
            continue
        rest = ring.term(poly - slope * ring.ctx.gen(place))
        below = [("^", ring.term(ring.poly(field.factors[i])), str(-e)) for i, e in value[2]]
        scale = number(str(c))
        return name, mul(str(-1 / scale), rest, *below), Fraction(value[1]) / scale
    return None


# -- the basis of exponents -------------------------------------------------------------------
@dataclass
class Element:
    """A basis element: an entry of the kernel's rule and its vector."""

    kind: str
    what: Term
    vector: Vector
    scale: int = 1


class Basis:
    """Independent exponents, in echelon form, with the combinations that made them."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.rows: list[tuple[int, Vector, Vector]] = []

    def reduce(self, vector: Vector) -> tuple[Vector, Vector]:
        """Remainder and combination of elements: vector = remainder + combination."""
        rest, combination = dict(vector), dict[int, Fraction]()
        for pivot, row, made in self.rows:
            c = rest.get(pivot)
            if c:
                for k, v in row.items():
                    rest[k] = rest.get(k, Fraction(0)) - c * v
                for k, v in made.items():
                    combination[k] = combination.get(k, Fraction(0)) + c * v
        return {k: v for k, v in rest.items() if v}, {k: v for k, v in combination.items() if v}

    def add(self, kind: str, what: Term, vector: Vector) -> bool:
        """Add an element if it is independent of the others."""
        rest, combination = self.reduce(vector)
        if not rest:
            return False
        pivot = max(rest)
        c = rest[pivot]
        made = {k: -v / c for k, v in combination.items()}
        made[len(self.elements)] = 1 / c
        self.rows.append((pivot, {k: v / c for k, v in rest.items()}, made))
        self.elements.append(Element(kind, what, vector))
        return True


def exponents(builder: Builder, terms: list[Term]) -> dict[Term, Term]:
    """Each exponential or power among the sub-terms, with its exponent."""
    found: dict[Term, Term] = {}
    for term in dict.fromkeys(t for whole_term in terms for t in subterms(whole_term)):
        if term in builder.context.rewritten and head(term) != "f":
            continue
        kind = head(term)
        if kind == "f" and term[1] in HYPERBOLIC:
            found[fn("exp", term[2])] = term[2]
        elif kind == "f" and term[1] in CIRCULAR:
            found[fn("exp", mul(I, term[2]))] = mul(I, term[2])
        elif kind == "^" and not is_number(term[2]):
            if term[1] == "-1":
                found[term] = mul(term[2], mul(I, PI))
            else:
                found[term] = mul(term[2], fn("log", term[1]))
    return {t: reduced(builder, e) for t, e in found.items() if t not in builder.context.rewritten}


def reduced(builder: Builder, exponent: Term) -> Term:
    """An exponent without what its numerator and denominator have in common."""
    value = builder.value(exponent)
    if value is None or not value[2]:
        return exponent
    other = lowest(builder.context, value)
    shorter = builder.value(other)
    return other if shorter is not None and len(shorter[2]) < len(value[2]) else exponent


def exponentials(builder: Builder, terms: list[Term], circular: bool = True) -> bool:
    """Bring every exponential and power to the common basis; whether anything was rewritten."""
    before = len(builder.steps)
    terms = [*terms, *builder.leaves(terms)]
    for term in dict.fromkeys(t for w in terms for t in subterms(w)):
        if head(term) == "f" and term[1] == "log":
            split_log(builder, term)
        elif head(term) == "^" and not is_number(term[2]) and term[1] != "-1":
            builder.unequal(term[1])
            split_log(builder, fn("log", term[1]))
    table = {t: e for t, e in exponents(builder, terms).items()
             if circular or not _turned(t)}
    unite_logs(builder, [*terms, *table.values()])
    if circular:
        for term in dict.fromkeys(t for w in terms for t in subterms(w)):
            if head(term) == "f" and term[1] in CIRCULAR:
                for name in ("sin", "cos"):
                    if fn(name, term[2]) not in builder.context.rewritten:
                        builder.rewrite(fn(name, term[2]), "euler", None)
    vectors, _ = vectors_of(builder, list(table.values()))
    basis = _basis(builder, table, vectors)
    combos = {}
    for term, vector in vectors.items():
        rest, combination = basis.reduce(vector)
        if not rest:
            combos[term] = combination
    for combination in combos.values():
        for k, c in combination.items():
            element = basis.elements[k]
            if element.kind == "turn":
                element.scale = lcm(element.scale, (c / 2).denominator)
            elif element.kind != "log":
                element.scale = lcm(element.scale, c.denominator)
    unit = basis.elements[0]
    if unit.scale > 2:
        unit.scale = united(unit.scale, terms)
    for term, exponent in table.items():
        if exponent in combos:
            entries = _entries(builder, basis, combos[exponent])
            if entries == [["exp", term[2], "1"]] and head(term) == "f":
                continue
            if not builder.rewrite(term, "exp", entries) and _divisors(builder, term, entries):
                builder.rewrite(term, "exp", entries)
    return len(builder.steps) > before


def _divisors(builder: Builder, term: Term, entries: list[Any]) -> bool:
    """Show that divisors in which an exponential stands do not vanish once it is rewritten.

    That exp(x) + 1 > 0 is known by itself; of what exp(x) becomes it is a lemma.
    """
    context = builder.context
    index = next((i for i, name in context.names.items() if name == term), None)
    try:
        other, _ = equal_term(context.fork(), term, "exp", entries)
    except FAILURES:
        return False
    shown = []
    for poly in context.field.factors:
        divisor: Value = (poly, 1, ())
        if index in context.field.used(divisor):
            ring = Ring(context, [divisor])
            shown.append(builder.unequal(exchanged(ring.term(ring.poly(poly)), term, other)))
    return any(shown)


def exchanged(term: Term, old: Term, new: Term) -> Term:
    """A term with one of its sub-terms exchanged."""
    if term == old:
        return new
    return tuple(exchanged(t, old, new) for t in term) if isinstance(term, tuple) else term


def conductor(p: int) -> int:
    """The least N with the square root of a prime in the field of N-th roots of unity."""
    return p if p % 4 == 1 else 4 * p


def radicands(terms: list[Term]) -> list[int]:
    """The integers, beyond one, whose square roots occur."""
    found = {number(t[1]) for whole_term in terms for t in subterms(whole_term)
             if head(t) == "^" and is_number(t[1]) and is_number(t[2])
             and number(t[2]).denominator == 2}
    return sorted({int(n.numerator * n.denominator) for n in found if n > 0} - {1})


def united(order: int, terms: list[Term]) -> int:
    """An order of roots of unity whose field has i and the square roots that are near it."""
    full = lcm(order, 4)
    inside = [conductor(p) for n in radicands(terms) for p, e in primes(n).items() if e % 2]
    if any(order % c and full % c == 0 for c in inside):
        return full
    return order


def _turned(term: Term) -> bool:
    return head(term) == "f" and head(term[2]) == "*" and term[2][1] == I


def vectors_of(builder: Builder, terms: list[Term]) -> tuple[dict[Term, Vector], dict[int, int]]:
    """The exponents as rational vectors over the monomials of one common denominator, and that."""
    field = builder.context.field
    values = {t: v for t in [mul(I, PI), *terms] if (v := builder.value(t)) is not None}
    top: dict[int, int] = {}
    for _, _, den in values.values():
        for i, e in den:
            top[i] = max(top.get(i, 0), e)
    found = {}
    for term, (num, low, own) in values.items():
        missing = tuple((i, e - dict(own).get(i, 0)) for i, e in sorted(top.items())
                        if e > dict(own).get(i, 0))
        poly = field.times(num, field.expand(missing)) if missing else num
        found[term] = {k: Fraction(c, low) for k, c in poly.items()}
    return found, top


def rest_term(builder: Builder, vector: Vector, top: dict[int, int]) -> Term:
    """The term of a vector."""
    field = builder.context.field
    low = lcm(*(c.denominator for c in vector.values()))
    num = {k: int(c * low) for k, c in vector.items()}
    ring = Ring(builder.context, [(num, 1, ()), *((field.factors[i], 1, ()) for i in top)])
    below = [("^", ring.term(ring.poly(field.factors[i])), str(-e)) for i, e in sorted(top.items())]
    return mul(str(Fraction(1, low)), ring.term(ring.poly(num)), *below)


def _basis(builder: Builder, table: dict[Term, Term], vectors: dict[Term, Vector]) -> Basis:
    context = builder.context
    basis = Basis()
    basis.add("turn", ONE, vectors[mul(I, PI)])
    specials: dict[Term, tuple[str, Term]] = {}
    for name in builder.leaves(list(table.values())):
        if head(name) == "f" and name[1] in TURNED_INVERSE:
            specials[mul(I, name)] = "i" + name[1], name[2]
        elif head(name) == "f" and name[1] in (*REAL_INVERSE, "log"):
            specials[name] = name[1], name[2]
    for term in table.values():
        value = builder.value(term)
        for key in value[0] if value is not None and not value[2] else ():
            unit = _turns(context, key)
            if unit is not None:
                specials[mul(I, PI, unit)] = "turn", unit
    more, top = vectors_of(builder, [*table.values(), *specials])
    for term in (mul(I, PI), *table.values()):
        if term in more:
            vectors[term] = more[term]
    basis = Basis()
    basis.add("turn", ONE, vectors[mul(I, PI)])
    for term, (kind, what) in specials.items():
        if term in more and _useful(builder, kind, what):
            basis.add(kind, what, more[term])
    for term in sorted(table.values(), key=lambda t: (len(vectors.get(t, {})), repr(t))):
        if term in vectors:
            rest, _ = basis.reduce(vectors[term])
            if rest:
                what = term if rest == vectors[term] else rest_term(builder, rest, top)
                basis.add("exp", what, rest)
    return basis


def _useful(builder: Builder, kind: str, what: Term) -> bool:
    """Whether the exponential of the element is defined, by lemmas if need be."""
    plain = kind.removeprefix("i")
    if kind == "log":
        return builder.unequal(what)
    if plain in ("atan", "atanh"):
        return builder.unequal((add if plain == "atan" else sub)(ONE, ("^", what, "2")))
    return True


def _turns(context: Context, key: int) -> Term | None:
    """The product of integers in a monomial that is i pi times such a product."""
    names = {context.names[i]: e for i in range(context.field.count)
             if (e := (key >> (BITS * i)) & MASK)}
    if names.pop(I, 0) != 1 or names.pop(PI, 0) != 1 or not names:
        return None
    unit = mul(*(t if e == 1 else ("^", t, str(e)) for t, e in sorted(names.items())))
    return unit if context.whole(unit) else None


def _entries(builder: Builder, basis: Basis, combination: Vector) -> list[Any]:
    entries: list[Any] = []
    for k, c in sorted(combination.items()):
        element = basis.elements[k]
        if element.kind == "turn":
            order = element.scale
            entries.append(["turn", mul(str(c / 2 * order), element.what), str(order)])
        elif element.kind == "log":
            entries.append(["log", element.what, str(c)])
        elif element.kind == "exp":
            what = element.what if element.scale == 1 else mul(
                str(Fraction(1, element.scale)), element.what)
            entries.append(["exp", what, str(c * element.scale)])
        elif element.scale == 1:
            entries.append([element.kind, element.what, str(c)])
        else:
            unit = mul(I, fn(element.kind[1:], element.what)) if element.kind[0] == "i" else \
                fn(element.kind, element.what)
            entries.append(["exp", mul(str(Fraction(1, element.scale)), unit),
                            str(c * element.scale)])
    return entries
