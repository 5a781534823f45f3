"""Entropies, expansions, the WAY obstruction and wave packets."""

from random import Random

import mpmath
import numpy as np
import pytest
from sympy import (
    E,
    I,
    Integer,
    Matrix,
    N,
    Rational,
    Symbol,
    cos,
    diff,
    exp,
    integrate,
    log,
    oo,
    pi,
    sin,
    sqrt,
)

from symq.conservation import (
    Charge,
    ConservationLedger,
    GaussianPacket,
    Superoscillation,
    balance,
    best_overlap,
    change_of_factorisation,
    entropy,
    entropy_enclosure,
    entropy_expansion,
    gaussian_integral,
    overlap_spectrum,
    pure_state,
    purity,
    recoil_overlap,
    reduced_density,
    reference_error,
    renyi_entropy,
    schmidt_decomposition,
    schmidt_probabilities,
    schmidt_rank,
    sector_measurement,
    way_obstruction,
)
from symq.errors import (
    DimensionError,
    DomainError,
    EngineRefusal,
    InputError,
    InternalError,
)
from symq.lang.statement import Asymptotic, Inequality
from symq.prove import prove
from tests.conservation import dense

R = sqrt(2) / 2


@pytest.mark.parametrize("seed", range(15))
def test_random_states_agree_with_dense_matrices(seed):
    rng = Random(seed)
    dims = rng.choice([(2, 2), (2, 3), (3, 3), (2, 2, 2)])
    names = "ABC"[:len(dims)]
    size = int(np.prod(dims))
    raw = [Rational(rng.randint(-2, 2)) + I * rng.randint(-1, 1) for _ in range(size)]
    norm = sum(abs(complex(r))**2 for r in raw)
    if not norm:
        raw, norm = [Integer(1), *raw[1:]], 1.0
    c = sqrt(Rational(round(norm)))
    state = pure_state([r / c for r in raw], dict(zip(names, dims, strict=True)))
    v = np.array([complex(r) for r in raw]) / np.sqrt(norm)
    rho = dense.reduced(v, [0], dims)
    eigenvalues = np.linalg.eigvalsh(rho)
    assert schmidt_rank(state, ["A"]) == int((eigenvalues > 1e-10).sum())
    assert abs(float(purity(state, ["A"])) - (eigenvalues**2).sum()) < 1e-9
    bits = entropy_enclosure(state, ["A"])
    exact = dense.entropy(v, [0], dims)
    assert float(bits.low) - 1e-9 <= exact <= float(bits.high) + 1e-9
    assert bits.high - bits.low < Rational(1, 10**12)
    basis, matrix = reduced_density(state, ["A"])
    for i, (r,) in enumerate(basis):
        for j, (s,) in enumerate(basis):
            assert abs(complex(matrix[i][j]) - rho[r, s]) < 1e-9


def test_blocks_of_the_finest_partition():
    """A perfect tensor has no correlated pairs and is one block all the same."""
    amplitudes = {(a, b, c, (a + b + c) % 2, d): Rational(1, 4)
                  for a in (0, 1) for b in (0, 1) for c in (0, 1) for d in (0, 1)}
    state = pure_state(amplitudes, dict.fromkeys("ABCDE", 2))
    assert sorted(map(sorted, state.partition())) == [["A", "B", "C", "D"], ["E"]]
    assert state.weight() == state.field.one


def test_closed_forms():
    t = Symbol("t")
    state = pure_state({(0, 0): cos(t), (1, 1): sin(t)}, {"A": 2, "B": 2})
    assert set(schmidt_probabilities(state, ["A"])) >= {cos(t)**2} or len(
        schmidt_probabilities(state, ["A"])) == 2
    point = {t: Rational(3, 10)}
    p = cos(point[t])**2
    want = N(-p * log(p, 2) - (1 - p) * log(1 - p, 2))
    assert abs(N(entropy(state, ["A"]).subs(point)) - want) < 1e-12
    pairs = schmidt_decomposition(pure_state([Rational(3, 5), 0, 0, Rational(4, 5)],
                                             {"A": 2, "B": 2}), ["A"])
    assert [v for v, _ in pairs] == [Rational(16, 25), Rational(9, 25)]
    three = pure_state({(0, 0): sqrt(Rational(1, 2)), (1, 1): sqrt(Rational(1, 3)),
                        (2, 2): sqrt(Rational(1, 6))}, {"A": 3, "B": 3})
    assert schmidt_probabilities(three, ["B"]) == (Rational(1, 2), Rational(1, 3), Rational(1, 6))


