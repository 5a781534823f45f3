"""Elimination, changes of variables, complex forms, limits: each a statement that is proved."""

import pytest
from sympy import (
    Function,
    I,
    Matrix,
    cancel,
    cos,
    cosh,
    diff,
    exp,
    expand,
    log,
    sin,
    sinh,
    sqrt,
    symbols,
)

from symq.continuum import (
    Coin,
    Scaling,
    Scheme,
    Shift,
    continuum_limit,
    persistent_walk,
    quantum_walk,
)
from symq.continuum.pde import (
    branches,
    change_of_variables,
    coefficient_limit,
    complex_forms,
    conservation_law,
    eliminate,
    is_real,
    real_and_imaginary,
    scalar_form,
    substituted,
)
from symq.errors import EngineRefusal, InputError
from symq.lang.statement import Equation, Implication
from symq.prove import prove

from . import schemes as s
from .schemes import D, a, c, e, h, t, x

w, k = symbols("w k")
TELEGRAPH = continuum_limit(persistent_walk(a * e, x, h, t, e), Scaling.ballistic(h, e, c))
SIGNED = continuum_limit(s.signed_walk(Function("v")(x)), Scaling.diffusive(h, e, D))


def proved(statement, assuming=()):
    return prove(statement, assuming).verdict


def rotation():
    """A two-component walk that rotates by a*e in each step: a Dirac equation in real form."""
    lazy = 1 - a * e
    walk = Scheme.explicit({1: Matrix([[lazy, 0], [a * e, 0]]), -1: Matrix([[0, -a * e],
                                                                           [0, lazy]])},
                           ("f", "g"), (x,), (h,), t, e)
    return walk.scaled_by(1 / sqrt(lazy**2 + a**2 * e**2))


def test_telegraph_equation_two_ways():
    u = TELEGRAPH.fields[0]
    expected = diff(u, t, 2) + 2 * a * diff(u, t) - c**2 * diff(u, x, 2)
    for found in (eliminate(TELEGRAPH, u), scalar_form(TELEGRAPH)):
        assert expand(found.equation.lhs - expected) == 0
        assert proved(found.statement) == "proved"


def test_elimination_with_coefficients_that_depend_on_position():
    found = eliminate(SIGNED, SIGNED.fields[0])
    assert proved(found.statement) == "proved"
    assert scalar_form(SIGNED) == found
    with pytest.raises(EngineRefusal, match="differentiating"):
        eliminate(SIGNED, SIGNED.fields[0], order=0)


@pytest.mark.parametrize("arguments", [(x,), (t,), (x, t)])
def test_klein_gordon_with_an_electric_potential(arguments):
    """(D_t - d_x)(D_t + d_x) psi = -m**2 psi with D_t = d_t - i v, multiplied out by sympy."""
    v, m = Function("v")(*arguments), s.m
    turn = exp(I * v * e) * Matrix([[cos(m * e), -I * sin(m * e)], [-I * sin(m * e), cos(m * e)]])
    walk = quantum_walk([Coin(turn), Shift((1, -1))], [x], [e], t, e)
    limit = continuum_limit(walk, Scaling(e, ()))
    psi, found = limit.fields[0], scalar_form(limit)

    def part(field, sign):
        return diff(field, t) - I * v * field + sign * diff(field, x)

    expected = part(part(psi, 1), -1) + m**2 * psi
    assert expand(found.equation.lhs - expected) == 0
    assert proved(found.statement) == "proved"
    wrong = Equation(found.equation.lhs + psi, 0)
    assert proved(Implication(limit.pde(), wrong)) != "proved"


def test_functions_that_multiply_fields_are_no_fields():
    f, g, v = (Function(n)(x, t) for n in "fgv")
    system = [Equation(f.diff(t), v * g), Equation(g.diff(t), v * f)]
    found = eliminate(system, f)
    assert proved(found.statement) == "proved"
    assert found.equation == eliminate(system, f, fields=[f, g]).equation
    with pytest.raises(InputError, match="none of the fields"):
        eliminate(system, v)


def test_complex_forms():
    forms = {f.combination: f for f in complex_forms(SIGNED)}
    assert set(forms) == {(I, 1), (-I, 1)}
    v, wave = Function("v")(x), s.WAVE
    assert expand(I * forms[I, 1].rate - (-D * wave**2 + v)) == 0
    assert all(proved(f.statement) == "proved" for f in forms.values())
    assert complex_forms(TELEGRAPH) == ()


def test_reality():
    assert is_real(SIGNED)
    coin = Matrix([[cos(a * e), -I * sin(a * e)], [-I * sin(a * e), cos(a * e)]])
    from symq.continuum import Coin, Shift, quantum_walk
    walk = quantum_walk([Coin(coin), Shift((1, -1))], [x], [h], t, e)
    assert not is_real(continuum_limit(walk, Scaling.ballistic(h, e, c)))
    psi, p, q = (Function(n)(x, t) for n in ("psi", "p", "q"))
    assert real_and_imaginary(I * psi.diff(t) + a * psi, {psi: (p, q)}) == (
        a * p - q.diff(t), a * q + p.diff(t))


