"""Histories of hundreds of qubits against an independent stabiliser simulator, if installed."""

import random

import numpy as np
import pytest

from symq.history import InteractionHistory
from symq.history.tableau import GATES

stim = pytest.importorskip("stim")
NAMES = {"CNOT": "CX", "SDG": "S_DAG", "SX": "SQRT_X"}


def rank(m):
    r = 0
    for c in range(m.shape[1]):
        hits = np.nonzero(m[r:, c])[0]
        if len(hits):
            m[[r, r + hits[0]]] = m[[r + hits[0], r]]
            m[(m[:, c] == 1) & (np.arange(len(m)) != r)] ^= m[r]
            r += 1
    return r


@pytest.mark.parametrize("seed", range(4))
def test_random_histories_with_measurements(seed):
    rng = random.Random(seed)
    n = rng.randint(40, 90)
    h, sim = InteractionHistory("stabilisers"), stim.TableauSimulator()
    sim.set_num_qubits(n)
    for q in range(n):
        h.prepare(str(q), "0")
    for k in range(4 * n):
        if rng.random() < 0.15:
            word = {q: rng.choice("XYZ") for q in rng.sample(range(n), rng.randint(1, 3))}
            pauli = stim.PauliString(n)
            for q, letter in word.items():
                pauli[q] = letter
            mean = sim.peek_observable_expectation(pauli)
            outcome = rng.randint(0, 1) if mean == 0 else (1 - mean) // 2
            sim.postselect_observable(pauli, desired_value=bool(outcome))
            event = h.measure(f"m{k}", [str(q) for q in word], "".join(word.values()),
                              outcome=outcome)
            assert (event.probability == 1) == (mean != 0)
        else:
            gate = rng.choice(list(GATES))
            qubits = rng.sample(range(n), GATES[gate])
            sim.do(stim.Circuit(f"{NAMES.get(gate, gate)} " + " ".join(map(str, qubits))))
            h.interact(f"e{k}", [str(q) for q in qubits], gate)
    xs, zs = zip(*(p.to_numpy() for p in sim.canonical_stabilizers()), strict=True)
    for _ in range(3):
        some = rng.sample(range(n), rng.randint(1, n - 1))
        m = np.concatenate([np.array(xs)[:, some], np.array(zs)[:, some]], axis=1)
        assert h.entropy([str(q) for q in some]) == rank(m.astype(np.uint8)) - len(some)
    blocks = h.partition()
    assert sorted(int(s) for b in blocks for s in b) == list(range(n))
    for block in blocks:
        assert h.entropy(block) == 0
        for s in block[:3]:
            assert len(block) == 1 or h.entropy(s) == 1
