"""Claims from declaration to verdict, with a prover that samples."""

from dataclasses import replace

import pytest
from sympy import Symbol, sqrt

from symq.errors import DerivationError, InputError, RegisterError, UndeclaredSymbol
from symq.lang.calc import Derivation, Step, argue, calc, stepwise
from symq.lang.statement import (
    All,
    Any,
    Bound,
    Equivalence,
    Exists,
    ForAll,
    ForAllFinite,
    Implication,
    Not,
    Q,
    Table,
    between,
    eq,
    expands,
    ge,
    gt,
    le,
    lt,
    ne,
)
from symq.lang.theorems import THEOREMS, Hypothesis, Sentence, Theorem, use
from symq.paper.claim import Condition, Correction, Neighbour, Reading, Support
from symq.paper.examine import Examiner
from symq.paper.judge import Judge
from symq.paper.paper import Paper
from symq.paper.register import Row
from symq.paper.verdict import decide
from symq.prove.archive import Archive
from tests.paper.fake import FakeJudge
from tests.paper.kinematics import paper as kinematics


def verdict(paper, id, judge=None, kind="equation", used=True):
    row = Row(id, "", "", "", kind)
    found = Examiner(paper, judge or FakeJudge()).examine(id, row)
    return (*decide(replace(found.findings, used=used)), found)


@pytest.fixture
def demo():
    paper = Paper("demo")
    paper.x, paper.y, paper.z = paper.real("x y z")
    return paper


# the sample letter

@pytest.mark.parametrize("name, expected", [
    ("1", "definition"), ("E", "definition"), ("p", "definition"), ("2", "proved"),
    ("3", "erratum"), ("4", "conditional")])
def test_the_sample_letter(name, expected):
    found = verdict(kinematics, f"kinematics:{name}")
    assert found[0] == expected, found[1]


def test_the_derivation_of_the_letter_cites_what_it_uses():
    found = verdict(kinematics, "kinematics:2")[2]
    assert found.uses == ("kinematics:E", "kinematics:1", "kinematics:p")
    assert [p.step.by for p in found.derived.steps] == [("kinematics:E",), ("kinematics:1",),
                                                        ("kinematics:p",)]
    assert found.derived.note.startswith("Square the energy")


def test_steps_see_only_the_definitions_that_they_cite():
    judge = FakeJudge()
    verdict(kinematics, "kinematics:2", judge)
    assert [names for _, _, names in judge.asked] == [("E",), (r"gamma",), ("p",)]


# definitions

def test_a_definition_is_well_defined_or_says_where_it_is_not(demo):
    x, y = demo.x, demo.y
    demo.define("demo:1", "r", x/y, assuming=(y > 0,))
    demo.define("demo:2", "s", x/y)
    assert verdict(demo, "demo:1")[0] == "definition"
    word, reason, _ = verdict(demo, "demo:2")
    assert word == "refuted" and "well defined" in reason


def test_what_the_text_of_a_definition_asserts_is_proved(demo):
    x = demo.x
    a = demo.define("demo:1", "a", x**2, asserts=lambda: ge(a, 0))
    b = demo.define("demo:2", "b", x**2, asserts=lambda: gt(b, 0))
    assert verdict(demo, "demo:1")[0] == "definition"
    assert verdict(demo, "demo:2")[0] == "refuted"


def test_symbols_of_one_definition_share_an_id(demo):
    x, y = demo.x, demo.y
    demo.define("demo:1", "a", x + y)
    demo.define("demo:1", "b", x - y)
    assert [d.latex for d in demo.claims["demo:1"].defines] == ["a", "b"]
    assert verdict(demo, "demo:1")[0] == "definition"


def test_a_notion_must_assert_something(demo):
    demo.definition("demo:1", lambda: ge(demo.x**2, 0))
    demo.definition("demo:2", ())
    assert verdict(demo, "demo:1")[0] == "definition"
    assert verdict(demo, "demo:2")[0] == "unknown"


# assumptions

