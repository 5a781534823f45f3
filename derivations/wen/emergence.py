"""Principle of emergence, symmetry breaking, and what lies beyond it."""

from functools import cache
from itertools import product as cartesian

from sympy import Expr, I, Integer, Matrix, cos, exp, expand, sin

from symq.lang.shown import matrix_product, minus, over, plus, power, times
from symq.lang.statement import (
    All,
    Equation,
    Equivalence,
    Implication,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Q,
    Statement,
    eq,
    expands,
    gt,
)
from symq.lattice import (
    SpinModel,
    chain,
    collinear,
    ferromagnet,
    heisenberg,
    hypercubic,
    xxz,
)
from symq.lattice.bands import OMEGA
from symq.paper.claim import Reading

from .fields import cross_matrix
from .magnets import ANGLES, U1, from_the_chain, on_lattice, product, product_of_forms
from .setting import K, S, a, k, paper, t, x

SPIN = paper.functions("S_x S_y S_z")

# the two orders


def orders(ferro: int, antiferro: int) -> All:
    """Magnetisation and staggered magnetisation of both states, per spin, and a bond's energy."""
    up, down = S, -S
    return All((eq(over(plus(up, up), 2), ferro * S), eq(over(minus(up, up), 2), antiferro * S),
                eq(over(plus(up, down), 2), antiferro * S),
                eq(over(minus(up, down), 2), ferro * S),
                eq(times(up, up), S**2), eq(times(up, down), -S**2), gt(S**2, -S**2)))


paper.claim("wen:pe-orders", lambda: orders(1, 0),
            neighbours=lambda: (("the antiferromagnet is magnetised", orders(1, 1)),),
            because="the magnetisations of the sublattices are parallel in one state and opposite "
                    "in the other; no rotation of all spins turns one into the other")

# equations of motion

LEFT, HERE, RIGHT = (paper.operators(" ".join(f"S{i}_{e}" for e in "xyz")) for i in (3, 4, 5))
CHAIN = OperatorAlgebra.from_commutators(
    (*LEFT, *HERE, *RIGHT), {(s[p], s[q]): I * (s[r] if (p, q) != (0, 2) else -s[r])
                             for s in (LEFT, HERE, RIGHT)
                             for p, q, r in ((0, 1, 2), (1, 2, 0), (0, 2, 1))})


def cross(left: tuple[Expr, ...], right: tuple[Expr, ...], i: int) -> Expr:
    """A component of the vector product, factors in this order."""
    j, m = (i + 1) % 3, (i + 2) % 3
    return left[j] * right[m] - left[m] * right[j]


def ferro_equation(sign: int) -> All:
    """i[H, S] = S x (sum of the neighbours), and its continuum limit for smooth fields, a = 1."""
    energy = -sum((HERE[i] * (LEFT[i] + RIGHT[i]) for i in range(3)), start=Integer(0))
    around = tuple(p + q for p, q in zip(LEFT, RIGHT, strict=True))
    here = tuple(f(x, t) for f in SPIN)
    near = tuple(f(x + a, t) + f(x - a, t) for f in SPIN)
    bend = tuple(f.diff(x, 2) for f in here)
    return All((
        *(OperatorIdentity(I * (energy * HERE[i] - HERE[i] * energy), cross(HERE, around, i), CHAIN)
          for i in range(3)),
        *(expands(cross(here, near, i) / a**2 - sign * cross(here, bend, i), 0, a, 2)
          for i in range(3))))


paper.claim("wen:pe-ferro", lambda: ferro_equation(1),
            neighbours=lambda: (("the other sign", ferro_equation(-1)),),
            because="dS/dt = S x d2S/dx2 in units in which coupling times a**2 is 1, with the sign "
                    "of [S^x, S^y] = i S^z")

# the direction n of the staggered spins: n x (n_tt - n_xx) = 0 with |n| = 1. At a point: n, its
# slopes n_t and n_x, and w = n_tt - n_xx; the first four lines are |n| = 1 differentiated

