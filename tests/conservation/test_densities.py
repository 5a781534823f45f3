"""Published conserved densities; fluxes expanded by sympy, independently of the engine."""

import pytest
from sympy import (
    Derivative,
    Function,
    I,
    Rational,
    Symbol,
    cos,
    diff,
    exp,
    expand,
    log,
    partition,
    sin,
    symbols,
)

from symq.conservation import EvolutionEquation
from symq.errors import EngineRefusal, InputError, UnsupportedError
from symq.lang.statement import Equation, Implication
from symq.prove import prove

x, t = symbols("x t")
u, v = Function("u")(x, t), Function("v")(x, t)


def d(f, k=1):
    return diff(f, x, k)


KDV = EvolutionEquation({u: 6 * u * d(u) + d(u, 3)}, x, t)
MKDV = EvolutionEquation({u: 6 * u**2 * d(u) + d(u, 3)}, x, t)
BOUSSINESQ = EvolutionEquation({u: d(v), v: -3 * d(u**2).doit() - d(u, 3)}, x, t)
NLS = EvolutionEquation({u: d(v, 2) + 2 * (u**2 + v**2) * v, v: -d(u, 2) - 2 * (u**2 + v**2) * u},
                        x, t)
SINE_GORDON = EvolutionEquation({d(u): sin(u)}, x, t, weights={u: 0})


def expansion(equation, law):
    """D_t rho - D_x J with every time derivative replaced, by sympy."""
    value = diff(law.density, t) - diff(law.flux, x)
    value = value.doit()
    for f, rhs in zip(equation.fields, equation.rhs, strict=True):
        first = 1 if equation.light_cone else 0
        used = {n.derivative_count for n in value.atoms(Derivative) if n.expr == f}
        for k in range(max(used, default=0), first - 1, -1):
            value = value.subs(diff(f, x, k, t) if k else diff(f, t),
                               diff(rhs, x, k - first).doit())
    return expand(expand(value.doit()).subs(sin(u)**2, 1 - cos(u)**2))


# Miura, Gardner, Kruskal, J. Math. Phys. 9, 1204 (1968), for u_t = 6 u u_x + u_xxx
PUBLISHED = [
    (KDV, 2, u), (KDV, 4, u**2), (KDV, 6, u**3 - d(u)**2 / 2),
    (KDV, 8, 5 * u**4 - 10 * u * d(u)**2 + d(u, 2)**2),
    (KDV, 10, 14 * u**5 - 70 * u**2 * d(u)**2 + 14 * u * d(u, 2)**2 - d(u, 3)**2),
    (MKDV, 2, u**2), (MKDV, 4, u**4 - d(u)**2),
    (MKDV, 6, 2 * u**6 - 10 * u**2 * d(u)**2 + d(u, 2)**2),
    (BOUSSINESQ, 2, u), (BOUSSINESQ, 3, v), (BOUSSINESQ, 5, u * v),
    (BOUSSINESQ, 6, v**2 + d(u)**2 - 2 * u**3),
    (NLS, 2, u**2 + v**2), (NLS, 3, u * d(v)),
    (NLS, 4, d(u)**2 + d(v)**2 - (u**2 + v**2)**2),
    (SINE_GORDON, 2, d(u)**2), (SINE_GORDON, 4, d(u, 2)**2 - d(u)**4 / 4),
    (SINE_GORDON, 6, d(u, 3)**2 - Rational(5, 2) * d(u)**2 * d(u, 2)**2 + d(u)**6 / 8),
]


@pytest.mark.parametrize(("equation", "rank", "density"), PUBLISHED)
def test_published_densities(equation, rank, density):
    (law,) = equation.conserved_densities(rank)
    ring = equation._ring([law.density, density])
    ours, theirs = (ring.read(expand(e.doit())) for e in (law.density, density))
    field = next(f for f in range(len(equation.fields)) if ring.euler(ours, f) != 0)
    ratio = [ring.euler(p, field) for p in (ours, theirs)]
    c = ratio[0].leading_coefficient() / ratio[1].leading_coefficient()
    for f in range(len(equation.fields)):
        assert ring.euler(ours - theirs * c, f) == 0
    assert expansion(equation, law) == 0


