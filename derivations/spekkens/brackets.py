"""Continuous and discrete degrees of freedom: phase spaces, functionals and their brackets."""

from collections.abc import Callable
from typing import Any

from sympy import Derivative, Expr, ImmutableMatrix, Integer

from symq.lang.calc import Calculation, Derivation, Step, by_theorem, calc, stepwise
from symq.lang.shown import minus, plus, spare, times
from symq.lang.statement import (
    All,
    Count,
    Exists,
    ForAllFinite,
    Statement,
    Table,
    eq,
    ne,
)
from symq.lang.theorems import use
from symq.paper.claim import Correction, Reading
from symq.phasespace.epistemic import grid
from symq.phasespace.space import PhaseSpace

from .setting import (
    BITS,
    F_ROW,
    G_ROW,
    POINT,
    REALS,
    TRITS,
    a1,
    b1,
    bracket,
    c1,
    d1,
    difference_bracket,
    form,
    modulo,
    modulus,
    own_terms,
    p1,
    p2,
    paper,
    s,
    step,
    t,
    v1,
    v2,
    v3,
    v4,
    value,
    x1,
    x2,
)

F, G, H = paper.functions("F G H")
R, S = paper.real("R S")                            # what the other systems contribute
Rule = Callable[[Any, Any], Any]

# -- phase spaces and functionals ------------------------------------------------------------------


def combined(space: PhaseSpace, units: tuple[str, ...]) -> ImmutableMatrix:
    """The sum of x_k e_{x_k} + p_k e_{p_k} with the unit vectors in this order."""
    vectors = [space.unit(name) for name in units]
    return ImmutableMatrix([value(POINT, [e[row] for e in vectors]) for row in range(4)])


INTERLEAVED, POSITIONS_FIRST = ("X1", "P1", "X2", "P2"), ("X1", "X2", "P1", "P2")

paper.definition(
    "spekkens:cont-phase-space",
    asserts=lambda: eq(combined(REALS, INTERLEAVED), ImmutableMatrix(POINT)),
    neighbours=lambda: (("positions first", eq(combined(REALS, POSITIONS_FIRST),
                                               ImmutableMatrix(POINT))),),
    because="two degrees of freedom: m is the sum of x_k e_{x_k} + p_k e_{p_k}, in this order")


def coordinates(space: PhaseSpace, places: tuple[int, ...]) -> Table:
    """X_k(m) = x_k and P_k(m) = p_k, from the coefficients of the coordinate functionals."""
    return Table(tuple((name, eq(value(space.linear(name).coefficients, POINT), POINT[k]))
                       for name, k in zip(space.names, places, strict=True)))


paper.definition(
    "spekkens:cont-functionals", asserts=lambda: coordinates(REALS, (0, 1, 2, 3)),
    neighbours=lambda: (("positions and momenta exchanged", coordinates(REALS, (1, 0, 3, 2))),))

# -- the Poisson bracket ---------------------------------------------------------------------------


def rules(of: Rule, first: Expr, second: Expr, third: Expr) -> tuple[Statement, ...]:
    """Bilinear, antisymmetric, a derivation in each argument."""
    return (eq(of(s*first + t*second, third), s*of(first, third) + t*of(second, third)),
            eq(of(first, second), -of(second, first)),
            eq(of(first*second, third), first*of(second, third) + of(first, third)*second))


def cyclic(of: Rule, first: Expr, second: Expr, third: Expr) -> Any:
    """[F, [G, H]] + [G, [H, F]] + [H, [F, G]]."""
    return of(first, of(second, third)) + of(second, of(third, first)) \
        + of(third, of(first, second))


def smooth(left: Expr, right: Expr) -> Expr:
    """The bracket for one degree of freedom."""
    return bracket(left, right, (x1, p1))


