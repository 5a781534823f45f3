"""Inputs without a limit are refused, with the right reason and a remedy that works."""

import pytest
from sympy import Abs, Function, I, Matrix, Rational, cos, exp, sin, sqrt, symbols

from symq.continuum import (
    Coin,
    EntwinedWalk,
    Scaling,
    Scheme,
    Shift,
    continuum_limit,
    dispersion,
    from_equations,
    lattice_boltzmann,
    persistent_walk,
    quantum_walk,
    random_walk,
    walk_with_memory,
)
from symq.errors import (
    DimensionError,
    DomainError,
    EngineRefusal,
    InexactError,
    InputError,
)

from . import schemes as s
from .schemes import FIXED_NUMBER, HALF, D, a, c, e, h, m, t, u, x

STEP = Scaling(e, ())


def walk(coin, **options):
    return quantum_walk([Coin(Matrix(coin)), Shift((1, -1))], [x], [e], t, e, **options)


def refused(scheme, scaling, **options):
    with pytest.raises(EngineRefusal) as caught:
        continuum_limit(scheme, scaling, **options)
    return caught.value


def test_drift_under_diffusive_scaling_names_frame_and_scaling():
    biased = random_walk({1: Rational(2, 3), -1: Rational(1, 3)}, [x], [h], t, e)
    error = refused(biased, Scaling.diffusive(h, e, D))
    assert "diverges" in error.reason
    assert "2*D/(3*h)" in error.suggestion
    # the frame that is named works
    limit = continuum_limit(biased, Scaling.diffusive(h, e, D), moving_frame=2 * D / (3 * h))
    assert limit.operator(0)[0] == 8 * D * s.WAVE**2 / 9


def test_killing_at_a_fixed_rate_diverges():
    killed = Scheme.explicit({1: HALF, -1: HALF, 0: -a * h}, ("u",), (x,), (h,), t, e)
    assert "diverges" in refused(killed, Scaling.diffusive(h, e, D)).reason
    continuum_limit(killed, Scaling.ballistic(h, e, c).with_values({a: 1})
                    if False else Scaling(h, ((e, h),)))


def test_rotation_by_an_arbitrary_angle():
    error = refused(walk([[cos(m), -sin(m)], [sin(m), cos(m)]]), STEP)
    assert "no fraction of a turn" in error.reason
    assert "rotating" in error.suggestion


def test_rotation_by_a_rational_angle_that_is_no_fraction_of_a_turn():
    error = refused(walk([[Rational(3, 5), -Rational(4, 5)], [Rational(4, 5), Rational(3, 5)]]),
                    STEP)
    assert "no roots of unity" in error.reason


def test_rotation_that_depends_on_position():
    theta = Function("theta")(x)
    error = refused(walk([[cos(theta), -sin(theta)], [sin(theta), cos(theta)]]), STEP)
    assert "no fraction of a turn" in error.reason


def test_secular_growth():
    wave = s.scalar(u(x, t + e) - 2 * u(x, t) + u(x, t - e),
                    u(x + h, t) - 2 * u(x, t) + u(x - h, t))
    error = refused(wave, Scaling(h, ((e, h),)))
    assert "secular" in error.reason
    assert "difference quotients" in error.suggestion


def test_growing_modes():
    assert "growing" in refused(walk([[2, 0], [0, 1]], check=False), STEP).reason


def test_everything_decays_at_different_rates_that_are_unknown():
    b = symbols("b")
    error = refused(walk([[a, 0], [0, b]], check=False), STEP)
    assert "no mode persists" in error.reason


def test_a_wrong_period_is_refused():
    swap = walk([[0, 1], [1, 0]])
    assert continuum_limit(swap, STEP, period=4).period == 4
    error = refused(swap, STEP, period=3)
    assert "use the period 2" in error.suggestion
    v = Function("v")(x)
    assert "use the period 8" in refused(s.signed_walk(v), Scaling.diffusive(h, e, D),
                                         period=4).suggestion


def test_a_branch_that_does_not_exist():
    assert "no mode" in refused(s.ftcs(), FIXED_NUMBER, branch=-1).reason


def test_observables_must_be_slow_and_independent():
    memory = walk_with_memory([1, -1], Matrix([[1 - a, a], [a, 1 - a]]), [x], [h], t, e)
    scaling = Scaling.diffusive(h, e, D)
    assert "not slow" in refused(memory, scaling, observables=[[1, 0]]).reason
    assert "observables" in refused(memory, scaling, observables=[[1, 1], [1, -1]]).reason
    fine = continuum_limit(memory, scaling, observables=[[2, 2]], names=["twice"])
    assert fine.names == ("twice",)


