"""Section 4, first scenario: the spreading Gaussian packet and its source."""

from __future__ import annotations

from sympy import (
    Derivative,
    Expr,
    I,
    ImmutableMatrix,
    Integer,
    Rational,
    cos,
    diff,
    exp,
    eye,
    oo,
    pi,
    sin,
    sqrt,
)

from symq.conservation import GaussianPacket, canonical, operators
from symq.history import GaussianState
from symq.lang.shown import matrix_product, matrix_sum, minus, over, plus, power, times
from symq.lang.statement import (
    All,
    Equivalence,
    Implication,
    Limit,
    MatrixIdentity,
    OperatorIdentity,
    Statement,
    eq,
    expands,
    ge,
    gt,
    le,
    lt,
    ne,
)
from symq.lang.theorems import Instance, use
from symq.paper.claim import Neighbour, Reading

from .setting import column, hbar, integral, m, paper, phi, t, theta, x

a, window = paper.positive("a w_det", latex="a w")
spread = paper.positive("s_X", latex=r"\sigma_X")
p = paper.real("p_vec", latex=r"\vec{p}")
k, k0, gap, ratio = paper.real("k_w k_0 kappa n_r", latex=r"k k_0 \delta n")
y, X, K, place = paper.real("x_prime X_app K_tot c_det", latex="x' X K c")
t1, t2, late, wide = paper.real("t_1 t_2 t_late w_wide", latex="t_1 t_2 t w'")

PACKET = GaussianPacket(a, mass=m, hbar=hbar)
AFTER = (gt(t, 0),)
free = paper.positive("N_free", latex="N'")


def unique() -> tuple[Statement, Statement]:
    """Any positive number that makes the integral of the square one is N."""
    return (Implication((eq(times(power(free, 2), sqrt(2 * pi), a), 1),),
                        eq(power(free, 2), power(N, 2))),
            Implication((eq(power(free, 2), power(N, 2)),), eq(free, N)))


N = paper.define("gillis:gauss-N", "N", (2 * pi * a**2)**Rational(-1, 4), asserts=lambda: (
    gt(N, 0), eq(times(power(N, 2), sqrt(2 * pi), a), 1), *unique()),
    because="the integral of |psi_0|^2 is N^2 sqrt(2 pi) a (gillis:gauss-psi0); it is one for this "
            "N and for no other positive number N'")

# the packet


def psi0(at: Expr) -> Expr:
    """The initial wave function, as printed."""
    return N * exp(-at**2 / (4 * a**2))


DENSITY = exp(-x**2 / (2 * a**2)) / (sqrt(2 * pi) * a)


def moments(variance: Expr) -> tuple[Instance, ...]:
    """Norm, mean and variance of |psi_0|^2."""
    return (integral(N**2 * exp(-x**2 / (2 * a**2)), x, Integer(1)),
            integral(x * DENSITY, x, Integer(0)), integral(x**2 * DENSITY, x, variance))


def initial(variance: Expr) -> All:
    """psi_0 is the exact packet at time 0, around 0 with the standard deviation a."""
    return All((eq(PACKET.wave_function(x, Integer(0)), psi0(x)),
                eq(power(psi0(x), 2), DENSITY), *(i.conclusion for i in moments(variance))))


paper.claim("gillis:gauss-psi0", lambda: initial(a**2),
            theorem=lambda: moments(a**2),
            neighbours=lambda: (Neighbour(initial(2 * a**2), "twice the variance",
                                          theorem=moments(2 * a**2)),))


def momentum(value: Expr) -> tuple[Instance, ...]:
    """The mean of -i hbar d/dx in psi_0."""
    return (integral((-I * hbar * (-x / (2 * a**2))) * DENSITY, x, value),)


def kept(value: Expr) -> All:
    """The mean at time 0; the distribution of the momentum does not change."""
    wave = exp(-a**2 * k**2) * exp(-I * hbar * k**2 * t / (2 * m))
    return All((momentum(value)[0].conclusion,
                eq(Derivative(psi0(x), x), -x / (2 * a**2) * psi0(x)),
                eq(times(wave, wave.xreplace({I: -I})), power(exp(-a**2 * k**2), 2))))


paper.claim("gillis:gauss-net-momentum", lambda: kept(Integer(0)),
            theorem=lambda: momentum(Integer(0)),
            neighbours=lambda: (Neighbour(kept(hbar / a), "hbar/a",
                                          theorem=momentum(hbar / a)),))


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


paper.claim("gillis:gauss-spreads", lambda: spreads(variance(t)),
            neighbours=lambda: (("twice as fast", spreads(variance(2 * t))),
                                ("linear in time at once", eq(PACKET.variance(t),
                                                              (a + hbar * t / (2 * m * a))**2))))

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
    return All((eq(hbar * density, times(slope, x)),
                Implication((ge(gap, 0), le(WHERE - gap, y), le(y, WHERE + gap)),
                            All((le(minus(times(slope, y), times(slope, WHERE)), slope * gap),
                                 le(-slope * gap, minus(times(slope, y), times(slope, WHERE))))))))


