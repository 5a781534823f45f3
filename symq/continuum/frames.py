"""Rotating frames and near-identity changes of variables: what is only an effect of the frame.

The p-step generator commutes with one step. If the zeroth-order step M_0 is diagonalisable with
eigenvalues on the unit circle, there are W = 1 + O(h) and a generator L that commutes with M_0 with

    M W = W M_0 exp(step L),

so in the variables chi_n = M_0**-n W**-1 phi_n every single step is the flow of L. At each order
the equation is linear in the new parts of W and L; L takes what lies in the commutant of M_0.
"""

from __future__ import annotations

from dataclasses import dataclass

from flint import fmpq
from sympy import Expr, ImmutableMatrix, Integer, Matrix, Mul, Symbol, factor
from sympy import Poly as SymPoly

from symq.continuum.evidence import Operators, used_places
from symq.continuum.expand import Expander
from symq.continuum.fast import Matrix as Sparse
from symq.continuum.fast import Poly, Series
from symq.continuum.linear import Dense, dense, echelon, inverse, times, unit
from symq.continuum.model import Scaling, Scheme
from symq.continuum.result import ContinuumLimit
from symq.continuum.ring import Builder
from symq.continuum.spectrum import Spectrum
from symq.continuum.step import Plan, Step
from symq.errors import EngineRefusal, InputError
from symq.lang.calc import Step as Line
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import Inequality, Statement, expression


@checked
@dataclass
class RotatingLimit:
    """The limit of chi_n = M_0**-n W**-1 phi_n, step by step.

    Attributes:
        scheme, scaling: what was given.
        rotation: M_0, the rotation of each step.
        frame: W.
        generator: L as a series; L_0 is the limit.
        orders: corrections that were computed.
        normalise: what each step was divided by.
        provided: that the eigenvalues of the rotation which differ in general do so here; where
            they meet the limit is another one.
    """

    scheme: Scheme
    scaling: Scaling
    builder: Builder
    zeroth: Dense
    frame: Series
    log: Series
    generator: Series
    step: Series
    orders: int
    normalise: Expr
    provided: tuple[Statement, ...] = ()

    @property
    def rotation(self) -> ImmutableMatrix:
        """M_0 as expressions."""
        return self._matrix(self.zeroth)

    def operator(self, k: int = 0) -> ImmutableMatrix:
        """L_k, `d_x` to the right of its coefficient."""
        if not 0 <= k <= self.orders:
            raise InputError(f"order {k} was not computed (0 ... {self.orders})")
        n = self.scheme.size
        return self._matrix(dense(self.generator.order(k), n, n, self.builder.ring))

    def change(self, k: int) -> ImmutableMatrix:
        """The coefficient of h**k of the frame W."""
        n = self.scheme.size
        return self._matrix(dense(self.frame.order(k), n, n, self.builder.ring))

    def _matrix(self, rows: Dense) -> ImmutableMatrix:
        return Matrix([[self.builder.expr(p) for p in row] for row in rows]).as_immutable()

    def evidence(self) -> tuple[Line, ...]:
        """M W = W M_0 exp(step L) up to the known order, as lines that can be proved."""
        top = self.step.top
        n = self.scheme.size
        ring = self.builder.ring
        turned = Series(ring, (n, n), {0: {(i, j): p for i, row in enumerate(self.zeroth)
                                          for j, p in enumerate(row) if p}}, top)
        flow = turned @ self.log.exp()
        right = self.frame @ flow
        operators = Operators(self.builder, self.scaling.small)
        operators.prepare(used_places([self.step, self.frame, flow, right]))
        first: Statement = operators.product(self.step, self.frame, right, top)
        second: Statement = operators.product(self.frame, flow, right, top)
        return (Line(first, (), "one step in the new variables", "step"),
                Line(second, (), "the rotation and the flow in the new variables", "flow"))


