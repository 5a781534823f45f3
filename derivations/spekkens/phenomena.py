"""Basic quantum phenomena in the restricted theories: measurements, interference, no cloning."""

from collections.abc import Sequence

from sympy import Expr, Integer

from symq.lang.shown import dot, minus, plus
from symq.lang.statement import (
    All,
    Count,
    Exists,
    ForAllFinite,
    Implication,
    Statement,
    Table,
    eq,
    ne,
)
from symq.phasespace.counting import count_statement
from symq.phasespace.epistemic import grid
from symq.phasespace.group import Gate
from symq.phasespace.space import PhaseSpace
from symq.phasespace.transformation import AffineSymplectic

from .model import (
    HERE,
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
    repeated,
    same_points,
)
from .setting import (
    POINT,
    f,
    form,
    g,
    j,
    k,
    modulo,
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


def spread(size: int) -> ForAllFinite:
    """After F with outcome f and G, which does not commute, every value of F is equally likely; in
    the other order F has the value that was revealed."""
    end = value(ONE, displaced(HERE, t, TWO))
    return modulo(size, conjugate(Count(grid((t,), size), eq(end, j), 1)), *ONE, *TWO, *HERE, j)


def different(size: int, body: Statement) -> ForAllFinite:
    """The final states {G = g} and {F = f}: an ontic state of the first is none of the second."""
    return modulo(size, Implication((body, not_zero(ONE), not_zero(TWO)), Exists(
        grid(HERE, size), All((eq(value(TWO, HERE), g), ne(value(ONE, HERE), f))))),
        *ONE, *TWO, f, g)


paper.claim(
    "spekkens:phen-noncommutativity",
    lambda: All((sequence(t*form(ONE, TWO), Integer(0)), *map(spread, SIZES),
                 *(different(size, ne(form(ONE, TWO), 0)) for size in SIZES))),
    neighbours=lambda: (("F keeps its value", sequence(Integer(0), Integer(0))),
                        ("for variables that commute too", different(2, eq(form(ONE, TWO), 0)))),
    because="F then G leaves {G = g} with F uniform, G then F leaves {F = f}: different for "
            "[F, G] != 0. The change t [F, G] of the value of F is an identity over every ring")


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
                 pair_measured(CORRELATED[0]))),
    neighbours=lambda: (("what was known stays known", modulo(3, eq(
        value(ONE, displaced(HERE, s, TWO)), value(ONE, HERE)), *ONE, *TWO, *HERE, s)),
        ("of a correlated pair, P_1 + P_2 stays known", pair_measured(CORRELATED[1]))),
    because="the state after the measurement is uniform on the ontic states with the outcome, and "
            "the outcome repeats. On the correlated pair of bits, V_comm + U consists of X_1 - X_2 "
            "and X_1")

# -- complementary bases ---------------------------------------------------------------------------


def overlaps(size: int, shared: int) -> All:
    """The supports of two different variables share so many points; each has d of them."""
    return All((
        modulo(size, conjugate(Count(grid(HERE, size), All((
            eq(value(ONE, HERE), f), eq(value(TWO, HERE), g))), shared)), *ONE, *TWO, f, g),
        modulo(size, Implication((not_zero(ONE),), Count(
            grid(HERE, size), eq(value(ONE, HERE), f), size)), *ONE, f)))



paper.claim(
    "spekkens:phen-complementary-bases",
    lambda: All((*(overlaps(d, 1) for d in SIZES),
                 *(count_statement(PhaseSpace(1, d), 1, d + 1) for d in PRIMES))),
    neighbours=lambda: (("for d = 4", overlaps(4, 1)), ("two points are shared", overlaps(3, 2)),
                        ("d variables", count_statement(PhaseSpace(1, 3), 1, 3))),
    because="one of the d points of S lies in S'. Over Z_4 the variables X and 2P do not commute, "
            "and share two points or none")

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


SPACES = tuple(PhaseSpace(1, d) for d in SIZES)


def interference(seen: Expr, number: int) -> All:
    """All four phenomena, for bits and trits."""
    return All(tuple(e for space in SPACES for e in (
        fringes(space, seen), superposed(space), watched(space, number*space.ring.modulus),
        erased(space, "X"), erased(space, "P"))))


paper.claim(
    "spekkens:phen-interference", lambda: interference(f, 1),
    neighbours=lambda: (("the phase is not seen", interference(Integer(0), 1)),
                        ("ports with unequal numbers when watched", interference(f, 2))),
    because="an interferometer for a bit or trit whose path is X: two beam splitters (X to P and "
            "back) and a phase (a displacement of P). Superposition: P known, all paths equally "
            "likely. Interference: the port is the phase. Duality: a measured path leaves no "
            "trace of the phase. Eraser: a marker read in X tells the path, read in P brings the "
            "fringes back, shifted")

# -- no cloning ------------------------------------------------------------------------------------


def images_agree(size: int, body: Statement) -> ForAllFinite:
    """Two points in which F = f and G = g are equal: what lies in S and in S' has one image."""
    lines = tuple(eq(value(row, at), known) for at in (HERE, THERE)
                  for row, known in ((ONE, f), (TWO, g)))
    return modulo(size, Implication((body, *lines), same_points(HERE, THERE)),
                  *ONE, *TWO, f, g, *HERE, *THERE)


def no_room(size: int) -> Table:
    """S, S' with F = f, G = g: the set (S and S') x S_0 has d points, for every blank S_0, and
    the set (S and S') x (S and S') has one."""
    return Table((
        ("S and S'", modulo(size, conjugate(Count(grid(HERE, size), All((
            eq(value(ONE, HERE), f), eq(value(TWO, HERE), g))), 1)), *ONE, *TWO, f, g)),
        ("S_0", modulo(size, Implication((not_zero(ONE),), Count(
            grid(HERE, size), eq(value(ONE, HERE), f), size)), *ONE, f))))


paper.claim(
    "spekkens:phen-no-cloning",
    lambda: All((images_agree(2, ne(form(ONE, TWO), 0)), *map(no_room, SIZES),
                 Implication((ne(form(ONE, TWO), 0), *(
                     eq(value(row, at), known) for at in (HERE, THERE)
                     for row, known in ((ONE, f), (TWO, g)))), same_points(HERE, THERE)))),
    neighbours=lambda: (("nor the states of a single variable",
                         images_agree(2, eq(form(ONE, TWO), 0))),),
    because="a map that clones S and S' takes (S and S') x S_0, of d > 1 points, into "
            "(S and S') x (S and S'), of one: it is not reversible, symplectic or not. For d = 2, "
            "d = 3 and over R. States of one variable can be cloned, by x_2 -> x_2 + x_1")