N = paper.real("n_1 n_2 n_3", latex="n_x n_y n_z")
NT = paper.real("p_1 p_2 p_3", latex=r"\dot{n}_x \dot{n}_y \dot{n}_z")
NX = paper.real("q_1 q_2 q_3", latex="n'_x n'_y n'_z")
BOX = paper.real("b_1 b_2 b_3", latex=r"\Box{n}_x \Box{n}_y \Box{n}_z")


def antiferro_wave(value: int = 0) -> All:
    """The equation of the antiferromagnet says n_tt - n_xx = n (n_x**2 - n_t**2); is this zero?"""
    lines = (eq(product(N, N), 1), eq(product(N, NT), 0), eq(product(N, NX), 0),
             eq(product(N, BOX), product(NX, NX) - product(NT, NT)),
             *(eq(cross(N, BOX, i), 0) for i in range(3)))
    found = [n * (product(NX, NX) - product(NT, NT)) for n in N]
    return All((Implication(lines, All(tuple(eq(b, f) for b, f in zip(BOX, found, strict=True)))),
                *(eq(f, value) for f in found)))


paper.claim("wen:pe-antiferro", antiferro_wave,
            condition=lambda: (eq(product(NT, NT), product(NX, NX)),),
            readings=(Reading("small deviations from the order, to first order",
                              lambda: from_the_chain(U1(x, t).diff(x, 2))),),
            because="beside the full equation of the ferromagnet: the direction n of the staggered "
                    "spins obeys n x (n_tt - n_xx) = 0 with |n| = 1, so that n_tt - n_xx is n "
                    "(n_x**2 - n_t**2): the printed equation holds where n_t**2 = n_x**2 (waves "
                    "in one direction), and to first order in small deviations (the second try)")


@cache
def both_chains() -> tuple[Expr, Expr]:
    """Two sites in a cell of the chain, one Hamiltonian and its negative: what vanishes."""
    up = SpinModel.on(chain(2), S, {1: heisenberg(-1)}, assuming=[S > 0])
    other = SpinModel.on(chain(2), S, {1: heisenberg(1)}, assuming=[S > 0])
    turn = {up.lattice.waves[0]: exp(2 * I * k * a)}
    states = ferromagnet(up), collinear(other, [1, -1])
    ferro, antiferro = (s.spin_waves().statement().lhs.subs(turn) for s in states)
    return ferro, antiferro


def different(multiplicity: int, exponent: int) -> All:
    """Two sites in a cell of the chain, one Hamiltonian and its negative: all modes."""
    ferro, antiferro = both_chains()
    square = 2 * S**2 * (1 - cos(2 * k * a))
    both = (OMEGA**2 - 4 * S**2 * (1 - cos(k * a))**2) * (OMEGA**2 - 4 * S**2 * (1 + cos(k * a))**2)
    return All((Equation(ferro, expand(both)),
                Equation(antiferro, (OMEGA**2 - square)**multiplicity
                         * OMEGA**(4 - 2 * multiplicity)),
                expands(2 * S * (1 - cos(k * a)), S * a**2 * k**2, k, 4),
                expands(square, 4 * S**2 * a**2 * k**exponent, k, 4)))


paper.claim("wen:pe-different", lambda: different(2, 2),
            neighbours=lambda: (("one mode in the antiferromagnet", different(1, 2)),
                                ("quadratic in both", different(2, 4).parts[3])),
            because="with the same cell of two sites: one gapless mode, proportional to k**2, and "
                    "an optical one; or two equal gapless modes, proportional to k")

# symmetry breaking

delta = paper.real("Delta", latex=r"\Delta")
paper.claim("wen:ssb-believed", cites="L. D. Landau, Zh. Eksp. Teor. Fiz. 7, 19 (1937)",
            because="what used to be believed is history; the statement that would refute it (a "
                    "state beyond symmetry breaking) is the claim on long-range entanglement")


def gap(value: Expr, gapless: Expr) -> list[Statement]:
    """The frequency at k = 0 (or its square) vanishes at this Delta and is positive above 1."""
    return [Implication((gt(delta, 1),), gt(value, 0)),
            Implication((eq(delta, gapless),), eq(value, 0))]