def test_singular_implicit_part():
    scheme = from_equations([(u(x + h, t + e) - u(x, t + e), u(x, t))], [u], [x], [h], t, e)
    assert "singular" in refused(scheme, Scaling(h, ((e, h),))).reason


def test_a_coefficient_that_diverges():
    scheme = Scheme.explicit({0: 1 + 1 / h}, ("u",), (x,), (h,), t, e)
    assert "diverge" in refused(scheme, Scaling(h, ((e, h),))).reason


def test_coefficients_that_are_not_carried():
    for coefficient in (Function("g")(a), Function("g")(2 * x), Abs(x), 2**Rational(1, 3),
                        (1 + x)**Rational(1, 3)):
        scheme = Scheme.explicit({0: 1 + h * coefficient}, ("u",), (x,), (h,), t, e)
        assert refused(scheme, Scaling(h, ((e, h),))).reason


def test_malformed_input():
    with pytest.raises(DomainError, match="add up to 3/4"):
        random_walk({1: HALF, -1: Rational(1, 4)}, [x], [h], t, e)
    with pytest.raises(DomainError, match="the probability -1/2 of the step -1 is negative"):
        random_walk({1: 3 * HALF, -1: -HALF}, [x], [h], t, e)
    with pytest.raises(DimensionError, match=r"the step \(1, 0\) has 2 components"):
        random_walk({(1, 0): HALF, -1: HALF}, [x], [h], t, e)
    with pytest.raises(InputError, match=r"equation 1 is u\(x, t\); give a pair"):
        from_equations([u(x, t)], [u], [x], [h], t, e)
    with pytest.raises(InputError, match="not linear"):
        from_equations([(u(x, t + e), u(x, t)**2)], [u], [x], [h], t, e)
    with pytest.raises(InputError, match="without a field"):
        from_equations([(u(x, t + e), u(x, t) + 1)], [u], [x], [h], t, e)
    with pytest.raises(InputError, match="multiple"):
        from_equations([(u(x, t + e), u(x + h**2, t))], [u], [x], [h], t, e)
    with pytest.raises(InputError, match="whole number"):
        from_equations([(u(x, t + e), u(x, t - e / 2))], [u], [x], [h], t, e)
    with pytest.raises(InputError, match="one time"):
        from_equations([(u(x, t), u(x + h, t))], [u], [x], [h], t, e)
    with pytest.raises(DimensionError):
        Scheme.explicit({(1, 0): HALF}, ("u",), (x,), (h,), t, e)
    with pytest.raises(DimensionError):
        Scheme.explicit({1: Matrix([[1, 0]])}, ("u",), (x,), (h,), t, e)
    with pytest.raises(InexactError):
        Scheme.explicit({1: 0.5}, ("u",), (x,), (h,), t, e)
    with pytest.raises(InputError, match="distinct names"):
        Scheme.explicit({1: Matrix([[1, 0], [0, 1]])}, ("u", "u"), (x,), (h,), t, e)
    with pytest.raises(DimensionError, match="singular"):
        lattice_boltzmann([(1,), (-1,)], Matrix([[1, 1], [1, 1]]), Matrix([[1, 0], [0, 0]]),
                          [0, 1], [x], [h], t, e)
    with pytest.raises(InputError, match="positive power"):
        continuum_limit(s.ftcs(), Scaling(h, ((e, 1 + h),)))
    with pytest.raises(InputError, match="not computed"):
        continuum_limit(s.ftcs(), FIXED_NUMBER).operator(1)
    with pytest.raises(InputError, match="orders -1"):
        continuum_limit(s.ftcs(), FIXED_NUMBER, orders=-1)


@pytest.mark.parametrize("make", [
    lambda: random_walk([1, 2], [x], [h], t, e), lambda: random_walk({"a": 1}, [x], [h], t, e),
    lambda: random_walk({0.5: 1}, [x], [h], t, e), lambda: random_walk({1: 1}, [x], [0], t, e),
    lambda: random_walk({1: 1}, [x], [h], t, 0), lambda: Coin("x"), lambda: Shift((1.5, 1)),
    lambda: quantum_walk([3], [x], [h], t, e), lambda: persistent_walk(2, x, h, t, e),
    lambda: Scaling(3, ()), lambda: Scaling(h, ((e, h), (e, h**2))),
    lambda: Scaling(h, ((e, h * a), (a, e))), lambda: continuum_limit(3, FIXED_NUMBER),
    lambda: continuum_limit(s.ftcs(), 3)])
def test_arguments_of_another_kind(make):
    with pytest.raises(InputError):
        make()


