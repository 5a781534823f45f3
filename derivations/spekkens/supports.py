"""Valid epistemic states: valuation vectors, ontic supports, distributions."""

from collections.abc import Sequence
from functools import cache

from sympy import Expr, Integer, oo

from symq.lang.calc import Derivation, Step, by_theorem, stepwise
from symq.lang.shown import dot, over, times
from symq.lang.statement import (
    All,
    Bound,
    Count,
    Equivalence,
    Exists,
    ForAllFinite,
    Implication,
    Statement,
    Table,
    eq,
    gt,
    ne,
)
from symq.lang.theorems import use
from symq.paper.claim import Correction, Reading
from symq.phasespace.counting import isotropic_subspaces
from symq.phasespace.epistemic import grid
from symq.phasespace.space import PhaseSpace

from .model import lagrangians, mixed, not_zero, one_line
from .setting import (
    BIT,
    BITS,
    F_ROW,
    G_ROW,
    POINT,
    REALS,
    TRIT,
    TRITS,
    a1,
    b1,
    f,
    g,
    j,
    k,
    modulo,
    p1,
    paper,
    s,
    t,
    v1,
    v2,
    v3,
    v4,
    value,
    x1,
)

ONE = (a1, b1)                                       # the coefficients of F for one system
HERE = (x1, p1)
V, V_ONE = (v1, v2, v3, v4), (v1, v2)                # a valuation vector
length = paper.real("L")


# -- valuation vectors -----------------------------------------------------------------------------


def lead(row: Sequence[int]) -> int:
    """The place of the first entry of a generator in echelon form, which is 1."""
    return next(place for place, e in enumerate(row) if e)


def representative(basis: Sequence[Sequence[int]]) -> tuple[Expr, ...]:
    """The vector with the values f and g of the generators at their leading places."""
    point: list[Expr] = [Integer(0)] * 4
    for row, wanted in zip(basis, (f, g), strict=True):
        point[lead(row)] = wanted
    return tuple(point)


@cache
def complement(space: PhaseSpace, shift: int) -> Table:
    """For every Lagrangian subspace a subspace of Omega with one vector for each valuation: the
    vectors whose entries vanish but at the leading places of the generators."""
    return Table(tuple(
        (f"{space.ring}: {number}", modulo(space.ring.modulus, All(tuple(
            eq(value(row, representative(basis)), wanted + shift)
            for row, wanted in zip(basis, (f, g), strict=True))), f, g))
        for number, basis in enumerate(lagrangians(space), 1)))


def inside(size: int) -> ForAllFinite:
    """For one variable of one system the vector can be chosen in V: as a multiple of F."""
    return modulo(size, Implication((not_zero(ONE),), Exists(
        grid((s,), size), eq(value(ONE, (s*a1, s*b1)), f))), a1, b1, f)


def inside_real(share: Expr) -> Implication:
    """The same over R."""
    return Implication((ne(a1**2 + b1**2, 0),),
                       eq(value(ONE, (a1*f/share, b1*f/share)), f))


@cache
def pivots() -> Table:
    """Over R, two independent functionals of two systems take any values on the points with two
    coordinates, where their minor does not vanish (Cramer)."""
    found: list[tuple[str, Statement]] = []
    for first in range(4):
        for second in range(first + 1, 4):
            minor = F_ROW[first]*G_ROW[second] - F_ROW[second]*G_ROW[first]
            point: list[Expr] = [Integer(0)] * 4
            point[first] = (f*G_ROW[second] - g*F_ROW[second])/minor
            point[second] = (g*F_ROW[first] - f*G_ROW[first])/minor
            found.append((f"{REALS.names[first]}, {REALS.names[second]}", Implication(
                (ne(minor, 0),), All((eq(value(F_ROW, point), f), eq(value(G_ROW, point), g))))))
    return Table(tuple(found))


@cache
def valuation_vectors() -> All:
    """By minors over R, by leading places over Z_d, and for every n by the theorem."""
    return All((pivots(), complement(BITS, 0), complement(TRITS, 0),
                use("restricted-states").conclusion))


@paper.claim(
    "spekkens:valuation-vector", valuation_vectors,
    theorem=lambda: use("restricted-states"),
    readings=(Reading("with the elements of V for vectors, over R",
                      lambda: inside_real(a1**2 + b1**2)),
              Reading("with the elements of V for vectors, one bit", lambda: inside(2)),
              Reading("with the elements of V for vectors, one trit", lambda: inside(3))),
    neighbours=lambda: (("with the elements of V for vectors, d = 5", inside(5)),
                        ("other values", complement(TRITS, 1))),
    because="a linear complement of V^perp in Omega contains one vector for each valuation, for "
            "every n, over R and over Z_d for prime d, by the theorem; written down for two "
            "systems. V itself, its functionals taken as points, is one over R, but for "
            "d = 2 the variable X + P has no valuation vector X + P: its value there is 2 = 0")
