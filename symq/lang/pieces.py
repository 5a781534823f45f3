"""Relations with Piecewise functions and infinite sums, as statements without them.

A relation with a Piecewise becomes the conjunction of its branches, each under its condition. A
branch that is not defined everywhere is said of symbols of its own, which equal the printed ones,
so that it speaks where its condition holds and takes nothing away from the others. An equation
with one infinite sum, times a factor, is the limit of the partial sums; `endless` names some sums.
"""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp
from sympy import Expr, Symbol
from sympy.core.relational import Relational

from symq.errors import UnsupportedError
from symq.kernel.context import ENOUGH, conditions
from symq.kernel.term import ORDER, Term
from symq.lang import endless as series
from symq.lang import special
from symq.lang import statement as st
from symq.lang.contents import contains, kinds

ToTerm = Callable[[Expr], Term]
Translate = Callable[[st.Statement], Term]
MANY = 64
WHOLE = (sp.Sum, sp.Product, sp.Integral)


def relation(lhs: Expr, rel: str, rhs: Expr, to_term: ToTerm, translate: Translate,
             known: tuple[Term, ...] = ()) -> Term:
    """The term of a relation between two expressions, where some guards hold.

    Raises:
        UnsupportedError: a piecewise function stands under a sum, or an infinite sum stands
            elsewhere than alone in an equation.
    """
    lhs, rhs = split(lhs, rel in ORDER), split(rhs, rel in ORDER)
    chosen = _innermost(lhs, rhs)
    if chosen is None:
        endless = sorted((s for e in (lhs, rhs) if contains(e, *WHOLE) for s in e.atoms(*WHOLE)
                          if any(b.is_infinite for limit in s.limits for b in limit[1:])), key=str)
        named = {s: v for s in endless if (v := series.value(s)) is not None}
        endless = [s for s in endless if not isinstance(s, sp.Integral)]
        if named:
            return relation(lhs.xreplace(named), rel, rhs.xreplace(named), to_term, translate,
                            known)
        if endless:
            return _limit(lhs, rel, rhs, endless, to_term)
        return (rel, to_term(lhs), to_term(rhs))
    if chosen.free_symbols & _bound(lhs, rhs):
        raise UnsupportedError(f"{chosen} stands under a sum or product; split the range instead")
    parts: list[Term] = []
    before: list[sp.Basic] = []
    for value, when in chosen.args:
        guards = [*before] if when == True else [*before, when]  # noqa: E712
        branch = [side.xreplace({chosen: value}) for side in (lhs, rhs)]
        parts.append(_branch(guards, branch, rel, to_term, translate, known))
        before.append(sp.Not(when))
    if len(parts) > MANY:
        raise UnsupportedError(f"{chosen} has more than {MANY} branches")
    return parts[0] if len(parts) == 1 else ("and", *parts)


def split(expr: Expr, order: bool) -> Expr:
    """The expression with step functions written as Piecewise; signs too, of what is real."""
    def real(e: Expr) -> bool:
        return order or bool(e.args[0].is_extended_real)

    if sp.Integral in kinds(expr) and kinds(expr) & {sp.Heaviside, sp.sign}:
        expr = expr.replace(lambda e: isinstance(e, sp.Integral), _steps)
    if not special.CASES.keys().isdisjoint(kinds(expr)):
        expr = expr.replace(lambda e: e.func in special.CASES,
                            lambda e: special.CASES[e.func](*e.args))
    if sp.sign in kinds(expr):
        expr = expr.replace(lambda e: isinstance(e, sp.sign) and real(e),
                            lambda e: special.signs(*e.args))
    return expr


def _steps(whole: Expr) -> Expr:
    """An integral with u/|u| for the sign of u, which vanishes at one value of the variable."""
    x = whole.limits[0][0]

    def jumps(e: Expr) -> bool:
        slope = e.args[0].diff(x) if isinstance(e, sp.Heaviside | sp.sign) else sp.S.Zero
        return bool(slope.is_Rational and slope != 0 and all(
            s.is_extended_real for s in e.args[0].free_symbols - {x}))

    def sign(e: Expr) -> Expr:
        side = e.args[0] / sp.Abs(e.args[0], evaluate=False)
        return side if isinstance(e, sp.sign) else (1 + side) / 2

    return whole if len(whole.limits) > 1 else sp.Integral(
        whole.function.replace(jumps, sign), *whole.limits)


