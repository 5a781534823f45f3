"""Symmetry breaking: gapless waves, and that none of them is light, an electron or a graviton."""

from functools import cache

from sympy import Expr, I, Integer, Matrix, cos, exp, expand, sin

from symq.lang.shown import characteristic, matrix_product, plus, power, times
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
    ne,
)
from symq.lang.theorems import Instance, use
from symq.lattice import (
    SpinModel,
    chain,
    collinear,
    ferromagnet,
    hypercubic,
    xxz,
)
from symq.lattice.bands import OMEGA
from symq.paper.claim import Neighbour

from .fields import cross_matrix
from .ground import ONE, TWO, product
from .magnets import ANGLES, on_lattice, product_of_forms
from .setting import K, S, a, k, paper

delta = paper.real("Delta", latex=r"\Delta")
paper.claim("wen:ssb-believed", cites="L. D. Landau, Zh. Eksp. Teor. Fiz. 7, 19 (1937)",
            because="what used to be believed is history. Tried: the belief itself, 'every "
                    "organisation is described by symmetry breaking'; the slide does not assert "
                    "it, and what contradicts it, a state with long-range entanglement, is "
                    "computed in wen:gs-new-state and wen:lre-exist")


def gap(value: Expr, gapless: Expr) -> list[Statement]:
    """The frequency at k = 0 (or its square) vanishes at this Delta and is positive above 1."""
    return [Implication((gt(delta, 1),), gt(value, 0)),
            Implication((eq(delta, gapless),), eq(value, 0))]


ANGLE = paper.real("beta_1 beta_2 beta_3", latex=r"\beta_1 \beta_2 \beta_3")
EXCHANGE = paper.real("J_12 J_23 J_31", latex="J_{12} J_{23} J_{31}")
TWIST = paper.real("D_12 D_23 D_31", latex="D_{12} D_{23} D_{31}")
FIELD = paper.real("h_1")


@cache
def symmetric(field: Expr) -> All:
    """Three angles with any energies of pairs that common rotations leave, and a field on one.

    Each row of second derivatives adds up to zero: a common rotation meets no stiffness.
    """
    energy = -field * cos(ANGLE[0])
    for i in range(3):
        turn = ANGLE[i] - ANGLE[(i + 1) % 3]
        energy += EXCHANGE[i] * cos(turn) + TWIST[i] * sin(turn)
    slopes = [energy.diff(p) for p in ANGLE]
    return All(tuple(eq(plus(*(slope.diff(q) for q in ANGLE)), 0) for slope in slopes))


axis = paper.real("w_1 w_2 w_3", latex=[r"w_x", r"w_y", r"w_z"])
exchange, biquadratic, skew, single = paper.real("J_pair B_pair D_pair K_one",
                                                 latex=["J", "B", "D", "K"])
EVERY_AXIS = (exchange * product(ONE, TWO) + biquadratic * product(ONE, TWO)**2,)


def planar(field: Expr) -> tuple[Expr, ...]:
    """Energies that turns about the third axis alone leave, and a field across this axis."""
    u, v = ONE, TWO
    return (exchange * (u[0] * v[0] + u[1] * v[1] + delta * u[2] * v[2])
            + skew * (u[0] * v[1] - u[1] * v[0]), single * u[2]**2 + field * u[0])


@cache
def gapless(energies: tuple[Expr, ...], about: tuple[object, ...]) -> Instance:
    """Every order that these turns change has a gapless wave."""
    return use("broken-symmetry-gapless", energies=energies, u=ONE, v=TWO, axis=about)


@cache
def every_order() -> tuple[Instance, ...]:
    """Exchange of any form that all turns leave; and that turns about one axis leave."""
    return gapless(EVERY_AXIS, axis), gapless(planar(Integer(0)), (0, 0, 1))


def goldstone(at: Expr) -> All:
    """Any order of any such spins on any lattice; and both magnets of the deck, with their gaps."""
    return All((*(i.conclusion for i in every_order()), both_magnets(at)))


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


def both_magnets(gapless: Expr) -> All:
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


paper.claim("wen:ssb-goldstone", lambda: goldstone(Integer(1)), theorem=every_order,
            neighbours=lambda: (
                ("with an easy axis", both_magnets(Integer(2)).parts[-1]),
                ("a field that breaks the symmetry", symmetric(FIELD)),
                Neighbour(gapless(planar(Integer(0)), (1, 0, 0)).conclusion,
                          "turns that are no symmetry",
                          theorem=gapless(planar(Integer(0)), (1, 0, 0))),
                Neighbour(gapless(planar(FIELD), (0, 0, 1)).conclusion,
                          "a field across the axis", theorem=gapless(planar(FIELD), (0, 0, 1)))),
            because="every stationary order of spins with energies of pairs, of any range on any "
                    "lattice, that common turns leave: exchange and biquadratic exchange (all "
                    "axes), anisotropic exchange with Dzyaloshinskii's term and a single-ion "
                    "energy (one axis), at leading order in 1/S; the converse for both orders of "
                    "the deck: the turns that the order breaks are symmetries for Delta = 1 only, "
                    "and then, and only then, omega = 0 at k = 0")

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
    there = characteristic(transverse(rank), lam)
    return All((eq(there, turned(1, helicity)), eq(power(lam - 1, 2), turned(1, 0)),
                Equivalence(eq(turned(1, helicity).subs(lam, 1), 0), eq(cos(helicity * phi), 1))))


# what can be made of scalars, such as the angles of spins: a wave along the third axis with
# amplitudes that no turn about this axis changes

