"""Epistemic states and measurements of any number of systems, over R and over Z_d for prime d.

One generator and one system at a time; R and S are what the other systems contribute. Congruences
have the multiple of d written out; with d = 0 they are equations over R.
"""

from __future__ import annotations

from symq.lang.congruences import congruent
from symq.lang.statement import eq
from symq.lang.theorem import Applied, Hypothesis, Sentence, own

STATES = ("for every n, over R and over Z_d for every prime d, every linear valuation of an "
          "isotropic subspace V is that of a vector v; the points at which generators of V have "
          "these values are those at which all of V has them; they form V^perp + v, and over Z_d "
          "there are d^(2n - dim V) of them")
MEASUREMENTS = ("for every n, over R and over Z_d for every prime d, measuring a commuting set "
                "with the span U on the state (V, v) finds each tuple of values that agrees with v "
                "on the intersection of U and V, all of these equally often, and leaves the "
                "uniform distribution on V'^perp + v', V' being the isotropic sum of U and of what "
                "in V commutes with U, and v' having the known and the found values; repeating it "
                "finds the same values")


def states() -> Applied:
    """What the values of known variables determine, by elimination."""
    a, c, f, k, x, y = (own(v) for v in ("a", "c", "f", "k", "x", "y"))
    r, s, t, u = (own(v) for v in ("R", "S", "t", "u"))
    found = (
        Hypothesis("a generator with an invertible coefficient fixes that coordinate",
                   congruent([(k*a, 1), (a*x + r, f)], (x, k*(f - r)), by=(-x, k))),
        Hypothesis("with that coordinate it has the value",
                   congruent([(k*a, 1)], (a*(k*(f - r)) + r, f), by=(f - r,))),
        Hypothesis("a multiple of it clears the coefficient of another generator",
                   congruent([(k*a, 1)], (c - (c*k)*a, 0), by=(-c,))),
        Hypothesis("a combination of functionals has the combination of their values",
                   eq(t*(a*x + r) + u*(c*x + s), (t*a + u*c)*x + (t*r + u*s))),
        Hypothesis("two points with equal values differ by a point of V^perp",
                   eq((a*x + r) - (a*y + s), a*(x - y) + (r - s))))
    return found, Sentence(STATES)


def measurements() -> Applied:
    """What measurements find and leave, variable by variable."""
    a, b, c, e, x, p = (own(v) for v in ("a", "b", "c", "k1", "x", "p"))
    f, g, h, k, r, s, t = (own(v) for v in ("f", "g", "h", "k", "R", "S", "t"))
    v, w = own("v"), own("w")
    found = (
        Hypothesis("a displacement by t u_G changes F by t [F, G], whatever the others contribute",
                   eq(a*(x + t*e) + b*(p - t*c) + (r + t*s),
                      (a*x + b*p + r) + t*((a*e - b*c) + s))),
        Hypothesis("what commutes with G keeps its value, hence G itself",
                   congruent([(w, 0)], (f + t*w, f), by=(t,))),
        Hypothesis("of the known variables all combinations but one commute with G",
                   congruent([(k*w, 1)], (v - (v*k)*w, 0), by=(-v,))),
        Hypothesis("if a known H does not commute with G one multiple t leads to a value of H",
                   congruent([(k*w, 1), (h + t*w, g)], (t, k*(g - h)), by=(-t, k))),
        Hypothesis("and it leads there",
                   congruent([(k*w, 1)], (h + (k*(g - h))*w, g), by=(g - h,))),
        Hypothesis("points are reached from equally many: differences of what leads to one point "
                   "lead to 0", eq((x + t*e) - (p + s*e), (x - p) + (t - s)*e)))
    return found, Sentence(MEASUREMENTS)


__all__ = ["MEASUREMENTS", "STATES", "measurements", "states"]
