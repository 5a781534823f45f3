"""Integrals: normalisations, transforms, actions, and the wrong ones next to them."""

import pytest
from sympy import (
    Abs,
    Function,
    I,
    Integer,
    Integral,
    Rational,
    acos,
    cos,
    exp,
    factorial,
    gamma,
    log,
    oo,
    pi,
    re,
    sech,
    sin,
    sqrt,
    symbols,
)

from symq import ForAll, Implication, Limit, eq, ge, gt, lt, ne
from symq.errors import InputError, UnsupportedError
from symq.prove import prove

x, y, s = symbols("x y s", real=True)
a, b, m, w, h = symbols("a b m omega hbar", positive=True)
z = symbols("z")
N, M = symbols("N M", integer=True)
n = symbols("n", integer=True, positive=True)
f = Function("f")
LINE, HALF = (x, -oo, oo), (x, 0, oo)
WELL, TURN = (x, 0, a), (x, 0, 2*pi)
GROUND = sqrt(m*w/(pi*h))*exp(-m*w*x**2/h)      # |psi_0|^2 of the oscillator

# integral, value, another value, assumptions
VALUES = {
    "oscillator: norm": (Integral(GROUND, LINE), 1, 2),
    "oscillator: <x^2>": (Integral(x**2*GROUND, LINE), h/(2*m*w), h/(m*w)),
    "oscillator: <x^4>": (Integral(x**4*GROUND, LINE), 3*(h/(2*m*w))**2, (h/(2*m*w))**2),
    "well: norm": (Integral(2/a*sin(n*pi*x/a)**2, WELL), 1, Rational(1, 2)),
    "well: <x>": (Integral(2*x/a*sin(n*pi*x/a)**2, WELL), a/2, a),
    "hydrogen: norm": (Integral(4*x**2*exp(-2*x/a)/a**3, HALF), 1, 2),
    "hydrogen: <1/r>": (Integral(4*x*exp(-2*x/a)/a**3, HALF), 1/a, 2/a),
    "Maxwell: mean speed": (
        Integral(4*pi*x**3*(m/(2*pi*a))**Rational(3, 2)*exp(-m*x**2/(2*a)), HALF),
        sqrt(8*a/(pi*m)), sqrt(3*a/m)),
    "Fourier: Gaussian": (Integral(exp(-a*x**2 + I*y*x), LINE), sqrt(pi/a)*exp(-y**2/(4*a)),
                          sqrt(pi/a)*exp(-y**2/(2*a))),
    "Fourier: two sides": (Integral(exp(-a*Abs(x)), LINE), 2/a, 1/a),
    "Laplace: sine": (Integral(exp(-a*x)*sin(b*x), HALF), b/(a**2 + b**2), a/(a**2 + b**2)),
    "Laplace: x cos": (Integral(x*exp(-a*x)*cos(b*x), HALF), (a**2 - b**2)/(a**2 + b**2)**2,
                       (a**2 + b**2)/(a**2 + b**2)**2),
    "Lorentz": (Integral(a/(x**2 + a**2), LINE), pi, 2*pi),
    "soliton": (Integral(sech(x)**2, LINE), 2, 1),
    "Dirichlet": (Integral(sin(a*x)/x, HALF), pi/2, pi),
    "semicircle": (Integral(2/(pi*a**2)*sqrt(a**2 - x**2), (x, -a, a)), 1, 2),
    "diffraction": (Integral(sin(a*x)**2/x**2, HALF), a*pi/2, a*pi),
    "rational": (Integral(1/(1 + x**4), LINE), pi/sqrt(2), pi/2),
    "recurrence": (Integral(x**n*exp(-x), HALF), n*Integral(x**(n - 1)*exp(-x), HALF),
                   Integral(x**(n - 1)*exp(-x), HALF)),
    "action": (Integral(sqrt(1 - x**2), (x, -1, 1)), pi/2, pi),
    "arcsine": (Integral(1/sqrt(1 - x**2), (x, -1, 1)), pi, 2),
    "entropy": (Integral(x*log(x), (x, 0, 1)), -Rational(1, 4), Rational(1, 4)),
    "left of zero": (Integral(1/x, (x, -2, -1)), -log(2), log(2)),
    "Biot and Savart": (Integral(a/(a**2 + x**2)**Rational(3, 2), LINE), 2/a, 1/a),
    "Planck": (Integral(x**3/(exp(x) - 1), HALF), pi**4/15, pi**4/90),
    "Fermi": (Integral(x/(exp(a*x) + 1), HALF), pi**2/(12*a**2), pi**2/(6*a**2)),
    "modulus": (Integral(Abs(x - 1), (x, 0, 3)), Rational(5, 2), Rational(3, 2)),
    "inside": (Integral(x*y, (x, 0, y), (y, 0, 1)), Rational(1, 8), Rational(1, 4)),
    "fundamental theorem": (Integral(f(x).diff(x), (x, 0, a)), f(a) - f(0), f(0) - f(a)),
    "any order": (Integral(x**2, (x, y, z)), (z**3 - y**3)/3, (z**3 + y**3)/3, ge(z, z)),
    "heat kernel": (Integral(exp(-(x - y)**2/(4*a))/sqrt(4*pi*a), LINE), 1, 2),
    "complex width": (Integral(exp(-z*x**2), LINE), sqrt(pi/z), sqrt(pi)/z, gt(re(z), 0)),
    "waves": (Integral(exp(I*N*x), TURN), 0, 2*pi, ne(N, 0)),
    "power": (Integral(x**s, (x, 0, 1)), 1/(s + 1), 1/s, gt(s, 0)),
    "Euler": (Integral(x**(s - 1)*exp(-x), HALF), gamma(s), gamma(s + 1), gt(s, 3)),
}


