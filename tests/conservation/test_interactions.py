"""Random interactions: what is accepted and refused, against dense commutators."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from sympy import I, Matrix, Rational, eye, sqrt, zeros

from symq.conservation import Charge, ConservationLedger, spin_matrices
from symq.errors import EngineRefusal
from symq.history import InteractionHistory, total
from tests.conservation.dense import numeric

TURNS = [(Rational(3, 5), Rational(4, 5)), (sqrt(2) / 2, sqrt(2) / 2), (Rational(8, 17),
         Rational(15, 17)), (Rational(1, 2), sqrt(3) / 2)]
PHASES = [1, -1, I, -I, (1 + I) / sqrt(2)]
NUMBER = Charge("N", {"A": {0: 0, 1: 1}, "B": {0: 0, 1: 1, 2: 2}})
VALUES = [a + b for a in (0, 1) for b in (0, 1, 2)]


def sector_unitary(rng):
    """A product of rotations inside the sectors of a + b, with phases: conserves the number."""
    u = eye(6)
    for _ in range(3):
        pairs = [(i, j) for i in range(6) for j in range(i) if VALUES[i] == VALUES[j]]
        i, j = rng.choice(pairs)
        c, s = rng.choice(TURNS)
        turn = eye(6)
        turn[i, i], turn[j, j], turn[i, j], turn[j, i] = c, c, s, -s
        u = turn * u
    return Matrix.diag(*(rng.choice(PHASES) for _ in range(6))) * u


def ledger():
    book = ConservationLedger({"A": 2, "B": 3}, [NUMBER])
    book.prepare(("A", "B"), {(1, 0): Rational(3, 5), (0, 2): Rational(4, 5)})
    return book


@pytest.mark.parametrize("seed", range(100))
def test_conserving_interactions_are_accepted_and_malformed_twins_refused(seed):
    rng = Random(seed)
    u = sector_unitary(rng).applyfunc(lambda e: e.expand())
    q = np.diag([float(v) for v in VALUES])
    assert np.allclose(numeric(u) @ q, q @ numeric(u))
    book = ledger()
    before = book.total("N", book.branches[0])
    book.interact("U", ("A", "B"), u)
    assert book.total("N", book.branches[0]) == before
    stretched = Matrix(u)
    row = rng.randrange(6)
    stretched[row, :] = stretched[row, :] * Rational(101, 100)
    with pytest.raises(EngineRefusal, match=r"^U: not unitary"):
        ledger().interact("U", ("A", "B"), stretched)


@pytest.mark.parametrize("seed", range(100))
def test_other_interactions_are_refused_exactly_when_they_do_not_conserve(seed):
    rng = Random(1000 + seed)
    i, j = rng.sample(range(6), 2)
    c, s = rng.choice(TURNS)
    turn = eye(6)
    turn[i, i], turn[j, j], turn[i, j], turn[j, i] = c, c, s, -s
    u = (sector_unitary(rng) * turn).applyfunc(lambda e: e.expand())
    q = np.diag([float(v) for v in VALUES])
    keeps = np.allclose(numeric(u) @ q, q @ numeric(u))
    assert keeps == (VALUES[i] == VALUES[j])
    if keeps:
        ledger().interact("U", ("A", "B"), u)
    else:
        with pytest.raises(EngineRefusal, match=r"^U: N is not conserved: <"):
            ledger().interact("U", ("A", "B"), u)


@pytest.mark.parametrize("seed", range(20))
def test_charges_that_are_not_diagonal(seed):
    """Functions of J.S conserve every component; a random phase on one level does not."""
    rng = Random(seed)
    half, one = spin_matrices(Rational(1, 2)), spin_matrices(rng.choice([Rational(1, 2), 1]))
    d = one[0].rows
    dot = zeros(2 * d, 2 * d)
    for a, b in zip(half, one, strict=True):
        dot += Matrix(np.kron(np.array(a.tolist()), np.array(b.tolist())).tolist())
    top, low = Rational(d - 1, 4), -Rational(d + 1, 4)
    upper = (dot - low * eye(2 * d)) / (top - low)
    u = (upper * rng.choice(PHASES[1:]) + eye(2 * d) - upper).applyfunc(lambda e: e.expand())
    book = ConservationLedger({"S": 2, "A": d}, [
        Charge(n, {"S": a, "A": b}) for n, a, b in zip("xyz", half, one, strict=True)])
    book.prepare("S", 0)
    book.prepare("A", 0)
    book.interact("good", ("S", "A"), u)
    phase = eye(2 * d)
    phase[0, 0] = -1
    with pytest.raises(EngineRefusal, match=r"^bad: [xy] is not conserved"):
        book.interact("bad", ("S", "A"), phase * u)


@pytest.mark.parametrize("seed", range(20))
def test_random_books_with_one_altered_transfer_are_rejected_at_that_step(seed):
    rng = Random(seed)
    book = ledger()
    for k in range(rng.randint(1, 3)):
        book.interact(f"U{k}", ("A", "B"), sector_unitary(rng).applyfunc(lambda e: e.expand()))
    book.measure("M", rng.choice("AB"))
    entries = list(book.book())
    book.audit(entries)
    i = rng.randrange(len(entries))
    word = rng.choice(["before", "after"])
    gap = Rational(rng.choice([-1, 1]), rng.randint(2, 9))
    entries[i] = replace(entries[i], **{word: getattr(entries[i], word) + gap})
    with pytest.raises(EngineRefusal, match=f"^{entries[i].event}: {entries[i].system} holds"):
        book.audit(entries)


@pytest.mark.parametrize("seed", range(10))
def test_the_total_of_a_random_history_never_changes_without_a_measurement(seed):
    rng = Random(seed)
    names = "ABCD"
    h = InteractionHistory("amplitudes", [Charge("N", {s: {0: 0, 1: 1} for s in names})])
    for s in names:
        h.prepare(s, rng.choice([0, 1, [Rational(3, 5), Rational(4, 5)]]))
    start = total(h, "N")
    for k in range(5):
        c, s = rng.choice(TURNS[:3])
        h.interact(f"e{k}", rng.sample(names, 2), Matrix(
            [[1, 0, 0, 0], [0, c, s, 0], [0, -s, c, 0], [0, 0, 0, rng.choice(PHASES[:4])]]))
        assert total(h, "N") == start
    blocks = [s for b in h.partition() for s in b]
    assert sorted(blocks) == list(names)
