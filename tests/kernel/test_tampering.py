"""Sealed, every change of a number is rejected; resealed, never a false statement accepted."""

import pytest

from symq.errors import SymqError
from symq.prove import Budget, prove
from tests.corpus.score import cases
from tests.kernel.tamper import tamper

SAMPLE = [pytest.param(c, id=c.id, marks=[pytest.mark.slow] if i % 4 else [])
          for i, c in enumerate(list(cases())[::23])]      # every fourth in the ordinary suite


@pytest.mark.parametrize("case", SAMPLE)
def test_every_changed_number_is_noticed(case):
    try:
        result = prove(case.statement, case.assuming, budget=Budget(work=2_000_000, points=200))
    except SymqError:
        pytest.skip("refused")
    if result.verdict == "unknown":
        pytest.skip("unknown")
    found = tamper(result.certificate, limit=40)
    assert found.sealed_accepted == 0
    assert found.false_statement == []