@pytest.mark.parametrize(("equation", "rank", "count"), [
    (KDV, 3, 0), (KDV, 5, 0), (KDV, 7, 0), (KDV, 12, 1), (MKDV, 8, 1), (MKDV, 5, 0),
    (BOUSSINESQ, 4, 0), (BOUSSINESQ, 7, 0), (BOUSSINESQ, 8, 1), (NLS, 5, 1), (NLS, 6, 1),
    (SINE_GORDON, 3, 0), (SINE_GORDON, 8, 1),
])
def test_how_many_there_are(equation, rank, count):
    laws = equation.conserved_densities(rank)
    assert len(laws) == count
    for law in laws:
        if rank < 8:
            assert expansion(equation, law) == 0


@pytest.mark.parametrize("equation", [KDV, MKDV, BOUSSINESQ, NLS, SINE_GORDON])
def test_rank_eight_has_a_density_whose_flux_is_proved(equation):
    (law,) = equation.conserved_densities(8)
    assert prove(law.identity).verdict == "proved"
    wrong = equation.check(law.density + d(u)**2 * d(u, 2)**2, law.flux)
    assert prove(wrong.identity).verdict == "refuted"


def test_explicit_x_and_t():
    (law,) = KDV.conserved_densities(1, explicit=(1, 1))
    assert expand(law.density - (x * u + 3 * t * u**2)) == 0
    assert expansion(KDV, law) == 0


@pytest.mark.parametrize(("equation", "rank"), [(KDV, 6), (MKDV, 4), (SINE_GORDON, 4), (NLS, 3)])
def test_the_prover_agrees_and_a_false_flux_is_refuted(equation, rank):
    (law,) = equation.conserved_densities(rank)
    assert prove(law.statement).verdict == "proved"
    for step in law.derivation().steps:
        assert prove(step.statement).verdict == "proved"
    wrong = equation.check(law.density, law.flux + u * d(u))
    assert prove(wrong.identity).verdict == "refuted"
    assert prove(Equation(law.identity.lhs + law.density, law.identity.rhs)).verdict == "refuted"


def test_parameters_and_equations_without_scaling():
    beta = Symbol("beta")
    kdv = EvolutionEquation({u: 6 * u * d(u) + beta * d(u, 3)}, x, t, {u: 2, beta: 0, t: -3})
    (law,) = kdv.conserved_densities(6)
    ratio = law.density.expand().coeff(d(u)**2) / law.density.expand().coeff(u**3)
    assert expand(ratio + beta / 2) == 0 and expansion(kdv, law) == 0
    lab = EvolutionEquation({u: v, v: d(u, 2) - sin(u)}, x, t)
    laws = lab.conserved_combinations([v**2, d(u)**2, cos(u), v * d(u)])
    assert len(laws) == 2 and all(expansion(lab, w) == 0 for w in laws)
    assert any(expand(w.density - w.density.coeff(v**2) * (v**2 + d(u)**2 - 2 * cos(u))) == 0
               for w in laws)
    assert all(prove(w.statement).verdict == "proved" for w in laws)


def test_linear_equations():
    schroedinger = EvolutionEquation({u: -d(v, 2) / 2, v: d(u, 2) / 2}, x, t, {u: 1})
    densities = [law.density for r in (2, 3, 4) for law in schroedinger.conserved_densities(r)]
    assert expand(densities[0] - u**2 - v**2) == 0           # probability
    wave = EvolutionEquation({u: v, v: d(u, 2)}, x, t, {u: 1})
    energy = [expand(law.density) for law in wave.conserved_densities(4)]
    assert any(e.coeff(v**2) != 0 and e.coeff(d(u)**2) == e.coeff(v**2) for e in energy)
    a, b, c, e = (Function(n)(x, t) for n in "abce")
    m = Symbol("m")
    dirac = EvolutionEquation({a: -d(a) + m * e, b: -d(b) - m * c, c: d(c) + m * b,
                               e: d(e) - m * a}, x, t, {a: 1, m: 1})
    laws = dirac.conserved_densities(2)
    assert any(expand(law.density - a**2 - e**2) == 0 for law in laws)    # two decoupled pairs
    assert all(expansion(dirac, law) == 0 for law in laws)


