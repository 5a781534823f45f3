"""Epistemic states: what an observer may know of a phase space when only commuting variables
are jointly knowable, and ignorance is maximal otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from sympy import Expr, Integer, Rational, Symbol, log

from symq.errors import DomainError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.statement import All, Count, Equation, Statement, Table, expression
from symq.phasespace.rings import Row, howell, module_elements, solve
from symq.phasespace.space import LinearFunctional, PhaseSpace
from symq.phasespace.subspace import Subspace
from symq.phasespace.transformation import AffineSymplectic


@checked
def known(space: PhaseSpace, *functionals: object) -> Subspace:
    """The isotropic subspace spanned by jointly known variables.

    Raises:
        DomainError: two of them do not commute; names the pair.

    >>> known(PhaseSpace(2, 3), "X1 - X2", "P1 + P2").is_lagrangian()
    True
    """
    given = [space.linear(f) for f in functionals]
    for i, f in enumerate(given):
        for g in given[i + 1:]:
            value = space.bracket(f, g)
            if value != 0:
                raise DomainError(f"{f} and {g} are not jointly knowable: their bracket is "
                                  f"{value}, not 0")
    return Subspace(space, given)


def as_values(values: object) -> Mapping[Any, Any]:
    """A mapping from functionals to values; None stands for the empty one.

    Raises:
        InputError: something else.
    """
    if values is None:
        return {}
    if not isinstance(values, Mapping):
        raise InputError(f"{values!r} does not map functionals to values; write {{'X1': 0}}")
    return values


@checked
@dataclass(frozen=True)
class Outcome:
    """One result of a measurement.

    Attributes:
        probability: exact, or None where every value is equally likely over an infinite range.
        values: value of each measured generator, as given to `measure`.
        state: the epistemic state after the measurement.
    """

    probability: Rational | None
    values: tuple[Any, ...]
    state: EpistemicState


@checked
@dataclass(frozen=True, init=False)
class EpistemicState:
    """Known values of commuting variables, and maximal ignorance otherwise.

    Args:
        space: the phase space.
        values: known value of each functional (text, coefficients or functional).
    Raises:
        DomainError: two known variables do not commute, or the values contradict each other.
    Conventions:
        Stored as the isotropic subspace V and the values of its canonical generators. The
        distribution is uniform on the points m with F(m) = v(F) for all F in V.
    Source:
        spekkens, section "Valid epistemic states".

    >>> state = EpistemicState(PhaseSpace(2, 3), {"X1 - X2": 0, "P1 + P2": 1})
    >>> state.support_size, state.is_pure, state.probability((0, 1, 0, 0))
    (9, True, 1/9)
    """

    space: PhaseSpace
    subspace: Subspace
    values: tuple[Any, ...]

    def __init__(self, space: PhaseSpace, values: Mapping[object, object] | None = None) -> None:
        given = [(space.linear(f), space.ring.element(v)) for f, v in as_values(values).items()]
        V = known(space, *(f for f, _ in given))
        rows = [f.coefficients for f, _ in given]
        point = solve(rows, [v for _, v in given], space.ring, space.dimension)
        if point is None:
            raise DomainError("the known values contradict each other: "
                              + ", ".join(f"{f} = {v}" for f, v in given))
        self._fill(V, point)

    def _fill(self, V: Subspace, point: Sequence[Any]) -> None:
        object.__setattr__(self, "space", V.space)
        object.__setattr__(self, "subspace", V)
        object.__setattr__(self, "values", tuple(
            V.space._tidy(sum(a * m for a, m in zip(row, point, strict=True)))
            for row in V.basis))

    @classmethod
    def trusted(cls, V: Subspace, point: Row) -> EpistemicState:
        """As `of` for a subspace that is isotropic by construction."""
        made = cls.__new__(cls)
        made._fill(V, point)
        return made

    @classmethod
    def of(cls, V: Subspace, point: Sequence[Any]) -> EpistemicState:
        """The state that knows V, with the values at a point.

        Raises:
            DomainError: V is not isotropic.
        """
        bad = V.offending_pair()
        if bad is not None:
            raise DomainError(f"{bad[0]} and {bad[1]} are not jointly knowable: their bracket is "
                              f"{bad[2]}, not 0")
        return cls.trusted(V, V.space.point(point))

    def __str__(self) -> str:
        lines = [f"{f} = {v}" for f, v in zip(self.subspace.functionals, self.values, strict=True)]
        return ", ".join(lines) or "nothing known"

    # -- what it says ---------------------------------------------------------------------------
    @property
    def valuation(self) -> Row:
        """A valuation vector: a point at which every known variable has its value."""
        found = solve(self.subspace.basis, self.values, self.space.ring, self.space.dimension)
        assert found is not None
        return found

    def valuation_in_subspace(self) -> Row | None:
        """A valuation vector that is itself the coefficient vector of an element of V, or None.

        Over R it always exists; over Z_d it need not, although a valuation vector does.

        >>> bit = EpistemicState(PhaseSpace(1, 2), {"X + P": 1})
        >>> bit.valuation, bit.valuation_in_subspace()
        ((0, 1), None)
        """
        B = self.subspace.basis
        gram = [[sum(a * b for a, b in zip(u, v, strict=True)) for v in B] for u in B]
        amounts = solve(gram, self.values, self.space.ring, len(B))
        if amounts is None:
            return None
        return tuple(self.space.ring.element(sum(c * row[k] for c, row in zip(
            amounts, B, strict=True))) for k in range(self.space.dimension))

    def value(self, functional: object) -> Any:
        """The known value of a functional, or None if it is not known."""
        f = self.space.linear(functional)
        return f(self.valuation) if f in self.subspace else None

    @property
    def is_pure(self) -> bool:
        """Whether nothing more can be known: V is Lagrangian."""
        return self.subspace.is_lagrangian()

    @property
    def support_size(self) -> int | None:
        """Number of ontic states in the support; None if infinite."""
        d = self.space.ring.modulus
        return d ** self.space.dimension // self._size if d else None

    @property
    def _size(self) -> int:
        size = self.subspace.size
        assert size is not None
        return size

    @property
    def is_normalisable(self) -> bool:
        """Whether the uniform distribution on the support has total 1; over R and Q it has not,
        because the support of an isotropic subspace is unbounded."""
        return self.space.ring.is_finite

    def support(self) -> Iterator[Row]:
        """The ontic states in the support, each once.

        Raises:
            EngineRefusal: there are infinitely many.

        >>> list(EpistemicState(PhaseSpace(1, 3), {"X": 1}).support())
        [(1, 0), (1, 1), (1, 2)]
        """
        start = self.valuation
        for m in self.subspace.annihilator().elements():
            yield tuple((x + y) % self.space.ring.modulus
                        for x, y in zip(start, m, strict=True))

    def contains(self, point: Sequence[object]) -> bool:
        """Whether an ontic state is compatible with what is known."""
        m = self.space.point(point)
        return all(self.space._tidy(f(m) - v) == 0 for f, v in
                   zip(self.subspace.functionals, self.values, strict=True))

    def probability(self, point: Sequence[object]) -> Rational:
        """The probability of an ontic state.

        Raises:
            EngineRefusal: the distribution is improper.
        """
        self._proper()
        return Rational(int(self.contains(point)), self.support_size)

    def distribution(self) -> dict[Row, Rational]:
        """The probabilities of the ontic states in the support."""
        self._proper()
        share = Rational(1, self.support_size)
        return {m: share for m in self.support()}

    def _proper(self) -> None:
        if not self.is_normalisable:
            raise EngineRefusal(f"the distribution over {self.space.ring} is improper: it is "
                                "uniform on an unbounded set", "use contains()")

    def entropy(self) -> Expr:
        """Entropy of the distribution in nats, log of the size of the support."""
        self._proper()
        return log(Integer(self.support_size or 1))

    def validity(self) -> Table:
        """That all brackets of the generators vanish, one row for each pair."""
        fs = self.subspace.functionals
        return Table(tuple((f"[{f}, {g}] = 0", self.space.bracket_statement(f, g, 0))
                           for i, f in enumerate(fs) for g in fs[i + 1:]))

    def conditions(self) -> tuple[Statement, ...]:
        """F(m) = v(F) for each generator, in the coordinate symbols."""
        return tuple(Equation(f.expression, expression(v)) for f, v in
                     zip(self.subspace.functionals, self.values, strict=True))

    def support_statement(self) -> Statement:
        """That exactly `support_size` points satisfy the conditions, counted by enumeration."""
        self._proper()
        d = self.space.ring.modulus
        return Count(grid(self.space.symbols, d), All(self.conditions()),
                     self.support_size or 0, d)

    # -- parts and composition ------------------------------------------------------------------
    def marginal(self, systems: Sequence[int]) -> EpistemicState:
        """What is known about some systems alone, as a state of these systems.

        >>> print(EpistemicState(PhaseSpace(2, 3), {"X1": 0, "P2": 1}).marginal([2]))
        P1 = 1
        """
        chosen = self.space.systems(systems)
        part = self.subspace.restricted(chosen)
        small = self.space.on(len(chosen))
        V = Subspace(small, [keep(self.space, row, chosen) for row in part.basis])
        return EpistemicState.of(V, keep(self.space, self.valuation, chosen))

    def is_correlated(self, first: Sequence[int], second: Sequence[int] | None = None) -> bool:
        """Whether more is known about two groups of systems than about each alone."""
        return self.subspace.is_correlated(first, second)

    def mutual_information(self, first: Sequence[int]) -> Expr:
        """H(A) + H(B) - H(AB) in nats for the given systems A and the others B."""
        a = self.space.systems(first)
        b = tuple(i for i in range(1, self.space.n + 1) if i not in a)
        if not b:
            raise InputError("all systems were named; leave some for the other side")
        self._proper()
        sizes = [self.marginal(s).support_size or 1 for s in (a, b)]
        return log(Rational(prod(sizes), self.support_size or 1))

    def compose(self, other: EpistemicState) -> EpistemicState:
        """The two systems side by side, known independently; the other's systems come last.

        Raises:
            InputError: ring or conventions differ.
        """
        a, b = self.space, other.space
        if a.on(1) != b.on(1):
            raise InputError(f"the two states have different rings or conventions: "
                             f"{a.ring}, {a.order} and {b.ring}, {b.order}")
        whole = a.on(a.n + b.n)
        left, right = range(1, a.n + 1), range(a.n + 1, a.n + b.n + 1)
        rows = [embed(a, row, whole, left) for row in self.subspace.basis]
        rows += [embed(b, row, whole, right) for row in other.subspace.basis]
        point = [x + y for x, y in zip(embed(a, self.valuation, whole, left),
                                       embed(b, other.valuation, whole, right), strict=True)]
        return EpistemicState.of(Subspace(whole, rows), point)

    def purification(self) -> EpistemicState:
        """A pure state of more systems whose marginal on the first n is this one.

        Conventions:
            n - rank(V) systems are added over a field, n over Z_d with composite d.

        >>> pure = EpistemicState(PhaseSpace(1, 3)).purification()
        >>> print(pure)
        X1 - X2 = 0, P1 + P2 = 0
        """
        space, V = self.space, self.subspace
        n = space.n
        outer = V.symplectic_complement()
        if space.ring.is_field:
            extra = n - V.rank
            whole = space.on(n + extra)
            rows = [embed(space, row, whole, range(1, n + 1)) for row in V.basis]
            pairs, _ = outer.darboux()
            for k, (e, f, _) in enumerate(pairs, n + 1):
                for row, name, sign in ((e, f"X{k}", -1), (f, f"P{k}", 1)):
                    partner = whole.unit(name)
                    rows.append([a + sign * b for a, b in zip(
                        embed(space, row, whole, range(1, n + 1)), partner, strict=True)])
        else:
            whole = space.on(2 * n)
            left, right = range(1, n + 1), range(n + 1, 2 * n + 1)
            rows = [embed(space, row, whole, left) for row in V.basis]
            rows += [[a + b for a, b in zip(
                embed(space, row, whole, left),
                embed(space, _mirror(space, row), whole, right), strict=True)]
                for row in outer.basis]
        start = embed(space, self.valuation, whole, range(1, n + 1))
        return EpistemicState.of(Subspace(whole, rows), start)

    def _knows(self, measured: Subspace) -> bool:
        return measured <= self.subspace

    # -- change ---------------------------------------------------------------------------------
    def evolve(self, change: AffineSymplectic) -> EpistemicState:
        """The state after m -> S m + a: the known variables and their values move along.

        >>> fourier = AffineSymplectic(PhaseSpace(1, 3), [[0, 1], [-1, 0]])
        >>> print(EpistemicState(PhaseSpace(1, 3), {"X": 1}).evolve(fourier))
        P1 = 2
        """
        if change.space != self.space:
            raise InputError("the map acts on another phase space")
        moved = [change.transported(f)[0] for f in self.subspace.functionals]
        return EpistemicState.of(Subspace(self.space, moved), change(self.valuation))

    def outcome(self, measured: Mapping[object, object]) -> Outcome | None:
        """The result of a measurement in which each variable is found to have its value.

        Args:
            measured: value found, by functional; the functionals commute.
        Returns:
            The outcome, or None if it cannot occur.
        Raises:
            DomainError: the variables do not commute, or the values contradict each other.
        """
        found = EpistemicState(self.space, as_values(measured))
        V, U = self.subspace, found.subspace
        common = V & U
        for row in common.basis:
            f = LinearFunctional(self.space, row)
            if self.space._tidy(f(self.valuation) - f(found.valuation)) != 0:
                return None
        kept = V & U.symplectic_complement()
        rows = [*kept.basis, *U.basis]
        values = [LinearFunctional(self.space, row)(self.valuation) for row in kept.basis]
        values += [LinearFunctional(self.space, row)(found.valuation) for row in U.basis]
        point = solve(rows, values, self.space.ring, self.space.dimension)
        assert point is not None  # the values agree on the intersection
        if self.space.ring.is_finite:
            chance: Rational | None = Rational(common.size or 1, U.size or 1)
        else:
            chance = Integer(1) if self._knows(U) else None
        return Outcome(chance, tuple(found.space.ring.element(v) for v in measured.values()),
                       EpistemicState.of(kept + U, point))

    def measure(self, *functionals: object) -> tuple[Outcome, ...]:
        """Every outcome of a reproducible measurement of commuting variables.

        Args:
            functionals: the measured variables.
        Returns:
            Outcomes in the order of their values; the probabilities add up to 1.
        Raises:
            DomainError: the variables do not commute.
            EngineRefusal: over R or Q with infinitely many outcomes; use `outcome`.
        Conventions:
            After the outcome the known variables are (V ∩ U^omega) + U.

        >>> [(o.values, o.probability, str(o.state))
        ...  for o in EpistemicState(PhaseSpace(1, 2), {"X": 0}).measure("P")]
        [((0,), 1/2, 'P1 = 0'), ((1,), 1/2, 'P1 = 1')]
        """
        given = [self.space.linear(f) for f in functionals]
        U = known(self.space, *given)
        if self._knows(U):
            here = self.valuation
            return (Outcome(Integer(1), tuple(f(here) for f in given), self),)
        if not self.space.ring.is_finite:
            raise EngineRefusal(f"a measurement over {self.space.ring} has infinitely many "
                                "outcomes", "give the outcome to outcome()")
        d = self.space.ring.modulus
        columns = zip(*(f.coefficients for f in given), strict=True)
        found = []
        for values in sorted(module_elements(howell(list(columns), d, len(given)), d,
                                             len(given))):
            result = self.outcome(dict(zip(given, values, strict=True)))
            if result is not None:
                found.append(Outcome(result.probability, values, result.state))
        return tuple(found)


def _mirror(space: PhaseSpace, row: Sequence[Any]) -> list[Any]:
    """The row with all momenta reversed: brackets change their sign."""
    flipped = list(row)
    for i in range(1, space.n + 1):
        flipped[space.p(i)] = -flipped[space.p(i)]
    return flipped


def keep(space: PhaseSpace, row: Sequence[Any], systems: Sequence[int]) -> list[Any]:
    """The coordinates of some systems, as a row of the space of these systems."""
    small = space.on(len(systems))
    found = [0] * small.dimension
    for k, i in enumerate(systems, 1):
        found[small.x(k)], found[small.p(k)] = row[space.x(i)], row[space.p(i)]
    return found


def embed(space: PhaseSpace, row: Sequence[Any], whole: PhaseSpace,
          systems: Sequence[int]) -> list[Any]:
    """A row of a space as a row of a larger one, in which its systems have these numbers."""
    found: list[Any] = [0] * whole.dimension
    for k, i in enumerate(systems, 1):
        found[whole.x(i)], found[whole.p(i)] = row[space.x(k)], row[space.p(k)]
    return found


def grid(symbols: Sequence[Symbol], d: int) -> tuple[tuple[Symbol, tuple[Expr, ...]], ...]:
    """Symbols that run through 0..d-1, as quantified statements take them."""
    numbers = tuple(Integer(i) for i in range(d))
    return tuple((s, numbers) for s in symbols)
