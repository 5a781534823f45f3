"""Enumerations, congruences and residues, with forged ones."""

import pytest

from symq.errors import Rejected
from symq.kernel import check
from symq.kernel.points import Point
from symq.kernel.term import add, freeze, mul, square, sub
from tests.kernel.forge import ZERO_TEST, certificate, point

BALL = {"kind": "ball/1", "bits": 64}
X, Y, N = ("s", "x"), ("s", "y"), ("s", "n")


def values(*numbers):
    return ("list", *map(str, numbers))


def truth(statement):
    return Point({"at": {}, "functions": {}, "bits": 64}, {}).true(statement)


SEVEN = values(*range(7))
PLANE = (("x", SEVEN), ("y", SEVEN))


@pytest.mark.parametrize("statement, expected", [
    (("forall", (("x", SEVEN),), ("=", ("^", X, "7"), X), "7"), True),
    (("forall", (("x", SEVEN),), ("=", ("^", X, "7"), X), None), False),
    (("exists", (("x", SEVEN),), ("=", square(X), "3"), "7"), False),
    (("exists", (("x", SEVEN),), ("=", square(X), "2"), "7"), True),
    (("count", PLANE, ("=", add(square(X), square(Y)), "1"), "8", "7"), True),
    (("count", PLANE, ("=", add(square(X), square(Y)), "1"), "6", "7"), False),
    (("forall", (("x", values(1, 2, 3)),), (
        "exists", (("y", values(1, 2, 3)),), ("=", mul(X, Y), "1"), None), "4"), False),
    (("forall", (("x", values(1, 3)),), (
        "exists", (("y", values(1, 2, 3)),), ("=", mul(X, Y), "1"), None), "4"), True),
    (("forall", (("c", values(1, 2)),), (">", ("s", "c"), "0"), None), True),
    (("forall", (("x", ("list", ("^", "2", "1/2"), "1")),), (">=", square(X), "1"), None), True),
    (("forall", (("x", values("1/2", "1/3")),), ("<", X, "1/2"), None), False),
    (("forall", (("x", values(1, 2)),), ("=", ("^", X, "-1"), ("^", X, "-1")), "3"), True),
    (("count", (("x", ("list",)),), ("=", X, X), "0", None), True),
])
def test_every_choice_is_tried(statement, expected):
    assert truth(statement) is expected
    assert truth(("not", statement)) is not expected


@pytest.mark.parametrize("statement", [
    ("forall", (("x", values(0, 1)),), ("=", ("^", X, "-1"), ("^", X, "-1")), "3"),
    ("forall", (("x", values(0, 1)),), ("!=", ("^", X, "-1"), "5"), None),
    ("forall", (("x", values(1, 2)),), ("<", X, "3"), "5"),
    ("forall", (("x", values("1/2")),), ("=", X, X), "5"),
    ("forall", (("x", "integer"),), ("=", X, X), None),
    ("forall", (("x", values(1)),), ("=", X, Y), None),
    ("forall", tuple((f"x{i}", SEVEN) for i in range(12)), ("=", "1", "1"), None),
    ("forall", (("x", values(1)),), ("=", X, X), "1"),
])
def test_what_has_no_finite_meaning_is_refused(statement):
    with pytest.raises((Rejected, ArithmeticError, ValueError)):
        truth(statement)


def test_a_false_count_is_rejected_and_its_denial_accepted():
    goal = ["count", [["x", ["list", "0", "1", "2"]]], ["=", ["^", X, "2"], "1"], "1", "3"]
    with pytest.raises(Rejected, match="contrary"):
        check(certificate(goal, BALL, witness=point()))
    made = certificate(goal, {"kind": "deny/1", "proof": BALL, "at": []}, verdict="refuted",
                       witness=point())
    assert check(made).verdict == "refuted"


def mod(d):
    return {"kind": "congruence/1", "modulus": d}


ODD = ["!=", add(square(add(mul("2", N), "1"))), mul("4", ("s", "m"))]
INTEGERS = {"n": "integer", "m": "integer"}


def test_a_congruence_shows_that_integers_differ():
    made = certificate(ODD, mod("4"), sorts=INTEGERS, witness=point(n="0", m="0"))
    assert check(made).verdict == "proved"


@pytest.mark.parametrize("goal, d, sorts", [
    (ODD, "3", INTEGERS), (ODD, "4", {"n": "integer", "m": "real"}), (ODD, "1", INTEGERS),
    (["!=", square(N), "1"], "8", {"n": "integer"}),
    (["!=", mul("1/2", N), "1/4"], "2", {"n": "integer"}),
    (["=", square(N), square(N)], "2", {"n": "integer"}),
])
def test_congruences_that_prove_nothing(goal, d, sorts):
    with pytest.raises((Rejected, ValueError)):
        check(certificate(goal, mod(d), sorts=sorts, witness=point(n="0", m="0")))


def test_an_exponent_is_not_reduced_modulo_d():
    # 2**n - 2 is never 2 mod 3 for n < 3, yet 2**n = 4 for n = 2 and 2**4 = 16
    goal = ["!=", ["^", "2", N], "16"]
    with pytest.raises(Rejected, match="integer polynomials"):
        check(certificate(goal, mod("3"), sorts={"n": "integer"}, assume=[[">=", N, "0"]],
                          witness=point(n="0")))


def residues(parts, d="2", name="q"):
    return {"kind": "residues/1", "on": N, "modulus": d, "quotient": name, "parts": parts}


def test_every_residue_needs_its_proof():
    goal = ["=", sub(N, N), "0"]
    one = {"sorts": {"n": "integer"}, "witness": point(n="1")}
    assert check(certificate(goal, residues([ZERO_TEST, ZERO_TEST]), **one)).verdict == "proved"
    for evidence in (residues([ZERO_TEST]), residues([ZERO_TEST, ZERO_TEST], "3"),
                     residues([ZERO_TEST, ZERO_TEST], name="n"), residues([], "0")):
        with pytest.raises(Rejected):
            check(certificate(goal, evidence, **one))
    with pytest.raises(Rejected, match="residue"):
        check(certificate(goal, residues([ZERO_TEST, ZERO_TEST]), sorts={"n": "real"},
                          witness=point(n="1")))


def test_nested_roots_are_decided_once_each():
    # each root has all the roots inside it among its conditions
    root = "2"
    for _ in range(40):
        root = ["^", ["+", "2", root], "1/2"]
    assert truth((">", freeze(root), "1"))
    assert not truth((">", freeze(root), "2"))
