"""Dispersions from the literature, exactly, with the published formula typed in."""

import math

import pytest
from sympy import (
    Function,
    I,
    Integer,
    Matrix,
    Rational,
    Symbol,
    cancel,
    cos,
    diag,
    expand,
    expand_trig,
    eye,
    pi,
    sin,
    sqrt,
    symbols,
)

from symq.errors import EngineRefusal, InputError, InternalError
from symq.lang.statement import Equation
from symq.lattice import (
    Bond,
    CellComplex,
    FieldModel,
    HoppingModel,
    LatticeElectrodynamics,
    SpinModel,
    SpinState,
    chain,
    collinear,
    cubic,
    derive_spin_waves,
    diamond,
    dzyaloshinskii_moriya,
    ferromagnet,
    heisenberg,
    holstein_primakoff,
    honeycomb,
    kagome,
    landau_lifshitz,
    landau_lifshitz_equation,
    plane_wave_statement,
    pyrochlore,
    square,
    staggered,
    triangular,
    wave_equation,
    xxz,
)
from symq.lattice.bands import OMEGA
from symq.lattice.bosons import characteristic_statement
from symq.prove import prove

J, S, D, K, J2, h, w = symbols("J S D K J_2 h Delta")
k1, k2, k3 = K3 = symbols("k_1 k_2 k_3", real=True)
POSITIVE = [J > 0, S > 0]
third, root3 = Rational(-1, 2), sqrt(3) / 2


def same(found, expected):
    return _zero(found - expected)


def _zero(e):
    """Exact zero test by z_a on the unit circle."""
    z = dict(zip(K3, symbols("y_1 y_2 y_3"), strict=True))
    e = expand_trig(e)
    for k, y in z.items():
        e = e.subs({cos(k): (y + 1 / y) / 2, sin(k): (y - 1 / y) / (2 * I)})
    return cancel(e) == 0


def factors(bands):
    d = bands.lattice.dimension
    return [(b.polynomial(angles=K3[:d]), b.multiplicity) for b in bands.bands]


def heisenberg_model(lattice, sign, **options):
    return SpinModel.on(lattice, S, {1: heisenberg(sign * J)}, assuming=POSITIVE, **options)


def test_ferromagnetic_chain():
    """omega = 2 J S (1 - cos k): Bloch 1930; Kittel, chapter 12."""
    bands = ferromagnet(heisenberg_model(chain(), -1)).bands()
    ((p, m),) = factors(bands)
    assert m == 1
    assert same(p, OMEGA - 2 * J * S * (1 - cos(k1)))
    (branch,) = bands.small_momentum((1,))
    assert (branch.exponent, branch.coefficients) == (2, (J * S,))


def test_antiferromagnetic_chain():
    """omega = 2 J S |sin k|: Anderson 1952; Kittel, chapter 12. In both descriptions."""
    state = collinear(heisenberg_model(chain(2), 1), [1, -1])
    ((p, m),) = factors(state.bands())
    assert m == 2
    assert same(p, OMEGA**2 - 2 * J**2 * S**2 * (1 - cos(k1)))  # (2 J S sin(k/2))**2, cell 2 a
    ((p, m),) = factors(staggered(heisenberg_model(chain(), 1)).bands())
    assert m == 1
    assert same(p, OMEGA**2 - 4 * J**2 * S**2 * sin(k1)**2)


@pytest.mark.parametrize(("lattice", "speed_squared"), [(square(), 8), (cubic(), 12)])
def test_antiferromagnet_on_hypercubic_lattices(lattice, speed_squared):
    """omega = 2 d J S sqrt(1 - gamma**2), c = 2 sqrt(d) J S a: Anderson 1952; Oguchi 1960."""
    d = lattice.dimension
    bands = staggered(heisenberg_model(lattice, 1)).bands()
    gamma = sum(cos(k) for k in K3[:d]) / d
    ((p, _),) = factors(bands)
    assert same(p, OMEGA**2 - 4 * d**2 * J**2 * S**2 * (1 - gamma**2))
    direction = (1, 0, 0)[:d]
    (branch,) = bands.small_momentum(direction)
    assert expand(branch.coefficients[0]**2) == speed_squared * J**2 * S**2
    assert len(bands.gapless_points()) == 2                   # k = 0 and the ordering vector


