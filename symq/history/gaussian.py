"""Gaussian states of named modes: exact means and covariances, symplectic interactions.

Coordinates are (x1, p1, x2, p2, ...); the covariance is half the mean of the anticommutator of the
deviations, so that a coherent state has hbar/2 on the diagonal (units in which mass and frequency
are one).
"""

from __future__ import annotations

from collections.abc import Sequence

from sympy import (
    Add,
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    Matrix,
    MatrixBase,
    Mul,
    Rational,
    log,
    oo,
    sqrt,
    zeros,
)

from symq.algebra.linear import characteristic, rational_factors, root_of
from symq.algebra.scalars import Field
from symq.conservation.cuts import log_base, renyi_order
from symq.errors import DimensionError, DomainError, EngineRefusal, InputError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import expression


@checked
def symplectic_form(n: int) -> ImmutableMatrix:
    """The matrix J of n modes, with J[x_k, p_k] = 1."""
    integer(n, "the number of modes", 0, 1000)
    j = zeros(2 * n, 2 * n)
    for k in range(n):
        j[2 * k, 2 * k + 1], j[2 * k + 1, 2 * k] = 1, -1
    return j.as_immutable()


def normal(m: MatrixBase) -> ImmutableMatrix:
    """Every entry in normal form."""
    f = Field(list(m))
    return ImmutableMatrix(m.rows, m.cols, [f(e).expr() for e in m])


