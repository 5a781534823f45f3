"""The report carries everything both ways as JSON."""

import json

import pytest

from symq.report.model import PUBLIC_KEYS, VERDICTS, ClaimReport, Report
from tests.report.sample import CLAIMS, REPORT


def test_everything_goes_through_json_and_comes_back():
    assert Report.from_data(json.loads(json.dumps(REPORT.data()))) == REPORT


def test_the_public_form_has_exactly_the_promised_keys():
    data = REPORT.public()
    assert list(data) == ["papers", "summary"]
    assert list(data["papers"][0]) == ["slug", "title", "claims"]
    for claim in data["papers"][0]["claims"]:
        assert tuple(claim) == PUBLIC_KEYS
    assert PUBLIC_KEYS == ("id", "where", "kind", "verdict", "printed", "reads", "correction",
                           "condition", "counterexample", "where_defined", "method", "rests_on",
                           "seconds", "depends")


def test_what_is_missing_is_null():
    claim = REPORT.public()["papers"][0]["claims"][0]
    assert claim["correction"] is None
    assert claim["condition"] is None
    assert claim["counterexample"] is None
    assert claim["rests_on"] == []


def test_a_counterexample_names_the_point_and_both_sides():
    claim = next(c for c in REPORT.public()["papers"][0]["claims"] if c["id"] == "kinematics:4")
    assert claim["counterexample"] == {"point": {"u": "-1/2", "v": "-1/2", "c": "1"},
                                       "lhs": "-4/5", "rhs": "-1", "note": None}


def test_the_summary_counts_in_a_fixed_order():
    assert REPORT.summary == dict.fromkeys(VERDICTS, 1)
    assert list(REPORT.summary) == list(VERDICTS)
    assert Report().summary == {}


def test_a_verdict_outside_the_list_is_refused():
    with pytest.raises(ValueError, match="'true' is not one of"):
        ClaimReport("a:b", "here", "equation", "true")
    assert ClaimReport("a:b", "here", "equation", "proved").verdict == "proved"


def test_an_unknown_field_is_refused():
    with pytest.raises(KeyError, match="colour"):
        ClaimReport.from_data({**CLAIMS[0].data(), "colour": "red"})
    assert ClaimReport.from_data(CLAIMS[0].data()) == CLAIMS[0]