def a_vector_for_each_valuation() -> Derivation:
    """Solve for as many coordinates as there are generators; put the others to 0."""
    return stepwise(valuation_vectors(), (
        "two coordinates by Cramer's rule, one table row for each pair of them",
        "the leading entries of the generators are 1",
        "the leading entries of the generators are 1", by_theorem(use("restricted-states"))))


@cache
def exists_vector(offset: int) -> Table:
    """For every Lagrangian subspace of two bits and all values there is a vector."""
    return Table(tuple(
        (f"d=2: {number}", modulo(2, Exists(grid(V, 2), All(tuple(
            eq(value(row, V), wanted + offset) for row, wanted in zip(
                (*basis, mixed((Integer(1), basis[0]), (Integer(1), basis[1]))),
                (f, g, f + g), strict=True)))), f, g))
        for number, basis in enumerate(lagrangians(BITS), 1)))


@cache
def on_the_span(space: PhaseSpace) -> Table:
    """The vector of each Lagrangian subspace is right on all of it."""
    return Table(tuple(
        (f"{space.ring}: {number}", modulo(space.ring.modulus, eq(
            value(mixed((s, basis[0]), (t, basis[1])), representative(basis)), s*f + t*g),
            f, g, s, t))
        for number, basis in enumerate(lagrangians(space), 1)))


@cache
def right_on_the_span() -> All:
    """From the generators to V, and that there are vectors which are right on the generators."""
    return All((
        Implication((eq(value(F_ROW, V), f), eq(value(G_ROW, V), g)),
                    eq(value(mixed((s, F_ROW), (t, G_ROW)), V), s*f + t*g)),
        pivots(), exists_vector(0), on_the_span(TRITS), use("restricted-states").conclusion))


def collected(at: Sequence[Expr]) -> Step:
    """The value of s F + t G at a point."""
    return Step(eq(value(mixed((s, F_ROW), (t, G_ROW)), at),
                   s*value(F_ROW, at) + t*value(G_ROW, at)), (),
                "the value of a combination is the combination of the values")


@paper.claim(
    "spekkens:valuation-eq", right_on_the_span,
    theorem=lambda: use("restricted-states"),
    neighbours=lambda: (("a valuation that is not linear", exists_vector(1)),),
    because="right on the generators means right on V; for every n, over R and over Z_d, d prime, "
            "by the theorem, and case by case for two independent variables over R and every "
            "Lagrangian subspace of two bits and trits, of which the smaller ones are parts")
def from_generators_to_the_span() -> Derivation:
    """Both sides are linear in the functional, so that the generators decide."""
    return stepwise(right_on_the_span(), (
        "the values $f$ and $g$ inserted",
        "over R there are vectors with any values, by Cramer's rule",
        "for two bits they are found in each case", "for two trits with the leading entries 1",
        ("for every $n$", "spekkens:valuation-vector")), (collected(V),))

# -- the ontic support -----------------------------------------------------------------------------


@cache
def same_set(size: int) -> Table:
    """The conditions of the generators are those of the span, for every Lagrangian subspace."""
    space = PhaseSpace(2, size)
    return Table(tuple(
        (f"{space.ring}: {number}", modulo(size, Equivalence(
            All(tuple(eq(dot(row, POINT), wanted)
                      for row, wanted in zip(basis, (f, g), strict=True))),
            modulo(size, eq(dot(mixed((s, basis[0]), (t, basis[1])), POINT), s*f + t*g), s, t)),
            *POINT, f, g))
        for number, basis in enumerate(lagrangians(space), 1)))


def from_generators(conclusion: Expr) -> Implication:
    """A point with the values of F and G has the value of every combination."""
    return Implication((eq(value(F_ROW, POINT), value(F_ROW, V)),
                        eq(value(G_ROW, POINT), value(G_ROW, V))),
                       eq(value(mixed((s, F_ROW), (t, G_ROW)), POINT), conclusion))


def one_variable(size: int) -> ForAllFinite:
    """One variable of one system, and its multiples."""
    return modulo(size, Equivalence(
        eq(value(ONE, HERE), f), modulo(size, eq(value((s*a1, s*b1), HERE), s*f), s)),
        a1, b1, *HERE, f)


@cache
def both_sets() -> All:
    """The conditions of the generators give those of the span; the sets agree."""
    return All((from_generators(value(mixed((s, F_ROW), (t, G_ROW)), V)),
                one_variable(3), same_set(2), use("restricted-states").conclusion))


@paper.claim(
    "spekkens:ontic-set", both_sets,
    theorem=lambda: use("restricted-states"),
    neighbours=lambda: (("with the value of F for every combination",
                         from_generators(value(F_ROW, V))),),
    because="the generators determine the span over every ring, and are part of it: R and Z_d, any "
            "n; for bits and one trit also as sets, case by case")
