"""Bounds, limits, integrals, special functions, branches and solutions of equations as courses of
analysis and theoretical physics state them; half of them with one slip."""

from sympy import (
    Abs,
    E,
    Heaviside,
    I,
    Integral,
    Max,
    Product,
    Sum,
    Symbol,
    acos,
    acosh,
    asin,
    atan,
    atan2,
    atanh,
    besselj,
    beta,
    binomial,
    chebyshevt,
    chebyshevu,
    conjugate,
    cos,
    cosh,
    erf,
    erfc,
    exp,
    factorial,
    gamma,
    harmonic,
    hermite,
    log,
    oo,
    pi,
    re,
    sech,
    sin,
    sqrt,
    symbols,
    tan,
    tanh,
)

from symq.lang.statement import (
    All,
    Bound,
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
MITRINOVIC = "Mitrinovic, Analytic Inequalities"
BOUCHERON = "Boucheron, Lugosi, Massart, Concentration Inequalities, ch. 2"
POLYA = "Polya, Szego, Problems and Theorems in Analysis I"
BRUIJN = "de Bruijn, Asymptotic Methods in Analysis"
BENDER = "Bender, Orszag, Advanced Mathematical Methods"
KNOPP = "Knopp, Theory and Application of Infinite Series"
GRADSHTEYN = "Gradshteyn, Ryzhik, Table of Integrals, ch. 3 and 4"
DLMF = "NIST Handbook of Mathematical Functions"
AHLFORS = "Ahlfors, Complex Analysis"
EVANS = "Evans, Partial Differential Equations"
DRAZIN = "Drazin, Johnson, Solitons"
RINDLER = "Rindler, Relativity"
BORN = "Born, Wolf, Principles of Optics"
CALLEN = "Callen, Thermodynamics"
COHEN = "Cohen-Tannoudji, Quantum Mechanics"
KITTEL = "Kittel, Introduction to Solid State Physics"

x, y, s, t, a, b, c, d = symbols("x y s t a b c d", real=True)
r, k, w, D = symbols("r k w D", positive=True)
v = Symbol("v", real=True)
z, u = symbols("z u")
n = Symbol("n", integer=True, positive=True)
j = Symbol("j", integer=True)
pos = (gt(x, 0),)
both = (gt(a, 0), gt(b, 0))
four = (gt(a, 0), gt(b, 0), gt(c, 0), gt(d, 0))
acute = (between(0, x, pi / 2),)
slow = (between(-1, v, 1),)
bell = Integral(exp(-t**2), (t, 0, 1))
tail = Integral(exp(-t**2), (t, x, oo))
borel = Integral(exp(-x * t) / (1 + t), (t, 0, oo))
elliptic = Integral(1 / sqrt(1 - k**2 * sin(t)**2), (t, 0, pi / 2))
front = (1 + exp((x - 5 * t / sqrt(6)) / sqrt(6)))**-2
fast_front = (1 + exp((x - 2 * t) / sqrt(6)))**-2
mkdv = k * sech(k * x - k**3 * t)
kink = tanh((x - v * t) / sqrt(2 * (1 - v**2)))
thin_kink = tanh((x - v * t) / sqrt(1 - v**2))
rabi = w**2 / (w**2 + d**2) * sin(sqrt(w**2 + d**2) * t / 2)**2
overlap = exp(-Abs(z)**2 / 2 - Abs(u)**2 / 2 + conjugate(z) * u)

CASES: tuple[Case, ...] = (
    # inequalities in one variable
    Case("calculus:huygens", gt(2 * sin(x) + tan(x), 3 * x), True, MITRINOVIC, acute),
    Case("calculus:huygens-weights", gt(sin(x) + 2 * tan(x), 4 * x), False, "x = 1/10", acute,
         flaw="weights add to 3"),
    Case("calculus:wilker", gt((sin(x) / x)**2 + tan(x) / x, 2), True, MITRINOVIC, acute),
    Case("calculus:wilker-constant", gt((sin(x) / x)**2 + tan(x) / x, 2 + x**3 * tan(x) / 5),
         False, "the constant at zero is 8/45", acute, flaw="constant"),
    Case("calculus:multiple-angle", le(Abs(sin(n * x)), n * Abs(sin(x))), True, POLYA),
    Case("calculus:multiple-angle-real", le(Abs(sin(k * x)), k * Abs(sin(x))), False,
         "k = 1/2, x = pi", flaw="k must be an integer"),
    Case("calculus:log-cosh", le(log(cosh(x)), x**2 / 2), True, BOUCHERON),
    Case("calculus:log-cosh-line", ge(log(cosh(x)), Abs(x) - Q(1, 2)), False,
         "log cosh x - x goes to -log 2", flaw="constant below log 2"),
    Case("calculus:log-cosh-asymptote", ge(log(cosh(x)), Abs(x) - log(2)), True, BOUCHERON),
    Case("calculus:sinc-half", ge(sin(x) / x, cos(x / 2)), False, "sinc = cos(x/2) sinc(x/2)",
         (between(0, x, pi),), flaw="direction"),
    Case("calculus:sinc-cube", lt(cos(x), (sin(x) / x)**3), True, MITRINOVIC, acute),
    Case("calculus:sinc-fourth", lt(cos(x), (sin(x) / x)**4), False, "x = 1/10", acute,
         flaw="exponent"),
    # several variables, convexity, complex numbers
    Case("calculus:weighted-means", le(a**t * b**(1 - t), t * a + (1 - t) * b), True, BULLEN,
         (*both, between(0, t, 1))),
    Case("calculus:weighted-means-outside", le(a**t * b**(1 - t), t * a + (1 - t) * b), False,
         "a = 2, b = 1, t = 2", (*both, gt(t, 0)), flaw="t < 1 missing"),
    Case("calculus:softplus-convex", le(log(1 + exp((a + b) / 2)),
                                        (log(1 + exp(a)) + log(1 + exp(b))) / 2), True, BULLEN),
    Case("calculus:tanh-concave", ge(tanh((a + b) / 2), (tanh(a) + tanh(b)) / 2), True, BULLEN,
         (ge(a, 0), ge(b, 0))),
    Case("calculus:tanh-concave-real", ge(tanh((a + b) / 2), (tanh(a) + tanh(b)) / 2), False,
         "a = 0, b = -2", flaw="a, b >= 0 missing"),
    Case("calculus:chord", eq(Abs(exp(I * a) - exp(I * b)), 2 * Abs(sin((a - b) / 2))), True,
         AHLFORS),
    Case("calculus:two-phases", eq(Abs(1 + exp(I * a)), 2 * Abs(cos(a / 2))), True, AHLFORS),
    Case("calculus:two-phases-sign", eq(Abs(1 + exp(I * a)), 2 * cos(a / 2)), False, "a = 2 pi",
         flaw="absolute value dropped"),
    Case("calculus:exponential-disc", le(Abs(exp(z) - 1), exp(Abs(z)) - 1), True, AHLFORS),
    Case("calculus:exponential-half-plane", le(Abs(exp(z) - 1), Abs(z)), True, AHLFORS,
         (le(re(z), 0),)),
    Case("calculus:exponential-unit", le(Abs(exp(z) - 1), Abs(z)), False, "z = 1/2",
         (lt(Abs(z), 1),), flaw="half plane, not disc"),
    Case("calculus:hoeffding", le(a * exp(s * (1 - a)) + (1 - a) * exp(-s * a), exp(s**2 / 8)),
         True, BOUCHERON, (between(0, a, 1),)),
    Case("calculus:hoeffding-constant", le(a * exp(s * (1 - a)) + (1 - a) * exp(-s * a),
                                           exp(s**2 / 9)), False, "a = 1/2, s small",
         (between(0, a, 1),), flaw="constant"),
    Case("calculus:hoelder", le(a * c + b * d, (a**3 + b**3)**Q(1, 3)
                                * (c**Q(3, 2) + d**Q(3, 2))**Q(2, 3)), True, BULLEN, four),
    Case("calculus:hoelder-exponents", le(a * c + b * d, (a**3 + b**3)**Q(1, 3)
                                          * sqrt(c**2 + d**2)), False, "all one", four,
         flaw="exponents are not conjugate"),
    Case("calculus:soft-maximum", le(log(exp(a) + exp(b)), Max(a, b) + log(2)), True, BOUCHERON),
    Case("calculus:soft-maximum-strict", lt(log(exp(a) + exp(b)), Max(a, b) + log(2)), False,
         "a = b", flaw="strict"),
    Case("calculus:crossed-powers", gt(x**y + y**x, 1), True, MITRINOVIC, (gt(x, 0), gt(y, 0))),
    Case("calculus:entropy-swap", ge(x * log(y) + y * log(x), x * log(x) + y * log(y)), False,
         "x = 1, y = 2", (gt(x, 0), gt(y, 0)), flaw="rearrangement reversed"),
    # limits and asymptotics
    Case("calculus:root-of-n", Limit(n * (n**(1 / n) - 1) / log(n), n, oo, 1), True, POLYA),
    Case("calculus:root-of-n-rate", Limit(n * (n**(1 / n) - 1), n, oo, 1), False,
         "it grows as log n", flaw="logarithm dropped"),
    Case("calculus:stirling", Limit(factorial(n) / (sqrt(2 * pi * n) * (n / E)**n), n, oo, 1), True,
         BRUIJN),
    Case("calculus:central-binomial", Limit(binomial(2 * n, n) * sqrt(n) / 4**n, n, oo, 1 / pi),
         False, "1/sqrt(pi)", flaw="root dropped"),
    Case("calculus:log-cosh-two", expands(log(cosh(x + y)), (x + y)**2 / 2, {x: 1, y: 1}, 4,
                                          sharp=True), True, BENDER),
    Case("calculus:product-two", expands(sin(x) * cos(y), x - x * y**2 / 2, {x: 1, y: 1}, 4),
         False, "- x^3/6", flaw="term dropped"),
    Case("calculus:log-two-cosh", expands(log(2 * cosh(x)), x, x, 5, at="oo"), True, BENDER,
         pos),
    Case("calculus:log-one-plus-x", expands(log(1 + x), log(x) + 1 / x, x, 3, at="oo"), False,
         "- 1/(2 x^2)", pos, flaw="order"),
    Case("calculus:borel", expands(borel, 1 / x - 1 / x**2, x, 3, at="oo"), True, BENDER, pos),
    Case("calculus:borel-order", expands(borel, 1 / x - 1 / x**2, x, 4, at="oo"), False,
         "2/x^3", pos, flaw="order"),
    Case("calculus:pendulum", expands(elliptic, pi / 2 * (1 + k**2 / 4), k, 4), True, BENDER,
         (lt(k, 1),)),
    Case("calculus:pendulum-coefficient", expands(elliptic, pi / 2 * (1 + k**2 / 2), k, 4), False,
         "the mean of sin^2 is 1/2", (lt(k, 1),), flaw="factor 2"),
    Case("calculus:power-average", Limit(n * Integral(t**n / (1 + t), (t, 0, 1)), n, oo, Q(1, 2)),
         True, POLYA),
    Case("calculus:power-average-log", Limit(n * Integral(t**n / (1 + t), (t, 0, 1)), n, oo,
                                             log(2)), False, "1/2", flaw="value at t = 1"),
    Case("calculus:harmonic-halves", Limit(harmonic(2 * n) - harmonic(n), n, oo, log(2)), True,
         KNOPP),
    Case("calculus:harmonic-log", Limit(harmonic(n) - log(n), n, oo, Q(1, 2)), False,
         "Euler's constant 0.5772", flaw="value"),
    # extrema
    Case("calculus:gaussian-slope", Bound(x * exp(-x**2), "max", 1 / sqrt(2 * E), (x,)), True,
         POLYA),
    Case("calculus:two-sines", Bound(sin(x) * sin(2 * x), "max", 4 / (3 * sqrt(3)), (x,)), True,
         POLYA),
    Case("calculus:two-sines-sum", Bound(sin(x) + sin(2 * x) / 2, "max", Q(5, 4), (x,)), False,
         "3 sqrt(3)/4", flaw="value"),
    Case("calculus:simplex", Bound(x * y * (1 - x - y), "max", Q(1, 27), (x, y)), True, POLYA,
         (gt(x, 0), gt(y, 0), lt(x + y, 1))),
    Case("calculus:velocity-sum-maximum", Bound((x + y) / (1 + x * y), "max", 1, (x, y)), False,
         "not attained", (between(-1, x, 1), between(-1, y, 1)), flaw="open domain"),
    Case("calculus:integer-root", Bound(n**(1 / n), "max", 3**Q(1, 3), (n,)), True, POLYA),
    Case("calculus:integer-root-two", Bound(n**(1 / n), "max", sqrt(2), (n,)), False,
         "n = 3", flaw="n = 3"),
    # series and products
    Case("calculus:telescope-two", eq(Sum(1 / (j * (j + 2)), (j, 1, oo)), Q(3, 4)), True, KNOPP),
    Case("calculus:telescope-three", eq(Sum(1 / (j * (j + 1) * (j + 2)), (j, 1, oo)), Q(1, 2)),
         False, "1/4", flaw="factor 2"),
    Case("calculus:product-squares", eq(Product(1 - 1 / j**2, (j, 2, oo)), Q(1, 2)), True, KNOPP),
    Case("calculus:binary-product", eq(Product(1 + x**(2**j), (j, 0, oo)), 1 / (1 - x)), True,
         KNOPP, (between(-1, x, 1),)),
    Case("calculus:poisson", eq(Sum(y**j * cos(j * t), (j, 0, oo)),
                                (1 - y * cos(t)) / (1 - 2 * y * cos(t) + y**2)), True, KNOPP,
         (between(-1, y, 1),)),
    Case("calculus:poisson-start", eq(Sum(y**j * cos(j * t), (j, 1, oo)),
                                      (1 - y * cos(t)) / (1 - 2 * y * cos(t) + y**2)), False,
         "y = 0", (between(-1, y, 1),), flaw="first term"),
    # integrals
    Case("calculus:kepler", eq(Integral(1 / (a + b * cos(t)), (t, 0, 2 * pi)),
                               2 * pi / sqrt(a**2 - b**2)), True, GRADSHTEYN, (gt(a, Abs(b)),)),
    Case("calculus:kepler-half", eq(Integral(1 / (a + b * cos(t)), (t, 0, pi)),
                                    2 * pi / sqrt(a**2 - b**2)), False, "half of it",
         (gt(a, Abs(b)),), flaw="range"),
    Case("calculus:rectified", eq(Integral(Max(sin(t), 0), (t, 0, 2 * pi)), 2), True, GRADSHTEYN),
    Case("calculus:distance", eq(Integral(Abs(x - t), (t, 0, 1)), x**2 - x + Q(1, 2)), True,
         GRADSHTEYN, (between(0, x, 1),)),
    Case("calculus:distance-outside", eq(Integral(Abs(x - t), (t, 0, 1)), x**2 - x + Q(1, 2)),
         False, "x = 2: 3/2", flaw="0 <= x <= 1 missing"),
    Case("calculus:delayed", eq(Integral(Heaviside(t - x) * exp(-t), (t, 0, oo)), exp(-x)), True,
         GRADSHTEYN, pos),
    Case("calculus:delayed-real", eq(Integral(Heaviside(t - x) * exp(-t), (t, 0, oo)), exp(-x)),
         False, "x = -1: one", flaw="x > 0 missing"),
    Case("calculus:gaussian-wave", eq(Integral(exp(-r * t**2) * cos(b * t), (t, -oo, oo)),
                                      sqrt(pi / r) * exp(-b**2 / (4 * r))), True, GRADSHTEYN),
    Case("calculus:gaussian-wave-width", eq(Integral(exp(-r * t**2) * cos(b * t), (t, -oo, oo)),
                                            sqrt(pi / r) * exp(-b**2 / (2 * r))), False,
         "b = r = 1", flaw="factor 2 in the exponent"),
    Case("calculus:gaussian-tail", lt(tail, exp(-x**2) / (2 * x)), True, DLMF, pos),
    Case("calculus:gaussian-tail-lower", gt(tail, exp(-x**2) / (2 * x)), False, "x = 1", pos,
         flaw="direction"),
    Case("calculus:lemniscate", lt(Integral(1 / sqrt(1 + t**4), (t, 0, 1)), 1), True, POLYA),
    Case("calculus:bell", gt(bell, Q(3, 4)), False, "0.7468", flaw="constant"),
    Case("calculus:exponential-integral", lt(Integral(exp(-t) / (t + x), (t, 0, oo)), 1 / x), True,
         BENDER, pos),
    Case("calculus:rutherford", eq(Integral(sin(t) / (1 - v * cos(t))**2, (t, 0, pi)),
                                   2 / (1 - v**2)), True, GRADSHTEYN, slow),
    Case("calculus:rutherford-sign", eq(Integral(sin(t) / (1 - v * cos(t))**2, (t, 0, pi)),
                                        2 / (1 + v**2)), False, "v = 1/2", slow, flaw="sign"),
    # special functions
    Case("calculus:error-odd", eq(erf(x) + erf(-x), 0), True, DLMF),
    Case("calculus:error-slope", Limit(erf(x) / x, x, 0, 1 / sqrt(pi)), False, "2/sqrt(pi)",
         flaw="factor 2"),
    Case("calculus:error-tail", Limit(sqrt(pi) * x * exp(x**2) * erfc(x), x, oo, 1), True, DLMF),
    Case("calculus:bessel-recurrence", eq(besselj(n - 1, x) + besselj(n + 1, x),
                                          2 * n * besselj(n, x) / x), True, DLMF, pos),
    Case("calculus:bessel-recurrence-sign", eq(besselj(n - 1, x) - besselj(n + 1, x),
                                               2 * n * besselj(n, x) / x), False,
         "that is 2 J_n'", pos, flaw="sign"),
    Case("calculus:gamma-cosine", eq(gamma(Q(1, 2) + x) * gamma(Q(1, 2) - x), pi / cos(pi * x)),
         True, DLMF, (between(-Q(1, 2), x, Q(1, 2)),)),
    Case("calculus:gamma-sine", eq(gamma(Q(1, 2) + x) * gamma(Q(1, 2) - x), pi / sin(pi * x)),
         False, "cosine", (between(0, x, Q(1, 2)),), flaw="sine for cosine"),
    Case("calculus:duplication", eq(gamma(x) * gamma(x + Q(1, 2)),
                                    2**(1 - 2 * x) * sqrt(pi) * gamma(2 * x)), True, DLMF, pos),
    Case("calculus:duplication-sign", eq(gamma(x) * gamma(x + Q(1, 2)),
                                         2**(2 * x - 1) * sqrt(pi) * gamma(2 * x)), False,
         "x = 1", pos, flaw="sign of the exponent"),
    Case("calculus:beta-step", eq(beta(x + 1, y), beta(x, y) * x / (x + y)), True, DLMF,
         (gt(x, 0), gt(y, 0))),
    Case("calculus:beta-step-other", eq(beta(x + 1, y), beta(x, y) * y / (x + y)), False,
         "x = 1, y = 2", (gt(x, 0), gt(y, 0)), flaw="arguments exchanged"),
    Case("calculus:hermite", eq(hermite(n + 1, x), 2 * x * hermite(n, x)
                                - 2 * n * hermite(n - 1, x)), True, DLMF),
    Case("calculus:hermite-factor", eq(hermite(n + 1, x), 2 * x * hermite(n, x)
                                       - n * hermite(n - 1, x)), False, "n = 1", flaw="factor 2"),
    Case("calculus:chebyshev-first", eq(chebyshevt(n, cos(t)), cos(n * t)), True, DLMF),
    Case("calculus:chebyshev-second", eq(chebyshevu(n, cos(t)) * sin(t), sin(n * t)), False,
         "sin((n + 1) t)", flaw="index"),
    # branches
    Case("calculus:root-half-plane", eq(sqrt(z**2), z), True, AHLFORS, (gt(re(z), 0),)),
    Case("calculus:root-closed-half-plane", eq(sqrt(z**2), z), False, "z = -i", (ge(re(z), 0),),
         flaw="edge of the half plane"),
    Case("calculus:atan2-right", eq(atan2(y, x), atan(y / x)), True, AHLFORS, pos),
    Case("calculus:atan2-plane", eq(atan2(y, x), atan(y / x)), False, "x = y = -1", (ne(x, 0),),
         flaw="x > 0 missing"),
    Case("calculus:log-square", eq(log(z**2), 2 * log(z)), True, AHLFORS, (gt(re(z), 0),)),
    Case("calculus:log-cube", eq(log(z**3), 3 * log(z)), False, "z = 1 + 2 i", (gt(re(z), 0),),
         flaw="arg below pi/3 needed"),
    Case("calculus:root-product", eq(sqrt(z - 1) * sqrt(z + 1), sqrt(z**2 - 1)), True, AHLFORS,
         (gt(re(z), 0),)),
    Case("calculus:root-product-plane", eq(sqrt(z - 1) * sqrt(z + 1), sqrt(z**2 - 1)), False,
         "z = -2", flaw="re z > 0 missing"),
    Case("calculus:acos-half", eq(acos(x), 2 * asin(sqrt((1 - x) / 2))), True, AHLFORS,
         (between(-1, x, 1, strict=False),)),
    Case("calculus:acos-root", eq(acos(x), asin(sqrt(1 - x**2))), False, "x = -1",
         (between(-1, x, 1, strict=False),), flaw="x >= 0 missing"),
    Case("calculus:cube-root", eq((x**3)**Q(1, 3), x), False, "x = -1", flaw="principal value"),
    # solutions of equations
    Case("calculus:diffusion-front", eq(erf(x / (2 * sqrt(D * t))).diff(t),
                                        D * erf(x / (2 * sqrt(D * t))).diff(x, 2)), True, EVANS,
         (gt(t, 0),)),
    Case("calculus:mkdv", eq(mkdv.diff(t) + 6 * mkdv**2 * mkdv.diff(x) + mkdv.diff(x, 3), 0), True,
         DRAZIN),
    Case("calculus:mkdv-kdv", eq(mkdv.diff(t) + 6 * mkdv * mkdv.diff(x) + mkdv.diff(x, 3), 0),
         False, "sech squared solves that", flaw="other equation"),
    Case("calculus:fourth-kink", eq(kink.diff(t, 2) - kink.diff(x, 2), kink - kink**3), True,
         DRAZIN, slow),
    Case("calculus:fourth-kink-width", eq(thin_kink.diff(t, 2) - thin_kink.diff(x, 2),
                                          thin_kink - thin_kink**3), False, "x = 1, t = v = 0",
         slow, flaw="width"),
    Case("calculus:fisher", eq(front.diff(t), front.diff(x, 2) + front * (1 - front)), True,
         EVANS),
    Case("calculus:fisher-speed", eq(fast_front.diff(t), fast_front.diff(x, 2)
                                     + fast_front * (1 - fast_front)), False, "5/sqrt(6)",
         flaw="speed"),
    Case("calculus:bessel-equation", eq(x**2 * besselj(n, x).diff(x, 2) + x * besselj(n, x).diff(x)
                                        + (x**2 - n**2) * besselj(n, x), 0), True, DLMF, pos),
    # physics
    Case("calculus:gamma-bound", ge(1 / sqrt(1 - v**2), 1 + v**2 / 2), True, RINDLER, slow),
    Case("calculus:rapidity", eq(acosh(1 / sqrt(1 - v**2)), atanh(v)), True, RINDLER,
         (ge(v, 0), lt(v, 1))),
    Case("calculus:rapidity-signed", eq(acosh(1 / sqrt(1 - v**2)), atanh(v)), False, "v = -1/2",
         slow, flaw="v >= 0 missing"),
    Case("calculus:snell", Implication((eq(sin(a), r * sin(b)), gt(r, 1)), lt(b, a)), True, BORN,
         (between(0, a, pi / 2), between(0, b, pi / 2))),
    Case("calculus:snell-rare", Implication((eq(sin(a), r * sin(b)),), lt(b, a)), False, "r = 1/2",
         (between(0, a, pi / 2), between(0, b, pi / 2)), flaw="r > 1 missing"),
    Case("calculus:mixing", ge(log((a + b)**2 / (4 * a * b)), 0), True, CALLEN, both),
    Case("calculus:maximum-power", le(1 - b / a, 1 - sqrt(b / a)), False, "Carnot is larger",
         (gt(a, b), gt(b, 0)), flaw="direction"),
    Case("calculus:ordered-phase", Exists(((x, "real"),), All((eq(x, tanh(c * x)), gt(x, 0)))),
         True, KITTEL, (gt(c, 1),)),
    Case("calculus:ordered-phase-critical", Exists(((x, "real"),), All((eq(x, tanh(c * x)),
                                                                       gt(x, 0)))), False,
         "c = 1: only x = 0", (ge(c, Q(1, 2)),), flaw="c > 1 missing"),
    Case("calculus:rabi", Bound(rabi, "max", w**2 / (w**2 + d**2), (t,)), True, COHEN),
    Case("calculus:rabi-full", Bound(rabi, "max", 1, (t,)), False, "detuned", flaw="d = 0 missing"),
    Case("calculus:coherent", eq(Abs(overlap)**2, exp(-Abs(z - u)**2)), True, COHEN),
    Case("calculus:coherent-width", eq(Abs(overlap)**2, exp(-Abs(z - u)**2 / 2)), False, "z = 1",
         flaw="factor 2"),
    Case("calculus:stefan", eq(Integral(t**3 / (exp(t) - 1), (t, 0, oo)), pi**4 / 90), False,
         "pi^4/15", flaw="factor 6"),
)
