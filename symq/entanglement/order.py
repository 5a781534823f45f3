"""What assumptions say about the sign of an expression, decided by exact linear algebra."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import sympy
from sympy import Expr, Integer, Symbol, default_sort_key

from symq.entanglement import fast
from symq.errors import DomainError, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import All, Equation, Inequality, Statement, Truth, expression, statement
from symq.prove import prove


def read_assumptions(assuming: Iterable[object]) -> tuple[Statement, ...]:
    """The assumptions as statements, conjunctions taken apart, in the given order.

    Raises:
        InputError: one of them is neither an equation nor an order relation.
        DomainError: one of them is the constant `False`.

    >>> from sympy import symbols
    >>> x, y = symbols("x y")
    >>> read_assumptions([x >= y, True])
    (Inequality(lhs=x, rel='>=', rhs=y),)
    """
    found: list[Statement] = []
    for item in assuming:
        s = statement(item)
        if isinstance(s, All):
            found.extend(read_assumptions(s.parts))
        elif isinstance(s, Truth):
            if not s.value:
                raise DomainError("the assumption False holds nowhere")
        elif isinstance(s, Equation | Inequality):
            if s not in found:
                found.append(s)
        else:
            raise InputError(f"assumption {s} is neither an equation nor an order relation")
    return tuple(found)


def _forms(assuming: Sequence[Statement], symbols: Iterable[Symbol]) -> list[tuple[Expr, bool]]:
    """Expressions known to be >= 0, each with whether it is > 0."""
    forms: list[tuple[Expr, bool]] = []
    for s in assuming:
        if isinstance(s, Equation):
            forms += [(s.lhs - s.rhs, False), (s.rhs - s.lhs, False)]
        elif isinstance(s, Inequality) and s.rel != "!=":
            big, small = (s.lhs, s.rhs) if s.rel in (">", ">=") else (s.rhs, s.lhs)
            forms.append((big - small, s.rel in ("<", ">")))
    for symbol in sorted(symbols, key=default_sort_key):
        if symbol.is_positive:
            forms.append((symbol, True))
        elif symbol.is_nonnegative:
            forms.append((symbol, False))
    return forms


@checked
def known_relation(expr: Expr, assuming: Iterable[object] = ()) -> str | None:
    """The strongest of ">", ">=", "=", "<=", "<" that relates `expr` to 0, as far as it is known.

    Args:
        expr: a rational function; a number may contain square roots.
        assuming: equations and order relations.
    Returns:
        The relation, or None when the assumptions do not give one.
    Raises:
        InputError: an assumption is neither an equation nor an order relation.
    Conventions:
        Farkas: the numerator times the denominator is written as a combination with coefficients
        >= 0 of what is assumed to be >= 0 and, for degree two, of products of two such forms.
        None means "not found", never "false".

    >>> from sympy import Rational, Symbol
    >>> s = Symbol("s")
    >>> known_relation(s - (1 - s)/2, [s >= Rational(1, 3)])
    '>='
    """
    expr = expression(expr)
    if not expr.free_symbols:
        return {1: ">", 0: "=", -1: "<"}[fast.sign(expr)]
    relations = read_assumptions(assuming)
    if any(map(fast.has_angles, (expr, *(e for r in relations if isinstance(
            r, Equation | Inequality) for e in (r.lhs, r.rhs))))):
        return _proved_relation(expr, relations)
    symbols = set(expr.free_symbols)
    for s in relations:
        if isinstance(s, Equation | Inequality):
            symbols |= s.lhs.free_symbols | s.rhs.free_symbols
    forms = _forms(relations, symbols)
    ring = fast.Ring([expr, *(f for f, _ in forms)])
    if ring.radicands:
        return "=" if ring.is_zero(expr) else None
    f = ring.fraction(expr)
    if f.num == 0:
        return "="
    product = f.num * f.den
    members = [(ring.one, True)]
    for form, strict in forms:
        g = ring.fraction(form)
        if g.den.is_constant():
            members.append((g.num * (1 / g.den.leading_coefficient()), strict))
    for target, answers in ((product, (">", ">=")), (-product, ("<", "<="))):
        found = _combine(target, members)
        if found is not None:
            return answers[0] if found else answers[1]
    return None


def _proved_relation(expr: Expr, relations: Sequence[Statement]) -> str | None:
    """The same where the linear algebra of polynomials does not reach."""
    if fast.is_zero(expr):
        return "="
    return next((rel for rel in (">", "<", ">=", "<=") if
                 prove(Inequality(expr, rel, Integer(0)), relations).verdict == "proved"), None)


def _combine(target: fast.Poly, members: list[tuple[fast.Poly, bool]]) -> bool | None:
    """Whether `target` is a combination of the members, and then whether it is positive."""
    cones = [members]
    if target.total_degree() == 2:
        pairs = [(p * q, s and t) for i, (p, s) in enumerate(members) for q, t in members[i:]]
        cones.append(pairs)
    for cone in cones:
        monomials = sorted({m for p, _ in cone for m in p.to_dict()} | set(target.to_dict()))
        zero = fast.flint.fmpq(0)
        vectors = [[p.to_dict().get(m, zero) for m in monomials] for p, _ in cone]
        goal = [target.to_dict().get(m, zero) for m in monomials]
        # strict members first, so that ">" is found before ">="
        order = sorted(range(len(cone)), key=lambda i: not cone[i][1])
        solution = fast.nonnegative_combination(goal, [vectors[i] for i in order])
        if solution is not None:
            return any(cone[order[j]][1] and c > 0 for j, c in solution.items())
    return None


@checked
def chain(items: Sequence[Expr], *, strict: bool = False) -> tuple[Statement, ...]:
    """The assumptions items[0] >= items[1] >= ... (`>` with strict=True).

    >>> from sympy import symbols
    >>> chain(symbols("x y"))
    (Inequality(lhs=x, rel='>=', rhs=y),)
    """
    rel = ">" if strict else ">="
    return tuple(Inequality(a, rel, b) for a, b in pairwise(items))


@checked
def symbols_decreasing(n: int, name: str = "x", *, positive: bool = True
                       ) -> tuple[tuple[Symbol, ...], tuple[Statement, ...]]:
    """Symbols x1, ..., xn with the assumptions x1 >= x2 >= ... >= xn > 0.

    Args:
        n: how many.
        name: prefix of the names.
        positive: end the chain with > 0; otherwise with >= 0, and x1 > 0 apart.

    >>> symbols_decreasing(2)[1]
    (Inequality(lhs=x1, rel='>=', rhs=x2), Inequality(lhs=x2, rel='>', rhs=0))
    """
    integer(n, "the number of symbols", 1, 10_000)
    xs = tuple(Symbol(f"{name}{i}") for i in range(1, n + 1))
    zero: Expr = Integer(0)
    end: tuple[Statement, ...] = (Inequality(xs[-1], ">", zero),) if positive else \
        (Inequality(xs[-1], ">=", zero), Inequality(xs[0], ">", zero))
    return xs, (*chain(xs), *end)


def as_exprs(values: Iterable[object], what: str) -> tuple[Expr, ...]:
    """Exact expressions of an iterable; the message of a refusal names `what`."""
    if isinstance(values, sympy.MatrixBase):
        values = list(values)
    try:
        return tuple(expression(v) for v in values)
    except TypeError:
        raise InputError(f"{what} must be a sequence of exact numbers or expressions, "
                         f"got {values!r}") from None
