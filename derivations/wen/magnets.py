"""First and second try: the waves of the ferromagnet and of the antiferromagnet.

Both Hamiltonians with coupling 1, each pair of neighbours once, spin S on chain, square and cubic
lattice. What the lattice says comes from `symq.lattice`; dispersions are typed beside it.
"""

from collections.abc import Callable
from functools import cache

from sympy import Derivative, Expr, I, Integer, Matrix, Symbol, cos, exp, sin, symbols

from symq.lang.calc import Derivation
from symq.lang.shown import characteristic, matrix_product, minus, times
from symq.lang.statement import (
    All,
    Equation,
    Equivalence,
    Implication,
    Limit,
    MatrixIdentity,
    OperatorIdentity,
    Q,
    Statement,
    eq,
    expands,
    ge,
    gt,
    ne,
)
from symq.lattice import SpinModel, SpinState, ferromagnet, heisenberg, hypercubic, staggered
from symq.lattice.bands import OMEGA
from symq.lattice.derive import derive_spin_waves

from .fields import maxwell_matrix
from .ground import BOND, FIRST, ONE, SECOND, SPINS
from .setting import K, S, a, c, k, kx, paper, stepwise, t, x

# one flipped spin


def flip(spin: tuple[Symbol, ...]) -> Expr:
    """S^-."""
    return spin[0] - I * spin[1]


def one_magnon(factor: Expr) -> All:
    """Commutators of a bond with S^-, and plane waves of one flipped spin on three lattices.

    On the state with all spins up S^z is S: the bond moves the flip, and each bond at a flipped
    spin costs S.
    """
    rows: list[Statement] = [OperatorIdentity(
        BOND * flip(FIRST) - flip(FIRST) * BOND,
        FIRST[2] * flip(SECOND) - flip(FIRST) * SECOND[2], SPINS)]
    here = exp(I * k * x)
    rows.append(eq(S * (2 * here - here.subs(x, x + 1) - here.subs(x, x - 1)),
                   factor * S * (1 - cos(k)) * here))
    rows += [eq(S * (2 - exp(I * q) - exp(-I * q)), factor * S * (1 - cos(q))) for q in K]
    rows.append(Implication((ne(cos(k), 1),), gt(factor * S * (1 - cos(k)), 0)))
    return All(tuple(rows))


paper.claim("wen:fm-excited", lambda: one_magnon(Integer(2)),
            neighbours=lambda: (("half the energy", one_magnon(Integer(1)).parts[1]),),
            because="[S_1.S_2, S_1^-] on all spins up gives S (S_2^- - S_1^-); the energy above "
                    "the ground state is 2 S sum (1 - cos k) > 0, exactly, for every S")

# dispersions of small waves

ANGLES = tuple(q * a for q in K)


@cache
def spin_model(sign: int, d: int) -> SpinModel:
    """The Heisenberg model in d dimensions; the spin of the engine is a positive symbol too."""
    return SpinModel.on(hypercubic(d), S, {1: heisenberg(sign)}, assuming=[S > 0])


def product_of_forms(state: SpinState) -> Expr:
    """B A of the engine at z = exp(i k a), for one spin in a cell."""
    m = state.spin_waves().matrix()
    return (m[1, 1] * m[0, 0]).subs({w: exp(I * angle) for w, angle in
                          zip(state.model.lattice.waves, ANGLES, strict=False)})


@cache
def parallel(d: int) -> Expr:
    """The ferromagnet with all spins in one direction."""
    return product_of_forms(ferromagnet(spin_model(-1, d)))


@cache
def neel(d: int) -> Expr:
    """The antiferromagnet with opposite spins on its sublattices."""
    return product_of_forms(staggered(spin_model(1, d)))


def on_lattice(shown: Expr, squared: Expr, d: int) -> Equation:
    """det(omega**2 - B A) of the engine, and a typed omega**2."""
    return Equation(OMEGA**2 - shown, OMEGA**2 - squared.subs({q: 0 for q in K[d:]}))


def ferro_frequency(d: int) -> Expr:
    """2 S sum (1 - cos k_a a)."""
    return 2 * S * sum((1 - cos(q) for q in ANGLES[:d]), start=Integer(0))


def antiferro_square(d: int) -> Expr:
    """4 S**2 (d**2 - (sum cos k_a a)**2): omega**2."""
    return 4 * S**2 * (d**2 - sum((cos(q) for q in ANGLES[:d]), start=Integer(0))**2)


def small(d: int) -> dict[Symbol, int]:
    """The components of k as small parameters."""
    return {q: 1 for q in K[:d]}


def norm2(d: int) -> Expr:
    """k**2."""
    return sum((q**2 for q in K[:d]), start=Integer(0))


