"""Where a statement is meant: sorts of its symbols, assumptions, definitions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sympy as sp
from sympy import Expr, Symbol
from sympy.core.function import AppliedUndef

from symq.errors import DomainError, InputError, UndeclaredSymbol
from symq.kernel.term import I, Term, add, head, mul, subst, symbols
from symq.lang import flags
from symq.lang import statement as st
from symq.lang.contents import applied, contains, free
from symq.lang.translate import flag_relations, statement_term, to_term
from symq.lang.traverse import parts_of, remembered

STEPS = (sp.Max, sp.Min, sp.Heaviside, sp.Gt, sp.Ge, sp.Lt, sp.Le)


@dataclass(frozen=True)
class Definition:
    """A new symbol and its body over earlier symbols."""

    symbol: Symbol
    body: Expr

    def __post_init__(self) -> None:
        object.__setattr__(self, "body", st.expression(self.body))


@dataclass(frozen=True)
class Domain:
    """The sorts of the free symbols, the relations that hold, and the definitions.

    Attributes:
        sorts: name -> "complex", "real", "integer", "function" or "real-function", in name order.
        relations: the assumptions, those read from flags first.
        definitions: in the order in which they build on each other.
        symbols: name -> the sympy symbol or function class.
    """

    sorts: dict[str, str]
    relations: tuple[st.Statement, ...]
    definitions: tuple[Definition, ...] = ()
    symbols: dict[str, Any] = field(default_factory=dict, compare=False)

    @classmethod
    def build(cls, statement: st.Statement, assuming: Iterable[object] = (),
              definitions: Iterable[Definition] = ()) -> Domain:
        """Collect the domain of a statement.

        Raises:
            UndeclaredSymbol: two different symbols share one name.
            DomainError: an assumption is the constant false.
            InputError: a flag cannot be expressed as a relation.
        """
        if isinstance(assuming, st.Statement | sp.Basic):
            assuming = (assuming,)
        given = [st.statement(a) for a in assuming]
        if any(isinstance(a, st.Truth) and not a.value for a in given):
            raise DomainError("an assumption is the constant false: the assumptions contradict "
                              "each other or the flags of a symbol")
        given = [a for a in given if not isinstance(a, st.Truth)]
        defined = tuple(definitions)
        free, bound = _Names(), _Names()
        real: set[str] = set()
        for item in (statement, *given):
            spoken, bound_there, real_there = _collected(item)
            for into, found in ((free, spoken), (bound, bound_there)):
                for name, symbol in found.items():
                    into.add(name, symbol)
            real |= real_there
        for definition in defined:
            free.expression(definition.body, frozenset())
        names = {d.symbol.name for d in defined}
        if len(names) != len(defined):
            raise InputError("a symbol is defined twice")
        clash = sorted(set(bound.found) & (set(free.found) | names))
        if clash:
            raise UndeclaredSymbol(f"{', '.join(clash)} is both bound by a quantifier and free; "
                                   "rename one of the two")
        sorts: dict[str, str] = {}
        signs: list[st.Statement] = []
        for name in sorted(free.found):
            if name in names:
                continue
            symbol = free.found[name]
            sorts[name] = sort_of(symbol, name in real)
            if isinstance(symbol, Symbol):
                signs += flag_relations(symbol)
        relations = tuple(dict.fromkeys((*signs, *given)))
        return cls(sorts, relations, defined, free.found)

    def data(self, statement: st.Statement) -> dict[str, Any]:
        """The statement and its domain as the certificate carries them.

        A complex number in an order relation, as in |z| <= 1, is given by its two parts.
        """
        given = [statement_term(r) for r in self.relations]
        sorts, let = dict(self.sorts), []
        compared = frozenset[str]().union(*map(_compared_names, (statement, *self.relations)))
        for name in sorted(n for n in compared if sorts.get(n) == "complex"):
            re, im = _fresh(name + "_re", sorts), _fresh(name + "_im", sorts)
            del sorts[name]
            sorts |= {re: "real", im: "real"}
            let.append([name, add(("s", re), mul(I, ("s", im)))])
        let += [[d.symbol.name, to_term(d.body)] for d in self.definitions]
        return {"symbols": sorts, "assume": given, "let": let,
                "goal": closed(statement_term(statement), given, let)}


@remembered
def _compared_names(statement: st.Statement) -> frozenset[str]:
    """Names of symbols in the order relations of a statement, those inside moduli among them."""
    return frozenset(s.name for part in parts_of(statement)
                     if isinstance(part, st.Inequality) and part.rel != "!="
                     for e in (part.lhs, part.rhs) for s in free(e))


def _fresh(name: str, sorts: dict[str, str]) -> str:
    while name in sorts:
        name += "_"
    return name


def closed(goal: Term, given: list[Term], let: list[list[Any]]) -> Term:
    """The goal with the assumptions on a bound's own variables among its restrictions."""
    kind = head(goal)
    if kind in ("and", "or", "not", "iff"):
        return (kind, *(closed(part, given, let) for part in goal[1:]))
    if kind == "=>":
        return (kind, goal[1], closed(goal[2], given, let))
    if kind != "bound":
        return goal
    env: dict[str, Term] = {}
    for name, body in let:
        env[name] = subst(body, env)
    _, expr, which, value, names, attained, where = goal
    more = [w for w in (subst(g, env) for g in given) if symbols(w) & set(names)]
    where = dict.fromkeys((*(subst(w, env) for w in where), *more))
    return ("bound", subst(expr, env), which, subst(value, env), names, attained, tuple(where))


