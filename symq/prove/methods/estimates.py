"""Bounds of integrals: the integrand lies between two that have antiderivatives.

The other integrands are the given one with a factor replaced by its value at an end, by one of its
summands, by a bound of a function in it, or multiplied by the variable over its lower end.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from sympy import Expr, Mul, Pow, Symbol

from symq.errors import SymqError
from symq.kernel.context import Context, standard
from symq.kernel.field import constant
from symq.kernel.functions import diff
from symq.kernel.limits import INFINITE
from symq.kernel.points import swap
from symq.kernel.term import FLIP, ORDER, ZERO, Term, inv, mul, neg, sub, symbols
from symq.lang.translate import from_term, to_term
from symq.prove.bridge import lowest
from symq.prove.builder import PLAIN, Builder
from symq.prove.methods.integrals import evaluated, integrals
from symq.prove.neighbours import ensure
from symq.prove.screen import plausible
from symq.prove.search import FAILURES, Evidence, GaveUp, Search, unused

LIMIT = 2_500_000   # units of work, less than the other methods have
SIDE = 400_000      # units of work for the order of two integrands
MOST = 24           # integrands that are tried on each side


def attempt(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for an order relation that is linear in one integral."""
    found = integrals(goal) if goal[0] in ORDER else []
    if len(found) != 1 or "estimates" in search.busy:
        return None
    try:
        with search.alone("estimates"), search.within(LIMIT):
            return estimated(Builder(search, context), goal, found[0])
    except (GaveUp, SymqError, *FAILURES):
        search.tick()
    return None


def estimated(builder: Builder, goal: Term, whole: Term) -> Evidence | None:
    """The bound of the integral itself, and the goal from it."""
    name = unused("i_", builder.context, goal)
    term, op = standard(goal)
    plain = swap(term, whole, ("s", name))
    share = diff(plain, name)
    if name in symbols(share) or integrals(plain):
        return None
    trial = builder.context.fork()
    trial.declare(name, "real")
    rest = lowest(trial, trial.value(swap(plain, ("s", name), ZERO)))
    c = constant(trial.value(share))
    sign = (1 if c > 0 else -1) if c is not None else next(
        (s for s, t in ((1, share), (-1, neg(share))) if builder.sign(t, ">", deep=False)), 0)
    if not sign or c == 0:
        return None
    bound = neg(rest) if share == "1" else mul("-1", rest, inv(share))
    claim = (op if sign > 0 else FLIP[op], whole, lowest(
        builder.context, builder.context.value(bound)))
    at = builder.lemma(claim, enclosed(builder, claim))
    if at is None:
        return None
    last = {"kind": "combine/1", "times": [], "sum": [
        [str(abs(c)), [[at, 1]], None] if c is not None else
        ["1", [[at, 1], [builder.index(share if sign > 0 else neg(share), ">"), 1]], None]]}
    return builder.close(last) if builder.accepts(goal, last) else None


def enclosed(builder: Builder, claim: Term) -> Evidence | None:
    """Evidence of the kernel's rule."""
    search, (op, whole, bound) = builder.search, claim
    assert search is not None
    _, body, name, low, high = whole
    if not {low, high} & INFINITE.keys():
        ensure(builder, sub(high, low), ">")
    inside = Builder(search, builder.context.within(whole))
    t = Symbol(name, real=True)
    expr, ends = from_term(body, {name: t}), (from_term(low), from_term(high))
    names = {s.name: s for s in expr.free_symbols}
    ends = tuple(e.subs({s: names[s.name] for s in e.free_symbols if s.name in names})
                 for e in ends)
    near, far = (">=", "<=") if op[0] == ">" else ("<=", ">=")
    tight = integrand(builder, inside, whole, near, expr, t, ends, (op, bound))
    if tight is None:
        return None
    loose = integrand(builder, inside, whole, far, expr, t, ends, None)
    if loose is None:
        return None
    below, above = (tight, loose) if near == ">=" else (loose, tight)
    order, where = builder.context.within(whole), []
    for relation in order.conditions(("and", *(("=", body, c[0]) for c in (below, above)))):
        where.append(search.find(order, relation))
        order.fact(relation)
    for strict in (1, 0) if op in "<>" else (0,):
        sides = []
        for other, value, proof, side in (below, above):
            sharp = side[0] if strict and side[0] == op[0] else side
            found = ordered(search, order, (sharp, body, other))
            if found is None:
                break
            sides.append([other, value, proof, found])
        if len(sides) == 2:
            then = search.briefly(builder.context, (
                op[0] + "=" if strict else op, tight[1], bound), SIDE)
            if then is not None:
                return {"kind": "enclosed/1", "where": where, "below": sides[0],
                        "above": sides[1], "strict": strict, "then": then}
    return None


