"""Section 4, first scenario: the spreading Gaussian packet."""

from __future__ import annotations

from functools import cache

from sympy import (
    Derivative,
    Expr,
    I,
    Integer,
    Rational,
    cos,
    diff,
    exp,
    oo,
    pi,
    sin,
    sqrt,
)

from symq.conservation import GaussianPacket
from symq.lang.calc import Derivation, Step, by_theorem, calc, stepwise
from symq.lang.shown import minus, over, plus, power, times
from symq.lang.statement import (
    All,
    Equation,
    Equivalence,
    Implication,
    Limit,
    eq,
    expands,
    ge,
    gt,
    le,
    lt,
    ne,
)
from symq.lang.theorems import Instance
from symq.paper.claim import Neighbour, Reading

from .setting import AFTER, a, elsewhere, hbar, integral, m, p, paper, t, window, x

k, k0, gap, ratio = paper.real("k_w k_0 kappa n_r", latex=r"k k_0 \delta n")
t1, t2, late, wide = paper.real("t_1 t_2 t_late w_wide", latex="t_1 t_2 t w'")

PACKET = GaussianPacket(a, mass=m, hbar=hbar)
free = paper.positive("N_free", latex="N'")


def unique() -> Implication:
    """A positive number that makes the integral of the square one has the fourth power of N."""
    return Implication((eq(times(power(free, 2), sqrt(2 * pi), a), 1),),
                       eq(times(power(free, 4), 2 * pi, power(a, 2)), 1))


N = paper.define("gillis:gauss-N", "N", (2 * pi * a**2)**Rational(-1, 4), asserts=lambda: (
    gt(N, 0), eq(times(power(N, 2), sqrt(2 * pi), a), 1),
    eq(times(power(N, 4), 2 * pi, power(a, 2)), 1), unique()),
    because="the integral of |psi_0|^2 is N^2 sqrt(2 pi) a (gillis:gauss-psi0); it is one for this "
            "N, and every positive number N' for which it is one has the same fourth power")

# the packet


def psi0(at: Expr) -> Expr:
    """The initial wave function, as printed."""
    return N * exp(-at**2 / (4 * a**2))


DENSITY = exp(-x**2 / (2 * a**2)) / (sqrt(2 * pi) * a)


@cache
def moments(variance: Expr) -> tuple[Instance, ...]:
    """Norm, mean and variance of |psi_0|^2."""
    return (integral(N**2 * exp(-x**2 / (2 * a**2)), x, Integer(1)),
            integral(x * DENSITY, x, Integer(0)), integral(x**2 * DENSITY, x, variance))


def initial(variance: Expr) -> All:
    """psi_0 is the exact packet at time 0, around 0 with the standard deviation a."""
    return All((eq(PACKET.wave_function(x, Integer(0)), psi0(x)),
                eq(power(psi0(x), 2), DENSITY), *(i.conclusion for i in moments(variance))))


@paper.claim("gillis:gauss-psi0", lambda: initial(a**2),
             theorem=lambda: moments(a**2),
             neighbours=lambda: (Neighbour(initial(2 * a**2), "twice the variance",
                                           theorem=moments(2 * a**2)),))
def norm_and_width() -> Derivation:
    """The exact packet at time 0, its density, and the moments of this."""
    norm, centre, width = moments(a**2)
    return stepwise(initial(a**2), (
        ("the exact packet at $t = 0$, with $N$ inserted", "gillis:gauss-N"),
        calc(power(psi0(x), 2))
        .becomes(times(power(N, 2), exp(-x**2 / (2 * a**2))), note="square the exponential")
        .becomes(DENSITY, by="gillis:gauss-N", note=r"$N^2 = 1/(\sqrt{2\pi}\,a)$"),
        ("the norm", (norm.theorem, "gillis:gauss-N")), ("the mean position", centre.theorem),
        ("the variance", width.theorem)))


def momentum(value: Expr) -> tuple[Instance, ...]:
    """The mean of -i hbar d/dx in psi_0."""
    return (integral((-I * hbar * (-x / (2 * a**2))) * DENSITY, x, value),)


def kept(value: Expr) -> All:
    """The mean at time 0; the distribution of the momentum does not change."""
    wave = exp(-a**2 * k**2) * exp(-I * hbar * k**2 * t / (2 * m))
    return All((momentum(value)[0].conclusion,
                eq(Derivative(psi0(x), x), -x / (2 * a**2) * psi0(x)),
                eq(times(wave, wave.xreplace({I: -I})), power(exp(-a**2 * k**2), 2))))


