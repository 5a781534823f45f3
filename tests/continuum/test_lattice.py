"""What the lattice itself says: dispersion, doublers, conserved rows."""

import pytest
from sympy import Function, I, Matrix, Symbol, cancel, cos, exp, expand, pi, sin

from symq.continuum import (
    Coin,
    Scaling,
    Shift,
    continuum_limit,
    persistent_walk,
    quantum_walk,
    random_walk,
)
from symq.continuum.lattice import (
    conservation_statement,
    conserved_rows,
    dispersion,
    dispersion_statement,
    doublers,
    steps_of,
)
from symq.errors import EngineRefusal, InputError
from symq.prove import prove

from . import schemes as s
from .schemes import FIXED_NUMBER, FIXED_RATIO, HALF, D, a, c, e, h, m, t, x


def test_dirac_walk_has_cos_w_equal_cos_m_cos_k():
    coin = Matrix([[cos(m), -I * sin(m)], [-I * sin(m), cos(m)]])
    walk = quantum_walk([Coin(coin), Shift((1, -1))], [x], [h], t, h)
    found = dispersion(walk)
    w, k = Symbol("w"), Symbol("k")
    at = found.at((k,), (1,)).subs(Symbol("lambda"), exp(-I * w))
    expected = 2 * exp(-I * w) * (cos(w) - cos(m) * cos(k))
    assert expand((at - expected).rewrite(exp), power_exp=True).subs(
        sin(m)**2, 1 - cos(m)**2).rewrite(exp).expand().simplify() == 0


def test_von_neumann_factor_of_crank_nicolson():
    found = dispersion(s.crank_nicolson())
    z, r = found.waves[0], Symbol("r")
    bend = z - 2 + 1 / z
    assert cancel(found.polynomial - (Symbol("lambda") - (1 + r * bend / 2) / (1 - r * bend / 2))) \
        == 0


def test_dispersion_needs_constant_coefficients():
    with pytest.raises(EngineRefusal, match="position"):
        dispersion(s.signed_walk(Function("v")(x)))


@pytest.mark.parametrize("scheme, scaling, options", [
    (s.leapfrog(), FIXED_RATIO, {"branch": 1, "orders": 2}),
    (s.ftcs(), FIXED_NUMBER, {"orders": 2}),
    (persistent_walk(a, x, h, t, e), Scaling.diffusive(h, e, D), {}),
])
def test_the_generator_solves_the_exact_dispersion(scheme, scaling, options):
    limit = continuum_limit(scheme, scaling, **options)
    assert prove(dispersion_statement(limit)).verdict == "proved"
    k = limit.orders
    matrix = limit.work.generator.terms[k]
    key = next(iter(matrix))
    matrix[key] = matrix[key] * 2
    assert prove(dispersion_statement(limit)).verdict == "refuted"


def test_doublers():
    """A walk with steps +-1 lives on two sublattices; centred differences have a doubler."""
    walk = doublers(random_walk({1: HALF, -1: HALF}, [x], [h], t, e), Scaling.diffusive(h, e, D))
    assert [(copy.wave_vector, copy.limit.period) for copy in walk] == [((0,), 1), ((pi,), 2)]
    assert walk[0].limit.operator() == walk[1].limit.operator()
    leap = doublers(s.leapfrog(), FIXED_RATIO)
    assert len(leap) == 2
    assert [copy.wave_vector for copy in doublers(s.upwind(), FIXED_RATIO)] == [(0,)]


def test_conserved_rows():
    assert conserved_rows(persistent_walk(a, x, h, t, e)) == (Matrix([[1, 1]]),)
    rows = conserved_rows(s.d2q9())
    assert len(rows) == 3
    assert conserved_rows(s.leapfrog()) == (Matrix([[1, 1]]),)
    assert conserved_rows(s.crank_nicolson()) == (Matrix([[1]]),)
    well = random_walk({1: HALF * (1 - D * x * h), -1: HALF * (1 + D * x * h)}, [x], [h], t, e)
    assert conserved_rows(well) == (Matrix([[1]]),)
    assert prove(conservation_statement(well, Matrix([[1]]))).verdict == "proved"
    killed = random_walk({1: HALF, -1: HALF - c}, [x], [h], t, e, check=False)
    assert conserved_rows(killed) == ()
    assert prove(conservation_statement(killed, Matrix([[1]]))).verdict == "refuted"


def test_several_steps_as_one():
    w = Function("w")
    scheme = random_walk({1: w(x), -1: 1 - w(x)}, [x], [h], t, e)
    twice = dict(steps_of(scheme, 2).old[0])
    assert expand(twice[(0,)][0] - (1 - w(x + h)) * w(x) - w(x - h) * (1 - w(x))) == 0
    with pytest.raises(InputError):
        steps_of(s.crank_nicolson(), 2)
