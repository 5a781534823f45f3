"""Bands of hopping models from the literature: fluxes, Dirac points, signs, gaps."""

import numpy as np
import pytest
from sympy import Eq, I, Matrix, Rational, exp, eye, pi, sqrt, symbols

from symq.errors import InputError
from symq.lattice import (
    HoppingModel,
    Lattice,
    SpinModel,
    chain,
    collinear,
    curl,
    divergence,
    ferromagnet,
    formal_adjoint,
    gradient,
    heisenberg,
    honeycomb,
    normal_modes,
    square,
)

t, J, one, two, m = symbols("t J S_1 S_2 m")


def hofstadter(p, q):
    """A magnetic cell of q sites along the first direction, Landau gauge."""
    table = {}
    for n in range(q):
        table.setdefault((n, n), {}).update({(0, 1): -t * exp(2 * pi * I * Rational(p * n, q)),
                                             (0, -1): -t * exp(-2 * pi * I * Rational(p * n, q))})
        last = n == q - 1
        table.setdefault((n, (n + 1) % q), {})[(1, 0) if last else (0, 0)] = -t
        table.setdefault(((n + 1) % q, n), {})[(-1, 0) if last else (0, 0)] = -t
    return HoppingModel.of(square(), "fermions", table, size=q)


@pytest.mark.parametrize("p,q", [(1, 3), (1, 4), (1, 5), (2, 5), (2, 7), (3, 8)])
def test_hofstadter_bands_depend_on_the_wave_vector_by_chambers_relation(p, q):
    """W. Chambers 1965: only the constant term does, by 2 cos(q k_x) + 2 cos(q k_y)."""
    (band,) = hofstadter(p, q).bands().bands
    assert band.degree == q and band.multiplicity == 1
    *inner, last = band.coefficients
    assert all(c.is_constant for c in inner)
    assert {n for n, _ in last.terms} - {(0, 0)} == {(1, 0), (-1, 0), (0, q), (0, -q)}
    k = (Rational(3, 10), Rational(11, 10))
    one_way, other = map(float, k)
    h = np.zeros((q, q), dtype=complex)
    for n in range(q):
        h[n, n] -= 2 * np.cos(2 * np.pi * p * n / q + other)
        there = np.exp(1j * one_way) if n == q - 1 else 1
        h[n, (n + 1) % q] -= there
        h[(n + 1) % q, n] -= np.conj(there)
    w = symbols("w")
    shown = band.polynomial(w, k)
    found = np.poly(np.linalg.eigvalsh(h))
    exact = [complex(shown.subs(t, 1).expand().coeff(w, q - j)) for j in range(q + 1)]
    assert np.allclose(found, exact)


def graphene():
    return HoppingModel.of(honeycomb(), "fermions", {
        (0, 1): {(0, 0): -t, (-1, 0): -t, (0, -1): -t},
        (1, 0): {(0, 0): -t, (1, 0): -t, (0, 1): -t}}).bands()


def test_the_velocity_at_dirac_points():
    """Castro Neto et al. 2009: v = sqrt(3) a t/2 with the lattice constant a, in all directions."""
    bands = graphene()
    for point in bands.gapless_points(3):
        for direction in ((1, 0), (0, 1), (Rational(3, 5), Rational(4, 5))):
            (branch,) = bands.small_momentum(direction, angles=point)
            assert branch.exponent == 1
            assert set(branch.coefficients) == {sqrt(3) * t / 2, -sqrt(3) * t / 2}
        assert bands.gapless_at([exp(I * a) for a in point]) == 2
    assert bands.small_momentum((1, 0), angles=(2 * pi / 5, pi)) == ()


def test_points_that_are_no_phases():
    with pytest.raises(InputError, match="modulus one"):
        graphene().small_momentum((1, 0), (2 * pi / 3, 4 * pi / 3))
    with pytest.raises(InputError, match="not by both"):
        graphene().small_momentum((1, 0), (1, 1), (0, 0))


