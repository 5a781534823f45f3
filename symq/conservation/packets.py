"""Gaussian wave packets, windows and superoscillations in closed form; a routine for integrals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sympy import (
    Add,
    Expr,
    I,
    Integer,
    Rational,
    S,
    Symbol,
    binomial,
    cos,
    diff,
    exp,
    pi,
    re,
    sin,
    sqrt,
)

from symq.algebra.scalars import Field
from symq.errors import DomainError
from symq.lang.checked import checked
from symq.lang.inputs import integer
from symq.lang.statement import Equation, expression


@checked
def gaussian_integral(a: object, b: object = 0, power: int = 0) -> Expr:
    """Integral of x**power exp(-a x**2 + b x) over the line, Re a > 0.

    Raises:
        DomainError: a is a number without a positive real part, so that the integral diverges.

    >>> gaussian_integral(1), gaussian_integral(1, 0, 2)
    (sqrt(pi), sqrt(pi)/2)
    """
    alpha, beta = expression(a), expression(b)
    power = integer(power, "the power", 0)
    if alpha.is_infinite or re(alpha).is_positive is False:
        raise DomainError(f"the integral diverges for a = {alpha}; its real part must be positive")
    moments = [Integer(1), beta / (2 * alpha)]
    for n in range(2, power + 1):
        moments.append(((n - 1) * moments[n - 2] + beta * moments[n - 1]) / (2 * alpha))
    return sqrt(pi / alpha) * exp(beta ** 2 / (4 * alpha)) * moments[power]


def positive(value: object, name: str) -> Expr:
    """A symbol or a positive number.

    Raises:
        DomainError: it is a number, but not a positive one.
    """
    e = expression(value)
    if e.is_infinite or e.is_positive is False:
        raise DomainError(f"{name} {e} is not positive")
    return e


@lru_cache(1 << 12)
def tidy(e: Expr) -> Expr:
    """Normal form, with symbols taken as real."""
    return Field([e])(e).expr()


@checked
@dataclass(frozen=True)
class GaussianWave:
    """psi proportional to exp(-(ar + i ai) x**2 + (br + i bi) x), with ar > 0.

    Attributes:
        ar, ai, br, bi: real.
    """

    ar: Expr
    ai: Expr
    br: Expr
    bi: Expr
    hbar: Expr = S.One
    mass: Expr = S.One

    @property
    def mean_position(self) -> Expr:
        """<x>."""
        return tidy(self.br / (2 * self.ar))

    @property
    def position_variance(self) -> Expr:
        """Variance of x."""
        return tidy(1 / (4 * self.ar))

    @property
    def mean_momentum(self) -> Expr:
        """<p>."""
        return tidy(self.hbar * (self.bi - 2 * self.ai * self.br / (2 * self.ar)))

    @property
    def momentum_variance(self) -> Expr:
        """Variance of p."""
        return tidy(self.hbar ** 2 * (self.ar ** 2 + self.ai ** 2) / self.ar)

    @property
    def mean_energy(self) -> Expr:
        """Mean kinetic energy."""
        return tidy((self.mean_momentum ** 2 + self.momentum_variance) / (2 * self.mass))

    def momentum_distribution(self, p: Symbol) -> Expr:
        """Probability density of the momentum."""
        v = self.momentum_variance
        return exp(-(p - self.mean_momentum) ** 2 / (2 * v)) / sqrt(2 * pi * v)

    def local_momentum(self, x: Expr) -> Expr:
        """hbar Im(psi'/psi) at a point."""
        return tidy(self.hbar * (self.bi - 2 * self.ai * x))

    def windowed(self, centre: object, width: object) -> tuple[GaussianWave, Expr]:
        """The wave after a detection with the window exp(-(x - centre)**2/(4 width**2)).

        Returns:
            The wave, and the probability of the detection.
        """
        c, w = expression(centre), positive(width, "the width")
        new = GaussianWave(tidy(self.ar + 1 / (4 * w ** 2)), self.ai,
                           tidy(self.br + c / (2 * w ** 2)), self.bi, self.hbar, self.mass)
        variance = self.position_variance
        gap = c - self.mean_position
        total = tidy(variance + w ** 2)
        p = sqrt(w ** 2 / total) * exp(tidy(-gap ** 2 / (2 * total)))
        return new, p


@checked
class GaussianPacket:
    """A free Gaussian packet with standard deviation `width` of |psi|^2 at time 0.

    Raises:
        DomainError: the width, the mass or hbar is a number that is not positive.

    >>> a, m, t = (Symbol(s, positive=True) for s in "amt")
    >>> packet = GaussianPacket(a, mass=m)
    >>> packet.variance(t)
    (a**4*m**2 + t**2/4)/(a**2*m**2)
    >>> packet.energy
    1/(8*a**2*m)
    """

    def __init__(self, width: object, *, centre: object = 0, momentum: object = 0,
                 mass: object = 1, hbar: object = 1) -> None:
        self.width, self.mass, self.hbar = (positive(v, name) for v, name in (
            (width, "the width"), (mass, "the mass"), (hbar, "hbar")))
        self.centre, self.momentum = expression(centre), expression(momentum)

    @property
    def energy(self) -> Expr:
        """Mean kinetic energy, the same at all times."""
        return tidy(self.momentum ** 2 / (2 * self.mass)
                    + self.hbar ** 2 / (8 * self.mass * self.width ** 2))

    def exponent(self, x: Expr, t: Expr) -> Expr:
        """log psi up to a constant: psi = exp(exponent)/sqrt(1 + i tau), without the norm."""
        tau = self.hbar * t / (2 * self.mass * self.width ** 2)
        moved = x - self.centre - self.momentum * t / self.mass
        return (-moved ** 2 / (4 * self.width ** 2 * (1 + I * tau))
                + I * self.momentum * (x - self.centre) / self.hbar
                - I * self.momentum ** 2 * t / (2 * self.mass * self.hbar))

    def wave_function(self, x: Expr, t: Expr) -> Expr:
        """psi(x, t), normalised."""
        tau = self.hbar * t / (2 * self.mass * self.width ** 2)
        return exp(self.exponent(x, t)) / ((2 * pi * self.width ** 2) ** Rational(1, 4)
                                           * sqrt(1 + I * tau))

    def schroedinger(self, x: Symbol, t: Symbol) -> Equation:
        """Schroedinger's equation divided by psi, with the logarithmic derivatives put in.

        Conventions:
            log psi = exponent - log(1 + i tau)/2 + constant; the equation is then rational.
        """
        s = self.exponent(x, t)
        tau = self.hbar * t / (2 * self.mass * self.width ** 2)
        rate = diff(s, t) - I * diff(tau, t) / (2 * (1 + I * tau))
        return Equation(I * self.hbar * rate, -self.hbar ** 2 / (2 * self.mass)
                        * (diff(s, x, 2) + diff(s, x) ** 2))

    def at(self, t: object) -> GaussianWave:
        """The packet at a time, as a Gaussian wave in x."""
        time = expression(t)
        a2 = self.width ** 2
        tau = self.hbar * time / (2 * self.mass * a2)
        ar = 1 / (4 * a2 * (1 + tau ** 2))
        ai = -tau * ar
        place = self.centre + self.momentum * time / self.mass
        return GaussianWave(tidy(ar), tidy(ai), tidy(2 * ar * place),
                            tidy(2 * ai * place + self.momentum / self.hbar), self.hbar, self.mass)

    def variance(self, t: object) -> Expr:
        """Variance of the position at a time."""
        return self.at(t).position_variance

    def local_momentum(self, x: object, t: object) -> Expr:
        """hbar Im(psi'/psi)."""
        return self.at(t).local_momentum(expression(x))


@checked
@dataclass(frozen=True)
class Superoscillation:
    """f(x) = (cos x + i alpha sin x)**n: band limit n, local wave number alpha n at the origin.

    >>> f = Superoscillation(2, Integer(3))
    >>> f.coefficients()
    {2: 4, 0: -4, -2: 1}
    """

    n: int
    alpha: Expr

    def __post_init__(self) -> None:
        object.__setattr__(self, "n", integer(self.n, "the band limit", 1))
        object.__setattr__(self, "alpha", expression(self.alpha))

    def value(self, x: Expr) -> Expr:
        """f(x)."""
        return (cos(x) + I * self.alpha * sin(x)) ** self.n

    def coefficients(self) -> dict[int, Expr]:
        """{wave number: amplitude}; no wave number is above n in modulus."""
        up, down = (1 + self.alpha) / 2, (1 - self.alpha) / 2
        return {self.n - 2 * j: tidy(binomial(self.n, j) * up ** (self.n - j) * down ** j)
                for j in range(self.n + 1)}

    def expansion(self, x: Symbol) -> Equation:
        """The Fourier expansion as a statement."""
        return Equation(self.value(x), Add(*(c * exp(I * k * x)
                                             for k, c in self.coefficients().items())))

    def local_wave_number(self, x: Expr) -> Expr:
        """Im(f'/f) = alpha n/(cos**2 + alpha**2 sin**2)."""
        return self.alpha * self.n / (cos(x) ** 2 + self.alpha ** 2 * sin(x) ** 2)

    def windowed(self, width: object) -> tuple[Expr, Expr, Expr]:
        """What a Gaussian window exp(-x**2/(4 width**2)) at the origin detects.

        Returns:
            The squared norm of what is cut out (relative to sum |c|^2 times the norm of the
            window), the mean and the mean square of its wave number.
        """
        w, c = positive(width, "the width"), self.coefficients()
        norm, mean, square = Integer(0), Integer(0), Integer(0)
        for k, a in c.items():
            for m, b in c.items():
                # a window of width w multiplies the product of two waves by this factor
                weight = a * b * exp(-w ** 2 * (k - m) ** 2 / 2)
                centre = Rational(k + m, 2)
                norm += weight
                mean += weight * centre
                square += weight * (centre ** 2 + 1 / (4 * w ** 2))
        total = Add(*(a ** 2 for a in c.values()))
        return tidy(norm / total), tidy(mean / norm), tidy(square / norm)


@checked
def recoil_overlap(transfer: object, position_deviation: object, hbar: object = 1) -> Expr:
    """Overlap of a Gaussian body with its copy after a momentum transfer.

    Args:
        transfer: the momentum given to the body.
        position_deviation: standard deviation of its position.
    Raises:
        DomainError: the deviation is negative or infinite, or hbar a number that is not positive.

    >>> q, s = Symbol("q"), Symbol("s")
    >>> recoil_overlap(q, s)
    exp(-q**2*s**2/2)
    """
    q, h = expression(transfer), positive(hbar, "hbar")
    s = expression(position_deviation)
    if s.is_infinite or s.is_negative:
        raise DomainError(f"the standard deviation {s} of the position is negative or infinite")
    return exp(-q ** 2 * s ** 2 / (2 * h ** 2))
