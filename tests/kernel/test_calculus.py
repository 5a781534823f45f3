"""The mean value rule: one true use, and the ways to misuse it."""

import pytest

from symq.errors import Rejected
from symq.kernel import check
from tests.kernel.forge import ZERO_TEST, certificate, point, symbol

x, y = symbol("x"), symbol("y")


def combine(*total, times=()):
    return {"kind": "combine/1", "times": [list(t) for t in times], "sum": [list(e) for e in total]}


def log_below_line(**changes):
    """log(1 + x) <= x for x >= 0: facts 0: x >= 0, 1: 1 + x > 0; then y >= 0, x >= y, 1 + y > 0."""
    evidence = {"kind": "slope/1", "var": "x", "first": "0", "side": "+", "name": "y",
                "strict": "start", "start": ZERO_TEST,
                "closed": [combine(["1", [], None], ["1", [[2, 1]], None])], "open": [],
                "slope": combine(["1", [[2, 1]], None], times=[[4, 1]])}
    return {**evidence, **changes}


def certify(goal, evidence, assume=([">=", x, "0"],), at="1", **options):
    return certificate(goal, evidence, sorts={"x": "real"}, assume=list(assume),
                       witness=point(x=at), **options)


GOAL = ["<=", ["f", "log", ["+", "1", x]], x]


def test_a_derivative_carries_a_sign():
    assert check(certify(GOAL, log_below_line())).verdict == "proved"


@pytest.mark.parametrize("changes, reason", [
    ({"side": "-"}, "lie on that side"), ({"first": "1"}, "identity|lie on that side"),
    ({"first": x}, "fixed real start"), ({"name": "x"}, "not fresh"),
    ({"var": "y"}, "real variable"),
    ({"closed": []}, "each condition"), ({"closed": [combine(["1", [[2, 1]], None])]}, "identity"),
    ({"slope": ZERO_TEST}, "identity"), ({"strict": "both"}, "a slope proves"),
])
def test_changed_evidence_is_refused(changes, reason):
    with pytest.raises(Rejected, match=reason):
        check(certify(GOAL, log_below_line(**changes)))


def test_a_strict_inequality_needs_a_strict_step():
    goal = ["<", *GOAL[1:]]
    with pytest.raises(Rejected, match="strictly positive"):
        check(certify(goal, log_below_line()))
    strict = log_below_line(strict="slope")
    with pytest.raises(Rejected, match="lie on that side"):
        check(certify(goal, strict))
    inside = {**strict, "slope": combine(["1", [[5, 1]], None], times=[[4, 1]])}
    assert check(certify(goal, inside, assume=([">", x, "0"],))).verdict == "proved"


def test_the_derivative_says_nothing_across_a_pole():
    # 1/(1 - x) <= 1 for x > 1 has derivative of one sign, but 1 - y vanishes between 0 and x
    goal = ["<=", ["^", ["+", "1", ["*", "-1", x]], "-1"], "-1"]
    evidence = log_below_line(closed=[combine(["1", [[3, 1]], None])])
    with pytest.raises(Rejected):
        check(certify(goal, evidence, assume=([">", x, "1"],), at="3"))


def test_moduli_and_signs_have_no_derivative():
    goal = [">=", ["f", "sign", x], "-1"]
    evidence = log_below_line(closed=[], slope=combine())
    with pytest.raises(Rejected):
        check(certify(goal, evidence))


def test_a_root_needs_a_positive_base_inside():
    # sqrt(x) <= 1 + x: the condition y >= 0 is wanted strictly on the open interval
    root = ["^", x, "1/2"]
    evidence = log_below_line(start=combine(["1", [], None]),
                              closed=[combine(["1", [[2, 1]], None])])
    with pytest.raises(Rejected):
        check(certify(["<=", root, ["+", "1", x]], evidence))
