"""Brackets of functions: textbook algebras, finite differences, Dirac, Moyal, flows."""

import pytest
from sympy import Function, Matrix, Symbol, cos, cosh, exp, expand, log, sin, sinh, symbols

from symq.errors import DomainError, EngineRefusal, InputError
from symq.phasespace import (
    Constraints,
    DiscreteFunctional,
    PhaseSpace,
    PoissonManifold,
    bracket_failure,
    bracket_is_product,
    canonical_statement,
    derive_linear_bracket,
    derive_linear_flow,
    difference_bracket,
    flow_series,
    generated_statement,
    hamilton_equations,
    jacobi_equation,
    jacobi_statement,
    jacobiator,
    leibniz_equation,
    leibniz_statement,
    moyal,
    moyal_is_poisson,
    poisson,
    star_terms,
)
from symq.prove import prove

x, y, z = symbols("x y z")
ONE = PhaseSpace(1)
X, P = ONE.symbols


def proved(statement):
    return prove(statement).verdict == "proved"


def refuted(statement):
    return prove(statement).verdict == "refuted"


def test_angular_momentum_algebra_and_its_casimir():
    so3 = PoissonManifold((x, y, z), {(x, y): z, (y, z): x, (z, x): y})
    assert proved(so3.jacobi())
    assert so3.casimirs(2) == (x**2 + y**2 + z**2,)
    assert proved(so3.casimir_statement(x**2 + y**2 + z**2))
    assert refuted(so3.casimir_statement(x**2 + y**2 - z**2))
    # angular momentum of a particle realises it
    space = PhaseSpace(3)
    X1, P1, X2, P2, X3, P3 = space.symbols
    L = (X2 * P3 - X3 * P2, X3 * P1 - X1 * P3, X1 * P2 - X2 * P1)
    assert expand(poisson(space, L[0], L[1]) - L[2]) == 0
    assert expand(poisson(space, L[1], L[2]) - L[0]) == 0


def test_euler_top():
    a, b, c = symbols("a b c", nonzero=True)
    top = PoissonManifold((x, y, z), {(x, y): z, (y, z): x, (z, x): y})
    motion = top.equations(x**2 / (2 * a) + y**2 / (2 * b) + z**2 / (2 * c))
    assert expand(motion[x] - y * z * (1 / c - 1 / b) * -1) == 0 or \
        expand(motion[x] - y * z * (1 / c - 1 / b)) == 0
    energy = sum(diffs * v for diffs, v in ((x / a, motion[x]), (y / b, motion[y]),
                                            (z / c, motion[z])))
    assert expand(energy) == 0


def test_lotka_volterra_has_a_logarithmic_casimir():
    u, v, w = symbols("u v w", positive=True)
    m = PoissonManifold((u, v, w), {(u, v): u * v, (v, w): v * w, (w, u): u * w})
    assert proved(m.casimir_statement(log(u) + log(v) + log(w)))
    assert m.casimirs(3) == (u * v * w,)


def test_bivectors_that_are_not_poisson_are_refused():
    with pytest.raises(DomainError, match="Jacobiator"):
        PoissonManifold((x, y, z), {(x, y): z, (y, z): 1, (z, x): z * y})
    with pytest.raises(InputError):
        PoissonManifold((x, y), {(x, y): 1, (y, x): 1})
    with pytest.raises(InputError):
        PoissonManifold((x, y), {(x, z): 1})


def test_functions_in_the_bivector():
    m = PoissonManifold((x, y), {(x, y): exp(x) * cos(y)})
    assert m.bracket(x, y) == exp(x) * cos(y)
    with pytest.raises(DomainError, match="Jacobiator"):
        PoissonManifold((x, y, z), {(x, y): sin(z), (y, z): x, (z, x): y * z})


def test_smooth_bracket_is_the_symplectic_product_and_a_derivation():
    assert proved(bracket_is_product(1))
    assert proved(bracket_is_product(2))
    assert proved(leibniz_statement(ONE))
    assert poisson(PhaseSpace(2), Symbol("X1") * Symbol("X2"), Symbol("P1")) == Symbol("X2")


