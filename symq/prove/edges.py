"""What a proof leaves out although the printed statement speaks of it.

The kernel has powers with a symbolic exponent for bases that are not zero, gamma for positive
arguments and binomial(n, k) for k >= 0, and a statement says nothing where it is not defined. A
printed line says more: 0**n is 0 or 1, gamma is negative between -1 and 0, binomial(n, -1) is 0,
and a listed value or a premise under which a side divides by zero is a mistake. Nothing here makes
a statement true: it finds a reason why a proof of it is not enough.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import fields
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any

import sympy as sp
from sympy import Basic, Expr, Symbol
from sympy.core.function import AppliedUndef

from symq.errors import SymqError
from symq.kernel.integrals import plainly_there
from symq.lang import endless
from symq.lang import statement as st
from symq.lang.compose import conjuncts
from symq.lang.contents import contains
from symq.lang.domain import Domain
from symq.lang.translate import flag_relations, to_term
from symq.lang.traverse import expressions_of, parts_of, substituted

Known = tuple[st.Statement, ...]
Decide = Callable[[st.Statement, Known], str]
FALSE = "false "    # how a reason begins where the last statement that was decided is false
STRIPS = (1, 2)     # how far left of zero a gamma function is looked at
CHOICES = 4096      # values of quantified variables that are looked at one by one
MEROMORPHIC = (sp.Add, sp.Mul, sp.Pow, sp.exp, sp.sin, sp.cos, sp.tan, sp.cot, sp.sinh, sp.cosh,
               sp.tanh, sp.coth, sp.gamma, sp.factorial, sp.beta)
ENTIRE = (sp.exp, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.Abs, sp.re, sp.im, sp.conjugate)
SHORT = 3           # terms of a sum that is written out
POWERS = 3          # powers of one base that may vanish, each taken as 0 and as 1


def gap(goal: st.Statement, domain: Domain, where: Known, evidence: Collection[str],
        decide: Decide) -> str | None:
    """Why a proof of the goal is not enough, or None.

    Args:
        goal: the statement that was proved.
        domain: where it is meant.
        where: the relations under which the proof speaks.
        evidence: the kinds of evidence in the proof.
        decide: the verdict of `prove` for a statement under assumptions; "" where it says nothing.
    """
    given: Known = domain.relations
    for definition in reversed(domain.definitions):
        body = {definition.symbol: definition.body}
        goal, given, where = (substituted(item, body) for item in (goal, given, where))
    if not {"integral/1", "ball/1"} & set(evidence):
        for whole in _integrals(goal):
            if whole not in set().union(*map(_integrals, given)):
                return f"{whole} has no known value; it may not converge"
    absurd = "absurd/1" in evidence     # the proof finds contradictions between what is known
    for part in _conjuncts(goal):
        while isinstance(part, st.ForAll):      # its variable is as good as a free one
            first, flags = part.start, {"integer": True}
            free = Symbol(part.n.name, **flags, **({"nonnegative": True} if first == 0 else {}))
            given = (*given, *substituted(tuple(flag_relations(part.n)), {part.n: free}),
                     *(() if first is None else (st.ge(free, first),)))
            part = substituted(part.body, {part.n: free})
        found = (_unspoken(part, given, where, decide) if absurd else None) or _functions(
            part, given, decide) or _powers(part, given, decide)
        if found is not None:
            return found
    return None


def _integrals(item: Any) -> set[Expr]:
    """The integrals that a statement speaks of, without those whose values its premises tell."""
    if isinstance(item, st.Implication):
        return _integrals(item.conclusion) - set().union(*map(_integrals, item.premises))
    return {i for e in expressions_of(item) if contains(e, sp.Integral)
            for i in e.atoms(sp.Integral) if endless.value(i) is None and not _exists(i)}


def _exists(whole: sp.Integral) -> bool:
    """Whether an integral is one of unknown functions, or plainly exists."""
    if contains(whole, AppliedUndef):
        return True
    try:
        return plainly_there(to_term(whole), dict.fromkeys(
            (s.name for s in whole.free_symbols), "complex"))
    except SymqError:
        return False


def _conjuncts(goal: st.Statement) -> Iterator[st.Statement]:
    if isinstance(goal, st.MatrixIdentity):
        for a, b in zip(goal.lhs, goal.rhs, strict=True):
            yield st.Equation(a, b)
    elif parts := conjuncts(goal):
        for part in parts:
            yield from _conjuncts(part)
    else:
        yield goal


# -- places at which nothing is said --------------------------------------------------------------
def _unspoken(goal: st.Statement, given: Known, where: Known, decide: Decide) -> str | None:
    """A listed value, or premises, for which the statement is not defined."""
    if isinstance(goal, st.ForAllFinite) and goal.modulus is None:
        lists = dict(goal.over)
        for part in parts_of(goal.body):
            order = isinstance(part, st.Inequality) and part.rel != "!="
            for side in expressions_of(part):
                own = [s for s in lists if s in side.free_symbols]
                if not own or prod(len(lists[s]) for s in own) > CHOICES:
                    continue
                for values in product(*(lists[s] for s in own)):
                    value = side.subs(list(zip(own, values, strict=True)), simultaneous=True)
                    if value.has(sp.zoo, sp.nan) or (order and value.is_number
                                                     and value.is_real is False):
                        at = ", ".join(f"{s} = {v}" for s, v in zip(own, values, strict=True))
                        return f"for {at} the statement is not defined; leave the value out"
    if isinstance(goal, st.Implication) and where:
        never = st.Implication(goal.premises, st.Truth(False))
        if decide(never, (*given, *where)) == "proved" and decide(never, given) != "proved":
            return "where its premises hold the statement is not defined"
    return None


# -- functions that mean more than the kernel lets them -------------------------------------------
def _functions(goal: st.Statement, given: Known, decide: Decide) -> str | None:
    """A gamma function or binomial coefficient whose argument is not known to be in range."""
    for term, known in _applied(goal, (), (sp.gamma, sp.loggamma, sp.beta, sp.factorial,
                                           sp.binomial)):
        below = isinstance(term, sp.binomial)
        for x in term.args[-1:] if below else term.args:
            least = st.ge if below or isinstance(term, sp.factorial) else st.gt
            if (not below and x.is_integer) or x.is_positive or (
                    least is st.ge and _natural(x, known)) or \
                    decide(least(x, 0), (*given, *known)) in ("proved", ""):
                continue
            if not below and _continues(goal, given, x):
                continue
            if not below:
                found = _between_poles(goal, given, term, x, decide)
                if found is not None:
                    return found
            zero = below and x.is_integer and x.free_symbols <= _open(goal)
            there = decide(substituted(goal, {term: sp.S.Zero}), (*given, st.lt(x, 0))) \
                if zero else "unknown"
            if there in ("proved", ""):
                continue
            if there == "refuted":
                return f"{FALSE}where {x} < 0 and {term} = 0"
            return f"{term} is carried for {x} {least(x, 0).rel} 0 only; assume that"
    return None


def _between_poles(goal: st.Statement, given: Known, term: Expr, x: Expr, decide: Decide
                   ) -> str | None:
    """A strip left of zero in which the statement is false, gamma(u) being gamma(u + 1)/u."""
    u = x + 1 if isinstance(term, sp.factorial) else x
    if not isinstance(term, sp.gamma | sp.factorial) or not u.free_symbols <= _open(goal):
        return None
    for k in STRIPS:
        value = sp.gamma(u + k) / sp.Mul(*(u + j for j in range(k)))
        strip = st.gt(u, -k), st.lt(u, 1 - k)
        try:
            if decide(substituted(goal, {term: value}), (*given, *strip)) == "refuted":
                return f"{FALSE}for {-k} < {u} < {1 - k}, where no certificate carries {term}"
        except SymqError:
            continue
    return None


def _continues(goal: st.Statement, given: Known, x: Expr) -> bool:
    """Whether an equation that holds for some x > 0 does for all: the sides are meromorphic."""
    return isinstance(goal, st.Equation) and all(map(_meromorphic, (goal.lhs, goal.rhs))) and all(
        isinstance(g, st.Inequality) and g.rel in ("<", ">", "!=") for g in given
        if {s for e in expressions_of(g) for s in e.free_symbols} & x.free_symbols)


def _meromorphic(e: Expr) -> bool:
    if isinstance(e, sp.Pow) and not e.exp.is_Integer:
        return bool(e.base.is_positive and e.base.is_number) and _meromorphic(e.exp)
    return (not e.args or isinstance(e, MEROMORPHIC)) and all(
        _meromorphic(a) for a in e.args)


def _open(goal: st.Statement) -> set[Symbol]:
    """The free symbols of a statement, without those that its binders govern."""
    bound = {s for part in parts_of(goal) for s, _ in getattr(part, "over", ())
             if not isinstance(part, st.Bound)}
    bound |= {part.n if isinstance(part, st.ForAll) else part.var for part in parts_of(goal)
              if isinstance(part, st.ForAll | st.Limit)}
    bound |= {limit[0] for e in expressions_of(goal)
              for s in e.atoms(sp.Sum, sp.Product, sp.Integral) for limit in s.limits}
    return {s for e in expressions_of(goal) for s in e.free_symbols} - bound


def _natural(x: Expr, known: Known) -> bool:
    """Whether x >= 0 by flags, an index measured from one of its ends."""
    if x.is_nonnegative:
        return True
    for relation in known:
        if isinstance(relation, st.Inequality) and relation.rel == "<=":
            more = sp.Dummy(integer=True, nonnegative=True)
            for end, other in ((relation.lhs, more), (relation.rhs, -more)):
                index = relation.rhs if end is relation.lhs else relation.lhs
                if isinstance(index, Symbol) and sp.expand(
                        x.subs(index, end + other)).is_nonnegative:
                    return True
    return False


def _applied(item: Any, known: Known, kinds: tuple[Any, ...]) -> Iterator[tuple[Expr, Known]]:
    """The applications of some functions in a statement, each with what its place adds."""
    if isinstance(item, Basic):
        if not contains(item, *kinds):
            return
        if isinstance(item, kinds):
            yield item, known
        if isinstance(item, sp.Integral):
            real = {limit[0]: Symbol(limit[0].name, real=True) for limit in item.limits}
            yield from _applied(item.function.xreplace(real), known, kinds)
        elif isinstance(item, sp.Sum | sp.Product):
            whole = {limit[0]: Symbol(limit[0].name, integer=True) for limit in item.limits}
            known = (*known, *(relation for index, low, high in item.limits for relation in (
                st.le(low, whole[index]), st.le(whole[index], high)) if not relation.lhs.is_infinite
                and not relation.rhs.is_infinite))
            yield from _applied(item.function.xreplace(whole), known, kinds)
        else:
            for arg in item.args:
                yield from _applied(arg, known, kinds)
    elif isinstance(item, sp.MatrixBase | tuple):
        for part in item:
            yield from _applied(part, known, kinds)
    elif isinstance(item, st.Implication):
        yield from _applied(item.premises, known, kinds)
        yield from _applied(item.conclusion, (*known, *item.premises), kinds)
    elif isinstance(item, st.ForAll):
        n = Symbol(item.n.name, integer=True)
        first = () if item.start is None else (st.ge(n, item.start),)
        signs = substituted(tuple(flag_relations(item.n)), {item.n: n})
        yield from _applied(substituted(item.body, {item.n: n}), (*known, *first, *signs), kinds)
    elif isinstance(item, st.Limit):
        far = (st.ge(item.var, 1),) if item.point == sp.oo else ()
        yield from _applied(item.expr, (*known, *far), kinds)
    elif isinstance(item, st.ForAllFinite | st.Exists | st.Count):
        lists = tuple(st.Any(tuple(st.Equation(s, v) for v in values)) for s, values in item.over
                      if not isinstance(values, str) and 0 < len(values) <= 12)
        naturals = tuple(st.ge(s, 0) for s, values in item.over if values == "natural")
        body = item.where if isinstance(item, st.Count) else item.body
        yield from _applied(body, (*known, *lists, *naturals), kinds)
    elif isinstance(item, st.Bound):
        yield from _applied((item.expr, item.value, item.where), (*known, *item.where), kinds)
    elif isinstance(item, st.Statement):
        for field in fields(item):  # type: ignore[arg-type]
            yield from _applied(getattr(item, field.name), known, kinds)


# -- powers of what may be zero -------------------------------------------------------------------
def _powers(goal: st.Statement, given: Known, decide: Decide) -> str | None:
    """A base that may vanish where the statement with 0**e in the place of its powers fails."""
    if not any(_symbolic(e) for whole in expressions_of(goal)
               for e in (whole if isinstance(whole, sp.MatrixBase) else (whole,))):
        return None
    moving = {s for part in parts_of(goal) if isinstance(part, st.Limit | st.Asymptotic)
              for s in ((part.var,) if isinstance(part, st.Limit) else dict(part.weights))}
    found = dict.fromkeys((term, known) for term, known in _applied(goal, (), (sp.Pow,))
                          if not term.exp.is_number and term.is_commutative
                          and not term.base.is_zero and not term.base.is_nonzero
                          and not term.base.is_positive)
    for base in dict.fromkeys(term.base for term, _ in found):
        places = [known for term, known in found if term.base == base]
        if not base.free_symbols <= _open(goal) - moving:
            continue        # 0**e under a binder or along a limit has no value of its own here
        size = sp.Add(*(part**2 for part in base.as_real_imag())) if base.has(sp.I) and all(
            s.is_real for s in base.free_symbols) else base
        names, away = _zero(base), [(*given, *known) for known in places]
        if all(decide(st.ne(size, 0), known) in ("proved", "") for known in away):
            continue
        told = f"where {base} = 0, which the proof leaves out; assume that {base} is not 0"
        try:
            verdicts = []
            for choice, more in _vanishing(goal, base, lambda e: bool(
                    e.is_extended_nonnegative) or decide(st.ge(e, 0), given) == "proved"):
                case = _gathered(substituted(choice, names)) if names else choice
                extra = (*given, *more, *(() if names else (st.Equation(base, 0),)))
                extra = substituted(extra, names) if names else extra
                verdicts.append(decide(*_settled(case, extra)))
                if verdicts[-1] == "refuted":
                    return f"{FALSE}{told}"
            if set(verdicts) <= {"proved", ""}:
                continue
        except SymqError:
            continue        # not defined there
        except _Open:
            pass
        return f"not decided {told}"
    return None


@lru_cache(1 << 14)
def _symbolic(e: Basic) -> bool:
    """Whether an expression has a power whose exponent is no number."""
    return (isinstance(e, sp.Pow) and not e.exp.is_number) or any(map(_symbolic, e.args))


class _Open(Exception):
    """A power of zero that has no value here."""


def _zero(base: Expr) -> dict[Symbol, Expr]:
    """The symbol for which a linear base can be solved, and its value where the base is zero."""
    inner = base.args[0] if isinstance(base, sp.Abs) else base
    for s in sorted(inner.free_symbols, key=lambda s: s.name):
        slope = sp.expand(inner).coeff(s)
        if slope.is_Rational and slope != 0 and not sp.expand(inner - slope * s).has(s):
            return {s: -sp.expand(inner - slope * s) / slope}
    return {}


def _vanishing(goal: st.Statement, base: Expr, least: Callable[[Expr], bool]
               ) -> Iterator[tuple[st.Statement, Known]]:
    """The statement where the base is zero, for each sign that its exponents can have there.

    `least` tells of an expression that it is known not to be negative.
    """
    moving = {part.var: part.point for part in parts_of(goal) if isinstance(part, st.Limit)}
    bound = {s for part in parts_of(goal) for s in getattr(part, "__dict__", {}).values()
             if isinstance(s, Symbol) and isinstance(part, st.ForAll)}
    table: dict[Expr, Expr] = {}
    split: list[Expr] = []
    for e in expressions_of(goal):
        for whole in e.atoms(sp.Sum, sp.Product):
            value = _sum_at_zero(whole, base, least)
            if value is not None:
                table[whole] = value
    for e in expressions_of(substituted(goal, table)):
        for term in e.atoms(sp.Pow):
            if term.base == base and not term.exp.is_number and term not in table:
                x = term.exp
                if x.is_positive:
                    table[term] = sp.S.Zero
                elif x.free_symbols & set(moving):
                    table[term] = _tends(x, moving)
                elif x.free_symbols & bound or not x.free_symbols <= _open(goal):
                    rest = True if x.is_nonnegative else sp.Gt(x, 0)
                    table[term] = sp.Piecewise((1, sp.Eq(x, 0)), (0, rest))
                else:
                    split.append(term)
    if len(split) > POWERS:
        raise _Open
    for signs in product((False, True), repeat=len(split)):
        values = {term: sp.S.One if zero else sp.S.Zero
                  for term, zero in zip(split, signs, strict=True)}
        more = tuple(st.Equation(term.exp, 0) if zero else st.gt(
            term.exp if term.exp.is_real else sp.re(term.exp), 0)
            for term, zero in zip(split, signs, strict=True))
        try:
            yield substituted(goal, {**table, **values}), more
        except SymqError:
            continue


def _tends(exponent: Expr, moving: dict[Symbol, Expr]) -> Expr:
    """0**e for an exponent that grows without end."""
    (var, point), *others = ((v, p) for v, p in moving.items() if exponent.has(v))
    if others or point != sp.oo or not exponent.is_polynomial(var) or \
            not sp.Poly(exponent, var).LC().is_positive:
        raise _Open
    return sp.S.Zero


def _settled(case: st.Statement, given: Known) -> tuple[st.Statement, Known]:
    """Both with the numbers that equations give to integers, short sums written out."""
    table = {e.lhs: e.rhs for e in given if isinstance(e, st.Equation) and e.rhs.is_Integer
             and isinstance(e.lhs, Symbol) and e.lhs.is_integer}
    if not table:
        return case, given
    case, given = substituted(case, table), substituted(given, table)
    sums = {s: s.doit() for e in expressions_of(case) for s in e.atoms(sp.Sum)
            if all((high - low).is_Integer and high - low < SHORT for _, low, high in s.limits)}
    return substituted(case, sums) if sums else case, given


def _gathered(goal: st.Statement) -> st.Statement:
    """Powers u**a and (-u)**b in the terms of a sum as one, for a and b that are not negative."""
    table: dict[Expr, Expr] = {}
    for whole in {s for e in expressions_of(goal) for s in e.atoms(sp.Sum)}:
        known = dict(_applied(whole, (), (sp.Pow,)))
        index = {limit[0].name: limit[0] for limit in whole.limits}
        factors, powers = list[Expr](), dict[Expr, Expr]()
        for factor in sp.Mul.make_args(whole.function):
            base, exponent = factor.as_base_exp()
            place = {s: Symbol(s.name, integer=True) for s in index.values()}
            least = known.get(factor.xreplace(place))
            if least is None or exponent.is_number or base.is_number or not _natural(
                    exponent.xreplace(place), least):
                factors.append(factor)
                continue
            sign = base.could_extract_minus_sign()
            factors += [sp.S.NegativeOne**exponent] if sign else []
            plain = -base if sign else base
            powers[plain] = powers.get(plain, sp.S.Zero) + exponent
        made = sp.Mul(*factors, *(sp.Pow(b, sp.expand(e)) for b, e in powers.items()))
        if made != whole.function:
            table[whole] = sp.Sum(made, *whole.limits)
    return substituted(goal, table) if table else goal


def _sum_at_zero(whole: Expr, base: Expr, least: Callable[[Expr], bool]) -> Expr | None:
    """A sum at base = 0 in which all terms but one, or all, have a positive power of the base."""
    powers = [p for p in whole.function.atoms(sp.Pow) if p.base == base]
    if len(whole.limits) != 1 or not isinstance(whole, sp.Sum):
        return None
    index, low, high = whole.limits[0]
    moving = [p for p in powers if p.exp.has(index)]
    if len(moving) != 1:
        return None
    term, slope = moving[0], sp.expand(moving[0].exp).coeff(index)
    if not slope.is_Rational or slope == 0 or sp.expand(term.exp - slope * index).has(index):
        return None
    factors = list(sp.Mul.make_args(whole.function))
    if term not in factors:
        return None
    factors.remove(term)
    factor = sp.Mul(*factors)
    if not _finite(factor, base.free_symbols):
        return None
    start = low if slope > 0 else high
    first = sp.expand(term.exp.subs(index, start))
    if first.is_positive:
        return sp.S.Zero
    if first.is_zero and least(high - low):
        return factor.subs(index, start)
    return None


def _finite(e: Expr, names: set[Symbol]) -> bool:
    """Whether an expression is plainly finite at all values of some symbols."""
    if not e.free_symbols & names:
        return True
    if isinstance(e, sp.Pow):
        return bool(e.exp.is_Integer and e.exp > 0) and _finite(e.base, names)
    return isinstance(e, (Symbol, sp.Add, sp.Mul, *ENTIRE)) and all(
        _finite(a, names) for a in e.args)


__all__ = ["FALSE", "gap"]
