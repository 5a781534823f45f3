"""Expansions: what the kernel computes, and falsehoods that it must reject."""

from fractions import Fraction

import pytest

from symq.errors import Rejected
from symq.kernel import check
from symq.kernel.context import Context
from symq.kernel.series import UNIT, Expansion
from symq.kernel.term import add, fn, inv, mul, neg, square, sub
from tests.kernel.forge import ZERO_TEST, certificate, point

X, A = ("s", "x"), ("s", "a")


def expand(term, depth=6, at=1, facts=()):
    """Coefficients by power of s, and the power that bounds the rest."""
    context = Context({"x": "real", "a": "real"})
    for fact in facts:
        context.assume(fact)
    line = ({((), Fraction(at), 0): context.field.const(1)}, None)
    series, bound = Expansion(context, {"x": line}, depth, []).expand(term)
    return {(m[1], m[2]) if m[2] else m[1]: context.term(v) for m, v in series.items()
            if not m[0]}, bound


@pytest.mark.parametrize("name, third", [
    ("sin", Fraction(-1, 6)), ("tan", Fraction(1, 3)), ("atan", Fraction(-1, 3)),
    ("asin", Fraction(1, 6)), ("sinh", Fraction(1, 6)), ("tanh", Fraction(-1, 3)),
    ("asinh", Fraction(-1, 6)), ("atanh", Fraction(1, 3))])
def test_taylor_coefficients(name, third):
    context = Context({"x": "real"})
    line = ({((), Fraction(1), 0): context.field.const(1)}, None)
    series, bound = Expansion(context, {"x": line}, 6, []).expand(fn(name, X))
    value = series[((), Fraction(3), 0)]
    assert Fraction(value[0][0], value[1]) == third
    assert ((), Fraction(2), 0) not in series and bound[1] >= 5


def test_logarithms_are_a_scale_of_their_own():
    terms, _ = expand(mul(X, square(fn("log", X))))
    assert terms == {(1, 2): "1"}


def test_an_exponential_swallows_powers():
    series, _ = expand(mul(("^", X, "5"), fn("exp", neg(X))), at=-1)
    assert series == {}


def test_the_rest_is_never_forgotten():
    _, bound = expand(sub(fn("exp", X), fn("exp", X)), depth=3)
    assert bound == ((), Fraction(3), 0)


def test_a_root_needs_a_positive_base():
    with pytest.raises(Rejected, match=r"not known to be positive|may vanish"):
        expand(("^", add(square(A), X), "1/2"))
    expand(("^", add(square(A), X), "1/2"), facts=[(">", square(A), "0")])


def test_a_divisor_needs_a_leading_coefficient():
    with pytest.raises(Rejected, match="may vanish"):
        expand(inv(add(A, X)))
    with pytest.raises(Rejected, match="left"):
        expand(inv(sub(X, X)))


def test_arcsine_is_not_analytic_at_one():
    with pytest.raises(Rejected):
        expand(fn("asin", sub("1", X)))


def test_terms_of_one_size_have_no_leading_one():
    context = Context({"a": "real"})
    line = ({((), Fraction(1), 0): context.field.const(1)}, None)
    expansion = Expansion(context, {"x": line}, 4, [])
    with pytest.raises(Rejected, match="sign of a coefficient"):
        expansion.expand(inv(add(("^", X, A), X)))
    assert UNIT == ((), 0, 0)


def o(lhs, rhs, order, sharp="0", rel="=", at="0"):
    return ["O", lhs, rhs, [["x", "1"]], order, at, sharp, rel]


def series(parts, depth=8):
    return {"kind": "series/1", "depth": depth, "hints": [], "parts": parts}


SINE = fn("sin", X)


def test_an_order_is_accepted_up_to_the_next_term():
    made = certificate(o(SINE, X, "3"), series([]), sorts={"x": "real"}, witness=point(x="1"))
    assert check(made).verdict == "proved"


@pytest.mark.parametrize("goal, parts, reason", [
    (o(SINE, X, "4"), [], "each coefficient"),
    (o(SINE, X, "4"), [["=", ZERO_TEST]], "identity does not hold"),
    (o(SINE, X, "4"), [[">=", ZERO_TEST]], "must vanish"),
    (o(fn("cos", X), "1", "3", rel=">="), [[">=", ZERO_TEST]], "identity does not hold"),
    (o(SINE, X, "3", sharp="1"), [], "not a sharp one"),
    (o(SINE, X, "40"), [], "precision is too low"),
])
def test_false_orders_are_rejected(goal, parts, reason):
    made = certificate(goal, series(parts), sorts={"x": "real"}, witness=point(x="1"))
    with pytest.raises(Rejected, match=reason):
        check(made)


def sharp(at):
    return {"kind": "sharp/1", "depth": 8, "hints": [], "proof": series([]), "point": point(x=at)}


def test_a_sharp_order_needs_a_point_where_the_coefficient_is_not_zero():
    good = certificate(o(SINE, X, "3", "1"), sharp("1"), sorts={"x": "real"}, witness=point(x="1"))
    assert check(good).verdict == "proved"
    for goal, at, reason in ((o(SINE, X, "3", "1"), "0", "vanishes"),
                             (o(SINE, X, "2", "1"), "1", "vanishes")):
        with pytest.raises(Rejected, match=reason):
            check(certificate(goal, sharp(at), sorts={"x": "real"}, witness=point(x="1")))


def test_the_witness_of_sharpness_lies_in_the_domain():
    made = certificate(o(SINE, X, "3", "1"), sharp("1"), sorts={"x": "real"},
                       assume=[["<", X, "0"]], witness=point(x="-1"))
    with pytest.raises(Rejected, match="violates"):
        check(made)


