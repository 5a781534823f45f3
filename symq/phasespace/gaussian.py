"""Gaussian states and Liouville distributions, exactly: one theory under two names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sympy import Add, Expr, ImmutableMatrix, Integer, Max, exp, log, pi, sqrt

from symq.algebra.scalars import Field, ordered
from symq.errors import DomainError, InputError
from symq.lang.checked import checked
from symq.lang.inputs import assumed
from symq.lang.statement import Statement, expression
from symq.phasespace.exact import normal, vanishes
from symq.phasespace.normalforms import symplectic_eigenvalues
from symq.phasespace.positivity import (
    Physical,
    Unphysical,
    check_hbar,
    decide,
)
from symq.phasespace.space import PhaseSpace
from symq.phasespace.symbolic import Signs, root
from symq.phasespace.transformation import AffineSymplectic


@checked
@dataclass(frozen=True)
class GaussianOutcome:
    """A Gaussian measurement of some systems or variables.

    Attributes:
        variance: covariance matrix of the outcome (not doubled).
        mean: its mean.
        state: the other systems after the outcome that was given, or at the mean.
    """

    variance: ImmutableMatrix
    mean: tuple[Expr, ...]
    state: GaussianState | None


@checked
@dataclass(frozen=True, init=False)
class GaussianState:
    """A Gaussian Wigner function, which is a Gaussian Liouville distribution.

    Args:
        space: over R or Q.
        gamma: twice the covariance matrix, in the coordinate order of the space.
        mean: first moments; zero by default.
        hbar: positive, 1 by default.
        assuming: relations between the symbols of gamma and hbar.
    Raises:
        DomainError: gamma + i hbar J is not positive semidefinite; the message gives a witness.
        EngineRefusal: a sign does not follow from what is assumed.
    Conventions:
        gamma = 2 Cov; the vacuum has gamma = hbar 1. Other conventions: Cov = gamma/2, and
        symplectic eigenvalues of Cov are half of those given here.

    >>> vacuum = GaussianState(PhaseSpace(1), [[1, 0], [0, 1]])
    >>> vacuum.is_pure, vacuum.von_neumann_entropy()
    (True, 0)
    """

    space: PhaseSpace
    gamma: ImmutableMatrix
    mean: tuple[Expr, ...]
    hbar: Expr
    evidence: Physical

    def __init__(self, space: PhaseSpace, gamma: object, mean: Sequence[object] | None = None,
                 hbar: object = 1, assuming: Iterable[Any] = ()) -> None:
        found = decide(space, gamma, hbar, assuming)
        if isinstance(found, Unphysical):
            raise DomainError("gamma + i hbar J is not positive: z = "
                              f"({', '.join(map(str, found.witness))}) gives {found.value}")
        start = (0,) * space.dimension if mean is None else mean
        for name, value in (("space", space), ("gamma", found.gamma),
                            ("mean", tuple(map(expression, space.point(start)))),
                            ("hbar", found.hbar), ("evidence", found)):
            object.__setattr__(self, name, value)

    @property
    def assuming(self) -> tuple[Any, ...]:
        """What is assumed about the symbols."""
        return self.evidence.assuming

    def validity(self) -> Statement:
        """The certificate of the uncertainty relation as a statement."""
        return self.evidence.statement()

    @property
    def symplectic_eigenvalues(self) -> tuple[tuple[Expr, int], ...]:
        """Exact symplectic eigenvalues of gamma with multiplicities; all are at least hbar."""
        return symplectic_eigenvalues(self.space, self.gamma, self.assuming)

    @property
    def purity(self) -> Expr:
        """Tr rho^2 = hbar^n/sqrt(det gamma)."""
        return self.hbar**self.space.n / root(normal(self.gamma.det()), Signs(self.assuming))

    @property
    def is_pure(self) -> bool:
        """Whether det gamma = hbar^2n (a finite exact decision)."""
        return vanishes(self.gamma.det() - self.hbar ** (2 * self.space.n))

    def von_neumann_entropy(self) -> Expr:
        """Entropy in nats from the symplectic eigenvalues.

        >>> GaussianState(PhaseSpace(1), [[3, 0], [0, 3]]).von_neumann_entropy()
        2*log(2)
        """
        terms = []
        for nu, power in self.symplectic_eigenvalues:
            up, down = (nu / self.hbar + 1) / 2, (nu / self.hbar - 1) / 2
            terms.append(power * (up * log(up) - (0 if vanishes(down) else down * log(down))))
        return Add(*terms)

    def liouville_entropy(self) -> Expr:
        """Differential entropy in nats of the distribution, log of (pi e)^n sqrt(det gamma)."""
        n = self.space.n
        return n * (1 + log(pi)) + log(self.gamma.det()) / 2

    def marginal(self, systems: Sequence[int]) -> GaussianState:
        """The state of some systems."""
        chosen = self.space.systems(systems)
        small, places = self._places(chosen)
        return GaussianState(small, self.gamma.extract(places, places),
                             [self.mean[k] for k in places], self.hbar, self.assuming)

    def _places(self, chosen: Sequence[int]) -> tuple[PhaseSpace, list[int]]:
        small = self.space.on(len(chosen))
        places = [0] * small.dimension
        for k, i in enumerate(chosen, 1):
            places[small.x(k)], places[small.p(k)] = self.space.x(i), self.space.p(i)
        return small, places

    def compose(self, other: GaussianState) -> GaussianState:
        """Two independent groups of systems side by side."""
        a, b = self.space, other.space
        if a.on(1) != b.on(1) or self.hbar != other.hbar:
            raise InputError("the two states have different conventions or values of hbar")
        whole = a.on(a.n + b.n)
        rows = [[Integer(0)] * whole.dimension for _ in range(whole.dimension)]
        mean: list[Expr] = [Integer(0)] * whole.dimension
        for state, shift in ((self, 0), (other, a.n)):
            s = state.space
            place = {}
            for i in range(1, s.n + 1):
                place[s.x(i)], place[s.p(i)] = whole.x(i + shift), whole.p(i + shift)
            for i, u in place.items():
                mean[u] = state.mean[i]
                for j, v in place.items():
                    rows[u][v] = state.gamma[i, j]
        return GaussianState(whole, rows, mean, self.hbar, (*self.assuming, *other.assuming))

    def evolve(self, change: AffineSymplectic) -> GaussianState:
        """The state after m -> S m + a: gamma -> S gamma S^T."""
        if change.space != self.space:
            raise InputError(f"a map of {change.space} does not act on states of {self.space}")
        S = ImmutableMatrix([list(row) for row in change.matrix])
        mean = S * ImmutableMatrix(self.mean) + ImmutableMatrix(change.shift)
        return GaussianState(self.space, (S * self.gamma * S.T).applyfunc(_tidy), list(mean),
                             self.hbar, self.assuming)

    def distribution(self) -> Expr:
        """The density exp(-(m - mean)^T gamma^-1 (m - mean))/(pi^n sqrt(det gamma))."""
        m = ImmutableMatrix(self.space.symbols) - ImmutableMatrix(self.mean)
        power = (m.T * self.gamma.inv() * m)[0].expand()
        return exp(-power) / (pi**self.space.n * sqrt(self.gamma.det()))

    # -- correlations ---------------------------------------------------------------------------
    def partial_transpose(self, systems: Sequence[int]) -> ImmutableMatrix:
        """gamma with the momenta of some systems reversed."""
        chosen = set(self.space.systems(systems))
        signs = [1] * self.space.dimension
        for i in chosen:
            signs[self.space.p(i)] = -1
        size = self.space.dimension
        return ImmutableMatrix([[signs[i] * signs[j] * self.gamma[i, j] for j in range(size)]
                                for i in range(size)])

    def ppt(self, systems: Sequence[int]) -> Physical | Unphysical:
        """Whether the partial transpose is a state: exact certificate or witness.

        For one system against any number of others it decides separability.

        Source:
            Simon, Phys. Rev. Lett. 84, 2726 (2000); Werner, Wolf, Phys. Rev. Lett. 86, 3658.
        """
        return decide(self.space, self.partial_transpose(systems), self.hbar, self.assuming)

    def log_negativity(self, systems: Sequence[int]) -> Expr:
        """Sum of -log(nu/hbar) over symplectic eigenvalues nu < hbar of the partial transpose.

        Where it does not follow from what is assumed whether nu < hbar, the term is
        Max(0, log(hbar/nu)).

        >>> from symq import Q
        >>> a, c = Q(5, 4), Q(3, 4)
        >>> g = [[a, 0, c, 0], [0, a, 0, -c], [c, 0, a, 0], [0, -c, 0, a]]
        >>> GaussianState(PhaseSpace(2), g).log_negativity([1])
        log(2)
        """
        values = symplectic_eigenvalues(self.space, self.partial_transpose(systems),
                                        self.assuming)
        return Add(*(power * self._gain(nu) for nu, power in values))

    def _gain(self, nu: Expr) -> Expr:
        """max(0, log(hbar/nu)), decided where it can be."""
        gain = log(self.hbar / nu)
        if not (nu.free_symbols | self.hbar.free_symbols):
            return gain if ordered(nu**2, self.hbar**2) < 0 else Integer(0)
        signs = Signs(self.assuming)
        if signs.holds(nu - self.hbar, "<"):
            return gain
        return Integer(0) if signs.holds(nu - self.hbar, ">=") else Max(Integer(0), gain)

    # -- measurements ---------------------------------------------------------------------------
    def homodyne(self, values: Mapping[object, object]) -> GaussianOutcome:
        """Measure commuting variables, each of a system that is discarded.

        Args:
            values: outcome of each variable; the systems that occur in them are discarded.
        Returns:
            The distribution of the outcome, and the state of the other systems.
        Raises:
            DomainError: variables that do not commute or are dependent.
        """
        fs = [self.space.linear(f) for f in values]
        if not fs:
            raise InputError("no variable was measured")
        for i, f in enumerate(fs):
            for g in fs[i + 1:]:
                if self.space.bracket(f, g) != 0:
                    raise DomainError(f"{f} and {g} are not jointly measurable: their bracket "
                                      f"is {self.space.bracket(f, g)}")
        H = ImmutableMatrix([list(f.coefficients) for f in fs])
        touched = {i for f in fs for i in range(1, self.space.n + 1)
                   if f.coefficients[self.space.x(i)] != 0
                   or f.coefficients[self.space.p(i)] != 0}
        return self._measured(H, ImmutableMatrix.zeros(H.rows), touched,
                              [expression(v) for v in values.values()])

    def heterodyne(self, systems: Sequence[int], values: Sequence[object] | None = None,
                   noise: object = None) -> GaussianOutcome:
        """Project some systems on displaced Gaussian states, coherent ones by default.

        Args:
            systems: the measured systems, which are discarded.
            values: outcome, the coordinates of these systems in the order of their space; the
                mean by default.
            noise: gamma of the states projected on; hbar 1 by default.
        """
        chosen = self.space.systems(systems)
        small, places = self._places(chosen)
        sigma = self.hbar * ImmutableMatrix.eye(small.dimension) if noise is None else \
            GaussianState(small, noise, None, self.hbar, self.assuming).gamma
        H = ImmutableMatrix([[int(j == k) for j in range(self.space.dimension)] for k in places])
        given = None if values is None else [expression(v) for v in small.point(values)]
        return self._measured(H, sigma, set(chosen), given)

    def _measured(self, H: ImmutableMatrix, noise: ImmutableMatrix, touched: set[int],
                  values: list[Expr] | None) -> GaussianOutcome:
        spread = H * self.gamma * H.T + noise
        if vanishes(spread.det()):
            raise DomainError("the measured variables are dependent, or known exactly")
        mean = H * ImmutableMatrix(self.mean)
        rest = [i for i in range(1, self.space.n + 1) if i not in touched]
        left = None
        if rest:
            small, places = self._places(rest)
            keep = ImmutableMatrix([[int(j == k) for j in range(self.space.dimension)]
                                    for k in places])
            cross = keep * self.gamma * H.T
            gain = cross * spread.inv()
            gamma = keep * self.gamma * keep.T - gain * cross.T
            shift = ImmutableMatrix([[0]] * H.rows) if values is None else \
                ImmutableMatrix(values) - mean
            after = keep * ImmutableMatrix(self.mean) + gain * shift
            left = GaussianState(small, gamma.applyfunc(_tidy), list(after), self.hbar,
                                 self.assuming)
        return GaussianOutcome(ImmutableMatrix(spread / 2), tuple(mean), left)


@checked
def two_mode_squeezed(space: PhaseSpace, r: object, hbar: object = 1,
                      assuming: Iterable[Any] = ()) -> GaussianState:
    """The two-mode squeezed vacuum with e^(2r) given.

    Args:
        space: of two systems.
        r: the number e^(2r) > 0; all entries are rational if it is.
        hbar: positive, 1 by default.
        assuming: relations between the symbols of both.
    Raises:
        DomainError: not two systems, or not a positive number.

    >>> two_mode_squeezed(PhaseSpace(2), 2).gamma[0, 0]
    5/4
    """
    if space.n != 2:
        raise DomainError(f"a two-mode state needs 2 systems, not {space.n}")
    known = assumed(assuming)
    e = check_hbar(r, "e^(2r)", known)
    h = check_hbar(hbar, assuming=known)
    a, c = h * (e + 1 / e) / 2, h * (e - 1 / e) / 2
    rows = [[Integer(0)] * 4 for _ in range(4)]
    for i in (1, 2):
        rows[space.x(i)][space.x(i)] = rows[space.p(i)][space.p(i)] = a
        rows[space.x(i)][space.x(3 - i)] = c
        rows[space.p(i)][space.p(3 - i)] = -c
    return GaussianState(space, rows, None, h, known)


def _tidy(value: Expr) -> Expr:
    """An entry as a fraction in normal form."""
    return value if value.is_Rational else Field([value])(value).expr()