@pytest.mark.parametrize("power", [5, 20, 40, 60])
def test_tiny_entropies(power):
    tiny = Rational(1, 10**power)
    state = pure_state({(0, 0): sqrt(1 - tiny), (1, 1): sqrt(tiny)}, {"A": 2, "B": 2})
    found = entropy_enclosure(state, ["A"])
    with mpmath.workdps(200):
        p = mpmath.mpf(1) / mpmath.mpf(10)**power
        exact = -(p * mpmath.log(p, 2) + (1 - p) * mpmath.log(1 - p, 2))
        low, high = (mpmath.mpf(q.p) / q.q for q in (found.low, found.high))
        assert low <= exact <= high
    assert (found.high - found.low) / found.low < Rational(1, 10**14)
    assert prove(found.statement).verdict == "proved"


def test_expansion_of_the_entropy_of_two_overlapping_states():
    e = Symbol("epsilon", positive=True)
    claim = entropy_expansion(overlap_spectrum(1 - e), e, 2, base=E)
    assert (claim.rhs - (e / 2) * (1 - log(e / 2))).expand(force=True) == 0
    assert prove(claim).verdict == "proved"
    wrong = Asymptotic(claim.lhs, claim.rhs + e, claim.weights, claim.order)
    assert prove(wrong).verdict == "refuted"
    with pytest.raises(DomainError):
        entropy_expansion([e], e, 1, base=1)


def test_factorisations():
    bell = pure_state([R, 0, 0, R], {"A": 2, "B": 2})
    product = change_of_factorisation(bell, ["A", "B"], {"C": 2, "D": 2},
                                      {(a, b): (a, (a + b) % 2) for a in (0, 1) for b in (0, 1)})
    assert sorted(product.partition()) == [("C",), ("D",)]
    one = change_of_factorisation(bell, ["A", "B"], {"whole": 4},
                                  {(a, b): (2 * a + b,) for a in (0, 1) for b in (0, 1)})
    assert one.partition() == (("whole",),)
    with pytest.raises(InputError):
        change_of_factorisation(bell, ["A", "B"], {"C": 2, "D": 2},
                                {(a, b): (0, 0) for a in (0, 1) for b in (0, 1)})


def test_way_obstruction_and_its_absence():
    plus, minus = Matrix([R, R]), Matrix([R, -R])
    sz = Matrix([[1, 0], [0, -1]]) / 2
    found = way_obstruction([plus, minus], sz)
    assert found.elements == (((1, 2), Rational(1, 2)),) and len(found.hypotheses) == 3
    for step in found.derivation.steps:
        assert prove(step.statement).verdict == "proved", step
    assert way_obstruction([Matrix([1, 0]), Matrix([0, 1])], sz) is None
    with pytest.raises(InputError, match="orthonormal"):
        way_obstruction([plus, plus], sz)


@pytest.mark.parametrize("levels", [2, 3, 5])
def test_finite_references_reach_the_bound_only_in_the_limit(levels):
    ledger = ConservationLedger({"S": 2, "L": levels}, [
        Charge("N", {"S": {0: 0, 1: 1}, "L": {k: k for k in range(levels)}})])
    ledger.prepare("S", [R, R])
    c = [sqrt(Rational(1, levels))] * levels
    ledger.prepare("L", c)
    ledger.measure("M", ("S", "L"), sector_measurement(levels))
    plus = sum((b.probability for b in ledger.branches if b.path[-1][1] == "plus"), Integer(0))
    assert 1 - plus == reference_error(c)
    assert balance(ledger, "M", "N").drift == 0
    matrix = np.diag([0.5] * (levels - 1), 1) + np.diag([0.5] * (levels - 1), -1)
    assert abs(np.linalg.eigvalsh(matrix).max() - float(best_overlap(levels))) < 1e-12


