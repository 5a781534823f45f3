"""wen, strings and gravitons: facts from elsewhere by dense matrices; bent lines are refuted.

Everything numerical here is independent of symq: matrices of Z_N or truncated rotors in numpy.
"""

from functools import reduce
from importlib import import_module
from itertools import combinations

import numpy as np
import pytest

from symq.paper.locate import find, load
from symq.prove import prove

STRINGS = ("rotor-lattice", "rotor-H", "rotor-Q", "rotor-B", "rotor-L", "rotor-Lpm", "rotor-QB",
           "rotor-BB", "U-closed", "open-ends", "J-tension", "g-fluctuate", "gs-stringnet",
           "gs-new-state", "strings-unobservable", "ends-independent", "ends-charges", "boson-H",
           "boson-state", "boson-ends", "fermion-H", "fermion-state", "fermion-ends",
           "stats-condensation", "unify", "grav-lattice", "grav-zn", "grav-L", "grav-six",
           "grav-helicity", "grav-figure", "grav-gapped", "grav-gapless", "sum-lre",
           "sum-light-electrons", "sum-gravitons")


@pytest.fixture(scope="module")
def paper():
    return load(find("wen")[0])


@pytest.fixture(scope="module")
def section(paper):
    return lambda name: import_module(f"symq_derivations.wen.{name}")


def verdict(statement):
    return prove(statement).verdict


def test_the_ids_of_this_part_are_claimed(paper):
    assert {f"wen:{i}" for i in STRINGS} <= set(paper.claims)


def test_e_to_the_i_theta_lowers_i_d_by_d_theta(section):
    theta = np.linspace(0, 2 * np.pi, 4001)
    for n in (-2, 0, 3):
        state = np.exp(-1j * n * theta)                       # i d/dtheta gives n
        for sign, change in ((1, -1), (-1, 1)):
            moved = np.exp(sign * 1j * theta) * state
            value = (1j * np.gradient(moved, theta) / moved)[10:-10]
            assert np.allclose(value, n + change, atol=1e-4)
    ladder = section("rotor").ladder
    assert verdict(ladder((1, -1))) == "refuted" and verdict(ladder((-1, 1))) == "proved"


def rotor(size):
    """L = -size ... size; the first shift raises L."""
    values = np.diag(np.arange(-size, size + 1)).astype(float)
    return values, np.eye(2 * size + 1, k=-1)


def face_hamiltonian(ratio, size=60):
    """One face at Q = 0: m quanta around it cost 4 J m^2."""
    m = np.arange(-size, size + 1)
    return np.diag(4 * ratio * m.astype(float)**2) - np.eye(2 * size + 1, k=1) \
        - np.eye(2 * size + 1, k=-1)


def test_equal_weights_are_a_limit_and_never_exact(section):
    before = 0.0
    for ratio in (1.0, 0.1, 0.01, 0.001):
        energies, states = np.linalg.eigh(face_hamiltonian(ratio))
        middle = len(energies) // 2
        amplitude = abs(states[middle + 1, 0] / states[middle, 0])
        # the eigenvalue equation at m = 0 gives -E/(2 g); sqrt(J/g) is the first correction
        assert amplitude == pytest.approx(-energies[0] / 2)
        assert before < amplitude < 1
        before = amplitude
    assert before == pytest.approx(1 - np.sqrt(0.001), rel=2e-3)
    assert verdict(section("liquid").eigenstate()) == "refuted"


def test_vertices_commute_with_faces_and_not_with_the_tension():
    values, up = rotor(2)
    one = np.eye(5)

    def on(links):
        return reduce(np.kron, [links.get(k, one) for k in range(4)])

    face = on({0: up.T, 1: up, 2: up.T, 3: up})
    inner = np.array([abs(n) < 2 for n in range(-2, 3)], float)
    inside = on(dict.fromkeys(range(4), np.diag(inner)))      # away from the cut of the rotors
    for k in range(4):
        charge = on({k: values}) + on({(k + 1) % 4: values})
        assert np.allclose((charge @ face - face @ charge) @ inside, 0)
    wrong = on({0: up.T, 1: up.T, 2: up, 3: up})
    charge = on({0: values}) + on({1: values})
    assert not np.allclose((charge @ wrong - wrong @ charge) @ inside, 0)
    tension = sum(on({k: values @ values}) for k in range(4))
    assert not np.allclose((tension @ face - face @ tension) @ inside, 0)