def test_triangular_lattice_120_degrees():
    """omega = 3 J S sqrt((1 - g)(1 + 2 g)): Jolicoeur and Le Guillou 1989."""
    model = heisenberg_model(triangular(), 1)
    waves = SpinState.of(model, [(1, 0, 0)], [(third, root3), (third, -root3)]).spin_waves()
    bands = waves.bands()
    gamma = (cos(k1) + cos(k2) + cos(k1 - k2)) / 3
    ((p, m),) = factors(bands)
    assert m == 1
    assert same(p, OMEGA**2 - 9 * J**2 * S**2 * (1 - gamma) * (1 + 2 * gamma))
    assert waves.stability.verdict == "stable"
    assert bands.gapless_points(3).keys() == {(0, 0), (2 * pi / 3, 4 * pi / 3),
                                              (4 * pi / 3, 2 * pi / 3)}
    (branch,) = bands.small_momentum((1, 0))
    assert expand(branch.coefficients[0]**2) == Rational(27, 4) * J**2 * S**2


def test_honeycomb():
    """J S sqrt(9 - |f|**2) and 3 J S +- J S |f|: e.g. Mattsson et al. 1994."""
    f2 = 3 + 2 * (cos(k1) + cos(k2) + cos(k1 - k2))
    ((p, m),) = factors(collinear(heisenberg_model(honeycomb(), 1), [1, -1]).bands())
    assert m == 2
    assert same(p, OMEGA**2 - J**2 * S**2 * (9 - f2))
    ((p, m),) = factors(ferromagnet(heisenberg_model(honeycomb(), -1)).bands())
    assert m == 1
    assert same(p, (OMEGA - 3 * J * S)**2 - J**2 * S**2 * f2)


def test_kagome_has_an_exactly_flat_band():
    """Ferromagnet: 6 J S flat; q = 0 antiferromagnet: zero band (Harris et al. 1992)."""
    bands = ferromagnet(heisenberg_model(kagome(), -1)).bands()
    (flat,) = bands.flat_bands
    assert flat.polynomial() == OMEGA - 6 * J * S
    c = third
    bands = SpinState.of(heisenberg_model(kagome(), 1),
                         [(1, 0, 0), (c, root3, 0), (c, -root3, 0)]).bands()
    assert bands.zero_bands == 1
    (band,) = [b for b in bands.bands if not b.is_zero]
    assert band.multiplicity == 2
    assert same(band.polynomial(angles=K3[:2]),
                OMEGA**2 - J**2 * S**2 * (3 - cos(k1) - cos(k2) - cos(k1 - k2)))


def test_pyrochlore_ferromagnet_has_two_flat_bands():
    """8 J S, twice: e.g. Zhang et al. 2013 (four bands, two of them flat)."""
    bands = ferromagnet(heisenberg_model(pyrochlore(), -1)).bands()
    (flat,) = bands.flat_bands
    assert (flat.polynomial(), flat.multiplicity) == (OMEGA - 8 * J * S, 2)


def square_neel(second, *assuming):
    return staggered(SpinModel.on(square(), S, {1: heisenberg(J), 2: heisenberg(second)},
                                  assuming=[*POSITIVE, *assuming]))


def test_j1_j2_and_its_instability():
    """Neel order on the square lattice for J2 < J/2 (Chandra and Doucot 1988)."""
    waves = square_neel(J2, J2 >= 0, 2 * J2 < J).spin_waves()
    a = 4 * J * S - 4 * J2 * S * (1 - cos(k1) * cos(k2))
    b = 2 * J * S * (cos(k1) + cos(k2))
    ((p, _),) = factors(waves.bands())
    assert same(p, OMEGA**2 - (a**2 - b**2))
    assert waves.stability.verdict in ("stable", "unknown")
    with pytest.raises(EngineRefusal, match=r"unstable at k\.a = .*in the direction"):
        square_neel(J2, J2 > 0, 2 * J2 > J).bands()
    assert square_neel(Rational(3, 5) * J).spin_waves().stability.verdict == "unstable"


