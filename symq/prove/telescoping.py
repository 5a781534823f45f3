"""Creative telescoping: F(n + 1, k) + a F(n, k) = G(k + 1) - G(k), found with rational functions.

Gosper's algorithm for a summand with a free parameter (Zeilberger); what it finds is proved later
as an identity between terms.
"""

from __future__ import annotations

import sympy as sp
from sympy.polys.matrices import DomainMatrix

from symq.errors import SymqError
from symq.kernel.term import (
    Term,
    add,
    head,
    heads,
    integer,
    inv,
    is_number,
    mul,
    number,
    subst,
    symbols,
)
from symq.lang.translate import from_term, to_term
from symq.prove.harmonics import antidifference

MAX_DEGREE, MAX_SHIFT = 8, 12


class NotHypergeometric(Exception):
    """A term whose ratio of neighbours is not a rational function."""


def sympy_of(term: Term) -> sp.Expr:
    """A rational expression in plain symbols."""
    return from_term(term, {name: sp.Symbol(name) for name in symbols(term)})


def plain(term: Term) -> bool:
    """Whether a term is a rational function of its symbols with rational numbers."""
    kind = head(term)
    if kind in ("", "s"):
        return True
    if kind == "^":
        return plain(term[1]) and is_number(term[2]) and number(term[2]).denominator == 1
    return kind in ("+", "*") and all(map(plain, term[1:]))


def ratio(term: Term, name: str) -> sp.Expr:
    """term(name + 1) / term(name) as a rational function.

    Raises:
        NotHypergeometric: it is none.
    """
    if name not in symbols(term):
        return sp.Integer(1)
    kind, after = head(term), subst(term, {name: add(("s", name), "1")})
    if plain(term):
        return sp.cancel(sympy_of(after) / sympy_of(term))
    if kind == "*":
        return sp.Mul(*(ratio(t, name) for t in term[1:]))
    if kind == "^" and is_number(term[2]) and number(term[2]).denominator == 1:
        return ratio(term[1], name) ** integer(term[2])
    if kind == "^" and name not in symbols(term[1]) and plain(term[1]):
        return sympy_of(term[1]) ** _step(term[2], after[2])
    if term[:2] == ("f", "exp") and (fixed := constant_ratio(term, name)) is not None:
        return from_term(fixed)
    if kind == "f" and term[1] == "factorial":
        return _rising(sympy_of(term[2]) + 1, _step(term[2], after[2]))
    if kind == "f" and term[1] == "gamma":
        return _rising(sympy_of(term[2]), _step(term[2], after[2]))
    if kind == "f" and term[1] == "binomial":
        n, k = sympy_of(term[2]), sympy_of(term[3])
        i, j = _step(term[2], after[2]), _step(term[3], after[3])
        return _rising(n + 1, i) / _rising(k + 1, j) / _rising(n - k + 1, i - j)
    raise NotHypergeometric


def constant_ratio(term: Term, name: str) -> Term | None:
    """term(name + 1) / term(name) where it does not depend on the name: geometric summands."""
    if name not in symbols(term):
        return "1"
    kind = head(term)
    if kind == "*":
        parts = [constant_ratio(t, name) for t in term[1:]]
        return None if None in parts else mul(*(p for p in parts if p != "1"))
    exponential = term[:2] == ("f", "exp")
    if not exponential and (kind != "^" or name in symbols(term[1])):
        return None
    exponent = from_term(term[2])
    rate = sp.expand(exponent.diff(next(s for s in exponent.free_symbols if s.name == name)))
    if any(s.name == name for s in rate.free_symbols):
        return None
    return ("f", "exp", to_term(rate)) if exponential else \
        term[1] if rate == 1 else ("^", term[1], to_term(rate))


def _step(before: Term, after: Term) -> int:
    if not (plain(before) and plain(after)):
        raise NotHypergeometric
    step = sp.expand(sympy_of(after) - sympy_of(before))
    if not step.is_Integer or abs(step) > MAX_SHIFT:
        raise NotHypergeometric
    return int(step)


def _rising(x: sp.Expr, steps: int) -> sp.Expr:
    """Gamma(x + steps) / Gamma(x)."""
    if steps < 0:
        return 1 / _rising(x + steps, -steps)
    return sp.Mul(*(x + i for i in range(steps)))


