"""The waves of the string-net liquid, and the semi-classical picture.

Links x, y, z leave the vertex at r; faces yz, zx, xy at r. In a plane wave every translation gives
a factor z_a. The smooth fields are those with the sign of the sublattice: there z_a becomes -z_a.
"""

from functools import cache

from sympy import (
    Derivative,
    Expr,
    Function,
    I,
    Integer,
    Matrix,
    Rational,
    Symbol,
    cos,
    exp,
    sin,
    sqrt,
    symbols,
)

from symq.lang.calc import Derivation
from symq.lang.shown import characteristic, matrix_product, over, times
from symq.lang.statement import (
    All,
    Asymptotic,
    Count,
    Equation,
    Implication,
    MatrixIdentity,
    Statement,
    eq,
    expands,
    lt,
)
from symq.lattice import CellComplex, FieldModel, cubic
from symq.lattice.bands import OMEGA
from symq.lattice.derive import derive_oscillations
from symq.lattice.quadratic import QuadraticHamiltonian

from .fields import SPACE, cross_matrix, divergence, rotation, vector
from .setting import J, K, U, a, g, kx, ky, kz, paper, stepwise, t

# the model as printed, per cell

THETA = tuple(paper.functions("theta_x theta_y theta_z", latex=r"\theta^x \theta^y \theta^z"))
L = tuple(paper.functions("L_x L_y L_z"))
STEP = ((1, 0, 0), (0, 1, 0), (0, 0, 1))


def at(field: Function, *moves: tuple[int, ...]) -> Expr:
    """A rotor, some cells further."""
    return field(*(q + sum(m[i] for m in moves) for i, q in enumerate(SPACE)))


def back(i: int) -> tuple[int, ...]:
    """One cell back."""
    return tuple(-c for c in STEP[i])


def charge(*moves: tuple[int, ...]) -> Expr:
    """Q: the six links next to a vertex."""
    return sum((at(L[i], *moves) + at(L[i], back(i), *moves) for i in range(3)), start=Integer(0))


def flux(i: int, *moves: tuple[int, ...]) -> Expr:
    """The angle of B = L1+ L2- L3+ L4- around the face normal to i: theta1 - theta2 + ..."""
    j, m = (i + 1) % 3, (i + 2) % 3
    return (at(THETA[j], *moves) - at(THETA[m], STEP[j], *moves)
            + at(THETA[j], STEP[m], *moves) - at(THETA[m], *moves))


@cache
def rotor_model() -> FieldModel:
    """U Q**2 - g (B + h.c.) + J L**2 for a cell; B + h.c. = 2 cos of the angle."""
    density = U * charge()**2 + sum((J * at(v)**2 for v in L), start=Integer(0)) \
        - sum((2 * g * cos(flux(i)) for i in range(3)), start=Integer(0))
    return FieldModel.of(cubic(), SPACE, tuple(zip(THETA, L, strict=True)), density,
                         [U > 0, g > 0, J > 0])


@cache
def small_oscillations() -> QuadraticHamiltonian:
    """The energy to second order about theta = L = 0."""
    return rotor_model().oscillations()


@cache
def quadratic_form() -> Matrix:
    """The matrix of small oscillations about theta = L = 0, of theta and L in z_a."""
    return small_oscillations().matrix()


WAVES = symbols("z_1 z_2 z_3")
ALTERNATE = {w: -w for w in WAVES}
PHASES = {w: -exp(I * q * a) for w, q in zip(WAVES, K, strict=True)}


def faces() -> Matrix:
    """The angles of the three faces in terms of the three links, typed from the print."""
    one, two, three = (1 + w for w in WAVES)
    return Matrix([[0, three, -two], [-three, 0, one], [two, -one, 0]])


def dagger(matrix: Matrix) -> Matrix:
    """The adjoint for |z_a| = 1."""
    return matrix.T.xreplace({w: 1 / w for w in WAVES})


GRADIENT = Matrix([w - 1 for w in WAVES])

# string density


