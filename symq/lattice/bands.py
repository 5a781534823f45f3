"""Bands: factored characteristic polynomials over the whole zone, and what can be read off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product as cartesian
from typing import Any

import numpy as np
from sympy import (
    Abs,
    Add,
    Eq,
    Expr,
    I,
    Integer,
    Matrix,
    Mul,
    Pow,
    Rational,
    Symbol,
    cancel,
    cos,
    exp,
    expand,
    factor,
    pi,
    radsimp,
    roots,
    sin,
    sqrt,
    symbols,
)

from symq.algebra.scalars import Field
from symq.errors import DimensionError, EngineRefusal, InputError, UnsupportedError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.shown import characteristic
from symq.lang.statement import All, Asymptotic, Equation, Inequality, Statement, expression
from symq.lattice.fast import Factor
from symq.lattice.lattice import Lattice
from symq.lattice.laurent import Laurent
from symq.prove.api import prove

OMEGA = Symbol("omega")
FAR = 1e-6                              # from zero, for a number of ordinary size at one point


@checked
@dataclass(frozen=True)
class Band:
    """A factor of the characteristic polynomial: one or more branches.

    Attributes:
        coefficients: c_1, ..., c_m of v**m + c_1 v**(m-1) + ... + c_m.
        power: 1 if v is the frequency (or energy) omega, 2 if v = omega**2.
        multiplicity: how often the factor occurs.
    """

    coefficients: tuple[Laurent, ...]
    power: int = 1
    multiplicity: int = 1

    @property
    def degree(self) -> int:
        """The number of roots v."""
        return len(self.coefficients)

    @property
    def is_zero(self) -> bool:
        """Whether the frequency is exactly zero in the whole zone."""
        return not any(self.coefficients)

    @property
    def is_flat(self) -> bool:
        """Whether the frequency does not depend on the wave vector."""
        return all(c.is_constant for c in self.coefficients)

    def polynomial(self, omega: Expr = OMEGA, angles: Sequence[object] | None = None) -> Expr:
        """The factor in omega; coefficients in z_a, or with z_a = exp(i angle_a)."""
        m, v = self.degree, omega**self.power
        shown = [c.expr() if angles is None else c.angles(angles) for c in self.coefficients]
        return Add(v**m, *(c * v**(m - k) for k, c in enumerate(shown, 1)))

    def frequencies(self, values: Sequence[object]) -> tuple[Expr, ...]:
        """The roots omega (for v = omega**2 those with plus sign) at numbers or symbols z_a.

        Raises:
            EngineRefusal: the roots are no radicals.
        """
        v = Symbol("_v")
        shown = [c.at(values) for c in self.coefficients]
        found = roots(Add(v**self.degree, *(c * v**(self.degree - k)
                                            for k, c in enumerate(shown, 1))), v)
        if sum(found.values()) != self.degree:
            raise EngineRefusal(f"the {self.degree} roots of this factor are no radicals",
                                "use its polynomial")
        every = [cancel(r) if not r.has(Pow) else r for r, n in found.items() for _ in range(n)]
        return tuple(sqrt(r) if self.power == 2 else r for r in every)


@checked
@dataclass(frozen=True)
class Branch:
    """omega = (coefficient eps)**exponent for small eps, as roots of `polynomial`.

    Attributes:
        exponent: omega is proportional to eps**exponent.
        polynomial: in the symbol `omega`: its roots are the limits of omega/eps**exponent.
        count: how many branches (both signs of omega counted where v = omega**2).
        coefficients: the roots where they are found in closed form, else None; only those that are
            not negative for v = omega**2, and for modes that occur with omega and -omega.
        provided: what is not known to follow from what is assumed about the couplings: where one
            of these fails the exponent is another one.
    """

    exponent: Rational
    polynomial: Expr
    count: int
    coefficients: tuple[Expr, ...] | None
    provided: tuple[Statement, ...] = ()


@checked
@dataclass(frozen=True)
class Bands:
    """All bands of a model on a lattice.

    Attributes:
        lattice: with its cell; wave vectors enter as z_a = exp(i k.vectors[a]).
        bands: factors; their product is the characteristic polynomial.
        kind: what the frequencies are and to which order they hold, in words.
        paired: whether the factors f(-omega) belong to the polynomial too and are left out. The
            sign of a root is then a sense of rotation, and the energy of the mode is |omega|.
        assuming: what is assumed about the couplings.
    """

    lattice: Lattice
    bands: tuple[Band, ...]
    kind: str = ""
    paired: bool = False
    assuming: tuple[Any, ...] = field(default=(), compare=False, repr=False)

    def polynomial(self, omega: Expr = OMEGA, angles: Sequence[object] | None = None) -> Expr:
        """The characteristic polynomial as a product of its factors, those left out apart."""
        return Mul(*(b.polynomial(omega, angles)**b.multiplicity for b in self.bands))

    @property
    def zero_bands(self) -> int:
        """How many bands vanish in the whole zone (omega and -omega counted once)."""
        return sum(b.multiplicity * b.degree for b in self.bands if b.is_zero)

    @property
    def flat_bands(self) -> tuple[Band, ...]:
        """The factors that do not depend on the wave vector."""
        return tuple(b for b in self.bands if b.is_flat)

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """The couplings that occur, sorted by name."""
        found = {s for b in self.bands for c in b.coefficients for _, e in c.terms
                 for s in e.free_symbols}
        return tuple(sorted(found, key=lambda s: s.name))

    def gapless_at(self, values: Sequence[object]) -> int:
        """How many roots v vanish at this point of the zone (numbers z_a of modulus one)."""
        return sum(_vanishing([c.at(values) for c in band.coefficients], Known(self.assuming))
                   * band.multiplicity for band in self.bands)

    def gapless_points(self, order: int = 2) -> dict[tuple[Expr, ...], int]:
        """The points where frequencies vanish, among z_a = exp(2 pi i m/order): {angles: number}.

        Bands that vanish in the whole zone are not counted, nor points where frequencies vanish
        for some of the allowed couplings only: see `gapless_where`.

        Raises:
            InputError: order below 1.
        """
        known, found = Known(self.assuming), {}
        for angles, values in self._corners(order):
            count = sum(n * _vanishing(v, known) for n, v in values)
            if count:
                found[angles] = count
        return found

    def gapless_where(self, order: int = 2) -> dict[tuple[Expr, ...], tuple[Statement, ...]]:
        """For which couplings more frequencies vanish at points z_a = exp(2 pi i m/order).

        Returns:
            {angles: equations}, where what is assumed does not exclude that they hold.
        Raises:
            InputError: order below 1.

        >>> from symq.lattice import SpinModel, chain, ferromagnet, heisenberg
        >>> J, S, h = symbols("J S h")
        >>> model = SpinModel.on(chain(), S, {1: heisenberg(-J)}, field=(0, 0, h),
        ...                      assuming=[J > 0, S > 0, h >= 0])
        >>> bands = ferromagnet(model).bands()
        >>> bands.gapless_points(), bands.gapless_where()
        ({}, {(0,): (Equation(lhs=h, rhs=0),)})
        """
        known = Known(self.assuming)
        found: dict[tuple[Expr, ...], tuple[Statement, ...]] = {}
        for angles, values in self._corners(order):
            first = [v[len(v) - 1 - low] for _, v in values
                     if (low := _vanishing(v, known)) < len(v)]
            special = known.provided(map(_normal, map(expand, first)))
            if special:
                found[angles] = tuple(Equation(s.lhs, s.rhs) for s in special)
        return found

    def _corners(self, order: int) -> Iterator[tuple[tuple[Expr, ...],
                                                     list[tuple[int, list[Expr]]]]]:
        """Points of a grid, and the multiplicity and coefficients of each band there."""
        integer(order, "order", 1)
        for m in cartesian(range(order), repeat=self.lattice.dimension):
            yield tuple(2 * pi * Rational(j, order) for j in m), [
                (band.multiplicity, [Add(*(e * unit(sum(
                    a * b for a, b in zip(n, m, strict=True)), order) for n, e in c.terms))
                    for c in band.coefficients]) for band in self.bands if not band.is_zero]

    def frequencies_at(self, angles: Sequence[float], couplings: dict[Symbol, object]
                       ) -> np.ndarray:
        """Floating-point frequencies, sorted, for pictures and comparisons.

        Raises:
            InputError: a coupling has no value.
        """
        missing = [str(s) for s in self.symbols if s not in couplings]
        if missing:
            raise InputError(f"the couplings {', '.join(missing)} have no values; give numbers for "
                             "all of them")
        found: list[float] = []
        z = np.exp(1j * np.asarray(angles, dtype=float))
        for band in self.bands:
            values = [complex(sum(complex(e.subs(couplings)) * np.prod(z**np.array(n))
                                  for n, e in c.terms)) for c in band.coefficients]
            r = np.roots([1.0, *values]) if values else np.array([])
            if band.power == 2:
                r = np.sqrt(r.astype(complex))
            found += [float(x.real) for x in r for _ in range(band.multiplicity)]
        return np.sort(np.array(found))

    def small_momentum(self, direction: Sequence[object] | None = None,
                       point: Sequence[object] | None = None,
                       angles: Sequence[object] | None = None) -> tuple[Branch, ...]:
        """The branches that vanish at a point of the zone: exponent and coefficient.

        Args:
            direction: Cartesian direction n, k = eps n; symbols n_x, n_y, n_z if left out.
            point: the z_a of the point; 1 if left out.
            angles: the point by its angles k.vectors[a], as `gapless_points` gives it.
        Returns:
            One `Branch` per edge of the Newton polygon of each factor. Coefficients that vanish by
            what is assumed are left out; that others do not vanish is assumed or `provided`.
        Raises:
            InputError: both `point` and `angles`, or numbers z_a that are not of modulus one.

        >>> from symq.lattice import SpinModel, chain, ferromagnet, heisenberg
        >>> J, S = symbols("J S", positive=True)
        >>> bands = ferromagnet(SpinModel.on(chain(), S, {1: heisenberg(-J)})).bands()
        >>> [(b.exponent, b.coefficients) for b in bands.small_momentum((1,))]
        [(2, (J*S,))]
        """
        dimension = len(self.lattice.vectors[0])
        if direction is None:
            direction = symbols("n_x n_y n_z")[:dimension]
        if len(direction) != dimension:
            raise DimensionError(f"a direction here has {dimension} components")
        here = self._point(point, angles)
        along = Add(*(expression(c)**2 for c in direction))
        known = Known((*self.assuming, *([Inequality(along, ">", Integer(0))]
                                         if along.free_symbols else [])))
        rates = self.lattice.phases(direction)
        found: list[Branch] = []
        for band in self.bands:
            if not band.is_zero:
                edges = _newton(band, rates, here, known)
                found += [_upward(b, known) if self.paired and band.power == 1 else b
                          for _ in range(band.multiplicity) for b in edges]
        return tuple(found)

    def _point(self, point: Sequence[object] | None, angles: Sequence[object] | None
               ) -> tuple[Expr, ...]:
        """The z_a of a point of the zone."""
        if point is not None and angles is not None:
            raise InputError("give the point by `point` or by `angles`, not by both")
        given = point if angles is None else angles
        if given is None:
            return (Integer(1),) * self.lattice.dimension
        values = tuple(expression(v) for v in given)
        if len(values) != self.lattice.dimension:
            raise DimensionError(f"{len(values)} numbers for a point of a zone of dimension "
                                 f"{self.lattice.dimension}")
        if angles is not None:
            return tuple(cos(v) + I * sin(v) for v in values)
        for v in values:
            if v.is_number and abs(abs(complex(v)) - 1) > 1e-9:
                raise InputError(f"z = {v} is not of modulus one; give exp(i k.a), or the angles "
                                 "k.a by angles=...")
        return values

    def dispersion_statement(self, matrix: object, omega: Expr = OMEGA) -> Statement:
        """det(omega - matrix) is the product of the factors: for a matrix in z_a."""
        m = Matrix(matrix)                                    # type: ignore[arg-type]
        return Equation(characteristic(m, omega), self.polynomial(omega))


class Known:
    """What is proved about numbers that depend on couplings."""

    def __init__(self, assuming: Sequence[Any]) -> None:
        self.assuming = tuple(assuming)
        self._equations = any(isinstance(a, Eq | Equation | All) for a in self.assuming)

    def holds(self, value: Expr, rel: str) -> bool:
        """Whether value rel 0 is proved."""
        claim = Equation(value, Integer(0)) if rel == "=" else Inequality(value, rel, Integer(0))
        return prove(claim, self.assuming).verdict == "proved"

    def vanishes(self, value: Expr) -> bool:
        """Whether what is not identically zero is zero by an equation that is assumed."""
        return self._equations and bool(value.free_symbols) and self.holds(value, "=")

    def provided(self, values: Iterable[Expr]) -> tuple[Inequality, ...]:
        """That some numbers are not zero, as far as that does not follow."""
        shown = (-v if v.could_extract_minus_sign() else v for v in map(factor, values))
        return tuple(Inequality(v, "!=", Integer(0)) for v in dict.fromkeys(shown)
                     if v.free_symbols and not self.holds(v, "!="))


def _upward(branch: Branch, known: Known) -> Branch:
    """Coefficients of modes that occur with both signs, with the sign plus."""
    def plus(value: Expr) -> Expr:
        if not value.free_symbols:
            return abs(value)
        return value if known.holds(value, ">=") else -value if known.holds(value, "<=") \
            else Abs(value)

    if branch.coefficients is None:
        return branch
    return replace(branch, coefficients=tuple(map(plus, branch.coefficients)))


def _vanishing(coefficients: Sequence[Expr], known: Known) -> int:
    """How many roots of v**m + c_1 v**(m-1) + ... are zero."""
    low = 0
    for c in reversed(coefficients):
        point = {s: Rational(2 * k + 1, k + 5) for k, s in
                 enumerate(sorted(c.free_symbols, key=str), 1)}
        if (abs(complex(c.subs(point))) > FAR or cancel(_normal(expand(c))) != 0) \
                and not known.vanishes(c):
            break
        low += 1
    return low


def unit(m: int, order: int) -> Expr:
    """exp(2 pi i m/order), by its real and imaginary part.

    >>> unit(1, 4)
    I
    """
    angle = 2 * pi * Rational(m, order)
    return cos(angle) + I * sin(angle)


def lowest(c: Laurent, rates: Sequence[Expr], point: Sequence[Expr], limit: int = 24,
           known: Known | None = None) -> tuple[int, Expr] | None:
    """The lowest power of eps in c(point exp(i eps rates)) and its coefficient; None for 0."""
    if not c:
        return None
    for power in range(limit):
        value = c.moment(rates, power, point)
        if value.has(I, Pow):
            value = _normal(value)
        if value != 0 and cancel(value) != 0 and not (known and known.vanishes(value)):
            return power, value
    if known and all(known.vanishes(e) for _, e in c.terms):
        return None
    raise EngineRefusal(f"the first {limit} orders of a coefficient vanish", "choose a direction")


def _normal(value: Expr) -> Expr:
    """Roots of unity in lowest terms, so that zero is seen to be zero."""
    if not value.has(I, cos, exp) and not any(not p.exp.is_Integer for p in value.atoms(Pow)):
        return value
    try:
        return Field([value])(value).expr()
    except UnsupportedError:
        return radsimp(value)


def _newton(band: Band, rates: Sequence[Expr], point: Sequence[Expr], known: Known
            ) -> list[Branch]:
    """Edges of the lower Newton polygon: v**i has coefficient ~ eps**order_i."""
    m = band.degree
    points: list[tuple[int, int, Expr]] = [(m, 0, Integer(1))]
    for k, c in enumerate(band.coefficients, 1):
        low = lowest(c, rates, point, known=known)
        if low is not None:
            points.append((m - k, *low))
    points.reverse()                                          # by power of v, ascending
    found: list[Branch] = []
    i = 0
    while points[i][0] != m:
        p, o, _ = points[i]
        slopes = [(Rational(o - oo, q - p), j) for j, (q, oo, _) in enumerate(points) if q > p]
        best = max(s for s, _ in slopes)
        last = max(j for s, j in slopes if s == best)
        if best > 0:
            edge = [(q - p, c) for q, oo, c in points[i:last + 1] if o - oo == best * (q - p)]
            found.append(replace(_branch(edge, best, band.power),
                                 provided=known.provided((edge[0][1], edge[-1][1]))))
        i = last
    return found


def _branch(edge: list[tuple[int, Expr]], slope: Rational, power: int) -> Branch:
    v = Symbol("_v")
    polynomial = Add(*(c * v**q for q, c in edge))
    count = max(q for q, _ in edge)
    solved = roots(polynomial, v)
    values: tuple[Expr, ...] | None = None
    if sum(solved.values()) == count:
        every = [factor(r) for r, n in solved.items() for _ in range(n)]
        values = tuple(sqrt(r) if power == 2 else r for r in every)
    return Branch(slope / power, polynomial.subs(v, OMEGA**power), count * power, values)


@checked
def leading_statement(c: Laurent, direction: Sequence[Expr], eps: Symbol,
                      point: Sequence[object]) -> Asymptotic:
    """c(point exp(i eps direction)) = coefficient eps**order + O(eps**(order + 1))."""
    low = lowest(c, direction, point)
    if low is None:
        raise InputError("the coefficient vanishes identically")
    order, value = low
    moved = [(n, e * Mul(*(expression(p)**m for p, m in zip(point, n, strict=True))))
             for n, e in c.terms]
    shown = Laurent.of(moved).angles([eps * d for d in direction])
    return Asymptotic(shown, value * eps**order, ((eps, 1),), Rational(order + 1))


def bands_of(lattice: Lattice, factors: Sequence[Factor], kind: str = "",
             assuming: tuple[Any, ...] = ()) -> Bands:
    """Bands from factors of det(omega - h)."""
    return Bands(lattice, tuple(Band(f.coefficients, 1, f.multiplicity) for f in factors), kind,
                 assuming=assuming)


def squared_bands(lattice: Lattice, factors: Sequence[Factor], kind: str = "",
                  positive: dict[Symbol, object] | None = None, assuming: tuple[Any, ...] = ()
                  ) -> Bands:
    """Bands from factors of a polynomial that is even in omega.

    A pair f(omega) f(-omega) is shown by the factor whose roots are positive at the sample
    `positive` of the couplings; a factor that is even itself by its polynomial in omega**2.
    """
    left = {f.coefficients: f.multiplicity for f in factors}
    found: list[Band] = []
    for f in factors:
        if not left.get(f.coefficients):
            continue
        mirror = mirrored(f)
        count = left[f.coefficients]
        if mirror == f.coefficients and f.degree % 2 == 0:
            found.append(Band(f.coefficients[1::2], 2, count))
            left[f.coefficients] = 0
        elif mirror == f.coefficients:                        # omega itself: zero modes in pairs
            found.append(Band(f.coefficients, 1, count // 2))
            left[f.coefficients] = 0
        else:
            chosen = f.coefficients if _mean(f.coefficients[0], positive) <= 0 else mirror
            found.append(Band(chosen, 1, count))
            left[f.coefficients] = left[mirror] = 0
    return Bands(lattice, tuple(found), kind, True, assuming)


def mirrored(f: Factor) -> tuple[Laurent, ...]:
    """The coefficients of f(-omega), made monic."""
    return tuple(c if k % 2 == 0 else c.scaled(-1) for k, c in enumerate(f.coefficients, 1))


def is_even(factors: Sequence[Factor]) -> bool:
    """Whether with each factor f(omega) also f(-omega) occurs, as often."""
    count = {f.coefficients: f.multiplicity for f in factors}
    return all(count.get(mirrored(f)) == f.multiplicity for f in factors)


def _mean(trace: Laurent, sample: dict[Symbol, object] | None) -> float:
    """The mean over the zone of minus the sum of the roots."""
    constant = next((c for n, c in trace.terms if not any(n)), Integer(0))
    values = {s: (sample or {}).get(s, 1) for s in constant.free_symbols}
    return float(constant.subs(values))


__all__ = ["OMEGA", "Band", "Bands", "Branch", "bands_of", "leading_statement", "lowest",
           "squared_bands"]
