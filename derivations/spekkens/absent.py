"""Pre- and post-selection, and what does not arise: Bell violations, contextuality, speed-up."""

from collections.abc import Sequence
from itertools import product

from sympy import Expr, Integer, Sum

from symq.lang.shown import minus, plus, times
from symq.lang.statement import (
    All,
    Count,
    ForAll,
    ForAllFinite,
    Implication,
    Statement,
    Table,
    eq,
    ge,
    le,
    ne,
)
from symq.lang.theorems import use
from symq.phasespace.epistemic import grid
from symq.phasespace.group import Gate
from symq.phasespace.tableau import Tableau

from .model import HERE, SIZES, displaced
from .setting import (
    F_ROW,
    G_ROW,
    POINT,
    a1,
    b1,
    c2,
    d2,
    form,
    i,
    j,
    modulo,
    n,
    paper,
    s,
    t,
    u,
    value,
    x1,
)

X_ROW, P_ROW, SUM_ROW = (1, 0), (0, 1), (1, 1)

# -- pre- and post-selection -----------------------------------------------------------------------


def between(row: Sequence[int], revealed: Expr) -> Implication:
    """X = 0 is prepared, the functional is measured, then P = 0 is found: what it revealed."""
    end = displaced(HERE, t, row)
    return Implication((eq(x1, 0), eq(value(P_ROW, end), 0)), eq(value(row, HERE), revealed))


def chances(size: int, row: Sequence[int], number: int) -> ForAllFinite:
    """How many pairs of ontic state and displacement pass both selections with this value."""
    end = displaced(HERE, t, row)
    return modulo(size, Count(grid((*HERE, t), size), All((
        eq(x1, 0), eq(value(P_ROW, end), 0), eq(value(row, HERE), j))), number), j)


paper.claim(
    "spekkens:phen-pps",
    lambda: All((between(X_ROW, Integer(0)), between(P_ROW, Integer(0)),
                 *(chances(size, SUM_ROW, 1) for size in SIZES),
                 *(modulo(size, ne(form(X_ROW, P_ROW), 0)) for size in SIZES),
                 *(modulo(size, Count(grid((*HERE, t), size), All((
                     eq(x1, 0), eq(value(P_ROW, displaced(HERE, t, row)), 0))), size))
                   for size in SIZES for row in (X_ROW, P_ROW)))),
    neighbours=lambda: (("X + P would be certain too", between(SUM_ROW, Integer(0))),
                        ("X would be 1", between(X_ROW, Integer(1))),
                        ("X and P commute", modulo(3, eq(form(X_ROW, P_ROW), 0)))),
    because="over every ring; both selections succeed with a positive probability (d of d^2 "
            "cases), X + P would have every value equally often, and X and P do not commute")

# -- Bell inequalities -----------------------------------------------------------------------------


def far(sign: int) -> Statement:
    """A measurement of any functional G on system 2 keeps F on system 1."""
    end = displaced(POINT, t, (0, 0, c2, d2))
    return eq(value((a1, b1, 0, 0), end), value((a1, b1, 0, 0), POINT) + sign*t)


SIGNS = (Integer(1), Integer(-1))
A1, A2, B1, B2, C1, C2 = paper.real("A_1 A_2 B_1 B_2 C_1 C_2")


def chsh(bound: int) -> ForAllFinite:
    """CHSH for the values that an ontic state gives to two variables of either party."""
    return ForAllFinite(tuple((e, SIGNS) for e in (A1, A2, B1, B2)), All((
        le(A1*B1 + A1*B2 + A2*B1 - A2*B2, bound),
        ge(A1*B1 + A1*B2 + A2*B1 - A2*B2, -bound))))


def mermin(bound: int) -> ForAllFinite:
    """Mermin's inequality for three parties."""
    return ForAllFinite(tuple((e, SIGNS) for e in (A1, A2, B1, B2, C1, C2)),
                        le(A1*B2*C2 + A2*B1*C2 + A2*B2*C1 - A1*B1*C1, bound))


q1, q2, q3 = paper.nonnegative("w_1 w_2 w_3")
k1, k2, k3 = paper.real("B_a B_b B_c", latex=r"\beta_1 \beta_2 \beta_3")
top = paper.real("beta_max", latex=[r"\beta"])


def mixture(total: int) -> Implication:
    """What bounds an expression on ontic states bounds its average over them."""
    return Implication((eq(q1 + q2 + q3, total), le(k1, top), le(k2, top), le(k3, top)),
                       le(q1*k1 + q2*k2 + q3*k3, top))


paper.claim(
    "spekkens:no-bell",
    lambda: All((far(0), chsh(2), mermin(2), mixture(1))),
    neighbours=lambda: (("the other party's measurement is felt", far(1)),
                        ("a smaller bound", chsh(1)),
                        ("weights that do not add up to 1", mixture(2))),
    because="an outcome on one system is F(m) and does not depend on what is measured on another, "
            "over every ring and for each pair of systems. So every correlation is a mixture of "
            "values that ontic states give to all variables, and Bell's inequalities hold: those "
            "of CHSH and Mermin by their 16 and 64 cases, every other one since it is the bound "
            "for such values")

# -- contextuality ---------------------------------------------------------------------------------


def additive(offset: int) -> Statement:
    """The value of sF + tG at any m."""
    mixed = tuple(s*one + t*two for one, two in zip(F_ROW, G_ROW, strict=True))
    return eq(value(mixed, POINT), s*value(F_ROW, POINT) + t*value(G_ROW, POINT) + offset)


