"""Emergence of gravitons, and the summary."""

from collections.abc import Callable
from functools import cache

from sympy import Derivative, Expr, I, Integer, Matrix, exp, log, oo, pi, sqrt

from symq.lang.shown import matrix_product, plus, times
from symq.lang.statement import (
    All,
    Count,
    Implication,
    Limit,
    MatrixIdentity,
    Statement,
    eq,
    ge,
    le,
)
from symq.lattice import tensor

from .ends import charged_fermions, end_charges, gauss
from .light import SPEED, continuum, long_waves
from .liquid import both_strings, long_range, product_code, topological
from .rotor import CELL, places
from .setting import J, K, U, g, k, paper

# the lattice and its rotors

row, column = paper.integer("row_ab column_ab", latex="a b")
AXES = tuple(map(Integer, (1, 2, 3)))


def components(number: int, ordered: bool = True) -> Count:
    """How many components ab a tensor has; with a <= b if it is symmetric."""
    return Count(((row, AXES), (column, AXES)), le(row, column if ordered else 3), number)


def rotors(on_vertices: int, on_faces: int) -> All:
    """One vertex and three faces in a cell, with so many rotors on each, are six."""
    return All((places(0, CELL, 1), places(2, CELL, 3),
                eq(plus(times(on_vertices, 1), times(on_faces, 3)), 6)))


def diagonal(number: int) -> Count:
    """How many components have a = b."""
    return Count(((row, AXES), (column, AXES)), eq(row, column), number)


paper.definition(
    "wen:grav-lattice", asserts=lambda: (rotors(3, 1), components(6), diagonal(3)),
    neighbours=lambda: (("one rotor on each vertex", rotors(1, 1)),
                        ("nine components", components(9))),
    because="three diagonal components on the vertex, three others on the three faces of a cell")

levels, values, spin = paper.integer("n_levels m_theta L_aa", latex=["n", "m", "L_{aa}"])


theta = paper.real("theta_zn", latex=[r"\theta"])


def unchanged() -> Implication:
    """Where exp(i n theta) = 1 no function of the angle can tell L + n from L."""
    return Implication((eq(exp(I * theta * levels), 1),),
                       eq(exp(I * theta * (spin + levels)), exp(I * theta * spin)))


def periodic(n: int, turn: Expr) -> All:
    """The same for the m-th angle turn m/n, and the angle m + n is the angle m for integer L."""
    one = exp(I * turn * values * spin / n)
    return All((eq(exp(I * turn * values * (spin + n) / n), one),
                eq(exp(I * turn * (values + n) * spin / n), one)))


paper.definition(
    "wen:grav-zn", asserts=lambda: (unchanged(), *(periodic(n, 2 * pi) for n in (2, 3, 4, 5))),
    neighbours=lambda: (("angles in steps of pi/n", periodic(4, pi)),),
    because="theta = 2 pi m/n are the n angles with exp(i n theta) = 1")

# the phase-space Lagrangian, for every H

PAIRS = ("11", "22", "33", "23", "31", "12")
ANGLES = paper.real(" ".join(f"theta_{p}" for p in PAIRS),
                    latex=[rf"\theta^{{{p}}}" for p in PAIRS])
RATES = paper.real(" ".join(f"rate_{p}" for p in PAIRS),
                   latex=[rf"\dot\theta^{{{p}}}" for p in PAIRS])
SPINS = paper.real(" ".join(f"spin_{p}" for p in PAIRS), latex=[f"L_{{{p}}}" for p in PAIRS])
hamiltonian = paper.functions("H_grav", latex=["H"])


def hamilton(sign: int) -> All:
    """The derivatives in the Euler-Lagrange equations: Hamilton's equations, L conjugate to theta.

    d/dt of the first equals the third, and the second vanishes.
    """
    energy = hamiltonian(*ANGLES, *SPINS)
    lagrangian = sum(p * v for p, v in zip(SPINS, RATES, strict=True)) - energy
    rows: list[Statement] = []
    for angle_, rate, momentum in zip(ANGLES, RATES, SPINS, strict=True):
        rows += [eq(Derivative(lagrangian, rate), momentum),
                 eq(Derivative(lagrangian, momentum), rate - Derivative(energy, momentum)),
                 eq(Derivative(lagrangian, angle_), -sign * Derivative(energy, angle_))]
    return All(tuple(rows))


paper.definition(
    "wen:grav-L", asserts=lambda: (hamilton(1),),
    neighbours=lambda: (("the other sign of the force", hamilton(-1)),),
    because="varying L gives d theta/dt = dH/dL, varying theta gives dL/dt = -dH/d theta, for the "
            "six independent components and every H, which is not given")

