"""sympy expressions and statements to kernel terms, and back.

The translation handles a closed list of heads and refuses everything else by name. It changes no
value: cot x becomes cos x / sin x, acot x becomes atan(1/x), a derivative of a composed expression
is carried out, and a matrix identity becomes the list of its entries.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import sympy as sp
from sympy import Expr
from sympy.core.function import AppliedUndef

from symq.errors import Rejected, UnsupportedError
from symq.kernel.functions import diff
from symq.kernel.term import Term, fn, heads, inv, mul, neg, sub, subst
from symq.lang import flags, pieces, special
from symq.lang import statement as st
from symq.lang.contents import kinds
from symq.lang.traverse import remembered, substituted

SAME = {
    sp.exp: "exp", sp.log: "log", sp.sin: "sin", sp.cos: "cos", sp.tan: "tan", sp.sinh: "sinh",
    sp.cosh: "cosh", sp.tanh: "tanh", sp.asin: "asin", sp.acos: "acos", sp.atan: "atan",
    sp.asinh: "asinh", sp.acosh: "acosh", sp.atanh: "atanh", sp.Abs: "abs", sp.re: "re",
    sp.im: "im", sp.conjugate: "conj", sp.sign: "sign", sp.floor: "floor", sp.gamma: "gamma",
    sp.factorial: "factorial", sp.binomial: "binomial", sp.erf: "erf", sp.besselj: "besselj",
    sp.bessely: "bessely", sp.besseli: "besseli", sp.besselk: "besselk",
}
BESSEL = {sp.besselj, sp.bessely, sp.besseli, sp.besselk}
KINKED = {sp.Abs, sp.sign, sp.re, sp.im, sp.conjugate, sp.floor, sp.ceiling, sp.Max, sp.Min, sp.arg,
          sp.Heaviside, sp.Piecewise, sp.frac, sp.Mod}
RANGES = {"sum": sp.Sum, "prod": sp.Product, "int": sp.Integral}
BACK = {name: head for head, name in SAME.items()}
DERIVED: dict[Any, Callable[..., Term]] = {
    sp.cot: lambda x: mul(fn("cos", x), inv(fn("sin", x))),
    sp.sec: lambda x: inv(fn("cos", x)), sp.csc: lambda x: inv(fn("sin", x)),
    sp.coth: lambda x: mul(fn("cosh", x), inv(fn("sinh", x))),
    sp.sech: lambda x: inv(fn("cosh", x)), sp.csch: lambda x: inv(fn("sinh", x)),
    sp.acot: lambda x: fn("atan", inv(x)), sp.asec: lambda x: fn("acos", inv(x)),
    sp.acsc: lambda x: fn("asin", inv(x)), sp.acoth: lambda x: fn("atanh", inv(x)),
    sp.ceiling: lambda x: neg(fn("floor", neg(x))),
}


@lru_cache(1 << 15)
def to_term(expr: Expr) -> Term:
    """The kernel term of an expression.

    Raises:
        UnsupportedError: it contains something that the term language cannot carry.

    >>> from sympy import Symbol, sqrt
    >>> to_term(2*sqrt(Symbol("x")))
    ('*', '2', ('^', ('s', 'x'), '1/2'))
    """
    if expr.is_Rational:
        try:
            return str(expr.p) if expr.q == 1 else f"{expr.p}/{expr.q}"
        except ValueError:
            raise UnsupportedError("a number of more than 4300 digits is too long; write it as a "
                                   "symbol with an assumption") from None
    if isinstance(expr, sp.Symbol):
        return ("s" if expr.is_commutative else "o", expr.name)
    if expr is sp.pi:
        return ("c", "pi")
    if expr is sp.I:
        return ("c", "i")
    if expr is sp.E:
        return fn("exp", "1")
    if expr is sp.oo or expr is -sp.oo:
        return ("c", "oo" if expr is sp.oo else "-oo")
    if expr is sp.GoldenRatio:
        return mul("1/2", ("+", "1", ("^", "5", "1/2")))
    if isinstance(expr, sp.Add):
        return ("+", *map(to_term, expr.args))
    if isinstance(expr, sp.Mul):
        if expr.is_commutative:
            return ("*", *map(to_term, expr.args))
        plain, words = expr.args_cnc()
        word = tuple(w for t in words for w in _word(t))
        return ("*", *map(to_term, plain), (".", *word)) if plain else (".", *word)
    if isinstance(expr, sp.Pow):
        if not expr.base.is_commutative:
            word = _word(expr)
            return word[0] if len(word) == 1 else (".", *word)
        return ("^", to_term(expr.base), to_term(expr.exp))
    if isinstance(expr, AppliedUndef):
        return ("u", expr.func.__name__, (0,) * len(expr.args), *map(to_term, expr.args))
    if isinstance(expr, sp.Derivative):
        term = to_term(expr.expr)
        for variable, count in expr.variable_count:
            if not (isinstance(variable, sp.Symbol) and count.is_Integer):
                raise UnsupportedError(f"{expr}: derivatives are taken by symbols, a given number "
                                       "of times")
            try:
                for _ in range(int(count)):
                    term = diff(term, variable.name)
            except Rejected as error:
                plain = expr.doit() if kinds(expr) & BESSEL else expr
                if not kinds(plain) & {sp.Derivative, sp.Subs} and not kinds(expr) & KINKED:
                    return to_term(plain)       # Bessel functions of other orders
                raise UnsupportedError(f"{expr}: {error}; write the derivative out") from None
        return term
    if isinstance(expr, sp.Subs):
        return subst(to_term(expr.expr), {v.name: to_term(p) for v, p in
                                          zip(expr.variables, expr.point, strict=True)})
    if isinstance(expr, tuple(RANGES.values())):
        return _ranged(expr)
    if expr.func is sp.erf and sp.expand(expr.args[0]).could_extract_minus_sign():
        turned = sp.expand(-expr.args[0])
        return ("*", "-1", fn("erf", to_term(turned)))      # odd: one of u and -u stands for both
    if expr.func in SAME:
        return fn(SAME[expr.func], *map(to_term, expr.args))
    if expr.func in DERIVED:
        return DERIVED[expr.func](*map(to_term, expr.args))
    if expr.func in special.DEFINED:
        return to_term(special.DEFINED[expr.func](*expr.args))
    if isinstance(expr, sp.Piecewise) or expr.func in special.CASES:
        raise UnsupportedError(f"{expr} is carried in equations and inequalities only; elsewhere "
                               "make one statement of each case")
    raise UnsupportedError(f"{expr} ({type(expr).__name__}) cannot be carried; "
                           f"supported functions: {supported()}")


def supported() -> str:
    """The names of the functions that are carried."""
    known = {*SAME, *DERIVED, *special.DEFINED, *special.CASES, sp.Piecewise}
    return ", ".join(sorted(f.__name__ for f in known))


def _ranged(expr: Expr) -> Term:
    """A sum, product or integral, one range inside the other, the first one innermost."""
    kind = next(name for name, made in RANGES.items() if isinstance(expr, made))
    if any(len(limit) != 3 for limit in expr.limits):
        raise UnsupportedError(f"{expr}: " + (
            "an integral needs both its bounds; an antiderivative is said by its derivative"
            if kind == "int" else "every range needs a first and a last value"))
    if kind != "int" and any(b.is_infinite for limit in expr.limits for b in limit[1:]):
        raise UnsupportedError(f"{expr}: an infinite sum or product is carried alone in an "
                               "equation; else write Limit of the partial sums")
    for variable, low, high in expr.limits:
        flags.carried(variable)
        (flags.fits_interval if kind == "int" else flags.fits_range)(variable, low, high)
    # an index runs over integers, a variable over real numbers, whatever else its flags say
    sort = "real" if kind == "int" else "integer"
    plain = {limit[0]: sp.Symbol(limit[0].name, **{sort: True}) for limit in expr.limits}
    term = to_term(expr.function.xreplace(plain))
    for position, (variable, *bounds) in enumerate(expr.limits):
        outer = {limit[0]: plain[limit[0]] for limit in expr.limits[position + 1:]}
        term = (kind, term, variable.name, *(to_term(b.xreplace(outer)) for b in bounds))
    return term


def _word(expr: Expr) -> tuple[Term, ...]:
    if isinstance(expr, sp.Pow) and expr.exp.is_Integer and expr.exp > 0:
        return _word(expr.base) * int(expr.exp)
    if isinstance(expr, sp.Mul):
        return tuple(w for a in expr.args for w in _word(a))
    if isinstance(expr, sp.Pow) and not expr.is_commutative:
        raise UnsupportedError(f"{expr} is no product of operators; only whole positive powers of "
                               "operators are carried: name an inverse by a symbol of its own, "
                               "with the rules x*y = 1 and y*x = 1 of an OperatorAlgebra")
    return (to_term(expr),)


def from_term(term: Term, symbols: dict[str, Expr] | None = None) -> Expr:
    """The expression of a term; `symbols` gives the sympy symbol for each name.

    >>> from_term(("^", ("s", "x"), "1/2"))
    sqrt(x)
    """
    known = symbols or {}
    if isinstance(term, str):
        return sp.Rational(term)
    kind, back = term[0], lambda t: from_term(t, known)
    if kind == "s":
        return known.get(term[1], sp.Symbol(term[1]))
    if kind == "o":
        return known.get(term[1], sp.Symbol(term[1], commutative=False))
    if kind == "c":
        return {"pi": sp.pi, "i": sp.I, "oo": sp.oo, "-oo": -sp.oo}[term[1]]
    if kind in ("+", "*", "."):
        return (sp.Add if kind == "+" else sp.Mul)(*map(back, term[1:]))
    if kind == "^":
        return sp.Pow(back(term[1]), back(term[2]))
    if kind == "f":
        return BACK[term[1]](*map(back, term[2:]))
    if kind == "u":
        slots = [sp.Symbol(f"_{i}") for i in range(len(term[2]))]
        args = [back(t) for t in term[3:]]
        if all(isinstance(a, sp.Symbol) for a in args) and len(set(args)) == len(args):
            slots = args
        applied = known.get(term[1], sp.Function(term[1]))(*slots)
        counts = [(s, k) for s, k in zip(slots, term[2], strict=True) if k]
        result = sp.Derivative(applied, *counts) if counts else applied
        return result if slots == args else sp.Subs(result, slots, args) if counts \
            else applied.func(*args)
    if kind in RANGES:
        bound = sp.Symbol(term[2])
        inner = {**known, term[2]: bound}
        return RANGES[kind](from_term(term[1], inner), (bound, back(term[3]), back(term[4])))
    raise UnsupportedError(f"{kind!r} is not the head of an expression")


@remembered
def statement_term(value: st.Statement) -> Term:
    """The kernel term of a statement."""
    match value:
        case st.Equation(lhs, rhs):
            return pieces.relation(lhs, "=", rhs, to_term, statement_term)
        case st.Inequality(lhs, rel, rhs):
            return pieces.relation(lhs, rel, rhs, to_term, statement_term)
        case st.Truth(truth):
            return ("true",) if truth else ("false",)
        case st.All(parts) | st.Any(parts):
            return ("and" if isinstance(value, st.All) else "or", *map(statement_term, parts))
        case st.Table(rows):
            return ("and", *(statement_term(row) for _, row in rows))
        case st.Not(a):
            return ("not", statement_term(a))
        case st.Equivalence(a, b):
            return ("iff", statement_term(a), statement_term(b))
        case st.Implication(premises, conclusion):
            return ("=>", tuple(map(statement_term, premises)), statement_term(conclusion))
        case st.MatrixIdentity(lhs, rhs):
            return ("and", *(pieces.relation(a, "=", b, to_term, statement_term)
                             for a, b in zip(lhs, rhs, strict=True)))
        case st.OperatorIdentity(lhs, rhs, algebra):
            return ("op=", to_term(lhs), to_term(rhs), tuple(g.name for g in algebra.generators),
                    tuple((to_term(w), to_term(r)) for w, r in algebra.rules))
        case st.ForAllFinite(over, body, modulus):
            return ("forall", _over(over), statement_term(body), _number(modulus))
        case st.ForAll(n, body, start):
            flag = 1 if n.is_positive else 0 if n.is_nonnegative else None
            first = max((k for k in (flag, start) if k is not None), default=None)
            kind = "integer" if first is None else ("int>=", str(first))
            if first is None and (signs := flag_relations(n)):
                body = st.Implication(tuple(signs), body)
            return ("forall", ((n.name, kind),), statement_term(body), None)
        case st.Exists(over, body, modulus):
            signs = [f for s, _ in over for f in flag_relations(s)]
            over, body = rational(over, st.All((*signs, body)) if signs else body)
            whole = statement_term(body)
            return ("exists", _over(over), whole, _number(modulus))
        case st.Count(over, where, equals, modulus):
            return ("count", _over(over), statement_term(where), str(equals), _number(modulus))
        case st.Asymptotic():
            return ("O", to_term(value.lhs), to_term(value.rhs),
                    tuple((s.name, str(w)) for s, w in value.weights), str(value.order), value.at,
                    "1" if value.sharp else "0", value.rel)
        case st.Limit(expr, var, point, target, side):
            return ("lim", to_term(expr), var.name, to_term(point), to_term(target),
                    "n" if var.is_integer else side)
        case st.Bound():
            return ("bound", to_term(value.expr), value.kind, to_term(value.value),
                    tuple(s.name for s in value.over),
                    {None: "?", True: "1", False: "0"}[value.attained],
                    tuple(map(statement_term, value.where)))
    raise UnsupportedError(f"{type(value).__name__} is not a statement kind")


def rational(over: tuple[tuple[sp.Symbol, Any], ...], body: st.Statement
             ) -> tuple[tuple[tuple[sp.Symbol, Any], ...], st.Statement]:
    """Rational variables as quotients of an integer and a natural number."""
    found: list[tuple[sp.Symbol, Any]] = []
    for symbol, values in over:
        if values != "rational":
            found.append((symbol, values))
            continue
        top = sp.Symbol(symbol.name + "_top", integer=True)
        bottom = sp.Symbol(symbol.name + "_bottom", integer=True, positive=True)
        body = substituted(body, {symbol: top / bottom})
        found += [(top, "integer"), (bottom, "positive")]
    return tuple(found), body


def _over(over: tuple[tuple[sp.Symbol, Any], ...]) -> Term:
    names = {"natural": ("int>=", "0"), "positive": ("int>=", "1")}
    return tuple((s.name, names.get(v, v) if isinstance(v, str) else ("list", *map(to_term, v)))
                 for s, v in over)


def _number(modulus: int | None) -> Term:
    return None if modulus is None else str(modulus)


def flag_relations(symbol: sp.Symbol) -> list[st.Statement]:
    """What the assumption flags of a symbol say about its sign."""
    if symbol.is_positive:
        return [st.gt(symbol, 0)]
    if symbol.is_negative:
        return [st.lt(symbol, 0)]
    found: list[st.Statement] = []
    if symbol.is_nonnegative:
        found.append(st.ge(symbol, 0))
    if symbol.is_nonpositive:
        found.append(st.le(symbol, 0))
    if symbol.is_nonzero and not found:
        found.append(st.ne(symbol, 0))
    return found


def statement_from_term(term: Term, symbols: dict[str, Expr] | None = None) -> st.Statement:
    """The statement of a term; matrix identities and tables come back as conjunctions."""
    known = symbols or {}
    kind, back = term[0], lambda t: from_term(t, known)
    again = lambda t: statement_from_term(t, known)  # noqa: E731
    if kind == "=":
        return st.Equation(back(term[1]), back(term[2]))
    if kind in st.RELATIONS:
        return st.Inequality(back(term[1]), kind, back(term[2]))
    if kind in ("true", "false"):
        return st.Truth(kind == "true")
    if kind in ("and", "or"):
        return (st.All if kind == "and" else st.Any)(tuple(map(again, term[1:])))
    if kind == "not":
        return st.Not(again(term[1]))
    if kind == "iff":
        return st.Equivalence(again(term[1]), again(term[2]))
    if kind == "=>":
        return st.Implication(tuple(map(again, term[1])), again(term[2]))
    name = lambda n: known.get(n, sp.Symbol(n))  # noqa: E731
    if kind in ("forall", "exists", "count"):
        over: Any = tuple((name(n), tuple(map(back, s[1:])) if s[0] == "list" else
                      s if isinstance(s, str) else "natural") for n, s in term[1])
        modulus = None if term[-1] is None else int(term[-1])
        if kind == "count":
            return st.Count(over, again(term[2]), int(term[3]), modulus)
        if kind == "exists":
            return st.Exists(over, again(term[2]), modulus)
        if any(isinstance(v, str) for _, v in over):
            kind_of = term[1][0][1]
            return st.ForAll(over[0][0], again(term[2]),
                             None if kind_of == "integer" else int(kind_of[1]))
        return st.ForAllFinite(over, again(term[2]), modulus)
    if kind == "O":
        return st.Asymptotic(back(term[1]), back(term[2]),
                             tuple((name(n), int(w)) for n, w in term[3]),
                             sp.Rational(term[4]), term[5], term[6] == "1", term[7])
    if kind == "lim":
        return st.Limit(back(term[1]), name(term[2]), back(term[3]), back(term[4]),
                        "+-" if term[5] == "n" else term[5])
    if kind == "bound":
        return st.Bound(back(term[1]), term[2], back(term[3]), tuple(map(name, term[4])),
                        {"?": None, "1": True, "0": False}[term[5]], tuple(map(again, term[6])))
    if kind == "op=":
        gens = tuple(known.get(g, sp.Symbol(g, commutative=False)) for g in term[3])
        return st.OperatorIdentity(back(term[1]), back(term[2]), st.OperatorAlgebra(
            gens, tuple((back(w), back(r)) for w, r in term[4])))
    raise UnsupportedError(f"{kind!r} is not the head of a statement")


__all__ = ["flag_relations", "from_term", "heads", "statement_from_term", "statement_term", "sub",
           "to_term"]