def string_density(sign: int) -> All:
    """Q = 0 says that E, L with the sign s of the sublattice, has no divergence on the lattice.

    E on smooth fields: the lattice divergence is div E up to O(a).
    """
    s = paper.integer("s_l", latex="s")
    here = tuple(paper.real("L_1 L_2 L_3", latex="L_x L_y L_z"))
    before = tuple(paper.real("M_1 M_2 M_3", latex="L'_x L'_y L'_z"))
    fields = tuple(paper.real("E_1 E_2 E_3", latex="E_x E_y E_z"))
    fields_before = tuple(paper.real("F_1 F_2 F_3", latex="E'_x E'_y E'_z"))
    meaning = [eq(e, s * v) for e, v in zip(fields, here, strict=True)]
    meaning += [eq(e, sign * s * v) for e, v in zip(fields_before, before, strict=True)]
    lattice = sum((e - f for e, f in zip(fields, fields_before, strict=True)), start=Integer(0))
    smooth = vector("E")
    moved = [f.subs(q, q - a) for f, q in zip(smooth, SPACE, strict=True)]
    return All((
        Implication((eq(sum(here) + sum(before), 0), *meaning), eq(lattice, 0)),
        expands(sum((f - b for f, b in zip(smooth, moved, strict=True)), start=Integer(0)) / a,
                divergence(smooth), a, 1)))


@paper.claim("wen:E-div", lambda: string_density(-1),
             neighbours=lambda: (("without the sign of the sublattice",
                                  string_density(1).parts[0]),),
             because="E = L on one sublattice of vertices and -L on the other; the plain sum Q of "
                     "L is then the lattice divergence of E, and 0 in closed-string states")
def no_divergence() -> Derivation:
    """The condition of closed strings, in terms of E, and the same for smooth fields."""
    return stepwise((), string_density(-1), ("$Q = 0$, read with the sign of the sublattice",
                                             "the lattice divergence of a smooth field"))

# light


def on_the_lattice() -> list[Statement]:
    """The quadratic form of the engine, and what the sign of the sublattice makes of it."""
    m = quadratic_form()
    gauss = Matrix([[1 + 1 / w for w in WAVES]])
    cube = CellComplex.of(cubic())
    return [
        MatrixIdentity(m[:3, :3], 2 * g * dagger(faces()) * faces()),
        MatrixIdentity(m[3:, 3:], 2 * J * Matrix.eye(3) + 2 * U * dagger(gauss) * gauss),
        MatrixIdentity(faces().xreplace(ALTERNATE), cube.curl()),
        MatrixIdentity(gauss.xreplace(ALTERNATE), -dagger(cube.gradient())),
        MatrixIdentity(matrix_product(cube.curl(), GRADIENT), Matrix.zeros(3, 1))]


@cache
def of_waves() -> Expr:
    """det(omega**2 - B A) in z_a, as a sum."""
    return oscillations_of_rotors().goal.lhs.expand()


def of_plane_waves(phases: dict[Symbol, Expr]) -> Expr:
    """det(omega**2 - B A) of plane waves."""
    return of_waves().xreplace(phases)


@cache
def of_smooth_fields() -> Expr:
    """det(omega**2 - B A) at wave vectors k of the smooth fields."""
    return of_plane_waves(PHASES)


def bands(squared: Expr) -> Equation:
    """The frequencies at wave vectors k of the smooth fields."""
    return Equation(of_smooth_fields(), OMEGA**2 * (OMEGA**2 - squared)**2)


@cache
def alternating() -> Matrix:
    """B A of the smooth fields."""
    m = quadratic_form().xreplace(ALTERNATE)
    return m[3:, 3:] * m[:3, :3]


def motion(factor: int) -> MatrixIdentity:
    """d2 theta/dt2 = -B A theta with B A = 4 g J curl^+ curl: U drops out."""
    curl = CellComplex.of(cubic()).curl()
    return MatrixIdentity(alternating(), factor * g * J * dagger(curl) * curl)


def photon(factor: int) -> Expr:
    """factor g J sum sin(k_a a/2)**2."""
    return factor * g * J * sum((sin(q * a / 2)**2 for q in K), start=Integer(0))


def lattice_curl(field: str, forward: bool) -> list[tuple[Expr, Expr]]:
    """Sums around faces (or its adjoint) of a smooth field, and a times its rotation."""
    step = a if forward else -a
    f = vector(field)
    turn = rotation(f)
    found = []
    for i in range(3):
        j, m = (i + 1) % 3, (i + 2) % 3
        exact = (f[m].subs(SPACE[j], SPACE[j] + step) - f[m]
                 - f[j].subs(SPACE[m], SPACE[m] + step) + f[j])
        found.append((exact, step * turn[i]))
    return found