def test_xxz_chain_in_both_phases():
    """2 J S sqrt(Delta**2 - cos(k)**2) with Delta > 1: Anderson 1952."""
    model = SpinModel.on(chain(2), S, {1: xxz(J, w)}, assuming=[*POSITIVE, w > 1])
    ((p, m),) = factors(collinear(model, [1, -1]).bands())
    assert m == 2
    assert same(p, OMEGA**2 - 2 * J**2 * S**2 * (2 * w**2 - 1 - cos(k1)))
    easy_plane = SpinModel.on(chain(2), S, {1: xxz(J, w)}, assuming=[*POSITIVE, w >= 0, w < 1])
    with pytest.raises(EngineRefusal, match="unstable"):
        collinear(easy_plane, [1, -1]).bands()


def test_single_ion_gap():
    """H = -J S.S' - K (S^z)**2: gap 2 K S at leading order; a field along z adds h."""
    model = heisenberg_model(chain(), -1, anisotropy=Matrix.diag(0, 0, -K), field=(0, 0, h))
    model = SpinModel.on(chain(), S, {1: heisenberg(-J)}, Matrix.diag(0, 0, -K), (0, 0, h),
                         [*POSITIVE, K > 0, h > 0])
    bands = ferromagnet(model).bands()
    ((p, _),) = factors(bands)
    assert same(p, OMEGA - 2 * J * S * (1 - cos(k1)) - 2 * K * S - h)
    assert bands.gapless_points() == {}


def test_dzyaloshinskii_moriya_shifts_the_minimum():
    """omega = 2 S (J - J cos k - D sin k) + h with D.(S x S') along z; omega(k) != omega(-k)."""
    bond = Bond(0, 0, (1,))
    model = SpinModel.on(chain(), S, [(bond, heisenberg(-J) + dzyaloshinskii_moriya(0, 0, D))],
                         field=(0, 0, h), assuming=[*POSITIVE, D > 0, D < J, h > S * D**2 / J])
    bands = ferromagnet(model).bands()
    found = [p for p, _ in factors(bands)]
    expected = [OMEGA - 2 * S * (J - J * cos(k1) + s * D * sin(k1)) - h for s in (1, -1)]
    assert any(same(found[0], e) or same(found[1], e) for e in expected)
    assert prove(ferromagnet(model).spin_waves().statement()).verdict == "proved"
    unpolarised = SpinModel.on(chain(), S, model.bonds, assuming=[*POSITIVE, D > 0])
    with pytest.raises(EngineRefusal, match="unstable"):
        ferromagnet(unpolarised).bands()


def test_the_spiral_of_a_dzyaloshinskii_moriya_chain():
    """tan(angle) = D/J: the gauge rotation makes it a ferromagnet of strength sqrt(J**2 + D**2)."""
    bond = Bond(0, 0, (1,))
    model = SpinModel.on(chain(), S, [(bond, heisenberg(-4) + dzyaloshinskii_moriya(0, 0, -3))],
                         assuming=[S > 0])
    ((p, _),) = factors(SpinState.of(model, [(1, 0, 0)], [(Rational(4, 5), Rational(3, 5))])
                        .bands())
    in_plane, out = 5, 4                                     # exchange 5 along, 4 for z
    assert same(p, OMEGA**2 - 4 * S**2 * (in_plane - in_plane * cos(k1))
                * (in_plane - out * cos(k1)))


def test_canted_antiferromagnet_in_a_field():
    """Chain in a field h = 8 J S sin(angle)/2: gap h at k = 0, gapless at the other (Kittel)."""
    theta = Symbol("theta", real=True)
    c, s = cos(theta), sin(theta)
    model = SpinModel.on(chain(2), S, {1: heisenberg(J)}, field=(4 * J * S * s, 0, 0),
                         assuming=[*POSITIVE, theta > 0, theta < 1])
    bands = SpinState.of(model, [(s, 0, c), (s, 0, -c)]).bands()
    assert bands.gapless_at((1,)) == 1
    total = bands.polynomial().subs({Symbol("z_1"): 1})
    assert _zero(total.subs(OMEGA, 4 * J * S * s).subs({s: sin(k1), c: cos(k1)}))
    with pytest.raises(EngineRefusal, match="not stationary"):
        SpinState.of(model, [(0, 0, 1), (0, 0, -1)])


