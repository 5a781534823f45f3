"""Falsehoods forged by hand: the kernel must reject each, for the reason named."""

import pytest

from symq.errors import Rejected
from symq.kernel import check
from tests.kernel.forge import ZERO_TEST, certificate, formula, point, symbol

x, n = symbol("x"), symbol("n")
F = ["u", "f", [0], x]
F1 = ["u", "f", [1], x]


def refuse(made, reason):
    with pytest.raises(Rejected, match=reason):
        check(made)


def test_a_true_statement_is_accepted():
    goal = ["=", ["^", ["+", x, "1"], "2"], ["+", ["^", x, "2"], ["*", "2", x], "1"]]
    assert check(certificate(goal, ZERO_TEST, sorts={"x": "complex"},
                             witness=point(x="1"))).verdict == "proved"


def test_zero_divisor_of_a_root():
    # sqrt(x**2) + x = 0 for x > 0: (r + x)(r - x) = 0 does not give r + x = 0
    root = ["^", ["^", x, "2"], "1/2"]
    evidence = {"kind": "have/1", "lemmas": [
        [["!=", ["+", root, ["*", "-1", x]], "0"], ZERO_TEST]],
        "then": {"kind": "combine/1", "times": [[1, 1]], "sum": []}}
    refuse(certificate(["=", ["+", root, x], "0"], evidence, sorts={"x": "real"},
                       assume=[[">", x, "0"]], witness=point(x="1")), "the identity does not hold")


@pytest.mark.parametrize("point_", [["^", symbol("p"), "1/2"], ["f", "log", symbol("p")]])
def test_a_real_variable_goes_to_no_point_that_may_be_complex(point_):
    # re(x) goes to sqrt(p) as x does for p >= 0 only; the limit of re(x) at the point i is 0
    made = certificate(["lim", ["f", "re", x], "x", point_, point_, "+"], {
        "kind": "alike/1", "other": x, "first": "1", "where": [], "proof": ZERO_TEST,
        "then": {"kind": "limit/1", "depth": 4, "hints": [], "parts": [[]]}},
        sorts={"p": "real"}, witness=point(p="1"))
    refuse(made, "a real point")


def test_nothing_is_proved_where_nothing_is_defined():
    bad = ["^", ["+", x, ["*", "-1", ["^", ["^", x, "2"], "1/2"]]], "-1"]
    refuse(certificate(["=", bad, bad], ZERO_TEST, sorts={"x": "real"},
                       assume=[[">", x, "0"]], witness=point(x="1")), "not defined|division")


def test_contradictory_assumptions_have_no_witness():
    refuse(certificate(["=", x, "7"], {"kind": "absurd/1", "proof": {
        "kind": "combine/1", "times": [], "sum": [["1", [[0, 1]], None], ["1", [[1, 1]], None]]}},
        sorts={"x": "real"}, assume=[[">", x, "1"], ["<", x, "0"]], witness=point(x="2")),
        "violates")


def test_an_equality_is_no_strict_hypothesis():
    refuse(certificate([">", x, "0"], {"kind": "combine/1", "times": [],
                                       "sum": [["1", [[0, 1]], None]]},
                       sorts={"x": "real"}, assume=[[">=", x, "0"]], witness=point(x="1")),
           "strictly positive")


def test_a_negative_coefficient_has_no_sign():
    refuse(certificate(["<=", x, "0"], {"kind": "combine/1", "times": [],
                                        "sum": [["-1", [[0, 1]], None]]},
                       sorts={"x": "real"}, assume=[[">=", x, "0"]], witness=point(x="0")),
           "no known sign")


def test_a_square_must_be_real():
    z = symbol("z")
    refuse(certificate([">=", ["+", ["^", z, "2"], ["^", ["c", "i"], "2"], "1"], "0"],
                       {"kind": "combine/1", "times": [], "sum": [["1", [], z]]},
                       sorts={"z": "complex"}, witness=point(z="1")), "real")


def test_induction_does_not_jump_over_an_undefined_value():
    # 1/(5 - n) > 0 holds for n = 0..4, is undefined at 5, and false from 6 on
    body = [">", ["^", ["+", "5", ["*", "-1", n]], "-1"], "0"]
    step = {"kind": "combine/1", "times": [], "sum": []}
    refuse(certificate(["forall", [["n", ["int>=", "0"]]], body, None],
                       {"kind": "induction/1", "base": [{"kind": "ball/1", "bits": 64}],
                        "step": step, "defined": []}, witness=point()), "condition")