@checked
def rotating_limit(scheme: Scheme, scaling: Scaling, *, orders: int = 0,
                   normalise: object = None) -> RotatingLimit:
    """The limit in a frame that rotates with the zeroth-order step.

    Args:
        orders: corrections beyond the limit.
        normalise: factor divided out of each step.
    Raises:
        EngineRefusal: the rotation depends on position, is not diagonalisable, or modes grow,
            decay, or diverge under this scaling.

    >>> from sympy import symbols, cos, sin, Matrix
    >>> from symq.continuum import Coin, Shift, quantum_walk
    >>> x, t, e, a = symbols("x t e a")
    >>> coin = Matrix([[cos(a), -sin(a)], [sin(a), cos(a)]])
    >>> walk = quantum_walk([Coin(coin), Shift((1, -1))], [x], [e], t, e)
    >>> rotating_limit(walk, Scaling(e, ())).operator()
    Matrix([
    [0, 0],
    [0, 0]])
    """
    factor = None if normalise is None else expression(normalise)
    plan = Plan(scheme, scaling, None, () if factor is None else (factor,))
    orders = integer(orders, "orders", 0)
    return plan.expand(plan.power + orders, lambda step: _rotate(plan, step, orders, factor))


def _rotate(plan: Plan, step: Step, orders: int, factor: Expr | None) -> RotatingLimit:
    builder, ring = step.builder, step.builder.ring
    n, series, top = step.scheme.size, step.series, step.series.top
    if step.moving_time:
        raise EngineRefusal("rotating frames are for coefficients that do not depend on time")
    scale = ring.one
    if factor is not None:
        scale = Expander(builder, step.scaling.small, 0).series(factor)[0]
        series = series.scale(builder.inverse(ring, scale))
    zeroth = dense(series.order(0), n, n, ring)
    if any(ring.total(p, a) for row in zeroth for p in row for a in range(len(ring.xi))):
        raise EngineRefusal("the rotation of each step depends on position",
                            "a rotating frame needs a constant one")
    found = step.spectrum(zeroth, scale)
    for kind, what in (("inside", "decay"), ("outside", "grow"), ("assumed", "decay or grow")):
        if found.of_kind(kind):
            raise EngineRefusal(f"modes {what}: {found.of_kind(kind)[0].polynomial}",
                                "normalise each step")
    back = inverse(zeroth, builder)
    assert back is not None, "eigenvalues on the unit circle do not vanish"
    turned = Series(ring, (n, n), {0: {(i, j): p for i, row in enumerate(back)
                                      for j, p in enumerate(row) if p}}, top) @ series
    solver = _Homological(zeroth, back, builder)
    frame = Series.identity(ring, n, top)
    log = Series(ring, (n, n), {}, top)
    m0 = Series(ring, (n, n), {0: {(i, j): p for i, row in enumerate(zeroth)
                                  for j, p in enumerate(row) if p}}, top)
    m0_back = Series(ring, (n, n), {0: {(i, j): p for i, row in enumerate(back)
                                       for j, p in enumerate(row) if p}}, top)
    for k in range(1, top + 1):
        # M0^-1 M W - (M0^-1 W M0) exp(log) at order k: must be Ad(W_k) - W_k + log_k
        gap = (turned @ frame - (m0_back @ (frame @ m0)) @ log.exp()).order(k)
        keep, change = solver.split(gap)
        if k < step.power and any(keep.values()):
            (i, j), p = min((ij, q) for ij, q in keep.items() if q)
            h = step.scaling.small
            raise EngineRefusal(
                f"the term {h**k}*({builder.expr(p)}) (entry {i + 1},{j + 1}) of the generator "
                "is larger than the time step: the limit diverges under this scaling",
                f"a time step of order {h}**{k} gives a limit")
        log.append(k, keep)
        frame.append(k, change)
    rate = builder.inverse(ring, step.rate)
    q = step.power
    generator = Series(ring, (n, n), {k - q: {ij: builder.simplest(ring, ring.reduce(p * rate))
                                              for ij, p in m.items()}
                                      for k, m in log.terms.items()}, orders)
    return RotatingLimit(step.scheme, step.scaling, builder, zeroth, frame, log, generator, series,
                         orders, Integer(1) if factor is None else factor, _distinct(found))


