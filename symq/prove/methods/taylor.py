"""Inequalities by Taylor's formula: derivatives at one end of an interval, and a sign of the last.

t(p) >= 0, t'(p) >= 0, ..., and the n-th derivative is not negative beyond p; strictly, if one of
the values at p is positive or the last sign is strict. Where it is strict near p only, the line is
cut: farther away the value at the cut is positive and the first derivative is not negative.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from symq.kernel.context import Context, conditions, standard
from symq.kernel.functions import diff
from symq.kernel.term import (
    ORDER,
    ZERO,
    Term,
    add,
    fn,
    head,
    heads,
    is_number,
    mul,
    neg,
    parts,
    sub,
    subst,
    symbols,
)
from symq.prove.bridge import lowest
from symq.prove.builder import Builder, by_fact
from symq.prove.focus import focused
from symq.prove.order.sample import evaluate
from symq.prove.screen import plausible
from symq.prove.search import FAILURES, Evidence, GaveUp, Search, unused

DEEPEST = 9
TINY = "1/1000000000"
LEAF = 60_000       # units of work for the sign of the last derivative
LOOK = 25_000       # units of work for the sign of one derivative, to see whether it is the last
STEP = 120_000      # units of work for a condition or a value at the end
PI = ("c", "pi")
SMOOTH = {"exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "asinh", "erf"}


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an order relation in one moving symbol with an end of its range."""
    if goal[0] not in ORDER or "taylor" in search.busy or not heads(goal) & {"f"}:
        return None
    term, op = standard(goal)
    names = sorted(moving(term))
    if len(names) != 1 or context.sorts.get(names[0]) != "real":
        return None
    try:
        with search.alone("taylor"):
            builder = Builder(search, context)
            plain = cleared(builder, term)
            if plain is None:
                return None
            other, times = plain
            for p, side in starts(builder.context, names[0]):
                search.tick(500)
                evidence = Line(search, names[0], p, side).decide(builder.context, other, op)
                at = builder.lemma((op, other, ZERO), evidence)
                if at is not None:
                    return builder.close({"kind": "combine/1", "times": times,
                                          "sum": [["1", [[at, 1]], None]]})
    except (GaveUp, *FAILURES):
        search.tick()
    return None


def moving(term: Term) -> set[str]:
    """The symbols inside functions whose derivatives are known; a mark for any other function."""
    if head(term) == "f":
        return symbols(term) if term[1] in SMOOTH else symbols(term) | {""}
    if head(term) in ("sum", "prod", "u") or (head(term) == "^" and not is_number(term[2])):
        return symbols(term) | {""}
    return set().union(*map(moving, parts(term)))


def cleared(builder: Builder, term: Term) -> tuple[Term, list[list[int]]] | None:
    """A term times factors of its denominator that are positive, and these facts."""
    context = builder.context
    num, den, below = context.value(term)
    times: list[list[int]] = []
    sign = 1
    for factor, power in below:
        f = context.term((context.field.factors[factor], 1, ()))
        found = next(((builder.index(piece, ">"), s) for piece, s in ((f, 1), (neg(f), -1)) if
                      plausible(builder.context, (">", piece, ZERO)) and builder.sign(piece, ">")),
                     (None, 1))
        if found[0] is None:
            return None
        times.append([found[0], power])
        sign *= found[1]**power
    return lowest(builder.context, ({k: sign * c for k, c in num.items()}, den, ())), times


def starts(context: Context, name: str) -> Iterator[tuple[Term, str]]:
    """Ends of the range of a symbol: (p, "+") where it is known to lie above p."""
    x = ("s", name)
    found: list[Term] = [ZERO]
    for fact in context.facts:
        for a, b in (fact.relation[1:], fact.relation[2:0:-1]):
            if a == x and not symbols(b):
                found.append(b)
            elif head(a) == "+" and symbols(a) == {name} and b == ZERO:
                found += [neg(sub(a, x)), sub(a, neg(x))]
    found = [lowest(context, context.value(t)) for t in found if not symbols(t) or not symbols(
        lowest(context, context.value(t)))]
    for p in dict.fromkeys((*found, "1", "-1")):
        if not symbols(p):
            for side, gap in (("+", sub(x, p)), ("-", sub(p, x))):
                if context.is_known(gap, ">="):
                    yield p, side