def test_a_pointwise_equation_has_no_derivative():
    # f(x) = 0 known at x = 0 only; its derivative is not known to vanish
    evidence = {"kind": "have/1", "lemmas": [
        [["=", ["*", x, F], "0"], {"kind": "combine/1", "times": [],
                                   "sum": [["1", [[0, 1]], None]]}]],
        "then": {"kind": "derive/1", "fact": 1, "var": "x"}}
    with pytest.raises(Rejected):
        check(certificate(["=", ["+", F, ["*", x, F1]], "0"], evidence,
                          sorts={"x": "real", "f": "real-function"}, assume=[["=", x, "0"]],
                          witness={"at": {"x": "0"}, "functions": {
                              "f": {"args": ["t"], "body": "1"}}, "bits": 64}))


def test_a_counterexample_must_satisfy_an_equation_of_functions_identically():
    goal = ["=>", [["and", ["=", F1, F], ["=", F, "1"]]], ["=", x, "5"]]
    evidence = {"kind": "point/1", "point": {"at": {"x": "0"}, "functions": {
        "f": {"args": ["t"], "body": ["+", "1", ["s", "t"]]}}, "bits": 64}}
    refuse(certificate(goal, evidence, sorts={"x": "real", "f": "function"}, verdict="refuted"),
           "do not satisfy")


@pytest.mark.parametrize("change", [
    {"symq": 2}, {"verdict": "true"}, {"evidence": {"kind": "magic/1"}}, {"evidence": None},
    {"evidence": {**ZERO_TEST, "more": 1}}, {"witness": None}, {"witness": point(x="1", y="0/1")},
])
def test_malformed_certificates(change):
    from symq.kernel.term import seal

    made = certificate(["=", x, x], ZERO_TEST, sorts={"x": "complex"}, witness=point(x="1"))
    assert check(made).verdict == "proved"
    made.update(change)
    made["seal"] = seal(made)
    with pytest.raises(Rejected):
        check(made)


@pytest.mark.parametrize("term", [
    "1/0", "01", "1.5", "0x1", ["s"], ["f", "exp"], ["f", "unknown", x], ["^", x], [[]], {},
    ["+", x, None], True, ["^", "2", "99999999"], ["s", "undeclared"],
])
def test_malformed_terms(term):
    with pytest.raises(Rejected):
        check(certificate(["=", term, term], ZERO_TEST, sorts={"x": "complex"},
                          witness=point(x="1")))


ABSURD = {"kind": "absurd/1", "proof": {"kind": "combine/1", "times": [],
                                        "sum": [["1", [[0, 1]], None]]}}


def test_an_instance_must_be_defined():
    # log(x) - log(x) = 0 for all x where it is defined: nothing is said about x = 0
    log, zero = ["f", "log", x], ["f", "log", "0"]
    every = ["forall", [["x", "real"]], ["=", ["+", log, ["*", "-1", log]], "0"], None]
    refuse(certificate(["=>", [every], ["=", "0", "1"]], {"kind": "suppose/1", "proof": {
        "kind": "have/1", "lemmas": [[["=", ["+", zero, ["*", "-1", zero]], "0"], {
            "kind": "instance/1", "formula": 0, "values": ["0"], "member": [None]}]],
        "then": ABSURD}},
        witness=point()), "not known to be defined")


@pytest.mark.parametrize("goal, at, reason", [
    # the root of a real variable is one of real analysis under a quantifier too
    (["forall", [["x", "real"]], [">=", ["^", ["^", x, "1/2"], "2"], "0"], None], {"x": "-1"},
     "not defined"),
    (["forall", [["n", "integer"]], ["=", ["^", n, "3"], n], "3"], {"n": "2"}, "residues"),
])
def test_no_counterexample_to_a_true_universal_statement(goal, at, reason):
    refuse(certificate(goal, {"kind": "point/1", "point": point(**at)}, verdict="refuted"), reason)