ANGLE = paper.real("beta_1 beta_2 beta_3", latex=r"\beta_1 \beta_2 \beta_3")
EXCHANGE = paper.real("J_12 J_23 J_31", latex="J_{12} J_{23} J_{31}")
TWIST = paper.real("D_12 D_23 D_31", latex="D_{12} D_{23} D_{31}")
FIELD = paper.real("h_1")


def symmetric(field: Expr) -> All:
    """Three angles with any energies of pairs that common rotations leave, and a field on one.

    Each row of second derivatives adds up to zero: a common rotation meets no stiffness.
    """
    energy = -field * cos(ANGLE[0])
    for i in range(3):
        turn = ANGLE[i] - ANGLE[(i + 1) % 3]
        energy += EXCHANGE[i] * cos(turn) + TWIST[i] * sin(turn)
    return All(tuple(eq(plus(*(energy.diff(p, q) for q in ANGLE)), 0) for p in ANGLE))


@cache
def easy_axis(d: int) -> Expr:
    """The ferromagnet with the z-coupling Delta."""
    model = SpinModel.on(hypercubic(d), S, {1: xxz(-1, delta)}, assuming=[S > 0, delta >= 1])
    return product_of_forms(ferromagnet(model))


@cache
def staggered_chain() -> Expr:
    """What vanishes for the waves of the antiferromagnetic chain with the z-coupling Delta."""
    model = SpinModel.on(chain(2), S, {1: xxz(1, delta)}, assuming=[S > 0, delta >= 1])
    waves = collinear(model, [1, -1]).spin_waves()
    return waves.statement().lhs.subs(model.lattice.waves[0], exp(2 * I * k * a))


def goldstone(gapless: Expr) -> All:
    """Gap of both magnets with z-coupling Delta >= 1: zero if and only if rotations are a symmetry.

    For the antiferromagnet on the chain with its cell of two sites.
    """
    rows: list[Statement] = []
    for d in (1, 2, 3):
        mean = sum((cos(q) for q in ANGLES[:d]), start=Integer(0))
        square = 4 * S**2 * (d * delta - mean)**2
        rows.append(on_lattice(easy_axis(d), square, d))
        rows += gap(2 * S * (d * delta - d), gapless)
    square = 4 * S**2 * (delta**2 - cos(k * a)**2)
    rows.append(Equation(staggered_chain(), (OMEGA**2 - square)**2))
    return All((symmetric(Integer(0)), *rows, *gap(square.subs(k, 0), gapless)))


paper.claim("wen:ssb-goldstone", lambda: goldstone(Integer(1)),
            neighbours=lambda: (("with an easy axis", goldstone(Integer(2)).parts[-1]),
                                ("a field that breaks the symmetry", symmetric(FIELD))),
            because="pair energies that rotations leave give no stiffness along a common rotation, "
                    "whatever the couplings; and for both orders of the deck: the rotations that "
                    "the order breaks are symmetries for Delta = 1 only, and then, and only then, "
                    "omega = 0 at k = 0")

phi = paper.real("phi", latex=r"\phi")
lam = paper.real("lambda", latex=r"\lambda")


def turned(count: int, helicity: int) -> Expr:
    """det(lambda - R) on two modes of helicity +-h when space turns by phi about k."""
    return (lam**2 - 2 * lam * cos(helicity * phi) + 1)**count


def rotation_of_vector() -> Matrix:
    """Rotation by phi about the z axis."""
    return Matrix([[cos(phi), -sin(phi), 0], [sin(phi), cos(phi), 0], [0, 0, 1]])


def transverse(rank: int) -> Matrix:
    """The rotation on transverse vectors, or on the components (xx - yy)/2, xy of tensors."""
    turn = rotation_of_vector()
    if rank == 1:
        return turn[:2, :2]
    images = []
    for tensor in (Matrix.diag(1, -1, 0), Matrix([[0, 1, 0], [1, 0, 0], [0, 0, 0]])):
        after = (turn * tensor * turn.T).applyfunc(expand)
        images.append([(after[0, 0] - after[1, 1]) / 2, after[0, 1]])
    return Matrix(images).T