def bounded(context: Context, goal: Term) -> Evidence | None:
    """c + a sin(y) + b cos(y) + ..., where c is no less than the other moduli, as squares."""
    num, den, below = context.value(goal[1])
    total: list[Any] = []
    rest = Fraction(num.get(0, 0), den)
    for key, c in num.items():
        name = context.names.get(context.field.used(({key: 1}, 1, ())).pop()) if key else None
        if name is None:
            continue
        if below or name[:2] not in (("f", "sin"), ("f", "cos")) or \
                context.value(name)[0] != {key: 1}:
            return None
        share = Fraction(abs(c), den)
        rest -= share       # 1 + cos = ((1 + cos)**2 + sin**2)/2
        other = fn("cos" if name[1] == "sin" else "sin", name[2])
        total += [[str(share / 2), [], add("1", name if c > 0 else neg(name))],
                  [str(share / 2), [], other]]
    if rest < 0 or not total:
        return None
    return {"kind": "combine/1", "times": [],
            "sum": [*total, *([[str(rest), [], None]] if rest else [])]}


def quadrant(search: Search, context: Context, goal: Term) -> Evidence | None:
    """c sin(y) or c cos(y) for c > 0 in the half turn where it is positive, by numbers about y."""
    op, (num, den, below) = goal[0], context.value(goal[1])
    used = [context.names[i] for i in context.field.used((num, 1, ()))]
    if len(num) != 1 or below or len(used) != 1 or used[0][:2] not in (
            ("f", "sin"), ("f", "cos")) or next(iter(num.values())) < 0:
        return None
    (wave,), builder = used, Builder(search, context)
    first = ZERO if wave[1] == "sin" else mul("1/2", PI)
    for gap in (add(wave[2], first), sub(sub(PI, first), wave[2])):
        for index, fact in enumerate(context.facts):
            rest = lowest(context, context.value(sub(gap, standard(fact.relation)[0])))
            if fact.op in ((">",) if op == ">" else (">", ">=")) and not symbols(rest):
                at = builder.lemma((">=", rest, ZERO), search.closed(context, (">=", rest, ZERO)))
                if at is not None and builder.lemma((op, gap, ZERO), {
                        "kind": "combine/1", "times": [], "sum": [
                            ["1", [[index, 1]], None], ["1", [[at, 1]], None]]}) is not None:
                    break
        else:
            if not builder.known(gap, op):
                return None
    at = builder.lemma((op, wave, ZERO), {"kind": "bounded/1"})
    c = str(Fraction(next(iter(num.values())), den))
    return builder.close(by_fact(at, c)) if at is not None else None


