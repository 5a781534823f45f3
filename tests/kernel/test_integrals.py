"""Integrals in certificates: true uses of the rules, and the ways to misuse them."""

import pytest

from symq.errors import Rejected
from symq.kernel import check
from tests.kernel.forge import ZERO_TEST, certificate, point, symbol

x, a, PI, I, OO = symbol("x"), symbol("a"), ["c", "pi"], ["c", "i"], ["c", "oo"]


def integral(body, low="0", high="1"):
    return ["int", body, "x", low, high]


def by(tail, *ends, shares=(), where=(), proof=ZERO_TEST):
    return {"kind": "integral/1", "shares": [list(s) for s in shares], "tail": tail,
            "where": list(where), "proof": proof,
            "ends": [list(e) for e in ends or ([None, []], [None, []])]}


def positive(index):
    return {"kind": "combine/1", "times": [], "sum": [["1", [[index, 1]], None]]}


def certify(area, value, evidence, assume=(), **at):
    return certificate(["=", area, value], evidence, sorts=dict.fromkeys(at, "real"),
                       assume=list(assume), witness=point(**at))


SQUARE = by(["*", "1/3", ["^", x, "3"]])


def test_an_antiderivative_at_both_ends():
    assert check(certify(integral(["^", x, "2"]), "1/3", SQUARE)).verdict == "proved"
    assert check(certify(integral(["^", x, "2"], "1", "0"), "-1/3", SQUARE))
    assert check(certify(integral(["^", x, "2"], "0", a), ["*", "1/3", ["^", a, "3"]], SQUARE,
                         a="-2"))


@pytest.mark.parametrize("tail, value", [
    (["*", "1/3", ["^", x, "3"]], "1/4"), (["*", "1/2", ["^", x, "2"]], "1/2"),
    (["*", "-1/3", ["^", x, "3"]], "-1/3")])
def test_another_value_or_antiderivative_is_refused(tail, value):
    with pytest.raises(Rejected, match=r"right side|identity"):
        check(certify(integral(["^", x, "2"]), value, by(tail)))


def test_no_path_across_a_branch_or_a_pole():
    """(log e^{ix})' = i, but the logarithm jumps; (-1/x)' = 1/x^2, but not at zero."""
    turning = ["f", "log", ["f", "exp", ["*", I, x]]]
    with pytest.raises(Rejected, match=r"differentiable|condition"):
        check(certify(integral(I, "0", ["*", "2", PI]), "0", by(
            turning, where=[{"kind": "intrinsic/1"}])))
    square = integral(["^", x, "-2"], "-1")
    for proof in (ZERO_TEST, positive(0), {"kind": "intrinsic/1"}):
        with pytest.raises(Rejected):
            check(certify(square, "-2", by(["*", "-1", ["^", x, "-1"]], where=[proof, proof])))


def test_a_step_has_no_antiderivative_here():
    with pytest.raises(Rejected, match="no derivative"):
        check(certify(integral("0", "-1"), "2", by(["f", "sign", x])))


def test_known_integrals_need_their_conditions():
    bell = ["f", "exp", ["*", "-1", ["*", a, ["^", ["+", x, "0"], "2"]]]]
    area = ["int", bell, "x", ["c", "-oo"], OO]
    root = ["^", ["*", PI, ["^", a, "-1"]], "1/2"]
    ends = ["0", {"kind": "limit/1", "depth": 3, "hints": [], "parts": [[]]}]
    evidence = by("0", ends, ends, shares=[("1", "gauss", a, "0")])
    plain = ["f", "exp", ["*", "-1", ["*", a, ["^", x, "2"]]]]
    area[1] = plain
    assert check(certify(area, root, evidence, [[">", a, "0"]], a="2"))
    with pytest.raises(Rejected, match="Gaussian"):
        check(certify(area, root, evidence, [["!=", a, "0"]], a="2"))
    with pytest.raises(Rejected, match="Gaussian"):
        check(certify(["int", plain, "x", "0", OO], root, evidence, [[">", a, "0"]], a="2"))
    with pytest.raises(Rejected, match="no known integral"):
        check(certify(area, root, by("0", ends, ends, shares=[("1", "gauss", a, x)]),
                      [[">", a, "0"]], a="2"))


def test_limits_need_an_interval():
    ends = ["0", {"kind": "limit/1", "depth": 3, "hints": [], "parts": [[]]}], [None, []]
    with pytest.raises(Rejected, match="interval"):
        check(certify(integral("1", "0", a), a, by(x, *ends), a="1"))


def test_a_place_inside_divides():
    both = {"kind": "divide/1", "at": "1/2", "first": "1/8", "last": "3/8",
            "proof": by(["*", "1/2", ["^", x, "2"]]), "then": by(["*", "1/2", ["^", x, "2"]])}
    assert check(certify(integral(x), "1/2", both))
    with pytest.raises(Rejected, match="lie inside"):
        check(certify(integral(x), "1/2", {**both, "at": "2", "first": "2", "last": "-3/2"}))
    bell = ["f", "exp", ["*", "-1", ["^", x, "2"]]]
    line, left, right = (["int", bell, "x", *ends] for ends in (
        (["c", "-oo"], OO), (["c", "-oo"], I), (I, OO)))
    with pytest.raises(Rejected, match="lie inside"):
        check(certify(line, ["+", left, right], {
            "kind": "divide/1", "at": I, "first": left, "last": right, "proof": ZERO_TEST,
            "then": ZERO_TEST}))
    with pytest.raises(Rejected, match="right side"):
        check(certify(integral(x), "1/2", {**both, "first": "1/4", "last": "3/8"}))


