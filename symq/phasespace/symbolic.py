"""The uncertainty relation for entries that are no rational numbers: roots, symbols, functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Expr, ImmutableMatrix, Integer, Poly, Symbol, factor_list, sqrt

from symq.algebra.scalars import Field, Scalar
from symq.errors import EngineRefusal
from symq.lang.statement import Equation, Inequality
from symq.phasespace.space import PhaseSpace
from symq.prove import prove

Rows = list[list[Scalar]]


class Signs:
    """What is proved about the signs of expressions under some assumptions."""

    def __init__(self, assuming: Sequence[Any]) -> None:
        self.assuming = tuple(assuming)
        self._known: dict[tuple[Expr, str], bool] = {}

    def holds(self, value: Expr, rel: str) -> bool:
        """Whether value rel 0 is proved."""
        key = (value, rel)
        if key not in self._known:
            claim = Equation(value, Integer(0)) if rel == "=" else \
                Inequality(value, rel, Integer(0))
            self._known[key] = prove(claim, self.assuming).verdict == "proved"
        return self._known[key]

    def defined(self, value: Scalar) -> bool:
        """Whether a fraction in lowest terms is proved to have a denominator that is not zero."""
        below = Scalar(value.field, value.den, value.field.one_poly).expr()
        return self.holds(below**2, ">")

    def refuse(self, value: Expr, rel: str) -> EngineRefusal:
        """The refusal where value rel 0 would have to be known."""
        return EngineRefusal(f"whether {value} {rel} 0 is not known",
                             "say so by assuming=[...], or state the condition with "
                             "uncertainty_statement")


def factors(rows: Rows, field: Field, signs: Signs
            ) -> tuple[tuple[Rows, list[Scalar]] | None, list[Scalar] | None]:
    """(L, D) with M = L D L^T and D >= 0, or a vector v with v^T M v < 0.

    Raises:
        EngineRefusal: the sign of a pivot is not known.
    """
    size = len(rows)
    rest = [list(row) for row in rows]
    lower = [[field.one if i == j else field.zero for j in range(size)] for i in range(size)]
    pivots: list[Scalar] = []
    for k in range(size):
        pivot = rest[k][k]
        below = [i for i in range(k + 1, size) if not rest[i][k].is_zero()]
        value = pivot.expr()
        zero = pivot.is_zero()
        if not zero and signs.holds(value, "<"):
            return None, _above(lower, {k: field.one}, field)
        if zero and below:
            i = below[0]
            if not signs.holds(rest[i][k].expr()**2, ">"):
                raise signs.refuse(rest[i][k].expr(), "!=")
            share = -(rest[i][i] + field.one) / (field.rational(2) * rest[i][k])
            return None, _above(lower, {k: share, i: field.one}, field)
        shares = {i: rest[i][k] / pivot for i in below}
        if not zero and not signs.holds(value, ">") and not (
                signs.holds(value, ">=") and all(signs.defined(s) for s in shares.values())):
            raise signs.refuse(value, ">" if below else ">=")
        pivots.append(pivot)
        for i, share in shares.items():
            lower[i][k] = share
            for j in range(k + 1, i + 1):
                rest[i][j] = rest[i][j] - share * rest[k][j]
                rest[j][i] = rest[i][j]
    return (lower, pivots), None


def _above(lower: Rows, local: dict[int, Scalar], field: Field) -> list[Scalar]:
    """The solution of L^T v = local."""
    size = len(lower)
    v = [local.get(i, field.zero) for i in range(size)]
    for i in range(size - 1, -1, -1):
        for j in range(i + 1, size):
            v[i] = v[i] - lower[j][i] * v[j]
    return v


def null_vector(lower: Rows, place: int, field: Field) -> list[Scalar]:
    """A vector that L D L^T takes to zero, the pivot at this place being zero."""
    return _above(lower, {place: field.one}, field)


def inverse(lower: Rows, pivots: Sequence[Scalar], field: Field) -> Rows:
    """The inverse of L D L^T."""
    size = len(pivots)
    columns = []
    for k in range(size):
        v = [field.one if i == k else field.zero for i in range(size)]
        for i in range(size):
            for j in range(i):
                v[i] = v[i] - lower[i][j] * v[j]
        columns.append(_above(lower, {i: v[i] / pivots[i] for i in range(size)}, field))
    return [[columns[j][i] for j in range(size)] for i in range(size)]


def product(a: Rows, b: Rows, field: Field) -> Rows:
    """The product of two matrices."""
    columns = list(zip(*b, strict=True))
    found = []
    for row in a:
        line = []
        for column in columns:
            value = field.zero
            for x, y in zip(row, column, strict=True):
                value = value + x * y
            line.append(value)
        found.append(line)
    return found


def matrix(rows: Rows) -> ImmutableMatrix:
    """Rows of scalars as a matrix of sympy."""
    return ImmutableMatrix([[x.expr() for x in row] for row in rows])


def eigenvalues(space: PhaseSpace, gamma: ImmutableMatrix, signs: Signs
                ) -> tuple[tuple[Expr, int], ...]:
    """The symplectic eigenvalues in closed form, as far as square roots give them.

    Raises:
        EngineRefusal: the characteristic polynomial has a factor of higher degree in nu^2.
    """
    field = Field(list(gamma))
    rows = [[field(x) for x in gamma.row(i)] for i in range(gamma.rows)]
    form = [[field(x) for x in space.J.row(i)] for i in range(gamma.rows)]
    square = product(form, rows, field)
    square = [[-x for x in row] for row in product(square, square, field)]
    x = Symbol("x")                                # each value nu^2 occurs twice
    whole = Poly(_characteristic(square, field), x)
    found: list[tuple[Expr, int]] = []
    for part, power in factor_list(whole.as_expr(), x)[1]:
        poly = Poly(part, x)
        if poly.degree() > 2:
            raise EngineRefusal(f"the squares of symplectic eigenvalues solve {part} = 0 of "
                                "degree above two", "give rational entries")
        if poly.degree() == 1:
            found.append((root(-poly.nth(0) / poly.nth(1), signs), power // 2))
            continue
        a, b, c = poly.all_coeffs()
        middle = root(field.extended([a, c])(c / a).expr(), signs)         # nu nu'
        if field.covers([middle]):
            total = field.extended([a, b])(-b / a)                         # nu^2 + nu'^2
            twice = total.field(2 * middle)
            up, down = (root(x.expr(), signs) for x in (total + twice, total - twice))
            found += [((up + down) / 2, power // 2), ((up - down) / 2, power // 2)] \
                if down != 0 else [(up / 2, power)]
            continue
        gap = field.extended([a, b, c])(b * b - 4 * a * c).expr()
        step = Integer(0) if gap == 0 else root(gap, signs)
        found += [(root((s * step - b) / (2 * a), signs), power // 2 if step != 0 else power)
                  for s in ((1, -1) if step != 0 else (1,))]
    return tuple(found)


def _characteristic(rows: Rows, field: Field) -> list[Expr]:
    """The coefficients of det(x - A), the highest first, by Faddeev and LeVerrier."""
    size = len(rows)
    total = [[field.one if i == j else field.zero for j in range(size)] for i in range(size)]
    found = [field.one]
    for k in range(1, size + 1):
        total = product(rows, total, field)
        trace = sum((total[i][i] for i in range(size)), field.zero)
        found.append(-trace / field.rational(k))
        for i in range(size):
            total[i][i] = total[i][i] + found[-1]
    return [c.expr() for c in found]


def root(value: Expr, signs: Signs) -> Expr:
    """The square root of what is not negative, squares of known sign taken out."""
    if not value.free_symbols:
        return sqrt(value)
    whole, rest, amount = Integer(1), [Integer(1), Integer(1)], Integer(1)
    for k, (polynomial, sign) in enumerate(zip(
            value.together().as_numer_denom(), (1, -1), strict=True)):
        number, parts = factor_list(polynomial)
        if not number.is_Rational:
            return sqrt(value)
        amount *= number**sign
        for part, power in parts:
            whole *= part**(sign * (power // 2))
            rest[k] *= part**(power % 2)
    above, below = (r.expand() for r in rest)
    left = above / below * (1 if amount > 0 else -1)
    if left.is_Rational and left < 0:
        return sqrt(value)
    outside = sqrt(abs(amount)) * sqrt(left)
    if signs.holds(whole, ">="):
        return whole * outside
    return -whole * outside if signs.holds(whole, "<=") else sqrt(value)


__all__ = ["Signs", "eigenvalues", "factors", "inverse", "matrix", "null_vector", "product",
           "root"]