SLOPE = over(hbar**2 * t * m, hbar**2 * t**2 + 4 * m**2 * a**4)
paper.claim("gillis:gauss-fn4-segment", lambda: segment(SLOPE), assuming=AFTER,
            neighbours=lambda: (("twice as large", segment(2 * SLOPE)),),
            because="Re(psi^* (-i hbar) psi') is |psi|^2 times a momentum that is linear in x: its "
                    "mean over the segment of half-width delta around pt/m is the value at a point "
                    "x' of it, which differs from that at pt/m by at most slope times delta")


def kinetic(value: Expr) -> tuple[Instance, ...]:
    """The mean of -(hbar^2/2m) d^2/dx^2 in psi_0."""
    second = x**2 / (4 * a**4) - 1 / (2 * a**2)
    return (integral(-hbar**2 / (2 * m) * second * DENSITY, x, value),)


ENERGY = hbar**2 / (8 * m * a**2)
paper.claim("gillis:gauss-initial-energy",
            lambda: All((kinetic(ENERGY)[0].conclusion,
                         eq(Derivative(psi0(x), (x, 2)),
                            (x**2 / (4 * a**4) - 1 / (2 * a**2)) * psi0(x)))),
            theorem=lambda: kinetic(ENERGY),
            neighbours=lambda: (Neighbour(kinetic(2 * ENERGY)[0].conclusion, "twice as much",
                                          theorem=kinetic(2 * ENERGY)),))


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

entries = [paper.real(f"A_{i}{j} B_{i}{j}") for i in (0, 1) for j in (0, 1)]
MINOR = (entries[0][0] * entries[3][0] - entries[0][1] * entries[3][1]
         - entries[1][0] * entries[2][0] + entries[1][1] * entries[2][1])
left = [paper.real(f"l_{i} lp_{i}") for i in (0, 1)]
right = [paper.real(f"g_{i} gp_{i}") for i in (0, 1)]


def product_vectors() -> tuple[Instance, ...]:
    """The real part of a 2 x 2 minor of the amplitudes."""
    return (use("zero-set-null", f=MINOR, x=tuple(v for pair in entries for v in pair)),)


def of_products(flip: int) -> Statement:
    """It vanishes on every product vector."""
    at = {}
    for i in (0, 1):
        for j in (0, 1):
            (b, c), (d, e) = left[i], right[j]
            at[entries[2 * i + j][0]] = b * d - flip * c * e
            at[entries[2 * i + j][1]] = b * e + c * d
    return eq(MINOR.xreplace(at), 0)


paper.claim("gillis:gauss-factorisable-unlikely",
            lambda: All((of_products(1), product_vectors()[0].conclusion)),
            theorem=product_vectors,
            neighbours=lambda: (("with wrong phases", of_products(-1)),),
            because="four of the amplitudes A_ij + i B_ij of a state of two systems of any "
                    "dimensions; product vectors obey the equation")

ket = paper.real("z_1 z_2 z_3 z_4")


def in_basis(mix: Expr) -> All:
    """Any orthonormal basis of two vectors gives back the state."""
    state = column(ket[0] + I * ket[1], ket[2] + I * ket[3])
    one = column(cos(theta), sin(theta) * exp(I * phi))
    two = column(-mix * sin(theta) * exp(-I * phi), cos(theta))
    bra = [v.T.xreplace({I: -I}) for v in (one, two)]
    return All((MatrixIdentity(matrix_sum(
        *(matrix_product(v, matrix_product(b, state))
          for v, b in zip((one, two), bra, strict=True))), state),
        eq(matrix_product(bra[0], two)[0], 0)))


paper.claim("gillis:gauss-any-basis", lambda: in_basis(Integer(1)),
            neighbours=lambda: (("vectors that are not orthogonal", in_basis(Integer(2))),),
            because="two levels, any basis (up to phases of its vectors, which drop out)")


def diagonal() -> All:
    """V(x1 - x2) commutes with the positions."""
    x1, x2, p1, p2, v, dv = operators("x1 x2 p1 p2 V_12 dV_12")
    algebra = canonical([x1, x2], [p1, p2], functions={v: {x1: dv, x2: -dv}})
    return All(tuple(OperatorIdentity(plus(times(v, o), times(-1, o, v)), Integer(0), algebra)
                     for o in (x1, x2)))


def spring_and_momentum() -> OperatorIdentity:
    """The same for the potential (x1 - x2)^2 and the momentum p1."""
    x1, x2, p1, p2 = operators("x1 x2 p1 p2")
    v = (x1 - x2) * (x1 - x2)
    return OperatorIdentity(plus(times(v, p1), times(-1, p1, v)), Integer(0),
                            canonical([x1, x2], [p1, p2]))


paper.claim("gillis:gauss-fn5", diagonal,
            neighbours=lambda: (("with the momenta", spring_and_momentum()),),
            because="an interaction that depends on the distance is diagonal in position, and in "
                    "no momentum basis: the interaction basis is that of positions")

# the source: Psi(x, X) = psi_0(x - X) chi(X), Gaussian chi with position spread sigma_X