class Line:
    """The half-line or interval beyond one end p, for one symbol."""

    def __init__(self, search: Search, name: str, p: Term, side: str) -> None:
        self.search, self.first, self.p, self.side = search, name, p, side
        self.count = 0

    def gap(self, name: str, p: Term) -> Term:
        """The distance of a symbol from a place."""
        return sub(("s", name), p) if self.side == "+" else sub(p, ("s", name))

    def decide(self, context: Context, term: Term, op: str) -> Evidence | None:
        """Evidence of `term op 0`, in two pieces if need be."""
        if op == ">" and not context.is_known(self.gap(self.first, self.p), ">"):
            return None
        found = self.chain(context, term, op, self.first, self.p, 0)
        if found is not None or op != ">":
            return found
        for width in ("1", "1/2", "2"):
            q = add(self.p, width if self.side == "+" else neg(width))
            q = lowest(context, context.value(q))
            if self.value(term, self.first, q) > 1e-9:
                found = self.pieces(context, term, q)
                if found is not None:
                    return found
        return None

    def pieces(self, context: Context, term: Term, q: Term) -> Evidence | None:
        """Strictly up to q, where the value is positive, and from there with a weak slope."""
        far, made = self.gap(self.first, q), dict[str, Evidence]()
        for op, key in ((">", "positive"), ("=", "zero"), ("<", "negative")):
            inside = context.fork()
            inside.fact((op, far, ZERO))
            found = self.chain(inside, term, ">", self.first, q, 0, True) if op == ">" else \
                self.search.briefly(inside, (">", term, ZERO), STEP) if op == "=" else \
                self.chain(inside, term, ">", self.first, self.p, 0)
            if found is None:
                return None
            made[key] = found
        return {"kind": "cases/1", "on": far, **made}

    def value(self, term: Term, name: str, at: Term) -> float:
        """The value of a term at a place, for closed ones; else not a number."""
        with np.errstate(all="ignore"):
            try:
                return float(np.real(evaluate(term, {name: complex(evaluate(at, {}))})))
            except (*FAILURES, KeyError):
                return float("nan")

    def chain(self, context: Context, term: Term, op: str, name: str, p: Term, depth: int,
              once: bool = False) -> Evidence | None:
        """Evidence of `term op 0` beyond p by values at p; with `once` the slope is taken from
        the end of the range."""
        self.search.tick(300)
        goal = (op, term, ZERO)
        if not plausible(context, (">=", add(term, TINY), ZERO)):
            return None
        leaf = self.sign(context, goal, name, LOOK) if depth else None
        if leaf is not None or name not in symbols(term):
            return leaf
        value = self.value(term, name, p)
        if value < -1e-9 or depth == DEEPEST:
            return self.sign(context, goal, name, LEAF) if depth else None
        strict = "start" if op == ">" and not abs(value) <= 1e-9 else "slope"
        if once and strict != "start":
            return None
        first = (op if strict == "start" else ">=", subst(term, {name: p}), ZERO)
        start = self.search.closed(context, first) or self.search.briefly(context, first, STEP)
        if start is None:
            return None
        return self.slope(context, term, op, name, p, depth, strict, start)

    def sign(self, context: Context, goal: Term, name: str, work: int) -> Evidence | None:
        """The goal by the bounds of its symbol alone."""
        bare = focused(self.search, context, {name})
        found = bounded(bare, goal) or quadrant(self.search, bare, goal)
        return found if self.search.verified(bare, goal, found) else \
            self.search.briefly(bare, goal, work)

    def slope(self, context: Context, term: Term, op: str, name: str, p: Term, depth: int,
              strict: str, start: Evidence) -> Evidence | None:
        """One step of the chain: the derivative at every place y between p and the symbol."""
        self.count += 1
        other = unused(f"{self.first}_{self.count}", context)
        inside, y = context.fork(), ("s", other)
        inside.declare(other, "real")
        x = ("s", name)
        low, high = (p, x) if self.side == "+" else (x, p)
        inside.fact((">=", y, low))
        inside.fact((">=", high, y))
        moving_term = subst(term, {name: y})
        where = conditions(moving_term, True, inside.sorts)
        closed = self.established(inside, where)
        inside.fact((">", y, low))
        inside.fact((">", high, y))
        opened = self.established(inside, [(">", *c[1:]) for c in where if head(c) == ">="])
        wanted = op if strict == "slope" else ">="
        derivative = diff(moving_term, other)
        upward = self.side == "+"
        builder = Builder(self.search, inside)
        near = focused(self.search, inside, {name, other})
        for place in self.ends(context, name):      # what bounds the symbol bounds y
            bound = (">", sub(y, place) if self.side == "-" else sub(place, y), ZERO)
            builder.lemma(bound, self.search.briefly(near, bound, STEP))
        if p != self.p:         # the chain goes on from the end of the range
            farther = (">", self.gap(other, self.p), ZERO)
            builder.lemma(farther, self.search.briefly(near, farther, STEP))
        value = builder.context.value(derivative if upward else neg(derivative))
        plain = lowest(builder.context, value)
        found = self.chain(builder.context, plain, wanted, other, self.p, depth + 1)
        at = builder.lemma((wanted, plain, ZERO), found)
        if at is None:
            return None
        return {"kind": "slope/1", "var": name, "first": p, "side": self.side, "name": other,
                "strict": strict, "start": start, "closed": closed, "open": opened,
                "slope": builder.close(by_fact(at))}

    def ends(self, context: Context, name: str) -> list[Term]:
        """Numbers that a symbol is known not to pass on its way from p."""
        found = []
        for fact in context.facts:
            if fact.op in (">", ">=") and symbols(fact.relation) == {name}:
                term = standard(fact.relation)[0]
                place = add(("s", name), term) if self.side == "+" else sub(("s", name), term)
                place = lowest(context, context.value(place))
                if not symbols(place) and place not in found:
                    found.append(place)
        return found

    def established(self, context: Context, relations: list[Term]) -> list[Evidence]:
        """Proofs of relations that become facts one after the other.

        Raises:
            GaveUp: one is not proved.
        """
        proofs = []
        for relation in relations:
            proof = self.search.briefly(context, relation, STEP)
            if proof is None:
                raise GaveUp("a condition of the derivative is not proved")
            proofs.append(proof)
            context.fact(relation)
        return proofs