@pytest.mark.slow
def test_jacobi_for_unknown_functions():
    assert proved(jacobi_statement(ONE))


def test_difference_bracket_of_linear_functionals():
    for step in derive_linear_bracket(2).steps:
        assert proved(step.statement)
    for d in (2, 3, 4, 5):
        space = PhaseSpace(1, d)
        f, g = DiscreteFunctional(space, "X + P"), DiscreteFunctional(space, "X - P")
        value = difference_bracket(f, g)
        assert value.is_constant
        assert value((0, 0)) == space.bracket("X + P", "X - P") == -2 % d


@pytest.mark.parametrize("d", [2, 3, 4])
def test_difference_bracket_is_no_poisson_bracket(d):
    space = PhaseSpace(1, d)
    assert bracket_failure(space, "antisymmetry") is None
    failure = bracket_failure(space, "Leibniz")
    f, g, h = failure.functions
    b = difference_bracket
    m = failure.point
    assert (b(f * g, h)(m) - f(m) * b(g, h)(m) - b(f, h)(m) * g(m) - failure.difference) % d == 0
    assert failure.difference != 0


def test_jacobi_of_the_difference_bracket():
    """Decided on indicator functions; compared with all triples of functions for one bit."""
    space = PhaseSpace(1, 2)
    every = [DiscreteFunctional.of(space, [k >> i & 1 for i in range(4)]) for k in range(16)]
    b = difference_bracket
    broken = any(not (b(f, b(g, h)) + b(g, b(h, f)) + b(h, b(f, g))).is_zero
                 for f in every for g in every for h in every)
    assert (bracket_failure(space, "Jacobi") is not None) == broken


def test_difference_rules_as_statements():
    space = PhaseSpace(1, 3)
    a, b = space.symbols
    assert refuted(leibniz_equation(space, a, a, b))
    assert proved(jacobi_equation(space, a, b, a + b))
    with pytest.raises(EngineRefusal):
        DiscreteFunctional(ONE, "X")
    with pytest.raises(InputError):
        DiscreteFunctional(space, 1 / a)
    with pytest.raises(InputError):
        bracket_failure(space, "Hamilton")
    with pytest.raises(EngineRefusal):
        bracket_failure(PhaseSpace(2, 3), "Leibniz")


def test_difference_bracket_against_its_definition():
    space = PhaseSpace(2, 3)
    a, b, c, e = space.symbols
    f, g = DiscreteFunctional(space, a**2 * e + b), DiscreteFunctional(space, b * c - e**2)
    value = difference_bracket(f, g)
    for m in ((0, 0, 0, 0), (1, 2, 0, 1), (2, 2, 1, 2)):
        total = 0
        for i in (0, 2):
            mx = tuple(v + (k == i) for k, v in enumerate(m))
            mp = tuple(v + (k == i + 1) for k, v in enumerate(m))
            total += (f(mx) - f(m)) * (g(mp) - g(m)) - (f(mp) - f(m)) * (g(mx) - g(m))
        assert value(m) == total % 3


def test_dirac_bracket_of_a_particle_on_a_sphere():
    """{x_i, p_j}_D = delta_ij - x_i x_j/|x|^2, {p_i, p_j}_D = -(x_i p_j - x_j p_i)/|x|^2."""
    space = PhaseSpace(2)
    X1, P1, X2, P2 = space.symbols
    flat = PoissonManifold.canonical(space)
    c = Constraints(flat, [X1**2 + X2**2 - 1, X1 * P1 + X2 * P2])
    assert c.first_class == ()
    assert len(c.second_class) == 2
    r2 = X1**2 + X2**2
    assert proved_equal(c.dirac_bracket(X1, P1), 1 - X1**2 / r2)
    assert proved_equal(c.dirac_bracket(X1, P2), -X1 * X2 / r2)
    assert proved_equal(c.dirac_bracket(P1, P2), -(X1 * P2 - X2 * P1) / r2)
    assert proved(c.statement())


def proved_equal(a, b):
    return expand((a - b).together().as_numer_denom()[0]) == 0


