"""Falsehoods about values and derivatives that the rules must reject, beside near truths."""

import pytest

from symq.errors import Rejected
from symq.kernel import CHECKS, logic
from symq.kernel.context import Context
from symq.kernel.functions import diff
from symq.kernel.term import ZERO, I, add, fn, mul, neg, square, sub
from tests.kernel.forge import formula

X, Y, PI = ("s", "x"), ("s", "y"), ("c", "pi")
PLAIN = {"kind": "combine/1", "times": [], "sum": []}
BALL = {"kind": "ball/1", "bits": 128}
RANGE = {"kind": "bounded/1"}


def accepts(context, goal, evidence):
    try:
        logic.prove(context.fork(), goal, evidence)
    except Rejected:
        return False
    return True


def exponential(goal, times, entries):
    proof = formula("exp", entries)
    return {"kind": "exponential/1", "times": times, "proof": proof, "low": BALL, "high": BALL}


def test_machin_and_its_shift_by_a_turn():
    left = sub(mul("4", fn("atan", "1/5")), fn("atan", "1/239"))
    arcs = [["iatan", "1/5", "32"], ["iatan", "1/239", "-8"]]
    for value, turns, expected in (("1/4", "-1", True), ("5/4", "-5", False), ("1/4", "-2", False)):
        goal = ("=", left, mul(value, PI))
        evidence = exponential(goal, ("*", I, "8"), [*arcs, ["turn", turns, "1"]])
        assert accepts(Context({}, CHECKS), goal, evidence) is expected


def test_logarithms_of_negative_numbers_keep_their_branch():
    for value, expected in (("1", True), ("-1", False)):
        goal = ("=", fn("log", "-1"), mul(value, I, PI))
        turn = "-1" if value == "1" else "1"
        evidence = exponential(goal, "1", [["log", "-1", "1"], ["turn", turn, "2"]])
        assert accepts(Context({}, CHECKS), goal, evidence) is expected


@pytest.mark.parametrize(("goal", "expected"), [
    (("<", fn("re", fn("atan", X)), mul("1/2", PI)), True),
    (("<", fn("re", fn("atan", X)), mul("1/4", PI)), False),
    (("<=", fn("re", fn("asin", Y)), mul("1/2", PI)), True),
    (("<", fn("re", fn("asin", Y)), mul("1/2", PI)), False),
    (("<", fn("re", fn("atan", Y)), mul("1/2", PI)), False),
    (("<=", fn("re", fn("acos", Y)), mul("1/2", PI)), False),
    (("<=", fn("im", fn("log", X)), mul("1", PI)), False),
    ((">", fn("im", fn("asin", Y)), mul("-1/2", PI)), False),
    ((">", fn("sin", X), ZERO), False),
])
def test_ranges(goal, expected):
    context = Context({"x": "real", "y": "complex"}, CHECKS)
    context.fact(("!=", add("1", square(X)), ZERO))
    assert accepts(context, goal, RANGE) is expected


def test_the_sine_is_positive_on_the_first_half_turn_only():
    context = Context({"x": "real"}, CHECKS)
    context.fact((">", X, ZERO))
    assert not accepts(context, (">", fn("sin", X), ZERO), RANGE)
    context.fact((">", sub(PI, X), ZERO))
    assert accepts(context, (">", fn("sin", X), ZERO), RANGE)
    assert not accepts(context, (">", fn("cos", X), ZERO), RANGE)


def u(order):
    return ("u", "u", (order,), X)


def test_only_an_identity_is_differentiated():
    equation = ("=", u(0), square(X))
    derived = ("=", diff(u(0), "x"), diff(square(X), "x"))
    evidence = {"kind": "derive/1", "fact": 0, "by": ["x"]}
    given = Context({"x": "real", "y": "real", "u": "function"}, CHECKS)
    given.assume(equation, identity=True)
    assert accepts(given, derived, evidence)
    assert not accepts(given, ("=", u(1), X), evidence)
    pointwise = Context({"x": "real", "y": "real", "u": "function"}, CHECKS)
    pointwise.fact(equation)
    assert not accepts(pointwise, derived, evidence)


def test_a_case_or_a_lemma_is_no_identity():
    context = Context({"x": "real", "u": "real-function"}, CHECKS)
    derive = {"kind": "derive/1", "fact": 0, "by": ["x"]}
    goal = ("=", u(1), ZERO)
    cases = {"kind": "cases/1", "on": u(0), "negative": None, "zero": derive, "positive": PLAIN}
    assert not accepts(context, goal, cases)


def test_no_derivative_by_a_parameter_or_of_a_modulus():
    context = Context({"x": "real", "y": "real", "u": "function"}, CHECKS)
    context.assume(("=", u(0), Y), identity=True)
    assert not accepts(context, ("=", ZERO, "1"), {"kind": "derive/1", "fact": 0, "by": ["y"]})
    context.assume(("=", ("^", square(u(0)), "1/2"), X), identity=True)
    root = ("^", square(u(0)), "1/2")
    goal = ("=", diff(root, "x"), "1")
    assert not accepts(context, goal, {"kind": "derive/1", "fact": 1, "by": ["x"]})


def test_equal_parts_give_equal_values_and_different_ones_do_not():
    context = Context({"x": "complex", "y": "complex"}, CHECKS)
    assert accepts(context, ("=", fn("log", add(X, Y)), fn("log", add(Y, X))), PLAIN)
    assert not accepts(context, ("=", fn("log", add(X, Y)), fn("log", add(X, neg(Y)))), PLAIN)
    roots = ("=", ("^", add(X, Y), "1/2"), ("^", add(Y, X), "1/2"))
    assert accepts(context, roots, PLAIN)


def test_a_name_is_real_in_its_own_scope_only():
    context = Context({"x": "real", "y": "real"}, CHECKS)
    inside = context.fork()
    inside.fact((">=", Y, ZERO))
    inside.fact(("=", Y, X))
    inside.rewritten[Y] = X
    inside.refresh()
    inside.value(("^", Y, "1/2"))
    outside = context.fork()
    outside.fact((">=", Y, ZERO))
    root = ("^", X, "1/2")
    assert not outside.real(outside.value(root))


def test_an_error_function_lies_between_its_limits():
    real, error = Context({"x": "real"}, CHECKS), fn("erf", X)
    assert accepts(real, ("<", error, "1"), RANGE) and accepts(real, (">", error, "-1"), RANGE)
    for context, op, bound in ((real, "<", "1/2"), (real, ">", "1"), (real, ">", "0"),
                               (Context({"x": "complex"}, CHECKS), "<", "1")):
        assert not accepts(context, (op, error, bound), RANGE)


def test_under_a_binder_only_entire_functions_are_differentiated():
    """The tangents in a sum have poles that no condition of the sum tells of."""
    k = ("s", "k")
    waves = ("sum", fn("sin", mul(k, X)), "k", "1", "3")
    assert diff(waves, "x") == ("sum", mul(fn("cos", mul(k, X)), k), "k", "1", "3")
    for body in (fn("tan", mul(k, X)), ("^", add(X, k), "-1"), fn("log", add(X, k))):
        for term in (("sum", body, "k", "1", "3"), ("int", body, "k", "1", "3")):
            with pytest.raises(Rejected):
                diff(term, "x")
    with pytest.raises(Rejected):
        diff(("sum", X, "k", "1", X), "x")
