"""The corpus of known truths: a sample in the ordinary suite, all of it among the slow tests."""

from __future__ import annotations

from collections import Counter

import pytest

from symq.errors import DomainError, SymqError
from symq.prove import Budget, prove
from tests.corpus.domains import INCONSISTENT
from tests.corpus.score import cases

CASES = list(cases())


def verdicts(chosen, work):
    """How many are right and unknown, and which are wrong."""
    count, wrong = Counter(), []
    for case in chosen:
        try:
            verdict = prove(case.statement, case.assuming, budget=Budget(work=work)).verdict
        except SymqError:
            verdict = "unknown"
        if verdict == "unknown":
            count["unknown"] += 1
        elif (verdict == "proved") == case.truth:
            count["right"] += 1
        else:
            wrong.append(case.id)
    return count, wrong


def test_no_wrong_answer_in_a_sample():
    _, wrong = verdicts(CASES[::40], 1_000_000)
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_no_wrong_answer_and_few_unknown(part):
    chosen = CASES[part::8]
    count, wrong = verdicts(chosen, 4_000_000)
    assert wrong == []
    assert count["unknown"] <= 0.2 * len(chosen)


@pytest.mark.parametrize("name, statement, assuming", INCONSISTENT, ids=lambda v: str(v)[:40])
def test_contradictory_assumptions_prove_nothing(name, statement, assuming):
    try:
        result = prove(statement, assuming, budget=Budget(work=3_000_000))
    except DomainError:
        return
    assert result.verdict == "unknown"