@pytest.mark.parametrize("case", VALUES)
def test_values(case):
    area, value, wrong, *given = VALUES[case]
    assert prove(eq(area, value), given).verdict == "proved"
    assert prove(eq(area, wrong), given).verdict == "refuted"


OPEN = {
    "no sign of the rate": (eq(Integral(exp(-s*x), HALF), 1/s), ne(s, 0)),
    "no sign of the width": (eq(Integral(exp(-s*x**2), LINE), sqrt(pi/s)), ne(s, 0)),
    "no sign of the frequency": (eq(Integral(sin(s*x)/x, HALF), pi/2), ne(s, 0)),
    "a power that may diverge": (eq(Integral(x**N, (x, 0, 1)), 1/(N + 1)), ne(N, -1)),
    "a pole inside": (eq(Integral(1/x**2, (x, -1, 1)), -2),),
    "a pole at the end": (eq(Integral(1/x, (x, 0, 1)), 1),),
    "a pole inside, twice": (eq(sin(Integral(1/x, (x, -1, 1)))**2
                                + cos(Integral(1/x, (x, -1, 1)))**2, 1),),
    "equal waves": (eq(Integral(exp(I*(N - M)*x), TURN), 0),),
}


@pytest.mark.parametrize("case", OPEN)
def test_what_may_diverge_or_vanish_is_not_proved(case):
    goal, *given = OPEN[case]
    assert prove(goal, given).verdict != "proved"


def test_a_wave_that_may_be_constant_is_refuted():
    assert prove(eq(Integral(exp(I*N*x), TURN), 0)).verdict == "refuted"


@pytest.mark.parametrize("jump", [
    eq(Integral(I, TURN), 0),                                    # log of exp(i x)
    eq(Integral(1/(1 + sin(x)**2), (x, 0, pi)), 0),               # atan of tan x
    eq(Integral(sqrt(x), (x, -1, 0)), Rational(2, 3)),            # a root of what is negative
    eq(Integral(Abs(x), (x, -1, 1)), 0),
])
def test_antiderivatives_that_jump(jump):
    assert prove(jump).verdict == "refuted"


def test_other_statements():
    assert prove(lt(Integral(exp(-x**2), (x, 0, 1)), Rational(3, 4))).verdict == "proved"
    assert prove(gt(Integral(exp(-x**2), (x, 0, 1)), Rational(3, 4))).verdict == "refuted"
    assert prove(gt(Integral(exp(-x), (x, 0, y)), 0), [gt(y, 0)]).verdict == "proved"
    tail = Integral(exp(-x), (x, 0, y))
    assert prove(Limit(tail, y, oo, 1)).verdict == "proved"
    assert prove(Limit(tail, y, oo, 2)).verdict == "refuted"
    k = symbols("k", integer=True, nonnegative=True)
    assert prove(ForAll(k, eq(Integral(x**k*exp(-x), HALF), factorial(k)))).verdict == "proved"


def test_a_premise_may_say_that_an_integral_exists():
    norm = Integral(Abs(f(x))**2, LINE)
    assert prove(Implication((eq(norm, 1),), eq(2*norm, 2))).verdict == "proved"
    assert prove(Implication((eq(norm, 1),), eq(2*norm, 1))).verdict != "proved"


def test_refusals():
    k, p = symbols("k", integer=True), symbols("p", positive=True)
    with pytest.raises(InputError, match="declared integer"):
        prove(eq(Integral(k, (k, 0, 1)), Rational(1, 2)))
    with pytest.raises(InputError, match="declared positive"):
        prove(eq(Integral(p, (p, -1, 1)), 0))
    assert prove(eq(Integral(p, (p, 0, 1)), Rational(1, 2))).verdict == "proved"
    with pytest.raises(UnsupportedError, match="both its bounds"):
        prove(eq(Integral(x, x), x**2/2))


def test_planck_integrals_name_what_they_rest_on():
    found = prove(eq(Integral(x/(exp(x) - 1), HALF), pi**2/6))
    assert (found.verdict, found.rests_on) == ("proved", ("planck-integrals",))
    assert prove(eq(Integral(exp(-x), HALF), 1)).rests_on == ()


def test_an_angle():
    assert prove(eq(Integral(acos(x), (x, -1, 1)), pi)).verdict == "proved"
    assert prove(eq(Integral(acos(x), (x, -1, 1)), Integer(2))).verdict == "refuted"


@pytest.mark.parametrize(("statement", "verdict"), [
    # Feynman, Statistical Mechanics, 1.1: mean values as quotients of integrals
    (eq(Integral(x*exp(-x), HALF)/Integral(exp(-x), HALF), 1), "proved"),
    (eq(Integral(x*exp(-x), HALF)/Integral(exp(-x), HALF), 2), "refuted"),
    (eq(Integral(x**2*exp(-a*x**2), LINE)/Integral(exp(-a*x**2), LINE), 1/(2*a)), "proved"),
    (eq(Integral(x**2*exp(-a*x**2), LINE)/Integral(exp(-a*x**2), LINE), 1/a), "refuted"),
    (eq(1/Integral(x*exp(-x**2), LINE), 0), "unknown"),
    (eq(x/Integral(sin(y), (y, -oo, oo)), 0), "unknown"),
])
def test_divisors(statement, verdict):
    assert prove(statement).verdict == verdict
