"""Ledgers of modes: double entry, altered and non-conserving twins, numbers by numpy."""

from dataclasses import replace

import numpy as np
import pytest
from sympy import ImmutableMatrix, Integer, Matrix, Rational, symbols

from symq.conservation import Charge
from symq.errors import EngineRefusal, InputError
from symq.history import (
    InteractionHistory,
    audit,
    balance_condition,
    book,
    history_rows,
    mode_statements,
)
from symq.lang.statement import gt
from symq.prove import prove

MOMENTUM = Charge("P", {m: (0, 1) for m in ("r", "X", "particle", "apparatus")})
PLACE = ImmutableMatrix([[1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, -1, 0, 1]])
a, s, w, c = symbols("a s w c", positive=True)


def packet(place=c, widths=(a, s, w), correlation=0):
    """A packet made relative to an apparatus and found at a place."""
    h = InteractionHistory("gaussian", [Charge("P", {m: (0, 1) for m in ("particle",
                                                                         "apparatus")})])
    h.prepare("r", widths[0]**2)
    h.prepare("X", (widths[1]**2, correlation, (0, 0)))
    h.refactor("prepare", ("r", "X"), ("particle", "apparatus"), PLACE)
    h.interact("flight", ("particle",), Matrix([[1, 3], [0, 1]]))
    h.measure("detect", "particle", ({"particle": (1, 0)}, widths[2]),
              outcome=place)
    return h


def verdict(statement, *assuming):
    return prove(statement, assuming).verdict


def test_every_outcome_at_once():
    """The mean of the total momentum is kept for every place of the click, its variance is not.

    The total belongs to the centre, whose momentum and position are uncorrelated; the window
    kicks the particle. If they are correlated the mean is not kept either.
    """
    h = packet()
    positive = tuple(gt(v, 0) for v in (a, s, w, c))
    mean, variance, gains = (line for _, line in mode_statements(h, "detect", "P"))
    assert [verdict(line, *positive) for line in (
        balance_condition(h, "detect", "P"), mean, gains, variance)] \
        == ["proved"] * 3 + ["refuted"]
    other = packet(correlation=1)
    mean = mode_statements(other, "detect", "P")[0][1]
    assert verdict(balance_condition(other, "detect", "P"), *positive) == "refuted"
    assert verdict(mean, *positive) == "refuted"


def test_a_book_against_numpy():
    h = packet(Integer(2), (Integer(1), Rational(1, 2), Rational(1, 3)))
    cov = np.diag([1, .25, .25, 1])
    m = np.array(PLACE.tolist(), float)
    flight = np.eye(4)
    flight[0, 1] = 3
    cov = flight @ m @ cov @ m.T @ flight.T
    u = np.array([1, 0, 0, 0])
    found = cov @ u*2/(u @ cov @ u + 1/9)
    after = {e.system: float(e.after) for e in book(h) if e.event == "detect"}
    assert after == pytest.approx({"particle": found[1], "apparatus": found[3]})
    rows = history_rows(h, "P")
    assert [row[0] for row in rows[1:]] == ["prepare r", "prepare X", "prepare", "flight", "detect"]
    assert float(rows[-1][-1]) == pytest.approx(found[1] + found[3])


def test_altered_lines_are_rejected():
    h = packet(Integer(2), (Integer(1), Rational(1, 2), Rational(1, 3)))
    lines = book(h)
    audit(h, lines)
    for k, line in enumerate(lines):
        wrong = (*lines[:k], replace(line, after=line.after + 1), *lines[k + 1:])
        with pytest.raises(EngineRefusal, match=line.event):
            audit(h, wrong)
    with pytest.raises(EngineRefusal, match="missing"):
        audit(h, lines[:-1])


def test_refusals():
    h = InteractionHistory("gaussian", [MOMENTUM])
    h.prepare("particle", 1)
    with pytest.raises(EngineRefusal, match="kick: P is not conserved"):
        h.interact("kick", ("particle",), Matrix([[1, 0], [1, 1]]))
    with pytest.raises(InputError, match="expected a measurement"):
        mode_statements(h, "prepare particle", "P")
    qubits = InteractionHistory("stabilisers")
    qubits.prepare("A", "0")
    with pytest.raises(InputError, match="has no modes"):
        balance_condition(qubits, "prepare A", "P")