def ferro(stiffness: Expr, power_of_k: int) -> All:
    """omega of the lattice, and its expansion at small k, in one to three dimensions."""
    rows: list[Statement] = []
    for d in (1, 2, 3):
        rows.append(on_lattice(parallel(d), ferro_frequency(d)**2, d))
        shape = norm2(d) if power_of_k == 2 else kx
        rows.append(expands(ferro_frequency(d), stiffness * shape, small(d), 4, sharp=True))
    return All(tuple(rows))


@paper.claim("wen:fm-k2", lambda: ferro(S * a**2, 2),
             neighbours=lambda: (("proportional to k", ferro(S * a, 1)),
                                 ("twice the stiffness", ferro(2 * S * a**2, 2))),
             because="omega = S a^2 k^2 at small k, on chain, square and cubic lattice")
def ferromagnetic_waves() -> Derivation:
    """From the equation of motion of one spin to all modes, on the chain; omega at small k."""
    return stepwise((derive_spin_waves(ferromagnet(spin_model(-1, 1))),),
                    ferro(S * a**2, 2), LATTICE_AND_LONG * 3)


@cache
def chain_waves() -> Derivation:
    """What the engine derives for opposite spins on the chain."""
    return derive_spin_waves(staggered(spin_model(1, 1)))


LATTICE_AND_LONG = ("the frequency at $z = e^{ika}$", "its expansion at small $k$")


def antiferro(speed: Callable[[int], Expr], power_of_k: int) -> All:
    """omega**2 of the lattice, stability, and the expansion at small k."""
    rows: list[Statement] = []
    for d in (1, 2, 3):
        rows.append(on_lattice(neel(d), antiferro_square(d), d))
        rows.append(expands(antiferro_square(d), speed(d)**2 * norm2(d)**power_of_k, small(d), 4,
                            sharp=True))
    rows.append(expands(2 * S * sin(k * a), speed(1) * k**power_of_k, k, 3))
    return All(tuple(rows))


def light_like(d: int) -> Expr:
    """2 sqrt(d) S a."""
    return 2 * S * a * Integer(d)**Q(1, 2)


@paper.claim("wen:afm-k", lambda: antiferro(light_like, 1),
             neighbours=lambda: (("proportional to k^2", antiferro(light_like, 2)),
                                 ("2 S a in every dimension", antiferro(lambda _: 2 * S * a, 1))),
             because="omega = 2 sqrt(d) S a k at small k in d dimensions, linear as for light")
def antiferromagnetic_waves() -> Derivation:
    """From the equation of motion of one spin to all modes, on the chain; omega at small k."""
    return stepwise((chain_waves(),),
                    antiferro(light_like, 1), (*LATTICE_AND_LONG * 3, "on the chain"))


def oscillates(sign: int) -> All:
    """The 2 d neighbours exert no torque, omega**2 is that of the lattice and not negative."""
    rows: list[Statement] = []
    for d in (1, 2, 3):
        square = 4 * S**2 * (d**2 - sign * sum((cos(q) for q in ANGLES[:d]),
                                               start=Integer(0))**2)
        around = tuple(-2 * d * u for u in ONE)               # the neighbours of a spin along u
        rows += [eq(minus(times(ONE[i - 2], around[i - 1]), times(ONE[i - 1], around[i - 2])), 0)
                 for i in range(3)]
        rows.append(on_lattice(neel(d), square, d))
        angles = symbols("q_1 q_2 q_3", real=True)[:d]
        mean = sum((cos(q) for q in angles), start=Integer(0))
        rows.append(ge(4 * S**2 * (d - mean) * (d + mean), 0))
    return All(tuple(rows))


paper.claim("wen:afm-excited", lambda: oscillates(1),
            neighbours=lambda: (("the other sign", oscillates(-1)),),
            because="small oscillations about antiparallel spins: omega^2 = 4 S^2 (d^2 - (sum "
                    "cos k a)^2) >= 0, linear spin waves at leading order in 1/S")

# neither is light


kappa = paper.real("kappa", latex=r"\kappa")


def not_light(exponent: int) -> All:
    """omega = S a**2 k**2 has no speed at small k and fits c k at one wave number only."""
    frequency = S * a**exponent * k**exponent
    return All((Limit(2 * S * (1 - cos(kappa * a)) / kappa, kappa, 0, 0, "+"),
                Limit(frequency.subs(k, kappa) / kappa, kappa, 0, 0, "+"),
                Implication((gt(k, 0),), Equivalence(
                    eq(frequency, c * k), eq(S * a**exponent * k, c)))))


def plane_wave(frequency: Expr) -> MatrixIdentity:
    """Maxwell's curl equations twice, on transverse plane waves along x with this frequency."""
    both = maxwell_matrix((k, 0, 0), c).extract([1, 2, 4, 5], [1, 2, 4, 5])
    return MatrixIdentity(matrix_product(both, both), frequency**2 * Matrix.eye(4))