def test_integrable_fifth_order_equations():
    """Lax (10, 20, 30), Sawada-Kotera (5, 5, 5), Kaup-Kupershmidt (10, 25, 20) up to scaling."""
    a, b, c = symbols("a b c")
    family = EvolutionEquation({u: d(u, 5) + a * u * d(u, 3) + b * d(u) * d(u, 2)
                                + c * u**2 * d(u)}, x, t)
    (rank4,) = family.parameter_conditions(4) or ((),)
    for values in ((10, 20, 30), (30, 60, 270)):
        point = dict(zip((a, b, c), values, strict=True))
        assert all(g.subs(point) == 0 for conditions in family.parameter_conditions(6)
                   for g in conditions)
    kept = dict(zip((a, b, c), (10, 20, 30), strict=True))
    assert all(g.subs(kept) == 0 for g in rank4)
    (conditions,) = family.parameter_conditions(6)
    for good in ((10, 20, 30), (5, 5, 5), (10, 25, 20)):
        assert all(g.subs(dict(zip((a, b, c), good, strict=True))) == 0 for g in conditions)
    assert any(g.subs({a: 1, b: 1, c: 1}) != 0 for g in conditions)


def test_malformed_input():
    with pytest.raises(InputError, match="no scaling"):
        EvolutionEquation({u: u * d(u) + d(u, 3) + u**3}, x, t).conserved_densities(2)
    with pytest.raises(EngineRefusal, match="itself"):
        SINE_GORDON.conserved_combinations([u**2])
    with pytest.raises(InputError, match="not positive"):
        EvolutionEquation({u: exp(u) * d(u)}, x, t, {u: 0}).conserved_densities(2)
    with pytest.raises(EngineRefusal, match="total derivative"):
        ring = KDV._ring([u**2])
        ring.potential(ring.read(u**2))


@pytest.mark.parametrize("make", [
    lambda: EvolutionEquation({}, x, t), lambda: EvolutionEquation([u], x, t),
    lambda: EvolutionEquation({u: u.diff(x)}, x, x),
    lambda: EvolutionEquation({u: Function("w")(x, t)}, x, t)])
def test_equations_that_are_none(make):
    with pytest.raises(InputError):
        make()


def test_high_ranks_are_decided_without_trees_of_derivatives():
    """Sawada-Kotera: no density of rank 10, and one of rank 12, with nine derivatives."""
    equation = EvolutionEquation({u: diff(u, x, 5) + 5*u*diff(u, x, 3)
                                  + 5*diff(u, x)*diff(u, x, 2) + 5*u**2*diff(u, x)}, x, t)
    assert equation.conserved_densities(10) == ()
    (law,) = equation.conserved_densities(12)
    assert prove(law.statement).verdict == "proved"
    goal = law.statement.conclusion
    assert prove(Implication(law.statement.premises, Equation(goal.lhs, 2*goal.rhs))
                 ).verdict == "refuted"


def test_ranks_with_too_many_monomials_are_refused():
    """Parts of at least two: partitions of the rank less those of the number before it."""
    assert len(KDV.monomials(20)) == partition(20) - partition(19)
    for rank in (60, 200, 10**7):
        with pytest.raises(EngineRefusal, match="lower rank"):
            KDV.conserved_densities(rank)
    with pytest.raises(EngineRefusal, match=f"{partition(60) - partition(59)} monomials"):
        KDV.parameter_conditions(60)
    with pytest.raises(InputError, match="no rational number"):
        KDV.conserved_densities(x)
    assert KDV.monomials(Rational(1, 2)) == KDV.monomials(-3) == []


def test_free_scalings_give_positive_weights():
    """Shallow water: u and v = u^2 in weight, one density of each rank; the wave equation has the
    energy; the heat equation keeps u alone."""
    shallow = EvolutionEquation({u: u * diff(u, x) + diff(v, x), v: diff(u * v, x)}, x, t)
    assert (shallow.weights[u], shallow.weights[v]) == (1, 2)
    assert [len(shallow.conserved_densities(r)) for r in range(1, 6)] == [1] * 5
    energy, momentum = EvolutionEquation({u: v, v: diff(u, x, 2)}, x, t).conserved_densities(4)
    assert energy.density == v**2 + diff(u, x)**2
    assert prove(momentum.statement).verdict == "proved"
    heat = EvolutionEquation({u: diff(u, x, 2)}, x, t)
    assert [law.density for law in heat.conserved_densities(1)] == [u]
    assert heat.conserved_densities(2) == heat.conserved_densities(3) == ()