def helicities(rank: int, helicity: int) -> All:
    """Goldstone fields (angles of spins) do not turn with space; light and gravitons do."""
    there = (lam * Matrix.eye(2) - transverse(rank)).det(method="berkowitz")
    return All((eq(there, turned(1, helicity)), eq(power(lam - 1, 2), turned(1, 0)),
                Equivalence(eq(turned(1, helicity).subs(lam, 1), 0), eq(cos(helicity * phi), 1))))


def goldstone_light() -> All:
    """Neither k**2 nor the linear waves of the orders have the modes of light."""
    return All((helicities(1, 1),
                expands(2 * S * (1 - cos(k * a)), S * a**2 * k**2, k, 4),
                MatrixIdentity(matrix_product(cross_matrix(K), Matrix(K)), Matrix.zeros(3, 1))))


paper.claim("wen:ssb-no-photon", goldstone_light,
            neighbours=lambda: (("helicity 0 is that of light", helicities(1, 0)),),
            because="broken rotations of spins are no rotations of space: the angles are scalars, "
                    "helicity 0, and for the ferromagnet omega is proportional to k**2; light has "
                    "helicities +-1 (see the claims on both magnets). A statement on all broken "
                    "symmetries of any kind is not attempted")

ANY = paper.operators("Sx Sy Sz")
ONE_SPIN = OperatorAlgebra.from_commutators(
    ANY, {(ANY[0], ANY[1]): I * ANY[2], (ANY[1], ANY[2]): I * ANY[0],
          (ANY[0], ANY[2]): -I * ANY[1]})


def spin_of_magnon(unit: Expr) -> All:
    """A spin wave changes S^z by one. Two half turns leave S^-, but reverse a Dirac spinor."""
    down = ANY[0] - I * ANY[1]
    half_turn = Matrix.diag(-I, I)                           # exp(-i pi sigma_z/2)
    lower = Matrix([[0, 0], [1, 0]])
    once = half_turn.H * lower * half_turn
    return All((OperatorIdentity(ANY[2] * down - down * ANY[2], -unit * down, ONE_SPIN),
                MatrixIdentity(matrix_product(half_turn, half_turn), -Matrix.eye(2)),
                MatrixIdentity(matrix_product(matrix_product(half_turn.H, once), half_turn),
                               lower)))


paper.claim("wen:ssb-no-electron", lambda: spin_of_magnon(Integer(1)),
            neighbours=lambda: (("half a unit", spin_of_magnon(Q(1, 2)).parts[0]),),
            because="the quanta of broken rotations carry S^z = -1 and are bosons (see particles "
                    "as waves); those of Dirac's equation change sign under a turn by 2 pi")
paper.claim("wen:ssb-no-graviton", lambda: helicities(2, 2),
            neighbours=lambda: (("helicity 1 is that of gravitons", helicities(2, 1)),),
            because="linearised gravity has the transverse tensor modes of helicity +-2; angles of "
                    "spins are scalars of helicity 0")

# entanglement

SITES = 4
ALPHA = paper.real("alpha_1 alpha_2 alpha_3 alpha_4",
                   latex=r"\alpha_1 \alpha_2 \alpha_3 \alpha_4")


def amplitudes(spins: tuple[Matrix, ...]) -> dict[tuple[int, ...], Expr]:
    """The product state of these spinors."""
    found = {}
    for bits in cartesian((0, 1), repeat=len(spins)):
        found[bits] = times(*(spinor[bit] for spinor, bit in zip(spins, bits, strict=True)))
    return found


