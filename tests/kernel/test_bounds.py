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


def always(proof):
    return {"kind": "introduce/1", "proof": {"kind": "suppose/1", "proof": proof}}


def somewhere(place, *proofs):
    return {"kind": "exists/1", "values": list(place), "member": [None] * len(place),
            "proof": {"kind": "every/1", "parts": list(proofs)}}


def said(*parts, names=("y",), eps=None, other=None):
    return {"kind": "bound/1", "names": list(names), "eps": eps, "other": other,
            "proof": parts[0] if len(parts) == 1 else {"kind": "every/1", "parts": list(parts)}}


SQUARES = combine(["1", [], symbol("y")])


def least_square(everywhere=SQUARES, place=("0",), proofs=(), reach=ZERO_TEST, eps=None,
                 names=("y",)):
    found = somewhere(place, *proofs, reach)
    return said(always(everywhere), found if eps is None else always(found), eps=eps, names=names)


def certify(goal, evidence, **options):
    return certificate(goal, evidence, sorts={"x": "real"}, witness=point(x="1"), **options)


def refuse(goal, evidence, reason=".", **options):
    with pytest.raises(Rejected, match=reason):
        check(certify(goal, evidence, **options))


def test_a_minimum():
    assert check(certify(bound(SQUARE, "min", "0"), least_square())).verdict == "proved"


def test_a_minimum_needs_its_place():
    refuse(bound(SQUARE, "min", "0"), least_square(place=["1"]), "identity")
    refuse(bound(SQUARE, "min", "-1"), least_square(combine(
        ["1", [], symbol("y")], ["1", [], None])), "identity")
    refuse(bound(SQUARE, "min", "0"), least_square(eps="e", place=[e]), "universal")
    refuse(bound(SQUARE, "min", "0"), least_square(names=["x"]), "fresh")


def test_the_place_lies_in_the_region():
    inside = bound(SQUARE, "min", "0", [[">=", x, "1"]])
    refuse(inside, least_square(proofs=[combine()]), "identity")


def test_an_imaginary_place_is_not_real():
    # sqrt(x)**2 is never negative for real x, but it is -1 at x = i*i
    square = ["^", ["^", x, "1/2"], "2"]
    goal = bound(["+", square, "1"], "min", "0")
    refuse(goal, least_square(combine(["1", [], None], ["1", [[0, 1]], None]),
                              [["*", ["c", "i"], ["c", "i"]]]), "real")


def test_an_infimum_is_approached():
    goal = bound(SQUARE, "inf", "0", [[">", x, "0"]], "0")
    positive = combine(["1", [[0, 2]], None])
    parts = {"proofs": [combine(["1", [[0, 1]], None])],
             "reach": combine(["1", [[0, 1], [1, 1]], None])}
    evidence = least_square(positive, [e], **parts, eps="e")
    assert check(certify(goal, evidence)).verdict == "proved"
    attained = bound(SQUARE, "inf", "0", [[">", x, "0"]], "1")
    refuse(attained, evidence, "universal")
    refuse(goal, least_square(positive, ["1"], **parts, eps="e"))
    refuse(goal, least_square(positive, ["1/2"], **parts))


def test_the_distance_is_no_variable_of_the_bound():
    # x/2 + 1/8 < 0 + x at x = 1/2 does not show that the infimum is 0
    goal = bound(["+", ["*", "1/2", x], "1/8"], "inf", "0", [[">=", x, "0"]], "0")
    evidence = least_square(combine(["1/2", [[0, 1]], None], ["1/8", [], None]), ["1/2"],
                            [combine(["1/2", [], None])], combine(["1/8", [], None]), eps="y")
    refuse(goal, evidence, "fresh")


def test_infinity_is_no_maximum():
    goal = bound(SQUARE, "max", ["c", "oo"])
    refuse(goal, least_square(place=[["^", e, "-1"]], eps="e"), "attained")


def test_a_supremum_is_denied_by_a_nearer_bound():
    goal = bound(["*", "-1", SQUARE], "sup", "1")
    below, less = combine(["1/2", [], None], ["1", [], symbol("y")]), combine(["1/2", [], None])

    def deny(other, below, less, goal=goal):
        proof = {**said(always(below), other=other),
                 "proof": {"kind": "every/1", "parts": [always(below), *less]}}
        return check(certify(goal, {"kind": "deny/1", "proof": proof, "at": []},
                             verdict="refuted"))

    assert deny("1/2", below, [less]).verdict == "refuted"
    infinite = bound(["*", "-1", SQUARE], "sup", ["c", "oo"])
    assert deny("1/2", below, [], infinite).verdict == "refuted"
    for other, proof, rest in (("1", below, [less]), (symbol("y"), combine(), [less]),
                               (None, below, [less]), (None, below, []),
                               ("1/2", below, [combine()])):
        with pytest.raises(Rejected):
            deny(other, proof, rest)
    with pytest.raises(Rejected, match="not a declared number"):    # x <= y for y = x
        deny(symbol("y"), combine(), [], bound(x, "sup", ["c", "oo"]))


def test_a_bound_that_is_never_reached_is_no_maximum():
    goal = bound(SQUARE, "max", "4", [["<", x, "2"], [">", x, "-2"]])
    proof = said({"kind": "either/1", "index": 1, "proof": always(
        combine(["1", [[0, 1], [1, 1]], None]))})

    def deny(goal):
        return check(certify(goal, {"kind": "deny/1", "proof": proof, "at": []},
                             verdict="refuted"))

    assert deny(goal).verdict == "refuted"
    for kind, value, where in (("sup", "4", goal[6]), ("max", "1", goal[6]),
                               ("max", "4", [["<=", x, "2"], [">=", x, "-2"]])):
        with pytest.raises(Rejected):
            deny(bound(SQUARE, kind, value, where))


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