def same_ontic_states() -> Derivation:
    """What holds for the generators holds for their combinations, and the generators are among
    them."""
    return stepwise(both_sets(), (
        "so it is at $m$ as at $v$, if $F$ and $G$ have the same values there",
        "one variable of a trit and its multiples", "two bits, each Lagrangian subspace",
        ("for every $n$", "spekkens:valuation-vector")), (collected(POINT), collected(V)))


def projected(size: int) -> ForAllFinite:
    """With some projector on V, kappa F F^T, and the valuation vector kappa f F."""
    at = value(ONE, HERE)
    return modulo(size, Implication((not_zero(ONE),), Equivalence(
        eq(at, f), Exists(grid((s,), size), All((
            eq(s*(a1**2 + b1**2), 1), eq(s*a1*at, s*a1*f), eq(s*b1*at, s*b1*f)))))),
        a1, b1, *HERE, f)


def mapped(size: int) -> ForAllFinite:
    """With F F^T, whose kernel is V^perp, and any valuation vector: F F^T m = F F^T v."""
    at = value(ONE, HERE)
    return modulo(size, Implication((not_zero(ONE),), Equivalence(
        eq(at, f), Exists(grid(V_ONE, size), All((
            eq(value(ONE, V_ONE), f), eq(a1*at, a1*value(ONE, V_ONE)),
            eq(b1*at, b1*value(ONE, V_ONE))))))), a1, b1, *HERE, f)


def over_reals() -> Implication:
    """The printed line over R, P_V = F F^T/(F^T F), v = sF: the points sF + t(-b, a), those with
    F^T m = F^T v, go to v; and F has the same value at m and at P_V m."""
    share = a1**2 + b1**2
    on_line = (a1*s - b1*t, b1*s + a1*t)
    image = [times(over(e, share), value(ONE, on_line)) for e in ONE]
    general = [times(over(e, share), value(ONE, HERE)) for e in ONE]
    return Implication((ne(share, 0),), All((
        eq(value(ONE, on_line), value(ONE, (s*a1, s*b1))),
        eq(image[0], s*a1), eq(image[1], s*b1), eq(value(ONE, general), value(ONE, HERE)))))


@paper.claim(
    "spekkens:ontic-projector",
    lambda: Table((("d=2", projected(2)), ("d=3", projected(3)))),
    correction=Correction(
        lambda: Table((("d=2", mapped(2)), ("d=3", mapped(3)))),
        "over Z_d V and V^perp may overlap, as for X + P of a bit, and then there is no projector "
        "on V with the kernel V^perp. Any matrix with this kernel and P m = P v describes the set"),
    readings=(Reading("over R, where it holds", over_reals),),
    because="one variable of one system is enough to see it")
def kernel_decides() -> Derivation:
    """F F^T m = F F^T v says the same as F^T m = F^T v, because F has an invertible entry."""
    here, there = value(ONE, HERE), value(ONE, V_ONE)
    cancelled = [Step(modulo(size, Implication((not_zero(ONE),), Equivalence(
        eq(here, there), All((eq(a1*here, a1*there), eq(b1*here, b1*there))))),
        a1, b1, *HERE, *V_ONE), (), f"$d = {size}$: one of the entries of $F$ can be cancelled")
        for size in (2, 3)]
    return stepwise(Table((("d=2", mapped(2)), ("d=3", mapped(3)))), (
        "some $v$ has $F(v) = f$", "some $v$ has $F(v) = f$"), cancelled)


def coset_real(along_x: Expr, along_p: Expr) -> All:
    """Over R, F(m) = F(v) if and only if m - v is a multiple of this vector."""
    share = along_x**2 + along_p**2
    amount = ((x1 - v1)*along_x + (p1 - v2)*along_p)/share
    inside_ = eq(value(ONE, HERE), value(ONE, V_ONE))
    moved = (eq(x1, v1 + amount*along_x), eq(p1, v2 + amount*along_p))
    return All((Implication((ne(share, 0), inside_), All(moved)),
                Implication((ne(share, 0), *moved), inside_)))


@cache
def cosets(space: PhaseSpace, dual: bool) -> Table:
    """For every Lagrangian subspace: the ontic states are v + V^perp, V^perp by generators.

    With `dual` V itself, its functionals taken as points, stands for V^perp.
    """
    size = space.ring.modulus
    found = []
    for number, subspace in enumerate(isotropic_subspaces(space, space.n), 1):
        basis = subspace.basis
        ends = basis if dual else subspace.annihilator().basis
        start = representative(basis) if space.n == 2 else _start(basis[0])
        moved = mixed(*((Integer(1), start), *zip((j, k), ends, strict=False)))
        here = POINT[:space.dimension]
        found.append((f"{space.ring}: {number}", modulo(size, Equivalence(
            All(tuple(eq(dot(row, here), wanted)
                      for row, wanted in zip(basis, (f, g), strict=False))),
            Exists(grid((j, k)[:len(ends)], size),
                   All(tuple(eq(m, e) for m, e in zip(here, moved, strict=True))))),
            *here, *(f, g)[:space.n])))
    return Table(tuple(found))


