"""Continuum limits: period, slow manifold, generator, all orders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sympy import Expr, Integer, Symbol
from sympy import Matrix as SymMatrix

from symq.continuum.expand import Expander
from symq.continuum.fast import Matrix, Poly, Series
from symq.continuum.linear import Dense, dense, kernel, minus, times, unit
from symq.continuum.manifold import Slow, constant, repeated, slow_manifold, split
from symq.continuum.model import Scaling, Scheme
from symq.continuum.result import ContinuumLimit, Work
from symq.continuum.spectrum import Spectrum, decay_factor
from symq.continuum.step import Plan, Step
from symq.errors import DimensionError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import exact_matrix, integer
from symq.lang.statement import expression

Found = TypeVar("Found")
HIGHEST = 100      # corrections: far beyond what a computer computes in an hour


@checked
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
    _usable(scheme, scaling)
    orders = integer(orders, "orders", 0, HIGHEST)
    period = None if period is None else integer(period, "period", 1)
    drift = _drift(scheme, moving_frame)
    unit_root = None if branch is None else expression(branch)
    factor = None if normalise is None else expression(normalise)
    extra = tuple(e for e in (unit_root, factor) if e is not None)
    rows = None if observables is None else SymMatrix(exact_matrix(observables, "observables"))
    if rows is not None and rows.cols != scheme.size:
        raise DimensionError(f"observables with {rows.cols} columns for {scheme.size} components")
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


def _usable(scheme: Scheme, scaling: Scaling) -> None:
    moving = {*scheme.axes, scheme.time}
    for width in (*scheme.spacings, scheme.step):
        if scaling.apply(width).free_symbols & moving:
            raise InputError(f"the scaling makes {width} = {scaling.apply(width)}, which depends "
                             "on a coordinate; the lattice is refined alike everywhere")


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
        found = self.step.spectrum(zeroth, scale)
        period, power = self._period(found, zeroth)
        steps = series**period
        if power != 1:
            steps = steps.scale(self.builder.inverse(self.ring, self.closed(power)))
        after = dense(steps.order(0), len(zeroth), len(zeroth), self.ring)
        rows = None
        if self.observables is not None:
            m = self.observables
            rows = [[self.closed(m[i, j]) for j in range(m.cols)] for i in range(m.rows)]
        slow = slow_manifold(steps, split(after, self.builder, rows, self.plan.scheme.levels > 1),
                             self.builder)
        log = self._tidy(self._tidy(slow.flow).log())
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
        state = units if len(rows) == len(known) else slow.splitting.lift
        for i, row in enumerate(rows):
            place = next((j for j, one in enumerate(units) if one == row), None)
            if place is None:                              # the component that it is at first
                place = next((j for j, one in enumerate(state) if one == units[i][:len(rows)]),
                             None)
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


@checked
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
