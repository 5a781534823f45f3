"""Integer parts: by the residues of integers, or by where the fractional parts lie."""

from __future__ import annotations

from fractions import Fraction
from math import floor, gcd, lcm
from typing import Any

import sympy as sp

from symq.errors import SymqError
from symq.kernel.context import Context
from symq.kernel.points import swap
from symq.kernel.term import Term, add, fn, is_number, mul, number, sub, symbols
from symq.lang.translate import from_term, to_term
from symq.prove.builder import PLAIN, Builder, by_fact, subterms
from symq.prove.methods import facts
from symq.prove.neighbours import linear as combination
from symq.prove.search import FAILURES, Evidence, GaveUp, Search, unused

BRANCHES = 400
PIECES = 12


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for a relation with integer parts."""
    atoms = [t for side in goal[1:] for t in subterms(side) if t[:2] == ("f", "floor")]
    atoms = [t for t in dict.fromkeys(atoms) if t not in context.rewritten]
    if not atoms or any(s for t in atoms for s in subterms(t[2]) if s[:2] == ("f", "floor")):
        return None
    if "floors" in search.busy:
        return None
    with search.alone("floors"):
        if all(context.sorts.get(n) == "integer" for t in atoms for n in symbols(t)):
            found = residues(search, context, goal, atoms)
            if found is not None:
                return found
        return fractional(search, context, goal, atoms)


# -- residues ------------------------------------------------------------------------------------
def residues(search: Search, context: Context, goal: Term, atoms: list[Term]) -> Evidence | None:
    """Each integer symbol as a multiple of a period plus a residue."""
    periods = {name: period(name, [t[2] for t in atoms]) for name in sorted(
        set().union(*map(symbols, atoms)))}
    if any(p is None for p in periods.values()):
        return None
    total = 1
    for p in periods.values():
        total *= p or 1
    if total > BRANCHES:
        return None
    return branch(search, context, goal, atoms, [(n, p or 1) for n, p in periods.items()])


def period(name: str, arguments: list[Term]) -> int | None:
    """A number d such that the arguments at d k + r are integers plus a number, for each r."""
    found = 1
    for argument in arguments:
        try:
            expr = sp.expand(from_term(argument))
        except SymqError:
            return None
        low = common(expr)
        for power in powers(argument):
            base, rate, start = exponential(power, {})
            if base is None or (rate.get(name, 0) and start is None):
                return None
            order = multiplicative(base ** rate.get(name, 0) % low if low > 1 else 0, low)
            if order is None:
                return None
            found = lcm(found, order)
        plain = sp.Add(*(s for s in sp.Add.make_args(expr) if not any(
            p.exp.free_symbols for p in s.atoms(sp.Pow))))
        if not plain.is_polynomial():
            return None
        found = lcm(found, common(plain))
    return found


def powers(argument: Term) -> list[Term]:
    """The powers with a symbolic exponent in a term."""
    return [t for t in subterms(argument) if t[0] == "^" and symbols(t[2])]


def exponential(power: Term, table: dict[str, sp.Expr]
                ) -> tuple[int | None, dict[str, int], int | None]:
    """Base, rates and constant of a power of a natural number with a linear exponent."""
    exponent = sp.expand(from_term(power[2]).subs({sp.Symbol(n): v for n, v in table.items()}))
    rates: dict[str, int] = {}
    start = exponent
    for symbol in sorted(exponent.free_symbols, key=str):
        rate = exponent.coeff(symbol)
        if not rate.is_Integer or rate < 0:
            return None, {}, None
        rates[symbol.name] = int(rate)
        start = start - rate * symbol
    start = sp.expand(start)
    base = number(power[1]) if is_number(power[1]) else None
    if base is None or base.denominator != 1 or base < 2 or not start.is_Integer:
        return None, {}, None
    return int(base), rates, int(start)


def common(expr: sp.Expr) -> int:
    """The common denominator of the coefficients of a sum."""
    low = 1
    for summand in sp.Add.make_args(expr):
        low = lcm(low, int(summand.as_coeff_Mul()[0].q))
    return low


def multiplicative(a: int, m: int) -> int | None:
    """The order of a modulo m, None where they have a common factor."""
    if m == 1:
        return 1
    if gcd(a, m) != 1:
        return None
    value, order = a, 1
    while value != 1:
        value, order = value * a % m, order + 1
    return order


def branch(search: Search, context: Context, goal: Term, atoms: list[Term],
           left: list[tuple[str, int]]) -> Evidence | None:
    """Go through the residues of the symbols that are left."""
    search.tick()
    if not left:
        return leaf(search, context, goal, atoms)
    (name, d), *rest = left
    quotient = unused(name + "_q", context)
    made = []
    for r in range(d):
        inside = context.fork()
        inside.declare(quotient, "integer")
        value = add(mul(str(d), ("s", quotient)), str(r))
        inside.fact(("=", ("s", name), value))
        builder = Builder(search, inside)
        if not builder.rewrite(("s", name), "lemma", [value, by_fact(len(inside.facts) - 1)]):
            return None
        natural(search, builder, name, quotient)
        part = branch(search, builder.context, goal, atoms, rest)
        if part is None:
            return None
        made.append(builder.close(part))
    return {"kind": "residues/1", "on": ("s", name), "modulus": str(d), "quotient": quotient,
            "parts": made}


def natural(search: Search, builder: Builder, name: str, quotient: str) -> None:
    """The quotient is not negative where the symbol is not."""
    if builder.known(("s", name), ">="):
        goal = (">=", ("s", quotient), "0")
        proof = search.briefly(builder.context, (">", add(("s", quotient), "1"), "0"), 500_000)
        if proof is not None:
            builder.lemma(goal, {"kind": "discrete/1", "proof": proof})


def leaf(search: Search, context: Context, goal: Term, atoms: list[Term]) -> Evidence | None:
    """The goal where every integer part is a known integer."""
    builder = Builder(search, context)
    for atom in atoms:
        value = share(search, builder, atom[2])
        if value is None or not settle(search, builder, atom, value):
            return None
    if builder.accepts(goal, PLAIN):
        return builder.close(PLAIN)
    return builder.close(search.find(builder.context, goal))


def share(search: Search, builder: Builder, argument: Term) -> Term | None:
    """The integer part of an argument, of which all but the constant is an integer."""
    table = {t[1]: from_term(v) for t, v in builder.context.rewritten.items() if t[0] == "s"}
    place = {sp.Symbol(n): v for n, v in table.items()}
    for power in powers(argument):
        base, rates, start = exponential(power, table)
        if base is None or start is None or start < 0 or len(rates) != 1:
            return None
        ((name, rate),) = rates.items()
        j, k, ratio = sp.Symbol("j_" + name), sp.Symbol(name), base**rate
        total = sp.Sum(sp.Pow(ratio, j), (j, 0, k - 1))
        other = base**start * (1 + (ratio - 1) * total)
        if not replace(search, builder, power, to_term(other)):
            return None
        argument = swap(argument, power, to_term(other))
    expr = sp.expand(from_term(argument).subs(place))
    if expr.has(sp.zoo, sp.nan):        # a rewritten symbol stands where it cannot
        return None
    constant, rest = sp.S.Zero, []
    for summand in sp.Add.make_args(expr):
        if summand.is_Rational:
            constant += summand
        elif not summand.as_coeff_Mul()[0].is_Integer:
            return None
        else:
            rest.append(to_term(summand))
    return add(*rest, str(floor(Fraction(int(constant.p), int(constant.q)))))


def replace(search: Search, builder: Builder, term: Term, other: Term) -> bool:
    """Replace a power by the sum of a geometric series."""
    try:
        proof = search.find(builder.context, ("=", term, other))
    except (GaveUp, *FAILURES):
        search.tick()
        return False
    return builder.rewrite(term, "lemma", [other, proof])


def settle(search: Search, builder: Builder, atom: Term, value: Term) -> bool:
    """Replace an integer part by an integer: it lies above its argument less one."""
    x = atom[2]
    for relation in (("<=", atom, x), (">", atom, sub(x, "1"))):
        if builder.lemma(relation, {"kind": "bounded/1"}) is None:
            return False
    for relation, strict in (((">=", atom, value), (">", add(atom, "1"), value)),
                             (("<=", atom, value), ("<", atom, add(value, "1")))):
        proof = linear(search, builder, strict)
        if proof is None or builder.lemma(relation, {"kind": "discrete/1", "proof": proof}) is None:
            return False
    proof = facts.attempt(search, builder.context, ("=", atom, value))
    return proof is not None and builder.rewrite(atom, "lemma", [value, proof])


def linear(search: Search, builder: Builder, goal: Term) -> Evidence | None:
    """A strict inequality from a few facts."""
    term = sub(goal[1], goal[2]) if goal[0] == ">" else sub(goal[2], goal[1])
    value = builder.value(term)
    if value is None:
        return None
    found = combination(builder.context, value, ">", search.tick)
    if found is None:
        found = facts.attempt(search, builder.context, goal)
    return found if builder.accepts(goal, found) else search.briefly(builder.context, goal, 500_000)


# -- fractional parts ----------------------------------------------------------------------------
def fractional(search: Search, context: Context, goal: Term, atoms: list[Term]) -> Evidence | None:
    """By the bounds of the integer parts; else in each interval of the fractional parts."""
    builder = Builder(search, context)
    bounded(builder, atoms)
    evidence = squeezed(search, builder, goal)
    if evidence is not None:
        return builder.close(evidence)
    builder = Builder(search, context)
    names = sorted(set().union(*map(symbols, atoms)))
    bases = [fn("floor", ("s", n)) for n in names]
    bounded(builder, bases)
    places: list[Term] = []
    for name, base in zip(names, bases, strict=True):
        points = breaks(name, atoms)
        if points is None:
            return None
        places += [sub(sub(("s", name), base), str(p)) for p in points]
    if len(names) > 1 or not places or len(places) > PIECES:
        return None
    return builder.close(pieces(search, builder.context, goal, atoms, names[0], places))


def bounded(builder: Builder, atoms: list[Term]) -> None:
    """Lemmas on where the integer parts lie."""
    for atom in atoms:
        for relation in (("<=", atom, atom[2]), (">", atom, sub(atom[2], "1"))):
            builder.lemma(relation, {"kind": "bounded/1"})


def squeezed(search: Search, builder: Builder, goal: Term) -> Evidence | None:
    """A relation between integers from strict inequalities with a distance of one."""
    kind, a, b = goal
    if not (builder.context.whole(a) and builder.context.whole(b)):
        return None
    wanted = {"<=": [("<=", a, b)], ">=": [(">=", a, b)], "=": [(">=", a, b), ("<=", a, b)],
              "<": [("<=", add(a, "1"), b)], ">": [(">=", a, add(b, "1"))]}.get(kind, [])
    if not wanted:
        return None
    for op, x, y in wanted:
        strict = (">", add(x, "1"), y) if op == ">=" else ("<", x, add(y, "1"))
        proof = linear(search, builder, strict)
        if proof is None or builder.lemma((op, x, y), {"kind": "discrete/1", "proof": proof}) \
                is None:
            return None
    try:
        return search.find(builder.context, goal)
    except (GaveUp, *FAILURES):
        search.tick()
        return None


def breaks(name: str, atoms: list[Term]) -> list[Fraction] | None:
    """Fractional parts in (0, 1) at which the integer part of a x + b jumps, a an integer."""
    found: set[Fraction] = set()
    for atom in atoms:
        expr = sp.expand(from_term(atom[2]))
        rate = expr.coeff(sp.Symbol(name))
        start = sp.expand(expr - rate * sp.Symbol(name))
        if not rate.is_Integer or not start.is_Rational or rate == 0:
            return None
        a, b = int(rate), Fraction(int(start.p), int(start.q))
        low, high = sorted((b, a + b))
        found |= {(j - b) / a for j in range(floor(low), floor(high) + 2)}
    return sorted(p for p in found if 0 <= p < 1)


def pieces(search: Search, context: Context, goal: Term, atoms: list[Term], name: str,
           places: list[Term]) -> Evidence:
    """Cases by the sign of each distance to a jump, then the values of the integer parts."""
    search.tick()
    if not places:
        return values(search, context, goal, atoms, name)
    first, *rest = places
    made: dict[str, Any] = {}
    for op, side in (("<", "negative"), ("=", "zero"), (">", "positive")):
        inside = context.fork()
        inside.fact((op, first, "0"))
        # below one jump the others are not reached either
        made[side] = pieces(search, inside, goal, atoms, name, [] if op != ">" else rest)
    return {"kind": "cases/1", "on": first, **made}


def values(search: Search, context: Context, goal: Term, atoms: list[Term], name: str) -> Evidence:
    """The goal in one interval: each integer part is a multiple of the first plus a number."""
    builder = Builder(search, context)
    base = fn("floor", ("s", name))
    contradiction = facts.Rows(context, search.tick).contradiction()
    if contradiction is not None:
        return contradiction
    for atom in atoms:
        if atom == base:
            continue
        expr = sp.expand(from_term(atom[2]))
        rate = int(expr.coeff(sp.Symbol(name)))
        start = expr.subs(sp.Symbol(name), 0)
        for shift in range(floor(min(start, start + rate)), floor(max(start, start + rate)) + 1):
            if settle(search, builder, atom, add(mul(str(rate), base), str(shift))):
                break
        else:
            raise GaveUp("an integer part is not decided in an interval")
    if builder.accepts(goal, PLAIN):
        return builder.close(PLAIN)
    return builder.close(search.find(builder.context, goal))
