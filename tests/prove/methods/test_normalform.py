"""Normal forms in a tower: true equations and false twins."""

import pytest
from sympy import (
    I,
    Symbol,
    asinh,
    conjugate,
    cos,
    cosh,
    exp,
    log,
    pi,
    sin,
    sinh,
    sqrt,
    symbols,
    tan,
    tanh,
)

from symq.lang.domain import Definition
from symq.lang.statement import Implication, Q, eq, gt, ne
from symq.prove import prove
from symq.prove.methods import normalform
from tests.prove.methods.common_equations import proved, twins

x, y, z = symbols("x y z")
r = Symbol("r", real=True)
p, q = symbols("p q", positive=True)
n = Symbol("n", integer=True)
zeta = exp(2 * pi * I / 7)

TRUE = [
    ((x + y)**3 - (x - y)**3, 6 * x**2 * y + 2 * y**3),
    (1 / (x - 1) - 1 / (x + 1), 2 / (x**2 - 1)),
    (sin(x + y), sin(x) * cos(y) + cos(x) * sin(y)),
    (cos(3 * x), 4 * cos(x)**3 - 3 * cos(x)),
    (tan(2 * x), 2 * tan(x) / (1 - tan(x)**2)),
    (cosh(x + y), cosh(x) * cosh(y) + sinh(x) * sinh(y)),
    (tanh(x), (exp(2 * x) - 1) / (exp(2 * x) + 1)),
    (cos(I * x), cosh(x)),
    (sin(x + 2 * pi / 3) + sin(x + 4 * pi / 3), -sin(x)),
    (cos(pi / 9) * cos(2 * pi / 9) * cos(4 * pi / 9), Q(1, 8)),
    (2 * cos(pi / 5), (1 + sqrt(5)) / 2),
    (sin(pi / 12), (sqrt(6) - sqrt(2)) / 4),
    (1 + 2 * (zeta + zeta**2 + zeta**4), I * sqrt(7)),
    (cos(pi * n)**2, 1),
    (exp(I * pi * n), (-1)**n),
    (sin(x + pi * n), (-1)**n * sin(x)),
    (p**(n + 1), p * p**n),
    (2**n * 4**n, 8**n),
    (log(p * q), log(p) + log(q)),
    (log(p**2 / q), 2 * log(p) - log(q)),
    (log(12), 2 * log(2) + log(3)),
    (log(exp(r)), r),
    (exp(2 * log(x)), x**2),
    (sinh(asinh(x)), x),
    (exp(x)**2 * exp(-x), exp(x)),
]
FALSE = [
    ((x + y)**3 - (x - y)**3, 6 * x**2 * y - 2 * y**3),
    (1 / (x - 1) - 1 / (x + 1), 1 / (x**2 - 1)),
    (sin(x + y), sin(x) * cos(y) - cos(x) * sin(y)),
    (cos(3 * x), 4 * cos(x)**3 + 3 * cos(x)),
    (tan(2 * x), 2 * tan(x) / (1 + tan(x)**2)),
    (cosh(x + y), cosh(x) * cosh(y) - sinh(x) * sinh(y)),
    (tanh(x), (exp(x) - 1) / (exp(x) + 1)),
    (cos(I * x), sinh(x)),
    (sin(x + 2 * pi / 3) + sin(x + 4 * pi / 3), sin(x)),
    (cos(pi / 9) * cos(2 * pi / 9) * cos(4 * pi / 9), Q(1, 4)),
    (2 * cos(2 * pi / 5), (1 + sqrt(5)) / 2),
    (sin(pi / 12), (sqrt(6) + sqrt(2)) / 4),
    (1 + 2 * (zeta + zeta**2 + zeta**3), I * sqrt(7)),
    (cos(pi * n), 1),
    (exp(I * pi * n / 2), (-1)**n),
    (sin(x + pi * n), sin(x)),
    (p**(n + 1), p + p**n),
    (2**n * 4**n, 6**n),
    (log(p + q), log(p) + log(q)),
    (log(x * y), log(x) + log(y)),
    (log(12), 3 * log(2) + log(3)),
    (log(exp(x)), x),
    (log(x**2), 2 * log(x)),
    (sinh(asinh(x)), 1 / x),
    (exp(x)**y, exp(x * y)),
]


