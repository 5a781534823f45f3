"""What is an empty space? Qbits, zero-point energies, particles as waves, when a wave is light."""

from sympy import Derivative, Expr, I, Integer, Matrix, cos, cot, exp, pi, sin

from symq.lang.calc import Argument, argue
from symq.lang.shown import (
    characteristic,
    matrix_product,
    matrix_sum,
    minus,
    plus,
    power,
    scaled,
    times,
)
from symq.lang.statement import (
    All,
    Implication,
    MatrixIdentity,
    OperatorAlgebra,
    OperatorIdentity,
    Q,
    Statement,
    eq,
    expands,
    gt,
    le,
    lt,
)

from .fields import SPACE, cross_matrix, divergence, maxwell_matrix, rotation, vector
from .setting import K, S, c, k, omega, paper, x

# the date

WORKS = (1861, 1865)                # On Physical Lines of Force; A Dynamical Theory


def years(within: int, works: tuple[int, ...] = WORKS) -> All:
    """2008 minus the years of Maxwell's papers differs from 150 by less than some years."""
    gaps = [minus(150, minus(2008, work)) for work in works]
    return All((*(lt(gap, within) for gap in gaps), *(lt(-within, gap) for gap in gaps)))


paper.claim("wen:ether-150", lambda: years(10),
            neighbours=lambda: (("within five years of both", years(5)),),
            because="147 and 143 years: 150 to the nearest ten of the first paper, and within ten "
                    "years of both")

# qbits

STATE = Matrix(paper.complex("a_up a_down", latex=r"a_\uparrow a_\downarrow"))
SPIN = {"x": Matrix([[0, 1], [1, 0]]) / 2, "y": Matrix([[0, -I], [I, 0]]) / 2,
        "z": Matrix([[1, 0], [0, -1]]) / 2}


def qubit(size: Expr) -> All:
    """S^z on a_up |up> + a_down |down>, S(S + 1), and the commutators of a spin."""
    rows: list[Statement] = [
        MatrixIdentity(matrix_product(SPIN["z"], STATE), Matrix([size * STATE[0],
                                                                 -size * STATE[1]])),
        MatrixIdentity(matrix_sum(*(matrix_product(s, s) for s in SPIN.values())),
                       size * (size + 1) * Matrix.eye(2))]
    for p, q, r in ("xyz", "yzx", "zxy"):
        rows.append(MatrixIdentity(
            matrix_sum(matrix_product(SPIN[p], SPIN[q]),
                       scaled(-1, matrix_product(SPIN[q], SPIN[p]))), I * SPIN[r]))
    return All(tuple(rows))


paper.definition("wen:qubit", asserts=lambda: qubit(Q(1, 2)),
                 neighbours=lambda: (("eigenvalues 1 and -1", qubit(Integer(1))),),
                 because="the two basis states are those of a spin 1/2")

# two plates in a medium: a chain of masses and springs, clamped at the sites 0 and N

site, order = paper.integer("site_n order_k", latex="n k")
wave, close, below, at = paper.real("q_wave s_inverse sine_at x_at", latex="q s y x")
distance = paper.real("N_plates", latex="N")
TURN = pi / (4 * distance)


def clamped(last: Expr) -> All:
    """Waves sin(qn) that vanish at n = 0 and, for Nq = pi k, at n = N; frequency 2 sin(q/2)."""
    return All((eq(minus(2 * sin(site * wave), plus(sin((site + 1) * wave),
                                                    sin((site - 1) * wave))),
                   times(power(times(2, sin(wave / 2)), 2), sin(site * wave))),
                eq(sin(times(0, wave), evaluate=False), 0), eq(sin(last, evaluate=False), 0)))


def summed(shift: Expr) -> All:
    """The zero-point energies omega/2 of the waves q, 2q, ... kq, times 2 sin(q/4).

    One wave more adds its energy; at q = pi/N all N - 1 waves between the plates have ENERGY.
    """
    def total(number: Expr) -> Expr:
        return minus(cos(wave / 4), cos((number + shift) * wave / 2))

    last = times(Q(1, 2), 2, sin(order * wave / 2))
    return All((eq(total(Integer(0)), 0),
                eq(minus(total(order), total(order - 1)), times(2, sin(wave / 4), last)),
                eq(times(2, sin(TURN), ENERGY),
                   total(distance - 1).subs(wave, pi / distance))))


ENERGY = (cot(TURN) - 1) / 2
FAR = 2 * distance / pi - Q(1, 2)           # of the medium and of the plates, without a force


