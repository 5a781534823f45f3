"""One step of a scheme as a series of normal-ordered differential operators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import factorial
from typing import Any, TypeVar

from sympy import Expr, Integer, Pow, Symbol, cancel, fraction

from symq.continuum.expand import Divergence, Expander
from symq.continuum.fast import Matrix, Poly, Series
from symq.continuum.linear import dense, inverse, sparse
from symq.continuum.model import Scaling, Scheme, Shift, monomial
from symq.continuum.ring import Builder, Needed, nodes
from symq.continuum.spectrum import Spectrum, spectrum
from symq.errors import EngineRefusal

Found = TypeVar("Found")
Entries = list[tuple[int, int, Expr]]


@dataclass
class Step:
    """The one-level form Phi(t + step) = M Phi(t), expanded.

    Attributes:
        scheme: what was expanded.
        scaling: how.
        builder: the ring of the coefficients.
        series: M.
        rate: tau with step = tau h**power.
        power: see rate.
        moving_time: whether coefficients depend on time; then the last axis is time, and the
            series is that of exp(-step d/dt) M.
        modes: the factors of the zeroth order by what it is divided by, once they are known.
    """

    scheme: Scheme
    scaling: Scaling
    builder: Builder
    series: Series
    rate: Poly
    power: int
    moving_time: bool
    modes: dict[tuple[Any, ...], Spectrum] = field(default_factory=dict)

    @property
    def zeroth(self) -> list[list[Poly]]:
        """The zeroth order."""
        n = self.scheme.size
        return dense(self.series.order(0), n, n, self.builder.ring)

    def spectrum(self, zeroth: list[list[Poly]], scale: Poly) -> Spectrum:
        """The factors of the zeroth order divided by a scale."""
        key = self.builder.key(self.builder.ring, scale)
        if key not in self.modes:
            self.modes[key] = spectrum(zeroth, self.builder)
        known = self.builder.inverses.values()
        missing = [gap for gap in self.modes[key].gaps if gap not in known]
        for gap in missing:
            self.builder.add("inverse", gap)
        if missing:
            raise Needed("inverse", missing[0])
        return self.modes[key]

    def widened(self) -> Step:
        """The same in the ring of its builder, which has learnt inverses in the meantime."""
        ring, old = self.builder.ring, self.series
        terms = {k: {ij: p.project_to_context(ring.ctx) for ij, p in m.items()}
                 for k, m in old.terms.items()}
        return replace(self, series=Series(ring, old.shape, terms, old.top),
                       rate=self.rate.project_to_context(ring.ctx))


class Plan:
    """The scaled scheme, ready to be expanded to any depth.

    Args:
        scheme: the difference equations.
        scaling: how the lattice is refined.
        drift: displacement of a moving frame in one step, per axis.
        extra: further expressions whose symbols the ring should know.
    """

    def __init__(self, scheme: Scheme, scaling: Scaling, drift: tuple[Expr, ...] | None = None,
                 extra: tuple[Expr, ...] = ()) -> None:
        scaling = scaling.whole([scheme.step, *scheme.spacings, *scheme.coefficients(),
                                 *(drift or ()), *extra])
        self.scheme, self.scaling = scheme, scaling
        small = scaling.small
        self.rate, self.power = monomial(scaling.apply(scheme.step), small, "the time step")
        self.spacings = [monomial(scaling.apply(s), small, f"the spacing of {a}")
                         for s, a in zip(scheme.spacings, scheme.axes, strict=True)]
        known: dict[Expr, Expr] = {}

        def scaled(entry: Expr) -> Expr:
            value = entry if entry.is_Rational else known.get(entry)
            if value is None:
                value = scaling.apply(entry)
                if any(isinstance(p, Pow) and p.exp.is_negative
                       and p.base.xreplace({small: Integer(0)}) == 0 for p in nodes(value)):
                    value = _open_poles(value, small)
                known[entry] = value
            return value

        self.stencils: list[list[tuple[Shift, Entries]]] = [
            [(s, [(i, j, scaled(e)) for (i, j), e in sorted(m.todok().items())])
             for s, m in part] for part in scheme.stencils()]
        entries = list(known.values())
        self.moving_time = any(scheme.time in e.free_symbols for e in entries)
        self.axes = (*scheme.axes, scheme.time) if self.moving_time else scheme.axes
        self.drift = None if drift is None else tuple(scaling.apply(d) for d in drift)
        self.entries = [*entries, self.rate, *(c for c, _ in self.spacings), *(self.drift or ()),
                        *(scaling.apply(e) for e in extra)]

    @property
    def weights(self) -> tuple[int, ...]:
        """The power of h that goes with a derivative along each axis."""
        space = tuple(w for _, w in self.spacings)
        return (*space, self.power) if self.moving_time else space

    def builder(self, depth: int) -> Builder:
        """The generators needed up to an order."""
        found = Builder(self.axes, self.weights, depth)
        found.survey(self.entries, (self.scaling.small,))
        return found

    def expand(self, depth: int, then: Callable[[Step], Found]) -> Found:
        """Expand one step and hand it on; start again when a generator is missing."""
        builder, step = self.builder(depth), None
        for _ in range(60):
            try:
                if step is None:
                    step = self.step(builder, depth)
                return then(step)
            except Needed as missing:
                builder.add(missing.kind, missing.key)
                step = step.widened() if step and missing.kind == "inverse" else None
        raise EngineRefusal("the coefficients need too many different inverses and functions",
                            "name common sub-expressions by symbols")

    def step(self, builder: Builder, depth: int) -> Step:
        """One step, as far as the generators suffice."""
        expander = Expander(builder, self.scaling.small, depth)
        ring, scheme = builder.ring, self.scheme
        n, levels, size = scheme.n, scheme.levels, scheme.size
        shifts = Shifts(expander, self)
        new = shifts.stencil(self.stencils[0], n)
        old = [shifts.stencil(part, n) for part in self.stencils[1:]]
        if not scheme.is_explicit:
            start = inverse(dense(new.order(0), n, n, ring), builder)
            if start is None:
                raise EngineRefusal("the implicit part is singular at zeroth order",
                                    "rescale the unknowns of the new time level")
            turn = new.inverse(sparse(start))
            old = [turn @ part for part in old]
        terms: dict[int, Matrix] = {}
        for level, part in enumerate(old):
            for k, matrix in part.terms.items():
                into = terms.setdefault(k, {})
                for (i, j), p in matrix.items():
                    into[(levels - 1) * n + i, level * n + j] = p
        for i in range((levels - 1) * n):
            terms.setdefault(0, {})[i, i + n] = ring.one
        series = Series(ring, (size, size), terms, depth)
        if self.drift is not None:
            series = shifts.along(self.drift, size) @ series
        rate = expander.series(self.rate)[0]
        if self.moving_time:
            back = [Integer(0)] * len(scheme.axes) + [-self.rate * self.scaling.small**self.power]
            series = shifts.along(tuple(back), size) @ series
        return Step(scheme, self.scaling, builder, series, rate, self.power, self.moving_time)


def _open_poles(value: Expr, small: Symbol) -> Expr:
    """The expression with its powers of h in the denominator as one factor."""
    above, below = fraction(cancel(value))
    power = 0
    while below.subs(small, 0) == 0 and power < 16:
        below, power = cancel(below / small), power + 1
    return above / below * small**-power


class Sum(Divergence):
    """A sum of coefficients grows without bound."""


class Shifts:
    """Translations as exponentials of derivatives."""

    def __init__(self, expander: Expander, plan: Plan) -> None:
        self.expander, self.plan = expander, plan
        self.ring = expander.ring
        self.known: dict[tuple[Expr, ...], list[Poly]] = {}

    def translation(self, displacement: tuple[Expr, ...]) -> list[Poly]:
        """exp(displacement . d/dx) in powers of h."""
        found = self.known.get(displacement)
        if found is None:
            expander, ring = self.expander, self.ring
            exponent = expander.const(ring.zero)
            for d, place in zip(displacement, ring.xi, strict=False):
                if d:
                    exponent = expander.add(exponent, [p * ring.gens[place]
                                                       for p in expander.series(d)])
            if exponent[0]:
                raise EngineRefusal(f"the displacement {displacement} does not shrink with "
                                    f"{self.plan.scaling.small}")
            found = expander.const(ring.one)
            power, k = found, 0
            while any(power):
                k += 1
                power = expander.mul(power, exponent)
                found = expander.add(found, [p / factorial(k) for p in power])
                if k > expander.depth:
                    break
            self.known[displacement] = found
        return found

    def stencil(self, part: list[tuple[Shift, Entries]], n: int) -> Series:
        """The operator of a stencil; coefficients may diverge if their sum does not."""
        small = self.plan.scaling.small
        for lift in range(5):
            try:
                return self._stencil([(s, [(i, j, e * small**lift) for i, j, e in entries])
                                      for s, entries in part] if lift else part, n, lift)
            except Divergence as diverges:
                if lift == 4 or isinstance(diverges, Sum):
                    raise
        raise AssertionError("the loop ends by return or raise")

    def _stencil(self, part: list[tuple[Shift, Entries]], n: int, lift: int) -> Series:
        small = self.plan.scaling.small
        wide = self
        if lift:
            builder = self.plan.builder(self.expander.depth + lift)
            builder.roots, builder.waves, builder.inverses = (
                self.expander.builder.roots, self.expander.builder.waves,
                self.expander.builder.inverses)
            wide = Shifts(Expander(builder, small, self.expander.depth + lift), self.plan)
        expander, ring = wide.expander, wide.ring
        terms: dict[int, Matrix] = {}
        for shift, entries in part:
            move = wide.translation(tuple(s * c * small**w for s, (c, w) in
                                          zip(shift, self.plan.spacings, strict=True)))
            orders = [(k, p, terms.setdefault(k, {})) for k, p in enumerate(move) if p]
            products: dict[Expr, list[tuple[Matrix, Poly]]] = {}
            for i, j, entry in entries:
                product = products.get(entry)
                if product is None:
                    head, *rest = expander.series(entry)
                    if any(rest):
                        product = [(terms.setdefault(k, {}), p) for k, p in
                                   enumerate(expander.raw([head, *rest], move)) if p]
                    else:
                        product = [(into, head * p) for _, p, into in orders]
                    products[entry] = product
                for into, p in product:
                    old = into.get((i, j))
                    into[i, j] = p if old is None else old + p
        terms = {k: {ij: ring.reduce(p) for ij, p in m.items()} for k, m in terms.items()}
        if not lift:
            return Series(ring, (n, n), terms, expander.depth)
        for k in range(lift):
            for p in terms.get(k, {}).values():
                if not expander.builder.vanishes(ring, p):
                    raise Sum(f"the coefficients diverge like {small}**{k - lift}, also in their "
                              "sum", "choose another scaling or other components")
        return Series(self.ring, (n, n), {
            k - lift: {ij: p.project_to_context(self.ring.ctx) for ij, p in m.items()}
            for k, m in terms.items() if k >= lift}, self.expander.depth)

    def along(self, displacement: tuple[Expr, ...], size: int) -> Series:
        """A translation of all components."""
        move = self.translation(displacement)
        return Series(self.ring, (size, size),
                      {k: {(i, i): p for i in range(size)} for k, p in enumerate(move) if p},
                      self.expander.depth)