def test_diatomic_phonons():
    """M m w**4 - 2 K (M + m) w**2 + 2 K**2 (1 - cos k) = 0: Ashcroft and Mermin, (22.36)."""
    u, p, v, q = (Function(x) for x in "upvq")
    n, m, M = symbols("n m M")
    density = p(n)**2 / (2 * m) + q(n)**2 / (2 * M) + K * (u(n) - v(n))**2 / 2 \
        + K * (u(n + 1) - v(n))**2 / 2
    model = FieldModel.of(chain(), [n], [(u, p), (v, q)], density, [m > 0, M > 0, K > 0])
    waves = model.oscillations()
    ((found, _),) = factors(waves.bands())
    assert same(found * m * M, m * M * OMEGA**4 - 2 * K * (m + M) * OMEGA**2
                + 2 * K**2 * (1 - cos(k1)))
    low = next(b for b in waves.bands().small_momentum((1,)) if b.exponent == 1)
    assert low.coefficients is not None
    assert (low.coefficients[0]**2 - K / (2 * (m + M))).simplify() == 0
    assert waves.stability.verdict == "stable"


def test_rotors_at_a_saddle_are_refused():
    theta, L, n = Function("theta"), Function("L"), Symbol("n")
    density = J * L(n)**2 - K * cos(theta(n + 1) - theta(n)) - h * cos(theta(n))
    model = FieldModel.of(chain(), [n], [(theta, L)], density, [J > 0, K > 0, h > 0])
    ((p, _),) = factors(model.oscillations().bands())
    assert same(p, OMEGA**2 - 2 * J * (h + 2 * K * (1 - cos(k1))))
    with pytest.raises(EngineRefusal, match=r"unstable at k\.a = \(0\)"):
        model.oscillations({theta: pi}).bands()
    with pytest.raises(EngineRefusal, match="not stationary"):
        model.oscillations({theta: pi / 2})
    with pytest.raises(InputError, match="no canonical pair"):
        FieldModel.of(chain(), [n], [(theta, L)], Function("x")(n))


@pytest.mark.parametrize(("lattice", "zero", "speed"), [
    (square(), 1, 4), (cubic(), 1, 4), (triangular(), 1, 1), (honeycomb(), 2, 6)])
def test_lattice_electrodynamics(lattice, zero, speed):
    """One photon polarisation in two dimensions, two in three; c**2 = 4 g J a**2 (Kogut 1979).

    On the others c**2 from energies per area: flux B a**2 sqrt(3)/4 through each triangle and
    B a**2 sqrt(3)/2 through each hexagon, links of length a and a/sqrt(3) in three directions.
    """
    g = Symbol("g")
    light = LatticeElectrodynamics(CellComplex.of(lattice), J, g, assuming=(J > 0, g > 0))
    assert prove(light.gauss()).verdict == "proved"
    waves = light.oscillations()
    bands = waves.bands()
    assert bands.zero_bands == zero                           # links minus transverse modes
    assert light.speed_squared == speed * g * J
    if lattice in (square(), cubic()):
        d = lattice.dimension
        (photon,) = [b for b in bands.bands if not b.is_zero]
        assert photon.multiplicity * photon.degree == d - 1
        assert same(photon.polynomial(angles=K3[:d]),
                    OMEGA**2 - 8 * g * J * sum(1 - cos(k) for k in K3[:d]))


def test_maxwell_in_three_dimensions():
    g, a, t, x, y, z = symbols("g a t x y z")
    light = LatticeElectrodynamics(CellComplex.of(cubic()), J, g, assuming=(J > 0, g > 0))
    E, B = (tuple(Function(f"{f}_{c}") for c in "xyz") for f in "EB")
    found = light.maxwell((x, y, z), t, a, E, B)
    assert len(found.equations) == 8
    assert prove(found.expansion).verdict == "proved"
    with pytest.raises(EngineRefusal, match="cubic"):
        LatticeElectrodynamics(CellComplex.of(square()), J, g).maxwell((x, y, z), t, a, E, B)


