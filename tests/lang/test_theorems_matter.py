"""Instances of theorems on measurements and matter, by brute force, with false twins."""

import math

import numpy as np
import pytest
from sympy import Rational, sqrt, symbols

from symq.errors import InputError
from symq.lang.statement import ge, gt, le
from symq.lang.theorems import use
from symq.paper.judge import Judge
from symq.paper.scope import PaperScope
from symq.paper.verdict import FAILS, HOLDS, OPEN

HALF = Rational(1, 2)


@pytest.fixture(scope="module")
def judge():
    decide = Judge()
    return lambda instance, local=(): decide(
        instance.conclusion, local, PaperScope((), ()), theorems=(instance,)).outcome


def guess(o, p):
    return (1 + sqrt(1 - 4*p*(1 - p)*o**2))/2


def test_best_guess(judge):
    o = symbols("o", real=True)
    for p in (HALF, Rational(1, 5)):
        right = use("best-guess", overlap=Rational(3, 5), weights=(p, 1 - p),
                    value=guess(Rational(3, 5), p))
        assert judge(right) is HOLDS
    assert judge(use("best-guess", overlap=o, weights=(HALF, HALF), value=guess(o, HALF)),
                 (ge(o, 0), le(o, 1))) is HOLDS
    wrong = use("best-guess", overlap=o, weights=(HALF, HALF), value=(1 + sqrt(1 - o**4))/2)
    assert judge(wrong, (gt(o, 0), le(o, HALF))) is FAILS
    outside = use("best-guess", overlap=2, weights=(HALF, HALF), value=guess(2, HALF))
    assert judge(outside) is not HOLDS
    unnormalised = use("best-guess", overlap=o, weights=(HALF, 1), value=guess(o, HALF))
    assert judge(unnormalised, (ge(o, 0), le(o, 1))) in (OPEN, FAILS)


def test_best_guess_against_all_measurements():
    """Random pure states and effects of three and four levels, and the best one (Helstrom)."""
    rng = np.random.default_rng(11)
    for d in (2, 3, 4):
        for _ in range(30):
            a, b = rng.normal(size=(2, d)) + 1j*rng.normal(size=(2, d))
            a, b, p = a/np.linalg.norm(a), b/np.linalg.norm(b), rng.random()
            bound = float(guess(abs(a.conj() @ b), p))
            gap = p*np.outer(a, a.conj()) - (1 - p)*np.outer(b, b.conj())
            values, vectors = np.linalg.eigh(gap)
            best = vectors[:, values > 0]
            reached = 1 - p + np.trace(best @ best.conj().T @ gap).real
            assert math.isclose(reached, bound, rel_tol=1e-9)
            m = rng.normal(size=(d, d)) + 1j*rng.normal(size=(d, d))
            effect = m @ m.conj().T
            effect = effect/np.linalg.eigvalsh(effect)[-1]
            assert 1 - p + np.trace(effect @ gap).real <= bound + 1e-12


u, v = symbols("u1:4", real=True), symbols("v1:4", real=True)
DOT = sum(a*b for a, b in zip(u, v, strict=True))
J, D = symbols("J D", real=True)


def test_broken_symmetries(judge):
    every = use("broken-symmetry-gapless", energies=(J*DOT + D*DOT**2,), u=u, v=v,
                axis=symbols("w1:4", real=True))
    assert judge(every) is HOLDS
    planar = (J*(u[0]*v[0] + u[1]*v[1]) + D*(u[0]*v[1] - u[1]*v[0]), u[2]**2)
    assert judge(use("broken-symmetry-gapless", energies=planar, u=u, v=v, axis=(0, 0, 1))) is HOLDS
    assert judge(use("broken-symmetry-gapless", energies=planar, u=u, v=v,
                     axis=(1, 0, 0))) is FAILS
    with pytest.raises(InputError):
        use("broken-symmetry-gapless", energies=(abs(u[0]),), u=u, v=v, axis=(0, 0, 1))