def test_derivatives_by_time_on_the_right_are_named():
    with pytest.raises(InputError, match=r"Derivative\(u\(x, t\), t\) on the right side"):
        EvolutionEquation({u: diff(u, t) + diff(u, x, 2)}, x, t)


def laws(equation, candidates):
    found = equation.conserved_combinations(candidates)
    for law in found:
        assert prove(law.statement).verdict == "proved", law
    return found


def test_harry_dym():
    """u_t = u^3 u_xxx conserves 1/u, 1/u^2, u_x^2/u and 4 u u_xx^2 + u_x^4/u, and not u."""
    ux, uxx = d(u), d(u, 2)
    dym = EvolutionEquation({u: u**3 * diff(u, x, 3)}, x, t)
    found = laws(dym, [1 / u, 1 / u**2, ux**2 / u, u, u**2])
    assert {law.density for law in found} == {1 / u, 1 / u**2, ux**2 / u}
    assert next(law.flux for law in found if law.density == 1 / u) == ux**2 / 2 - u * uxx
    (higher,) = laws(dym, [u * uxx**2, ux**4 / u, ux**2 * uxx])
    assert (higher.density * 4 - 4 * u * uxx**2 - ux**4 / u).expand() == 0
    assert laws(dym, [1 / u**3, ux / u]) == ()


def test_gas_dynamics_in_the_coordinates_of_lagrange():
    """w_t = u_x, u_t = -p_x: energy u^2/2 + e(w) with de/dw = -p; the isothermal gas p = 1/w has
    e = -log(w), and the flux of u w a logarithm too."""
    w = Function("w")(x, t)
    gas = EvolutionEquation({w: diff(u, x), u: diff(w, x) / w**2}, x, t)
    found = laws(gas, [u, w, u * w, u**2, log(w), 1 / w])
    assert {law.density for law in found} == {u, w, u * w, u**2 - 2 * log(w)}
    cubic = EvolutionEquation({w: diff(u, x), u: 3 * diff(w, x) / w**4}, x, t)
    energy = [law.density for law in laws(cubic, [u**2, log(w), 1 / w**2, 1 / w**3])]
    assert energy == [u**2 + 1 / w**2]
    with pytest.raises(UnsupportedError):
        laws(gas, [log(u + w)])
    with pytest.raises(UnsupportedError):
        laws(gas, [1 / (u + w)])


def test_complex_coefficients_of_densities():
    """Kaup and Newell 1978: i q q* _x + |q|^4/2 is conserved by i q_t + q_xx + i (|q|^2 q)_x = 0;
    for KdV with an imaginary amplitude u -> i u of its third density."""
    p, q, v = (Function(n)(x, t) for n in "pqv")
    derivative = EvolutionEquation({p: I * diff(p, x, 2) + diff(p**2 * q, x),
                                    q: -I * diff(q, x, 2) + diff(q**2 * p, x)}, x, t)
    assert derivative.weights[p] == derivative.weights[q] == Rational(1, 2)
    (second,) = derivative.conserved_densities(2)
    assert (second.density - p * diff(q, x) - I * p**2 * q**2 / 2).expand() == 0
    assert prove(second.statement).verdict == "proved"
    (third,) = EvolutionEquation({v: I * v * diff(v, x) + diff(v, x, 3)}, x, t) \
        .conserved_densities(6)
    assert (third.density - diff(v, x)**2 + I * v**3 / 3).expand() == 0


def test_parameter_conditions_try_every_leading_term():
    """|q|^2 is conserved by all equations with a |q|^2 q_x + b q^2 q*_x; the fourth density singles
    out those of Kaup and Newell (a = 2 b) and of Chen, Lee and Liu (b = 0)."""
    a, b = symbols("a b")
    p, q = (Function(n)(x, t) for n in "pq")
    family = EvolutionEquation({p: I * diff(p, x, 2) + a * p * q * diff(p, x)
                                + b * p**2 * diff(q, x),
                                q: -I * diff(q, x, 2) + a * p * q * diff(q, x)
                                + b * q**2 * diff(p, x)}, x, t)
    assert family.parameter_conditions(1) == ((),)
    assert family.parameter_conditions(4) == ((a * b - 2 * b**2,),)
    damped = EvolutionEquation({p: I * diff(p, x, 2) + a * p * q * diff(p, x),
                                q: -I * diff(q, x, 2) + b * p * q * diff(q, x)}, x, t)
    assert damped.parameter_conditions(1) == ((a - b,),)
