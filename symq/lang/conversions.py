"""Conversion of pure epistemic states of two parties, by local operations and communication.

V is the Lagrangian subspace of what is known of A and B together, V_A what is known of A alone.
With n_A systems at A the state is, up to local reversible maps, k = n_A - dim V_A correlated pairs
beside uncorrelated systems. Nothing that A or B does makes V_A smaller.
"""

from __future__ import annotations

from sympy import Expr

from symq.lang.statement import All, Implication, eq, ne
from symq.lang.theorem import Applied, Hypothesis, Sentence, own

PAIRS = ("for every prime d over Z_d, and over R, a pure epistemic state of two parties is, up to "
         "valid reversible maps of each, a number k of correlated pairs X_1 - X_2 = 0, "
         "P_1 + P_2 = 0 beside uncorrelated systems, and local operations with classical "
         "communication turn k pairs into l with certainty if l <= k, and otherwise never")


def _bracket(f: tuple[Expr, Expr, Expr], g: tuple[Expr, Expr, Expr]) -> Expr:
    """One system's term, and what the others contribute."""
    return f[0] * g[1] - f[1] * g[0] + f[2] * g[2]


def pair_conversion() -> Applied:
    """Conversion of correlated pairs; one system at a time, the others contribute R, S, T."""
    f = (own("a"), own("b"), own("R"))
    g = (own("c"), own("d"), own("S"))
    h = (own("e"), own("k"), own("T"))
    share = _bracket(f, g) / _bracket(h, g)
    rest = tuple(x - share * y for x, y in zip(f, h, strict=True))
    s, t, u, w = (own(v) for v in "stuw")
    x, p = (own(v) for v in "xp")
    moved = [(s * a + t * b, u * a + w * b) for a, b, _ in (f, g)]
    found = (
        Hypothesis("of the variables that A knows all combinations but one commute with a measured "
                   "G, which is known then: dim V_A does not fall",
                   eq(_bracket(rest, g), 0), (ne(_bracket(h, g), 0),)),
        Hypothesis("a reversible map of A keeps brackets, hence dim V_A",
                   Implication((eq(s * w - t * u, 1),), eq(
                       moved[0][0] * moved[1][1] - moved[0][1] * moved[1][0],
                       f[0] * g[1] - f[1] * g[0]))),
        Hypothesis("a map S of A on a correlated pair is undone by its mirror image at B: the pair "
                   "x = x', p = -p' stays the same",
                   Implication((eq(s * w - t * u, 1),), All((
                       eq(w * (s * x + t * p) - t * (u * x + w * p), x),
                       eq(s * (u * x + w * p) - u * (s * x + t * p), p))))))
    return found, Sentence(PAIRS)


__all__ = ["PAIRS", "pair_conversion"]