def test_an_assumption_is_consistent_and_used(demo):
    demo.given(demo.x > 0)
    demo.assume("demo:1", between(0, demo.x, 3))
    demo.assume("demo:2", lt(demo.x, 0))
    assert verdict(demo, "demo:1")[0] == "assumption"
    assert verdict(demo, "demo:1", used=False)[0] == "unknown"
    assert "contradicts" in verdict(demo, "demo:2")[1]


def test_a_claim_holds_under_a_registered_assumption_only_if_it_names_it(demo):
    x = demo.x
    demo.assume("demo:1", x > 1)
    demo.claim("demo:2", gt(x**2, x), given_by="demo:1")
    demo.claim("demo:3", gt(x**2, x))
    demo.claim("demo:4", gt(x**2, x), given_by="demo:2")
    assert verdict(demo, "demo:2")[0] == "proved"
    assert verdict(demo, "demo:2")[2].uses == ("demo:1",)
    assert verdict(demo, "demo:3")[0] == "refuted"
    with pytest.raises(RegisterError, match="demo:2, which is no assumption"):
        verdict(demo, "demo:4")


def test_only_assumptions_that_touch_the_statement_are_used(demo):
    x, y, z = demo.x, demo.y, demo.z
    demo.given(x > 0, y > x, z > 0)
    demo.claim("demo:1", gt(y, 0))
    judge = FakeJudge()
    assert verdict(demo, "demo:1", judge)[0] == "proved"
    assert judge.asked[0][1] == (gt(x, 0), gt(y, x))


# conditions

def test_a_condition_that_restates_the_claim_is_caught(demo):
    x, y = demo.x, demo.y
    demo.claim("demo:1", le(x*y, x), condition=(le(x*y, x),))
    demo.claim("demo:2", le(x*y, x), condition=(le(2*x*y - 2*x, 0),))
    demo.claim("demo:3", le(x*y, x), condition=(ge(3*x, 3*x*y),))
    demo.claim("demo:4", le(x*y, x), condition=(x >= 0, y <= 1))
    for name in "123":
        word, reason, _ = verdict(demo, f"demo:{name}")
        assert word == "unknown" and "restates" in reason
    assert verdict(demo, "demo:4")[0] == "conditional"


def test_a_condition_that_gives_the_claim_by_addition_is_caught(demo):
    x, y, z = demo.x, demo.y, demo.z
    mean = (x + y + z)/3
    cases = (
        (All((eq(x, mean), eq(y, mean), eq(z, mean))), (eq(x, y), eq(y, z))),
        (eq(x, 2*z), (eq(x, 2*y), eq(y, z))),
        (All((eq((x + y)**2, x**2 + 2*x*y + y**2), eq(x, 2*y))), (eq(3*x, 6*y),)),
        (Table((("a", le(x, z)),)), (le(x, y), le(2*y, 2*z))),
        (le(x, z + y), (le(x, z), ge(y, 0))),
        (Implication((gt(z, 0),), eq(x + y, z)), (eq(x, z - y),)),
        (ne(x, y), (ne(2*y, 2*x),)))
    for n, (claim, given) in enumerate(cases):
        demo.claim(f"demo:{n}", claim, condition=given)
        word, reason, _ = verdict(demo, f"demo:{n}", Judge())
        assert word == "unknown" and "restates" in reason, n
    honest = (
        (eq(x*y, y*z), (eq(x, z),)),
        (eq(x**2, y**2), (eq(x, y),)),
        (All((eq(x, y), eq(x*z, y**2))), (eq(x, y), eq(z, y))),       # the second part is new
        (le(x*y, x), (ge(x, 0), le(y, 1))),
        (eq(x, y), (eq((x - y)**2 + (y - z)**2, 0),)))
    for n, (claim, given) in enumerate(honest, 10):
        demo.claim(f"demo:{n}", claim, condition=given)
        assert verdict(demo, f"demo:{n}", Judge())[0] == "conditional", n