def test_a_real_function_has_real_values():
    # f(t) = sqrt(t) is not real at -1
    made = {"at": {"x": "-1"}, "functions": {"f": {"args": ["t"], "body": [
        "^", symbol("t"), "1/2"]}}, "bits": 64}
    refuse(certificate([">=", ["^", F, "2"], "0"], {"kind": "point/1", "point": made},
                       sorts={"x": "real", "f": "real-function"}, verdict="refuted"), "not real")


def test_an_exponent_without_symbols_is_not_thereby_an_integer():
    # (-1)**(1/2 + 0) is i: written so, it must not pass for something real
    from symq.kernel.context import conditions
    from symq.kernel.term import freeze

    for exponent in (["+", "1/2", "0"], ["*", "1/2", n], ["c", "pi"]):
        found = conditions(freeze(["^", "-1", exponent]), True, {"n": "integer"})
        assert found == [(">", "-1", "0")]
    assert conditions(freeze(["^", "-1", ["+", n, "1"]]), True, {"n": "integer"}) == []


def test_an_identity_of_functions_is_not_denied_pointwise():
    # f(0) = 0 and f'(0) = 1 do not show that f = 0 has another consequence than f' = 0
    zero, one = ["u", "f", [0], "0"], ["u", "f", [1], "0"]
    goal = ["not", ["=>", [["=", zero, "0"]], ["=", one, "0"]]]
    facts = {"kind": "combine/1", "times": [], "sum": [["1", [[0, 1]], None]]}
    refuse(certificate(goal, {"kind": "negate/1", "proof": {"kind": "every/1", "parts": [
        facts, {"kind": "combine/1", "times": [], "sum": [["1", [], None], ["1", [[1, 1]],
            None]]}]}},
        sorts={"f": "real-function"}, assume=[["=", zero, "0"], ["=", one, "1"]],
        witness={"at": {}, "functions": {"f": {"args": ["t"], "body": symbol("t")}}, "bits": 64}),
        "pointwise")


def test_a_disjunction_is_undefined_where_a_part_is():
    some = ["exists", [["x", ["list", "0"]]],
            ["or", ["=", x, "0"], ["=", ["^", x, "-1"], "1"]], None]
    refuse(certificate(some, {"kind": "ball/1", "bits": 64}, witness=point()), "division|Zero")


def test_an_equation_of_functions_holds_for_all_arguments_also_compound_ones():
    moved = ["u", "f", [0], ["+", x, symbol("c")]]
    evidence = {"kind": "point/1", "point": {"at": {"x": "1", "c": "-1"}, "functions": {
        "f": {"args": ["t"], "body": symbol("t")}}, "bits": 64}}
    refuse(certificate(["=>", [["=", moved, "0"]], ["=", F1, "0"]], evidence,
                       sorts={"x": "real", "c": "real", "f": "function"}, verdict="refuted"),
           "do not satisfy")


def test_an_equation_of_functions_holds_at_the_values_of_its_parameters():
    claim = ["=>", [["=", F1, symbol("c")]], ["=", F1, "0"]]
    made = {"at": {"x": "1", "c": "2"}, "functions": {
        "f": {"args": ["t"], "body": ["*", "2", symbol("t")]}}, "bits": 64}
    sorts = {"x": "real", "c": "real", "f": "function"}
    evidence = {"kind": "point/1", "point": made}
    assert check(certificate(claim, evidence, sorts=sorts, verdict="refuted")).verdict == "refuted"
    other = {"kind": "point/1", "point": {**made, "at": {"x": "1", "c": "3"}}}
    refuse(certificate(claim, other, sorts=sorts, verdict="refuted"), "do not satisfy")


T = symbol("t")
U, UT, UX = (["u", "f", k, x, T] for k in ([0, 0], [0, 1], [1, 0]))
UXX = ["u", "f", [2, 0], x, T]


def germ(equation, claim, body, data, **at):
    """A refutation by the Taylor polynomial of a solution."""
    made = {"at": at, "functions": {"f": {"args": ["x", "t"], "body": body}}, "bits": 64,
            "germ": data}
    return certificate(["=>", [equation], claim], {"kind": "point/1", "point": made},
                       sorts={"x": "real", "t": "real", "f": "function"}, verdict="refuted")


