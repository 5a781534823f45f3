"""Basic quantum phenomena in the restricted theories: measurements, interference, no cloning."""

from collections.abc import Sequence

from sympy import Expr, Integer

from symq.lang.congruences import congruent
from symq.lang.shown import dot, minus, over, plus, times
from symq.lang.statement import (
    All,
    Count,
    Equivalence,
    Exists,
    ForAllFinite,
    Implication,
    Statement,
    Table,
    eq,
    ne,
)
from symq.lang.theorems import use
from symq.phasespace.counting import count_statement
from symq.phasespace.epistemic import grid
from symq.phasespace.group import Gate
from symq.phasespace.space import PhaseSpace
from symq.phasespace.transformation import AffineSymplectic

from .model import (
    HERE,
    INVERTIBLE,
    ONE,
    PRIMES,
    SIZES,
    THERE,
    TWO,
    conjugate,
    displaced,
    image,
    measured,
    not_zero,
    one_line,
    one_multiple,
    one_state,
    repeated,
    same_points,
    with_values,
)
from .setting import (
    POINT,
    REAL,
    f,
    form,
    g,
    j,
    k,
    modulo,
    modulus,
    p1,
    p2,
    paper,
    s,
    t,
    u,
    v1,
    v2,
    value,
    x1,
    x2,
)

# -- sequences of measurements ---------------------------------------------------------------------


def sequence(first: Expr, second: Expr) -> All:
    """After F, then G: the final values of F and G, in terms of those that were revealed."""
    middle = displaced(HERE, s, ONE)
    end = displaced(middle, t, TWO)
    return All((eq(value(ONE, end), value(ONE, HERE) + first),
                eq(value(TWO, end), value(TWO, middle) + second)))


def different(size: int, body: Statement) -> ForAllFinite:
    """The final states {G = g} and {F = f}: an ontic state of the first is none of the second."""
    return modulo(size, Implication((body, not_zero(ONE), not_zero(TWO)), Exists(
        grid(HERE, size), All((eq(value(TWO, HERE), g), ne(value(ONE, HERE), f))))),
        *ONE, *TWO, f, g)


def next_value(more: int) -> Statement:
    """The ontic state with G = g and F = f + 1 has this value of F, modulo every d."""
    return congruent([INVERTIBLE], (value(ONE, with_values(f + 1, g)), f + more), by=(f + 1,))


paper.claim(
    "spekkens:phen-noncommutativity",
    lambda: All((sequence(t*form(ONE, TWO), Integer(0)),
                 one_multiple(k*(f - value(ONE, HERE))), one_state(), next_value(1),
                 *(different(size, ne(form(ONE, TWO), 0)) for size in SIZES),
                 use("restricted-measurements").conclusion)),
    theorem=lambda: use("restricted-measurements"),
    neighbours=lambda: (("F keeps its value", sequence(Integer(0), Integer(0))),
                        ("another multiple", one_multiple(k*f)),
                        ("for variables that commute too", different(2, eq(form(ONE, TWO), 0)))),
    because="F then G leaves {G = g} with F uniform, since every value of F is reached by one "
            "multiple t of u_G; G then F leaves {F = f}. These differ for [F, G] != 0: one ontic "
            "state has G = g and F = f + 1. Modulo every d for which [F, G] has an inverse k, and "
            "over R (d = 0); for d = 2 and 3 also case by case")


CORRELATED = ((1, 0, -1, 0), (0, 1, 0, 1))           # X_1 - X_2 and P_1 + P_2


def pair_measured(known: Sequence[int]) -> ForAllFinite:
    """X_1 is measured on two bits with X_1 - X_2 = f and P_1 + P_2 = g: exactly one pair of an
    ontic state and a displacement leads to each ontic state in which this functional has the value
    f, and the outcome is its X_1."""
    goal = (v1, v2, j, k)
    lines = [eq(dot(row, POINT), known_value)
             for row, known_value in zip(CORRELATED, (f, g), strict=True)]
    lines += same_points(displaced(POINT, t, (1, 0, 0, 0)), goal).parts
    return modulo(2, Implication((eq(dot(known, goal), f),),
                                 Count(grid((*POINT, t), 2), All(tuple(lines)), 1)),
                  *goal, f, g)