def test_free_packet():
    a, m, h = (Symbol(s, positive=True) for s in ("a", "m", "hbar"))
    t, x, p = (Symbol(s, real=True) for s in "txp")
    packet = GaussianPacket(a, momentum=p, mass=m, hbar=h)
    equation = packet.schroedinger(x, t)
    assert prove(equation).verdict == "proved"
    assert prove(Inequality(equation.lhs, "!=", equation.rhs)).verdict != "proved"
    wave = packet.at(t)
    assert (wave.mean_momentum, wave.momentum_variance) == (p, h**2 / (4 * a**2))
    assert (wave.mean_energy - packet.energy).expand() == 0
    assert (wave.position_variance - a**2 - h**2 * t**2 / (4 * a**2 * m**2)).expand() == 0
    # hbar Im psi'/psi from the wave function itself
    point = {a: 1, m: 2, h: 1, t: 3, x: Rational(1, 2), p: Rational(1, 3)}
    psi = packet.wave_function(x, t)
    local = N((diff(psi, x) / psi).subs(point)).as_real_imag()[1]
    assert abs(local - N(packet.local_momentum(x, t).subs(point))) < 1e-12
    norm = N(integrate(Integer(0), x)) + gaussian_integral(2 * wave.ar, 2 * wave.br)
    assert norm != 0


def test_detection_changes_momentum_and_energy():
    packet = GaussianPacket(1).at(10)
    seen, probability = packet.windowed(20, Rational(1, 2))
    assert seen.mean_momentum > 1 and 0 < N(probability) < 1
    assert seen.momentum_variance * seen.position_variance >= Rational(1, 4)
    # the windows of all centres together keep the mean momentum
    c = Symbol("c", real=True)
    each, chance = packet.windowed(c, Rational(1, 2))
    total = integrate(chance, (c, -oo, oo))
    mean = integrate(chance * each.mean_momentum, (c, -oo, oo))
    assert abs(N(mean / total) - N(packet.mean_momentum)) < 1e-12


def test_gaussian_integrals():
    x = Symbol("x", real=True)
    for a, b, n in ((1, 0, 0), (2, 1, 1), (Rational(1, 3), -1, 4)):
        numeric = np.trapezoid(*_grid(a, b, n))
        assert abs(float(gaussian_integral(a, b, n)) - numeric) < 1e-8
    with pytest.raises(DomainError):
        gaussian_integral(-1)
    assert gaussian_integral(1, 2 * I * x).subs(x, 0) == gaussian_integral(1)


def _grid(a, b, n):
    s = np.linspace(-40, 40, 400_001)
    return s**n * np.exp(-float(a) * s**2 + float(b) * s), s


def test_superoscillation():
    x = Symbol("x", real=True)
    f = Superoscillation(3, Integer(4))
    assert prove(f.expansion(x)).verdict == "proved"
    assert max(abs(k) for k in f.coefficients()) == 3
    assert f.local_wave_number(Integer(0)) == 12
    chance, mean, square = f.windowed(Rational(1, 50))
    assert 10 < N(mean) < 13 and N(chance) < Rational(1, 100) and N(square) > N(mean)**2
    wide = f.windowed(20)
    assert abs(N(wide[1])) <= 3
    # the windowed function on a grid
    s = np.linspace(-1, 1, 200_001)
    g = (np.cos(s) + 4j * np.sin(s))**3 * np.exp(-s**2 * 2500 / 4)
    k = (np.conj(g) * np.gradient(g, s)).imag.sum() / (abs(g)**2).sum()
    assert abs(k - float(mean)) < 1e-3


def test_recoil():
    q, s = Symbol("q", real=True), Symbol("s", positive=True)
    assert recoil_overlap(q, s) == exp(-q**2 * s**2 / 2)
    assert recoil_overlap(1, 0) == 1
    with pytest.raises(EngineRefusal):
        entropy_enclosure(pure_state({(0, 0): cos(q), (1, 1): sin(q)}, {"A": 2, "B": 2}), ["A"])