def test_a_condition_is_needed_consistent_and_sufficient(demo):
    x, y = demo.x, demo.y
    demo.claim("demo:1", gt(x*y, 0), condition=(x > 0, y > 0, gt(x + y, 0)))
    demo.claim("demo:2", gt(x*y, 0), condition=(x > 0, x < 0))
    demo.claim("demo:3", gt(x*y, 0), condition=(x > 0,))
    demo.claim("demo:4", gt(x**2 + 1, 0), condition=(x > 0,))
    assert "too strong" in verdict(demo, "demo:1")[1]
    assert "contradicts" in verdict(demo, "demo:2")[1]
    assert verdict(demo, "demo:3")[0] == "refuted"
    assert "without the condition" in verdict(demo, "demo:4")[1]


def test_dropped_relations_and_iff_are_reported(demo):
    x, y = demo.x, demo.y
    demo.claim("demo:1", gt(x*y, 0), condition=(x > 0, y > 0))
    demo.claim("demo:2", gt(2*x, x), condition=(x**3 > 0,))
    first, second = verdict(demo, "demo:1")[2], verdict(demo, "demo:2")[2]
    assert len(first.drops) == 2 and not first.findings.iff
    assert second.findings.iff


# errata

def test_corrections_that_do_not_count(demo):
    x = demo.x
    demo.given(x > 0)
    right = eq((x + 1)**2, x**2 + 2*x + 1)
    wrong = eq((x + 1)**2, x**2 + x + 1)
    demo.claim("demo:1", wrong, correction=right)
    demo.claim("demo:2", wrong, correction=wrong)
    demo.claim("demo:3", wrong, correction=eq(2*x + 1, (x + 1)**2 - x**2))
    demo.claim("demo:4", wrong, correction=eq((x + 1)**2, x**2))
    demo.claim("demo:5", right, correction=right)
    assert verdict(demo, "demo:1")[0] == "erratum"
    assert "is the printed statement" in verdict(demo, "demo:2")[1]
    assert "left side" in verdict(demo, "demo:3")[1]
    assert verdict(demo, "demo:4")[0] == "refuted"
    assert "remove the correction" in verdict(demo, "demo:5")[1]


def test_corrections_that_say_nothing(demo):
    x, y = demo.x, demo.y
    square = (x + 1)**2
    some = ((demo.z, "real"),)
    for n, (wrong, right) in enumerate((
            (eq(square, x), eq(square, square)),
            (Implication((eq(x, 1),), eq(y, 1)), Implication((eq(x, 1),), eq(y, y))),
            (Table((("a", eq(x, 1)),)), Table((("a", eq(x, x)),))),
            (Exists(some, eq(demo.z**2, x)), Exists(some, eq(demo.z**2, demo.z**2))),
            (Any((eq(x, 1), eq(x, 2))), Any((eq(x, 1), ne(x, 1)))),
            (eq(x**2, -3), ne(x**2, -3)))):
        demo.claim(f"demo:{n}", wrong, correction=right)
        word, reason, _ = verdict(demo, f"demo:{n}", Judge())
        assert word == "unknown" and ("both sides" in reason or "denies" in reason)


def test_a_condition_that_contains_the_claim_is_caught(demo):
    x, y = demo.x, demo.y
    claim = gt(x*y, 0)
    for n, given in enumerate((Implication((eq(x, x),), claim), Equivalence(claim, ge(x**2, 0)),
                               Not(Not(claim)), Any((claim, eq(x, x + 1))))):
        demo.claim(f"demo:{n}", claim, condition=Condition((given,)))
        word, reason, _ = verdict(demo, f"demo:{n}", Judge())
        assert word == "unknown" and "restates" in reason


def test_a_correction_is_as_strong_as_it_can_be(demo):
    x = demo.x
    demo.given(x >= 0)
    demo.claim("demo:1", le(x**2 + x, x**2), correction=le(x**2 + x, x**2 + x))
    demo.claim("demo:2", lt(x, 0), correction=lt(x, x + 5))
    demo.claim("demo:3", lt(x, 0), correction=Correction(lt(x, x + 5), "", (lt(x, x + 1),)))
    assert "too weak" in verdict(demo, "demo:1")[1]         # it is an equation
    assert verdict(demo, "demo:2")[0] == "erratum"
    assert "too weak" in verdict(demo, "demo:3")[1]