def unknown(point: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """Three unknown functions."""
    return tuple(k(*point) for k in (F, G, H))


paper.definition(
    "spekkens:pb-continuous",
    asserts=lambda: (*rules(bracket, *unknown(POINT)),
                     eq(cyclic(smooth, *unknown((x1, p1))), 0)),
    neighbours=lambda: (("symmetric", eq(bracket(F(*POINT), G(*POINT)),
                                         bracket(G(*POINT), F(*POINT)))),),
    because="for unknown smooth functions of two degrees of freedom; the Jacobi identity of one")


OTHER = (v1, v2, v3, v4)                             # another point


def is_linear(offset: int) -> tuple[Statement, ...]:
    """The value at a sum of points and at a multiple of one."""
    both = tuple(plus(m, v) for m, v in zip(POINT, OTHER, strict=True))
    return (eq(value(F_ROW, both), plus(value(F_ROW, POINT), value(F_ROW, OTHER)) + offset),
            eq(value(F_ROW, tuple(times(s, m) for m in POINT)),
               times(s, value(F_ROW, POINT)) + offset))


paper.definition(
    "spekkens:lin-continuous", asserts=lambda: is_linear(0),
    neighbours=lambda: (("with a constant", All(is_linear(1))),),
    because="F(m + m') = F(m) + F(m') and F(sm) = s F(m), for two systems; every further one adds "
            "two terms of the same form")

LINEAR_F, LINEAR_G = value(F_ROW, POINT), value(G_ROW, POINT)


def sentence(kind: str) -> Any:
    """The value of the bracket of linear functionals for every n."""
    return use("linear-bracket", kind=kind)


def constant_bracket() -> All:
    """For two systems and, as a sentence, for every n."""
    return All((eq(bracket(LINEAR_F, LINEAR_G), form(F_ROW, G_ROW)),
                sentence("smooth").conclusion))


@paper.claim(
    "spekkens:pb-linear-continuous", constant_bracket, theorem=lambda: sentence("smooth"),
    neighbours=lambda: (("opposite sign", eq(bracket(LINEAR_F, LINEAR_G), form(G_ROW, F_ROW))),))
def derivatives_of_linear_functionals() -> Derivation:
    """Differentiate term by term; no coordinate is left. Each further system adds its own term."""
    return stepwise(constant_bracket(), (
        calc(bracket(LINEAR_F, LINEAR_G))
        .becomes(own_terms(Derivative), note="the other coordinates are constants")
        .becomes(form(F_ROW, G_ROW), note="each coordinate has the derivative 1 along itself"),
        by_theorem(sentence("smooth"))))

# -- discrete degrees of freedom -------------------------------------------------------------------


def residues(size: int) -> ForAllFinite:
    """Each integer of a range is congruent to exactly one of 0, ..., d - 1."""
    return ForAllFinite(((s, tuple(map(Integer, range(-7, 8)))),),
                        Count(grid((t,), size), eq(s, t), 1), size)


def inverses(size: int) -> ForAllFinite:
    """Every element but zero has an inverse."""
    return ForAllFinite(((s, tuple(map(Integer, range(1, size)))),),
                        Exists(grid((t,), size), eq(s*t, 1)), size)


paper.definition(
    "spekkens:zd", asserts=lambda: (*map(residues, (2, 3, 4, 6)), *map(inverses, (2, 3))),
    neighbours=lambda: (("a field for d = 4", inverses(4)), ("a field for d = 6", inverses(6))),
    because="every integer has one residue; for the d = 2 and 3 of the deck the ring is a field")


def shift_back(size: int) -> ForAllFinite:
    """From every point d steps along a coordinate lead back to it."""
    return modulo(size, eq(plus(x1, *(Integer(1) for _ in range(size))), x1), x1)


paper.definition(
    "spekkens:disc-phase-space",
    asserts=lambda: (eq(combined(TRITS, INTERLEAVED), ImmutableMatrix(POINT)),
                     shift_back(2), shift_back(3),
                     Count(grid(POINT, 2), ne(x1 + 1, x1), 16, 2),
                     Count(grid(POINT, 3), ne(x1 + 1, x1), 81, 3)),
    neighbours=lambda: (("positions first", eq(combined(TRITS, POSITIONS_FIRST),
                                               ImmutableMatrix(POINT))),
                        ("a pair of trits has 27 points",
                         Count(grid(POINT, 3), ne(x1 + 1, x1), 27, 3))),
    because="the same order of coordinates; two systems have d^4 points, and no unit step stays")

paper.definition(
    "spekkens:disc-functionals",
    asserts=lambda: (coordinates(BITS, (0, 1, 2, 3)),
                     modulo(3, coordinates(TRITS, (0, 1, 2, 3)), *POINT)),
    neighbours=lambda: (("positions and momenta exchanged",
                         modulo(3, coordinates(TRITS, (1, 0, 3, 2)), *POINT)),))

paper.definition(
    "spekkens:pb-discrete",
    asserts=lambda: rules(difference_bracket, *unknown(POINT))[:2],
    neighbours=lambda: (("symmetric", eq(difference_bracket(F(*POINT), G(*POINT)),
                                         difference_bracket(G(*POINT), F(*POINT)))),),
    because="bilinear and antisymmetric; identities with integer coefficients between the values "
            "of the functions, so that they hold modulo every d")


def linear_modulo(size: int, offset: int) -> ForAllFinite:
    """F(m + m') = F(m) + F(m') for one system over Z_d, coefficients and points arbitrary."""
    a_, b_ = F_ROW[:2]
    return modulo(size, eq(value((a_, b_), (x1 + x2, p1 + p2)),
                           value((a_, b_), (x1, p1)) + value((a_, b_), (x2, p2)) + offset),
                  a_, b_, x1, p1, x2, p2)


paper.definition(
    "spekkens:lin-discrete",
    asserts=lambda: (*is_linear(0), linear_modulo(2, 0), linear_modulo(3, 0),
                     eq(value(F_ROW, (x1 + modulus, *POINT[1:])),
                        value(F_ROW, POINT) + modulus*a1)),
    neighbours=lambda: (("with a constant", linear_modulo(3, 1)),),
    because="as over R; replacing x by x + d changes F by a multiple of d, so that F is a "
            "functional on Z_d^2n")


def at_units(row: tuple[Expr, ...], name: str) -> Expr:
    """F(e) for the unit vector e of a coordinate."""
    return value(row, TRITS.unit(name))


def unit_values() -> Expr:
    """The sum of F(e_x) G(e_p) - F(e_p) G(e_x)."""
    return plus(*(minus(times(at_units(F_ROW, f"X{k}"), at_units(G_ROW, f"P{k}")),
                        times(at_units(F_ROW, f"P{k}"), at_units(G_ROW, f"X{k}")))
                  for k in (1, 2)))


def of_one_system(result: Expr) -> Statement:
    """The term of one system, R and S being what all the others contribute to F and G."""
    one, two = value((a1, b1), (x1, p1)) + R, value((c1, d1), (x1, p1)) + S
    return eq(difference_bracket(one, two, (x1, p1)), result)


def own_units() -> Expr:
    """F(e_x) G(e_p) - F(e_p) G(e_x) for the unit vectors of this system."""
    at_x, at_p = (1, 0), (0, 1)
    return minus(times(value((a1, b1), at_x), value((c1, d1), at_p)),
                 times(value((a1, b1), at_p), value((c1, d1), at_x)))


def by_unit_values() -> All:
    """The bracket by the values on unit vectors, for two systems, and the term of one."""
    return All((eq(difference_bracket(LINEAR_F, LINEAR_G), unit_values()),
                of_one_system(own_units())))


def in_words() -> Calculation:
    """F[m + e] - F[m] = F(e)."""
    return (calc(difference_bracket(LINEAR_F, LINEAR_G))
            .becomes(own_terms(step), note="terms without the coordinate cancel")
            .becomes(unit_values(), note="a unit step changes $F$ by its value $F(e)$ at the unit "
                                         "vector"))


@paper.claim(
    "spekkens:pb-linear-discrete-a", by_unit_values,
    neighbours=lambda: (("quadratic functionals too", eq(
        difference_bracket(x1**2, p1), plus(times(1, 1), times(-1, 0)))),),
    because="identities with integer coefficients, hence modulo every d; for two systems, and term "
            "by term for any number")
def differences_of_linear_functionals() -> Derivation:
    """A linear functional changes by the same amount at every point."""
    return stepwise(by_unit_values(), (in_words(), "the same with $R$ and $S$ from other systems"))


def constant_values() -> All:
    """The values on unit vectors by coefficients, and the bracket for every n."""
    return All((eq(unit_values(), form(F_ROW, G_ROW)), eq(own_units(), a1*d1 - b1*c1),
                sentence("difference").conclusion))


def at_all_units(row: tuple[Expr, ...]) -> Statement:
    """The values on the unit vectors are the coefficients."""
    return eq(ImmutableMatrix([[at_units(row, name) for name in TRITS.names]]),
              ImmutableMatrix([row]))


@paper.claim(
    "spekkens:pb-linear-discrete-b", constant_values, theorem=lambda: sentence("difference"),
    neighbours=lambda: (("opposite sign", eq(unit_values(), form(G_ROW, F_ROW))),),
    because="for every n and every d")
def values_on_unit_vectors() -> Derivation:
    """The value of a functional at a unit vector is its coefficient."""
    return stepwise(constant_values(), (
        "the coefficients inserted", "the same for one system", by_theorem(sentence("difference"))),
        (Step(at_all_units(F_ROW), (), "$F(e)$ for the unit vectors of $x_1, p_1, x_2, p_2$"),
         Step(at_all_units(G_ROW), (), "the same of $G$")))

# -- canonically conjugate and commuting pairs -----------------------------------------------------

BRACKETS: tuple[Rule, ...] = (bracket, difference_bracket)
X1, P1, X2, P2 = POINT                               # the functionals, by their values at m


def brackets(pairs: tuple[tuple[Expr, Expr], ...], result: int) -> Table:
    """[F, G] of these pairs over R, and over Z_d as an identity of integers."""
    return Table(tuple((label, eq(of(first, second), result))
                       for first, second in pairs
                       for label, of in zip(("R", "Z_d"), BRACKETS, strict=True)))


def system_by_system(first: Expr, second: Expr, of: Rule, sign: int) -> Calculation:
    """The bracket of X_1 + sign X_2 and P_1 + P_2: a term of each system."""
    change: Rule = Derivative if of is bracket else step
    own = [spare(k, change(m, m), change(e, e)) for k, (m, e) in zip((1, sign), CONJUGATE,
                                                                     strict=True)]
    return (calc(of(first, second))
            .becomes(plus(*own), note="each system by itself")
            .becomes(plus(1, sign), note="the brackets of canonical pairs are 1")
            .becomes(1 + sign, note="add"))


CONJUGATE = ((x1, p1), (x2, p2))
COMMUTING = ((x1, x2), (x1, p2), (x1 - x2, p1 + p2))
SUMS = ((x1 + x2, p1 + p2),)

paper.definition(
    "spekkens:conj-def", asserts=lambda: brackets(CONJUGATE[:1], 1),
    neighbours=lambda: (("in the other order", brackets(((p1, x1),), 1)),
                        ("two positions", brackets(COMMUTING[:1], 1))),
    because="an example, and pairs that are none")

paper.claim("spekkens:conj-xp", lambda: brackets(CONJUGATE, 1),
            neighbours=lambda: (("of different systems", brackets(((x1, p2),), 1)),))

@paper.claim(
    "spekkens:conj-sum", lambda: brackets(SUMS, 1),
    correction=Correction(
        lambda: brackets(SUMS, 2),
        "each system contributes 1. Over Z_2 the pair commutes, over Z_3 the bracket is -1; "
        "{X_1 + X_2, P_1} is canonically conjugate"),
    readings=(Reading("for bits", lambda: modulo(2, brackets(SUMS, 1), *POINT)),
              Reading("for trits", lambda: modulo(3, brackets(SUMS, 1), *POINT)),
              Reading("for trits, with -P_1 - P_2", lambda: modulo(
                  3, eq(difference_bracket(x1 + x2, -p1 - p2), 1), *POINT)),
              Reading("X_1 + X_2 and P_1", lambda: brackets(((x1 + x2, p1),), 1))))
def each_system_adds_one() -> Derivation:
    """Both systems contribute a conjugate pair."""
    return stepwise(brackets(SUMS, 2), [system_by_system(*SUMS[0], of, 1) for of in BRACKETS])

paper.definition(
    "spekkens:comm-def", asserts=lambda: brackets(COMMUTING[:1], 0),
    neighbours=lambda: (("a conjugate pair", brackets(CONJUGATE[:1], 0)),),
    because="an example, and a pair that does not commute")

@paper.claim("spekkens:comm-examples", lambda: brackets(COMMUTING, 0),
             neighbours=lambda: (("with $P_1 - P_2$", brackets(((x1 - x2, p1 - p2),), 0)),))
def the_systems_cancel() -> Derivation:
    """No system has both a position and a momentum in the first two pairs; the third one has two
    terms."""
    notes = "two positions", "different systems"
    return stepwise(brackets(COMMUTING, 0), (
        *(f"{note}, by {name}" for note in notes for name in ("derivatives", "differences")),
        *(system_by_system(*COMMUTING[2], of, -1) for of in BRACKETS)))

# -- the principle ---------------------------------------------------------------------------------

paper.assume("spekkens:cc-principle", eq(form(F_ROW, G_ROW), 0),
             because="F and G are known together only if they commute; ignorance is maximal: the "
                     "distribution is uniform on the ontic states with the known values")
