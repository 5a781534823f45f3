"""First and second try: the waves of the ferromagnet and of the antiferromagnet.

Both Hamiltonians with coupling 1, each pair of neighbours once, spin S on chain, square and cubic
lattice. What the lattice says comes from `symq.lattice`; dispersions are typed beside it.
"""

from collections.abc import Callable
from functools import cache
from itertools import product as cartesian

from sympy import Derivative, Expr, I, Integer, Matrix, Symbol, cos, exp, oo, sin, symbols

from symq.lang.shown import matrix_product, minus, plus, power, times
from symq.lang.statement import (
    All,
    Equation,
    Equivalence,
    Implication,
    Inequality,
    Limit,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Q,
    Statement,
    eq,
    expands,
    ge,
    gt,
    le,
    ne,
)
from symq.lattice import SpinModel, SpinState, ferromagnet, heisenberg, hypercubic, staggered
from symq.lattice.bands import OMEGA

from .fields import maxwell_matrix
from .setting import K, S, a, c, k, kx, paper, t, x

# two spins

FIRST, SECOND = (paper.operators(" ".join(f"S{i}_{e}" for e in "xyz")) for i in (1, 2))
SPINS = OperatorAlgebra.from_commutators(
    (*FIRST, *SECOND), {(s[p], s[q]): I * (s[r] if (p, q) != (0, 2) else -s[r])
                        for s in (FIRST, SECOND) for p, q, r in ((0, 1, 2), (1, 2, 0), (0, 2, 1))})
BOND = sum((p * q for p, q in zip(FIRST, SECOND, strict=True)), start=Integer(0))


def commutes(charge: Callable[[int], Expr], sign: int) -> All:
    """The bond sign S_1.S_2 has no preferred direction: it commutes with these operators."""
    return All(tuple(OperatorIdentity(sign * (BOND * charge(i) - charge(i) * BOND), Integer(0),
                                      SPINS) for i in range(3)))


u1, u2, u3 = ONE = paper.real("u_1 u_2 u_3")
v1, v2, v3 = TWO = paper.real("v_1 v_2 v_3")


def product(left: tuple[Expr, ...], right: tuple[Expr, ...]) -> Expr:
    """The scalar product of two vectors."""
    return sum((p * q for p, q in zip(left, right, strict=True)), start=Integer(0))


def hamiltonian(sign: int, total: bool, parallel: Expr) -> All:
    """A bond is invariant under common rotations, and its energy for two parallel vectors."""
    charge = (lambda i: FIRST[i] + SECOND[i]) if total else (lambda i: FIRST[i])
    return All((commutes(charge, sign), Implication(
        (eq(product(ONE, ONE), 1),), eq(sign * S**2 * product(ONE, ONE), parallel))))


paper.definition("wen:fm-H", asserts=lambda: hamiltonian(-1, True, -S**2),
                 neighbours=lambda: (("one spin alone", hamiltonian(-1, False, -S**2).parts[0]),
                                     ("the other sign", hamiltonian(1, True, -S**2).parts[1])),
                 because="each bond commutes with the total spin; parallel spins have -S**2")
paper.definition("wen:afm-H", asserts=lambda: hamiltonian(1, True, S**2),
                 neighbours=lambda: (("one spin alone", hamiltonian(1, False, S**2).parts[0]),
                                     ("the other sign", hamiltonian(-1, True, S**2).parts[1])),
                 because="each bond commutes with the total spin; parallel spins have +S**2")

# ground states

s = paper.real("s")


def casimir(total: Expr, spin: Expr) -> Expr:
    """S_1.S_2 where the two spins have the total spin s."""
    return (total * (total + 1) - 2 * spin * (spin + 1)) / 2


def swapped(state: tuple[int, ...], bond: int) -> tuple[int, ...]:
    """The state with two neighbours exchanged."""
    other = list(state)
    other[bond], other[bond + 1] = other[bond + 1], other[bond]
    return tuple(other)