# helicities: J.k on symmetric tensors

w = paper.real("helicity_x", latex=["x"])
SQUARE = sum(c**2 for c in K)


def polynomial(matrix: Matrix, variable: Expr) -> Expr:
    """The characteristic polynomial, multiplied out."""
    found = matrix.charpoly()
    return found.as_expr().xreplace({found.gen: variable}).expand()


@cache
def turning() -> Expr:
    """det(x - J.k) on symmetric tensors."""
    return polynomial(tensor.rotation(2, K), w)


def helicity(values_: tuple[int, ...]) -> Statement:
    """det(x - J.k) is the product of x - h |k| over the helicities; those not 0 come in pairs."""
    factors = w ** values_.count(0)
    for h in values_:
        if h > 0:
            factors *= w**2 - h**2 * SQUARE
    return eq(turning(), factors)


SIX = (0, 0, 1, -1, 2, -2)

paper.claim("wen:grav-six", lambda: All((components(6), helicity(SIX))),
            neighbours=lambda: (("nine modes", components(9, ordered=True)),
                                ("five modes", components(5))),
            because="one mode for each canonical pair: the components ab with a <= b")

paper.claim("wen:grav-helicity", lambda: helicity(SIX),
            neighbours=lambda: (("two vectors", helicity((0, 0, 1, -1, 1, -1))),
                                ("a helicity three", helicity((0, 0, 1, -1, 3, -3)))))

paper.claim("wen:grav-figure", cites="the figure of the talk, which is not in its text",
            because="a plot of six dispersions of an H that is not given. What can be computed, "
                    "the dispersions of two Hamiltonians with the gauge symmetries that single out "
                    "the helicities +2 and -2, stands with the gapless modes below")

# constraints: a vector constraint on L, d_a pi_ab = 0, and a scalar one on theta,
# (delta_ab d^2 - d_a d_b) theta_ab = 0; d = k up to a factor i

AT = dict(zip(tensor.D, K, strict=True))
VECTOR = tensor.symmetric_gradient().subs(AT)               # theta changes by d_a f_b + d_b f_a
SCALAR = tensor.double_gradient().subs(AT)                  # pi changes by this times a function


def commuting() -> MatrixIdentity:
    """The scalar constraint is unchanged by the transformations of the vector constraint."""
    return MatrixIdentity(matrix_product(SCALAR.T * tensor.weight(), VECTOR), Matrix.zeros(1, 3))


@cache
def carried(gauge: Matrix, rank: int, factor: int = 1) -> MatrixIdentity:
    """Gauge transformations carry the helicities of their parameters."""
    return MatrixIdentity(matrix_product(tensor.rotation(2, K), gauge),
                          factor * gauge * tensor.rotation(rank, K))


def independent() -> Statement:
    """Along the third axis four of the six components are changed independently."""
    both = Matrix.hstack(VECTOR, SCALAR).subs({K[0]: 0, K[1]: 0})
    rows = [tensor.index_of(2, 0), tensor.index_of(2, 1), tensor.index_of(2, 2),
            tensor.index_of(0, 0)]
    return eq(Matrix([both.row(i) for i in rows]).det(), 2 * K[2]**5)


charge = paper.integer("C_constraint", latex=["C"])
stiffness = paper.positive("beta_stiff", latex=[r"\beta"])
inertia = paper.positive("alpha_inertia", latex=[r"\alpha"])


def gap(cost: Expr) -> All:
    """A constraint that is violated is an integer other than 0, and costs energy."""
    return All(tuple(Implication((sign,), ge(U * charge**2, cost))
                     for sign in (ge(charge, 1), le(charge, -1))))


def spread() -> Expr:
    """The zero-point fluctuation of theta of an oscillator alpha L^2 + beta theta^2."""
    return tensor.zero_point(inertia, stiffness)[1]


def strong(limit: object) -> Limit:
    """Without stiffness the fluctuation of theta grows without bound."""
    return Limit(spread(), stiffness, Integer(0), limit, "+")


paper.claim(
    "wen:grav-gapped",
    lambda: All((commuting(), carried(VECTOR, 1), carried(SCALAR, 0), independent(), strong(oo),
                 gap(U))),
    neighbours=lambda: (("the helicities of the vector constraint are 0 and +-2",
                         carried(VECTOR, 1, 2)),
                        ("weak fluctuations", strong(Integer(0))),
                        ("a gap of two units", gap(2 * U))),
    because="The vector constraint generates d_a f_b + d_b f_a with the helicities 0 and +-1, the "
            "scalar one a further 0; the constraints commute. Their directions have no "
            "stiffness, so that theta fluctuates without bound, and L, an integer modulo n, costs "
            "the energy of a violated constraint. H is not printed; this holds for every H that "
            "commutes with the constraints and has their squares, times U > 0, as terms")

