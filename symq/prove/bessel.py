"""Bessel functions whose orders differ by integers, by the two lowest orders of each family."""

from __future__ import annotations

from symq.kernel.functions import BESSEL
from symq.kernel.term import ONE, Term, add, fn, head, heads, sub
from symq.prove.builder import Builder, subterms
from symq.prove.neighbours import gap

FARTHEST = 12


def bessel(terms: list[Term]) -> list[Term]:
    """The Bessel functions in terms."""
    return list(dict.fromkeys(t for term in terms if heads(term) & BESSEL.keys()
                              for t in subterms(term) if head(t) == "f" and t[1] in BESSEL))


def connect(builder: Builder, terms: list[Term]) -> None:
    """Rewrite every Bessel function by those of the two lowest orders with its argument."""
    left = bessel(terms)
    while left:
        first = left[0]
        same = [(t, step) for t in left if t[1] == first[1] and t[3] == first[3]
                and (step := gap(builder, t[2], first[2])) is not None]
        left = [t for t in left if t not in [s for s, _ in same]]
        low, step = min(same, key=lambda pair: pair[1])
        steps = [k - step for _, k in same]
        if max(steps) > FARTHEST or not builder.unequal(low[3]):
            continue
        written = {k - step: t for t, k in same}
        for k in range(2, max(steps) + 1):
            order = add(low[2], str(k))
            builder.rewrite(written.get(k, fn(low[1], order, low[3])), "bessel", sub(order, ONE))


__all__ = ["bessel", "connect"]
