"""Functions written by primitives agree with sympy; cases and sums keep their meaning."""

import pytest
import sympy as sp
from sympy import Heaviside, KroneckerDelta, Max, Min, Mod, Ne, Piecewise, Sum, Symbol, oo, symbols

from symq.errors import UndeclaredSymbol, UnsupportedError
from symq.lang import special
from symq.lang.domain import Domain
from symq.lang.statement import Exists, Limit, Not, Q, eq, ge, gt, le, lt
from symq.lang.translate import statement_term, to_term
from symq.prove import prove

n = Symbol("n", integer=True)
N = Symbol("N", integer=True, nonnegative=True)
X, Y = symbols("X Y", real=True)
z, w = symbols("z w")
k = Symbol("k")


@pytest.mark.parametrize("function", [
    sp.fibonacci, sp.lucas, sp.harmonic, sp.catalan, sp.subfactorial])
def test_sequences(function):
    defined = special.DEFINED[function](n)
    for value in range(0, 9):
        assert sp.simplify(defined.subs(n, value).doit() - function(value)) == 0


def test_negative_indices():
    for value in range(-7, 0):
        assert sp.simplify(special.fibonacci(n).subs(n, value) - sp.fibonacci(value)) == 0
        assert sp.simplify(special.lucas(n).subs(n, value) - sp.lucas(value)) == 0


@pytest.mark.parametrize("function", [sp.RisingFactorial, sp.FallingFactorial])
def test_factorial_powers(function):
    for value in range(0, 6):
        made = special.DEFINED[function](z, n).subs(n, value).doit()
        assert sp.expand(made - sp.expand_func(function(z, value))) == 0


@pytest.mark.parametrize("function", [sp.chebyshevt, sp.chebyshevu, sp.legendre, sp.laguerre])
def test_polynomials(function):
    for value in range(0, 6):
        made = special.DEFINED[function](n, z).subs(n, value).doit()
        for place in (Q(-3, 2), Q(1, 3), sp.Integer(1), sp.Integer(-1), sp.Integer(4)):
            difference = sp.together(made.subs(z, place) - function(value, place))
            assert sp.expand(sp.fraction(difference)[0]) == 0


def test_double_factorials():
    for value in range(0, 6):
        for argument in (2 * n, 2 * n + 1):
            made = special.double_factorial(argument).subs(n, value)
            assert made == sp.factorial2(argument.subs(n, value))


@pytest.mark.parametrize("value", [-7, -1, 0, 3, 11])
@pytest.mark.parametrize("modulus", [5, -5, 2])
def test_remainders(value, modulus):
    assert special.remainder(sp.Integer(value), sp.Integer(modulus)) == value % modulus


def test_maxima():
    for a, b, c in ((1, 2, 3), (3, 1, 2), (2, 3, 1), (1, 1, 1)):
        given = [sp.Integer(v) for v in (a, b, c)]
        assert special.DEFINED[Max](*given).doit() == max(given)
        assert special.DEFINED[Min](*given).doit() == min(given)


@pytest.mark.parametrize("expr", [
    sp.fibonacci(z), sp.harmonic(X), sp.rf(z, w), sp.factorial2(n), Mod(z, 3), sp.Ei(z),
    sp.fibonacci(n, z), sp.zeta(z), sp.LambertW(z), Sum(k, (k, 1, oo)), sp.hermite(n, z),
    sp.Integral(z, z), sp.Derivative(sp.besselj(X, z), X), sp.Derivative(sp.Abs(X), X)])
def test_refusals_name_what_is_not_carried(expr):
    with pytest.raises(UnsupportedError) as caught:
        to_term(expr)
    assert type(expr).__name__ in str(caught.value) or str(expr) in str(caught.value) \
        or "index" in str(caught.value)


def test_near_neighbours_are_accepted():
    for expr in (sp.fibonacci(n), sp.harmonic(n), sp.rf(z, n), sp.factorial2(2 * n), Mod(X, 3),
                 Sum(sp.fibonacci(k), (k, 1, n)), sp.laguerre(n, z)):
        to_term(expr)


# -- cases ---------------------------------------------------------------------------------------
def verdict(statement, *assuming):
    return prove(statement, assuming).verdict


def test_a_guarded_division_takes_nothing_from_other_branches():
    guarded = Piecewise((sp.sin(X) / X, Ne(X, 0)), (0, True))
    assert prove(eq(guarded * X, sp.sin(X))).verdict == "proved"
    assert prove(eq(guarded * X, sp.sin(X))).where_defined == ()
    false = prove(eq(Piecewise((sp.Abs(X) / X, Ne(X, 0)), (1, True)), sp.sign(X)))
    assert false.verdict == "refuted"
    assert dict(false.counterexample.point)["X"] == 0


def test_an_uncovered_place_says_nothing():
    assert verdict(eq(Piecewise((X, X > 0), (-X, X < -1)), sp.Abs(X))) == "proved"
    assert verdict(eq(Piecewise((X, X > 0), (-X, X <= 0)), X)) == "refuted"


def test_steps_at_their_jump():
    assert verdict(eq(Heaviside(X, 0) + Heaviside(-X, 0), 1)) == "refuted"
    assert verdict(eq(Heaviside(X, 1) + Heaviside(-X, 0), 1)) == "proved"
    assert verdict(eq(KroneckerDelta(n, N) * (n - N), 0)) == "proved"
    assert verdict(eq(KroneckerDelta(n, N), 1)) == "refuted"


def test_a_case_below_a_sum_is_refused():
    with pytest.raises(UnsupportedError, match="under a sum"):
        statement_term(eq(Sum(KroneckerDelta(n, k), (k, 0, N)), 1))
    with pytest.raises(UnsupportedError, match="equations and inequalities"):
        statement_term(Limit(Heaviside(X), X, 0, 1, "+"))