ALONG_X, ALONG_T = [["x", "t"], "x", [["f", 2]], 0], [["x", "t"], "t", [["f", 1]], 0]
HEAT = ["+", T, ["*", "1/2", ["^", x, "2"]]]


def test_a_taylor_polynomial_of_a_solution_is_a_counterexample():
    made = germ(["=", UT, UXX], ["=", UT, "0"], HEAT, ALONG_X, x="0", t="0")
    assert check(made).verdict == "refuted"


@pytest.mark.parametrize(("equation", "claim", "body", "data", "reason"), [
    (["=", UT, UXX], ["=", UT, "0"], ["+", T, ["^", x, "2"]], ALONG_X, "fails at the point"),
    # along t the heat equation is in no normal form: most such series diverge
    (["=", UT, UXX], ["=", UT, "0"], HEAT, ALONG_T, "too high"),
    (["=", UT, UXX], ["=", ["u", "f", [0, 2], x, T], "1"], ["+", HEAT, ["*", T, x, x]],
     [["x", "t"], "x", [["f", 2]], 1], "fails at the point"),
    (["=", UT, UXX], ["=", ["u", "f", [1, 2], x, T], "1"], HEAT, ALONG_X, "too high"),
    # Euler's x**2 f' = f - x has a formal solution that diverges
    (["=", ["*", ["^", T, "2"], UT], ["+", U, ["*", "-1", T]]], ["=", UT, "2"], T, ALONG_T,
     "singular"),
    (["=", UT, ["f", "abs", U]], ["=", UT, "1"], "0", ALONG_T, "not analytic"),
    (["=", UT, UX], ["=", UT, "1"], x, [["x", "t"], "t", [], 0], "do not satisfy"),
    (["=", UT, UX], ["=", ["u", "f", [0, 0], T, x], "1"], ["+", x, T], ALONG_T, "too high"),
    (["=", ["^", UT, "2"], "0"], ["=", U, "1"], "0", ALONG_T, "singular"),
    # f' = sqrt(f) has two solutions that start from 0
    (["=", UT, ["^", U, "1/2"]], ["=", UT, "1"], "0", ALONG_T, "not analytic"),
    (["=", UT, ["^", U, "1/2"]], ["=", UT, "1"], "-1", ALONG_T, "not analytic"),
])
def test_no_taylor_polynomial_without_a_solution(equation, claim, body, data, reason):
    refuse(germ(equation, claim, body, data, x="0", t="0"), reason)


def test_a_root_of_something_positive_is_analytic():
    made = germ(["=", UT, ["^", U, "1/2"]], ["=", UT, "0"], ["+", "1", T], ALONG_T, x="0", t="0")
    assert check(made).verdict == "refuted"


@pytest.mark.parametrize(("body", "inside"), [("2", True), ("1", False), (["+", "2", T], True),
                                              (["*", "-1", T, T], False)])
def test_an_inequality_of_a_function_holds_at_the_point(body, inside):
    value = ["u", "f", [0], T]
    made = {"at": {"t": "0"}, "functions": {"f": {"args": ["t"], "body": body}}, "bits": 64}
    certified = certificate([">", value, "0"], {"kind": "combine/1", "times": [], "sum": [
        ["1", [[0, 1]], None], ["1", [], None]]}, sorts={"t": "real", "f": "real-function"},
        assume=[[">", value, "1"]], witness=made)
    if inside:
        assert check(certified).verdict == "proved"
    else:
        refuse(certified, "violates")


IMAGINARY = ["c", "i"]
SQUARE = {"kind": "combine/1", "times": [], "sum": [["1", [], None], ["1", [[0, 2]], None]]}


def fact(index, coefficient="1"):
    return {"kind": "combine/1", "times": [], "sum": [[coefficient, [[index, 1]], None]]}


def test_an_order_of_complex_numbers_has_no_contrary():
    # i < 0 is no truth, nor is i >= 0: neither may be had from the failure of the other
    order, vacuous = ["<", IMAGINARY, "0"], {"kind": "absurd/1", "proof": SQUARE}
    refuse(certificate(["or", order, ["=", "0", "1"]], {
        "kind": "either/1", "index": 1, "proof": vacuous}, witness=point()), "no fact")
    implied = {"kind": "suppose/1", "proof": vacuous}
    refuse(certificate(["=", "0", "1"], {
        "kind": "have/1", "lemmas": [[["=>", [order], ["=", "0", "1"]], implied]],
        "then": {"kind": "split/1", "formula": 0, "parts": [vacuous, fact(0)]}},
        witness=point()), "no fact")