def test_first_and_second_class():
    space = PhaseSpace(2)
    X1, P1, X2, P2 = space.symbols
    flat = PoissonManifold.canonical(space)
    gauge = Constraints(flat, [P1, X1 * P1])
    assert set(gauge.first_class) == {P1, X1 * P1}
    mixed = Constraints(flat, [X1, P1 + P2, P2])
    assert mixed.first_class == (P2,)
    assert len(mixed.second_class) == 2
    assert mixed.dirac_bracket(X2, P2) == 1
    assert jacobiator(mixed.dirac_bracket, X2**2, P2 * X2, P2) == 0
    with pytest.raises(InputError):
        Constraints(flat, [])
    with pytest.raises(EngineRefusal, match="no numbers"):
        Constraints(flat, [P1, P2 * X1 + P1, X2])


def test_canonical_transformations():
    a = Symbol("a", nonzero=True)
    assert proved(canonical_statement(ONE, [a * X, P / a]))
    assert proved(canonical_statement(ONE, [P, -X]))
    assert refuted(canonical_statement(ONE, [P, X]))
    assert refuted(canonical_statement(ONE, [X**2, P]))
    Q, K = Symbol("Q1"), Symbol("K1")
    assert proved(generated_statement(ONE, 1, X * Q, [P, -X]))
    assert proved(generated_statement(ONE, 2, X * K, [X, P]))
    assert proved(generated_statement(ONE, 2, X * K + X**3, [X, P - 3 * X**2]))
    assert proved(generated_statement(ONE, 3, -P * Q, [X, P]))
    assert proved(generated_statement(ONE, 4, P * K, [P, -X]))
    assert refuted(generated_statement(ONE, 1, X * Q, [P, X]))
    with pytest.raises(InputError):
        generated_statement(ONE, 5, X * Q, [P, X])


def test_flows():
    t = Symbol("t", real=True)
    assert hamilton_equations(ONE, P**2 / 2 - cos(X)) == {X: P, P: -sin(X)}
    S = Matrix([[cos(t), sin(t)], [-sin(t), cos(t)]])
    for step in derive_linear_flow(ONE, (X**2 + P**2) / 2, S, t).steps:
        assert proved(step.statement), step
    wrong = derive_linear_flow(ONE, (X**2 + P**2) / 2, S.T, t)
    assert refuted(wrong.steps[1].statement)
    squeeze = Matrix([[cosh(t), sinh(t)], [sinh(t), cosh(t)]])
    for step in derive_linear_flow(ONE, (P**2 - X**2) / 2, squeeze, t).steps:
        assert proved(step.statement), step
    series = flow_series(ONE, (X**2 + P**2) / 2, X, 4, t)
    assert expand(series - (X * (1 - t**2 / 2 + t**4 / 24) + P * (t - t**3 / 6))) == 0
    with pytest.raises(DomainError):
        derive_linear_flow(ONE, X**3, S, t)


def test_moyal_bracket():
    h = Symbol("hbar")
    assert expand(moyal(ONE, X**3, P**3) - (9 * X**2 * P**2 - 3 * h**2 / 2)) == 0
    assert moyal(ONE, X**2, P**2) == poisson(ONE, X**2, P**2)
    f = Function("f")(X, P)
    assert expand(moyal(ONE, X**2 / 2, f, order=4) - poisson(ONE, X**2 / 2, f)) == 0
    assert proved(moyal_is_poisson(ONE, X**2 + X * P))
    with pytest.raises(DomainError):
        moyal_is_poisson(ONE, X**3)
    with pytest.raises(EngineRefusal):
        moyal(ONE, exp(X), exp(P))
    assert star_terms(ONE, X**3, P**3, 3) == 36
    two = PhaseSpace(2)
    X1, P1, X2, P2 = two.symbols
    # the bracket of products with the second system uncoupled
    assert expand(moyal(two, X1**3 * X2, P1**3) - X2 * moyal(ONE, X1**3, P1**3)) == 0
    assert poisson(two, P2, X2) == -1