@pytest.mark.parametrize("options", [{"orders": 1.5}, {"orders": "a"}, {"orders": 10**6},
                                     {"period": 0}, {"period": 1.5}, {"observables": [[1, 2]]},
                                     {"observables": "u"}])
def test_options_of_another_kind(options):
    with pytest.raises(InputError):
        continuum_limit(s.ftcs(), FIXED_NUMBER, **options)


def test_corrections_that_were_not_computed():
    limit = continuum_limit(s.ftcs(), FIXED_NUMBER, orders=2)
    assert limit.pde(2)
    with pytest.raises(InputError, match="not computed"):
        limit.pde(3)


def test_a_negative_time_step():
    with pytest.raises(InputError, match="negative"):
        continuum_limit(s.ftcs(), Scaling(h, ((e, -h**2),)))


def test_a_scaling_in_terms_of_another_one():
    """A rate given by the step, which is given by the spacing: both orders of the table agree."""
    one = Scaling(h, ((e, h**2), (a, 3 * e / h)))
    assert one.values == Scaling(h, ((a, 3 * e / h), (e, h**2))).values[::-1]
    assert dict(one.values)[a] == 3 * h


def test_a_lattice_is_the_same_everywhere():
    walk = random_walk({1: HALF, -1: HALF}, [x], [h], t, e)
    for value in (x * h**2, t * h**2):
        with pytest.raises(InputError, match="depends on a coordinate"):
            continuum_limit(walk, Scaling(h, ((e, value),)))
    for spacing, step in ((x * h, e), (h, t * e)):
        with pytest.raises(InputError, match="depends on a coordinate"):
            random_walk({1: HALF, -1: HALF}, [x], [spacing], t, step)


def test_what_stands_in_the_place_of_a_scheme_or_a_field():
    with pytest.raises(InputError, match="give u = Function"):
        from_equations([(u(x, t + e), u(x, t))], [u(x, t)], [x], [h], t, e)
    with pytest.raises(InputError, match="should be a Scheme"):
        dispersion(None)
    with pytest.raises(InputError, match="whole number"):
        EntwinedWalk(HALF).densities(1.5, "left")


b, k = symbols("b k")
HADAMARD = [[1 / sqrt(2), 1 / sqrt(2)], [1 / sqrt(2), -1 / sqrt(2)]]
UNITARY = [HADAMARD, [[Rational(3, 5), Rational(4, 5) * I], [Rational(4, 5) * I, Rational(3, 5)]],
           [[cos(k * x), -I * sin(k * x)], [-I * sin(k * x), cos(k * x)]],
           [[exp(I * Function("v")(x)), 0], [0, exp(-I * k)]], [[0, I], [1, 0]],
           [[(1 + I) / 2, (1 - I) / 2], [(1 - I) / 2, (1 + I) / 2]]]
NOT_UNITARY = [([[1, 1], [1, -1]], "product of all"), ([[1, 1], [0, 1]], r"entry \(1, 2\)"),
               ([[cos(k), sin(k)], [sin(k), cos(k)]], r"entry \(1, 2\)"),
               ([[1, 0], [0, 2]], r"entry \(2, 2\)"),
               ([[exp(k), 0], [0, exp(-k)]], r"entry \(1, 1\)"),
               ([[cos(k), sin(b)], [-sin(b), cos(k)]], r"entry \(1, 1\)"),
               ([[Rational(3, 5), Rational(4, 5)], [Rational(4, 5), Rational(3, 5)]], r"\(1, 2\)"),
               ([[0, 0], [0, 0]], r"entry \(1, 1\)"), ([[a, -b], [b, a]], r"entry \(1, 1\)")]


@pytest.mark.parametrize("coin", UNITARY, ids=str)
def test_unitary_coins(coin):
    assert walk(coin).n == 2


@pytest.mark.parametrize("coin,said", NOT_UNITARY, ids=str)
def test_coins_that_are_not_unitary(coin, said):
    with pytest.raises(DomainError, match=said):
        walk(coin)
    assert walk(coin, check=False).n == 2


def test_what_is_assumed_of_a_coin():
    assert walk([[a, -b], [b, a]], assuming=[a**2 + b**2 - 1 >= 0, a**2 + b**2 - 1 <= 0]).n == 2
    with pytest.raises(DomainError):
        walk([[a, -b], [b, a]], assuming=[a > 0])
    there, back = Coin([[1, 1], [1, -1]]), Coin([[HALF, HALF], [HALF, -HALF]])
    rows = quantum_walk([there, Shift((1, -1)), back], [x], [e], t, e)
    assert rows.n == 2                    # into another basis and back