def test_what_fails_where_a_premise_fails():
    # x = 0 is a witness of (x != 0 implies 1/x = 1/x + 1)
    turned = ["^", x, "-1"]
    body = ["=>", [["!=", x, "0"]], ["=", turned, ["+", turned, "1"]]]
    some = ["exists", [["x", "real"]], body, None]
    parts = {"kind": "every/1", "parts": [fact(0), {
        "kind": "combine/1", "times": [], "sum": [["-1", [], None]]}]}
    for inner in (parts, {"kind": "negate/1", "proof": parts}):
        with pytest.raises(Rejected):
            check(certificate(["not", some], {"kind": "negate/1", "proof": {
                "kind": "introduce/1", "proof": inner}}, witness=point()))
    proof = {"kind": "exists/1", "values": ["0"], "member": [None], "proof": {
        "kind": "suppose/1", "proof": ABSURD}}
    assert check(certificate(some, proof, witness=point())).verdict == "proved"


@pytest.mark.parametrize("over", [
    [["k", ["int>=", x]]], [["k", ["int>=", "0", "0"]]], [["k", "real"], ["k", "integer"]],
    [["k", "rational"]]])
def test_a_variable_has_one_plain_set(over):
    # a first integer x would not move with x when x is replaced
    goal = ["forall", [["x", "real"]], ["forall", over, ["=", symbol("k"), symbol("k")], None],
            None]
    refuse(certificate(goal, {"kind": "introduce/1", "proof": {
        "kind": "introduce/1", "proof": ZERO_TEST}}, witness=point()), "set of its own")


def test_the_rational_root_theorem_needs_the_integers_themselves():
    # p = u + x with x = sqrt(2) and u = -x: x**2 = 2 q**2 at q = 1
    p, q, u = symbol("p"), symbol("q"), symbol("u")
    root = ["^", "2", "1/2"]
    proof = {"kind": "have/1", "lemmas": [[["!=", q, "0"], {
        "kind": "combine/1", "times": [], "sum": [["1", [], None], ["1", [[2, 1]], None]]}]],
        "then": {"kind": "rewrite/1", "atoms": [[p, ["+", x, u], fact(0, "-1")]],
                 "then": {"kind": "rational/1", "top": "p", "bottom": "q"}}}
    refuse(certificate(["!=", ["^", x, "2"], ["*", "2", ["^", q, "2"]]], proof, sorts={
        "p": "integer", "q": "integer", "x": "real", "u": "real"}, assume=[
            ["=", ["+", u, x], p], ["=", ["^", x, "2"], "2"], ["=", q, "1"]],
        witness=point(p="0", q="1", x=root, u=["*", "-1", root])), "two integers")


@pytest.mark.parametrize("name, value", [("atan", "2"), ("asinh", "2"), ("tanh", "1")])
def test_a_crossing_needs_continuity_of_complex_functions_too(name, value):
    # |atan(y + 2 i) + 1| jumps over 2 where its argument crosses the cut
    goal = ["exists", [["y", "real"]], ["=", ["f", "abs", ["+", ["f", name, [
        "+", symbol("y"), ["*", "2", IMAGINARY]]], "1"]], value], None]
    ball = {"kind": "ball/1", "bits": 64}
    refuse(certificate(goal, {"kind": "crossing/1", "low": "-1", "high": "1", "below": ball,
                              "above": ball}, witness=point()), "continuous")


@pytest.mark.parametrize("claim, at", [
    (["lim", U, "x", ["c", "oo"], U, "+-"], "0"), (["lim", U, "x", "3", U, "+-"], "0"),
    (["O", UX, "0", [["x", "1"]], "7", "0", "0", "="], "1")])
def test_a_taylor_polynomial_has_no_limits(claim, at):
    # f_x = 0: f depends on t alone; the polynomial agrees with it near the point only
    body = ["^", ["+", x, at if at == "0" else "-1"], "2"]
    refuse(germ(["=", UX, "0"], claim, body, [["x", "t"], "x", [["f", 1]], 0], x=at, t="0"),
           "may not be smooth")