def _distinct(found: Spectrum) -> tuple[Statement, ...]:
    """That eigenvalues with parameters do not meet: the discriminant of their polynomial."""
    polynomial = SymPoly(Mul(*(f.polynomial for f in found.factors)), Symbol("lambda"))
    meet = factor(polynomial.discriminant()) if polynomial.degree() > 1 else Integer(1)
    return (Inequality(meet, "!=", Integer(0)),) if meet.free_symbols - {Symbol("zeta")} else ()


class _Homological:
    """Solves W - M_0**-1 W M_0 + (part of the commutant) = given, entry by entry in the ring."""

    def __init__(self, zeroth: Dense, back: Dense, builder: Builder) -> None:
        self.builder, self.ring = builder, builder.ring
        n = self.n = len(zeroth)
        ring = self.ring
        # column (k, l): the image of the unit matrix E_kl under W -> W - M0^-1 W M0, negated below
        self.table: Dense = [[ring.zero] * (n * n) for _ in range(n * n)]
        for k in range(n):
            for m in range(n):
                for i in range(n):
                    for j in range(n):
                        p = ring.reduce(back[i][k] * zeroth[m][j])
                        if p:
                            self.table[i * n + j][k * n + m] = p
        one = unit(n * n, ring)
        difference = [[p - q for p, q in zip(r, s, strict=True)]
                      for r, s in zip(self.table, one, strict=True)]
        square = times(difference, difference, ring)
        if echelon(square, builder).rank != echelon(difference, builder).rank:
            raise EngineRefusal("the rotation of each step is not diagonalisable",
                                "take difference quotients as components")
        # X = D Y with Y solving D D Y = D gap: the part of gap in the image, and its preimage
        self.difference, self.square = difference, square

    def split(self, gap: Sparse) -> tuple[Sparse, Sparse]:
        """(part in the commutant, W) with gap = part + (M_0**-1 W M_0 - W)."""
        n, ring, builder = self.n, self.ring, self.builder
        column = [[gap.get((i, j), ring.zero)] for i in range(n) for j in range(n)]
        right = times(self.difference, column, ring)
        form = echelon([row + value for row, value in zip(self.square, right, strict=True)],
                       builder, n * n)
        solution = [ring.zero] * (n * n)
        for row, pivot in zip(form.rows, form.pivots, strict=True):
            solution[pivot] = row[n * n]
        image = times(self.difference, [[p] for p in solution], ring)
        keep = {(i, j): builder.simplest(ring, ring.reduce(column[i * n + j][0]
                                                           - image[i * n + j][0]))
                for i in range(n) for j in range(n)}
        change = {(i, j): builder.simplest(ring, solution[i * n + j])
                  for i in range(n) for j in range(n)}
        return ({ij: p for ij, p in keep.items() if p}, {ij: p for ij, p in change.items() if p})


@checked
@dataclass(frozen=True)
class FrameEffect:
    """L_k = rest - [L_0, K]: the second part goes away with new variables.

    Attributes:
        change: K.
        rest: what no such change of variables removes (in the chosen echelon form).
    """

    change: ImmutableMatrix
    rest: ImmutableMatrix


@checked
def frame_effect(limit: ContinuumLimit, k: int = 1) -> FrameEffect:
    """Split the first correction L_k that does not vanish into a removable part and a rest.

    Args:
        limit: with at least k orders; L_1, ..., L_(k-1) vanish.
        k: the order.
    Conventions:
        With u = (1 + h**k K) u', u' obeys L_0 + h**k (L_k + L_0 K - K L_0): `rest` is
        L_k + L_0 K - K L_0. K ranges over matrices of differential operators whose entries
        cost at most h**k, a function counting like 1/step.
    Raises:
        InputError: an earlier correction does not vanish, or k was not computed.
    """
    if not 1 <= k <= limit.orders:
        raise InputError(f"order {k} was not computed (1 ... {limit.orders})")
    return limit.work.again(lambda fresh: _frame_effect(fresh, k))


