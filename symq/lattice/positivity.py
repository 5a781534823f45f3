"""Why a trigonometric polynomial is not negative: its factors, and squares over bonds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flint import fmpq, fmpq_mpoly
from sympy import Add, Expr, Integer, Mul, Symbol, factor_terms

from symq.algebra.scalars import Field
from symq.lang.statement import Equation, Inequality, Statement
from symq.lattice.lattice import phase, waves
from symq.lattice.laurent import Laurent

Table = dict[tuple[int, ...], dict[tuple[int, ...], fmpq]]
Ways = list[list[list[Statement]]]                           # for each factor: alternatives


def real_factors(c: Laurent, dimension: int) -> tuple[Expr, list[tuple[Laurent, int]]] | None:
    """(front, factors with their powers) of a Laurent polynomial that is real for |z_a| = 1.

    Every factor is real for |z_a| = 1 too; the front does not depend on the wave vector. None if
    there are no such factors, or roots or angles among the couplings.

    >>> front, factors = real_factors(Laurent.of({(1,): -1, (0,): 2, (-1,): -1}).scaled(3), 1)
    >>> front, [(f.expr(), e) for f, e in factors]
    (-3, [(z_1 - 2 + 1/z_1, 1)])
    """
    z = waves(dimension)
    field = Field([*z, *(e for _, e in c.terms)])
    if any(not isinstance(g, Symbol) for g in field.gens):
        return None
    places = [field.index[s] for s in z]
    scalar = field(c.expr())
    content, parts = scalar.num.factor()
    front = field.expr(field.make(field.ctx.constant(content), scalar.den))
    found: list[tuple[Laurent, int]] = []
    for p, e in parts:
        table = _by_cell(p, places)
        sums = _ends(table)
        if any(s % 2 for s in sums):                       # (1 + z)**2 is real but for a phase
            if e % 2:
                return None
            table, e = _by_cell(p * p, places), e // 2
            sums = _ends(table)
        half = tuple(s // 2 for s in sums)
        moved = {tuple(a - b for a, b in zip(n, half, strict=True)): t for n, t in table.items()}
        if any(moved.get(tuple(-a for a in n)) != t for n, t in moved.items()):
            return None
        one = Laurent.of({n: field.expr(field.make(field.ctx.from_dict(t), field.one_poly))
                          for n, t in moved.items()})
        front = front * phase(half)**int(e)
        if one.is_constant:
            front = front * one.expr()**int(e)
        else:
            found.append((one, int(e)))
    return None if front.free_symbols & set(z) else (front, found)


def _by_cell(p: fmpq_mpoly, places: Sequence[int]) -> Table:
    """The coefficients of the monomials in z."""
    table: Table = {}
    for exponents, value in p.to_dict().items():
        rest = tuple(0 if i in places else n for i, n in enumerate(exponents))
        table.setdefault(tuple(int(exponents[i]) for i in places), {})[rest] = value
    return table


def _ends(table: Table) -> list[int]:
    """For each direction the sum of the lowest and the highest power."""
    return [min(powers) + max(powers) for powers in zip(*table, strict=True)]


def squares(c: Laurent, sample: Mapping[Symbol, Expr]) -> list[Statement]:
    """c as a sum of |1 +- z^n|^2 with coefficients that are not negative, and what these are.

    Signs are those at a sample of the couplings. Empty if c has other coefficients than real ones
    that are the same for z^n and z^-n.
    """
    if not c.is_even:
        return []
    rest, terms, signs = Integer(0), list[Expr](), list[Statement]()
    for n, value in c.terms:
        here = value.subs(sample)
        if not here.is_real:
            return []
        if not any(n):
            rest = rest + value
        elif n > tuple(-a for a in n):
            sign = 1 if here.is_nonnegative else -1
            back = phase(tuple(-a for a in n))
            terms.append(Mul(sign * value, 1 + sign * phase(n), 1 + sign * back))
            rest = rest - 2 * sign * value
            signs.append(Inequality(sign * value, ">=", 0))
    rest = factor_terms(rest.expand())
    return [Equation(c.expr(), Add(*terms, rest)), *dict.fromkeys(signs),
            Inequality(rest, ">=", 0)]


def by_factors(c: Laurent, dimension: int, sample: Mapping[Symbol, Expr],
               angles: Sequence[Symbol]) -> tuple[list[Statement], Ways] | None:
    """What shows that c >= 0 for |z_a| = 1: statements, and alternatives for each factor.

    Returns:
        (the identity of c and its factors with the sign of the front, for each factor of odd
        power ways to show that it is not negative); None if there are no real factors.
    """
    found = real_factors(c, dimension)
    if found is None:
        return None
    front, factors = found
    shown: list[Expr] = []
    ways: Ways = []
    point = dict(zip(angles, _PLACE, strict=True))
    for one, e in factors:
        if e % 2 and one.angles(angles[:dimension]).subs({**sample, **point}).evalf().is_negative:
            one, front = one.scaled(-1), -front
        shown.append(one.expr()**e)
        if e % 2:
            direct: Statement = Inequality(one.angles(angles[:dimension]), ">=", 0)
            ways.append([squares(one, sample), [direct]])
    return [Equation(c.expr(), Mul(front, *shown, evaluate=False)),
            Inequality(front, ">=", 0)], ways


def between(c: Laurent, symbol: Symbol, low: Expr, high: Expr
            ) -> tuple[list[Statement], tuple[Laurent, Laurent]] | None:
    """c as a mean of its values at the ends of what a coupling runs over, if it is linear in it.

    Args:
        symbol: the coupling.
        low: the lower end, without it.
        high: the upper end, without it.
    Returns:
        (the identity and the bounds, c at both ends); None if c is not linear in the coupling.
    """
    slopes = [e.diff(symbol) for _, e in c.terms]
    if any(d.has(symbol) for d in slopes) or not any(d.expand() for d in slopes):
        return None
    ends = tuple(Laurent.of([(n, e.subs(symbol, v)) for n, e in c.terms]) for v in (low, high))
    mean = Add(*((part * end.expr() / (high - low)) for part, end in
                 zip((high - symbol, symbol - low), ends, strict=True)))
    found: list[Statement] = [Equation(c.expr(), mean), Inequality(symbol, ">=", low),
                              Inequality(symbol, "<=", high)]
    if (high - low).free_symbols:
        found.append(Inequality(high - low, ">", 0))
    return found, (ends[0], ends[1])


_PLACE = (Integer(1) / 2, Integer(3) / 4, Integer(5) / 7)
__all__ = ["between", "by_factors", "real_factors", "squares"]