@pytest.mark.parametrize("body", [["^", T, "1/2"], ["^", T, "5/2"], ["f", "abs", T],
                                  ["*", T, ["f", "log", T]], ["^", T, "-1"]])
def test_functions_in_expansions_are_smooth(body):
    goal = ["O", ["*", x, F], ["*", x, ["u", "f", [0], "0"]], [["x", "1"]], "2", "0", "0", "="]
    made = {"at": {"x": "1"}, "functions": {"f": {"args": ["t"], "body": body}}, "bits": 64}
    refuse(certificate(goal, {"kind": "point/1", "point": made},
                       sorts={"x": "real", "f": "function"}, verdict="refuted"),
           "smooth|no derivative")


def test_a_sum_of_complex_roots_is_no_real_number():
    root = ["^", "-1", "1/2"]
    one, none = ["sum", root, "k", "1", "1"], ["sum", root, "k", "1", "0"]
    square = {"kind": "combine/1", "times": [], "sum": [["1", [], None], ["1", [[2, 2]], None]]}
    proof = {"kind": "have/1", "lemmas": [
        [["=", none, "0"], formula("peel", ["empty", "0"])],
        [["=", one, ["+", none, root]], formula("peel", ["last", "0"])]], "then": {
            "kind": "rewrite/1", "atoms": [[none, "0", fact(0)], [one, root, fact(1)]],
            "then": {"kind": "either/1", "index": 1, "proof": {
                "kind": "absurd/1", "proof": square}}}}
    refuse(certificate(["or", ["<", one, "0"], ["=", "0", "1"]], proof, witness=point()),
           "no fact")


def test_a_sharp_order_for_all_values_needs_more_than_one_point():
    # n e = O(e), sharp but for n = 0
    order = ["O", ["*", n, symbol("e")], "0", [["e", "1"]], "1", "0", "1", "="]
    proof = {"kind": "sharp/1", "depth": 4, "hints": [], "point": point(e="1", n="1"), "proof": {
        "kind": "series/1", "depth": 4, "hints": [], "parts": []}}
    assert check(certificate(order, proof, sorts={"e": "real", "n": "integer"},
                             witness=point(e="1", n="1"))).verdict == "proved"
    refuse(certificate(["forall", [["n", "integer"]], order, None], {
        "kind": "introduce/1", "proof": proof}, sorts={"e": "real"}, witness=point(e="1")),
        "every value")


def test_roots_in_an_enumeration_are_no_exact_values():
    # 2**(1/2) != 2**(1/2), where the exponent is a value of a listed variable
    k = symbol("k")
    root = ["^", "2", ["^", "1/2", k]]
    goal = ["forall", [["k", ["list", "1"]]], ["!=", root, root], None]
    refuse(certificate(goal, {"kind": "ball/1", "bits": 128}, sorts={}, witness=point()),
           "not exact")


def test_a_constant_times_a_growing_power_may_still_vanish():
    # 0 * 2**n goes to zero although 2 >= 1; and v + c b**n goes to v only for |b| < 1
    grows = {"kind": "geometric/1", "proof": {"kind": "ball/1", "bits": 128}}
    limit = ["lim", ["*", "0", ["^", "2", n]], "n", ["c", "oo"], "0", "n"]
    refuse(certificate(["not", limit], grows, sorts={}, witness=point()), "growing exponent")
    goes = ["lim", ["+", "3", ["*", "5", ["^", "2", n]]], "n", ["c", "oo"], "3", "n"]
    refuse(certificate(goes, grows, sorts={}, witness=point()), "contrary|not hold|show")