paper.claim(
    "spekkens:phen-collapse",
    lambda: All((*(measured(size, 1) for size in SIZES), *map(repeated, SIZES),
                 pair_measured(CORRELATED[0]), use("restricted-measurements").conclusion)),
    theorem=lambda: use("restricted-measurements"),
    neighbours=lambda: (("what was known stays known", modulo(3, eq(
        value(ONE, displaced(HERE, s, TWO)), value(ONE, HERE)), *ONE, *TWO, *HERE, s)),
        ("of a correlated pair, P_1 + P_2 stays known", pair_measured(CORRELATED[1]))),
    because="for every n and every prime d, and over R, by the theorem: the state afterwards is "
            "uniform on V'^perp + v' with V' = V_comm + U, and the outcome repeats. Case by case "
            "for one bit and one trit, and for a correlated pair of bits, where V_comm + U "
            "consists of X_1 - X_2 and X_1")

# -- complementary bases ---------------------------------------------------------------------------


def overlaps(size: int, shared: int) -> All:
    """The supports of two different variables share so many points; each has d of them."""
    return All((
        modulo(size, conjugate(Count(grid(HERE, size), All((
            eq(value(ONE, HERE), f), eq(value(TWO, HERE), g))), shared)), *ONE, *TWO, f, g),
        modulo(size, Implication((not_zero(ONE),), Count(
            grid(HERE, size), eq(value(ONE, HERE), f), size)), *ONE, f)))


def different_variables(more: int) -> Statement:
    """Functionals of one system but 0, in classes of multiples; the number for every d."""
    return Implication((ne(modulus, 1),), eq(over(minus(times(modulus, modulus), 1),
                                                  minus(modulus, 1)), plus(modulus, more)))


paper.claim(
    "spekkens:phen-complementary-bases",
    lambda: All((one_state(), one_line(), different_variables(1),
                 *(overlaps(d, 1) for d in SIZES),
                 *(count_statement(PhaseSpace(1, d), 1, d + 1) for d in PRIMES))),
    neighbours=lambda: (("for d = 4", overlaps(4, 1)), ("two points are shared", overlaps(3, 2)),
                        ("d variables", count_statement(PhaseSpace(1, 3), 1, 3)),
                        ("d + 2 variables", different_variables(2))),
    because="one of the d points of S lies in S', modulo every d for which [F, G] has an inverse, "
            "which for prime d means that S and S' know different variables; d^2 - 1 functionals "
            "other than 0, in classes of d - 1 multiples, are d + 1 variables. Over Z_4 the "
            "variables X and 2P do not commute, and share two points or none")

# -- interference ----------------------------------------------------------------------------------


def splitter(space: PhaseSpace) -> tuple[AffineSymplectic, AffineSymplectic]:
    """A beam splitter takes the path X into P; the second one undoes the first."""
    change = Gate("fourier", (1,)).map(space)
    return change, change.inverse()


START = eq(x1, 0)                                    # the particle enters with X = 0, P is any


def inside(space: PhaseSpace) -> tuple[Expr, ...]:
    """The particle after the first splitter and a phase f."""
    at = image(splitter(space)[0], HERE)
    return at[0], plus(at[1], f)


def port(space: PhaseSpace, at: Sequence[Expr]) -> Expr:
    """Where it leaves the second splitter."""
    return image(splitter(space)[1], at)[0]


def fringes(space: PhaseSpace, result: Expr) -> ForAllFinite:
    """The port for every phase, whatever the ontic state."""
    return modulo(space.ring.modulus, Implication((START,), eq(port(space, inside(space)), result)),
                  *HERE, f)


