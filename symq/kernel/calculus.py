"""One real variable: the sign of a derivative carries a sign along an interval."""

from __future__ import annotations

from typing import Any

from symq.kernel.context import Context, conditions, standard
from symq.kernel.expression import ORDER, ZERO, Term, need, sub
from symq.kernel.functions import applied, diff, made
from symq.kernel.logic import Items, Proof, establish, known_at, prove
from symq.kernel.quantifiers import fresh
from symq.kernel.term import head, heads, is_number, number, subst, symbols


def slope(context: Context, goal: Term, var: Any, first: Term, side: Any, name: Any, strict: Any,
          start: Proof, closed: Items, open: Items, slope: Proof) -> None:
    """t(x) op 0 for op in = >= >: it holds at x = p = `first`, and t is monotone between p and x.

    By the mean value theorem, for y = `name` between p and x: every condition of t(y) holds on
    the closed interval (`closed`), strictly on the open one (`open`), where t' has a sign
    (`slope`). One of the two, `strict`, is proved strictly for ">".
    """
    (term, op), p, x = standard(goal), first, ("s", var)
    need(op in ("=", ">=", ">") and side in ("+", "-") and strict in ("start", "slope"),
         "a slope proves an equation or an order")
    need(context.sorts.get(var) in ("real", "integer") and var not in symbols(p)
         and context.real(context.value(p)), "a real variable and a fixed real start are needed")
    need(context.plainly_real(term) and "u" not in heads(term), "the term is not plainly real")
    gap = sub(x, p) if side == "+" else sub(p, x)
    need(context.is_known(gap, ">" if op == ">" and strict == "slope" else ">="),
         "the start is not known to lie on that side")
    prove(context, ("=" if op == "=" else op if strict == "start" else ">=",
                    subst(term, {var: p}), ZERO), start)
    inside = context.fork()
    inside.declare(name, "real")
    y = ("s", name)
    low, high = (p, x) if side == "+" else (x, p)
    inside.fact((">=", y, low))
    inside.fact((">=", high, y))
    moving = subst(term, {var: y})
    where = conditions(moving, True, inside.sorts)
    establish(inside, where, closed)
    inside.fact((">", y, low))
    inside.fact((">", high, y))
    establish(inside, [(">", *c[1:]) for c in where if head(c) == ">="], open)
    wanted = "=" if op == "=" else op if strict == "slope" else ">="
    derivative = diff(moving, name)
    inside.value(derivative)
    prove(inside, (wanted, derivative, ZERO) if side == "+" or wanted not in ORDER
          else (wanted, ZERO, derivative), slope)


def smooth(context: Context, term: Term, name: str) -> bool:
    """Whether `diff` gives the derivative by a symbol wherever the term is defined."""
    return made(term, name, lambda t: head(t) == "u" or t[:2] in (("f", "tan"), ("f", "tanh")) or (
        head(t) == "^" and is_number(t[2]) and number(t[2]).denominator == 1) or (
        t[:2] in (("f", "atan"), ("f", "asinh")) and context.real_term(t[2])) or (
        (t[0] == "^" or t[:2] == ("f", "log")) and context.is_known(t[1 + (t[0] == "f")], ">")))


def continuous(context: Context, term: Term, name: str) -> bool:
    """Whether a term is plainly defined and continuous in a symbol on the whole line."""
    return made(term, name, lambda t: t[:2] == ("f", "abs") or (
        t[:2] in (("f", "tanh"), ("f", "atan"), ("f", "asinh")) and context.real_term(t[2])))


def derive(context: Context, goal: Term, fact: int, by: Items) -> None:
    """An identity between unknown functions, differentiated by their arguments in turn."""
    known = known_at(context.facts, fact)
    need(known.identity and head(known.relation) == "=", "only an identity is differentiated")
    sides, arguments = known.relation[1:], variables(known.relation)
    for name in by:
        need(name in arguments and context.sorts.get(name) in ("real", "complex"),
             f"{name!r} is no argument of its functions")
        need(all(smooth(context, side, name) for side in sides), "a side may not be smooth")
        sides = tuple(diff(side, name) for side in sides)
    need(goal == ("=", *sides), "the derivative is another equation")


def variables(relation: Term) -> set[str]:
    """The symbols that are arguments of the unknown functions in a relation."""
    return {a[1] for u in applied(relation) for a in u[3:] if head(a) == "s"}


def crossing(context: Context, goal: Term, low: Term, high: Term, below: Proof, above: Proof
             ) -> None:
    """A real equation f(y) = g(y) has a solution between f <= g at one place, f >= g at another."""
    need(head(goal) == "exists" and goal[3] is None and [s for _, s in goal[1]] == ["real"]
         and head(goal[2]) == "=", "an equation for one real number was expected")
    ((name, _),), gap = goal[1], sub(*goal[2][1:])
    inside = fresh(context, goal[1])
    need(continuous(inside, gap, name) and inside.real_term(gap),
         "the difference is not plainly real and continuous")
    need(all(context.real(context.value(p)) for p in (low, high)), "the places must be real")
    prove(context, ("<=", subst(gap, {name: low}), ZERO), below)
    prove(context, (">=", subst(gap, {name: high}), ZERO), above)