def test_the_order_of_a_corrected_remainder_must_be_sharp(demo):
    x = demo.x
    wrong = expands(1/(1 - x), 1 - x, x, 2)
    demo.claim("demo:1", wrong, correction=expands(1/(1 - x), 1 + x, x, 2))
    demo.claim("demo:2", expands(1/(1 - x**2), 1 - x**2, x, 3),
               correction=expands(1/(1 - x**2), 1 + x**2, x, 3))
    assert verdict(demo, "demo:1")[0] == "erratum"
    assert "too weak" in verdict(demo, "demo:2")[1]


def test_a_refuted_line_without_correction_is_unfinished(demo):
    demo.claim("demo:1", eq(demo.x, 2*demo.x))
    assert verdict(demo, "demo:1")[0] == "refuted"


# derivations

def letter():
    paper = Paper("demo")
    paper.x, paper.y = paper.real("x y")
    paper.a = paper.define("demo:a", "a", paper.x + paper.y)
    paper.b = paper.define("demo:b", "b", paper.a**2)
    paper.claim("demo:sum", eq(paper.a - paper.y, paper.x))
    paper.claim("demo:ref", cites="Ref. [1]", because="measured")
    return paper


@pytest.mark.parametrize("by, verdict_, says", [
    ("demo:b", "proved", ""),
    (("demo:b", "demo:a"), "proved", ""),
    ((), "unknown", "step 1 does not follow, and names in `by` no line that it uses"),
    ("demo:a", "unknown", "step 1 does not follow: demo:a does not suffice"),
    ("demo:ref", "unknown", "step 1 cites demo:ref, which is only cited and proves nothing"),
    ("demo:1", "unknown", "step 1 cites demo:1, which is the claim itself"),
])
def test_what_a_step_cites_decides(by, verdict_, says):
    paper = letter()
    paper.claim("demo:1", eq(paper.b, paper.a**2))(
        lambda: calc(paper.b).becomes(paper.a**2, by=by))
    word, reason, _ = verdict(paper, "demo:1")
    assert (word, reason) == (verdict_, says)


def test_citing_an_id_that_does_not_exist_is_an_error():
    paper = letter()
    paper.claim("demo:1", eq(paper.b, paper.a**2))(
        lambda: calc(paper.b).becomes(paper.a**2, by="demo:bb"))
    with pytest.raises(DerivationError, match="'demo:bb', which does not exist; did you mean demo"):
        verdict(paper, "demo:1")


def test_a_derivation_ends_at_the_claim_or_proves_nothing():
    paper = letter()
    paper.claim("demo:1", eq(paper.b, (paper.x + paper.y)**2))(
        lambda: calc(paper.b).becomes(paper.a**2, by="demo:b"))
    word, reason, _ = verdict(paper, "demo:1")
    assert word == "unknown" and "the derivation ends at" in reason


def test_steps_that_do_not_join_up_prove_nothing():
    paper = letter()
    steps = (Step(eq(paper.b, paper.a**2), "demo:b"),
             Step(eq(paper.a, paper.x + paper.y), "demo:a"))
    goal = eq(paper.b, (paper.x + paper.y)**2)
    paper.claim("demo:1", goal)(lambda: Derivation(goal, steps))
    assert "do not join up" in verdict(paper, "demo:1")[1]


def test_a_step_may_rest_on_an_earlier_step_and_claim():
    paper = letter()
    x, y, a = paper.x, paper.y, paper.a
    paper.claim("demo:1", eq(2*x, 2*a - 2*y))(
        lambda: argue().so(eq(a - y, x), by="demo:sum", name="first")
                       .so(eq(2*x, 2*a - 2*y), by="first"))
    word, reason, found = verdict(paper, "demo:1")
    assert word == "proved", reason
    assert found.uses == ("demo:sum",)


def test_a_derivation_may_not_assume_what_the_paper_does_not():
    paper = letter()
    x = paper.x
    paper.claim("demo:1", gt(x**2, x), assuming=(x > 2,))(
        lambda: argue(x > 1).so(gt(x**2, x)))
    paper.claim("demo:2", gt(x**2, x), assuming=(x > 2,))(
        lambda: argue(x > 5).so(gt(x**2, x)))
    assert verdict(paper, "demo:1")[0] == "proved"
    assert "the derivation assumes" in verdict(paper, "demo:2")[1]