@paper.claim("gillis:gauss-net-momentum", lambda: kept(Integer(0)),
             theorem=lambda: momentum(Integer(0)),
             neighbours=lambda: (Neighbour(kept(hbar / a), "hbar/a",
                                           theorem=momentum(hbar / a)),))
def no_net_momentum() -> Derivation:
    """The momentum density is odd; a free motion changes the phases of the waves alone."""
    wave = exp(-a**2 * k**2) * exp(-I * hbar * k**2 * t / (2 * m))
    squared = kept(Integer(0)).parts[2]
    assert isinstance(squared, Equation)
    return stepwise(kept(Integer(0)), (
        by_theorem(momentum(Integer(0))[0]), r"the momentum density of $\psi_0$",
        calc(squared.lhs)
        .becomes(times(exp(-2 * a**2 * k**2), wave / exp(-a**2 * k**2),
                       exp(I * hbar * k**2 * t / (2 * m))), note="moduli and phases")
        .becomes(squared.rhs, note="the phases cancel")))


def fourier(value: Expr) -> tuple[Instance, ...]:
    """The Fourier integral of psi_0."""
    return (integral(N * exp(-x**2 / (4 * a**2) - I * k * x), x, value),)


AMPLITUDE = 2 * sqrt(pi) * N * a * exp(-a**2 * k**2)
paper.claim("gillis:gauss-fourier",
            lambda: All((fourier(AMPLITUDE)[0].conclusion, gt(AMPLITUDE, 0))),
            theorem=lambda: fourier(AMPLITUDE),
            neighbours=lambda: (Neighbour(fourier(AMPLITUDE**2)[0].conclusion, "its square",
                                          theorem=fourier(AMPLITUDE**2)),
                                ("alternating", lt(AMPLITUDE, 0))),
            because="all amplitudes are positive: at x_0 = 0 and t_0 = 0 the waves are in phase")


def variance(at: Expr) -> Expr:
    """sigma_x^2 at a time."""
    return plus(power(a, 2), power(over(times(hbar, at), times(2, m, a)), 2))


def spreads(width: Expr) -> All:
    """The exact solution, its width, and that this grows."""
    return All((PACKET.schroedinger(x, t), eq(PACKET.variance(t), width),
                Implication((ge(t1, 0), lt(t1, t2)), lt(variance(t1), variance(t2)))))


@paper.claim("gillis:gauss-spreads", lambda: spreads(variance(t)),
             neighbours=lambda: (("twice as fast", spreads(variance(2 * t))),
                                 ("linear in time at once", eq(PACKET.variance(t),
                                                               (a + hbar * t / (2 * m * a))**2))))
def growing_width() -> Derivation:
    """The packet solves Schrödinger's equation; the square that is added to its width grows."""
    grows = Step(eq(minus(variance(t2), variance(t1)),
                    times(over(power(hbar, 2), 4 * m**2 * a**2), t2 - t1, t2 + t1)), (),
                 "the difference of two widths, which is positive for $0 \\le t_1 < t_2$")
    whole = spreads(variance(t))
    return stepwise(whole, (
        "the packet solves Schrödinger's equation", r"$\sigma_x^2$ from the exponent of the packet",
        Derivation(whole.parts[2], (grows, Step(whole.parts[2], (), "hence it grows")))))

PHASE = -hbar * k**2 * t / (2 * m)


def low_frequencies(bound: Expr) -> All:
    """The phase at the origin: its derivative, which vanishes at k = 0 alone, and its size."""
    scale = m / (hbar * t)
    return All((eq(Derivative(PHASE, k), times(-1, over(hbar * t, m), k)),
                Implication((le(k**2, scale),), le(-PHASE, bound)),
                Implication((ge(k**2, ratio**2 * scale),), ge(-PHASE, ratio**2 / 2))))


paper.claim("gillis:gauss-low-frequency", lambda: low_frequencies(Rational(1, 2)), assuming=AFTER,
            neighbours=lambda: (("a tenth", low_frequencies(Rational(1, 10))),),
            because="for |k| up to sqrt(m/hbar t) the phases at x = 0 differ by at most 1/2; from "
                    "n times that on by at least n^2/2")

OMEGA = hbar * k**2 / (2 * m)


def group(velocity: Expr) -> All:
    """The derivative of the frequency, and the velocity of two close waves."""
    return All((eq(Derivative(OMEGA, k), velocity.subs(p, hbar * k)),
                expands((OMEGA.subs(k, k + gap) - OMEGA) / gap, velocity.subs(p, hbar * k), gap, 1,
                        sharp=True)))


paper.claim("gillis:gauss-group-velocity", lambda: group(p / m),
            neighbours=lambda: (("the phase velocity", group(p / (2 * m))),),
            because="p = hbar k; two waves that differ by delta in k beat with that velocity up to "
                    "hbar delta/2m")


