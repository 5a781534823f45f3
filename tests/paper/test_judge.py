"""What a proof may rest on, with the real prover: definedness of premises and lines between."""

from types import SimpleNamespace

import pytest
from sympy import sqrt

from symq.lang.calc import calc
from symq.lang.statement import Implication, Inequality, eq, expands, ge, gt, le
from symq.lang.theorems import THEOREMS, Hypothesis, Sentence, Theorem, use
from symq.paper.examine import Examiner
from symq.paper.judge import Judge, bare, why
from symq.paper.paper import Paper
from symq.paper.verdict import Outcome, decide


@pytest.fixture
def demo():
    paper = Paper("demo")
    paper.x, paper.y = paper.real("x y")
    return paper


def verdict(paper, id):
    return decide(Examiner(paper).examine(id).findings)


def test_a_line_between_must_be_defined_wherever_the_goal_is(demo):
    """x + 1 = (x^2 - 1)/(x - 1) = x + 1 says nothing at x = 1."""
    x = demo.x
    chain = calc(x + 1).becomes((x**2 - 1)/(x - 1)).becomes(x + 1)
    demo.claim("demo:1", eq(x + 1, x + 1))(lambda: chain)
    demo.claim("demo:2", eq(x + 1, x + 1), assuming=(x > 1,))(lambda: chain)
    demo.claim("demo:3", eq((x + 1)/x, (x + 1)/x))(
        lambda: calc((x + 1)/x).becomes((x**2 + x)/x**2).becomes((x + 1)/x))
    word, reason = verdict(demo, "demo:1")
    assert word == "unknown"
    assert reason.startswith("an intermediate line says nothing unless $x - 1 \\ne 0$")
    assert verdict(demo, "demo:2")[0] == "proved"
    assert verdict(demo, "demo:3")[0] == "proved"


def test_a_premise_must_be_defined_wherever_it_is_used(demo):
    x = demo.x
    demo.claim("demo:1", eq((x**2 - 1)/(x - 1), x + 1))
    demo.claim("demo:2", eq(x**2 + x, x*(x + 1)), uses="demo:1")
    demo.claim("demo:3", eq(x**2 + x, x*(x + 1)), uses="demo:1", assuming=(x > 1,))
    word, reason = verdict(demo, "demo:2")
    assert word == "unknown" and "a premise says nothing unless" in reason
    assert verdict(demo, "demo:3")[0] == "proved"


def test_a_hypothesis_must_be_defined_wherever_it_is_needed(demo, monkeypatch):
    def positive(f):
        return (Hypothesis("positive", gt(f, 0)),), Sentence("{f} is good", {"f": f})

    monkeypatch.setitem(THEOREMS, "good", Theorem("good", ("f > 0",), "good", "here", positive))
    x = demo.x
    for n, assuming in ((1, ()), (2, (gt(x, 0),))):
        demo.claim(f"demo:{n}", Sentence("{f} is good", {"f": 1/x**2}), assuming=assuming,
                   theorem=use("good", f=1/x**2))
    assert verdict(demo, "demo:1")[0] == "unknown"
    assert verdict(demo, "demo:2")[0] == "proved"


def test_where_a_statement_speaks_is_shown_unless_it_is_assumed(demo):
    x, y = demo.x, demo.y
    demo.claim("demo:1", eq((x**2 - 1)/(x - 1), x + 1))
    demo.claim("demo:2", eq((x**2 - 1)/(x - 1), x + 1), assuming=(x > 3,))
    demo.claim("demo:3", eq(y*x/y, x), assuming=(y > 0,))
    where = [Examiner(demo).examine(f"demo:{n}").where_defined for n in (1, 2, 3)]
    assert where == [(Inequality(x - 1, "!=", 0),), (), ()]


def test_a_definition_that_varies_is_written_out(demo):
    x = demo.x
    f = demo.define("demo:f", "f", 1/(1 - x), assuming=(x < 1,))
    demo.claim("demo:1", expands(f, 1 + x, x, 2))
    demo.claim("demo:2", expands(f, 1 - x, x, 2))
    assert verdict(demo, "demo:1")[0] == "proved"
    assert verdict(demo, "demo:2")[0] == "refuted"


def test_the_certificate_is_compared_with_the_question():
    from dataclasses import replace

    from sympy import symbols

    from symq.prove import prove
    x = symbols("x", real=True)
    swapped = prove(ge(x**2, 0))
    judge = Judge(lambda s, assuming=(), *, definitions=(): replace(swapped, statement=s))
    assert judge(ge(x**2, 0)).outcome is Outcome.HOLDS
    assert judge(le(x**2, 0)).reason == "the certificate is about another statement"
    assert judge(ge(x**2, 0), (gt(x, 1),), bare).outcome is Outcome.OPEN


def test_a_damaged_certificate_is_rejected():
    from dataclasses import replace

    from sympy import symbols

    from symq.prove import prove
    x = symbols("x", real=True)

    def forge(s, assuming=(), *, definitions=()):
        result = prove(ge(x**2, 0))
        return replace(result, certificate={**result.certificate, "verdict": "refuted"})

    assert "the checker rejects the evidence" in Judge(forge)(ge(x**2, 0)).reason


def test_contradictory_assumptions_prove_nothing(demo):
    x = demo.x
    demo.claim("demo:1", Implication((gt(x, 0),), gt(x, 5)), assuming=(gt(x, 1), gt(0, x)))
    assert "contradict" in verdict(demo, "demo:1")[1]


def test_a_definition_that_needs_a_condition_is_conditional(demo):
    x = demo.x
    demo.given(x >= 0)
    demo.define("demo:1", "r", 1/sqrt(x), condition=(x > 0,))
    demo.define("demo:2", "q", 1/(x + 1), condition=(x > 0,))
    demo.define("demo:3", "p", 1/(x - 1), condition=(x > 0,))
    demo.define("demo:4", "t", 1/x, condition=(x > 0, demo.y > 0))
    assert verdict(demo, "demo:1") == ("conditional", "")
    assert verdict(demo, "demo:2") == (
        "unknown", "what the text asserts is not refuted without the condition")
    assert verdict(demo, "demo:3")[0] == "refuted"
    assert verdict(demo, "demo:4")[1].startswith("the condition is too strong")


def test_reasons_of_an_unknown_are_told_once():
    tried = (("facts", "found no evidence"), ("ideal", "the budget is used up"),
             ("search", "no method decides x = 1"), ("order", "the budget is used up"))
    assert why(SimpleNamespace(tried=tried)) == (
        "the budget is used up (ideal, order); no evidence was found by facts, search")
    assert why(SimpleNamespace(tried=())) == "no method applies"
    silent = tuple((f"m{i}", "found no evidence") for i in range(30))
    assert why(SimpleNamespace(tried=(*tried, *silent))) == (
        "the budget is used up (ideal, order); no evidence was found by 32 other methods")
