"""Tableaux against dense state vectors of at most five qubits."""

import random
from itertools import combinations

import numpy as np
import pytest

from symq.errors import EngineRefusal, InputError
from symq.history import Tableau, gate_matrix
from symq.history.tableau import GATES
from tests.conservation.dense import embed, entropy, numeric

PAULI = {"X": np.array([[0, 1], [1, 0]]), "Y": np.array([[0, -1j], [1j, 0]]),
         "Z": np.diag([1, -1])}


def dense_word(word, dims):
    out = np.eye(2 ** len(dims), dtype=complex)
    for q, p in word.items():
        out = out @ embed(PAULI[p], [q], dims)
    return out


@pytest.mark.parametrize("seed", range(40))
def test_random_circuits_agree_with_state_vectors(seed):
    rng = random.Random(seed)
    n = rng.randint(1, 5)
    dims = (2,) * n
    t = Tableau(n)
    v = np.zeros(2 ** n, dtype=complex)
    v[0] = 1
    for _ in range(25):
        gate = rng.choice([g for g in GATES if GATES[g] <= n])
        qubits = rng.sample(range(n), GATES[gate])
        t.apply(gate, qubits)
        v = embed(numeric(gate_matrix(gate)), qubits, dims) @ v
        if rng.random() < 0.3:
            word = {q: rng.choice("XYZ") for q in rng.sample(range(n), rng.randint(1, n))}
            p = dense_word(word, dims)
            mean = np.vdot(v, p @ v).real
            assert abs(t.expectation(word) - mean) < 1e-9
            outcome = rng.randint(0, 1) if abs(mean) < 1e-9 else int(mean < 0)
            value, chance = t.measure(word, outcome)
            assert (value, chance) == (outcome, abs(mean) < 1e-9)
            v = v + (1 - 2 * outcome) * (p @ v)
            v /= np.linalg.norm(v)
    for stabiliser in t.stabilisers():
        sign = 1 if stabiliser[0] == "+" else -1
        word = {q: c for q, c in enumerate(stabiliser[1:]) if c != "I"}
        assert np.allclose(dense_word(word, dims) @ v, sign * v)
    blocks = t.partition()
    for k in range(n + 1):
        for some in combinations(range(n), k):
            exact = entropy(v, list(some), dims) if some else 0
            assert abs(t.entropy(some) - exact) < 1e-6
            is_union = all(set(b) <= set(some) or not set(b) & set(some) for b in blocks)
            assert is_union == (t.entropy(some) == 0)


def test_impossible_outcomes_and_unknown_gates():
    t = Tableau(2)
    with pytest.raises(EngineRefusal, match="probability 0"):
        t.measure({0: "Z"}, 1)
    with pytest.raises(EngineRefusal, match="both outcomes"):
        t.measure({0: "X"})
    with pytest.raises(InputError, match="neither 0"):
        t.measure({0: "X"}, 5)
    with pytest.raises(InputError):
        t.apply("T", [0])
    with pytest.raises(InputError):
        t.apply("CX", [0, 0])
    assert t.stabilisers() == ["+ZI", "+IZ"]


def test_repeated_measurement_repeats():
    t = Tableau(3)
    for g, q in (("H", [0]), ("CX", [0, 1]), ("CX", [1, 2])):
        t.apply(g, q)
    assert t.measure({0: "Y", 1: "Y", 2: "X"}, None) == (1, False)
    assert t.measure({1: "X"}, 1) == (1, True)
    assert t.measure({1: "X"}) == (1, False)