def test_landau_lifshitz():
    """dS/dt = J a**2 S x S'' (Landau and Lifshitz 1935) and dS/dt = S x h in a field."""
    x, t, a = symbols("x t a", real=True)
    S3 = tuple(Function(f"S_{c}") for c in "xyz")
    model = heisenberg_model(chain(), -1)
    found = landau_lifshitz_equation(model, S3, (x,), t, a)
    vector = Matrix([f(x, t) for f in S3])
    expected = J * a**2 * vector.cross(vector.diff(x, 2))
    for equation, e in zip(found.equations, expected, strict=True):
        assert expand((equation.rhs - e).doit()) == 0
    assert prove(found.expansion).verdict == "proved"
    alone = SpinModel.on(chain(), S, {}, field=(0, 0, h))
    s = Matrix(symbols("s_x s_y s_z"))
    assert landau_lifshitz(alone, {(0, (0,)): s}, 0) == Matrix([s[1] * h, -s[0] * h, 0])


def test_continuum_equations_of_bands():
    bands = ferromagnet(heisenberg_model(chain(), -1)).bands()
    n, x, t, k = symbols("n_x x t k", real=True)
    u = Function("u")
    (branch,) = bands.small_momentum([n])
    found = wave_equation(branch, [n], u, [x], t)
    assert (found.lhs - found.rhs).has(u(x, t).diff(x, 2))
    with pytest.raises(InputError, match="other symbols"):
        wave_equation(bands.small_momentum()[0], [n], u, [x], t)
    assert prove(plane_wave_statement(found, u, [x], t, [k], J * S * k**2)).verdict == "proved"
    assert prove(plane_wave_statement(found, u, [x], t, [k], 2 * J * S * k**2)).verdict == "refuted"


def test_bosons_and_fermions():
    """Graphene |f|, and the Bogoliubov sound c = sqrt(n U/m) on a lattice (Bogoliubov 1947)."""
    t, U = symbols("t U")
    hops = {(0, 1): {(0, 0): -t, (-1, 0): -t, (0, -1): -t},
            (1, 0): {(0, 0): -t, (1, 0): -t, (0, 1): -t}}
    bands = HoppingModel.of(honeycomb(), "fermions", hops).bands()
    ((p, _),) = factors(bands)
    assert same(p, OMEGA**2 - t**2 * (3 + 2 * (cos(k1) + cos(k2) + cos(k1 - k2))))
    assert set(bands.gapless_points(3)) == {(2 * pi / 3, 4 * pi / 3), (4 * pi / 3, 2 * pi / 3)}
    gas = HoppingModel.of(chain(), "bosons", {(0, 0): {(0,): 2 * t + U, (1,): -t, (-1,): -t}},
                          {(0, 0): {(0,): U}}, [t > 0, U > 0])
    ((p, _),) = factors(gas.bands())
    e = 2 * t * (1 - cos(k1))
    assert same(p, OMEGA**2 - e * (e + 2 * U))
    assert prove(gas.statement()).verdict == "proved"
    (sound,) = gas.bands().small_momentum((1,))
    assert expand(sound.coefficients[0]**2) == 2 * t * U
    with pytest.raises(EngineRefusal, match="not Hermitian"):
        HoppingModel.of(chain(), "bosons", {(0, 0): {(1,): t}})
    with pytest.raises(EngineRefusal, match="wrong symmetry"):
        HoppingModel.of(chain(), "fermions", {(0, 0): {(1,): t, (-1,): t}},
                        {(0, 0): {(1,): U, (-1,): U}})
    with pytest.raises(EngineRefusal, match="unstable"):
        HoppingModel.of(chain(), "bosons", {(0, 0): {(0,): t, (1,): -t, (-1,): -t}},
                        assuming=[t > 0]).bands()