@checked
class GaussianState:
    """A pure Gaussian state of named modes.

    Args:
        modes: names, in the order of the coordinates.
        covariance: 2n x 2n, exact and symmetric.
        mean: 2n numbers.
    """

    def __init__(self, modes: Sequence[str] = (), covariance: MatrixBase | None = None,
                 mean: Sequence[Expr] = (), hbar: object = 1) -> None:
        self.modes = tuple(modes)
        self.hbar = expression(hbar)
        self.covariance = ImmutableMatrix(covariance if covariance is not None else zeros(0, 0))
        self.mean = tuple(expression(m) for m in mean)

    def prepared(self, mode: str, position_variance: object, correlation: object = 0,
                 mean: Sequence[object] = (0, 0)) -> GaussianState:
        """The state with a further mode in a pure state of its own.

        Args:
            position_variance: the variance of x, positive.
            correlation: the covariance of x and p; the variance of p makes the state pure.
            mean: of x and p.
        Raises:
            DomainError: the variance is a number that is not positive.
            DimensionError: the mean is no pair.
        """
        a, c = expression(position_variance), expression(correlation)
        if a.is_number and not a.is_positive:
            raise DomainError(f"the position variance {a} of {mode} must be positive")
        if len(mean) != 2:
            raise DimensionError(f"the mean of {mode} has {len(mean)} entries; give those of x and "
                                 "p")
        if mode in self.modes:
            raise InputError(f"system {mode!r} exists already")
        n = len(self.modes)
        new = zeros(2 * n + 2, 2 * n + 2)
        new[:2 * n, :2 * n] = self.covariance
        new[2 * n, 2 * n], new[2 * n, 2 * n + 1], new[2 * n + 1, 2 * n] = a, c, c
        new[2 * n + 1, 2 * n + 1] = (self.hbar ** 2 / 4 + c ** 2) / a
        return GaussianState((*self.modes, mode), normal(new),
                             (*self.mean, *map(expression, mean)), self.hbar)

    def places(self, modes: Sequence[str]) -> list[int]:
        """Coordinates of some modes.

        Raises:
            InputError: there is no such mode.
        """
        for m in modes:
            if m not in self.modes:
                raise InputError(f"no system {m!r}; known: {', '.join(self.modes) or 'none'}")
        return [2 * self.modes.index(m) + k for m in modes for k in (0, 1)]

    def applied(self, modes: Sequence[str], matrix: MatrixBase, event: str,
                renamed: Sequence[str] | None = None) -> GaussianState:
        """The state after R -> S R on some modes, which may get new names.

        Raises:
            DimensionError: the matrix has another size.
            EngineRefusal: it is not symplectic.
        """
        check_symplectic(matrix, len(modes), event)
        n, places = len(self.modes), self.places(modes)
        full = Matrix.eye(2 * n)
        for i, a in enumerate(places):
            for k, b in enumerate(places):
                full[a, b] = matrix[i, k]
        names = dict(zip(modes, renamed or modes, strict=True))
        return GaussianState([names.get(m, m) for m in self.modes],
                             normal(full * self.covariance * full.T),
                             tuple(normal(full * Matrix(self.mean))), self.hbar)

    def measured(self, functional: dict[str, tuple[object, object]], width: object,
                 outcome: object) -> GaussianState:
        """The state after a Gaussian measurement of a linear quantity.

        Args:
            functional: {mode: (coefficient of x, coefficient of p)}.
            width: standard deviation w of the window; the Kraus operator is
                exp(-(L - outcome)**2/(4 w**2)).
        """
        u, w = self.vector(functional), expression(width)
        if w == 0:
            raise DomainError("a measurement of width 0 leaves no normalised state")
        s, j = self.covariance, symplectic_form(len(self.modes))
        su = s * u
        spread = (u.T * su)[0] + w ** 2
        kick = j * u
        cov = s - su * su.T / spread + kick * kick.T * self.hbar ** 2 / (4 * w ** 2)
        gap = expression(outcome) - (u.T * Matrix(self.mean))[0]
        mean = Matrix(self.mean) + su * gap / spread
        return GaussianState(self.modes, normal(cov), tuple(normal(mean)), self.hbar)

    def vector(self, functional: dict[str, tuple[object, object]]) -> Matrix:
        """A linear quantity as a column."""
        u = zeros(2 * len(self.modes), 1)
        for m, (a, b) in functional.items():
            i, k = self.places([m])
            u[i], u[k] = expression(a), expression(b)
        return u

    def moments(self, functional: dict[str, tuple[object, object]]) -> tuple[Expr, Expr]:
        """Mean and variance of a linear quantity, whose distribution is Gaussian."""
        u = self.vector(functional)
        m = normal(Matrix([(u.T * Matrix(self.mean))[0] if self.modes else 0,
                           (u.T * self.covariance * u)[0] if self.modes else 0]))
        return m[0], m[1]

    def partition(self) -> list[tuple[str, ...]]:
        """The finest product partition: modes joined by covariances that are not zero."""
        blocks: list[set[int]] = []
        for k in range(len(self.modes)):
            joined = {k}
            rest = []
            for b in blocks:
                if any(self.covariance[2 * k + i, 2 * m + j] != 0
                       for m in b for i in (0, 1) for j in (0, 1)):
                    joined |= b
                else:
                    rest.append(b)
            blocks = [*rest, joined]
        return [tuple(self.modes[k] for k in sorted(b)) for b in blocks]

    def symplectic_squares(self, modes: Sequence[str]) -> list[Expr]:
        """Squares of the symplectic eigenvalues of some modes, in units of (hbar/2)**2.

        Raises:
            EngineRefusal: they are roots of a polynomial of degree above two.
        """
        places = self.places(modes)
        block = self.covariance.extract(places, places)
        m = symplectic_form(len(modes)) * block * 2 / self.hbar
        f = Field([*m, I])
        rows = [[f(m[i, k]) for k in range(m.cols)] for i in range(m.rows)]
        even = characteristic(rows, f)[::2]       # det(x - M) is even; M has eigenvalues +-i nu
        signed = [c if (len(even) - 1 - k) % 2 == 0 else -c for k, c in enumerate(even)]
        if len(signed) == 2:
            return [(-signed[0] / signed[1]).expr()]
        factors = rational_factors(signed)
        if factors is None:
            if len(signed) == 3:
                c, b, _ = (s.expr() for s in signed)
                root = sqrt(b ** 2 - 4 * c)
                return [(-b + root) / 2, (-b - root) / 2]
            raise EngineRefusal("the symplectic eigenvalues are roots of a polynomial with "
                                "symbols of degree above two", "use numbers or fewer modes")
        found: list[Expr] = []
        for p, k in factors:
            if p.degree() == 1:
                found += [root_of(p)] * k
            elif p.degree() == 2:
                c, b, a = (Rational(int(p[i].p), int(p[i].q)) for i in range(3))
                root = sqrt(b ** 2 - 4 * a * c)
                found += [(-b + root) / (2 * a), (-b - root) / (2 * a)] * k
            else:
                raise EngineRefusal(f"a symplectic eigenvalue has degree {p.degree()}",
                                    "use fewer modes")
        return found

    def entropy(self, modes: Sequence[str], base: object = 2, alpha: object = 1) -> Expr:
        """Entanglement entropy of some modes with the rest, in closed form.

        Args:
            base: of the logarithm; 2 counts bits.
            alpha: order of the Rényi entropy; 1 is that of von Neumann.
        Conventions:
            For the symplectic eigenvalue nu (in units of hbar/2) and u, d = (nu + 1)/2, (nu - 1)/2
            the entropy is u log(u) - d log(d), that of order alpha
            log(u^alpha - d^alpha)/(alpha - 1), and log(u) for alpha = oo.
        """
        a, b = renyi_order(alpha), log_base(base)
        result: list[Expr] = []
        for square in self.symplectic_squares(modes):
            if square == 1:
                continue
            nu = sqrt(square)
            up, down = (nu + 1) / 2, (nu - 1) / 2
            if a == 0:
                return oo
            result.append(log(up) if a == oo else log(up**a - down**a) / (a - 1) if a != 1
                          else up * log(up) - down * log(down))
        return Add(*result) / log(b)

    def purity(self, modes: Sequence[str]) -> Expr:
        """tr rho**2 of some modes: (hbar/2)**n over the root of the covariance's determinant."""
        value: Expr = Integer(1)
        for square in self.symplectic_squares(modes):
            value = Mul(value, 1 / sqrt(square))
        return value


