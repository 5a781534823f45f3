"""Facts about particular functions: signs, bounds, growth, equality by exponentials."""

from __future__ import annotations

from symq.errors import Rejected
from symq.kernel.context import Context
from symq.kernel.expression import ONE, ZERO, I, Term, add, fn, mul, need, sub
from symq.kernel.functions import INCREASING, PI, conditions
from symq.kernel.logic import Proof, prove
from symq.kernel.term import head, is_number, number

# Real and imaginary parts of principal values lie between these multiples of pi.
RANGES = {
    ("re", "asin"): ("-1/2", "1/2"), ("re", "acos"): ("0", "1"), ("re", "atan"): ("-1/2", "1/2"),
    ("im", "log"): ("-1", "1"), ("im", "asinh"): ("-1/2", "1/2"), ("im", "acosh"): ("-1", "1"),
    ("im", "atanh"): ("-1/2", "1/2")}


def intrinsic(context: Context, goal: Term) -> None:
    """The sign of a function's value by what the function is."""
    op, term, zero = goal
    need(op in ("!=", ">", ">=") and zero == ZERO, "an intrinsic fact compares with zero")
    kind, name = head(term), term[1]
    if term == ("c", "pi"):
        return
    if kind == "f" and name == "exp":
        need(op == "!=" or context.real_term(term[2]), "the exponent is not known to be real")
    elif kind == "f" and name == "abs":
        need(op == ">=" or context.is_known(term[2], "!="), "the modulus may vanish")
    elif kind == "f" and name in ("gamma", "factorial"):
        context.demand(conditions(name, term[2:], True))
    elif kind == "f" and name == "binomial":
        need(context.whole(term[2]) and context.whole(term[3]), "no sign is known")
        context.demand([(">=", term[3], ZERO), (">=", sub(term[2], term[3]), ZERO)])
    elif kind == "^" and is_number(term[2]) and number(term[2]).denominator > 1:
        context.demand([(op, term[1], ZERO)])
    elif kind == "^":
        natural = op == ">=" and context.whole(term[2]) and context.is_known(term[2], ">=")
        context.demand([("!=" if op == "!=" else ">=" if natural else ">", term[1], ZERO)])
        need(op == "!=" or context.real_term(term[2]), "the exponent is not known to be real")
    else:
        raise Rejected("nothing intrinsic is known about this term")


def monotone(context: Context, goal: Term, proof: Proof) -> None:
    """f(a) rel f(b) follows from a rel b for an increasing real function f."""
    rel, left, right = goal
    need(rel in ("<", "<=", ">", ">=", "=") and head(left) == head(right),
         "two values of one function")
    if head(left) == "^":
        need(left[2] == right[2] and number(left[2]) > 0, "two equal positive powers")
        a, b = left[1], right[1]
        context.demand([(">=", a, ZERO), (">=", b, ZERO)])
    else:
        need(head(left) == "f" and left[1] == right[1] and left[1] in INCREASING,
             "the function is not increasing")
        a, b = left[2], right[2]
        for side in (left, right):
            context.demand(conditions(side[1], side[2:], True))
    need(context.real(context.value(a)) and context.real(context.value(b)), "real arguments only")
    prove(context, (rel, a, b), proof)


def exponential(context: Context, goal: Term, times: Term, proof: Proof, low: Proof, high: Proof
                ) -> None:
    """a = b since exp(w) = 1 and -2 pi < im w < 2 pi, where w = c (a - b), c not zero."""
    rational = times[2] if times[:2] == ("*", I) and len(times) == 3 else times
    need(head(goal) == "=" and is_number(rational) and rational != ZERO, "an equation times c")
    w, full = mul(times, sub(goal[1], goal[2])), mul("2", PI)
    prove(context, ("=", fn("exp", w), ONE), proof)
    prove(context, (">", add(full, fn("im", w)), ZERO), low)
    prove(context, (">", sub(full, fn("im", w)), ZERO), high)


def bounded(context: Context, goal: Term) -> None:
    """Bounds of principal values, and signs of sine and cosine about their first half turn."""
    op, term, bound = goal
    need(head(term) == "f" and op in ("<", "<=", ">", ">="), "bounds of a function's value")
    x = term[2]
    if term[1] == "floor":
        need(context.real(context.value(x)) and (op, bound) in (("<=", x), (">", sub(x, ONE))),
             "a floor lies between its argument less one and its argument")
        return
    if term[1] == "erf":
        need(context.real_term(x) and (op, bound) in (("<", ONE), (">", "-1")),
             "an error function lies between -1 and 1")
        return
    if term[1] in ("sin", "cos"):
        first = ZERO if term[1] == "sin" else mul("1/2", PI)
        need(bound == ZERO and op in (">", ">=") and context.is_known(add(x, first), op)
             and context.is_known(sub(sub(PI, first), x), op), "the angle is not known to be there")
        return
    need(head(x) == "f" and (term[1], x[1]) in RANGES, "no range is known")
    context.demand(conditions(x[1], x[2:], False))
    low, high = RANGES[term[1], x[1]]
    need(bound == mul(low if op in (">", ">=") else high, PI), "another bound is known")
    need(op in ("<=", ">=") or (x[1] == "atan" and context.real_term(x[2]))
         or (op == ">" and x[1] in ("log", "acosh")), "the bound may be attained")
