"""Evidence found before: checked, never believed, and searched anew when it does not carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sympy import exp, symbols

from symq.lang.statement import OperatorAlgebra, OperatorIdentity, eq, ge, gt
from symq.prove import Budget, prove
from symq.prove.api import plain
from symq.prove.archive import Archive

x, y = symbols("x y", real=True)
TRUE, FALSE = ge(x**2 + y**2, 2*x*y), ge(x**2 + y**2, 3*x*y)


def asked(statement, **options):
    """The archive after one question, and the answer."""
    archive = Archive()
    return archive, prove(statement, archive=archive, **options)


DOWN, UP = symbols("a ad", commutative=False)
BOSON = OperatorAlgebra.from_commutators((UP, DOWN), {(DOWN, UP): 1})
EXPANDED = OperatorIdentity(DOWN*UP, UP*DOWN + 1, BOSON)    # decided without a search


@pytest.mark.parametrize("statement, verdict", [(TRUE, "proved"), (FALSE, "refuted"),
                                                (EXPANDED, "proved")])
def test_what_was_found_is_checked_and_not_searched(statement, verdict, monkeypatch):
    archive, first = asked(statement)
    monkeypatch.setattr("symq.prove.api._decide", None)
    again = prove(statement, archive=Archive(archive.asked))
    assert first.verdict == again.verdict == verdict
    assert again.certificate == first.certificate
    assert again.method == first.method
    assert getattr(again, "counterexample", None) == getattr(first, "counterexample", None)


def test_another_statement_finds_nothing(monkeypatch):
    archive, _ = asked(TRUE)
    monkeypatch.setattr("symq.prove.api._decide", None)
    for other in (FALSE, ge(x**2 + y**2, 2*x*y + 1), gt(x**2 + y**2, 2*x*y)):
        with pytest.raises(TypeError):
            prove(other, archive=Archive(archive.asked))
    with pytest.raises(TypeError):
        prove(TRUE, (gt(x, 0),), archive=Archive(archive.asked))


def test_evidence_of_one_statement_does_not_carry_another():
    true, _ = asked(TRUE)
    false, _ = asked(FALSE)
    (good,), (bad,) = true.asked.values(), false.asked.values()
    swapped = dict(zip((*true.asked, *false.asked), (bad, good), strict=True))
    assert prove(TRUE, archive=Archive(swapped)).verdict == "proved"
    assert prove(FALSE, archive=Archive(swapped)).verdict == "refuted"
    forged = {key: {**bad, "verdict": "proved"} for key in false.asked}
    assert prove(FALSE, archive=Archive(forged)).verdict == "refuted"


def leaves(data, path=()):
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, (*path, key))
    else:
        yield path


@given(st.data())
def test_a_changed_entry_never_changes_the_verdict(data):
    statement, verdict = data.draw(st.sampled_from([(TRUE, "proved"), (FALSE, "refuted")]))
    archive, _ = asked(statement)
    ((key, entry),) = archive.asked.items()
    entry = plain(entry)
    path = data.draw(st.sampled_from(list(leaves(entry))))
    at = entry
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = data.draw(st.sampled_from(["0", "1", "-1", "2", "x", None, [], "unknown"]))
    assert prove(statement, archive=Archive({key: entry})).verdict in (verdict, "unknown")


def test_giving_up_is_kept_for_searches_that_are_no_wider():
    hard = eq(exp(x) * (x**4 + 1), exp(y) * (x**4 + 1))
    archive, first = asked(hard, assuming=(eq(exp(exp(x)), exp(exp(y))),),
                           budget=Budget(work=2_000, points=3))
    if first.verdict != "unknown":
        pytest.skip("it is found with very little work")
    (entry,) = archive.asked.values()
    assert entry["verdict"] == "unknown"
    kept = Archive(archive.asked)
    same = prove(hard, (eq(exp(exp(x)), exp(exp(y))),), budget=Budget(work=2_000, points=3),
                 archive=kept)
    assert same.tried == first.tried