@pytest.mark.parametrize("known,sign", [([one > two, two > 0], 1), ([two > one, one > 0], -1)])
def test_a_ferrimagnet_has_one_mode_of_positive_stiffness(known, sign):
    """Type B: omega = J S_1 S_2/(2 |S_1 - S_2|) k^2, Brehmer, Mikeska and Yamamoto 1997."""
    model = SpinModel.on(chain(2), [one, two], {1: heisenberg(J)}, assuming=[J > 0, *known])
    (branch,) = collinear(model, [1, -1]).bands().small_momentum((1,))
    assert branch.exponent == 2
    assert (branch.coefficients[0] - sign * J * one * two / (2 * (one - two))).cancel() == 0


def test_proca_has_three_modes_with_a_gap():
    found = normal_modes(eye(3) - gradient() * divergence() / m**2,
                         formal_adjoint(curl()) * curl() + m**2 * eye(3))
    w, k = symbols("W k")
    assert found.factors == ((w - k**2 - m**2, 3),)
    assert found.gaps == ((w - m**2, 3),) and found.exponent is None
    assert Matrix([found.statement.lhs - found.statement.rhs]).expand() == Matrix([0])


def chain_of_two_shells(relation):
    near, far, S = symbols("J_1 J_2 S")
    model = SpinModel.on(chain(), S, {1: heisenberg(-near), 2: heisenberg(far)},
                         assuming=[near > 0, S > 0, relation(near, far)])
    return ferromagnet(model).bands().small_momentum((1,)), near, far, S


def test_exponents_say_for_which_couplings_they_hold():
    """omega = 2S(J1(1 - cos k) - J2(1 - cos 2k)): k^2 for 4 J2 < J1, k^4 at 4 J2 = J1."""
    (free,), near, far, S = chain_of_two_shells(lambda a, b: 4 * b <= a)
    assert free.exponent == 2 and [s.rel for s in free.provided] == ["!="]
    assert free.provided[0].lhs.subs(near, 4 * far) == 0
    (strict,), *_ = chain_of_two_shells(lambda a, b: 4 * b < a)
    assert strict.provided == () and strict.coefficients == (S * (near - 4 * far),)
    (there,), *_ = chain_of_two_shells(lambda a, b: Eq(a, 4 * b))
    assert (there.exponent, there.provided) == (4, ())
    assert there.coefficients[0].subs(near, 4 * far).factor() == far * S


def test_gaps_that_close_for_some_couplings_are_said():
    """The gap 4 K S^2 (3 J + K) of the honeycomb closes at K = 0; dimers at t_1 = +-t_2."""
    K, S = symbols("K S")

    def bands(relation):
        return collinear(SpinModel.on(honeycomb(), S, {1: heisenberg(J)},
                                      anisotropy=Matrix.diag(0, 0, -K),
                                      assuming=[J > 0, S > 0, relation]), [1, -1]).bands()
    assert bands(K >= 0).gapless_points() == {}
    (closing,) = bands(K >= 0).gapless_where().items()
    assert closing[0] == (0, 0) and closing[1][0].lhs.subs(K, 0) == 0
    assert bands(K > 0).gapless_where() == {}
    a, b = symbols("t_1 t_2")
    dimers = Lattice(((1,),), ((0,), (Rational(1, 2),)))
    table = {(0, 1): {(0,): a, (-1,): b}, (1, 0): {(0,): a, (1,): b}}
    free = HoppingModel.of(dimers, "fermions", table).bands()
    assert [k for k in free.gapless_where()] == [(0,), (pi,)]
    equal = HoppingModel.of(dimers, "fermions", table, assuming=[Eq(a, b), a > 0]).bands()
    assert equal.gapless_points() == {(pi,): 2} and equal.gapless_where() == {}
    assert equal.small_momentum((1,), angles=(pi,))[0].exponent == 1
