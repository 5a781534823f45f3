"""Bounds, limits, expansions and extrema as textbooks of analysis, probability and physics print
them; half of them with one slip."""

from sympy import (
    Abs,
    E,
    Symbol,
    acosh,
    atan,
    cos,
    cosh,
    erf,
    exp,
    factorial,
    floor,
    gamma,
    log,
    oo,
    pi,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)

from symq.lang.statement import (
    Bound,
    Equivalence,
    Exists,
    Implication,
    Limit,
    Q,
    between,
    eq,
    expands,
    ge,
    gt,
    le,
    lt,
    ne,
)
from tests.corpus.case import Case

BULLEN = "Bullen, A Dictionary of Inequalities"
KLAMBAUER = "Klambauer, Aspects of Calculus"
BOUCHERON = "Boucheron, Lugosi, Massart, Concentration Inequalities, ch. 2"
COVER = "Cover, Thomas, Elements of Information Theory, ch. 2"
DLMF = "NIST Handbook of Mathematical Functions, ch. 4 and 5"
GRAHAM = "Graham, Knuth, Patashnik, Concrete Mathematics, ch. 9"
LANDAU = "Landau, Lifshitz, Mechanics"
JACKSON = "Jackson, Classical Electrodynamics"
BENDER = "Bender, Orszag, Advanced Mathematical Methods"
HUANG = "Huang, Statistical Mechanics"
NIELSEN = "Nielsen, Chuang, Quantum Computation, box 2.7"
POLYA = "Polya, Szego, Problems and Theorems in Analysis I"

x, y, s, t, a, b, c, d = symbols("x y s t a b c d", real=True)
r, k, m, w = symbols("r k m w", positive=True)
n = Symbol("n", integer=True, positive=True)
pos = (gt(x, 0),)
unit = (between(0, x, 1),)
chsh = cos(a) + cos(b) + cos(c) - cos(a + b + c)

