"""Random models against numerical spin waves, and malformed twins of each."""

import random

import numpy as np
import pytest
from sympy import I, Integer, Matrix, Rational

from symq.errors import EngineRefusal, InputError
from symq.lattice import (
    SpinModel,
    SpinState,
    chain,
    cubic,
    dzyaloshinskii_moriya,
    honeycomb,
    kagome,
    square,
    triangular,
)
from tests.lattice.brute import frequencies

LATTICES = (chain(), chain(2), square(), triangular(), honeycomb(), cubic(), chain(3), kagome())
ANGLES = {1: [(0.7,)], 2: [(0.7, 2.1)], 3: [(0.7, 2.1, -1.3)]}
UP = ((0, 0, 1), (Rational(3, 5), 0, Rational(4, 5)), (0, Rational(5, 13), Rational(12, 13)))


def model_of(seed):
    """A collinear state along an axis about which all couplings are symmetric."""
    draw = random.Random(seed)
    lattice = LATTICES[seed % len(LATTICES)]
    axis = Matrix(draw.choice(UP))
    n = len(lattice.sites)
    project = axis * axis.T
    signs = [draw.choice((1, 1, -1)) for _ in range(n)]
    bonds = []
    for bond in (*lattice.bonds(1), *(lattice.bonds(2) if draw.random() < 0.4 else ())):
        flip = -signs[bond.start] * signs[bond.end]           # favours the state
        j, e, d = draw.randint(-1, 4) * flip, draw.randint(0, 3) * flip, draw.randint(-1, 1)
        bonds.append((bond, j * Matrix.eye(3) + e * project
                      + dzyaloshinskii_moriya(*(d * axis)) * Rational(draw.randint(0, 2), 2)))
    spins = [Rational(draw.randint(1, 5), 2) for _ in range(n)]
    spins = [s if draw.random() < 0.3 else spins[0] for s in spins]
    easy = [-draw.randint(0, 4) * project for _ in range(n)]
    along = draw.choice((0, 0, 1))
    return (SpinModel.on(lattice, spins, bonds, dict(enumerate(easy)),
                         {i: tuple(along * signs[i] * axis) for i in range(n)}),
            [tuple(s * axis) for s in signs])


def numbers(model):
    n = len(model.lattice.sites)
    easy, field = [np.zeros((3, 3)) for _ in range(n)], [np.zeros(3) for _ in range(n)]
    for i, m in model.anisotropy:
        easy[i] = np.array(m.tolist(), dtype=float)
    for i, v in model.field:
        field[i] = np.array([float(c) for c in v])
    return ([(b.start, b.end, b.cell, np.array(m.tolist(), dtype=float)) for b, m in model.bonds],
            [float(s) for s in model.spins], easy, field)


@pytest.mark.parametrize("part", [
    *range(4), *(pytest.param(p, marks=pytest.mark.slow) for p in range(4, 8))])
def test_random_models(part):
    stable = 0
    for seed in range(part * 26, part * 26 + 26):
        model, directions = model_of(seed)
        bonds, spins, easy, field = numbers(model)
        state = SpinState.of(model, directions)
        (angles,) = ANGLES[model.lattice.dimension]
        lowest, expected, _ = frequencies(model.lattice, bonds, spins, directions, easy, field,
                                          angles)
        try:
            bands = state.bands()
        except EngineRefusal as refusal:
            assert "unstable at k.a" in str(refusal)
            witness = state.spin_waves().stability.witness
            there = [float(a) for a in witness.angles]
            assert frequencies(model.lattice, bonds, spins, directions, easy, field,
                               there)[0] < 1e-9
            continue
        stable += 1
        assert lowest > -1e-8
        found = bands.frequencies_at(angles, {})
        if bands.paired or any(b.power == 2 for b in bands.bands):
            found = np.sort(np.concatenate([found, -found]))
            assert len(found) == len(expected)
        np.testing.assert_allclose(found, expected, atol=1e-6)
    assert stable >= 3


@pytest.mark.parametrize("seed", range(0, 208, 8))
def test_malformed_twins(seed):
    model, directions = model_of(seed)
    tilted = [tuple(Matrix([[0, 0, 1], [1, 0, 0], [0, 1, 0]]) * Matrix(directions[0])),
              *directions[1:]]
    loaded = SpinModel(model.lattice, model.bonds, model.spins, model.anisotropy,
                       tuple((i, Matrix([7 + i, 11, 13]).as_immutable())
                             for i in range(len(model.spins))))
    with pytest.raises(EngineRefusal, match="not stationary"):
        SpinState.of(loaded, directions)
    with pytest.raises(EngineRefusal, match="not stationary"):
        SpinState.of(loaded, tilted)
    with pytest.raises(InputError, match="not a unit vector"):
        SpinState.of(model, [tuple(2 * Integer(1) * c for c in d) for d in directions])
    with pytest.raises(EngineRefusal, match="not Hermitian"):
        SpinModel.on(model.lattice, list(model.spins),
                     [(b, m + I * Matrix.eye(3)) for b, m in model.bonds])