def attraction(strength: Expr) -> All:
    """What depends on the distance: of the order 1/N, and growing with N at every N."""
    waves = (cot(pi * close / 4) - 1) / 2
    return All((expands(close * waves, 2 / pi - close / 2 - strength * close**2, close, 4),
                eq(times(2, minus(ENERGY, FAR)), (cot(at) - 1 / at).subs(at, TURN)),
                eq(Derivative(cot(at) - 1 / at, at), minus(power(at, -2), power(sin(at), -2))),
                Implication((gt(at, 0), le(at, pi / 8)), lt(sin(at), at)),
                Implication((gt(below, 0), lt(below, at)),
                            gt(minus(power(below, -2), power(at, -2)), 0))))


def chain() -> All:
    """The waves between the plates, their zero-point energies, and what follows for the plates."""
    return All((clamped(pi * order), summed(Q(1, 2)), attraction(pi / 24)))


@paper.claim(
    "wen:casimir", chain,
    neighbours=lambda: (("the energies of one wave fewer", summed(-Q(1, 2))),
                        ("without a force", attraction(Integer(0))),
                        ("plates that repel each other", attraction(-pi / 24)),
                        ("waves that do not vanish at the second plate", clamped(pi * order / 2))),
    because="the slide has no formula: a chain (springs and masses 1, hbar = 1) is clamped at two "
            "sites N apart; the waves between them have the zero-point energy (cot(pi/4N) - 1)/2. "
            "Beyond the energies of the medium and of the plates this is -pi/(24 N) and smaller "
            "terms, and the plates attract each other at every distance; a medium at rest has no "
            "such force. That the force of the electromagnetic field was measured is reported by "
            "S. K. Lamoreaux, Phys. Rev. Lett. 78, 5 (1997)")
def attracted() -> Argument:
    """The bound on the sine first, which the attraction rests on."""
    whole = chain()
    return argue().so(whole.parts[2].parts[3], name="sine").so(whole, by="sine")

# particles are quanta of waves

q, p = paper.operators("q p")
PAIR = OperatorAlgebra.from_commutators((q, p), {(q, p): I})


def quantum(energy: Expr) -> All:
    """A wave of frequency omega is an oscillator; a^+ adds one quantum, and quanta are bosons.

    The last line: the energy of one flipped spin, as a plane wave on the ferromagnetic chain, is
    the frequency of the small classical wave.
    """
    hamiltonian = (p * p + omega**2 * q * q) / 2
    up, down = omega * q - I * p, omega * q + I * p
    return All((
        OperatorIdentity(hamiltonian * up - up * hamiltonian, energy * up, PAIR),
        OperatorIdentity(hamiltonian * down - down * hamiltonian, -energy * down, PAIR),
        OperatorIdentity(down * up - up * down, 2 * omega, PAIR),
        eq(S * (2 * exp(I * k * x) - exp(I * k * (x + 1)) - exp(I * k * (x - 1))),
           energy / omega * 2 * S * (1 - cos(k)) * exp(I * k * x))))


paper.claim("wen:particle-wave", lambda: quantum(omega), assuming=(omega > 0,),
            neighbours=lambda: (("two quanta at a time", quantum(2 * omega).parts[0]),
                                ("twice the frequency", quantum(2 * omega).parts[3])),
            because="for every harmonic wave; and for the ferromagnet, where the particle (one "
                    "flipped spin) is an exact state, its energy is the frequency of the wave")

# when is a wave light?


def light(modes: int) -> All:
    """Plane waves of Maxwell's equations: the square of both curls, transversality, frequencies.

    On functions: rot rot E = grad div E - Laplace E, so that E and B without divergence obey the
    wave equation with the speed c.
    """
    E = vector("E")
    twice, div = rotation(rotation(E)), divergence(E)
    k2 = K[0]**2 + K[1]**2 + K[2]**2
    both, zero = maxwell_matrix(K, c), Matrix.zeros(3, 3)
    square = c**2 * (k2 * Matrix.eye(3) - Matrix(K) * Matrix(K).T)
    return All((
        *(eq(twice[i], Derivative(div, SPACE[i]) - sum(
            (E[i].diff(s, 2) for s in SPACE), start=Integer(0))) for i in range(3)),
        MatrixIdentity(matrix_product(both, both),
                       Matrix.vstack(Matrix.hstack(square, zero), Matrix.hstack(zero, square))),
        MatrixIdentity(matrix_product(Matrix([K]), cross_matrix(K)), Matrix.zeros(1, 3)),
        eq(characteristic(square, omega**2),
           omega**(6 - 2 * modes) * (omega**2 - c**2 * k2)**modes)))


paper.definition("wen:maxwell-criterion", asserts=lambda: light(2),
                 neighbours=lambda: (("one mode", light(1).parts[-1]),
                                     ("three modes", light(3).parts[-1])),
                 because="two modes with omega = c|k|; the two of frequency zero are longitudinal "
                         "and excluded by div E = div B = 0")