def minors(state: dict[tuple[int, ...], Expr], value: int = 0) -> list[Statement]:
    """Rank one for every cut into two parts: the 2 x 2 minors of the amplitudes vanish."""
    rows: list[Statement] = []
    n = len(next(iter(state)))
    for mask in range(1, 2**(n - 1)):
        left = [i for i in range(n) if mask >> i & 1]

        def mixed(one: tuple[int, ...], two: tuple[int, ...], left: list[int] = left
                  ) -> tuple[int, ...]:
            return tuple(one[i] if i in left else two[i] for i in range(n))

        first = (0,) * n
        for other in ((1,) * n, tuple(i % 2 for i in range(n))):
            if mixed(first, other) in (first, other):
                continue
            rows.append(eq(minus(times(state[first], state[other]),
                                 times(state[mixed(first, other)], state[mixed(other, first)])),
                           value))
    return rows


UP, DOWN = Matrix([1, 0]), Matrix([0, 1])


def spinor(angle: Expr) -> Matrix:
    """A spin 1/2 along the angle 2 alpha."""
    return Matrix([cos(angle), sin(angle)])


def product_states() -> All:
    """States of spins with any directions are products; the displayed one has these spins."""
    shown = amplitudes((UP, DOWN, UP, DOWN))
    return All((*minors(amplitudes(tuple(spinor(q) for q in ALPHA))),
                *(eq(value, 1 if bits == (0, 1, 0, 1) else 0) for bits, value in shown.items())))


GHZ = {bits: Integer(bits in ((0, 0, 0, 0), (1, 1, 1, 1)))
       for bits in cartesian((0, 1), repeat=SITES)}
paper.claim("wen:ssb-product", product_states,
            neighbours=lambda: (("a superposition of both orders", All(tuple(minors(GHZ)))),),
            because="four spins with any directions in a plane, every cut: amplitudes of rank one; "
                    "exact for the ferromagnet, and for the antiferromagnet the classical state "
                    "that is displayed")


def purity(state: dict[tuple[int, ...], Expr], part: tuple[int, ...]) -> Expr:
    """tr rho**2 of some of the spins, the state not normalised; for no entanglement norm**2."""
    n = len(next(iter(state)))
    terms: list[Expr] = []
    for one, two in cartesian(state, repeat=2):
        other = tuple(two[i] if i in part else one[i] for i in range(n))
        another = tuple(one[i] if i in part else two[i] for i in range(n))
        found = [state[b] for b in (one, two, other, another)]
        if 0 not in found:
            terms.append(times(*found))
    return plus(*terms)


def mean(state: dict[tuple[int, ...], Expr], spins: tuple[int, ...]) -> Expr:
    """The mean of a product of sigma_z, times the norm."""
    terms = []
    for bits, value in state.items():
        sign = 1
        for i in spins:
            sign *= 1 - 2 * bits[i]
        terms.append(times(sign, power(value, 2)))
    return plus(*terms)


def short_range(state: dict[tuple[int, ...], Expr]) -> All:
    """No entropy at any cut of three spins, and no correlations beyond those of the means."""
    norm = mean(state, ())
    rows: list[Statement] = [eq(purity(state, part), power(norm, 2))
                             for part in ((0,), (1,), (2,))]
    return All((*rows, eq(times(norm, mean(state, (0, 2))),
                          times(mean(state, (0,)), mean(state, (2,))))))


AMPLITUDES = paper.real("r_1 r_2 s_1 s_2 t_1 t_2")
ANY_PRODUCT = amplitudes((Matrix(AMPLITUDES[:2]), Matrix(AMPLITUDES[2:4]), Matrix(AMPLITUDES[4:])))
BOTH = {bits: Integer(bits in ((0, 1, 0), (1, 0, 1))) for bits in cartesian((0, 1), repeat=3)}

paper.claim("wen:ssb-short-range", lambda: short_range(ANY_PRODUCT),
            neighbours=lambda: (("a superposition of both orders", short_range(BOTH).parts[0]),
                                ("its correlations", short_range(BOTH).parts[3])),
            because="product states have no entropy and no connected correlations at any cut, "
                    "whatever the directions of the spins (three of them); that quantum "
                    "fluctuations about the order leave entanglement of short range only is not "
                    "stated here")
