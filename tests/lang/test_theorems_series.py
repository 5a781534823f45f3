"""Infinite sums with a name: against their partial sums, and named by every verdict."""

import pytest
from mpmath import mp, mpf
from sympy import Integral, Rational, Sum, cos, exp, factorial, lambdify, log, oo, pi, symbols

from symq import Paper, eq, gt
from symq.lang.endless import entries, value
from symq.paper.examine import Examiner
from symq.paper.verdict import HOLDS
from symq.prove import prove

k = symbols("k", integer=True)
x = symbols("x", real=True)
ENTIRE = (x**k/factorial(k), k**2*x**k/factorial(k), (-1)**k*x**(2*k)/factorial(2*k),
          x**(2*k + 1)/factorial(2*k + 1), (3*x)**k/factorial(k - 2), k*2**k/factorial(k))
NUMBERS = (1/k**2, (-1)**k/k**2, 3/(2*k + 1)**4, (-1)**k/(2*k + 1)**3, (-1)**(k + 1)/k, 1/k**8)


@pytest.mark.parametrize("term", ENTIRE)
def test_power_series(term):
    low = 2 if term.has(factorial(k - 2)) else 0
    found = value(Sum(term, (k, low, oo)))
    assert entries(found) == () and entries(Sum(term, (k, low, oo))) == ("power-series",)
    for at in (Rational(-3, 2), Rational(2, 7), Rational(5)):
        partial = sum(term.subs({k: n}).subs(x, at) for n in range(low, low + 90))
        assert abs(float(found.subs(x, at) - partial)) < 1e-9


@pytest.mark.parametrize("term", NUMBERS)
def test_zeta_values(term):
    found = value(Sum(term, (k, 1, oo)))
    assert entries(Sum(term, (k, 1, oo))) == ("zeta-values",)
    with mp.workdps(30):
        total = mp.nsum(lambdify(k, term, "mpmath"), [1, mp.inf])
        assert abs(mpf(str(found.evalf(30))) - total) < mpf("1e-20")


PLANCK = (x**3/(exp(x) - 1), 2*x/(exp(3*x) + 1), 1/(exp(x/2) + 1), -x**5/(1 + exp(2*x)))


@pytest.mark.parametrize("body", PLANCK)
def test_planck_integrals(body):
    area = Integral(body, (x, 0, oo))
    assert entries(area) == ("planck-integrals",)
    with mp.workdps(20):
        total = mp.quad(lambdify(x, body, "mpmath"), [0, 1, 10, 60, 300])
        assert abs(mpf(str(value(area).evalf(20))) - total) < mpf("1e-12")


@pytest.mark.parametrize("body", [x**2/(exp(x) - 1), 1/(exp(x) - 1), x/(exp(-x) + 1),
                                  x**3/(exp(x) - 2), x**3/(exp(x**2) - 1), x/(exp(x) - 1)**2])
def test_other_integrals_are_none_of_them(body):
    assert value(Integral(body, (x, 0, oo))) is None
    assert value(Integral(x/(exp(x) - 1), (x, 1, oo))) is None


def test_results_name_what_they_rest_on():
    both = eq(Sum(x**k/factorial(k), (k, 0, oo)) + Sum(1/k**2, (k, 1, oo)), exp(x) + pi**2/6)
    assert prove(both).verdict == "proved"
    assert set(prove(both).rests_on) == {"power-series", "zeta-values"}
    wrong = prove(eq(Sum((-1)**k*x**(2*k)/factorial(2*k), (k, 0, oo)), cos(2*x)))
    assert (wrong.verdict, wrong.rests_on) == ("refuted", ("power-series",))
    assert prove(gt(exp(x), 0)).rests_on == ()


def test_a_claim_shows_the_entry():
    paper = Paper("series")
    paper.claim("series:1", eq(Sum((-1)**(k + 1)/k, (k, 1, oo)), log(2)))
    found = Examiner(paper).examine("series:1")
    assert found.printed.outcome is HOLDS and found.printed.theorems == ("zeta-values",)
