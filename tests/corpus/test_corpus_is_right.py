"""The corpus agrees with an independent numerical check, and is well formed."""

import importlib
import pkgutil
from collections import Counter

import pytest

import tests.corpus
from symq.lang import statement as st
from tests.corpus.case import Case
from tests.corpus.validate import opinion

FIELDS = {}
for _info in pkgutil.iter_modules(tests.corpus.__path__):
    if not _info.name.startswith("test_"):
        _cases = getattr(importlib.import_module(f"tests.corpus.{_info.name}"), "CASES", None)
        if _cases is not None:
            FIELDS[_info.name] = _cases
ALL = [case for cases in FIELDS.values() for case in cases]


def test_cases_are_well_formed():
    names = Counter(case.id for case in ALL)
    assert not [name for name, number in names.items() if number > 1]
    for field, cases in FIELDS.items():
        for case in cases:
            assert isinstance(case, Case)
            assert case.id.startswith(f"{field}:"), case.id
            assert isinstance(case.statement, st.Statement), case.id
            assert case.source, case.id
            assert bool(case.flaw) == (not case.truth), case.id
            for assumption in case.assuming:
                st.statement(assumption)
            assert not isinstance(case.statement, st.Truth), f"{case.id} is evaluated away"


def test_half_of_the_cases_are_false():
    false = sum(not case.truth for case in ALL)
    assert 0.4 * len(ALL) <= false <= 0.6 * len(ALL)


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_sampling_agrees(field):
    # A rare counterexample takes more points than every case gets at first.
    doubtful = [case for case in FIELDS[field]
                if (said := opinion(case)) is not None and said != case.truth]
    wrong = [(case.id, said) for case in doubtful
             if (said := opinion(case, 4000, 10.0)) is not None and said != case.truth]
    assert not wrong


def test_sampling_notices_a_wrong_truth_value():
    flipped = [Case(case.id, case.statement, True, case.source, case.assuming) for case in ALL
               if case.id in ("algebraic:two-squares-sign", "asymptotics:tangent-order",
                              "logic:product-zero-both", "optics:airy-min-exponent")]
    assert [opinion(case) for case in flipped] == [False] * len(flipped)