def test_kitaev_chain():
    """E**2 = (2 t cos k + mu)**2 + 4 Delta**2 sin(k)**2: Kitaev 2001."""
    t, mu, gap = symbols("t mu Delta")
    bands = HoppingModel.of(chain(), "fermions", {(0, 0): {(0,): -mu, (1,): -t, (-1,): -t}},
                            {(0, 0): {(1,): gap, (-1,): -gap}}).bands()
    total = Integer(1)
    for b in bands.bands:
        total *= b.polynomial(angles=[k1])**b.multiplicity
    assert same(total, OMEGA**2 - (2 * t * cos(k1) + mu)**2 - 4 * gap**2 * sin(k1)**2)


def test_holstein_primakoff_agrees_with_landau_lifshitz():
    waves = collinear(heisenberg_model(chain(2), 1), [1, -1]).spin_waves()
    bosons = holstein_primakoff(waves)
    assert prove(characteristic_statement(bosons.matrix(), waves.bands())).verdict == "proved"
    wrong = ferromagnet(heisenberg_model(chain(2), -1)).bands()
    assert prove(characteristic_statement(bosons.matrix(), wrong)).verdict == "refuted"


def test_every_line_of_a_derivation_is_proved():
    state = collinear(heisenberg_model(chain(2), 1), [1, -1])
    derivation = derive_spin_waves(state, (1,))
    assert [prove(s.statement, derivation.assuming).verdict for s in derivation.steps] \
        == ["proved"] * len(derivation.steps)
    assert len(derivation.steps) == 6


@pytest.mark.parametrize("build", [
    lambda: SpinModel.on(chain(), S, {1: Matrix.eye(2)}),
    lambda: SpinModel.on(chain(), S, [(Bond(0, 0, (0.5,)), eye(3))]),
    lambda: SpinModel.on(chain(), S, {1: dzyaloshinskii_moriya(0, 0, D)}),
    lambda: SpinModel.on(chain(), S, [(Bond(0, 0, (1,)), eye(3)), (Bond(0, 0, (-1,)), eye(3))]),
    lambda: SpinModel.on(chain(), [S, S], {1: eye(3)}),
    lambda: SpinModel.on(chain(), S, [(Bond(0, 1, (1,)), eye(3))]),
    lambda: SpinState.of(SpinModel.on(chain(), S, {1: eye(3)}), [(1, 1, 0)]),
    lambda: collinear(SpinModel.on(chain(), S, {1: eye(3)}), [2]),
    lambda: SpinModel.on(chain(), S, {1: J}),
    lambda: SpinModel.on(chain(), S, {1: eye(3)}, anisotropy={1: eye(3)}),
    lambda: SpinModel.on(chain(), S, {1: eye(3)}, field={-1: (0, 0, 1)}),
    lambda: dzyaloshinskii_moriya(0, D),
    lambda: HoppingModel.of(chain(), "fermions", {}, size=-1),
    lambda: square().supercell([1000, 1000]),
    lambda: SpinModel.on(chain(), 0.5, {1: eye(3)})])
def test_malformed_models_are_refused(build):
    with pytest.raises(InputError) as caught:
        build()
    assert not isinstance(caught.value, InternalError)


@pytest.mark.parametrize("lattice", [triangular(), kagome(), pyrochlore()])
def test_neel_order_needs_a_bipartite_lattice(lattice):
    with pytest.raises(EngineRefusal, match="odd number of sites"):
        staggered(SpinModel.on(lattice, S, {1: heisenberg(J)}, assuming=[J > 0, S > 0]))


def test_non_hermitian_models_are_refused():
    with pytest.raises(EngineRefusal, match="not real"):
        SpinModel.on(chain(), S, {1: I * eye(3)})
    with pytest.raises(EngineRefusal, match="not symmetric"):
        SpinModel.on(chain(), S, {1: eye(3)}, anisotropy=dzyaloshinskii_moriya(0, 0, 1))
    with pytest.raises(EngineRefusal, match="not invariant"):
        SpinState.of(SpinModel.on(chain(), S, {1: Matrix.diag(1, 2, 3)}), [(1, 0, 0)],
                     [(third, root3)])
    with pytest.raises(EngineRefusal, match="no couplings"):
        ferromagnet(SpinModel.on(chain(), S, {1: heisenberg(J)}, assuming=[J > 0, J < 0])).bands()