def in_context(offset: int) -> Implication:
    """A measurement of G keeps every F that commutes with it, whatever else is measured."""
    return Implication((eq(form(F_ROW, G_ROW), 0),), eq(
        value(F_ROW, displaced(POINT, u, G_ROW)), value(F_ROW, POINT) + offset))


SQUARE = tuple(paper.real(f"z_{row}{column}") for row, column in product((1, 2, 3), repeat=2))


def square(last: int) -> Count:
    """Values +-1 of nine observables with products 1 in rows and columns, but for the last one:
    there are 16 choices."""
    rows = [SQUARE[3*k:3*k + 3] for k in range(3)]
    lines = [*rows, *zip(*rows, strict=True)]
    return Count(tuple((e, SIGNS) for e in SQUARE), All(tuple(
        eq(one*two*three, last if place == 5 else 1)
        for place, (one, two, three) in enumerate(lines))), 16)


paper.claim(
    "spekkens:no-bks", lambda: All((additive(0), in_context(0), square(1))),
    neighbours=lambda: (("values for the square of Mermin and Peres, for qubits", square(-1)),
                        ("a context changes the value", in_context(1))),
    because="the value of F at m is F(m) in every context: the relations between commuting "
            "variables are linear, and all ontic states obey them, over every ring; a measurement "
            "reveals it. The square of nine observables of two qubits has "
            "no such values, that of bits (all products 1) has")

# -- simulation ------------------------------------------------------------------------------------

j_ = paper.integer("j_row", latex=["j"])
ROW = paper.real("r_1 r_2 r_3 r_4")
COUNTED = (1, 2, 3, 4, 5)                            # numbers of systems
PER_GATE = (("fourier", 0), ("phase", 2), ("multiply", 4), ("sum", 4))


def formed(systems: int, *, gate: str = "", displaced_: bool = False) -> Integer:
    """Products modulo 3 that the engine's tableau forms for a gate, a displacement, or for
    measuring the sum of all X_i and P_i at the start, which commutes with none of its 2n rows."""
    tableau = Tableau(systems, 3)
    if gate:
        tableau.apply([Gate(gate, (1, 2)[:2 if gate == "sum" else 1], 2)])
    elif displaced_:
        tableau.displace(1, 1, 1)
    else:
        tableau.measure({f"{kind}{at}": 1 for at in range(1, systems + 1) for kind in "XP"})
    return Integer(tableau.products)


def counted(square: int) -> Table:
    """What the tableau of n systems, 2n rows of 2n numbers and a value, costs: k n products for a
    gate, 4n for a displacement, and at most 8n^2 + 2n - 1 for a measurement."""
    found: list[tuple[str, Statement]] = []
    for size in COUNTED:
        found += [(f"{name}, n = {size}", eq(formed(size, gate=name), times(each, size)))
                  for name, each in PER_GATE if (name != "sum" or size > 1) and each]
        found += [(f"displacement, n = {size}", eq(formed(size, displaced_=True), times(4, size))),
                  (f"measurement, n = {size}", eq(formed(size), plus(
                      times(square, size**2), times(2, size), -1)))]
    return Table(tuple(found))


def every_row(square: int) -> ForAll:
    """The same for every n: brackets of the 2n rows with G, of 2n products each, the factors of
    the rows, and the 2n + 1 entries of all but one of them; a map given as a matrix of (2n)^2
    numbers with a displacement moves a row of n by (2n + 1)^2 products at most."""
    return ForAll(n, All((
        eq(plus(Sum(Sum(1, (j_, 1, 2*n)), (i, 1, 2*n)), 2*n, Sum(2*n + 1, (i, 1, 2*n - 1))),
           square*n**2 + 2*n - 1),
        eq(Sum((2*n + 1)**2, (i, 1, n)), 4*n**3 + 4*n**2 + n))), 1)


def cleared() -> Implication:
    """A row less a multiple of another commutes with the measured G."""
    pivot = form(ROW, G_ROW)
    new = tuple(minus(e, times(form(F_ROW, G_ROW), h)/pivot)
                for e, h in zip(F_ROW, ROW, strict=True))
    return Implication((ne(pivot, 0),), eq(form(new, G_ROW), 0))


def polynomial(power: int) -> ForAll:
    """n gates, n displacements and n measurements; and n maps given as matrices."""
    return ForAll(n, All((
        le(n*(4*n) + n*(4*n) + n*(8*n**2 + 2*n - 1), 18*n**(power - 1)),
        le(n*(4*n**3 + 4*n**2 + n), 9*n**power))), 1)


paper.claim(
    "spekkens:no-speedup",
    lambda: All((counted(8), every_row(8), cleared(), polynomial(4),
                 use("restricted-measurements").conclusion)),
    theorem=lambda: use("restricted-measurements"),
    neighbours=lambda: (("a measurement in 4 n^2 products", counted(4)),
                        ("for every n", every_row(4)),
                        ("with at most 18 n products", polynomial(2))),
    because="a state of n systems is 2n rows of 2n + 1 numbers instead of d^(2n) probabilities. "
            "The products that the engine's tableau forms are counted: k n for a gate (k <= 4), "
            "4n for a displacement, at most 8n^2 + 2n - 1 for a measurement, where the sums over "
            "rows give the same for every n. A circuit of n gates, displacements and measurements "
            "of n systems takes at most 18 n^3 products, with n maps given as matrices at most "
            "9 n^4 more, over Z_d and R; that these rows predict every outcome is the theorem on "
            "measurements")