def _frame_effect(limit: ContinuumLimit, k: int) -> FrameEffect:
    work, builder = limit.work, limit.work.builder
    ring, d = builder.ring, limit.dimension
    if any(n in work.generator.terms for n in range(1, k)):
        raise InputError(f"an earlier correction than that of order {k} does not vanish")
    zeroth = Series(ring, (d, d), {0: work.generator.order(0)}, 0)
    target = work.generator.order(k)
    basis = [(i, j, m) for m in _monomials(builder, k, work.step.power)
             for i in range(d) for j in range(d)]
    columns = []
    for i, j, monomial in basis:
        one = Series(ring, (d, d), {0: {(i, j): monomial}}, 0)
        columns.append((zeroth @ one - one @ zeroth).order(0))
    keys = sorted({(ij, e) for m in (target, *columns) for ij, p in m.items()
                   for e in _parts(builder, p)}, key=str)
    rows = [[_parts(builder, m.get(ij, ring.zero)).get(e, ring.zero) for ij, e in keys]
            for m in columns]
    wanted = [-_parts(builder, target.get(ij, ring.zero)).get(e, ring.zero) for ij, e in keys]
    tagged = [row + one for row, one in zip(rows, unit(len(rows), ring), strict=True)]
    form = echelon(tagged, builder, len(keys))
    rest, used = list(wanted), [ring.zero] * len(rows)
    for row, pivot in zip(form.rows, form.pivots, strict=True):
        factor = rest[pivot]
        if factor:
            rest = [ring.reduce(p - factor * q) for p, q in zip(rest, row, strict=False)]
            used = [ring.reduce(p + factor * q) for p, q in
                    zip(used, row[len(keys):], strict=True)]
    change: Dense = [[ring.zero] * d for _ in range(d)]
    for (i, j, monomial), factor in zip(basis, used, strict=True):
        change[i][j] = change[i][j] + monomial * factor
    left = Series(ring, (d, d), {0: {(i, j): p for i, row in enumerate(change)
                                    for j, p in enumerate(row) if p}}, 0)
    total = Series(ring, (d, d), {0: target}, 0) + zeroth @ left - left @ zeroth
    return FrameEffect(work.matrix(change), work.matrix(dense(
        {ij: builder.simplest(ring, p) for ij, p in total.order(0).items()}, d, d, ring)))


def _monomials(builder: Builder, top: int, power: int) -> list[Poly]:
    """Products of derivatives and functions that cost at most h**top."""
    ring = builder.ring
    costs: list[tuple[Poly, int]] = [(ring.gens[p], w) for p, w in
                                     zip(ring.xi, builder.weights, strict=True)]
    for place, generator in enumerate(ring.generators):
        if generator.kind == "jet":
            cost = power + sum(o * builder.weights[a] for o, a in
                               zip(generator.key.orders, generator.key.places, strict=True))
            costs.append((ring.gens[place], cost))
    found = [(ring.one, 0)]
    for gen, cost in costs:
        more = list(found)
        for base, spent in found:
            total = spent + cost
            while total <= top:
                base = base * gen
                more.append((base, total))
                total += cost
        found = more
    return [m for m, _ in found]


def _parts(builder: Builder, poly: Poly) -> dict[tuple[int, ...], Poly]:
    """Coefficients, made of parameters and numbers, of the monomials in everything else."""
    ring = builder.ring
    plain = [g.kind in ("parameter", "algebraic", "inverse") or
             (g.kind == "elementary" and i not in ring.slopes)
             for i, g in enumerate(ring.generators)]
    found: dict[tuple[int, ...], dict[tuple[int, ...], fmpq]] = {}
    for exponents, c in poly.to_dict().items():
        outer = tuple(0 if f else int(e) for f, e in zip(plain, exponents, strict=True))
        inner = tuple(int(e) if f else 0 for f, e in zip(plain, exponents, strict=True))
        found.setdefault(outer, {})[inner] = c
    return {e: ring.ctx.from_dict(t) for e, t in found.items()}
