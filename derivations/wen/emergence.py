"""Principle of emergence, symmetry breaking, and what lies beyond it."""

from functools import cache

from sympy import Expr, I, Integer, Matrix, cos, exp, expand

from symq.lang.calc import Derivation
from symq.lang.shown import matrix_product, minus, over, plus, times
from symq.lang.statement import (
    All,
    Equation,
    Implication,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
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
)
from symq.lattice.bands import OMEGA
from symq.paper.claim import Reading

from .ground import ALTERNATING, product, ring_hamiltonian
from .magnets import U1, from_the_chain
from .setting import S, a, k, paper, stepwise, t, x

SPIN = paper.functions("S_x S_y S_z")

# the two orders


def orders(ferro: int, antiferro: int) -> All:
    """Magnetisation and staggered magnetisation of both classical states, per spin."""
    up, down = S, -S
    return All((eq(over(plus(up, up), 2), ferro * S), eq(over(minus(up, up), 2), antiferro * S),
                eq(over(plus(up, down), 2), antiferro * S),
                eq(over(minus(up, down), 2), ferro * S), gt(times(up, up), times(up, down))))


RING, RING_BASIS = ring_hamiltonian(4)
PARALLEL = Matrix([1] * len(RING_BASIS))
OPPOSITE = Matrix([2 if b in ALTERNATING else -1 for b in RING_BASIS])


def on_a_ring(first: Matrix) -> All:
    """Both ground states of four spins 1/2 with S^z = 0: energies, and that they are orthogonal."""
    return All((MatrixIdentity(matrix_product(RING, PARALLEL), PARALLEL),
                MatrixIdentity(matrix_product(RING, OPPOSITE), -2 * OPPOSITE),
                eq(plus(*(times(p, q) for p, q in zip(first, OPPOSITE, strict=True))), 0)))


paper.claim("wen:pe-orders", lambda: All((orders(1, 0), on_a_ring(PARALLEL))),
            neighbours=lambda: (("the antiferromagnet is magnetised", orders(1, 1)),
                                ("one state for both", on_a_ring(OPPOSITE))),
            because="the magnetisations of the sublattices are parallel in one state and opposite "
                    "in the other, and no rotation of all spins turns one into the other; for "
                    "four quantum spins on a ring the ground states of the one and the other "
                    "Hamiltonian (the highest and the lowest energy of the same bonds, 1 and -2) "
                    "are orthogonal")

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


@paper.claim("wen:pe-ferro", lambda: ferro_equation(1),
             neighbours=lambda: (("the other sign", ferro_equation(-1)),),
             because="dS/dt = S x d2S/dx2 in units in which coupling times a^2 is 1, with the "
                     "sign of [S^x, S^y] = i S^z")
def torque_of_the_neighbours() -> Derivation:
    """The commutator with H gives the torque of both neighbours; smooth fields a second slope."""
    return stepwise((), ferro_equation(1), (*("the commutator with the energy of two bonds",) * 3,
                                            *("both neighbours of a smooth field",) * 3))

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
                    "(n_x^2 - n_t^2): the printed equation holds where n_t^2 = n_x^2 (waves "
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
            because="with the same cell of two sites: one gapless mode, proportional to k^2, and "
                    "an optical one; or two equal gapless modes, proportional to k")