def stationary(at: Expr) -> Equivalence:
    """Where the phase kx - hbar k^2 t/2m does not depend on k, at p = hbar k."""
    return Equivalence(eq(Derivative(k * x - OMEGA * t, k), 0), eq(x, at))


paper.claim("gillis:gauss-position", lambda: stationary(over(times(p, t), m)),
            assuming=(eq(p, hbar * k),),
            neighbours=lambda: (("half way", stationary(p * t / (2 * m))),))


def destructive(rate: Expr) -> All:
    """The phase at x = pt/m around its stationary value at k_0 = p/hbar."""
    at = (k * x - OMEGA * t).subs(x, hbar * k0 * t / m)
    other = at.subs(k, k0)
    return All((eq(minus(at, other), -rate * (k - k0)**2),
                Implication((ge((k - k0)**2, ratio**2 * m / (hbar * t)),),
                            ge(other - at, ratio**2 / 2))))


paper.claim("gillis:gauss-destructive", lambda: destructive(hbar * t / (2 * m)), assuming=AFTER,
            neighbours=lambda: (("half as strong", destructive(hbar * t / (4 * m))),),
            because="hbar k_0 = p: the phase falls quadratically with the distance from p, so that "
                    "waves further than n sqrt(hbar m/t) in momentum are out of phase by n^2/2")

# the detection

WHERE = p * t / m


def local(factor: Expr) -> All:
    """hbar Im psi'/psi at x = pt/m, and what it tends to."""
    found = PACKET.local_momentum(WHERE, t)
    return All((eq(found, times(p, factor)),
                Limit(PACKET.local_momentum(p * late / m, late), late, oo, p)))


SHARE = over(power(times(hbar, t), 2), plus(power(times(hbar, t), 2), power(2 * m * a**2, 2)))
paper.claim("gillis:gauss-replaced-momentum", lambda: local(SHARE), assuming=AFTER,
            readings=(Reading("exactly p, at every time", lambda: eq(
                PACKET.local_momentum(WHERE, t), p)),),
            neighbours=lambda: (("half of it", local(SHARE / 2)),),
            because="the momentum of the packet at x = pt/m is p times hbar^2 t^2/(hbar^2 t^2 + "
                    "4 m^2 a^4): less than p, and p for late times")


@cache
def seen(at: Expr) -> tuple:
    """The detected part: a Gaussian window of width w at x = pt/m, renormalised."""
    return PACKET.at(at).windowed(p * at / m, window)[0]


def components(centre: Expr, width: Expr) -> All:
    """Mean and variance of the momentum of the detected part at late times."""
    return All((Limit(seen(late).mean_momentum, late, oo, centre),
                Limit(seen(late).momentum_variance, late, oo, width)))


paper.claim("gillis:gauss-fn4-components", lambda: components(p, hbar**2 / (4 * window**2)),
            neighbours=lambda: (("half of p", components(p / 2, hbar**2 / (4 * window**2))),
                                ("the initial spread", components(p, hbar**2 / (4 * a**2)))),
            because="the packet times the window exp(-(x - pt/m)^2/4w^2): its momenta are "
                    "distributed around p with the spread hbar/2w of the window")


def segment(slope: Expr) -> All:
    """On a segment the mean momentum is the local one at some point of it."""
    s = PACKET.exponent(x, t)
    density = (diff(s, x) - diff(s, x).xreplace({I: -I})) / (2 * I)
    change = minus(times(slope, elsewhere), times(slope, WHERE))
    return All((eq(hbar * density, times(slope, x)),
                Implication((ge(gap, 0), le(WHERE - gap, elsewhere), le(elsewhere, WHERE + gap)),
                            All((le(change, slope * gap), le(-slope * gap, change))))))


SLOPE = over(hbar**2 * t * m, hbar**2 * t**2 + 4 * m**2 * a**4)
@paper.claim("gillis:gauss-fn4-segment", lambda: segment(SLOPE), assuming=AFTER,
             neighbours=lambda: (("twice as large", segment(2 * SLOPE)),),
             because="Re(psi^* (-i hbar) psi') is |psi|^2 times a momentum that is linear in x: "
                     "its mean over the segment of half-width delta around pt/m is the value at "
                     "a point x' of it, which differs from that at pt/m by at most slope times "
                     "delta")
