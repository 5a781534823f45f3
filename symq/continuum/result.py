"""What a continuum limit consists of: the generator, its equations, and the series behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flint import fmpq
from sympy import (
    Add,
    Derivative,
    Expr,
    Function,
    ImmutableMatrix,
    Integer,
    factor_terms,
)
from sympy import (
    Matrix as SymMatrix,
)

from symq.continuum.fast import Poly, Series
from symq.continuum.growth import GrowingMode, growing_modes
from symq.continuum.linear import Dense, dense
from symq.continuum.manifold import Slow
from symq.continuum.model import Scaling, Scheme
from symq.continuum.ring import Builder
from symq.continuum.spectrum import Factor, Spectrum
from symq.continuum.step import Plan, Step
from symq.errors import InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import Equation, Statement


def applied(builder: Builder, poly: Poly, field: Expr) -> Expr:
    """A normal-ordered operator of a ring applied to an expression."""
    ring = builder.ring
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


@checked
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
        return tuple(Add(*(applied(self.work.builder, self.work.generator.entry(k, i, j), given[j])
                           for j in range(self.dimension))) for i in range(self.dimension))

    def pde(self, corrections: int = 0) -> tuple[Statement, ...]:
        """The equations du/dt = L_0 u + h L_1 u + ..., up to h**corrections.

        Raises:
            InputError: so many corrections were not computed.
        """
        if integer(corrections, "corrections", 0) > self.orders:
            raise InputError(f"{corrections} corrections were not computed but {self.orders}; ask "
                             "for more with orders=...")
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

    @cached_property
    def growing(self) -> tuple[GrowingMode, ...]:
        """Waves on the lattice that grow without bound as it is refined; see `growing_modes`."""
        factor = self.normalisation * (Integer(1) if self.branch is None else self.branch)
        return growing_modes(self.scheme, self.scaling, factor)

    def __str__(self) -> str:
        """The equations, and a warning where the scheme is unstable."""
        lines = [f"{e.lhs} = {e.rhs}" for e in self.pde() if isinstance(e, Equation)]
        return "\n".join([*lines, *map(str, self.growing)])

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
