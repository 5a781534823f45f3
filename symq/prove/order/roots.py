"""Roots: p + q r has the sign that p**d and (-q)**d r**d decide."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symq.kernel.field import BITS, MASK, Field, Poly, Value
from symq.kernel.term import ZERO, Term, add, mul
from symq.prove.order.build import Evidence, arithmetic, combine, generators, negative, term_of
from symq.prove.order.known import State
from symq.prove.order.prepare import by_power
from symq.prove.order.sample import Samples


def parts(state: State, poly: Poly) -> list[tuple[int, int, Poly, Poly]]:
    """(root, degree, p, q) with poly = p + q r, for each root in which it is linear."""
    found = []
    for i in reversed(generators(poly, state.count)):
        relation, name = state.context.field.relations.get(i), state.context.names[i]
        if relation is None or (name[0] != "^" and name[:2] != ("f", "abs")):
            continue
        pieces = by_power(poly, i)
        if state.has(one(i), ">=") is not None and max(pieces) == 1 and pieces.get(0):
            found.append((i, relation[0], pieces[0], pieces[1]))
    return found


def one(generator: int) -> Poly:
    """A generator as a polynomial."""
    return {1 << (BITS * generator): 1}


def pivots(state: State, poly: Poly, samples: Samples) -> list[Poly]:
    """Parts of changing sign: cases of their signs help."""
    found = []
    for _, _, p, q in parts(state, poly):
        found += [part for part in (p, q) if samples.sign(part) == "?"]
    return found


def conjugate(state: State, poly: Poly, op: str, effort: int, samples: Samples
              ) -> Evidence | None:
    """One root taken away."""
    for i, d, p, q in parts(state, poly):
        signs = samples.sign(p), samples.sign(q)
        if signs == ("+", "-"):
            found = _One(state, i, d, p, negative(q), True).decided(op, effort)
        elif signs == ("-", "+"):
            found = _One(state, i, d, negative(p), q, False).decided(op, effort)
        else:
            continue
        if found is not None:
            return found
    return None


class _One:
    """p - q r (or q r - p if not `first`), where p, q and r are not negative."""

    def __init__(self, state: State, root: int, d: int, p: Poly, q: Poly, first: bool) -> None:
        self.state, self.root, self.d, self.p, self.q, self.first = state, root, d, p, q, first

    def decided(self, op: str, effort: int) -> Evidence | None:
        """By the sign of p**d - q**d r**d, the cofactor being positive or zero."""
        state, gap = self.state, self.gap()
        a, b = state.lemma(self.p, ">=", effort), state.lemma(self.q, ">=", effort)
        r = state.has(one(self.root), ">=")
        if a is None or b is None or r is None or (not gap[0] and op == ">"):
            return None
        entry: list[Any] = []
        if gap[0]:
            at = state.lemma(gap[0], op, effort)
            if at is None:
                return None
            ratio, factors = share(gap[0], state.context.facts[at].value), [[at, 1]]
            for number, e in gap[2]:
                below = state.lemma(state.context.field.factors[number], ">", effort)
                if below is None:
                    return None
                ratio *= share(state.context.field.factors[number],
                               state.context.facts[below].value)**-e
                factors.append([below, -e])
            entry = [[str(ratio / gap[1]), factors, None]]
        for sure in (self.p, {k + (1 << (BITS * self.root)): c for k, c in self.q.items()}):
            state.lemma(sure, ">", 0 if op == ">=" else effort)
        cofactor, total = self.cofactor(), self.summands([a, b, r])
        m = state.builder.have((">", cofactor, ZERO), combine([], total))
        if m is not None:
            return combine([[m, 1]], entry)
        if op == ">" or self.d != 2:
            return None
        case = len(state.context.facts)
        twice = total[1 if self.first else 0]
        zero = combine([], [["-1", [[case, 1]], None],
                            [str(2 * Fraction(twice[0])), twice[1], None]])
        bad = {"kind": "absurd/1", "proof": combine([], [*total, ["1", [[case, 1]], None]])}
        return {"kind": "cases/1", "on": cofactor, "negative": bad, "zero": zero,
                "positive": combine([[case, 1]], entry)}

    def gap(self) -> Value:
        """p**d - q**d r**d, or minus that."""
        field = arithmetic(self.state.context.field)
        left = field.pow(field.normal((self.p, 1, ())), self.d)
        right = field.mul(field.pow(field.normal((self.q, 1, ())), self.d),
                          field.relations[self.root][1])
        if not self.first:
            left, right = right, left
        return cancelled(field, field.add(left, field.mul(field.const(-1), right)))

    def cofactor(self) -> Term:
        """The sum of p**k (q r)**(d - 1 - k)."""
        context, last = self.state.context, self.d - 1
        p, qr = term_of(context, self.p), mul(term_of(context, self.q), context.names[self.root])
        return add(*(mul(*([("^", p, str(k))] if k else []),
                         *([("^", qr, str(last - k))] if k < last else []))
                     for k in range(self.d)))

    def summands(self, refs: list[int]) -> list[Any]:
        """The cofactor's summands, from the strictest facts that are known."""
        state, last = self.state, self.d - 1
        polys = (self.p, self.q, one(self.root))
        better = [state.has(poly, ">=") for poly in polys]
        found = [old if new is None else new for old, new in zip(refs, better, strict=True)]
        shares = [share(poly, state.context.facts[at].value)
                  for poly, at in zip(polys, found, strict=True)]
        total = []
        for k in range(self.d):
            scale = shares[0]**k * (shares[1] * shares[2])**(last - k)
            powers = zip(found, (k, last - k, last - k), strict=True)
            total.append([str(scale), [[at, e] for at, e in powers if e], None])
        return total


def cancelled(field: Field, value: Value) -> Value:
    """The value without the powers of single generators above and below its line."""
    num, den, bottom = value
    left = []
    for number, e in bottom:
        key = next(iter(field.factors[number]))
        if len(field.factors[number]) == 1:
            least = min(((k >> key.bit_length() - 1) & MASK for k in num), default=0)
            e, num = e - min(e, least), {k - min(e, least) * key: c for k, c in num.items()}
        if e:
            left.append((number, e))
    return num, den, tuple(left)


def share(poly: Poly, value: Value) -> Fraction:
    """poly / value for a value that is a multiple of the polynomial."""
    key = next(iter(poly))
    return Fraction(poly[key] * value[1], value[0][key])