@pytest.mark.parametrize(("lhs", "rhs"), TRUE)
def test_true_equations_have_normal_forms_that_agree(lhs, rhs):
    assert proved(normalform, eq(lhs, rhs))


@pytest.mark.parametrize(("lhs", "rhs"), FALSE)
def test_false_twins_are_not_proved(lhs, rhs):
    assert not proved(normalform, eq(lhs, rhs), work=2_000_000)


def test_linear_premises_are_put_into_the_functions():
    angles = eq(x + y + z, pi)
    claim = sin(2 * x) + sin(2 * y) + sin(2 * z)
    assert proved(normalform, Implication((angles,), eq(claim, 4 * sin(x) * sin(y) * sin(z))))
    assert not proved(normalform, Implication((angles,), eq(claim, 4 * cos(x) * cos(y) * cos(z))),
                      work=2_000_000)


def test_powers_of_conjugate_numbers():
    golden, other = (1 + sqrt(5)) / 2, (1 - sqrt(5)) / 2
    assert proved(normalform, eq(golden**n * other**n, (-1)**n))
    assert not proved(normalform, eq(golden**n * other**n, 1), work=2_000_000)


@twins
def test_a_solved_equation_with_a_divisor(work):
    premise = eq(z, (exp(x) + exp(-x)) / 2)
    assert proved(normalform, Implication((premise,), eq(z**2 - 1, sinh(x)**2)))
    assert not proved(normalform, Implication((premise,), eq(z**2 + 1, sinh(x)**2)), work=work)


def test_a_factor_may_be_taken_out_of_a_logarithm_only_if_it_is_positive():
    assert proved(normalform, eq(log(x * y), log(x) + log(y)), gt(x, 0), ne(y, 0))
    assert not proved(normalform, eq(log(x * y), log(x) + log(y)), ne(x, 0), ne(y, 0),
                      work=2_000_000)


S, (RE_1, RE_2, RE_3) = Symbol("S"), symbols("x_1 x_2 x_3", real=True)
RABI = sqrt(RE_1**2 + RE_2**2)


@pytest.mark.parametrize(("lhs", "rhs", "right"), [
    (1 / conjugate(S), 1 / S, True),
    (conjugate(sin(S * RE_3) / S) * sin(S * RE_3), sin(S * RE_3)**2 / S, True),
    (conjugate(cos(S) - I * RE_2 * sin(S) / S) * (cos(S) - I * RE_2 * sin(S) / S),
     cos(S)**2 + RE_2**2 * sin(S)**2 / S**2, True),
    (conjugate(cos(S) - I * RE_2 * sin(S) / S) * (cos(S) - I * RE_2 * sin(S) / S),
     cos(S)**2 - RE_2**2 * sin(S)**2 / S**2, False),
    (conjugate(I * S) / conjugate(S), I, False),
])
def test_a_root_of_squares_is_its_own_conjugate(lhs, rhs, right):
    found = prove(eq(lhs, rhs), (gt(RE_1, 0),), definitions=[Definition(S, RABI)])
    assert found.verdict == ("proved" if right else "refuted")


def test_divisors_stay_known_when_an_exponential_is_rewritten():
    a = symbols("a", positive=True)
    k = symbols("k", real=True)
    assert prove(eq(tanh(log(a)/2), (a - 1)/(a + 1))).verdict == "proved"
    assert prove(eq(tanh(log(a)/2), (a + 1)/(a - 1))).verdict == "refuted"
    # decimation of the Ising chain: tanh K' = tanh(K)**2 with K' = log(cosh(2 K))/2
    assert prove(eq(tanh(log(cosh(2*k))/2), tanh(k)**2)).verdict == "proved"
    assert prove(eq(tanh(log(cosh(2*k))/2), tanh(k))).verdict == "refuted"