frequency = paper.real("omega_squared", latex=[r"\omega^2"])


@cache
def characteristic(hamiltonian_: Callable[[], tuple[Matrix, Matrix]], mass: Expr, stiff: Expr
                   ) -> Expr:
    """det(omega^2 - P Q) along the third axis."""
    d = {s: Integer(0) for s in tensor.D[:2]} | {tensor.D[2]: I * k}
    kinetic, potential = (matrix.xreplace(d) for matrix in hamiltonian_())
    return polynomial(mass * stiff * kinetic * potential, frequency)


def modes(hamiltonian_: Callable[[], tuple[Matrix, Matrix]], squared: Expr, mass: Expr = J,
          stiff: Expr = g) -> Statement:
    """Four zeros and a pair of modes."""
    return eq(characteristic(hamiltonian_, mass, stiff),
              frequency**4 * (frequency - squared)**2)


def einstein() -> tuple[Matrix, Matrix]:
    """pi_ab pi_ab - pi^2/2 and theta_ab R_ab: linearised gravity."""
    trace = Matrix([[1, 1, 1, 0, 0, 0]])
    kinetic = Matrix(tensor.energy(Matrix.eye(6), momentum=True)) - trace.T * trace / 2
    return kinetic, Matrix(tensor.weight() * tensor.curvature())


def local() -> tuple[Matrix, Matrix]:
    """The invariants with the fewest derivatives, squared."""
    return (Matrix(tensor.energy(tensor.symmetric_curl(), momentum=True)),
            Matrix(tensor.energy(tensor.curvature())))


small = paper.positive("k_small", latex=["k"])
ratio, wave_number = paper.positive("g_ratio k_wave", latex=[r"g/J", r"\kappa"])


def weak(limit: object) -> Limit:
    """The zero-point fluctuation for alpha = J and beta = g kappa^2, as g/J grows."""
    return Limit(tensor.zero_point(1, ratio * wave_number**2)[1], ratio, oo, limit)


def massless(power: int, limit: object = Integer(0)) -> Limit:
    """omega^2 vanishes with the wave number."""
    return Limit(J * g * small**power, small, Integer(0), limit, "+")


def gravitons(first: Expr, second: Expr) -> All:
    """Both Hamiltonians, with these omega^2 of the helicities +2 and -2."""
    return All((modes(einstein, first), modes(local, second)))


paper.claim(
    "wen:grav-gapless",
    lambda: All((gravitons(J * g * k**2, J * g * k**6), massless(2), massless(6), weak(0))),
    uses=("wen:grav-gapped",),
    neighbours=lambda: (("a gap", gravitons(J * g * (k**2 + 1), J * g * k**6)),
                        ("both with k^2", gravitons(J * g * k**2, J * g * k**2)),
                        ("strong fluctuations", weak(oo))),
    because="What is left after both constraints are the helicities +2 and -2. H is not printed: "
            "for that of linearised gravity omega = sqrt(J g) |k|, for the most local one with "
            "both gauge symmetries omega = sqrt(J g) |k|^3; in both cases gapless, with "
            "fluctuations that are small for g >> J")

# summary

paper.claim(
    "wen:sum-lre", long_range, theorem=both_strings,
    neighbours=lambda: (("states that are products", topological(product_code(3), log(3))),),
    because="the topological entropy tells string-net liquids from states with short-range "
            "entanglement (which have none, see there), as products and what local gates make of "
            "them, which symmetry breaking describes")

paper.claim(
    "wen:sum-light-electrons",
    lambda: All((continuum(SPEED), long_waves(SPEED), charged_fermions(-1, -1),
                 end_charges((1, 0, -1)), gauss(-1))),
    neighbours=lambda: (("the fermions carry no charge", charged_fermions(0, -1)),
                        ("light of half the speed squared", long_waves(SPEED / sqrt(2)))),
    because="strings give the gauge field: its waves obey Maxwell's equations (see the waves, of "
            "which these are the continuum and the frequency), it has its law of Gauss, and the "
            "ends of strings are fermions that are its charges")

paper.claim(
    "wen:sum-gravitons",
    lambda: All((helicity(SIX), gravitons(J * g * k**2, J * g * k**6))),
    uses=("wen:grav-gapless",),
    neighbours=lambda: (("gapless modes of helicity one", carried(VECTOR, 1, 2)),
                        ("no dispersion", gravitons(Integer(0), Integer(0)))),
    because="the model has gapless modes of helicities +2 and -2 alone, those of gravitons, for "
            "the Hamiltonians given there")
