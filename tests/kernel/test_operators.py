"""Normal ordering: identities, false ones, and algebras in which nothing can be refuted."""

import pytest

from symq.errors import Rejected
from symq.kernel import check
from tests.kernel.forge import ZERO_TEST, certificate, point

A, AD, X, Z = ["o", "a"], ["o", "ad"], ["o", "X"], ["o", "Z"]
W = ["s", "w"]


def dot(*factors):
    return [".", *factors]


BOSON = [["ad", "a"], [[dot(A, AD), ["+", "1", dot(AD, A)]]]]
NUMBER = dot(AD, A)
RIGHT = ["op=", dot(NUMBER, NUMBER), ["+", dot(AD, AD, A, A), NUMBER], *BOSON]
WRONG = ["op=", dot(NUMBER, NUMBER), ["+", dot(AD, AD, A, A), ["*", "2", NUMBER]], *BOSON]


def order(parts):
    return {"kind": "normal-order/1", "parts": parts}


def test_normal_ordering_proves():
    assert check(certificate(RIGHT, order([]), witness=point())).verdict == "proved"


@pytest.mark.parametrize("parts", [[], [ZERO_TEST]])
def test_a_wrong_factor_is_rejected(parts):
    with pytest.raises(Rejected):
        check(certificate(WRONG, order(parts), witness=point()))


def refute(goal, at=None, sorts=None):
    evidence = {"kind": "point/1", "point": point(**(at or {}))}
    return check(certificate(goal, evidence, verdict="refuted", sorts=sorts))


def test_a_wrong_factor_is_refuted_and_a_right_one_is_not():
    assert refute(WRONG).verdict == "refuted"
    with pytest.raises(Rejected, match="holds"):
        refute(RIGHT)


def test_a_denial_names_the_coefficient():
    one = {"kind": "combine/1", "times": [], "sum": [["1", [], None]]}
    for parts, good in (([[["ad", "a"], one]], False), ([[["a"], one]], False)):
        made = certificate(WRONG, {"kind": "deny/1", "proof": order(parts), "at": []},
                           verdict="refuted", witness=point())
        with pytest.raises(Rejected):
            check(made)
        assert not good
    minus = {"kind": "combine/1", "times": {"term": "-1"}, "sum": [["1", [], None]]}
    made = certificate(WRONG, {"kind": "deny/1", "proof": order([[["ad", "a"], minus]]), "at": []},
                       verdict="refuted", witness=point())
    assert check(made).verdict == "refuted"


CLOCK = [["X", "Z"], [[dot(Z, X), ["*", W, dot(X, Z)]], [dot(X, X, X), "1"], [dot(Z, Z, Z), "1"]]]


def test_rules_that_collapse_refute_nothing():
    goal = ["op=", dot(X, Z), dot(Z, X), *CLOCK]
    with pytest.raises(Rejected, match="confluent"):
        refute(goal, {"w": "2"}, {"w": "complex"})
    with pytest.raises(Rejected, match="holds"):
        refute(goal, {"w": "1"}, {"w": "complex"})
    root = ["f", "exp", ["*", "2", ["c", "pi"], ["c", "i"], ["^", "3", "-1"]]]
    assert refute(goal, {"w": root}, {"w": "complex"}).verdict == "refuted"


def test_two_rules_for_one_word_must_agree():
    rules = [["X"], [[dot(X, X), "1"], [dot(X, X), "2"]]]
    with pytest.raises(Rejected, match="confluent"):
        refute(["op=", X, "5", *rules])


def test_rules_that_do_not_go_down_refute_nothing():
    rules = [["X", "Z"], [[dot(X, Z), dot(Z, X)]]]
    with pytest.raises(Rejected, match="go down"):
        refute(["op=", X, Z, *rules])


@pytest.mark.parametrize("rule", [
    ["+", X, Z], ["*", "2", dot(Z, X)], "1",
])
def test_a_rule_rewrites_one_word(rule):
    with pytest.raises(Rejected, match="rule rewrites"):
        check(certificate(["op=", X, X, ["X", "Z"], [[rule, "1"]]], order([]), witness=point()))


def test_endless_rewriting_ends():
    goal = ["op=", dot(X, Z), "0", ["X", "Z"], [[dot(X, Z), ["*", "2", dot(X, Z)]]]]
    with pytest.raises(Rejected, match="work"):
        check(certificate(goal, order([]), witness=point()))


def test_an_operator_is_no_number():
    for bad in (["^", X, "1/2"], ["f", "exp", X], ["o", "Y"], ["^", "2", X]):
        with pytest.raises(Rejected):
            check(certificate(["op=", bad, bad, ["X"], []], order([]), witness=point()))