def superposed(space: PhaseSpace) -> ForAllFinite:
    """Behind the first splitter P is known and every path is equally likely."""
    d = space.ring.modulus
    at = inside(space)
    return modulo(d, Implication((START,), All((
        eq(at[1], f), Count(grid((p1,), d), eq(at[0], j), 1)))), x1, f, j)


def watched(space: PhaseSpace, number: int) -> ForAllFinite:
    """If the path is measured, displacements t make every port equally likely."""
    d = space.ring.modulus
    at = displaced(inside(space), t, (1, 0))
    return modulo(d, Count(grid((*HERE, t), d), All((START, eq(port(space, at), j))), number),
                  f, j)


def erased(space: PhaseSpace, variable: str) -> ForAllFinite:
    """A second system with X = 0 and any P takes over the path and is measured.

    If P is measured the port shows the phase, shifted by the outcome; if X is, it shows nothing.
    """
    d = space.ring.modulus
    both = image(Gate("sum", (1, 2)).map(space.on(2)), (*inside(space), x2, p2))
    empty = (START, eq(x2, 0))
    if variable == "P":
        return modulo(d, Implication(empty, All((
            eq(both[2], both[0]), eq(port(space, both[:2]), minus(f, both[3]))))), *POINT, f)
    return modulo(d, Count(grid(POINT, d), All((
        *empty, eq(both[2], j), eq(port(space, both[:2]), u))), 1), f, j, u)


def over_every_ring(seen: Expr) -> All:
    """Identities with integer coefficients: the port is the phase; behind the first splitter each
    path belongs to one value of p_1; if the path is measured each port belongs to one displacement;
    a marker in which P is read brings the phase back."""
    at, both = inside(REAL), image(Gate("sum", (1, 2)).map(REAL.on(2)), (*inside(REAL), x2, p2))
    watched_ = port(REAL, displaced(at, t, (1, 0)))
    return All((
        Implication((START,), All((eq(port(REAL, at), seen), eq(at[1], f),
                                   Equivalence(eq(at[0], j), eq(p1, times(-1, j))),
                                   Equivalence(eq(watched_, j), eq(t, minus(f, j)))))),
        Implication((START, eq(x2, 0)), All((eq(both[2], both[0]), eq(
            port(REAL, both[:2]), minus(f, both[3])))))))


SPACES = tuple(PhaseSpace(1, d) for d in SIZES)


def interference(seen: Expr, number: int) -> All:
    """All four phenomena, over every ring, and for bits and trits as numbers."""
    return All((over_every_ring(seen), *(e for space in SPACES for e in (
        fringes(space, seen), superposed(space), watched(space, number*space.ring.modulus),
        erased(space, "X"), erased(space, "P")))))


paper.claim(
    "spekkens:phen-interference", lambda: interference(f, 1),
    neighbours=lambda: (("the phase is not seen", interference(Integer(0), 1)),
                        ("ports with unequal numbers when watched", interference(f, 2))),
    because="an interferometer for a system whose path is X: two beam splitters (X to P and "
            "back) and a phase (a displacement of P). Superposition: P known, all paths equally "
            "likely. Interference: the port is the phase. Duality: a measured path leaves no "
            "trace of the phase. Eraser: a marker read in X tells the path, read in P brings the "
            "fringes back, shifted")

# -- no cloning ------------------------------------------------------------------------------------


# A map m -> M m + a of two systems; the second one, the blank, is in a pure state S_0 whose points
# are (w_1, w_2) + k (u_1, u_2), u being no multiple of a non-unit. Modulo every d; d = 0 is R.

M = tuple(paper.real(" ".join(f"M_{r}{c}" for c in range(1, 5))) for r in range(1, 5))
SHIFT = paper.real("A_1 A_2 A_3 A_4", latex="a_1 a_2 a_3 a_4")
BLANK, ALONG, ONE_AT = (paper.real(text, latex=text) for text in ("w_1 w_2", "u_1 u_2", "h_1 h_2"))
EARLIER = paper.real("y_1 y_2 y_3 y_4")              # brackets of what the maps make of X and P


