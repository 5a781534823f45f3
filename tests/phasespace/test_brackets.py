"""Brackets of functions: textbook algebras, finite differences, Dirac, Moyal, flows."""

import pytest
from sympy import (
    Function,
    I,
    Matrix,
    Rational,
    Symbol,
    cos,
    cosh,
    exp,
    expand,
    factorial,
    log,
    sin,
    sinh,
    sqrt,
    symbols,
)

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
    star,
    star_terms,
    vanishes,
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
        moyal(ONE, exp(X**2), exp(P**2))
    assert star_terms(ONE, X**3, P**3, 3) == 36
    two = PhaseSpace(2)
    X1, P1, X2, P2 = two.symbols
    # the bracket of products with the second system uncoupled
    assert expand(moyal(two, X1**3 * X2, P1**3) - X2 * moyal(ONE, X1**3, P1**3)) == 0
    assert poisson(two, P2, X2) == -1


def test_star_product_of_exponentials_and_its_series():
    """exp(a.m) star exp(b.m) = exp((a + b).m) exp(i hbar (a_x b_p - a_p b_x)/2), and the series."""
    a, b, c, d, h = symbols("a b c d hbar")
    first, second = exp(a * X + b * P), exp(c * X + d * P)
    closed = star(ONE, first, second)
    assert expand(closed - first * second * exp(I * h * (a * d - b * c) / 2)) == 0
    for f, g in ((X * first, second * P), (cos(X) + X, P * sin(X + P)), (X**3, second)):
        exact = sum(star(ONE, f, g).rewrite(exp).diff(h, k).subs(h, 0) * h**k / factorial(k)
                    for k in range(4))
        assert vanishes(expand((exact - star(ONE, f, g, order=3)).rewrite(exp)))
    left = star(ONE, star(ONE, X * P**2, exp(a * X)), exp(b * P))
    right = star(ONE, X * P**2, star(ONE, exp(a * X), exp(b * P)))
    assert vanishes(expand(left - right))
    assert moyal(ONE, sin(X), cos(P)) == -2 * sin(P) * sin(h / 2) * cos(X) / h
    assert moyal(ONE, exp(X), exp(P), hbar=0) == exp(X) * exp(P)
    oscillator = (X**2 + P**2) / 2
    ground = exp(-(X**2 + P**2) / h)  # H star W = (hbar/2) W for the ground state
    assert vanishes(star(ONE, oscillator, ground) - h / 2 * ground)
    for refused in (lambda: star(ONE, X, P, order=-1), lambda: moyal(ONE, X, P, order=-1),
                    lambda: star_terms(ONE, X, P, -1)):
        with pytest.raises(InputError):
            refused()


def test_divisors_stay_as_they_are_written():
    """Calogero's model: tr L^3 is conserved (F. Calogero, J. Math. Phys. 12, 419 (1971))."""
    space = PhaseSpace(3)
    g = Symbol("g")
    xs, ps = space.symbols[::2], space.symbols[1::2]
    L = [[ps[i] if i == j else I * g / (xs[i] - xs[j]) for j in range(3)] for i in range(3)]
    H = sum(p**2 for p in ps) / 2 + sum(g**2 / (xs[i] - xs[j])**2 for i in range(3)
                                        for j in range(i))
    cube = sum(L[i][j] * L[j][k] * L[k][i] for i in range(3) for j in range(3) for k in range(3))
    assert vanishes(poisson(space, cube, H))
    assert not vanishes(poisson(space, cube + xs[0], H))
    assert poisson(ONE, 1 / (X + 1)**2, P) == -2 / (X + 1)**3
    u, v, q = sqrt(2), sqrt(3), Rational(1, 3)
    x, y = symbols("x y")
    for value in (1 / (x - y) + 1 / (y - x), 1 / (1 / x + 1 / y) - x * y / (x + y),
                  1 / (x + I) - (x - I) / (x**2 + 1), (u + v)**2 - 5 - 2 * sqrt(6),
                  1 / (u + x) - (x - u) / (x**2 - 2), sqrt(x + 1)**3 - (x + 1) * sqrt(x + 1)):
        assert vanishes(value)
        assert not vanishes(value + q * x)