def telescope(body: Term, name: str, parameter: str | None = None
              ) -> tuple[Term | None, Term] | None:
    """(a, G) with F(n + 1, k) = a F(n, k) + G(k + 1) - G(k); without parameter F = G(k + 1) - G(k).

    G is a rational function times the body.
    """
    k = sp.Symbol(name)
    if parameter is None and (fixed := constant_ratio(body, name)) not in (None, "1"):
        return None, mul(body, inv(add(fixed, "-1")))
    if parameter is None and heads(body) & {"sin", "cos", "exp"} and (
            found := antidifference(body, name)) is not None:
        return None, found
    try:
        step = ratio(body, name)
        shifts = [sp.Integer(1)] if parameter is None else [sp.Integer(1), ratio(body, parameter)]
    except (NotHypergeometric, SymqError, sp.PolynomialError):
        return None
    bottom = sp.lcm_list([sp.fraction(sp.cancel(s))[1] for s in shifts]) if len(shifts) > 1 \
        else sp.Integer(1)
    tops = [sp.cancel(s * bottom) for s in shifts]
    found = _solve(sp.cancel(step * bottom / bottom.subs(k, k + 1)), tops, k)
    if found is None:
        return None
    weights, rational = found
    factors = body[1:] if head(body) == "*" else (body,)
    simple = sympy_of(mul(*(t for t in factors if plain(t))))
    special = [t for t in factors if not plain(t)]
    shape = mul(to_term(sp.factor(rational / bottom * simple)), *special)
    if parameter is None:
        return None, shape
    return to_term(sp.factor(-weights[0])), shape


def _solve(step: sp.Expr, tops: list[sp.Expr], k: sp.Symbol
           ) -> tuple[list[sp.Expr], sp.Expr] | None:
    """Weights a (the last one 1) and R with sum of a * tops = R(k + 1) * step - R(k)."""
    top, bottom = sp.fraction(sp.cancel(step))
    a, b, c = _normal(sp.Poly(top, k), sp.Poly(bottom, k))
    shifted = b.shift(-1)
    polys = [sp.Poly(t, k) for t in tops]
    width = max(p.degree() for p in polys) + c.degree()
    degree = _degree(a, shifted, width)
    if degree is None:
        return None
    columns = [a * sp.Poly((k + 1)**i, k) - shifted * sp.Poly(k**i, k) for i in range(degree + 1)]
    columns += [-p * c for p in polys]
    size = max(p.degree() for p in columns) + 1
    matrix = sp.Matrix(size, len(columns), lambda i, j: columns[j].nth(i))
    null = DomainMatrix.from_Matrix(matrix).to_field().nullspace().to_Matrix()
    for i in range(null.rows):
        row = [sp.cancel(null[i, j] / null[i, len(columns) - 1]) for j in range(len(columns))] \
            if null[i, len(columns) - 1] != 0 else []
        if row:
            x = sum(row[j] * k**j for j in range(degree + 1))
            return row[degree + 1:], sp.cancel(shifted.as_expr() * x / c.as_expr())
    return None


def _normal(a: sp.Poly, b: sp.Poly) -> tuple[sp.Poly, sp.Poly, sp.Poly]:
    """A, B, C with a / b = A(k) C(k + 1) / (B(k) C(k)), no A(k) and B(k + h) with a common root."""
    k = a.gen
    a, b = a.set_domain(a.unify(b)[0].domain), b.set_domain(a.unify(b)[1].domain)
    c = sp.Poly(1, k)
    for h in range(MAX_SHIFT):
        common = a.gcd(b.shift(h))
        if common.degree() > 0:
            a, b = a.quo(common), b.quo(common.shift(-h))
            for i in range(1, h + 1):
                c = c * common.shift(-i)
    return a, b, c


def _degree(a: sp.Poly, b: sp.Poly, width: int) -> int | None:
    """A bound for the degree of the polynomial solution, None if there is none."""
    n, m = a.degree(), b.degree()
    options = set()
    if n != m or sp.cancel(a.LC() - b.LC()) != 0:
        options.add(width - max(n, m))
    elif n == 0:
        options |= {width - n + 1, 0}
    else:
        extra = sp.cancel((b.nth(n - 1) - a.nth(n - 1)) / a.LC())
        options.add(width - n + 1)
        if extra.is_Integer:
            options.add(int(extra))
    best = max(options, default=-1)
    return best if 0 <= best <= MAX_DEGREE else None
