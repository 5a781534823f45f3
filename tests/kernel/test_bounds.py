"""Bounds: both halves are needed, and the terms may not see the bound's own variable."""

import pytest

from symq.errors import Rejected
from symq.kernel import check
from symq.kernel.context import Context
from symq.kernel.points import counterexample
from tests.kernel.forge import ZERO_TEST, certificate, point, symbol

x, e = symbol("x"), symbol("e")
SQUARE = ["^", x, "2"]


def combine(*total, times=()):
    return {"kind": "combine/1", "times": [list(t) for t in times], "sum": [list(s) for s in total]}


def bound(expr, kind, value, where=(), attained="?"):
    return ["bound", expr, kind, value, ["x"], attained, list(where)]


def least_square(**changes):
    evidence = {"kind": "bound/1", "names": ["y"], "always": combine(["1", [], symbol("y")]),
                "eps": None, "place": ["0"], "proofs": [], "reach": ZERO_TEST}
    return {**evidence, **changes}


def certify(goal, evidence, **options):
    return certificate(goal, evidence, sorts={"x": "real"}, witness=point(x="1"), **options)


def refuse(goal, evidence, reason=".", **options):
    with pytest.raises(Rejected, match=reason):
        check(certify(goal, evidence, **options))


def test_a_minimum():
    assert check(certify(bound(SQUARE, "min", "0"), least_square())).verdict == "proved"


def test_a_minimum_needs_its_place():
    refuse(bound(SQUARE, "min", "0"), least_square(place=["1"]), "identity")
    refuse(bound(SQUARE, "min", "-1"), least_square(always=combine(
        ["1", [], symbol("y")], ["1", [], None])), "identity")
    refuse(bound(SQUARE, "min", "0"), least_square(eps="e", place=[e]), "a place")
    refuse(bound(SQUARE, "min", "0"), least_square(names=["x"]), "fresh")


def test_the_place_lies_in_the_region():
    inside = bound(SQUARE, "min", "0", [[">=", x, "1"]])
    refuse(inside, least_square(proofs=[combine()]), "identity")


def test_an_imaginary_place_is_not_real():
    # sqrt(x)**2 is never negative for real x, but it is -1 at x = i*i
    square = ["^", ["^", x, "1/2"], "2"]
    goal = bound(["+", square, "1"], "min", "0")
    refuse(goal, least_square(place=[["*", ["c", "i"], ["c", "i"]]],
                              always=combine(["1", [], None], ["1", [[0, 1]], None])), "real")


def test_an_infimum_is_approached():
    goal = bound(SQUARE, "inf", "0", [[">", x, "0"]], "0")
    evidence = least_square(always=combine(["1", [[0, 2]], None]), eps="e", place=[e],
                            proofs=[combine(["1", [[0, 1]], None])],
                            reach=combine(["1", [[0, 1], [1, 1]], None]))
    assert check(certify(goal, evidence)).verdict == "proved"
    attained = bound(SQUARE, "inf", "0", [[">", x, "0"]], "1")
    refuse(attained, evidence, "a place")
    refuse(goal, {**evidence, "place": ["1"]})
    refuse(goal, {**evidence, "eps": None, "place": ["1/2"]})


def test_infinity_is_no_maximum():
    goal = bound(SQUARE, "max", ["c", "oo"])
    refuse(goal, least_square(always=None, eps="e", place=[["^", e, "-1"]]), "a place")


def test_a_supremum_is_denied_by_a_nearer_bound():
    goal = bound(["*", "-1", SQUARE], "sup", "1")
    proof = {"kind": "short/1", "names": ["y"], "other": "1/2",
             "always": combine(["1/2", [], None], ["1", [], symbol("y")]),
             "less": combine(["1/2", [], None])}

    def deny(proof):
        return check(certify(goal, {"kind": "deny/1", "proof": proof, "at": []},
                             verdict="refuted"))

    assert deny(proof).verdict == "refuted"
    for changes in ({"other": "1"}, {"other": symbol("y"), "always": combine()},
                    {"other": None, "less": None}, {"less": combine()}):
        with pytest.raises(Rejected):
            deny({**proof, **changes})


def test_a_place_beyond_refutes():
    problem = bound(SQUARE, "max", "1", [["<=", x, "2"]])
    frozen = ("bound", ("^", ("s", "x"), "2"), "max", "1", ("x",), "?", (("<=", ("s", "x"), "2"),))
    assert problem[2] == frozen[2]
    evidence = {"kind": "point/1", "point": point(x="2")}
    counterexample({"x": "real"}, [], [], frozen, evidence)
    for value in ("1", "3", ["^", "-1", "1/2"]):
        with pytest.raises(Rejected):
            counterexample({"x": "real"}, [], [], frozen,
                           {"kind": "point/1", "point": point(x=value)})


def test_the_value_of_a_bound_must_be_defined():
    context = Context({"a": "real"})
    value = ("^", ("s", "a"), "-1")
    found = context.conditions(("bound", ("s", "x"), "sup", value, ("x",), "?", ()))
    assert found == [("!=", ("s", "a"), "0")]