@cache
def continuum(speed: Expr) -> All:
    """theta = A with dA/dt = 2 J L, dL/dt = -2 g a**2 rot rot A; E = -2 J L and B = rot A."""
    A, E = vector("A"), vector("E")
    B = rotation(A)
    turned = [b.doit() for b in rotation(B)]
    lines = [eq(A[i].diff(t), -E[i]) for i in range(3)]
    lines += [eq((-E[i] / (2 * J)).diff(t), -2 * g * a**2 * turned[i]) for i in range(3)]
    return All((Implication(tuple(lines), All(tuple(
        eq(E[i].diff(t), speed**2 * turned[i]) for i in range(3)))),
        Implication(tuple(lines), All(tuple(
            eq(B[i].doit().diff(t), -rotation(E)[i]) for i in range(3)))),
        eq(divergence(B), 0)))


SPEED = 2 * a * sqrt(g * J)


def long_waves(speed: Expr) -> Statement:
    """omega**2 at small k."""
    return expands(photon(16), speed**2 * (kx**2 + ky**2 + kz**2), {kx: 1, ky: 1, kz: 1}, 4)


@cache
def waves_are_light() -> All:
    """Lattice, smooth fields, Maxwell's equations, and the frequency at small k."""
    rows = on_the_lattice()
    for field, forward in (("A", True), ("B", False)):
        rows += [Asymptotic(exact, slow, ((a, 1),), Rational(2))
                 for exact, slow in lattice_curl(field, forward)]
    rows.append(continuum(SPEED))
    rows.append(long_waves(SPEED))
    return All(tuple(rows))


def without_sublattice() -> Equation:
    """The same frequencies at small wave vectors of the plain L and theta."""
    plain = {w: exp(I * q * a) for w, q in zip(WAVES, K, strict=True)}
    return Equation(of_plane_waves(plain), OMEGA**2 * (OMEGA**2 - photon(16))**2)


@cache
def oscillations_of_rotors() -> Derivation:
    """The quadratic form of the rotors, its stability and the frequencies."""
    return derive_oscillations(small_oscillations())


NOTES = ("the energy of the angles: faces", "the energy of $L$: links and vertices",
         "with the sign of the sublattice the face sums are the curl of the lattice",
         "and the vertex sums its divergence", "curl of a gradient",
         *("curl of a smooth field",) * 6, "Maxwell's equations", "the frequency at small $k$")


@paper.claim("wen:waves-maxwell", waves_are_light,
             neighbours=lambda: (("half the speed squared", long_waves(SPEED / sqrt(2))),
                                 ("smooth L and theta without the sign", without_sublattice())),
             because="to second order in theta and L (semiclassical, g much larger than J), for "
                     "the fields with the sign of the sublattice, on lattices of even lengths: two "
                     "modes with c = 2 a sqrt(g J) and Maxwell's equations for E = -2 J L, B = rot "
                     "theta; the third frequency is zero and its field is excluded by Q = 0")
def from_rotors_to_light() -> Derivation:
    """The quadratic form of the rotors, its waves, and the equations of smooth fields."""
    return stepwise((oscillations_of_rotors(),), waves_are_light(), NOTES)

psi = paper.real("q_0")
stiff, inertia = paper.positive("A_0 B_0", latex="A B")


def zero_point(energy: Expr) -> All:
    """The Gaussian ground state of a wave q, p: H = (B p**2 + A q**2)/2, omega = sqrt(A B)."""
    width = sqrt(stiff / inertia)
    state = exp(-width * psi**2 / 2)
    return All((eq(-inertia * state.diff(psi, 2) / 2 + stiff * psi**2 * state / 2, energy * state),
                lt(0, energy)))


paper.claim("wen:zero-point", lambda: zero_point(sqrt(stiff * inertia) / 2),
            neighbours=lambda: (("no fluctuations", zero_point(0 * stiff)),),
            because="the pictures have no formula; what they show is that every wave fluctuates in "
                    "the ground state, with the energy omega/2")
paper.claim("wen:ether", cites="the question of the slide, answered there by 'may be'",
            because="a question about the world, which 'may be' leaves open. Tried: light is a "
                    "collective motion of string-nets in the rotor model; that is "
                    "wen:waves-maxwell, and a model in which it is so decides nothing about the "
                    "ether: other media have the same waves")

# the semi-classical picture

px, py, pz = PLACES = paper.integer("p_x p_y p_z")


def three_rotors(number: int) -> All:
    """Twelve links of a cube, each shared by four cubes; six links next to a vertex, by two."""
    near = tuple(Integer(v) for v in (-1, 0, 1))
    return All((eq(over(times(12, 1), 4), number), eq(over(times(6, 1), 2), number),
                Count(tuple((q, near) for q in PLACES), eq(px**2 + py**2 + pz**2, 1), 6)))


paper.claim("wen:semi-count", lambda: three_rotors(3),
            neighbours=lambda: (("twelve", three_rotors(12)),))