def _innermost(*sides: Expr) -> Expr | None:
    found = [p for side in sides if sp.Piecewise in kinds(side) for p in side.atoms(sp.Piecewise)]
    inner = [p for p in found if not any(isinstance(q, sp.Piecewise) for a in p.args
                                         for q in sp.preorder_traversal(a))]
    return min(inner, key=sp.default_sort_key) if inner else None


def _bound(*sides: Expr) -> set[Symbol]:
    return {limit[0] for side in sides for s in side.atoms(*WHOLE)
            for limit in s.limits}


def _branch(guards: list[sp.Basic], branch: list[Expr], rel: str, to_term: ToTerm,
            translate: Translate, known: tuple[Term, ...]) -> Term:
    """One branch: the relation wherever the guards hold."""
    premises = tuple(translate(st.statement(g)) for g in guards)
    order, above = rel in ORDER, (*known, *premises)
    inside = relation(branch[0], rel, branch[1], to_term, translate, above)
    if not guards:
        return inside
    if all(any(g[1:] == c[1:] and g[0] in ENOUGH[c[0]] for g in above)
           for e in branch if not _cases(e) for c in conditions(to_term(e), order, {})):
        return ("=>", premises, inside)
    used = sorted(set().union(*(e.free_symbols for e in (*branch, *guards))), key=lambda s: s.name)
    ordered = order or any(not isinstance(r, sp.Eq | sp.Ne)
                           for g in guards for r in g.atoms(Relational))
    own = {s: _own(s, used) for s in used}
    renamed = [*(st.Equation(t, s) for s, t in own.items()),
               *(st.statement(g.xreplace(own)) for g in guards)]
    inner = relation(branch[0].xreplace(own), rel, branch[1].xreplace(own), to_term, translate)
    over = tuple((t.name, "integer" if s.is_integer else "real" if ordered or s.is_extended_real
                  else "complex") for s, t in own.items())
    return ("forall", over, ("=>", tuple(map(translate, renamed)), inner), None)


def _cases(expr: Expr) -> bool:
    return sp.Piecewise in kinds(expr)


def _own(symbol: Symbol, used: list[Symbol]) -> Symbol:
    name = symbol.name + "_"
    while any(s.name == name for s in used):
        name += "_"
    return Symbol(name, **symbol.assumptions0)


def _limit(lhs: Expr, rel: str, rhs: Expr, endless: list[Expr], to_term: ToTerm) -> Term:
    """An equation with one infinite sum or product as a limit."""
    whole = endless[0]
    refusal = UnsupportedError(
        f"{whole}: an infinite sum or product is carried once in an equation, times a factor; "
        "else write Limit of the partial sums")
    if rel != "=" or len(endless) > 1:
        raise refusal
    *inner, (variable, low, high) = whole.limits
    if any(b.is_infinite for limit in inner for b in limit[1:]) or low.is_infinite \
            or high is not sp.oo:
        raise UnsupportedError(f"{whole}: the range must go from a number to oo; split it")
    place = sp.Dummy()
    gap = (lhs - rhs).xreplace({whole: place})
    weight = gap.diff(place)
    if weight.has(place) or weight == 0:
        raise refusal
    value, factor = -gap.subs(place, 0), weight
    if weight.is_Rational:
        value, factor = sp.expand(value / weight), sp.Integer(1)
    for side, other in ((lhs, rhs), (rhs, lhs)):
        if side.has(whole) and not other.has(whole):
            sign = 1 if side is lhs else -1
            rest = sp.expand(side.xreplace({whole: 0}))
            if factor != 1:
                value, factor = other - rest, sign * weight
            elif side == whole:
                value = other
    last = special.index(whole, value, factor)
    body = whole.function.replace(lambda e: isinstance(e, sp.exp),
                                  lambda e: sp.exp(sp.expand(e.exp)))
    partial = whole.func(body, *inner, (variable, low, last))
    return ("lim", to_term(factor * partial), last.name, ("c", "oo"), to_term(value), "n")