def output(row: int, x: int, p: int, amount: int = 0) -> Expr:
    """A coordinate after the map, at (x, p) of the first system and a point of S_0."""
    second = tuple(e + amount*h for e, h in zip(BLANK, ALONG, strict=True))
    return value(M[row], (x, p, *second)) + SHIFT[row]


def entries() -> Table:
    """What the outputs at points of S and S_0 say about the matrix, if X = f goes to X_1' = f and
    P = f to P_2' = f: differences of outputs."""
    found: list[tuple[str, Statement]] = []
    for row, unit in ((0, (1, 0)), (3, (0, 1))):
        start = (output(row, 0, 0), 0)
        for place, (x, p) in enumerate(((1, 0), (0, 1))):
            found.append((f"M_{row + 1}{place + 1}", congruent(
                [start, (output(row, x, p), unit[place])], (M[row][place], unit[place]),
                by=(-1, 1))))
        found.append((f"row {row + 1} along S_0", congruent(
            [start, (output(row, 0, 0, 1), 0)], (value(M[row][2:], ALONG), 0), by=(-1, 1))))
    return Table(tuple(found))


def cloned(known: Sequence[int] = (0, 3)) -> Statement:
    """A symplectic map with these entries, X_1' and P_2' commuting as X_1 and P_2 do: 1 = 0."""
    (m13, m14), (m43, m44) = M[0][2:], M[3][2:]
    h1, h2 = ONE_AT
    lines = [((value(ONE_AT, ALONG), 1), form((m13, m14), (m43, m44))),
             ((form(M[0], M[3]), 0), 1)]
    if 0 in known:
        lines += [((M[0][0], 1), -M[3][1]), ((M[0][1], 0), M[3][0]),
                  ((value((m13, m14), ALONG), 0), h2*m43 - h1*m44)]
    if 3 in known:
        lines += [((M[3][1], 1), -1), ((value((m43, m44), ALONG), 0), h1*m14 - h2*m13)]
    return congruent([line for line, _ in lines], (1, 0), by=[e for _, e in lines])


def cloned_among_others() -> Statement:
    """The same for any number of systems: X_1' = y_1 X + ..., P_1' = y_2 P + ... and X_2', P_2'.

    What the blank systems contribute to the brackets of these vanishes, for they are functionals
    whose values are known of the blank; [X_1', P_1'] = [X_2', P_2'] = 1, [X_1', P_2'] = 0.
    """
    y1, y2, y3, y4 = EARLIER
    return congruent([(y1*y2, 1), (y3*y4, 1), (y1*y4, 0)], (1, 0),
                     by=(-y3*y4, -1, y2*y3))


def in_one_point(size: int) -> ForAllFinite:
    """Where F and G commute two points with F = f and G = g are equal."""
    lines = tuple(eq(value(row, at), known) for at in (HERE, THERE)
                  for row, known in ((ONE, f), (TWO, g)))
    return modulo(size, Implication((eq(form(ONE, TWO), 0), *lines), same_points(HERE, THERE)),
                  *ONE, *TWO, f, g, *HERE, *THERE)


paper.claim(
    "spekkens:phen-no-cloning",
    lambda: All((entries(), cloned(), cloned_among_others(), one_state(), one_line())),
    neighbours=lambda: (("nor the states of a single variable", in_one_point(2)),
                        ("nor those of X alone", cloned((0,)))),
    because="an affine symplectic map with any matrix M, shift a and blank S_0 that clones the "
            "states of X and of P would make 1 a multiple of d, for every d, and 1 = 0 over R; so "
            "for any number of systems and blanks. No other reversible map does it either: "
            "(S and S') x S_0 has d points (one for each u), (S and S') x (S and S') one. States "
            "of one variable can be cloned, by x_2 -> x_2 + x_1")
