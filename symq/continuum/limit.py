"""Continuum limits: period, slow manifold, generator, all orders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from flint import fmpq
from sympy import (
    Add,
    Derivative,
    Expr,
    Function,
    ImmutableMatrix,
    Integer,
    Symbol,
    factor_terms,
)
from sympy import (
    Matrix as SymMatrix,
)

from symq.continuum.expand import Expander
from symq.continuum.fast import Matrix, Poly, Series
from symq.continuum.linear import Dense, dense, kernel, minus, times, unit
from symq.continuum.manifold import Slow, constant, repeated, slow_manifold, split
from symq.continuum.model import Scaling, Scheme
from symq.continuum.ring import Builder
from symq.continuum.spectrum import Factor, Spectrum, decay_factor, spectrum
from symq.continuum.step import Plan, Step
from symq.errors import EngineRefusal, InputError
from symq.lang.statement import Equation, Statement, expression

Found = TypeVar("Found")


@dataclass(frozen=True)
class ContinuumLimit:
    """What a scheme becomes on a fine lattice.

    Attributes:
        scheme: the difference equations.
        scaling: how the lattice is refined.
        period: the stroboscopic period p: the limit describes every p-th step.
        normalisation: factor divided out of every step.
        branch: root of unity divided out of every step; None if all modes are followed.
        spectrum: factors of the zeroth-order step.
        names: names of the slow variables.
        orders: number of computed orders of the generator beyond the leading one.
        leading: the lowest power of h in log G / (p step) that does not vanish, or None.
    Conventions:
        The slow variables obey du/dt = (L_0 + h L_1 + h**2 L_2 + ...) u, with derivatives to
        the right of coefficients.
    """

    scheme: Scheme
    scaling: Scaling
    period: int
    normalisation: Expr
    branch: Expr | None
    spectrum: Spectrum
    names: tuple[str, ...]
    orders: int
    work: Work = field(repr=False, compare=False)

    # -- the generator ----------------------------------------------------------------------------
    @property
    def dimension(self) -> int:
        """Number of slow variables."""
        return len(self.names)

    def operator(self, k: int = 0) -> ImmutableMatrix:
        """L_k as a matrix; `d_x` stands for d/dx, to the right of its coefficient.

        Raises:
            InputError: k is beyond the computed orders.
        """
        if not 0 <= k <= self.orders:
            raise InputError(f"order {k} was not computed (0 ... {self.orders}); ask for more "
                             "with orders=...")
        d, builder = self.dimension, self.work.builder
        return SymMatrix(d, d, lambda i, j: builder.expr(
            self.work.generator.entry(k, i, j))).as_immutable()

    @property
    def fields(self) -> tuple[Any, ...]:
        """The slow variables as functions of the coordinates and time."""
        return tuple(Function(n)(*self.scheme.axes, self.scheme.time) for n in self.names)

    def apply(self, k: int, fields: Sequence[Expr] | None = None) -> tuple[Expr, ...]:
        """L_k applied to fields (by default the slow variables)."""
        given = self.fields if fields is None else tuple(fields)
        return tuple(Add(*(self.work.applied(self.work.generator.entry(k, i, j), given[j])
                           for j in range(self.dimension))) for i in range(self.dimension))

    def pde(self, corrections: int = 0) -> tuple[Statement, ...]:
        """The equations du/dt = L_0 u + h L_1 u + ..., up to h**corrections."""
        h, t = self.scaling.small, self.scheme.time
        total = [Integer(0)] * self.dimension
        for k in range(corrections + 1):
            for i, term in enumerate(self.apply(k)):
                total[i] += h**k * term
        return tuple(Equation(Derivative(f, t), r) for f, r in zip(self.fields, total, strict=True))

    @cached_property
    def remainder(self) -> int | None:
        """The order in h of the first correction to the limit that does not vanish.

        None if all computed corrections vanish.
        """
        found = [k for k in self.work.generator.terms if k >= 1]
        return min(found, default=None)

    @property
    def assumptions(self) -> tuple[Statement, ...]:
        """What is assumed about the modes that decay."""
        found = (f.assumption() for f in self.spectrum.of_kind("assumed"))
        return tuple(a for a in found if a is not None)

    @property
    def fast(self) -> tuple[Factor, ...]:
        """Factors of the zeroth-order step whose modes decay."""
        return self.spectrum.of_kind("inside") + self.spectrum.of_kind("assumed")

    def slow_rows(self) -> ImmutableMatrix:
        """The slow variables in terms of the components, at zeroth order."""
        return self.work.matrix(self.work.slow.splitting.rows)

    def slow_state(self, order: int = 0) -> ImmutableMatrix:
        """The coefficient of h**order of the state on the slow manifold, as an operator on u."""
        return self.work.series_matrix(self.work.embedding, order)


@dataclass
class Work:
    """The series behind a limit.

    Attributes:
        plan: what was expanded.
        step: one step.
        steps: p steps, normalised.
        slow: manifold and flow.
        log: log G, where G is the p-step map of the slow variables.
        generator: log G / (p tau h**q), as a series.
        embedding: state on the slow manifold as an operator on u.
        again: runs a function on the limit, computed anew in a ring with all that it needs.
    """

    plan: Plan
    step: Step
    steps: Series
    slow: Slow
    log: Series
    generator: Series
    embedding: Series
    again: Callable[..., Any]

    @property
    def builder(self) -> Builder:
        """The ring of everything."""
        return self.step.builder

    def matrix(self, rows: Dense) -> ImmutableMatrix:
        """A matrix of the ring as expressions."""
        return SymMatrix([[self.builder.expr(p) for p in row] for row in rows]).as_immutable()

    def series_matrix(self, series: Series, k: int) -> ImmutableMatrix:
        """One order of a series as expressions."""
        rows, columns = series.shape
        return self.matrix(dense(series.order(k), rows, columns, self.builder.ring))

    def applied(self, poly: Poly, field: Expr) -> Expr:
        """A normal-ordered operator applied to an expression."""
        ring, builder = self.builder.ring, self.builder
        table: dict[tuple[int, ...], dict[tuple[int, ...], fmpq]] = {}
        for exponents, c in poly.to_dict().items():
            orders = tuple(int(exponents[p]) for p in ring.xi)
            rest = list(exponents)
            for p in ring.xi:
                rest[p] = 0
            table.setdefault(orders, {})[tuple(rest)] = c
        total = []
        for orders in sorted(table):
            coefficient = factor_terms(builder.expr(ring.ctx.from_dict(table[orders])))
            pairs = [(a, o) for a, o in zip(builder.axes, orders, strict=True) if o]
            total.append(coefficient * (Derivative(field, *pairs) if pairs else field))
        return Add(*total)


def continuum_limit(scheme: Scheme, scaling: Scaling, *, orders: int = 0,
                    period: int | None = None, normalise: Any = None, branch: Any = None,
                    observables: Any = None, names: Sequence[str] | None = None,
                    moving_frame: Sequence[Any] | Any = None) -> ContinuumLimit:
    """The limiting equations of a scheme, with corrections.

    Args:
        scheme: the difference equations.
        scaling: the small parameter and everything that shrinks with it.
        orders: corrections h L_1, ..., h**orders L_orders to compute beyond the limit.
        period: stroboscopic period; found if absent, refused if it does not fit.
        normalise: divide each step by this factor. By default nothing, except that when every
            mode decays the slowest ones are made to persist.
        branch: a root of unity; follow only the modes that are multiplied by it in each step,
            step by step (by default all modes on the unit circle, every p-th step).
        observables: matrix whose rows define the slow variables (default: found).
        names: names of the slow variables.
        moving_frame: velocity of a moving frame (per axis), in terms of spacing and step.
    Returns:
        The limit; `.pde()`, `.operator(k)`, `.remainder`, `.period` and more.
    Raises:
        EngineRefusal: there is no such limit; the reason and what would work.
    Conventions:
        Cost: p-th power by squaring, about n**3 N**2 products of polynomials per square for n
        components and N = orders + power of the step; then one linear solve per order.

    >>> from sympy import symbols, Rational
    >>> x, t, h, e, D = symbols("x t h e D")
    >>> half = Rational(1, 2)
    >>> walk = Scheme.explicit({1: half, -1: half}, ("u",), (x,), (h,), t, e)
    >>> limit = continuum_limit(walk, Scaling.diffusive(h, e, D), orders=2)
    >>> limit.operator(0)[0], limit.operator(2)[0]
    (D*d_x**2, -D*d_x**4/6)
    """
    if orders < 0:
        raise InputError(f"orders={orders} must not be negative")
    drift = _drift(scheme, moving_frame)
    unit_root = None if branch is None else expression(branch)
    factor = None if normalise is None else expression(normalise)
    extra = tuple(e for e in (unit_root, factor) if e is not None)
    rows = None if observables is None else SymMatrix(observables)
    if rows is not None:
        extra = (*extra, *rows)
    plan = Plan(scheme, scaling, drift, extra)
    if drift is not None and any(plan.scheme.functions()) and _moving(plan):
        raise EngineRefusal("a moving frame makes coefficients that depend on position depend "
                            "on time", "write the scheme in the moving coordinates")

    def again(then: Callable[[ContinuumLimit], Found]) -> Found:
        def run(step: Step) -> Found:
            run_ = _Derivation(plan, step, orders, period, factor, unit_root, rows, names)
            return then(run_.run(again))

        return plan.expand(plan.power + orders, run)

    return again(lambda limit: limit)


def _drift(scheme: Scheme, velocity: Any) -> tuple[Expr, ...] | None:
    if velocity is None:
        return None
    given = tuple(velocity) if isinstance(velocity, tuple | list) else (velocity,)
    if len(given) != len(scheme.axes):
        raise InputError(f"a moving frame needs {len(scheme.axes)} velocities, got {len(given)}")
    return tuple(expression(v) * scheme.step for v in given)


def _moving(plan: Plan) -> bool:
    builder = plan.builder(0)
    return bool(builder.functions or builder.coordinates)


class _Derivation:
    """One run of the algorithm on an expanded step."""

    def __init__(self, plan: Plan, step: Step, orders: int, period: int | None,
                 normalise: Expr | None, branch: Expr | None, observables: Any,
                 names: Sequence[str] | None) -> None:
        self.plan, self.step, self.orders = plan, step, orders
        self.wanted, self.branch, self.names = period, branch, names
        self.builder, self.ring = step.builder, step.builder.ring
        self.normalise = Integer(1) if normalise is None else normalise
        self.auto = normalise is None
        self.observables = observables
        self.whole = 0

    def closed(self, value: Expr) -> Poly:
        """A number or parameter of the ring."""
        return Expander(self.builder, self.step.scaling.small, 0).series(
            self.plan.scaling.apply(value))[0]

    def run(self, again: Callable[..., Any]) -> ContinuumLimit:
        zeroth = self.step.zeroth
        series = self.step.series
        scale = self.closed(self.normalise * (Integer(1) if self.branch is None
                                                else self.branch))
        if scale != 1:
            inverse = self.builder.inverse(self.ring, scale)
            series = series.scale(inverse)
            zeroth = [[self.ring.reduce(p * inverse) for p in row] for row in zeroth]
        found = spectrum(zeroth, self.builder)
        period, power = self._period(found, zeroth)
        steps = series**period
        if power != 1:
            steps = steps.scale(self.builder.inverse(self.ring, self.closed(power)))
        after = dense(steps.order(0), len(zeroth), len(zeroth), self.ring)
        rows = None
        if self.observables is not None:
            m = self.observables
            rows = [[self.closed(m[i, j]) for j in range(m.cols)] for i in range(m.rows)]
        slow = slow_manifold(steps, split(after, self.builder, rows), self.builder)
        log = slow.flow.log()
        log = self._tidy(log)
        self._diverges(log, period)
        rate = self.builder.inverse(self.ring, self.step.rate * period)
        q = self.step.power
        d = len(slow.splitting.rows)
        terms = {k - q: {ij: self.ring.reduce(p * rate) for ij, p in m.items()}
                 for k, m in log.terms.items()}
        if self.step.moving_time:
            zero = terms.setdefault(0, {})
            for i in range(d):
                zero[i, i] = zero.get((i, i), self.ring.zero) + self.ring.gens[self.ring.xi[-1]]
        generator = Series(self.ring, (d, d), terms, self.orders)
        embedding = self._embedding(slow)
        work = Work(self.plan, self.step, steps, slow, log, generator, embedding, again)
        return ContinuumLimit(self.step.scheme, self.step.scaling, period, self.normalise,
                              self.branch, found, self._names(slow), self.orders, work)

    def _tidy(self, log: Series) -> Series:
        if len(self.builder.inverses) < 2:
            return log
        return Series(self.ring, log.shape, {
            k: {ij: self.builder.simplest(self.ring, p) for ij, p in m.items()}
            for k, m in log.terms.items()}, log.top)

    def _embedding(self, slow: Slow) -> Series:
        split_ = slow.splitting
        top = slow.flow.top
        lift = constant(split_.lift, self.ring, top)
        if not slow.graph.shape[0]:
            return lift
        return lift + constant(split_.complement, self.ring, top) @ slow.graph

    def _names(self, slow: Slow) -> tuple[str, ...]:
        rows = slow.splitting.rows
        if self.names is not None:
            if len(self.names) != len(rows):
                raise InputError(f"{len(self.names)} names for {len(rows)} slow variables")
            return tuple(self.names)
        known = self.step.scheme.state_names()
        units = unit(len(known), self.ring)
        found = []
        for i, row in enumerate(rows):
            place = next((j for j, one in enumerate(units) if one == row), None)
            base = "u" if len(rows) == 1 else f"u{i + 1}"
            found.append(known[place] if place is not None else base)
        return tuple(found) if len(set(found)) == len(found) else tuple(
            f"u{i + 1}" for i in range(len(rows)))

    def _period(self, found: Spectrum, zeroth: Dense) -> tuple[int, Expr]:
        """The stroboscopic period and the factor to divide p steps by."""
        outside, circle = found.of_kind("outside"), found.of_kind("circle")
        if outside:
            raise EngineRefusal(f"growing modes: {outside[0].polynomial} has roots outside the "
                                "unit circle", "normalise by the growth, if it is the same for "
                                "all modes of interest")
        if circle and self.branch is None:
            raise EngineRefusal(
                f"the zeroth-order step rotates by an angle that is no fraction of a turn: "
                f"{circle[0].polynomial} has roots on the unit circle that are no roots of unity",
                "use rotating_limit, which divides the rotation out")
        power: Expr = Integer(1)
        orders = found.orders
        if self.branch is not None:
            period = 1
            if 1 not in orders:
                raise EngineRefusal(f"no mode is multiplied by {self.branch} in each step")
        elif orders:
            period = found.period
        else:
            decay = decay_factor(found) if self.auto else None
            if decay is None:
                raise EngineRefusal(self._nothing(found), "normalise each step by the factor of "
                                    "the modes that should persist")
            modulus, period = decay
            period, power = self._shorten(zeroth, modulus, period)
            self.normalise = modulus
        if self.wanted is not None:
            if self.wanted < 1 or self.wanted % period:
                raise EngineRefusal(f"after {self.wanted} steps the zeroth-order step is not the "
                                    "identity on the modes that persist",
                                    f"use the period {period} or a multiple of it")
            power = power**(self.wanted // period)
            period = self.wanted
        return period, power

    def _shorten(self, zeroth: Dense, modulus: Expr, period: int) -> tuple[int, Expr]:
        """Half the period if that already does, and what p steps are divided by."""
        half = period // 2
        value = modulus**half
        if value.is_Rational:
            again = repeated(zeroth, self.builder, half)
            n = len(again)
            factor = self.ring.const(1 / value)
            gap = minus([[p * factor for p in row] for row in again], unit(n, self.ring))
            wide = times(gap, minus([[p * factor for p in row] for row in again],
                                    [[-p for p in r] for r in unit(n, self.ring)]), self.ring)
            if len(kernel(gap, self.builder)) == len(kernel(wide, self.builder)):
                return half, value
        return period, modulus**period

    def _nothing(self, found: Spectrum) -> str:
        return "no mode persists: the zeroth-order step has the factors " + ", ".join(
            str(f.polynomial) for f in found.factors)

    def _diverges(self, log: Series, period: int) -> None:
        """Refuse orders that must vanish and do not."""
        q, h = self.step.power, self.step.scaling.small
        low = log.first()
        if low is None or low >= q:
            return
        matrix = log.order(low)
        (i, j), poly = min(matrix.items())
        term = self.builder.expr(poly)
        shown = f"{h**low}*({term})"
        advice = f"a time step of order {h}**{low} gives a limit"
        frame = self._frame(matrix, low, len(range(log.shape[0])), period)
        if frame is not None:
            advice = (f"a moving frame with velocity {frame} removes it"
                      if low >= 1 else advice) + f", or {advice}"
        raise EngineRefusal(f"the term {shown} (entry {i + 1},{j + 1}) of the logarithm of "
                            f"{period} steps is larger than the time step, of order {h}**{q}: "
                            "the limit diverges under this scaling", advice)

    def _frame(self, matrix: Matrix, low: int, d: int, period: int) -> Expr | None:
        """The velocity of the frame in which a diverging drift disappears, if there is one."""
        ring = self.ring
        first = matrix.get((0, 0))
        if first is None or set(matrix) != {(i, i) for i in range(d)} or \
                any(p != first for p in matrix.values()):
            return None
        if any(sum(int(e[p]) for p in ring.xi) != 1 for e in first.to_dict()) or \
                (ring.moving and any(ring.total(first, a) for a in range(len(ring.xi)))):
            return None
        h = self.step.scaling.small
        velocities = []
        for place in ring.xi[:len(self.step.scheme.axes)]:
            part = first.derivative(place)
            rate = self.builder.expr(part) * h**low / (
                self.builder.expr(self.step.rate) * period * h**self.step.power)
            velocities.append(-rate)
        return velocities[0] if len(velocities) == 1 else Symbol(str(tuple(velocities)))


def remainder_order(scheme: Scheme, scaling: Scaling, *, up_to: int = 8, **options: Any
                    ) -> int | None:
    """The true order of the remainder of the limit: of the first correction that is not zero.

    Args:
        up_to: highest order to look at.
        options: as for `continuum_limit`.
    Returns:
        The order; None if all corrections up to `up_to` vanish.

    >>> from sympy import symbols, Rational
    >>> x, t, h, e, D = symbols("x t h e D")
    >>> half = Rational(1, 2)
    >>> walk = Scheme.explicit({1: half, -1: half}, ("u",), (x,), (h,), t, e)
    >>> remainder_order(walk, Scaling.diffusive(h, e, D))
    2
    """
    for orders in range(1, up_to + 1):
        found = continuum_limit(scheme, scaling, orders=orders, **options).remainder
        if found is not None:
            return found
    return None