def _start(row: Sequence[int]) -> tuple[Expr, ...]:
    point: list[Expr] = [Integer(0)] * 2
    point[lead(row)] = f
    return tuple(point)


@cache
def translates() -> All:
    """The ontic states are v + V^perp: over R, modulo every d, case by case, and for every n."""
    return All((coset_real(-b1, a1), one_line(), cosets(BITS, False), cosets(TRIT, False),
                use("restricted-states").conclusion))


@paper.claim(
    "spekkens:ontic-coset", translates,
    theorem=lambda: use("restricted-states"),
    neighbours=lambda: (("the elements of V for $V^\\perp$", coset_real(a1, b1)),
                        ("the same for trits", cosets(TRIT, True))),
    because="V^perp is the annihilator, a set of points; for every n, over R and over Z_d for "
            "prime d, by the theorem; written down for one variable over R and modulo every d, and "
            "for every Lagrangian subspace of two bits and of a trit")
def a_line_of_ontic_states() -> Derivation:
    """F(m) = F(v) says that m - v is annihilated by F, hence a multiple of (-b, a)."""
    return stepwise(translates(), (
        stepwise(coset_real(-b1, a1), ("from $F(m) = F(v)$ to the multiple of $(-b, a)$",
                                       "and back: $F$ vanishes on $(-b, a)$")),
        stepwise(one_line(), ("modulo $d$, the position", "the momentum",
                              "every point of the line has the value",
                              "different multiples are different points")),
        "two bits, by generators of $V^\\perp$", "one trit",
        ("for every $n$", "spekkens:valuation-vector")),
        (Step(eq(value(ONE, HERE) - value(ONE, V_ONE), value(ONE, (x1 - v1, p1 - v2))), (),
              "$F$ is linear"),
         Step(eq(value(ONE, (-b1, a1)), 0), (), "$F$ annihilates $(-b, a)$")))

# -- the distribution ------------------------------------------------------------------------------


@cache
def uniform(space: PhaseSpace, number: int, *values: Expr) -> Table:
    """The support of every pure state, with these values, has N points of probability 1/N."""
    size = space.ring.modulus
    here = POINT[:space.dimension]
    found: list[tuple[str, Statement]] = []
    for place, basis in enumerate(lagrangians(space), 1):
        inside_ = All(tuple(eq(dot(row, here), wanted)
                            for row, wanted in zip(basis, values or (0, 0), strict=False)))
        found.append((f"{space.ring}: {place}", modulo(
            size, Count(grid(here, size), inside_, number), *values)))
    found.append(("total", eq(times(number, over(1, number)), 1)))
    return Table(tuple(found))


def smaller(size: int, number: int) -> ForAllFinite:
    """One known variable of two systems: N points for every value."""
    return modulo(size, Implication((not_zero(F_ROW),), Count(
        grid(POINT, size), eq(value(F_ROW, POINT), 0), number)), *F_ROW)


@cache
def normalised() -> All:
    """The number N of ontic states for one and two systems, modulo every d, and for every n."""
    return All((uniform(BIT, 2, f), uniform(TRIT, 3, f), uniform(BITS, 4, f, g), uniform(TRITS, 9),
                smaller(2, 8), one_line(), use("restricted-states").conclusion))


@paper.claim(
    "spekkens:distribution", normalised,
    theorem=lambda: use("restricted-states"),
    readings=(Reading("over R the support is unbounded, and the weight of a uniform density on "
                      "its points within the distance L of one of them has no bound",
                      lambda: Bound(times(2, length), "sup", oo, length, where=(gt(length, 0),))),),
    neighbours=lambda: (("a support of 27 points for pure states of two trits",
                         uniform(TRITS, 27)),),
    because="N is the number of elements of V^perp, d^(2n - dim V) for every n and prime d by the "
            "theorem, d^n for pure states; counted for one and two bits and trits. Over R the "
            "Dirac delta is improper: there is no finite N")
def equal_weights() -> Derivation:
    """N is the number of points of the support, so that N times 1/N is 1."""
    return stepwise(normalised(), (
        "one bit: two ontic states for each variable and value", "one trit: three",
        "two bits: four", "two trits: nine", "two bits with one known variable: eight",
        stepwise(one_line(), ("modulo every $d$, one system: the position along the support",
                              "the momentum", "every point of the line has the value",
                              "different multiples are different points, $d$ in all")),
        ("for every $n$: the size of the support", "spekkens:valuation-vector")))
