"""Exact lattice dispersion, doublers, conserved quantities: what the lattice itself says."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product as cartesian

from sympy import (
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    Matrix,
    Rational,
    Symbol,
    cancel,
    exp,
    eye,
    factor_list,
    pi,
    together,
)

from symq.continuum.limit import continuum_limit
from symq.continuum.model import Scaling, Scheme, Stencil, compose
from symq.continuum.result import ContinuumLimit
from symq.continuum.waves import lattice_matrix
from symq.errors import EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.shown import characteristic
from symq.lang.statement import Asymptotic, MatrixIdentity, Statement

MOST = 10_000                           # steps that are multiplied out


@checked
@dataclass(frozen=True)
class Dispersion:
    """The characteristic polynomial of one step on plane waves, factored.

    Attributes:
        polynomial: in `lambda` (one step) and z_a = exp(i k_a spacing_a), a the axis.
        factors: irreducible factors with multiplicity, numerators only.
        waves: the symbols z_a.
    """

    polynomial: Expr
    factors: tuple[tuple[Expr, int], ...]
    waves: tuple[Symbol, ...]

    def at(self, wave_numbers: tuple[Expr, ...], spacings: tuple[Expr, ...]) -> Expr:
        """The polynomial with z_a = exp(i k_a spacing_a)."""
        return self.polynomial.subs({z: exp(I * k * d) for z, k, d in
                                     zip(self.waves, wave_numbers, spacings, strict=True)})


@checked
def dispersion(scheme: Scheme) -> Dispersion:
    """The exact dispersion relation det(lambda - M(z)) = 0.

    >>> from sympy import symbols, Rational
    >>> from symq.continuum import random_walk
    >>> x, t, h, e = symbols("x t h e")
    >>> dispersion(random_walk({1: Rational(1, 2), -1: Rational(1, 2)}, [x], [h], t, e)).factors
    ((2*lambda*z_x - z_x**2 - 1, 1),)
    """
    matrix, waves = lattice_matrix(scheme)
    x = Symbol("lambda")
    polynomial = cancel(characteristic(matrix, x))
    numerator = together(polynomial).as_numer_denom()[0]
    found = tuple((f, int(e)) for f, e in factor_list(numerator)[1] if f.has(x))
    return Dispersion(polynomial, found, waves)


@dataclass(frozen=True)
class SlowCopy:
    """Modes that persist near a corner of the zone.

    Attributes:
        wave_vector: 0 or pi per axis: phi = exp(i k.x/spacing) times a smooth envelope.
        limit: the limit of the envelope; None if there is none under this scaling.
        reason: why there is no limit.
    """

    wave_vector: tuple[Expr, ...]
    limit: ContinuumLimit | None
    reason: str = ""


@checked
def doublers(scheme: Scheme, scaling: Scaling, **options: object) -> tuple[SlowCopy, ...]:
    """All corners of the zone with modes that persist; the first one is the origin.

    Conventions:
        Corners are the wave vectors with components 0 or pi (sublattice-alternating fields).
        Other wave vectors: `scheme.at_wave_vector`. A corner at which every mode decays is left
        out; one whose modes persist but have no limit is reported with the reason.
    """
    found = []
    for corner in cartesian((Integer(0), pi), repeat=len(scheme.axes)):
        moved = scheme.at_wave_vector(corner) if any(corner) else scheme
        try:
            found.append(SlowCopy(corner, continuum_limit(
                moved, scaling, normalise=1, **options)))  # type: ignore[arg-type]
        except EngineRefusal as refusal:
            if "no mode persists" not in refusal.reason:
                found.append(SlowCopy(corner, None, str(refusal)))
    return tuple(found)


@checked
def conserved_rows(scheme: Scheme) -> tuple[ImmutableMatrix, ...]:
    """Rows l with sum over the lattice of l.Phi the same after each step, exactly.

    Conventions:
        Phi is the one-level form. The condition is l sum_s A_s(x - s spacing) = l at every x.
    Raises:
        EngineRefusal: the scheme is implicit with coefficients that depend on position.
    """
    base = scheme.one_level()
    n = base.n

    def column_sums(part: Stencil) -> Matrix:
        total = Matrix.zeros(n, n)
        for shift, matrix in part:
            moved = {a: a - s * d for a, s, d in zip(base.axes, shift, base.spacings,
                                                     strict=True) if s}
            total += matrix.subs(moved, simultaneous=True) if moved else matrix
        return total

    old = column_sums(base.old[0])
    if base.is_explicit:
        gap = old - eye(n)
    else:
        if any(e.free_symbols & set(base.axes) for e in base.coefficients()):
            raise EngineRefusal("conserved sums of implicit schemes need constant coefficients")
        gap = column_sums(base.new).inv() * old - eye(n)
    rows = gap.T.applyfunc(cancel).nullspace()
    return tuple(r.T.as_immutable() for r in rows
                 if not any(e.free_symbols & set(base.axes) for e in r))


@checked
def conservation_statement(scheme: Scheme, row: Matrix) -> Statement:
    """That a row is conserved: l sum_s A_s(x - s spacing) = l."""
    base = scheme.one_level()
    if not base.is_explicit:
        raise InputError("write the scheme explicitly to state its conservation law")
    total = Matrix.zeros(base.n, base.n)
    for shift, matrix in base.old[0]:
        moved = {a: a - s * d for a, s, d in zip(base.axes, shift, base.spacings, strict=True)
                 if s}
        total += matrix.subs(moved, simultaneous=True) if moved else matrix
    return MatrixIdentity((Matrix(row) * total).as_immutable(), Matrix(row).as_immutable())


@checked
def dispersion_statement(limit: ContinuumLimit, factor: Expr | None = None) -> Statement:
    """That exp(p step w) solves the exact lattice dispersion up to the order of the generator.

    For a scalar generator w(d) = L_0 + h L_1 + ..., with d = i k per axis: the characteristic
    polynomial at lambda = normalisation * branch * exp(step w) and z = exp(spacing d) is
    O(h**(q + orders + 1)).

    Raises:
        EngineRefusal: the limit has more than one component, or a period greater than one.
    """
    if limit.dimension != 1 or limit.period != 1:
        raise EngineRefusal("the statement is for one slow variable and period one",
                            "choose a branch, or use derive_limit")
    scheme, scaling, h = limit.scheme, limit.scaling, limit.scaling.small
    found = dispersion(scheme)
    polynomial = found.polynomial if factor is None else factor
    rate = sum((h**k * limit.operator(k)[0] for k in range(limit.orders + 1)), Integer(0))
    step = scaling.apply(scheme.step)
    branch = Integer(1) if limit.branch is None else limit.branch
    values = {z: exp(scaling.apply(d) * Symbol(f"d_{a.name}"))
              for z, d, a in zip(found.waves, scheme.spacings, scheme.axes, strict=True)}
    exact = scaling.apply(polynomial).subs(
        {**values, Symbol("lambda"): limit.normalisation * branch * exp(step * rate)})
    order = limit.work.step.power + limit.orders + 1
    return Asymptotic(exact, Integer(0), ((h, 1),), Rational(order))


@checked
def steps_of(scheme: Scheme, count: int) -> Scheme:
    """Several steps of an explicit one-level scheme as one exact step.

    Raises:
        InputError: the scheme is implicit, has several levels, or count is not from 1 to 10000.
    """
    integer(count, "the number of steps", 1, MOST)
    if not scheme.is_explicit or scheme.levels != 1:
        raise InputError("the scheme must be explicit, with one old level")
    total = scheme.old[0]
    for k in range(1, count):
        later = tuple((s, m.xreplace({scheme.time: scheme.time + k * scheme.step}))
                      for s, m in scheme.old[0])
        total = compose(later, total, scheme.axes, scheme.spacings)
    return Scheme(scheme.components, scheme.axes, scheme.spacings, scheme.time,
                  count * scheme.step, (total,), scheme.new, scheme.title)

