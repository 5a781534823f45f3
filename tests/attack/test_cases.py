"""What becomes of changes, with the real prover; every outcome occurs, and survivors are found."""

import pytest
from sympy import ImmutableMatrix, Symbol, oo, sqrt, symbols

from symq.attack.cases import Attack, describe
from symq.attack.classify import relate
from symq.attack.mutants import data
from symq.lang.statement import All, Implication, Limit, eq, expands, ge, gt, le, lt
from symq.lang.theorems import THEOREMS, Hypothesis, Sentence, Theorem, use
from symq.paper.judge import NOTHING, Judge, bare
from symq.paper.paper import Paper

x, y, z = symbols("x y z", real=True)
n = Symbol("n", integer=True)


@pytest.fixture(scope="module")
def judge():
    return Judge()


@pytest.mark.parametrize("original, mutant, local, expected", [
    (lt(x, y + 1), le(x, y + 1), (lt(x, y),), "weaker"),
    (le(x, y), le(x, y + z), (le(x, y), ge(z, 0)), "weaker"),
    (le(x, y + z), le(x, y), (le(x, y), ge(z, 0)), "independent"),
    (eq(x + y, 2*z), eq(x + y, x + y), (eq(x + y, 2*z),), "equivalent"),
    (eq(x*y, y*x), eq(x*z, z*x), (), "equivalent"),
    (lt(x, y), lt(y, x + 3), (lt(x, y), lt(y, x + 3)), "independent"),
    (Limit(n/(n + 1), n, oo, 1), Limit(n/(n + 2), n, oo, 1), (), "independent"),
    (expands(1/(1 - x), 1 + x, x, 2), expands(1/(1 - x), 1 + x + x**2, x, 2), (), "equivalent"),
    (All((le(x, y), ge(z, 0))), All((le(x, y), gt(z + 1, 0))), (le(x, y), ge(z, 0)), "weaker"),
    (Implication((gt(x, 0),), gt(x + 1, 0)), Implication((gt(x, 1),), gt(x + 1, 0)), (), "weaker"),
])
def test_proved_mutants_are_related_to_their_original(judge, original, mutant, local, expected):
    assert relate(judge, original, mutant, local, bare, NOTHING).name == expected


def rows(paper, id, judge):
    return [describe(case, case.run(), str) for case in Attack(paper, judge).cases(id)]


def test_false_changes_are_refuted_with_a_point(judge):
    paper = Paper("demo")
    a, b = paper.real("a b")
    paper.claim("demo:1", eq((a + b)**2, a**2 + 2*a*b + b**2))
    found = rows(paper, "demo:1", judge)
    assert len(found) >= 5 and {r["outcome"] for r in found} == {"refuted"}
    assert all(r["counterexample"] for r in found)


def test_a_change_that_is_defined_nowhere_is_noticed(judge):
    paper = Paper("demo")
    r, m = paper.positive("r m")
    paper.given(r > 2*m)
    paper.claim("demo:1", lt((1 - 2*m/r)/sqrt(1 - m/r), 1))
    found = [row for row in rows(paper, "demo:1", judge) if row["change"] == "exchanged symbols"]
    assert [(row["outcome"], row["because"]) for row in found] == [
        ("refuted", "the changed line is defined nowhere")]


def test_a_vacuous_claim_is_found_out(judge):
    """Premises that contradict each other prove everything: nothing is refuted."""
    paper = Paper("demo")
    a, b = paper.real("a b")
    paper.claim("demo:1", Implication((gt(a, b), gt(b, a)), eq(a, b**2)))
    found = rows(paper, "demo:1", judge)
    assert "refuted" not in {r["outcome"] for r in found if r["change"] in
                             ("sign of a term", "factor 2", "exponent")}


def test_a_definition_that_nothing_notices_survives(judge):
    paper = Paper("demo")
    a = paper.real("a")
    p = paper.define("demo:p", "p", 3*a)
    q = paper.define("demo:q", "q", 5*a)
    paper.claim("demo:1", eq(p**2, 9*a**2))
    paper.claim("demo:2", eq(q, 5*a))
    by_change = {r["mutant"]: r for r in rows(paper, "demo:p", judge)}
    signs = [r for r in by_change.values() if r["change"] == "sign of a term"]
    assert [r["outcome"] for r in signs] == ["survived"]
    assert all(r["outcome"] == "refuted" for r in rows(paper, "demo:q", judge))
    lonely = Paper("lonely")
    b = lonely.real("b")
    lonely.define("lonely:1", "r", 2*b)
    assert {r["outcome"] for r in rows(lonely, "lonely:1", judge)} == {"survived"}


def test_conditions_are_dropped_and_changed(judge):
    paper = Paper("demo")
    a, b = paper.real("a b")
    paper.claim("demo:1", gt(a*b, 0), condition=(a > 0, b > 0))
    paper.claim("demo:2", gt(a*b, 0), condition=(a > 0, b > 0, a + b > 0))
    found = [r for r in rows(paper, "demo:1", judge) if r["target"] == "condition"]
    assert {r["outcome"] for r in found if r["change"] == "dropped"} == {"refuted"}
    assert {"refuted", "weaker"} <= {r["outcome"] for r in found}
    dropped = [r for r in rows(paper, "demo:2", judge) if r["change"] == "dropped"]
    assert [r["outcome"] for r in dropped] == ["refuted", "refuted", "survived"]


def test_an_assumption_that_is_needed_and_one_that_is_not(judge):
    paper = Paper("demo")
    a, b = paper.real("a b")
    paper.claim("demo:1", gt(a + 1, 0), assuming=(a > 0, b > 0))
    dropped = [r for r in rows(paper, "demo:1", judge) if r["change"] == "dropped"]
    assert [r["outcome"] for r in dropped] == ["refuted", "independent"]


def test_a_correction_that_could_be_stronger_survives(judge):
    paper = Paper("demo")
    a = paper.real("a")
    paper.given(a > 0)
    paper.claim("demo:1", lt(a, a - 1), correction=lt(a, 3*a))
    found = rows(paper, "demo:1", judge)
    assert {r["target"] for r in found} == {"correction"}
    assert "survived" in {r["outcome"] for r in found}


def test_theorems_are_applied_to_changed_data(judge, monkeypatch):
    def positive(f):
        return (Hypothesis("f > 0", gt(f, 0), necessary=True),), Sentence("{f} is good", {"f": f})

    entry = Theorem("good", ("f > 0",), "f is good", "here", positive)
    monkeypatch.setitem(THEOREMS, "good", entry)
    paper = Paper("demo")
    a = paper.positive("a")
    paper.claim("demo:1", Sentence("{f} is good", {"f": a + 1}), theorem=use("good", f=a + 1))
    outcomes = {r["change"]: r["outcome"] for r in rows(paper, "demo:1", judge)}
    assert outcomes["f: sign of a term"] == "refuted"
    assert outcomes["f: factor 2"] == "independent"


def test_one_false_part_refutes_a_conjunction(judge):
    paper = Paper("demo")
    a, b = paper.real("a b")
    k = paper.integer("k")
    paper.given(a >= 0, b >= 0, a + b < 1)
    paper.claim("demo:1", All((Limit(k/(k + 1), k, oo, 1), lt(a + b, 1))))
    found = rows(paper, "demo:1", judge)
    assert any("lim" not in r["change"] and r["outcome"] == "refuted" for r in found)
    assert "survived" not in {r["outcome"] for r in found}


def test_data_that_are_matrices_are_changed_entry_by_entry():
    found = [change for change, _ in data((ImmutableMatrix([[1 - x, 2]]),))]
    assert found and all(change.startswith("entry: ") for change in found)
