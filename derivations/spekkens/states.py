"""Valid epistemic states: known variables and their values."""

from collections.abc import Sequence

from sympy import Expr, Integer

from symq.lang.calc import Derivation, Step, stepwise
from symq.lang.shown import dot
from symq.lang.statement import (
    All,
    Count,
    Equivalence,
    Exists,
    ForAllFinite,
    Statement,
    Table,
    eq,
)
from symq.phasespace.epistemic import grid

from .model import mixed, rows
from .setting import (
    F_ROW,
    G_ROW,
    POINT,
    REALS,
    TRITS,
    bracket,
    f,
    form,
    g,
    modulo,
    paper,
    s,
    t,
    u,
    v1,
    v2,
    v3,
    v4,
    value,
    w,
)

RULE = "spekkens:cc-principle"
V = (v1, v2, v3, v4)                                 # a point with known values


# -- known variables and their values --------------------------------------------------------------


def all_pairs(functionals: Sequence[str]) -> Table:
    """Over R every bracket of two members of a set, with themselves too, vanishes."""
    texts = [dot(row, POINT) for row in rows(REALS, *functionals)]
    return Table(tuple((f"[{one}, {two}]", eq(bracket(left, right), 0))
                       for one, left in zip(functionals, texts, strict=True)
                       for two, right in zip(functionals, texts, strict=True)))


paper.definition(
    "spekkens:known-set", asserts=lambda: (all_pairs(("X1", "P2")),
                                           all_pairs(("X1 - X2", "P1 + P2"))),
    neighbours=lambda: (("a conjugate pair", all_pairs(("X1", "P1"))),
                        ("both differences", all_pairs(("X1 - X2", "P1 - P2")))),
    because="two sets that are known together, and two that are not")


def extended(size: int, second: Expr) -> ForAllFinite:
    """Values of X_1 and P_2 of two systems over Z_d are those at some ontic state; so the value of
    every combination is known, and is the same combination."""
    first_row, second_row = rows(TRITS, "X1", "P2")
    return modulo(size, Exists(grid(V, size), All((
        eq(value(first_row, V), f), eq(value(second_row, V), g),
        eq(value(mixed((s, first_row), (t, second_row)), V), s*f + t*second)))), f, g, s, t)


paper.definition(
    "spekkens:valuation", asserts=lambda: (extended(2, g), extended(3, g)),
    neighbours=lambda: (("values that do not add up", extended(3, g + 1)),),
    because="a value for each known variable, which some ontic state has: X_1 and P_2, any values")


def example(functionals: Sequence[str], numbers: Sequence[int],
            support: Sequence[Expr]) -> All:
    """The set commutes over R, and its support consists of these points, s and t being any."""
    lines = [eq(value(row, POINT), number)
             for row, number in zip(rows(REALS, *functionals), numbers, strict=True)]
    here = [eq(m, e) for m, e in zip(POINT, support, strict=True) if e not in (s, t)]
    return All((all_pairs(functionals), Equivalence(All(tuple(lines)), All(tuple(here)))))


def trit_example(functionals: Sequence[str], numbers: Sequence[int], size: int) -> All:
    """The same for trits: how many ontic states have these values, and that the set commutes."""
    first, second = rows(TRITS, *functionals)
    return All((modulo(3, eq(form(first, second), 0)),
                modulo(3, Count(grid(POINT, 3), All((
                    eq(value(first, POINT), numbers[0]), eq(value(second, POINT), numbers[1]))),
                    size))))


def worked(goal: All) -> Derivation:
    """The brackets of the set, and the points at which its functionals have the values."""
    commute, support = goal.parts
    assert isinstance(commute, Table)
    rules = [f"the bracket ${label}$" for label, _ in commute.rows]
    lines = stepwise(commute, rules).steps
    return Derivation(goal, (*lines, Step(support, (), "the other two coordinates are free")))


def example_x1p2() -> All:
    """X_1 = 2 and P_2 = 2 over R and for trits."""
    return All((example(("X1", "P2"), (2, 2), (Integer(2), s, t, Integer(2))),
                trit_example(("X1", "P2"), (2, 2), 9)))


@paper.claim(
    "spekkens:example-x1p2", example_x1p2,
    neighbours=lambda: (
        ("both of system 1", example(("X1", "P1"), (2, 2), (Integer(2), Integer(2), s, t))),
        ("27 ontic states for trits", trit_example(("X1", "P2"), (2, 2), 27))),
    because="over R, and over Z_3 with its nine ontic states")
def known_position_and_momentum() -> Derivation:
    """The variables commute, so that both may be known; the other two coordinates are free."""
    over_r, trits = example_x1p2().parts
    assert isinstance(over_r, All) and isinstance(trits, All)
    return stepwise(example_x1p2(), (
        worked(over_r),
        stepwise(trits, ("the same product modulo 3", "three values of each free coordinate"))))


def in_span(first: Sequence[object], second: Sequence[object], result: Expr) -> Statement:
    """The bracket of two elements of the span of these functionals."""
    return eq(form(mixed((s, first), (t, second)), mixed((u, first), (w, second))), result)


paper.claim(
    "spekkens:isotropic",
    lambda: All((in_span(F_ROW, G_ROW, (s*w - t*u)*form(F_ROW, G_ROW)),
                 in_span(F_ROW, G_ROW, Integer(0)))),
    given_by=RULE,
    neighbours=lambda: (("the span of a conjugate pair",
                         in_span(*rows(REALS, "X1", "P1"), Integer(0))),),
    because="the brackets of the span are combinations of those of the set, and the set is part of "
            "its span; more than two generators give a sum of such terms, one for each pair")

def example_x1x2() -> All:
    """X_1 = 1 and X_2 = 2."""
    return example(("X1", "X2"), (1, 2), (Integer(1), s, Integer(2), t))


@paper.claim(
    "spekkens:example-x1x2", example_x1x2,
    neighbours=lambda: (("with the values exchanged",
                         example(("X1", "X2"), (1, 2), (Integer(2), s, Integer(1), t))),
                        ("the momenta fixed", example(("X1", "X2"), (1, 2),
                                                      (s, Integer(1), t, Integer(2))))))
def known_positions() -> Derivation:
    """Positions commute; the momenta are free."""
    return worked(example_x1x2())