def test_a_derivation_may_lead_to_the_correction():
    paper = letter()
    x, y, b = paper.x, paper.y, paper.b
    right = eq(b, x**2 + 2*x*y + y**2)
    paper.claim("demo:1", eq(b, x**2 + x*y + y**2), correction=right)(
        lambda: calc(b).becomes((x + y)**2, by=("demo:b", "demo:a")).becomes(right.rhs))
    word, reason, found = verdict(paper, "demo:1")
    assert word == "erratum", reason
    assert found.correction.method == "derivation of 2 steps"


# premises

def test_a_line_that_follows_from_an_erratum_is_judged_both_ways(demo):
    """With x(y) > 2 printed where x(y) > 3 is right, y > 5/2 follows from the latter alone."""
    x = demo.x
    demo.claim("demo:1", gt(x, 2), correction=gt(x, 3))
    demo.claim("demo:2", gt(x, Q(5, 2)), uses="demo:1")
    demo.claim("demo:3", gt(x, 1), uses="demo:1")
    demo.claim("demo:4", gt(x, 5), uses="demo:1")
    judge = FakeJudge()
    judge.values = [Q(5, 2), Q(7, 2), Q(9, 2)]
    word, _, found = verdict(demo, "demo:2", judge)
    assert (word, found.condition_words) == ("conditional", "with the correction of demo:1")
    assert found.uses == ("demo:1",)
    assert verdict(demo, "demo:3", judge)[0] == "proved"
    assert verdict(demo, "demo:4", judge)[0] == "refuted"


def test_premises_carry_their_assumptions(demo):
    x, y = demo.x, demo.y
    demo.claim("demo:1", gt(y*x, y), assuming=(x > 1, y > 0))
    demo.claim("demo:2", gt(y*x, y), uses="demo:1", assuming=(x > 1, y > 0))
    demo.claim("demo:3", gt(y*x, y), uses="demo:1", assuming=(x > 1,))
    demo.claim("demo:4", gt(y*x, y), uses="demo:1", assuming=(gt(x, 2), y > 0))
    assert verdict(demo, "demo:2")[0] == "proved"
    assert "does not follow here" in verdict(demo, "demo:3")[1]
    assert verdict(demo, "demo:4")[0] == "proved"


# words, readings, support

def test_a_claim_in_words_needs_a_false_neighbour(demo):
    x = demo.x
    true, false = ge(x**2, 0), gt(x**2, 0)
    demo.claim("demo:1", true)
    demo.claim("demo:2", true, neighbours=false)
    demo.claim("demo:3", true, neighbours=(("still true", ge(x**2 + 1, 0)),))
    demo.claim("demo:4", gt(x, 0), assuming=(x > 0,), neighbours=Neighbour(gt(x, 0), assuming=()))
    assert verdict(demo, "demo:1")[0] == "proved"
    assert verdict(demo, "demo:1", kind="prose")[0] == "unknown"
    assert verdict(demo, "demo:2", kind="prose")[0] == "proved"
    assert "still true should be false" in verdict(demo, "demo:3", kind="prose")[1]
    assert verdict(demo, "demo:4", kind="prose")[0] == "proved"


def test_readings_are_all_judged(demo):
    x = demo.x
    demo.claim("demo:1", ge(x**2, 0), readings=Reading("strictly", gt(x**2, 0)))
    word, _, found = verdict(demo, "demo:1")
    assert word == "proved"
    assert [(label, j.outcome) for label, j in found.readings] == [("strictly", "fails")]


