"""wen: every registered id is claimed; facts on its waves from plain numbers."""

import itertools

import numpy as np
import pytest

from symq.paper.locate import find, load


@pytest.fixture(scope="module")
def paper():
    return load(find("wen")[0])


def test_every_registered_id_is_claimed(paper):
    assert {row.id for row in paper.register.rows} == set(paper.claims)
    assert len(paper.claims) == 79


def spin_matrices():
    return [np.array([[0, 1], [1, 0]]) / 2, np.array([[0, -1j], [1j, 0]]) / 2,
            np.diag([0.5, -0.5]).astype(complex)]


def heisenberg_ring(sites):
    """Sum of S_i.S_j around a ring of spins 1/2, by Kronecker products."""
    total = np.zeros((2**sites,) * 2, dtype=complex)
    for i in range(sites):
        for s in spin_matrices():
            factors = [np.eye(2)] * sites
            factors[i] = factors[(i + 1) % sites] = s
            term = np.array([[1.0]])
            for f in factors:
                term = np.kron(term, f)
            total += term
    return total


def test_one_flipped_spin_on_a_ring():
    # E - E_0 = 2 S (1 - cos k) with S = 1/2 and k = 2 pi m/6; ground state 2 N S + 1 = 7 times
    energies = np.linalg.eigvalsh(-heisenberg_ring(6))
    assert np.sum(np.abs(energies + 6 / 4) < 1e-9) == 7
    flips = np.array([bin(i).count("1") for i in range(64)]) == 1
    inside = -heisenberg_ring(6)[np.ix_(flips, flips)]
    found = np.sort(np.linalg.eigvalsh(inside)) + 6 / 4
    assert found == pytest.approx(np.sort([1 - np.cos(2 * np.pi * m / 6) for m in range(6)]))


def test_up_down_is_no_eigenstate_but_the_order_is_there():
    ring = heisenberg_ring(4)
    energies = np.linalg.eigvalsh(ring)
    assert energies[0] == pytest.approx(-2)
    alternating = np.zeros(16)
    alternating[0b0101] = 1
    image = ring @ alternating
    assert np.linalg.norm(image - (alternating @ image) * alternating) > 0.5


def rotor_matrices(size):
    """theta -> angles of all faces, and L -> Q at all vertices, on a torus; as the talk says."""
    sites = list(itertools.product(range(size), repeat=3))
    place = {(s, d): 3 * n + d for n, s in enumerate(sites) for d in range(3)}

    def step(site, d, by=1):
        return tuple((c + by * (i == d)) % size for i, c in enumerate(site))

    faces, charges = [], []
    for s in sites:
        for i, j in ((1, 2), (2, 0), (0, 1)):
            row = np.zeros(len(place))
            for link, sign in (((s, i), 1), ((step(s, i), j), -1), ((step(s, j), i), 1),
                               ((s, j), -1)):
                row[place[link]] += sign
            faces.append(row)
        row = np.zeros(len(place))
        for d in range(3):
            row[place[s, d]] += 1
            row[place[step(s, d, -1), d]] += 1
        charges.append(row)
    return np.array(faces), np.array(charges)


def test_the_frequencies_of_the_rotor_model():
    size, g, J, U = 4, 3.0, 0.7, 11.0
    faces, charges = rotor_matrices(size)
    assert np.abs(charges @ faces.T).max() == 0               # [Q, B] = 0
    stiffness = 2 * g * faces.T @ faces
    inertia = 2 * J * np.eye(len(stiffness)) + 2 * U * charges.T @ charges
    found = np.sort(np.linalg.eigvals(inertia @ stiffness).real)
    expected = []
    for m in itertools.product(range(size), repeat=3):
        light = 16 * g * J * sum(np.sin(np.pi * q / size)**2 for q in m)
        expected += [0, light, light]
    assert found == pytest.approx(np.sort(expected), abs=1e-8)


@pytest.mark.parametrize(("size", "photons"), [(2, 3), (3, 0), (4, 3)])
def test_light_of_small_wave_vector_needs_even_lengths(size, photons):
    # theta without energy: what Q generates, and on even tori three more, light at k = 0
    faces, charges = rotor_matrices(size)
    zero = faces.shape[1] - np.linalg.matrix_rank(faces)
    assert zero == np.linalg.matrix_rank(charges) + photons


def test_fluctuations_of_the_zone():
    # mean over the zone of sqrt(J/g)/(4 sqrt(sum sin^2)), twice, against the bound 3/2 sqrt(J/g)
    grid = (np.arange(40) + 0.5) * 2 * np.pi / 40
    s = np.sin(grid / 2)**2
    total = s[:, None, None] + s[None, :, None] + s[None, None, :]
    assert 2 * np.mean(1 / (4 * np.sqrt(total))) < 1.5


def test_the_figure_has_the_waves_of_three_tries(paper, tmp_path):
    from symq_derivations.wen.figures import dispersions, magnets, semi_classical

    assert dispersions(tmp_path / "waves.png").stat().st_size > 10_000
    ferro, antiferro = magnets()
    assert [b.exponent for b in ferro.small_momentum((1,))] == [2]
    assert [b.exponent for b in antiferro.small_momentum((1,))] == [1, 1]
    assert semi_classical().zero_bands == 1