def test_a_maximum_makes_its_symbols_real():
    assert Domain.build(eq(Max(z, w), z)).sorts == {"w": "real", "z": "real"}
    assert Domain.build(eq(z, w)).sorts == {"w": "complex", "z": "complex"}
    assert verdict(eq(Max(z, w) + Min(z, w), z + w)) == "proved"
    assert verdict(eq(Max(z, w, X) + Min(z, w, X), z + w + X)) == "refuted"


def test_two_symbols_of_one_name_are_still_refused():
    with pytest.raises(UndeclaredSymbol):
        prove(le(sp.Abs(z + Symbol("z", real=True)), 1))


# -- sums, complex numbers, rationals -------------------------------------------------------------
def test_infinite_sums_are_limits_or_refused():
    term = statement_term(eq(3 * Sum(Q(1, 2)**k, (k, 1, oo)) + 1, 4))
    assert term[0] == "lim" and term[3:] == (("c", "oo"), "1", "n")
    for statement in (le(Sum(1 / k**3, (k, 1, oo)), 2),
                      eq(Sum(1 / k, (k, 1, oo)) - Sum(1 / k, (k, 2, oo)), 1),
                      eq(Sum(1 / k**3, (k, 1, oo))**2, z), eq(Sum(1 / k**2, (k, -oo, -1)), 1)):
        with pytest.raises(UnsupportedError):
            statement_term(statement)


def test_a_factor_of_an_infinite_sum_goes_into_the_limit():
    x = Symbol("x", real=True)
    inside = (gt(x, 0), lt(x, 1))
    assert verdict(eq((1 - x) * Sum(x**k, (k, 0, oo)), 1), *inside) == "proved"
    assert verdict(eq(2 * x * Sum(x**k, (k, 0, oo)) + 1, (1 + x) / (1 - x)), *inside) == "proved"
    assert verdict(eq((1 - x) * Sum(x**k, (k, 1, oo)), 1), *inside) == "refuted"


def test_power_series_and_numbers_by_name():
    x = Symbol("x", real=True)
    for series, value, other in (
            (x**k / sp.factorial(k), sp.exp(x), sp.exp(x) - 1),
            (k * x**k / sp.factorial(k), x * sp.exp(x), sp.exp(x)),
            ((-1)**k * x**(2 * k + 1) / sp.factorial(2 * k + 1), sp.sin(x), sp.sinh(x)),
            (1 / (k + 1)**2, sp.pi**2 / 6, sp.pi**2 / 8),
            ((-1)**k / (2 * k + 1), sp.pi / 4, sp.pi / 3)):
        assert verdict(eq(Sum(series, (k, 0, oo)), value)) == "proved"
        assert verdict(eq(Sum(series, (k, 0, oo)), other)) == "refuted"
    assert verdict(le(Sum(1 / k**2, (k, 1, oo)), 2)) == "proved"
    assert verdict(le(Sum(1 / k**2, (k, 1, oo)), Q(3, 2))) == "refuted"


def test_a_divergent_sum_has_no_value():
    assert verdict(eq(Sum(1, (k, 1, oo)), 7)) == "refuted"
    assert verdict(eq(Sum(2**k, (k, 0, oo)), -1)) == "refuted"


def test_complex_numbers_in_an_order_are_given_by_their_parts():
    statement = le(sp.Abs(z), 1)
    data = Domain.build(statement).data(statement)
    assert data["symbols"] == {"z_re": "real", "z_im": "real"} and data["let"][0][0] == "z"
    assert verdict(le(sp.Abs(sp.re(z)), sp.Abs(z))) == "proved"
    assert verdict(ge(sp.Abs(z - w), sp.Abs(z) - sp.Abs(w))) == "proved"
    assert verdict(lt(sp.Abs(z + w), 1), le(sp.Abs(z), 1), le(sp.Abs(w), 1)) == "refuted"
    assert verdict(gt(sp.Abs(z), 0)) == "refuted"


def test_rational_variables_keep_their_flags():
    positive = Symbol("y", positive=True)
    assert verdict(Exists(((positive, "rational"),), eq(positive**2, Q(9, 4)))) == "proved"
    assert verdict(Not(Exists(((positive, "rational"),), eq(positive, -1)))) == "proved"
    assert verdict(Exists(((X, "rational"),), eq(X, -1))) == "proved"
    assert verdict(Exists(((X, "rational"),), eq(X**2, 3))) == "refuted"


def test_natural_parameters_need_no_quantifier():
    assert verdict(ge(2**N, N + 1)) == "proved"
    assert verdict(ge(2**N, N + 2)) == "refuted"
    assert verdict(ge(2**N, N**2 + 1), ge(N, 5)) == "proved"


def test_one_of_two_opposite_arguments_stands_for_both_in_an_error_function():
    x, y = symbols("x y", real=True)
    a, b = symbols("a b", positive=True)
    for u, v in (((x - y)/a, (y - x)/a), (sp.log(a/b)/2, sp.log(b/a)/2)):
        assert prove(eq(sp.erf(u) + sp.erf(v), 0)).verdict == "proved"
        assert prove(eq(sp.erf(u), sp.erf(v))).verdict == "refuted"
    # put-call parity: the normal distribution at d and -d
    d, normal = (sp.log(a/b) + y**2/2)/x, lambda z: (1 + sp.erf(z/sp.sqrt(2)))/2
    assert prove(eq(normal(d) + normal(-d), 1), (x > 0,)).verdict == "proved"
    assert prove(eq(normal(d) - normal(-d), 1), (x > 0,)).verdict == "refuted"
