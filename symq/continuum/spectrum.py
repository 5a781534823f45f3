"""The zeroth-order step: which modes persist, which rotate, decay or grow."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from math import lcm
from typing import Any

from flint import acb, acb_poly, arb, ctx, fmpq, fmpz_poly
from sympy import Add, Expr, Rational, Symbol, sqrt

from symq.continuum.fast import Poly
from symq.continuum.linear import Dense, characteristic
from symq.continuum.ring import Builder, Needed
from symq.lang.statement import Inequality, Statement

BITS = 256


@dataclass(frozen=True)
class Factor:
    """An irreducible factor of the characteristic polynomial of the zeroth-order step.

    Attributes:
        coefficients: of 1, x, x**2, ... in the eigenvalue x, coprime integers where possible.
        multiplicity: how often it occurs.
        kind: "unit" (roots of unity), "inside", "outside", "circle" (on the unit circle, no
            roots of unity), "assumed" (depends on parameters; taken to lie inside).
        order: the order of the roots of unity, else 0.
        modulus: the square of the modulus of all roots if it is one rational number, else None.
    """

    coefficients: tuple[int | Expr, ...]
    multiplicity: int
    kind: str
    order: int = 0
    modulus: Rational | None = None

    @property
    def polynomial(self) -> Expr:
        """The factor in the symbol `lambda`."""
        x = Symbol("lambda")
        return Add(*(c * x**k for k, c in enumerate(self.coefficients)))

    def assumption(self) -> Statement | None:
        """The statement |root| < 1 of a linear factor in a real parameter."""
        if self.kind != "assumed" or len(self.coefficients) != 2:
            return None
        b, a = self.coefficients
        return Inequality(b**2, "<", a**2)


@dataclass(frozen=True)
class Spectrum:
    """The factors of the characteristic polynomial of the zeroth-order step.

    Attributes:
        factors: what they are and where their roots lie.
        gaps: distances of roots from 1, by which slow manifolds divide: what has no inverse yet.
    """

    factors: tuple[Factor, ...]
    gaps: tuple[Any, ...] = field(default=(), compare=False, repr=False)

    @property
    def orders(self) -> tuple[int, ...]:
        """Orders of the roots of unity."""
        return tuple(sorted({f.order for f in self.factors if f.kind == "unit"}))

    @property
    def period(self) -> int:
        """The least number of steps after which every root of unity has returned to 1."""
        return lcm(*self.orders) if self.orders else 1

    def of_kind(self, kind: str) -> tuple[Factor, ...]:
        """The factors of one kind."""
        return tuple(f for f in self.factors if f.kind == kind)


def spectrum(zeroth: Dense, builder: Builder) -> Spectrum:
    """Factor the characteristic polynomial and place its roots."""
    ring = builder.ring
    found: dict[str, tuple[Poly, int, bool]] = {}
    x = ring.gen("lambda")
    for coefficients in characteristic(zeroth, ring):
        chi = sum((c * x**k for k, c in enumerate(coefficients)), ring.zero)
        cofactor, norm = ring.norm(builder.clear(ring, chi)[0])
        plain = cofactor.is_constant()
        for factor, e in norm.factor()[1]:
            if not factor.degrees()[ring.place["lambda"]]:
                continue
            if not plain and not _occurs(factor, chi, builder):
                continue
            label = str(builder.key(ring, factor))
            old = found.get(label)
            found[label] = (factor, int(e) + (old[1] if old else 0), plain)
    gaps = tuple(k for p, _, _ in found.values() if (k := _gap(p, builder)) is not None)
    return Spectrum(tuple(_place(p, e, builder) for _, (p, e, _) in sorted(found.items())), gaps)


def _univariate(factor: Poly, builder: Builder) -> fmpz_poly | None:
    """The factor as a polynomial in one variable with integer coefficients."""
    ring = builder.ring
    place = ring.place["lambda"]
    if ring.support(factor) != {place}:
        return None
    table = {int(e[place]): c for e, c in factor.to_dict().items()}
    scale = lcm(*(int(c.q) for c in table.values()))
    found = fmpz_poly([int(table.get(k, fmpq(0)) * scale) for k in range(max(table) + 1)])
    return found / found.content()


def _place(factor: Poly, e: int, builder: Builder) -> Factor:
    plain = _univariate(factor, builder)
    if plain is None:
        kind = "circle" if reciprocal(factor, builder) else "assumed"
        return Factor(tuple(map(builder.expr, _by_power(factor, builder))), e, kind)
    whole = tuple(int(c) for c in plain)
    if whole == (0, 1):
        return Factor(whole, e, "inside", modulus=Rational(0))
    order = int(plain.is_cyclotomic() or 0)
    if order:
        return Factor(whole, e, "unit", order, Rational(1))
    with ctx.workprec(BITS):
        sizes = [abs(root) for root in _plain_roots(plain)]
        modulus = _common_modulus(plain, sizes)
        if any(s > 1 for s in sizes):
            return Factor(whole, e, "outside", modulus=modulus)
        if all(s < 1 for s in sizes):
            return Factor(whole, e, "inside", modulus=modulus)
    return Factor(whole, e, "circle", modulus=modulus)


def _gap(factor: Poly, builder: Builder) -> Any:
    """The distance from 1 to the roots, if its inverse is not at hand yet: it will be needed."""
    ring = builder.ring
    gap = sum(_by_power(factor, builder), ring.zero)
    if not gap or gap.is_constant() or reciprocal(factor, builder):
        return None
    for part, _ in gap.factor()[1]:
        try:
            builder.unit(ring, part)
        except Needed as needed:
            return needed.key
    return None


def _by_power(factor: Poly, builder: Builder) -> list[Poly]:
    """The coefficients of the powers of the eigenvalue."""
    ring = builder.ring
    place = ring.place["lambda"]
    tables: dict[int, dict[tuple[int, ...], fmpq]] = {}
    for e, c in factor.to_dict().items():
        tables.setdefault(int(e[place]), {})[(*e[:place], 0, *e[place + 1:])] = c
    return [ring.ctx.from_dict(tables.get(k, {})) for k in range(max(tables) + 1)]


def _plain_roots(plain: fmpz_poly) -> list[acb]:
    """Isolating balls of the roots."""
    pairs: Any = plain.complex_roots()
    return [root for root, _ in pairs]


def _common_modulus(plain: fmpz_poly, sizes: list[arb]) -> Rational | None:
    """The square of the modulus of all roots, if it is the same rational number for all."""
    degree = plain.degree()
    if not all(a.overlaps(b) for a, b in pairwise(sizes)):
        return None
    product = Rational(abs(int(plain[0])), abs(int(plain[degree])))
    value = product**Rational(2, degree)
    return value if value.is_Rational else None


def reciprocal(factor: Poly, builder: Builder) -> bool:
    """Whether the roots come as r and 1/conj(r)."""
    ring = builder.ring
    place = ring.place["lambda"]
    degree = int(factor.degrees()[place])
    turned = {}
    for exponents, c in ring.conjugate(factor).to_dict().items():
        flipped = (*exponents[:place], degree - int(exponents[place]), *exponents[place + 1:])
        turned[flipped] = c
    other = ring.ctx.from_dict(turned)
    a, b = _by_power(factor, builder)[-1], _by_power(other, builder)[-1]
    return builder.vanishes(ring, ring.reduce(a * other - b * factor))


def _occurs(factor: Poly, chi: Poly, builder: Builder) -> bool:
    """Whether a factor of the norm is one of the polynomial itself, not of a conjugate."""
    ring = builder.ring
    place = ring.place["lambda"]
    with ctx.workprec(BITS):
        values = numerical_values(builder)
        table: dict[int, acb] = {}
        for exponents, c in factor.to_dict().items():
            term = acb(c)
            for i, e in enumerate(exponents):
                if e and i != place:
                    term = term * values[i]**int(e)
            k = int(exponents[place])
            table[k] = table.get(k, acb(0)) + term
        roots = _roots([table.get(k, acb(0)) for k in range(max(table) + 1)])
        for root in roots:
            total = acb(0)
            for exponents, c in chi.to_dict().items():
                term = acb(c)
                for i, e in enumerate(exponents):
                    if e:
                        term = term * (root if i == place else values[i])**int(e)
                total = total + term
            if total.contains(0):
                return True
    return False


def _roots(coefficients: list[acb]) -> list[acb]:
    return list(acb_poly(coefficients).roots())


def numerical_values(builder: Builder) -> list[acb]:
    """A ball for each generator at one fixed point; algebraic numbers at their own value."""
    ring, values = builder.ring, list[acb]()
    for i, generator in enumerate(ring.generators):
        kind, key = generator.kind, generator.key
        if kind == "algebraic":
            values.append(acb(0, 1) if key[0] == "i" else acb(key[1]).sqrt() if key[0] == "sqrt"
                          else (acb(0, 2) * acb.pi() / key[1]).exp())
        else:
            values.append(acb(fmpq(7 * i + 3, 5 * i + 11)))

    def value(key: tuple[object, ...]) -> acb:
        total = acb(0)
        for exponents, c in builder.read(ring, key).to_dict().items():
            term = acb(c)
            for i, e in enumerate(exponents):
                if e:
                    term = term * values[i]**int(e)
            total = total + term
        return total

    for name, kind, key in builder.inner_first(ring):
        a = value(key)
        made = {"inverse": {"": 1 / a}, "angle": {"sin_": a.sin(), "cos_": a.cos()},
                "radical": {"rad_": a.sqrt()}, "log": {"log_": a.log()},
                "real": {"exp_": a.exp(), "neg_": (-a).exp()}}[kind]
        for label, number in made.items():
            values[ring.place[label + name]] = number
    return values


def normalised_orders(factor: Factor) -> tuple[int, ...] | None:
    """Orders of (root / modulus)**2 for a factor whose roots have one modulus; None if infinite."""
    if factor.modulus in (None, 0):
        return None
    plain = fmpz_poly([int(c) for c in factor.coefficients])
    mirrored = fmpz_poly([int(c) * (-1) ** k for k, c in enumerate(factor.coefficients)])
    squares = [int(c) for c in plain * mirrored][::2]
    p, q = int(factor.modulus.p), int(factor.modulus.q)
    top = len(squares) - 1
    scaled = fmpz_poly([c * p**k * q**(top - k) for k, c in enumerate(squares)])
    orders = {int((part / part.content()).is_cyclotomic() or 0)
              for part, _ in scaled.factor()[1]}
    return None if 0 in orders else tuple(sorted(orders))


def decay_factor(found: Spectrum) -> tuple[Expr, int] | None:
    """(modulus, period) of the slowest decaying modes if dividing by it makes them persist."""
    if found.of_kind("unit") or found.of_kind("outside") or found.of_kind("circle") \
            or found.of_kind("assumed"):
        return None
    sizes = [f.modulus for f in found.factors]
    if any(s is None for s in sizes) or not any(sizes):
        return None
    top = max(s for s in sizes if s is not None)
    orders: set[int] = set()
    for factor in found.factors:
        if factor.modulus == top:
            more = normalised_orders(factor)
            if more is None:
                return None
            orders |= set(more)
    return sqrt(top), 2 * lcm(*orders)