def test_support_counts_only_where_nothing_was_decided(demo):
    x = demo.x
    agrees = Support(True, "200 points agree to 1e-9", "quadrature")
    demo.claim("demo:1", eq(sqrt(x**2 + 1)**3, 1), supported=lambda: agrees)
    word, _, _ = verdict(demo, "demo:1")
    assert word == "refuted"
    open_ = lambda *a, **k: __import__("types").SimpleNamespace(verdict="unknown", tried=())  # noqa: E731
    judge = FakeJudge()
    judge.prove = open_
    assert verdict(demo, "demo:1", judge)[:2] == ("supported", "200 points agree to 1e-9")
    with pytest.raises(InputError, match=r"demo:3: supported= tells the evidence of a statement"):
        demo.claim("demo:3", supported=lambda: agrees)
    demo.claim("demo:2", eq(x, 1), supported=lambda: Support(False, "they differ", "quadrature"))
    assert verdict(demo, "demo:2", judge)[0] == "unknown"


def test_cited_needs_reference_and_reason(demo):
    demo.claim("demo:1", cites="Ref. [2]", because="a measured value")
    demo.claim("demo:2", cites="Ref. [2]")
    assert verdict(demo, "demo:1")[0] == "cited"
    assert verdict(demo, "demo:2")[0] == "unknown"
    with pytest.raises(InputError, match="either stated or cited"):
        demo.claim("demo:3", eq(demo.x, 1), cites="Ref. [2]", because="no")


# the certificate is what counts

def test_a_proof_about_something_else_is_not_believed(demo):
    demo.claim("demo:1", ge(demo.x**2, 0))
    judge = FakeJudge()
    judge.forged = True
    assert "about another statement" in verdict(demo, "demo:1", judge)[1]


def test_a_proof_that_leaves_a_side_condition_is_no_proof(demo):
    demo.claim("demo:1", ge(demo.x**2, 0))
    judge = FakeJudge()
    judge.provided = ("x != 1",)
    assert verdict(demo, "demo:1", judge)[:2] == ("unknown", "proved with a gap: x != 1")


# theorems

def concave(f, x):
    hypotheses = (Hypothesis("second derivative", le(f.diff(x, 2), 0), necessary=True),)
    return hypotheses, Sentence("{f} is concave in {x}", {"f": f, "x": x})


def minimum(f, x):
    return (Hypothesis("square", ge(f, 0)),), gt(f + 1, 0)


@pytest.fixture
def theorems(monkeypatch):
    for name, apply in (("concave", concave), ("minimum", minimum)):
        monkeypatch.setitem(THEOREMS, name, Theorem(name, ("h",), "c", "Book, p. 1", apply))


def test_a_sentence_is_proved_by_the_theorem_that_concludes_it(demo, theorems):
    x = demo.x
    says = lambda f: Sentence("{f} is concave in {x}", {"f": f, "x": x})  # noqa: E731
    demo.claim("demo:1", says(-x**2), theorem=lambda: use("concave", f=-x**2, x=x),
               neighbours=lambda: use("concave", f=x**2, x=x))
    demo.claim("demo:2", says(x**2), theorem=use("concave", f=x**2, x=x))
    demo.claim("demo:3", says(-x**2), theorem=use("concave", f=-2*x**2, x=x))
    demo.claim("demo:4", says(-x**2))
    demo.claim("demo:5", All((says(-x**2), le(-x**2, 0))), theorem=use("concave", f=-x**2, x=x))
    word, reason, found = verdict(demo, "demo:1", kind="prose")
    assert word == "proved", reason
    assert found.printed.theorems == ("concave",)
    assert verdict(demo, "demo:2")[0] == "refuted"
    assert "no applied theorem concludes it" in verdict(demo, "demo:3")[1]
    assert verdict(demo, "demo:4")[0] == "unknown"
    assert verdict(demo, "demo:5")[0] == "proved"


def test_a_sentence_may_rest_on_the_claim_that_states_it(demo, theorems):
    x = demo.x
    says = Sentence("{f} is concave in {x}", {"f": -x**2, "x": x})
    demo.claim("demo:1", says, theorem=use("concave", f=-x**2, x=x))
    demo.claim("demo:2", says, uses="demo:1")
    word, _, found = verdict(demo, "demo:2")
    assert (word, found.uses) == ("proved", ("demo:1",))