paper.claim("wen:fm-not-maxwell",
            lambda: All((not_light(2), plane_wave(c * k))),
            neighbours=lambda: (("it does at every k", plane_wave(S * a**2 * k**2)),
                                ("a linear frequency is excluded too", not_light(1).parts[1])),
            because="Maxwell's equations have transverse waves at omega^2 = c^2 k^2 only; for "
                    "no speed does S a^2 k^2 agree at more than one wave number")

U1 = paper.functions("n")


def longitudinal(speed: int) -> All:
    """The wave sin(x - t) of S^x along x solves the wave equation; its divergence is cos(x - t)."""
    field = sin(x - t)
    return All((eq(Derivative(field, (t, 2)) - speed**2 * Derivative(field, (x, 2)), 0),
                eq(Derivative(field, x), cos(x - t)),
                Implication((eq(x, t),), eq(cos(x - t), 1))))


def wave_equation_is_maxwell() -> Implication:
    """Along x: every solution of the wave equation for the component along x is constant in x."""
    along = U1(x, t)
    return Implication((eq(along.diff(t, 2), along.diff(x, 2)),), eq(along.diff(x), 0))


def modes(count: int) -> Statement:
    """The wave equation for three components has three modes for each k, Maxwell's two."""
    k2 = K[0]**2 + K[1]**2 + K[2]**2
    square = (k2 * Matrix.eye(3) - Matrix(K) * Matrix(K).T)
    return eq(characteristic(square, OMEGA**2),
              OMEGA**(6 - 2 * count) * (OMEGA**2 - k2)**count)


paper.claim("wen:afm-not-maxwell", lambda: All((longitudinal(1), modes(2))),
            neighbours=lambda: (("the wave equation implies Maxwell's", wave_equation_is_maxwell()),
                                ("another speed", longitudinal(2)),
                                ("three modes of light", modes(3))),
            because="a wave of S^x along x solves the wave equation and is longitudinal: no field "
                    "E of Maxwell's equations, which have two of the three modes")

# the wave equation of the antiferromagnet

def from_the_chain(second: Expr) -> All:
    """The oscillation n of a spin: d2n/dt2 = -B A n, with B A typed in shifts, in units 2 S a = 1.

    Shifts by two sites join spins of one sublattice. The last line is d2n/dt2 - d2n/dx2 = 0.
    """
    m = staggered(spin_model(1, 1)).spin_waves().matrix()
    w = Symbol("z_1")
    lattice = (1 / (2 * a))**2 * (U1(x + 2 * a, t) - 2 * U1(x, t) + U1(x - 2 * a, t))
    return All((eq(-m[1, 1] * m[0, 0], S**2 * (w**2 - 2 + w**-2)),
                expands(lattice - second, 0, a, 2)))


@paper.claim("wen:afm-wave", lambda: from_the_chain(U1(x, t).diff(x, 2)),
             neighbours=lambda: (("the other sign", from_the_chain(-U1(x, t).diff(x, 2))),
                                 ("twice the speed", from_the_chain(4 * U1(x, t).diff(x, 2)))),
             because="for small transverse components of the spins, to leading order in the "
                     "wavelength: d2S/dt2 = (2 S a)^2 d2S/dx2, and the velocity is the unit")
def wave_equation() -> Derivation:
    """From the equation of motion of one spin of the chain to the equation of long waves."""
    return stepwise((chain_waves(),),
                    from_the_chain(U1(x, t).diff(x, 2)),
                    ("the oscillation of one component, $z$ being a shift by one site",
                     "shifts of smooth fields"))

# Euler's equations of a fluid in one dimension: density 1 + e r, not 0, and equal to the pressure,
# velocity e v

e, r, v = paper.real("e"), paper.functions("r"), paper.functions("v")
R, V = r(x, t), v(x, t)
EULER = (eq(V.diff(t) + e * V * V.diff(x) + R.diff(x) / (1 + e * R), 0),
         eq(R.diff(t) + ((1 + e * R) * V).diff(x), 0))


def sound(speed: Expr) -> Implication:
    """Euler's equation and the conservation of mass imply the wave equation for the velocity."""
    return Implication(EULER, eq(V.diff(t, 2) - speed**2 * V.diff(x, 2), 0))


paper.claim("wen:afm-euler", lambda: sound(Integer(1)), condition=(eq(e, 0),),
            neighbours=lambda: (("half the speed", sound(Q(1, 2))),),
            because="Euler's equations of a fluid are not linear; the wave equation is what "
                    "remains of them for small amplitudes (e = 0): sound in a fluid of unit speed")