def ordered(search: Search, context: Context, goal: Term) -> Evidence | None:
    """Evidence for the order of two integrands; exponentials by their exponents."""
    op, *sides = goal
    if all(t[:2] == ("f", "exp") for t in sides):
        proof = search.briefly(context, (op, *(t[2] for t in sides)), SIDE)
        if proof is not None:
            return {"kind": "monotone/1", "proof": proof}
    return search.briefly(context, goal, SIDE)


Candidate = tuple[Term, Term, Evidence, str]


def integrand(builder: Builder, inside: Builder, whole: Term, side: str, expr: Expr, t: Symbol,
              ends: tuple[Expr, ...], wanted: tuple[str, Term] | None) -> Candidate | None:
    """An integrand on one side, its integral and evidence of that; near enough if wanted."""
    search = builder.search
    assert search is not None
    tried = 0
    for other in candidates(expr, t, ends):
        search.tick(200)
        try:
            term = to_term(other)
            if (wanted is not None and other == expr) or not plausible(
                    inside.context, (side, whole[1], term)):
                continue
            tried += 1
            if tried > MOST:
                return None
            order = inside.context.defined(("and", ("=", whole[1], term)))
            if ordered(search, order, (side, whole[1], term)) is None:
                continue
            mine = Builder(search, builder.context)
            value = evaluated(mine, ("int", term, *whole[2:]))
        except (GaveUp, SymqError, *FAILURES):
            search.tick()
            continue
        if value is not None and (wanted is None or plausible(
                builder.context, (wanted[0][0] + "=", value, wanted[1]))):
            return term, value, mine.close(PLAIN), side
    return None


def candidates(expr: Expr, t: Symbol, ends: tuple[Expr, ...]) -> Iterator[Expr]:
    """Integrands like the given one, each once."""
    seen: set[Expr] = set()
    for other in (sp.S.Zero, *_simpler(expr, t, ends), *_constants(expr, t)):
        other = sp.powsimp(other)
        if other not in seen and not other.has(sp.zoo, sp.nan, sp.oo, -sp.oo, sp.Limit):
            seen.add(other)
            yield other


def _simpler(expr: Expr, t: Symbol, ends: tuple[Expr, ...]) -> Iterator[Expr]:
    yield expr
    low = ends[0]
    if low != 0 and low.is_finite is not False:
        yield expr * t / low
    moving = [f for f in Mul.make_args(expr) if f.has(t)]
    for f in moving:
        rest = expr / f
        for end in ends:
            if end.is_finite is not False:
                yield rest * f.subs(t, end)
        base, power = f.as_base_exp() if isinstance(f, Pow) else (f, sp.S.One)
        if isinstance(base, sp.Add):
            for part in base.args:
                yield rest * part**power
                yield rest * (base - part)**power
        if isinstance(base, sp.sin | sp.cos | sp.tanh | sp.erf):
            yield rest
            yield -rest
    for f in expr.atoms(sp.sin, sp.cos, sp.exp, sp.log, sp.Pow, sp.cosh, sp.sinh, sp.tanh, sp.atan):
        if f.has(t):
            for bound in _bounds(f):
                yield expr.xreplace({f: bound})


def _bounds(f: Expr) -> tuple[Expr, ...]:
    """Bounds of a function's value in use, on whichever side they are."""
    u = f.args[0]
    if isinstance(f, sp.sin):
        return u, 2 * u / sp.pi, u - u**3 / 6
    if isinstance(f, sp.cos):
        return sp.S.One, 1 - 2 * u / sp.pi, 1 - u**2 / 2
    if isinstance(f, sp.exp):
        return 1 + u, 1 / (1 - u)
    if isinstance(f, sp.log):
        return u - 1, 1 - 1 / u
    if isinstance(f, sp.cosh):
        return 1 + u**2 / 2, sp.exp(u)
    if isinstance(f, sp.sinh | sp.tanh | sp.atan):
        return (u,)
    if f.exp == -1 and isinstance(u, sp.Add):
        return (2 - u,)
    if f.exp in (sp.Rational(1, 2), sp.Rational(-1, 2)) and isinstance(u, sp.Add):
        return 1 + f.exp * (u - 1), *(part**f.exp for part in u.args if part.is_nonnegative)
    return ()


def _constants(expr: Expr, t: Symbol) -> Iterator[Expr]:
    """Bounds by the moduli of the factors, for the side on which anything will do."""
    plain = Mul(*(f for f in Mul.make_args(expr) if not isinstance(f, sp.sin | sp.cos)))
    yield plain
    yield -plain


__all__ = ["attempt"]
