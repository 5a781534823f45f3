"""Roots: p + q r has the sign that p**d and (-q)**d r**d decide."""

from __future__ import annotations

from typing import Any

from symq.kernel.field import BITS, Poly
from symq.kernel.term import ONE, ZERO, Term, add, mul, neg, sub
from symq.prove.order.build import Evidence, arithmetic, combine, generators, negative, term_of
from symq.prove.order.known import State
from symq.prove.order.prepare import by_power
from symq.prove.order.sample import Samples


def parts(state: State, poly: Poly) -> list[tuple[int, int, Poly, Poly]]:
    """(root, degree, p, q) with poly = p + q r, for each root in which it is linear."""
    found = []
    for i in reversed(generators(poly, state.count)):
        relation = state.context.field.relations.get(i)
        name = state.context.names[i]
        if relation is None or relation[1][2] or (name[0] != "^" and name[:2] != ("f", "abs")) or state.has({1 << (BITS * i): 1}, ">=") is None:
            continue
        pieces = by_power(poly, i)
        if max(pieces) == 1 and pieces.get(0):
            found.append((i, relation[0], pieces[0], pieces[1]))
    return found


def pivots(state: State, poly: Poly, samples: Samples) -> list[Poly]:
    """Parts of changing sign: cases of their signs help."""
    found = []
    for _, _, p, q in parts(state, poly):
        found += [part for part in (p, q) if samples.sign(part) == "?"]
    return found


def conjugate(decider: Any, state: State, poly: Poly, op: str, effort: int, samples: Samples
              ) -> Evidence | None:
    """One root taken away."""
    for i, d, p, q in parts(state, poly):
        signs = samples.sign(p), samples.sign(q)
        if signs == ("+", "-"):
            found = one_root(state, i, d, p, negative(q), op, effort, True)
        elif signs == ("-", "+"):
            found = one_root(state, i, d, negative(p), q, op, effort, False)
        else:
            continue
        if found is not None:
            return found
    return None


def one_root(state: State, root: int, d: int, p: Poly, q: Poly, op: str, effort: int,
             first: bool) -> Evidence | None:
    """p - q r op 0 (or q r - p op 0 if not `first`), for p, q >= 0, from p**d - q**d r**d op 0."""
    context, field = state.context, arithmetic(state.context.field)
    r: Term = context.names[root]
    base = field.relations[root][1]
    left = field.pow(field.normal((p, 1, ())), d)
    right = field.mul(field.pow(field.normal((q, 1, ())), d), base)
    minus = field.const(-1)
    gap = field.add(left, field.mul(minus, right)) if first else field.add(
        right, field.mul(minus, left))
    if gap[2]:
        return None
    here = state.has({1 << (BITS * root): 1}, ">=")
    a, b = state.lemma(p, ">=", effort), state.lemma(q, ">=", effort)
    if a is None or b is None or here is None:
        return None
    if gap[0]:
        at = state.lemma(gap[0], op, effort)
        if at is None:
            return None
    elif op == ">=":
        at = None
    else:
        return None
    # the cofactor: sum of p**k (q r)**(d - 1 - k)
    tp, tq = term_of(context, p), mul(term_of(context, q), r)
    cofactor = add(*(mul(*(("^", tp, str(k)),) if k else (),
                         *(("^", tq, str(d - 1 - k)),) if d - 1 - k else ()) for k in range(d)))
    total = []
    value_a, value_b, value_r = (context.facts[k].value for k in (a, b, here))
    for k in range(d):
        scale = ratio(p, value_a) ** k * (ratio(q, value_b) / ratio_inverse(value_r)) ** (d - 1 - k)
        factors = [x for x in ([a, k], [b, d - 1 - k], [here, d - 1 - k]) if x[1]]
        total.append([str(scale), factors, None])
    strict = combine([], total)
    gap_entry: list[Any] = []
    if at is not None:
        gap_entry = [[str(ratio(gap[0], context.facts[at].value) / gap[1]), [[at, 1]], None]]
    for sure in (p, {k + (1 << (BITS * root)): c for k, c in q.items()}):
        state.lemma(sure, ">", 0 if op == ">=" else effort)
    m = state.builder.have((">", cofactor, ZERO), strict)
    if m is None:
        rebuilt = rebuild(state, p, q, root, d)
        m = state.builder.have((">", cofactor, ZERO), rebuilt)
    if m is not None:
        return combine([[m, 1]], gap_entry)
    if op == ">":
        return None
    size = len(state.context.facts)
    # the cofactor vanishes only where p and q r do
    zero = vanish(state, cofactor, a, b, here, d, first, size, p, q)
    if zero is None:
        return None
    bad = {"kind": "absurd/1", "proof": combine([], [*total, ["1", [[size, 1]], None]])}
    return {"kind": "cases/1", "on": cofactor, "negative": bad, "zero": zero,
            "positive": combine([[size, 1]], gap_entry)}


def rebuild(state: State, p: Poly, q: Poly, root: int, d: int) -> Evidence | None:
    """The cofactor from whichever strict facts there are."""
    a, b = state.has(p, ">="), state.has(q, ">=")
    r = state.has({1 << (BITS * root): 1}, ">=")
    if a is None or b is None or r is None:
        return None
    facts, total = state.context.facts, []
    for k in range(d):
        scale = ratio(p, facts[a].value) ** k * (
            ratio(q, facts[b].value) / ratio_inverse(facts[r].value)) ** (d - 1 - k)
        total.append([str(scale), [x for x in ([a, k], [b, d - 1 - k], [r, d - 1 - k]) if x[1]],
                      None])
    return combine([], total)


def ratio(poly: Poly, value: Any) -> Any:
    """poly / value for a value that is a multiple of the polynomial."""
    from fractions import Fraction

    key = next(iter(poly))
    return Fraction(poly[key] * value[1], value[0][key])


def ratio_inverse(value: Any) -> Any:
    """The coefficient of a generator's own fact."""
    from fractions import Fraction

    return Fraction(next(iter(value[0].values())), value[1])


def vanish(state: State, cofactor: Term, a: int, b: int, r: int, d: int, first: bool, size: int,
           p: Poly, q: Poly) -> Evidence | None:
    """p - q r = 0 where the cofactor is zero; for square roots only: p + q r = 0."""
    if d != 2:
        return None
    facts = state.context.facts
    scale_a = ratio(p, facts[a].value)
    scale_b = ratio(q, facts[b].value) / ratio_inverse(facts[r].value)
    if first:
        return combine([], [["-1", [[size, 1]], None], [str(2 * scale_a), [[a, 1]], None]])
    return combine([], [["-1", [[size, 1]], None], [str(2 * scale_b), [[b, 1], [r, 1]], None]])


__all__ = ["conjugate", "neg", "pivots", "sub", "ONE"]
