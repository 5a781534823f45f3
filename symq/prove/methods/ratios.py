"""Products with factorials and growing powers, by induction over the ratio of neighbours.

a(n) >= b(n) > 0 for all n from a first one on if it holds there and a(n + 1)/a(n) is at least
b(n + 1)/b(n); the ratios have no factorials any more, and their logarithms compare them.
"""

from __future__ import annotations

from sympy import Expr, Mul, Pow, Symbol, apart, cancel, exp, expand, factorial
from sympy.simplify.simplify import hypersimp

from symq.errors import SymqError
from symq.kernel.context import Context
from symq.kernel.term import (
    ORDER,
    Term,
    add,
    head,
    heads,
    is_number,
    mul,
    number,
    parts,
    subst,
    symbols,
)
from symq.lang.translate import from_term, to_term
from symq.prove.builder import Builder, subterms
from symq.prove.methods.naturals import least
from symq.prove.search import FAILURES, Evidence, GaveUp, Search, unused

LIMIT = 2_000_000   # units of work, less than the other methods have
SIDE = 400_000      # units of work for what a step needs besides the order of the ratios
COUNTED = {"factorial", "binomial", "gamma"}


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence by induction on a symbol in a factorial and in a power that moves with it."""
    if goal[0] not in ORDER or "ratios" in search.busy or not heads(goal) & COUNTED:
        return None
    name = next((n for n in sorted(symbols(goal)) if any(moving(t, n) for t in goal[1:])), None)
    first = None if name is None else least(context, name)
    if name is None or first is None:
        return None
    try:
        with search.alone("ratios"), search.within(LIMIT):
            return inductive(search, context, goal, name, first)
    except (GaveUp, SymqError, *FAILURES):
        search.tick()
        return None


def moving(term: Term, name: str) -> bool:
    """Whether a power has the symbol in its base and exponent, or a root has it."""
    if head(term) == "^" and name in symbols(term[1]) and (
            number(term[2]).denominator > 1 if is_number(term[2]) else name in symbols(term[2])):
        return True
    return any(moving(t, name) for t in parts(term))


def inductive(search: Search, context: Context, goal: Term, name: str, first: int
              ) -> Evidence | None:
    """The statement for all values, and its instance."""
    other = unused(name + "_n", context, goal)
    n = ("s", other)
    body = subst(goal, {name: n})
    op, small, large = body
    if op in (">", ">="):
        small, large = large, small
    ratios = [ratio(side, other) for side in (large, small)]
    inside, defined = context.fork(), []
    inside.declare(other, "integer")
    inside.fact((">=", n, str(first)))
    for condition in inside.conditions(body):
        defined.append(search.find(inside, condition))
        inside.fact(condition)
    inside.assume(body)
    following = subst(body, {other: add(n, "1")})
    step = stepped(search, inside.defined(following), body, following, (large, small), ratios,
                   other)
    if step is None:
        return None
    start = subst(body, {other: str(first)})
    base = search.find(context.defined(start), start)
    statement = ("forall", ((other, ("int>=", str(first))),), body, None)
    return {"kind": "have/1", "lemmas": [[statement, {
        "kind": "induction/1", "base": [base], "step": step, "defined": defined}]], "then": {
            "kind": "instance/1", "formula": len(context.formulas), "values": [("s", name)],
            "member": [search.find(context, (">=", ("s", name), str(first)))]}}


def stepped(search: Search, context: Context, body: Term, following: Term,
            sides: tuple[Term, Term], ratios: list[Term], name: str) -> Evidence | None:
    """a' - b' = (a' - a r) - (b' - b s) + r (a - b) + b (r - s), where a' = a(n + 1)."""
    builder, equal = Builder(search, context), []
    for side, factor in zip(sides, ratios, strict=True):
        claim = ("=", subst(side, {name: add(("s", name), "1")}), mul(side, factor))
        equal.append(builder.lemma(claim, search.briefly(builder.context, claim, SIDE)))
    if None in equal or not builder.sign(ratios[0], ">") or not builder.sign(sides[1], ">"):
        return None
    # the larger ratio is the other one times something >= 1, or that is it times something <= 1
    large, small = ratios
    share, up = quotient(large, small, name), True
    if any(head(t) == "^" and head(t[2]) in ("*", "+") for t in subterms(share)):
        share, up = quotient(small, large, name), False
    whole = ("=", large, mul(small, share)) if up else ("=", small, mul(large, share))
    less = (">=" if up else "<=", share, "1")
    split = builder.lemma(whole, search.briefly(builder.context, whole, SIDE))
    more = builder.lemma(less, search.find(builder.context, less))
    if split is None or more is None or not builder.sign(small if up else large, ">"):
        return None
    order, over = (">=", *ratios), builder.index(small if up else large, ">")
    at = builder.lemma(order, {"kind": "combine/1", "times": [], "sum": [
        ["1" if up else "-1", [[split, 1]], None], ["1", [[over, 1], [more, 1]], None]]})
    strict = ">" if body[0] in "<>" else ">="
    known = builder.index(add(sides[0], mul("-1", sides[1])), strict)
    positive = [builder.index(t, ">") for t in (ratios[0], sides[1])]
    if at is None or known is None or None in positive:
        return None
    last = {"kind": "combine/1", "times": [], "sum": [
        ["1", [[equal[0], 1]], None], ["-1", [[equal[1], 1]], None],
        ["1", [[positive[0], 1], [known, 1]], None], ["1", [[positive[1], 1], [at, 1]], None]]}
    return builder.close(last) if builder.accepts(following, last) else None


def ratio(side: Term, name: str) -> Term:
    """f(n + 1)/f(n) for a product, its factorials cancelled.

    Raises:
        GaveUp: a factor has no simple ratio.
    """
    body = from_term(side)
    n = next((s for s in body.free_symbols if s.name == name), None)
    if n is None:
        return "1"
    plain: list[Expr] = []
    found: list[Expr] = []
    for factor in Mul.make_args(body):
        moved = _power(factor, n)
        (plain if moved is None else found).append(factor if moved is None else moved)
    rest = hypersimp(Mul(*plain), n) if plain else None
    if plain and rest is None:
        raise GaveUp("a factor has no simple ratio")
    return to_term(Mul(*found, *([] if rest is None else [rest])))


def quotient(large: Term, small: Term, name: str) -> Term:
    """A ratio of ratios, with the rational parts as sums of partial fractions."""
    body = from_term(large) / from_term(small)
    n = next((s for s in body.free_symbols if s.name == name), None)
    if n is None:
        return to_term(body)
    factors = Mul.make_args(body)
    rational = [f for f in factors if f.is_rational_function(n) and f.has(n)]
    return to_term(Mul(apart(cancel(Mul(*rational)), n), *(
        f for f in factors if f not in rational), evaluate=False))


def _power(factor: Expr, n: Symbol) -> Expr | None:
    """The ratio of a power whose exponent moves, or of a root; None for any other factor."""
    up = factor.subs(n, n + 1)
    if isinstance(factor, exp):
        return exp(expand(factor.args[0].subs(n, n + 1) - factor.args[0]))
    if not isinstance(factor, Pow) or factor.exp.is_Integer:
        return None
    base, power = factor.as_base_exp()
    more = expand(power.subs(n, n + 1) - power)
    if more.has(n) or base.has(factorial):
        raise GaveUp("the exponent is not linear")
    scale = apart(cancel(base.subs(n, n + 1) / base), n)
    return scale**power * up.base**more


__all__ = ["attempt"]
