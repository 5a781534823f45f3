from pathlib import Path
from types import SimpleNamespace

import pytest

from symq.attack.mutate import OUTCOMES, _row, mutate
from symq.errors import InputError

LETTER = str(Path(__file__).parent.parent / "paper" / "kinematics.py")


def test_a_sample_is_chosen_by_its_seed():
    first = mutate([LETTER], sample=6, seed=3)["papers"][0]
    again = mutate([LETTER], sample=6, seed=3, jobs=2)["papers"][0]
    other = mutate([LETTER], sample=6, seed=4)["papers"][0]
    assert len(first["rows"]) == 6
    assert first["rows"] == again["rows"] != other["rows"]
    assert {row["outcome"] for row in first["rows"]} <= set(OUTCOMES)
    assert sum(first["summary"].values()) == 6


def test_bad_samples_are_refused():
    with pytest.raises(InputError, match="sample must be at least 1, not 0"):
        mutate([LETTER], sample=0)


@pytest.mark.slow
def test_the_letter_has_no_survivor():
    paper = mutate([LETTER], jobs=2)["papers"][0]
    assert "survived" not in paper["summary"]
    assert paper["undecided"] <= 0.05
    assert paper["few"] == []


def test_a_change_that_takes_too_long_is_named():
    row = _row(SimpleNamespace(id="demo:1"), {"stopped": "stopped after 1 s"},
                             {"target": "statement", "change": "factor 2", "mutant": "$x$"})
    assert row == {"id": "demo:1", "target": "statement", "change": "factor 2", "mutant": "$x$",
                   "outcome": "undecided", "because": "stopped after 1 s", "counterexample": None}