def test_casimirs_with_parameters():
    x, y, z, a, b, c = symbols("x y z a b c")
    top = PoissonManifold((x, y, z), {(x, y): c * z, (y, z): a * x, (z, x): b * y})
    assert top.casimirs(2) == (a * x**2 + b * y**2 + c * z**2,)
    logarithmic = PoissonManifold((x, y, z), {(x, y): a * x * y, (y, z): 2 * a * y * z,
                                              (z, x): a * z * x})
    assert logarithmic.casimirs(3) == ()
    assert logarithmic.casimirs(4) == (x**2 * y * z,)
    with pytest.raises(EngineRefusal):
        PoissonManifold((x, y, z), {(x, y): 1 / z}).casimirs(2)


def test_two_coordinates_have_a_jacobi_identity_too():
    x, y = symbols("x y")
    F = Function("F")
    assert proved(PoissonManifold((x, y), {(x, y): F(x, y)}).jacobi())
    assert proved(PoissonManifold((x,), {}).jacobi())


def test_what_looks_like_a_coordinate_is_refused():
    """A symbol with the name of a coordinate and other flags would count as a constant."""
    real = Symbol("X1", real=True)
    x, y = symbols("x y")
    plane = PoissonManifold((x, y), {(x, y): 1})
    for refused in (lambda: poisson(ONE, real**2, P), lambda: moyal(ONE, P, Symbol("X", real=True)),
                    lambda: plane.bracket(Symbol("x", positive=True)**2, y),
                    lambda: PoissonManifold((x, y), {(x, y): Symbol("x", real=True)}),
                    lambda: generated_statement(ONE, 1, X * P, [P, -X]),
                    lambda: generated_statement(ONE, 1, X * Symbol("Q1", real=True), [P, -X])):
        with pytest.raises(InputError):
            refused()
    assert poisson(ONE, Symbol("X")**2, Symbol("P")) == 2 * X
    assert proved(generated_statement(ONE, 1, X * Symbol("Q1"), [P, -X]))


def test_splits_of_constraints_say_for_which_parameters_they_hold():
    """The lowest Landau level, {x, y} = 1/B, is no level without a field (Dunne, Jackiw 1993)."""
    space = PhaseSpace(2)
    x, p, y, q = space.symbols
    B, a, b = symbols("B a b")
    level = Constraints(space, [p - B * y / 2, q + B * x / 2])
    assert level.dirac_bracket(x, y) == 1 / B
    (condition,) = level.provided
    assert condition.rel == "!=" and condition.lhs.subs(B, 0) == 0
    assert Constraints(space, [p, q]).first_class == (p, q)
    (condition,) = Constraints(space, [p - a * y, q - b * x]).provided
    assert condition.lhs.subs(a, b) == 0 != condition.lhs.subs({a: 1, b: 2})
    assert Constraints(space, [p - a * y, q - a * x]).second_class == ()
    assert Constraints(space, [x**2 + y**2 - 1, x * p + y * q]).provided == ()


def test_flow_of_hamiltonians_that_depend_on_time():
    """A force cos(w t): x = x0 + p0 t + (1 - cos w t)/w^2; t times P drifts by t^2/2."""
    X, P = ONE.symbols
    t, w = symbols("t w")
    found = flow_series(ONE, P**2 / 2 - X * cos(w * t), X, 6, t)
    exact = X + P * t + t**2 / 2 - w**2 * t**4 / 24 + w**4 * t**6 / 720
    assert expand(found - exact) == 0
    assert flow_series(ONE, t * P, X, 4, t) == X + t**2 / 2
    assert flow_series(ONE, P**2 / 2, X - P * t, 4, t) == X          # a constant of the motion
    with pytest.raises(InputError, match="the order -1"):
        flow_series(ONE, P**2, X, -1, t)
    with pytest.raises(InputError, match="is a coordinate"):
        flow_series(ONE, P**2, X, 2, X)
    with pytest.raises(DomainError, match=r"undetermined|divides by zero"):
        flow_series(ONE, P / t, X, 2, t)