def check_symplectic(matrix: MatrixBase, modes: int, event: str) -> None:
    """Refuse a matrix that does not preserve the symplectic form.

    Raises:
        DimensionError: the size is wrong.
        EngineRefusal: S J S^T differs from J; the offending entry is named.
    """
    if matrix.shape != (2 * modes, 2 * modes):
        raise DimensionError(f"{event}: a matrix of shape {matrix.shape} does not act on {modes} "
                             f"modes; expected {2 * modes} x {2 * modes}")
    j = symplectic_form(modes)
    gap = normal(matrix * j * matrix.T - j)
    for i in range(gap.rows):
        for k in range(gap.cols):
            if gap[i, k] != 0:
                raise EngineRefusal(f"{event}: not symplectic, so no unitary: S J S^T has "
                                    f"{(gap[i, k] + j[i, k])} instead of {j[i, k]} at "
                                    f"({i + 1}, {k + 1})", "give a symplectic matrix")


@checked
def free_evolution(mass: object, time: object) -> ImmutableMatrix:
    """x -> x + p t/m for one mode.

    Raises:
        DomainError: the mass is a number that is not positive.
    """
    m = expression(mass)
    if m.is_positive is False or m.is_infinite:
        raise DomainError(f"the mass {m} is not positive")
    return ImmutableMatrix([[1, expression(time) / m], [0, 1]])


@checked
def centre_of_mass(m1: object, m2: object) -> ImmutableMatrix:
    """(x1, p1, x2, p2) -> (R, P, r, p): centre of mass and relative coordinates.

    Raises:
        DomainError: a mass is not positive.

    >>> check_symplectic(centre_of_mass(2, 1), 2, "cm")
    """
    a, b = expression(m1), expression(m2)
    for mass in (a, b):
        if mass.is_positive is False:
            raise DomainError(f"the mass {mass} is not positive")
    total = a + b
    return ImmutableMatrix([[a / total, 0, b / total, 0], [0, 1, 0, 1], [1, 0, -1, 0],
                            [0, b / total, 0, -a / total]])
