"""The letter's symbols, its standing assumptions, and the functions eta and kappa.

Components by party are x_A, x_B, x_C; the sorted components are x_{n_1} >= x_{n_2} >= x_{n_3}.
"""

from sympy import Add, Expr, sqrt

from symq.lang.shown import minus, over, plus, times
from symq.lang.statement import eq, ge, le
from symq.paper.paper import Paper

paper = Paper.at(__file__)

# components of a W-class state by party
xA, xB, xC = paper.nonnegative("x_A x_B x_C")
paper.given(le(xA + xB + xC, 1))

# the same, sorted: n_1 is a party whose component is maximal
x1, x2, x3 = paper.real("x_1 x_2 x_3", latex="x_{n_1} x_{n_2} x_{n_3}")
paper.given(x1 > 0, x1 >= x2, x2 >= x3, x3 >= 0, le(x1 + x2 + x3, 1))

COMPONENTS = (xA, xB, xC)
SORTED = (x1, x2, x3)


def rest(*components: Expr) -> Expr:
    """The weight x_0 = 1 - (sum of the components) of |000> in a normalised state."""
    return 1 - Add(*components)


def eta_at(y1: Expr, y2: Expr, y3: Expr) -> Expr:
    """The printed right side of Eq. (3) at the sorted components y1 >= y2 >= y3."""
    return y2 + y3 - y2 * y3 / y1


def kappa_at(y1: Expr, y2: Expr, y3: Expr) -> Expr:
    """The printed right side of Eq. (4) at the sorted components y1 >= y2 >= y3."""
    return y2 + y3 + eta_at(y1, y2, y3)


def kappa_shown(y1: Expr, y2: Expr, y3: Expr) -> Expr:
    """The same, not carried out, so that a reader sees where the numbers come from."""
    return minus(plus(times(2, y2), times(2, y3)), over(times(y2, y3), y1))


# sqrt(x_0)|000> + sqrt(x_A)|100> + sqrt(x_B)|010> + sqrt(x_C)|001> is normalised
x0 = paper.define("chitambar:wclass-x0", "x_0", 1 - xA - xB - xC,
                  asserts=lambda: (ge(x0, 0), eq(Add(*(sqrt(x)**2 for x in (x0, xA, xB, xC))), 1)))
eta = paper.define("chitambar:3", r"\eta", x2 + x3 - x2 * x3 / x1)
kappa = paper.define("chitambar:4", r"\kappa", x2 + x3 + eta)

# a two-outcome measurement: weights a, 1 - a of |0> and c_1, c_2 of |1>
a, c1, c2 = paper.real("a c_1 c_2")
MEASUREMENT = (a >= 0, a <= 1, c1 >= 0, c2 >= 0, le(c1 + c2, 1))