def pauli(letters):
    x, z = np.array([[0, 1], [1, 0]]), np.diag([1, -1])
    return reduce(np.kron, [{"1": np.eye(2), "x": x, "z": z, "y": x @ z}[c] for c in letters])


def test_framed_hops_are_fermions_as_matrices():
    # six links at a vertex modulo 2: t_k = X_k times the parities of the later links
    hops = [pauli("1" * k + "x" + "z" * (5 - k)) for k in range(6)]
    plain = [pauli("1" * k + "x" + "1" * (5 - k)) for k in range(6)]
    for a, b, c in combinations(range(6), 3):
        assert np.allclose(hops[a] @ hops[b] @ hops[c], -hops[c] @ hops[b] @ hops[a])
        assert np.allclose(plain[a] @ plain[b] @ plain[c], plain[c] @ plain[b] @ plain[a])


def test_bent_statistics_are_refuted(section):
    ends = section("ends")
    for family in (ends.plain, ends.fermions):
        assert {verdict(family(1)), verdict(family(-1))} == {"proved", "refuted"}
    assert verdict(ends.crossing(1)) == "refuted"
    assert verdict(ends.end_charges((1, 0, 1))) == "refuted"


def test_topological_entropy_of_a_small_string_net():
    # the 2 x 2 torus modulo 2 as a state vector: entropies of regions, by singular values
    links = [(d, i, j) for d in (0, 1) for i in (0, 1) for j in (0, 1)]
    number = {p: k for k, p in enumerate(links)}
    faces = [sum(1 << number[p] for p in ((0, i, j), (0, i, (j + 1) % 2), (1, i, j),
                                          (1, (i + 1) % 2, j))) for i in (0, 1) for j in (0, 1)]
    state = np.zeros([2] * 8)
    for chosen in range(8):
        bits = reduce(lambda a, b: a ^ b, [f for k, f in enumerate(faces) if chosen >> k & 1], 0)
        state[tuple(bits >> k & 1 for k in range(8))] = 1 / np.sqrt(8)
    star = [number[p] for p in ((0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 0, 1))]
    rest = [k for k in range(8) if k not in star]
    values = np.linalg.svd(state.transpose(star + rest).reshape(16, 16), compute_uv=False)**2
    entropy = -sum(v * np.log(v) for v in values if v > 1e-12)
    # four links around a vertex: log 2 less than one bit for each, as their sum is even
    assert entropy == pytest.approx(3 * np.log(2))


def rotate(angle):
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def test_helicities_by_turning_symmetric_tensors(section):
    angle, pairs = 0.3, [(i, j) for i in range(3) for j in range(i, 3)]
    turn = np.zeros((6, 6))
    for col, (i, j) in enumerate(pairs):
        tensor = np.zeros((3, 3))
        tensor[i, j] = tensor[j, i] = 1
        turned = rotate(angle) @ tensor @ rotate(angle).T
        turn[:, col] = [turned[p] for p in pairs]
    found = sorted(np.round(np.angle(np.linalg.eigvals(turn)) / angle, 6))
    assert found == [-2, -1, 0, 0, 1, 2]
    helicity = section("gravitons").helicity
    assert verdict(helicity((0, 0, 1, -1, 2, -2))) == "proved"
    for bent in ((0, 0, 1, -1, 1, -1), (0, 0, 2, -2, 2, -2), (0, 0, 0, 0, 2, -2)):
        assert verdict(helicity(bent)) == "refuted"


def test_plane_gravitational_waves(section):
    # transverse traceless plus and cross polarisations of linearised gravity move with omega = k
    gravitons = section("gravitons")
    kinetic, potential = gravitons.einstein()
    k = 1.7
    d = dict(zip(gravitons.tensor.D, (0, 0, 1j * k), strict=True))
    both = np.array((kinetic * potential).subs(d).evalf(), complex)
    for wave in ([1, -1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1]):
        assert np.allclose(both @ np.array(wave), k**2 * np.array(wave))