def test_a_name_in_a_bound_is_captured_by_no_quantifier():
    # sup{x + 1: x <= 0} is not y for y = 1/2: said of x = y it would hold for every y, also for 1
    y = symbol("y")
    denied = ["not", ["bound", ["+", x, "1"], "sup", y, ["x"], "?", [["<=", x, "0"]]]]
    place = {"kind": "exists/1", "values": ["0"], "member": [None], "proof": {
        "kind": "every/1", "parts": [ZERO_TEST, {
            "kind": "combine/1", "times": [], "sum": [["1", [], None]]}]}}
    proof = {"kind": "bound/1", "names": ["y"], "eps": None, "other": None,
             "proof": {"kind": "either/1", "index": 0, "proof": place}}
    refuse(certificate(["=", "0", "0"], {
        "kind": "have/1", "lemmas": [[denied, proof]], "then": ZERO_TEST}, sorts={"x": "real"},
        witness=point(x="0")), "fresh")


def test_a_replacement_must_be_defined():
    # x = x y / y where y is not zero only
    other = ["*", x, symbol("y"), ["^", symbol("y"), "-1"]]
    proof = {"kind": "rewrite/1", "atoms": [[x, other, formula("ratio", [])]], "then": ZERO_TEST}
    for evidence in (formula("ratio", []), ZERO_TEST):
        refuse(certificate(["=", x, x], {**proof, "atoms": [[x, other, evidence]]},
                           sorts={"x": "real", "y": "real"}, witness=point(x="1", y="0")),
               "denominator|function")


@pytest.mark.parametrize("other", [["^", x, "3"], ["^", x, "-2"], ["*", "-1", ["^", x, "2"]]])
def test_a_formula_makes_one_term(other):
    power = ["f", "exp", ["*", "2", ["f", "log", x]]]
    evidence = formula("exp", [["log", x, "2"]])
    sorts, assume = {"x": "real"}, [[">", x, "0"]]
    assert check(certificate(["=", power, ["^", x, "2"]], evidence, sorts=sorts, assume=assume,
                             witness=point(x="2"))).verdict == "proved"
    refuse(certificate(["=", power, other], evidence, sorts=sorts, assume=assume,
                       witness=point(x="2")), "another one")
    refuse(certificate(["!=", power, other], evidence, sorts=sorts, assume=assume,
                       witness=point(x="2")), "no equation")


def test_an_instance_is_the_body_at_the_values():
    every = ["forall", [["x", "real"]], [">=", ["^", x, "2"], "0"], None]
    instance = {"kind": "instance/1", "formula": 0, "values": ["-1"], "member": [None]}
    for claim in ([">", ["^", "-1", "2"], "0"], [">=", "-1", "0"], [">=", ["^", "1", "2"], "0"]):
        refuse(certificate(["=>", [every], claim], {"kind": "suppose/1", "proof": instance},
                           witness=point()), "another statement")


AREA = ["int", ["f", "exp", ["*", "-1", ["^", x, "2"]]], "x", ["c", "-oo"], ["c", "oo"]]


@pytest.mark.parametrize(("shown", "reason"), [
    (None, "-oo is no number"),                          # no enclosure tells that it is not zero
    ([[0, {"kind": "intrinsic/1"}]], "nothing intrinsic"),
    ([[1, {"kind": "intrinsic/1"}]], "-oo is no number"),
    ([[0, {"kind": "combine/1", "times": [], "sum": [["1", [[0, 1]], None]]}]], "no fact"),
])
def test_a_condition_that_is_said_to_be_shown(shown, reason):
    claim = ["=", ["*", ["^", AREA, "-1"], AREA], "1"]
    witness = point() if shown is None else {**point(), "shown": shown}
    refuse(certificate(claim, ZERO_TEST, sorts={}, witness=witness), reason)


@pytest.mark.parametrize(("turn", "value", "right"), [
    ("1", "-1", True), ("1", "1", False), ("1/2", "0", True), ("-3/2", "0", True), ("2", "1", True),
    ("1/3", "0", False), ("1/3", "1/2", False)])
def test_cosines_of_quarter_turns(turn, value, right):
    claim = ["=", ["f", "cos", ["*", turn, ["c", "pi"]]], value]
    made = certificate(claim, ZERO_TEST, sorts={}, witness=point())
    if right:
        assert check(made).verdict == "proved"
    else:
        refuse(made, "identity does not hold")


def test_a_cosine_of_pi_squared_has_no_plain_value():
    squared = ["f", "cos", ["^", ["c", "pi"], "2"]]
    refuse(certificate(["=", squared, "-1"], ZERO_TEST, sorts={}, witness=point()),
           "identity does not hold")
