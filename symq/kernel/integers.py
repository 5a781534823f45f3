"""Integers: gaps of one, residues, rational roots."""

from __future__ import annotations

from itertools import product
from typing import Any

from symq.kernel.context import Context, integral
from symq.kernel.expression import ONE, Term, add, mul, need, sub
from symq.kernel.field import MASK
from symq.kernel.logic import Items, Proof, prove
from symq.kernel.points import test
from symq.kernel.term import head, integer, symbols


def discrete(context: Context, goal: Term, proof: Proof) -> None:
    """a >= b for integers follows from a > b - 1."""
    rel, a, b = goal
    need(rel in (">=", "<=") and context.whole(a) and context.whole(b), "integers only")
    prove(context, (">", add(a, ONE), b) if rel == ">=" else ("<", a, add(b, ONE)), proof)


def congruence(context: Context, goal: Term, modulus: Term) -> None:
    """Two integer polynomials differ: modulo d they do so at all residues of their symbols."""
    names = sorted(symbols(goal))
    need(head(goal) == "!=" and all(integral(side, context.sorts) for side in goal[1:]),
         "integer polynomials that differ were expected")
    values = ("list", *(str(i) for i in range(integer(modulus))))
    need(test(("forall", tuple((n, values) for n in names), goal, modulus))([]),
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


def rational(context: Context, goal: Term, top: Any, bottom: Any) -> None:
    """A form sum of c_i p**i q**(n - i) of integers, q not zero, has no zero: no quotient of
    divisors of c_0 and c_n is a root.
    """
    need(head(goal) == "!=" and context.sorts.get(top) == context.sorts.get(bottom) == "integer"
         and context.is_known(("s", bottom), "!=") and top != bottom and context.rewritten.keys()
         .isdisjoint((("s", top), ("s", bottom))), "two integers, the second one not zero")
    num, _, _ = context.value(sub(goal[1], goal[2]))
    a, b = (max(context.value(("s", name))[0]) for name in (top, bottom))
    degree = (max(num) // a & MASK) + (max(num) // b & MASK)
    c = [num.get(i * a + (degree - i) * b, 0) for i in range(degree + 1)]
    need(degree < 60 and len(num) == sum(map(bool, c)) and c[0] and c[-1]
         and max(abs(c[0]), abs(c[-1])) <= 10**6, "no form with two outer coefficients")
    for p, q in product(*([d for d in range(1, abs(n) + 1) if n % d == 0] for n in (c[0], c[-1]))):
        need(all(sum(k * r**i * q**(degree - i) for i, k in enumerate(c)) for r in (p, -p)),
             "there is a rational root")