CASES: tuple[Case, ...] = (
    # one variable
    Case("textbook:arctangent-pade", gt(atan(x), 3 * x / (3 + x**2)), True, BULLEN, pos),
    Case("textbook:arctangent-pade-real", ge(atan(x), 3 * x / (3 + x**2)), False, "x = -1",
         flaw="x >= 0 missing"),
    Case("textbook:logarithm-pade", le(log(1 + x), x * (6 + x) / (6 + 4 * x)), True, BULLEN,
         (ge(x, 0),)),
    Case("textbook:logarithm-pade-flipped", le(log(1 + x), x * (6 + x) / (6 + 5 * x)), False,
         "small x: -2x^2/6 < -x^2/2 fails at third order", (ge(x, 0),), flaw="coefficient"),
    Case("textbook:cusa", lt(sin(x) / x, (2 + cos(x)) / 3), True, BULLEN,
         (between(0, x, pi / 2),)),
    Case("textbook:cusa-constant", lt(sin(x) / x, (1 + cos(x)) / 2), False, "x = 1",
         (between(0, x, pi / 2),), flaw="constant"),
    Case("textbook:hyperbolic-modulus", lt(Abs(tanh(x)), Abs(x)), True, BULLEN, (ne(x, 0),)),
    Case("textbook:hyperbolic-modulus-zero", lt(Abs(tanh(x)), Abs(x)), False, "x = 0",
         flaw="equality at zero"),
    Case("textbook:log-power", le(log(x), 2 * (sqrt(x) - 1)), True, BULLEN, pos),
    Case("textbook:log-power-strict", lt(log(x), 2 * (sqrt(x) - 1)), False, "x = 1", pos,
         flaw="strict"),
    Case("textbook:x-log-square", Bound(x**2 * log(x), "min", -exp(-1) / 2, (x,)), True,
         KLAMBAUER, pos),
    Case("textbook:log-over-x", Bound(log(x) / x, "max", exp(-2), (x,)), False, "1/e at x = e",
         pos, flaw="exponent"),
    Case("textbook:multiple-angle", le(Abs(sin(5 * x)), 5 * Abs(sin(x))), True, POLYA),
    Case("textbook:multiple-angle-cosine", le(Abs(cos(4 * x)), 4 * Abs(cos(x))), False,
         "x = pi/2: 1 > 0", flaw="cosine instead of sine"),
    Case("textbook:pi-e", gt(exp(x), x**E), True, KLAMBAUER, (gt(x, E),)),
    Case("textbook:exp-tangent-two", gt(exp(x / 2), E * x / 2), False, "x = 2", pos,
         flaw="equality at x = 2"),
    # several variables
    Case("textbook:cauchy-angle", le(3 * sin(x) - 4 * cos(x), 5), True, KLAMBAUER),
    Case("textbook:cauchy-angle-strict", lt(a * sin(x) + b * cos(x), sqrt(a**2 + b**2)), False,
         "a = b = 0 or aligned", flaw="strict"),
    Case("textbook:projection", le(Abs(a * cos(x) + b * sin(x)), sqrt(a**2 + b**2)), True,
         KLAMBAUER),
    Case("textbook:chsh-angles", le(Abs(chsh), 2 * sqrt(2)), True, NIELSEN),
    Case("textbook:chsh-classical", le(Abs(chsh), 2), False, "a = b = c = pi/4", flaw="constant"),
    Case("textbook:young-exp", le(x * y, exp(x) + y * log(y) - y), True, BOUCHERON, (gt(y, 0),)),
    Case("textbook:young-exp-shift", lt(x * y, exp(x) + y * log(y) - y), False, "y = e^x",
         (gt(y, 0),), flaw="strict"),
    Case("textbook:gibbs", ge(x * log(x / y), x - y), True, COVER, (gt(x, 0), gt(y, 0))),
    Case("textbook:gibbs-reversed", ge(x * log(y / x), x - y), False, "x = 2, y = 1",
         (gt(x, 0), gt(y, 0)), flaw="inverted ratio"),
    Case("textbook:cosine-lipschitz", le(Abs(cos(x) - cos(y)), Abs(x - y)), True, KLAMBAUER),
    Case("textbook:arctangent-lipschitz", le(Abs(atan(x) - atan(y)), Abs(x - y) / 2), False,
         "x = 0, y small", flaw="constant"),
    Case("textbook:pendulum", ge(cos(sqrt(a**2 + b**2)), 1 - (a**2 + b**2) / 2), True, LANDAU),
    Case("textbook:pendulum-half", ge(cos(sqrt(a**2 + b**2)), 1 - (a + b)**2 / 2), False,
         "b = -a", flaw="cross term"),
    # probability
    Case("textbook:hoeffding-sign", le(cosh(s * t), exp(s**2 * t**2 / 2)), True, BOUCHERON),
    Case("textbook:bernstein", le(exp(x), 1 + x + x**2), True, BOUCHERON, (le(x, 1),)),
    Case("textbook:bernstein-far", le(exp(x), 1 + x + x**2), False, "x = 2", (ge(x, 0),),
         flaw="x <= 1 missing"),
    Case("textbook:bennett", ge((1 + x) * log(1 + x) - x, x**2 / (2 + 2 * x / 3)), True,
         BOUCHERON, (ge(x, 0),)),
    Case("textbook:binary-entropy-bound", le(-x * log(x) - (1 - x) * log(1 - x),
                                             2 * log(2) * sqrt(x * (1 - x))), True, COVER, unit),
    Case("textbook:pinsker-binary", ge(x * log(2 * x) + (1 - x) * log(2 * (1 - x)),
                                       2 * (x - Q(1, 2))**2), True, COVER, unit),
    Case("textbook:pinsker-constant", ge(x * log(2 * x) + (1 - x) * log(2 * (1 - x)),
                                         3 * (x - Q(1, 2))**2), False, "near 1/2", unit,
         flaw="constant"),
    # limits and expansions
    Case("textbook:compound-correction", Limit(n * (E - (1 + 1 / n)**n), n, oo, E / 2), True,
         POLYA),
    Case("textbook:floor-reciprocal", Limit(x * floor(1 / x), x, 0, 1), True, POLYA),
    Case("textbook:floor-reciprocal-zero", Limit(floor(1 / x) / x, x, oo, 1), False, "0",
         flaw="argument"),
    Case("textbook:parameter-limit", Limit((exp(a * x) - exp(b * x)) / x, x, 0, a - b), True,
         KLAMBAUER),
    Case("textbook:parameter-limit-sides", Limit(Abs(sin(a * x)) / x, x, 0, Abs(a)), False,
         "from the left: -|a|", flaw="one-sided only"),
    Case("textbook:stirling-lower", ge(factorial(n), (n / E)**n), True, GRAHAM),
    Case("textbook:stirling-upper", le(factorial(n), sqrt(2 * pi * n) * (n / E)**n), False,
         "Stirling is a lower bound", flaw="direction"),
    Case("textbook:oblate", expands(sqrt(1 - x**2 - t), 1 - x**2 / 2 - t / 2 - x**2 * t / 4,
                                    {x: 1, t: 2}, 5), False, "x^4/8 and t^2/8 missing",
         flaw="square dropped"),
    Case("textbook:dipole", expands(1 / sqrt(1 - 2 * x * y + x**2),
                                    1 + x * y + x**2 * (3 * y**2 - 1) / 2, x, 4),
         False, "P_3(y) x^3", flaw="order"),
    Case("textbook:inverse-cosh", expands(acosh(x), log(2 * x), x, 2, at="oo", sharp=True), True,
         DLMF, (gt(x, 1),)),
    # special functions, extrema, existence
    Case("textbook:gamma-half", lt(gamma(x + Q(1, 2)) * gamma(x + Q(1, 2)),
                                   gamma(x) * gamma(x + 1)), True, DLMF, pos),
    Case("textbook:error-function", le(erf(x), 2 * x / sqrt(pi)), True, DLMF, (ge(x, 0),)),
    Case("textbook:error-function-real", le(erf(x), 2 * x / sqrt(pi)), False, "x = -1",
         flaw="x >= 0 missing"),
    Case("textbook:planck", Exists(((x, "real"),), eq(x, 5 * (1 - exp(-x)))), True, HUANG),
    Case("textbook:schottky", Bound(x**2 * exp(x) / (1 + exp(x))**2, "sup", 1, (x,), False),
         False, "0.4392", pos, flaw="value"),
    Case("textbook:integers-maximum", Bound(n / (n**2 + 7), "max", Q(3, 16), (n,)), True, POLYA),
    Case("textbook:integers-maximum-real", Bound(n / (n**2 + 7), "max", 1 / (2 * sqrt(7)), (n,)),
         False, "attained at a real number only", flaw="integers"),
    Case("textbook:barrier", le(1 / (1 + sinh(x)**2 / 4), 1), True, LANDAU),
    Case("textbook:stable-orbit", Implication((eq(x, tan(x)), between(0, x, pi / 2)), lt(x, 0)),
         True, "tan x > x there", ()),
    Case("textbook:fresnel", Equivalence(eq(sin(x - y), sin(x) - sin(y)), eq(x, y)), False,
         "y = 0", flaw="other solutions"),
    Case("textbook:damped", lt(Abs(exp(-k * r) * cos(w * r)), 1), True, JACKSON),
    Case("textbook:damped-zero", lt(Abs(exp(-k * t) * cos(w * t)), 1), False, "t = 0", (ge(t, 0),),
         flaw="edge of the domain"),
    Case("textbook:yukawa", lt(exp(-m * r) / r, 1 / r), True, JACKSON),
    Case("textbook:boundary-layer", Limit((exp(-x) - exp(-x / t)) / (exp(-1) - exp(-1 / t)), t, 0,
                                          exp(1 - x), "+"), True, BENDER, pos),
)