def test_enclosures():
    """The integral of exp(-x^2) from 0 to 1 is 0.746824... (DLMF 7.2.1)."""
    area = integral(["f", "exp", ["*", "-1", ["^", x, "2"]]])
    ball = {"kind": "ball/1", "bits": 64}
    for rel, value in (("<", "746825/1000000"), (">", "746824/1000000")):
        assert check(certificate([rel, area, value], ball, witness=point()))
    for rel in "<>":
        with pytest.raises(Rejected):
            check(certificate([rel, integral(["^", x, "-1"]), "5"], ball, witness=point()))
    root = integral(["^", x, "1/2"], "1/4")     # a branch point nearby: 7/12
    assert check(certificate(["<", root, "6/10"], ball, witness=point()))
    with pytest.raises(Rejected):
        check(certificate(["<", root, "58/100"], ball, witness=point()))


def test_the_variable_is_fresh():
    with pytest.raises(Rejected):
        check(certify(["int", a, "a", "0", a], ["*", "1/2", ["^", a, "2"]], by(
            ["*", "1/2", ["^", a, "2"]]), a="1"))



y = symbol("y")
HALF = ["*", "1/2", y]


def change(new, side, where, ends, proof=ZERO_TEST):
    return {"kind": "substitution/1", "new": new, "side": side, "where": list(where),
            "proof": proof, "ends": [list(e) for e in ends]}


def over(body, low, high):
    return ["int", body, "y", low, high]


AT = [None, [], ZERO_TEST]
GROWS = {"kind": "combine/1", "times": [], "sum": [["1/2", [], "1"]]}
FALLS = {"kind": "combine/1", "times": [], "sum": [["1", [], "1"]]}


def test_a_change_of_variables():
    """x = y/2 and x = 1 - y."""
    assert check(certify(integral(["^", x, "2"]), over(["*", "1/8", ["^", y, "2"]], "0", "2"),
                         change(HALF, "+", [GROWS], [AT, AT])))
    assert check(certify(integral(["^", x, "2"]), over(
        ["^", ["+", "1", ["*", "-1", y]], "2"], "0", "1"), change(
            ["+", "1", ["*", "-1", y]], "-", [FALLS], [AT, AT])))


@pytest.mark.parametrize("other, new, side, where", [
    (over(["*", "1/4", ["^", y, "2"]], "0", "2"), HALF, "+", [GROWS]),          # no dx/dy
    (over(["*", "1/8", ["^", y, "2"]], "0", "1"), HALF, "+", [GROWS]),          # another end
    (over(["*", "1/8", ["^", y, "2"]], "0", "2"), HALF, "-", [GROWS]),          # it grows
    (over(["*", "2", y, ["^", y, "4"]], "-1", "1"), ["^", y, "2"], "+", [GROWS]),   # to and fro
    (over(["*", "1/8", ["^", y, "2"]], "2", "0"), HALF, "+", [GROWS])])         # the wrong way
def test_a_wrong_change_is_refused(other, new, side, where):
    with pytest.raises(Rejected):
        check(certify(integral(["^", x, "2"]), other, change(new, side, where, [AT, AT])))


def folded(above, bound, order):
    return {"kind": "folded/1", "above": above, "bound": bound, "order": order, "proof": ZERO_TEST}


def test_only_an_integral_that_exists_is_folded():
    """The integral of x over the line does not exist, whatever the halves add up to."""
    whole = ["int", x, "x", ["c", "-oo"], OO]
    for bound in ("0", ["int", x, "x", "0", OO]):
        with pytest.raises(Rejected):
            check(certify(whole, ["int", "0", "x", "0", OO], folded(
                ["f", "abs", x], bound, [ZERO_TEST] * 3)))


def test_integrals_that_may_not_exist_are_no_shares():
    """1/x from 0 to 1 less itself is not zero, and an unknown function is smooth."""
    inverse = ["^", x, "-1"]
    with pytest.raises(Rejected, match="may not exist"):
        check(certify(integral("0"), "0", by("0", shares=[
            ("1", "other", inverse), ("-1", "other", inverse)])))
    f = ["u", "f", [0], x]
    statement = ["=", integral(["*", "2", f]), ["*", "2", integral(f)]]
    assert check(certificate(statement, by("0", shares=[("2", "other", f)]),
                             sorts={"f": "function"}, witness={
                                 **point(), "functions": {"f": {"args": ["x"], "body": "1"}}}))


def test_names_of_bound_variables_do_not_matter_and_are_not_free():
    def f(*args):
        return ["u", "f", [0] * len(args), *args]

    told = {"f": {"args": ["x"], "body": "1"}}
    same = certificate(["=", integral(f(x)), ["int", f(y), "y", "0", "1"]], ZERO_TEST,
                       sorts={"f": "function"}, witness={**point(), "functions": told})
    assert check(same)
    kept = symbol("#1")
    with pytest.raises(Rejected, match="kept for bound"):
        check(certificate(["=", integral(f(["+", x, kept])), integral(f(["+", x, x]))], ZERO_TEST,
                          sorts={"f": "function", "#1": "real"},
                          witness={**point(**{"#1": "1"}), "functions": told}))