def prepared(entangled: bool = True) -> GaussianState:
    """Particle and apparatus; the particle is placed relative to the apparatus, or not."""
    state = GaussianState(hbar=hbar).prepared("r", a**2).prepared("X", spread**2)
    if not entangled:
        return state.applied(("r", "X"), eye(4), "apart", ("x", "X"))
    place_it = ImmutableMatrix([[1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, -1, 0, 1]])
    return state.applied(("r", "X"), place_it, "prepare", ("x", "X"))


def impure(value: Expr) -> All:
    """Covariance and purity of the particle's state."""
    state = prepared()
    cut = state.covariance[:2, :2]
    purity = over(hbar / 2, sqrt(cut.det()))
    return All((ne(state.covariance[0, 2], 0), eq(power(purity, 2), value), lt(value, 1)))


paper.claim("gillis:gauss-prep-entangled", lambda: impure(a**2 / (a**2 + spread**2)),
            neighbours=lambda: (("pure", impure(Integer(1))),),
            because="psi_0(x - X) chi(X): the packet is made relative to an apparatus whose "
                    "position is not sharp; they are entangled for every sigma_X > 0")


def joint(one: Expr, other: Expr) -> Expr:
    """psi_0(one - X) psi_0(other - X) chi(X)^2 without norms."""
    return exp(-(one - X)**2 / (4 * a**2) - (other - X)**2 / (4 * a**2) - X**2 / (2 * spread**2))


def product_of(one: Expr, other: Expr) -> Expr:
    """The overlap of the apparatus states to two positions, not normalised."""
    both = a**2 + spread**2
    return sqrt(2 * pi) * a * spread / sqrt(both) * exp(
        spread**2 * (one + other)**2 / (8 * a**2 * both) - (one**2 + other**2) / (4 * a**2))


def overlaps() -> tuple[Instance, ...]:
    """The overlap for any two positions, also for equal ones."""
    return (integral(joint(x, y), X, product_of(x, y)),)


def correlated(exponent: Expr) -> All:
    """<A_x|A_x'> of the normalised states, and for a sharp apparatus."""
    value = exp(-exponent)
    one, two, three = (product_of(b, c) for b, c in ((x, y), (x, x), (y, y)))
    return All((*(i.conclusion for i in overlaps()),
                eq(power(one, 2), power(value, 2) * two * three),
                Limit(exp(-exponent.subs(spread, K)), K, 0, 1)))


APART = (x - y)**2 * spread**2 / (8 * a**2 * (a**2 + spread**2))
paper.claim("gillis:gauss-position-correlated", lambda: correlated(APART), theorem=overlaps,
            neighbours=lambda: (("another exponent", eq(
                power(product_of(x, y), 2),
                exp(-APART) * product_of(x, x) * product_of(y, y))),
                ("orthogonal", Limit(exp(-APART.subs(spread, K)), K, 0, 0))),
            because="A_x is psi_0(x - X) chi(X), normalised, for the particle at x")


def detected(entangled: bool = True) -> tuple[GaussianState, GaussianState]:
    """Free flight of the particle for a time t, then a click at c with the width w."""
    flight = ImmutableMatrix([[1, t / m], [0, 1]])
    flown = prepared(entangled).applied(("x",), flight, "flight")
    return flown, flown.measured({"x": (1, 0)}, window, place)


def both_collapse(entangled: bool) -> All:
    """The click changes the mean position of the particle and that of the apparatus."""
    before, after = detected(entangled)
    return All(tuple(ne(after.mean[i] - before.mean[i], 0) for i in (0, 2)))


CLICK = (*AFTER, ne(place, 0))
paper.claim("gillis:gauss-collapse-both", lambda: both_collapse(True), assuming=CLICK,
            neighbours=lambda: (("of a product state", both_collapse(False)),),
            because="for every place c of the click, width and time; the apparatus is not touched")


def offset(entangled: bool = True) -> All:
    """What the particle gains the apparatus loses, in the branch of the click."""
    before, after = detected(entangled)
    gain = [minus(after.mean[i], before.mean[i]) for i in (1, 3)]
    return All((eq(gain[1], times(-1, gain[0])), ne(after.mean[1], 0)))


def by_momentum(mean: Expr) -> tuple[Instance, ...]:
    """Mean of the apparatus' momentum K - p at a particle's momentum p, total K unchanged."""
    width = hbar / (2 * spread)
    density = exp(-K**2 / (2 * width**2)) / (sqrt(2 * pi) * width)
    return (integral((K - p) * density, K, mean),)


paper.claim("gillis:gauss-offset", lambda: All((offset(), by_momentum(-p)[0].conclusion)),
            assuming=CLICK, theorem=lambda: by_momentum(-p),
            neighbours=lambda: (("of a product state", offset(False)),
                                Neighbour(by_momentum(p)[0].conclusion, "the same sign",
                                          theorem=by_momentum(p))),
            because="for a click at c, exactly; and if the particle has the momentum p, the "
                    "distribution of the total momentum K is that of chi, as before, and the mean "
                    "of the apparatus' momentum is -p")