amplitudes = paper.real("e_1 e_2 e_3", latex="e_x e_y e_z")
strain = paper.real("h_11 h_22 h_33 h_12 h_13 h_23",
                    latex=["h_{xx}", "h_{yy}", "h_{zz}", "h_{xy}", "h_{xz}", "h_{yz}"])
QUARTER = Matrix([[0, -1, 0], [1, 0, 0], [0, 0, 1]])
TENSOR = Matrix([[strain[0], strain[3], strain[4]], [strain[3], strain[1], strain[5]],
                 [strain[4], strain[5], strain[2]]])


def no_field(*left: Statement) -> Implication:
    """A field E of scalars, without divergence, vanishes: a quarter turn leaves its amplitudes."""
    turned = QUARTER * Matrix(amplitudes)
    premises = [eq(new, old) for new, old in zip(turned, amplitudes, strict=True) if new != old]
    return Implication((*premises, *left), All(tuple(eq(e, 0) for e in amplitudes)))


def no_strain(helicity: int) -> Implication:
    """Of a tensor of scalars the part of this helicity vanishes: xx - yy, xy or xz, yz."""
    turned = (QUARTER * TENSOR * QUARTER.T).applyfunc(expand)
    premises = [eq(turned[i, j], TENSOR[i, j]) for i in range(3) for j in range(i, 3)
                if turned[i, j] != TENSOR[i, j]]
    xx, yy, zz, xy, xz, yz = strain
    parts = {2: (xx - yy, xy), 1: (xz, yz), 0: (xx + yy, zz)}[helicity]
    return Implication(tuple(premises), All(tuple(eq(p, 0) for p in parts)))


def goldstone_light() -> All:
    """No field of Goldstone's angles obeys Maxwell's equations; helicities of light and angles."""
    return All((no_field(eq(times(k, amplitudes[2]), 0), ne(k, 0)), helicities(1, 1),
                expands(2 * S * (1 - cos(k * a)), S * a**2 * k**2, k, 4),
                MatrixIdentity(matrix_product(cross_matrix(K), Matrix(K)), Matrix.zeros(3, 1))))


paper.claim("wen:ssb-no-photon", goldstone_light,
            neighbours=lambda: (("helicity 0 is that of light", helicities(1, 0)),
                                ("fields with a divergence vanish too", no_field()),
                                ("at k = 0", no_field(eq(times(k, amplitudes[2]), 0)))),
            because="whatever symmetry of the spins is broken, and however many of its turns: they "
                    "are no rotations of space, so that Goldstone's angles are scalars. A field E "
                    "(or B) made of them by any linear rule that singles out no direction, with "
                    "any derivatives, has at the wave vector k an amplitude that turns about k "
                    "leave: it points along k, and div E = 0 makes it zero; light has helicities "
                    "+-1. For the ferromagnet omega is proportional to k^2 besides")

ANY = paper.operators("Sx Sy Sz")
ONE_SPIN = OperatorAlgebra.from_commutators(
    ANY, {(ANY[0], ANY[1]): I * ANY[2], (ANY[1], ANY[2]): I * ANY[0],
          (ANY[0], ANY[2]): -I * ANY[1]})


spinor = paper.complex("psi_1 psi_2", latex=r"\psi_1 \psi_2")


def no_spinor(turn: Matrix) -> Implication:
    """A spinor made of scalars vanishes: a full turn leaves it, and is -1."""
    turned = turn * Matrix(spinor)
    return Implication(tuple(eq(new, old) for new, old in zip(turned, spinor, strict=True)),
                       All(tuple(eq(c, 0) for c in spinor)))


def spin_of_magnon(unit: Expr) -> All:
    """A spin wave changes S^z by one. Two half turns leave S^-, but reverse a Dirac spinor."""
    down = ANY[0] - I * ANY[1]
    half_turn = Matrix.diag(-I, I)                           # exp(-i pi sigma_z/2)
    lower = Matrix([[0, 0], [1, 0]])
    once = half_turn.H * lower * half_turn
    return All((OperatorIdentity(ANY[2] * down - down * ANY[2], -unit * down, ONE_SPIN),
                no_spinor(half_turn * half_turn),
                MatrixIdentity(matrix_product(half_turn, half_turn), -Matrix.eye(2)),
                MatrixIdentity(matrix_product(matrix_product(half_turn.H, once), half_turn),
                               lower)))


paper.claim("wen:ssb-no-electron", lambda: spin_of_magnon(Integer(1)),
            neighbours=lambda: (("half a unit", spin_of_magnon(Q(1, 2)).parts[0]),
                                ("invariant under two full turns",
                                 no_spinor(Matrix.diag(I, I)**4))),
            because="whatever symmetry of the spins is broken, its angles are scalars, and no "
                    "spinor but 0 can be made of them linearly: a turn of space by 2 pi leaves "
                    "them and reverses a spinor of Dirac's equation. The quanta of broken "
                    "rotations carry S^z = -1 and are bosons (see particles as waves)")
paper.claim("wen:ssb-no-graviton", lambda: All((no_strain(2), no_strain(1), helicities(2, 2))),
            neighbours=lambda: (("helicity 1 is that of gravitons", helicities(2, 1)),
                                ("the parts of helicity 0 vanish too", no_strain(0))),
            because="linearised gravity has the transverse tensor modes of helicity +-2; whatever "
                    "symmetry of the spins is broken, its angles are scalars, and of a tensor that "
                    "is made of them linearly the parts of helicity +-2 and +-1 vanish at every "
                    "wave vector")