def vector_field(sign: int) -> All:
    """A turns as a vector, smooth A has the rotation as the angle of a face, gradients do not."""
    rows: list[Statement] = [Asymptotic(exact, sign * slow, ((a, 1),), Rational(2))
                             for exact, slow in lattice_curl("A", True)]
    rows.append(MatrixIdentity(
        matrix_product(faces().xreplace(ALTERNATE), GRADIENT), Matrix.zeros(3, 1)))
    return All(tuple(rows))


paper.definition("wen:semi-A", asserts=lambda: vector_field(1),
                 neighbours=lambda: (("the other orientation", vector_field(-1).parts[0]),),
                 because="with the sign of the sublattice the angle of a face is a rot A, which no "
                         "gradient changes; three components for each vertex")


def velocity(i: int) -> Expr:
    """dH/dL: 2 J L + 2 U (Q at both ends of the link)."""
    return 2 * J * at(L[i]) + 2 * U * (charge() + charge(STEP[i]))


def force(i: int) -> Expr:
    """-dH/dtheta: sines of the four faces next to a link."""
    j, m = (i + 1) % 3, (i + 2) % 3
    return -2 * g * (sin(flux(m)) + sin(flux(m, back(j))) - sin(flux(j)) - sin(flux(j, back(m))))


def lagrange(sign: int) -> All:
    """The equations of motion of the rotor model, as typed and from its Hamiltonian."""
    model = rotor_model()
    rows: list[Statement] = []
    for i in range(3):
        rows.append(eq(model.gradient(i, 1), velocity(i)))
        rows.append(eq(-model.gradient(i, 0), sign * force(i)))
    p, q, r, s = paper.real("l_0 l_1 d_0 d_1", latex=r"L_1 L_2 \dot\theta_1 \dot\theta_2")
    h = paper.functions("h_0")(p, q)
    phase_space = p * r + q * s - h
    rows += [eq(Derivative(phase_space, r), p), eq(Derivative(phase_space, s), q),
             eq(Derivative(phase_space, p), r - h.diff(p)),
             eq(Derivative(phase_space, q), s - h.diff(q))]
    return All(tuple(rows))


paper.claim("wen:semi-lagrangian", lambda: lagrange(1),
            neighbours=lambda: (("the other sign of the force", lagrange(-1)),),
            because="the momentum of theta_i is L_i, so that d theta/dt = dH/dL and dL/dt = -dH/d "
                    "theta, written out for all three links of a cell; {theta_i, L_i} = 1 belongs "
                    "to L = -i d/d theta, and the sign of L drops out of H")

@cache
def three_modes() -> All:
    """The equations of motion, all frequencies, and the mode without one."""
    return All((motion(4), bands(photon(16)), MatrixIdentity(
        matrix_product(faces().xreplace(ALTERNATE), GRADIENT), Matrix.zeros(3, 1))))


@paper.claim("wen:semi-modes", three_modes,
             neighbours=lambda: (("half of it", bands(photon(8))), ("twice", motion(8))),
             because="the figure is not in the text; its content is computed: omega_+-1 = 4 sqrt(g "
                     "J sum sin(k_a a/2)^2) and omega_0 = 0 for every k, U and g")
def modes_of_rotors() -> Derivation:
    """The quadratic form of the rotors, and the frequencies at wave vector k."""
    return stepwise((oscillations_of_rotors(),), three_modes(),
                    ("$U$ drops out of the motion of the angles", "the frequencies",
                     "a gradient turns no face"))

n1, n2, n3 = NORMAL = paper.real("m_1 m_2 m_3", latex=r"\hat{k}_x \hat{k}_y \hat{k}_z")
lam = paper.real("lambda", latex=r"\lambda")


def helicity(values: tuple[int, int, int]) -> Implication:
    """det(lambda - k.J/|k|) for vectors, (J_a)_bc = -i eps_abc."""
    spin = I * cross_matrix(NORMAL)
    shown = (lam - values[0]) * (lam - values[1]) * (lam - values[2])
    return Implication((eq(n1**2 + n2**2 + n3**2, 1),),
                       eq(characteristic(spin, lam), shown))


paper.claim("wen:semi-helicity", lambda: helicity((1, -1, 0)),
            neighbours=lambda: (("0, 0, 0", helicity((0, 0, 0))), ("+-2, 0", helicity((2, -2, 0)))),
            because="the eigenvalues of the rotations about k on a vector field")

__all__ = ["SPEED", "continuum", "long_waves"]
