"""Is a quadratic form positive in the whole zone? A witness if not, statements to prove if so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, count
from itertools import product as cartesian
from math import lcm
from typing import Any

import numpy as np
from sympy import (
    Add,
    Expr,
    I,
    Integer,
    Mul,
    Rational,
    Symbol,
    cancel,
    conjugate,
    cos,
    expand,
    expand_trig,
    factor_terms,
    pi,
    sin,
)

from symq.errors import EngineRefusal
from symq.lang.checked import checked
from symq.lang.statement import All, Equation, Inequality, Statement
from symq.lattice.couplings import bounds, couplings, extremes, holds
from symq.lattice.fast import block, characteristic_factors, components
from symq.lattice.lattice import Lattice, phase
from symq.lattice.laurent import Hopping, Laurent
from symq.lattice.positivity import between, by_factors
from symq.prove.api import Proof, prove
from symq.prove.search import Budget

TOLERANCE = 1e-9                              # decides what to look at, not what holds
ANGLES = tuple(Symbol(f"k_{a}", real=True) for a in (1, 2, 3))
WAVE = tuple(Symbol(f"q_{a}", real=True) for a in "xyz")


@checked
@dataclass(frozen=True)
class Witness:
    """A wave vector and a direction in which the energy goes down.

    Attributes:
        angles: k.vectors[a] for each a.
        couplings: values of the couplings.
        vector: the exact direction x in the space of a cell.
        energy: x^+ M x there, a negative number.
        labels: the names of the components.
    """

    angles: tuple[Expr, ...]
    couplings: tuple[tuple[Symbol, Expr], ...]
    vector: tuple[Expr, ...]
    energy: Expr
    labels: tuple[str, ...]

    def __str__(self) -> str:
        k = ", ".join(str(a) for a in self.angles)
        parts = [f"{v}*({name})" for v, name in zip(self.vector, self.labels, strict=True)
                 if v != 0]
        where = "".join(f", {s} = {v}" for s, v in self.couplings)
        return (f"at k.a = ({k}){where}, in the direction {' + '.join(parts)}, where the energy "
                f"is {self.energy}")

    def statement(self) -> Statement:
        """The energy is negative."""
        return Inequality(self.energy, "<", 0)


@checked
@dataclass(frozen=True)
class Stability:
    """What is known about positivity in the whole zone.

    Attributes:
        form: (dimension, entries, size) of the Hermitian matrix M(z).
        assuming: the relations between the couplings.
        witness: an instability, if one was found.
        sample: values of the couplings that were tried.
        samples: more of them.
        cartesian: the angles in a Cartesian wave vector q, where they are oblique and rational.
    """

    form: tuple[int, Hopping, int] = field(repr=False)
    assuming: tuple[Any, ...]
    witness: Witness | None
    sample: tuple[tuple[Symbol, Expr], ...]
    budget: int = field(default=400_000, compare=False)
    samples: tuple[dict[Symbol, Expr], ...] = field(default=(), compare=False, repr=False)
    cartesian: tuple[Expr, ...] = field(default=(), compare=False, repr=False)

    @cached_property
    def conditions(self) -> tuple[Statement, ...]:
        """Statements that hold for all real angles k_1, k_2, k_3 if and only if M(z) >= 0."""
        return tuple(c for _, c in self._coefficients)

    @cached_property
    def _coefficients(self) -> tuple[tuple[Laurent, Statement], ...]:
        return tuple(_conditions(*self.form))

    @cached_property
    def squares(self) -> tuple[Statement, ...]:
        """The form of M(z) as a sum of squares over bonds and sites, and the signs of these.

        y_i stands for the conjugate of the amplitude x_i, as 1/z_a for that of z_a.
        These statements are sufficient for M(z) >= 0. Empty if there is no such sum, or if the sign
        of a coefficient changes between allowed couplings.
        """
        return tuple(_squares(*self.form, dict(self.sample)))

    @cached_property
    def evidence(self) -> tuple[Statement, ...]:
        """Statements that are proved and say that M(z) >= 0; empty if none are known."""
        if self.witness is not None:
            return ()
        if self.squares and all(map(self._proves, reversed(self.squares))):
            return self.squares
        found: list[Statement] = []
        for c, condition in reversed(self._coefficients):
            shown = self._factors(c, False) or self._between(c) or self._shown(c, condition)
            if not shown:
                return ()
            found += shown
        return tuple(dict.fromkeys(found))

    def _shown(self, c: Laurent, condition: Statement) -> list[Statement]:
        """What is proved and says that a coefficient is not negative."""
        by_squares = self._factors(c, False)
        if by_squares:
            return by_squares
        turned = _condition(c, self.cartesian) if self.cartesian else condition
        for one in dict.fromkeys((turned, condition)):
            if self._proves(one):
                return [one]
        return self._factors(c, True)

    def _between(self, c: Laurent) -> list[Statement]:
        """The same at both ends of what a coupling runs over, if c is linear in it."""
        for coupling, low, high in bounds(self.assuming):
            found = between(c, coupling, low, high)
            if found is None or not all(map(self._proves, found[0])):
                continue
            total = list(found[0])
            for end in found[1]:
                shown = self._shown(end, _condition(end, ANGLES[:self.form[0]]))
                if not shown:
                    break
                total += shown
            else:
                return total
        return []

    def _factors(self, c: Laurent, direct: bool) -> list[Statement]:
        """What is proved and says that a coefficient is not negative, factor by factor.

        Each factor by squares over bonds, or, with `direct`, as an inequality of its own.
        """
        parts = by_factors(c, self.form[0], dict(self.sample), ANGLES)
        if parts is None or (direct and len(parts[1]) == 1):  # then it is the condition once more
            return []
        found = list(parts[0])
        for squares, inequality in parts[1]:
            if squares and all(holds(s, point) for point in self.samples for s in squares[1:]):
                found += squares
            elif direct:
                found += inequality
            else:
                return []
        return found if all(map(self._proves, reversed(found))) else []

    @cached_property
    def open(self) -> tuple[Statement, ...]:
        """The conditions that neither are proved nor fail at a witness."""
        if self.witness is not None or self.evidence:
            return ()
        return tuple(c for c in self.conditions if not self._proves(c))

    def _proves(self, condition: Statement) -> bool:
        """By the signs of its factors, or as it stands."""
        work = Budget(work=self.budget, points=200, seconds=20.0)

        def shown(s: Statement) -> bool:
            return isinstance(prove(s, self.assuming, budget=work), Proof)

        if isinstance(condition, Inequality) and condition.lhs.is_Mul:
            front = [f for f in condition.lhs.args if not f.has(*ANGLES)]
            if front and shown(Inequality(Mul(*front), ">=", 0)) and shown(
                    Inequality(cancel(condition.lhs / Mul(*front)), ">=", 0)):
                return True
        return shown(condition)

    @property
    def verdict(self) -> str:
        """"unstable" (a witness exists), "stable" (proved), or "unknown"."""
        if self.witness is not None:
            return "unstable"
        return "stable" if self.evidence or not self.conditions else "unknown"

    def statement(self) -> Statement:
        """What proves stability, or else the conditions for it."""
        found = self.evidence or self.conditions
        return All(found) if len(found) != 1 else found[0]

    def require(self) -> None:
        """Raise if an instability was found.

        Raises:
            EngineRefusal: with the wave vector and the direction.
        """
        if self.witness is not None:
            raise EngineRefusal(f"the reference state is unstable {self.witness}",
                                "choose another state, or assume relations between the couplings "
                                "that exclude this")


def stability(lattice: Lattice, table: Hopping, size: int, assuming: Sequence[Any],
              labels: Sequence[str]) -> Stability:
    """Look for an instability of a Hermitian matrix of Laurent polynomials.

    Returns:
        The witness of one, or what has to be proved to say that there is none.
    """
    symbols = sorted({s for e in table.values() for _, c in e.terms for s in c.free_symbols},
                     key=lambda s: s.name)
    samples = couplings(symbols, assuming)
    witness = next((w for sample in samples
                    if (w := _search(lattice, table, size, sample, labels))), None)
    if witness is None:
        witness = next((w for sample in extremes(symbols, assuming)
                        if (w := _search(lattice, table, size, sample, labels, 2))), None)
    return Stability((lattice.dimension, table, size), tuple(assuming), witness,
                     tuple(samples[0].items()), samples=tuple(samples),
                     cartesian=_cartesian(lattice))


def _cartesian(lattice: Lattice) -> tuple[Expr, ...]:
    """The angles k.a by multiples of the components of a wave vector, which may be any numbers."""
    entries = [c for v in lattice.vectors for c in v]
    if not all(c.is_Rational for c in entries) or all(
            sum(c != 0 for c in v) == 1 for v in lattice.vectors):
        return ()
    unit = lcm(*(int(c.q) for c in entries))
    return lattice.phases([unit * q for q in WAVE[:len(lattice.vectors[0])]])


def _condition(c: Laurent, angles: Sequence[Expr]) -> Inequality:
    """c >= 0 at some angles, by sines and cosines of single symbols."""
    return Inequality(_collected(expand_trig(c.angles(angles))), ">=", 0)


def numeric(table: Hopping, size: int, sample: Mapping[Symbol, Expr], z: np.ndarray) -> np.ndarray:
    """The matrices at many points of the zone; z has one row for each point."""
    found = np.zeros((len(z), size, size), dtype=complex)
    terms = [term for e in table.values() for term in e.terms]
    phases = {n: np.prod(z**np.array(n), axis=1) for n in {n for n, _ in terms}}
    values = {c: complex(c.subs(sample)) for c in {c for _, c in terms}}
    for (i, j), e in table.items():
        for n, c in e.terms:
            found[:, i, j] += values[c] * phases[n]
    return found


def zone(dimension: int, coarse: int = 1) -> np.ndarray:
    """Angles of a grid of multiples of pi/12 (pi/6 in three dimensions), or of coarser ones, in
    units of 2 pi."""
    steps = {1: 48, 2: 24, 3: 12}[dimension] // coarse
    return np.array(list(cartesian(range(steps), repeat=dimension))) / steps


def _search(lattice: Lattice, table: Hopping, size: int, sample: Mapping[Symbol, Expr],
            labels: Sequence[str], coarse: int = 1) -> Witness | None:
    turns = zone(lattice.dimension, coarse)
    matrices = numeric(table, size, sample, np.exp(2j * np.pi * turns))
    values, vectors = np.linalg.eigh(matrices)
    scale = max(1.0, float(np.abs(values).max()))
    bad = np.flatnonzero(values[:, 0] < -TOLERANCE * scale)
    for place in sorted(bad, key=lambda b: (round(float(values[b, 0]) / scale, 6), b))[:3]:
        w = _witness(table, size, sample, turns[place], vectors[place, :, 0], labels)
        if w is not None:
            return w
    return None


def _witness(table: Hopping, size: int, sample: Mapping[Symbol, Expr], turn: np.ndarray,
             vector: np.ndarray, labels: Sequence[str]) -> Witness | None:
    """An exact direction near a numerical one, with its exact energy."""
    angles = tuple(2 * pi * Rational(round(float(t) * 48), 48) for t in turn)
    vector = vector / vector[np.argmax(np.abs(vector))]
    for grid in (1, 2, 8, 64, 1024):
        exact = [Rational(round(float(v.real) * grid), grid)
                 + I * Rational(round(float(v.imag) * grid), grid) for v in vector]
        total = Add(*(conjugate(exact[i]) * exact[j] * c.subs(sample)
                      * _turned(Add(*(m * a for m, a in zip(n, angles, strict=True))))
                      for (i, j), e in table.items() for n, c in e.terms
                      if exact[i] != 0 and exact[j] != 0))
        energy = expand(expand(total), complex=True)
        if energy.is_negative:
            return Witness(angles, tuple(sample.items()), tuple(exact), energy, tuple(labels))
    return None


def _turned(angle: Expr) -> Expr:
    return cos(angle) + I * sin(angle)


def _conditions(dimension: int, table: Hopping, size: int
                ) -> Iterable[tuple[Laurent, Statement]]:
    """The elementary symmetric functions of the eigenvalues are non-negative, factor by factor."""
    seen: set[tuple[Any, ...]] = set()
    angles = ANGLES[:dimension]
    for indices in components(table, size):
        part = block(table, indices)
        for factor in characteristic_factors(part, len(indices), dimension):
            if factor.coefficients in seen:
                continue
            seen.add(factor.coefficients)
            for k, c in enumerate(factor.coefficients, 1):
                if c:
                    signed = c.scaled((-1)**k)
                    yield signed, _condition(signed, angles)


def _squares(dimension: int, table: Hopping, size: int, sample: Mapping[Symbol, Expr]
             ) -> list[Statement]:
    """c (z^n x_i* x_j + h.c.) = |c| (|x_i +- z^n x_j|^2 - |x_i|^2 - |x_j|^2), term by term.

    The sum is left as it is: expanded it would be the form itself, and say nothing.
    """
    rest: list[Expr] = [Integer(0)] * size
    signs: list[Statement] = []
    x, bar = _amplitudes(table, size)
    form, squares = Integer(0), []
    for (i, j), e in sorted(table.items()):
        form += bar[i] * e.expr() * x[j]
        for n, c in e.terms:
            if i == j and not any(n):
                rest[i] += c
            elif i < j or (i == j and n > tuple(-a for a in n)):
                value = c.subs(sample)
                if not value.is_real:
                    return []
                sign = 1 if value.is_nonnegative else -1
                back = tuple(-a for a in n)
                squares.append(Mul(sign * c, bar[i] + sign * phase(back) * bar[j],
                                   x[i] + sign * phase(n) * x[j]))
                for site in (i, j):
                    rest[site] -= sign * c
                signs.append(Inequality(sign * c, ">=", 0))
    left = [factor_terms(expand(r)) for r in rest]
    squares += [Mul(r, bar[i], x[i]) for i, r in enumerate(left) if r != 0]
    signs += [Inequality(r, ">=", 0) for r in left if r != 0]
    return [Equation(form, Add(*squares)), *dict.fromkeys(signs)]


def _amplitudes(table: Hopping, size: int) -> list[list[Symbol]]:
    """A symbol for each amplitude and one for its conjugate, with names that are free."""
    taken = {s.name for e in table.values() for _, c in e.terms for s in c.free_symbols}
    pairs = chain((("x", "y"), ("u", "v")), ((f"x{k}", f"y{k}") for k in count(1)))
    a, b = next(pair for pair in pairs
                if not any(name.startswith(tuple(f"{p}_" for p in pair)) for name in taken))
    return [[Symbol(f"{p}_{k}") for k in range(1, size + 1)] for p in (a, b)]


def _collected(e: Expr) -> Expr:
    """Common rational and symbolic factors in front."""
    found = factor_terms(e)
    return found if isinstance(found, Mul | Add) else e


__all__ = ["ANGLES", "Stability", "Witness", "numeric", "stability", "zone"]