@pytest.mark.parametrize("make", [
    lambda: overlap_spectrum(2), lambda: overlap_spectrum(-1), lambda: overlap_spectrum(I),
    lambda: overlap_spectrum(Rational(1, 2), 2), lambda: GaussianPacket(0),
    lambda: GaussianPacket(-1), lambda: GaussianPacket(I), lambda: GaussianPacket(1, mass=0),
    lambda: GaussianPacket(1, hbar=-1), lambda: recoil_overlap(1, -1),
    lambda: gaussian_integral(I, 2), lambda: gaussian_integral(oo),
    lambda: entropy_expansion([], Symbol("e"), 2),
    lambda: entropy_expansion([Symbol("e"), Symbol("e")], Symbol("e"), 2),
    lambda: entropy_expansion([1 + Symbol("e"), -Symbol("e")], Symbol("e"), 2)])
def test_numbers_outside_of_their_domain(make):
    with pytest.raises(DomainError):
        make()


@pytest.mark.parametrize("make", [
    lambda: Superoscillation(2.5, 2), lambda: Superoscillation(0, 2),
    lambda: gaussian_integral(1, 0, 1.5), lambda: best_overlap(1.5), lambda: best_overlap("a"),
    lambda: pure_state({(0, 0): 0}, {"A": 2, "B": 2})])
def test_arguments_of_another_kind(make):
    with pytest.raises(InputError):
        make()


def test_what_is_on_the_edge_of_the_domain():
    assert overlap_spectrum(0) == (Rational(1, 2), Rational(1, 2))
    assert overlap_spectrum(1) == (1, 0)
    assert best_overlap(Integer(2)) == Rational(1, 2)
    assert (gaussian_integral(1 + I)**2 * (1 + I)).expand() == pi


W = pure_state({(1, 0, 0): sqrt(3) / 3, (0, 1, 0): sqrt(3) / 3, (0, 0, 1): sqrt(3) / 3},
               {"A": 2, "B": 2, "C": 2})


def test_renyi_entropies_of_w():
    """The Schmidt probabilities of one qubit of W are 2/3 and 1/3."""
    thirds = (Rational(2, 3), Rational(1, 3))
    assert renyi_entropy(W, ["A"], 0) == 1
    assert renyi_entropy(W, ["A"], 1) == entropy(W, ["A"])
    assert renyi_entropy(W, ["B", "C"], 2) == log(Rational(9, 5)) / log(2)
    assert renyi_entropy(W, ["A"], oo, base=3) == log(Rational(3, 2)) / log(3)
    for alpha in (Rational(1, 2), 3, Rational(7, 2)):
        want = np.log2(sum(float(p)**float(alpha) for p in thirds)) / (1 - float(alpha))
        assert abs(float(renyi_entropy(W, ["A"], alpha)) - want) < 1e-12
    for wrong in (-1, I):
        with pytest.raises(DomainError):
            renyi_entropy(W, ["A"], wrong)
    for base in (1, Rational(1, 2), sqrt(2) - 1):
        with pytest.raises(DomainError):
            entropy(W, ["A"], base)


@pytest.mark.parametrize(("new", "mapping", "error"), [
    ({"E": 2, "F": 2}, {(0, 0): (0, 0), (0, 1): (0, 1), (1, 0): (1, 0), (1, 1): (5, 7)},
     InputError),
    ({"E": 4}, {(0, 0): 0, (0, 1): 1, (1, 0): 2, (1, 1): 9}, InputError),
    ({"E": 4}, {(0, 0): 0}, InputError),
    ({"E": 4}, {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 3}, InputError),
    ({"E": 2, "F": 2, "G": 1}, {(0, 0): (0, 0)}, DimensionError),
    ({"E": 4}, {(0, 0): {0: 2}, (0, 1): 1, (1, 0): 2, (1, 1): 3}, EngineRefusal),
    ({"E": 4}, {(0, 0): {0: 1}, (0, 1): {0: sqrt(2) / 2, 1: sqrt(2) / 2}, (1, 0): 2, (1, 1): 3},
     EngineRefusal),
])
def test_what_is_no_change_of_factorisation(new, mapping, error):
    with pytest.raises(error) as found:
        change_of_factorisation(W, ["A", "B"], new, mapping)
    assert not isinstance(found.value, InternalError)
    whole = change_of_factorisation(W, ["A", "B"], {"E": 4}, {(0, 0): 0, (0, 1): 1, (1, 0): 2,
                                                              (1, 1): 3})
    assert entropy(whole, ["E"]) == entropy(W, ["C"])
