"""Values of logarithms, inverse functions, sine and cosine: their ranges, and equality by exp."""

from __future__ import annotations

from symq.kernel.context import Context, function_conditions
from symq.kernel.logic import Proof, prove
from symq.kernel.term import ONE, ZERO, I, Term, add, fn, head, is_number, mul, need, sub

PI = ("c", "pi")
# Real and imaginary parts of principal values lie between these multiples of pi.
RANGES = {
    ("re", "asin"): ("-1/2", "1/2"), ("re", "acos"): ("0", "1"), ("re", "atan"): ("-1/2", "1/2"),
    ("im", "log"): ("-1", "1"), ("im", "asinh"): ("-1/2", "1/2"), ("im", "acosh"): ("-1", "1"),
    ("im", "atanh"): ("-1/2", "1/2"),
}


def exponential(context: Context, goal: Term, times: Term, proof: Proof, low: Proof, high: Proof
                ) -> None:
    """a = b since exp(w) = 1 and -2 pi < im w < 2 pi, where w = c (a - b), c not zero."""
    rational = times[2] if times[:2] == ("*", I) and len(times) == 3 else times
    need(head(goal) == "=" and is_number(rational) and rational != ZERO, "an equation times c")
    w, full = mul(times, sub(goal[1], goal[2])), mul("2", PI)
    prove(context, ("=", fn("exp", w), ONE), proof)
    prove(context, (">", add(full, fn("im", w)), ZERO), low)
    prove(context, (">", sub(full, fn("im", w)), ZERO), high)


def in_range(context: Context, goal: Term) -> None:
    """Bounds of principal values, and signs of sine and cosine about their first half turn."""
    op, term, bound = goal
    need(head(term) == "f" and op in ("<", "<=", ">", ">="), "bounds of a function's value")
    x = term[2]
    if term[1] == "floor":
        need(context.real(context.value(x)) and (op, bound) in (("<=", x), (">", sub(x, ONE))),
             "a floor lies between its argument less one and its argument")
        return
    if term[1] in ("sin", "cos"):
        first = ZERO if term[1] == "sin" else mul("1/2", PI)
        need(bound == ZERO and op in (">", ">=") and context.is_known(add(x, first), op)
             and context.is_known(sub(sub(PI, first), x), op), "the angle is not known to be there")
        return
    need(head(x) == "f" and (term[1], x[1]) in RANGES, "no range is known")
    context.demand(function_conditions(x[1], x[2:], False))
    low, high = RANGES[term[1], x[1]]
    need(bound == mul(low if op in (">", ">=") else high, PI), "another bound is known")
    need(op in ("<=", ">=") or (x[1] == "atan" and context.real_term(x[2]))
         or (op == ">" and x[1] in ("log", "acosh")), "the bound may be attained")