def aligned_only(sites: int) -> Implication:
    """Spins 1/2: a state that each bond leaves at its lowest energy depends on S^z alone."""
    states = list(cartesian((0, 1), repeat=sites))
    value = {b: Symbol("c_" + "".join(map(str, b))) for b in states}
    bonds = [eq(value[b], value[swapped(b, n)]) for b in states for n in range(sites - 1)
             if b < swapped(b, n)]
    same = [eq(value[b], value[d]) for b in states for d in states
            if b < d and sum(b) == sum(d)]
    return Implication(tuple(bonds), All(tuple(same)))


def aligned(energy: Expr) -> All:
    """-S_1.S_2 >= -S**2, with equality for total spin 2S only, for all S.

    For spins 1/2 the bond is 1/4 - P/2 with the exchange P of two spins: the lowest states of a
    chain of four are symmetric, one for each of the 4 + 1 values of S^z, total spin 4 S.
    """
    lowest = -casimir(s, S)
    exchange = Matrix([[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
    half = Q(1, 2)
    dot = Matrix([[1, 0, 0, 0], [0, -1, 2, 0], [0, 2, -1, 0], [0, 0, 0, 1]]) / 4
    return All((
        Implication((ge(s, 0), le(s, 2 * S)), All((
            ge(lowest, energy), Equivalence(eq(lowest, energy), eq(s, 2 * S))))),
        MatrixIdentity(-dot, half * (Matrix.eye(4) - exchange) - half**2 * Matrix.eye(4)),
        aligned_only(4)))


paper.claim("wen:fm-gs", lambda: aligned(-S**2),
            neighbours=lambda: (("-S(S + 1) for each bond", aligned(-S * (S + 1))),
                                ("antiparallel", Implication(
                                    (ge(s, 0), le(s, 2 * S)), ge(-casimir(s, S), S**2)))),
            because="every bond at once has its lowest energy; which states these are: for all S "
                    "by the total spin of each bond, and that nothing else is left on a chain of "
                    "spins 1/2")

def classical(bound: Expr) -> Implication:
    """S n_1.n_2 S >= -S**2 for unit vectors, with equality if and only if |n_1 + n_2| = 0."""
    energy = S**2 * product(ONE, TWO)
    units = tuple(eq(product(n, n), 1) for n in (ONE, TWO))
    gap = sum((power(p + q, 2) for p, q in zip(ONE, TWO, strict=True)), start=Integer(0))
    return Implication(units, All((ge(energy, bound),
                                   Equivalence(eq(energy, bound), eq(gap, 0)))))


def ring_hamiltonian(sites: int) -> tuple[Matrix, list[tuple[int, ...]]]:
    """Sum of S_i.S_j around a ring of spins 1/2 with S^z = 0, and the basis."""
    basis = [b for b in cartesian((0, 1), repeat=sites) if 2 * sum(b) == sites]
    found = Matrix.zeros(len(basis), len(basis))
    for column, state in enumerate(basis):
        for i in range(sites):
            j = (i + 1) % sites
            if state[i] == state[j]:
                found[column, column] += Q(1, 4)
            else:
                other = list(state)
                other[i], other[j] = other[j], other[i]
                found[column, column] -= Q(1, 4)
                found[basis.index(tuple(other)), column] += Q(1, 2)
    return found, basis


ALTERNATING = ((0, 1, 0, 1), (1, 0, 1, 0))


def neel_correlations(best: Matrix, energy: int) -> All:
    """A ring of four spins 1/2: the lowest state and its correlations of S^z, by distance."""
    ring, basis = ring_hamiltonian(4)
    norm = (best.T * best)[0]

    def correlation(distance: int) -> Expr:
        return sum((best[i]**2 * Q(1, 4) * (1 if b[0] == b[distance] else -1)
                    for i, b in enumerate(basis)), start=Integer(0)) / norm

    value = Symbol("E")
    return All((eq((value * Matrix.eye(6) - ring).det(method="berkowitz"),
                   value**3 * (value + 2) * (value + 1) * (value - 1)),
                MatrixIdentity(matrix_product(ring, best), energy * best),
                Inequality(plus(correlation(1), 0), "<", 0),
                Inequality(plus(correlation(2), 0), ">", 0)))


def antiferromagnetic(bound: Expr) -> All:
    """Classical spins, the approach of the quantum bond to them, and a small quantum ring."""
    return All((classical(bound), Limit(casimir(Integer(0), s) / bound.subs(S, s), s, oo, 1),
                neel_correlations(Matrix([2 if b in ALTERNATING else -1 for b in BASIS]), -2)))


BASIS = ring_hamiltonian(4)[1]
UP_DOWN = Matrix([1 if b == ALTERNATING[0] else 0 for b in BASIS])
paper.claim("wen:afm-gs", lambda: antiferromagnetic(-S**2),
            neighbours=lambda: (
                ("up-down-up-down is an exact state of the quantum ring",
                 neel_correlations(UP_DOWN, -1)),
                ("-2 S**2 for each bond", classical(-2 * S**2)),
                ("three spins, pairwise opposite", Implication(
                    (eq(u1**2, 1), eq(u2**2, 1), eq(u3**2, 1), eq(u1 * u2, -1)),
                    eq(plus(times(u1, u3), times(u2, u3)), -2)))),
            because="for classical spins, to which the bond of quantum spins tends as S grows; on "
                    "bipartite lattices all bonds can be antiparallel. The state up-down-up-down "
                    "itself is no exact state of quantum spins; the ground state of the ring has "
                    "correlations of these signs")

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


paper.claim("wen:fm-k2", lambda: ferro(S * a**2, 2),
            neighbours=lambda: (("proportional to k", ferro(S * a, 1)),
                                ("twice the stiffness", ferro(2 * S * a**2, 2))),
            because="omega = S a**2 k**2 at small k, on chain, square and cubic lattice")


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


paper.claim("wen:afm-k", lambda: antiferro(light_like, 1),
            neighbours=lambda: (("proportional to k**2", antiferro(light_like, 2)),
                                ("2 S a in every dimension", antiferro(lambda _: 2 * S * a, 1))),
            because="omega = 2 sqrt(d) S a k at small k in d dimensions, linear as for light")


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
            because="small oscillations about antiparallel spins: omega**2 = 4 S**2 (d**2 - (sum "
                    "cos k a)**2) >= 0, linear spin waves at leading order in 1/S")

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
            because="Maxwell's equations have transverse waves at omega**2 = c**2 k**2 only; for "
                    "no speed does S a**2 k**2 agree at more than one wave number")

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
    return eq((OMEGA**2 * Matrix.eye(3) - square).det(method="berkowitz"),
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


paper.claim("wen:afm-wave", lambda: from_the_chain(U1(x, t).diff(x, 2)),
            neighbours=lambda: (("the other sign", from_the_chain(-U1(x, t).diff(x, 2))),
                                ("twice the speed", from_the_chain(4 * U1(x, t).diff(x, 2)))),
            because="for small transverse components of the spins, to leading order in the "
                    "wavelength: d2S/dt2 = (2 S a)**2 d2S/dx2, and the velocity is the unit")

# Euler's equations of a fluid in one dimension: density 1 + e r, velocity e v, pressure = density

e, r, v = paper.real("e"), paper.functions("r"), paper.functions("v")
R, V = r(x, t), v(x, t)
EULER = (eq((1 + e * R) * (V.diff(t) + e * V * V.diff(x)) + R.diff(x), 0),
         eq(R.diff(t) + ((1 + e * R) * V).diff(x), 0))


def sound(speed: Expr) -> Implication:
    """Euler's equation and the conservation of mass imply the wave equation for the velocity."""
    return Implication(EULER, eq(V.diff(t, 2) - speed**2 * V.diff(x, 2), 0))


paper.claim("wen:afm-euler", lambda: sound(Integer(1)), condition=(eq(e, 0),),
            neighbours=lambda: (("half the speed", sound(Q(1, 2))),),
            because="Euler's equations of a fluid are not linear; the wave equation is what "
                    "remains of them for small amplitudes (e = 0): sound in a fluid of unit speed")