def refuted(goal, at, **more):
    return certificate(goal, {"kind": "point/1", "point": point(x=at)}, sorts={"x": "real"},
                       verdict="refuted", **more)


def test_a_direction_refutes_an_order():
    assert check(refuted(o(SINE, X, "4"), "1")).verdict == "refuted"
    with pytest.raises(Rejected, match="holds at the point"):
        check(refuted(o(SINE, X, "4"), "0"))
    with pytest.raises(Rejected, match="holds at the point"):
        check(refuted(o(SINE, X, "3"), "1"))
    with pytest.raises(Rejected, match="violates"):
        check(refuted(o(SINE, X, "4"), "1", assume=[["<", X, "0"]]))


def limit(term, at, value, side="+-"):
    return ["lim", term, "t", at, value, side]


T = ("s", "t")
SINC = mul(fn("sin", T), inv(T))


def proof(parts):
    return {"kind": "limit/1", "depth": 6, "hints": [], "parts": parts}


BOTH = [[["=", ZERO_TEST]], [["=", ZERO_TEST]]]


def test_a_limit_is_accepted_from_both_sides():
    zero = certificate(limit(sub(SINC, "1"), "0", "0"), proof([[], []]), witness=point())
    assert check(zero).verdict == "proved"
    assert check(certificate(limit(SINC, "0", "1"), proof([[], []]), witness=point()))


@pytest.mark.parametrize("goal, parts", [
    (limit(SINC, "0", "2"), BOTH), (limit(SINC, "0", "2"), [[], []]),
    (limit(mul(fn("abs", T), inv(T)), "0", "1"), [[], []]),
    (limit(mul(fn("abs", T), inv(T)), "0", "1"), BOTH),
    (limit(inv(T), "0", ("c", "oo")), []), (limit(inv(T), "0", ("c", "oo"), "-"), []),
    (limit(fn("exp", T), ("c", "oo"), "0"), [[]]),
    (limit(fn("sin", T), ("c", "oo"), "0"), [[]]),
])
def test_false_limits_are_rejected(goal, parts):
    with pytest.raises(Rejected):
        check(certificate(goal, proof(parts), witness=point()))


def test_limits_at_infinity_of_powers_need_a_small_base():
    goal = ["lim", ["^", A, ["s", "n"]], "n", ["c", "oo"], "0", "n"]
    below = {"kind": "geometric/1", "proof": {"kind": "combine/1", "times": [],
                                              "sum": [["1", [[0, 1]], None]]}}
    small = [["<", ["^", ["f", "abs", A], "2"], "1"]]
    made = certificate(goal, below, sorts={"a": "real"}, assume=small, witness=point(a="1/2"))
    assert check(made).verdict == "proved"
    wide = [["<=", ["^", ["f", "abs", A], "2"], "1"]]
    with pytest.raises(Rejected):
        check(certificate(goal, below, sorts={"a": "real"}, assume=wide, witness=point(a="1/2")))


def test_a_limit_of_equal_expressions_needs_the_proof_of_equality():
    n = ("s", "n")
    for other, accepted in ((add("2", inv(n)), True), ("3", False)):
        term = mul(add(mul("2", n), "1"), inv(n))
        evidence = {"kind": "alike/1", "other": other, "first": "1", "proof": ZERO_TEST,
                    "where": [{"kind": "combine/1", "times": [],
                               "sum": [["1", [[0, 1]], None], ["1", [], None]]}],
                    "then": proof([[]])}
        made = certificate(["lim", term, "n", ["c", "oo"], "2" if accepted else "3", "n"],
                           evidence, witness=point())
        if accepted:
            assert check(made).verdict == "proved"
        else:
            with pytest.raises(Rejected, match="identity"):
                check(made)


def unknown(term, expected, depth=4):
    """Whether an expression of unknown functions has this expansion in x; the bound of its rest."""
    context = Context({"x": "real", "a": "real", "f": "function", "g": "real-function"})
    line = ({((), Fraction(1), 0): context.field.const(1)}, None)
    series, bound = Expansion(context, {"x": line}, depth, []).expand(term)
    found = {m[1]: context.term(v) for m, v in series.items()}
    assert set(found) == set(expected)
    assert all(context.zero(context.value(sub(found[n], expected[n]))) for n in found)
    return bound


def f(*orders, at):
    return ("u", "f", orders, *at)


def test_an_unknown_function_has_its_taylor_series():
    factors = {0: "1", 1: "-2", 2: "2", 3: "-4/3"}
    expected = {n: mul(c, f(1 + n, at=(A,))) for n, c in factors.items()}
    assert unknown(f(1, at=(add(A, mul("-2", X)),)), expected) == ((), Fraction(4), 0)


def test_the_rest_of_a_function_of_two_arguments_is_that_of_the_slower_one():
    at = (A, "3")
    expected = {0: f(0, 0, at=at), 1: mul("5", f(0, 1, at=at)),
                2: add(f(1, 0, at=at), mul("25/2", f(0, 2, at=at))),
                3: add(mul("5", f(1, 1, at=at)), mul("125/6", f(0, 3, at=at)))}
    moved = f(0, 0, at=(add(A, square(X)), add("3", mul("5", X))))
    assert unknown(moved, expected) == ((), Fraction(4), 0)


@pytest.mark.parametrize("argument", [inv(X), fn("log", X), add(A, inv(X))])
def test_an_unknown_function_has_no_expansion_where_its_argument_grows(argument):
    with pytest.raises(Rejected):
        unknown(f(0, at=(argument,)), {})


def test_a_constant_argument_leaves_no_rest():
    assert unknown(f(2, at=(A,)), {0: f(2, at=(A,))}) is None
