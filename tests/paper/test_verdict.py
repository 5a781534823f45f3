"""The rule table, case by case; every case has a neighbour that comes out differently."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import symq
from symq.paper.verdict import Findings, Outcome, Test, Verdict, decide

HOLDS, FAILS, OPEN = Outcome.HOLDS, Outcome.FAILS, Outcome.OPEN
PROVIDED, CONTRADICTION = Outcome.PROVIDED, Outcome.CONTRADICTION


def t(outcome):
    return Test("X", outcome, "why")


CLAIMS = [
    (Findings(printed=HOLDS), "proved"),
    (Findings(printed=HOLDS, neighbours=(t(FAILS),)), "proved"),
    (Findings(printed=HOLDS, neighbours=(t(FAILS), t(HOLDS))), "unknown"),
    (Findings(printed=HOLDS, neighbours=(t(OPEN),)), "unknown"),
    (Findings(printed=HOLDS, needs_neighbour=True), "unknown"),
    (Findings(printed=HOLDS, needs_neighbour=True, neighbours=(t(FAILS),)), "proved"),
    (Findings(printed=HOLDS, readings=(t(FAILS),)), "proved"),
    (Findings(printed=HOLDS, readings=(t(OPEN),)), "unknown"),
    (Findings(printed=HOLDS, derivation="step 2 breaks"), "unknown"),
    (Findings(printed=HOLDS, leaves=(("k:1", "is unknown"),)), "unknown"),
    (Findings(printed=HOLDS, correction=HOLDS), "unknown"),
    (Findings(printed=HOLDS, condition=HOLDS), "unknown"),
    (Findings(printed=PROVIDED), "unknown"),
    (Findings(printed=CONTRADICTION), "unknown"),
    (Findings(printed=OPEN), "unknown"),
    (Findings(printed=OPEN, support=t(HOLDS)), "supported"),
    (Findings(printed=OPEN, support=t(OPEN)), "unknown"),
    (Findings(printed=FAILS, support=t(HOLDS)), "refuted"),
    (Findings(printed=FAILS), "refuted"),
    (Findings(printed=FAILS, condition=HOLDS), "conditional"),
    (Findings(printed=FAILS, condition=HOLDS, drops=(t(FAILS), t(FAILS))), "conditional"),
    (Findings(printed=FAILS, condition=HOLDS, drops=(t(FAILS), t(HOLDS))), "unknown"),
    (Findings(printed=FAILS, condition=HOLDS, drops=(t(OPEN),)), "unknown"),
    (Findings(printed=FAILS, condition=HOLDS, restates=True), "unknown"),
    (Findings(printed=FAILS, condition=HOLDS, correction=HOLDS), "unknown"),
    (Findings(printed=FAILS, condition=PROVIDED), "unknown"),
    (Findings(printed=FAILS, condition=CONTRADICTION), "unknown"),
    (Findings(printed=FAILS, condition=OPEN), "unknown"),
    (Findings(printed=FAILS, condition=FAILS), "refuted"),
    (Findings(printed=FAILS, correction=HOLDS), "erratum"),
    (Findings(printed=FAILS, correction=HOLDS, stronger=(t(FAILS),)), "erratum"),
    (Findings(printed=FAILS, correction=HOLDS, stronger=(t(HOLDS),)), "unknown"),
    (Findings(printed=FAILS, correction=HOLDS, stronger=(t(OPEN),)), "unknown"),
    (Findings(printed=FAILS, correction=HOLDS, same_side=False), "unknown"),
    (Findings(printed=FAILS, correction=HOLDS, differs=False), "unknown"),
    (Findings(printed=FAILS, correction=HOLDS, derivation="broken"), "unknown"),
    (Findings(printed=FAILS, correction=HOLDS, leaves=(("k:1", "is refuted"),)), "unknown"),
    (Findings(printed=FAILS, correction=OPEN), "unknown"),
    (Findings(printed=FAILS, correction=FAILS), "refuted"),
    (Findings("definition", asserts=(t(HOLDS),)), "definition"),
    (Findings("definition"), "unknown"),
    (Findings("definition", asserts=(t(HOLDS), t(PROVIDED))), "unknown"),
    (Findings("definition", asserts=(t(HOLDS), t(FAILS))), "refuted"),
    (Findings("definition", asserts=(t(HOLDS),), neighbours=(t(HOLDS),)), "unknown"),
    (Findings("assumption", printed=HOLDS, used=True), "assumption"),
    (Findings("assumption", printed=HOLDS), "unknown"),
    (Findings("assumption", printed=CONTRADICTION, used=True), "unknown"),
    (Findings("cited", cited=True), "cited"),
    (Findings("cited"), "unknown"),
]


@pytest.mark.parametrize("found, verdict", CLAIMS)
def test_the_table(found, verdict):
    assert decide(found)[0] == verdict
    assert Findings.from_data(found.data()) == found


@pytest.mark.parametrize("found, verdict", CLAIMS)
def test_a_crash_is_unknown_whatever_else_was_found(found, verdict):
    assert decide(replace(found, crash="stopped after 1 s")) == (Verdict.UNKNOWN,
                                                                 "stopped after 1 s")


@pytest.mark.parametrize("found, verdict", CLAIMS)
def test_only_plain_verdicts_come_without_a_reason(found, verdict):
    assert bool(decide(found)[1]) == (verdict in ("unknown", "refuted", "supported"))


def test_every_verdict_can_be_reached():
    assert {verdict for _, verdict in CLAIMS} == {v.value for v in Verdict}


def test_no_other_file_names_a_verdict():
    folder = Path(symq.__file__).parent
    for path in [*folder.glob("paper/*.py"), *folder.glob("attack/*.py")]:
        if path.name == "verdict.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                assert not (node.value.id == "Verdict" and node.attr.isupper()), path.name
