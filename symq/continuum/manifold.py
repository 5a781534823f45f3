"""Slow variables: the invariant manifold of the modes that persist, order by order."""

from __future__ import annotations

from dataclasses import dataclass

from symq.continuum.fast import Matrix, Series
from symq.continuum.linear import (
    Dense,
    dense,
    echelon,
    inverse,
    kernel,
    minus,
    power,
    sparse,
    times,
    transpose,
    unit,
)
from symq.continuum.ring import Builder
from symq.errors import EngineRefusal


@dataclass
class Splitting:
    """State = K u + C w with slow u = R state and fast w = S state.

    Attributes:
        rows: R, one row per slow variable.
        lift: K.
        complement: C.
        remove: S.
    """

    rows: Dense
    lift: Dense
    complement: Dense
    remove: Dense

    @property
    def trivial(self) -> bool:
        """Whether every component is slow and stands for itself."""
        return not self.complement or not self.complement[0]


def split(again: Dense, builder: Builder, observables: Dense | None = None,
          by_state: bool = False) -> Splitting:
    """Slow and fast directions of the zeroth order of p steps.

    Args:
        again: the zeroth order of p steps.
        builder: the ring.
        observables: rows that define the slow variables; by default an echelon basis of the
            conserved rows. Where that depends on position or time, and the slow states do not,
            the slow variables are the components of the state itself.
        by_state: take components of the state in any case.
    Raises:
        EngineRefusal: no slow mode, secular growth, or observables that do not fit.
    """
    ring, n = builder.ring, len(again)
    gap = minus(again, unit(n, ring))
    slow = kernel(gap, builder)
    if not slow:
        raise EngineRefusal("no mode persists: every mode of the zeroth-order step changes",
                            "choose another period, or normalise the decay away")
    if len(slow) == n:
        rows = unit(n, ring) if observables is None else observables
    else:
        rows = observables if observables is not None else \
            echelon(kernel(transpose(gap), builder), builder).rows
    if observables is not None:
        _check(observables, gap, len(slow), builder)
    elif len(slow) < n and (by_state or _moves(rows, builder)):
        state = echelon(slow, builder).rows
        onto = inverse(times(rows, transpose(state), ring), builder)
        if onto is not None and not _moves(state, builder):
            rows = times(onto, rows, ring)
    basis = transpose(slow)
    scale = inverse(times(rows, basis, ring), builder)
    if scale is None:                  # left and right kernels pair up where it is diagonalisable
        squared = echelon(times(gap, gap, ring), builder).rank
        raise EngineRefusal(
            "secular growth: the zeroth-order step is not diagonalisable at the eigenvalue 1 "
            f"({len(slow)} eigenvectors, multiplicity at least {n - squared})",
            "take difference quotients such as (phi_next - phi)/step as components")
    lift = times(basis, scale, ring)
    form = echelon(rows, builder)
    free = [j for j in range(n) if j not in form.pivots]
    complement = [[ring.zero] * len(free) for _ in range(n)]
    for column, j in enumerate(free):
        complement[j][column] = ring.one
        for row, pivot in zip(form.rows, form.pivots, strict=True):
            complement[pivot][column] = -row[j]
    rest = minus(unit(n, ring), times(lift, rows, ring))
    return Splitting(rows, lift, complement, [rest[j] for j in free])


def _moves(rows: Dense, builder: Builder) -> bool:
    """Whether an entry depends on position or time."""
    ring = builder.ring
    return any(ring.support(p) & set(ring.slopes) for row in rows for p in row)


def _check(observables: Dense, gap: Dense, slow: int, builder: Builder) -> None:
    ring = builder.ring
    if len(observables) != slow:
        raise EngineRefusal(f"{len(observables)} observables were given, {slow} modes are slow")
    moved = times(observables, gap, ring)
    bad = [i for i, row in enumerate(moved) if any(not builder.vanishes(ring, p) for p in row)]
    if bad:
        raise EngineRefusal(f"observable {bad[0] + 1} is not slow: the zeroth-order step "
                            "changes it", "take rows that p zeroth-order steps leave fixed")
    if echelon(observables, builder).rank < slow:
        raise EngineRefusal("the observables are linearly dependent")


@dataclass
class Slow:
    """The slow manifold w = X u and the p-step map G on it."""

    splitting: Splitting
    graph: Series
    flow: Series


def slow_manifold(steps: Series, splitting: Splitting, builder: Builder) -> Slow:
    """Solve B21 + B22 X = X (B11 + B12 X) order by order.

    The slow block is exactly 1 at zeroth order, so each order is one linear system with the
    matrix 1 - F, F the fast block.
    """
    ring, top = builder.ring, steps.top
    d, n = len(splitting.rows), steps.shape[0]
    f = n - d
    if splitting.trivial and splitting.rows == unit(n, ring):
        return Slow(splitting, Series(ring, (0, d), {}, top), steps)
    left = constant(splitting.rows + splitting.remove, ring, top)
    right = constant([a + b for a, b in zip(splitting.lift, splitting.complement, strict=True)],
                     ring, top)
    turned = left @ (steps @ right)
    slow, fast = range(d), range(d, n)
    b11, b12 = turned.block(slow, slow), turned.block(slow, fast)
    if not f:
        return Slow(splitting, Series(ring, (0, d), {}, top), b11)
    b21, b22 = turned.block(fast, slow), turned.block(fast, fast)
    solve = inverse(minus(unit(f, ring), dense(b22.order(0), f, f, ring)), builder)
    assert solve is not None, "1 is no eigenvalue of the fast block"
    resolve = Series(ring, (f, f), {0: sparse(solve)}, top)
    graph = Series(ring, (f, d), {}, top)
    flow = Series(ring, (d, d), {0: b11.order(0)}, top)
    for k in range(1, top + 1):
        rest = _sum(b21.order(k), b22.at(graph, k, 1))
        for (i, j), p in graph.product(flow, [(m, k - m) for m in range(1, k)]).get(k, {}).items():
            rest[i, j] = rest[i, j] - p if (i, j) in rest else -p
        column = Series(ring, (f, d), {k: rest}, top)
        graph.append(k, resolve.at(column, k))
        flow.append(k, _sum(b11.order(k), b12.at(graph, k)))
    return Slow(splitting, graph, flow)


def _sum(a: Matrix, b: Matrix) -> Matrix:
    found = dict(a)
    for ij, p in b.items():
        found[ij] = found[ij] + p if ij in found else p
    return {ij: p for ij, p in found.items() if p}


def constant(matrix: Dense, ring: object, top: int) -> Series:
    """A matrix of functions as a series."""
    columns = len(matrix[0]) if matrix else 0
    return Series(ring, (len(matrix), columns), {0: sparse(matrix)}, top)  # type: ignore[arg-type]


def repeated(zeroth: Dense, builder: Builder, period: int) -> Dense:
    """The zeroth order of several steps."""
    return power(zeroth, period, builder.ring)