def frequencies(order, bonds, k, onsite=0.0):
    """Spin waves of dn_i/dt = n_i x h_i for bonds (i, j, cells, 3 x 3 matrix), and K (n_z)^2."""
    n = np.array(order, float)
    size = len(n)
    h = np.zeros((size, 3))
    blocks = np.zeros((size, size, 3, 3), complex)
    for i, j, shift, m in bonds:
        h[i] += m @ n[j]
        h[j] += m.T @ n[i]
        blocks[i, j] += m*np.exp(1j*k*shift)
        blocks[j, i] += m.T*np.exp(-1j*k*shift)
    easy = np.diag([0, 0, 2*onsite])
    h += n @ easy
    assert np.allclose(np.cross(n, h), 0)                   # stationary

    def cross(a):
        return np.array([[0, -a[2], a[1]], [a[2], 0, -a[0]], [-a[1], a[0], 0]])

    d = np.zeros((3*size, 3*size), complex)
    for i in range(size):
        d[3*i:3*i+3, 3*i:3*i+3] -= cross(h[i])
        d[3*i:3*i+3, 3*i:3*i+3] += cross(n[i]) @ easy
        for j in range(size):
            d[3*i:3*i+3, 3*j:3*j+3] += cross(n[i]) @ blocks[i, j]
    found = np.sort(np.abs(np.linalg.eigvals(d)))
    return found[size:]                                      # one zero for each length |n_i|


def test_broken_symmetries_by_linearised_equations():
    """Random isotropic couplings of several collinear and a 120 degree order on a chain."""
    rng = np.random.default_rng(5)
    third = 2*np.pi/3
    orders = ([(0, 0, 1), (0, 0, 1)], [(0, 0, 1), (0, 0, -1)], [(0, 0, 1), (0, 0, 1), (0, 0, -1)],
              [(math.cos(third*i), math.sin(third*i), 0) for i in range(3)])
    for order in orders:
        size = len(order)
        equal = size == 3 and order[0][2] == 0
        couplings = [1.0]*size if equal else rng.normal(size=size)
        bonds = [(i, (i + 1) % size, int(i == size - 1), c*np.eye(3))
                 for i, c in enumerate(couplings)]
        assert frequencies(order, bonds, 1e-6)[0] < 1e-4
        if not equal:                                        # an easy axis opens a gap
            assert frequencies(order, bonds, 1e-6, onsite=0.37)[0] > 1e-3


def test_entropies_of_closed_strings(judge):
    from sympy import log
    meet = (8, 6, 6, 10, 8, 10, 12)
    gamma = -log(3)
    excess = (8 + 6 + 6 - 10 - 8 - 10 + 12)*log(3)
    assert judge(use("closed-strings-entropy", levels=3, meet=meet, value=excess + gamma)) is HOLDS
    assert judge(use("closed-strings-entropy", levels=3, meet=meet, value=excess)) is FAILS
    with pytest.raises(InputError):
        use("closed-strings-entropy", levels=1, meet=meet, value=0)
    with pytest.raises(InputError):
        use("closed-strings-entropy", levels=2, meet=(1, 2), value=0)


@pytest.mark.parametrize("levels", [2, 3])
def test_entropies_of_closed_strings_by_schmidt_decomposition(levels):
    """Superpositions on a torus of 3 x 2 cells: matrix ranks, for connected sets of links."""
    from itertools import product

    from symq.lattice import CellComplex, hypercubic, meeting_vertices, vertex_charge
    from symq.lattice.strings import closed_configurations
    sizes = (3, 2)
    charge = vertex_charge(CellComplex.of(hypercubic(2)))
    cells = list(product(*map(range, sizes)))
    vertices = [charge.at(cell, sizes) for cell in cells]
    links = [(k, cell) for k in (0, 1) for cell in cells]
    # contractible strings only: those that faces make, with no winding
    states = {tuple(c.get(p, 0) for p in links)
              for c in closed_configurations(vertices, links, levels=levels)}
    row, column = [(0, (0, j)) for j in range(2)], [(1, (i, 0)) for i in range(3)]

    def winding(state, cut):
        return sum(state[links.index(p)] for p in cut) % levels

    states = [s for s in states if not winding(s, row) and not winding(s, column)]
    for region in ([(0, (0, 0))], [(0, (0, 0)), (1, (0, 0))],
                   [(0, (0, 0)), (0, (1, 0)), (1, (1, 0))]):
        inside = [links.index(p) for p in region]
        patterns = {}
        for s in states:
            key = tuple(s[k] for k in inside)
            patterns.setdefault(key, set()).add(tuple(
                v for k, v in enumerate(s) if k not in inside))
        classes = {frozenset(v) for v in patterns.values()}
        assert len(classes) == levels**(meeting_vertices(vertices, region) - 1)
        assert len({len(v) for v in patterns.values()}) == 1