def sort_of(symbol: Any, in_order: bool) -> str:
    """The sort of a symbol or a function class, from its flags and its use."""
    if not isinstance(symbol, Symbol):
        flags.carried_by_function(symbol)
        real = in_order or getattr(symbol, "is_real", None) is True
        return "real-function" if real else "function"
    flags.carried(symbol)
    if symbol.is_integer:
        return "integer"
    return "real" if in_order or symbol.is_real else "complex"


class _Names:
    """Symbols and functions by name; two of one name are refused."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}

    def add(self, name: str, symbol: Any) -> None:
        known = self.found.setdefault(name, symbol)
        if known != symbol:
            raise UndeclaredSymbol(f"two different symbols are named {name!r} (with other "
                                   "assumptions); declare it once")

    def expression(self, expr: Expr, bound: frozenset[str]) -> None:
        for symbol in free(expr):
            if symbol.is_commutative and symbol.name not in bound:
                self.add(symbol.name, symbol)
        for function in applied(expr):
            self.add(function.func.__name__, function.func)


def _ordered(expr: Expr, bound: frozenset[str]) -> set[str]:
    """Names that an order relation makes real: those outside moduli and real parts."""
    if isinstance(expr, sp.Abs | sp.re | sp.im | sp.conjugate | sp.arg):
        return set()
    if isinstance(expr, Symbol):
        return {expr.name} - bound
    inner = bound
    if isinstance(expr, sp.Sum | sp.Product | sp.Integral):
        inner = bound | {limit[0].name for limit in expr.limits}
    own = {expr.func.__name__} if isinstance(expr, AppliedUndef) else set()
    return own.union(*(_ordered(a, inner) for a in expr.args))


def _compared(expr: Expr, bound: frozenset[str]) -> set[str]:
    """Names that a maximum, a step or the condition of a case makes real."""
    if not contains(expr, *STEPS):
        return set()
    return set().union(*(_ordered(a, bound) for e in expr.atoms(*STEPS) for a in e.args))


@remembered
def _collected(item: st.Statement) -> tuple[dict[str, Any], dict[str, Any], set[str]]:
    """The symbols of a statement by name: those it speaks about, those it binds, the real ones."""
    free, bound = _Names(), _Names()
    real: set[str] = set()
    _collect(item, free, bound, real, frozenset())
    return free.found, bound.found, real


def _collect(item: st.Statement, free: _Names, bound: _Names, real: set[str],
             inside: frozenset[str]) -> None:
    def expressions(*values: Expr, within: frozenset[str] = inside) -> None:
        for value in values:
            free.expression(value, within)

    def bind(*symbols: Symbol) -> frozenset[str]:
        for symbol in symbols:
            flags.carried(symbol)
            bound.add(symbol.name, symbol)
        return inside | {s.name for s in symbols}

    match item:
        case st.Equation(lhs, rhs) | st.OperatorIdentity(lhs, rhs):
            expressions(lhs, rhs)
            real |= _compared(lhs, inside) | _compared(rhs, inside)
            if isinstance(item, st.OperatorIdentity):
                expressions(*(e for rule in item.algebra.rules for e in rule))
        case st.Inequality(lhs, rel, rhs):
            expressions(lhs, rhs)
            real |= _compared(lhs, inside) | _compared(rhs, inside)
            if rel != "!=":
                real |= _ordered(lhs, inside) | _ordered(rhs, inside)
        case st.MatrixIdentity(lhs, rhs):
            expressions(*lhs, *rhs)
        case st.All(parts) | st.Any(parts):
            for part in parts:
                _collect(part, free, bound, real, inside)
        case st.Table(rows):
            for _, row in rows:
                _collect(row, free, bound, real, inside)
        case st.Not(a):
            _collect(a, free, bound, real, inside)
        case st.Equivalence(a, b):
            _collect(a, free, bound, real, inside)
            _collect(b, free, bound, real, inside)
        case st.Implication(premises, conclusion):
            for part in (*premises, conclusion):
                _collect(part, free, bound, real, inside)
        case st.ForAllFinite(over, body) | st.Exists(over, body) | st.Count(over, body):
            for _, values in over:
                if not isinstance(values, str):
                    expressions(*values)
            _collect(body, free, bound, real, bind(*(s for s, _ in over)))
        case st.ForAll(n, body):
            _collect(body, free, bound, real, bind(n))
        case st.Asymptotic():
            expressions(item.lhs, item.rhs, *(s for s, _ in item.weights))
            if item.rel != "=":
                real |= _ordered(item.lhs, inside) | _ordered(item.rhs, inside)
        case st.Limit(expr, var, point, value):
            expressions(expr, within=bind(var))
            expressions(point, value)
        case st.Bound():
            expressions(item.expr, item.value, *item.over)
            real |= _ordered(item.expr, inside) | _ordered(item.value, inside)
            for where in item.where:
                _collect(where, free, bound, real, inside)