def test_phase_factors_then_elimination_gives_klein_gordon():
    limit = continuum_limit(rotation(), Scaling.ballistic(h, e, c))
    f, g = limit.fields
    assert limit.operator() == Matrix([[c * s.WAVE, -a], [a, -c * s.WAVE]])
    p, q = Function("p")(x, t), Function("q")(x, t)
    turn = exp(I * a * t)
    new, statement = change_of_variables(limit, {f: -I * turn * (p + q) / 2,
                                                 g: turn * (p - q) / 2}, [p, q])
    assert new == (Equation(p.diff(t), expand(c * q.diff(x) - 2 * I * a * p)),
                   Equation(q.diff(t), c * p.diff(x)))
    assert proved(statement) == "proved"
    found = eliminate(new, p)
    assert expand(found.equation.lhs - (p.diff(t, 2) + 2 * I * a * p.diff(t)
                                        - c**2 * p.diff(x, 2))) == 0
    assert proved(found.statement) == "proved"
    with pytest.raises(EngineRefusal, match="invertible"):
        change_of_variables(limit, {f: p + q, g: p + q}, [p, q])


def test_exact_solutions_are_substituted_back():
    limit = continuum_limit(rotation(), Scaling.ballistic(h, e, c))
    f, g = limit.fields
    assert proved(substituted(limit, {f: cos(a * t), g: sin(a * t)})) == "proved"
    assert proved(substituted(limit, {f: cosh(a * t), g: sinh(a * t)})) == "refuted"


def test_conservation_laws():
    f, g = SIGNED.fields
    flux = f * g.diff(x) - g * f.diff(x)
    assert proved(conservation_law(SIGNED, f**2 + g**2, 2 * D * flux, t, [x])) == "proved"
    assert proved(conservation_law(SIGNED, f**2 + g**2, D * flux, t, [x])) == "refuted"
    assert conservation_law(SIGNED, f, g) == conservation_law(SIGNED, f, g, t, [x])
    with pytest.raises(InputError, match="time and the axes"):
        conservation_law(SIGNED.pde(), f, g)
    with pytest.raises(InputError):
        conservation_law(SIGNED, f, [f, g], t, [x])


def test_limits_account_for_all_branches():
    """i w psi = D (k^2 - w^2/c^2): one root stays, the other runs away like c^2."""
    slow, fast = branches(w**2 / c**2 - w / D + k**2, w, c)
    assert (slow.exponent, slow.count, expand(slow.polynomial + w - D * k**2)) == (0, 1, 0)
    assert (fast.exponent, fast.count) == (2, 1)
    massless = branches(w**2 - c**2 * k**2 - 2 * a * w, w, a, at="0")
    assert [(b.exponent, b.count) for b in massless] == [(0, 2)]
    total = branches(w**4 + c * w**3 + c**3 * w + 1, w, c)
    assert sum(b.count for b in total) == 4


def test_coefficients_in_a_limit():
    psi = Function("psi")(x, t)
    equation = Equation(I * psi.diff(t), -D * (psi.diff(x, 2) - psi.diff(t, 2) / c**2))
    found, statement = coefficient_limit(equation, c)
    assert expand(found.lhs - I * psi.diff(t) - D * psi.diff(x, 2)) == 0
    assert proved(statement) == "proved"


def test_limits_of_coefficients_are_those_of_linear_equations():
    u, V = Function("u")(x, t), Function("V")(x)
    shared = Equation((c - 1) * (u.diff(t) - u.diff(x)) + (c - 1)**2 * u, 0)
    found, statement = coefficient_limit(shared, c, 1)           # the factor c - 1 is divided out
    assert expand(found.lhs - u.diff(t) + u.diff(x)) == 0 and proved(statement) == "proved"
    found, _ = coefficient_limit(Equation(c * u.diff(t), c * V * u + u.diff(x)), c)
    assert expand(found.lhs - u.diff(t) + V * u) == 0
    for equation in (Equation(u.diff(t), -c * u * u.diff(x)), Equation(u.diff(t), c),
                     Equation(u, u)):
        with pytest.raises(InputError, match="is not linear in the fields"):
            coefficient_limit(equation, c)
    for factor in (exp(c), sqrt(c)):
        with pytest.raises(InputError, match="is not rational in c"):
            coefficient_limit(Equation(factor * u.diff(t), u), c)


def test_real_and_imaginary_parts_with_complex_coefficients():
    """e^{ix}(a + ib) = a cos x - b sin x + i (a sin x + b cos x); 1/(c + i) = (c - i)/(c^2 + 1)."""
    psi, p, q = (Function(n)(x, t) for n in ("psi", "a", "b"))
    table = {psi: (p, q)}
    assert real_and_imaginary(exp(I * x) * psi, table) == (
        p * cos(x) - q * sin(x), p * sin(x) + q * cos(x))
    real, imaginary = real_and_imaginary(psi / (c + I), table)
    assert cancel(real - (c * p + q) / (c**2 + 1)) == 0
    assert cancel(imaginary - (c * q - p) / (c**2 + 1)) == 0
    with pytest.raises(EngineRefusal, match="are not found"):
        real_and_imaginary(log(c + I) * psi, table)


def test_changes_of_variables_that_do_not_fit_are_refused():
    u, v, p, q = (Function(n)(x, t) for n in "uvpq")
    system = [Equation(u.diff(t), v), Equation(v.diff(t), u)]
    with pytest.raises(InputError, match="2 equations, 1 old and 1 new fields"):
        change_of_variables(system, {u: p}, [p])
    with pytest.raises(EngineRefusal, match="not determined"):
        change_of_variables(system, {u: p + q, v: p + q}, [p, q])
    with pytest.raises(EngineRefusal, match="at another place"):
        change_of_variables([Equation(u.diff(t), u.diff(x))], {u: p.subs(x, x + t)}, [p])
    found, statement = change_of_variables(system, {u: p + q, v: p - q}, [p, q])
    assert [expand(e.rhs) for e in found] == [p, -q] and proved(statement) == "proved"