def test_stability_is_shown_by_squares_that_are_written_out():
    """Honeycomb antiferromagnet with an easy axis: one square per bond, and what is left over."""
    model = SpinModel.on(honeycomb(), S, {1: heisenberg(J)}, anisotropy=diag(0, 0, -K),
                         assuming=[J > 0, S > 0, K > 0])
    found = collinear(model, [1, -1]).spin_waves().stability
    form, *signs = found.evidence
    assert (found.verdict, prove(form).verdict) == ("stable", "proved")
    assert {s.lhs for s in signs} == {J*S, 2*K*S}
    bonds = [a for a in form.rhs.args if sum(f.is_Add for f in a.args) == 2]
    assert len(bonds) == 6                   # three for each of the two sectors
    for one in bonds:                        # a square that is lost or turned round is noticed
        assert prove(Equation(form.lhs, form.rhs - one)).verdict == "refuted"
        assert prove(Equation(form.lhs, form.rhs - 2*one)).verdict == "refuted"


def test_neel_order_with_several_sites_in_the_cell():
    """Diamond: nearest spins are opposite whichever cell is taken, and second neighbours alike."""
    model = SpinModel.on(diamond(), S, {1: heisenberg(J), 2: heisenberg(-K)},
                         assuming=[J > 0, S > 0, K > 0])
    order = staggered(model)
    assert [d[0] for d in order.directions] == [1, -1] and order.spiral is None
    assert order.bands().polynomial() == collinear(model, [1, -1]).bands().polynomial()
    long = SpinModel.on(square().supercell([3, 1]), S, {1: heisenberg(J)}, assuming=[J > 0, S > 0])
    assert staggered(long).spin_waves().stability.witness is None
    with pytest.raises(EngineRefusal, match="odd number of sites"):
        staggered(SpinModel.on(kagome(), S, {1: heisenberg(J)}, assuming=[J > 0, S > 0]))


def test_the_spiral_of_a_frustrated_chain():
    """cos Q = -J/(4 J2) and w^2 = 4 S^2 (J(k) - J(Q)) ((J(Q + k) + J(Q - k))/2 - J(Q)) (Yosida)."""
    second = symbols("J_2", real=True)
    model = SpinModel.on(chain(), S, {1: heisenberg(J), 2: heisenberg(second)},
                         assuming=[J > 0, S > 0, second > J / 4])
    turn = (-J / (4 * second), sqrt(1 - J**2 / (16 * second**2)))
    bands = SpinState.of(model, [(1, 0, 0)], [turn]).bands()
    for b in (0.6, 1.0, 2.0):
        q = math.acos(-1 / (4 * b))

        def exchange(k, b=b):
            return math.cos(k) + b * math.cos(2 * k)

        for k in (0.3, 1.0, 2.2):
            expected = 2 * math.sqrt((exchange(k) - exchange(q)) * (
                (exchange(q + k) + exchange(q - k)) / 2 - exchange(q)))
            (found,) = bands.frequencies_at([k], {J: 1, S: 1, second: Rational(str(b))})
            assert abs(found - expected) < 1e-9


def test_a_field_beyond_the_spin_flop_is_found_to_be_unstable():
    """h_sf = 2 S sqrt(K (K + 2 J)): above it Neel order along the field is a saddle."""
    h = symbols("h", real=True)

    def order(*more):
        return collinear(SpinModel.on(chain(2), S, {1: heisenberg(J)}, field=(0, 0, h),
                                      anisotropy=Matrix.diag(0, 0, -K),
                                      assuming=[J > 0, S > 0, K > 0, h > 0, *more]), [1, -1])

    with pytest.raises(EngineRefusal, match="unstable"):
        order().bands()
    assert order(h**2 < 4 * S**2 * K * (K + 2 * J)).spin_waves().stability.verdict == "stable"