def test_a_theorem_with_a_formal_conclusion_gives_a_premise(demo, theorems):
    x = demo.x
    demo.claim("demo:1", gt(x**2 + 1, 0), theorem=use("minimum", f=x**2, x=x))
    demo.claim("demo:2", gt(x + 1, 0), theorem=use("minimum", f=x, x=x))
    assert verdict(demo, "demo:1")[0] == "proved"
    assert "the theorem does not apply" in verdict(demo, "demo:2")[1]


def test_theorems_are_applied_with_the_data_that_they_name(theorems):
    with pytest.raises(InputError, match="no theorem 'convex'; known"):
        use("convex", f=1)
    with pytest.raises(InputError, match="missing a required argument: 'x'"):
        use("concave", f=1)


# declarations

def test_names_and_ids_are_checked(demo):
    with pytest.raises(UndeclaredSymbol, match="'x' is declared twice"):
        demo.complex("x")
    with pytest.raises(UndeclaredSymbol, match="the name 'x' is taken"):
        demo.define("demo:1", "x", demo.y)
    demo.claim("demo:2", eq(demo.x, demo.x))
    with pytest.raises(RegisterError, match="duplicate claim demo:2"):
        demo.claim("demo:2", eq(demo.x, demo.x))
    with pytest.raises(RegisterError, match="other:1 does not belong to demo"):
        demo.claim("other:1", eq(demo.x, demo.x))
    with pytest.raises(InputError, match="2 symbols but 1 LaTeX names"):
        demo.real("p q", latex="p")


def test_a_relational_that_sympy_decided_is_refused(demo):
    n = demo.real("n")
    demo.claim("demo:1", n**2 >= 0)
    with pytest.raises(InputError, match="evaluated to True by sympy"):
        verdict(demo, "demo:1")
    with pytest.raises(InputError, match="evaluated to True"):
        demo.given(n**2 + 1 > 0)


def test_the_fraction_of_a_float_is_refused(demo):
    with pytest.raises(InputError, match=r"0\.5 is a float"):
        demo.define("demo:1", "h", 0.5)
    assert demo.define("demo:2", "h", Q(1, 2))


@pytest.mark.parametrize("hidden", ["proved", "refuted"])
@pytest.mark.parametrize("id, expected", [("demo:1", "refuted"), ("demo:2", "unknown")])
def test_a_file_that_calls_things_undecided_turns_nothing_into_a_pass(demo, hidden, id, expected):
    x = demo.x
    demo.claim("demo:1", eq((x + 1)**2, x**2 + 1), supported=lambda: Support(True, "agree", "all"))
    demo.claim("demo:2", gt((x + 1)**3, 0), condition=(2*x**3 + 6*x**2 + 6*x + 2 > 0,))
    row, archive = Row(id, "", "", "", "equation"), Archive()
    assert decide(Examiner(demo, archive=archive).examine(id, row).findings)[0] == expected
    silent = {"verdict": "unknown", "work": 10**12, "tried": [["search", "forged"]]}
    forged = {key: silent if entry["verdict"] == hidden else entry
              for key, entry in archive.asked.items()}
    found = Examiner(demo, archive=Archive(forged)).examine(id, row)
    assert decide(found.findings)[0] == expected


# the domain of a corrected statement

def domains():
    paper = Paper("demo")
    x = paper.real("x")
    n = Symbol("n")
    small = ForAllFinite(((n, (-1, 0, 1, 2)),), le(n**2, 4*n))
    paper.claim("demo:shrunk", small, correction=ForAllFinite(((n, (1, 2)),), le(n**2, 4*n)))
    paper.claim("demo:right", small, correction=ForAllFinite(((n, (0, 1, 2)),), le(n**2, 4*n)))
    paper.claim("demo:moved", small, correction=ForAllFinite(((n, (0, 1, 2)),), le(n**2, 2*n)))
    paper.claim("demo:from", ForAll(n, le(2*n, n**2), 0),
                correction=ForAll(n, le(2*n, n**2), 3))
    paper.claim("demo:from-2", ForAll(n, le(2*n, n**2), 0),
                correction=ForAll(n, le(2*n, n**2), 2))
    printed = Bound(x - x**2, "max", Q(1, 3), x, where=(x >= 0,))
    paper.claim("demo:max", printed, correction=replace(printed, value=Q(1, 4)))
    paper.claim("demo:max-moved", printed,
                correction=replace(printed, value=Q(-2), where=(x >= 2,)))
    return paper