def linear_momentum_density() -> Derivation:
    """The exponent of the packet is a square, so that its phase has a linear derivative."""
    whole = segment(SLOPE)
    near = Step(eq(minus(times(SLOPE, elsewhere), times(SLOPE, WHERE)),
                   times(SLOPE, elsewhere - WHERE)), (), "the difference from the value at $pt/m$")
    return stepwise(whole, (
        r"$\hbar$ times the derivative of the phase is linear in $x$",
        Derivation(whole.parts[1], (near, Step(whole.parts[1], (), "the slope is positive")))))



def kinetic(value: Expr) -> tuple[Instance, ...]:
    """The mean of -(hbar^2/2m) d^2/dx^2 in psi_0."""
    second = x**2 / (4 * a**4) - 1 / (2 * a**2)
    return (integral(-hbar**2 / (2 * m) * second * DENSITY, x, value),)


ENERGY = hbar**2 / (8 * m * a**2)
@cache
def kinetic_energy() -> All:
    """The mean of the kinetic energy, and the second derivative that it contains."""
    return All((kinetic(ENERGY)[0].conclusion,
                eq(Derivative(psi0(x), (x, 2)), (x**2 / (4 * a**4) - 1 / (2 * a**2)) * psi0(x))))


@paper.claim("gillis:gauss-initial-energy", kinetic_energy,
             theorem=lambda: kinetic(ENERGY),
             neighbours=lambda: (Neighbour(kinetic(2 * ENERGY)[0].conclusion, "twice as much",
                                           theorem=kinetic(2 * ENERGY)),))
def energy_of_localisation() -> Derivation:
    """Differentiate twice, and take the mean over the density by the moments of a Gaussian."""
    return stepwise(kinetic_energy(), (
        by_theorem(kinetic(ENERGY)[0]),
        calc(Derivative(psi0(x), (x, 2)))
        .becomes(Derivative(-x / (2 * a**2) * psi0(x), x), note="the first derivative")
        .becomes((x**2 / (4 * a**4) - 1 / (2 * a**2)) * psi0(x), note="the product rule")))



def replaced(value: Expr) -> All:
    """The mean energy of the detected part at late times, and without the window's part."""
    return All((Limit(seen(late).mean_energy, late, oo, value),
                Limit(p**2 / (2 * m) + hbar**2 / (8 * m * wide**2), wide, oo, p**2 / (2 * m))))


paper.claim("gillis:gauss-replaced-energy",
            lambda: replaced(p**2 / (2 * m) + hbar**2 / (8 * m * window**2)),
            readings=(Reading("without the energy of localisation in the window",
                              lambda: replaced(p**2 / (2 * m))),),
            neighbours=lambda: (("the initial energy", replaced(ENERGY)),),
            because="p^2/2m, and hbar^2/(8 m w^2) for a detection with the width w, which is small "
                    "for wide windows; instead of hbar^2/(8 m a^2)")


@cache
def changed() -> All:
    """Mean momentum and energy of the detected part, and the initial ones."""
    part = seen(t)
    return All((ne(part.mean_momentum, 0),
                eq(part.mean_energy, over(plus(power(part.mean_momentum, 2),
                                               part.momentum_variance), 2 * m)),
                gt(over(part.momentum_variance, 2 * m), PACKET.energy)))


paper.claim("gillis:gauss-both-violated", changed,
            assuming=(*AFTER, ne(p, 0), le(window, a)),
            neighbours=(Neighbour(changed, "at the centre", (*AFTER, eq(p, 0), le(window, a))),
                        Neighbour(changed, "with any window", (*AFTER, ne(p, 0)))),
            because="for every p, time and detection in a small region, w <= a; for wide windows "
                    "the energy may be kept at some p")

angle, wave = paper.functions("u_win psi_x", latex=r"u \psi")


def windows(extra: Expr) -> All:
    """Sum of chi_j A chi_j psi for momentum and energy, chi_1 = cos u, chi_2 = sin u."""
    u, f = angle(x), wave(x)
    chi = (cos(u), sin(u))
    first = plus(*(c * (-I * hbar) * diff(c * f, x) for c in chi))
    second = plus(*(c * (-hbar**2 / (2 * m)) * diff(c * f, x, 2) for c in chi))
    return All((eq(first, -I * hbar * diff(f, x)),
                eq(second, -hbar**2 / (2 * m) * diff(f, x, 2)
                   + extra * hbar**2 / (2 * m) * diff(u, x)**2 * f)))


paper.claim("gillis:gauss-measurement-change", lambda: windows(Integer(1)),
            neighbours=lambda: (("no change of the energy", windows(Integer(0))),),
            because="any two smooth windows with chi_1^2 + chi_2^2 = 1: averaged over the outcomes "
                    "the momentum is kept and the energy rises by hbar^2 u'^2/2m, which is the "
                    "work of the measuring interaction")