@pytest.mark.parametrize("name, expected, why", [
    ("right", "erratum", ""), ("from-2", "erratum", ""), ("max", "erratum", ""),
    ("shrunk", "unknown", "too weak"), ("from", "unknown", "too weak"),
    ("moved", "unknown", "left side"), ("max-moved", "unknown", "left side")])
def test_a_correction_gives_up_nothing_that_is_true(name, expected, why):
    word, reason, _ = verdict(domains(), f"demo:{name}", Judge())
    assert word == expected, reason
    assert why in reason


def test_a_kind_that_is_no_formula_is_words(demo):
    demo.claim("demo:1", eq(demo.x, demo.x))
    for kind in ("Prose", "remark", "prose"):
        assert verdict(demo, "demo:1", kind=kind)[0] == "unknown"
    assert verdict(demo, "demo:1", kind="limit")[0] == "proved"


def test_an_equation_in_another_form_restates_the_claim(demo):
    x, y = demo.x, demo.y
    demo.claim("demo:1", eq(x*y, 1), condition=(eq(y, 1/x),))
    demo.claim("demo:2", eq(x, y), condition=(eq((x - y)**2, 0),))
    demo.claim("demo:3", eq(x**2, y**2), condition=(eq(x, y),))
    for id in ("demo:1", "demo:2"):
        assert verdict(demo, id, judge=Judge())[:2] == (
            "unknown", "the condition restates the claim; a condition must be independent")
    assert verdict(demo, "demo:3", judge=Judge())[0] == "conditional"


def test_premises_that_exclude_each_other_prove_nothing(demo):
    x, y = demo.x, demo.y
    vacuous = Implication((gt(x, y), gt(y, x)), eq(x, 1))
    demo.claim("demo:1", vacuous)
    demo.claim("demo:2", All((ge(x**2, 0), vacuous)))
    demo.claim("demo:3", Implication((gt(x, y), gt(y, 1)), gt(x, 1)))
    for id in ("demo:1", "demo:2"):
        assert verdict(demo, id, judge=Judge())[:2] == (
            "unknown", "the premises of the statement exclude each other")
    assert verdict(demo, "demo:3", judge=Judge())[0] == "proved"


# conjunctions with a chain for each part, and theorems in derivations

def test_a_part_of_a_conjunction_may_be_a_chain(demo):
    x, y, z = demo.x, demo.y, demo.z
    both = All((eq((x + y)**2 - z, x**2 + 2*x*y + y**2 - z), eq(x*y, y*x)))
    chain = calc(both.parts[0].lhs).becomes(x*(x + y) + y*(x + y) - z).becomes(both.parts[0].rhs)
    demo.claim("demo:1", both)(lambda: stepwise(both, (chain, "commute")))
    demo.claim("demo:2", both)(lambda: Derivation(both, (
        *chain.derivation().steps[1:], Step(both.parts[1]))))
    assert verdict(demo, "demo:1")[0] == "proved"
    assert "do not join up" in verdict(demo, "demo:2")[1]


def test_a_step_may_cite_an_applied_theorem(demo, monkeypatch):
    x, y = demo.x, demo.y
    words = Sentence("{f} is fine", {"f": x})
    monkeypatch.setitem(THEOREMS, "fine", Theorem(
        "fine", ("x",), "words", "source",
        lambda x: ((Hypothesis("it is positive", gt(x**2 + 1, 0)),), Sentence("{f} is fine",
                                                                              {"f": x}))))
    both = All((words, ge(x**2 + y**2, 0)))
    for id, by in (("demo:1", "fine"), ("demo:2", ())):
        demo.claim(id, both, theorem=lambda: use("fine", x=x))(
            lambda by=by: stepwise(both, (("a theorem", by), "squares")))
    word, _, found = verdict(demo, "demo:1")
    assert word == "proved" and found.printed.theorems == ("fine",)
    assert "no applied theorem concludes it" in verdict(demo, "demo:2")[1]
